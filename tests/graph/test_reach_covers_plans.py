"""The reach of a goal is a superset of whatever any plan uses."""

from __future__ import annotations

from hypothesis import given, settings

from recommender.graph import credit_graph, reaching
from recommender.planning import make_plan
from tests.planning.strategies import Family, Tiny, tiny_worlds

FAMILY = Family(rules=(0, 3), prerequisites=5, elsewhere=5, conditions=3, lineages=2, ledger=3, goals=3)


@settings(max_examples=150)
@given(tiny_worlds(FAMILY))
def test_no_plan_uses_an_item_or_a_rule_outside_of_the_reach_of_its_goals(tiny: Tiny) -> None:
    plan = make_plan(tiny.catalogue, tiny.record, tiny.request)
    graph = credit_graph(tiny.catalogue)
    reach = {goal.key: reaching(graph, goal.key) for goal in plan.goals}
    items = set().union(*(one.items for one in reach.values())) if reach else set()
    assert {step.item for step in plan.steps if step.why == "new"} <= items
    for application in plan.applications:
        assert application.rule in reach[application.goal].rules
    for claim in plan.claims:
        assert claim.item is None or claim.item in reach[claim.goal].items or claim.key.startswith("granted:")
