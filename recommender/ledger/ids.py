"""Which id has an entry that is made from something else, so that the same thing again has the same id?"""

from __future__ import annotations

import hashlib
from datetime import date

from recommender.vocabulary import EntryId

__all__ = ["made_id", "stamped"]

_FIRST = date(1970, 1, 1).toordinal()
_DAY = 86_400_000


def made_id(day: date, text: str) -> EntryId:
    """A UUIDv7 of a day (of 1970 where it lies before), whose other bits follow from a text."""
    milliseconds = max(0, day.toordinal() - _FIRST) * _DAY
    return stamped(milliseconds, hashlib.sha256(text.encode()).hexdigest())


def stamped(milliseconds: int, bits: str) -> EntryId:
    """A UUIDv7 of an instant, its other bits from 18 hexadecimal digits or more."""
    stamp = f"{milliseconds:012x}"
    return EntryId(f"{stamp[:8]}-{stamp[8:]}-7{bits[:3]}-8{bits[3:6]}-{bits[6:18]}")
