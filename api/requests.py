"""What may be asked: the parameters and bodies of the API, each checked, none ignored?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from api.service import Browse, Inquiry, Wish
from recommender.recommend.handed_in import MOST_ROWS
from recommender.vocabulary import parse_date, parse_units

MOST_LISTED = 200
"""Longest list of items in one parameter or field."""

MOST_FACTS = 50

FACT = "NAME=VALUE: something that is so of the learner and not in the ledger, such as years_of_work=3; may be repeated"


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise ValueError("expected a date as text, YYYY-MM-DD")
    return parse_date(value)


def _credits(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected an amount of credit as text, such as '20' or '1.5'")
    parse_units(value)
    return value


def _more_than_none(value: object) -> str:
    text = _credits(value)
    if not parse_units(text):
        raise ValueError("expected more than 0")
    return text


def _facts(stated: list[str]) -> list[str]:
    """Each as NAME=VALUE, and each name once."""
    names = [text.partition("=")[0] for text in stated]
    for name, text in zip(names, stated, strict=True):
        if not name or not text.partition("=")[2] or names.count(name) > 1:
            raise ValueError(
                f"expected each fact once, as NAME=VALUE such as years_of_work=3, found {text!r}"
            )
    return stated


Objective = Literal["length", "terms", "fee", "fit"]
Day = Annotated[date, BeforeValidator(_day)]
Credits = Annotated[str, BeforeValidator(_credits)]
SomeCredits = Annotated[str, BeforeValidator(_more_than_none)]
Id = Annotated[str, Field(min_length=1, max_length=256)]
Ids = Annotated[list[Id], Field(max_length=MOST_LISTED)]
FactTexts = Annotated[list[Id], Field(max_length=MOST_FACTS), AfterValidator(_facts)]
Facts = Annotated[dict[Id, Id], Field(max_length=MOST_FACTS)]


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
    fact: FactTexts = Field([], description=FACT)

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
            _stated(self.fact),
        )


class RecordQuery(Asked):
    """Query of `/record`."""

    as_of: Day | None = Field(None, description="the day for which the record is folded; absent: today")


class AnswerQuery(Asked):
    """Query of `/v1/answers`."""

    learner: Id | None = Field(
        None, description="whose, where learners with equal records were answered under one key"
    )


class AuditQuery(RecordQuery):
    """Query of `/audit`."""

    goal: Id | None = Field(
        None, description="`qualification` or `qualification@year`; absent: the enrolment"
    )
    fact: FactTexts = Field([], description=FACT)

    def goals(self) -> tuple[str, ...]:
        """The goals named."""
        return (self.goal,) if self.goal else ()

    def facts(self) -> dict[str, str]:
        """What is stated of the learner, by name."""
        return _stated(self.fact)


class Whose(Asked):
    """What every body says: a learner of the ledger or a record handed in, goals, and what shall be taken to hold."""

    learner: Id | None = Field(None, description="a learner of the ledger")
    record: dict[str, Any] | None = Field(
        None, description=f"a record handed in, as in a record file; {MOST_ROWS:,} rows at most"
    )
    goals: Annotated[list[Id], Field(max_length=4)] = Field([], description="absent: the enrolment")
    as_of: Day | None = None
    assurance: Annotated[list[Id], Field(max_length=4)] | None = None
    load: SomeCredits | None = Field(None, description="most credit of new study in one term")
    assume: Annotated[list[Id], Field(max_length=100)] = Field(
        [], description="marks of new study where marks are averaged: SCHEME:MARK, or ITEM=SCHEME:MARK"
    )
    facts: Facts = Field(
        {}, description="what is so of the learner and not in the ledger, by name, such as years_of_work"
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.learner is None) == (self.record is None):
            raise ValueError("expected exactly one of `learner` and `record`")
        return self

    def whose(self) -> str | dict[str, Any]:
        """The learner, or the record."""
        found = self.learner if self.learner is not None else self.record
        assert found is not None, "one of them is given"
        return found

    def wish(self) -> Wish:
        """As the service takes it."""
        return Wish(
            tuple(self.goals),
            self.as_of,
            assurance=_tuple(self.assurance),
            load=self.load,
            assume=tuple(self.assume),
            facts=self.facts,
        )


class PathRequest(Whose):
    """What every body about a path says: a learner of the ledger or a record handed in, a goal, and choices."""

    objectives: Annotated[list[Objective], Field(max_length=4)] | None = Field(
        None, description="levels of the plan, each exact, in this order; some may be left out"
    )
    exclude: Ids = []
    pins: Ids = []
    institutions: Ids | None = Field(None, description="new study only at these")
    modes: Ids = Field([], description="new study only in one of these ways of delivery")
    regions: Ids = Field([], description="new study only at institutions of these regions")
    languages: Ids = Field([], description="new study only in one of these languages")
    budget: Annotated[int, Field(ge=0)] | None = Field(None, description="most fee in all, in fen")
    terms: Annotated[int, Field(ge=0, le=100)] | None = Field(None, description="terms at most")
    term_loads: Annotated[dict[Id, SomeCredits], Field(max_length=60)] = Field(
        {}, description="by label of a term the most credit of new study in it, such as {'2027-spring': '6'}"
    )
    by: Day | None = Field(None, description="a day by which every goal has to be awarded")
    earliest: Id | None = Field(None, description="label of the first term in which new study may begin")
    pin_terms: Annotated[dict[Id, Id], Field(max_length=MOST_LISTED)] = Field(
        {}, description="by item the label of the term in which it must be taken"
    )
    horizon_years: Annotated[int, Field(ge=1, le=20)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    personalised: bool = True

    def wish(self) -> Wish:
        """As the service takes it."""
        return replace(
            super().wish(),
            objectives=_tuple(self.objectives),
            exclude=tuple(self.exclude),
            pins=tuple(self.pins),
            institutions=_tuple(self.institutions),
            horizon_years=self.horizon_years,
            seed=self.seed,
            personalised=self.personalised,
            choice=self._choice(),
        )

    def _choice(self) -> dict[str, Any]:
        """The fields of the choice, as the use case takes them."""
        return {
            "modes": self.modes,
            "regions": self.regions,
            "languages": self.languages,
            "budget": self.budget,
            "most_terms": self.terms,
            "loads": {label: parse_units(text) for label, text in self.term_loads.items()},
            "by": self.by,
            "earliest": self.earliest,
            "pin_terms": self.pin_terms,
        }


class MarkAsked(Asked):
    """A mark of a grade scheme."""

    scheme: Id
    mark: Id


class ChangeAsked(Asked):
    """One thing that is supposed to be otherwise: `kind`, and the fields of that kind."""

    kind: Literal["result", "grade", "waive", "rule", "agreement", "load"]
    item: Id | None = Field(None, description="of result and grade: a course, certificate or exam")
    grade: MarkAsked | None = Field(None, description="of grade, and of result where a mark matters")
    requirement: Id | None = Field(None, description="of waive: a requirement or a limit")
    goal: Id | None = Field(None, description="of waive: whose; absent: the first goal")
    rule: Id | None = Field(None, description="of rule: a recognition rule that is not in force")
    source: Id | None = Field(None, description="of agreement: what is recognised")
    target: Id | None = Field(None, description="of agreement: as what")
    credits: SomeCredits | None = Field(None, description="of load: how much more in each term")


class WhatIfRequest(PathRequest):
    """Body of `/v1/paths:what-if`: that of `paths:solve`, and what is supposed to be otherwise."""

    changes: Annotated[list[ChangeAsked], Field(min_length=1, max_length=10)]

    def rows(self) -> list[dict[str, Any]]:
        """The changes as plain data."""
        return [one.model_dump(exclude_none=True) for one in self.changes]


class WhyRequest(PathRequest):
    """Body of `/v1/paths:why`: that of `paths:solve`, and what is asked; of nothing: each step, or why none."""

    items: Annotated[list[Id], Field(max_length=20)] = Field([], description="why not, or what without it")
    results: Annotated[list[Id], Field(max_length=20)] = Field(
        [], description="entries: why they count nothing"
    )
    shorter: SomeCredits | None = Field(None, description="the smallest changes that save so many credits")
    sooner: Annotated[int, Field(ge=0, le=40)] = Field(0, description="those that save so many terms")
    certificates: bool = Field(False, description="which certificate saves how much")
    fails: bool = Field(
        False, description="what becomes of the path if a step fails: one of `items`, else each"
    )

    def question(self) -> Inquiry:
        """As the service takes it."""
        asked = tuple(self.items), tuple(self.results)
        return Inquiry(*asked, self.shorter, self.sooner, self.certificates, self.fails)


class ProposedStep(Asked):
    """One step of a plan made by hand."""

    item: Id
    term: Id = Field(description="the label of a term, such as 2027-spring")


class ReviewRequest(Whose):
    """Body of `/v1/plans:audit`: a plan made by hand, for a learner of the ledger or a record handed in."""

    steps: Annotated[list[ProposedStep], Field(max_length=MOST_LISTED)] = Field(
        description="new study in its terms; study in progress belongs to every plan and need not be listed"
    )

    def proposed(self) -> list[dict[str, Any]]:
        """The steps as plain data."""
        return [step.model_dump() for step in self.steps]


def _stated(facts: list[str]) -> dict[str, str]:
    return dict(text.split("=", 1) for text in facts)


def _tuple(values: list[Any] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
