"""Two plans side by side, and why, as the use cases give them."""

from __future__ import annotations

from typing import Any

from tests.fakes import answers
from tests.fakes.words import Json, title


def what_if(**more: Any) -> Json:
    """A result that makes a step needless."""
    step = {"item": "river/acc201", "title": title("中级会计", "Accounting 2")}
    side = {
        "status": "optimal",
        "length": "7.5",
        "lower_bound": "7.5",
        "proof": "solver",
        "terms": 2,
        "steps": [{**step, "term": "2027-spring", "study": "4"}],
        "rules": ["river/r1"],
        "causes": [],
    }
    change = dict.fromkeys(("grade", "requirement", "goal", "rule", "source", "target", "credits"))
    return {
        "changes": [
            {"kind": "result", "item": "river/acc201", **change, "text": title("若有。", "With it.")}
        ],
        "before": side,
        "after": {**side, "length": "3.5", "lower_bound": "3.5", "terms": 1, "steps": []},
        "shorter": "4",
        "fewer_terms": 1,
        "gained": [],
        "lost": [step],
        "text": title("少学 4 学分。", "It takes 4 credits less."),
        "synthetic": True,
        "scheme": "credit",
        "goals": [answers.GOAL],
        "learner": "demo/lin-yue",
        "as_of": answers.AS_OF,
        "versions": {"catalogue": "c" * 64},
        "replay_key": "b" * 64,
        "meta": {"seconds": 0.03},
        **more,
    }


def why(**more: Any) -> Json:
    """Nothing in particular."""
    nothing: Json = {
        "steps": [],
        "fails": [],
        "items": [],
        "results": [],
        "impossible": None,
        "shorter": None,
    }
    return {
        "status": "optimal",
        "length": "7.5",
        "lower_bound": "7.5",
        "terms": 2,
        "scheme": "credit",
        "synthetic": True,
        "goals": [answers.GOAL],
        "learner": "demo/lin-yue",
        "as_of": answers.AS_OF,
        "causes": [],
        **nothing,
        "certificates": None,
        "complete": True,
        "versions": {"catalogue": "c" * 64},
        "replay_key": "b" * 64,
        "meta": {"seconds": 0.03},
        **more,
    }


def alternatives(plan: Json, k: int) -> Json:
    """A plan, and nothing as good."""
    keys = ("status", "synthetic", "learner", "as_of", "versions", "replay_key", "meta")
    return {
        **{key: plan[key] for key in keys},
        "plans": [{**plan, "differs": 0, "longer": "0", "later": 0, "gained": [], "lost": []}],
        "asked": k,
        "slack": {"credits": None, "terms": None},
        "all_told": True,
    }


def replan(plan: Json) -> Json:
    """A plan that has dropped a step of the old one."""
    gone = {"item": "x", "title": title("x", "x"), "reason": "gone", "text": title("无。", "Gone.")}
    return {**plan, "against": {"kept": [], "added": [], "dropped": [gone]}}


def verdict(size: int) -> Json:
    """A certificate about another version of the catalogue, which shows nothing here."""
    return {
        "verdict": "claimed",
        "certified": False,
        "text": title("没有证明。", "Without a proof."),
        "catalogue": {
            "id": "river",
            "version": "c" * 64,
            "about": {"id": "river", "version": "d" * 64},
            "same": False,
            "text": title("另一版本。", "Another version."),
        },
        "synthetic": True,
        "learner": "demo/lin-yue",
        "as_of": answers.AS_OF,
        "goals": [answers.GOAL],
        "scheme": "credit",
        "length": "7.5",
        "lower_bound": "7.5",
        "proof": None,
        "bytes": size,
        "causes": [],
        "violations": [],
        "versions": {"code": "0"},
    }
