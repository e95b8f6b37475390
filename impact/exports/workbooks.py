"""Workbooks of Excel and LibreOffice: a sheet becomes the lines of a CSV file, row by row.

So that a workbook and the CSV saved of it meet the same screen and the same rules. What a sheet
knows better than a CSV is kept: dates are dates, long numbers are whole, an error is an error, and
a line has the number that the sheet shows; a cell shown as 100% or 50 € is no number, and one
of a formula that was never computed is empty (not in `.xls` and `.xlsb`). What it hides is told: sheets, and in `.xlsx`, `.xlsm`
and `.ods` rows (`.xls` and `.xlsb` keep that where nothing here reads it).

python-calamine reads; before it does, a workbook is looked through once for what would burst:
members that unfold too far, a cell out in the last column.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from impact.exports import formats
from impact.faults import Fault, Place
from impact.i18n.words import LANGUAGES, say

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LISTS = "_lists"  # the sheet of our templates that holds what their cells may say
_ROWS = 4096  # that become text at a time
_PIECE = 1 << 20
_CELLS = 20_000_000  # of one sheet, which calamine holds in some 80 bytes each
_MANIFEST = 1 << 22


@cache
def _without_rows() -> set[str]:
    """The sheets of our templates that hold no rows, as each language calls them."""
    return {LISTS, *(say(lang, "workbook.lists") for lang in LANGUAGES)}


@dataclass(frozen=True)
class Sheet:
    name: str
    hidden: bool


@dataclass
class Survey:
    """What looking through a sheet's XML tells that calamine does not."""

    rows: int = 0
    width: int = 0
    hidden: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first and last, from 1
    struck: list[int] = field(default_factory=list)  # rows with a cell that is struck through
    # What is read in place of a cell's value, by row and column, from 1.
    instead: dict[int, dict[int, str]] = field(default_factory=dict)
    zeros: dict[int, dict[int, str]] = field(default_factory=dict)  # of formulas, like them
    months: dict[int, dict[int, str]] = field(default_factory=dict)  # that are shown, like them
    computed: bool = False  # some formula has another value

    def settle(self) -> None:
        """Once all is looked at: where no formula has a value but 0, none was computed."""
        for row, cells in () if self.computed else self.zeros.items():
            self.instead[row] = {**cells, **self.instead.get(row, {})}
        # Of days that are shown as months all are the first, or somebody wrote days and shows less of them.
        days = {at for cells in self.months.values() for at, month in cells.items() if not month}
        for row, cells in self.months.items():
            known = {at: month for at, month in cells.items() if at not in days}
            self.instead[row] = {**known, **self.instead.get(row, {})}
        self.zeros, self.months = {}, {}


class Workbook:
    """One workbook. Raises `Fault` if it cannot be read: locked, damaged, or larger than can be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loaded: dict[str, CalamineSheet] = {}
        self._surveys: dict[str, Survey] = {}
        self._parts: dict[str, str] = {}
        self._signs: dict[int, str] = {}  # of styles that show a share or money
        self._since = dt.date(1899, 12, 30)
        self._struck: frozenset[int] = frozenset()  # styles of cells that are struck through
        self._zip = zipfile.is_zipfile(path)
        if self._zip:
            self._parts = self._looked_through()
        # Whether anything tells what cells are shown as: `.xls` and `.xlsb` are no XML.
        self.seen = bool(self._parts or self._surveys)
        try:
            self._book = _opened(path)
            self.sheets = [
                Sheet(each.name, each.visible != SheetVisibleEnum.Visible)
                for each in self._book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet and each.name not in _without_rows()
            ]
        except PasswordError:
            raise Fault("workbook_locked", Place(path.name)) from None
        except (CalamineError, OSError, ValueError) as error:
            raise self._damaged(error) from None
        if not self.sheets:
            raise Fault("workbook_damaged", Place(path.name))

    def _damaged(self, error: Exception) -> Fault:
        locked = "password" in str(error).casefold() or "encrypt" in str(error).casefold()
        return Fault("workbook_locked" if locked else "workbook_damaged", Place(self._path.name))

    def survey(self, name: str) -> Survey:
        """What a sheet's XML tells; nothing of formats that are not XML."""
        if name not in self._surveys:
            part = self._parts.get(name)
            try:
                self._surveys[name] = self._surveyed(part) if part else Survey()
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
                raise self._damaged(error) from None
        return self._surveys[name]

    def forget(self, name: str) -> None:
        """Let go of a sheet that was only looked at."""
        self._loaded.pop(name, None)

    def pieces(self, name: str) -> Iterator[tuple[str, list[int]]]:
        """A sheet as text of CSV, some thousand rows at a time, and the lines that each row takes.

        An empty row is an empty line. A sheet of one column is text already: a CSV pasted into it.
        """
        sheet = self._sheet(name)
        instead = self.survey(name).instead
        first = (sheet.start or (0, 0))[1] + 1
        width = sheet.width
        batch: list[list[Any]] = []
        row = 0
        try:
            for cells in sheet.iter_rows():
                row += 1
                if row in instead:
                    for column, text in instead[row].items():
                        if 0 <= column - first < len(cells):
                            cells[column - first] = text
                batch.append(cells)
                if len(batch) >= _ROWS:
                    yield _written(batch, width)
                    batch = []
        except (CalamineError, OSError, ValueError) as error:
            raise self._damaged(error) from None
        if batch:
            yield _written(batch, width)

    def hides(self, name: str, place: int) -> bool:
        """Whether a sheet hides the column of a place in its text, from 0."""
        column = (self._sheet(name).start or (0, 0))[1] + 1 + place
        return any(first <= column <= last for first, last in self.survey(name).hidden_columns)

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._loaded:
            survey = self.survey(name)
            if survey.rows * survey.width > _CELLS:
                raise Fault("workbook_too_large", Place(self._path.name))
            try:
                self._loaded[name] = self._book.get_sheet_by_name(name)
            except PasswordError:
                raise Fault("workbook_locked", Place(self._path.name)) from None
            except (CalamineError, OSError, ValueError) as error:
                raise self._damaged(error) from None
        return self._loaded[name]

    # Looking through the members of a packed workbook, before anything is built of them.

    def _looked_through(self) -> dict[str, str]:
        """Where each sheet's XML is. What is not a sheet is unfolded once: calamine will trust it."""
        with zipfile.ZipFile(self._path) as packed:
            names = {item.filename for item in packed.infolist()}
            if "META-INF/manifest.xml" in names:
                with packed.open("META-INF/manifest.xml") as manifest:
                    if b"encryption-data" in manifest.read(_MANIFEST):
                        raise Fault("workbook_locked", Place(self._path.name))
            for name in names:
                if not re.search(r"worksheets/|media/|content\.xml$", name):
                    with packed.open(name) as member:
                        while member.read(_PIECE):
                            pass
            if "content.xml" in names:
                self._of_libre_office(packed)
                return {}
            if "xl/workbook.xml" not in names:
                return {}
            self._signs = formats.of_styles(packed)
            self._struck = formats.struck_styles(packed)
            self._since = formats.first_day(packed)
            return _parts(packed)

    def _surveyed(self, part: str) -> Survey:
        found = self._glanced(part, at_each=False)
        if found.rows * found.width > _CELLS:
            found = self._glanced(part, at_each=True)  # empty cells may only have a colour
        return found

    def _glanced(self, part: str, *, at_each: bool) -> Survey:
        """A sheet's XML in one pass: each row is looked at only where something says that it is
        worth it, which takes a tenth of the time."""
        found = Survey()
        number = 0
        styles = "|".join(map(str, {*self._signs, *self._struck})).encode()
        signed = re.compile(rb'\bs="(?:' + styles + rb')"') if styles else None
        with zipfile.ZipFile(self._path) as packed, packed.open(part) as member:
            for piece in _pieces_of(member, b"row"):
                if not found.hidden_columns:
                    found.hidden_columns = formats.hidden_columns(piece.partition(b"sheetData")[0])
                rare = b"hidden=" in piece or b't="e"' in piece
                if not found.computed and formats.has_formulas(piece):
                    found.computed = formats.is_computed(piece)
                    rare = rare or not found.computed
                rare = rare or (signed is not None and signed.search(piece) is not None)
                if not rare and not at_each and (last := _last_row(piece)):
                    number = found.rows = last
                    found.width = max(found.width, _widest(piece))
                    continue
                for row in _rows_of(piece, b"row"):
                    number = self._look(row, number, found)
        found.settle()
        return found

    def _look(self, row: bytes, number: int, found: Survey) -> int:
        """One row, and its number: where its last filled cell is, what it hides, its errors."""
        numbered = _ROW_NUMBER.search(row)
        number = int(numbered.group(1)) if numbered else number + 1
        # Cells that only have a colour end with themselves, and calamine drops them.
        end = max(row.rfind(b"</c>"), row.rfind(b":c>"))
        if end < 0:
            return number
        found.rows = number
        last = row.rfind(b' r="', 0, end)
        letters = _LETTERS.match(row, last + 4) if last >= 0 else None
        width = _column(letters.group(1)) if letters else row.count(b"<c")
        found.width = max(found.width, width)
        if b"hidden=" in row and _HIDDEN_ROW.search(row):
            found.hidden += 1
        if self._struck and formats.is_struck(row, self._struck):
            found.struck.append(number)
        if b't="e"' in row:
            for cell in _ERROR_CELL.finditer(row):
                text = html.unescape(cell.group(2).decode("utf-8", "replace"))
                found.instead.setdefault(number, {})[_column(cell.group(1))] = text
        if self._signs:
            for letters_, text in formats.of_cells(row, self._signs):
                found.instead.setdefault(number, {})[_column(letters_)] = text
            for letters_, text in formats.months(row, self._signs, self._since):
                found.months.setdefault(number, {})[_column(letters_)] = text
        if not found.computed:
            for letters_ in formats.uncomputed(row):
                found.zeros.setdefault(number, {})[_column(letters_)] = ""
        return number

    def _of_libre_office(self, packed: zipfile.ZipFile) -> None:
        """All sheets of an .ods stand in one member, with rows and cells that are told once for many."""
        found, self._surveys = Survey(), {}
        struck: frozenset[bytes] = frozenset()
        cells = 0
        with packed.open("content.xml") as member:
            for row in (
                row
                for piece in _pieces_of(member, b"table-row")
                for row in _rows_of(piece, b"table-row")
            ):
                if table := _TABLE.search(row):
                    struck = struck or formats.struck_ods_styles(row[: table.start()])
                    found = Survey()
                    self._surveys[html.unescape(table.group(1).decode("utf-8", "replace"))] = found
                    found.hidden_columns = formats.hidden_ods_columns(row[table.end() :])
                opening = _ODS_ROW.search(row)
                head = opening.group() if opening else b""
                times = _repeated(_ROWS_REPEATED.search(head))
                found.rows += times
                if b"text:p" not in row and b"office:value" not in row:
                    continue
                if formats.ODS_TELLING.search(row) and times <= _ROWS:
                    told, zeros, computed = formats.of_ods_row(row)
                    found.computed = found.computed or computed
                    for number in range(found.rows - times + 1, found.rows + 1):
                        if told:
                            found.instead[number] = told
                        if zeros and not found.computed:
                            found.zeros[number] = zeros
                        if months := formats.ods_months(row):
                            found.months[number] = months
                if struck and times <= _ROWS and formats.is_struck_ods(row, struck):
                    found.struck += range(found.rows - times + 1, found.rows + 1)
                if b'visibility="collapse"' in head or b'visibility="filter"' in head:
                    found.hidden += times
                width = row.count(b"table-cell") + sum(
                    _repeated(again) for again in _COLUMNS_REPEATED.finditer(row)
                )
                # The last cells of a row are repeated to the sheet's edge where they are empty.
                tail = row.rfind(b"text:p")
                filled = sum(
                    _repeated(again) for again in _COLUMNS_REPEATED.finditer(row[: max(tail, 0)])
                )
                found.width = max(found.width, min(width, filled + row.count(b"table-cell")))
                cells += times * (filled + 1)
                if cells > _CELLS or times > 1 << 20:
                    raise Fault("workbook_too_large", Place(self._path.name))
        for each in self._surveys.values():
            each.settle()
            each.rows = 0  # counts the empty ones below, too: no measure of what is there


_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_LETTERS = re.compile(rb"([A-Z]{1,3})\d")
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})\d+"[^>]*?\bt="e"[^>]*>.{0,9000}?<(?:\w+:)?v>([^<]{1,20})<',
    re.S,
)
_ODS_ROW = re.compile(rb"<table:table-row\b[^>]*>")
_TABLE = re.compile(rb'<table:table\b[^>]*?table:name="([^"]*)"')
_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d{1,9})"')


def _repeated(found: re.Match[bytes] | None) -> int:
    return int(found.group(1)) if found else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _pieces_of(member: Any, tag: bytes) -> Iterator[bytes]:
    """The XML in pieces that end with a row, and what is left."""
    rest = b""
    while piece := member.read(_PIECE):
        text = rest + piece
        cut = max(text.rfind(b"</" + tag + b">"), text.rfind(b":" + tag + b">"))
        cut = text.find(b">", cut) + 1 if cut >= 0 else 0
        rest = text[cut:]
        if cut:
            yield text[:cut]
        if len(rest) > 64 * _PIECE:
            raise zipfile.BadZipFile("a row without an end")
    if rest:
        yield rest


def _rows_of(piece: bytes, tag: bytes) -> Iterator[bytes]:
    """The XML of each row, up to its end; what stands before the first comes with it."""
    name = rb"(?:[\w-]+:)?" + tag
    at = 0
    for found in re.finditer(rb"</" + name + rb">|<" + name + rb"\b[^>]*/>", piece):
        yield piece[at : found.end()]
        at = found.end()


def _widest(piece: bytes) -> int:
    """The last column that a cell of a piece names, of all cells at once."""
    data = np.frombuffer(piece, dtype=np.uint8)
    quote = np.flatnonzero(data[3:-3] == ord('"')) + 3
    names = quote[(data[quote - 1] == ord("=")) & (data[quote - 2] == ord("r"))]
    first, second, third = (data[names + step].astype(np.int64) - 64 for step in (1, 2, 3))
    lettered = [(part >= 1) & (part <= 26) for part in (first, second, third)]
    column = np.where(lettered[0], first, 0)
    two = lettered[0] & lettered[1]
    column = np.where(two, column * 26 + second, column)
    column = np.where(two & lettered[2], column * 26 + third, column)
    return int(column.max(initial=0))


def _last_row(piece: bytes) -> int:
    """The number of the last row of a piece; 0 if it says none, or holds no filled cell."""
    if b"</c>" not in piece and b":c>" not in piece:
        return 0
    at = max(piece.rfind(b"<row"), piece.rfind(b":row "))
    numbered = _ROW_NUMBER.search(piece, max(at - 40, 0)) if at >= 0 else None
    return int(numbered.group(1)) if numbered else 0


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The member that holds each sheet, by the sheet's name."""
    try:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    except (ElementTree.ParseError, KeyError):
        return {}
    targets = {each.get("Id"): str(each.get("Target")) for each in links}
    found = {}
    for each in book.iter():
        if each.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in each.items() if key.endswith("}id")), None)
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in packed.namelist():
                found[str(each.get("name"))] = part
    return found


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).casefold():
            raise
    # From the ending of its name calamine concludes what it is; without one it looks.
    return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))


# Cells as text.


def _written(rows: list[list[Any]], width: int) -> tuple[str, list[int]]:
    columns = [_texts(column) for column in zip(*rows, strict=True)]
    if any("\r" in cell for column in columns for cell in column):
        columns = [[_line_ends(cell) for cell in column] for column in columns]
    if width == 1:
        return "\n".join(columns[0]) + "\n", [cell.count("\n") + 1 for cell in columns[0]]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    blank = ("",) * width
    texts = list(zip(*columns, strict=True))
    if blank in texts:
        for row in texts:
            if row == blank:
                buffer.write("\n")
            else:
                writer.writerow(row)
    else:
        writer.writerows(texts)
    text = buffer.getvalue()
    if text.count("\n") == len(rows):
        return text, [1] * len(rows)
    return text, [1 + sum(cell.count("\n") for cell in row) for row in texts]


def _texts(column: tuple[Any, ...]) -> Sequence[str]:
    """The cells of a column, mostly of one kind, as text."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if len(kinds) == 1:
        return list(map(_SHOWN.get(kinds.pop(), str), column))
    return [cell if type(cell) is str else shown(cell) for cell in column]


def _line_ends(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def shown(value: object) -> str:
    """A cell as a CSV of the sheet would best say it: dates as 2025-12-10, numbers whole."""
    return _SHOWN.get(type(value), str)(value)


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    # A sheet shows fifteen digits, so that what it has computed as 29.999999999999996 is 30 there.
    if (seen := float(f"{value:.15g}")).is_integer():
        return str(int(seen))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


# A second that a sheet has computed and kept a little too small; less was before the second was over.
_NEXT_SECOND = 999_500


@lru_cache(1 << 12)
def _moment(value: dt.datetime) -> str:
    if value.microsecond >= _NEXT_SECOND:
        value += dt.timedelta(seconds=1)
    if value.time().replace(microsecond=0) == dt.time():
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M:%S")


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


_SHOWN: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "TRUE" if value else "FALSE",
    float: _number,
    dt.datetime: _moment,
    dt.date: lru_cache(1 << 12)(dt.date.isoformat),
    dt.time: lambda value: value.isoformat("seconds"),
    dt.timedelta: _duration,
}


class RowNumbers:
    """Which row of the sheet a line of its text belongs to. Rows of one line need no memory."""

    def __init__(self) -> None:
        self._lines: list[int] = []  # lines after which rows and lines part further
        self._apart: list[int] = []
        self._line = 0

    def add(self, spans: list[int]) -> None:
        for span in spans:
            self._line += 1
            if span > 1:
                self._lines.append(self._line)
                self._apart.append((self._apart[-1] if self._apart else 0) + span - 1)
                self._line += span - 1

    def row(self, line: int) -> int:
        at = bisect_left(self._lines, line)
        return line - (self._apart[at - 1] if at else 0)

    @property
    def parted(self) -> bool:
        return bool(self._lines)
