"""Editions, sections or cases side by side, and what of them cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impact.figures.rows import ActionsBySection, Case, Editions
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Chart, Points, Symbol, years_axis
from impact.presentation.palette import Role
from impact.presentation.results import free_by_edition
from impact.presentation.standings import justice, liberty
from impact.presentation.view import View

MOST = 4  # that fit beside each other
WHOLE = "whole_section"
_MARKS: Sequence[tuple[Symbol, Role]] = (
    ("circle", "loud"), ("square", "text"), ("diamond", "empty"), ("up", "quiet"),
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """One of those side by side: its name, and by the key of its label each thing told of it."""

    name: str
    facts: Mapping[str, str]
    case_id: str = ""


def editions(view: View, rows: Sequence[Editions]) -> list[Beside]:
    """What is known of each edition, the same things in the same order."""
    free = free_by_edition(view.ask("standings_by_edition").rows)
    columns = []
    for row in rows:
        year = row["edition_year"]
        own, cases = free.get(year, (0, 0))
        sections = view.ask("actions_by_section", edition=year).rows
        columns.append(
            Beside(
                view.say("beside.edition", year=str(year)),
                {
                    "beside.total": _total(row, view),
                    "column.actions_counted": view.term("actions_counted", row["actions_counted"])
                    if row["actions"] is not None
                    else "–",
                    "beside.cases_named": view.number(row["cases_named"]),
                    "beside.free": view.say("chart.free_of", free=own, cases=cases),
                    "beside.sections_told": view.number(
                        len({each["section"] for each in sections})
                    ),
                },
            )
        )
    return columns


def _total(row: Editions, words: Wording) -> str:
    if row["actions"] is None:
        return words.say("chart.no_total")
    return words.qualified(row["actions"], row["qualifier"])


def totals_alt(rows: Sequence[Editions], words: Wording) -> str:
    """The totals in words, each with its edition."""
    told = [
        words.say("press.pair", name=str(row["edition_year"]), value=_total(row, words))
        for row in rows
    ]
    return words.apart(told)


def of_editions(rows: Sequence[Editions], words: Wording) -> list[str]:
    """Why editions cannot simply be compared, of those that were chosen."""
    totals = [row for row in rows if row["actions"] is not None]
    told = []
    if missing := [str(row["edition_year"]) for row in rows if row["actions"] is None]:
        told.append(words.say("beside.no_total", years=words.listing(missing)))
    if len({row["actions_counted"] for row in totals}) > 1:
        counted = [
            words.say(
                "press.pair",
                name=str(row["edition_year"]),
                value=words.term("actions_counted", row["actions_counted"]),
            )
            for row in totals
        ]
        told.append(words.say("beside.counted", parts=words.apart(counted)))
    if any(row["qualifier"] != "exact" for row in totals):
        told.append(words.say("beside.inexact"))
    return [*told, words.say("beside.longer")]


def sections(view: View, names: Sequence[str]) -> dict[str, list[ActionsBySection]]:
    """What each of some sections published, oldest edition first. An empty list of names: of all."""
    found: dict[str, list[ActionsBySection]] = {name: [] for name in names}
    for edition in view.ask("editions").rows:
        for row in view.ask("actions_by_section", edition=edition["edition_year"]).rows:
            if not names or row["section"] in found:
                found.setdefault(row["section"], []).append(row)
    return found


def sections_chart(found: Mapping[str, Sequence[ActionsBySection]], words: Wording) -> Chart:
    """A point for each count of a whole section, the sections told apart by shape; no line over gaps."""
    marks = []
    for (symbol, role), rows in zip(_MARKS, found.values(), strict=False):
        whole = [row for row in rows if row["scope"] == WHOLE]
        if whole:
            name = words.localized(whole[0], "section")
            marks.append(
                Points(
                    name=name,
                    x=[row["edition_year"] for row in whole],
                    y=[row["actions"] for row in whole],
                    symbol=symbol,
                    role=role,
                    sizes=[13] * len(whole),
                    hover=[(name, str(row["edition_year"]), _count(row, words)) for row in whole],
                )
            )
    return Chart(
        marks=marks,
        height=400,
        x=years_axis([year for mark in marks for year in mark.x if isinstance(year, int)]),
        y=Axis(from_zero=True, form="whole", ticks=5),
        legend="above",
        margins=(8, 8, 48, 8),
    )


def _count(row: ActionsBySection, words: Wording) -> str:
    number = words.qualified(row["actions"], row["qualifier"])
    if row["scope"] == WHOLE:
        return number
    return words.say("press.pair", name=words.term("scope", row["scope"]), value=number)


def sections_alt(found: Mapping[str, Sequence[ActionsBySection]], words: Wording) -> str:
    told = [
        words.say(
            "press.pair",
            name=words.localized(rows[0], "section"),
            value=words.listing(
                [
                    words.say("live.part", name=str(row["edition_year"]), count=_count(row, words))
                    for row in rows
                ]
            ),
        )
        for rows in found.values()
        if rows
    ]
    return words.apart(told) or words.say("table.empty")


def by_year(
    found: Mapping[str, Sequence[ActionsBySection]], words: Wording
) -> list[dict[str, str]]:
    """A table: one row an edition of which one of the sections published a count, one column a section."""
    years = sorted({row["edition_year"] for rows in found.values() for row in rows}, reverse=True)
    return [
        {
            words.say("column.edition_year"): str(year),
            **{
                words.localized(rows[0], "section"): words.apart(
                    [_count(row, words) for row in rows if row["edition_year"] == year]
                )
                or "–"
                for rows in found.values()
                if rows
            },
        }
        for year in years
    ]


def of_sections(found: Mapping[str, Sequence[ActionsBySection]], words: Wording) -> list[str]:
    """Why counts of sections cannot simply be compared."""
    rows = [row for own in found.values() for row in own]
    told = [words.say("beside.sizes")]
    if any(row["scope"] != WHOLE for row in rows):
        told.append(words.say("beside.scopes"))
    if any(row["qualifier"] != "exact" for row in rows):
        told.append(words.say("beside.inexact"))
    return told


def cases(view: View, rows: Sequence[Case]) -> list[Beside]:
    """What is known of each case, the same things in the same order."""
    return [
        Beside(
            view.localized(row, "name"),
            {
                "column.edition_year": str(row["edition_year"]),
                "column.country_code": view.country(row["country_code"]),
                "column.issue": view.term("issue", row["issue"]),
                "column.demand": view.term("demand", row["demand"]),
                "track.liberty": liberty(row, view),
                "track.justice": justice(row, view),
                "beside.checked": view.date(row["checked_on"]),
            },
            row["case_id"],
        )
        for row in rows
    ]


def of_cases(rows: Sequence[Case], words: Wording) -> list[str]:
    """Why cases cannot simply be compared, of those that were chosen."""
    told = []
    if len({row["demand"] for row in rows}) > 1:
        told.append(words.say("beside.demands"))
    if len({row["edition_year"] for row in rows}) > 1:
        told.append(words.say("beside.followed"))
    return [*told, words.say("beside.chosen")]
