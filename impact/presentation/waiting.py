"""From launch to release: how the share of those held at launch who had come out grew, and how many are followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from impact.figures import FigureOf
from impact.figures.rows import TimeToRelease
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Chart, Line, Note
from impact.presentation.panel import Look, Panel, panel
from impact.presentation.registry import picture
from impact.presentation.view import View

_FEW = 10  # people; of fewer no share is told


def median(rows: Sequence[TimeToRelease]) -> int | None:
    """The month by which half had come out; None where it never was half, or too few are followed."""
    half = next((row for row in rows if row["share_out"] >= 0.5), None)
    return half["month"] if half and half["at_risk"] >= _FEW else None


def _told(rows: Sequence[TimeToRelease]) -> list[TimeToRelease]:
    """The months that rest on enough people to be told as a share; the first one always."""
    return [row for row in rows if row["at_risk"] >= _FEW or row["month"] == 0]


def chart(rows: Sequence[TimeToRelease], words: Wording) -> Chart:
    """A line in steps, with how many are followed below it at the start of each second year."""
    told = _told(rows)
    xs: list[float] = []
    ys: list[float] = []
    for row in told:  # in steps: nobody is out between two months
        xs += [row["month"] / 12] * (2 if ys else 1)
        ys += [ys[-1], row["share_out"]] if ys else [row["share_out"]]
    hover = [
        (
            words.say("metric.time_to_release.label"),
            words.say(
                "metric.time_to_release.hover",
                month=row["month"],
                share=words.percent(row["share_out"]),
                count=row["at_risk"],
            ),
        )
        for row in told
        for _ in range(2 if row["month"] else 1)
    ]
    years = told[-1]["month"] / 12 if told else 1
    every = 24 if years <= 12 else 48
    return Chart(
        marks=[Line(x=xs, y=ys, role="text", width=4, hover=hover)] if len(told) > 1 else [],
        height=420,
        x=Axis(
            low=0,
            high=1.04 * years,
            step=every / 12,
            grid=False,
            title=words.say("metric.time_to_release.years_after"),
        ),
        y=Axis(
            low=-0.12,
            high=1,
            names=[(share, words.percent(share)) for share in (0, 0.25, 0.5, 0.75, 1)],
        ),
        notes=[
            Note(
                lines=(words.say("metric.time_to_release.followed", count=row["at_risk"]),),
                x=row["month"] / 12,
                y=-0.06,
            )
            for row in told
            if row["month"] % every == 0 and row["month"]
        ],
        margins=(8, 8, 24, 8),
    )


def headline(rows: Sequence[TimeToRelease], words: Wording) -> str:
    if not rows:
        return words.say("metric.time_to_release.headline_none")
    if rows[0]["at_risk"] < _FEW:
        return words.say("metric.time_to_release.headline_few", least=_FEW)
    month = median(rows)
    if month is None:
        if any(row["share_out"] >= 0.5 for row in rows):
            return words.say("metric.time_to_release.label")
        return words.say("metric.time_to_release.headline_no_median")
    return words.say("metric.time_to_release.headline", months=month)


def alt(rows: Sequence[TimeToRelease], words: Wording) -> str:
    told = [
        words.say(
            "metric.time_to_release.alt_year",
            count=row["month"] // 12,
            share=words.percent(row["share_out"]),
            people=row["at_risk"],
        )
        for row in _told(rows)
        if row["month"] in (12, 24, 60, 120)
    ]
    if not told:
        return headline(rows, words)
    return words.say("metric.time_to_release.alt", told=words.listing(told))


def among(given: Mapping[str, Any], words: Wording) -> str:
    """Of whom it is told, where it is not of all: a share of some must not pass for that of all."""
    named = [words.term(key, str(given[key])) for key in ("issue", "region") if given.get(key)]
    if period := given.get("period"):
        first, last = str(period).split("-")
        named.append(words.say("metric.time_to_release.editions", first=first, last=last))
    return ", ".join(named)


@picture
def time_to_release(view: View, figure: FigureOf[TimeToRelease], look: Look) -> Panel:
    rows = figure.rows
    head = headline(rows, view)
    if only := among(look.given, view):
        head = view.say("metric.time_to_release.only", only=only, headline=head)
    people = view.say("metric.time_to_release.people", count=rows[0]["at_risk"] if rows else 0)
    return panel(
        view,
        figure,
        head,
        view.say("metric.time_to_release.subtitle", people=people),
        alt(rows, view),
        chart(rows, view),
        view.say("source.this_record"),
    )
