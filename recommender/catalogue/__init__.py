"""Stage 2: what can be learnt, and what do the rules say?"""

from __future__ import annotations

from recommender.catalogue.assemble import Loaded
from recommender.catalogue.directory import read_directory
from recommender.catalogue.objects import (
    Catalogue,
    CreditScheme,
    Finding,
    Institution,
    Item,
    Qualification,
    Unread,
)
from recommender.catalogue.storage import load, save

__all__ = [
    "Catalogue",
    "CreditScheme",
    "Finding",
    "Institution",
    "Item",
    "Loaded",
    "Qualification",
    "Unread",
    "load",
    "read_directory",
    "save",
]
