"""How do the verdicts on a ledger look: one line each, and the sentence of those that failed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.texts import say

WORDS = {
    "accounts": "check_accounts",
    "entries": "check_entries",
    "unknown account": "check_unknown_account",
    "feed": "check_feed",
    "cursor": "check_cursor",
    "bad cursor": "check_bad_cursor",
    "snapshot": "check_snapshot",
    "too many accounts": "check_too_many",
    "executed": "check_executed",
    "later moment": "check_later",
}


def verdict_parts(found: Sequence[dict[str, Any]], language: Language) -> Iterator[RenderableType]:
    """What holds, and what does not and why."""
    for one in found:
        mark = "✓" if one["passed"] else "✗"
        yield Text(f"{mark} {say(WORDS[one['check']], language)}: {one['said']}")
    failed = sum(not one["passed"] for one in found)
    yield Text(
        say("ledger_conforms", language)
        if not failed
        else say("ledger_fails", language, failed=failed, all=len(found))
    )
