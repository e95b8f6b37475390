"""Holders: which files of rows have one of the keys that a change is about.

A large section has tens of millions of keys, and one more export asks for some thousands. They are hashes,
so a few of their bits rule nearly all out: to look these up in a small table costs a quarter of a join.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

_WORDS = 3  # of 32 bits, in a key of 12 bytes
_LEAST, _MOST = (
    20,
    27,
)  # bits that are looked at first: a table that fits a processor's own memory, and 128 MB
_SPARE = 5  # one place in so many powers of two is taken, if there are not too many keys

_Words = npt.NDArray[np.uint32]


def holders(paths: Sequence[str], keys: pa.ChunkedArray) -> list[str]:
    """The files, in their order, that have one of these keys.

    The first bits and the last 64 are looked at, each among those of all keys: once in a great while a file is named
    that has none, which costs its reading and nothing else.
    """
    sought = _words(keys)
    bits = min(max(_LEAST, len(sought).bit_length() + _SPARE), _MOST)
    first = np.zeros(1 << bits, bool)
    first[_first(sought, bits)] = True
    rest = np.sort(_rest(sought))
    with ThreadPoolExecutor(2) as readers:
        held = list(readers.map(partial(_holds, first=first, rest=rest, bits=bits), paths))
    return [path for path, has in zip(paths, held, strict=True) if has]


def _holds(
    path: str, *, first: npt.NDArray[np.bool_], rest: npt.NDArray[np.uint64], bits: int
) -> bool:
    if not len(rest):
        return False
    with pq.ParquetFile(path, memory_map=True) as file:
        for group in range(file.num_row_groups):
            column = file.read_row_group(group, columns=["key"], use_threads=False)["key"]
            words = _words(column)
            likely = _rest(words[np.flatnonzero(first.take(_first(words, bits)))])
            places = np.minimum(np.searchsorted(rest, likely), len(rest) - 1)
            if (rest[places] == likely).any():
                return True
    return False


def _words(keys: pa.ChunkedArray) -> _Words:
    """Keys as rows of three words."""
    kept = keys.drop_null().cast(pa.binary(4 * _WORDS)).combine_chunks()
    pieces = kept.chunks if isinstance(kept, pa.ChunkedArray) else [kept]
    return np.concatenate([_of_piece(piece) for piece in pieces])


def _of_piece(keys: Any) -> _Words:
    words = np.frombuffer(keys.buffers()[1] or b"", np.uint32)
    return words[keys.offset * _WORDS : (keys.offset + len(keys)) * _WORDS].reshape(-1, _WORDS)


def _first(words: _Words, bits: int) -> _Words:
    return words[:, 0] & np.uint32((1 << bits) - 1)


def _rest(words: _Words) -> npt.NDArray[np.uint64]:
    return words[:, 1].astype(np.uint64) << np.uint64(32) | words[:, 2]
