"""What exactly does a signature cover: the statements of a JSON-LD document in their canonical order?

The only door to pyld. A property that no context knows would be covered by no signature, so it is refused; and a
document made to be sorted for ever is given up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from recommender.errors import Unavailable
from recommender.interchange.badges.contexts import Contexts, NoContext

__all__ = ["NotCovered", "TooTangled", "digest"]

MOST_ALIKE = 6
"""Nameless things that look alike to each other: they are tried in every order."""
MOST_STEPS = 100_000
"""Statements that are looked at again and again."""


class NotCovered(Exception):
    """A property that no context knows, so that a signature says nothing about it."""


class TooTangled(Exception):
    """More work than an honest document makes."""


def digest(document: Mapping[str, Any], contexts: Contexts) -> bytes:
    """SHA-256 of the canonical N-Quads (RDFC-1.0).

    Raises:
        NoContext: a context that is not known here.
        NotCovered, TooTangled: see there; ValueError for what is no JSON-LD.
        Unavailable: pyld is not installed.
    """
    try:
        from pyld import jsonld
        from pyld.canon import URDNA2015
    except ModuleNotFoundError:
        raise Unavailable(
            "formats", "signatures over JSON-LD need pyld; install it with: pip install 'creditpath[formats]'"
        ) from None

    def load(address: str, options: object) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": contexts[address],
        }

    options = {"documentLoader": load, "base": ""}
    try:
        expanded = jsonld.expand(document, options, on_property_dropped=_dropped)
        dataset = jsonld.to_rdf(expanded, options)
    except jsonld.JsonLdError as error:
        raise _cause(error) from None
    quads = _bounded(URDNA2015).main(dataset, {"format": "application/n-quads"})
    return hashlib.sha256(quads.encode()).digest()


def _dropped(name: object) -> None:
    raise NotCovered(str(name))


def _cause(error: BaseException) -> Exception:
    """What lies below a failure of the library: a context that is missing, or a document that is no JSON-LD."""
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, NoContext | NotCovered | TooTangled):
            return below
        below = getattr(below, "cause", None) or below.__cause__
    return ValueError(str(error).split("\n", 1)[0])


def _bounded(base: Any) -> Any:
    """The algorithm, which stops where a document makes it try too many orders."""

    class Bounded(base):  # type: ignore[misc]
        steps = 0

        def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
            self.steps += 1 + len(self.blank_node_info[id_]["quads"])
            found = super().create_hash_to_related(id_, issuer)
            if self.steps > MOST_STEPS or any(len(alike) > MOST_ALIKE for alike in found.values()):
                raise TooTangled
            return found

    return Bounded()
