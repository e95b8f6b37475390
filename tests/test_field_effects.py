"""What is told of a change before it is done, and what the store then holds: types, countries, cases that are lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from impact.exports import mapping, verdicts
from impact.exports.intake import Report
from impact.exports.taking import Desk, Handed
from impact.figures import live
from impact.store import Store
from tests.conftest import files, lay
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


def test_a_case_that_leaves_the_record_or_its_edition_took_its_actions_along_without_a_word(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    cases = [{"case_id": f"2020-{each}", "name": each, "name_fr": each} for each in "abc"]
    others: dict[str, list[dict[str, Any]]] = {
        "outcomes": [{"case_id": "2020-c"}],
        "case_actions": [{"case_id": "2020-c"}],
        "editions": [{}, {"edition_year": 2021}],
    }
    lay(folders[0], files(cases=cases, **others))
    store = Store(folders[1])

    def send(name: str, text: str) -> Report:
        path = tmp_path / name
        path.write_text(text)
        desk = Desk(mapping.load(), b"k" * 32, live.record_as_it_stands())
        return desk.take(store, Handed(path, "GB"))

    rows = (f"2020-12-{day},{case},letter,offline,{count}" for day, case, count in
            ((10, "2020-a", 50), (11, "2020-b", 20), (12, "2020-a", 7)))  # fmt: skip
    send("school.csv", sheet(TALLY, *rows))
    said = sheet("case_id,summary,reason", "2020-a,Told otherwise.,wording")
    assert "case_lost" not in dict(send("said.csv", said).warnings)
    gone = sheet("case_id,status,reason", "2020-a,withdrawn,twice")
    assert send("gone.csv", gone).warnings == [("case_lost", {"count": 57})]
    moved = sheet("case_id,edition_year,reason", "2020-b,2021,wrong year")
    asked = send("moved.csv", moved)
    assert asked.question is not None
    assert asked.warnings == [("case_lost", {"count": 20})]


def test_a_day_within_a_part_that_it_has_not_stood_without_a_word(office: Office) -> None:
    office.send("t.csv", tally("1 Honduras 50", "2 Tunisia 20", "5 Norway 3"))
    office.say("CA-FR", "tally", "t", newer="days")
    part = office.send("t.csv", tally("1 Honduras 50", "6 Norway 4"))
    told = {"count": 2, "actions": 23, "since": "2025-12-02", "until": "2025-12-05"}
    assert ("holes", told) in part.warnings
    assert office.total == 77
    # What comes before and after a part is not its matter, and a day that was sent as 0 is gone.
    next_part = office.send("t.csv", tally("5 Norway 0", "6 Norway 4"))
    assert "holes" not in dict(next_part.warnings)
    assert office.total == 74
