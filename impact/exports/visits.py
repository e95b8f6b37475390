"""A visit to the store: whatever staff and files do in it, as one look or as one change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property

from msgspec.structs import replace

from impact.exports import approval, audit, questions, timetable
from impact.exports.admission import Admission
from impact.exports.book import Book, stamp
from impact.exports.decision import Decision
from impact.exports.intake import Report
from impact.exports.ledger import Effect, Entry, Event, Met, Question, Request, Rule, Stream
from impact.faults import Fault
from impact.record.reader import Record


class Visit(Book):
    """A book with all that can be done in it."""

    @cached_property
    def admission(self) -> Admission:
        return Admission(self)

    def asked_now(self, entry: Entry, record: Record | None) -> Question:
        """The question of an export that is held, with what would stand after each answer as things are
        now: other exports may have come or gone since it was asked."""
        return Decision(self).asked_now(entry, record)

    def decide(
        self, identity: str, choice: str, record: Record | None, *, always: bool = False
    ) -> Report:
        """Answer the question of an export that is held, or take the answer back (`undo`)."""
        if choice == "undo" and self.needs_second(identity):
            raise Fault("approval_undo", name=identity[:40])
        return Decision(self).decide(identity, choice, record, always=always)

    def leaning(self, identity: str) -> list[Entry]:
        """The later files of lists that an export's answer settled."""
        return Decision(self).leaning(identity)

    def needs_second(self, identity: str) -> bool:
        """Whether nobody takes an export out, or puts it back, alone: it was published, and four eyes are wanted."""
        if not approval.four_eyes():
            return False
        return timetable.was_out(identity, self._store.marks(), self.ledger.events, stamp())

    def ask(self, what: str, of: str, why: str = "", *, public: bool = False) -> Request:
        """Let an act wait until somebody else approves it. Raises `Fault` if it waits already."""
        approval.known()
        for known in self.ledger.requests.values():
            if (known.what, known.of) == (what, of):
                raise Fault("request_waits", name=known.id)
        made = Request(
            id=f"request-{len(self.ledger.events) + 1}", what=what, of=of, at=stamp(),
            who=audit.doer().who, why=why, public=public,
        )  # fmt: skip
        self.add_event(Event(kind="asked", at=made.at, snapshot=self.number, request=made))
        return made

    def answer(self, identity: str, choice: str) -> Effect | None:
        """Approve what somebody else asked for, which is done, or decline it. Returns the effect."""
        request = self.ledger.requests.get(identity)
        if request is None:
            raise Fault("not_held", name=identity[:40])
        if choice == approval.APPROVE and self._published_since(request):
            raise Fault("request_older", name=identity)
        if choice == questions.DROP:
            self.add_event(
                Event(kind="declined", at=stamp(), snapshot=self.number, request=request)
            )
            return None
        if choice != approval.APPROVE:
            known = f"{approval.APPROVE}, {questions.DROP}"
            raise Fault("choice_unknown", name=choice[:40], known=known)
        approval.check(request.who, "request_own")
        return self.grant(request)

    def _published_since(self, request: Request) -> bool:
        """Whether something newer went out since a snapshot was asked for: it would turn back what others see."""
        if request.what != "published":
            return False
        events = self.ledger.events
        asked = next(
            n for n, each in enumerate(events) if each.request and each.request.id == request.id
        )
        return any((each.published or 0) > int(request.of) for each in events[asked:])

    def grant(self, request: Request) -> Effect | None:
        """Do what was asked for. Returns the effect."""
        if request.what == "published":
            self.publish(int(request.of), request.why, request)
        elif request.what == "publishing":
            self.set_publishing(request.of, request.why, request)
        else:
            out = request.what == "retracted"
            return self.mark(
                request.of, stamp() if out else None, request.why if out else None,
                public=request.public, request=request,
            )  # fmt: skip
        return None

    def mark(
        self,
        identity: str,
        retracted_at: str | None,
        reason: str | None,
        *,
        public: bool = False,
        request: Request | None = None,
    ) -> Effect | None:
        """Take an export out of the counts, or back into them. Returns the effect."""
        entry = self.ledger.entry(identity)
        now = stamp()
        marked = replace(entry, retracted_at=retracted_at, reason=reason, public=public)
        kind = "retracted" if retracted_at else "restored"
        self.settling.balance.begin()
        effects: list[Effect] = []
        before = self.ledger.copy()
        self.ledger.entries[identity] = marked
        if entry.stands != marked.stands and entry.part:
            self.settling.turn(before, self.ledger, entry.section, entry.platform, kind)
            effects = [self.settling.balance.effect(entry.section)]
        self.add(kind, now, marked, effects, request)
        return effects[0] if effects else None

    def met(self, identity: str) -> list[Met]:
        """What an export that counts again meets: a newer version over it, the same counts of another section, and
        what came of another list since."""
        entry = self.ledger.entry(identity)
        if entry.held:
            return [Met("still_held", entry, 0)]
        stream = self.ledger.stream_of(entry)
        found = []
        for other in reversed(self.ledger.standing() if entry.part and entry.stands else []):
            if not other.part or other.id == entry.id:
                continue
            same_list = self.ledger.stream_of(other).key == stream.key
            if same_list and stream.newer == "versions" and other.order > entry.order:
                return [Met("below", other, 0)]
            likeness = bool(entry.likeness) and entry.likeness == other.likeness
            if other.section != entry.section and (
                likeness or other.fingerprint == entry.fingerprint
            ):
                found.append(Met("elsewhere", other, other.actions))
        since = self._meets(entry)
        return [*found[:1], *([Met("meets", *since)] if since else [])]

    def _meets(self, entry: Entry) -> tuple[Entry, int] | None:
        """What came of another list since an export did and counts what it counts, such as its correction under
        another name; and how many actions. Of lists without ids: others are told apart by theirs."""
        stream = self.ledger.stream_of(entry)
        since = [
            other
            for other in self.ledger.standing()
            if (other.section, other.platform) == (entry.section, entry.platform)
            and other.part
            and other.order > entry.order
            and other.newer != "events"
            and self.ledger.stream_of(other).key != stream.key
        ]
        if not since or not entry.part or entry.newer == "events":
            return None
        return self.settling.meets(entry, since)

    def settle_stream(self, stream: Stream) -> Effect:
        """Rename, join or part a stream, or say what a newer file of it does. Returns the effect."""
        self.settling.balance.begin()
        before = self.ledger.copy()
        self.ledger.streams[stream.key] = stream
        self.settling.turn(before, self.ledger, stream.section, stream.platform, "moved")
        effect = self.settling.balance.effect(stream.section)
        event = Event(
            kind="settled", at=stamp(), snapshot=self.number, stream=stream, effects=[effect]
        )
        self.add_event(event)
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
            rule = replace(rule, case_id=self.ledger.rules.pop(rule.key).case_id)
        sections = sorted(
            {item.section for item in self.ledger.standing() if item.platform == rule.platform}
        )
        for section in sections:
            self.settling.turn(before, self.ledger, section, rule.platform, "moved")
        effects = [self.settling.balance.effect(section) for section in sections]
        effects = [effect for effect in effects if effect.by_edition]
        self.add_event(
            Event(
                kind="ruled" if kept else "unruled",
                at=stamp(),
                snapshot=self.number,
                rule=rule,
                effects=effects,
            )
        )
        return effects

    def publish(self, number: int, why: str = "", request: Request | None = None) -> None:
        """Let a snapshot be what others than staff see from now on."""
        self.add_event(
            Event(
                kind="published",
                at=stamp(),
                snapshot=self.number,
                published=number,
                why=why,
                request=request,
            )
        )

    def set_publishing(self, rule: str, why: str = "", request: Request | None = None) -> None:
        """Say what goes out by itself from now on."""
        self.add_event(
            Event(
                kind="publishing",
                at=stamp(),
                snapshot=self.number,
                publishing=rule,
                why=why,
                request=request,
            )
        )

    def keep_record(self, contents: Mapping[str, bytes]) -> None:
        """Let the snapshot hold these files of the record, and tell that they changed."""
        files = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
        if files.items() <= self._draft.files.items():
            return
        for name, data in contents.items():
            self._draft.put(name, data)
        # The first needs no telling, and no event says when: the same record has one name everywhere.
        if self._draft.newest is not None:
            self.add_event(Event(kind="record", at="", snapshot=self.number))
