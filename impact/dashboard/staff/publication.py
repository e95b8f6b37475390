"""What the press sees: from when, what a publication would change, what is published by itself, and a look ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.keeping import remembered
from impact.dashboard.ui import lang, plain, t
from impact.dashboard.visitor import PRESS_AT, time
from impact.exports import publishing, timetable
from impact.figures import access, live
from impact.figures.live import State
from impact.figures.publications import PublicMark
from impact.i18n.words import Language
from impact.press import outgoing

_EARLIER = 10


def told() -> None:
    """From when the press sees what it sees and what it would see; for admins, the ways to change that."""
    out = access.gone_out()
    if not out:
        return
    staff.said("publication")
    since = "since" if out[-1].number > 1 else "nothing_yet"
    st.markdown(plain(t(f"publishing.{since}", time=time(out[-1].made_at))))
    _embargoed()
    _look()
    if ui.who().may("admin"):
        _publish()
        _earlier(out)
        _rule()


def _publish() -> None:
    """What would change for the press, and the button, which publishes that and nothing that came since."""
    with staff.told():
        snapshot = live.current().snapshot
        before, after = access.now_and_then(snapshot)
        lines = _changes(snapshot, before.key, lang(), _states=(before, after))
        if not lines:
            st.markdown(t("publishing.nothing"))
            return
        st.markdown(
            "\n".join([f"**{t('publishing.would')}**", "", *(f"- {plain(line)}" for line in lines)])
        )
        if timetable.rule(live.current().ledger) == timetable.AT_ONCE:
            return
        why = st.text_input(t("publishing.why"), key="publish_why", max_chars=200, live=True)
        # A click on what is not the newest any more is one on a button that is gone.
        key = f"publish_now_{snapshot}"
        if st.button(t("publishing.now"), key=key, icon=":material/publish:"):
            _gone_out(snapshot, why)


@remembered(10)
def _changes(
    snapshot: str,  # noqa: ARG001  (part of the key)
    before: str,  # noqa: ARG001  (part of the key)
    language: Language,
    *,
    _states: tuple[State, State],
) -> list[str]:
    return outgoing.changes(*_states, language)


def _gone_out(snapshot: str, why: str) -> None:
    asked = publishing.publish(staff.store(), snapshot, why.strip())
    if asked:
        staff.leave("publication", t("request.asked", name=asked.id))
    else:
        staff.leave("publication", t("publishing.done", snapshot=access.gone_out()[-1].id))
    st.rerun()


def _earlier(out: Sequence[PublicMark]) -> None:
    """What was out before, to be published again: so a publication is taken back."""
    names = {mark.number: mark.id for mark in live.held()}
    marks = {mark.number: mark for mark in out[:-1] if not mark.bare}
    if not marks:
        return
    labels = {each: f"{time(mark.made_at)} · {mark.id}" for each, mark in marks.items()}
    with st.popover(t("publishing.earlier"), type="tertiary", key="publish_earlier"):
        chosen = st.selectbox(
            t("publishing.which"),
            sorted(marks, reverse=True)[:_EARLIER],
            format_func=labels.__getitem__,
            key=f"publish_which_{out[-1].number}",  # with each the last one is offered first
        )
        st.caption(t("publishing.earlier_text"))
        why = st.text_input(t("publishing.why"), key="again_why", max_chars=200, live=True)
        if st.button(t("publishing.again"), key="publish_again"):
            with staff.told():
                _gone_out(names[marks[chosen].whole], why)


def _rule() -> None:
    """What is published by itself."""
    now = timetable.rule(live.current().ledger)
    st.markdown(plain(t("publishing.rule", rule=_said(now))))
    with st.popover(t("publishing.change"), type="tertiary", key="publish_rule"):
        kinds = [timetable.BY_HAND, timetable.AT_ONCE, ""]
        labels = {each: _said(each) if each else t("publishing.daily") for each in kinds}
        daily = timetable.hour(now) is not None
        kind = st.selectbox(
            t("publishing.by_itself"),
            kinds,
            index=2 if daily else kinds.index(now),
            format_func=labels.__getitem__,
            key="rule_kind",
        )
        given = kind
        if not kind:
            given = st.text_input(
                t("publishing.hour"),
                now if daily else "09:00 Europe/Brussels",
                key="rule_hour",
                max_chars=60,
                live=True,
            )
        if st.button(t("publishing.keep"), key="rule_keep", disabled=given == now):
            with staff.told():
                asked = publishing.set_rule(staff.store(), given.strip())
                done = t("publishing.rule", rule=_said(given.strip()))
                staff.leave("publication", t("request.asked", name=asked.id) if asked else done)
                st.rerun()


def _said(rule: str) -> str:
    words = {timetable.BY_HAND: "nothing_by_itself", timetable.AT_ONCE: "all_at_once"}
    return t(f"publishing.{words[rule]}") if rule in words else t("publishing.every_day", hour=rule)


def _embargoed() -> None:
    """The rows that nobody but staff sees yet, and until when: as published, and where that is other now."""
    published = access.under_embargo(published=True)
    drafts = [each for each in access.under_embargo(published=False) if each not in published]
    lines = [
        t(f"publishing.{said}", table=t(f"file.{table}"), row=key, time=time(moment))
        for said, rows in (("embargo", published), ("embargo_draft", drafts))
        for table, key, moment in rows
    ]
    if lines:
        label = t("publishing.embargoes", count=len(lines))
        st.markdown("\n".join([f"**{label}**", "", *(f"- {plain(line)}" for line in lines)]))


def _look() -> None:
    """A day and a time, and the way to every page as the press sees it then."""
    zone = ZoneInfo(st.context.timezone or "UTC")
    with st.popover(t("publishing.look"), type="tertiary", key="press_look"):
        chosen = st.datetime_input(
            t("publishing.moment", zone=str(zone)),
            dt.datetime.now(zone).replace(tzinfo=None, second=0, microsecond=0),
            key="press_moment",
            format="YYYY-MM-DD",
            step=60,
        )
        st.button(
            t("publishing.show"),
            key="press_show",
            on_click=partial(_shown, chosen.replace(tzinfo=zone)) if chosen else None,
            disabled=chosen is None,
        )


def _shown(moment: dt.datetime) -> None:
    at = moment.astimezone(dt.UTC)
    st.query_params["as_of"] = f"{PRESS_AT}{at:%Y-%m-%dT%H:%MZ}"
