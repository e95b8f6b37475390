"""The last slide: what to know before speaking, questions to expect, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from impact.briefs import slide_text
from impact.briefs.content import Brief, Reference
from impact.briefs.slide_text import Paragraph
from impact.briefs.slides.deck import add_slide, note, sign, source_lines
from impact.briefs.slides.shapes import FOOT, LEFT, ROOM, text_box


def add(deck: Any, brief: Brief) -> None:
    slide = add_slide(deck, brief, brief.say("careful_title"), 30)
    top, half = 1.75, (ROOM - 0.5) / 2
    listed = brief.references[: brief.marked]
    sources = [f"[{each.number}] {slide_text.cut(each.text, 70)}" for each in listed]
    rows = min(4, -(-len(sources) // 2))
    foot = 0.2 + 0.22 * (rows + 1 + bool(brief.further)) if sources else 0
    high = FOOT - 0.3 - foot - top
    careful = list(dict.fromkeys(brief.careful)) or [brief.say("careful_none")]
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
        parts = [sources[:rows], sources[rows : 2 * rows]]
        for part, edge in zip(parts, (LEFT, LEFT + half + 0.5), strict=True):
            if part:
                lines: list[Paragraph] = [(text, False) for text in part]
                box = text_box(slide, (edge, at + 0.24, half, 0.22 * rows), lines, 11, gap=0)
                _linked(box, listed)
        if brief.further:
            line = (LEFT, at + 0.26 + 0.22 * rows, ROOM, 0.25)
            text_box(slide, line, [(brief.further, False)], 11)
    sign(slide, brief, "")
    asked = [line for each in brief.questions for line in (each.ask, each.answer)]
    told = [*careful, *brief.left_out, *asked]
    note(slide, [*told, *source_lines(brief, len(brief.references))])


def _linked(box: Any, references: Sequence[Reference]) -> None:
    addresses = {f"[{each.number}] ": each.url for each in references if each.url}
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            mark = run.text.partition(" ")[0] + " "
            if mark in addresses:
                run.hyperlink.address = addresses[mark]
