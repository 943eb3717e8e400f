"""The only door to SQLAlchemy: how a database is opened for writing or for reading, and which names others use.

It knows no tables of ours. Core only: no session, no mapped class.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    ForeignKey,
    Identity,
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
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError, SQLAlchemyError

from recommender.database.bulk import copied, pieces
from recommender.database.postgres import at_once, is_postgres
from recommender.database.prepared import Prepared
from recommender.database.sqlite import copy_file, failures_of, insert_new, read_only, scrub, writable
from recommender.database.urls import file_of, name_of, open_reading, open_writing

__all__ = [
    "BigInteger",
    "Column",
    "ColumnElement",
    "Connection",
    "DatabaseError",
    "Engine",
    "ForeignKey",
    "Identity",
    "Index",
    "Integer",
    "IntegrityError",
    "LargeBinary",
    "MetaData",
    "Prepared",
    "PrimaryKeyConstraint",
    "Row",
    "SQLAlchemyError",
    "Select",
    "Table",
    "Text",
    "UniqueConstraint",
    "and_",
    "at_once",
    "bindparam",
    "copied",
    "copy_file",
    "delete",
    "failures_of",
    "file_of",
    "func",
    "insert",
    "insert_new",
    "inspect",
    "is_postgres",
    "literal",
    "name_of",
    "open_reading",
    "open_writing",
    "or_",
    "pieces",
    "read_only",
    "scrub",
    "select",
    "text",
    "true",
    "tuple_",
    "update",
    "writable",
]
