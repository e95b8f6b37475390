"""A row of the record under a second key: one event told twice would be two releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import identities, intake, taking
from impact.exports.verdicts import question_text
from impact.figures import live
from impact.i18n.words import LANGUAGES
from impact.record.corrections import Change
from impact.store import Store
from tests.conftest import DEFAULTS
from tests.office import RECORD
from tests.test_amendments import CLAIM, OUTCOME, examined, ingest, sheet, store

__all__ = ["store"]


def outcomes() -> int:
    return len(live.record_as_it_stands().tables["outcomes"])


def event(**cells: str) -> dict[str, object]:
    return OUTCOME | cells


@pytest.mark.parametrize(
    ("day", "precision"),
    [("2022-05-01", "day"), ("2022-05-08", "day"), ("2022-05", "month"), ("2022", "year")],
)
def test_an_event_that_was_told_under_a_second_key_is_asked_about(
    store: Store, tmp_path: Path, day: str, precision: str
) -> None:
    first = event(outcome_id="first", event_date="2022-05-01", date_precision="day")
    second = event(outcome_id="second", event_date=day, date_precision=precision)
    assert ingest(sheet(tmp_path / "1.csv", first)) == 0
    assert ingest(sheet(tmp_path / "2.csv", second)) == 1
    (held,) = taking.ledger_now(store).held()
    assert held.question is not None
    assert held.question.code == "record_twice"
    assert outcomes() == 2
    for lang in LANGUAGES:
        told = question_text(held.question, lang)
        assert "first" in told and "2022-05-01" in told and day in told
    with taking.changing(store) as visit:
        visit.decide(held.id, "add", live.record_as_it_stands())
    assert outcomes() == 3


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "other",
    [
        {"event_date": "2022-05-09"},
        {"event_date": "2022-06", "date_precision": "month"},
        {"person": "B"},
        {"outcome_type": "died", "direction": "negative"},
    ],
)
def test_another_day_person_or_kind_is_another_event(tmp_path: Path, other: dict[str, str]) -> None:
    first = event(outcome_id="first", event_date="2022-05-01", date_precision="day", person="A")
    assert ingest(sheet(tmp_path / "1.csv", first)) == 0
    assert ingest(sheet(tmp_path / "2.csv", first | {"outcome_id": "second"} | other)) == 0
    assert outcomes() == 3


@pytest.mark.usefixtures("store")
def test_two_rows_of_one_file_that_tell_one_event_are_asked_about(tmp_path: Path) -> None:
    one = event(outcome_id="first", event_date="2022-05-01", date_precision="day")
    assert ingest(sheet(tmp_path / "1.csv", one, one | {"outcome_id": "second"})) == 1
    assert outcomes() == 1


@pytest.mark.usefixtures("store")
def test_a_correction_of_a_row_is_no_second_one(tmp_path: Path) -> None:
    first = event(outcome_id="first", event_date="2022-05-01", date_precision="day")
    assert ingest(sheet(tmp_path / "1.csv", first)) == 0
    moved = first | {"event_date": "2022-05-02", "reason": "the source says so"}
    assert ingest(sheet(tmp_path / "2.csv", moved)) == 0
    assert outcomes() == 2


@pytest.mark.usefixtures("store")
def test_a_case_of_one_name_or_a_claim_of_one_page_is_not_there_twice(tmp_path: Path) -> None:
    case = DEFAULTS["cases"] | {"case_id": "2020-b", "edition_year": 2020, "name": "Şebnem K."}
    assert ingest(sheet(tmp_path / "1.csv", case)) == 0
    assert ingest(sheet(tmp_path / "2.csv", case | {"case_id": "c9", "name": "Sebnem K"})) == 1
    assert ingest(sheet(tmp_path / "3.csv", CLAIM)) == 0
    assert ingest(sheet(tmp_path / "4.csv", CLAIM | {"claim_id": "another"})) == 1


def test_no_two_rows_of_the_record_are_one() -> None:
    for table in identities.ABOUT:
        rows = RECORD.tables[table]
        key = f"{table.removesuffix('s')}_id"
        for at, row in enumerate(rows):
            cells = {name: "" if value is None else str(value) for name, value in row.items()}
            change = Change(table, f"{row[key]} again", cells)
            assert identities.twice([change], {table: rows[:at]}) is None, row[key]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("key", ["2020-total", "total", "Gesamt-2020"])
def test_a_row_of_the_record_whose_key_is_called_total_was_no_row(tmp_path: Path, key: str) -> None:
    report = examined(sheet(tmp_path / "1.csv", CLAIM | {"claim_id": key}))
    assert (report.adds, report.set_aside) == ([key], [])


@pytest.mark.usefixtures("store")
def test_a_sum_below_targets_is_still_a_row_of_totals(tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text(
        "edition_year,section,case_id,actions,status,reason\n2020,GB,,400,,\nTotal,,,400,,\n"
    )
    report = examined(path)
    assert [(row.line, row.reason) for row in report.set_aside] == [(3, "totals_row")]
    assert intake.asides(report.set_aside, "fr")
