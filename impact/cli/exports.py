"""The commands for exports: screen, check, ingest, held, decide, rules, streams, exports and the like.

Apart from `cli`, which asks figures, because these write. Each file has its verdict; the exit status
is the worst of them: 0 all accepted or unchanged, 1 rows set aside or a file held, 2 a file refused.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs, to_builtins
from tqdm import tqdm

from impact.exports import (
    care,
    intake,
    mapping,
    rules,
    secret,
    streams,
    taking,
    templates,
    verdicts,
)  # fmt: skip
from impact.exports.intake import Report
from impact.exports.ledger import Effect, Entry, Ledger, Question, plain
from impact.exports.mapping import Mappings
from impact.exports.screen import Screen
from impact.exports.taking import Desk, Handed
from impact.faults import Fault, Place, shown
from impact.figures import live
from impact.i18n.words import Language, localized, number, say
from impact.record.reader import Record, contents_of, read
from impact.sample import exports as sample
from impact.settings import folder
from impact.store import Owner, Store

_STATUS = {"accepted": 0, "unchanged": 0, "dropped": 0, "partly": 1, "held": 1, "refused": 2}
_TOGETHER, _LARGE = 100, 8 << 20
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
        command.add_argument("--stream", help="whose list it is, where its name does not tell")
        command.add_argument(
            "--unmapped",
            action="store_true",
            help="list campaign names without a case, as they are",
        )
    template = commands.add_parser("template", parents=[common], help="write an empty template")
    template.add_argument("name", choices=templates.NAMES)
    template.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    template.add_argument(
        "--separator",
        choices=(",", ";", "tab"),
        help="between the cells of a CSV; else as the spreadsheets of the language divide them",
    )
    invented = commands.add_parser("sample", parents=[common], help="write invented exports")
    invented.add_argument("folder", type=Path)
    invented.add_argument("--seed", type=int, default=1)
    invented.add_argument(
        "--ingest", action="store_true", help="take them in too, each on the day it was sent"
    )
    commands.add_parser("exports", parents=[common], help="list what is in")
    commands.add_parser("held", parents=[common], help="list what waits for a decision")
    decide = commands.add_parser("decide", parents=[common], help="answer what a held export asks")
    decide.add_argument("export_id")
    decide.add_argument("choice", help="one of its choices, or undo")
    decide.add_argument("--always", action="store_true", help="answer so for this list from now on")
    kept = commands.add_parser(
        "store", parents=[common], help="whether the store is whole, and what can be mended"
    )
    kept.add_argument("step", choices=("verify", "repair"))
    mappings = commands.add_parser(
        "mapping", parents=[common], help="check a file of mappings, or draft one from a header"
    )
    mappings.add_argument("step", choices=("check", "new"))
    mappings.add_argument("file", type=Path)
    _add_rules(commands, common)
    _add_streams(commands, common)
    commands.add_parser("snapshots", parents=[common], help="list the snapshots")
    for name, text in (
        ("retract", "take an export out of the counts"),
        ("restore", "undo a retraction"),
    ):
        command = commands.add_parser(name, parents=[common], help=text)
        command.add_argument("export_id")
        if name == "retract":
            command.add_argument("--reason", default="")
            command.add_argument(
                "--public", action="store_true", help="the reason may be published"
            )


def run(asked: argparse.Namespace, lang: Language) -> int:
    """Run one of these commands. Returns the exit status; raises `Fault` if nothing could be done."""
    store = Store(folder("IMPACT_STORE"), lambda owner: _waits(owner, lang))
    match asked.command:
        case "screen":
            return _screen(asked, lang)
        case "check" | "ingest":
            return _take(asked, lang, store, stored=asked.command == "ingest")
        case "template":
            _template(asked, lang)
        case "sample":
            return _sample(asked, lang, store)
        case "exports":
            ledger = taking.ledger_now(store)
            _listed([_entry(ledger, entry) for entry in ledger.entries.values()], asked.json)
        case "held":
            return _held(store, lang, as_json=asked.json)
        case "decide":
            return _decide(asked, lang, store)
        case "rules":
            return _rules(asked, lang, store)
        case "streams":
            return _streams(asked, lang, store)
        case "snapshots":
            rows = [
                {"number": mark.number, "id": mark.id, "made_at": mark.made_at}
                for mark in store.marks()
            ]
            _listed(rows, asked.json)
        case "mapping":
            return _mapping(asked, lang)
        case "store":
            return _store(asked, lang, store)
        case "retract" | "restore":
            return _mark(asked, lang, store)
    return 0


def _template(asked: argparse.Namespace, lang: Language) -> None:
    if asked.format == "xlsx":
        sys.stdout.buffer.write(templates.workbook(asked.name, lang))
        return
    mark = {"tab": "\t", None: templates.separator(lang)}.get(asked.separator, asked.separator)
    sys.stdout.buffer.write(templates.blank(asked.name, lang, mark))


def _add_rules(commands: Any, common: argparse.ArgumentParser) -> None:
    rule = commands.add_parser(
        "rules", parents=[common], help="list, try, keep and delete which case a code means"
    )
    rule.add_argument("step", nargs="?", choices=("list", "try", "add", "delete"), default="list")
    rule.add_argument(
        "--platform", help="the mapping that has the code, such as actionkit_core_action"
    )
    rule.add_argument("--value", help="the code or name, as the export has it")
    rule.add_argument("--edition", type=int, help="the edition that it is for")
    rule.add_argument("--case", help="the case that it means")
    rule.add_argument("--by", default="", help="who says so")


def _add_streams(commands: Any, common: argparse.ArgumentParser) -> None:
    stream = commands.add_parser(
        "streams", parents=[common], help="list the lists of each section, and settle them"
    )
    stream.add_argument(
        "step", nargs="?", choices=("list", "rename", "join", "part", "set"), default="list"
    )
    stream.add_argument("--section")
    stream.add_argument("--platform")
    stream.add_argument("--stream", help="the list that is meant")
    stream.add_argument("--name", help="rename: what it is called")
    stream.add_argument("--into", help="join: the list that its exports belong to")
    stream.add_argument("--newer", choices=("versions", "days", "events"))
    stream.add_argument("--keys", choices=("platform", "stream"))


def _entry(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    row = dict(plain(entry))
    row["stream"] = ledger.stream_of(entry).origin
    row["question"] = entry.question.code if entry.question else None
    return row


def _held(store: Store, lang: Language, *, as_json: bool) -> int:
    """What waits for a decision: the question and what would stand after each answer."""
    waiting = _waiting(store)
    if as_json:
        rows = [
            {
                "id": entry.id,
                "file": entry.file,
                "section": entry.section,
                "platform": entry.platform,
                "stream": entry.origin,
                "received_at": entry.received_at,
                "actions": entry.actions,
                "question": verdicts.question_json(entry.question, lang),
            }
            for entry in waiting
            if entry.question
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 1 if waiting else 0
    if not waiting:
        print(say(lang, "held.none"))
    for entry in waiting:
        assert entry.question is not None
        print(verdicts.waiting_line(entry, lang))
        print(f"  {verdicts.question_text(entry.question, lang)}")
        _asked(entry.question, entry.id, lang)
    return 1 if waiting else 0


def _waiting(store: Store) -> list[Entry]:
    """The exports that are held, their questions with the numbers of now."""
    held = taking.ledger_now(store).held()
    if not held:
        return []
    record = _record()
    with taking.looking(store) as visit:
        return [structs.replace(entry, question=visit.asked_now(entry, record)) for entry in held]


def _asked(question: Question, name: str | None, lang: Language) -> None:
    for item in question.choices:
        text = verdicts.choice_text(question, item.choice, lang)
        print(f"    {say(lang, 'held.choice', choice=item.choice, text=text, after=item.after)}")
    if name:
        print(f"  {say(lang, 'held.decide', name=name)}")


def _decide(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    key = secret.secret(store)
    with taking.changing(store, key) as visit:
        report = visit.decide(asked.export_id, asked.choice, _record(), always=asked.always)
    if asked.json:
        print(json.dumps(report.as_json(lang), ensure_ascii=False, indent=1))
        return _STATUS[report.verdict]
    if asked.choice == "undo":
        print(say(lang, "verdict.undecided", name=asked.export_id))
    _told(report, lang, labels=False)
    return _STATUS[report.verdict]


def _mark(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    gone, before = asked.command == "retract", _record()
    if gone:
        effect = taking.retract(store, asked.export_id, asked.reason, public=asked.public)
    else:
        effect = taking.restore(store, asked.export_id)
    print(say(lang, "verdict.retracted" if gone else "verdict.restored", name=asked.export_id))
    _moved([effect] if effect else [], lang)
    for line in verdicts.gone_lines(before, _record(), lang):
        print(f"  {line}")
    return 0


def _moved(effects: Iterable[Effect], lang: Language) -> None:
    names = _names(lang)
    for effect in effects:
        for line in verdicts.effect_lines(effect, lang, names):
            print(f"  {line}")


def _rules(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    ledger = taking.ledger_now(store)
    if asked.step == "list":
        rows = [to_builtins(rule) for rule in ledger.rules.values()]
        _listed(rows, asked.json)
        return 0
    wanted = ["platform", "value", "edition"] + (["case"] if asked.step != "delete" else [])
    missing = [f"--{name}" for name in wanted if not getattr(asked, name)]
    if missing:
        raise Fault("option_missing", names=", ".join(missing))
    rule = rules.made(
        platform=asked.platform,
        value=asked.value,
        edition=asked.edition,
        case_id=asked.case or "",
        by=asked.by,
        record=None if asked.step == "delete" else _record(),
    )
    if asked.step == "try":
        with taking.looking(store) as visit:
            effects = visit.set_rule(rule, kept=True)
    else:
        with taking.changing(store) as visit:
            effects = visit.set_rule(rule, kept=asked.step == "add")
    if asked.json:
        tree = {
            "rule": to_builtins(rule),
            "effects": [verdicts.effect_json(each) for each in effects],
        }
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return 0
    said = {"try": "rule_tried", "add": "rule_kept", "delete": "rule_gone"}[asked.step]
    print(
        say(
            lang,
            f"verdict.{said}",
            value=rule.value,
            platform=rule.platform,
            case=rule.case_id,
            edition=rule.edition,
        )
    )
    _moved(effects, lang)
    return 0


def _streams(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    if asked.step == "list":
        _listed(streams.listed(taking.ledger_now(store)), asked.json)
        return 0
    missing = [
        f"--{name}" for name in ("section", "platform", "stream") if not getattr(asked, name)
    ]
    if missing:
        raise Fault("option_missing", names=", ".join(missing))
    with taking.changing(store) as visit:
        said = streams.said(
            visit.ledger,
            asked.section,
            asked.platform,
            asked.stream,
            name=asked.name if asked.step == "rename" else None,
            into=asked.into if asked.step == "join" else None,
            parted=asked.step == "part",
            newer=asked.newer,
            reach=asked.keys,
        )
        effect = visit.settle_stream(said)
    if asked.json:
        print(json.dumps(verdicts.effect_json(effect), ensure_ascii=False, indent=1))
        return 0
    print(
        say(
            lang,
            "verdict.stream_settled",
            name=said.name or said.origin,
            section=said.section,
            platform=said.platform,
        )
    )
    _moved([effect], lang)
    return 0


def _mapping(asked: argparse.Namespace, lang: Language) -> int:
    """Every problem of a file of mappings (exit status 2 if there is one), or a first draft of one."""
    if asked.step == "new":
        print(mapping.draft(asked.file), end="")
        return 0
    problems = mapping.check(asked.file, lang)
    if asked.json:
        print(json.dumps({"file": asked.file.name, "problems": problems}, ensure_ascii=False))
    else:
        print("\n".join(problems) or say(lang, "verdict.mapping_right", name=asked.file.name))
    return 2 if problems else 0


def _store(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    """Verify or repair the store. Exit status 2 if something is not as it was written."""
    mended = []
    if asked.step == "repair":
        mended = care.repair(store, contents_of(folder("IMPACT_RECORD")))
    left = care.verify(store)
    if asked.json:
        tree = {
            "whole": not left,
            "mended": mended,
            "damaged": [
                {"name": each.name, "why": each.why, "snapshots": list(each.snapshots)}
                for each in left
            ],
        }
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return 2 if left else 0
    for name in mended:
        print(say(lang, "care.mended", name=name))
    for problem in left:
        print(say(lang, "care.damaged", name=problem.name, why=problem.why))
    print(say(lang, "care.whole" if not left else "care.left", count=len(left)))
    return 2 if left else 0


def _names(lang: Language) -> dict[str, str]:
    """The names of the record's cases; nothing where there is no record."""
    record = _record()
    names = (
        {str(row["case_id"]): localized(row, "name", lang) for row in record.tables["cases"]}
        if record
        else {}
    )
    return names | {"unmapped": say(lang, "live.unmapped")}


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
    key = secret.secret(store, make=stored)
    if stored:  # the snapshot of an export holds the record that it was counted beside
        with contextlib.suppress(Fault, OSError):
            live.keep_record(store)
    desk = Desk(mappings, key, _record())
    reports: list[Report] = []
    for group in _groups(files):
        handed = [Handed(path, asked.section, name, asked.stream) for path in group]
        with _bar(group[0], len(reports) + 1, len(files), shown=not asked.json) as desk.progress:
            if stored:
                told = desk.take_all(store, handed)
            else:
                told = [desk.check(store, each) for each in handed]
        reports += told
        if stored and any(report.changes for report in told):
            desk = replace(desk, record=_record())
        if not asked.json:
            for report in told:
                _told(report, lang, labels=asked.unmapped)
    if asked.json:
        print(
            json.dumps([report.as_json(lang) for report in reports], ensure_ascii=False, indent=1)
        )
    return max((_STATUS[report.verdict] for report in reports), default=0)


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


def _sample(asked: argparse.Namespace, lang: Language, store: Store) -> int:
    """Write the sample, and take it in as if each file had come on its day."""
    if asked.ingest and False in sample.among(taking.ledger_now(store).entries.values()):
        raise Fault("sample_and_real")
    files = sample.write(asked.folder, asked.seed)
    print(say(lang, "verdict.sample", count=len(files), folder=str(asked.folder)))
    if not asked.ingest:
        return 0
    key, record = secret.secret(store), read(asked.folder / "record")
    status = 0
    for name, report in sample.take_in(store, asked.folder, key, record):
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
    if report.rows_read and report.fault is None and report.rows_counted:
        print(f"  {report.rows(lang)}")
    for rule, times in report.filtered_by.items():
        print(f"  {say(lang, 'verdict.left_out', rule=intake.rule_said(rule, lang), count=times)}")
    if report.effect is not None:
        _moved([report.effect], lang)
    for row in intake.asides(report.set_aside[:20], lang):
        print(f"  {_place(row, lang)}: {row['reason']}")
    if len(report.set_aside) > 20:
        print(f"  … {number(lang, len(report.set_aside) - 20)}")
    for text in intake.warnings(report.warnings, lang):
        print(f"  {text}")
    if report.question is not None:
        _asked(report.question, report.id if report.done else None, lang)
    if labels:
        for label, times in report.unmapped.items():
            print(f"    {label}: {number(lang, times)}")
