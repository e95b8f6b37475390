"""The commands about files: screen, check, ingest, template, mapping.

Each file has its verdict; the exit status is the worst of them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from impact.cli import arguments
from impact.cli.printing import STATUS, place, print_report, record_or_none
from impact.exports import approval, intake, mapping, secret, taking, templates
from impact.exports.intake import Report
from impact.exports.mapping import Mappings
from impact.exports.screen import Screen
from impact.exports.taking import Desk, Handed
from impact.faults import Fault, shown, unopened
from impact.figures import live
from impact.figures.access import Who
from impact.i18n.words import Wording
from impact.store import Store

_YAML = (".yaml", ".yml")
_TOGETHER, _LARGE = 100, 8 << 20
_TAKEN = (".csv", ".txt", ".tsv", ".tab", ".gz", ".zip", ".xlsx", ".xls")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    add = partial(arguments.add, commands)
    screen = add("screen", _screen, common, role="press")
    screen.add_argument("paths", nargs="+", type=Path)
    screen.add_argument("--columns", required=True)
    for name, run in (("check", _check), ("ingest", _ingest)):
        command = add(name, run, common, role="staff")
        command.add_argument("paths", nargs="+", type=Path)
        command.add_argument("--section")
        command.add_argument("--mapping")
        command.add_argument("--stream")
        command.add_argument("--unmapped", action="store_true")
    template = add("template", _template, common, role="press")
    template.add_argument("name", choices=templates.NAMES)
    template.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    template.add_argument("--separator", choices=(",", ";", "tab"))
    mappings = add("mapping", _mapping, common, role="press")
    mappings.add_argument("step", choices=("check", "new"))
    mappings.add_argument("file", type=Path)


def _screen(options: argparse.Namespace, words: Wording) -> int:
    columns = [name.strip() for name in options.columns.split(",") if name.strip()]
    status = 0
    for path in options.paths:
        answer = _screened(path, columns, words)
        status = max(status, STATUS[answer["verdict"]])
        if options.json:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        else:
            print(f"{answer['file']}: {answer['verdict']}, {len(answer['rows'])}", flush=True)
            for row in answer["set_aside"]:
                print(f"  {words.say('fault.placed', place=place(row, words), text=row['reason'])}")
            for text in answer["warnings"]:
                print(f"  {text}")
    return status


def _screened(path: Path, columns: list[str], words: Wording) -> dict[str, Any]:
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
        answer["warnings"] = [fault.sentence(words.lang)]
        return answer
    result = screen.result
    answer["verdict"] = "partly" if result.set_aside else "accepted"
    answer["header"] = result.header
    answer["set_aside"] = intake.asides(
        sorted(result.set_aside, key=lambda row: row.line), words.lang
    )
    answer["warnings"] = intake.warnings(result.warnings, words.lang)
    return answer


def _check(options: argparse.Namespace, words: Wording) -> int:
    return _take(options, words, stored=False)


def _ingest(options: argparse.Namespace, words: Wording) -> int:
    return _take(options, words, stored=True)


def _take(options: argparse.Namespace, words: Wording, *, stored: bool) -> int:
    store = arguments.store(words)
    mappings, name = _mappings(options.mapping, store, options.who)
    section = mappings.in_section(options.section or None).id
    if not options.who.of_section(section):
        raise Fault("acting_section", who=options.who.name, section=shown(section))
    assumed = None if options.section else section
    files = list(_files(options.paths))
    if not files:
        raise Fault("no_exports", names=", ".join(shown(path.name) for path in options.paths))
    key = secret.secret(store, make=stored)
    if stored:  # the snapshot of an export holds the record that it was counted beside
        with contextlib.suppress(Fault, OSError):
            live.keep_record(store)
    desk = Desk(mappings, key, record_or_none())
    reports: list[Report] = []
    # What is only looked at is looked at as one: what a file would change depends on those before it.
    for group in _groups(files) if stored else [files]:
        unapproved = approval.needed(admin=options.who.may("admin"))
        handed = [
            Handed(path, options.section, name, options.stream, unapproved=unapproved)
            for path in group
        ]
        with _bar(group[0], len(reports) + 1, len(files), shown=not options.json) as desk.progress:
            group_reports = (desk.take_all if stored else desk.check_all)(store, handed)
        for each, report in zip(handed, group_reports, strict=True) if options.unmapped else ():
            if report.verdict == "unchanged":
                desk.name(store, each, report)
        reports += group_reports
        if stored and any(report.changes for report in group_reports):
            desk = replace(desk, record=record_or_none())
        if not options.json:
            for report in group_reports:
                print_report(report, words, labels=options.unmapped, assumed=assumed)
    if options.json:
        print(
            json.dumps(
                [report.as_json(words.lang, labels=options.unmapped) for report in reports],
                ensure_ascii=False,
                indent=1,
            )
        )
    return max((STATUS[report.verdict] for report in reports), default=0)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in order of name."""
    for path in paths:
        try:
            within = sorted(path.iterdir()) if path.is_dir() else None
        except OSError as error:
            raise unopened(path.name, error) from None
        if within is None:
            yield path
        else:
            yield from (item for item in within if item.is_file() and item.suffix.lower() in _TAKEN)


def _mappings(wish: str | None, store: Store, who: Who) -> tuple[Mappings, str | None]:
    if wish is None:
        return taking.mappings(store), None
    file, separator, name = wish.rpartition(":")
    if not (separator and file.lower().endswith(_YAML)):
        file, name = wish, ""
    if not file.lower().endswith(_YAML):
        return taking.mappings(store), wish
    arguments.demand(who, "admin")  # what describes a platform is everybody's
    return mapping.load(Path(file)), name or None


def _groups(files: list[Path]) -> Iterator[list[Path]]:
    """Files that become one snapshot: so many small ones, or one that is large."""
    group: list[Path] = []
    size = 0
    for path in files:
        state = taking.state_of(path)
        size += state[1] if state else 0
        group.append(path)
        if len(group) >= _TOGETHER or size > _LARGE:
            yield group
            group, size = [], 0
    if group:
        yield group


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


def _template(options: argparse.Namespace, words: Wording) -> int:
    if options.format == "xlsx":
        sys.stdout.buffer.write(templates.workbook(options.name, words.lang))
        return 0
    mark = {"tab": "\t", None: templates.separator(words.lang)}.get(
        options.separator, options.separator
    )
    sys.stdout.buffer.write(templates.blank(options.name, words.lang, mark))
    return 0


def _mapping(options: argparse.Namespace, words: Wording) -> int:
    """Every problem of a file of mappings (exit status 2 if there is one), or a first draft of one."""
    if options.step == "new":
        text = mapping.draft(options.file, words.lang)
        print(text, end="")
        for name in mapping.keyless(text.encode()):  # beside the draft, which may go into a file
            print(words.say("verdict.mapping_keyless", name=name), file=sys.stderr)
        return 0
    problems = mapping.check(options.file, words.lang)
    if options.json:
        print(json.dumps({"file": options.file.name, "problems": problems}, ensure_ascii=False))
    else:
        print("\n".join(problems) or words.say("verdict.mapping_right", name=options.file.name))
        for name in [] if problems else mapping.keyless(options.file.read_bytes()):
            print(f"  {words.say('verdict.mapping_keyless', name=name)}")
    return 2 if problems else 0
