"""A state without what people did not agree to, and with counts of exports in steps: made once, and kept as long
as what it was made of."""

from __future__ import annotations

import threading
from dataclasses import replace
from weakref import WeakKeyDictionary

from impact.database import Database
from impact.exports.ledger import Ledger
from impact.faults import Fault
from impact.figures import consent, live, small
from impact.figures.consent import Consents
from impact.figures.live import State

_VEILED: WeakKeyDictionary[Database, State] = WeakKeyDictionary()
_STEPPED: WeakKeyDictionary[Database, tuple[int, Database, Ledger]] = WeakKeyDictionary()
_KEPT: WeakKeyDictionary[Database, bool] = WeakKeyDictionary()  # whether it is of the store
_AGREED: WeakKeyDictionary[Database, Consents] = WeakKeyDictionary()
_MAKING = threading.Lock()


def veiled(state: State, *, kept: bool = False) -> State:
    """A state without what the people of its cases did not agree to, for whatever leaves the house and for
    all but staff. `kept`: it is known to be of a snapshot, whatever its name."""
    consents = _agreed(state, kept=kept)
    if state.veil or not (consents or state.record.tables["consents"]):
        return state
    with _MAKING:
        made = _VEILED.get(state.database)
        if made is None or made.veil != consent.mark(consents):
            made = _VEILED[state.database] = _made(state, consents)
    return replace(made, snapshot=state.snapshot, role=state.role, fault=state.fault)


def in_steps(state: State, step: int) -> State:
    """A state whose counts of exports are told in steps; 0: as they are. In the sample nobody exists."""
    if not step or state.sample:
        return state
    with _MAKING:
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
        lambda table: small.told(table, step),
        state.database.hidden,
        small.exports,
    )


def _agreed(state: State, *, kept: bool | None) -> Consents:
    """Who may not be named: as the newest record has it, whatever an older snapshot held. What is of no
    snapshot that is kept, such as the sample, says so itself."""
    governing = state
    try:
        now = live.current()
        if not kept and (kept := _KEPT.get(state.database)) is None:
            ids = {now.snapshot, *(mark.id for mark in live.held())}
            kept = _KEPT[state.database] = state.snapshot in ids
        governing = now if kept else state
    except Fault:  # there is nothing newer to be read
        pass
    found = _AGREED.get(governing.database)
    if found is None:
        found = _AGREED[governing.database] = consent.consents_of(governing.record)
    return found


def _made(state: State, consents: Consents) -> State:
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
