"""Opens a file that somebody sent: unpacks it, finds its encoding, hands out UTF-8 text in chunks.

First of the stages, and apart from the screen because it knows bytes and no cells. A file is read
twice, never held: once to learn its encoding, once to hand it out. A sheet of a workbook is handed
out as the text that it would be as a CSV.
"""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np

from impact.exports import encodings, foreign
from impact.exports.text import INVISIBLE
from impact.exports.workbooks import OLE, RowNumbers, Sheet, Workbook
from impact.faults import Fault, Place, unopened

# Threads hand Python's lock to each other a few hundred times a piece, so that small ones cost more.
CHUNK = 8 << 20
_HEAD, _HEAD_LINES, _LARGEST_HEAD = 1 << 18, 400, 16 << 20
_GLANCE = 1 << 18  # what is only looked at and dropped is read in pieces that stay in the cache
_LINE = 1 << 16  # a line is looked for no further than this
# A compressed file may unfold to this many times its size, and to this much in all.
_RATIO, _LARGEST = 200, 8 << 30
_LARGEST_OLD, _LARGEST_WORKBOOK = 64 << 20, 512 << 20

# What reading a damaged or locked file may raise, of any kind of packing.
_DAMAGED = (
    OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError,
    struct.error,
)  # fmt: skip


def ordinary(path: Path) -> None:
    """Raises `Fault` if a path names no file that can be read to an end: a pipe, a device, a folder."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise unopened(path.name, error) from None
    if not stat.S_ISREG(kind):
        raise Fault("not_a_file", Place(path.name))


@contextmanager
def _whole(path: Path, packed: bool) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        if packed:
            raise Fault("export_packed", Place(path.name)) from None
        raise unopened(path.name, error) from None


@dataclass
class Opened:
    """A file ready to be read. `odd_lines` fills while it is read: lines in another encoding."""

    path: Path
    encoding: str
    mixed: bool
    member: str | None = None
    odd_lines: set[int] = field(default_factory=set)
    progress: Callable[[int], None] | None = None  # told how many bytes of text were read on
    records: dict[tuple[int, str], tuple[list[str] | None, list[str], int]] = field(
        default_factory=dict, repr=False
    )
    unsure: bool = False  # no encoding fits clearly: lines beyond ASCII are odd
    rival: str = ""  # an encoding that would give words as well, but others
    sheet: str | None = None
    _book: Workbook | None = field(default=None, repr=False)
    _rows: RowNumbers = field(default_factory=RowNumbers, repr=False)

    @cached_property
    def head(self) -> list[str]:
        """The first lines, enough to find a header in, without signs that nobody sees."""
        first = []
        size = lines = 0
        for _line, chunk in self.chunks():
            first.append(chunk)
            size += len(chunk)
            lines += lines_in(chunk)
            if size >= _LARGEST_HEAD or (size >= _HEAD and lines >= _HEAD_LINES):
                break
        decoded = _beginning(b"".join(first)).decode("utf-8", "replace")
        return (decoded if decoded.isascii() else INVISIBLE.sub("", decoded)).split("\n")

    def row(self, line: int) -> int:
        """The number that a line has for people: of a sheet, its row's."""
        return self._rows.row(line)

    def rows(
        self, lines: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """`row` of many lines."""
        if not self._rows.parted:
            return lines
        return np.array([self._rows.row(int(line)) for line in lines], dtype=np.int64)

    @property
    def sheets(self) -> list[Sheet]:
        """All sheets of a workbook; none of another file."""
        return self._book.sheets if self._book else []

    @property
    def hidden_rows(self) -> int:
        """Rows that the sheet hides, filtered out or by hand, as far as its format tells."""
        return self._book.survey(self.sheet).hidden if self._book and self.sheet else 0

    def hidden_columns(self, names: list[str]) -> list[str]:
        """Those of a header's columns that the sheet hides."""
        if not (self._book and self.sheet and self._book.survey(self.sheet).hidden_columns):
            return []
        return [name for at, name in enumerate(names) if self._book.hides(self.sheet, at)]

    @property
    def blind(self) -> bool:
        """Whether it is a workbook of which nothing tells what its cells are shown as."""
        return self._book is not None and not self._book.seen

    @property
    def struck_rows(self) -> list[int]:
        """The rows of a sheet with a cell that is struck through, as far as its format tells."""
        return self._book.survey(self.sheet).struck if self._book and self.sheet else []

    def of_sheet(self, name: str) -> Opened:
        """The same workbook, open at another sheet."""
        if self._book and self.sheet and name != self.sheet:
            self._book.forget(self.sheet)
        return Opened(self.path, "utf-8", mixed=False, sheet=name, _book=self._book)

    def chunks(self) -> Iterator[tuple[int, bytes]]:
        """UTF-8 text in pieces that end with a line, each with the number of its first line."""
        line = 1
        if self._book and self.sheet:
            self._rows = RowNumbers()
            for text, spans in self._book.pieces(self.sheet):
                self._rows.add(spans)
                chunk = text.encode("utf-8", "replace")
                if self.progress is not None:
                    self.progress(len(chunk))
                yield line, chunk
                line += lines_in(chunk)
            return
        with _whole(self.path, packed=self.member is not None):
            for chunk in _whole_lines(self._text()):
                # One byte is looked for at ten times the pace of three.
                if b"\xef" in chunk and b"\xef\xbb\xbf" in chunk:
                    chunk = chunk.replace(b"\xef\xbb\xbf", b"")  # of files joined, or marked twice
                yield line, self._clean(chunk, line) if self.mixed else chunk
                line += lines_in(chunk)

    def _text(self) -> Iterator[bytes]:
        """The bytes as UTF-8 with line ends made `\n`, except for lines of a mixed file."""
        carriage = False
        with _stream(self.path, self.member) as stream:
            if self.mixed or self.encoding == "utf-8":
                pieces = _read(stream)
            elif self.encoding == "cp1252":
                pieces = (piece.decode("cp1252", "replace").encode() for piece in _read(stream))
            else:
                pieces = _reencoded(stream, self.encoding, self.path.name)
            for piece in pieces:
                if self.progress is not None:
                    self.progress(len(piece))
                if carriage:
                    piece = b"\r" + piece
                carriage = piece.endswith(b"\r")
                if carriage:
                    piece = piece[:-1]
                if b"\r" in piece:
                    piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
                yield piece
            if carriage:
                yield b"\n"

    def _clean(self, chunk: bytes, first: int) -> bytes:
        lines = chunk.split(b"\n")
        for index, line in enumerate(lines):
            if not line.isascii() and not _is_utf8(line):
                self.odd_lines.add(first + index)
                # Where no encoding fits, none is tried: the line says only that it is odd.
                codec = "latin-1" if self.unsure else "cp1252"
                lines[index] = line.decode(codec, "replace").encode()
        return b"\n".join(lines)


def open_file(path: Path, sheet: str | None = None) -> Opened:
    """Learn what a file is. Raises `Fault` if it is nothing that can be counted from.

    A workbook is opened at the sheet asked for, else at the first that is not hidden.
    """
    name = path.name
    ordinary(path)
    with _whole(path, packed=False), path.open("rb") as file:
        head = file.read(_GLANCE)
    if not _filled(head):
        raise Fault("export_empty", Place(name))
    if head.startswith(OLE):
        return _compound(path, sheet)
    member = None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names, mime = _members(path)
        if any(map(_IN_WORKBOOKS.search, names)) or b"spreadsheet" in mime:
            return _workbook(path, sheet)
        foreign.refuse_members(names, mime, name)
        member = _member(path, names)
    if member is not None or head[:2] == b"\x1f\x8b":
        with _whole(path, packed=True):
            _no_bomb(path, member)
            with _stream(path, member) as stream:
                head = stream.read(_GLANCE)
        if not _filled(head):
            raise Fault("export_empty", Place(name))
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", OLE)):
            raise Fault("export_nested", Place(name))
    foreign.refuse(head[: 1 << 16], name)
    head = head[:4096]
    encoding = _wide(head)
    if encoding:
        return Opened(path, encoding, mixed=False, member=member)
    # A few control bytes are set aside with their rows; many make no text.
    if len(re.findall(rb"[\x00-\x08\x0e-\x1f]", head)) > len(head) // 100 + 1:
        raise Fault("export_binary", Place(name))
    with _whole(path, packed=member is not None):
        told = _narrow(path, member)
    return Opened(
        path,
        told.codec,
        mixed=told.mixed or not told.sure,
        member=member,
        unsure=not told.sure,
        rival=told.rival,
    )


def sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets, those that are not hidden first; none of another file."""
    opened = open_file(path)
    return [each.name for each in sorted(opened.sheets, key=lambda each: each.hidden)]


def _beginning(text: bytes) -> bytes:
    """As much as is usually enough for a header and some rows: more where lines are so long that
    there are few, or where a quote is open at the end."""
    size = _HEAD
    while size < len(text):
        cut = text.rfind(b"\n", 0, size) + 1
        enough = text.count(b"\n", 0, cut) >= _HEAD_LINES and text.count(b'"', 0, cut) % 2 == 0
        if enough:
            return text[:size]
        size *= 2
    return text


def _filled(head: bytes) -> bool:
    return bool(head.replace(b"\xef\xbb\xbf", b"").strip())


def _compound(path: Path, sheet: str | None) -> Opened:
    """A workbook of before 2007, or one that a password has locked, which looks like one."""
    with _whole(path, packed=False), path.open("rb") as file:
        content = file.read(_LARGEST_OLD)
    if foreign.locked(content):
        raise Fault("workbook_locked", Place(path.name))
    foreign.refuse_compound(content, path.name)
    return _workbook(path, sheet)


def _workbook(path: Path, sheet: str | None) -> Opened:
    try:
        if path.stat().st_size > _LARGEST_WORKBOOK:
            raise Fault("workbook_too_large", Place(path.name))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                unfolded = sum(item.file_size for item in packed.infolist())
            if unfolded > _allowed(path):
                raise Fault("export_bomb", Place(path.name))
        book = Workbook(path)
    except _DAMAGED:
        raise Fault("workbook_damaged", Place(path.name)) from None
    names = [each.name for each in sorted(book.sheets, key=lambda each: each.hidden)]
    if sheet is not None and sheet not in names:
        raise Fault("no_such_sheet", Place(path.name), names=", ".join(names))
    return Opened(path, "utf-8", mixed=False, sheet=sheet or names[0], _book=book)


def _members(path: Path) -> tuple[list[str], bytes]:
    """The members of an archive that somebody put there, and the kind that it says it is."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = [
                item.filename
                for item in packed.infolist()
                if not item.is_dir() and not _LEFT_BY_SYSTEMS.search(item.filename)
            ]
            mime = b""
            if "mimetype" in packed.namelist() and packed.getinfo("mimetype").file_size < 200:
                mime = packed.read("mimetype").strip()
    except _DAMAGED:
        with path.open("rb") as file:
            begins = file.read(2000)
        office = b"xl/" in begins or b"[Content_Types].xml" in begins or b"opendocument" in begins
        if office or re.search(r"\.(xls[xmb]|ods)$", path.name, re.I):
            raise Fault("workbook_damaged", Place(path.name)) from None
        raise Fault("export_packed", Place(path.name)) from None
    return names, mime


_IN_WORKBOOKS = re.compile(r"^xl[/\\]|(^|[/\\])workbook\.(xml|bin)$", re.I)
# What macOS and Windows put into an archive beside what was meant.
_LEFT_BY_SYSTEMS = re.compile(
    r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.Spotlight-V100|\.fseventsd)", re.I
)


def _member(path: Path, names: list[str]) -> str:
    if not names:
        raise Fault("export_packed_empty", Place(path.name))
    if len(names) != 1:
        raise Fault("export_members", Place(path.name), count=len(names))
    return names[0]


def _allowed(path: Path) -> int:
    """How many bytes a packed file may unfold to."""
    return min(_LARGEST, max(path.stat().st_size * _RATIO, 1 << 20))


def _no_bomb(path: Path, member: str | None) -> None:
    """Unfold once without keeping anything, and stop where no honest export goes."""
    allowed = _allowed(path)
    seen = 0
    with _stream(path, member) as stream:
        while piece := stream.read(CHUNK):
            seen += len(piece)
            if seen > allowed:
                raise Fault("export_bomb", Place(path.name))


def _wide(head: bytes) -> str:
    """The UTF-16 variety, by its mark or by where the null bytes stand; empty if it is none."""
    if head.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff"):
        return "utf-16-be"
    half = len(head) // 2
    if half >= 4:
        if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) == 0:
            return "utf-16-le"
        if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) == 0:
            return "utf-16-be"
    return ""


def _narrow(path: Path, member: str | None) -> encodings.Told:
    """The encoding of a file of single bytes, and whether lines of two stand in it."""
    rest = b""
    try:
        with _stream(path, member) as stream:
            for piece in _read(stream, _GLANCE):
                if rest or not piece.isascii():
                    piece = rest + piece
                    _text, used = codecs.utf_8_decode(piece, "strict", False)
                    rest = piece[used:]
            codecs.utf_8_decode(rest, "strict", True)
        return encodings.Told("utf-8", sure=True)
    except UnicodeDecodeError:
        pass
    words: set[bytes] = set()
    lines = b""
    with _stream(path, member) as stream:
        for chunk in _whole_lines(_read(stream)):
            if chunk.isascii():
                continue
            words.update(encodings.WORD.findall(chunk))
            if len(lines) < _GLANCE:
                lines += b"\n".join(line for line in chunk.splitlines() if not line.isascii())
            if len(words) > encodings.MOST_WORDS:
                break
    return encodings.told(words, lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def lines_in(chunk: bytes) -> int:
    """Line ends, counted at three times the pace of `bytes.count`."""
    return int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == 10))


def _stream(path: Path, member: str | None) -> BinaryIO:
    if member is not None:
        packed = zipfile.ZipFile(path)
        inner = io.BufferedReader(packed.open(member))  # type: ignore[type-var]
        if inner.peek(2)[:2] == b"\x1f\x8b":
            return gzip.GzipFile(fileobj=inner)  # type: ignore[return-value]
        return inner
    with path.open("rb") as file:
        magic = file.read(2)
    if magic == b"\x1f\x8b":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def _read(stream: BinaryIO, size: int = 0) -> Iterator[bytes]:
    """Pieces of a file. One that is not packed is read up to the end of a line, so that cutting it
    there copies nothing."""
    size = size or CHUNK
    plain = isinstance(getattr(stream, "raw", None), io.FileIO)
    start = over = 0
    while True:
        if plain:
            stream.seek(start + size)
            over = len(stream.readline(_LINE))
            stream.seek(start)
        piece = stream.read(size + over)
        if not piece:
            return
        start += len(piece)
        yield piece


def _reencoded(stream: BinaryIO, encoding: str, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(
        "strict" if encoding.startswith("utf") else "replace"
    )
    try:
        for piece in _read(stream):
            yield decoder.decode(piece).removeprefix("\ufeff").encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise Fault("export_binary", Place(name)) from None


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut after line ends; a last line without one comes last."""
    rest = b""
    for piece in pieces:
        if not rest and piece.endswith(b"\n"):
            yield piece
            continue
        cut = piece.rfind(b"\n") + 1
        if cut:
            yield rest + piece[:cut]
            rest = piece[cut:]
        else:
            rest += piece
            if len(rest) > 16 * CHUNK:
                yield rest
                rest = b""
    if rest:
        yield rest
