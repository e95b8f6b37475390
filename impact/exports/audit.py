"""The audit log: who did what to the store, when and why, one JSON line an act, beside the store.

Lines are only ever added. Each holds the hash of the one before it and its own, so that none can be altered,
taken out or put in without breaking the chain; who fears that all of it is written anew keeps the last hash elsewhere.
Every step of the ledger is noted, by the one way through which
each goes (`impact.exports.taking.changing`); a step whose line was lost to a kill is noted with the next.
The log counts those steps, and so the ledger tells of lines cut off at its end. What goes out at the hour of a rule
is no step: nobody does it. A server notes it when it sees it, else whoever changes something next; `happened` tells
the hour, and `hours` the newest snapshot of which it is noted.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from impact.exports.ledger import Event
from impact.exports.timetable import Publication
from impact.store import Store, flush

log = logging.getLogger(__name__)
_LONGEST = 2000  # letters of a reason
_NOBODY = "0" * 64  # what the first line follows


@dataclass(frozen=True)
class Doer:
    """Who acts, as far as it is known, and through which door: page, command line, drop folder."""

    door: str
    who: str = ""


_DOER: ContextVar[Doer | None] = ContextVar("doer", default=None)


def act_as(door: str, who: str = "") -> None:
    """Say for this thread who acts from now on."""
    _DOER.set(Doer(door, who))


def doer() -> Doer:
    return _DOER.get() or Doer("program")


@dataclass(frozen=True)
class Flaw:
    """Where the log is not as it was written: the line, counted from 1, and the kind of what is wrong."""

    line: int
    kind: str  # altered, follows_not, unreadable, not_whole, steps_missing


def path_of(store: Store) -> Path:
    return store.folder.parent / f"{store.folder.name}.audit.jsonl"


def keep_up(store: Store, events: Sequence[Event], since: int) -> None:
    """Note every step of a ledger that is not noted yet; those from `since` on are of who acts now.

    Called by the store's one writer. That the log cannot be written undoes nothing: the next one catches up.
    """
    with _told(), _open(store) as (handle, last):
        noted = int(last.get("steps", 0))
        for place, event in enumerate(events[noted:], noted):
            who = doer() if place >= since else Doer("earlier")
            last = _add(handle, last, who, _act(event), steps=place + 1)


def note_hours(store: Store, out: Sequence[Publication]) -> None:
    """Note what went out at the hour of a rule and is not noted yet. Of such snapshots none goes out after a newer
    one, so the last one's number tells which are left."""
    hours = [each for each in out if each.rule]
    if not hours:
        return
    with _told(), _open(store) as (handle, last):
        for each in hours:
            if each.number > int(last.get("hours", 0)):
                act = {"what": "published", "of": f"snapshot {each.number}", "happened": each.at}
                known = {**last, "hours": each.number}
                steps = int(last.get("steps", 0))
                last = _add(handle, known, Doer("clock", each.rule), act, steps=steps)


def note(store: Store, what: str, *, of: str = "", why: str = "") -> None:
    """Note an act that is no step of the ledger, such as a publication."""
    with _told(), _open(store) as (handle, last):
        act = {"what": what, "of": of, "why": why}
        _add(handle, last, doer(), act, steps=int(last.get("steps", 0)))


def lines(store: Store) -> Iterator[Mapping[str, Any]]:
    """What was noted, oldest first. Raises ValueError at a line that cannot be read, OSError for the file."""
    if path_of(store).exists():
        with path_of(store).open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def verify(store: Store, steps: int) -> list[Flaw]:
    """Where the log is not as it was written. `steps`: how many the ledger holds now. Raises OSError."""
    try:
        text = path_of(store).read_bytes()
    except FileNotFoundError:
        text = b""
    found: list[Flaw] = []
    previous, noted, number = _NOBODY, 0, 0
    for number, raw in enumerate(text.split(b"\n")[:-1], 1):
        try:
            line = json.loads(raw)
            told, noted, after = line["hash"], int(line["steps"]), line["previous"]
        except (ValueError, TypeError, KeyError):
            found.append(Flaw(number, "unreadable"))
            previous = ""
            continue
        if told != _hash(line):
            found.append(Flaw(number, "altered"))
        elif previous and after != previous:
            found.append(Flaw(number, "follows_not"))
        previous = told
    if text and not text.endswith(b"\n"):
        found.append(Flaw(number + 1, "not_whole"))
    if noted != steps and not found:
        found.append(Flaw(number + 1, "steps_missing"))
    return found


def _act(event: Event) -> dict[str, Any]:
    """A step of the ledger as an act: which export, list or rule, and the reason if one was given."""
    act: dict[str, Any] = {"what": event.kind, "snapshot": event.snapshot, "happened": event.at}
    if entry := event.entry:
        act |= {"of": entry.id, "section": entry.section, "platform": entry.platform}
        act |= {"by": entry.by, "why": entry.reason or ""}
        act["embargo"] = " ".join(sorted({each.publish_at for each in entry.changes} - {""}))
    elif rule := event.rule:
        act |= {"of": " ".join(map(str, rule.key)), "case": rule.case_id, "by": rule.by}
    elif stream := event.stream:
        act |= {"of": " ".join(stream.key)}
    elif event.published:
        act |= {"of": f"snapshot {event.published}", "why": event.why}
    elif event.publishing:
        act |= {"of": event.publishing, "why": event.why}
    elif request := event.request:
        act |= {"asks": request.what, "of": request.of, "why": request.why}
    if event.request:
        act["request"] = event.request.id
    return act


def _add(
    handle: int, last: Mapping[str, Any], who: Doer, act: Mapping[str, Any], *, steps: int
) -> Mapping[str, Any]:
    line = {
        "number": int(last.get("number", 0)) + 1,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "door": who.door,
        "who": who.who or act.get("by", ""),
        **{key: value for key, value in act.items() if value != "" and key != "by"},
        **({"hours": hours} if (hours := int(last.get("hours", 0))) else {}),
        "steps": steps,
        "previous": last.get("hash", _NOBODY),
    }
    if "why" in line:
        line["why"] = line["why"][:_LONGEST]
    line["hash"] = _hash(line)
    os.write(handle, json.dumps(line, ensure_ascii=True).encode() + b"\n")
    return line


def _hash(line: Mapping[str, Any]) -> str:
    told = {key: value for key, value in line.items() if key != "hash"}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@contextlib.contextmanager
def _open(store: Store) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The log, locked for one who adds to it, and its last line. What a kill left of a line goes."""
    path = path_of(store)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size, tail = os.fstat(handle).st_size, b""
        begin = size
        while begin and tail.strip(b"\n").count(b"\n") < 2:
            begin = max(0, begin - 65536)
            tail = os.pread(handle, size - begin, begin)
        whole = tail[: tail.rfind(b"\n") + 1]
        if len(whole) != len(tail):
            os.ftruncate(handle, begin + len(whole))
        last = json.loads(whole.rstrip(b"\n").rpartition(b"\n")[2]) if whole else {}
        yield handle, last
        if store.lasting:
            os.fsync(handle)
            if not size:
                flush(path.parent)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What was done stands, also where it cannot be noted; that it could not is never silent."""
    try:
        yield
    except OSError as error:
        log.error("the audit log cannot be written (%s)", error.strerror or "?")
    except (ValueError, TypeError, AttributeError):
        log.error(
            "the last line of the audit log cannot be read; ask: python -m impact audit verify"
        )
