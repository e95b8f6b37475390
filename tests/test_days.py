"""What a cell that holds a date means: every form, no day that does not exist, one order a file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from impact.exports import day_order, days, intake, mapping
from impact.exports.counting import Counting
from impact.exports.days import DayOrder, DayReader
from impact.exports.intake import Report
from impact.exports.screen import Screen
from impact.i18n.words import LANGUAGES, say

TODAY = dt.date(2026, 11, 22)
DAY_FIRST, MONTH_FIRST = DayOrder.PROVEN_DAY_FIRST, DayOrder.PROVEN_MONTH_FIRST


def read(cell: str, order: DayOrder = DAY_FIRST, *, date_only: bool = False) -> str | None:
    """A cell as it is read alone, with Z where it names its offset."""
    stamps = DayReader([], order, date_only=date_only).read(pa.array([cell]))
    if not stamps.read[0]:
        return None
    when = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(stamps.seconds[0]))
    text = f"{when:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    return text + ("Z" if stamps.zoned[0] else "")


@pytest.mark.parametrize(
    "cell",
    """2025-12-10|2025/12/10|2025.12.10|20251210|2025-12-10Z|10/12/2025|10-12-2025|10.12.2025|10. 12. 2025|
    10/12/25|10 December 2025|December 10, 2025|Dec 10 2025|10-Dec-25|2025-Dec-10|10 déc. 2025|
    10 décembre 2025|mercredi 10 décembre 2025|Wed, 10 Dec 2025|10th of December 2025|10. Dezember 2025|
    10 de diciembre de 2025|10 grudnia 2025|2025年12月10日|１０/１２/２０２５|2025-12-10 00:00:00|
    2025-12-10T00:00|١٠/١٢/٢٠٢٥|10 DÉCEMBRE 2025""".replace("\n", "").split("|"),
)
def test_a_day_is_read_in_every_form_that_people_write(cell: str) -> None:
    assert read(cell.strip()) == "2025-12-10"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2025-12-10 17:26:53", "2025-12-10 17:26:53"),
        ("2025-12-10T17:26:53.443", "2025-12-10 17:26:53"),
        ("2025-12-10T17:26:53Z", "2025-12-10 17:26:53Z"),
        ("2025-12-10 17:26:53.123 UTC", "2025-12-10 17:26:53Z"),
        ("2025-12-10T17:26:53+05:30", "2025-12-10 11:56:53Z"),
        ("2025-12-10 17:26:53 -0500", "2025-12-10 22:26:53Z"),
        ("2025-12-10 17:26", "2025-12-10 17:26:00"),
        ("10/12/2025 5:26 PM", "2025-12-10 17:26:00"),
        ("10/12/2025 12:05:00 am", "2025-12-10 00:05:00"),
        ("10/12/25 18h30", "2025-12-10 18:30:00"),
        ("10/12/2025 à 18:30", "2025-12-10 18:30:00"),
        ("2025/12/10 6:58:54 PM GMT-5", "2025-12-10 23:58:54Z"),
        ("Wed, 10 Dec 2025 17:26:53 +0000", "2025-12-10 17:26:53Z"),
        ("Wed Dec 10 2025 17:26:53 GMT+0100 (CET)", "2025-12-10 16:26:53Z"),
        ("20251210T172653Z", "2025-12-10 17:26:53Z"),
    ],
)
def test_a_time_of_day_is_read_with_its_offset(cell: str, wanted: str) -> None:
    assert read(cell) == wanted


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/11/2025", "date_none"),
        ("2026-02-30", "date_none"),
        ("29/02/2026", "date_none"),
        ("2100-02-29", "date_none"),
        ("31 novembre 2025", "date_none"),
        ("30/02/2026 10:00", "date_none"),
        ("2025-13-01", "date_none"),
        ("00/12/2025", "date_none"),
        ("20260231", "date_none"),
        ("", "date_empty"),
        ("46001", "date_serial"),
        ("46001,75", "date_serial"),
        ("1642872413", "date_seconds"),
        ("2025-W50-3", "date_week"),
        ("2025-12-10 25:00", "date_time"),
        ("2025-12-10 24:00", "date_time"),
        ("2025-12-10 / 2025-12-11", "date_range"),
        ("décembre 2025", "date_month"),
        ("2025-11", "date_month"),
        ("2025", "date_month"),
        ("Q4 2025", "date_month"),
        ("2025-T4", "date_month"),
        ("Oct-Dec 2025", "date_month"),
        ("W50", "date_week"),
        ("semaine 50", "date_week"),
        ("KW 50/2025", "date_week"),
        ("Dec 10", "date_no_year"),
        ("10-Dec", "date_no_year"),
        ("10.12.", "date_no_year"),
        ("10 de diciembre", "date_no_year"),
        ("10", "date_form"),
        ("soon", "date_form"),
        ("10 Foo 2025", "date_form"),
        ("12/25/2025", "date_order"),
    ],
)
def test_a_cell_that_is_no_day_says_what_it_is(cell: str, reason: str) -> None:
    assert read(cell) is None
    assert days.reason(cell, order=DAY_FIRST) == reason
    for lang in LANGUAGES:
        assert say(lang, f"reason.{reason}")


@pytest.mark.parametrize("cell", ["2568-12-10", "10/12/2568", "1447-06-19"])
def test_a_year_of_another_calendar_is_named(cell: str) -> None:
    assert days.reason(cell) == "date_calendar"


def test_a_leap_day_is_a_day() -> None:
    assert read("29/02/2024") == read("2024-02-29") == read("Feb 29, 2024") == "2024-02-29"


def test_midnight_in_a_column_of_days_is_the_day_whatever_the_zone() -> None:
    assert read("2025-12-11T00:00:00.000Z", date_only=True) == "2025-12-11"
    assert read("2025-12-11T00:00:00+01:00", date_only=True) == "2025-12-11"
    assert read("2025-12-10T23:00:00.000Z", date_only=True) == "2025-12-10 23:00:00Z"


def test_every_day_and_time_is_read_alike_alone_and_among_millions() -> None:
    start = dt.datetime(2019, 12, 30, 0, 0, 1)
    stamps = [start + dt.timedelta(hours=7 * step, seconds=step) for step in range(2000)]
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M:%S", "%d %B %Y %H:%M"):
        found = DayReader([], DAY_FIRST).read(pa.array([f"{stamp:{form}}" for stamp in stamps]))
        seconds = [int((stamp - dt.datetime(1970, 1, 1)).total_seconds()) for stamp in stamps]
        if "%S" not in form:
            seconds = [second - stamp.second for second, stamp in zip(seconds, stamps, strict=True)]
        assert found.seconds.tolist() == seconds


# One file, one order.


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["12/25/2025", "01/02/2026"], DayOrder.PROVEN_MONTH_FIRST),
        (["25-12-2025", "01-02-2026"], DayOrder.PROVEN_DAY_FIRST),
        (["25.12.25 10:00"], DayOrder.PROVEN_DAY_FIRST),
        (["31/11/2025"], DayOrder.PROVEN_DAY_FIRST),
        (["01/02/2026", "2025-12-10"], DayOrder.UNKNOWN),
        (["01/01/2026", "2025-12-10", "2025/12/10", "13/13/2025"], DayOrder.NOTHING_TO_PROVE),
        (["10 Dec 2025", ""], DayOrder.NOTHING_TO_PROVE),
        (["12/25/2025", "25/12/2025"], DayOrder.BOTH),
        (["７/２７/２６ 19:06", "1/2/26"], DayOrder.PROVEN_MONTH_FIRST),
    ],
)
def test_the_order_of_day_and_month_is_proven_by_all_dates_together(
    cells: list[str], wanted: DayOrder
) -> None:
    assert day_order.order(cells) is wanted
    assert day_order.order(day_order.beginnings(pa.array(cells))) is wanted


def tally(folder: Path, *dates: str, header: str = "Date,Case,Action type,Channel,Number") -> Path:
    rows = [f"{day},Somebody,letter,offline,{number}" for number, day in enumerate(dates, 1)]
    path = folder / "tally.csv"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    return path


def examined(
    path: Path, order: DayOrder | None = None, section: str | None = None
) -> tuple[Report, Counter[str]]:
    report, table = intake.examine(
        path, mapping.load(), secret=b"k", today=TODAY, order=order, section=section
    )
    counted: Counter[str] = Counter()
    for row in table.to_pylist() if table is not None else []:
        counted[str(row["day"])] += row["quantity"]
    return report, counted


def test_an_american_tally_is_read_month_first_as_a_whole(tmp_path: Path) -> None:
    report, counted = examined(tally(tmp_path, "12/11/2025", "01/11/2026", "12/25/2025"))
    assert counted == {"2025-12-11": 1, "2026-01-11": 2, "2025-12-25": 3}
    assert ("read_month_first", {}) in report.warnings


def test_a_file_that_proves_nothing_is_not_guessed_and_can_be_told(tmp_path: Path) -> None:
    path = tally(tmp_path, "11/12/2025", "2025-12-13")
    report, _ = examined(path)
    assert report.fault is not None
    assert report.fault.key == "order_unknown"
    assert examined(path, order=DAY_FIRST)[1] == {"2025-12-11": 1, "2025-12-13": 2}
    assert examined(path, order=MONTH_FIRST)[1] == {"2025-11-12": 1, "2025-12-13": 2}


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("25-12-05", "25-12-08", "25-12-11"), ["day_first", "year_first"]),  # 2005, 2008 and 2011?
        (("25-12-05",), ["day_first", "year_first"]),
        (("25/11/28", "25/12/05"), ["year_first"]),  # no day of 2028 has come
        (
            ("25-11-31", "25-12-05"),
            ["day_first", "year_first"],
        ),  # the first is no day, whatever is meant
        (("25-11-31",), []),
        (
            ("13/12/25", "14/12/25"),
            ["day_first"],
        ),  # which lie together, as of 2013 and 2014 they do not
        (("13/12/25", "13/12/25"), ["day_first"]),  # of late, which 2013 is not
        (("25-12-05", "05-12-2025"), ["day_first"]),  # the year is written last
        (("12/5/25", "12/13/25"), ["month_first"]),
        (("05/12/25",), ["day_first", "month_first"]),
    ],
)
def test_a_year_of_two_digits_that_may_stand_first_is_no_day_of_2005(
    cells: tuple[str, ...], wanted: list[str]
) -> None:
    open_ones = day_order.left_open(cells, (), TODAY)
    assert [name for name, order in day_order.ORDERS.items() if order in open_ones] == wanted


def test_a_tally_that_writes_the_year_first_is_asked_about_and_read_as_said(tmp_path: Path) -> None:
    path = tally(tmp_path, "25-12-05", "25-12-08")
    report, _ = examined(path)
    assert report.fault is not None and report.fault.key == "order_unknown"
    assert report.fault.values["orders"] == "day_first/year_first"
    assert examined(path, DayOrder.PROVEN_YEAR_FIRST)[1] == {"2025-12-05": 1, "2025-12-08": 2}
    proven, counted = examined(tally(tmp_path, "25/11/28", "25/12/05"))
    assert counted == {"2025-11-28": 1, "2025-12-05": 2}
    assert ("read_year_first", {}) in proven.warnings


def test_the_day_of_the_week_proves_which_number_is_the_month(tmp_path: Path) -> None:
    report, counted = examined(tally(tmp_path, "lun. 01/12/2025", "Tue 02/12/2025"))
    assert counted == {"2025-12-01": 1, "2025-12-02": 2}
    assert not report.set_aside
    assert day_order.order(day_order.beginnings(pa.array(["Monday 12/01/2025"]))) is MONTH_FIRST
    assert read("Tue 01/12/2025") is None
    assert days.reason("Tue 01/12/2025", order=DAY_FIRST) == "date_weekday"


def test_a_sheet_in_which_a_program_exchanged_day_and_month_is_not_counted(tmp_path: Path) -> None:
    # 1, 2 and 5 December became dates of January, February and May; what comes after the 12th stayed text.
    path = tally(tmp_path, "2025-01-12", "2025-02-12", "2025-05-12", "13/12/2025", "14/12/2025")
    report, _ = examined(path)
    assert report.fault is not None and report.fault.key == "order_exchanged"
    assert report.fault.values == {"there": "2025-01-12", "meant": "2025-12-01"}
    # Whoever began to write otherwise on the 13th has all days where they belong.
    report, counted = examined(tally(tmp_path, "2025-12-11", "2025-12-12", "13/12/2025"))
    assert counted == {"2025-12-11": 1, "2025-12-12": 2, "2025-12-13": 3}
    assert report.fault is None


def test_a_file_of_two_orders_is_refused_whole(tmp_path: Path) -> None:
    report, _ = examined(tally(tmp_path, "12/25/2025", "25/12/2025", "01/02/2026"))
    assert report.fault is not None
    assert report.fault.key == "order_both"


def test_a_platform_that_always_writes_the_month_first_need_not_prove_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = ["1,1,W4R21 x,12/3/2021 7:24:18 AM", "2,1,W4R21 x,2021-12-04", "3,1,W4R21 x,12/3/2021"]
    header = "ContactsOnlineFormID,VanID,OnlineFormName,DateCreated"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    assert examined(path)[1] == {"2021-12-03": 2, "2021-12-04": 1}


def test_days_that_do_not_exist_are_set_aside_and_not_rolled_over(tmp_path: Path) -> None:
    report, counted = examined(tally(tmp_path, "31/11/2025", "2026-02-30", "30/11/2025"))
    assert [(row.line, row.reason) for row in report.set_aside] == [
        (2, "date_none"),
        (3, "date_none"),
    ]
    assert counted == {"2025-11-30": 3}


def test_a_time_with_an_offset_is_of_the_day_of_the_section(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    header = "id,firstname,country,email,widget,type,date,campaign"
    rows = ["1,A,CA,,w,petition,2025-12-10T04:30:00Z,w4r", "2,A,CA,,w,petition,2025-12-10T04:30:00+05:30,w4r",
            "3,A,CA,,w,petition,2025-12-10T05:30:00.123Z,w4r"]  # fmt: skip
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    assert examined(path, section="CA-FR")[1] == {"2025-12-09": 2, "2025-12-10": 1}
    assert examined(path, section="JP")[1] == {"2025-12-10": 3}


def test_a_day_to_come_is_set_aside_and_remembered(tmp_path: Path) -> None:
    path = tally(tmp_path, "2026-11-30", "2026-11-25", "2026-11-20", "2568-12-10")
    mappings = mapping.load()
    source, opened = mapping.choose(path, mappings)
    screen = Screen(path, source.wanted, opened=opened)
    counting = Counting(source, mappings, mappings.section, b"k", today=TODAY)
    for batch in screen.batches():
        counting.add(batch)
    counted = counting.finish()
    assert counted.ahead == dt.date(2026, 11, 25)
    assert [row.reason for row in counted.set_aside] == ["date_future", "date_future", "date_calendar"]  # fmt: skip


# The edition that a campaign's name says.
