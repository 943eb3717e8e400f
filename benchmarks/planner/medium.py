"""Which random worlds are too large to try everything in, and small enough to ask three models a thousand times?

20 to 60 items at three institutions, one or two qualifications, every requirement and limit that the other statement
can say, drawn so that they meet: parts of pools overlap, caps hold for each issuer or in one part, lineages are
recognised, prerequisites form chains, and now and then load and horizon are so tight that terms decide. No sharing law.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from benchmarks.planner.random_bank import bank
from benchmarks.planner.task import Task
from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import Record, Result
from recommender.planning import GoalRef, PlanRequest
from recommender.rules.all_of import AllOf
from recommender.rules.breadth import Area, Breadth
from recommender.rules.cap import EACH, Cap, SourceSelector
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.min_grade import MinGrade
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.prerequisite import NOTHING, Either, Every, Passed, Prerequisite
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.registry import Limit, Requirement
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.rules.window import Window
from recommender.vocabulary import (
    EntryId,
    InstitutionId,
    ItemId,
    ItemKind,
    LearnerId,
    NodeId,
    QualificationId,
    RuleId,
)

CREDIT = 600
AS_OF = date(2026, 1, 1)
HOME, AWAY, FAR = (InstitutionId(name) for name in ("home", "away", "far"))
SUBJECTS = ("A", "B", "C", "D")
TAGS = ("x", "y", "z")
LEVELS = (100, 200, 300)


@dataclass
class _World:
    rng: Random
    items: list[Item] = field(default_factory=list)
    parts: list[NodeId] = field(default_factory=list)
    """Requirements that a limit can be about."""

    def often(self, share: float) -> bool:
        """Yes, in so large a share of the cases."""
        return self.rng.random() < share


ITEMS = (20, 60)
"""How many items a world has."""


def medium_world(seed: str, items: tuple[int, int] = ITEMS) -> Task:
    """One world with its question, from its seed alone."""
    world = _World(Random(f"medium/{seed}"))
    rng = world.rng
    for number in range(rng.randint(*items)):
        world.items.append(_item(world, number))
    rules = [_rule(world, number) for number in range(rng.randint(0, 14))]
    goals = [_degree(world, number) for number in range(2 if world.often(0.15) else 1)]
    catalogue = bank(seed, (HOME, AWAY, FAR), world.items, rules, goals)
    return Task(seed, catalogue, _record(world), _request(world, goals))


def _item(world: _World, number: int) -> Item:
    rng = world.rng
    issuer = rng.choices((HOME, AWAY, FAR), (6, 3, 1))[0]
    kind = ItemKind.COURSE
    if issuer != HOME:
        kind = rng.choices((ItemKind.COURSE, ItemKind.EXAM, ItemKind.CERTIFICATE), (4, 1, 1))[0]
    units = rng.choice((0, 1, 2, 3, 3, 4, 4, 5)) * CREDIT // rng.choice((1, 1, 1, 2))
    study = rng.choice((1, 2, 3)) * CREDIT if kind is not ItemKind.COURSE or world.often(0.1) else None
    return Item(
        ItemId(f"{issuer}/{number:02}"),
        kind,
        issuer,
        {},
        "credit",
        units,
        units,
        study_units=study,
        level=rng.choice((*LEVELS, None)),
        subject=rng.choice((*SUBJECTS, None)),
        tags=frozenset(rng.sample(TAGS, rng.choice((0, 1, 1, 2)))),
        seasons=rng.choice((None, frozenset({"spring"}), frozenset({"autumn"}))),
        prerequisites=_before(world, issuer),
        corequisites=_before(world, issuer) if world.often(0.1) else NOTHING,
        lineage=f"l{rng.randrange(3)}" if issuer == HOME and world.often(0.15) else None,
        studyable=not world.often(0.1),
    )


def _before(world: _World, issuer: InstitutionId) -> Prerequisite:
    """Of what was drawn before at home, so that there is no circle: one, one of several, several, or nested."""
    known = [one.id for one in world.items if one.issuer == HOME]
    if issuer != HOME or len(known) < 4 or not world.often(0.35):
        return NOTHING
    one, two, three = map(Passed, world.rng.sample(known, 3))
    forms = (one, Either((one, two)), Every((one, two)))
    nested = (Either((one, Every((two, three)))), Every((one, Either((two, three)))))
    return world.rng.choice((*forms, *nested))


def _rule(world: _World, number: int) -> Recognition:
    """From other institutions to here: k of n of one origin, or all of several."""
    rng = world.rng
    away = [one for one in world.items if one.issuer != HOME] or world.items[:1]
    first = rng.choice(away)
    alike = [one for one in away if (one.issuer, one.kind) == (first.issuer, first.kind)]
    if world.often(0.4) and len(alike) > 1:
        slots = rng.sample(alike, min(len(alike), rng.randint(2, 3)))
        need = rng.randint(1, len(slots))
    else:
        slots = rng.sample(away, min(len(away), rng.randint(1, 2)))
        need = len(slots)
    outputs = tuple(_output(world, first) for _ in range(rng.choice((1, 1, 2))))
    sources = tuple(Source(one.id) for one in slots)
    agreement = rng.choice((None, "one", "other"))
    return Recognition(RuleId(f"r{number}"), HOME, sources, need, outputs, agreement=agreement)


def _output(world: _World, source: Item) -> CreditOutput | ElectiveOutput:
    rng = world.rng
    home = [one for one in world.items if one.issuer == HOME and one.id != source.id]
    if home and world.often(0.65):
        return CreditOutput(rng.choice(home).id, rng.choice((None, None, CREDIT, 3 * CREDIT)))
    amount = rng.choice((2, 3, 4)) * CREDIT
    return ElectiveOutput(amount, rng.choice(SUBJECTS), rng.choice(LEVELS), frozenset(rng.sample(TAGS, 1)))


def _set(world: _World) -> ItemSet:
    """By names, or by attributes; mostly large, so that there are ways to choose from."""
    rng = world.rng
    two = ItemSet(subjects=frozenset(rng.sample(SUBJECTS, 2)))
    tag = ItemSet(tags=frozenset({rng.choice(TAGS)}))
    match rng.randrange(7):
        case 0:
            return ItemSet(items=frozenset(one.id for one in rng.sample(world.items, rng.randint(4, 9))))
        case 1:
            return tag
        case 2:
            return ItemSet(subjects=two.subjects, level_from=200)
        case 3:
            return ItemSet(union=(two, ItemSet(level_from=300)))
        case 4:
            return ItemSet(subjects=frozenset(rng.sample(SUBJECTS, 3)), minus=(tag,))
    return two


def _node(world: _World, key: str, depth: int) -> Requirement:
    rng = world.rng
    world.parts.append(NodeId(key))
    if depth and world.often(0.5):
        every = world.often(0.2)
        many = 2 if every else rng.randint(2, 4)
        children = tuple(_node(world, f"{key}.{number}", depth - 1) for number in range(many))
        return AllOf(NodeId(key), children) if every else NOf(NodeId(key), rng.randint(1, 2), children)
    return _leaf(world, key)


def _leaf(world: _World, key: str) -> Requirement:
    rng, of = world.rng, _set(world)
    match rng.randrange(4):
        case 0:
            units, most = rng.choice((0, 0, 4 * CREDIT)), rng.choice((None, None, 4))
            return CountFrom(NodeId(key), of, rng.randint(1, 3), units, most)
        case 1:
            named = rng.choice([one for one in world.items if one.issuer == HOME] or world.items)
            return CountFrom(NodeId(key), ItemSet(items=frozenset({named.id})), 1)
        case 2:
            parts = tuple(_part(world, f"{key}:{number}") for number in range(rng.randint(1, 2)))
            return Pool(NodeId(key), of, rng.randint(3, 7) * CREDIT, most=rng.choice((None, 5)), parts=parts)
    least = rng.randint(2, 8) * CREDIT
    return CreditsFrom(NodeId(key), of, least, rng.choice((None, None, least + 4 * CREDIT)))


def _part(world: _World, key: str) -> Part:
    """Bounds on something that is likely to meet the pool."""
    rng, of = world.rng, ItemSet(union=(_set(world), ItemSet(level_from=200)))
    match rng.randrange(3):
        case 0:
            return Part(NodeId(key), of, rng.randint(1, 3) * CREDIT)
        case 1:
            return Part(NodeId(key), of, least=1, most=rng.choice((None, 3)))
    return Part(NodeId(key), _set(world), most_units=6 * CREDIT)


def _degree(world: _World, number: int) -> Qualification:
    rng = world.rng
    world.parts = []
    key = f"d{number}"
    children = tuple(_node(world, f"{key}.{place}", 2) for place in range(rng.randint(1, 3)))
    total = rng.choice((0, 10, 20, 30)) * CREDIT
    drawn = [_limit(world, f"{key}-l{place}") for place in range(rng.randint(0, 4))]
    electives = rng.choice((None, ItemSet(), ItemSet(), _set(world)))
    return Qualification(
        QualificationId(key),
        "2026",
        HOME,
        {},
        "bachelor",
        "credit",
        total,
        AllOf(NodeId(f"{key}-all"), children),
        (Total("total", total), SingleUse(), *drawn),
        electives=electives,
        accepts=rng.choice((None, frozenset[InstitutionId](), frozenset({AWAY}))),
    )


def _limit(world: _World, key: str) -> Limit:
    rng = world.rng
    within = rng.choice(world.parts) if world.often(0.3) else None
    match rng.randrange(8):
        case 6:
            return MinGrade(key, measures=(("attendance", "80"),), of=_set(world), within=within)
        case 7:
            issuers = rng.choice((frozenset[InstitutionId](), frozenset({AWAY})))
            return Window(key, rng.choice(("term", "year")), rng.randint(12, 30) * CREDIT, issuers=issuers)
        case 0:
            return Residency(key, rng.randint(2, 9) * CREDIT, within=within)
        case 1:
            return Residency(key, 0, within=within, least_count=rng.randint(1, 3))
        case 2:
            return _cap(world, key, within)
        case 3:
            share, of = Fraction(rng.randint(1, 3), 4), rng.choice((None, within))
            return Cap(key, SourceSelector(recognised=True), most_share=share, share_of=of)
        case 4:
            areas = tuple(Area(name, _set(world)) for name in ("first", "second", "third"))
            least, each = rng.randint(1, 2), rng.choice((0, 2 * CREDIT))
            return Breadth(key, areas=areas, within=within, least_areas=least, each_least_units=each)
    by = rng.choice(("subject", "level", "issuer", "item_kind"))
    least, most = rng.choice((0, 0, 1, 2)), rng.choice((None, 3, 4))
    return Breadth(key, by, within=within, least_areas=least, most_areas=most, each_most_units=24 * CREDIT)


def _cap(world: _World, key: str, within: NodeId | None) -> Cap:
    rng = world.rng
    source = rng.choice(
        (
            SourceSelector(transferred=True),
            SourceSelector(kinds=frozenset({ItemKind.EXAM, ItemKind.CERTIFICATE})),
            SourceSelector(issuers=frozenset({AWAY})),
            SourceSelector(agreements=frozenset({"one"})),
            SourceSelector(),
        )
    )
    units = rng.choice((None, rng.randint(5, 20) * CREDIT))
    count = None if units is not None and world.often(0.5) else rng.randint(2, 8)
    of = _set(world) if world.often(0.3) else None
    each = rng.choice(("", "", *EACH))
    return Cap(key, source, units, count, within, of, each)


def _record(world: _World) -> Record:
    rng = world.rng
    held = rng.sample(world.items, rng.randint(0, len(world.items) // 2))
    days = [AS_OF - timedelta(days=rng.randrange(1, 900)) for _ in held]
    results = [
        Result(EntryId(f"e{place:02}"), one.id, one.units_most, "credit", None, day, _measured(world, one))
        for place, (one, day) in enumerate(zip(held, days, strict=True))
    ]
    results.sort(key=lambda one: (one.completed, one.entry))
    return Record(LearnerId("learner"), AS_OF, "file", tuple(results))


def _measured(world: _World, item: Item) -> dict[str, str]:
    """What a limit on measures looks at, too low only where no new study of it could make that good."""
    low = not item.studyable and world.often(0.5)
    return {"attendance": "79" if low else str(world.rng.choice((80, 95)))}


def _request(world: _World, goals: list[Qualification]) -> PlanRequest:
    rng = world.rng
    tight = world.often(0.25)
    return PlanRequest(
        tuple(GoalRef(one.id) for one in goals),
        AS_OF,
        objectives=("length",),
        exclude=frozenset(one.id for one in rng.sample(world.items, rng.choice((0, 0, 2)))),
        institutions=rng.choice((None, None, frozenset({HOME}))),
        load_units=rng.choice((4, 5, 8)) * CREDIT if tight else None,
        horizon_years=rng.choice((1, 2)) if tight else None,
    )
