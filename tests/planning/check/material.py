"""What is the small world made of: its items, rules and qualification, the learner's record, and the plan by hand?"""

from __future__ import annotations

from datetime import date
from typing import Any

from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import (
    Dropped,
    Enrolment,
    Granted,
    GrantedOutput,
    InProgress,
    Record,
    Result,
)
from recommender.planning.plan import (
    Application,
    Assumption,
    ClaimRow,
    GoalVersion,
    Level,
    NotCounted,
    Plan,
    Standing,
    Status,
    Step,
    TermPlan,
)
from recommender.planning.request import GoalRef, PlanRequest
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.claims import FREE
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import (
    Calendar,
    EntryId,
    Grade,
    InstitutionId,
    ItemId,
    ItemKind,
    LearnerId,
    NodeId,
    QualificationId,
    RuleId,
    Season,
)

CREDIT = 600
AS_OF = date(2027, 2, 1)
"""Between two terms."""
COLLEGE, SCHOOL = InstitutionId("college"), InstitutionId("school")
GOAL = "college/acc@2026"
HASHES = {
    ("qualification", GOAL): "a" * 64,
    ("qualification", "college/acc@2024"): "b" * 64,
    ("rule", "R-cert"): "c" * 64,
    ("rule", "R-badge"): "d" * 64,
}
TWO_TERMS = Calendar("year", (Season("spring", (2, 20), (6, 30)), Season("autumn", (9, 1), (1, 15))))


def mark(points: int) -> Grade:
    """A percentage."""
    return Grade("percent", str(points))


def course(key: str, issuer: InstitutionId = COLLEGE, credits: int = 3, **more: Any) -> Item:
    """A course, offered in both seasons."""
    more = {"seasons": frozenset({"spring", "autumn"}), "kind": ItemKind.COURSE, "scheme": "credit"} | more
    units = more.pop("units", credits * CREDIT)
    return Item(
        ItemId(key),
        issuer=issuer,
        titles={},
        units=units,
        units_most=more.pop("units_most", units),
        **more,
    )


ITEMS = (
    course("acc1", subject="ACC", level=1),
    course("acc2", subject="ACC", level=2, prerequisites=Passed(ItemId("acc1"))),
    course(
        "acc3",
        subject="ACC",
        level=2,
        seasons=frozenset({"autumn"}),
        prerequisites=Passed(ItemId("acc2"), mark(70)),
        corequisites=Passed(ItemId("stats")),
    ),
    course("stats", subject="MATH", level=1),
    course("maths", subject="MATH", level=1),
    course("law", subject="LAW", level=1),
    course("cooking", SCHOOL, subject="FOOD", level=1),
    course("cert", SCHOOL, kind=ItemKind.CERTIFICATE),
    course("old-cert", SCHOOL, kind=ItemKind.CERTIFICATE),
    course("badge", SCHOOL, kind=ItemKind.CERTIFICATE, study_units=2 * CREDIT),
)

RULES = (
    Recognition(RuleId("R-cert"), COLLEGE, (Source(ItemId("cert")),), 1, (CreditOutput(ItemId("acc1")),)),
    Recognition(
        RuleId("R-badge"),
        COLLEGE,
        (Source(ItemId("badge"), mark(75)), Source(ItemId("maths"))),
        1,
        (ElectiveOutput(2 * CREDIT, "ACC", 2),),
    ),
)

REQUIREMENT = AllOf(
    NodeId("programme"),
    (
        CountFrom(NodeId("core"), ItemSet(items=frozenset({ItemId("acc1")})), 1, most=1),
        CreditsFrom(
            NodeId("major"),
            ItemSet(subjects=frozenset({"ACC"}), level_from=2),
            8 * CREDIT,
            most_units=8 * CREDIT,
        ),
        NOf(
            NodeId("choice"),
            1,
            (
                CountFrom(NodeId("by-stats"), ItemSet(items=frozenset({ItemId("stats")})), 1),
                CountFrom(NodeId("by-maths"), ItemSet(items=frozenset({ItemId("maths")})), 1),
            ),
        ),
    ),
)

QUALIFICATION = Qualification(
    QualificationId("college/acc"),
    "2026",
    COLLEGE,
    {},
    "bachelor",
    "credit",
    20 * CREDIT,
    REQUIREMENT,
    (
        Total("total", 20 * CREDIT),
        Residency("home", 12 * CREDIT),
        Cap("certificates", SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE})), 8 * CREDIT),
        Cap("recognised-major", SourceSelector(recognised=True), most_count=1, within=NodeId("major")),
        SingleUse("once"),
    ),
    electives=ItemSet(),
    load_units=8 * CREDIT,
)

REQUEST = PlanRequest((GoalRef(QualificationId("college/acc")),), AS_OF)

RECORD = Record(
    LearnerId("ann"),
    AS_OF,
    "9",
    results=(
        Result(EntryId("e-cert"), ItemId("cert"), 3 * CREDIT, "credit", None, date(2025, 5, 1)),
        Result(EntryId("e-cook"), ItemId("cooking"), 3 * CREDIT, "credit", mark(90), date(2025, 6, 1)),
        Result(EntryId("e-law"), ItemId("law"), 3 * CREDIT, "credit", mark(80), date(2025, 7, 1)),
        Result(EntryId("e-old"), ItemId("old-cert"), 3 * CREDIT, "credit", None, date(2024, 7, 1)),
    ),
    in_progress=(InProgress(EntryId("e-stats"), ItemId("stats"), date(2026, 9, 1)),),
    granted=(
        Granted(
            EntryId("g1"),
            RuleId("R-old"),
            "000000000000",
            COLLEGE,
            (EntryId("e-old"),),
            (GrantedOutput(None, 3 * CREDIT, "credit", subject="FIN", level=1),),
            date(2025, 1, 1),
        ),
    ),
    enrolments=(Enrolment(EntryId("e0"), QualificationId("college/acc"), "2026", date(2024, 9, 1)),),
    dropped=(Dropped(EntryId("e-gone"), ItemId("law"), "failed"),),
)

STEPS = (
    Step(ItemId("acc2"), 3 * CREDIT, 3 * CREDIT, 0, "new", (mark(70),)),
    Step(ItemId("badge"), 2 * CREDIT, 3 * CREDIT, 0, "new", (mark(75),)),
    Step(ItemId("stats"), 3 * CREDIT, 3 * CREDIT, 0, "in_progress"),
    Step(ItemId("acc3"), 3 * CREDIT, 3 * CREDIT, 1, "new"),
)


def claim_row(
    place: str, key: str, item: str | None, credits: int, standing: Standing, rule: str = ""
) -> ClaimRow:
    named = ItemId(item) if item else None
    by = RuleId(rule) if rule else None
    return ClaimRow(GOAL, NodeId(place), key, named, credits * CREDIT, standing, by)


CLAIMS = (
    claim_row("core", "out:R-cert#0", "acc1", 3, Standing.AVAILABLE, "R-cert"),
    claim_row("major", "new:acc2", "acc2", 3, Standing.STUDY),
    claim_row("major", "new:acc3", "acc3", 3, Standing.STUDY),
    claim_row("major", "out:R-badge#0", None, 2, Standing.STUDY, "R-badge"),
    claim_row("by-stats", "new:stats", "stats", 3, Standing.STUDY),
    claim_row(FREE, "held:e-law", "law", 3, Standing.GRANTED),
    claim_row(FREE, "granted:g1#0", None, 3, Standing.GRANTED, "R-old"),
)

PLAN = Plan(
    Status.OPTIMAL,
    (GoalVersion(GOAL, "college/acc", "2026", "a" * 12),),
    "credit",
    11 * CREDIT,
    11 * CREDIT,
    STEPS,
    CLAIMS,
    (
        Application(RuleId("R-cert"), GOAL, ("held:e-cert",), ("out:R-cert#0",), Standing.AVAILABLE),
        Application(RuleId("R-badge"), GOAL, ("new:badge",), ("out:R-badge#0",), Standing.STUDY, 0),
    ),
    (
        TermPlan(
            0,
            "2027-spring",
            "spring",
            date(2027, 2, 20),
            date(2027, 6, 30),
            (ItemId("acc2"), ItemId("badge"), ItemId("stats")),
            8 * CREDIT,
        ),
        TermPlan(
            1, "2027-autumn", "autumn", date(2027, 9, 1), date(2028, 1, 15), (ItemId("acc3"),), 3 * CREDIT
        ),
    ),
    (
        Level("length", 11 * CREDIT, 11 * CREDIT, "solver", "credit"),
        Level("terms", 2, 2, "none", "terms"),
    ),
    (
        NotCounted("held:e-cook", ItemId("cooking"), 3 * CREDIT, "not_accepted"),
        NotCounted("held:e-gone", ItemId("law"), 0, "failed"),
    ),
    (Assumption("open_rule_end", "R-badge"),),
)
