"""Settling: what stands when an export comes, goes or is decided of, worked out once, when it does.

Rows lie in files by section and platform. A change touches few of them: the lists that it is about, and
the rows that have one of its keys. What stood and what stands are worked out of these alone, by the
queries in `queries/store`, and their difference is added to the rollup, which is all that readers read.
So a figure costs the same at a thousand and at a billion actions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from impact.database import Bench
from impact.exports import rollup
from impact.exports.ledger import Cell, Effect, Entry, Ledger, Sums
from impact.exports.rollup import DELTA, ROLLUP
from impact.exports.rules import meanings
from impact.store import Draft, Store

ROWS = "rows/"
_MERGED = 8  # files of one size that become one
_TELLING, _MANY = 3, 10  # cells, or actions of fewer, whose counts are not the same by chance
_SEALED = 1 << 20  # rows in a file above which it is merged no more
_PAGE = 8 << 20

_CELLS = DELTA.names[2:]

_HEADS = pa.schema(
    [
        ("side", pa.string()),
        ("part", pa.int32()),
        ("origin", pa.string()),
        ("export_order", pa.int64()),
        ("stream", pa.string()),
        ("newer", pa.string()),
        ("reach", pa.string()),
        ("edition_year", pa.int16()),
    ]
)
_RULED = pa.schema(
    [
        ("side", pa.string()),
        ("label", pa.string()),
        ("edition_year", pa.int16()),
        ("case_id", pa.string()),
    ]
)


class Run(msgspec.Struct, frozen=True):
    """One file of rows of a section and platform; `size` counts how often it was merged."""

    content: str
    rows: int
    size: int = 0


_RUNS = msgspec.json.Decoder(dict[str, list[Run]])


@dataclass(frozen=True)
class Clash:
    """Another list that holds what a new one brings."""

    stream: str
    cells: int
    there: int
    here: int
    day: dt.date | None


@dataclass
class Found:
    """What a newer export meets: what it changes, and what makes it ask."""

    moved: Mapping[str, Any] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    stood: int = 0  # actions of the lists that it is about, before
    stands: int = 0  # and after
    come: int = 0  # actions that it brings to them
    gone: int = 0  # actions that it takes the place of
    apart: bool = False  # what comes and what goes have no day and case in common
    alike: bool = False  # they say the same of other days
    same_counts: int = 0  # actions of days and cases whose counts are in already, under other keys
    kinds: list[tuple[int | None, str, int]] = field(default_factory=list)


class Settling:
    """A change on its way into a draft. Use `begin`, then steps, then `effect`; `finish` writes."""

    def __init__(self, store: Store, draft: Draft, spill: Path, *, writes: bool = True) -> None:
        """`writes`: files of rows go into the store; else they stay in `spill` and are forgotten."""
        self._store = store
        self.writes = writes
        self._draft = draft
        self._spill = spill
        self._bench = Bench(spill)
        self._runs: dict[str, dict[str, list[Run]]] = {}
        self._changed: set[str] = set()
        self._deltas: list[pa.Table] = []
        self._begun = 0
        self._lent: dict[str, Path] = {}
        self._laid: tuple[str, int] | None = (
            None  # the section on the bench, and the steps before it
        )
        self._settled: dict[str, pa.Table] = {}  # what the sections that were asked counted
        self._looked_at: list[str] | None = None
        self._stood: dict[int, int] | None = None
        self.kinds: list[tuple[str, int | None, str, int]] = []  # with their section

    def close(self) -> None:
        self._bench.close()

    # Rows.

    def keep_part(self, number: int, table: pa.Table) -> Path:
        """Write the counts of an export as a file of rows. Counts without keys are added up."""
        out = self._spill / f"part-{number}"
        write_part(self._bench, number, table, out)
        return out

    def take_over(self, path: Path) -> str:
        """Let a file of rows lie in the store, or, where nothing is written, be read where it is."""
        if self.writes:
            digest = self._draft.move(path)
            path = self._store.path(digest)
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.lend(digest, path)
        return digest

    def add_run(self, section: str, platform: str, content: str, rows: int) -> None:
        """Let a file of rows count among those of a section and platform, and merge what has grown."""
        runs = self._of(section).setdefault(platform, [])
        if any(run.content == content for run in runs):
            return
        runs.append(Run(content, rows))
        self._changed.add(section)
        while (
            self.writes
            and len(tail := _tail(runs)) >= _MERGED
            and sum(run.rows for run in tail) <= _SEALED
        ):
            out = self._spill / "merged"
            paths = [self._path(run.content) for run in tail]
            self._bench.write("merged_rows", out, paths=paths)
            del runs[-len(tail) :]
            runs.append(Run(self.take_over(out), sum(run.rows for run in tail), tail[0].size + 1))

    def _of(self, section: str) -> dict[str, list[Run]]:
        if section not in self._runs:
            name = f"{ROWS}{section}.json"
            digest = self._draft.files.get(name)
            self._runs[section] = runs_in(self._store, digest, name) if digest else {}
        return self._runs[section]

    def lend(self, content: str, path: Path) -> None:
        """Let a file of rows be read that is not in the store, or not yet."""
        self._lent[content] = path

    def _path(self, content: str) -> str:
        """The path of a file of rows, looked at once before it is read."""
        if content not in self._lent:
            self._lent[content] = self._store.whole(content, f"{ROWS}{content[:12]}")
        return str(self._lent[content])

    def _paths(self, section: str, platform: str) -> list[str]:
        return [self._path(run.content) for run in self._of(section).get(platform, [])]

    # Steps.

    def begin(self) -> None:
        """What follows is one change, whose effect is told as one."""
        self._begun = len(self._deltas)
        self.kinds = []

    def undo(self) -> None:
        """Forget the steps since `begin`. Files of rows that were added stay, and count for nothing."""
        del self._deltas[self._begun :]
        self.kinds = []

    def come(
        self,
        ledger: Ledger,
        entry: Entry,
        part: str,
        *,
        last_day: dt.date | None,
        lists: bool = False,
    ) -> Found:
        """The step of an export that is newer than all others of its section and platform.

        `part` is the content of its rows. `lists`: other lists are looked at as well, whether they
        hold the same cells.
        """
        section, platform = entry.section, entry.platform
        others = [
            item
            for item in ledger.standing()
            if (item.section, item.platform) == (section, platform) and item.id != entry.id
        ]
        before, after = heads(ledger, others, "before"), heads(ledger, [entry], "after")
        streams = {row["stream"] for row in after if row["newer"] != "events"}
        every = lists and bool(streams)
        listed = {
            row["part"]
            for row in before
            if row["newer"] != "events" and (every or row["stream"] in streams)
        }
        keyed = any(row["newer"] == "events" for row in after)
        path = self._path(part)
        paths = self._paths(section, platform) if others else []
        if not paths:
            listed = set()
        rules = self._ruled(ledger, platform, [*paths, path])
        self._lay(before + after, rules, listed, {entry.part} if keyed else set())
        kin = 0
        if keyed and paths:
            self._bench.do("touched_keys", paths=[path])
            kin = self._bench.do("others", paths=paths, fresh=entry.part)
        self._bench.do("fresh", paths=[path])
        found = Found()
        mine = [row["stream"] for row in after]
        replaces = any(row["part"] in listed and row["stream"] in streams for row in before)
        known = 0
        if kin or replaces or (keyed and listed):
            known = self._replace(ledger, entry, found, paths, path, keyed=keyed, last_day=last_day)
            (lists_of,) = self._bench.rows("lists", streams=mine)
            found.stood = lists_of["stood"]
            found.come, found.gone = lists_of["comes"], lists_of["goes"]
            found.apart = found.gone > 0 and not lists_of["shared"]
            found.alike = lists_of["alike"]
            self._bench.do("signed_fresh")
            self._keep_delta(section, platform)
        else:  # it takes the place of nothing, so there is nothing to hold its rows against
            if listed:
                self._bench.do("gathered_lists", paths=paths)
                self._bench.do("standing")
            self._bench.do("signed_new")
            delta = self._keep_delta(section, platform)
            found.come = pc.sum(delta["quantity"]).as_py() or 0
            found.kinds = _new_or_late(delta, last_day)
        if lists and listed:
            self._clash(found, "same_cells")
        if lists and known:
            self._clash(found, "same_rows")
        self.kinds += [(section, *kind) for kind in found.kinds]
        found.stands = found.stood + found.come - found.gone
        if keyed and others and not known:
            found.same_counts = self._same_counts(section, platform)
        return found

    def _replace(
        self,
        ledger: Ledger,
        entry: Entry,
        found: Found,
        paths: list[str],
        path: str,
        *,
        keyed: bool,
        last_day: dt.date | None,
    ) -> int:
        """Find what a newer export takes the place of. Returns how many of its keys are known."""
        if not keyed:
            self._bench.do("gathered_lists", paths=paths)
        else:
            self._bench.do("gathered", paths=paths, fresh=entry.part)
        self._bench.do("standing")
        known = self._bench.do("known", paths=[path])
        self._bench.do("superseded")
        recounted = [
            item.order for item in ledger.entries.values() if item.fingerprint == entry.fingerprint
        ]
        if keyed:
            found.moved = self._bench.rows("moved_keys", recounted=recounted)[0]
        kinds = self._bench.rows("kinds", last_day=last_day)
        found.kinds = [(row["edition_year"], row["kind"], row["actions"]) for row in kinds]
        return known

    def _clash(self, found: Found, query: str) -> None:
        for row in self._bench.rows(query):
            names = ("stream", "cells", "actions_there", "actions_here", "day")
            found.clashes.append(Clash(*(row[name] for name in names)))

    def _same_counts(self, section: str, platform: str) -> int:
        """Actions of an export of which no key is known though its days and cases have the very counts
        that are in: the platform may have numbered them anew."""
        self._lay_section(section)
        (row,) = self._bench.rows("same_counts", platform=platform)
        if row["cells"] < _TELLING and row["actions"] < _MANY:
            return 0
        return int(row["actions"]) if 2 * row["same"] >= row["cells"] else 0

    def turn(
        self,
        before: Ledger,
        after: Ledger,
        section: str,
        platform: str,
        kind: str,
        *,
        fresh: str | None = None,
    ) -> None:
        """The step from one ledger to another, whatever differs of a section and platform.

        `fresh` is the content of rows that are not among those of the section and platform yet.
        """
        sides = []
        for ledger, side in ((before, "before"), (after, "after")):
            entries = [
                item
                for item in ledger.standing()
                if (item.section, item.platform) == (section, platform)
            ]
            sides.append(heads(ledger, entries, side))
        plain = [
            {tuple(row[name] for name in _HEADS.names[1:]): row for row in side} for side in sides
        ]
        differing = {key[0] for key in plain[0].keys() ^ plain[1].keys()}
        paths = self._paths(section, platform)
        if fresh is not None and (path := self._path(fresh)) not in paths:
            paths.append(path)
        if not paths:
            return
        rules = [
            each for each in self._ruled(before, platform, paths) if each["side"] == "before"
        ] + [each for each in self._ruled(after, platform, paths) if each["side"] == "after"]
        if before.rules != after.rules and _differ(rules):
            differing = {row["part"] for side in sides for row in side}
        rows = [row for side in sides for row in side]
        streams = {
            row["stream"] for row in rows if row["part"] in differing and row["newer"] != "events"
        }
        listed = {
            row["part"] for row in rows if row["stream"] in streams and row["newer"] != "events"
        }
        keyed = {
            row["part"] for row in rows if row["part"] in differing and row["newer"] == "events"
        }
        keyed -= listed
        if not differing:
            return
        self._lay(rows, rules, listed, keyed)
        self._bench.do("touched_keys", paths=paths)
        self._bench.do("others", paths=paths, fresh=-1)
        lone = len(keyed) == 1
        if lone:
            self._bench.do("gathered", paths=paths, fresh=-1)
        else:
            self._bench.do("gathered_all", paths=paths)
        self._bench.do("standing")
        self._bench.do("signed_standing")
        delta = self._keep_delta(section, platform)
        if lone:
            alone = self._keep_delta(section, platform, "changes_of_lone", paths=paths)
            delta = pa.concat_tables([delta, alone])
        for year, actions in _by(delta, "edition_year"):
            self.kinds.append((section, year, kind, actions))

    def _ruled(self, ledger: Ledger, platform: str, paths: list[str]) -> list[dict[str, Any]]:
        """What the rules of a platform make of the labels in these files, the same on both sides."""
        if not any(rule.platform == platform for rule in ledger.rules.values()):
            return []
        labels = [row["label"] for row in self._bench.rows("labels", paths=paths)]
        found = meanings(ledger.rules.values(), platform, labels)
        return [{"side": side, **row} for side in ("before", "after") for row in found]

    def _lay(
        self,
        rows: Sequence[Mapping[str, Any]],
        rules: Sequence[Mapping[str, Any]],
        listed: Iterable[int],
        keyed: Iterable[int],
    ) -> None:
        for name, table in (
            ("heads", pa.Table.from_pylist(list(rows), _HEADS)),
            ("ruled", pa.Table.from_pylist(list(rules), _RULED)),
            ("listed_parts", pa.table({"part": pa.array(sorted(listed), pa.int32())})),
            ("keyed_parts", pa.table({"part": pa.array(sorted(keyed), pa.int32())})),
        ):
            self._bench.lay(name, table)

    def _keep_delta(
        self, section: str, platform: str, name: str = "changes", **parameters: Any
    ) -> pa.Table:
        cells = self._bench.table(name, **parameters).select(_CELLS)
        columns = [pa.repeat(pa.scalar(each), cells.num_rows) for each in (section, platform)]
        delta = pa.table([*columns, *cells.columns], names=DELTA.names).cast(DELTA)
        self._deltas.append(delta)
        return delta

    # What it comes to.

    def effect(self, section: str) -> Effect:
        """The effect of the steps since `begin` on a section: what the store then holds of it."""
        delta = _joined(self._deltas[self._begun :])
        delta = delta.filter(pc.equal(delta["section"], section))
        self._lay_section(section)
        world = self._world()
        self._bench.lay("delta", delta)
        rows = self._bench.rows("effect")
        by_edition = {str(row["edition_year"] or ""): _sums(row) for row in rows if row["touched"]}
        kinds: dict[str, dict[str, int]] = {}
        for of_section, year, kind, actions in self.kinds:
            if section and of_section != section:
                continue
            of = kinds.setdefault(str(year or ""), {})
            of[kind] = of.get(kind, 0) + actions
        moved = set()
        for year, actions in _by(_joined(self._deltas[self._begun :]), "edition_year"):
            world[year] = world.get(year, 0) + actions
            moved.add(year)
        return Effect(
            section=section,
            sums=Sums(
                *(
                    sum(row[name] for row in rows)
                    for name in ("before", "after", "added", "replaced", "removed")
                )
            ),
            by_edition=by_edition,
            largest=[
                Cell(
                    row["day"].isoformat() if row["day"] else None,
                    row["case_id"],
                    row["before"],
                    row["after"],
                )
                for row in self._bench.rows("largest")
            ],
            # In order, so that the same data has one name on every machine.
            kinds={
                year: {kind: count for kind, count in sorted(of.items()) if count}
                for year, of in sorted(kinds.items())
            },
            world={str(year): world[year] for year in sorted(moved, key=lambda each: each or 0)},
        )

    def counts(self, section: str) -> tuple[dict[int, int], dt.date | None]:
        """Of a section before the change: its actions by edition, and its last day."""
        self._lay_section(section)
        rows = self._bench.rows("section_editions")
        days = [row["last_day"] for row in rows if row["last_day"]]
        return {row["edition_year"]: row["actions"] for row in rows}, max(days, default=None)

    def changes(self) -> bool:
        """Whether the steps since `begin` change any count, and not only by which export it stands."""
        delta = _joined(self._deltas[self._begun :])
        keys = [name for name in DELTA.names if name not in ("export_order", "quantity", "rows")]
        sums = delta.group_by(keys).aggregate([("quantity", "sum")])
        return bool(pc.any(pc.not_equal(sums["quantity_sum"], 0)).as_py())

    def all_changes(self) -> pa.Table:
        """All that the steps came to, as signed changes."""
        return _joined(self._deltas)

    def largest_row(self, content: str) -> int:
        """The most actions that one row of a file of rows stands for."""
        return int(self._bench.rows("largest_row", paths=[self._path(content)])[0]["actions"])

    def _lay_section(self, section: str) -> None:
        """What a section counted before this change: its part of the rollup, and the steps before `begin`."""
        if self._laid == (section, self._begun):
            return
        if section not in self._settled:
            paths = self._pieces()
            self._settled[section] = (
                self._bench.table("settled", paths=paths, section=section)
                if paths
                else DELTA.empty_table()
            )
        pending = _joined(self._deltas[: self._begun])
        self._bench.lay("settled", self._settled[section])
        self._bench.lay("pending", pending.filter(pc.equal(pending["section"], section)))
        self._bench.do("rollup")
        self._bench.do("section")
        self._laid = section, self._begun

    def _pieces(self) -> list[str]:
        """The paths of the pieces of the rollup, looked at once before they are read."""
        if self._looked_at is None:
            self._looked_at = [
                str(self._store.whole(digest, name))
                for name, digest in sorted(self._draft.files.items())
                if name.startswith(ROLLUP)
            ]
        return self._looked_at

    def _world(self) -> dict[int, int]:
        """All that stood before this change, of every section, by edition."""
        if self._stood is None:
            sums = rollup.sums_of(self._store, self._draft.files)()
            self._stood = dict(_by(sums.filter(pc.equal(sums["grain"], "section")), "edition_year"))
        world = dict(self._stood)
        for year, actions in _by(_joined(self._deltas[: self._begun]), "edition_year"):
            world[year] = world.get(year, 0) + actions
        return world

    def finish(self) -> None:
        """Write what the steps came to into the draft."""
        for section in self._changed:
            self._draft.put(f"{ROWS}{section}.json", msgspec.json.encode(self._runs[section]))
        delta = _joined(self._deltas)
        if delta.num_rows:
            rollup.add(self._store, self._draft, self._bench, self._spill, delta)


def write_part(bench: Bench, number: int, table: pa.Table, out: Path) -> None:
    """Write the counts of an export as a file of rows, each under the export's part number."""
    if table.num_rows and table["key"].null_count == 0:
        # Words of one list: where each piece has its own, they are written out, and read as slowly.
        table = table.unify_dictionaries()
        rows = table.num_rows
        origin = table["origin"]
        if origin.null_count == rows:
            origin = pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), [""])
        elif origin.null_count:
            origin = pc.fill_null(origin.cast(pa.string()), "").dictionary_encode()
        columns = {"part": pa.repeat(pa.scalar(number, pa.int32()), rows), "origin": origin}
        columns |= {
            name: table[name]
            for name in (
                "edition_year", "day", "case_id", "label", "action_type", "channel", "country",
                "precision", "quantity",
            )
        }  # fmt: skip
        columns["rows"] = pa.repeat(pa.scalar(1, pa.int32()), rows)
        columns["key"] = table["key"]
        whole = pa.table(columns)
        dictionaries = [name for name in whole.column_names if name != "key"]
        packed = dict.fromkeys(dictionaries, "zstd") | {"key": "none"}
        # The least and greatest of each column, but for the part, are what no question is about.
        pq.write_table(
            whole, out, compression=packed, use_dictionary=dictionaries, write_statistics=["part"],
            data_page_size=_PAGE,
        )  # fmt: skip
        return
    bench.lay("incoming", table)
    bench.write("part", out, part=number)


def runs_in(store: Store, digest: str, name: str) -> dict[str, list[Run]]:
    """The files of rows that a list of a section names, by platform. Raises `Damaged`."""
    return _RUNS.decode(store.content(digest, name))


def heads(ledger: Ledger, entries: Iterable[Entry], side: str) -> list[dict[str, Any]]:
    """Which rows of these exports are of which stream, and what a newer file of it does."""
    found = []
    for entry in entries:
        if not entry.part:
            continue
        part = next(each for each in entry.parts if each.number == entry.part)
        edition = entry.answers.get("edition")
        for origin in part.origins:
            stream = ledger.stream_of(entry, origin)
            found.append(
                {
                    "side": side,
                    "part": entry.part,
                    "origin": origin,
                    "export_order": entry.order,
                    "stream": stream.origin,
                    "newer": stream.newer,
                    "reach": "" if stream.reach == "platform" else f"\x1f{stream.origin}",
                    "edition_year": int(edition) if edition else None,
                }
            )
    return found


def _differ(rules: Iterable[Mapping[str, Any]]) -> bool:
    sides: dict[str, set[tuple[Any, ...]]] = {"before": set(), "after": set()}
    for row in rules:
        sides[row["side"]].add(tuple(row[name] for name in _RULED.names[1:]))
    return sides["before"] != sides["after"]


def _joined(deltas: Sequence[pa.Table]) -> pa.Table:
    return (
        pa.concat_tables([each.cast(DELTA) for each in deltas]) if deltas else DELTA.empty_table()
    )


def _by(delta: pa.Table, column: str) -> list[tuple[Any, int]]:
    sums = delta.group_by(column).aggregate([("quantity", "sum")]).to_pylist()
    return [(row[column], row["quantity_sum"]) for row in sums if row["quantity_sum"]]


def _new_or_late(delta: pa.Table, last_day: dt.date | None) -> list[tuple[int | None, str, int]]:
    """The actions of an export that takes the place of none, by edition and whether they come late."""
    late = pc.less_equal(delta["day"], pa.scalar(last_day, pa.date32()))
    kinds = pc.if_else(pc.fill_null(late, fill_value=False), "late", "new")
    sums = (
        pa.table({"year": delta["edition_year"], "kind": kinds, "quantity": delta["quantity"]})
        .group_by(["year", "kind"])
        .aggregate([("quantity", "sum")])
        .to_pylist()
    )
    return [(row["year"], row["kind"], row["quantity_sum"]) for row in sums if row["quantity_sum"]]


def _sums(row: Mapping[str, Any]) -> Sums:
    return Sums(*(row[name] for name in ("before", "after", "added", "replaced", "removed")))


def _tail(runs: list[Run]) -> list[Run]:
    """The last files that are of one size with the very last."""
    tail: list[Run] = []
    for run in reversed(runs):
        if run.size != runs[-1].size:
            break
        tail.insert(0, run)
    return tail
