"""The commands that answer figures: one of them, the list of all, the press layer as files."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from impact import figures
from impact.cli import arguments
from impact.cli.tables import as_read, print_table
from impact.figures import access
from impact.figures.access import Who
from impact.i18n.words import Wording
from impact.server import checkup


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    ask = arguments.add(commands, "figures", _figures, common, role="press")
    ask.add_argument("name", nargs="?")
    ask.add_argument("--param", action="append", default=[], metavar="KEY=VALUE")
    ask.add_argument("--format", choices=("table", "json", "csv"), default="table")
    bulletin = arguments.add(commands, "publish", _publish, common)
    bulletin.add_argument("out", type=Path)
    bulletin.add_argument("--address")


def _figures(options: argparse.Namespace, words: Wording) -> int:
    if options.json:
        options.format = "json"
    if options.name is None:
        _print_list(options.format, words, options.who)
        return 0
    parameters = arguments.pairs(options.param)
    state = access.current(options.who)
    if state.fault:
        print(
            words.say("fault.older_shown", fault=state.fault.sentence(words.lang)), file=sys.stderr
        )
    answer = figures.figure(state, options.name, words.lang, **parameters)
    if options.format == "json":
        print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1, default=str))
    elif options.format == "csv":
        sys.stdout.write(answer.as_csv())
    else:
        print(f"{answer.label} ({answer.unit}), {answer.as_of}, {answer.snapshot}")
        rows = [[as_read(name, row[name], words) for name in row] for row in answer.rows]
        print_table(answer.columns, rows)
    return 0


def _publish(options: argparse.Namespace, words: Wording) -> int:
    from impact.press.static_site import (
        publish,  # drawing and templates, which no other command needs
    )

    if options.address:
        os.environ["IMPACT_ADDRESS"] = options.address
        checkup.refuse()
    state = access.current(options.who)
    if state.fault:
        print(
            words.say("fault.older_shown", fault=state.fault.sentence(words.lang)), file=sys.stderr
        )
    snapshot, count = publish(options.out.resolve())
    if options.json:
        print(json.dumps({"snapshot": snapshot, "files": count, "folder": str(options.out)}))
    else:
        values = {"count": count, "snapshot": snapshot, "folder": str(options.out)}
        print(words.say("package.published", **values))
    return 0


def _print_list(form: str, words: Wording, who: Who) -> None:
    listed = [
        {
            "name": name,
            "label": words.say(f"metric.{name}.label"),
            "unit": words.say(f"metric.{name}.unit"),
            "parameters": figures.parameters(name),
        }
        for name in access.there(who)
        if who.may("spokesperson") or not figures.closed(name)
    ]
    if form == "json":
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    rows = [[item["name"], item["label"], ", ".join(item["parameters"])] for item in listed]
    if form == "csv":
        sys.stdout.write(figures.to_csv(["name", "label", "parameters"], rows))
        return
    print_table([], rows)
