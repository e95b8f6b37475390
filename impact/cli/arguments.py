"""What commands share before they run: how they are added, their store, pairs of key and value."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from impact.exports.ledger import Entry, Ledger
from impact.faults import Fault
from impact.figures.access import Who
from impact.i18n.words import Wording
from impact.routes import Role
from impact.settings import folder
from impact.store import Owner, Store

Command = Callable[[argparse.Namespace, Wording], int]  # returns the exit status


def add(
    commands: Any, name: str, run: Command, *parents: argparse.ArgumentParser, role: Role = "admin"
) -> argparse.ArgumentParser:
    """Add one command: its name, what runs it, what it takes besides, and the role that it needs at least where
    somebody is named (`--as`). What it does and takes is said in `commands.toml`. Returns its parser."""
    parser: argparse.ArgumentParser = commands.add_parser(name, parents=parents, help=name)
    parser.set_defaults(run=run, role=role)
    return parser


def demand(who: Who, role: Role) -> None:
    """Raises `Fault` if who acts may not do what somebody of a role may."""
    if not who.may(role):
        raise Fault("acting_role", who=who.name, role=who.role, needed=role)


def export(who: Who, ledger: Ledger, identity: str) -> Entry:
    """An export by its identity. Raises `Fault` if there is none that is theirs to see."""
    entry = ledger.entry(identity)
    if not who.of_section(entry.section):
        raise Fault("export_unknown", name=identity[:40])
    return entry


def pairs(given: Sequence[str]) -> dict[str, object]:
    """KEY=VALUE, each as a key and its value. Raises `Fault` for one without the sign."""
    values: dict[str, object] = {}
    for pair in given:
        key, separator, value = pair.partition("=")
        if not separator:
            raise Fault("parameter_form", found=pair[:80])
        values[key] = value
    return values


def require(options: argparse.Namespace, *names: str) -> None:
    """Raises `Fault` that names each of these options that was not given."""
    missing = [f"--{name}" for name in names if not getattr(options, name)]
    if missing:
        raise Fault("option_missing", names=", ".join(missing))


def store(words: Wording) -> Store:
    """The store of the settings; who waits for another process is told for whom."""
    return Store(folder("IMPACT_STORE"), lambda owner: _print_owner(owner, words))


def _print_owner(owner: Owner, words: Wording) -> None:
    since = owner.started_at.replace("T", " ").replace("+00:00", " UTC")
    text = words.say("verdict.waits", pid=str(owner.pid), since=since)
    print(text, file=sys.stderr, flush=True)
