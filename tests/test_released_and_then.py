"""Who was released, and then: each rule of docs/decisions/0022 on rows that add up by hand, and an oracle
that follows random histories person by person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact import figures, talking
from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.figures import live
from impact.figures.live import State
from impact.talking.cards import card
from impact.talking.selection import Selection
from tests import fates
from tests.conftest import record
from tests.fates import Event

Tiny = Callable[..., State]
Row = dict[str, Any]
LAUNCH = "2020-11-01"
BOTH = [
    {"case_id": "2018-a", "edition_year": 2018, "name": "A"},
    {"case_id": "2020-a", "edition_year": 2020, "name": "A", "same_people_as": "2018-a"},
]
_MANY = settings.get_current_profile_name() == "many"


def rows(*events: Event) -> list[Row]:
    """The events as rows of outcomes, in this order."""
    precision = {0: "unknown", 4: "year", 7: "month", 10: "day"}
    return [
        {
            "outcome_id": f"o{place}",
            "case_id": event.case,
            "event_date": event.day,
            "date_precision": precision[len(event.day)],
            "outcome_type": event.kind,
            "direction": event.direction,
            "people": event.people,
            "custody_after": event.after,
            "person": event.member,
        }
        for place, event in enumerate(events)
    ]


def bad(day: str, kind: str = "re_arrested", **more: Any) -> Event:
    return Event(day, kind, "negative", **more)


def total(state: State) -> dict[str, int]:
    """What is not none of the one row of all releases, without the cases and years."""
    (row,) = state.database.rows("releases_documented_total")
    wanted = ("people", *dict.fromkeys(fates.NOW.values()), "ever_held_again")
    return {key: row[key] for key in wanted if row[key]}


def of_case(state: State, case_id: str = "2020-a") -> Row:
    (row,) = state.database.rows("case", case_id=case_id)
    return row


# Each rule


def test_somebody_freed_jailed_and_freed_again_is_free_now_and_was_held_again(tiny: Tiny) -> None:
    told = Event("2021-05-01", "released"), bad("2022-05-01"), Event("2023-05-01", "released")
    state = tiny(outcomes=rows(*told))
    assert total(state) == {"people": 1, "free_now": 1, "ever_held_again": 1}


def test_conditions_that_follow_a_release_are_where_somebody_stands_now(tiny: Tiny) -> None:
    told = Event("2021-05-01", "released"), bad("2022", "sentenced", after="free_with_conditions")
    assert total(tiny(outcomes=rows(*told))) == {"people": 1, "under_conditions_now": 1}


def test_a_death_under_guard_is_a_death_and_no_second_detention(tiny: Tiny) -> None:
    told = Event("2021-06-26", "released_conditionally"), bad("2021-07-13", "died", after="held")
    state = tiny(outcomes=rows(*told))
    assert total(state) == {"people": 1, "died": 1}
    assert of_case(state)["liberty_standing"] == "died"


def test_what_is_decided_of_the_dead_frees_nobody(tiny: Tiny) -> None:
    told = bad("2021", "died"), Event("2022", "pardoned")
    state = tiny(outcomes=rows(*told))
    assert total(state) == {}
    assert of_case(state)["liberty_standing"] == "died"


def test_of_two_released_of_whom_one_died_one_is_free(tiny: Tiny) -> None:
    told = Event("2021", "pardoned", people=2), bad("2022", "died")
    state = tiny(cases=[{"people": 2}], outcomes=rows(*told))
    assert total(state) == {"people": 2, "free_now": 1, "died": 1}
    assert of_case(state)["liberty_standing"] == "free"


def test_a_death_in_prison_is_not_that_of_one_who_came_out(tiny: Tiny) -> None:
    told = Event("2021", "released"), bad("2022", "died", after="held")
    state = tiny(cases=[{"people": 2}], outcomes=rows(*told))
    assert total(state) == {"people": 1, "free_now": 1}
    assert (of_case(state)["free_now"], of_case(state)["died"]) == (1, 1)


def test_a_group_whose_members_fare_differently_is_told_by_number(tiny: Tiny) -> None:
    told = Event("2021", "released", people=3), bad("2022")
    state = tiny(cases=[{"people": 3}], outcomes=rows(*told))
    assert total(state) == {"people": 3, "free_now": 2, "held_now": 1, "ever_held_again": 1}
    assert ("Liberty", "2 of 3 free, 1 held") in [
        line[:2] for line in card(state, "2020-a", "en").stands
    ]
    (freed,) = state.database.rows("releases_documented_people")
    assert (freed["standing"], freed["free_now"], freed["held_now"]) == ("held_again", 2, 1)


def test_the_one_of_two_who_stands_best_is_the_one_who_is_taken_in(tiny: Tiny) -> None:
    told = (
        Event("2015-05", "released"), Event("2016", "released"),
        bad("2020-02-10"), Event("2020-02-18", "released_conditionally"),
        bad("2022-09-23"), Event("2022-12-19", "released_conditionally"), bad("2023-10"),
    )  # fmt: skip
    editions = [{"edition_year": 2011}, {}]
    case = {"case_id": "2020-a", "edition_year": 2011, "people": 2}
    state = tiny(editions=editions, cases=[case], outcomes=rows(*told))
    assert total(state) == {
        "people": 2, "under_conditions_now": 1, "held_now": 1, "ever_held_again": 2,
    }  # fmt: skip


def test_who_stands_for_the_rest_of_a_large_group_is_touched_by_nothing(tiny: Tiny) -> None:
    """Of three, one disappeared and two were told as not known."""
    state = tiny(
        cases=[{"people": 3}], outcomes=rows(bad("2021", "other_negative", after="not_known"))
    )
    assert (of_case(state)["held_now"], of_case(state)["not_known_now"]) == (2, 1)


def test_one_of_a_group_held_twice_is_one_who_was_held_again(tiny: Tiny) -> None:
    told = (
        Event("2021", "released", people=2), bad("2022-01-01"), Event("2022-02-01", "released"),
        bad("2022-03-01"), Event("2022-04-01", "released"),
    )  # fmt: skip
    state = tiny(cases=[{"people": 2}], outcomes=rows(*told))
    assert total(state) == {"people": 2, "free_now": 2, "ever_held_again": 1}


def test_somebody_who_disappears_after_a_release_is_not_known_and_never_free_with_conditions(
    tiny: Tiny,
) -> None:
    told = (
        Event("2021-08-07", "released_conditionally"),
        bad("2022-08-13", "other_negative", after="not_known"),
    )
    state = tiny(cases=[{"name": "Gao Wei", "name_fr": "Gao Wei"}], outcomes=rows(*told))
    assert total(state) == {"people": 1, "not_known_now": 1}
    assert of_case(state)["liberty_standing"] == "not_known"
    stands = [line[:2] for line in card(state, "2020-a", "en").stands]
    assert stands == [("Liberty", "Not known whether free or held")]
    for text in ("Gao Wei is free.", "Gao Wei is now free."):
        (found,) = check(text, facts.of(state), "en").findings
        assert str(found.verdict) == "out_of_date"


def test_somebody_taken_away_by_the_police_was_held_again_even_if_nobody_knows_where(
    tiny: Tiny,
) -> None:
    told = Event("2021", "released"), bad("2022", after="not_known")
    assert total(tiny(outcomes=rows(*told))) == {
        "people": 1, "not_known_now": 1, "ever_held_again": 1,
    }  # fmt: skip


def test_a_release_known_only_by_the_year_of_the_launch_is_not_called_early(tiny: Tiny) -> None:
    assert total(tiny(outcomes=rows(Event("2020", "released")))) == {"people": 1, "free_now": 1}


def test_an_arrest_known_by_year_comes_before_the_release_of_a_day_in_it(tiny: Tiny) -> None:
    told = Event("2021-05-01", "released"), Event("2022-06-01", "released"), bad("2022")
    assert total(tiny(outcomes=rows(*told))) == {"people": 1, "free_now": 1, "ever_held_again": 1}


def test_an_arrest_and_a_release_on_one_day_stand_as_they_were_filed(tiny: Tiny) -> None:
    first = Event("2021-05-01", "released")
    freed = tiny(outcomes=rows(first, bad("2022-01-01"), Event("2022-01-01", "released")))
    assert total(freed) == {"people": 1, "free_now": 1, "ever_held_again": 1}
    jailed = tiny(outcomes=rows(first, Event("2022-01-01", "released"), bad("2022-01-01")))
    assert total(jailed) == {"people": 1, "held_now": 1, "ever_held_again": 1}


def test_of_a_pardon_and_a_release_on_one_day_the_release_is_told(tiny: Tiny) -> None:
    """Filed the other way round, the pardon was the headline and nobody said that she is free."""
    told = rows(Event("2021-12-13", "released"), Event("2021-12-13", "pardoned"))
    told[0]["summary"], told[1]["summary"] = "She was freed.", "She was pardoned."
    state = tiny(outcomes=told)
    assert total(state) == {"people": 1, "free_now": 1}
    (freed,) = state.database.rows("releases_documented_people")
    assert freed["outcome_type"] == "released"
    kinds = [
        row["outcome_type"] for row in state.database.rows("timeline_of_case", case_id="2020-a")
    ]
    assert kinds == ["pardoned", "released"]
    asked = Selection("case", case_id="2020-a", length="one_line")
    (said,) = talking.talk(state, asked, "en").points
    assert said.sentence.startswith(
        "At last report, on 13 December 2021, A was free, and we know of no arrest"
    )
    (news, *_) = talking.talk(state, Selection("country", country="CL"), "en").points
    assert news.sentence.endswith("On 13 December 2021, A was pardoned. A was freed.")


def test_leave_from_prison_is_not_a_release(tiny: Tiny) -> None:
    told = rows(Event("2021", "conditions_improved"))
    told[0]["summary"] = "She was given three days of leave from prison."
    state = tiny(outcomes=told)
    assert total(state) == {}
    assert of_case(state)["liberty_standing"] == "held"


@pytest.mark.parametrize(("reported", "people"), [("2020-11-01", {}), ("2020-11-02", 1)])
def test_a_release_reported_by_the_day_of_the_launch_had_happened_before_it(
    tiny: Tiny, reported: str, people: object
) -> None:
    told = rows(Event("", "released"))
    told[0]["source_date"] = reported
    state = tiny(outcomes=told)
    assert (total(state) or {}) == ({"people": 1, "free_now": 1} if people else {})


def test_who_came_out_before_the_launch_is_not_among_the_released_whatever_came_after(
    tiny: Tiny,
) -> None:
    told = (
        Event("2019", "released"), Event("2021", "released"), bad("2022"), Event("2023", "released")
    )  # fmt: skip
    state = tiny(cases=[{"people": 3}], outcomes=rows(*told))
    assert total(state) == {"people": 1, "free_now": 1, "ever_held_again": 1}


def test_detention_after_a_release_is_held_again_whatever_the_event_is_called(tiny: Tiny) -> None:
    told = Event("2021", "released"), bad("2022", "sentenced", after="held")
    state = tiny(outcomes=rows(*told))
    assert total(state) == {"people": 1, "held_now": 1, "ever_held_again": 1}
    assert of_case(state)["liberty_standing"] == "held_again"


# One person in two editions


def twice(tiny: Tiny, *told: Event) -> State:
    return tiny(
        editions=[{"edition_year": 2018}, {"edition_year": 2020}],
        cases=BOTH,
        outcomes=rows(*told),
    )


TWICE = [
    event
    for case in ("2018-a", "2020-a")
    for event in (
        Event("2021-06-26", "released_conditionally", case=case),
        bad("2021-07-13", "died", after="held", case=case),
    )
]


def test_the_same_person_in_two_editions_is_one_in_every_count(tiny: Tiny) -> None:
    state = twice(tiny, *TWICE)
    assert total(state) == {"people": 1, "died": 1}
    ask = state.database.rows
    assert [(r["standing"], r["cases"]) for r in ask("cases_by_standing")] == [
        ("died", 1),
        ("not_asked", 1),
    ]
    assert {row["outcome_type"]: row["events"] for row in ask("outcomes_by_type")} == {
        "released_conditionally": 1, "died": 1,
    }  # fmt: skip
    assert len(ask("outcomes_newest", limit=9)) == 2
    (all_,) = ask("cases_total")
    assert (all_["cases"], all_["different_cases"], all_["events"]) == (2, 1, 2)
    assert len(ask("releases_documented_people")) == 1


def test_the_same_person_in_two_editions_is_told_once_of_a_country(tiny: Tiny) -> None:
    """China's "2 died" was one man, and his story was told twice, word for word."""
    said = [
        point.sentence
        for point in talking.talk(
            twice(tiny, *TWICE), Selection("country", country="CL"), "en"
        ).points
    ]
    assert any("one had died in custody." in text for text in said)
    assert "We can name two cases in Chile, of one and the same person." in said
    assert sum("in the case of A" in text for text in said) == 1


def test_news_tells_nobody_twice(tiny: Tiny) -> None:
    told = Event("2021-06-26", "released", case="2018-a"), Event("2022-06-26", "acquitted")
    made = talking.talk(twice(tiny, *told), Selection("launch", edition=2020), "en")
    assert sum(point.key == "event" for point in made.points) == 1


# Which one of a group


def test_somebody_of_a_group_who_is_free_is_not_shown_as_the_other_who_was_jailed(
    tiny: Tiny,
) -> None:
    """Bo came out first and is in prison, Ana is on bail; by the rule alone it was the other way round."""
    told = (
        Event("2021-05-10", "released", member="Bo"),
        Event("2021-08", "released", member="Ana"),
        bad("2022-02-10", member="Ana"),
        Event("2022-02-18", "released_conditionally", member="Ana"),
        bad("2023-10", member="Bo"),
    )
    state = tiny(cases=[{"people": 2}], outcomes=rows(*told))
    shown = {
        row["event_date"]: (row["people"], row["standing"], row["ever_held_again"])
        for row in state.database.rows("releases_documented_people")
    }
    assert shown == {
        "2021-05-10": (1, "held_again", 1),
        "2021-08": (1, "free_with_conditions", 1),
    }
    assert state.database.rows("released_now_differ", "checks") == []


def test_one_of_a_group_who_came_out_twice_is_no_second_person_who_came_out(tiny: Tiny) -> None:
    """Bo came out between the two releases of Ana: the list had Ana twice and not Bo."""
    told = (
        Event("2021-06-19", "released", member="Ana"),
        bad("2021-07-12", member="Ana"),
        Event("2022-03-19", "released", member="Bo"),
        Event("2022-07-11", "released", member="Ana"),
    )
    state = tiny(cases=[{"people": 13}], outcomes=rows(*told))
    days = [row["event_date"] for row in state.database.rows("releases_documented_people")]
    assert sorted(days) == ["2021-06-19", "2022-03-19"]
    assert total(state) == {"people": 2, "free_now": 2, "ever_held_again": 1}


def test_what_is_told_of_a_dead_one_of_a_group_befalls_no_other(tiny: Tiny) -> None:
    told = (
        Event("2021", "released", people=2),
        bad("2022", "died", member="Ana"),
        bad("2023", "sentenced", after="held", member="Ana"),
    )
    state = tiny(cases=[{"people": 2}], outcomes=rows(*told))
    assert total(state) == {"people": 2, "free_now": 1, "died": 1}
    assert state.database.rows("released_now_differ", "checks") == []


# House arrest


def test_house_arrest_is_neither_free_nor_prison(tiny: Tiny) -> None:
    case = {"name": "Ana Paz", "name_fr": "Ana Paz"}
    moved = Event("2021", "conditions_improved", after="house_arrest")
    state = tiny(cases=[case], outcomes=rows(moved))
    assert total(state) == {}, "it is no release"
    assert of_case(state)["liberty_standing"] == "house_arrest"
    (free,) = (row for row in state.database.rows("cases_total"))
    assert free["cases_free"] == 0
    told = Event("2021", "released"), bad("2022", after="house_arrest")
    again = tiny(cases=[case], outcomes=rows(*told))
    assert total(again) == {"people": 1, "held_now": 1, "ever_held_again": 1}
    verdicts = [
        str(item.verdict)
        for text in ("Ana Paz is free.", "Ana Paz is still in prison.")
        for item in check(text, facts.of(again), "en").findings
    ]
    assert verdicts == ["out_of_date", "out_of_date"]
    for lang, word in (("en", "House arrest"), ("fr", "Assignation à résidence")):
        made = card(again, "2020-a", lang)  # type: ignore[arg-type]
        assert made.stands[0][1] == word
    assert any("“free” or “in prison”" in line for line in card(again, "2020-a", "en").not_say)


# Random histories

DAYS = ["2019-05-01", "2020-12-01", *(f"{year}-06-01" for year in range(2021, 2026))]
GOOD = ("released", "released_conditionally", "pardoned", "acquitted", "conditions_improved")
BAD = ("re_arrested", "died", "sentenced", "other_negative")
AFTER = ("", "", "", "free", "free_with_conditions", "held", "not_known", "house_arrest")
events = st.builds(
    lambda day, kind, people, after, case, member: Event(
        day, kind, "positive" if kind in GOOD else "negative", people, after, case, member
    ),
    st.sampled_from(DAYS),
    st.sampled_from(GOOD + BAD),
    st.sampled_from([1, 1, 1, 2, 3, None]),
    st.sampled_from(AFTER),
    st.sampled_from(["2018-a", "2020-a"]),
    st.sampled_from(["", "", "Ana", "Bo", "Cy"]),
)


@settings(
    max_examples=2000 if _MANY else 60,
    derandomize=not _MANY,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    told=st.lists(events, min_size=1, max_size=9),
    size=st.sampled_from([1, 1, 2, 3, 4, None]),
    status=st.sampled_from(["imprisoned", "imprisoned", "on_trial", "conditionally_released"]),
    repeated=st.booleans(),
)
def test_random_histories_come_out_as_people_followed_one_by_one(
    told: list[Event], size: int | None, status: str, repeated: bool
) -> None:
    """The same, told under both cases of the same people, counts no more."""
    if repeated:
        told = [
            *told,
            *(Event(**{**vars(each), "case": "2018-a"}) for each in told if each.case != "2018-a"),
        ]
    cases = [case | {"people": size, "status_at_launch": status} for case in BOTH]
    state = live._state(
        record(
            editions=[{"edition_year": 2018, "starts_on": LAUNCH}, {"edition_year": 2020}],
            cases=cases,
            outcomes=rows(*told),
        )
    )
    people, released = fates.follow(told, size=size, status=status, launch=LAUNCH)
    (row,) = state.database.rows("releases_documented_total")
    wanted = fates.numbers(released)
    assert {key: row[key] for key in wanted} == wanted
    assert row["people"] == sum(row[key] for key in dict.fromkeys(fates.NOW.values()))
    case = of_case(state)
    assert case["liberty_standing"] == fates.of_all(people)
    if size:
        where = fates.numbers(people)
        assert {key: case[key] for key in where if key in case and key != "people"} == {
            key: count for key, count in where.items() if key not in ("people", "ever_held_again")
        }
    by_name = state.database.rows("releases_documented_people")
    assert sum(each["people"] for each in by_name) == row["people"]
    assert sum(each["ever_held_again"] for each in by_name) == row["ever_held_again"]
    assert state.database.rows("released_now_differ", "checks") == []


def test_both_ways_agree_on_somebody_whose_acquittal_left_her_in_prison(tiny: Tiny) -> None:
    told = Event("2021-05-01", "released"), Event("2022-05-01", "acquitted", after="held")
    state = tiny(outcomes=rows(*told))
    assert total(state) == {"people": 1, "held_now": 1, "ever_held_again": 1}
    assert state.database.rows("released_now_differ", "checks") == []


def test_the_second_way_of_adding_up_says_where_the_record_is_told_wrongly() -> None:
    """A check that never fails proves nothing: a release that the first way lost is found."""
    wrong = record(cases=[{"name": "Told wrongly"}], outcomes=rows(Event("2021", "released")))
    state = live._state(wrong)  # of a record that no other test has
    state.database.ready()
    with state.database._cursor() as cursor:
        cursor.execute("update releases set free_now = 0, held_now = 1")
    (found,) = state.database.rows("released_now_differ", "checks")
    assert (found["key"], found["problem"]) == ("2020-a", "1 0 0 1 0 0 0 <> 1 1 0 0 0 0 0")


def test_the_shipped_record_adds_up_both_ways(shipped: State) -> None:
    assert not [c for c in figures.checks(shipped, "en") if c.severity == "wrong" and c.rows]
    (row,) = shipped.database.rows("releases_documented_total")
    assert row["held_now"] <= row["ever_held_again"] < row["people"]


def test_a_page_read_again_for_an_earlier_event_made_a_standing_checked_that_day() -> None:
    """Somebody was "free (checked 1 December)" because the page of the campaign was read that day."""
    looked = {"checked_on": "2026-11-22", "checked_how": "first_collected"}
    read_again = {"checked_on": "2026-12-01", "checked_how": "source_read"}
    earlier = {"outcome_type": "sentenced", "direction": "negative", "event_date": "2021-01-01"}
    freed = {"outcome_id": "o2", "event_date": "2021-05-01"}
    told = record(cases=[read_again], outcomes=[earlier | read_again, freed | looked])
    (row,) = live._state(told).database.rows("cases")
    assert str(row["checked_on"]) == "2026-11-22"
    searched = read_again | {"checked_how": "searched_again"}
    told = record(cases=[read_again], outcomes=[earlier | searched, freed | looked])
    (row,) = live._state(told).database.rows("cases")
    assert str(row["checked_on"]) == "2026-12-01"
