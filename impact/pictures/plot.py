"""The second drawing of a chart: as shapes on a canvas."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from math import cos, radians, sin

from impact.i18n.words import Wording
from impact.pictures import fonts
from impact.pictures.axis import DrawnAxis, as_number
from impact.pictures.colours import mixed, solid
from impact.pictures.svg import Box, Canvas, Point, box_of
from impact.presentation.chart import (
    Bars,
    Chart,
    Line,
    Mark,
    Note,
    Outline,
    Place,
    Points,
    Spans,
    Symbol,
)
from impact.presentation.palette import STAMP, Palette

Area = tuple[float, float, float, float]

_TEXT = 13  # of ticks and legends, in the page's pixels, as the page's charts have them
_FAINT = 0.16  # of the text's colour, for the grid
_DASHES = {"solid": "", "dash": "9 6", "dot": "2 5"}


class Plot:
    """One chart on one part of a canvas. `zoom`: how much larger than on the page things are drawn."""

    def __init__(
        self,
        canvas: Canvas,
        chart: Chart,
        area: Area,
        palette: Palette,
        words: Wording,
        zoom: float,
    ) -> None:
        self.canvas, self.palette, self.words, self.zoom = canvas, palette, words, zoom
        self.chart = chart
        self.bars = [mark for mark in chart.marks if isinstance(mark, Bars)]
        self.lying = any(bars.lying for bars in self.bars)
        self.left, self.top, self.right, self.bottom = area
        self.area = area
        self.x, self.y = self._axis("x"), self._axis("y")
        self.size = _TEXT * zoom
        self.marks: list[Box] = []  # where points are, so that no label lies on another's

    def draw(self) -> None:
        self._legend()
        self._place()
        self._grid()
        for at in self.chart.rules:
            self._rule(at)
        for note in self.chart.notes:
            if note.boxed:  # below all else: it hides no value
                self._note(note)
        late = [self._mark(mark) for mark in self.chart.marks]
        for note in self.chart.notes:
            if not note.boxed:
                self._note(note)
        for write in late:  # labels of points make room for what was written
            write()

    # Axes

    def _values(self, mark: Mark, letter: str) -> Sequence[Place | None]:
        if isinstance(mark, Bars):
            return mark.at if letter == ("y" if mark.lying else "x") else mark.values
        if isinstance(mark, Spans):
            return [*mark.starts, *mark.ends] if letter == "x" else mark.lanes
        return mark.x if letter == "x" else mark.y

    def _axis(self, letter: str) -> DrawnAxis:
        given = self.chart.x if letter == "x" else self.chart.y
        values = [
            v for mark in self.chart.marks for v in self._values(mark, letter) if v is not None
        ]
        if given.kind == "category":
            names = [str(name) for name in dict.fromkeys(values)]
            return DrawnAxis(given, -0.5, len(names) - 0.5, names)
        if given.low is not None and given.high is not None:
            return DrawnAxis(given, given.low, given.high, [])
        numbers = [as_number(value) for value in values]
        along = letter == ("y" if self.lying else "x")
        if self.bars and along:
            half = 0.5 * self._pitch()
            numbers = [n + side for n in numbers for side in (-half, half)]
        elif self.bars and self.chart.bars == "stack":
            totals: dict[Place, float] = {}
            for bars in self.bars:
                for at, value in zip(bars.at, bars.values, strict=True):
                    totals[at] = totals.get(at, 0) + value
            numbers = list(totals.values())
        # Where labels with a line stand: they have to be inside the range as well.
        lifted = [note for note in self.chart.notes if note.lifted is not None]
        numbers += [as_number(note.x if letter == "x" else note.lifted) for note in lifted]
        low, high = min(numbers, default=0), max(numbers, default=1)
        if given.from_zero:
            return DrawnAxis(given, min(0, low), (high or 1) * 1.06, [])
        if along and self.bars:
            return DrawnAxis(given, low, high, [])
        edge = 0.05 * ((high - low) or 1)
        return DrawnAxis(given, low - edge, high + edge, [])

    def _pitch(self) -> float:
        """How far apart bars stand, in the axis' own unit: never nearer than a year, a day, a name."""
        given = self.chart.y if self.lying else self.chart.x
        if given.kind == "category":
            return 1
        places = sorted({as_number(at) for bars in self.bars for at in bars.at})
        return min((b - a for a, b in itertools.pairwise(places)), default=1)

    def _place(self) -> None:
        """The plotting area: what the legend and the labels of the axes leave."""
        gap = 0.5 * self.size
        low_labels, title = self.x.given.visible, self.x.given.title
        below = (1.7 * self.size if low_labels else 0) + (1.4 * self.size if title else 0)
        beside = 0.0
        if self.y.given.visible:
            labels = (self._wide(label) for _, label in self.y.ticks(self.words))
            beside = max(labels, default=0) + gap
        over = 0.0 if self.y.given.scale else 0.9 * self.size
        self.x.start, self.x.end = self.left + beside, self.right - self._after()
        self.y.start, self.y.end = self.bottom - below, self.top + over
        if self.lying or any(isinstance(mark, Spans) for mark in self.chart.marks):  # no blocks
            high = 3.6 * self.size * (self.y.high - self.y.low)
            self.y.start = min(self.y.start, self.y.end + high)
        if self.y.given.scale:
            self._same_scale(self.y.given.scale)

    def _after(self) -> float:
        """What labels beyond the last point take at the right of lines and points. Of lying bars they
        stand at their foot.
        """
        notes = self.chart.notes
        return max(
            (
                self._wide(line) + note.right * self.zoom
                for note in notes
                if note.across == "left" and note.x_of == "axis"
                for line in note.lines
                if not self.lying and note.x == max(as_number(n.x) for n in notes)
            ),
            default=0,
        )

    def _same_scale(self, ratio: float) -> None:
        """A map keeps its proportions: the larger of two scales gives way, and it stands in the middle."""
        wide, high = self.x.high - self.x.low, (self.y.high - self.y.low) * ratio
        scale = min((self.x.end - self.x.start) / wide, (self.y.start - self.y.end) / high)
        middle, centre = (self.x.start + self.x.end) / 2, (self.y.start + self.y.end) / 2
        self.x.start, self.x.end = middle - wide * scale / 2, middle + wide * scale / 2
        self.y.start, self.y.end = centre + high * scale / 2, centre - high * scale / 2

    def _wide(self, text: str) -> float:
        return fonts.width(text, self.size)

    def _grid(self) -> None:
        ink, thin = self.palette.text, self.zoom * 0.7
        for axis, across in ((self.x, self.y), (self.y, self.x)):
            if not axis.given.visible or axis.categories or not axis.given.grid:
                continue
            for value, _ in axis.ticks(self.words):
                at = axis.at(value)
                ends = (across.start, across.end)
                start, end = ((at, e) if axis is self.x else (e, at) for e in ends)
                self.canvas.line(start, end, mixed(ink, self.palette.ground, _FAINT), thin)
        if self.x.given.visible:
            self._labels_below()
        if self.y.given.visible:
            for value, label in self.y.ticks(self.words):
                place = (self.x.start - 0.5 * self.size, self.y.at(value) + 0.35 * self.size)
                self._write(place, label, self.size, anchor=1)

    def _labels_below(self) -> None:
        ticks = self.x.ticks(self.words)
        base = self.y.start + 1.4 * self.size
        for every in range(1, len(ticks) + 1):  # as many as stand apart
            chosen = ticks[::every]
            places = [self._tick_place(value, label) for value, label in chosen]
            boxes = [box_of((at, base), label, self.size, anchor=0.5) for at, label in places]
            if not any(a.meets(b, 0.5 * self.size) for a, b in itertools.pairwise(boxes)):
                break
        for at, label in places if ticks else []:
            self._write((at, base), label, self.size, anchor=0.5)
        if title := self.x.given.title:
            middle = (self.x.start + self.x.end) / 2
            self._write((middle, base + 1.35 * self.size), title, self.size, anchor=0.5)

    def _tick_place(self, value: float, label: str) -> tuple[float, str]:
        """Where a label below goes: under its value, but never over the edge."""
        half = self._wide(label) / 2
        return max(self.left + half, min(self.right - half, self.x.at(value))), label

    # Marks

    def _mark(self, mark: Mark) -> Callable[[], None]:
        """Draw a mark. Returns what writes its labels, which have to wait for all else."""
        if isinstance(mark, Bars):
            return self._bars(mark)
        if isinstance(mark, Points):
            return self._points(mark)
        if isinstance(mark, Spans):
            self._spans(mark)
            return lambda: None
        self._path(mark)
        return lambda: None

    def _bars(self, bars: Bars) -> Callable[[], None]:
        along, across = (self.y, self.x) if bars.lying else (self.x, self.y)
        half = self._pitch() * along.unit * (1 - self.chart.gap) / 2
        fills = self._fills(bars)
        bases = list(bars.bases) or [0.0] * len(bars.at)
        if self.chart.bars == "stack":
            bases = [self._below(bars, place) for place in bars.at]
        ends: list[Point] = []
        edge, weight = self.palette.of(bars.edge), min(self.zoom, half / 2)
        for place, value, base, fill in zip(bars.at, bars.values, bases, fills, strict=True):
            middle, low, high = along.at(place), across.at(base), across.at(base + value)
            if bars.lying:
                box = (low, middle - half, high, middle + half)
            else:
                box = (middle - half, high, middle + half, low)
            if value:
                self._bar(box, fill, edge, weight)
            ends.append((high, middle) if bars.lying else (middle, high))

        def write() -> None:
            for (x, y), label in zip(ends, bars.labels, strict=False):
                if bars.lying:
                    self._write((x + 0.4 * self.size, y + 0.35 * self.size), label, self.size)
                else:
                    self._write((x, y - 0.4 * self.size), label, self.size, anchor=0.5)

        return write

    def _spans(self, spans: Spans) -> None:
        half, fill = spans.thick * self.y.unit / 2, self._fill_of(spans)
        for lane, start, end in zip(spans.lanes, spans.starts, spans.ends, strict=True):
            middle = self.y.at(lane)
            box = (self.x.at(start), middle - half, self.x.at(end), middle + half)
            self._bar(box, fill, self.palette.text, min(self.zoom, half / 2))

    def _fill_of(self, spans: Spans) -> tuple[str, str]:
        ink = self.palette.over(spans.role)
        over = self._pattern(spans.pattern, ink, 0.8 * self.zoom) if spans.pattern else ""
        return self.palette.of(spans.role), over

    def _below(self, bars: Bars, place: Place) -> float:
        """What the series before this one have stacked at a place already."""
        before = itertools.takewhile(lambda other: other is not bars, self.bars)
        return sum(
            value
            for other in before
            for at, value in zip(other.at, other.values, strict=True)
            if at == place
        )

    def _fills(self, bars: Bars) -> list[tuple[str, str]]:
        """For each bar its ground, and what lies on it, if anything."""
        weight = (0.96 if "empty" in bars.roles else 0.8) * self.zoom
        patterns = list(bars.patterns) or [""] * len(bars.roles)
        return [
            (
                self.palette.of(role),
                self._pattern(pattern, self.palette.over(role, bars.edge), weight)
                if pattern
                else "",
            )
            for role, pattern in zip(bars.roles, patterns, strict=True)
        ]

    def _pattern(self, pattern: str, ink: str, weight: float) -> str:
        return self.canvas.pattern(pattern, ink, round(7.8 * self.zoom), weight)

    def _bar(self, box: Area, fill: tuple[str, str], line: str, weight: float) -> None:
        ground, over = fill
        if over:
            self.canvas.rect(box, ground)
        self.canvas.rect(box, over or ground, line=line, weight=weight)

    def _points(self, points: Points) -> Callable[[], None]:
        places = zip(self.x.places(points.x), self.y.places(points.y), strict=True)
        found = [(x, y) for x, y in places if x is not None and y is not None]
        for at, size in zip(found, points.sizes, strict=True):
            r = size * self.zoom / 2
            self._symbol(at, r, points)
            self.marks.append(Box("", at[0] - r, at[1] - r, at[0] + r, at[1] + r))
        radius = max(points.sizes, default=0) * self.zoom / 2

        def write() -> None:
            for at, label, side in zip(found, points.labels, points.sides, strict=False):
                if label:
                    self._beside(at, label, radius, up=side == "above")

        return write

    def _path(self, mark: Line | Outline) -> None:
        parts: list[list[Point]] = [[]]
        for x, y in zip(self.x.places(mark.x), self.y.places(mark.y), strict=True):
            if x is None or y is None:
                parts.append([])
            else:
                parts[-1].append((x, y))
        if isinstance(mark, Outline):
            fill, line = solid(self.palette.of(mark.role), self.palette.ground), self.palette.ground
            weight = mark.edge * self.zoom
            # A hairline round a shape is not seen, but takes long.
            weight, dash = (weight if weight >= 0.75 else 0), ""
        else:
            fill, line, weight = "none", self.palette.of(mark.role), mark.width * self.zoom
            steps = _DASHES[mark.dash].split()
            dash = " ".join(f"{2 * float(step) * self.zoom:.1f}" for step in steps)
        self.canvas.path(parts if parts != [[]] else [], fill, line, weight, dash)

    def _symbol(self, at: Point, radius: float, points: Points) -> None:
        fill, line, weight = (
            self.palette.of(points.role), self.palette.text, points.edge * self.zoom,
        )  # fmt: skip
        if points.symbol == "circle":
            self.canvas.circle(at, radius, fill, line, weight)
        else:
            self.canvas.path([_corners(at, radius, points.symbol)], fill, line, weight)

    def _beside(self, at: Point, label: str, radius: float, *, up: bool) -> None:
        """A point's label: above or below as asked, else the nearest place where no other text is."""
        x, y = at
        half = self._wide(label) / 2
        x = max(self.left + half, min(self.right - half, x))
        near, line = radius + 0.25 * self.size, 1.02 * self.size
        above = [y - near - step * line for step in range(3)]
        below = [y + near + 0.75 * self.size + step * line for step in range(3)]
        order = [
            base for pair in zip(above, below, strict=True) for base in (pair if up else pair[::-1])
        ]
        spots = [(x, base, 0.5) for base in order[:2]]
        spots += [
            (at[0] + near, y + 0.35 * self.size, 0.0),
            (at[0] - near, y + 0.35 * self.size, 1.0),
        ]
        spots += [(x, base, 0.5) for base in order[2:]]
        for x_at, base, anchor in spots:
            box = box_of((x_at, base), label, self.size, anchor=anchor)
            inside = self.left <= box.left and box.right <= self.right
            inside = inside and self.top <= box.top and box.bottom <= self.bottom
            if inside and not any(box.meets(other) for other in [*self.canvas.boxes, *self.marks]):
                self._write((x_at, base), label, self.size, anchor=anchor)
                return

    # Words

    def _write(self, at: Point, text: str, size: float, *, anchor: float = 0) -> None:
        if text.strip():
            self.canvas.text(at, text, size, self.palette.text, anchor=anchor)

    def _rule(self, at: float) -> None:
        start = (self.x.at(at), self.y.share(0))
        end = (self.x.at(at), self.y.share(1))
        dash = " ".join(f"{float(step) * self.zoom:.1f}" for step in _DASHES["dot"].split())
        self.canvas.line(start, end, self.palette.text, 2 * self.zoom, dash)

    def _note(self, note: Note) -> None:
        size = note.size * self.zoom
        if note.lifted is not None:
            x, y = self.x.at(note.x), self.y.at(note.lifted)
            foot = (x, self.y.at(note.y))
            self.canvas.line((x, y + 0.6 * size), foot, self.palette.text, self.zoom)
        else:
            paper = (self.left, self.right)
            x = _side(self.x, note.x, paper if note.x_of == "paper" else None)
            paper = (self.y.start, self.y.end)
            y = _side(self.y, note.y, paper if note.y_of == "paper" else None)
        x += note.right * self.zoom
        y -= note.up * self.zoom
        if note.turn == -90:
            self._upright(note, size, (x, y))
        else:
            self._text(note, size, (x, y))

    def _text(self, note: Note, size: float, place: Point) -> None:
        face: fonts.Face = "bold" if note.bold else "regular"
        wide = max(fonts.width(line, size, face) for line in note.lines)
        leading = 1.22 * size
        high = leading * (len(note.lines) - 1) + size
        beside = _share_before(note.x if note.x_of == "paper" else 0.5, note.across, "left")
        over = _share_before(
            1 - as_number(note.y) if note.y_of == "paper" else 0.5, note.along, "top"
        )
        left, top = place[0] - wide * beside, place[1] - high * over
        if not note.turn:  # words too long for what is right of their place begin left of it
            left = max(self.left, min(left, self.right - wide))
        middle = (left + wide / 2, top + high / 2)
        colour = STAMP if note.boxed else self.palette.text
        for index, line in enumerate(note.lines):
            # A turned text turns about the middle of its box, as the box does.
            base = top + index * leading + 0.82 * size
            turned = _swung(middle, base, note.turn)
            at, anchor = (turned, 0.5) if note.turn else ((left, base), 0.0)
            self.canvas.text(
                at, line, size, colour, face=face, anchor=anchor, turn=note.turn, mark=note.boxed
            )

    def _upright(self, note: Note, size: float, at: Point) -> None:
        """A text that runs upwards from its point; left out where the chart is too low for it."""
        start, text = (at[0] + 0.35 * size, at[1] - 0.3 * size), note.lines[0]
        if box_of(start, text, size, turn=-90).top >= self.top:
            self.canvas.text(start, text, size, self.palette.text, turn=-90)

    def _legend(self) -> None:
        """One row, or as many as it takes, above the chart or below it."""
        if not self.chart.legend:
            return
        named = [
            mark
            for mark in self.chart.marks
            if isinstance(mark, Bars | Points | Spans) and mark.name and self._values(mark, "x")
        ]
        swatch, gap, line = 1.1 * self.size, 1.6 * self.size, 1.5 * self.size
        x, row, places = self.left, 0, []
        for mark in named:
            wide = swatch + 0.4 * self.size + self._wide(mark.name)
            if x > self.left and x + wide > self.right:
                x, row = self.left, row + 1
            places.append((mark, x, row))
            x += wide + gap
        high = (row + 1) * line
        above = self.chart.legend == "above"
        top = self.top if above else self.bottom - high
        if above:
            self.top += high + 0.3 * self.size
        else:
            self.bottom -= high + 0.2 * self.size
        for mark, x, index in places:
            base = top + index * line + self.size
            self._swatch(mark, (x, base - 0.8 * self.size, x + swatch, base + 0.1 * self.size))
            self._write((x + swatch + 0.4 * self.size, base), mark.name, self.size)

    def _swatch(self, mark: Bars | Points | Spans, box: Area) -> None:
        if isinstance(mark, Bars):
            self._bar(box, self._fills(mark)[0], self.palette.of(mark.edge), self.zoom)
            return
        if isinstance(mark, Spans):
            self._bar(box, self._fill_of(mark), self.palette.text, self.zoom)
            return
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        self._symbol(middle, mark.sizes[0] * self.zoom / 2, mark)


def draw(
    canvas: Canvas,
    chart: Chart,
    area: Area,
    palette: Palette,
    words: Wording,
    zoom: float,
) -> None:
    """Draw a chart inside an area."""
    Plot(canvas, chart, area, palette, words, zoom).draw()


def _side(axis: DrawnAxis, place: Place, paper: tuple[float, float] | None) -> float:
    if paper is None:
        return axis.at(place)
    start, end = paper
    return start + float(place) * (end - start)


def _share_before(place: Place, given: str, first: str) -> float:
    """How much of a text stands before its point; of itself, by the third of the paper it is in."""
    if given == "auto":
        share = float(place)
        return 0 if share < 1 / 3 else 1 if share > 2 / 3 else 0.5
    return 0.0 if given == first else 1.0


def _corners(at: Point, radius: float, symbol: Symbol) -> list[Point]:
    x, y = at
    r = radius if symbol == "square" else 1.25 * radius
    if symbol in ("up", "down"):
        tip = -radius if symbol == "up" else radius
        return [(x, y + tip), (x + radius, y - 0.8 * tip), (x - radius, y - 0.8 * tip)]
    if symbol == "square":
        return [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    return [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]


def _swung(middle: Point, base: float, turn: float) -> Point:
    """Where the middle of a base line goes when its box is turned about the box's middle."""
    down = base - middle[1]
    angle = radians(turn)
    return middle[0] - down * round(sin(angle), 6), middle[1] + down * round(cos(angle), 6)
