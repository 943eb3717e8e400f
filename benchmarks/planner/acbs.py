"""How are the ACBS-like cases said in requirement kinds: 60 major and 30 liberal of 140 credits, certificates, caps?

What has no kind of its own here follows from what has: certificates are never liberal, so 30 liberal credits already
come from courses (18 asked); 42 credits a year can only bind beyond 126 credits of new study, which no case reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.planning import GoalRef, PlanRequest
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.registry import Limit
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import Calendar, InstitutionId, ItemId, ItemKind, NodeId, QualificationId, Season

CREDIT = 600
HOME = InstitutionId("bank")
MAJOR_CERTIFICATES, GENERAL_CERTIFICATES = (
    InstitutionId("certificates-major"),
    InstitutionId("certificates-general"),
)
DEGREE = QualificationId("bank/degree")
AS_OF = date(2026, 1, 1)
YEARS = 3
SEASONS = {1: "spring", 2: "autumn"}


def acbs_catalogue(instance: Any) -> Catalogue:
    """The instance as a catalogue of one qualification."""
    items = [_course(course) for course in instance["courses"]]
    items += [_certificate(one) for one in instance["certificates"]]
    teaching = sorted({item.issuer for item in items})
    calendar = Calendar("two-term", (Season("spring", (2, 1), (6, 30)), Season("autumn", (9, 1), (12, 31))))
    places = {key: Institution(key, {}, calendar.id, "credit") for key in (*teaching, HOME)}
    return Catalogue(
        "acbs-like",
        {"en": "ACBS-like cases (synthetic)"},
        "acbs-like",
        True,
        {"credit": CreditScheme("credit")},
        {},
        {},
        {calendar.id: calendar},
        places,
        {item.id: item for item in items},
        {},
        {DEGREE: (_degree(teaching),)},
        {},
    )


def _course(data: Any) -> Item:
    return Item(
        ItemId(data["id"]),
        ItemKind.COURSE,
        InstitutionId(f"institution-{data['inst']}"),
        {},
        "credit",
        3 * CREDIT,
        3 * CREDIT,
        tags=frozenset(data["cats"]),
        seasons=frozenset(SEASONS[number] for number in data["off"]),
        lineage=None if data["dup"] is None else f"group-{data['dup']}",
    )


def _certificate(data: Any) -> Item:
    """The cost of a certificate is given in half-credits."""
    units = data["cr"] * CREDIT
    return Item(
        ItemId(data["id"]),
        ItemKind.CERTIFICATE,
        MAJOR_CERTIFICATES if data["major"] else GENERAL_CERTIFICATES,
        {},
        "credit",
        units,
        units,
        study_units=data["cost"] * CREDIT // 2,
        tags=frozenset({"major", "general"} if data["major"] else {"general"}),
    )


def _degree(teaching: list[InstitutionId]) -> Qualification:
    leaves = (
        CreditsFrom(NodeId("major"), ItemSet(tags=frozenset({"major"})), 60 * CREDIT),
        CreditsFrom(NodeId("liberal"), ItemSet(tags=frozenset({"liberal"})), 30 * CREDIT),
    )
    certificates = SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE}))
    general = SourceSelector(issuers=frozenset({GENERAL_CERTIFICATES}))
    each = [
        Cap(f"cap-{key}", SourceSelector(issuers=frozenset({key})), 105 * CREDIT)
        for key in teaching
        if key not in (MAJOR_CERTIFICATES, GENERAL_CERTIFICATES)
    ]
    limits: tuple[Limit, ...] = (
        Total("total", 140 * CREDIT),
        SingleUse(),
        Cap("certificates", certificates, most_count=3),
        Cap("general", general, most_count=1),
        *each,
    )
    return Qualification(
        DEGREE,
        "2026",
        HOME,
        {},
        "bachelor",
        "credit",
        140 * CREDIT,
        AllOf(NodeId("all"), leaves),
        limits,
        electives=ItemSet(tags=frozenset({"general"})),
        accepts=None,
    )


def acbs_request(catalogue: Catalogue, held: Collection[str]) -> PlanRequest:
    """Six terms of at most 24 credits; a held member closes its group for new study, counted or not."""
    groups: dict[str, list[ItemId]] = defaultdict(list)
    for item in catalogue.items.values():
        groups[item.lineage_key].append(item.id)
    shut = {other for key in held for other in groups[catalogue.items[ItemId(key)].lineage_key]}
    return PlanRequest(
        (GoalRef(DEGREE),),
        AS_OF,
        objectives=("length",),
        exclude=frozenset(shut),
        load_units=24 * CREDIT,
        horizon_years=YEARS,
    )
