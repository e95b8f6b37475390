"""Addends: what the rows above a row add up to, all of them, since each total, and for each word of a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

_MANY = 5000  # different cells above which a column holds no days and no cases: names of people


class Cells:
    """A column of a batch by its different cells: these, and which of them stands in each row."""

    def __init__(self, coded: pa.DictionaryArray) -> None:
        self.words: list[str] = coded.dictionary.to_pylist()
        self.codes = coded.indices.to_numpy()

    def __getitem__(self, index: int) -> str:
        word: str = self.words[self.codes[index]]
        return word

    def where(self, asked: Callable[[str], object]) -> Any:
        """The rows whose cells answer yes; asked once for each different cell."""
        answers = np.array([bool(asked(cell)) for cell in self.words] or [False])
        return answers[self.codes]

    @cached_property
    def filled(self) -> Any:
        """The rows whose cells are not blank."""
        return self.where(str.strip)


class Subsum:
    """The sum of the rows of one cell, and how many they are."""

    def __init__(self, width: int) -> None:
        self.sum = np.zeros(width, dtype=np.int64)
        self.rows = 0

    def is_sum(self, value: Any, read: Any) -> bool:
        return bool((self.sum[read] == value[read]).all())


class Addends:
    """Sums of the rows above, one number for each column that is counted."""

    def __init__(self, width: int, columns: Iterable[str], day: str) -> None:
        """`columns`: those whose cells are summed up each for itself; `day`: which of them is the day."""
        self._width = width
        self._columns = tuple(columns)
        self._day = day
        self.everything = np.zeros(width, dtype=np.int64)
        self._dated = np.zeros(width, dtype=np.int64)
        self.rows = 0
        # What stood above each total, and, first, above the first row: all, with a day, and the rows.
        self._starts = [(self.everything, self._dated, 0)]
        self._groups: dict[str, dict[str, Subsum]] = {name: {} for name in self._columns}

    @property
    def since(self) -> Any:
        """The sum since the last total."""
        return self.everything - self._starts[-1][0]

    @property
    def since_start(self) -> Any:
        """The sum of all rows above the last total."""
        return self._starts[-1][0]

    @property
    def rows_since(self) -> int:
        return self.rows - self._starts[-1][2]

    @property
    def parted(self) -> bool:
        """Whether rows stand above a total that rows stand below."""
        return len(self._starts) > 1

    def begin(self) -> None:
        """A total was met: from here a new sum begins."""
        if self.rows_since:
            self._starts.append((self.everything, self._dated, self.rows))

    def group(self, name: str, cell: str) -> Subsum | None:
        return self._groups.get(name, {}).get(cell)

    def groups(self) -> Iterator[tuple[str, Subsum]]:
        """All cells with their sums."""
        for groups in self._groups.values():
            yield from groups.items()

    def rows_of(self, value: Any, read: Any) -> int:
        """How many rows a number is the sum of: those since the last total, or all; 0 if of neither."""
        if not value[read].any():
            return 0
        if (self.since[read] == value[read]).all():
            return self.rows_since
        return self.rows if (self.everything[read] == value[read]).all() else 0

    def are_summed_by(self, value: Any, read: Any) -> bool:
        """Whether a number is the sum of all rows since the first or since any total, with or without those that
        have no day."""
        return any(
            (total[read] - before[read] == value[read]).all()
            for everything, dated, _ in self._starts
            for total, before in ((self.everything, everything), (self._dated, dated))
        )

    def add(self, columns: Mapping[str, Cells], values: Any, part: slice) -> None:
        """Add some rows of a batch: their cells in each column that is summed up, and their numbers."""
        values = values[part]
        if not len(values):
            return
        self.everything = self.everything + values.sum(axis=0)
        dated = values
        if self._day:
            dated = values[columns[self._day].filled[part]]
        self._dated = self._dated + dated.sum(axis=0)
        self.rows += len(values)
        for name in list(self._groups):
            cells = columns[name]
            self._add_to(name, cells.words, cells.codes[part], values)

    def _add_to(self, name: str, words: list[str], codes: Any, values: Any) -> None:
        groups = self._groups[name]
        there = np.bincount(codes, minlength=len(words))
        found = np.flatnonzero(there).tolist()
        if len(groups) + len(found) > _MANY and len(groups.keys() | {words[code] for code in found}) > _MANY:  # fmt: skip
            del self._groups[name]
            return
        sums = np.zeros((len(words), self._width), dtype=np.int64)
        np.add.at(sums, codes, values)
        for code in found:
            group = groups.setdefault(words[code], Subsum(self._width))
            group.sum += sums[code]
            group.rows += int(there[code])
