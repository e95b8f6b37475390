"""How many there are of each kind, drawn: one bar a kind, in the order that is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Bars, Chart, Pick


@dataclass(frozen=True)
class Tally:
    """One kind, by its name in words. `loud`: the picture speaks of it; `pick`: what a tap on it chooses."""

    name: str
    count: int
    loud: bool
    pick: Pick | None = None


def alt(tallies: Sequence[Tally], words: Wording) -> str:
    pairs = [
        words.say("press.pair", name=each.name, value=words.number(each.count)) for each in tallies
    ]
    return ", ".join(pairs)


def chart(tallies: Sequence[Tally], words: Wording) -> Chart:
    bars = [each for each in tallies if each.count][::-1]  # the first at the top
    mark = Bars(
        at=[each.name for each in bars],
        values=[each.count for each in bars],
        roles=["loud" if each.loud else "quiet" for each in bars],
        labels=[words.number(each.count) for each in bars],
        picks=[each.pick for each in bars if each.pick],
        lying=True,
    )
    return Chart(
        marks=[mark] if bars else [],
        height=20 + 30 * len(bars),
        x=Axis(low=0, high=1.15 * max((each.count for each in bars), default=1), visible=False),
        y=Axis(kind="category", grid=False),
        gap=0.3,
        margins=(8, 8, 8, 8),
    )
