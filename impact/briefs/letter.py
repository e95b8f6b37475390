"""A brief as a Word file, to be changed and passed on: real styles, real lists, real links.

The only module that knows python-docx.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from impact import pictures
from impact.briefs.content import Brief, Reference, Said
from impact.briefs.exhibit import Exhibit, Table
from impact.briefs.sealed import sealed
from impact.words import say

_LANG = {"en": "en-GB", "fr": "fr-FR"}
_FONT = "Arial"
_BLACK, _YELLOW = RGBColor(0x11, 0x11, 0x11), "FFF000"
# How many signs of text a page holds, and how much smaller letters and picture are beyond that.
_SCALES = ((1700, 1.0, 15.5), (2500, 0.93, 13.5), (3300, 0.87, 11.5), (10**9, 0.8, 9.5))


def docx(brief: Brief) -> bytes:
    """The file. The same brief gives the same bytes."""
    document = Document()
    scale, wide = _scale(brief)
    _styled(document, brief, scale)
    _headed(document, brief)
    if brief.numbers:
        _numbers(document, brief, scale)
    document.add_heading(brief.say("points"), 1)
    if not brief.points:
        document.add_paragraph(brief.say("no_points"))
    for point in brief.points:
        _point(document, point)
    if brief.exhibit:
        _exhibit(document, brief.exhibit, brief, wide)
    if brief.questions:
        document.add_heading(brief.say("questions"), 1)
    for each in brief.questions:
        paragraph = document.add_paragraph()
        paragraph.add_run(each.ask).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(each.answer)
    if brief.left_out:
        document.add_heading(brief.say("left_out"), 1)
    for text in brief.left_out:
        document.add_paragraph(text, style="List Bullet")
    if brief.references:
        document.add_heading(brief.say("sources"), 1)
        for reference in brief.references[: brief.marked]:
            _source(document, reference)
        if brief.further:
            document.add_paragraph(brief.further, style="Footnotes")
    _properties(document, brief)
    data = io.BytesIO()
    document.save(data)
    return sealed(data.getvalue())


def _scale(brief: Brief) -> tuple[float, float]:
    """How large letters and picture are, by how much there is to read."""
    texts = [point.sentence + point.careful for point in brief.points]
    texts += [each.ask + each.answer for each in brief.questions] + list(brief.left_out)
    texts += [each.text for each in brief.references[: brief.marked]]
    signs = sum(80 + len(text) for text in texts)
    drawn = brief.exhibit
    if drawn and not drawn.svg and isinstance(drawn.body, Table):
        signs += 60 * len(drawn.body.rows)
    return next((scale, wide) for most, scale, wide in _SCALES if signs <= most)


def _styled(document: Any, brief: Brief, scale: float) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.2)
    section.header_distance = section.footer_distance = Cm(0.6)
    styles = document.styles
    _style(styles["Normal"], 10.5 * scale, after=3)
    _style(styles["Title"], 21 * scale, bold=True, after=2)
    _style(styles["Subtitle"], 9.5 * scale, after=6)
    _style(styles["Heading 1"], 13 * scale, bold=True, before=8 * scale, after=3)
    _style(styles["List Bullet"], 10.5 * scale, after=2)
    _style(styles["Caption"], 8.5 * scale, after=2)
    careful = styles.add_style("Careful", 1)
    careful.base_style = styles["Normal"]
    _style(careful, 9.5 * scale, after=3)
    careful.paragraph_format.left_indent = Cm(0.9)
    _edge(careful.element.get_or_add_pPr(), "left", 24, _YELLOW)
    foot = styles.add_style("Footnotes", 1)
    foot.base_style = styles["Normal"]
    _style(foot, 8.5 * scale, after=0)
    title = styles["Title"].element.get_or_add_pPr()
    for edge in title.findall(qn("w:pBdr")):
        title.remove(edge)
    for style in styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), _LANG[brief.lang])


def _style(style: Any, size: float, *, bold: bool = False, before: float = 0, after: float) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, Pt(round(2 * size) / 2), bold, False
    font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # those of a theme would win
        if "heme" in name:
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)
    told = style.paragraph_format
    told.space_before, told.space_after = Pt(before), Pt(after)
    told.line_spacing = 1.05


def _edge(place: Any, side: str, weight: int, colour: str) -> None:
    """A rule beside or under a paragraph."""
    edges = OxmlElement("w:pBdr")
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(weight)), ("space", "6"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    place.insert_element_before(
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )


def _shaded(paragraph: Any) -> None:
    place = paragraph._p.get_or_add_pPr()
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _YELLOW)):
        shade.set(qn(f"w:{name}"), value)
    place.insert_element_before(
        shade, "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )


def _headed(document: Any, brief: Brief) -> None:
    kicker = document.add_paragraph()
    kicker.add_run(brief.kicker).bold = True
    _shaded(kicker)
    if brief.sample:
        mark = document.add_paragraph()
        mark.add_run(brief.sample).bold = True
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _shaded(mark)
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.dated, style="Subtitle")


def _numbers(document: Any, brief: Brief, scale: float) -> None:
    """One line for each number: large, its qualifier before it and what it counts after."""
    for each in brief.numbers:
        paragraph = document.add_paragraph()
        if each.qualifier:
            paragraph.add_run(f"{each.qualifier} ").bold = True
        digits = paragraph.add_run(each.digits)
        digits.bold, digits.font.size = True, Pt(round(20 * scale))
        paragraph.add_run(f"  {each.label}")
        _marked(paragraph, each.marks)


def _marked(paragraph: Any, marks: Sequence[int]) -> None:
    for mark in marks:
        paragraph.add_run(f"\u00a0[{mark}]" if mark == marks[0] else f"[{mark}]")


def _point(document: Any, point: Said) -> None:
    paragraph = document.add_paragraph(point.sentence, style="List Bullet")
    _marked(paragraph, point.marks)
    if point.careful:
        paragraph.paragraph_format.keep_with_next = True
        document.add_paragraph(point.careful, style="Careful")


def _exhibit(document: Any, drawn: Exhibit, brief: Brief, wide: float) -> None:
    if drawn.svg:
        place = document.add_paragraph()
        place.paragraph_format.space_before = Pt(6)
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = place.add_run().add_picture(io.BytesIO(pictures.png(drawn.svg)), width=Cm(wide))
        told = picture._inline.docPr
        told.set("descr", drawn.alt)
        told.set("name", drawn.headline)
        _spread(picture)
        return
    assert isinstance(drawn.body, Table), "what has no drawing is a table"
    document.add_heading(drawn.headline, 1)
    document.add_paragraph(drawn.subtitle)
    _table(document, drawn.body, drawn)
    for line in (drawn.body.more, drawn.source):
        if line:
            document.add_paragraph(line, style="Footnotes")


def _spread(picture: Any) -> None:
    """A thin frame, because the picture's ground is that of the page."""
    place = picture._inline.graphic.graphicData.pic.spPr
    line = OxmlElement("a:ln")
    line.set("w", "9525")
    fill, colour = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    colour.set("val", str(_BLACK))
    fill.append(colour)
    line.append(fill)
    place.append(line)


def _table(document: Any, table: Table, drawn: Exhibit) -> None:
    rows = [table.header, *table.rows]
    grid = document.add_table(len(rows), len(table.header))
    grid.style, grid.alignment = document.styles["Table Grid"], WD_TABLE_ALIGNMENT.LEFT
    told = OxmlElement("w:tblDescription")
    told.set(qn("w:val"), drawn.alt)
    grid._tbl.tblPr.append(told)
    for index, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(text).bold = index == 0
    head = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(head)


def _source(document: Any, reference: Reference) -> None:
    paragraph = document.add_paragraph(style="Footnotes")
    paragraph.add_run(f"[{reference.number}] ")
    if not reference.url:
        paragraph.add_run(reference.text)
        return
    key = document.part.relate_to(reference.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(reference.text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _properties(document: Any, brief: Brief) -> None:
    told = document.core_properties
    told.title, told.subject = brief.title, brief.dated
    told.author = told.last_modified_by = say(brief.lang, "package.author")
    told.language, told.keywords, told.comments = _LANG[brief.lang], brief.sample, ""
    told.created = told.modified = dt.datetime.combine(brief.as_of, dt.time())
    told.revision = 1
