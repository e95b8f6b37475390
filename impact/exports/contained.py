"""Lists that a newer file holds under other ids: which they are together, and whether that is no chance.

A form that was merged with another one, or a platform that was moved, numbers all its answers anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

TELLING, MANY = 3, 10  # cells, or actions of fewer, whose counts are not the same by chance


@dataclass(frozen=True)
class Contained:
    """Lists that a file holds, and their actions. `telling`: it is hardly so by chance."""

    lists: tuple[str, ...] = ()
    actions: int = 0
    telling: bool = False


def contained(rows: Iterable[Mapping[str, Any]]) -> Contained:
    """The lists that fit into a file together. `rows`: their cells, list by list, with the file's own counts.

    Two lists of one day and case are in it only if it has as many actions as both.
    """
    sums: Counter[tuple[Any, ...]] = Counter()
    whole: dict[tuple[Any, ...], int] = {}
    lists = []
    for name, group in groupby(rows, key=lambda row: row["stream"]):
        cells = {(row["day"], row["case_id"], row["action_type"]): row for row in group}
        if any(sums[cell] + row["there"] > row["here"] for cell, row in cells.items()):
            continue
        lists.append(name)
        for cell, row in cells.items():
            sums[cell] += row["there"]
            whole[cell] = row["here"]
    actions = sums.total()
    equal = [cell for cell, count in sums.items() if whole[cell] == count]
    # The few actions of one hour are often as many as those of another.
    spread = len({day for day, *_ in equal}) >= TELLING
    large = sum(sums[cell] >= MANY for cell in equal) >= TELLING
    telling = actions >= MANY and 3 * len(equal) >= 2 * len(sums) and (spread or large)
    return Contained(tuple(lists), actions, telling)
