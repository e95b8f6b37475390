"""Whom the newest consents let be named where the rest of what is newest cannot be read.

A server whose record or store breaks goes on with what was last good, but not with the consents of then: those that
can be read are followed, and where they cannot, it is said why it is not known.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from impact.exports.ledger import Ledger, ledger_of
from impact.faults import Fault, Place
from impact.figures import closing
from impact.record.agreements import names_of, unmeant
from impact.record.corrections import amended
from impact.record.reader import Record, Row, rows_of
from impact.record.schema import TABLE, WITHHELD
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
            agreed = _agreed(good, record, store)
    except Fault as reason:
        return replace(unknown(good, reason), fault=fault)
    return replace(good, fault=fault, agreed=agreed, blind=None)


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


def _agreed(good: State, record: Path, store: Store) -> Record:
    """The record of before with the consents of now. Raises `Fault` or OSError if they cannot be read."""
    own = good.own or good.record
    tables = {**own.tables, _CONSENTS.name: _own(good, record)}
    return amended(replace(own, tables=tables), _ledger(good, store).changes())


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
