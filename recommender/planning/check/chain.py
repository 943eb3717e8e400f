"""What does a recognition rest on in the end, where its sources were recognised themselves (A7)?

A chain is walked from the application down; what it comes to twice is a cycle, and rests on nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.ledger.record import Granted, GrantedOutput
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.plan import Application
from recommender.rules.outputs import CreditOutput
from recommender.rules.recognition import Recognition
from recommender.vocabulary import RuleId


@dataclass(frozen=True)
class Link:
    """A source that is credit for an item, given by another application of the plan."""

    application: Application
    rule: Recognition
    output: CreditOutput


def link(facts: Facts, goal: str, key: str) -> Link | None:
    """What gives `out:RULE#N` towards a goal; None where no application of the plan gives credit for an item so."""
    kind, _, rest = key.partition(":")
    owner, _, number = rest.rpartition("#")
    if kind != "out":
        return None
    application = facts.applications.get((goal, owner))
    rule = facts.catalogue.rules.get(RuleId(owner))
    if application is None or rule is None or not number.isascii() or not number.isdigit():
        return None
    output = rule.outputs[int(number)] if int(number) < len(rule.outputs) else None
    if not isinstance(output, CreditOutput) or output.option not in (None, application.option):
        return None
    return Link(application, rule, output)


def grant(facts: Facts, key: str) -> tuple[Granted, GrantedOutput] | None:
    """What `granted:ENTRY#N` is, where the ledger granted credit for an item so."""
    kind, _, rest = key.partition(":")
    owner, _, number = rest.rpartition("#")
    granted = facts.granted.get(owner) if kind == "granted" else None
    if granted is None or not number.isascii() or not number.isdigit() or int(number) >= len(granted.outputs):
        return None
    output = granted.outputs[int(number)]
    return (granted, output) if output.item is not None and output.type == "credit" else None


@once
def beginnings(facts: Facts, application: Application) -> tuple[str, ...]:
    """Keys of the results, steps and grants of the ledger at the beginning of it."""
    return tuple(
        key for one in resting_on(facts, application) for key in one.sources if not key.startswith("out:")
    )


def resting_on(facts: Facts, application: Application) -> Iterator[Application]:
    """The application and all those that it rests on, each once."""
    seen: set[str] = set()
    waiting = [application]
    while waiting:
        one = waiting.pop()
        if one.rule not in seen:
            seen.add(one.rule)
            yield one
            links = (link(facts, one.goal, key) for key in one.sources if key.startswith("out:"))
            waiting.extend(found.application for found in links if found)


def length(facts: Facts, application: Application, path: tuple[str, ...] = ()) -> int | None:
    """How many recognitions follow from each other up to it; None where they go round in a circle."""
    if application.rule in path:
        return None
    longest = 0
    for key in application.sources:
        below: int | None = 1 if key.startswith("granted:") else 0
        found = link(facts, application.goal, key) if key.startswith("out:") else None
        if found is not None:
            below = length(facts, found.application, (*path, application.rule))
        if below is None:
            return None
        longest = max(longest, below)
    return longest + 1


def feeds(facts: Facts, application: Application) -> bool:
    """Whether another application of the same goal rests on one of its outputs."""
    return (application.goal, application.rule) in facts.inside.feeding
