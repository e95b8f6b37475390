"""Evidence: what a whole file proves of its cells that no cell tells alone.

Whether 01/02/2026 is in January or February, and whether 2.000 is two or two thousand, is the same
for all cells that one person wrote. Only files with such cells are read twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import days, numbers
from impact.exports.days import DayOrder
from impact.exports.numbers import Marks
from impact.exports.sources import ExportSource
from impact.faults import Fault, Place


class EvidenceNeeded(Exception):
    """A cell has two meanings: the whole file must be asked before any of it is counted."""


@dataclass(frozen=True)
class Evidence:
    """What is proven; None: nobody has asked yet."""

    order: DayOrder | None = None
    marks: Mapping[str, Marks] | None = None

    def marks_of(self, column: str) -> Marks | None:
        return None if self.marks is None else self.marks.get(column, Marks())


def gathered(tables: Iterable[pa.Table], source: ExportSource) -> Evidence:
    """What the kept rows of a file prove, all together."""
    dates: set[str] = set()
    counts: dict[str, set[str]] = {name: set() for name in source.counts}
    for table in tables:
        if source.when.columns:
            dates |= days.beginnings(table[source.when.columns[0]].combine_chunks())
        for name, cells in counts.items():
            cells.update(pc.unique(table[name]).to_pylist())
    return Evidence(
        days.order(dates, source.when.formats),
        {name: numbers.marks(cells) for name, cells in counts.items()},
    )


def settled(found: Evidence, source: ExportSource, file: str, day_first: bool | None) -> Evidence:
    """The evidence that a file is counted by. `day_first` is what somebody who knows has said.

    Raises `Fault` if the dates of one file have two orders, or any and nothing tells which.
    """
    if day_first is not None:
        return Evidence(days.forced(day_first), found.marks)
    place = Place(file, None, source.when.columns[0] if source.when.columns else None)
    if found.order is DayOrder.BOTH:
        raise Fault("order_both", place)
    if found.order is DayOrder.UNKNOWN:
        if source.when.day_first is None:
            raise Fault("order_unknown", place)
        return Evidence(days.forced(source.when.day_first), found.marks)
    return found
