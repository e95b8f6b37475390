"""Which edition is running, whether the record has it, and which names without a case hang on what is in."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from impact.exports import season
from impact.exports.labels import Label, without_case
from tests.conftest import record

WINDOW = ("11-01", "03-31")


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        ("2026-10-31", None),
        ("2026-11-01", 2026),
        ("2026-12-31", 2026),
        ("2027-01-01", 2026),
        ("2027-03-31", 2026),
        ("2027-04-01", None),
    ],
)
def test_a_campaign_runs_over_new_year_and_is_of_the_year_it_began_in(
    day: str, edition: int | None
) -> None:
    assert season.running(dt.date.fromisoformat(day), WINDOW) == edition


def test_a_campaign_within_one_year_is_of_that_year() -> None:
    assert season.running(dt.date(2026, 6, 1), ("05-01", "07-31")) == 2026
    assert season.running(dt.date(2026, 11, 1), ("05-01", "07-31")) is None


def test_an_edition_is_missing_while_it_runs_and_the_record_has_no_case_of_it() -> None:
    of_2020 = record()
    assert season.missing(dt.date(2021, 12, 1), WINDOW, of_2020) == 2021
    assert season.missing(dt.date(2020, 12, 1), WINDOW, of_2020) is None
    assert season.missing(dt.date(2021, 3, 31), WINDOW, of_2020) is None
    assert season.missing(dt.date(2021, 7, 1), WINDOW, of_2020) is None


def test_names_without_a_case_are_told_by_edition_with_all_that_hangs_on_each() -> None:
    rows = [
        ("tally", "north", 2020, "unmapped", 4),
        ("tally", "north", 2020, "unmapped", 3),
        ("tally", "north", 2021, "unmapped", 1),
        ("tally", None, 2020, "unmapped", 9),  # its name was not kept
        ("tally", "known", 2020, "2020-a", 50),
        ("forms", "river", 2020, "unmapped", 8),
        ("forms", "gone", 2020, "unmapped", 5),
        ("forms", "gone", 2020, "unmapped", -5),
    ]
    names = ["platform", "label", "edition_year", "case_id", "quantity"]
    table = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])
    assert without_case(table) == [
        Label("forms", "river", 2020, 8),
        Label("tally", "north", 2020, 7),
        Label("tally", "north", 2021, 1),
    ]
