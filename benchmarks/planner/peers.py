"""What do the others say of the same questions, how long do they take, and does any of them find another length?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from statistics import median
from time import monotonic
from types import MappingProxyType

from benchmarks.planner import class_model, cpsat, plain
from benchmarks.planner.figures import Json, ratio
from benchmarks.planner.greedy_length import greedy_length
from benchmarks.planner.measure import Timed
from benchmarks.planner.question import Answer, question_of
from benchmarks.planner.task import Task
from benchmarks.planner.unsupported import Unsupported
from recommender.vocabulary import UNITS_PER_CREDIT

Ask = Callable[[Task, float, bool], Answer]
"""Called with the question, its most seconds, and whether every step is placed in a term."""


def _plain(task: Task, seconds: float, timed: bool) -> Answer:
    question = question_of(task, seconds)
    if timed:
        return cpsat.least_length(replace(question, timed=True))
    return plain.least_length(question)


PEERS: Mapping[str, Ask] = MappingProxyType({"plain_highs": _plain, "cpsat": class_model.least_length})
"""The plain model with terms is decided by CP-SAT, which has intervals for them."""


@dataclass
class Compared:
    """One peer over the questions that it was asked."""

    ratios: list[float] = field(default_factory=list)
    """Its seconds of the processor for each of ours when only the length is asked; a time-out counts as the limit."""
    columns: list[int] = field(default_factory=list)
    agree: int = 0
    undecided: int = 0
    timed_out: int = 0
    by_terms: int = 0
    """Agreed only when steps were placed in terms."""
    differs: list[str] = field(default_factory=list)
    unsupported: Counter[str] = field(default_factory=Counter)

    def figures(self, seed: int) -> Json:
        """What there is to say of the peer."""
        found = ratio(self.ratios, seed)
        return {
            **found,
            "columns_p50": round(median(self.columns)) if self.columns else None,
            "agree": self.agree,
            "agree_by_terms": self.by_terms,
            "undecided": self.undecided,
            "timed_out": self.timed_out,
            "differs": self.differs,
            "unsupported": dict(self.unsupported),
        }


@dataclass
class Greedy:
    """How much more study a greedy placement asks for."""

    asked: int = 0
    more: list[float] = field(default_factory=list)
    """Credits, where it asks for more."""
    no_path: int = 0

    def figures(self) -> Json:
        """What there is to say of it."""
        over = sorted(self.more)
        return {
            "asked": self.asked,
            "overstates": len(over),
            "no_path": self.no_path,
            "mean_credits": round(sum(over) / len(over), 2) if over else None,
            "max_credits": over[-1] if over else None,
        }


def compare(
    rows: Iterable[Timed], most: int, seconds: float, until: float
) -> tuple[dict[str, Compared], Greedy]:
    """Ask every peer up to `most` of the questions, while there is time; what one cannot say the next may."""
    found = {name: Compared() for name in PEERS}
    greedy = Greedy()
    for row in rows:
        if monotonic() >= until:
            break
        ours = row.cpu_ms if row.length_ms is None else row.length_ms
        for name, ask in PEERS.items():
            if len(found[name].ratios) < most and monotonic() < until:
                _one(row, ours, name, ask, seconds, found[name])
        if greedy.asked < most and row.plan.length is not None:
            _greedy(row, seconds, greedy)
    return found, greedy


def _one(row: Timed, ours: float, name: str, ask: Ask, seconds: float, into: Compared) -> None:
    try:
        answer = ask(row.task, seconds, False)
    except Unsupported as why:
        into.unsupported[str(why).partition(": ")[2] or str(why)] += 1
        return
    into.columns.append(answer.columns)
    if answer.status in ("optimal", "infeasible"):
        into.ratios.append(answer.seconds * 1000 / ours)
    else:
        into.timed_out += 1
        into.ratios.append(max(seconds, answer.seconds) * 1000 / ours)
    verdict = judge(row, answer)
    if verdict == "shorter":
        try:
            answer = ask(row.task, seconds, True)
        except Unsupported:
            into.undecided += 1
            return
        verdict = judge(row, answer)
        into.by_terms += verdict == "agree"
    into.agree += verdict == "agree"
    into.undecided += verdict == "undecided"
    if verdict in ("shorter", "differs"):
        into.differs.append(
            f"{row.task.name}: ours {row.plan.status} {row.plan.length}, {name} {answer.status} {answer.length}"
        )


def judge(row: Timed, answer: Answer) -> str:
    """`agree`, `shorter` (which placing the steps in terms may explain), `differs` or `undecided`."""
    plan = row.plan
    if answer.status == "infeasible":
        return "agree" if plan.status == "infeasible" else "differs"
    if answer.status == "unknown":
        return "undecided"
    assert answer.length is not None
    if plan.length is None:
        return "shorter" if plan.status == "infeasible" else "undecided"
    if answer.length < plan.length:
        return "shorter" if plan.status == "optimal" else "undecided"
    if answer.bound > plan.length:
        return "differs"
    if answer.status == "optimal" and plan.status == "optimal":
        return "agree"
    return "undecided"


def _greedy(row: Timed, seconds: float, into: Greedy) -> None:
    assert row.plan.length is not None
    try:
        theirs = greedy_length(row.task, seconds)
    except Unsupported:
        return
    into.asked += 1
    if theirs is None:
        into.no_path += 1
    elif theirs > row.plan.length:
        into.more.append((theirs - row.plan.length) / UNITS_PER_CREDIT)
