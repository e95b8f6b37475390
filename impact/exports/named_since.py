"""Names that the record has since: what is in under one of them stays without a case until a rule says which.

What is in stays where it was counted, for what a name means is not asked anew at every row of the record. But whoever
enters a case after its first export expects its actions there, so how many wait is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from impact.exports.labels import Label
from impact.exports.text import fold
from impact.record.corrections import Change
from impact.record.reader import Record

TABLES = ("cases", "case_names")


def waiting(changes: Iterable[Change], record: Record | None, labels: Iterable[Label]) -> int:
    """The actions of no known case that stand under a name that these rows give to one of its edition."""
    names = {
        (fold(name), edition)
        for change in changes
        if change.table in TABLES and change.cells is not None
        for edition in (_edition(change, record),)
        for name in (change.cells.get("name", ""), change.cells.get("name_fr", ""))
        if name
    }
    return sum(each.actions for each in labels if (fold(each.text), each.edition) in names)


def _edition(change: Change, record: Record | None) -> int | None:
    assert change.cells is not None
    if change.table == "cases":
        return int(change.cells["edition_year"])
    case = change.cells["case_id"]
    return record.editions.get(case) if record is not None else None
