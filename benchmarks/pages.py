"""How long one viewer's run of each page takes, in both languages, without network and browser."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from statistics import median

from streamlit.testing.v1 import AppTest

from impact.i18n.words import LANGUAGES
from impact.server.lifespan import lifespan
from impact.settings import ROOT

PAGES = (
    "overview", "actions", "releases", "cases", "case", "about", "claims", "talking", "check",
)  # fmt: skip
CASE = "2021-zhang-zhan"
WARM_UP = 2
TIMES = 10


def milliseconds() -> tuple[float, dict[tuple[str, str], float]]:
    """Medians: a page of one line without our frame, and each page by name and language."""
    # Said once a page by a run without a server; true, and no news here.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True
    empty = AppTest.from_string("import streamlit as st\nst.markdown('.')", default_timeout=30)
    tests = {(page, lang): _opened(page, lang) for page in PAGES for lang in LANGUAGES}
    asyncio.run(_as_served())
    try:
        return _median(empty), {key: _median(test) for key, test in tests.items()}
    finally:
        gc.unfreeze()


async def _as_served() -> None:
    """Do here what the server does at its start; without it each run collects 60 ms of garbage."""
    async with lifespan(None):
        pass


def _opened(page: str, lang: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "impact" / "dashboard" / "frame.py"), default_timeout=30)
    test.query_params["lang"] = lang
    test.run()
    if page == "case":
        test.query_params["case"] = CASE
    return test.switch_page(str(ROOT / "pages" / f"{page}.py"))


def _median(test: AppTest) -> float:
    for _ in range(WARM_UP):
        _run(test)
    return median(_run(test) for _ in range(TIMES))


def _run(test: AppTest) -> float:
    started = time.perf_counter()
    test.run()
    spent = (time.perf_counter() - started) * 1000
    if test.exception:
        raise RuntimeError(test.exception[0].message)
    return spent
