"""Answers, versions of plans, events and jobs; what was forgotten leaves the keys of its answers."""

from __future__ import annotations

from alembic import op

from recommender.database import BigInteger, Column, Integer, LargeBinary, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPENDED = ("store_answer", "store_plan", "store_event", "store_job", "store_erased", "store_erasure")


def upgrade() -> None:
    """Make every table."""
    _answers()
    _plans()
    _events_and_jobs()
    _erasures()
    _never_changed()


def _answers() -> None:
    op.create_table(
        "store_answer",
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
    )
    op.create_index("store_answer_learner", "store_answer", ["learner"])
    op.create_index("store_answer_kept", "store_answer", ["kept"])


def _plans() -> None:
    op.create_table(
        "store_plan",
        Column("plan", Text, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("learner", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("made", BigInteger, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("store_plan_learner", "store_plan", ["learner"])


def _events_and_jobs() -> None:
    op.create_table(
        "store_event",
        Column("id", Text, primary_key=True),
        Column("learner", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("happened", BigInteger, nullable=False),
        Column("taken", BigInteger, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("store_event_learner", "store_event", ["learner"])
    op.create_table(
        "store_job",
        Column("job", Text, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("learner", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("store_job_learner", "store_job", ["learner"])


def _erasures() -> None:
    op.create_table(
        "store_erased",
        Column("key", Text, primary_key=True),
        Column("erasure", Integer, nullable=False),
    )
    op.create_table(
        "store_erasure",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", BigInteger, nullable=False),
        Column("counts", Text, nullable=False),
    )


def _never_changed() -> None:
    """No row is ever updated; forgetting deletes, and says so in `store_erasure`."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPENDED:
            op.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'a row of {table} is never changed'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION store_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a row of % is never changed', TG_TABLE_NAME; END $$"
    )
    for table in APPENDED:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION store_never_changed()"
        )
