"""Compare: two to four editions, sections or cases side by side, with what cannot be compared said."""

import streamlit as st

from impact.dashboard import ui
from impact.presentation import actions, beside, lanes

view = ui.view()
ui.title("beside.title", lead=ui.t("beside.lead"))
ui.dated()
whats = {what: ui.t(f"beside.{what}") for what in ("editions", "sections", "cases")}
what = ui.switch("what", ui.t("beside.what"), list(whats), whats.__getitem__, default="editions")

if what == "editions":
    known = {row["edition_year"]: row for row in reversed(ui.ask("editions").rows)}
    totals = [year for year, row in known.items() if row["actions"] is not None]
    years = ui.several(what, whats[what], list(known), str, default=totals[:2])
    chosen = [known[year] for year in sorted(years)]
    if ui.enough(chosen):
        rows = [r for r in ui.ask("actions_by_edition").rows if r["edition_year"] in years]
        ui.chart(
            ui.t("beside.totals", years=view.listing([str(row["edition_year"]) for row in rows])),
            ui.t("metric.actions_by_edition.subtitle"),
            actions.editions_chart(rows, view, each=True),
            key="totals",
            alt=beside.totals_alt(chosen, view),
        )
        ui.cautions(beside.of_editions(chosen, view))  # below it: on a phone they pushed it off
        columns = ["edition_year", "actions", "actions_counted", "source_url"]
        ui.under(ui.ask("actions_by_edition"), columns, rows=rows)
        ui.beside(beside.editions(view, chosen))
        standing = [r for r in ui.ask("standings_by_edition").rows if r["edition_year"] in years]
        ui.drawn("standings_by_edition", ["edition_year", "standing", "cases"], rows=standing)
elif what == "sections":
    every = beside.sections(view, ())
    most = sorted(every, key=lambda name: -len(every[name]))
    names = {name: view.localized(every[name][0], "section") for name in sorted(every)}
    picked = ui.several(what, whats[what], list(names), names.__getitem__, default=most[:2])
    if ui.enough(picked):
        found = {name: every[name] for name in picked}
        ui.chart(
            view.listing([names[name] for name in picked]),
            ui.t("beside.sections_subtitle"),
            beside.sections_chart(found, view),
            key="sections_by_year",
            alt=beside.sections_alt(found, view),
        )
        ui.cautions(beside.of_sections(found, view))
        st.table(beside.by_year(found, view), border="horizontal", hide_index=True)
else:
    named = {
        row["case_id"]: f"{view.localized(row, 'name')}, {row['edition_year']}"
        for row in sorted(ui.ask("cases").rows, key=lambda row: row["name"])
    }
    asked = ui.several(what, whats[what], list(named), named.__getitem__, default=[])
    if ui.enough(asked):
        cases = [ui.ask("case", case_id=key).rows[0] for key in asked]
        ui.laned(lanes.lanes(view, cases), level=2)
        ui.cautions(beside.of_cases(cases, view))
        ui.beside(beside.cases(view, cases))
