"""Cells of figures in a visitor's words: codes as terms, numbers grouped, dates written out.

Pure functions of row and language. A download is written after the page's run has ended, when no
visitor is known any more, so nothing here may ask who is looking.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from impact import figures
from impact.figures import Figure
from impact.i18n.locales import FIRST, LANGUAGES, own, suffixed
from impact.i18n.words import Language, country, date, localized, number, say, term

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


_MEDIANS = ("usual", "usual_days")  # of counts and of days; every other broken number is a share


def cell(column: str, row: Mapping[str, Any], lang: Language) -> str:
    """A cell in the visitor's words: codes as terms, whole numbers grouped, dates written out."""
    value = row[column]
    if value is None:
        return ""
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
        return f"{number(lang, round(value * 100, 1))}\u00a0%"
    if isinstance(value, dt.date) or column in (
        "event_date",
        "printed",
        "source_date",
        "newest_event_date",
    ):
        return date(lang, value)
    return str(value)


def _in_languages(column: str, row: Mapping[str, Any]) -> bool:
    return any(own(column, lang) in row for lang in LANGUAGES if lang != FIRST)


def csv(figure: Figure, rows: Sequence[Mapping[str, Any]], lang: Language) -> bytes:
    """Rows for a spreadsheet: headings in the visitor's language, UTF-8 with a mark for Excel."""
    columns = [
        column for column in figure.columns if not suffixed(column) and column != "searchable"
    ]
    header = [say(lang, f"column.{column}") for column in columns]
    cells = [[_csv_cell(column, row, lang) for column in columns] for row in rows]
    return ("\ufeff" + figures.to_csv(*figure.marked(header, cells, lang))).encode()


def _csv_cell(column: str, row: Mapping[str, Any], lang: Language) -> object:
    value = row[column]
    if (
        column in _TERMS
        or column in ("country_code", "unit", "standing")
        or _in_languages(column, row)
    ):
        return cell(column, row, lang)
    return value
