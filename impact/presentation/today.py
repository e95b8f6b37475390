"""Today: how the running edition stands, what came in, who is late, what waits. The page and the digest say it.

Each function gives what one block says, as text. `day` is the day that it is for whoever asks: that of the
clock, or in the sample and of an older snapshot its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from impact.database import Rows
from impact.exports import season, verdicts
from impact.figures.rows import OutcomesNewest, Projection
from impact.presentation import alike, lateness, progress
from impact.presentation.view import View

_SHOWN = 6
_EVERY = 999  # as many outcomes as there are


@dataclass(frozen=True)
class Block:
    """What stands under one heading; `lines` may be none."""

    title: str
    lines: tuple[str, ...] = ()


def edition(view: View, day: dt.date) -> int | None:
    """The edition that Today is of: the running one if anything is counted for it or it is awaited, else the
    newest that has counts; None before the first export."""
    counted = [row["edition_year"] for row in view.ask("actions_counted").rows]
    running = season.running(day, season.WINDOW)
    if running and lateness.by_clock(view, running, day):
        return running
    return max((year for year in counted if year), default=None)


def day_of(view: View, year: int, day: dt.date) -> str:
    """Which day of the campaign a day is, and of how many."""
    (campaign,) = view.state.database.rows("campaign", "clock", edition=year, day=day)
    key = "over" if campaign["over"] else "day"
    return view.say(
        f"today.{key}",
        day=str(campaign["day_of_campaign"]),
        days=str(campaign["days"]),
        year=str(year),
    )


def counted_card(view: View, year: int) -> progress.Card:
    """The count so far; of an edition that nobody has sent for yet a dash, which is not a zero."""
    figure = view.ask("actions_counted")
    row = next((row for row in figure.rows if row["edition_year"] == year), None)
    if row:
        return progress.counted_card(row, figure.dated(view.lang), view)
    label = view.say("live.counted", year=str(year))
    return label, "–", view.say("today.counted_none"), view.say("live.source")


def alike_card(view: View, year: int) -> progress.Card:
    rows = view.ask("like_for_like", edition=year).rows
    left = alike.not_compared(view, rows, year)
    return progress.like_for_like_card(rows, year, left, view)


def projection_card(view: View, year: int) -> progress.Card:
    """The projection with what the same method would have said of earlier editions."""
    row: Projection | None = view.one("projection", edition=year)
    label, value, text, source = progress.projection_card(row, view)
    past = [
        view.say(
            "today.past",
            year=str(told["edition_year"]),
            said=view.number(told["said"]),
            came=view.number(told["came"]),
        )
        for told in view.ask("projection_past", edition=year).rows[:2]
    ]
    if row is None or row["low"] is None or row["high"] is None:
        return label, value, text, source
    return label, value, " ".join((text, *past)), source


def late(view: View, year: int, day: dt.date) -> Rows:
    """The sections that are late by the clock."""
    return [row for row in lateness.by_clock(view, year, day) if row["late"] is True]


def late_card(view: View, year: int, day: dt.date) -> progress.Card:
    """How many sections are late by the clock, and which."""
    awaited = lateness.by_clock(view, year, day)
    names = [view.section(row["section"]) for row in awaited if row["late"] is True]
    told = some(names, view, 4)
    text = view.say(
        "today.late_of", names=view.listing(told) or view.say("today.late_none"), count=len(awaited)
    )
    source = view.say("sending.clock", date=view.date(day))
    return view.say("today.late"), view.number(len(names)), text, source


def late_block(view: View, year: int, day: dt.date, most: int = _SHOWN) -> Block:
    rows = late(view, year, day)
    lines = [lateness.line(row, year, view) for row in rows]
    if not rows:
        return Block(view.say("today.late_none"))
    return Block(view.say("today.late_count", count=len(rows)), some(lines, view, most))


def spikes_block(view: View, year: int, most: int = _SHOWN) -> Block:
    rows = view.ask("spikes", edition=year).rows
    lines = [
        view.say(
            "spikes.line",
            section=view.section(row["section"]),
            date=view.date(row["day"]),
            count=row["actions"],
            usual=view.number(round(row["usual"])),
        )
        for row in rows
    ]
    if not rows:
        return Block(view.say("today.spikes_none"))
    return Block(view.say("spikes.title", count=len(rows)), some(lines, view, most))


def waiting_block(view: View, most: int = _SHOWN) -> Block:
    """The files that are held, and to admins what another admin asked for. The names of files are not told: they
    can hold what is a person's."""
    ledger = view.state.ledger
    held = ledger.held()
    asked = list(ledger.requests.values()) if view.state.role == "admin" else []
    lines = [
        view.say("today.request", who=each.who, date=view.date(each.at[:10])) for each in asked
    ]
    lines += [
        view.say(
            "today.file",
            section=view.section(verdicts.sender(entry, view.lang)),
            date=view.date(entry.received_on),
        )
        for entry in reversed(held)
    ]
    if not lines:
        return Block(view.say("today.waiting_none"))
    key = "today.decisions" if asked else "today.waiting"
    return Block(view.say(key, count=len(lines)), some(lines, view, most))


def missing_block(view: View, year: int) -> Block | None:
    """What is missing for an edition; None if all is there."""
    rows = view.ask("preparation", edition=year).rows
    lines = [
        view.say(f"prepare.{row['step']}") for row in rows if row["needed"] and not row["done"]
    ]
    return Block(view.say("prepare.missing", year=str(year)), tuple(lines)) if lines else None


def next_edition(day: dt.date) -> int:
    """The edition to be prepared: the one that runs on a day, else the one whose campaign comes next."""
    return season.running(day, season.WINDOW) or season.begun(day, season.WINDOW) + 1


def outcomes(view: View, then: View | None = None, limit: int = 5) -> list[OutcomesNewest]:
    """The newest outcomes; of what was there `then`, those that were not."""
    if then is None:
        return list(view.ask("outcomes_newest", limit=limit).rows)
    old = {row["outcome_id"] for row in then.ask("outcomes_newest", limit=_EVERY).rows}
    rows = view.ask("outcomes_newest", limit=_EVERY).rows
    return [row for row in rows if row["outcome_id"] not in old]


def outcome_line(row: OutcomesNewest, view: View) -> str:
    return view.say(
        "today.outcome",
        date=view.date(row["event_date"]),
        name=view.localized(row, "name"),
        outcome=view.term("outcome", row["outcome_type"]),
        summary=view.localized(row, "summary"),
    )


def some(lines: Sequence[str], view: View, most: int) -> tuple[str, ...]:
    """So many lines at most, the last of them saying how many there are beside."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], view.say("today.more", count=len(lines) - most + 1))
