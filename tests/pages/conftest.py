"""A running service over the fake, and a headless Chromium to look at it with."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from recommender.settings import Settings
from tests.fakes.service import FakeService
from tests.suites import chromium

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the service, on a free port of loopback."""
    app = create_app(service=FakeService(), settings=Settings())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; every test has its own context."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(chromium()), args=list(FLAGS))
        yield found
        found.close()
