"""How does what we keep lie in a database: tables to which rows are added, and from which only forgetting takes?

Portable types alone: text, whole numbers, bytes; instants are microseconds UTC, days ISO dates, data canonical JSON.
The migrations make the tables; this is how the newest layout is read and written.
"""

from __future__ import annotations

from typing import Final

from recommender.database import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

TABLES: Final = MetaData()

ANSWER = Table(
    "store_answer",
    TABLES,
    # One key may have several answers: of two learners with equal records, or cut by wall time at different places.
    Column("key", Text, primary_key=True),
    Column("learner", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("catalogue", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("solver", Text, nullable=False),
    Column("cut", Integer, nullable=False),
    Column("kept", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("store_answer_learner", "learner"),
    Index("store_answer_kept", "kept"),
)

PLAN = Table(
    "store_plan",
    TABLES,
    Column("plan", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("learner", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("store_plan_learner", "learner"),
)

EVENT = Table(
    "store_event",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("learner", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("happened", BigInteger, nullable=False),
    Column("taken", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("store_event_learner", "learner"),
)

JOB = Table(
    "store_job",
    TABLES,
    Column("job", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    # Empty of a job about many: such a job may name nobody in its body.
    Column("learner", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("store_job_learner", "learner"),
)

ERASED = Table(
    "store_erased",
    TABLES,
    # The keys of a forgotten learner's answers, and nothing of whose they were.
    Column("key", Text, primary_key=True),
    Column("erasure", Integer, nullable=False),
)

ERASURE = Table(
    "store_erasure",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("counts", Text, nullable=False),
)

PERSONAL: Final = {"answers": ANSWER, "plans": PLAN, "events": EVENT, "jobs": JOB}
"""Tables with rows of learners, by the name under which their rows are counted."""
