"""SipHash-2-4 with 128 bits: a keyed hash of many short texts at once.

By Aumasson and Bernstein (2012): without its key of 16 bytes nobody can tell whose text has which hash, nor
make two texts have one. Apart from the keys that are made with it, for it knows bytes and nothing of exports.
Each step is taken for thousands of texts together, by numpy and without Python's lock.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Words = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_START = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
_AT_ONCE = 1 << 15  # texts whose state stays in the cache of a processor


def hashes(key: bytes, texts: pa.Array) -> npt.NDArray[np.uint8]:
    """The hashes of texts under a key of 16 bytes, a row of 16 bytes each."""
    texts = texts.cast(pa.binary())
    _valid, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    starts, lengths = ends[:-1].astype(np.int64), np.diff(ends).astype(np.int64)
    signs = np.frombuffer((data.to_pybytes() if data is not None else b"") + bytes(8), np.uint8)
    # All that may be read as eight bytes, whichever byte it begins at.
    eights = np.ndarray(len(signs) - 7, "<u8", signs, strides=(1,))
    found = np.empty((len(texts), 2), "<u8")
    whole = lengths >> 3
    for words in np.flatnonzero(
        np.bincount(whole)
    ).tolist():  # those of as many take the same steps
        places = np.flatnonzero(whole == words)
        for first in range(0, len(places), _AT_ONCE):
            chosen = places[first : first + _AT_ONCE]
            found[chosen] = _hashed(key, eights, starts[chosen], lengths[chosen], words)
    return found.view(np.uint8)


def _hashed(key: bytes, eights: Words, starts: Places, lengths: Places, words: int) -> Words:
    front, back = np.frombuffer(key, "<u8")
    mask = (front, back, front, back)
    state = [
        np.full(len(starts), np.uint64(own) ^ part) for own, part in zip(_START, mask, strict=True)
    ]
    spare = np.empty(len(starts), np.uint64)
    state[1] ^= np.uint64(0xEE)
    for word in range(words):
        _fed(state, eights[starts + 8 * word], spare)
    left = (lengths & 7).astype(np.uint64) * np.uint64(8)
    last = eights[starts + 8 * words] & ((np.uint64(1) << left) - np.uint64(1))
    _fed(state, last | (lengths.astype(np.uint64) << np.uint64(56)), spare)
    halves = []
    for place, mark in ((2, 0xEE), (1, 0xDD)):
        state[place] ^= np.uint64(mark)
        for _ in range(4):
            _round(state, spare)
        halves.append(state[0] ^ state[1] ^ state[2] ^ state[3])
    return np.stack(halves, axis=1)


def _fed(state: list[Words], word: Words, spare: Words) -> None:
    state[3] ^= word
    _round(state, spare)
    _round(state, spare)
    state[0] ^= word


def _round(state: list[Words], spare: Words) -> None:
    one, two, three, four = state
    for left, right, turn, then in (
        (one, two, 13, one), (three, four, 16, None), (one, four, 21, None), (three, two, 17, three),
    ):  # fmt: skip
        left += right
        _turn(right, turn, spare)
        right ^= left
        if then is not None:
            _turn(then, 32, spare)


def _turn(word: Words, bits: int, spare: Words) -> None:
    np.left_shift(word, np.uint64(bits), out=spare)
    np.right_shift(word, np.uint64(64 - bits), out=word)
    word |= spare
