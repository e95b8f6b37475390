"""What is counted from exports: every metric of it on rows that can be added up by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from impact import figures
from impact.database import Database, Rows
from impact.exports import ledger, taking
from impact.exports.rollup import DELTA
from impact.faults import Fault
from impact.figures import live
from impact.record.reader import targets as planned
from impact.record.schema import TARGETS
from impact.store import Store
from tests.conftest import OF_COUNTS, files, lay, record

Row = dict[str, Any]


def done(day: str | None, actions: int, *, edition: int = 2020, **more: Any) -> Row:
    """Some actions on a day, by FR in its first export unless said otherwise."""
    return {
        "export_order": 1,
        "section": "FR",
        "platform": "tally",
        "grain": "aggregate",
        "edition_year": edition,
        "day": day and dt.date.fromisoformat(day),
        "case_id": f"{edition}-a",
        "action_type": "letter",
        "channel": "offline",
        "quantity": actions,
        "rows": 1,
        "precision": "exact",
        **more,
    }


def came(order: int, day: str, section: str = "FR", **more: Any) -> Row:
    return {
        "export_order": order,
        "section": section,
        "received_at": dt.datetime.fromisoformat(f"{day}T12:00:00"),
        "editions": [2020],
        "retracted": False,
        "held": False,
        **more,
    }


def counting(
    actions: Iterable[Row],
    exports: Iterable[Row] = (),
    *,
    checked_on: str = "2020-11-01",
    editions: Iterable[Row] = ({"edition_year": 2020},),
    targets: str = "",
) -> Database:
    """A database of these counts beside a tiny record that was checked on that day."""
    about = replace(record(editions=list(editions)), checked_on=dt.date.fromisoformat(checked_on))
    return Database(
        about,
        lambda: pa.Table.from_pylist(list(actions), DELTA),
        lambda: pa.Table.from_pylist(list(exports), ledger.EXPORTS),
        planned({TARGETS.file: f"edition_year,section,case_id,actions\n{targets}".encode()})
        if targets
        else (),
    )


def ask(database: Database, name: str, edition: int = 2020) -> Rows:
    return database.rows(name, edition=edition)


def picked(rows: Rows, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def november(day: int, year: int = 2020) -> str:
    return f"{year}-11-{day:02}"


# Day by day


def test_days_are_added_up_and_undated_actions_stand_apart() -> None:
    database = counting(
        [done(november(1), 3), done(november(4), 5, case_id="2020-b"), done(None, 7)]
    )
    assert picked(
        ask(database, "counted_by_day"), "day", "day_of_campaign", "actions", "cumulative"
    ) == [
        (dt.date(2020, 11, 1), 1, 3, 3),
        (dt.date(2020, 11, 4), 4, 5, 8),
        (None, None, 7, None),
    ]


def test_each_section_and_each_case_has_its_own_days() -> None:
    database = counting(
        [
            done(november(1), 3),
            done(november(1), 2, section="DE"),
            done(november(4), 5, case_id="2020-b"),
        ]
    )
    found = picked(ask(database, "counted_daily"), "part", "member", "day", "actions")
    assert [row for row in found if row[0] == "section"] == [
        ("section", "DE", dt.date(2020, 11, 1), 2),
        ("section", "FR", dt.date(2020, 11, 1), 3),
        ("section", "FR", dt.date(2020, 11, 4), 5),
    ]
    cases = [row for row in found if row[0] == "case"]
    assert sum(row[3] for row in cases) == 10
    assert ("case", "2020-b", dt.date(2020, 11, 4), 5) in cases


def test_the_first_day_is_the_published_one_and_days_before_it_are_kept() -> None:
    editions = [{"edition_year": 2020, "starts_on": "2020-11-10"}]
    database = counting([done(november(9), 1), done(november(10), 2)], editions=editions)
    assert picked(ask(database, "counted_by_day"), "day_of_campaign", "cumulative") == [
        (0, 1),
        (1, 3),
    ]


def test_an_action_of_january_is_a_day_of_the_edition_that_began_before() -> None:
    database = counting([done("2021-01-31", 1)])
    assert picked(ask(database, "counted_by_day"), "day_of_campaign") == [(92,)]


def test_an_edition_that_the_record_does_not_have_begins_on_1_november() -> None:
    database = counting([done("2026-11-02", 1, edition=2026)])
    assert picked(ask(database, "counted_by_day", 2026), "day_of_campaign") == [(2,)]


# Split


MIXED = [
    done(november(1), 6, action_type="letter"),
    done(november(2), 3, section="CH", action_type="petition", channel="online"),
    done(november(3), 1, section="CH", case_id="unmapped", channel="online"),
    done(None, 2, section="GB", case_id="2020-elsewhere"),
    done(november(5, 2019), 100, edition=2019),
]


@pytest.mark.parametrize(
    ("name", "column", "wanted"),
    [
        ("counted_by_section", "section", [("FR", 6, 0.5), ("CH", 4, 1 / 3), ("GB", 2, 1 / 6)]),
        ("counted_by_type", "action_type", [("letter", 9, 0.75), ("petition", 3, 0.25)]),
        ("counted_by_channel", "channel", [("offline", 8, 2 / 3), ("online", 4, 1 / 3)]),
        (
            "counted_by_case",
            "case_id",
            [("2020-a", 9, 0.75), ("2020-elsewhere", 2, 1 / 6), ("unmapped", 1, 1 / 12)],
        ),
    ],
)
def test_every_split_adds_up_to_the_edition(
    name: str, column: str, wanted: list[tuple[Any, ...]]
) -> None:
    rows = ask(counting(MIXED), name)
    assert picked(rows, column, "actions") == [(key, actions) for key, actions, _ in wanted]
    assert [row["share"] for row in rows] == pytest.approx([share for _, _, share in wanted])


def test_a_case_has_the_name_of_the_record_and_the_unmapped_are_last_even_if_most() -> None:
    rows = ask(counting([*MIXED, done(november(4), 50, case_id="unmapped")]), "counted_by_case")
    assert picked(rows, "case_id", "name", "unmapped") == [
        ("2020-a", "A", False),
        ("2020-elsewhere", None, False),
        ("unmapped", None, True),
    ]


def test_a_split_of_nothing_but_zeros_has_no_share() -> None:
    assert picked(ask(counting([done(november(1), 0)]), "counted_by_type"), "actions", "share") == [
        (0, None)
    ]


# Pace

# 2018 and 2019 are over: a quarter and half of their actions came by day 20.
PAST = [
    done(november(10, 2018), 20, edition=2018),
    done(november(20, 2018), 5, edition=2018),
    done("2018-12-10", 75, edition=2018),
    done(november(2, 2019), 100, edition=2019),
    done("2019-12-24", 100, edition=2019),
]
RUNNING = [done(november(3), 60), done(november(20), 30), done(None, 5)]


def test_pace_places_every_edition_on_the_same_days_and_leaves_out_later_ones() -> None:
    later = done("2021-11-01", 1, edition=2021)
    rows = ask(counting([*PAST, *RUNNING, later]), "pace")
    assert picked(rows, "edition_year", "day_of_campaign", "cumulative") == [
        (2018, 10, 20),
        (2018, 20, 25),
        (2018, 40, 100),
        (2019, 2, 100),
        (2019, 54, 200),
        (2020, 3, 60),
        (2020, 20, 90),
    ]


def test_pace_today_compares_on_the_last_day_that_the_counts_reach() -> None:
    rows = ask(counting([*PAST, *RUNNING], checked_on="2020-11-25"), "pace_today")
    assert picked(rows, "edition_year", "day_of_campaign", "so_far", "final", "undated") == [
        (2020, 20, 90, None, 5),
        (2019, 20, 100, 200, 0),
        (2018, 20, 25, 100, 0),
    ]
    assert picked(rows, "share", "ratio") == [(None, None), (0.5, 0.9), (0.25, 3.6)]


def test_an_earlier_edition_without_a_count_by_that_day_has_none_and_not_zero() -> None:
    rows = ask(counting([PAST[2], done(november(3), 60)]), "pace_today")
    assert picked(rows, "edition_year", "so_far", "ratio") == [(2020, 60, None), (2018, None, None)]


def test_an_edition_that_is_over_has_its_final_count() -> None:
    rows = ask(counting(RUNNING, checked_on="2021-04-01"), "pace_today")
    assert picked(rows, "so_far", "final", "share") == [(90, 90, 1.0)]


# Like for like


def test_sections_are_compared_each_up_to_the_last_day_it_has_sent_and_added_up_as_such() -> None:
    # FR has stopped on day 3, CH goes on; AT has not sent yet, BE had not begun by day 2, DE is new.
    actions = [
        done(november(3), 60), done("2019-11-03", 40, edition=2019), done("2019-11-20", 500, edition=2019),
        done(november(1), 5, section="CH"), done(november(20), 5, section="CH"), done(None, 99, section="CH"),
        done("2019-11-20", 20, edition=2019, section="CH"), done("2019-11-21", 3, edition=2019, section="CH"),
        done(None, 99, edition=2019, section="CH"),
        done("2019-11-01", 7, edition=2019, section="AT"),
        done(november(2), 8, section="BE"), done("2019-11-03", 8, edition=2019, section="BE"),
        done(november(2), 9, section="DE"), done("2018-11-02", 9, edition=2018, section="DE"),
    ]  # fmt: skip
    assert [tuple(row.values()) for row in ask(counting(actions), "like_for_like")] == [
        ("CH", 10, dt.date(2020, 11, 20), 20, -0.5),
        ("FR", 60, dt.date(2020, 11, 3), 40, 0.5),
        ("all", 70, dt.date(2020, 11, 20), 60, pytest.approx(1 / 6)),
    ]


def test_editions_that_begin_on_other_days_are_compared_on_the_same_day_of_the_campaign() -> None:
    editions = [
        {"edition_year": 2019, "starts_on": "2019-11-22"},
        {"edition_year": 2020, "starts_on": "2020-11-01"},
    ]
    actions = [
        done(november(2), 6),
        done("2019-11-23", 4, edition=2019),
        done("2019-11-24", 9, edition=2019),
    ]
    rows = ask(counting(actions, editions=editions), "like_for_like")
    assert picked(rows, "section", "actions_now", "actions_before") == [("FR", 6, 4), ("all", 6, 4)]


def test_sections_of_which_none_sent_for_both_editions_are_not_added_up() -> None:
    only = [done(november(1), 5), done("2019-11-01", 5, edition=2019, section="CH")]
    assert ask(counting(only), "like_for_like") == []


# Projection


def projected(actions: Iterable[Row], checked_on: str = "2020-11-25") -> Row:
    rows = ask(counting(actions, checked_on=checked_on), "projection")
    assert len(rows) == 1
    return rows[0]


NUMBERS = ("low", "middle", "high", "error_largest", "error_median")


def test_a_projection_divides_by_the_median_share_and_tells_its_own_past_error() -> None:
    row = projected([*PAST, *RUNNING])
    # Shares 1/4 and 1/2, median 3/8: 90 / (3/8) = 240. From the other's share, 2018 would have been
    # told as 25 / (1/2) = 50 instead of 100, and 2019 as 100 / (1/4) = 400 instead of 200.
    assert (row["status"], row["earlier_editions"], row["so_far"]) == ("projected", 2, 90)
    assert (row["middle"], row["error_largest"], row["error_median"]) == (240, 1.0, 0.75)
    assert (row["low"], row["high"]) == (120, None)


def test_low_and_high_are_where_the_count_ends_if_the_method_errs_as_much_as_ever() -> None:
    alike = [
        done(november(1, 2018), 40, edition=2018),
        done("2018-12-10", 60, edition=2018),
        done(november(1, 2019), 50, edition=2019),
        done("2019-12-10", 50, edition=2019),
    ]
    row = projected([*alike, *RUNNING])
    # 90 / 0.45 = 200. Errors: 40 / 0.5 / 100 - 1 = -0.2 and 50 / 0.4 / 100 - 1 = 0.25.
    assert [row[name] for name in NUMBERS] == pytest.approx([160, 200, 267, 0.25, 0.225])


def test_the_lowest_is_never_below_what_is_counted_already() -> None:
    apart = [
        done(november(1, 2018), 90, edition=2018),
        done("2018-12-10", 10, edition=2018),
        done(november(1, 2019), 30, edition=2019),
        done("2019-12-10", 70, edition=2019),
    ]
    assert projected([*apart, *RUNNING])["low"] == 90


@pytest.mark.parametrize(
    ("actions", "checked_on", "status"),
    [
        ([*PAST, done(november(15), 9)], "2020-11-25", "too_early"),
        ([*PAST, done(november(16), 9)], "2020-11-25", "projected"),
        (RUNNING, "2020-11-25", "no_earlier"),
        ([*PAST[3:], *RUNNING], "2020-11-25", "without_error"),
        ([*PAST, *RUNNING], "2021-03-31", "projected"),
        ([*PAST, *RUNNING], "2021-04-01", "over"),
        ([done("2019-12-10", 75, edition=2019), *RUNNING], "2020-11-25", "no_earlier"),
    ],
    ids=["day 15 of 151", "day 16", "alone", "one", "last day", "day after", "counted from day 40"],
)
def test_a_projection_says_why_it_has_numbers_or_none(
    actions: list[Row], checked_on: str, status: str
) -> None:
    row = projected(actions, checked_on)
    assert row["status"] == status
    assert (row["middle"] is not None) == (status in ("projected", "without_error"))
    assert (row["low"] is not None) == (row["error_largest"] is not None) == (status == "projected")


def test_an_edition_that_still_runs_is_no_measure_for_the_next() -> None:
    rows = ask(counting([*RUNNING, done("2021-11-30", 9, edition=2021)]), "projection", 2021)
    assert picked(rows, "status") == [("no_earlier",)]


def test_nothing_is_projected_from_undated_actions() -> None:
    assert ask(counting([*PAST, done(None, 5)]), "projection") == []


# What sections send, and who is late


def sent(*sends: tuple[str, str, int]) -> list[Row]:
    """Exports that came: of a section, on a day, for an edition."""
    return [
        came(order, day, section, editions=[year])
        for order, (section, day, year) in enumerate(sends, 1)
    ]


def late(exports: list[Row], day: str, edition: int = 2020, **more: Any) -> Rows:
    """Who is late by the record of a day, which is that of the snapshot."""
    return ask(counting([], exports, checked_on=day, **more), "late_sections", edition)


FR_EVERY_THREE_DAYS = [("FR", november(day), 2020) for day in (2, 5, 8)]


def test_a_section_is_late_after_twice_its_own_interval_and_not_before_three_sends() -> None:
    exports = sent(
        *FR_EVERY_THREE_DAYS,
        ("CH", november(1), 2020),
        ("CH", november(2), 2020),
        ("GB", november(1), 2020),
        ("GB", november(8), 2020),
    )
    last = november(8)
    assert picked(late(exports, november(14)), *COLUMNS) == [
        ("CH", dt.date(2020, 11, 2), None, 12, None),
        ("FR", dt.date.fromisoformat(last), 3, 6, False),
        ("GB", dt.date.fromisoformat(last), None, 6, None),
    ]
    exports += [came(8, november(15), "GB")]
    assert picked(late(exports, november(1)), *COLUMNS) == [
        ("CH", dt.date(2020, 11, 2), None, 13, None),
        ("FR", dt.date.fromisoformat(last), 3, 7, True),
        ("GB", dt.date(2020, 11, 15), 7, 0, False),
    ]


COLUMNS = ("section", "last_sent_on", "usual_days", "silent_days", "late")


def test_the_columns_are_those_that_are_promised() -> None:
    rows = late(sent(*FR_EVERY_THREE_DAYS), november(8))
    assert tuple(rows[0]) == COLUMNS


def test_a_section_that_sent_for_the_edition_before_and_nothing_for_this_one_is_late_from_the_launch() -> (
    None
):
    exports = sent(("BE", "2019-11-20", 2019), ("BE", "2019-12-01", 2019), *FR_EVERY_THREE_DAYS[:1])
    awaited = ("section", "silent_days", "late")
    assert late(exports[:2], "2020-10-31") == []
    assert picked(late(exports[:2], november(1)), *awaited) == [("BE", 336, True)]
    assert picked(late(exports, november(3)), *awaited) == [("BE", 338, True), ("FR", 1, None)]
    published = [{"edition_year": 2020, "starts_on": "2020-11-10"}]
    for day, is_late in ((9, []), (10, [(True,)])):
        rows = late(exports[:2], november(day), editions=published)
        assert picked(rows, "late") == is_late


def test_those_that_sent_nothing_stand_first_whoever_is_silent_longest() -> None:
    exports = sent(*FR_EVERY_THREE_DAYS, ("BE", november(9), 2019))
    assert picked(late(exports, november(20)), "section", "silent_days") == [("BE", 11), ("FR", 12)]


def test_with_too_few_sends_the_interval_is_that_of_the_edition_before() -> None:
    before = [("FR", f"2019-11-{day:02}", 2019) for day in (2, 7, 12)]
    exports = sent(*before, ("FR", november(4), 2020))
    told = ("usual_days", "silent_days", "late")
    assert picked(late(exports, november(14)), *told) == [(5, 10, False)]
    assert picked(late(exports, november(15)), *told) == [(5, 11, True)]


def test_half_a_day_of_a_median_counts() -> None:
    exports = sent(*[("FR", november(day), 2020) for day in (1, 2, 4)])  # 1 and 2 days: every 1.5
    assert picked(late(exports, november(7)), "usual_days", "late") == [(1.5, False)]
    assert picked(late(exports, november(8)), "late") == [(True,)]


def test_nobody_is_late_once_the_edition_is_over() -> None:
    exports = sent(*FR_EVERY_THREE_DAYS, ("BE", "2019-11-20", 2019))
    told = ("silent_days", "late")
    assert picked(late(exports, "2021-03-31"), *told) == [(497, True), (143, True)]
    assert picked(late(exports, "2021-04-01"), "section", *told) == [("FR", None, None)]


def test_an_edition_of_which_nothing_came_yet_is_told_of_while_it_runs_and_sections_are_awaited() -> (
    None
):
    def told(day: str) -> set[int]:
        exports = sent(("FR", november(2), 2020))
        database = counting([done(november(1), 1)], exports, checked_on=day)
        state = live._state(record(editions=[{"edition_year": 2020}]))
        return figures.editions(replace(state, database=database))

    assert told("2021-10-31") == {2020}
    assert told("2021-11-01") == {2020, 2021}
    assert told("2022-04-01") == {2020}


def test_an_export_that_is_held_or_was_retracted_breaks_no_silence() -> None:
    exports = [
        *sent(*FR_EVERY_THREE_DAYS),
        came(4, november(12), held=True),
        came(5, november(13), retracted=True),
    ]
    assert picked(late(exports, november(15)), "silent_days", "late") == [(7, True)]


def test_a_section_that_has_stopped_becomes_later_each_day_also_when_nobody_sends() -> None:
    database = counting([], sent(*FR_EVERY_THREE_DAYS), checked_on=november(8))

    def on(day: int) -> list[tuple[Any, ...]]:
        given = {"edition": 2020, "day": dt.date(2020, 11, day)}
        return picked(database.rows("late_sections", "clock", **given), "silent_days", "late")

    assert [on(day) for day in (8, 14, 15, 30)] == [
        [(0, False)],
        [(6, False)],
        [(7, True)],
        [(22, True)],
    ]
    assert on(7) == [(0, False)]  # a clock that is behind tells no silence below none


def test_without_a_day_the_clock_says_what_the_figure_says() -> None:
    exports = sent(*FR_EVERY_THREE_DAYS, ("BE", "2019-11-20", 2019), ("GB", november(3), 2020))
    database = counting([], exports, checked_on=november(20))
    by_clock = database.rows("late_sections", "clock", edition=2020, day=None)
    assert picked(by_clock, *COLUMNS) == picked(ask(database, "late_sections"), *COLUMNS)
    assert picked(by_clock, "section", "sends", "usual_year") == [
        ("BE", 0, None),
        ("GB", 1, None),
        ("FR", 3, 2020),
    ]


def test_two_exports_of_a_day_are_one_send_and_days_without_an_action_are_told() -> None:
    exports = [
        came(1, november(9)),
        came(2, november(9)),
        came(3, november(10), "CH", editions=[2019]),
        came(4, november(11), "CH", held=True),
    ]
    actions = [
        done(november(1), 2),
        done(november(2), 3),
        done(november(8), 4, export_order=2, platform="other"),
        done("2019-11-05", 8, edition=2019, export_order=3, section="CH"),
    ]
    rows = ask(counting(actions, exports), "sections_sending")
    told = ("section", "exports", "sends", "actions", "days_without")
    assert picked(rows, *told) == [("FR", 2, 1, 9, 5)]
    assert picked(rows, "first_received", "last_received", "last_day") == [
        (dt.date(2020, 11, 9), dt.date(2020, 11, 9), dt.date(2020, 11, 8))
    ]


def test_today_is_the_later_of_the_check_of_the_record_and_the_newest_export() -> None:
    for checked_on, since in ((november(2), 0), (november(12), 3)):
        rows = late(sent(("FR", november(9), 2020)), checked_on)
        assert picked(rows, "silent_days") == [(since,)]


# Odd days


def usual(*daily: int) -> list[Row]:
    return [done(november(day), actions) for day, actions in enumerate(daily, 1)]


@pytest.mark.parametrize(
    ("daily", "ratios"),
    [
        ((20, 20, 20, 20, 20, 80), [4]),
        ((20, 20, 20, 20, 20, 79), []),
        ((40, 40, 40, 40, 40, 10), [0.25]),
        ((40, 40, 40, 40, 40, 11), []),
        ((19, 19, 19, 19, 19, 900), []),
        ((20, 20, 20, 20, 900), []),
        ((20, 20, 20, 20, 20, 900, 20, 900), [45, 45]),
        (((40,) * 15 + (20,) * 14 + (80,)), [4]),
    ],
    ids=["four", "less", "quarter", "more", "few", "four days", "unmoved", "fourteen"],
)
def test_a_day_is_told_if_it_is_far_from_the_median_of_the_days_before(
    daily: tuple[int, ...], ratios: list[float]
) -> None:
    rows = ask(counting(usual(*daily)), "spikes")
    found = sorted(row["ratio"] for row in rows)
    assert found == pytest.approx(sorted(ratios), abs=0.001)


def test_a_section_is_measured_by_its_own_days() -> None:
    other = [done(november(day), 200, section="CH") for day in range(1, 7)]
    rows = ask(counting([*usual(20, 20, 20, 20, 20, 100), *other]), "spikes")
    assert picked(rows, "section", "day", "actions", "usual", "ratio") == [
        ("FR", dt.date(2020, 11, 6), 100, 20, 5)
    ]


# Beside what was published


def test_the_count_stands_beside_the_published_total() -> None:
    editions = [{"edition_year": 2020, "actions": 100, "actions_qualifier": "at_least"}]
    rows = ask(
        counting([*RUNNING, done(None, 5, section="CH")], editions=editions), "reconciliation"
    )
    assert picked(rows, "counted", "published", "qualifier", "difference", "sections") == [
        (100, 100, "at_least", 0, 2)
    ]


def test_without_a_published_total_there_is_no_difference() -> None:
    rows = ask(counting(RUNNING), "reconciliation")
    assert picked(rows, "counted", "published", "difference", "source_name") == [
        (95, None, None, None)
    ]


# Targets


AIMS = "2020,,,400\n2020,CH,,20\n2020,,2020-a,50\n2020,FR,2020-a,10\n2019,,,7\n"
TOLD = ("section", "case_id", "target", "actions", "share", "expected_by_now", "ahead_or_behind")


def test_a_target_is_met_by_the_actions_of_its_section_and_case_undated_ones_too() -> None:
    actions = [
        done(november(1), 20),
        done(None, 5),
        done(november(15), 5, section="CH", case_id="2020-b"),
    ]
    database = counting(actions, checked_on="2021-04-01", targets=AIMS)
    assert picked(ask(database, "targets"), *TOLD) == [
        (None, None, 400, 30, 0.075, 400, -370),
        (None, "2020-a", 50, 25, 0.5, 50, -25),
        ("CH", None, 20, 5, 0.25, 20, -15),
        ("FR", "2020-a", 10, 25, 2.5, 10, 15),
    ]


def test_what_is_expected_by_now_follows_earlier_editions() -> None:
    database = counting([*PAST, *RUNNING], checked_on="2020-11-25", targets=AIMS)
    row = ask(database, "targets")[0]
    # Day 20: a quarter and a half of the past counts, median 3/8 of 400.
    assert (row["measured_by"], row["expected_share"]) == ("earlier_editions", 0.375)
    assert (row["actions"], row["expected_by_now"], row["ahead_or_behind"]) == (95, 150, -55)


@pytest.mark.parametrize(
    ("actions", "checked_on", "expected"),
    [
        (RUNNING, "2020-11-25", 400 * 20 / 151),
        ([], "2020-11-25", 400 * 25 / 151),
        ([], "2020-10-25", 0),
    ],
    ids=["to the last counted day", "to today without counts", "before the first day"],
)
def test_without_earlier_editions_what_is_expected_follows_the_days(
    actions: list[Row], checked_on: str, expected: float
) -> None:
    row = ask(counting(actions, checked_on=checked_on, targets=AIMS), "targets")[0]
    assert row["measured_by"] == "days"
    assert row["expected_by_now"] == round(expected)


def test_a_target_of_nothing_has_no_share() -> None:
    row = ask(counting(RUNNING, targets="2020,,,0\n"), "targets")[0]
    assert (row["share"], row["ahead_or_behind"]) == (None, 95)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("2020,,,many\n", r"targets\.csv, line 2, column actions: .*many"),
        ("20,,,5\n", r"targets\.csv, line 2, column edition_year"),
        ("2020,,,\n", r"targets\.csv, line 2, column actions"),
        ("2020,FR,5\n", r"targets\.csv, line 2"),
        ("2020,FR,,5\n2020,FR,,6\n", r"targets\.csv, line 3, .*2020 / FR\b"),
    ],
)
def test_a_wrong_target_is_named_by_its_line(lines: str, said: str) -> None:
    with pytest.raises(Fault, match=said):
        counting([], targets=lines)


# Nothing, and nearly nothing


def asked(database: Database, name: str, edition: int) -> Rows:
    return database.rows(name, **({"edition": edition} if figures.parameters(name) else {}))


@pytest.fixture(scope="module")
def nothing_sent() -> Database:
    return counting([])


@pytest.fixture(scope="module")
def other_edition_sent() -> Database:
    return counting([done("2021-11-02", 5, edition=2021)], [came(1, "2021-11-03", editions=[2021])])


@pytest.fixture(scope="module")
def zeros_sent() -> Database:
    """Counts of zero, without a day, without an edition."""
    actions = [
        done(november(1), 0),
        done(november(30), 0),
        done(None, 0),
        done(None, 3, case_id="unmapped") | {"edition_year": None},
        done(november(2, 2019), 0, edition=2019),
    ]
    return counting(actions, [came(1, november(30))], targets="2020,,,0\n")


@pytest.mark.parametrize("name", sorted(OF_COUNTS))
def test_without_exports_every_metric_answers_no_rows_and_names_its_columns(
    nothing_sent: Database, name: str
) -> None:
    for edition in (1961, 2020, 2099):
        assert asked(nothing_sent, name, edition) == []
    given = {"edition": 2020} if figures.parameters(name) else {}
    assert nothing_sent.answer(name, **given)[0]


@pytest.mark.parametrize("name", sorted(OF_COUNTS))
def test_an_edition_that_nobody_sent_anything_for_has_no_rows_beside_one_that_has(
    other_edition_sent: Database, name: str
) -> None:
    rows = asked(other_edition_sent, name, 2020)
    assert [row for row in rows if row.get("edition_year") != 2021] == []


@pytest.mark.parametrize("name", sorted(OF_COUNTS))
def test_counts_of_zero_or_without_a_day_or_an_edition_are_no_error(
    zeros_sent: Database, name: str
) -> None:
    for row in asked(zeros_sent, name, 2020):
        assert not any(isinstance(value, float) and not isfinite(value) for value in row.values())


def test_a_retracted_export_leaves_the_counts_and_still_came(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files())
    path = tmp_path / "a.csv"
    path.write_text("Date,Case,Action type,Channel,Number\n2020-11-09,2020-a,letter,offline,4\n")
    store = Store(folders[1])
    desk = taking.Desk(taking.mappings(store), b"k" * 32, record())
    came_at = dt.datetime(2020, 11, 9, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    desk.take(store, taking.Handed(path, "FR", received=came_at))
    assert [row["actions"] for row in live.current().database.rows("actions_counted")] == [4]
    taking.retract(store, taking.entries(store)[0].id, "sent by mistake")
    assert live.current().database.rows("actions_counted") == []
    told = ledger.exports(live.current().ledger).to_pylist()
    assert picked(told, "section", "received_at", "retracted") == [
        ("FR", dt.datetime(2020, 11, 10, 4, 30), True)
    ]
