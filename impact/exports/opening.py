"""Opens a file that somebody sent: unpacks it, finds its encoding, hands out UTF-8 text in chunks.

First of the stages, and apart from the screen because it knows bytes and no cells. A file is read
twice, never held: once to learn its encoding, once to hand it out.
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

from impact.faults import Fault, Place

CHUNK = 2 << 20
_HEAD = 1 << 18
_GLANCE = 1 << 18  # what is only looked at and dropped is read in pieces that stay in the cache
_LINE = 1 << 16  # a line is looked for no further than this
# A compressed file may unfold to this many times its size, and to this much in all.
_RATIO, _LARGEST = 200, 8 << 30

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "excel"),
    (b"%PDF", "pdf"),
    (b"PAR1", "parquet"),
    (b"\x00\x00\xfe\xff", "utf32"),
    (b"\xff\xfe\x00\x00", "utf32"),
)


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
        reason = getattr(error, "strerror", None) or "?"
        raise Fault("unreadable", Place(path.name), reason=reason) from None
    if not stat.S_ISREG(kind):
        raise Fault("not_a_file", Place(path.name))


@contextmanager
def _whole(path: Path, packed: bool) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        if packed:
            raise Fault("export_packed", Place(path.name)) from None
        reason = getattr(error, "strerror", None) or "?"
        raise Fault("unreadable", Place(path.name), reason=reason) from None


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

    @cached_property
    def head(self) -> list[str]:
        """The first lines, enough to find a header in."""
        first = b""
        for _line, chunk in self.chunks():
            first += chunk
            if len(first) >= _HEAD:
                break
        return first[:_HEAD].decode("utf-8", "replace").split("\n")

    def chunks(self) -> Iterator[tuple[int, bytes]]:
        """UTF-8 text in pieces that end with a line, each with the number of its first line."""
        line = 1
        with _whole(self.path, packed=self.member is not None):
            for chunk in _whole_lines(self._text()):
                yield line, self._clean(chunk, line) if self.mixed else chunk
                line += lines_in(chunk)

    def _text(self) -> Iterator[bytes]:
        """The bytes as UTF-8 with line ends made `\\n`, except for lines of a mixed file."""
        carriage = False
        with _stream(self.path, self.member) as stream:
            if self.encoding.startswith("utf-16"):
                pieces = _reencoded(stream, self.encoding, self.path.name)
            elif self.encoding == "cp1252" and not self.mixed:
                pieces = (piece.decode("cp1252").encode() for piece in _read(stream))
            else:
                pieces = _read(stream)
            first = True
            for piece in pieces:
                if self.progress is not None:
                    self.progress(len(piece))
                if first:
                    piece = piece.removeprefix(b"\xef\xbb\xbf")
                    first = False
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
                lines[index] = line.decode("cp1252", "replace").encode()
        return b"\n".join(lines)


def open_file(path: Path) -> Opened:
    """Learn what a file is. Raises `Fault` if it is no text that can be counted from."""
    name = path.name
    ordinary(path)
    with _whole(path, packed=False), path.open("rb") as file:
        head = file.read(4096)
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise Fault("export_empty", Place(name))
    member = _member(path, head)
    if member is not None or head[:2] == b"\x1f\x8b":
        with _whole(path, packed=True):
            _no_bomb(path, member)
            with _stream(path, member) as stream:
                head = stream.read(4096)
        if not head.removeprefix(b"\xef\xbb\xbf").strip():
            raise Fault("export_empty", Place(name))
    _refuse_foreign(head, name)
    encoding = _wide(head)
    if encoding:
        return Opened(path, encoding, mixed=False, member=member)
    # A few control bytes are set aside with their rows; many make no text.
    if len(re.findall(rb"[\x00-\x08\x0e-\x1f]", head)) > len(head) // 100 + 1:
        raise Fault("export_binary", Place(name))
    with _whole(path, packed=member is not None):
        return Opened(path, *_narrow(path, member), member=member)


def _member(path: Path, head: bytes) -> str | None:
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(path) as packed:
            names = [item.filename for item in packed.infolist() if not item.is_dir()]
    except _DAMAGED:
        if path.suffix.lower() != ".zip":
            raise Fault("export_excel", Place(path.name)) from None
        raise Fault("export_packed", Place(path.name)) from None
    if any(item.startswith(("xl/", "[Content_Types]", "word/", "META-INF/")) for item in names):
        raise Fault("export_excel", Place(path.name))
    if len(names) != 1:
        raise Fault("export_members", Place(path.name), count=len(names))
    return names[0]


def _no_bomb(path: Path, member: str | None) -> None:
    """Unfold once without keeping anything, and stop where no honest export goes."""
    allowed = min(_LARGEST, max(path.stat().st_size * _RATIO, 1 << 20))
    seen = 0
    with _stream(path, member) as stream:
        while piece := stream.read(CHUNK):
            seen += len(piece)
            if seen > allowed:
                raise Fault("export_bomb", Place(path.name))


def _refuse_foreign(head: bytes, name: str) -> None:
    for mark, kind in _FOREIGN:
        if head.startswith(mark):
            raise Fault(
                f"export_{'excel' if kind == 'excel' else 'foreign'}", Place(name), kind=kind
            )
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|\?xml)", head, re.I):
        raise Fault("export_html", Place(name))


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


def _narrow(path: Path, member: str | None) -> tuple[str, bool]:
    """Encoding of a file of single bytes, and whether lines of two encodings stand in it."""
    rest = b""
    try:
        with _stream(path, member) as stream:
            for piece in _read(stream, _GLANCE):
                if rest or not piece.isascii():
                    piece = rest + piece
                    _text, used = codecs.utf_8_decode(piece, "strict", False)
                    rest = piece[used:]
            codecs.utf_8_decode(rest, "strict", True)
        return "utf-8", False
    except UnicodeDecodeError:
        pass
    with _stream(path, member) as stream:
        for chunk in _whole_lines(_read(stream)):
            for line in () if chunk.isascii() else chunk.split(b"\n"):
                if not line.isascii() and (_is_utf8(line) or re.search(_NOT_CP1252, line)):
                    return "cp1252", True
    return "cp1252", False


_NOT_CP1252 = rb"[\x81\x8d\x8f\x90\x9d]"


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
        return io.BufferedReader(packed.open(member))  # type: ignore[type-var]
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
    decoder = codecs.getincrementaldecoder(encoding)("strict")
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
