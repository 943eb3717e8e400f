"""Is nothing of the learner passed over in silence, and is every assumption told (D3, D4, A4)?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from recommender.catalogue.objects import Item
from recommender.planning.check import average, min_grade
from recommender.planning.check.amounts import output_units, source_amounts
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.claims import read_claims
from recommender.planning.check.facts import Facts
from recommender.planning.check.length import takes_its_yield
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Step
from recommender.rules.average import Average
from recommender.rules.min_grade import MinGrade
from recommender.rules.prerequisite import unknown_texts
from recommender.rules.waiver import has_effect


def check_not_counted(facts: Facts) -> tuple[Violation, ...]:
    """Every result is counted, or used by a recognition, or listed once as not counted."""
    counted = {row.key for row in facts.plan.claims}
    counted.update(key for one in facts.plan.applications for key in one.sources)
    spent = {f"held:{entry}" for granted in facts.record.granted for entry in granted.sources}
    listed = Counter(row.key for row in facts.plan.not_counted)
    held = {f"held:{entry}" for entry in facts.results}
    known = held | {f"held:{lost.entry}" for lost in facts.record.dropped}
    known |= {f"held:{study.entry}" for study in facts.record.in_progress}
    found = [
        Violation("not_counted", key, "result", "is neither counted nor listed as not counted")
        for key in sorted(held - counted - spent - set(listed))
    ]
    for key, count in sorted(listed.items()):
        if count > 1:
            found.append(Violation("not_counted", key, "result", f"is listed {count} times"))
        if key.startswith("rest:"):
            continue
        if key in counted:
            found.append(Violation("not_counted", key, "result", "is listed, and it counts"))
        if key.startswith("held:") and key not in known:
            found.append(
                Violation("not_counted", key, "result", "is listed, and it is no result of the record")
            )
    return tuple(found)


def check_remainders(facts: Facts) -> tuple[Violation, ...]:
    """What partial recognition leaves over stands among what is not counted, to the unit (A3)."""
    told = {row.key: row.units for row in facts.plan.not_counted if row.reason == "remainder"}
    due: dict[str, int] = {}
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        goal = next((goal for goal in facts.goals if goal.key == one.goal), None)
        if rule is None or goal is None or not rule.partial:
            continue
        sources = source_amounts(facts, goal, one)
        given = [output for output in rule.outputs if output.option in (None, one.option)]
        left = sum(sources or ()) - sum(output_units(facts, goal, rule, out, sources) or 0 for out in given)
        if left > 0:
            due[f"rest:{goal.key}#{rule.id}"] = left
    return tuple(
        Violation(
            "not_counted", key, "remainder", f"states {told.get(key, 0)}, {due.get(key, 0)} are left over"
        )
        for key in sorted(told.keys() | due)
        if told.get(key) != due.get(key)
    )


def check_assumptions(facts: Facts) -> tuple[Violation, ...]:
    """What new study and planned decisions take to hold, and what of the rules could not be read."""
    told = {(one.code, one.about) for one in facts.plan.assumptions}
    return tuple(
        Violation("assumption", code, about, "is taken to hold, and not listed among the assumptions")
        for code, about in dict.fromkeys(_assumed(facts))
        if (code, about) not in told
    )


def _assumed(facts: Facts) -> Iterator[tuple[str, str]]:
    for unread in facts.catalogue.unread:
        if unread.kind == "rule":
            yield "unread_rule", unread.id
    yield from _undecided(facts)
    for step in facts.plan.steps:
        item = facts.catalogue.items.get(step.item)
        if item is not None:
            yield from _of_step(facts, step, item)
    yield from _marks(facts)
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        if rule is not None and one.after_term is not None and rule.applied_within.end is None:
            yield "open_rule_end", rule.id


def _undecided(facts: Facts) -> Iterator[tuple[str, str]]:
    """Waivers and substitutions that are proposed: the plan does without them (B15)."""
    for goal in facts.goals:
        for one in facts.record.waivers:
            proposed = one.qualification == goal.id and not one.granted
            if proposed and has_effect(one, goal.limits, goal.requirement):
                yield "proposed_waiver", one.requirement


def _of_step(facts: Facts, step: Step, item: Item) -> Iterator[tuple[str, str]]:
    if item.units != item.units_most:
        yield "most_credit", item.id
    if takes_its_yield(facts, item):
        yield "missing_study_load", item.id
    if step.item in facts.in_progress:
        return
    if unknown_texts(item.prerequisites) or unknown_texts(item.corequisites):
        yield "unknown_prerequisite", item.id
    if item.seasons is None:
        yield "unknown_offering", item.id


def _marks(facts: Facts) -> Iterator[tuple[str, str]]:
    """New study that counts where a result would need a measure, or where marks are averaged."""
    for goal in facts.goals:
        asking = [one for one in goal.limits if isinstance(one, Average | MinGrade)]
        claims = read_claims(facts, goal)[0] if asking else ()
        for limit in asking:
            if isinstance(limit, Average):
                about = circumstances(facts, goal)
                for claim in average.averaged(goal, limit, claims):
                    item = claim.attributes.item
                    if claim.key.startswith("new:") and item and limit.assumed(item, about):
                        yield "assumed_grade", item
            if isinstance(limit, MinGrade) and limit.measures:
                for claim in min_grade.judged(goal, limit, claims):
                    if claim.key.startswith("new:"):
                        yield "needs_measure", claim.key.removeprefix("new:")
