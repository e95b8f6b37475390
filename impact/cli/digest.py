"""The command of the digest: today as text, as HTML for an e-mail, as JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from typing import Any

from impact.briefs import digest
from impact.cli import arguments
from impact.faults import Fault
from impact.figures import access, veiling
from impact.i18n.words import Wording
from impact.presentation.view import View


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add this command to the command line."""
    command = arguments.add(commands, "digest", _digest, common, role="spokesperson")
    command.add_argument("--since", default="yesterday")
    command.add_argument("--format", choices=("text", "html", "json"), default="text")


def _digest(options: argparse.Namespace, words: Wording) -> int:
    day = dt.date.today()
    begun = since(options.since, day)
    state, who = access.made_by(begun, options.who), options.who
    then = View(veiling.veiled(state), words.lang, who) if state else None
    now = View(veiling.veiled(access.current(who)), words.lang, who)
    made = digest.digest(now, then, begun, day)
    if options.json or options.format == "json":
        print(json.dumps(digest.as_json(made), ensure_ascii=False, indent=1))
    elif options.format == "html":
        print(digest.html(made, words.lang), end="")
    else:
        print(digest.text(made), end="")
    return 0


def since(text: str, day: dt.date) -> dt.date:
    """The day at whose end the telling begins: yesterday, a date, or so many days ago (3, "3 days").

    Raises `Fault` for anything else, and for a day that is not over.
    """
    if text == "yesterday":
        return day - dt.timedelta(1)
    if found := re.fullmatch(r"(\d{1,4})(?: ?(?:days?|jours?))?", text.strip()):
        if int(found[1]):
            return day - dt.timedelta(int(found[1]))
    else:
        try:
            begun = dt.date.fromisoformat(text.strip())
            if begun < day:
                return begun
        except ValueError:
            pass
    raise Fault("since_wrong", found=text[:40])
