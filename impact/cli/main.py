"""The command line: the same figures as the pages, for scripts and for checking.

Answers go to standard output, what went wrong to standard error in one sentence. Exit 0 means
answered, 2 that the request or what we read cannot be used.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO, cast

from impact.cli import arguments, usage
from impact.cli.arguments import Command
from impact.exports import audit
from impact.faults import Fault
from impact.figures import access, roles
from impact.figures.access import Who
from impact.i18n.signs import printed
from impact.i18n.words import LANGUAGES, Wording
from impact.server import checkup
from impact.settings import value
from impact.store import Damaged

# The modules beside this one and their commands, in the order in which they are listed. Only that of the
# command that is given is loaded: together they take as long as most commands do.
ROOMS = {
    "files": ("screen", "check", "ingest", "template", "mapping"),
    "decisions": ("exports", "held", "decide", "snapshots", "retract", "restore"),
    "lists": ("rules", "streams"),
    "publications": ("publications",),
    "upkeep": ("store", "doctor"),
    "safekeeping": ("audit", "backup", "recover"),
    "sample": ("sample",),
    "factcheck": ("factcheck",),
    "talking": ("talk", "brief", "card", "questions"),
    "digest": ("digest",),
    "figures": ("figures", "publish"),
}


def rooms(command: str | None) -> list[ModuleType]:
    """The module that adds a command; all, of one that there is not, so that it is told what there is."""
    names = [name for name, commands in ROOMS.items() if command in commands] or list(ROOMS)
    return [import_module(f"impact.cli.{name}") for name in names]


class _Terminal:
    """A stream on which only text that can be read is printed, whatever was in a file, a name or an argument."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(printed(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def main(given: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    out, beside = cast(TextIO, _Terminal(sys.stdout)), cast(TextIO, _Terminal(sys.stderr))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(beside):
        return _run(given)


def _run(given: Sequence[str] | None) -> int:
    typed = sys.argv[1:] if given is None else list(given)
    parser = usage.Parser(prog="python -m impact")
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES)
    common.add_argument("--store")
    common.add_argument("--as", dest="acting", metavar="ADDRESS")
    common.add_argument("--json", action="store_true")
    for room in rooms(typed[0] if typed else None):
        room.add(commands, common)
    words = Wording(usage.language(typed))
    usage.tell(parser, commands, words)
    options = parser.parse_args(typed)
    if options.store:
        os.environ["IMPACT_STORE"] = str(Path(options.store).resolve())
    try:
        if options.command != "doctor":  # which tells each in its place
            for fault in checkup.unknown():
                print(fault.sentence(words.lang), file=sys.stderr)
            checkup.refuse()
        options.who = _who(options.acting, served=options.command != "doctor")
        audit.act_as("command line", options.who.name or _login())
        arguments.demand(options.who, options.role)
        return cast(Command, options.run)(options, words)
    except Fault as fault:
        print(fault.sentence(words.lang), file=sys.stderr)
        return 2
    except Damaged as damage:
        print(Fault("store_damaged", reason=str(damage)).sentence(words.lang), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2 if options.command == "ingest" else 0  # files that come after were not taken in
    except OSError as error:  # what reads a file says so by a fault; this is the answer's own way
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(words.say("fault.answer_lost", reason=error.strerror or "?"), file=sys.stderr)
        return 2


def _who(address: str | None, *, served: bool) -> Who:
    """Who acts: somebody of the file of roles, to whom no more is told than on the pages of a server; else
    whoever has the machine. `served`: unless the settings themselves are looked at. Raises `Fault`."""
    if address is not None and not address.strip():
        raise Fault("as_empty")
    if not (named := address or value("IMPACT_AS").strip()):
        return access.OWNER
    if served:
        os.environ["IMPACT_SERVE"] = access.PUBLIC
    return roles.named(named)


def _login() -> str:
    """The name under which the system knows who types; empty if it knows none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
