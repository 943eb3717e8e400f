"""Small worlds written by hand: two institutions, two terms a year, and short ways to say the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from recommender.catalogue.objects import (
    Catalogue,
    CreditScheme,
    Institution,
    Item,
    Qualification,
    Unread,
)
from recommender.ledger.record import (
    Applied,
    Award,
    Granted,
    GrantedOutput,
    InProgress,
    Record,
    Refused,
    Result,
)
from recommender.planning.request import GoalRef, PlanRequest
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.registry import Limit, Requirement
from recommender.rules.sets import EVERYTHING, ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.rules.waiver import Waiver
from recommender.vocabulary import (
    Calendar,
    EntryId,
    Grade,
    GradeScheme,
    InstitutionId,
    ItemId,
    ItemKind,
    LearnerId,
    NodeId,
    QualificationId,
    RuleId,
    Season,
)

COLLEGE, SCHOOL = InstitutionId("college"), InstitutionId("school")
CREDIT, HOUR, STRANGE = "credit", "hour", "strange"
"""An hour is half a credit; nothing converts the strange scheme."""
TODAY = date(2026, 8, 1)
YEAR = Calendar("year", (Season("autumn", (9, 1), (1, 15)), Season("spring", (2, 20), (7, 5))))
PERCENT = GradeScheme("percent", (), "60", True)
LETTERS = GradeScheme("letters", ("F", "D", "C", "B", "A"), "D")
ONE = 600
"""Units of one credit."""


def mark(value: int | str) -> Grade:
    """A mark out of a hundred, or a letter."""
    return Grade("letters" if isinstance(value, str) else "percent", str(value))


def item(key: str, credits: int = 3, issuer: InstitutionId = COLLEGE, **more: Any) -> Item:
    """A course, unless `kind` says otherwise."""
    kind = ItemKind(more.pop("kind", ItemKind.COURSE))
    scheme = more.pop("scheme", CREDIT)
    most = more.pop("most", credits)
    if "seasons" in more and more["seasons"] is not None:
        more["seasons"] = frozenset(more["seasons"])
    if "tags" in more:
        more["tags"] = frozenset(more["tags"])
    return Item(ItemId(key), kind, issuer, {}, scheme, credits * ONE, most * ONE, **more)


def count(key: str, least: int, *names: str, **more: Any) -> CountFrom:
    """At least so many of the named items, or of the set `of`."""
    of = more.pop("of", None) or ItemSet(items=frozenset(map(ItemId, names)))
    return CountFrom(NodeId(key), of, least, **more)


def credits(key: str, least: int, *names: str, **more: Any) -> CreditsFrom:
    """At least so many credits from the named items, or from the set `of`."""
    of = more.pop("of", None) or ItemSet(items=frozenset(map(ItemId, names)))
    most = more.pop("most", None)
    return CreditsFrom(NodeId(key), of, least * ONE, None if most is None else most * ONE, **more)


def cap(key: str, most: int | None = None, *, most_count: int | None = None, **source: Any) -> Cap:
    """At most so many credits or pieces from a source; `within` names a part, `of` a set."""
    more = {name: source.pop(name) for name in ("of", "each", "most_share", "share_of") if name in source}
    within = source.pop("within", None)
    fields = {k: frozenset(v) if isinstance(v, list | set) else v for k, v in source.items()}
    return Cap(
        key, SourceSelector(**fields), None if most is None else most * ONE, most_count, within, **more
    )


def qualification(requirement: Requirement, total: int = 0, *limits: Limit, **more: Any) -> Qualification:
    """What the college awards in 2026; electives are everything, its own items count, unless told otherwise."""
    key, year = QualificationId(more.pop("key", "degree")), more.pop("year", "2026")
    more.setdefault("electives", EVERYTHING)
    issuer = more.pop("institution", COLLEGE)
    stated = (Total("total", total * ONE), *limits, SingleUse())
    return Qualification(key, year, issuer, {}, "bachelor", CREDIT, total * ONE, requirement, stated, **more)


def rule(key: str, sources: Iterable[str | Source], *outputs: Any, **more: Any) -> Recognition:
    """Recognition by the college: outputs are items by name, or elective credit as a number."""
    read = tuple(one if isinstance(one, Source) else Source(ItemId(one)) for one in sources)
    need, home = more.pop("need", len(read)), more.pop("recogniser", COLLEGE)
    given = tuple(
        CreditOutput(ItemId(one))
        if isinstance(one, str)
        else ElectiveOutput(one * ONE)
        if isinstance(one, int)
        else one
        for one in outputs
    )
    return Recognition(RuleId(key), home, read, need, given, **more)


def catalogue(
    goals: Iterable[Qualification],
    items: Iterable[Item],
    rules: Iterable[Recognition] = (),
    unread: Iterable[Unread] = (),
) -> Catalogue:
    """The snapshot; every rule has a hash, by which a refusal names its version."""
    rules, versions = tuple(rules), tuple(goals)
    by_goal: dict[QualificationId, tuple[Qualification, ...]] = {}
    for one in versions:
        by_goal[one.id] = (*by_goal.get(one.id, ()), one)
    hashes = {("rule", one.id): f"{one.id:0<64}" for one in rules}
    hashes |= {("qualification", one.key): f"{one.key:0<64}" for one in versions}
    return Catalogue(
        "tiny",
        {},
        "0" * 64,
        True,
        {CREDIT: CreditScheme(CREDIT, hours_per_credit=Fraction(16)), HOUR: CreditScheme(HOUR)},
        {(HOUR, CREDIT): Fraction(1, 2), (CREDIT, HOUR): Fraction(2)},
        {PERCENT.id: PERCENT, LETTERS.id: LETTERS},
        {YEAR.id: YEAR},
        {
            COLLEGE: Institution(COLLEGE, {}, YEAR.id, CREDIT),
            SCHOOL: Institution(SCHOOL, {}, YEAR.id, HOUR),
        },
        {one.id: one for one in items},
        {one.id: one for one in rules},
        by_goal,
        hashes,
        tuple(unread),
    )


def result(key: str, credits: int = 3, grade: int | str | None = None, **more: Any) -> Result:
    """A result of an item, passed in 2025 unless told otherwise; its entry is `e-ITEM`."""
    day = more.pop("day", date(2025, 1, 15))
    entry, scheme = EntryId(more.pop("entry", f"e-{key}")), more.pop("scheme", CREDIT)
    return Result(entry, ItemId(key), credits * ONE, scheme, None if grade is None else mark(grade), day)


def granted(key: str, sources: Iterable[str], *outputs: str | int, **more: Any) -> Granted:
    """A recognition in the ledger, of the entries named; outputs are items (3 credits) or elective credit."""
    home, day = more.pop("recogniser", COLLEGE), more.pop("day", date(2026, 1, 15))
    given = tuple(
        GrantedOutput(ItemId(one), 3 * ONE, CREDIT)
        if isinstance(one, str)
        else GrantedOutput(None, one * ONE, CREDIT)
        for one in outputs
    )
    entries = tuple(map(EntryId, sources))
    return Granted(EntryId(f"g-{key}"), RuleId(key), "1", home, entries, given, day, **more)


def running(key: str) -> InProgress:
    """Study in progress."""
    return InProgress(EntryId(f"p-{key}"), ItemId(key), date(2026, 3, 1))


def applied(key: str, *sources: str) -> Applied:
    """A recognition applied for."""
    return Applied(EntryId(f"a-{key}"), RuleId(key), tuple(map(EntryId, sources)), date(2026, 7, 1))


def refused(key: str) -> Refused:
    """A recognition refused, under the version of the snapshot."""
    return Refused(EntryId(f"r-{key}"), RuleId(key), f"{key:0<64}"[:12], date(2026, 7, 1))


def award(key: str, *uses: str, year: str = "2026") -> Award:
    """An award in the ledger, made for these entries."""
    day = date(2026, 6, 1)
    return Award(EntryId(f"award-{key}"), QualificationId(key), year, day, tuple(map(EntryId, uses)))


def waiver(about: str, kind: str = "waive", **more: Any) -> Waiver:
    """A waiver of a requirement or limit of the degree, or with `item` a substitution."""
    key, day = QualificationId(more.pop("key", "degree")), more.pop("day", date(2026, 5, 1))
    given = more.pop("granted", True)
    swap = {name: ItemId(more.pop(name)) for name in ("item", "replaces") if name in more}
    kind = "substitute" if swap else kind
    return Waiver(EntryId(f"w-{about}"), key, NodeId(about), kind, "dean", "practice", day, given, **swap)


def record(*entries: Any, **more: Any) -> Record:
    """A record from results, grants, study in progress, applications, refusals, waivers and awards."""
    kinds = {
        Result: "results",
        Granted: "granted",
        InProgress: "in_progress",
        Applied: "applied",
        Refused: "refused",
        Waiver: "waivers",
        Award: "awards",
    }
    fields: dict[str, tuple[Any, ...]] = {}
    for one in entries:
        name = kinds[type(one)]
        fields[name] = (*fields.get(name, ()), one)
    return Record(LearnerId("ann"), more.pop("as_of", TODAY), "1", **fields, **more)


def request(*goals: str, **more: Any) -> PlanRequest:
    """A request for the degree as of today; `pins` and `exclude` are names."""
    for name in ("pins", "exclude"):
        more[name] = frozenset(map(ItemId, more.pop(name, ())))
    refs = tuple(GoalRef(QualificationId(one)) for one in goals or ("degree",))
    return PlanRequest(refs, more.pop("as_of", TODAY), **more)
