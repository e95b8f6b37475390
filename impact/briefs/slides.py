"""A brief as three slides: the number, the chart, what to know before speaking.

The only module that knows python-pptx. Charts and tables are native, so that they can be edited; titles
are real titles, shapes stand in the order in which they are read, and each says in words what it is.
What has no room on a slide is in its notes, where everything is in full.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from impact.briefs import slide_text
from impact.briefs.content import Big, Brief, Reference, shares
from impact.briefs.exhibit import Exhibit, Kind, Plot, Series, Table
from impact.briefs.mail import with_marks
from impact.briefs.reproducible import sealed
from impact.briefs.slide_text import GAP, Paragraph
from impact.briefs.workbook import workbook
from impact.i18n.locales import ROWS
from impact.i18n.words import Language, Wording, say
from impact.presentation.chart import compact

_YELLOW, _BLACK, _QUIET, _WHITE = "FFF000", "111111", "8A8778", "FFFFFF"
_GRID = "D9D7CC"
_FONT = (
    "Arial"  # on every machine; a font of ours would be replaced by another, and text would move
)

# Inches of a slide of 16 by 9.
_WIDE, _HIGH = 13.333, 7.5
_LEFT, _ROOM = 0.6, 12.13
_FOOT = 6.95

_KINDS: dict[Kind, Any] = {
    "bars": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "lying": XL_CHART_TYPE.BAR_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
}
_PATTERNS = {
    "/": MSO_PATTERN.LIGHT_UPWARD_DIAGONAL,
    ".": MSO_PATTERN.PERCENT_10,
    "x": MSO_PATTERN.DIAGONAL_CROSS,
}

# Parts that tell of the empty deck that python-pptx begins with: how it looked, what wrote it.
_OF_THE_TEMPLATE = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)

Box = tuple[float, float, float, float]  # left, top, width, height, in inches


def pptx(brief: Brief) -> bytes:
    """The slides. The same brief gives the same bytes."""
    deck = Presentation()
    _bare(deck, brief)
    _first(deck, brief)
    _second(deck, brief)
    _third(deck, brief)
    _properties(deck, brief)
    for slide in deck.slides:
        _spoken(slide.element, brief.lang)
        _spoken(slide.notes_slide.element, brief.lang)
    data = io.BytesIO()
    deck.save(data)
    return sealed(data.getvalue())


# The deck


def _bare(deck: Any, brief: Brief) -> None:
    """python-pptx's own deck as one wide layout with a title, in our colours and font."""
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    keep = next(layout for layout in deck.slide_layouts if layout.name == "Title Only")
    for layout in list(deck.slide_layouts):
        if layout is not keep:
            deck.slide_layouts.remove(layout)
    keep.name = brief.kicker
    master = deck.slide_master
    for holder in [*keep.placeholders, *master.placeholders]:
        kind = holder.placeholder_format.type
        if kind is not None and kind.name == "TITLE":
            _place(holder, (_LEFT, 0.85, _ROOM, 1.1))
        elif holder in keep.placeholders or kind is None or kind.name != "BODY":
            holder.element.getparent().remove(holder.element)
        else:
            _place(holder, (_LEFT, 2.1, _ROOM, 4.6))
        if holder.has_text_frame:
            holder.text_frame.text = ""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode()
    theme = re.sub(r'(<a:latin typeface=")Calibri"', rf'\1{_FONT}"', theme)
    for name, colour in (
        ("dk1", _BLACK),
        ("dk2", _BLACK),
        ("accent1", _QUIET),
        ("accent2", _YELLOW),
        ("hlink", _BLACK),
        ("folHlink", _BLACK),
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


def _properties(deck: Any, brief: Brief) -> None:
    told = deck.core_properties
    told.title, told.subject = brief.title, brief.dated
    told.author = told.last_modified_by = say(brief.lang, "package.author")
    told.language, told.keywords, told.comments = ROWS[brief.lang].tag, brief.sample, ""
    told.created = told.modified = dt.datetime.combine(brief.as_of, dt.time())
    told.revision = 1


def _spoken(tree: Any, lang: Language) -> None:
    """The language on every run, so that it is read aloud and spelt in its own."""
    for run in tree.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", ROWS[lang].tag)
    for end in tree.iter(qn("a:endParaRPr")):
        end.set("lang", ROWS[lang].tag)


def _slide(deck: Any, brief: Brief, title: str, size: float) -> Any:
    """A slide with its title, the kicker above it and the dated line below."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    frame = slide.shapes.title.text_frame
    _place(slide.shapes.title, (_LEFT, 0.85, _ROOM, 1.15))
    _margins(frame, 0)
    _fill(frame, [(title, True)], size)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (_LEFT, 0.44, 0.75, 0.16)))
    _paint(bar, _YELLOW)
    _decorative(bar)
    kicker = " · ".join(filter(None, (brief.kicker, brief.awaited)))
    room = _ROOM - (4 if brief.sample else 0.85)
    _text(slide, (_LEFT + 0.85, 0.32, room, 0.4), [(kicker, True)], 14)
    if brief.sample:
        mark = _text(slide, (_LEFT + _ROOM - 3, 0.28, 3, 0.46), [(brief.sample, True)], 16)
        _paint(mark, _YELLOW, _BLACK)
        mark.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    return slide


def _signed(slide: Any, brief: Brief, line: str, which: int) -> None:
    """The foot: where the numbers are from, the record's day and snapshot, which slide of how many."""
    dated = f"{line}\n{brief.dated}" if line else brief.dated
    top = _FOOT - (0.22 if line else 0)
    lines: list[Paragraph] = [(text, False) for text in dated.split("\n")]
    _text(slide, (_LEFT, top, _ROOM - 1.4, 0.5), lines, 11, gap=0)
    place = brief.say("page_of", number=str(which), total="3")
    box = _text(slide, (_LEFT + _ROOM - 1.3, _FOOT, 1.3, 0.3), [(place, False)], 11)
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


# The first: what is said


def _first(deck: Any, brief: Brief) -> None:
    headline = brief.points[0].sentence if brief.points else brief.say("no_points")
    size = slide_text.fitting([(headline, True)], (_ROOM, 1.15), (32, 30, 28, 26))
    as_title = slide_text.height([(headline, True)], _ROOM, size) <= 1.15
    slide = _slide(deck, brief, headline if as_title else brief.title, size if as_title else 30)
    title: list[Paragraph] = [(headline, True)] if as_title else [(brief.title, True)]
    top = 1.15 + slide_text.height(title, _ROOM, size if as_title else 30)
    if not as_title:
        told: list[Paragraph] = [(headline, False)]
        high = 1.3 if brief.numbers else 3.2
        size = slide_text.fitting(told, (_ROOM, high), (34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14))
        told = slide_text.kept(told, (_ROOM, high), size, brief)
        _text(slide, (_LEFT, top, _ROOM, high), told, size)
        top += slide_text.height(told, _ROOM, size) + 0.25
    if brief.numbers:
        top = _numbers(slide, brief, top, 1.75 if as_title else 1.1)
    others = [] if brief.numbers else [point.sentence for point in brief.points[1:]]
    careful = [point.careful for point in brief.points[:1]]
    careful += [each.careful for each in brief.numbers]
    told_below = dict.fromkeys(filter(None, [*careful, *others]))
    rest: list[Paragraph] = [(text, False) for text in told_below]
    room = _FOOT - 0.35 - top
    if rest:
        size = slide_text.fitting(rest, (_ROOM - 0.3, room), (20, 18, 16, 14, 12))
        rest = slide_text.kept(rest, (_ROOM - 0.3, room), size, brief)
        rule = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            *map(Inches, (_LEFT, top + 0.05, 0.09, slide_text.height(rest, _ROOM - 0.3, size))),
        )
        _paint(rule, _YELLOW)
        _decorative(rule)
        _text(slide, (_LEFT + 0.3, top, _ROOM - 0.3, room), rest, size)
    _signed(slide, brief, "", 1)
    said = [
        line
        for point in brief.points
        for line in _lines(point.sentence, point.marks, point.careful)
    ]
    _note(
        slide,
        [headline if not brief.points else brief.title, *said, *_sources(brief, brief.marked)],
    )


def _numbers(slide: Any, brief: Brief, top: float, high: float) -> float:
    """Up to three numbers on yellow, each with its label and source. Returns where they end."""
    count = len(brief.numbers)
    gap = 0.3
    wide = (_ROOM - gap * 2) / 3 if count > 1 else _ROOM
    references = {each.number: each for each in brief.references}
    for index, each in enumerate(brief.numbers):
        left = _LEFT + index * (wide + gap)
        sources = [references[mark] for mark in each.marks]
        _card(slide, each, (left, top, wide, high), brief)
        under: list[Paragraph] = [
            (each.label, True),
            (_short(sources, brief) or each.own_source, False),
        ]
        _text(slide, (left, top + high + 0.07, wide, 0.9), [under[0]], 16)
        _text(slide, (left, top + high + 0.43, wide, 0.5), [under[1]], 11)
    return top + high + 1.05


def _card(slide: Any, each: Big, box: Box, brief: Brief) -> None:
    room = box[2] - 0.4
    qualified = any(other.qualifier for other in brief.numbers)  # one line for all of them, or none
    size = min(54.0, (72 * box[3] - 24 * qualified) / 1.3)
    while size > 20 and slide_text.wide(each.digits, size, bold=True) > room:
        size -= 2
    card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box))
    _paint(card, _YELLOW)
    frame = card.text_frame
    _margins(frame, 0.2)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    digits = frame.paragraphs[0]
    if qualified:
        _fill(frame, [(each.qualifier or "\u00a0", True)], 18)
        digits = frame.add_paragraph()
    frame.word_wrap = True
    _run(digits, each.digits, size, bold=True)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    _describe(card, f"{each.qualifier} {each.digits} {each.label}".strip())
    card.name = each.label or brief.kicker


def _short(sources: Sequence[Reference], brief: Brief) -> str:
    """The source of one number by name, several by the numbers that the last slide explains."""
    if not sources:
        return ""
    marks = "".join(f"[{each.number}]" for each in sources)
    text = f"{sources[0].text} {marks}" if len(sources) == 1 else marks
    return say(brief.lang, "source.line", text=text)


# The second: what is shown


def _second(deck: Any, brief: Brief) -> None:
    drawn = brief.exhibit
    if drawn is None:
        slide = _slide(deck, brief, brief.say("shown"), 30)
        _text(slide, (_LEFT, 2.1, _ROOM, 1), [(brief.say("no_chart"), False)], 20)
        _signed(slide, brief, "", 2)
        _note(slide, [brief.say("no_chart")])
        return
    size = slide_text.fitting([(drawn.headline, True)], (_ROOM, 0.6), (32, 30, 28, 26, 24, 22))
    slide = _slide(deck, brief, drawn.headline, size)
    subtitle = drawn.measured or drawn.subtitle
    if isinstance(drawn.body, Plot) and drawn.body.gaps:
        subtitle = f"{subtitle} {brief.say('gaps')}"
    top = 0.95 + slide_text.height([(drawn.headline, True)], _ROOM, size)
    under = slide_text.fitting([(subtitle, False)], (_ROOM, 0.6), (16, 15, 14, 13, 12))
    _text(slide, (_LEFT, top, _ROOM, 0.6), [(subtitle, False)], under)
    top += slide_text.height([(subtitle, False)], _ROOM, under) + 0.1
    box = (_LEFT, top, _ROOM, _FOOT - 0.35 - top)
    if isinstance(drawn.body, Plot):
        _chart(slide, drawn, drawn.body, box, brief)
    else:
        _table(slide, drawn, drawn.body, box)
    _signed(slide, brief, slide_text.cut(drawn.source, 150), 2)
    told = [drawn.headline, drawn.measured or drawn.subtitle, drawn.alt]
    if isinstance(drawn.body, Table):
        told += [" · ".join(filter(None, row)) for row in drawn.body.rows]
    _note(slide, [*told, drawn.source, drawn.dated])


def _chart(slide: Any, drawn: Exhibit, plot: Plot, box: Box, brief: Brief) -> None:
    data: Any = CategoryChartData(  # type: ignore[no-untyped-call]
        number_format=_format(brief.lang)
    )
    data.categories = plot.categories
    for series in plot.series:
        data.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(_KINDS[plot.kind], *map(Inches, box), data)
    _describe(frame, drawn.alt)
    frame.name = drawn.headline
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(plot, brief.as_of))
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), _FONT
    chart.font.color.rgb = _colour(_BLACK)
    chart.has_legend = len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    drawn_plot = chart.plots[0]
    if plot.kind != "lines":
        drawn_plot.gap_width = 35
        drawn_plot.overlap = 100
    _axes(chart, plot, brief.lang)
    highest = max((v for s in plot.series for v in s.values if v is not None), default=0)
    for told, shown in zip(plot.series, drawn_plot.series, strict=True):
        if plot.kind == "lines":
            _line(told, shown)
        else:
            _bars(told, shown, plot, highest, brief.lang)
    _spoken(chart._chartSpace, brief.lang)


def _axes(chart: Any, plot: Plot, lang: Language) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale = 0
    values.has_major_gridlines = plot.kind != "lying"
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = _colour(_GRID)
    values.format.line.fill.background()
    values.tick_labels.number_format = _format(lang)
    values.tick_labels.number_format_is_linked = False
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.visible = plot.kind != "lying"
    names.format.line.color.rgb = _colour(_BLACK)
    names.has_major_gridlines = False


def _line(told: Series, shown: Any) -> None:
    shown.smooth = False
    shown.format.line.width = Pt(4 if told.shade == "dark" else 2)
    colour = _BLACK if told.shade == "dark" else _QUIET
    shown.format.line.color.rgb = _colour(colour)
    shown.marker.style = None


def _bars(told: Series, shown: Any, plot: Plot, highest: float, lang: Language) -> None:
    whole = all(
        loud for loud, value in zip(told.loud, told.values, strict=True) if value is not None
    )
    base = _YELLOW if whole else _WHITE if told.shade == "empty" else _QUIET
    _shade(shown.format, base, told.pattern)
    for index, (value, loud) in enumerate(zip(told.values, told.loud, strict=True)):
        if value is None:
            continue
        if loud and not whole:
            _shade(shown.points[index].format, _YELLOW, told.pattern)
        # A number on the bars that matter; of lying bars, which have no axis, on all.
        if (plot.kind == "lying" and value) or (plot.kind == "bars" and (loud or value == highest)):
            label = shown.points[index].data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            frame = label.text_frame
            _run(frame.paragraphs[0], compact(Wording(lang), round(value)), 12, bold=loud)
            _ground(label)


def _ground(label: Any) -> None:
    """White behind a label: it is wider than its bar and may lie on a higher neighbour."""
    white = f'<a:solidFill><a:srgbClr val="{_WHITE}"/></a:solidFill>'
    place = parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{white}</c:spPr>")
    label._dLbl.find(qn("c:tx")).addnext(place)


def _shade(form: Any, colour: str, pattern: str) -> None:
    if pattern:
        form.fill.patterned()
        form.fill.pattern = _PATTERNS[pattern]
        form.fill.fore_color.rgb = _colour(_BLACK)
        form.fill.back_color.rgb = _colour(colour)
    else:
        form.fill.solid()
        form.fill.fore_color.rgb = _colour(colour)
    form.line.color.rgb = _colour(_BLACK)
    form.line.width = Pt(0.75)


def _format(lang: Language) -> str:
    """Digits in groups as the brief's language writes them, on a machine of whatever language."""
    between = f'"{ROWS[lang].group}"'
    return f"[>=1000000]0{between}000{between}000;[>=1000]0{between}000;0"


def _table(slide: Any, drawn: Exhibit, table: Table, box: Box) -> None:
    left, top, wide, high = box
    rows = [table.header, *table.rows]
    columns = [wide * share for share in shares(rows)]
    high -= 0.35 if table.more else 0
    for size in (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0):
        heights = [_row(row, columns, size, head=row is rows[0]) for row in rows]
        if sum(heights) <= high:
            break
    frame = slide.shapes.add_table(
        len(rows), len(columns), *map(Inches, (left, top, wide, sum(heights)))
    )
    _describe(frame, drawn.alt)
    frame.name = drawn.headline
    grid = frame.table
    grid.first_row, grid.horz_banding = True, False
    style = frame.element.find(f".//{qn('a:tableStyleId')}")
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
    for column, share in zip(grid.columns, columns, strict=True):
        column.width = Inches(share)
    for index, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        row.height = Inches(heights[index])
        for cell, text in zip(row.cells, texts, strict=True):
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.04)
            _fill(cell.text_frame, [(text, index == 0)], size)
            if index == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _colour(_YELLOW)
            _ruled(cell)
    if table.more:
        _text(slide, (left, top + sum(heights) + 0.05, wide, 0.3), [(table.more, False)], 12)


def _row(row: tuple[str, ...], columns: Sequence[float], size: float, *, head: bool) -> float:
    cells = zip(row, columns, strict=True)
    return (
        max(slide_text.height([(text, head)], wide - 0.18, size, gap=0) for text, wide in cells)
        + 0.1
    )


def _ruled(cell: Any) -> None:
    """A thin line under a cell."""
    black = f'<a:solidFill><a:srgbClr val="{_BLACK}"/></a:solidFill>'
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="9525">{black}</a:lnB>')
    cell._tc.get_or_add_tcPr()
    cell._tc.tcPr.insert(0, line)  # lines come before fills


# The third: what to know before speaking


def _third(deck: Any, brief: Brief) -> None:
    slide = _slide(deck, brief, brief.say("careful_title"), 30)
    top, half = 1.75, (_ROOM - 0.5) / 2
    listed = brief.references[: brief.marked]
    sources = [f"[{each.number}] {slide_text.cut(each.text, 70)}" for each in listed]
    rows = min(4, -(-len(sources) // 2))
    foot = 0.2 + 0.22 * (rows + 1 + bool(brief.further)) if sources else 0
    high = _FOOT - 0.3 - foot - top
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
    size, wide = slide_text.split(left, right, (_ROOM, high), 0.5)
    columns = ((left, _LEFT, wide), (right, _LEFT + wide + 0.5, _ROOM - 0.5 - wide))
    for column, at, room in columns:
        if column:
            kept = slide_text.kept(column, (room, high), size, brief)
            _text(slide, (at, top, room, high), kept, size)
    if sources:
        at = _FOOT - 0.25 - foot
        _text(slide, (_LEFT, at, _ROOM, 0.3), [(brief.say("sources"), True)], 12)
        parts = [sources[:rows], sources[rows : 2 * rows]]
        for part, edge in zip(parts, (_LEFT, _LEFT + half + 0.5), strict=True):
            if part:
                lines: list[Paragraph] = [(text, False) for text in part]
                box = _text(slide, (edge, at + 0.24, half, 0.22 * rows), lines, 11, gap=0)
                _linked(box, listed)
        if brief.further:
            line = (_LEFT, at + 0.26 + 0.22 * rows, _ROOM, 0.25)
            _text(slide, line, [(brief.further, False)], 11)
    _signed(slide, brief, "", 3)
    asked = [line for each in brief.questions for line in (each.ask, each.answer)]
    told = [*careful, *brief.left_out, *asked]
    _note(slide, [*told, *_sources(brief, len(brief.references))])


def _linked(box: Any, references: Sequence[Reference]) -> None:
    addresses = {f"[{each.number}] ": each.url for each in references if each.url}
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            mark = run.text.partition(" ")[0] + " "
            if mark in addresses:
                run.hyperlink.address = addresses[mark]


# Notes


def _lines(sentence: str, marks: tuple[int, ...], careful: str) -> list[str]:
    return [with_marks(sentence, marks), *([careful] if careful else [])]


def _sources(brief: Brief, count: int) -> list[str]:
    listed = brief.references[:count]
    lines = [f"[{each.number}] {each.text} {each.url}".rstrip() for each in listed]
    return [brief.say("sources"), *lines, brief.dated] if lines else [brief.dated]


def _note(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


# Shapes and text


def _colour(name: str) -> Any:
    return RGBColor.from_string(name)  # type: ignore[no-untyped-call]


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def _paint(shape: Any, fill: str, line: str = "") -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(fill)
    if line:
        shape.line.color.rgb = _colour(line)
        shape.line.width = Pt(1.5)
    else:
        shape.line.fill.background()
    style = shape._element.find(qn("p:style"))
    if style is not None:  # it would bring a shadow
        shape._element.remove(style)


def _margins(frame: Any, wide: float) -> None:
    frame.margin_left = frame.margin_right = Inches(wide)
    frame.margin_top = frame.margin_bottom = 0


def _text(
    slide: Any, box: Box, paragraphs: Sequence[Paragraph], size: float, gap: float = GAP
) -> Any:
    shape = slide.shapes.add_textbox(*map(Inches, box))
    _margins(shape.text_frame, 0)
    _fill(shape.text_frame, paragraphs, size, gap)
    _describe(shape, " ".join(text for text, _ in paragraphs))
    shape.name = slide_text.cut(paragraphs[0][0], 40)
    return shape


def _fill(frame: Any, paragraphs: Sequence[Paragraph], size: float, gap: float = GAP) -> None:
    frame.word_wrap = True
    for index, (text, head) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        if index:
            paragraph.space_before = Pt(gap * size)
        _run(paragraph, text, size, bold=head)


def _run(paragraph: Any, text: str, size: float, *, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = _colour(_BLACK)


def _describe(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def _decorative(shape: Any) -> None:
    """Marked as what a reader for the blind may pass over."""
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    told = f'<adec:decorative xmlns:adec="{space}" val="1"/>'
    mark = f'<a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{told}</a:ext>'
    name = shape._element.xpath(".//p:cNvPr")[0]
    name.append(parse_xml(f"<a:extLst {nsdecls('a')}>{mark}</a:extLst>"))
