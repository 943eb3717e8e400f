"""A document that names an address makes nobody go there: only what was named beforehand is looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from recommender.errors import InputError, Unreadable
from recommender.interchange import lookup
from recommender.interchange.lookup import MOST_BYTES, address_of, held, nowhere, several, web

HOST = "issuer.example.edu"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked, each of which answers as its path says."""
    found: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/moved":
            return httpx.Response(302, headers={"location": "http://127.0.0.1/secret"})
        if path == "/gone":
            return httpx.Response(404)
        if path == "/down":
            raise httpx.ConnectError("no way there")
        if path == "/flood":
            return httpx.Response(200, content=b"x" * (MOST_BYTES + 1))
        return httpx.Response(200, content=b"key")

    @contextmanager
    def stream(method: str, address: str, **options: Any) -> Iterator[httpx.Response]:
        assert (method, options["follow_redirects"]) == ("GET", False)
        found.append(address)
        with (
            httpx.Client(transport=httpx.MockTransport(answer)) as client,
            client.stream(method, address) as said,
        ):
            yield said

    monkeypatch.setattr(httpx, "stream", stream)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example.edu/key",
        f"http://{HOST}/key",
        f"https://{HOST}.evil.example/key",
        f"https://{HOST}:8443/key",
        f"https://user@{HOST}/key",
        f"https://evil.example/#@{HOST}",
        "file:///etc/passwd",
        "https://169.254.169.254/latest",
        "did:web:issuer.example.edu",
    ],
)
def test_nothing_else_is_asked(asked: list[str], address: str) -> None:
    assert web([HOST])(address) is None
    assert asked == []


def test_the_host_that_was_named_is_asked(asked: list[str]) -> None:
    assert web([HOST])(f"https://{HOST}/key") == b"key"
    assert asked == [f"https://{HOST}/key"]
    assert nowhere(f"https://{HOST}/key") is None


@pytest.mark.parametrize("path", ["moved", "gone", "down", "flood"])
def test_what_does_not_come_is_not_there(asked: list[str], path: str) -> None:
    assert web([HOST])(f"https://{HOST}/{path}") is None
    assert asked == [f"https://{HOST}/{path}"]


@pytest.mark.parametrize("host", ["", "https://issuer.example.edu", "a@b", "a/b", "a b?"])
def test_a_host_is_a_host(host: str) -> None:
    with pytest.raises(InputError, match="the name of a host"):
        web([host])


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("https://a.example/issuers/1#z6Mk", "https://a.example/issuers/1"),
        ("did:web:a.example", "https://a.example/.well-known/did.json"),
        ("did:web:a.example:org:1#key", "https://a.example/org/1/did.json"),
        ("did:web:a.example%3A8443", "https://a.example:8443/.well-known/did.json"),
        ("did:key:z6Mk", None),
        ("http://a.example/1", None),
        ("urn:uuid:1", None),
        ("did:web:", None),
    ],
)
def test_where_a_name_is_described(name: str, address: str | None) -> None:
    assert address_of(name) == address


def test_documents_that_were_fetched_before(tmp_path: Path) -> None:
    (tmp_path / "key.json").write_text("{}")
    index = tmp_path / "index.json"
    index.write_text(json.dumps({"https://a.example/1": "key.json"}))
    look_up = several(lookup.nowhere, held(index))
    assert look_up("https://a.example/1") == b"{}"
    assert look_up("https://a.example/2") is None
    for text, says in (
        ("[]", "a JSON object of addresses"),
        ('{"https://a.example/1": "no.json"}', "the file that"),
    ):
        index.write_text(text)
        with pytest.raises(Unreadable, match=says):
            held(index)
    with pytest.raises(Unreadable, match="cannot be read"):
        held(tmp_path / "none.json")
