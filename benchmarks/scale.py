"""At the size of the real thing: `python -m benchmarks.scale --millions 1,10,150`.

Makes editions of six million actions by 24 sections (seeded; above 150 million larger ones), takes them in, and prints what one more
export, the first figure and a retraction cost beside what DuckDB or an empty store needs in the same
run. A missed target is said, not punished. `--write` draws the growth for docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from math import log10
from pathlib import Path

import duckdb

from benchmarks.__main__ import Line, table
from impact.exports import mapping, taking
from impact.exports.taking import Desk, Handed
from impact.figures import live
from impact.record.reader import read
from impact.settings import ROOT
from impact.store import Store

SECTIONS = sorted(mapping.load().zones)
_CASES = ("W4R Zhang Zhan", "W4R Bernardo Caal Xol", "W4R Ciham Ali", "W4R somebody else")
_EDITIONS = 25
_FILE = 250_000  # actions of one export: 24 of them are an edition of six million


def rows(out: Path, count: int, edition: int, first: int, seed: int) -> None:
    """An export of proca's form with so many actions of an edition, 110 bytes each; the same each time."""
    days = f"timestamp '{edition}-11-15 12:00:00' + interval ((hash(i + {seed}) % 6000000)::bigint) second"
    cases = ", ".join(f"'{case}'" for case in _CASES)
    with duckdb.connect() as connection:
        connection.execute(
            f"""copy (
                select {first} + i as id, 'Ada' as firstname, ['CA', 'FR', 'US', 'DE'][1 + (hash(i) % 4)::integer]
                as country, 'person' || i || '@example.org' as email, 'widget-7' as widget,
                ['petition', 'mail2target', 'tweet'][1 + i % 3] as type,
                strftime({days}, '%Y-%m-%dT%H:%M:%S') as date,
                [{cases}][1 + (hash(i + 7) % 4)::integer] as campaign, 'newsletter' as utm_source, 'mail' as utm_medium
                from range({count}) as numbers(i)) to '{out}' (header)"""
        )


def alone(code: str, *arguments: str) -> tuple[float, int, str]:
    """Seconds, peak kilobytes and output of Python code in a process of its own."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED + code, *arguments],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    taken = time.perf_counter() - started
    told = json.loads(done.stderr.strip().splitlines()[-1])
    return told.get("seconds", taken), told["peak"], done.stdout


_MEASURED = """
import atexit, json, sys, time
def _tell():
    # The most of this program: ru_maxrss is also that of the process that started it.
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    told = {"peak": peak} | ({"seconds": SECONDS} if "SECONDS" in globals() else {})
    print(json.dumps(told), file=sys.stderr)
atexit.register(_tell)
"""
_FIGURE = (
    "from impact.cli.main import main; main(['figures', 'actions_counted', '--format', 'csv'])"
)
_INTAKE = """
from impact.cli.main import main
begun = time.perf_counter()
main(["ingest", sys.argv[1], "--section", "FR"])
SECONDS = time.perf_counter() - begun
"""
_COPY = """
import duckdb
begun = time.perf_counter()
columns = {name: "VARCHAR" for name in
           ("id", "firstname", "country", "email", "widget", "type", "date", "campaign", "utm_source", "utm_medium")}
with duckdb.connect(config={"threads": 2}) as connection:
    connection.execute("copy (select id, country, type, date::timestamp as date, campaign from read_csv($path, "
        "header = true, auto_detect = false, columns = $columns)) to $out (format parquet, compression zstd)",
        {"path": sys.argv[1], "columns": columns, "out": sys.argv[2]})
SECONDS = time.perf_counter() - begun
"""


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def desk(store: Store) -> Desk:
    return Desk(taking.mappings(store), b"benchmark" * 4, read(ROOT / "data" / "record"))


def grown(folder: Path, millions: int) -> tuple[Store, float]:
    """A store of so many actions, and the seconds that taking them in took; none of one that is there."""
    store = Store(folder / f"store-{millions}")
    if store.newest() is not None:
        return store, 0.0
    hand = desk(store)
    taken, left, edition, first = 0.0, millions * 1_000_000, 2025, 1
    most = max(_FILE, left // (_EDITIONS * len(SECTIONS)) + 1)  # there are no more editions
    while left > 0:
        for section in SECTIONS:
            count = min(most, left)
            if count <= 0:
                break
            path = folder / f"{section} {edition}.csv"
            rows(path, count, edition, first, seed=edition)
            taken += seconds(partial(hand.take, store, Handed(path, section)))
            path.unlink()
            first, left = first + count, left - count
        edition -= 1
    return store, taken


def small(folder: Path, number: int) -> Handed:
    """A tally of five rows, a list of its own with counts of its own: who sends what another section has
    is asked about it, and to ask costs more than to take in."""
    path = folder / f"group {number}.csv"
    lines = [
        f"2025-12-{1 + (number + each) % 28:02},Zhang Zhan,letter,offline,{1 + number // 9**each % 9}"
        for each in range(5)
    ]
    path.write_text("Date,Case,Action type,Channel,Number\n" + "\n".join(lines) + "\n", "utf-8")
    return Handed(path, SECTIONS[number % len(SECTIONS)], None, f"group {number}")


def many(folder: Path, exports: int) -> tuple[float, float, float]:
    """One more export at 50 and at so many exports, and opening with so many: seconds each."""
    store = Store(folder / "many")
    os.environ["IMPACT_STORE"] = str(store.folder)
    hand, done = desk(store), 0
    at_fifty = 0.0
    while done < exports:
        step = min(50, exports - done)
        hand.take_all(store, [small(folder, done + each) for each in range(step)])
        done += step
        if done == 50:
            at_fifty = min(
                seconds(partial(hand.take, store, small(folder, n))) for n in range(90_000, 90_003)
            )
    at_many = min(
        seconds(partial(hand.take, store, small(folder, n))) for n in range(91_000, 91_003)
    )
    opening = alone(_FIGURE)[0]
    return at_fifty, at_many, opening


def of_children() -> float:
    """Seconds of a processor that processes of its own have used, which nobody else's work is in."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def taken_and_seen(folder: Path, store: Store, millions: int) -> tuple[float, float]:
    """Ten thousand actions in, and everything that can be asked made anew: seconds, and of a processor."""
    more, hand = folder / "more.csv", desk(store)
    first = 2_000_000_000 + 1_000_000 * millions + 10_000 * len(taking.entries(store))
    rows(more, 10_000, 2025, first, seed=first)
    begun = time.perf_counter(), time.process_time()
    hand.take(store, Handed(more, "FR"))
    live.current().database.ready()
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def measure(
    folder: Path, stores: Path, sizes: list[int], exports: int
) -> tuple[list[Line], dict[int, dict[str, float]]]:
    os.environ["IMPACT_SECRET"] = "benchmark" * 4
    os.environ["IMPACT_STORE"] = str(folder / "empty")
    lines: list[Line] = []
    three = folder / "three.csv"
    rows(three, 3_000_000, 2025, 1, seed=1)
    alone(_FIGURE)  # compiled files and the record's first snapshot
    empty, empty_peak, _ = min((alone(_FIGURE) for _ in range(3)), key=lambda found: found[0])
    copied = min(alone(_COPY, str(three), str(folder / "copied"))[0] for _ in range(2))
    os.environ["IMPACT_STORE"] = str(folder / "three")
    taken, peak, _ = alone(_INTAKE, str(three))
    lines.append(
        Line(
            "3,000,000 actions taken in", taken, 2 * copied, "s", copied, "DuckDB's CSV to Parquet"
        )
    )
    lines.append(Line("  its peak memory", peak / 1024, 1024, "MB", None, "-"))
    growth: dict[int, dict[str, float]] = {}
    for millions in sizes:
        store, building = grown(stores, millions)
        os.environ["IMPACT_STORE"] = str(store.folder)
        live.keep_record(store)
        begun = of_children()
        opens = [alone(_FIGURE) for _ in range(3)]
        opening = (of_children() - begun) / len(opens)
        opened, opened_peak, _ = min(opens, key=lambda found: found[0])
        live._LIVE.clear()
        state = live.current()
        state.database.ready()
        asked = (
            "actions_counted",
            "counted_by_section",
            "counted_by_case",
            "counted_by_day",
            "pace",
            "sections_sending",
        )
        slowest = 0.0
        for name in asked:
            given = {} if name == "actions_counted" else {"edition": 2025}
            tries = []
            for _ in range(5):
                state.database.forget()
                tries.append(seconds(partial(state.database.rows, name, **given)))
            slowest = max(slowest, min(tries))
        shown = [taken_and_seen(folder, store, millions) for _ in range(3)]
        seen = min(wall for wall, _ in shown)
        growth[millions] = {
            "building": building,
            "opening": opening,
            "figure": slowest * 1000,
            "one more": min(of_processor for _, of_processor in shown),
        }
        size = f"{millions:,} million"
        lines += [
            Line(
                f"first figure of a store of {size}",
                opened,
                1.3 * empty,
                "s",
                empty,
                "an empty store",
            ),
            Line(
                "  its peak memory",
                opened_peak / 1024,
                350,
                "MB",
                empty_peak / 1024,
                "an empty store",
            ),
            Line("  its slowest figure", slowest * 1000, 20, "ms", None, "-"),
            Line("  one more export of 10,000 rows, shown", seen, 1, "s", None, "-"),
        ]
    whole = Store(folder / "three")
    name = taking.entries(whole)[-1].id
    waits: list[float] = []
    stop = threading.Event()

    def reads() -> None:
        os.environ["IMPACT_STORE"] = str(whole.folder)
        while not stop.is_set():
            waits.append(seconds(live.current))
            time.sleep(0.02)

    reader = threading.Thread(target=reads)
    reader.start()
    gone = seconds(lambda: taking.retract(whole, name, "benchmark"))
    stop.set()
    reader.join()
    lines.append(Line("retracting 3,000,000 actions", gone, 10, "s", taken, "taking them in"))
    lines.append(Line("  longest that a reader waited", max(waits) * 1000, 1000, "ms", None, "-"))
    at_fifty, at_many, opening = many(folder, exports)
    lines.append(
        Line(
            f"one more export at {exports:,}",
            at_many * 1000,
            at_fifty * 1500,
            "ms",
            at_fifty * 1000,
            "at 50",
        )
    )
    lines.append(
        Line(
            f"first figure at {exports:,} exports", opening - empty, 1, "s", empty, "an empty store"
        )
    )
    return lines, growth


def apart(places: list[float], least: float) -> list[float]:
    """Places in rising order, each at least so far from the one before."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    return found


def drawn(growth: dict[int, dict[str, float]]) -> str:
    """The growth as a picture: each cost, of a processor, beside its own at the smallest size; both axes
    by tens."""
    names = ("opening", "figure", "one more")
    sizes = sorted(growth)
    span = max(log10(sizes[-1] / sizes[0]), 1)
    across = {size: 70 + 480 * log10(size / sizes[0]) / span for size in sizes}
    marks, ends = [], []
    for name, dash in zip(names, ("", "6 4", "2 3"), strict=True):
        ratios = [growth[size][name] / growth[sizes[0]][name] for size in sizes]
        heights = [250 - 80 * log10(max(ratio, 0.1)) for ratio in ratios]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in zip(across.values(), heights, strict=True))
        marks.append(
            f'<polyline points="{path}" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        ends.append((heights[-1], name))
    ends.sort()
    for y, (_, name) in zip(apart([y for y, _ in ends], 16), ends, strict=True):
        marks.append(f'<text x="{across[sizes[-1]] + 6:.0f}" y="{y + 4:.0f}">{name}</text>')
    at = dict(zip(sizes, apart(list(across.values()), 52), strict=True))
    ticks = [
        f'<line x1="{across[size]:.0f}" x2="{at[size]:.0f}" y1="252" y2="274" stroke="#888"/>'
        f'<text x="{at[size]:.0f}" y="290" text-anchor="middle">{size} M</text>'
        for size in sizes
    ]
    levels = [
        f'<text x="60" y="{254 - 80 * level}" text-anchor="end">{10**level} x</text>'
        f'<line x1="70" x2="560" y1="{250 - 80 * level}" y2="{250 - 80 * level}" stroke="#ccc"/>'
        for level in range(3)
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 310" font-family="sans-serif" font-size="13">'
        '<rect width="680" height="310" fill="#fff"/>'
        + "".join([*levels, *marks, *ticks])
        + "</svg>\n"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--millions", default="1,10")
    asked.add_argument("--exports", type=int, default=5_000)
    asked.add_argument("--folder", type=Path, help="where to work; all is taken away after")
    asked.add_argument("--stores", type=Path, help="where large stores stay, and are found")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    sizes = [int(each) for each in given.millions.split(",")]
    folder = Path(tempfile.mkdtemp(dir=given.folder))
    try:
        lines, growth = measure(folder, given.stores or folder, sizes, given.exports)
        print(table(lines))
        print(json.dumps(growth))
        print(
            "peak of this process:",
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "MB",
        )
        if given.write:
            (ROOT / "docs" / "img" / "growth.svg").write_text(drawn(growth), "utf-8")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
