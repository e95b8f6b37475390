"""A chart before it is drawn: marks that say what they mean, axes, notes.

Rows and words make one; `plotly` draws it on a page, `pictures.plot` in a picture, `briefs.exhibit` as an
office program's own. No colour is in it, only what each mark is for, so nobody has to read that back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Literal

from impact.i18n.words import Wording
from impact.presentation.palette import Role

Place = int | float | str  # on an axis: a number, a day as 2025-12-10, a category's name
Hover = tuple[str, ...]  # what a pointer is told, line by line; the first is what it points at
Symbol = Literal["circle", "square", "diamond", "up", "down"]
Dash = Literal["solid", "dash", "dot"]
Side = Literal["above", "below"]
Form = Literal["", "whole", "year", "month", "day"]
# What a mark stands for, as an address says it: {"country": "CN"}, {"case": "2021-zhang-zhan"}.
Pick = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Bars:
    """One series of bars. `pattern`: what lies over each, "" for nothing; over an empty bar it is all there
    is. `bases`: where each begins, else at nothing. `labels` stand at their ends.
    """

    at: Sequence[Place]
    values: Sequence[float]
    roles: Sequence[Role]
    name: str = ""
    patterns: Sequence[str] = ()
    bases: Sequence[float] = ()
    labels: Sequence[str] = ()
    hover: Sequence[Hover] = ()
    picks: Sequence[Pick] = ()
    edge: Role = "text"
    lying: bool = False


@dataclass(frozen=True, kw_only=True)
class Points:
    """One series of points. `sizes`: their width in pixels; `edge`: of the line round them."""

    x: Sequence[Place]
    y: Sequence[Place]
    role: Role
    sizes: Sequence[float]
    name: str = ""
    symbol: Symbol = "circle"
    edge: float = 1.5
    labels: Sequence[str] = ()
    sides: Sequence[Side] = ()
    hover: Sequence[Hover] = ()
    picks: Sequence[Pick] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line through points, `width` pixels wide."""

    x: Sequence[Place]
    y: Sequence[float]
    role: Role
    width: float
    name: str = ""
    dash: Dash = "solid"
    hover: Sequence[Hover] = ()


@dataclass(frozen=True, kw_only=True)
class Outline:
    """Flat shapes of one kind, each a ring of points, with a gap (None) after each."""

    x: Sequence[float | None]
    y: Sequence[float | None]
    role: Role
    edge: float


@dataclass(frozen=True, kw_only=True)
class Spans:
    """One kind of bands on lanes: each lies on its lane, from a place along the other axis to another.

    `thick`: how much of the way to the next lane they take. `pattern`: what lies over them.
    """

    lanes: Sequence[float]
    starts: Sequence[Place]
    ends: Sequence[Place]
    role: Role
    name: str = ""
    pattern: str = ""
    thick: float = 0.34
    hover: Sequence[Hover] = ()
    picks: Sequence[Pick] = ()


Mark = Bars | Points | Line | Outline | Spans


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One axis. `low` and `high`: its range, else that of the marks, from zero if `from_zero`.

    `step` (of months, in months) and `first`, or `ticks` (how many at most, 0 for as many as fit), place its labels; `names` gives them, `picks`
    what each of these stands for. `form`: how numbers and days are written. `scale`: its unit in units of the other axis, for a map.
    """

    kind: Literal["number", "day", "category"] = "number"
    low: float | None = None
    high: float | None = None
    from_zero: bool = False
    step: float = 0
    first: float = 0
    ticks: int = 0
    form: Form = ""
    names: Sequence[tuple[float, str]] = ()
    picks: Sequence[Pick] = ()
    title: str = ""
    grid: bool = True
    visible: bool = True
    scale: float = 0


_FEW = 8  # years of which each is named on an axis
_MONTHS = 62  # days from which an axis names months, each once
_TICKS = 6
_STEPS = (1, 2, 3, 4, 6, 12)  # months between labels: by a step of five no year names the same
_YEARS = 3.5 * 365  # days from which it names years: six labels would name each twice before


def days_axis(days: Iterable[dt.date], **more: Any) -> Axis:
    """An axis of days that names years, months or days, whichever tell its labels apart."""
    found = list(days)
    span = (max(found) - min(found)).days if found else 0
    form: Form = "year" if span > _YEARS else "day" if 0 < span < _MONTHS else "month"
    least = ceil(span / 30 / _TICKS)
    step = next(each for each in _STEPS if each >= least) if form == "month" else 0
    return Axis(kind="day", form=form, ticks=_TICKS, step=step, **more)


def years_axis(years: Sequence[int], **more: Any) -> Axis:
    """An axis of years, every fourth of which is named; of few, each."""
    step = 4 if years and max(years) - min(years) > _FEW else 1
    return Axis(step=step, first=2001, grid=False, **more)


def counts_axis(highest: float) -> Axis:
    """An axis of counts from zero, without halves that would be written as whole numbers."""
    few = highest <= 5
    return Axis(from_zero=True, form="whole", step=1 if few else 0, ticks=0 if few else 5)


@dataclass(frozen=True, kw_only=True)
class Note:
    """Words on a chart, in lines, at a place on its axes, or at a share of the paper.

    `right`, `up`: how many pixels beside it. `across`, `along`: where the text lies to its place.
    `turn`: in degrees. `lifted`: stands at that height, with a line down to its place. `boxed`: a mark
    across the chart.
    """

    lines: Sequence[str]
    x: Place
    y: Place
    size: float = 13
    bold: bool = False
    x_of: Literal["axis", "paper"] = "axis"
    y_of: Literal["axis", "paper"] = "axis"
    across: Literal["auto", "left"] = "auto"
    along: Literal["auto", "top", "bottom"] = "auto"
    right: float = 0
    up: float = 0
    turn: float = 0
    lifted: float | None = None
    boxed: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Marks on two axes, `height` pixels high on a page. `rules`: dotted lines from top to bottom.

    `bars`: how several series stand, over each other in front (`overlay`) or on top (`stack`). `margins`:
    pixels at the left, right, top and bottom.
    """

    marks: Sequence[Mark]
    height: int
    x: Axis = Axis()
    y: Axis = Axis()
    notes: Sequence[Note] = ()
    rules: Sequence[float] = ()
    bars: Literal["", "overlay", "stack"] = ""
    gap: float = 0.2
    legend: Literal["", "above", "below"] = ""
    margins: tuple[int, int, int, int] = (8, 8, 24, 8)


def marked(chart: Chart, text: str) -> Chart:
    """The same chart with a mark across it that no crop of it can lose, and that hides no value."""
    marks = [
        Note(
            lines=(text,), x=x, y=y, x_of="paper", y_of="paper",
            size=13, bold=True, turn=-12, boxed=True,
        )
        for x, y in ((0.22, 0.3), (0.78, 0.7))  # on a phone, nearer they would meet, and farther be cut
    ]  # fmt: skip
    return replace(chart, notes=[*chart.notes, *marks])


def broken(text: str, width: int) -> list[str]:
    """A text in lines of about `width` letters."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def compact(words: Wording, value: int) -> str:
    """A large number short, cut and never rounded up: 4,662,638 is 4.66 M."""
    if value < 1_000_000:
        return words.number(value)
    return words.say("chart.millions", number=words.number(value // 10_000 / 100))


def said(chart: Chart) -> Iterable[str]:
    """Every text that a chart shows."""
    for mark in chart.marks:
        yield getattr(mark, "name", "")
        yield from (" ".join(lines) for lines in getattr(mark, "hover", ()))
    for note in chart.notes:
        yield " ".join(note.lines)
