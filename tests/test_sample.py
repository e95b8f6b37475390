"""The sample of invented exports: the same bytes every time, and exactly its own totals when counted."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from impact import figures, live
from impact.cli import main
from impact.exports import ledger, sample
from impact.live import State
from impact.record import read
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import OF_COUNTS

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
    record, targets = ROOT / "data" / "record", SAMPLE / "SAMPLE-targets.csv"
    return live.Live(record, store, targets).state()


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


SHARES = {
    "share",
    "expected_share",
    "ratio",
    "passed",
    "error_largest",
    "error_median",
    "usual",  # a median, as the next
    "days_between",
}


def given(name: str, edition: int) -> dict[str, int]:
    return {"edition": edition} if figures.parameters(name) else {}


@pytest.mark.parametrize("name", sorted(OF_COUNTS))
def test_every_metric_of_counts_has_something_to_show_in_whole_numbers(
    taken: State, name: str
) -> None:
    rows = taken.database.rows(name, **given(name, 2026))
    assert rows
    for key in rows[0]:
        kinds = {type(row[key]) for row in rows} - {type(None)}
        assert len(kinds) <= 1
        assert kinds <= ({float} if key in SHARES else {int, str, bool, dt.date})


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
@pytest.mark.parametrize(
    ("name", "column", "part"),
    [
        ("counted_by_section", "section", "section"),
        ("counted_by_case", "case_id", "case"),
        ("counted_by_type", "action_type", "type"),
        ("counted_by_day", "day", "day"),
    ],
)
def test_every_split_is_the_one_that_was_added_up_while_writing(
    taken: State, name: str, column: str, part: str, year: str
) -> None:
    rows = taken.database.rows(name, edition=int(year))
    found = {str(row[column] or "undated"): row["actions"] for row in rows}
    assert found == EXPECTED["editions"][year][part]


def test_the_sample_shows_what_its_readme_says(taken: State) -> None:
    ask = taken.database.rows
    sections = {row["section"]: row for row in ask("sections_sending", edition=2026)}
    assert [key for key, row in sections.items() if row["late"]] == ["FR"]
    assert [key for key, row in sections.items() if row["late"] is None] == ["CH"]
    assert sections["FR"]["last_day"] == dt.date(2026, 11, 10)
    assert sections["GB"]["days_without"] == 4
    spikes = [(row["section"], row["day"]) for row in ask("spikes", edition=2026)]
    assert spikes == [("CA-EN", dt.date(2026, 11, 14))]
    assert "BE-FR" in {row["section"] for row in ask("sections_sending", edition=2025)}
    assert [row["case_id"] for row in ask("counted_by_case", edition=2026)][-1] == "unmapped"
    assert ask("projection", edition=2026)[0]["status"] == "projected"
    assert ask("counted_by_day", edition=2026)[-1]["day"] is None


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


def test_none_of_the_invented_people_is_kept(store: Path) -> None:
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert b"FR" in kept
    for canary in (b"@example.org", b"Exemple", b"192.0.2.", b"newsletter"):
        assert canary in b"".join(contents(SAMPLE).values())
        assert canary not in kept
