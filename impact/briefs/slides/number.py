"""The first slide: what is said, and up to three numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches

from impact.briefs import slide_text
from impact.briefs.content import Big, Brief, Reference
from impact.briefs.mail import with_marks
from impact.briefs.slide_text import Paragraph
from impact.briefs.slides.deck import add_slide, note, sign, source_lines
from impact.briefs.slides.shapes import (
    FOOT,
    LEFT,
    ROOM,
    YELLOW,
    Box,
    decorative,
    describe,
    fill,
    margins,
    paint,
    text_box,
    write,
)
from impact.i18n.words import say


def add(deck: Any, brief: Brief) -> None:
    headline = brief.points[0].sentence if brief.points else brief.say("no_points")
    size = slide_text.fitting([(headline, True)], (ROOM, 1.15), (32, 30, 28, 26))
    as_title = slide_text.height([(headline, True)], ROOM, size) <= 1.15
    slide = add_slide(deck, brief, headline if as_title else brief.title, size if as_title else 30)
    title: list[Paragraph] = [(headline, True)] if as_title else [(brief.title, True)]
    top = 1.15 + slide_text.height(title, ROOM, size if as_title else 30)
    if not as_title:
        told: list[Paragraph] = [(headline, False)]
        high = 1.3 if brief.numbers else 3.2
        size = slide_text.fitting(told, (ROOM, high), (34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14))
        told = slide_text.kept(told, (ROOM, high), size, brief)
        text_box(slide, (LEFT, top, ROOM, high), told, size)
        top += slide_text.height(told, ROOM, size) + 0.25
    if brief.numbers:
        top = _numbers(slide, brief, top, 1.75 if as_title else 1.1)
    others = [] if brief.numbers else [point.sentence for point in brief.points[1:]]
    careful = [point.careful for point in brief.points[:1]]
    careful += [each.careful for each in brief.numbers]
    told_below = dict.fromkeys(filter(None, [*careful, *others]))
    rest: list[Paragraph] = [(text, False) for text in told_below]
    room = FOOT - 0.35 - top
    if rest:
        size = slide_text.fitting(rest, (ROOM - 0.3, room), (20, 18, 16, 14, 12))
        rest = slide_text.kept(rest, (ROOM - 0.3, room), size, brief)
        rule = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            *map(Inches, (LEFT, top + 0.05, 0.09, slide_text.height(rest, ROOM - 0.3, size))),
        )
        paint(rule, YELLOW)
        decorative(rule)
        text_box(slide, (LEFT + 0.3, top, ROOM - 0.3, room), rest, size)
    sign(slide, brief, "", 1)
    said = [
        line
        for point in brief.points
        for line in lines_of(point.sentence, point.marks, point.careful)
    ]
    note(
        slide,
        [headline if not brief.points else brief.title, *said, *source_lines(brief, brief.marked)],
    )


def _numbers(slide: Any, brief: Brief, top: float, high: float) -> float:
    """Up to three numbers on yellow, each with its label and source. Returns where they end."""
    count = len(brief.numbers)
    gap = 0.3
    wide = (ROOM - gap * 2) / 3 if count > 1 else ROOM
    references = {each.number: each for each in brief.references}
    for index, each in enumerate(brief.numbers):
        left = LEFT + index * (wide + gap)
        sources = [references[mark] for mark in each.marks]
        _card(slide, each, (left, top, wide, high), brief)
        under: list[Paragraph] = [
            (each.label, True),
            (_short(sources, brief) or each.own_source, False),
        ]
        text_box(slide, (left, top + high + 0.07, wide, 0.9), [under[0]], 16)
        text_box(slide, (left, top + high + 0.43, wide, 0.5), [under[1]], 11)
    return top + high + 1.05


def _card(slide: Any, each: Big, box: Box, brief: Brief) -> None:
    room = box[2] - 0.4
    qualified = any(other.qualifier for other in brief.numbers)  # one line for all of them, or none
    size = min(54.0, (72 * box[3] - 24 * qualified) / 1.3)
    while size > 20 and slide_text.wide(each.digits, size, bold=True) > room:
        size -= 2
    card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box))
    paint(card, YELLOW)
    frame = card.text_frame
    margins(frame, 0.2)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    digits = frame.paragraphs[0]
    if qualified:
        fill(frame, [(each.qualifier or "\u00a0", True)], 18)
        digits = frame.add_paragraph()
    frame.word_wrap = True
    write(digits, each.digits, size, bold=True)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    describe(card, f"{each.qualifier} {each.digits} {each.label}".strip())
    card.name = each.label or brief.kicker


def _short(sources: Sequence[Reference], brief: Brief) -> str:
    """The source of one number by name, several by the numbers that the last slide explains."""
    if not sources:
        return ""
    marks = "".join(f"[{each.number}]" for each in sources)
    text = f"{sources[0].text} {marks}" if len(sources) == 1 else marks
    return say(brief.lang, "source.line", text=text)


def lines_of(sentence: str, marks: tuple[int, ...], careful: str) -> list[str]:
    return [with_marks(sentence, marks), *([careful] if careful else [])]
