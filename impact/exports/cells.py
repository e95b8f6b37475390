"""Cells of the record as people write them: 5 012 345, 27/11/2026, 27 novembre 2026, 2026-11-27 00:00:00.

What has one meaning is brought into the form of the contract; what may have two stays as it is, and is
refused with the reason.
"""

from __future__ import annotations

import datetime as dt
import re

from impact.exports.days import DayOrder, DayReader
from impact.exports.numbers import whole_number
from impact.exports.sources import NumberForm
from impact.record.schema import Column, Kind

_LARGEST = 10**15 - 1
_BARE = NumberForm()  # of which nothing is known
_DAYS = (Kind.DATE, Kind.PARTIAL_DATE)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(:00)?", re.ASCII)
_DIVIDED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
_NAMED = re.compile(r"(?=.*[^\W\d_]{3}).*\d.*")  # a month by its name
_NAMED_MONTH = re.compile(r"[^\W\d_]{3,}\.?\s+\d{4}")


def plainly(column: Column, text: str, form: NumberForm = _BARE, *, day_first: bool = False) -> str:
    """A cell in the form of the contract, if it has one meaning; else as it is. `form`: how whoever wrote a
    number writes thousands, where that is known; `day_first`: that they write no month before its day."""
    if column.kind == Kind.WHOLE and text:
        number = whole_number(text, form, _LARGEST)
        return text if isinstance(number, str) else str(number[0])
    if column.kind in _DAYS:
        return _day(text, day_first=day_first)
    return text


def readings(text: str) -> tuple[str, ...]:
    """The days that a date may mean of which nothing tells the day from the month; none of any other text."""
    match = _DIVIDED.fullmatch(text)
    if match is None or not _either(match):
        return ()
    first, second = int(match[1]), int(match[3])
    return tuple(f"{match[4]}-{b:02}-{a:02}" for a, b in ((first, second), (second, first)))


def _day(text: str, *, day_first: bool) -> str:
    if match := _MIDNIGHT.fullmatch(text):
        return match[1]
    if match := _MONTH.fullmatch(text):
        return f"{match[2]}-{int(match[1]):02}"
    if _NAMED.fullmatch(text):
        return _named(text)
    match = _DIVIDED.fullmatch(text)
    if match is None:
        return text
    if meant := readings(text):
        return meant[0] if day_first else text
    first, second = int(match[1]), int(match[3])
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return f"{match[4]}-{month:02}-{day:02}"


def _named(text: str) -> str:
    """A day, or a month of a year, whose month is written as a word; as it is, if it is none."""
    month = _NAMED_MONTH.fullmatch(text)
    read = DayReader((), DayOrder.NOTHING_TO_PROVE).one(f"1 {text}" if month else text)
    if read is None or read[1] is not None or read[0] % 86_400:
        return text
    found = dt.datetime.fromtimestamp(read[0], dt.UTC).date().isoformat()
    return found[:7] if month else found


def _either(match: re.Match[str]) -> bool:
    """Whether nothing tells the day from the month."""
    return max(int(match[1]), int(match[3])) <= 12 and int(match[1]) != int(match[3])


def unsure(column: Column, text: str) -> str | None:
    """The reason why a cell may mean two things; None if that is not what is wrong with it."""
    if column.kind == Kind.WHOLE and whole_number(text, _BARE, _LARGEST) == "count_ambiguous":
        return "count_ambiguous"
    return "date_either" if column.kind in _DAYS and readings(text) else None
