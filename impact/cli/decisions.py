"""The commands about exports that are in: which are, which wait, the answers, out and back."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from functools import partial
from typing import Any

from msgspec import structs, to_builtins

from impact.cli import arguments
from impact.cli.printing import (
    STATUS,
    case_names,
    print_choices,
    print_effects,
    print_report,
    print_rows,
    record_or_none,
)
from impact.cli.tables import print_named
from impact.exports import approval, secret, taking, verdicts
from impact.exports.ledger import DROPPED, NAMED, Effect, Entry, Ledger, Question, Request, plain
from impact.faults import Fault
from impact.figures.access import Who
from impact.i18n.words import Wording
from impact.press import outgoing
from impact.record.reader import Record
from impact.store import Store


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    add = partial(arguments.add, commands, role="staff")
    add("exports", _exports, common)
    add("held", _held, common)
    decide = add("decide", _decide, common)
    decide.add_argument("export_id")
    decide.add_argument("choice")
    decide.add_argument("--always", action="store_true")
    decide.add_argument("--keep", action="store_true")
    add("snapshots", _snapshots, common)
    retract = add("retract", _retract, common)
    retract.add_argument("export_id")
    retract.add_argument("--reason", default="")
    retract.add_argument("--public", action="store_true")
    restore = add("restore", _restore, common)
    restore.add_argument("export_id")


def _exports(options: argparse.Namespace, words: Wording) -> int:
    ledger = taking.ledger_now(arguments.store(words))
    theirs = [each for each in ledger.entries.values() if options.who.of_section(each.section)]
    if options.json:
        print_rows([_entry(ledger, entry) for entry in theirs], as_json=True)
    elif not theirs and (why := options.who.sees_nothing()):
        print(words.say(f"in.{why}"))
    else:
        print_named("exports", [_told(ledger, entry, words) for entry in theirs], words)
    return 0


def _told(ledger: Ledger, entry: Entry, words: Wording) -> dict[str, Any]:
    """An export as a row that people read."""
    days = [each for each in dict.fromkeys((entry.first_day, entry.last_day)) if each]
    return {
        "id": entry.id,
        "file": entry.file,
        "section": verdicts.sender(entry, words.lang),
        "list": ledger.stream_of(entry).origin if entry.part else None,
        "received": entry.received_at[:16].replace("T", " "),
        "days": " – ".join(days),
        "editions": ", ".join(map(str, entry.editions)),
        "actions": words.number(entry.actions),
        "rows": words.number(entry.rows_counted),
        "aside": words.number(entry.rows_set_aside),
        "state": _state(ledger, entry, words),
    }


def _state(ledger: Ledger, entry: Entry, words: Wording) -> str:
    """Whether an export counts, waits, was taken out, or has a newer file of its list over it."""
    if entry.retracted_at is not None:
        known = {DROPPED: "state.dropped", NAMED: "in.named"}
        return words.say(known.get(str(entry.reason), "state.out"))
    if entry.held:
        return words.say("state.held")
    if entry.part and (holder := ledger.gives_way(entry)):
        return words.say("state.replaced", by=holder.id)
    stream = ledger.stream_of(entry)
    later = [
        other.id
        for other in ledger.standing()
        if other.order > entry.order
        and entry.part and other.part
        and ledger.stream_of(other).key == stream.key
    ]  # fmt: skip
    if later and (stream.newer or entry.newer) == "versions":
        return words.say("state.replaced", by=later[-1])
    return words.say("state.counts")


def _entry(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    row = dict(plain(entry))
    row["stream"] = ledger.stream_of(entry).origin
    row["question"] = entry.question.code if entry.question else None
    return row


def _held(options: argparse.Namespace, words: Wording) -> int:
    """What waits for a decision: the question and what would stand after each answer."""
    store = arguments.store(words)
    waiting, ledger = _waiting(store, options.who), taking.ledger_now(store)
    asked = options.who.asked(ledger)
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
                "question": verdicts.question_json(_theirs(options.who, entry), words.lang),
            }
            for entry in waiting
            if entry.question
        ]
        rows += [
            {**to_builtins(each), "text": verdicts.request_text(each, ledger, words.lang)}
            for each in asked
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 1 if rows else 0
    if not waiting and not asked:
        print(words.say("held.none"))
    for entry in waiting:
        assert entry.question is not None
        print(verdicts.waiting_line(entry, words.lang))
        print(f"  {verdicts.question_text(entry.question, words.lang, case_names(words))}")
        if days := verdicts.days_said(
            entry.question, _day(entry.first_day), _day(entry.last_day), entry.editions, words.lang
        ):
            print(f"  {days}")
        if entry.question.code == approval.CODE:
            for line in verdicts.change_lines(entry, words.lang):
                print(f"  {line}")
        theirs = _theirs(options.who, entry)
        print_choices(theirs, entry.id if theirs.choices else None, words)
        if len(theirs.choices) < len(entry.question.choices):
            print(f"  {words.say('held.approver')}")
    for request in asked:
        print(f"{request.id} · {verdicts.request_text(request, ledger, words.lang)}")
        if not options.who.may("admin"):
            print(f"  {words.say('held.approver')}")
            continue
        lines, effects = outgoing.asked_for(store, request, words.lang)
        for line in lines:
            print(f"  {line}")
        print_effects(effects, words)
        print(f"  {words.say('request.decide', name=request.id)}")
    return 1 if waiting or asked else 0


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _waiting(store: Store, who: Who) -> list[Entry]:
    """The exports of theirs that are held, their questions with the numbers of now."""
    held = [entry for entry in taking.ledger_now(store).held() if who.of_section(entry.section)]
    if not held:
        return []
    record = record_or_none()
    with taking.looking(store) as visit:
        return [structs.replace(entry, question=visit.asked_now(entry, record)) for entry in held]


def _theirs(who: Who, entry: Entry) -> Question:
    """What an export asks, with the answers that are somebody's to give; an approval is an admin's altogether."""
    assert entry.question is not None
    asked = entry.question.choices
    if entry.question.code == approval.CODE and not who.answers(entry, approval.APPROVE):
        asked = []
    own = [each for each in asked if who.answers(entry, each.choice)]
    return structs.replace(entry.question, choices=own)


def _decide(options: argparse.Namespace, words: Wording) -> int:
    store = arguments.store(words)
    ledger = taking.ledger_now(store)
    if options.export_id in ledger.requests:
        return _answer(store, options, words)
    if any(each.request and each.request.id == options.export_id for each in ledger.events):
        raise Fault("request_answered", name=options.export_id)
    key = secret.secret(store)
    if options.choice == "undo" and not options.keep and _told_first(store, options, words):
        return 1
    with taking.changing(store, key) as visit:
        entry = arguments.export(options.who, visit.ledger, options.export_id)
        back = options.choice == "undo"
        if not (options.who.moves(entry) if back else options.who.answers(entry, options.choice)):
            arguments.demand(options.who, "admin")
        report = visit.decide(
            options.export_id, options.choice, record_or_none(), always=options.always
        )
    if options.json:
        print(json.dumps(report.as_json(words.lang), ensure_ascii=False, indent=1))
        return STATUS[report.verdict]
    if options.choice == "undo":
        print(words.say("verdict.undecided", name=options.export_id))
    print_report(report, words, labels=False)
    return STATUS[report.verdict]


def _told_first(store: Store, options: argparse.Namespace, words: Wording) -> bool:
    """Tell what an answer taken back would change, if later files came in by it; whether any did."""
    with taking.looking(store) as visit:
        entry = arguments.export(options.who, visit.ledger, options.export_id)
        if not options.who.moves(entry) or not (leaning := visit.leaning(entry.id)):
            return False
        report = visit.decide(entry.id, "undo", record_or_none())
    effects = [each for each in (report.effect, *report.elsewhere) if each]
    if options.json:
        told = {
            "kept": False,
            "later": [each.id for each in leaning],
            "effects": [verdicts.effect_json(each) for each in effects],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return True
    print(verdicts.undo_since(leaning, words.lang))
    print(words.say("verdict.undo_would"))
    print_effects(effects, words)
    return True


def _answer(store: Store, options: argparse.Namespace, words: Wording) -> int:
    """Approve or decline what somebody else asked for."""
    arguments.demand(options.who, "admin")
    before = record_or_none()
    with taking.changing(store) as visit:
        effect = visit.answer(options.export_id, options.choice)
    said = "request.done" if options.choice == approval.APPROVE else "request.declined"
    print(words.say(said, name=options.export_id))
    _print_moved(effect, before, words)
    return 0


def _snapshots(options: argparse.Namespace, words: Wording) -> int:
    rows = [
        {"number": mark.number, "id": mark.id, "made_at": mark.made_at}
        for mark in arguments.store(words).marks()
    ]
    if options.json:
        print_rows(rows, as_json=True)
    else:
        print_named("snapshots", rows, words)
    return 0


def _retract(options: argparse.Namespace, words: Wording) -> int:
    store, before = _movable(options, words), record_or_none()
    effect = taking.retract(store, options.export_id, options.reason, public=options.public)
    return _print_done(effect, "verdict.retracted", options, before, words)


def _restore(options: argparse.Namespace, words: Wording) -> int:
    store, before = _movable(options, words), record_or_none()
    effect = taking.restore(store, options.export_id)
    met = [] if isinstance(effect, Request) else taking.met(store, options.export_id)
    counts = all(each.counts for each in met)
    said = "verdict.restored" if counts else "verdict.restored_below"
    status = _print_done(effect, said, options, before, words)
    for line in verdicts.met_lines(met, words.lang):
        print(f"  {line}")
    return status


def _movable(options: argparse.Namespace, words: Wording) -> Store:
    """The store, if an export of it is theirs to take out and to put back. Raises `Fault`."""
    store = arguments.store(words)
    entry = arguments.export(options.who, taking.ledger_now(store), options.export_id)
    if not options.who.moves(entry):
        arguments.demand(options.who, "admin")
    return store


def _print_done(
    done: Effect | Request | None,
    said: str,
    options: argparse.Namespace,
    before: Record | None,
    words: Wording,
) -> int:
    """What was done, or that it waits for somebody else."""
    if isinstance(done, Request):
        print(words.say("request.asked", name=done.id))
        return 1
    print(words.say(said, name=options.export_id))
    _print_moved(done, before, words)
    return 0


def _print_moved(effect: Effect | None, before: Record | None, words: Wording) -> None:
    """What the counts and the record were before, and are now."""
    print_effects([effect] if effect else [], words)
    for line in verdicts.gone_lines(before, record_or_none(), words.lang):
        print(f"  {line}")
