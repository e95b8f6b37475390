"""Maps a new file: what staff say of its columns becomes a mapping, and what it would count is shown.

Pure functions of a file and of what staff chose; the page asks, this makes a mapping of the same
grammar as ours. What the columns may be is guessed in `exports/drafting.py`. A row is shown as the shape
of its cells, and only of columns that staff have confirmed as harmless.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports.drafting import Guess, Specimen, harmless_values, masked, sheet
from impact.exports.mapping import ACTION_TYPES, CHANNELS
from impact.faults import Fault, Place

__all__ = [
    "CHANNELS", "FORMS", "KINDS", "Answers", "Guess", "Preview", "Specimen", "harmless_values",
    "mapping", "masked", "name_for", "preview", "sheet",
]  # fmt: skip

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
class Answers:
    """What staff said of a file's columns. `count` None: every row is one action, told apart by `keys`.

    `without`: a column and the cells by which rows are left out, such as a consent that was not given.
    """

    name: str
    day: str
    form: str
    case: str
    kind: str
    channel: str
    count: str | None
    keys: tuple[str, ...]
    without: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Preview:
    """What a file would count, before anything is kept: first and last day, actions of each month."""

    first_day: dt.date | None
    last_day: dt.date | None
    months: list[tuple[int, int, int]]


def preview(table: pa.Table) -> Preview:
    """The preview of counts; months as year, month and actions, undated ones left out."""
    months: dict[tuple[int, int], int] = {}
    for day, quantity in zip(table["day"].to_pylist(), table["quantity"].to_pylist(), strict=True):
        if day is not None:
            months[day.year, day.month] = months.get((day.year, day.month), 0) + quantity
    return Preview(
        pc.min(table["day"]).as_py(),
        pc.max(table["day"]).as_py(),
        [(year, month, actions) for (year, month), actions in sorted(months.items())],
    )


def name_for(path: Path) -> str:
    """A name for the mapping, from the file's."""
    return re.sub(r"[^a-z0-9]+", "_", path.stem.casefold()).strip("_")[:40] or "own"


def mapping(about: Specimen, answers: Answers) -> dict[str, Any]:
    """The mapping as a tree of our grammar. Raises `Fault` if the name cannot be one.

    A file is known again by the columns that are needed, whatever becomes of the others.
    """
    if not re.fullmatch(r"[a-z0-9_]{1,60}", answers.name):
        raise Fault("mapping_name", Place(answers.name[:60]))
    when: dict[str, Any] = {"cols": [answers.day], "formats": [answers.form], "tz": "section"}
    if "%H" not in answers.form:
        when["date_only"] = True
    if not answers.form.startswith("%Y"):
        when["order_from"] = "mapping"  # somebody who knows the platform has said it
    fields: dict[str, Any] = {
        "when": when,
        "case": {"col": answers.case, "via": "case_map"},
        "action_type": {"const": answers.kind},
        "channel": {"const": answers.channel},
    }
    if answers.count:
        # Which of dot and comma groups thousands, the column itself must prove.
        number = {"group": " \u00a0\u202f", "decimal": "."}
        fields["quantity"] = {"col": answers.count, "number": number}
    else:
        fields["quantity"] = {"const": 1}
    needed = [answers.day, answers.case, answers.count, *answers.keys]
    source: dict[str, Any] = {
        "status": "staff",
        "grain": "aggregate" if answers.count else "action",
        "fields": fields,
    }
    if answers.keys:
        source["dedupe"] = {"by": list(answers.keys)}
    if answers.without:
        column, cells = answers.without
        source["keep"] = [{"col": column, "not_in": list(cells)}]
        needed.append(column)
    there = set(about.header)
    source["detect"] = {"all": [name for name in dict.fromkeys(needed) if name in there]}
    return {"sources": {answers.name: source}}
