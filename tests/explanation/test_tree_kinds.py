"""Pools, awards asked for, conditions and sharing in words: every clause of the rule shows, in both languages."""

from __future__ import annotations

from recommender.catalogue.objects import Catalogue
from recommender.explanation import both, explain_requirement
from recommender.rules.pool import Part, Pool
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemKind, NodeId

COURSES = ItemSet(kinds=frozenset({ItemKind.COURSE}))


def test_a_pool_says_its_bounds_and_those_of_each_part(catalogue: Catalogue) -> None:
    lab = Part(
        NodeId("lab"), ItemSet(tags=frozenset({"lab"})), 2400, titles={"zh": "实验", "en": "Laboratory"}
    )
    deep = Part(NodeId("deep"), ItemSet(level_from=300), least=3, most_units=9000, most=5)
    pool = Pool(NodeId("pool"), COURSES, 12000, 4, parts=(lab, deep))
    assert both(explain_requirement(pool, catalogue)) == {
        "zh": "从课程中至少 20 学分、4 项；其中：「实验」，属于学习成果（类别 lab）的至少 4 学分；"
        "属于学习成果（层次 300 以上）的至少 3 项，至多 15 学分、5 项",
        "en": "At least 20 credits and 4 results from courses; of which “Laboratory”, at least 4 credits from results "
        "(category lab); at least 3 results, at most 15 credits and 5 results from results (level 300 or above)",
    }
