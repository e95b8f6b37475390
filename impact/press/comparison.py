"""What differs between two states: the rows of every figure, told apart by its key.

A figure that takes an edition or a case is asked for each of them. What cannot differ is not asked: a
query that rests on no table that changed, and a case none of whose people, nor whose edition, did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from impact import database, figures
from impact.database import Rows
from impact.figures import access
from impact.figures.live import State
from impact.record.reader import Row
from impact.record.schema import TABLES

Key = tuple[str, str]  # a table of the record and the key of one of its rows, as text
Line = Mapping[str, Any]  # one row of a figure


@dataclass(frozen=True)
class Difference:
    """One row of a figure before and after: None where there was none, or is none any more.

    `given`: what the figure was asked for. `touched`: the changed rows of the record that this one
    rests on, as far as its claim, case or edition tells; `corrected`: whether one of them stood there
    before. `counted`: whether it rests on counts that may have changed. `near`: whether what was touched is its own, and
    not all that changed, because nothing tells which.
    """

    figure: str
    given: Mapping[str, object]
    old: Line | None
    new: Line | None
    touched: frozenset[Key]
    corrected: bool
    counted: bool
    near: bool = True

    @property
    def row(self) -> Line:
        """The newer of the two rows."""
        row = self.new or self.old
        assert row is not None
        return row

    @property
    def columns(self) -> list[str]:
        """The columns whose cells differ; all of them in a row that came or went."""
        old, new = self.old or {}, self.new or {}
        return [column for column in facts(self.row) if old.get(column) != new.get(column)]


@dataclass(frozen=True)
class _Of:
    """What a changed row of the record is of: the earliest case of its people, and editions; whether
    it stood there before."""

    person: str
    years: frozenset[object]
    stood: bool


@dataclass(frozen=True)
class Changes:
    """The rows of the record that differ between two states, and whether counts may. `since`: the earliest
    edition of which they do, where nothing else differs; 0 where something may."""

    rows: Mapping[Key, _Of]
    persons: Mapping[str, str]  # of each case the earliest case of the same people
    editions: Mapping[str, int]  # of each case its edition
    counted: bool
    since: int = 0


def differences(before: State, after: State, *, counted: bool = True) -> list[Difference]:
    """Every row of every figure that differs, figure by figure in the order of their names.

    `counted`: whether what was counted from exports, or is aimed at, may differ as well.
    """
    changes = changes_between(before, after, counted=counted)
    return [
        difference
        for name in access.told()
        if _may_differ(name, changes)
        for given in _questions(before, after, name, changes)
        for difference in of_figure(before, after, name, given, changes)
    ]


def of_figure(
    before: State, after: State, name: str, given: Mapping[str, object], changes: Changes
) -> list[Difference]:
    """The rows of one figure that differ. `given`: its parameters."""
    old = before.database.rows(name, **given)
    new = after.database.rows(name, **given)
    if old == new:
        return []
    rests = database.rests_on(name)
    counted = changes.counted and _counts(rests)
    found = []
    for was, now in _pairs(old, new, figures.key(name)):
        touched, near = _touched({**given, **(was or {}), **(now or {})}, rests, changes)
        corrected = any(changes.rows[place].stood for place in touched)
        found.append(Difference(name, given, was, now, touched, corrected, counted, near))
    return found


def changes_between(before: State, after: State, *, counted: bool = True) -> Changes:
    """Which rows of the record differ, and what they are of."""
    persons = {**before.record.persons, **after.record.persons}
    editions = {**before.record.editions, **after.record.editions}
    rows: dict[Key, _Of] = {}
    for table in TABLES:
        earlier, later = (
            {_named(row, table.key): row for row in state.record.tables[table.name]}
            for state in (before, after)
        )
        for key in earlier.keys() | later.keys():
            was, now = earlier.get(key), later.get(key)
            if was and now and facts(was) == facts(now):
                continue
            sides = [row for row in (was, now) if row is not None]
            case = next((str(row["case_id"]) for row in sides if row.get("case_id")), "")
            years = {row.get("edition_year") for row in sides} | {editions.get(case)}
            rows[table.name, key] = _Of(
                persons.get(case, case), frozenset(years - {None}), was is not None
            )
    if before.record.checked_on != after.record.checked_on:
        rows["about", ""] = _Of("", frozenset(), stood=False)
    since = _since(before, after) if counted and not rows else 0
    return Changes(rows, persons, editions, counted, since)


def _since(before: State, after: State) -> int:
    """The earliest edition of which the counts of two states differ, 0 if those of none do. No figure of an edition
    tells of a later one, so that those before need not be asked: they are most."""
    was, now = (
        {
            row["edition_year"]: row["mark"]
            for row in state.database.rows("sums_by_edition", "changes")
        }
        for state in (before, after)
    )
    return min(
        (year or 0 for year in was.keys() | now.keys() if was.get(year) != now.get(year)), default=0
    )


def facts(row: Line) -> Line:
    """A row without when and how it was checked: to check it again changes nothing.

    Nor does it where a span goes on to the last check; the end of any other is where the next one begins.
    """
    return {
        column: cell
        for column, cell in row.items()
        if not column.startswith("checked_") and column != "to_day"
    }


def _named(row: Row, key: tuple[str, ...]) -> str:
    return " ".join("" if row[column] is None else str(row[column]) for column in key)


def _counts(rests: frozenset[str]) -> bool:
    return any(table.startswith(("counted.", "plan.")) for table in rests)


def _may_differ(name: str, changes: Changes) -> bool:
    rests = database.rests_on(name)
    return any(f"record.{table}" in rests for table, _ in changes.rows) or (
        changes.counted and _counts(rests)
    )


def _questions(
    before: State, after: State, name: str, changes: Changes
) -> Iterator[Mapping[str, object]]:
    """What a figure has to be asked for, so that nothing of it that differs is passed over."""
    wanted = figures.parameters(name)
    if wanted == ["edition"]:
        for year in sorted(figures.editions(before) | figures.editions(after)):
            if year >= changes.since:
                yield {"edition": year}
    elif wanted == ["case_id"]:
        people = {of.person for of in changes.rows.values()}
        ours = [of for (table, _), of in changes.rows.items() if table == "editions"]
        years = {year for of in ours for year in of.years}
        for case, year in sorted(changes.editions.items()):
            if changes.persons[case] in people or year in years:
                yield {"case_id": case}
    else:
        yield {parameter: figures.DEFAULTS[parameter] for parameter in wanted}


def _pairs(old: Rows, new: Rows, key: tuple[str, ...]) -> Iterator[tuple[Line | None, Line | None]]:
    """Rows of one key that differ, side by side; of several of one key, those that stayed go first."""

    def keyed(rows: Rows) -> dict[tuple[object, ...], list[Line]]:
        found: dict[tuple[object, ...], list[Line]] = {}
        for row in rows:
            found.setdefault(tuple(row[column] for column in key), []).append(row)
        return found

    earlier, later = keyed(old), keyed(new)
    for place in {**earlier, **later}:
        was, now = earlier.get(place, []), later.get(place, [])
        old_facts, new_facts = [facts(row) for row in was], [facts(row) for row in now]
        yield from zip_longest(
            [row for row in was if facts(row) not in new_facts],
            [row for row in now if facts(row) not in old_facts],
        )


def _touched(row: Line, rests: frozenset[str], changes: Changes) -> tuple[frozenset[Key], bool]:
    """The changed rows of the record behind a row: of its claim, people or edition, else all; and whether they are
    its own."""
    behind = {place: of for place, of in changes.rows.items() if f"record.{place[0]}" in rests}
    near: set[Key] = set()
    if claim := row.get("claim_id"):
        near = {place for place in behind if place[0].startswith("claim") and place[1] == claim}
    elif case := row.get("case_id"):
        person = changes.persons.get(str(case), str(case))
        near = {place for place, of in behind.items() if of.person == person}
    elif year := row.get("edition_year") or row.get("edition"):
        near = {place for place, of in behind.items() if year in of.years}
    return frozenset(near or behind), bool(near)
