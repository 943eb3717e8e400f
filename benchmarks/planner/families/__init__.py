"""What is asked of the planner, family by family; which data does each need, and which bars is it held against?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.planner.families import banks, universities
from benchmarks.planner.figures import Json
from benchmarks.planner.sources import CASES, RPI, UTD, Sources, data_folder
from benchmarks.planner.task import Task

__all__ = ["FAMILIES", "Bar", "Family", "Sources", "Task", "data_folder"]


@dataclass(frozen=True, slots=True)
class Bar:
    """What is asked of one figure: at most or at least so much; `seen` is what the design measured before."""

    figure: str
    asked: float
    seen: str = ""
    least: bool = False

    def judged(self, value: float | None, few: str = "") -> Json:
        """Asked, seen and here in one row; `met` is None where nothing was measured, or too `few`: `why` says so."""
        met = None if value is None else (value >= self.asked if self.least else value <= self.asked)
        why = (few or "not measured") if value is None else ""
        asked = f"{'>=' if self.least else '<='} {self.asked:g}"
        return {
            "figure": self.figure,
            "asked": asked,
            "seen": self.seen,
            "here": value,
            "met": met,
            "why": why,
        }


@dataclass(frozen=True, slots=True)
class Family:
    """Questions of one sort."""

    name: str
    about: str
    tasks: Callable[[Sources, int, int], Iterator[Task]]
    """Called with sources, seed and number of questions."""
    needs: tuple[str, ...] = ()
    """Data sets without which it does not run."""
    bars: tuple[Bar, ...] = ()
    whole: bool = False
    """Whether it is always asked whole, whatever the number of questions."""


def _times(p50: float, p95: float | None, p99: float, seen: str) -> tuple[Bar, ...]:
    """The bars of time, twice: what was seen before is of the least length alone; and of all levels, which is more."""
    before = iter(seen.split(" / "))
    asked = (("p50_ms", p50), ("p95_ms", p95), ("p99_ms", p99))
    stated = [(name, most, next(before)) for name, most in asked if most is not None]
    alone = (Bar(f"length_{name}", most, seen) for name, most, seen in stated)
    return (*alone, *(Bar(name, most) for name, most, _ in stated))


def _peers(plain: float, cpsat: float, seen: str) -> tuple[Bar, ...]:
    return (
        Bar("ratio_to_plain_highs", plain, seen, least=True),
        Bar("ratio_to_cpsat", cpsat, "6.3", least=True),
    )


ACBS_TIMES = _times(10, 30, 75, "15 / 40 / 93")
OTHER_TIMES = _times(30, 100, 300, "39 / 125 / 530")
ALL_CERTIFIED = (Bar("certified_share", 1, "1", least=True),)
MOST_CERTIFIED = (Bar("certified_share", 0.995, "0.982", least=True),)

FAMILIES = (
    Family(
        "planner_cases",
        "the 38 published cases with proven optima",
        universities.proven,
        (RPI, CASES),
        (Bar("reproduced_share", 1, "1", least=True), *ALL_CERTIFIED),
        whole=True,
    ),
    Family("rpi_home", "RPI, new study at RPI", universities.at_home, (RPI,), ALL_CERTIFIED),
    Family(
        "rpi_open",
        "RPI, all institutions open",
        universities.everywhere,
        (RPI,),
        (*_times(40, None, 150, "51 / 185"), *_peers(50, 5, "94"), *ALL_CERTIFIED),
    ),
    Family("rpi_two", "RPI, two degrees planned together", universities.two_awards, (RPI,), ALL_CERTIFIED),
    Family(
        "acbs_like",
        "the bank of the cases, random holdings",
        banks.acbs_like,
        (CASES,),
        (*ACBS_TIMES, *_peers(6, 5, "6-8"), *ALL_CERTIFIED),
    ),
    Family(
        "utd",
        "UTD degrees with exam credit",
        universities.exam_credit,
        (UTD,),
        (*OTHER_TIMES, *_peers(50, 5, "94"), *MOST_CERTIFIED),
    ),
    Family(
        "demo",
        "the first demo bank",
        banks.demo,
        (),
        (*OTHER_TIMES, *_peers(50, 5, "94"), *MOST_CERTIFIED),
    ),
    Family(
        "demo_acbs",
        "the second demo bank",
        banks.demo_acbs,
        (),
        (*ACBS_TIMES, *_peers(6, 5, "6-8"), *ALL_CERTIFIED),
    ),
    Family(
        "demo_x10",
        "the first demo bank, ten times the catalogue",
        banks.demo_larger,
        (),
        (Bar("p95_ms", 1000, "100-3,700"), Bar("certified_share", 0.95, "13/24", least=True)),
    ),
    Family("random", "a random bank of 3,000 items", banks.random_banks, (), MOST_CERTIFIED),
)
