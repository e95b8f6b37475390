"""A figure as plain lines that can be pasted anywhere: names for keys, events as sentences, sources once.

A line is read without the table it comes from, so it says who and what itself. Its source stands below,
found by its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impact.figures import Figure, cells
from impact.figures.live import State
from impact.i18n.locales import suffixed
from impact.i18n.words import Language, country, date, localized, say, term
from impact.record.publishers import host

# The columns of an event that its sentence says.
_TOLD = (
    "name", "edition_year", "country_code", "event_date", "date_precision", "outcome_type", "direction",
    "before_launch", "summary",
)  # fmt: skip
_NOT_SHOWN = ("source_", "searchable", "summary")


def columns(answer: Figure) -> list[str]:
    """The columns that people are shown: no key of a row that is known by its name or by what happened."""
    return [
        column
        for column in answer.columns
        if not suffixed(column)
        and not column.startswith(_NOT_SHOWN)
        and column != "outcome_id"
        and not (column in ("case_id", "person_id") and "name" in answer.columns)
    ]


def cell(state: State, column: str, row: Mapping[str, Any], lang: Language) -> str:
    """A cell in words; a case goes by its name."""
    if column in ("case_id", "other_case_id") and row[column]:
        return name_of(state, row[column], lang) or str(row[column])
    if column == "name" and row[column] is None:  # of a case that the record does not have
        return str(row.get("case_id") or "")
    return cells.cell(column, row, lang)


def name_of(state: State, case: str, lang: Language) -> str:
    """The name of a case with its edition, by which people of two editions are told apart; words for the
    actions that are of no known case."""
    if case == "unmapped":
        return say(lang, "live.unmapped")
    for row in state.record.tables["cases"]:
        if row["case_id"] == case:
            name, year = localized(row, "name", lang), str(row["edition_year"])
            return say(lang, "press.name_of_case", name=name, year=year)
    return ""


def rows(state: State, answer: Figure, lang: Language) -> list[str]:
    """Each row of a figure as a line."""
    event = {"event_date", "outcome_type", "summary"} <= set(answer.columns)
    return [(_event if event else _pairs)(state, answer, row, lang) for row in answer.rows]


def sources(answer: Figure, lang: Language) -> list[str]:
    """Where the numbers of a figure were seen, each once, as its lines refer to it."""
    found = []
    for index, source in enumerate(answer.sources, start=1):
        strength = say(lang, f"strength.{source.strength}") if source.strength else ""
        name = "" if source.name == host(source.url) else source.name  # the address says it
        parts = ", ".join(filter(None, (name, strength, source.url)))
        found.append(say(lang, "press.source", index=index, text=parts))
    return found


def _event(state: State, answer: Figure, row: Mapping[str, Any], lang: Language) -> str:
    what = term(lang, "outcome", row["outcome_type"])
    if row.get("before_launch"):
        what = f"{what} ({say(lang, 'case.before')})"
    text = say(
        lang,
        "press.event",
        who=_who(state, row, lang),
        date=date(lang, row["event_date"]),
        what=what,
        text=localized(row, "summary", lang),
    )
    return _with(text, _rest(state, answer, row, lang), _mark(answer, row))


def _who(state: State, row: Mapping[str, Any], lang: Language) -> str:
    if "name" not in row:
        return name_of(state, row["case_id"], lang)
    who = say(
        lang, "press.name_of_case", name=localized(row, "name", lang), year=str(row["edition_year"])
    )
    return f"{who}, {country(lang, row['country_code'])}"


def _pairs(state: State, answer: Figure, row: Mapping[str, Any], lang: Language) -> str:
    return _with(_rest(state, answer, row, lang, ()), "", _mark(answer, row))


def _rest(
    state: State,
    answer: Figure,
    row: Mapping[str, Any],
    lang: Language,
    told: tuple[str, ...] = (*_TOLD, "case_id"),
) -> str:
    shown = (
        (column, cell(state, column, row, lang)) for column in columns(answer) if column not in told
    )
    return "; ".join(
        say(lang, "press.pair", name=say(lang, f"column.{column}"), value=text)
        for column, text in shown
        if text
    )


def _with(text: str, rest: str, mark: str) -> str:
    return " ".join(filter(None, (text, f"({rest})" if rest else "", mark)))


def _mark(answer: Figure, row: Mapping[str, Any]) -> str:
    """The number of the row's source in the list below."""
    for index, source in enumerate(answer.sources, start=1):
        if source.url == row.get("source_url") and source.date == (row.get("source_date") or ""):
            return f"[{index}]"
    return ""
