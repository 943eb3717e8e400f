"""What may be asked of other plans as good, and of a plan after a plan?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.requests import MOST_LISTED, Id, PathRequest


class AlternativesRequest(PathRequest):
    """Body of `/v1/paths:alternatives`: that of `paths:solve`, and how many others."""

    k: Annotated[int, Field(ge=1, le=5, strict=True)] = Field(2, description="others at most")


class ReplanRequest(PathRequest):
    """Body of `/v1/paths:replan`: that of `paths:solve`, and the steps of the old plan."""

    before: Annotated[list[Id], Field(max_length=MOST_LISTED)] = Field(
        description="the items of the old plan's steps, such as `steps[].item` of an answer of paths:solve"
    )
    keep_steps: bool = Field(False, description="rather keep the old steps than be short")
