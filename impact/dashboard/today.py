"""The blocks of the page of today: they place what `presentation.today` says, for this visitor."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from impact.dashboard import casework, ui, visitor
from impact.dashboard.staff import sending
from impact.dashboard.ui import plain, t
from impact.exports import season
from impact.faults import Fault
from impact.figures import access, live
from impact.i18n.words import date, number
from impact.presentation import alike, cases, counts, progress, registry, since, today
from impact.presentation.chart import Chart
from impact.presentation.since import Moved, Part
from impact.presentation.today import Block
from impact.presentation.view import View
from impact.routes import PAGE

_ENTERED = "enter" if "enter" in PAGE else "exports"  # the page on which rows are entered
# What is chosen there for each step of a preparation.
_TABLE = {
    "enter": {
        "edition": {"table": "editions"}, "cases": {"table": "cases"},
        "names": {"table": "case_names"}, "targets": {"table": "targets"},
    }
}  # fmt: skip
_ROWS = 5  # of a table beside another, so that both fit a screen


def day() -> dt.date:
    """The day that it is on this page; in the sample its own."""
    return visitor.today() or ui.state().counted_on or ui.state().as_of


def earlier() -> dict[int, View | None]:
    """What stood at the end of yesterday and a week ago; None where nothing was kept by then."""
    return {days: _before(days) for days in since.BACK}


def _before(days: int) -> View | None:
    if ui.sampling():
        return View(live.sample(days), ui.lang(), ui.who())
    try:
        state = access.made_by(day() - dt.timedelta(days), ui.who())
    except Fault:  # what the store lacks is said where it is needed; the page of now can be shown
        return None
    return View(state, ui.lang(), ui.who()) if state else None


def editions() -> list[int]:
    """The editions that have counts, newest first; before them the running one, if it is awaited."""
    counted = {row["edition_year"] for row in ui.ask("actions_counted").rows} - {None}
    if not counted:
        return []
    current = today.edition(ui.view(), day())
    return sorted(counted | {current or max(counted)}, reverse=True)


def cards(year: int) -> None:
    view = ui.view()
    grid = st.grid(4, min_column_width=205)
    _card(grid, today.counted_card(view, year), _day_by_day(year))
    for make in (today.alike_card, today.projection_card):
        _card(grid, make(view, year))
    _card(grid, today.late_card(view, year, day()))


def _day_by_day(year: int) -> ui.Small | None:
    """The count as it grew, small, so that a phone has a picture beside the number; None before any day is known."""
    rows = ui.ask("counted_by_day", edition=year).rows
    drawing = counts.days_strip(rows)
    return (
        ui.Small(drawing, "day_by_day", counts.days_alt(rows, ui.view())) if drawing.marks else None
    )


def _card(grid: Any, card: progress.Card, small: ui.Small | None = None) -> None:
    label, value, text, source = card
    ui.card(grid, plain(label), value, plain(text), plain(source), small)


def aims(year: int) -> None:
    """The targets as bullets; where there are none, how the count stands beside the published total, and before
    there is one what each section has sent."""
    figure = ui.ask("targets", edition=year)
    if figure.rows:
        columns = ["section", "case_id", "target", "actions", "expected_by_now", "ahead_or_behind"]
        ui.drawn("targets", columns, edition=year)
        return
    beside = ui.one(ui.ask("reconciliation", edition=year))
    if beside is None or beside["published"] is None:
        sending.glance(year, level=3)
        return
    label, value, text, source = progress.reconciled_card(beside, ui.view())
    st.subheader(label, anchor=False)
    st.markdown(f"**{plain(value)}** {plain(text)}")
    st.caption(plain(source))


_TABLE_OF_ALL = "table"
_CHARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "alike": ("pace_alike", ("edition_year", "day_of_campaign", "cumulative")),
    "sections": ("like_for_like", ("section", "actions_now", "through_day", "actions_before", "change")),
    "days": ("counted_by_day", ("day", "actions", "cumulative")),
    "season": ("pace", ("edition_year", "day_of_campaign", "cumulative")),
    "case": ("counted_by_case", ("case_id", "actions", "share")),
    "section": ("counted_by_section", ("section", "actions", "share")),
    "type": ("counted_by_type", ("action_type", "actions", "share")),
    "channel": ("counted_by_channel", ("channel", "actions", "share")),
}  # fmt: skip


def charts(year: int) -> None:
    """The charts of an edition, one at a time: all of them at once take longer to draw than to read."""
    ui.heading(t("today.charts"))
    st.markdown(t("live.lead"))
    if not ui.ask("counted_by_day", edition=year).rows:
        st.markdown(t("today.counted_none"))
        return
    alike_rows = ui.ask("like_for_like", edition=year).rows
    names = [key for key in _CHARTS if alike_rows or key not in ("alike", "sections")]
    names.insert(1, _TABLE_OF_ALL)
    chosen = ui.choice(
        "split", t("today.chart"), names, lambda key: t(f"today.chart_{key}"), default=names[0]
    )
    if chosen == _TABLE_OF_ALL:
        casework.members(year)
        return
    name, columns = _CHARTS[chosen]
    ui.drawn(name, columns, key="chart_of_today", edition=year)
    st.caption(plain(ui.ask(name, edition=year).caveat))


def came(year: int) -> None:
    """What came in since yesterday and since last week: by section and by case."""
    view, then = ui.view(), earlier()
    st.subheader(t("since.title"), anchor=False)
    total = since.more(view, then, year)
    st.markdown(
        t("since.total", more=since.signed(total[1], view), week=since.signed(total[7], view))
    )
    for part in since.PARTS:
        rows = since.moved(view, then, year, part)
        if rows:
            _moved(rows, part)
    st.caption(t("since.text") + (f" {t('since.none')}" if None in total.values() else ""))


def _moved(rows: Sequence[Moved], part: Part) -> None:
    view = ui.view()
    heads = {1: t("since.yesterday"), 7: t("since.week")}
    st.table(
        [
            {
                t(f"column.{'case_id' if part == 'case' else part}"): plain(row.name),
                **{heads[days]: since.signed(row.more[days], view) for days in row.more},
                t("column.so_far"): number(view.lang, row.now),
            }
            for row in rows[:_ROWS]
        ],
        border="horizontal",
        hide_index=True,
        alt=f"{t('since.title')}, {t(f'live.split_{part}')}",
    )
    if len(rows) > _ROWS:
        st.caption(t("since.rest", count=len(rows) - _ROWS))


def asides(year: int) -> None:
    """Who is late, days to look at, files that wait: each a heading and a few lines."""
    view = ui.view()
    grid = st.grid(3, min_column_width=260)
    blocks = (
        today.late_block(view, year, day()),
        today.waiting_block(view),
        today.spikes_block(view, year),
    )
    for block in blocks:
        with grid.container(border=True, height="stretch", gap="xsmall"):
            _block(block)
    ui.page_link("exports", t("today.to_exports"))


def _block(block: Block) -> None:
    st.markdown(f"**{plain(block.title)}**")
    for line in block.lines:
        st.markdown(plain(line))


def newest() -> None:
    """The newest outcomes, good and bad."""
    rows = today.outcomes(ui.view(), limit=4)
    if not rows:
        return
    ui.heading(t("today.newest"))
    for row in rows:
        ui.event(row, named=True)


def preparation() -> None:
    """What is missing for the running edition, else for the next one, step by step; nothing if all is there."""
    year = today.next_edition(day())
    figure = ui.ask("preparation", edition=year)
    if all(row["done"] or not row["needed"] for row in figure.rows):
        return
    needed = [row for row in figure.rows if row["needed"]]
    left = sum(not row["done"] for row in needed)
    begun = left and season.running(day(), season.WINDOW) == year
    key = "prepare.title"
    if begun:
        key = "prepare.running_all" if left == len(needed) else "prepare.running"
    ui.heading(t(key, year=str(year), count=left, all=str(len(needed))))
    if ui.missing() == year:
        told, drawing = cases.named_strip(ui.ask("editions").rows, year, ui.view())
        ui.strip(t("season.known", told=told), drawing, key="cases_known", alt=told)
    st.markdown(t("prepare.lead"))
    grid = st.grid(4, min_column_width=205)
    for place, row in enumerate(figure.rows, 1):
        with grid.container(border=True, height="stretch", gap="xsmall"):
            _step(place, row)


def _step(place: int, row: Mapping[str, object]) -> None:
    state = "done" if row["done"] else "open" if row["needed"] else "as_needed"
    mark = ":material/check_circle:" if row["done"] else ":material/radio_button_unchecked:"
    step = str(row["step"])
    st.markdown(f"{mark} **{t(f'prepare.{state}')}**")
    st.markdown(t("prepare.step", number=str(place), text=t(f"prepare.{step}")))
    found = f"prepare.found_{step}"
    st.caption(t(found, count=row["found"]) if row["done"] else t("prepare.none"))
    if not row["done"]:
        given: dict[str, object] = {**_TABLE.get(_ENTERED, {}).get(step, {})}
        ui.page_link(_ENTERED, t("prepare.to_do"), **given)  # type: ignore[arg-type]


def head(years: list[int]) -> int:
    """Which day it is, of which campaign, and beside it the choice of the edition, which is returned."""
    counted = {row["edition_year"] for row in ui.ask("actions_counted").rows} - {None}
    if (now := ui.running()) and now not in counted:
        st.info(t("season.not_counted", edition=str(now), shown=str(max(counted))))
    said, chosen = st.columns([5, 1], vertical_alignment="bottom")
    year = years[0]
    if len(years) > 1:
        year = ui.choice("edition", t("filter.edition"), years, str, default=year, place=chosen)
    it_is = date(ui.lang(), day())
    clock = t("today.sample_clock", date=it_is) if ui.sampling() else it_is
    text = f"{clock} · {today.day_of(ui.view(), year, day())}"
    with said:
        st.markdown(f"**{text[:1].upper()}{text[1:]}**")
        ui.dated(counts=True)
    return year


def running() -> int | None:
    """The edition that runs on this visitor's day and has counts; None if there is none."""
    year = season.running(day(), season.WINDOW)
    counted = {row["edition_year"] for row in ui.ask("actions_counted").rows}
    return year if year in counted else None


def glance() -> None:
    """The running edition in one line and one small chart, where there is one."""
    year = None if ui.state().public else running()
    if year is None:
        return
    view = ui.view()
    _, value, text, _ = today.counted_card(view, year)
    ui.heading(t("overview.running", year=str(year), total=value))
    rows = ui.ask("like_for_like", edition=year).rows
    said = f"{alike.headline(rows, year, view)}." if rows else ""
    st.markdown(plain(f"{text} {said}".strip()))
    if rows:
        drawn = registry.panel(view, "pace_alike", {"edition": year}, shape="page")
        assert isinstance(drawn.body, Chart)
        small = dataclasses.replace(drawn.body, height=260)
        ui.chart(drawn.headline, drawn.subtitle, small, key="pace_alike", alt=drawn.alt)
        columns = ["edition_year", "day_of_campaign", "cumulative"]
        ui.under(ui.ask("pace_alike", edition=year), columns, source=drawn.source, edition=year)
    ui.page_link("live", t("overview.to_live"))
