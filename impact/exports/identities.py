"""Keys that nobody has to invent: made of what a row is about, so that the same row has the same one again.

A row that stands in the record already, about the same thing, keeps the key it has there. A list that is
sent twice without keys therefore adds its rows once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

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
