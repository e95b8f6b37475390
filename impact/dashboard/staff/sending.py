"""What each section sent, and who is late by the clock: the one part of the page that asks what day it is.

The figure `late_sections` counts silence to the day of its snapshot, so that its answer can be replayed;
here the same rows are counted to today, or to the day that the visitor looks back at.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from impact.dashboard import ui, visitor
from impact.dashboard.ui import lang, plain, t
from impact.database import Rows
from impact.i18n.words import date
from impact.presentation import lateness


def by_clock(edition: int, day: dt.date | None) -> Rows:
    """The sections whose exports of an edition are awaited, their silence counted to a day; without one,
    to that of the snapshot."""
    return ui.state().database.rows("late_sections", "clock", edition=edition, day=day)


def editions(counted: list[int]) -> list[int]:
    """The editions of which exports came, newest first, and before them the one that is running."""
    running = ui.running()
    awaited = [running] if running and by_clock(running, visitor.today()) else []
    return sorted({*counted, *awaited}, reverse=True)


def glance(edition: int, level: int = 2) -> None:
    """How much of an edition is in, and what each section has sent of it; who is late stands out."""
    rows = ui.ask("sections_sending", edition=edition).rows
    if not rows:
        return
    parts, drawing = lateness.sent(rows, by_clock(edition, visitor.today()), ui.view())
    count = sum(row["actions"] for row in rows)
    ui.chart(
        t("sending.sent_title", count=count, year=str(edition)),
        t("sending.sent"),
        drawing,
        key="sent",
        alt=parts,
        level=level,
    )


def told(edition: int) -> None:
    """Who is late, then every section in a line, then all of it as tables."""
    rows = by_clock(edition, visitor.today())
    late = sum(row["late"] is True for row in rows)
    over = any(row["as_seen"] > row["last_day"] for row in rows)
    key = "over" if over else "late_title" if late else "late_none"
    st.subheader(t(f"sending.{key}", count=late, year=str(edition)), anchor=False)
    if rows and not over:
        st.caption(t("sending.clock", date=date(lang(), rows[0]["as_seen"])))
    sent = ui.ask("sections_sending", edition=edition)
    without = {row["section"]: row["days_without"] for row in sent.rows}
    for row in rows:
        line = plain(lateness.line(row, edition, ui.view(), without.get(row["section"])))
        st.markdown(f"{line} **{t('sending.late')}**" if row["late"] else line)
    ui.under(
        ui.ask("late_sections", edition=edition),
        ["section", "last_sent_on", "usual_days", "silent_days", "late"],
        edition=edition,
    )
    if sent.rows:
        st.subheader(plain(sent.label), anchor=False)
        columns = ["section", "last_received", "last_day", "actions"]
        ui.table(sent.rows, columns, sent.label)
        ui.under(sent, [*columns, "days_without"], edition=edition)
