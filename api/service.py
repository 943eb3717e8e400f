"""What does the service ask of the use cases?  One port, and its adapter to an opened bank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a caller may choose for a plan; None and empty mean the default of the use case."""

    goals: tuple[str, ...] = ()
    as_of: date | None = None
    objectives: tuple[str, ...] | None = None
    assurance: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    institutions: tuple[str, ...] | None = None
    load: str | None = None
    """Most credit of new study in one term, as decimal text."""
    horizon_years: int | None = None
    seed: int = 0
    personalised: bool = True
    assume: tuple[str, ...] = ()
    """Marks of new study: `SCHEME:MARK`, or `ITEM=SCHEME:MARK`."""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What is so of the learner and not in the ledger, by name."""
    choice: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """How, where and when new study may be taken: the fields of `recommender.recommend.choice.Choice`."""
    certificate: bool = False
    """Whether the plan comes with its certificate."""
    count_ties: int = 0
    """Up to how many equally good choices of study are counted one by one."""


@dataclass(frozen=True, slots=True)
class Browse:
    """What a caller may choose for a list of recommendations."""

    scenario: str = "next"
    goal: str | None = None
    limit: int = 3
    exclude: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    personalised: bool = True
    as_of: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a caller may ask about a plan; of nothing its steps are told, or why there is none."""

    items: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    shorter: str | None = None
    """By how many credits, as decimal text."""
    sooner: int = 0
    certificates: bool = False
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Leeway:
    """How much worse than the best other plans may be."""

    credits: str | None = None
    """More study, as decimal text."""
    terms: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part that answers stand on: `ready`, `degraded` or `unavailable`, with the reason."""

    state: str
    version: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One qualification version that may be chosen as a goal."""

    key: str
    title: Json = field(hash=False)
    institution_title: Json = field(hash=False)


class Service(Protocol):
    """The questions; answers are plain data as documented in docs/api.md.

    Every method may raise the errors of `recommender.errors`.
    """

    def recommend(self, learner: str, browse: Browse) -> Json:
        """Items for this learner, best first."""
        ...

    def record(self, learner: str, as_of: date | None) -> Json:
        """What the ledger holds for the learner."""
        ...

    def audit(
        self,
        learner: str,
        goals: Sequence[str],
        as_of: date | None,
        facts: Mapping[str, str] | None = None,
    ) -> Json:
        """What is met, what remains, what does not count."""
        ...

    def plan(
        self,
        learner: str | Json,
        wish: Wish,
        explained: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Json:
        """The shortest path of a learner, or of a record handed in as data; what was found, once it is cancelled."""
        ...

    def review(self, learner: str | Json, wish: Wish, steps: Sequence[Json]) -> Json:
        """A plan made by hand, judged: what it breaks and what it leaves open."""
        ...

    def alternatives(self, learner: str | Json, wish: Wish, k: int, leeway: Leeway) -> Json:
        """The best plan and up to k others that are as good, or worse by so much."""
        ...

    def replan(self, learner: str | Json, wish: Wish, before: Sequence[str], keep_first: bool) -> Json:
        """The plan that is nearest to the items of an old one."""
        ...

    def what_if(self, learner: str | Json, wish: Wish, changes: Sequence[Json]) -> Json:
        """Both plans, as things are and with every change made."""
        ...

    def why(self, learner: str | Json, wish: Wish, inquiry: Inquiry) -> Json:
        """Why this path, why not that item, what would make it shorter, and why is there none."""
        ...

    def verify(self, content: bytes) -> Json:
        """What a certificate shows, of whose bytes nothing is believed."""
        ...

    def answer(self, key: str, learner: str | None) -> bytes:
        """The bytes of an answer that was given under a replay key, of one of several learners where they share it."""
        ...

    def learners(self, limit: int) -> list[str]:
        """Some learners of the ledger, in order of id."""
        ...

    def choices(self) -> list[Choice]:
        """The qualifications open to new learners today."""
        ...

    def is_synthetic(self) -> bool:
        """Whether the catalogue is made up."""
        ...

    def parts(self) -> dict[str, Part]:
        """How the catalogue, the ledger and the model are."""
        ...
