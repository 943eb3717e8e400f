"""How does whoever asked say that the answer is no longer wanted?

A function that is asked again and again while a plan is made; it may be answered from another thread. What was found by
then is the answer, as with any other limit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Cancelled: TypeAlias = Callable[[], bool]
"""Whether the answer is no longer wanted; once it is not, it never is again."""


def never() -> bool:
    """Nobody cancels."""
    return False
