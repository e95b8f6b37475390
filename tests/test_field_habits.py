"""What offices do every week: send twice, rename, filter, add up, paste, and type a year wrong."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest

from impact.cli.main import main
from impact.exports import taking, verdicts
from impact.exports.intake import Report
from tests.office import (
    CONTROLSHIFT,
    ENGAGING,
    GOOGLE,
    NETWORK,
    SOCIAL,
    SPEAKOUT,
    TALLY,
    TALLY_FR,
    Office,
    form,
    petitions,
    proca,
    reading,
    reasons,
    sheet,
    tally,
    told,
    warned,
)
from tests.workbooks import excel, libre_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def asked(report: Report) -> bool:
    return report.question is not None


# 1. Two people of one section send the same sheet

SHEET = ("10 Honduras 15", "11 Tunisia 4", "12 Norway 7")


def test_a_sheet_that_a_second_person_sends_too_counts_once(office: Office) -> None:
    office.send("Liste de Marie.csv", tally(*SHEET))
    assert office.send("groupe lyon.csv", tally(*SHEET)).verdict in ("unchanged", "held")
    assert office.total == 26


@pytest.mark.parametrize("more", [(), ("13 Norway 2",)])
def test_a_sheet_that_a_second_person_saved_again_is_asked_about(
    office: Office, more: tuple[str, ...]
) -> None:
    office.send("Liste de Marie.csv", tally(*SHEET))
    second = office.send("groupe lyon.csv", tally(*SHEET, *more).replace("\n", "\r\n"))
    assert asked(second)
    assert office.total == 26
    office.decide(second, "replace")
    assert office.total == 26 + 2 * len(more)


def test_a_sheet_sorted_otherwise_with_a_column_more_changes_nothing(office: Office) -> None:
    office.send("groupe lyon.csv", tally(*SHEET))
    lines = tally(*reversed(SHEET)).splitlines()
    wider = "\n".join([lines[0] + ",Remarks", *(line + ",ok" for line in lines[1:]), ""])
    again = office.send("groupe lyon.csv", wider)
    assert again.verdict == "accepted"
    assert again.effect is not None
    assert (again.effect.sums.added, again.effect.sums.removed, office.total) == (0, 0, 26)


def test_a_list_sent_as_sheet_and_as_workbook_and_packed_counts_once(office: Office) -> None:
    office.send("groupe lyon.csv", tally(*SHEET))
    rows = [line.split(",") for line in tally(*SHEET).splitlines()]
    book = excel(office.folder / "groupe lyon.xlsx", {"Feuil1": rows})
    office.send("groupe lyon.xlsx", book)
    assert office.total == 26
    packed = office.folder / "groupe lyon.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("groupe lyon.csv", tally(*SHEET))
    office.send("groupe lyon.zip", packed)
    assert office.total == 26


def test_a_list_sent_again_in_the_other_template_is_asked_about(office: Office) -> None:
    """In English first, then in French: the same group, days, cases and counts."""
    office.send("groupe lyon.csv", tally(*SHEET))
    rows = (
        "2025-12-10;Honduras;lettre;hors ligne;15",
        "2025-12-11;Tunisie;lettre;hors ligne;4",
        "2025-12-12;Norvège;lettre;hors ligne;7",
    )
    second = office.send("groupe lyon.csv", sheet(TALLY_FR, *rows))
    assert asked(second)
    assert office.total == 26


# 2. Ids that change their form in the middle of the season

IDS = range(900001, 900031)


def numbered(form: str) -> str:
    return proca(*((form.format(number), "2025-12-13", "W4R25 Honduras") for number in IDS))


@pytest.mark.parametrize("form", ["{}.0", "0{}", " {} ", "'{}", "{}\u200b", '"{}"'])
def test_an_id_that_a_sheet_wrote_otherwise_is_the_same_id(office: Office, form: str) -> None:
    office.send("a.csv", numbered("{}"))
    second = office.send("a.csv", numbered(form))
    assert office.total == 30 or told(second)
    assert office.total == 30


@pytest.mark.parametrize("form", ["act-{}", "{}-2025", "urn:proca:{}", "9{}"])
def test_a_platform_that_numbers_anew_does_not_double_what_is_in(office: Office, form: str) -> None:
    """Under the list's own name, of the same day and case: no old id comes again, as many new ones do."""
    office.send("a.csv", numbered("{}"))
    second = office.send("a.csv", numbered(form))
    assert asked(second) or office.total == 30


def test_a_unique_id_in_capitals_or_braces_is_the_same(office: Office) -> None:
    one = "bd0e9d6f-1c2b-4d5e-8f90-a1b2c3d4e5f6"
    office.send("a.csv", proca((one, "2025-12-13", "W4R25 Honduras")))
    for other in (one.upper(), "{" + one.upper() + "}"):
        office.send("a.csv", proca((other, "2025-12-13", "W4R25 Honduras")))
    assert office.total == 1


# 3. A workbook that gets a second tab


def book(path: Path, **sheets: tuple[str, ...]) -> Path:
    return excel(
        path,
        {
            name: [line.split(",") for line in tally(*rows).splitlines()]
            for name, rows in sheets.items()
        },
    )


def test_a_second_tab_of_the_same_kind_is_asked_about_and_the_old_count_stands(
    office: Office,
) -> None:
    office.send("lyon.xlsx", book(office.folder / "lyon.xlsx", Lyon=SHEET))
    second = office.send(
        "lyon.xlsx", book(office.folder / "lyon.xlsx", Lyon=SHEET, Nancy=("12 Honduras 4",))
    )
    assert second.question is not None
    assert second.question.code == "sheet"
    assert office.total == 26
    further = office.decide(second, "Lyon")
    assert further.question is None
    assert office.total == 26


def test_a_workbook_with_a_tab_a_month_can_be_one_list(office: Office) -> None:
    """Whoever could count but one of them lost a month."""
    path = book(
        office.folder / "lyon.xlsx",
        November=("2 Honduras 10",),
        December=("12 Honduras 90", "13 Tunisia 1"),
    )
    report = office.send("lyon.xlsx", path)
    assert report.question is not None
    assert [(each.choice, each.after) for each in report.question.choices] == [
        ("all", 101), ("November", 10), ("December", 91), ("drop", 0),
    ]  # fmt: skip
    assert "sheet" not in warned(report)
    assert "November and December" in verdicts.choice_text(report.question, "all", "en")
    done = office.decide(report, "all")
    (entry,) = office.entries()
    assert (office.total, done.verdict, entry.rows_counted, entry.actions) == (
        101,
        "accepted",
        3,
        101,
    )


@pytest.mark.parametrize(
    "total",
    [
        ("2 Honduras 10", "12 Honduras 90", "13 Tunisia 1"),  # every row again
        ("20 Honduras 100", "20 Tunisia 1"),  # a sum for each case
    ],
)
def test_a_tab_that_sums_up_the_others_is_told_and_offered_first(
    office: Office, total: tuple[str, ...]
) -> None:
    path = book(
        office.folder / "lyon.xlsx",
        November=("2 Honduras 10",),
        December=("12 Honduras 90", "13 Tunisia 1"),
        Total=total,
    )
    report = office.send("lyon.xlsx", path)
    assert report.question is not None
    first = report.question.choices[0]
    assert (first.choice, first.after) == ("Total", 101)
    assert "“Total” comes to just what the others come to" in verdicts.question_text(
        report.question, "en"
    )
    office.decide(report, "Total")
    assert office.total == 101


def test_two_tabs_with_as_many_actions_of_one_case_are_no_sum_of_each_other(office: Office) -> None:
    path = book(office.folder / "lyon.xlsx", Monday=("7 Honduras 50",), Tuesday=("8 Honduras 50",))
    report = office.send("lyon.xlsx", path)
    assert report.question is not None
    assert report.question.choices[0].choice == "all"


def test_a_tab_of_notes_is_no_second_list(office: Office) -> None:
    path = excel(
        office.folder / "lyon.xlsx",
        {
            "Notes": [["To do"], ["call Marie"]],
            "Lyon": [line.split(",") for line in tally(*SHEET).splitlines()],
        },
    )
    report = office.send("lyon.xlsx", path)
    assert (report.verdict, office.total) == ("accepted", 26)
    assert "sheet" in warned(report)


# 4. Exports of a part of the time


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("report.csv", "report.csv"),
        ("report 2025-12-07.csv", "report 2025-12-14.csv"),
        ("report (1).csv", "report (2).csv"),
        ("week 49.csv", "week 50.csv"),
        ("semaine_49.csv", "semaine_50.csv"),
        ("2025-11.csv", "2025-12.csv"),
        ("December.csv", "January.csv"),
        ("pointage décembre.csv", "pointage janvier.csv"),
    ],
)
@pytest.mark.parametrize("size", [30, 15])
def test_each_week_by_itself_adds_up_or_is_asked_about(
    office: Office, one: str, other: str, size: int
) -> None:
    """An export that is filtered by date: no day of the first is in the second, which is larger."""
    office.send(one, petitions(("2025-12-02", size)))
    second = office.send(other, petitions(("2025-12-09", size + 8)))
    assert asked(second) or office.total == 2 * size + 8


def test_a_week_of_actions_with_ids_adds_up(office: Office) -> None:
    office.send(
        "report.csv",
        proca((1, "2025-12-02", "W4R25 Honduras"), (2, "2025-12-02", "W4R25 Honduras")),
    )
    office.send("report.csv", proca((3, "2025-12-09", "W4R25 Honduras")))
    assert office.total == 3


@pytest.mark.parametrize(("one", "other"), [("décembre 2025.csv", "janvier 2026.csv"), ("tally_2025-12.csv", "tally_2026-01.csv"), ("tally 12-2025.csv", "tally 01-2026.csv")])  # fmt: skip
def test_a_tally_of_each_month_adds_up_or_is_asked_about(
    office: Office, one: str, other: str
) -> None:
    office.send(one, tally("10 Honduras 15"))
    second = office.send(other, tally("10 Honduras 19").replace("2025-12", "2026-01"))
    assert asked(second) or office.total == 34


# 5. Nights on which the clock is set


@pytest.mark.parametrize(
    ("moment", "section", "day"),
    [
        ("2025-11-02 01:30:00", "CA-FR", "2025-11-02"),
        ("2025-11-02 00:00:00", "CA-FR", "2025-11-02"),
        ("2026-03-08 02:30:00", "CA-FR", "2026-03-08"),
        ("2026-03-29 02:30:00", "FR", "2026-03-29"),
        ("2026-03-29 00:00:00", "FR", "2026-03-29"),
        ("2026-03-28 23:59:59", "GB", "2026-03-28"),
        ("2025-12-31 23:59:59", "NZ", "2025-12-31"),
    ],
)
def test_an_hour_that_is_twice_or_never_is_of_its_day(
    tmp_path: Path, moment: str, section: str, day: str
) -> None:
    row = f'"1","3","A","B","a@example.org","Canada","{moment}","Y"'
    report = reading(tmp_path, "s.csv", sheet(SPEAKOUT, row), section=section)
    assert (report.rows_counted, str(report.first_day)) == (1, day)


@pytest.mark.parametrize(
    ("moment", "section", "day"),
    [
        ("2025-11-02T03:59:59Z", "CA-FR", "2025-11-01"),
        ("2025-11-02T04:00:00Z", "CA-FR", "2025-11-02"),
        ("2025-11-03T04:59:59Z", "CA-FR", "2025-11-02"),
        ("2026-03-08T04:59:59Z", "CA-FR", "2026-03-07"),
        ("2026-03-09T03:59:59Z", "CA-FR", "2026-03-08"),
        ("2026-03-09T04:00:00Z", "CA-FR", "2026-03-09"),
        ("2026-03-28T23:00:00Z", "FR", "2026-03-29"),
        ("2026-03-29T21:59:59Z", "FR", "2026-03-29"),
        ("2026-03-29T22:00:00Z", "FR", "2026-03-30"),
        ("2025-10-31T10:59:59Z", "NZ", "2025-10-31"),
        ("2025-10-31T11:00:00Z", "NZ", "2025-11-01"),
        ("2024-03-01T04:30:00Z", "CA-FR", "2024-02-29"),
    ],
)
def test_a_moment_of_greenwich_is_of_the_day_that_the_section_had(
    tmp_path: Path, moment: str, section: str, day: str
) -> None:
    row = f"60,71,p@example.org,A,B,,1,{moment},false,,,,4"
    report = reading(tmp_path, "s.csv", sheet(CONTROLSHIFT, row), section=section)
    assert (report.rows_counted, str(report.first_day)) == (1, day)


# 6. Where the edition begins and ends


@pytest.mark.parametrize(
    ("day", "edition", "outside"),
    [("2025-10-31", 2024, True), ("2025-11-01", 2025, False), ("2026-03-31", 2025, False), ("2026-04-01", 2025, True), ("2025-12-31", 2025, False), ("2026-01-01", 2025, False), ("2024-02-29", 2023, False)],
)  # fmt: skip
def test_a_day_beside_the_edition_is_counted_and_told(
    office: Office, day: str, edition: int, outside: bool
) -> None:
    report = office.send("t.csv", sheet(TALLY, f"{day},2025-juan-lopez,letter,offline,3"))
    assert office.counts("edition_year") == {edition: 3}
    assert ("outside_window" in warned(report)) is outside


# 7. A year typed wrong in January


@pytest.mark.parametrize("case", ["Honduras", "2025-juan-lopez", "W4R25 Tunisia", "Juan López"])
@pytest.mark.parametrize(
    "wrong",
    [
        "2025-01-05",
        "2024-01-05",
        "2027-01-05",
        "0026-01-05",
        "2062-01-05",
        "20206-01-05",
        "2016-01-05",
    ],
)
def test_a_wrong_year_is_told(tmp_path: Path, case: str, wrong: str) -> None:
    rows = (
        f"2025-12-20,{case},letter,offline,5",
        f"2025-12-30,{case},letter,offline,6",
        f"{wrong},{case},letter,offline,7",
        f"2026-01-06,{case},letter,offline,8",
    )
    report = reading(tmp_path, "t.csv", sheet(TALLY, *rows))
    assert told(report)
    assert (
        report.by_case["2025-juan-lopez" if case != "W4R25 Tunisia" else "2025-sonia-dahmani"] == 19
    )


def test_a_wrong_year_is_told_where_no_case_says_so(tmp_path: Path) -> None:
    """Posts on the day itself, of no case: 350 days before all others of the list."""
    rows = (
        "2025-12-20,all,Twitter,5,x",
        "2025-12-30,all,Twitter,6,x",
        "2025-01-05,all,Twitter,7,x",
        "2026-01-06,all,Twitter,8,x",
    )
    report = reading(tmp_path, "t.csv", sheet(SOCIAL, *rows))
    assert warned(report) - {"unmapped"} or report.set_aside


# 8. Corrections as negative numbers


@pytest.mark.parametrize(
    "cell", ["-5", "−5", "–5", "- 5", "5-", "(5)", "－5", "minus 5", "moins 5"]
)
def test_a_correction_as_a_negative_number_is_never_added(tmp_path: Path, cell: str) -> None:
    report = reading(
        tmp_path,
        "t.csv",
        sheet(
            TALLY,
            "2025-12-10,Honduras,letter,offline,50",
            f"2025-12-11,Honduras,letter,offline,{cell}",
        ),
    )
    assert report.actions == 50
    assert list(reasons(report)) == [3]


# 9. Running totals in place of daily counts


def test_a_column_of_running_totals_is_told(tmp_path: Path) -> None:
    """Day by day, each case never falls, and no day is like another: 4 + 9 + 15 + 15 + 31 + 44."""
    rows = [
        f"2025-12-{10 + at},Honduras,letter,offline,{count}"
        for at, count in enumerate((104, 209, 315, 415, 531, 644))
    ]
    report = reading(tmp_path, "t.csv", sheet(TALLY, *rows))
    assert told(report)


def test_a_total_so_far_sent_each_day_under_one_name_is_the_last(office: Office) -> None:
    for day, count in ((10, 100), (11, 150), (12, 220)):
        report = office.send("total.csv", tally(f"{day} Honduras {count}"))
        if report.question is not None:
            office.decide(report, "replace")
    assert office.total == 220


# 10. Merged cells, and notes beside, above and below the table

HEAD = TALLY.split(",")


def test_days_in_merged_cells_are_set_aside_or_carried_down_and_never_lost(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        [dt.datetime(2025, 12, 10), "Honduras", "letter", "offline", 5],
        [None, "Tunisia", "letter", "offline", 6],
        [None, "Norway", "letter", "offline", 7],
    ]
    report = reading(tmp_path, "m", excel(tmp_path / "m.xlsx", {"Feuil1": rows}))
    assert report.rows_read == 3
    assert report.actions == 18 or list(reasons(report).values()) == ["date_empty"] * 2


def test_a_case_in_a_merged_cell_is_not_lost(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        [dt.datetime(2025, 12, 10), "Honduras", "letter", "offline", 5],
        [dt.datetime(2025, 12, 11), None, "letter", "offline", 6],
    ]
    report = reading(tmp_path, "m", excel(tmp_path / "m.xlsx", {"Feuil1": rows}))
    assert report.actions == 11
    assert told(report)


@pytest.mark.parametrize("note", ["← ask Marie", "x", "2", "to check: 300?", "ok"])
@pytest.mark.parametrize("made", ["csv", "xlsx", "ods"])
def test_a_note_beside_the_table_takes_no_row(tmp_path: Path, note: str, made: str) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["2025-12-10", "Honduras", "letter", "offline", 5],
        ["2025-12-11", "Tunisia", "letter", "offline", 6, note],
        ["2025-12-12", "Tunisia", "letter", "offline", 7],
    ]
    path = tmp_path / f"n.{made}"
    if made == "csv":
        path.write_text(
            "\n".join(",".join([*map(str, row), *[""] * (6 - len(row))]) for row in rows) + "\n"
        )
    else:
        (excel if made == "xlsx" else libre_office)(path, {"Feuil1": rows})
    report = reading(tmp_path, "n", path)
    assert report.rows_read == 3
    assert report.actions == 18 or list(reasons(report)) == [3]


@pytest.mark.parametrize(
    "note",
    [
        "Note: Lyon sent its letters later.",
        "* estimated",
        "Source: groups",
        "Merci !",
        "Last update 12/12/2025 by Marie",
    ],
)
def test_a_note_below_the_table_is_no_row_that_counts(tmp_path: Path, note: str) -> None:
    text = sheet(
        TALLY,
        "2025-12-10,Honduras,letter,offline,5",
        "2025-12-11,Tunisia,letter,offline,6",
        ",,,,",
        f"{note},,,,",
    )
    report = reading(tmp_path, "n.csv", text)
    assert report.actions == 11
    bare = reading(tmp_path, "m.csv", text.replace(",,,,", ""))
    assert bare.actions == 11


def test_two_tables_side_by_side_are_refused_or_both_counted(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEAD, None, *HEAD],
        [
            "2025-12-10",
            "Honduras",
            "letter",
            "offline",
            5,
            None,
            "2025-12-10",
            "Tunisia",
            "letter",
            "offline",
            6,
        ],
    ]
    report = reading(tmp_path, "two", excel(tmp_path / "two.xlsx", {"Feuil1": rows}))
    assert report.fault is not None or report.actions == 11


# 11. In other languages and scripts


@pytest.mark.parametrize(
    "day",
    [
        "2025年12月10日",
        "٢٠٢٥-١٢-١٠",
        "２０２５/１２/１０",
        "10 de dezembro de 2025",
        "10 dez. 2025",
        "۲۰۲۵/۱۲/۱۰",
        "2025. 12. 10.",
        "10.12.2025 г.",
        "10 декабря 2025",
        "10 décembre 2025",
        "令和7年12月10日",
        "10 Aralık 2025",
        "10 ديسمبر 2025",
        "10 grudnia 2025",
        "10. prosince 2025",
        "10 joulukuuta 2025",
    ],
)
def test_a_day_in_another_language_is_that_day_or_set_aside(tmp_path: Path, day: str) -> None:
    report = reading(
        tmp_path,
        "t.csv",
        sheet(TALLY, "2025-12-24,Honduras,letter,offline,1", f'"{day}",Honduras,letter,offline,5'),
    )
    if report.rows_counted == 2:
        assert str(report.first_day) == "2025-12-10"
    elif report.fault is not None:  # the day or the month may come first: it is asked
        assert report.fault.key == "order_unknown"
    else:
        assert list(reasons(report)) == [3]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("1万", 10000),
        ("3千", 3000),
        ("5通", 5),
        ("١٬٠٠٠", 1000),
        ("١٫٠٠٠", None),
        ("１，０００", 1000),
        ("1.234 cartas", 1234),
        ("二十", 20),
        ("1 mil", 1000),
        ("2 milliers", 2000),
        ("1 Tsd.", 1000),
        ("2 lakh", 200000),
        ("12 thousand", 12000),
    ],
)
def test_a_count_in_another_script_is_whole_or_set_aside(
    tmp_path: Path, cell: str, count: int | None
) -> None:
    report = reading(
        tmp_path, "t.csv", sheet(TALLY, f'2025-12-10,Honduras,letter,offline,"{cell}"')
    )
    assert report.actions in (0, count)
    assert report.actions or list(reasons(report)) == [2]


@pytest.mark.parametrize(
    "header",
    [
        "ID,Hora de início,Hora de conclusão,Email,Nome,Caso,Cartas",
        "المعرف,وقت البدء,وقت الإكمال,البريد,الاسم,القضية,الرسائل",
        "タイムスタンプ,メール,グループ,ケース,手紙の数",
        "Tidstämpel,E-post,Grupp,Fall,Antal brev",
    ],
)
def test_a_form_in_another_language_is_refused_by_its_header(tmp_path: Path, header: str) -> None:
    report = reading(tmp_path, "f.csv", sheet(header, ",".join("1" for _ in header.split(","))))
    assert report.fault is not None
    assert report.fault.key in ("mapping_none", "mapping_unlike")


# 12. Very many small files


def test_many_small_files_are_one_snapshot_and_lose_nothing(office: Office) -> None:
    handed = [
        office.handed(
            f"school {chr(97 + at // 26)}{chr(97 + at % 26)}.csv",
            tally(f"{1 + at % 28} Honduras {at + 1}"),
        )
        for at in range(28)
    ]
    reports = office.desk.take_all(office.store, handed)
    assert {report.verdict for report in reports} == {"accepted"}
    assert office.total == sum(range(1, 29))
    assert office.counts("export_order") == {order: order for order in range(1, 29)}
    newest = office.store.newest()
    assert newest is not None
    assert newest.number == 1


def test_people_of_two_reports_of_one_day_count_once_each(office: Office) -> None:
    """A report each for two tags, and one for both: the platform knows people by address."""
    one = sheet(NETWORK, 'u1,A,B,ada@example.org,1,"W4R25_signed_HND"')
    both = sheet(NETWORK, 'u1,A,B,ada@example.org,1,"W4R25_signed_HND, W4R25_signed_TUN"')
    office.send("honduras.csv", one)
    office.send("all.csv", both)
    assert office.counts("case_id") == {"2025-juan-lopez": 1, "2025-sonia-dahmani": 1}


# An answer that was deleted on the platform


def answers(*numbers: int, letters: int = 20) -> str:
    return form(*((each, f"12/{12 + each}/25", "Honduras", letters) for each in numbers))


def test_an_answer_that_somebody_deleted_is_told(office: Office) -> None:
    """A form of which a false answer was taken out: it stands in the file before, and counts on."""
    before = office.send(
        "form.csv", answers(1, 2, 3, 4) + "5,12/17/25 18:00,12/17/25 18:05,a,,Honduras,5000,0,0\n"
    )
    after = office.send("form.csv", answers(1, 2, 3, 4))
    assert office.total == 5080
    told = next(values for key, values in after.warnings if key == "absent")
    assert (told["count"], told["actions"], told["id"]) == (1, 5000, before.id)
    taking.retract(office.store, str(before.id), "one answer was false")
    assert office.total == 80


@pytest.mark.parametrize(
    "later",
    [
        (3, 4, 5, 6),  # the last four days, as every day
        (4, 5, 6, 7, 8),  # another month, which overlaps
        (1, 2, 3, 4, 5),
    ],
)
def test_a_file_of_other_days_lacks_nothing(office: Office, later: tuple[int, ...]) -> None:
    office.send("form.csv", answers(1, 2, 3, 4))
    assert "absent" not in warned(office.send("form.csv", answers(*later)))


def test_people_without_an_id_at_one_second_are_not_one_person(tmp_path: Path) -> None:
    """Signatures on paper that were brought in at once, without supporters: each row is a person's, and none is known."""
    paper = ",,5,PET,W4R25 Damisoa,2025-12-10,00:00:00,P"
    known = "7,a@e.org,5,PET,W4R25 Damisoa,2025-12-10,10:00:00,P"
    report = reading(tmp_path, "a.csv", sheet(ENGAGING, paper, paper, known, paper, known))
    assert (report.actions, report.filtered_by) == (1, {"same_action": 1})
    assert [(row.line, row.reason) for row in report.set_aside] == [
        (2, "key_empty"), (3, "key_empty"), (5, "key_empty"),
    ]  # fmt: skip
    alone = reading(tmp_path, "b.csv", sheet(ENGAGING, paper, known))
    assert (alone.actions, alone.set_aside) == (2, [])


# A form that a colleague exports in another language

FORMS_FR = "ID,Heure de début,Heure de fin,Adresse de messagerie,Nom,Case,Letters sent,Solidarity messages,Petition signatures"


def test_a_form_that_a_colleague_exports_in_french_is_the_same_form(office: Office) -> None:
    office.send("Form(1-3).csv", answers(1, 2, 3))
    french = (
        f"{n},{12 + n}/12/2025 18:00,{12 + n}/12/2025 18:05,a,,Honduras,20,0,0" for n in range(1, 6)
    )
    second = office.send("Form(1-5).csv", sheet(FORMS_FR, *french))
    assert (second.mapping, second.verdict) == ("ms_forms_group_reports", "accepted")
    assert office.total == 100


def test_a_sheet_of_answers_in_english_is_read_by_the_same_questions(tmp_path: Path) -> None:
    english = GOOGLE.replace("Horodateur,Adresse e-mail", "Timestamp,Email Address")
    rows = ("12/13/2025 10:00:00,a@example.org,G1,Sonia Dahmani,10,,",)
    report = reading(tmp_path, "Responses.csv", sheet(english, *rows))
    assert (report.mapping, report.actions) == ("google_forms_fr", 10)
    assert report.first_day == dt.date(2025, 12, 13)


def test_a_tally_whose_header_is_of_both_languages_is_read(tmp_path: Path) -> None:
    report = reading(
        tmp_path,
        "tally.csv",
        sheet(
            "Date;Cas;Action type;Canal;Number;Précision",
            "2025-12-13;Honduras;lettre;hors ligne;30;estimé",
        ),
    )
    assert (report.mapping, report.actions) == ("tally", 30)
    missing = reading(
        tmp_path, "b.csv", sheet("Date;Cas;Action type;Number", "2025-12-13;Honduras;lettre;30")
    )
    assert missing.fault is not None and missing.fault.values["missing"] == "Channel"


# What is put back


def test_a_file_put_back_that_counts_for_its_right_section_by_now_says_so(office: Office) -> None:
    wrong = office.send("groupe lyon.csv", tally(*SHEET))
    taking.retract(office.store, str(wrong.id), "of France")
    assert office.send("groupe lyon.csv", tally(*SHEET), "FR").verdict == "accepted"
    taking.restore(office.store, str(wrong.id))
    (met,) = taking.met(office.store, str(wrong.id))
    assert (met.how, met.entry.section, met.actions) == ("elsewhere", "FR", 26)
    (line,) = verdicts.met_lines([met], "en")
    assert "France" in line and "lyon" not in line  # the file of another section is its own


def test_a_version_put_back_under_a_newer_one_does_not_say_that_it_counts(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    first = office.send("groupe lyon.csv", tally(*SHEET))
    office.send("groupe lyon.csv", tally(*SHEET, "13 Norway 2"))
    taking.retract(office.store, str(first.id), "by mistake")
    assert main(["restore", str(first.id), "--store", str(office.folder / "store")]) == 0
    said = capsys.readouterr().out
    assert "counts again" not in said
    assert "is a newer version of the same list: that one counts" in said
    assert office.total == 28


@pytest.mark.parametrize(
    ("lang", "waits", "counts"),
    [("en", "It waits for an answer", "counts again"), ("fr", "Il attend une réponse", "compte de nouveau")],
)  # fmt: skip
def test_a_file_that_waits_was_said_to_count_again_when_it_was_put_back(
    office: Office, capsys: pytest.CaptureFixture[str], lang: str, waits: str, counts: str
) -> None:
    office.send("Lyon.csv", tally("10 Honduras 50"))
    held = office.send("Nancy.csv", tally("10 Honduras 30"))
    assert held.verdict == "held"
    taking.retract(office.store, str(held.id), "by mistake")
    command = ["restore", str(held.id), "--lang", lang, "--store", str(office.folder / "store")]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert waits in said and counts not in said
    assert office.total == 50


def test_a_list_is_settled_of_the_section_of_the_mappings_where_none_is_said(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.send("liste.csv", tally(*SHEET))
    of = ["--platform", "tally", "--stream", "liste", "--store", str(office.folder / "store")]
    assert main(["streams", "rename", *of, "--name", "Lyon"]) == 0
    assert "CA-FR" in capsys.readouterr().out
