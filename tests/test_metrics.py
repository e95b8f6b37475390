"""Every metric on rows that can be added up by hand, on the real database."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from impact import figures
from impact.database import Rows, names
from impact.faults import Fault
from impact.figures import live
from impact.figures.cells import cell
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, listing, say
from impact.presentation import registry, standings
from impact.presentation.chart import Chart
from impact.presentation.view import View
from tests.conftest import OF_COUNTS, record

Tiny = Callable[..., State]
Row = dict[str, Any]


def ask(state: State, name: str, **parameters: object) -> Rows:
    return state.database.rows(name, **parameters)


def one(state: State, name: str, **parameters: object) -> Row:
    rows = ask(state, name, **parameters)
    assert len(rows) == 1
    return rows[0]


def column(state: State, name: str, of: str, **parameters: object) -> list[Any]:
    return [row[of] for row in ask(state, name, **parameters)]


def events(*told: tuple[str | None, str] | tuple[str | None, str, Row]) -> list[Row]:
    """Outcomes from (date, type, other cells), with keys and precisions filled in."""
    rows = []
    for index, (day, kind, *more) in enumerate(told):
        precision = {0: "unknown", 4: "year", 7: "month", 10: "day"}[len(day or "")]
        row = {"event_date": day, "outcome_type": kind, "date_precision": precision}
        rows.append({"outcome_id": f"o{index}", **row, **(more[0] if more else {})})
    return rows


def released(state: State) -> tuple[int, int]:
    """How many people are counted as released, and how many of them are free now, also with conditions."""
    total = one(state, "releases_documented_total")
    return total["people"], total["free_now"] + total["under_conditions_now"]


NOW = ("free_now", "under_conditions_now", "held_now", "died", "died_held", "not_known_now")


def of_year(year: int | None, people: int, **more: int | None) -> Row:
    """A year of releases in which everybody is free as last recorded, unless said otherwise."""
    where = dict.fromkeys(NOW, 0) | {"free_now": people, "ever_held_again": 0}
    added = {"to_date": people, "out_to_date": people}
    return {"year": year, "people": people, **where, **added, **more}


def liberty(state: State, case_id: str = "2020-a") -> str:
    return str(one(state, "case", case_id=case_id)["liberty_standing"])


def justice(state: State, case_id: str = "2020-a") -> str:
    return str(one(state, "case", case_id=case_id)["justice_standing"])


# Actions


def edition(year: int, actions: int | None, counted: str | None = "actions", **more: Any) -> Row:
    given = {"edition_year": year, "actions": actions, "actions_counted": counted}
    return {**given, "actions_qualifier": "exact", **more}


NAMED = {"source_name": "Someone", "source_name_fr": "Une personne"}
FIVE_EDITIONS = [
    edition(2017, 100, "letters"),
    edition(2018, 300, "letters"),
    edition(2019, None, None, **NAMED, source_url="https://example.org/2019"),
    edition(2020, 800, **NAMED, source_url="https://example.org/2020"),
    edition(2021, 600),
]


def test_a_missing_total_is_null_and_not_zero(tiny: Tiny) -> None:
    state = tiny(editions=FIVE_EDITIONS)
    assert column(state, "actions_by_edition", "edition_year") == [2017, 2018, 2019, 2020, 2021]
    assert column(state, "actions_by_edition", "actions") == [100, 300, None, 800, 600]


def test_a_missing_total_names_no_source(tiny: Tiny) -> None:
    rows = ask(tiny(editions=FIVE_EDITIONS), "actions_by_edition")
    assert [row["source_url"] for row in rows][2:4] == [None, "https://example.org/2020"]
    assert [row["source_name_fr"] for row in rows][2:4] == [None, "Une personne"]


def test_a_change_is_given_only_where_both_editions_were_counted_alike(tiny: Tiny) -> None:
    state = tiny(editions=FIVE_EDITIONS)
    assert column(state, "actions_by_edition", "change") == [None, 2.0, None, None, -0.25]


def test_no_change_is_measured_against_a_total_of_zero(tiny: Tiny) -> None:
    state = tiny(editions=[edition(2019, 0), edition(2020, 5)])
    assert column(state, "actions_by_edition", "change") == [None, None]


def test_one_edition_is_the_highest_and_a_changed_measure_is_marked(tiny: Tiny) -> None:
    state = tiny(
        editions=[edition(2018, 5, "letters"), edition(2019, 9, "actions"), edition(2020, None)]
    )
    assert column(state, "actions_by_edition", "is_highest") == [False, True, False]
    assert column(state, "actions_by_edition", "meaning_changed") == [False, True, False]
    assert column(state, "actions_by_edition", "change") == [None, None, None]


def test_the_newest_total_stands_beside_the_one_before_and_the_highest(tiny: Tiny) -> None:
    latest = one(tiny(editions=[*FIVE_EDITIONS, edition(2022, None, None)]), "actions_latest")
    assert (latest["edition_year"], latest["actions"]) == (2021, 600)
    assert (latest["previous_year"], latest["previous_actions"]) == (2020, 800)
    assert (latest["highest_year"], latest["highest_actions"]) == (2020, 800)
    assert latest["change"] == -0.25


def test_the_newest_total_has_no_change_if_it_was_counted_otherwise(tiny: Tiny) -> None:
    state = tiny(editions=[edition(2019, 5, "letters"), edition(2020, 10, "actions")])
    latest = one(state, "actions_latest")
    assert (latest["previous_actions"], latest["change"]) == (5, None)


def test_a_gap_between_two_totals_does_not_hide_the_total_before(tiny: Tiny) -> None:
    state = tiny(editions=[edition(2018, 4), edition(2019, None, None), edition(2020, 5)])
    latest = one(state, "actions_latest")
    assert (latest["previous_year"], latest["change"]) == (2018, 0.25)


def test_no_total_at_all_is_no_row(tiny: Tiny) -> None:
    assert ask(tiny(editions=[edition(2020, None)]), "actions_latest") == []


def test_every_total_printed_for_an_edition_is_kept_early_ones_first(tiny: Tiny) -> None:
    printed = [("c1", None, 7), ("c2", "2021-05", 9), ("c3", "2020-12-24", 5), ("c4", "2021", 8)]
    claims = [
        {"claim_id": key, "edition_year": 2020, "as_of": day, "value": value}
        for key, day, value in printed
    ]
    other = {"claim_id": "c5", "edition_year": 2020, "subject": "cases_featured"}
    rows = ask(tiny(claims=[*claims, other]), "actions_claims_of_edition", edition=2020)
    assert [row["actions"] for row in rows] == [5, 9, 8, 7]


def test_totals_printed_for_another_edition_are_left_out(tiny: Tiny) -> None:
    state = tiny(editions=[{}, {"edition_year": 2021}], claims=[{"edition_year": 2021, "value": 3}])
    assert ask(state, "actions_claims_of_edition", edition=2020) == []
    assert column(state, "actions_claims_of_edition", "actions", edition=2021) == [3]


def test_counts_of_sections_are_listed_with_their_scope_and_never_added_up(tiny: Tiny) -> None:
    counts = [
        {"section": "Togo", "actions": 3},
        {"section": "Chile", "scope": "whole_section", "actions": 5},
        {"section": "Chile", "scope": "schools", "actions": 2},
        {"section": "Peru", "edition_year": 2021, "actions": 9},
    ]
    state = tiny(editions=[{}, {"edition_year": 2021}], section_actions=counts)
    rows = ask(state, "actions_by_section", edition=2020)
    assert [(row["section"], row["scope"], row["actions"]) for row in rows] == [
        ("Chile", "schools", 2),
        ("Chile", "whole_section", 5),
        ("Togo", "whole_section", 3),
    ]


def test_days_of_sections_are_those_of_the_edition_asked_for(tiny: Tiny) -> None:
    days = [{}, {"section": "Togo", "starts_on": "2020-12-01"}, {"edition_year": 2021}]
    state = tiny(editions=[{}, {"edition_year": 2021}], section_dates=days)
    rows = ask(state, "dates_by_section", edition=2020)
    assert [(row["section"], row["starts_on"]) for row in rows] == [
        ("Chile", dt.date(2020, 11, 1)),
        ("Togo", dt.date(2020, 12, 1)),
    ]


def test_counts_of_a_case_keep_their_units_apart(tiny: Tiny) -> None:
    counts = [
        {"count": 10, "unit": "letters"},
        {"count": 30, "unit": "people", "qualifier": "about"},
        {"count": 99, "case_id": "2020-b"},
    ]
    state = tiny(cases=[{}, {"case_id": "2020-b"}], case_actions=counts)
    rows = ask(state, "actions_of_case", case_id="2020-a")
    assert [(row["count"], row["unit"], row["qualifier"]) for row in rows] == [
        (30, "people", "about"),
        (10, "letters", "exact"),
    ]


# Releases


def test_a_release_counts_one_person_in_its_year(tiny: Tiny) -> None:
    state = tiny()
    assert ask(state, "releases_documented") == [of_year(2021, 1)]
    assert liberty(state) == "free"


def test_a_pardon_and_the_release_that_follows_are_one_person(tiny: Tiny) -> None:
    state = tiny(outcomes=events(("2021-05-01", "pardoned"), ("2021-05-09", "released")))
    assert released(state) == (1, 1)
    assert column(state, "releases_documented_people", "outcome_type") == ["pardoned"]


def test_a_release_undone_by_an_arrest_is_counted_and_the_person_held(tiny: Tiny) -> None:
    state = tiny(outcomes=events(("2021-05-01", "released"), ("2022-06-01", "re_arrested")))
    total = one(state, "releases_documented_total")
    assert [total[key] for key in ("people", *NOW, "ever_held_again")] == [1, 0, 0, 1, 0, 0, 0, 1]
    assert liberty(state) == "held_again"


def test_a_second_release_counts_nobody_twice_and_the_arrest_between_is_not_forgotten(
    tiny: Tiny,
) -> None:
    told = (("2021-05-01", "released"), ("2022-06-01", "re_arrested"), ("2023-07-01", "released"))
    state = tiny(outcomes=events(*told))
    assert ask(state, "releases_documented") == [of_year(2021, 1, ever_held_again=1)]
    assert liberty(state) == "free"


def test_a_release_before_the_launch_counts_for_nothing(tiny: Tiny) -> None:
    state = tiny(outcomes=events(("2020-10-31", "released")))
    assert released(state) == (0, 0)
    assert liberty(state) == "held"
    assert ask(state, "releases_documented") == []


def test_a_release_on_the_day_of_the_launch_counts(tiny: Tiny) -> None:
    assert released(tiny(outcomes=events(("2020-11-01", "released")))) == (1, 1)


def test_a_published_first_day_replaces_the_first_of_november(tiny: Tiny) -> None:
    state = tiny(
        editions=[{"starts_on": "2020-11-20"}], outcomes=events(("2020-11-19", "released"))
    )
    assert released(state) == (0, 0)
    assert one(state, "case", case_id="2020-a")["launch_day"] == dt.date(2020, 11, 20)


@pytest.mark.parametrize(
    ("day", "counted"), [("2020-10", 0), ("2020-11", 1), ("2019", 0), ("2020", 1)]
)
def test_a_partial_date_that_may_lie_after_the_launch_is_not_called_early(
    tiny: Tiny, day: str, counted: int
) -> None:
    state = tiny(editions=[{"starts_on": "2020-11-20"}], outcomes=events((day, "released")))
    assert released(state) == (counted, counted)
    early = column(state, "timeline_of_case", "before_launch", case_id="2020-a")
    assert early == [counted == 0]


def test_an_undated_release_is_the_row_without_a_year_and_in_no_sum(tiny: Tiny) -> None:
    cases = [{}, {"case_id": "2020-b"}]
    told = events((None, "released"), ("2022", "released", {"case_id": "2020-b"}))
    state = tiny(cases=cases, outcomes=told)
    assert ask(state, "releases_documented") == [
        of_year(2022, 1),
        of_year(None, 1, to_date=None, out_to_date=None),
    ]
    assert released(state) == (2, 2)
    assert column(state, "releases_documented_people", "event_date") == ["2022", None]


def test_releases_add_up_from_year_to_year_and_years_without_one_are_absent(tiny: Tiny) -> None:
    cases = [{"case_id": f"2020-{key}"} for key in "abc"]
    told = events(
        ("2021-05-01", "released"),
        ("2023-02", "released", {"case_id": "2020-b"}),
        ("2023-03", "released", {"case_id": "2020-c"}),
        ("2024-01-01", "re_arrested", {"case_id": "2020-c"}),
    )
    state = tiny(cases=cases, outcomes=told, case_actions=[{"case_id": "2020-a"}])
    assert ask(state, "releases_documented") == [
        of_year(2021, 1),
        of_year(2023, 2, free_now=1, held_now=1, ever_held_again=1, to_date=3, out_to_date=2),
    ]
    total = one(state, "releases_documented_total")
    assert (total["cases"], total["first_year"], total["last_year"]) == (3, 2021, 2023)


def test_a_conditional_release_counts_and_says_so(tiny: Tiny) -> None:
    state = tiny(outcomes=events(("2021-05-01", "released_conditionally")))
    assert released(state) == (1, 1)
    assert liberty(state) == "free_with_conditions"


def test_conditions_that_end_are_not_a_second_release(tiny: Tiny) -> None:
    told = (("2021-05-01", "released_conditionally"), ("2022-05-01", "released"))
    state = tiny(outcomes=events(*told))
    assert released(state) == (1, 1)
    assert liberty(state) == "free"


def test_somebody_free_with_conditions_at_the_launch_is_not_released_again(tiny: Tiny) -> None:
    state = tiny(cases=[{"status_at_launch": "conditionally_released"}])
    assert released(state) == (0, 0)
    assert liberty(state) == "free"


@pytest.mark.parametrize(
    ("kind", "after", "people", "standing"),
    [
        ("acquitted", "free", 1, "free"),
        ("acquitted", "free_with_conditions", 1, "free_with_conditions"),
        ("acquitted", None, 0, "held"),
        ("pardoned", "held", 0, "held"),
        ("released", "not_known", 0, "not_known"),
        ("sentence_reduced", None, 0, "held"),
    ],
)
def test_custody_after_overrides_what_the_type_says_of_liberty(
    tiny: Tiny, kind: str, after: str | None, people: int, standing: str
) -> None:
    state = tiny(outcomes=events(("2021-05-01", kind, {"custody_after": after})))
    assert released(state) == (people, people)
    assert liberty(state) == standing


# Groups


def test_two_people_released_on_two_dates_are_two(tiny: Tiny) -> None:
    told = events(("2021-05-01", "released"), ("2022-05-01", "released"))
    state = tiny(cases=[{"people": 2}], outcomes=told)
    assert released(state) == (2, 2)
    assert column(state, "releases_documented", "people") == [1, 1]
    assert liberty(state) == "free"


def test_a_group_is_held_until_the_last_of_them_is_out(tiny: Tiny) -> None:
    state = tiny(cases=[{"people": 2}], outcomes=events(("2021-05-01", "released")))
    assert released(state) == (1, 1)
    assert liberty(state) == "held"


def test_one_of_thirteen_freed_arrested_and_freed_again_is_one_and_the_case_still_held(
    tiny: Tiny,
) -> None:
    told = (("2021-05-01", "released"), ("2022-06-01", "re_arrested"), ("2023-07-01", "released"))
    state = tiny(cases=[{"people": 13}], outcomes=events(*told))
    assert released(state) == (1, 1)
    assert liberty(state) == "held"


def test_of_three_released_and_one_held_again_two_stand(tiny: Tiny) -> None:
    told = events(
        ("2021-05-01", "released", {"people": 3}), ("2022-06-01", "re_arrested", {"people": 1})
    )
    state = tiny(cases=[{"people": 3}], outcomes=told)
    assert released(state) == (3, 2)
    assert liberty(state) == "held_again"


def test_no_more_people_are_released_than_the_group_has(tiny: Tiny) -> None:
    told = events(("2021-05-01", "released", {"people": 2}), ("2022", "released", {"people": 9}))
    assert released(tiny(cases=[{"people": 4}], outcomes=told)) == (4, 4)


def test_an_unknown_number_of_a_group_counts_nobody(tiny: Tiny) -> None:
    state = tiny(cases=[{"people": 5}], outcomes=events(("2021", "released", {"people": None})))
    assert released(state) == (0, 0)
    assert liberty(state) == "held"


def test_an_unknown_number_for_a_single_person_is_that_person(tiny: Tiny) -> None:
    assert released(tiny(outcomes=events(("2021", "released", {"people": None})))) == (1, 1)


def test_a_community_of_unknown_size_counts_the_people_that_the_event_names(tiny: Tiny) -> None:
    case = {"people": None, "status_at_launch": "community"}
    state = tiny(cases=[case], outcomes=events(("2021", "released", {"people": 7})))
    assert released(state) == (7, 7)
    assert liberty(state) == "not_asked"


def test_those_of_a_group_out_before_the_launch_are_not_released_by_a_later_pardon(
    tiny: Tiny,
) -> None:
    told = events(("2019", "released", {"people": 2}), ("2021", "pardoned", {"people": 5}))
    assert released(tiny(cases=[{"people": 5}], outcomes=told)) == (3, 3)


# The same people in two editions

TWICE = [{"edition_year": 2018}, {"edition_year": 2020}]
RETURNED = [
    {"case_id": "2018-a", "edition_year": 2018, "name": "A"},
    {"case_id": "2020-a", "edition_year": 2020, "name": "A", "same_people_as": "2018-a"},
]


def test_a_release_counts_once_even_if_the_case_returns_in_a_later_edition(tiny: Tiny) -> None:
    told = events(
        ("2021-05-01", "released", {"case_id": "2018-a"}),
        ("2021-05-01", "released", {"case_id": "2020-a"}),
    )
    state = tiny(editions=TWICE, cases=RETURNED, outcomes=told)
    assert released(state) == (1, 1)
    assert [liberty(state, "2018-a"), liberty(state, "2020-a")] == ["free", "free"]


def test_a_release_between_two_editions_of_the_same_people_counts_from_the_first(
    tiny: Tiny,
) -> None:
    told = events(("2019-05-01", "released", {"case_id": "2020-a"}))
    state = tiny(editions=TWICE, cases=RETURNED, outcomes=told)
    assert released(state) == (1, 1)


def test_an_arrest_told_in_the_later_edition_undoes_the_release_told_in_the_earlier(
    tiny: Tiny,
) -> None:
    told = events(
        ("2019-05-01", "released", {"case_id": "2018-a"}),
        ("2020-06-01", "re_arrested", {"case_id": "2020-a"}),
    )
    state = tiny(editions=TWICE, cases=RETURNED, outcomes=told)
    assert released(state) == (1, 0)
    assert [liberty(state, "2018-a"), liberty(state, "2020-a")] == ["held_again", "held_again"]


def test_a_case_names_the_other_edition_of_the_same_people(tiny: Tiny) -> None:
    state = tiny(editions=TWICE, cases=RETURNED)
    earlier, later = (one(state, "case", case_id=f"{year}-a") for year in (2018, 2020))
    assert (earlier["other_case_id"], earlier["other_edition_year"]) == ("2020-a", 2020)
    assert (later["other_case_id"], later["other_edition_year"]) == ("2018-a", 2018)


def test_the_same_people_in_two_editions_are_two_cases_and_one_different_case(tiny: Tiny) -> None:
    cases = [*RETURNED, {"case_id": "2020-b", "country_code": None}]
    total = one(tiny(editions=TWICE, cases=cases), "cases_total")
    assert (total["cases"], total["different_cases"], total["countries"]) == (3, 2, 1)
    assert (total["editions"], total["first_edition"], total["last_edition"]) == (2, 2018, 2020)
    assert (total["cases_free"], total["cases_held_again"], total["events"]) == (1, 0, 1)


def test_five_cases_were_held_again_beside_four_people_who_were(tiny: Tiny) -> None:
    """Who was held again without a release of ours counts among those who are held, and no word says "again"."""
    cases = [{"case_id": f"2020-{key}"} for key in "abc"]
    outcomes = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-01-01"},
        {"outcome_id": "o2", "case_id": "2020-a", "event_date": "2021-02-01",
         "outcome_type": "re_arrested", "direction": "negative"},
        {"outcome_id": "o3", "case_id": "2020-b", "event_date": "2021-01-01"},
    ]  # fmt: skip
    state = tiny(cases=cases, outcomes=outcomes)
    total = one(state, "cases_total")
    assert (total["cases_free"], total["cases_held"], total["cases_held_again"]) == (1, 2, 1)
    told = View(state, "en").say("metric.cases_total.number_text", **total)
    told = told.replace("\u00a0", " ")
    assert "held again" not in told and "in 1 of the cases" in told and "held in 2;" in told


# Where a case stands


AT_LAUNCH = [
    ("imprisoned", "held"),
    ("detained", "held"),
    ("death_row", "held"),
    ("conditionally_released", "free_with_conditions"),
    ("disappeared", "disappeared"),
    ("on_trial", "not_known"),
    ("community", "not_asked"),
    ("dead", "died"),
    ("unknown", "not_known"),
]


@pytest.mark.parametrize(("status", "standing"), AT_LAUNCH)
def test_without_an_event_a_case_stands_where_it_stood_at_the_launch(
    many: State, status: str, standing: str
) -> None:
    assert liberty(many, f"at launch {status}") == standing


def test_a_death_ends_the_track_of_liberty(tiny: Tiny) -> None:
    state = tiny(outcomes=events(("2021-05-01", "died")))
    assert liberty(state) == "died"
    assert released(state) == (0, 0)


def test_somebody_who_died_after_a_release_was_released_all_the_same(tiny: Tiny) -> None:
    state = tiny(outcomes=events(("2021", "released"), ("2023", "died")))
    assert released(state) == (1, 0)
    assert one(state, "releases_documented_total")["died"] == 1
    assert liberty(state) == "died"


def test_an_undated_event_keeps_its_place_in_the_file(tiny: Tiny) -> None:
    told = events(("2021-05-01", "released"), (None, "re_arrested"), ("2023", "sentenced"))
    state = tiny(outcomes=told)
    assert liberty(state) == "held_again"
    assert column(state, "timeline_of_case", "outcome_id", case_id="2020-a") == ["o0", "o1", "o2"]


def test_a_search_that_found_nothing_is_not_news_of_liberty(tiny: Tiny) -> None:
    told = events(("2021", "released"), ("2026", "no_result_found", {"direction": "none"}))
    assert liberty(tiny(outcomes=told)) == "free"


JUSTICE: list[tuple[list[str], str]] = [
    ([], "nothing_found"),
    (["perpetrator_charged"], "under_way"),
    (["perpetrator_charged", "perpetrator_convicted"], "achieved"),
    (["perpetrator_charged", "perpetrator_acquitted"], "reversed"),
    (["perpetrator_convicted", "perpetrator_acquitted"], "reversed"),
    (["perpetrator_convicted", "other_negative"], "reversed"),
    (["perpetrator_charged", "other_negative"], "nothing_found"),
    (["perpetrator_charged", "perpetrator_case_ended"], "nothing_found"),
    (["perpetrator_convicted", "perpetrator_case_ended"], "reversed"),
    (["perpetrator_acquitted", "perpetrator_convicted"], "achieved"),
    (["perpetrator_convicted", "other_negative", "perpetrator_convicted"], "achieved"),
    (["perpetrator_convicted", "result_awaited"], "under_way"),
    (["result_awaited", "perpetrator_convicted"], "achieved"),
    (["result_awaited"], "nothing_found"),
    (["perpetrator_acquitted", "other_positive"], "under_way"),
    (["other_negative", "official_apology"], "under_way"),
    (["conditions_improved"], "nothing_found"),
]

DEMANDED = [
    ("drop_charges", "charges_dropped", "achieved"),
    ("drop_charges", "released", "nothing_found"),
    ("quash_conviction", "acquitted", "achieved"),
    ("no_execution", "sentence_commuted", "achieved"),
    ("no_execution", "released", "achieved"),
    ("justice", "sentence_commuted", "under_way"),
    ("protection", "left_country_safely", "achieved"),
    ("justice", "left_country_safely", "nothing_found"),
    ("law_or_policy_change", "law_or_policy_change", "achieved"),
    ("protection", "protection_granted", "achieved"),
    ("drop_charges", "protection_granted", "nothing_found"),
    ("remedy", "compensation", "achieved"),
    ("justice", "compensation", "under_way"),
    ("stop_project", "compensation", "under_way"),
    ("release", "released", "not_asked"),
    ("unknown", "compensation", "not_asked"),
]


@pytest.fixture(scope="module")
def many() -> State:
    """One state for the three tables above: a case for each of their rows, named after it."""
    cases: list[Row] = [{"case_id": "2020-a"}]
    told: list[tuple[str, str, Row]] = []
    for status, _ in AT_LAUNCH:
        cases.append({"case_id": f"at launch {status}", "status_at_launch": status})
    for kinds, _ in JUSTICE:
        key = " ".join(["justice", *kinds])
        cases.append({"case_id": key, "demand": "justice", "status_at_launch": "justice_sought"})
        told += [
            (f"2021-0{month}", kind, {"case_id": key}) for month, kind in enumerate(kinds, start=1)
        ]
        told.append(("2026", "no_result_found", {"case_id": key, "direction": "none"}))
    for demand, kind, _ in DEMANDED:
        key = f"asked {demand} {kind}"
        cases.append({"case_id": key, "demand": demand})
        told.append(("2021", kind, {"case_id": key}))
    return live._state(record(cases=cases, outcomes=events(*told)))


@pytest.mark.parametrize(("told", "standing"), JUSTICE)
def test_justice_stands_where_its_newest_event_left_it(
    many: State, told: list[str], standing: str
) -> None:
    assert justice(many, " ".join(["justice", *told])) == standing


@pytest.mark.parametrize(("demand", "kind", "standing"), DEMANDED)
def test_an_event_achieves_only_what_was_asked(
    many: State, demand: str, kind: str, standing: str
) -> None:
    assert justice(many, f"asked {demand} {kind}") == standing


@pytest.mark.parametrize(
    ("people", "standing"),
    [([2], "under_way"), ([2, 1], "achieved"), ([1, 1], "under_way"), ([None], "achieved")],
)
def test_what_some_of_a_group_have_reached_is_not_reached_by_all(
    tiny: Tiny, people: list[int | None], standing: str
) -> None:
    """Two of three were cleared, and all that was asked was told as reached."""
    told = events(*((f"202{n}", "acquitted", {"people": each}) for n, each in enumerate(people, 1)))
    case = {"demand": "drop_charges", "people": 3}
    assert justice(tiny(cases=[case], outcomes=told)) == standing


def test_money_alone_is_not_the_justice_that_was_asked(tiny: Tiny) -> None:
    case = {"demand": "justice", "status_at_launch": "justice_sought"}
    assert justice(tiny(cases=[case], outcomes=events(("2021", "compensation")))) == "under_way"


def test_who_left_death_row_on_conditions_was_told_as_without_any_result(tiny: Tiny) -> None:
    """A retrial was ordered and the sentence suspended; ten years later came the acquittal."""
    told = events(("2021", "released_conditionally"))
    for demand, standing in (("no_execution", "under_way"), ("drop_charges", "nothing_found")):
        assert justice(tiny(cases=[{"demand": demand}], outcomes=told)) == standing


def test_an_acquittal_in_another_case_was_told_as_what_was_asked(tiny: Tiny) -> None:
    told = events(("2021", "acquitted_elsewhere"))
    for demand in ("quash_conviction", "drop_charges"):
        assert justice(tiny(cases=[{"demand": demand}], outcomes=told)) == "nothing_found"


def test_residence_abroad_moves_nothing_of_charges_that_stand(tiny: Tiny) -> None:
    told = events(("2021", "protection_granted"), ("2022", "left_country_safely"))
    assert justice(tiny(cases=[{"demand": "drop_charges"}], outcomes=told)) == "nothing_found"


def test_protection_counts_on_the_word_of_who_is_protected(tiny: Tiny) -> None:
    told = events((None, "protection_granted", {"source_date": "2021", "summary": "She said so."}))
    assert justice(tiny(cases=[{"demand": "protection"}], outcomes=told)) == "achieved"


def test_who_is_protected_still_is_when_the_case_against_others_ends(tiny: Tiny) -> None:
    """What was achieved was "reversed", though nobody had taken the protection away."""
    told = events(("2021", "protection_granted"), ("2022", "perpetrator_case_ended"))
    assert justice(tiny(cases=[{"demand": "protection"}], outcomes=told)) == "under_way"


def test_a_first_arrest_is_not_another_one(tiny: Tiny) -> None:
    on_trial = [{"status_at_launch": "on_trial"}]
    assert liberty(tiny(cases=on_trial, outcomes=events(("2021", "arrested")))) == "held"
    again = events(("2021", "released"), ("2022", "arrested"))
    assert liberty(tiny(outcomes=again)) == "held_again"


def test_what_was_achieved_is_under_way_while_a_part_of_it_is_in_court(tiny: Tiny) -> None:
    told = events(("2021", "compensation"), ("2022", "result_awaited", {"direction": "none"}))
    assert justice(tiny(cases=[{"demand": "remedy"}], outcomes=told)) == "under_way"
    ended = [*told, *events(("2023", "compensation"))]
    ended[-1]["outcome_id"] = "o9"
    assert justice(tiny(cases=[{"demand": "remedy"}], outcomes=ended)) == "achieved"


@pytest.mark.parametrize("day", ["2020-10-31", "2020-11-01", "2020-10"])
@pytest.mark.parametrize(("date", "precision"), [(None, "unknown"), ("2020", "year")])
def test_an_event_known_only_by_a_page_of_the_launch_day_or_before_counts_for_nothing(
    tiny: Tiny, date: str | None, precision: str, day: str
) -> None:
    told = {"event_date": date, "date_precision": precision, "source_date": day}
    case = {"demand": "justice", "status_at_launch": "detained"}
    state = tiny(
        editions=[{"starts_on": "2020-11-01"}],
        cases=[case],
        outcomes=[
            {"outcome_id": "o1", "outcome_type": "perpetrator_convicted", **told},
            {"outcome_id": "o2", "outcome_type": "released", **told},
        ],
    )
    assert (justice(state), liberty(state)) == ("nothing_found", "held")
    assert column(state, "timeline_of_case", "before_launch", case_id="2020-a") == [True, True]


def test_an_event_of_a_known_day_stays_where_its_day_is_whatever_its_page_says(tiny: Tiny) -> None:
    told = {"event_date": "2020-12-01", "date_precision": "day", "source_date": "2020-10"}
    assert liberty(tiny(outcomes=[told])) == "free"


def test_a_search_that_found_nothing_is_not_older_than_the_launch_because_its_page_is(
    tiny: Tiny,
) -> None:
    nothing = {"outcome_type": "no_result_found", "direction": "none", "source_date": "2019"}
    told = nothing | {"event_date": None, "date_precision": "unknown"}
    state = tiny(outcomes=[told])
    assert column(state, "timeline_of_case", "before_launch", case_id="2020-a") == [False]


def test_justice_that_was_sought_is_asked_whatever_else_was_demanded(tiny: Tiny) -> None:
    case = {"demand": "unknown", "status_at_launch": "justice_sought"}
    assert justice(tiny(cases=[case])) == "nothing_found"


def test_justice_before_the_launch_counts_for_nothing(tiny: Tiny) -> None:
    told = events(("2019", "perpetrator_charged"), ("2021", "perpetrator_acquitted"))
    state = tiny(cases=[{"demand": "justice"}], outcomes=told)
    assert justice(state) == "reversed"
    assert justice(tiny(cases=[{"demand": "justice"}], outcomes=told[:1])) == "nothing_found"


# Lists of cases


def test_cases_are_listed_newest_edition_first_and_then_by_name(tiny: Tiny) -> None:
    cases = [{**RETURNED[0], "name": "Z"}, {"name": "C"}, {"case_id": "2020-b", "name": "B"}]
    state = tiny(editions=TWICE, cases=cases)
    assert column(state, "cases", "name") == ["B", "C", "Z"]


def test_a_search_finds_names_and_countries_in_both_languages_without_accents(tiny: Tiny) -> None:
    case = {"name": "Nürcan Ö", "name_fr": "Nurcan l’Écrivaine", "country": "Türkiye"}
    searchable = column(tiny(cases=[case]), "cases", "searchable")[0]
    assert searchable == "nurcan o nurcan l’ecrivaine turkiye"


def test_a_case_without_a_country_can_still_be_found_by_name(tiny: Tiny) -> None:
    state = tiny(cases=[{"name": "Ana", "name_fr": "Ana", "country": None, "country_code": None}])
    assert column(state, "cases", "searchable") == ["ana ana "]


def test_the_newest_event_of_a_case_is_after_the_launch_and_a_finding(tiny: Tiny) -> None:
    told = events(
        ("2021", "released"),
        ("2022-03", "re_arrested", {"direction": "negative"}),
        ("2019", "sentenced", {"direction": "negative"}),
        ("2026", "no_result_found", {"direction": "none"}),
    )
    row = one(tiny(outcomes=told), "cases")
    assert (row["newest_event_date"], row["newest_outcome_type"]) == ("2022-03", "re_arrested")
    assert row["newest_direction"] == "negative"
    assert row["liberty_standing"] == "held_again"


def test_a_case_of_which_nothing_is_known_has_no_newest_event(tiny: Tiny) -> None:
    row = one(tiny(outcomes=events(("2019", "released"))), "cases")
    assert (row["newest_event_date"], row["newest_outcome_type"]) == (None, None)


def test_an_unknown_case_is_no_row(tiny: Tiny) -> None:
    assert ask(tiny(), "case", case_id="2020-nobody") == []


def test_countries_are_ordered_by_their_cases_and_an_unknown_one_is_kept(tiny: Tiny) -> None:
    codes = [("2020-a", "TR"), ("2020-b", "CL"), ("2020-c", "TR"), ("2020-d", None)]
    cases = [{"case_id": key, "country_code": code} for key, code in codes]
    rows = [tuple(row.values()) for row in ask(tiny(cases=cases), "cases_by_country")]
    assert rows == [("TR", 2, 2020), ("CL", 1, 2020), (None, 1, 2020)]


def test_every_case_stands_once_on_each_track(tiny: Tiny) -> None:
    cases = [
        {"case_id": "2020-a"},
        {"case_id": "2020-b"},
        {"case_id": "2020-c", "demand": "justice", "status_at_launch": "at_risk"},
    ]
    rows = [tuple(row.values()) for row in ask(tiny(cases=cases), "cases_by_standing")]
    assert rows == [
        ("liberty", "free", 1),
        ("liberty", "held", 1),
        ("liberty", "not_asked", 1),
        ("justice", "nothing_found", 1),
        ("justice", "not_asked", 2),
    ]


def test_who_was_killed_before_the_edition_was_told_as_not_known_whether_free_or_held(
    tiny: Tiny,
) -> None:
    """A child who had died, and a councillor who was shot: "Liberty: not known", "Died: 0"."""
    case = {"demand": "justice", "status_at_launch": "dead"}
    state = tiny(cases=[case], outcomes=events(("2021", "perpetrator_charged")))
    (row,) = ask(state, "case", case_id="2020-a")
    assert (row["liberty_standing"], row["died"], row["not_known_now"]) == ("died", 1, 0)
    assert row["justice_standing"] == "under_way"
    assert released(state) == (0, 0)


def test_an_acquittal_was_told_as_reversed_after_a_sentence_in_another_case(tiny: Tiny) -> None:
    case = {"demand": "drop_charges", "status_at_launch": "on_trial"}
    told = events(("2021", "acquitted"), ("2022", "sentenced_elsewhere"))
    (row,) = ask(tiny(cases=[case], outcomes=told), "case", case_id="2020-a")
    assert row["justice_standing"] == "achieved"
    told = events(("2021", "acquitted"), ("2022", "sentenced"))
    (row,) = ask(tiny(cases=[case], outcomes=told), "case", case_id="2020-a")
    assert row["justice_standing"] == "reversed"


def test_of_an_evicted_community_it_was_told_as_lost_sight_of(tiny: Tiny) -> None:
    """Ninety-nine cases were "not known whether free or held", of most of which nobody ever asked that."""
    cases = [
        {"case_id": "2020-a", "status_at_launch": "community"},
        {"case_id": "2020-b", "status_at_launch": "unknown"},
    ]
    rows = ask(tiny(cases=cases, outcomes=events(("2021", "other_positive"))), "cases_by_standing")
    liberty_of = {row["standing"]: row["cases"] for row in rows if row["track"] == "liberty"}
    assert liberty_of == {"not_asked": 1, "not_known": 1}


def test_the_cases_of_an_edition_add_up_by_standing_and_people_of_two_stand_in_both(
    tiny: Tiny,
) -> None:
    cases = [
        {"case_id": "2019-a", "edition_year": 2019},
        {"case_id": "2020-a", "same_people_as": "2019-a"},
        {"case_id": "2020-b", "status_at_launch": "unknown"},
    ]
    told = {"case_id": "2020-a", "outcome_type": "released", "event_date": "2021-05-01"}
    state = tiny(editions=[{"edition_year": 2019}, {}], cases=cases, outcomes=[told])
    assert [tuple(row.values()) for row in ask(state, "standings_by_edition")] == [
        (2019, "free", 1),
        (2020, "free", 1),
        (2020, "not_known", 1),
    ]


def test_the_cases_of_an_issue_and_of_a_country_add_up_by_standing_and_people_of_two_are_one(
    tiny: Tiny,
) -> None:
    cases: list[Row] = [
        {"case_id": "2019-a", "edition_year": 2019, "issue": "death_penalty", "country_code": "TR"},
        {"case_id": "2020-a", "same_people_as": "2019-a", "issue": "discrimination"},
        {"case_id": "2020-b", "issue": "discrimination", "status_at_launch": "unknown"},
        {"case_id": "2020-c", "issue": "death_penalty", "country_code": "TR"},
        {"case_id": "2020-d", "country_code": None},
        {"case_id": "2020-e", "country_code": None},
        {"case_id": "2020-f", "country_code": None},
    ]
    told = {"case_id": "2020-a", "outcome_type": "released", "event_date": "2021-05-01"}
    state = tiny(editions=[{"edition_year": 2019}, {}], cases=cases, outcomes=[told])
    assert [tuple(row.values()) for row in ask(state, "results_by_issue")] == [
        ("discrimination", "free", 1),
        ("discrimination", "not_known", 1),
        ("death_penalty", "held", 1),
        ("unknown", "held", 3),  # the most cases, and still last
    ]
    assert [tuple(row.values()) for row in ask(state, "results_by_country")] == [
        ("CL", "free", 1),
        ("CL", "not_known", 1),
        ("TR", "held", 1),
        (None, "held", 3),
    ]


def spans(state: State, edition: int = 2020) -> list[tuple[str, str, str, str]]:
    rows = ask(state, "progress_of_edition", edition=edition)
    return [(r["case_id"], str(r["from_day"]), str(r["to_day"]), r["standing"]) for r in rows]


def test_a_case_is_held_until_its_release_and_free_until_it_is_held_again(tiny: Tiny) -> None:
    told = events(
        ("2020-05-01", "released"),  # before the launch: it counts for nothing
        ("2021-05-01", "released"),
        ("2021-06-01", "other_negative", {"direction": "negative"}),
        ("2022-03-04", "re_arrested", {"direction": "negative"}),
    )
    assert spans(tiny(outcomes=told)) == [
        ("2020-a", "2020-11-01", "2021-05-01", "held"),
        ("2020-a", "2021-05-01", "2022-03-04", "free"),
        ("2020-a", "2022-03-04", "2026-11-22", "held_again"),
    ]


def test_while_a_change_has_no_day_it_is_not_known_where_somebody_stood(tiny: Tiny) -> None:
    told = events(
        ("2021", "released", {"source_date": "2023-01-01"}),
        ("2022-02", "re_arrested", {"direction": "negative"}),
        (None, "released", {"source_date": "2024-07-02"}),
    )
    assert spans(tiny(outcomes=told)) == [
        ("2020-a", "2020-11-01", "2021-01-01", "held"),
        ("2020-a", "2021-01-01", "2021-12-31", "not_known"),
        ("2020-a", "2021-12-31", "2022-02-01", "free"),
        ("2020-a", "2022-02-01", "2024-07-01", "not_known"),
        ("2020-a", "2024-07-01", "2026-11-22", "free"),
    ]


def test_an_undated_release_lies_before_the_event_that_is_told_after_it(tiny: Tiny) -> None:
    told = events((None, "released"), ("2022-03-04", "re_arrested", {"direction": "negative"}))
    assert spans(tiny(outcomes=told)) == [
        ("2020-a", "2020-11-01", "2022-03-04", "not_known"),
        ("2020-a", "2022-03-04", "2026-11-22", "held_again"),
    ]


def test_people_of_two_editions_are_shown_in_each_from_its_own_launch(tiny: Tiny) -> None:
    told = events(("2019-05-01", "released"), ("2021-05-01", "re_arrested"))
    told = [{**event, "case_id": "2018-a"} for event in told]
    state = tiny(editions=TWICE, cases=RETURNED, outcomes=told)
    assert spans(state, 2018) == [
        ("2018-a", "2018-11-01", "2019-05-01", "held"),
        ("2018-a", "2019-05-01", "2021-05-01", "free"),
        ("2018-a", "2021-05-01", "2026-11-22", "held_again"),
    ]
    assert spans(state, 2020) == [
        ("2020-a", "2020-11-01", "2021-05-01", "free"),
        ("2020-a", "2021-05-01", "2026-11-22", "held_again"),
    ]


def test_the_spans_of_every_case_join_from_its_launch_to_its_last_check_and_end_where_it_stands(
    shipped: State,
) -> None:
    for edition in ask(shipped, "editions"):
        year = edition["edition_year"]
        rows = ask(shipped, "progress_of_edition", edition=year)
        for case in ask(shipped, "cases_of_edition", edition=year):
            own = [row for row in rows if row["case_id"] == case["case_id"]]
            launch = one(shipped, "case", case_id=case["case_id"])["launch_day"]
            assert (own[0]["from_day"], own[-1]["to_day"]) == (launch, case["checked_on"])
            assert all(a["to_day"] == b["from_day"] for a, b in itertools.pairwise(own))
            assert all(a["standing"] != b["standing"] for a, b in itertools.pairwise(own))
            assert own[-1]["standing"] == case["liberty_standing"], case["case_id"]


def beyond(state: State, edition: int = 2020) -> list[tuple[str, str, str]]:
    rows = ask(state, "justice_of_edition", edition=edition)
    return [(str(r["from_day"]), str(r["to_day"]), r["standing"]) for r in rows]


def test_a_case_that_asked_for_justice_showed_no_band_but_not_known(tiny: Tiny) -> None:
    asked = {"status_at_launch": "justice_sought", "demand": "justice"}
    told = events(
        ("2021-05-01", "perpetrator_charged"),
        ("2021-08", "other_positive"),  # it stays under way, and is no time that is not known
        ("2022", "perpetrator_convicted", {"source_date": "2023-03-01"}),
        ("2023-06", "perpetrator_acquitted", {"direction": "negative"}),
    )
    assert beyond(tiny(cases=[asked], outcomes=told)) == [
        ("2020-11-01", "2021-05-01", "nothing_found"),
        ("2021-05-01", "2022-01-01", "under_way"),
        ("2022-01-01", "2022-12-31", "not_known"),
        ("2022-12-31", "2023-06-01", "achieved"),
        ("2023-06-01", "2023-06-30", "not_known"),
        ("2023-06-30", "2026-11-22", "reversed"),
    ]
    assert beyond(tiny(outcomes=told)) == []  # of a case that asked for release alone


def test_the_spans_beyond_release_join_and_end_where_the_case_stands(shipped: State) -> None:
    seen = 0
    for edition in ask(shipped, "editions"):
        year = edition["edition_year"]
        rows = ask(shipped, "justice_of_edition", edition=year)
        for case in ask(shipped, "cases_of_edition", edition=year):
            own = [row for row in rows if row["case_id"] == case["case_id"]]
            if case["justice_standing"] == "not_asked":
                assert not own
                continue
            seen += 1
            launch = one(shipped, "case", case_id=case["case_id"])["launch_day"]
            assert (own[0]["from_day"], own[-1]["to_day"]) == (launch, case["checked_on"])
            assert all(a["to_day"] == b["from_day"] for a, b in itertools.pairwise(own))
            assert all(a["standing"] != b["standing"] for a, b in itertools.pairwise(own))
            told = ask(shipped, "timeline_of_case", case_id=case["case_id"])
            undated = any(row["event_date"] is None for row in told)
            stands = (case["justice_standing"], "not_known" if undated else "")
            assert own[-1]["standing"] in stands, case["case_id"]
    assert seen


ALL: Row = {"issue": "", "region": "", "period": ""}


def months(state: State, **asked: str) -> list[tuple[int, int, int, float]]:
    """Of the months in which somebody came out, and of the last: month, at risk, released, share out."""
    rows = ask(state, "time_to_release", **(ALL | asked))
    assert [row["month"] for row in rows] == list(range(len(rows)))
    kept = [row for row in rows if row["released"] or row is rows[-1]]
    return [(r["month"], r["at_risk"], r["released"], round(r["share_out"], 9)) for r in kept]


HELD: list[Row] = [
    {"case_id": "2020-a", "issue": "death_penalty"},
    {"case_id": "2020-b", "people": 3, "country_code": "TR", "country": "Türkiye"},
    {"case_id": "2020-c", "checked_on": "2021-01-31"},
    {"case_id": "2020-d", "status_at_launch": "on_trial"},  # was not held
    {"case_id": "2020-e", "people": None},  # nobody knows how many
]


def test_the_share_out_follows_each_person_held_at_launch_to_the_last_check(tiny: Tiny) -> None:
    # Five people are held on 1 November 2020. One is out on the same day of the next month, two of three after
    # two months and a day; one is last checked within the third month; one is still followed in month 73.
    told: list[Row] = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2020-12-01"},
        {"outcome_id": "o2", "case_id": "2020-b", "event_date": "2021-01-02", "people": 2},
        {"outcome_id": "o3", "case_id": "2020-d", "event_date": "2020-12-01"},
    ]
    told = [row | {"checked_on": "2021-01-31"} for row in told]
    state = tiny(cases=[{"checked_on": "2026-11-22"} | case for case in HELD], outcomes=told)
    assert months(state) == [
        (1, 5, 1, 0.2),
        (3, 4, 2, 0.6),  # 1 - 4/5 * 2/4
        (73, 1, 0, 0.6),
    ]
    assert months(state, issue="death_penalty") == [(1, 1, 1, 1.0)]
    assert months(state, region="europe_central_asia")[0] == (3, 3, 2, round(2 / 3, 9))
    assert months(state, period="2020-2020")[0] == (1, 5, 1, 0.2)
    assert months(state, period="2001-2019") == []


def test_a_share_of_some_is_told_as_one_of_these_and_of_few_people_not_at_all(
    tiny: Tiny, shipped: State
) -> None:
    asked = {"region": "africa", "period": "2001-2025"}
    few = registry.panel(View(tiny(cases=HELD), "en"), "time_to_release", {"region": "americas"})
    assert few.headline.startswith("Americas: Fewer than 10 people")
    assert isinstance(few.body, Chart) and not few.body.marks
    some = registry.panel(View(shipped, "en"), "time_to_release", asked)
    assert some.headline.startswith("Africa, editions 2001 to 2025: ")


def test_who_came_out_twice_came_out_once_and_who_died_is_not_out(tiny: Tiny) -> None:
    told = events(
        ("2021-02-01", "released"),
        ("2021-03-01", "re_arrested", {"direction": "negative"}),
        ("2021-04-01", "released"),
        ("2021-02-15", "died", {"case_id": "2020-b", "direction": "negative"}),
    )
    state = tiny(cases=[{}, {"case_id": "2020-b"}], outcomes=told)
    assert months(state) == [(3, 2, 1, 0.5), (73, 1, 0, 0.5)]


def test_a_release_of_no_known_day_counts_on_its_last_and_of_no_known_year_on_none(
    tiny: Tiny,
) -> None:
    cases = [{}, {"case_id": "2020-b"}, {"case_id": "2020-c"}]
    told = events(("2021-02", "released"), (None, "released", {"case_id": "2020-b"}))
    # Out by 28 February, in the fourth month; the other is followed up to the launch alone.
    assert months(tiny(cases=cases, outcomes=told)) == [(4, 2, 1, 0.5), (73, 1, 0, 0.5)]


def test_people_of_two_editions_are_followed_once_from_the_first(tiny: Tiny) -> None:
    told = [{"case_id": "2020-a", "event_date": "2020-11-02"}]
    state = tiny(editions=TWICE, cases=RETURNED, outcomes=told)
    assert months(state) == [(25, 1, 1, 1.0)]


def test_the_share_out_agrees_with_the_library_that_others_use(shipped: State) -> None:
    lifelines = pytest.importorskip("lifelines")
    rows = ask(shipped, "time_to_release", **ALL)
    ends = [*(row["at_risk"] for row in rows[1:]), 0]
    spells = [
        (row["month"], out, count)
        for row, after in zip(rows, ends, strict=True)
        for out, count in ((1, row["released"]), (0, row["at_risk"] - row["released"] - after))
    ]
    month, out, weights = zip(*(each for each in spells if each[2]), strict=True)
    fitted = lifelines.KaplanMeierFitter().fit(month, out, weights=weights)
    for row in rows:
        assert 1 - fitted.predict(row["month"]) == pytest.approx(row["share_out"])


def test_the_cases_of_an_edition_are_its_own_by_name(tiny: Tiny) -> None:
    cases = [*RETURNED, {"case_id": "2020-b", "name": "0"}]
    state = tiny(editions=TWICE, cases=cases)
    assert column(state, "cases_of_edition", "case_id", edition=2020) == ["2020-b", "2020-a"]
    assert column(state, "cases_of_edition", "liberty_standing", edition=2018) == ["free"]


def test_an_edition_tells_how_many_cases_are_known_by_name_and_none_is_zero(tiny: Tiny) -> None:
    editions = [{"edition_year": 2021}, {"cases_featured": 10}]
    rows = ask(tiny(editions=editions, cases=[{}, {"case_id": "2020-b"}]), "editions")
    named = [(row["edition_year"], row["cases_featured"], row["cases_named"]) for row in rows]
    assert named == [(2020, 10, 2), (2021, None, 0)]


# Events


def test_events_are_counted_by_type_after_the_launch_and_not_as_people(tiny: Tiny) -> None:
    told = events(
        ("2019", "released"),
        ("2021", "released", {"people": 9}),
        ("2022", "released"),
        ("2022", "died", {"direction": "negative"}),
    )
    rows = [tuple(row.values()) for row in ask(tiny(outcomes=told), "outcomes_by_type")]
    assert rows == [("released", "positive", 2, 1), ("died", "negative", 1, 1)]


def test_newest_events_are_dated_findings_newest_first_and_as_many_as_asked(tiny: Tiny) -> None:
    told = events(
        ("2021-05-01", "released"),
        ("2022", "re_arrested"),
        ("2021-12", "other_negative"),
        (None, "died"),
        ("2026", "no_result_found"),
    )
    state = tiny(outcomes=told)
    assert column(state, "outcomes_newest", "outcome_id", limit=10) == ["o1", "o2", "o0"]
    assert column(state, "outcomes_newest", "outcome_id", limit=1) == ["o1"]


def test_a_case_was_checked_when_the_newest_of_its_rows_was_and_not_when_others_were(
    tiny: Tiny,
) -> None:
    cases = [{"checked_on": "2026-11-22"}, {"case_id": "2020-b", "checked_on": "2026-11-23"}]
    told: list[Row] = [
        {"checked_on": "2026-11-28", "checked_how": "source_read"},
        {"outcome_id": "o2", "checked_on": "2026-11-24"},
    ]
    state = tiny(cases=cases, outcomes=told)
    assert column(state, "cases", "checked_on") == [dt.date(2026, 11, 28), dt.date(2026, 11, 23)]
    days = column(state, "timeline_of_case", "checked_on", case_id="2020-a")
    assert days == [dt.date(2026, 11, 28), dt.date(2026, 11, 24)]


def test_a_timeline_is_in_order_and_marks_what_came_before_the_launch(tiny: Tiny) -> None:
    told = events(("2022-02", "released"), ("2019-01-01", "convicted"), ("2021", "pardoned"))
    rows = ask(tiny(outcomes=told), "timeline_of_case", case_id="2020-a")
    assert [row["outcome_type"] for row in rows] == ["convicted", "pardoned", "released"]
    assert [row["before_launch"] for row in rows] == [True, False, False]


def test_who_was_released_is_listed_newest_first_with_what_became_of_them(tiny: Tiny) -> None:
    cases = [{}, {"case_id": "2020-b", "name": "B"}]
    told = events(
        ("2021-05-01", "released"),
        ("2022-05-01", "released", {"case_id": "2020-b"}),
        ("2023-05-01", "re_arrested", {"case_id": "2020-b"}),
    )
    rows = ask(tiny(cases=cases, outcomes=told), "releases_documented_people")
    assert [(row["name"], row["ever_held_again"]) for row in rows] == [("B", 1), ("A", 0)]
    assert [row["standing"] for row in rows] == ["held_again", "free"]


# What publishers printed


def claim(key: str, value: int, day: str | None, **more: Any) -> Row:
    given = {"claim_id": key, "value": value, "as_of": day, "subject": "people_released"}
    return {**given, "unit": "people", "since_year": 2001, **more}


def test_a_printed_number_stands_beside_the_cases_that_the_same_publisher_set_it_against(
    tiny: Tiny,
) -> None:
    presented = {"subject": "civil_political_cases_presented", "since_year": None}
    claims = [
        claim("c1", 127, "2020-11-05"),
        claim("c2", 169, "2020-11-05", **presented),
        claim("c3", 128, "2022-01-01"),
        claim("c4", 126, "2020-11-05", publisher="Another"),
        claim("c5", 80, None, subject="released_share", unit="percent"),
        claim("c6", 9, "2020", subject="actions"),
    ]
    rows = ask(tiny(claims=claims), "releases_published")
    assert [(row["claim_id"], row["of_cases"]) for row in rows] == [
        ("c1", 169),
        ("c4", None),
        ("c3", None),
        ("c5", None),
    ]


def test_a_printed_number_dates_from_the_claim_or_else_from_its_page(tiny: Tiny) -> None:
    claims = [claim("c1", 5, None, source_date="2020-11"), claim("c2", 6, "2021")]
    rows = ask(tiny(claims=claims), "releases_published")
    assert [row["printed"] for row in rows] == ["2020-11", "2021"]
    assert [row["printed_by"] for row in rows] == [dt.date(2020, 11, 30), dt.date(2021, 12, 31)]


@pytest.mark.parametrize(
    ("printed", "itself"),
    [
        ("Amnesty Germany", "Amnesty Germany"),
        ("Amnesty Germany (via a magazine)", "Amnesty Germany"),
        ("Amnesty Germany, group 12", "Amnesty Germany"),
    ],
)
def test_a_publisher_is_named_without_the_page_that_carried_its_words(
    tiny: Tiny, printed: str, itself: str
) -> None:
    state = tiny(claims=[claim("c1", 5, "2020", publisher=printed)])
    assert one(state, "releases_published")["publisher_itself"] == itself


HEADLINE = [
    claim("c1", 127, "2020-11-05", since_year=2000),
    claim("c2", 169, "2020-11-05", subject="civil_political_cases_presented", since_year=None),
    claim("c3", 127, "2021-11-22"),
    claim("c4", 127, "2023-11", qualifier="about", publisher="Last"),
    claim("c5", 48, "2016"),
    claim("c6", 128, "2022-01-01"),
    claim("c7", 126, "2022-02-01"),
    claim("c8", 500, "2024", subject="situations_improved"),
]


def test_the_most_printed_number_is_the_headline_with_its_first_and_last_printing(
    tiny: Tiny,
) -> None:
    row = one(tiny(claims=HEADLINE), "releases_published_headline")
    assert (row["value"], row["times_printed"], row["of_cases"]) == (127, 3, 169)
    assert (row["first_printed"], row["first_since_year"]) == ("2020-11-05", 2000)
    assert (row["since_2001"], row["last_printed"]) == ("2021-11-22", "2023-11")
    assert (row["qualifier"], row["publisher"]) == ("about", "Last")
    assert (row["lowest"], row["highest"]) == (126, 128)


def test_of_two_numbers_printed_as_often_the_one_printed_last_is_the_headline(tiny: Tiny) -> None:
    claims = [claim("c1", 127, "2020"), claim("c2", 90, "2022"), claim("c3", 128, "2021")]
    assert one(tiny(claims=claims), "releases_published_headline")["value"] == 90


def test_a_headline_without_a_denominator_of_the_same_day_has_none(tiny: Tiny) -> None:
    presented = claim("c2", 217, "2024", subject="civil_political_cases_presented")
    state = tiny(claims=[claim("c1", 127, "2020"), presented])
    row = one(state, "releases_published_headline")
    assert (row["of_cases"], row["lowest"], row["highest"]) == (None, 127, 127)


def test_nobody_printed_a_number_of_people_released_is_no_row(tiny: Tiny) -> None:
    state = tiny(claims=[claim("c1", 5, "2020", subject="situations_improved")])
    assert ask(state, "releases_published_headline") == []


# The record itself


def test_what_is_missing_is_counted_by_kind(tiny: Tiny) -> None:
    editions = [edition(2018, None), edition(2020, 5), edition(2019, None)]
    cases = [{}, {"case_id": "2020-b", "country_code": None}, {"case_id": "2020-c"}]
    told = events(
        (None, "released"),
        ("2021", "re_arrested", {"people": None}),
        ("2026", "no_result_found", {"case_id": "2020-b"}),
    )
    rows = ask(tiny(editions=editions, cases=cases, outcomes=told), "missing")
    gaps = {row["gap"]: (row["rows"], row["which"]) for row in rows}
    assert gaps == {
        "editions_without_total": (2, "2018, 2019"),
        "editions_without_names": (2, "2018, 2019"),
        "cases_without_event": (2, None),
        "cases_without_country": (1, None),
        "events_without_date": (1, None),
        "events_without_people": (1, None),
    }


def test_sources_are_counted_by_file_and_strength(tiny: Tiny) -> None:
    editions = [
        edition(2020, 5, source_strength="weak"),
        edition(2021, None, source_strength="good"),
    ]
    cases = [{}, {"case_id": "2020-b", "source_strength": "fair"}, {"case_id": "2020-c"}]
    rows = ask(tiny(editions=editions, cases=cases), "sources_by_strength")
    counts = {row["file"]: tuple(row.values())[1:] for row in rows}
    assert counts["editions"] == (0, 0, 1, 1)
    assert counts["cases"] == (2, 1, 0, 0)
    assert counts["section_actions"] == (1, 0, 0, 0)
    assert list(counts)[:3] == ["editions", "claims", "cases"]


# What holds for all of them


# The shipped record has no exports, so test_sample asks these of the sample.
@pytest.mark.parametrize("name", sorted({*names("metrics")} - OF_COUNTS))
def test_counts_leave_the_database_as_whole_numbers(shipped: State, name: str) -> None:
    known: Row = {**figures.DEFAULTS, "edition": 2021, "case_id": "2011-filep-karma"}
    rows = ask(shipped, name, **{key: known[key] for key in figures.parameters(name)})
    assert rows
    types = {key: {type(row[key]) for row in rows} - {type(None)} for key in rows[0]}
    assert not any(len(kinds) > 1 for kinds in types.values())
    plain = {int, str, bool, dt.date}
    assert {key for key, kinds in types.items() if not kinds <= plain} <= {"change", "share_out"}


def test_a_metric_is_not_answered_without_its_parameters(tiny: Tiny) -> None:
    with pytest.raises(Fault, match="needs the parameter edition"):
        figures.figure(tiny(), "cases_of_edition", "en")


def test_every_metric_has_a_test_of_its_own() -> None:
    here = Path(__file__)
    written = here.read_text(encoding="utf-8")
    written += here.with_name("test_counts.py").read_text(encoding="utf-8")
    written += here.with_name("test_like_for_like.py").read_text(encoding="utf-8")
    written += here.with_name("test_consent.py").read_text(encoding="utf-8")
    written += here.with_name("test_claims_ledger.py").read_text(encoding="utf-8")
    assert [name for name in names("metrics") if f'"{name}"' not in written] == []


def test_a_figure_carries_what_its_numbers_mean(tiny: Tiny) -> None:
    state = tiny()
    figure = figures.figure(state, "releases_documented", "fr")
    assert figure.rows == ask(state, "releases_documented")
    assert figure.unit == "personnes"
    assert "chacune" in figure.definition or "Chaque personne" in figure.definition
    assert (figure.as_of, figure.snapshot) == (dt.date(2026, 11, 22), state.snapshot)


def test_a_figure_without_sources_of_its_own_takes_those_of_its_evidence(tiny: Tiny) -> None:
    figure = figures.figure(tiny(), "releases_documented_total", "en")
    assert [source.url for source in figure.sources] == ["https://example.org/outcome"]


def test_the_same_source_is_named_once(tiny: Tiny) -> None:
    cases = [{}, {"case_id": "2020-b"}, {"case_id": "2020-c", "source_url": "https://c.example"}]
    figure = figures.figure(tiny(cases=cases), "cases_of_edition", "en", edition=2020)
    assert sorted(source.url for source in figure.sources) == [
        "https://c.example",
        "https://example.org/case",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_which_editions_there_are_no_names_is_counted_from_the_record(
    tiny: Tiny, lang: Language
) -> None:
    some = tiny(editions=[{"edition_year": year} for year in (2018, 2019, 2020)])
    years = listing(lang, ["2018", "2019"])
    said = say(lang, "releases.unnamed", count=2, years=years)
    assert said in figures.caveat(some, "releases_documented", lang)
    assert figures.unnamed(tiny(), lang) == ""


def test_no_event_says_since_of_a_time_that_its_source_could_not_know(shipped: State) -> None:
    """Told today, “unknown since” would reach to today; a source knows no more than its own day."""
    today = re.compile(r"\b(has|have) (been|had) .*\bsince\b|depuis lors|détenus? depuis\b")
    texts = [
        row[column]
        for row in shipped.record.tables["outcomes"]
        for column in ("summary", "summary_fr")
    ]
    assert [text for text in texts if today.search(str(text))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_sections_sent_is_never_said_to_be_counted_from_the_record(lang: Language) -> None:
    for name in names("metrics"):
        key = "live.source" if name in OF_COUNTS else "source.this_record"
        assert figures.own_source(name, lang) == say(lang, key)


@pytest.mark.parametrize("period", ["2010-2005", "2010", "2010-", "10-12", "2010–2012"])
def test_a_period_that_ends_before_it_begins_is_refused_and_not_empty(
    tiny: Tiny, period: str
) -> None:
    state = tiny()
    with pytest.raises(Fault) as raised:
        figures.figure(state, "time_to_release", "en", period=period)
    assert raised.value.key == "parameter_wrong"
    assert figures.figure(state, "time_to_release", "en", period="2020-2020").columns


def test_what_was_asked_for_the_dead_stood_beside_their_death_as_achieved(tiny: Tiny) -> None:
    dead = {"status_at_launch": "dead", "demand": "justice"}
    later = {"status_at_launch": "imprisoned", "demand": "justice"}
    cases = [
        {"case_id": "2020-a", **dead},
        {"case_id": "2020-b", **later},
        {"case_id": "2020-c", **dead},
    ]
    outcomes = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-01-01", "outcome_type": "perpetrator_convicted"},
        {"outcome_id": "o2", "case_id": "2020-b", "event_date": "2021-01-01", "outcome_type": "died",
         "direction": "negative"},
    ]  # fmt: skip
    state = tiny(cases=cases, outcomes=outcomes)
    rows = figures.figure(state, "cases", "en").rows
    said = {row["case_id"]: standings.standing(row, View(state, "en")) for row in rows}
    assert said["2020-a"].startswith("What was asked:") and "ied" not in said["2020-a"]
    assert said["2020-b"] == "Died · no result of what was asked"
    assert said["2020-c"] == "No result of what was asked", "once"


def test_where_the_record_does_not_say_what_was_asked_nothing_was_said_to_be_asked(
    tiny: Tiny,
) -> None:
    cases = [{"case_id": f"2020-{demand}", "demand": demand} for demand in ("unknown", "release")]
    state = tiny(cases=[{"case_id": "2020-a"}, *cases])
    said = {
        demand: standings.justice(one(state, "case", case_id=f"2020-{demand}"), View(state, "fr"))
        for demand in ("unknown", "release")
    }
    assert said == {"unknown": "Inconnues", "release": "Aucune"}


def test_of_one_prisoner_it_was_said_that_not_all_concerned_were_released(tiny: Tiny) -> None:
    held = {"status_at_launch": "imprisoned", "demand": "release"}
    cases = [{"case_id": "2020-a", "people": 1, **held}, {"case_id": "2020-b", "people": 2, **held}]
    state = tiny(cases=cases)
    one_, two = (one(state, "case", case_id=f"2020-{key}") for key in "ab")
    assert "all concerned" not in standings.note(one_, "liberty", View(state, "en"))
    assert "all concerned" in standings.note(two, "liberty", View(state, "en"))


def test_a_number_that_one_publisher_printed_often_seemed_to_be_of_many(tiny: Tiny) -> None:
    claims = [
        {"claim_id": f"c{at}", "subject": "people_released", "value": 127, "publisher": name}
        for at, name in enumerate(("Section", "Section (via Paper)", "Other"))
    ]
    row = one(tiny(claims=claims[:2]), "releases_published_headline")
    assert (row["times_printed"], row["publishers"]) == (2, 1)
    row = one(tiny(claims=claims), "releases_published_headline")
    assert (row["times_printed"], row["publishers"]) == (3, 2)


def test_a_release_of_an_unknown_day_left_its_cell_empty(tiny: Tiny) -> None:
    freed = {"outcome_id": "o1", "case_id": "2020-a", "event_date": "", "date_precision": "unknown",
             "source_date": "2023"}  # fmt: skip
    state = tiny(cases=[{"case_id": "2020-a"}], outcomes=[freed])
    for name, column in (
        ("releases_documented_people", "event_date"),
        ("releases_documented", "year"),
    ):
        row = figures.figure(state, name, "en").rows[-1]
        assert cell(column, row, "en") == "date not known"
        assert cell(column, row, "fr") == "date inconnue"
