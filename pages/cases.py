"""Cases: all of them, searchable and filtered, where each stands, and a map."""

import streamlit as st

from impact import charts, figures, picking, telling, ui
from impact.contract import DEMANDS, ISSUES, JUSTICE_STANDINGS, LIBERTY_STANDINGS
from impact.words import country, term

lang = ui.lang()
everything = ui.ask("cases")
ui.title("cases.title", lead=ui.t("cases.lead", **(ui.one(ui.ask("cases_total")) or {})))
ui.dated()

wanted = ui.search("q", ui.t("cases.search"), ui.t("cases.search_hint"))
grid = st.grid(3, min_column_width=150)
codes = sorted(
    {row["country_code"] for row in everything.rows if row["country_code"]},
    key=lambda c: country(lang, c),
)
chosen = {
    "edition_year": ui.choice(
        "edition",
        ui.t("filter.edition"),
        sorted({row["edition_year"] for row in everything.rows}, reverse=True),
        str,
        place=grid,
    ),
    "country_code": ui.choice(
        "country", ui.t("filter.country"), codes, lambda c: country(lang, c), place=grid
    ),
    "issue": ui.choice(
        "issue", ui.t("filter.issue"), ISSUES, lambda c: term(lang, "issue", c), place=grid
    ),
    "demand": ui.choice(
        "demand", ui.t("filter.demand"), DEMANDS, lambda c: term(lang, "demand", c), place=grid
    ),
    "liberty_standing": ui.choice(
        "liberty",
        ui.t("filter.liberty"),
        LIBERTY_STANDINGS,
        lambda c: term(lang, "liberty", c),
        place=grid,
    ),
    "justice_standing": ui.choice(
        "justice",
        ui.t("filter.justice"),
        JUSTICE_STANDINGS,
        lambda c: term(lang, "justice", c),
        place=grid,
    ),
}
found = telling.matching(everything.rows, wanted, chosen, lang)

st.subheader(ui.t("cases.found", count=len(found)), anchor=False)
if not found:
    st.markdown(ui.t("cases.none"))
if sampled := figures.sampled([row["edition_year"] for row in found], lang):
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
places = ui.ask("cases_by_country")
there = picking.countries(found)
ui.chart(
    telling.map_headline(there, lang),
    ui.t("cases.map_subtitle"),
    charts.cases_by_country(there, lang, ui.palette()),
    key="cases_by_country",
    alt=telling.map_alt(there, lang),
)
ui.under(
    places,
    ["country_code", "cases", "newest_edition"],
    rows=None if whole else there,
    source=ui.t("cases.map_source"),
)
st.caption(f"{picked} {ui.plain(places.caveat)}".strip())
