"""Cases: all of them, searchable and filtered, where each stands, and a map."""

from functools import partial

import streamlit as st

from impact import figures
from impact.dashboard import ui
from impact.figures import picking
from impact.presentation import cases
from impact.record.schema import DEMANDS, ISSUES, JUSTICE_STANDINGS, LIBERTY_STANDINGS

view = ui.view()
everything = ui.ask("cases")
ui.title("cases.title", lead=ui.t("cases.lead", **dict(ui.one(ui.ask("cases_total")) or {})))
ui.dated()

wanted = ui.search("q", ui.t("cases.search"), ui.t("cases.search_hint"))
grid = st.grid(3, min_column_width=150)
known = {row["country_code"] for row in everything.rows if row["country_code"]}
codes = sorted(known, key=view.country)
chosen = {
    "edition_year": ui.choice(
        "edition",
        ui.t("filter.edition"),
        sorted({row["edition_year"] for row in everything.rows}, reverse=True),
        str,
        place=grid,
    ),
    "country_code": ui.choice("country", ui.t("filter.country"), codes, view.country, place=grid),
}
for name, column, values in (
    ("issue", "issue", ISSUES),
    ("demand", "demand", DEMANDS),
    ("liberty", "liberty_standing", LIBERTY_STANDINGS),
    ("justice", "justice_standing", JUSTICE_STANDINGS),
):
    words = partial(view.term, name)
    chosen[column] = ui.choice(name, ui.t(f"filter.{name}"), values, words, place=grid)
found = cases.matching(everything.rows, wanted, chosen, view)

st.subheader(ui.t("cases.found", count=len(found)), anchor=False)
if not found:
    st.markdown(ui.t("cases.none"))
if sampled := figures.sampled([row["edition_year"] for row in found], view.lang):
    st.caption(sampled)
listing = st.grid(3, min_column_width=280)
for row in ui.some(found, 24, "page"):
    ui.case_card(listing, row)
ui.under(
    everything,
    ["edition_year", "name", "country_code", "demand", "liberty_standing", "justice_standing"],
    rows=found,
    source=ui.t("source.this_record"),
)

whole = len(found) == len(everything.rows)
picked = "" if whole else ui.t("cases.picked", count=len(found), all=len(everything.rows))
standings = ui.ask("cases_by_standing")
ui.heading(ui.t("cases.standing_found", count=picking.people(found)))
ui.table(picking.standings(found), ["track", "standing", "cases"], standings.label)
st.caption(f"{picked} {ui.plain(standings.caveat)}".strip())
if whole:
    ui.drawn("standings_by_edition", ["edition_year", "standing", "cases"])
    part = ui.choice(
        "results_by",
        ui.t("cases.results_by"),
        ["issue", "country"],
        lambda part: ui.t(f"filter.{part}"),
        default="issue",
    )
    column = {"issue": "issue", "country": "country_code"}[part]
    ui.drawn(f"results_by_{part}", [column, "standing", "cases"], key="results")
there = picking.countries(found)
ui.chart(
    cases.map_headline(there, view),
    ui.t("cases.map_subtitle"),
    cases.map_chart(there, view),
    key="cases_by_country",
    alt=cases.map_alt(there, view),
)
places = ui.ask("cases_by_country")
ui.under(
    places,
    ["country_code", "cases", "newest_edition"],
    rows=None if whole else there,
    source=ui.t("cases.map_source"),
)
st.caption(f"{picked} {ui.plain(places.caveat)}".strip())
