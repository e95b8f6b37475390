"""Our own templates: what a file of editions, claims, cases or outcomes looks like, in either language.

Made from the contract, so that a template can never ask for another column than the record has. A
file may hold whole rows, or, with a reason, only the key and the cells that change.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from impact.exports.meanings import meaning
from impact.exports.sources import ACTION_TYPES, CHANNELS, PRECISIONS
from impact.exports.workbooks import LISTS
from impact.i18n.locales import FIRST, ROWS, own
from impact.i18n.words import LANGUAGES, Language, say
from impact.record.corrections import OPEN
from impact.record.schema import TABLE, Column

STATUS, REASON = "status", "reason"
# Which words a column's codes have; a file may use the code or the word, in either language.
_TERMS = {
    "outcome_type": "outcome",
    "direction": "direction",
    "date_precision": "precision",
    "source_strength": "strength_word",
    "custody_after": "liberty",
    "issue": "issue",
    "demand": "demand",
    "status_at_launch": "status",
    "actions_qualifier": "qualifier",
    "actions_counted": "actions_counted",
    "subject": "subject",
    "publish_level": "publish_level",
    "unit": "unit",
    "qualifier": "qualifier",
    "stage": "stage",
}
# Where the columns that must be filled in are too few to know a template by: how many of the first.
_KNOWN_BY = {"editions": 5, "targets": 4}
# Columns that a template calls otherwise, because another one has a column of that name and that key.
_CALLED = {("case_names", "name"): "further_name"}
# A table with the key of another one, by the column that tells them apart; it is corrected by whole rows.
_TOLD_BY = {"consents": "publish_level"}
TALLY = ("date", "case", "action_type", "channel", "number", "precision", "country")
NAMES = ("tally", *OPEN)
TALLY_WORDS = {"action_type": ACTION_TYPES, "channel": CHANNELS, "precision": PRECISIONS}
_LAST_ROW = 5000  # down to which a workbook offers its lists


@dataclass(frozen=True)
class Template:
    """One way of writing rows of a table: the header of each column, and which must be there."""

    name: str
    table: str
    headers: Mapping[str, str]
    detect: tuple[str, ...]
    absent: tuple[str, ...] = ()


def header(name: str, lang: Language, table: str = "") -> str:
    """What a template calls a column of a table."""
    name = _CALLED.get((table, name), name)
    return name if lang == FIRST else say(lang, f"header.{name}").replace("\u00a0", " ")


def templates() -> list[Template]:
    """Whole rows and corrections, of each open table, in each language."""
    found = []
    for table in OPEN:
        for lang in LANGUAGES:
            columns = [column.name for column in TABLE[table].asked]
            headers = {name: header(name, lang, table) for name in (*columns, STATUS, REASON)}
            key = TABLE[table].key
            wanted = [column.name for column in TABLE[table].asked if column.required]
            if table in _KNOWN_BY:
                wanted = columns[: _KNOWN_BY[table]]
            name = own(table, lang)
            found.append(Template(name, table, headers, tuple(headers[each] for each in wanted)))
            if (
                len(columns) > len(key) + 1 and table not in _TOLD_BY
            ):  # else a correction is the row
                short = tuple(headers[each] for each in (*key, REASON))
                called = tuple(
                    header(column, lang, other)
                    for other, column in (*_CALLED, *_TOLD_BY.items(), *_refining(table))
                    if other != table
                )
                found.append(Template(f"{name}_corrections", table, headers, short, called))
    return found


def _refining(table: str) -> list[tuple[str, str]]:
    """The keys of other tables whose rows name a row of this one: a file that has one is of that table."""
    own = {column.name for column in TABLE[table].columns}
    return [
        (other, TABLE[other].key[0])
        for other in OPEN
        if TABLE[table].key[0] in {column.name for column in TABLE[other].columns}
        and TABLE[other].key[0] not in own
    ]


def columns(name: str, lang: Language) -> list[str]:
    """The headers of a template. `name` is one of `NAMES`."""
    if name == "tally":
        return [say(lang, f"tally.{column}").replace("\u00a0", " ") for column in TALLY]
    found = [header(column.name, lang, name) for column in TABLE[name].asked]
    return [*found, header(STATUS, lang), header(REASON, lang)]


def blank(name: str, lang: Language, separator: str = ",") -> bytes:
    """An empty template as a CSV file: its header alone, divided as the reader's Excel divides."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerow(columns(name, lang))
    return ("\ufeff" + buffer.getvalue()).encode()


def separator(lang: Language) -> str:
    """What divides cells where the decimal mark is a comma, and elsewhere."""
    return ROWS[lang].separator


def allowed(name: str, lang: Language) -> dict[str, list[str]]:
    """For each column that takes only certain words: those words, as a reader writes them."""
    if name == "tally":
        return {
            say(lang, f"tally.{column}").replace("\u00a0", " "): [
                say(lang, f"tally_word.{column}.{word}") for word in words
            ]
            for column, words in TALLY_WORDS.items()
        }
    found = {
        header(column.name, lang, name): [word(column, value, lang) for value in column.vocabulary]
        for column in TABLE[name].asked
        if column.vocabulary
    }
    return {column: list(dict.fromkeys(words)) for column, words in found.items()}


def word(column: Column, value: str, lang: Language) -> str:
    """What a reader writes for a code: its word, if that is read back as the code."""
    section = _TERMS.get(column.name)
    word = say(lang, f"{section}.{value}").replace("\u00a0", " ") if section else value
    return word if code(column, word) == value else value


def workbook(name: str, lang: Language) -> bytes:
    """An empty template as a workbook: cells that take only certain words offer them as a list."""
    from xlsxwriter import Workbook  # 60 ms that nobody else should wait for

    data = io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # the same bytes every time
    sheet = book.add_worksheet(say(lang, f"template_sheet.{name}")[:31])
    lists = book.add_worksheet(LISTS)
    lists.hide()
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    words = allowed(name, lang)
    for at, column in enumerate(columns(name, lang)):
        # Text, but for days and numbers: else a sheet makes a date of 2021-11 and of an id a number.
        form = {"date": day, "number": None}.get(TALLY[at], text) if name == "tally" else text
        sheet.set_column(at, at, max(len(column) + 2, 14), form)
        sheet.write_string(0, at, column, bold)
        if column in words:
            for row, word in enumerate(words[column]):
                lists.write_string(row, at, word)
            letters = _letters(at)
            source = f"={LISTS}!${letters}$1:${letters}${len(words[column])}"
            sheet.data_validation(1, at, _LAST_ROW, at, {"validate": "list", "source": source})
    sheet.freeze_panes(1, 0)
    _listed(book.add_worksheet(say(lang, "workbook.lists")), name, lang, bold)
    book.close()
    return data.getvalue()


def _listed(sheet: Any, name: str, lang: Language, bold: Any) -> None:
    """The same lists to be read: each word, and what follows from it. Named so that it is no sheet of rows."""
    for at, head in enumerate(("column", "word", "meaning")):
        sheet.write_string(0, at, say(lang, f"workbook.{head}"), bold)
    meanings = {
        (header(column.name, lang, name), word(column, value, lang)): meaning(
            column.name, value, lang
        )
        for column in (TABLE[name].asked if name != "tally" else ())
        for value in column.vocabulary
    }
    lines = [(column, said) for column, words in allowed(name, lang).items() for said in words]
    for line, (column, said) in enumerate(lines, 1):
        for at, text in enumerate((column, said, meanings.get((column, said), ""))):
            sheet.write_string(line, at, text)
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 2, 70)
    sheet.freeze_panes(1, 0)


def _letters(at: int) -> str:
    """The letters of a column, counted from 0."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def code(column: Column, text: str) -> str:
    """The code that a cell means: itself, or the one whose word it is in one of the languages."""
    if not column.vocabulary or text in column.vocabulary:
        return text
    plain = text.casefold().replace("\u2019", "'")
    for value in column.vocabulary:
        section = _TERMS.get(column.name)
        if value.casefold() == plain:
            return value
        if section and any(
            say(lang, f"{section}.{value}").casefold().replace("\u2019", "'") == plain
            for lang in LANGUAGES
        ):
            return value
    return text
