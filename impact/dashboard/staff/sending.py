"""What each section sent, and who is late by the clock: the one part of the page that asks what day it is.

The figure `late_sections` counts silence to the day of its snapshot, so that its answer can be replayed;
here the same rows are counted to today, or to the day that the visitor looks back at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from impact.dashboard import ui, visitor
from impact.dashboard.ui import lang, plain, t
from impact.database import Rows
from impact.i18n.words import date


def by_clock(edition: int, day: dt.date | None) -> Rows:
    """The sections whose exports of an edition are awaited, their silence counted to a day; without one,
    to that of the snapshot."""
    return ui.state().database.rows("late_sections", "clock", edition=edition, day=day)


def editions(counted: list[int]) -> list[int]:
    """The editions of which exports came, newest first, and before them the one that is running."""
    running = ui.running()
    awaited = [running] if running and by_clock(running, visitor.today()) else []
    return sorted({*counted, *awaited}, reverse=True)


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
        st.markdown(_line(row, edition, without.get(row["section"])))
    ui.under(
        ui.ask("late_sections", edition=edition),
        ["section", "last_sent_on", "usual_days", "silent_days", "late"],
        edition=edition,
    )
    if sent.rows:
        st.subheader(plain(sent.label), anchor=False)
        columns = ["section", "last_received", "last_day", "actions", "days_without"]
        ui.table(sent.rows, columns, sent.label)
        ui.under(sent, columns, edition=edition)


def _line(row: Mapping[str, Any], edition: int, without: int | None) -> str:
    parts = [_last(row, edition), _usual(row, edition)]
    if without:
        parts.append(t("sending.gaps", count=without))
    if row["late"]:
        parts.append(f"**{t('sending.late')}**")
    return " ".join(filter(None, parts))


def _last(row: Mapping[str, Any], edition: int) -> str:
    said = {"section": plain(row["section"]), "date": date(lang(), row["last_sent_on"])}
    if not row["sends"]:
        return t("sending.nothing", **said, year=str(edition), before=str(edition - 1))
    silent = row["silent_days"]
    key = "line_over" if silent is None else "line" if silent else "line_today"
    return t(f"sending.{key}", **said, count=silent)


def _usual(row: Mapping[str, Any], edition: int) -> str:
    """The section's interval, and of which edition it is; nothing once nobody is awaited."""
    if row["silent_days"] is None:
        return ""
    if row["usual_days"] is None:
        return t("sending.usual_unknown") if row["sends"] else ""
    key = "usual" if row["usual_year"] == edition else "usual_before"
    return t(f"sending.{key}", count=round(row["usual_days"]), year=str(row["usual_year"]))
