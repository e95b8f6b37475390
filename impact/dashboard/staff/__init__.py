"""The staff's part of the page of exports: what is held, handed in, ruled, listed, and what changed.

Beside `ui` because only these parts write. Each module is one part of the page; here stands what they
share: the door, the store and its desk, the names of cases, and how a fault, an effect or what was done
is said.
"""

from __future__ import annotations

import contextlib
import hmac
import time
from collections.abc import Iterable, Iterator

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from impact.dashboard import ui, visitor
from impact.dashboard.ui import lang, plain, t
from impact.exports import approval, secret, taking, verdicts
from impact.exports.ledger import Effect
from impact.exports.mapping import Mappings
from impact.exports.taking import Desk
from impact.faults import Fault
from impact.figures import access, live, trial
from impact.figures.live import State
from impact.i18n.words import localized
from impact.record.reader import Record
from impact.sample import packed
from impact.server import guesses, login
from impact.settings import folder, value
from impact.store import Damaged, Store

_SAID = 60  # seconds for which what was done is told


def known() -> bool:
    """Whether this visitor may change anything, without asking for the password where it was not given."""
    if access.public():
        return ui.who().may("staff")
    return not value("IMPACT_STAFF_PASSWORD") or bool(st.session_state.get(login.STAFF))


def let_in() -> bool:
    """Whether this visitor may change anything: who is logged in as staff; on one's own machine
    anybody, unless a password is set and not yet given."""
    if known():
        return True
    wanted = value("IMPACT_STAFF_PASSWORD")
    if access.public():
        return False
    given = st.text_input(t("staff.password"), type="password", key="password")
    if not given or given == st.session_state.get(
        "guessed"
    ):  # a page runs again with what stands in it
        st.caption(t("staff.password_wrong" if given else "staff.password_why"))
        return False
    right, waits = guesses.PASSWORD.looked_at(
        st.context.ip_address or "", lambda: hmac.compare_digest(given.encode(), wanted.encode())
    )
    if right:
        st.session_state[login.STAFF] = True
        if context := get_script_run_ctx():
            login.alone(context.session_id)
        st.rerun()
    if waits:
        st.caption(t("staff.password_waits", count=waits))
        st.button(t("staff.password_again"), key="password_again")
    else:
        st.session_state["guessed"] = given
        st.caption(t("staff.password_wrong"))
    return False


def signed() -> str:
    """Who enters what is entered, where a login says so; where there is none, people are asked."""
    return ui.who().name if access.public() else ""


def unapproved() -> bool:
    """Whether what this visitor changes in the record has to be approved."""
    return approval.needed(admin=ui.who().may("admin"))


def store() -> Store:
    """The store that is written to; in the sample this visitor's own copy, and never the real one."""
    return visitor.try_out().store if ui.sampling() else Store(folder("IMPACT_STORE"))


def now() -> State:
    """What stands in that store; in the sample, before anything is tried, everybody's."""
    if not ui.sampling():
        return live.current()
    own = visitor.trial()
    return own.state() if own else live.sample()


def mappings() -> Mappings | None:
    """Our mappings with staff's own; None, and why, if they cannot be read."""
    with told():
        return trial.mappings() if ui.sampling() else taking.mappings(store())
    return None


def record() -> Record | None:
    """The record as it stands; None if there is none to hold exports to."""
    try:
        return now().record if ui.sampling() else live.record_as_it_stands()
    except Fault:
        return None


def key() -> bytes:
    """The secret of the hashes in that store."""
    return packed.SECRET if ui.sampling() else secret.secret(store())


def desk(known: Mappings) -> Desk:
    return Desk(known, key(), record())


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Say what went wrong within, where a person can mend it."""
    try:
        yield
    except Fault as fault:
        st.error(plain(fault.sentence(lang())))


def leave(place: str, *lines: str) -> None:
    """Keep lines to be said at a place of the page once it was drawn again, in place of what was said before."""
    st.session_state["said"] = (place, lines, time.monotonic(), _stands()) if lines else None


def _stands() -> int:
    """The number of what stands, which whatever is done next moves on."""
    with contextlib.suppress(Damaged):  # which is told where the store is read
        newest = store().newest()
        return newest.number if newest else 0
    return 0


def left(place: str) -> tuple[str, ...]:
    """The lines that are still to be said at a place of the page: for a while, and while nothing else was done."""
    where, lines, then, stood = st.session_state.get("said") or ("", (), 0.0, 0)
    still = where == place and time.monotonic() - then < _SAID and stood == _stands()
    return lines if still else ()


def said(place: str) -> bool:
    """What was just done at a place of the page, and whether anything was. It stays a while: the second click of
    two, or a filter, would else take it away before it is read."""
    lines = left(place)
    if lines:
        st.success("  \n".join(plain(line) for line in lines))
    return bool(lines)


def coded(name: str) -> str:
    """The name of a file as code in Markdown: no character of it can end the code."""
    return "".join(letter for letter in name if letter.isprintable() and letter != "`")[:120]


def of_file(name: str, message: str) -> str:
    """A message about a file, its name before it."""
    return t("staff.of_file", file=name, text=message)


def case_names() -> dict[str, str]:
    """The names of the record's cases by their ids, and what the unmapped are called."""
    rows = ui.ask("cases").rows
    names = {row["case_id"]: localized(row, "name", lang()) for row in rows}
    return names | {"unmapped": t("live.unmapped")}


def effect_lines(effects: Iterable[Effect]) -> list[str]:
    """What a change does to the counts, one line an edition and one for the days that move most."""
    names = case_names()
    return [line for effect in effects for line in verdicts.effect_lines(effect, lang(), names)]


def show_effect(label: str, effects: Iterable[Effect]) -> None:
    """The same under a label; that nothing changes is said as well."""
    lines = effect_lines(effects) or [t("effect.nothing")]
    st.markdown("\n".join([f"**{label}**", "", *(f"- {plain(line)}" for line in lines)]))
