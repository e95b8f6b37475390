"""Who was taken in again, and how often: also where the record calls it by another name than an arrest."""

from __future__ import annotations

from collections.abc import Sequence

from impact.record.schema import OUTCOME_TYPE, STANDING
from impact.talking.points.speaker import Row


def of_some(case: Row, row: Row) -> bool:
    """Whether an event is of some of a group and not of all of it."""
    return case["people"] not in (1, None) and row["people"] not in (None, case["people"])


def untold(case: Row, rows: Sequence[Row], every: Sequence[Row]) -> list[Row]:
    """All events by which somebody was taken in again, where not all of several are told."""
    found = taken_in(every)
    if len(found) < 2 or any(of_some(case, each) for each in found):
        return []
    return [] if all(each in rows for each in found) else found


def taken_in(rows: Sequence[Row]) -> list[Row]:
    """The events of a day by which somebody was taken in, whatever they are called: also a sentence that came after a
    release and was served."""
    found: list[Row] = []
    out = False
    for row in rows:
        kind = OUTCOME_TYPE[row["outcome_type"]].custody
        reached = STANDING.get(row["custody_after"] or kind)
        arrested = row["outcome_type"] == "re_arrested"
        if row["event_date"] and (arrested or (out and reached is not None and reached.held)):
            found.append(row)
        out = reached.free if reached is not None and kind != "died" else out
    return found
