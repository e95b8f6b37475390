"""Who asks, and what they may see: the one place where a state is cut down to what its reader may know.

On one's own machine everybody may see and do everything. Served to others (`IMPACT_SERVE=public`) who is
not known is the press, and gets a state that holds nothing of exports, plans and staff: its tables of them
are empty, so that a question nobody thought of has no answer either, and figures that rest on them are
refused by their name (docs/decisions/0028).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from impact import figures
from impact.database import Database
from impact.exports import rollup
from impact.exports.ledger import Event, Ledger, exports
from impact.faults import Fault
from impact.figures import consent, live, small
from impact.figures.consent import Consents
from impact.figures.live import State
from impact.routes import ROLES, Role
from impact.settings import value
from impact.store import Mark

LOCAL, PUBLIC = "local", "public"


@dataclass(frozen=True)
class Who:
    """Who asks. `sections`: whose files staff hand in and see; an admin's are all, whatever stands here."""

    role: Role = "press"
    sections: frozenset[str] = frozenset()
    name: str = ""

    def may(self, role: Role) -> bool:
        """Whether they may do what somebody of a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def of_section(self, section: str) -> bool:
        """Whether the files of a section are theirs to see and to decide on."""
        return self.role == "admin" or (self.role == "staff" and section in self.sections)


PRESS, OWNER = Who("press"), Who("admin")


def public() -> bool:
    """Whether others are served: everything that is not said to be open is closed."""
    return value("IMPACT_SERVE").strip() != LOCAL


def unknown() -> Who:
    """Who somebody is of whom nothing is known."""
    return PRESS if public() else OWNER


def told() -> list[str]:
    """The figures that are told to whoever asks."""
    return [name for name in figures.names() if not (public() and figures.closed(name))]


def seen(state: State, who: Who | None = None) -> State:
    """A state as it is for who asks; for the press, without what is not theirs. It is of the newest snapshot
    in which the record changed, so that no name, day or ETag tells when something was handed in. All but staff
    get it veiled."""
    if state.role:  # it was seen to already
        return state
    role = (who or unknown()).role
    if role != "press":
        state = replace(state, role=role)
        if who is None:  # the press layer, where everything is open
            return _in_steps(veiled(state))
        return state if who.may("staff") else veiled(state)
    return replace(_made(state, public=True), fault=state.fault)


def veiled(state: State) -> State:
    """A state without what the people of its cases did not agree to, for whatever leaves the house and for
    all but staff."""
    if state.veil or state.public or not (_agreed(state) or state.record.tables["consents"]):
        return state
    return replace(_made(state, public=False), role=state.role, fault=state.fault)


def _in_steps(state: State) -> State:
    """A state whose counts of exports are told in the steps of the setting."""
    step = small.threshold(public=public())
    if not step or state.sample:  # of whom nobody exists
        return state
    with _CUTTING:
        made = _STEPPED.get(state.database)
        if made is None or made[0] != step:
            made = _STEPPED[state.database] = step, _stepped(state, step)
    return replace(state, database=made[1][0], ledger=made[1][1], small=step)


def _stepped(state: State, step: int) -> tuple[Database, Ledger]:
    database = state.database.beside(
        state.record,
        lambda table: small.told(table, step),
        state.database.hidden,
        small.exports,
    )
    return database, small.ledger(state.ledger)


_STEPPED: WeakKeyDictionary[Database, tuple[int, tuple[Database, Ledger]]] = WeakKeyDictionary()
# As long as there is the whole one: what was made of it, by whether it is the press's.
_CUT: WeakKeyDictionary[Database, dict[bool, State]] = WeakKeyDictionary()
_KEPT: WeakKeyDictionary[Database, bool] = WeakKeyDictionary()  # whether it is of the store
_AGREED: WeakKeyDictionary[Database, Consents] = WeakKeyDictionary()
_CUTTING = threading.Lock()


def _made(state: State, *, public: bool) -> State:
    consents = _agreed(state)
    with _CUTTING:
        made = _CUT.setdefault(state.database, {})
        if public not in made or made[public].veil != consent.mark(consents):
            made[public] = (_cut if public else _veil)(state, consents)
        return made[public]


def _agreed(state: State) -> Consents:
    """Who may not be named: as the newest record has it, whatever an older snapshot held. What is of no
    snapshot that is kept, such as the sample, says so itself."""
    governing = state
    try:
        now = live.current()
        kept = _KEPT.get(state.database)
        if kept is None:
            ids = {now.snapshot, *(each.id for each in live.held())}
            kept = _KEPT[state.database] = state.snapshot in ids
        governing = now if kept else state
    except Fault:  # there is nothing newer to be read
        pass
    found = _AGREED.get(governing.database)
    if found is None:
        found = _AGREED[governing.database] = consent.consents_of(governing.record)
    return found


def _veil(state: State, consents: Consents) -> State:
    made = consent.veiled(state.record, consents)
    return replace(
        state,
        database=state.database.beside(
            made.counted, lambda table: consent.counts(table, made.renamed), made.hidden
        ),
        record=made.told,
        ledger=consent.ledger(state.ledger, consents),
        veil=consent.mark(consents),
    )


def _cut(state: State, consents: Consents) -> State:
    record = replace(state.record, tables={**state.record.tables, "targets": []})
    made, nothing = consent.veiled(record, consents), Ledger()
    # Of an export that changed nothing of the record there is no trace.
    recorded = Ledger(event for event in state.ledger.events if event.of_record)
    return replace(
        state,
        database=Database(
            made.counted, rollup.DELTA.empty_table, lambda: exports(nothing), hidden=made.hidden
        ),
        snapshot=_recorded(state),
        counted_on=None,
        record=made.told,
        ledger=consent.ledger(recorded, consents),
        role="press",
        veil=consent.mark(consents),
    )


def _recorded(state: State) -> str:
    """The newest snapshot up to a state's own in which the record changed."""
    marks = live.held()
    places = [place for place, mark in enumerate(marks) if mark.id == state.snapshot]
    if not places:
        return state.snapshot
    return _changing(marks[: places[-1] + 1], state.ledger.events)[-1].id


def _changing(marks: list[Mark], events: Iterable[Event]) -> list[Mark]:
    numbers = {event.snapshot for event in events if event.of_record}
    return [each for n, each in enumerate(marks) if not n or each.older or each.number in numbers]


def current() -> State:
    """What is answered from now, to whoever asks. Raises `Fault` if there is nothing."""
    return seen(live.current())


def at(snapshot: str, *, ready: bool = True) -> State:
    """An older state, to whoever asks. Raises `Fault` if it is not kept."""
    return seen(live.at(snapshot, ready=ready))


def held(who: Who | None = None) -> list[Mark]:
    """The snapshots that are told to who asks, oldest first."""
    marks = live.held()
    if (who or unknown()).may("spokesperson"):
        return marks
    return _changing(marks, live.current().ledger.events)


def made_at(snapshot: str | None = None) -> float:
    """As `live.made_at`, of the snapshots that are told to whoever asks."""
    if snapshot is None and (marks := held()):
        snapshot = marks[-1].id
    return live.made_at(snapshot)
