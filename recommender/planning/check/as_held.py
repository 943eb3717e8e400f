"""What may a recognition give that starts from results, whose credit is not that of new study (A2, A3)?

It hangs on the amounts alone, of which there are few: worked out once for all learners who hold so much.
"""

from __future__ import annotations

from dataclasses import replace

from recommender.planning.check.amounts import output_units
from recommender.planning.check.offers import Offers
from recommender.planning.check.recognitions import UNBOUNDED
from recommender.planning.check.streams import Stream, Way
from recommender.vocabulary import RuleId

MANY = 4096
"""So many are kept for the same goals and day; learners whose results have any amount at all begin anew."""


def as_held(offers: Offers, way: Way, amounts: tuple[int, ...] | None) -> Way:
    """The way with what results of these amounts give beside new study; None: what it starts from may have any."""
    if offers.key is None:
        return _as_held(offers, way, amounts)
    known: dict[tuple[int, str, tuple[int, ...] | None], Way]
    known = offers.catalogue.kept("check as held", offers.key, dict)
    about = (way.goal, way.rule, amounts)
    found = known.get(about)
    if found is None:
        if len(known) >= MANY:
            known.clear()
        found = known[about] = _as_held(offers, way, amounts)
    return found


def _as_held(offers: Offers, way: Way, amounts: tuple[int, ...] | None) -> Way:
    given = (_widened(offers, way, stream, amounts) for stream in way.given)
    named = tuple(replace(one, key=f"{one.key} as held") for one in given)
    return replace(way, key=f"{way.rule} as held", given=named)


def _widened(offers: Offers, way: Way, stream: Stream, amounts: tuple[int, ...] | None) -> Stream:
    if amounts is None:
        return replace(stream, least=0, most=UNBOUNDED)
    rule, version = offers.catalogue.rules[RuleId(way.rule)], offers.goals[way.goal]
    output = rule.outputs[int(stream.key.rpartition("#")[2])]
    given = (output_units(offers.facts, version, rule, output, [one]) for one in amounts)
    known = [stream.least, stream.most, *(units for units in given if units is not None)]
    return replace(stream, least=min(known), most=max(known))
