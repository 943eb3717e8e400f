"""Which version has this learner to complete, once what was waived or substituted for them is carried out (B15)?"""

from __future__ import annotations

from dataclasses import replace

from recommender.catalogue.objects import Qualification
from recommender.ledger.record import Record
from recommender.rules.waiver import Waiver, effective, has_effect, limits_left

GRANTED, IF_GRANTED, NO_EFFECT = "granted", "if_granted", "no_effect"


def waivers_of(record: Record, version: Qualification) -> tuple[Waiver, ...]:
    """All waivers and substitutions of the qualification, granted and proposed."""
    return tuple(one for one in record.waivers if one.qualification == version.id)


def for_learner(version: Qualification, record: Record) -> Qualification:
    """The version with what was granted carried out; where nothing was, the version itself."""
    granted = [one for one in waivers_of(record, version) if one.granted]
    if not granted:
        return version
    return replace(
        version,
        requirement=effective(version.requirement, granted),
        limits=limits_left(version.limits, version.requirement, granted),
    )


def effect(waiver: Waiver, version: Qualification) -> str:
    """What becomes of a waiver in an answer about the version as its text stands."""
    if not has_effect(waiver, version.limits, version.requirement):
        return NO_EFFECT
    return GRANTED if waiver.granted else IF_GRANTED


def as_if_granted(record: Record) -> Record:
    """The record with every proposal granted."""
    return replace(record, waivers=tuple(replace(one, granted=True) for one in record.waivers))


def proposals(record: Record, version: Qualification) -> tuple[Waiver, ...]:
    """What is proposed, undecided, and would change something."""
    return tuple(one for one in waivers_of(record, version) if effect(one, version) == IF_GRANTED)
