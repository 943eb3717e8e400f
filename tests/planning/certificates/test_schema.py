"""The shipped schema is that of the types; it takes our certificates and refuses what the reader refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from recommender.errors import InputError
from recommender.planning import make_plan
from recommender.planning.certificates.form import certificate, certificate_of
from recommender.planning.certificates.schema import schema, stored
from tests.counts import worlds
from tests.planning.certificates.broken import BY_SCHEMA, Breaking
from tests.planning.certificates.material import ANSWERS, data_of, made
from tests.planning.kinds.every_kind import every_kind
from tests.planning.strategies import Tiny


def test_the_shipped_schema_is_that_of_the_types() -> None:
    assert stored() == schema(), "if meant, run `python -m recommender.planning.certificates.schema`"
    Draft202012Validator.check_schema(stored())


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_it_takes_our_certificates(answer: Callable[[], Any]) -> None:
    assert list(Draft202012Validator(stored()).iter_errors(data_of(answer()))) == []


@settings(max_examples=worlds(10))
@given(world=every_kind())
def test_it_takes_whatever_is_answered(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    data = data_of(certificate(world.catalogue, world.record, world.request, plan))
    assert list(Draft202012Validator(stored()).iter_errors(data)) == []


@pytest.mark.parametrize("name", BY_SCHEMA)
def test_it_refuses_what_the_reader_refuses(name: str) -> None:
    breaking: Breaking = BY_SCHEMA[name][0]
    data = data_of(made())
    found = breaking(data)
    data = data if found is None else found
    checker = Draft202012Validator.FORMAT_CHECKER
    assert not Draft202012Validator(stored(), format_checker=checker).is_valid(data)
    with pytest.raises(InputError):
        certificate_of(data)
