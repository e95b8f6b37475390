"""Screen, map and count a large export, beside DuckDB's own declared read of the same file."""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from impact.exports import intake, mapping
from impact.settings import ROOT

ROWS = 200_000
SAMPLE = ROOT / "tests" / "exports" / "samples" / "engaging_networks_transactions.csv"


def write(path: Path) -> None:
    """A file of Engaging Networks' shape with invented rows, the same on every run."""
    header = SAMPLE.read_text("utf-8").split("\n")[0]
    chance = random.Random(1)
    names = ("W4R21 CHN - petition", "W4R21 ERI - petition", "W4R21 GTM - email", "Newsletter")
    start = dt.datetime(2021, 11, 22)
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        for index in range(ROWS):
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
            file.write(",".join((cells + [""] * 70)[:69]) + ",\n")


def measure(folder: Path) -> tuple[float, float, float]:
    """Seconds of ours and of DuckDB's, best of three, and the peak memory of this process in MB."""
    path = folder / "large.csv"
    write(path)
    names = SAMPLE.read_text("utf-8").split("\n")[0].strip().split(",")
    columns = {name or "blank": "VARCHAR" for name in names}
    known, ours, theirs = mapping.load(), [], []
    for _ in range(3):
        started = time.perf_counter()
        report, _table = intake.examine(path, known, secret=b"k" * 32, today=dt.date(2026, 11, 22))
        ours.append(time.perf_counter() - started)
        assert report.rows_read == ROWS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for _ in range(3):
        with duckdb.connect(config={"threads": 2}) as connection:
            started = time.perf_counter()
            connection.read_csv(
                str(path), columns=columns, header=True, auto_detect=False, delimiter=","
            ).aggregate('"Campaign ID", count(*)').fetchall()
            theirs.append(time.perf_counter() - started)
    return min(ours), min(theirs), peak


def apart(folder: Path) -> tuple[float, float, float]:
    """`measure` in a process of its own, so that the memory is of nothing else."""
    command = [sys.executable, "-m", "benchmarks.exports", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ours, theirs, peak = json.loads(run.stdout)
    return ours, theirs, peak


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
