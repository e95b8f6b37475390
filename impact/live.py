"""What is answered from now: the current record, or the last good one beside what broke.

The record's files are looked at on every call (six `stat`s, 0.05 ms) and read again only when one
of them changed. A broken record is never counted from: the newest good snapshot of the store
answers instead, and the fault is kept for every page to show.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from impact.database import Database
from impact.exports import ledger
from impact.faults import Fault
from impact.record import Record, contents_of, names, parse
from impact.settings import folder
from impact.store import Store, identify

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """A database with its identity. `fault` is set if something newer could not be read."""

    database: Database
    snapshot: str
    as_of: dt.date
    fault: Fault | None = None


class Live:
    """The current state of one record folder and one store. Safe between threads."""

    def __init__(self, record: Path, store: Path) -> None:
        self._record = record
        self._store = Store(store)
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] | None = None
        self._state: State | None = None
        self._fault: Fault | None = None

    def state(self) -> State:
        """The state to answer from. Raises `Fault` if the record is broken and none is kept."""
        with self._lock:
            # Again if something changed while it was read; keeping the record is such a change.
            while (seen := self._signature()) != self._seen:
                self._refresh()
                self._seen = seen
            if self._state is None:
                assert self._fault is not None
                raise self._fault
            return self._state

    def _signature(self) -> tuple[object, ...]:
        marks: list[object] = []
        for name in names():
            try:
                stat = (self._record / name).stat()
                marks.append((stat.st_mtime_ns, stat.st_size, stat.st_ino))
            except OSError as error:
                marks.append(error.errno)
        marks.append(self._store.mark())
        return tuple(marks)

    def _refresh(self) -> None:
        try:
            contents = contents_of(self._record)
            record = parse(contents)
        except Fault as fault:
            log.error("the record cannot be used: %s", fault)
            self._fault = fault
            good = self._state or self._last_good()
            self._state = None if good is None else replace(good, fault=fault)
            return
        self._fault = None
        try:
            snapshot = self._store.keep(contents)
            kept = self._state
            if kept is not None and kept.snapshot == snapshot.id and kept.fault is None:
                return
            self._state = _state(record, self._store.contents(snapshot), snapshot.id)
        except OSError as error:
            log.warning("the snapshot could not be kept: %s", error)
            self._state = _state(record, self._counted())

    def _counted(self) -> dict[str, bytes]:
        """What exports were counted to, from a store that cannot be written or is damaged."""
        for snapshot in reversed(self._store.snapshots()):
            try:
                return self._store.contents(snapshot)
            except OSError as error:
                log.error("snapshot %s cannot be used: %s", snapshot.id, error)
        return {}

    def _last_good(self) -> State | None:
        for snapshot in reversed(self._store.snapshots()):
            try:
                contents = self._store.contents(snapshot)
                return _state(parse(contents), contents, snapshot.id)
            except (Fault, OSError) as error:
                log.error("snapshot %s cannot be used: %s", snapshot.id, error)
        return None


def _state(
    record: Record, contents: Mapping[str, bytes] | None = None, snapshot: str | None = None
) -> State:
    """A state of a record and of what a snapshot holds beside it."""
    database = Database(record, ledger.actions(contents or {}))
    return State(database, snapshot or identify(record.hashes), record.checked_on)


_LIVE: dict[tuple[Path, Path], Live] = {}


def current() -> State:
    """The state of the folders that the settings name. Raises `Fault` if there is none."""
    where = (folder("IMPACT_RECORD"), folder("IMPACT_STORE"))
    return _LIVE.setdefault(where, Live(*where)).state()
