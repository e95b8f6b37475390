"""Settling: what stands when an export comes, goes or is decided of, worked out once, when it does.

Rows lie in files by section and platform. A change touches few of them: the lists that it is about, and
the rows that have one of its keys. What stood and what stands are worked out of these alone, by the
queries in `queries/store`, and their difference is added to the rollup, which is all that readers read.
So a figure costs the same at a thousand and at a billion actions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from impact.database import Bench
from impact.exports import elsewhere
from impact.exports.balance import Balance, by
from impact.exports.contained import MANY, TELLING, Contained, contained
from impact.exports.counted import SCHEMA
from impact.exports.holders import holders
from impact.exports.ledger import Entry, Ledger
from impact.exports.rollup import DELTA
from impact.exports.rows import Rows
from impact.exports.rules import meanings
from impact.store import Draft, Store

_FEW_ROWS = 20_000  # of a list that somebody may have copied by hand
_MOST_ALIKE = 20  # actions of one day and case that two lists may have by chance
_CELLS = DELTA.names[2:]
_CLASH = (
    "stream", "cells", "shared", "actions_there", "actions_here", "day", "whole", "copied",
    "brought", "brought_actions", "met",
)  # fmt: skip

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


@dataclass(frozen=True)
class Clash:
    """Another list that holds what an export brings."""

    stream: str
    cells: int
    # Keys that both have, whatever they say of them; of lists without keys, the same cells.
    shared: int
    there: int
    here: int
    day: dt.date | None
    whole: bool  # the new one has all its cells, with as many actions
    copied: bool  # number for number, and had none of them before
    brought: int = 0  # cells that its list had not, and that both say number for number
    brought_actions: int = 0
    met: int = 0  # cells that its list had not, whatever both say of them


@dataclass(frozen=True)
class Same:
    """A platform, or one list of it, that counts the very same, and how many actions; of some days alone the first and
    the last.

    No platform: the section, or one list of it, counts as many in all, on other days.
    """

    platform: str
    actions: int
    days: tuple[dt.date, dt.date] | None = None
    all_of_it: bool = False  # it counts nothing else
    stream: str = ""


@dataclass
class Found:
    """What a newer export meets: what it changes, and what makes it ask."""

    moved: Mapping[str, Any] = field(default_factory=dict)
    new: bool = False  # the list that it is of
    # The newest file of its list, where a folder alone says so and none of the list's files has its name.
    beside: str = ""
    clashes: list[Clash] = field(default_factory=list)
    stood: int = 0  # actions of the lists that it is about, before
    stands: int = 0  # and after
    come: int = 0  # actions that it brings to them
    gone: int = 0  # actions that it takes the place of
    more: int = 0  # by how much it changes what the section counts
    apart: bool = False  # what comes and what goes have no day and case in common
    alike: bool = False  # they say the same of other days
    factor: int = 0  # how many times as large all comes again that it takes the place of
    behind: int = 0  # actions of days that a newer version has not
    behind_days: Mapping[str, Any] = field(default_factory=dict)  # count, first and last of them
    # Days within those of a part that it has not and its list has: how many, their actions, first and last.
    holes: Mapping[str, Any] = field(default_factory=dict)
    same_as: Same | None = None
    same_counts: int = 0  # actions of days and cases whose counts are in already, under other keys
    # The lists that it has all of, under other keys.
    contained: Contained = field(default_factory=Contained)
    twin: elsewhere.Twin | None = None  # a list of another section that says the same
    kinds: list[tuple[int | None, str, int]] = field(default_factory=list)


class Settling:
    """A change on its way into a draft: steps that change its balance, and the rows that they are about.

    `finish` writes both.
    """

    def __init__(self, store: Store, draft: Draft, spill: Path, *, writes: bool = True) -> None:
        """`writes`: files of rows go into the store; else they stay in `spill` and are forgotten."""
        self._spill = spill
        self._bench = Bench(spill)
        self.writes = writes
        self.rows = Rows(store, draft, self._bench, spill, writes=writes)
        self.balance = Balance(store, draft, self._bench)

    def close(self) -> None:
        self._bench.close()

    def finish(self) -> None:
        """Write the rows that came and what the steps came to into the draft."""
        self.rows.finish()
        self.balance.finish(self._spill)

    def come(
        self,
        ledger: Ledger,
        entry: Entry,
        part: str,
        *,
        last_day: dt.date | None,
        lists: bool = False,
        new: bool = False,
    ) -> Found:
        """The step of an export that is newer than all others of its section and platform.

        `part`: the content of its rows. `lists`: others are held against it. `new`: its own has none yet.
        """
        section, platform = entry.section, entry.platform
        others = [item for item in _standing(ledger, section, platform) if item.id != entry.id]
        before, after = heads(ledger, others, "before"), heads(ledger, [entry], "after")
        streams = {row["stream"] for row in after if row["newer"] != "events"}
        every = lists and bool(streams)
        listed = {
            row["part"]
            for row in before
            if row["newer"] != "events" and (every or row["stream"] in streams)
        }
        keyed = any(row["newer"] == "events" for row in after)
        path, paths = self.rows.path(part), self.rows.paths(section, platform) if others else []
        listed = listed if paths else set()
        rules = self._ruled(ledger, platform, [*paths, path])
        self._lay(before + after, rules, listed, {entry.part} if keyed else set())
        kin = known = 0
        if keyed and paths:
            self._bench.do("touched_keys", paths=[path])
            kin = self._gather_others(paths, entry.part, path)
        self._bench.do("fresh", paths=[path])
        found = Found(new=new)
        replaces = any(row["part"] in listed and row["stream"] in streams for row in before)
        if kin or replaces or (keyed and listed):
            known = self._replace(ledger, entry, found, paths, path, keyed=keyed, last_day=last_day)
            self._compare(found, [row["stream"] for row in after])
            self._bench.do("signed_fresh")
            delta = self._keep_delta(section, platform)
        else:  # it takes the place of nothing, so there is nothing to hold its rows against
            if listed:
                self._bench.do("gathered_lists", paths=paths)
                self._bench.do("standing")
            self._bench.do("signed_new")
            delta = self._keep_delta(section, platform)
            found.come = pc.sum(delta["quantity"]).as_py() or 0
            found.kinds = _new_or_late(delta, last_day)
        found.more = pc.sum(delta["quantity"]).as_py() or 0
        if lists:
            self._clash(found, cells=bool(listed), known=known)
            found.twin = self._twin(ledger, entry, path, keyed=keyed) if new else None
        self.balance.kinds += [(section, *kind) for kind in found.kinds]
        found.stands = found.stood + found.come - found.gone
        if keyed and others:
            self._recognise(found, section, platform, known=known, lists=lists)
        if lists and new:  # the last, for it lays other lists
            found.same_as = self._same_as_list(ledger, entry, self._same_as(entry))
        return found

    def _recognise(
        self, found: Found, section: str, platform: str, *, known: int, lists: bool
    ) -> None:
        """Find by their counts the actions of an export that are in under other keys."""
        if not self.balance.lay(section):
            return
        if not known:
            found.same_counts = self._same_counts(platform)
        if lists and (found.new or found.same_counts):
            found.contained = contained(self._bench.rows("contained_cells", platform=platform))

    def meets(self, entry: Entry, others: Sequence[Entry]) -> tuple[Entry, int] | None:
        """The one of other exports that counts most on the days and for the cases of one, and how many actions."""
        paths = self.rows.paths(entry.section, entry.platform)
        numbers = [other.part for other in others]
        for row in self._bench.rows("meets", paths=paths, own=entry.part, others=numbers):
            return next(other for other in others if other.part == row["part"]), row["actions"]
        return None

    def absent(self, entry: Entry, before: Entry) -> list[dict[str, Any]]:
        """What an earlier file of a list has and one that comes has not."""
        own = next(part for part in entry.parts if part.number == entry.part)
        paths = [*self.rows.paths(entry.section, entry.platform), self.rows.path(own.content)]
        return self._bench.rows(
            "absent", paths=list(dict.fromkeys(paths)), before=before.part, own=entry.part
        )

    def _same_as(self, entry: Entry) -> Same | None:
        """What another platform of the section counts exactly as a new list does: whoever copies a form's answers
        into our template sends them twice, and who goes from one platform to another takes the past along."""
        if not self.balance.lay(entry.section):
            return None
        self._bench.do("counted_by_platform")
        for row in self._bench.rows("same_sums", but=entry.platform, many=MANY):
            if row["whole"] and (row["cells"] > 1 or row["actions"] >= _MOST_ALIKE):
                return Same(row["name"], row["actions"])
            if not row["whole"] and _telling(row):
                days = row["first"], row["last"]
                return Same(
                    row["name"], row["actions"], days, all_of_it=row["actions"] == row["other"]
                )
        for row in self._bench.rows("same_totals", least=_MOST_ALIKE, telling=TELLING, cases=1):
            return Same("", row["actions"])
        return None

    def _same_as_list(self, ledger: Ledger, entry: Entry, of_all: Same | None) -> Same | None:
        """What one list of the section, among others of its platform, counts exactly as a new one does, or as its sum.
        Lists without keys alone, and more than one cell or case: of many lists two are alike in one by chance.
        `of_all`: what a platform counts so, unless one list of it is all in the file."""
        if entry.rows_counted > _FEW_ROWS or (of_all and (of_all.all_of_it or not of_all.days)):
            return of_all
        standing = [other for other in ledger.standing() if other.section == entry.section]
        for platform in sorted({other.platform for other in standing}):
            rows = self._lay_lists(ledger, entry, platform)
            if platform != entry.platform and rows:
                for row in self._bench.rows("same_sums", but="", many=MANY):
                    if row["cells"] > 1 and (row["whole"] or _telling(row)):
                        days = row["first"], row["last"]
                        all_of_it = row["actions"] == row["other"] and _alone(rows, row["name"])
                        if all_of_it or of_all is None:
                            return Same(platform, row["actions"], days, all_of_it, row["name"])
            if rows and of_all is None:
                for row in self._bench.rows(
                    "same_totals", least=_MOST_ALIKE, telling=TELLING, cases=2
                ):
                    return Same("", row["actions"])
        return of_all

    def _lay_lists(self, ledger: Ledger, entry: Entry, platform: str) -> list[dict[str, Any]]:
        """Lay what the lists of a platform count that have no keys and are small, each by itself. Their heads; none
        where there is one alone, which counts what its platform does."""
        others = [
            other
            for other in _standing(ledger, entry.section, platform)
            if other.id != entry.id and other.rows_counted <= _FEW_ROWS
        ]
        rows = heads(ledger, others, "before")
        if len({row["stream"] for row in rows}) < 2:
            return []
        rows = [row for row in rows if row["newer"] != "events"]
        paths = self.rows.paths(entry.section, platform)
        self._lay(rows, self._ruled(ledger, platform, paths), {row["part"] for row in rows}, ())
        self._bench.do("gathered_lists", paths=paths)
        self._bench.do("standing")
        self._bench.do("counted_by_list")
        return rows

    def _twin(
        self, ledger: Ledger, entry: Entry, path: str, *, keyed: bool
    ) -> elsewhere.Twin | None:
        """A list of another section that says what a new one does."""
        if keyed:
            return elsewhere.by_keys(self._bench, self.rows, ledger, entry, path)
        if entry.rows_counted > _FEW_ROWS:
            return None
        return elsewhere.by_counts(self._bench, self.balance, ledger, entry)

    def struck(
        self, section: str, platform: str, within: Sequence[Entry], left_out: pa.ChunkedArray
    ) -> tuple[pa.Table, int]:
        """The rows that these exports have under keys that a newer one leaves out, as counts of nothing that
        take their place; and how many of them count today."""
        waiting = [
            part.content
            for entry in within
            for part in entry.parts
            if entry.held and part.number == entry.part
        ]
        paths = [*self.rows.paths(section, platform), *map(self.rows.path, waiting)]
        if not paths or not within:
            return SCHEMA.empty_table(), 0
        self._bench.lay("left_out", pa.table({"key": left_out.cast(pa.binary())}))
        self._bench.do("left_out_keys")
        held_in = holders(paths, self._bench.table("touched")["key"])
        if not held_in:
            return SCHEMA.empty_table(), 0
        found = self._bench.table(
            "struck",
            paths=held_in,
            parts=[entry.part for entry in within],
            standing=[entry.part for entry in within if entry.stands],
        )
        columns = [
            found[field.name].combine_chunks().dictionary_encode().cast(field.type)
            if pa.types.is_dictionary(field.type)
            else found[field.name].cast(field.type)
            for field in SCHEMA
        ]
        return pa.table(columns, schema=SCHEMA), pc.sum(found["counted"]).as_py() or 0

    def _gather_others(self, paths: list[str], fresh: int, own: str) -> int:
        """Gather the rows of other exports that have a key of those that a change is about. How many.

        `own` is read where no file has one, for the table without rows.
        """
        held_in = holders(paths, self._bench.table("touched")["key"])
        return self._bench.do("others", paths=held_in or [own], fresh=fresh)

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
            found.moved = self._bench.rows(
                "moved_keys", recounted=recounted, struck=entry.struck > 0
            )[0]
        kinds = self._bench.rows("kinds", last_day=last_day)
        found.kinds = [(row["edition_year"], row["kind"], row["actions"]) for row in kinds]
        return known

    def _compare(self, found: Found, streams: list[str]) -> None:
        """Find what the lists of a newer export had before it, and what it brings and takes away."""
        (lists,) = self._bench.rows("lists", streams=streams)
        found.stood, found.come, found.gone = lists["stood"], lists["comes"], lists["goes"]
        found.apart = found.gone > 0 and not lists["shared"]
        found.alike = lists["alike"]
        (found.holes,) = self._bench.rows("holes", streams=streams)
        if found.gone and found.come > 9 * found.gone:
            found.factor = self._bench.rows("scaled")[0]["factor"]
        found.behind = lists["behind"]
        found.behind_days = {
            name: lists[f"behind_{column}"]
            for name, column in (("count", "days"), ("first", "from"), ("last", "to"))
        }

    def _clash(self, found: Found, *, cells: bool, known: int) -> None:
        """Find the other lists that have the cells or the rows of an export."""
        rows = known > 0 and (found.new or found.moved.get("moved", 0) > 0)
        for query, asked in (("same_cells", cells), ("same_rows", rows)):
            for row in self._bench.rows(query) if asked else ():
                found.clashes.append(Clash(*(row[name] for name in _CLASH)))

    def _same_counts(self, platform: str) -> int:
        """Actions of an export of which no key is known, on days and for cases whose very counts are in, if these
        are half of its own: the platform may have numbered them anew."""
        (row,) = self._bench.rows("same_counts", platform=platform)
        if row["cells"] < TELLING and row["actions"] < MANY:
            return 0
        return int(row["actions_same"]) if 2 * row["same"] >= row["cells"] else 0

    def turn(
        self,
        before: Ledger,
        after: Ledger,
        section: str,
        platform: str,
        kind: str,
        *,
        fresh: str | None = None,
    ) -> Found:
        """The step from one ledger to another, whatever differs of a section and platform: what comes of it
        and what goes.

        `fresh` is the content of rows that are not among those of the section and platform yet.
        """
        sides = [
            heads(ledger, _standing(ledger, section, platform), side)
            for ledger, side in ((before, "before"), (after, "after"))
        ]
        differing = _differing(sides)
        paths = self.rows.paths(section, platform)
        if fresh is not None and (path := self.rows.path(fresh)) not in paths:
            paths.append(path)
        if not paths:
            return Found()
        rules = [
            each
            for ledger, side in ((before, "before"), (after, "after"))
            for each in self._ruled(ledger, platform, paths)
            if each["side"] == side
        ]
        if before.rules != after.rules and _differ(rules):
            differing = {row["part"] for side in sides for row in side}
        rows = [row for side in sides for row in side]
        listed, keyed = _about(rows, differing)
        if not differing:
            return Found()
        self._lay(rows, rules, listed, keyed)
        self._bench.do("touched_keys", paths=paths)
        self._gather_others(paths, -1, paths[0])
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
        for year, actions in by(delta, "edition_year"):
            self.balance.kinds.append((section, year, kind, actions))
        return _weighed(delta)

    def named(
        self, ledger: Ledger, section: str, platform: str, asked: Callable[[str, str], bool]
    ) -> list[dict[str, Any]]:
        """What stands of a section and platform under names that were given to a case without a rule: the
        actions of each name, edition and case. `asked`: which names and cases are looked for."""
        paths = self.rows.paths(section, platform)
        given = self._bench.rows("given", paths=paths) if paths else []
        given = [row for row in given if asked(row["label"], row["case_id"])]
        if not given:
            return []
        rows = heads(ledger, _standing(ledger, section, platform), "after")
        listed = {row["part"] for row in rows if row["newer"] != "events"}
        self._lay(rows, [], listed, {row["part"] for row in rows} - listed)
        self._bench.lay("given_names", pa.Table.from_pylist(given))
        self._bench.do("gathered_named", paths=paths)
        self._bench.do("standing")
        return self._bench.rows("named")

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
        self.balance.add(delta)
        return delta


def _telling(row: Mapping[str, Any]) -> bool:
    """Whether some days of two lists are hardly alike by chance."""
    return bool(max(row["days"], row["large"]) >= TELLING and row["actions"] >= MANY)


def _alone(rows: Sequence[Mapping[str, Any]], stream: str) -> bool:
    """Whether the files of a list are of no other one."""
    own = {row["part"] for row in rows if row["stream"] == stream}
    return not any(row["part"] in own for row in rows if row["stream"] != stream)


def _standing(ledger: Ledger, section: str, platform: str) -> list[Entry]:
    return [
        item for item in ledger.standing() if (item.section, item.platform) == (section, platform)
    ]


def heads(ledger: Ledger, entries: Iterable[Entry], side: str) -> list[dict[str, Any]]:
    """Which rows of these exports are of which stream, and what a newer file of it does."""
    found = []
    for entry in entries:
        if not entry.part:
            continue
        part = next(each for each in entry.parts if each.number == entry.part)
        edition = entry.answers.get("edition")
        for origin in part.origins:
            if ledger.gives_way(entry, origin):
                continue
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


def _about(rows: Sequence[Mapping[str, Any]], differing: set[int]) -> tuple[set[int], set[int]]:
    """The parts of lists whose newest file stands, and those with keys, that a change of these parts is about."""
    streams = {
        row["stream"] for row in rows if row["part"] in differing and row["newer"] != "events"
    }
    listed = {row["part"] for row in rows if row["stream"] in streams and row["newer"] != "events"}
    keyed = {row["part"] for row in rows if row["part"] in differing and row["newer"] == "events"}
    return listed, keyed - listed


def _differing(sides: Sequence[Sequence[Mapping[str, Any]]]) -> set[int]:
    """The parts whose rows are of another list, or of none, after a change."""
    before, after = (
        {tuple(row[name] for name in _HEADS.names[1:]) for row in side} for side in sides
    )
    return {each[0] for each in before ^ after}


def _weighed(delta: pa.Table) -> Found:
    """How much comes and goes with signed changes."""
    counts = delta["quantity"]
    come, gone = (
        abs(pc.sum(counts.filter(which(counts, 0))).as_py() or 0) for which in (pc.greater, pc.less)
    )
    return Found(stood=gone, stands=come, come=come, gone=gone)


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
