"""The server: `streamlit run app.py`, or `uvicorn app:app`."""

import streamlit as st

from impact.serving import SCRIPT, lifespan

app = st.App(SCRIPT, lifespan=lifespan)
