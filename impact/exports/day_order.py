"""The order of day, month and year: what the dates of one file prove about it, all together.

No cell tells it alone: 01/02/2026 is of January or February, and 25-12-05 of 2025 or of 2005. A file is asked as a whole,
and where it does not answer, a person is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports.days import (
    DayOrder,
    calendar,
    fits,
    of_weekday,
    plain,
    usual,
    without_weekday,
    year_in,
)

_PAIR = re.compile(r"\s*(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(?P<year>\d{4}|\d{2})(?!\d)", re.ASCII)
_ISO = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_SEASON = 183  # days within which those of one list lie
_RECENT = 400  # days ago that what is sent now may well be of
_BESIDE = 62  # days before and after those of a list in which others of it may lie
# The orders that somebody may say, by the answer that says them.
ORDERS: Mapping[str, DayOrder] = {
    "day_first": DayOrder.PROVEN_DAY_FIRST,
    "month_first": DayOrder.PROVEN_MONTH_FIRST,
    "year_first": DayOrder.PROVEN_YEAR_FIRST,
}


class _Date(NamedTuple):
    """A date in figures: two numbers, the year as it stands, and the text, which may name the day of the week."""

    first: int
    second: int
    year: str
    text: str

    def day(self, order: DayOrder) -> int | None:
        """Its day in an order, as days since 1970; None if there is none, or another day of the week is named."""
        if order is DayOrder.PROVEN_YEAR_FIRST:
            day = calendar(2000 + self.first, self.second, int(self.year))
        else:
            pair = (self.second, self.first)
            month, number = pair if order is DayOrder.PROVEN_DAY_FIRST else pair[::-1]
            day = calendar(year_in(self.year), month, number)
        return day if of_weekday(self.text, day) else None


def order(values: Iterable[str], formats: Sequence[str] = ()) -> DayOrder:
    """What some cells of one file prove, all together, about the order of day and month.

    Cells that a form of the mapping's own reads, such as %Y/%d/%m, have no say in it.
    """
    return _order(_dates(values, formats))


def left_open(
    values: Iterable[str], formats: Sequence[str], today: dt.date
) -> tuple[DayOrder, ...]:
    """The orders that the cells of a file leave open: one where it is proven, none where no date needs one or two
    are proven. A year of two digits may stand first."""
    ahead = _since_1970(today)
    # What is no day in any order, or one to come, has no say.
    dates = [
        date
        for date in _dates(values, formats)
        if any((day := date.day(each)) is not None and day <= ahead for each in ORDERS.values())
    ]
    proven = _order(dates)
    if proven is DayOrder.BOTH:
        return (DayOrder.PROVEN_YEAR_FIRST,) if _by_year(dates, ahead) else ()
    last = {
        DayOrder.UNKNOWN: (DayOrder.PROVEN_DAY_FIRST, DayOrder.PROVEN_MONTH_FIRST),
        DayOrder.NOTHING_TO_PROVE: (),
    }.get(proven, (proven,))
    by_year = _by_year(dates, ahead) if last else []
    if not by_year:
        return last
    able = [
        each
        for each in last
        if all((day := date.day(each)) is not None and day <= ahead for date in dates)
    ]
    if not able:
        return (DayOrder.PROVEN_YEAR_FIRST,)
    if any(_likelier(_days(dates, each), by_year, ahead) for each in able):
        return last
    return (*able, DayOrder.PROVEN_YEAR_FIRST)


def exchanged(
    values: Iterable[str], formats: Sequence[str], order: DayOrder | None
) -> tuple[dt.date, dt.date] | None:
    """A day of a sheet, and that which was meant, where a program with the other order took for dates what it could.

    Then each date of the file is one whose day and month can be exchanged, each text is none, and exchanged the dates
    lie among the texts, where as they stand they do not.
    """
    if order not in (DayOrder.PROVEN_DAY_FIRST, DayOrder.PROVEN_MONTH_FIRST):
        return None
    values = list(values)
    texts = _dates(values, formats)
    if not texts or any(date.first <= 12 and date.second <= 12 for date in texts):
        return None
    odd = [form for form in formats if not usual(form)]
    read: list[tuple[int, int]] = []
    for value in values:
        match = _ISO.match(value if value.isascii() else plain(value))
        if match is None or any(fits(value, form) for form in odd):
            continue
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        there, meant = calendar(year, month, day), calendar(year, day, month)
        if there is None or meant is None:
            return None
        read.append((there, meant))
    days = _days(texts, order)
    if not read or not days:
        return None
    first, last = min(days) - _BESIDE, max(days) + _BESIDE
    if not all(first <= meant <= last for _, meant in read):
        return None
    apart = min((pair for pair in read if not first <= pair[0] <= last), default=None)
    return None if apart is None else (_date(apart[0]), _date(apart[1]))


def orders(formats: Sequence[str]) -> frozenset[bool]:
    """Whether a mapping's forms put the day first: both answers if they know both orders."""
    return frozenset(
        form.index("%d") < form.index("%m") for form in formats if _in_either_order(form)
    )


def forced(day_first: bool) -> DayOrder:
    """The order that somebody who knows has named."""
    return DayOrder.PROVEN_DAY_FIRST if day_first else DayOrder.PROVEN_MONTH_FIRST


def beginnings(text: pa.Array) -> set[str]:
    """The different beginnings of cells: enough to ask `order`, and few even in a file of millions."""
    if pc.all(pc.string_is_ascii(text)).as_py():
        named = pc.match_substring_regex(text, r"^\s*[A-Za-z]")  # the day of the week comes first
        long = set(pc.unique(text.filter(named)).to_pylist())
        raw = text.filter(pc.invert(named)).cast(pa.binary())
        return long | set(pc.unique(pc.binary_slice(raw, 0, 12).cast(pa.string())).to_pylist())
    return set(pc.unique(text).to_pylist())


def _dates(values: Iterable[str], formats: Sequence[str]) -> list[_Date]:
    """The dates in figures of which more than one thing may be meant."""
    odd = [form for form in formats if not usual(form)]
    found = []
    for value in values:
        text = value if value.isascii() and not value[:1].isalpha() else plain(value)
        match = _PAIR.match(without_weekday(text))
        if match is not None and not any(fits(value, form) for form in odd):
            found.append(_Date(int(match[1]), int(match[3]), match["year"], text))
    return found


def _order(dates: Iterable[_Date]) -> DayOrder:
    day_first = month_first = ambiguous = False
    for date in dates:
        first, second = date.first, date.second
        by_day = 1 <= first <= 31 and 1 <= second <= 12
        by_month = 1 <= second <= 31 and 1 <= first <= 12
        if by_day and by_month and first != second and date.text[:1].isalpha():
            # Of a date that names its day of the week, an order that gives another is none.
            by_day = date.day(DayOrder.PROVEN_DAY_FIRST) is not None
            by_month = date.day(DayOrder.PROVEN_MONTH_FIRST) is not None
        day_first |= by_day and not by_month
        month_first |= by_month and not by_day
        ambiguous |= by_day and by_month and first != second
    if day_first and month_first:
        return DayOrder.BOTH
    if day_first:
        return DayOrder.PROVEN_DAY_FIRST
    if month_first:
        return DayOrder.PROVEN_MONTH_FIRST
    return DayOrder.UNKNOWN if ambiguous else DayOrder.NOTHING_TO_PROVE


def _by_year(dates: Sequence[_Date], today: int) -> list[int]:
    """The days of dates that all may begin with a year of two digits; empty if one of them cannot."""
    if any(len(date.year) == 4 for date in dates):
        return []
    days = _days(dates, DayOrder.PROVEN_YEAR_FIRST)
    return days if len(days) == len(dates) and max(days) <= today else []


def _days(dates: Iterable[_Date], order: DayOrder) -> list[int]:
    return [day for date in dates if (day := date.day(order)) is not None]


def _likelier(days: Sequence[int], others: Sequence[int], today: int) -> bool:
    """Whether days are those that are meant and not the others: they lie together where the others do not, or where
    both do, they alone are of late."""
    ours, theirs = _together(days), _together(others)
    if ours != theirs:
        return ours
    if not ours:
        return True  # a list of many years has its year where everybody writes it
    recent = today - _RECENT
    return max(days) >= recent > max(others)


def _together(days: Sequence[int]) -> bool:
    """Whether days are of one season: no gap between them is longer, and all are within two."""
    ordered = sorted(days)
    return ordered[-1] - ordered[0] < 2 * _SEASON and all(
        later - sooner < _SEASON for sooner, later in pairwise(ordered)
    )


def _since_1970(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days


def _date(day: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=day)


def _in_either_order(form: str) -> bool:
    return bool(re.match(r"%d([-/.])%m\1%[yY]|%m([-/.])%d\2%[yY]", form))
