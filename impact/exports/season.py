"""Season: which edition is running today, and whether the record has its cases.

Counts of an edition whose cases nobody has entered are counts of no known case: staff should hear of it
before they hand anything in, and nobody should take the last edition for this one. Every function is told the
day: the clock is asked where a page or a command begins, and never for an older snapshot.
"""

from __future__ import annotations

import datetime as dt

from impact.record.reader import Record

# The first and last month and day of a campaign, unless the mappings say otherwise.
WINDOW = ("11-01", "03-31")


def running(day: dt.date, window: tuple[str, str]) -> int | None:
    """The edition whose campaign a day lies in; None between two campaigns.

    `window`: its first and last month and day, such as 11-01 and 03-31; it may pass New Year.
    """
    start, end = window
    mark = f"{day.month:02}-{day.day:02}"
    if start <= end:
        return day.year if start <= mark <= end else None
    if mark >= start:
        return day.year
    return day.year - 1 if mark <= end else None


def begun(day: dt.date, window: tuple[str, str]) -> int:
    """The newest edition whose campaign has begun by a day: it runs, or is over."""
    return day.year if f"{day.month:02}-{day.day:02}" >= window[0] else day.year - 1


def missing(day: dt.date, window: tuple[str, str], record: Record) -> int | None:
    """The edition that is running and of which the record has no case; None if all is well."""
    edition = running(day, window)
    known = {row["edition_year"] for row in record.tables["cases"]}
    return None if edition in known else edition
