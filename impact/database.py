"""The one door to DuckDB: an in-memory database of one snapshot, asked only by named queries.

All SQL lies in `queries/`, one statement a file. A database is made of one record, locked against
the outside, and its answers never change; a new snapshot is a new database, which shares what is made
of the record alone with those that have the same rows. Each query runs on a cursor of its own, because one connection shared by threads hands out other threads' rows.

The databases of a process are attached to one DuckDB: to start another takes 13 ms and memory of its
own, to attach a database 0.1 ms. A query has one thread: on so few rows a second one only costs.
"""

from __future__ import annotations

import os
import re
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from impact.record.reader import Record, Row
from impact.record.regions import REGION
from impact.record.schema import (
    OUTCOME_TYPES,
    PUBLISHER_CLASSES,
    STANDINGS,
    STATUSES,
    TABLES,
    TARGETS,
    Kind,
    Table,
)
from impact.store.memory import Memory

QUERIES = Path(__file__).parents[1] / "queries"

_SCHEMAS = ("record", "contract", "counted", "plan")

# What no figure is made of: only who compares what stands cell by cell asks for it.
_ASKED_FOR = frozenset({"counted.rollup", "actions"})

_ARROW = {Kind.WHOLE: pa.int64(), Kind.YEAR: pa.int32(), Kind.DATE: pa.date32()}

_ABOUT = pa.schema([("checked_on", pa.date32()), ("read_until", pa.string())])
_LEFT_OUT = pa.schema([("found_in", pa.string()), ("key", pa.string())])

Rows = list[dict[str, Any]]
_KEPT = 64  # answers; a page asks the same query up to five times


@cache
def statement(layer: str, name: str) -> str:
    """The SQL of `queries/<layer>/<name>.sql`. Raises KeyError if there is none."""
    path = QUERIES / layer / f"{name}.sql"
    if path.parent != QUERIES / layer or not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


def names(layer: str) -> list[str]:
    """The names of all queries of a layer (`metrics`, `checks`), sorted."""
    return list(_names(layer))


@cache  # asked for at every answer, and what ships does not change
def _names(layer: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (QUERIES / layer).glob("*.sql")))


def _arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    schema = [(column.name, _ARROW.get(column.kind, pa.string())) for column in table.columns]
    return pa.Table.from_pylist(list(rows), pa.schema(schema))


@cache
def _needs(layer: str, name: str) -> tuple[str, ...]:
    """The tables and macros that a query names, those that are loaded first."""
    text = re.sub(r"--.*", "", statement(layer, name))
    named = set(re.findall(r"\b(?:from|join)\s+([a-z_]+(?:\.[a-z_]+)?)", text))
    named |= set(re.findall(r"\b([a-z_]+)\(", text))
    loaded = sorted(one for one in named if one.split(".")[0] in _SCHEMAS and "." in one)
    return (*loaded, *(one for one in names("tables") if one in named and one != name))


@cache
def rests_on(metric: str, passing: frozenset[str] = frozenset()) -> frozenset[str]:
    """The loaded tables (`record.cases`, `counted.rollup`) that a metric's answer is made of.

    `passing`: tables that are not looked behind.
    """
    found, left = set[str](), list(_needs("metrics", metric))
    while left:
        name = left.pop()
        if name in found or name in passing:
            continue
        found.add(name)
        if "." not in name:
            left += _needs("tables", name)
    return frozenset(name for name in found if "." in name)


@cache
def _duckdb() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1, "memory_limit": "512MB"})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def summed(changes: pa.Table) -> pa.Table:
    """What figures ask of signed changes: their sums, a few rows for millions."""
    with _duckdb().cursor() as cursor:
        cursor.register("delta", changes)
        return cursor.sql(statement("store", "sums")).to_arrow_table()


class Bench:
    """A DuckDB of one's own on which what stands is worked out from the store's files of rows.

    It may read files, unlike the one that answers, and is asked by the store's own queries alone.
    What does not fit into memory lies in `spill` meanwhile. Of one thread only. Raises OSError if the
    disk is full or cannot be written.
    """

    def __init__(self, spill: Path) -> None:
        place = {"place": str(spill / "spill")}
        try:
            self._duckdb = _benches.pop()
            self._duckdb.execute("set temp_directory = $place", place)
        except (IndexError, duckdb.NotImplementedException):  # none, or one that used its place
            self._duckdb = _new_bench()
            self._duckdb.execute("set temp_directory = $place", place)
        self._connection = self._duckdb.cursor()  # its tables go with it

    def lay(self, name: str, table: pa.Table) -> None:
        """Let queries see a table under a name."""
        self._connection.register(name, table)

    def do(self, name: str, **parameters: Any) -> int:
        """Carry out a query of the store. Returns how many rows it made, of one that makes a table."""
        with _of_the_disk():
            made = self._connection.execute(statement("store", name), parameters).fetchall()
        return int(made[0][0]) if made else 0

    def write(self, name: str, out: Path, **parameters: Any) -> None:
        """Write the answer of a query of the store as a Parquet file."""
        text = f"copy ({statement('store', name)}) to $out (format parquet, compression zstd)"
        with _of_the_disk():
            self._connection.execute(text, {**parameters, "out": str(out)}).fetchall()

    def rows(self, name: str, **parameters: Any) -> Rows:
        """The answer of a query of the store, one dictionary a row."""
        with _of_the_disk():
            cursor = self._connection.execute(statement("store", name), parameters)
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def table(self, name: str, **parameters: Any) -> pa.Table:
        """The same as an Arrow table."""
        with _of_the_disk():
            answer = self._connection.sql(statement("store", name), params=parameters)
            return answer.to_arrow_table()

    def close(self) -> None:
        self._connection.close()
        if _benches:
            self._duckdb.close()
        else:
            _benches.append(self._duckdb)


# One that nobody works on: to start another and to end it takes as long as a small export.
_benches: list[duckdb.DuckDBPyConnection] = []


def _new_bench() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={
            "threads": 2,
            "memory_limit": "600MB",
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


@contextmanager
def _of_the_disk() -> Iterator[None]:
    """What DuckDB says of a disk, as whoever else writes files says it."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        text = str(error).splitlines()[0]
        if number := re.search(r'"errno":"(\d+)"', text):
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from None
        raise OSError(text.rsplit(": ", 1)[-1]) from None


def _detach(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"detach {name}")


_NUMBERS = count()
Retold = Callable[
    [Callable[[], pa.Table]], Callable[[], pa.Table]
]  # how to get a table, told otherwise


def _as_it_is(table: Callable[[], pa.Table]) -> Callable[[], pa.Table]:
    return table


class _Tables:
    """A database of its own within the one DuckDB, whose tables are made when they are first needed."""

    def __init__(self, loaded: Mapping[str, Callable[[], pa.Table]]) -> None:
        self.name = f"tables_{next(_NUMBERS)}"
        self.loaded = loaded
        self.made: set[str] = set()
        self.making = threading.RLock()
        self.kept: Memory[tuple[object, ...], tuple[list[str], Rows]] = Memory(_KEPT)
        schemas = sorted({name.split(".")[0] for name in loaded})
        self.path = ",".join(f"{self.name}.{schema}" for schema in ("main", *schemas))
        with _duckdb().cursor() as cursor:
            cursor.execute(f"attach ':memory:' as {self.name}")
            for schema in schemas:
                cursor.execute(f"create schema {self.name}.{schema}")
        weakref.finalize(self, _detach, _duckdb(), self.name).atexit = False


class _Recorded(_Tables):
    """What is made of a record alone, whatever was counted beside it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        about = {"checked_on": record.checked_on, "read_until": record.read_until or None}
        loaded: dict[str, Callable[[], pa.Table]] = {
            f"record.{table.name}": partial(_arrow, table, record.tables[table.name])
            for table in TABLES
        }
        loaded["record.about"] = lambda: pa.Table.from_pylist([about], _ABOUT)
        super().__init__({**loaded, **_CONTRACT})


_CONTRACT: Mapping[str, Callable[[], pa.Table]] = {
    "contract.standings": lambda: pa.Table.from_pylist(
        [{**vars(item), "place": place} for place, item in enumerate(STANDINGS)]
    ),
    "contract.statuses": lambda: pa.Table.from_pylist([vars(item) for item in STATUSES]),
    "contract.outcome_types": lambda: pa.Table.from_pylist([vars(item) for item in OUTCOME_TYPES]),
    "contract.regions": lambda: pa.Table.from_pylist(
        [{"country_code": code, "region": region} for code, region in REGION.items()]
    ),
    "contract.publisher_classes": lambda: pa.Table.from_pylist(
        [vars(item) for item in PUBLISHER_CLASSES]
    ),
}

# Those in use: records of the same rows have one, and a new export makes nothing of them anew.
_RECORDED: weakref.WeakSet[_Recorded] = weakref.WeakSet()
_FINDING = threading.Lock()


def _recorded(record: Record) -> _Recorded:
    with _FINDING:
        for known in list(_RECORDED):
            if known.record == record:
                return known
        made = _Recorded(record)
        _RECORDED.add(made)
        return made


@cache
def _of_the_record(layer: str, name: str) -> bool:
    """Whether a query's answer is made of nothing but the record."""
    if "." in name:
        return name.split(".")[0] in ("record", "contract")
    return all(_of_the_record("tables", each) for each in _needs(layer, name))


class Database:
    """One snapshot, ready to be asked. Safe to share between threads.

    A table is made when a query first needs it, after those that it needs itself: a single figure
    costs a fraction of all. `ready` makes them all, for a server that will be asked everything.
    What rests on the record alone is made once for all snapshots of the same rows.
    """

    def __init__(
        self,
        record: Record,
        rollup: Callable[[], pa.Table],
        exports: Callable[[], pa.Table],
        targets: Sequence[Row] = (),
        *,
        sums: Callable[[], pa.Table] | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        """Of a record, what stands of the exports that were counted, these exports, the targets of staff,
        and the sums of what stands, which are made of it if they are not given. What stands is read
        when a query first needs it, and a fault in it is raised then. No row that bears a `hidden` key is given,
        though it is counted."""
        self.hidden = hidden
        left_out = [{"found_in": table, "key": key} for table, key in record.left_out]
        self._recorded = _recorded(record)
        self._counted = _Tables(
            {
                "counted.rollup": rollup,
                "counted.sums": sums or (lambda: summed(rollup())),
                "counted.left_out": lambda: pa.Table.from_pylist(left_out, _LEFT_OUT),
                "counted.exports": exports,
                "plan.targets": lambda: _arrow(TARGETS, targets),
            }
        )

    def beside(
        self,
        record: Record,
        counted: Retold = _as_it_is,
        hidden: frozenset[str] = frozenset(),
        exports: Retold = _as_it_is,
    ) -> Database:
        """The same counts beside another record, each table of them as `counted` makes it of how it is read, and
        that of the exports as `exports` does."""
        loaded = self._counted.loaded
        return Database(
            record,
            counted(loaded["counted.rollup"]),
            exports(loaded["counted.exports"]),
            record.tables["targets"],
            sums=counted(loaded["counted.sums"]),
            hidden=hidden,
        )

    def loaded(self, name: str) -> Callable[[], pa.Table]:
        """How to get a table as it was handed in, such as `counted.sums`."""
        return self._side("tables", name).loaded[name]

    def _side(self, layer: str, name: str) -> _Tables:
        return self._recorded if _of_the_record(layer, name) else self._counted

    def _cursor(self, side: _Tables | None = None) -> duckdb.DuckDBPyConnection:
        """A connection of its own to this database, or to one side of it, to be closed after use."""
        sides = dict.fromkeys([side or self._counted, self._recorded])
        path = ",".join(each.path for each in sides)
        return _duckdb().cursor().execute(f"set search_path = '{path}'")

    def ready(self) -> None:
        """Make every table that figures are made of and that is not made yet."""
        loaded = (*self._recorded.loaded, *self._counted.loaded)
        self._make(name for name in (*loaded, *names("tables")) if name not in _ASKED_FOR)

    def _make(self, names: Iterable[str]) -> None:
        """Make these tables and what they need, each once. The names are ours, never a visitor's."""
        for name in names:
            side = self._side("tables", name)
            if name in side.made:
                continue
            if name not in side.loaded:
                self._make(_needs("tables", name))
            with side.making:
                if name in side.made:
                    continue
                with self._cursor(side) as cursor:
                    if load := side.loaded.get(name):
                        cursor.from_arrow(load()).create(name)
                    else:
                        cursor.execute(statement("tables", name))
                side.made.add(name)

    def rows(self, name: str, layer: str = "metrics", /, **parameters: Any) -> Rows:
        """The answer of a named query, one dictionary a row, in the query's order.

        Raises KeyError for an unknown name; DuckDB refuses missing and excess parameters.
        """
        return self.answer(name, layer, **parameters)[1]

    def answer(
        self, name: str, layer: str = "metrics", /, **parameters: Any
    ) -> tuple[list[str], Rows]:
        """The same with the names of the columns, which an answer without rows has too.

        The newest answers are kept: they cannot change, and their rows are shared, never changed.
        """
        kept = self._side(layer, name).kept
        key = (layer, name, self.hidden, *sorted(parameters.items()))
        if known := kept.get(key):
            return list(known[0]), list(known[1])
        self._make(_needs(layer, name))
        with self._cursor() as cursor:
            cursor.execute(statement(layer, name), parameters)
            columns = [column[0] for column in cursor.description or ()]
            rows = [
                dict(zip(columns, row, strict=True))
                for row in cursor.fetchall()
                if not self.hidden or self.hidden.isdisjoint(map(str, row))
            ]
        kept.keep(key, (columns, rows))
        return list(columns), list(rows)

    def columns(self, name: str, layer: str = "metrics", /, **parameters: Any) -> dict[str, str]:
        """The columns of a named query's answer with DuckDB's words for their types."""
        self._make(_needs(layer, name))
        with self._cursor() as cursor:
            cursor.execute(statement(layer, name), parameters)
            return {column[0]: str(column[1]) for column in cursor.description or ()}

    def forget(self) -> None:
        """Forget the answers that are kept: who measures a query asks it again."""
        for side in (self._recorded, self._counted):
            side.kept.clear()

    def counted(self) -> pa.Table:
        """What stands, as an Arrow table: one row per cell and export."""
        self._make(("actions",))
        with self._cursor() as cursor:
            return cursor.table("actions").to_arrow_table()


def between(earlier: Database, later: Database) -> Rows:
    """What stands at a later snapshot and did not at an earlier one, and the other way round, cell by
    cell: edition, section, day, case, type and channel with the actions before and after."""
    with duckdb.connect(config={"threads": 1, "memory_limit": "512MB"}) as connection:
        for name, database in (("earlier", earlier), ("later", later)):
            connection.register("incoming", database.counted())
            connection.execute(f"create table {name} as from incoming")
            connection.unregister("incoming")
        cursor = connection.execute(statement("changes", "between"))
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
