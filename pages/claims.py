"""The ledger of claims: every number that was printed, beside ours, with what may be said of it."""

import streamlit as st

from impact import cells, ui
from impact.figures import localized
from impact.words import number, qualified, term

lang = ui.lang()
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
st.subheader(ui.t("claims.found", count=len(chosen)), anchor=False)
if not chosen:
    st.markdown(ui.t("claims.none"))
for row in ui.some(chosen, 20, "page"):
    with st.container(border=True, gap="xsmall"):
        what = cells.cell("subject", row, lang)
        of = ui.t("claims.of", count=number(lang, row["of_cases"])) if row["of_cases"] else ""
        since = ui.t("claims.since", year=str(row["since_year"])) if row["since_year"] else ""
        edition = str(row["edition_year"] or "")
        value = qualified(lang, row["value"], row["qualifier"]) + (
            "\u00a0%" if row["unit"] == "percent" else ""
        )
        st.markdown(
            f"**{ui.plain(value)}** · {ui.plain(' · '.join(filter(None, [what, of, since, edition])))}"
        )
        st.markdown(f"{term(lang, 'claim_status', row['status'])}")
        if row["reason"]:
            st.markdown(ui.plain(localized(row, "reason", lang)))
        if row["our_value"] is not None and not row["offered"]:
            ours = qualified(lang, row["our_value"], row["our_qualifier"] or "exact")
            st.caption(ui.t("claims.ours", value=ours))
        if row["replaced_by"] is not None and row["status"] == "superseded":
            st.caption(ui.t("claims.replaced", value=number(lang, row["replaced_by"])))
        st.caption(ui.t("claims.offered") if row["offered"] else ui.sourced(row))
ui.under(ledger, ["subject", "value", "status", "source_url"], rows=chosen)
