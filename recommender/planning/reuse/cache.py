"""Where are plans kept that serve more than one learner, and for how long?

As many as fit, those that were asked for last. It is an object that somebody makes and hands on, never the state of the
program; several threads may use one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from recommender.catalogue.objects import Catalogue
from recommender.planning.plan import Plan
from recommender.planning.reuse.question import Question

SIZE = 1024
"""Plans that are kept where nobody says how many: some 20 MB where each has a small proof."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """How often a plan was there, was not, and was there and did not pass the checker."""

    hits: int = 0
    misses: int = 0
    dropped: int = 0

    @property
    def share(self) -> float:
        """The share of questions that needed no search."""
        asked = self.hits + self.misses + self.dropped
        return self.hits / asked if asked else 0.0


class PlanCache:
    """Plans in the shared form, by snapshot and state key."""

    def __init__(self, size: int = SIZE) -> None:
        """`size` is how many plans are kept at most; 0 keeps none."""
        self._size = size
        self._lock = Lock()
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._hits = self._misses = self._dropped = 0

    def __len__(self) -> int:
        """How many plans are kept."""
        return len(self._plans)

    @property
    def reuse(self) -> Reuse:
        """What came of it so far."""
        with self._lock:
            return Reuse(self._hits, self._misses, self._dropped)

    def find(self, catalogue: Catalogue, question: Question) -> Plan | None:
        """The plan of a question with the same key; it counts as a hit once `passed` says so."""
        name = _name(catalogue, question)
        with self._lock:
            found = self._plans.get(name)
            if found is None:
                self._misses += 1
            else:
                self._plans.move_to_end(name)
            return found

    def judged(self, catalogue: Catalogue, question: Question, *, passed: bool) -> None:
        """What the checker said of a plan that was found: one that it refuses is kept no longer."""
        with self._lock:
            if passed:
                self._hits += 1
                return
            self._dropped += 1
            self._plans.pop(_name(catalogue, question), None)

    def keep(self, catalogue: Catalogue, question: Question, plan: Plan) -> None:
        """Keep a plan that no clock has ended; the one that was not asked for the longest goes."""
        name = _name(catalogue, question)
        with self._lock:
            self._plans[name] = plan
            self._plans.move_to_end(name)
            while len(self._plans) > self._size:
                self._plans.popitem(last=False)


def _name(catalogue: Catalogue, question: Question) -> Hashable:
    """The snapshot itself, not its version: what was changed for a what-if is another."""
    return catalogue.kept("itself", None, object), question.key
