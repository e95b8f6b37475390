"""The command that checks texts against the record.

Exit 0 if nothing in any text is wrong, 1 if something is, 2 if a file cannot be read. Only `wrong`
ends with 1: what is out of date, contested or badly worded is for a person to weigh. Nothing that
is read is kept or logged.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from impact.cli import arguments
from impact.factcheck import checker, facts, files, remainder
from impact.factcheck.checker import Checked
from impact.factcheck.rounding import Finding, Verdict
from impact.factcheck.text import detected, flatten, unread
from impact.faults import Fault, Place
from impact.figures import access
from impact.i18n.words import Language, Wording, say


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command. `--lang` is the language of the texts as well as of the answer.

    Without it each paragraph is read in its own, and each text answered in its own.
    """
    ask = arguments.add(commands, "factcheck", run, common, role="press")
    ask.add_argument("paths", nargs="+", metavar="FILE")
    ask.add_argument("--as-of", metavar="YYYY-MM-DD")


def run(options: argparse.Namespace, words: Wording) -> int:
    """Check each text. Returns the exit status; raises `Fault` for the first that cannot be read."""
    known = facts.of(access.current(options.who))
    if options.as_of:
        known = replace(known, as_of=_day(options.as_of))
    if note := unread(words.lang):
        print(note, file=sys.stderr)
    texts = [(path, _read(path)) for path in options.paths]
    status, answers = 0, []
    languages: list[Language] = []
    beside = (
        sys.stderr if options.json else sys.stdout
    )  # JSON stays a list of findings and nothing else
    for path, read in texts:
        told_in = options.lang or detected(flatten(read.text[:20_000]), words.lang)
        languages.append(told_in)
        checked = checker.check(read.text, known, options.lang, told_in)
        if any(finding.verdict is Verdict.WRONG for finding in checked.findings):
            status = 1
        told = Wording(told_in)
        if not checked.complete:
            print(words.say("factcheck.incomplete", file=path, most=checker.MOST), file=sys.stderr)
        if options.json:
            answers += [checker.as_json(finding, path) for finding in checked.findings]
        else:
            _print(path, checked.findings, told)
        for note in _not_checked(path, read, checked, told):
            print(note, file=beside)
    for each in dict.fromkeys(
        languages
    ):  # whoever reads the answer, not where the command was typed
        print(say(each, "factcheck.scope"), file=beside)
    if options.json:
        print(json.dumps(answers, ensure_ascii=False, indent=1))
    return status


def _not_checked(path: str, read: files.Read, checked: Checked, words: Wording) -> Iterator[str]:
    """What of a file was held against nothing, in sentences."""
    if read.unread:
        yield words.say("factcheck.attachments", file=path, items=words.listing(read.unread))
    if items := remainder.listed(checked.unchecked, words.lang):
        yield words.say("factcheck.unchecked", file=path, items=items)


def _print(path: str, findings: list[Finding], words: Wording) -> None:
    if not findings:
        print(words.say("factcheck.nothing", file=path))
        return
    print(words.say("factcheck.found", file=path, count=len(findings)))
    for finding in findings:
        print(
            words.say(
                "factcheck.line",
                line=str(finding.line),
                verdict=words.say(f"factcheck.verdict.{finding.verdict}"),
                text=finding.text,
                note=finding.note,
            )
        )
        if finding.suggestion and finding.verdict is not Verdict.RIGHT:
            print(words.say("factcheck.say_instead", suggestion=finding.suggestion))


def _read(path: str) -> files.Read:
    name = Path(path).name if path != "-" else "-"
    try:
        data = sys.stdin.buffer.read(files.LARGEST + 1) if path == "-" else _bytes(Path(path))
    except FileNotFoundError:
        raise Fault("missing_text", Place(name)) from None
    except OSError as error:
        raise Fault("unreadable", Place(name), reason=error.strerror or "?") from None
    return files.read(name, data)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(files.LARGEST + 1)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Fault(
            "parameter_wrong",
            name="as-of",
            written="2026-11-28",
            found=text[:40].encode("ascii", "backslashreplace").decode(),
        ) from None
