"""What does an answer stand on: the opened catalogue, ledger and ranking, put together once?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from recommender.catalogue import Catalogue, Finding, load
from recommender.errors import ModelUnavailable, Unavailable
from recommender.ledger import LedgerReader, open_ledger
from recommender.ranking.serve import FitSource, NoFit, load_champion
from recommender.settings import Settings
from recommender.vocabulary import Clock, SystemClock

if TYPE_CHECKING:
    from recommender.graph import CreditGraph
    from recommender.planning.reuse.cache import PlanCache

CIVIL_ZONE = ZoneInfo("Asia/Shanghai")
"""Civil dates are those of the institutions (semantics A11)."""


@dataclass(frozen=True)
class Bank:
    """The opened parts; a missing ledger or model is a state with a reason, not a crash."""

    settings: Settings
    catalogue: Catalogue
    findings: tuple[Finding, ...]
    fit: FitSource
    fit_problem: str
    """Why there is no ranking model; empty when there is one."""
    clock: Clock
    _ledger: LedgerReader | None
    ledger_problem: str

    @property
    def ledger(self) -> LedgerReader:
        """The ledger's reader, or Unavailable with the reason."""
        if self._ledger is None:
            raise Unavailable("ledger", self.ledger_problem)
        return self._ledger

    @cached_property
    def graph(self) -> CreditGraph:
        """The graph of the catalogue, made when first asked for."""
        # Imported here: a plan needs no graph, and its library takes a moment to load.
        from recommender.graph import credit_graph

        return credit_graph(self.catalogue)

    @cached_property
    def plans(self) -> PlanCache:
        """Plans of questions asked before, for whoever asks the same."""
        from recommender.planning.reuse.cache import PlanCache

        return PlanCache()

    def today(self) -> date:
        """The civil date now, or the day that the settings stand on."""
        return self.settings.today or self.clock.now().astimezone(CIVIL_ZONE).date()


def open_bank(settings: Settings, clock: Clock | None = None) -> Bank:
    """Open what the settings name.

    Raises:
        Unreadable: there is no catalogue, or it cannot be read. A ledger or model that is missing is kept as a
            state: a record may come from a file, and the ranking only orders what is equally short.
    """
    loaded = load(_path(settings.store_url))
    ledger, ledger_problem = _ledger(settings)
    fit, fit_problem = _fit(settings.model_dir)
    return Bank(
        settings,
        loaded.catalogue,
        loaded.findings,
        fit,
        fit_problem,
        clock or SystemClock(),
        ledger,
        ledger_problem,
    )


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _ledger(settings: Settings) -> tuple[LedgerReader | None, str]:
    try:
        return open_ledger(settings.ledger_url, settings.ledger_token), ""
    except Unavailable as missing:
        return None, str(missing)


def _fit(directory: Path) -> tuple[FitSource, str]:
    try:
        return load_champion(directory), ""
    except ModelUnavailable as missing:
        return NoFit(), str(missing)
