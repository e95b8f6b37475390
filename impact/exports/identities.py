"""Keys that nobody has to invent: made of what a row is about, so that the same row has the same one again.

A row that stands in the record already, about the same thing, keeps the key it has there. A list that is
sent twice without keys therefore adds its rows once. Under a key of its own, or with a day that was corrected, it
would be there twice: such a row is found, and asked about.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from impact.record.corrections import Change
from impact.record.reader import Row

# What a row of a table is about, by which it is known where it has no key.
ABOUT: Mapping[str, tuple[str, ...]] = {
    "cases": ("edition_year", "name"),
    "outcomes": ("case_id", "event_date", "outcome_type"),
    "claims": (
        "subject",
        "edition_year",
        "since_year",
        "as_of",
        "value",
        "publisher",
        "source_url",
    ),
}
# What of it the key is made of.
_SPELT: Mapping[str, tuple[str, ...]] = {
    "cases": ("edition_year", "name"),
    "outcomes": ("case_id", "event_date", "outcome_type"),
    "claims": ("subject", "edition_year", "since_year", "publisher"),
}
_LONGEST = 80
_NEAR = 7  # days between which one event of a case is told twice; no two events of the record lie so near


def made(
    table: str, texts: Mapping[str, str], rows: Collection[Row], taken: Collection[str]
) -> str:
    """The key of a row without one; empty for a table whose keys are not made. `texts`: its cells.

    `rows` are those of the record; `taken` are keys that a row of the same file has.
    """
    about = ABOUT.get(table)
    if about is None:
        return ""
    key = f"{table.removesuffix('s')}_id"
    for row in rows:
        if all(
            texts.get(name, "") == ("" if row[name] is None else str(row[name])) for name in about
        ):
            return str(row[key])
    stem = "-".join(filter(None, (slug(texts.get(name, "")) for name in _SPELT[table])))[:_LONGEST]
    stem = stem.rstrip("-") or table
    known = {str(row[key]) for row in rows} | set(taken)
    number, found = 1, stem
    while found in known:
        number += 1
        found = f"{stem}-{number}"
    return found


def slug(text: str) -> str:
    """A text as part of a key: letters and digits of ASCII, with hyphens between."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def twice(
    changes: Iterable[Change], tables: Mapping[str, Collection[Row]]
) -> tuple[Change, Mapping[str, object]] | None:
    """The first row that comes new and may be there already under another key, with that row."""
    new: dict[str, list[Mapping[str, object]]] = {}
    for change in changes:
        key = f"{change.table.removesuffix('s')}_id"
        if change.cells is None or change.table not in ABOUT:
            continue
        rows = tables[change.table]
        if any(row[key] == change.key for row in rows):
            continue
        for row in (*rows, *new.get(change.table, ())):
            if _alike(change.table, change.cells, row):
                return change, row
        new.setdefault(change.table, []).append(change.cells)
    return None


def _alike(table: str, cells: Mapping[str, str], row: Mapping[str, object]) -> bool:
    """Whether two rows may be about the same: of a case its name, of an event its case, kind, person and about its day."""
    there = {name: "" if value is None else str(value) for name, value in row.items()}

    def same(*names: str) -> bool:
        return all(cells.get(name, "") == there.get(name, "") for name in names)

    if table == "outcomes":
        days = cells.get("event_date", ""), there.get("event_date", "")
        return same("case_id", "outcome_type", "person") and _near(*days)
    if table == "cases":
        if not same("edition_year") or same("name"):
            return same("edition_year")
        plain = slug(cells.get("name", ""))
        return plain != "" and plain == slug(there.get("name", ""))
    return same(*ABOUT[table])


def _near(one: str, other: str) -> bool:
    """Whether two dates may be of one event: some days apart, or one a month or a year that the other lies in."""
    if not one or not other:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    if len(one) != len(other) or len(one) < len("2026-03-04"):
        return False
    days = [dt.date.fromisoformat(each) for each in (one, other)]
    return abs((days[0] - days[1]).days) <= _NEAR
