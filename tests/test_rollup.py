"""What stands in pieces: figures are answered from sums, and the sums are those of the changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from impact.database import summed
from impact.exports import rollup
from impact.exports.rollup import ROLLUP, SUMS
from impact.store import Store
from tests.office import Office, tally


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten lists of one row, of which a piece of eight was made, and one that came twice."""
    office = Office(tmp_path_factory.mktemp("rollup"))
    for number in range(1, 11):
        office.send(f"list {chr(96 + number)}.csv", tally(f"{number} Honduras {number}"))
    office.send("list a.csv", tally("1 Honduras 5", "2 Honduras 2"))
    return office.folder


@pytest.fixture
def office(laid: Path, tmp_path: Path) -> Office:
    """The same in a folder of its own."""
    shutil.copytree(laid, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def plain(table: pa.Table) -> list[tuple[object, ...]]:
    """What a table of sums comes to, in order."""
    names = [name for name in table.column_names if name not in ("quantity", "rows")]
    found = table.group_by(names).aggregate([("quantity", "sum"), ("rows", "sum")]).to_pylist()
    return sorted((tuple(row.values()) for row in found if row["rows_sum"]), key=str)


def agrees(store: Store) -> int:
    """The actions of a store, which its sums and its changes have alike."""
    newest = store.newest()
    assert newest is not None
    changes = rollup.rollup_of(store, newest.files)()
    sums = rollup.sums_of(store, newest.files)()
    assert plain(sums) == plain(summed(changes))
    return sum(changes["quantity"].to_pylist())


def without_sums(store: Store, left: int) -> None:
    """Let a store have its first pieces of sums alone, as if an earlier version had gone on with it."""
    with store.writing() as draft:
        for name in sorted(name for name in draft.files if name.startswith(SUMS))[left:]:
            draft.drop(name)


def test_sums_are_those_of_the_changes_after_pieces_became_one(office: Office) -> None:
    newest = office.store.newest()
    assert newest is not None
    pieces = [len([each for each in newest.files if each.startswith(x)]) for x in (ROLLUP, SUMS)]
    assert pieces == [4, 4]  # one of eight, and three
    assert agrees(office.store) == 61


@pytest.mark.parametrize("left", [0, 1])
def test_a_store_without_all_sums_is_answered_from_its_changes(office: Office, left: int) -> None:
    without_sums(office.store, left)
    newest = office.store.newest()
    assert newest is not None and not rollup.in_step(newest.files)
    assert agrees(office.store) == 61


@pytest.mark.parametrize("left", [0, 1])
def test_a_store_without_all_sums_has_them_after_the_next_export(office: Office, left: int) -> None:
    without_sums(office.store, left)
    report = office.send("list z.csv", tally("20 Honduras 4"))
    assert report.effect is not None
    assert (report.effect.sums.before, report.effect.sums.after) == (61, 65)
    assert report.effect.world == {"2025": 65}
    newest = office.store.newest()
    assert newest is not None and rollup.in_step(newest.files)
    assert agrees(office.store) == 65


def test_the_sums_tell_apart_what_figures_ask_and_nothing_else(office: Office) -> None:
    newest = office.store.newest()
    assert newest is not None
    sums = rollup.sums_of(office.store, newest.files)()
    names = ["section", "day", "case_id", "action_type", "channel"]
    told = {
        (row["grain"], *(name for name in names if row[name] is not None))
        for row in sums.to_pylist()
    }
    assert told == {
        ("section", "section", "day"),
        ("case", "day", "case_id"),
        ("type", "day", "action_type"),
        ("channel", "day", "channel"),
        ("section and case", "section", "case_id"),
    }
