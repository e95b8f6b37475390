"""The commands about exports that are in: which are, which wait, the answers, out and back."""

from __future__ import annotations

import argparse
import json
from typing import Any

from msgspec import structs

from impact.cli import arguments
from impact.cli.printing import (
    STATUS,
    print_choices,
    print_effects,
    print_report,
    print_rows,
    record_or_none,
)
from impact.exports import secret, taking, verdicts
from impact.exports.ledger import Effect, Entry, Ledger, plain
from impact.i18n.words import Language, say
from impact.record.reader import Record
from impact.store import Store


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    arguments.add(commands, "exports", _exports, common, help="list what is in")
    arguments.add(commands, "held", _held, common, help="list what waits for a decision")
    decide = arguments.add(
        commands, "decide", _decide, common, help="answer what a held export asks"
    )
    decide.add_argument("export_id")
    decide.add_argument("choice", help="one of its choices, or undo")
    decide.add_argument("--always", action="store_true", help="answer so for this list from now on")
    arguments.add(commands, "snapshots", _snapshots, common, help="list the snapshots")
    retract = arguments.add(
        commands, "retract", _retract, common, help="take an export out of the counts"
    )
    retract.add_argument("export_id")
    retract.add_argument("--reason", default="")
    retract.add_argument("--public", action="store_true", help="the reason may be published")
    restore = arguments.add(commands, "restore", _restore, common, help="undo a retraction")
    restore.add_argument("export_id")


def _exports(options: argparse.Namespace, lang: Language) -> int:
    ledger = taking.ledger_now(arguments.store(lang))
    print_rows([_entry(ledger, entry) for entry in ledger.entries.values()], options.json)
    return 0


def _entry(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    row = dict(plain(entry))
    row["stream"] = ledger.stream_of(entry).origin
    row["question"] = entry.question.code if entry.question else None
    return row


def _held(options: argparse.Namespace, lang: Language) -> int:
    """What waits for a decision: the question and what would stand after each answer."""
    waiting = _waiting(arguments.store(lang))
    if options.json:
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
        print_choices(entry.question, entry.id, lang)
    return 1 if waiting else 0


def _waiting(store: Store) -> list[Entry]:
    """The exports that are held, their questions with the numbers of now."""
    held = taking.ledger_now(store).held()
    if not held:
        return []
    record = record_or_none()
    with taking.looking(store) as visit:
        return [structs.replace(entry, question=visit.asked_now(entry, record)) for entry in held]


def _decide(options: argparse.Namespace, lang: Language) -> int:
    store = arguments.store(lang)
    key = secret.secret(store)
    with taking.changing(store, key) as visit:
        report = visit.decide(
            options.export_id, options.choice, record_or_none(), always=options.always
        )
    if options.json:
        print(json.dumps(report.as_json(lang), ensure_ascii=False, indent=1))
        return STATUS[report.verdict]
    if options.choice == "undo":
        print(say(lang, "verdict.undecided", name=options.export_id))
    print_report(report, lang, labels=False)
    return STATUS[report.verdict]


def _snapshots(options: argparse.Namespace, lang: Language) -> int:
    rows = [
        {"number": mark.number, "id": mark.id, "made_at": mark.made_at}
        for mark in arguments.store(lang).marks()
    ]
    print_rows(rows, options.json)
    return 0


def _retract(options: argparse.Namespace, lang: Language) -> int:
    before = record_or_none()
    effect = taking.retract(
        arguments.store(lang), options.export_id, options.reason, public=options.public
    )
    print(say(lang, "verdict.retracted", name=options.export_id))
    _print_moved(effect, before, lang)
    return 0


def _restore(options: argparse.Namespace, lang: Language) -> int:
    before = record_or_none()
    effect = taking.restore(arguments.store(lang), options.export_id)
    print(say(lang, "verdict.restored", name=options.export_id))
    _print_moved(effect, before, lang)
    return 0


def _print_moved(effect: Effect | None, before: Record | None, lang: Language) -> None:
    """What the counts and the record were before, and are now."""
    print_effects([effect] if effect else [], lang)
    for line in verdicts.gone_lines(before, record_or_none(), lang):
        print(f"  {line}")
