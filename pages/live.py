"""Today: how the running edition stands, what came in, who is late, what waits; then its charts."""

import streamlit as st

from impact.dashboard import today, ui

ui.title("live.title")
years = today.editions()
if not years:
    today.preparation()
    ui.nothing_counted()
else:
    year = today.head(years)
    today.cards(year)
    beside = st.grid(2, min_column_width=420)
    with beside.cell():
        today.aims(year)
    with beside.cell():
        today.came(year)
    today.asides(year)
    today.preparation()
    today.newest()

    ui.heading(ui.t("today.charts"))
    st.markdown(ui.t("live.lead"))
    same = ui.ask("like_for_like", edition=year).rows
    if same:
        columns = ["edition_year", "day_of_campaign", "cumulative"]
        ui.drawn("pace_alike", columns, edition=year)
        columns = ["section", "actions_now", "through_day", "actions_before", "change"]
        ui.drawn("like_for_like", columns, edition=year)
    if ui.ask("counted_by_day", edition=year).rows:
        columns = ["day", "actions", "cumulative"]
        ui.drawn("counted_by_day", columns, edition=year)
        ui.drawn("pace", ["edition_year", "day_of_campaign", "cumulative"], edition=year)
        today.parts(year)
