"""How many worlds does a law that is dear to try get: so many every day, twenty times as many in a soak?"""

from __future__ import annotations

import os

SOAK = 20


def worlds(every_day: int) -> int:
    """The number for this run; `make soak` sets HYPOTHESIS_PROFILE."""
    return every_day * (SOAK if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 1)
