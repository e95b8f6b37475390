"""Every table that stands behind a button, opened: it is drawn only then."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from impact.dashboard import ui
from impact.figures import Figure, cells
from impact.i18n.words import LANGUAGES, Language, say
from tests.pages import NAMES, shown, visit

_ASKED = {
    "actions": {"edition": "2020"},
    "case": {"case": "2021-zhang-zhan"},
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Open each table as it is offered; the names of the figures they are of."""
    found: list[str] = []
    under = ui.under

    def with_table(figure: Figure, *given: Any, **more: Any) -> None:
        found.append(figure.name)
        st.session_state[f"table_{figure.name}"] = True
        under(figure, *given, **more)

    monkeypatch.setattr(ui, "under", with_table)
    return found


@pytest.mark.parametrize("page", NAMES)
def test_every_table_of_a_page_opens(page: str, opened: list[str]) -> None:
    test = visit(page, "fr", **_ASKED.get(page, {}))
    assert len(test.get("table")) >= len(set(opened))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "split"),
    [
        ("exports", ""),
        *(("live", each) for each in ("sections", "season", "case", "section", "type", "channel")),
    ],
)
def test_every_table_of_counts_opens_and_speaks_in_words(
    page: str, split: str, lang: Language, opened: list[str]
) -> None:
    test = visit(page, lang, data="sample", split=split)
    assert len(opened) >= (2 if page == "live" else 4)  # a chart at a time there
    assert len(test.get("table")) >= len(opened)
    written = "\n".join(table.value.to_string() for table in test.table)
    for code in ("2026-sample", "unmapped", "unknown"):
        assert code not in written
    assert say(lang, "live.sample_mark").split(".")[0] in shown(test)


def test_a_median_is_no_share() -> None:
    assert cells.cell("usual", {"usual": 38.5}, "en") == "38.5"
    assert cells.cell("usual_days", {"usual_days": 3.0}, "fr") == "3"
    assert cells.cell("share", {"share": 0.5}, "fr") == "50\u00a0%"
