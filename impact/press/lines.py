"""A figure as plain lines that can be pasted anywhere: names for keys, events as sentences, sources once.

A line is read without the table it comes from, so it says who and what itself. Its source stands below,
found by its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impact.figures import Figure, cells
from impact.i18n.locales import suffixed
from impact.i18n.words import Wording
from impact.presentation.view import View
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


def cell(view: View, column: str, row: Mapping[str, Any]) -> str:
    """A cell in words; a case goes by its name."""
    if column in ("case_id", "other_case_id") and row[column]:
        return name_of(view, row[column]) or str(row[column])
    if column == "name" and row[column] is None:  # of a case that the record does not have
        return str(row.get("case_id") or "")
    return cells.cell(column, row, view.lang)


def name_of(view: View, case: str) -> str:
    """The name of a case with its edition, by which people of two editions are told apart; words for the
    actions that are of no known case."""
    if case == "unmapped":
        return view.say("live.unmapped")
    for row in view.state.record.tables["cases"]:
        if row["case_id"] == case:
            name, year = view.localized(row, "name"), str(row["edition_year"])
            return view.say("press.name_of_case", name=name, year=year)
    return ""


def rows(view: View, answer: Figure) -> list[str]:
    """Each row of a figure as a line."""
    event = {"event_date", "outcome_type", "summary"} <= set(answer.columns)
    return [(_event if event else _pairs)(view, answer, row) for row in answer.rows]


def sources(answer: Figure, words: Wording) -> list[str]:
    """Where the numbers of a figure were seen, each once, as its lines refer to it."""
    found = []
    for index, source in enumerate(answer.sources, start=1):
        strength = words.say(f"strength.{source.strength}") if source.strength else ""
        name = "" if source.name == host(source.url) else source.name  # the address says it
        parts = ", ".join(filter(None, (name, strength, source.url)))
        found.append(words.say("press.source", index=index, text=parts))
    return found


def _event(view: View, answer: Figure, row: Mapping[str, Any]) -> str:
    what = view.term("outcome", row["outcome_type"])
    if row.get("before_launch"):
        what = f"{what} ({view.say('case.before')})"
    text = view.say(
        "press.event",
        who=_who(view, row),
        date=view.date(row["event_date"]),
        what=what,
        text=view.localized(row, "summary"),
    )
    return _with(text, _rest(view, answer, row), _mark(answer, row))


def _who(view: View, row: Mapping[str, Any]) -> str:
    if "name" not in row:
        return name_of(view, row["case_id"])
    who = view.say(
        "press.name_of_case", name=view.localized(row, "name"), year=str(row["edition_year"])
    )
    return f"{who}, {view.country(row['country_code'])}"


def _pairs(view: View, answer: Figure, row: Mapping[str, Any]) -> str:
    return _with(_rest(view, answer, row, ()), "", _mark(answer, row))


def _rest(
    view: View,
    answer: Figure,
    row: Mapping[str, Any],
    told: tuple[str, ...] = (*_TOLD, "case_id"),
) -> str:
    shown = ((column, cell(view, column, row)) for column in columns(answer) if column not in told)
    pairs = (
        view.say("press.pair", name=view.say(f"column.{column}"), value=text)
        for column, text in shown
        if text
    )
    return view.apart(list(pairs))


def _with(text: str, rest: str, mark: str) -> str:
    return " ".join(filter(None, (text, f"({rest})" if rest else "", mark)))


def _mark(answer: Figure, row: Mapping[str, Any]) -> str:
    """The number of the row's source in the list below."""
    for index, source in enumerate(answer.sources, start=1):
        if source.url == row.get("source_url") and source.date == (row.get("source_date") or ""):
            return f"[{index}]"
    return ""
