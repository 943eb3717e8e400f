"""Which limit is each qualifier?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from recommender.interchange.scribe.bank import NotSaid
from recommender.interchange.scribe.place import Place
from recommender.interchange.scribe.tree import Amount, Qualifier, Rule, With

Json: TypeAlias = dict[str, Any]


def limits_of(one: Qualifier, place: Place) -> list[Json]:
    """The limits that a qualifier becomes, without ids; none where our law says it already.

    Raises:
        NotSaid: no kind says it.
    """
    if one.name not in _WRITERS:
        raise NotSaid("the construct is not known")
    return _WRITERS[one.name](one, place)


def filter_limits(one: With, of: Json, place: Place) -> list[Json]:
    """The limit that a filter becomes which no set says: where the credit comes from, and its mark."""
    nothing: Json = {"kind": "cap", "of": of, **place.within, "most": "0", "most_count": 0}
    yes = one.value.upper() in ("Y", "YES")
    if one.relation == "=" and yes | (one.value.upper() in ("N", "NO")):
        if one.name in ("transfer", "dwtransfer"):
            return [nothing | {"source": {"transferred": not yes}}]
        if one.name in ("resident", "dwresident"):
            return [nothing | {"source": {"transferred": yes}}]
        if one.name in ("passfail", "dwpassfail") and not yes:
            return [nothing | {"source": {"graded": [place.pass_fail()]}}]
    if one.name in ("grade", "dwgrade") and one.relation == ">=":
        return [{"kind": "min_grade", "of": of, **place.within, "grade": place.mark(one.value)}]
    raise NotSaid("no rule kind says this filter")


def most(amount: Amount) -> Json:
    """`30 Credits` as an upper bound."""
    if amount.either or amount.credits_most or amount.classes_most:
        raise NotSaid("a bound that is one amount or another")
    found: Json = {} if amount.credits is None else {"most": amount.credits}
    return found | ({} if amount.classes is None else {"most_count": amount.classes})


def _cap(one: Qualifier, place: Place, source: Json) -> list[Json]:
    of = {} if one.of is None else {"of": set_of(one, place)}
    return [{"kind": "cap", "source": source, **most(one.amount), **of, **place.within}]


def set_of(one: Qualifier, place: Place) -> Json:
    """The set that a qualifier names; a course that the catalogue lacks would leave a bound too narrow."""
    if one.of is None or one.of.mixed:
        raise NotSaid("a list joined by and and or")
    if (
        any(part.name not in ("attribute", "institution", "level") for part in one.of.filters)
        or one.of.including
    ):
        raise NotSaid("a filter that no set says")
    found, problems = place.bank.list_set(one.of)
    if found is None or problems:
        raise NotSaid("; ".join(problems) or "nothing fits")
    return found


def _max_transfer(one: Qualifier, place: Place) -> list[Json]:
    return _cap(one, place, {"transferred": True})


def _max_pass_fail(one: Qualifier, place: Place) -> list[Json]:
    return _cap(one, place, {"graded": [place.pass_fail()]})


def _max(one: Qualifier, place: Place) -> list[Json]:
    return _cap(one, place, {})


def _min(one: Qualifier, place: Place) -> list[Json]:
    """At least so much from a set, wherever it is placed: one area that has to be reached."""
    amount = one.amount
    least: Json = {} if amount.credits is None else {"each_least": amount.credits}
    least |= {} if amount.classes is None else {"each_least_count": amount.classes}
    area = {"id": "area", "of": set_of(one, place)}
    return [{"kind": "breadth", "areas": [area], "least_areas": 1, **least, **place.within}]


def _max_per_disc(one: Qualifier, place: Place) -> list[Json]:
    stated = [subject for name in one.names for subject in _subjects(name, place)]
    of = {"of": {"subjects": stated}} if stated else {}
    return [{"kind": "cap", "source": {}, "each": "subject", **most(one.amount), **of, **place.within}]


def _subjects(name: str, place: Place) -> list[str]:
    """A discipline as the catalogue spells it; a bound on one that nobody has would bind nothing."""
    found = place.bank.subjects(name)
    if not found:
        raise NotSaid(f"no item is in {name} @")
    return found


def _min_per_disc(one: Qualifier, place: Place) -> list[Json]:
    if not one.names:
        raise NotSaid("least per discipline needs the disciplines: without them there is no end of them")
    bound = most(one.amount)
    least = {
        {"most": "each_least", "most_count": "each_least_count"}[key]: value for key, value in bound.items()
    }
    areas = [{"id": name, "of": {"subjects": _subjects(name, place)}} for name in one.names]
    return [{"kind": "breadth", "areas": areas, "least_areas": len(areas), **least, **place.within}]


def _min_spread(one: Qualifier, place: Place) -> list[Json]:
    return [{"kind": "breadth", "by": "subject", "least_areas": int(one.number), **place.within}]


def _same_disc(one: Qualifier, place: Place) -> list[Json]:
    return [{"kind": "breadth", "by": "subject", "most_areas": 1, **place.within}]


def _min_gpa(one: Qualifier, place: Place) -> list[Json]:
    return [{"kind": "average", "least": one.number, "scale": place.scale(), **place.within}]


def _min_grade(one: Qualifier, place: Place) -> list[Json]:
    return [{"kind": "min_grade", "grade": place.mark(one.number), **place.within}]


def _min_res(one: Qualifier, place: Place) -> list[Json]:
    amount = one.amount
    if amount.either or amount.credits_most or amount.classes_most or one.of is not None:
        raise NotSaid("residency is at least so much, or so many, of the whole")
    asked: list[Json] = [] if amount.credits is None else [{"least": amount.credits}]
    asked += [] if amount.classes is None else [{"least_count": amount.classes}]
    return [{"kind": "residency", **least, **place.within} for least in asked]


def _last_res(one: Qualifier, place: Place) -> list[Json]:
    amount = one.amount
    if amount.credits is None or amount.classes is not None or amount.credits_most:
        raise NotSaid("residency is counted in credits")
    if Fraction(one.number) > Fraction(amount.credits):
        raise NotSaid("more than there are of the last")
    return [{"kind": "residency", "least": one.number, "last": amount.credits, **place.within}]


def _share(one: Qualifier, place: Place) -> list[Json]:
    bound = _shared(one.amount)
    if place.node is None:
        if one.names:
            raise NotSaid("a block shares with other blocks, which are goals of their own here")
        return [{"kind": "sharing", "any": True, **bound}]
    return [{"kind": "sharing", "between": _pairs(one, place), **bound}]


def _dont_share(one: Qualifier, place: Place) -> list[Json]:
    """Our law shares nothing that is not allowed; of so many, so many of their own leave the rest to be shared."""
    if one.amount == Amount():
        return []
    asked = place.amount
    if place.node is None or asked is None or asked.either or asked.credits_most or asked.classes_most:
        raise NotSaid("how much is shared is said of a rule that asks for one amount")
    if (
        one.amount.classes is not None
        and one.amount.credits is None
        and asked.credits is None
        and asked.classes is not None
    ):
        left = asked.classes - one.amount.classes
        bound: Json = {"most_count": left}
    elif (
        one.amount.credits is not None
        and one.amount.classes is None
        and asked.classes is None
        and asked.credits is not None
    ):
        rest = Fraction(asked.credits) - Fraction(one.amount.credits)
        left, bound = (0 if rest >= 0 else -1), {"most": _decimal(rest)}
    else:
        raise NotSaid("own and asked-for amounts are of two kinds")
    if left < 0:
        raise NotSaid("more of its own than the rule asks for")
    return [{"kind": "sharing", "between": _pairs(one, place), **bound}]


def _shared(amount: Amount) -> Json:
    return {} if amount == Amount() else most(amount)


def _pairs(one: Qualifier, place: Place) -> list[list[str]]:
    unknown = [name for name in one.names if name not in place.nodes]
    if unknown:
        raise NotSaid(f"no rule of this block has the label {', '.join(unknown)}")
    with_ = [place.nodes[name] for name in one.names] or list(place.others)
    if not with_:
        raise NotSaid("there is no other rule to share with")
    return [[str(place.node), other] for other in with_]


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _nothing(one: Qualifier, place: Place) -> list[Json]:
    """Where claims are placed is chosen for the best, and a remark asks for nothing."""
    return []


_WRITERS: Mapping[str, Callable[[Qualifier, Place], list[Json]]] = {
    "dontshare": _dont_share,
    "exclusive": _dont_share,
    "highpriority": _nothing,
    "lastres": _last_res,
    "lowpriority": _nothing,
    "maxclasses": _max,
    "maxcredits": _max,
    "maxpassfail": _max_pass_fail,
    "maxperdisc": _max_per_disc,
    "maxtransfer": _max_transfer,
    "minclasses": _min,
    "mincredits": _min,
    "mingpa": _min_gpa,
    "mingrade": _min_grade,
    "minperdisc": _min_per_disc,
    "minres": _min_res,
    "minspread": _min_spread,
    "nonexclusive": _share,
    "remark": _nothing,
    "samedisc": _same_disc,
    "share": _share,
}


def is_part(one: Qualifier, rule: Rule) -> bool:
    """Whether a qualifier says so much of a list of courses, so that it is a part of the rule's pool."""
    named = one.name in ("mincredits", "minclasses", "maxcredits", "maxclasses")
    return named and one.of is not None and rule.kind == "courses"
