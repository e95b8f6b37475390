"""What the pages of cases show beside their charts: numbers of one, those of the same edition, lists of many."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from impact.dashboard import ui, worktable
from impact.dashboard.visitor import ask, lang, t, view
from impact.figures.rows import Case, Cases
from impact.i18n.words import date, qualified, term
from impact.presentation import cases, lanes, parts
from impact.presentation.parts import Part

_EACH = 24  # cases of one page of a list


def numbers(case: Case) -> None:
    """What was counted for a case, what staff aim at, and what was published, each as a card."""
    published = ask("actions_of_case", case_id=case["case_id"])
    grid = st.grid(3, min_column_width=220)
    for number in cases.counts(view(), case):
        ui.card(
            grid,
            ui.plain(number.label),
            number.value,
            ui.plain(number.text),
            ui.plain(number.source),
        )
    for row in published.rows:
        value, unit = qualified(lang(), row["count"], row["qualifier"]), row["unit"]
        ui.card(grid, t("case.published"), value, term(lang(), "unit", unit), ui.sourced(row))
    if published.rows:
        st.caption(ui.plain(published.caveat))


def consent(case_id: str) -> None:
    """Of a case that is not published whole: how it may be, since when, until when. Staff alone see it."""
    rows = view().state.record.tables["consents"]
    for row in rows:
        if row["case_id"] == case_id:
            said = [
                t("consent.level", level=term(lang(), "publish_level", str(row["publish_level"])))
            ]
            for name, column in (("agreed", "consent_on"), ("review", "review_on")):
                if row[column] is not None:
                    said.append(t(f"consent.{name}", date=date(lang(), str(row[column]))))
            st.info(" ".join(said), icon=":material/lock:")


def siblings(case: Case) -> None:
    """The other cases of the same edition, each with where it stands."""
    rows = ask("cases_of_edition", edition=case["edition_year"]).rows
    if others := [row for row in rows if row["case_id"] != case["case_id"]]:
        ui.heading(t("case.siblings", year=str(case["edition_year"])))
        listing = st.grid(3, min_column_width=280)
        for row in others:
            ui.case_card(listing, row)


def counted(year: int) -> None:
    """What was counted of an edition, one row a section or a case, if anything was."""
    if year not in {row["edition_year"] for row in ask("actions_counted").rows}:
        return
    ui.heading(t("members.title", year=str(year)))
    members(year)


def members(year: int) -> None:
    """The same as a table to be sorted: so far, a year before, expected by now, target and share of it."""
    by: dict[str, Part] = {"section": "section", "case": "case"}
    part = by[
        ui.switch(
            "by", t("members.by"), list(by), lambda one: t(f"members.{one}"), default="section"
        )
    ]
    rows = parts.members(view(), part, year)
    worktable.of_members(part, rows, year)
    st.caption(t("members.like"))
    column = "case_id" if part == "case" else part
    figure = ask(f"counted_by_{part}", edition=year)
    ui.under(
        figure,
        [column, "actions", "share"],
        source=t("live.source"),
        beside=parts.beside(rows, view()),
        edition=year,
    )


def listed(found: Sequence[Cases]) -> None:
    """Cases as cards, as a table or case by case, which the address says."""
    ways = {way: t(f"cases.as_{way}") for way in ("cards", "table", "progress")}
    way = ui.switch("as", t("cases.seen_as"), list(ways), ways.__getitem__, default="cards")
    if way == "table":
        worktable.of_cases(found)
    elif way == "progress":
        newest = sorted(found, key=lambda row: row["newest_event_date"] or "", reverse=True)
        ui.laned(lanes.lanes(view(), ui.some(newest, _EACH, "page")))
    else:
        listing = st.grid(3, min_column_width=280)
        for row in ui.some(found, _EACH, "page"):
            ui.case_card(listing, row)
