"""Does anybody still wait for an answer?  Where the client has gone, the search for it ends and its place is free."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Annotated, TypeAlias

from fastapi import Depends, Request

EVERY_SECONDS = 0.25
"""How often it is asked whether the client is still there."""


async def left_by(request: Request) -> AsyncIterator[Callable[[], bool]]:
    """Whether the client has gone; the search asks it from its own thread. The body has been read by now."""
    gone = threading.Event()

    async def watch() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(EVERY_SECONDS)
        gone.set()

    watching = asyncio.create_task(watch())
    try:
        yield gone.is_set
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


Left: TypeAlias = Annotated[Callable[[], bool], Depends(left_by)]
