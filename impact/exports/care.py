"""Care of a store: whether all of it is as it was written, and what can be made whole again.

`verify` reads everything, once. `repair` mends what can be had from elsewhere: the head from the newest
manifest and the other way round, the record from its folder, lists of files from the ledger, sums from
the rows. What cannot be mended is named with its remedy, and never made up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from impact.exports import older, secret
from impact.exports.ledger import Ledger, ledger_of
from impact.exports.rollup import ROLLUP, SUMS
from impact.exports.rows import ROWS, runs_in
from impact.exports.settling import Settling
from impact.faults import Fault
from impact.i18n.locales import FIRST
from impact.i18n.words import known, say
from impact.store import Damaged, Draft, Snapshot, Store


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it was written: where, what is wrong, and of which snapshots it is. `key`: the fault
    of one of the secret's."""

    name: str
    why: str
    snapshots: tuple[int, ...] = ()
    key: str = ""


def verify(store: Store) -> list[Damage]:
    """Everything in a store that is not as it was written; empty if all is whole."""
    found: list[Damage] = []
    try:
        secret.secret(store, make=False)
    except Fault as fault:
        if fault.key != "store_damaged":  # else it is told with the file that is
            why = (
                say(FIRST, f"cause.{fault.key}")
                if known(f"cause.{fault.key}")
                else fault.text(FIRST)
            )
            found.append(
                Damage(
                    str(fault.values.get("name", secret.path_of(store).name)), why, key=fault.key
                )
            )
    try:
        store.newest()
    except Damaged as damage:
        found.append(Damage(damage.name, damage.why))
    try:
        chain = list(store.chain())
    except Damaged:
        return found  # without the head it is not known how far they should go
    whole = [snapshot for _, snapshot in chain if isinstance(snapshot, Snapshot)]
    for _, item in chain:
        if isinstance(item, Damaged) and item.name not in {each.name for each in found}:
            found.append(Damage(item.name, item.why))
    found += _old_manifests(store, whole)
    wanted: dict[str, list[tuple[str, int]]] = {}
    for snapshot in whole:
        for name, digest in snapshot.files.items():
            wanted.setdefault(digest, []).append((name, snapshot.number))
    broken = dict(_contents(store, wanted))
    found += broken.values()
    rows: dict[str, list[tuple[str, int]]] = {}
    for snapshot in whole:
        for name, digest in snapshot.files.items():
            if name.startswith(ROWS) and digest not in broken:
                for platform, runs in runs_in(store, digest, name).items():
                    for run in runs:
                        rows.setdefault(run.content, []).append(
                            (f"{name} {platform}", snapshot.number)
                        )
    if whole and not any(digest in broken for digest in whole[-1].files.values()):
        for entry in ledger_of(store, whole[-1]).entries.values():
            for part in entry.parts:
                if entry.held or part.number == entry.part:
                    rows.setdefault(part.content, []).append((entry.file, whole[-1].number))
    found += [problem for digest, problem in _contents(store, rows) if digest not in broken]
    return found


def _contents(
    store: Store, wanted: Mapping[str, list[tuple[str, int]]]
) -> Iterator[tuple[str, Damage]]:
    for digest, names in wanted.items():
        try:
            store.whole(digest, names[0][0])
        except Damaged as damage:
            numbers = sorted({number for _, number in names})
            yield digest, Damage(names[-1][0], damage.why, tuple(numbers))


def _old_manifests(store: Store, whole: list[Snapshot]) -> Iterator[Damage]:
    """Manifests of the first version have no check of their own: theirs was kept when it ended."""
    kept = next(
        (item.files[older.MANIFESTS] for item in reversed(whole) if older.MANIFESTS in item.files),
        None,
    )
    if kept is None:
        return
    try:
        known = json.loads(store.content(kept, older.MANIFESTS))
    except Damaged:
        return  # told with the contents
    for name, digest in known.items():
        try:
            text = (store.folder / "snapshots" / name).read_bytes()
        except OSError as error:
            yield Damage(f"snapshots/{name}", error.strerror or "it cannot be read")
            continue
        if hashlib.sha256(text).hexdigest() != digest:
            yield Damage(f"snapshots/{name}", "it was altered")


def repair(store: Store, record: Mapping[str, bytes]) -> list[str]:
    """Mend what can be mended, as the only writer. Returns the names of what was. `record`: the files
    of the record as they are now."""
    mended: list[str] = []
    with store.alone():
        if name := store.mend_head():
            mended.append(name)
    digests = {hashlib.sha256(data).hexdigest(): data for data in record.values()}
    problems = {problem.name: problem for problem in verify(store)}
    newest = store.newest()
    if newest is None:
        return mended
    with store.alone():
        for name, digest in newest.files.items():
            if name in problems and digest in digests:
                store.write(store.path(digest), digests[digest])
                mended.append(name)
    if any(name.startswith((ROLLUP, ROWS, SUMS)) for name in problems):
        with store.writing() as draft, store.workplace() as spill:
            ledger = ledger_of(store, newest)
            bad = {name for name in problems if name in draft.files}
            _again(store, draft, ledger, spill)
            mended += sorted(bad)
    return mended


def _again(store: Store, draft: Draft, ledger: Ledger, spill: Path) -> None:
    """Make the lists of files and the sums of the newest snapshot anew, from the rows of the exports."""
    for name in [name for name in draft.files if name.startswith((ROLLUP, ROWS, SUMS))]:
        draft.drop(name)
    settling = Settling(store, draft, spill)
    try:
        for entry in ledger.entries.values():
            for part in entry.parts:
                if part.number == entry.part and not entry.held:
                    settling.rows.add(entry.section, entry.platform, part.content, part.rows)
        settling.balance.begin()
        for scope in sorted({(entry.section, entry.platform) for entry in ledger.standing()}):
            settling.turn(Ledger(), ledger, *scope, "new")
        settling.finish()
    finally:
        settling.close()
