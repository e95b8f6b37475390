"""Seasons as they are lived: the same sections over weeks, files that build on files, and what stands after each.

What is true is kept beside the files, list by list, and added up by hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from impact.exports import verdicts
from impact.exports.intake import Report
from impact.i18n.words import LANGUAGES
from tests.office import TALLY_FR, Office, form, sheet, tally, warned


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def after(report: Report) -> dict[str, int]:
    assert report.question is not None, report
    for lang in LANGUAGES:
        told = [
            verdicts.question_text(report.question, lang),
            *(verdicts.choice_text(report.question, each.choice, lang) for each in report.question.choices),
        ]  # fmt: skip
        assert not any("{" in text or "  " in text for text in told)
    return {each.choice: each.after for each in report.question.choices}


def code(report: Report) -> str:
    assert report.question is not None, report
    return report.question.code


def french(*rows: str) -> str:
    """The tally that `tally` writes, by a French Excel."""
    cells = (row.split(" ", 2) for row in rows)
    return sheet(
        TALLY_FR,
        *(f"{int(day):02}/12/2025;{case};lettre;hors ligne;{count}" for day, case, count in cells),
    )


def book(office: Office, name: str, **sheets: tuple[str, ...]) -> Path:
    """A workbook of tallies, a sheet each."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        tab = made.create_sheet(title)
        for line in tally(*rows).splitlines():
            *words, last = line.split(",")
            tab.append([*words, int(last) if last.isdigit() else last])
    made.create_sheet("Notes").append(["Thanks to all"])
    path = office.folder / "books" / name
    path.parent.mkdir(exist_ok=True)
    made.save(path)
    return path


# The list of the new year begins with the last days of the old one.

YEAR_25 = ("20 Honduras 9", "29 Honduras 10", "30 Tunisia 20", "31 Honduras 5")


def of_two_years(office: Office) -> Report:
    """January alone at first; then with the last three days of December, which the list of 2025 has."""
    office.send("akcje 2025.csv", tally(*YEAR_25), "PL")
    january = tally("1 Honduras 7").replace("2025-12-01", "2026-01-02")
    assert office.send("akcje 2026.csv", january, "PL").verdict == "accepted"
    assert office.total == 51
    both = tally(*YEAR_25[1:]) + january.split("\n", 1)[1]
    return office.send("akcje 2026.csv", both, "PL")


def test_days_that_a_newer_file_repeats_of_another_list_do_not_count_twice(office: Office) -> None:
    asked = of_two_years(office)
    assert code(asked) == "holds_days"
    assert after(asked) == {"days": 51, "add": 51 + 35, "drop": 51}
    office.decide(asked, "days")
    assert sorted(office.counts("day").values()) == [5, 7, 9, 10, 20]
    more = tally("31 Honduras 5", "1 Honduras 7").replace("2025-12-01", "2026-01-03")
    assert office.send("akcje 2026.csv", more, "PL").verdict == "accepted"  # the next part
    assert office.total == 58


def test_an_answer_that_such_days_are_others_is_kept_and_taken_back(office: Office) -> None:
    asked = of_two_years(office)
    office.decide(asked, "add", always=True)
    assert office.total == 86
    office.decide(asked, "undo")
    assert (office.total, len(office.entries())) == (51, 3)


@pytest.mark.parametrize(
    "new",
    [
        ("29 Honduras 10", "30 Tunisia 20"),  # two cells may be alike by chance
        ("29 Honduras 1", "30 Tunisia 20", "31 Honduras 6", "20 Honduras 8"),  # one of four is
    ],
)
def test_another_school_may_say_the_same_of_a_day_or_two(
    office: Office, new: tuple[str, ...]
) -> None:
    office.send("Lycee A.csv", tally(*YEAR_25))
    office.send("Lycee B.csv", tally("3 Tunisia 4"))
    grown = office.send("Lycee B.csv", tally("3 Tunisia 4", *new))
    assert grown.verdict == "accepted"


# A list among others that is sent in another form.

SCHOOLS = ("10 Honduras 30", "10 Tunisia 8")  # another list of the section on the same days
TALLIES = ("10 Honduras 11", "11 Tunisia 12", "12 Honduras 13")


def test_a_list_that_goes_on_with_french_headers_does_not_count_twice(office: Office) -> None:
    """Beside another list of the section no sum of the platform is that of the list."""
    office.send("schools.csv", tally(*SCHOOLS), "CH")
    office.decide(office.send("tally.csv", tally(*TALLIES), "CH"), "add")
    assert office.total == 38 + 36
    asked = office.send("tally.csv", french(*TALLIES, "13 Tunisia 14"), "CH")
    assert code(asked) == "same_list"
    assert after(asked) == {"instead": 38 + 50, "add": 74 + 50, "drop": 74}
    for lang in LANGUAGES:
        assert asked.question is not None
        assert "tally (" in verdicts.question_text(asked.question, lang)
    office.decide(asked, "instead")
    assert office.total == 38 + 50  # the schools stay
    grown = office.send("tally.csv", french(*TALLIES, "13 Tunisia 14", "14 Tunisia 1"), "CH")
    assert (grown.verdict, office.total) == ("accepted", 38 + 51)


def test_the_one_list_that_goes_on_can_be_taken_for_it_where_the_others_have_other_days(
    office: Office,
) -> None:
    office.send("schools.csv", tally("20 Honduras 30", "21 Tunisia 8"), "CH")
    assert office.send("tally.csv", tally(*TALLIES), "CH").verdict == "accepted"
    asked = office.send("tally.csv", french(*TALLIES, "13 Tunisia 14"), "CH")
    assert after(asked) == {"instead": 38 + 50, "add": 74 + 50, "drop": 74}
    office.decide(asked, "instead")
    assert office.total == 38 + 50


def test_a_list_by_day_of_which_another_list_has_the_sums_does_not_count_twice(
    office: Office,
) -> None:
    office.send("schools.csv", tally(*SCHOOLS), "NZ")
    sums = tally("31 Honduras 24", "31 Tunisia 17")
    assert office.send("Monthly totals.csv", sums, "NZ").verdict == "accepted"
    assert office.total == 38 + 41
    asked = office.send("By day.csv", tally(*TALLIES, "13 Tunisia 5"), "NZ")
    assert code(asked) == "other_list"  # it has a cell of the schools, and is another list
    further = office.decide(asked, "add")
    assert code(further) == "same_list"
    assert after(further) == {"add": 79 + 41, "drop": 79}


def test_one_case_of_one_list_may_come_to_the_same_by_chance(office: Office) -> None:
    office.send("Lycee A.csv", tally("10 Honduras 30"))
    office.send("Lycee B.csv", tally("11 Honduras 31"))
    parts = ("1 Honduras 10", "2 Honduras 10", "3 Honduras 10")
    assert office.send("Lycee C.csv", tally(*parts)).verdict == "accepted"


# A workbook with a sheet a week.

WEEKS = {f"Week {each}": (f"{each} Honduras {each * 10 + 1}",) for each in range(1, 19)}


def weeks(office: Office, until: int, **more: tuple[str, ...]) -> Path:
    named = {name: rows for name, rows in WEEKS.items() if int(name[5:]) <= until}
    return book(office, "letters.xlsx", **named, **more)


def test_the_sheets_of_a_workbook_are_one_list_in_every_later_week_once_that_was_said(
    office: Office,
) -> None:
    first = office.send("letters.xlsx", weeks(office, 2), "GB")
    assert code(first) == "sheet"
    office.decide(first, "all", always=True)
    third = office.send("letters.xlsx", weeks(office, 3), "GB")
    assert (third.verdict, office.total) == ("accepted", 11 + 21 + 31)
    assert {"sheets_all", "sheets_left"} <= warned(third)  # and that the notes are no such sheet
    sums = office.send("letters.xlsx", weeks(office, 3, Sum=("31 Honduras 63",)), "GB")
    assert code(sums) == "sheet"  # with its sum the list would count twice
    assert after(sums)["Sum"] == 63
    office.decide(sums, "drop")
    assert office.send("other.xlsx", book(office, "other.xlsx", **WEEKS), "GB").verdict == "held"


def test_an_answer_kept_for_all_sheets_is_taken_back(office: Office) -> None:
    first = office.send("letters.xlsx", weeks(office, 2), "GB")
    office.decide(first, "all", always=True)
    office.decide(first, "undo")
    assert office.total == 0
    assert office.send("letters.xlsx", weeks(office, 3), "GB").verdict == "held"


def test_all_sheets_are_all_however_many_there_are(office: Office) -> None:
    """Of more than fifteen the rest was left out, without a word."""
    asked = office.send("letters.xlsx", weeks(office, 18), "GB")
    assert after(asked)["all"] == 10 * sum(range(1, 19)) + 18
    total = weeks(office, 18, Sum=("31 Honduras 1728",))
    summed = office.send("letters.xlsx", total, "GB", stream="summed")
    assert after(summed)["Sum"] == 1728
    for lang in LANGUAGES:
        assert summed.question is not None
        assert "Sum" in verdicts.question_text(summed.question, lang)


# A form that began again under its name.

A = [(1, "12/14/25", "Honduras", 10), (2, "12/15/25", "Tunisia", 20)]
B = [(1, "12/18/25", "Tunisia", 3), (2, "12/19/25", "Tunisia", 4), (3, "12/20/25", "Honduras", 5)]


def test_a_second_form_of_the_same_name_is_asked_about_until_that_is_said_for_good(
    office: Office,
) -> None:
    office.send("Reports.csv", form(*A), "IE")
    office.decide(office.send("Reports.csv", form(*B[:2]), "IE"), "add")
    assert office.total == 30 + 7
    again = office.send("Reports.csv", form(*B), "IE")
    assert after(again)["further"] == 42
    office.decide(again, "further", always=True)
    more = office.send("Reports.csv", form(*B, (4, "12/21/25", "Honduras", 6)), "IE")
    assert (more.verdict, office.total) == ("accepted", 48)
    assert "goes_on" in warned(more)
    # The first form once more is no such file: its ids say the same where they always did.
    first = form((1, "12/14/25", "Honduras", 11), A[1])
    assert office.send("Reports.csv", first, "IE").verdict == "accepted"
    assert office.total == 49


# Six weeks of three sections.


def test_a_short_season_adds_up_after_every_step(office: Office) -> None:
    true: dict[str, Counter[tuple[str, str]]] = {}

    def holds(name: str, *rows: str, section: str) -> None:
        """What a list comes to from now on."""
        true[name] = Counter()
        for row in rows:
            day, _case, count = row.split(" ")
            true[name][section, f"2025-12-{int(day):02}"] += int(count)

    def adds_up() -> None:
        stands = {(section, str(day)): n for (section, day), n in office.counts("section", "day").items()}  # fmt: skip
        assert stands == +sum(true.values(), Counter())

    def week(name: str, *rows: str, section: str, answer: str = "", file: str = "") -> Report:
        report = office.send(f"{file or name}.csv", tally(*rows), section)
        assert (report.verdict == "held") == bool(answer), report
        if answer:
            office.decide(report, answer)
        return report

    letters = ["1 Honduras 21", "2 Tunisia 22"]  # grows week by week
    week("letters", *letters, section="NL")
    holds("letters", *letters, section="NL")
    week("parts", "1 Honduras 41", section="HU")
    holds("parts", "1 Honduras 41", section="HU")
    adds_up()

    letters += ["8 Honduras 23"]
    week("letters", *letters, section="NL")
    holds("letters", *letters, section="NL")
    part = week("parts", "8 Honduras 42", section="HU", answer="days")
    holds("parts", "1 Honduras 41", "8 Honduras 42", section="HU")
    adds_up()

    letters[0] = "1 Honduras 31"  # a late sign-off
    wrong = week("letters", *letters, "15 Tunisia 999", section="NL", file="letters v2")
    office.decide(part, "undo")  # the second week of HU waits again
    holds("parts", "1 Honduras 41", section="HU")
    holds("letters", *letters, "15 Tunisia 999", section="NL")
    adds_up()
    office.decide(part, "days")
    holds("parts", "1 Honduras 41", "8 Honduras 42", section="HU")
    assert wrong.id
    letters += ["15 Tunisia 9"]
    week("letters", *letters, section="NL", file="letters final", answer="replace")
    holds("letters", *letters, section="NL")
    adds_up()

    # The same letters by a French Excel, and a part that overlaps the week before.
    report = office.send("letters.csv", french(*letters, "16 Honduras 1"), "NL")
    assert code(report) == "same_list"
    office.decide(report, "instead")
    holds("letters", *letters, "16 Honduras 1", section="NL")
    week("parts", "8 Honduras 44", "15 Honduras 43", section="HU")
    holds("parts", "1 Honduras 41", "8 Honduras 44", "15 Honduras 43", section="HU")
    adds_up()
