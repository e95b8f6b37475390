"""A page that breaks: what a visitor is told, in their language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import app
from impact.dashboard import broken
from impact.i18n.words import LANGUAGES, Language, say


def _breaks() -> None:
    import streamlit as st

    from impact.dashboard.broken import told

    st.session_state["lang_now"] = st.query_params["lang"]
    assert told(RuntimeError("a name, or an address")) is True


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_broke_spoke_english_and_offered_to_ask_strangers(lang: Language) -> None:
    test = AppTest.from_function(_breaks)
    test.query_params["lang"] = lang
    test.run()
    assert not test.exception
    (said,) = [each.value for each in test.error]
    assert say(lang, "problem.unexpected.page") in said and "a name" not in said


def test_the_server_tells_it_so() -> None:
    handler: Callable[[Exception], bool | None] | None = app.app._on_script_error
    assert handler is broken.told
