"""Like for like: what sections have counted so far, beside what the same ones had on the same day before."""

from __future__ import annotations

from collections.abc import Sequence

from impact.figures import FigureOf
from impact.figures.rows import LikeForLike, PaceAlike
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Bars, Chart, Note, Points
from impact.presentation.counts import pace_chart
from impact.presentation.panel import Look, Panel, panel
from impact.presentation.progress import compared_word
from impact.presentation.registry import picture
from impact.presentation.view import View


def not_compared(view: View, rows: Sequence[LikeForLike], year: int) -> list[str]:
    """The names of the sections that sent for the edition or the one before, and cannot be compared."""
    sent = {
        row["section"]
        for edition in (year, year - 1)
        for row in view.ask("counted_by_section", edition=edition).rows
    }
    return sorted(view.section(code) for code in sent - {row["section"] for row in rows})


def headline(rows: Sequence[LikeForLike], year: int, words: Wording) -> str:
    if not rows:
        return words.say("metric.like_for_like.headline_none")
    change = rows[-1]["change"]
    return words.say(
        f"metric.like_for_like.headline_{compared_word(1 + change)}",
        share=words.percent(abs(change)),
        year=str(year - 1),
    )


def against(row: LikeForLike, words: Wording) -> str:
    """Both numbers of a row: of few actions a percentage would say too much."""
    return words.say(
        "metric.like_for_like.against",
        now=words.number(row["actions_now"]),
        before=words.number(row["actions_before"]),
    )


def chart(rows: Sequence[LikeForLike], year: int, words: Wording) -> Chart:
    """A bar for each section of what it had, with a mark of what it has; the sum would dwarf them."""
    sections = rows[:-1][::-1]  # the first at the top
    ends = [max(row["actions_now"], row["actions_before"]) for row in sections]
    places = list(range(len(sections)))
    hover = [
        (words.section(row["section"]), f"{against(row, words)} ({words.date(row['through_day'])})")
        for row in sections
    ]
    marks = (
        Bars(
            name=words.say("live.by_then_in", year=str(year - 1)),
            at=places,
            values=[row["actions_before"] for row in sections],
            roles=["quiet"] * len(sections),
            edge="outline",
            hover=hover,
            lying=True,
        ),
        Points(
            name=words.say("live.so_far_in", year=str(year)),
            x=[row["actions_now"] for row in sections],
            y=places,
            role="loud",
            sizes=[13] * len(sections),
            symbol="diamond",
            edge=2,
            hover=hover,
        ),
    )
    return Chart(
        marks=marks if sections else (),
        height=100 + 34 * max(1, len(sections)),
        x=Axis(low=0, high=2.1 * max(ends, default=1), visible=False),
        y=Axis(
            low=-0.5,
            high=len(sections) - 0.5,
            names=[
                (at, words.section(row["section"]))
                for at, row in zip(places, sections, strict=True)
            ],
            grid=False,
        ),
        notes=[
            Note(lines=(against(row, words),), x=end, y=at, across="left", right=12)
            for at, row, end in zip(places, sections, ends, strict=True)
        ],
        gap=0.45,
        legend="above",
        margins=(8, 8, 40, 8),
    )


@picture
def like_for_like(view: View, figure: FigureOf[LikeForLike], look: Look) -> Panel:
    rows, year = figure.rows, int(look.given["edition"])
    subtitle = view.say("metric.like_for_like.subtitle")
    if left := not_compared(view, rows, year):
        subtitle = f"{subtitle} {view.say('live.not_compared', sections=view.listing(left))}"
    alt = view.say("metric.like_for_like.headline_none")
    if rows:
        parts = [
            view.say("live.part", name=view.section(row["section"]), count=against(row, view))
            for row in rows[:-1]
        ]
        alt = view.say(
            "metric.like_for_like.alt",
            before=str(year - 1),
            year=str(year),
            parts=view.listing(parts),
            all=against(rows[-1], view),
        )
    return panel(
        view,
        figure,
        headline(rows, year, view),
        subtitle,
        alt,
        chart(rows, year, view),
        view.say("live.source"),
    )


@picture
def pace_alike(view: View, figure: FigureOf[PaceAlike], look: Look) -> Panel:
    rows, year = figure.rows, int(look.given["edition"])
    ends = {row["edition_year"]: row["cumulative"] for row in rows}
    told = [
        view.say("metric.pace_alike.alt_year", year=str(edition), count=count)
        for edition, count in sorted(ends.items(), reverse=True)
    ]
    none = view.say("metric.pace_alike.headline_none")
    return panel(
        view,
        figure,
        view.say("metric.pace_alike.headline", year=str(year)) if rows else none,
        view.say("metric.pace_alike.subtitle"),
        view.say("metric.pace_alike.alt", years=view.listing(told)) if rows else none,
        pace_chart(rows, view, year),
        view.say("live.source"),
    )
