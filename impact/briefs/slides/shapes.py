"""Shapes and text on a slide: sizes in inches, colours, boxes, paragraphs, what is read aloud of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from impact.briefs import slide_text
from impact.briefs.slide_text import GAP, Paragraph

YELLOW, BLACK, QUIET, WHITE = "FFF000", "111111", "8A8778", "FFFFFF"
GRID = "D9D7CC"
FONT = "Arial"  # on every machine; a font of ours would be replaced by another, and text would move

# Inches of a slide of 16 by 9.
WIDE, HIGH = 13.333, 7.5
LEFT, ROOM = 0.6, 12.13
FOOT = 6.95

Box = tuple[float, float, float, float]  # left, top, width, height, in inches


def rgb(name: str) -> Any:
    return RGBColor.from_string(name)  # type: ignore[no-untyped-call]


def place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def paint(shape: Any, fill: str, line: str = "") -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(fill)
    if line:
        shape.line.color.rgb = rgb(line)
        shape.line.width = Pt(1.5)
    else:
        shape.line.fill.background()
    style = shape._element.find(qn("p:style"))
    if style is not None:  # it would bring a shadow
        shape._element.remove(style)


def margins(frame: Any, wide: float) -> None:
    frame.margin_left = frame.margin_right = Inches(wide)
    frame.margin_top = frame.margin_bottom = 0


def text_box(
    slide: Any, box: Box, paragraphs: Sequence[Paragraph], size: float, gap: float = GAP
) -> Any:
    shape = slide.shapes.add_textbox(*map(Inches, box))
    margins(shape.text_frame, 0)
    fill(shape.text_frame, paragraphs, size, gap)
    describe(shape, " ".join(text for text, _ in paragraphs))
    shape.name = slide_text.cut(paragraphs[0][0], 40)
    return shape


def fill(frame: Any, paragraphs: Sequence[Paragraph], size: float, gap: float = GAP) -> None:
    frame.word_wrap = True
    for index, (text, head) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        if index:
            paragraph.space_before = Pt(gap * size)
        write(paragraph, text, size, bold=head)


def write(paragraph: Any, text: str, size: float, *, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = rgb(BLACK)


def describe(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def decorative(shape: Any) -> None:
    """Marked as what a reader for the blind may pass over."""
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    told = f'<adec:decorative xmlns:adec="{space}" val="1"/>'
    mark = f'<a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{told}</a:ext>'
    name = shape._element.xpath(".//p:cNvPr")[0]
    name.append(parse_xml(f"<a:extLst {nsdecls('a')}>{mark}</a:extLst>"))
