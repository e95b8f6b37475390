"""Maps a new file: what its header is, what its rows look like without showing them, and the mapping.

Pure functions of a file and of what staff chose; the page asks, this makes a mapping of the same
grammar as ours. A row is shown as the shape of its cells: letters as a, digits as 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from impact.exports.mapping import ACTION_TYPES, CHANNELS
from impact.exports.opening import open_file
from impact.exports.screen import DELIMITERS, Screen, cells, fold
from impact.faults import Fault, Place

__all__ = ["CHANNELS", "FORMS", "KINDS", "Answers", "Sheet", "mapping", "name_for", "sheet"]

KINDS = ACTION_TYPES
# Forms of a day that exports have, each shown as the first of December 2026.
FORMS = {
    "%Y-%m-%d": "2026-12-01",
    "%Y-%m-%d %H:%M:%S": "2026-12-01 18:30:00",
    "%Y-%m-%dT%H:%M:%S": "2026-12-01T18:30:00",
    "%d/%m/%Y": "01/12/2026 (JJ/MM/AAAA)",
    "%m/%d/%Y": "12/01/2026 (MM/DD/YYYY)",
    "%d/%m/%Y %H:%M": "01/12/2026 18:30 (JJ/MM/AAAA)",
    "%m/%d/%Y %H:%M": "12/01/2026 18:30 (MM/DD/YYYY)",
    "%d.%m.%Y": "01.12.2026",
}


@dataclass(frozen=True)
class Sheet:
    """The header of a file and the shape of its first rows."""

    header: list[str]
    masked: list[list[str]]


@dataclass(frozen=True)
class Answers:
    """What staff said of a file's columns. `count` None: every row is one action, told apart by `keys`."""

    name: str
    day: str
    form: str
    case: str
    kind: str
    channel: str
    count: str | None
    keys: tuple[str, ...]


def sheet(path: Path) -> Sheet | None:
    """The header, taken to be the first line of several cells, and five rows masked. None if none."""
    opened = open_file(path)
    for line in opened.head[:20]:
        options = []
        for delimiter in DELIMITERS[:5]:
            try:
                options.append(cells(line, delimiter) or [])
            except ValueError:
                continue
        header = max(options, key=len, default=[])
        if len(header) > 1:
            break
    else:
        return None
    named = list(dict.fromkeys(name for name in header if name.strip()))
    once = [name for name in named if [fold(each) for each in header].count(fold(name)) == 1]
    if not once:
        return None
    screen = Screen(path, once, opened=opened)
    rows: list[list[str]] = []
    for batch in screen.batches():
        columns = [column.to_pylist()[: 5 - len(rows)] for column in batch.table.columns]
        rows += [[masked(cell) for cell in row] for row in zip(*columns, strict=True)]
        if len(rows) >= 5:
            break
    return Sheet(once, rows)


def masked(cell: str) -> str:
    """The shape of a cell: every letter an a, every digit a 0, no longer than twenty."""
    shape = re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "a", cell))
    return shape if len(shape) <= 20 else f"{shape[:19]}…"


def name_for(path: Path) -> str:
    """A name for the mapping, from the file's."""
    return re.sub(r"[^a-z0-9]+", "_", path.stem.casefold()).strip("_")[:40] or "own"


def mapping(about: Sheet, answers: Answers) -> dict[str, Any]:
    """The mapping as a tree of our grammar. Raises `Fault` if the name cannot be one."""
    if not re.fullmatch(r"[a-z0-9_]{1,60}", answers.name):
        raise Fault("mapping_name", Place(answers.name[:60]))
    when: dict[str, Any] = {"cols": [answers.day], "formats": [answers.form], "tz": "section"}
    if "%H" not in answers.form:
        when["date_only"] = True
    fields: dict[str, Any] = {
        "when": when,
        "case": {"col": answers.case, "via": "case_map"},
        "action_type": {"const": answers.kind},
        "channel": {"const": answers.channel},
    }
    if answers.count:
        number = {"group": " ,\u00a0\u202f", "decimal": "."}
        fields["quantity"] = {"col": answers.count, "number": number}
    else:
        fields["quantity"] = {"const": 1}
    source: dict[str, Any] = {
        "status": "staff",
        "detect": {"all": list(about.header)},
        "grain": "aggregate" if answers.count else "action",
        "fields": fields,
    }
    if answers.keys:
        source["dedupe"] = {"by": list(answers.keys)}
    return {"sources": {answers.name: source}}
