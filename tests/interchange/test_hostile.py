"""What strangers should not have sent is refused with one clear sentence, quickly, and without asking anybody."""

from __future__ import annotations

import socket
import time

import pytest

from recommender.errors import InputError
from recommender.interchange.badges.canonical import TooTangled, digest
from recommender.interchange.badges.contexts import Contexts
from recommender.interchange.badges.verify import Checker
from recommender.interchange.deposits.imported import import_told
from recommender.interchange.deposits.matching import Matcher
from recommender.interchange.foreign import read_foreign
from tests.interchange.hostile import LIST, Hostile, documents
from tests.interchange.papers import ELMO, TODAY, at, badge, clr, plain, token

DOCUMENTS = documents()
SECONDS = 5.0
"""Of the processor, for one document: each takes a fraction; a hostile one that was not stopped would take for ever."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("something was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(socket.socket, "connect", asked)


def read(form: str, content: bytes, known: dict[str, bytes] | None = None) -> None:
    """As the command does."""
    checker = Checker(TODAY, Contexts.of(None), (known or {}).get)
    told = read_foreign(form, content, "paper", checker)
    import_told(told, content, Matcher(), TODAY, "paper")


def test_there_are_more_than_fifty() -> None:
    assert len(DOCUMENTS) > 100


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("elmo", ELMO.encode()),
        ("badges", plain(badge())),
        ("badges", token(badge())),
        ("clr", plain(clr(badge()))),
        ("clr", plain(clr(token(badge()).decode()))),
    ],
)
def test_the_document_that_each_of_them_is_made_of_is_taken(form: str, content: bytes) -> None:
    read(form, content)


@pytest.mark.parametrize("one", DOCUMENTS, ids=lambda one: f"{one.form}-{one.name}".replace(" ", "-"))
def test_it_is_refused_with_one_sentence(one: Hostile) -> None:
    begun = time.process_time()
    with pytest.raises(InputError) as refused:
        read(one.form, one.content, one.known)
    sentence = str(refused.value)
    assert one.says in sentence
    assert sentence.startswith(("paper: ", f"{LIST}: "))
    assert "\n" not in sentence
    assert len(sentence) < 500
    assert time.process_time() - begun < SECONDS


def test_a_good_list_lets_the_credential_stand() -> None:
    (one,) = (one for one in DOCUMENTS if one.name == "a place outside of the list")
    status = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "9"}
    good = badge(credentialStatus={**status, "statusListCredential": LIST})
    assert Checker(TODAY, look_up=one.known.get).file(token(good), "x")[0].status == "stands"
    assert Checker(TODAY).file(token(good), "x")[0].status == "unknown"


def test_statements_that_look_alike_are_not_sorted_for_ever() -> None:
    """A graph in which everything knows everything: nine nameless things are tried in 362,880 orders."""
    names = [f"_:b{number}" for number in range(9)]
    graph = [{"@id": one, "urn:knows": [{"@id": other} for other in names if other != one]} for one in names]
    begun = time.process_time()
    with pytest.raises(TooTangled):
        digest({"@graph": graph}, Contexts.of(None))
    assert time.process_time() - begun < SECONDS


def test_an_identifier_of_somebody_elses_item_is_an_unknown_item() -> None:
    """Whoever writes `river/eng` into a badge has not taken that course at river."""
    from tests.interchange.world import catalogue

    claimed = at(badge(), "credentialSubject/achievement/otherIdentifier", [
        {"type": "IdentifierEntry", "identifier": "river/eng", "identifierType": "identifier"},
    ])  # fmt: skip
    content = plain(claimed)
    told = read_foreign("badges", content, "paper", Checker(TODAY))
    found = import_told(told, content, Matcher(catalogue=catalogue()), TODAY, "paper")
    assert [row.how for row in found.results] == ["unknown"]
    assert found.results[0].item not in catalogue().items
