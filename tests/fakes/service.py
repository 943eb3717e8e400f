"""A service that answers from hand-made data: each learner id is one state that API and pages have to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from api.service import Browse, Choice, Inquiry, Json, Leeway, Part, Wish
from recommender.errors import CheckFailed, Erased, InputError, NotFound, Quarantined, Unavailable
from tests.fakes import answers, decided, reviews, supposed, words

LEARNERS = (
    "demo/lin-yue",
    "demo/new",
    "demo/done",
    "demo/stuck",
    "demo/refused",
    "demo/plain",
    "demo/bounded",
    "demo/decided",
    "demo/quarantined",
    "demo/defect",
)


class FakeService:
    """Answers by learner id; remembers what it was asked."""

    def __init__(self, *, ledger: bool = True, model: bool = True) -> None:
        self.ledger = ledger
        self.model = model
        self.asked: list[tuple[str, object]] = []

    def _known(self, learner: str) -> None:
        if not self.ledger:
            raise Unavailable("ledger", "there is no ledger at var/ledger.db")
        if learner == "demo/quarantined":
            raise Quarantined(learner, f"the entries of {learner} do not chain")
        if learner not in LEARNERS:
            raise NotFound("learner", learner)

    def recommend(self, learner: str, browse: Browse) -> Json:
        self.asked.append(("recommend", browse))
        self._known(learner)
        return answers.recommendations(learner, browse.scenario, browse.limit)

    def answer(self, key: str, learner: str | None) -> bytes:
        self.asked.append(("answer", (key, learner)))
        if key == "e" * 64:
            raise Erased("answer", key)
        if key != "a" * 64:
            raise NotFound("answer", key)
        return '{"status":"optimal","title":"会计"}'.encode()

    def record(self, learner: str, as_of: date | None) -> Json:
        self.asked.append(("record", as_of))
        self._known(learner)
        return decided.record() if learner == decided.LEARNER else answers.record(learner)

    def audit(
        self,
        learner: str,
        goals: Sequence[str],
        as_of: date | None,
        facts: Mapping[str, str] | None = None,
    ) -> Json:
        self.asked.append(("audit", (tuple(goals), dict(facts or {}))))
        self._known(learner)
        _known_goals(goals)
        return answers.audit(learner)

    def plan(
        self,
        learner: str | Json,
        wish: Wish,
        explained: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Json:
        self.asked.append(("plan", wish))
        if not isinstance(learner, str):
            return answers.plan(learner="")
        self._known(learner)
        _known_goals(wish.goals)
        if learner == "demo/defect":
            raise CheckFailed(("claim held:e1 stands twice",))
        if learner == "demo/new" and not wish.goals:
            raise InputError("the learner is enrolled on no qualification; name a goal", place="goal")
        return decided.plan() if learner == decided.LEARNER else answers.plan_of(learner)

    def review(self, learner: str | Json, wish: Wish, steps: Sequence[Json]) -> Json:
        self.asked.append(("review", (wish, list(steps))))
        if not isinstance(learner, str):
            return reviews.review(learner="")
        self._known(learner)
        _known_goals(wish.goals)
        return reviews.review(learner=learner)

    def alternatives(self, learner: str | Json, wish: Wish, k: int, leeway: Leeway) -> Json:
        self.asked.append(("alternatives", (wish, k, leeway)))
        return supposed.alternatives(self._plan_of(learner, wish), k)

    def replan(self, learner: str | Json, wish: Wish, before: Sequence[str], keep_first: bool) -> Json:
        self.asked.append(("replan", (wish, list(before), keep_first)))
        return supposed.replan(self._plan_of(learner, wish))

    def _plan_of(self, learner: str | Json, wish: Wish) -> Json:
        if not isinstance(learner, str):
            return answers.plan(learner="")
        self._known(learner)
        _known_goals(wish.goals)
        return answers.plan_of(learner)

    def what_if(self, learner: str | Json, wish: Wish, changes: Sequence[Json]) -> Json:
        self.asked.append(("what_if", (wish, list(changes))))
        if not isinstance(learner, str):
            return supposed.what_if(learner="")
        self._known(learner)
        _known_goals(wish.goals)
        return supposed.what_if(learner=learner)

    def why(self, learner: str | Json, wish: Wish, inquiry: Inquiry) -> Json:
        self.asked.append(("why", (wish, inquiry)))
        if not isinstance(learner, str):
            return supposed.why(learner="")
        self._known(learner)
        _known_goals(wish.goals)
        return supposed.why(learner=learner)

    def verify(self, content: bytes) -> Json:
        self.asked.append(("verify", content))
        return supposed.verdict(len(content))

    def learners(self, limit: int) -> list[str]:
        if not self.ledger:
            raise Unavailable("ledger", "there is no ledger at var/ledger.db")
        return list(LEARNERS[:limit])

    def choices(self) -> list[Choice]:
        nursing = words.title("护理学（专升本）", "Nursing (associate to bachelor)")
        return [
            Choice("river/accounting@2026", answers.goal()["title"], words.RIVER),
            Choice("river/nursing@2026", nursing, words.RIVER),
        ]

    def is_synthetic(self) -> bool:
        return True

    def parts(self) -> dict[str, Part]:
        ledger = Part("ready", "42") if self.ledger else Part("unavailable", problem="there is no ledger")
        model = Part("ready", "slit-1") if self.model else Part("degraded", problem="no manifest")
        return {"catalogue": Part("ready", "c" * 64), "ledger": ledger, "model": model}


def _known_goals(goals: Sequence[str]) -> None:
    for goal in goals:
        if not goal.startswith(("river/accounting", "river/nursing")):
            raise NotFound("qualification", goal)
