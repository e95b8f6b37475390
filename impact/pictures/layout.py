"""The sheet around a drawing: headline, subtitle, source, as-of, snapshot, address, and a sample's mark.

A picture travels alone, so everything that makes its number quotable is inside it. Text is measured,
wrapped and made smaller until it fits; nothing is cut but an address and a source without end.
"""

from __future__ import annotations

from collections.abc import Mapping

from impact.i18n.words import Wording
from impact.pictures import fonts, plot
from impact.pictures.fonts import Face
from impact.pictures.plot import Area
from impact.pictures.svg import Box, Canvas
from impact.presentation.chart import Axis, Chart, marked
from impact.presentation.palette import Palette
from impact.presentation.panel import Number, Panel, Shape, TimelineEvent

# Width and height; how large words are; how much larger than on the page the chart is.
SHAPES: Mapping[Shape, tuple[int, int, float, float]] = {
    "wide": (1200, 675, 1.0, 1.5),
    "square": (1080, 1080, 1.15, 1.75),
    "tall": (1080, 1350, 1.25, 1.9),
    "card": (1200, 630, 1.0, 1.5),  # what sites show of a link
    "small": (600, 960, 1.1, 1.45),  # in a narrow frame: its letters can be read at 300 pixels
}
YELLOW, BLACK = "#FFF000", "#111111"


def drawn(
    panel: Panel, words: Wording, palette: Palette, shape: Shape, address: str = ""
) -> Canvas:
    """The whole picture on a canvas."""
    wide, high, unit, zoom = SHAPES[shape]
    canvas = Canvas(wide, high)
    canvas.rect((0, 0, wide, high), palette.ground)
    pad = 44 * unit
    left, right = pad, wide - pad
    top = _kicker(canvas, panel, words, palette, (left, right), unit)
    top = _headline(canvas, panel, palette, (left, top, right), unit, shape)
    bottom = _foot(canvas, panel, palette, (left, right, high - 0.7 * pad), unit, address)
    area = (left, top + 12 * unit, right, bottom - 16 * unit)
    body = panel.body
    if isinstance(body, Number):
        _number(canvas, body, palette, area, unit)
    elif isinstance(body, tuple):
        _events(canvas, body, words, palette, area, unit)
    elif body.marks:
        plot.draw(canvas, body, area, palette, words, zoom)
    else:
        middle = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        canvas.text(middle, words.say("table.empty"), 26 * unit, palette.text, anchor=0.5)
    if panel.sample:
        hidden = Axis(visible=False)
        empty = Chart(marks=(), height=0, x=hidden, y=hidden)
        mark = marked(empty, words.say("live.sample_chart"))
        plot.draw(canvas, mark, area, palette, words, zoom)
    return canvas


def _kicker(
    canvas: Canvas,
    panel: Panel,
    words: Wording,
    palette: Palette,
    edges: tuple[float, float],
    unit: float,
) -> float:
    left, right = edges
    top = 36 * unit
    canvas.rect((left, top, left + 64 * unit, top + 14 * unit), YELLOW)
    at = (left + 78 * unit, top + 14 * unit)
    canvas.text(at, words.say("site.title"), 20 * unit, palette.text, face="semibold")
    if panel.sample:
        text, size = words.say("live.sample_chart"), 20 * unit
        wide = fonts.width(text, size, "bold")
        box = (right - wide - 20 * unit, top - 9 * unit, right, top + 23 * unit)
        canvas.rect(box, YELLOW, line=BLACK, weight=2 * unit)
        canvas.text((right - 10 * unit, top + 14 * unit), text, size, BLACK, face="bold", anchor=1)
    return top + 14 * unit


def _fitted(
    text: str, room: float, sizes: list[float], lines: int, face: Face, least: float = 0.5
) -> tuple[list[str], float]:
    """The text in the largest size in which it takes no more lines than these."""
    for size in sizes:
        found = fonts.wrap(text, room, size, face)
        if len(found) <= lines:
            break
    # Lines of like length: as narrow as it takes no line more, within reason.
    narrow = room
    while len(found) > 1 and narrow > least * room:
        narrow -= size / 2
        tighter = fonts.wrap(text, narrow, size, face)
        if len(tighter) > len(found):
            break
        found = tighter
    return found, size


def _headline(
    canvas: Canvas,
    panel: Panel,
    palette: Palette,
    edges: Area | tuple[float, float, float],
    unit: float,
    shape: Shape,
) -> float:
    left, top, right = edges[:3]
    flat = shape in ("wide", "card")
    sizes = [n * unit for n in (56, 52, 48, 44, 40, 36, 32)]
    lines, size = _fitted(panel.headline, right - left, sizes, 1 if flat else 3, "condensed")
    if flat and size < 44:  # one line would be small: rather two
        lines, size = _fitted(panel.headline, right - left, sizes[2:], 2, "condensed")
    y = top + 0.25 * size
    for line in lines:
        y += 1.02 * size
        canvas.text((left, y), line, size, palette.text, face="condensed")
    sizes = [n * unit for n in (23, 22, 21, 20, 19)]
    lines, size = _fitted(panel.subtitle, right - left, sizes, 2 if flat else 4, "regular", 0.8)
    y += 8 * unit
    for line in lines:
        y += 1.28 * size
        canvas.text((left, y), line, size, palette.text)
    return y + 0.3 * size


def _foot(
    canvas: Canvas,
    panel: Panel,
    palette: Palette,
    edges: tuple[float, float, float],
    unit: float,
    address: str,
) -> float:
    """Source, date and snapshot, address; from the bottom up, so that the drawing gets the rest."""
    left, right, y = edges
    size, room = 18 * unit, right - left
    lines = fonts.wrap(panel.source, room, size)
    if len(lines) > 3:
        lines = [*lines[:2], fonts.cut(" ".join(lines[2:]), room, size)]
    dated = fonts.wrap(panel.dated, room, size)
    short = address.partition("://")[2] or address
    beside = room - fonts.width(dated[-1], size) - 28 * unit
    fits = fonts.width(short, size, "semibold") <= beside
    if short and not fits:
        short = fonts.cut(short, room, size, "semibold")
        canvas.text((left, y), short, size, palette.text, face="semibold")
        y -= 1.3 * size
    elif short:
        canvas.text((right, y), short, size, palette.text, face="semibold", anchor=1)
    for line in [*lines, *dated][::-1]:
        canvas.text((left, y), line, size, palette.text)
        y -= 1.3 * size
    y -= 4 * unit
    canvas.line((left, y), (right, y), palette.text, 1.5 * unit)
    return y


def _number(canvas: Canvas, body: Number, palette: Palette, area: Area, unit: float) -> None:
    """The number on a field of yellow, as large as there is room for it and for the words."""
    left, top, right, bottom = area
    for letters in (25, 23, 21, 20, 19):  # smaller words, where the number would have no room
        size = letters * unit
        text = fonts.wrap(body.text, right - left, size)
        label = fonts.wrap(body.label, right - left, size, "semibold")
        words = 1.3 * size * (len(text) + len(label)) + 44 * unit
        if bottom - top - words > 90 * unit:
            break
    pad = 34 * unit
    large = min(
        bottom - top - words,
        (right - left - 2 * pad) / fonts.width(body.value, 1, "condensed"),
        230 * unit,
    )
    y = top + max(0, (bottom - top - words - large) / 2)
    for line in label:
        y += 1.3 * size
        canvas.text((left, y), line, size, palette.text, face="semibold")
    y += 18 * unit
    wide = fonts.width(body.value, large, "condensed") + 2 * pad
    canvas.rect((left, y, left + wide, y + large), YELLOW)
    canvas.text((left + pad, y + 0.84 * large), body.value, large, BLACK, face="condensed")
    y += large + 12 * unit
    for line in text:
        y += 1.3 * size
        canvas.text((left, y), line, size, palette.text)


def _events(
    canvas: Canvas,
    events: tuple[TimelineEvent, ...],
    words: Wording,
    palette: Palette,
    area: Area,
    unit: float,
) -> None:
    """A line down, an event a row: sign and word, not colour. What has no room is the oldest, and said."""
    left, top, right, bottom = area
    size, small, mark = 24 * unit, 20 * unit, 11 * unit
    dates = max((fonts.width(e.date, size, "semibold") for e in events), default=0)
    column = left + 3.4 * mark + dates + 22 * unit
    stacked = right - column < 0.6 * (right - left)  # too narrow for dates beside the words
    if stacked:
        column = left + 3.4 * mark
    leading, gap, room = 1.25 * size, 0.6 * size, bottom - top
    heads = [fonts.wrap(event.word, right - column, size, "semibold") for event in events]
    texts = [fonts.wrap(event.text, right - column, small) for event in events]

    def highs() -> list[float]:
        pairs = zip(heads, texts, strict=True)
        return [
            leading * (len(head) + stacked) + 1.3 * small * len(text) + gap for head, text in pairs
        ]

    if sum(highs()) > room:
        texts = [[] for _ in events]
    left_out = 0
    while (
        left_out < len(events)
        and sum(highs()[left_out:]) + bool(left_out) * (1 + stacked) * leading > room
    ):
        left_out += 1
    y = top
    if left_out:
        more = words.say("picture.earlier", count=left_out)
        for line in fonts.wrap(more, right - column, size):
            canvas.text((column, y + size), line, size, palette.text)
            y += leading
        y += gap
    rows = list(zip(events, heads, texts, highs(), strict=True))[left_out:]
    spare = (bottom - y - sum(high for *_, high in rows)) / max(1, len(rows))
    more_gap = max(0, min(spare, size))
    spine, centres = left + 1.2 * mark, []
    for _, _, _, high in rows:
        centres.append(y + 0.66 * size)
        y += high + more_gap
    if centres:
        canvas.line((spine, centres[0]), (spine, centres[-1]), palette.quiet, 2 * unit)
    for centre, (event, lines, text, _) in zip(centres, rows, strict=True):
        _sign(canvas, event, (spine, centre), mark, palette, unit)
        _event(canvas, event, lines, text, centre, left + 3.4 * mark, column, palette, unit)


def _event(
    canvas: Canvas,
    event: TimelineEvent,
    lines: list[str],
    text: list[str],
    centre: float,
    date_at: float,
    words_at: float,
    palette: Palette,
    unit: float,
) -> None:
    """One event: its date, then its words beside the date, or under it where both begin at one place."""
    size, small = 24 * unit, 20 * unit
    leading, stacked = 1.25 * size, date_at == words_at
    base = centre + 0.34 * size
    canvas.text((date_at, base), event.date, size, palette.text, face="semibold")
    base += leading * stacked
    for line in lines:
        face: Face = "semibold" if text else "regular"
        canvas.text((words_at, base), line, size, palette.text, face=face)
        base += leading
    for line in text:
        canvas.text((words_at, base), line, small, palette.text)
        base += 1.3 * small


def _sign(
    canvas: Canvas,
    event: TimelineEvent,
    at: tuple[float, float],
    r: float,
    palette: Palette,
    unit: float,
) -> None:
    x, y = at
    weight = 2 * unit
    if event.sign == 0 or event.faded:
        canvas.circle(at, 0.75 * r, palette.ground, palette.text, weight)
        return
    tip = -event.sign
    corners = [(x, y + tip * r), (x + 1.1 * r, y - tip * 0.8 * r), (x - 1.1 * r, y - tip * 0.8 * r)]
    fill = palette.loud if event.sign > 0 else palette.text
    canvas.path([corners], fill, palette.text, weight)


def cover_words(page: str, words: Wording) -> tuple[str, str]:
    """Title and description of a page's cover: the start page goes by the name of the site."""
    title = words.say("site.title" if page == "overview" else f"nav.{page}")
    return title, words.say(f"nav.{page}_help")


def cover(page: str, words: Wording) -> Canvas:
    """What stands for a page where only a link is seen: its name on yellow."""
    wide, high, *_ = SHAPES["card"]
    canvas = Canvas(wide, high)
    canvas.rect((0, 0, wide, high), YELLOW)
    canvas.rect((60, 60, 124, 74), BLACK)
    canvas.text((142, 76), words.say("site.title"), 28, BLACK, face="semibold")
    title, text = cover_words(page, words)
    room = wide - 120
    below = fonts.wrap(text, room, 36)
    lines, size = _fitted(title, room, [140, 120, 104, 92, 80], 2, "condensed")
    y = high - 72 - 46 * (len(below) - 1) - 62 - size * (len(lines) - 1)
    for line in lines:
        canvas.text((60, y), line, size, BLACK, face="condensed")
        y += size
    y = high - 72 - 46 * (len(below) - 1)
    for line in below:
        canvas.text((60, y), line, 36, BLACK)
        y += 46
    return canvas


def overlaps(canvas: Canvas) -> list[tuple[Box, Box]]:
    """Pairs of texts that lie on each other, marks aside. For the tests, and for who adds a picture."""
    boxes = [box for box in canvas.boxes if not box.mark]
    return [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.meets(b, -1)]


def outside(canvas: Canvas) -> list[Box]:
    """Texts that leave the canvas."""
    return [
        box
        for box in canvas.boxes
        if box.left < 0 or box.top < 0 or box.right > canvas.width or box.bottom > canvas.height
    ]
