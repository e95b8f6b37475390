"""What looks odd in counts that were taken as they stand: numbers that only grow, days of another year.

Neither is an error that can be proven, so both are told and nothing is left out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports.mapping import ExportSource

Warnings = list[tuple[str, dict[str, int | str]]]
_DAYS = 6  # six numbers in order come about by chance once in 720
_SELDOM = 1 / 30  # two cases of three dates each rise by chance once in 36
_LEAST = 10  # below which numbers grow with a campaign
_MOST = 10_000  # rows of a tally; totals so far are written by hand


def oddities(table: pa.Table, source: ExportSource) -> Warnings:
    """The warnings for a table of counts: one row per action, or per cell of a tally."""
    return [*_totals_so_far(table, source), *_of_another_year(table)]


def _totals_so_far(table: pa.Table, source: ExportSource) -> Warnings:
    """A list of one number a day that never falls and has doubled at least, or numbers of several cases that all rise:
    each may hold those before."""
    if not source.quantity_column or not 0 < table.num_rows <= _MOST:
        return []
    numbers: dict[tuple[object, ...], list[tuple[dt.date, int]]] = defaultdict(list)
    kinds = [
        name
        for name in ("case_id", "action_type", "channel", "country")
        if name in table.column_names
    ]
    for row in table.select([*kinds, "day", "quantity"]).to_pylist():
        if row["day"] is not None:
            numbers[tuple(row[name] for name in kinds)].append((row["day"], row["quantity"]))
    for rows in numbers.values():
        rows.sort()
        once = all(before[0] < after[0] for before, after in pairwise(rows))
        grows = all(before[1] <= after[1] for before, after in pairwise(rows))
        doubled = rows[-1][1] >= 2 * rows[0][1] >= 2 * _LEAST
        if len(rows) >= _DAYS and once and grows and doubled:
            return [("totals_so_far", {"count": len(rows), "last": rows[-1][1]})]
    several = [rows for rows in numbers.values() if len(rows) > 1]
    if len(several) > 1 and _all_grow(several):
        last = sum(rows[-1][1] for rows in several)
        return [("totals_so_far_each", {"count": len(several), "last": last})]
    return []


def _all_grow(numbers: list[list[tuple[dt.date, int]]]) -> bool:
    """Whether the numbers of all cases rise from date to date, together twofold, and by chance would seldom do so:
    numbers of n sizes stand in order once in n!."""
    chance = 1.0
    for rows in numbers:
        if any(before[0] == after[0] or before[1] > after[1] for before, after in pairwise(rows)):
            return False
        chance /= math.factorial(min(len({count for _, count in rows}), 20))
    first, last = (sum(rows[at][1] for rows in numbers) for at in (0, -1))
    return chance < _SELDOM and last >= 2 * first >= 2 * _LEAST


def _of_another_year(table: pa.Table) -> Warnings:
    """A few rows of days that would lie among all the others, were their year the next or the last."""
    counted = pc.value_counts(table["day"].combine_chunks())
    rows = {each["values"]: each["counts"] for each in counted.to_pylist() if each["values"]}
    if not rows:
        return []
    ours = _season(max(rows, key=lambda day: rows[day]), rows)
    if len(ours) == len(rows):
        return []
    first, last = min(ours), max(ours)
    odd = {
        day: right
        for day in rows.keys() - ours
        for years in (1, -1)
        if first <= (right := _moved(day, years)) <= last
    }
    count = sum(rows[day] for day in odd)
    if not odd or 3 * count > sum(rows.values()):
        return []
    day = min(odd)
    return [("another_year", {"count": count, "date": day.isoformat(), "year": str(odd[day].year)})]


def _season(day: dt.date, rows: dict[dt.date, int]) -> set[dt.date]:
    """The days that are less than half a year from a day."""
    return {other for other in rows if abs((other - day).days) < 183}


def _moved(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
