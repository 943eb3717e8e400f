"""What does a random credit bank of thousands of items look like, with degrees that ask for everything at once?

One awarding institution with subjects, levels and prerequisites; others whose courses, exams and certificates it
recognises one for one, several for one, or k of n; degrees with a core, tracks to choose from (nested), wildcards, a
pool with parts, and limits: total, residency, caps, breadth, now and then sharing. All from the seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.rules.all_of import AllOf
from recommender.rules.breadth import Breadth
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.prerequisite import NOTHING, Either, Every, Passed, Prerequisite
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.registry import Limit, Requirement
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import (
    Calendar,
    InstitutionId,
    ItemId,
    ItemKind,
    NodeId,
    QualificationId,
    RuleId,
    Season,
)

CREDIT = 600
AS_OF = date(2026, 1, 1)
HOME = InstitutionId("home")
SUBJECTS = tuple(f"S{number:02}" for number in range(16))
SEASONS = ("spring", "autumn")
HERE = 0.35
"""The share of the items that the awarding institution issues itself."""
AN_INSTITUTION = 120
"""Items of each of the others."""


@dataclass
class _Bank:
    """What has been drawn so far."""

    rng: Random
    items: dict[ItemId, Item] = field(default_factory=dict)
    rules: dict[RuleId, Recognition] = field(default_factory=dict)
    home: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    """The courses at home by subject, in order of their levels."""


def random_bank(seed: int, size: int, degrees: int = 6) -> Catalogue:
    """A catalogue of `size` items, with so many degrees."""
    drawn = _Bank(Random(f"random-bank/{seed}/{size}"))
    others = max(1, round(size * (1 - HERE) / AN_INSTITUTION))
    places = [HOME, *(InstitutionId(f"other-{number:03}") for number in range(others))]
    for number in range(size):
        issuer = HOME if number < size * HERE else places[1 + number % others]
        _item(drawn, number, issuer)
    senders = [item for item in drawn.items.values() if item.issuer != HOME]
    for number in range(len(senders) * 2 // 3):
        _rule(drawn, number, senders)
    goals = [_degree(drawn, number) for number in range(degrees)]
    return bank(f"random-{seed}-{size}", places, drawn.items.values(), drawn.rules.values(), goals)


def bank(
    version: str,
    places: Iterable[InstitutionId],
    items: Iterable[Item],
    rules: Iterable[Recognition],
    goals: Iterable[Qualification],
) -> Catalogue:
    """A catalogue with one way of counting credit and a calendar of two terms."""
    calendar = Calendar("two-term", (Season("spring", (2, 1), (6, 30)), Season("autumn", (9, 1), (12, 31))))
    return Catalogue(
        "random",
        {"en": "drawn at random"},
        version,
        True,
        {"credit": CreditScheme("credit")},
        {},
        {},
        {calendar.id: calendar},
        {key: Institution(key, {}, calendar.id, "credit") for key in places},
        {one.id: one for one in items},
        {one.id: one for one in rules},
        {one.id: (one,) for one in goals},
        {},
    )


def _item(bank: _Bank, number: int, issuer: InstitutionId) -> None:
    rng = bank.rng
    subject, level = rng.choice(SUBJECTS), rng.choice((100, 200, 300, 400))
    kind = ItemKind.COURSE
    if issuer != HOME:
        kind = rng.choices((ItemKind.COURSE, ItemKind.EXAM, ItemKind.CERTIFICATE), (85, 7, 8))[0]
    units = rng.choices((1, 2, 3, 4, 6), (1, 2, 8, 6, 2))[0] * CREDIT
    item = Item(
        ItemId(f"{issuer}/{subject}-{level}-{number}"),
        kind,
        issuer,
        {},
        "credit",
        units,
        units,
        study_units=units if kind is ItemKind.COURSE else CREDIT * rng.randint(1, 4),
        level=level,
        subject=subject,
        tags=frozenset(rng.sample(("general", "laboratory", "writing"), rng.choice((0, 0, 1, 2)))),
        seasons=None if rng.random() < 0.5 else frozenset({rng.choice(SEASONS)}),
        prerequisites=_before(bank, issuer, subject, level),
        lineage=f"group-{rng.randrange(200)}" if rng.random() < 0.05 else None,
    )
    bank.items[item.id] = item
    if issuer == HOME:
        bank.home[subject].append(item)


def _before(bank: _Bank, issuer: InstitutionId, subject: str, level: int) -> Prerequisite:
    """Of the same subject and a lower level, all drawn before, so that there is no circle."""
    lower = [one for one in bank.home[subject] if (one.level or 0) < level] if issuer == HOME else []
    if len(lower) < 3 or bank.rng.random() < 0.6:
        return NOTHING
    some = tuple(Passed(one.id) for one in bank.rng.sample(lower, bank.rng.randint(1, 3)))
    return Every(some[:2]) if bank.rng.random() < 0.2 else Either(some)


def _rule(bank: _Bank, number: int, senders: list[Item]) -> None:
    rng = bank.rng
    first = rng.choice(senders)
    some = rng.sample(senders, min(40, len(senders)))
    near = [one for one in some if (one.issuer, one.kind) == (first.issuer, first.kind)]
    slots = list({one.id: one for one in (first, *near)}.values())[: rng.choices((1, 2, 3), (7, 2, 1))[0]]
    need = len(slots) if rng.random() < 0.6 else rng.randint(1, len(slots))
    same = bank.home[first.subject or ""]
    output: CreditOutput | ElectiveOutput
    if same and rng.random() < 0.7:
        output = CreditOutput(rng.choice(same).id)
    else:
        output = ElectiveOutput(first.units_most, first.subject, first.level, first.tags)
    key = RuleId(f"home/rule-{number}")
    bank.rules[key] = Recognition(key, HOME, tuple(Source(one.id) for one in slots), need, (output,))


def _degree(bank: _Bank, number: int) -> Qualification:
    """A core, two of four tracks, wildcards and a pool; the limits that go with them."""
    rng, key = bank.rng, f"d{number}"
    major, minor = rng.sample([one for one in SUBJECTS if len(bank.home[one]) >= 4], 2)
    parts: list[Requirement] = [
        _count(f"{key}-core-{place}", ItemSet(items=frozenset({one.id})), 1)
        for place, one in enumerate(rng.sample(bank.home[major], min(5, len(bank.home[major]))))
    ]
    tracks = tuple(_track(bank, f"{key}-track-{place}") for place in range(4))
    wild = ItemSet(subjects=frozenset({minor}), level_from=200)
    pool = Pool(
        NodeId(f"{key}-pool"),
        ItemSet(subjects=frozenset(rng.sample(SUBJECTS, 6))),
        18 * CREDIT,
        parts=(
            Part(NodeId(f"{key}-laboratory"), ItemSet(tags=frozenset({"laboratory"})), 3 * CREDIT),
            Part(NodeId(f"{key}-upper"), ItemSet(level_from=300), least=2),
        ),
    )
    parts += [
        NOf(NodeId(f"{key}-tracks"), 2, tracks),
        _count(f"{key}-minor", wild, 3),
        CreditsFrom(
            NodeId(f"{key}-major"), ItemSet(subjects=frozenset({major}), level_from=300), 12 * CREDIT
        ),
        CreditsFrom(NodeId(f"{key}-writing"), ItemSet(tags=frozenset({"writing"})), 6 * CREDIT),
        pool,
    ]
    total = rng.choice((100, 120, 128)) * CREDIT
    return Qualification(
        QualificationId(f"home/{key}"),
        "2026",
        HOME,
        {},
        "bachelor",
        "credit",
        total,
        AllOf(NodeId(f"{key}-all"), tuple(parts)),
        _limits(rng, key, total),
        electives=ItemSet(),
    )


def _count(key: str, of: ItemSet, least: int) -> CountFrom:
    return CountFrom(NodeId(key), of, least)


def _track(bank: _Bank, key: str) -> AllOf:
    rng = bank.rng
    subject = rng.choice([one for one in SUBJECTS if len(bank.home[one]) >= 3])
    few = rng.sample(bank.home[subject], min(6, len(bank.home[subject])))
    return AllOf(
        NodeId(key),
        (
            _count(f"{key}-choice", ItemSet(items=frozenset(one.id for one in few)), 2),
            CreditsFrom(NodeId(f"{key}-more"), ItemSet(subjects=frozenset({subject})), 6 * CREDIT),
        ),
    )


def _limits(rng: Random, key: str, total: int) -> tuple[Limit, ...]:
    found: list[Limit] = [
        Total("total", total),
        SingleUse(),
        Residency("residency", 30 * CREDIT),
        Cap("transferred", SourceSelector(transferred=True), 60 * CREDIT),
        Cap("certificates", SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE})), most_count=3),
        Breadth("breadth", "subject", least_areas=6),
    ]
    if rng.random() < 0.3:
        found.append(Sharing("shared", ((NodeId(f"{key}-writing"), NodeId(f"{key}-pool")),), most_count=1))
    return tuple(found)
