"""Our own templates: what a file of outcomes, cases or editions looks like, in either language.

Made from the contract, so that a template can never ask for another column than the record has. A
file may hold whole rows, or, with a reason, only the key and the cells that change.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from impact.amendments import OPEN
from impact.contract import TABLE, Column
from impact.words import LANGUAGES, Language, say

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
}
TALLY = ("date", "case", "action_type", "channel", "number", "precision", "country")
NAMES = ("tally", *OPEN)


@dataclass(frozen=True)
class Template:
    """One way of writing rows of a table: the header of each column, and which must be there."""

    name: str
    table: str
    headers: Mapping[str, str]
    detect: tuple[str, ...]


def header(name: str, lang: Language) -> str:
    return name if lang == "en" else say(lang, f"header.{name}").replace("\u00a0", " ")


def templates() -> list[Template]:
    """Whole rows and corrections, of each open table, in each language."""
    found = []
    for table in OPEN:
        for lang in LANGUAGES:
            columns = [column.name for column in TABLE[table].columns]
            headers = {name: header(name, lang) for name in (*columns, STATUS, REASON)}
            key = TABLE[table].key[0]
            wanted = [column.name for column in TABLE[table].columns if column.required]
            if (
                table == "editions"
            ):  # only its key is required, and that is too little to know it by
                wanted = columns[:5]
            name = table if lang == "en" else f"{table}_{lang}"
            found.append(Template(name, table, headers, tuple(headers[each] for each in wanted)))
            short = (headers[key], headers[REASON])
            found.append(Template(f"{name}_corrections", table, headers, short))
    return found


def blank(name: str, lang: Language) -> bytes:
    """An empty template as a file for a spreadsheet: its header alone. `name` is one of `NAMES`."""
    if name == "tally":
        columns = [say(lang, f"tally.{column}") for column in TALLY]
    else:
        columns = [header(column.name, lang) for column in TABLE[name].columns]
        columns += [header(STATUS, lang), header(REASON, lang)]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(columns)
    return ("\ufeff" + buffer.getvalue()).encode()


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
