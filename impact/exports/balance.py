"""The balance of a change: what a section counted before it, what it adds and takes, and what stands then.

Steps add signed changes; those since `begin` are one change, whose effect is told as one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from impact.database import Bench
from impact.exports import rollup
from impact.exports.labels import Label, without_case
from impact.exports.ledger import Cell, Effect, Sums
from impact.exports.rollup import DELTA, ROLLUP
from impact.store import Draft, Store

_OF_A_CASE = pa.schema([DELTA.field(name) for name in ("case_id", "edition_year", "quantity")])


class Balance:
    """What stood at a draft's snapshot, and the signed changes of its steps."""

    def __init__(self, store: Store, draft: Draft, bench: Bench) -> None:
        self._store = store
        self._draft = draft
        self._bench = bench
        self._deltas: list[pa.Table] = []
        self._begun = 0
        # The section on the bench, and the steps before it.
        self._laid: tuple[str, int] | None = None
        self._counts = False  # whether that section counted anything
        self._settled: dict[str, pa.Table] = {}  # what the sections that were asked counted
        self._looked_at: list[str] | None = None
        self._stood: dict[int, int] | None = None
        self.kinds: list[tuple[str, int | None, str, int]] = []  # with their section

    def begin(self) -> None:
        """What follows is one change, whose effect is told as one."""
        self._begun = len(self._deltas)
        self.kinds = []

    def undo(self) -> None:
        """Forget the changes since `begin`."""
        del self._deltas[self._begun :]
        self.kinds = []

    def correct(self) -> None:
        """What the steps since `begin` came to is a correction, whatever each of them was."""
        self.kinds = [(of, year, "corrected", count) for of, year, _, count in self.kinds]

    def add(self, delta: pa.Table) -> None:
        """Add signed changes of a step."""
        self._deltas.append(delta)

    def effect(self, section: str) -> Effect:
        """The effect of the steps since `begin` on a section: what the store then holds of it."""
        delta = _joined(self._deltas[self._begun :])
        delta = delta.filter(pc.equal(delta["section"], section))
        self.lay(section)
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
        for year, actions in by(_joined(self._deltas[self._begun :]), "edition_year"):
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
            turned=self._turned(rows),
        )

    def _turned(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
        """What came as another type, channel, country or precision, of a change that both adds and takes."""
        found: dict[str, dict[str, int]] = {}
        if all(any(row[name] for row in rows) for name in ("added", "removed")):
            for row in self._bench.rows("turned"):
                found.setdefault(row["of_column"], {})[row["said"]] = row["change"]
        return found

    def counts(self, section: str) -> tuple[dict[int, int], dt.date | None]:
        """Of a section before the change: its actions by edition, and its last day."""
        self.lay(section)
        rows = self._bench.rows("section_editions")
        days = [row["last_day"] for row in rows if row["last_day"]]
        return {row["edition_year"]: row["actions"] for row in rows}, max(days, default=None)

    def after(self, section: str) -> int:
        """The actions of a section that stand after the steps since `begin`."""
        delta = _joined(self._deltas[self._begun :])
        changed = pc.sum(delta.filter(pc.equal(delta["section"], section))["quantity"]).as_py() or 0
        return sum(self.counts(section)[0].values()) + int(changed)

    def changes(self) -> bool:
        """Whether the steps since `begin` change any count, and not only by which export it stands."""
        delta = _joined(self._deltas[self._begun :])
        keys = [name for name in DELTA.names if name not in ("export_order", "quantity", "rows")]
        sums = delta.group_by(keys).aggregate([("quantity", "sum")])
        return bool(pc.any(pc.not_equal(sums["quantity_sum"], 0)).as_py())

    def all(self) -> pa.Table:
        """All that the steps came to, as signed changes."""
        return _joined(self._deltas)

    def nameless(self) -> list[Label]:
        """The names of what stands that mean no case, some of them twice: by the snapshot, and by the steps."""
        paths = self._pieces()
        stood = without_case(self._bench.table("nameless", paths=paths)) if paths else []
        return [*stood, *without_case(self.all())]

    def of_cases(self) -> dict[tuple[str, int], int]:
        """The actions of every section that stand for each case and edition."""
        sums = rollup.sums_of(self._store, self._draft.files)()
        stood = sums.filter(pc.equal(sums["grain"], "case"))
        parts = [each.select(_OF_A_CASE.names).cast(_OF_A_CASE) for each in (stood, self.all())]
        by_case = pa.concat_tables(parts).group_by(["case_id", "edition_year"])
        added = by_case.aggregate([("quantity", "sum")])
        return {
            (row["case_id"], row["edition_year"]): row["quantity_sum"] for row in added.to_pylist()
        }

    def lay(self, section: str) -> bool:
        """What a section counted before this change: its part of the rollup, and the steps before `begin`.
        Returns whether it counted anything."""
        if self._laid == (section, self._begun):
            return self._counts
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
        self._counts = self._bench.do("section") > 0
        self._laid = section, self._begun
        return self._counts

    def lay_elsewhere(self, section: str) -> None:
        """What the lists that lie on the bench as `elsewhere` count, which are of other sections than this one."""
        pending = _joined(self._deltas[: self._begun])
        self._bench.lay("pending", pending.filter(pc.not_equal(pending["section"], section)))
        self._laid = None  # `pending` is another table now
        self._bench.lay("settled", DELTA.empty_table())
        if paths := self._pieces():
            self._bench.lay("settled", self._bench.table("settled_elsewhere", paths=paths))
        self._bench.do("counted_elsewhere")

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
            self._stood = dict(by(sums.filter(pc.equal(sums["grain"], "section")), "edition_year"))
        world = dict(self._stood)
        for year, actions in by(_joined(self._deltas[: self._begun]), "edition_year"):
            world[year] = world.get(year, 0) + actions
        return world

    def finish(self, spill: Path) -> None:
        """Write what the steps came to into the draft."""
        delta = _joined(self._deltas)
        if delta.num_rows:
            rollup.add(self._store, self._draft, self._bench, spill, delta)


def _joined(deltas: Sequence[pa.Table]) -> pa.Table:
    return (
        pa.concat_tables([each.cast(DELTA) for each in deltas]) if deltas else DELTA.empty_table()
    )


def by(delta: pa.Table, column: str) -> list[tuple[Any, int]]:
    sums = delta.group_by(column).aggregate([("quantity", "sum")]).to_pylist()
    return [(row[column], row["quantity_sum"]) for row in sums if row["quantity_sum"]]


def _sums(row: Mapping[str, Any]) -> Sums:
    return Sums(*(row[name] for name in ("before", "after", "added", "replaced", "removed")))
