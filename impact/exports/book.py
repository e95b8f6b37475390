"""The book of a store: its ledger, opened for one look or one change, and what is being added to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from impact.exports import older, secret
from impact.exports.ledger import Effect, Entry, Event, Part, Request, ledger_of, write
from impact.exports.settling import Settling
from impact.store import Draft, Store


class Book:
    """A ledger, the rows and counts behind it, and the draft that they are written into."""

    def __init__(self, store: Store, draft: Draft, spill: Path, *, writes: bool = True) -> None:
        """Not `writes`: files of rows stay in `spill` and are forgotten."""
        self._store = store
        self._draft = draft
        self._spill = spill
        self.settling = Settling(store, draft, spill, writes=writes)
        self.before = 0
        if draft.newest is not None and older.is_older(draft.newest):
            self.ledger = older.bring_over(store, draft, self.settling)
        else:
            self.ledger = ledger_of(store, draft.newest)
            self.before = len(self.ledger.events)

    def finish(self, key: bytes | None = None) -> None:
        """Write all that was added into the draft."""
        self.settling.finish()
        if key is not None and self.ledger.entries:
            secret.keep_mark(self._draft, key)
        write(self._store, self._draft, self.ledger.events[self.before :])

    @property
    def number(self) -> int:
        return self._draft.number

    def add(
        self,
        kind: str,
        at: str,
        entry: Entry,
        effects: Sequence[Effect] = (),
        request: Request | None = None,
    ) -> None:
        self.add_event(
            Event(
                kind=kind,
                at=at,
                snapshot=self.number,
                entry=entry,
                effects=list(effects),
                request=request,
            )
        )

    def add_event(self, event: Event) -> None:
        self.ledger.add(event)

    def laid(self, entry: Entry) -> bool:
        """Whether the rows of an export lie among the others: it stood once, if it does no more."""
        return any(
            event.entry is not None
            and (event.entry.id, event.entry.part) == (entry.id, entry.part)
            and event.entry.stands
            for event in self.ledger.events
        )

    def keep_parts(self, entry: Entry, *, all_of_them: bool) -> None:
        """Let the rows of an export lie in the store; those of the part that counts are a run."""
        if not self.settling.writes:
            return  # they are read where they lie
        for part in entry.parts:
            path = self._spill / f"part-{part.number}"
            if path.exists() and (all_of_them or part.number == entry.part):
                self._draft.move(path, part.content)
                self.settling.rows.lend(part.content, self._store.path(part.content))


def part_of(entry: Entry) -> Part:
    return next(part for part in entry.parts if part.number == entry.part)


def stamp() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
