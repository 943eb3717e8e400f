"""What if something were otherwise (D9): both plans, and neither is an estimate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError, NotFound
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.plan import Status
from recommender.planning.why.case import Case
from recommender.planning.why.changes import (
    Agreement,
    BetterGrade,
    Change,
    HasResult,
    InForce,
    MoreLoad,
    Waived,
    changed,
)
from recommender.planning.why.what_if import Comparison, what_if
from recommender.rules.all_of import AllOf
from recommender.rules.recognition import Source
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Interval, ItemId, NodeId, QualificationId, RuleId, RuleStatus
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    count,
    credits,
    item,
    mark,
    qualification,
    record,
    refused,
    request,
    result,
    rule,
    running,
)

DEGREE = QualificationId("degree")
CORE = count("core", 1, "core")
ITEMS = [item("core", 4), item("cert", 3, SCHOOL), item("own", 3)]


def asked(
    world: Catalogue, *changes: Change, have: Record | None = None, request_: PlanRequest | None = None
) -> Comparison:
    """The answer, with both lengths as the oracle finds them."""
    case = Case(world, have or record(), request_ or request(horizon_years=1))
    found = what_if(case, changes)
    for one, plan in ((case, found.before), (changed(case, changes), found.after)):
        assert plan.length == exhaustive.least(one.catalogue, one.record, one.request)
    return found


def test_a_further_result_shortens_the_path_and_takes_its_step_away() -> None:
    found = asked(catalogue([qualification(CORE)], ITEMS), HasResult(ItemId("core")))
    assert (found.shorter, found.fewer_terms) == (4 * ONE, 1)
    assert (found.gained, found.lost) == ((), ("core",))


def test_a_certificate_does_what_its_rule_lets_it_do() -> None:
    world = catalogue([qualification(CORE)], ITEMS, [rule("r", [Source(ItemId("cert"), mark(80))], "core")])
    assert asked(world, HasResult(ItemId("cert"), mark(79))).shorter == 0
    found = asked(world, HasResult(ItemId("cert"), mark(80)))
    assert found.shorter == found.before.length == 3 * ONE
    assert [one.rule for one in found.after.applications] == ["r"]


def test_a_better_grade_of_what_is_held() -> None:
    world = catalogue([qualification(CORE)], ITEMS, [rule("r", [Source(ItemId("cert"), mark(80))], "core")])
    have = record(result("cert", grade=70))
    assert asked(world, BetterGrade(ItemId("cert"), mark(80)), have=have).after.length == 0
    assert asked(world, BetterGrade(ItemId("cert"), mark(79)), have=have).shorter == 0


def test_a_requirement_or_a_limit_waived() -> None:
    tree = AllOf(NodeId("all"), (CORE, count("other", 1, "own")))
    world = catalogue([qualification(tree, 3, cap("few", 0, transferred=True), accepts=None)], ITEMS)
    assert asked(world, Waived(DEGREE, NodeId("core"))).shorter == 4 * ONE
    some = catalogue(
        [qualification(credits("c", 6, of=ItemSet()), 6, cap("few", 0, transferred=True))], ITEMS
    )
    some = replace(some, qualifications={DEGREE: (replace(some.qualifications[DEGREE][0], accepts=None),)})
    assert asked(some, Waived(DEGREE, NodeId("few"))).shorter == ONE


@pytest.mark.parametrize(
    "stated",
    [
        {"status": RuleStatus.PROPOSED},
        {"status": RuleStatus.WITHDRAWN},
        {"applied_within": Interval(None, date(2026, 1, 1))},
        {"applied_within": Interval(date(2030, 1, 1), None)},
    ],
)
def test_a_rule_that_is_not_in_force(stated: dict[str, object]) -> None:
    world = catalogue([qualification(CORE)], ITEMS, [rule("r", ["cert"], "core", **stated)])
    found = asked(world, InForce(RuleId("r")), have=record(result("cert")))
    assert (found.before.length, found.after.length) == (4 * ONE, 0)


def test_a_rule_that_was_refused_to_this_learner() -> None:
    world = catalogue([qualification(CORE)], ITEMS, [rule("r", ["cert"], "core")])
    found = asked(world, InForce(RuleId("r")), have=record(result("cert"), refused("r")))
    assert (found.before.length, found.after.length) == (4 * ONE, 0)


def test_an_agreement_that_nobody_has_made() -> None:
    world = catalogue([qualification(CORE)], ITEMS)
    found = asked(world, Agreement(ItemId("cert"), ItemId("core")), have=record(result("cert")))
    assert (found.before.length, found.after.length) == (4 * ONE, 0)


def test_more_load_saves_terms_and_no_study() -> None:
    goal = qualification(count("core", 2, "a", "b"), load_units=3 * ONE)
    world = catalogue([goal], [item("a"), item("b")])
    found = asked(world, MoreLoad(3 * ONE))
    assert (found.shorter, found.fewer_terms) == (0, 1)
    own = asked(
        catalogue([qualification(count("core", 2, "a", "b"))], [item("a"), item("b")]),
        MoreLoad(3 * ONE),
        request_=request(horizon_years=1, load_units=3 * ONE),
    )
    assert own.fewer_terms == 1


def test_several_changes_together() -> None:
    world = catalogue([qualification(count("core", 2, "core", "own"))], ITEMS)
    found = asked(world, HasResult(ItemId("core")), HasResult(ItemId("own")))
    assert found.after.length == 0
    assert found.proven


def test_study_in_progress_is_done_with_once_there_is_a_result_of_it() -> None:
    world = catalogue([qualification(CORE)], ITEMS)
    found = asked(world, HasResult(ItemId("core")), have=record(running("core")))
    assert (found.before.length, found.after.length) == (4 * ONE, 0)


def test_where_there_was_no_path_there_may_be_one() -> None:
    world = catalogue([qualification(CORE)], [item("core", 4, studyable=False)])
    found = asked(world, HasResult(ItemId("core")))
    assert (found.before.status, found.after.status) == (Status.INFEASIBLE, Status.OPTIMAL)
    assert (found.shorter, found.fewer_terms, found.proven) == (None, None, False)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (HasResult(ItemId("nothing")), NotFound, "there is no item 'nothing'"),
        (HasResult(ItemId("core"), mark("Z")), InputError, "expected a mark of letters, found 'Z'"),
        (HasResult(ItemId("core"), mark(59)), InputError, "expected a mark that passes (60), found '59'"),
        (BetterGrade(ItemId("core"), mark(80)), InputError, "of which there is a result, found 'core'"),
        (
            Waived(DEGREE, NodeId("ghost")),
            NotFound,
            "there is no requirement of degree@2026 that can be waived",
        ),
        (Waived(DEGREE, NodeId("total")), NotFound, "'total'"),
        (Waived(QualificationId("other"), NodeId("core")), NotFound, "there is no goal 'other'"),
        (InForce(RuleId("ghost")), NotFound, "there is no recognition rule 'ghost'"),
        (InForce(RuleId("no")), InputError, "found the refusal 'no'"),
        (Agreement(ItemId("own"), ItemId("own")), InputError, "expected two items"),
        (MoreLoad(0), InputError, "expected more than 0 credits"),
    ],
)
def test_a_change_that_means_nothing_is_refused(change: Change, error: type[Exception], said: str) -> None:
    world = catalogue([qualification(CORE, 3)], ITEMS, [rule("no", ["own"])])
    with pytest.raises(error) as caught:
        what_if(Case(world, record(), request()), (change,))
    assert said in str(caught.value)


def test_no_change_and_too_many_are_refused() -> None:
    case = Case(catalogue([qualification(CORE)], ITEMS), record(), request())
    for changes in ((), (HasResult(ItemId("core")),) * 11):
        with pytest.raises(InputError, match="expected 1 to 10 changes"):
            what_if(case, changes)
