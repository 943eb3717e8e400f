"""Are the sentences about what does not count, what was assumed, what conflicts and what to apply for right?"""

from __future__ import annotations

import dataclasses

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.explanation import (
    both,
    explain_application,
    explain_assumption,
    explain_cause,
    explain_limit,
    explain_not_counted,
    explain_requirement,
    render,
)
from recommender.planning.plan import Application, Assumption, Cause, NotCounted, Plan, Standing
from recommender.rules.n_of import NOf
from recommender.rules.registry import walk
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, NodeId, RuleId
from tests.explanation.conftest import GOAL, make_qualification


@pytest.mark.parametrize(
    ("reason", "detail", "zh"),
    [
        ("not_accepted", "", "职业学校的学习成果须经认定才能计入，目前没有适用的认定规则。"),
        ("not_accepted", "R-3", "职业学校的这项成果已评定为不予认定（规则 R-3）。"),
        ("capped", "most-certificates", "超出上限：来自证书的至多计 10 学分。"),
        ("lineage", "held:e9", "与「会计基础」属于同一课程，只计一次。"),
        ("lineage", "e9", "与「会计基础」属于同一课程，只计一次。"),
        ("lineage", "nobody", "与已计入的另一项属于同一课程，只计一次。"),
        ("repeat", "acc1", "「会计基础」可以重复修读，但计入的次数或学分有限，计入的是其他几次。"),
        ("repeat", "e9", "这一项有多次成绩，计入的是另一次。"),
        ("other_scheme", "hours", "它的学分（学时）无法准确换算成本资格的学分。"),
        ("expired", "", "这项成果已经过期。"),
    ],
)
def test_not_counted(catalogue: Catalogue, reason: str, detail: str, zh: str) -> None:
    lost = NotCounted("held:e1", ItemId("tax"), 1800, reason, detail)
    found = explain_not_counted(lost, catalogue, [GOAL], {"held:e9": "acc1"})
    assert render(found, "zh", strict=True) == zh
    assert found.cites[0].id == "e1"


def test_an_unknown_item_is_said_without_a_catalogue_entry(catalogue: Catalogue) -> None:
    lost = NotCounted("held:e1", ItemId("ghost"), 600, "unknown_item", "ghost")
    assert (
        render(explain_not_counted(lost, catalogue), "en", strict=True) == "The catalogue does not have it."
    )


def test_a_refusal_is_cited_with_its_rule(catalogue: Catalogue) -> None:
    lost = NotCounted("held:e1", ItemId("tax"), 1800, "not_accepted", "R-3")
    assert [(c.kind, c.id) for c in explain_not_counted(lost, catalogue).cites] == [
        ("entry", "e1"),
        ("rule", "R-3"),
    ]


def test_an_application_says_what_to_hand_in_where_and_by_when(catalogue: Catalogue, plan: Plan) -> None:
    assert both(explain_application(plan.applications[0], catalogue, plan)) == {
        "zh": "凭「初级会计证书」向开放学院申请认定，可得「会计基础」（规则 R-1，协议，版本 0123456789ab）。"
        "在 2026 年秋季学期结束后申请。最晚在 2028 年 12 月 31 日申请。",
        "en": "With “Junior Accountant Certificate”, apply to Open College for “Accounting Basics” (rule R-1, "
        "agreement, version 0123456789ab). Apply when the term Autumn 2026 is over. Apply by 31 December 2028.",
    }


def test_an_application_that_is_undecided_asks_for_nothing_more(catalogue: Catalogue) -> None:
    one = Application(RuleId("R-1"), GOAL, ("held:e7",), ("out:R-1#0",), Standing.AVAILABLE, pending=True)
    spoken = explain_application(one, catalogue, None, {"held:e7": "cert"})
    assert [reason.key for reason in spoken] == ["apply", "application.pending"]
    assert "「初级会计证书」" in render(spoken[0], "zh")


@pytest.mark.parametrize(
    ("assumption", "zh"),
    [
        (Assumption("open_rule_end", "R-2"), "规则 R-2 没有写明截止日期，视为到时仍然有效。"),
        (
            Assumption("unknown_prerequisite", "acc2", "面试"),
            "「中级会计」的先修要求（面试）没有读懂，视为已经满足。",
        ),
        (Assumption("unknown_offering", "acc2"), "「中级会计」没有公布开课学期，视为每学期都开。"),
    ],
)
def test_assumptions(catalogue: Catalogue, assumption: Assumption, zh: str) -> None:
    assert render(explain_assumption(assumption, catalogue), "zh", strict=True) == zh


@pytest.mark.parametrize(
    ("cause", "en"),
    [
        (Cause("conflict_limit", "home", GOAL), "Limit: At least 20 credits earned at Open College."),
        (
            Cause("conflict_requirement", "major", GOAL),
            "Requirement: “Major courses” (At least 9 credits from results (subject ACC, level 2 or above)).",
        ),
        (Cause("prerequisite", "acc2"), "The prerequisite of “Intermediate Accounting” cannot be met."),
        (
            Cause("no_schedule", "load"),
            "The steps do not fit into the terms within the time and the load allowed.",
        ),
        (
            Cause("unread_requirement", "x", "no kind"),
            "The requirements of qualification x were not understood (no kind).",
        ),
        (
            Cause("version_closed", GOAL, "2025-01-01"),
            "The last day on which “Accounting” was awarded has passed (2025-01-01).",
        ),
    ],
)
def test_causes(catalogue: Catalogue, cause: Cause, en: str) -> None:
    assert render(explain_cause(cause, catalogue), "en", strict=True) == en


def test_requirements_in_words(catalogue: Catalogue) -> None:
    tree = make_qualification().requirement
    words = [explain_requirement(node, catalogue) for node in walk(tree)]
    assert [render(one, "zh", strict=True) for one in words] == [
        "以下 2 项都要完成",
        "完成「会计基础」",
        "从学习成果（学科 ACC，层次 2 以上）中修满 9 学分",
    ]
    either = explain_requirement(NOf(NodeId("n"), 1, (tree,)), catalogue)
    assert render(either, "en", strict=True) == "At least 1 of the following"


def test_limits_in_words(catalogue: Catalogue) -> None:
    version = make_qualification()
    words = [explain_limit(limit, catalogue, version) for limit in version.limits]
    assert [render(one, "en", strict=True) for one in words] == [
        "At least 40 credits in all",
        "At least 20 credits earned at Open College",
        "At most 10 credits from certificates",
        "At most 2 results from results (transferred) (within “Major courses”)",
        "Each result counts once",
    ]


def test_sets_of_sets_in_words(catalogue: Catalogue) -> None:
    of = ItemSet(
        union=(
            ItemSet(items=frozenset({ItemId("tax"), ItemId("acc1")})),
            ItemSet(kinds=frozenset({ItemKind.CERTIFICATE}), issuers=frozenset({InstitutionId("school")})),
        ),
        minus=(ItemSet(tags=frozenset({"old"})),),
    )
    node = dataclasses.replace(make_qualification().requirement.children[1], of=of)  # type: ignore[union-attr]
    words = explain_requirement(node, catalogue)
    assert render(words, "zh", strict=True) == (
        "从「会计基础」、「税法」或证书（职业学校）（学习成果（类别 old）除外）中修满 9 学分"
    )
    assert render(words, "en", strict=True) == (
        "At least 9 credits from “Accounting Basics” or “Tax Law” or certificates (of Vocational School) "
        "(except results (category old))"
    )
