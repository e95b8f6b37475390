"""Totals in the languages of the sections, beside a day or without; rows that only look like one; true sums."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest

from impact.exports import intake, mapping
from impact.exports.intake import Report
from impact.exports.summing import any_says, says
from tests.exports_read import HEADER, OURS, TODAY, read_text, reasons, row, shipped, tally, warned

WORDS = {
    "en": ("Total", "Grand total", "Sub-total", "Overall total", "TOTAL:", "Sum", "Total of all letters"),
    "fr": ("Total général", "Sous-total", "Totaux", "Somme", "Total des lettres", "Au total"),
    "de": ("Gesamt", "Insgesamt", "Summe", "Gesamtsumme", "Zwischensumme", "Gesamtergebnis", "Alle zusammen"),
    "nl": ("Totaal", "Eindtotaal", "Subtotaal", "Totaal generaal", "Alles bij elkaar"),
    "es": ("Suma total", "Total general", "Suma", "Total de cartas", "En total"),
    "it": ("Totale", "Totale complessivo", "Somma", "In tutto", "Subtotale"),
    "pt": ("Total geral", "Soma", "Somatório", "Total de cartas"),
    "pl": ("Łącznie", "Ogółem", "Razem", "Suma końcowa", "Suma częściowa", "LACZNIE", "W sumie"),
    "cs": ("Celkem", "Celkový součet", "Součet", "Mezisoučet"),
    "sk": ("Spolu", "Celkom", "Súčet", "Medzisúčet"),
    "hu": ("Összesen", "Mindösszesen", "Végösszeg"),
    "hr": ("Ukupno", "Sveukupno", "Zbroj"),
    "da": ("I alt", "Hovedtotal", "Sum", "Delsum"),
    "nb": ("Totalt", "Til sammen", "Sluttsum"),
    "sv": ("Summa", "Totalsumma", "Sammanlagt", "Delsumma"),
    "fi": ("Yhteensä", "Kaikki yhteensä", "Summa"),
    "is": ("Alls", "Samtals", "Heildartala"),
    "tr": ("Toplam", "Genel Toplam", "ARA TOPLAM"),
    "ro": ("Total general", "Suma totală", "Subtotal"),
    "el": ("Σύνολο", "ΓΕΝΙΚΟ ΣΥΝΟΛΟ", "Σ", "Άθροισμα"),
    "uk": ("Усього", "Разом", "Всього:", "Загальна сума"),
    "ru": ("Итого", "ВСЕГО", "Общий итог", "Промежуточный итог"),
    "ja": ("合計", "総計", "小計", "小 計"),
    "ko": ("합계", "총계", "소계"),
    "zh": ("总计", "合计", "總計", "小计"),
    "he": ('סה"כ', "סה״כ", "סך הכל"),
    "ar": ("المجموع", "الإجمالي", "المجموع الكلي"),
}  # fmt: skip
ALL_WORDS = [word for words in WORDS.values() for word in words]


def read(folder: Path, *rows: str, header: str = HEADER) -> Report:
    """A tally held against the record's own cases."""
    path = folder / "export.csv"
    path.write_text(tally(*rows, header=header), "utf-8")
    record, recognition = shipped()
    report, _table = intake.examine(
        path, OURS, secret=b"k" * 32, today=TODAY, record=record, recognition=recognition
    )
    return report


TWO = [row(1, 10, "Sonia Dahmani"), row(2, 20, "Juan López")]


@pytest.mark.parametrize("word", ALL_WORDS)
def test_no_language_s_word_for_a_total_is_counted_beside_a_day(word: str, tmp_path: Path) -> None:
    cell = word.replace('"', '""')
    cell = f'"{cell}"' if '"' in word else word
    for total in (
        f"2025-12-31,{cell},letter,online,30",
        f"2025-12-31,Sonia Dahmani,{cell},online,30",
        f"2025-12-31,Sonia Dahmani,letter,{cell},30",
        f"{cell},,,,30",
        f",{cell},,,30",
    ):
        report = read(tmp_path, *TWO, total)
        assert report.actions == 30, total
        assert "total_differs" not in warned(report), total


def test_a_word_of_totals_in_a_column_of_days_that_is_not_the_first_is_a_total(
    tmp_path: Path,
) -> None:
    header = "Case,Date,Action type,Channel,Number"
    rows = ["Sonia Dahmani,2025-12-01,letter,online,10", "Juan López,2025-12-02,letter,online,20"]
    for total in ("Juan López,Gesamt,letter,online,30", "Łącznie,2025-12-31,letter,online,30"):
        report = read(tmp_path, *rows, total, header=header)
        assert report.actions == 30


def test_nine_totals_one_below_the_other_are_no_alarm(tmp_path: Path) -> None:
    words = ("Razem", "Gesamt", "Suma total", "Łącznie", "Totaal", "Samtals", "Alls", "Σ", "합계")
    report = read(tmp_path, *TWO, *(f"2025-12-31,{word},letter,offline,30" for word in words))
    assert (report.actions, report.rows_counted, len(report.set_aside)) == (30, 2, 9)
    assert warned(report) == []


@pytest.mark.parametrize(
    "name",
    [
        "Total abortion ban – Guatemala", "Totalitarian laws", "Summer of letters", "Razem przeciw torturom",
        "Zusammen gegen Folter", "Alle Menschen", "Ukupno nasilje", "Suma Devi", "Allsherjarsamtök",
    ],
)  # fmt: skip
def test_a_campaign_whose_name_holds_a_word_of_totals_is_a_campaign(
    name: str, tmp_path: Path
) -> None:
    report = read(tmp_path, *TWO, row(3, 7, name), row(4, 8, name), row(5, 45, name))
    assert (report.actions, report.set_aside) == (90, [])


@pytest.mark.parametrize("name", ["@SUM(1+1)", "=SUM(A1:A9)", "+TOTAL(2)", "＝SUM(1)", "-sum( 1 )"])
def test_a_name_that_is_made_to_look_like_a_formula_is_no_word_of_totals(
    name: str, tmp_path: Path
) -> None:
    """Its rows were told to be of totals, and did not count."""
    report = read(tmp_path, *TWO, row(3, 7, name))
    assert says(name) is None and says(f"Total ({name})") is not None
    assert not [each for each in report.set_aside if each.reason.startswith("totals")]


def test_a_total_of_one_case_or_place_is_none_of_the_campaign_s_actions(tmp_path: Path) -> None:
    rows = [row(1, 10, "Sonia Dahmani"), row(2, 5, "Sonia Dahmani"), row(2, 20, "Juan López")]
    report = read(
        tmp_path, *rows,
        "2025-12-31,Sonia Dahmani Total,letter,online,15",
        "2025-12-31,Total Juan López,letter,online,20",
        "2025-12-31,Total letters 2025,letter,online,35",
    )  # fmt: skip
    assert report.actions == 35
    assert warned(report) == []


def test_a_row_of_a_known_case_without_a_day_lacks_its_date_and_is_no_total(tmp_path: Path) -> None:
    rows = [row(1, 10, "Sonia Dahmani"), row(2, 25, "Juan López"), ",Damisoa,letter,online,35"]
    report = read(tmp_path, *rows, row(4, 40, "Unecebo Mboteni"))
    assert report.actions == 75
    assert reasons(report) == [(4, "date_empty")]


def test_merged_days_are_missing_dates_and_the_total_of_all_rows_is_right(tmp_path: Path) -> None:
    rows = [
        row(3, 10, "Sonia Dahmani"), ",Juan López,letter,online,10", ",Damisoa,letter,online,10",
        row(10, 10, "Sonia Dahmani"), ",Juan López,letter,online,10", ",Damisoa,letter,online,10",
        "Total,,,,60",
    ]  # fmt: skip
    report = read(tmp_path, *rows)
    assert report.actions == 20
    assert reasons(report) == [(line, "date_empty") for line in (3, 4, 6, 7)]
    assert warned(report) == ["footers"]
    of_dated = read(tmp_path, *rows[:-1], "Total,,,,20")
    assert warned(of_dated) == ["footers"]


def test_the_sum_of_a_case_s_own_rows_without_a_day_is_its_subtotal(tmp_path: Path) -> None:
    rows = [row(1, 10, "Sonia Dahmani"), row(2, 5, "Sonia Dahmani"), row(2, 20, "Juan López")]
    report = read(tmp_path, *rows, ",Sonia Dahmani,,,15")
    assert (report.actions, reasons(report)) == (35, [(5, "totals_sum")])


def test_subtotals_within_subtotals_are_no_alarm(tmp_path: Path) -> None:
    rows = [
        row(1, 1), row(2, 2), "Subtotal,,,,3", row(3, 4), row(4, 8), "Subtotal,,,,12", "Total group A,,,,15",
        row(5, 16), row(6, 32), "Subtotal,,,,48", row(7, 64), "Subtotal,,,,64", "Subtotal,,,,112",
        "Grand total,,,,127",
    ]  # fmt: skip
    report = read_text(tmp_path, tally(*rows))
    assert (report.actions, warned(report)) == (127, ["footers"])


def test_totals_of_each_kind_below_the_table_are_no_alarm(tmp_path: Path) -> None:
    rows = [
        "2025-12-01,Sonia Dahmani,letter,online,1",
        "2025-12-01,Sonia Dahmani,email,offline,2",
        "2025-12-02,Juan López,letter,online,4",
        "Total,,letter,,5",
        "Total,,email,,2",
        "Total,,,online,5",
        "Total,Sonia Dahmani,,,3",
        "Total Juan López,,,,4",
        "Total group of Cork,,,,4711",
        "Total,,,,7",
    ]
    report = read(tmp_path, *rows)
    assert (report.actions, warned(report)) == (7, ["footers"])


@pytest.mark.parametrize(
    "total", ["Total,,,,31", "2025-12-31,Gesamt,letter,online,31", ",Ogółem,,,31", "Total letters 2025,,,,31"]
)  # fmt: skip
def test_a_wrong_total_is_told_with_the_sum_of_its_rows(total: str, tmp_path: Path) -> None:
    report = read(tmp_path, *TWO, total)
    assert report.actions == 30
    assert ("total_differs", {"stated": 31, "computed": 30}) in report.warnings


def test_of_a_total_beside_rows_that_cannot_be_read_the_sentence_says_so(tmp_path: Path) -> None:
    report = read(tmp_path, *TWO, "2025-12-03,Juan López,letter,online,ca. 30", "Total,,,,60")
    assert report.actions == 30
    told = ("total_differs_unread", {"stated": 60, "computed": 30, "count": 1})
    assert told in report.warnings


def test_thousands_that_the_column_proves_are_thousands_in_its_sum_too(tmp_path: Path) -> None:
    rows = [row(1, '"1.250.000"'), row(2, "2.000"), 'Total,,,,"1.252.000"']
    report = read_text(tmp_path, tally(*rows))
    assert (report.actions, warned(report)) == (1_252_000, ["footers"])


def test_a_row_of_no_known_case_that_is_the_sum_of_those_above_is_told(tmp_path: Path) -> None:
    report = read(tmp_path, *TWO, row(3, 30, "Celá republika"))
    assert report.actions == 60
    assert ("sums_up", {"count": 1, "lines": "4"}) in report.warnings
    assert "sums_up" not in warned(read(tmp_path, *TWO, row(3, 30, "Damisoa")))
    assert "sums_up" not in warned(read(tmp_path, TWO[0], row(3, 10, "Celá republika")))


def test_a_person_called_suma_in_a_column_that_is_not_read_is_no_total(tmp_path: Path) -> None:
    header = "first_name,id,type,date,campaign,widget,country"
    rows = [f"{name},{number},petition,2025-12-0{number}T10:00:00,W4R25,x,GB" for number, name in enumerate(("Suma", "Soma", "Ada"), 1)]  # fmt: skip
    report = read_text(tmp_path, tally(*rows, header=header))
    assert (report.actions, report.set_aside) == (3, [])


def test_what_says_a_total_is_found_among_many_cells_as_in_one() -> None:
    many = [f"W4R25-{number}é" for number in range(600)]
    assert not any_says(pa.array(many))
    for word in ALL_WORDS:
        assert says(word) is not None, word
        assert says(word.upper()) is not None, word
        assert any_says(pa.array([*many, word])), word
        assert any_says(pa.array([*many, word.upper()])), word


def test_large_files_are_read_the_same_way_fast_and_slowly(tmp_path: Path) -> None:
    rows = [row(number % 28 + 1, 1, "Sonia Dahmani") for number in range(20_000)]
    text = tally(*rows, "2025-12-31,Łącznie,letter,online,20000", "Ogółem,,,,20000")
    path = tmp_path / "export.csv"
    path.write_text(text, "utf-8")
    report, _ = intake.examine(path, mapping.load(), secret=b"k", today=dt.date(2026, 1, 1))
    assert report.actions == 20_000
    assert [key for key in warned(report) if key != "repeats"] == ["footers"]
