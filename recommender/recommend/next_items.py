"""The use case: which items suit the learner next, best first?

`next`: can be begun in the next term and is on a shortest path. `top_up`: completes a requirement that is partly met by
what is held. `certificate`: certificates and examinations, with what leaving them out would cost. `explore`: no goal,
the ranking alone. What is on the returned plan comes first; the ranking orders what is equal in that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from time import monotonic
from typing import TypeAlias

from recommender.catalogue import Item
from recommender.errors import InputError
from recommender.explanation import each, explain_fit, explain_step
from recommender.ledger.record import Record
from recommender.planning import PlanRequest, make_plan
from recommender.planning.learner import learner_of
from recommender.planning.plan import Step
from recommender.ranking.serve import Ranked
from recommender.recommend import view
from recommender.recommend.bank import Bank
from recommender.recommend.facts import check_facts
from recommender.recommend.fitting import mode_of, ranked, reasons_json, score_text
from recommender.recommend.masks import NextTerm, passed_items, recognisable_items, redundant_items
from recommender.recommend.offers import Offer, Place, Search
from recommender.recommend.plan import REMOVALS_TESTED, answer_versions
from recommender.recommend.record import read_record
from recommender.recommend.replay import replay_key
from recommender.recommend.request import build_request, check_items
from recommender.recommend.standing import standing_of
from recommender.recommend.steps import cost_of, places, through
from recommender.recommend.view import Json
from recommender.vocabulary import ItemId, ItemKind, format_units

SCENARIOS = ("next", "top_up", "certificate", "explore")
Filters: TypeAlias = tuple[Callable[[Step], bool], Callable[[Item], bool]]
"""Which steps of the plan, and which items beside it."""
_CREDENTIALS = (ItemKind.CERTIFICATE, ItemKind.EXAM)


def recommend_for(
    bank: Bank,
    learner: str | Record,
    *,
    goal: str | None = None,
    scenario: str = "next",
    limit: int = 3,
    exclude: Collection[str] = (),
    pins: Collection[str] = (),
    personalised: bool = True,
    as_of: date | None = None,
    facts: Mapping[str, str] | None = None,
) -> Json:
    """Items for a learner of the ledger, or for a record; no path means an empty list, and the plan says why.

    Raises:
        NotFound: an unknown learner, qualification or catalogue year.
        InputError: an unknown scenario, item or fact, a goal or pin where the scenario has none, no goal where it
            needs one.
        Unavailable: the ledger is not there.
    """
    start = monotonic()
    _check(scenario, limit, goal, pins)
    record = learner if isinstance(learner, Record) else read_record(bank, learner, as_of)
    if scenario == "explore":
        check_items(bank, "exclude", exclude)
        check_facts(bank.catalogue, facts or {})
        request = PlanRequest(
            (), record.as_of, exclude=frozenset(map(ItemId, exclude)), facts=dict(facts or {})
        )
        offers, fit = _explore(bank, record, request, personalised)
    else:
        goals = (goal,) if goal else ()
        request = build_request(
            bank,
            record,
            goals,
            exclude=exclude,
            pins=pins,
            personalised=personalised,
            facts=facts,
        )
        offers, fit = _towards(bank, record, request, scenario, limit, personalised, start)
    key = replay_key(
        "recommend",
        request,
        record,
        bank.catalogue.version,
        bank.fit.version,
        scenario=scenario,
        limit=limit,
        personalised=personalised,
    )
    return {
        "recommendation_id": key,
        "learner": record.learner,
        "scenario": scenario,
        "mode": mode_of(bank, record, personalised),
        "versions": answer_versions(bank, record),
        "items": [
            _item(bank, record, offer, number, fit[offer.item.id])
            for number, offer in enumerate(offers[:limit], 1)
        ],
        "next": None,
        "meta": {"seconds": round(monotonic() - start, 3)},
    }


def _check(scenario: str, limit: int, goal: str | None, pins: Collection[str]) -> None:
    if scenario not in SCENARIOS:
        raise InputError(f"expected one of {', '.join(SCENARIOS)}, found {scenario!r}", place="scenario")
    if limit < 1:
        raise InputError(f"expected at least 1, found {limit}", place="limit")
    if scenario == "explore":
        for place, given in (("goal", goal), ("pin", pins)):
            if given:
                raise InputError("the scenario `explore` looks at no plan and takes none", place=place)


def _explore(
    bank: Bank, record: Record, request: PlanRequest, personalised: bool
) -> tuple[list[Offer], dict[str, Ranked]]:
    """Everything that the learner could begin in the next term, by the ranking alone."""
    closed = redundant_items(bank, record, request) | request.exclude
    passed = passed_items(record, recognisable_items(bank, record, request))
    who = learner_of(bank.catalogue, record, request)
    opens = NextTerm(bank.catalogue, request.as_of, passed, learner=who, record=record)
    terms = {
        key: label
        for key, item in bank.catalogue.items.items()
        if key not in closed and (label := opens.label(item)) is not None
    }
    order = ranked(bank, record, list(terms), personalised)
    items = bank.catalogue.items
    offers = [Offer(items[ItemId(one.item)], earliest=terms[ItemId(one.item)]) for one in order]
    return offers, {one.item: one for one in order}


def _towards(
    bank: Bank,
    record: Record,
    request: PlanRequest,
    scenario: str,
    limit: int,
    personalised: bool,
    start: float,
) -> tuple[list[Offer], dict[str, Ranked]]:
    """What the scenario offers on the way to a goal: first of the plan, then what is as short beside it."""
    plan = make_plan(bank.catalogue, record, request, bank.plans)
    if plan.length is None:
        return [], {}
    search = Search(bank, record, request, plan, start + request.time_limit)
    keep, fits = _FILTERS[scenario](search)
    mine = search.on_plan(keep)
    others = search.beside_plan(fits) if len(mine) < limit else []
    asked = [*(offer.item.id for offer in mine), *(item.id for item in others)]
    fit = {one.item: one for one in ranked(bank, record, asked, personalised)}
    # A step of the next term comes before one that could be begun then, but stands later in the plan.
    mine.sort(key=lambda o: (o.step is not None and o.step.term > 0, fit[o.item.id].rank, o.item.id))
    found = search.with_removals(mine[:REMOVALS_TESTED]) + mine[REMOVALS_TESTED:]
    if scenario == "certificate":
        found.sort(key=_saved, reverse=True)
    return found[:limit] + search.as_short(others, fit, limit - len(found)), fit


def _saved(offer: Offer) -> int:
    return (offer.removal.added_units or 0) if offer.removal else 0


def _next(search: Search) -> Filters:
    return search.begins_next, search.serves_one_of(search.studied_places())


def _top_up(search: Search) -> Filters:
    wanted = set(_partly_met(search))
    return (lambda step: not wanted.isdisjoint(places(search.plan, step))), search.serves_one_of(wanted)


def _partly_met(search: Search) -> Iterator[Place]:
    """Places that hold something already and are completed by study."""
    standing = standing_of(search.bank.catalogue, search.record, search.plan)
    for goal, one in zip(search.goals, standing, strict=True):
        waiting = [one.requirements]
        while waiting:
            status = waiting.pop()
            waiting += status.children
            if (
                not status.children
                and status.study.count
                and (status.granted.count or status.available.count)
            ):
                yield goal.key, status.node


def _certificate(search: Search) -> Filters:
    items = search.bank.catalogue.items
    return (lambda step: items[step.item].kind in _CREDENTIALS), (lambda item: item.kind in _CREDENTIALS)


_FILTERS: dict[str, Callable[[Search], Filters]] = {
    "next": _next,
    "top_up": _top_up,
    "certificate": _certificate,
}


def _item(bank: Bank, record: Record, offer: Offer, number: int, fit: Ranked) -> Json:
    catalogue, item, step = bank.catalogue, offer.item, offer.step
    own = item.units_most if item.study_units is None else item.study_units
    reasons = (
        explain_fit(fit, catalogue)
        if step is None or offer.plan is None
        else explain_step(step, offer.plan, catalogue, cost_of(offer.removal), fit, record)
    )
    return {
        "item": item.id,
        "title": view.item_title(catalogue, item.id),
        "kind": item.kind.value,
        "issuer": item.issuer,
        "issuer_title": view.institution_title(catalogue, item.issuer),
        "rank": number,
        "score": score_text(fit),
        "credits": format_units(step.units if step else item.units_most),
        "study": format_units(step.study_units if step else own),
        "earliest_term": offer.earliest,
        "on_shortest": offer.on_shortest,
        "extra_credits": None if offer.extra_units is None else format_units(offer.extra_units),
        "reasons": reasons_json(catalogue, fit),
        "text": each(reasons),
        "rules": through(offer.plan, step) if step and offer.plan else [],
        "uncertainty": None,
    }
