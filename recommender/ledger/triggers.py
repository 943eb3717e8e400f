"""How does the database itself refuse that an entry is changed, forgotten or replaced?

One change is let through: a payload is taken away together with its salt, and its digest stays, so that the chain still
checks (C1). Nothing else of that entry may change with it.
"""

from __future__ import annotations

__all__ = ["POSTGRES_TRIGGERS", "SQLITE_TRIGGERS"]

_KEPT = ("id", "account", "number", "type", "schema", "valid_on", "recorded", "digest")


def _erasure(same: str, *keys: str) -> str:
    """What a change must be to be an erasure; `same` compares so that two NULLs are the same."""
    kept = " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in (*keys, *_KEPT))
    gone = (
        "OLD.payload IS NOT NULL AND NEW.payload IS NULL AND NEW.salt = '' AND NEW.payload_digest IS NOT NULL"
    )
    return f"{gone} AND {kept}"


_TAKEN = """EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM ledger_entry WHERE account = NEW.account AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position)"""

SQLITE_TRIGGERS = (
    f"""CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
    WHEN NOT ({_erasure("IS", "position")})
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never changed'); END""",
    """CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    f"""CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry WHEN {_TAKEN}
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never replaced'); END""",
)

_REFUSED = "USING ERRCODE = 'integrity_constraint_violation'"
_ERASED = _erasure("IS NOT DISTINCT FROM", "xid", "seq")
POSTGRES_TRIGGERS = (
    f"""CREATE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION {_REFUSED}, MESSAGE = 'a ledger entry is never ' || TG_ARGV[0]; END $$""",
    # Whoever could state another transaction's id would put an entry where readers have been already.
    f"""CREATE FUNCTION ledger_entry_placed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.xid <> pg_current_xact_id()::text::bigint THEN
        RAISE EXCEPTION {_REFUSED}, MESSAGE = 'the place of a ledger entry is that of its transaction';
    END IF; RETURN NEW; END $$""",
    f"""CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry FOR EACH ROW
    WHEN (NOT ({_ERASED})) EXECUTE FUNCTION ledger_entry_refuse('changed')""",
    """CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry FOR EACH ROW
    EXECUTE FUNCTION ledger_entry_refuse('deleted')""",
    """CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT
    EXECUTE FUNCTION ledger_entry_refuse('deleted')""",
    """CREATE TRIGGER ledger_entry_placed BEFORE INSERT ON ledger_entry FOR EACH ROW
    EXECUTE FUNCTION ledger_entry_placed()""",
)
