"""Talking points: what may be said, with its number, source and caveat, in the language of the room."""

import streamlit as st

from impact import talking
from impact.dashboard import spokesperson, ui
from impact.i18n.grammar import capital

ui.title("talking.title", lead=ui.t("talking.lead"))
ui.dated()

chosen = spokesperson.selection()
talk = spokesperson.talk(chosen)
if talk is None:
    st.stop()

title = talk.title.removeprefix(ui.t("talk.case", name="").strip())  # the page is called that
ui.heading(ui.plain(capital(title.strip())))
beside = st.grid(2 if spokesperson.pictured(talk) else 1, min_column_width=400)
if spokesperson.pictured(talk):
    with beside.cell():
        spokesperson.picture(talk)
if talk.careful:
    with beside.cell(), st.expander(ui.t("talk.careful_of_all"), expanded=True):
        spokesperson.careful(talk.careful)
if chosen.occasion == "interview":
    spokesperson.questions(talk.questions)
for point in talk.points:
    spokesperson.point(point)
if talk.left_out:
    with st.expander(ui.t("talking.left_out"), expanded=True):
        st.markdown("\n".join(f"- {ui.plain(reason)}" for reason in talk.left_out))

ui.heading(ui.t("talking.take"))
spokesperson.briefs_of(talk)

if chosen.occasion == "case":
    spokesperson.card(talking.card(ui.state(), chosen.case_id or "", ui.lang()))

if chosen.occasion != "interview":
    ui.heading(ui.t("talking.questions"))
    spokesperson.questions(talk.questions)
