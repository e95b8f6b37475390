"""Check a text, pasted or in a file, against the record, and say what was not checked. Nothing is kept."""

import streamlit as st

from impact.dashboard import spokesperson, ui
from impact.factcheck.text import unread
from impact.faults import Fault

lang = ui.lang()
ui.title("checker.title", lead=ui.t("checker.lead"))
ui.dated()

# What was found is seen first, so the form makes room for it once something was given.
above, given = st.container(), st.session_state.get("text") or st.session_state.get("file")
if not given:
    spokesperson.held_against()
with st.form("check", border=False):
    text = st.text_area(
        ui.t("checker.text"),
        key="text",
        height=96 if given else 160,
        max_chars=spokesperson.LONGEST,
        placeholder=ui.t("checker.hint"),
    )
    text = spokesperson.handed_in() or text[: spokesperson.LONGEST]
    st.form_submit_button(ui.t("checker.go"))
if note := unread(lang):
    st.info(note)
found = None
if text.strip():
    try:
        found = spokesperson.checked(text)
    except Fault as fault:
        st.error(ui.plain(fault.sentence(lang)))
if found:
    with above:
        if found.findings:
            spokesperson.came_to(found)
        else:
            st.markdown(ui.t("checker.nothing"))
        if not found.complete:
            st.warning(ui.t("checker.incomplete"))
    for finding in ui.some(found.findings, 200, "page"):
        spokesperson.finding(finding)
    spokesperson.unchecked(found)
st.caption(ui.t("checker.kept"))
