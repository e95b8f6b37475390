"""What is stored of an export: one row an action or cell of a tally, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from impact.exports.labels import Label
from impact.exports.screening import Aside

UNMAPPED = "unmapped"
FIRST = 3  # lines that a sentence names
_WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("origin", _WORD),
        ("edition_year", pa.int16()),
        ("day", pa.date32()),
        ("case_id", _WORD),
        ("label", _WORD),
        ("action_type", _WORD),
        ("channel", _WORD),
        ("country", _WORD),
        ("quantity", pa.int64()),
        ("precision", _WORD),
        ("key", pa.binary(12)),
    ]
)


@dataclass
class Counted:
    """What came of one file. `table` has one row per action or per cell of a tally.

    Rows of `unmapped_why` are in `unmapped` too, by the text of their cell (empty where it may be
    personal), but for those of which a rule says that they mean no case. `no_edition`: rows without a day
    whose campaign names no edition; `ahead`: the first day that is still to come; `often`: labels that
    stand in two rows or more; `repeats`: rows that say all again that a row before them says, in a file
    without keys. `outside`: of each edition the rows whose days lie in none, and the first of their lines.
    `by_word`: the names that one word of them gave to a case, empty where one may be personal. `left_out`: the
    keys of rows that a rule leaves out.
    """

    rows_read: int = 0
    rows_counted: int = 0
    filtered: Counter[str] = field(default_factory=Counter)
    set_aside: list[Aside] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    unmapped_why: Counter[str] = field(default_factory=Counter)
    by_word: list[Label] = field(default_factory=list)
    countries_unknown: Counter[str] = field(default_factory=Counter)
    channels_unknown: Counter[str] = field(default_factory=Counter)
    precisions_unknown: Counter[str] = field(default_factory=Counter)
    outside: dict[int, tuple[int, list[int]]] = field(default_factory=dict)
    no_edition: int = 0
    undated: int = 0
    repeats: int = 0
    often: frozenset[str] = frozenset()
    ahead: dt.date | None = None
    left_out: list[pa.Array] = field(default_factory=list)
    tables: list[pa.Table] = field(default_factory=list)
    lines: Callable[[], Any] = list  # of each count the line of its row, once they are all there

    def table(self) -> pa.Table:
        return pa.concat_tables(self.tables) if self.tables else SCHEMA.empty_table()


def by(table: pa.Table, column: str) -> Mapping[str, int]:
    """Actions by one column of words, most first."""
    sums: Counter[str] = Counter()
    for batch in table.to_batches():
        words = batch[column]
        quantity = batch["quantity"].to_numpy()
        codes = words.indices.to_numpy()
        for code, word in enumerate(words.dictionary.to_pylist()):
            held = codes == code
            if held.any():
                sums[word] += int(quantity[held].sum())
    return dict(sums.most_common())
