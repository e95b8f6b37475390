"""Rows that sum up others: told from rows that count, and held against what they sum up.

Apart from the screen, which knows cells and no numbers. A row is a total by what it is: one of its cells says
nothing else; or it has no date or no case, or a cell that may say so, and its number is the sum of the rows
above it: of all, since the last total, of its day or of its case. A campaign may be called Total, and a row of
a case whose date is missing is a row of that case.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from impact.exports import verdicts
from impact.exports.addends import Addends, Cells, Subsum
from impact.exports.evidence import Evidence
from impact.exports.mapping import ExportSource
from impact.exports.numbers import Marks, whole_number
from impact.exports.screening import Aside, Batch, Screening, Stated
from impact.exports.summing import OfSum, bare, generic, says
from impact.exports.text import clean, fold

_LARGEST = 10**15
_TWICE, _TELLING = 2, 10  # numbers that are equal by no chance, where each is of one row
_NAMED = 20  # lines of rows that may be totals
# Why the screen set a row aside that has no number of its own.
_NO_ROW = (
    "totals_row",
    "totals_sum",
    "totals_named",
    "header_again",
    "header_like",
    "second_table",
)


@dataclass(frozen=True)
class _Row:
    """A row that may be a total: its number in each column that is counted, which of them could be read, and
    its cells by column."""

    value: Any
    read: Any
    cells: dict[str, str]
    leading: str = ""  # what it begins with, where that is in no column that is read

    def said(self) -> list[OfSum]:
        return [found for cell in (self.leading, *self.cells.values()) if (found := says(cell))]


class Totals:
    """Sifts the batches of one file, in their order. `warnings` afterwards tells what differs."""

    def __init__(
        self,
        source: ExportSource,
        screened: Screening,
        evidence: Evidence | None = None,
        names: Callable[[str], bool] = lambda _label: False,
    ) -> None:
        """`names`: whether a cell names a case of any edition."""
        self._screened = screened
        self._number = source.number
        self._evidence = evidence or Evidence()
        self._names = names
        quantity = [source.quantity_column] if source.quantity_column else []
        self._columns: list[str] = quantity or list(source.unpivot)
        self._day = source.when.columns[0] if source.when.columns else ""
        self._case = source.case_column
        self._kinds = [
            name
            for name in (source.type_column, source.channel_column, source.country_column)
            if name
        ]
        # Where a word of totals may stand, in the columns of a few words each.
        words = (self._day, self._case, *self._kinds, source.precision_column, *source.stream)
        self._worded = list(dict.fromkeys(name for name in words if name))
        names_there = [fold(name) for name in screened.header]
        self._at = [names_there.index(fold(name)) for name in self._columns]
        self._worded_at = {name: names_there.index(fold(name)) for name in self._worded}
        self._sums = Addends(
            len(self._columns),
            [name for name in (self._day, self._case, *self._kinds) if name],
            self._day,
        )
        self._told: list[tuple[int, int]] = []  # stated and computed, where they differ
        self._summing: list[int] = []  # lines that are counted, and may be totals all the same
        # Their names, the sum of all rows down to the last of them, and of them alone.
        self._suspects: set[str] = set()
        self._upto: Any = 0
        self._of_sums: Any = 0
        self._unread = 0
        self._met = 0

    def sift(self, batch: Batch) -> Batch:
        """The batch without its rows of totals, which are set aside."""
        if not self._columns or (batch.table.num_rows == 0 and not self._news()):
            return batch
        table = batch.table
        values, read = self._values(table)
        columns = {name: Cells(_coded(batch, name)) for name in self._worded}
        maybe = self._candidates(columns, len(table)) & read.any(axis=1)
        of_days = self._of_days(columns, values, maybe)
        stated = self._stated()
        if not maybe.any() and not stated:
            self._add(columns, values, batch, slice(0, table.num_rows))
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
            self._add(columns, values, batch, slice(done, upto))
            done = upto
            if row is not None:
                self._judge_stated(row)
                continue
            done = index + 1
            cells = {name: column[index] for name, column in columns.items()}
            found = _Row(values[index], read[index], cells)
            reason = self._total(found)
            if not reason and of_days[index]:
                reason = "totals_named" if found.said() else "totals_sum"
            if reason:
                keep[index] = False
                self._screened.set_aside.append(Aside(line, None, reason))
                self._check(found)
                self._sums.begin()
            else:
                self._add(columns, values, batch, slice(index, index + 1))
        self._add(columns, values, batch, slice(done, table.num_rows))
        if keep.all():
            return batch
        return Batch(table.filter(pa.array(keep)), batch.lines[keep])

    def warnings(self) -> list[tuple[str, dict[str, int | str]]]:
        """What a total states that its rows do not add up to, and rows that may be totals and are counted."""
        if self._columns:
            for row in self._stated():  # below the last batch
                self._judge_stated(row)
        aside = sum(row.reason not in _NO_ROW for row in self._screened.set_aside)
        unread = {"count": self._unread + aside} if self._unread + aside else {}
        found: list[tuple[str, dict[str, int | str]]] = [
            (
                "total_differs_unread" if unread else "total_differs",
                {"stated": stated, "computed": computed, **unread},
            )
            for stated, computed in dict.fromkeys(self._told)
        ]
        if self._summing:
            lines = verdicts.lines_named(self._summing[:_NAMED], len(self._summing))
            found.append(("sums_up", {"count": len(self._summing), "lines": lines}))
        return found

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

    def _number_in(self, name: str, cell: str) -> int | None:
        """The number that a cell counts for; None if it cannot be read."""
        marks = self._evidence.marks_of(name) or Marks()
        found = whole_number(cell, self._number, _LARGEST, marks) if cell else ""
        return found[0] if isinstance(found, tuple) else None

    def _values(self, table: pa.Table) -> tuple[Any, Any]:
        """The number in each cell that is counted, and whether it could be read."""
        values = np.zeros((table.num_rows, len(self._columns)), dtype=np.int64)
        read = np.zeros(values.shape, dtype=bool)
        for at, name in enumerate(self._columns):
            cells = Cells(table[name].combine_chunks().dictionary_encode())
            found = [self._number_in(name, cell) for cell in cells.words]
            values[:, at] = np.array([each or 0 for each in found] or [0])[cells.codes]
            read[:, at] = np.array([each is not None for each in found] or [False])[cells.codes]
            self._unread += int((cells.filled & ~read[:, at]).sum())
        return values, read

    def _candidates(self, columns: dict[str, Cells], rows: int) -> Any:
        found = np.zeros(rows, dtype=bool)
        for name in {self._day, self._case} - {""}:
            found |= ~columns[name].filled
        for name, cells in columns.items():
            found |= cells.where(_may_say if name == self._day else says)
        return found

    def _of_days(self, columns: dict[str, Cells], values: Any, maybe: Any) -> Any:
        """The rows with a day and without a case, if each of them says what the rows of its day with a case add
        up to, or those of its day and type: then that of a day with one case is its sum as well, not by chance."""
        none = np.zeros(len(values), dtype=bool)
        if not (self._day and self._case and maybe.any()):
            return none
        labels = columns[self._case]
        nameless = maybe & columns[self._day].filled & (~labels.filled | labels.where(says))
        others = columns[self._day].filled & ~nameless
        if nameless.sum() < _TWICE or not others.any():
            return none
        for names in ([self._day], [self._day, *self._kinds]):
            keys = np.stack([columns[name].codes for name in names], axis=1)
            _, at = np.unique(keys, axis=0, return_inverse=True)
            at, groups = at.reshape(-1), int(at.max()) + 1
            sums = np.zeros((groups, values.shape[1]), dtype=np.int64)
            np.add.at(sums, at[others], values[others])
            rows, said = (np.bincount(at[each], minlength=groups) for each in (others, nameless))
            of = at[nameless]
            one_each = (said[of] == 1).all() and (rows[of] > 0).all()
            telling = (rows[of] > 1).any() or (values[nameless].max(axis=1) >= _TELLING).all()
            if one_each and telling and (sums[of] == values[nameless]).all():
                return nameless
        return none

    def _total(self, row: _Row) -> str:
        """Why a row is one of totals; empty if it is none."""
        said = row.said()
        if any(each.outright for each in said) or says(row.cells.get(self._day, "")):
            return "totals_row"  # no day has such a word
        if not self._sums_up(row, said):
            return ""
        return "totals_named" if said else "totals_sum"

    def _sums_up(self, row: _Row, said: list[OfSum]) -> bool:
        """Whether a row that may be a total is the sum of rows above, and no row of a case or a campaign."""
        label = row.cells.get(self._case, "")
        dated = bool(self._day and row.cells[self._day].strip())
        own = self._sums.group(self._case, label) if label.strip() else None
        if says(label) is None and label.strip():
            if dated and self._names(label):
                return False
            if not dated and own is not None and own.rows > 1 and own.is_sum(row.value, row.read):
                return True
            if self._day and not dated and self._names(label):
                return False  # its date is missing
        elif own is not None and dated:
            return False  # a campaign of this name counts above
        if any(group.is_sum(row.value, row.read) for group in self._named(said)):
            return True
        nowhere = not dated and not label.strip()
        rows = self._sums.rows_of(row.value, row.read)
        if not rows and row.value[row.read].any():
            for name in filter(None, (self._day, self._case)):
                group = self._sums.group(name, row.cells[name])
                if group is not None and group.is_sum(row.value, row.read):
                    return True
        return rows >= 2 or (rows == 1 and nowhere)

    def _named(self, said: list[OfSum]) -> list[Subsum]:
        """The sums of what a total names beside its word: those of Utrecht for "Total Utrecht"."""
        texts = [f" {each.of} " for each in said if each.of]
        if not texts:
            return []
        return [
            group
            for word, group in self._sums.groups()
            if (plain := " ".join(bare(word).split())) and any(f" {plain} " in text for text in texts)
        ]  # fmt: skip

    # What it says.

    def _judge_stated(self, row: Stated) -> None:
        """A total that the screen knew by its words: is it right?"""

        def cell(at: int) -> str:
            return clean(row.cells[at]) if at < len(row.cells) else ""

        found = [
            self._number_in(name, cell(at))
            for name, at in zip(self._columns, self._at, strict=True)
        ]
        read = np.array([each is not None for each in found])
        if read.any():
            leading = next((clean(text.strip()) for text in row.cells if text.strip()), "")
            cells = {name: cell(at) for name, at in self._worded_at.items()}
            self._check(_Row(np.array([each or 0 for each in found]), read, cells, leading))
            self._sums.begin()

    def _check(self, row: _Row) -> None:
        """Tell of a total that is not the sum of anything that it can be meant to sum up."""
        sums, value, read = self._sums, row.value, row.read
        if not value[read].any() or sums.are_summed_by(value, read):
            return
        said = row.said()
        own = [
            (name, group)
            for name, cell in row.cells.items()
            if cell.strip() and (group := sums.group(name, cell)) is not None
        ]
        if any(each.is_sum(value, read) for each in (*(group for _, group in own), *self._named(said))):  # fmt: skip
            return
        if any(each.of and not generic(each.of) for each in said):
            return  # of something that no column tells
        apart = [
            group
            for name, group in own
            if name != self._day and not group.is_sum(sums.everything, read)
        ]
        if len(apart) > 1 or (apart and sums.parted):
            return  # of several things at once, such as the letters of one page
        at = int(np.flatnonzero(read)[0])
        near = [int(sums.everything[at]), *(int(group.sum[at]) for group in apart)]
        if sums.rows_since:
            near.append(int(sums.since[at]))
        stated = int(value[at])
        self._told.append((stated, min(near, key=lambda computed: abs(computed - stated))))

    def _add(self, columns: dict[str, Cells], values: Any, batch: Batch, part: slice) -> None:
        self._notice(columns, values, batch, part)
        self._sums.add(columns, values, part)

    def _notice(self, columns: dict[str, Cells], values: Any, batch: Batch, part: slice) -> None:
        """Remember rows of no known case whose number is the sum of the two or more rows above."""
        numbers = values[part]
        above = self._sums.everything + np.cumsum(numbers, axis=0) - numbers
        rows = self._sums.rows + np.arange(len(numbers))
        sums = (above == numbers).all(axis=1) | (above - self._sums.since_start == numbers).all(
            axis=1
        )
        queue = np.flatnonzero(sums & (rows > 1) & numbers.any(axis=1)).tolist()
        if not self._case or not (queue or self._suspects):
            return
        labels, codes = columns[self._case], columns[self._case].codes[part]
        for code in [at for at, word in enumerate(labels.words) if word in self._suspects]:
            queue += np.flatnonzero(codes == code)[:1].tolist()
        heapq.heapify(queue)
        done = -1
        while queue:
            at = heapq.heappop(queue)
            if at == done:
                continue
            done, label = at, labels[part.start + at]
            if label in self._suspects:
                sums_up = self._is_again(numbers[at], above[at])
            else:
                known = (codes[:at] == codes[at]).any() or self._sums.group(self._case, label)
                dated = not self._day or columns[self._day][part.start + at].strip()
                sums_up = bool(sums[at] and label.strip() and dated and not known)
                if not sums_up or self._names(label):
                    continue
            if not sums_up:  # a campaign whose first number was a sum by chance
                self._suspects.discard(label)
                continue
            self._summing.append(int(batch.lines[part.start + at]))
            self._suspects.add(label)
            self._upto, self._of_sums = above[at] + numbers[at], self._of_sums + numbers[at]
            queue += (np.flatnonzero(codes[at + 1 :] == codes[at])[:1] + at + 1).tolist()
            heapq.heapify(queue)

    def _is_again(self, number: Any, above: Any) -> bool:
        """Whether another row of a name that stood for a sum is one: of those since, or of all that are none."""
        since, everything = above - self._upto, above - self._of_sums
        return bool(number.any() and ((since == number).all() or (everything == number).all()))


def _may_say(cell: str) -> OfSum | None:
    """What a cell of a column of days says of a sum: most begin with a figure."""
    return None if cell[:1].isdecimal() and cell[-1:].isdecimal() else says(cell)


def _coded(batch: Batch, name: str) -> pa.DictionaryArray:
    """A column by its different cells; the screen knows most."""
    known = batch.coded.get(name)
    return batch.table[name].combine_chunks().dictionary_encode() if known is None else known
