"""Answers as the use cases give them, by hand: one learner of a small college, in every state a page has to show."""

from __future__ import annotations

from typing import Any

from tests.fakes.words import COURSES, RIVER, Json, title

GOAL = "river/accounting@2026"
AS_OF = "2026-11-24"
RULE_VERSION = "3f1c09ab77e2"


def goal(**more: str) -> Json:
    """The goal with its progress."""
    return {
        "key": GOAL,
        "qualification": "river/accounting",
        "year": "2026",
        "title": title("会计学（专升本）", "Accounting (associate to bachelor)"),
        "institution": "river",
        "institution_title": RIVER,
        "hash": "9a8b7c6d5e4f",
        "total": "24",
        "granted": "9.5",
        "available": "3",
        "study": "11.5",
        "not_counted": "2",
        "award": None,
        "entry_notes": [],
        "waivers": [],
        **more,
    }


def step(item: str, credits: str, term: int, why: str = "new", **more: Any) -> Json:
    """A course to study."""
    return {
        "item": item,
        "title": COURSES[item],
        "kind": "course",
        "issuer": "river",
        "issuer_title": RIVER,
        "region": "浙江",
        "modes": ["online"],
        "study": credits,
        "credits": credits,
        "term": ("2027-spring", "2027-autumn")[term],
        "term_ordinal": term,
        "why": why,
        "needs_grade": [],
        "fee": None,
        "serves": [{"goal": GOAL, "requirement": "major", "title": title("专业课", "Major courses")}],
        "through": [],
        "removal": None,
        "fit": None,
        "text": {
            "zh": [f"计入「专业课」，{credits} 学分。"],
            "en": [f"Counts {credits} credits towards “Major courses”."],
        },
        **more,
    }


def steps() -> list[Json]:
    """Three steps in two terms."""
    return [
        step(
            "river/acc201",
            "4",
            0,
            removal={"added": "2", "status": "optimal"},
            fit={
                "score": "0.412000",
                "rank": 1,
                "reasons": [
                    {
                        "item": "river/acc101",
                        "title": COURSES["river/acc101"],
                        "contribution": "0.310000",
                        "support": 128,
                    }
                ],
            },
            text={
                "zh": [
                    "计入「专业课」，4 学分。",
                    "是「管理会计」的先修内容。",
                    "不学这一项，最短路径要多学 2 学分。",
                    "有 128 位学习者学过「会计基础」，之后学了这一项。",
                ],
                "en": [
                    "Counts 4 credits towards “Major courses”.",
                    "It is a prerequisite of “Management Accounting”.",
                    "Without it, the shortest path would take 2 credits more.",
                    "128 learners who took “Accounting Basics” took this one later.",
                ],
            },
        ),
        step("river/law110", "3.5", 0, "in_progress"),
        step("river/acc305", "4", 1, needs_grade=[{"scheme": "percent", "mark": "60"}]),
    ]


def claim(
    item: str, credits: str, standing: str, requirement: str = "major", rule: str | None = None
) -> Json:
    """An item that is counted."""
    return {
        "goal": GOAL,
        "requirement": requirement,
        "key": f"{'new' if standing == 'study' else 'held'}:{item}",
        "item": item,
        "title": COURSES[item],
        "credits": credits,
        "standing": standing,
        "rule": rule,
        "kinds": ["course"],
    }


def amounts(credits: str, count: int) -> Json:
    """Credit and pieces."""
    return {"credits": credits, "count": count}


def requirement(
    key: str, name: Json, status: str, need: str, items: list[Json], children: list[Json]
) -> Json:
    """A node of the tree."""
    have = {s: [i for i in items if i["standing"] == s] for s in ("granted", "available", "study")}
    return {
        "id": key,
        "kind": "all_of" if children else "credits_from",
        "title": name,
        "status": status,
        "need": amounts(need, len(children)),
        **{
            s: amounts(f"{sum(float(i['credits']) for i in found):g}", len(found))
            for s, found in have.items()
        },
        "items": items,
        "children": children,
        "text": title(
            f"修满 {need} 学分" if not children else f"以下 {len(children)} 项都要完成",
            f"At least {need} credits",
        ),
    }


def tree() -> Json:
    """The requirement tree of the plan."""
    general = [
        claim("river/eng101", "3.5", "granted", "general"),
        claim("river/mat101", "6", "granted", "general"),
    ]
    basics = [claim("river/acc101", "3", "available", "basics", "R-118")]
    major = [claim(one["item"], one["study"], "study") for one in steps()]
    return requirement(
        "root",
        title("培养方案", "Programme"),
        "met_by_plan",
        "0",
        [],
        [
            requirement("general", title("公共基础课", "General courses"), "met", "9.5", general, []),
            requirement("basics", title("专业基础", "Foundations"), "met_if_granted", "3", basics, []),
            requirement("major", title("专业课", "Major courses"), "met_by_plan", "11.5", major, []),
        ],
    )


def plan(**more: Any) -> Json:
    """The whole answer for a learner with a path."""
    return {
        "status": "optimal",
        "length": "11.5",
        "lower_bound": "11.5",
        "scheme": "credit",
        "synthetic": True,
        "goals": [goal()],
        "steps": steps(),
        "terms": [
            _term(
                0,
                "2027-spring",
                "spring",
                "2027-02-20",
                "2027-07-05",
                ["river/acc201", "river/law110"],
                "7.5",
            ),
            _term(1, "2027-autumn", "autumn", "2027-09-01", "2028-01-15", ["river/acc305"], "4"),
        ],
        "claims": [],
        "applications": [application()],
        "requirements": [tree()],
        "limits": [
            {
                "goal": GOAL,
                "id": "total",
                "kind": "total",
                "satisfied": True,
                "have": "24",
                "bound": "24",
                "counts": False,
                "text": title("总学分至少 24 学分", "At least 24 credits in all"),
            }
        ],
        "not_counted": [lost()],
        "assumptions": [
            {
                "code": "unknown_offering",
                "about": "river/acc305",
                "detail": "",
                "text": title(
                    "「管理会计」没有公布开课学期，视为每学期都开。",
                    "“Management Accounting” states no terms.",
                ),
            }
        ],
        "causes": [],
        "ties": {"count": "12", "exact": False},
        "levels": [
            {
                "objective": "length",
                "value": "11.5",
                "lower_bound": "11.5",
                "proof": "solver",
                "unit": "credit",
            },
            {"objective": "terms", "value": 2, "lower_bound": 1, "proof": "none", "unit": "terms"},
        ],
        "versions": {"catalogue": "c" * 64, "record": "d" * 64, "solver": "highs 1.16", "model": "slit-1"},
        "mode": "champion",
        "learner": "demo/lin-yue",
        "as_of": AS_OF,
        "replay_key": "e" * 64,
        "meta": {"seconds": 0.12},
        **more,
    }


def _term(ordinal: int, label: str, season: str, start: str, end: str, items: list[str], load: str) -> Json:
    return {
        "ordinal": ordinal,
        "label": label,
        "season": season,
        "start": start,
        "end": end,
        "items": items,
        "load": load,
    }


def application() -> Json:
    """A recognition that could be applied for now."""
    return {
        "rule": "R-118",
        "version": RULE_VERSION,
        "assurance": "agreement",
        "agreement": None,
        "recogniser": "river",
        "recogniser_title": RIVER,
        "goal": GOAL,
        "sources": [
            {"key": "held:e7", "item": "harbour/cert-junior", "title": COURSES["harbour/cert-junior"]}
        ],
        "outputs": [
            {"key": "out:R-118#0", "item": "river/acc101", "title": COURSES["river/acc101"], "credits": "3"}
        ],
        "standing": "available",
        "after_term": None,
        "pending": False,
        "option": None,
        "fee": None,
        "applied_until": "2029-01-01",
        "text": title(
            "凭「初级会计专业技术资格证书」向江南开放大学申请认定，可得「会计基础」。现在就可以申请。",
            "With “Junior Accountant Certificate”, apply to Jiangnan Open University for “Accounting Basics”.",
        ),
    }


def lost() -> Json:
    """A result that does not count."""
    return {
        "key": "held:e3",
        "item": "harbour/off100",
        "title": COURSES["harbour/off100"],
        "credits": "2",
        "reason": "not_accepted",
        "detail": "",
        "text": title("海港职业学院的学习成果须经认定才能计入。", "It counts only when it is recognised."),
    }


def plan_of(learner: str) -> Json:
    """The answer for each state."""
    if learner == "demo/done":
        done = goal(granted="24", available="0", study="0", not_counted="0")
        return plan(
            learner=learner,
            length="0",
            lower_bound="0",
            goals=[done],
            steps=[],
            terms=[],
            applications=[],
            not_counted=[],
        )
    if learner == "demo/plain":
        return plan(learner=learner, mode="plan_only")
    if learner == "demo/bounded":
        levels = [
            {"objective": "length", "value": "11.5", "lower_bound": "9", "proof": "none", "unit": "credit"}
        ]
        return plan(learner=learner, status="bounded", lower_bound="9", levels=levels)
    if learner in {"demo/stuck", "demo/refused"}:
        return _without_plan(learner)
    return plan(learner=learner)


def _without_plan(learner: str) -> Json:
    status, code, text = (
        (
            "infeasible",
            "conflict_limit",
            title("限制：在江南开放大学修得至少 12 学分。", "Limit: At least 12 credits earned there."),
        )
        if learner == "demo/stuck"
        else (
            "refused",
            "unread_prerequisite",
            title("「管理会计」的先修要求没有读懂。", "It was not understood."),
        )
    )
    cause = {"code": code, "about": "home", "detail": GOAL, "text": text}
    empty: Json = {
        name: [] for name in ("steps", "terms", "claims", "applications", "requirements", "limits", "levels")
    }
    return plan(
        learner=learner,
        status=status,
        length=None,
        lower_bound=None,
        causes=[cause],
        not_counted=[],
        assumptions=[],
        **empty,
    )


def record(learner: str) -> Json:
    """The record of a learner."""
    new = learner == "demo/new"
    enrolment = {
        "qualification": "river/accounting",
        "year": "2026",
        "title": goal()["title"],
        "since": "2025-09-01",
    }
    result = {
        "entry": "e1",
        "item": "river/mat101",
        "title": COURSES["river/mat101"],
        "credits": "6",
        "scheme": "credit",
        "grade": {"scheme": "percent", "mark": "82"},
        "completed": "2026-01-10",
    }
    return {
        "learner": learner,
        "as_of": AS_OF,
        "region": "浙江",
        "synthetic": True,
        "personalised": True,
        "results": [] if new else [result],
        "in_progress": [],
        "granted": [],
        "applied": [],
        "refused": [],
        "enrolments": [] if new else [enrolment],
        "awards": [],
        "dropped": [],
        "digest": "d" * 64,
    }


def audit(learner: str) -> Json:
    """The audit of a learner."""
    return {
        "status": "optimal",
        "scheme": "credit",
        "synthetic": True,
        "goals": [goal()],
        "requirements": [tree()],
        "limits": [],
        "remaining": "11.5",
        "claims": [],
        "applications": [application()],
        "not_counted": [lost()],
        "assumptions": [],
        "causes": [],
        "versions": {"catalogue": "c" * 64},
        "learner": learner,
        "as_of": AS_OF,
        "replay_key": "f" * 64,
        "meta": {"seconds": 0.02},
    }


def recommendations(learner: str, scenario: str, limit: int) -> Json:
    """Recommended items."""
    return {
        "recommendation_id": "a" * 64,
        "learner": learner,
        "scenario": scenario,
        "mode": "champion",
        "versions": {"catalogue": "c" * 64},
        "items": [
            {
                "item": one["item"],
                "title": one["title"],
                "kind": one["kind"],
                "issuer": one["issuer"],
                "issuer_title": one["issuer_title"],
                "rank": rank,
                "score": "0.412000",
                "credits": one["credits"],
                "study": one["study"],
                "earliest_term": one["term"],
                "on_shortest": True,
                "extra_credits": "0",
                "reasons": [],
                "text": one["text"],
                "rules": [],
                "uncertainty": None,
            }
            for rank, one in enumerate(steps()[:limit], 1)
        ],
        "next": None,
        "meta": {"seconds": 0.2},
    }
