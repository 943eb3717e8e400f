"""How many answers are solved at one time, and what happens to the rest?

Solving runs in the threads of the pool. A few run, a few wait; whoever comes after that is told to come back, before
the waiting grows (503 with Retry-After).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

RETRY_AFTER_SECONDS = 2


class Busy(Exception):
    """All places are taken, and enough callers wait already."""


class Gate:
    """A bounded number of solves, and a bounded queue before them."""

    def __init__(self, places: int, waiting: int, patience: float) -> None:
        """`patience` is the most seconds that a caller waits for a place."""
        self._places = threading.Semaphore(places)
        self._room = threading.Semaphore(places + waiting)
        self._patience = patience

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one place while solving.

        Raises:
            Busy: the queue is full, or no place came free in time.
        """
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            if not self._places.acquire(timeout=self._patience):
                raise Busy
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._room.release()
