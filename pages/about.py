"""About the figures: sources by strength, definitions, caveats, what is missing, the checks."""

import streamlit as st

from impact import figures
from impact.dashboard import ui
from impact.figures import access
from impact.i18n.grammar import up_to
from impact.i18n.words import date
from impact.record.schema import TABLES

lang = ui.lang()
ui.title("about.title", lead=ui.t("about.lead"))
ui.dated()

ui.drawn("sources_by_strength", ["file", "good", "fair", "weak", "without"])

ui.heading(ui.t("about.words_title"))
st.markdown(ui.t("about.words"))

ui.heading(ui.t("about.missing_title"))
missing = ui.ask("missing")
ui.table(missing.rows, ["gap", "rows", "which"], missing.label)
ui.under(missing, ["gap", "rows", "which"], source=ui.t("source.this_record"))

ui.heading(ui.t("about.checks_title"))
st.markdown(ui.t("about.checks", date=date(lang, missing.as_of)))
for check in ui.checks():
    with st.container(gap="xxsmall"):
        st.markdown(ui.check_result(check))
        if check.rows:
            with st.expander(ui.t("about.show_rows"), key=f"check_{check.name}"):
                st.markdown(ui.row_lines(check.rows))

ui.heading(ui.t("about.definitions_title"))
for name in access.there(ui.who()):
    figure = f"metric.{name}"
    with st.expander(ui.t(f"{figure}.label"), key=f"definition_{name}"):
        st.markdown(ui.t(f"{figure}.definition"))
        st.markdown(ui.plain(figures.caveat(ui.state(), name, lang)))
        st.caption(ui.t("about.unit", unit=ui.t(f"{figure}.unit"), name=name))

ui.heading(ui.t("about.record_title"))
st.markdown(ui.t("about.record", files=len(TABLES)))
if until := ui.state().record.read_until:
    st.markdown(ui.t("about.read_until", up_to=up_to(lang, until)))
