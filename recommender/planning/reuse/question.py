"""What is one learner's question in the form that learners share, and what is its key?

The names of entries become numbers in an order of their own, results that cannot change the plan are set aside, and the
day of a result becomes the first day of those that are as good. Whatever is left is part of the key. The way back puts
the learner's own names into the answer, and tells of what was set aside.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.ledger.record import Dropped, Record, Result
from recommender.planning.build import resolve_goals, unread_goals
from recommender.planning.certificates.codec import plain
from recommender.planning.problem import GoalProblem
from recommender.planning.request import PlanRequest
from recommender.planning.reuse.matters import Matters, what_matters
from recommender.vocabulary import EntryId, LearnerId

MARK = "\ue000"
"""Begins a shared name: a character that no name of a catalogue has, so that it is found wherever it stands."""
DIGITS = 5
NO_CLOCK = frozenset({"time_limit", "dislikes"})
"""Of a request what is no part of the key as it stands: the clock, and dislikes of what no plan can have."""


@dataclass(frozen=True)
class Question:
    """A question in the shared form; `record` is whose answer serves every question with the same key."""

    own: Record
    """The learner's record, as it is."""
    record: Record
    request: PlanRequest
    key: str
    names: Mapping[str, EntryId]
    """By shared name the learner's own."""
    aside: tuple[Result, ...] = ()
    """Results that cannot change the plan."""
    goals: tuple[GoalProblem, ...] = ()


def state_key(catalogue: Catalogue, record: Record, request: PlanRequest) -> str:
    """A digest of everything in record and request that can change the plan of these goals on this day.

    Raises:
        NotFound: an unknown qualification or catalogue year.
        InputError: a request that means nothing, such as a day other than that of the record.
    """
    return question_of(catalogue, record.passing(catalogue.grade_schemes, catalogue.valid_years), request).key


def question_of(catalogue: Catalogue, record: Record, request: PlanRequest) -> Question:
    """The question in the shared form; the record is one of passing results.

    Raises:
        NotFound, InputError: as above.
    """
    if record.as_of != request.as_of:
        raise InputError(f"expected the day of the record, {record.as_of}", place="as_of")
    goals: tuple[GoalProblem, ...] = ()
    matters = Matters()
    if not unread_goals(catalogue, record, request):
        goals = resolve_goals(catalogue, record, request)
        matters = what_matters(catalogue, record, request, goals)
    kept = _kept(catalogue, record, matters) if matters.items is not None else record.results
    shared, names = _shared(replace(record, results=kept), matters)
    entries = {one.entry for one in kept}
    aside = tuple(one for one in record.results if one.entry not in entries)
    key = _digest(catalogue.version, shared.digest(), _asked(request, record, matters))
    return Question(record, shared, request, key, names, aside, goals)


def _kept(catalogue: Catalogue, record: Record, matters: Matters) -> tuple[Result, ...]:
    """The results that can change the plan: of items that matter or that nobody knows, tried again, or cited."""
    assert matters.items is not None
    several, named = _several(record), frozenset(_named(record))
    return tuple(
        one
        for one in record.results
        if one.item in matters.items
        or one.item not in catalogue.items
        or several[one.item] > 1
        or one.entry in named
    )


def _several(record: Record) -> Counter[str]:
    return Counter(one.item for one in record.results)


def _named(record: Record) -> Iterator[EntryId]:
    """Entries that others rest on."""
    for granted in record.granted:
        yield from granted.sources
    for applied in record.applied:
        yield from applied.sources
    for award in record.awards:
        yield from award.uses


# -- names ---------------------------------------------------------------------------------------------------


def _shared(record: Record, matters: Matters) -> tuple[Record, dict[str, EntryId]]:
    """The record under shared names, and what these stand for.

    Attempts at one item keep their order: of two on one day the ledger's names say which is the later (B21).
    """
    several, named = _several(record), frozenset(_named(record))

    def day(one: Result) -> date:
        exact = one.item in matters.dated or several[one.item] > 1 or one.entry in named
        if exact or matters.bounds is None:
            return one.completed
        return _first(matters.bounds.get(one.item, ()), one.completed)

    results = [replace(one, completed=day(one)) for one in record.results]
    results.sort(key=lambda one: (one.item, one.completed, one.entry))
    order = (*(one.entry for one in results), *_others(record))
    short = {entry: EntryId(f"{MARK}{number:0{DIGITS}}") for number, entry in enumerate(dict.fromkeys(order))}
    return _under(short, record, results), {name: entry for entry, name in short.items()}


def _others(record: Record) -> Iterator[EntryId]:
    """Every entry beside those of results, and all that are named anywhere."""
    yield from (one.entry for one in sorted(record.in_progress, key=lambda one: (one.item, one.entry)))
    yield from (
        one.entry for one in sorted(record.granted, key=lambda one: (one.decided, one.rule, one.entry))
    )
    yield from (one.entry for one in record.enrolments)
    yield from (one.entry for one in record.waivers)
    rest = [one.entry for rows in (record.applied, record.refused, record.awards) for one in rows]
    yield from sorted((*rest, *_named(record)))


def _under(short: Mapping[EntryId, EntryId], record: Record, results: Iterable[Result]) -> Record:
    """The record under these names; of enrolments and waivers the order stays, for it decides (A8)."""

    def some(entries: Iterable[EntryId]) -> tuple[EntryId, ...]:
        return tuple(sorted(short[entry] for entry in entries))

    renamed = (replace(one, entry=short[one.entry]) for one in results)
    running = (replace(one, entry=short[one.entry]) for one in record.in_progress)
    granted = (replace(one, entry=short[one.entry], sources=some(one.sources)) for one in record.granted)
    applied = (replace(one, entry=short[one.entry], sources=some(one.sources)) for one in record.applied)
    refused = (replace(one, entry=short[one.entry]) for one in record.refused)
    awards = (replace(one, entry=short[one.entry], uses=some(one.uses)) for one in record.awards)
    return replace(
        record,
        learner=LearnerId(""),
        position="",
        results=tuple(sorted(renamed, key=lambda one: (one.completed, one.entry))),
        in_progress=tuple(sorted(running, key=lambda one: one.entry)),
        granted=tuple(sorted(granted, key=lambda one: one.entry)),
        applied=tuple(sorted(applied, key=lambda one: one.entry)),
        refused=tuple(sorted(refused, key=lambda one: one.entry)),
        enrolments=tuple(replace(one, entry=short[one.entry]) for one in record.enrolments),
        awards=tuple(sorted(awards, key=lambda one: one.entry)),
        waivers=tuple(replace(one, entry=short[one.entry]) for one in record.waivers),
        dropped=_fallen(short, record),
        personalised=True,
    )


def _fallen(short: Mapping[EntryId, EntryId], record: Record) -> tuple[Dropped, ...]:
    """What does not stand and still is where granted credit was earned; why it fell is told at the end."""
    cited = {entry for granted in record.granted for entry in granted.sources}
    fallen = (Dropped(short[one.entry], one.item, "") for one in record.dropped if one.entry in cited)
    return tuple(sorted(fallen, key=lambda one: one.entry))


def _first(bounds: tuple[date, ...], day: date) -> date:
    """The first day from which on nothing changes up to this one."""
    place = bisect_right(bounds, day)
    return bounds[place - 1] if place else date.min


# -- the key -------------------------------------------------------------------------------------------------


def _asked(request: PlanRequest, record: Record, matters: Matters) -> str:
    """All of the request that can change the plan."""
    told = {
        one.name: plain(getattr(request, one.name)) for one in fields(request) if one.name not in NO_CLOCK
    }
    likes = request.dislikes
    if matters.items is not None:
        open_to_study = matters.items | request.pins | {one.item for one in record.in_progress}
        likes = {item: value for item, value in likes.items() if value and item in open_to_study}
    told["dislikes"], told["ranked"] = plain(likes), bool(request.dislikes)
    return json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
