"""The command about what others than staff see: what went out, what would, and what goes out by itself."""

from __future__ import annotations

import argparse
from typing import Any

from impact.cli import arguments
from impact.cli.printing import print_rows
from impact.exports import publishing, taking, timetable
from impact.exports.ledger import Request
from impact.figures import access
from impact.i18n.words import Language, say
from impact.press import outgoing

_STEPS = ("list", "look", "now", "rule")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add this command to the command line."""
    out = arguments.add(
        commands,
        "publications",
        _publications,
        common,
        help="what the press sees, and from when",
        role="staff",
    )
    out.add_argument("step", nargs="?", choices=_STEPS, default="list")
    out.add_argument("said", nargs="?", default="", help="by hand, at once, 09:00 Europe/Brussels")
    out.add_argument("--snapshot", default="", help="an earlier one, else the newest")
    out.add_argument("--why", default="", help="for the audit log")


def _publications(options: argparse.Namespace, lang: Language) -> int:
    """List the public states, look at what would change, publish, or say what goes out by itself."""
    store = arguments.store(lang)
    asked: Request | None = None
    if options.said or options.step == "now":
        arguments.demand(options.who, "admin")
    if options.step == "rule" and options.said:
        asked = publishing.set_rule(store, options.said, options.why)
    if options.step == "rule":
        print(say(lang, "publishing.rule", rule=timetable.rule(taking.ledger_now(store))))
    elif options.step == "list":
        told = [
            {"number": mark.number, "id": mark.id, "at": mark.made_at, "snapshot": mark.whole}
            for mark in access.gone_out()
        ]
        print_rows(told, options.json)
    else:
        before, after = access.now_and_then(options.snapshot)
        for line in outgoing.changes(before, after, lang) or [say(lang, "publishing.nothing")]:
            print(line)
        for table, key, moment in access.under_embargo(published=False):
            table = say(lang, f"file.{table}")
            print(say(lang, "publishing.embargo_line", table=table, row=key, moment=moment))
        if options.step == "now":
            asked = publishing.publish(store, options.snapshot, options.why)
        if options.step == "now" and not asked:
            print(say(lang, "publishing.done", snapshot=access.gone_out()[-1].id))
    if asked:
        print(say(lang, "request.asked", name=asked.id))
    return 1 if asked else 0
