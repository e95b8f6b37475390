"""Which edition a day is of: by the days that the record has of a section and of the world, else by the window.

An edition begins with the window of the mappings (1 November), or sooner, where the record says that the section
or the world began sooner. Nothing here asks what the row says besides its day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from impact.exports import season
from impact.i18n import countries
from impact.i18n.words import LANGUAGES, section
from impact.record.reader import Record, Row

# How a section that shares its country is told apart, by what its language is called.
_SPOKEN = {"fr": "FR", "en": "EN", "an": "EN", "du": "NL", "fl": "NL", "ne": "NL", "né": "NL"}


@dataclass(frozen=True)
class EditionDays:
    """The days of each edition in one section. `window`: first and last month and day of a campaign; `begun`: the
    first days that are known to lie before its window, by edition."""

    window: tuple[str, str]
    begun: Mapping[int, dt.date] = field(default_factory=dict)

    def edition(self, day: dt.date) -> int:
        """The newest edition that had begun by a day."""
        by_window = season.begun(day, self.window)
        first = self.begun.get(by_window + 1)
        return by_window + 1 if first is not None and first <= day else by_window

    def outside(self, day: dt.date) -> bool:
        """Whether a day lies in no edition: after the one before it, and before the next has begun."""
        running = season.running(day, self.window) is not None
        return not running and self.edition(day) == season.begun(day, self.window)


def of_section(
    code: str, window: tuple[str, str], record: Record | None, sections: Collection[str]
) -> EditionDays:
    """The days of each edition in a section, by its code. `sections`: all codes."""
    if record is None:
        return EditionDays(window)
    begun: dict[int, dt.date] = {}
    own = [row for row in record.tables["section_dates"] if code_of(row, sections) == code]
    for row in (*record.tables["editions"], *own):
        first, year = row["starts_on"], int(str(row["edition_year"]))
        if not isinstance(first, dt.date) or season.running(first, window) is not None:
            continue
        if season.begun(first, window) == year - 1:
            begun[year] = min(first, begun.get(year, first))
    return EditionDays(window, begun)


def code_of(row: Row, sections: Collection[str]) -> str | None:
    """The code of the section that a row of the record names: by its code, as pages call it, or by its country
    and language, as in "Canada (francophone)"."""
    named = _named(tuple(sections))
    for text in (str(row["section"]), str(row["section_fr"])):
        called = " ".join(text.split()).casefold()
        if called in named:
            return named[called]
        match = re.fullmatch(r"(.+?)\s*\((\w\w).*\)", called)
        country = countries.code(match[1] if match else called)
        spoken = _SPOKEN.get(match[2]) if match else None
        code = f"{country}-{spoken}" if spoken else str(country)
        if code in sections:
            return code
    return None


@lru_cache(1)
def _named(sections: tuple[str, ...]) -> Mapping[str, str]:
    """The codes of sections by what they are called in any language, and by themselves."""
    return {
        name.casefold(): code
        for code in reversed(sections)  # of two that are called alike, the first
        for name in (code, *(section(lang, code) for lang in LANGUAGES))
    }
