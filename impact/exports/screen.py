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
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from impact.exports.opening import Opened, lines_in, open_file
from impact.exports.patterns import Pattern
from impact.faults import Fault, Place, shown

DELIMITERS = (",", ";", "\t", "|", "^", "~", " ", ":")
_HEADER_WITHIN = 40  # records that may stand before the header
_JOINED = 200  # lines that one quoted cell may span
TOTALS = r"^\s*(grand\s+)?(total|totals|sub-?total|sous-total|total général|summe)\b"
_TWICE = "Ã[\u0080-\u00bf©¨ª«´¢¤§®¯‰ ]|â€[™œ\u009d“”˜¦]|Â[\u00a0«»]"
_RUINED = r"^\d(\.\d+)?[eE]\+\d+$"
_LOST = "\ufffd".encode()
# A cell of nothing but these is a number, a date or a time, and neither a name nor wounded.
_FIGURES = b"0123456789:-/., T"
_LEARN = (8, 200)  # rows that teach what a row looks like: at least, at most
_READERS = 2  # threads; a third counts
_AHEAD = 4  # chunks
_SMALL = 1 << 18  # reading so much slowly costs no more than trying it in smaller pieces
# All of them in one pass over a column; what it finds is then looked at closely.
_ODD = f"(?i){TOTALS}|{_TWICE}|{_RUINED}|^'.*'$|\n"


@dataclass(frozen=True)
class Aside:
    """A row that is not counted: where, and which sentence says why. Never the row's text."""

    line: int
    column: str | None
    reason: str


Lines = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass
class Batch:
    """Kept rows: the required columns as text, and the line that each row starts on."""

    table: pa.Table
    lines: Lines


@dataclass
class Screening:
    """One file on its way through the screen. The lists fill while `batches` is read."""

    name: str
    header: list[str]
    delimiter: str
    set_aside: list[Aside] = field(default_factory=list)
    warnings: list[tuple[str, dict[str, int | str]]] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    rows: int = 0

    def warn(self, key: str, **values: int | str) -> None:
        if (key, values) not in self.warnings:
            self.warnings.append((key, values))


def fold(name: str) -> str:
    """A header name as compared: compatibility form, lower case, white space and apostrophes alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("\u2019", "'").split())


# A quoted cell. Nothing in it is ever given back, so that a quote left open is told at once.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')


def cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None if a quote is still open. Raises ValueError on a stray quote."""
    if '"' not in text:
        return text.split(delimiter)
    found: list[str] = []
    position = 0
    while True:
        if text.startswith('"', position):
            quoted = _QUOTED.match(text, position)
            if quoted is None:
                return None
            found.append(quoted.group(1).replace('""', '"'))
            position = quoted.end()
            if position == len(text):
                return found
            if not text.startswith(delimiter, position):
                raise ValueError("text after a closing quote")
            position += len(delimiter)
        else:
            end = text.find(delimiter, position)
            cell = text[position:] if end < 0 else text[position:end]
            if '"' in cell:
                raise ValueError("a quote inside a cell")
            found.append(cell)
            if end < 0:
                return found
            position = end + len(delimiter)


@dataclass(frozen=True)
class Head:
    """A header that was found: its names, delimiter, the line after it, what stood before it."""

    names: list[str]
    delimiter: str
    next_line: int
    before: int


def find_header(opened: Opened, wanted: Sequence[str]) -> Head | None:
    """The header under which all wanted names stand, or None. Raises `Fault` on a name twice."""
    lines = opened.head[: _HEADER_WITHIN * 4]
    start = 0
    hints: tuple[str, ...] = DELIMITERS
    # A hint that is no delimiter is a line before the header like any other.
    if match := re.fullmatch(r'"?sep=([\t !#-/:-@[-^`{-~])"?', lines[0].strip() or lines[0], re.I):
        hints, start = (match.group(1),), 1
    names = [fold(name) for name in wanted]
    before = 0
    index = start
    while index < len(lines) and before < _HEADER_WITHIN:
        for delimiter in hints if _may_hold(lines, index, names) else ():
            key = index, delimiter  # every mapping asks for the same few records
            if key not in opened.records:
                record, after = _record(lines, index, delimiter)
                opened.records[key] = record, [fold(cell) for cell in record or ()], after
            record, folded, after = opened.records[key]
            if record is not None and all(name in folded for name in names):
                _refuse_twice(opened.path.name, folded, wanted, index + 1)
                if len(record) > 1 and all(cell.startswith(" ") for cell in record[1:]):
                    raise Fault("export_dialect", Place(opened.path.name, index + 1))
                return Head(record, delimiter, after + 1, before)
        before += bool(lines[index].strip())
        index += 1
    return None


def _may_hold(lines: list[str], index: int, names: list[str]) -> bool:
    """Whether all names stand in a line at all: saves cutting and folding it for every delimiter."""
    text = lines[index]
    if '"' in text:  # a name may go on in the lines below, or have doubled quotes in it
        return True
    folded = fold(text)
    return all(name in folded for name in names)


def _record(lines: list[str], index: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The record that starts on a line (it may span more), and the index after it."""
    text = lines[index]
    for after in range(index + 1, min(len(lines), index + 20) + 1):
        try:
            found = cells(text, delimiter)
        except ValueError:
            return None, index + 1
        if found is not None:
            return found, after
        if after < len(lines):
            text += "\n" + lines[after]
    return None, index + 1


def _never(_text: str) -> bool:
    return False


def _refuse_twice(name: str, folded: list[str], wanted: Sequence[str], line: int) -> None:
    for column in wanted:
        if folded.count(fold(column)) > 1:
            raise Fault("column_twice", Place(name, line, column))


def _figures(column: pa.Array | pa.ChunkedArray) -> bool:
    """Whether a column's cells are made of figures alone: one look at its bytes, however many."""
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
        _valid, offsets, data = chunk.buffers()
        if data is not None:
            ends = np.frombuffer(offsets, dtype=np.int32)[chunk.offset :]
            text = memoryview(data)[ends[0] : ends[len(chunk)]]
            if bytes(text).translate(None, _FIGURES):
                return False
    return True


def _leading(columns: list[pa.ChunkedArray]) -> pa.Array | None:
    """The different first filled cells of rows, trimmed; None if a row has none in these columns."""
    leading = columns[0]
    for column in columns[1:]:
        blank = pc.equal(pc.utf8_trim_whitespace(leading), "")
        if not pc.any(blank).as_py():
            break
        leading = pc.if_else(blank, column, leading)
    unique = pc.utf8_trim_whitespace(pc.unique(leading))
    return None if pc.any(pc.equal(unique, "")).as_py() else unique


def _last_record(chunk: bytes) -> int:
    """Where to cut a chunk so that no cell goes on past it: before a record whose quote is open.

    The whole chunk, if its quotes are so odd that no such place is near its end.
    """
    if b'"' not in chunk or not chunk.endswith(b"\n") or chunk.count(b'"') % 2 == 0:
        return len(chunk)
    end = len(chunk)
    for _ in range(_JOINED):
        start = chunk.rfind(b"\n", 0, end - 1) + 1
        if chunk.count(b'"', start, end) % 2:
            return start or len(chunk)
        end = start
        if end == 0:
            break
    return len(chunk)


def _eighths(chunk: bytes) -> list[bytes]:
    """A chunk in about eight pieces that end with a record."""
    pieces = []
    start = 0
    while start < len(chunk):
        end = chunk.find(b"\n", start + len(chunk) // 8) + 1 or len(chunk)
        piece = chunk[start:end]
        pieces.append(piece[: _last_record(piece)])
        start += len(pieces[-1])
    return pieces


class Screen:
    """Reads one file through. Use `batches` once; then `result` holds what was not kept."""

    def __init__(
        self,
        path: Path,
        wanted: Sequence[str],
        footers: Sequence[str] = (),
        *,
        opened: Opened | None = None,
    ) -> None:
        self._opened = opened or open_file(path)
        head = find_header(self._opened, wanted)
        if head is None:
            raise Fault("export_no_header", Place(path.name), wanted=", ".join(wanted))
        self._head = head
        self._wanted = list(wanted)
        folded = [fold(name) for name in head.names]
        self._at = [folded.index(fold(name)) for name in wanted]
        self._width = len(head.names)
        # Columns without a name at the end must be empty: a shifted row fills them.
        named = [index for index, name in enumerate(head.names) if name.strip()]
        self._blank = list(range(named[-1] + 1, self._width))
        # All in one pattern, asked once for each different beginning of a row.
        either = "|".join(f"(?:{pattern})" for pattern in footers)
        self._footers = Pattern(f"(?i){either}") if footers else None
        self._is_footer = lru_cache(1 << 12)(self._footers.search if self._footers else _never)
        self._totals = re.compile(TOTALS, re.I)
        self._table_ended = False
        self._after_blank = False
        self._rest: list[str] = []
        self._rest_line = 0
        self._typical = self._learnt()
        self._cut_short = False
        self._delimiter_plain = head.delimiter.isascii() and head.delimiter != '"'
        self.result = Screening(path.name, head.names, head.delimiter)
        if head.before:
            self.result.warn("lines_before_header", count=head.before)
        if self._opened.encoding == "cp1252" and not self._opened.mixed:
            self.result.warn("encoding", encoding="Windows-1252")

    def batches(self) -> Iterator[Batch]:
        """Kept rows in the file's order, a few megabytes at a time.

        Threads read ahead while the caller counts, for Arrow leaves the interpreter free. What
        they read is taken in its turn, and only if nothing before it says that it is no table.
        """
        ahead: deque[tuple[bytes, int, Future[Batch | None]]] = deque()
        with ThreadPoolExecutor(_READERS) as readers:
            for line, chunk in self._below_header():
                ahead.append((chunk, line, readers.submit(self._fast, chunk)))
                if len(ahead) > _AHEAD:
                    yield self._in_turn(*ahead.popleft())
            while ahead:
                yield self._in_turn(*ahead.popleft())
        if self._rest:
            yield self._slow(b"", self._rest_line, final=True)
        if self._cut_short and self._width - 1 in self._at:
            self.result.warn("no_last_newline")
        if self._opened.odd_lines:
            self.result.warn("mixed_encoding", count=len(self._opened.odd_lines))
        if self.result.rows == 0 and not self.result.set_aside:
            self.result.warn("no_rows")

    def _below_header(self) -> Iterator[tuple[int, bytes]]:
        """The chunks below the header, cut between records where quotes tell where that is."""
        rest = b""
        for line, chunk in self._opened.chunks():
            if line < self._head.next_line:
                skip = self._head.next_line - line
                position = 0
                for _ in range(skip):
                    found = chunk.find(b"\n", position)
                    position = len(chunk) if found < 0 else found + 1
                chunk, line = chunk[position:], self._head.next_line
            if chunk:
                self._cut_short = not chunk.endswith(b"\n")
                if rest:
                    line -= lines_in(rest)
                    chunk = rest + chunk
                cut = _last_record(chunk)
                rest = chunk[cut:]
                yield line, chunk[:cut]
        if rest:
            yield line + lines_in(chunk[:cut]), rest

    def _in_turn(self, chunk: bytes, line: int, reading: Future[Batch | None] | None) -> Batch:
        """What a chunk holds. One that is odd somewhere is cut smaller and smaller, so that only
        what is odd is read slowly."""
        if not self._rest and not self._table_ended:
            batch = reading.result() if reading else self._fast(chunk)
            if batch is not None:
                self.result.rows += batch.table.num_rows
                self._after_blank = False
                return Batch(batch.table, batch.lines + line)
        pieces = [] if len(chunk) <= _SMALL or self._table_ended else _eighths(chunk)
        if len(pieces) < 2:
            return self._slow(chunk, line)
        batches = []
        for piece in pieces:
            batches.append(self._in_turn(piece, line, None))
            line += lines_in(piece)
        return Batch(
            pa.concat_tables([batch.table for batch in batches]),
            np.concatenate([batch.lines for batch in batches]),
        )

    def _learnt(self) -> list[int]:
        """Which required columns nearly always hold a digit: a row without one is no ordinary row.

        Learnt from the head, so that it is the same however the file is cut and read.
        """
        lines = self._opened.head
        rows: list[list[str]] = []
        index = self._head.next_line - 1
        while index < len(lines) - 1 and len(rows) < _LEARN[1]:
            if not lines[index].strip() and len(rows) >= _LEARN[0]:
                break  # what stands below may be another table
            record, index = _record(lines, index, self._head.delimiter)
            if record is not None and len(record) == self._width:
                rows.append([record[column] for column in self._at])
        if len(rows) < _LEARN[0]:
            return []
        holds = [[bool(re.search(r"\d", cell)) for cell in row] for row in rows]
        return [
            index
            for index in range(len(self._wanted))
            if all(row[index] for row in holds[: _LEARN[0]])
            and sum(row[index] for row in holds) >= 0.9 * len(holds)
        ]

    # The fast way: a few questions asked of all bytes at once. It changes nothing, so that it may
    # run ahead. Its lines are counted from the chunk's first.

    def _starts(self, chunk: bytes) -> Lines | None:
        """The line on which each record starts; None if the bytes tell that some are not plain."""
        if self._opened.mixed or not self._delimiter_plain or not chunk.endswith(b"\n"):
            return None
        if b"\0" in chunk or (b"\xef" in chunk and _LOST in chunk):
            return None
        if self._width == 1 and (b"\n\n" in chunk or chunk[:1] == b"\n"):
            return None  # of more columns Arrow says it itself, and sooner
        if b'"' not in chunk:
            return np.arange(lines_in(chunk), dtype=np.int64)
        data = np.frombuffer(chunk, dtype=np.uint8)
        at = np.flatnonzero(data == 34)
        if not self._quotes_fit(data, at):
            return None
        newlines = np.flatnonzero(data == 10)
        inside = np.searchsorted(at, newlines) % 2 == 1
        if inside.any():
            return self._spanning(data, newlines, inside)
        return np.arange(len(newlines), dtype=np.int64)

    def _quotes_fit(self, data: np.ndarray[Any, Any], at: np.ndarray[Any, Any]) -> bool:
        """Every quote opens at the start of a cell, closes at its end, or is doubled."""
        if len(at) % 2:
            return False
        opening, closing = at[0::2], at[1::2]
        before = np.where(opening > 0, data[opening - 1], 10)
        after = np.where(closing + 1 < len(data), data[np.minimum(closing + 1, len(data) - 1)], 10)
        delimiter = ord(self._head.delimiter)
        doubled = np.concatenate(([False], opening[1:] == closing[:-1] + 1))
        redoubled = np.concatenate((closing[:-1] + 1 == opening[1:], [False]))
        return bool(
            ((before == delimiter) | (before == 10) | doubled).all()
            and ((after == delimiter) | (after == 10) | redoubled).all()
        )

    def _spanning(
        self,
        data: np.ndarray[Any, Any],
        newlines: np.ndarray[Any, Any],
        inside: np.ndarray[Any, Any],
    ) -> Lines | None:
        """`_starts` where cells hold line breaks; None if a line inside one could be a record."""
        ends = np.flatnonzero(~inside)
        starts = np.concatenate(([0], ends[:-1] + 1))
        if len(ends) == 0 or (ends - starts).max() >= _JOINED - 1:
            return None
        delimiters = np.flatnonzero(data == ord(self._head.delimiter))
        held = np.diff(np.searchsorted(delimiters, newlines), prepend=0)
        if (held[1:][inside[:-1]] >= self._width - 1).any():
            return None
        return starts

    def _fast(self, chunk: bytes) -> Batch | None:
        """A plain chunk by Arrow's reader; None if a record has another width or looks odd."""
        starts = self._starts(chunk)
        if starts is None or len(starts) == 0:
            return None
        names = [str(index) for index in range(self._width)]
        # Up to the first wanted column, for that is where totals and footers say what they are.
        picked = sorted({*range(min(self._at)), *self._at, *self._blank})
        try:
            table = pacsv.read_csv(
                pa.BufferReader(chunk),
                read_options=pacsv.ReadOptions(
                    use_threads=False, block_size=len(chunk) + 1, column_names=names
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=self._head.delimiter,
                    newlines_in_values=bool(starts[-1] >= len(starts)),
                    ignore_empty_lines=False,
                ),
                convert_options=pacsv.ConvertOptions(
                    include_columns=[names[index] for index in picked],
                    column_types={names[index]: pa.string() for index in picked},
                    strings_can_be_null=False,
                    quoted_strings_can_be_null=False,
                    check_utf8=True,
                ),
            ).combine_chunks()
        except pa.ArrowInvalid:
            return None  # a record of another width, most often
        if table.num_rows != len(starts):
            return None
        for index in self._blank:
            if pc.any(pc.not_equal(table[names[index]], "")).as_py():
                return None
        leading = _leading([table[names[index]] for index in range(min(self._at) + 1)])
        kept = table.select([names[index] for index in self._at]).rename_columns(self._wanted)
        if leading is None or self._suspicious(kept, leading) or not self._digits(kept):
            return None
        return Batch(kept, starts)

    def _suspicious(self, kept: pa.Table, leading: pa.Array) -> bool:
        """Whether any required cell looks like a total, a header, a wound. Then read slowly."""
        if self._footers:
            found = pc.match_substring_regex(leading, self._footers.pattern)
            if pc.any(found).as_py():
                return True
        worded = {
            name: pc.unique(kept[name])
            for name in self._wanted
            if not _figures(kept[name]) or not fold(name).encode().translate(None, _FIGURES.lower())
        }
        searched = [*worded.values()] if _figures(leading) else [leading, *worded.values()]
        # One pass for all, since making ready for the search costs more than searching.
        if searched and pc.any(pc.match_substring_regex(pa.concat_arrays(searched), _ODD)).as_py():
            return True
        if len(worded) < len(self._wanted):
            return False
        # A header again has every name in its place: the column with fewest cells can rule it out.
        name = min(worded, key=lambda name: len(worded[name]))
        return any(fold(cell) == fold(name) for cell in worded[name].to_pylist())

    def _digits(self, kept: pa.Table) -> bool:
        """Whether each row has a digit where a row has one."""
        missing = kept
        for index in self._typical:
            has = pc.match_substring_regex(missing[self._wanted[index]], r"\d")
            if pc.all(has).as_py():
                return True
            missing = missing.filter(pc.invert(has))
        return not self._typical

    # The slow way: record by record, with a reason for each that does not fit.

    def _slow(self, chunk: bytes, line: int, *, final: bool = False) -> Batch:
        text = chunk.decode("utf-8", "replace")
        lines = text.split("\n")
        complete = text.endswith("\n") or not text
        if complete:
            lines.pop()
        if self._rest:
            lines = self._rest + lines
            line, self._rest = self._rest_line, []
        kept: list[list[str]] = []
        at: list[int] = []
        index = 0
        while index < len(lines):
            taken, row = self._one(lines, index, line, final=final, truncated=not complete)
            if taken == 0:
                self._rest, self._rest_line = lines[index:], line + index
                break
            if row is not None:
                kept.append(row)
                at.append(line + index)
            index += taken
        self.result.rows += len(kept)
        columns = [[row[index] for row in kept] for index in range(len(self._wanted))]
        arrays = [pa.array(column, pa.string()) for column in columns]
        return Batch(pa.table(arrays, names=self._wanted), np.array(at, dtype=np.int64))

    def _one(
        self, lines: list[str], index: int, first: int, *, final: bool, truncated: bool
    ) -> tuple[int, list[str] | None]:
        """One record: how many lines it took (0: wait for more), and its wanted cells if kept."""
        number = first + index
        text = lines[index]
        try:
            record = cells(text, self._head.delimiter)
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
            self._after_blank = self._after_blank or not text.strip()
            return taken, None
        return taken, self._judged(record, number, last=truncated and index + taken == len(lines))

    def _joined(
        self, lines: list[str], index: int, *, final: bool
    ) -> tuple[list[str] | None, int, str]:
        """A record whose quote stays open: joined with the lines that follow, if they close it."""
        text = lines[index]
        for after in range(index + 1, index + _JOINED):
            if after >= len(lines):
                if final:
                    return None, 1, "open_quote"
                return None, 0, ""
            follower = lines[after]
            try:
                alone = cells(follower, self._head.delimiter)
            except ValueError:
                alone = None
            if alone is not None and len(alone) == self._width:
                return None, 1, "open_quote"  # a whole record inside a cell: the quote is the error
            text += "\n" + follower
            try:
                record = cells(text, self._head.delimiter)
            except ValueError:
                return None, 1, "open_quote"
            if record is not None:
                if len(record) != self._width:
                    return None, 1, "open_quote"
                return record, after - index + 1, ""
        return None, 1, "open_quote"

    def _judged(self, record: list[str], number: int, *, last: bool) -> list[str] | None:
        leading = next(cell.strip() for cell in record if cell.strip())
        # After the blank line of a report that has a footer, lines of one cell are its footer too.
        alone = bool(self._footers) and self._after_blank and len(record) == 1
        if alone or self._is_footer(leading):
            self.result.footers.append("\x1f".join(record))
            return None
        if self._table_ended:
            return self._aside(number, None, "second_table")
        if len(record) != self._width:
            if self._after_blank:
                self._table_ended = True
                return self._aside(number, None, "second_table")
            reason = "cut_off" if last and len(record) < self._width else "width"
            return self._aside(number, None, reason)
        if any(record[index].strip() for index in self._blank):
            return self._aside(number, shown(self._head.names[self._blank[0] - 1]), "shifted")
        row = [record[index] for index in self._at]
        for name, cell in zip(self._wanted, row, strict=True):
            reason = self._wound(cell, number)
            if reason:
                return self._aside(number, name, reason)
        if self._totals.match(leading) and not self._footers:
            return self._aside(number, None, "totals_row")
        if all(fold(cell) == fold(name) for name, cell in zip(self._wanted, row, strict=True)):
            self._after_blank = False
            return self._aside(number, None, "header_again")
        if self._typical and not any(re.search(r"\d", row[index]) for index in self._typical):
            self._table_ended = self._after_blank
            return self._aside(number, None, "header_like")
        if self._after_blank:
            self._after_blank = False
        return row

    def _wound(self, cell: str, number: int) -> str:
        if number in self._opened.odd_lines and not cell.isascii():
            return "other_encoding"
        if len(cell) > 1 and cell[0] == cell[-1] == "'":
            return "other_quotes"
        if re.match(_RUINED, cell):
            return "ruined_number"
        if re.search(_TWICE, cell):
            return "encoded_twice"
        return ""

    def _aside(self, number: int, column: str | None, reason: str) -> list[str] | None:
        """Set a row aside. Returns None: there is no row to keep."""
        self.result.set_aside.append(Aside(number, column, reason))
        return None
