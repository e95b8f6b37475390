"""What stands beside every page: the list of pages, and the day on which the figures are looked at.

Links of our own in the sidebar: Streamlit's list of pages in sections is no list to those who hear it
(docs/decisions/0027).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import streamlit as st

from impact.dashboard.address import page_link
from impact.dashboard.keeping import remembered
from impact.dashboard.visitor import (
    lang,
    previewing,
    replaying,
    sampling,
    state,
    t,
    time,
    to_present,
    who,
)
from impact.faults import Fault
from impact.figures import access
from impact.figures.access import Who
from impact.i18n.words import Language, date, say
from impact.routes import PAGES

_DAYS = 60  # how many days back each can be chosen; before them, those on which something changed


def listed() -> None:
    """The pages that are this visitor's, under their headings; each link keeps the language and the day."""
    theirs = [each for each in PAGES if each.listed and who().may(each.role)]
    for section in dict.fromkeys(each.section for each in theirs):
        with st.container(gap="xxsmall"):
            st.caption(t(f"nav.{section}"))
            for each in theirs:
                if each.section == section:
                    page_link(each.name, t(f"nav.{each.name}"), icon=each.icon, width="stretch")


def day() -> None:
    """The day looked back at, chosen from those that the store can answer; it lives in the address."""
    if sampling():
        return
    try:
        days = _days(state().key, lang(), dt.date.today(), _who=who())
    except Fault:  # the page itself says what cannot be shown
        return
    now = replaying()
    if not days and not now:
        return
    called = t("replay.press", time=time(moment)) if (moment := previewing()) else now
    said = {"": t("replay.now"), **({now: called} if now else {}), **days}
    st.session_state["day"] = now

    def go() -> None:
        to_present()
        if chosen := st.session_state["day"]:
            st.query_params["as_of"] = chosen

    st.selectbox(
        t("replay.day"),
        list(said),
        format_func=said.__getitem__,
        key="day",
        on_change=go,
        filter_mode="contains",
    )


@remembered(8)
def _days(snapshot: str, language: Language, today: dt.date, *, _who: Who) -> dict[str, str]:  # noqa: ARG001  (part of the key)
    """The days that can be looked back at, newest first, each in words."""
    made = [dt.date.fromisoformat(mark.made_at[:10]) for mark in access.held(_who)]
    return dict(_told(made, language, today))


def _told(made: list[dt.date], language: Language, today: dt.date) -> Iterator[tuple[str, str]]:
    if not made:
        return
    changed = set(made)
    back = [today - dt.timedelta(days=ago) for ago in range(1, _DAYS + 1)]
    days = {day for day in back if day >= made[0]} | {day for day in changed if day < today}
    for day in sorted(days, reverse=True):
        ago = {1: "yesterday", 7: "week_ago"}.get((today - day).days)
        told = date(language, day)
        told = say(language, f"replay.{ago}", date=told) if ago else told
        if day in changed:
            told = say(language, "replay.changed", date=told)
        yield day.isoformat(), told
