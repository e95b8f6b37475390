"""What is answered from now: the current record, or the last good one beside what broke.

The record's files are looked at on every call (six `stat`s, 0.05 ms) and read again only when one
of them changed. A broken record is never counted from: the newest good snapshot of the store
answers instead, and the fault is kept for every page to show.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import tempfile
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyarrow as pa

from impact.database import Database
from impact.exports import older, rollup, taking
from impact.exports.ledger import Ledger, exports, ledger_of
from impact.faults import Fault
from impact.figures import newest_consents, planned, publications
from impact.figures.closing import closing
from impact.figures.consent import Consent
from impact.record.corrections import Change, amended
from impact.record.reader import (
    ABOUT,
    Record,
    Row,
    contents_of,
    day_checked,
    names,
    needed,
    parse,
)
from impact.record.schema import TARGETS
from impact.sample import exports as invented
from impact.sample import packed
from impact.settings import folder, value
from impact.store import Damaged, Mark, Snapshot, Store, identify
from impact.store.memory import Memory

log = logging.getLogger(__name__)
_REPLAYED = 4  # older states that are kept ready; each is some 30 MB
_TRIES = 3
_AGAIN = 5.0  # seconds after which what could not be built is tried again

Dated = Callable[["State"], dt.date]


@dataclass(frozen=True)
class State:
    """A database with its identity, and the record it was built of, changes of exports included.

    `as_of`: the day on which the record was checked, whatever was sent in since. `counted_on`: the day
    on which the newest export that is counted came; None before the first. `fault` is set if something
    newer could not be read. `sample`: invented exports count in it. `role`: of whom it
    was asked for, empty until `impact.figures.access` knows; the press's holds what the press may see alone.
    `own`: the record as its own files have it, without what exports changed.
    """

    database: Database
    snapshot: str
    as_of: dt.date
    counted_on: dt.date | None
    record: Record
    ledger: Ledger
    fault: Fault | None = None
    sample: bool = False
    role: str = ""
    own: Record | None = None
    small: int = 0  # steps in which counts of exports are told; 0: each as it is
    veil: str = ""  # what of people is not told in it, by `impact.figures.consent.mark`
    apart: bool = False  # of a world of its own, whose people are nobody
    agreed: Record | None = None  # whose consents hold, where they are newer than `record`
    waiting: Ledger | None = None  # in which consents may wait, where it is newer than `ledger`
    blind: Fault | None = None  # why it is not known whom the newest consents let be named

    @property
    def public(self) -> bool:
        return self.role == "press"

    @property
    def key(self) -> str:
        """What an answer of it is kept under: a state and what others see of it may share a snapshot."""
        told = (
            "" if self.role in ("", "staff", "admin") else self.role,
            f"by {self.small}" if self.small else "",
            self.veil,
        )
        return " ".join(filter(None, (self.snapshot, *told)))


def supposing(state: State, changes: Iterable[Change]) -> State:
    """The state as it would be with these changes of the record. It is of no snapshot and nothing keeps it."""
    record = amended(state.record, changes)
    database = state.database.beside(record)
    return replace(state, database=database, record=record, snapshot=f"{state.snapshot}+")


class Live:
    """The current state of one record folder and one store. Safe between threads.

    `targets` is a file that need not be there. Its contents are kept in the snapshots as well.
    """

    def __init__(self, record: Path, store: Path, targets: Path | None = None) -> None:
        self._record = record
        self._targets = targets
        self._store = Store(store)
        # Joined once: a page looks some fifty times, and joining paths cost more than looking.
        self._looked_at = [record / name for name in names()] + ([targets] if targets else [])
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] | None = None
        self._again = float("inf")
        self._state: State | None = None
        self._fault: Fault | None = None
        self._replayed: Memory[str, State] = Memory(_REPLAYED)
        self._replaying = threading.Lock()
        self._whole: int | None = None
        # By the snapshot: of the record's own files, and when it was checked.
        self._embargoes: dict[int, frozenset[str]] = {}
        self._checked: dict[int, dt.date] = {}
        self._before = newest_consents.Before(self._store)

    def state(self) -> State:
        """The state to answer from. Raises `Fault` if the record is broken and none is kept.

        Only one who asks builds a new one; whoever asks meanwhile is answered from the one there is.
        """
        state = self._state
        if state is not None and self._signature() == self._seen:
            return state
        if not self._lock.acquire(blocking=state is None):
            assert state is not None
            return state
        try:
            # Again if something changed while it was read; keeping the record is such a change.
            for _ in range(_TRIES):
                seen = self._signature()
                if seen == self._seen:
                    break
                self._built()
                self._seen = seen
            if self._state is None:
                assert self._fault is not None
                raise self._fault
            return self._state
        finally:
            self._lock.release()

    def at(self, snapshot: str, *, ready: bool = True) -> State:
        """The state as one snapshot kept it. Raises `Fault` if it is not kept or was damaged.

        Not `ready`: it is looked at once, and need not take the place of those that are asked for.
        """
        now = self._state
        if now is not None and now.snapshot == snapshot:
            return replace(now, fault=None, blind=None, agreed=None, waiting=None)
        with self._replaying:  # one at a time: building takes both cores
            if known := self._replayed.get(snapshot):
                return known
            numbers = [mark.number for mark in self.marks() if mark.id == snapshot]
            if not numbers:
                raise Fault("snapshot_unknown", name=snapshot[:20])
            try:
                state = self._kept(self._store.snapshot(numbers[-1]))
            except OSError as error:
                raise Fault("store_damaged", reason=str(error)) from None
            if ready:
                self._replayed.keep(snapshot, state)
            return state

    def named(self, as_of: str, dated: Dated | None = None) -> str:
        """The snapshot that a day (2026-11-22) or an identity stands for.

        Of a day it is the newest that was made by its end, in UTC, and before the first was made what
        `bearing` finds. `dated`: the day that a figure bears in a state. The figure is answered from a
        later one, if it bears a newer day in it and still none after this one, as one that was checked
        before it was taken in. A day to come stands for none, because its answer would still change.
        Raises `Fault` that tells the first and the newest snapshot.
        """
        held = self.held()
        if not held:
            now = (
                self.state()
            )  # a store that cannot be written keeps none, but the present has a name
            if as_of == now.snapshot:
                return as_of
            raise Fault("as_of_none", found=as_of[:40])
        if (day := past_day(as_of, dt.datetime.now(dt.UTC).date())) is not None:
            found = self._on_day(day, held, dated)
        else:
            found = next((mark.id for mark in reversed(held) if mark.id == as_of), None)
        if found is None:
            first, newest = (f"{item.made_at[:10]} ({item.id})" for item in (held[0], held[-1]))
            raise Fault("as_of_unknown", found=as_of[:40], first=first, newest=newest)
        return found

    def _on_day(self, day: dt.date, held: list[Mark], dated: Dated | None) -> str | None:
        made = self._made_by(day, held)
        if dated is None:
            return made.id if made else bearing(day, held, self.checked)
        born = None if made is None else dated(self.at(made.id))
        # The newest, and the first with each record: what came with another bears its own day.
        recorded = {event.snapshot for event in self.state().ledger.events if event.of_record}
        for mark in reversed(held):
            if made is not None and mark.number <= made.number:
                break
            if mark in (held[0], held[-1]) or mark.number in recorded:
                bears = dated(self.at(mark.id))
                if bears <= day and (born is None or bears > born):
                    return mark.id
        return made.id if made is not None else None

    def checked(self, mark: Mark) -> dt.date:
        """The day on which the record of a snapshot was checked, without the rest of it. Raises `Fault`."""
        if (known := self._checked.get(mark.number)) is not None:
            return known
        try:
            about = self._store.contents(self._store.snapshot(mark.number), only={ABOUT})[ABOUT]
        except Damaged as damage:
            raise Fault("store_damaged", reason=str(damage)) from None
        return self._checked.setdefault(mark.number, day_checked(about))

    def made_by(self, day: dt.date) -> State | None:
        """What had been made by the end of a day in UTC, whatever days it bears; None if nothing was kept."""
        mark = self._made_by(day, self.held())
        return self.at(mark.id) if mark else None

    def _made_by(self, day: dt.date, held: list[Mark]) -> Mark | None:
        try:
            mark = self._store.made_by(day.isoformat())
        except Damaged as damage:
            raise Fault("store_damaged", reason=str(damage)) from None
        return mark if mark and held and mark.number >= held[0].number else None

    def held(self) -> list[Mark]:
        """The snapshots that hold a whole record, oldest first; exports alone can make one that does not.

        Files are never dropped from one to the next, so the first that is whole tells it of all.
        """
        marks = self.marks()
        if self._whole is None and marks:
            wanted = set(needed())

            def whole(mark: Mark) -> bool:
                try:
                    return wanted <= self._store.snapshot(mark.number).files.keys()
                except Damaged:
                    return True  # it is told when somebody asks for it

            first = bisect_left(marks, True, key=whole)
            if first == len(marks):
                return []
            self._whole = marks[first].number
        return [mark for mark in marks if self._whole is not None and mark.number >= self._whole]

    def embargoes(self) -> Callable[[Mark, bool], frozenset[str]]:
        """The moments at which rows of a snapshot may be told; of what was handed in as well, or not."""
        events = self.state().ledger.events
        return publications.embargoes(self._store, events, self._embargoes)

    def consents_before(self) -> dict[str, Consent]:
        """What was said last of each case in any snapshot, of those who may not be named. Raises `Fault`."""
        with closing("consents_unknown"):
            return self._before.consents(self.state().ledger.events)

    def marks(self) -> list[Mark]:
        """All snapshots, oldest first. Raises `Fault` if the store is damaged."""
        try:
            return self._store.marks()
        except Damaged as damage:
            raise Fault("store_damaged", reason=str(damage)) from None

    def _signature(self) -> tuple[object, ...]:
        marks: list[object] = []
        for file in self._looked_at:
            try:
                stat = file.stat()
                marks.append((stat.st_mtime_ns, stat.st_size, stat.st_ino))
            except OSError as error:
                marks.append(error.errno)
        marks.append(self._store.mark())
        marks.append(self._again if time.monotonic() >= self._again else None)  # it is tried again
        return tuple(marks)

    def _built(self) -> None:
        """Build what is newest. Whatever breaks in it closes what stood before to all but staff."""
        self._again = float("inf")
        try:
            with closing("state_unbuilt"):
                self._refresh()
        except Fault as fault:
            self._fault = fault
            self._again = time.monotonic() + _AGAIN
            if self._state is not None:
                self._state = newest_consents.unknown(self._state, fault)

    def _refresh(self) -> None:
        plan, unplanned = planned.planned(self._store, self._record, self._targets)
        try:
            contents = contents_of(self._record) | plan
            newest_consents.lost(contents, self._consented())
            record = parse(contents, dt.date.today())
        except Fault as fault:
            log.error("the record cannot be used: %s", fault)
            self._fault = fault
            good = self._state or self._last_good()
            self._state = None if good is None else self._followed(good, fault)
            return
        self._fault = None
        if self._state is not None and self._store.mark() is None and self._state.ledger.entries:
            self._state = self._followed(self._state, Fault("store_gone"))
            return
        try:
            snapshot = self._snapshot(contents)
            kept = self._state
            if (
                kept is not None
                and snapshot is not None
                and kept.snapshot == snapshot.id
                and not any((kept.fault, kept.blind, kept.agreed, unplanned))
            ):
                return
            state = _state(record, *_counts(self._store, snapshot), snapshot=snapshot)
        except OSError as error:
            damage = Fault("store_damaged", reason=str(error))
            log.error("the store cannot be used: %s", error)
            if self._state is not None:
                self._state = self._followed(self._state, damage)
                return
            # Nothing that counts is known to be true: no figure of it is told, and never a smaller one.
            state = _state(record, Ledger(), _refusing(damage), _refusing(damage))
            self._state = self._followed(state, damage)
            return
        self._state = replace(state, fault=unplanned)

    def _followed(self, good: State, fault: Fault) -> State:
        return newest_consents.followed(good, fault, self._record, self._store)

    def _consented(self) -> bytes | list[Row]:
        """What the record's own file of consents said before."""
        if self._state is None:
            return newest_consents.kept(self._store)
        return (self._state.own or self._state.record).tables["consents"]

    def _snapshot(self, contents: Mapping[str, bytes]) -> Snapshot | None:
        """The newest snapshot, with the record as it is in it where the store can be written.

        A store of the first version is brought over. Raises `Damaged`.
        """
        newest = self._store.newest()
        try:
            newest = taking.keep_record(self._store, contents)
        except Damaged:
            raise
        except Fault as fault:
            if fault.key == "store_damaged":
                raise Damaged("store", str(fault.values.get("reason", ""))) from None
            log.warning("the snapshot could not be kept: %s", fault)
        return newest

    def _last_good(self) -> State | None:
        for mark in reversed(self.marks()):
            try:
                return self._kept(self._store.snapshot(mark.number))
            except (Fault, OSError) as error:
                log.error("snapshot %s cannot be used: %s", mark.id, error)
        return None

    def _kept(self, snapshot: Snapshot) -> State:
        """The state of a snapshot as the store kept it. Raises `Fault` or OSError."""
        wanted = {*names(), TARGETS.file}
        contents = self._store.contents(snapshot, only=wanted)
        return _state(parse(contents), *_counts(self._store, snapshot), snapshot=snapshot)


def bearing(day: dt.date, marks: Sequence[Mark], checked: Callable[[Mark], dt.date]) -> str | None:
    """Of states that were all made after a day, the oldest with the newest record that had been checked by
    then, so that nothing sent in since is in it; None if every record was checked later.

    `marks`: oldest first. `checked`: the day on which the record of one was checked.
    """
    days = [checked(mark) for mark in marks]
    newest = max((each for each in days if each <= day), default=None)
    return None if newest is None else marks[days.index(newest)].id


def past_day(text: str, today: dt.date) -> dt.date | None:
    """The day that a text is, as 2026-11-22 and in no other form, if it is none to come; else None."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and day <= today else None


def _counts(
    store: Store, snapshot: Snapshot | None
) -> tuple[Ledger, Callable[[], pa.Table], Callable[[], pa.Table] | None]:
    """The ledger of a snapshot, and how to get what stands and its sums: looked at now, read when needed.

    Raises `Damaged`.
    """
    if snapshot is None:
        return Ledger(), rollup.DELTA.empty_table, None
    if older.is_older(snapshot):
        with tempfile.TemporaryDirectory() as spill:
            ledger, stood = older.stood(store, snapshot, Path(spill))
        return ledger, lambda: stood, None
    files = snapshot.files
    return ledger_of(store, snapshot), rollup.rollup_of(store, files), rollup.sums_of(store, files)


def _refusing(fault: Fault) -> Callable[[], pa.Table]:
    def refuse() -> pa.Table:
        raise fault

    return refuse


def _state(
    record: Record,
    ledger: Ledger | None = None,
    stood: Callable[[], pa.Table] = rollup.DELTA.empty_table,
    sums: Callable[[], pa.Table] | None = None,
    *,
    snapshot: Snapshot | None = None,
) -> State:
    """A state of a record and of what a snapshot holds beside it."""
    ledger, own = ledger or Ledger(), record
    record = amended(own, ledger.changes())
    database = Database(
        record,
        stood,
        lambda: exports(ledger),
        record.tables["targets"],
        sums=sums,
    )
    received = [entry.received_on for entry in ledger.standing() if not entry.changes]
    return State(
        database,
        snapshot.id if snapshot else identify(record.hashes),
        as_of=record.checked_on,
        counted_on=max(received, default=None),
        record=record,
        ledger=ledger,
        sample=True in invented.among(ledger.entries.values()),
        own=own,
    )


def at(snapshot: str, *, ready: bool = True) -> State:
    """An older state of the folders that the settings name. Raises `Fault` if it is not kept."""
    return _live().at(snapshot, ready=ready)


def keep_record(store: Store) -> None:
    """Make sure that the newest snapshot holds the record as it is. Raises `Fault` or OSError."""
    contents = contents_of(folder("IMPACT_RECORD"))
    newest_consents.lost(contents, newest_consents.kept(store))
    parse(contents, dt.date.today())
    taking.keep_record(store, contents)


def named(as_of: str, dated: Dated | None = None) -> str:
    """The snapshot that a day or an identity stands for; `dated` as `Live.named` takes it.

    Raises `Fault` if there is none.
    """
    return _live().named(as_of, dated)


def checked(mark: Mark) -> dt.date:
    """As `Live.checked`."""
    return _live().checked(mark)


def made_by(day: dt.date) -> State | None:
    """What had been made by the end of a day in UTC; None if nothing was kept by then. Raises `Fault`."""
    return _live().made_by(day)


def made_at(snapshot: str | None = None) -> float:
    """When a snapshot was made, or the newest, in seconds since 1970; 0 if it is not kept."""
    made = [mark.made_at for mark in held() if snapshot in (None, mark.id)]
    return dt.datetime.fromisoformat(made[-1]).timestamp() if made else 0.0


def held() -> list[Mark]:
    """The snapshots that can be answered from, oldest first."""
    return _live().held()


def consents_before() -> dict[str, Consent]:
    """As `Live.consents_before`."""
    return _live().consents_before()


def embargoes() -> Callable[[Mark, bool], frozenset[str]]:
    """The moments at which rows of a snapshot may be told; of what was handed in as well, or not."""
    return _live().embargoes()


def record_as_it_stands() -> Record:
    """The record with what exports changed in it, without keeping anything. Raises `Fault`."""
    store = Store(folder("IMPACT_STORE"))
    try:
        kept = planned.targets_of(store, store.newest())
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    contents = contents_of(folder("IMPACT_RECORD"))
    newest_consents.lost(contents, newest_consents.kept(store))
    record = parse(contents | {TARGETS.file: kept}, dt.date.today())
    return amended(record, taking.ledger_now(store).changes())


_FOLDERS = ("IMPACT_RECORD", "IMPACT_STORE", "IMPACT_TARGETS")
_LIVE: dict[tuple[str, ...], Live] = {}


def _live() -> Live:
    where = tuple(value(name) for name in _FOLDERS)
    if where not in _LIVE:
        _LIVE.setdefault(where, Live(*(folder(name) for name in _FOLDERS)))
    return _LIVE[where]


def current() -> State:
    """The state of the folders that the settings name. Raises `Fault` if there is none."""
    return _live().state()


SAMPLE = packed.SAMPLE
_BUILDING = threading.Lock()
_LOOKED_BACK = (1, 7)  # days of the sample before its own, of which its state is kept


def sample(before: int = 0) -> State:
    """The invented world of the sample, which shares nothing with the real one; the same each time.

    `before`: as it stood so many days before its own day, 1 or 7. Raises `Fault` if it cannot be built.
    """
    with _BUILDING:  # the first visitor builds it, whoever comes meanwhile waits for the same one
        return _sample()[0][before]


def sample_store() -> bytes:
    """The store of the sample as one file, from which somebody may have a copy. Raises `Fault` as `sample`."""
    with _BUILDING:
        return _sample()[1]


@cache
def _sample() -> tuple[Mapping[int, State], bytes]:
    """Built once: what ships does not change, so its store need not outlive the building."""
    try:
        with tempfile.TemporaryDirectory(prefix="SAMPLE-") as made:
            store = packed.lay(Path(made) / "store")  # whose audit log lies beside it
            world = Live(SAMPLE / "record", store.folder, SAMPLE / "SAMPLE-targets.csv")
            states = {0: (now := replace(world.state(), apart=True))}
            names = {mark.number: mark.id for mark in world.marks()}
            for days in _LOOKED_BACK:
                day = (now.counted_on or now.as_of) - dt.timedelta(days)
                came = [
                    event.snapshot for event in now.ledger.events if "" < event.at[:10] <= str(day)
                ]
                states[days] = replace(world.at(names[max(came)], ready=False), apart=True)
                states[days].database.ready()  # while there is a store to read it from
            copied = shutil.make_archive(f"{made}/packed", "tar", store.folder)
            return states, Path(copied).read_bytes()
    except OSError as error:
        raise Fault("store_locked", reason=error.strerror or "?") from None
