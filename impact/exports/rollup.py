"""What stands, in pieces: signed changes as they came, and beside them the sums that figures ask of them.

A change adds one piece of each; pieces of one size become one. The changes tell apart all that is known of
an action, the sums one or two things at a time, and they are a fraction as many. Every figure is answered
from the sums; the changes are for whoever compares two snapshots or looks for names without a case.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from impact.database import Bench, summed
from impact.store import Draft, Store

ROLLUP = "rollup/"
SUMS = "sums/"
_MERGED = 8  # pieces of one size that become one
_SEALED = 200_000  # rows in a piece above which it is merged no more

DELTA = pa.schema(
    [
        ("section", pa.string()),
        ("platform", pa.string()),
        ("edition_year", pa.int16()),
        ("day", pa.date32()),
        ("case_id", pa.string()),
        ("label", pa.string()),
        ("action_type", pa.string()),
        ("channel", pa.string()),
        ("country", pa.string()),
        ("precision", pa.string()),
        ("export_order", pa.int64()),
        ("quantity", pa.int64()),
        ("rows", pa.int64()),
    ]
)
_OF_SUMS = pa.schema(
    [
        ("grain", pa.string()),
        ("edition_year", pa.int16()),
        ("section", pa.string()),
        ("day", pa.date32()),
        ("case_id", pa.string()),
        ("action_type", pa.string()),
        ("channel", pa.string()),
        ("quantity", pa.int64()),
        ("rows", pa.int64()),
    ]
)


def rollup_of(store: Store, files: Mapping[str, str]) -> Callable[[], pa.Table]:
    """How to get what stands at a snapshot of these files, as signed changes.

    Its pieces are looked at now, a few megabytes; they are read when it is first asked. Raises `Damaged`.
    """
    return _reader(store, files, ROLLUP, DELTA)


def sums_of(store: Store, files: Mapping[str, str]) -> Callable[[], pa.Table]:
    """How to get the sums of what stands at a snapshot of these files. Raises `Damaged`.

    A store that was last changed before there were sums has none, or not all: they are made of its changes.
    """
    if not in_step(files):
        changes = rollup_of(store, files)
        return lambda: summed(changes())
    return _reader(store, files, SUMS, _OF_SUMS)


def in_step(files: Iterable[str]) -> bool:
    """Whether the sums go as far as the changes."""
    return _last(files, ROLLUP) == _last(files, SUMS)


def _reader(
    store: Store, files: Mapping[str, str], prefix: str, schema: pa.Schema
) -> Callable[[], pa.Table]:
    pieces = [store.content(files[name], name) for name in _names(files, prefix)]

    def read() -> pa.Table:
        if not pieces:
            return schema.empty_table()
        return pa.concat_tables([_table(io.BytesIO(each)) for each in pieces])

    return read


def _table(piece: io.BytesIO) -> pa.Table:
    file = pq.ParquetFile(piece)
    texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
    return pq.read_table(piece, read_dictionary=texts).unify_dictionaries()


def add(store: Store, draft: Draft, bench: Bench, spill: Path, changes: pa.Table) -> None:
    """Add changes to what a draft holds, and what they come to to its sums."""
    if in_step(draft.files):
        sums = summed(changes)
    else:
        for name in _names(draft.files, SUMS):
            draft.drop(name)
        stood = rollup_of(store, draft.files)()
        sums = summed(pa.concat_tables([stood.cast(DELTA), changes]))
    number = _last(draft.files, ROLLUP) + 1
    for prefix, merged, table in (
        (ROLLUP, "merged_changes", changes),
        (SUMS, "merged_sums", sums),
    ):
        piece = spill / f"{merged}-0"
        pq.write_table(table, piece, compression="zstd")
        names = _names(draft.files, prefix)
        first = number if names else 1
        names.append(_name(prefix, first, number, table.num_rows))
        while len(tail := _tail(prefix, names)) >= _MERGED:
            paths = [str(store.whole(draft.files[name], name)) for name in tail[:-1]]
            whole = spill / f"{merged}-{len(names)}"
            bench.write(merged, whole, paths=[*paths, str(piece)])
            piece = whole
            for name in tail[:-1]:
                draft.drop(name)
            del names[-len(tail) :]
            first, rows = _span(prefix, tail[0])[0], pq.read_metadata(piece).num_rows
            names.append(_name(prefix, first, number, rows))
        draft.files[names[-1]] = draft.move(piece)


def _names(files: Iterable[str], prefix: str) -> list[str]:
    return sorted(name for name in files if name.startswith(prefix))


def _name(prefix: str, first: int, last: int, rows: int) -> str:
    return f"{prefix}{first:08}-{last:08}-{rows}.parquet"


def _span(prefix: str, name: str) -> tuple[int, int, int]:
    """The first and the last change that a piece holds, and its rows."""
    first, last, rows = name.removeprefix(prefix).removesuffix(".parquet").split("-")
    return int(first), int(last), int(rows)


def _last(files: Iterable[str], prefix: str) -> int:
    names = _names(files, prefix)
    return _span(prefix, names[-1])[1] if names else 0


def _tail(prefix: str, names: list[str]) -> list[str]:
    """The last pieces of one size that are small enough to be merged."""

    def size(name: str) -> tuple[int, int]:
        first, last, rows = _span(prefix, name)
        count, grown = last - first + 1, 0
        while count >= _MERGED:
            count //= _MERGED
            grown += 1
        return grown, rows

    tail: list[str] = []
    for name in reversed(names):
        grown, rows = size(name)
        if grown != size(names[-1])[0] or rows > _SEALED:
            break
        tail.insert(0, name)
    return tail
