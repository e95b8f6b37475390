"""Overview: the four numbers a spokesperson is asked for, the years small, the newest outcomes."""

import streamlit as st

from impact import charts, figures, telling, ui
from impact.words import qualified

lang = ui.lang()
ui.title("overview.title", lead=ui.t("overview.lead"))
ui.dated()
ui.awaited()

actions, claim = ui.one(ui.ask("actions_latest")), ui.one(ui.ask("releases_published_headline"))
released, cases = ui.one(ui.ask("releases_documented_total")), ui.one(ui.ask("cases_total"))

grid = st.grid(2, min_column_width=310)
if actions:
    ui.card(
        grid,
        ui.t("metric.actions_latest.number", year=str(actions["edition_year"])),
        qualified(lang, actions["actions"], actions["qualifier"]),
        telling.compared(actions, lang),
        ui.sourced(actions),
    )
if claim:
    ui.card(
        grid,
        ui.t("metric.releases_published_headline.number"),
        qualified(lang, claim["value"], claim["qualifier"]),
        telling.claim_story(claim, lang),
        ui.sourced(claim),
    )
if released:
    ui.card(
        grid,
        ui.t("metric.releases_documented_total.number"),
        qualified(lang, released["people"], "at_least"),
        telling.documented_text(released, lang),
        ui.t("source.this_record"),
    )
if cases:
    ui.card(
        grid,
        ui.t("metric.cases_total.number"),
        qualified(lang, cases["cases"], "at_least"),
        " ".join(
            part
            for part in (
                ui.t("metric.cases_total.number_text", **cases),
                figures.sampled([cases["first_edition"]], lang),
            )
            if part
        ),
        ui.t("source.this_record"),
    )

years = ui.ask("actions_by_edition")
if years.rows:
    ui.chart(
        telling.years_headline(years.rows, lang),
        ui.t("metric.actions_by_edition.subtitle"),
        charts.actions_by_edition(years.rows, lang, ui.palette(), small=True),
        key="actions_small",
        alt=telling.actions_alt(years.rows, lang),
    )
    ui.under(years, ["edition_year", "actions", "actions_counted", "source_url"])
    ui.page_link("actions", ui.t("overview.to_actions"))

ui.heading(ui.t("overview.newest"))
st.caption(ui.t("metric.releases_documented_total.subtitle"))
for row in ui.ask("outcomes_newest", limit=8).rows:
    ui.event(row, named=True)
ui.page_link("cases", ui.t("overview.to_cases"))
