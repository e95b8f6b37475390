"""The clock is set back or forward by hours between two acts: nothing is lost, numbers give the order, and no
embargo opens before its moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from impact.exports import audit, care, publishing, taking, timetable
from impact.exports.ledger import Event
from impact.exports.timetable import Publication
from impact.figures import access, live
from impact.store import Mark, Store
from tests.conftest import At, files, lay, serve_others
from tests.test_embargo import hand_in
from tests.test_exports import take

NOON = dt.datetime(2031, 3, 10, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
RULE = "09:00 Europe/Brussels"
TALLY = "date,case,channel,count,how counted,link\n2020-12-03,A,Stall,{},counted,\n"
Set = Callable[[dt.datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, at: At) -> Set:
    """Sets every clock that stamps what is written or says what is out."""

    def set_to(moment: dt.datetime) -> None:
        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Clock:
                return cls.fromtimestamp(moment.timestamp(), tz)

        told = SimpleNamespace(**{**vars(dt), "datetime": Clock})
        for module in ("store", "exports.book", "exports.audit", "exports.admission"):
            monkeypatch.setattr(f"impact.{module}.dt", told)
        at(moment)

    return set_to


@pytest.fixture
def store(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, clock: Set) -> Store:
    clock(NOON - 24 * HOUR)
    lay(folders[0], files())
    live.current()
    serve_others(monkeypatch)
    return Store(folders[1])


def sent(folder: Path, count: int) -> None:
    (folder / "list.csv").write_text(TALLY.format(count))
    assert take("--section", "GB", folder / "list.csv") == 0


def told(who: access.Who = access.PRESS) -> int:
    rows = access.current(who).database.rows("actions_counted")
    return sum(int(row["actions"]) for row in rows)


@pytest.mark.parametrize("hours", [-26, -5, 5, 26])
def test_files_and_lines_keep_their_order_and_none_is_lost(
    store: Store, tmp_path: Path, clock: Set, hours: int
) -> None:
    for moment, count in ((NOON, 5), (NOON + hours * HOUR, 7), (NOON + HOUR, 9)):
        clock(moment)
        sent(tmp_path, count)
        assert told(access.OWNER) == count  # the newer file of the list, whatever its hour
    entries = list(live.current().ledger.entries.values())
    assert [entry.order for entry in entries] == [1, 2, 3]
    marks = store.marks()
    assert [mark.number for mark in marks] == list(range(1, len(marks) + 1))
    assert [mark.made_at for mark in marks] == sorted(mark.made_at for mark in marks)
    taking.retract(store, entries[-1].id, "the one before stands again")
    assert told(access.OWNER) == 7
    lines = list(audit.lines(store))
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert audit.verify(store, len(live.current().ledger.events)) == []
    assert list(care.verify(store)) == []


@pytest.mark.parametrize("hours", [-26, -5, 5])
def test_what_was_published_last_is_out_whatever_hour_it_was(
    store: Store, tmp_path: Path, clock: Set, hours: int
) -> None:
    clock(NOON)
    sent(tmp_path, 5)
    publishing.publish(store)
    assert told() == 5
    clock(NOON + hours * HOUR)
    sent(tmp_path, 7)
    publishing.publish(store)
    assert told() == 7
    for later in (1, 6, 30):  # nor does the earlier one come back at its own hour
        clock(NOON + later * HOUR if hours < 0 else NOON + (hours + later) * HOUR)
        assert told() == 7
    if hours > 0:  # the clock was wrong, and is set right: what is out next is out at once
        clock(NOON + HOUR)
        sent(tmp_path, 9)
        publishing.publish(store)
        assert told() == 9


def test_an_hour_of_a_rule_that_comes_a_second_time_brings_nothing_older_back() -> None:
    """At nine the sixth snapshot went out; then the clock is set back to eight, and somebody publishes the seventh."""
    marks = [
        Mark(number, f"2031-03-10T{time}:00+00:00", f"{number:012}")
        for number, time in ((5, "06:00"), (6, "07:50"), (7, "10:00"), (8, "10:00"))
    ]
    said = Event(kind="publishing", at="2031-03-09T06:00:00+00:00", snapshot=5, publishing=RULE)
    hand = Event(kind="published", at="2031-03-10T07:30:00+00:00", snapshot=8, published=7)
    assert timetable.publications(marks, [said, hand]) == [
        Publication("2031-03-10T07:30:00+00:00", 6, RULE),
        Publication("2031-03-10T07:30:00+00:00", 7),
        Publication("2031-03-11T08:00:00+00:00", 8, RULE),
    ]


def test_an_embargo_opens_at_its_moment_and_closes_again_with_the_clock(
    store: Store, tmp_path: Path, clock: Set
) -> None:
    def outcomes() -> int:
        return len(access.current().record.tables["outcomes"])

    clock(NOON - 3 * HOUR)
    assert (
        hand_in(
            tmp_path, "outcomes", outcome_id="o2", event_date="2022-05-01",
            publish_at=NOON.isoformat(),
        )
        == 0
    )  # fmt: skip
    publishing.publish(store)
    before = outcomes()
    for moment, out in (
        (NOON - HOUR, 0), (NOON, 1), (NOON - 2 * HOUR, 0), (NOON + 5 * HOUR, 1), (NOON - HOUR, 0),
    ):  # fmt: skip
        clock(moment)
        assert outcomes() == before + out
    publishing.publish(
        store
    )  # an hour before, once more: what is published now is under the same embargo
    assert outcomes() == before
    clock(NOON)
    assert outcomes() == before + 1
