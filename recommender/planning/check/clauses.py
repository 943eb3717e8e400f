"""Which clauses follow from a prerequisite: of each one part has to hold (B17)?"""

from __future__ import annotations

from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, asks_more, credit_asked


def clauses(rule: Prerequisite) -> tuple[frozenset[Prerequisite], ...]:
    """Clauses that follow from the rule; what is not understood, or counts credit, leaves its clause out."""
    match rule:
        case Every(parts):
            return tuple(clause for part in parts for clause in clauses(part))
        case Either(parts):
            if any(not clauses(part) for part in parts):
                return ()
            # One clause of each part together: whichever part holds, its clauses hold.
            first = [min(clauses(part), key=len) for part in parts]
            return (frozenset().union(*first),)
        case _:
            return () if credit_asked(rule) or _unread(rule) else (frozenset({rule}),)


def _unread(rule: Prerequisite) -> bool:
    return not isinstance(rule, Passed) and not asks_more(rule)
