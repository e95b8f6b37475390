"""The one door to DuckDB: an in-memory database of one snapshot, asked only by named queries.

All SQL lies in `queries/`, one statement a file. A database is built whole from a record, locked
against the outside, and never changed; a new snapshot is a new database. Each query runs on a
cursor of its own, because one connection shared by threads hands out other threads' rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from impact.contract import OUTCOME_TYPES, STATUSES, TABLES, TARGETS, Kind, Table
from impact.record import Record, Row

QUERIES = Path(__file__).parents[1] / "queries"

# In order of need: each may use those before it.
_BUILD = (
    "first_day_of",
    "last_day_of",
    "publisher_itself",
    "editions",
    "claims",
    "cases",
    "outcomes",
    "custody_steps",
    "releases",
    "standings",
    "actions",
    "today",
    "campaigns",
    "counted_days",
    "counted_editions",
    "paces",
    "shares",
    "sends",
)

_ARROW = {Kind.WHOLE: pa.int64(), Kind.YEAR: pa.int32(), Kind.DATE: pa.date32()}

_LEFT_OUT = pa.schema([("found_in", pa.string()), ("key", pa.string())])

Rows = list[dict[str, Any]]


@cache
def statement(layer: str, name: str) -> str:
    """The SQL of `queries/<layer>/<name>.sql`. Raises KeyError if there is none."""
    path = QUERIES / layer / f"{name}.sql"
    if path.parent != QUERIES / layer or not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


def names(layer: str) -> list[str]:
    """The names of all queries of a layer (`metrics`, `checks`), sorted."""
    return sorted(path.stem for path in (QUERIES / layer).glob("*.sql"))


def _arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    schema = [(column.name, _ARROW.get(column.kind, pa.string())) for column in table.columns]
    return pa.Table.from_pylist(list(rows), pa.schema(schema))


class Database:
    """One snapshot, ready to be asked. Safe to share between threads."""

    def __init__(
        self,
        record: Record,
        actions: pa.Table,
        exports: pa.Table,
        targets: Sequence[Row] = (),
    ) -> None:
        """Build from a record, the rows that accepted exports were counted to, these exports, and
        the targets of staff."""
        self._connection = duckdb.connect(config={"threads": 2, "memory_limit": "512MB"})
        run = self._connection.execute
        run("create schema record")
        run("create schema contract")
        for table in TABLES:
            self._load(f"record.{table.name}", _arrow(table, record.tables[table.name]))
        self._load("record.about", pa.table({"checked_on": pa.array([record.checked_on])}))
        self._load("contract.statuses", pa.Table.from_pylist([vars(item) for item in STATUSES]))
        self._load(
            "contract.outcome_types", pa.Table.from_pylist([vars(item) for item in OUTCOME_TYPES])
        )
        run("create schema counted")
        self._load("counted.actions", actions)
        self._load(
            "counted.left_out",
            pa.Table.from_pylist(
                [{"found_in": table, "key": key} for table, key in record.left_out], _LEFT_OUT
            ),
        )
        self._load("counted.exports", exports)
        run("create schema plan")
        self._load("plan.targets", _arrow(TARGETS, targets))
        for name in _BUILD:
            run(statement("tables", name))
        run("set enable_external_access = false")
        run("set lock_configuration = true")

    def _load(self, name: str, table: pa.Table) -> None:
        """Take an Arrow table in. The name is ours, never a visitor's."""
        self._connection.register("incoming", table)
        self._connection.table("incoming").create(name)
        self._connection.unregister("incoming")

    def rows(self, name: str, layer: str = "metrics", /, **parameters: Any) -> Rows:
        """The answer of a named query, one dictionary a row, in the query's order.

        Raises KeyError for an unknown name; DuckDB refuses missing and excess parameters.
        """
        return self.answer(name, layer, **parameters)[1]

    def answer(
        self, name: str, layer: str = "metrics", /, **parameters: Any
    ) -> tuple[list[str], Rows]:
        """The same with the names of the columns, which an answer without rows has too."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement(layer, name), parameters)
            columns = [column[0] for column in cursor.description or ()]
            return columns, [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def columns(self, name: str, layer: str = "metrics", /, **parameters: Any) -> dict[str, str]:
        """The columns of a named query's answer with DuckDB's words for their types."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement(layer, name), parameters)
            return {column[0]: str(column[1]) for column in cursor.description or ()}

    def counted(self) -> tuple[pa.Table, pa.Table]:
        """What counts, and the exports that it was counted from, as Arrow tables."""
        with self._connection.cursor() as cursor:
            return tuple(
                cursor.table(name).to_arrow_table() for name in ("actions", "counted.exports")
            )


def between(earlier: Database, later: Database) -> Rows:
    """Why the counts of two snapshots differ: edition, kind and signed actions, which add up."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "512MB"}) as connection:
        for schema, database in (("earlier", earlier), ("later", later)):
            connection.execute(f"create schema {schema}")
            for name, table in zip(("actions", "exports"), database.counted(), strict=True):
                connection.register("incoming", table)
                connection.table("incoming").create(f"{schema}.{name}")
                connection.unregister("incoming")
        cursor = connection.execute(statement("changes", "between"))
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
