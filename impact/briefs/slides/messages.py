"""The first slides, one message each: who is told of, and up to three numbers, in the largest letters of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches

from impact.briefs import slide_text
from impact.briefs.content import BIG, Big, Brief, BriefPoint, Reference
from impact.briefs.mail import with_marks
from impact.briefs.slide_text import Paragraph
from impact.briefs.slides.deck import add_slide, note, sign, source_lines
from impact.briefs.slides.shapes import (
    FOOT,
    LEFT,
    ROOM,
    YELLOW,
    decorative,
    describe,
    fill,
    margins,
    paint,
    place,
    text_box,
    write,
)
from impact.i18n.words import say
from impact.talking.points.spoken import sentences

_TOP, _LOW = (
    1.0,
    1.5,
)  # where a message begins, and the least room below it for what to be careful with
_PEOPLE = 12  # slides before the first number
_SHORT = 150  # words that can all stand large: what came last is often what weighs most
_SIZES = (66, 60, 54, 48, 44, 40, 36, 32, 28, 24, 22, 20, 18, 16, 14)


def add(deck: Any, brief: Brief) -> None:
    """A slide for each of those who are told of before the first number, and one for each number; without numbers, one
    for each of the first points."""
    told = {each.sentence for each in brief.numbers}
    first = takewhile(lambda point: point.sentence not in told, brief.points)
    spoken = _with_who(first if brief.numbers else brief.points[:BIG])[:_PEOPLE]
    if not brief.points:
        spoken = [(BriefPoint(brief.say("no_points"), (), ""), None)]
    for each, who in spoken:
        _sentence(deck, brief, each, who)
    for number in brief.numbers:
        _number(deck, brief, number)
    everything = [
        line
        for point in brief.points
        for line in lines_of(point.sentence, point.marks, point.careful)
    ]
    note(deck.slides[0], [brief.title, *everything, *source_lines(brief, brief.marked)])


def _with_who(points: Iterable[BriefPoint]) -> list[tuple[BriefPoint, BriefPoint | None]]:
    """What happened is the message, and who somebody is goes with it; where nothing is told, it is the message."""
    found: list[tuple[BriefPoint, BriefPoint | None]] = []
    for point in points:
        before, behind = found[-1] if found else (None, None)
        if before and not behind and before.who and point.case == before.case:
            found[-1] = (point, before)
        else:
            found.append((point, None))
    return found


def _sentence(deck: Any, brief: Brief, point: BriefPoint, who: BriefPoint | None) -> None:
    message, further = _parted(point.sentence, brief, _SHORT)
    if who:
        further = f"{further} {who.sentence}".strip()
    careful = " ".join(each.careful for each in (who, point) if each and each.careful)
    slide = add_slide(deck, brief, message, _SIZES[0])
    room = FOOT - 0.3 - _TOP - (_LOW if careful or further else 0)
    told: list[Paragraph] = [(message, True)]
    size = slide_text.fitting(told, (ROOM, room), _SIZES)
    told = slide_text.kept(told, (ROOM, room), size, brief)
    title = slide.shapes.title
    place(title, (LEFT, _TOP, ROOM, room))
    title.text_frame.clear()
    fill(title.text_frame, told, size)
    _below(slide, brief, (further, careful))
    _finish(slide, brief, [point.sentence, who.sentence if who else "", careful])


def _number(deck: Any, brief: Brief, each: Big) -> None:
    message, further = _parted(each.sentence, brief)
    size = slide_text.fitting([(message, True)], (ROOM, 1.1), (30, 28, 26, 24, 22, 20))
    told = slide_text.kept([(message, True)], (ROOM, 1.1), size, brief)
    slide = add_slide(deck, brief, message, size)
    slide.shapes.title.text_frame.clear()
    fill(slide.shapes.title.text_frame, told, size)
    label: list[Paragraph] = [(each.label, True)]
    lines = max(0.4, slide_text.height(label, ROOM, 20))
    top, high = 2.15, 2.75 - lines  # a label of two lines takes its room from the number's
    _card(slide, each, top, high, brief)
    references = {one.number: one for one in brief.references}
    source = _short([references[mark] for mark in each.marks], brief) or each.own_source
    text_box(slide, (LEFT, top + high + 0.1, ROOM, lines), label, 20)
    if source:
        text_box(slide, (LEFT, top + high + lines + 0.1, ROOM, 0.3), [(source, False)], 12)
    _below(slide, brief, (further, each.careful))
    _finish(slide, brief, [each.sentence, each.careful, source])


def _parted(text: str, brief: Brief, short: int = 0) -> tuple[str, str]:
    """The message, and what is said after it, which stands smaller; but what takes the message back is part of it. Of a
    story (`short`) all is that has no more than so many words, or that took something back: who reads the large letters
    alone would leave somebody in prison who came out since."""
    told = sentences(text)
    but = say(brief.lang, "spoken.but", text="").strip()
    end = max((at for at, each in enumerate(told) if each.startswith(f"{but} ")), default=0) + 1
    if short and (end > 1 or len(text.split()) <= short):
        end = len(told)
    return " ".join(told[:end]), " ".join(told[end:])


def _card(slide: Any, each: Big, top: float, high: float, brief: Brief) -> None:
    size = 104.0 if each.qualifier else 120.0  # both lines stay inside
    while size > 20 and slide_text.wide(each.digits, size, bold=True) > ROOM - 0.8:
        size -= 4
    card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (LEFT, top, ROOM, high)))
    paint(card, YELLOW)
    frame = card.text_frame
    margins(frame, 0.4)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    digits = frame.paragraphs[0]
    if each.qualifier:
        fill(frame, [(each.qualifier, True)], 28)
        digits = frame.add_paragraph()
    frame.word_wrap = True
    write(digits, each.digits, size, bold=True)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    describe(card, f"{each.qualifier} {each.digits} {each.label}".strip())
    card.name = each.label or brief.kicker


def _below(slide: Any, brief: Brief, texts: Sequence[str]) -> None:
    """What goes with a message, and what to be careful with, at the foot beside a yellow rule."""
    told: list[Paragraph] = [(text, False) for text in texts if text]
    if not told:
        return
    room = (ROOM - 0.3, _LOW - 0.1)
    size = slide_text.fitting(told, room, (18, 16, 15, 14, 13, 12))
    told = slide_text.kept(told, room, size, brief)
    high = slide_text.height(told, room[0], size)
    top = FOOT - 0.3 - high
    rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (LEFT, top + 0.03, 0.09, high)))
    paint(rule, YELLOW)
    decorative(rule)
    text_box(slide, (LEFT + 0.3, top, room[0], high), told, size)


def _finish(slide: Any, brief: Brief, told: Sequence[str]) -> None:
    sign(slide, brief, "")
    note(slide, [*filter(None, told), brief.dated])


def _short(sources: Sequence[Reference], brief: Brief) -> str:
    """The source of one number by name, several by the numbers that the last slide explains."""
    if not sources:
        return ""
    marks = "".join(f"[{each.number}]" for each in sources)
    text = f"{sources[0].text} {marks}" if len(sources) == 1 else marks
    return say(brief.lang, "source.line", text=text)


def lines_of(sentence: str, marks: tuple[int, ...], careful: str) -> list[str]:
    return [with_marks(sentence, marks), *([careful] if careful else [])]
