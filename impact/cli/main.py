"""The command line: the same figures as the pages, for scripts and for checking.

Answers go to standard output, what went wrong to standard error in one sentence. Exit 0 means
answered, 2 that the request or what we read cannot be used.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from impact import figures
from impact.cli import exports, factcheck, talking
from impact.faults import Fault
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, choose, say
from impact.store import Damaged


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    parser = _Parser(prog="python -m impact", description="The figures of Write for Rights.")
    commands = parser.add_subparsers(dest="command", required=True)
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, help="else that of the environment")
    common.add_argument("--store", help="folder of the snapshots, instead of IMPACT_STORE")
    common.add_argument("--json", action="store_true", help="answer as JSON")
    exports.add(commands, common)
    factcheck.add(commands, common)
    talking.add(commands, common)
    ask = commands.add_parser("figures", parents=[common], help="list the figures, or print one")
    ask.add_argument("name", nargs="?", help="which figure; without it, all are listed")
    ask.add_argument("--param", action="append", default=[], metavar="KEY=VALUE")
    ask.add_argument("--format", choices=("table", "json", "csv"), default="table")
    bulletin = commands.add_parser(
        "publish", parents=[common], help="write the press layer as static files"
    )
    bulletin.add_argument("out", type=Path)
    asked = parser.parse_args(arguments)
    if asked.store:
        os.environ["IMPACT_STORE"] = str(Path(asked.store).resolve())
    lang = cast(Language, asked.lang or choose(os.environ.get("LANG")))
    try:
        if asked.command == "factcheck":
            return factcheck.run(asked, lang)
        if asked.command in talking.COMMANDS:
            return talking.run(asked, lang)
        if asked.command == "publish":
            return _publish(asked, lang)
        if asked.command != "figures":
            return exports.run(asked, lang)
        if asked.json:
            asked.format = "json"
        return _figures(asked, lang)
    except Fault as fault:
        print(fault.sentence(lang), file=sys.stderr)
        return 2
    except Damaged as damage:
        print(Fault("store_damaged", reason=str(damage)).sentence(lang), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2 if asked.command == "ingest" else 0  # files that come after were not taken in
    except OSError as error:  # what reads a file says so by a fault; this is the answer's own way
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(say(lang, "fault.answer_lost", reason=error.strerror or "?"), file=sys.stderr)
        return 2


def _figures(asked: argparse.Namespace, lang: Language) -> int:
    if asked.name is None:
        _print_list(asked.format, lang)
        return 0
    given: dict[str, object] = {}
    for pair in asked.param:
        key, separator, value = pair.partition("=")
        if not separator:
            raise Fault("parameter_form", found=pair[:80])
        given[key] = value
    state = live.current()
    if state.fault:
        print(say(lang, "fault.older_shown", fault=state.fault.sentence(lang)), file=sys.stderr)
    answer = figures.figure(state, asked.name, lang, **given)
    if asked.format == "json":
        print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1, default=str))
    elif asked.format == "csv":
        sys.stdout.write(answer.as_csv())
    else:
        print(f"{answer.label} ({answer.unit}), {answer.as_of}, {answer.snapshot}")
        _print_table(answer.columns, [list(row.values()) for row in answer.rows])
    return 0


def _publish(asked: argparse.Namespace, lang: Language) -> int:
    from impact.press.static_site import (
        publish,  # drawing and templates, which no other command needs
    )

    state = live.current()
    if state.fault:
        print(say(lang, "fault.older_shown", fault=state.fault.sentence(lang)), file=sys.stderr)
    snapshot, count = publish(asked.out.resolve())
    if asked.json:
        print(json.dumps({"snapshot": snapshot, "files": count, "folder": str(asked.out)}))
    else:
        told = {"count": count, "snapshot": snapshot, "folder": str(asked.out)}
        print(say(lang, "package.published", **told))
    return 0


def _print_list(form: str, lang: Language) -> None:
    listed = [
        {
            "name": name,
            "label": say(lang, f"metric.{name}.label"),
            "unit": say(lang, f"metric.{name}.unit"),
            "parameters": figures.parameters(name),
        }
        for name in figures.names()
    ]
    if form == "json":
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    rows = [[item["name"], item["label"], ", ".join(item["parameters"])] for item in listed]
    if form == "csv":
        sys.stdout.write(figures.to_csv(["name", "label", "parameters"], rows))
        return
    _print_table([], rows)


def _print_table(header: list[str], rows: list[list[Any]]) -> None:
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    lines = [header, *cells] if header else cells
    widths = (
        [min(44, max(len(line[index]) for line in lines)) for index in range(len(lines[0]))]
        if lines
        else []
    )
    for line in lines:
        shown = (cell if len(cell) <= 44 else f"{cell[:43]}…" for cell in line)
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(shown, widths, strict=True)).rstrip()
        )
