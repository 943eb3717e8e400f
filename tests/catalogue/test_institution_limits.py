"""Limits of an institution hold for every version that it awards, and a version may state its own instead (B7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Loaded, read_directory
from recommender.catalogue.storage import load, save
from recommender.rules.cap import Cap
from recommender.rules.residency import Residency
from tests.catalogue.conftest import FILES, QUALIFICATION, line, write

CAP = {"kind": "cap", "id": "transfer", "source": {"transferred": True}, "most_share": "1/2"}
HOME = {"kind": "residency", "id": "home-wide", "least_share": "1/4"}


def bank(directory: Path, *limits: Any, own: str = QUALIFICATION) -> Loaded:
    craft = line(id="craft", titles={"en": "Centre of Skills"}, calendar="year", scheme="point")
    college = {"id": "open", "titles": {"en": "Open University"}, "calendar": "year", "scheme": "credit"}
    files = {name: text for name, text in FILES.items() if name != "institutions.csv"} | {
        "institutions.jsonl": line(**college, limits=list(limits)) + craft,
        "qualifications/accounting.yaml": own,
    }
    return read_directory(write(directory, files))


def limits_of(loaded: Loaded) -> dict[str, Any]:
    ((version,),) = loaded.catalogue.qualifications.values()
    return {limit.id: limit for limit in version.limits}


def test_each_version_has_the_limits_of_its_institution_and_shares_are_of_its_own_total(
    tmp_path: Path,
) -> None:
    loaded = bank(tmp_path, CAP, HOME)
    assert [one for one in loaded.findings if one.severity == "error"] == []
    found = limits_of(loaded)
    assert isinstance(found["transfer"], Cap)
    assert found["transfer"].most_units == 4 * 600
    assert isinstance(found["home-wide"], Residency)
    assert found["home-wide"].least_units == 2 * 600


def test_a_version_that_states_a_limit_of_the_same_id_has_that_one(tmp_path: Path) -> None:
    own = QUALIFICATION.replace("limits:\n", "limits:\n- {kind: cap, id: transfer, source: {}, most: '7'}\n")
    found = limits_of(bank(tmp_path, CAP, own=own))
    assert found["transfer"].most_units == 7 * 600


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        (CAP | {"within": "core"}, "limits/0/within"),
        ({"kind": "total", "id": "total", "least": "8"}, "limits/0/kind"),
        (CAP | {"colour": "red"}, "limits/0/colour"),
        ({"kind": "average", "id": "gpa", "least": "2", "scale": "x"}, "limits/0/scale"),
        (
            {"kind": "min_grade", "id": "good", "grade": {"scheme": "stars", "mark": "5"}},
            "limits/0/grade/scheme",
        ),
    ],
)
def test_a_mistake_is_named_at_its_place_and_costs_the_institution(
    tmp_path: Path, limit: dict[str, Any], field: str
) -> None:
    loaded = bank(tmp_path, limit)
    assert ("institutions.jsonl", 1, field) in {(one.file, one.row, one.field) for one in loaded.findings}
    assert "open" not in loaded.catalogue.institutions


def test_a_limit_on_an_institution_that_is_not_there_leaves_the_version_unread(tmp_path: Path) -> None:
    loaded = bank(tmp_path, CAP | {"source": {"issuers": ["nowhere"]}})
    assert loaded.catalogue.qualifications == {}


def test_the_database_gives_back_the_same_limits(tmp_path: Path) -> None:
    loaded = bank(tmp_path / "bank", CAP, HOME)
    save(loaded, tmp_path / "store.db")
    again = load(tmp_path / "store.db")
    assert again.catalogue.version == loaded.catalogue.version
    assert again.catalogue.qualifications == loaded.catalogue.qualifications
    assert again.catalogue.institutions == loaded.catalogue.institutions
