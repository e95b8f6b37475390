"""Cases: how far they have come, searchable and filtered, as cards, as a table or case by case, and a map."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from impact import figures
from impact.dashboard import casework, filters, ui
from impact.figures import picking
from impact.figures.rows import Cases
from impact.presentation import cases
from impact.record.schema import DEMANDS, ISSUES, JUSTICE_STANDINGS, LIBERTY_STANDINGS

view = ui.view()
everything = ui.ask("cases")
ui.title("cases.title", lead=ui.t("cases.lead", **dict(ui.one(ui.ask("cases_total")) or {})))
ui.dated()
first = st.container()

editions = sorted({row["edition_year"] for row in everything.rows}, reverse=True)
known = {row["country_code"] for row in everything.rows if row["country_code"]}
choices = [
    filters.Filter("edition", "edition_year", editions, str),
    filters.Filter("country", "country_code", sorted(known, key=view.country), view.country),
    *(
        filters.Filter(name, column, values, partial(view.term, name))
        for name, column, values in (
            ("issue", "issue", ISSUES),
            ("demand", "demand", DEMANDS),
            ("liberty", "liberty_standing", LIBERTY_STANDINGS),
            ("justice", "justice_standing", JUSTICE_STANDINGS),
        )
    ),
]
wanted, chosen = filters.chosen(choices, searched="cases")
of = filters.said(choices, chosen, wanted)
found = cases.matching(everything.rows, wanted, chosen, view)
whole = len(found) == len(everything.rows)
picked = "" if whole else ui.t("cases.picked", count=len(found), all=len(everything.rows))


def only(count: Callable[[list[Cases]], list[Any]]) -> list[Any] | None:
    """What the picked cases come to; None for all of them, of which the figure itself tells."""
    return None if whole else count(found)


with first:
    columns = ["track", "standing", "cases"]
    ui.drawn("cases_by_standing", columns, rows=only(picking.standings), of=of, taps="filter")
    st.caption(f"{picked} {ui.plain(ui.ask('cases_by_standing').caveat)}".strip())

ui.heading(ui.t("cases.found", count=len(found)))
if not found:
    st.markdown(ui.t("cases.none"))
if sampled := figures.sampled([row["edition_year"] for row in found], view.lang):
    st.caption(sampled)
casework.listed(found)
ui.under(
    everything,
    ["edition_year", "name", "country_code", "demand", "liberty_standing", "justice_standing"],
    rows=found,
    source=ui.t("source.this_record"),
)


both = st.grid(2, min_column_width=340)
with both.cell():
    columns = ["edition_year", "standing", "cases"]
    ui.drawn("standings_by_edition", columns, rows=only(picking.by_edition), of=of, taps="filter")
with both.cell():
    columns = ["country_code", "cases", "newest_edition"]
    ui.drawn("cases_by_country", columns, rows=only(picking.countries), of=of, taps="filter")
    st.caption(f"{picked} {ui.plain(ui.ask('cases_by_country').caveat)}".strip())
parts = {part: ui.t(f"filter.{part}") for part in ("issue", "country")}
part = ui.switch(
    "results_by", ui.t("cases.results_by"), list(parts), parts.__getitem__, default="issue"
)
column = {"issue": "issue", "country": "country_code"}[part]
rows = only(picking.by_issue if part == "issue" else picking.by_country)
columns = [column, "standing", "cases"]
ui.drawn(f"results_by_{part}", columns, rows=rows, of=of, key="results", taps="filter")
