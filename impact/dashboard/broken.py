"""What stands where a page of ours broke: Streamlit's own sentence is English, and offers to ask strangers."""

from __future__ import annotations

import streamlit as st

from impact.i18n.locales import FIRST
from impact.i18n.words import say


def told(_error: Exception) -> bool:
    """Say in the visitor's language that a page broke. Streamlit has logged why; nobody else is told."""
    lang = st.session_state.get("lang_now", FIRST)
    title, detail = (say(lang, f"problem.unexpected.{part}") for part in ("title", "page"))
    st.error(f"**{title}.** {detail}")
    return True
