"""Evidence: what a whole file proves of its cells that no cell tells alone.

Whether 01/02/2026 is in January or February, and whether 2.000 is two or two thousand, is the same
for all cells that one person wrote. Only files with such cells are read twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import day_order, numbers
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
    # Where nothing is proven: the orders that may be meant.
    left_open: tuple[DayOrder, ...] = ()
    # A day that stands in the file, and the one that was meant, where a program exchanged month and day.
    exchanged: tuple[dt.date, dt.date] | None = None

    def marks_of(self, column: str) -> Marks | None:
        return None if self.marks is None else self.marks.get(column, Marks())


def gathered(tables: Iterable[pa.Table], source: ExportSource, today: dt.date) -> Evidence:
    """What the kept rows of a file prove, all together."""
    dates: set[str] = set()
    counts: dict[str, set[str]] = {name: set() for name in source.counts}
    for table in tables:
        if source.when.columns:
            dates |= day_order.beginnings(table[source.when.columns[0]].combine_chunks())
        for name, cells in counts.items():
            cells.update(pc.unique(table[name]).to_pylist())
    formats = source.when.formats
    order = day_order.order(dates, formats)
    left_open = day_order.left_open(dates, formats, today)
    if len(left_open) == 1:
        order = left_open[0]
    return Evidence(
        order,
        {name: numbers.marks(cells) for name, cells in counts.items()},
        left_open,
        day_order.exchanged(dates, formats, order),
    )


def settled(
    found: Evidence, source: ExportSource, file: str, said: DayOrder | None = None
) -> Evidence:
    """The evidence that a file is counted by. `said` is the order that somebody who knows has named.

    Raises `Fault` if the dates of one file have two orders, or any and nothing tells which.
    """
    if said is not None:
        return Evidence(said, found.marks)
    place = Place(file, None, source.when.columns[0] if source.when.columns else None)
    if found.exchanged is not None:
        there, meant = (day.isoformat() for day in found.exchanged)
        raise Fault("order_exchanged", place, there=there, meant=meant)
    if found.order is DayOrder.BOTH:
        raise Fault("order_both", place)
    if len(found.left_open) > 1:
        by_year = DayOrder.PROVEN_YEAR_FIRST in found.left_open
        if source.when.day_first is None or by_year:
            names = [name for name, order in day_order.ORDERS.items() if order in found.left_open]
            raise Fault("order_unknown", place, orders="/".join(names))
        return Evidence(day_order.forced(source.when.day_first), found.marks)
    return found
