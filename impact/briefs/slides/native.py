"""Native charts and tables: who gets the slides can edit them, numbers included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from impact.briefs import slide_text
from impact.briefs.content import Brief, shares
from impact.briefs.exhibit import Exhibit, Kind, OfficeChart, OfficeTable, Series
from impact.briefs.slides.deck import spoken
from impact.briefs.slides.shapes import (
    BLACK,
    FONT,
    GRID,
    QUIET,
    WHITE,
    YELLOW,
    Box,
    describe,
    fill,
    rgb,
    text_box,
    write,
)
from impact.briefs.workbook import workbook
from impact.i18n.locales import ROWS
from impact.i18n.words import Language, Wording
from impact.presentation.chart import compact

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


def add_chart(slide: Any, drawn: Exhibit, plot: OfficeChart, box: Box, brief: Brief) -> None:
    data: Any = CategoryChartData(  # type: ignore[no-untyped-call]
        number_format=_format(brief.lang)
    )
    data.categories = plot.categories
    for series in plot.series:
        data.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(_KINDS[plot.kind], *map(Inches, box), data)
    describe(frame, drawn.alt)
    frame.name = drawn.headline
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(plot, brief.as_of))
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), FONT
    chart.font.color.rgb = rgb(BLACK)
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
    spoken(chart._chartSpace, brief.lang)


def _axes(chart: Any, plot: OfficeChart, lang: Language) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale = 0
    values.has_major_gridlines = plot.kind != "lying"
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = rgb(GRID)
    values.format.line.fill.background()
    values.tick_labels.number_format = _format(lang)
    values.tick_labels.number_format_is_linked = False
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.visible = plot.kind != "lying"
    names.format.line.color.rgb = rgb(BLACK)
    names.has_major_gridlines = False


def _line(told: Series, shown: Any) -> None:
    shown.smooth = False
    shown.format.line.width = Pt(4 if told.shade == "dark" else 2)
    colour = BLACK if told.shade == "dark" else QUIET
    shown.format.line.color.rgb = rgb(colour)
    shown.marker.style = None


def _bars(told: Series, shown: Any, plot: OfficeChart, highest: float, lang: Language) -> None:
    whole = all(
        loud for loud, value in zip(told.loud, told.values, strict=True) if value is not None
    )
    base = YELLOW if whole else WHITE if told.shade == "empty" else QUIET
    _shade(shown.format, base, told.pattern)
    for index, (value, loud) in enumerate(zip(told.values, told.loud, strict=True)):
        if value is None:
            continue
        if loud and not whole:
            _shade(shown.points[index].format, YELLOW, told.pattern)
        # A number on the bars that matter; of lying bars, which have no axis, on all.
        if (plot.kind == "lying" and value) or (plot.kind == "bars" and (loud or value == highest)):
            label = shown.points[index].data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            frame = label.text_frame
            write(frame.paragraphs[0], compact(Wording(lang), round(value)), 12, bold=loud)
            _ground(label)


def _ground(label: Any) -> None:
    """White behind a label: it is wider than its bar and may lie on a higher neighbour."""
    white = f'<a:solidFill><a:srgbClr val="{WHITE}"/></a:solidFill>'
    place = parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{white}</c:spPr>")
    label._dLbl.find(qn("c:tx")).addnext(place)


def _shade(form: Any, colour: str, pattern: str) -> None:
    if pattern:
        form.fill.patterned()
        form.fill.pattern = _PATTERNS[pattern]
        form.fill.fore_color.rgb = rgb(BLACK)
        form.fill.back_color.rgb = rgb(colour)
    else:
        form.fill.solid()
        form.fill.fore_color.rgb = rgb(colour)
    form.line.color.rgb = rgb(BLACK)
    form.line.width = Pt(0.75)


def _format(lang: Language) -> str:
    """Digits in groups as the brief's language writes them, on a machine of whatever language."""
    between = f'"{ROWS[lang].group}"'
    return f"[>=1000000]0{between}000{between}000;[>=1000]0{between}000;0"


def add_table(slide: Any, drawn: Exhibit, table: OfficeTable, box: Box) -> None:
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
    describe(frame, drawn.alt)
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
            fill(cell.text_frame, [(text, index == 0)], size)
            if index == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb(YELLOW)
            _ruled(cell)
    if table.more:
        text_box(slide, (left, top + sum(heights) + 0.05, wide, 0.3), [(table.more, False)], 12)


def _row(row: tuple[str, ...], columns: Sequence[float], size: float, *, head: bool) -> float:
    cells = zip(row, columns, strict=True)
    return (
        max(slide_text.height([(text, head)], wide - 0.18, size, gap=0) for text, wide in cells)
        + 0.1
    )


def _ruled(cell: Any) -> None:
    """A thin line under a cell."""
    black = f'<a:solidFill><a:srgbClr val="{BLACK}"/></a:solidFill>'
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="9525">{black}</a:lnB>')
    cell._tc.get_or_add_tcPr()
    cell._tc.tcPr.insert(0, line)  # lines come before fills
