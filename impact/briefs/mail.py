"""A brief as plain text for an e-mail: 72 signs a line, addresses whole."""

from __future__ import annotations

import textwrap

from impact.briefs.content import Brief, BriefPoint
from impact.briefs.exhibit import OfficeTable

WIDTH = 72


def text(brief: Brief) -> str:
    """The brief, its lines ended by a line feed. No-break spaces stay what they are."""
    parts = [_title(brief)]
    if brief.points:
        parts.append(_part(brief.say("points"), [_point(point) for point in brief.points]))
    drawn = brief.exhibit
    if drawn:
        told = [wrap(drawn.headline), wrap(drawn.measured or drawn.subtitle), wrap(drawn.source)]
        if isinstance(drawn.body, OfficeTable):
            rows = [" · ".join(filter(None, row)) for row in drawn.body.rows]
            told[2:2] = [_item(row) for row in [*rows, drawn.body.more] if row]
        else:
            told[2:2] = [wrap(drawn.alt)]
        parts.append(_part(brief.say("shown"), told))
    if brief.left_out:
        parts.append(_part(brief.say("left_out"), [_item(line) for line in brief.left_out]))
    if brief.questions:
        asked = [f"{wrap(each.ask)}\n{_item(each.answer, '   ')}" for each in brief.questions]
        parts.append(_part(brief.say("questions"), asked, between="\n\n"))
    if brief.references:
        lines = [
            f"{_item(each.text, f'[{each.number}] ')}" + (f"\n    {each.url}" if each.url else "")
            for each in brief.references[: brief.marked]
        ]
        lines += [wrap(brief.further)] if brief.further else []
        parts.append(_part(brief.say("sources"), lines))
    return "\n\n".join(parts) + "\n"


def _title(brief: Brief) -> str:
    lines = [wrap(brief.title), "=" * WIDTH, wrap(brief.dated)]
    return "\n".join([brief.sample, *lines] if brief.sample else lines)


def _part(head: str, lines: list[str], between: str = "\n") -> str:
    return f"{wrap(head)}\n{'-' * len(head)}\n" + between.join(lines)


def _point(point: BriefPoint) -> str:
    careful = f"\n{_item(point.careful, '  ')}" if point.careful else ""
    return _item(with_marks(point.sentence, point.marks)) + careful


def with_marks(sentence: str, marks: tuple[int, ...]) -> str:
    """A sentence with the numbers of its sources, tied to its last word."""
    return f"{sentence}\u00a0{''.join(f'[{mark}]' for mark in marks)}" if marks else sentence


def wrap(text: str, first: str = "", others: str = "") -> str:
    """A text in lines of at most 72 signs, but for a word that is longer; `first` and `others` begin them."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _item(text: str, mark: str = "* ") -> str:
    return wrap(text, mark, " " * len(mark))
