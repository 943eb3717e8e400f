"""Which courses does each institution offer, and how: credit, seasons, needs, fee, former versions?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from recommender.demo.model import Atom, Clauses, Offer, Place, Template
from recommender.demo.words.read import PUBLIC, templates

TARIFF = 10_000
"""Fen for a credit, the same in the whole bank, so that fees seldom decide between equal ways."""
PRACTICAL_TARIFF = 12_000
RENUMBERED = "2022-09-01"
"""When former versions of courses gave way to the present ones."""
CLOSED = {"jianglu/PUB311": "2026-07-01"}
"""Courses that ended without a successor."""
TOGETHER = {"EEE204": "EEE201", "MEC206": "MEC203", "ECE301": "ECE201"}
"""Courses to be taken with or after another."""


def course_offers(place: Place, awards: frozenset[str], named: frozenset[str], rng: Random) -> list[Offer]:
    """Everything that a teaching institution offers.

    Args:
        awards: the fields in which it awards a qualification; named: templates that their regulations name.
    """
    chosen = _chosen(place, awards, _with_needs(named), rng)
    offers = [_offer(place, template, rng) for template in chosen]
    renewed = _renewed(place, chosen, rng)
    return [one for offer in offers for one in _versions(offer, {one.code for one in chosen}, renewed)]


def shared_offers(place: Place, rng: Random) -> list[Offer]:
    """What the shared course centre offers to everyone: general studies and short introductions."""
    return [_offer(place, template, rng) for template in templates().values() if _is_shared(template)]


def _is_shared(template: Template) -> bool:
    """Only the shared centre teaches it: an institution's own course never doubles one that it accepts anyway."""
    number = int(template.code[3:])
    return 180 <= number < 200 or (template.subject not in PUBLIC and 150 <= number < 156)


def _with_needs(named: frozenset[str]) -> frozenset[str]:
    """The templates and everything that they may ask for before."""
    known, found, front = templates(), set(named), set(named)
    while front:
        front = {atom.code for code in front for clause in known[code].needs for atom in clause} - found
        found |= front
    return frozenset(found)


def _chosen(place: Place, awards: frozenset[str], named: frozenset[str], rng: Random) -> list[Template]:
    """Templates in the order of the tables; an awarding institution teaches its field and all public courses."""
    known = templates()
    share, electives = (0.62, 0.16) if awards else (0.34, 0.14)
    kept: list[Template] = []
    for template in known.values():
        if "final" in template.tags or _is_shared(template):
            wanted = False
        elif template.subject in PUBLIC:
            wanted = bool(awards) or rng.random() < 0.4
        elif template.subject not in place.fields:
            wanted = False
        elif template.subject in awards or template.subject == place.fields[0]:
            wanted = not _is_elective(template) or rng.random() < (0.66 if awards else 0.2)
        else:
            wanted = rng.random() < (electives if _is_elective(template) else share)
        if wanted or template.code in named:
            kept.append(template)
    return kept


def _is_elective(template: Template) -> bool:
    return template.subject not in PUBLIC and 50 <= int(template.code[4:]) < 80


def _offer(place: Place, template: Template, rng: Random) -> Offer:
    credit = template.credits
    if place.weight < 4 and rng.random() < 0.15:  # a smaller institution gives some courses another weight
        credit = str(max(Decimal("0.5"), Decimal(credit) + Decimal(rng.choice(("-0.5", "0.5", "1")))))
    practical = "practical" in template.tags
    key = f"{place.id}/{template.code}"
    return Offer(
        key,
        "course",
        place.id,
        template.code,
        template.zh,
        template.en,
        credit,
        template.level,
        template.subject,
        template.tags,
        template.seasons or _seasons(place, template, rng),
        template.needs,
        (TOGETHER[template.code],) if template.code in TOGETHER else (),
        int(Decimal(credit) * (PRACTICAL_TARIFF if practical else TARIFF)),
        _modes(place, practical, rng),
        ("zh", "en") if template.subject == "ENG" else ("zh",),
        end=CLOSED.get(key, ""),
        five_level=practical,
    )


def _seasons(place: Place, template: Template, rng: Random) -> tuple[str, ...]:
    draw = rng.random()
    if "final" in template.tags or draw < 0.8:
        summer = place.calendar == "three-term" and draw < 0.15
        return ("spring", "summer", "autumn") if summer else ("spring", "autumn")
    return ("spring",) if draw < 0.9 else ("autumn",)


def _modes(place: Place, practical: bool, rng: Random) -> tuple[str, ...]:
    if practical:
        return ("onsite",)
    if place.kind in {"open", "shared"}:
        return ("online",) if rng.random() < 0.6 else ("online", "blended")
    return ("onsite",) if rng.random() < 0.6 else ("onsite", "blended")


def _renewed(place: Place, chosen: list[Template], rng: Random) -> frozenset[str]:
    """Two or three courses of the strongest field that had a former version."""
    able = [
        t.code
        for t in chosen
        if t.subject == place.fields[0] and not _is_elective(t) and "final" not in t.tags
    ]
    able = [code for code in able if f"{place.id}/{code}" not in CLOSED]
    return frozenset(rng.sample(able, min(len(able), 3 if place.weight >= 4 else 2)))


def former(item: str) -> str:
    """The id of the former version of a renumbered course."""
    return f"{item}-2016"


def _versions(offer: Offer, taught: set[str], renewed: frozenset[str]) -> Iterator[Offer]:
    """The offer as the institution has it now, after its former version where there was one."""
    together = tuple(f"{offer.place}/{code}" for code in offer.with_ if code in taught)
    whole = replace(offer, needs=_local(offer, taught, renewed), with_=together)
    if offer.code not in renewed:
        yield whole
        return
    yield replace(
        whole,
        id=former(offer.id),
        zh=f"{offer.zh}（旧版）",
        en=f"{offer.en} (former version)",
        end=RENUMBERED,
        lineage=offer.id,
    )
    yield replace(whole, start=RENUMBERED, lineage=offer.id)


def _local(offer: Offer, taught: set[str], renewed: frozenset[str]) -> Clauses:
    """Needs among what the institution itself teaches, former versions included."""
    clauses = []
    for clause in offer.needs:
        atoms = [Atom(f"{offer.place}/{a.code}", a.floor) for a in clause if a.code in taught]
        atoms += [Atom(former(f"{offer.place}/{a.code}"), a.floor) for a in clause if a.code in renewed]
        if atoms:
            clauses.append(tuple(atoms))
    return tuple(clauses)
