"""A figure as a workbook: its rows with their types, and a sheet that says what they are.

Text is text: nothing in a cell is ever run as a formula or made a link. The same figure gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from impact.figures import Figure, own_source
from impact.figures.cells import NOTHING, Beside, columns, lines, spoken
from impact.i18n.words import Language, date, say, term

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST, _WIDE = 60, 10  # letters of a column
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def workbook(
    figure: Figure, rows: Sequence[Mapping[str, Any]], lang: Language, beside: Beside = NOTHING
) -> bytes:
    """These rows of a figure under headings in the language, and a sheet with what the figure is. `beside`: what
    a page shows beside them."""
    from xlsxwriter import Workbook  # 60 ms that nobody else should wait for

    data = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(data, {"in_memory": True, **plain})
    book.set_properties({"created": dt.datetime.combine(figure.as_of, dt.time())})
    sheet = book.add_worksheet(_sheet(figure.label))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    names = columns(figure)
    header = [*(say(lang, f"column.{name}") for name in names), *beside]
    values = [
        [*(row[name] for name in names), *more]
        for row, more in zip(rows, lines(beside, rows), strict=True)
    ]
    header, cells = figure.marked(header, values, lang)
    widths = [len(name) for name in header]
    for at, name in enumerate(header):
        sheet.write_string(0, at, name, bold)
    for line, (row, found) in enumerate(zip(rows, cells, strict=True), 1):
        for at, value in enumerate(found):
            said = spoken(names[at], row, lang) if at < len(names) else value
            widths[at] = max(widths[at], len(str(said if said is not None else value or "")))
            if isinstance(said, str):
                sheet.write_string(line, at, said)
            elif isinstance(value, dt.date):
                sheet.write_datetime(line, at, dt.datetime.combine(value, dt.time()), day)
            elif isinstance(value, int | float):
                sheet.write_number(line, at, value)
            elif value is not None:
                sheet.write_string(line, at, str(value))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(_WIDEST, max(_WIDE, width + 2)))
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
    _about(book, figure, lang, bold)
    book.close()
    return data.getvalue()


def _about(book: Any, figure: Figure, lang: Language, bold: Any) -> None:
    """What the figure counts and hides, of which day it is and who says so."""
    sheet = book.add_worksheet(say(lang, "workbook.about"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [
        (say(lang, "workbook.figure"), figure.label),
        (say(lang, "column.unit"), figure.unit),
        (say(lang, "workbook.definition"), figure.definition),
        (say(lang, "workbook.caveat"), figure.caveat),
        (say(lang, "workbook.as_of"), figure.dated(lang)),
        (say(lang, "workbook.snapshot"), figure.snapshot),
        *([(say(lang, "mark.column"), say(lang, "mark.cell"))] if figure.sample else []),
    ]
    sources = [
        " · ".join(
            filter(
                None,
                (
                    each.name,
                    date(lang, each.date) if each.date else "",
                    term(lang, "strength", each.strength) if each.strength else "",
                    each.url,
                ),
            )
        )
        for each in figure.sources
    ] or [own_source(figure.name, lang)]
    lines += [(say(lang, "column.source_url"), source) for source in sources]
    for line, (name, text) in enumerate(lines):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, text, wrapped)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)


def _sheet(label: str) -> str:
    """A label as the name of a sheet: up to 31 letters, without the signs that none may have."""
    return _FORBIDDEN.sub(" ", label)[:31].strip() or "1"
