"""Which bank, record and day does a command line mean?  Each mistake names its option."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.errors import InputError

if TYPE_CHECKING:
    from recommender.ledger import Record, RecordFinding
    from recommender.planning import PlanRequest
    from recommender.recommend import Bank
    from recommender.settings import Settings


def settings_from(
    store: str | None = None, ledger: str | None = None, model: Path | None = None, **more: Any
) -> Settings:
    """The settings of the environment, with what the command line states over them.

    Raises:
        InputError: a variable of the environment, or an option, that is not what it should be.
    """
    from pydantic import ValidationError

    from recommender.settings import Settings

    stated = {"store_url": store, "ledger_url": ledger, "model_dir": model, **more}
    try:
        return Settings(**{name: value for name, value in stated.items() if value is not None})
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0])
        raise InputError(
            f"{first['msg']}, found {first['input']!r}", place=f"CREDITPATH_{name.upper()}"
        ) from None


def bank_from(store: str | None, ledger: str | None, model: Path | None) -> Bank:
    """The opened bank."""
    from recommender.recommend import open_bank

    return open_bank(settings_from(store, ledger, model))


def day_from(text: str | None, option: str = "--as-of") -> date | None:
    """The day that an option states."""
    from recommender.vocabulary import parse_date

    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError as wrong:
        raise InputError(str(wrong), place=option) from None


def today(settings: Settings) -> date:
    """The civil date now, where the institutions are, unless the settings say another one."""
    from recommender.recommend.bank import CIVIL_ZONE
    from recommender.vocabulary import SystemClock

    return settings.today or SystemClock().now().astimezone(CIVIL_ZONE).date()


def facts_from(stated: Iterable[str] | None) -> dict[str, str]:
    """What is said of the learner, each as NAME=VALUE and each name once."""
    found: dict[str, str] = {}
    for text in stated or ():
        name, sign, value = text.partition("=")
        if not sign or not name or not value or name in found:
            message = f"expected each fact once, as NAME=VALUE such as years_of_work=3, found {text!r}"
            raise InputError(message, place="--fact")
        found[name] = value
    return found


def pairs_from(stated: Iterable[str] | None, option: str) -> dict[str, str]:
    """What is said name by name, each as NAME=VALUE and each name once."""
    found: dict[str, str] = {}
    for text in stated or ():
        name, _, value = text.rpartition("=")
        if not name or not value or name in found:
            raise InputError(f"expected NAME=VALUE, each name once, found {text!r}", place=option)
        found[name] = value
    return found


def loads_from(stated: Iterable[str] | None, option: str) -> dict[str, int]:
    """The load of single terms, each as TERM=CREDITS."""
    pairs = pairs_from(stated, option)
    return {term: units_from(text, option) or 0 for term, text in pairs.items()}


def fen_from(text: str | None, option: str) -> int | None:
    """An amount of money with at most two decimals, in the smallest unit of the currency."""
    if text is None:
        return None
    whole, _, part = text.partition(".")
    if not (
        whole.isascii() and whole.isdigit() and (part or "0").isdigit() and part.isascii() and len(part) <= 2
    ):
        raise InputError(f"expected an amount such as 3000 or 99.50, found {text!r}", place=option)
    return int(whole) * 100 + int(f"{part:0<2}")


def amount_from(text: str | None, option: str) -> int | None:
    """The amount of credit that an option states, in units; it may be none."""
    from recommender.vocabulary import parse_units

    if text is None:
        return None
    try:
        return parse_units(text)
    except ValueError as wrong:
        raise InputError(str(wrong), place=option) from None


def units_from(text: str | None, option: str) -> int | None:
    """The amount of credit that an option states, in units, and it is some."""
    units = amount_from(text, option)
    if units == 0:
        raise InputError("expected more than 0", place=option)
    return units


def objectives_from(stated: Sequence[str] | None) -> tuple[str, ...]:
    """The order of objectives as the use case takes it; nothing stated: its default.

    Raises:
        InputError: a name that nobody knows, or one that stands twice.
    """
    from recommender.planning.request import OBJECTIVES

    if not stated:
        return OBJECTIVES
    for name in stated:
        if name not in OBJECTIVES:
            raise InputError(f"expected one of {', '.join(OBJECTIVES)}, found {name!r}", place="--objective")
    if len(set(stated)) != len(stated):
        raise InputError(f"expected each name once, found {' '.join(stated)}", place="--objective")
    return tuple(stated)


def record_from(
    bank: Bank, learner: str | None, file: Path | None, as_of: date | None
) -> tuple[Record, tuple[RecordFinding, ...]]:
    """The record of the learner named, or of a file with no ledger, and what was wrong in that file.

    Raises:
        InputError: neither or both are named, or the learner or the file is not there.
    """
    if (learner is None) == (file is None):
        raise InputError("expected exactly one of LEARNER and --record FILE", place="LEARNER")
    if file is None:
        from recommender.recommend.record import read_record

        assert learner is not None
        return read_record(bank, learner, as_of), ()
    from recommender.recommend.handed_in import record_file

    read = record_file(bank, file, as_of)
    return read.record, tuple(read.findings)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command line asks, of whom, and in which bank."""

    bank: Bank
    record: Record
    request: PlanRequest
    findings: tuple[RecordFinding, ...]
    """What was wrong in a record file."""


def open_question(
    parts: tuple[str | None, str | None, Path | None],
    learner: str | None,
    file: Path | None,
    as_of: str | None,
    goals: Sequence[str] | None,
    *,
    exclude: Sequence[str] | None = None,
    pin: Sequence[str] | None = None,
    fact: Iterable[str] | None = None,
    load: str | None = None,
    **more: Any,
) -> Opened:
    """Open the bank and the record, and make the request; `parts` are the store, the ledger and the model.

    A mistake in an option is told before anything is opened. `more` are fields of the use case's `build_request`.
    """
    from recommender.recommend import build_request

    facts, day, most = facts_from(fact), day_from(as_of), units_from(load, "--load")
    bank = bank_from(*parts)
    record, findings = record_from(bank, learner, file, day)
    asked = {"exclude": exclude or (), "pins": pin or (), "load_units": most, "facts": facts, **more}
    return Opened(bank, record, build_request(bank, record, goals or (), **asked), findings)
