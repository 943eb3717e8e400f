"""Limit kind `cap`: at most so much may come from a source (B7)."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from fractions import Fraction

from recommender.rules.claims import Attributes, Circumstances, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import Grade, InstitutionId, ItemKind, NodeId, RuleId, format_units

KIND = "cap"
MONOTONE = True
WHY_MONOTONE = "a further achievement may be left unclaimed, so a cap on what is claimed never hurts"

EACH = ("issuer", "agreement", "subject", "item_kind", "level")
"""What a cap may hold for separately."""


@dataclass(frozen=True, slots=True)
class SourceSelector:
    """All stated conditions hold together; within one, any value will do."""

    kinds: frozenset[ItemKind] = frozenset()
    issuers: frozenset[InstitutionId] = frozenset()
    agreements: frozenset[str] = frozenset()
    recognised: bool | None = None
    transferred: bool | None = None
    """Studied, at least in part, elsewhere than at the awarding institution."""
    graded: frozenset[str] = frozenset()
    """Grade schemes of the results meant, such as pass/fail; new study has no mark yet, and is not meant."""
    awarded: bool | None = None
    """Used by an earlier award (B16)."""
    rules: frozenset[RuleId] = frozenset()

    def selects(self, origin: Origin, awarding: InstitutionId, grade: Grade | None = None) -> bool:
        """Whether credit of this origin and grade falls under the cap of a qualification of `awarding`."""
        return (
            (not self.kinds or not self.kinds.isdisjoint(origin.kinds))
            and (not self.issuers or not self.issuers.isdisjoint(origin.issuers))
            and (not self.agreements or origin.agreement in self.agreements)
            and (self.recognised is None or self.recognised == origin.recognised)
            and (self.transferred is None or self.transferred == any(i != awarding for i in origin.issuers))
            and (not self.graded or (grade is not None and grade.scheme in self.graded))
            and (self.awarded is None or self.awarded == origin.awarded)
            and (not self.rules or origin.rule in self.rules)
        )


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much credit and so many achievements from the source, in the whole or in one part."""

    id: str
    source: SourceSelector
    most_units: int | None = None
    most_count: int | None = None
    within: NodeId | None = None
    """Only claims that serve this requirement or one below it; None is the whole qualification."""
    of: ItemSet | None = None
    """Only what counts as a member of this set; None: everything."""
    each: str = ""
    """One of EACH: the cap holds for each of its values by itself; empty: for all together."""
    most_share: Fraction | None = None
    """The most of the credit that is counted in `share_of`."""
    share_of: NodeId | None = None

    def covers(
        self, attributes: Attributes, origin: Origin, awarding: InstitutionId, grade: Grade | None
    ) -> bool:
        """Whether an achievement falls under the cap, wherever it is claimed."""
        return self.source.selects(origin, awarding, grade) and (self.of is None or attributes in self.of)

    def values(self, attributes: Attributes, origin: Origin) -> frozenset[Hashable]:
        """Under which values of `each` an achievement falls: several where it was studied in several, maybe none."""
        found: dict[str, Collection[Hashable]] = {
            "": ("",),
            "issuer": origin.issuers,
            "agreement": () if origin.agreement is None else (origin.agreement,),
            "subject": () if attributes.subject is None else (attributes.subject,),
            "item_kind": origin.kinds,
            "level": () if attributes.level is None else (attributes.level,),
        }
        return frozenset(found[self.each])


def read(fields: Fields, total_units: int) -> Cap:
    """Read `{kind, id, source, of, each, most | most_share [share_of], most_count, within}`.

    A share is of the stated total, or with `share_of` of the credit that is counted in that requirement.
    """
    fields.only(
        "kind", "id", "source", "most", "most_share", "most_count", "within", "of", "each", "share_of"
    )
    if fields.has("most") and fields.has("most_share"):
        raise fields.fail("most_share", "expected either `most` or `most_share`, found both")
    if fields.has("share_of") and not fields.has("most_share"):
        raise fields.fail("share_of", "expected `most_share` beside it")
    most = fields.units("most") if fields.has("most") else None
    share = fields.share("most_share") if fields.has("most_share") else None
    part = NodeId(fields.ident("share_of")) if fields.has("share_of") else None
    if share is not None and part is None:
        most, share = int(share * total_units), None  # whole units: what exceeds the share is over the cap
    count = fields.integer("most_count") if fields.has("most_count") else None
    if most is None and share is None and count is None:
        raise fields.fail("", "expected `most`, `most_share` or `most_count`")
    each = fields.text("each") if fields.has("each") else ""
    if each and each not in EACH:
        raise fields.fail("each", f"expected one of {', '.join(EACH)}, found {each!r}")
    within = NodeId(fields.ident("within")) if fields.has("within") else None
    of = read_set(fields.sub("of")) if fields.has("of") else None
    source = _read_source(fields.sub("source"))
    return Cap(fields.ident("id"), source, most, count, within, of, each, share, part)


def _read_source(fields: Fields) -> SourceSelector:
    fields.only("kinds", "issuers", "agreements", "recognised", "transferred", "graded", "awarded", "rules")
    for kind in fields.texts("kinds"):
        if kind not in list(ItemKind):
            raise fields.fail("kinds", f"unknown item kind {kind!r}; known are {', '.join(ItemKind)}")
    return SourceSelector(
        kinds=frozenset(map(ItemKind, fields.texts("kinds"))),
        issuers=frozenset(map(InstitutionId, fields.texts("issuers"))),
        agreements=frozenset(fields.texts("agreements")),
        recognised=fields.flag("recognised") if fields.has("recognised") else None,
        transferred=fields.flag("transferred") if fields.has("transferred") else None,
        graded=frozenset(fields.texts("graded")),
        awarded=fields.flag("awarded") if fields.has("awarded") else None,
        rules=frozenset(map(RuleId, fields.texts("rules"))),
    )


def data(limit: Cap) -> Json:
    """The canonical form: a share of the total is spelled out as the credit that it comes to."""
    found: Json = {"kind": KIND, "id": limit.id, "source": _source_data(limit.source)}
    stated: Json = {
        "most": None if limit.most_units is None else format_units(limit.most_units),
        "most_share": None if limit.most_share is None else str(limit.most_share),
        "share_of": limit.share_of,
        "most_count": limit.most_count,
        "within": limit.within,
        "of": None if limit.of is None else set_data(limit.of),
        "each": limit.each or None,
    }
    return found | {name: value for name, value in stated.items() if value is not None}


def _source_data(source: SourceSelector) -> Json:
    stated: Json = {
        "kinds": sorted(source.kinds) or None,
        "issuers": sorted(source.issuers) or None,
        "agreements": sorted(source.agreements) or None,
        "recognised": source.recognised,
        "transferred": source.transferred,
        "graded": sorted(source.graded) or None,
        "awarded": source.awarded,
        "rules": sorted(source.rules) or None,
    }
    return {name: value for name, value in stated.items() if value is not None}


def sees(limit: Cap, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> Hashable:
    """Whether it falls under the cap, and with what it is counted together."""
    return limit.covers(attributes, origin, awarding, None) and limit.values(attributes, origin)


def outdone(limit: Cap, claim: Claim, facts: Circumstances) -> bool:
    """Whether new study of the same item may count where this result does not: under a mark of another scheme."""
    graded = claim.grade is not None and claim.grade.scheme in limit.source.graded
    return graded and (limit.of is None or claim.attributes in limit.of)


def evaluate(limit: Cap, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """One result for the credits and one for the count, each where stated; of several values the fullest."""
    by_value: dict[Hashable, list[Claim]] = {}
    for claim in ground.within(claims, limit.within):
        if limit.covers(claim.attributes, claim.origin, ground.awarding, claim.grade):
            for value in limit.values(claim.attributes, claim.origin):
                by_value.setdefault(value, []).append(claim)
    groups = list(by_value.values()) or [[]]
    found: list[LimitResult] = []
    most = limit.most_units
    if limit.most_share is not None:
        whole = sum(claim.units for claim in ground.within(claims, limit.share_of))
        most = int(limit.most_share * whole)
    if most is not None:
        mine = max(groups, key=lambda group: sum(claim.units for claim in group))
        have = sum(claim.units for claim in mine)
        found.append(LimitResult(limit.id, have <= most, have, most, members=_keys(mine)))
    if limit.most_count is not None:
        mine = max(groups, key=len)
        inside = len(mine) <= limit.most_count
        found.append(LimitResult(limit.id, inside, len(mine), limit.most_count, True, _keys(mine)))
    return tuple(found)


def _keys(claims: Collection[Claim]) -> tuple[str, ...]:
    return tuple(claim.key for claim in claims)
