"""What is told of a change before it is done, and what the store then holds: types, countries, cases that are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import verdicts
from impact.exports.intake import Report
from tests.office import TALLY, Office, sheet, tally


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def lines(report: Report) -> list[str]:
    assert report.effect is not None
    return verdicts.effect_lines(report.effect, "en", {})


@pytest.mark.parametrize(
    ("column", "before", "now", "told"),
    [
        ("Action type", "letter", "petition", "By type, {same}: letter −70 and petition +70"),
        ("Channel", "offline", "online", "By channel, {same}: offline −70 and online +70"),
        ("Country", "GB", "", "By country, {same}: no country +70 and United Kingdom −70"),
        ("Precision", "exact", "estimated", "By precision, {same}: estimated +70 and exact −70"),
    ],
)
def test_what_turned_into_another_type_or_country_was_told_as_no_change(
    office: Office, column: str, before: str, now: str, told: str
) -> None:
    plain = {"Action type": "letter", "Channel": "offline", "Country": "GB", "Precision": "exact"}

    def sent(said: str) -> str:
        row = {**plain, column: said}
        return sheet(
            "Date,Case,Number," + ",".join(row),
            *(
                f"2025-12-{day},{case},{count},{','.join(row.values())}"
                for day, case, count in ((10, "Honduras", 50), (11, "Tunisia", 20))
            ),
        )

    office.send("school.csv", sent(before))
    told = told.format(same="on the same days and for the same cases")
    assert told in lines(office.check("school.csv", sent(now)))
    assert told in lines(office.send("school.csv", sent(now)))
    assert office.total == 70


def test_what_only_comes_or_only_goes_turns_into_nothing(office: Office) -> None:
    office.send("school.csv", tally("10 Honduras 50", "11 Tunisia 20"))
    newer = office.send("school.csv", tally("10 Honduras 50", "11 Tunisia 22", "12 Norway 4"))
    assert newer.effect is not None
    assert newer.effect.turned == {}
    other_days = office.send("school.csv", tally("10 Honduras 50", "13 Tunisia 22", "12 Norway 4"))
    assert other_days.effect is not None
    assert other_days.effect.sums.removed
    assert other_days.effect.turned == {}


def test_a_part_of_a_day_that_turned_is_told_with_what_came_besides(office: Office) -> None:
    def two(letters: int, names: int) -> str:
        return sheet(
            TALLY,
            f"2025-12-10,Honduras,letter,offline,{letters}",
            f"2025-12-10,Honduras,petition,offline,{names}",
        )

    office.send("school.csv", two(50, 10))
    newer = office.send("school.csv", two(40, 25))
    assert newer.effect is not None
    assert newer.effect.turned == {"action_type": {"petition": 15, "letter": -10}}
