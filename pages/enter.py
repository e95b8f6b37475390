"""Enter: a row of the record or a target, typed in a form; what it changes is shown before it is kept."""

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.staff import entering

ui.title("enter.title", lead=ui.t("enter.lead"))
ui.dated()
if not ui.sampling() and not ui.replaying() and staff.let_in():
    entering.entered()
    ui.page_link("exports", ui.t("enter.to_exports"))
elif ui.sampling() or ui.replaying():
    st.markdown(ui.t("enter.not_here"))
