"""Which foreign formats are there, and which reader reads each?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from recommender.interchange import ctdl, fireroad, scribe
from recommender.interchange.converted import Converted
from recommender.interchange.tables import read as tables

READERS: Mapping[str, Callable[[Path], Converted]] = MappingProxyType(
    {"ctdl": ctdl.read, "fireroad": fireroad.read, "scribe": scribe.read, "tables": tables.read}
)
"""By the name that the command line gives each."""
