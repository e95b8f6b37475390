"""What a cell means: troubles that sections have had with days, numbers, cases, countries and text."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from impact.exports import verdicts
from impact.exports.intake import Report
from tests.office import (
    ACTIONKIT,
    CIVI,
    CONTROLSHIFT,
    ENGAGING,
    FORMS,
    GOOGLE,
    SALESFORCE,
    SOCIAL,
    TALLY,
    TALLY_FR,
    Office,
    proca,
    reading,
    reasons,
    sheet,
    told,
    warned,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def days(folder: Path, *cells: str, header: str = TALLY) -> Report:
    return reading(
        folder,
        "days.csv",
        sheet(header, *(f'"{cell}",Honduras,letter,offline,1' for cell in cells)),
    )


def numbers(folder: Path, *cells: str, header: str = TALLY) -> Report:
    if header == TALLY:
        rows = [
            f'2025-12-{10 + at},Honduras,letter,offline,"{cell}"' for at, cell in enumerate(cells)
        ]
    else:
        rows = [
            f"2025-12-{10 + at};Honduras;lettre;hors ligne;{cell}" for at, cell in enumerate(cells)
        ]
    return reading(folder, "numbers.csv", sheet(header, *rows))


# Days


@pytest.mark.parametrize(
    "day", ["31/11/2025", "2026-02-30", "29/02/2026", "2026-02-29", "31.04.2026", "2025-11-31", "32/12/2025", "2025-13-01", "0/12/2025", "2025-12-00", "31 November 2025", "30 févr. 2026", "29-02-2026", "20251131"]
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_set_aside_as_such(folder: Path, day: str) -> None:
    report = days(folder, "25/12/2025", day)
    assert report.rows_counted == 1
    assert report.set_aside[0].line == 3
    assert report.set_aside[0].reason in ("date_none", "date_form", "date_order")


@pytest.mark.parametrize(
    "day", ["29/02/2024", "2024-02-29", "29 February 2024", "29 févr. 2024", "29.2.2024"]
)
def test_the_day_that_only_a_leap_year_has_is_one(folder: Path, day: str) -> None:
    report = days(folder, "25/12/2023", day)
    assert (report.rows_counted, str(report.last_day)) == (2, "2024-02-29")


@pytest.mark.parametrize("mark", ["/", ".", "-"])
def test_one_day_that_proves_month_first_orders_the_whole_file(folder: Path, mark: str) -> None:
    report = days(
        folder, *(day.replace("/", mark) for day in ("12/05/2025", "12/25/2025", "01/11/2026"))
    )
    assert report.rows_counted == 3
    assert (str(report.first_day), str(report.last_day)) == ("2025-12-05", "2026-01-11")
    assert "read_month_first" in warned(report)


@pytest.mark.parametrize("mark", ["/", ".", "-"])
def test_one_day_that_proves_day_first_orders_the_whole_file(folder: Path, mark: str) -> None:
    report = days(
        folder, *(day.replace("/", mark) for day in ("05/12/2025", "25/12/2025", "11/01/2026"))
    )
    assert (str(report.first_day), str(report.last_day)) == ("2025-12-05", "2026-01-11")


def test_a_file_whose_days_prove_both_orders_counts_none_that_could_be_either(folder: Path) -> None:
    report = days(folder, "25/12/2025", "12/26/2025", "05/12/2025")
    assert report.rows_counted <= 1
    assert report.set_aside or report.fault


@pytest.mark.parametrize(
    "cells", [("05/12/2025", "06/12/2025"), ("01/02/2026",), ("1/2/26", "1/3/26"), ("05.12.2025",), ("5-12-2025",), ("12/12/2025", "01/12/2025")]
)  # fmt: skip
def test_days_of_which_nothing_tells_the_order_are_asked_about(
    folder: Path, cells: tuple[str, ...]
) -> None:
    office = Office(folder)
    rows = (f"{cell},Honduras,letter,offline,5" for cell in cells)
    report = office.send("days.csv", sheet(TALLY, *rows))
    assert report.question is not None
    assert report.question.code == "day_order"
    assert office.total == 0
    office.decide(report, "day_first")
    assert office.total == 5 * len(cells)


def test_each_answer_to_what_comes_first_in_a_date_says_which_days_it_gives(folder: Path) -> None:
    """All have the same number after them, and only the days tell them apart."""
    rows = (f"25-12-{day},Honduras,letter,offline,5" for day in ("05", "11"))
    question = Office(folder).send("days.csv", sheet(TALLY, *rows)).question
    assert question is not None
    assert [verdicts.choice_text(question, each.choice, "en") for each in question.choices] == [
        "The day comes first: 25 December 2005 – 25 December 2011",
        "The year comes first, then month and day: 5 December 2025 – 11 December 2025",
        "Do not count this file",
    ]
    assert "25-12-05" in verdicts.question_text(question, "fr")


@pytest.mark.parametrize("cells", [("12/12/2025",), ("11/11/2025", "12/12/2025")])
def test_days_that_are_the_same_in_both_orders_ask_nothing(
    folder: Path, cells: tuple[str, ...]
) -> None:
    assert days(folder, *cells).rows_counted == len(cells)


def test_a_google_form_of_an_american_sheet_is_read_month_first(folder: Path) -> None:
    rows = (
        "12/5/2025 10:58:54,a@example.org,G,Honduras,28,29,x",
        "12/25/2025 9:00:00,b@example.org,G,Tunisie,10,,y",
    )
    report = reading(folder, "form.csv", sheet(GOOGLE, *rows))
    assert (report.actions, str(report.first_day), str(report.last_day)) == (
        67,
        "2025-12-05",
        "2025-12-25",
    )


@pytest.mark.parametrize(
    "moment", ["2025-12-10 00:00:00", "2025-12-10T00:00:00", "2025-12-10T00:00:00.000Z", "2025-12-10 00:00:00.123456", "2025-12-10T10:30:00Z", "2025-12-10T10:30:00+01:00", "2025-12-10 10:30:00 +0100", "2025-12-10 10:30:00-05:00", "2025-12-10T10:30Z", "10 December 2025", "December 10, 2025", "Dec 10 2025", "10 déc. 2025", "10 décembre 2025", "mercredi 10 décembre 2025", "10-Dec-25", "10. Dezember 2025", "10 de diciembre de 2025", "10 dicembre 2025", "10 december 2025", "2025/12/10", "2025.12.10", "20251210", "Wed, 10 Dec 2025 12:00:00 +0000", "10 December 2025 18:30", "2025-12-10 6:30 PM", "10.12.2025 18:30"]
)  # fmt: skip
def test_a_day_in_any_usual_form_is_read_or_told_and_never_another(
    folder: Path, moment: str
) -> None:
    report = days(folder, "2025-12-24", moment)
    # 10.12. may be held for its order beside an ISO date; everything else names its own order.
    if moment != "10.12.2025 18:30":
        assert report.fault is None
        assert report.rows_counted == 2
        assert str(report.first_day) == "2025-12-10"


@pytest.mark.parametrize("moment", ["46001", "2025-W50-3", "2568-12-10", "1447-06-19", "1765360000", "3 days", "yesterday", "hier", "?", "10 Foo 2025", "Q4 2025", "12/2025", "December 2025"])  # fmt: skip
def test_what_is_no_day_is_set_aside_with_a_reason(folder: Path, moment: str) -> None:
    report = days(folder, "2025-12-24", moment)
    assert report.rows_counted == 1
    assert list(reasons(report)) == [3]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [("2026-01-22T17:26:53.123Z", 22), ("2026-01-22 17:26:53 +0000", 22), ("2026-01-22 17:26:53.123 UTC", 22), ("2026-01-22T17:26:53+00:00", 22), ("2026-01-22 17:26", 22), ("2026-01-23T02:30:00Z", 22), ("2026-01-22 23:30:00 -0500", 22), ("2026-01-23T01:30:00+05:30", 22), ("2026-01-23 04:59:59 UTC", 22), ("2026-01-23 05:00:00 UTC", 23)],
)  # fmt: skip
def test_a_stamp_with_its_zone_is_the_day_that_the_section_had(
    folder: Path, stamp: str, day: int
) -> None:
    """Of CA-FR: five hours behind Greenwich in January."""
    row = f"60,71,p@example.org,A,B,,1,{stamp},false,,,,4"
    report = reading(folder, "signatures.csv", sheet(CONTROLSHIFT, row))
    assert (report.rows_counted, str(report.first_day)) == (1, f"2026-01-{day}")


def test_a_guarded_cell_is_what_the_guard_holds(folder: Path) -> None:
    rows = (
        '="2025-12-10",Honduras,letter,offline,="5"',
        '"=""2025-12-11""","=""Honduras""",letter,offline,"=""6"""',
    )
    report = reading(folder, "guard.csv", sheet(TALLY, *rows))
    assert (report.rows_counted, report.actions) == (2, 11)


# Numbers


@pytest.mark.parametrize("cell", ["1.000", "12.000", "~1.000", "1.000,0"])
@pytest.mark.parametrize("header", [TALLY])
def test_a_thousand_is_never_read_as_one(folder: Path, cell: str, header: str) -> None:
    report = numbers(folder, cell, header=header)
    assert report.actions in (0, 1000, 12000)
    assert report.actions or told(report)


@pytest.mark.parametrize("cell", ["1,000", "12,000", "1.000", "1\u202f000", "1'000", "1’000"])
def test_a_thousand_in_french_is_never_read_as_one(folder: Path, cell: str) -> None:
    report = numbers(folder, cell, header=TALLY_FR)
    assert report.actions in (0, 1000, 12000)
    assert report.actions or told(report)


def test_the_rest_of_a_column_proves_which_mark_groups_thousands(folder: Path) -> None:
    assert numbers(folder, "1.000", "1.234.567").actions == 1_235_567
    assert numbers(folder, "2.500", "1.500,0").actions in (4000, 0)
    assert numbers(folder, "1,000", "1.234,5", header=TALLY_FR).actions == 0


@pytest.mark.parametrize("cell", ["1,000", "2,500", "1.000", "2.500"])
def test_thousands_in_forms_are_never_ones(folder: Path, cell: str) -> None:
    for header, row in (
        (FORMS, f'1,12/13/25 10:00,12/13/25 10:05,anonymous,,Honduras,"{cell}",0,0'),
        (GOOGLE, f'13/12/2025 10:00:00,a@example.org,G1,Honduras,"{cell}",,x'),
        (SOCIAL, f'2025-12-10,W4R25 Honduras,Twitter,"{cell}",x'),
    ):
        report = reading(folder, "form.csv", sheet(header, row))
        assert report.actions in (0, 1000, 2500)
        assert report.actions or told(report)


@pytest.mark.parametrize(
    ("cell", "count"),
    [("1,23,456", 123456), ("12,34,567", 1234567), ("1'234", 1234), ("1’234", 1234), ("１２３", 123), ("١٢٣", 123), ("۱۲۳", 123), ("१२३", 123), ("1 234", 1234), ("1\u202f234", 1234), ("1 234 567", 1234567), ("1_000", 1000), ("5.0", 5), ("5,00", 5), ("+5", 5), ("1e3", 1000), ("1.2k", 1200), ("5 letters", 5), ("ca. 50", 50), ("²5", 25), ("5²", 5), ("10-20", 15), ("½", 0), ("XII", 12), ("1O", 10), ("l2", 12), ("5;", 5), ("5*", 5), ("(5)", 5), ("1,2,3", 123)],
)  # fmt: skip
def test_a_number_in_other_digits_or_signs_is_itself_or_set_aside(
    folder: Path, cell: str, count: int
) -> None:
    report = numbers(folder, cell)
    if report.rows_counted and cell not in ("10-20", "½", "(5)", "1,2,3"):
        assert report.actions == count
    else:
        assert report.rows_counted == 0
        assert list(reasons(report)) == [2]


@pytest.mark.parametrize(
    "word",
    [
        "NULL",
        "null",
        r"\N",
        "nan",
        "NaN",
        "N/A",
        "n/a",
        "#N/A",
        "-",
        "–",
        "None",
        "(null)",
        "nil",
        '""',
    ],
)
def test_a_word_for_nothing_is_an_empty_cell(folder: Path, word: str) -> None:
    rows = [
        f"6000{number},71,p@example.org,A,B,,1,2026-01-22 17:26:5{number} UTC,false,{word},{word},,4"
        for number in range(9)
    ]
    report = reading(folder, "signatures.csv", sheet(CONTROLSHIFT, *rows))
    if word == "nil":
        return
    assert report.rows_counted == 9


@pytest.mark.parametrize("rows", [1, 400], ids=["slowly", "in bulk"])
@pytest.mark.parametrize("error", ["#N/A", "#NV", "#N/D", " #n/a ", "#VALOR!", "#¡REF!", "#DIV/0!"])
def test_a_count_that_a_formula_did_not_find_is_no_empty_cell(
    folder: Path, error: str, rows: int
) -> None:
    """Of several counts in a row, an empty one is none: the letters of a group were left out unseen."""
    answers = [
        f"{number},12/13/25 18:00,12/13/25 18:05,anonymous,,Honduras,7,{error if number == 1 else 1},0"
        for number in range(1, rows + 1)
    ]
    report = reading(folder, "form.csv", sheet(FORMS, *answers))
    assert reasons(report) == {2: "formula_error"}
    assert report.actions == 8 * (rows - 1)


def test_a_day_that_a_formula_did_not_find_is_told_as_that(folder: Path) -> None:
    rows = ["#N/A,Honduras,letter,offline,5", "2025-12-13,Honduras,letter,offline,6"]
    assert reasons(reading(folder, "tally.csv", sheet(TALLY, *rows))) == {2: "formula_error"}


def test_a_word_for_nothing_is_no_number_and_no_case(folder: Path) -> None:
    assert reasons(numbers(folder, "NULL", "-", "n/a")) == {
        2: "count_empty",
        3: "count_empty",
        4: "count_empty",
    }


# Everything left out


def test_a_file_of_which_a_rule_leaves_out_every_row_is_not_plainly_accepted(folder: Path) -> None:
    rows = [
        f"6000{number},71,p@example.org,A,B,,1,2026-01-22 17:26:5{number} UTC,false,2026-01-23,,,4"
        for number in range(9)
    ]
    office = Office(folder)
    report = office.send("signatures.csv", sheet(CONTROLSHIFT, *rows))
    assert report.verdict == "partly"
    assert (report.rows_read, report.rows_filtered) == (9, 9)
    assert "9" in report.message("en")
    assert office.entries() == []


# Keys


@pytest.mark.parametrize(
    "key",
    [
        "9,00001E+14",
        "9.00001E+14",
        "9E+14",
        "9,0E14",
        "9.00001e+014",
        "1784140000000000000",
        "900001000000000000",
        "9,00001E14",
    ],
)
def test_ids_that_a_spreadsheet_ruined_are_not_one_person(folder: Path, key: str) -> None:
    rows = [
        f"{key};2025-12-10 10:00:0{number};x;50{number};;401;;w;;0;1;complete"
        for number in range(9)
    ]
    report = reading(folder, "ids.csv", sheet(ACTIONKIT.replace(",", ";"), *rows))
    assert report.rows_counted != 1
    assert told(report)


def test_long_ids_that_are_whole_are_many_people(folder: Path) -> None:
    rows = [
        f"178414000000001234{number},2025-12-10 10:00:0{number},x,50{number},,401,,w,,0,1,complete"
        for number in range(9)
    ]
    assert reading(folder, "ids.csv", sheet(ACTIONKIT, *rows)).rows_counted == 9


def test_small_ids_that_end_in_zeros_are_what_they_are(folder: Path) -> None:
    rows = [
        f"{number}000,2025-12-10 10:00:0{number},x,50{number},,401,,w,,0,1,complete"
        for number in range(1, 9)
    ]
    assert reading(folder, "ids.csv", sheet(ACTIONKIT, *rows)).rows_counted == 8


# Cases


@pytest.mark.parametrize(
    "cell", ["Honduras;Tunisia;Norway;", "Honduras; Tunisia", "Honduras|Tunisia", "Honduras/Tunisia", "Honduras + Tunisia", "Honduras and Tunisia", "Honduras et Tunisie", "Juan López, Sonia Dahmani", "Juan López & Damisoa", "Honduras\nTunisia", "1. Honduras 2. Tunisia", "all three: Honduras, Tunisia, Norway", "Honduras (15), Tunisia (15)"]
)  # fmt: skip
def test_several_cases_in_one_cell_are_credited_to_none(folder: Path, cell: str) -> None:
    quoted = f'"{cell}"'
    for header, row in (
        (FORMS, f"1,12/13/25 10:00,12/13/25 10:05,anonymous,,{quoted},30,0,0"),
        (TALLY, f"2025-12-13,{quoted},letter,offline,30"),
    ):
        report = reading(folder, "several.csv", sheet(header, row))
        assert report.by_case.get("unmapped", 0) == report.actions
        assert told(report)


def test_a_form_that_ends_one_answer_with_its_separator_names_one_case(folder: Path) -> None:
    report = reading(
        folder,
        "one.csv",
        sheet(FORMS, "1,12/13/25 10:00,12/13/25 10:05,anonymous,,Honduras;,4,0,0"),
    )
    assert report.by_case == {"2025-juan-lopez": 4}


@pytest.mark.parametrize(
    ("cell", "day", "case"),
    [("China", "2024-12-10", None), ("Zhang Zhan", "2024-12-10", None), ("Belarus", "2024-12-10", "2024-maryia-kalesnikava"), ("Belarus", "2021-12-10", "2021-mikita-zalatarou"), ("Machine à écrire", "2021-12-10", None), ("Nigeria", "2021-12-10", "2021-imoleayo-michael"), ("Niger", "2021-12-10", None), ("Juan Lopez", "2025-12-10", "2025-juan-lopez"), ("LÓPEZ, Juan", "2025-12-10", "2025-juan-lopez"), ("2025-juan-lopez", "2026-01-10", "2025-juan-lopez"), ("W4R25 – HN", "2025-12-10", "2025-juan-lopez"), ("W4R24 Belarus", "2025-12-10", None), ("Birmanie", "2025-12-10", "2025-sai-zaw-thaike"), ("Mianma", "2025-12-10", None), ("Norvège", "2025-12-10", "2025-ellinor-guttorm-utsi"), ("Norge", "2025-12-10", "2025-ellinor-guttorm-utsi"), ("South Africa", "2025-12-10", "2025-unecebo-mboteni"), ("Afrique du Sud", "2025-12-10", "2025-unecebo-mboteni"), ("Guerreras por la Amazonia", "2025-12-10", "2025-guerreras-por-la-amazonia"), ("Kambodscha", "2025-12-10", "2025-mother-nature-cambodia"), ("KHM", "2025-12-10", "2025-mother-nature-cambodia"), ("letters to Juan López's family", "2025-12-10", "2025-juan-lopez"), ("Juan Lopes", "2025-12-10", None), ("Madagaskar", "2025-12-10", "2025-damisoa"), ("チュニジア", "2025-12-10", "2025-sonia-dahmani"), ("تونس", "2025-12-10", "2025-sonia-dahmani"), ("Tunísia", "2025-12-10", "2025-sonia-dahmani")],
)  # fmt: skip
def test_a_case_is_one_of_the_edition_of_the_day_or_none(
    folder: Path, cell: str, day: str, case: str | None
) -> None:
    report = reading(folder, "cases.csv", sheet(TALLY, f'{day},"{cell}",letter,offline,3'))
    assert report.by_case == {case or "unmapped": 3}
    assert case or told(report)


# Text that was ruined, or is only written otherwise

NAME = "Écrire ça libère 2025 – Honduras"


def engaging(*names: str) -> str:
    rows = (
        f'{number},a@example.org,1,PET,"{name}",2025-12-13,04:15:{number:02},P'
        for number, name in enumerate(names)
    )
    return sheet(ENGAGING, *rows)


@pytest.mark.parametrize(
    "name", [NAME, unicodedata.normalize("NFD", NAME), unicodedata.normalize("NFKD", NAME), NAME.replace(" ", "\u00a0"), "\u200e" + NAME + "\u200f", NAME.replace("É", "&Eacute;").replace("ç", "&ccedil;").replace("è", "&egrave;"), NAME.replace("É", "&#201;"), NAME.replace("ç", "c\u0327"), NAME.replace("libère", "li\u00adbère"), NAME.upper(), " " + NAME + "  "],
)  # fmt: skip
def test_a_name_written_in_another_way_is_the_same_name(folder: Path, name: str) -> None:
    report = reading(folder, "en.csv", engaging(*[name] * 5))
    assert (report.rows_counted, dict(report.by_case)) == (5, {"2025-juan-lopez": 5})


@pytest.mark.parametrize(
    "wrong", ["mac_roman", "cp850", "cp1250", "cp1252", "latin-1", "cp437", "iso8859_15", "cp1251"]
)
def test_a_name_that_was_read_in_a_wrong_code_page_is_never_left_out_in_silence(
    folder: Path, wrong: str
) -> None:
    name = NAME.encode().decode(wrong, "replace")
    report = reading(folder, "en.csv", engaging(*[name] * 5))
    assert report.rows_counted == 5 or len(report.set_aside) == 5


def test_a_name_that_was_encoded_three_times_is_set_aside_or_read(folder: Path) -> None:
    name = NAME.encode().decode("latin-1").encode().decode("latin-1")
    report = reading(folder, "en.csv", engaging(*[name] * 5))
    assert report.rows_counted == 5 or len(report.set_aside) == 5


@pytest.mark.parametrize(
    "case",
    [
        "IRÃ - Narges",
        "AMANHÃ",
        "ĐÃ KÝ",
        "«MANHû",
        "SÃO TOMÉ",
        "IRMÃ",
        "ÂNGELA – IRÃ",
        "Â",
        "PÃO E VINHO: HONDURAS",
        "HÀ NỘI",
        "CIÊNCIA",
        "LÃ, Honduras",
        "Ž Ã",
    ],
)
def test_capitals_with_a_tilde_are_no_ruined_text(folder: Path, case: str) -> None:
    report = reading(
        folder,
        "pt.csv",
        sheet(TALLY, f'2025-12-10,"{case}",letter,online,5', "2025-12-11,Honduras,letter,online,6"),
    )
    assert report.actions == 11
    assert report.set_aside == []


# Totals


@pytest.mark.parametrize(
    "name",
    [
        "Total abortion ban – Honduras W4R25",
        "Totally free: Honduras W4R25",
        "TOTAL solidarity Honduras W4R25",
        "Generated By us W4R25 Honduras",
        "Sum of us – Honduras W4R25",
        "Copyright © campaign Honduras W4R25",
    ],
)
def test_a_campaign_whose_name_begins_like_a_footer_counts(folder: Path, name: str) -> None:
    rows = [
        f'"{name}","Signed","003e0000000000{number}AAA","A","B","p@example.org","Canada","{13 + number}/12/2025"'
        for number in range(9)
    ]
    report = reading(
        folder,
        "report.csv",
        sheet(SALESFORCE, *rows, '"Total","9"', '"Copyright (c) 2000-2025 salesforce.com, inc."'),
    )
    assert report.rows_counted == 9


@pytest.mark.parametrize(
    "row", ["2025-12-10,TOTAL,all,450,x", ",TOTAL,,450,x", "2025-12-10,Total,Twitter,450,x", "Total,,,450,", ",,Total,450,", ",,,450,total", "2025-12-10,Grand total,,450,", "2025-12-10,Somme,,450,", ",,,450,"],
)  # fmt: skip
def test_a_row_of_totals_is_one_wherever_its_word_stands(folder: Path, row: str) -> None:
    rows = ("2025-12-10,W4R25 Honduras,Twitter,441,x", "2025-12-10,W4R25 Tunisia,Twitter,9,x")
    report = reading(folder, "social.csv", sheet(SOCIAL, *rows, row))
    assert report.actions == 450


def test_subtotals_that_are_right_raise_no_alarm_and_wrong_ones_do(folder: Path) -> None:
    rows = [
        "2025-12-10,Honduras,letter,offline,40",
        "2025-12-10,Tunisia,letter,offline,10",
        "Subtotal,,,,50",
        "2025-12-11,Honduras,letter,offline,5",
        "Subtotal,,,,5",
        "Grand total,,,,55",
    ]
    right = reading(folder, "a.csv", sheet(TALLY, *rows))
    assert (right.actions, "total_differs" in warned(right)) == (55, False)
    wrong = reading(folder, "b.csv", sheet(TALLY, *rows[:-1], "Grand total,,,,65"))
    assert (wrong.actions, "total_differs" in warned(wrong)) == (55, True)
    part = reading(folder, "c.csv", sheet(TALLY, *rows[:2], "Subtotal,,,,49", *rows[3:]))
    assert (part.actions, "total_differs" in warned(part)) == (55, True)


# Countries


@pytest.mark.parametrize(
    "name", ["United States of America", "UK", "England", "Ivory Coast", "Cote d'Ivoire", "Côte d'Ivoire", "Turkey", "Türkiye", "Czech Republic", "Russian Federation", "Viet Nam", "Iran, Islamic Republic of", "USA", "CAN", "Deutschland", "Österreich", "Schweiz/Suisse/Svizzera", "대한민국", "日本", "Brasil", "República Dominicana", "Scotland", "Holland", "Burma", "Macedonia", "Swaziland", "Cape Verde", "Korea, Republic of", "Congo (Kinshasa)", "Bolivia (Plurinational State of)", "U.S.A.", "États Unis", "Palestinian Territory, Occupied", "Hong Kong", "Taiwan, Province of China", "La Réunion"]
)  # fmt: skip
def test_a_country_in_other_words_is_known_or_told(folder: Path, name: str) -> None:
    row = f'"W4R25 Honduras","Signed","003e00000000000AAA","A","B","p@example.org","{name}","13/12/2025"'
    report = reading(folder, "report.csv", sheet(SALESFORCE, row))
    assert report.rows_counted == 1
    assert not warned(report) & {"countries_unknown", "countries_not_shown"}


def test_a_country_that_is_none_is_told(folder: Path) -> None:
    row = '"W4R25 Honduras","Signed","003e00000000000AAA","A","B","p@example.org","Narnia","13/12/2025"'
    report = reading(folder, "report.csv", sheet(SALESFORCE, row))
    assert report.rows_counted == 1
    assert warned(report) & {"countries_unknown", "countries_not_shown"}


def test_rows_that_say_the_same_again_without_a_key_are_told(folder: Path) -> None:
    rows = ["2025-12-10,Honduras,letter,offline,40", "2025-12-11,Tunisia,letter,offline,10"]
    report = reading(folder, "twice.csv", sheet(TALLY, *rows, *rows))
    assert report.actions == 100
    assert "repeats" in warned(report)


def test_a_log_with_a_row_for_each_letter_is_no_list_that_was_pasted_twice(folder: Path) -> None:
    rows = [f"2025-12-{10 + number // 10},Honduras,letter,offline,1" for number in range(30)]
    report = reading(folder, "log.csv", sheet(TALLY, *rows))
    assert (report.actions, "repeats" in warned(report)) == (30, False)
    once = [f"2025-12-{number},Honduras,letter,offline,1" for number in range(10, 14)]
    assert "repeats" in warned(reading(folder, "twice.csv", sheet(TALLY, *once, *once)))


def test_civicrm_rows_of_a_minute_are_no_repeats_of_which_one_is_warned(folder: Path) -> None:
    rows = [f'"Petition","W4R25 Honduras","2025-12-10 09:{number:02}","x"' for number in range(20)]
    report = reading(folder, "civi.csv", sheet(CIVI, *rows))
    assert report.rows_counted == 20
    assert "repeats" not in warned(report)


def test_rows_ahead_of_their_day_count_when_it_has_come(folder: Path) -> None:
    office = Office(folder)
    text = proca((1, "2025-12-13", "W4R25 Honduras"), (2, "2025-12-15", "W4R25 Honduras"))
    first = office.send("a.csv", text, on=dt.datetime(2025, 12, 14, tzinfo=dt.UTC))
    assert (first.verdict, office.total) == ("partly", 1)
    again = office.send("a.csv", text, on=dt.datetime(2025, 12, 16, tzinfo=dt.UTC))
    assert (again.verdict, office.total) == ("accepted", 2)


# Names of columns with marks behind them, and lines in one cell


@pytest.mark.parametrize(
    "marks", ["Date *,Case *,Action type *,Channel,Number *", "Date:,Case:,Action type:,Channel:,Number:",
              "Date ↑,Case,Action type,Channel,Number ▼", "Date*,Case*,Action type* ,Channel*,Number*"],
)  # fmt: skip
def test_a_header_with_marks_of_forms_and_sorting_behind_was_unknown(
    tmp_path: Path, marks: str
) -> None:
    report = reading(tmp_path, "t.csv", sheet(marks, "2025-12-10,Honduras,letter,offline,50"))
    assert (report.fault, report.actions) == (None, 50)


def test_a_mapping_whose_own_names_have_such_marks_stays_the_one_that_fits(tmp_path: Path) -> None:
    own = """
extends: ours
sources:
  ours_starred:
    detect: {all: ["Date *", "Number *"]}
    grain: aggregate
    fields:
      when: {cols: ["Date *"], formats: ["%Y-%m-%d"], date_only: true}
      case: {col: "Case *", via: case_map}
      action_type: {const: petition}
      channel: {const: online}
      quantity: {col: "Number *"}
"""
    text = sheet(
        "Date *,Case *,Action type *,Channel,Number *", "2025-12-10,Honduras,letter,offline,50"
    )
    assert reading(tmp_path, "t.csv", text, own).mapping == "ours_starred"
    assert reading(tmp_path, "t.csv", text).mapping == "tally"


def test_lines_in_one_cell_each_were_told_to_have_nothing_that_divides_them(tmp_path: Path) -> None:
    text = '"Date,Case,Action type,Channel,Number"\n"2025-12-10,Honduras,letter,offline,50"\n'
    report = reading(tmp_path, "t.csv", text)
    assert report.fault is not None
    assert report.fault.key == "export_one_cell"


@pytest.mark.parametrize("word", ["about", "estimée", "Environ", "ca.", "circa"])
def test_a_precision_in_other_words_was_counted_as_exact_unsaid(word: str, tmp_path: Path) -> None:
    office = Office(tmp_path)
    rows = [f"2025-12-{day},Honduras,letter,online,3,{word}" for day in (10, 11, 12)]
    report = office.send("a.csv", sheet(f"{TALLY},Precision", *rows, "2025-12-13,Honduras,letter,online,2,"))  # fmt: skip
    assert ("precisions_unknown", {"count": 3, "names": word}) in report.warnings
    assert office.counts("precision") == {"estimated": 9, "exact": 2}


@pytest.mark.parametrize("word", ["arrondi", "Arrondis", "rounded", "ROUNDED"])
def test_a_precision_in_other_letters_is_that_word(word: str, tmp_path: Path) -> None:
    office = Office(tmp_path)
    report = office.send("a.csv", sheet(f"{TALLY},Precision", f"2025-12-10,Honduras,letter,online,3,{word}"))  # fmt: skip
    assert (report.warnings, office.counts("precision")) == ([], {"rounded": 3})


def test_a_channel_that_is_none_is_told_and_not_lost_unsaid(tmp_path: Path) -> None:
    office = Office(tmp_path)
    rows = [f"2025-12-{day},Honduras,letter,paper,3" for day in (10, 11, 12)]
    report = office.send("a.csv", sheet(TALLY, *rows, "x,Honduras,letter,street,3"))
    assert ("channels_unknown", {"count": 3, "names": "paper"}) in report.warnings
    assert office.counts("channel") == {"unknown": 9}
    one = reading(tmp_path, "b.csv", sheet(TALLY, "2025-12-10,Honduras,letter,a friend,3"))
    assert ("channels_not_shown", {"count": 1}) in one.warnings
