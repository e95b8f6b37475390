"""The commands for spokespersons: briefs as files, or as text on standard output.

Exit 0 if everything that was asked for is there, 2 if the selection is empty or names what is not known.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from impact import live, talking
from impact.faults import Fault
from impact.live import State
from impact.talking import AUDIENCES, LENGTHS, OCCASIONS, Selection
from impact.words import Language, country_code, say

_FORMS = ("pdf", "pptx", "docx", "text")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command; which of the parameters an occasion takes is checked when it runs."""
    ask = commands.add_parser("brief", parents=[common], help="write briefs for spokespersons")
    ask.add_argument("--occasion", choices=OCCASIONS, default="launch")
    ask.add_argument("--audience", choices=AUDIENCES, default="press")
    ask.add_argument("--length", choices=LENGTHS, default="one_page")
    ask.add_argument("--edition", type=int, metavar="YEAR", help="else the newest")
    ask.add_argument("--case", metavar="ID", help="which case, for that occasion")
    ask.add_argument("--country", help="code or name, for that occasion")
    ask.add_argument("--format", choices=(*_FORMS, "all"), default="text")
    ask.add_argument("--out", type=Path, help="the folder; text alone needs none")
    ask.add_argument("--as-of", metavar="DAY|SNAPSHOT", help="as it was known then")


def run(asked: argparse.Namespace, lang: Language) -> int:
    """Write what was asked for. Returns the exit status; raises `Fault` for an empty selection."""
    from impact import briefs  # drawing and typesetting, which no other command needs

    wanted = briefs.FORMS if asked.format == "all" else (asked.format,)
    if asked.out is None and wanted != ("text",):
        raise Fault("brief_where")
    state = _state(asked.as_of, lang)
    told = talking.talk(state, selection(asked), lang)
    if asked.out is None:
        text = briefs.made(state, told, "text").data.decode()
        print(json.dumps({"text": text}, ensure_ascii=False) if asked.json else text, end="")
        return 0
    asked.out.mkdir(parents=True, exist_ok=True)
    said = briefs.brief(state, told)
    written = []
    for form in wanted:
        path = asked.out / briefs.named(told, form)
        path.write_bytes(briefs.written(said, form))
        written.append({"file": str(path), "bytes": path.stat().st_size})
    if asked.json:
        print(json.dumps({"snapshot": told.snapshot, "files": written}, ensure_ascii=False))
    else:
        print("\n".join(item["file"] for item in written))
    return 0


def selection(asked: argparse.Namespace) -> Selection:
    """What the arguments choose. Raises `Fault` for one that the occasion does not take."""
    occasion = asked.occasion
    if asked.case and occasion == "launch":  # naming a case is asking for it
        occasion = "case"
    elif asked.country and occasion == "launch":
        occasion = "country"
    for name, value in (("case", asked.case), ("country", asked.country)):
        if value and occasion != name:
            raise Fault("brief_parameter", name=f"--{name}", occasion=occasion)
    if asked.edition is not None and occasion in ("case", "country"):
        raise Fault("brief_parameter", name="--edition", occasion=occasion)
    place = asked.country and (country_code(asked.country) or asked.country)
    return Selection(
        occasion, asked.audience, asked.length, asked.edition, asked.case or None, place or None
    )


def _state(as_of: str | None, lang: Language) -> State:
    if as_of:
        return live.at(live.named(as_of))
    state = live.current()
    if state.fault:
        print(say(lang, "fault.older_shown", fault=state.fault.sentence(lang)), file=sys.stderr)
    return state
