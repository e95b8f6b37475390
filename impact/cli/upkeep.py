"""The commands that say whether all is well: the store as it was written, and all that is needed to work."""

from __future__ import annotations

import argparse
import json
from typing import Any

from impact.cli import arguments
from impact.exports import care
from impact.i18n.causes import told
from impact.i18n.words import Wording
from impact.record.reader import contents_of
from impact.server import checkup
from impact.settings import folder


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    store = arguments.add(commands, "store", _store, common)
    store.add_argument("step", choices=("verify", "repair"))
    arguments.add(commands, "doctor", _doctor, common)


def _doctor(options: argparse.Namespace, words: Wording) -> int:
    """Look at everything that the product needs here. Exit status 2 if something is amiss."""
    found = checkup.looked()
    well = not any(finding.faults for finding in found)
    if options.json:
        checks = [
            {"check": each.check, "faults": [fault.sentence(words.lang) for fault in each.faults]}
            for each in found
        ]
        print(json.dumps({"well": well, "checks": checks}, ensure_ascii=False, indent=1))
    else:
        for each in found:
            name = words.say(f"checkup.{each.check}")
            for text in [fault.sentence(words.lang) for fault in each.faults] or [
                words.say("checkup.well")
            ]:
                print(words.say("checkup.line", check=name, text=text))
    return 0 if well else 2


def _store(options: argparse.Namespace, words: Wording) -> int:
    """Verify or repair the store. Exit status 2 if something is not as it was written."""
    store = arguments.store(words)
    mended = []
    if options.step == "repair":
        mended = care.repair(store, contents_of(folder("IMPACT_RECORD")))
    left = care.verify(store)
    if options.json:
        tree = {
            "whole": not left,
            "mended": mended,
            "damaged": [
                {
                    "name": each.name,
                    "why": told(words.lang, each.why),
                    "snapshots": list(each.snapshots),
                }
                for each in left
            ],
        }
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return 2 if left else 0
    for name in mended:
        print(words.say("care.mended", name=name))
    for problem in left:
        print(words.say("care.damaged", name=problem.name, why=told(words.lang, problem.why)))
    print(words.say("care.whole" if not left else "care.left", count=len(left)))
    return 2 if left else 0
