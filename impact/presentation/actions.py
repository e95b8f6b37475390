"""Published totals of actions: each edition's, the newest, and all that was printed for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from impact.figures import FigureOf
from impact.figures.rows import ActionsByEdition, ActionsClaimsOfEdition, ActionsLatest
from impact.i18n.words import Wording
from impact.presentation import comparison
from impact.presentation.chart import (
    Axis,
    Bars,
    Chart,
    Hover,
    Note,
    Points,
    Symbol,
    broken,
    compact,
    days_axis,
    years_axis,
)
from impact.presentation.panel import Look, Number, Panel, card, panel, sources
from impact.presentation.registry import number_of, picture
from impact.presentation.sources import source_line
from impact.presentation.view import View


def compared(row: ActionsLatest, words: Wording) -> str:
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


def actions_headline(row: ActionsLatest | None, words: Wording) -> str:
    """What the newest total is beside the one before."""
    if row is None:
        return words.say("metric.actions_latest.headline_none")
    pair = comparison.newest(row)
    if pair is None:
        return words.say("metric.actions_latest.headline_plain", year=str(row["edition_year"]))
    return comparison.headline(pair, words)


def years_headline(rows: Sequence[ActionsByEdition], words: Wording) -> str:
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


def actions_alt(rows: Sequence[ActionsByEdition], words: Wording) -> str:
    totals = [row for row in rows if row["actions"] is not None]
    if not totals:
        return words.say("metric.actions_latest.headline_none")
    highest = max(totals, key=lambda row: row["actions"])
    first, last = totals[0], totals[-1]
    weak = [str(row["edition_year"]) for row in totals if row.get("source_strength") == "weak"]
    resting = [words.say("chart.weak_years", years=words.listing(weak))] if weak else []
    alt = words.say(
        "metric.actions_by_edition.alt",
        count=len(totals),
        first=_floor(first, words),
        first_year=str(first["edition_year"]),
        highest=_floor(highest, words),
        highest_year=str(highest["edition_year"]),
        last=_floor(last, words),
        last_year=str(last["edition_year"]),
    )
    return " ".join([alt, *resting])


def _floor(row: ActionsByEdition, words: Wording) -> str:
    return words.qualified(row["actions"], row["qualifier"])


_PATTERN = {"exact": "", "at_least": "/", "about": "."}


def _clear(totals: Sequence[ActionsByEdition]) -> bool:
    """Whether nothing beside the newest bar is in the way of a label above it."""
    return all(row["actions"] <= totals[-1]["actions"] for row in totals[-3:])


def editions_chart(
    rows: Sequence[ActionsByEdition], words: Wording, *, small: bool = False, each: bool = False
) -> Chart:
    """Bars of published totals; gaps for missing years, a dotted mark where the measure changes. `each`: they
    are few, and every one has its number.
    """
    totals = [row for row in rows if row["actions"] is not None]
    newest = totals[-1]["edition_year"] if totals else None
    marks = []
    for qualifier, pattern in _PATTERN.items():
        part = [row for row in totals if row["qualifier"] == qualifier]
        if part:
            marks.append(
                Bars(
                    name=words.say(f"qualifier.{qualifier}"),
                    at=[row["edition_year"] for row in part],
                    values=[row["actions"] for row in part],
                    roles=["loud" if row["edition_year"] == newest else "quiet" for row in part],
                    patterns=[pattern] * len(part),
                    edge="outline",
                    hover=[_hover(row, words) for row in part],
                    picks=[{"edition": str(row["edition_year"])} for row in part],
                )
            )
    changed = [row["edition_year"] - 0.5 for row in totals if row["meaning_changed"]][-1:]
    years = [row["edition_year"] for row in rows]
    return Chart(
        marks=marks,
        height=260 if small else 320 if each else 440,
        x=years_axis(years, low=min(years) - 0.7, high=max(years) + 0.7)
        if years
        else Axis(),
        y=Axis(from_zero=True, form="whole", ticks=5),
        notes=[
            *_labels(totals, words, each=each),
            *(
                Note(
                    lines=(words.say("chart.no_total"),), x=row["edition_year"], y=0,
                    size=11, turn=-90, along="bottom",
                )
                for row in rows
                if row["actions"] is None
            ),
            *(_break(at, words) for at in changed),
        ],
        rules=changed,
        bars="overlay",
        gap=0.25,
        legend="below" if not small and len(marks) > 1 else "",
    )  # fmt: skip


def _hover(row: ActionsByEdition, words: Wording) -> Hover:
    return (
        str(row["edition_year"]),
        words.qualified(row["actions"], row["qualifier"]),
        words.term("actions_counted", row["actions_counted"]),
        source_line(row, words),
        *([words.term("strength", "weak")] if row.get("source_strength") == "weak" else ()),
    )


def _labels(totals: Sequence[ActionsByEdition], words: Wording, *, each: bool) -> Iterator[Note]:
    """The numbers of the highest and of the newest total, or of each, above their bars."""
    for row in totals:
        if each or row["is_highest"] or (row is totals[-1] and _clear(totals)):
            text = compact(words, row["actions"])
            yield Note(lines=(text,), x=row["edition_year"], y=row["actions"], up=11)
    if totals and not each and not _clear(totals):
        # The bar beside the newest is higher: its label goes above both, with a line down to it.
        newest = totals[-1]
        yield Note(
            lines=(compact(words, newest["actions"]),),
            x=newest["edition_year"],
            y=newest["actions"],
            lifted=1.12 * max(row["actions"] for row in totals[-3:]),
        )


def _break(at: float, words: Wording) -> Note:
    """From which edition on the numbers mean something else."""
    text = words.say("chart.break", year=str(round(at + 0.5)))
    return Note(
        lines=broken(text, 13), x=at, y=1, y_of="paper",
        right=5, across="left", along="top", size=11,
    )  # fmt: skip


def edition_claims_headline(
    rows: Sequence[ActionsClaimsOfEdition], year: str, words: Wording
) -> str:
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


def edition_claims_alt(rows: Sequence[ActionsClaimsOfEdition], year: str, words: Wording) -> str:
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


_STAGE_SYMBOL: Mapping[str, Symbol] = {"final": "circle", "interim": "diamond", "unknown": "square"}


def edition_claims_chart(rows: Sequence[ActionsClaimsOfEdition], words: Wording) -> Chart:
    """Dated points: every total that was printed for one edition, by what it claims to be."""
    points = [row for row in rows if row["printed_by"]]
    # A number is written once, where it is printed first.
    first = {row["actions"]: row["claim_id"] for row in reversed(points)}
    marks = []
    for stage, symbol in _STAGE_SYMBOL.items():
        part = [row for row in points if (row["stage"] or "unknown") == stage]
        if part:
            marks.append(
                Points(
                    name=words.term("stage", stage),
                    x=[row["printed_by"].isoformat() for row in part],
                    y=[row["actions"] for row in part],
                    symbol=symbol,
                    role="loud" if stage == "final" else "quiet",
                    sizes=[12] * len(part),
                    labels=[
                        compact(words, row["actions"])
                        if first[row["actions"]] == row["claim_id"]
                        else ""
                        for row in part
                    ],
                    sides=["above"] * len(part),
                    hover=[
                        (
                            words.qualified(row["actions"], row["qualifier"]),
                            source_line(row, words),
                        )
                        for row in part
                    ],
                )
            )
    return Chart(
        marks=marks,
        height=360,
        x=days_axis((row["printed_by"] for row in points if row["printed_by"]), grid=False),
        y=Axis(form="whole", ticks=5),
        legend="above",
        margins=(8, 16, 60, 8),
    )


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
def actions_latest(view: View, figure: FigureOf[ActionsLatest], _look: Look) -> Panel:
    headline = actions_headline(next(iter(figure.rows), None), view)
    found = number(view)
    if found is None:
        return panel(view, figure, headline, figure.definition, headline, Number("", "–", ""))
    subtitle = view.say("metric.actions_latest.subtitle")
    return card(view, figure, headline, subtitle, found, found.source)


@picture
def actions_by_edition(view: View, figure: FigureOf[ActionsByEdition], _look: Look) -> Panel:
    rows = figure.rows
    return panel(
        view,
        figure,
        years_headline(rows, view),
        view.say("metric.actions_by_edition.subtitle"),
        actions_alt(rows, view),
        editions_chart(rows, view),
        sources(view, figure.sources[::-1]),  # of the number in the headline
    )


@picture
def actions_claims_of_edition(
    view: View, figure: FigureOf[ActionsClaimsOfEdition], look: Look
) -> Panel:
    rows, year = figure.rows, str(look.given["edition"])
    return panel(
        view,
        figure,
        edition_claims_headline(rows, year, view),
        view.say("metric.actions_claims_of_edition.subtitle", year=year),
        edition_claims_alt(rows, year, view),
        edition_claims_chart(rows, view),
    )
