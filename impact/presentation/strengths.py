"""How strong the sources of the record are, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from impact.figures import FigureOf
from impact.figures.rows import SourcesByStrength
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Bars, Chart, Note, counts_axis
from impact.presentation.palette import Role
from impact.presentation.panel import Look, Panel, panel
from impact.presentation.registry import picture
from impact.presentation.view import View

_FIGURE = "sources_by_strength"


@dataclass(frozen=True)
class Strength:
    """How strong a source is, and how rows that rest on such a one are drawn."""

    name: Literal["good", "fair", "weak", "without"]
    role: Role
    pattern: str = ""


STRENGTHS = (
    Strength("good", "loud"),
    Strength("fair", "quiet"),
    Strength("weak", "quiet", "/"),
    Strength("without", "empty"),
)


def strengths_chart(rows: Sequence[SourcesByStrength], words: Wording) -> Chart:
    """One lying bar a file of the record, made of its rows by how strong their sources are; the first file on top."""
    places = list(enumerate(reversed(rows)))
    names = [(place, words.term("file", row["file"])) for place, row in places]
    marks = []
    for strength in STRENGTHS:
        here = [(place, row) for place, row in places if row[strength.name]]
        if here:
            called = words.say(f"column.{strength.name}")
            told = words.say("live.part", name=called, count="{}")
            marks.append(
                Bars(
                    name=called,
                    at=[place for place, _ in here],
                    values=[row[strength.name] for _, row in here],
                    roles=[strength.role] * len(here),
                    patterns=[strength.pattern] * len(here),
                    hover=[
                        (names[place][1], told.format(words.number(row[strength.name])))
                        for place, row in here
                    ],
                    lying=True,
                )
            )
    return Chart(
        marks=marks,
        height=110 + 30 * max(1, len(rows)),
        x=counts_axis(max(map(_rows_of, rows), default=0)),
        y=Axis(low=-0.5, high=len(rows) - 0.5, names=names, grid=False),
        bars="stack",
        gap=0.3,
        legend="above",
        margins=(8, 8, 72, 8),
    )


def strip(rows: Sequence[SourcesByStrength], words: Wording) -> tuple[int, str, Chart]:
    """How many rows there are, how many of them by how strong their sources are, and that as one thin bar."""
    whole = sum(map(_rows_of, rows))
    marks, parts = [], []
    for strength in STRENGTHS:
        count = sum(row[strength.name] for row in rows)
        if not count:
            continue
        called = words.say(f"column.{strength.name}")
        said = words.say("live.part", name=called, count=words.number(count))
        parts.append(said)
        marks.append(
            Bars(
                name=called, at=[0], values=[count], roles=[strength.role],
                patterns=[strength.pattern], hover=[(called, words.number(count))], lying=True,
            )
        )  # fmt: skip
    drawing = Chart(
        marks=marks,
        height=64,
        x=Axis(low=0, high=1.004 * whole or 1, visible=False),  # with the last one's edge
        y=Axis(low=-0.5, high=0.5, visible=False),
        # In the order of the bar: below its own part a phone has room for none but the two longest.
        notes=[
            Note(
                lines=(" · ".join(parts),),
                x=0,
                y=0,
                size=12,
                x_of="paper",
                y_of="paper",
                across="left",
                along="top",
                up=-4,
            )
        ],
        bars="stack",
        gap=0.1,
        margins=(0, 0, 0, 26),
    )
    return whole, words.listing(parts), drawing


@picture
def sources_by_strength(view: View, figure: FigureOf[SourcesByStrength], _look: Look) -> Panel:
    sums = {each.name: sum(row[each.name] for row in figure.rows) for each in STRENGTHS}
    parts = [
        view.say(
            "live.part",
            name=view.say(f"column.{name}"),
            count=view.number(count),
        )
        for name, count in sums.items()
    ]
    return panel(
        view,
        figure,
        view.say(
            f"metric.{_FIGURE}.headline",
            good=view.number(sums["good"]),
            rows=view.number(sum(sums.values())),
        ),
        view.say(f"metric.{_FIGURE}.subtitle"),
        view.say(f"metric.{_FIGURE}.alt", parts=view.listing(parts)),
        strengths_chart(figure.rows, view),
        view.say("source.this_record"),
    )


def _rows_of(row: SourcesByStrength) -> int:
    return sum(row[each.name] for each in STRENGTHS)
