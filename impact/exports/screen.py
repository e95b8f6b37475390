"""The screen: nothing that a reader of CSV would get silently wrong passes as a row.

A file's dialect is proven by its header: the one delimiter under which all the required names
stand. Then every record must have the header's width, quotes only where they belong, and nothing
of what turns a table into another one: totals, repeated headers, a second table, cells cut off,
lines of another encoding. What does not fit is set aside with line, column and reason.

Fast where a file is plain, slow where it is odd: chunks of bytes are first asked a few questions
that cost next to nothing; only a chunk that answers one of them oddly is read record by record.
Measured beside the alternatives in docs/decisions/0006.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from impact.exports.opening import Opened, open_file
from impact.exports.patterns import Pattern
from impact.faults import Fault, Place, shown

DELIMITERS = (",", ";", "\t", "|", "^", "~", " ", ":")
_HEADER_WITHIN = 40  # records that may stand before the header
_JOINED = 200  # lines that one quoted cell may span
TOTALS = r"^\s*(grand\s+)?(total|totals|sub-?total|sous-total|total général|summe)\b"
_TWICE = "Ã[\u0080-\u00bf©¨ª«´¢¤§®¯‰ ]|â€[™œ\u009d“”˜¦]|Â[\u00a0«»]"
_RUINED = r"^\d(\.\d+)?[eE]\+\d+$"
# All of them in one pass over a column; what it finds is then looked at closely.
_ODD = f"(?i){TOTALS}|{_TWICE}|{_RUINED}|^'.*'$"


@dataclass(frozen=True)
class Aside:
    """A row that is not counted: where, and which sentence says why. Never the row's text."""

    line: int
    column: str | None
    reason: str


@dataclass
class Batch:
    """Kept rows: the required columns as text, and the line that each row starts on."""

    table: pa.Table
    lines: np.ndarray[tuple[int], np.dtype[np.int64]]


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
    """A header name as compared: compatibility form, lower case, white space squeezed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None if a quote is still open. Raises ValueError on a stray quote."""
    if '"' not in text:
        return text.split(delimiter)
    found: list[str] = []
    position = 0
    while True:
        if text.startswith('"', position):
            end = position + 1
            while True:
                end = text.find('"', end)
                if end < 0:
                    return None
                if text.startswith('"', end + 1):
                    end += 2
                    continue
                break
            found.append(text[position + 1 : end].replace('""', '"'))
            position = end + 1
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
        for delimiter in hints:
            record, after = _record(lines, index, delimiter)
            if record is None:
                continue
            folded = [fold(cell) for cell in record]
            if all(name in folded for name in names):
                _refuse_twice(opened.path.name, folded, wanted, index + 1)
                if len(record) > 1 and all(cell.startswith(" ") for cell in record[1:]):
                    raise Fault("export_dialect", Place(opened.path.name, index + 1))
                return Head(record, delimiter, after + 1, before)
        before += bool(lines[index].strip())
        index += 1
    return None


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
        self._typical: list[int] | None = None
        self._seen_rows: list[list[str]] = []
        self.result = Screening(path.name, head.names, head.delimiter)
        if head.before:
            self.result.warn("lines_before_header", count=head.before)
        if self._opened.encoding == "cp1252" and not self._opened.mixed:
            self.result.warn("encoding", encoding="Windows-1252")

    def batches(self) -> Iterator[Batch]:
        """Kept rows in the file's order, a few megabytes at a time.

        One batch is read ahead while the caller counts the last: Arrow leaves the interpreter free.
        """
        batches = self._batches()
        with ThreadPoolExecutor(1) as reader:
            coming = reader.submit(next, batches, None)
            while (batch := coming.result()) is not None:
                coming = reader.submit(next, batches, None)
                yield batch

    def _batches(self) -> Iterator[Batch]:
        ends_with_newline = True
        for line, chunk in self._opened.chunks():
            if line < self._head.next_line:
                skip = self._head.next_line - line
                position = 0
                for _ in range(skip):
                    found = chunk.find(b"\n", position)
                    position = len(chunk) if found < 0 else found + 1
                chunk, line = chunk[position:], self._head.next_line
            if not chunk:
                continue
            ends_with_newline = chunk.endswith(b"\n")
            batch = None
            if not self._rest and not self._table_ended and self._plain(chunk):
                batch = self._fast(chunk, line)
            yield batch if batch is not None else self._slow(chunk, line)
            del batch
        if self._rest:
            yield self._slow(b"", self._rest_line, final=True)
        if not ends_with_newline and self._width - 1 in self._at:
            self.result.warn("no_last_newline")
        if self._opened.odd_lines:
            self.result.warn("mixed_encoding", count=len(self._opened.odd_lines))
        if self.result.rows == 0 and not self.result.set_aside:
            self.result.warn("no_rows")

    # The fast way: a few questions asked of all bytes at once.

    def _plain(self, chunk: bytes) -> bool:
        """Whether a chunk has nothing but ordinary records, as far as its bytes tell."""
        if b"\0" in chunk or b"\n\n" in chunk or chunk[:1] == b"\n" or self._opened.mixed:
            return False
        if not chunk.endswith(b"\n"):
            return False
        quotes = chunk.count(b'"')
        return quotes == 0 or (quotes % 2 == 0 and self._quotes_fit(chunk))

    def _quotes_fit(self, chunk: bytes) -> bool:
        """Every quote opens at the start of a cell, closes at its end, or is doubled; no line inside."""
        data = np.frombuffer(chunk, dtype=np.uint8)
        at = np.flatnonzero(data == 34)
        opening, closing = at[0::2], at[1::2]
        before = np.where(opening > 0, data[opening - 1], 10)
        after = np.where(closing + 1 < len(data), data[np.minimum(closing + 1, len(data) - 1)], 10)
        delimiter = ord(self._head.delimiter)
        doubled = np.concatenate(([False], opening[1:] == closing[:-1] + 1))
        redoubled = np.concatenate((closing[:-1] + 1 == opening[1:], [False]))
        fits = ((before == delimiter) | (before == 10) | doubled).all() and (
            (after == delimiter) | (after == 10) | redoubled
        ).all()
        if not fits:
            return False
        newlines = np.flatnonzero(data == 10)
        inside: bool = bool((np.searchsorted(at, newlines) % 2).any())
        return not inside

    def _fast(self, chunk: bytes, line: int) -> Batch | None:
        """A plain chunk by Arrow's reader; None if a record has another width or looks odd."""
        odd = False

        def found(_row: pacsv.InvalidRow) -> str:
            nonlocal odd
            odd = True
            return "skip"

        names = [str(index) for index in range(self._width)]
        picked = sorted({*self._at, *self._blank})
        try:
            table = pacsv.read_csv(
                pa.BufferReader(chunk),
                read_options=pacsv.ReadOptions(
                    use_threads=False, block_size=len(chunk) + 1, column_names=names
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=self._head.delimiter,
                    newlines_in_values=False,
                    invalid_row_handler=found,
                    ignore_empty_lines=False,
                ),
                convert_options=pacsv.ConvertOptions(
                    include_columns=[names[index] for index in picked],
                    column_types={names[index]: pa.string() for index in picked},
                    strings_can_be_null=False,
                    quoted_strings_can_be_null=False,
                    check_utf8=True,
                ),
            )
        except pa.ArrowInvalid:
            return None
        if odd or table.num_rows != chunk.count(b"\n"):
            return None
        for index in self._blank:
            if pc.any(pc.not_equal(table[names[index]], "")).as_py():
                return None
        kept = table.select([names[index] for index in self._at]).rename_columns(self._wanted)
        if self._suspicious(kept):
            return None
        self.result.rows += kept.num_rows
        return Batch(kept, np.arange(line, line + kept.num_rows, dtype=np.int64))

    def _suspicious(self, kept: pa.Table) -> bool:
        """Whether any required cell looks like a total, a header, a wound. Then read slowly."""
        for name in self._wanted:
            unique = pc.unique(kept[name])
            if pc.any(pc.match_substring_regex(unique, _ODD)).as_py():
                return True
            if pc.any(
                pc.equal(pc.utf8_lower(pc.utf8_trim_whitespace(unique)), name.lower())
            ).as_py():
                return True
        if self._typical is None:
            self._learn(
                [
                    list(row)
                    for row in zip(
                        *(kept[name].to_pylist()[:200] for name in self._wanted), strict=True
                    )
                ]
            )
        if self._typical:
            mask = None
            for index in self._typical:
                has = pc.match_substring_regex(kept[self._wanted[index]], r"\d")
                mask = has if mask is None else pc.or_(mask, has)
            return not pc.all(mask).as_py()
        return False

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
        if self._typical is None:
            self._sample(row)
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

    def _sample(self, row: list[str]) -> None:
        self._seen_rows.append(row)
        if len(self._seen_rows) >= 8:
            self._learn(self._seen_rows)

    def _learn(self, rows: list[list[str]]) -> None:
        """Which required columns nearly always hold a digit: a row without one is no ordinary row."""
        self._typical = [
            index
            for index in range(len(self._wanted))
            if rows and sum(bool(re.search(r"\d", row[index])) for row in rows) >= 0.95 * len(rows)
        ]

    def _aside(self, number: int, column: str | None, reason: str) -> list[str] | None:
        """Set a row aside. Returns None: there is no row to keep."""
        self.result.set_aside.append(Aside(number, column, reason))
        return None
