"""Files into the store: the one way that the command line, the page and the drop folder share.

A file is read to its counts, compared with what stands, and then taken in, held, or left alone; what it
would change is worked out the same way whether it is only looked at or kept. Several files that come
together are one snapshot.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from impact.exports import (
    audit,
    day_order,
    folders,
    intake,
    mapping,
    older,
    questions,
    streams,
    timetable,
)
from impact.exports.admission import PARTS, Reading, Sent, report_of
from impact.exports.book import stamp
from impact.exports.intake import Report
from impact.exports.ledger import DECIDED, Effect, Entry, Ledger, Met, Request, Rule, ledger_of
from impact.exports.mapping import Mappings
from impact.exports.recognition import Recognition
from impact.exports.sheets import summing
from impact.exports.visits import Visit
from impact.faults import Fault, Place, shown
from impact.record.corrections import amended
from impact.record.reader import Record
from impact.store import Damaged, Draft, Snapshot, Store

_COUNTED = ("accepted", "partly")  # verdicts
_LARGE = 1 << 25  # bytes above which a file is marked while it is read


class _Known(Exception):
    """A file was here before: there is nothing to read on for."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


@dataclass(frozen=True)
class Handed:
    """A file as it is handed in. `section`: whose it is; None: the house's own; empty: nobody's, as what is
    typed in a form. `stream` names the list that it is, `by` who hands it in, where somebody says so."""

    path: Path
    section: str | None = None
    mapping: str | None = None
    stream: str | None = None
    received: dt.datetime | None = None
    by: str = ""
    unapproved: bool = False  # what it changes in the record has to be approved
    placed: bool = False  # the list is that of a folder


@dataclass
class Desk:
    """Where files are handed in: the mappings they are read by and the record they are held to."""

    mappings: Mappings
    secret: bytes
    record: Record | None = None
    progress: Callable[[int], None] | None = None

    @cached_property
    def recognition(self) -> Recognition | None:
        """Who knows the record's cases by their names; nobody without a record."""
        if self.record is None:
            return None
        return Recognition(self.record.tables["cases"], self.record.tables["case_names"])

    def check(self, store: Store, handed: Handed) -> Report:
        """What would become of a file. Stores nothing."""
        return self.check_all(store, [handed])[0]

    def check_all(
        self, store: Store, files: Sequence[Handed], *, trying: Rule | None = None
    ) -> list[Report]:
        """What would become of files that are taken in together, in this order. Stores nothing.

        `trying`: a rule that is not kept yet, as if it were.
        """
        with looking(store) as visit:
            if trying is not None:
                visit.set_rule(trying, kept=True)
            desk, reports = self, []
            for handed in files:
                reports.append(desk._admitted(visit, handed))
                desk = desk._after(reports[-1])
            return reports

    def read(self, handed: Handed) -> tuple[Report, pa.Table | None]:
        """A file's verdict and its counts, compared with nothing that is in. Stores nothing."""
        return self._examined(handed, self._today(handed), progress=self.progress)

    def _today(self, handed: Handed) -> dt.date:
        """The day on which a file comes: here, or where its section is, if it has begun there already."""
        now = handed.received or dt.datetime.now().astimezone()
        code = self.mappings.named(handed.section or self.mappings.section.id)
        zone = self.mappings.zones.get(code, self.mappings.section.zone)
        return max(now.date(), now.astimezone(ZoneInfo(zone)).date())

    def name(self, store: Store, handed: Handed, report: Report) -> None:
        """Read a file that is in already once more, so that its report has the names that mean no case, and those
        that one word gave to one."""
        today = self._today(handed)
        ruled = list(ledger_now(store).rules.values())
        read, _table = self._examined(handed, today, ruled=ruled)
        for part in ("unmapped", "by_word", "by_word_actions", "often", "grain"):
            setattr(report, part, getattr(read, part))

    def take(self, store: Store, handed: Handed) -> Report:
        """Check a file and, unless it is refused, held or in already, count it from now on."""
        return self.take_all(store, [handed])[0]

    def take_all(self, store: Store, files: Sequence[Handed]) -> list[Report]:
        """Take files in, in this order, as one snapshot. What is told of them is so when it returns."""
        try:
            with changing(store, self.secret) as visit:
                desk, reports = self, []
                for handed in files:
                    reports.append(desk._admitted(visit, handed))
                    desk = desk._after(reports[-1])
        except Fault as fault:
            return [Report(handed.path.name, "refused", fault=fault) for handed in files]
        for report in reports:
            report.done = True
        return reports

    def _after(self, report: Report) -> Desk:
        """Where the next file is handed in: what a file before it adds to the record is known to it."""
        if self.record is None or not report.changes or report.verdict not in _COUNTED:
            return self
        record = amended(self.record, report.changes)
        return Desk(self.mappings, self.secret, record, self.progress)

    def _admitted(self, visit: Visit, handed: Handed) -> Report:
        path = handed.path
        visit.settling.balance.begin()
        try:
            where = self.mappings.in_section(handed.section or None).id
            today = self._today(handed)
            seen = state_of(path)
            with ThreadPoolExecutor(1) as marker:
                mark = marker.submit(intake.fingerprint, path)
                small = seen is None or seen[1] < _LARGE

                @cache
                def sent() -> Sent:
                    """How the file came; it raises `_Known` if it was here before."""
                    found = self._sent(handed, mark.result(), where, visit.ledger)
                    if (report := _known(visit, found, today)) is not None:
                        raise _Known(report)
                    return found

                def read_on(size: int) -> None:
                    if self.progress is not None:
                        self.progress(size)
                    if mark.done():
                        sent()

                if small:  # and so marked sooner than read
                    sent()
                ledger = visit.ledger
                how = {"made_with": ledger.made_with(where), "ruled": list(ledger.rules.values())}
                readings = self._readings(handed, today, {**how, "progress": read_on})
                if readings[0].report.fault is not None:
                    return readings[0].report
                # Its fingerprint would vouch for other rows than were counted.
                if state_of(path) != seen:
                    raise Fault("export_changed", Place(path.name))
                return visit.admission.admit(readings, sent(), self.record)
        except _Known as known:
            return known.report
        except (Damaged, Fault) as error:
            visit.settling.balance.undo()
            fault = error if isinstance(error, Fault) else Fault("store_damaged", reason=str(error))
            return Report(path.name, "refused", fault=fault)

    def _sent(self, handed: Handed, mark: str, where: str, ledger: Ledger) -> Sent:
        named = streams.meant(ledger, where, handed.stream)
        if named is not None and handed.placed:
            named = folders.list_of(ledger, where, named, handed.path.name)
        return Sent(
            handed.path.name,
            mark,
            "" if handed.section == "" else where,
            self.mappings.rules,
            named,
            handed.received,
            handed.by,
            handed.unapproved,
            handed.placed,
        )

    def _readings(self, handed: Handed, today: dt.date, how: Mapping[str, Any]) -> list[Reading]:
        """Every way to read a file: one, unless its sheets or the order of its dates are open."""
        report, table = self._examined(handed, today, **how)
        fault = report.fault
        if fault is not None and fault.key == "order_unknown":
            return [
                Reading(
                    *self._examined(handed, today, order=day_order.ORDERS[choice], **how),
                    {"day_order": choice},
                )
                for choice in str(fault.values["orders"]).split("/")
            ]
        if fault is not None and fault.key == "two_sheets":
            alone = [
                Reading(*self._examined(handed, today, sheet=name, **how), {"sheet": name})
                for name in str(fault.values["sheets"]).split("/")
            ]
            whole = _together(alone)
            # What the others come to is offered by itself, however many they are.
            alone.sort(key=lambda each: not whole or each.when["sheet"] != whole[0].holder)
            return [*whole, *alone][:PARTS]
        if report.no_edition:
            year = today.year
            return [
                Reading(
                    *self._examined(handed, today, undated=each, **how),
                    {"edition": str(each)},
                )
                for each in (year, year - 1, year - 2)
            ]
        return [Reading(report, table, {})]

    def _examined(
        self, handed: Handed, today: dt.date, **how: Any
    ) -> tuple[Report, pa.Table | None]:
        report, table = intake.examine(
            handed.path,
            self.mappings,
            section=handed.section or None,
            name=handed.mapping,
            secret=self.secret,
            today=today,
            record=self.record,
            recognition=self.recognition,
            **how,
        )
        return report, table


def _together(sheets: Sequence[Reading]) -> list[Reading]:
    """All sheets of a workbook as one list, such as one of each month, if they can be one: of the same mapping,
    without keys, which two of them might share, and none of them called as the answer is."""
    tables = [each.table for each in sheets if each.table is not None]
    reports = [each.report for each in sheets]
    alike = len({(each.mapping, each.grain, each.newer) for each in reports}) == 1
    named = questions.ALL in {each.when["sheet"] for each in sheets}
    if len(tables) < len(sheets) or not alike or named or reports[0].newer == "events":
        return []
    at, names = summing(tables), [each.when["sheet"] for each in sheets]
    return [
        Reading(
            intake.together(reports),
            pa.concat_tables(tables).unify_dictionaries(),
            {"sheet": questions.ALL},
            holder="" if at is None else names[at],
            sheets=names,
        )
    ]


def _known(visit: Visit, sent: Sent, today: dt.date) -> Report | None:
    """The report of a file that is in already or waits for a decision."""
    if visit.admission.is_in(sent, today):
        return Report(sent.file, "unchanged", warnings=visit.admission.in_as(sent))
    held = visit.admission.waiting(sent)
    if held and sent.stream in (None, held.origin):
        report = report_of(held, sent.file)
        report.done = True  # it waits already
        if held.grain == "aggregate" and streams.origin(held.file) != streams.origin(sent.file):
            report.warnings.append(("waits_as", {"file": shown(held.file)}))
        return report
    return None


@contextlib.contextmanager
def looking(store: Store) -> Iterator[Visit]:
    """A look at the store as it is. What is worked out in it is forgotten."""
    try:
        newest = store.newest()
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    with tempfile.TemporaryDirectory() as spill:
        visit = Visit(store, Draft(store, newest), Path(spill), writes=False)
        try:
            yield visit
        finally:
            visit.settling.close()


@contextlib.contextmanager
def changing(store: Store, key: bytes | None = None) -> Iterator[Visit]:
    """One change of the store as its only writer: one snapshot, or none if it raises. It is audited.

    Raises `Fault` if the store cannot be read or written.
    """
    visit: Visit | None = None

    def noted() -> None:
        if visit is not None:
            audit.note_hours(store, timetable.until(store.marks(), visit.ledger.events, stamp()))
            audit.keep_up(store, visit.ledger.events, visit.before)

    try:
        with store.writing(noted) as draft, store.workplace() as spill:
            visit = Visit(store, draft, spill)
            try:
                yield visit
                visit.finish(key)
            finally:
                visit.settling.close()
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    except OSError as error:
        raise Fault("store_locked", reason=_reason(error)) from None


def _reason(error: OSError) -> str:
    """Why the disk refused, in the system's own words; a library may have put more around them."""
    return os.strerror(error.errno) if error.errno else str(error)


def entries(store: Store) -> list[Entry]:
    """Every export that is in, retracted and held ones too, in the order they came. Raises `Fault`."""
    return list(ledger_now(store).entries.values())


def retract(
    store: Store, identity: str, reason: str, *, public: bool = False
) -> Effect | Request | None:
    """Take an export out of the counts; its rows and its entry stay. Where somebody else has to approve that, it
    is asked for. Raises `Fault` if it is unknown."""
    with changing(store) as visit:
        if visit.ledger.entry(identity).retracted_at is not None:
            raise Fault("out_already", name=identity)
        if visit.needs_second(identity):
            return visit.ask("retracted", identity, reason, public=public)
        return visit.mark(identity, stamp(), reason, public=public)


def restore(store: Store, identity: str) -> Effect | Request | None:
    """Undo a retraction, or ask for it as `retract` does. Raises `Fault` if the export is unknown."""
    with changing(store) as visit:
        entry = visit.ledger.entry(identity)
        if entry.retracted_at is None:
            raise Fault("not_out", name=identity)
        if entry.reason in DECIDED:
            raise Fault("restore_decided", name=identity)
        if visit.needs_second(identity):
            return visit.ask("restored", identity)
        return visit.mark(identity, None, None)


def met(store: Store, identity: str) -> list[Met]:
    """What counts beside an export that counts again, as `Visit.met` finds it."""
    with looking(store) as visit:
        return visit.met(identity)


def keep_record(store: Store, contents: Mapping[str, bytes]) -> Snapshot:
    """Make sure that the newest snapshot holds these files of the record, and brings over a store of the
    first version. Raises `Damaged`, or `Fault` if the store cannot be written."""
    newest = store.newest()
    files = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    if newest is not None and files.items() <= newest.files.items() and not older.is_older(newest):
        return newest
    with changing(store) as visit:
        visit.keep_record(contents)
    made = store.newest()
    assert made is not None
    return made


def ledger_now(store: Store) -> Ledger:
    """What is in now, of a store of either version. Raises `Fault` if it cannot be read."""
    try:
        newest = store.newest()
        if newest is not None and older.is_older(newest):
            with tempfile.TemporaryDirectory() as spill:
                return older.stood(store, newest, Path(spill))[0]
        return ledger_of(store, newest)
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None


def state_of(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does: its place on the disk, size and time. None if it is not there."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


OWN = "mappings.yaml"


def mappings(store: Store) -> Mappings:
    """Our mappings with staff's own over them, as the newest snapshot keeps them. Raises `Fault`."""
    return mapping.load(own=_own(store))


def _own(store: Store) -> bytes | None:
    try:
        newest = store.newest()
        return store.contents(newest, only={OWN}).get(OWN) if newest else None
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None


def with_own(store: Store, own: Mapping[str, Any]) -> Mappings:
    """The mappings as they would be with something of staff's own added. Stores nothing."""
    return mapping.load(own=mapping.added(_own(store), own))


def keep_own(store: Store, own: Mapping[str, Any]) -> None:
    """Add something to staff's own mappings. Raises `Fault` if it is wrong or cannot be written."""

    def change(current: Mapping[str, bytes]) -> dict[str, bytes]:
        text = mapping.added(current.get(OWN), own)
        mapping.load(own=text)
        return {OWN: text}

    try:
        made = store.amend(change, needs={OWN})
        audit.note(store, "mapping", of=made.id)
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    except OSError as error:
        raise Fault("store_locked", reason=_reason(error)) from None
