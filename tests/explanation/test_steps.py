"""Does a step say why it is there, in sentences that can be read, each with its source?"""

from __future__ import annotations

import dataclasses

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.explanation import Cost, Reason, each, explain_step
from recommender.explanation.render import render
from recommender.ledger.record import Record
from recommender.planning.plan import Application, Plan, Standing
from recommender.ranking.protocol import POPULARITY
from recommender.ranking.serve import Ranked
from recommender.ranking.serve import Reason as FitPart
from recommender.vocabulary import RuleId


def said(reasons: tuple[Reason, ...], language: str) -> list[str]:
    return [render(reason, language, strict=True) for reason in reasons]  # type: ignore[arg-type]


def test_a_certificate_in_progress(catalogue: Catalogue, plan: Plan, record: Record) -> None:
    reasons = explain_step(plan.steps[0], plan, catalogue, 2400, None, record)
    assert said(reasons, "zh") == [
        "自 2026 年 9 月 1 日起正在修读，已排入路径。",
        "由开放学院按规则 R-1 认定为「会计基础」（协议，版本 0123456789ab）。",
        "计入「会计基础」，3 学分。",
        "是「中级会计」的先修内容。",
        "成绩至少要达到 60（percent）。",
        "不学这一项，最短路径要多学 4 学分。",
    ]
    assert said(reasons, "en") == [
        "You have been studying it since 1 September 2026; it has its place in the path.",
        "Open College recognises it as “Accounting Basics” under rule R-1 (agreement, version 0123456789ab).",
        "Counts 3 credits towards “Basics”.",
        "It is a prerequisite of “Intermediate Accounting”.",
        "The grade has to be at least 60 (percent).",
        "Without it, the shortest path would take 4 credits more.",
    ]


def test_every_reason_cites_what_it_rests_on(catalogue: Catalogue, plan: Plan, record: Record) -> None:
    reasons = explain_step(plan.steps[0], plan, catalogue, 0, None, record)
    assert [(cite.kind, cite.id) for reason in reasons for cite in reason.cites] == [
        ("entry", "e2"),
        ("rule", "R-1"),
        ("requirement", "college/acc@2026#core"),
        ("item", "acc2"),
        ("rule", "R-1"),
        ("proof", "cert"),
    ]
    rule = reasons[1].cites[0]
    assert (rule.version, rule.assurance) == ("0123456789ab", "agreement")


@pytest.mark.parametrize(
    ("removal", "zh", "en"),
    [
        (0, "不学这一项，也有同样短的路径。", "There is an equally short path without it."),
        (
            600,
            "不学这一项，最短路径要多学 1 学分。",
            "Without it, the shortest path would take 1 credit more.",
        ),
        (
            -600,
            "不学这一项，最短路径可少学 1 学分。",
            "Without it, the shortest path would take 1 credit less.",
        ),
        (None, "没有这一项，就没有可行的路径。", "There is no path without it."),
        (
            "unknown",
            "去掉这一项的代价，在时限内没有算出。",
            "What leaving it out would cost was not settled in time.",
        ),
    ],
)
def test_what_removal_costs(catalogue: Catalogue, plan: Plan, removal: Cost, zh: str, en: str) -> None:
    last = explain_step(plan.steps[1], plan, catalogue, removal)[-1]
    assert (render(last, "zh", strict=True), render(last, "en", strict=True)) == (zh, en)


def test_a_removal_that_nobody_tested_is_not_mentioned(catalogue: Catalogue, plan: Plan) -> None:
    assert [reason.code for reason in explain_step(plan.steps[1], plan, catalogue)] == ["serves"]


def test_a_pinned_elective(catalogue: Catalogue, plan: Plan) -> None:
    assert said(explain_step(plan.steps[2], plan, catalogue), "en") == [
        "It stays in the path because you asked for it.",
        "Counts 1 credit towards the total, as a free elective.",
    ]


def test_fit_names_the_past_item_and_how_many_learners(catalogue: Catalogue, plan: Plan) -> None:
    parts = (FitPart("tax", 0.25, 128), FitPart(POPULARITY, 0.1, 900), FitPart("acc1", 0.05, 9))
    reasons = explain_step(plan.steps[1], plan, catalogue, fit=Ranked("acc2", 1, 0.4, parts, 0.05, True))
    assert said(reasons, "zh")[1:] == [
        "有 128 位学习者学过「税法」，之后学了这一项。",
        "有 900 位学习者学过这一项。",
    ]
    assert said(reasons, "en")[1:] == [
        "128 learners who took “Tax Law” took this one later.",
        "900 learners have taken it.",
    ]


def test_a_partner_that_is_held_is_named_and_cited(catalogue: Catalogue, plan: Plan, record: Record) -> None:
    joint = Application(
        RuleId("R-2"), plan.goals[0].key, ("held:e1", "new:cert"), ("out:R-2#0",), Standing.STUDY
    )
    plan = dataclasses.replace(plan, applications=(joint,))
    reason = explain_step(plan.steps[0], plan, catalogue, record=record)[1]
    assert render(reason, "zh") == (
        "与「税法」一起，由开放学院按规则 R-2 认定为ACC 选修学分（4 学分）（法定，版本 0123456789ab）。"
    )
    assert ("entry", "e1") in {(cite.kind, cite.id) for cite in reason.cites}


def test_with_several_goals_the_goal_is_named(catalogue: Catalogue, plan: Plan) -> None:
    plan = dataclasses.replace(plan, goals=plan.goals * 2)
    assert said(explain_step(plan.steps[1], plan, catalogue), "zh") == [
        "计入「会计学」的「专业课」，3 学分。"
    ]


def test_both_languages_come_from_one_object(catalogue: Catalogue, plan: Plan) -> None:
    spoken = each(explain_step(plan.steps[0], plan, catalogue, 0))
    assert len(spoken["zh"]) == len(spoken["en"]) == 6
