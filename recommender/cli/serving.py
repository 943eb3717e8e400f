"""How does the service start from the terminal, on a port that is known before it answers?"""

from __future__ import annotations

import errno
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.errors import InputError, Unavailable

if TYPE_CHECKING:
    from recommender.settings import Settings

BACKLOG = 128
APPLICATION = "api.app:create_app"
CHECKOUT = Path(__file__).resolve().parents[2]
"""The service is source beside the library, and no part of the installed package."""


def need_service() -> None:
    """Nothing where the service can start.

    Raises:
        Unavailable: its source or its libraries are not here, with what to do.
    """
    if not (CHECKOUT / "api" / "app.py").is_file() and find_spec("api") is None:
        raise Unavailable(
            "service",
            "the service is not part of the installed library; run it from a checkout, where api/ stands",
        )
    missing = [name for name in ("fastapi", "jinja2", "uvicorn") if find_spec(name) is None]
    if missing:
        raise Unavailable("service", f"{', '.join(missing)} cannot be imported; install the extra `serve`")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that whoever follows the address at once waits until the service is up.

    Port 0 takes a free one.

    Raises:
        InputError: the port is taken, or there is no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(BACKLOG)
    except OSError as wrong:
        found.close()
        if wrong.errno == errno.EADDRINUSE:
            raise InputError(f"{port} is in use; name another one, or 0 for any", place="--port") from None
        raise InputError(
            f"cannot listen on {host}:{port}: {wrong.strerror or wrong}", place="--host"
        ) from None
    return found


def address_of(bound: socket.socket) -> str:
    """The URL that a browser on this machine opens."""
    host, port = bound.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run_service(settings: Settings, bound: socket.socket, log_level: str = "info") -> None:
    """Serve the API and the pages until stopped."""
    run_application(APPLICATION, settings, bound, log_level)


def run_application(
    application: str, settings: Settings, bound: socket.socket, log_level: str = "info"
) -> None:
    """Serve until stopped; the settings reach the application as its environment does."""
    import uvicorn

    for name, value in settings.model_dump().items():
        if value is not None:
            os.environ[f"CREDITPATH_{name.upper()}"] = str(value)
    if (CHECKOUT / "api").is_dir() and str(CHECKOUT) not in sys.path:
        sys.path.insert(0, str(CHECKOUT))
    config = uvicorn.Config(application, factory=True, log_level=log_level)
    server = uvicorn.Server(config)
    try:
        with bound:
            server.run(sockets=[bound])
    except KeyboardInterrupt:
        # Stopping a service is how it ends, not a failure.
        return
