"""What was asked, as plain data that can be kept, and asked again of another day's bank?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from recommender.errors import InputError
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.certificates.codec import plain, read
from recommender.recommend.bank import Bank
from recommender.recommend.request import dislikes_of, goals_of
from recommender.recommend.view import Json

__all__ = ["Question", "answer_to", "of_audit", "of_list", "of_plan"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; of whom it is asked, and in which bank, is not part of it."""

    kind: str
    """`plan`, `audit` or `recommend`."""
    data: Json
    """Every default filled in. How well items fit is not in it: that follows from the record and the model."""


def of_plan(
    request: PlanRequest, *, named: bool = True, explain: bool = True, certified: bool = False
) -> Question:
    """The question that `plan_for` answers; `named` where the caller named the goals.

    Where nobody named one, the goal follows from the learner's enrolments, and is no part of the question.
    """
    return Question("plan", {**_asked(request, named), "explain": explain, "certified": certified})


def of_audit(request: PlanRequest, *, named: bool = True) -> Question:
    """The question that `audit_for` answers."""
    return Question("audit", _asked(request, named))


def of_list(bank: Bank, **asked: Any) -> Question:
    """The question that `recommend_for` answers, with its arguments and what the settings say of its searches."""
    settings = {"node_limit": bank.settings.node_limit, "time_limit": bank.settings.time_limit}
    return Question("recommend", {**{name: plain(value) for name, value in asked.items()}, **settings})


def _asked(request: PlanRequest, named: bool) -> Json:
    data = plain(replace(request, dislikes={}, goals=request.goals if named else ()))
    return {"request": data, "personalised": bool(request.dislikes)}


def answer_to(bank: Bank, record: Record, question: Question) -> Json:
    """Ask it, as of the record's day.

    Raises:
        InputError: the question is of a kind, or of a form, that this release does not know.
    """
    match question.kind:
        case "plan":
            from recommender.recommend.plan import plan_for

            request, data = _request(bank, record, question.data), question.data
            return plan_for(bank, record, request, data["explain"], certified=data["certified"])
        case "audit":
            from recommender.recommend.audit import audit_for

            return audit_for(bank, record, _request(bank, record, question.data))
        case "recommend":
            return _list(bank, record, dict(question.data))
        case _:
            raise InputError(f"this release answers no question of kind {question.kind!r}")


def _request(bank: Bank, record: Record, data: Json) -> PlanRequest:
    request = read(PlanRequest, data["request"], "question/request")
    dislikes = dislikes_of(bank, record, data["personalised"])
    goals = request.goals or goals_of(bank, record, ())
    return replace(request, as_of=record.as_of, dislikes=dislikes, goals=goals)


def _list(bank: Bank, record: Record, asked: Json) -> Json:
    from recommender.recommend.next_items import recommend_for

    limits = {name: asked.pop(name) for name in ("node_limit", "time_limit")}
    same = replace(bank, settings=bank.settings.model_copy(update=limits))
    return recommend_for(same, record, **asked)
