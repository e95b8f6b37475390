"""Why two snapshots differ: each kind of change by its own name, and the kinds add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.cli.main import main
from impact.database import between
from impact.exports import taking
from impact.faults import Fault
from impact.figures import changes, live
from impact.store import Store
from tests.conftest import files, lay


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    return Store(folders[1])


def send(folder: Path, *rows: tuple[str, int]) -> str:
    """Take in a tally of these days and numbers; the snapshot after it."""
    path = folder / "tally.csv"
    lines = [f"{day},W4R21-GTM,Twitter,{number},x," for day, number in rows]
    path.write_text("\n".join(["date,case,channel,count,how counted,link", *lines, ""]), "utf-8")
    assert main(["ingest", str(path)]) == 0
    return live.current().snapshot


def kinds(earlier: str, later: str) -> dict[str, int]:
    """Why the counts of two snapshots differ: of the events, and it adds up cell by cell as well."""
    numbers = {mark.id: mark.number for mark in live.held()}
    events = [
        event
        for event in live.current().ledger.events
        if numbers[earlier] < event.snapshot <= numbers[later]
    ]
    rows = between(live.at(earlier).database, live.at(later).database)
    total = {
        snapshot: sum(row["actions"] for row in live.at(snapshot).database.rows("actions_counted"))
        for snapshot in (earlier, later)
    }
    told = dict(changes.kinds(events))
    assert sum(row["after"] - row["before"] for row in rows) == total[later] - total[earlier]
    assert sum(told.values()) == total[later] - total[earlier]
    return told


def test_new_late_and_corrected_actions_are_told_apart(store: Store, tmp_path: Path) -> None:
    empty = live.current().snapshot
    first = send(tmp_path, ("2021-12-04", 10), ("2021-12-08", 5))
    assert kinds(empty, first) == {"new": 15}
    second = send(tmp_path, ("2021-12-04", 7), ("2021-12-06", 2), ("2021-12-10", 4))
    assert kinds(first, second) == {"corrected": -8, "late": 2, "new": 4}
    main(["retract", taking.entries(store)[-1].id])
    third = live.current().snapshot
    assert kinds(second, third) == {"retracted": 2}
    main(["restore", taking.entries(store)[-1].id])
    assert kinds(third, live.current().snapshot) == {"restored": -2}


def test_what_moves_between_days_and_channels_is_told_cell_by_cell(
    store: Store, tmp_path: Path
) -> None:
    before = send(tmp_path, ("2021-12-04", 10))
    after = send(tmp_path, ("2021-12-05", 10))
    rows = between(live.at(before).database, live.at(after).database)
    assert [(str(row["day"]), row["before"], row["after"]) for row in rows] == [
        ("2021-12-04", 10, 0),
        ("2021-12-05", 0, 10),
    ]
    assert store.newest() is not None


@pytest.mark.usefixtures("store")
def test_a_snapshot_that_is_not_kept_is_said() -> None:
    with pytest.raises(Fault, match="no snapshot"):
        live.at("abc")
