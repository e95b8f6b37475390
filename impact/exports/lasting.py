"""Answers that somebody gave for a list from now on, given again for a file that comes. Each is told with the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from impact.exports import questions
from impact.exports.intake import Report
from impact.exports.ledger import Entry, Ledger
from impact.faults import shown

if TYPE_CHECKING:
    from impact.exports.admission import Reading


def of_sheets(
    ledger: Ledger, readings: Sequence[Reading], section: str, origin: str
) -> Sequence[Reading]:
    """The ways to read a file, but for what was said of all workbooks of its list: that their sheets are one. Where
    one sheet sums up the others, it is asked all the same."""
    first = readings[0]
    if not first.sheets or first.holder:
        return readings
    if not ledger.said_of(section, first.report.mapping or "", origin).sheets:
        return readings
    names = ", ".join(shown(name) for name in first.sheets)
    first.report.warnings.append(("sheets_all", {"names": names}))
    return [first]


def of_ids(
    ledger: Ledger, entry: Entry, asked: questions.OpenQuestion | None, report: Report
) -> Entry | None:
    """An export as the newer file of another list, where that was said of files of its name and its ids say the same
    there; None if it was not."""
    onward = ledger.stream_of(entry).onward
    if not onward or asked is None or "further" not in asked.choices:
        return None
    if asked.values.get("stream") != onward:
        return None
    report.warnings.append(("goes_on", {"list": str(asked.values["named"])}))
    answers = {**entry.answers, **questions.answer(asked, "further")}
    return replace(entry, answers=answers)
