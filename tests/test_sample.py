"""The sample of invented exports: the same bytes every time, and exactly its own totals when counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from impact import live
from impact.cli import main
from impact.exports import ledger, sample
from impact.live import State
from impact.record import read
from impact.settings import ROOT
from impact.store import Store

SAMPLE = ROOT / "data" / "sample"
EXPECTED: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text("utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that took in the whole sample and nothing else."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_STORE", str(folder / "store"))
        assert main(["sample", str(folder / "written"), "--ingest"]) == 1  # one row is set aside
    return folder / "store"


@pytest.fixture(scope="module")
def taken(store: Path) -> State:
    return live.Live(ROOT / "data" / "record", store).state()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    sample.write(tmp_path)
    assert contents(tmp_path) == contents(SAMPLE)


def test_another_seed_writes_other_numbers(tmp_path: Path) -> None:
    sample.write(tmp_path, seed=2)
    assert contents(tmp_path)["expected.json"] != contents(SAMPLE)["expected.json"]


def test_the_sample_is_small_and_every_export_is_named_as_one() -> None:
    assert sum(map(len, contents(SAMPLE).values())) < 600_000
    assert all("SAMPLE" in path.name for path in SAMPLE.rglob("*.csv"))


def test_the_cases_of_past_editions_are_those_of_the_record() -> None:
    rows = read(ROOT / "data" / "record").tables["cases"]
    for year in (2024, 2025):
        known = {row["case_id"] for row in rows if row["edition_year"] == year}
        assert set(sample.CASES[year]) == known


def test_the_counts_are_the_totals_that_were_added_up_while_writing(taken: State) -> None:
    counted: dict[str, dict[str, Counter[str]]] = {}
    with taken.database._connection.cursor() as cursor:
        cursor.execute(
            "select edition_year, section, case_id, action_type, day, quantity from actions"
        )
        for year, section, case, kind, day, quantity in cursor.fetchall():
            parts = counted.setdefault(str(year), {})
            values = {"section": section, "case": case, "type": kind, "day": str(day or "undated")}
            for part, value in values.items():
                parts.setdefault(part, Counter())[value] += quantity
    assert counted == EXPECTED["editions"]


def test_each_file_alone_counts_what_it_holds_on_the_day_it_came(store: Path) -> None:
    found = [
        {
            "name": f"{entry.section}/{entry.file}",
            "section": entry.section,
            "received_on": entry.received_at[:10],
            "actions": entry.actions,
        }
        for entry in ledger.entries(Store(store))
    ]
    assert found == EXPECTED["files"]


def test_every_row_is_counted_filtered_or_set_aside_with_one_set_aside(store: Path) -> None:
    entries = ledger.entries(Store(store))
    for entry in entries:
        assert entry.rows_read == entry.rows_counted + entry.rows_filtered + entry.rows_set_aside
    assert sum(entry.rows_set_aside for entry in entries) == 1
    assert sum(entry.rows_filtered for entry in entries) > 50
