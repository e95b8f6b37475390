"""What is in: accepted exports in the store, each with its counts, and how they are taken out again.

Every change is one new snapshot that names the ledger and all parts; history stays. The ledger
knows a file by its fingerprint and its counts, never by what stood in it.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from impact.amendments import Change
from impact.exports.counting import SCHEMA
from impact.exports.intake import Report
from impact.faults import Fault
from impact.store import Snapshot, Store, flush

LEDGER = "exports.json"
RECOUNTED = "recounted"  # the reason of an export that the same bytes by newer rules replaced


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


@dataclass(frozen=True)
class Entry:
    """One accepted export. `order` rises; the newest that holds an action or a cell wins."""

    id: str
    order: int
    file: str
    fingerprint: str
    section: str
    platform: str
    grain: str
    received_at: str
    rows_read: int
    rows_counted: int
    rows_filtered: int
    rows_set_aside: int
    actions: int
    first_day: str | None
    last_day: str | None
    part: str
    retracted_at: str | None = None
    reason: str | None = None
    adds: int = 0
    corrects: int = 0
    withdraws: int = 0
    rules: str = ""

    @property
    def received_on(self) -> dt.date:
        return dt.datetime.fromisoformat(self.received_at).date()


def standing(contents: Mapping[str, bytes]) -> list[Entry]:
    """The entries that count: those that were not taken out."""
    return [entry for entry in read(contents) if entry.retracted_at is None]


def read(contents: Mapping[str, bytes]) -> list[Entry]:
    """The entries that a snapshot's contents hold, oldest first."""
    return [Entry(**item) for item in json.loads(contents.get(LEDGER, b"[]"))]


def write(entries: list[Entry]) -> bytes:
    return json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1).encode()


def entries(store: Store) -> list[Entry]:
    """What is in now. Raises `Fault` if the store cannot be read."""
    newest = store.newest()
    try:
        return read(store.contents(newest, only={LEDGER})) if newest else []
    except OSError as error:
        raise Fault("store_damaged", reason=error.strerror or str(error)) from None


def entries_of(store: Store, snapshot: Snapshot) -> list[Entry]:
    """What was in at a snapshot. Raises `Fault` if the store cannot be read."""
    try:
        return read(store.contents(snapshot, only={LEDGER}))
    except OSError as error:
        raise Fault("store_damaged", reason=error.strerror or str(error)) from None


def is_in(store: Store, fingerprint: str, section: str, rules: str) -> bool:
    """Whether these very bytes are in already for the section by these rules, and not retracted."""
    return _among(entries(store), fingerprint, section, rules)


def _among(known: list[Entry], fingerprint: str, section: str, rules: str) -> bool:
    return any(
        (entry.fingerprint, entry.section, entry.rules) == (fingerprint, section, rules)
        and entry.retracted_at is None
        for entry in known
    )


def take_in(
    store: Store,
    report: Report,
    table: pa.Table | None,
    fingerprint: str,
    section: str,
    rules: str = "",
    received: dt.datetime | None = None,
) -> bool:
    """Make an examined export part of the newest snapshot: its counts, or its changes of the record.

    It is received now, unless it was before. The same bytes counted before by other rules are taken
    out in the same step. False if it came in meanwhile; raises `Fault` if the store refuses.
    """
    taken = True
    part_bytes = _changes_part(report.changes) if table is None else _counts_part(table)
    now = (received or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")

    def change(current: Mapping[str, bytes]) -> dict[str, bytes]:
        nonlocal taken
        known = read(current)
        if _among(known, fingerprint, section, rules):  # by another writer, since `is_in` was asked
            taken = False
            return {}
        known = [
            replace(entry, retracted_at=now, reason=RECOUNTED)
            if (entry.fingerprint, entry.section) == (fingerprint, section)
            and entry.retracted_at is None
            else entry
            for entry in known
        ]
        order = max((entry.order for entry in known), default=0) + 1
        identity = f"{order:04}-{fingerprint[:8]}"
        part = f"part-{identity}.{'json' if table is None else 'parquet'}"
        entry = Entry(
            id=identity,
            order=order,
            file=report.file,
            fingerprint=fingerprint,
            section=section,
            platform=report.mapping or "",
            grain=report.grain or "",
            received_at=now,
            rows_read=report.rows_read,
            rows_counted=report.rows_counted,
            rows_filtered=report.rows_filtered,
            rows_set_aside=len(report.set_aside),
            actions=report.actions,
            first_day=report.first_day.isoformat() if report.first_day else None,
            last_day=report.last_day.isoformat() if report.last_day else None,
            part=part,
            adds=len(report.adds),
            corrects=len(report.corrects),
            withdraws=len(report.withdraws),
            rules=rules,
        )
        return {LEDGER: write([*known, entry]), part: part_bytes}

    _amended(store, change)
    return taken


def _counts_part(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _changes_part(changes: list[Change]) -> bytes:
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1).encode()


def changes(contents: Mapping[str, bytes]) -> list[Change]:
    """What the exports of a snapshot change in the record, in the order they came."""
    return [
        Change(**item)
        for entry in standing(contents)
        if entry.grain == "outcome"
        for item in json.loads(contents[entry.part])
    ]


def changes_of(store: Store, snapshot: Snapshot) -> list[Change]:
    """The same of a snapshot in the store, reading no more than is needed."""
    contents = store.contents(snapshot, only={LEDGER})
    parts = {entry.part for entry in read(contents) if entry.grain == "outcome"}
    return changes({**contents, **store.contents(snapshot, only=parts)})


def retract(store: Store, identity: str, reason: str) -> Snapshot:
    """Take an export out of the counts; its part and its entry stay. Raises `Fault` if unknown."""
    return _marked(store, identity, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), reason)


def restore(store: Store, identity: str) -> Snapshot:
    """Undo a retraction."""
    return _marked(store, identity, None, None)


def _marked(store: Store, identity: str, when: str | None, reason: str | None) -> Snapshot:
    def change(current: Mapping[str, bytes]) -> dict[str, bytes]:
        known = read(current)
        if identity not in {entry.id for entry in known}:
            raise Fault("export_unknown", name=identity[:40])
        marked = [
            replace(entry, retracted_at=when, reason=reason) if entry.id == identity else entry
            for entry in known
        ]
        return {LEDGER: write(marked)}

    return _amended(store, change)


def _amended(
    store: Store, change: Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
) -> Snapshot:
    with _refusals():
        return store.amend(change, needs={LEDGER})


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Fault("store_locked", reason=error.strerror or str(error)) from None


# What is counted from: every part's rows with the export that they came by.
ACTIONS = pa.schema(
    [
        ("export_order", pa.int64()),
        ("section", pa.string()),
        ("platform", pa.string()),
        ("grain", pa.string()),
        *((field.name, _plain(field.type)) for field in SCHEMA),
    ]
)


def actions(contents: Mapping[str, bytes]) -> pa.Table:
    """The rows of every part that was not retracted, exports in the order they came."""
    tables = []
    for entry in standing(contents):
        if entry.grain != "outcome":
            part = pq.read_table(io.BytesIO(contents[entry.part]))
            origin = {
                "export_order": entry.order,
                "section": entry.section,
                "platform": entry.platform,
                "grain": entry.grain,
            }
            columns = [
                pa.repeat(pa.scalar(value, ACTIONS.field(name).type), part.num_rows)
                for name, value in origin.items()
            ]
            columns += [part[name].cast(ACTIONS.field(name).type) for name in SCHEMA.names]
            tables.append(pa.table(columns, schema=ACTIONS))
    return pa.concat_tables(tables) if tables else ACTIONS.empty_table()


# The exports themselves, as rows beside what they were counted to.
EXPORTS = pa.schema(
    [
        ("export_order", pa.int64()),
        ("export_id", pa.string()),
        ("file", pa.string()),
        ("section", pa.string()),
        ("platform", pa.string()),
        ("grain", pa.string()),
        ("received_at", pa.timestamp("s")),
        ("rows_read", pa.int64()),
        ("rows_counted", pa.int64()),
        ("rows_filtered", pa.int64()),
        ("rows_set_aside", pa.int64()),
        ("actions", pa.int64()),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("retracted", pa.bool_()),
        ("reason", pa.string()),
    ]
)


def exports(contents: Mapping[str, bytes]) -> pa.Table:
    """One row per export that was ever accepted, retracted ones too; times are UTC."""
    rows = [
        {
            **vars(entry),
            "export_order": entry.order,
            "export_id": entry.id,
            "received_at": _utc(entry.received_at),
            "first_day": entry.first_day and dt.date.fromisoformat(entry.first_day),
            "last_day": entry.last_day and dt.date.fromisoformat(entry.last_day),
            "retracted": entry.retracted_at is not None,
        }
        for entry in read(contents)
    ]
    return pa.Table.from_pylist(rows, EXPORTS)


def _utc(stamp: str) -> dt.datetime:
    return dt.datetime.fromisoformat(stamp).astimezone(dt.UTC).replace(tzinfo=None)


def secret(store: Store) -> bytes:
    """The key of the hashes: from IMPACT_SECRET, else kept beside the store, readable by us alone.

    Raises `Fault` if it was lost though exports are in: under another one an action that is sent
    again would look new, and count twice.
    """
    if given := os.environ.get("IMPACT_SECRET"):
        return given.encode()
    path = store.folder.parent / f"{store.folder.name}.secret"
    with _refusals():
        if not path.exists():
            with store.alone():
                if not path.exists():
                    if entries(store):
                        raise Fault("secret_lost", name=path.name)
                    _make_secret(path)
        kept = path.read_bytes()
    if len(kept) != _SECRET:
        raise Fault("secret_lost", name=path.name)
    return kept


_SECRET = 32


def _make_secret(path: Path) -> None:
    """Whole and flushed before it has its name: the hashes of what is taken in hang on it."""
    for leftover in path.parent.glob(f".{path.name}-*"):
        leftover.unlink()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # our eyes alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_SECRET))
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    flush(path.parent)
