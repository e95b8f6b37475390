"""The server: `streamlit run app.py`, or `uvicorn app:app`."""

import streamlit as st

from impact import shell
from impact.serving import SCRIPT, lifespan

app = st.App(SCRIPT, routes=shell.served(), middleware=shell.middleware(), lifespan=lifespan)
