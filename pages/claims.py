"""The ledger of claims: every number that was printed, beside ours, with what may be said of it."""

from collections import Counter
from functools import partial

import streamlit as st

from impact.dashboard import filters, ui, worktable
from impact.i18n.words import term
from impact.presentation import claims, tallies
from impact.presentation.tallies import Tally

view = ui.view()
lang = view.lang
ui.title("claims.title", lead=ui.t("claims.lead"))
ui.dated()

ledger = ui.ask("claims_ledger")
statuses = ["current", "superseded", "disputed", "cannot_be_checked", "do_not_say"]
families = list(dict.fromkeys(row["family"] for row in ledger.rows))
word = partial(partial, view.term)
first = st.container()
_, asked = filters.chosen(
    [
        filters.Filter("status", "status", statuses, word("claim_status"), "claims.status"),
        filters.Filter("family", "family", families, word("claim_family"), "claims.family"),
        filters.Filter(
            "who", "who", ["printed", "offered"], lambda each: ui.t(f"claims.{each}"), "claims.who"
        ),
    ]
)
chosen = [
    row
    for row in ledger.rows
    if asked["status"] in (None, row["status"])
    and asked["family"] in (None, row["family"])
    and asked["who"] in (None, "offered" if row["offered"] else "printed")
]
# What may be said stands before what may not, and what is ours to say before all.
chosen.sort(key=lambda row: (not row["offered"], statuses.index(row["status"])))
with first:
    counts = Counter(row["status"] for row in chosen)
    drawn = [
        Tally(term(lang, "claim_status", each), counts[each], each == "current", {"status": each})
        for each in statuses
    ]
    if chosen:
        ui.chart(
            ui.t("claims.found", count=len(chosen)),
            ui.t("claims.stand"),
            tallies.chart(drawn, view),
            key="claims_by_status",
            alt=tallies.alt(drawn, view),
            taps="filter",
        )
    else:
        ui.heading(ui.t("claims.found", count=0))
        st.markdown(ui.t("claims.none"))
ways = {way: ui.t(f"cases.as_{way}") for way in ("cards", "table")}
way = ui.switch("as", ui.t("cases.seen_as"), list(ways), ways.__getitem__, default="cards")
if way == "table":
    worktable.of_claims(chosen)
for row in ui.some(chosen, 20, "page") if way == "cards" else ():
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"**{ui.plain(claims.claim_value(row, view))}** · {ui.plain(claims.claim_about(row, view))}"
        )
        st.markdown(term(lang, "claim_status", row["status"]))
        for text in claims.claim_stands(row, view):
            st.markdown(ui.plain(text))
        if row["offered"]:
            seen = {key: row[key] for key in ("source_url", "source_date", "source_strength")}
            source = ui.sourced(seen) if row["source_url"] else ui.t("source.this_record")
            st.caption(f"{ui.t('claims.offered')} · {source}")
        else:
            st.caption(ui.sourced(row))
ui.under(ledger, ["subject", "value", "status", "source_url"], rows=chosen)
