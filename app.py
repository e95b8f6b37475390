"""The server: `streamlit run app.py`, or `uvicorn app:app`."""

import streamlit as st

from impact.dashboard import broken
from impact.server import html
from impact.server.lifespan import SCRIPT, lifespan

app = st.App(
    SCRIPT,
    routes=html.served(),
    middleware=html.middleware(),
    lifespan=lifespan,
    on_script_error=broken.told,
)
