"""The chart of a brief in three forms: drawn, as series for a native chart, or as a table.

The words and the drawing are those of `pictures`. A slide's chart has to stay editable, so the bars and
lines of the same chart are given here as plain series; what is neither becomes a table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Literal

from impact import figures, pictures
from impact.figures.cells import cell
from impact.i18n.words import Aloud, Wording
from impact.presentation import registry
from impact.presentation.chart import Bars, Chart, Line, Place, Points
from impact.presentation.palette import Role
from impact.presentation.panel import Panel, TimelineEvent
from impact.presentation.standings import VAGUE, standing
from impact.presentation.view import View
from impact.talking.selection import Talk

Kind = Literal["bars", "stacked", "lying", "lines"]
Shade = Literal["quiet", "dark", "empty"]
MOST_ROWS = 10  # of a table; what is left out is said in a last row


@dataclass(frozen=True)
class Series:
    """One series: a value for each category, none where there is no number.

    `loud`: the points that the headline speaks of. `pattern`: what lies over the fill, as in the picture.
    """

    name: str
    values: tuple[float | None, ...]
    loud: tuple[bool, ...]
    pattern: str = ""
    shade: Shade = "quiet"


@dataclass(frozen=True)
class OfficeChart:
    """A chart as an office program draws it."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def gaps(self) -> bool:
        """Whether some category has no number at all."""
        columns = zip(*(series.values for series in self.series), strict=True)
        return any(all(value is None for value in column) for column in columns)


@dataclass(frozen=True)
class OfficeTable:
    """Words in rows, the first row the header; `more` says what was left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""


@dataclass(frozen=True)
class Exhibit:
    """What a brief shows beside its points. `svg` is empty where only a table says it.

    `measured`: what stands in the subtitle's place where a table stands in the chart's.
    """

    headline: str
    subtitle: str
    alt: str
    source: str
    dated: str
    body: OfficeChart | OfficeTable
    svg: str = ""
    measured: str = ""


def exhibit(view: View, talk: Talk) -> Exhibit | None:
    """The chart that goes with a talk; for a country its cases. None where there is none.

    Raises `Fault` for a figure without a picture.
    """
    if talk.selection.occasion == "country" and talk.selection.country:
        return _cases_of(view, talk.selection.country)
    if talk.chart is None:
        return None
    return of_figure(view, *talk.chart)


def of_figure(view: View, name: str, given: Mapping[str, Any]) -> Exhibit:
    """What a figure shows. Raises `Fault` for one without a picture."""
    canvas, told = pictures.canvas_of(view, name, **given)
    svg = canvas.svg(told.headline, told.alt, view.lang)
    body, measured = _body(view, name, given, told)
    return Exhibit(
        told.headline, told.subtitle, told.alt, told.source, told.dated, body, svg, measured
    )


def _body(
    view: View, name: str, given: Mapping[str, Any], told: Panel
) -> tuple[OfficeChart | OfficeTable, str]:
    body = told.body
    if isinstance(body, tuple):
        return _events(body, view), ""
    if not isinstance(body, Chart):
        words = (view.say("column.subject"), view.say("column.value"))
        return OfficeTable(words, ((body.label, body.value),)), ""
    columns = figures.entry(name).get(
        "table", ()
    )  # of a figure whose chart is no bars and no lines
    plot = None if columns else plotted(body, view)
    if plot:
        return plot, ""
    figure = view.ask(name, **registry.parameters(name, given))
    columns = columns or figure.columns[:4]
    rows = [tuple(cell(column, row, view.lang) for column in columns) for row in figure.rows]
    header = tuple(view.say(f"column.{column}") for column in columns)
    return _table(header, rows, view), figure.definition


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], words: Wording) -> OfficeTable:
    if len(rows) <= MOST_ROWS:
        return OfficeTable(header, tuple(rows))
    more = words.say("brief.more_rows", count=len(rows) - MOST_ROWS + 1)
    return OfficeTable(header, tuple(rows[: MOST_ROWS - 1]), more)


def _events(events: tuple[TimelineEvent, ...], words: Wording) -> OfficeTable:
    """A timeline's rows, newest last; of a long one the newest stay."""
    header = tuple(
        words.say(f"column.{name}") for name in ("event_date", "outcome_type", "summary")
    )
    kept = events[-MOST_ROWS:]
    left_out = len(events) - len(kept)
    more = words.say("picture.earlier", count=left_out) if left_out else ""
    return OfficeTable(header, tuple((event.date, event.word, event.text) for event in kept), more)


def _cases_of(view: View, code: str) -> Exhibit:
    """The cases of one country, newest edition first, each with where it stands."""
    figure = view.ask("cases", {"country_code": code})
    told: dict[
        tuple[str, ...], list[str]
    ] = {}  # who was taken up by two editions is told once, with both
    for row in figure.rows:
        stands = standing(row, view).replace(
            view.term("liberty", "held"), view.say("liberty.held_then")
        )  # that all of it is as last recorded is said above them
        of_one = str(row["person_id"]), view.localized(row, "name"), stands, _newest(row, view)
        told.setdefault(of_one, []).append(str(row["edition_year"]))
    rows = [(", ".join(reversed(years)), *of_one[1:]) for of_one, years in told.items()]
    columns = ("edition_year", "name", "standing", "newest_outcome_type")
    table = _table(tuple(view.say(f"column.{column}") for column in columns), rows, view)
    place = view.country(code)
    headline = view.say("brief.country_headline", count=len(figure.rows), country=place)
    different = {row["person_id"]: row["people"] == 1 for row in figure.rows}
    if len(different) < len(figure.rows):  # else the rows below are fewer than it says
        kind = "people" if all(different.values()) else "groups"
        count = Aloud(len(different), feminine=kind == "people")
        headline = view.say(f"brief.country_headline_{kind}", headline=headline, count=count)
    return Exhibit(
        headline,
        view.say("brief.country_subtitle"),
        view.say("brief.country_alt", headline=headline, names=view.apart(row[1] for row in rows)),
        view.say("source.this_record"),
        view.dated(figure),
        table,
    )


def _newest(row: Mapping[str, Any], view: View) -> str:
    """The newest event of a case, in the record's own words where a type would only say "bad news"."""
    told = view.ask("timeline_of_case", case_id=row["case_id"]).rows
    if not told:
        return view.say("brief.no_result")
    event = told[-1]
    kind, day = event["outcome_type"], event["event_date"]
    word = view.term("outcome", kind)
    if kind in (*VAGUE, "no_result_found"):
        word = re.split(r"\s?;", view.localized(event, "summary").removesuffix("."))[0]
    text = view.say("factcheck.event", event=word, when=view.date(day)) if day else word
    return view.say("brief.weak", text=text) if event["source_strength"] == "weak" else text


def plotted(chart: Chart, words: Wording) -> OfficeChart | None:
    """Bars or lines as series over the same categories; None for anything else, or nothing at all."""
    marks = [mark for mark in chart.marks if not isinstance(mark, Points)]
    if marks and all(isinstance(mark, Line) for mark in marks):
        kind: Kind = "lines"
    elif marks and all(isinstance(mark, Bars) for mark in marks):
        lying = any(isinstance(mark, Bars) and mark.lying for mark in marks)
        kind = "lying" if lying else "stacked" if chart.bars == "stack" else "bars"
    else:
        return None
    placed = [_placed(mark) for mark in marks if isinstance(mark, Bars | Line)]
    order = _categories([at for places, *_ in placed for at in places], chart)
    series = []
    for places, numbers, roles, drawn in placed:
        at = {place: index for index, place in enumerate(places)}
        values = tuple(numbers[at[each]] if each in at else None for each in order)
        loud = tuple(each in at and roles[at[each]] == "loud" for each in order)
        shade: Shade = "empty" if set(roles) == {"empty"} else "quiet"
        shade = "dark" if "text" in roles else shade
        pattern = next(iter(drawn.patterns), "") if isinstance(drawn, Bars) else ""
        series.append(Series(drawn.name, values, loud, pattern, shade))
    return OfficeChart(kind, tuple(_category(value, words) for value in order), tuple(series))


def _placed(
    mark: Bars | Line,
) -> tuple[Sequence[Place], Sequence[float], Sequence[Role], Bars | Line]:
    if isinstance(mark, Bars):
        return mark.at, mark.values, mark.roles, mark
    return mark.x, mark.y, [mark.role] * len(mark.x), mark


def _categories(values: list[Place], chart: Chart) -> list[Place]:
    """Every place on the axis, those without a number included, so that a missing year is a gap."""
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) < len(values):
        return list(dict.fromkeys(values))
    low, high = chart.x.low, chart.x.high
    if low is None or high is None:
        low, high = min(numbers), max(numbers)
    return list(range(ceil(low), floor(high) + 1))


def _category(value: Any, words: Wording) -> str:
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return words.date(day)
