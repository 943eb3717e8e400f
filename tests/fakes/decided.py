"""A learner of whom much was decided: waivers, an award held, a choice, a remainder, a part that is not asked."""

from __future__ import annotations

from tests.fakes import answers
from tests.fakes.words import Json, title

LEARNER = "demo/decided"


def waiver(effect: str, text: Json, **more: str) -> Json:
    """A waiver of one requirement, with its effect on this version."""
    return {
        "entry": f"w-{effect}",
        "kind": "waive",
        "requirement": "general",
        "item": None,
        "replaces": None,
        "by": "river/registrar",
        "why": "退役军人",
        "on": "2026-03-01",
        "effect": effect,
        "text": text,
        **more,
    }


def waivers() -> list[Json]:
    """One that holds, one that is proposed, and one that this version has no place for."""
    return [
        waiver(
            "granted",
            title(
                "公共基础课：已由教务处于 2026 年 3 月 1 日豁免（退役军人）。",
                "General courses: waived by the registrar.",
            ),
        ),
        waiver(
            "if_granted",
            title(
                "专业课：导师提出以税法计入，尚未批准。",
                "Major courses: Tax Law is proposed to serve it; not decided.",
            ),
            kind="substitute",
            item="river/law110",
        ),
        waiver(
            "no_effect",
            title(
                "体育：已豁免，但本版本中没有这一项。", "Sports: waived, but this version has no such part."
            ),
        ),
    ]


def notes() -> list[Json]:
    """What is asked of whoever enrols, in each state."""
    return [
        title("入学条件：持有专科文凭。此项已满足。", "Entry: an associate degree. This is met."),
        title(
            "入学条件：工作年限至少 3。此项是否满足尚不清楚。",
            "Entry: years of work of 3. Whether this is met is not known.",
        ),
    ]


def tree() -> Json:
    """A waived part, and one whose condition does not hold."""
    waived = answers.requirement("general", title("公共基础课", "General courses"), "met", "0", [], [])
    unasked = answers.requirement("thesis", title("毕业论文", "Thesis"), "not_asked", "6", [], [])
    major = answers.tree()["children"][2]
    return answers.requirement(
        "root", title("培养方案", "Programme"), "met_by_plan", "0", [], [waived, unasked, major]
    )


def application() -> Json:
    """The second choice of a rule that recognises a part."""
    return answers.application() | {"rule": "R-7", "option": 1}


def remainder() -> Json:
    """What that recognition leaves over."""
    return answers.lost() | {
        "key": f"rest:{answers.GOAL}#R-7",
        "item": "harbour/cert-junior",
        "credits": "1.5",
        "reason": "remainder",
        "detail": "R-7",
        "text": title(
            "只认定了一部分，剩余不计：1.5 学分（规则 R-7）。",
            "It was recognised in part; 1.5 credits are left over.",
        ),
    }


def plan() -> Json:
    """The answer for that learner."""
    goal = answers.goal() | {"award": "2028-02-28", "waivers": waivers(), "entry_notes": notes()}
    return answers.plan(
        learner=LEARNER,
        goals=[goal],
        requirements=[tree()],
        applications=[answers.application(), application()],
        not_counted=[answers.lost(), remainder()],
    )


def record() -> Json:
    """A record with an award."""
    award = {
        "qualification": "river/bookkeeping",
        "year": "2024",
        "title": title("会计专科", "Bookkeeping (associate)"),
        "since": "2025-06-30",
    }
    return answers.record(LEARNER) | {"awards": [award]}
