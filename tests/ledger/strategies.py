"""Which accounts may there be?  Hypothesis writes lawful ones: what refers to an entry refers to one that is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hypothesis import strategies as st

from recommender.vocabulary import EntryId, LearnerId
from tests.ledger.pen import ANN, Pen

Write: TypeAlias = Callable[[Pen, int, str, EntryId, int], EntryId]

ITEMS = ("river/A", "river/B", "lake/C")


@st.composite
def accounts(draw: st.DrawFn, learner: LearnerId = ANN, most: int = 14) -> Pen:
    """An account of up to `most` entries after its opening, on a few days, so that dates often tie."""
    pen = Pen(learner)
    known: dict[str, list[EntryId]] = {}
    on = 0
    for _ in range(draw(st.integers(0, most))):
        on += draw(st.integers(0, 2))
        kind = draw(st.sampled_from(sorted(_WRITE)))
        needs = _NEEDS.get(kind, "")
        targets = known.get(needs, [])
        if needs and not targets:
            kind, targets = "deposit", []
        target = draw(st.sampled_from(targets)) if targets else EntryId("")
        key = _WRITE[kind](pen, on, draw(st.sampled_from(ITEMS)), target, draw(st.integers(0, 3)))
        known.setdefault("result" if kind == "correct" else _GIVES.get(kind, kind), []).append(key)
    return pen


def _status(kind: str) -> Write:
    return lambda pen, on, item, target, n: pen.write(f"result.{kind}", on, result=target)


def _study_end(kind: str) -> Write:
    def write(pen: Pen, on: int, item: str, target: EntryId, n: int) -> EntryId:
        named = {} if n == 0 else {"registration": target}
        return pen.write(f"study.{kind}", on, item=item, **named)

    return write


_WRITE: dict[str, Write] = {
    "deposit": lambda pen, on, item, target, n: pen.deposit(item, on, credits=str(n + 1)),
    "correct": lambda pen, on, item, target, n: pen.write(
        "result.corrected", on, result=target, credits=str(n + 1)
    ),
    "revoke": _status("revoked"),
    "suspend": _status("suspended"),
    "reinstate": _status("reinstated"),
    "register": lambda pen, on, item, target, n: pen.write("study.registered", on, item=item),
    "withdraw": _study_end("withdrawn"),
    "fail": _study_end("failed"),
    "complete": _study_end("completed"),
    "apply": lambda pen, on, item, target, n: pen.write(
        "recognition.applied", on, rule=f"river/R{n}", sources=[target]
    ),
    "grant": lambda pen, on, item, target, n: pen.grant(on, [target], item=item, rule=f"river/R{n}"),
    "refuse": lambda pen, on, item, target, n: pen.write(
        "recognition.refused", on, rule=f"river/R{n}", rule_version="v1"
    ),
    "reverse": lambda pen, on, item, target, n: pen.write("recognition.reversed", on, recognition=target),
    "award": lambda pen, on, item, target, n: pen.write(
        "award.made", on, qualification=f"river/Q{n}", year="2025"
    ),
    "unaward": lambda pen, on, item, target, n: pen.write("award.revoked", on, award=target),
    "enrol": lambda pen, on, item, target, n: pen.write(
        "enrolment.set", on, qualification=f"river/Q{n % 2}", year=str(2024 + n)
    ),
    "consent": lambda pen, on, item, target, n: pen.write("consent.changed", on, personalised=n > 0),
}
_NEEDS = {
    **dict.fromkeys(("correct", "revoke", "suspend", "reinstate", "apply", "grant"), "result"),
    **dict.fromkeys(("withdraw", "fail", "complete"), "study"),
    "reverse": "granted",
    "unaward": "award",
}
_GIVES = {"deposit": "result", "register": "study", "grant": "granted"}
