"""Charts as plain Plotly figures: rows, words and a palette in, a dictionary out.

No screen and no SQL here, so every chart is tested on a few rows. Plain dictionaries instead of
Plotly's own classes: the same JSON, ten to forty times cheaper to build. Colours that carry
meaning come from the palette of the visitor's theme; text and grid are left to the theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from impact.words import Wording

Chart = dict[str, Any]


@dataclass(frozen=True)
class Palette:
    """Colours of one theme: quiet for all, loud for what the headline speaks of."""

    text: str
    quiet: str
    loud: str
    outline: str
    ground: str


LIGHT = Palette(
    text="#111111", quiet="#8A8778", loud="#FFF000", outline="#111111", ground="#FFFFFF"
)


DARK = Palette(text="#F5F5F0", quiet="#75736A", loud="#FFF000", outline="#0E0E0E", ground="#0E0E0E")


def config(words: Wording) -> dict[str, Any]:
    """Plotly's settings: no toolbar, the visitor's numbers, no other host ever asked."""
    french = {"decimal": ",", "thousands": "\u202f"}
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "locale": words.lang,
        "locales": {"fr": {"dictionary": {}, "format": french}} if words.lang == "fr" else {},
    }


def layout(words: Wording, height: int, **more: Any) -> Chart:
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",\u202f" if words.lang == "fr" else ".,",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "font": {"family": "Barlow, sans-serif"},
        **more,
    }


def axis(**more: Any) -> Chart:
    return {"fixedrange": True, "automargin": True, "zeroline": False, **more}


def wrapped(text: str, width: int = 42) -> str:
    """HTML for a hover label: escaped, broken into lines of about `width` characters."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join(escape(part, quote=False) for part in [*lines, line])


def marked(chart: Chart, text: str) -> Chart:
    """The same chart with a mark across it that no crop of it can lose."""
    marks = [
        {
            "text": f"<b>{escape(text)}</b>",
            "xref": "paper",
            "yref": "paper",
            "x": across,
            "y": up,
            "showarrow": False,
            "textangle": -12,
            "bgcolor": "rgba(255,240,0,0.8)",
            "bordercolor": "#111111",
            "font": {"size": 15, "color": "#111111"},
        }
        for across, up in ((0.2, 0.3), (0.8, 0.7))  # side by side they would meet on a phone
    ]
    annotations = [*chart["layout"].get("annotations", []), *marks]
    return {**chart, "layout": {**chart["layout"], "annotations": annotations}}


def compact(words: Wording, value: int) -> str:
    """A large number short, cut and never rounded up: 4,662,638 is 4.66 M."""
    if value < 1_000_000:
        return words.number(value)
    return words.say("chart.millions", number=words.number(value // 10_000 / 100))


def said(chart: Chart) -> Iterable[str]:
    """Every text that a chart shows, for the tests that read pages in both languages."""
    for trace in chart["data"]:
        yield str(trace.get("name", ""))
        yield from (re.sub(r"<[^>]+>", " ", str(text)) for text in trace.get("hovertext", ()))
    for annotation in chart["layout"].get("annotations", ()):
        yield re.sub(r"<[^>]+>", " ", str(annotation["text"]))
