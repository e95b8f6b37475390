"""The ledger of claims: every number that was printed, beside ours, with what may be said of it."""

import streamlit as st

from impact.dashboard import ui
from impact.i18n.words import term
from impact.presentation import claims

view = ui.view()
lang = view.lang
ui.title("claims.title", lead=ui.t("claims.lead"))
ui.dated()

ledger = ui.ask("claims_ledger")
left, right = st.columns(2)
statuses = ["current", "superseded", "disputed", "cannot_be_checked", "do_not_say"]
status = ui.choice(
    "status",
    ui.t("claims.status"),
    statuses,
    lambda each: term(lang, "claim_status", each),
    place=left,
)
families = list(dict.fromkeys(row["family"] for row in ledger.rows))
family = ui.choice(
    "family",
    ui.t("claims.family"),
    families,
    lambda each: term(lang, "claim_family", each),
    place=right,
)
who = ui.choice(
    "who", ui.t("claims.who"), ["printed", "offered"], lambda each: ui.t(f"claims.{each}")
)
chosen = [
    row
    for row in ledger.rows
    if status in (None, row["status"])
    and family in (None, row["family"])
    and who in (None, "offered" if row["offered"] else "printed")
]
ui.heading(ui.t("claims.found", count=len(chosen)))
if not chosen:
    st.markdown(ui.t("claims.none"))
for row in ui.some(chosen, 20, "page"):
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
