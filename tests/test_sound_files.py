"""Files that are sound, though they look odd, are read whole; what is broken costs its own row."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.exports_read import HEADER, read_bytes, read_text, reasons, row, tally, warned

NOTED = HEADER + ",Note"


def noted(*notes: str) -> str:
    rows = [f"{row(number, number)},{note}" for number, note in enumerate(notes, 1)]
    return tally(*rows, header=NOTED)


PLAIN = ["x"] * 10
SUM = 55 + 11


@pytest.mark.parametrize(
    "cell",
    [
        "one,\ntwo, three, four, five, six\nseven",
        "a,b,c,d,e,f",
        ",,,,,\n,,,,,",
        'she said ""a,b,c,d,e,f""\nand, so, on, and, on, again\nleft',
        "\n\n\n",
        'ends with a quote ""\n""begins with one',
        "list:\n1, 2, 3, 4, 5, 6\n7, 8, 9, 10, 11, 12\nend",
        "2025-12-01; not a row",
    ],
)
def test_a_quoted_cell_may_hold_line_breaks_and_as_many_commas_as_the_header(
    cell: str, tmp_path: Path
) -> None:
    report = read_text(tmp_path, noted(*PLAIN, f'"{cell}"'))
    assert (report.verdict, report.actions, reasons(report)) == ("accepted", SUM, [])


def test_a_row_pasted_into_a_cell_is_part_of_the_cell_and_told(tmp_path: Path) -> None:
    report = read_text(tmp_path, noted(*PLAIN, f'"see:\n{row(3, 900)},x\nthat was all"'))
    assert (report.actions, reasons(report)) == (SUM, [])
    assert warned(report) == ["cell_holds_rows"]


@pytest.mark.parametrize("lines", [199, 201, 1000, 5000])
def test_a_letter_of_thousands_of_lines_is_one_cell(lines: int, tmp_path: Path) -> None:
    letter = "\n".join(
        f"Dear sir, line {number}, of many, and more, yes" for number in range(lines)
    )
    report = read_text(tmp_path, noted(*PLAIN, f'"{letter}"', "y"))
    assert (report.verdict, report.actions) == ("accepted", SUM + 12)


@pytest.mark.parametrize(
    ("note", "after", "aside"),
    [
        ('"oops', PLAIN, [(12, "open_quote")]),
        ('"oops', ['"closed"'] * 10, [(12, "open_quote")]),
        ('say "x"', PLAIN, [(12, "stray_quote")]),
        ('"a"b', PLAIN, [(12, "stray_quote")]),
        ('"two, lines\nand no end', PLAIN, [(12, "open_quote"), (13, "width")]),
    ],
)
def test_a_quote_that_is_never_closed_costs_its_own_row_and_no_other(
    note: str, after: list[str], aside: list[tuple[int, str]], tmp_path: Path
) -> None:
    report = read_text(tmp_path, noted(*PLAIN, note, *after))
    assert reasons(report) == aside
    assert report.actions == 55 + sum(range(12, 22))


def test_rows_between_two_quotes_that_are_both_errors_are_not_swallowed(tmp_path: Path) -> None:
    report = read_text(tmp_path, noted(*PLAIN, '"oops', "x", "x", "x", 'end"'))
    assert reasons(report) == [(12, "open_quote"), (16, "stray_quote")]
    assert report.actions == 55 + 12 + 13 + 14


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


TALLY = tally(row(1, 5), row(2, 7)).encode()


@pytest.mark.parametrize(
    "beside",
    [
        {"__MACOSX/._export.csv": b"\0\5\x16\7"},
        {".DS_Store": b"\0\0\0\1Bud1"},
        {"folder/": b"", "folder/.DS_Store": b"x", "__MACOSX/folder/._a.csv": b"x"},
        {"Thumbs.db": b"x", "desktop.ini": b"x"},
        {"._export.csv": b"x"},
        {"empty folder/": b""},
    ],
)
def test_what_a_system_puts_into_an_archive_is_not_counted_as_a_file(
    beside: dict[str, bytes], tmp_path: Path
) -> None:
    report = read_bytes(tmp_path, packed({"in/export.csv": TALLY} | beside), "export.zip")
    assert report.actions == 12


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ({}, "export_packed_empty"),
        ({"__MACOSX/._a": b"x"}, "export_packed_empty"),
        ({"a.zip": packed({"a.csv": TALLY})}, "export_nested"),
        ({"a.csv": TALLY, "b.csv": TALLY}, "export_members"),
        ({"a.csv": b""}, "export_empty"),
        ({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<x/>"}, "foreign.word"),
        ({"Index/Document.iwa": b"x", "Index/Tables/a.iwa": b"x"}, "foreign.numbers"),
    ],
)
def test_an_archive_is_refused_by_what_is_in_it(
    members: dict[str, bytes], key: str, tmp_path: Path
) -> None:
    report = read_bytes(tmp_path, packed(members), "export.zip")
    assert report.fault is not None
    assert report.fault.key == key


def test_a_file_packed_twice_in_two_ways_is_read(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, packed({"a.csv.gz": gzip.compress(TALLY)}), "a.zip").actions == 12
    assert read_bytes(tmp_path, gzip.compress(gzip.compress(TALLY)), "a.gz").verdict == "refused"


@pytest.mark.parametrize(
    "text",
    [
        "Date, Case, Action type, Channel, Number\n2025-12-01, Guatemala, letter, online, 12\n",
        '"Date", "Case", "Action type", "Channel", "Number"\n"2025-12-01", "China, too", "letter", "online", "12"\n',
        'Date,Case,Action type,Channel,Number\n2025-12-01, "China, too", letter, online, 12\n',
        'Date,Case,Action type,Channel,Number\n"2025-12-01" ,"China" ,"letter" ,"online" ,"12"\n',
        'Date, Case, Action type, Channel, Number, Note\n2025-12-01, China, letter, online, 12, "a, b\nc, d"\n',
        "sep=,\nDate;Case;Action type;Channel;Number\n2025-12-01;China;letter;online;12\n",
        "sep=;\nDate\tCase\tAction type\tChannel\tNumber\n2025-12-01\tChina\tletter\tonline\t12\n",
        'sep=|\n"Date","Case","Action type","Channel","Number"\n2025-12-01,China,letter,online,12\n',
        'Date,Case,Action type,Channel,Number\n="2025-12-01",="China",letter,online,="12"\n',
        'Date,Case,Action type,Channel,Number\n"=""2025-12-01""",China,letter,online,"=""12"""\n',
        'Date;Case;Action type;Channel;Number\n="2025-12-01";China;letter;online;="12"\n',
        '="Date",="Case",="Action type",="Channel",="Number"\n="2025-12-01","a, ""b""",letter,online,="12"\n',
        '"Date\n(of the action)","Case","Action type","Channel","Number","Date"\nx,China,letter,online,12,2025-12-01\n',
        '"Date","Case","Action\ntype","Channel","Number"\n2025-12-01,China,letter,online,12\n',
    ],
)  # fmt: skip
def test_a_dialect_that_is_odd_and_clear_is_read(text: str, tmp_path: Path) -> None:
    report = read_text(tmp_path, text)
    assert report.actions == 12, report.message("en")
    assert reasons(report) == []


def test_a_header_of_more_than_256_kilobytes_is_found(tmp_path: Path) -> None:
    for breaks in (" ", "\n"):
        wide = ",".join(f'"a question{breaks}{number} {"x" * 300}"' for number in range(1500))
        text = f"{HEADER},{wide}\n" + "".join(f"{row(n)},{',' * 1499}\n" for n in range(1, 10))
        assert read_text(tmp_path, text).actions == 27


@pytest.mark.parametrize(
    "sign", ["\ufeff", "\u200b", "\u00ad", "\u200e", "\u202b", "\u2060", "\u200d"]
)
def test_signs_that_nobody_sees_are_taken_as_if_they_were_not_there(
    sign: str, tmp_path: Path
) -> None:
    header = ",".join(f"{sign}{name[:2]}{sign}{name[2:]}{sign}" for name in HEADER.split(","))
    cells = (
        f"{sign}2025-12-{sign}01",
        f"W4R{sign}-GTM{sign}",
        f"let{sign}ter",
        f"{sign}online",
        f"1{sign}2{sign}",
    )
    for quote in ("", '"'):
        lines = [header, ",".join(f"{quote}{cell}{quote}" for cell in cells)]
        report = read_text(tmp_path, sign + sign + "\n".join(lines) + "\n")
        assert report.actions == 12, report.message("en")
        assert dict(report.unmapped) == {"W4R-GTM": 1}


@pytest.mark.parametrize("rows", [65_534, 65_535, 65_536, 65_537, 70_000])
def test_a_file_that_ends_where_a_sheet_of_excel_ends_is_warned_of(
    rows: int, tmp_path: Path
) -> None:
    report = read_text(tmp_path, tally(*(row(1, number) for number in range(1, rows + 1))))
    assert report.actions == rows * (rows + 1) // 2
    # The header takes one of the sheet's 65,536 rows: a file with more was never cut by it.
    assert warned(report) == (["row_limit"] if rows == 65_535 else [])
