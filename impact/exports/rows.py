"""Files of rows: what was kept of each export, by section and platform, merged as they grow.

A section's list in the snapshot names them. Rows that were counted before stay where they are, whatever is
decided of their export; who looks for what can meet a change reads the files of one section and platform.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from impact.database import Bench
from impact.store import Draft, Store

ROWS = "rows/"
_MERGED = 8  # files of one size that become one
_SEALED = 1 << 20  # rows in a file above which it is merged no more
_PAGE = 8 << 20
_GROUP = 1 << 19  # rows that one thread reads at a time


class Run(msgspec.Struct, frozen=True):
    """One file of rows of a section and platform; `size` counts how often it was merged."""

    content: str
    rows: int
    size: int = 0


_RUNS = msgspec.json.Decoder(dict[str, list[Run]])


class Rows:
    """The files of rows of a draft, those included that are lent to it."""

    def __init__(
        self, store: Store, draft: Draft, bench: Bench, spill: Path, *, writes: bool
    ) -> None:
        """`writes`: files of rows go into the store; else they stay in `spill` and are forgotten."""
        self._store = store
        self._draft = draft
        self._bench = bench
        self._spill = spill
        self.writes = writes
        self._runs: dict[str, dict[str, list[Run]]] = {}
        self._changed: set[str] = set()
        self._lent: dict[str, Path] = {}

    def keep(self, number: int, table: pa.Table) -> Path:
        """Write the counts of an export as a file of rows. Counts without keys are added up."""
        out = self._spill / f"part-{number}"
        write_part(self._bench, number, table, out)
        return out

    def take_over(self, path: Path) -> str:
        """Let a file of rows lie in the store, or, where nothing is written, be read where it is."""
        if self.writes:
            digest = self._draft.move(path)
            path = self._store.path(digest)
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.lend(digest, path)
        return digest

    def add(self, section: str, platform: str, content: str, rows: int) -> None:
        """Let a file of rows count among those of a section and platform, and merge what has grown."""
        runs = self._of(section).setdefault(platform, [])
        if any(run.content == content for run in runs):
            return
        runs.append(Run(content, rows))
        self._changed.add(section)
        while (
            self.writes
            and len(tail := _tail(runs)) >= _MERGED
            and sum(run.rows for run in tail) <= _SEALED
        ):
            out = self._spill / "merged"
            paths = [self.path(run.content) for run in tail]
            self._bench.write("merged_rows", out, paths=paths)
            del runs[-len(tail) :]
            runs.append(Run(self.take_over(out), sum(run.rows for run in tail), tail[0].size + 1))

    def _of(self, section: str) -> dict[str, list[Run]]:
        if section not in self._runs:
            name = f"{ROWS}{section}.json"
            digest = self._draft.files.get(name)
            self._runs[section] = runs_in(self._store, digest, name) if digest else {}
        return self._runs[section]

    def lend(self, content: str, path: Path) -> None:
        """Let a file of rows be read that is not in the store, or not yet."""
        self._lent[content] = path

    def path(self, content: str) -> str:
        """The path of a file of rows, looked at once before it is read."""
        if content not in self._lent:
            self._lent[content] = self._store.whole(content, f"{ROWS}{content[:12]}")
        return str(self._lent[content])

    def paths(self, section: str, platform: str) -> list[str]:
        contents = [run.content for run in self._of(section).get(platform, [])]
        if len(contents) < 2:
            return [self.path(content) for content in contents]
        with ThreadPoolExecutor(2) as lookers:  # at a billion actions half a gigabyte is looked at
            return list(lookers.map(self.path, contents))

    def held(self, section: str, platform: str) -> int:
        """How many rows the files of a section and platform have."""
        return sum(run.rows for run in self._of(section).get(platform, []))

    def largest(self, content: str) -> int:
        """The most actions that one row of a file stands for."""
        return int(self._bench.rows("largest_row", paths=[self.path(content)])[0]["actions"])

    def finish(self) -> None:
        """Let the snapshot name the files that came."""
        for section in self._changed:
            self._draft.put(f"{ROWS}{section}.json", msgspec.json.encode(self._runs[section]))


def write_part(bench: Bench, number: int, table: pa.Table, out: Path) -> None:
    """Write the counts of an export as a file of rows, each under the export's part number."""
    if not table.num_rows or table["key"].null_count:
        bench.lay("incoming", table)
        bench.write("part", out, part=number)
        return
    # Words of one list: where each piece has its own, they are written out, and read as slowly.
    table = table.unify_dictionaries()
    first = _laid(number, table.slice(0, _GROUP))
    # Of a column that may hold nothing, Parquet notes for each row whether it does.
    schema = pa.schema(
        [
            field.with_nullable(field.name in _MAY_BE_EMPTY and table[field.name].null_count > 0)
            for field in first.schema
        ]
    )
    dictionaries = [name for name in schema.names if name != "key"]
    packed = dict.fromkeys(dictionaries, "lz4") | {"key": "none"}
    # The least and greatest of each column, but for the part, are what no question is about.
    with pq.ParquetWriter(
        out, schema, compression=packed, use_dictionary=dictionaries, write_statistics=["part"],
        data_page_size=_PAGE,
    ) as writer:  # fmt: skip
        for start in range(0, table.num_rows, _GROUP):
            laid = _laid(number, table.slice(start, _GROUP))
            writer.write_table(pa.Table.from_arrays(laid.columns, schema=schema))


_SAID = (
    "edition_year", "day", "case_id", "label", "action_type", "channel", "country", "precision",
    "quantity",
)  # fmt: skip
_MAY_BE_EMPTY = ("edition_year", "day", "label", "country")


def _laid(number: int, table: pa.Table) -> pa.Table:
    """Counts with keys as rows of the store."""
    rows = table.num_rows
    origin = table["origin"]
    if origin.null_count == rows:
        origin = pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), [""])
    elif origin.null_count:
        origin = pc.fill_null(origin.cast(pa.string()), "").dictionary_encode()
    columns = {"part": pa.repeat(pa.scalar(number, pa.int32()), rows), "origin": origin}
    columns |= {name: table[name] for name in _SAID}
    columns["rows"] = pa.repeat(pa.scalar(1, pa.int32()), rows)
    return pa.table(columns | {"key": table["key"]})


def runs_in(store: Store, digest: str, name: str) -> dict[str, list[Run]]:
    """The files of rows that a list of a section names, by platform. Raises `Damaged`."""
    return _RUNS.decode(store.content(digest, name))


def _tail(runs: list[Run]) -> list[Run]:
    """The last files that are of one size with the very last."""
    tail: list[Run] = []
    for run in reversed(runs):
        if run.size != runs[-1].size:
            break
        tail.insert(0, run)
    return tail
