"""The first drawing of a chart: as Plotly draws it on a page.

Plain dictionaries instead of Plotly's own classes: the same JSON, ten to forty times cheaper to build.
Colours that carry meaning come from the palette of the visitor's theme; text and grid are left to the
theme.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from impact.i18n.locales import FIRST, ROWS
from impact.i18n.words import Wording
from impact.presentation.chart import (
    Axis,
    Bars,
    Chart,
    Hover,
    Line,
    Mark,
    Note,
    Pick,
    Place,
    Points,
    Spans,
    broken,
)
from impact.presentation.palette import LIGHT, Palette

Drawn = dict[str, Any]

_WIDE = 42  # letters of a line of what a pointer is told
# At the edge of the whole and not of the plot: measured from the plot, a legend stayed where a narrower or wider
# screen had it, over the bars, once a phone was turned or the sidebar was closed.
_LEGENDS: dict[str, Drawn] = {
    "above": {
        "orientation": "h", "yref": "container", "y": 1, "yanchor": "top", "x": 0, "itemclick": False,
        "traceorder": "normal", "maxheight": 1,
    },
    "below": {
        "orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0,
        "itemclick": False, "itemdoubleclick": False, "traceorder": "normal", "maxheight": 1,
    },
}  # fmt: skip
_TAG, _TAGGED, _LOW = (
    32,
    150,
    100,
)  # pixels that a tag takes, and needs to stand; below which it lies
_FORMS = {"whole": ",.0f", "year": "%Y", "month": "%m/%Y"}


def config(words: Wording) -> Drawn:
    """Plotly's settings: no toolbar, the visitor's numbers, no other host ever asked."""
    row = ROWS[words.lang]
    written = {"decimal": row.decimal, "thousands": row.group}
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "locale": words.lang,
        "locales": {}
        if words.lang == FIRST
        else {words.lang: {"dictionary": {}, "format": written}},
    }


def drawn(
    chart: Chart, palette: Palette, words: Wording, address: Callable[[Pick], str] | None = None
) -> Drawn:
    """A chart as a figure of Plotly: `data` and `layout`.

    `address`: where what a name on an axis or a place of a mark stands for leads.
    """
    left, right, top, bottom = chart.margins
    layout: Drawn = {
        "height": chart.height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ROWS[words.lang].decimal + ROWS[words.lang].group,
        "showlegend": bool(chart.legend),
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "font": {"family": "Barlow, sans-serif"},
        "xaxis": _axis(chart.x, words, ink=palette.text, address=address),
        "yaxis": _axis(chart.y, words, ink=palette.text, address=address),
        "annotations": [_note(note, palette) for note in chart.notes],
        "shapes": [_rule(at, palette) for at in chart.rules],
    }
    if chart.legend:
        layout["legend"] = _LEGENDS[chart.legend]
    if any(isinstance(mark, Spans) for mark in chart.marks):
        layout["barmode"] = "overlay"
    if any(isinstance(mark, Bars) for mark in chart.marks):
        layout["bargap"] = chart.gap
        layout |= {"barmode": chart.bars} if chart.bars else {}
    data = [_trace(mark, palette) for mark in chart.marks]
    for mark, trace in zip(chart.marks, data, strict=True):
        if address and (picks := getattr(mark, "picks", ())):
            trace["customdata"] = [address(pick) for pick in picks]
    return {"data": data, "layout": layout}


def stamped(drawing: Drawn, text: str) -> Drawn:
    """The same figure with a tag along its right edge, in a margin of its own: over no value, and behind none. A low
    one has it below."""
    layout = drawing["layout"]
    margin, height = layout["margin"], layout["height"]
    low = height < _LOW
    right = margin["r"]
    place: Drawn = {
        "textangle": 0, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -margin["b"] - 2,
    } if low else {
        "textangle": 90, "xanchor": "left", "xshift": right + 2, "y": 0.5, "yanchor": "middle",
    }  # fmt: skip
    tag: Drawn = place | {
        "text": f"<b>{escape(text, quote=False)}</b>", "showarrow": False,
        "x": 1, "xref": "paper", "yref": "paper",
        "font": {"size": 13, "color": LIGHT.text}, "bgcolor": LIGHT.loud,
        "bordercolor": LIGHT.outline, "borderwidth": 1, "borderpad": 3,
    }  # fmt: skip
    room = {"b": margin["b"] + _TAG} if low else {"r": right + _TAG}
    more: Drawn = {
        "height": height + _TAG if low else max(height, _TAGGED),
        "margin": margin | room,
        "annotations": [*layout["annotations"], tag],
    }
    return drawing | {"layout": layout | more}


def _named(axis: Axis, ink: str, address: Callable[[Pick], str] | None) -> list[str]:
    """The names on an axis, as links where they lead somewhere: in blue else, whatever the theme."""
    names = [escape(name) for _, name in axis.names]
    if not address or not axis.picks:
        return names
    return [
        f'<a href="{escape(address(pick))}" target="_self" style="color:{ink}">{name}</a>'
        if pick
        else name
        for name, pick in zip(names, axis.picks, strict=True)
    ]


def _axis(axis: Axis, words: Wording, *, ink: str, address: Callable[[Pick], str] | None) -> Drawn:
    drawing: Drawn = {"fixedrange": True, "automargin": True, "zeroline": False}
    drawing["tickfont"] = {"color": ink}  # the theme's grey is too faint on white to be read
    if axis.kind != "number":
        drawing["type"] = "date" if axis.kind == "day" else axis.kind
    if axis.low is not None and axis.high is not None:
        drawing["range"] = [axis.low, axis.high]
    if not axis.visible:
        return drawing | {"visible": False} | _scale(axis)
    drawing["showgrid"] = axis.grid
    if axis.from_zero:
        drawing["rangemode"] = "tozero"
    if axis.names:
        drawing |= {
            "tickvals": [value for value, _ in axis.names],
            "ticktext": _named(axis, ink, address),
        }
    elif axis.step and axis.form == "month":  # else one month might be named several times
        drawing["dtick"] = f"M{axis.step:g}"
    elif axis.step:
        drawing |= {"dtick": axis.step, "tick0": axis.first}
    elif axis.ticks:
        drawing["nticks"] = axis.ticks
    if axis.form == "day":
        drawing["tickformat"] = ROWS[words.lang].axis_day
    elif axis.form:
        drawing["tickformat"] = _FORMS[axis.form]
    if axis.title:
        drawing["title"] = {"text": axis.title}
    return drawing | _scale(axis)


def _scale(axis: Axis) -> Drawn:
    return {"scaleanchor": "x", "scaleratio": axis.scale} if axis.scale else {}


def _trace(mark: Mark, palette: Palette) -> Drawn:
    if isinstance(mark, Bars):
        return _bars(mark, palette)
    if isinstance(mark, Spans):
        return _spans(mark, palette)
    if isinstance(mark, Points):
        return _points(mark, palette)
    if isinstance(mark, Line):
        line = {"color": palette.of(mark.role), "width": mark.width, "dash": mark.dash}
        told = {"name": mark.name, "line": line, **_told(mark.hover)}
        return {
            "type": "scatter", "mode": "lines", "x": list(mark.x), "y": list(mark.y), **told,
        }  # fmt: skip
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(mark.x),
        "y": list(mark.y),
        "fill": "toself",
        "fillcolor": palette.of(mark.role),
        "line": {"width": mark.edge, "color": palette.ground},
        "hoverinfo": "skip",
    }


def _spans(spans: Spans, palette: Palette) -> Drawn:
    """Lying bars that begin at a number or on a day; of days Plotly wants the length in milliseconds."""
    lengths = [_length(start, end) for start, end in zip(spans.starts, spans.ends, strict=True)]
    fill = palette.of(spans.role)
    marker: Drawn = {"color": fill, "line": {"color": palette.text, "width": 1}}
    named: Drawn = {"name": spans.name} if spans.name else {"showlegend": False}
    if spans.pattern:
        marker["pattern"] = {
            "shape": spans.pattern, "fgcolor": palette.over(spans.role), "size": 6, "solidity": 0.25,
            "bgcolor": fill, "fillmode": "overlay",
        }  # fmt: skip
    return {
        "type": "bar",
        "orientation": "h",
        **named,
        "base": list(spans.starts),
        "x": lengths,
        "y": list(spans.lanes),
        "width": spans.thick,
        "marker": marker,
        "textposition": "none",
        **_told(spans.hover),
    }


def _length(start: Place, end: Place) -> float:
    if isinstance(start, str):
        return (dt.date.fromisoformat(str(end)) - dt.date.fromisoformat(start)).days * 86_400_000
    return float(end) - start


def _bars(bars: Bars, palette: Palette) -> Drawn:
    fills = [palette.of(role) for role in bars.roles]
    edge = palette.of(bars.edge)
    marker: Drawn = {"color": fills, "line": {"color": edge, "width": 1}}
    if any(bars.patterns):
        # Over the fill: of bars with colours of their own Plotly else draws the lines in the fill's colour. Over these it
        # draws in an ink of its own, white on quiet, and leaves what it is told to the legend; so a series of one colour
        # has one, and its legend looks as its bars do.
        (role, *others) = dict.fromkeys(bars.roles)
        marker["color"] = fills if others else fills[0]
        marker["pattern"] = {
            "shape": list(bars.patterns),
            "fgcolor": "#FFFFFF" if others else palette.over(role, bars.edge),
            "bgcolor": marker["color"],
            "fillmode": "overlay",
            "fgopacity": 1
            if "empty" in bars.roles
            else 0.5,  # all that a hollow bar shows, or over a fill
            "size": 6,
            "solidity": 0.25,
        }
    along, across = list(bars.at), list(bars.values)
    drawing: Drawn = {"type": "bar", "marker": marker, **_told(bars.hover)}
    if bars.name:
        drawing["name"] = bars.name
    if bars.lying:
        drawing |= {"orientation": "h", "x": across, "y": along}
    else:
        drawing |= {"x": along, "y": across}
    if bars.bases:
        drawing["base"] = list(bars.bases)
    if bars.labels:
        outside = {
            "textposition": "outside", "cliponaxis": False, "outsidetextfont": {"color": palette.text},
        }  # fmt: skip
        return drawing | {"text": [escape(label) for label in bars.labels], **outside}
    return drawing | {"textposition": "none"}


_SYMBOLS = {"up": "triangle-up", "down": "triangle-down"}
_SIDES = {"above": "top center", "below": "bottom center"}


def _points(points: Points, palette: Palette) -> Drawn:
    drawing: Drawn = {
        "type": "scatter",
        "mode": "markers",
        "x": list(points.x),
        "y": list(points.y),
        "marker": {
            "symbol": _SYMBOLS.get(points.symbol, points.symbol),
            "size": list(points.sizes),
            "color": palette.of(points.role),
            # Of sizes in a list Plotly takes bubbles, which are seen through: yellow was olive on black.
            "opacity": 1 if len(set(points.sizes)) < 2 else 0.7,
            "line": {"color": palette.text, "width": points.edge},
        },
        **_told(points.hover),
    }
    drawing |= {"name": points.name} if points.name else {"showlegend": False}
    if points.labels:
        drawing |= {
            "mode": "markers+text",
            "text": [escape(label) for label in points.labels],
            "textposition": [_SIDES[side] for side in points.sides],
            "textfont": {"color": palette.text},
            "cliponaxis": False,
        }
    return drawing


def _told(hover: Sequence[Hover]) -> Drawn:
    if not hover:
        return {"hoverinfo": "skip"}
    texts = [
        "<br>".join([f"<b>{escape(first)}</b>", *(_wrapped(line, _WIDE) for line in rest)])
        for first, *rest in hover
    ]
    return {"hovertext": texts, "hoverinfo": "text"}


def _wrapped(text: str, width: int) -> str:
    return "<br>".join(escape(line, quote=False) for line in broken(text, width))


def _note(note: Note, palette: Palette) -> Drawn:
    text = "<br>".join(escape(line, quote=False) for line in note.lines)
    drawing: Drawn = {
        "x": note.x,
        "y": note.y,
        "text": f"<b>{text}</b>" if note.bold else text,
        "showarrow": False,
        "font": {"size": note.size, "color": palette.text},
    }
    drawing |= {"xref": "paper"} if note.x_of == "paper" else {}
    drawing |= {"yref": "paper"} if note.y_of == "paper" else {}
    drawing |= {"xanchor": note.across} if note.across != "auto" else {}
    drawing |= {"yanchor": note.along} if note.along != "auto" else {}
    drawing |= {"xshift": note.right} if note.right else {}
    drawing |= {"yshift": note.up} if note.up else {}
    drawing |= {"textangle": note.turn} if note.turn else {}
    drawing |= {"align": "left"} if len(note.lines) > 1 else {}
    if note.lifted is not None:
        drawing |= {
            "showarrow": True, "ax": note.x, "ay": note.lifted, "axref": "x", "ayref": "y",
            "arrowhead": 0, "arrowwidth": 1, "arrowcolor": palette.text,
        }  # fmt: skip
    return drawing


def _rule(at: float, palette: Palette) -> Drawn:
    line = {"dash": "dot", "width": 2, "color": palette.text}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}
