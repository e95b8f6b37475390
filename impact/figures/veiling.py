"""A state without what people did not agree to, and with counts of exports in steps: made once, and kept as long
as what it was made of."""

from __future__ import annotations

import threading
from dataclasses import replace
from weakref import WeakKeyDictionary

from impact.database import Database
from impact.exports.ledger import Ledger
from impact.figures import closing, consent, live, small
from impact.figures.consent import Consents
from impact.figures.live import State
from impact.record.reader import Record

_VEILED: WeakKeyDictionary[Database, State] = WeakKeyDictionary()
_STEPPED: WeakKeyDictionary[Database, tuple[int, Database, Ledger]] = WeakKeyDictionary()
_KEPT: WeakKeyDictionary[Database, bool] = WeakKeyDictionary()  # whether it is of the store
_AGREED: WeakKeyDictionary[Database, tuple[Record, Ledger, Consents]] = WeakKeyDictionary()
_MAKING = threading.Lock()


def veiled(state: State, *, kept: bool = False) -> State:
    """A state without what the people of its cases did not agree to, for whatever leaves the house and for
    all but staff. `kept`: it is known to be of a snapshot, whatever its name. Raises `Fault` where whom the newest
    consents let be named is not certain, or it cannot be made."""
    with closing.closing():
        return _veiled(state, kept=kept)


def _veiled(state: State, *, kept: bool) -> State:
    consents = _agreed(state, kept=kept)
    if state.veil or not (consents or state.record.tables["consents"]):
        return state
    with _MAKING:
        made = _VEILED.get(state.database)
        if made is None or made.veil != consent.mark(consents):
            made = _VEILED[state.database] = _made(state, consents)
    return replace(made, snapshot=state.snapshot, role=state.role, fault=state.fault)


def veiled_ledger(state: State) -> Ledger:
    """The ledger of a state of the store without what its steps say of whom nobody may name. Raises `Fault`."""
    with closing.closing():
        return consent.ledger(state.ledger, _agreed(state, kept=True))


def in_steps(state: State, step: int) -> State:
    """A state whose counts of exports are told in steps; 0: as they are. In the sample nobody exists.

    Raises `Fault` if it cannot be made.
    """
    if not step or state.sample:
        return state
    with closing.closing(), _MAKING:
        made = _STEPPED.get(state.database)
        if made is None or made[0] != step:
            made = _STEPPED[state.database] = (
                step,
                _stepped(state, step),
                small.ledger(state.ledger),
            )
    return replace(state, database=made[1], ledger=made[2], small=step)


def _stepped(state: State, step: int) -> Database:
    return state.database.beside(
        state.record,
        lambda table: closing.table(small.told(table, step)),
        state.database.hidden,
        small.exports,
    )


def _agreed(state: State, *, kept: bool) -> Consents:
    """Who may not be named: as the newest consents have it, whatever an older snapshot held. What is of no
    snapshot that is kept, such as the sample, says so itself.

    Raises `Fault` if the newest are not known: what stood before may name more than they allow.
    """
    governing, record, ledger = state.database, state.record, state.ledger
    if not state.apart:
        now = live.current()
        if now.blind:
            raise now.blind
        if kept or _is_kept(state, now):
            governing, record = now.database, now.agreed or now.record
            ledger = now.waiting or now.ledger
    found = _AGREED.get(governing)
    if found is None or found[0] is not record or found[1] is not ledger:
        waiting = [change for entry in ledger.held() for change in entry.changes]
        past = {} if state.apart else live.consents_before()
        agreed = consent.consents_of(record, waiting, past)
        found = _AGREED[governing] = (record, ledger, agreed)
    return found[2]


def _is_kept(state: State, now: State) -> bool:
    """Whether a state is of the store."""
    if state.database not in _KEPT:
        if state.snapshot not in {now.snapshot, *(mark.id for mark in live.held())}:
            return False
        _KEPT[state.database] = True
    return True


def _made(state: State, consents: Consents) -> State:
    made = consent.veiled(state.record, consents)
    return replace(
        state,
        database=state.database.beside(
            made.counted,
            lambda table: closing.table(consent.counts(table, made.renamed)),
            made.hidden,
        ),
        record=made.told,
        ledger=consent.ledger(state.ledger, consents),
        veil=consent.mark(consents),
    )
