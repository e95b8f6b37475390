"""A state cut to what somebody may know who is not of the staff: the press, or a spokesperson."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import msgspec
import pyarrow as pa

from impact.database import Database
from impact.exports import rollup
from impact.exports.ledger import EXPORTS, Effect, Entry, Event, Ledger, Sums, exports
from impact.figures.live import State
from impact.routes import Role

_NOTHING = Sums(0, 0, 0, 0, 0)


def cut(whole: State, at: str, role: Role, *, bare: bool = False) -> State:
    """What of a state somebody may know at a moment.

    The press is told no export, file, reason or target, only what they add up to. `bare`: nothing that was
    handed in.
    """
    if bare:
        return _bare(whole, role)
    if role != "press":
        return replace(whole, role=role, fault=None)
    record = replace(whole.record, tables={**whole.record.tables, "targets": []})
    newest = _newest(whole.counted_on)
    return replace(
        whole,
        database=Database(
            record,
            rollup.DELTA.empty_table,
            lambda: newest,
            sums=whole.database.loaded("counted.sums"),
        ),
        record=record,
        ledger=_thin(whole.ledger),
        fault=None,
        role=role,
    )


def _bare(whole: State, role: Role) -> State:
    own = whole.own or whole.record
    record = replace(own, tables={**own.tables, "targets": []})
    nothing = Ledger()
    return replace(
        whole,
        database=Database(record, rollup.DELTA.empty_table, lambda: exports(nothing)),
        counted_on=None,
        record=record,
        ledger=nothing,
        fault=None,
        sample=False,
        role=role,
    )


def _newest(day: dt.date | None) -> pa.Table:
    """Of all exports the day of the newest, in a row that is of none."""
    at = dt.datetime.combine(day, dt.time()) if day else None
    rows = [{"received_at": at, "retracted": True, "held": False, "editions": []}] if at else []
    return pa.Table.from_pylist(rows, EXPORTS)


def _thin(ledger: Ledger) -> Ledger:
    """Why figures changed, by kinds of steps; of exports, what they changed in the record."""
    return Ledger(
        Event(
            kind=event.kind,
            at="",
            snapshot=event.snapshot,
            entry=_of_record(event.entry),
            effects=[
                Effect(section="", sums=_NOTHING, kinds=effect.kinds) for effect in event.effects
            ],
        )
        for event in ledger.events
        if event.counts
    )


def _of_record(entry: Entry | None) -> Entry | None:
    if entry is None or not entry.changes:
        return None
    return msgspec.structs.replace(
        entry, file="", fingerprint="", section="", by="", origin="", reason=None, answers={}
    )
