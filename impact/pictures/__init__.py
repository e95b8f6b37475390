"""Pictures of figures: SVG and PNG, made of the same rows and sentences as the page's charts.

`presentation` knows what each picture says, `plot` draws a chart, `sheet` puts the words around it,
`canvas` writes the SVG, `themes` fits it to a page of two themes, `fonts` knows the letters. No browser and no font of the machine: the same
input gives the same bytes everywhere.
"""

from __future__ import annotations

import struct
import threading
import zlib
from typing import Any

from impact.i18n.words import Wording
from impact.pictures import layout, pixels
from impact.pictures.layout import SHAPES
from impact.pictures.svg import Canvas
from impact.pictures.themes import apart, inks
from impact.presentation import registry
from impact.presentation.claims import claim_panel
from impact.presentation.palette import DARK, LIGHT
from impact.presentation.panel import Panel, Shape
from impact.presentation.registry import pictures as names
from impact.presentation.view import View

__all__ = [
    "SHAPES",
    "WIDTHS",
    "alt",
    "apart",
    "canvas_of",
    "claim",
    "headline",
    "inks",
    "names",
    "og",
    "og_page",
    "png",
    "sized",
    "svg",
    "themed",
]

WIDTHS = (600, 1200, 1600, 2400, 4000)  # in pixels, of a picture that is asked for in a size
_DOTS = 96 / 0.0254  # of a picture in its own size, to the metre
_HEADER = 33  # bytes of a PNG up to the end of its header
_DRAWING = threading.Lock()


def canvas_of(
    view: View,
    name: str,
    /,
    *,
    shape: Shape = "wide",
    dark: bool = False,
    address: str = "",
    **parameters: Any,
) -> tuple[Canvas, Panel]:
    """The picture before it is written, with the box of every text in it."""
    what = registry.panel(view, name, parameters, shape=shape)
    return layout.drawn(what, view, DARK if dark else LIGHT, shape, address), what


def svg(
    view: View,
    name: str,
    /,
    *,
    shape: Shape = "wide",
    dark: bool = False,
    address: str = "",
    **parameters: Any,
) -> str:
    """The picture of a figure. Raises `Fault` for an unknown one or a wrong parameter."""
    canvas, what = canvas_of(view, name, shape=shape, dark=dark, address=address, **parameters)
    return canvas.svg(what.headline, what.alt, view.lang)


def themed(view: View, name: str, /, *, shape: Shape = "wide", **parameters: Any) -> str:
    """The picture in the colours of both themes, for a page that gives its `inks` their values."""
    what = registry.panel(view, name, parameters, shape=shape)
    light, dark = (layout.drawn(what, view, palette, shape) for palette in (LIGHT, DARK))
    return light.themed(dark).svg(what.headline, what.alt, view.lang)


def png(svg: str, *, zoom: float = 1) -> bytes:
    """The same picture in pixels: one for each unit, or more for a sharper and three times slower one."""
    return pixels.drawn(svg, zoom)


def sized(svg: str, shape: Shape, width: int) -> bytes:
    """The same picture so many pixels wide, with the resolution at which it is as large on paper as ever.

    One at a time: the largest takes all of a processor for a second or two.
    """
    zoom = width / SHAPES[shape][0]
    with _DRAWING:
        return _with_resolution(png(svg, zoom=zoom), round(zoom * _DOTS))


def _with_resolution(image: bytes, dots: int) -> bytes:
    """A PNG that says how many pixels make a metre (the chunk pHYs), which stands after its header."""
    body = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    return image[:_HEADER] + chunk + image[_HEADER:]


def alt(view: View, name: str, /, **parameters: Any) -> str:
    """What the picture shows, in words."""
    return registry.panel(view, name, parameters).alt


def headline(view: View, name: str, /, **parameters: Any) -> str:
    return registry.panel(view, name, parameters).headline


def og(view: View, name: str, /, **parameters: Any) -> bytes:
    """What sites show of a link to a figure, in the size they ask for."""
    return png(svg(view, name, shape="card", **parameters))


def claim(view: View, key: str) -> bytes:
    """What sites show of a link to the page of a claim. Raises `Fault` for an unknown one."""
    what = claim_panel(view, key)
    return png(layout.drawn(what, view, LIGHT, "card").svg(what.headline, what.alt, view.lang))


def og_page(page: str, words: Wording) -> bytes:
    """What sites show of a link to a page of the dashboard. It holds no number, so it never ages."""
    return png(layout.cover(page, words).svg(*layout.cover_words(page, words), words.lang))
