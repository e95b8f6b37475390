"""The deck and what all its slides share: master, title, kicker, foot, notes, language.

It begins as the empty deck of python-pptx, of which nothing stays but one layout.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches

from impact.briefs.content import Brief
from impact.briefs.slide_text import Paragraph
from impact.briefs.slides.shapes import (
    BLACK,
    FONT,
    FOOT,
    HIGH,
    LEFT,
    QUIET,
    ROOM,
    WIDE,
    YELLOW,
    decorative,
    fill,
    margins,
    paint,
    place,
    text_box,
)
from impact.i18n.locales import ROWS
from impact.i18n.words import Language, say

# Parts that tell of the empty deck that python-pptx begins with: how it looked, what wrote it.
_OF_THE_TEMPLATE = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def bare(deck: Any, brief: Brief) -> None:
    """python-pptx's own deck as one wide layout with a title, in our colours and font."""
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    keep = next(layout for layout in deck.slide_layouts if layout.name == "Title Only")
    for layout in list(deck.slide_layouts):
        if layout is not keep:
            deck.slide_layouts.remove(layout)
    keep.name = brief.kicker
    master = deck.slide_master
    for holder in [*keep.placeholders, *master.placeholders]:
        kind = holder.placeholder_format.type
        if kind is not None and kind.name == "TITLE":
            place(holder, (LEFT, 0.85, ROOM, 1.1))
        elif holder in keep.placeholders or kind is None or kind.name != "BODY":
            holder.element.getparent().remove(holder.element)
        else:
            place(holder, (LEFT, 2.1, ROOM, 4.6))
        if holder.has_text_frame:
            holder.text_frame.text = ""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode()
    theme = re.sub(r'(<a:latin typeface=")Calibri"', rf'\1{FONT}"', theme)
    for name, colour in (
        ("dk1", BLACK),
        ("dk2", BLACK),
        ("accent1", QUIET),
        ("accent2", YELLOW),
        ("hlink", BLACK),
        ("folHlink", BLACK),
    ):
        theme = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            theme,
            flags=re.DOTALL,
        )
    part._blob = theme.encode()
    for holder in deck.notes_master.placeholders:  # its prompts are English
        holder.text_frame.text = ""
    rels = deck.part.package._rels
    for key, rel in list(rels.items()):
        if rel.reltype in _OF_THE_TEMPLATE:
            rels.pop(key)
    for rel in list(deck.part.rels.values()):
        if rel.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            deck.part.drop_rel(rel.rId)
    for tree in (deck.element, master.element, keep.element, deck.notes_master.element):
        for style in tree.iter(qn("a:defRPr"), qn("a:endParaRPr"), qn("a:rPr")):
            style.set("lang", ROWS[brief.lang].tag)


def describe_deck(deck: Any, brief: Brief) -> None:
    told = deck.core_properties
    told.title, told.subject = brief.title[:255], brief.dated[:255]  # as many as it takes
    told.author = told.last_modified_by = say(brief.lang, "package.author")
    told.language, told.keywords, told.comments = ROWS[brief.lang].tag, brief.sample, ""
    told.created = told.modified = dt.datetime.combine(brief.as_of, dt.time())
    told.revision = 1


def spoken(tree: Any, lang: Language) -> None:
    """The language on every run, so that it is read aloud and spelt in its own."""
    for run in tree.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", ROWS[lang].tag)
    for end in tree.iter(qn("a:endParaRPr")):
        end.set("lang", ROWS[lang].tag)


def add_slide(deck: Any, brief: Brief, title: str, size: float) -> Any:
    """A slide with its title, the kicker above it and the dated line below."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    frame = slide.shapes.title.text_frame
    place(slide.shapes.title, (LEFT, 0.85, ROOM, 1.15))
    margins(frame, 0)
    fill(frame, [(title, True)], size)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (LEFT, 0.37, 0.75, 0.16)))
    paint(bar, YELLOW)
    decorative(bar)
    kicker = " · ".join(filter(None, (brief.kicker, brief.awaited)))
    room = ROOM - (4 if brief.sample else 0.85)
    text_box(slide, (LEFT + 0.85, 0.32, room, 0.4), [(kicker, True)], 14)
    if brief.sample:
        mark = text_box(slide, (LEFT + ROOM - 3, 0.28, 3, 0.46), [(brief.sample, True)], 16)
        paint(mark, YELLOW, BLACK)
        mark.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    return slide


def sign(slide: Any, brief: Brief, line: str) -> None:
    """The foot: where the numbers are from, the record's day and snapshot."""
    dated = f"{line}\n{brief.dated}" if line else brief.dated
    top = FOOT - (0.22 if line else 0)
    lines: list[Paragraph] = [(text, False) for text in dated.split("\n")]
    text_box(slide, (LEFT, top, ROOM - 1.4, 0.5), lines, 11, gap=0)


def count(deck: Any, brief: Brief) -> None:
    """On each slide which it is of how many."""
    for which, slide in enumerate(deck.slides, 1):
        told = brief.say("page_of", number=str(which), total=str(len(deck.slides)))
        box = text_box(slide, (LEFT + ROOM - 1.3, FOOT, 1.3, 0.3), [(told, False)], 11)
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def note(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def source_lines(brief: Brief, count: int) -> list[str]:
    listed = brief.references[:count]
    lines = [f"[{each.number}] {each.text} {each.url}".rstrip() for each in listed]
    return [brief.say("sources"), *lines, brief.dated] if lines else [brief.dated]
