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

    today.charts(year)
