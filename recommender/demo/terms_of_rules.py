"""Under which terms does a recognition rule stand: grades, dates, assurance, status, and how is it called?"""

from __future__ import annotations

from random import Random

from recommender.demo.model import Json, Offer

FIVE_LEVEL_FLOORS = ("中等", "良好")
PERCENT_FLOORS = ("65", "70", "75", "80")

_COMPLETED: tuple[Json, ...] = ({"from": "2018-01-01"}, {"from": "2021-09-01"}, {"to": "2024-09-01"})
_APPLIED: tuple[Json, ...] = (
    {"to": "2028-01-01"},
    {"from": "2023-01-01", "to": "2025-01-01"},  # ended
    {"from": "2024-09-01", "to": "2029-09-01"},
    {"from": "2027-09-01"},  # not yet
)


def conditions(recogniser: str, source: Offer, rng: Random) -> Json:
    """Dates for some; an assurance and a status for all: most are approved agreements, some must never be used."""
    found: Json = {}
    draw = rng.random()
    if draw < 0.08:
        found["completed_within"] = dict(rng.choice(_COMPLETED))
    elif draw < 0.16:
        found["applied_within"] = dict(rng.choice(_APPLIED))
    draw = rng.random()
    if draw < 0.72:
        found["assurance"] = "agreement"
        found["agreement"] = f"{recogniser}-{source.place}"
    else:
        found["assurance"] = "statutory" if draw < 0.84 else "recommendation" if draw < 0.94 else "predicted"
    draw = rng.random()
    if draw < 0.11:
        found["status"] = "proposed" if draw < 0.05 else "withdrawn" if draw < 0.09 else "superseded"
    return found


def min_grade(source: Offer, rng: Random) -> Json:
    """A floor on the scheme on which the source is graded."""
    if source.five_level:
        return {"scheme": "five-level", "mark": rng.choice(FIVE_LEVEL_FLOORS)}
    return {"scheme": "percent", "mark": rng.choice(PERCENT_FLOORS)}


def title_of(sources: list[Offer], need: int | None, target: Offer | None, gives: bool) -> dict[str, str]:
    """What is recognised as what, in both languages."""
    zh = "、".join(source.zh for source in sources)
    en = ", ".join(source.en for source in sources)
    if need is not None and need < len(sources):
        zh, en = f"{zh} 中任 {need} 项", f"{need} of: {en}"
    if not gives:
        return {"zh": f"{zh}：不予认定", "en": f"{en}: not recognised"}
    to_zh, to_en = (target.zh, target.en) if target else ("选修学分", "elective credit")
    return {"zh": f"{zh} → {to_zh}", "en": f"{en} → {to_en}"}
