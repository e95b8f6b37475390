"""What was counted from exports, by day, added up and by part: never drawn or told as if it were a total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from impact.database import Rows
from impact.figures import Figure, FigureOf
from impact.figures.rows import CountedByDay, Pace, PaceAlike, PaceToday
from impact.i18n.locales import ROWS
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Bars, Chart, Dash, Line, Mark, Note, Points
from impact.presentation.panel import Look, Panel, Shape, panel
from impact.presentation.registry import picture
from impact.presentation.view import View


def days_headline(rows: Sequence[CountedByDay], words: Wording) -> str:
    dated = [row for row in rows if row["day"] is not None]
    if not dated:
        return words.say("metric.counted_by_day.headline_none")
    most = max(dated, key=lambda row: row["actions"])
    return words.say(
        "metric.counted_by_day.headline", count=most["actions"], date=words.date(most["day"])
    )


def days_alt(rows: Sequence[CountedByDay], words: Wording) -> str:
    dated = [row for row in rows if row["day"] is not None]
    if not dated:
        return words.say("metric.counted_by_day.headline_none")
    return words.say(
        "metric.counted_by_day.alt",
        count=len(dated),
        first=words.date(dated[0]["day"]),
        last=words.date(dated[-1]["day"]),
        total=words.number(dated[-1]["cumulative"]),
    )


def days_strip(rows: Sequence[CountedByDay]) -> Chart:
    """The same days as bars without a word, small beside their number."""
    dated = [row for row in rows if row["day"] is not None]
    mark = Bars(
        at=[row["day"].isoformat() for row in dated],
        values=[row["actions"] for row in dated],
        roles=["loud" if row is dated[-1] else "quiet" for row in dated],
        edge="outline",
    )
    return Chart(
        marks=[mark] if len(dated) > 1 else [],
        height=56,
        x=Axis(kind="day", visible=False),
        y=Axis(from_zero=True, visible=False),
        gap=0.1,
        margins=(0, 0, 0, 0),
    )


def days_chart(rows: Sequence[CountedByDay], words: Wording) -> Chart:
    """Bars of dated actions; the newest day in yellow."""
    dated = [row for row in rows if row["day"] is not None]
    newest = dated[-1]["day"] if dated else None
    mark = Bars(
        at=[row["day"].isoformat() for row in dated],
        values=[row["actions"] for row in dated],
        roles=["loud" if row["day"] == newest else "quiet" for row in dated],
        edge="outline",
        hover=[
            (
                words.date(row["day"]),
                words.say("live.hover_day", count=row["actions"], day=row["day_of_campaign"]),
            )
            for row in dated
        ],
    )
    return Chart(
        marks=[mark] if dated else [],
        height=300,
        x=Axis(kind="day", form="day", ticks=6, grid=False),
        y=Axis(from_zero=True, form="whole", ticks=5),
    )


def _day_format(words: Wording) -> str:
    return ROWS[words.lang].axis_day


def pace_alt(rows: Sequence[PaceToday], year: int, words: Wording) -> str:
    told = [
        words.say("metric.pace.alt_year", year=str(row["edition_year"]), count=row["so_far"])
        for row in rows
        if row["so_far"] is not None
    ]
    day = str(rows[0]["day_of_campaign"]) if rows else "0"
    return words.say("metric.pace.alt", year=str(year), day=day, years=words.listing(told))


_APART = 0.09  # of the highest count, that a line of small letters takes on a low chart


def pace_chart(rows: Sequence[Pace] | Sequence[PaceAlike], words: Wording, edition: int) -> Chart:
    """Counts added up by day of the campaign: the edition asked loud, earlier ones quiet."""
    years = sorted({row["edition_year"] for row in rows})
    earlier_ones = [year for year in reversed(years) if year != edition]
    dashes: dict[int, Dash] = dict(zip(earlier_ones, ("solid", "dash", "dot"), strict=False))
    marks: list[Mark] = []
    notes, ends = [], []
    for year in years:
        part = [row for row in rows if row["edition_year"] == year]
        asked, last = year == edition, part[-1]
        marks.append(
            Line(
                name=str(year),
                x=[row["day_of_campaign"] for row in part],
                y=[row["cumulative"] for row in part],
                role="text" if asked else "quiet",
                width=4 if asked else 2,
                dash="solid" if asked else dashes.get(year, "dot"),
                hover=[
                    (
                        str(year),
                        words.say(
                            "live.hover_pace", count=row["cumulative"], day=row["day_of_campaign"]
                        ),
                    )
                    for row in part
                ],
            )
        )
        x, y = last["day_of_campaign"], last["cumulative"]
        if asked:
            marks.append(Points(x=[x], y=[y], role="loud", sizes=[13], edge=2))
        ends.append((y, x, year))
    # Two lines that end near each other have their years one above the other, and not over it.
    least, below = _APART * max((y for y, *_ in ends), default=0), float("-inf")
    for y, x, year in sorted(ends):
        below = max(y, below + least)
        name = (str(year),)
        notes.append(Note(lines=name, bold=year == edition, across="left", right=9, x=x, y=below))
    return Chart(
        marks=marks,
        height=380,
        x=Axis(from_zero=True, ticks=8, grid=False, title=words.say("live.axis_day")),
        y=Axis(from_zero=True, form="whole", ticks=5),
        notes=notes,
        margins=(8, 48, 24, 8),
    )


def part_name(row: Mapping[str, Any], split: str, words: Wording) -> str:
    """What one part of a split stands for, in words."""
    if split == "case":
        if row["unmapped"]:
            return words.say("live.unmapped")
        return str(words.localized(row, "name") or row["case_id"])
    if split == "section":
        return words.section(str(row["section"]))
    column = "action_type" if split == "type" else "channel"
    return words.term(column, row[column])


def parts_headline(rows: Rows, split: str, words: Wording) -> str:
    return words.say(f"metric.counted_by_{split}.headline", count=len(rows))


def parts_alt(rows: Rows, split: str, words: Wording) -> str:
    told = [
        words.say(
            "live.part", name=part_name(row, split, words), count=words.number(row["actions"])
        )
        for row in rows
    ]
    return words.say("live.parts_alt", parts=words.listing(told) if told else "–")


def parts_chart(rows: Rows, split: str, words: Wording, *, most: int | None = None) -> Chart:
    """Lying bars, the largest on top, each with its number. Beyond `most`, the tail is added up.

    Actions of no known case, which come last, keep a bar of their own.
    """
    parts = [(_short(part_name(row, split, words)), row["actions"]) for row in rows]
    unmapped = words.say("live.unmapped")
    if most and len(parts) > most:
        end = len(parts) - (parts[-1][0] == unmapped)
        start = most - 1 - (len(parts) - end)
        rest = (
            words.say("picture.rest", count=end - start),
            sum(actions for _, actions in parts[start:end]),
        )
        parts = [*parts[:start], rest, *parts[end:]]
    parts = parts[::-1]  # the first at the top
    values = [actions for _, actions in parts]
    mark = Bars(
        at=[name for name, _ in parts],
        values=values,
        roles=["empty" if name == unmapped else "quiet" for name, _ in parts],
        labels=[words.number(value) for value in values],
        lying=True,
    )
    return Chart(
        marks=[mark] if rows else [],
        height=60 + 30 * max(1, len(parts)),
        x=Axis(low=0, high=1.2 * max(values, default=1), visible=False),
        y=Axis(kind="category"),
        gap=0.3,
        margins=(8, 8, 8, 8),
    )


def _short(text: str) -> str:
    return text if len(text) <= 26 else f"{text[:25].rstrip()}…"


@picture
def counted_by_day(view: View, figure: FigureOf[CountedByDay], _look: Look) -> Panel:
    rows = figure.rows
    return panel(
        view,
        figure,
        days_headline(rows, view),
        view.say("metric.counted_by_day.subtitle"),
        days_alt(rows, view),
        days_chart(rows, view),
        view.say("live.source"),
    )


@picture
def pace(view: View, figure: FigureOf[Pace], look: Look) -> Panel:
    year = int(look.given["edition"])
    today = view.ask("pace_today", edition=year).rows
    return panel(
        view,
        figure,
        view.say("metric.pace.headline", year=str(year)),
        view.say("metric.pace.subtitle"),
        pace_alt(today, year, view),
        pace_chart(figure.rows, view, year),
        view.say("live.source"),
    )


_PARTS: Mapping[Shape, int] = {"wide": 10, "square": 15, "tall": 18, "card": 8, "small": 12}


def _parts(view: View, figure: Figure, look: Look) -> Panel:
    rows, split = figure.rows, figure.name.removeprefix("counted_by_")
    return panel(
        view,
        figure,
        parts_headline(rows, split, view),
        figure.definition,
        parts_alt(rows, split, view),
        parts_chart(rows, split, view, most=_PARTS.get(look.shape)),
        view.say("live.source"),
    )


@picture
def counted_by_case(view: View, figure: Figure, look: Look) -> Panel:
    return _parts(view, figure, look)


@picture
def counted_by_section(view: View, figure: Figure, look: Look) -> Panel:
    return _parts(view, figure, look)


@picture
def counted_by_type(view: View, figure: Figure, look: Look) -> Panel:
    return _parts(view, figure, look)


@picture
def counted_by_channel(view: View, figure: Figure, look: Look) -> Panel:
    return _parts(view, figure, look)
