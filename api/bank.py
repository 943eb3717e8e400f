"""How are the service's questions answered from an opened bank?  One call of a use case each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from api.service import Browse, Choice, Inquiry, Json, Leeway, Part, Wish
from recommender.errors import NotFound, Unavailable
from recommender.ledger.alarms import LATE
from recommender.planning.slack import Slack
from recommender.planning.stop import never
from recommender.recommend import (
    audit_for,
    build_request,
    learners_of,
    plan_for,
    recommend_for,
    record_from,
    record_of,
)
from recommender.recommend.alternatives import alternatives_for
from recommender.recommend.choice import Choice as StudyChoice
from recommender.recommend.question import Question as Asked
from recommender.recommend.question import of_audit, of_list, of_plan
from recommender.recommend.record import read_record
from recommender.recommend.replaying import answer_once
from recommender.recommend.review import review_for
from recommender.recommend.steady import steady_for
from recommender.recommend.verify import verify_content
from recommender.recommend.view import filled, institution_title
from recommender.recommend.what_if import what_if_for
from recommender.recommend.why import Question, why_for
from recommender.vocabulary import ItemId, parse_units

if TYPE_CHECKING:
    from recommender.ledger.record import Record
    from recommender.planning import PlanRequest
    from recommender.recommend import Bank
    from recommender.recommend.keeping import Keeper


BODY = "#"
"""Places in what was handed in as the body of a request are JSON pointers."""


class BankService:
    """The service of one bank; it keeps nothing of its own in memory, so that any thread may use it."""

    def __init__(self, bank: Bank, keeper: Keeper | None = None) -> None:
        """`keeper` keeps the answers about learners of the ledger; without one nothing is kept."""
        self._bank, self._keeper = bank, keeper

    def recommend(self, learner: str, browse: Browse) -> Json:
        """Items for this learner, best first."""
        record = read_record(self._bank, learner, browse.as_of)
        asked: dict[str, Any] = {
            "goal": browse.goal,
            "scenario": browse.scenario,
            "limit": browse.limit,
            "exclude": browse.exclude,
            "pins": browse.pins,
            "personalised": browse.personalised,
            "facts": browse.facts,
        }
        return self._kept(record, of_list(self._bank, **asked), recommend_for(self._bank, record, **asked))

    def record(self, learner: str, as_of: date | None) -> Json:
        """What the ledger holds for the learner."""
        return record_of(self._bank, learner, as_of)

    def audit(
        self,
        learner: str,
        goals: Sequence[str],
        as_of: date | None,
        facts: Mapping[str, str] | None = None,
    ) -> Json:
        """What is met, what remains, what does not count."""
        record = read_record(self._bank, learner, as_of)
        request = build_request(self._bank, record, goals, facts=facts)
        return self._kept(
            record, of_audit(request, named=bool(goals)), audit_for(self._bank, record, request)
        )

    def plan(
        self,
        learner: str | Json,
        wish: Wish,
        explained: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Json:
        """The shortest path of a learner, or of a record handed in as data; what was found, once it is cancelled."""
        record = self._record(learner, wish.as_of)
        request, left = self._request(record, wish), cancelled or never
        found = plan_for(
            self._bank, record, request, explain=explained, certified=wish.certificate, cancelled=left
        )
        named = bool(wish.goals)
        question = of_plan(request, named=named, explain=explained, certified=wish.certificate)
        return found if left() else self._kept(record, question, found)

    def review(self, learner: str | Json, wish: Wish, steps: Sequence[Json]) -> Json:
        """A plan made by hand, judged: what it breaks and what it leaves open."""
        record = self._record(learner, wish.as_of)
        return review_for(self._bank, record, self._request(record, wish), {"steps": list(steps)}, place=BODY)

    def alternatives(self, learner: str | Json, wish: Wish, k: int, leeway: Leeway) -> Json:
        """The best plan and up to k others that are as good, or worse by so much."""
        record = self._record(learner, wish.as_of)
        slack = Slack(None if leeway.credits is None else parse_units(leeway.credits), leeway.terms)
        return alternatives_for(self._bank, record, self._request(record, wish), k, slack)

    def replan(self, learner: str | Json, wish: Wish, before: Sequence[str], keep_first: bool) -> Json:
        """The plan that is nearest to the items of an old one."""
        record = self._record(learner, wish.as_of)
        items = map(ItemId, before)
        return steady_for(self._bank, record, self._request(record, wish), items, keep_first=keep_first)

    def what_if(self, learner: str | Json, wish: Wish, changes: Sequence[Json]) -> Json:
        """Both plans, as things are and with every change made."""
        record = self._record(learner, wish.as_of)
        return what_if_for(self._bank, record, self._request(record, wish), changes, place=f"{BODY}/changes")

    def why(self, learner: str | Json, wish: Wish, inquiry: Inquiry) -> Json:
        """Why this path, why not that item, what would make it shorter, and why is there none."""
        record = self._record(learner, wish.as_of)
        shorter = 0 if inquiry.shorter is None else parse_units(inquiry.shorter)
        asked = inquiry.items, inquiry.results, shorter
        question = Question(*asked, inquiry.sooner, inquiry.certificates, inquiry.fails)
        return why_for(self._bank, record, self._request(record, wish), question)

    def verify(self, content: bytes) -> Json:
        """What a certificate shows, of whose bytes nothing is believed."""
        return verify_content(self._bank.catalogue, content, BODY)

    def answer(self, key: str, learner: str | None) -> bytes:
        """The bytes of an answer that was given."""
        if self._keeper is None:
            raise Unavailable("store", "this service keeps no answers")
        return answer_once(self._keeper.store, key, learner).body

    def _kept(self, record: Record, question: Asked, answer: Json) -> Json:
        if self._keeper is not None:
            self._keeper.keep(self._bank, record, question, answer)
        return answer

    def _request(self, record: Record, wish: Wish) -> PlanRequest:
        return build_request(
            self._bank,
            record,
            wish.goals,
            exclude=wish.exclude,
            pins=wish.pins,
            institutions=wish.institutions,
            load_units=None if wish.load is None else parse_units(wish.load),
            assurance=wish.assurance,
            personalised=wish.personalised,
            seed=wish.seed,
            assume=wish.assume,
            facts=wish.facts,
            choice=StudyChoice(**wish.choice),
            count_ties=wish.count_ties,
            **_stated(objectives=wish.objectives, horizon_years=wish.horizon_years),
        )

    def _record(self, learner: str | Mapping[str, Any], as_of: date | None) -> Record:
        if isinstance(learner, str):
            return read_record(self._bank, learner, as_of)
        return record_from(self._bank, learner, as_of)

    def learners(self, limit: int) -> list[str]:
        """Some learners of the ledger, in order of id."""
        return learners_of(self._bank, limit)

    def choices(self) -> list[Choice]:
        """The qualifications open to new learners today."""
        catalogue, today = self._bank.catalogue, self._bank.today()
        found = []
        for goal in catalogue.qualifications:
            try:
                version = catalogue.qualification(goal, None, today)
            except NotFound:
                continue
            title = filled(version.titles, str(goal))
            found.append(Choice(version.key, title, institution_title(catalogue, version.institution)))
        return found

    def is_synthetic(self) -> bool:
        """Whether the catalogue is made up."""
        return self._bank.catalogue.synthetic

    def parts(self) -> dict[str, Part]:
        """How the catalogue, the ledger, the model and the store of answers are."""
        bank = self._bank
        model = (
            Part("degraded", "", bank.fit_problem) if bank.fit_problem else Part("ready", bank.fit.version)
        )
        found = {"catalogue": Part("ready", bank.catalogue.version), "ledger": self._ledger(), "model": model}
        if self._keeper is not None:
            problem = self._keeper.problem
            found["answers"] = Part("degraded", "", problem) if problem else Part("ready")
        return found

    def _ledger(self) -> Part:
        try:
            position, lag = self._bank.ledger.position(), self._bank.ledger.lag()
        except Unavailable as missing:
            return Part("unavailable", "", str(missing))
        if lag.seconds > LATE:
            waits = f"{lag.entries} entries wait, the oldest for {lag.seconds:.0f} s"
            return Part("degraded", position, waits)
        return Part("ready", position)


def _stated(**values: Any) -> dict[str, Any]:
    """Only what the caller stated, so that the defaults stay those of the use case."""
    return {name: value for name, value in values.items() if value is not None}
