"""What an imported list says of a learner is what the format's own reading of the list says, on random lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.catalogue import Catalogue, read_directory
from recommender.interchange.converted import Converted, write
from recommender.interchange.coverage import Coverage
from recommender.interchange.fireroad.lists import RequirementList
from recommender.interchange.fireroad.overlaps import overlaps
from recommender.interchange.native import Native, head, institution
from recommender.ledger.record import Record, Result
from recommender.planning import GoalRef, PlanRequest, make_audit
from recommender.vocabulary import EntryId, ItemId, LearnerId, QualificationId

Node = dict[str, Any]
DAY = date(2026, 6, 1)
UNITS = 12
NUMBERS = [f"{number}.00" for number in range(1, 9)]


def fulfilled(node: Node, held: set[str]) -> tuple[bool, set[str]]:
    """The format's reading: whether a node is fulfilled, and by which subjects."""
    limit = node.get("threshold")
    if "req" in node:
        mine = {node["req"]} & held
        return (reached(limit, mine) if limit else bool(mine)), mine
    below = [fulfilled(child, held) for child in node["reqs"]]
    mine = set().union(*(subjects for _, subjects in below))
    done = sum(bool(met and subjects) for met, subjects in below)
    distinct = node.get("distinct-threshold")
    if limit is None:
        met = done >= (distinct["cutoff"] if distinct else 1)
    else:
        met = reached(limit, mine) and (distinct is None or done >= distinct["cutoff"])
    return met and (node["connection-type"] != "all" or done == len(below)), mine


def reached(limit: Node, subjects: set[str]) -> bool:
    have = len(subjects) * (UNITS if limit["criterion"] == "units" else 1)
    return bool(have >= limit["cutoff"] + (limit["type"] == "GT"))


def limits(most: int) -> st.SearchStrategy[Node]:
    count = st.builds(
        lambda n, type_: {"cutoff": n, "criterion": "subjects", "type": type_},
        st.integers(1, most),
        st.sampled_from(["GTE", "GT"]),
    )
    units = st.integers(1, most).map(lambda n: {"cutoff": n * UNITS - 3, "criterion": "units", "type": "GTE"})
    return count | units


GROUPS = st.recursive(
    st.just({"req": ""}),
    lambda below: st.builds(
        lambda connection, reqs, limit, distinct: (
            {"connection-type": connection, "reqs": reqs}
            | ({"threshold": limit} if limit else {})
            | ({"distinct-threshold": distinct} if distinct and connection == "any" else {})
        ),
        st.sampled_from(["any", "all"]),
        st.lists(below, min_size=1, max_size=3),
        st.none() | limits(3),
        st.none()
        | st.builds(lambda n: {"cutoff": n, "criterion": "subjects", "type": "GTE"}, st.integers(1, 2)),
    ),
    max_leaves=8,
)


def numbered(node: Node, left: list[str]) -> Node:
    """The tree with the next subjects in its places."""
    if "req" in node:
        return {"req": left.pop(0)}
    return node | {"reqs": [numbered(child, left) for child in node["reqs"]]}


def catalogue_of(tree: Node, folder: Path) -> Catalogue:
    native = Native(head("mit", "一", "one"))
    native.institutions.append(institution("MIT", "MIT"))
    for number in NUMBERS:
        native.items[number] = {
            "id": f"MIT/{number}", "kind": "course", "issuer": "MIT", "title_en": number, "credits": str(UNITS),
        }  # fmt: skip
    native.qualifications = [
        {
            "id": "MIT/x", "year": "1", "institution": "MIT", "titles": {"en": "x"}, "award": "minor",
            "total": "1/600", "requirement": tree,
            "limits": [{"kind": "sharing", "id": "sharing", "any": True}] if overlaps(tree, lambda tag: ()) else [],
        }
    ]  # fmt: skip
    write(Converted(native, Coverage()), folder)
    loaded = read_directory(folder)
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    return loaded.catalogue


@settings(max_examples=40, deadline=None)
@given(
    st.lists(GROUPS, min_size=1, max_size=2),
    st.lists(st.sampled_from(NUMBERS), min_size=16, max_size=16),
    st.sets(st.sampled_from(NUMBERS)),
)
def test_a_list_means_what_its_format_means(
    tmp_path_factory: pytest.TempPathFactory, groups: list[Node], subjects: list[str], held: set[str]
) -> None:
    left = list(subjects)
    reqs = [numbered(one, left) for one in groups]
    coverage = Coverage()
    tree = RequirementList("MIT/x", "x.json", coverage, lambda one: [f"MIT/{one}"]).tree({"reqs": reqs})
    assume(coverage.unread("MIT/x") == [])
    assert tree is not None
    catalogue = catalogue_of(tree, tmp_path_factory.mktemp("list") / "native")
    results = tuple(
        Result(EntryId(f"e{number}"), ItemId(f"MIT/{number}"), UNITS * 600, "credit", None, DAY)
        for number in sorted(held)
    )
    audit = make_audit(
        catalogue,
        Record(LearnerId("a/b"), DAY, "file", results=results),
        PlanRequest((GoalRef(QualificationId("MIT/x")),), DAY),
    )
    expected = all(fulfilled(one, held)[0] for one in reqs)
    assert (audit.goals[0].requirements.status == "met") is expected
