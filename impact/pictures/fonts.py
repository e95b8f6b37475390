"""Text as outlines: how wide a line is, where it breaks, and the path of each letter.

A picture travels without its fonts, so every letter is drawn as a path of the fonts that we ship.
Widths come from the same files: what was measured is what is seen, on every machine.
"""

from __future__ import annotations

import io
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline

from impact.i18n.words import NARROW
from impact.settings import ROOT

Face = Literal["regular", "semibold", "bold", "condensed"]

_FILES: Mapping[Face, str] = {
    "regular": "barlow-{part}-400-normal.woff2",
    "semibold": "barlow-{part}-600-normal.woff2",
    "bold": "barlow-{part}-700-normal.woff2",
    "condensed": "barlow-condensed-{part}-700-normal.woff2",
}
_STATIC = ROOT / "impact" / "dashboard" / "static"
_NARROW = 140  # Barlow has no narrow no-break space
_READING = threading.RLock()  # a font reads its tables as they are asked for

UNITS = 1000  # of an em, in all these fonts
ASCENT, DESCENT = 0.75, 0.22  # what letters take above and below the line, in ems, accents included


@dataclass(frozen=True)
class Glyph:
    """One letter in font units: a name that is the same in every picture, its path, its width."""

    id: str
    path: str
    width: int


class _Font:
    """One file: glyphs by character, and the pairs that stand closer or wider than their widths say."""

    def __init__(self, path: Path) -> None:
        self._font = TTFont(path)
        self.names: Mapping[int, str] = self._font.getBestCmap()
        self._glyphs = self._font.getGlyphSet()
        self._tables = [
            table
            for lookup in self._font["GPOS"].table.LookupList.Lookup
            if lookup.LookupType == 2
            for table in lookup.SubTable
        ]

    def outline(self, name: str) -> tuple[str, int]:
        pen = SVGPathPen(self._glyphs, ntos=lambda value: str(round(value)))
        self._glyphs[name].draw(pen)
        return pen.getCommands(), round(self._glyphs[name].width)

    def kerning(self, left: str, right: str) -> int:
        for table in self._tables:
            if left not in table.Coverage.glyphs:
                continue
            value = _pair(table, left, right)
            if value is not None:
                return int(getattr(value, "XAdvance", 0) or 0)
        return 0


def _pair(table: Any, left: str, right: str) -> Any:
    """What a table of pairs says of two glyphs; None if it leaves them to the next table."""
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return next((pair.Value1 for pair in pairs if pair.SecondGlyph == right), None)
    first = table.ClassDef1.classDefs.get(left, 0)
    second = table.ClassDef2.classDefs.get(right, 0)
    return table.Class1Record[first].Class2Record[second].Value1


@cache
def _font(face: Face, part: str) -> _Font:
    return _Font(_STATIC / _FILES[face].format(part=part))


@lru_cache(1 << 12)
def _place(face: Face, char: str) -> tuple[str, str] | None:
    """The file and the glyph of a character."""
    for part in ("latin", "latin-ext"):
        name = _font(face, part).names.get(ord(char))
        if name:
            return part, name
    return None


def readable(text: str, face: Face = "regular") -> str:
    """The text in characters that we have letters for: without its accent, else as a question mark."""
    with _READING:
        return "".join(_readable(face, char) for char in unicodedata.normalize("NFC", text))


@lru_cache(1 << 12)
def _readable(face: Face, char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cf", "Mn"):
        return " " if char.isspace() else ""
    if char == NARROW or _place(face, char):
        return char
    if char.isspace():
        return " "
    bare = unicodedata.normalize("NFKD", char)[0]
    return bare if _place(face, bare) else "?"


@cache
def glyph(face: Face, char: str) -> Glyph:
    if char == NARROW:
        return Glyph("", "", _NARROW)
    with _READING:
        place = _place(face, char)
        assert place, "only readable text is drawn"
        part, name = place
        path, width = _font(face, part).outline(name)
    return Glyph(f"{face}-{ord(char):x}" if path else "", path, width)


PARTS = ("latin", "latin-ext")


def truetype(face: Face, part: str, family: str) -> bytes:
    """One of the files as TrueType, under a family's name of its own, and with a narrow no-break space.

    For programs that set text themselves and read no woff2. Without that space they would refuse French
    numbers, or close them up.
    """
    font = TTFont(_STATIC / _FILES[face].format(part=part))
    font.flavor = None
    if part == PARTS[0]:
        name = "narrow"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = Outline()
        font["hmtx"][name] = (_NARROW, 0)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(NARROW)] = name
    for record in (1, 4, 6, 16):
        font["name"].setName(family, record, 3, 1, 0x409)
        font["name"].removeNames(nameID=record, platformID=1)
    font.recalcTimestamp = False
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


@cache
def _kerning(face: Face, left: str, right: str) -> int:
    with _READING:
        first, second = _place(face, left), _place(face, right)
        if first is None or second is None or first[0] != second[0]:
            return 0
        return _font(face, first[0]).kerning(first[1], second[1])


def run(text: str, face: Face) -> tuple[list[tuple[Glyph, int]], int]:
    """The letters of a line, each with where it begins, and the width of the whole, in font units."""
    x, letters, before = 0, [], ""
    for char in readable(text, face):
        x += _kerning(face, before, char) if before else 0
        letter = glyph(face, char)
        letters.append((letter, x))
        x += letter.width
        before = char
    return letters, x


@lru_cache(1 << 14)  # any text may come, that of an address too
def _width(text: str, face: Face) -> int:
    return run(text, face)[1]


def width(text: str, size: float, face: Face = "regular") -> float:
    return _width(text, face) * size / UNITS


def wrap(text: str, room: float, size: float, face: Face = "regular") -> list[str]:
    """Lines no wider than the room, broken at spaces that may break; a word too long is broken too."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, face) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        while width(word, size, face) > room and len(word) > 1:
            part = cut(word, room, size, face, mark="")
            lines.append(part)
            word = word[len(part) :]
        line = word
    return [*lines, line] if line else lines


def cut(text: str, room: float, size: float, face: Face = "regular", *, mark: str = "…") -> str:
    """As much of the text as there is room for, at least a letter."""
    if width(text, size, face) <= room:
        return text
    end = len(text) - 1
    while end > 1 and width(text[:end].rstrip() + mark, size, face) > room:
        end -= 1
    return text[:end].rstrip() + mark
