"""What can be asked of our own store, and added to it?  Each call is one transaction: all of it is kept, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Self

from recommender.database import Connection, failures_of, file_of, is_postgres
from recommender.errors import Unavailable
from recommender.store import answers, events, forgetting, jobs, plans
from recommender.store.answers import Answer
from recommender.store.events import Event, Taken
from recommender.store.home import Home, SqliteHome
from recommender.store.jobs import JobState
from recommender.store.layout import bring_forward
from recommender.store.plans import PlanVersion
from recommender.store.postgres import PostgresHome
from recommender.vocabulary import Clock, LearnerId, SystemClock

__all__ = ["Store", "open_store"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Store:
    """An open store. When a call has returned, what it added is on the disk."""

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        """Bring the store to the newest layout, after a backup.

        Raises:
            Unavailable: it cannot be used, or a newer release has written it.
        """
        self._home, self._clock = home, clock or SystemClock()
        try:
            self.came_from = bring_forward(home)
            """The layout that it had when it was opened; None where it was new."""
        except Unavailable:
            home.close()
            raise

    # --- answers

    def keep(self, answer: Answer) -> bool:
        """Keep an answer; False where the very same one is kept already."""
        with self._changing() as connection:
            return answers.keep(connection, answer, self._now())

    def answers(self, key: str, learner: LearnerId | None = None) -> Sequence[Answer]:
        """What was answered under a key, the latest first.

        Raises:
            Erased: its learner was forgotten.
            NotFound: nothing is kept under it.
        """
        with self._reading() as connection:
            return answers.find(connection, key, learner)

    def trim(self, days: int) -> int:
        """Let go of answers that were kept more than so many days ago."""
        with self._changing() as connection:
            return answers.trim(connection, self._now() - days * 86_400_000_000)

    # --- plans, events, jobs

    def add_plan(self, plan: str, learner: LearnerId, author: str, body: str, seen: int = 0) -> PlanVersion:
        """Add the version of a plan after the one that its author saw; Stale where there is a newer one."""
        with self._changing() as connection:
            return plans.add_version(connection, plan, learner, author, body, seen, self._now())

    def plan(self, plan: str) -> Sequence[PlanVersion]:
        """Every version of a plan."""
        with self._reading() as connection:
            return plans.versions(connection, plan)

    def plans(self, learner: LearnerId) -> Sequence[PlanVersion]:
        """A learner's plans, each in its newest version."""
        with self._reading() as connection:
            return plans.plans_of(connection, learner)

    def add_events(self, told: Iterable[Event]) -> Taken:
        """Take events, each once."""
        with self._changing() as connection:
            return events.add_events(connection, told, self._now())

    def events(self, learner: LearnerId) -> Sequence[Event]:
        """What a learner did."""
        with self._reading() as connection:
            return events.events_of(connection, learner)

    def add_job_state(
        self, job: str, state: str, body: str = "{}", learner: LearnerId | None = None, seen: int = 0
    ) -> JobState:
        """Let a job go on from the state that its worker saw; Stale where another one was faster."""
        with self._changing() as connection:
            return jobs.add_state(connection, job, state, body, learner, seen, self._now())

    def job(self, job: str) -> Sequence[JobState]:
        """Every state of a job."""
        with self._reading() as connection:
            return jobs.states(connection, job)

    # --- the whole

    def forget(self, learner: LearnerId) -> Mapping[str, int]:
        """Erase a learner, and say how many rows of each sort there were, and how many backups.

        The backups are deleted: restored, they would bring the learner back. The files are written anew, so that no
        byte of what was deleted is left in them.
        """
        with self._changing() as connection:
            self._home.lock(connection)
            counts = forgetting.forget(connection, learner, self._now())
        backups = self._home.drop_backups()
        self._home.scrub()
        return {**counts, "backups": backups}

    def backups(self) -> Sequence[str]:
        """Layouts of which there is a backup, made before the store left them."""
        return self._home.backups()

    def close(self) -> None:
        """Close it."""
        self._home.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _now(self) -> int:
        return (self._clock.now() - _EPOCH) // timedelta(microseconds=1)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with failures_of("store", self._home.name), self._home.reader.connect() as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with failures_of("store", self._home.name), self._home.engine.begin() as connection:
            yield connection


def open_store(url: str, clock: Clock | None = None, *, make: bool = True) -> Store:
    """The store at a path, or at a URL `sqlite:///path` or `postgresql://...`; made where it is missing.

    With `make=False` a file is not made for whoever only asks.

    Raises:
        Unavailable: it is not there and is not to be made, it cannot be used, a newer release has written it, or no
            adapter knows such a URL.
    """
    if not make and not is_postgres(url) and not file_of(url).is_file():
        raise Unavailable("store", f"there is no store at {file_of(url)}: nothing was kept yet")
    return Store(home_of(url), clock)


def restore(url: str, layout: str) -> None:
    """Put back the backup that was made before the store left a layout; what was added since is lost.

    Raises:
        Unavailable: there is no such backup, or the store is in use.
    """
    home = home_of(url)
    try:
        if layout not in home.backups():
            raise Unavailable("store", f"the store {home.name} has no backup of layout {layout}")
        home.restore(layout)
    finally:
        home.close()


def home_of(url: str) -> Home:
    """Where a URL says that the store is."""
    if is_postgres(url):
        return PostgresHome(url)
    scheme, separator, _ = url.partition("://")
    if separator and scheme != "sqlite":
        known = "name a file, sqlite:///path or postgresql://..."
        raise Unavailable("store", f"no adapter keeps a store at {scheme}://; {known}")
    return SqliteHome(file_of(url))
