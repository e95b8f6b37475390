"""Columns by their different cells: a function is asked once for each of these, however many rows there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports.labels import kept_label
from impact.exports.patterns import Pattern


def by_value(coded: pa.DictionaryArray, function: Callable[[str], Any], kind: Any = bool) -> Any:
    """A function of each cell, called once for each different cell."""
    answers = np.empty(len(coded.dictionary), dtype=kind)
    for index, value in enumerate(coded.dictionary.to_pylist()):
        answers[index] = function(value)
    return answers[coded.indices.to_numpy()]


def by_pattern(coded: pa.DictionaryArray, pattern: Pattern) -> Any:
    """Whether a pattern is found in each cell, asked once of all different cells."""
    return pattern.of(coded.dictionary.cast(pa.string()))[coded.indices.to_numpy()]


def recoded(coded: pa.DictionaryArray, function: Callable[[str], str | None]) -> pa.DictionaryArray:
    """The word that a function has for each cell, called once for each different cell."""
    words = pa.array([function(value) for value in coded.dictionary.to_pylist()], pa.string())
    words = words.dictionary_encode()
    return pa.DictionaryArray.from_arrays(words.indices.take(coded.indices), words.dictionary)


_ZEROS = np.zeros(1 << 20, np.int32)  # what columns that say the same in every row have in common


def always(word: str, rows: int) -> pa.DictionaryArray:
    codes = _ZEROS[:rows] if rows <= len(_ZEROS) else np.zeros(rows, np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array([word]))


def codes_of(table: pa.Table, names: tuple[str, ...]) -> Any:
    """Numbers that are the same where cells are, one line a column."""
    found = []
    for name in names:
        column = table[name].combine_chunks()
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        indices = column.dictionary_encode().indices
        found.append(pc.fill_null(indices, -1).to_numpy(zero_copy_only=False))
    return np.array(found)


def note_unknown(
    coded: pa.DictionaryArray, read: Callable[[str], str | None], unknown: Counter[str]
) -> None:
    """Note the cells that say something and mean nothing here, each with how often it is met."""
    cells = coded.dictionary.to_pylist()
    lost = [index for index, cell in enumerate(cells) if cell.strip() and read(cell) is None]
    if lost:
        times = np.bincount(coded.indices.to_numpy(), minlength=len(cells))
        for index in lost:
            if times[index]:
                unknown[kept_label(cells[index]) or ""] += int(times[index])
