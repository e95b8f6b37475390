"""The command about what others than staff see: what went out, what would, and what goes out by itself."""

from __future__ import annotations

import argparse
from typing import Any

from impact.cli import arguments
from impact.cli.printing import print_rows
from impact.exports import publishing, taking, timetable
from impact.exports.ledger import Request
from impact.figures import access, live
from impact.i18n.words import LANGUAGES, Wording
from impact.press import outgoing
from impact.store import Store

_WORDS = {timetable.BY_HAND: "by_hand", timetable.AT_ONCE: "at_once"}
_STEPS = ("list", "look", "now", "rule")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add this command to the command line."""
    out = arguments.add(commands, "publications", _publications, common, role="staff")
    out.add_argument("step", nargs="?", choices=_STEPS, default="list")
    out.add_argument("said", nargs="?", default="")
    out.add_argument("--snapshot", default="")
    out.add_argument("--why", default="")


def _publications(options: argparse.Namespace, words: Wording) -> int:
    """List the public states, look at what would change, publish, or say what goes out by itself."""
    store = arguments.store(words)
    asked: Request | None = None
    if options.said or options.step == "now":
        arguments.demand(options.who, "admin")
    if options.step == "rule" and options.said:
        asked = publishing.set_rule(store, _rule(options.said), options.why)
    if options.step == "rule":
        print(
            words.say(
                "publishing.rule", rule=_said(timetable.rule(taking.ledger_now(store)), words)
            )
        )
    elif options.step == "list":
        _list(options, words)
    else:
        snapshot = _named(options.snapshot)
        before, after = access.now_and_then(snapshot)
        for line in outgoing.changes(before, after, words.lang) or [
            words.say("publishing.nothing")
        ]:
            print(line)
        for table, key, moment in access.under_embargo(published=False):
            table = words.say(f"file.{table}")
            print(words.say("publishing.embargo_line", table=table, row=key, moment=moment))
        for text in _waiting(store, words):
            print(text)
        if options.step == "now":
            asked = publishing.publish(store, snapshot, options.why)
        if options.step == "now" and not asked:
            print(words.say("publishing.done", snapshot=access.gone_out()[-1].id))
    if asked:
        print(words.say("request.asked", name=asked.id))
    return 1 if asked else 0


def _list(options: argparse.Namespace, words: Wording) -> None:
    """What was public, and from when, under a line that says what each column is."""
    told = [
        {"number": mark.number, "id": mark.id, "at": mark.made_at, "snapshot": mark.whole}
        for mark in access.gone_out()
    ]
    if told and not options.json:
        told.insert(0, {name: words.say(f"publishing.column.{name}") for name in told[0]})
        widths = {name: max(len(str(row[name])) for row in told) for name in told[0]}
        told = [{name: f"{cell!s:<{widths[name]}}" for name, cell in row.items()} for row in told]
    elif not told and not options.json:
        print(words.say("publishing.nothing_yet"))
    print_rows(told, options.json)


def _named(snapshot: str) -> str:
    """The name of the snapshot that is asked for by its name, or by its number in the list. Raises `Fault`."""
    whole = {str(mark.number): mark.whole for mark in access.gone_out()}
    if not snapshot or snapshot not in whole:
        return snapshot
    names = {mark.number: mark.id for mark in live.held()}
    return names[whole[snapshot]]


def _waiting(store: Store, words: Wording) -> list[str]:
    """That there are files and requests that wait and are in nothing that goes out, where there are."""
    ledger = taking.ledger_now(store)
    held = sum(entry.held for entry in ledger.entries.values())
    counts = {"held": held, "asked": len(ledger.requests)}
    return [
        words.say(f"publishing.{what}_wait", count=count) for what, count in counts.items() if count
    ]


def _rule(said: str) -> str:
    """A rule as it is kept, also where it is said in words of one of the languages."""
    known = {_fold(each): each for each in _WORDS}
    known |= {_fold(_said(each, Wording(lang))): each for each in _WORDS for lang in LANGUAGES}
    return known.get(_fold(said), said)


def _said(rule: str, words: Wording) -> str:
    return words.say(f"publishing.{_WORDS[rule]}") if rule in _WORDS else rule


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
