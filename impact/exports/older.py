"""Stores made by the first version: read as they were, and brought over when they are first changed.

There an export had no stream. What stood was decided row by row: of a key, and of a cell of a tally,
the newest export of the section and platform that had it. Such exports keep that rule (`cells`), so
that every count stays what it was; what is handed in from now on has streams.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import yaml

from impact.exports.ledger import PIECES, Entry, Event, Ledger, Part, Rule
from impact.exports.rules import key
from impact.exports.settling import Settling
from impact.record.corrections import Change
from impact.store import Draft, Snapshot, Store

LEDGER = "exports.json"
MANIFESTS = (
    "older.json"  # the hashes of the manifests of the first version, which have none of their own
)
_OWN = "mappings.yaml"
_PARTS = 16


def bring_over(store: Store, draft: Draft, settling: Settling) -> Ledger:
    """What a snapshot of the first version holds, laid into a draft as this version keeps it."""
    assert draft.newest is not None
    snapshot = draft.newest
    contents = store.contents(snapshot, only={LEDGER, _OWN})
    ledger = Ledger()
    empty = ledger.copy()
    settling.balance.begin()
    for item in json.loads(contents.get(LEDGER, b"[]")):
        entry = _entry(store, snapshot, item, settling)
        ledger.add(Event(kind="taken", at=entry.received_at, snapshot=draft.number, entry=entry))
    for rule in _rules(contents.get(_OWN)):
        ledger.add(Event(kind="ruled", at=rule.at, snapshot=draft.number, rule=rule))
    for section, platform in sorted({(each.section, each.platform) for each in ledger.standing()}):
        settling.turn(empty, ledger, section, platform, "new")
    effect = settling.balance.effect("")
    ledger.add(
        Event(
            kind="brought",
            at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            snapshot=draft.number,
            effects=[effect],
        )
    )
    settling.balance.begin()
    for name in [name for name in draft.files if name == LEDGER or name.startswith("part-")]:
        draft.drop(name)
    if not settling.writes:
        return ledger
    manifests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (store.folder / "snapshots").glob("*.json")
        if "-" not in path.name
    }
    draft.put(MANIFESTS, json.dumps(manifests, indent=1, sort_keys=True).encode())
    return ledger


def stood(store: Store, snapshot: Snapshot, spill: Path) -> tuple[Ledger, pa.Table]:
    """The ledger and what stood at a snapshot of the first version. Raises `Damaged`."""
    draft = Draft(store, snapshot)
    settling = Settling(store, draft, spill, writes=False)
    try:
        ledger = bring_over(store, draft, settling)
        return ledger, settling.balance.all()
    finally:
        settling.close()


def is_older(snapshot: Snapshot) -> bool:
    """Whether a snapshot keeps its exports as the first version did."""
    return snapshot.format == 1 or (
        LEDGER in snapshot.files and not any(name.startswith(PIECES) for name in snapshot.files)
    )


def _entry(store: Store, snapshot: Snapshot, item: dict[str, Any], settling: Settling) -> Entry:
    name = item["part"]
    number = item["order"] * _PARTS
    changes: list[Change] = []
    parts: list[Part] = []
    newer, editions = "cells", []
    data = store.content(snapshot.files[name], name)
    if item["grain"] == "outcome":
        changes = [Change(**each) for each in json.loads(data)]
    else:
        table = pq.read_table(io.BytesIO(data))
        if table.num_rows and table["key"].null_count == 0:
            newer = "events"
        editions = sorted(
            year for year in pc.unique(table["edition_year"]).to_pylist() if year is not None
        )
        nothing = pa.nulls(table.num_rows, pa.string()).dictionary_encode()
        table = table.append_column("origin", nothing).append_column("label", nothing)
        path = settling.rows.keep(number, table)
        digest = settling.rows.take_over(path)
        settling.rows.add(item["section"], item["platform"], digest, table.num_rows)
        parts = [Part(number, digest, item["actions"], table.num_rows, [""])]
    kept = {
        field: item[field]
        for field in (
            "id", "order", "file", "fingerprint", "section", "platform", "grain", "received_at",
            "rows_read", "rows_counted", "rows_filtered", "rows_set_aside", "actions", "first_day",
            "last_day", "retracted_at", "reason", "adds", "corrects", "withdraws", "rules",
        )
        if field in item
    }  # fmt: skip
    return Entry(
        **kept,
        newer=newer,
        reach="platform",
        origin="",
        editions=editions,
        part=number if parts else 0,
        parts=parts,
        changes=changes,
    )


def _rules(own: bytes | None) -> list[Rule]:
    """What staff said of single values of a platform, each for the edition of its case."""
    tree = yaml.safe_load(own) if own else {}
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return [
        Rule(platform=platform, value=key(value), edition=int(case[:4]), case_id=case, at=now)
        for platform, values in (tree.get("cases") or {}).items()
        for value, case in values.items()
        if case[:4].isdecimal()
    ]
