"""The commands for spokespersons: talking points, a case's card, questions to expect, and briefs as files.

Exit 0 if everything that was asked for is there, 2 if the selection is empty or names what is not known.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from impact import talking
from impact.cli import arguments
from impact.faults import Fault
from impact.figures import access
from impact.figures.live import State
from impact.i18n.words import Wording, country_code
from impact.talking import AUDIENCES, LENGTHS, OCCASIONS, Selection, questions

_FORMS = ("pdf", "pptx", "docx", "text")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands; which of the parameters an occasion takes is checked when it runs."""
    then = argparse.ArgumentParser(add_help=False)
    then.add_argument("--as-of", metavar="DAY|SNAPSHOT")
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("--occasion", choices=OCCASIONS, default="launch")
    chosen.add_argument("--audience", choices=AUDIENCES, default="press")
    chosen.add_argument("--length", choices=LENGTHS, default="one_page")
    chosen.add_argument("--edition", type=int, metavar="YEAR")
    chosen.add_argument("--case", metavar="ID")
    chosen.add_argument("--country")
    add = partial(arguments.add, commands, role="press")
    add("talk", _talk, common, then, chosen)
    ask = add("brief", _brief, common, then, chosen)
    ask.add_argument("--format", choices=(*_FORMS, "all"), default="text")
    ask.add_argument("--out", type=Path)
    one = add("card", _card, common, then)
    one.add_argument("case", metavar="CASE")
    hard = add("questions", _questions, common, then)
    hard.add_argument("figure")
    hard.add_argument("--param", action="append", default=[], metavar="KEY=VALUE")


def _talk(options: argparse.Namespace, words: Wording) -> int:
    state = _state(options, words)
    made = talking.talk(state, selection(options, state), words.lang, today=_today(options, state))
    lines = [made.title, made.dated]
    lines += [words.say("talk.careful", text=text) for text in made.careful]
    if options.occasion == "interview":
        lines += [line for each in made.questions for line in ("", each.ask, f"  {each.answer}")]
    for point in made.points:
        lines += ["", point.sentence]
        if point.detail and point.detail not in point.sentence:
            lines.append(f"  {words.say('talk.detail', text=point.detail)}")
        lines += [f"  {words.say('talk.careful', text=text)}" for text in point.careful]
        lines += [f"  {source.name} {source.url}" for source in point.sources]
    lines += ["", *made.left_out] if made.left_out else []
    return _answer(options, made, lines)


def _card(options: argparse.Namespace, words: Wording) -> int:
    state = _state(options, words)
    card = talking.card(state, talking.case_named(state, options.case), words.lang)
    lines = [f"{card.title} ({card.where})", card.dated]
    for key, texts in (("say", card.say), ("not_say", card.not_say)):
        lines += ["", words.say(f"card.{key}"), *(f"- {text}" for text in texts)]
    lines += ["", words.say("card.stands"), *(f"- {each[1]}. {each[2]}" for each in card.stands)]
    lines += ["", words.say("card.happened")]
    for event in card.happened:
        before = f" ({words.say('case.before')})" if event.before else ""
        lines.append(f"- {event.when}, {event.what}{before}. {event.summary}")
    return _answer(options, card, lines)


def _questions(options: argparse.Namespace, words: Wording) -> int:
    state = _state(options, words)
    hard = questions.of_figure(state, options.figure, words.lang, arguments.pairs(options.param))
    lines = [line for each in hard for line in (each.ask, f"  {each.answer}")]
    return _answer(options, hard, lines)


def _answer(options: argparse.Namespace, made: Any, lines: list[str]) -> int:
    if options.json:
        plain = [asdict(each) for each in made] if isinstance(made, tuple) else asdict(made)
        print(json.dumps(plain, ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(lines))
    return 0


def _brief(options: argparse.Namespace, words: Wording) -> int:
    from impact import briefs  # drawing and typesetting, which no other command needs

    state = _state(options, words)
    wanted = briefs.FORMS if options.format == "all" else (options.format,)
    if options.out is None and wanted != ("text",):
        raise Fault("brief_where")
    told = talking.talk(state, selection(options, state), words.lang, today=_today(options, state))
    if options.out is None:
        text = briefs.made(state, told, "text").data.decode()
        print(json.dumps({"text": text}, ensure_ascii=False) if options.json else text, end="")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    said = briefs.brief(state, told)
    written = []
    for form in wanted:
        path = options.out / briefs.named(told, form)
        path.write_bytes(briefs.written(said, form))
        written.append({"file": str(path), "bytes": path.stat().st_size})
    if options.json:
        print(json.dumps({"snapshot": told.snapshot, "files": written}, ensure_ascii=False))
    else:
        print("\n".join(item["file"] for item in written))
    return 0


def selection(options: argparse.Namespace, state: State) -> Selection:
    """What the arguments choose; a case by its key or its name. Raises `Fault` for one that the occasion
    does not take.
    """
    occasion = options.occasion
    if options.case and occasion == "launch":  # naming a case is asking for it
        occasion = "case"
    elif options.country and occasion == "launch":
        occasion = "country"
    of_case = ("case", "interview")
    for name, value, taken in (
        ("case", options.case, of_case),
        ("country", options.country, ("country",)),
    ):
        if value and occasion not in taken:
            raise Fault("brief_parameter", name=f"--{name}", occasion=occasion)
    if options.edition is not None and occasion in (*of_case, "country"):
        raise Fault("brief_parameter", name="--edition", occasion=occasion)
    place = options.country and (country_code(options.country) or options.country)
    return Selection(
        occasion,
        options.audience,
        options.length,
        options.edition,
        talking.case_named(state, options.case) if options.case else None,
        place or None,
    )


def _today(options: argparse.Namespace, state: State) -> dt.date | None:
    """The day that it is, or that of the snapshot which is asked for."""
    if options.as_of:
        return access.day_of(state.snapshot, options.who)
    return dt.date.today()


def _state(options: argparse.Namespace, words: Wording) -> State:
    if options.as_of:
        return access.at(access.named(options.as_of, who=options.who), options.who)
    state = access.current(options.who)
    if state.fault:
        print(
            words.say("fault.older_shown", fault=state.fault.sentence(words.lang)), file=sys.stderr
        )
    return state
