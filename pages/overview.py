"""Overview: the four numbers a spokesperson is asked for, the years small, the newest outcomes."""

import streamlit as st

from impact import figures
from impact.dashboard import today, ui
from impact.presentation import actions
from impact.presentation.standings import own_first

view = ui.view()
ui.title("overview.title", lead=ui.t("overview.lead"))
ui.dated()

# The picture first: on a phone it would else lie below all numbers.
drawn, beside = st.columns([8, 5], gap="medium")
years = ui.ask("actions_by_edition")
if years.rows:
    with drawn:
        ui.chart(
            actions.years_headline(years.rows, view),
            ui.t("metric.actions_by_edition.subtitle"),
            actions.editions_chart(years.rows, view, small=True),
            key="actions_small",
            alt=actions.actions_alt(years.rows, view),
            taps="edition",
            to="actions",
        )
        ui.under(years, ["edition_year", "actions", "actions_counted", "source_url"])
        ui.page_link("actions", ui.t("overview.to_actions"))
if newest := ui.one(ui.ask("actions_latest")):
    ui.number_card(beside, "actions_latest", source=ui.sourced(newest))
ui.number_card(beside, "releases_documented_total")

ui.awaited()
today.glance()

grid = st.grid(2, min_column_width=310)
if printed := ui.one(ui.ask("releases_published_headline")):
    ui.number_card(grid, "releases_published_headline", source=ui.sourced(printed))
if cases := ui.one(ui.ask("cases_total")):
    ui.number_card(grid, "cases_total", also=figures.sampled([cases["first_edition"]], ui.lang()))

ui.heading(ui.t("overview.newest"))
st.caption(ui.t("metric.releases_documented_total.subtitle"))
own, others = own_first(ui.ask("outcomes_newest", limit=999).rows, 8)
if own:
    st.subheader(ui.t("overview.newest_own", year=str(own[0]["edition_year"])), anchor=False)
for row in own:
    ui.event(row, named=True)
if own and others:
    st.subheader(ui.t("overview.newest_others"), anchor=False)
for row in others:
    ui.event(row, named=True)
ui.page_link("cases", ui.t("overview.to_cases"))
