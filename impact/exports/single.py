"""The slow way through the screen: record by record, with a reason for each that does not fit.

It reads what `bulk` finds odd, and remembers what that says of the lines below: a quote that is still open,
a blank line, the end of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import takewhile

import numpy as np
import pyarrow as pa

from impact.exports.giveaways import DATE, RUINED, TOTALS
from impact.exports.opening import Opened
from impact.exports.records import JOINED, cells, still_open
from impact.exports.row_layout import Layout
from impact.exports.screening import Aside, Batch, Screening, Stated
from impact.exports.summing import says
from impact.exports.text import ERROR, INVISIBLE, NO_VALUE, clean, encoded_twice, fold
from impact.faults import shown

_OF_TOTALS = (
    2  # cells that a row of totals fills between rows of the record: its word and its number
)


class Single:
    """Reads chunks of one file in their order; what it sets aside goes into the file's screening.

    `rest`: lines from `rest_line` on that wait for the next chunk, because a quote is open.
    """

    def __init__(self, opened: Opened, layout: Layout, result: Screening) -> None:
        self._opened = opened
        self._layout = layout
        self._result = result
        footers = layout.footers
        self._is_footer = lru_cache(1 << 12)(footers.search if footers else _never)
        self._totals = re.compile(TOTALS, re.I)
        self.table_ended = False
        self.after_blank = False
        self.rest: list[str] = []
        self.rest_line = 0

    def batch(self, chunk: bytes, line: int, *, final: bool = False) -> Batch:
        """The rows of a chunk that begins on a line; `final`: no chunk comes after it."""
        text = chunk.decode("utf-8", "replace")
        lines = text.split("\n")
        complete = text.endswith("\n") or not text
        if complete:
            lines.pop()
        if self.rest:
            lines = self.rest + lines
            line, self.rest = self.rest_line, []
        kept: list[list[str]] = []
        at: list[int] = []
        index = 0
        while index < len(lines):
            taken, row = self._one(lines, index, line, final=final, truncated=not complete)
            if taken == 0:
                self.rest, self.rest_line = lines[index:], line + index
                break
            if row is not None:
                kept.append(row)
                at.append(line + index)
            index += taken
        self._result.rows += len(kept)
        columns = [[row[index] for row in kept] for index in range(len(self._layout.wanted))]
        arrays = [pa.array(column, pa.string()) for column in columns]
        return Batch(pa.table(arrays, names=self._layout.wanted), np.array(at, dtype=np.int64))

    def _one(
        self, lines: list[str], index: int, first: int, *, final: bool, truncated: bool
    ) -> tuple[int, list[str] | None]:
        """One record: how many lines it took (0: wait for more), and its wanted cells if kept."""
        number = first + index
        text = lines[index]
        try:
            record = self._cells(text)
        except ValueError:
            return 1, self._aside(number, None, "stray_quote")
        taken = 1
        if record is None:
            record, taken, reason = self._joined(lines, index, final=final)
            if taken == 0:
                return 0, None
            if record is None:
                return 1, self._aside(number, None, reason)
        if "\0" in text or "\ufffd" in text:
            return taken, self._aside(number, None, "broken_text")
        if not any(cell.strip() for cell in record):
            self.after_blank = self.after_blank or not text.strip()
            return taken, None
        return taken, self._judged(record, number, last=truncated and index + taken == len(lines))

    def _cells(self, text: str) -> list[str] | None:
        """`cells`, and where a quote is stray because of blanks or unseen signs, without those."""
        delimiter, spaced = self._layout.head.delimiter, self._layout.head.spaced
        try:
            return cells(text, delimiter, spaced=spaced)
        except ValueError:
            seen = text if text.isascii() else INVISIBLE.sub("", text)
            if delimiter == " " or (seen == text and '" ' not in text and ' "' not in text):
                raise
            found = cells(seen, delimiter, spaced=True)
            if found is None or len(found) != self._layout.width:
                raise
            return found

    def _joined(
        self, lines: list[str], index: int, *, final: bool
    ) -> tuple[list[str] | None, int, str]:
        """A record whose quote stays open: joined with the lines that follow, if they close it.

        If they close it where a cell ends, and the record is as wide as the header, that is what
        the file says, though a line inside looks like a row. Only where all of several lines inside
        are rows is the quote the error, as it is where it is never closed.
        """
        delimiter = self._layout.head.delimiter
        like_rows = 0
        for after in range(index + 1, index + JOINED):
            if after >= len(lines):
                if final:
                    return None, 1, "open_quote"
                return None, 0, ""
            follower = lines[after]
            try:
                still = still_open(follower, delimiter, spaced=self._layout.head.spaced)
            except ValueError:
                return None, 1, "open_quote"
            if still:
                like_rows += self._like_a_row(follower)
                continue
            try:
                record = self._cells("\n".join(lines[index : after + 1]))
            except ValueError:
                return None, 1, "open_quote"
            inside = after - index - 1
            if record is None or len(record) != self._layout.width or 2 <= inside == like_rows:
                return None, 1, "open_quote"
            if like_rows:
                self._result.warn("cell_holds_rows", count=like_rows)
            return record, after - index + 1, ""
        return None, 1, "open_quote"

    def _like_a_row(self, text: str) -> bool:
        if text.count(self._layout.head.delimiter) < self._layout.width - 1:
            return False
        try:
            record = self._cells(text)
        except ValueError:
            return False
        return record is not None and self._ordinary(record)

    def _ordinary(self, record: list[str]) -> bool:
        """Whether a record has what rows have: the header's width, figures where they stand."""
        if len(record) != self._layout.width:
            return False
        row = [record[index] for index in self._layout.at]
        if self._layout.typical:
            return all(re.search(r"\d", row[index]) for index in self._layout.typical) and all(
                DATE.fullmatch(row[index]) for index in self._layout.dated
            )
        return any(DATE.fullmatch(cell) for cell in row)

    def _judged(self, record: list[str], number: int, *, last: bool) -> list[str] | None:
        first = next(index for index, cell in enumerate(record) if cell.strip())
        leading = clean(record[first].strip(), nothing=self._layout.nothing)
        # A campaign may be called Total, and a person Suma: a row of totals says so in a column that is read, or
        # has nothing else to say.
        said = says(leading)
        sums_up = said is not None and (
            (said.outright and first in self._layout.at)
            or ((said.outright or bool(self._totals.match(leading))) and not self._ordinary(record))
        )
        if not self._layout.nothing and sum(bool(cell.strip()) for cell in record) > _OF_TOTALS:
            sums_up = False  # a row of the record, whose key may be "2025-total"
        if self._layout.footers:
            # After the blank line of a report that has a footer, lines of one cell are it, too.
            alone = self.after_blank and len(record) == 1
            named = self._is_footer(leading) and not self._ordinary(record)
            if alone or sums_up or named:
                self._result.footers.append(Stated(self._opened.row(number), tuple(record)))
                return None
        if self.table_ended:
            return self._aside(number, None, "second_table")
        if len(record) != self._layout.width:
            if self.after_blank:
                self.table_ended = True
                return self._aside(number, None, "second_table")
            reason = "cut_off" if last and len(record) < self._layout.width else "width"
            return self._aside(number, None, reason)
        if any(record[index].strip() for index in self._layout.blank):
            return self._aside(
                number, shown(self._layout.head.names[self._layout.blank[0] - 1]), "shifted"
            )
        raw = [record[index] for index in self._layout.at]
        row = [clean(cell, nothing=self._layout.nothing) for cell in raw]
        for name, cell, as_it_was in zip(self._layout.wanted, row, raw, strict=True):
            reason = self._wound(cell, as_it_was, number)
            if name in self._layout.figures and as_it_was.strip().lower() in NO_VALUE:
                reason = "formula_error"
            if reason:
                return self._aside(number, name, reason)
        if sums_up:
            self._result.totals.append(Stated(self._opened.row(number), tuple(record)))
            return self._aside(number, None, "totals_row")
        if all(
            fold(cell) == fold(name) for name, cell in zip(self._layout.wanted, row, strict=True)
        ):
            self.after_blank = False
            return self._aside(number, None, "header_again")
        if self._is_another_header(record):
            self.table_ended = True
            return self._aside(number, None, "second_table")
        if self._layout.typical and not any(
            re.search(r"\d", row[index]) for index in self._layout.typical
        ):
            self.table_ended = self.after_blank
            return self._aside(number, None, "header_like")
        if self.after_blank:
            self.after_blank = False
        return row

    def _is_another_header(self, record: Sequence[str]) -> bool:
        """Whether a row holds nothing but names of the header, two of them at least, in other places."""
        filled = (cell for cell in record if cell.strip())
        said = list(takewhile(self._names.__contains__, map(fold, filled)))
        rest = sum(bool(cell.strip()) for cell in record) - len(said)
        return not rest and len(set(said)) == len(said) > 1

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(map(fold, self._layout.head.names))

    def _wound(self, cell: str, raw: str, number: int) -> str:
        if number in self._opened.odd_lines and not raw.isascii():
            return "unsure_encoding" if self._opened.unsure else "other_encoding"
        if len(cell) > 1 and cell[0] == cell[-1] == "'":
            return "other_quotes"
        if re.match(RUINED, cell):
            return "ruined_number"
        if ERROR.fullmatch(cell.strip()):
            return "formula_error"
        if encoded_twice(cell):
            return "encoded_twice"
        return ""

    def _aside(self, number: int, column: str | None, reason: str) -> list[str] | None:
        """Set a row aside. Returns None: there is no row to keep."""
        self._result.set_aside.append(Aside(self._opened.row(number), column, reason))
        return None


def _never(_text: str) -> bool:
    return False
