"""Lists of other sections that say what a new list does: the same actions were handed in for both.

A list with a few rows more is no longer the same file, so its counts are held against theirs; of actions with
keys, the keys. Asked of a new list alone: a newer file of one that is in was looked at when that came.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from impact.database import Bench
from impact.exports.balance import Balance
from impact.exports.contained import MANY, TELLING
from impact.exports.ledger import Entry, Ledger, Stream
from impact.exports.rows import Rows

_MOST = 4_000_000  # rows of other sections that one new list is held against
_SHARE = 10  # one key in so many, of the smaller list, that says the same is no chance


@dataclass(frozen=True)
class Twin:
    """A list of another section, how many actions both say alike, and whether all of it is in the new one."""

    section: str
    platform: str
    stream: str
    actions: int
    whole: bool


def by_counts(bench: Bench, balance: Balance, ledger: Ledger, entry: Entry) -> Twin | None:
    """The list without keys that says most of what a new one does, number for number."""
    known = [
        (other.order, stream)
        for other, stream, alone in _elsewhere(ledger, entry)
        if stream.newer != "events" and alone
    ]
    if not known:
        return None
    _lay(bench, "export_order", known)
    balance.lay_elsewhere(entry.section)
    for row in bench.rows("same_elsewhere", least=TELLING, many=MANY):
        return Twin(
            row["section"], row["platform"], row["stream"], row["actions"], whole=row["whole"]
        )
    return None


def by_keys(bench: Bench, rows: Rows, ledger: Ledger, entry: Entry, own: str) -> Twin | None:
    """The list of the same platform that has most keys of a new one that say the same, a tenth of it or more.

    `own`: the path of its rows. The sections with the fewest rows are looked at, and no more than so many: whoever
    joins another section is small, and the years of all would be read for each new list.
    """
    known = [
        (other.part, stream)
        for other, stream, _ in _elsewhere(ledger, entry)
        if stream.newer == "events" and other.platform == entry.platform
    ]
    sizes = {stream.section: rows.held(stream.section, entry.platform) for _, stream in known}
    sections = sorted(sizes, key=sizes.__getitem__)
    looked_at = itertools.takewhile(
        lambda each: each[1] <= _MOST,
        zip(sections, itertools.accumulate(sizes[each] for each in sections), strict=True),
    )
    paths = [path for section, _ in looked_at for path in rows.paths(section, entry.platform)]
    if not paths:
        return None
    _lay(bench, "part", known)
    for row in bench.rows("keys_elsewhere", paths=paths, own=[own], least=TELLING, many=MANY):
        name = row["section"], row["stream"]
        parts = [part for part, stream in known if (stream.section, stream.origin) == name]
        (theirs,) = bench.rows("keys_of", paths=paths, parts=parts)
        if _SHARE * row["keys"] >= min(row["here"], theirs["keys"]):
            whole = row["keys"] == theirs["keys"]
            return Twin(row["section"], entry.platform, row["stream"], row["actions"], whole=whole)
    return None


def _elsewhere(ledger: Ledger, entry: Entry) -> Iterator[tuple[Entry, Stream, bool]]:
    """The exports of other sections that stand, each with its list, and whether it is of that one alone."""
    for other in ledger.standing():
        if other.section == entry.section or not other.part:
            continue
        part = next(each for each in other.parts if each.number == other.part)
        for origin in part.origins:
            if not ledger.gives_way(other, origin):
                yield other, ledger.stream_of(other, origin), len(part.origins) == 1


def _lay(bench: Bench, number: str, known: Sequence[tuple[int, Stream]]) -> None:
    rows = [
        {
            number: at,
            "section": stream.section,
            "platform": stream.platform,
            "stream": stream.origin,
        }
        for at, stream in known
    ]
    bench.lay("elsewhere", pa.Table.from_pylist(rows))
