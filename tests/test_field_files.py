"""Which files are read, and how: troubles that sections have had with what their programs write."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from impact.exports import intake, taking
from impact.server.watching import STILL, Watch
from impact.store import Store
from tests.conftest import files, lay
from tests.office import (
    CIVI,
    GOOGLE,
    TALLY,
    TALLY_FR,
    TODAY,
    desk,
    reading,
    reasons,
    sheet,
    tally,
    told,
    warned,
)

ROWS = ("10 Honduras 5", "11 Tunisia 6")
TEXT = tally(*ROWS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def packed(*members: tuple[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


# Cells of many lines

LINES = [
    "a, b, c, d",
    "10/12/2025 10:00:00,a0@example.org,Groupe 0,Honduras,10,,ok",
    'he said ""yes"", and, and, and, and',
    "2025-12-10,Honduras,letter,offline,9",
    "",
    ",,,,,,",
    ";;;;",
    "Total,,,,9",
    "Horodateur,x",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quoted_comment_of_several_lines_is_one_cell_whatever_stands_in_it(
    folder: Path, line: str, end: str
) -> None:
    before = [
        f"1{number}/12/2025 10:00:00,a@example.org,G,Honduras,10,,ok" for number in range(3, 9)
    ]
    odd = f'20/12/2025 10:00:00,a@example.org,G,Tunisie,7,,"first{end}{line}{end}last"'
    after = [
        f"2{number}/12/2025 10:00:00,a@example.org,G,Honduras,10,,ok" for number in range(1, 9)
    ]
    report = reading(folder, "form.csv", end.join([GOOGLE, *before, odd, *after, ""]))
    assert report.set_aside == []
    assert (report.rows_counted, report.actions) == (15, 147)


@pytest.mark.parametrize("lines", [150, 201, 250, 2000])
def test_a_letter_of_hundreds_of_lines_is_one_cell(folder: Path, lines: int) -> None:
    letter = "\n".join(f"line {number}, and more" for number in range(lines))
    rows = [f'"Petition","W4R25 Honduras","2025-12-{10 + number} 09:00","x"' for number in range(9)]
    rows.insert(5, f'"Petition","W4R25 Honduras","2025-12-24 09:00","{letter}"')
    report = reading(folder, "civi.csv", sheet(CIVI, *rows))
    assert report.set_aside == []
    assert report.rows_counted == 10


# Packed

MAC = ("__MACOSX/._tally.csv", b"\0\5\26\7\0\2\0\0Mac OS X")


@pytest.mark.parametrize(
    "members",
    [
        [("tally.csv", TEXT), MAC],
        [MAC, ("tally.csv", TEXT)],
        [("tally.csv", TEXT), (".DS_Store", b"\0\0\0\1Bud1")],
        [
            ("sent/", ""),
            ("sent/tally.csv", TEXT),
            ("__MACOSX/sent/._tally.csv", b"x"),
            ("sent/.DS_Store", b"x"),
        ],
        [("tally.csv", TEXT), ("Thumbs.db", b"\xd0\xcf\x11\xe0")],
        [("tally.csv", TEXT), ("desktop.ini", "[.ShellClassInfo]")],
        [("Pointage décembre.csv", TEXT), ("__MACOSX/._Pointage décembre.csv", b"x")],
    ],
)
def test_a_zip_with_what_a_system_puts_beside_the_file_is_read(
    folder: Path, members: list[tuple[str, str | bytes]]
) -> None:
    report = reading(folder, "tally.zip", packed(*members))
    assert (report.fault, report.actions) == (None, 11)


@pytest.mark.parametrize(
    "content",
    [packed(), packed(("sent/", "")), packed(MAC), packed(("a.csv", TEXT), ("b.csv", TEXT)), packed(("a.zip", packed(("tally.csv", TEXT)))), packed(("tally.csv.gz", gzip.compress(TEXT.encode())))],
    ids=["empty", "folder", "only of the system", "two", "zip in zip", "gzip in zip"],
)  # fmt: skip
def test_a_zip_that_holds_no_one_file_is_refused_by_what_it_holds(
    folder: Path, content: bytes
) -> None:
    report = reading(folder, "sent.zip", content)
    if report.fault is None:
        assert report.actions == 11
    else:
        assert report.fault.key != "export_binary"


# Other kinds of files


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td>Date</td></tr></table>",
        "<meta charset=utf-8><table><tr><td>Date</td></tr></table>",
        "\ufeff<style>td{}</style><table><tr><td>Date</td></tr></table>",
        "<!-- made by us --><table><tr><td>Date</td></tr></table>",
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</td></tr></table></html>",
        "  \n\n<TABLE border=1><TR><TD>Date</TD></TR></TABLE>",
        "<div><table><tr><td>Date</td></tr></table></div>",
        "<thead><tr><th>Date</th></tr></thead>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page_under_the_name_of_a_sheet_is_called_one(
    folder: Path, content: str, encoding: str
) -> None:
    report = reading(folder, "export.xls", content.encode(encoding))
    assert report.fault is not None
    assert "engaging_networks" not in report.fault.sentence("en")
    assert report.fault.key not in ("mapping_none", "mapping_unlike")


@pytest.mark.parametrize(
    "content",
    [
        '{"error": "unauthorized"}',
        '[{"id": 1}]',
        '{"data":\n [1,2]}',
        '\ufeff{"a":1}',
        '"just text"',
        "null",
    ],
)
def test_json_is_called_json_or_nothing_known(folder: Path, content: str) -> None:
    report = reading(folder, "export.csv", content)
    assert report.fault is not None
    if content[0] in "{[\ufeff":
        assert report.fault.key not in ("mapping_none", "mapping_unlike")


@pytest.mark.parametrize(
    "members", [[("Index/Document.iwa", b"x"), ("Data/a.jpg", b"x"), ("preview.jpg", b"x")], [("Index/Tables/Tile.iwa", b"x"), ("Metadata/Properties.plist", b"x")], [("Index.zip", b"x"), ("preview.jpg", b"x"), ("buildVersionHistory.plist", b"x")]]
)  # fmt: skip
def test_a_numbers_document_is_called_one(folder: Path, members: list[tuple[str, bytes]]) -> None:
    report = reading(folder, "tally.numbers", packed(*members))
    assert report.fault is not None
    assert "Numbers" in report.fault.text("en")


# Encodings

ACCENTS = sheet(
    TALLY_FR,
    *(
        f"2025-12-{10 + number};{case};pétition;en ligne;{number + 1}"
        for number, case in enumerate(("Juan López", "Norvège", "Équateur"))
    ),
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp850", "iso8859_15", "cp437", "cp858"]
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_french_in_any_encoding_is_read_or_said_to_be_in_doubt(
    folder: Path, encoding: str, end: str
) -> None:
    text = (
        ACCENTS
        if encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
        else ACCENTS.replace("’", "'")
    )
    report = reading(folder, "t.csv", text.replace("\n", end).encode(encoding))
    if report.fault is None and not report.set_aside and "unsure_encoding" not in warned(report):
        assert report.actions == 6
        assert dict(report.by_case) == {
            "2025-juan-lopez": 1,
            "2025-ellinor-guttorm-utsi": 2,
            "2025-guerreras-por-la-amazonia": 3,
        }
    else:
        assert told(report)
        assert report.actions in (0, 1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("encoding", "case"),
    [
        ("cp1250", "Justyna Wydrzyńska"),
        ("cp1251", "Мікіта Залатароў"),
        ("cp1251", "Мария Колесникова"),
        ("shift_jis", "チュニジア"),
        ("gb18030", "张展"),
        ("euc_kr", "박경석"),
        ("cp1256", "محمد الباقر"),
        ("cp1254", "Şebnem Korur Fincancı"),
        ("cp1253", "Ελλάδα"),
    ],
)
def test_no_encoding_is_stated_as_a_fact_that_it_is_not(
    folder: Path, encoding: str, case: str
) -> None:
    rows = [f"2021-12-{10 + number},{case},letter,online,5" for number in range(4)]
    report = reading(folder, "t.csv", sheet(TALLY, *rows).encode(encoding))
    for key, values in report.warnings:
        if key == "encoding":
            assert "1252" not in str(values.get("encoding"))
    assert told(report)


# Signs that nobody sees


@pytest.mark.parametrize(
    "sign",
    [
        "\u200b",
        "\ufeff",
        "\u200e",
        "\u200f",
        "\u00ad",
        "\u2060",
        "\u202a",
        "\u202c",
        "\u00a0",
        "\u180e",
        "\u200d",
        "\u2009",
    ],
)
def test_a_sign_that_nobody_sees_changes_nothing(folder: Path, sign: str) -> None:
    cells = f"2025-12-10{sign},{sign}Honduras,letter{sign},{sign}offline,{sign}5"
    inside = (
        f"2025-12-11,Hon{sign}duras,letter,offline,6"
        if sign not in "\u00a0\u2009"
        else "2025-12-11,Honduras,letter,offline,6"
    )
    header = (
        f"{sign}Date,Case{sign},Action{sign} type,Channel,Number{sign}"
        if sign not in "\u00a0\u2009"
        else TALLY
    )
    report = reading(folder, "t.csv", sheet(header, cells, inside))
    assert (report.fault, report.set_aside) == (None, [])
    assert dict(report.by_case) == {"2025-juan-lopez": 11}


def test_two_marks_at_the_beginning_are_none(folder: Path) -> None:
    for marks in (2, 3):
        report = reading(folder, "t.csv", "\ufeff" * marks + TEXT)
        assert (report.fault, report.actions) == (None, 11)


def test_a_mark_in_the_middle_where_two_files_were_joined_is_none(folder: Path) -> None:
    joined = TEXT + "\ufeff" + "2025-12-12,Norway,letter,offline,7\n"
    report = reading(folder, "t.csv", joined)
    assert (report.set_aside, report.actions) == ([], 18)
    twice = reading(folder, "u.csv", TEXT + "\ufeff" + tally("12 Norway 7"))
    assert twice.actions == 18
    assert set(reasons(twice).values()) <= {"header_again"}


# Headers


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(",", ", "),
        '"' + TEXT.rstrip("\n").replace("\n", '"\n"').replace(",", '", "') + '"\n',
        "sep=,\n" + TEXT.replace(",", ";"),
        "sep=;\n" + TEXT,
        "sep=\\t\n" + TEXT.replace(",", "\t"),
        TEXT.replace(",", " , "),
        TEXT.replace(",", "|"),
        TEXT.replace("Date,Case", "DATE,case"),
        TEXT.replace("Action type", "Action  type"),
        "Tally of Lyon,,,,\n\n" + TEXT,
        "\n\n" + TEXT,
    ],
)
def test_a_header_that_is_all_there_is_read_or_refused_for_what_is_wrong(
    folder: Path, text: str
) -> None:
    report = reading(folder, "t.csv", text)
    assert report.fault is None
    assert report.actions == 11


def test_a_header_of_half_a_megabyte_is_not_called_incomplete(folder: Path) -> None:
    wide = TALLY + "".join(f",column number {number} of many" for number in range(20_000))
    row = "2025-12-10,Honduras,letter,offline,5" + "," * 20_000
    report = reading(folder, "t.csv", sheet(wide, row))
    assert report.fault is None or report.fault.key != "mapping_none"


# Cut


@pytest.mark.parametrize(("rows", "warns"), [(65_534, False), (65_535, True), (65_537, False)])
def test_a_file_of_as_many_rows_as_a_sheet_holds_is_warned_about(
    folder: Path, rows: int, warns: bool
) -> None:
    text = TALLY + "\n" + "2025-12-10,Honduras,letter,offline,1\n" * rows
    report = reading(folder, "t.csv", text)
    assert report.actions == rows
    assert ("row_limit" in warned(report)) is warns


def test_a_last_row_that_was_cut_is_told(folder: Path) -> None:
    report = reading(folder, "t.csv", TEXT + "2025-12-12,Honduras,letter,offl")
    assert report.actions == 11
    assert list(reasons(report)) == [4]
    cut = reading(folder, "u.csv", TEXT + "2025-12-12,Honduras,letter,offline,1")
    assert "no_last_newline" in warned(cut)


# The drop folder

LEFT_ALONE = [
    "tally.csv~",
    "tally.csv.bak",
    "tally.csv.old",
    "tally.bak",
    "~$tally.xlsx",
    ".~lock.tally.csv#",
    ".tally.csv.swp",
    "tally.csv.part",
    "tally.csv.crdownload",
    "tally.opdownload",
    "tally.csv.aria2",
    "CE4D9500",
    "#tally.csv#",
    ".tally.csv",
    "._tally.csv",
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "tally.csv.tmp",
    "tally.tmp",
    "tally.csv.download",
    "tally.csv.filepart",
    "tally.csv.orig",
    "tally.csv.lock",
    "tally.docx",
    "README.md",
    "tally.csv.swo",
    "tally.csv.part.gz~",
]


@pytest.fixture
def drop(folders: tuple[Path, Path], tmp_path: Path) -> Path:
    lay(folders[0], files())
    where = tmp_path / "exports"
    where.mkdir()
    return where


def test_the_drop_folder_leaves_backups_and_halves_alone(
    drop: Path, folders: tuple[Path, Path]
) -> None:
    for name in LEFT_ALONE:
        (drop / name).write_text(TEXT.replace("5", "7000"))
    (drop / "tally.csv").write_text(TEXT)
    watch = Watch(drop, folders[1])
    watch.look(0)
    assert [(report.file, report.verdict) for report in watch.look(STILL)] == [
        ("tally.csv", "accepted")
    ]


def test_a_file_dropped_again_under_its_name_is_a_new_version(
    drop: Path, folders: tuple[Path, Path]
) -> None:
    watch = Watch(drop, folders[1])
    (drop / "tally.csv").write_text(tally("10 Honduras 15"))
    watch.look(0)
    watch.look(STILL)
    (drop / "tally.csv").write_text(tally("12 Honduras 15"))
    watch.look(STILL * 2)
    second = watch.look(STILL * 3)
    assert [report.verdict for report in second] == ["accepted"]
    assert second[0].effect is not None
    assert second[0].effect.sums.after == 15
    assert len(taking.entries(Store(folders[1]))) == 2


def test_the_same_name_in_two_subfolders_is_two_lists(
    drop: Path, folders: tuple[Path, Path]
) -> None:
    watch = Watch(drop, folders[1])
    for group, day in (("Hugo", 10), ("Zola", 11)):
        (drop / "CA-FR" / group).mkdir(parents=True)
        (drop / "CA-FR" / group / "tally.csv").write_text(tally(f"{day} Honduras 15"))
    watch.look(0)
    reports = watch.look(STILL)
    assert [report.verdict for report in reports] == ["accepted", "accepted"]
    assert reports[1].effect is not None
    assert reports[1].effect.sums.after == 30


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,case,action_type,channel,number,precision", "2025-12-10,Honduras,letter,online,3,estimated"),
        ("Date,Case,Action-Type,Channel,Number,Precision", "2025-12-10,Honduras,letter,online,3,estimated"),
        ("Date,Case,ActionType,Channel,Number,PRECISION *", "2025-12-10,Honduras,letter,online,3,estimated"),
        ("DATE;CAS;TYPE D'ACTION;CANAL;NOMBRE;PRECISION", "2025-12-10;Honduras;lettre;en ligne;3;estimé"),
        ("Date;Cas;Type d'action;Canal;Nombre;Precision", "2025-12-10;Honduras;lettre;en ligne;3;estimé"),
        ("date;cas;type_d_action;canal;nombre;précision", "2025-12-10;Honduras;lettre;en ligne;3;estimé"),
        ("date,cas,action_type,canal,number,precision", "2025-12-10,Honduras,letter,online,3,estimated"),
    ],
)  # fmt: skip
def test_the_words_of_our_templates_in_other_letters_are_those_columns(
    header: str, row: str, tmp_path: Path
) -> None:
    """With underscores, hyphens or no accents they were refused; without its accent a precision was lost unsaid."""
    (path := tmp_path / "a.csv").write_text(sheet(header, row))
    report, table = intake.examine(path, desk().mappings, secret=b"k" * 32, today=TODAY.date())
    assert (report.verdict, report.actions, report.by_type) == ("accepted", 3, {"letter": 3})
    assert table is not None
    assert table["precision"].to_pylist() == ["estimated"]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("Case ID,Further Name,Status,REASON\n2025-sonia-dahmani,La Dahmani,,ours\n", "2025-sonia-dahmani / La Dahmani"),
        ("identifiant_du_cas;autre_nom\n2025-sonia-dahmani;La Dahmani\n", "2025-sonia-dahmani / La Dahmani"),
        ("Edition;Section;Identifiant du cas;ACTIONS\n2025;GB;;5000\n", "2025 / GB / –"),
    ],
)  # fmt: skip
def test_rows_of_the_record_are_read_under_names_in_other_letters(
    content: str, row: str, tmp_path: Path
) -> None:
    report = reading(tmp_path, "a.csv", content)
    assert (report.verdict, report.adds, reasons(report)) == ("accepted", [row], {})


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Date,Case,action_type,Action-Type,Channel,Number", "2025-12-10,Honduras,letter,petition,online,3"),
        ("Date,Case,Action type,Channel,num_ber,Num-Ber", "2025-12-10,Honduras,letter,online,3,4"),
    ],
)  # fmt: skip
def test_a_name_in_other_letters_that_stands_twice_is_neither_column(
    header: str, cells: str, tmp_path: Path
) -> None:
    report = reading(tmp_path, "a.csv", sheet(header, cells))
    assert report.fault is not None
    assert report.fault.key == "mapping_none"
