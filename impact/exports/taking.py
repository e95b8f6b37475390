"""Files into the store: the one way that the command line, the page and the drop folder share.

A file is read to its counts, compared with what stands, and then taken in, held, or left alone; what it
would change is worked out the same way whether it is only looked at or kept. Several files that come
together are one snapshot.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from impact.amendments import amended, key_of
from impact.contract import TABLE
from impact.exports import intake, keys, mapping, older, questions, rules, secret, streams
from impact.exports.intake import Report
from impact.exports.ledger import (
    MOVED,
    RECOUNTED,
    Choice,
    Effect,
    Entry,
    Event,
    Ledger,
    Part,
    Question,
    Rule,
    Stream,
    ledger_of,
    write,
)
from impact.exports.mapping import Mappings
from impact.exports.recognition import Recognition
from impact.exports.settling import Settling
from impact.faults import Fault, Place
from impact.record import Record
from impact.store import Damaged, Draft, Snapshot, Store

_COUNTED = ("accepted", "partly")  # verdicts
_PARTS = 16  # readings that one export may have


@dataclass(frozen=True)
class Reading:
    """One way to read a file: the answers under which it is meant, its report and its counts."""

    report: Report
    table: pa.Table | None
    when: Mapping[str, str]


@dataclass(frozen=True)
class Handed:
    """A file as it is handed in. `stream` names the list that it is, where somebody says so."""

    path: Path
    section: str | None = None
    mapping: str | None = None
    stream: str | None = None
    received: dt.datetime | None = None


@dataclass
class Desk:
    """Where files are handed in: the mappings they are read by and the record they are held to."""

    mappings: Mappings
    secret: bytes
    record: Record | None = None
    progress: Callable[[int], None] | None = None

    @cached_property
    def recognition(self) -> Recognition | None:
        """Who knows the record's cases by their names; nobody without a record."""
        if self.record is None:
            return None
        return Recognition(self.record.tables["cases"], self.record.tables["case_names"])

    def check(self, store: Store, handed: Handed) -> Report:
        """What would become of a file. Stores nothing."""
        return self.check_all(store, [handed])[0]

    def check_all(
        self, store: Store, files: Sequence[Handed], *, trying: Rule | None = None
    ) -> list[Report]:
        """What would become of files that are taken in together, in this order. Stores nothing.

        `trying`: a rule that is not kept yet, as if it were.
        """
        with looking(store) as visit:
            if trying is not None:
                visit.set_rule(trying, kept=True)
            desk, reports = self, []
            for handed in files:
                reports.append(desk._admitted(visit, handed))
                desk = desk._after(reports[-1])
            return reports

    def read(self, handed: Handed) -> tuple[Report, pa.Table | None]:
        """A file's verdict and its counts, compared with nothing that is in. Stores nothing."""
        return self._examined(handed, dt.date.today())

    def take(self, store: Store, handed: Handed) -> Report:
        """Check a file and, unless it is refused, held or in already, count it from now on."""
        return self.take_all(store, [handed])[0]

    def take_all(self, store: Store, files: Sequence[Handed]) -> list[Report]:
        """Take files in, in this order, as one snapshot. What is told of them is so when it returns."""
        try:
            with changing(store, self.secret) as visit:
                desk, reports = self, []
                for handed in files:
                    reports.append(desk._admitted(visit, handed))
                    desk = desk._after(reports[-1])
        except Fault as fault:
            return [Report(handed.path.name, "refused", fault=fault) for handed in files]
        for report in reports:
            report.done = True
        return reports

    def _after(self, report: Report) -> Desk:
        """Where the next file is handed in: what a file before it adds to the record is known to it."""
        if self.record is None or not report.changes or report.verdict not in _COUNTED:
            return self
        record = amended(self.record, report.changes)
        return Desk(self.mappings, self.secret, record, self.progress)

    def _admitted(self, visit: Visit, handed: Handed) -> Report:
        path = handed.path
        visit.settling.balance.begin()
        try:
            where = self.mappings.in_section(handed.section).id
            seen = state_of(path)
            fingerprint = intake.fingerprint(path)
            today = handed.received.date() if handed.received else dt.date.today()
            if visit.is_in(fingerprint, where, self.mappings.rules, today, handed.stream):
                return Report(path.name, "unchanged")
            if held := visit.waiting(fingerprint, where):
                told = visit.told(held, path.name)
                told.done = True  # it waits already
                return told
            readings = self._readings(handed, today, visit.ledger.made_with(where))
            if readings[0].report.fault is not None:
                return readings[0].report
            # Its fingerprint would vouch for other rows than were counted.
            if state_of(path) != seen:
                raise Fault("export_changed", Place(path.name))
            return visit.admit(
                readings, fingerprint, where, self.mappings.rules, handed, self.record
            )
        except (Damaged, Fault) as error:
            visit.settling.balance.undo()
            fault = error if isinstance(error, Fault) else Fault("store_damaged", reason=str(error))
            return Report(path.name, "refused", fault=fault)

    def _readings(
        self, handed: Handed, today: dt.date, made_with: Mapping[str, str]
    ) -> list[Reading]:
        """Every way to read a file: one, unless its sheets or the order of its dates are open."""
        report, table = self._examined(handed, today, made_with=made_with)
        fault = report.fault
        if fault is not None and fault.key == "order_unknown":
            return [
                Reading(
                    *self._examined(handed, today, day_first=first, made_with=made_with),
                    {"day_order": choice},
                )
                for choice, first in (("day_first", True), ("month_first", False))
            ]
        if fault is not None and fault.key == "two_sheets":
            names = str(fault.values["sheets"]).split("\n")[:_PARTS]
            return [
                Reading(
                    *self._examined(handed, today, sheet=name, made_with=made_with), {"sheet": name}
                )
                for name in names
            ]
        if report.no_edition:
            year = today.year
            return [
                Reading(
                    *self._examined(handed, today, undated=each, made_with=made_with),
                    {"edition": str(each)},
                )
                for each in (year, year - 1, year - 2)
            ]
        return [Reading(report, table, {})]

    def _examined(
        self, handed: Handed, today: dt.date, **how: Any
    ) -> tuple[Report, pa.Table | None]:
        report, table = intake.examine(
            handed.path,
            self.mappings,
            section=handed.section,
            name=handed.mapping,
            secret=self.secret,
            today=today,
            record=self.record,
            recognition=self.recognition,
            progress=self.progress,
            **how,
        )
        return report, table


class Visit:
    """One look at the store, or one change of it: its ledger, and what is being added to it."""

    def __init__(self, store: Store, draft: Draft, spill: Path, *, writes: bool = True) -> None:
        """Not `writes`: files of rows stay in `spill` and are forgotten."""
        self._store = store
        self._draft = draft
        self._spill = spill
        self.settling = Settling(store, draft, spill, writes=writes)
        self._before = 0
        if draft.newest is not None and older.is_older(draft.newest):
            self.ledger = older.bring_over(store, draft, self.settling)
        else:
            self.ledger = ledger_of(store, draft.newest)
            self._before = len(self.ledger.events)

    def finish(self, key: bytes | None = None) -> None:
        """Write all that was added into the draft."""
        self.settling.finish()
        if key is not None and self.ledger.entries:
            secret.keep_mark(self._draft, key)
        write(self._store, self._draft, self.ledger.events[self._before :])

    # Files.

    def is_in(
        self, fingerprint: str, section: str, rules: str, today: dt.date, stream: str | None
    ) -> bool:
        """Whether these very bytes are in already for the section by these rules, all of them, and
        nothing newer of the section and platform can stand over them. `stream`: the list that
        somebody says they are of."""
        for entry in self.ledger.standing():
            if (entry.fingerprint, entry.section, entry.rules) != (fingerprint, section, rules):
                continue
            if stream is not None and stream not in self._origins(entry):
                continue
            if _due(entry, today) or (not entry.rows_counted and not entry.changes):
                continue
            if entry.grain == "outcome":
                return True
            later = any(
                other.order > entry.order
                and (other.section, other.platform) == (section, entry.platform)
                for other in self.ledger.standing()
            )
            if not later:
                return True
        return False

    def _origins(self, entry: Entry) -> set[str]:
        """What the list of an export is called: by itself, and where it was joined to."""
        return {entry.origin, self.ledger.stream_of(entry).origin}

    def waiting(self, fingerprint: str, section: str) -> Entry | None:
        """The export of these bytes that is held for the section already."""
        return next(
            (
                entry
                for entry in self.ledger.held()
                if (entry.fingerprint, entry.section) == (fingerprint, section)
            ),
            None,
        )

    def told(self, entry: Entry, file: str) -> Report:
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

    def admit(
        self,
        readings: Sequence[Reading],
        fingerprint: str,
        section: str,
        mapping_rules: str,
        handed: Handed,
        record: Record | None,
    ) -> Report:
        """Take an examined file in, or hold it. Its report says what became of it."""
        report = readings[0].report
        report.section = section
        if not report.rows_counted and not report.changes:
            # A rule that leaves out everything is no acceptance; rows that the record has already are.
            if report.verdict == "accepted" and report.rows_read and report.grain != "outcome":
                report.verdict = "partly"
            return report
        order = self.ledger.next_order()
        now = (handed.received or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
        origin = handed.stream or streams.origin(handed.path.name)
        named = handed.stream is not None
        parts = [
            self._part(order * _PARTS + index, reading)
            for index, reading in enumerate(readings)
            if reading.table is not None
        ]
        entry = Entry(
            id=f"{order:04}-{fingerprint[:8]}",
            order=order,
            file=report.file,
            fingerprint=fingerprint,
            section=section,
            platform=report.mapping or "",
            grain=report.grain or "",
            received_at=now,
            rows_read=report.rows_read,
            rows_counted=report.rows_counted,
            rows_filtered=report.rows_filtered,
            rows_set_aside=len(report.set_aside),
            actions=report.actions,
            first_day=_day(report.first_day),
            last_day=_day(report.last_day),
            newer=report.newer,
            reach=report.reach,
            made_with=self.ledger.made_with(section).get(report.mapping or "", keys.NOW),
            origin=origin,
            editions=_editions(readings[0].table),
            part=parts[0].number if parts else 0,
            parts=parts,
            adds=len(report.adds),
            corrects=len(report.corrects),
            withdraws=len(report.withdraws),
            rules=mapping_rules,
            ahead=_day(report.ahead),
            changes=report.changes,
            likeness=_likeness(readings[0].table),
        )
        self._rule(report, readings[0].table)
        again = [
            other
            for other in self.ledger.standing()
            if (other.fingerprint, other.section) == (fingerprint, section)
            and (handed.stream is None or handed.stream in self._origins(other))
        ]
        same_rules = any(
            other.rules == mapping_rules and not _due(other, dt.date.fromisoformat(now[:10]))
            for other in again
        )
        if again and handed.stream is None:
            # Under another name they are still of the list they are in; those of a store of the first
            # version stand cell by cell, beside the others that it kept so.
            newer = "cells" if again[-1].newer == "cells" else entry.newer
            entry = replace(entry, origin=again[-1].origin, newer=newer)
        recounted = [] if same_rules else again
        asked, effects = self._step(entry, recounted, record, now, again=same_rules, named=named)
        report.id, report.stream = entry.id, self.ledger.stream_of(entry).origin
        if same_rules and asked is None:
            self.settling.balance.undo()
            return Report(report.file, "unchanged", section=section)
        asked = self._open_readings(readings) or asked
        if asked is not None:
            report.question = self._question(asked, entry, recounted, record, now)
            report.verdict, report.effect = "held", None
            self.settling.balance.undo()
            entry = replace(entry, question=report.question)
            self._keep_parts(entry, all_of_them=True)
            self._add("held", now, entry)
            return report
        report.effect = effects[0] if effects else None
        self._commit(entry, recounted, effects, now, "taken")
        return report

    def _part(self, number: int, reading: Reading) -> Part:
        """The counts of a reading as a file of rows, not yet in the store."""
        assert reading.table is not None
        known = {
            rule.value
            for rule in self.ledger.rules.values()
            if rule.platform == reading.report.mapping
        }
        table = _with_labels(
            reading.table, lambda word: word in reading.report.often or rules.key(word) in known
        )
        path = self.settling.rows.keep(number, table)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.settling.rows.lend(digest, path)
        origins = {word or "" for word in pc.unique(reading.table["origin"]).to_pylist()}
        return Part(
            number,
            digest,
            pc.sum(reading.table["quantity"]).as_py() or 0,
            reading.table.num_rows,
            sorted(origins),
            dict(reading.when),
            reading.report.rows_counted,
            _day(reading.report.first_day),
            _day(reading.report.last_day),
            _editions(reading.table),
        )

    def _rule(self, report: Report, table: pa.Table | None) -> None:
        """Let staff's rules say which case the labels of a report mean."""
        kept = [rule for rule in self.ledger.rules.values() if rule.platform == report.mapping]
        if not kept or table is None:
            return
        rows = (
            table.select(["case_id", "label", "edition_year", "quantity"])
            .unify_dictionaries()
            .group_by(["case_id", "label", "edition_year"])
            .aggregate([("quantity", "sum")])
            .to_pylist()
        )
        labels = {row["label"] for row in rows if row["label"]}
        said = {
            (row["label"], row["edition_year"]): row["case_id"]
            for row in rules.meanings(kept, report.mapping or "", labels)
        }
        by_case: dict[str, int] = {}
        for row in rows:
            case = said.get((row["label"], row["edition_year"]), row["case_id"])
            by_case[case] = by_case.get(case, 0) + row["quantity_sum"]
        report.by_case = dict(sorted(by_case.items(), key=lambda item: -item[1]))
        report.unmapped = {
            label: count
            for label, count in report.unmapped.items()
            if not any(label == known for known, _ in said)
        }

    @staticmethod
    def _open_readings(readings: Sequence[Reading]) -> questions.Asked | None:
        """The question that a file's own form asks: which sheet, which order, which edition."""
        if len(readings) > 1:
            code = next(iter(readings[0].when))
            choices = tuple(reading.when[code] for reading in readings)
            values = {"count": readings[0].report.undated} if code == "edition" else {}
            return questions.Asked(code, (*choices, questions.DROP), values)
        return None

    def _step(
        self,
        entry: Entry,
        recounted: Sequence[Entry],
        record: Record | None,
        now: str,
        *,
        again: bool = False,
        ask: bool = True,
        named: bool = False,
    ) -> tuple[questions.Asked | None, list[Effect]]:
        """Work out what an export changes, with the answers that it has. Adds nothing to the ledger."""
        settling = self.settling
        settling.balance.undo()  # of what was tried before
        if entry.grain == "outcome":
            known = {
                (change.table, change.key): row
                for change in entry.changes
                if record is not None
                for row in record.tables[change.table]
                if key_of(TABLE[change.table], row) == change.key
            }
            return (questions.of_record(entry, known) if ask else None), []
        years, last_day = settling.balance.counts(entry.section)
        asked = None
        if ask:
            asked = questions.before_counting(
                self.ledger,
                entry,
                largest_row=self._largest_row(entry),
                editions=years,
                world=_largest_edition(record),
            )
        entry, said, gone = questions.arranged(self.ledger, entry, now)
        ledger = self.ledger.copy()
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
            newest = all(
                other.order <= entry.order
                for other in ledger.standing()
                if (other.section, other.platform) == (entry.section, entry.platform)
            )
            if newest:
                own = before.stream_of(entry).origin
                new = not any(
                    before.stream_of(other).origin == own
                    for other in before.standing()
                    if (other.section, other.platform) == (entry.section, entry.platform)
                )
                found = settling.come(
                    ledger,
                    ledger.entries[entry.id],
                    _part_of(entry).content,
                    last_day=last_day,
                    lists=new and ask,
                )
                later = bool(recounted) and any(
                    _over(self.ledger, other, recounted) for other in before.standing()
                )
                stirred = (again or later) and settling.balance.changes()
                if ask and asked is None and (stirred or not again):
                    if named:  # whoever says whose list it is need not be asked
                        found.clashes = []
                    asked = questions.after_comparing(ledger, entry, found, again=stirred)
            else:
                fresh = None if self._laid(entry) else _part_of(entry).content
                settling.turn(before, ledger, entry.section, entry.platform, "new", fresh=fresh)
        if recounted:
            settling.balance.kinds = [
                (section, year, "corrected", count)
                for section, year, _, count in settling.balance.kinds
            ]
        return asked, [settling.balance.effect(section) for section in sections]

    def _laid(self, entry: Entry) -> bool:
        """Whether the rows of an export lie among the others: it stood once, if it does no more."""
        return any(
            event.entry is not None
            and (event.entry.id, event.entry.part) == (entry.id, entry.part)
            and event.entry.stands
            for event in self.ledger.events
        )

    def _largest_row(self, entry: Entry) -> int:
        """The most actions that one row stands for; of a small export, more than that."""
        part = _part_of(entry)
        small = part.actions <= questions.ROW
        return part.actions if small else self.settling.rows.largest(part.content)

    def _question(
        self,
        asked: questions.Asked,
        entry: Entry,
        recounted: Sequence[Entry],
        record: Record | None,
        now: str,
    ) -> Question:
        """A question with the section's actions that would stand after each answer."""
        choices = []
        for choice in asked.choices:
            answered = replace(entry, answers={**entry.answers, **_answer(asked, choice)})
            if choice == questions.DROP:
                answered = replace(answered, retracted_at=now)
            gone = [] if choice == questions.DROP else recounted
            _, effects = self._step(answered, gone, record, now, ask=False)
            after = effects[0].sums.after if effects else 0
            choices.append(Choice(choice, after))
        return Question(asked.code, dict(asked.values), choices)

    def _keep_parts(self, entry: Entry, *, all_of_them: bool) -> None:
        """Let the rows of an export lie in the store; those of the part that counts are a run."""
        if not self.settling.writes:
            return  # they are read where they lie
        for part in entry.parts:
            path = self._spill / f"part-{part.number}"
            if path.exists() and (all_of_them or part.number == entry.part):
                self._draft.move(path)
                self.settling.rows.lend(part.content, self._store.path(part.content))

    def _commit(
        self,
        entry: Entry,
        recounted: Sequence[Entry],
        effects: list[Effect],
        now: str,
        kind: str,
    ) -> None:
        """Add an export, and all that its answers say, to the ledger and to the rows."""
        entry, said, gone = questions.arranged(self.ledger, entry, now)
        going = [*gone, *((each, RECOUNTED) for each in recounted)]
        before = [
            self.ledger.streams.get(stream.key)
            or Stream(section=stream.section, platform=stream.platform, origin=stream.origin)
            for stream in said
        ]
        for stream in said:
            self._add_event(Event(kind="settled", at=now, snapshot=self._number, stream=stream))
        for other, reason in going:
            self._add("retracted", now, replace(other, retracted_at=now, reason=reason))
        took = [other.id for other, _ in going]
        entry = replace(entry, question=None, took=took, said=before)
        self._keep_parts(entry, all_of_them=False)
        if entry.part and entry.retracted_at is None:
            part = _part_of(entry)
            if not self._laid(entry):
                self.settling.rows.add(entry.section, entry.platform, part.content, part.rows)
        self._add(kind, now, entry, effects)

    # Decisions.

    def asked_now(self, entry: Entry, record: Record | None) -> Question:
        """The question of an export that is held, with what would stand after each answer as things are
        now: other exports may have come or gone since it was asked."""
        question = entry.question
        assert question is not None
        if not self._moved_since(entry):
            return question
        self.settling.balance.begin()
        known = tuple(each.choice for each in question.choices)
        asked = questions.Asked(question.code, known, question.values)
        found = self._question(asked, entry, self._other_rules(entry), record, _now())
        self.settling.balance.undo()
        return found

    def _moved_since(self, entry: Entry) -> bool:
        """Whether anything that counts was done since an export was held."""
        for event in reversed(self.ledger.events):
            if event.entry is not None and event.entry.id == entry.id:
                return False
            if event.kind not in ("held", "record"):
                return True
        return True

    def _other_rules(self, entry: Entry) -> list[Entry]:
        """The exports of the same bytes that were counted by other rules of their mapping."""
        return [
            other
            for other in self.ledger.standing()
            if (other.fingerprint, other.section) == (entry.fingerprint, entry.section)
            and other.rules != entry.rules
        ]

    def decide(
        self, identity: str, choice: str, record: Record | None, *, always: bool = False
    ) -> Report:
        """Answer the question of an export that is held, or take the answer back (`undo`)."""
        entry = self.ledger.entry(identity)
        now = _now()
        self.settling.balance.begin()
        if choice == "undo":
            return self._undecided(entry, now)
        question = entry.question
        if question is None or entry.retracted_at is not None:
            raise Fault("not_held", name=identity[:40])
        known = [each.choice for each in question.choices]
        if choice not in known:
            raise Fault("choice_unknown", name=choice[:40], known=", ".join(known))
        asked = questions.Asked(question.code, tuple(known), question.values)
        answered = replace(
            entry, question=None, answers={**entry.answers, **_answer(asked, choice)}
        )
        if always:
            said = questions.kept(self.ledger, answered, question.code, choice)
            if said is not None:
                self._add_event(Event(kind="settled", at=now, snapshot=self._number, stream=said))
        dropping = choice == questions.DROP
        recounted = [] if dropping else self._other_rules(entry)
        further, effects = self._step(
            answered, recounted, record, now, ask=not dropping and question.code != "earlier_bytes"
        )
        report = self.told(questions.arranged(self.ledger, answered, now)[0], entry.file)
        report.done = True
        if further is not None:
            held = self._question(further, answered, recounted, record, now)
            self.settling.balance.undo()
            self._add("held", now, replace(answered, question=held))
            report.question = held
            return report
        self._commit(answered, recounted, effects, now, "decided")
        report.question, report.effect = None, effects[0] if effects else None
        report.verdict = "dropped" if dropping else "accepted"
        return report

    def _undecided(self, entry: Entry, now: str) -> Report:
        """Take the last answer back: the export is held again, with the question it had."""
        before = [
            event.entry
            for event in self.ledger.events
            if event.entry is not None and event.entry.id == entry.id and event.entry.question
        ]
        if not before or entry.held:
            raise Fault("not_decided", name=entry.id)
        self.settling.balance.begin()
        was = self.ledger.copy()
        held = before[-1]
        self.ledger.entries[entry.id] = held
        back = [
            replace(other, retracted_at=None, reason=None)
            for other in (self.ledger.entries[name] for name in entry.took)
            if other.reason in (RECOUNTED, MOVED)
        ]
        for other in back:
            self.ledger.entries[other.id] = other
        for stream in entry.said:
            self.ledger.streams[stream.key] = stream
        scopes = {
            (entry.section, entry.platform),
            *((each.section, each.platform) for each in back),
        }
        for scope in sorted(scopes):
            self.settling.turn(was, self.ledger, *scope, "retracted")
        sections = dict.fromkeys([entry.section, *sorted(section for section, _ in scopes)])
        effects = [self.settling.balance.effect(section) for section in sections]
        for stream in entry.said:
            self._add_event(Event(kind="settled", at=now, snapshot=self._number, stream=stream))
        for other in back:
            self._add("restored", now, other)
        self._add("undecided", now, held, effects)
        report = self.told(held, held.file)
        report.done, report.effect = True, effects[0] if effects else None
        return report

    # What is in already.

    def mark(
        self, identity: str, retracted_at: str | None, reason: str | None, *, public: bool = False
    ) -> Effect | None:
        """Take an export out of the counts, or back into them. Returns the effect."""
        entry = self.ledger.entry(identity)
        now = _now()
        marked = replace(entry, retracted_at=retracted_at, reason=reason, public=public)
        kind = "retracted" if retracted_at else "restored"
        self.settling.balance.begin()
        effects: list[Effect] = []
        before = self.ledger.copy()
        self.ledger.entries[identity] = marked
        if entry.stands != marked.stands and entry.part:
            self.settling.turn(before, self.ledger, entry.section, entry.platform, kind)
            effects = [self.settling.balance.effect(entry.section)]
        self._add(kind, now, marked, effects)
        return effects[0] if effects else None

    def settle_stream(self, stream: Stream) -> Effect:
        """Rename, join or part a stream, or say what a newer file of it does. Returns the effect."""
        self.settling.balance.begin()
        before = self.ledger.copy()
        self.ledger.streams[stream.key] = stream
        self.settling.turn(before, self.ledger, stream.section, stream.platform, "moved")
        effect = self.settling.balance.effect(stream.section)
        event = Event(
            kind="settled", at=_now(), snapshot=self._number, stream=stream, effects=[effect]
        )
        self._add_event(event)
        return effect

    def set_rule(self, rule: Rule, *, kept: bool) -> list[Effect]:
        """Keep a rule of staff's, or take it back; what is in already follows it. Returns the effects."""
        self.settling.balance.begin()
        before = self.ledger.copy()
        if kept:
            self.ledger.rules[rule.key] = rule
        elif rule.key not in self.ledger.rules:
            raise Fault("rule_unknown", name=rule.value[:40])
        else:
            del self.ledger.rules[rule.key]
        sections = sorted(
            {item.section for item in self.ledger.standing() if item.platform == rule.platform}
        )
        for section in sections:
            self.settling.turn(before, self.ledger, section, rule.platform, "moved")
        effects = [self.settling.balance.effect(section) for section in sections]
        effects = [effect for effect in effects if effect.by_edition]
        self._add_event(
            Event(
                kind="ruled" if kept else "unruled",
                at=_now(),
                snapshot=self._number,
                rule=rule,
                effects=effects,
            )
        )
        return effects

    def keep_record(self, contents: Mapping[str, bytes]) -> None:
        """Let the snapshot hold these files of the record, and tell that they changed."""
        files = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
        if files.items() <= self._draft.files.items():
            return
        for name, data in contents.items():
            self._draft.put(name, data)
        # The first needs no telling, and no event says when: the same record has one name everywhere.
        if self._draft.newest is not None:
            self._add_event(Event(kind="record", at="", snapshot=self._number))

    @property
    def _number(self) -> int:
        return self._draft.number

    def _add(self, kind: str, at: str, entry: Entry, effects: Sequence[Effect] = ()) -> None:
        self._add_event(
            Event(kind=kind, at=at, snapshot=self._number, entry=entry, effects=list(effects))
        )

    def _add_event(self, event: Event) -> None:
        self.ledger.add(event)


def _over(ledger: Ledger, other: Entry, recounted: Sequence[Entry]) -> bool:
    """Whether an export is a newer one of a list that some that are counted anew are of: they would
    stand over it, though they are older."""
    own = ledger.stream_of(other)
    return own.newer != "events" and any(
        other.order > each.order and ledger.stream_of(each).key == own.key for each in recounted
    )


def _answer(asked: questions.Asked, choice: str) -> dict[str, str]:
    answer = {asked.code: choice}
    if asked.code == "other_list":
        answer["other_list.stream"] = str(asked.values["stream"])
    return answer


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _part_of(entry: Entry) -> Part:
    return next(part for part in entry.parts if part.number == entry.part)


def _with_labels(table: pa.Table, kept: Callable[[str], bool]) -> pa.Table:
    """The counts with these labels alone: a campaign is named again and again, and what stands in one
    row only may be a cell of a person's that slipped into the column."""
    at = table.column_names.index("label")
    labels = table["label"].unify_dictionaries().combine_chunks()
    words = [word if kept(word) else None for word in labels.dictionary.to_pylist()]
    if None not in words:
        return table
    shown = pa.DictionaryArray.from_arrays(labels.indices, pa.array(words, pa.string()))
    shown = shown.cast(pa.string()).dictionary_encode()
    return table.set_column(at, table.schema.field("label"), shown)


_TELLING = 3  # cells that two lists do not have alike by chance


def _likeness(table: pa.Table | None) -> str:
    """A mark of counts, the same for the same list however it was saved; none for one of few cells.

    Of rows with keys, the keys with what they say: two accounts may both number from 1.
    """
    if table is None:
        return ""
    keyed = table.num_rows > 0 and table["key"].null_count == 0
    if keyed and table.num_rows > _ALIKE:
        return ""  # each key stands once, so there are as many cells
    names = ["day", "case_id", "action_type", "country", "key" if keyed else "label"]
    plain = table.select([*names, "quantity"]).unify_dictionaries().combine_chunks()
    plain = plain.set_column(0, "day", plain["day"].cast(pa.string()))
    if keyed:
        plain = plain.set_column(4, "key", plain["key"].cast(pa.binary()))
    else:
        known = pc.not_equal(plain["case_id"].cast(pa.string()), "unmapped")
        labels = pc.if_else(known, None, plain["label"].cast(pa.string()))
        plain = plain.set_column(4, "label", labels)
    cells = plain.group_by(names).aggregate([("quantity", "sum")])
    if not _TELLING <= cells.num_rows <= _ALIKE:
        return ""
    rows = sorted(str(row) for row in cells.to_pylist())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


_ALIKE = 20_000  # cells above which only the bytes are compared


def _editions(table: pa.Table | None) -> list[int]:
    years = pc.unique(table["edition_year"]).to_pylist() if table is not None else []
    return sorted(year for year in years if year is not None)


def _due(entry: Entry, today: dt.date) -> bool:
    """Whether rows that were too early when the export came have had their day since."""
    return entry.ahead is not None and entry.ahead <= today.isoformat()


def _largest_edition(record: Record | None) -> int:
    """The most actions that were ever published of one edition; 0 if none were."""
    rows = record.tables["editions"] if record else []
    return max((int(str(row["actions"] or 0)) for row in rows), default=0)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


@contextlib.contextmanager
def looking(store: Store) -> Iterator[Visit]:
    """A look at the store as it is. What is worked out in it is forgotten."""
    try:
        newest = store.newest()
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    with tempfile.TemporaryDirectory() as spill:
        visit = Visit(store, Draft(store, newest), Path(spill), writes=False)
        try:
            yield visit
        finally:
            visit.settling.close()


@contextlib.contextmanager
def changing(store: Store, key: bytes | None = None) -> Iterator[Visit]:
    """One change of the store as its only writer: one snapshot, or none if it raises.

    Raises `Fault` if the store cannot be read or written.
    """
    try:
        with store.writing() as draft, store.workplace() as spill:
            visit = Visit(store, draft, spill)
            try:
                yield visit
                visit.finish(key)
            finally:
                visit.settling.close()
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    except OSError as error:
        raise Fault("store_locked", reason=_reason(error)) from None


def _reason(error: OSError) -> str:
    """Why the disk refused, in the system's own words; a library may have put more around them."""
    return os.strerror(error.errno) if error.errno else str(error)


def entries(store: Store) -> list[Entry]:
    """Every export that is in, retracted and held ones too, in the order they came. Raises `Fault`."""
    return list(ledger_now(store).entries.values())


def retract(store: Store, identity: str, reason: str, *, public: bool = False) -> Effect | None:
    """Take an export out of the counts; its rows and its entry stay. Raises `Fault` if it is unknown."""
    with changing(store) as visit:
        return visit.mark(identity, _now(), reason, public=public)


def restore(store: Store, identity: str) -> Effect | None:
    """Undo a retraction. Raises `Fault` if the export is unknown."""
    with changing(store) as visit:
        return visit.mark(identity, None, None)


def keep_record(store: Store, contents: Mapping[str, bytes]) -> Snapshot:
    """Make sure that the newest snapshot holds these files of the record, and brings over a store of the
    first version. Raises `Damaged`, or `Fault` if the store cannot be written."""
    newest = store.newest()
    files = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    if newest is not None and files.items() <= newest.files.items() and not older.is_older(newest):
        return newest
    with changing(store) as visit:
        visit.keep_record(contents)
    made = store.newest()
    assert made is not None
    return made


def ledger_now(store: Store) -> Ledger:
    """What is in now, of a store of either version. Raises `Fault` if it cannot be read."""
    try:
        newest = store.newest()
        if newest is not None and older.is_older(newest):
            with tempfile.TemporaryDirectory() as spill:
                return older.stood(store, newest, Path(spill))[0]
        return ledger_of(store, newest)
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None


def state_of(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does: its place on the disk, size and time. None if it is not there."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


OWN = "mappings.yaml"


def mappings(store: Store) -> Mappings:
    """Our mappings with staff's own over them, as the newest snapshot keeps them. Raises `Fault`."""
    return mapping.load(own=_own(store))


def _own(store: Store) -> bytes | None:
    try:
        newest = store.newest()
        return store.contents(newest, only={OWN}).get(OWN) if newest else None
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None


def with_own(store: Store, own: Mapping[str, Any]) -> Mappings:
    """The mappings as they would be with something of staff's own added. Stores nothing."""
    return mapping.load(own=mapping.added(_own(store), own))


def keep_own(store: Store, own: Mapping[str, Any]) -> None:
    """Add something to staff's own mappings. Raises `Fault` if it is wrong or cannot be written."""

    def change(current: Mapping[str, bytes]) -> dict[str, bytes]:
        text = mapping.added(current.get(OWN), own)
        mapping.load(own=text)
        return {OWN: text}

    try:
        store.amend(change, needs={OWN})
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    except OSError as error:
        raise Fault("store_locked", reason=_reason(error)) from None
