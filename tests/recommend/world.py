"""One small college with its bank: courses, certificates, a school whose results need recognition, four learners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.errors import NotFound
from recommender.ledger.history import History
from recommender.ledger.record import Dropped, Enrolment, InProgress, Record, Result
from recommender.ranking.serve import FitSource, NoFit, Ranked, Reason
from recommender.recommend.bank import Bank
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.prerequisite import Passed, Unknown
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.settings import Settings
from recommender.vocabulary import (
    Calendar,
    EntryId,
    FrozenClock,
    Grade,
    GradeScheme,
    InstitutionId,
    Interval,
    ItemId,
    ItemKind,
    LearnerId,
    NodeId,
    QualificationId,
    RuleId,
    Season,
)

RIVER, HARBOUR = InstitutionId("river"), InstitutionId("harbour")
GOAL = "river/accounting@2026"
TODAY = date(2026, 11, 24)
BOTH_TERMS = frozenset({"spring", "autumn"})


def item(name: str, zh: str, en: str, issuer: InstitutionId = RIVER, credits: int = 3, **more: Any) -> Item:
    """A course in both terms."""
    more = {"seasons": BOTH_TERMS, "modes": ("online",), "kind": ItemKind.COURSE} | more
    kind = more.pop("kind")
    units = credits * 600
    return Item(ItemId(name), kind, issuer, {"zh": zh, "en": en}, "credit", units, units, **more)


ITEMS = (
    item("math", "高等数学", "Calculus"),
    item("english", "大学英语", "English"),
    item("acc1", "会计基础", "Accounting Basics", subject="ACC", level=1),
    item("acc1-old", "会计学原理", "Principles of Accounting", subject="ACC", level=1, lineage="acc1"),
    item(
        "acc2",
        "中级财务会计",
        "Intermediate Accounting",
        subject="ACC",
        level=2,
        prerequisites=Passed(ItemId("acc1"), None),
        fee=60000,
    ),
    item("audit", "审计学", "Auditing", subject="ACC", level=2),
    item("tax", "税法", "Tax Law", subject="ACC", level=2, seasons=None),
    item(
        "late",
        "高级会计",
        "Advanced Accounting",
        subject="ACC",
        level=2,
        prerequisites=Passed(ItemId("acc2"), Grade("percent", "70")),
    ),
    item("thesis", "毕业论文", "Thesis", credits=2, prerequisites=Unknown("经导师同意")),
    item("office", "办公软件应用", "Office Software", HARBOUR, 2),
    item("h-acc", "基础会计", "Basic Bookkeeping", HARBOUR),
    item("h-audit", "审计实务", "Practical Auditing", HARBOUR),
    item("junior", "初级会计证书", "Junior Accountant", HARBOUR, kind=ItemKind.CERTIFICATE, study_units=1200),
    item("senior", "中级会计证书", "Senior Accountant", HARBOUR, 4, kind=ItemKind.CERTIFICATE),
    item("closed", "珠算", "Abacus", life=Interval(None, date(2020, 1, 1))),
)

RULES = (
    Recognition(
        RuleId("R-1"),
        RIVER,
        (Source(ItemId("h-acc"), Grade("percent", "60")),),
        1,
        (CreditOutput(ItemId("acc1")),),
        applied_within=Interval(None, date(2029, 1, 1)),
    ),
    Recognition(RuleId("R-2"), RIVER, (Source(ItemId("junior")),), 1, (CreditOutput(ItemId("english")),)),
    Recognition(RuleId("R-3"), RIVER, (Source(ItemId("office")),), 1, ()),
    Recognition(
        RuleId("R-4"),
        RIVER,
        (Source(ItemId("senior"), Grade("percent", "75")), Source(ItemId("h-audit"))),
        1,
        (ElectiveOutput(1200, "ACC", 2, titles={"zh": "会计选修", "en": "Accounting elective"}),),
    ),
)


def version() -> Qualification:
    """General courses, the basics, nine credits of accounting and a thesis: twenty credits in all."""
    root = AllOf(
        NodeId("root"),
        (
            CreditsFrom(
                NodeId("general"),
                ItemSet(items=frozenset({ItemId("math"), ItemId("english")})),
                3600,
                titles={"zh": "公共基础课", "en": "General courses"},
            ),
            CountFrom(
                NodeId("basics"),
                ItemSet(items=frozenset({ItemId("acc1"), ItemId("acc1-old")})),
                1,
                titles={"zh": "专业基础", "en": "Foundations"},
            ),
            CreditsFrom(
                NodeId("major"),
                ItemSet(subjects=frozenset({"ACC"}), level_from=2),
                5400,
                titles={"zh": "专业课", "en": "Major courses"},
            ),
            CountFrom(
                NodeId("thesis"),
                ItemSet(items=frozenset({ItemId("thesis")})),
                1,
                titles={"zh": "论文", "en": "Thesis"},
            ),
        ),
        {"zh": "培养方案", "en": "Programme"},
    )
    certificates = SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE}))
    return Qualification(
        QualificationId("river/accounting"),
        "2026",
        RIVER,
        {"zh": "会计学", "en": "Accounting"},
        "bachelor",
        "credit",
        12000,
        root,
        (
            Total("total", 12000),
            Residency("home", 3600),
            Cap("most-certificates", certificates, 6000),
            SingleUse(),
        ),
    )


def make_catalogue(*, version_hash: str = "c" * 64, **changes: Any) -> Catalogue:
    """The snapshot; `changes` replace fields."""
    goal = version()
    hashes = {("rule", rule.id): "3f1c09ab77e2" for rule in RULES}
    made = Catalogue(
        "river",
        {"zh": "江边学分银行", "en": "River Credit Bank"},
        version_hash,
        True,
        {"credit": CreditScheme("credit", {"zh": "学分", "en": "credit"})},
        {},
        {"percent": GradeScheme("percent", (), "60", True)},
        {"year": Calendar("year", (Season("spring", (2, 20), (7, 5)), Season("autumn", (9, 1), (1, 15))))},
        {
            RIVER: Institution(RIVER, {"zh": "江边大学", "en": "River University"}, "year", "credit", "浙江"),
            HARBOUR: Institution(
                HARBOUR, {"zh": "海港学院", "en": "Harbour College"}, "year", "credit", "上海"
            ),
        },
        {one.id: one for one in ITEMS},
        {rule.id: rule for rule in RULES},
        {goal.id: (goal,)},
        hashes | {("qualification", goal.key): "9a8b7c6d5e4f"},
    )
    return replace(made, **changes)


def result(entry: str, name: str, mark: int = 82, completed: date = date(2026, 1, 10)) -> Result:
    """A result with the credit of its item."""
    units = next(one.units for one in ITEMS if one.id == name)
    return Result(EntryId(entry), ItemId(name), units, "credit", Grade("percent", str(mark)), completed)


def record(learner: str = "ann", *results: Result, **more: Any) -> Record:
    """A record of the day, enrolled on the goal unless said otherwise."""
    enrolled = (Enrolment(EntryId("n1"), QualificationId("river/accounting"), "2026", date(2025, 9, 1)),)
    more = {"enrolments": enrolled, "region": "浙江"} | more
    return Record(LearnerId(learner), TODAY, "1", results, **more)


ANN = record(
    "ann",
    result("e1", "math"),
    result("e2", "h-acc"),
    result("e3", "office"),
    in_progress=(InProgress(EntryId("e4"), ItemId("audit"), date(2026, 9, 1)),),
    dropped=(Dropped(EntryId("e5"), ItemId("tax"), "revoked", 1800, "credit"),),
)
"""Calculus held, the basics to be recognised, auditing in progress, a revoked result, one that is no use."""
NEW = record("new")
DONE = record(
    "done",
    *(
        result(f"e{n}", name)
        for n, name in enumerate(("math", "english", "acc1", "acc2", "audit", "tax", "thesis"))
    ),
)
STRANGER = record("stranger", enrolments=())


class Shelf:
    """A ledger of four learners, in memory."""

    def __init__(self, *records: Record) -> None:
        self.records = {one.learner: one for one in records}

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        if learner not in self.records:
            raise NotFound("learner", learner)
        return replace(self.records[learner], as_of=as_of)

    def entries(self, learner: LearnerId) -> tuple[Any, ...]:
        return ()

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        return tuple(one for one in sorted(self.records) if after is None or one > after)[:limit]

    def histories(self, as_of: date) -> Iterator[History]:
        for one in self.records.values():
            found = sorted(one.results, key=lambda r: (r.completed, r.entry))
            if found and one.personalised:
                days = tuple(r.completed.toordinal() for r in found)
                yield History(one.learner, tuple(r.item for r in found), days)

    def is_empty(self) -> bool:
        return not self.records

    def count(self) -> int:
        return len(self.records)

    def position(self) -> str:
        return "1"

    def close(self) -> None:
        return None


class Taste:
    """A ranking that likes what it is told, for learners with a history; others get the order of ids."""

    def __init__(self, *liked: str, version: str = "taste-1") -> None:
        self.liked = liked
        self.version = version

    def _score(self, item: str, used: bool) -> float:
        return 1.0 - self.liked.index(item) / 10 if used and item in self.liked else 0.0

    def rank(
        self, history: Sequence[str], candidates: Sequence[str], personalised: bool = True
    ) -> list[Ranked]:
        used = personalised and bool(history)
        places = sorted({self._score(one, used) for one in candidates}, reverse=True)
        found = []
        for name in sorted(set(candidates), key=lambda one: (-self._score(one, used), one)):
            score = self._score(name, used)
            reasons = (Reason(history[0], score, 128),) if score else ()
            found.append(Ranked(name, places.index(score) + 1, score, reasons, 0.0, used))
        return found

    def dislikes(self, history: Sequence[str], candidates: Sequence[str]) -> dict[str, int]:
        return {one.item: one.rank - 1 for one in self.rank(history, candidates)}


def make_bank(
    fit: FitSource | None = None, catalogue: Catalogue | None = None, *records: Record, **settings: Any
) -> Bank:
    """A bank of these; without a ranking it says why."""
    return Bank(
        Settings(**settings),
        catalogue or make_catalogue(),
        (),
        fit or NoFit(),
        "" if fit else "no model was trained yet",
        FrozenClock(datetime(2026, 11, 24, 4, tzinfo=UTC)),
        Shelf(*(records or (ANN, NEW, DONE, STRANGER))),
        "",
    )
