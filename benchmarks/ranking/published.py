"""What have others reported on the same data, on the same split, ranking every item?"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PUBLISHED", "Published"]


@dataclass(frozen=True, slots=True)
class Published:
    """One row of others' tables; None where no figure is given."""

    method: str
    recall: float
    ndcg: float | None = None
    phr: float | None = None
    source: str = "published"


PUBLISHED: dict[str, tuple[Published, ...]] = {
    "cnpc": (
        Published("KGXCR (2025)", 0.484, 0.296, 0.588),
        Published("CourseDREAM", 0.440),
        Published("Scholars Walk", 0.401),
        Published("SASRec, under-trained on a CPU", 0.422, 0.250, source="measured by us, apart"),
        Published("Markov with decayed history", 0.479, 0.300, source="measured by us, apart"),
        Published("EASE, decayed history", 0.352, 0.213, source="measured by us, apart"),
        Published("RP3beta", 0.295, 0.166, source="measured by us, apart"),
        Published("BPR", 0.256, 0.138, source="measured by us, apart"),
        Published("item-kNN, cosine", 0.215, 0.117, source="measured by us, apart"),
    ),
    "mooccubex97k": (
        Published("EASE, decayed history", 0.325, 0.202, source="measured by us, apart"),
        Published("Markov with decayed history", 0.307, 0.194, source="measured by us, apart"),
        Published("RP3beta", 0.292, 0.171, source="measured by us, apart"),
        Published("item-kNN, cosine", 0.259, 0.156, source="measured by us, apart"),
    ),
}
"""By the name of the data folder. Recall, NDCG and share of learners with a hit, at 10."""
