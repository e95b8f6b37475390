"""What commands share before they run: how they are added, their store, pairs of key and value."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from impact.faults import Fault
from impact.i18n.words import Language, say
from impact.settings import folder
from impact.store import Owner, Store

Command = Callable[[argparse.Namespace, Language], int]  # returns the exit status


def add(
    commands: Any, name: str, run: Command, *parents: argparse.ArgumentParser, help: str
) -> argparse.ArgumentParser:
    """Add one command: its name, what runs it, what it takes besides. Returns its parser."""
    parser: argparse.ArgumentParser = commands.add_parser(name, parents=parents, help=help)
    parser.set_defaults(run=run)
    return parser


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


def store(lang: Language) -> Store:
    """The store of the settings; who waits for another process is told for whom."""
    return Store(folder("IMPACT_STORE"), lambda owner: _print_owner(owner, lang))


def _print_owner(owner: Owner, lang: Language) -> None:
    since = owner.started_at.replace("T", " ").replace("+00:00", " UTC")
    text = say(lang, "verdict.waits", pid=str(owner.pid), since=since)
    print(text, file=sys.stderr, flush=True)
