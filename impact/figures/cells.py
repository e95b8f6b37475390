"""Cells of figures in a visitor's words: codes as terms, numbers grouped, dates written out.

Pure functions of row and language. A download is written after the page's run has ended, when no
visitor is known any more, so nothing here may ask who is looking.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from csv import writer as writer_of
from typing import Any

from impact.figures import Figure, safe
from impact.i18n.locales import FIRST, LANGUAGES, ROWS, own, suffixed
from impact.i18n.words import Language, country, date, localized, number, percent, say, term

_TERMS = {
    "qualifier": "qualifier",
    "action_type": "action_type",
    "channel": "channel",
    "measured_by": "measured_by",
    "actions_counted": "actions_counted",
    "stage": "stage",
    "scope": "scope",
    "subject": "subject",
    "issue": "issue",
    "demand": "demand",
    "status_at_launch": "status",
    "liberty_standing": "liberty",
    "custody_after": "liberty",
    "justice_standing": "justice",
    "outcome_type": "outcome",
    "direction": "direction",
    "source_strength": "strength_word",
    "checked_how": "checked_how",
    "date_precision": "precision",
    "newest_outcome_type": "outcome",
    "newest_direction": "direction",
    "track": "track",
    "gap": "gap",
    "file": "file",
    "found_in": "file",
    "family": "claim_family",
    "rule": "claim_status",
    "our_qualifier": "qualifier",
    "previous_qualifier": "qualifier",
    "highest_qualifier": "qualifier",
}


_WHEN = ("event_date", "year")  # of what happened: a blank cell would leave open if it did
_MEDIANS = ("usual", "usual_days")  # of counts and of days; every other broken number is a share


def cell(column: str, row: Mapping[str, Any], lang: Language) -> str:
    """A cell in the visitor's words: codes as terms, whole numbers grouped, dates written out."""
    value = row[column]
    if value is None:
        return say(lang, "date.unknown") if column in _WHEN else ""
    if column == "country_code":
        return country(lang, value)
    if column == "status" and "rule" in row:
        return term(lang, "claim_status", value)
    if column == "our_figure":
        return say(lang, f"metric.{value}.label")
    if column == "unit":
        return term(lang, "unit", value)
    if column == "section" and value == "all":
        return say(lang, "live.all_compared")
    if column == "standing":
        return term(lang, row.get("track", "liberty"), value)
    if column in _TERMS:
        return term(lang, _TERMS[column], value)
    if _in_languages(column, row):
        return localized(row, column, lang)
    if isinstance(value, bool):
        return say(lang, "yes") if value else say(lang, "no")
    if isinstance(value, int) and not column.endswith(("year", "edition")):
        return number(lang, value)
    if column in _MEDIANS:
        return number(lang, round(value, 1))
    if isinstance(value, float):
        return percent(lang, value, 0 if round(value * 100, 1).is_integer() else 1)
    if isinstance(value, dt.date) or column in (
        "event_date",
        "printed",
        "source_date",
        "newest_event_date",
        "first_printed",
        "since_2001",
        "last_printed",
    ):
        return date(lang, value)
    return str(value)


def _in_languages(column: str, row: Mapping[str, Any]) -> bool:
    return any(own(column, lang) in row for lang in LANGUAGES if lang != FIRST)


# Headings, in the reader's language, with one cell for each row of a figure.
Beside = Mapping[str, Sequence[object]]
NOTHING: Beside = {}


def columns(figure: Figure) -> list[str]:
    """The columns of a figure that people take along: of a text in two languages, one."""
    return [name for name in figure.columns if not suffixed(name) and name != "searchable"]


def csv(
    figure: Figure, rows: Sequence[Mapping[str, Any]], lang: Language, beside: Beside = NOTHING
) -> bytes:
    """Rows for the reader's spreadsheet: headings and words in the language, its separator and decimal mark,
    UTF-8 with a mark by which Excel knows it. `beside`: what a page shows beside them."""
    names = columns(figure)
    header = [*(say(lang, f"column.{name}") for name in names), *beside]
    cells = [
        [*(_csv_cell(name, row, lang) for name in names), *(_number(each, lang) for each in more)]
        for row, more in zip(rows, lines(beside, rows), strict=True)
    ]
    return spread(*figure.marked(header, cells, lang), lang)


def lines(beside: Beside, rows: Sequence[object]) -> list[tuple[object, ...]]:
    """What stands beside each row."""
    return list(zip(*beside.values(), strict=True)) if beside else [()] * len(rows)


def spread(header: Sequence[str], rows: Iterable[Sequence[object]], lang: Language) -> bytes:
    """A table as the reader's spreadsheet opens it: in columns, and nothing in it is run."""
    buffer = io.StringIO()
    writer = writer_of(buffer, delimiter=ROWS[lang].separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return ("\ufeff" + buffer.getvalue()).encode()


def spoken(column: str, row: Mapping[str, Any], lang: Language) -> str | None:
    """A cell that is a code, a yes or no, or told in two languages, in words; None for any other."""
    if (
        column in _TERMS
        or column in ("country_code", "unit", "standing", "our_figure", "status")
        or (column == "section" and row[column] == "all")
        or isinstance(row[column], bool)
        or _in_languages(column, row)
    ):
        return cell(column, row, lang)
    return None


def _csv_cell(column: str, row: Mapping[str, Any], lang: Language) -> object:
    """A cell for a spreadsheet; a broken number with four decimals, after the language's mark."""
    said = spoken(column, row, lang)
    return _number(row[column], lang) if said is None else said


def _number(value: object, lang: Language) -> object:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ROWS[lang].decimal)
    return value


# What a spreadsheet takes for the beginning of a formula, in its full width too.
