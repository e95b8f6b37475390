"""The progress of cases as lanes: time from the launch on, where each stood, and what happened on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impact.figures import FigureOf
from impact.figures.rows import (
    Case,
    Cases,
    CasesOfEdition,
    JusticeOfEdition,
    ProgressOfEdition,
    TimelineOfCase,
)
from impact.i18n.words import Wording
from impact.presentation.chart import (
    Axis,
    Chart,
    Hover,
    Mark,
    Pick,
    Points,
    Spans,
    Symbol,
    days_axis,
)
from impact.presentation.palette import Role
from impact.presentation.panel import Look, Panel, Shape, panel
from impact.presentation.registry import picture
from impact.presentation.standings import BEYOND, drawn, said_beyond
from impact.presentation.view import View
from impact.record.schema import STANDING, STANDINGS

_SIGNS: tuple[tuple[str, str, Symbol, Role], ...] = (
    ("positive", "good", "up", "loud"),
    ("negative", "bad", "down", "text"),
    ("none", "neither", "circle", "empty"),
)
# How many lanes a picture has room for; a page may be as long as it likes.
_MOST: Mapping[Shape, int] = {"wide": 8, "square": 12, "tall": 20, "card": 5, "small": 4}
_ABOVE = 0.33  # where an event stands over its band
_THICK = 0.34
_BELOW, _THIN = -0.3, 0.16  # where a second band of a lane lies, and how thick it is
_LETTERS = 22  # of a name beside its lane
_BEFORE = dt.timedelta(days=120)  # how far back of the launch what came before is shown


@dataclass(frozen=True)
class Lane:
    """One case: its name, the spans of its standing and its events, oldest first.

    `spans`: as to liberty. `beyond`: as to what was asked beyond release, where it was. `assumed`: no first day of its
    edition was published, so that its lane begins on 1 November.
    """

    case_id: str
    name: str
    spans: Sequence[ProgressOfEdition]
    beyond: Sequence[JusticeOfEdition]
    events: Sequence[TimelineOfCase]
    assumed: bool = False

    @property
    def newest(self) -> str:
        """The day of the newest good or bad news since the launch; empty if there is none."""
        news = (
            row for row in self.events if row["direction"] != "none" and not row["before_launch"]
        )
        return max((row["event_date"] or "" for row in news), default="")

    @property
    def of_liberty(self) -> bool:
        """Whether its band is that of liberty: not where nobody was ever known to be held, or was dead when the
        edition began, and more was asked."""
        stands = [STANDING[span["standing"]] for span in self.spans]
        known = any(each.said for each in stands) and any(each.now != "died" for each in stands)
        return not self.beyond or known


def lanes(view: View, cases: Sequence[CasesOfEdition | Cases | Case]) -> list[Lane]:
    """The cases that have a span, whatever their editions, the one with the newest news first."""
    years = sorted({case["edition_year"] for case in cases})
    spans = [row for year in years for row in view.ask("progress_of_edition", edition=year).rows]
    beyond = [row for year in years for row in view.ask("justice_of_edition", edition=year).rows]
    begun = {row["edition_year"] for row in view.ask("editions").rows if row["starts_on"]}
    found = []
    for case in cases:
        key, assumed = case["case_id"], case["edition_year"] not in begun
        if own := [row for row in spans if row["case_id"] == key]:
            more = [row for row in beyond if row["case_id"] == key]
            events = view.ask("timeline_of_case", case_id=key).rows
            found.append(Lane(key, view.localized(case, "name"), own, more, events, assumed))
    return sorted(found, key=lambda lane: lane.newest, reverse=True)


_Band = tuple[float, float, Lane, ProgressOfEdition | JusticeOfEdition]


def _bands(shown: Sequence[tuple[int, Lane]], words: Wording) -> list[Mark]:
    """The bands of liberty, the first of a lane, and then those of what was asked beyond release."""
    liberty: list[_Band] = []
    beyond: list[_Band] = []
    for at, lane in shown:
        if lane.of_liberty:
            liberty += [(at, _THICK, lane, span) for span in lane.spans]
        place, thick = (at + _BELOW, _THIN) if lane.of_liberty else (at, _THICK)
        beyond += [(place, thick, lane, span) for span in lane.beyond]
    marks = []
    for standing in STANDINGS:
        own = [(span, lane) for *_, lane, span in liberty if span["standing"] == standing.name]
        last = all(_has_no_end(span, lane) for span, lane in own)
        name = _called(standing.name, words, last=last)
        marks += _band(liberty, standing.name, name, drawn(standing), words)
    for each, look in BEYOND.items():
        marks += _band(beyond, each, said_beyond(each, words), look, words)
    return marks


def _band(
    bands: Sequence[_Band], standing: str, name: str, look: tuple[Role, str], words: Wording
) -> list[Mark]:
    role, pattern = look
    marks: list[Mark] = []
    for thick in (_THICK, _THIN):
        found = [band for band in bands if band[3]["standing"] == standing and band[1] == thick]
        if found:
            marks.append(
                Spans(
                    name="" if marks else name,
                    lanes=[at for at, *_ in found],
                    starts=[span["from_day"].isoformat() for *_, span in found],
                    ends=[span["to_day"].isoformat() for *_, span in found],
                    role=role,
                    pattern=pattern,
                    thick=thick,
                    hover=[
                        (lane.name, _span(span, words, last=_has_no_end(span, lane)))
                        for *_, lane, span in found
                    ],
                    picks=[{"case": lane.case_id} for *_, lane, _ in found],
                )
            )
    return marks


def _signs(shown: Sequence[tuple[int, Lane]], words: Wording) -> list[Mark]:
    """The events that have a day, a month or a year; what came before the launch is faded."""
    marks: list[Mark] = []
    for early in (False, True):
        for direction, word, symbol, role in _SIGNS:
            found: list[tuple[int, str, Hover, Pick]] = []
            for at, lane in shown:
                first = lane.spans[0]["from_day"] - _BEFORE
                for row in lane.events:
                    fits = row["direction"] == direction and bool(row["before_launch"]) == early
                    if fits and row["event_date"]:
                        day = (row["event_date"] + "-01-01"[len(row["event_date"]) - 4 :])[:10]
                        if day >= first.isoformat():
                            pick = {"event": row["outcome_id"]}
                            found.append((at, day, _told(row, lane, words), pick))
            if found:
                name = words.say(f"metric.progress_of_edition.{'early' if early else word}")
                marks.append(
                    Points(
                        name=""
                        if early and any(m.name == name for m in marks if isinstance(m, Points))
                        else name,
                        x=[day for _, day, *_ in found],
                        y=[at + _ABOVE for at, *_ in found],
                        role="quiet" if early else role,
                        sizes=[8 if early else 11] * len(found),
                        symbol=symbol,
                        edge=1,
                        hover=[hover for *_, hover, _ in found],
                        picks=[pick for *_, pick in found],
                    )
                )
    return marks


def _told(row: TimelineOfCase, lane: Lane, words: Wording) -> Hover:
    word = words.term("outcome", row["outcome_type"])
    dated = words.say(
        "metric.progress_of_edition.happened", day=words.date(row["event_date"]), word=word
    )
    return lane.name, dated, words.localized(row, "summary")


def _has_no_end(span: ProgressOfEdition | JusticeOfEdition, lane: Lane) -> bool:
    """Whether it is the last of its band, which ends where somebody looked last."""
    return any(span is own[-1] for own in (lane.spans, lane.beyond) if own)


def _spans(
    spans: Sequence[ProgressOfEdition] | Sequence[JusticeOfEdition], words: Wording
) -> list[str]:
    """Each span with its days. The last has no end: that it ends where somebody looked last is no news of the case."""
    return [_span(span, words, last=at == len(spans)) for at, span in enumerate(spans, start=1)]


def _called(standing: str, words: Wording, *, last: bool) -> str:
    """A standing as a time of it is called: one that is over was not recorded last."""
    if standing == "held" and not last:
        return words.say("liberty.held_then")
    return words.term("liberty", standing)


def _span(span: ProgressOfEdition | JusticeOfEdition, words: Wording, *, last: bool = False) -> str:
    beyond = span.get("track") == "justice"
    standing = span["standing"]
    said = said_beyond(standing, words) if beyond else _called(standing, words, last=last)
    kind = "died_span" if standing == "died" else "last_span" if last else "span"
    return words.say(
        f"metric.progress_of_edition.{kind}",
        standing=said,
        from_day=words.date(span["from_day"]),
        to_day=words.date(span["to_day"]),
    )


_FEW = 4  # lanes, above which their names can stand


def chart(found: Sequence[Lane], words: Wording) -> Chart:
    """One lane a case, the first on top."""
    shown = list(enumerate(reversed(found)))
    alone = len(found) == 1
    marks = [*_bands(shown, words), *_signs(shown, words)]
    many = len(found) > _FEW  # ten names before the first lane pushed it off a phone's screen
    named = sum(bool(getattr(mark, "name", "")) for mark in marks)
    return Chart(
        marks=marks,
        height=(40 + 16 * named if many else 120) + (150 if alone else 44 * max(1, len(shown))),
        x=days_axis(
            day
            for lane in found
            for span in lane.spans
            for day in (span["from_day"], span["to_day"])
        ),
        y=Axis(
            low=-0.5,
            high=len(shown) - 0.4,
            names=[] if alone else [(at, _short(lane.name)) for at, lane in shown],
            picks=[] if alone else [{"case": lane.case_id} for _, lane in shown],
            grid=False,
            visible=not alone,
        ),
        legend="below" if many else "above",
        margins=(8, 8, 8 if many else 72, 8),
    )


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


def alt(found: Sequence[Lane], words: Wording) -> str:
    told = [
        words.say(
            "metric.progress_of_edition.alt_case",
            name=lane.name,
            spans=words.listing(
                [
                    *(_spans(lane.spans, words) if lane.of_liberty else ()),
                    *_spans(lane.beyond, words),
                ]
            ),
        )
        for lane in found
    ]
    days = {lane.spans[0]["from_day"] for lane in found}
    assumed = "_assumed" if any(lane.assumed for lane in found) else ""
    return words.say(
        f"metric.progress_of_edition.alt{'_each' if len(days) > 1 else ''}{assumed}",
        launch=words.date(min(days)),
        cases=words.apart(told),
    )


@picture
def progress_of_edition(view: View, figure: FigureOf[ProgressOfEdition], look: Look) -> Panel:
    year = int(look.given["edition"])
    found = lanes(view, view.ask("cases_of_edition", edition=year).rows)
    shown = found[: _MOST.get(look.shape, len(found))]
    rest = found[len(shown) :]
    subtitle = view.say(f"metric.{figure.name}.subtitle")
    if rest:
        of_rest = view.say("chart.free_of", free=free(rest), cases=asked(rest))
        subtitle += " " + view.say("chart.not_drawn", count=len(rest), free_of=of_rest)
    none = view.say(f"metric.{figure.name}.headline_none", year=str(year))
    head = view.say(
        f"metric.{figure.name}.headline", year=str(year), free=free(found), cases=asked(found)
    )
    return panel(
        view,
        figure,
        head if found else none,
        subtitle,
        alt(found, view) if found else none,
        chart(shown, view),
        view.say("source.this_record"),
    )


def free(found: Sequence[Lane]) -> int:
    """How many of the cases stand as free at the end of their lanes."""
    return sum(STANDING[lane.spans[-1]["standing"]].free for lane in found)


def asked(found: Sequence[Lane]) -> int:
    """Of how many of the cases it is a question at all if these people are free: not of who was never held, or was dead
    when the edition began."""
    every = ([STANDING[span["standing"]] for span in lane.spans] for lane in found)
    return sum(any(each.asked and each.now != "died" for each in stood) for stood in every)


def of_case(view: View, case: Case) -> tuple[Chart, str]:
    """The lane of one case, and what it shows in words; without marks where there is none."""
    found = lanes(view, [case])
    return chart(found, view), alt(found, view) if found else ""
