"""A certificate is read back as exactly what was written, and equal ones have equal bytes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from recommender.planning import make_plan
from recommender.planning.certificates.disk import packed, read_certificate, write_certificate
from recommender.planning.certificates.form import Certificate, certificate, certificate_data, certificate_of
from recommender.planning.certificates.verify import Outcome, verify
from recommender.planning.plan import Status
from tests.counts import worlds
from tests.planning.certificates.material import ANSWERS, GOLDEN, data_of, golden, made, without_a_path
from tests.planning.kinds.every_kind import every_kind
from tests.planning.strategies import Tiny

SHOWN = {Status.OPTIMAL: {Outcome.PROVEN, Outcome.CLAIMED}, Status.BOUNDED: {Outcome.BOUNDED},
         Status.INFEASIBLE: {Outcome.NO_PATH, Outcome.NO_PATH_CLAIMED}, Status.REFUSED: {Outcome.REFUSED}}  # fmt: skip


@pytest.mark.parametrize("name", ["plan.json", "plan.json.gz", "PLAN.GZ"])
@pytest.mark.parametrize("answer", [made, without_a_path])
def test_a_file_holds_exactly_what_was_written(
    tmp_path: Path, name: str, answer: Callable[[], Certificate]
) -> None:
    file, one = tmp_path / name, answer()
    write_certificate(file, one)
    assert read_certificate(file) == one
    again = read_certificate(file)
    assert (again.request.exclude, again.record.digest()) == (one.request.exclude, one.record.digest())
    assert (again.plan.versions, again.plan.proof) == (one.plan.versions, one.plan.proof)
    assert file.read_bytes() == packed(again, zipped=name.lower().endswith(".gz"))


def test_packing_says_nothing_of_the_hour_or_the_name() -> None:
    zipped = packed(made(), zipped=True)
    assert zipped[3:8] == bytes(5), "no name, and no time"
    assert gzip.decompress(zipped) == packed(made())


@settings(max_examples=worlds(20))
@given(world=every_kind())
def test_whatever_is_answered_comes_back_and_is_verified(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    one = certificate(world.catalogue, world.record, world.request, plan)
    again = certificate_of(data_of(one))
    assert (again, certificate_data(again)) == (one, certificate_data(one))
    for name in ("facts", "dislikes", "assume", "at_most", "loads", "pin_terms"):
        assert getattr(again.request, name) == getattr(one.request, name)
    found = verify(world.catalogue, again)
    assert (found.violations, found.same_catalogue) == ((), True)
    assert found.outcome in SHOWN[plan.status]


@pytest.mark.parametrize("name", ANSWERS)
def test_the_format_is_what_it_was(name: str) -> None:
    stored = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    assert golden(name) == stored, "if meant, run `python -m tests.planning.certificates.material`"
