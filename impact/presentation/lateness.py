"""Who is late, in words: when each section last sent, and what is usual for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from impact.database import Rows
from impact.figures.rows import SectionsSending
from impact.i18n.words import Wording
from impact.presentation import tallies
from impact.presentation.chart import Chart
from impact.presentation.view import View


def by_clock(view: View, edition: int, day: dt.date | None) -> Rows:
    """The sections whose exports of an edition are awaited, their silence counted to a day; without one,
    to that of the snapshot. Those that sent for the edition before and not yet for this one come first."""
    return view.state.database.rows("late_sections", "clock", edition=edition, day=day)


def sent(rows: Sequence[SectionsSending], awaited: Rows, words: Wording) -> tuple[str, Chart]:
    """What each section sent, in words and as a bar each, the most first; who is late stands out."""
    late = {row["section"] for row in awaited if row["late"] is True}
    found = [
        tallies.Tally(words.section(row["section"]), row["actions"], row["section"] in late)
        for row in sorted(rows, key=lambda row: -row["actions"])
    ]
    return tallies.alt(found, words), tallies.chart(found, words)


def line(row: Mapping[str, Any], edition: int, words: Wording, without: int | None = None) -> str:
    """A section in a line. `without`: days in which it has no action."""
    parts = [_last(row, edition, words), _usual(row, edition, words)]
    if without:
        parts.append(words.say("sending.gaps", count=without))
    return " ".join(filter(None, parts))


def _last(row: Mapping[str, Any], edition: int, words: Wording) -> str:
    said = {"section": words.section(row["section"]), "date": words.date(row["last_sent_on"])}
    if not row["sends"]:
        return words.say("sending.nothing", **said, year=str(edition), before=str(edition - 1))
    silent = row["silent_days"]
    key = "line_over" if silent is None else "line" if silent else "line_today"
    return words.say(f"sending.{key}", **said, count=silent)


def _usual(row: Mapping[str, Any], edition: int, words: Wording) -> str:
    """The section's interval, and of which edition it is; nothing once nobody is awaited."""
    if row["silent_days"] is None:
        return ""
    if row["usual_days"] is None:
        return words.say("sending.usual_unknown") if row["sends"] else ""
    key = "usual" if row["usual_year"] == edition else "usual_before"
    return words.say(f"sending.{key}", count=round(row["usual_days"]), year=str(row["usual_year"]))
