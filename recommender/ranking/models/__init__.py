"""Which kinds of ranking model are there?  One file for each, behind one protocol."""

from __future__ import annotations

from recommender.ranking.models.als import Als, AlsRecipe
from recommender.ranking.models.popularity import Popularity, PopularityRecipe
from recommender.ranking.models.slit import Slit, SlitRecipe
from recommender.ranking.protocol import Ranker

__all__ = ["KINDS", "Als", "AlsRecipe", "Popularity", "PopularityRecipe", "Slit", "SlitRecipe"]

KINDS: dict[str, type[Ranker]] = {kind.kind: kind for kind in (Als, Popularity, Slit)}
"""Every kind that a manifest may name."""
