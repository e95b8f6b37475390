"""The door of the dashboard: who this visitor is, and what stands in place of a page that is not theirs.

A page that is not listed is not closed; what closes it is here, where every page begins, and in the
state that its figures are asked of (`impact.figures.access`).
"""

from __future__ import annotations

import streamlit as st

from impact.dashboard.markdown import plain
from impact.dashboard.visitor import lang, t, time, who
from impact.faults import Fault
from impact.figures import access, live, roles
from impact.i18n.words import say
from impact.routes import Page
from impact.settings import value


def opens(page: Page) -> bool:
    """Whether this visitor may see a page; where not, the way to log in is all that is drawn."""
    if who().may(page.role):
        return True
    st.title(say(lang(), f"nav.{page.name}"), anchor=False)
    if _logged_in():
        try:
            roles.read()
            st.markdown(t("door.not_yours"))
        except Fault as fault:
            st.error(plain(fault.sentence(lang())))
        st.button(t("door.log_out"), key="log_out", icon=":material/logout:", on_click=st.logout)
    else:
        st.markdown(t("door.closed"))
        st.button(t("door.log_in"), key="log_in", icon=":material/login:", on_click=st.login)
    return False


def stands(page: Page) -> None:
    """Below the list of pages: who is logged in, and the way in or out; on staff's pages, that all is open."""
    if access.public():
        if who().may("spokesperson"):
            st.caption(plain(t("door.name", name=who().name)))
            _published()
            st.button(t("door.log_out"), key="leave", icon=":material/logout:", on_click=st.logout)
        elif page.role != "press":
            return  # it stands on the page itself
        elif _logged_in():
            st.caption(plain(t("door.no_role", name=str(st.user.get("email") or ""))))
            st.button(t("door.log_out"), key="leave", icon=":material/logout:", on_click=st.logout)
        else:
            st.button(t("door.log_in"), key="come_in", type="tertiary", on_click=st.login)
    elif page.role != "press":
        st.caption(t("door.local_guarded" if value("IMPACT_STAFF_PASSWORD") else "door.local"))


def _published() -> None:
    """To staff, that others see less."""
    if not who().may("staff"):
        return
    try:
        out, newest = access.gone_out(), live.current().ledger.events
    except Fault:  # the page itself says what cannot be shown
        return
    if not out:
        return
    when = time(out[-1].made_at)
    if out[-1].number == 1:
        st.caption(t("publishing.nothing_yet"))
        return
    since = any(event.counts and event.snapshot > out[-1].whole for event in newest)
    st.caption(plain(t("door.drafts" if since else "door.published", time=when)))


def _logged_in() -> bool:
    """Whether a login is there, whatever it opens, and has not run out."""
    return bool(st.user.get("is_logged_in")) and roles.holds(st.user.to_dict())
