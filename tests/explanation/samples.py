"""One rule of every kind with every field that it has, as data: what texts, tables and tests of all kinds draw on."""

from __future__ import annotations

from typing import Any

SET: dict[str, Any] = {
    "issuers": ["open"],
    "kinds": ["course", "certificate"],
    "subjects": ["ACC", "LAW"],
    "level_from": 100,
    "level_to": 290,
    "tags": ["core"],
    "union": [{"items": ["open/acc1", "open/acc2"]}, {"subjects": ["LAW"]}],
    "intersection": [{"kinds": ["course"]}],
    "except": [{"items": ["open/exam"]}],
}
LEAF: dict[str, Any] = {"kind": "count_from", "id": "inner", "least": 1, "of": {"items": ["open/law"]}}
OTHER: dict[str, Any] = {"kind": "credits_from", "id": "outer", "least": "1.5", "of": {"subjects": ["ACC"]}}
TITLES = {"zh": "样例", "en": "Sample"}

REQUIREMENTS: dict[str, dict[str, Any]] = {
    "all_of": {"children": [LEAF, OTHER]},
    "conditional": {
        "when": {
            "all": [
                {"any": [{"holds": ["open/exam", "craft/cert"]}, {"not": {"chose": "inner"}}]},
                {"entered_before": "2023-04-05"},
                {"enrolled_in": ["open/accounting"]},
            ]
        },
        "then": LEAF,
        "else": OTHER,
    },
    "count_from": {"of": SET, "least": 2, "most": 5, "least_credits": "4.5"},
    "credits_from": {"of": SET, "least": "3.5", "most": "7"},
    "holds_award": {"qualifications": ["open/accounting", "open/older"]},
    "holds_award kind": {"award": "associate"},
    "n_of": {"n": 1, "children": [LEAF, OTHER]},
    "pool": {
        "of": SET,
        "least": "6.5",
        "least_count": 2,
        "most": "9",
        "most_count": 4,
        "parts": [{"id": "lab", "titles": TITLES, "of": {"tags": ["core"]}, "least": "2.5", "most_count": 3}],
    },
}
"""By kind, without `kind`, `id` and `titles`; a second sample of a kind has a word more."""

LIMITS: dict[str, dict[str, Any]] = {
    "average": {"least": "2.7", "scale": "gpa", "of": {"subjects": ["ACC"]}, "within": "inner"},
    "breadth": {
        "by": "subject",
        "of": {"tags": ["core"]},
        "within": "inner",
        "least_areas": 2,
        "most_areas": 5,
        "each_least": "1.5",
        "each_least_count": 3,
        "each_most": "6.5",
        "each_most_count": 4,
    },
    "breadth named": {
        "areas": [
            {"id": "sums", "titles": TITLES, "of": {"subjects": ["ACC"]}},
            {"id": "laws", "titles": TITLES, "of": {"items": ["open/law"]}},
        ],
        "least_areas": 1,
        "most_areas": 2,
    },
    "cap": {
        "source": {
            "kinds": ["certificate"],
            "issuers": ["craft"],
            "agreements": ["pact"],
            "recognised": True,
            "transferred": False,
            "graded": ["levels"],
            "awarded": True,
            "rules": ["open/r1"],
        },
        "of": {"subjects": ["ACC"], "tags": ["core"]},
        "each": "issuer",
        "most": "4.5",
        "most_count": 3,
        "within": "inner",
    },
    "cap share": {"source": {"recognised": False}, "most_share": "2/5", "share_of": "inner", "most_count": 6},
    "min_grade": {
        "grades": [{"scheme": "percent", "mark": "70"}, {"scheme": "levels", "mark": "good"}],
        "measures": {"attendance": "80"},
        "of": {"subjects": ["ACC"], "tags": ["core"]},
        "within": "inner",
    },
    "residency": {"least": "5.5", "institutions": ["open", "craft"]},
    "residency count": {"least_count": 5, "institutions": ["open", "craft"], "within": "inner"},
    "shelf_life": {"of": {"subjects": ["ACC"]}, "months": 30, "from": "enrolment"},
    "shelf_life years": {"years": 7, "from": "award"},
    "single_use": {},
    "total": {"least": "8"},
    "sharing": {"between": [["top", "inner"]], "most_count": 11, "most": "12.5", "most_uses": 3},
    "sharing any": {"any": True, "most_uses": 4},
    "window": {"source": {"kinds": ["course"], "issuers": ["open"]}, "per": "term", "most": "7.5"},
    "window year": {"source": {}, "per": "year", "most": "13.5"},
}
"""By kind, without `kind` and `id`; a second sample of a kind has a word more."""

PERCENT = {"scheme": "percent", "mark": "77"}

RULE: dict[str, Any] = {
    "id": "open/whole",
    "recogniser": "open",
    "sources": [
        {"item": "craft/cert", "min_grade": {"scheme": "levels", "mark": "good"}},
        {
            "item": "open/exam",
            "min_grade": {"scheme": "percent", "mark": "75"},
            "issued_by": ["open"],
            "level_from": 90,
        },
    ],
    "need": 1,
    "outputs": [
        {"type": "credit", "item": "open/acc1", "credits": "2.5", "prerequisite": {"min_grade": PERCENT}},
        {"type": "exemption", "item": "open/law"},
        {"type": "prerequisite", "item": "open/acc2"},
        {
            "type": "elective",
            "credits": "1.5",
            "subject": "LAW",
            "level": 300,
            "tags": ["first"],
            "item_kind": "exam",
            "titles": TITLES,
        },
    ],
    "agreement": "pact",
    "assurance": "statutory",
    "status": "approved",
    "completed_within": {"from": "2021-02-03", "to": "2029-04-05"},
    "applied_within": {"from": "2022-06-07", "to": "2030-08-09"},
    "reuse": True,
    "partial": True,
    "shelf_life_years": 6,
    "fee": 4700,
    "fee_per_credit": 1100,
    "towards": {
        "awards": ["associate"],
        "majors": ["accounting"],
        "programmes": ["evening"],
        "qualifications": ["open/x"],
    },
    "learner": {"regions": ["east"], "enrolled_at": ["open"], "enrolled_in": ["open/accounting"]},
    "note": "decided by the senate",
    "titles": TITLES,
}
"""A recognition rule with every field but a choice."""

CHOICE: dict[str, Any] = {
    "id": "open/choice",
    "recogniser": "open",
    "sources": [
        {
            "any": [
                {"item": "craft/cert"},
                {"item": "open/exam", "min_grade": {"scheme": "percent", "mark": "85"}},
            ]
        },
        {"item": "open/law"},
    ],
    "outputs": [],
    "choice": [
        [{"type": "credit", "item": "open/acc1", "credits_by": [{"award": "associate", "credits": "3.5"}]}],
        [
            {
                "type": "elective",
                "ratio": "2/3",
                "rounding": {"to": "0.5", "law": "half_even", "on": "sum"},
                "subject": "ACC",
            }
        ],
    ],
    "withdrawn_by": ["open/acc2"],
    "chain": {"most": 3},
}
"""Alternatives among sources, options among outputs, amounts by target and by ratio."""

VERSION: dict[str, Any] = {
    "time": {"least_years": 2, "most_years": 8},
    "awards": ["01-15", "07-10"],
    "load": "11",
    "load_least": "4.5",
    "major": "accounting",
    "programme": "evening",
    "repeats": "last",
    "consumes": True,
    "counts_again": {"most": "6.5"},
}
"""What a version says beside its requirement, its limits and its dates."""

BEFORE: dict[str, Any] = {
    "item": "open/acc2",
    "prerequisite": {
        "all": [
            {"item": "open/acc1", "min_grade": {"scheme": "percent", "mark": "65"}},
            {"any": [{"item": "open/law"}, {"unknown": "consent of the department"}]},
            {"credits": "4.5", "of": {"subjects": ["ACC"]}},
            {"any": [{"enrolled_in": ["open/accounting"]}, {"entered_before": "2024-05-06"}]},
        ]
    },
    "corequisite": {"item": "open/exam"},
}
"""A line of prerequisites with every form."""
