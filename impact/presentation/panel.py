"""What a picture of a figure says and shows, before it is drawn: the same on page, picture and slide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from impact.figures import Figure, Source
from impact.presentation.chart import Chart
from impact.presentation.view import View

Shape = Literal["page", "wide", "square", "tall", "card", "small"]


@dataclass(frozen=True)
class Number:
    """One number, large, with what it is above and words below; `source` where it stands on its own."""

    label: str
    value: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class TimelineEvent:
    """One row of a timeline. `sign`: 1 for good, -1 for bad, 0 for neither; `faded`: counts for nothing.

    `text` says more where there is room.
    """

    date: str
    word: str
    sign: int
    text: str = ""
    faded: bool = False


@dataclass(frozen=True)
class Panel:
    """All that a picture shows and says."""

    headline: str
    subtitle: str
    alt: str
    source: str
    dated: str
    body: Chart | Number | tuple[TimelineEvent, ...]
    sample: bool = False


@dataclass(frozen=True)
class Look:
    """How a figure is drawn: in which shape, and what it was asked with.

    `page` is the dashboard's own shape, which may be as long as it likes.
    """

    shape: Shape = "page"
    given: Mapping[str, Any] = field(default_factory=dict)


def panel(
    view: View,
    figure: Figure,
    headline: str,
    subtitle: str,
    alt: str,
    body: Chart | Number | tuple[TimelineEvent, ...],
    source: str = "",
) -> Panel:
    """A panel of a figure, with its sources, its day and, of a sample, the word that it is one."""
    if view.state.sample:
        alt = f"{view.say('live.sample_chart')}. {alt}"
    source = source or sources(view, figure.sources)
    return Panel(headline, subtitle, alt, source, view.dated(figure), body, view.state.sample)


def card(
    view: View, figure: Figure, headline: str, subtitle: str, number: Number, source: str = ""
) -> Panel:
    """A panel that shows one number."""
    alt = view.say("picture.card_alt", label=number.label, value=number.value, text=number.text)
    return panel(view, figure, headline, subtitle, alt, number, source)


def sources(view: View, found: tuple[Source, ...]) -> str:
    """Who printed the numbers: the first by name, the others by their number."""
    names = list(dict.fromkeys(source.name for source in found if source.name))
    if not names:
        return view.say("source.this_record")
    if len(names) == 1:
        return view.say("source.line", text=names[0])
    return view.say("picture.sources", name=names[0], count=len(names) - 1)
