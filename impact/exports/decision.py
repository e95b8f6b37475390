"""The decision of an export that is held: its question as things are now, an answer, and an answer taken back."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from impact.exports import approval, earlier, questions
from impact.exports.admission import Admission, report_of
from impact.exports.book import Book, stamp
from impact.exports.intake import Report
from impact.exports.ledger import MOVED, RECOUNTED, TAKEN_OVER, Entry, Event, Question, Stream
from impact.faults import Fault
from impact.record.reader import Record

# Steps after which every export counts as before.
_QUIET = ("held", "record", "published", "publishing", "asked", "declined")


class Decision:
    """What is decided of exports in a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._way = Admission(book)

    def asked_now(self, entry: Entry, record: Record | None) -> Question:
        """The question of an export that is held, with what would stand after each answer as things are
        now: other exports may have come or gone since it was asked."""
        question = entry.question
        assert question is not None
        if not self._moved_since(entry):
            return question
        self._book.settling.balance.begin()
        known = tuple(each.choice for each in question.choices)
        asked = questions.OpenQuestion(question.code, known, question.values)
        anew, _ = self._way.step(
            replace(entry, question=None), self._other_rules(entry), record, stamp()
        )
        if anew is not None and anew.code == question.code:
            asked = anew  # its numbers are those of now
        elif self._is_gone(entry, question):
            asked = dataclasses.replace(asked, values={**asked.values, "absent": 1})
        found = self._way.question(asked, entry, self._other_rules(entry), record, stamp())
        self._book.settling.balance.undo()
        return found

    def _is_gone(self, entry: Entry, question: Question) -> bool:
        """Whether nothing of the list counts any more that an export was held against."""
        return question.code == "other_list" and not any(
            (other.section, other.platform) == (entry.section, entry.platform)
            and self._book.ledger.stream_of(other).origin == question.values["stream"]
            for other in self._book.ledger.standing()
        )

    def _moved_since(self, entry: Entry) -> bool:
        """Whether anything that counts was done since an export was held."""
        for event in reversed(self._book.ledger.events):
            if event.entry is not None and event.entry.id == entry.id and event.kind == "held":
                return False
            if event.kind not in _QUIET:
                return True
        return True

    def _other_rules(self, entry: Entry) -> list[Entry]:
        """The exports of the same bytes that were counted by other rules of their mapping."""
        return [
            other
            for other in self._book.ledger.standing()
            if (other.fingerprint, other.section) == (entry.fingerprint, entry.section)
            and other.rules != entry.rules
        ]

    def decide(
        self, identity: str, choice: str, record: Record | None, *, always: bool = False
    ) -> Report:
        """Answer the question of an export that is held, or take the answer back (`undo`)."""
        entry = self._book.ledger.entry(identity)
        now = stamp()
        self._book.settling.balance.begin()
        if choice == "undo":
            return self._undecided(entry, record, now)
        if entry.question is None or entry.retracted_at is not None:
            raise Fault("not_held", name=identity[:40])
        question = self.asked_now(entry, record)  # what is shown is what is answered
        known = [each.choice for each in question.choices]
        if choice not in known:
            raise Fault("choice_unknown", name=choice[:40], known=", ".join(known))
        if question.code == approval.CODE and choice == approval.APPROVE:
            approval.check(entry.sender, "approval_own")
        asked = questions.OpenQuestion(question.code, tuple(known), question.values)
        answered = replace(
            entry, question=None, answers={**entry.answers, **questions.answer(asked, choice)}
        )
        was = None
        if always:
            said = questions.kept(self._book.ledger, answered, question.code, choice)
            if said is None:
                lasts = (question.code, choice) in questions.LASTING
                raise Fault("choice_lasts" if lasts else "choice_once", name=choice)
            was = self._book.ledger.streams.get(said.key) or Stream(
                section=said.section, platform=said.platform, origin=said.origin
            )
            self._book.add_event(
                Event(kind="settled", at=now, snapshot=self._book.number, stream=said)
            )
        dropping = choice == questions.DROP
        recounted = [] if dropping else self._other_rules(entry)
        further, effects = self._way.step(
            answered, recounted, record, now, ask=not dropping and question.code != "earlier_bytes"
        )
        report = report_of(questions.arranged(self._book.ledger, answered, now)[0], entry.file)
        report.done = True
        if further is not None:
            held = self._way.question(further, answered, recounted, record, now)
            self._book.settling.balance.undo()
            self._book.add("held", now, replace(answered, question=held))
            report.question = held
            return report
        self._way.commit(answered, recounted, effects, now, "decided", was)
        report.question, report.effect = None, effects[0] if effects else None
        report.elsewhere = effects[1:]
        report.verdict = "dropped" if dropping else "accepted"
        if not dropping:
            earlier.tell_below(self._book, report, self._book.ledger.entries[entry.id])
        if always and question.code == "other_name":
            self._likewise(entry, choice, record, report)
        return report

    def _likewise(self, entry: Entry, choice: str, record: Record | None, report: Report) -> None:
        """Answer for the other files of a folder that wait, what was answered of one from now on."""
        folder = self._book.ledger.stream_of(entry).key
        others = [
            other
            for other in self._book.ledger.held()
            if other.question is not None
            and other.question.code == "other_name"
            and self._book.ledger.stream_of(other).key == folder
        ]
        counted = [self.decide(other.id, choice, record).verdict for other in others]
        if taken := counted.count("accepted"):
            report.warnings.append(("likewise", {"count": taken}))
        if taken < len(others):
            report.warnings.append(("likewise_held", {"count": len(others) - taken}))

    def leaning(self, identity: str) -> list[Entry]:
        """The later files of lists that an export's answer settled: they came in without being asked about, and
        what they count changes with the answer."""
        entry = self._book.ledger.entry(identity)
        settled = {stream.key for stream in entry.said}
        if settled:
            settled.add(self._book.ledger.stream_of(entry).key)
        return [
            other
            for other in self._book.ledger.standing()
            if other.order > entry.order and self._book.ledger.stream_of(other).key in settled
        ]

    def _undecided(self, entry: Entry, record: Record | None, now: str) -> Report:
        """Take the last answer back: the export is held again, with the question it had."""
        before = [
            event.entry
            for event in self._book.ledger.events
            if event.entry is not None and event.entry.id == entry.id and event.entry.question
        ]
        if not before or entry.held:
            raise Fault("not_decided", name=entry.id)
        self._book.settling.balance.begin()
        was = self._book.ledger.copy()
        held = before[-1]
        self._book.ledger.entries[entry.id] = held
        back = [
            replace(other, retracted_at=None, reason=None)
            for other in (self._book.ledger.entries[name] for name in entry.took)
            if other.reason in (RECOUNTED, MOVED, TAKEN_OVER)
        ]
        for other in back:
            self._book.ledger.entries[other.id] = other
        for stream in entry.said:
            self._book.ledger.streams[stream.key] = stream
        scopes = {
            (entry.section, entry.platform),
            *((each.section, each.platform) for each in back),
        }
        for scope in sorted(scopes):
            self._book.settling.turn(was, self._book.ledger, *scope, "retracted")
        sections = dict.fromkeys([entry.section, *sorted(section for section, _ in scopes)])
        effects = [self._book.settling.balance.effect(section) for section in sections]
        for stream in entry.said:
            self._book.add_event(
                Event(kind="settled", at=now, snapshot=self._book.number, stream=stream)
            )
        for other in back:
            self._book.add("restored", now, other)
        self._book.add("undecided", now, held, effects)
        report = report_of(held, held.file)
        report.done, report.effect = True, effects[0] if effects else None
        report.elsewhere = effects[1:]
        report.question = self.asked_now(held, record)
        return report
