"""Which recognition rules does the other statement not know?  They are named, and never read as something simpler."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.planner.unsupported import Unsupported
from recommender.rules.outputs import CreditOutput, ElectiveOutput
from recommender.rules.recognition import Recognition, Source
from recommender.rules.targets import ANYONE


def refuse_others(rule: Recognition, there: Sequence[Source]) -> None:
    """Refuse what is more than k of n sources for credit."""
    if rule.shelf_life_years is not None or rule.withdrawn_by or rule.chain > 1:
        raise Unsupported(f"{rule.id}: shelf life, withdrawal or a chain")
    if any(one.slot is not None or one.issued_by or one.level_from is not None for one in there):
        raise Unsupported(f"{rule.id}: alternatives of a slot, or conditions of its items")
    if len(rule.options) > 1 or rule.partial or rule.learner != ANYONE:
        raise Unsupported(f"{rule.id}: a choice of outputs, or conditions of the learner")
    for output in rule.outputs:
        if not isinstance(output, CreditOutput | ElectiveOutput):
            raise Unsupported(f"{rule.id}: an output without credit")
        if output.amount.ratio is not None:
            raise Unsupported(f"{rule.id}: a ratio of its sources")
        if isinstance(output, CreditOutput) and (output.amount.by_target or not _passes(output)):
            raise Unsupported(f"{rule.id}: a named item by target, or a prerequisite apart")


def _passes(output: CreditOutput) -> bool:
    return output.prerequisite and output.prerequisite_grade is None
