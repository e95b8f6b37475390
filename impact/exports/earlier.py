"""What is told of a list's earlier files, once it is worked out what an export changes: which one it takes the place of,
which stands over it, and what of it is not there any more."""

from __future__ import annotations

from collections.abc import Callable

from impact.exports import named_since
from impact.exports.book import Book
from impact.exports.intake import Report
from impact.exports.ledger import Entry
from impact.exports.settling import Found
from impact.faults import shown
from impact.record.reader import Record

_MOST_ROWS = 200_000  # of a file in which an answer may have been deleted by hand


def tell(book: Book, report: Report, entry: Entry, record: Record | None) -> None:
    """Say which file a newer version takes the place of, where that changes what was counted, and what a newer file of
    actions has no longer; of new names, what waits under them."""
    sums = report.effect.sums if report.effect else None
    if sums is not None and sums.replaced + sums.removed:
        _tell_version(book, report, entry, "in_place", lambda other: other.id != entry.id)
    if entry.newer == "events" and entry.part:
        _tell_absent(book, report, entry)
    if report.table in named_since.TABLES:
        labels = book.settling.balance.nameless()
        if count := named_since.waiting(report.changes, record, labels):
            report.warnings.append(("named_since", {"count": count}))


def tell_lost(book: Book, report: Report) -> None:
    """Say which actions count for cases that rows take out of the record, or out of their edition."""
    editions = {
        change.key: change.cells and change.cells["edition_year"]
        for change in report.changes
        if change.table == "cases"
    }
    lost = sum(
        actions
        for (case, year), actions in (book.settling.balance.of_cases() if editions else {}).items()
        if case in editions and editions[case] != str(year)
    )
    if lost:
        report.warnings.append(("case_lost", {"count": lost}))


def tell_holes(report: Report, found: Found | None) -> None:
    """Say which days of a list stand though a part of it spans them and has them not: somebody may have deleted them."""
    holes = found.holes if found is not None else {}
    if holes.get("actions"):
        days = {"since": holes["first"].isoformat(), "until": holes["last"].isoformat()}
        told = {"count": holes["days"], "actions": holes["actions"], **days}
        report.warnings.append(("holes", told))


def tell_below(book: Book, report: Report, entry: Entry) -> None:
    """Say which newer version stands over one that was decided of after it had come."""
    _tell_version(book, report, entry, "below", lambda other: other.order > entry.order)


def _tell_version(
    book: Book, report: Report, entry: Entry, key: str, meant: Callable[[Entry], bool]
) -> None:
    """Name the newest other version of an export's list that is meant."""
    if book.ledger.stream_of(entry).newer != "versions":
        return
    other = _newest(book, entry, meant)
    if other is not None:
        report.warnings.append((key, _named(other)))


def _tell_absent(book: Book, report: Report, entry: Entry) -> None:
    """What the file before had and this one has not, though it has most of it: answers that somebody deleted stay, for a
    file of actions may as well be a part."""
    before = _newest(book, entry, lambda other: other.order < entry.order)
    if before is None or max(before.rows_counted, entry.rows_counted) > _MOST_ROWS:
        return
    (row,) = book.settling.absent(entry, before)
    if row["shared"] and row["rows"]:
        told = {"count": row["rows"], "actions": row["actions"], "id": before.id}
        report.warnings.append(("absent", {**_named(before), **told}))


def _newest(book: Book, entry: Entry, meant: Callable[[Entry], bool]) -> Entry | None:
    stream = book.ledger.stream_of(entry)
    for other in reversed(book.ledger.standing()):
        if other.part and book.ledger.stream_of(other).key == stream.key and meant(other):
            return other
    return None


def _named(other: Entry) -> dict[str, int | str]:
    received = other.received_at[:16].replace("T", " ")
    return {"file": shown(other.file), "date": f"{received} UTC"}
