"""The targets beside a record: those of the store, or of the file that the settings name, taken in once."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from impact.exports import taking
from impact.exports.amending import misaimed
from impact.exports.ledger import ledger_of
from impact.faults import Fault, Place
from impact.record.corrections import amended
from impact.record.reader import Record, contents_of, parse, targets, targets_in
from impact.record.schema import TARGETS
from impact.store import Damaged, Snapshot, Store

log = logging.getLogger(__name__)


def planned(
    store: Store, folder: Path, named: Path | None
) -> tuple[dict[str, bytes], Fault | None]:
    """The targets as a snapshot's file: those of the store, or, as long as it has none, of the file that
    the settings name, which are taken in once.

    What is wrong with that file never stands in the way of the record.
    """
    kept = b""
    try:
        newest = store.newest()
        kept = targets_of(store, newest)
        file = targets_in(named) if named else b""
        if not file or file in (kept, b""):
            return {TARGETS.file: kept} if kept else {}, None
        if kept:
            taken = {each.fingerprint for each in ledger_of(store, newest).entries.values()}
            if hashlib.sha256(file).hexdigest() not in taken:
                raise Fault("targets_in_store", Place(TARGETS.file))
            return {TARGETS.file: kept}, None
        _check_targets(file, parse(contents_of(folder)), store)
    except Damaged:
        return {}, None  # told by who reads the rest
    except Fault as fault:
        log.error("the file of targets cannot be used: %s", fault)
        return {TARGETS.file: kept} if kept else {}, fault
    return {TARGETS.file: file}, None


def targets_of(store: Store, snapshot: Snapshot | None) -> bytes:
    """The targets that a snapshot was given once; none if it has none. Raises `Damaged`."""
    if snapshot is None or TARGETS.file not in snapshot.files:
        return b""
    return store.contents(snapshot, only={TARGETS.file})[TARGETS.file]


def _check_targets(file: bytes, record: Record, store: Store) -> None:
    """Hold a file of targets to the rules of a template of targets. Raises `Fault` for the first row that
    breaks one."""
    record = amended(record, taking.ledger_now(store).changes())
    sections = taking.mappings(store).sections
    years = {row["edition_year"] for row in record.tables["editions"]}
    for line, row in enumerate(targets({TARGETS.file: file}), 2):
        wrong = misaimed(row, record, sections)
        if row["edition_year"] not in years:
            wrong = "edition_year", "unknown_editions"
        elif row["case_id"] is not None and row["case_id"] not in record.editions:
            wrong = "case_id", "unknown_cases"
        if wrong:
            column, reason = wrong
            raise Fault(
                f"target_{reason}", Place(TARGETS.file, line, column), found=str(row[column])
            )
