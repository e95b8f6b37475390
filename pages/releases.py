"""Releases since 2001: what was published, apart from what this record documents."""

import streamlit as st

from impact import charts, telling, ui

lang = ui.lang()
ui.title("releases.title", lead=ui.t("releases.lead"))
ui.dated()
st.markdown(ui.t("releases.why_different"))

ui.heading(ui.t("releases.published_title"))
claims, headline = ui.ask("releases_published"), ui.one(ui.ask("releases_published_headline"))
if headline:
    st.markdown(telling.claim_story(headline, lang))
ui.chart(
    ui.t("metric.releases_published.headline"),
    ui.t("metric.releases_published.subtitle"),
    charts.releases_published(claims.rows, lang, ui.palette()),
    key="releases_published",
    alt=telling.claims_alt(claims.rows, lang),
)
columns = ["printed", "value", "subject", "source_url"]
ui.under(claims, columns, source=ui.t("releases.published_sources"))
st.caption(ui.plain(claims.caveat))

ui.heading(ui.t("releases.documented_title"))
years, total = ui.ask("releases_documented"), ui.one(ui.ask("releases_documented_total"))
view = ui.choice(
    "view",
    ui.t("filter.view"),
    ["year", "added"],
    lambda code: ui.t(f"view.{code}"),
    default="year",
)
if total:
    ui.chart(
        telling.documented_headline(total, lang)
        if view == "added"
        else telling.documented_years_headline(years.rows, lang),
        ui.t(f"metric.releases_documented.subtitle_{view}"),
        charts.releases_documented(years.rows, lang, ui.palette(), added_up=view == "added"),
        key="releases_documented",
        alt=telling.documented_alt(years.rows, lang),
    )
    ui.under(years, ["year", "people", *telling.NOW, "ever_held_again", "to_date"], view=view)
st.markdown(ui.plain(years.definition))
st.caption(ui.plain(years.caveat))

st.subheader(ui.t("releases.by_name"), anchor=False)
people = ui.ask("releases_documented_people")
year = ui.choice("year", ui.t("filter.year"), telling.years_of(people.rows), str)
shown = [row for row in people.rows if year is None or (row["event_date"] or "")[:4] == str(year)]
for row in ui.some(shown, 20, "page"):
    ui.released(row)
ui.under(
    people,
    ["event_date", "name", "country_code", "people", "standing", "ever_held_again", "source_url"],
    rows=shown,
)
