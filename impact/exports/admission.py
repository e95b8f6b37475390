"""An export on its way in: whether it is in already, what it changes, what it makes ask, and its entry.

A reading that is chosen, a decision and a recount go the same way, so that what is told beforehand is what
the store then holds.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from impact.exports import audit, earlier, folders, keys, lasting, questions, rules, streams
from impact.exports.book import Book, part_of
from impact.exports.intake import Report
from impact.exports.ledger import (
    NAMED,
    RECOUNTED,
    Choice,
    Effect,
    Entry,
    Event,
    Ledger,
    Part,
    Question,
    Stream,
)
from impact.exports.likeness import likeness, with_labels
from impact.exports.settling import Clash, Found, heads
from impact.faults import shown
from impact.record.corrections import key_of
from impact.record.reader import Record
from impact.record.schema import TABLE

_A_MEASURE = 20  # counts of sections
PARTS = 16  # readings that one export may have


@dataclass(frozen=True)
class Reading:
    """One way to read a file: the answers under which it is meant, its report and its counts. `holder`: of all sheets
    of a workbook together, the one that says what the others come to; `sheets`: their names."""

    report: Report
    table: pa.Table | None
    when: Mapping[str, str]
    struck: pa.Table | None = (
        None  # rows that were counted and are left out now, as counts of nothing
    )
    holder: str = ""
    sheets: Sequence[str] = ()


@dataclass(frozen=True)
class Sent:
    """How a file came: the mark of its bytes, its name, for which section, by which rules, and to which
    list, when and by whom, where somebody says so. `placed`: a folder says the list, and no person."""

    file: str
    fingerprint: str
    section: str
    rules: str
    stream: str | None = None
    received: dt.datetime | None = None
    by: str = ""
    unapproved: bool = False
    placed: bool = False

    @property
    def in_folder(self) -> bool:
        """Whether a folder alone says whose list it is."""
        return self.placed and self.stream is not None

    def is_another(self, entry: Entry) -> bool:
        """Whether it lies in a folder, under another name than an export."""
        return self.in_folder and folders.another(entry, self.file)


class Admission:
    """The way of exports into a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._found: Found | None = None  # what the newest step met

    def is_in(self, sent: Sent, today: dt.date) -> bool:
        """Whether these very bytes are in already for the section by these rules, all of them, and
        nothing newer of the section and platform can stand over them, in the list that somebody says
        they are of."""
        standing = self._book.ledger.standing()
        for entry in standing:
            if (entry.fingerprint, entry.section, entry.rules) != (
                sent.fingerprint, sent.section, sent.rules,
            ) or sent.is_another(entry):  # fmt: skip
                continue
            if sent.stream is not None and sent.stream not in self._origins(entry):
                continue
            if _due(entry, today) or (not entry.rows_counted and not entry.changes):
                continue
            if entry.grain == "outcome":
                if not _changed_since(entry, standing):
                    return True
                continue
            later = any(
                other.order > entry.order
                and (other.section, other.platform) == (sent.section, entry.platform)
                for other in standing
            )
            if not later:
                return True
        return False

    def _in_spite(self, sent: Sent) -> frozenset[str] | None:
        """The lists about which is asked even though it was said whose list a file is; None if nobody said so. A
        folder is moved or renamed with the files in it, and says no second time that they count."""
        if sent.stream is None:
            return None
        return frozenset(
            self._book.ledger.stream_of(entry).origin
            for entry in self._book.ledger.standing()
            if sent.placed
            and (entry.fingerprint, entry.section) == (sent.fingerprint, sent.section)
        )

    def _origins(self, entry: Entry) -> set[str]:
        """What the list of an export is called: by itself, and where it was joined to."""
        return {entry.origin, self._book.ledger.stream_of(entry).origin}

    def waiting(self, sent: Sent) -> Entry | None:
        """The export of these bytes that is held for the section already."""
        return next(
            (
                entry
                for entry in self._book.ledger.held()
                if (entry.fingerprint, entry.section) == (sent.fingerprint, sent.section)
                and not sent.is_another(entry)
            ),
            None,
        )

    def admit(self, readings: Sequence[Reading], sent: Sent, record: Record | None) -> Report:
        """Take an examined file in, or hold it. Its report says what became of it."""
        own = sent.stream or self._origin(sent, readings[0].report.mapping or "")
        readings = lasting.of_sheets(self._book.ledger, readings, sent.section, own)
        readings = [self._with_struck(each, sent) for each in readings]
        report = readings[0].report
        report.section = sent.section
        if not report.rows_counted and not report.changes and not report.struck:
            # A rule that leaves out everything is no acceptance; rows that the record has already are.
            if report.verdict == "accepted" and report.rows_read and report.grain != "outcome":
                report.verdict = "partly"
            return report
        entry = self._entry(readings, sent)
        now = entry.received_at
        self._put_aside(sent, now)
        again = [
            other
            for other in self._book.ledger.standing()
            if (other.fingerprint, other.section) == (sent.fingerprint, sent.section)
            and other.grain
            != "outcome"  # whose rows tell by themselves whether they change anything
            and (sent.stream is None or sent.stream in self._origins(other))
            and not sent.is_another(other)
        ]
        same_rules = any(
            other.rules == sent.rules and not _due(other, dt.date.fromisoformat(now[:10]))
            for other in again
        )
        if again and sent.stream is None:
            # Under another name they are still of the list they are in; those of a store of the first
            # version stand cell by cell, beside the others that it kept so.
            newer = "cells" if again[-1].newer == "cells" else entry.newer
            entry = replace(entry, origin=again[-1].origin, newer=newer)
        recounted = [] if same_rules else again
        beside = folders.newest_beside(self._book.ledger, entry) if sent.in_folder else ""
        how: Any = {"again": same_rules, "named": self._in_spite(sent), "beside": beside}
        asked, effects = self.step(entry, recounted, record, now, **how)
        if (answered := lasting.of_ids(self._book.ledger, entry, asked, report)) is not None:
            entry = answered
            asked, effects = self.step(entry, recounted, record, now, **how)
        report.id, report.stream = entry.id, self._book.ledger.stream_of(entry).origin
        if same_rules and asked is None:
            self._book.settling.balance.undo()
            return Report(report.file, "unchanged", section=sent.section)
        earlier.tell_lost(self._book, report)
        asked = _of_readings(readings) or asked
        if asked is not None:
            report.question = self.question(asked, entry, recounted, record, now)
            report.verdict, report.effect = "held", None
            self._book.settling.balance.undo()
            entry = replace(entry, question=report.question)
            self._book.keep_parts(entry, all_of_them=True)
            self._book.add("held", now, entry)
            return report
        report.effect = effects[0] if effects else None
        earlier.tell(self._book, report, entry, record)
        earlier.tell_holes(report, self._found)
        self.commit(entry, recounted, effects, now, "taken")
        return report

    def in_as(self, sent: Sent) -> list[tuple[str, dict[str, int | str]]]:
        """That a list without ids is in under another name: that it is a second one, only the sender knows."""
        for entry in self._book.ledger.standing():
            same = (entry.fingerprint, entry.section) == (sent.fingerprint, sent.section)
            if same and entry.part and entry.newer != "events" and sent.stream is None:
                stream = self._book.ledger.stream_of(entry)
                if streams.origin(sent.file) not in (entry.origin, stream.origin):
                    name = stream.name or stream.origin
                    return [("in_as", {"file": shown(entry.file), "list": name})]
        return []

    def _put_aside(self, sent: Sent, now: str) -> None:
        """Count these bytes no more where they wait as another list than is said now: that is the answer."""
        held = self.waiting(sent)
        if held is None or held.question is None:
            return
        answers = {**held.answers, held.question.code: questions.DROP}
        gone = replace(held, question=None, answers=answers, retracted_at=now, reason=NAMED)
        self._book.add("decided", now, gone)

    def _origin(self, sent: Sent, platform: str) -> str:
        return streams.of_file(self._book.ledger, sent.section, platform, sent.file)

    def _with_struck(self, reading: Reading, sent: Sent) -> Reading:
        """A reading with the rows that it leaves out and that stand, counted by an earlier export."""
        report = reading.report
        if report.left_out is None or report.mapping is None:
            return reading
        own = sent.stream or self._origin(sent, report.mapping)
        within = [
            other
            for other in self._book.ledger.entries.values()
            if (other.section, other.platform) == (sent.section, report.mapping)
            and other.part
            and (report.reach == "platform" or own in self._origins(other))
        ]
        left_out = report.left_out
        if reading.table is not None and reading.table.num_rows:
            # Of what a file says twice, what counts is meant.
            again = pc.is_in(left_out, value_set=reading.table["key"].combine_chunks())
            left_out = left_out.filter(pc.invert(again))
        struck, report.struck = self._book.settling.struck(
            sent.section, report.mapping, within, left_out
        )
        if report.struck:
            report.warnings.append(("struck", {"count": report.struck}))
        return dataclasses.replace(reading, struck=struck)

    def _entry(self, readings: Sequence[Reading], sent: Sent) -> Entry:
        """The entry of an examined file, with its rows laid beside the store's."""
        report, table = readings[0].report, readings[0].table
        order = self._book.ledger.next_order()
        parts = [
            self._part(order * PARTS + index, reading)
            for index, reading in enumerate(readings)
            if reading.table is not None
        ]
        made_with = self._book.ledger.made_with(sent.section)
        return Entry(
            id=f"{order:04}-{sent.fingerprint[:8]}",
            order=order,
            file=report.file,
            fingerprint=sent.fingerprint,
            section=sent.section,
            platform=report.mapping or "",
            grain=report.grain or "",
            received_at=(sent.received or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds"),
            rows_read=report.rows_read,
            rows_counted=report.rows_counted,
            rows_filtered=report.rows_filtered,
            rows_set_aside=report.rows_aside,
            actions=report.actions,
            first_day=_day(report.first_day),
            last_day=_day(report.last_day),
            newer=report.newer,
            reach=report.reach,
            made_with=made_with.get(report.mapping or "", keys.NOW),
            origin=sent.stream or self._origin(sent, report.mapping or ""),
            editions=_editions(table),
            part=parts[0].number if parts else 0,
            parts=parts,
            adds=len(report.adds),
            corrects=len(report.corrects),
            withdraws=len(report.withdraws),
            rules=sent.rules,
            ahead=_day(report.ahead),
            changes=report.changes,
            struck=report.struck,
            likeness=likeness(table),
            by=sent.by,
            unapproved=sent.unapproved and bool(report.changes),
            sender=audit.doer().who if report.changes else "",
        )

    def _part(self, number: int, reading: Reading) -> Part:
        """The counts of a reading as a file of rows, not yet in the store."""
        assert reading.table is not None
        known = {
            rule.value
            for rule in self._book.ledger.rules.values()
            if rule.platform == reading.report.mapping
        }
        table = with_labels(
            reading.table, lambda word: word in reading.report.often or rules.key(word) in known
        )
        if reading.struck is not None:
            table = pa.concat_tables([table, reading.struck])
        path = self._book.settling.rows.keep(number, table)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._book.settling.rows.lend(digest, path)
        origins = {word or "" for word in pc.unique(table["origin"]).to_pylist()}
        return Part(
            number,
            digest,
            pc.sum(reading.table["quantity"]).as_py() or 0,
            table.num_rows,
            sorted(origins),
            dict(reading.when),
            reading.report.rows_counted,
            _day(reading.report.first_day),
            _day(reading.report.last_day),
            _editions(reading.table),
        )

    def step(
        self,
        entry: Entry,
        recounted: Sequence[Entry],
        record: Record | None,
        now: str,
        *,
        again: bool = False,
        ask: bool = True,
        effects: bool = True,
        named: frozenset[str] | None = None,
        beside: str = "",
    ) -> tuple[questions.OpenQuestion | None, list[Effect]]:
        """Work out what an export changes, with its answers, and the `effects` if wanted. Adds nothing to the ledger."""
        settling = self._book.settling
        settling.balance.undo()  # of what was tried before
        if entry.grain == "outcome":
            stands = _stands(entry, record)
            return (questions.of_record(entry, stands, record) if ask else None), []
        years, last_day = settling.balance.counts(entry.section)
        asked = None
        if ask:
            asked = questions.before_counting(
                self._book.ledger,
                entry,
                largest_row=self._largest_row(entry),
                editions=years,
                world=_largest(record, "editions"),
                section=_largest(record, "section_actions"),
            )
        entry, said, gone = questions.arranged(self._book.ledger, entry, now)
        ledger = self._book.ledger.copy()
        sections = [entry.section]
        for stream in said:
            before = ledger.copy()
            ledger.streams[stream.key] = stream
            settling.turn(before, ledger, stream.section, stream.platform, "moved")
        for other, reason in [*gone, *((each, RECOUNTED) for each in recounted)]:
            before = ledger.copy()
            ledger.entries[other.id] = replace(other, retracted_at=now, reason=reason)
            settling.turn(before, ledger, other.section, other.platform, "retracted")
            if other.section not in sections:
                sections.append(other.section)
        if entry.retracted_at is None:
            before = ledger.copy()
            ledger.entries[entry.id] = replace(entry, question=None)
            self._found = found = self._comes(before, ledger, entry, last_day=last_day, lists=ask)
            if found is not None and ask:
                later = bool(recounted) and any(
                    _over(self._book.ledger, other, recounted) for other in before.standing()
                )
                stirred = (again or later) and settling.balance.changes()
                if not asked and (stirred or not again):
                    if named is not None:
                        found.clashes = _in_spite(found.clashes, entry, named)
                    found.beside = beside
                    asked = questions.after_comparing(ledger, entry, found, again=stirred)
        if recounted:
            settling.balance.correct()
        return asked, [settling.balance.effect(section) for section in sections if effects]

    def _comes(
        self,
        before: Ledger,
        ledger: Ledger,
        entry: Entry,
        *,
        last_day: dt.date | None,
        lists: bool,
    ) -> Found | None:
        """The step of an export that comes. Nothing is found of one that is older than what stands; of one
        that holds other lists, only how much they had.

        `lists`: it is held against the other lists.
        """
        scope = entry.section, entry.platform
        others = [other for other in before.standing() if (other.section, other.platform) == scope]
        late = any(other.order > entry.order for other in others)
        holds = any(said.since for said in ledger.streams.values()) and (
            heads(before, others, "") != heads(ledger, others, "")
        )
        if late or holds:
            fresh = None if self._book.laid(entry) else part_of(entry).content
            found = self._book.settling.turn(before, ledger, *scope, "new", fresh=fresh)
            return None if late else found
        own = before.stream_of(entry).origin
        new = all(before.stream_of(other).origin != own for other in others)
        return self._book.settling.come(
            ledger,
            ledger.entries[entry.id],
            part_of(entry).content,
            last_day=last_day,
            lists=lists,
            new=new,
        )

    def _largest_row(self, entry: Entry) -> int:
        """The most actions that one row stands for; of a small export, more than that."""
        part = part_of(entry)
        small = part.actions <= questions.ROW
        return part.actions if small else self._book.settling.rows.largest(part.content)

    def question(
        self,
        asked: questions.OpenQuestion,
        entry: Entry,
        recounted: Sequence[Entry],
        record: Record | None,
        now: str,
    ) -> Question:
        """A question with the section's actions that would stand after each answer."""
        choices = []
        for choice in asked.choices:
            answered = replace(entry, answers={**entry.answers, **questions.answer(asked, choice)})
            if choice == questions.DROP:
                answered = replace(answered, retracted_at=now)
            gone = [] if choice == questions.DROP else recounted
            self.step(answered, gone, record, now, ask=False, effects=False)
            counted = entry.grain != "outcome"
            after = self._book.settling.balance.after(entry.section) if counted else 0
            choices.append(Choice(choice, after))
        return Question(asked.code, dict(asked.values), choices)

    def commit(
        self,
        entry: Entry,
        recounted: Sequence[Entry],
        effects: list[Effect],
        now: str,
        kind: str,
        was: Stream | None = None,
    ) -> None:
        """Add an export, and all that its answers say, to the ledger and to the rows. `was`: its list, before an answer
        was kept for it from now on, which goes with the answer."""
        entry, said, gone = questions.arranged(self._book.ledger, entry, now)
        going = [*gone, *((each, RECOUNTED) for each in recounted)]
        before = [
            self._book.ledger.streams.get(stream.key)
            or Stream(section=stream.section, platform=stream.platform, origin=stream.origin)
            for stream in said
        ]
        if was is not None:
            before = [was, *(each for each in before if each.key != was.key)]
        for stream in said:
            self._book.add_event(
                Event(kind="settled", at=now, snapshot=self._book.number, stream=stream)
            )
        for other, reason in going:
            self._book.add("retracted", now, replace(other, retracted_at=now, reason=reason))
        took = [other.id for other, _ in going]
        entry = replace(entry, question=None, took=took, said=before)
        self._book.keep_parts(entry, all_of_them=False)
        if entry.part and entry.retracted_at is None:
            part = part_of(entry)
            if not self._book.laid(entry):
                self._book.settling.rows.add(entry.section, entry.platform, part.content, part.rows)
        self._book.add(kind, now, entry, effects)


def report_of(entry: Entry, file: str) -> Report:
    """What is known of an export that is held."""
    return Report(
        file,
        "held",
        mapping=entry.platform,
        grain=entry.grain,
        rows_read=entry.rows_read,
        rows_counted=entry.rows_counted,
        rows_filtered=entry.rows_filtered,
        actions=entry.actions,
        id=entry.id,
        section=entry.section,
        stream=entry.origin,
        question=entry.question,
    )


def _of_readings(readings: Sequence[Reading]) -> questions.OpenQuestion | None:
    """The question that a file's own form asks: which sheet, which order, which edition."""
    if len(readings) > 1:
        code = next(iter(readings[0].when))
        choices = [reading.when[code] for reading in readings]
        values: dict[str, str | int] = {}
        if code == "edition":
            values = {"count": readings[0].report.undated}
        if code == "day_order":
            values = {
                f"{each.when[code]}.{name}": day.isoformat()
                for each in readings
                for name, day in (("from", each.report.first_day), ("to", each.report.last_day))
                if day
            }
        if name := readings[0].holder:  # it is the likeliest, and with the others it counts twice
            values = {"holder": name}
            choices = [name, *(each for each in choices if each != name)]
        return questions.OpenQuestion(code, (*choices, questions.DROP), values)
    return None


def _stands(entry: Entry, record: Record | None) -> dict[tuple[str, str], Mapping[str, object]]:
    """The rows of the record that an export of rows would change, by table and key."""
    return {
        (change.table, change.key): row
        for change in entry.changes
        if record is not None
        for row in record.tables[change.table]
        if key_of(TABLE[change.table], row) == change.key
    }


def _in_spite(clashes: Sequence[Clash], entry: Entry, named: frozenset[str]) -> list[Clash]:
    """The lists about which is asked though somebody says whose list an export is: of a name typed otherwise, so that
    they say the same in more than a cell or two that two schools may share; and those that are `named`."""
    return [
        each
        for each in clashes
        if each.stream in named or (each.cells > 2 and each.there == each.here == entry.actions)
    ]


def _over(ledger: Ledger, other: Entry, recounted: Sequence[Entry]) -> bool:
    """Whether an export is a newer one of a list that some that are counted anew are of: they would
    stand over it, though they are older."""
    own = ledger.stream_of(other)
    return own.newer != "events" and any(
        other.order > each.order and ledger.stream_of(each).key == own.key for each in recounted
    )


def _changed_since(entry: Entry, standing: Sequence[Entry]) -> bool:
    """Whether a newer export changes a row of the record that this one changed: it says something else now."""
    own = {(change.table, change.key) for change in entry.changes}
    return any(
        other.order > entry.order
        and any((change.table, change.key) in own for change in other.changes)
        for other in standing
    )


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _editions(table: pa.Table | None) -> list[int]:
    years = pc.unique(table["edition_year"]).to_pylist() if table is not None else []
    return sorted(year for year in years if year is not None)


def _due(entry: Entry, today: dt.date) -> bool:
    """Whether rows that were too early when the export came have had their day since."""
    return entry.ahead is not None and entry.ahead <= today.isoformat()


def _largest(record: Record | None, table: Literal["editions", "section_actions"]) -> int:
    """The most actions that were ever printed of one edition, of the world or of a section; 0 if none were, or
    of so few sections that the largest of them is no measure."""
    rows = record.tables[table] if record else []
    if table == "section_actions" and len(rows) < _A_MEASURE:
        return 0
    return max((int(str(row["actions"] or 0)) for row in rows), default=0)
