"""What goes out to others than staff, and when: by hand, each at once, or the newest at an hour of every day.

It is read off the steps of the ledger and the clock, so two processes read the same, and the hour of a rule needs
nobody at work (docs/decisions/0029).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from zoneinfo import ZoneInfo

from impact.exports.ledger import Event, Ledger
from impact.faults import Fault, shown
from impact.store import Mark

BY_HAND, AT_ONCE = "by hand", "at once"
_DAILY = re.compile(r"([01]\d|2[0-3]):([0-5]\d) ([A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*)", re.ASCII)


@dataclass(frozen=True)
class Publication:
    """A snapshot by its number, and from when it is what others see, in UTC. `rule`: whose hour let it go out."""

    at: str
    number: int
    rule: str = ""


@dataclass(frozen=True)
class Hour:
    """An hour of every day at a place, as `09:00 Europe/Brussels`."""

    time: dt.time
    zone: ZoneInfo

    def after(self, moment: str) -> str:
        """The first such hour at a moment or after it, both as UTC. Where clocks skip it, as if they had not."""
        given = dt.datetime.fromisoformat(moment).astimezone(self.zone)
        for days in (0, 1, 2):
            day = given.date() + dt.timedelta(days)
            found = dt.datetime.combine(day, self.time, self.zone).astimezone(dt.UTC)
            if found >= given:
                return found.isoformat(timespec="seconds")
        raise AssertionError(moment)


def hour(rule: str) -> Hour | None:
    """The hour of a rule; None of one that has none. Raises `Fault` for what is no rule."""
    if rule in (BY_HAND, AT_ONCE):
        return None
    if not (found := _DAILY.fullmatch(rule)):
        raise Fault("publishing_unknown", found=shown(rule))
    try:
        zone = ZoneInfo(found[3])
    except (ValueError, OSError, KeyError):  # no such zone, or a folder of them
        raise Fault("publishing_zone", found=shown(found[3])) from None
    return Hour(dt.time(int(found[1]), int(found[2])), zone)


def rule(ledger: Ledger) -> str:
    """What goes out by itself, as it was said last."""
    said = [event.publishing for event in ledger.events if event.kind == "publishing"]
    return said[-1] if said else BY_HAND


def publications(marks: Sequence[Mark], events: Sequence[Event]) -> list[Publication]:
    """All publications, oldest first, those to come as well: what is there goes out at the next hour.

    `marks`: the snapshots, oldest first; `events`: of the newest ledger.
    """
    said = [event for event in events if event.kind == "publishing"]
    found = [
        (event.snapshot, Publication(event.at, event.published))
        for event in events
        if event.published
    ]
    for event, then in zip_longest(said, said[1:]):
        before = [mark for mark in marks if then is None or mark.number < then.snapshot]
        if event.publishing == AT_ONCE:
            found += [
                (mark.number, Publication(max(mark.made_at, event.at), mark.number))
                for mark in before
                if mark.number >= event.snapshot
            ]
        elif daily := hour(event.publishing):
            out = {daily.after(max(mark.made_at, event.at)): mark.number for mark in before}
            found += [
                (number, Publication(at, number, event.publishing))
                for at, number in out.items()
                if then is None or at < then.at
            ]
    return _in_turn(found)


def _in_turn(found: list[tuple[int, Publication]]) -> list[Publication]:
    """Publications in the order in which they came to be, by the number of the snapshot with which each did. One
    that has a later time than the next was before it all the same: the clock was set back between them."""
    in_turn: list[Publication] = []
    latest = "9999"
    for _number, each in sorted(found, key=lambda of: (of[0], of[1].at), reverse=True):
        latest = min(latest, each.at)
        in_turn.append(replace(each, at=latest))
    return in_turn[::-1]


def until(marks: Sequence[Mark], events: Sequence[Event], moment: str) -> list[Publication]:
    """The publications up to a moment, in UTC."""
    return [each for each in publications(marks, events) if each.at <= moment]


def was_out(identity: str, marks: Sequence[Mark], events: Sequence[Event], moment: str) -> bool:
    """Whether an export counted in anything that had gone out by a moment, in UTC."""
    own = [
        (each.snapshot, each.entry) for each in events if each.entry and each.entry.id == identity
    ]
    for each in until(marks, events, moment):
        then = [entry for snapshot, entry in own if snapshot <= each.number]
        if then and then[-1].stands:
            return True
    return False
