"""Where in a body stands what the use case names as a parameter?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from api.validation import escaped
from recommender.errors import InputError

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "assume": "assume",
        "assurance": "assurance",
        "earliest": "earliest",
        "exclude": "exclude",
        "fact": "facts",
        "goal": "goals",
        "goals": "goals",
        "institutions": "institutions",
        "item": "items",
        "languages": "languages",
        "modes": "modes",
        "pin": "pins",
        "pin_terms": "pin_terms",
        "regions": "regions",
        "result": "results",
        "slack_credits": "slack_credits",
        "slack_terms": "slack_terms",
        "term_loads": "term_loads",
    }
)
"""The field of a body, by the name of the parameter."""


@contextmanager
def places_in_body() -> Iterator[None]:
    """A mistake in a parameter is told by a JSON pointer into the body, which is where the caller wrote it."""
    try:
        yield
    except InputError as error:
        name = FIELDS.get(error.place or "")
        if name is None:
            raise
        message = str(error).removeprefix(f"{error.place}: ")
        pointer = f"#/{name}" if error.part is None else f"#/{name}/{escaped(error.part)}"
        raise InputError(message, place=pointer) from None
