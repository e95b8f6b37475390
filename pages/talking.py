"""Talking points: what may be said, with its number, source and caveat, in the language of the room."""

import streamlit as st

from impact import talking, ui, using

ui.title("talking.title", lead=ui.t("talking.lead"))
ui.dated()

chosen = using.selection()
talk = using.talk(chosen)
if talk is None:
    st.stop()

ui.heading(talk.title)
for point in talk.points:
    using.point(point)
if talk.left_out:
    with st.expander(ui.t("talking.left_out"), expanded=True):
        st.markdown("\n".join(f"- {ui.plain(reason)}" for reason in talk.left_out))

ui.heading(ui.t("talking.take"))
using.briefs_of(talk)

if chosen.occasion == "case":
    using.card(talking.card(ui.state(), chosen.case_id or "", ui.lang()))

ui.heading(ui.t("talking.questions"))
using.questions(talk.questions)
