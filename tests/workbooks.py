"""Workbooks for tests: an `.xlsx` as Excel writes it, an `.ods` as LibreOffice does, by hand."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

TALLY = ["Date", "Case", "Action type", "Channel", "Number", "Precision", "Country"]
Rows = Sequence[Sequence[Any]]


def day(number: int = 1, *, hour: int = 0) -> dt.datetime:
    return dt.datetime(2021, 12, number, hour)


def tally_row(number: int, count: Any = 3, case: str = "W4R21-ERI") -> list[Any]:
    return [day(number), case, "letter", "online", count, "exact", "CA"]


def excel(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: str = "",
    struck_rows: Sequence[int] = (),
    days: str = "dd/mm/yyyy",
    at: tuple[int, int] = (0, 0),
) -> Path:
    """An `.xlsx` of these sheets, each with its first cell at a row and column; `hidden_rows`, `struck_rows` and
    `hidden_columns` (as "E:F") as the sheet names them; `days`: how days are shown. A cell that begins with `=` is a formula with that as its value."""
    book = xlsxwriter.Workbook(path)
    date = book.add_format({"num_format": days})
    moment = book.add_format({"num_format": "m/d/yy h:mm"})
    struck = book.add_format({"font_strikeout": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for row, cells in enumerate(rows, at[0]):
            for column, cell in enumerate(cells, at[1]):
                if isinstance(cell, dt.datetime):
                    form = moment if cell.hour or cell.minute else date
                    sheet.write_datetime(row, column, cell, form)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(row, column, "=A1", None, cell[1:])
                elif cell is not None and cell != "":
                    sheet.write(row, column, cell, struck if row + 1 in struck_rows else None)
        if hidden_columns:
            sheet.set_column(hidden_columns, None, None, {"hidden": True})
        for row in hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
    visible = [name for name in sheets if name not in hidden]
    if visible:
        book.get_worksheet_by_name(visible[0]).activate()
        book.get_worksheet_by_name(visible[0]).set_first_sheet()
    book.close()
    return path


_ODS_STYLES = (
    '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Default">'
    '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/>'
    "</style:style></office:automatic-styles>"
)


def _ods_cell(cell: Any, days: str, style: str) -> str:
    if cell is None or cell == "":
        return f'<table:table-cell table:style-name="{style}"/>'
    head = f'<table:table-cell table:style-name="{style}"'
    if isinstance(cell, dt.datetime):
        return (
            f'{head} office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell:{days}}</text:p></table:table-cell>"
        )
    if isinstance(cell, (int, float)):
        return (
            f'{head} office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'{head} office:value-type="string">{paragraphs}</table:table-cell>'


def libre_office(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_column: int = 0,
    struck_rows: Sequence[int] = (),
    days: str = "%d/%m/%Y",
    locked: bool = False,
) -> Path:
    """An `.ods` of these sheets, with the empty rows down to the edge that LibreOffice writes; `days`: how days are
    shown."""
    column = '<table:table-column table:number-columns-repeated="{}"/>'
    columns = column.format(1024)
    if hidden_column:
        hide = '<table:table-column table:visibility="collapse"/>'
        columns = f"{column.format(hidden_column - 1)}{hide}{column.format(1024 - hidden_column)}"
    tables = []
    for name, rows in sheets.items():
        lines = []
        for number, cells in enumerate(rows, 1):
            mark = ' table:visibility="filter"' if number in hidden_rows else ""
            style = "ce2" if number in struck_rows else "ce1"
            inside = "".join(_ods_cell(cell, days, style) for cell in cells)
            edge = '<table:table-cell table:number-columns-repeated="1000"/>'
            lines.append(f"<table:table-row{mark}>{inside}{edge}</table:table-row>")
        lines.append(
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        )
        tables.append(
            f'<table:table table:name="{escape(name)}">{columns}{"".join(lines)}</table:table>'
        )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.3">'
        f"{_ODS_STYLES}<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    key = "<manifest:encryption-data/>" if locked else ""
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{key}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return path
