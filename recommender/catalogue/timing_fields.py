"""How is what a version says of time read: years of study, award days, least load (B19)?"""

from __future__ import annotations

from recommender.catalogue.fields import number
from recommender.catalogue.head import month_and_day, positive
from recommender.catalogue.timing import MONTHS, Timing
from recommender.rules.fields import Fields
from recommender.vocabulary import format_units


def read_timing(fields: Fields, load: int | None) -> Timing:
    """Read `time: {least_years, most_years}`, `awards: [MM-DD]` and `load_least`; raises RuleDataError."""
    least = most = None
    if fields.has("time"):
        nested = fields.sub("time")
        nested.only("least_years", "most_years")
        least, most = _months(nested, "least_years"), _months(nested, "most_years")
        if least is None and most is None:
            raise fields.fail("time", "expected `least_years` or `most_years`")
        if least is not None and most is not None and most < least:
            found = nested.data["most_years"]
            raise nested.fail("most_years", f"expected no less than `least_years`, found {found!r}")
    awards = [month_and_day(fields, "awards", text) for text in fields.texts("awards")]
    if len(set(awards)) != len(awards):
        raise fields.fail("awards", "expected each day once")
    return Timing(least, most, tuple(sorted(awards)), _load_least(fields, load))


def _months(fields: Fields, name: str) -> int | None:
    """Years as whole months: `2.5` is a year and a half more than one."""
    years = number(fields, name)
    if years is None:
        return None
    months = years * MONTHS
    if months.denominator != 1 or months > 100 * MONTHS:
        raise fields.fail(name, f"expected years of whole months, 100 at most, found {fields.data[name]!r}")
    return int(months)


def _load_least(fields: Fields, load: int | None) -> int | None:
    if not fields.has("load_least"):
        return None
    least = positive(fields, "load_least")
    if load is not None and least > load:
        raise fields.fail("load_least", f"expected no more than the load of {format_units(load)}")
    return least
