"""Odd CSV files with their clean twins: none is read wrong in silence."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from tests import suites
from tests.suites import Answer, Case

SUITES = os.environ.get("IMPACT_CSV_SUITES", "")


@pytest.mark.skipif(
    not SUITES,
    reason="IMPACT_CSV_SUITES names no folder of a public collection of odd CSV files",
)
def test_no_file_of_a_public_collection_is_read_wrong_in_silence() -> None:
    outcome = suites.tried(Path(SUITES))
    assert outcome.counts, f"no file with a clean twin lies below {SUITES}"
    print(dict(outcome.counts))
    assert outcome.silent == []


HEADER = ["date", "place", "count", "letter", "note"]
TABLE = [
    [f"2021-12-{day:02}", f"Place {day}", str(day * 7), f"W4R-{day}", note]
    for day, note in enumerate(
        ("", "a, b", 'says "no"', "two\nlines", "é", "", "5", "", "x y", ""), start=1
    )
]


def quoted(row: list[str], delimiter: str = ",") -> str:
    return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row)


def bare(row: list[str], delimiter: str = ",") -> str:
    return delimiter.join(
        cell if cell.replace(" ", "").isalnum() else quoted([cell]) for cell in row
    )


def laid(folder: Path, files: dict[str, str]) -> Path:
    """A collection in Pollock's layout whose files all have the same clean twin."""
    for name in ("csv", "clean"):
        (folder / name).mkdir()
    clean = "\n".join(map(quoted, [HEADER, *TABLE])) + "\n"
    for name, text in files.items():
        (folder / "csv" / name).write_text(text, "utf-8", newline="")
        (folder / "clean" / name).write_text(clean, "utf-8", newline="")
    return folder


def pollutions() -> dict[str, str]:
    """One pollution a file: every separator missing or doubled, a quote too many at every place."""
    files = {}
    for form, line in (("quoted", quoted), ("bare", bare)):
        whole = [line(row) for row in [HEADER, *TABLE]]
        for at, row in enumerate([HEADER, *TABLE]):

            def put(name: str, text: str, whole: list[str] = whole, at: int = at) -> None:
                lines = [*whole[:at], text, *whole[at + 1 :]]
                files[f"{name}_row{at}.csv"] = "\n".join(lines) + "\n"

            put(f"{form}_space", line(row, " "))
            put(f"{form}_twice", "\n".join([line(row)] * 2))
            for column in range(len(row)):
                before, after = line(row[:column]), line(row[column:])
                if column:
                    put(f"{form}_less_{column}", before + after)
                put(f"{form}_more_{column}", ",".join(filter(None, (before, "", after))))
                cells = [line([cell]) for cell in row]
                for place, cell in (
                    ("start", '"' + cells[column]),
                    ("end", cells[column] + '"'),
                    ("inside", cells[column][:2] + '"' + cells[column][2:]),
                ):
                    changed = [*cells[:column], cell, *cells[column + 1 :]]
                    put(f"{form}_quote_{place}_{column}", ",".join(changed))
    return files


def test_no_pollution_of_a_table_is_read_wrong_in_silence(tmp_path: Path) -> None:
    outcome = suites.tried(laid(tmp_path, pollutions()))
    # The same row twice is a row too many, and only a person can say so; the counting knows keys.
    assert [name for name in outcome.silent if "_twice_" not in name] == []
    assert sum(outcome.counts.values()) > 500
    assert outcome.counts["flagged, kept rows right"] > 300


def tolerant(case: Case) -> Answer:
    """A reader as most are: it takes what it gets and says nothing."""
    with case.path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return Answer([row[: len(case.header)] for row in rows], said=False)


def test_the_runner_finds_what_a_tolerant_reader_gets_wrong_in_silence(tmp_path: Path) -> None:
    lines = [quoted(row) for row in [HEADER, *TABLE]]
    files = {
        "whole.csv": "\n".join(lines) + "\n",
        "shifted.csv": "\n".join([*lines[:3], "," + lines[3], *lines[4:]]) + "\n",
        "missing.csv": "\n".join([*lines[:3], *lines[4:]]) + "\n",
    }
    folder = laid(tmp_path, files)
    assert suites.tried(folder, tolerant).silent == ["csv/missing.csv", "csv/shifted.csv"]
    # A row that is not there at all leaves no trace in the file: nothing could tell.
    assert suites.tried(folder).silent == ["csv/missing.csv"]


def test_the_runner_reads_the_layout_of_csv_spectrum(tmp_path: Path) -> None:
    for name in ("csvs", "json"):
        (tmp_path / name).mkdir()
    for name, text in (("a", 'x,y\n1,"a\nb"\n'), ("b", "x,y\n1,b\n")):
        (tmp_path / "csvs" / f"{name}.csv").write_text(text, "utf-8")
        twin = json.dumps([{"x": "1", "y": "a\nb"}])
        (tmp_path / "json" / f"{name}.json").write_text(twin, "utf-8")
    outcome = suites.tried(tmp_path)
    assert outcome.counts == {"right": 1, "silently wrong": 1}
    assert outcome.silent == ["csvs/b.csv"]
