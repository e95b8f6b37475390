"""What exports change in the record: rows added, corrected or withdrawn by their key.

The versioned record stays the base. Changes are laid over it in the order they came, the newest one
of a key wins, and taking an export out again brings back what it changed. A row whose case or
edition is gone is left out, and told of; it comes back when they do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from impact.contract import TABLE, TABLES, Table
from impact.faults import Place
from impact.publishers import publisher
from impact.record import Record, Row, cell, dated

# The tables that exports may change. The others are what publishers printed, and stay as they are.
OPEN = ("editions", "cases", "outcomes")
SENT_IN = "sent_in"


@dataclass(frozen=True)
class Change:
    """One row of an export of outcomes, cases or editions.

    `cells` holds the whole new row as text by column; None withdraws the row. `reason` may be empty
    for a row that is new. `before` holds the row as it was, empty if there was none. `sent_on`: the day on
    which it came, which is the day on which this row, and no other, was checked.
    """

    table: str
    key: str
    cells: Mapping[str, str] | None
    reason: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    sent_on: dt.date | None = None

    def row(self) -> Row:
        """The new row with its types. Raises `Fault` if a cell breaks the contract."""
        table = TABLE[self.table]
        cells = self.cells or {}
        return {
            column.name: cell(column, cells.get(column.name, ""), Place(table.file))
            for column in table.columns
        }


def key_of(table: Table, row: Row) -> str:
    """The key of a row of one of the open tables, as text."""
    return str(row[table.key[0]])


def amended(record: Record, changes: Iterable[Change]) -> Record:
    """The record with these changes over it; rows without their case or edition are in `left_out`."""
    changes = list(changes)
    if not changes:
        return record
    tables = {name: {key_of(TABLE[name], row): row for row in record.tables[name]} for name in OPEN}
    for change in changes:
        if change.cells is None:
            tables[change.table].pop(change.key, None)
        else:
            table, day = TABLE[change.table], change.sent_on or record.checked_on
            row = _weighed(change.row(), record)
            tables[change.table][change.key] = dated(table, row, day, SENT_IN)
    merged = dict(record.tables) | {name: list(rows.values()) for name, rows in tables.items()}
    left_out: list[tuple[str, str]] = []
    while lost := _lost(merged):
        for name, row in lost:
            left_out.append((name, str(row[TABLE[name].key[0]])))
            merged[name] = [other for other in merged[name] if other is not row]
    return replace(record, tables=merged, left_out=tuple(left_out))


def _weighed(row: Row, record: Record) -> Row:
    """The row with the strength that its source has by rule, where its publisher is listed."""
    found = publisher(str(row["source_url"] or ""), record.publishers)
    return row | {"source_strength": found.strength} if found and row["source_strength"] else row


def _lost(tables: Mapping[str, list[Row]]) -> list[tuple[str, Row]]:
    """Rows that refer to a row that is not there."""
    keys = {name: {row[TABLE[name].key[0]] for row in rows} for name, rows in tables.items()}
    return [
        (table.name, row)
        for table in TABLES
        for row in tables[table.name]
        if any(
            row[column.name] is not None and row[column.name] not in keys[column.refers_to]
            for column in table.columns
            if column.refers_to
        )
    ]


def referring(record: Record, table: str, key: str) -> bool:
    """Whether another row refers to this one, so that it cannot be withdrawn alone."""
    return any(
        str(row[column.name]) == key
        for other in TABLES
        for column in other.columns
        if column.refers_to == table
        for row in record.tables[other.name]
    )
