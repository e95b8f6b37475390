"""Measure, and print one table: `python -m benchmarks`. A missed target is said, not punished."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    briefs,
    exports,
    factcheck,
    memory,
    pages,
    pictures,
    press,
    queries,
    start,
    workbooks,
)


@dataclass(frozen=True)
class Line:
    """One row of the table; `value` is None where this machine cannot measure it."""

    what: str
    value: float | None
    target: float
    unit: str
    against: float | None
    reference: str
    at_least: bool = False

    def cells(self) -> tuple[str, ...]:
        digits = 2 if self.unit == "s" else 1
        goal = f"{'>=' if self.at_least else '<='} {self.target:g} {self.unit}"
        if self.value is None:
            return self.what, "not measured", goal, "-", "-"
        met = self.value >= self.target if self.at_least else self.value <= self.target
        verdict = "met" if met else "MISSED"
        ratio = f"{self.value / self.against:.1f} x {self.reference}" if self.against else "-"
        return self.what, f"{self.value:.{digits}f} {self.unit}", goal, verdict, ratio


def table(lines: list[Line]) -> str:
    rows = [("what", "measured", "target", "", "ratio in this run"), *(x.cells() for x in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    shown = ["  ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)) for row in rows]
    shown.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(text.rstrip() for text in shown)


def measure(folder: Path) -> list[Line]:
    """Everything, one after the other, so that nothing measured shares the machine."""
    ready, bare = start.seconds(folder)
    lines = [
        Line("server ready after start", ready, 3, "s", bare, "importing Streamlit"),
    ]
    ours, theirs, peak = exports.apart(folder)
    count = "screen, map and count 200,000 rows"
    lines += [
        Line(count, ours, round(3 * theirs, 2), "s", theirs, "DuckDB's declared read and count"),
        Line("memory of that", peak, 400, "MB", None, ""),
    ]
    book, bare_book = workbooks.seconds(folder)
    calamine = "calamine's own read"
    lines.append(
        Line("workbook of 100,000 rows", book, round(3 * bare_book, 2), "s", bare_book, calamine)
    )
    before, after = memory.megabytes(folder)
    empty, runs = pages.milliseconds()
    lines += [
        Line(f"page {name}, {lang}", value, 150, "ms", empty, "an empty page")
        for (name, lang), value in runs.items()
    ]
    blank, (slow, svg), (slower, png) = pictures.milliseconds()
    lines += [
        Line(f"slowest picture as SVG, {slow}", svg, 50, "ms", blank, "an empty PNG"),
        Line(f"slowest picture as PNG, {slower}", png, 120, "ms", blank, "an empty PNG"),
    ]
    points, (longest, page), (most, forms), first_page = briefs.milliseconds()
    lines += [
        Line(f"slowest brief as PDF, {longest}", page, 300, "ms", points, "its points"),
        Line(f"slowest brief in all forms, {most}", forms, 1500, "ms", points, "its points"),
        Line("first brief of a process, with its points", first_page, 1500, "ms", None, ""),
    ]
    least, metrics = queries.milliseconds(folder)
    slowest = max(metrics, key=lambda name: metrics[name])
    label = f"slowest of {len(metrics)} metrics, {slowest}"
    lines.append(Line(label, metrics[slowest], 20, "ms", least, "select 1"))
    lines.append(
        Line("memory after every page, en and fr", after, 350, "MB", before, "before a visitor")
    )
    figure, health, first = press.measured()
    answered = "a ready-made figure of the API"
    lines += [
        Line(answered, figure.per_second, 3500, "/s", health.per_second, "health", at_least=True),
        Line(f"{answered}, p99", figure.slowest_of_a_hundred, 20, "ms", None, ""),
        Line("first answer of a figure, new snapshot", first, 50, "ms", None, ""),
    ]
    return lines


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IMPACT_STORE"] = str(Path(folder) / "store")
        lines = measure(Path(folder))
    print(table(lines))
    print()
    print(factcheck.told())
    missed = sum("MISSED" in line.cells() for line in lines)
    print(f"\n{missed} of {len(lines)} targets missed." if missed else "\nEvery target is met.")


if __name__ == "__main__":
    main()
