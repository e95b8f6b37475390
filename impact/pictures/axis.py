"""One axis of a picture: from values to places on the canvas, and where its labels stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from impact.i18n.locales import ROWS
from impact.i18n.words import Wording, short_date
from impact.presentation import chart

_TICKS = 6  # where an axis says nothing


def as_number(value: Any) -> float:
    """A number or a day as a number."""
    if isinstance(value, str):
        return float(dt.date.fromisoformat(value[:10]).toordinal())
    return float(value)


@dataclass
class DrawnAxis:
    """One axis. `given`: as the chart has it; `low` and `high`: its range, `start` and `end`: its place."""

    given: chart.Axis
    low: float
    high: float
    categories: list[str]
    start: float = 0
    end: float = 1

    def at(self, value: Any) -> float:
        if self.categories and isinstance(value, str):
            value = self.categories.index(value)
        share = (as_number(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def places(self, values: Sequence[Any]) -> list[float | None]:
        """Many values at once, with gaps: a map has twenty thousand."""
        if all(value is None or isinstance(value, int | float) for value in values):
            slope = (self.end - self.start) / ((self.high - self.low) or 1)
            start = self.start - self.low * slope
            return [None if value is None else start + slope * value for value in values]
        return [None if value is None else self.at(value) for value in values]

    def share(self, share: float) -> float:
        return self.start + share * (self.end - self.start)

    @property
    def unit(self) -> float:
        return abs(self.end - self.start) / ((self.high - self.low) or 1)

    def ticks(self, words: Wording) -> list[tuple[float, str]]:
        """Values that get a line and a label."""
        given = self.given
        if self.categories:
            return [(float(index), name) for index, name in enumerate(self.categories)]
        if given.names:
            return [(float(value), name) for value, name in given.names]
        if given.kind == "day":
            return self._days(words)
        step = given.step or _round_step((self.high - self.low) / (given.ticks or _TICKS))
        begin = ceil((self.low - given.first) / step - 1e-9)
        stop = floor((self.high - given.first) / step + 1e-9)
        values = [given.first + index * step for index in range(begin, stop + 1)]
        if given.form == "whole":
            values = [value for value in values if value == round(value)]
            return [(value, words.number(round(value))) for value in values]
        return [(value, f"{value:g}") for value in values]

    def _days(self, words: Wording) -> list[tuple[float, str]]:
        low, high = dt.date.fromordinal(ceil(self.low)), dt.date.fromordinal(floor(self.high))
        form, ticks = self.given.form, self.given.ticks or _TICKS
        if form == "year":
            days = [dt.date(year, 1, 1) for year in range(low.year, high.year + 2)]
        elif form == "month":
            count = 12 * (high.year - low.year) + high.month - low.month + 1
            months = range(low.month - 1, low.month + count, max(1, ceil(count / ticks)))
            days = [dt.date(low.year + month // 12, month % 12 + 1, 1) for month in months]
        else:
            step = max(1, ceil((self.high - self.low) / (ticks + 1)))
            step = next((days for days in (1, 2, 7, 14, 28) if days >= step), step)
            days = [low + dt.timedelta(days=n) for n in range(0, (high - low).days + 1, step)]
        shown = {"year": "%Y", "month": "%m/%Y"}.get(form, ROWS[words.lang].axis_day)
        return [
            (float(day.toordinal()), short_date(words.lang, day, shown))
            for day in days
            if self.low <= day.toordinal() <= self.high
        ]


def _round_step(least: float) -> float:
    """The round number not below it: 1, 2 or 5 times a power of ten."""
    if least <= 0:
        return 1
    power: float = 10.0 ** floor(log10(least))
    return float(next(part * power for part in (1, 2, 5, 10) if part * power >= least * 0.999))
