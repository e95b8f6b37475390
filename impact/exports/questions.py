"""Questions: when a file can mean two things, it is held, and a person says which.

Each has a code, what fills its sentence, and choices. What a choice does is said here in terms of
streams and entries; what would stand after it is worked out by whoever takes the file in. Nothing is
guessed, and nothing is asked twice: an answer is kept with the export, and where staff say so with its
stream.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from impact.exports import folders, identities
from impact.exports.contained import TELLING
from impact.exports.ledger import DROPPED, MOVED, TAKEN_OVER, Entry, Ledger, Stream
from impact.exports.settling import Clash, Found
from impact.record.corrections import Change
from impact.record.reader import Record

DROP = "drop"
# By question, in the order in which they are asked; the first choice is the likeliest.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "sheet": (),
    "day_order": ("day_first", "month_first", "year_first"),
    "edition": (),
    "same_bytes": ("move", "add"),
    "earlier_bytes": ("put_back",),
    "record_row": ("replace",),
    "record_twice": ("add",),
    "approval": ("approve",),
    "out_of_proportion": ("count",),
    "keys_moved": ("replace", "further", "add"),
    "case_gone": ("replace",),
    "keys_unknown": ("replace", "add"),
    "same_elsewhere": ("move", "add"),
    "same_list": ("instead", "add"),
    "other_list": ("add", "replace", "all", "days"),
    "holds_list": ("all", "add"),
    "holds_days": ("days", "add"),
    "withdrawn": ("replace",),
    "scaled": ("replace",),
    "takes_away": ("replace", "days", "add"),
    "other_name": ("add", "replace", "days"),
}
ALL = "all"  # the sheets of a workbook, or the lists that one holds, together
# Whose answers are about other lists.
OF_LISTS = (
    "other_list",
    "holds_list",
    "holds_days",
    "keys_moved",
    "keys_unknown",
    "same_elsewhere",
)
_LEAST = 20  # actions that a newer version may take away more than it brings, unasked
_SHARE = 10  # or one in so many of what its stream had, whichever is more
_NAMED = 6  # rows that wait for an approval
ROW = 1_000  # a row of no more is never out of proportion


# Answers that change what another section counted, which none of its staff gave.
OF_OTHERS = frozenset({("same_bytes", "move"), ("same_elsewhere", "move")})


# About rows of the record, whatever the answer: no count moves.
OF_RECORD = ("approval", "record_row", "record_twice")


@dataclass(frozen=True)
class OpenQuestion:
    """A question before it is known what would stand after each answer."""

    code: str
    choices: tuple[str, ...]
    values: Mapping[str, str | int] = field(default_factory=dict)


def before_counting(
    ledger: Ledger,
    entry: Entry,
    *,
    largest_row: int,
    editions: Mapping[int, int],
    world: int,
    section: int,
) -> OpenQuestion | None:
    """What a file makes ask before its rows are compared with those that stand.

    `editions`: what the section counted by edition. `world`: the largest edition that was published,
    `section`: the largest that a section printed of its own.
    """
    same = _same_bytes(ledger, entry)
    if same is not None and _open(entry, "same_bytes"):
        # What another section calls its file is not everybody's to know.
        return _asked("same_bytes", section=same.section)
    twin = _twin(ledger, entry)
    if twin is not None and _open(entry, "same_list"):
        return _asked("same_list", "instead", file=twin.file, mapping=twin.platform)
    newest = max(entry.editions, default=0)  # a sheet that goes on has the years before, too
    past = max((count for year, count in editions.items() if year != newest), default=0)
    if _open(entry, "out_of_proportion"):
        usual = past or section
        if usual and largest_row > max(usual, ROW):
            of = "row" if past else "first_row"
            return _asked("out_of_proportion", found=largest_row, usual=usual, of=of)
        if world and entry.actions > world:
            return _asked("out_of_proportion", found=entry.actions, usual=world, of="file")
    return None


def after_comparing(
    ledger: Ledger, entry: Entry, found: Found, *, again: bool
) -> OpenQuestion | None:
    """What a file makes ask once its rows were compared with those that stand.

    `again`: its very bytes are in already, and newer ones stand over them.
    """
    if again:
        return _asked("earlier_bytes", before=found.stood, after=found.stands)
    if asked := _of_moved(ledger, entry, found):
        return asked
    own = ledger.stream_of(entry)
    others = found.clashes and not own.beside
    if others and (asked := _of_lists(ledger, entry, found, own)):
        return asked
    if _open(entry, "keys_unknown") and (asked := _numbered_anew(ledger, entry, found, own)):
        return asked
    if (twin := found.twin) and _open(entry, "same_elsewhere") and _open(entry, "same_bytes"):
        # What another section calls its list is not everybody's to know.
        said = {"section": twin.section, "platform": twin.platform, "stream": twin.stream}
        without = () if twin.whole else ("move",)
        return _asked("same_elsewhere", *without, same=twin.actions, count=entry.actions, **said)
    if (same := found.same_as) and _open(entry, "same_list"):
        days = zip(("first", "last"), map(_text, same.days or ()), strict=False)
        without = () if same.all_of_it else ("instead",)
        of_list = {}
        if same.stream:
            theirs = ledger.stream_of(replace(entry, platform=same.platform), same.stream)
            of_list = {"stream": same.stream, "named": theirs.name or same.stream}
        same_as: dict[str, str | int] = {"mapping": same.platform, "count": same.actions}
        return _asked("same_list", *without, **same_as, **of_list, **dict(days))
    if found.beside and found.gone and _open(entry, "other_name"):
        named = {"list": own.name or own.origin, "file": found.beside}
        sums = {"there": found.stood, "here": entry.actions}
        return _asked("other_name", *_no_days(own), **named, **sums, **_kind(own))
    # Keys reach over lists, so what is withdrawn may lie in any; and whose list this is, is no answer.
    about = entry.rows_counted + entry.struck
    if entry.struck > max(_LEAST, about / _SHARE):
        return _asked("withdrawn", count=entry.struck) if _open(entry, "withdrawn") else None
    if found.factor and _open(entry, "scaled"):
        return _asked("scaled", factor=found.factor, before=found.gone, after=found.come)
    answered = "takes_away" in entry.answers or "other_name" in entry.answers or own.shrinks
    return None if answered else _of_going(ledger, entry, found, own)


def _of_going(ledger: Ledger, entry: Entry, found: Found, own: Stream) -> OpenQuestion | None:
    """What a newer version makes ask that takes away of its list more than it brings."""
    least = max(_LEAST, found.stood / _SHARE)
    shrinks = found.stood - found.stands > least
    # Under the very same name a list of other days is a new version if it says the same of other days,
    # and under "list (1)", or of other counts, it may be the list's next part.
    moved_on = (
        own.newer == "versions"
        and found.apart
        and not (found.alike and _name(entry.file) in _names(ledger, entry))
    )
    behind = own.newer == "versions" and found.behind > _LEAST
    if not (shrinks or moved_on or behind):
        return None
    told: dict[str, str | int] = {
        "before": found.stood,
        "after": found.stands,
        "gone": found.gone,
        "come": found.come,
    }
    if behind:
        told |= {"behind": found.behind}
        told |= {name: _text(value) for name, value in found.behind_days.items()}
    return _asked("takes_away", *_no_days(own), **told, **_kind(own))


def _of_moved(ledger: Ledger, entry: Entry, found: Found) -> OpenQuestion | None:
    """What a file makes ask that says something else of actions that are known."""
    moved = found.moved.get("moved", 0)
    if not moved or not _open(entry, "keys_moved") or not _open(entry, "case_gone"):
        return None
    values = {
        name: _text(value) for name, value in found.moved.items() if name not in ("moved", "lost")
    }
    if found.moved.get("lost") == moved:  # the name of a case is gone, and nothing else
        return _asked("case_gone", count=moved, case=str(found.moved["case_before"]))
    further = found.clashes[0] if found.clashes else None
    if further is None or 2 * further.cells < further.shared:
        return _asked("keys_moved", "further", count=moved, **values)
    named = _list_name(ledger, entry, further.stream)
    return _asked("keys_moved", count=moved, stream=further.stream, named=named, **values)


def _of_lists(ledger: Ledger, entry: Entry, found: Found, own: Stream) -> OpenQuestion | None:
    """What a file makes ask that brings what other lists hold."""
    clash = found.clashes[0]
    if not found.new:
        copied = [each for each in found.clashes if each.copied and _by_no_chance(each)]
        if copied and _open(entry, "holds_list"):
            return _asked(
                "holds_list",
                list=own.name or own.origin,
                there=sum(each.there for each in copied),
                **_together(ledger, entry, [each.stream for each in copied]),
            )
        return None if copied else _of_some_days(ledger, entry, found, own)
    met = own.newer != "events" or 2 * clash.cells >= min(entry.rows_counted, clash.shared)
    if not met or not _open(entry, "other_list"):
        return None
    keyed = own.newer == "events"
    whole = (
        found.contained.lists if keyed else [each.stream for each in found.clashes if each.whole]
    )
    several = len(whole) > 1
    theirs = ledger.stream_of(entry, clash.stream)
    # A newer file of a list by days takes the place of its days, which one answer says.
    by_days = theirs.newer == "days" and own.newer == "versions"
    return _asked(
        "other_list",
        *(() if several else (ALL,)),
        *(("replace",) if by_days else ()),
        *_no_days(own),
        **_kind(theirs),
        stream=clash.stream,
        named=_list_name(ledger, entry, clash.stream),
        list=own.name or own.origin,
        cells=clash.cells,
        there=clash.there,
        here=clash.here,
        **(_together(ledger, entry, whole) if several else {}),
    )


def _of_some_days(ledger: Ledger, entry: Entry, found: Found, own: Stream) -> OpenQuestion | None:
    """What a newer file makes ask that brings some of another list, number for number: the list of the new year
    that begins with the last days of the old one's."""
    most = max(found.clashes, key=lambda each: each.brought_actions)
    no_chance = most.brought >= TELLING and most.brought_actions >= _LEAST
    if own.newer == "events" or not no_chance or 3 * most.brought < 2 * most.met:
        return None
    if not _open(entry, "holds_days") or not _open(entry, "other_list"):
        return None
    return _asked(
        "holds_days",
        list=own.name or own.origin,
        stream=most.stream,
        named=_list_name(ledger, entry, most.stream),
        there=most.brought_actions,
    )


def _numbered_anew(ledger: Ledger, entry: Entry, found: Found, own: Stream) -> OpenQuestion | None:
    """What a file makes ask that has under other ids what is in already."""
    second = (
        own.beside or "other_list" in entry.answers
    )  # somebody said already that it is another list
    # What is in under the same ids brings nothing.
    anew = found.contained.telling and 2 * found.more >= found.contained.actions
    if not found.same_counts and (second or not anew):
        return None
    if not found.contained.lists:
        return _asked("keys_unknown", "replace", same=found.same_counts, count=entry.actions)
    return _asked(
        "keys_unknown",
        there=found.contained.actions,
        here=entry.actions,
        **_together(ledger, entry, found.contained.lists),
    )


def _by_no_chance(clash: Clash) -> bool:
    """Whether two lists hardly say the same of themselves: what two schools wrote may be equal once."""
    return clash.cells > 1 or clash.there >= _LEAST


def _together(ledger: Ledger, entry: Entry, lists: Sequence[str]) -> dict[str, str]:
    """Several lists in the values of a question: their keys, and what staff call them."""
    return {
        "whole": "\n".join(lists),
        "names": "\n".join(_list_name(ledger, entry, each) for each in lists),
    }


def of_record(
    entry: Entry, known: Mapping[tuple[str, str], Mapping[str, Any]], record: Record | None
) -> OpenQuestion | None:
    """Whether a row of the record that is there already would say something else altogether, or would be there
    twice; then, whether somebody has to approve it."""
    for change in entry.changes if _open(entry, "record_row") else ():
        row = known.get((change.table, change.key))
        if row is None or change.cells is None:
            continue
        for column in _TELLING.get(change.table, ()):
            old, new = str(row.get(column) or ""), change.cells.get(column, "")
            if old and new and old != new:
                return _asked(
                    "record_row",
                    row=change.key,
                    before=_told(change.table, row),
                    after=_told(change.table, change.cells),
                    count=_others(entry.changes, known),
                )
    tables = record.tables if record is not None and _open(entry, "record_twice") else None
    if tables and (twice := identities.twice(entry.changes, tables)):
        change, row = twice
        return _asked(
            "record_twice",
            row=str(row.get(f"{change.table.removesuffix('s')}_id") or "–"),
            before=_told(change.table, row),
            after=_told(change.table, change.cells or {}),
        )
    if entry.unapproved and _open(entry, "approval"):
        return _asked(
            "approval",
            table=min(change.table for change in entry.changes),
            count=len(entry.changes),
            rows=", ".join(change.key for change in entry.changes[:_NAMED]),
        )
    return None


# What makes a row of the record be about something else.
_TELLING = {
    "claims": ("subject", "edition_year", "publisher"),
    "outcomes": ("case_id", "outcome_type"),
    "cases": ("edition_year", "country_code"),
}
_SHOWN = {
    "claims": ("subject", "edition_year", "value", "publisher"),
    "outcomes": ("case_id", "event_date", "outcome_type"),
    "cases": ("edition_year", "name", "country_code"),
}


def _told(table: str, row: Mapping[str, Any]) -> str:
    return ", ".join(str(row.get(name) or "–") for name in _SHOWN[table])


def _others(changes: Iterable[Change], known: Mapping[tuple[str, str], Mapping[str, Any]]) -> int:
    return sum((change.table, change.key) in known for change in changes)


def arranged(
    ledger: Ledger, entry: Entry, now: str
) -> tuple[Entry, list[Stream], list[tuple[Entry, str]]]:
    """What the answers given so far make of an export: itself, what is said of streams, and other
    exports that go, with the reason."""
    streams: list[Stream] = []
    gone: list[tuple[Entry, str]] = []
    ledger = ledger.copy() if entry.answers else ledger  # each answer builds on those before it

    def say(said: Stream) -> None:
        ledger.streams[said.key] = said
        streams.append(said)

    for code, choice in entry.answers.items():
        if choice == DROP:
            return replace(entry, retracted_at=now, reason=DROPPED), [], []
        match code, choice:
            case ("same_bytes", "move") | ("same_elsewhere", "move") | ("same_list", "instead"):
                gone += _taken_out(ledger, entry, code)
            case ("other_list", ("replace" | "all" | "days")) | ("holds_days", "days"):
                into = str(entry.answers[f"{code}.stream"])
                for origin in _origins(entry):
                    said = _said(ledger, entry, origin)
                    say(replace(said, into=into if into != origin else None))
                for said in _giving_way(ledger, entry, "other_list", into) if choice == ALL else ():
                    say(said)
                if choice == "days":
                    say(replace(_said(ledger, entry, into), newer="days"))
            case "holds_list", "all":
                for said in _giving_way(
                    ledger, entry, "holds_list", ledger.stream_of(entry).origin
                ):
                    say(said)
            case "keys_unknown", "replace":
                for said in _giving_way(ledger, entry, code, ledger.stream_of(entry).origin):
                    say(said)
            case "keys_moved", "further":
                entry = replace(entry, origin=entry.answers["keys_moved.stream"])
            case (("takes_away" | "other_name"), "days"):
                say(replace(_said(ledger, entry, ledger.stream_of(entry).origin), newer="days"))
            case "other_name", "add":
                own = folders.of_its_own(entry.origin, entry.file)
                entry = replace(entry, origin=own)
                say(replace(_said(ledger, entry, own), beside=True))
            case (("takes_away" | "keys_moved"), "add"):
                own = f"{entry.origin} {entry.id}"
                entry = replace(entry, origin=own)
                say(replace(_said(ledger, entry, own), reach="stream", beside=True))
            case (("day_order" | "sheet" | "edition"), _):
                entry = _meant(entry, code, choice)
    return entry, streams, gone


def _taken_out(ledger: Ledger, entry: Entry, code: str) -> list[tuple[Entry, str]]:
    """The exports that count no more, for an export is said to have their actions."""
    standing = ledger.standing()
    if code == "same_bytes":
        return [
            (other, MOVED)
            for other in standing
            if _alike(other, entry) and other.section != entry.section
        ]
    if code == "same_elsewhere":
        of = [entry.answers[f"{code}.{name}"] for name in ("section", "platform", "stream")]
        return [(other, MOVED) for other in standing if list(ledger.stream_of(other).key) == of]
    own = entry.section, entry.answers[f"{code}.mapping"]
    stream = entry.answers.get(f"{code}.stream")
    return [
        (other, TAKEN_OVER)
        for other in standing
        if (other.section, other.platform) == own
        and stream in (None, ledger.stream_of(other).origin)
    ]


def _giving_way(ledger: Ledger, entry: Entry, code: str, into: str) -> list[Stream]:
    """What is said of the lists that an export holds all of: that it takes their place while it stands."""
    return [
        replace(
            _said(ledger, entry, origin),
            into=into if into != origin else None,
            since=entry.order,
            holder=entry.origin,
        )
        for origin in entry.answers[f"{code}.whole"].split("\n")
    ]


def kept(ledger: Ledger, entry: Entry, code: str, choice: str) -> Stream | None:
    """What an answer says of the stream from now on; None if it can only be of this file."""
    said = _said(ledger, entry, ledger.stream_of(entry).origin)
    match code, choice:
        case (("other_list" | "holds_list" | "holds_days"), "add"):
            return replace(said, beside=True)
        case "takes_away", "replace":
            return replace(said, shrinks=True)
        case "sheet", "all":
            return replace(said, sheets=True)
        case "keys_moved", "further":
            return replace(said, onward=entry.answers.get(f"{code}.stream", ""))
        case "other_name", ("add" | "replace"):
            return replace(said, names=choice)
    return None


# Answers that settle the list, and so hold for its later files without a further word.
LASTING = frozenset(
    {("takes_away", "days"), ("other_name", "days"), ("holds_list", ALL), ("holds_days", "days")}
    | {("other_list", choice) for choice in ("replace", ALL, "days")}
)


def answer(asked: OpenQuestion, choice: str) -> dict[str, str]:
    """What an export keeps of an answer: the choice by the question's code, and what it was meant of."""
    kept = {asked.code: choice}
    if asked.code in OF_LISTS:
        kept |= {
            f"{asked.code}.{name}": str(asked.values[name])
            for name in ("section", "platform", "stream", "whole")
            if name in asked.values
        }
    if (asked.code, choice) == ("same_list", "instead"):
        of = (name for name in ("mapping", "stream") if name in asked.values)
        kept |= {f"same_list.{name}": str(asked.values[name]) for name in of}
    return kept


def _said(ledger: Ledger, entry: Entry, origin: str) -> Stream:
    key = entry.section, entry.platform, origin
    return ledger.streams.get(key) or Stream(
        section=entry.section, platform=entry.platform, origin=origin
    )


def _list_name(ledger: Ledger, entry: Entry, origin: str) -> str:
    """What staff call a list, else what its files are called."""
    return _said(ledger, entry, origin).name or origin


def _origins(entry: Entry) -> list[str]:
    part = next((each for each in entry.parts if each.number == entry.part), None)
    return [origin or entry.origin for origin in part.origins] if part else [entry.origin]


def _meant(entry: Entry, code: str, choice: str) -> Entry:
    """An export as the reading that was chosen counts it."""
    for part in entry.parts:
        if part.when.get(code) == choice:
            return replace(
                entry,
                part=part.number,
                actions=part.actions,
                rows_counted=part.counted,
                first_day=part.first_day,
                last_day=part.last_day,
                editions=part.editions,
            )
    return entry


def _same_bytes(ledger: Ledger, entry: Entry) -> Entry | None:
    return next(
        (
            other
            for other in ledger.entries.values()
            if _alike(other, entry)
            and other.section != entry.section
            and other.stands
            and other.rows_counted
        ),
        None,
    )


def _twin(ledger: Ledger, entry: Entry) -> Entry | None:
    """An export of another mapping of the section that was counted to the very same."""
    return next(
        (
            other
            for other in ledger.standing()
            if entry.likeness
            and other.likeness == entry.likeness
            and other.section == entry.section
            and other.platform != entry.platform
        ),
        None,
    )


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two exports are the same list: the same bytes, or the same counts saved otherwise."""
    return one.fingerprint == other.fingerprint or (
        bool(one.likeness) and one.likeness == other.likeness and one.platform == other.platform
    )


def _names(ledger: Ledger, entry: Entry) -> set[str]:
    """The names of the other files of an export's list."""
    own = ledger.stream_of(entry).key
    return {
        _name(each.file)
        for each in ledger.standing()
        if each.id != entry.id and ledger.stream_of(each).key == own
    }


def _name(file: str) -> str:
    """A file's name as compared: without its ending, however it was typed or put on the disk."""
    return unicodedata.normalize("NFC", file).casefold().partition(".")[0].strip()


def _open(entry: Entry, code: str) -> bool:
    return code not in entry.answers


def _no_days(own: Stream) -> tuple[str, ...]:
    """The answer that a list without versions has not: that a file is its next part."""
    return () if own.newer == "versions" else ("days",)


def _kind(of: Stream) -> dict[str, str]:
    """What a newer file of a list does, in the values of a question, where it is no version of the whole."""
    return {} if of.newer in (None, "versions") else {"newer": str(of.newer)}


def _asked(code: str, *without: str, **values: str | int) -> OpenQuestion:
    """A question with all its answers but some."""
    choices = (each for each in CHOICES[code] if each not in without)
    return OpenQuestion(code, (*choices, DROP), values)


def _text(value: Any) -> str | int:
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else value if isinstance(value, int) else str(value)
