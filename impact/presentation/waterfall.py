"""From one count to the other: why two snapshots differ."""

from __future__ import annotations

from collections.abc import Sequence

from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Bars, Chart
from impact.presentation.palette import Role

_KINDS = ("new", "late", "corrected", "moved", "retracted", "restored")


def changes(kinds: Sequence[tuple[str, int]], before: int, after: int, words: Wording) -> Chart:
    """A waterfall from one count to the other; rises and falls differ by pattern and by sign."""
    sums = [(kind, sum(count for each, count in kinds if each == kind)) for kind in _KINDS]
    bars: list[tuple[str, int, int, Role, str]] = [
        (words.say("history.before"), 0, before, "quiet", words.number(before))
    ]
    level = before
    for kind, actions in sums:
        if actions:
            role: Role = "loud" if actions > 0 else "empty"
            label = f"{'+' if actions > 0 else '−'}{words.number(abs(actions))}"
            name = words.say(f"history.{kind}")
            bars.append((name, min(level, level + actions), abs(actions), role, label))
            level += actions
    bars.append((words.say("history.after"), 0, after, "quiet", words.number(after)))
    mark = Bars(
        at=[name for name, *_ in bars],
        bases=[base for _, base, *_ in bars],
        values=[height for _, _, height, *_ in bars],
        roles=[role for *_, role, _ in bars],
        patterns=["x" if role == "empty" else "" for *_, role, _ in bars],
        labels=[label for *_, label in bars],
    )
    tops = [base + height for _, base, height, *_ in bars]
    return Chart(
        marks=[mark],
        height=320,
        x=Axis(kind="category", grid=False),
        y=Axis(low=0, high=1.15 * max(1, *tops), visible=False),
        gap=0.35,
        margins=(8, 8, 24, 8),
    )
