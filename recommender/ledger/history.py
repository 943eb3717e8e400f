"""What did each learner complete, for the ranking to learn from (E1)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.ledger.facts import Fact, consents, day_of
from recommender.ledger.payloads import LAST, EntryType
from recommender.ledger.results import Lives
from recommender.vocabulary import ItemId, LearnerId

__all__ = ["History", "history_of"]


@dataclass(frozen=True, slots=True)
class History:
    """What one learner completed, for the ranking to learn from (E1)."""

    learner: LearnerId
    items: tuple[ItemId, ...]
    """In order of time, as `Record.history` has them; an item may come twice."""
    days: tuple[int, ...]
    """By item the day of completion, as `date.toordinal` counts."""


_DEPOSITED = str(EntryType.RESULT_DEPOSITED)


def history_of(learner: LearnerId, facts: Sequence[Fact]) -> History | None:
    """The history in the visible facts; None where consent is withdrawn, the account ended or nothing completed."""
    if any(fact.type in LAST for fact in facts) or not consents(facts):
        return None
    # Nearly every account has deposits alone: these need no lives. A bank has hundreds of thousands of them.
    if all(fact.type == _DEPOSITED or not fact.type.startswith("result.") for fact in facts):
        done = [
            (day_of(fact.payload["completed"]).toordinal(), fact.id, ItemId(fact.payload["item"]))
            for fact in facts
            if fact.type == _DEPOSITED
        ]
    else:
        done = [(one.completed.toordinal(), one.entry, one.item) for one in Lives.of(facts).standing()]
    if not done:
        return None
    done.sort()
    return History(learner, tuple(item for *_, item in done), tuple(day for day, *_ in done))
