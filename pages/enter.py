"""Enter: a row of the record or a target, typed in a form; what it changes is shown before it is kept."""

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.staff import entering

ui.title("enter.title", lead=ui.t("enter.lead"))
ui.dated()
if ui.replaying():
    st.markdown(ui.t("enter.not_here"))
elif staff.let_in():
    if ui.sampling():
        st.markdown(ui.t("enter.try_text"))
    entering.entered()
    ui.page_link("exports", ui.t("enter.to_exports"))
