"""Check a text: every number and outcome in it against the record. Nothing pasted is kept."""

import streamlit as st

from impact.dashboard import spokesperson, ui
from impact.factcheck.text import unread

lang = ui.lang()
ui.title("checker.title", lead=ui.t("checker.lead"))
ui.dated()

with st.form("check", border=False):
    text = st.text_area(
        ui.t("checker.text"),
        key="text",
        height=240,
        max_chars=200_000,
        placeholder=ui.t("checker.hint"),
    )
    st.form_submit_button(ui.t("checker.go"))
if note := unread(lang):
    st.info(note)
if text.strip():
    findings, complete = spokesperson.checked(text)
    st.subheader(ui.t("checker.found", count=len(findings)), anchor=False)
    if not complete:
        st.warning(ui.t("checker.incomplete"))
    for finding in findings:
        spokesperson.finding(finding)
    if not findings:
        st.markdown(ui.t("checker.nothing"))
st.caption(ui.t("checker.kept"))
