"""Days and times as further languages and programs write them, and what is no day told as what it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from impact.exports import days
from impact.exports.days import DayOrder, DayReader
from tests.office import GOOGLE, TALLY, Office, reading, reasons, sheet, tally

AT = 20_432 * 86_400  # 10 December 2025


@pytest.mark.parametrize(
    "cell",
    [
        "10 Aralık 2025", "10. joulukuuta 2025", "10 Δεκεμβρίου 2025", "10 decembrie 2025",
        "2025年12月10日", "١٠ ديسمبر ٢٠٢٥", "10 грудня 2025", "10. decembra 2025",
        "2025. 12. 10.", "2025.12.10.", "2025. december 10.", "2025. dec. 10.",
        "10.XII.2025", "10 XII 2025", "le 10 décembre 2025", "am 10.12.2025", "2025年12月10日(水)", "10-xii-2025", "10. 12. 2025.",
    ],
)  # fmt: skip
def test_a_day_of_a_further_language_was_no_day(cell: str) -> None:
    assert DayReader((), DayOrder.PROVEN_DAY_FIRST).one(cell) == (AT, None)


@pytest.mark.parametrize(
    ("cell", "hour", "offset"),
    [
        ("2025. 12. 10 오후 6:04:05", 18, None),
        ("2025. 12. 10. 오전 6:04:05", 6, None),
        ("2025/12/10 午後6:04:05", 18, None),
        ("2025-12-10 下午 6:04:05", 18, None),
        ("2025. 12. 10. 18:04:05", 18, None),
        ("10.12.2025 klo 18.04.05", 18, None),
        ("10.12.2025, 18:04:05 Uhr", 18, None),
        ("Wed Dec 10 18:04:05 +0100 2025", 18, 3600),
        ("Wed Dec 10 18:04:05 UTC 2025", 18, 0),
        ("2025-12-10T18:04:05+01:00[Europe/Paris]", 18, 3600),
        ("2025-12-10 18:04:05 CET", 18, 3600),
        ("2025-12-10 6:04:05 PM EDT", 18, -4 * 3600),
        ("2025-12-10 18:04:05 JST", 18, 9 * 3600),
    ],
)
def test_a_time_as_a_further_language_or_program_writes_it_was_no_time(
    cell: str, hour: int, offset: int | None
) -> None:
    found = DayReader((), DayOrder.PROVEN_DAY_FIRST).one(cell)
    assert found == (AT + hour * 3600 + 4 * 60 + 5, offset)


@pytest.mark.parametrize("zone", ["EST", "IST", "CST", "BST", "PST", "XYZ"])
def test_letters_that_may_mean_several_zones_are_told_as_that(zone: str) -> None:
    """India, Israel and Ireland: the day of an evening is another one in each."""
    for cell in (f"2025-12-10 18:04:05 {zone}", f"Wed Dec 10 18:04:05 {zone} 2025"):
        assert DayReader((), DayOrder.PROVEN_DAY_FIRST).one(cell) is None
        assert days.reason(cell) == "date_zone"


@pytest.mark.parametrize(
    "cell",
    [
        "10/12/2025 - 12/12/2025", "10.12.25–12.12.25", "10.-12.12.2025", "10-12 Dec 2025",
        "10 & 11 Dec 2025", "10 to 12 December 2025", "10 Dec 2025 to 12 Dec 2025",
        "2025-12-10 au 2025-12-12", "10.12. bis 12.12.2025",
    ],
)  # fmt: skip
def test_two_days_in_one_cell_were_told_as_a_wrong_time(cell: str) -> None:
    assert days.reason(cell) == "date_range"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31-02-2025", "date_none"),
        ("2025-02-30", "date_none"),
        ("2025-12-10 25:00", "date_time"),
        ("10 Dec", "date_no_year"),
        ("12/2025", "date_month"),
        ("KW 50", "date_week"),
    ],
)
def test_what_was_told_of_a_cell_before_is_told_still(cell: str, reason: str) -> None:
    assert days.reason(cell) == reason


def test_no_month_of_a_further_language_is_another_one_of_those_before() -> None:
    known = days.months()
    assert {
        word for word, month in days.further_months().items() if known.get(word, month) != month
    } == set()
    assert "listopada" in known
    assert known["listopad"] == 11


def test_a_korean_form_of_answers_was_set_aside_whole(tmp_path: Path) -> None:
    rows = (f"2025. 12. {day} 오후 6:04:05,a@example.org,G,Honduras,{day},0,ok" for day in (13, 14))
    office = Office(tmp_path)
    office.send("answers.csv", sheet(GOOGLE, *rows), "KR")
    assert {str(day): count for day, count in office.counts("day").items()} == {
        "2025-12-13": 13,
        "2025-12-14": 14,
    }


def test_a_tally_with_ranges_and_zones_is_told_cell_by_cell(tmp_path: Path) -> None:
    cells = ("10-12 Dec 2025", "2025-12-10 23:30 EST", "2025-12-10 23:30 CET", "2025. 12. 11.")
    report = reading(
        tmp_path, "t.csv", sheet(TALLY, *(f"{cell},Honduras,letter,offline,5" for cell in cells)),
        section="DE",
    )  # fmt: skip
    assert reasons(report) == {2: "date_range", 3: "date_zone"}
    assert report.actions == 10


def test_a_day_that_has_begun_where_its_section_is_does_not_lie_in_the_future(
    tmp_path: Path,
) -> None:
    """At two in the afternoon in Greenwich it is the next morning in Auckland; in Toronto it is still the same day."""
    office = Office(tmp_path)
    at = dt.datetime(2025, 12, 10, 14, tzinfo=dt.UTC)
    sent = office.send("a.csv", tally("10 Honduras 3", "11 Honduras 4"), "NZ", on=at)
    assert (sent.verdict, sent.actions, reasons(sent)) == ("accepted", 7, {})
    sent = office.send("b.csv", tally("10 Honduras 5", "11 Honduras 6"), "CA-FR", on=at)
    assert (sent.actions, reasons(sent)) == (5, {3: "date_future"})
    late = dt.datetime(2025, 12, 10, 2, tzinfo=dt.UTC)  # the ninth in Toronto, the tenth here
    assert office.send("c.csv", tally("10 Tunisia 8"), "CA-FR", on=late).actions == 8
