"""Small counts of exports: whoever subtracts, of one day or two, finds no action that he did not know."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from impact.cli.main import main
from impact.exports import rollup
from impact.figures import access, live, small
from impact.figures.access import Who
from impact.presentation.view import View
from impact.press.service import Service
from impact.settings import ROOT
from tests.conftest import files, lay

GRAINS = {
    "section": ("section", "day"),
    "case": ("case_id", "day"),
    "type": ("action_type", "day"),
    "channel": ("channel", "day"),
    "section and case": ("section", "case_id"),
}
COLUMNS = ("section", "case_id", "day", "action_type", "channel")
World = dict[tuple[Any, ...], int]  # actions by section, case, day, type and channel
Told = frozenset[tuple[Any, ...]]


def sums(world: World) -> list[dict[str, Any]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for cell, count in world.items():
        named = dict(zip(COLUMNS, cell, strict=True))
        for grain, apart in GRAINS.items():
            found[grain, *(named[name] if name in apart else None for name in COLUMNS)] += count
    return [
        {"grain": grain, "edition_year": 2025, "quantity": count, "rows": count}
        | dict(zip(COLUMNS, cell, strict=True))
        for (grain, *cell), count in found.items()
        if count
    ]


def told(world: World) -> Told:
    """All that is told of a world: whatever a figure says is made of it."""
    table = small.told(lambda: pa.Table.from_pylist(sums(world), rollup._OF_SUMS), 10)()
    columns = ("grain", *COLUMNS, "quantity")
    return frozenset(tuple(row[name] for name in columns) for row in table.to_pylist())


def cell(section: str, case: str, day: int, kind: str = "letter") -> tuple[Any, ...]:
    return section, case, dt.date(2025, 12, day), kind, "online"


def sections(counts: dict[str, int]) -> World:
    return {cell(name, "a", 1): count for name, count in counts.items()}


def test_a_section_is_told_when_ten_have_come_and_all_parts_add_up() -> None:
    world = {cell("GB", "a", 1): 6, cell("GB", "b", 2): 7, cell("GB", "b", 3): 12}
    of_sections = {row[3].day: row[-1] for row in told(world) if row[0] == "section"}
    assert of_sections == {2: 10, 3: 10}  # 6, 13, 25 in all
    for grain in GRAINS:
        assert sum(row[-1] for row in told(world) if row[0] == grain) == 20


@pytest.mark.parametrize(("came", "tells"), [(1, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_nine_are_not_told_and_ten_are(came: int, tells: int) -> None:
    for grain in GRAINS:
        assert sum(row[-1] for row in told(sections({"GB": came})) if row[0] == grain) == tells


def test_a_total_is_less_than_ten_short_for_each_section_and_never_more_than_there_was() -> None:
    chance = random.Random(1)
    for _ in range(30):
        counts = {name: chance.randrange(60) for name in "ABCDE"}
        of_sections = [row[-1] for row in told(sections(counts)) if row[0] == "section"]
        assert 0 <= sum(counts.values()) - sum(of_sections) <= 9 * len(counts)


def worlds(most: int) -> Iterator[World]:
    """Every world of one section and day with two cases, up to so many actions each."""
    for one, other in itertools.product(range(most), repeat=2):
        yield {cell("GB", "a", 1): one, cell("GB", "b", 1): other}


def test_a_solver_that_knows_every_world_and_how_it_is_told_pins_no_small_cell() -> None:
    """Also one that has two days and knows that counts only grow: all pairs that look alike are laid together."""
    most, whole = 24, 12
    every = [(tuple(world.values()), told(world)) for world in worlds(most)]
    possible: dict[tuple[Told, Told], tuple[set[Any], set[Any]]] = {}
    for (early, first), (late, then) in itertools.product(every, repeat=2):
        if early[0] <= late[0] and early[1] <= late[1]:
            ones, others = possible.setdefault((first, then), (set(), set()))
            ones.add(late[0])
            others.add(late[1])
    for found in possible.values():
        for values in found:
            if max(values) < whole and values != {0}:  # above it, worlds are not all laid out
                assert len(values) > 1, values


Move = dict[tuple[Any, ...], int]


def moves(world: World, chance: random.Random) -> Iterator[tuple[Move, Move]]:
    """What another world may have more or less on the first day and on the second: one action, or one that is of
    another cell; then several such, which came on other days."""
    single: list[Move] = [
        {here: 1, there: -1} for here in world for there in world if there != here
    ]
    single += [{here: by} for here in world for by in (1, -1)]
    yield from ((move, move) for move in single)
    for _ in range(20_000):
        early: Counter[tuple[Any, ...]] = Counter()
        for move in chance.choices(single, k=chance.randint(1, 5)):
            early.update(move)
        late = Counter(early)
        for move in chance.choices(single, k=chance.randint(0, 3)):
            late.update(move)
        yield dict(early), dict(late)


def moved(world: World, move: Move) -> World | None:
    after = {each: count + move.get(each, 0) for each, count in world.items()}
    return after if min(after.values()) >= 0 else None


def change(place: tuple[tuple[str, Any], ...], move: Move) -> int:
    """By how much a move changes a cell that is told."""
    return sum(
        by
        for at, by in move.items()
        if all(dict(zip(COLUMNS, at, strict=True))[name] == value for name, value in place)
    )


def test_for_each_small_cell_of_a_random_table_another_world_looks_the_same_on_both_days() -> None:
    chance, columns = random.Random(2), ("section", "case_id", "day", "action_type")
    looked_at = 0
    for _ in range(6):
        early: World = {
            cell(section, case, day, kind): chance.choice((0, 0, 0, 0, 1, 2, 3, 14))
            for section in "AB" for case in "xyz" for day in (1, 2) for kind in ("letter", "email")
        }  # fmt: skip
        late = {each: count + chance.choice((0, 0, 0, 0, 1, 11)) for each, count in early.items()}
        looks = told(early), told(late)
        wanted = set()
        for grain, apart in GRAINS.items():
            for row in sums(late):
                if row["grain"] == grain and 0 < row["quantity"] < 10:
                    wanted.add(tuple((name, row[name]) for name in apart if name in columns))
        looked_at += len(wanted)
        for first, then in moves(early, chance):
            before, after = moved(early, first), moved(late, then)
            differ = {place for place in wanted if change(place, then)}
            if not (differ and before and after) or any(after[at] < before[at] for at in after):
                continue
            if (told(before), told(after)) == looks:
                wanted -= differ
            if not wanted:
                break
        assert not wanted, wanted
    assert looked_at > 10


@pytest.fixture
def sent(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    live._LIVE.clear()
    lay(folders[0], files(editions=[{"edition_year": 2020}, {"edition_year": 2021}]))
    sample = ROOT / "tests" / "exports" / "samples" / "actionkit_core_action.csv"
    assert main(["ingest", str(sample), "--section", "GB"]) in (0, 1)
    monkeypatch.setenv("IMPACT_SMALL", "10")


@pytest.mark.usefixtures("sent")
def test_the_press_is_told_tens_and_staff_each_action() -> None:
    whole = View(live.current(), "en", Who("staff")).ask("actions_counted").rows
    assert [row["actions"] for row in whole] == [36]
    for name in ("actions_counted", "counted_by_section", "counted_by_case", "counted_by_type"):
        if name == "actions_counted":
            answer = Service().answer(f"/api/v1/figures/{name}.json".encode(), b"lang=en")
        else:
            answer = Service().answer(f"/api/v1/figures/{name}.json".encode(), b"edition=2021")
        told = json.loads(answer.body)
        assert sum(row["actions"] for row in told["rows"]) == 30, name
        assert "in steps of 10" in told["caveat"]
    state = access.current()
    assert {row["actions"] for row in state.database.loaded("counted.exports")().to_pylist()} == {0}
    assert all(not effect.world for event in state.ledger.events for effect in event.effects)


@pytest.mark.usefixtures("sent")
def test_who_does_not_set_it_is_told_all_on_their_own_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("IMPACT_SMALL")
    assert access.current().database.rows("actions_counted")[0]["actions"] == 36
    assert small.threshold(public=True) == 10
