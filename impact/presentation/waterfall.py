"""From one count to the other: why two snapshots differ."""

from __future__ import annotations

from collections.abc import Sequence

from impact.presentation.chart import Chart, Palette, axis, layout
from impact.words import Wording

_KINDS = ("new", "late", "corrected", "moved", "retracted", "restored")


def changes(
    kinds: Sequence[tuple[str, int]],
    before: int,
    after: int,
    words: Wording,
    palette: Palette,
) -> Chart:
    """A waterfall from one count to the other; rises and falls differ by pattern and by sign."""
    steps = [(kind, sum(count for each, count in kinds if each == kind)) for kind in _KINDS]
    steps = [(kind, actions) for kind, actions in steps if actions]
    names = [
        words.say("history.before"),
        *(words.say(f"history.{kind}") for kind, _ in steps),
        words.say("history.after"),
    ]
    bases, heights, colours, patterns, labels = (
        [0],
        [before],
        [palette.quiet],
        [""],
        [words.number(before)],
    )
    level = before
    for _, actions in steps:
        bases.append(min(level, level + actions))
        heights.append(abs(actions))
        colours.append(palette.loud if actions > 0 else palette.ground)
        patterns.append("" if actions > 0 else "x")
        labels.append(f"{'+' if actions > 0 else '−'}{words.number(abs(actions))}")
        level += actions
    bases.append(0)
    heights.append(after)
    colours.append(palette.quiet)
    patterns.append("")
    labels.append(words.number(after))
    trace = {
        "type": "bar",
        "x": names,
        "y": heights,
        "base": bases,
        "text": labels,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": colours,
            "line": {"color": palette.text, "width": 1},
            "pattern": {"shape": patterns, "fgcolor": palette.text, "size": 6, "solidity": 0.3},
        },
        "hoverinfo": "skip",
    }
    shape = layout(words, 320, bargap=0.35)
    shape |= {
        "xaxis": axis(type="category", showgrid=False),
        "yaxis": axis(
            visible=False,
            range=[0, 1.15 * max(1, *(b + h for b, h in zip(bases, heights, strict=True)))],
        ),
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
    }
    return {"data": [trace], "layout": shape}
