"""Workbooks count as the CSV of the same table does, and tell what only a workbook can hide."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from impact.exports import intake, mapping, opening, templates, workbooks
from impact.exports.intake import Report
from impact.exports.text import fold
from impact.faults import Fault
from impact.i18n.words import LANGUAGES, Language, say
from impact.record.corrections import OPEN
from impact.record.schema import TABLE
from tests.exports_read import OURS, TODAY, read, reasons, warned
from tests.office import reading
from tests.workbooks import TALLY, day, excel, libre_office, tally_row

HERE = Path(__file__).parent / "exports" / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((HERE / "expected.json").read_text("utf-8"))
TEN = [TALLY, *(tally_row(number, number) for number in range(1, 11))]
Rows = list[list[Any]]


@pytest.fixture(params=["xlsx", "ods"])
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Rows], Path]:
    """Writes one sheet, as Excel or as LibreOffice."""
    if request.param == "xlsx":
        return lambda rows: excel(tmp_path / "a.xlsx", {"Data": rows})
    return lambda rows: libre_office(tmp_path / "a.ods", {"Data": rows})


def outcome(report: Report) -> dict[str, Any]:
    told = report.as_json("en")
    return {key: told[key] for key in told.keys() - {"file", "message", "warnings"}}


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, item in EXPECTED.items()
        if item.get("mapping") and "broken" not in name and "speakout" not in name
    ],
)
def test_a_workbook_of_texts_comes_out_as_the_csv_of_the_same_table(
    name: str, tmp_path: Path
) -> None:
    original = read(HERE / name)
    text = "".join(chunk.decode() for _line, chunk in opening.open_file(HERE / name).chunks())
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    rows: Rows = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in lines:
        rows.append(cells)
    if len({len(cells) for cells in rows}) > 1:
        pytest.skip("a sheet has one width, so this file is another table there")
    found = read(excel(tmp_path / f"{name}.xlsx", {"Export": rows}))
    wanted, got = outcome(original), outcome(found)
    # A record of several lines is one row of a sheet.
    assert len(wanted.pop("set_aside")) == len(got.pop("set_aside"))
    assert got == wanted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.date(2025, 12, 10), "2025-12-10"),
        (dt.datetime(2025, 12, 10), "2025-12-10"),
        (dt.datetime(2025, 12, 10, 14, 3), "2025-12-10 14:03:00"),
        (dt.datetime(2025, 12, 9, 23, 59, 59, 999_999), "2025-12-10"),
        (dt.time(10, 30), "10:30:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
        (50.0, "50"),
        (900_001_000_000_001.0, "900001000000001"),
        (1.5e17, "150000000000000000"),
        (0.00001, "0.00001"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("a", "a"),
    ],
)
def test_a_cell_says_what_the_sheet_knows(value: object, text: str) -> None:
    assert workbooks.shown(value) == text


def test_dates_are_dates_whatever_form_the_sheet_shows(write: Callable[[Rows], Path]) -> None:
    report = read(write(TEN))
    assert (report.verdict, report.actions) == ("accepted", 55)
    assert (report.first_day, report.last_day) == (dt.date(2021, 12, 1), dt.date(2021, 12, 10))


def test_a_plain_number_in_a_column_of_dates_is_no_date(write: Callable[[Rows], Path]) -> None:
    rows = [*TEN[:5], [46001, *tally_row(5)[1:]], *TEN[6:]]
    assert reasons(read(write(rows))) == [(6, "date_serial")]


def test_lines_are_the_rows_that_the_sheet_shows(write: Callable[[Rows], Path]) -> None:
    rows = list(TEN)
    rows[3] = tally_row(3, 3, "W4R21-ERI\nsecond line\n\nfourth")
    rows[5] = tally_row(5, "x")
    rows[6] = []
    rows[8] = tally_row(8, "y")
    report = read(write(rows))
    assert reasons(report) == [(6, "count_not_number"), (9, "count_not_number")]
    assert report.actions == 55 - 5 - 6 - 8


@pytest.mark.parametrize("at", [(0, 0), (3, 0), (0, 2), (7, 30)])
def test_a_table_may_stand_anywhere_in_its_sheet(at: tuple[int, int], tmp_path: Path) -> None:
    rows = [*TEN[:4], tally_row(4, "x"), *TEN[5:]]
    report = read(excel(tmp_path / "a.xlsx", {"Data": rows}, at=at))
    assert reasons(report) == [(5 + at[0], "count_not_number")]
    assert report.actions == 51


def test_title_lines_above_the_table_are_passed_over(write: Callable[[Rows], Path]) -> None:
    report = read(write([["Report of the group"], ["December 2021"], [], *TEN]))
    assert report.actions == 55
    assert warned(report) == ["lines_before_header"]


def test_formulas_count_with_their_values_and_errors_are_set_aside(tmp_path: Path) -> None:
    rows = [*TEN, tally_row(11, "=7"), tally_row(12, "=#REF!"), tally_row(13, "=#N/A")]
    report = read(excel(tmp_path / "a.xlsx", {"Data": rows}))
    assert report.actions == 62
    assert reasons(report) == [(13, "formula_error"), (14, "formula_error")]


def test_a_row_of_totals_is_none_in_a_workbook_either(write: Callable[[Rows], Path]) -> None:
    report = read(write([*TEN, ["Total", "", "", "", 55]]))
    assert (report.actions, warned(report)) == (55, ["footers"])
    report = read(write([*TEN, ["Total", "", "", "", 50]]))
    assert warned(report) == ["footers", "total_differs"]


def test_a_csv_pasted_into_one_column_is_read_as_the_csv(tmp_path: Path) -> None:
    lines = [
        ",".join(TALLY),
        *(f"2021-12-0{n},W4R21-ERI,letter,online,{n},exact,CA" for n in range(1, 9)),
    ]
    report = read(excel(tmp_path / "a.xlsx", {"Data": [[line] for line in lines]}))
    assert report.actions == 36


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xls", "a.txt", "a"):
        assert read(excel(tmp_path / name, {"Data": TEN})).actions == 55


# Which sheet.


def test_the_sheet_that_a_mapping_fits_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    sheets = {"Notes": [["hello"]], "Data": TEN, "Lists": [["letter"], ["email"]]}
    report = read(excel(tmp_path / "a.xlsx", sheets))
    assert report.actions == 55
    assert ("sheet", {"name": "Data", "count": 2}) in report.warnings
    assert opening.sheets(tmp_path / "a.xlsx") == ["Notes", "Data", "Lists"]


def test_two_sheets_that_can_be_counted_are_a_question(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"North": TEN, "South": TEN[:3]})
    report = read(path)
    assert report.fault is not None
    assert report.fault.key == "two_sheets"
    assert report.fault.values == {"names": "North, South", "sheets": "North/South"}
    for sheet, rows in (("North", 11), ("South", 3)):
        source, opened = mapping.choose(path, OURS, sheet=sheet)
        assert (source.name, opened.sheet) == ("tally", sheet)
        assert sum(chunk.count(b"\n") for _line, chunk in opened.chunks()) == rows


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="North, South"):
        mapping.choose(excel(tmp_path / "a.xlsx", {"North": TEN, "South": TEN}), OURS, sheet="East")


def test_hidden_sheets_and_rows_are_told(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "a.xlsx", {"Data": TEN, "Old": TEN}, hidden=["Old"], hidden_rows=[3, 4, 5]
    )
    report = read(path)
    assert report.actions == 55  # of the sheet that can be seen, its hidden rows with it
    assert ("hidden_sheets", {"count": 1, "names": "Old"}) in report.warnings
    assert ("hidden_rows", {"count": 3}) in report.warnings
    only = excel(tmp_path / "b.xlsx", {"Notes": [["x"]], "Data": TEN}, hidden=["Data"])
    assert read(only).actions == 55
    assert "hidden_sheets" in warned(read(only))
    filtered = libre_office(tmp_path / "c.ods", {"Data": TEN}, hidden_rows=[2, 3])
    assert ("hidden_rows", {"count": 2}) in read(filtered).warnings


MENDED = [[*TALLY[:5], "Corrected number"], *([*tally_row(n, 99)[:5], n] for n in (1, 2, 3))]


def test_a_hidden_column_that_is_counted_is_told(tmp_path: Path) -> None:
    told = ("hidden_columns", {"count": 1, "names": "Number"})
    for path in (
        excel(tmp_path / "a.xlsx", {"Data": MENDED}, hidden_columns="E:E"),
        excel(tmp_path / "b.xlsx", {"Data": MENDED}, hidden_columns="G:G", at=(2, 2)),
        libre_office(tmp_path / "a.ods", {"Data": MENDED}, hidden_column=5),
    ):
        assert told in read(path).warnings
    plain = excel(
        tmp_path / "c.xlsx", {"Data": MENDED}, hidden_columns="F:F"
    )  # of which nothing is read
    assert "hidden_columns" not in warned(read(plain))
    assert "hidden_columns" not in warned(read(libre_office(tmp_path / "b.ods", {"Data": MENDED})))


@pytest.mark.parametrize("form", ["mmm-yy", "mmmm yyyy", "[$-40C]mmmm\\ yyyy;@", "yyyy/mm"])
def test_a_month_that_somebody_typed_is_no_first_day_of_it(tmp_path: Path, form: str) -> None:
    """`Dec 2021` becomes 1 December in a spreadsheet, which shows the month; the CSV saved of it says the month."""
    months = [TALLY, *([dt.datetime(2021, month, 1), *tally_row(1)[1:]] for month in (11, 12))]
    report = read(excel(tmp_path / "a.xlsx", {"Data": months}, days=form))
    assert (report.actions, reasons(report)) == (0, [(2, "date_month"), (3, "date_month")])
    # Of days that are only shown so, somebody wrote each.
    report = read(excel(tmp_path / "b.xlsx", {"Data": TEN}, days=form))
    assert (report.actions, report.set_aside) == (55, [])
    assert read(excel(tmp_path / "c.xlsx", {"Data": months}, days="d mmm yyyy")).actions == 6


def test_a_number_that_a_formula_left_a_little_too_small_is_the_one_that_is_shown(
    write: Callable[[Rows], Path],
) -> None:
    report = read(write([TALLY, tally_row(1, 29.999999999999996), tally_row(2, 12.5)]))
    assert (report.actions, len(report.set_aside)) == (30, 1)


def test_a_row_that_is_struck_through_counts_and_is_told(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"Data": TEN}, struck_rows=[3, 5])
    report = read(path)
    assert report.actions == 55
    assert ("struck_rows", {"count": 2, "lines": "3, 5"}) in report.warnings
    assert "struck_rows" not in warned(
        read(excel(tmp_path / "b.xlsx", {"Data": TEN}, struck_rows=[1]))
    )


def test_a_struck_row_of_libre_office_counted_without_a_word(tmp_path: Path) -> None:
    report = read(libre_office(tmp_path / "a.ods", {"Data": TEN}, struck_rows=[3, 5]))
    assert report.actions == 55
    assert ("struck_rows", {"count": 2, "lines": "3, 5"}) in report.warnings
    plain = {"Data": [*TEN, [""] * 7]}  # and a row that only has the style
    assert "struck_rows" not in warned(
        read(libre_office(tmp_path / "b.ods", plain, struck_rows=[1, len(TEN) + 1]))
    )


@pytest.mark.parametrize("form", ["%b %y", "%m/%Y", "%B %Y", "%Y"])
def test_a_month_of_libre_office_was_the_first_day_of_it(tmp_path: Path, form: str) -> None:
    months = [TALLY, *([dt.datetime(2021, month, 1), *tally_row(1)[1:]] for month in (11, 12))]
    report = read(libre_office(tmp_path / "a.ods", {"Data": months}, days=form))
    assert (report.actions, reasons(report)) == (0, [(2, "date_month"), (3, "date_month")])
    report = read(libre_office(tmp_path / "b.ods", {"Data": TEN}, days=form))
    assert (report.actions, report.set_aside) == (55, [])
    assert read(libre_office(tmp_path / "c.ods", {"Data": months})).actions == 6


@pytest.mark.parametrize("form", ["yyyy", "mmmm", "[$-409]mmm;@"])
def test_days_that_show_a_year_or_a_month_alone_are_no_first_days(
    tmp_path: Path, form: str
) -> None:
    """`2021` typed into a cell of years is kept as a day; 1 January 2021 is of the edition before."""
    years = [TALLY, *([dt.datetime(year, 1, 1), *tally_row(1)[1:]] for year in (2021, 2022))]
    report = read(excel(tmp_path / "a.xlsx", {"Data": years}, days=form))
    assert (report.actions, reasons(report)) == (0, [(2, "date_month"), (3, "date_month")])
    assert read(excel(tmp_path / "b.xlsx", {"Data": TEN}, days=form)).actions == 55
    assert read(excel(tmp_path / "c.xlsx", {"Data": years}, days="mm:ss")).actions == 6


# A sheet of Excel 97: 10 December 2025, Honduras, letter, offline, 1 shown as 100%; then the next day, 20.
_OLD = (
    "c-rk)O=uHA6#iziNt4*0w5CEUlu)p0Z4ctbOO3T^y%=gy6cIFSwpg2P$~Ha3gH~&gg5XK<Qm6+nRWJUa2fc`hSkZ"
    "$Z2(2DH2?`$Cu5aE>VpA(LPz#p*mU%Pp&3kX&?##TM-M7=#GZXjgXR!o(;KPCwLST_hPzmLk2&mt2R5M=(sW=|~D"
    "};hHkpVxRRJ<-zbExKf783W2=R|?eR8C<CiHv2&))4zRhNMt2v=J4!MUqO?aa1)-dzo%zdY3hyGTqCPt4!NScSfA"
    "VbUe|#Td(31vXT2Lq5M8%n~yBniCVl=tN7wI;p+O)ZuckC>!qW?D90pdraMi`v=v{4+Xw?WLhImQYbrH^D6N7?{B"
    "UBx_xyH$7W3q5D;FU7&tiGmU*tiW#O356x|YhXO9L2%bB1@-IBA?S+%<A^4#%)TCvuYQPi9T3I+DXCN!xp~{TVBk"
    "%?+8femc%3Ez3+(x=4%+_Lw%A9LiX!5j#0dvb34anl`Cr`ufuSmKj!W4$d@@qD)i4JFuK+3RT>$=6x8U5a#ZDdv~"
    "~}D}I_Kqa2j`4%(vb01hrG3o@?c9v@Rbm1efs!SphF-OTNJrcu(Nx~Z#HHx7=m&K2%$qH%UH-p98tYHy?V_}3$k8"
    "pglGw^MtnbM}06>O*`2jr0UlWUsC<w1^gQ^M=CXc)k`oUwvX)_ebsu%7~8L(J$I6%&SdFsAlSN>gk9AC-t*(IUjM"
    "p0%s6sXwPDa=L<5-vKqX2BUxXtXTP=<>^V^2lxH<zuAM<K2efCojAu7HztWy%k!M-tSr&Pg9CNoidB_?(P;MxX|3"
    "(-dJb3Wn!Gi}69##W_Pm=EG+0f@_bwVrC|8?f6EO@_3)-Ae`p({(@hzDR%Z6jCG`q>1($omp2w8{T3R5(tf+ZaF("
    "$1zay`lT-`vG{&gY#3R+EmZ3G3#G*QkH`N7oz3(4"
)


def test_a_share_of_an_old_workbook_was_one_action_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(zlib.decompress(base64.b85decode(_OLD)))
    report = reading(path.parent, path.name, path)
    assert (report.actions, warned(report)) == (21, ["old_workbook"])
    assert "old_workbook" not in warned(read(excel(tmp_path / "b.xlsx", {"Data": TEN})))
    assert "old_workbook" not in warned(read(libre_office(tmp_path / "c.ods", {"Data": TEN})))


# What is not opened.


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one of its members changed."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, change(content) if name == part else content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"%s</row></sheetData>'


def refused(path: Path) -> str:
    report = read(path)
    assert report.fault is not None
    assert all(path.name in report.message(lang) for lang in LANGUAGES)
    return report.fault.key


def test_a_locked_workbook_is_refused_as_that(tmp_path: Path) -> None:
    old = tmp_path / "a.xlsx"
    old.write_bytes(
        workbooks.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 90
    )
    assert refused(old) == "workbook_locked"
    assert (
        refused(libre_office(tmp_path / "a.ods", {"Data": TEN}, locked=True)) == "workbook_locked"
    )


def test_an_old_document_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(
        workbooks.OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 90
    )
    assert refused(tmp_path / "a.xls") == "foreign.word"


def test_a_workbook_that_unfolds_too_far_is_not_opened(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"Data": TEN})
    changed(
        path, SHEET, lambda xml: xml.replace(b"</worksheet>", b" " * (60 << 20) + b"</worksheet>")
    )
    assert refused(path) == "export_bomb"


def test_a_member_that_is_larger_than_it_says_is_damage(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"Data": TEN})
    changed(path, SHEET, lambda xml: xml.replace(b"</worksheet>", b" " * 9000 + b"</worksheet>"))
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo(SHEET).file_size
    content = path.read_bytes().replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little"))
    path.write_bytes(content)
    assert refused(path) == "workbook_damaged"


def test_a_cell_far_away_does_not_take_all_memory_but_a_coloured_one_is_nothing(
    tmp_path: Path,
) -> None:
    for cell, key in ((b"><v>1</v></c>", "workbook_too_large"), (b' s="1"/>', "")):
        path = excel(tmp_path / "a.xlsx", {"Data": TEN})
        changed(path, SHEET, lambda xml, cell=cell: xml.replace(b"</sheetData>", FAR % cell))  # type: ignore[misc]
        assert (refused(path) if key else read(path).actions) == (key or 55)


def test_a_row_repeated_a_million_times_does_not_take_all_memory(tmp_path: Path) -> None:
    path = libre_office(tmp_path / "a.ods", {"Data": TEN})
    wide = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="900" '
    changed(
        path,
        "content.xml",
        lambda xml: xml.replace(b"<table:table-row><table:table-cell ", wide, 1),
    )
    assert refused(path) == "workbook_too_large"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_workbook_that_is_cut_off_is_damaged(part: float, write: Callable[[Rows], Path]) -> None:
    path = write(TEN)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert refused(path) == "workbook_damaged"


# Templates as workbooks.


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", templates.NAMES)
def test_a_template_as_a_workbook_is_taken_back_as_it_is(
    name: str, lang: Language, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(templates.workbook(name, lang))
    assert path.read_bytes() == templates.workbook(name, lang)
    source, opened = mapping.choose(path, OURS)
    assert source.name in (name, f"{name}_{lang}")
    assert opened.head[0].split(",") == templates.columns(name, lang)
    assert read(path).warnings == [("no_rows", {})] or source.grain == "outcome"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_that_a_template_offers_are_those_that_its_mapping_takes(lang: Language) -> None:
    source = OURS.sources["tally" if lang == "en" else "tally_fr"]
    offered = templates.allowed("tally", lang)
    for known, column in (
        (source.type_of, source.type_column),
        (source.channel_of, source.channel_column),
        (source.precision_of, source.precision_column),
    ):
        words = offered[next(name for name in offered if fold(name) == fold(str(column)))]
        assert words
        assert all(fold(word) in known for word in words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_that_a_template_of_the_record_offers_are_read_back(lang: Language) -> None:
    for name in OPEN:
        for column in TABLE[name].asked:
            words = templates.allowed(name, lang).get(templates.header(column.name, lang), [])
            assert {templates.code(column, word) for word in words} == set(column.vocabulary)


def test_a_template_offers_its_lists_as_data_validation() -> None:
    with zipfile.ZipFile(io.BytesIO(templates.workbook("tally", "fr"))) as packed:
        sheet = packed.read(SHEET).decode()
        words = packed.read("xl/sharedStrings.xml").decode()
    assert len(re.findall("<dataValidation ", sheet)) == 3
    assert "message de solidarité" in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_says_which_words_it_takes_and_what_they_mean(
    lang: Language, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(templates.workbook("outcomes", lang))
    book = CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_name(say(lang, "workbook.lists")).to_python()
    column = templates.header("outcome_type", lang)
    told = {row[1]: row[2] for row in rows if row[0] == column}
    assert len(told) == len(TABLE["outcomes"].column("outcome_type").vocabulary)
    released = str(told[say(lang, "outcome.released")])
    assert released.startswith(say(lang, "enter.means.release"))


def test_a_blank_template_is_divided_as_the_reader_s_sheet_divides() -> None:
    for lang in LANGUAGES:
        mark = templates.separator(lang)
        line = templates.blank("tally", lang, mark).decode("utf-8-sig").strip()
        assert line.split(mark) == templates.columns("tally", lang)
    assert templates.separator("fr") == ";"


def test_intake_of_a_workbook_keeps_nothing_of_it(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"Data": TEN})
    report, table = intake.examine(path, OURS, secret=b"k" * 32, today=TODAY)
    assert table is not None
    assert table.num_rows == 10
    assert sorted(tmp_path.iterdir()) == [path]
    assert report.first_day == day(1).date()


# What a cell shows, and what it holds


def formatted(path: Path, *cells: tuple[float, str], value: str = "") -> Path:
    """A tally of Excel, a day for each number and its format; `value`: a formula that holds the number."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Data")
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, TALLY)
    for row, (number, form) in enumerate(cells, 1):
        sheet.write_row(row, 1, tally_row(row)[1:])
        sheet.write_datetime(row, 0, day(row), date)
        style = book.add_format({"num_format": form})
        if value:
            sheet.write_formula(row, 4, value, style, number)
        else:
            sheet.write_number(row, 4, number, style)
    book.close()
    return path


def test_a_cell_that_shows_a_share_or_money_is_no_number_of_actions(tmp_path: Path) -> None:
    path = formatted(
        tmp_path / "a.xlsx",
        (1, "0%"), (2.5, "0.00%"), (7, '"100%" 0'), (50, "#,##0.00 [$€-40C]"), (60, '"$"#,##0'),
        (3, "#,##0"), (4, "0"), (5, "[$-409]0"),
    )  # fmt: skip
    report = read(path)
    assert reasons(report) == [
        (2, "count_percent"), (3, "count_percent"), (5, "count_money"), (6, "count_money"),
    ]  # fmt: skip
    assert report.actions == 7 + 3 + 4 + 5


def test_the_same_of_libre_office_with_rows_told_once_for_many(tmp_path: Path) -> None:
    path = libre_office(tmp_path / "a.ods", {"Data": [*TEN, tally_row(11, 90)]})

    def told(content: bytes) -> bytes:
        content = content.replace(
            b'office:value-type="float" office:value="10"',
            b'office:value-type="percentage" office:value="1"',
        )
        return content.replace(
            b'office:value-type="float" office:value="90"',
            b'office:value-type="currency" office:currency="EUR" office:value="90"',
        )

    report = read(changed(path, "content.xml", told))
    assert reasons(report) == [(11, "count_percent"), (12, "count_money")]
    assert report.actions == 45


def test_formulas_that_no_program_computed_are_no_noughts(tmp_path: Path) -> None:
    path = formatted(tmp_path / "a.xlsx", (0, "0"), (0, "0"), (0, "0"), value="=1+2")
    assert reasons(read(path)) == [(2, "count_empty"), (3, "count_empty"), (4, "count_empty")]
    path = formatted(tmp_path / "b.xlsx", (0, "0"), (3, "0"), (0, "0"), value="=1+2")
    report = read(path)  # computed: there were none on two days
    assert (reasons(report), report.actions, report.rows_counted) == ([], 3, 3)


def test_formulas_of_libre_office_that_were_never_computed_are_no_noughts(tmp_path: Path) -> None:
    rows = [TALLY, *(tally_row(number, 0) for number in (1, 2))]
    path = libre_office(tmp_path / "a.ods", {"Data": rows})
    path = changed(
        path,
        "content.xml",
        lambda content: content.replace(
            b'office:value="0"', b'table:formula="of:=1+2" office:value="0"'
        ),
    )
    assert reasons(read(path)) == [(2, "count_empty"), (3, "count_empty")]


def test_the_last_second_of_a_day_is_not_the_next_day(tmp_path: Path) -> None:
    late = dt.datetime(2021, 12, 1, 23, 59, 59, 900_000)
    report = read(excel(tmp_path / "a.xlsx", {"Data": [TALLY, [late, *tally_row(1)[1:]]]}))
    assert report.first_day == dt.date(2021, 12, 1)
