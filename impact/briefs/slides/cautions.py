"""The last slide: what to know before speaking, questions to expect, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from impact.briefs import slide_text
from impact.briefs.content import Brief, Reference
from impact.briefs.slide_text import Paragraph
from impact.briefs.slides.deck import add_slide, note, sign, source_lines
from impact.briefs.slides.shapes import FOOT, LEFT, ROOM, text_box

_ROWS, _MOST = 4, 6  # lines of sources in a column of two, and of three
_BETWEEN = 0.5  # inches between columns


def add(deck: Any, brief: Brief) -> None:
    slide = add_slide(deck, brief, brief.say("careful_title"), 30)
    top = 1.75
    listed = brief.references[: brief.marked]
    sources, rows, beside = _columns(listed)
    further = brief.further or (brief.say("more_on_slide") if len(listed) > len(sources) else "")
    foot = 0.2 + 0.22 * (rows + 1 + bool(further)) if sources else 0
    high = FOOT - 0.3 - foot - top
    careful = list(brief.careful) or [brief.say("careful_none")]
    left: list[Paragraph] = [(brief.say("careful_part"), True)]
    left += [(text, False) for text in careful]
    if brief.left_out:
        left += [(brief.say("left_out"), True)]
        left += [(text, False) for text in brief.left_out]
    right: list[Paragraph] = []
    if brief.questions:
        right = [(brief.say("questions"), True)]
        right += [
            pair for each in brief.questions for pair in ((each.ask, True), (each.answer, False))
        ]
    size, wide = slide_text.split(left, right, (ROOM, high), 0.5)
    columns = ((left, LEFT, wide), (right, LEFT + wide + 0.5, ROOM - 0.5 - wide))
    for column, at, room in columns:
        if column:
            kept = slide_text.kept(column, (room, high), size, brief)
            text_box(slide, (at, top, room, high), kept, size)
    if sources:
        at = FOOT - 0.25 - foot
        text_box(slide, (LEFT, at, ROOM, 0.3), [(brief.say("sources"), True)], 12)
        room = (ROOM - _BETWEEN * (beside - 1)) / beside
        for which in range(beside):
            part = sources[which * rows : (which + 1) * rows]
            if part:
                lines: list[Paragraph] = [(text, False) for text in part]
                box = (LEFT + which * (room + _BETWEEN), at + 0.24, room, 0.22 * rows)
                _linked(text_box(slide, box, lines, 11, gap=0), listed)
        if further:
            line = (LEFT, at + 0.26 + 0.22 * rows, ROOM, 0.25)
            text_box(slide, line, [(further, False)], 11)
    sign(slide, brief, "")
    asked = [line for each in brief.questions for line in (each.ask, each.answer)]
    told = [*careful, *brief.left_out, *asked]
    note(slide, [*told, *source_lines(brief, len(brief.references))])


def _columns(references: Sequence[Reference]) -> tuple[list[str], int, int]:
    """The sources that there is room for, each in a line, how many stand in a column, and how many columns there are."""
    beside = 2 if len(references) <= 2 * _ROWS else 3
    rows = min(_MOST, -(-len(references) // beside))
    longest = 70 if beside == 2 else 40
    kept = references[: rows * beside]
    return [f"[{each.number}] {slide_text.cut(each.text, longest)}" for each in kept], rows, beside


def _linked(box: Any, references: Sequence[Reference]) -> None:
    addresses = {f"[{each.number}] ": each.url for each in references if each.url}
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            mark = run.text.partition(" ")[0] + " "
            if mark in addresses:
                run.hyperlink.address = addresses[mark]
