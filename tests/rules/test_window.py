"""`window`: at most so much credit in one term, or in one year, from named sources (B8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from recommender.rules.claims import Circumstances, Claim, Ground, LimitResult, Studied
from recommender.rules.window import Window, data, evaluate, read, sees
from recommender.vocabulary import Calendar, ItemKind, Season
from tests.rules.world import (
    CERTIFIED,
    CREDIT,
    HOME,
    OTHER,
    STUDIED_ELSEWHERE,
    STUDIED_HERE,
    claim,
    fields,
    refused,
    without,
)

SOURCE = {"kinds": ["course"], "issuers": ["home"]}
DATA: dict[str, Any] = {"kind": "window", "id": "w", "source": SOURCE, "per": "term", "most": "6"}
YEAR = Calendar("year", (Season("autumn", (9, 1), (1, 15)), Season("spring", (2, 20), (7, 5))))
SPRING, AUTUMN, NEW_YEAR = date(2025, 6, 30), date(2025, 9, 1), date(2026, 1, 10)
COURSES = Window("w", "term", 6 * CREDIT, frozenset({ItemKind.COURSE}))
read_it = partial(read, total_units=100 * CREDIT)


def on(day: date, name: str, **more: Any) -> Claim:
    return replace(claim(name, **more), earned=day)


def judged(*claims: Claim, limit: Window = COURSES, studied: tuple[Studied, ...] = ()) -> LimitResult:
    return evaluate(limit, claims, Ground(HOME, {}, Circumstances(calendar=YEAR, studied=studied)))[0]


def test_every_field_is_read_and_written_again() -> None:
    limit = Window("w", "term", 6 * CREDIT, frozenset({ItemKind.COURSE}), frozenset({HOME}))
    assert read_it(fields(DATA)) == limit
    assert data(limit) == DATA
    assert read_it(fields(data(COURSES))) == COURSES


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (DATA | {"within": "x"}, "/within", "unknown field; known are kind, id, source, per, most"),
        (DATA | {"per": "week"}, "/per", "expected term or year, found 'week'"),
        (without(DATA, "per"), "/per", "expected text"),
        (without(DATA, "most"), "/most", "expected an amount of credit"),
        (without(DATA, "source"), "/source", "expected a mapping"),
        (DATA | {"source": {"kinds": ["book"]}}, "/source/kinds", "unknown item kind 'book'"),
        (DATA | {"source": {"recognised": True}}, "/source/recognised", "unknown field"),
        (without(DATA, "id"), "/id", "expected text"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, wrong, place, message)


def test_two_courses_of_one_term_are_inside_and_a_third_is_outside() -> None:
    two = (on(SPRING, "algebra"), on(SPRING, "biology"))
    assert judged(*two).satisfied
    assert not judged(*two, on(SPRING, "chemistry")).satisfied
    assert judged(*two, on(AUTUMN, "chemistry")).satisfied
    assert not judged(*two, on(SPRING, "chemistry", units=1)).satisfied


def test_a_day_belongs_to_the_term_that_began_last_and_a_year_to_the_start_of_the_term() -> None:
    yearly = replace(COURSES, per="year")
    autumn = (on(AUTUMN, "algebra"), on(NEW_YEAR, "biology"))
    assert not judged(*autumn, on(date(2026, 2, 19), "chemistry")).satisfied
    assert judged(*autumn, on(date(2026, 2, 20), "chemistry")).satisfied
    assert not judged(*autumn, on(SPRING, "chemistry"), limit=yearly).satisfied
    assert judged(*autumn, on(date(2026, 3, 1), "chemistry"), limit=yearly).satisfied
    assert judged(*autumn, limit=yearly).have == 6 * CREDIT


def test_without_a_calendar_a_civil_year_is_the_period() -> None:
    ground = Ground(HOME, {})
    autumn = [on(AUTUMN, "algebra"), on(NEW_YEAR, "biology")]
    assert evaluate(replace(COURSES, per="year"), autumn, ground)[0].have == 3 * CREDIT


def test_only_study_of_its_sources_takes_room() -> None:
    here = replace(COURSES, issuers=frozenset({HOME}))
    assert sees(here, claim().attributes, STUDIED_HERE, HOME)
    assert not sees(here, claim().attributes, STUDIED_ELSEWHERE, HOME)
    assert not sees(here, claim().attributes, CERTIFIED, HOME)
    other = on(SPRING, "biology", origin=STUDIED_ELSEWHERE, units=60 * CREDIT)
    recognised = on(SPRING, "chemistry", origin=replace(STUDIED_HERE, recognised=True), units=60 * CREDIT)
    assert judged(on(SPRING, "algebra"), other, recognised, limit=here).have == 3 * CREDIT


def test_new_study_takes_room_claimed_or_not_and_study_in_progress_alone_is_no_fault() -> None:
    step = Studied("new:x", ItemKind.COURSE, OTHER, 4 * CREDIT, AUTUMN)
    held = on(AUTUMN, "algebra")
    assert not judged(held, studied=(step,)).satisfied
    assert judged(studied=(step,)).satisfied
    claimed = replace(on(date(2026, 1, 15), "x"), key="new:x")
    assert judged(claimed, studied=(step,)).have == 4 * CREDIT
    running = replace(step, units=8 * CREDIT, running=True)
    assert judged(studied=(running,)).satisfied
    assert not judged(held, studied=(running,)).satisfied
    assert judged(studied=(running, replace(step, key="new:y", units=0))).satisfied
