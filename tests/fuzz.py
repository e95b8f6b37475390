"""Sends files that nobody would write: samples cut, spliced and spoiled, noise, mappings gone wrong.

Whatever comes, an export has one of three verdicts or a sentence, its rows add up, and it costs no
more calls than its size allows. `python -m tests.fuzz --seconds 300` runs it for long; the tests for a
moment, always with the same seed.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import faulthandler
import gzip
import io
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from impact.exports import intake, mapping
from impact.exports.mapping import Mappings
from impact.faults import Fault
from impact.i18n.words import LANGUAGES
from tests import costs

HERE = Path(__file__).parent / "exports"
SAMPLES = sorted(
    path for path in (HERE / "samples").rglob("*") if path.suffix in (".csv", ".txt", ".tsv")
)
TODAY = dt.date(2026, 11, 22)
OURS, TORTURE = mapping.load(), mapping.load(HERE / "mappings.example.yaml")
VERDICTS = ("accepted", "partly", "refused")
MOST_CALLS = 50  # to a byte; the dearest of thousands of files cost 6
HANGS = 600  # seconds after which a file is taken to hang, and where it does is printed

ODD = (
    b'"', b'""', b"'", b"\0", b"\n", b"\r", b"\r\n", b"\n\n", b",", b";", b"\t", b"|", b"\xff",
    b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xa0", b"\xe2\x80\xaf", b"\x1a", b"\x1f", b"\x85",
    b"\x81", b"\xed\xa0\x80", b"\x0b", b"\x0c", b"\x1c", b"\xe2\x80\xa8", b"sep=;\n", b"sep=\xc2\xa7\n", b'sep="\n', b"\n\nTotal,,,9\n",
)  # fmt: skip
CELLS = (
    "9e99", "-5", "1_000", "\u0661\u0662\u0663", "\u0661\u0662\u0663k", "9" * 30, "9" * 5000,
    f"{'9' * 400}k", "1.5k", "~", "NaN", "inf", "0x10", "1e5", "½", "²", "1,000,000", "\u22125",
    "0001-01-01", "9999-12-31", "99999-01-01", "0000-00-00", "2021-02-30", "31/12/9999",
    "9999-12-31 23:59:59", "0001-01-01 00:00:00", "12/31/99 23:59:59", "2021-12-01T00:00:00Z",
    "44531", "2.12E+11", "'a'", "=1+1", "", " ", "a" * 5000, "\ufeff", "\u202e", "Ã©", "W4R21-GTM",
)  # fmt: skip


@dataclass
class Found:
    """What came of it all: verdicts and faults by number, and what must not be."""

    verdicts: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    dearest: float = 0.0  # the most calls that a byte has cost


def spoiled(chance: random.Random, data: bytes) -> bytes:
    """Some bytes with a few of all the things that can happen to a file."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = chance.choice(_WAYS)(chance, data)
    return data


def _piece(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 10, 100, 1000)))


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    start, end = _piece(chance, data)
    return chance.choice((data[:start], data[end:], data[:start] + data[end:]))


def _repeat(chance: random.Random, data: bytes) -> bytes:
    start, end = _piece(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 20)) + data[end:]


def _insert(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.choice((1, 1, 5))):
        at = chance.choice((0, len(data), chance.randrange(len(data) + 1)))
        data = data[:at] + chance.choice(ODD) + data[at:]
    return data


def one_cell(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    delimiter = max((b",", b";", b"\t"), key=lines[at].count)
    cells = lines[at].split(delimiter)
    cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode()
    lines[at] = delimiter.join(cells)
    return b"\n".join(lines)


def some_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            chance.shuffle(lines)
        case 1:
            lines.insert(at, lines[0])
        case 2:
            lines[at:at] = [b""] * chance.choice((1, 3, 50))
        case _:
            lines[at:at] = [lines[at]] * chance.choice((1, 300))
    return b"\n".join(lines)


def _splice(chance: random.Random, data: bytes) -> bytes:
    other = chance.choice(SAMPLES).read_bytes()
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other)) :]


def _recode(chance: random.Random, data: bytes) -> bytes:
    text = data.decode(chance.choice(("utf-8", "cp1252", "latin-1", "utf-16-le")), "replace")
    names = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7")
    return text.encode(chance.choice(names), "replace")


def _swap(chance: random.Random, data: bytes) -> bytes:
    pairs = ((b",", b";"), (b",", b"\t"), (b"\n", b"\r"), (b"\n", b"\r\n"), (b'"', b"'"))
    return data.replace(*chance.choice(pairs))


def _pack(chance: random.Random, data: bytes) -> bytes:
    if chance.random() < 0.5:
        packed = gzip.compress(data)
    else:
        buffer = io.BytesIO()
        kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        with zipfile.ZipFile(buffer, "w", chance.choice(kinds)) as file:
            file.writestr("a.csv", data)
        packed = buffer.getvalue()
    if chance.random() < 0.6:
        packed = chance.choice((_flip, _cut, _repeat))(chance, packed)
    return packed


def _noise(chance: random.Random, _data: bytes) -> bytes:
    return chance.randbytes(chance.choice((1, 100, 10_000)))


_WAYS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flip, _flip, _cut, _cut, _repeat, _insert, _insert, _insert, one_cell, one_cell, one_cell,
    some_lines, some_lines, _splice, _recode, _swap, _pack, _noise,
)  # fmt: skip

NODES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1.5, float("nan"), "", "x", "%", "%Q", "(", "(a+)+$", "a" * 5000,
    [], [[]], [None], [1], ["x"], {}, {"a": 1}, {1: 2}, {None: None}, {"col": None}, {"col": "x"},
    {"matches": 1}, [{}], [{"col": "x", "in": 5}], [{"matches": "a"}], dt.date(2021, 1, 1), b"x",
    "\ud7ff", "Not/AZone", "../../etc", "13-45", "11-01", "\0", "\n", {"cols": ["x"], "formats": [1]},
)  # fmt: skip


def gone_wrong(chance: random.Random, tree: Any) -> Any:
    """A mapping file's tree with some of its nodes replaced, added or taken away."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        node: Any = tree
        places: list[tuple[Any, Any]] = []
        while isinstance(node, (dict, list)) and node:
            key = chance.choice(list(node) if isinstance(node, dict) else range(len(node)))
            places.append((node, key))
            node = node[key]
        # Every depth alike, or nothing but leaves would ever be replaced.
        holder, key = chance.choice(places) if places else (tree, None)
        match chance.randrange(6):
            case 0:
                holder.pop(key, *([None] if isinstance(holder, dict) else []))
            case 1 if isinstance(holder, dict):
                holder[chance.choice(("x", 1, None, "matches", "in", "map"))] = chance.choice(NODES)
            case _:
                holder[key] = copy.deepcopy(chance.choice(NODES))
    return tree


def sent(path: Path, mappings: Mappings, name: str | None, found: Found) -> None:
    """Send one file, and note what must not be."""
    faulthandler.dump_traceback_later(HANGS, exit=True)
    try:
        cost, report, table = _examined(path, mappings, name)
        if cost > MOST_CALLS:  # what a process loads once is no cost of the file that came first
            cost, report, table = _examined(path, mappings, name)
    except Exception:  # whatever it is, it must not be
        found.verdicts["broken"] += 1
        found.broken.append(traceback.format_exc(limit=-3))
        return
    finally:
        faulthandler.cancel_dump_traceback_later()
    found.dearest = max(found.dearest, cost)
    found.verdicts[report.verdict if report.fault is None else report.fault.key] += 1
    counts = (report.rows_counted, report.rows_filtered, len(report.set_aside))
    if cost > MOST_CALLS:
        found.broken.append(f"a byte cost {cost:.0f} calls of {MOST_CALLS}")
    if report.verdict not in VERDICTS:
        found.broken.append(f"the verdict is {report.verdict}")
    if report.rows_read != sum(counts) or min(counts) < 0:
        found.broken.append(f"{report.rows_read} rows were read, {counts} came of them")
    if (report.verdict == "refused") != (table is None) or report.actions < 0:
        found.broken.append("a refused file was counted, or an accepted one was not")
    for lang in LANGUAGES:  # every sentence can be said, and written down
        json.dumps(report.as_json(lang), ensure_ascii=False).encode()


def _examined(
    path: Path, mappings: Mappings, name: str | None
) -> tuple[float, intake.Report, pa.Table | None]:
    """How many calls a byte of a file costs, packed or not, and what came of it."""
    done: list[tuple[intake.Report, pa.Table | None]] = []
    text: list[int] = []

    def examine() -> None:
        done.append(
            intake.examine(
                path, mappings, name=name, secret=b"k" * 32, today=TODAY, progress=text.append
            )
        )

    calls = costs.calls(examine)
    ((report, table),) = done
    return calls / (max(path.stat().st_size, sum(text)) + 2000), report, table


def run(
    folder: Path, seed: int, *, times: int = 0, seconds: float = 0, keep: bool = False
) -> Found:
    """Send that many files, or for that long. The files that broke something are kept if wished."""
    chance, found = random.Random(seed), Found()
    trees = [
        yaml.safe_load(path.read_text("utf-8"))
        for path in (mapping.OURS, HERE / "mappings.example.yaml")
    ]
    sources = {
        source.name: path for path in SAMPLES for source in _fitting(path)
    }  # a sample to try each mapping on
    end = time.monotonic() + seconds
    index = 0
    while index < times or time.monotonic() < end:
        index += 1
        before = len(found.broken)
        path = folder / "sent.csv"
        if index % 3:
            sample = chance.choice(SAMPLES)
            path.write_bytes(spoiled(chance, sample.read_bytes()))
            broken = sample.parent.name == "broken"
            mappings, name = (TORTURE, "torture_basic") if broken else (OURS, None)
            if chance.random() < 0.3 and not broken:
                name = next((source.name for source in _fitting(sample)), None)
            sent(path, mappings, name, found)
        else:
            path = folder / "wrong.yaml"
            tree = dict(chance.choice(trees))
            names = chance.sample(sorted(tree["sources"]), 2)  # all of them would take long to read
            tree["sources"] = {name: tree["sources"][name] for name in names}
            wrong = gone_wrong(chance, tree)
            path.write_text(yaml.safe_dump(wrong, allow_unicode=True), "utf-8")
            loaded = read(path, found)
            if loaded is not None:
                for name in chance.sample(sorted(loaded.sources), min(3, len(loaded.sources))):
                    if name in sources:
                        sent(sources[name], loaded, name, found)
        if keep and len(found.broken) > before:
            path.rename(folder / f"{index}{path.suffix}")
    return found


def read(path: Path, found: Found) -> Mappings | None:
    """Read a file of mappings, and note what must not be."""
    try:
        return mapping.load(path)
    except Fault as fault:
        found.verdicts[fault.key.split(".")[0]] += 1
        if not fault.key.startswith(("mapping_key.", "not_yaml")):
            found.broken.append(f"the fault is {fault.key}")
    except Exception:  # whatever it is, it must not be
        found.verdicts["broken"] += 1
        found.broken.append(traceback.format_exc(limit=-3))
    return None


_FITTING: dict[Path, list[mapping.ExportSource]] = {}


def _fitting(path: Path) -> list[mapping.ExportSource]:
    if path not in _FITTING:
        try:
            _FITTING[path] = [mapping.choose(path, OURS)[0]]
        except Fault:
            _FITTING[path] = []
    return _FITTING[path]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--keep", type=Path, help="folder for the files that broke something")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        found = run(folder, asked.seed, seconds=asked.seconds, keep=bool(asked.keep))
    print(
        f"seed {asked.seed}: {sum(found.verdicts.values())} sent, dearest {found.dearest:.1f} calls a byte"
    )
    print(", ".join(f"{count} {name}" for name, count in found.verdicts.most_common()))
    for text, count in Counter(found.broken).most_common():
        print(f"--- {count} times\n{text}")
    return bool(found.broken)


if __name__ == "__main__":
    sys.exit(main())
