"""Targets as bullets: how far the counts have come, beside what was expected by now and what was aimed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from impact.figures import FigureOf
from impact.figures.rows import Projection, Targets
from impact.i18n.words import Wording
from impact.presentation.chart import Axis, Chart, Line, Mark, Note, Spans
from impact.presentation.panel import Look, Panel, Shape, panel
from impact.presentation.registry import picture
from impact.presentation.view import View

_MOST: Mapping[Shape, int] = {"wide": 6, "square": 9, "tall": 12, "card": 5, "small": 6, "page": 7}
_END = 1.5  # of a target, where a bar that went beyond it ends
_ROOM = 30  # letters of a name above its lane
_TICK = 0.006  # half the width of the mark of what was expected


def name(row: Targets, words: Wording) -> str:
    """What a target is of: a case, a section, both, or the whole edition."""
    case = str(words.localized(row, "name") or row["case_id"] or "")
    section = words.section(row["section"]) if row["section"] else ""
    return ", ".join(filter(None, (case, section))) or words.say("live.whole_edition")


def in_order(rows: Sequence[Targets]) -> list[Targets]:
    """The whole edition first, then the one furthest behind its own target; what cannot be told last."""

    def distance(row: Targets) -> float:
        away = row["ahead_or_behind"]
        return float("inf") if away is None else away / max(1, row["target"])

    return sorted(rows, key=lambda row: (bool(row["section"] or row["case_id"]), distance(row)))


def away(row: Targets, words: Wording) -> str:
    """Ahead or behind, by how much and of what; why not, where that cannot be told."""
    if row["target"] and row["actions"] >= row["target"]:
        return words.say("aims.reached")
    if row["ahead_or_behind"] is None:
        return words.say("measured_by.nothing_sent")
    word = "behind" if row["ahead_or_behind"] < 0 else "ahead"
    how = words.say(f"measured_by.{row['measured_by']}")
    return words.say(f"live.{word}", count=words.number(abs(row["ahead_or_behind"])), how=how)


def sentence(row: Targets, words: Wording) -> str:
    """One target: what it is of, how far the counts have come, ahead or behind by how much."""
    text = words.say(
        "live.target",
        of=name(row, words),
        count=words.number(row["actions"]),
        target=words.number(row["target"]),
        share=words.percent(row["share"] or 0),
    )
    return f"{text} {away(row, words)}"


def headline(rows: Sequence[Targets], words: Wording) -> str:
    """Of the whole edition, where it has a target; else how many are behind."""
    if not rows:
        return words.say("metric.targets.headline_none")
    first = in_order(rows)[0]
    if first["section"] or first["case_id"]:
        behind = sum((row["ahead_or_behind"] or 0) < 0 for row in rows)
        return words.say(
            "metric.targets.headline_behind", count=behind, all=words.number(len(rows))
        )
    return words.say(
        "metric.targets.headline",
        count=words.number(first["actions"]),
        target=words.number(first["target"]),
        share=words.percent(first["share"] or 0),
    )


def chart(
    rows: Sequence[Targets],
    projected: Projection | None,
    words: Wording,
    *,
    most: int | None = None,
) -> Chart:
    """A lane a target, from nothing to what is aimed at; a mark where it would be by now."""
    shown = in_order(rows)[:most][::-1]  # the first at the top
    may_come = _projected(shown, projected, words)
    ends = [1.0, *(row["share"] or 0 for row in shown), *(float(end) for end in may_come.x)]
    return Chart(
        marks=[*_bullets(shown, words), *([may_come] if may_come.x else [])] if shown else [],
        height=84 + 42 * max(1, len(shown)),
        x=Axis(
            low=0,
            high=min(_END, max(ends)) + 0.03,
            grid=False,
            names=[(share, words.percent(share)) for share in (0, 0.25, 0.5, 0.75, 1)],
        ),
        y=Axis(low=-0.5, high=len(shown) - 0.3, visible=False),
        notes=[
            Note(lines=(_label(row, words),), x=0, y=lane, across="left", up=15)
            for lane, row in enumerate(shown)
        ],
        legend="above",
        margins=(8, 8, 40, 24),
    )


def _bullets(shown: Sequence[Targets], words: Wording) -> list[Mark]:
    """What is aimed at, what was counted on it, and a tick at what was expected by now."""
    lanes = range(len(shown))
    hover = [(name(row, words), sentence(row, words)) for row in shown]
    expected = {
        lane: share
        for lane, row in enumerate(shown)
        if (share := row["expected_share"]) is not None
    }
    return [
        Spans(
            lanes=lanes, starts=[0] * len(shown), ends=[1] * len(shown), role="land",
            name=words.say("aims.target"), thick=0.27, hover=hover,
        ),
        Spans(
            lanes=lanes, starts=[0] * len(shown), ends=[min(_END, row["share"] or 0) for row in shown],
            role="text", name=words.say("aims.counted"), thick=0.13, hover=hover,
        ),
        Spans(
            lanes=list(expected), starts=[share - _TICK for share in expected.values()],
            ends=[share + _TICK for share in expected.values()], role="loud",
            name=words.say("aims.expected"), thick=0.42, hover=[hover[lane] for lane in expected],
        ),
    ]  # fmt: skip


def _projected(shown: Sequence[Targets], projected: Projection | None, words: Wording) -> Line:
    """Where the whole edition may end, beside its target; empty where that cannot be told."""
    whole = shown[-1] if shown and not (shown[-1]["section"] or shown[-1]["case_id"]) else None
    ends = (projected["low"], projected["high"]) if projected else (None, None)
    told = [end for end in ends if end is not None]
    if whole is None or not whole["target"] or len(told) < 2:
        return Line(x=[], y=[], role="quiet", width=5)
    low, high = (words.number(end) for end in told)
    label = words.say("aims.projected")
    return Line(
        x=[min(_END, end / whole["target"]) for end in told],
        y=[len(shown) - 1] * 2,
        role="quiet",
        width=5,
        name=label,
        hover=[(label, words.say("live.range", low=low, high=high))] * 2,
    )


def _label(row: Targets, words: Wording) -> str:
    return words.say(
        "aims.of",
        of=_short(row, words),
        count=words.number(row["actions"]),
        target=words.number(row["target"]),
    )


def _short(row: Targets, words: Wording) -> str:
    """What a target is of, as a lane has room for it: cut within “Canada (…” nobody knew which section."""
    text = name(row, words)
    if len(text) <= _ROOM:
        return text
    section = f", {row['section']}" if row["case_id"] and row["section"] else ""
    of = name({**row, "section": ""}, words) if section else text
    room = _ROOM - len(section)
    return (of if len(of) <= room else f"{of[: room - 1].rstrip()}…") + section


@picture
def targets(view: View, figure: FigureOf[Targets], look: Look) -> Panel:
    rows = figure.rows
    projected = view.one("projection", edition=int(look.given["edition"]))
    told = [sentence(row, view) for row in in_order(rows)]
    return panel(
        view,
        figure,
        headline(rows, view),
        view.say("metric.targets.subtitle"),
        view.say("metric.targets.alt", told=" ".join(told)) if told else headline(rows, view),
        chart(rows, projected, view, most=_MOST.get(look.shape)),
        view.say("live.source"),
    )
