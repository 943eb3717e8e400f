"""What may be asked of one plan, of other plans as good, and of a plan after a plan?"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from api.requests import MOST_LISTED, Credits, Id, PathRequest
from api.service import Leeway, Wish
from recommender.planning.request import MOST_TIES


class SolveRequest(PathRequest):
    """Body of `/v1/paths:solve`: how the path may be, how many equally good choices are counted, and its proof."""

    count_ties: Annotated[int, Field(ge=0, le=MOST_TIES, strict=True)] = Field(
        0, description="up to so many equally good choices of study are counted one by one, each for a search"
    )
    certificate: bool = Field(False, description="whether the answer comes with its certificate")

    def wish(self) -> Wish:
        """As the service takes it."""
        return replace(super().wish(), count_ties=self.count_ties, certificate=self.certificate)


class AlternativesRequest(PathRequest):
    """Body of `/v1/paths:alternatives`: that of `paths:solve`, how many others, and how much worse they may be."""

    k: Annotated[int, Field(ge=1, le=5, strict=True)] = Field(2, description="others at most")
    slack_credits: Credits | None = Field(
        None, description="others may ask for so much more study than the best, as text such as '3'"
    )
    slack_terms: Annotated[int, Field(ge=0, le=100, strict=True)] | None = Field(
        None, description="others may end so many terms later than the best"
    )

    def leeway(self) -> Leeway:
        """As the service takes it."""
        return Leeway(self.slack_credits, self.slack_terms)


class ReplanRequest(PathRequest):
    """Body of `/v1/paths:replan`: that of `paths:solve`, and the steps of the old plan."""

    before: Annotated[list[Id], Field(max_length=MOST_LISTED)] = Field(
        description="the items of the old plan's steps, such as `steps[].item` of an answer of paths:solve"
    )
    keep_steps: bool = Field(False, description="rather keep the old steps than be short")
