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
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from impact.exports.encodings import NAMES
from impact.exports.opening import Opened, lines_in, open_file
from impact.exports.patterns import Pattern
from impact.exports.text import (
    ERROR,
    INVISIBLE,
    LONGEST_NOTHING,
    MAYBE_TWICE,
    NOTHING,
    clean,
    encoded_twice,
    plain,
)
from impact.exports.text import fold as fold
from impact.faults import Fault, Place, shown

DELIMITERS = (",", ";", "\t", "|", "^", "~", " ", ":")
_SPANNED = 5000  # lines that a header may span
_HEADER_WITHIN = 40  # records that may stand before the header
_JOINED = 20_000  # lines that one quoted cell may span
# How a row of totals begins, and cells that say nothing else.
_SUM = (
    r"(grand|overall|sub|sous|zwischen|gesamt|tussen)?[\s-]*"
    r"(totals?|totaux|totale[ns]?|totaal|totalt|total g[ée]n[ée]ral|sum|sums|somme|summe|suma|razem"
    r"|celkem|součet|i alt|samtals|итого|всего|合計|总计|總計)"
)
TOTALS = (
    r"^\s*(grand\s+)?(total|totals|sub-?total|sous-total|total général|totaux|gesamtsumme|summe)\b"
)
_SAYS_SUM = rf"^\s*{_SUM}(\s+g[ée]n[ée]ral\w*)?\s*[:=]?\s*$"
TOTAL = re.compile(_SAYS_SUM, re.I)
_RUINED = r"^-?\d{1,3}([.,]\d+)?[eE]\+\d+$"
_LOST = "\ufffd".encode()
# A cell of nothing but these is a number, a date or a time, and neither a name nor wounded.
_FIGURES = b"0123456789:-/., T"
_LEARN = (8, 200)  # rows that teach what a row looks like: at least, at most
_READERS = 2  # threads; a third counts
_AHEAD = 4  # chunks
_SMALL = 1 << 18  # reading so much slowly costs no more than trying it in smaller pieces
# All of them in one pass over a column; what it finds is then looked at closely.
_ODD = f"(?i){TOTALS}|{_SAYS_SUM}|{_RUINED}|^'.*'$|^\\s*#[A-Z]|^\\s*Err:|\n"
_DATE = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
# Rows that a sheet of Excel holds, today's and that of before 2007: where a longer list is cut.
_SHEET_ROWS = (65_536, 1_048_576)


@dataclass(frozen=True)
class Aside:
    """A row that is not counted: where, and which sentence says why. Never the row's text."""

    line: int
    column: str | None
    reason: str


@dataclass(frozen=True)
class Stated:
    """A row that sums up others or stands below them: its line, and its cells as they stand."""

    line: int
    cells: tuple[str, ...]


Lines = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass
class Batch:
    """Kept rows: the required columns as text, and the line that each row starts on.

    `coded`: columns of these very rows whose different cells are known already.
    """

    table: pa.Table
    lines: Lines
    coded: Mapping[str, pa.DictionaryArray] = field(default_factory=dict)


@dataclass
class Screening:
    """One file on its way through the screen. The lists fill while `batches` is read."""

    name: str
    header: list[str]
    delimiter: str
    set_aside: list[Aside] = field(default_factory=list)
    warnings: list[tuple[str, dict[str, int | str]]] = field(default_factory=list)
    footers: list[Stated] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)  # set aside, but for what they state
    rows: int = 0

    def warn(self, key: str, **values: int | str) -> None:
        if (key, values) not in self.warnings:
            self.warnings.append((key, values))


# A quoted cell. Nothing in it is ever given back, so that a quote left open is told at once.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')


def cells(text: str, delimiter: str, *, spaced: bool = False) -> list[str] | None:
    """The cells of one record; None if a quote is still open. Raises ValueError on a stray quote.

    `spaced`: blanks may stand around a cell, before its quote and after it. A cell guarded for
    Excel, `="2025-12-10"`, is a quoted one.
    """
    if '"' not in text:
        found = text.split(delimiter)
        return [cell.lstrip(" ") for cell in found] if spaced else found
    found = []
    position = 0
    while True:
        if spaced:
            while text.startswith(" ", position):
                position += 1
        if text.startswith('="', position):
            position += 1
        if text.startswith('"', position):
            quoted = _QUOTED.match(text, position)
            if quoted is None:
                return None
            found.append(quoted.group(1).replace('""', '"'))
            position = quoted.end()
            if spaced:
                while text.startswith(" ", position) and delimiter != " ":
                    position += 1
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


def _still_open(line: str, delimiter: str, *, spaced: bool) -> bool:
    """Whether a cell that was open before a line is, or another, after it. Raises ValueError."""
    position = 0
    while True:
        quote = line.find('"', position)
        if quote < 0:
            return True
        if line.startswith('"', quote + 1):
            position = quote + 2
            continue
        rest = line[quote + 1 :].lstrip(" ") if spaced else line[quote + 1 :]
        if rest and not rest.startswith(delimiter):
            raise ValueError("text after a closing quote")
        return bool(rest) and cells(rest[len(delimiter) :], delimiter, spaced=spaced) is None


@dataclass(frozen=True)
class Head:
    """A header that was found: its names, delimiter, the line after it, what stood before it."""

    names: list[str]
    delimiter: str
    next_line: int
    before: int
    spaced: bool = False  # blanks follow the delimiter


def find_header(opened: Opened, wanted: Sequence[str]) -> Head | None:
    """The header under which all wanted names stand, or None. Raises `Fault` on a name twice."""
    lines = opened.head[: _HEADER_WITHIN * 4 + _SPANNED]
    names = [fold(name) for name in wanted]
    # A hint that is no delimiter is a line before the header like any other.
    if match := re.fullmatch(r'"?sep=([\t !#-/:-@[-^`{-~])"?', lines[0].strip() or lines[0], re.I):
        hinted = _header_under(opened, lines, 1, (match.group(1),), wanted, names)
        # Where nothing fits under the hint it is wrong, and the header proves the delimiter.
        return hinted or _header_under(opened, lines, 1, DELIMITERS, wanted, names)
    return _header_under(opened, lines, 0, DELIMITERS, wanted, names)


def _header_under(
    opened: Opened,
    lines: list[str],
    start: int,
    delimiters: tuple[str, ...],
    wanted: Sequence[str],
    names: list[str],
) -> Head | None:
    before = 0
    index = start
    while index < len(lines) and before < _HEADER_WITHIN:
        for delimiter in delimiters if _may_hold(lines, index, names) else ():
            key = index, delimiter  # every mapping asks for the same few records
            if key not in opened.records:
                record, after = _record(lines, index, delimiter)
                opened.records[key] = record, [fold(cell) for cell in record or ()], after
            record, folded, after = opened.records[key]
            if record is not None and all(name in folded for name in names):
                _refuse_twice(opened.path.name, folded, wanted, opened.row(index + 1))
                spaced = len(record) > 1 and _spaced(lines[index], delimiter)
                if spaced:
                    record = [cell.strip() for cell in record]
                return Head(record, delimiter, after + 1, before, spaced)
        before += bool(lines[index].strip())
        index += 1
    return None


def _spaced(line: str, delimiter: str) -> bool:
    """Whether a blank follows every delimiter of a header, or stands between one and a quote."""
    if delimiter == " ":
        return False
    outside = re.sub(r'"[^"]*"', '""', line)
    parts = outside.split(delimiter)[1:]
    return all(part.startswith(" ") for part in parts) or bool(
        re.search(rf'{re.escape(delimiter)} +"|" +{re.escape(delimiter)}', outside)
    )


def _may_hold(lines: list[str], index: int, names: list[str]) -> bool:
    """Whether all names stand in a line at all: saves cutting and folding it for every delimiter."""
    text = lines[index]
    if '"' in text:  # a name may go on in the lines below, or have doubled quotes in it
        return True
    folded = fold(text)
    return all(name in folded for name in names)


def _record(lines: list[str], index: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The record that starts on a line (it may span more), and the index after it."""
    quotes = 0
    last = min(len(lines), index + _SPANNED)
    for after in range(index + 1, last + 1):
        quotes += lines[after - 1].count('"')
        if quotes % 2 and after < last:
            continue  # one is open still
        text = "\n".join(lines[index:after])
        try:
            found = cells(text, delimiter)
        except ValueError:
            try:
                found = None if delimiter == " " else cells(text, delimiter, spaced=True)
            except ValueError:
                return None, index + 1
        return (None, index + 1) if found is None else (found, after)
    return None, index + 1


def _never(_text: str) -> bool:
    return False


def _refuse_twice(name: str, folded: list[str], wanted: Sequence[str], line: int) -> None:
    for column in wanted:
        if folded.count(fold(column)) > 1:
            raise Fault("column_twice", Place(name, line, column))


def _text(column: pa.Array) -> bytes:
    """The text of all cells of a column, one after the other."""
    _valid, offsets, data = column.buffers()
    if data is None:
        return b""
    ends = np.frombuffer(offsets, dtype=np.int32)[column.offset :]
    return bytes(memoryview(data)[ends[0] : ends[len(column)]])


def _figures(text: bytes) -> bool:
    """Whether cells are made of figures alone: one look at their bytes, however many they are."""
    return not text.translate(None, _FIGURES)


def _filled(column: pa.Array, text: bytes) -> bool:
    """Whether it is plain at a glance that no cell of a column is blank."""
    return b" " not in text and (pc.min(pc.binary_length(column)).as_py() or 0) > 0


def _begin_with_digits(column: pa.Array) -> bool:
    """Whether each cell's first sign is a digit."""
    _valid, offsets, data = column.buffers()
    if data is None:
        return len(column) == 0
    ends = np.frombuffer(offsets, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    starts = ends[:-1]
    if (starts == ends[1:]).any():
        return False
    firsts = np.frombuffer(data, dtype=np.uint8)[starts]
    return bool(((firsts >= 48) & (firsts <= 57)).all())


def _leading(columns: list[pa.Array]) -> pa.Array | None:
    """The different first filled cells of rows, trimmed; None if a row has none in these columns."""
    leading = columns[0]
    unique = pc.utf8_trim_whitespace(pc.unique(leading))
    for column in columns[1:]:
        if not pc.any(pc.equal(unique, "")).as_py():
            break
        leading = pc.if_else(pc.equal(pc.utf8_trim_whitespace(leading), ""), column, leading)
        unique = pc.utf8_trim_whitespace(pc.unique(leading))
    return None if pc.any(pc.equal(unique, "")).as_py() else unique


def _without_nothing(column: pa.Array, text: bytes) -> pa.Array:
    """A column of figures whose cells that stand for nothing, such as `-`, are empty."""
    if b"-" not in text:
        return column
    shortest = pc.min(pc.binary_length(column)).as_py()
    if shortest is None or shortest > LONGEST_NOTHING:
        return column
    nothing = pc.is_in(pc.utf8_trim_whitespace(column), _DASHES)
    return pc.if_else(nothing, "", column) if pc.any(nothing).as_py() else column


_NONE = pa.array([], pa.string())
_NOTHING = pa.array(sorted(NOTHING))
_DASHES = pa.array(sorted(word for word in NOTHING if not word.strip("-")))


def _cleaned(
    column: pa.Array, coded: pa.DictionaryArray, *, nothing: bool
) -> tuple[pa.Array, pa.DictionaryArray]:
    """A column as text and by its different cells, both clean: each different cell is looked at once."""
    unique = coded.dictionary
    cells = unique.to_pylist() if _maybe_unclean(unique) else []
    if all(map(plain, cells)):
        return column, coded
    texts = pa.array([clean(cell, nothing=nothing) for cell in cells], pa.string())
    column = texts.take(coded.indices)
    return column, column.dictionary_encode()


def _maybe_unclean(unique: pa.Array) -> bool:
    text = _text(unique)
    if not text.isascii() or b"&" in text or b"=" in text:
        return True
    words = pc.utf8_lower(pc.utf8_trim_whitespace(unique))
    return pc.any(pc.is_in(words, _NOTHING)).as_py() or any(
        cell.strip() != cell
        for cell in unique.filter(pc.match_substring_regex(unique, r"^\s|\s$")).to_pylist()
    )


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
        nothing: bool = True,
    ) -> None:
        """`nothing`: whether words such as NULL are empty, and not codes."""
        self._nothing = nothing
        self._opened = opened or open_file(path)
        head = find_header(self._opened, wanted)
        if head is None:
            key = "export_no_encoding" if self._opened.unsure else "export_no_header"
            raise Fault(key, Place(path.name), wanted=", ".join(wanted))
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
        self._typical, self._dated = self._learnt()
        self._cut_short = False
        self._delimiter_plain = head.delimiter.isascii() and head.delimiter != '"'
        delimiter = re.escape(head.delimiter.encode())
        self._guards = re.compile(
            rb"(^|[\n]|" + delimiter + rb')="([^"\n]*)"(?=[\n]|$|' + delimiter + rb")"
        )
        self._blanks = re.compile(rb"(^|[\n]|" + delimiter + rb") +")
        self.result = Screening(path.name, head.names, head.delimiter)
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
        hidden = sum(each.hidden for each in self._opened.sheets)
        if hidden:
            self.result.warn("hidden_sheets", count=hidden)
        if self._opened.hidden_rows:
            self.result.warn("hidden_rows", count=self._opened.hidden_rows)

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
                    yield self._numbered(self._in_turn(*ahead.popleft()))
            while ahead:
                yield self._numbered(self._in_turn(*ahead.popleft()))
        if self._rest:
            yield self._numbered(self._slow(b"", self._rest_line, final=True))
        if self._cut_short and self._width - 1 in self._at:
            self.result.warn("no_last_newline")
        if self._opened.odd_lines:
            kind = "unsure_encoding" if self._opened.unsure else "mixed_encoding"
            self.result.warn(kind, count=len(self._opened.odd_lines))
        below = self.result.rows + len(self.result.set_aside) + len(self.result.footers)
        if self.result.rows == 0 and not self.result.set_aside:
            self.result.warn("no_rows")
        if any(below + over in _SHEET_ROWS for over in (1, 1 + self._head.before)):
            self.result.warn("row_limit", count=below)

    def _numbered(self, batch: Batch) -> Batch:
        """The batch with the line numbers that people see."""
        return Batch(batch.table, self._opened.rows(batch.lines), batch.coded)

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
                chunk = self._simplified(chunk)
                cut = _last_record(chunk)
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
        if not self._rest and not self._table_ended:
            batch = reading.result() if reading else self._fast(chunk)
            if batch is not None:
                self.result.rows += batch.table.num_rows
                self._after_blank = False
                return Batch(batch.table, batch.lines + line, batch.coded)
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

    def _learnt(self) -> tuple[list[int], list[int]]:
        """Which required columns nearly always hold a digit, and which a date: a row without is no
        ordinary row.

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
            return [], []

        def usual(asked: Callable[[str], object]) -> list[int]:
            holds = [[bool(asked(cell)) for cell in row] for row in rows]
            return [
                index
                for index in range(len(self._wanted))
                if all(row[index] for row in holds[: _LEARN[0]])
                and sum(row[index] for row in holds) >= 0.9 * len(holds)
            ]

        return usual(re.compile(r"\d").search), usual(_DATE.fullmatch)

    # The fast way: a few questions asked of all bytes at once. It changes nothing, so that it may
    # run ahead. Its lines are counted from the chunk's first.

    def _plain(self, chunk: bytes) -> bool:
        """Whether the bytes tell nothing that Arrow must not read, but for what quotes may do."""
        if self._opened.mixed or not self._delimiter_plain or not chunk.endswith(b"\n"):
            return False
        if b"\0" in chunk or (b"\xef" in chunk and _LOST in chunk):
            return False
        # A blank line: of more columns Arrow says it itself, and sooner.
        return self._width > 1 or not (b"\n\n" in chunk or chunk[:1] == b"\n")

    def _starts(self, chunk: bytes) -> Lines | None:
        """The line on which each record of a chunk with quotes starts; None if some are not plain."""
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
        if self._head.spaced:
            if b'"' in chunk:
                return None  # blanks outside of quotes are to go, and those inside are not
            chunk = self._blanks.sub(rb"\1", chunk)
        if not self._plain(chunk):
            return None
        starts = None  # without quotes each line is a record, or Arrow refuses it
        if b'"' in chunk:
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
                    newlines_in_values=starts is not None and bool(starts[-1] >= len(starts)),
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
        if starts is None:
            starts = np.arange(table.num_rows, dtype=np.int64)
        if table.num_rows != len(starts):
            return None
        for index in self._blank:
            if pc.any(pc.not_equal(table[names[index]], "")).as_py():
                return None
        texts: dict[int, bytes] = {}
        kept: dict[str, pa.Array] = {}
        coded: dict[str, pa.DictionaryArray] = {}
        for name, index in zip(self._wanted, self._at, strict=True):
            column = table[names[index]].chunk(0)
            text = _text(column)
            if _figures(text):
                texts[index] = text
                kept[name] = _without_nothing(column, text) if self._nothing else column
                if not fold(name).encode().translate(None, _FIGURES.lower()):
                    coded[name] = kept[name].dictionary_encode()
            else:
                kept[name], coded[name] = _cleaned(
                    column, column.dictionary_encode(), nothing=self._nothing
                )
        before = [table[names[index]].chunk(0) for index in range(min(self._at) + 1)]
        if 0 in texts and not self._footers and _filled(before[0], texts[0]):
            leading = _NONE  # nothing in figures says that a row sums up others
        else:
            leading = _leading(before)
            if leading is None:
                return None
            if not _figures(_text(leading)):
                leading, _ = _cleaned(leading, leading.dictionary_encode(), nothing=self._nothing)
        worded = {name: column.dictionary for name, column in coded.items()}
        whole = pa.table(kept)
        if self._suspicious(worded, leading) or not self._digits(whole):
            return None
        return Batch(whole, starts, coded)

    def _suspicious(self, worded: dict[str, pa.Array], leading: pa.Array) -> bool:
        """Whether any required cell looks like a total, a header, a wound. Then read slowly."""
        if self._footers:
            found = pc.match_substring_regex(leading, self._footers.pattern)
            if pc.any(found).as_py():
                return True
        searched = [*worded.values()] if _figures(_text(leading)) else [leading, *worded.values()]
        if searched:
            # One pass for all, since making ready for the search costs more than searching.
            together = pa.concat_arrays(searched)
            if pc.any(pc.match_substring_regex(together, _ODD)).as_py():
                return True
            if not _text(together).isascii():
                maybe = together.filter(pc.match_substring_regex(together, MAYBE_TWICE))
                if any(map(encoded_twice, maybe.to_pylist())):
                    return True
        if len(worded) < len(self._wanted):
            return False
        # A header again has every name in its place: the column with fewest cells can rule it out.
        name = min(worded, key=lambda name: len(worded[name]))
        return any(fold(cell) == fold(name) for cell in worded[name].to_pylist())

    def _digits(self, kept: pa.Table) -> bool:
        """Whether each row has a digit where a row has one."""
        missing = kept
        if any(_begin_with_digits(kept[self._wanted[index]].chunk(0)) for index in self._typical):
            return True
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
            self._after_blank = self._after_blank or not text.strip()
            return taken, None
        return taken, self._judged(record, number, last=truncated and index + taken == len(lines))

    def _cells(self, text: str) -> list[str] | None:
        """`cells`, and where a quote is stray because of blanks or unseen signs, without those."""
        delimiter, spaced = self._head.delimiter, self._head.spaced
        try:
            return cells(text, delimiter, spaced=spaced)
        except ValueError:
            seen = text if text.isascii() else INVISIBLE.sub("", text)
            if delimiter == " " or (seen == text and '" ' not in text and ' "' not in text):
                raise
            found = cells(seen, delimiter, spaced=True)
            if found is None or len(found) != self._width:
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
        delimiter = self._head.delimiter
        like_rows = 0
        for after in range(index + 1, index + _JOINED):
            if after >= len(lines):
                if final:
                    return None, 1, "open_quote"
                return None, 0, ""
            follower = lines[after]
            try:
                still = _still_open(follower, delimiter, spaced=self._head.spaced)
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
            if record is None or len(record) != self._width or 2 <= inside == like_rows:
                return None, 1, "open_quote"
            if like_rows:
                self.result.warn("cell_holds_rows", count=like_rows)
            return record, after - index + 1, ""
        return None, 1, "open_quote"

    def _like_a_row(self, text: str) -> bool:
        if text.count(self._head.delimiter) < self._width - 1:
            return False
        try:
            record = self._cells(text)
        except ValueError:
            return False
        return record is not None and self._ordinary(record)

    def _ordinary(self, record: list[str]) -> bool:
        """Whether a record has what rows have: the header's width, figures where they stand."""
        if len(record) != self._width:
            return False
        row = [record[index] for index in self._at]
        if self._typical:
            return all(re.search(r"\d", row[index]) for index in self._typical) and all(
                _DATE.fullmatch(row[index]) for index in self._dated
            )
        return any(_DATE.fullmatch(cell) for cell in row)

    def _judged(self, record: list[str], number: int, *, last: bool) -> list[str] | None:
        leading = clean(
            next(cell.strip() for cell in record if cell.strip()), nothing=self._nothing
        )
        # A campaign may be called Total: a row of totals has nothing else to say, or is no row.
        sums_up = bool(TOTAL.match(leading)) or (
            bool(self._totals.match(leading)) and not self._ordinary(record)
        )
        if self._footers:
            # After the blank line of a report that has a footer, lines of one cell are it, too.
            alone = self._after_blank and len(record) == 1
            named = self._is_footer(leading) and not self._ordinary(record)
            if alone or sums_up or named:
                self.result.footers.append(Stated(self._opened.row(number), tuple(record)))
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
        raw = [record[index] for index in self._at]
        row = [clean(cell, nothing=self._nothing) for cell in raw]
        for name, cell, as_it_was in zip(self._wanted, row, raw, strict=True):
            reason = self._wound(cell, as_it_was, number)
            if reason:
                return self._aside(number, name, reason)
        if sums_up:
            self.result.totals.append(Stated(self._opened.row(number), tuple(record)))
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

    def _wound(self, cell: str, raw: str, number: int) -> str:
        if number in self._opened.odd_lines and not raw.isascii():
            return "unsure_encoding" if self._opened.unsure else "other_encoding"
        if len(cell) > 1 and cell[0] == cell[-1] == "'":
            return "other_quotes"
        if re.match(_RUINED, cell):
            return "ruined_number"
        if ERROR.fullmatch(cell.strip()):
            return "formula_error"
        if encoded_twice(cell):
            return "encoded_twice"
        return ""

    def _aside(self, number: int, column: str | None, reason: str) -> list[str] | None:
        """Set a row aside. Returns None: there is no row to keep."""
        self.result.set_aside.append(Aside(self._opened.row(number), column, reason))
        return None
