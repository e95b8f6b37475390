"""Where the cases of each issue and of each country stand, as lying bars with how many of how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from impact.figures import Figure
from impact.figures.rows import StandingsByEdition
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Chart, Note, Pick
from impact.presentation.panel import Look, Panel, Shape, panel
from impact.presentation.registry import picture
from impact.presentation.standings import and_apart, series
from impact.presentation.view import View
from impact.record.schema import STANDING

# How many bars there is room for; what is beyond is told in words, for its bar would dwarf the others.
_MOST: Mapping[Shape, int] = {
    "page": 20,
    "wide": 12,
    "square": 15,
    "tall": 20,
    "card": 9,
    "small": 12,
}


@dataclass
class Group:
    """The cases of one issue or country: how many stand where. `pick`: as an address says which."""

    name: str
    pick: Pick
    standings: dict[str, int] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        return sum(self.standings.values())

    @property
    def about(self) -> int:
        """Of how many of the cases somebody can ask if these people are free."""
        return sum(n for name, n in self.standings.items() if STANDING[name].asked)

    @property
    def free(self) -> int:
        return sum(n for name, n in self.standings.items() if STANDING[name].free)


def free_by_edition(rows: Sequence[StandingsByEdition]) -> dict[int, tuple[int, int]]:
    """Of each edition how many cases stand as free, of how many that are about detention."""
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        free, cases = found.get(row["edition_year"], (0, 0))
        own = row["cases"] if STANDING[row["standing"]].free else 0
        about = row["cases"] if STANDING[row["standing"]].asked else 0
        found[row["edition_year"]] = free + own, cases + about
    return found


def free_of(groups: Sequence[Group], words: Wording) -> str:
    """How many cases of some groups are free, of how many about detention; with so few, never a percentage."""
    free, about = sum(each.free for each in groups), sum(each.about for each in groups)
    return words.say("chart.free_of", free=free, cases=about)


def grouped(
    rows: Sequence[Mapping[str, Any]],
    name: Callable[[Mapping[str, Any]], str],
    pick: Callable[[Mapping[str, Any]], Pick],
) -> list[Group]:
    """Rows of one group as one, in the order of the rows."""
    found: dict[str, Group] = {}
    for row in rows:
        group = found.setdefault(name(row), Group(name(row), pick(row)))
        group.standings[row["standing"]] = row["cases"]
    return list(found.values())


def groups_chart(groups: Sequence[Group], words: Wording) -> Chart:
    """Lying bars, the first group on top, each with how many are free of how many."""
    places = list(enumerate(reversed(groups)))
    names = {place: group.name for place, group in places}
    counts = {(at, name): n for at, group in places for name, n in group.standings.items()}
    return Chart(
        marks=series(
            counts,
            names.__getitem__,
            words,
            lying=True,
            pick=lambda place: groups[len(groups) - 1 - place].pick,
        ),
        height=110 + 26 * max(1, len(groups)),
        x=Axis(low=0, high=1.6 * max((each.cases for each in groups), default=1), visible=False),
        y=Axis(low=-0.5, high=len(groups) - 0.5, names=list(names.items()), grid=False),
        notes=[
            Note(lines=(free_of([group], words),), x=group.cases, y=at, across="left", right=6)
            for at, group in places
        ],
        bars="stack",
        gap=0.3,
        legend="above",
        margins=(8, 8, 72, 8),
    )


def _results(
    view: View,
    figure: Figure,
    look: Look,
    name: Callable[[Mapping[str, Any]], str],
    pick: Callable[[Mapping[str, Any]], Pick],
) -> Panel:
    groups = grouped(figure.rows, name, pick)
    most = _MOST[look.shape]
    shown, rest = groups[:most], groups[most:]
    subtitle = view.say(f"metric.{figure.name}.subtitle")
    if rest:
        left = view.say("chart.not_drawn", count=len(rest), free_of=free_of(rest, view))
        subtitle = f"{subtitle} {left}"
    headline = view.say(
        f"metric.{figure.name}.headline",
        free=sum(each.free for each in groups),
        cases=sum(each.about for each in groups),
    )
    parts = [view.say("live.part", name=each.name, count=free_of([each], view)) for each in groups]
    return panel(
        view,
        figure,
        and_apart(headline, figure.rows, view),
        subtitle,
        view.say(f"metric.{figure.name}.alt", parts=view.listing(parts))
        if parts
        else view.say("table.empty"),
        groups_chart(shown, view),
        view.say("source.this_record"),
    )


@picture
def results_by_issue(view: View, figure: Figure, look: Look) -> Panel:
    return _results(
        view,
        figure,
        look,
        lambda row: view.term("issue", row["issue"]),
        lambda row: {"issue": row["issue"] or ""},
    )


@picture
def results_by_country(view: View, figure: Figure, look: Look) -> Panel:
    return _results(
        view,
        figure,
        look,
        lambda row: view.country(row["country_code"]),
        lambda row: {"country": row["country_code"] or ""},
    )
