"""The second drawing of a chart: the plain Plotly dictionary of `charts` as shapes on a canvas.

Exactly the part of Plotly that our charts use. What it does not know it refuses: a chart that gains
something must not lose it on its way into a picture.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from math import ceil, cos, floor, radians, sin
from typing import Any

from impact.pictures import lettering
from impact.pictures.canvas import Box, Canvas, Point, box_of
from impact.pictures.reading import (
    ANNOTATION,
    AXIS,
    BAR,
    DASHES,
    LAYOUT,
    LAYOUT_OF_THE_PAGE,
    OF_THE_PAGE,
    SCATTER,
    SHAPE,
    Area,
    Axis,
    NotDrawn,
    as_number,
    each,
    lines_of,
    mixed,
    one_of,
    only_known,
    round_step,
    share_before,
    solid,
)
from impact.presentation.chart import Chart, Palette
from impact.words import Language, number, short_date

_TEXT = 13  # of ticks and legends, in the page's pixels, as the page's charts have them
_FAINT = 0.16  # of the text's colour, for the grid


class Plot:
    """One chart on one part of a canvas. `zoom`: how much larger than on the page things are drawn."""

    def __init__(
        self,
        canvas: Canvas,
        chart: Chart,
        area: Area,
        palette: Palette,
        lang: Language,
        zoom: float,
    ) -> None:
        self.canvas, self.palette, self.lang, self.zoom = canvas, palette, lang, zoom
        self.traces: list[Chart] = chart["data"]
        self.layout: Chart = chart["layout"]
        self.left, self.top, self.right, self.bottom = area
        self.area = area
        self._check()
        self.x, self.y = self._axis("x"), self._axis("y")
        self.size = _TEXT * zoom
        self.marks: list[Box] = []  # where points are, so that no label lies on another's

    def draw(self) -> None:
        self._legend()
        self._place()
        self._grid()
        for shape in self.layout.get("shapes", ()):
            self._shape(shape)
        late: list[Callable[[], None]] = []
        for trace in self.traces:
            late.append(self._bars(trace) if trace["type"] == "bar" else self._points(trace))
        for annotation in self.layout.get("annotations", ()):
            self._annotation(annotation)
        for write in late:  # labels of points make room for what was written
            write()

    def _check(self) -> None:
        only_known("layout", self.layout, LAYOUT | LAYOUT_OF_THE_PAGE)
        for trace in self.traces:
            one_of("trace", trace["type"], ("bar", "scatter"))
            known = BAR if trace["type"] == "bar" else SCATTER
            only_known(trace["type"], trace, known | OF_THE_PAGE)
        for axis in ("xaxis", "yaxis"):
            only_known(axis, self.layout.get(axis, {}), AXIS)
        for annotation in self.layout.get("annotations", ()):
            only_known("annotation", annotation, ANNOTATION)
        for shape in self.layout.get("shapes", ()):
            only_known("shape", shape, SHAPE)
            one_of("shape", shape["type"], ("line",))
        one_of("barmode", self.layout.get("barmode", "group"), ("group", "overlay", "stack"))
        bars = [trace for trace in self.traces if trace["type"] == "bar"]
        if len(bars) > 1 and "barmode" not in self.layout:
            raise NotDrawn("barmode: group of several")

    # Axes

    def _lying(self) -> bool:
        return any(trace.get("orientation") == "h" for trace in self.traces)

    def _axis(self, letter: str) -> Axis:
        layout = self.layout.get(f"{letter}axis", {})
        one_of("axis", layout.get("type", "linear"), ("linear", "date", "category"))
        values = [v for trace in self.traces for v in trace[letter] if v is not None]
        if layout.get("type") == "category":
            names = list(dict.fromkeys(values))
            return Axis(layout, -0.5, len(names) - 0.5, names)
        if "range" in layout:
            low, high = layout["range"]
            return Axis(layout, as_number(low), as_number(high), [])
        numbers = [as_number(value) for value in values]
        along = letter == ("y" if self._lying() else "x")
        if any(trace["type"] == "bar" for trace in self.traces):
            if along:
                half = 0.5 * self._pitch()
                numbers = [n + side for n in numbers for side in (-half, half)]
            elif self.layout.get("barmode") == "stack":
                totals: dict[Any, float] = {}
                other = "y" if letter == "x" else "x"
                for trace in self.traces:
                    for at, value in zip(trace[other], trace[letter], strict=True):
                        totals[at] = totals.get(at, 0) + as_number(value)
                numbers = list(totals.values())
        numbers += [as_number(note[letter]) for note in self._tails(letter)]
        low, high = min(numbers, default=0), max(numbers, default=1)
        if layout.get("rangemode") == "tozero":
            return Axis(layout, min(0, low), (high or 1) * 1.06, [])
        if along and any(trace["type"] == "bar" for trace in self.traces):
            return Axis(layout, low, high, [])
        edge = 0.05 * ((high - low) or 1)
        return Axis(layout, low - edge, high + edge, [])

    def _tails(self, letter: str) -> list[dict[str, Any]]:
        """Where labels with a line stand: they have to be inside the range as well."""
        return [
            {letter: note[f"a{letter}"]}
            for note in self.layout.get("annotations", ())
            if note.get(f"a{letter}ref") == letter
        ]

    def _pitch(self) -> float:
        """How far apart bars stand, in the axis' own unit: never nearer than a year, a day, a name."""
        letter = "y" if self._lying() else "x"
        if self.layout.get(f"{letter}axis", {}).get("type") == "category":
            return 1
        places = sorted({as_number(value) for trace in self.traces for value in trace[letter]})
        return min((b - a for a, b in itertools.pairwise(places)), default=1)

    def _place(self) -> None:
        """The plotting area: what the legend and the labels of the axes leave."""
        gap = 0.5 * self.size
        low_labels = self.x.visible
        title = self.x.layout.get("title", {}).get("text", "")
        below = (1.7 * self.size if low_labels else 0) + (1.4 * self.size if title else 0)
        beside = 0.0
        if self.y.visible:
            beside = max((self._wide(label) for _, label in self._ticks(self.y)), default=0) + gap
        # Labels that stand beyond the last point: at the right of lines, above points. Of lying bars they
        # stand at their foot.
        notes = self.layout.get("annotations", ())
        after = max(
            (
                self._wide(text) + note.get("xshift", 0) * self.zoom
                for note in notes
                if note.get("xanchor") == "left" and note.get("xref") != "paper"
                for text, _ in lines_of(note["text"])
                if note["x"] == max(n["x"] for n in notes) and not self._lying()
            ),
            default=0,
        )
        over = 0.0 if "scaleanchor" in self.y.layout else 0.9 * self.size
        self.x.start, self.x.end = self.left + beside, self.right - after
        self.y.start, self.y.end = self.bottom - below, self.top + over
        if self._lying():  # a few bars are no blocks
            high = 3.6 * self.size * (self.y.high - self.y.low)
            self.y.start = min(self.y.start, self.y.end + high)
        if self.y.layout.get("scaleanchor"):
            self._same_scale(self.y.layout["scaleratio"])

    def _same_scale(self, ratio: float) -> None:
        """A map keeps its proportions: the larger of two scales gives way, and it stands in the middle."""
        wide, high = self.x.high - self.x.low, (self.y.high - self.y.low) * ratio
        scale = min((self.x.end - self.x.start) / wide, (self.y.start - self.y.end) / high)
        middle, centre = (self.x.start + self.x.end) / 2, (self.y.start + self.y.end) / 2
        self.x.start, self.x.end = middle - wide * scale / 2, middle + wide * scale / 2
        self.y.start, self.y.end = centre + high * scale / 2, centre - high * scale / 2

    def _wide(self, text: str) -> float:
        return lettering.width(text, self.size)

    def _ticks(self, axis: Axis) -> list[tuple[float, str]]:
        """Values that get a line and a label."""
        layout = axis.layout
        if axis.categories:
            return [(float(index), name) for index, name in enumerate(axis.categories)]
        if "tickvals" in layout:
            texts = [unescape(text) for text in layout["ticktext"]]
            return list(zip(map(float, layout["tickvals"]), texts, strict=True))
        if layout.get("type") == "date":
            return self._dates(axis)
        step = layout.get("dtick") or round_step((axis.high - axis.low) / layout.get("nticks", 6))
        first = layout.get("tick0", 0)
        begin = ceil((axis.low - first) / step - 1e-9)
        stop = floor((axis.high - first) / step + 1e-9)
        values = [first + index * step for index in range(begin, stop + 1)]
        if "tickformat" in layout:
            one_of("tickformat", layout["tickformat"], (",.0f",))
            values = [value for value in values if value == round(value)]
            return [(value, number(self.lang, round(value))) for value in values]
        return [(value, f"{value:g}") for value in values]

    def _dates(self, axis: Axis) -> list[tuple[float, str]]:
        low, high = dt.date.fromordinal(ceil(axis.low)), dt.date.fromordinal(floor(axis.high))
        form = axis.layout["tickformat"]
        if form == "%Y":
            years = range(low.year, high.year + 2)
            days = [dt.date(year, 1, 1) for year in years]
        elif form == "%m/%Y":
            count = 12 * (high.year - low.year) + high.month - low.month + 1
            step = max(1, ceil(count / axis.layout["nticks"]))
            months = range(low.month - 1, low.month + count, step)
            days = [dt.date(low.year + month // 12, month % 12 + 1, 1) for month in months]
        else:
            one_of("tickformat", form, ("%d/%m", "%d %b"))
            step = max(1, ceil((axis.high - axis.low) / (axis.layout["nticks"] + 1)))
            step = next((days for days in (1, 2, 7, 14, 28) if days >= step), step)
            days = [low + dt.timedelta(days=n) for n in range(0, (high - low).days + 1, step)]
        return [
            (float(day.toordinal()), short_date(self.lang, day, form))
            for day in days
            if axis.low <= day.toordinal() <= axis.high
        ]

    def _grid(self) -> None:
        ink, thin = self.palette.text, self.zoom * 0.7
        for axis, across in ((self.x, self.y), (self.y, self.x)):
            if not axis.visible or axis.categories or not axis.layout.get("showgrid", True):
                continue
            for value, _ in self._ticks(axis):
                at = axis.at(value)
                ends = (across.start, across.end)
                start, end = ((at, e) if axis is self.x else (e, at) for e in ends)
                self.canvas.line(start, end, mixed(ink, self.palette.ground, _FAINT), thin)
        if self.x.visible:
            self._labels_below()
        if self.y.visible:
            for value, label in self._ticks(self.y):
                place = (self.x.start - 0.5 * self.size, self.y.at(value) + 0.35 * self.size)
                self._write(place, label, self.size, anchor=1)

    def _labels_below(self) -> None:
        ticks = self._ticks(self.x)
        base = self.y.start + 1.4 * self.size
        for every in range(1, len(ticks) + 1):  # as many as stand apart
            chosen = ticks[::every]
            places = [self._tick_place(value, label) for value, label in chosen]
            boxes = [box_of((at, base), label, self.size, anchor=0.5) for at, label in places]
            if not any(a.meets(b, 0.5 * self.size) for a, b in itertools.pairwise(boxes)):
                break
        for at, label in places if ticks else []:
            self._write((at, base), label, self.size, anchor=0.5)
        title = self.x.layout.get("title", {}).get("text", "")
        if title:
            middle = (self.x.start + self.x.end) / 2
            self._write((middle, base + 1.35 * self.size), title, self.size, anchor=0.5)

    def _tick_place(self, value: float, label: str) -> tuple[float, str]:
        """Where a label below goes: under its value, but never over the edge."""
        half = self._wide(label) / 2
        return max(self.left + half, min(self.right - half, self.x.at(value))), label

    # Traces

    def _bars(self, trace: Chart) -> Callable[[], None]:
        lying = trace.get("orientation") == "h"
        along, across = (self.y, self.x) if lying else (self.x, self.y)
        places, values = (trace["y"], trace["x"]) if lying else (trace["x"], trace["y"])
        count = len(values)
        marker = trace["marker"]
        only_known("marker", marker, {"color", "line", "pattern"})
        half = self._pitch() * along.unit * (1 - self.layout.get("bargap", 0.2)) / 2
        fills = self._fills(marker, count)
        bases = each(trace.get("base", 0), count)
        if self.layout.get("barmode") == "stack":
            bases = [self._below(trace, place) for place in places]
        edge = marker.get("line", {})
        ends: list[Point] = []
        for place, value, base, fill in zip(places, values, bases, fills, strict=True):
            middle, low, high = along.at(place), across.at(base), across.at(base + value)
            if lying:
                box = (low, middle - half, high, middle + half)
            else:
                box = (middle - half, high, middle + half, low)
            weight = min(edge.get("width", 0) * self.zoom, half / 2)
            if value:
                self._bar(box, fill, edge.get("color", "none"), weight)
            ends.append((high, middle) if lying else (middle, high))
        shown = one_of("textposition", trace.get("textposition", "none"), ("none", "outside"))
        labels = each(trace.get("text", ""), count) if shown == "outside" else []

        def write() -> None:
            for (x, y), label in zip(ends, labels, strict=False):
                if lying:
                    self._write((x + 0.4 * self.size, y + 0.35 * self.size), label, self.size)
                else:
                    self._write((x, y - 0.4 * self.size), label, self.size, anchor=0.5)

        return write

    def _below(self, trace: Chart, place: Any) -> float:
        """What the traces before this one have stacked at a place already."""
        total = 0.0
        for other in self.traces:
            if other is trace:
                break
            total += sum(
                as_number(v) for p, v in zip(other["x"], other["y"], strict=True) if p == place
            )
        return total

    def _fills(self, marker: Mapping[str, Any], count: int) -> list[tuple[str, str]]:
        """For each bar its ground, and what lies on it, if anything."""
        colours = each(marker["color"], count)
        pattern = marker.get("pattern")
        if pattern is None:
            return [(colour, "") for colour in colours]
        only_known(
            "pattern", pattern, {"shape", "fgcolor", "bgcolor", "fillmode", "size", "solidity"}
        )
        overlay = one_of("fillmode", pattern.get("fillmode", "replace"), ("overlay", "replace"))
        size = round(1.3 * pattern["size"] * self.zoom)
        weight = 3.2 * pattern["solidity"] * self.zoom
        fills = []
        shapes, grounds = each(pattern["shape"], count), each(pattern.get("bgcolor"), count)
        for colour, shape, ground in zip(colours, shapes, grounds, strict=True):
            if one_of("pattern", shape, ("", "/", "x", ".")):
                back = ground or (colour if overlay == "overlay" else self.palette.ground)
                ink = pattern["fgcolor"]
                fills.append((back, self.canvas.pattern(shape, ink, size, weight)))
            else:
                fills.append((colour, ""))
        return fills

    def _bar(self, box: Area, fill: tuple[str, str], line: str, weight: float) -> None:
        ground, over = fill
        if over:
            self.canvas.rect(box, ground)
        self.canvas.rect(box, over or ground, line=line, weight=weight)

    def _points(self, trace: Chart) -> Callable[[], None]:
        modes = trace["mode"].split("+")
        for mode in modes:
            one_of("mode", mode, ("markers", "text", "lines"))
        places = zip(self.x.places(trace["x"]), self.y.places(trace["y"]), strict=True)
        points = [None if x is None or y is None else (x, y) for x, y in places]
        if "lines" in modes:
            self._lines(trace, points)
        real = [point for point in points if point is not None]
        radius = 0.0
        if "markers" in modes:
            marker = trace["marker"]
            only_known("marker", marker, {"symbol", "size", "color", "line"})
            sizes = each(marker["size"], len(real))
            symbols = each(marker.get("symbol", "circle"), len(real))
            colours = each(marker["color"], len(real))
            for at, size, symbol, colour in zip(real, sizes, symbols, colours, strict=True):
                r = size * self.zoom / 2
                self._symbol(at, r, symbol, colour, marker["line"])
                self.marks.append(Box("", at[0] - r, at[1] - r, at[0] + r, at[1] + r))
            radius = max(sizes, default=0) * self.zoom / 2

        def write() -> None:
            if "text" in modes:
                sides = each(trace["textposition"], len(real))
                for at, label, side in zip(real, trace["text"], sides, strict=True):
                    one_of("textposition", side, ("top center", "bottom center"))
                    if label:
                        self._beside(at, label, radius, up=side == "top center")

        return write

    def _lines(self, trace: Chart, points: Sequence[Point | None]) -> None:
        parts: list[list[Point]] = [[]]
        for point in points:
            if point is None:
                parts.append([])
            else:
                parts[-1].append(point)
        line = trace["line"]
        only_known("line", line, {"color", "width", "dash"})
        dash = DASHES[one_of("dash", line.get("dash", "solid"), DASHES)]
        scaled = " ".join(f"{2 * float(part) * self.zoom:.1f}" for part in dash.split())
        fill = "none"
        if "fill" in trace:
            one_of("fill", trace["fill"], ("toself",))
            fill = solid(trace["fillcolor"], self.palette.ground)
        weight = line["width"] * self.zoom
        if fill != "none" and weight < 0.75:  # a hairline round a shape is not seen, but takes long
            weight = 0
        self.canvas.path(parts if parts != [[]] else [], fill, line["color"], weight, scaled)

    def _symbol(self, at: Point, radius: float, symbol: str, fill: str, line: Chart) -> None:
        weight = line["width"] * self.zoom
        x, y = at
        if one_of("symbol", symbol, ("circle", "square", "diamond")) == "circle":
            self.canvas.circle(at, radius, fill, line["color"], weight)
            return
        r = radius if symbol == "square" else 1.25 * radius
        square = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
        diamond = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
        corners = square if symbol == "square" else diamond
        self.canvas.path([corners], fill, line["color"], weight)

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

    def _shape(self, shape: Chart) -> None:
        one_of("yref", shape.get("yref"), ("paper",))
        line = shape["line"]
        start = (self.x.at(shape["x0"]), self.y.share(shape["y0"]))
        end = (self.x.at(shape["x1"]), self.y.share(shape["y1"]))
        dash = " ".join(f"{float(p) * self.zoom:.1f}" for p in DASHES[line["dash"]].split())
        self.canvas.line(start, end, line["color"], line["width"] * self.zoom, dash)

    def _annotation(self, note: Chart) -> None:
        font = note["font"]
        only_known("font of an annotation", font, {"size", "color"})
        size = font["size"] * self.zoom
        turn = float(note.get("textangle", 0))
        if note.get("axref"):
            x, y = self.x.at(note["ax"]), self.y.at(note["ay"])
            foot = (self.x.at(note["x"]), self.y.at(note["y"]))
            self.canvas.line(
                (x, y + 0.6 * size), foot, note["arrowcolor"], note["arrowwidth"] * self.zoom
            )
        else:
            if note["showarrow"]:
                raise NotDrawn("arrow without a place for its text")
            x = self._side(self.x, note, "x")
            y = self._side(self.y, note, "y")
        x += note.get("xshift", 0) * self.zoom
        y -= note.get("yshift", 0) * self.zoom
        lines = lines_of(note["text"])
        faces: list[lettering.Face] = ["bold" if bold else "regular" for _, bold in lines]
        wide = max(lettering.width(t, size, f) for (t, _), f in zip(lines, faces, strict=True))
        leading = 1.22 * size
        high = leading * (len(lines) - 1) + size
        if turn == -90:
            self._upright(note, lines[0][0], size, (x, y))
            return
        paper_x, paper_y = note.get("xref") == "paper", note.get("yref") == "paper"
        left = x - wide * share_before(
            note.get("xanchor"), note["x"] if paper_x else 0.5, "left", "right"
        )
        top = y - high * share_before(
            note.get("yanchor"), 1 - note["y"] if paper_y else 0.5, "top", "bottom"
        )
        mark = "bgcolor" in note
        if mark:
            pad = 0.35 * size
            box = (left - pad, top - pad, left + wide + pad, top + high + pad)
            ground = solid(note["bgcolor"], "")
            self.canvas.rect(box, ground, line=note["bordercolor"], weight=self.zoom, turn=turn)
        middle = (left + wide / 2, top + high / 2)
        for index, ((text, _), face) in enumerate(zip(lines, faces, strict=True)):
            # A turned text turns about the middle of its box, as the box does.
            base = top + index * leading + 0.82 * size
            at, anchor = ((left, base), 0.0) if not turn else (_swung(middle, base, turn), 0.5)
            self.canvas.text(
                at, text, size, font["color"], face=face, anchor=anchor, turn=turn, mark=mark
            )

    def _upright(self, note: Chart, text: str, size: float, at: Point) -> None:
        """A text that runs upwards from its point; left out where the chart is too low for it."""
        one_of("yanchor", note["yanchor"], ("bottom",))
        start = (at[0] + 0.35 * size, at[1] - 0.3 * size)
        if box_of(start, text, size, turn=-90).top >= self.top:
            self.canvas.text(start, text, size, note["font"]["color"], turn=-90)

    def _side(self, axis: Axis, note: Chart, letter: str) -> float:
        if note.get(f"{letter}ref") == "paper":
            start, end = (self.left, self.right) if letter == "x" else (axis.start, axis.end)
            return start + float(note[letter]) * (end - start)
        return axis.at(note[letter])

    def _legend(self) -> None:
        """One row, or as many as it takes, above the chart or below it."""
        if not self.layout.get("showlegend"):
            return
        legend = self.layout["legend"]
        known = {"orientation", "x", "y", "yanchor", "itemclick", "itemdoubleclick"}
        only_known("legend", legend, known)
        one_of("orientation", legend["orientation"], ("h",))
        named = [trace for trace in self.traces if trace.get("name") and trace["x"]]
        swatch, gap, line = 1.1 * self.size, 1.6 * self.size, 1.5 * self.size
        x, row, places = self.left, 0, []
        for trace in named:
            wide = swatch + 0.4 * self.size + self._wide(trace["name"])
            if x > self.left and x + wide > self.right:
                x, row = self.left, row + 1
            places.append((trace, x, row))
            x += wide + gap
        high = (row + 1) * line
        top = self.top if legend["y"] > 0 else self.bottom - high
        if legend["y"] > 0:
            self.top += high + 0.3 * self.size
        else:
            self.bottom -= high + 0.2 * self.size
        for trace, x, index in places:
            base = top + index * line + self.size
            self._swatch(trace, (x, base - 0.8 * self.size, x + swatch, base + 0.1 * self.size))
            self._write((x + swatch + 0.4 * self.size, base), trace["name"], self.size)

    def _swatch(self, trace: Chart, box: Area) -> None:
        marker = trace["marker"]
        edge = marker["line"]
        if trace["type"] == "bar":
            fill = self._fills(marker, len(trace["x"]))[0]
            self._bar(box, fill, edge["color"], edge["width"] * self.zoom)
            return
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        self._symbol(
            middle, marker["size"] * self.zoom / 2, marker["symbol"], marker["color"], edge
        )


def draw(
    canvas: Canvas,
    chart: Chart,
    area: Area,
    palette: Palette,
    lang: Language,
    zoom: float,
) -> None:
    """Draw a chart of ours inside an area. Raises `NotDrawn` for anything it cannot draw."""
    Plot(canvas, chart, area, palette, lang, zoom).draw()


def _swung(middle: Point, base: float, turn: float) -> Point:
    """Where the middle of a base line goes when its box is turned about the box's middle."""
    down = base - middle[1]
    angle = radians(turn)
    return middle[0] - down * round(sin(angle), 6), middle[1] + down * round(cos(angle), 6)
