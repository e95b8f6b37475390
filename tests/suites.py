"""Public collections of odd CSV files, each with what it should be read as: is any read wrong in silence?

Two layouts are known: that of the Pollock benchmark (`csv/NAME` with its clean twin `clean/NAME`;
its `parameters/` tell other readers a dialect that the screen must prove by itself, so they are not
read) and that of csv-spectrum (`csvs/NAME.csv` with `json/NAME.json`). Silent means: a kept row is
none of the clean rows in their order, or one is missing and nothing says so.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from impact.exports.screen import Screen
from impact.faults import Fault

Rows = list[list[str]]


@dataclass(frozen=True)
class Case:
    """One odd file and what it should be read as."""

    path: Path
    header: list[str]
    rows: Rows


@dataclass(frozen=True)
class Answer:
    """What a reader made of it: kept rows, and whether it said that something is wrong."""

    rows: Rows
    said: bool
    refused: bool = False


@dataclass
class Outcome:
    """Files by what came of them, and those that were read wrong in silence."""

    counts: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)


def cases(folder: Path) -> Iterator[Case]:
    """Every file below a folder that has a twin, in either layout."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if path.parent.name == "csv" and (twin := path.parents[1] / "clean" / path.name).is_file():
            with twin.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                rows = [row for row in csv.reader(file) if any(row)]
            if rows:
                yield Case(path, rows[0], rows[1:])
        if path.parent.name == "csvs":
            twin = path.parents[1] / "json" / f"{path.stem}.json"
            items = json.loads(twin.read_text("utf-8")) if twin.is_file() else None
            if items and isinstance(items, list) and isinstance(items[0], dict):
                header = list(items[0])
                yield Case(path, header, [[str(item[name]) for name in header] for item in items])


def screened(case: Case) -> Answer:
    """What the screen makes of it, asked for every column that has a name."""
    at = [index for index, name in enumerate(case.header) if name.strip()]
    try:
        screen = Screen(case.path, [case.header[index] for index in at])
        rows = [
            list(row)
            for batch in screen.batches()
            for row in zip(*(column.to_pylist() for column in batch.table.columns), strict=True)
        ]
    except Fault:
        return Answer([], said=True, refused=True)
    return Answer(rows, said=bool(screen.result.set_aside or screen.result.warnings))


def tried(folder: Path, reader: Callable[[Case], Answer] = screened) -> Outcome:
    """Give every file of a collection to a reader."""
    outcome = Outcome()
    for case in cases(folder):
        answer = reader(case)
        at = [index for index, name in enumerate(case.header) if name.strip()]
        clean = [[_plain(row[index]) for index in at] for row in case.rows if len(row) > at[-1]]
        kept = [[_plain(cell) for cell in row] for row in answer.rows]
        if not _within(kept, clean) or (len(kept) < len(clean) and not answer.said):
            outcome.silent.append(str(case.path.relative_to(folder)))
            outcome.counts["silently wrong"] += 1
        elif answer.refused:
            outcome.counts["refused"] += 1
        else:
            outcome.counts["right" if kept == clean else "flagged, kept rows right"] += 1
    return outcome


def _plain(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _within(kept: Rows, clean: Rows) -> bool:
    """Whether the kept rows are some of the clean ones, in their order."""
    left = iter(clean)
    return all(row in left for row in kept)
