"""The terminal's door: words become calls of use cases, and answers become text or JSON."""

from __future__ import annotations

from recommender.cli.run import main

__all__ = ["main"]
