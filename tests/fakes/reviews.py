"""The verdict on a plan made by hand, as the use case gives it."""

from __future__ import annotations

from typing import Any

from tests.fakes import answers
from tests.fakes.words import Json, title


def review(**more: Any) -> Json:
    """The verdict on a plan made by hand that breaks a rule and leaves something open."""
    return {
        "verdict": "invalid",
        "synthetic": True,
        "learner": "demo/lin-yue",
        "as_of": answers.AS_OF,
        "goals": [answers.GOAL],
        "remaining": "4",
        "length": "7.5",
        "least": "11.5",
        "terms": answers.plan()["terms"][:1],
        "claims": [],
        "applications": [answers.application()],
        "not_counted": [answers.lost()],
        "requirements": [answers.tree()],
        "limits": [],
        "violations": [
            {
                "kind": "step",
                "rule": "river/acc305",
                "subject": "river/acc305",
                "text": title(
                    "「管理会计」：先修要求未满足", "“Management Accounting”: its prerequisites are not met"
                ),
            }
        ],
        "causes": [],
        "replay_key": "b" * 64,
        "meta": {"seconds": 0.03},
        **more,
    }
