"""Charts as plain Plotly figures: rows, words and a palette in, a dictionary out.

No screen and no SQL here, so every chart is tested on a few rows. Plain dictionaries instead of
Plotly's own classes: the same JSON, ten to forty times cheaper to build. Colours that carry
meaning come from the palette of the visitor's theme; text and grid are left to the theme.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from impact.contract import STANDINGS
from impact.database import Rows
from impact.figures import localized
from impact.locales import FIRST, ROWS
from impact.words import Language, country, date, number, qualified, say, term

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

_PATTERN = {"exact": "", "at_least": "/", "about": "."}
_SCOPE_SYMBOL = {
    "people_released": "circle",
    "situations_improved": "square",
    "positive_outcomes": "diamond",
}


def config(lang: Language) -> dict[str, Any]:
    """Plotly's settings: no toolbar, the visitor's numbers, no other host ever asked."""
    row = ROWS[lang]
    written = {"decimal": row.decimal, "thousands": row.group}
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "locale": lang,
        "locales": {} if lang == FIRST else {lang: {"dictionary": {}, "format": written}},
    }


def _layout(lang: Language, height: int, **more: Any) -> Chart:
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ROWS[lang].decimal + ROWS[lang].group,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "font": {"family": "Barlow, sans-serif"},
        **more,
    }


def _axis(**more: Any) -> Chart:
    return {"fixedrange": True, "automargin": True, "zeroline": False, **more}


def _wrapped(text: str, width: int = 42) -> str:
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


def source_line(row: Mapping[str, Any], lang: Language) -> str:
    """Who printed a number, and when: one phrase."""
    name = localized(row, "publisher" if "publisher" in row else "source_name", lang)
    when = row.get("printed") or row.get("source_date")
    return say(lang, "source.dated", name=name, date=date(lang, when)) if when else name


def compact(lang: Language, value: int) -> str:
    """A large number short, cut and never rounded up: 4,662,638 is 4.66 M."""
    if value < 1_000_000:
        return number(lang, value)
    return say(lang, "chart.millions", number=number(lang, value // 10_000 / 100))


def _clear(totals: Rows) -> bool:
    """Whether nothing beside the newest bar is in the way of a label above it."""
    return all(row["actions"] <= totals[-1]["actions"] for row in totals[-3:])


def actions_by_edition(
    rows: Rows, lang: Language, palette: Palette, *, small: bool = False
) -> Chart:
    """Bars of published totals; gaps for missing years, a dotted mark where the measure changes."""
    totals = [row for row in rows if row["actions"] is not None]
    newest = totals[-1]["edition_year"] if totals else None
    traces = []
    for qualifier, pattern in _PATTERN.items():
        part = [row for row in totals if row["qualifier"] == qualifier]
        if not part:
            continue
        fills = [palette.loud if row["edition_year"] == newest else palette.quiet for row in part]
        traces.append(
            {
                "type": "bar",
                "name": say(lang, f"qualifier.{qualifier}"),
                "x": [row["edition_year"] for row in part],
                "y": [row["actions"] for row in part],
                "marker": {
                    "color": fills,
                    "line": {"color": palette.outline, "width": 1},
                    "pattern": {
                        "shape": pattern,
                        "fgcolor": palette.outline,
                        "bgcolor": fills,
                        "fillmode": "overlay",
                        "size": 6,
                        "solidity": 0.25,
                    },
                },
                "hovertext": [
                    f"<b>{row['edition_year']}</b><br>"
                    f"{_wrapped(qualified(lang, row['actions'], row['qualifier']))}<br>"
                    f"{_wrapped(term(lang, 'actions_counted', row['actions_counted']))}<br>"
                    f"{_wrapped(source_line(row, lang))}"
                    for row in part
                ],
                "hoverinfo": "text",
                "textposition": "none",
            }
        )
    annotations = [
        {
            "x": row["edition_year"],
            "y": row["actions"],
            "text": escape(compact(lang, row["actions"])),
            "showarrow": False,
            "yshift": 11,
            "font": {"size": 13, "color": palette.text},
        }
        for row in totals
        if row["is_highest"] or (row["edition_year"] == newest and _clear(totals))
    ]
    if totals and not _clear(totals):
        # The bar beside the newest is higher: its label goes above both, with a line down to it.
        annotations.append(
            {
                "x": newest,
                "y": totals[-1]["actions"],
                "ax": newest,
                "ay": 1.12 * max(row["actions"] for row in totals[-3:]),
                "axref": "x",
                "ayref": "y",
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": palette.text,
                "text": escape(compact(lang, totals[-1]["actions"])),
                "font": {"size": 13, "color": palette.text},
            }
        )
    missing = [row["edition_year"] for row in rows if row["actions"] is None]
    annotations += [
        {
            "x": year,
            "y": 0,
            "text": say(lang, "chart.no_total"),
            "textangle": -90,
            "showarrow": False,
            "yanchor": "bottom",
            "font": {"size": 11, "color": palette.text},
        }
        for year in missing
    ]
    changed = [row["edition_year"] for row in totals if row["meaning_changed"]]
    shapes = []
    if changed:
        shapes.append(
            {
                "type": "line",
                "x0": changed[-1] - 0.5,
                "x1": changed[-1] - 0.5,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"dash": "dot", "width": 2, "color": palette.text},
            }
        )
        if not small:
            annotations.append(
                {
                    "x": changed[-1] - 0.5,
                    "xshift": 5,
                    "y": 1,
                    "yref": "paper",
                    "xanchor": "left",
                    "yanchor": "top",
                    "align": "left",
                    "showarrow": False,
                    "text": _wrapped(say(lang, "chart.break", year=str(changed[-1])), 13),
                    "font": {"size": 11, "color": palette.text},
                }
            )
    years = [row["edition_year"] for row in rows]
    layout = _layout(lang, 260 if small else 440, barmode="overlay", bargap=0.25)
    layout |= {
        "xaxis": _axis(
            dtick=4, tick0=2001, range=[min(years) - 0.7, max(years) + 0.7], showgrid=False
        )
        if years
        else _axis(),
        "yaxis": _axis(rangemode="tozero", tickformat=",.0f", nticks=5),
        "shapes": shapes,
        "annotations": annotations,
        "showlegend": not small and len(traces) > 1,
        "legend": {
            "orientation": "h",
            "y": -0.12,
            "x": 0,
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }
    return {"data": traces, "layout": layout}


def releases_published(
    rows: Rows, lang: Language, palette: Palette, *, most: int | None = None, beside: bool = False
) -> Chart:
    """Dated points, one row of the chart per publisher: what was printed, when. Never a line.

    `most`: no more rows than these, those who printed least in the last. `beside`: names at the left.
    """
    points = [row for row in rows if row["subject"] in _SCOPE_SYMBOL and row["printed_by"]]
    own = [localized(row, "publisher_itself", lang) for row in points]
    order = sorted(set(own), key=lambda name: (-own.count(name), name))
    if most and len(order) > most:
        others = say(lang, "picture.publishers", count=len(order) - most + 1)
        order = [*order[: most - 1], others]
        own = [name if name in order else others for name in own]
    height_of = {name: len(order) - index for index, name in enumerate(order)}
    last: dict[str, int] = {}
    labels, sides, side = [], [], "top center"
    for row, name in zip(points, own, strict=True):
        new = last.get(name) != row["value"]
        if new:  # neighbours alternate, so that their labels do not meet
            side = "bottom center" if name not in last or side == "top center" else "top center"
        labels.append(number(lang, row["value"]) if new else "")
        sides.append(side)
        last[name] = row["value"]
    traces = []
    for subject, symbol in _SCOPE_SYMBOL.items():
        part = [
            (row, name, label, side)
            for row, name, label, side in zip(points, own, labels, sides, strict=True)
            if row["subject"] == subject
        ]
        if not part:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": term(lang, "subject", subject),
                "x": [row["printed_by"].isoformat() for row, *_ in part],
                "y": [height_of[name] for _, name, *_ in part],
                "text": [label for _, _, label, _ in part],
                "textposition": [side for *_, side in part],
                "cliponaxis": False,
                "marker": {
                    "symbol": symbol,
                    "size": 12,
                    "color": palette.loud if subject == "people_released" else palette.quiet,
                    "line": {"color": palette.text, "width": 1.5},
                },
                "hovertext": [
                    f"<b>{escape(qualified(lang, row['value'], row['qualifier']))}</b><br>"
                    f"{_wrapped(claim_scope(row, lang))}<br>{_wrapped(source_line(row, lang))}"
                    for row, *_ in part
                ],
                "hoverinfo": "text",
            }
        )
    annotations = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": height,
            "yshift": 32,
            "showarrow": False,
            "text": escape(name),
            "font": {"size": 13, "color": palette.text},
        }
        for name, height in height_of.items()
        if not beside
    ]
    layout = _layout(lang, 90 + 78 * max(1, len(order)))
    layout |= {
        "xaxis": _axis(type="date", tickformat="%Y", showgrid=True),
        "yaxis": _axis(
            range=[0.4, len(order) + 0.6],
            showgrid=False,
            tickvals=list(height_of.values()),
            ticktext=[escape(name) for name in height_of],
        )
        if beside
        else _axis(visible=False, range=[0.2, len(order) + 0.9]),
        "annotations": annotations,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        "margin": {"l": 8, "r": 16, "t": 60, "b": 8},
    }
    return {"data": traces, "layout": layout}


_STAGE_SYMBOL = {"final": "circle", "interim": "diamond", "unknown": "square"}


def actions_claims_of_edition(rows: Rows, lang: Language, palette: Palette) -> Chart:
    """Dated points: every total that was printed for one edition, by what it claims to be."""
    points = [row for row in rows if row["printed_by"]]
    # A number is written once, where it is printed first.
    first = {row["actions"]: row["claim_id"] for row in reversed(points)}
    labels = [
        compact(lang, row["actions"]) if first[row["actions"]] == row["claim_id"] else ""
        for row in points
    ]
    traces = []
    for stage, symbol in _STAGE_SYMBOL.items():
        part = [
            (row, label)
            for row, label in zip(points, labels, strict=True)
            if (row["stage"] or "unknown") == stage
        ]
        if not part:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": term(lang, "stage", stage),
                "x": [row["printed_by"].isoformat() for row, _ in part],
                "y": [row["actions"] for row, _ in part],
                "text": [label for _, label in part],
                "textposition": ["top center"] * len(part),
                "cliponaxis": False,
                "marker": {
                    "symbol": symbol,
                    "size": 12,
                    "color": palette.loud if stage == "final" else palette.quiet,
                    "line": {"color": palette.text, "width": 1.5},
                },
                "hovertext": [
                    f"<b>{escape(qualified(lang, row['actions'], row['qualifier']))}</b><br>"
                    f"{_wrapped(source_line(row, lang))}"
                    for row, _ in part
                ],
                "hoverinfo": "text",
            }
        )
    layout = _layout(lang, 360)
    layout |= {
        "xaxis": _axis(type="date", tickformat="%m/%Y", nticks=6, showgrid=False),
        "yaxis": _axis(tickformat=",.0f", nticks=5),
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        "margin": {"l": 8, "r": 16, "t": 60, "b": 8},
    }
    return {"data": traces, "layout": layout}


def claim_scope(row: Mapping[str, Any], lang: Language) -> str:
    """What a claim counts: subject, since when, of how many cases."""
    text = term(lang, "subject", row["subject"])
    if row["since_year"]:
        text = say(lang, "claim.since", subject=text, year=row["since_year"])
    if row.get("of_cases"):
        text = say(lang, "claim.of_cases", subject=text, cases=row["of_cases"])
    return text


def releases_documented(rows: Rows, lang: Language, palette: Palette, *, added_up: bool) -> Chart:
    """Documented releases by year or added up: those free now, and above them the others."""
    dated = [row for row in rows if row["year"] is not None]
    if added_up:
        counts = [(row["to_date"], row["out_to_date"]) for row in dated]
    else:
        counts = [(row["people"], row["free_now"] + row["under_conditions_now"]) for row in dated]
    years = [row["year"] for row in dated]
    parts = (
        ("out_now", [out for _, out in counts], palette.loud, ""),
        ("not_out_now", [people - out for people, out in counts], palette.ground, "x"),
    )
    traces = [
        {
            "type": "bar",
            "name": say(lang, f"chart.{key}"),
            "x": years,
            "y": values,
            "marker": {
                "color": colour,
                "line": {"color": palette.text, "width": 1},
                "pattern": {"shape": pattern, "fgcolor": palette.text, "size": 6, "solidity": 0.3},
            },
            "hovertext": [
                f"<b>{year}</b><br>{_wrapped(say(lang, f'chart.{key}_hover', count=value))}"
                for year, value in zip(years, values, strict=True)
            ],
            "hoverinfo": "text",
        }
        for key, values, colour, pattern in parts
    ]
    layout = _layout(lang, 360, barmode="stack", bargap=0.25)
    layout |= {
        "xaxis": _axis(dtick=4, showgrid=False),
        "yaxis": _axis(rangemode="tozero", tickformat=",.0f", nticks=5),
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        "margin": {"l": 8, "r": 8, "t": 48, "b": 8},
    }
    return {"data": traces, "layout": layout}


@cache
def _world() -> tuple[dict[str, list[list[list[float]]]], dict[str, list[float]]]:
    content = json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))
    return content["shapes"], content["centres"]


@cache
def _outlines(codes: frozenset[str] | None) -> tuple[list[float | None], list[float | None]]:
    """All rings of some countries (of all, for None) as one line with gaps."""
    shapes, _ = _world()
    xs: list[float | None] = []
    ys: list[float | None] = []
    for code in shapes if codes is None else sorted(codes & set(shapes)):
        for ring in shapes[code]:
            xs += [*(point[0] for point in ring), None]
            ys += [*(point[1] for point in ring), None]
    return xs, ys


def cases_by_country(rows: Rows, lang: Language, palette: Palette) -> Chart:
    """A map of flat shapes that we ship: countries with cases darker, a dot as large as their number."""
    known = [row for row in rows if row["country_code"] in _world()[1]]
    land_x, land_y = _outlines(None)
    case_x, case_y = _outlines(frozenset(row["country_code"] for row in known))
    quiet = {"hoverinfo": "skip", "mode": "lines", "type": "scatter", "fill": "toself"}
    faint = "rgba(138,135,120,0.22)"
    centres = [_world()[1][row["country_code"]] for row in known]
    traces = [
        {
            **quiet,
            "x": land_x,
            "y": land_y,
            "fillcolor": faint,
            "line": {"width": 0.4, "color": palette.ground},
        },
        {
            **quiet,
            "x": case_x,
            "y": case_y,
            "fillcolor": "rgba(138,135,120,0.55)",
            "line": {"width": 0.6, "color": palette.ground},
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [x for x, _ in centres],
            "y": [y for _, y in centres],
            "marker": {
                "size": [6 + 4 * row["cases"] ** 0.5 for row in known],
                "color": palette.loud,
                "line": {"color": palette.text, "width": 1},
            },
            "hovertext": [
                f"<b>{escape(country(lang, row['country_code']))}</b><br>"
                f"{escape(say(lang, 'chart.cases', count=row['cases']))}"
                for row in known
            ],
            "hoverinfo": "text",
        },
    ]
    layout = _layout(lang, 380)
    layout |= {
        "xaxis": _axis(visible=False, range=[-170, 191]),
        "yaxis": _axis(visible=False, range=[-57, 84], scaleanchor="x", scaleratio=1.25),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    }
    return {"data": traces, "layout": layout}


def cases_by_standing(rows: Rows, lang: Language, palette: Palette) -> Chart:
    """Lying bars of both tracks, each below its name; the free in yellow."""
    free = {standing.name for standing in STANDINGS if standing.free}
    names: list[str] = []
    values: list[int] = []
    fills: list[bool] = []
    labels: list[str] = []
    heads: list[tuple[int, str]] = []
    for track in dict.fromkeys(row["track"] for row in rows):
        heads.append((len(names), term(lang, "track", track)))
        part = [row for row in rows if row["track"] == track]
        names += [" " * (1 + len(heads)), *(term(lang, track, row["standing"]) for row in part)]
        values += [0, *(row["cases"] for row in part)]
        fills += [False, *(row["standing"] in free for row in part)]
        labels += ["", *(number(lang, row["cases"]) for row in part)]
    last = len(names) - 1
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": names[::-1],
        "x": values[::-1],
        "marker": {
            "color": [palette.loud if loud else palette.quiet for loud in fills[::-1]],
            "line": {"color": palette.text, "width": 1},
        },
        "text": labels[::-1],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    layout = _layout(lang, 60 + 28 * max(1, len(names)), bargap=0.3)
    layout |= {
        "xaxis": _axis(visible=False, range=[0, 1.15 * max(values, default=1)]),
        "yaxis": _axis(type="category"),
        "annotations": [
            {
                "x": 0,
                "y": last - index,
                "text": f"<b>{escape(name)}</b>",
                "xanchor": "left",
                "showarrow": False,
                "font": {"size": 14, "color": palette.text},
            }
            for index, name in heads
        ],
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    }
    return {"data": [trace] if rows else [], "layout": layout}


def said(chart: Chart) -> Iterable[str]:
    """Every text that a chart shows, for the tests that read pages in both languages."""
    for trace in chart["data"]:
        yield str(trace.get("name", ""))
        yield from (re.sub(r"<[^>]+>", " ", str(text)) for text in trace.get("hovertext", ()))
    for annotation in chart["layout"].get("annotations", ()):
        yield re.sub(r"<[^>]+>", " ", str(annotation["text"]))
