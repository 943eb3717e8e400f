"""Without the libraries of the extra `formats` it is said in one sentence what is missing, and how to get it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.errors import Unavailable
from recommender.interchange.badges import canonical, keys, tokens
from recommender.interchange.badges.contexts import Contexts
from recommender.interchange.badges.verify import Checker
from recommender.interchange.markup import xml_of_stranger
from tests.interchange.papers import ELMO, TODAY, badge, plain, token

SIGNED = token(badge())
NEEDS: dict[str, Callable[[], object]] = {
    "lxml": lambda: xml_of_stranger(ELMO.encode(), "paper"),
    "pyld": lambda: canonical.digest({}, Contexts.of(None)),
    "jwt": lambda: Checker(TODAY).file(SIGNED, "paper"),
    "cryptography": lambda: keys.private_key(Path("key.pem")),
}


@pytest.mark.parametrize("library", NEEDS)
def test_what_is_missing_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == library or name.startswith(f"{library}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Unavailable, match=r"pip install 'creditpath\[formats\]'") as missing:
        NEEDS[library]()
    assert missing.value.what == "formats"


def test_an_unsigned_badge_needs_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in NEEDS:
        for name in [name for name in sys.modules if name == library or name.startswith(f"{library}.")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)
    assert Checker(TODAY).file(plain(badge()), "paper")[0].state == "unsigned"
    assert tokens.is_token(SIGNED.decode())
