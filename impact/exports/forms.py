"""A row of the record that is typed: which fields a table asks for, and the file that they make.

What is typed becomes a file in our own template and goes the way of every file, so that a form and a template
can never differ. What a machine knows is not asked: keys, how well a date is known, a country's name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from impact.exports import identities
from impact.exports.amending import WITHDRAWN
from impact.exports.cells import plainly
from impact.exports.sources import NumberForm
from impact.exports.templates import REASON, STATUS, header
from impact.i18n.locales import FIRST, ROWS
from impact.i18n.words import Language, country, known, say
from impact.record.corrections import Change
from impact.record.reader import Row
from impact.record.schema import TABLE, Column, Kind

# In the order in which a campaign needs them.
ASKED = (
    "editions", "cases", "case_names", "consents", "targets", "section_dates", "outcomes", "claims",
)  # fmt: skip
_KNOWN_BY_LENGTH = {0: "unknown", 4: "year", 7: "month"}
FILLED = ("date_precision", "country")
_READ = (Kind.WHOLE, Kind.DATE, Kind.PARTIAL_DATE)  # what people write in more than one form


def fields(table: str) -> tuple[Column, ...]:
    """The columns that somebody fills in, in the contract's order."""
    made = TABLE[table].key if table in identities.ABOUT else ()
    return tuple(column for column in TABLE[table].asked if column.name not in (*made, *FILLED))


def texts(row: Row) -> dict[str, str]:
    """A row of the record as its fields hold it."""
    return {name: "" if value is None else str(value) for name, value in row.items()}


def file(
    table: str,
    cells: Mapping[str, str],
    *,
    key: Mapping[str, str] | None = None,
    reason: str = "",
    withdrawn: bool = False,
    lang: Language = FIRST,
) -> bytes:
    """What was typed, as a file of one row in our template. `key`: the key of the row that it corrects;
    `lang`: the language of the form, whose mark between thousands is read as one, and whose order of day and
    month, where it has one alone."""
    row = {name: " ".join(text.split()) for name, text in cells.items()}
    marks = ROWS[lang].babel.number_symbols["latn"]
    form = NumberForm(marks["group"], marks["decimal"])
    for column in TABLE[table].asked:
        if column.kind in _READ and column.name in row:
            text = row[column.name]
            row[column.name] = plainly(column, text, form, day_first=ROWS[lang].day_first)
    if "event_date" in row:
        row["date_precision"] = _KNOWN_BY_LENGTH.get(len(row["event_date"]), "day")
    if row.get("country_code"):
        row["country"] = country(FIRST, row["country_code"])
    row |= dict(key or {})
    columns = [column.name for column in TABLE[table].asked]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([header(name, FIRST, table) for name in (*columns, STATUS, REASON)])
    status = WITHDRAWN[0] if withdrawn else ""
    writer.writerow([*(row.get(name, "") for name in columns), status, " ".join(reason.split())])
    return buffer.getvalue().encode()


def called(table: str, column: str, lang: Language) -> str:
    """What a column is called above its field, and wherever what was typed is told."""
    keys = (f"enter.field.{table}.{column}", f"enter.field.{column}", f"column.{column}")
    return say(lang, next(key for key in keys if known(key)))


def told(change: Change, lang: Language) -> Iterator[tuple[str, str, str]]:
    """What a change of the record makes of the row's cells, as they are written: column, before, after. A row
    that is withdrawn has none."""
    for column in TABLE[change.table].asked if change.cells is not None else ():
        old, new = change.before.get(column.name, ""), (change.cells or {}).get(column.name, "")
        if old != new and column.name not in (*FILLED, *TABLE[change.table].key):
            yield called(change.table, column.name, lang), old, new


def column_of(table: str, shown: str | None) -> str:
    """The column that a template's header names; empty for none of the table's."""
    columns = [column.name for column in TABLE[table].asked]
    names = {header(name, FIRST, table): name for name in (*columns, REASON)}
    return names.get(shown or "", "")
