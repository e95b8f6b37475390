"""The fast way through the screen: a few questions asked of all bytes of a chunk at once, then Arrow.

It says None of whatever is odd, and `single` reads that record by record; both must tell the same of
every file (tests/test_screen_paces.py). It changes nothing, so that it may run ahead in threads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from impact.exports.columns import (
    are_figures,
    begin_with_digits,
    cleaned,
    filled,
    first_filled,
    says_no_value,
    text_of,
    without_nothing,
)
from impact.exports.giveaways import FIGURES, LOST, ODD
from impact.exports.records import JOINED
from impact.exports.row_layout import Layout
from impact.exports.screening import Batch, Lines
from impact.exports.summing import any_says
from impact.exports.text import MAYBE_TWICE, encoded_twice, fold

_NONE = pa.array([], pa.string())


class Bulk:
    """Reads whole chunks of one file. Lines are counted from the chunk's first."""

    def __init__(self, layout: Layout, *, mixed: bool) -> None:
        self._layout = layout
        delimiter = layout.head.delimiter
        # Of a file of two encodings, or with a delimiter that is no single byte, nothing is plain.
        self._readable = not mixed and delimiter.isascii() and delimiter != '"'
        self._blanks = re.compile(rb"(^|[\n]|" + re.escape(delimiter.encode()) + rb") +")

    def batch(self, chunk: bytes) -> Batch | None:
        """A plain chunk by Arrow's reader; None if a record has another width or looks odd."""
        if self._layout.head.spaced:
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
        table = self._read(chunk, starts)
        if table is None:
            return None
        if starts is None:
            starts = np.arange(table.num_rows, dtype=np.int64)
        if table.num_rows != len(starts):
            return None
        for index in self._layout.blank:
            if pc.any(pc.not_equal(table[str(index)], "")).as_py():
                return None
        return self._judged(table, starts)

    def _plain(self, chunk: bytes) -> bool:
        """Whether the bytes tell nothing that Arrow must not read, but for what quotes may do."""
        if not self._readable or not chunk.endswith(b"\n"):
            return False
        if b"\0" in chunk or (b"\xef" in chunk and LOST in chunk):
            return False
        # A blank line: of more columns Arrow says it itself, and sooner.
        return self._layout.width > 1 or not (b"\n\n" in chunk or chunk[:1] == b"\n")

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
        delimiter = ord(self._layout.head.delimiter)
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
        if len(ends) == 0 or (ends - starts).max() >= JOINED - 1:
            return None
        delimiters = np.flatnonzero(data == ord(self._layout.head.delimiter))
        held = np.diff(np.searchsorted(delimiters, newlines), prepend=0)
        if (held[1:][inside[:-1]] >= self._layout.width - 1).any():
            return None
        return starts

    def _read(self, chunk: bytes, starts: Lines | None) -> pa.Table | None:
        """The columns that matter, as text; None if Arrow refuses a record."""
        layout = self._layout
        names = [str(index) for index in range(layout.width)]
        # Up to the first wanted column, for that is where totals and footers say what they are.
        picked = sorted({*range(min(layout.at)), *layout.at, *layout.blank})
        try:
            return pacsv.read_csv(
                pa.BufferReader(chunk),
                read_options=pacsv.ReadOptions(
                    use_threads=False, block_size=len(chunk) + 1, column_names=names
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=layout.head.delimiter,
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

    def _judged(self, table: pa.Table, starts: Lines) -> Batch | None:
        """The wanted columns of a table, clean; None if a row looks odd."""
        layout = self._layout
        texts: dict[int, bytes] = {}
        kept: dict[str, pa.Array] = {}
        coded: dict[str, pa.DictionaryArray] = {}
        for name, index in zip(layout.wanted, layout.at, strict=True):
            column = table[str(index)].chunk(0)
            text = text_of(column)
            if are_figures(text):
                texts[index] = text
                kept[name] = without_nothing(column, text) if layout.nothing else column
                if not fold(name).encode().translate(None, FIGURES.lower()):
                    coded[name] = kept[name].dictionary_encode()
            else:
                words = column.dictionary_encode()
                if name in layout.figures and says_no_value(words.dictionary):
                    return None
                kept[name], coded[name] = cleaned(column, words, nothing=layout.nothing)
        leading = self._beginnings(table, texts)
        if leading is None:
            return None
        worded = {name: column.dictionary for name, column in coded.items()}
        whole = pa.table(kept)
        if self._suspicious(worded, leading) or not self._digits(whole):
            return None
        return Batch(whole, starts, coded)

    def _beginnings(self, table: pa.Table, texts: Mapping[int, bytes]) -> pa.Array | None:
        """How the rows begin, where that may say that one sums up others; None if one begins blank."""
        before = [table[str(index)].chunk(0) for index in range(min(self._layout.at) + 1)]
        if 0 in texts and not self._layout.footers and filled(before[0], texts[0]):
            return _NONE  # nothing in figures says that a row sums up others
        leading = first_filled(before)
        if leading is not None and not are_figures(text_of(leading)):
            _, coded = cleaned(leading, leading.dictionary_encode(), nothing=self._layout.nothing)
            leading = coded.dictionary
        return leading

    def _suspicious(self, worded: dict[str, pa.Array], leading: pa.Array) -> bool:
        """Whether any required cell looks like a total, a header, a wound. Then read slowly."""
        if self._layout.footers:
            found = pc.match_substring_regex(leading, self._layout.footers.pattern)
            if pc.any(found).as_py():
                return True
        searched = [*worded.values()]
        if not are_figures(text_of(leading)):
            if any_says(leading):
                return True
            searched.append(leading)
        if searched:
            # One pass for all, since making ready for the search costs more than searching.
            together = pa.concat_arrays(searched)
            if pc.any(pc.match_substring_regex(together, ODD)).as_py():
                return True
            if not text_of(together).isascii():
                maybe = together.filter(pc.match_substring_regex(together, MAYBE_TWICE))
                if any(map(encoded_twice, maybe.to_pylist())):
                    return True
        if len(worded) < len(self._layout.wanted):
            return False
        # A header again, or another one, has a name in each column: the one with fewest cells can rule it out.
        fewest = min(worded.values(), key=len)
        names = set(map(fold, self._layout.wanted))
        return any(fold(cell) in names for cell in fewest.to_pylist())

    def _digits(self, kept: pa.Table) -> bool:
        """Whether each row has a digit where a row has one."""
        missing = kept
        if any(
            begin_with_digits(kept[self._layout.wanted[index]].chunk(0))
            for index in self._layout.typical
        ):
            return True
        for index in self._layout.typical:
            has = pc.match_substring_regex(missing[self._layout.wanted[index]], r"\d")
            if pc.all(has).as_py():
                return True
            missing = missing.filter(pc.invert(has))
        return not self._layout.typical
