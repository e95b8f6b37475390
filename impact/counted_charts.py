"""Charts of what was counted from exports: by day, added up, by part, and why two snapshots differ.

Apart from `charts`, which draws what was published: counts are never drawn as if they were totals.
"""

from __future__ import annotations

from collections.abc import Sequence

from impact.charts import Chart, Palette, _axis, _layout, _wrapped
from impact.counted_telling import part_name
from impact.database import Rows
from impact.locales import ROWS
from impact.words import Language, date, number, say

_KINDS = ("new", "late", "corrected", "moved", "retracted", "restored")


def by_day(rows: Rows, lang: Language, palette: Palette) -> Chart:
    """Bars of dated actions; the newest day in yellow."""
    dated = [row for row in rows if row["day"] is not None]
    newest = dated[-1]["day"] if dated else None
    trace = {
        "type": "bar",
        "x": [row["day"].isoformat() for row in dated],
        "y": [row["actions"] for row in dated],
        "marker": {
            "color": [palette.loud if row["day"] == newest else palette.quiet for row in dated],
            "line": {"color": palette.outline, "width": 1},
        },
        "hovertext": [
            f"<b>{date(lang, row['day'])}</b><br>"
            f"{_wrapped(say(lang, 'live.hover_day', count=row['actions'], day=row['day_of_campaign']))}"
            for row in dated
        ],
        "hoverinfo": "text",
    }
    layout = _layout(lang, 300, bargap=0.2)
    layout |= {
        "xaxis": _axis(type="date", showgrid=False, nticks=6, tickformat=_day_format(lang)),
        "yaxis": _axis(rangemode="tozero", tickformat=",.0f", nticks=5),
    }
    return {"data": [trace] if dated else [], "layout": layout}


def _day_format(lang: Language) -> str:
    return ROWS[lang].axis_day


def pace(rows: Rows, lang: Language, palette: Palette, edition: int) -> Chart:
    """Counts added up by day of the campaign: the edition asked loud, earlier ones quiet."""
    years = sorted({row["edition_year"] for row in rows})
    dashes = dict(
        zip(
            reversed([year for year in years if year != edition]),
            ("solid", "dash", "dot"),
            strict=False,
        )
    )
    traces: list[Chart] = []
    annotations = []
    for year in years:
        part = [row for row in rows if row["edition_year"] == year]
        asked = year == edition
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": str(year),
                "x": [row["day_of_campaign"] for row in part],
                "y": [row["cumulative"] for row in part],
                "line": {
                    "color": palette.text if asked else palette.quiet,
                    "width": 4 if asked else 2,
                    "dash": "solid" if asked else dashes.get(year, "dot"),
                },
                "hovertext": [
                    f"<b>{year}</b><br>"
                    f"{_wrapped(say(lang, 'live.hover_pace', count=row['cumulative'], day=row['day_of_campaign']))}"
                    for row in part
                ],
                "hoverinfo": "text",
            }
        )
        last = part[-1]
        if asked:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [last["day_of_campaign"]],
                    "y": [last["cumulative"]],
                    "marker": {
                        "color": palette.loud,
                        "size": 13,
                        "line": {"color": palette.text, "width": 2},
                    },
                    "hoverinfo": "skip",
                }
            )
        annotations.append(
            {
                "x": last["day_of_campaign"],
                "y": last["cumulative"],
                "text": f"<b>{year}</b>" if asked else str(year),
                "showarrow": False,
                "xanchor": "left",
                "xshift": 9,
                "font": {"size": 13, "color": palette.text},
            }
        )
    layout = _layout(lang, 380)
    layout |= {
        "xaxis": _axis(
            showgrid=False, nticks=8, title={"text": say(lang, "live.axis_day")}, rangemode="tozero"
        ),
        "yaxis": _axis(rangemode="tozero", tickformat=",.0f", nticks=5),
        "annotations": annotations,
        "margin": {"l": 8, "r": 48, "t": 24, "b": 8},
    }
    return {"data": traces, "layout": layout}


def by_part(
    rows: Rows, split: str, lang: Language, palette: Palette, *, most: int | None = None
) -> Chart:
    """Lying bars, the largest on top, each with its number. Beyond `most`, the tail is added up.

    Actions of no known case, which come last, keep a bar of their own.
    """
    parts = [(_short(part_name(row, split, lang)), row["actions"]) for row in rows]
    unmapped = say(lang, "live.unmapped")
    if most and len(parts) > most:
        end = len(parts) - (parts[-1][0] == unmapped)
        start = most - 1 - (len(parts) - end)
        rest = (
            say(lang, "picture.rest", count=end - start),
            sum(actions for _, actions in parts[start:end]),
        )
        parts = [*parts[:start], rest, *parts[end:]]
    names, values = [name for name, _ in parts], [actions for _, actions in parts]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": names[::-1],
        "x": values[::-1],
        "marker": {
            "color": [
                palette.ground if name == unmapped else palette.quiet for name in names[::-1]
            ],
            "line": {"color": palette.text, "width": 1},
        },
        "text": [number(lang, value) for value in values[::-1]],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    layout = _layout(lang, 60 + 30 * max(1, len(parts)), bargap=0.3)
    top = max(values, default=1)
    layout |= {
        "xaxis": _axis(visible=False, range=[0, top * 1.2]),
        "yaxis": _axis(type="category"),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    }
    return {"data": [trace] if rows else [], "layout": layout}


def _short(text: str) -> str:
    return text if len(text) <= 26 else f"{text[:25].rstrip()}…"


def changes(
    kinds: Sequence[tuple[str, int]],
    before: int,
    after: int,
    lang: Language,
    palette: Palette,
) -> Chart:
    """A waterfall from one count to the other; rises and falls differ by pattern and by sign."""
    steps = [(kind, sum(count for each, count in kinds if each == kind)) for kind in _KINDS]
    steps = [(kind, actions) for kind, actions in steps if actions]
    names = [
        say(lang, "history.before"),
        *(say(lang, f"history.{kind}") for kind, _ in steps),
        say(lang, "history.after"),
    ]
    bases, heights, colours, patterns, labels = (
        [0],
        [before],
        [palette.quiet],
        [""],
        [number(lang, before)],
    )
    level = before
    for _, actions in steps:
        bases.append(min(level, level + actions))
        heights.append(abs(actions))
        colours.append(palette.loud if actions > 0 else palette.ground)
        patterns.append("" if actions > 0 else "x")
        labels.append(f"{'+' if actions > 0 else '−'}{number(lang, abs(actions))}")
        level += actions
    bases.append(0)
    heights.append(after)
    colours.append(palette.quiet)
    patterns.append("")
    labels.append(number(lang, after))
    trace = {
        "type": "bar",
        "x": names,
        "y": heights,
        "base": bases,
        "text": labels,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": colours,
            "line": {"color": palette.text, "width": 1},
            "pattern": {"shape": patterns, "fgcolor": palette.text, "size": 6, "solidity": 0.3},
        },
        "hoverinfo": "skip",
    }
    layout = _layout(lang, 320, bargap=0.35)
    layout |= {
        "xaxis": _axis(type="category", showgrid=False),
        "yaxis": _axis(
            visible=False,
            range=[0, 1.15 * max(1, *(b + h for b, h in zip(bases, heights, strict=True)))],
        ),
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
    }
    return {"data": [trace], "layout": layout}
