"""Whom the newest consents let be named where the rest of what is newest cannot be read.

A server whose record or store breaks goes on with what was last good, but not with the consents of then: those that
can be read are followed, and where they cannot, it is said why it is not known.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from impact.exports.ledger import Event, Ledger, ledger_of
from impact.faults import Fault, Place
from impact.figures import closing
from impact.figures.consent import Consent
from impact.figures.publications import Steps
from impact.record.agreements import names_of, unmeant
from impact.record.corrections import amended
from impact.record.reader import Record, Row, rows_of
from impact.record.schema import NAMED, TABLE, WITHHELD
from impact.store import Damaged, Store

if TYPE_CHECKING:
    from impact.figures.live import State

log = logging.getLogger(__name__)
_CONSENTS, _CASES = TABLE["consents"], TABLE["cases"]


def followed(good: State, fault: Fault, record: Path, store: Store) -> State:
    """What was last good, beside the fault of what is newer, with the newest consents; `blind` if they cannot
    be read."""
    try:
        with closing.closing("state_unbuilt"):
            ledger = _ledger(good, store)
            agreed = _agreed(good, record, ledger)
    except Fault as reason:
        return replace(unknown(good, reason), fault=fault)
    return replace(good, fault=fault, agreed=agreed, waiting=ledger, blind=None)


def unknown(good: State, reason: Fault) -> State:
    """What was last good, for staff alone, whom it is told why: whom the newest consents let be named is not known."""
    log.error("nothing is told to others: %s", reason)
    return replace(good, fault=reason, agreed=None, blind=Fault("consents_unknown"))


def kept(store: Store) -> bytes:
    """The record's own file of consents as the newest snapshot has it."""
    try:
        newest = store.newest()
        if newest is None or _CONSENTS.file not in newest.files:
            return b""
        return store.contents(newest, only={_CONSENTS.file})[_CONSENTS.file]
    except Damaged:
        return b""  # told by who reads the rest


def lost(contents: Mapping[str, bytes], before: bytes | list[Row]) -> None:
    """Raises `Fault` for a file of consents that is gone or empty though it said something before: only who leaves
    its header takes all of it back."""
    if contents[_CONSENTS.file].strip() or not before:
        return
    count = len(rows_of(_CONSENTS, before) if isinstance(before, bytes) else before)
    if count:
        raise Fault("consents_lost", Place(_CONSENTS.file), count=count)


class Before:
    """What was said last of each case in the files of any snapshot of a store: of one that left the record with its
    consent, no more is told than it allowed. Read once, and what came since."""

    def __init__(self, store: Store) -> None:
        self._store, self._reading = store, threading.Lock()
        self._seen, self._last = set[int](), ""
        self._files: dict[str, dict[str, Consent]] = {}
        self._found: dict[str, Consent] = {}

    def consents(self, events: Sequence[Event]) -> dict[str, Consent]:
        """Those who may not be named, by case. A snapshot that is damaged is passed over until it is mended.

        `events`: of the newest ledger that can be read. Only the snapshots with which the record may have changed are
        read, as there may be thousands of others.
        """
        steps, told = Steps(events), max((event.snapshot for event in events), default=0)
        with self._reading:
            marks = self._store.marks()
            for before, mark in zip((None, *marks), marks, strict=False):
                if mark.number in self._seen:
                    continue
                other = before is None or mark.number > told or steps.recorded(before, mark)
                try:
                    if other:
                        self._read(mark.number)
                    self._seen.add(mark.number)
                except (Fault, OSError) as error:
                    log.error("the consents of snapshot %s cannot be read: %s", mark.id, error)
            return {case: each for case, each in self._found.items() if each.level != NAMED}

    def _read(self, number: int) -> None:
        snapshot = self._store.snapshot(number)
        digest = snapshot.files.get(_CONSENTS.file, "")
        if not digest or digest == self._last:
            return
        if digest not in self._files:
            content = self._store.contents(snapshot, only={_CONSENTS.file})[_CONSENTS.file]
            self._files[digest] = {
                str(row["case_id"]): Consent(NAMED if row["publish_level"] == NAMED else WITHHELD)
                for _, row in rows_of(_CONSENTS, content)
            }
        self._found |= self._files[digest]
        self._last = digest


def _agreed(good: State, record: Path, ledger: Ledger) -> Record:
    """The record of before with the consents of now. Raises `Fault` or OSError if they cannot be read."""
    own = good.own or good.record
    tables = {**own.tables, _CONSENTS.name: _own(good, record)}
    return amended(replace(own, tables=tables), ledger.changes())


def _own(good: State, record: Path) -> list[Row]:
    """The consents of the record's own files; those of before, where there is no such file any more."""
    before = (good.own or good.record).tables[_CONSENTS.name]
    try:
        content = (record / _CONSENTS.file).read_bytes()
    except FileNotFoundError:
        return before
    if not content.strip():
        return before
    try:
        cases = (record / _CASES.file).read_bytes()
    except OSError:
        cases = b""
    called = names_of(good.record.tables["cases"], good.record.tables["case_names"])
    rows, today = [], dt.date.today()
    for line, row in rows_of(_CONSENTS, content):
        case = str(row["case_id"])
        if case not in good.record.editions and case.encode() not in cases:
            raise Fault(
                "unknown_reference",
                Place(_CONSENTS.file, line, "case_id"),
                found=case,
                other=_CASES.file,
            )
        meant = not any(unmeant(row, called(case), today))
        rows.append(row if meant else row | {"publish_level": WITHHELD})
    return rows


def _ledger(good: State, store: Store) -> Ledger:
    """What exports changed, as it is now; as it was, where the store is gone or nothing came since."""
    if store.mark() is None:
        return good.ledger
    newest = store.newest()
    if newest is None or newest.id == good.snapshot:
        return good.ledger
    return ledger_of(store, newest)
