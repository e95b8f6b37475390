"""What happened in one case, as a picture tells it."""

from __future__ import annotations

from impact.figures import FigureOf, wrong
from impact.figures.rows import TimelineOfCase
from impact.presentation.panel import Look, Panel, TimelineEvent, panel
from impact.presentation.registry import picture
from impact.presentation.standings import VAGUE, checked, standing
from impact.presentation.view import View

_SIGN = {"positive": 1, "negative": -1, "none": 0}


@picture
def timeline_of_case(view: View, figure: FigureOf[TimelineOfCase], look: Look) -> Panel:
    case = view.one("case", case_id=look.given["case_id"])
    if case is None:
        raise wrong("case_id", str(look.given["case_id"]))
    rows, year = figure.rows, str(case["edition_year"])
    events = [
        TimelineEvent(
            view.date(row["event_date"]),
            _what(row, view),
            _SIGN[row["direction"]],
            view.localized(row, "summary"),
            faded=bool(row["before_launch"]),
        )
        for row in rows
    ]
    plain = [_plainly(row, view) for row in rows]
    launch = "case.launch" if case["launch_published"] else "case.launch_assumed"
    before = sum(event.faded for event in events)
    events.insert(
        before, TimelineEvent(view.date(case["launch_day"]), view.say(launch, year=year), 0)
    )
    plain.insert(before, events[before].word)
    if not rows:
        events.append(TimelineEvent("", view.say("case.no_event", date=checked(case, view)), 0))
        plain.append(events[-1].word)
    told = [
        view.say("metric.timeline_of_case.alt_event", date=event.date, word=word)
        if event.date
        else word
        for event, word in zip(events, plain, strict=True)
    ]
    name, place = view.localized(case, "name"), view.country(case["country_code"])
    edition = view.say("picture.edition", year=year)
    return panel(
        view,
        figure,
        name,
        f"{edition} · {place} · {standing(case, view)}",
        view.say("metric.timeline_of_case.alt", name=name, events=view.apart(told)),
        tuple(events),
    )


def _plainly(row: TimelineOfCase, view: View) -> str:
    """What happened, where the picture is not seen: in the record's own words where "bad news" would say nothing."""
    if row["outcome_type"] not in VAGUE:
        return _what(row, view)
    return view.localized(row, "summary").removesuffix(".")


def _what(row: TimelineOfCase, view: View) -> str:
    word = view.term("outcome", row["outcome_type"])
    return f"{word} ({view.say('case.before')})" if row["before_launch"] else word
