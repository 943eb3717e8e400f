"""Whatever is wrong with a file of a stranger is one sentence with its place; nothing is read without end."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import InputError, Unreadable
from recommender.planning.certificates import disk
from recommender.planning.certificates.disk import packed, read_certificate
from recommender.planning.certificates.form import certificate_of
from recommender.planning.certificates.verify import Verdict, verify
from tests.counts import worlds
from tests.planning.certificates.broken import BEYOND_SCHEMA, BY_SCHEMA, TEXTS
from tests.planning.certificates.material import bank, data_of, made

BROKEN = BY_SCHEMA | BEYOND_SCHEMA


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named_with_its_place(name: str) -> None:
    breaking, said = BROKEN[name]
    data = data_of(made())
    found = breaking(data)
    data = data if found is None else found
    with pytest.raises(InputError) as wrong:
        certificate_of(data)
    assert said in str(wrong.value)
    assert len(str(wrong.value)) < 300


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_is_none(tmp_path: Path, name: str, zipped: bool) -> None:
    content, said = TEXTS[name]
    file = tmp_path / ("c.json.gz" if zipped else "c.json")
    file.write_bytes(gzip.compress(content) if zipped else content)
    with pytest.raises(Unreadable) as wrong:
        read_certificate(file)
    assert said in str(wrong.value)
    assert str(wrong.value).startswith(str(file))


@pytest.mark.parametrize(
    "content", [b"", b"{}", packed(made(), zipped=True)[:-9], b"\x1f\x8b\x08" + bytes(30)]
)
def test_what_is_not_packed_though_its_name_says_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "c.json.gz"
    file.write_bytes(content)
    with pytest.raises(Unreadable):
        read_certificate(file)


def test_a_packed_file_that_its_name_does_not_tell_of(tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    file.write_bytes(packed(made(), zipped=True))
    with pytest.raises(Unreadable, match="is not UTF-8"):
        read_certificate(file)


def test_no_file_and_a_directory(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "none.json.gz"):
        with pytest.raises(Unreadable, match="cannot be read"):
            read_certificate(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_BYTES", 2**20)
    for name, content in {"c.json.gz": gzip.compress(bytes(2**24)), "c.json": bytes(2**21)}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Unreadable, match="expected at most 1048576 bytes once unpacked"):
            read_certificate(tmp_path / name)


def test_of_a_bomb_no_more_is_unpacked_than_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_BYTES", 2**20)
    file = tmp_path / "c.json.gz"
    file.write_bytes(gzip.compress(bytes(2**25)))
    tracemalloc.start()
    with pytest.raises(Unreadable):
        read_certificate(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2**23


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.just(10**40), st.text(max_size=5),
    st.sampled_from(["river/tax", "held:e1", "new:river/acc2", "out:river/r1#0", "0", "1", "certified", "9999-12-31"]),
    st.just([]), st.just({}),
)  # fmt: skip


@st.composite
def bent(draw: st.DrawFn) -> Any:
    """One of our certificates, with one or two of its values, wherever they are, replaced or gone."""
    data: Any = data_of(made())
    for _ in range(draw(st.integers(1, 2))):
        here = data
        while True:
            key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
            value = here[key]
            if not isinstance(value, dict | list) or not value or draw(st.integers(0, 5)) == 0:
                break
            here = value
        if draw(st.integers(0, 4)) == 0:
            del here[key]
        else:
            here[key] = draw(VALUES)
        if not data:
            break
    return data


@settings(max_examples=worlds(150))
@given(data=bent())
def test_whatever_a_stranger_changes_is_a_mistake_or_judged(data: Any) -> None:
    try:
        one = certificate_of(data)
    except InputError:
        return
    assert isinstance(verify(bank(), one), Verdict)
