"""Actions per year: the published totals, and for one edition everything printed about it."""

import streamlit as st

from impact.dashboard import casework, ui
from impact.i18n.words import date, localized, qualified

lang = ui.lang()
ui.title("actions.title", lead=ui.t("actions.lead"))
ui.dated()

ui.drawn(
    "actions_by_edition",
    ["edition_year", "actions", "actions_counted", "source_url"],
    source=ui.t("actions.sources"),
    taps="edition",
)
st.markdown(ui.plain(ui.ask("actions_by_edition").caveat))

ui.heading(ui.t("actions.edition_title"))
editions = {row["edition_year"]: row for row in ui.ask("editions").rows}
year = ui.choice(
    "edition",
    ui.t("filter.edition"),
    sorted(editions, reverse=True),
    str,
    default=ui.newest_total(),
)
edition = editions.get(year)
if edition:
    st.metric(
        ui.t("actions.total", year=str(year)),
        qualified(lang, edition["actions"], edition["qualifier"]),
    )
    st.caption(ui.sourced(edition) if edition["actions"] is not None else ui.t("actions.no_total"))
    st.markdown(
        ui.t(
            "actions.dates",
            start=date(lang, edition["starts_on"]),
            end=date(lang, edition["ends_on"]),
        )
    )

    for row in ui.ask("dates_by_section", edition=year).rows:
        st.markdown(
            ui.t(
                "actions.section_dates",
                section=ui.plain(localized(row, "section", lang)),
                start=date(lang, row["starts_on"]),
                end=date(lang, row["ends_on"]),
            )
        )
        st.caption(ui.sourced(row))

    casework.counted(year)
    claims = ui.ask("actions_claims_of_edition", edition=year)
    if claims.rows:
        st.subheader(ui.t("actions.printed", count=len(claims.rows)), anchor=False)
        ui.table(claims.rows, ["printed", "actions", "source_url"], claims.label)
        ui.under(claims, ["printed", "actions", "source_url"], edition=year)

    sections = ui.ask("actions_by_section", edition=year)
    if sections.rows:
        st.subheader(ui.t("actions.sections"), anchor=False)
        st.caption(ui.plain(sections.caveat))
        ui.table(sections.rows, ["section", "actions", "source_url"], sections.label)
        ui.under(sections, ["section", "actions", "source_url"], edition=year)

    cases = ui.ask("cases_of_edition", edition=year)
    if cases.rows:
        columns = ["case_id", "from_day", "to_day", "standing"]
        ui.drawn("progress_of_edition", columns, taps="lanes", level=3, edition=year)
    st.subheader(ui.t("actions.cases", count=len(cases.rows)), anchor=False)
    listing = st.grid(3, min_column_width=220)
    for case in cases.rows:
        ui.case_card(listing, case)
