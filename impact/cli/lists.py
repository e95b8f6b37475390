"""The commands about what staff settle for many exports: which case a code means, whose list is whose."""

from __future__ import annotations

import argparse
import difflib
import json
from typing import Any

from msgspec import to_builtins

from impact.cli import arguments
from impact.cli.printing import case_names, print_effects, print_labels, print_rows, record_or_none
from impact.cli.tables import print_named
from impact.exports import attribution, intake, rules, streams, taking, verdicts
from impact.exports.ledger import Effect, Rule, Stream
from impact.exports.recognition import Recognition
from impact.faults import Fault
from impact.i18n.words import Wording
from impact.store import Store


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    _add_rules(commands, common)
    _add_streams(commands, common)


def _add_rules(commands: Any, common: argparse.ArgumentParser) -> None:
    rule = arguments.add(commands, "rules", _rules, common)
    rule.add_argument(
        "step", nargs="?", choices=("list", "by_word", "try", "add", "delete"), default="list"
    )
    rule.add_argument("--platform")
    rule.add_argument("--value")
    rule.add_argument("--edition", type=int)
    rule.add_argument("--case")
    rule.add_argument("--by", default="")


def _add_streams(commands: Any, common: argparse.ArgumentParser) -> None:
    stream = arguments.add(commands, "streams", _streams, common)
    stream.add_argument(
        "step", nargs="?", choices=("list", "rename", "join", "part", "set"), default="list"
    )
    stream.add_argument("--section")
    stream.add_argument("--platform")
    stream.add_argument("--stream")
    stream.add_argument("--name")
    stream.add_argument("--into")
    stream.add_argument("--newer", choices=("versions", "days", "events"))
    stream.add_argument("--keep", action="store_true")
    stream.add_argument("--keys", choices=("platform", "stream"))


def _rules(options: argparse.Namespace, words: Wording) -> int:
    store = arguments.store(words)
    if options.step == "list":
        _list_rules(list(taking.ledger_now(store).rules.values()), words, as_json=options.json)
        return 0
    if options.step == "by_word":
        record = record_or_none()
        known = record and Recognition(record.tables["cases"], record.tables["case_names"])
        found = attribution.by_word(store, taking.mappings(store), known) if known else []
        if options.json:
            print_rows([intake.label_json(each) for each in found], as_json=True)
        else:
            print_labels(found, words)
            if not found:
                print(words.say("mapcase.by_word_none"))
        return 0
    case = [] if options.step == "delete" else ["case"]
    arguments.require(options, "platform", "value", "edition", *case)
    if options.step != "delete":
        _know_platform(options.platform, sorted(taking.mappings(store).sources))
    rule = rules.made(
        platform=options.platform,
        value=options.value,
        edition=options.edition,
        case_id=options.case or "",
        by=options.by,
        record=None if options.step == "delete" else record_or_none(),
    )
    if options.step == "try":
        with taking.looking(store) as visit:
            effects = visit.set_rule(rule, kept=True)
    else:
        with taking.changing(store) as visit:
            effects = visit.set_rule(rule, kept=options.step == "add")
    if options.json:
        tree = {
            "rule": to_builtins(rule),
            "effects": [verdicts.effect_json(each) for each in effects],
        }
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return 0
    said = {"try": "rule_tried", "add": "rule_kept", "delete": "rule_gone"}[options.step]
    print(verdicts.rule_text(f"verdict.{said}", rule, words.lang, {}))
    moved = verdicts.would_move(effects, words.lang, case_names(words))
    if options.step == "try" or (options.step == "add" and not moved):
        print(f"  {moved or words.say('rules.moves_nothing')}")
    print_effects(effects, words)
    return 0


def _know_platform(name: str, known: list[str]) -> None:
    """Raise `Fault` for a mapping that there is not: its rule would never be asked."""
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        raise Fault("rule_platform", name=name[:60], near=near[0] if near else ", ".join(known))


def _list_rules(kept: list[Rule], words: Wording, *, as_json: bool) -> None:
    if as_json:
        print_rows([to_builtins(rule) for rule in kept], as_json=True)
        return
    names = case_names(words)
    rows = [
        {
            "platform": rule.platform,
            "value": rule.value,
            "edition": rule.edition,
            "case_id": rule.case_id,
            "case": names.get(rule.case_id, rule.case_id),
            "at": rule.at[:10],
            "by": rule.by,
        }
        for rule in kept
    ]
    print_named("rules", rows, words)


def _streams(options: argparse.Namespace, words: Wording) -> int:
    store = arguments.store(words)
    if options.step == "list":
        found = streams.listed(taking.ledger_now(store))
        if options.json:
            print_rows(found, as_json=True)
        else:
            rows = [
                {
                    **row,
                    "last_received": row["last_received"][:16].replace("T", " "),
                    "joined": ", ".join(row["joined"]),
                }
                for row in found
            ]
            print_named("streams", rows, words)
        return 0
    needed = {"rename": ["name"], "join": ["into"]}.get(options.step, [])
    if options.step == "set" and not options.keys:
        needed = ["newer"]
    arguments.require(options, "platform", "stream", *needed)
    known = taking.mappings(store)
    section = known.named(options.section) if options.section else known.section.id
    if options.step == "part":
        ledger = taking.ledger_now(store)
        name = streams.named(ledger, section, options.platform, options.stream)
        said = ledger.streams.get((section, options.platform, name or options.stream))
        if said is None or said.into is None:
            raise Fault("stream_whole", name=options.stream[:60])
    settled, effect, kept = _settle(options, store, section)
    if options.json:
        tree = {"kept": kept, **(verdicts.effect_json(effect) or {})}
        print(json.dumps(tree, ensure_ascii=False, indent=1))
    else:
        key = "verdict.stream_settled" if kept else "verdict.stream_would"
        name, platform = settled.name or settled.origin, settled.platform
        print(words.say(key, name=name, section=settled.section, platform=platform))
        print_effects([effect], words)
    return 0 if kept else 1


def _settle(options: argparse.Namespace, store: Store, section: str) -> tuple[Stream, Effect, bool]:
    """What is said of a list, what that does, and whether it was done: a step that moves a count is only told
    before somebody says that it is to be kept."""
    for looked in (True, False):
        with (taking.looking if looked else taking.changing)(store) as visit:
            stream = streams.said(
                visit.ledger,
                section,
                options.platform,
                options.stream,
                name=options.name if options.step == "rename" else None,
                into=options.into if options.step == "join" else None,
                parted=options.step == "part",
                newer=options.newer,
                reach=options.keys,
            )
            effect = visit.settle_stream(stream)
        if looked and effect.by_edition and not options.keep:
            return stream, effect, False
    return stream, effect, True
