"""Releases since 2001: what was published, apart from what this record documents."""

from functools import partial

import streamlit as st

from impact import figures
from impact.dashboard import ui
from impact.presentation import registry
from impact.presentation.claims import claim_story
from impact.presentation.releases import years_of
from impact.presentation.standings import NOW
from impact.record.regions import REGIONS
from impact.record.schema import ISSUES

view = ui.view()
ui.title("releases.title", lead=ui.t("releases.lead"))
ui.dated()
st.markdown(f"{ui.t('releases.why_different')} {figures.unnamed(ui.state(), ui.lang())}".strip())

ui.heading(ui.t("releases.published_title"))
headline = ui.one(ui.ask("releases_published_headline"))
if headline:
    st.markdown(claim_story(headline, view))
ui.drawn(
    "releases_published",
    ["printed", "value", "subject", "source_url"],
    source=ui.t("releases.published_sources"),
    level=3,
)
st.caption(ui.plain(ui.ask("releases_published").caveat))

ui.heading(ui.t("releases.documented_title"))
years = ui.ask("releases_documented")
way = ui.choice(
    "view",
    ui.t("filter.view"),
    registry.views("releases_documented"),
    lambda code: ui.t(f"view.{code}"),
    default="year",
)
columns = ["year", "people", *NOW, "ever_held_again", "to_date"]
ui.drawn("releases_documented", columns, taps="year", level=3, view=way)
st.markdown(ui.plain(years.definition))
st.caption(ui.plain(years.caveat))

grid = st.grid(2, min_column_width=200)
asked = {
    key: ui.choice(key, ui.t(f"filter.{key}"), values, partial(ui.view().term, key), place=grid)
    for key, values in (("issue", ISSUES), ("region", list(REGIONS)))
}
columns = ["month", "at_risk", "released", "share_out"]
ui.drawn("time_to_release", columns, level=3, **{key: text for key, text in asked.items() if text})
st.caption(ui.plain(ui.ask("time_to_release").caveat))

st.subheader(ui.t("releases.by_name"), anchor=False)
people = ui.ask("releases_documented_people")
year = ui.choice("year", ui.t("filter.year"), years_of(people.rows), str)
shown = [row for row in people.rows if year is None or (row["event_date"] or "")[:4] == str(year)]
for row in ui.some(shown, 20, "page"):
    ui.released(row)
ui.under(
    people,
    ["event_date", "name", "country_code", "people", "standing", "ever_held_again", "source_url"],
    rows=shown,
)
