"""The section's local day of each row, whatever zone its platform writes in."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import days as dates
from impact.exports.sources import When

# Hours since 1970 between which a zone is asked: 2000 to 2100.
_FIRST_HOUR, _LAST_HOUR = 262_968, 1_139_544
_DAY = 86_400
_FIRST_DAY = np.datetime64(dates.FIRST)


class Days(NamedTuple):
    """The day of each row; those that cannot be, and those of them that are still to come."""

    days: Any
    bad: Any
    ahead: Any


class LocalDays:
    """Reads a file's columns of dates. Raises `OrderNeeded` where a cell may mean two days."""

    def __init__(self, when: When, zone: str, order: dates.DayOrder | None, today: dt.date) -> None:
        """`zone`: that of the section."""
        self._when = when
        self._zone = zone
        self._order = order
        self._today = np.datetime64(today)
        self._dates = dates.DayReader(when.formats, order, date_only=when.date_only)
        self.reason = lru_cache(1 << 12)(self._reason)

    def read(self, table: pa.Table) -> tuple[Days, pa.Array]:
        """The days, and the text that they were read from."""
        when = self._when
        text = table[when.columns[0]].combine_chunks()
        for column in when.columns[1:]:
            text = pc.binary_join_element_wise(text, table[column].combine_chunks(), when.join)
        stamps = self._dates.read(text)
        seconds = np.where(stamps.read, stamps.seconds, 0)
        if stamps.zoned.any():
            seconds = np.where(
                stamps.zoned, self._local(seconds, "UTC"), self._of_file(seconds, when.zone)
            )
        else:
            seconds = self._of_file(seconds, when.zone)
        days = seconds.astype("datetime64[s]").astype("datetime64[D]")
        ahead = stamps.read & (days > self._today)
        return Days(days, ~stamps.read | (days < _FIRST_DAY) | ahead, ahead), text

    def first_ahead(self, found: Days) -> dt.date | None:
        """The first day that is still to come and may well come: the file can be taken again then."""
        soon = found.days[found.ahead & (found.days < self._today + np.timedelta64(3653))]
        day: dt.date | None = soon.min().item() if len(soon) else None
        return day

    def _reason(self, cell: str, ahead: bool) -> str:
        reason = dates.reason(cell, order=self._order)
        if ahead and reason != "date_calendar":
            return "date_future"
        return reason

    def _of_file(self, seconds: Any, zone: str | None) -> Any:
        return self._local(seconds, zone) if zone else seconds

    def _local(self, seconds: Any, zone: str) -> Any:
        """Seconds of the file's zone as seconds of the section's, one look-up per hour there is."""
        hours = (
            np.clip(seconds // 3600, _FIRST_HOUR, _LAST_HOUR) - _FIRST_HOUR
        )  # others are set aside
        shifts = _shifts(zone, self._zone)
        found = shifts[hours]
        missing = found == 0
        if missing.any():
            there, here = ZoneInfo(zone), ZoneInfo(self._zone)
            for hour in np.unique(hours[missing]).tolist():
                naive = dt.datetime(1970, 1, 1) + dt.timedelta(hours=_FIRST_HOUR + hour)
                local = naive.replace(tzinfo=there).astimezone(here).replace(tzinfo=None)
                shifts[hour] = _DAY + int((local - naive).total_seconds())
            found = shifts[hours]
        return seconds + (found - _DAY)


@lru_cache(8)
def _shifts(_there: str, _here: str) -> Any:
    """The seconds from one zone's clock to another's by hour, as far as they were asked for.

    A day more than they are, for 0 is what nobody asked for: so what is not used takes no memory.
    """
    return np.zeros(_LAST_HOUR - _FIRST_HOUR + 1, dtype=np.int32)
