"""The screen: nothing that a reader of CSV would get silently wrong passes as a row.

A file's dialect is proven by its header: the one delimiter under which all the required names
stand. Then every record must have the header's width, quotes only where they belong, and nothing
of what turns a table into another one: totals, repeated headers, a second table, cells cut off,
lines of another encoding. What does not fit is set aside with line, column and reason.

Fast where a file is plain, slow where it is odd: chunks of bytes are first asked a few questions
that cost next to nothing; only what answers one of them oddly is read record by record. Both ways
must tell the same of every file (tests/test_screen_paces.py). Measured beside the alternatives in
docs/decisions/0006.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa

from impact.exports.bulk import Bulk
from impact.exports.encodings import NAMES
from impact.exports.heading import find_header
from impact.exports.opening import Opened, lines_in, open_file
from impact.exports.records import eighths, last_record
from impact.exports.row_layout import layout_of
from impact.exports.screening import Batch, Screening
from impact.exports.single import Single
from impact.exports.text import fold
from impact.faults import Fault, Place, shown

_READERS = 2  # threads; a third counts
_AHEAD = 3  # chunks
_NAMED = 5  # hidden sheets
_LINES = 10  # that a sentence names
_SMALL = 1 << 18  # reading so much slowly costs no more than trying it in smaller pieces
# Rows that a sheet of Excel holds, today's and that of before 2007: where a longer list is cut.
_SHEET_ROWS = (65_536, 1_048_576)


class Screen:
    """Reads one file through. Use `batches` once; then `result` holds what was not kept."""

    def __init__(
        self,
        path: Path,
        wanted: Sequence[str],
        footers: Sequence[str] = (),
        *,
        opened: Opened | None = None,
        nothing: bool = True,
        figures: Collection[str] = (),
    ) -> None:
        """`nothing`: whether words such as NULL are empty, and not codes. `figures`: the columns of days and
        counts."""
        self._opened = opened or open_file(path)
        self._figures = figures
        head = find_header(self._opened, wanted)
        if head is None:
            key = "export_no_encoding" if self._opened.unsure else "export_no_header"
            raise Fault(key, Place(path.name), wanted=", ".join(wanted))
        self._layout = layout_of(
            self._opened, head, wanted, footers, nothing=nothing, figures=figures
        )
        self.result = Screening(path.name, head.names, head.delimiter)
        self._bulk = Bulk(self._layout, mixed=self._opened.mixed)
        self._single = Single(self._opened, self._layout, self.result)
        self._cut_short = False
        delimiter = re.escape(head.delimiter.encode())
        self._guards = re.compile(
            rb"(^|[\n]|" + delimiter + rb')="([^"\n]*)"(?=[\n]|$|' + delimiter + rb")"
        )
        if head.before:
            self.result.warn("lines_before_header", count=head.before)
        if self._opened.encoding in NAMES and not self._opened.mixed:
            read_as = NAMES[self._opened.encoding]
            if rival := self._opened.rival:
                self.result.warn("encoding_or", encoding=read_as, other=NAMES[rival])
            else:
                self.result.warn("encoding", encoding=read_as)
        self._warn_of_sheets()

    def _warn_of_sheets(self) -> None:
        others = [each for each in self._opened.sheets if each.name != self._opened.sheet]
        if others:
            self.result.warn("sheet", name=shown(self._opened.sheet or ""), count=len(others))
        hidden = [shown(each.name) for each in self._opened.sheets if each.hidden]
        if hidden:
            named = ", ".join(hidden[:_NAMED] + ["…"] * (len(hidden) > _NAMED))
            self.result.warn("hidden_sheets", count=len(hidden), names=named)
        if self._opened.blind:
            self.result.warn("old_workbook")
        if self._opened.hidden_rows:
            self.result.warn("hidden_rows", count=self._opened.hidden_rows)
        if struck := [
            row for row in self._opened.struck_rows if row > self._layout.head.before + 1
        ]:
            lines = ", ".join([*map(str, struck[:_LINES]), *["…"] * (len(struck) > _LINES)])
            self.result.warn("struck_rows", count=len(struck), lines=lines)
        read = {fold(name) for name in self._figures}
        hidden = [
            shown(name)
            for name in self._opened.hidden_columns(self.result.header)
            if fold(name) in read
        ]
        if hidden:
            self.result.warn("hidden_columns", count=len(hidden), names=", ".join(hidden))

    def batches(self) -> Iterator[Batch]:
        """Kept rows in the file's order, a few megabytes at a time.

        Threads read ahead while the caller counts, for Arrow leaves the interpreter free. What
        they read is taken in its turn, and only if nothing before it says that it is no table.
        """
        ahead: deque[tuple[bytes, int, Future[Batch | None]]] = deque()
        with ThreadPoolExecutor(_READERS) as readers:
            for line, chunk in self._below_header():
                ahead.append((chunk, line, readers.submit(self._bulk.batch, chunk)))
                if len(ahead) > _AHEAD:
                    yield self._numbered(self._in_turn(*ahead.popleft()))
            while ahead:
                yield self._numbered(self._in_turn(*ahead.popleft()))
        if self._single.rest:
            yield self._numbered(self._single.batch(b"", self._single.rest_line, final=True))
        if self._cut_short and self._layout.width - 1 in self._layout.at:
            self.result.warn("no_last_newline")
        if self._opened.odd_lines:
            kind = "unsure_encoding" if self._opened.unsure else "mixed_encoding"
            self.result.warn(kind, count=len(self._opened.odd_lines))
        below = self.result.rows + len(self.result.set_aside) + len(self.result.footers)
        if self.result.rows == 0 and not self.result.set_aside:
            self.result.warn("no_rows")
        if any(below + over in _SHEET_ROWS for over in (1, 1 + self._layout.head.before)):
            self.result.warn("row_limit", count=below)

    def _numbered(self, batch: Batch) -> Batch:
        """The batch with the line numbers that people see."""
        return Batch(batch.table, self._opened.rows(batch.lines), batch.coded)

    def _below_header(self) -> Iterator[tuple[int, bytes]]:
        """The chunks below the header, cut between records where quotes tell where that is."""
        rest = b""
        for line, chunk in self._opened.chunks():
            if line < self._layout.head.next_line:
                skip = self._layout.head.next_line - line
                position = 0
                for _ in range(skip):
                    found = chunk.find(b"\n", position)
                    position = len(chunk) if found < 0 else found + 1
                chunk, line = chunk[position:], self._layout.head.next_line
            if chunk:
                self._cut_short = not chunk.endswith(b"\n")
                if rest:
                    line -= lines_in(rest)
                    chunk = rest + chunk
                chunk = self._simplified(chunk)
                cut = last_record(chunk)
                rest = chunk[cut:]
                yield line, chunk[:cut]
        if rest:
            yield line + lines_in(chunk[:cut]), rest

    def _simplified(self, chunk: bytes) -> bytes:
        """The same cells in the plainer of two ways of writing them, without a line more or less."""
        if b'"' in chunk and b"=" in chunk and b'="' in chunk:
            return self._guards.sub(rb'\1"\2"', chunk)
        return chunk

    def _in_turn(self, chunk: bytes, line: int, reading: Future[Batch | None] | None) -> Batch:
        """What a chunk holds. One that is odd somewhere is cut smaller and smaller, so that only
        what is odd is read slowly."""
        if not self._single.rest and not self._single.table_ended:
            batch = reading.result() if reading else self._bulk.batch(chunk)
            if batch is not None:
                self.result.rows += batch.table.num_rows
                self._single.after_blank = False
                return Batch(batch.table, batch.lines + line, batch.coded)
        pieces = [] if len(chunk) <= _SMALL or self._single.table_ended else eighths(chunk)
        if len(pieces) < 2:
            return self._single.batch(chunk, line)
        batches = []
        for piece in pieces:
            batches.append(self._in_turn(piece, line, None))
            line += lines_in(piece)
        return Batch(
            pa.concat_tables([batch.table for batch in batches]),
            np.concatenate([batch.lines for batch in batches]),
        )
