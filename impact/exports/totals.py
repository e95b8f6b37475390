"""Rows that sum up others: told from rows that count, and held against what they sum up.

Apart from the screen, which knows cells and no numbers. A row is a total by what it is: it has no
date or no case, or says in one of its cells that it is one, and its number is the sum of the rows
above it: of all, since the last total, of its day or of its case. A campaign may be called Total.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from impact.exports.giveaways import TOTAL, TOTALS
from impact.exports.mapping import ExportSource
from impact.exports.numbers import whole_number
from impact.exports.screening import Aside, Batch, Screening, Stated
from impact.exports.text import clean, fold

_BEGINS = re.compile(
    rf"{TOTALS}|^\s*(all|tous|toutes|ensemble|alle|todos|todas|tutti|wszystkie)\s*$", re.I
)
_ENDS = re.compile(r"\b(sub-?total|sous-total|total|summe|totaal)\s*[:=]?\s*$", re.I)
_LARGEST = 10**15


@dataclass
class _Sums:
    """Sums of rows above, one number for each column that is counted."""

    everything: Any
    since: Any
    rows_since: int = 0
    rows: int = 0


class Totals:
    """Sifts the batches of one file, in their order. `warnings` afterwards tells what differs."""

    def __init__(self, source: ExportSource, screened: Screening) -> None:
        self._screened = screened
        self._number = source.number
        quantity = [source.quantity_column] if source.quantity_column else []
        self._columns: list[str] = quantity or list(source.unpivot)
        self._day = source.when.columns[0] if source.when.columns else ""
        self._case = source.case_column
        # Where a word of totals may stand besides: in the columns of a few words each.
        self._worded = [
            name
            for name in (
                self._case,
                source.type_column,
                source.channel_column,
                source.country_column,
            )
            if name
        ]
        names = [fold(name) for name in screened.header]
        self._at = [names.index(fold(name)) for name in self._columns]
        zeros = np.zeros(len(self._columns), dtype=np.int64)
        self._sums = _Sums(zeros.copy(), zeros.copy())
        self._of: dict[tuple[str, str], Any] = defaultdict(zeros.copy)  # by day, and by case
        self._told: list[tuple[int, int]] = []  # stated and computed, where they differ
        self._met = 0

    def sift(self, batch: Batch) -> Batch:
        """The batch without its rows of totals, which are set aside."""
        if not self._columns or (batch.table.num_rows == 0 and not self._news()):
            return batch
        table = batch.table
        values, read = self._values(table)
        maybe = self._candidates(table) & read.any(axis=1) if len(table) else np.zeros(0, bool)
        stated = self._stated()
        if not maybe.any() and not stated:
            self._add(table, values, slice(None))
            return batch
        keep = np.ones(table.num_rows, dtype=bool)
        events = sorted(
            [(int(batch.lines[index]), int(index), None) for index in np.flatnonzero(maybe)]
            + [(row.line, -1, row) for row in stated],
            key=lambda event: event[:2],
        )
        done = 0
        for line, index, row in events:
            upto = index if row is None else int(np.searchsorted(batch.lines, line))
            self._add(table, values, slice(done, upto))
            done = upto
            if row is not None:
                self._judge_stated(row)
                continue
            done = index + 1
            if self._is_total(table, index, values[index], read[index]):
                keep[index] = False
                self._screened.set_aside.append(Aside(line, None, "totals_row"))
                self._check(values[index], read[index], table, index)
                self._new_start()
            else:
                self._add(table, values, slice(index, index + 1))
        self._add(table, values, slice(done, table.num_rows))
        if keep.all():
            return batch
        return Batch(table.filter(pa.array(keep)), batch.lines[keep])

    def warnings(self) -> list[tuple[str, dict[str, int | str]]]:
        """What a total states that its rows do not add up to."""
        if self._columns:
            for row in self._stated():  # below the last batch
                self._judge_stated(row)
        return [
            ("total_differs", {"stated": stated, "computed": computed})
            for stated, computed in dict.fromkeys(self._told)
        ]

    # What may be a total.

    def _news(self) -> bool:
        return len(self._screened.footers) + len(self._screened.totals) > self._met

    def _stated(self) -> list[Stated]:
        """Totals and footers that the screen has met since it was last asked."""
        together = sorted(
            [*self._screened.footers, *self._screened.totals], key=lambda row: row.line
        )
        new, self._met = together[self._met :], len(together)
        return new

    def _values(self, table: pa.Table) -> tuple[Any, Any]:
        """The number in each cell that is counted, and whether it could be read."""
        values = np.zeros((table.num_rows, len(self._columns)), dtype=np.int64)
        read = np.zeros(values.shape, dtype=bool)
        for at, name in enumerate(self._columns):
            coded = table[name].combine_chunks().dictionary_encode()
            found = [
                whole_number(cell, self._number, _LARGEST) if cell else ""
                for cell in coded.dictionary.to_pylist()
            ]
            numbers = np.array([each[0] if isinstance(each, tuple) else 0 for each in found] or [0])
            known = np.array([isinstance(each, tuple) for each in found] or [False])
            indices = coded.indices.to_numpy()
            values[:, at], read[:, at] = numbers[indices], known[indices]
        return values, read

    def _candidates(self, table: pa.Table) -> Any:
        found = np.zeros(table.num_rows, dtype=bool)
        for name in {self._day, self._case} - {""}:
            found |= _where(table[name], lambda cell: not cell.strip())
        for name in self._worded:
            found |= _where(table[name], _says_total)
        return found

    def _is_total(self, table: pa.Table, index: int, value: Any, read: Any) -> bool:
        words = [str(table[name][index].as_py()) for name in self._worded]
        if any(TOTAL.match(word) for word in words):
            return True
        nowhere = [
            not str(table[name][index].as_py()).strip() for name in (self._day, self._case) if name
        ]
        rows = self._adds_up(value, read, table, index)
        return rows >= 2 or (rows == 1 and all(nowhere))

    # What it says.

    def _adds_up(self, value: Any, read: Any, table: pa.Table | None, index: int) -> int:
        """How many rows a total is known to sum up: 0 if it is the sum of none."""
        if not value[read].any():
            return 0
        sums = self._sums
        if (sums.since[read] == value[read]).all():
            return sums.rows_since
        if (sums.everything[read] == value[read]).all():
            return sums.rows
        if table is not None:
            for name in filter(None, (self._day, self._case)):
                key = name, str(table[name][index].as_py())
                if key in self._of and (self._of[key][read] == value[read]).all():
                    return 2
        return 0

    def _judge_stated(self, row: Stated) -> None:
        """A total that the screen knew by its words: is it right?"""
        cells = [clean(row.cells[at]) if at < len(row.cells) else "" for at in self._at]
        found = [whole_number(cell, self._number, _LARGEST) if cell else "" for cell in cells]
        read = np.array([isinstance(each, tuple) for each in found])
        if not read.any():
            return
        value = np.array([each[0] if isinstance(each, tuple) else 0 for each in found])
        self._check(value, read, None, 0)
        self._new_start()

    def _check(self, value: Any, read: Any, table: pa.Table | None, index: int) -> None:
        if value[read].any() and not self._adds_up(value, read, table, index):
            sums = self._sums
            at = int(np.flatnonzero(read)[0])
            nearest = min(
                (int(sums.everything[at]), int(sums.since[at])),
                key=lambda computed: abs(computed - int(value[at])),
            )
            self._told.append((int(value[at]), nearest))

    def _new_start(self) -> None:
        self._sums.since = np.zeros_like(self._sums.since)
        self._sums.rows_since = 0

    def _add(self, table: pa.Table, values: Any, part: slice) -> None:
        added = values[part]
        if not len(added):
            return
        total = added.sum(axis=0)
        self._sums.everything = self._sums.everything + total
        self._sums.since = self._sums.since + total
        self._sums.rows += len(added)
        self._sums.rows_since += len(added)
        for name in filter(None, (self._day, self._case)):
            column = table[name].combine_chunks()[part.start : part.stop]
            coded = column.dictionary_encode()
            if len(coded.dictionary) > 5000:
                continue  # no day and no case: names of people
            codes = coded.indices.to_numpy()
            for at in range(len(self._columns)):
                sums = np.zeros(len(coded.dictionary), dtype=np.int64)
                np.add.at(sums, codes, added[:, at])
                for cell, number in zip(coded.dictionary.to_pylist(), sums.tolist(), strict=True):
                    self._of[name, cell][at] += number


def _says_total(cell: str) -> bool:
    return bool(TOTAL.match(cell) or _BEGINS.search(cell) or _ENDS.search(cell))


def _where(column: pa.ChunkedArray, asked: Any) -> Any:
    """Which cells answer yes, asked once for each different cell."""
    coded = column.combine_chunks().dictionary_encode()
    answers = np.array([asked(cell) for cell in coded.dictionary.to_pylist()] or [False])
    return answers[coded.indices.to_numpy()]
