"""What may be asked: the parameters and bodies of the API, each checked, none ignored?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from api.service import Browse, Wish
from recommender.vocabulary import parse_date, parse_units

MOST_LISTED = 200
"""Longest list of items in one parameter or field."""


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise ValueError("expected a date as text, YYYY-MM-DD")
    return parse_date(value)


def _credits(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected an amount of credit as text, such as '20' or '1.5'")
    parse_units(value)
    return value


Day = Annotated[date, BeforeValidator(_day)]
CreditText = Annotated[str, BeforeValidator(_credits)]
Id = Annotated[str, Field(min_length=1, max_length=256)]
Ids = Annotated[list[Id], Field(max_length=MOST_LISTED)]


class Asked(BaseModel):
    """A parameter or field that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")


class RecommendQuery(Asked):
    """Query of `/recommendations`."""

    scenario: Literal["next", "top_up", "certificate", "explore"] = Field(
        "next", description="what the list is for"
    )
    goal: Id | None = Field(
        None, description="`qualification` or `qualification@year`; absent: the enrolment"
    )
    limit: int = Field(3, ge=1, le=50, description="items at most")
    exclude: Ids = Field([], description="item not to be studied; may be repeated; changes the plan")
    pin: Ids = Field([], description="item that must be in the plan; may be repeated")
    personalised: bool = Field(True, description="false: no history is used for the order")
    as_of: Day | None = Field(None, description="the day for which the answer holds; absent: today")

    def browse(self) -> Browse:
        """As the service takes it."""
        return Browse(
            self.scenario,
            self.goal,
            self.limit,
            tuple(self.exclude),
            tuple(self.pin),
            self.personalised,
            self.as_of,
        )


class RecordQuery(Asked):
    """Query of `/record`."""

    as_of: Day | None = Field(None, description="the day for which the record is folded; absent: today")


class AuditQuery(RecordQuery):
    """Query of `/audit`."""

    goal: Id | None = Field(
        None, description="`qualification` or `qualification@year`; absent: the enrolment"
    )

    def goals(self) -> tuple[str, ...]:
        """The goals named."""
        return (self.goal,) if self.goal else ()


class PathRequest(Asked):
    """Body of `/v1/paths:solve`: a learner of the ledger or a record handed in, a goal, and choices."""

    learner: Id | None = Field(None, description="a learner of the ledger")
    record: dict[str, Any] | None = Field(None, description="a record handed in, as in a record file")
    goals: Annotated[list[Id], Field(max_length=4)] = Field([], description="absent: the enrolment")
    as_of: Day | None = None
    objectives: Annotated[list[Literal["length", "fee", "fit"]], Field(max_length=3)] | None = None
    assurance: Annotated[list[Id], Field(max_length=4)] | None = None
    exclude: Ids = []
    pins: Ids = []
    institutions: Ids | None = Field(None, description="new study only at these")
    load: CreditText | None = Field(None, description="most credit of new study in one term")
    assume: Annotated[list[Id], Field(max_length=100)] = Field(
        [], description="marks of new study where marks are averaged: SCHEME:MARK, or ITEM=SCHEME:MARK"
    )
    horizon_years: Annotated[int, Field(ge=1, le=20)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    personalised: bool = True

    @model_validator(mode="after")
    def _one_source(self) -> PathRequest:
        if (self.learner is None) == (self.record is None):
            raise ValueError("expected exactly one of `learner` and `record`")
        return self

    def wish(self) -> Wish:
        """As the service takes it."""
        return Wish(
            tuple(self.goals),
            self.as_of,
            _tuple(self.objectives),
            _tuple(self.assurance),
            tuple(self.exclude),
            tuple(self.pins),
            _tuple(self.institutions),
            self.load,
            self.horizon_years,
            self.seed,
            self.personalised,
            tuple(self.assume),
        )


def _tuple(values: list[Any] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
