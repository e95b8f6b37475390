"""A workbook of 100,000 rows: ours from its bytes to its counts, beside calamine's own read of it.

`python -m benchmarks.workbooks FOLDER` prints both, and their ratio in the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from impact.exports import intake, mapping

ROWS = 100_000
HEADER = ["Date", "Case", "Action type", "Channel", "Number", "Precision", "Country"]


def write(path: Path, rows: int = ROWS) -> None:
    """A tally in our template's columns, the same on every run."""
    book = Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Tally")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADER)
    for index in range(rows):
        sheet.write_datetime(index + 1, 0, dt.datetime(2021, 12, 1 + index % 28), day)
        cells = [f"W4R21-{index % 50}", "letter", "online", index % 9 + 1, "exact", "CA"]
        sheet.write_row(index + 1, 1, cells)
    book.close()


def seconds(folder: Path, rows: int = ROWS) -> tuple[float, float]:
    """Ours and calamine's, of processor time, best of three in turn."""
    path = folder / "tally.xlsx"
    write(path, rows)
    known = mapping.load()
    ours, theirs = [], []
    for _ in range(3):
        started = time.process_time()
        report, _table = intake.examine(path, known, secret=b"k" * 32, today=dt.date(2026, 11, 22))
        ours.append(time.process_time() - started)
        assert report.rows_counted == rows
        started = time.process_time()
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        theirs.append(time.process_time() - started)
    return min(ours), min(theirs)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.workbooks")
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--rows", type=int, default=ROWS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        ours, theirs = seconds(given.folder or Path(spare), given.rows)
    print(f"a workbook of {given.rows:,} rows")
    print(f"  read, screen, map and count  {ours:7.2f} s   {ours / theirs:.1f} x calamine")
    print(f"  calamine's own read          {theirs:7.2f} s")


if __name__ == "__main__":
    main()
