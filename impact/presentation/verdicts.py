"""What the claims of a text came to, drawn: one bar a verdict, those first that a speaker has to change."""

from __future__ import annotations

from collections.abc import Mapping

from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Bars, Chart

# In this order; the first may not be said as they are.
_TO_CHANGE = ("wrong", "wording", "out_of_date")
_ORDER = (*_TO_CHANGE, "contested", "not_in_the_record", "rounded_fairly", "right")


def _named(counts: Mapping[str, int], words: Wording) -> list[tuple[str, str, int]]:
    return [
        (each, words.say(f"factcheck.verdict.{each}"), counts[each])
        for each in _ORDER
        if counts.get(each)
    ]


def alt(counts: Mapping[str, int], words: Wording) -> str:
    pairs = [
        words.say("press.pair", name=name, value=words.number(count))
        for _, name, count in _named(counts, words)
    ]
    return ", ".join(pairs)


def chart(counts: Mapping[str, int], words: Wording) -> Chart:
    bars = _named(counts, words)[::-1]  # the first at the top
    values = [count for *_, count in bars]
    mark = Bars(
        at=[name for _, name, _ in bars],
        values=values,
        roles=["loud" if each in _TO_CHANGE else "quiet" for each, *_ in bars],
        labels=[words.number(count) for count in values],
        lying=True,
    )
    return Chart(
        marks=[mark] if bars else [],
        height=20 + 30 * len(bars),
        x=Axis(low=0, high=1.15 * max(values, default=1), visible=False),
        y=Axis(kind="category"),
        gap=0.3,
        margins=(8, 8, 8, 8),
    )
