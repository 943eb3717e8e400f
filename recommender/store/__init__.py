"""What have we ourselves promised, seen and done: plans, events, jobs and answers, append-only?"""

from __future__ import annotations

from recommender.store.answers import Answer
from recommender.store.events import Event, Taken
from recommender.store.jobs import JobState
from recommender.store.plans import PlanVersion
from recommender.store.store import Store, open_store, restore

__all__ = ["Answer", "Event", "JobState", "PlanVersion", "Store", "Taken", "open_store", "restore"]
