"""Published totals of actions: each edition's, the newest, and all that was printed for one."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from impact.database import Rows
from impact.figures import Figure
from impact.presentation import comparison
from impact.presentation.chart import Chart, Palette, axis, compact, layout, wrapped
from impact.presentation.panel import Look, Number, Panel, card, panel, sources
from impact.presentation.registry import number_of, picture
from impact.presentation.sources import source_line
from impact.presentation.view import View
from impact.words import Wording


def compared(row: Mapping[str, Any], words: Wording) -> str:
    """How a total stands to the one before and to the highest, in words and without an arrow."""
    pair = comparison.newest(row)
    if pair is None:
        return words.say("actions.not_comparable")
    text = comparison.short(pair, words)
    if row["highest_year"] != row["edition_year"]:
        highest = words.qualified(row["highest_actions"], row["highest_qualifier"])
        year = str(row["highest_year"])
        text += " " + words.say("actions.highest", total=highest, year=year)
    return text


def actions_headline(row: Mapping[str, Any] | None, words: Wording) -> str:
    """What the newest total is beside the one before."""
    if row is None:
        return words.say("metric.actions_latest.headline_none")
    pair = comparison.newest(row)
    if pair is None:
        return words.say("metric.actions_latest.headline_plain", year=str(row["edition_year"]))
    return comparison.headline(pair, words)


def years_headline(rows: Rows, words: Wording) -> str:
    """What the totals of all editions show: the highest and the newest."""
    totals = [row for row in rows if row["actions"] is not None]
    if not totals:
        return words.say("metric.actions_latest.headline_none")
    highest, last = max(totals, key=lambda row: row["actions"]), totals[-1]
    key = "one" if len(totals) == 1 else "newest" if highest is last else "highest"
    return words.say(
        f"metric.actions_by_edition.headline_{key}",
        highest=_floor(highest, words),
        highest_year=str(highest["edition_year"]),
        last=_floor(last, words),
        year=str(last["edition_year"]),
    )


def actions_alt(rows: Rows, words: Wording) -> str:
    totals = [row for row in rows if row["actions"] is not None]
    if not totals:
        return words.say("metric.actions_latest.headline_none")
    highest = max(totals, key=lambda row: row["actions"])
    first, last = totals[0], totals[-1]
    return words.say(
        "metric.actions_by_edition.alt",
        count=len(totals),
        first=_floor(first, words),
        first_year=str(first["edition_year"]),
        highest=_floor(highest, words),
        highest_year=str(highest["edition_year"]),
        last=_floor(last, words),
        last_year=str(last["edition_year"]),
    )


def _floor(row: Mapping[str, Any], words: Wording) -> str:
    return words.qualified(row["actions"], row["qualifier"])


_PATTERN = {"exact": "", "at_least": "/", "about": "."}


def _clear(totals: Rows) -> bool:
    """Whether nothing beside the newest bar is in the way of a label above it."""
    return all(row["actions"] <= totals[-1]["actions"] for row in totals[-3:])


def editions_chart(rows: Rows, words: Wording, palette: Palette, *, small: bool = False) -> Chart:
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
                "name": words.say(f"qualifier.{qualifier}"),
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
                    f"{wrapped(words.qualified(row['actions'], row['qualifier']))}<br>"
                    f"{wrapped(words.term('actions_counted', row['actions_counted']))}<br>"
                    f"{wrapped(source_line(row, words))}"
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
            "text": escape(compact(words, row["actions"])),
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
                "text": escape(compact(words, totals[-1]["actions"])),
                "font": {"size": 13, "color": palette.text},
            }
        )
    missing = [row["edition_year"] for row in rows if row["actions"] is None]
    annotations += [
        {
            "x": year,
            "y": 0,
            "text": words.say("chart.no_total"),
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
                    "text": wrapped(words.say("chart.break", year=str(changed[-1])), 13),
                    "font": {"size": 11, "color": palette.text},
                }
            )
    years = [row["edition_year"] for row in rows]
    shape = layout(words, 260 if small else 440, barmode="overlay", bargap=0.25)
    shape |= {
        "xaxis": axis(
            dtick=4, tick0=2001, range=[min(years) - 0.7, max(years) + 0.7], showgrid=False
        )
        if years
        else axis(),
        "yaxis": axis(rangemode="tozero", tickformat=",.0f", nticks=5),
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
    return {"data": traces, "layout": shape}


def edition_claims_headline(rows: Rows, year: str, words: Wording) -> str:
    values = [row["actions"] for row in rows]
    if not values:
        return words.say("metric.actions_claims_of_edition.headline_none", year=year)
    lowest, highest = words.number(min(values)), words.number(max(values))
    if lowest == highest:
        return words.say(
            "metric.actions_claims_of_edition.headline_same",
            year=year,
            count=len(values),
            value=lowest,
        )
    return words.say(
        "metric.actions_claims_of_edition.headline_differ",
        year=year,
        count=len(values),
        lowest=lowest,
        highest=highest,
    )


def edition_claims_alt(rows: Rows, year: str, words: Wording) -> str:
    if not rows:
        return words.say("metric.actions_claims_of_edition.headline_none", year=year)
    totals = [
        words.say(
            "metric.actions_claims_of_edition.alt_total",
            value=words.qualified(row["actions"], row["qualifier"]),
            date=words.date(row["printed"]),
        )
        for row in rows
    ]
    return words.say(
        "metric.actions_claims_of_edition.alt", year=year, totals=words.listing(totals)
    )


_STAGE_SYMBOL = {"final": "circle", "interim": "diamond", "unknown": "square"}


def edition_claims_chart(rows: Rows, words: Wording, palette: Palette) -> Chart:
    """Dated points: every total that was printed for one edition, by what it claims to be."""
    points = [row for row in rows if row["printed_by"]]
    # A number is written once, where it is printed first.
    first = {row["actions"]: row["claim_id"] for row in reversed(points)}
    labels = [
        compact(words, row["actions"]) if first[row["actions"]] == row["claim_id"] else ""
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
                "name": words.term("stage", stage),
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
                    f"<b>{escape(words.qualified(row['actions'], row['qualifier']))}</b><br>"
                    f"{wrapped(source_line(row, words))}"
                    for row, _ in part
                ],
                "hoverinfo": "text",
            }
        )
    shape = layout(words, 360)
    shape |= {
        "xaxis": axis(type="date", tickformat="%m/%Y", nticks=6, showgrid=False),
        "yaxis": axis(tickformat=",.0f", nticks=5),
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        "margin": {"l": 8, "r": 16, "t": 60, "b": 8},
    }
    return {"data": traces, "layout": shape}


@number_of("actions_latest")
def number(view: View) -> Number | None:
    """The newest published total."""
    row = view.one("actions_latest")
    if row is None:
        return None
    return Number(
        view.say("metric.actions_latest.number", year=str(row["edition_year"])),
        view.qualified(row["actions"], row["qualifier"]),
        compared(row, view),
        view.say("source.line", text=source_line(row, view)),
    )


@picture
def actions_latest(view: View, figure: Figure, _look: Look) -> Panel:
    headline = actions_headline(next(iter(figure.rows), None), view)
    found = number(view)
    if found is None:
        return panel(view, figure, headline, figure.definition, headline, Number("", "–", ""))
    subtitle = view.say("metric.actions_latest.subtitle")
    return card(view, figure, headline, subtitle, found, found.source)


@picture
def actions_by_edition(view: View, figure: Figure, look: Look) -> Panel:
    rows = figure.rows
    return panel(
        view,
        figure,
        years_headline(rows, view),
        view.say("metric.actions_by_edition.subtitle"),
        actions_alt(rows, view),
        editions_chart(rows, view, look.palette),
        sources(view, figure.sources[::-1]),  # of the number in the headline
    )


@picture
def actions_claims_of_edition(view: View, figure: Figure, look: Look) -> Panel:
    rows, year = figure.rows, str(look.given["edition"])
    return panel(
        view,
        figure,
        edition_claims_headline(rows, year, view),
        view.say("metric.actions_claims_of_edition.subtitle", year=year),
        edition_claims_alt(rows, year, view),
        edition_claims_chart(rows, view, look.palette),
    )
