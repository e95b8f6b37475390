"""Tables on the command line: a header, columns in line, and a sentence where there is nothing to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from impact.i18n.words import Wording

_WIDEST = 44


def print_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows in columns; without a header only rows."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    lines = [list(header), *cells] if header else cells
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(*lines, strict=True)]
    for line in lines:
        shown = (cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…" for cell in line)
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(shown, widths, strict=True)).rstrip()
        )


def print_named(name: str, rows: Sequence[Mapping[str, Any]], words: Wording) -> None:
    """A table whose columns have their names under `table_of.NAME`, or what is said where it has no rows."""
    if not rows:
        print(words.say(f"table_of.{name}.none"))
        return
    header = [words.say(f"table_of.{name}.{column}") for column in rows[0]]
    print_table(header, [list(row.values()) for row in rows])


def as_read(column: str, value: Any, words: Wording) -> Any:
    """A value of a figure as people read it: a share as a percentage."""
    if isinstance(value, float) and column.rpartition("_")[2] == "share":
        return words.percent(value, places=1)
    return value
