"""Every check finds the fault that was planted for it, and nothing on clean rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from impact import figures
from impact.database import Rows, names
from impact.figures import live
from impact.figures.live import State
from impact.record.reader import Row
from tests.conftest import Tables, record

# A clean record: nothing is wrong with it, and nothing needs to be known.
CLEAN: dict[str, list[dict[str, Any]]] = {
    "editions": [{"actions": 5, "cases_featured": 1, "source_url": "https://example.org/2020"}],
    "claims": [{"edition_year": 2020, "value": 5, "stage": "final"}],
}

EARLY = {"event_date": "2020-10-31"}
LATE = {"event_date": "2026-11-23"}
CLAIM_2001 = {
    "claim_id": "c2",
    "subject": "people_released",
    "value": 127,
    "since_year": 2001,
    "as_of": "2021-04-30",
}
GROWN: dict[str, list[dict[str, Any]]] = {
    "editions": [{"edition_year": 2018}, {"edition_year": 2020}],
    "cases": [
        {"edition_year": 2018, "people": 1},
        {"case_id": "2020-b", "people": 3, "same_people_as": "2020-a"},
    ],
    "outcomes": [{"people": 3}],
}
CIRCLE = [
    {"case_id": "2020-b", "same_people_as": "2020-c"},
    {"case_id": "2020-c", "same_people_as": "2020-b"},
]

PLANTED: list[tuple[str, Tables, list[str]]] = [
    ("cases_all_joined", {"cases": [{}, *CIRCLE]}, ["2020-b", "2020-c"]),
    ("cases_featured_differ", {"editions": [{"cases_featured": 9}]}, ["2020"]),
    ("directions_fit_types", {"outcomes": [{"direction": "negative"}]}, ["o1"]),
    ("directions_fit_types", {"outcomes": [{"direction": "none"}]}, ["o1"]),
    ("directions_fit_types", {"outcomes": [{"outcome_type": "died"}]}, ["o1"]),
    ("directions_fit_types", {"outcomes": [{"outcome_type": "no_result_found"}]}, ["o1"]),
    ("events_before_launch", {"outcomes": [EARLY]}, ["o1"]),
    ("events_in_future", {"outcomes": [LATE]}, ["o1"]),
    ("people_counted_once", GROWN, ["2020-a"]),
    ("releases_not_reproduced", {"claims": [{}, CLAIM_2001]}, ["c2"]),
    ("rows_without_source", {"editions": [{"actions": 5}]}, ["2020"]),
    ("rows_without_source", {"claims": [{"source_url": None}]}, ["c1"]),
    ("rows_without_source", {"case_actions": [{"source_url": None}]}, ["2020-a"]),
    ("rows_without_source", {"section_actions": [{"source_url": None}]}, ["2020 Chile"]),
    (
        "totals_not_reproduced",
        {**CLEAN, "claims": [{"edition_year": 2020, "value": 7, "stage": "final"}]},
        ["c1"],
    ),
    (
        "strengths_differ",
        {"publishers": [{}], "outcomes": [{"source_strength": "fair"}]},
        ["o1"],
    ),
    ("totals_without_claim", {"editions": [{"actions": 5}]}, ["2020"]),
]


def check(state: State, name: str) -> Rows:
    given = {"checked_on": state.as_of} if figures.parameters(name, "checks") else {}
    return state.database.rows(name, "checks", **given)


@pytest.fixture(scope="module")
def clean() -> State:
    return live._state(record(**CLEAN))


@pytest.mark.parametrize(("name", "planted", "keys"), PLANTED)
def test_a_check_finds_the_fault_that_was_planted_for_it(
    name: str, planted: Tables, keys: list[str]
) -> None:
    rows = check(live._state(record(**planted)), name)
    found = [row["key"] for row in rows]
    assert sorted(found) == keys
    assert all(row["found_in"] for row in rows)


@pytest.mark.parametrize("name", names("checks"))
def test_a_check_finds_nothing_on_a_clean_record(clean: State, name: str) -> None:
    assert check(clean, name) == []


def test_every_check_has_a_planted_fault() -> None:
    # Below, where exports change the record, and where random histories are followed.
    elsewhere = {"keys_whole", "changes_left_out", "released_now_differ"}
    assert set(names("checks")) == {name for name, _, _ in PLANTED} | elsewhere


@pytest.mark.parametrize(
    ("table", "more", "key", "times"),
    [
        ("editions", {}, "2020", 2),
        ("claims", {}, "c1", 2),
        ("outcomes", {}, "o1", 2),
        ("claims", {"claim_id": None}, None, 1),
        ("outcomes", {"outcome_id": None}, None, 1),
    ],
)
def test_a_key_that_the_loader_let_through_is_found(
    table: str, more: Row, key: str | None, times: int
) -> None:
    good = record()
    rows = [*good.tables[table], {**good.tables[table][0], **more}]
    broken = replace(good, tables={**good.tables, table: rows})
    found = live._state(broken).database.rows("keys_whole", "checks")
    assert {"found_in": table, "key": key, "times": times} in found


def test_an_event_that_may_have_happened_before_the_check_is_not_in_the_future() -> None:
    for day, precision in (("2026", "year"), ("2026-11", "month"), ("2026-11-22", "day")):
        state = live._state(record(outcomes=[{"event_date": day, "date_precision": precision}]))
        assert check(state, "events_in_future") == []


def test_a_bad_kind_of_event_called_bad_is_clean() -> None:
    died = {"outcome_type": "died", "direction": "negative"}
    nothing = {"outcome_id": "o2", "outcome_type": "no_result_found", "direction": "none"}
    assert check(live._state(record(outcomes=[died, nothing])), "directions_fit_types") == []


def test_a_difference_of_totals_is_shown_in_actions() -> None:
    claims = [
        {"claim_id": key, "edition_year": 2020, "value": value, "stage": stage}
        for key, value, stage in (("c1", 7, "final"), ("c2", 1, "interim"), ("c3", 2, "final"))
    ]
    rows = check(
        live._state(record(editions=[{"actions": 5}], claims=claims)), "totals_not_reproduced"
    )
    assert [(row["key"], row["difference"]) for row in rows] == [("c3", -3), ("c1", 2)]


def test_a_printed_number_stands_beside_what_was_documented_by_its_date() -> None:
    later = {**CLAIM_2001, "claim_id": "c3", "as_of": "2021-06-01"}
    rows = check(live._state(record(claims=[CLAIM_2001, later])), "releases_not_reproduced")
    assert [(row["published"], row["documented"]) for row in rows] == [(127, 0), (127, 1)]


def test_cases_of_an_edition_by_name_stand_beside_the_printed_number() -> None:
    state = live._state(record(editions=[{"cases_featured": 9}]))
    assert check(state, "cases_featured_differ") == [
        {"found_in": "editions", "key": "2020", "printed": 9, "named": 1}
    ]


def test_all_checks_are_asked_with_their_label_and_those_of_wrong_rows_come_first(
    clean: State,
) -> None:
    asked = figures.checks(clean, "fr")
    assert sorted(item.name for item in asked) == names("checks")
    severities = [item.severity for item in asked]
    assert severities == sorted(severities, reverse=True)
    assert set(severities) == {"wrong", "known"}
    assert next(item.label for item in asked if item.name == "keys_whole").startswith("Les clés")


def test_the_shipped_record_has_no_wrong_row(shipped: State) -> None:
    wrong = [item for item in figures.checks(shipped, "en") if item.severity == "wrong"]
    assert {item.name: item.rows for item in wrong if item.rows} == {}
    assert shipped.as_of == shipped.record.checked_on
