"""Screen, map and count a large export, beside DuckDB's own declared read of the same file.

`python -m benchmarks.exports FOLDER` prints a table; `--rows 3400000` makes a file of 1 GB. The file is
of Engaging Networks' shape; the other lines are the same rows, written in ways that are harder to read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from impact.exports import intake, mapping
from impact.exports.intake import Report
from impact.exports.mapping import Mappings
from impact.settings import ROOT

ROWS = 200_000
SAMPLE = ROOT / "tests" / "exports" / "samples" / "engaging_networks_transactions.csv"


def _broken(_index: int, cells: list[str]) -> list[str]:
    return [*cells[:12], '"Dear ""you"",\nplease\n\nfree them"', *cells[13:]]


def _odd(index: int, cells: list[str]) -> list[str]:
    return ["one cell too many", *cells] if index % 3000 == 1500 else cells


# How a row is written, by its number and its cells.
SHAPES: dict[str, Callable[[int, list[str]], list[str]]] = {
    "plain": lambda _index, cells: cells,
    "every cell quoted": lambda _index, cells: [f'"{cell}"' for cell in cells],
    "a cell with line breaks in every row": _broken,
    "an odd row in every 3,000": _odd,
}


def write(path: Path, rows: int = ROWS, shape: str = "plain") -> None:
    """A file of Engaging Networks' shape with invented rows, the same on every run."""
    written = SHAPES[shape]
    header = SAMPLE.read_text("utf-8").split("\n")[0]
    chance = random.Random(1)
    names = ("W4R21 CHN - petition", "W4R21 ERI - petition", "W4R21 GTM - email", "Newsletter")
    start = dt.datetime(2021, 11, 22)
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        for index in range(rows):
            when = start + dt.timedelta(seconds=chance.randrange(70 * 86_400))
            person = f"personne{index}@exemple.example.org"
            kind, name = chance.choice(("PET", "PET", "ETT", "QCB", "EBC")), chance.choice(names)
            cells = ["94", str(212_011 + index // 2), person, "2019-03-04", f"{when:%Y-%m-%d}"]
            cells += [
                "15316",
                kind,
                name,
                f"{when:%Y-%m-%d}",
                f"{when:%H:%M:%S}",
                chance.choice("PPPR"),
            ]
            cells += [""] * 31 + ["MOBILE", "https://agir.example.org/page/15316/petition/1"]
            cells += [""] * 12 + [person, "M", "Renée", "", "Specimen", f"{index} rue Exemple"]
            cells += ["", "", "Montréal", "QC", "H2X 1Y4", "CA", "+1 514 555 0000"]
            file.write(",".join(written(index, [*(cells + [""] * 70)[:69], ""])) + "\n")


def _ours(path: Path, known: Mappings) -> tuple[float, Report]:
    started = time.perf_counter()
    report, _table = intake.examine(path, known, secret=b"k" * 32, today=dt.date(2026, 11, 22))
    return time.perf_counter() - started, report


def _theirs(path: Path) -> float:
    names = SAMPLE.read_text("utf-8").split("\n")[0].strip().split(",")
    columns = {name or "blank": "VARCHAR" for name in names}
    with duckdb.connect(config={"threads": 2}) as connection:
        started = time.perf_counter()
        connection.read_csv(
            str(path), columns=columns, header=True, auto_detect=False, delimiter=","
        ).aggregate('"Campaign ID", count(*)').fetchall()
        return time.perf_counter() - started


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: Path, rows: int = ROWS) -> tuple[float, float, float]:
    """Seconds of ours and of DuckDB's, best of five in turn, and the peak memory of ours in MB."""
    path = folder / "large.csv"
    write(path, rows)
    known = mapping.load()
    for _ in range(2):
        _seconds, report = _ours(path, known)
        assert report.rows_read == rows
        assert not report.set_aside
    peak = _peak()  # before DuckDB reads: its memory is no matter of ours
    pairs = [(_ours(path, known)[0], _theirs(path)) for _ in range(5)]
    return min(ours for ours, _ in pairs), min(theirs for _, theirs in pairs), peak


def paces(folder: Path) -> dict[str, float]:
    """Megabytes a second of every shape, best of two."""
    known = mapping.load()
    found = {}
    for shape in SHAPES:
        path = folder / "shape.csv"
        write(path, shape=shape)
        seconds = min(_ours(path, known)[0] for _ in range(2))
        found[shape] = path.stat().st_size / seconds / 1e6
    return found


def apart(folder: Path) -> tuple[float, float, float]:
    """`measure` in a process of its own, so that the memory is of nothing else."""
    command = [sys.executable, "-m", "benchmarks.exports", str(folder), "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ours, theirs, peak = json.loads(run.stdout)
    return ours, theirs, peak


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.exports")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--rows", type=int, default=ROWS)
    asked.add_argument("--json", action="store_true", help="ours, DuckDB's, peak memory; no more")
    given = asked.parse_args()
    ours, theirs, peak = measure(given.folder, given.rows)
    if given.json:
        print(json.dumps([ours, theirs, peak]))
        return
    size = (given.folder / "large.csv").stat().st_size / 1e6
    print(f"{given.rows:,} rows of 70 columns, {size:,.0f} MB")
    print(f"  screen, map and count             {ours:7.2f} s   {ours / theirs:.1f} x DuckDB")
    print(f"  DuckDB's declared read and count  {theirs:7.2f} s")
    print(f"  peak memory                       {peak:7.0f} MB")
    print("other shapes of it, MB/s")
    for shape, pace in paces(given.folder).items():
        print(f"  {shape:<40}{pace:5.0f}")


if __name__ == "__main__":
    main()
