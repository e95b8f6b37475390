"""What exports change in the record: rows added, corrected or withdrawn by their key.

The versioned record stays the base. Changes are laid over it in the order they came, the newest one
of a key wins, and taking an export out again brings back what it changed. A row whose case or
edition is gone is left out, and told of; it comes back when they do. So is the total of an edition that no
printed claim carries any more: what is not printed is not recommended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from impact.faults import Place
from impact.record.publishers import publisher
from impact.record.reader import Record, Row, cell, dated
from impact.record.schema import EMBARGO, STRENGTHS, TABLE, TABLES, Table

# The tables that exports may change. The others stay as the record's own files have them.
OPEN = (
    "editions", "claims", "cases", "case_names", "consents", "outcomes", "section_dates", "targets",
)  # fmt: skip
SENT_IN = "sent_in"
# The cells of an edition that say where its total was seen, and where a claim has them.
SOURCE = {
    "source_name": "publisher",
    "source_name_fr": "publisher_fr",
    "source_url": "source_url",
    "source_date": "source_date",
    "source_strength": "source_strength",
}
_TOTAL = ("actions", "actions_qualifier", "actions_counted")


@dataclass(frozen=True)
class Change:
    """One row of an export of one of the open tables.

    `cells` holds the whole new row as text by column; None withdraws the row. `reason` may be empty
    for a row that is new. `before` holds the row as it was, empty if there was none. `sent_on`: the day on
    which it came, which is the day on which this row, and no other, was checked. `sent_at`: the second, in UTC.
    """

    table: str
    key: str
    cells: Mapping[str, str] | None
    reason: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    sent_on: dt.date | None = None
    sent_at: str = ""

    @property
    def publish_at(self) -> str:
        """When the new row may be told, in UTC; empty: at once."""
        text = (self.cells or {}).get(EMBARGO.name, "")
        return str(cell(EMBARGO, text, Place(TABLE[self.table].file))) if text else ""

    def row(self) -> Row:
        """The new row with its types. Raises `Fault` if a cell breaks the contract."""
        table = TABLE[self.table]
        cells = self.cells or {}
        return {
            column.name: cell(column, cells.get(column.name, ""), Place(table.file))
            for column in table.columns
        }


def key_of(table: Table, row: Row) -> str:
    """The key of a row of one of the open tables, as text; a part that is empty is a dash."""
    return " / ".join("–" if row[name] is None else str(row[name]) for name in table.key)


def amended(record: Record, changes: Iterable[Change], until: str | None = None) -> Record:
    """The record with these changes over it; `until`: as far as it may be told at a moment, in UTC.

    What may not be told yet is not there, or still what it was before it was changed, if that was out by then: an
    embargo that is put off takes the place of the one before it.
    `left_out`: rows without their case or edition, and editions whose total no claim carries any more.
    """
    changes, told = list(changes), record.tables
    if until is not None:
        changes = put_off(changes)
        told = _told(record.tables, until)
        waiting = {(each.table, each.key): each for each in changes if each.publish_at > until}
        told = _not_out(told, waiting)
        changes = [each for each in changes if each.publish_at <= until]
    if not changes and told is record.tables:
        return record
    tables = {name: {key_of(TABLE[name], row): row for row in told.get(name, ())} for name in OPEN}
    earlier: dict[str, list[Row]] = {}  # what an edition said before, oldest first
    for change in changes:
        if change.cells is None:
            tables[change.table].pop(change.key, None)
        else:
            table, day = TABLE[change.table], change.sent_on or record.checked_on
            row = _weighed(change.row(), record)
            if change.table == "editions" and change.key in tables["editions"]:
                earlier.setdefault(change.key, []).append(tables["editions"][change.key])
            tables[change.table][change.key] = dated(table, row, day, SENT_IN)
    merged = dict(told) | {name: list(rows.values()) for name, rows in tables.items()}
    left_out: list[tuple[str, str]] = []
    while lost := _lost(merged):
        for name, row in lost:
            left_out.append((name, key_of(TABLE[name], row)))
            merged[name] = [other for other in merged[name] if other is not row]
    carries = any(change.table in ("editions", "claims") for change in changes)
    if carries or told is not record.tables:
        merged["editions"], bare = _carried(record, merged, earlier)
        left_out += [("editions", year) for year in bare]
    return replace(record, tables=merged, left_out=tuple(left_out))


def _told(tables: Mapping[str, list[Row]], until: str) -> Mapping[str, list[Row]]:
    """The tables without the rows that may not be told yet; the very same if all may."""

    def may(row: Row) -> bool:
        return str(row[EMBARGO.name] or "") <= until

    found = {
        name: [row for row in rows if may(row)]
        for name, rows in tables.items()
        if TABLE[name].embargoed and not all(map(may, rows))
    }
    return {**tables, **found} if found else tables


def put_off(changes: Iterable[Change]) -> list[Change]:
    """Changes without those under an embargo that was not over when a newer one of the same row came."""
    kept: list[Change] = []
    replaced: dict[tuple[str, str], str] = {}  # when the row was sent again, at the earliest
    for change in reversed(list(changes)):
        row = change.table, change.key
        sent = replaced.get(row, "")
        if not (sent and change.publish_at > sent):
            kept.append(change)
        if change.sent_at:
            replaced[row] = min(filter(None, (sent, change.sent_at)))
    return kept[::-1]


def _not_out(
    tables: Mapping[str, list[Row]], waiting: Mapping[tuple[str, str], Change]
) -> Mapping[str, list[Row]]:
    """The tables without the rows whose own embargo was put off by a change that waits."""
    found = dict(tables)
    for name in {table for table, _ in waiting}:
        rows = found.get(name, [])
        kept = [
            row
            for row in rows
            if not (change := waiting.get((name, key_of(TABLE[name], row))))
            or not change.sent_at
            or str(row.get(EMBARGO.name) or "") <= change.sent_at
        ]
        if len(kept) < len(rows):
            found[name] = kept
    return found if found != tables else tables


def embargoed(tables: Mapping[str, list[Row]], now: str) -> list[tuple[str, str, str]]:
    """The rows that may not be told yet at a moment in UTC: table, key, and until when, the next first."""
    found = [
        (name, key_of(TABLE[name], row), str(row[EMBARGO.name]))
        for name, rows in tables.items()
        if TABLE[name].embargoed
        for row in rows
        if str(row[EMBARGO.name] or "") > now
    ]
    return sorted(found, key=lambda each: each[2])


def carriers(claims: Iterable[Row], edition: Row) -> list[Row]:
    """The printed claims that carry the total of an edition: its number, read as the edition reads it, with a
    publisher and the page where it stands."""
    return [
        claim
        for claim in claims
        if claim["subject"] == "actions"
        and claim["edition_year"] == edition["edition_year"]
        and claim["value"] == edition["actions"]
        and claim["qualifier"] == (edition["actions_qualifier"] or "exact")
        and claim["source_url"]
    ]


def printed(claims: Iterable[Row], edition: Row) -> bool:
    """Whether a printed claim carries the total of an edition."""
    return bool(carriers(claims, edition))


def foremost(claims: Iterable[Row]) -> Row:
    """Of claims that say the same, the one to name: what may be told at once first, and the strongest of that."""
    return min(
        claims,
        key=lambda claim: (
            str(claim[EMBARGO.name] or ""),
            STRENGTHS.index(str(claim["source_strength"])),
        ),
    )


def _sourced(edition: Row, claims: Iterable[Row]) -> Row:
    """An edition with a source that printed its total: its own, if it did, else that of a claim."""
    carrying = carriers(claims, edition)
    if not carrying or any(claim["source_url"] == edition["source_url"] for claim in carrying):
        return edition
    claim = foremost(carrying)
    return edition | {name: claim[of_claim] for name, of_claim in SOURCE.items()}


def _page(edition: Row) -> tuple[object, ...]:
    """Which total of which edition was seen where."""
    return edition["edition_year"], edition["actions"], edition["source_url"]


def _carried(
    record: Record, tables: Mapping[str, list[Row]], earlier: Mapping[str, list[Row]]
) -> tuple[list[Row], list[str]]:
    """The editions, each with its newest total that a claim carries, and those that lost one.

    A total that no claim of the record's own carried was so before any export, and stays for the check; so does
    its page, where the record's own claims have it from another.
    """
    own = {
        row["edition_year"]: row["actions"]
        for row in record.tables["editions"]
        if not printed(record.tables["claims"], row)
    }
    pages = {
        _page(row)
        for row in record.tables["editions"]
        if row != _sourced(row, record.tables["claims"])
    }
    found: list[Row] = []
    lost: list[str] = []

    def stands(row: Row) -> bool:
        year = row["edition_year"]
        bare = row["actions"] is None or (year in own and own[year] == row["actions"])
        return bare or printed(tables["claims"], row)

    for row in tables["editions"]:
        if not stands(row):
            key = str(row["edition_year"])
            lost.append(key)
            before = next((each for each in reversed(earlier.get(key, [])) if stands(each)), None)
            cells = before or dict.fromkeys(_TOTAL)
            row = row | {name: cells[name] for name in (*_TOTAL, *SOURCE) if name in cells}
        found.append(row if _page(row) in pages else _sourced(row, tables["claims"]))
    return found, lost


def gone(before: Record, after: Record) -> list[tuple[str, str]]:
    """What a step leaves out of the record that stood in it before: tables and keys."""
    return [each for each in after.left_out if each not in before.left_out]


def _weighed(row: Row, record: Record) -> Row:
    """The row with the strength that its source has by rule, where its publisher is listed."""
    found = publisher(str(row.get("source_url") or ""), record.publishers)
    said = row.get("source_strength")
    return row | {"source_strength": found.strength} if found and said else row


def _lost(tables: Mapping[str, list[Row]]) -> list[tuple[str, Row]]:
    """Rows that refer to a row that is not there."""
    keys = {name: {row[TABLE[name].key[0]] for row in rows} for name, rows in tables.items()}
    return [
        (table.name, row)
        for table in TABLES
        for row in tables[table.name]
        if any(
            row[column.name] is not None and row[column.name] not in keys[column.refers_to]
            for column in table.columns
            if column.refers_to
        )
    ]


def referring(record: Record, table: str, key: str) -> bool:
    """Whether another row refers to this one, so that it cannot be withdrawn alone."""
    return any(
        str(row[column.name]) == key
        for other in TABLE.values()
        for column in other.columns
        if column.refers_to == table
        for row in record.tables.get(other.name, ())
    )
