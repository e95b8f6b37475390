"""The series of states that others than staff are answered from: what went out, and what came out of an embargo.

It is read off the newest snapshot and the clock alone, so that all processes name the same state at the same
second. A state in which nothing is hidden has the name of its snapshot; one that hides rows has a name of its
own, which says neither what nor until when.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from impact.exports.ledger import Event, Ledger
from impact.exports.timetable import publications
from impact.record.corrections import put_off
from impact.record.reader import moments, names
from impact.store import Damaged, Mark, Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublicMark(Mark):
    """A state of the series: its place, from when it is told, its name.

    `whole`: the number of the snapshot that it is cut from. `bare`: nothing that was handed in is in it.
    """

    whole: int = 0
    bare: bool = False


def clock() -> dt.datetime:
    """The time that it is, in UTC; tests set it."""
    return dt.datetime.now(dt.UTC)


def now() -> str:
    """The second that it is, as snapshots write it."""
    return clock().astimezone(dt.UTC).isoformat(timespec="seconds")


def by(series: Sequence[PublicMark], moment: str) -> list[PublicMark]:
    """The states up to a moment."""
    return list(series[: bisect_right(series, moment, key=lambda mark: mark.made_at)])


def series(
    marks: Sequence[Mark],
    events: Sequence[Event],
    embargoes: Callable[[Mark, bool], frozenset[str]],
) -> list[PublicMark]:
    """All states of the series, oldest first, those to come as well.

    `marks`: the snapshots, oldest first, at least one; `events`: of the newest ledger; `embargoes`: the moments
    of a snapshot, past or to come, at which rows of it come out; of what was handed in as well, or not.
    """
    by_number = {mark.number: mark for mark in marks}
    telling = [event.snapshot for event in events if event.counts]  # never falls
    bare = any(event.snapshot <= marks[0].number for event in events)
    out = publications(marks, events)
    first = min(
        [marks[0].made_at, *(each.at for each in out[:1])]
    )  # if the clock was set back since
    stages = [(first, marks[0], bare)]
    for each in out:
        mark = by_number.get(each.number)
        before = stages[-1]
        if mark and (before[2] or _differ(before[1], mark, telling)):
            stages.append((max(each.at, before[0]), mark, False))
    found: list[PublicMark] = []
    for place, (at, mark, bare) in enumerate(stages):
        end = stages[place + 1][0] if place + 1 < len(stages) else "9999"
        moments = sorted(embargoes(mark, not bare))
        for moment in [at, *(each for each in moments if at < each < end)]:
            hidden = [each for each in moments if each > moment]
            name = _name(mark, hidden, bare=bare)
            found.append(
                PublicMark(len(found) + 1, moment, name, mark.older, whole=mark.number, bare=bare)
            )
    return found


def embargoes(
    store: Store, events: Sequence[Event], kept: dict[int, frozenset[str]]
) -> Callable[[Mark, bool], frozenset[str]]:
    """What `series` asks of a snapshot. `kept`: what was read of the record's own files, by the snapshot."""
    dated = any(change.publish_at for each in events if each.entry for change in each.entry.changes)

    def found(mark: Mark, handed_in: bool) -> frozenset[str]:
        if (own := kept.get(mark.number)) is None:
            own = kept[mark.number] = _own_embargoes(store, mark)
        if not (handed_in and dated):
            return own
        ledger = Ledger(each for each in events if each.snapshot <= mark.number)
        return own | ({change.publish_at for change in put_off(ledger.changes())} - {""})

    return found


def _own_embargoes(store: Store, mark: Mark) -> frozenset[str]:
    """Those of the record's own files."""
    try:
        kept = store.snapshot(mark.number)
        return moments(store.contents(kept, only=set(names())))
    except Damaged as damage:  # nothing of it can be shown, and whoever asks for it is told
        log.error("%s", damage)
        return frozenset()


def _differ(one: Mark, other: Mark, telling: Sequence[int]) -> bool:
    """Whether two snapshots tell other figures, by the steps between them."""
    return (
        one.older
        or other.older
        or bisect_right(telling, one.number) != bisect_right(telling, other.number)
    )


def _name(mark: Mark, hidden: Sequence[str], *, bare: bool) -> str:
    if not hidden and not bare:
        return mark.id
    parts = [mark.id, "bare" if bare else "", *hidden]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


class Steps:
    """The steps of a ledger by the snapshots that they came with, for both series."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events: dict[int, list[Event]] = {}
        for event in events:
            self._events.setdefault(event.snapshot, []).append(event)

    def between(self, before: Mark | None, mark: Mark) -> list[Event]:
        """What came with a snapshot, or with what went out after the state before it."""
        numbers = [mark.number]
        if isinstance(mark, PublicMark):
            first = before.whole if isinstance(before, PublicMark) else 0
            numbers = list(range(first + 1, mark.whole + 1))
        return [event for number in numbers for event in self._events.get(number, ())]

    def recorded(self, before: Mark | None, mark: Mark) -> bool:
        """Whether the record may be another than in the state before: it changed, what was out was taken back,
        or rows came out of an embargo."""
        again = (
            isinstance(mark, PublicMark)
            and isinstance(before, PublicMark)
            and (before.bare or mark.whole <= before.whole)
        )
        came = self.between(before, mark)
        return again or mark.older or any(event.of_record for event in came)
