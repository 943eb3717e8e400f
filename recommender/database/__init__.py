"""The only door to SQLAlchemy: how a database file is opened for writing or for reading, and which names others use.

It knows no tables of ours. Core only: no session, no mapped class.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError, SQLAlchemyError

from recommender.database.sqlite import copy_file, failures_of, insert_new, read_only, scrub, writable

__all__ = [
    "BigInteger",
    "Column",
    "Connection",
    "DatabaseError",
    "Engine",
    "ForeignKey",
    "Index",
    "Integer",
    "IntegrityError",
    "LargeBinary",
    "MetaData",
    "PrimaryKeyConstraint",
    "Row",
    "SQLAlchemyError",
    "Select",
    "Table",
    "Text",
    "UniqueConstraint",
    "and_",
    "bindparam",
    "copy_file",
    "delete",
    "failures_of",
    "func",
    "insert",
    "insert_new",
    "inspect",
    "or_",
    "read_only",
    "scrub",
    "select",
    "text",
    "update",
    "writable",
]
