"""How is one question asked very often without being worked out each time: written once, and then only sent?

A statement of SQLAlchemy is looked up by all its parts whenever it is executed; where one row is wanted, that costs
more than the row. The text that the database takes is made once here, and so is the order of its parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select

__all__ = ["Prepared"]


class Prepared:
    """A question with named parameters; none of them may be a list."""

    def __init__(self, engine: Engine, query: Select[*tuple[Any, ...]]) -> None:
        compiled = query.compile(engine)
        self._statement = str(compiled)
        self._stated: Mapping[str, Any] = compiled.params
        self._order: Sequence[str] | None = compiled.positiontup

    def rows(self, connection: Connection, **values: Any) -> Sequence[Sequence[Any]]:
        """All rows of the answer."""
        given = {**self._stated, **values}
        parameters: Any = given if self._order is None else tuple(given[name] for name in self._order)
        return connection.exec_driver_sql(self._statement, parameters).fetchall()
