"""How is the demo bank written down as a native catalogue directory?"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from recommender.demo.model import Clauses, Json, Offer, Place, World
from recommender.interchange.native import write_lines, write_yaml

_ITEM_COLUMNS = (
    "id", "kind", "issuer", "title_zh", "title_en", "credits", "credits_most", "study_credits", "hours", "level",
    "subject", "tags", "fee", "modes", "languages", "seasons", "from", "to", "studyable", "lineage",
)  # fmt: skip
_INSTITUTION_COLUMNS = ("id", "title_zh", "title_en", "region", "calendar", "scheme")

TWO_TERMS: Json = {
    "id": "two-term",
    "seasons": [
        {"name": "spring", "start": "02-24", "end": "07-05"},
        {"name": "autumn", "start": "09-01", "end": "01-12"},
    ],
}

_HEAD: Json = {
    "format": "creditpath-catalogue/1",
    "id": "delta-demo",
    "titles": {
        "zh": "长三角学分银行（合成示例数据）",
        "en": "Delta Credit Bank (synthetic demonstration data)",
    },
    "synthetic": True,
    "schemes": [
        {"id": "credit", "titles": {"zh": "学分", "en": "credit"}, "hours_per_credit": "16"},
        {"id": "skill-point", "titles": {"zh": "技能点", "en": "skill point"}, "hours_per_credit": "8"},
    ],
    "ratios": [{"from": "skill-point", "to": "credit", "factor": "1/2"}],
    "grade_schemes": [
        {"id": "percent", "numeric": True, "pass_mark": "60"},
        {"id": "five-level", "marks": ["不及格", "及格", "中等", "良好", "优秀"], "pass_mark": "及格"},
    ],
    "calendars": [
        TWO_TERMS,
        {
            "id": "three-term",
            "seasons": [
                {"name": "spring", "start": "02-24", "end": "07-05"},
                {"name": "summer", "start": "07-08", "end": "08-20"},
                {"name": "autumn", "start": "09-01", "end": "01-12"},
            ],
        },
    ],
    "load": "16",
}


def write_directory(world: World, directory: Path, head: Json = _HEAD) -> None:
    """Write every file of the directory; existing ones are replaced."""
    directory.mkdir(parents=True, exist_ok=True)
    write_yaml(directory / "catalogue.yaml", head)
    _csv(directory / "institutions.csv", _INSTITUTION_COLUMNS, map(_institution, world.places.values()))
    _csv(directory / "items.csv", _ITEM_COLUMNS, map(_item, world.offers.values()))
    write_lines(
        directory / "prerequisites.jsonl", (line for o in world.offers.values() for line in _before(o))
    )
    write_lines(directory / "rules.jsonl", world.rules)
    (directory / "qualifications").mkdir(exist_ok=True)
    for version in world.qualifications:
        name = f"{version['id'].split('/')[1]}-{version['year']}.yaml"
        write_yaml(directory / "qualifications" / name, version)


def _institution(place: Place) -> tuple[str, ...]:
    return (place.id, place.zh, place.en, place.region, place.calendar, place.scheme)


def _item(offer: Offer) -> tuple[str, ...]:
    level = "" if offer.level is None else str(offer.level)
    return (
        offer.id,
        offer.kind,
        offer.place,
        offer.zh,
        offer.en,
        offer.credits,
        "",
        offer.study_credits,
        offer.hours,
        level,
        offer.subject,
        "|".join(offer.tags),
        str(offer.fee),
        "|".join(offer.modes),
        "|".join(offer.languages),
        "|".join(offer.seasons),
        offer.start,
        offer.end,
        "",
        offer.lineage,
    )


def _before(offer: Offer) -> Iterable[Json]:
    if offer.needs:
        yield {"item": offer.id, "prerequisite": _expression(offer.needs)}
    if offer.with_:
        atoms = [{"item": item} for item in offer.with_]
        yield {"item": offer.id, "corequisite": atoms[0] if len(atoms) == 1 else {"all": atoms}}


def _expression(clauses: Clauses) -> Json:
    parts: list[Json] = []
    for clause in clauses:
        atoms: list[Json] = [
            {"item": a.code, "min_grade": {"scheme": "percent", "mark": str(a.floor)}}
            if a.floor
            else {"item": a.code}
            for a in clause
        ]
        parts.append(atoms[0] if len(atoms) == 1 else {"any": atoms})
    return parts[0] if len(parts) == 1 else {"all": parts}


def _csv(file: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
