"""What a row of a file looks like: its columns, which are required, what they nearly always hold.

Learnt from the head of the file, so that it is the same however the file is cut and read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from impact.exports.giveaways import DATE
from impact.exports.heading import Head
from impact.exports.opening import Opened
from impact.exports.patterns import Pattern
from impact.exports.records import record_at
from impact.exports.text import fold

_LEARN = (8, 200)  # rows that teach what a row looks like: at least, at most


@dataclass(frozen=True)
class Layout:
    """The columns of a file, by their places. Rows are held against it, fast or slowly.

    `blank`: columns without a name at the end, which must be empty: a shifted row fills them. `typical`
    and `dated`: those of the wanted ones that nearly always hold a digit, or a date. `nothing`: whether
    words such as NULL are empty, and not codes. `figures`: the wanted columns of days and counts, where a
    formula that found no value is an error and no empty cell.
    """

    head: Head
    wanted: list[str]
    at: list[int]
    blank: list[int]
    footers: Pattern | None
    typical: list[int]
    dated: list[int]
    nothing: bool
    figures: frozenset[str]

    @property
    def width(self) -> int:
        return len(self.head.names)


def layout_of(
    opened: Opened,
    head: Head,
    wanted: Sequence[str],
    footers: Sequence[str],
    *,
    nothing: bool,
    figures: Collection[str] = (),
) -> Layout:
    """The layout of the rows below a header. `footers`: how lines below the table begin."""
    folded = [fold(name) for name in head.names]
    at = [folded.index(fold(name)) for name in wanted]
    named = [index for index, name in enumerate(head.names) if name.strip()]
    blank = list(range(named[-1] + 1, len(head.names)))
    # All in one pattern, asked once for each different beginning of a row.
    either = "|".join(f"(?:{pattern})" for pattern in footers)
    pattern = Pattern(f"(?i){either}") if footers else None
    typical, dated = _learnt(opened, head, at)
    return Layout(
        head, list(wanted), at, blank, pattern, typical, dated, nothing, frozenset(figures)
    )


def _learnt(opened: Opened, head: Head, at: list[int]) -> tuple[list[int], list[int]]:
    """Which required columns nearly always hold a digit, and which a date: a row without is no
    ordinary row.

    Learnt from the head, so that it is the same however the file is cut and read.
    """
    lines = opened.head
    rows: list[list[str]] = []
    index = head.next_line - 1
    while index < len(lines) - 1 and len(rows) < _LEARN[1]:
        if not lines[index].strip() and len(rows) >= _LEARN[0]:
            break  # what stands below may be another table
        record, index = record_at(lines, index, head.delimiter)
        if record is not None and len(record) == len(head.names):
            rows.append([record[column] for column in at])
    if len(rows) < _LEARN[0]:
        return [], []

    def usual(holds: Callable[[str], object]) -> list[int]:
        answers = [[bool(holds(cell)) for cell in row] for row in rows]
        return [
            index
            for index in range(len(at))
            if all(row[index] for row in answers[: _LEARN[0]])
            and sum(row[index] for row in answers) >= 0.9 * len(answers)
        ]

    return usual(re.compile(r"\d").search), usual(DATE.fullmatch)
