"""What a file comes out as: its report, from bytes that a test wrote. Shared by the tests of files."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from impact.exports import intake, mapping
from impact.exports.intake import Report
from impact.exports.recognition import Recognition
from impact.record import reader
from impact.record.reader import Record
from impact.settings import ROOT

OURS = mapping.load()
TODAY = dt.date(2026, 11, 22)
HEADER = "Date,Case,Action type,Channel,Number"


@cache
def shipped() -> tuple[Record, Recognition]:
    """The record that ships, and who is recognised in it: made once, as it is always the same."""
    record = reader.read(ROOT / "data" / "record")
    return record, Recognition(record.tables["cases"], record.tables["case_names"])


def read(path: Path) -> Report:
    report, _table = intake.examine(path, OURS, secret=b"k" * 32, today=TODAY)
    return report


def read_bytes(folder: Path, content: bytes, name: str = "export.csv") -> Report:
    path = folder / name
    path.write_bytes(content)
    return read(path)


def read_text(folder: Path, text: str, name: str = "export.csv") -> Report:
    return read_bytes(folder, text.encode(), name)


def tally(*rows: str, header: str = HEADER) -> str:
    """A tally in our own template's columns."""
    return "\n".join([header, *rows]) + "\n"


def row(number: int, count: object = 3, case: str = "Guatemala") -> str:
    return f"2025-12-{number:02},{case},letter,online,{count}"


def reasons(report: Report) -> list[tuple[int, str]]:
    return [(aside.line, aside.reason) for aside in report.set_aside]


def warned(report: Report) -> list[str]:
    return [key for key, _values in report.warnings if key != "unmapped"]
