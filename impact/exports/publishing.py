"""What staff do about what goes out: a snapshot by hand, or what goes out by itself from now on.

What goes out is said by steps of the ledger, so that it has a history, is checked by hashes and audited like
all else. With four eyes each waits until somebody else approves it.
"""

from __future__ import annotations

from impact.exports import approval, audit, taking, timetable
from impact.exports.ledger import Request
from impact.exports.timetable import AT_ONCE, BY_HAND, hour, rule
from impact.faults import Fault
from impact.store import Store


def began(store: Store) -> bool:
    """Whether anything was ever published, or is by itself."""
    return any(each.published or each.publishing for each in taking.ledger_now(store).events)


def note_hours(store: Store, moment: str) -> None:
    """Note in the audit log what went out at the hour of a rule up to a moment, in UTC. Raises `Fault`."""
    events = taking.ledger_now(store).events
    audit.note_hours(store, timetable.until(store.marks(), events, moment))


def set_rule(store: Store, said: str, why: str = "") -> Request | None:
    """Say what goes out by itself from now on; with four eyes ask for it, but that nothing does is said at once.

    Raises `Fault` for what is no rule.
    """
    hour(said)
    with taking.changing(store) as visit:
        if approval.four_eyes() and said != BY_HAND:
            return visit.ask("publishing", said, why)
        visit.set_publishing(said, why)
    return None


def publish(store: Store, snapshot: str = "", why: str = "") -> Request | None:
    """Let a snapshot go out, the newest if none is named; with four eyes ask for it, and for no other.

    Raises `Fault` if it is not kept, or if the next one would go out at once all the same.
    """
    with taking.changing(store) as visit:
        numbers = [mark.number for mark in store.marks() if snapshot in ("", mark.id)]
        if not numbers:
            raise Fault("snapshot_unknown", name=snapshot[:20])
        if rule(visit.ledger) == AT_ONCE:
            raise Fault("publishing_at_once")
        if approval.four_eyes():
            return visit.ask("published", str(numbers[-1]), why)
        visit.publish(numbers[-1], why)
    return None
