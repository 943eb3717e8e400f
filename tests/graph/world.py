"""Tiny named worlds: a college that recognises, a school whose results it looks at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.ledger.record import Granted, Record, Refused, Result
from recommender.rules.all_of import AllOf
from recommender.rules.claims import FREE
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
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
GOAL = "college/arts@2026"
TODAY = date(2026, 6, 1)
__all__ = ["FREE", "GOAL", "TODAY", "catalogue", "course", "marks", "record", "result", "rule"]


def course(name: str, issuer: InstitutionId = COLLEGE, **more: object) -> Item:
    """A course of three credits."""
    kind = more.pop("kind", ItemKind.COURSE)
    titles = {"zh": f"{name} 课", "en": name.title()}
    return Item(ItemId(name), kind, issuer, titles, "credit", 1800, 1800, **more)  # type: ignore[arg-type]


def marks(mark: int) -> Grade:
    """A percentage."""
    return Grade("percent", str(mark))


def rule(
    name: str,
    sources: Iterable[str | Source],
    gives: Iterable[str | ElectiveOutput],
    need: int = 0,
    **more: object,
) -> Recognition:
    """`need` of the sources (all of them where it is 0) give all that is named, at the college."""
    known = tuple(one if isinstance(one, Source) else Source(ItemId(one)) for one in sources)
    outputs = tuple(CreditOutput(ItemId(one)) if isinstance(one, str) else one for one in gives)
    recogniser = more.pop("recogniser", COLLEGE)
    return Recognition(RuleId(name), recogniser, known, need or len(known), outputs, **more)  # type: ignore[arg-type]


def qualification(core: Iterable[str], electives: bool = False) -> Qualification:
    """The core by name, six credits of humanities, nine credits in all."""
    tree = AllOf(
        NodeId("root"),
        (
            CreditsFrom(NodeId("core"), ItemSet(items=frozenset(map(ItemId, core))), 1800),
            CreditsFrom(NodeId("humanities"), ItemSet(subjects=frozenset({"HUM"})), 3600),
        ),
    )
    return Qualification(
        QualificationId("college/arts"),
        "2026",
        COLLEGE,
        {"zh": "文学", "en": "Arts"},
        "bachelor",
        "credit",
        5400,
        tree,
        (Total("total", 5400), SingleUse()),
        electives=ItemSet() if electives else None,
    )


def catalogue(
    items: Iterable[Item],
    rules: Iterable[Recognition] = (),
    versions: Iterable[Qualification] = (),
) -> Catalogue:
    """A snapshot of these."""
    known, every = list(items), list(rules)
    of: dict[QualificationId, tuple[Qualification, ...]] = {}
    for version in versions:
        of[version.id] = (*of.get(version.id, ()), version)
    hashes = {("rule", one.id): hashlib.sha256(repr(one).encode()).hexdigest() for one in every}
    hashes |= {("qualification", v.key): "0" * 64 for group in of.values() for v in group}
    return Catalogue(
        "tiny",
        {},
        hashlib.sha256(repr((known, every, of)).encode()).hexdigest(),
        True,
        {"credit": CreditScheme("credit")},
        {},
        {"percent": GradeScheme("percent", (), "60", True)},
        {"year": Calendar("year", (Season("spring", (2, 20), (7, 5)), Season("autumn", (9, 1), (1, 15))))},
        {
            COLLEGE: Institution(COLLEGE, {"zh": "学院", "en": "College"}, "year", "credit", "浙江"),
            SCHOOL: Institution(SCHOOL, {"zh": "学校", "en": "School"}, "year", "credit", "上海"),
        },
        {one.id: one for one in known},
        {one.id: one for one in every},
        of,
        hashes,
    )


def result(entry: str, item: str, mark: int = 80, completed: date = date(2025, 1, 10)) -> Result:
    """Three credits earned."""
    return Result(EntryId(entry), ItemId(item), 1800, "credit", marks(mark), completed)


def record(
    *results: Result, granted: Iterable[Granted] = (), refused: Iterable[Refused] = (), **more: object
) -> Record:
    """A learner who has these."""
    return Record(
        LearnerId("ann"),
        TODAY,
        "1",
        results,
        granted=tuple(granted),
        refused=tuple(refused),
        **more,  # type: ignore[arg-type]
    )
