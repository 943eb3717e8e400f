"""What does a ledger say of itself, and which limits hold for questions to it (docs/ledger-contract.md)?"""

from __future__ import annotations

from typing import Any

from recommender.ledger.entry import SCHEMA
from recommender.ledger.payloads import PAYLOADS
from recommender.ledger.reader import PAGE, TOGETHER, LedgerReader

__all__ = ["FORMAT", "about"]

FORMAT = "creditpath-ledger/1"


def about(ledger: LedgerReader) -> dict[str, Any]:
    """Format, types and limits, and where the ledger stands."""
    waiting = ledger.lag()
    return {
        "format": FORMAT,
        "schemas": [SCHEMA],
        "types": sorted(map(str, PAYLOADS)),
        "most_accounts": TOGETHER,
        "most_entries": PAGE,
        "position": ledger.position(),
        "waiting": {"entries": waiting.entries, "seconds": round(waiting.seconds)},
    }
