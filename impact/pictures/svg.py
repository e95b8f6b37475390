"""A sheet that shapes and lines of text are put on, and the SVG it becomes.

It remembers the box of every text, so that the layout can keep texts apart and a test can prove it.
Numbers are written with one decimal and in one way, so that the same picture is the same bytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from impact.pictures import fonts
from impact.pictures.fonts import Face, Glyph

Point = tuple[float, float]
# An ink that is one colour on light ground and another on dark.
VARIABLE = r"var\(--c([0-9A-Fa-f]{6})-([0-9A-Fa-f]{6})\)"
_INK = re.compile(r'(?<==")(#[0-9A-Fa-f]{6}|url\(#[\w-]+\))(?=")')
_KINDS = {"/": "slash", "x": "cross", ".": "dots"}


@dataclass(frozen=True)
class Box:
    """Where a text stands. A mark lies across others on purpose."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    mark: bool = False

    def meets(self, other: Box, gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )


def num(value: float) -> str:
    """A length as SVG writes it: one decimal at most, no sign before a zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass
class Canvas:
    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    _shapes: list[str] = field(default_factory=list)
    _glyphs: dict[str, Glyph] = field(default_factory=dict)
    _patterns: dict[str, str] = field(default_factory=dict)

    def rect(
        self,
        box: tuple[float, float, float, float],
        fill: str,
        *,
        line: str = "none",
        weight: float = 0,
        turn: float = 0,
    ) -> None:
        left, top, right, bottom = box
        edge = f' stroke="{line}" stroke-width="{num(weight)}"' if line != "none" else ""
        turned = _turned(turn, (left + right) / 2, (top + bottom) / 2) if turn else ""
        self._shapes.append(
            f'<rect x="{num(left)}" y="{num(top)}" width="{num(max(0, right - left))}"'
            f' height="{num(max(0, bottom - top))}" fill="{fill}"{edge}{turned}/>'
        )

    def line(self, start: Point, end: Point, colour: str, weight: float, dash: str = "") -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._shapes.append(
            f'<path d="M{num(start[0])} {num(start[1])}L{num(end[0])} {num(end[1])}" fill="none"'
            f' stroke="{colour}" stroke-width="{num(weight)}"{dashed}/>'
        )

    def path(
        self, rings: Iterable[Sequence[Point]], fill: str, line: str, weight: float, dash: str = ""
    ) -> None:
        """Closed shapes, or with the fill "none" open lines."""
        end = "" if fill == "none" else "z"
        drawn = "".join(steps + end for steps in map(_steps, filter(None, rings)) if steps)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        round_it = f' stroke="{line}" stroke-width="{num(2 * weight)}" stroke-linejoin="round"'
        edge = f"{round_it}{dashed}" if weight else ""
        self._shapes.append(f'<path transform="scale(.5)" d="{drawn}" fill="{fill}"{edge}/>')

    def circle(self, at: Point, radius: float, fill: str, line: str, weight: float) -> None:
        self._shapes.append(
            f'<circle cx="{num(at[0])}" cy="{num(at[1])}" r="{num(radius)}" fill="{fill}"'
            f' stroke="{line}" stroke-width="{num(weight)}"/>'
        )

    def pattern(self, shape: str, ink: str, size: int, weight: float) -> str:
        """A fill of lines or dots over nothing: with a ground of its own, its tiles would show seams.

        Its name holds all that it is of, so that two pictures in one page agree.
        """
        name = f"{_KINDS[shape]}-{ink[1:]}-{size}-{num(weight)}".replace(".", "_")
        marks = {
            "/": f"M0 {size}L{size} 0M-1 1L1 -1M{size - 1} {size + 1}L{size + 1} {size - 1}",
            "x": f"M0 {size}L{size} 0M0 0L{size} {size}",
        }
        drawn = (
            f'<circle cx="{num(size / 2)}" cy="{num(size / 2)}" r="{num(weight)}" fill="{ink}"/>'
            if shape == "."
            else f'<path d="{marks[shape]}" stroke="{ink}" stroke-width="{num(weight)}"/>'
        )
        self._patterns[name] = (
            f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
            f"{drawn}</pattern>"
        )
        return f"url(#{name})"

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        colour: str,
        *,
        face: Face = "regular",
        anchor: float = 0,
        turn: float = 0,
        mark: bool = False,
    ) -> Box:
        """A line of text on its base line; `anchor` is the share of its width left of the point."""
        letters, units = fonts.run(text, face)
        scale = size / fonts.UNITS
        box = box_of(at, text, size, face=face, anchor=anchor, turn=turn, mark=mark)
        self.boxes.append(box)
        self._glyphs |= {letter.id: letter for letter, _ in letters if letter.id}
        uses = "".join(
            f'<use href="#{letter.id}" x="{x}"/>' if x else f'<use href="#{letter.id}"/>'
            for letter, x in ((letter, round(x - anchor * units)) for letter, x in letters)
            if letter.id
        )
        turned = f" rotate({num(turn)})" if turn else ""
        self._shapes.append(
            f'<g transform="translate({num(at[0])} {num(at[1])}){turned} scale({scale:.4f} {-scale:.4f})"'
            f' fill="{colour}">{uses}</g>'
        )
        return box

    def themed(self, dark: Canvas) -> Canvas:
        """This canvas, its inks those of both themes; `dark` holds the same shapes in dark colours."""
        joint = Canvas(self.width, self.height, self.boxes, _glyphs=self._glyphs)
        for own, other in zip(self._shapes, dark._shapes, strict=True):
            joint._shapes.append(self._joined(own, other, dark, joint._patterns))
        return joint

    def _joined(self, own: str, other: str, dark: Canvas, patterns: dict[str, str]) -> str:
        others = iter(_INK.findall(other))

        def ink(found: re.Match[str]) -> str:
            one, two = found[1], next(others)
            if one.startswith("#"):
                return one if one == two else f"var(--c{one[1:]}-{two[1:]})"
            first, second = one[5:-1], two[5:-1]
            name = first if first == second else f"{first}-{second}"
            drawn = self._joined(self._patterns[first], dark._patterns[second], dark, patterns)
            patterns[name] = drawn.replace(f'id="{first}"', f'id="{name}"')
            return f"url(#{name})"

        return _INK.sub(ink, own)

    def svg(self, title: str, description: str, lang: str) -> str:
        letters = "".join(
            f'<path id="{name}" d="{self._glyphs[name].path}"/>' for name in sorted(self._glyphs)
        )
        patterns = "".join(self._patterns[name] for name in sorted(self._patterns))
        wide, high = num(self.width), num(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{lang}" role="img"'
            f' width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
            f"<title>{_plain(title)}</title><desc>{_plain(description)}</desc>"
            f"<defs>{letters}{patterns}</defs>{''.join(self._shapes)}</svg>\n"
        )


def box_of(
    at: Point,
    text: str,
    size: float,
    *,
    face: Face = "regular",
    anchor: float = 0,
    turn: float = 0,
    mark: bool = False,
) -> Box:
    """The box that a line of text would take."""
    wide = fonts.width(text, size, face)
    x, y = at
    corners = [
        (side, level)
        for side in (-anchor * wide, (1 - anchor) * wide)
        for level in (-fonts.ASCENT * size, fonts.DESCENT * size)
    ]
    angle = math.radians(turn)
    cos, sin = round(math.cos(angle), 6), round(math.sin(angle), 6)
    xs = [x + side * cos - level * sin for side, level in corners]
    ys = [y + side * sin + level * cos for side, level in corners]
    return Box(text, min(xs), min(ys), max(xs), max(ys), mark)


def _turned(turn: float, x: float, y: float) -> str:
    return f' transform="rotate({num(turn)} {num(x)} {num(y)})"'


def _steps(ring: Sequence[Point]) -> str:
    """A line in half pixels; steps of less than one and a half are left out, and so is a mere point."""
    points = [(round(2 * x), round(2 * y)) for x, y in ring]
    x, y = points[0]
    text, last = [f"M{x} {y}l"], len(points) - 1
    for index, (to_x, to_y) in enumerate(points):
        away = abs(to_x - x) + abs(to_y - y)
        if away > 2 or (away and index == last):
            text.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
    return text[0] + " ".join(text[1:]).replace(" -", "-") if len(text) > 1 else ""


def _plain(text: str) -> str:
    """Text between tags: escaped, and without the characters that XML has no place for."""
    return escape(
        "".join(char for char in text if char.isprintable() or char in "\n\u00a0\u202f"),
        quote=False,
    )
