"""A brief as a Word file, to be changed and passed on: real styles, real lists, real links.

The only module that knows python-docx.
"""

from __future__ import annotations

import datetime as dt
import io
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from impact import pictures
from impact.briefs.content import Big, Brief, BriefPoint, Reference, shares
from impact.briefs.exhibit import Exhibit, OfficeTable
from impact.briefs.fitting import (
    Most,
    Try,
    as_many,
    references_of,
    shown,
    tries,
    without_points,
    without_questions,
)
from impact.briefs.reproducible import sealed
from impact.i18n.locales import ROWS
from impact.i18n.words import say
from impact.pictures import fonts
from impact.pictures.layout import SHAPES

_FONT = "Arial"
_BLACK, _YELLOW = RGBColor(0x11, 0x11, 0x11), "FFF000"
_ROOM = (17.0, 27.1)  # centimetres of an A4 page inside its margins
_SAFE = 0.97  # programs set lines a little differently; what is measured is 4 % too much already
# No larger than 1.25, and in the end smaller than the page: no program here can tell what fits.
_SIZES = (
    (1.25, 1.0),
    (1.15, 1.0),
    (1.08, 1.0),
    (1.0, 1.0),
    (1.0, 0.92),
    (1.0, 0.85),
    (0.95, 0.85),
    (0.95, 0.75),
    (0.9, 0.75),
    (0.9, 0.66),
    (0.86, 0.62),
)
_LINE = 96  # signs of a source that stand on one line
_SHAPE = SHAPES["wide"][1] / SHAPES["wide"][0]  # of the picture


def docx(brief: Brief) -> bytes:
    """The file. The same brief gives the same bytes."""
    document = Document()
    fits = _fitting(brief, as_many((brief, *brief.others()), _held))
    _styled(document, brief, fits.scale)
    _headed(document, brief)
    for each in brief.numbers:
        _number(document, each, fits.scale)
    document.add_heading(brief.say("points"), 1)
    if not brief.points:
        document.add_paragraph(brief.say("no_points"))
    for point in brief.points[: fits.points]:
        _point(document, point)
    _more(document, without_points(brief, fits.points))
    if brief.exhibit and fits.picture:
        _exhibit(document, brief.exhibit, fits.picture)
    if fits.questions:
        document.add_heading(brief.say("questions"), 1)
    for asked in brief.questions[: fits.questions]:
        paragraph = document.add_paragraph()
        paragraph.add_run(asked.ask).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(asked.answer)
    _more(document, without_questions(brief, fits.questions))
    if brief.left_out:
        document.add_heading(brief.say("left_out"), 1)
    for text in brief.left_out:
        document.add_paragraph(text, style="List Bullet")
    references = references_of(brief, fits.points)
    if references:
        document.add_heading(brief.say("sources"), 1)
    for reference in references:
        _source(document, reference)
    for text in _notes(brief, references):
        document.add_paragraph(text, style="Footnotes")
    _properties(document, brief)
    data = io.BytesIO()
    document.save(data)
    return sealed(data.getvalue())


def _held(brief: Brief, most: Most) -> tuple[int, int]:
    fits = _fitting(brief, most)
    return fits.points, fits.questions


def _fitting(brief: Brief, most: Most) -> Try:
    """The first setting with which all of it fits one page, as far as that can be known here."""
    room = _SAFE * _ROOM[1]
    each = list(tries(brief, _SIZES, most))
    first = bisect_left(each, True, key=lambda setting: _height(brief, setting) <= room)
    return each[min(first, len(each) - 1)]


def _height(brief: Brief, fits: Try) -> float:
    """Centimetres, about: text in the letters that we can measure, a little wider."""

    def high(text: str, size: float, after: float, room: float = _ROOM[0]) -> float:
        size *= fits.scale
        lines = fonts.wrap(text, room * 28.35 / 1.06, size)
        return (len(lines) * size * 1.21 + after) / 28.35

    total = high(brief.title, 23, 2) + high(brief.dated, 9.5, 6) + 0.6 + 0.6 * bool(brief.sample)
    total += sum(high(each.label, 20, 3) for each in brief.numbers)
    parts = [brief.points, brief.questions[: fits.questions], brief.left_out, brief.references]
    total += sum(0.95 * fits.scale for part in parts if part)
    for point in brief.points[: fits.points]:
        total += high(point.sentence, 10.5, 2, 16.2)
        total += high(point.careful, 9.5, 3, 16) if point.careful else 0
    for each in brief.questions[: fits.questions]:
        total += high(each.ask, 10.5, 0) + high(each.answer, 10.5, 3)
    total += sum(high(text, 10.5, 2, 16.2) for text in brief.left_out)
    told = references_of(brief, fits.points)
    total += sum(high(f"[{each.number}] {_printed(each)}", 8.5, 0) for each in told)
    total += sum(high(text, 8.5, 0) for text in _notes(brief, told))
    more = (without_points(brief, fits.points), without_questions(brief, fits.questions))
    total += sum(high(text, 10.5, 3) for text in more if text)
    return total + _shown(brief, fits, high)


def _shown(brief: Brief, fits: Try, high: Callable[[str, float, float, float], float]) -> float:
    drawn = brief.exhibit
    if not drawn or not fits.picture:
        return 0
    if drawn.svg:
        return _ROOM[0] * fits.picture * _SHAPE + 0.5
    assert isinstance(drawn.body, OfficeTable), "what has no drawing is a table"
    columns = [_ROOM[0] * share - 0.4 for share in shares([drawn.body.header, *drawn.body.rows])]
    rows = sum(
        max(high(text, 10.5, 2, room) for text, room in zip(row, columns, strict=True))
        for row in drawn.body.rows
    )
    return rows + 3.2 * fits.scale


def _styled(document: Any, brief: Brief, scale: float) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.2)
    section.header_distance = section.footer_distance = Cm(0.6)
    styles = document.styles
    for spread in styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        styles["Subtitle"].element.rPr.remove(spread)
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
    settings = document.settings.element
    for spoken in (*styles.element.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))):
        spoken.set(qn("w:val"), ROWS[brief.lang].tag)
    rels = document.part.package.rels
    for key, rel in list(rels.items()):  # they tell of the empty file that python-docx begins with
        if rel.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES):
            rels.pop(key)


def _style(style: Any, size: float, *, bold: bool = False, before: float = 0, after: float) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, Pt(round(2 * size) / 2), bold, False
    font.color.rgb = _BLACK
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(faces.attrib):  # those of a theme would win
        if "heme" in name:
            del faces.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(name), _FONT)
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


def _number(document: Any, each: Big, scale: float) -> None:
    """A line: the number large on yellow, its qualifier before it and what it counts after."""
    paragraph = document.add_paragraph()
    if each.qualifier:
        paragraph.add_run(f"{each.qualifier} ").bold = True
    digits = paragraph.add_run(f"\u00a0{each.digits}\u00a0")
    digits.bold, digits.font.size = True, Pt(round(20 * scale))
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _YELLOW)):
        shade.set(qn(f"w:{name}"), value)
    digits._r.get_or_add_rPr().append(shade)
    paragraph.add_run(f" {each.label}")
    _marked(paragraph, each.marks)


def _more(document: Any, text: str) -> None:
    """What the page does not hold, where there is such a thing."""
    if text:
        document.add_paragraph().add_run(text).bold = True


def _marked(paragraph: Any, marks: Sequence[int]) -> None:
    for mark in marks:
        paragraph.add_run(f"\u00a0[{mark}]" if mark == marks[0] else f"[{mark}]")


def _point(document: Any, point: BriefPoint) -> None:
    paragraph = document.add_paragraph(point.sentence, style="List Bullet")
    _marked(paragraph, point.marks)
    if point.careful:
        paragraph.paragraph_format.keep_with_next = True
        document.add_paragraph(point.careful, style="Careful")


def _exhibit(document: Any, drawn: Exhibit, share: float) -> None:
    if drawn.svg:
        place = document.add_paragraph()
        place.paragraph_format.space_before = Pt(6)
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = place.add_run().add_picture(
            io.BytesIO(pictures.png(drawn.svg)), width=Cm(round(_ROOM[0] * share, 2))
        )
        told = picture._inline.docPr
        told.set("descr", drawn.alt)
        told.set("name", drawn.headline)
        _spread(picture)
        return
    assert isinstance(drawn.body, OfficeTable), "what has no drawing is a table"
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


def _table(document: Any, table: OfficeTable, drawn: Exhibit) -> None:
    rows = [table.header, *table.rows]
    grid = document.add_table(len(rows), len(table.header))
    grid.style, grid.alignment = document.styles["Table Grid"], WD_TABLE_ALIGNMENT.LEFT
    told = OxmlElement("w:tblDescription")
    told.set(qn("w:val"), drawn.alt)
    grid._tbl.tblPr.append(told)
    grid.autofit = False
    for column, share in zip(grid.columns, shares(rows), strict=True):
        column.width = Cm(_ROOM[0] * share)
        for cell in column.cells:
            cell.width = Cm(_ROOM[0] * share)
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
    run = paragraph.add_run(_printed(reference))
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _printed(reference: Reference) -> str:
    """A source with its address, for who has it on paper."""
    return " · ".join(filter(None, (reference.text, shown(reference, _LINE))))


def _notes(brief: Brief, references: Sequence[Reference]) -> list[str]:
    """What stands below the sources: that there are more, and that addresses are cut."""
    cut = any(shown(each, _LINE).endswith("…") for each in references)
    return list(filter(None, (brief.further, brief.say("cut_address") if cut else "")))


def _properties(document: Any, brief: Brief) -> None:
    told = document.core_properties
    told.title, told.subject = brief.title[:255], brief.dated[:255]  # as many as Word takes
    told.author = told.last_modified_by = say(brief.lang, "package.author")
    told.language, told.keywords, told.comments = ROWS[brief.lang].tag, brief.sample, ""
    told.created = told.modified = dt.datetime.combine(brief.as_of, dt.time())
    told.revision = 1
