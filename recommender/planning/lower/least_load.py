"""Rows of the least load: a term in which something new is studied, and that is not the last one, is full enough (B19).

Only the timed model knows terms, so it alone has these rows; no set of steps is ruled out without them.
"""

from __future__ import annotations

from recommender.planning.lower.context import Columns
from recommender.planning.model import total


def lower(shared: Columns) -> None:
    """For each term a column that says whether new study falls in it, and one whether any falls in it or later."""
    least = shared.problem.load_least
    if not least:
        return
    model, later = shared.model, None
    for term in reversed(shared.problem.terms):
        name = f"load least {term.label}"
        here = [
            (shared.when[study.key][term.ordinal], study.first)
            for study in shared.classes
            if term.ordinal in shared.when[study.key] and study.first.study_units
        ]
        busy = model.column(f"new in {term.label}")
        for column, study in here:
            if study.forced != "in_progress":
                model.at_most({column: 1, busy: -model.columns[column].upper}, 0, name)
        if later is not None:
            load = total((column, study.study_units) for column, study in here)
            model.at_least({**load, busy: -least, later: -least}, -least, name)
        until = model.column(f"new until {term.label}")
        model.at_most({busy: 1, until: -1}, 0, name)
        if later is not None:
            model.at_most({later: 1, until: -1}, 0, name)
        later = until
