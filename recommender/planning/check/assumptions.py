"""Does a plan tell all that it takes to hold, and nothing that does not follow from what it does (D3, D4, A4)?

Whoever reads a plan goes and asks after each assumption: one that is missing is a surprise, and one that is made up
sends them after what nobody said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recommender.catalogue.objects import Item
from recommender.planning.check import average, min_grade
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.claims import read_claims
from recommender.planning.check.facts import Facts
from recommender.planning.check.learner import is_so
from recommender.planning.check.length import takes_its_yield
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Assumption, Step
from recommender.rules.average import Average
from recommender.rules.learner import Stated
from recommender.rules.min_grade import MinGrade
from recommender.rules.prerequisite import unknown_texts
from recommender.rules.waiver import has_effect
from recommender.vocabulary import ItemId


def check_assumptions(facts: Facts) -> tuple[Violation, ...]:
    """Each is told that the plan takes to hold, and no other."""
    told = {(one.code, one.about) for one in facts.plan.assumptions}
    due = _due(facts)
    missing = (
        Violation("assumption", code, about, "is taken to hold, and not listed among the assumptions")
        for code, about in due
        if (code, about) not in told
    )
    return (*missing, *_made_up(facts, due))


def check_known_assumptions(facts: Facts) -> tuple[Violation, ...]:
    """An answer without a path takes nothing to hold but what the texts and the record leave open."""
    return tuple(_made_up(facts, _due(facts)))


def _due(facts: Facts) -> Mapping[tuple[str, str], set[str]]:
    """By code and subject the details of what has to be told."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in _assumed(facts):
        found.setdefault((one.code, one.about), set()).add(one.detail)
    return found


def _made_up(facts: Facts, due: Mapping[tuple[str, str], set[str]]) -> Iterator[Violation]:
    """What is told and does not follow; a detail may be left out, and is never another than that which follows."""
    for one in facts.plan.assumptions:
        details = due.get((one.code, one.about)) or {other.detail for other in _open(facts, one)}
        if not details:
            message = "is listed among the assumptions, and nothing in the plan takes it to hold"
            yield Violation("assumption", one.code, one.about, message)
        elif one.detail and one.detail not in details:
            message = f"is listed among the assumptions with {one.detail!r}, which does not follow"
            yield Violation("assumption", one.code, one.about, message)


def _assumed(facts: Facts) -> Iterator[Assumption]:
    for unread in facts.catalogue.unread:
        if unread.kind == "rule":
            yield Assumption("unread_rule", unread.id, unread.reason)
    yield from _undecided(facts)
    for step in facts.plan.steps:
        item = facts.catalogue.items.get(step.item)
        if item is not None:
            yield from _of_step(facts, step, item)
    yield from _marks(facts)
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        if rule is not None and one.after_term is not None and rule.applied_within.end is None:
            yield Assumption("open_rule_end", rule.id)


def _open(facts: Facts, one: Assumption) -> Iterator[Assumption]:
    """What may be told of an item: that it is closed, or states nothing of what was chosen (`steps` asks for it)."""
    item = facts.catalogue.items.get(ItemId(one.about))
    if item is None:
        return
    if one.code == "closed_item":
        lacking = [asked for asked in item.takers if not is_so(facts, asked)]
        if lacking:
            names = (asked.name for asked in lacking if isinstance(asked, Stated))
            yield Assumption("closed_item", item.id, ", ".join(names))
    elif item.id in facts.steps and item.id not in facts.in_progress and one.code in _unstated(facts, item):
        yield Assumption(one.code, item.id)


def _unstated(facts: Facts, item: Item) -> Iterator[str]:
    """What the caller chose and the item says nothing of (D7)."""
    request, home = facts.request, facts.catalogue.institutions.get(item.issuer)
    for name, chosen, states in (
        ("mode", request.modes, item.modes),
        ("language", request.languages, item.languages),
        ("region", request.regions, home.region if home is not None else ""),
    ):
        if chosen is not None and not states:
            yield f"unstated_{name}"
    if "fee" in request.at_most and item.fee is None:
        yield "unstated_fee"


def _undecided(facts: Facts) -> Iterator[Assumption]:
    """Waivers and substitutions that are proposed: the plan does without them (B15)."""
    for goal in facts.goals:
        for one in facts.record.waivers:
            proposed = one.qualification == goal.id and not one.granted
            if proposed and has_effect(one, goal.limits, goal.requirement):
                yield Assumption("proposed_waiver", one.requirement, goal.key)


def _of_step(facts: Facts, step: Step, item: Item) -> Iterator[Assumption]:
    if item.units != item.units_most:
        yield Assumption("most_credit", item.id)
    if takes_its_yield(facts, item):
        yield Assumption("missing_study_load", item.id)
    if step.item in facts.in_progress:
        return
    for text in (*unknown_texts(item.prerequisites), *unknown_texts(item.corequisites)):
        yield Assumption("unknown_prerequisite", item.id, text)
    if item.seasons is None or (facts.terms and facts.seasons.isdisjoint(item.seasons)):
        yield Assumption("unknown_offering", item.id)


def _marks(facts: Facts) -> Iterator[Assumption]:
    """New study that counts where a result would need a measure, or where marks are averaged."""
    for goal in facts.goals:
        asking = [one for one in goal.limits if isinstance(one, Average | MinGrade)]
        claims = read_claims(facts, goal)[0] if asking else ()
        for limit in asking:
            if isinstance(limit, Average):
                about = circumstances(facts, goal)
                for claim in average.averaged(goal, limit, claims):
                    item = claim.attributes.item
                    grade = limit.assumed(item, about) if claim.key.startswith("new:") and item else None
                    if item and grade is not None:
                        yield Assumption("assumed_grade", item, f"{grade.mark} ({grade.scheme})")
            if isinstance(limit, MinGrade) and limit.measures:
                for claim in min_grade.judged(goal, limit, claims):
                    for name, least in limit.measures if claim.key.startswith("new:") else ():
                        about_item = claim.key.removeprefix("new:")
                        yield Assumption("needs_measure", about_item, f"{name} {least}")
