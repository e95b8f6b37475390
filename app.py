"""The server: `streamlit run app.py`, or `uvicorn app:app`."""

import streamlit as st

from impact.server import html as shell
from impact.server.lifespan import SCRIPT, lifespan

app = st.App(SCRIPT, routes=shell.served(), middleware=shell.middleware(), lifespan=lifespan)
