"""What does each code of the rule-book linter say, in Chinese and in English, and how grave is it?

A sentence names its values in braces; `{object}` is the id of the object that it is about. A test says that every code
has both languages with the same values, and that a small broken catalogue shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from recommender.catalogue.objects import Finding

Spoken: TypeAlias = Literal["zh", "en"]


class Words(NamedTuple):
    """One code: `error` makes an answer impossible or wrong, `warning` deserves a look, `note` is worth knowing."""

    severity: str
    zh: str
    en: str


UNREAD = Words("error", "应为 {expected}，实为 {found}。", "expected {expected}, found {found}.")
"""What could not be read has no code of the linter: the reader says what it expected and what it found."""

TEXTS: Mapping[str, Words] = {
    # seen while a catalogue is read
    "no_qualifications": Words(
        "warning",
        "没有 qualifications 目录：目录中没有任何资格。",
        "there is no folder qualifications: nothing can be a goal.",
    ),
    "strange_file": Words(
        "warning",
        "没有程序会读文件 {name}；也许是名字写错了。",
        "nobody reads the file {name}; perhaps its name is wrong.",
    ),
    "row_twice": Words(
        "warning",
        "{object} 重复出现，内容与 {first} 相同。",
        "{object} stands here again, and says the same as {first}.",
    ),
    "unknown_season": Words(
        "warning",
        "{season} 不在开课机构的校历中，这一学期永远不会开课。",
        "{season} is not in the calendar of its issuer, so that it never comes.",
    ),
    "unknown_institution": Words(
        "warning",
        "目录中没有机构 {institution}，提到它的条款不起作用。",
        "the catalogue has no institution {institution}: what names it has no effect.",
    ),
    "unknown_item": Words(
        "warning",
        "要求 {node} 列出的 {items} 不在目录中。",
        "requirement {node} names {items}, which the catalogue lacks.",
    ),
    "unknown_excluded": Words(
        "warning",
        "互斥项 {item} 不在目录中，这一条不起作用。",
        "it excludes {item}, which is not in the catalogue: this has no effect.",
    ),
    "unknown_source": Words(
        "warning",
        "来源 {item} 不在目录中，没有人能持有它。",
        "the source {item} is not in the catalogue, so that nobody can hold it.",
    ),
    "unknown_prerequisite": Words(
        "warning",
        "先修要求中的 {item} 不在目录中，没有人能通过它。",
        "it asks for {item}, which is not in the catalogue, so that nobody can pass it.",
    ),
    "ends_before_results": Words(
        "warning",
        "申请在 {end} 截止，而成果须在 {begin} 之后取得：没有成果能用上这条规则。",
        "applications end on {end}, and results must be from {begin} or later: no result can ever fit.",
    ),
    "versions_overlap": Words(
        "warning",
        "{object} 与 {other} 在同一天都接受新生，无法确定新生适用哪一版。",
        "{object} and {other} are open to new entrants on one day: which one holds for them is not said.",
    ),
    "set_empty": Words(
        "warning",
        "目录中没有任何一项属于要求 {node} 的范围。",
        "no item of the catalogue is in the set of requirement {node}.",
    ),
    "set_too_few": Words(
        "warning",
        "要求 {node} 需要 {least} 项，而范围内只有 {have} 项。",
        "requirement {node} asks for {least} items, and its set has {have}.",
    ),
    "set_too_small": Words(
        "warning",
        "要求 {node} 需要 {least} 学分，而范围内全部合计只有 {have} 学分。",
        "requirement {node} asks for {least} credits, and all of its set has {have}.",
    ),
    # qualifications
    "unsatisfiable": Words(
        "error",
        "没有任何路径能达到 {object}，即使可以学完目录中的全部内容：{causes}",
        "no path leads to {object}, not even over the whole catalogue: {causes}",
    ),
    "needs_what_cannot_be_studied": Words(
        "note",
        "只靠新修达不到 {object}：须已持有不能新修的成果、另一资格或学籍，或具备所要求的情况（{causes}）",
        "new study alone does not lead to {object}: a result that cannot be studied for, another award, an enrolment "
        "or a fact is needed "
        "({causes})",
    ),
    "not_decided": Words(
        "note",
        "在时限内没有得出 {object} 能否达到的结论：{causes}",
        "whether {object} can be reached at all was not decided: {causes}",
    ),
    "total_out_of_reach": Words(
        "error",
        "总学分要求为 {total}，而各项要求与自由选修至多能计入 {have}。",
        "the stated total is {total}, and the requirements and free electives can count {have} at most.",
    ),
    "total_below_tree": Words(
        "note",
        "各项要求合计已至少 {need} 学分，多于所写的总学分 {total}：总学分不起作用。",
        "the requirements ask for {need} credits together, more than the stated total of {total}, which has no effect.",
    ),
    "residency_out_of_reach": Words(
        "error",
        "限制 {limit} 要求在本校修得 {least}，而能计入的本校内容合计只有 {have}。",
        "limit {limit} asks for {least} credits in residence, and what counts there has {have} in all.",
    ),
    "residency_above_total": Words(
        "warning",
        "限制 {limit} 要求在本校修得 {least}，多于总学分 {total}。",
        "limit {limit} asks for {least} credits in residence, more than the total of {total}.",
    ),
    "cap_against_total": Words(
        "error",
        "限制 {limit} 对全部来源至多计 {most}，少于总学分 {total}。",
        "limit {limit} lets {most} credits count of whatever source, less than the total of {total}.",
    ),
    "cap_against_residency": Words(
        "error",
        "限制 {limit} 对本校学分至多计 {most}，而限制 {other} 至少要求 {least}。",
        "limit {limit} lets {most} credits of the home institution count, and limit {other} asks for {least}.",
    ),
    "cap_against_requirement": Words(
        "error",
        "要求 {node} 至少需要 {least}，其范围内的每一项都受限制 {limit} 约束，至多计 {most}。",
        "requirement {node} asks for {least}, and all of its set falls under limit {limit}, which lets {most} count.",
    ),
    "cap_without_effect": Words(
        "note",
        "限制 {limit} 至多计 {most}，不少于总学分 {total}：它几乎不起作用。",
        "limit {limit} lets {most} credits count, no less than the total of {total}: it hardly ever matters.",
    ),
    "cap_on_nothing": Words(
        "warning",
        "限制 {limit} 所指的来源中没有任何内容：{source}。",
        "limit {limit} is about a source of which there is nothing: {source}.",
    ),
    "limit_on_nothing": Words(
        "warning",
        "限制 {limit} 的范围内没有任何可以计入的内容。",
        "limit {limit} is about a set in which there is nothing that could count.",
    ),
    "window_too_narrow": Words(
        "warning",
        "限制 {limit} 每期至多计 {most}，而范围内最小的一项也有 {least}：什么都修不了。",
        "limit {limit} leaves room for {most} credits at a time, and the smallest thing that it is about has {least}: "
        "nothing fits.",
    ),
    "areas_out_of_reach": Words(
        "warning",
        "限制 {limit} 要求覆盖 {least} 个领域，而有内容可计的只有 {have} 个。",
        "limit {limit} asks for {least} areas, and {have} of them have anything that could count.",
    ),
    "average_out_of_reach": Words(
        "error",
        "限制 {limit} 要求平均绩点 {least}，而绩点表中最高只有 {have}。",
        "limit {limit} asks for an average of {least} points, and the best mark of its scale has {have}.",
    ),
    "limit_dominated": Words(
        "note",
        "限制 {limit} 不比限制 {other} 更严，因此是多余的。",
        "limit {limit} is no stricter than limit {other}, so that it is superfluous.",
    ),
    "requirement_twice": Words(
        "note",
        "要求 {node} 与要求 {other} 的内容相同；每项成果只计一次，所以两者相加。",
        "requirements {node} and {other} ask for the same; since a result counts once, they add up.",
    ),
    "expired_item": Words(
        "warning",
        "{item} 已于 {end} 停止，却仍被 {node} 引用，且没有在开的替代项。",
        "{item} ended on {end}, and {node} still rests on it with nothing in its place that is open.",
    ),
    "expired_rule": Words(
        "note",
        "规则 {object} 的申请已于 {end} 截止，状态却仍是已批准。",
        "applications under rule {object} ended on {end}, and it still stands as approved.",
    ),
    "unknown_reference": Words(
        "warning",
        "{field} 所指的 {name} 不在目录中。",
        "{field} names {name}, which the catalogue lacks.",
    ),
    "expired_qualification": Words(
        "note",
        "所指的资格 {name} 自 {end} 之后已不再授予。",
        "it names the qualification {name}, which has not been awarded since {end}.",
    ),
    "unit_mismatch": Words(
        "warning",
        "{items} 按 {source} 计学分，无法准确换算为 {object} 的 {target}：它们不能计入。",
        "{items} are counted in {source}, which does not convert exactly to the {target} of {object}: "
        "they cannot count.",
    ),
    # recognition rules
    "dead_rule": Words(
        "warning",
        "规则 {object} 永远用不上：{recogniser} 的任何资格和先修要求都用不到它所认定的内容。",
        "rule {object} is of no use: what it gives has a place in no qualification of {recogniser} and passes no "
        "prerequisite.",
    ),
    "dead_sources": Words(
        "warning",
        "规则 {object} 需要 {need} 项来源，而能够持有的只有 {have} 项。",
        "rule {object} needs {need} sources, and {have} of them can be held at all.",
    ),
    "duplicate_rule": Words(
        "warning",
        "规则 {object} 与 {other} 的内容完全相同。",
        "rule {object} says exactly what {other} says.",
    ),
    "dominated_rule": Words(
        "note",
        "规则 {object} 是多余的：{other} 要求不多于它，给予不少于它。",
        "rule {object} is superfluous: {other} asks for no more and gives no less.",
    ),
    # the whole book
    "ratio_cycle": Words(
        "error",
        "换算会凭空产生学分：{circle}，一圈下来变为 {factor} 倍。",
        "conversions create credit: {circle} comes back as {factor} times as much.",
    ),
    "chain_cycle": Words(
        "error",
        "连续认定会凭空产生学分：{circle}，一圈下来变为 {factor} 倍。",
        "chained recognitions create credit: {circle} comes back as {factor} times as much.",
    ),
    "prerequisite_cycle": Words(
        "error",
        "先修要求成环，谁也无法开始：{circle}。",
        "prerequisites go in a circle, so that nobody can begin: {circle}.",
    ),
    "prerequisite_cycle_open": Words(
        "note",
        "先修要求成环（{circle}），但另有途径可以进入。",
        "prerequisites go in a circle ({circle}), though another way leads in.",
    ),
}


def placed(finding: Finding, language: Spoken) -> str:
    """The sentence of a finding behind its place."""
    return f"{finding.place}: {finding.field}: {said(finding, language)}"


def severity_of(code: str) -> str:
    """How grave a code is."""
    return TEXTS.get(code, UNREAD).severity


def said(finding: Finding, language: Spoken) -> str:
    """The sentence of a finding, without its place; a value that is a sentence has a NAME_zh beside it."""
    words = TEXTS.get(finding.code, UNREAD)
    own = finding.values
    if language == "zh":
        own = {name: own.get(f"{name}_zh", value) for name, value in own.items()}
    values = {
        "object": finding.object_id,
        "expected": finding.expected,
        "found": finding.found,
        **own,
    }
    return (words.zh if language == "zh" else words.en).format_map(values)
