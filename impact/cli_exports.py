"""The commands for exports: screen, check, ingest, template, exports, retract, restore, snapshots, sample.

Apart from `cli`, which asks figures, because these write. Each file has its verdict; the exit status
is the worst of them: 0 all accepted or unchanged, 1 some rows set aside, 2 a file refused.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from impact import live
from impact.exports import intake, ledger, mapping, sample, taking, templates
from impact.exports.intake import Report
from impact.exports.mapping import Mappings
from impact.exports.screen import Screen
from impact.exports.taking import Desk
from impact.faults import Fault, Place, shown
from impact.record import Record, read
from impact.settings import folder
from impact.store import Owner, Store
from impact.words import Language, number, say

_STATUS = {"accepted": 0, "unchanged": 0, "partly": 1, "refused": 2}
_TAKEN = (".csv", ".txt", ".tsv", ".tab", ".gz", ".zip", ".xlsx", ".xls")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    screen = commands.add_parser("screen", parents=[common], help="read files, count nothing")
    screen.add_argument("paths", nargs="+", type=Path)
    screen.add_argument("--columns", required=True, help="required header names, with commas")
    for name, text in (
        ("check", "count files and store nothing"),
        ("ingest", "count files and take them in"),
    ):
        command = commands.add_parser(name, parents=[common], help=text)
        command.add_argument("paths", nargs="+", type=Path)
        command.add_argument("--section", help="the section that sends, such as CA-FR")
        command.add_argument("--mapping", help="NAME, or FILE.yaml:NAME")
        command.add_argument(
            "--unmapped",
            action="store_true",
            help="list campaign names without a case, as they are",
        )
    template = commands.add_parser("template", parents=[common], help="write an empty template")
    template.add_argument("name", choices=templates.NAMES)
    invented = commands.add_parser("sample", parents=[common], help="write invented exports")
    invented.add_argument("folder", type=Path)
    invented.add_argument("--seed", type=int, default=1)
    invented.add_argument(
        "--ingest", action="store_true", help="take them in too, each on the day it was sent"
    )
    commands.add_parser("exports", parents=[common], help="list what is in")
    commands.add_parser("snapshots", parents=[common], help="list the snapshots")
    for name, text in (
        ("retract", "take an export out of the counts"),
        ("restore", "undo a retraction"),
    ):
        command = commands.add_parser(name, parents=[common], help=text)
        command.add_argument("export_id")
        if name == "retract":
            command.add_argument("--reason", default="")


def run(asked: argparse.Namespace, lang: Language) -> int:
    """Run one of these commands. Returns the exit status; raises `Fault` if nothing could be done."""
    store = Store(folder("IMPACT_STORE"), lambda owner: _waits(owner, lang))
    match asked.command:
        case "screen":
            return _screen(asked, lang)
        case "check" | "ingest":
            return _take(asked, lang, store, stored=asked.command == "ingest")
        case "template":
            sys.stdout.buffer.write(templates.blank(asked.name, lang))
        case "sample":
            return _sample(asked, lang, store)
        case "exports":
            _listed([vars(entry) for entry in ledger.entries(store)], asked.json)
        case "snapshots":
            rows = [
                {
                    "number": item.number,
                    "id": item.id,
                    "made_at": item.made_at,
                    "files": len(item.files),
                }
                for item in store.snapshots()
            ]
            _listed(rows, asked.json)
        case "retract":
            ledger.retract(store, asked.export_id, asked.reason)
            print(say(lang, "verdict.retracted", name=asked.export_id))
        case "restore":
            ledger.restore(store, asked.export_id)
            print(say(lang, "verdict.restored", name=asked.export_id))
    return 0


def _waits(owner: Owner, lang: Language) -> None:
    since = owner.started_at.replace("T", " ").replace("+00:00", " UTC")
    text = say(lang, "verdict.waits", pid=str(owner.pid), since=since)
    print(text, file=sys.stderr, flush=True)


def _listed(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print("  ".join(f"{value}" for value in row.values() if value is not None))


def _screen(asked: argparse.Namespace, lang: Language) -> int:
    columns = [name.strip() for name in asked.columns.split(",") if name.strip()]
    status = 0
    for path in asked.paths:
        answer = _screened(path, columns, lang)
        status = max(status, _STATUS[answer["verdict"]])
        if asked.json:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        else:
            print(f"{answer['file']}: {answer['verdict']}, {len(answer['rows'])}", flush=True)
            for row in answer["set_aside"]:
                print(f"  {_place(row, lang)}: {row['reason']}")
            for text in answer["warnings"]:
                print(f"  {text}")
    return status


def _screened(path: Path, columns: list[str], lang: Language) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "file": shown(path.name), "verdict": "refused", "header": [], "rows": [], "set_aside": [], "warnings": [],
    }  # fmt: skip
    try:
        screen = Screen(path, columns)
        for batch in screen.batches():
            answer["rows"] += [
                list(row)
                for row in zip(*(column.to_pylist() for column in batch.table.columns), strict=True)
            ]
    except Fault as fault:
        answer["rows"] = []
        answer["warnings"] = [fault.sentence(lang)]
        return answer
    result = screen.result
    answer["verdict"] = "partly" if result.set_aside else "accepted"
    answer["header"] = result.header
    answer["set_aside"] = intake.asides(sorted(result.set_aside, key=lambda row: row.line), lang)
    answer["warnings"] = intake.warnings(result.warnings, lang)
    return answer


def _place(row: dict[str, Any], lang: Language) -> str:
    place = say(lang, "fault.line", line=str(row["line"]))
    return f"{place}, {say(lang, 'fault.column', column=row['column'])}" if row["column"] else place


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in order of name."""
    for path in paths:
        try:
            within = sorted(path.iterdir()) if path.is_dir() else None
        except OSError as error:
            raise Fault("unreadable", Place(path.name), reason=error.strerror or "?") from None
        if within is None:
            yield path
        else:
            yield from (item for item in within if item.is_file() and item.suffix.lower() in _TAKEN)


def _mappings(wish: str | None, store: Store) -> tuple[Mappings, str | None]:
    if wish is None:
        return taking.mappings(store), None
    file, separator, name = wish.rpartition(":")
    if separator and file.lower().endswith((".yaml", ".yml")):
        return mapping.load(Path(file)), name
    if wish.lower().endswith((".yaml", ".yml")):
        return mapping.load(Path(wish)), None
    return taking.mappings(store), wish


def _take(asked: argparse.Namespace, lang: Language, store: Store, *, stored: bool) -> int:
    mappings, name = _mappings(asked.mapping, store)
    mappings.in_section(asked.section)
    files = list(_files(asked.paths))
    if not files:
        raise Fault("no_exports", names=", ".join(shown(path.name) for path in asked.paths))
    key = ledger.secret(store) if stored else secrets.token_bytes(32)
    if stored:  # the snapshot of an export holds the record that it was counted beside
        with contextlib.suppress(Fault, OSError):
            live.keep_record(store)
    desk = Desk(mappings, key, _record())
    reports: list[Report] = []
    for index, path in enumerate(files, 1):
        with _bar(path, index, len(files), shown=not asked.json) as desk.progress:
            if stored:
                report = desk.take(store, path, asked.section, name)
            else:
                report = desk.check(path, asked.section, name)[0]
        reports.append(report)
        if stored and report.changes:
            desk = replace(desk, record=_record())
        if not asked.json:
            _told(report, lang, labels=asked.unmapped)
    if asked.json:
        print(
            json.dumps([report.as_json(lang) for report in reports], ensure_ascii=False, indent=1)
        )
    return max((_STATUS[report.verdict] for report in reports), default=0)


def _sample(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    """Write the sample, and take it in as if each file had come on its day."""
    if asked.ingest and False in sample.among(ledger.entries(store)):
        raise Fault("sample_and_real")
    files = sample.write(asked.folder, asked.seed)
    print(say(lang, "verdict.sample", count=len(files), folder=str(asked.folder)))
    if not asked.ingest:
        return 0
    secret, record = ledger.secret(store), read(asked.folder / "record")
    status = 0
    for name, report in sample.take_in(store, asked.folder, secret, record):
        print(f"{'' if report.fault else f'{name}: '}{report.message(lang)}")
        status = max(status, _STATUS[report.verdict])
    return status


def _record() -> Record | None:
    """The record as it stands; None if there is none to check outcomes against."""
    try:
        return live.record_as_it_stands()
    except Fault:
        return None


@contextlib.contextmanager
def _bar(path: Path, index: int, of: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """On a terminal, a bar with rate and remaining time for a file that takes a while."""
    state = taking.state_of(path)
    packed = path.suffix.lower() in (".gz", ".zip")
    with tqdm(
        total=state[1] if state and not packed else None,
        desc=f"{index}/{of}",
        unit="B",
        unit_scale=True,
        delay=0.3,
        leave=False,
        ncols=min(100, shutil.get_terminal_size().columns),
        nrows=shutil.get_terminal_size().lines,
        file=sys.stderr,
        disable=not (shown and sys.stderr.isatty()),
    ) as bar:

        def on(size: int) -> None:
            bar.update(size)

        yield on


def _told(report: Report, lang: Language, *, labels: bool) -> None:
    """One file's verdict as lines."""
    named = "" if report.fault else f"{report.file}: "  # a fault names the file itself
    print(f"{named}{report.message(lang)}", flush=True)
    for row in intake.asides(report.set_aside[:20], lang):
        print(f"  {_place(row, lang)}: {row['reason']}")
    if len(report.set_aside) > 20:
        print(f"  … {number(lang, len(report.set_aside) - 20)}")
    for text in intake.warnings(report.warnings, lang):
        print(f"  {text}")
    if labels:
        for label, times in report.unmapped.items():
            print(f"    {label}: {number(lang, times)}")
