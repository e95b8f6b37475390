"""The sheets of a workbook that can each be counted: as one list, and which of them sums up the others."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

_CELL = ("edition_year", "day", "case_id", "action_type", "channel", "country")
_LEAST = 20  # actions of one case that two sheets may have by chance


def summing(tables: Sequence[pa.Table | None]) -> int | None:
    """The place of a sheet that says all that the others say together, day by day or case by case; None if none does."""
    known = [table for table in tables if table is not None and table.num_rows]
    if len(known) < 2 or len(known) < len(tables):
        return None
    for at, table in enumerate(known):
        others = pa.concat_tables([*known[:at], *known[at + 1 :]]).unify_dictionaries()
        if _sums(table, _CELL) == _sums(others, _CELL):
            return at
        ours, theirs = (_sums(each, ("case_id", "action_type")) for each in (table, others))
        by_chance = len(ours) < 2 and (len(known) < 3 or sum(ours.values()) < _LEAST)
        if ours == theirs and not by_chance:
            return at
    return None


def _sums(table: pa.Table, names: Sequence[str]) -> dict[tuple[object, ...], int]:
    plain = table.select([*names, "quantity"])
    for place, name in enumerate(names):
        if pa.types.is_dictionary(plain[name].type):
            plain = plain.set_column(place, name, plain[name].cast(pa.string()))
    sums = plain.group_by(list(names)).aggregate([("quantity", "sum")])
    return {tuple(row[name] for name in names): row["quantity_sum"] for row in sums.to_pylist()}
