"""What is in: accepted exports and what was decided of them, as events that only ever grow.

The ledger knows a file by its fingerprint and its counts, never by what stood in it. Each event came
with one snapshot; the ledger of a snapshot is what the events up to it add up to. They lie in pieces
that are merged as they grow, so that one more costs the same after five thousand as after fifty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from impact.faults import Fault
from impact.record.corrections import Change
from impact.store import Draft, Snapshot, Store

PIECES = "ledger/"
RECOUNTED = "recounted"  # the reason of an export that the same bytes by newer rules replaced
MOVED = "moved"  # of one that was handed in for the wrong section
TAKEN_OVER = "taken_over"  # of one whose actions another platform took along
DROPPED = "dropped"  # of one of which somebody decided that it does not count
NAMED = "named"  # of one that waited and was sent again, its list named
DECIDED = (RECOUNTED, MOVED, TAKEN_OVER, DROPPED, NAMED)
KINDS = ("versions", "days", "events", "cells")
_MERGED = 8  # pieces of one size that become one


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """The actions of a day and case before and after a change; `day` None: undated."""

    day: str | None
    case_id: str
    before: int
    after: int


class Sums(msgspec.Struct, frozen=True):
    """Actions before and after a change. added − removed is the difference; replaced: those that
    stood before, came again, and are the same."""

    before: int
    after: int
    added: int
    replaced: int
    removed: int


class Effect(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a change does to the counts of one section: exactly what the store then holds.

    `kinds`: the difference by edition and by why: new, late, corrected, retracted, restored, moved.
    `world`: all actions counted by edition, of every section, after it. `turned`: actions that are of another type,
    channel, country or precision now, by column and value, signed.
    """

    section: str
    sums: Sums
    by_edition: dict[str, Sums] = {}
    largest: list[Cell] = []
    kinds: dict[str, dict[str, int]] = {}
    world: dict[str, int] = {}
    turned: dict[str, dict[str, int]] = {}


class Choice(msgspec.Struct, frozen=True):
    """One answer to a question, and the section's actions that would stand after it."""

    choice: str
    after: int


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a file is held: its code, what fills the sentence, and what may be answered."""

    code: str
    values: dict[str, str | int] = {}
    choices: list[Choice] = []


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """The counts of one reading of an export: a number of its own, the hash of its rows.

    `when`: the answers under which it is the one that is meant. `counted`: rows of the file.
    """

    number: int
    content: str
    actions: int
    rows: int
    origins: list[str]
    when: dict[str, str] = {}
    counted: int = 0
    first_day: str | None = None
    last_day: str | None = None
    editions: list[int] = []


class Stream(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What staff said of one reporter's list. Keyed by section, platform and origin.

    `into`: the stream that its exports belong to instead. `beside`: it may hold the cells that
    another list holds. `shrinks`: a new version may take away more than it brings. `since`: the order
    of the export of the list `holder` that holds all that came before: while it stands, or a newer one
    of that list, those count no more and `into` holds; while none does, they are a list as before.
    `sheets`: all sheets of its workbooks are counted as one. `onward`: the list that files of its name go on as,
    where their ids say the same there.
    `names`: files of other names in its folder are lists of their own (`add`), or newer files of it (`replace`).
    """

    section: str
    platform: str
    origin: str
    name: str = ""
    into: str | None = None
    newer: str | None = None
    reach: str | None = None
    beside: bool = False
    shrinks: bool = False
    since: int = 0
    holder: str = ""
    names: str = ""
    sheets: bool = False
    onward: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.section, self.platform, self.origin


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One export that was handed in and is not refused. `order` rises with each.

    `newer` and `reach` are what its mapping said when it came; a stream may say otherwise.
    """

    id: str
    order: int
    file: str
    fingerprint: str
    section: str
    platform: str
    grain: str
    received_at: str
    rows_read: int = 0
    rows_counted: int = 0
    rows_filtered: int = 0
    rows_set_aside: int = 0
    actions: int = 0
    first_day: str | None = None
    last_day: str | None = None
    newer: str = "cells"
    reach: str = "platform"
    origin: str = ""
    made_with: str = "blake2b"  # what hash its keys were made with
    editions: list[int] = []
    part: int = 0
    parts: list[Part] = []
    adds: int = 0
    corrects: int = 0
    withdraws: int = 0
    rules: str = ""
    ahead: str | None = None  # the first day for which a row was too early
    changes: list[Change] = []
    question: Question | None = None
    answers: dict[str, str] = {}
    # What its decision did besides: exports that went, and what was said of streams before.
    took: list[str] = []
    said: list[Stream] = []
    struck: int = 0  # rows that it leaves out by a rule and that an earlier export had counted
    by: str = ""  # who handed it in: initials or a role
    likeness: str = ""  # a mark of what was counted, however the file was saved
    retracted_at: str | None = None
    reason: str | None = None
    public: bool = False  # whether the reason may be published
    unapproved: bool = False  # whether what it changes in the record has to be approved
    sender: str = ""  # who handed it in, as the door knew them

    @property
    def received(self) -> dt.datetime:
        """When it came, in UTC."""
        return _utc(self.received_at)

    @property
    def received_on(self) -> dt.date:
        return dt.datetime.fromisoformat(self.received_at).date()

    @property
    def stands(self) -> bool:
        """Whether it is counted: neither taken out nor held."""
        return self.retracted_at is None and self.question is None

    @property
    def held(self) -> bool:
        return self.retracted_at is None and self.question is not None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A code or name of one platform that staff gave to a case, or to none (`unmapped`), for one edition."""

    platform: str
    value: str
    edition: int
    case_id: str
    by: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        return self.platform, self.value, self.edition


class Request(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An act that somebody asked for and somebody else has to approve. `what`: the kind of the step that it would
    be (retracted, restored, published, publishing); `of`: which export, snapshot (by its number) or rule."""

    id: str
    what: str
    of: str
    at: str
    who: str = ""  # who asks, as the door knew them
    why: str = ""
    public: bool = False  # whether the reason may be published


class Event(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One step: what it was, when, with which snapshot, and its effect.

    taken, held, retracted, restored, decided, undecided; settled: something said of a stream; ruled,
    unruled: a rule kept or taken back; record: the record's files changed; brought: the exports of a
    store of the first version were brought over; published: a snapshot went out by hand; publishing: what
    goes out by itself from now on (`impact.exports.timetable`); asked, declined: a request, and that nothing
    comes of it. A step with a request of its own is what was asked for.
    """

    kind: str
    at: str
    snapshot: int
    entry: Entry | None = None  # as it stands after the step
    stream: Stream | None = None
    rule: Rule | None = None
    effects: list[Effect] = []
    published: int = 0  # the number of the snapshot that went out
    publishing: str = ""
    why: str = ""
    request: Request | None = None

    @property
    def of_record(self) -> bool:
        """Whether the record may be another after it."""
        return self.kind == "record" or (self.entry is not None and bool(self.entry.changes))

    @property
    def counts(self) -> bool:
        """Whether what is told may be other after it: the record, or what stands of the exports."""
        return (
            self.kind == "brought" or bool(self.effects) or (self.of_record and self.kind != "held")
        )


class Met(NamedTuple):
    """Another export that one meets once it counts again, and how many actions: the newer version that stands over it
    (`below`), the same counts of another section (`elsewhere`), or another list that came since (`meets`); and itself,
    if it waits for an answer (`still_held`)."""

    how: str
    entry: Entry
    actions: int

    @property
    def counts(self) -> bool:
        """Whether what met this counts again."""
        return self.how not in ("below", "still_held")


_EVENTS = msgspec.json.Decoder(list[Event])


class Ledger:
    """What the events add up to. Safe to read; `add` is for the one writer."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.entries: dict[str, Entry] = {}
        self.streams: dict[tuple[str, str, str], Stream] = {}
        self.rules: dict[tuple[str, str, int], Rule] = {}
        self.requests: dict[str, Request] = {}  # that wait
        self.events: list[Event] = []
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Add one step."""
        self.events.append(event)
        if event.entry is not None:
            self.entries[event.entry.id] = event.entry
        if event.stream is not None:
            self.streams[event.stream.key] = event.stream
        if event.rule is not None:
            if event.kind == "unruled":
                self.rules.pop(event.rule.key, None)
            else:
                self.rules[event.rule.key] = event.rule
        if event.kind == "asked" and event.request is not None:
            self.requests[event.request.id] = event.request
        elif self.requests:
            self.requests = {
                name: each for name, each in self.requests.items() if not _answers(event, each)
            }

    def copy(self) -> Ledger:
        """The same, to see what a step would make of it."""
        other = Ledger()
        other.entries = dict(self.entries)
        other.streams = dict(self.streams)
        other.rules = dict(self.rules)
        other.requests = dict(self.requests)
        other.events = self.events
        return other

    def entry(self, identity: str) -> Entry:
        """The entry of an identity. Raises `Fault` if there is none."""
        if identity not in self.entries:
            raise Fault("export_unknown", name=identity[:40])
        return self.entries[identity]

    def standing(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.stands]

    def held(self) -> list[Entry]:
        """The exports that wait for a decision, oldest first."""
        return [entry for entry in self.entries.values() if entry.held]

    def made_with(self, section: str) -> dict[str, str]:
        """The hash that the keys of a section were made with, by platform: theirs go on so."""
        return {
            entry.platform: entry.made_with
            for entry in self.entries.values()
            if entry.section == section and entry.newer == "events"
        }

    def next_order(self) -> int:
        return max((entry.order for entry in self.entries.values()), default=0) + 1

    def stream_of(self, entry: Entry, origin: str = "") -> Stream:
        """The stream that rows of an export belong to, followed to where it was joined to.

        A stream that staff said nothing of does what the export's mapping says.
        """
        key = entry.section, entry.platform, origin or entry.origin
        seen = {key}
        while (said := self.streams.get(key)) is not None and said.into is not None:
            if said.since and self._holder(said) is None:
                break
            key = entry.section, entry.platform, said.into
            if key in seen:
                break
            seen.add(key)
        said = self.streams.get(key) or Stream(section=key[0], platform=key[1], origin=key[2])
        return msgspec.structs.replace(
            said, newer=said.newer or entry.newer, reach=said.reach or entry.reach
        )

    def said_of(self, section: str, platform: str, origin: str) -> Stream:
        """What was said of a list, followed to where it was joined to, before any export of it is known."""
        key, seen = (section, platform, origin), set()
        while (said := self.streams.get(key)) is not None and said.into and key not in seen:
            seen.add(key)
            key = section, platform, said.into
        return said or Stream(section=section, platform=platform, origin=key[2])

    def gives_way(self, entry: Entry, origin: str = "") -> Entry | None:
        """The later export that holds all of the list that rows of an export are of, so that they do not
        count; None if there is none."""
        for name in self._leads(entry, origin or entry.origin):
            said = self.streams.get((entry.section, entry.platform, name))
            if said is not None and entry.order < said.since and (holder := self._holder(said)):
                return holder
        return None

    def _holder(self, said: Stream) -> Entry | None:
        """The newest export that stands of those that hold all of a list."""
        for entry in reversed(self.entries.values()):
            if (entry.section, entry.platform) != (said.section, said.platform):
                continue
            if entry.order < said.since or not entry.stands:
                continue
            names = self._leads(entry, entry.origin)
            if said.holder in names and said.origin not in names[: names.index(said.holder)]:
                return entry
        return None

    def _leads(self, entry: Entry, origin: str) -> list[str]:
        """A list and those that it was joined to, one after the other."""
        names: list[str] = []
        at: str | None = origin
        while at is not None and at not in names:
            names.append(at)
            said = self.streams.get((entry.section, entry.platform, at))
            at = said.into if said else None
        return names

    def changes(self) -> list[Change]:
        """What the exports that stand change in the record, in the order they came, each with its day."""
        return [
            replace(change, sent_on=entry.received_on, sent_at=_in_utc(entry.received))
            for entry in self.standing()
            for change in entry.changes
        ]


def _in_utc(moment: dt.datetime) -> str:
    """A moment as embargoes are written; one without its zone is of UTC."""
    whole = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return whole.astimezone(dt.UTC).isoformat(timespec="seconds")


def _answers(event: Event, request: Request) -> bool:
    """Whether nothing is left to approve of a request after a step: it was answered, or done otherwise."""
    if event.request is not None and event.request.id == request.id:
        return True
    entry = event.entry
    if entry is None or entry.id != request.of:
        return False
    return request.what == ("restored" if entry.retracted_at is None else "retracted")


def ledger_of(store: Store, snapshot: Snapshot | None) -> Ledger:
    """The ledger of a snapshot. Raises `Damaged`."""
    if snapshot is None:
        return Ledger()
    pieces = {
        name: snapshot.files[name] for name in sorted(snapshot.files) if name.startswith(PIECES)
    }
    return Ledger(event for name, digest in pieces.items() for event in _piece(store, name, digest))


def _piece(store: Store, name: str, digest: str) -> list[Event]:
    return _decoded(store.content(digest, name))


@lru_cache(128)  # most pieces are the same from one snapshot to the next; thousands are in forty
def _decoded(data: bytes) -> list[Event]:
    return _EVENTS.decode(data)


def write(store: Store, draft: Draft, events: list[Event]) -> None:
    """Add events to the pieces of a draft, and merge those that have grown to one size."""
    if not events:
        return
    spans = sorted(_span(name) for name in draft.files if name.startswith(PIECES))
    first = spans[-1][1] + 1 if spans else 1
    spans.append((first, first + len(events) - 1))
    fresh = {spans[-1]: events}
    while len(tail := _tail(spans)) >= _MERGED:
        merged = [
            event
            for span in tail
            for event in fresh.pop(span, None)
            or _piece(store, _name(span), draft.files[_name(span)])
        ]
        del spans[-len(tail) :]
        for span in tail:
            draft.drop(_name(span))
        spans.append((tail[0][0], tail[-1][1]))
        fresh[spans[-1]] = merged
    for span, piece in fresh.items():
        draft.put(_name(span), msgspec.json.encode(piece))


def _tail(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last pieces that are of one size with the very last."""
    size = _size(spans[-1])
    tail: list[tuple[int, int]] = []
    for span in reversed(spans):
        if _size(span) != size:
            break
        tail.insert(0, span)
    return tail


def _size(span: tuple[int, int]) -> int:
    count, size = span[1] - span[0] + 1, 0
    while count >= _MERGED:
        count //= _MERGED
        size += 1
    return size


def _name(span: tuple[int, int]) -> str:
    return f"{PIECES}{span[0]:08}-{span[1]:08}.json"


def _span(name: str) -> tuple[int, int]:
    first, last = name.removeprefix(PIECES).removesuffix(".json").split("-")
    return int(first), int(last)


def since(ledger: Ledger, number: int) -> Iterator[Event]:
    """The events that came after the snapshot of a number, oldest first."""
    return (event for event in ledger.events if event.snapshot > number)


def plain(entry: Entry) -> Mapping[str, Any]:
    """An entry as rows of a listing have it."""
    tree = {name: getattr(entry, name) for name in entry.__struct_fields__}
    return {
        name: value
        for name, value in tree.items()
        if name not in ("parts", "changes", "answers", "took", "said")
    }


# The exports themselves, as rows beside what they were counted to.
EXPORTS = pa.schema(
    [
        ("export_order", pa.int64()),
        ("export_id", pa.string()),
        ("file", pa.string()),
        ("section", pa.string()),
        ("platform", pa.string()),
        ("stream", pa.string()),
        ("grain", pa.string()),
        ("received_at", pa.timestamp("s")),
        ("rows_read", pa.int64()),
        ("rows_counted", pa.int64()),
        ("rows_filtered", pa.int64()),
        ("rows_set_aside", pa.int64()),
        ("actions", pa.int64()),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("editions", pa.list_(pa.int32())),
        ("retracted", pa.bool_()),
        ("held", pa.bool_()),
        ("reason", pa.string()),
    ]
)


def exports(ledger: Ledger) -> pa.Table:
    """One row per export that was ever handed in and not refused; times are UTC."""
    rows = [
        {
            **plain(entry),
            "export_order": entry.order,
            "export_id": entry.id,
            "stream": ledger.stream_of(entry).origin,
            "received_at": _utc(entry.received_at),
            "first_day": entry.first_day and dt.date.fromisoformat(entry.first_day),
            "last_day": entry.last_day and dt.date.fromisoformat(entry.last_day),
            "retracted": entry.retracted_at is not None,
            "held": entry.held,
        }
        for entry in ledger.entries.values()
    ]
    return pa.Table.from_pylist(rows, EXPORTS)


def _utc(stamp: str) -> dt.datetime:
    return dt.datetime.fromisoformat(stamp).astimezone(dt.UTC).replace(tzinfo=None)
