"""The commands of those who keep the store: who did what in it, a backup of it, and back again."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from impact.cli import arguments
from impact.cli.printing import print_rows
from impact.exports import audit, backup, secret, taking
from impact.exports.backup import Made
from impact.faults import Fault
from impact.i18n.words import Wording
from impact.settings import folder
from impact.store import Store

_SHOWN = ("number", "at", "door", "who", "what", "section", "of", "why")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    log = arguments.add(commands, "audit", _audit, common)
    log.add_argument("step", nargs="?", choices=("list", "verify"), default="list")
    save = arguments.add(commands, "backup", _backup, common)
    save.add_argument("file", type=Path)
    save.add_argument("--with-secret", action="store_true")
    back = arguments.add(commands, "recover", _recover, common)
    back.add_argument("file", type=Path)


def _audit(options: argparse.Namespace, words: Wording) -> int:
    """List the audit log, or verify it. Exit status 2 if it is not as it was written."""
    store = arguments.store(words)
    try:
        if options.step == "list":
            told = [dict(line) for line in audit.lines(store)]
            rows = [{key: line.get(key) for key in _SHOWN} for line in told]
            print_rows(told if options.json else rows, options.json)
            return 0
        flaws = audit.verify(store, len(taking.ledger_now(store).events))
        hashes = [] if flaws else [str(line["hash"]) for line in audit.lines(store)]
    except ValueError:
        raise Fault("audit_unreadable", line="?") from None
    except OSError as error:
        raise Fault("audit_unopened", reason=error.strerror or "?") from None
    faults = [
        Fault(f"audit_{flaw.kind}", line=str(flaw.line)).sentence(words.lang) for flaw in flaws
    ]
    if options.json:
        print(json.dumps({"whole": not faults, "flaws": faults}, ensure_ascii=False, indent=1))
    else:
        for text in faults or [_whole(hashes, words)]:
            print(text)
    return 2 if faults else 0


def _whole(hashes: list[str], words: Wording) -> str:
    return words.say("safekeeping.whole", count=len(hashes), hash=hashes[-1] if hashes else "–")


def _backup(options: argparse.Namespace, words: Wording) -> int:
    store = arguments.store(words)
    made = backup.make(store, options.file, with_secret=options.with_secret)
    _print(made, "made", store, options, words)
    return 0


def _recover(options: argparse.Namespace, words: Wording) -> int:
    made = backup.recover(options.file, folder("IMPACT_STORE"))
    _print(made, "recovered", arguments.store(words), options, words)
    return 0


def _print(
    made: Made, done: str, store: Store, options: argparse.Namespace, words: Wording
) -> None:
    if options.json:
        tree = {"snapshot": made.snapshot, "snapshots": made.snapshots, "secret": made.secret}
        print(json.dumps(tree))
        return
    print(words.say(f"safekeeping.{done}", count=made.snapshots, snapshot=made.snapshot))
    kept = "with_secret" if made.secret else "without_secret"
    print(words.say(f"safekeeping.{kept}", name=secret.path_of(store).name))
