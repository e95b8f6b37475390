"""Cells of the record as people write them: 5 012 345, 27/11/2026, 2026-11-27 00:00:00.

What has one meaning is brought into the form of the contract; what may have two stays as it is, and is
refused with the reason.
"""

from __future__ import annotations

import re

from impact.exports.numbers import whole_number
from impact.exports.sources import NumberForm
from impact.record.schema import Column, Kind

_LARGEST = 10**15 - 1
_BARE = NumberForm()  # of which nothing is known
_DAYS = (Kind.DATE, Kind.PARTIAL_DATE)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(:00)?", re.ASCII)
_DIVIDED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)


def plainly(column: Column, text: str, form: NumberForm = _BARE) -> str:
    """A cell in the form of the contract, if it has one meaning; else as it is. `form`: how whoever wrote a
    number writes thousands, where that is known."""
    if column.kind == Kind.WHOLE and text:
        number = whole_number(text, form, _LARGEST)
        return text if isinstance(number, str) else str(number[0])
    if column.kind in _DAYS:
        return _day(text)
    return text


def _day(text: str) -> str:
    if match := _MIDNIGHT.fullmatch(text):
        return match[1]
    if match := _MONTH.fullmatch(text):
        return f"{match[2]}-{int(match[1]):02}"
    match = _DIVIDED.fullmatch(text)
    if match is None or _either(match):
        return text
    first, second = int(match[1]), int(match[3])
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return f"{match[4]}-{month:02}-{day:02}"


def _either(match: re.Match[str]) -> bool:
    """Whether nothing tells the day from the month."""
    return max(int(match[1]), int(match[3])) <= 12 and int(match[1]) != int(match[3])


def unsure(column: Column, text: str) -> str | None:
    """The reason why a cell may mean two things; None if that is not what is wrong with it."""
    if column.kind == Kind.WHOLE and whole_number(text, _BARE, _LARGEST) == "count_ambiguous":
        return "count_ambiguous"
    match = _DIVIDED.fullmatch(text) if column.kind in _DAYS else None
    return "date_either" if match and _either(match) else None
