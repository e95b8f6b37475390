"""The slide that shows something, or the only one: a chart or a table."""

from __future__ import annotations

from typing import Any

from impact.briefs import slide_text
from impact.briefs.content import Brief
from impact.briefs.exhibit import OfficeChart, OfficeTable
from impact.briefs.slides.deck import add_slide, note, sign
from impact.briefs.slides.native import add_chart, add_table
from impact.briefs.slides.shapes import FOOT, LEFT, ROOM, text_box


def add(deck: Any, brief: Brief) -> None:
    drawn = brief.exhibit
    if drawn is None:
        slide = add_slide(deck, brief, brief.say("shown"), 30)
        text_box(slide, (LEFT, 2.1, ROOM, 1), [(brief.say("no_chart"), False)], 20)
        sign(slide, brief, "")
        note(slide, [brief.say("no_chart")])
        return
    size = slide_text.fitting([(drawn.headline, True)], (ROOM, 0.6), (32, 30, 28, 26, 24, 22))
    slide = add_slide(deck, brief, drawn.headline, size)
    subtitle = drawn.measured or drawn.subtitle
    if isinstance(drawn.body, OfficeChart) and drawn.body.gaps:
        subtitle = f"{subtitle} {brief.say('gaps')}"
    top = 0.95 + slide_text.height([(drawn.headline, True)], ROOM, size)
    under = slide_text.fitting([(subtitle, False)], (ROOM, 0.6), (16, 15, 14, 13, 12))
    text_box(slide, (LEFT, top, ROOM, 0.6), [(subtitle, False)], under)
    top += slide_text.height([(subtitle, False)], ROOM, under) + 0.1
    box = (LEFT, top, ROOM, FOOT - 0.35 - top)
    if isinstance(drawn.body, OfficeChart):
        add_chart(slide, drawn, drawn.body, box, brief)
    else:
        add_table(slide, drawn, drawn.body, box)
    sign(slide, brief, slide_text.cut(drawn.source, 150))
    told = [drawn.headline, drawn.measured or drawn.subtitle, drawn.alt]
    if isinstance(drawn.body, OfficeTable):
        told += [" · ".join(filter(None, row)) for row in drawn.body.rows]
    note(slide, [*told, drawn.source, drawn.dated])
