"""Which of the answers of `creditpath plan` is asked for: one plan, several as good, or one near to an old plan?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from recommender.cli.output import Json
from recommender.cli.stopping import stoppable
from recommender.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recommender.cli.language import Language
    from recommender.ledger.record import Record
    from recommender.planning import Plan, PlanRequest
    from recommender.planning.slack import Slack
    from recommender.recommend import Bank
    from recommender.vocabulary import ItemId

    Parts: TypeAlias = Callable[[Json, Language], Iterable[RenderableType]]


@dataclass(frozen=True)
class Kind:
    """What the options say about it; at most one of the first two and the certificate goes with one call."""

    alternatives: int | None
    after: Path | None
    keep_steps: bool
    certificate: Path | None
    count_ties: int = 0
    slack_credits: str | None = None
    slack_terms: int | None = None
    keep: bool = False

    def __post_init__(self) -> None:
        stated = [
            name
            for name, value in (
                ("--alternatives", self.alternatives),
                ("--after", self.after),
                ("--certificate", self.certificate),
            )
            if value is not None
        ]
        if len(stated) > 1:
            raise InputError(f"expected at most one of them, found {' and '.join(stated)}", place=stated[0])
        if self.keep and (self.alternatives is not None or self.after is not None):
            raise InputError("expected neither --alternatives nor --after with it", place="--keep")
        if self.keep_steps and self.after is None:
            raise InputError("expected --after FILE with it", place="--keep-steps")
        if self.count_ties and (self.alternatives is not None or self.after is not None):
            raise InputError("expected neither --alternatives nor --after with it", place="--count-ties")
        for name, slack in (("--slack-credits", self.slack_credits), ("--slack-terms", self.slack_terms)):
            if slack is not None and self.alternatives is None:
                raise InputError("expected --alternatives K with it", place=name)
        self.slack()

    def slack(self) -> Slack:
        """How much worse than the best other plans may be."""
        from recommender.cli.opening import amount_from
        from recommender.planning.slack import Slack

        return Slack(amount_from(self.slack_credits, "--slack-credits"), self.slack_terms)

    def old_items(self) -> frozenset[ItemId]:
        """The items of the old plan; read before anything is solved, so that a mistake is told at once."""
        if self.after is None:
            return frozenset()
        from recommender.recommend.steady import items_of_plan

        return items_of_plan(self.after)

    def answer(
        self, bank: Bank, record: Record, request: PlanRequest, old: frozenset[ItemId]
    ) -> tuple[Json, Parts]:
        """The answer, and how it is shown."""
        if self.alternatives is not None:
            from recommender.cli.show.choices import alternatives_parts
            from recommender.recommend.alternatives import alternatives_for

            with _by_option():
                found = alternatives_for(bank, record, request, self.alternatives, self.slack())
            return found, alternatives_parts
        if self.after is not None:
            from recommender.cli.show.choices import steady_parts
            from recommender.recommend.steady import steady_for

            return steady_for(bank, record, request, old, keep_first=self.keep_steps), steady_parts
        return _one(bank, record, request, self.certificate)


@contextmanager
def _by_option() -> Iterator[None]:
    """A slack that means nothing is told by the option that states it."""
    try:
        yield
    except InputError as wrong:
        if wrong.place not in ("slack_credits", "slack_terms"):
            raise
        message = str(wrong).removeprefix(f"{wrong.place}: ")
        raise InputError(message, place=f"--{wrong.place.replace('_', '-')}") from None


def _one(bank: Bank, record: Record, request: PlanRequest, certificate: Path | None) -> tuple[Json, Parts]:
    from recommender.cli.show.plan import plan_parts
    from recommender.recommend import plan_for
    from recommender.recommend.verify import keep_certificate

    made: list[Plan] = []
    with stoppable() as cancelled:
        found = plan_for(bank, record, request, explain=True, keep=made.append, cancelled=cancelled)
    if certificate is not None:
        keep_certificate(bank.catalogue, record, request, made[0], certificate)
    return found, plan_parts
