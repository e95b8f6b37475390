"""Keys: what tells one action from another, as a keyed hash of the mapping's columns.

One person must have one key however a platform or a spreadsheet wrote the cell: white space around
it, the letter case of an address, the three check letters of a Salesforce id. And what a spreadsheet
rounded is no key at all: it would make one person of many. Text that needs none of this is hashed as
it stands, so that stores made before know their actions again.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import siphash

Mask = npt.NDArray[np.bool_]

# A power of ten as spreadsheets and programs write it, in any locale; 12E5 may be a name.
_RUINED = r"^\s*[-+]?(\d+([.,]\d+)?[eE]\+\d+|\d+[.,]\d+[eE]\d+)\s*$"
_ROUNDED = r"^\s*\d{14,}0\s*$"
_CHECKED = r"^[0-9A-Za-z]{15}[A-Z0-5]{3}$"
# A number as a sheet wrote it, 900001.0 or '900001; a UUID in capitals or braces.
_UUID = r"^\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?$"
_AS_WRITTEN = rf"^'?\d+[.,]0$|^'\d+$|{_UUID}"
_CHECK_LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", np.uint8)


def canonical(column: pa.Array) -> pa.Array:
    """The cells of one column of a key, each in the one form that it is known by."""
    if figures(column) and pc.max(pc.binary_length(column)).as_py() != 18:
        return column  # ids in figures, which are what they are
    trimmed = pc.utf8_trim_whitespace(column)
    if pc.any(pc.match_substring(trimmed, "@")).as_py():
        address = pc.equal(pc.count_substring(trimmed, "@"), 1)
        bare = pc.replace_substring_regex(trimmed, r"^(?i:mailto:)?<?([^<>\s]+@[^<>\s]+)>?$", r"\1")
        trimmed = pc.if_else(address, pc.utf8_lower(bare), trimmed)
    if pc.any(pc.match_substring_regex(trimmed, _AS_WRITTEN)).as_py():
        trimmed = pc.replace_substring_regex(trimmed, r"^'?(\d+)(?:[.,]0)?$", r"\1")
        trimmed = pc.if_else(
            pc.match_substring_regex(trimmed, _UUID),
            pc.utf8_lower(pc.utf8_trim(trimmed, "{}")),
            trimmed,
        )
    lengths = pc.binary_length(trimmed)
    if pc.any(pc.equal(lengths, 18)).as_py():
        checked = pc.match_substring_regex(trimmed, _CHECKED).to_numpy(zero_copy_only=False)
        places = np.flatnonzero(checked)
        if len(places):
            sound = checked.copy()
            sound[places] = _check_letters_fit(trimmed.take(pa.array(places)))
            shortened = pc.utf8_slice_codeunits(trimmed, 0, 15)
            trimmed = pc.if_else(pa.array(sound), shortened, trimmed)
    return trimmed


def figures(column: pa.Array) -> bool:
    """Whether all cells of a column are digits and nothing else: one look at its bytes."""
    _valid, offsets, data = column.buffers()
    if data is None or column.null_count or len(column) == 0:
        return False
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    text = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]]
    return bool(((text >= 48) & (text <= 57)).all())


def _check_letters_fit(ids: pa.Array) -> Mask:
    """Whether the last three of eighteen signs say which of the fifteen before are capitals."""
    signs = np.frombuffer("".join(ids.to_pylist()).encode("ascii"), np.uint8).reshape(-1, 18)
    capitals = (signs[:, :15] >= 65) & (signs[:, :15] <= 90)
    codes = capitals.reshape(-1, 3, 5) @ np.array([1, 2, 4, 8, 16])
    return np.asarray((_CHECK_LETTERS[codes] == signs[:, 15:]).all(axis=1))


def ruined(columns: list[pa.Array]) -> Mask:
    """Rows with a number in their key that a spreadsheet turned into a power of ten."""
    found = np.zeros(len(columns[0]), dtype=np.bool_)
    for column in columns:
        if figures(column):
            continue
        if any(pc.any(pc.match_substring(column, sign)).as_py() for sign in ("E", "e")):
            found |= pc.match_substring_regex(column, _RUINED).to_numpy(zero_copy_only=False)
    return found


def rounded(columns: list[pa.Array]) -> Mask:
    """Rows whose key holds a number so long that a spreadsheet may have put zeros at its end."""
    found = np.zeros(len(columns[0]), dtype=np.bool_)
    for column in columns:
        if (pc.max(pc.binary_length(column)).as_py() or 0) >= 15:
            found |= pc.match_substring_regex(column, _ROUNDED).to_numpy(zero_copy_only=False)
    return found


def empty(columns: list[pa.Array]) -> Mask:
    """Rows that have nothing in any of these columns."""
    found = np.ones(len(columns[0]), dtype=np.bool_)
    for column in columns:
        if figures(column) and pc.min(pc.binary_length(column)).as_py() > 0:
            return np.zeros(len(columns[0]), dtype=np.bool_)
        found &= pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy(zero_copy_only=False)
    return found


def partly_empty(columns: list[pa.Array]) -> Mask:
    """Rows that have nothing in one of these columns, and something in another."""
    if len(columns) < 2:
        return np.zeros(len(columns[0]) if columns else 0, dtype=np.bool_)
    each = [empty([column]) for column in columns]
    return np.asarray(np.logical_or.reduce(each) & ~np.logical_and.reduce(each))


def _blake2b(key: bytes, named: bytes) -> Any:
    return hashlib.blake2b(named, key=key, digest_size=12)


def _sha256(key: bytes, named: bytes) -> Any:
    return hashlib.sha256(key + named)


NOW = "siphash"
# What stores made before have their keys from: they go on with it.
FORMER = {"blake2b": _blake2b, "sha256": _sha256}


def hashes(
    columns: list[pa.Array], key: bytes, source: str, salt: str, made_with: str = NOW
) -> pa.Array:
    """The keys of rows: twelve bytes each, of canonical columns, under a secret.

    SipHash cut to 96 bits, its key made of the secret and of what the texts are of: it is made for short
    texts, and takes a third of the time of SHA-256.
    """
    texts = columns[0].cast(pa.binary())
    if len(columns) > 1:
        texts = pc.binary_join_element_wise(*[each.cast(pa.binary()) for each in columns], b"\x1f")
    named = f"{source}\x1f{salt}\x1f".encode()
    if made_with == NOW:
        own = hashlib.blake2b(named, key=key, digest_size=16).digest()
        found = siphash.hashes(own, texts)[:, :12].tobytes()
    else:
        start = FORMER[made_with](key, named)
        made = []
        for text in texts.to_pylist():
            keyed = start.copy()
            keyed.update(text)
            made.append(keyed.digest()[:12])
        found = b"".join(made)
    return pa.Array.from_buffers(pa.binary(12), len(texts), [None, pa.py_buffer(found)])


def marks(columns: list[pa.Array]) -> npt.NDArray[np.int64]:
    """A mark of each row's cells, the same for the same cells, within this run alone."""
    texts = pc.binary_join_element_wise(*[each.cast(pa.binary()) for each in columns], b"\x1f")
    return np.array([hash(text) for text in texts.to_pylist()], dtype=np.int64)


_HALVES = np.dtype([("front", "<u8"), ("back", "<u4")])


def all_differ(keys: pa.ChunkedArray) -> bool:
    """Whether no two keys begin alike, as is the rule: then none stands twice."""
    fronts = np.empty(len(keys), "<u8")
    start = 0
    for chunk in keys.chunks:
        fronts[start : start + len(chunk)] = _bytes(chunk).view(_HALVES)["front"]
        start += len(chunk)
    fronts.sort()
    return bool((fronts[1:] != fronts[:-1]).all())


def first_of_each(keys: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """For each row, which row has its key first. By sorting: a third of a hash table's memory."""
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    halves = keys.view(_HALVES)
    order = np.lexsort((halves["back"], halves["front"]))  # keeps the file's order among equals
    ordered = halves[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    group = np.cumsum(new) - 1
    first = np.empty(len(halves), dtype=np.int64)
    first[order] = order[np.flatnonzero(new)][group]
    return first


def raw(keys: pa.ChunkedArray) -> npt.NDArray[Any]:
    """The bytes of keys as numpy has them."""
    return np.concatenate([_bytes(chunk) for chunk in keys.chunks])


def _bytes(chunk: pa.Array) -> npt.NDArray[Any]:
    return np.frombuffer(chunk.buffers()[1], "V12")[chunk.offset : chunk.offset + len(chunk)]
