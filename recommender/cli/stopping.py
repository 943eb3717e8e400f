"""How does Ctrl-C end a search that has an answer all along?  Once for the answer, twice for the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Inside, the first Ctrl-C only says that the answer is wanted as it is by now; a second one ends the program.

    Where Ctrl-C does nothing, as for a program in the background, or where another thread hears it, that stays so.
    """
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        asked.set()

    before = signal.getsignal(signal.SIGINT)
    heard = threading.current_thread() is threading.main_thread() and before is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, stop)
    try:
        yield asked.is_set
    finally:
        if heard:
            signal.signal(signal.SIGINT, before)
