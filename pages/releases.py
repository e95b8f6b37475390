"""Releases since 2001: what was published, apart from what this record documents."""

from functools import partial

import streamlit as st

from impact import figures
from impact.dashboard import filters, ui
from impact.figures import picking
from impact.presentation import registry
from impact.presentation.claims import claim_story
from impact.presentation.releases import years_of
from impact.presentation.standings import NOW
from impact.record.regions import REGION, REGIONS
from impact.record.schema import ISSUES

view = ui.view()
ui.title("releases.title", lead=ui.t("releases.lead"))
ui.dated()
named = ui.one(ui.ask("releases_documented_total"))
if named and named["people"]:
    ui.heading(ui.t("releases.documented_people", count=named["people"]))
else:
    ui.heading(ui.t("releases.documented_title"))
first = st.container()
people = ui.ask("releases_documented_people")
word = partial(partial, view.term)
whose = [
    filters.Filter("issue", "issue", ISSUES, word("issue")),
    filters.Filter("region", "region", list(REGIONS), word("region")),
]
_, asked = filters.chosen([*whose, filters.Filter("year", "year", years_of(people.rows), str)])
of = filters.said(whose, asked)
issues = {row["case_id"]: row["issue"] for row in ui.ask("cases").rows}
picked = [
    row
    for row in people.rows
    if asked["issue"] in (None, issues[row["case_id"]])
    and asked["region"] in (None, REGION.get(row["country_code"]))
]
some = picking.releases(picked) if len(picked) < len(people.rows) else None
years = ui.ask("releases_documented")
ways = {way: ui.t(f"view.{way}") for way in registry.views("releases_documented")}
way = ui.switch("view", ui.t("filter.view"), list(ways), ways.__getitem__, default="year")
columns = ["year", "people", *NOW, "ever_held_again", "to_date"]
with first:
    ui.drawn("releases_documented", columns, rows=some, of=of, taps="year", level=3, view=way)
st.markdown(ui.plain(years.definition))
st.caption(ui.plain(years.caveat))

columns = ["month", "at_risk", "released", "share_out"]
given = {key: asked[key] for key in ("issue", "region") if asked[key]}
ui.drawn("time_to_release", columns, of=of, level=3, **given)
st.caption(ui.plain(ui.ask("time_to_release").caveat))

ui.heading(ui.t("releases.published_title"))
st.markdown(f"{ui.t('releases.why_different')} {figures.unnamed(ui.state(), ui.lang())}".strip())
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

ui.heading(ui.t("releases.by_name"))
year = asked["year"]
shown = [row for row in picked if year is None or (row["event_date"] or "")[:4] == str(year)]
for row in ui.some(shown, 20, "page"):
    ui.released(row)
ui.under(
    people,
    ["event_date", "name", "country_code", "people", "standing", "ever_held_again", "source_url"],
    rows=shown,
)
