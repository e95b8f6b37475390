"""Exports and quality: hand files in, see what they hold and lack, who is late, what changed and why."""

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.staff import (
    blanks,
    dropping,
    handing,
    history,
    inside,
    lists,
    publication,
    ruling,
    sending,
    waiting,
)
from impact.figures import access
from impact.i18n.words import date, number, section

lang = ui.lang()
ui.title("exports.title", lead=ui.t("exports.lead"))
ui.dated(counts=True)
let_in = not ui.replaying() and staff.let_in()
may_change, trying = let_in and not ui.sampling(), let_in and ui.sampling()

counted = [row["edition_year"] for row in ui.ask("actions_counted").rows if row["edition_year"]]
if may_change:
    waiting.queue()
if counted:
    sending.glance(max(counted))
if may_change:
    if access.public():
        ui.heading(ui.t("publishing.title"))
        publication.told()
    blanks.announced()
    ui.heading(ui.t("upload.title"))
    handing.hand_in()
    dropping.files()
    if ui.who().may("admin"):
        ui.heading(ui.t("rules.title"))
        ruling.listed()

if trying:
    handing.tried()

if editions := sending.editions(counted):
    ui.heading(ui.t("sending.title"))
    year = ui.choice("edition", ui.t("filter.edition"), editions, str, default=max(editions))
    sending.told(year)

    spikes = ui.ask("spikes", edition=year)
    st.subheader(ui.t("spikes.title", count=len(spikes.rows)), anchor=False)
    st.caption(ui.plain(spikes.definition))
    for row in spikes.rows[:10]:
        st.markdown(
            ui.t(
                "spikes.line",
                section=ui.plain(section(lang, row["section"])),
                date=date(lang, row["day"]),
                count=row["actions"],
                usual=number(lang, round(row["usual"])),
            )
        )
    ui.under(spikes, ["section", "day", "actions", "usual"], edition=year)

    st.subheader(ui.t("reconcile.title"), anchor=False)
    reconciled = ui.ask("reconciliation", edition=year)
    ui.table(
        reconciled.rows, ["edition_year", "counted", "published", "difference"], reconciled.label
    )
    ui.under(
        reconciled,
        ["edition_year", "counted", "published", "difference", "source_url"],
        edition=year,
    )

if may_change:
    if ui.who().may("admin"):
        ui.heading(ui.t("lists.title"))
        lists.listed()
    ui.heading(ui.t("in.title"))
    inside.listed()
    if ui.who().may("admin"):
        ui.heading(ui.t("history.title"))
        history.told()
ui.heading(ui.t("template.title"))
blanks.files()
