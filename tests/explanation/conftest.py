"""One tiny world: a college with six courses, a certificate, three rules and one bachelor's programme."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest

from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.ledger.record import InProgress, Record, Result
from recommender.planning.plan import (
    Application,
    ClaimRow,
    GoalVersion,
    Plan,
    Standing,
    Status,
    Step,
    TermPlan,
)
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.claims import FREE
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import (
    Assurance,
    Calendar,
    EntryId,
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

COLLEGE, SCHOOL = InstitutionId("college"), InstitutionId("school")
GOAL = "college/acc@2026"
PASS = Grade("percent", "60")
HASH = "0123456789abcdef"


def item(key: str, zh: str, en: str, issuer: InstitutionId = COLLEGE, **more: object) -> Item:
    """A course of three credits."""
    kind = more.pop("kind", ItemKind.COURSE)
    return Item(ItemId(key), kind, issuer, {"zh": zh, "en": en}, "credit", 1800, 1800, **more)  # type: ignore[arg-type]


def make_qualification() -> Qualification:
    """Two courses by name, nine credits of accounting, free electives, three limits."""
    tree = AllOf(
        NodeId("root"),
        (
            CountFrom(
                NodeId("core"),
                ItemSet(items=frozenset({ItemId("acc1")})),
                1,
                titles={"zh": "会计基础", "en": "Basics"},
            ),
            CreditsFrom(
                NodeId("major"),
                ItemSet(subjects=frozenset({"ACC"}), level_from=2),
                5400,
                titles={"zh": "专业课", "en": "Major courses"},
            ),
        ),
        {"zh": "培养方案", "en": "Programme"},
    )
    return Qualification(
        QualificationId("college/acc"),
        "2026",
        COLLEGE,
        {"zh": "会计学", "en": "Accounting"},
        "bachelor",
        "credit",
        24000,
        tree,
        (
            Total("total", 24000),
            Residency("home", 12000),
            Cap("most-certificates", SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE})), 6000),
            Cap("most-transfers", SourceSelector(transferred=True), most_count=2, within=NodeId("major")),
            SingleUse(),
        ),
        electives=ItemSet(),
    )


def make_catalogue() -> Catalogue:
    """The snapshot."""
    items = (
        item("acc1", "会计基础", "Accounting Basics", subject="ACC", level=1),
        item(
            "acc2",
            "中级会计",
            "Intermediate Accounting",
            subject="ACC",
            level=2,
            prerequisites=Passed(ItemId("acc1"), PASS),
        ),
        item("tax", "税法", "Tax Law", SCHOOL),
        item("cert", "初级会计证书", "Junior Accountant Certificate", SCHOOL, kind=ItemKind.CERTIFICATE),
    )
    rules = (
        Recognition(
            RuleId("R-1"),
            COLLEGE,
            (Source(ItemId("cert")),),
            1,
            (CreditOutput(ItemId("acc1")),),
            applied_within=Interval(None, date(2029, 1, 1)),
        ),
        Recognition(
            RuleId("R-2"),
            COLLEGE,
            (Source(ItemId("tax")), Source(ItemId("cert"))),
            2,
            (ElectiveOutput(2400, "ACC", 2),),
            Assurance.STATUTORY,
        ),
        Recognition(RuleId("R-3"), COLLEGE, (Source(ItemId("tax")),), 1, ()),
    )
    qualification = make_qualification()
    hashes = {("rule", rule.id): HASH for rule in rules} | {("qualification", qualification.key): HASH}
    return Catalogue(
        "tiny",
        {},
        HASH,
        True,
        MappingProxyType(
            {"credit": CreditScheme("credit"), "hours": CreditScheme("hours", {"zh": "学时", "en": "hours"})}
        ),
        {},
        {"percent": GradeScheme("percent", (), "60", True)},
        {"year": Calendar("year", (Season("autumn", (9, 1), (1, 15)),))},
        {
            COLLEGE: Institution(COLLEGE, {"zh": "开放学院", "en": "Open College"}, "year", "credit"),
            SCHOOL: Institution(SCHOOL, {"zh": "职业学校", "en": "Vocational School"}, "year", "credit"),
        },
        {one.id: one for one in items},
        {rule.id: rule for rule in rules},
        {qualification.id: (qualification,)},
        hashes,
    )


def make_plan() -> Plan:
    """The certificate gives the basics; one course of the major and one elective are studied."""
    term = TermPlan(0, "2026-autumn", "autumn", date(2026, 9, 1), date(2027, 1, 15), (ItemId("cert"),), 1800)
    return Plan(
        Status.OPTIMAL,
        (GoalVersion(GOAL, "college/acc", "2026", HASH),),
        "credit",
        5400,
        5400,
        steps=(
            Step(ItemId("cert"), 1800, 1800, 0, "in_progress", (PASS,)),
            Step(ItemId("acc2"), 1800, 1800, 0, "new"),
            Step(ItemId("tax"), 1800, 1800, 0, "pinned"),
        ),
        claims=(
            ClaimRow(GOAL, NodeId("core"), "out:R-1#0", ItemId("acc1"), 1800, Standing.STUDY, RuleId("R-1")),
            ClaimRow(GOAL, NodeId("major"), "new:acc2", ItemId("acc2"), 1800, Standing.STUDY),
            ClaimRow(GOAL, FREE, "new:tax", ItemId("tax"), 600, Standing.STUDY),
        ),
        applications=(
            Application(RuleId("R-1"), GOAL, ("new:cert",), ("out:R-1#0",), Standing.STUDY, after_term=0),
        ),
        terms=(term,),
    )


def make_record() -> Record:
    """A tax course held, the certificate in progress."""
    day = date(2026, 11, 1)
    return Record(
        LearnerId("ann"),
        day,
        "1",
        results=(
            Result(EntryId("e1"), ItemId("tax"), 1800, "credit", Grade("percent", "80"), date(2025, 1, 1)),
        ),
        in_progress=(InProgress(EntryId("e2"), ItemId("cert"), date(2026, 9, 1)),),
    )


@pytest.fixture
def catalogue() -> Catalogue:
    """The tiny world."""
    return make_catalogue()


@pytest.fixture
def plan() -> Plan:
    """Its plan."""
    return make_plan()


@pytest.fixture
def record() -> Record:
    """Its learner."""
    return make_record()
