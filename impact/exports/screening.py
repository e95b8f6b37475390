"""What the screen tells of a file: the rows that it kept, those that it set aside and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Aside:
    """A row that is not counted: where, and which sentence says why. Never the row's text, but for a word that is
    no type of action.

    `found`: that word, or the line of the row that has the same key.
    """

    line: int
    column: str | None
    reason: str
    found: str = ""


@dataclass(frozen=True)
class Stated:
    """A row that sums up others or stands below them: its line, and its cells as they stand."""

    line: int
    cells: tuple[str, ...]


Lines = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass
class Batch:
    """Kept rows: the required columns as text, and the line that each row starts on.

    `coded`: columns of these very rows whose different cells are known already.
    """

    table: pa.Table
    lines: Lines
    coded: Mapping[str, pa.DictionaryArray] = field(default_factory=dict)


@dataclass
class Screening:
    """One file on its way through the screen. The lists fill while `batches` is read."""

    name: str
    header: list[str]
    delimiter: str
    set_aside: list[Aside] = field(default_factory=list)
    warnings: list[tuple[str, dict[str, int | str]]] = field(default_factory=list)
    footers: list[Stated] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)  # set aside, but for what they state
    rows: int = 0

    def warn(self, key: str, **values: int | str) -> None:
        if (key, values) not in self.warnings:
            self.warnings.append((key, values))
