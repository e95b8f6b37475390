"""What is no export is refused by what it is, with the remedy that fits it."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports.mapping import NOT_KNOWN
from impact.i18n.words import LANGUAGES
from tests.exports_read import HEADER, read_bytes, read_text, row, tally

TABLE = "<table><tr><th>Date</th></tr><tr><td>2025-12-10</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.xls", TABLE, "foreign.html_table"),
        ("a.xls", f"<!-- report -->\n<html><body>{TABLE}", "foreign.html_table"),
        ("a.xls", f"\ufeff  <style>td{{x:1}}</style>{TABLE}", "foreign.html_table"),
        ("a.xls", f'<div class="x"><center>{TABLE}</center></div>', "foreign.html_table"),
        ("a.csv", f"<!DOCTYPE html><html><head><title>Report</title></head>{TABLE}", "foreign.html_table"),
        ("a.csv", "<!doctype html><html><form><input type=password></form></html>", "foreign.login"),
        ("a.csv", "<html><head><title>Sign in</title></head><body>...", "foreign.html"),
        ("a.csv", "<h1>502 Bad Gateway</h1>", "foreign.html"),
        ("a.xls", '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "foreign.spreadsheetml"),
        ("a.xml", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "foreign.spreadsheetml"),
        ("a.xml", '<?xml version="1.0"?><rss><channel/></rss>', "foreign.xml"),
        ("a.csv", '{"error":"unauthorized","message":"token expired"}', "foreign.json_error"),
        ("a.csv", '{\n  "message": "Not found"\n}', "foreign.json_error"),
        ("a.json", '[{"id": 1, "case": "China"}]', "foreign.json"),
        ("a.json", '{"data": [{"id": 1}], "next": null}', "foreign.json"),
        ("a.csv", "{\\rtf1\\ansi x}", "foreign.word"),
        ("a.xls", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "foreign.mhtml"),
        ("a.csv", "From: a\nSubject: export\n\nhello", "foreign.mail"),
        ("a.gsheet", '{"url": "https://docs.example.org/x", "doc_id": "x", "email": "a@example.org"}', "foreign.link"),
    ],
)  # fmt: skip
def test_text_that_is_no_table_is_named(name: str, content: str, key: str, tmp_path: Path) -> None:
    for encoding in ("utf-8",) if content.startswith("{\\") else ("utf-8", "utf-16"):
        report = read_bytes(tmp_path, content.encode(encoding), name)
        assert report.fault is not None
        assert report.fault.key == key
        assert all(name in report.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"%PDF-1.7\n", "foreign.pdf"),
        (b"SQLite format 3\0" + b"\0" * 90, "foreign.database"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "foreign.image"),
        (b"\xff\xd8\xff\xe0JFIF", "foreign.image"),
        (b"PAR1" + b"\0" * 90, "foreign.parquet"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 90, "foreign.archive"),
        (b"Rar!\x1a\x07\x01\0", "foreign.archive"),
        (b"\xff\xfe\0\0D\0\0\0", "foreign.utf32"),
        (b"a.csv" + b"\0" * 252 + b"ustar\0" + b"0" * 300, "foreign.archive"),
        (bytes(5000), "foreign.cloud"),
        (b"bplist00\xd3\x01\x02NSURLNameKey", "foreign.cloud"),
        (b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource\xd5", "foreign.page"),
        (b"[InternetShortcut]\r\nURL=https://example.org/x\r\n", "foreign.link"),
    ],
)
def test_bytes_that_are_no_text_are_named(content: bytes, key: str, tmp_path: Path) -> None:
    report = read_bytes(tmp_path, content)
    assert report.fault is not None
    assert report.fault.key == key


def test_what_php_says_above_a_header_is_passed_over(tmp_path: Path) -> None:
    text = "<br />\n<b>Warning</b>: Undefined in <b>x.php</b> on line <b>3</b><br />\n"
    assert read_text(tmp_path, text + tally(row(1, 7))).actions == 7


def test_where_no_mapping_is_near_the_columns_are_named(tmp_path: Path) -> None:
    report = read_text(tmp_path, "When,Town,How many trees\n2025-01-01,x,3\n")
    assert report.fault is not None
    assert report.fault.key == "mapping_unlike"
    assert "When, Town, How many trees" in report.message("en")


def test_the_nearest_mapping_is_named_only_if_it_is_near(tmp_path: Path) -> None:
    report = read_text(tmp_path, "Date,Case,Action type,Channel\n2025-12-01,China,letter,online\n")
    assert report.fault is not None
    assert report.fault.key == "mapping_none"
    assert "missing for it: Number" in report.message("en")


def test_a_file_without_a_header_is_not_quoted(tmp_path: Path) -> None:
    report = read_text(
        tmp_path, "Ada,Lovelace,ada@example.org,2025-12-01\nB,C,b@example.org,2025-12-02\n"
    )
    assert report.fault is not None
    assert report.fault.key == "mapping_headless"
    assert "Ada" not in report.message("en") + report.message("fr")
    assert report.fault.key in NOT_KNOWN


def test_names_that_all_stand_there_are_never_told_as_missing(tmp_path: Path) -> None:
    text = HEADER.replace(",", " , ; ") + "\n" + row(1, 7) + "\n"
    report = read_text(tmp_path, text)
    assert report.fault is None or report.fault.key == "export_undivided"
