"""Check of `prerequisite`: is each new step open to the learner when its term begins (B17)?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from recommender.catalogue.objects import Item
from recommender.planning.check.amounts import sent
from recommender.planning.check.chain import feeds
from recommender.planning.check.facts import Facts
from recommender.planning.check.learner import is_so
from recommender.planning.check.once import once
from recommender.planning.check.recognition import decided_on
from recommender.planning.check.repeatable import bounds, may_repeat
from recommender.planning.check.row import Name, Row
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Application, Step
from recommender.rules.learner import data
from recommender.rules.outputs import CreditOutput, Output, PrerequisiteOutput
from recommender.rules.prerequisite import (
    KIND,
    Atom,
    Completed,
    Either,
    Every,
    Passed,
    Prerequisite,
    Unknown,
    atoms,
    credit_asked,
    facts_asked,
    holds,
)
from recommender.vocabulary import Grade, ItemId, reaches

if TYPE_CHECKING:
    from recommender.planning.check.means import Means


def check(facts: Facts, step: Step, item: Item) -> tuple[Violation, ...]:
    """Prerequisites before the term; corequisites before it or in it. Meeting one is no use of a result."""
    found: list[Violation] = []
    for name, rule, latest in (
        ("prerequisites", item.prerequisites, step.term - 1),
        ("corequisites", item.corequisites, step.term),
    ):
        if not holds(rule, _passed_by(facts, step, latest)):
            lacking = ", ".join(_open(facts, step, rule, latest))
            found.append(Violation(KIND, item.id, f"term {step.term}", f"{name} are not met: {lacking}"))
    return tuple(found)


def _open(facts: Facts, step: Step, rule: Prerequisite, latest: int) -> list[str]:
    """The items that are not passed, and the sorts of facts that are not so."""
    passed = _passed_by(facts, step, latest)
    items: list[str] = [atom.item for atom in atoms(rule) if not passed(atom)]
    items += ["credits" for asked in credit_asked(rule) if not passed(asked)]
    return items + [next(iter(data(asked))) for asked in facts_asked(rule) if not passed(asked)]


def _passed_by(facts: Facts, step: Step, latest: int) -> Callable[[Atom], bool]:
    """Whether one item is passed: held, recognised, or a step of a term up to `latest`; or a fact is so."""

    def passed(atom: Atom) -> bool:
        if isinstance(atom, Completed):
            return _completed(facts, step, atom, latest)
        if not isinstance(atom, Passed):
            return is_so(facts, atom)
        return (
            _held(facts, atom)
            or (atom.min_grade is None and _recognised(facts, step, atom.item))
            or _studied(facts, step, atom, latest)
        )

    return passed


def _held(facts: Facts, atom: Passed) -> bool:
    schemes = facts.catalogue.grade_schemes
    results = facts.entries.results.get(atom.item, ())
    return any(reaches(result.grade, atom.min_grade, schemes) for result in results)


def _completed(facts: Facts, asker: Step, asked: Completed, latest: int) -> bool:
    """Credit of results and of steps that are over, each item once or as often as may be, is as much as is asked."""
    catalogue, scheme = facts.catalogue, facts.plan.scheme
    amounts: dict[ItemId, list[int]] = {}
    for result in facts.record.results:
        item = catalogue.items.get(result.item)
        if item is not None and item.attributes in asked.of:
            amounts.setdefault(item.id, []).append(sent(catalogue, item, result, scheme) or 0)
    for step in facts.steps.values():
        item = catalogue.items.get(step.item)
        if item is None or step.item == asker.item or item.attributes not in asked.of:
            continue
        another = item.id not in amounts or may_repeat(catalogue, item)
        if another and _over(facts, asker, step, latest):
            amounts.setdefault(item.id, []).append(sent(catalogue, item, None, scheme) or 0)
    lineages = {key: catalogue.items[key].lineage_key for key in amounts}
    most = bounds(catalogue, set(lineages.values()), scheme)
    have = sum(most[lineages[key]].credit(units) for key, units in amounts.items())
    try:
        need = catalogue.convert(asked.units, catalogue.items[asker.item].scheme, scheme)
    except KeyError:
        return False
    return have >= need


def _over(facts: Facts, asker: Step, step: Step, latest: int) -> bool:
    """Whether a step is in a term up to `latest`, and over when the asker's own begins unless it is in the same."""
    if step.term > latest:
        return False
    term, begin = facts.term(step.term), facts.term(asker.term)
    over = term is not None and begin is not None and term.end < begin.start
    return over or step.term >= asker.term


def _studied(facts: Facts, asker: Step, atom: Passed, latest: int) -> bool:
    """A planned step is passed when its term is over, at a grade that it says it needs (B20)."""
    step = facts.steps.get(atom.item)
    if step is None or not _over(facts, asker, step, latest):
        return False
    schemes = facts.catalogue.grade_schemes
    return atom.min_grade is None or any(
        grade == atom.min_grade or reaches(grade, atom.min_grade, schemes) for grade in step.needs_grade
    )


def _recognised(facts: Facts, step: Step, item: ItemId) -> bool:
    """Granted in the ledger, or by an application that is decided before the term begins; it has no grade."""
    if item in _granted(facts):
        return True
    term, day = facts.term(step.term), _opened(facts).get(item)
    return term is not None and day is not None and day <= term.start


@once
def _granted(facts: Facts) -> frozenset[ItemId]:
    """The items that pass by what the ledger granted."""
    outputs = (output for granted in facts.record.granted for output in granted.outputs)
    return frozenset(output.item for output in outputs if output.opens and output.item is not None)


@once
def _opened(facts: Facts) -> Mapping[ItemId, date]:
    """The items that pass by applications of the plan, each with the first day of such a decision."""
    found: dict[ItemId, date] = {}
    for one in facts.plan.applications:
        rule, day = facts.catalogue.rules.get(one.rule), decided_on(facts, one)
        if rule is None or day is None:
            continue
        goal = facts.goal(one.goal)
        home = goal is not None and goal.institution == rule.recogniser
        if not home and feeds(facts, one):
            continue  # what another institution recognises is only the basis of a further recognition (A7)
        for output in rule.outputs:
            item = _opens(facts, one, output) if output.option in (None, one.option) else None
            if item is not None:
                found[item] = min(day, found.get(item, day))
    return found


def _opens(facts: Facts, one: Application, output: Output) -> ItemId | None:
    """The item of the credit unless the rule says no, or of a prerequisite alone; of an exemption none (A3)."""
    if isinstance(output, PrerequisiteOutput):
        return output.item
    if not isinstance(output, CreditOutput) or not output.prerequisite:
        return None
    floor = output.prerequisite_grade
    good = floor is None or all(_good_enough(facts, key, floor) for key in one.sources)
    return output.item if good else None


def _good_enough(facts: Facts, key: str, floor: Grade) -> bool:
    found = facts.source(key)
    if found is None:
        return False
    _, result, step = found
    schemes = facts.catalogue.grade_schemes
    grades = [result.grade] if result else list(step.needs_grade) if step else []
    return any(grade == floor or reaches(grade, floor, schemes) for grade in grades)


def rows(means: Means, item: ItemId) -> Iterator[tuple[Name, Row]]:
    """New study of an item needs one part of each clause that the record does not meet; in which term is left open."""
    group = means.study_of(item)
    if group is None or item in means.facts.in_progress or item not in means.facts.catalogue.items:
        return
    for number, clause in enumerate(means.offers.texts.clauses(item)):
        if not any(_is_met(means.facts, part) for part in clause):
            terms = {group.column: -1}
            for part in clause:
                for column in _bringing(means, part):
                    terms[column] = terms.get(column, 0) + 1
            yield (str(number),), Row(terms, 0)


def _is_met(facts: Facts, part: Prerequisite) -> bool:
    """Whether the record, or what is known of the learner, meets it without any step."""
    match part:
        case Passed():
            return _held(facts, part) or part.item in _granted(facts)
        case Every() | Either() | Completed() | Unknown():
            return True  # no part of a clause: nothing is asked
        case _:
            return is_so(facts, part)


def _bringing(means: Means, part: Prerequisite) -> Iterator[str]:
    """Columns that meet it: study of the item, or a recognition that lets it pass."""
    if not isinstance(part, Passed):
        return
    group = means.study_of(part.item)
    if group is not None:
        yield group.column
    if part.min_grade is None:
        yield from means.opening(part.item)
