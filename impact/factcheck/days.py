"""The day that a text gives an event, and how far the record's own date bears it out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from impact.factcheck.patterns import lazy
from impact.factcheck.text import COVER

_MONTHS = (
    ("jan",), ("feb", "fev"), ("mar",), ("apr", "avr"), ("may", "mai"), ("jun", "juin"),
    ("jul", "juil"), ("aug", "aou"), ("sep",), ("oct",), ("nov",), ("dec",),
)  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
    "novembre", "decembre",
)  # fmt: skip
# Plain letters keep the month and the year of a date; its day is covered there, and read from the text itself.
_DATED = lazy(
    rf"(?:(?P<ahead>{COVER}+) (?:of )?)?(?:\b(?P<month>[a-z]{{3,9}})\b\.?(?P<behind> ?{COVER}+)?,? )?"
    rf"(?P<numeric>{COVER}{{4,6}})?(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)(?P<iso>{COVER}{{6}})?"
)


class Borne(StrEnum):
    """How far the record's date bears out that of a text: all of it, a part (the record knows less), none."""

    OUT = "out"
    IN_PART = "in_part"
    NOT = "not"


@dataclass(frozen=True)
class Day:
    """A year as a text gives it, with the month and the day where it gives them."""

    year: int
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None  # the first and last that a part of the year may mean
    of_month: tuple[int, int] | None = (
        None  # the first and last day that a part of the month may mean
    )
    slack: int = 0  # by how many days it may be off, or months where a part of a year is told

    def borne(self, date: str | None) -> Borne:
        """By a date of the record, `2021`, `2021-06`, `2021-06-30` or none."""
        known = [int(part) for part in (date or "").split("-") if part]
        if not known:
            return Borne.IN_PART
        if self.slack and self.month and self.day and len(known) == 3:
            off = dt.date(*known) - dt.date(self.year, self.month, self.day)
            return Borne.OUT if abs(off.days) <= self.slack else Borne.NOT
        if self.months and len(known) > 1 and known[0] == self.year:
            return _within(known[1], self.months, self.slack)
        if self.of_month and known[:2] == [self.year, self.month]:
            return (
                _within(known[2], self.of_month, self.slack) if len(known) == 3 else Borne.IN_PART
            )
        given = [part for part in (self.year, self.month, self.day) if part is not None]
        if any(mine != its for mine, its in zip(given, known, strict=False)):
            return Borne.NOT
        return Borne.OUT if len(known) >= len(given) else Borne.IN_PART


def _within(known: int, span: tuple[int, int], slack: int) -> Borne:
    """By a month or day of the record. A little beside a part of a year or month only the part is not borne out:
    nobody says where it ends."""
    first, last = span
    if first <= known <= last:
        return Borne.OUT
    return Borne.IN_PART if first - slack <= known <= last + slack else Borne.NOT


def days(flat: str, text: str, start: int, end: int) -> Iterator[tuple[int, int, Day]]:
    """The dates in a stretch of a covered sentence, with where they stand; `text` is the sentence as written."""
    for found in _DATED.finditer(flat, start, end):
        month = month_of(found["month"])
        first = found.start() if month or found["numeric"] else found.start("year")
        yield first, found.end(), _day(found, text, month)


def _day(found: re.Match[str], text: str, month: int | None) -> Day:
    year = int(found["year"])
    if found["iso"]:
        _, of_year, of_month = text[found.start("year") : found.end("iso")].split("-")
        return Day(year, int(of_year), int(of_month))
    if found["numeric"]:
        parts = [int(part) for part in re.findall(r"\d+", text[slice(*found.span("numeric"))])]
        if len(parts) == 2 and parts[0] > 12 >= parts[1]:
            return Day(year, parts[1], parts[0])
        return Day(year)  # 3/6 is in June or in March
    group = "behind" if found["behind"] else "ahead"
    if month is None or not found[group]:
        return Day(year, month)
    digits = re.search(r"\d{1,2}", text[slice(*found.span(group))])
    return Day(year, month, int(digits.group()) if digits else None)


def month_of(word: str | None) -> int | None:
    """The number of a month by its plain name."""
    for number, starts in enumerate(_MONTHS, 1):
        if word and word.startswith(starts):
            return number
    return None
