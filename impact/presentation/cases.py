"""Cases: where they are, how they stand, and which a visitor looks for."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from impact.contract import STANDINGS
from impact.database import Rows
from impact.figures import Figure
from impact.presentation.chart import Chart, Palette, axis, layout
from impact.presentation.panel import Look, Number, Panel, panel
from impact.presentation.registry import number_of, picture
from impact.presentation.view import View
from impact.words import Wording


def map_headline(rows: Rows, words: Wording) -> str:
    """How many cases stand on the map or have no country, in how many countries."""
    named = sum(bool(row["country_code"]) for row in rows)
    return words.say(
        "cases.map_found",
        cases=words.say("cases.found", count=sum(row["cases"] for row in rows)),
        countries=words.say("cases.countries", count=named),
    )


def map_alt(rows: Rows, words: Wording) -> str:
    if not any(row["country_code"] for row in rows):
        return words.say("table.empty")
    most = [row for row in rows if row["country_code"]][:3]
    named = [f"{words.country(row['country_code'])} ({words.number(row['cases'])})" for row in most]
    return words.say("metric.cases_by_country.alt", countries=words.listing(named))


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


def map_chart(rows: Rows, words: Wording, palette: Palette) -> Chart:
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
                f"<b>{escape(words.country(row['country_code']))}</b><br>"
                f"{escape(words.say('chart.cases', count=row['cases']))}"
                for row in known
            ],
            "hoverinfo": "text",
        },
    ]
    shape = layout(words, 380)
    shape |= {
        "xaxis": axis(visible=False, range=[-170, 191]),
        "yaxis": axis(visible=False, range=[-57, 84], scaleanchor="x", scaleratio=1.25),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    }
    return {"data": traces, "layout": shape}


def standings_headline(row: Mapping[str, Any] | None, words: Wording) -> str:
    """How many cases stand as free, of how many."""
    if row is None:
        return words.say("table.empty")
    return words.say(
        "metric.cases_by_standing.headline",
        free=row["cases_free"],
        cases=row["different_cases"],
    )


def standings_alt(rows: Rows, words: Wording) -> str:
    tracks = []
    for track in dict.fromkeys(row["track"] for row in rows):
        counts = [
            words.say(
                "live.part",
                name=words.term(track, row["standing"]),
                count=words.number(row["cases"]),
            )
            for row in rows
            if row["track"] == track
        ]
        standings = words.listing(counts)
        tracks.append(
            words.say(
                "metric.cases_by_standing.alt_track",
                track=words.term("track", track),
                standings=standings,
            )
        )
    return words.say("metric.cases_by_standing.alt", tracks=" ".join(tracks))


def standings_chart(rows: Rows, words: Wording, palette: Palette) -> Chart:
    """Lying bars of both tracks, each below its name; the free in yellow."""
    free = {standing.name for standing in STANDINGS if standing.free}
    names: list[str] = []
    values: list[int] = []
    fills: list[bool] = []
    labels: list[str] = []
    heads: list[tuple[int, str]] = []
    for track in dict.fromkeys(row["track"] for row in rows):
        heads.append((len(names), words.term("track", track)))
        part = [row for row in rows if row["track"] == track]
        names += [" " * (1 + len(heads)), *(words.term(track, row["standing"]) for row in part)]
        values += [0, *(row["cases"] for row in part)]
        fills += [False, *(row["standing"] in free for row in part)]
        labels += ["", *(words.number(row["cases"]) for row in part)]
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
    shape = layout(words, 60 + 28 * max(1, len(names)), bargap=0.3)
    shape |= {
        "xaxis": axis(visible=False, range=[0, 1.15 * max(values, default=1)]),
        "yaxis": axis(type="category"),
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
    return {"data": [trace] if rows else [], "layout": shape}


def fold(text: str) -> str:
    """Lower case without accents, as the query's `searchable` is."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(char)
    )


def matching(rows: Rows, wanted: str, chosen: Mapping[str, Any], words: Wording) -> Rows:
    """Rows that have every chosen value and every word looked for, case and accents ignored."""
    sought = fold(wanted).split()
    return [
        row
        for row in rows
        if all(value is None or row[column] == value for column, value in chosen.items())
        and all(
            word in f"{row['searchable']} {fold(words.country(row['country_code']))}"
            for word in sought
        )
    ]


@number_of("cases_total")
def number(view: View) -> Number | None:
    """How many cases the record has."""
    row = view.one("cases_total")
    if row is None:
        return None
    return Number(
        view.say("metric.cases_total.number"),
        view.qualified(row["cases"], "at_least"),
        view.say("metric.cases_total.number_text", **row),
        view.say("source.this_record"),
    )


@picture
def cases_by_country(view: View, figure: Figure, look: Look) -> Panel:
    rows = figure.rows
    return panel(
        view,
        figure,
        view.say(
            "metric.cases_by_country.headline",
            count=(view.one("cases_total") or {})["countries"],
        ),
        view.say("metric.cases_by_country.subtitle"),
        map_alt(rows, view),
        map_chart(rows, view, look.palette),
        f"{view.say('source.this_record')}. {view.say('cases.map_source')}",
    )


@picture
def cases_by_standing(view: View, figure: Figure, look: Look) -> Panel:
    rows = figure.rows
    return panel(
        view,
        figure,
        standings_headline(view.one("cases_total"), view),
        view.say("metric.cases_by_standing.subtitle"),
        standings_alt(rows, view),
        standings_chart(rows, view, look.palette),
        view.say("source.this_record"),
    )
