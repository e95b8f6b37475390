"""The digest: today's page as plain text and as HTML for an e-mail, told since a day.

It says what the page says, in the same order. Names of files are not in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from impact.briefs.mail import WIDTH, wrap
from impact.presentation import aims, since, today
from impact.presentation.progress import Card
from impact.presentation.today import Block
from impact.presentation.view import View

_MOST = 10  # lines of a block
_AIMS = 5


@dataclass(frozen=True)
class Digest:
    """`dated`: which day it is of, and since when it tells; `sample`: that it is of invented exports."""

    title: str
    dated: str
    blocks: tuple[Block, ...]
    sample: str = ""


def digest(view: View, then: View | None, since_day: dt.date, day: dt.date) -> Digest:
    """What stands in a snapshot on a day, beside what stood `then`, at the end of `since_day`.

    `then` is None where nothing was kept by that day: what came since then cannot be told, and is said so.
    """
    year = today.edition(view, day)
    return Digest(
        title=view.say("digest.title", date=view.date(day)),
        dated=_dated(view, since_day, day, year),
        blocks=tuple(_blocks(view, then, since_day, day, year)),
        sample=view.say("live.sample_mark") if view.state.sample else "",
    )


def _dated(view: View, since_day: dt.date, day: dt.date, year: int | None) -> str:
    parts = [view.say("since.since", date=view.date(since_day))]
    if year:
        parts.append(today.day_of(view, year, day))
    counted = view.state.counted_on
    if counted:
        parts.append(view.say("dated.exports", date=view.date(counted)))
    return " · ".join((*parts, view.say("digest.snapshot", snapshot=view.state.snapshot)))


def _blocks(
    view: View, then: View | None, since_day: dt.date, day: dt.date, year: int | None
) -> Iterator[Block]:
    if year is None:
        yield Block(view.say("live.nothing_title"))
    else:
        for card in (
            today.counted_card(view, year),
            today.alike_card(view, year),
            today.projection_card(view, year),
        ):
            yield _of_card(card, view)
        targets = aims.in_order(view.ask("targets", edition=year).rows)
        if targets:
            lines = [aims.sentence(row, view) for row in targets]
            yield Block(view.say("live.targets_title"), today.some(lines, view, _AIMS))
        yield _came(view, then, since_day, year)
        yield today.late_block(view, year, day, _MOST)
        yield today.waiting_block(view, _MOST)
        yield today.spikes_block(view, year, _MOST)
    if missing := today.missing_block(view, today.next_edition(day)):
        yield missing
    if then is not None:
        yield _outcomes(view, then)


def _of_card(card: Card, view: View) -> Block:
    label, value, text, _ = card
    return Block(view.say("press.pair", name=label, value=value), (text,))


def _came(view: View, then: View | None, since_day: dt.date, year: int) -> Block:
    date = view.date(since_day)
    if then is None:
        return Block(view.say("since.since", date=date), (view.say("digest.not_kept", date=date),))
    more = since.more(view, {1: then}, year)[1]
    lines = [
        line
        for part in since.PARTS
        for line in since.told(since.moved(view, {1: then}, year, part), 1, view, _MOST)
    ]
    title = view.say("digest.came", date=date, more=since.signed(more, view))
    return Block(title, tuple(lines) or (view.say("since.nothing"),))


def _outcomes(view: View, then: View) -> Block:
    rows = today.outcomes(view, then)
    if not rows:
        return Block(view.say("today.outcomes_none"))
    lines = [today.outcome_line(row, view) for row in rows]
    title = view.say("today.outcomes_since", count=len(rows))
    return Block(title, today.some(lines, view, _MOST))


def text(made: Digest) -> str:
    """For an e-mail without marks: 72 signs a line, ended by a line feed."""
    parts = [made.sample, f"{wrap(made.title)}\n{'=' * WIDTH}\n{wrap(made.dated)}"]
    for block in made.blocks:
        lines = [wrap(line, "* ", "  ") for line in block.lines]
        parts.append("\n".join([wrap(block.title), *lines]))
    return "\n\n".join(filter(None, parts)) + "\n"


def html(made: Digest, lang: str) -> str:
    """For an e-mail: one column, styles on the tags, since programs for mail drop all others. No picture, no
    link to another host."""
    parts = [
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(made.title)}</title></head>',
        '<body style="margin:0;padding:24px;background:#ffffff;color:#111111;'
        'font-family:Barlow,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.45">',
        '<div style="max-width:640px">',
    ]
    if made.sample:
        parts.append(
            f'<p style="background:#fff000;padding:8px;font-weight:700">{escape(made.sample)}</p>'
        )
    parts += [
        f'<h1 style="font-size:28px;margin:0 0 4px">{escape(made.title)}</h1>',
        f'<p style="margin:0 0 16px;color:#5c5a50">{escape(made.dated)}</p>',
    ]
    for block in made.blocks:
        parts.append(f'<h2 style="font-size:18px;margin:20px 0 4px">{escape(block.title)}</h2>')
        if block.lines:
            items = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
            parts.append(f'<ul style="margin:0;padding-left:20px">{items}</ul>')
    return "\n".join([*parts, "</div></body></html>\n"])


def as_json(made: Digest) -> dict[str, Any]:
    return {
        "title": made.title,
        "dated": made.dated,
        "sample": bool(made.sample),
        "blocks": [{"title": block.title, "lines": list(block.lines)} for block in made.blocks],
    }
