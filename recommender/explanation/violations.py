"""How is a violation of a plan told to people: which rule, what about it, in both languages?

The checker speaks plain English about facts; here its sentence gets the name of the rule that it cites, and its Chinese
by the form of the sentence. A form that is missing here shows in a test, and at run time as the checker's own words.
"""

from __future__ import annotations

import re

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation import names
from recommender.explanation.render import both
from recommender.explanation.requirements import explain_limit
from recommender.explanation.words import LANGUAGES, Named
from recommender.planning.check.violation import Violation
from recommender.rules.registry import walk
from recommender.vocabulary import ItemId, RuleId

_N = r"(\d+(?:\.\d+|/\d+)?)"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"{_N} credits are claimed, expected at least {_N}", "计入 {0} 学分，至少需要 {1} 学分"),
    (rf"{_N} credits are claimed, expected at most {_N}", "计入 {0} 学分，至多允许 {1} 学分"),
    (rf"{_N} items are claimed, expected at least {_N}", "计入 {0} 项，至少需要 {1} 项"),
    (rf"{_N} items are claimed, expected at most {_N}", "计入 {0} 项，至多允许 {1} 项"),
    (rf"{_N} achievements are claimed, expected at most {_N}", "计入 {0} 项成果，至多允许 {1} 项"),
    (rf"{_N} credits in residence, expected at least {_N}", "本校学分 {0}，至少需要 {1}"),
    (
        rf"{_N} of its {_N} parts are satisfied, expected at least {_N}",
        "{1} 个部分中满足 {0} 个，至少需要 {2} 个",
    ),
    (r"not satisfied: (.*)", "尚未满足：{0}"),
    (rf"{_N} credits of study, expected at most {_N}", "本学期修读 {0} 学分，至多允许 {1} 学分"),
    (r"(prerequisites|corequisites) are not met: (.*)", "先修（同修）要求未满足：{1}"),
    (r"is a step twice", "在计划中出现两次"),
    (r"are of one lineage, (.*), in (.*)", "同属「{0}」，在 {1} 中只能计一项"),
    (r"are one achievement of (.*), in (.*)", "是「{0}」的同一项成果，在 {1} 中只能计一次"),
    (rf"counts {_N} times towards (.*)", "在 {1} 中被计了 {0} 次"),
    (r"was used up by a recognition in the ledger, in (.*)", "已被账本中的认定用完（{0}）"),
    (r"is in progress, and no step of the plan", "正在修读，计划中却没有"),
    (r"is pinned, and no step of the plan", "已指定，计划中却没有"),
    (r"is in progress, so of term 0, not (.*)", "正在修读，属于当前学期，而不是第 {0} 学期"),
    (r"cannot be studied as new", "不能新修"),
    (r"is excluded by the caller", "已被排除"),
    (r"is at (.*), which the caller left out", "属于未选择的机构 {0}"),
    (r"has prerequisites that could not be read", "其先修要求无法读取"),
    (r"has been passed already, with all that its uses here ask for", "已经通过，且足以满足这里的用途"),
    (r"is in term (.*), which is not in the horizon", "第 {0} 学期超出规划期限"),
    (r"is in term (.*), which the plan does not list", "所在的第 {0} 学期不在计划之中"),
    (r"term (.*) is not in the horizon", "第 {0} 学期超出规划期限"),
    (r"is new in (.*), which has begun already", "{0} 学期已经开始，不能新选"),
    (r"is not offered in (.*)", "{0} 学期不开设"),
    (r"is not offered as of (.*)", "自 {0} 起不开设"),
    (r"is after the last award, (.*)", "晚于最后授予日 {0}"),
    (r"is after the longest time of study, (.*)", "晚于最长学习年限的截止日 {0}"),
    (r"has no length that can be stated exactly", "学习量无法精确换算"),
    (rf"averages {_N}, expected at least {_N}", "平均 {0}，至少需要 {1}"),
    (rf"covers {_N} areas, expected at least {_N}", "覆盖 {0} 个领域，至少需要 {1} 个"),
    (rf"lies in {_N} areas, expected at most {_N}", "分布在 {0} 个领域，至多允许 {1} 个"),
    (rf"has {_N} credits in (.*), expected at most {_N}", "{1} 有 {0} 学分，至多允许 {2} 学分"),
    (rf"has {_N} achievements in (.*), expected at most {_N}", "{1} 有 {0} 项，至多允许 {2} 项"),
    (
        rf"{_N} credits are claimed in part (.*), expected at least {_N}",
        "{1} 部分计入 {0} 学分，至少需要 {2} 学分",
    ),
    (
        rf"{_N} credits are claimed in part (.*), expected at most {_N}",
        "{1} 部分计入 {0} 学分，至多允许 {2} 学分",
    ),
    (rf"{_N} items are claimed in part (.*), expected at least {_N}", "{1} 部分计入 {0} 项，至少需要 {2} 项"),
    (rf"{_N} items are claimed in part (.*), expected at most {_N}", "{1} 部分计入 {0} 项，至多允许 {2} 项"),
    (rf"{_N} results in residence, expected at least {_N}", "本校成果 {0} 项，至少需要 {1} 项"),
    (
        rf"{_N} credits in residence among the last {_N}, expected at least {_N}",
        "最后 {1} 学分中本校 {0} 学分，至少需要 {2}",
    ),
    (
        rf"{_N} credits in (.*), expected at most {_N} in one term",
        "{1} 学期修读 {0} 学分，每学期至多允许 {2} 学分",
    ),
    (
        rf"{_N} credits in (.*), expected at most {_N} in one year",
        "{1} 年修读 {0} 学分，每年至多允许 {2} 学分",
    ),
    (rf"{_N} credits of study, expected at least {_N}", "本学期修读 {0} 学分，至少需要 {1} 学分"),
    (rf"{_N} achievements are shared, expected at most {_N}", "共用 {0} 项成果，至多允许 {1} 项"),
    (rf"{_N} credits are shared, expected at most {_N}", "共用 {0} 学分，至多允许 {1} 学分"),
    (rf"serves {_N} requirements, expected at most {_N}", "用于 {0} 项要求，至多允许 {1} 项"),
    (r"exclude each other in (.*)", "在 {0} 中互斥，只能计一项"),
    (r"is of (.*), and does not last until (.*)", "取得于 {0}，到 {1} 已过有效期"),
    (r"is not awarded: (.*)", "尚未获得：{0}"),
    (
        r"does not ask for (.*) of this learner, yet it carries claims",
        "不要求这位学习者满足 {0}，却计入了成果",
    ),
    (
        r"is open only to learners of whom more is known than of this one",
        "只对符合条件的学习者开放，而这里无法确认",
    ),
    (r"is no known item", "目录中没有这一项"),
    (r"was used by the award of (.*), and does not count again", "已用于 {0}，不再计入"),
    (r"was used up by the award of (.*)", "已被 {0} 的授予用完"),
    (r"is not the digest of the record, (.*)", "不是该学习记录的摘要，其摘要是 {0}"),
    (r"is named by the plan, and (.*) by the certificate", "计划所写与证书所写（{0}）不同"),
    (r"are not the versions of the plan", "不是计划所依据的版本"),
    (r"there is no proof of it", "没有它的证明"),
    (rf"shows {_N}, expected {_N}", "只证明了 {0}，需要 {1}"),
    (rf"shows that there is no path, expected {_N}", "证明的是没有路径，需要 {0}"),
    (rf"shows no more than a length of {_N}, expected no path at all", "只证明了长度 {0}，需要证明没有路径"),
)
_PATTERNS = tuple((re.compile(form), zh) for form, zh in _FORMS)


def explain_violation(
    violation: Violation, catalogue: Catalogue, goals: tuple[Qualification, ...]
) -> dict[str, str]:
    """One sentence by language: the name of what is broken, then what about it."""
    name = _name(violation, catalogue, goals)
    subject = violation.subject if violation.kind == "step" and violation.subject.startswith("term ") else ""
    said = {"zh": in_chinese(violation.message), "en": violation.message}
    return {
        language: f"{name.title(language)}{'：' if language == 'zh' else ': '}{said[language]}"
        + (f" ({subject})" if subject else "")
        for language in LANGUAGES
    }


def in_chinese(message: str) -> str:
    """The checker's sentence in Chinese; its own words where the form is not known."""
    for pattern, zh in _PATTERNS:
        found = pattern.fullmatch(message)
        if found:
            return zh.format(*found.groups())
    return message


def _name(violation: Violation, catalogue: Catalogue, goals: tuple[Qualification, ...]) -> Named:
    """The thing that is broken: an item, a recognition rule, a requirement with its title, or a limit by kind."""
    if ItemId(violation.rule) in catalogue.items:
        return names.item(catalogue, ItemId(violation.rule))
    if RuleId(violation.rule) in catalogue.rules:
        return names.phrase(violation.rule, violation.rule, violation.rule)
    for goal in goals:
        for node in walk(goal.requirement):
            if node.id == violation.rule:
                return names.titled(node.id, node.titles)
        for limit in goal.limits:
            if limit.id == violation.rule:
                words = both(explain_limit(limit, catalogue, goal))
                return names.phrase(limit.id, words["zh"].rstrip("。"), words["en"].rstrip("."))
    return names.plain(violation.rule)
