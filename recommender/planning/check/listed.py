"""Is nothing of the learner passed over in silence (D3, A3)?"""

from __future__ import annotations

from collections import Counter

from recommender.planning.check.amounts import output_units, source_amounts
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation


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
