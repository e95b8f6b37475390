"""People released: what was printed of them, and those whom the record documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from impact.figures import FigureOf
from impact.figures.rows import (
    ReleasesDocumented,
    ReleasesDocumentedPeople,
    ReleasesDocumentedTotal,
    ReleasesPublished,
    ReleasesPublishedHeadline,
)
from impact.i18n.words import Wording
from impact.presentation.chart import (
    Axis,
    Bars,
    Chart,
    Note,
    Points,
    Side,
    Symbol,
    counts_axis,
    days_axis,
    years_axis,
)
from impact.presentation.claims import claim_scope, claim_story
from impact.presentation.palette import Role
from impact.presentation.panel import Look, Number, Panel, Shape, card, panel
from impact.presentation.registry import number_of, picture
from impact.presentation.sources import source_line
from impact.presentation.standings import NOW, now, now_and_since
from impact.presentation.view import View


def claims_alt(rows: Sequence[ReleasesPublished], words: Wording) -> str:
    if not any(row["subject"] == "people_released" for row in rows):
        return words.say("table.empty")
    released = [row for row in rows if row["subject"] == "people_released"]
    publishers = {row["publisher_itself"] for row in rows}
    values = sorted({row["value"] for row in released})
    return words.say(
        "metric.releases_published.alt",
        count=len(rows),
        publishers=len(publishers),
        values=words.listing([words.number(value) for value in values]),
    )


_SCOPE_SYMBOL: Mapping[str, Symbol] = {
    "people_released": "circle",
    "situations_improved": "square",
    "positive_outcomes": "diamond",
}


def published_chart(
    rows: Sequence[ReleasesPublished],
    words: Wording,
    *,
    most: int | None = None,
    beside: bool = False,
) -> Chart:
    """Dated points, one row of the chart per publisher: what was printed, when. Never a line.

    `most`: no more rows than these, those who printed least in the last. `beside`: names at the left.
    """
    points = [row for row in rows if row["subject"] in _SCOPE_SYMBOL and row["printed_by"]]
    own = [words.localized(row, "publisher_itself") for row in points]
    order = sorted(set(own), key=lambda name: (-own.count(name), name))
    if most and len(order) > most:
        others = words.say("picture.publishers", count=len(order) - most + 1)
        order = [*order[: most - 1], others]
        own = [name if name in order else others for name in own]
    height_of = {name: len(order) - index for index, name in enumerate(order)}
    placed = list(zip(points, own, _labels(points, own, words), strict=True))
    marks = []
    for subject, symbol in _SCOPE_SYMBOL.items():
        part = [each for each in placed if each[0]["subject"] == subject]
        if part:
            marks.append(
                Points(
                    name=words.term("subject", subject),
                    x=[row["printed_by"].isoformat() for row, *_ in part],
                    y=[height_of[name] for _, name, _ in part],
                    symbol=symbol,
                    role="loud" if subject == "people_released" else "quiet",
                    sizes=[12] * len(part),
                    labels=[label for *_, (label, _) in part],
                    sides=[side for *_, (_, side) in part],
                    hover=[
                        (
                            words.qualified(row["value"], row["qualifier"]),
                            claim_scope(row, words),
                            source_line(row, words),
                        )
                        for row, *_ in part
                    ],
                )
            )
    above = [
        Note(lines=(name,), x=0, x_of="paper", across="left", y=height, up=32)
        for name, height in height_of.items()
    ]
    names = [(height, name) for name, height in height_of.items()]
    return Chart(
        marks=marks,
        height=90 + 78 * max(1, len(order)),
        x=days_axis([row["printed_by"] for row in points]) if points else Axis(kind="day"),
        y=Axis(low=0.4, high=len(order) + 0.6, grid=False, names=names)
        if beside
        else Axis(low=0.2, high=len(order) + 0.9, visible=False),
        notes=[] if beside else above,
        legend="above",
        margins=(8, 16, 60, 8),
    )


def _labels(
    points: Sequence[ReleasesPublished], own: list[str], words: Wording
) -> Iterator[tuple[str, Side]]:
    """A publisher's number where it is printed first, and where it stands to its point."""
    last: dict[str, int] = {}
    side: Side = "above"
    for row, name in zip(points, own, strict=True):
        new = last.get(name) != row["value"]
        if new:  # neighbours alternate, so that their labels do not meet
            side = "below" if name not in last or side == "above" else "above"
        last[name] = row["value"]
        yield words.number(row["value"]) if new else "", side


def documented_headline(row: ReleasesDocumentedTotal, words: Wording, *, alone: bool = True) -> str:
    """How many people were released, and how many of them are free, as last recorded. `alone`: nothing beside it says
    how many died in custody.
    """
    if not row["people"]:
        return words.say("metric.releases_documented_total.headline_none")
    free = now(row, words, NOW[:2]) or now(row, words)
    text = words.say("metric.releases_documented_total.headline", count=row["people"], now=free)
    return _with_the_dead(row, words, text) if alone and free != now(row, words) else text


def _with_the_dead(
    row: ReleasesDocumentedTotal | ReleasesDocumented, words: Wording, text: str
) -> str:
    """A headline of people released, with how many of them died while they were held."""
    if not row["died_held"]:
        return text
    return words.say("now.and_died_held", text=text, count=row["died_held"])


def documented_years_headline(rows: Sequence[ReleasesDocumented], words: Wording) -> str:
    """The year of the most documented releases: what a chart of years shows and the total does not."""
    dated = [row for row in rows if row["year"] is not None]
    if not dated:
        return words.say("table.empty")
    most = max(row["people"] for row in dated)
    years = [str(row["year"]) for row in dated if row["people"] == most]
    text = words.say("metric.releases_documented.headline", years=words.listing(years), count=most)
    of_most = [row for row in dated if row["people"] == most]
    return _with_the_dead(of_most[0], words, text) if len(of_most) == 1 else text


def documented_text(row: ReleasesDocumentedTotal, words: Wording) -> str:
    if not row["people"]:
        return words.say("metric.releases_documented_total.headline_none")
    return words.say("overview.documented_text", now=now_and_since(row, words))


def documented_alt(rows: Sequence[ReleasesDocumented], words: Wording) -> str:
    dated_rows = [row for row in rows if row["year"] is not None]
    if not dated_rows:
        return words.say("table.empty")
    most = max(dated_rows, key=lambda row: row["people"])
    text = words.say(
        "metric.releases_documented.alt",
        first=str(dated_rows[0]["year"]),
        last=str(dated_rows[-1]["year"]),
        most=most["people"],
        most_year=str(most["year"]),
    )
    held = sum(row["died_held"] for row in rows)
    return f"{text} {words.say('chart.died_held', count=held)}" if held else text


def documented_chart(
    rows: Sequence[ReleasesDocumented], words: Wording, *, added_up: bool
) -> Chart:
    """Documented releases by year or added up: those free now, and above them the others."""
    dated = [row for row in rows if row["year"] is not None]
    if added_up:
        counts = [(row["to_date"], row["out_to_date"]) for row in dated]
    else:
        counts = [(row["people"], row["free_now"] + row["under_conditions_now"]) for row in dated]
    years = [row["year"] for row in dated]
    parts: tuple[tuple[str, list[int], Role, str], ...] = (
        ("out_now", [out for _, out in counts], "loud", ""),
        ("not_out_now", [people - out for people, out in counts], "empty", "x"),
    )
    return Chart(
        marks=[
            Bars(
                name=words.say(f"chart.{key}"),
                at=years,
                values=values,
                roles=[role] * len(years),
                patterns=[pattern] * len(years),
                hover=[
                    (str(year), words.say(f"chart.{key}_hover", count=value))
                    for year, value in zip(years, values, strict=True)
                ],
                picks=[{"year": str(year)} for year in years],
            )
            for key, values, role, pattern in parts
        ],
        height=360,
        x=years_axis(years),
        y=counts_axis(max((people for people, _ in counts), default=0)),
        bars="stack",
        gap=0.25,
        legend="above",
        margins=(8, 8, 48, 8),
    )


def years_of(rows: Sequence[ReleasesDocumentedPeople]) -> list[int]:
    return sorted({int(row["event_date"][:4]) for row in rows if row["event_date"]}, reverse=True)


# How many publishers have a row of their own; the page, which may be as long as it likes, shows all.
_ROWS: Mapping[Shape, int] = {"wide": 6, "square": 4, "tall": 5, "card": 5, "small": 4}


@number_of("releases_published_headline")
def published_number(view: View) -> Number | None:
    """The number of releases that was printed most often."""
    row = view.one("releases_published_headline")
    if row is None:
        return None
    return Number(
        view.say("metric.releases_published_headline.number"),
        view.qualified(row["value"], row["qualifier"]),
        claim_story(row, view),
        view.say("source.line", text=source_line(row, view)),
    )


@number_of("releases_documented_total")
def documented_number(view: View) -> Number | None:
    """How many people the record knows to have been released."""
    row = view.one("releases_documented_total")
    assert row is not None, "the query adds up, so it has a row"
    return Number(
        view.say("metric.releases_documented_total.number"),
        view.qualified(row["people"], "at_least"),
        documented_text(row, view),
        view.say("source.this_record"),
    )


@picture
def releases_published_headline(
    view: View, figure: FigureOf[ReleasesPublishedHeadline], _look: Look
) -> Panel:
    found = published_number(view)
    if found is None:
        number = Number(view.say("metric.releases_published_headline.number"), "–", "")
        return panel(view, figure, figure.label, "", view.say("table.empty"), number)
    return card(
        view,
        figure,
        view.say(
            "metric.releases_published_headline.headline",
            publisher=view.localized(figure.rows[0], "publisher"),
            value=found.value,
        ),
        view.say("metric.releases_published_headline.subtitle"),
        found,
    )


@picture
def releases_published(view: View, figure: FigureOf[ReleasesPublished], look: Look) -> Panel:
    rows = figure.rows
    return panel(
        view,
        figure,
        view.say("metric.releases_published.headline"),
        view.say("metric.releases_published.subtitle"),
        claims_alt(rows, view),
        published_chart(
            rows,
            view,
            most=_ROWS.get(look.shape),
            beside=look.shape in ("wide", "card"),
        ),
    )


@picture
def releases_documented(view: View, figure: FigureOf[ReleasesDocumented], look: Look) -> Panel:
    rows, way = figure.rows, look.given.get("view", "year")
    total = view.one("releases_documented_total")
    return panel(
        view,
        figure,
        documented_headline(total, view)
        if way == "added" and total
        else documented_years_headline(rows, view),
        view.say(f"metric.releases_documented.subtitle_{way}"),
        documented_alt(rows, view),
        documented_chart(rows, view, added_up=way == "added"),
        view.say("source.this_record"),
    )


@picture
def releases_documented_total(
    view: View, figure: FigureOf[ReleasesDocumentedTotal], _look: Look
) -> Panel:
    found = documented_number(view)
    assert found is not None
    return card(
        view,
        figure,
        documented_headline(figure.rows[0], view, alone=False),
        view.say("metric.releases_documented_total.subtitle"),
        found,
        found.source,
    )
