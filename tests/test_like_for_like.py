"""Like for like: what is compared, projected and expected is of the same sections, each up to its own last day."""

from __future__ import annotations

import datetime as dt
import random
from statistics import median
from typing import Any

import pytest

from tests.test_counts import ask, counting, done, november, picked

Row = dict[str, Any]
Counts = dict[
    tuple[int, str], dict[int, int]
]  # by edition and section: actions by day of the campaign


def rows_of(counts: Counts) -> list[Row]:
    """The same as rows of exports; the editions begin on 1 November."""
    return [
        done(
            (dt.date(year, 11, 1) + dt.timedelta(day - 1)).isoformat(),
            actions,
            edition=year,
            section=section,
        )
        for (year, section), days in counts.items()
        for day, actions in days.items()
    ]


def oracle(counts: Counts, edition: int) -> dict[str, Any]:
    """The projection and its past error, worked out without a database. Editions before are complete."""
    reached = {section: max(days) for (year, section), days in counts.items() if year == edition}
    years = sorted({year for year, _ in counts if year < edition})

    def by_then(year: int, section: str) -> int:
        return sum(n for day, n in counts[year, section].items() if day <= reached[section])

    def of(year: int, *others: int) -> list[str]:
        return [s for s in reached if all((y, s) in counts for y in (year, *others))]

    def share(year: int, sections: list[str]) -> float | None:
        final = sum(sum(counts[year, s].values()) for s in sections)
        return sum(by_then(year, s) for s in sections) / final if final else None

    compared = sorted({s for year in years for s in of(year)})
    so_far = sum(sum(counts[edition, s].values()) for s in compared)
    shares = [share(year, of(year)) for year in years]
    middle = so_far / median(s for s in shares if s)
    past = {}
    for year in years:
        told = [share(o, of(year, o)) for o in years if o != year]
        had = sum(by_then(year, s) for s in of(year))
        if had and any(told):
            said = had / median(s for s in told if s)
            past[year] = said / sum(sum(counts[year, s].values()) for s in of(year)) - 1
    return {"so_far": so_far, "middle": middle, "past": past, "compared": compared}


@pytest.mark.parametrize("seed", range(12))
def test_a_projection_and_its_past_error_are_those_of_an_oracle_in_plain_python(seed: int) -> None:
    chance = random.Random(seed)
    counts: Counts = {}
    for year in (2016, 2017, 2018, 2019):
        for section in chance.sample(["CA", "CH", "FR", "GB", "US"], k=chance.randint(3, 5)):
            days = [1, *chance.sample(range(2, 140), k=8)]
            counts[year, section] = {day: chance.randint(1, 500) for day in days}
    for section in chance.sample(["CA", "CH", "DE", "FR", "GB"], k=4):
        counts[2020, section] = {
            day: chance.randint(1, 500) for day in chance.sample(range(16, 60), k=3)
        }
    database = counting(rows_of(counts), checked_on="2020-12-31")
    wanted = oracle(counts, 2020)
    (row,) = ask(database, "projection")
    assert row["status"] == "projected"
    assert (row["so_far"], row["sections"]) == (wanted["so_far"], len(wanted["compared"]))
    assert row["middle"] == pytest.approx(wanted["middle"], abs=0.51)
    past = {each["edition_year"]: each["error"] for each in ask(database, "projection_past")}
    assert past == pytest.approx(wanted["past"])
    assert row["error_largest"] == pytest.approx(max(abs(e) for e in past.values()))


# Day 20 of 2020: FR fell silent on day 12 and CH goes on; both are ahead of themselves.
SILENT = [
    done(november(12), 60), done(november(20), 30, section="CH"),
    *(
        row
        for year, scale in ((2018, 1), (2019, 2))
        for row in (
            done(november(12, year), 20 * scale, edition=year), done(november(20, year), 80 * scale, edition=year),
            done(november(20, year), 10 * scale, edition=year, section="CH"),
            done(f"{year}-12-20", 90 * scale, edition=year, section="CH"),
        )
    ),
]  # fmt: skip


def test_a_section_that_fell_silent_does_not_turn_growth_into_a_loss() -> None:
    # By any section's last day 2019 had 220 and 2020 has 90; each to its own day 2019 had 40 + 20.
    *_, of_all = ask(counting(SILENT), "like_for_like")
    assert (of_all["actions_now"], of_all["actions_before"], of_all["change"]) == (90, 60, 0.5)
    lines = ask(counting(SILENT), "pace_alike")
    ends = {row["edition_year"]: row["cumulative"] for row in lines}
    assert ends == {2018: 30, 2019: 60, 2020: 90}


def test_what_is_expected_of_a_section_that_fell_silent_is_what_it_had_by_its_last_day() -> None:
    targets = "2020,,,200\n2020,FR,,100\n2020,CH,,100\n2020,DE,,50\n"
    database = counting(SILENT, checked_on="2020-11-25", targets=targets)
    told = picked(
        ask(database, "targets"), "section", "expected_by_now", "ahead_or_behind", "measured_by"
    )
    # FR had 20 of 100 by day 12, CH 10 of 100 by day 20, both together 30 of 200.
    assert told == [
        (None, 30, 60, "earlier_editions"),
        ("CH", 10, 20, "earlier_editions"),
        ("DE", None, None, "nothing_sent"),
        ("FR", 20, 40, "earlier_editions"),
    ]
    (row,) = ask(database, "projection")
    assert (row["so_far"], row["middle"], row["error_largest"]) == (90, 600, pytest.approx(0))


def test_a_section_that_has_not_sent_yet_is_in_no_expectation_and_a_new_one_in_no_projection() -> (
    None
):
    # US had 800 of the 1000 of 2019 and has sent nothing; DE is new.
    late = [done(november(9, 2019), 800, edition=2019, section="US")]
    new = [done(november(20), 1000, section="DE")]
    database = counting([*SILENT, *late, *new], checked_on="2020-11-25", targets="2020,,,1000\n")
    (aim,) = ask(database, "targets")
    # 30 of 200 in 2018, 60 of 1200 in 2019 (US among them): 0.15 and 0.05.
    assert (aim["expected_share"], aim["actions"]) == (pytest.approx(0.1), 1090)
    (row,) = ask(database, "projection")
    assert (row["sections"], row["so_far"], row["middle"]) == (2, 90, 600)


def test_what_is_ready_for_an_edition_is_counted_step_by_step() -> None:
    database = counting([], targets="2020,,,5\n2020,CH,,5\n2021,,,5\n")
    told = {
        year: picked(ask(database, "preparation", year), "step", "found", "done")
        for year in (2020, 2022)
    }
    assert told == {
        2020: [("edition", 1, True), ("cases", 1, True), ("names", 0, False), ("targets", 2, True)],
        2022: [(step, 0, False) for step in ("edition", "cases", "names", "targets")],
    }
