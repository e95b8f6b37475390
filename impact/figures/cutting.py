"""A state cut to what somebody may know who is not of the staff: the press, or a spokesperson."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from impact.database import Database
from impact.exports import rollup
from impact.exports.counted import UNMAPPED
from impact.exports.ledger import EXPORTS, Effect, Entry, Event, Ledger, Sums
from impact.figures.live import State
from impact.record.corrections import amended
from impact.record.reader import Record, Row
from impact.record.schema import EMBARGO
from impact.routes import Role

_NOTHING = Sums(0, 0, 0, 0, 0)


def cut(whole: State, at: str, role: Role, *, bare: bool = False) -> State:
    """What of a state somebody may know at a moment, in UTC.

    The press is told no export, file, reason or target, only what they add up to. `bare`: nothing that was
    handed in.
    """
    own, ledger = whole.own or whole.record, Ledger() if bare else whole.ledger
    record = amended(own, ledger.changes(), at)
    lost = tuple(each for each in record.left_out if each in whole.record.left_out)
    record = replace(record, left_out=lost, tables=_unmarked(record.tables))
    targets = [] if bare or role == "press" else whole.record.tables["targets"]
    record = replace(record, tables={**record.tables, "targets": targets})
    database, nothing = whole.database, rollup.DELTA.empty_table
    sums = None if bare else _of_known_cases(database.loaded("counted.sums"), whole, record)
    newest = None if bare else whole.counted_on
    files = database.loaded("counted.exports")
    if bare or role == "press":
        files, ledger = lambda: _newest(newest), _thin(ledger, at)
    else:
        ledger = _told(ledger, at)
    return replace(
        whole,
        database=Database(record, nothing, files, targets, sums=sums),
        counted_on=newest,
        record=record,
        ledger=ledger,
        fault=None,
        sample=whole.sample and not bare,
        role=role,
    )


def _unmarked(tables: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """The tables without the embargoes that are over."""
    none = {EMBARGO.name: None}
    return {
        name: [row | none if row.get(EMBARGO.name) else row for row in rows]
        for name, rows in tables.items()
    }


def _of_known_cases(
    sums: Callable[[], pa.Table], whole: State, record: Record
) -> Callable[[], pa.Table]:
    """The sums, those of cases that may not be told yet as of no known case."""
    hidden = pa.array(sorted(whole.record.editions.keys() - record.editions.keys()), pa.string())
    if not len(hidden):
        return sums

    def relabelled() -> pa.Table:
        table = sums()
        column = table["case_id"].cast(pa.string())
        told = pc.if_else(pc.is_in(column, hidden), UNMAPPED, column)
        return table.set_column(table.schema.get_field_index("case_id"), "case_id", told)

    return relabelled


def _newest(day: dt.date | None) -> pa.Table:
    """Of all exports the day of the newest, in a row that is of none."""
    at = dt.datetime.combine(day, dt.time()) if day else None
    rows = [{"received_at": at, "retracted": True, "held": False, "editions": []}] if at else []
    return pa.Table.from_pylist(rows, EXPORTS)


def _told(ledger: Ledger, at: str) -> Ledger:
    """The ledger without the rows of the record that may not be told yet."""
    return Ledger(
        msgspec.structs.replace(event, entry=_open(event.entry, at)) for event in ledger.events
    )


def _open(entry: Entry | None, at: str) -> Entry | None:
    if entry is None:
        return None
    changes = [change for change in entry.changes if change.publish_at <= at]
    return msgspec.structs.replace(entry, changes=changes)


def _thin(ledger: Ledger, at: str) -> Ledger:
    """Why figures changed, by kinds of steps; of exports, what they changed in the record."""
    return Ledger(
        Event(
            kind=event.kind,
            at="",
            snapshot=event.snapshot,
            entry=_of_record(event.entry, at),
            effects=[Effect(section="", sums=_NOTHING, kinds=each.kinds) for each in event.effects],
        )
        for event in ledger.events
        if event.counts
    )


def _of_record(entry: Entry | None, at: str) -> Entry | None:
    entry = _open(entry, at)
    changes = [each for each in entry.changes if each.table != "targets"] if entry else []
    if entry is None or not changes:
        return None
    return msgspec.structs.replace(
        entry,
        changes=changes,
        file="",
        fingerprint="",
        section="",
        by="",
        origin="",
        reason=None,
        answers={},
        question=None,
    )
