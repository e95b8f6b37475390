"""The loader: a broken record is one sentence with file, line, column, found and remedy."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from impact.faults import Fault
from impact.figures.live import State
from impact.record.reader import names, parse, read
from impact.record.schema import TABLES
from impact.settings import ROOT
from tests.conftest import files, lay, record

SHIPPED = ROOT / "data" / "record"

Contents = Mapping[str, bytes]


def fault_of(contents: Contents) -> Fault:
    with pytest.raises(Fault) as raised:
        parse(contents)
    return raised.value


def changed(
    file: str, change: Callable[[bytes], bytes], **tables: list[dict[str, Any]]
) -> Contents:
    """A good record with the bytes of one file changed, and changed indeed."""
    contents = files(**tables)
    after = change(contents[file])
    assert after != contents[file]
    return {**contents, file: after}


def said(fault: Fault, english: str, french: str, *parts: tuple[str, str]) -> None:
    """Both sentences begin with the place and hold each part."""
    assert fault.sentence("en").startswith(english)
    assert fault.sentence("fr").startswith(french)
    for part_en, part_fr in parts:
        assert part_en in fault.sentence("en")
        assert part_fr in fault.sentence("fr")


DIGITS = ("Write digits only.", "N’écrivez que des chiffres.")
FULL_DAY = ("Write it as 2021-11-22.", "Écrivez-la comme 2021-11-22.")
PART_DAY = ("Write it as 2021, 2021-11 or", "Écrivez-la comme 2021, 2021-11 ou")
ADDRESS = ("Write it from https:// on.", "Écrivez-la à partir de https://.")
ALLOWED = ("one of the allowed words", "l’un des mots admis")
ADD_IT = ("Correct it, or add it there.", "Corrigez-le, ou ajoutez-le là.")
EITHER = ("Correct one of them.", "Corrigez l’une ou l’autre.")
FILL = ("Fill it in.", "Remplissez-la.")
FOUR = ("Write four digits.", "Écrivez quatre chiffres.")
SPACE = ("Remove it.", "Supprimez-le.")

CELLS = [
    ("claims", {"value": "1 2O4"}, "value", DIGITS),
    ("claims", {"value": "1,204"}, "value", DIGITS),
    ("claims", {"value": "-3"}, "value", DIGITS),
    ("claims", {"value": "12.0"}, "value", DIGITS),
    ("cases", {"people": "٣"}, "people", DIGITS),
    ("claims", {"value": ""}, "value", FILL),
    ("cases", {"name": ""}, "name", FILL),
    ("cases", {"source_url": ""}, "source_url", FILL),
    ("cases", {"name": " Ana"}, "name", SPACE),
    ("cases", {"name": "Ana "}, "name", SPACE),
    ("editions", {"edition_year": "20"}, "edition_year", FOUR),
    ("claims", {"since_year": "3001"}, "since_year", FOUR),
    ("editions", {"starts_on": "31/01/2022"}, "starts_on", FULL_DAY),
    ("editions", {"starts_on": "2021-02-30"}, "starts_on", FULL_DAY),
    ("editions", {"starts_on": "2021-11"}, "starts_on", FULL_DAY),
    ("claims", {"as_of": "2021-13"}, "as_of", PART_DAY),
    ("claims", {"as_of": "November 2021"}, "as_of", PART_DAY),
    ("claims", {"as_of": "2021-02-30"}, "as_of", PART_DAY),
    ("claims", {"as_of": "20211122"}, "as_of", PART_DAY),
    ("cases", {"source_url": "www.example.org"}, "source_url", ADDRESS),
    ("cases", {"source_url": "javascript:alert(1)"}, "source_url", ADDRESS),
    ("cases", {"source_url": "https://example.org/two words"}, "source_url", ADDRESS),
    ("cases", {"issue": "weather"}, "issue", ALLOWED),
    ("cases", {"demand": "Release"}, "demand", ALLOWED),
    ("outcomes", {"outcome_type": "freed"}, "outcome_type", ALLOWED),
    ("outcomes", {"custody_after": "gone"}, "custody_after", ALLOWED),
    ("cases", {"same_people_as": "2019-nobody"}, "same_people_as", ADD_IT),
    ("cases", {"edition_year": "2019"}, "edition_year", ADD_IT),
    ("claims", {"edition_year": "2019"}, "edition_year", ADD_IT),
    ("outcomes", {"case_id": "2020-nobody"}, "case_id", ADD_IT),
    ("case_actions", {"case_id": "2020-nobody"}, "case_id", ADD_IT),
    ("section_actions", {"edition_year": "2019"}, "edition_year", ADD_IT),
    ("outcomes", {"event_date": "2021-05"}, "event_date", EITHER),
    ("outcomes", {"event_date": "2021", "date_precision": "month"}, "event_date", EITHER),
    ("outcomes", {"event_date": "2021-05-01", "date_precision": "year"}, "event_date", EITHER),
    ("outcomes", {"event_date": "2021", "date_precision": "unknown"}, "event_date", EITHER),
    ("outcomes", {"event_date": ""}, "event_date", EITHER),
]


@pytest.mark.parametrize(("table", "cells", "column", "remedy"), CELLS)
def test_a_wrong_cell_is_named_by_file_line_column_content_and_remedy(
    table: str, cells: dict[str, str], column: str, remedy: tuple[str, str]
) -> None:
    fault = fault_of(files(**{table: [cells]}))
    found = cells[column]
    said(
        fault,
        f"{table}.csv, line 2, column {column}: ",
        f"{table}.csv, ligne 2, colonne {column}\u00a0: ",
        (found, found),
        remedy,
    )


def test_a_long_cell_is_quoted_only_in_part() -> None:
    fault = fault_of(files(cases=[{"source_url": "x" * 500}]))
    assert "x" * 40 + "…" in fault.sentence("en")
    assert len(fault.sentence("en")) < 200


def test_a_fault_names_the_line_of_the_row_and_not_of_the_file() -> None:
    rows = [{"case_id": "2020-a"}, {"case_id": "2020-b"}, {"case_id": "2020-c", "people": "x"}]
    said(
        fault_of(files(cases=rows)),
        "cases.csv, line 4, column people: ",
        "cases.csv, ligne 4, colonne people\u00a0: ",
    )


def test_line_breaks_inside_cells_keep_the_line_numbers_right() -> None:
    rows = [
        {"case_id": "2020-a", "summary": "one\ntwo\nthree"},
        {"case_id": "2020-b", "people": "x"},
    ]
    assert fault_of(files(cases=rows)).sentence("en").startswith("cases.csv, line 5, column people")


def test_a_row_that_itself_has_line_breaks_is_named_by_its_first_line() -> None:
    rows = [{"case_id": "2020-a"}, {"case_id": "2020-b", "people": "x", "summary": "one\ntwo"}]
    assert fault_of(files(cases=rows)).sentence("en").startswith("cases.csv, line 3, column people")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda data: data.replace(b"\n2020,2020-a,", b"\n2020,2020-a,,"), "8"),
        (lambda data: data.replace(b",good\n", b"\n"), "6"),
        (lambda data: data + b"\n", "0"),
    ],
    ids=["a cell too many", "a cell too few", "a blank line"],
)
def test_a_row_of_wrong_width_is_refused(change: Callable[[bytes], bytes], found: str) -> None:
    fault = fault_of(changed("case_actions.csv", change))
    said(
        fault,
        f"case_actions.csv, line {3 if found == '0' else 2}: ",
        f"case_actions.csv, ligne {3 if found == '0' else 2}\u00a0: ",
        (f"{found} cells were found where 7 belong", f"{found} cellules"),
        ("Look for a missing or an extra comma", "Cherchez une virgule manquante ou en trop"),
    )


@pytest.mark.parametrize(
    ("table", "row", "key"),
    [
        ("editions", {"edition_year": 2020}, "2020"),
        ("claims", {"claim_id": "c1"}, "c1"),
        ("cases", {"case_id": "2020-a"}, "2020-a"),
        ("outcomes", {"outcome_id": "o1"}, "o1"),
        ("case_actions", {"count": 10, "unit": "people"}, "2020-a / 10"),
        ("section_actions", {"qualifier": "about"}, "2020 / Chile / whole_section / 5"),
    ],
)
def test_a_key_that_stands_twice_names_both_lines(
    table: str, row: dict[str, Any], key: str
) -> None:
    fault = fault_of(files(**{table: [{}, row]}))
    said(
        fault,
        f"{table}.csv, line 3, column ",
        f"{table}.csv, ligne 3, colonne ",
        (f"“{key}” stands on line 2", f"«\u00a0{key}\u00a0» se trouve déjà à la ligne 2"),
        ("Give each row its own key.", "Donnez à chaque ligne sa propre clé."),
    )


@pytest.mark.parametrize(
    ("change", "place", "text"),
    [
        (
            lambda data: data.replace(b"unit", b"count", 1),
            "column count",
            ("stands twice in the header. Remove one.", "Supprimez-en une."),
        ),
        (
            lambda data: data.replace(b"unit", b"units", 1),
            "column unit",
            ("missing from the header. Put it back.", "Remettez-la."),
        ),
        (
            lambda data: data.replace(b"strength\n", b"strength,mood\n").replace(b"d\n", b"d,x\n"),
            "",
            ("“mood” is not in the contract", "«\u00a0mood\u00a0» n’est pas dans le contrat"),
        ),
    ],
    ids=["twice", "missing", "unknown"],
)
def test_a_wrong_header_names_the_column(
    change: Callable[[bytes], bytes], place: str, text: tuple[str, str]
) -> None:
    fault = fault_of(changed("case_actions.csv", change))
    tail = f", {place}" if place else ""
    said(
        fault,
        f"case_actions.csv, line 1{tail}: ",
        f"case_actions.csv, ligne 1{tail.replace('column', 'colonne')}\u00a0: ",
        text,
    )


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            lambda data: data.replace(b"Chili", b"Chil\xe9"),
            ("not UTF-8. Save the file again as CSV UTF-8.", "Enregistrez de nouveau le fichier"),
        ),
        (
            lambda data: data.replace(b"Chili", b"Chi\0li"),
            ("a null byte", "un octet nul"),
        ),
        (
            lambda data: data.replace(b"Chili", b'"Chili'),
            ("a quote is not closed", "un guillemet n’est pas fermé"),
        ),
        (
            lambda data: data.replace(b"Chili", b'"Chi"li'),
            ("stands inside a cell. Close it, or double it.", "Fermez-le, ou doublez-le."),
        ),
    ],
    ids=["latin-1", "null byte", "open quote", "quote inside"],
)
def test_text_that_is_not_clean_csv_is_refused_with_its_line(
    change: Callable[[bytes], bytes], text: tuple[str, str]
) -> None:
    rows = [{"section": "Ghana", "section_fr": "Ghana"}, {}]
    fault = fault_of(changed("section_actions.csv", change, section_actions=rows))
    said(fault, "section_actions.csv, line 3: ", "section_actions.csv, ligne 3\u00a0: ", text)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda _: b"", ("is empty. Put the whole file back.", "Remettez le fichier entier.")),
        (lambda _: b" \n\n", ("is empty. Put the whole file back.", "Remettez le fichier entier.")),
        (
            lambda data: data.splitlines(keepends=True)[0],
            ("a header and no rows. Put the whole file back.", "un en-tête et aucune ligne."),
        ),
    ],
    ids=["no bytes", "blank lines", "header only"],
)
@pytest.mark.parametrize("table", [table.name for table in TABLES if not table.optional])
def test_a_file_without_rows_is_refused(
    table: str, change: Callable[[bytes], bytes], text: tuple[str, str]
) -> None:
    fault = fault_of(changed(f"{table}.csv", change))
    said(fault, f"{table}.csv: ", f"{table}.csv\u00a0: ", text)


NEEDED = [file for file in names() if file not in {t.file for t in TABLES if t.optional}]


@pytest.mark.parametrize("file", NEEDED)
def test_a_missing_file_is_named(file: str, tmp_path: Path) -> None:
    lay(tmp_path, files())
    (tmp_path / file).unlink()
    with pytest.raises(Fault) as raised:
        read(tmp_path)
    put_back = ("is missing. Put it back.", "manque. Remettez-le.")
    said(raised.value, f"{file}: ", f"{file}\u00a0: ", put_back)


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path) -> None:
    lay(tmp_path, files())
    (tmp_path / "cases.csv").unlink()
    (tmp_path / "cases.csv").mkdir()
    with pytest.raises(Fault) as raised:
        read(tmp_path)
    permissions = ("Is a directory). Check its permissions.", "Vérifiez ses droits d’accès.")
    said(raised.value, "cases.csv: ", "cases.csv\u00a0: ", permissions)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"checked_on = ", ("is not valid TOML", "n’est pas du TOML valide")),
        (b"checked_on = 2026-11-22 # \xff", ("is not valid TOML", "n’est pas du TOML valide")),
        (b"", ("Write it as checked_on = 2026-11-22.", "Écrivez checked_on = 2026-11-22.")),
        (b'checked_on = "soon"', ("is not a date", "n’est pas une date")),
        (b"checked_on = 2026-11-22T10:00:00", ("is not a date", "n’est pas une date")),
    ],
)
def test_the_day_of_the_check_must_be_a_day(content: bytes, text: tuple[str, str]) -> None:
    fault = fault_of({**files(), "record.toml": content})
    said(fault, "record.toml: ", "record.toml\u00a0: ", text)


def test_a_byte_order_mark_is_accepted() -> None:
    plain = files(cases=[{"name": "Zoë"}])
    marked = {
        name: b"\xef\xbb\xbf" + data if name.endswith(".csv") else data
        for name, data in plain.items()
    }
    assert parse(marked).tables == parse(plain).tables


def test_lines_that_end_as_on_windows_are_accepted() -> None:
    plain = files()
    dressed = {name: data.replace(b"\n", b"\r\n") for name, data in plain.items()}
    assert parse(dressed).tables == parse(plain).tables


def test_columns_may_stand_in_another_order() -> None:
    header = b"count,edition_year,case_id,unit,qualifier,source_url,source_strength"
    row = b"10,2020,2020-a,actions,exact,https://example.org/count,good"
    contents = {**files(), "case_actions.csv": header + b"\n" + row + b"\n"}
    assert parse(contents).tables["case_actions"] == record().tables["case_actions"]


def test_cells_become_what_the_contract_says_and_empty_ones_nothing() -> None:
    edition = record(editions=[{"starts_on": "2020-11-20"}]).tables["editions"][0]
    assert edition["edition_year"] == 2020
    assert edition["starts_on"] == dt.date(2020, 11, 20)
    assert edition["actions"] is None


def test_the_record_remembers_the_day_it_was_checked() -> None:
    assert record().checked_on == dt.date(2026, 11, 22)


def test_rows_without_a_day_of_their_own_bear_the_record_s() -> None:
    header = b"count,edition_year,case_id,unit,qualifier,source_url,source_strength"
    row = b"10,2020,2020-a,actions,exact,https://example.org/count,good"
    kept_before = {**files(), "case_actions.csv": header + b"\n" + row + b"\n"}
    (count,) = parse(kept_before).tables["case_actions"]
    assert (count["checked_on"], count["checked_how"]) == (dt.date(2026, 11, 22), None)


def test_each_row_bears_the_day_on_which_it_was_checked() -> None:
    looked = {"outcome_id": "o2", "checked_on": "2026-11-28", "checked_how": "searched_again"}
    days = [row["checked_on"] for row in record(outcomes=[{}, looked]).tables["outcomes"]]
    assert days == [dt.date(2026, 11, 22), dt.date(2026, 11, 28)]


def test_no_row_of_the_shipped_record_was_checked_after_the_record() -> None:
    whole = read(SHIPPED)
    for table in whole.tables.values():
        for row in table:
            assert row.get("checked_on", whole.checked_on) <= whole.checked_on  # type: ignore[operator]


def test_a_changed_byte_changes_the_hash_of_its_file_alone() -> None:
    before = record().hashes
    after = record(cases=[{"summary": "Who else."}]).hashes
    assert {file for file in names() if before[file] != after[file]} == {"cases.csv"}


def test_the_shipped_record_reads_whole() -> None:
    tables = read(SHIPPED).tables
    assert {name: len(rows) for name, rows in tables.items()}.items() >= {
        "editions": 25,
        "claims": 256,
        "cases": 214,
        "outcomes": 494,
        "case_actions": 44,
        "section_actions": 118,
    }.items()


# What a typewriter writes for a sign of the language: a reader of both files took one of them for careless.
_ENGLISH = re.compile(r"['\"]")
_FRENCH = re.compile(r"['\"]| [:;!?%»]|« |(?<!\d)\d{1,3}(?: \d{3})+(?!\d)|\w[;!?%]")


def test_the_summaries_of_the_record_were_typed_in_two_ways() -> None:
    """Some with the apostrophes of a typewriter and spaces that break, some with those of a typesetter."""
    tables = read(SHIPPED).tables
    for name in ("cases", "outcomes", "outcome_grammar", "case_grammar", "claim_status"):
        for row in tables[name]:
            for column in ("summary", "said", "who", "spoken", "reason"):
                english, french = str(row.get(column) or ""), str(row.get(f"{column}_fr") or "")
                assert not _ENGLISH.search(english), english
                assert not _FRENCH.search(french), french


def test_the_shipped_record_reads_the_same_from_another_folder(
    shipped: State, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(SHIPPED, tmp_path / "copy"))
    assert read(copied).hashes == read(SHIPPED).hashes
    assert read(copied).checked_on == shipped.as_of
