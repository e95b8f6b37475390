"""Columns of Arrow, asked as wholes: one look at their bytes instead of one a cell."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports.giveaways import FIGURES
from impact.exports.text import LONGEST_NOTHING, NO_VALUE, NOTHING, clean, plain

_BEGINNING = 256  # bytes that tell of most columns of words what they are


def text_of(column: pa.Array) -> bytes:
    """The text of all cells of a column, one after the other."""
    _valid, offsets, data = column.buffers()
    if data is None:
        return b""
    ends = np.frombuffer(offsets, dtype=np.int32)[column.offset :]
    return bytes(memoryview(data)[ends[0] : ends[len(column)]])


def are_figures(text: bytes) -> bool:
    """Whether cells are made of figures alone: one look at their bytes, however many they are."""
    return not (text[:_BEGINNING].translate(None, FIGURES) or text.translate(None, FIGURES))


def filled(column: pa.Array, text: bytes) -> bool:
    """Whether it is plain at a glance that no cell of a column is blank."""
    return b" " not in text and (pc.min(pc.binary_length(column)).as_py() or 0) > 0


def begin_with_digits(column: pa.Array) -> bool:
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


def first_filled(columns: list[pa.Array]) -> pa.Array | None:
    """The different first filled cells of rows, trimmed; None if a row has none in these columns."""
    leading = columns[0]
    unique = pc.utf8_trim_whitespace(pc.unique(leading))
    for column in columns[1:]:
        if not pc.any(pc.equal(unique, "")).as_py():
            break
        leading = pc.if_else(pc.equal(pc.utf8_trim_whitespace(leading), ""), column, leading)
        unique = pc.utf8_trim_whitespace(pc.unique(leading))
    return None if pc.any(pc.equal(unique, "")).as_py() else unique


def without_nothing(column: pa.Array, text: bytes) -> pa.Array:
    """A column of figures whose cells that stand for nothing, such as `-`, are empty."""
    if b"-" not in text:
        return column
    shortest = pc.min(pc.binary_length(column)).as_py()
    if shortest is None or shortest > LONGEST_NOTHING:
        return column
    nothing = pc.is_in(pc.utf8_trim_whitespace(column), _DASHES)
    return pc.if_else(nothing, "", column) if pc.any(nothing).as_py() else column


_NOTHING = pa.array(sorted(NOTHING))
_NO_VALUE = pa.array(sorted(NO_VALUE))
_DASHES = pa.array(sorted(word for word in NOTHING if not word.strip("-")))


def says_no_value(words: pa.Array) -> bool:
    """Whether any of these cells shows that a formula found no value."""
    bare = pc.utf8_lower(pc.utf8_trim_whitespace(words))
    return bool(pc.any(pc.is_in(bare, _NO_VALUE)).as_py())


def cleaned(
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
    text = text_of(unique)
    if not text.isascii() or b"&" in text or b"=" in text:
        return True
    words = pc.utf8_lower(pc.utf8_trim_whitespace(unique))
    return pc.any(pc.is_in(words, _NOTHING)).as_py() or any(
        cell.strip() != cell
        for cell in unique.filter(pc.match_substring_regex(unique, r"^\s|\s$")).to_pylist()
    )
