"""How is each part that an answer stands on: there, missing, or there with something to say?"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.cli.language import Language
from recommender.cli.texts import say
from recommender.errors import CreditpathError, Unavailable

if TYPE_CHECKING:
    from recommender.settings import Settings

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what was found, and what to do where it is missing."""

    name: str
    state: str
    """`ready`, `warning` or `missing`."""
    found: str
    advice: str = ""
    needed: bool = False
    """Whether a plan cannot be made without it."""

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {name: value for name, value in asdict(self).items() if name != "name"}


def look_at(settings: Settings, language: Language) -> list[Part]:
    """Every part, in the order in which an answer needs them."""
    looks = (_python, _solver, _catalogue, _ledger, _model, _service, _chromium)
    return [look(settings, language) for look in looks]


def _python(settings: Settings, language: Language) -> Part:
    good = sys.version_info >= OLDEST_PYTHON
    advice = "" if good else say("advice_python", language)
    return Part("python", "ready" if good else "missing", platform.python_version(), advice, True)


def _solver(settings: Settings, language: Language) -> Part:
    try:
        return Part("solver", "ready", f"HiGHS (highspy {version('highspy')})", "", True)
    except PackageNotFoundError:
        return Part("solver", "missing", "", say("advice_solver", language), True)


def _catalogue(settings: Settings, language: Language) -> Part:
    from recommender.catalogue import load
    from recommender.cli.importing import counts_of

    path = Path(settings.store_url.removeprefix("sqlite:///"))
    try:
        loaded = load(path)
    except CreditpathError as wrong:
        return Part("catalogue", "missing", str(wrong), say("advice_catalogue", language), True)
    catalogue = loaded.catalogue
    counts = "，".join if language == "zh" else ", ".join
    told = counts(
        f"{count:,} {say(f'count_{name}', language)}" for name, count in counts_of(catalogue).items()
    )
    found = f"{catalogue.id} {catalogue.version[:12]}: {told}"
    if not loaded.findings:
        return Part("catalogue", "ready", found, "", True)
    return Part(
        "catalogue", "warning", found, say("advice_findings", language, count=len(loaded.findings)), True
    )


def _ledger(settings: Settings, language: Language) -> Part:
    from recommender.ledger import open_ledger

    try:
        ledger = open_ledger(settings.ledger_url, settings.ledger_token)
    except Unavailable as wrong:
        return Part("ledger", "missing", str(wrong), say("advice_ledger", language))
    try:
        if ledger.is_empty():
            return Part("ledger", "missing", settings.ledger_url, say("advice_empty", language))
        found = say("ledger_found", language, count=f"{_count(ledger):,}", position=ledger.position())
        return Part("ledger", "ready", found)
    finally:
        ledger.close()


def _count(ledger: Any) -> int:
    return int(ledger.count())


def _model(settings: Settings, language: Language) -> Part:
    from recommender.errors import ModelUnavailable
    from recommender.ranking.serve import load_champion

    try:
        champion = load_champion(settings.model_dir)
    except ModelUnavailable as wrong:
        return Part("model", "missing", str(wrong), say("advice_model", language))
    found = f"{champion.ranker.kind} {champion.version[:12]}: {len(champion.index):,} {say('count_items', language)}"
    return Part("model", "ready", found)


def _service(settings: Settings, language: Language) -> Part:
    from recommender.cli.serving import APPLICATION, need_service

    try:
        need_service()
    except Unavailable as wrong:
        return Part("api", "missing", str(wrong), say("advice_api", language))
    return Part("api", "ready", APPLICATION)


def _chromium(settings: Settings, language: Language) -> Part:
    path = Path(os.environ.get("CREDITPATH_CHROMIUM", "/usr/bin/chromium"))
    if os.access(path, os.X_OK):
        return Part("chromium", "ready", str(path))
    return Part("chromium", "missing", "", say("advice_chromium", language))
