"""What the cells of a workbook are shown as, where that is no number of things and no day: shares in percent, money, and
months.

A sheet keeps 1 for what it shows as 100 %, and 50 for 50 €. calamine gives the number alone, so the styles and
the cells that have them are looked up here, and such a cell is read as it is shown: like in the CSV saved of it.
And formulas of a program that never computed them: their cells hold 0, or nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

PERCENT = "%"
_MONEY = "¤"  # of whichever country
MONTH = "month"
_LARGEST = 1 << 24
_REPEATED = 1 << 10  # columns of one cell
_OWN = {
    9: PERCENT,
    10: PERCENT,
    17: MONTH,
    **dict.fromkeys((5, 6, 7, 8, 42, 44), _MONEY),
}  # Excel's by number
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETED = re.compile(r"\[[^\]]*\]")
_SYMBOL = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]")

_FORMULA = rb"<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
_COMPUTED = re.compile(_FORMULA + rb"<(?:\w+:)?v>(?!0?<)")
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})\d+"[^<>]*>\s*' + _FORMULA + rb"<(?:\w+:)?v>0<"
)
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*(?:" + _FORMULA + rb")?<(?:\w+:)?v>([^<]{1,40})</")
_AT = re.compile(rb'\br="([A-Z]{1,3})\d+"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_OTHER_KIND = re.compile(rb'\bt="(?!n")')

_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN_COLUMN = re.compile(rb'\bhidden="(?:1|true)"|\bwidth="0(?:\.0*)?"')
_MIN, _MAX = re.compile(rb'\bmin="(\d{1,6})"'), re.compile(rb'\bmax="(\d{1,6})"')

_ODS_COLUMN = re.compile(rb"<table:table-column\b[^>]*>")
_ODS_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b([^>]*)>(?:\s*<text:p[^<>]*>([^<]{1,40})</text:p>)?"
)
_ODS_DAY = re.compile(rb'office:date-value="(\d{4})-(\d\d)-(\d\d)(?:T00:00:00[.0]*)?"')
_ODS_FILLED = re.compile(rb"<table:table-cell\b([^>]*[^/>])>\s*<text:p")
_ODS_OF_STYLE = re.compile(rb'style-name="([^"]*)"')
_ODS_STYLE = re.compile(
    rb'<style:style\b(?=[^>]*style:family="table-cell")[^>]*style:name="([^"]*)"[^>]*>(.*?)</style:style>',
    re.S,
)
_ODS_STRUCK = re.compile(rb'text-line-through-(?:style|type)="(?!none)')
_ODS_REPEATED = re.compile(rb'number-columns-repeated="(\d{1,9})"')
_ODS_SHARE = re.compile(rb'office:value-type="(percentage|currency)"')
_ODS_VALUE = re.compile(rb'office:value="([^"]{1,40})"')
ODS_TELLING = re.compile(rb'"percentage"|"currency"|table:formula|office:date-value')


def has_formulas(piece: bytes) -> bool:
    return b"<f" in piece or b":f>" in piece or b":f " in piece


def is_computed(piece: bytes) -> bool:
    """Whether a formula of a piece of a sheet has a value other than 0."""
    return _COMPUTED.search(piece) is not None


def uncomputed(row: bytes) -> Iterator[bytes]:
    """The letters of the cells of a row whose formulas have the value 0."""
    return (cell.group(1) for cell in _UNCOMPUTED.finditer(row))


def of_styles(packed: zipfile.ZipFile) -> dict[int, str]:
    """The styles of an Excel workbook's cells that show a share, money or a month, by number, with the sign they show."""
    try:
        if packed.getinfo("xl/styles.xml").file_size > _LARGEST:
            return {}
        styles = ElementTree.fromstring(packed.read("xl/styles.xml"))
    except (KeyError, ElementTree.ParseError):
        return {}
    signs = dict(_OWN)
    found: dict[int, str] = {}
    for each in styles.iter():
        name = each.tag.rpartition("}")[2]
        if name == "numFmt" and (number := each.get("numFmtId", "")).isdecimal():
            signs[int(number)] = _sign(each.get("formatCode", ""))
        elif name == "cellXfs":
            numbers = [xf.get("numFmtId", "") for xf in each]
            for at, number in enumerate(numbers):
                if number.isdecimal() and signs.get(int(number)):
                    found[at] = signs[int(number)]
    return found


def struck_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """The styles of an Excel workbook's cells that are struck through, by number."""
    try:
        if packed.getinfo("xl/styles.xml").file_size > _LARGEST:
            return frozenset()
        styles = ElementTree.fromstring(packed.read("xl/styles.xml"))
    except (KeyError, ElementTree.ParseError):
        return frozenset()
    struck: set[str] = set()
    found: set[int] = set()
    for each in styles.iter():
        name = each.tag.rpartition("}")[2]
        if name == "fonts":
            struck = {str(at) for at, font in enumerate(each) if _is_struck(font)}
        elif name == "cellXfs":
            found = {at for at, style in enumerate(each) if style.get("fontId") in struck}
    return frozenset(found)


def _is_struck(font: ElementTree.Element) -> bool:
    return any(
        part.tag.rpartition("}")[2] == "strike" and part.get("val", "1") not in ("0", "false")
        for part in font
    )


def is_struck(row: bytes, styles: frozenset[int]) -> bool:
    """Whether a filled cell of a row is struck through."""
    return any(
        (style := _STYLE.search(cell.group(1))) and int(style.group(1)) in styles
        for cell in _CELL.finditer(row)
    )


def hidden_columns(head: bytes) -> list[tuple[int, int]]:
    """The columns that a sheet of Excel hides, from the XML above its rows: first and last, from 1."""
    return [
        (int(first.group(1)), int(last.group(1)))
        for column in _COLUMNS.findall(head)
        if _HIDDEN_COLUMN.search(column)
        and (first := _MIN.search(column))
        and (last := _MAX.search(column))
    ]


def hidden_ods_columns(head: bytes) -> list[tuple[int, int]]:
    """The same of LibreOffice."""
    found, at = [], 1
    for column in _ODS_COLUMN.findall(head):
        again = _ODS_REPEATED.search(column)
        last = at + (int(again.group(1)) if again else 1) - 1
        if b'visibility="collapse"' in column or b'visibility="filter"' in column:
            found.append((at, last))
        at = last + 1
    return found


def _sign(code: str) -> str:
    """The sign of a share or of money in the first section of a format; empty if it has none."""
    first = code.partition(";")[0]
    if PERCENT in _LITERAL.sub("", first):
        return PERCENT
    if _SYMBOL.search(first):
        return _MONEY
    plain = _BRACKETED.sub("", first)
    parts = set(_LITERAL.sub("", plain).casefold()) & set("ymdhs")
    if parts in ({"y", "m"}, {"y"}) or (parts == {"m"} and "mmm" in plain.casefold()):
        return MONTH
    return _MONEY if any(unicodedata.category(sign) == "Sc" for sign in plain) else ""


def of_cells(row: bytes, signs: Mapping[int, str]) -> Iterator[tuple[bytes, str]]:
    """The cells of a row that show a share or money: the letters of the column, and the text."""
    for letters, value, sign in _of_signs(row, signs):
        if sign != MONTH:
            yield letters, _shown(value, sign)


def months(row: bytes, signs: Mapping[int, str], since: dt.date) -> Iterator[tuple[bytes, str]]:
    """The cells of a row that show a month: the letters of the column, and the month; empty where the day that is kept
    is not its first, so that somebody wrote more than is shown. `since`: the day that the workbook calls 0."""
    for letters, value, sign in _of_signs(row, signs):
        if sign == MONTH:
            try:
                day = since + dt.timedelta(days=float(value))
            except (ValueError, OverflowError):
                continue
            yield letters, f"{day:%Y-%m}" if day.day == 1 else ""


def _of_signs(row: bytes, signs: Mapping[int, str]) -> Iterator[tuple[bytes, bytes, str]]:
    for cell in _CELL.finditer(row):
        style, at = _STYLE.search(cell.group(1)), _AT.search(cell.group(1))
        if style and at and int(style.group(1)) in signs and not _OTHER_KIND.search(cell.group(1)):
            yield at.group(1), cell.group(2), signs[int(style.group(1))]


def first_day(packed: zipfile.ZipFile) -> dt.date:
    """The day that an Excel workbook calls 0: it may be a Mac's."""
    mac = re.search(rb'date1904="(?:1|true)"', packed.read("xl/workbook.xml"))
    return dt.date(1904, 1, 1) if mac else dt.date(1899, 12, 30)


def struck_ods_styles(head: bytes) -> frozenset[bytes]:
    """The styles of LibreOffice's cells that are struck through, from the XML above a workbook's rows."""
    return frozenset(
        style.group(1) for style in _ODS_STYLE.finditer(head) if _ODS_STRUCK.search(style.group(2))
    )


def is_struck_ods(row: bytes, styles: frozenset[bytes]) -> bool:
    """Whether a filled cell of a row of LibreOffice is struck through."""
    return any(
        (style := _ODS_OF_STYLE.search(cell.group(1))) and style.group(1) in styles
        for cell in _ODS_FILLED.finditer(row)
    )


def ods_months(row: bytes) -> dict[int, str]:
    """The cells of a row of LibreOffice that show no day of their date: by column, from 1, the month; empty where the
    day that is kept is not its first, so that somebody wrote more than is shown."""
    found: dict[int, str] = {}
    column = 1
    for cell in _ODS_CELL.finditer(row):
        again = _ODS_REPEATED.search(cell.group(1))
        day = _ODS_DAY.search(cell.group(1))
        if day and cell.group(2):
            seen = {int(part) for part in re.findall(rb"\d+", cell.group(2))}
            if int(day.group(3)) not in seen:
                month = f"{day.group(1).decode()}-{day.group(2).decode()}"
                found[column] = month if day.group(3) == b"01" else ""
        column += int(again.group(1)) if again else 1
    return found


def of_ods_row(row: bytes) -> tuple[dict[int, str], dict[int, str], bool]:
    """Of a row of LibreOffice: by column, from 1, the cells that show a share or money, and those whose formulas
    have the value 0; and whether a formula has another value."""
    told: dict[int, str] = {}
    zeros: dict[int, str] = {}
    computed = False
    column = 1
    for cell in _ODS_CELL.finditer(row):
        head = cell.group(1)
        again = _ODS_REPEATED.search(head)
        times = int(again.group(1)) if again else 1
        share, value = _ODS_SHARE.search(head), _ODS_VALUE.search(head)
        if b"table:formula" in head:
            nothing = value is not None and value.group(1) == b"0"
            computed = computed or not nothing
            zeros |= {column: ""} if nothing else {}
        if share and value:
            text = _shown(value.group(1), PERCENT if share.group(1) == b"percentage" else _MONEY)
            told |= dict.fromkeys(range(column, column + min(times, _REPEATED)), text)
        column += times
    return told, zeros, computed


def _shown(value: bytes, sign: str) -> str:
    try:
        number = Decimal(value.decode("ascii", "replace"))
    except InvalidOperation:
        return f"{value.decode('utf-8', 'replace')} {sign}"
    if sign == PERCENT:
        return (
            f"{number * 100:f}".rstrip("0").rstrip(".") + "%"
            if number % 1
            else f"{int(number * 100)}%"
        )
    return f"{number:f} {sign}"
