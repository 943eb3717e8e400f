"""How does a caller's wish become a request of the planner, with every default filled in?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from recommender.errors import InputError
from recommender.ledger.record import Record
from recommender.planning import GoalRef, PlanRequest
from recommender.planning.request import OBJECTIVES
from recommender.recommend.bank import Bank
from recommender.recommend.choice import NO_CHOICE, Choice
from recommender.recommend.facts import check_facts
from recommender.rules.scales import Assumed
from recommender.vocabulary import (
    DEFAULT_ASSURANCE,
    Assurance,
    Grade,
    InstitutionId,
    ItemId,
    ItemKind,
    QualificationId,
)


def goals_of(bank: Bank, record: Record, goals: Sequence[str]) -> tuple[GoalRef, ...]:
    """The goals named (`qualification` or `qualification@year`), else the learner's enrolments not yet awarded.

    Raises:
        InputError: no goal is named and the learner is enrolled on nothing.
    """
    if goals:
        return tuple(_goal(text) for text in goals)
    awarded = {award.qualification for award in record.awards}
    own = [e for e in record.enrolments if e.qualification not in awarded]
    if not own:
        raise InputError("the learner is enrolled on no qualification; name a goal", place="goal")
    return (GoalRef(own[-1].qualification, own[-1].year),)


def _goal(text: str) -> GoalRef:
    name, _, year = text.partition("@")
    return GoalRef(QualificationId(name), year or None)


def build_request(
    bank: Bank,
    record: Record,
    goals: Sequence[str] = (),
    *,
    exclude: Collection[str] = (),
    pins: Collection[str] = (),
    institutions: Collection[str] | None = None,
    load_units: int | None = None,
    objectives: Sequence[str] = OBJECTIVES,
    assurance: Collection[str] | None = None,
    horizon_years: int | None = None,
    personalised: bool = True,
    seed: int = 0,
    assume: Sequence[str] = (),
    facts: Mapping[str, str] | None = None,
    choice: Choice = NO_CHOICE,
    count_ties: int = 0,
) -> PlanRequest:
    """A complete request for this record; what was named and is not in the catalogue is refused by name."""
    check_items(bank, "exclude", exclude)
    check_items(bank, "pin", pins)
    check_facts(bank.catalogue, facts or {})
    for name in institutions or ():
        if name not in bank.catalogue.institutions:
            raise InputError(f"there is no institution {name!r}", place="institutions")
    return PlanRequest(
        goals_of(bank, record, goals),
        record.as_of,
        tuple(objectives),
        _assurance(assurance),
        frozenset(map(ItemId, exclude)),
        frozenset(map(ItemId, pins)),
        None if institutions is None else frozenset(map(InstitutionId, institutions)),
        load_units,
        horizon_years,
        seed,
        bank.settings.node_limit,
        bank.settings.time_limit,
        dict(facts or {}),
        dislikes_of(bank, record, personalised),
        _assumed(bank, assume),
        **choice.fields(bank.catalogue),
        count_ties=count_ties,
    )


def _assumed(bank: Bank, texts: Sequence[str]) -> Assumed:
    """Marks of new study as `SCHEME:MARK`, or of one item as `ITEM=SCHEME:MARK`."""
    overall: Grade | None = None
    single: dict[ItemId, Grade] = {}
    for text in texts:
        item, _, said = text.rpartition("=")
        scheme, colon, mark = said.partition(":")
        known = bank.catalogue.grade_schemes.get(scheme)
        if not colon or known is None or known.rank(mark) is None:
            raise InputError(f"expected SCHEME:MARK of a known grade scheme, found {text!r}", place="assume")
        if item:
            check_items(bank, "assume", (item,))
            single[ItemId(item)] = Grade(scheme, mark)
        else:
            overall = Grade(scheme, mark)
    return Assumed(overall, single)


def check_items(bank: Bank, place: str, items: Collection[str]) -> None:
    """Refuse, by name, an item that the catalogue lacks."""
    for item in items:
        if item not in bank.catalogue.items:
            raise InputError(f"there is no item {item!r}", place=place)


def _assurance(names: Collection[str] | None) -> frozenset[Assurance]:
    if names is None:
        return DEFAULT_ASSURANCE
    known = set(Assurance) - {Assurance.PREDICTED}
    for name in names:
        if name not in known:
            raise InputError(f"expected one of {', '.join(sorted(known))}, found {name!r}", place="assurance")
    return frozenset(map(Assurance, names))


def dislikes_of(bank: Bank, record: Record, personalised: bool) -> dict[ItemId, int]:
    """Fit as integers by item; without consent or model every item is equal (semantics E5)."""
    if not personalised or not record.personalised or bank.fit_problem:
        return {}
    studyable = [item.id for item in bank.catalogue.items.values() if _rankable(item.kind, item.studyable)]
    found = bank.fit.dislikes(record.history(), studyable)
    return {ItemId(item): value for item, value in found.items()}


def _rankable(kind: ItemKind, studyable: bool) -> bool:
    return studyable and kind is not ItemKind.MILESTONE


def day_of(bank: Bank, as_of: date | None) -> date:
    """The day of an answer: the caller's, else today."""
    return as_of or bank.today()
