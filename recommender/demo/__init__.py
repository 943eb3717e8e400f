"""A synthetic credit bank to try everything on: catalogue, ledger and the truth behind its histories."""

from __future__ import annotations

from recommender.demo.build import DemoBank, build
from recommender.demo.generate import generate_catalogue

__all__ = ["DemoBank", "build", "generate_catalogue"]
