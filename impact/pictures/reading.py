"""How a Plotly dictionary is read: which part of it is known, and what its values stand for.

What is not known is refused: a chart that gains something must not lose it on its way into a picture.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from math import floor, log10
from typing import Any

# What only a screen can show, or what the sheet around a chart decides.
OF_THE_PAGE = {"hovertext", "hoverinfo", "cliponaxis"}
LAYOUT_OF_THE_PAGE = {
    "height",
    "margin",
    "paper_bgcolor",
    "plot_bgcolor",
    "separators",
    "dragmode",
    "hoverlabel",
    "font",
}
BAR = {"type", "name", "x", "y", "base", "orientation", "marker", "text", "textposition"}
SCATTER = {"type", "mode", "name", "x", "y", "text", "textposition", "marker", "line", "fill"}
SCATTER |= {"fillcolor"}
LAYOUT = {"xaxis", "yaxis", "annotations", "shapes", "showlegend", "legend", "barmode", "bargap"}
AXIS = {"fixedrange", "automargin", "zeroline", "visible", "showgrid", "range", "rangemode"}
AXIS |= {"type", "tickformat", "nticks", "dtick", "tick0", "title", "scaleanchor", "scaleratio"}
AXIS |= {"tickvals", "ticktext"}
ANNOTATION = {"text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "align"}
ANNOTATION |= {"showarrow", "textangle", "font", "bgcolor", "bordercolor", "ax", "ay", "axref"}
ANNOTATION |= {"ayref", "arrowhead", "arrowwidth", "arrowcolor"}
SHAPE = {"type", "x0", "x1", "y0", "y1", "yref", "line"}
DASHES = {"solid": "", "dash": "9 6", "dot": "2 5"}


Area = tuple[float, float, float, float]


class NotDrawn(ValueError):
    """A chart has something that pictures cannot draw yet: a fault of ours, found by the tests."""


def only_known(what: str, given: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise NotDrawn(f"{what}: {', '.join(unknown)}")


def one_of(what: str, value: Any, known: Iterable[Any]) -> Any:
    if value not in known:
        raise NotDrawn(f"{what}: {value}")
    return value


def lines_of(text: str) -> list[tuple[str, bool]]:
    """The lines of a text with Plotly's markup, each with whether it is bold."""
    found = []
    for line in str(text).split("<br>"):
        bold = line.startswith("<b>") and line.endswith("</b>")
        bare = line[3:-4] if bold else line
        if "<" in bare:
            raise NotDrawn(f"markup: {bare}")
        found.append((unescape(bare), bold))
    return found


def as_number(value: Any) -> float:
    """A number or a day as a number."""
    if isinstance(value, str):
        return float(dt.date.fromisoformat(value[:10]).toordinal())
    return float(value)


def each(value: Any, count: int) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] * count


@dataclass
class Axis:
    """One axis: from values to places on the canvas."""

    layout: Mapping[str, Any]
    low: float
    high: float
    categories: list[str]
    start: float = 0
    end: float = 1

    def at(self, value: Any) -> float:
        if self.categories and isinstance(value, str):
            value = self.categories.index(value)
        share = (as_number(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def places(self, values: Sequence[Any]) -> list[float | None]:
        """Many values at once, with gaps: a map has twenty thousand."""
        if all(value is None or isinstance(value, int | float) for value in values):
            slope = (self.end - self.start) / ((self.high - self.low) or 1)
            start = self.start - self.low * slope
            return [None if value is None else start + slope * value for value in values]
        return [None if value is None else self.at(value) for value in values]

    def share(self, share: float) -> float:
        return self.start + share * (self.end - self.start)

    @property
    def unit(self) -> float:
        return abs(self.end - self.start) / ((self.high - self.low) or 1)

    @property
    def visible(self) -> bool:
        return bool(self.layout.get("visible", True))


def round_step(least: float) -> float:
    """The round number not below it: 1, 2 or 5 times a power of ten."""
    if least <= 0:
        return 1
    power: float = 10.0 ** floor(log10(least))
    return float(next(part * power for part in (1, 2, 5, 10) if part * power >= least * 0.999))


def share_before(anchor: str | None, place: float, first: str, last: str) -> float:
    """How much of a text stands before its point; without an anchor, by the third of the paper it is in."""
    if anchor in (None, "auto"):
        return 0 if place < 1 / 3 else 1 if place > 2 / 3 else 0.5
    return {first: 0.0, last: 1.0, "center": 0.5, "middle": 0.5}[str(anchor)]


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(over: str, ground: str, share: float) -> str:
    pairs = zip(_parts(over), _parts(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def solid(colour: str, ground: str) -> str:
    """A colour as SVG 1.1 has it: what shines through is mixed in, over no ground it is left out."""
    found = re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", colour)
    if not found:
        return colour
    plain = "#" + "".join(f"{int(part):02X}" for part in found.groups()[:3])
    return mixed(plain, ground, float(found[4])) if ground else plain
