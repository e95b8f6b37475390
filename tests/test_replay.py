"""A page at a day or a snapshot: the figures of then, said on top, and carried by every link."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from impact.figures import live
from impact.i18n.words import Language, say
from impact.press.service import Service
from impact.settings import ROOT
from tests.conftest import files, lay
from tests.pages import shown, visit
from tests.test_press import kept_on

FIRST, LATER = "4,100,000", "4,300,000"


@pytest.fixture
def two(folders: tuple[Path, Path]) -> list[str]:
    """Two snapshots, of the first and the tenth of November, whose newest total differs."""
    for total in (FIRST, LATER):
        row = {"edition_year": 2020, "actions": int(total.replace(",", ""))}
        source = {
            "actions_qualifier": "at_least",
            "actions_source_url": "https://example.org/total",
        }
        lay(folders[0], files(editions=[row | source]))
        live.current()
    kept_on(folders[1], "2026-11-01", "2026-11-10")
    return [item.id for item in live.held()]


def links(test: AppTest) -> list[str]:
    return [element.proto.url for element in test.get("link_button")]


def test_a_page_shows_the_figures_of_a_day_and_leads_back_to_the_present(two: list[str]) -> None:
    page = visit("overview", as_of="2026-11-05")
    assert FIRST in shown(page) and LATER not in shown(page)
    assert f"As of 5 November 2026, snapshot {two[0]}" in page.info[0].value
    assert "/revisions?lang=en" in page.info[0].value
    assert links(page) and all("as_of=2026-11-05" in link for link in links(page))
    page.switch_page(str(ROOT / "pages" / "actions.py")).run()
    assert FIRST in shown(page) and "as_of=2026-11-05" in links(page)[0]
    page.button(key="replay_leave").click().run()
    assert LATER in shown(page) and not page.info
    assert all("as_of" not in link for link in links(page))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_newest_snapshot_by_its_name_says_that_nothing_changed(
    two: list[str], lang: Language
) -> None:
    page = visit("overview", lang, as_of=two[1])
    assert say(lang, "replay.newest") in page.info[0].value
    assert page.button(key="replay_leave").label == say(lang, "replay.leave")


@pytest.mark.parametrize("as_of", ["2001-01-01", "2026-02-31", "yesterday", "<b>x</b>" * 20])
def test_what_is_not_kept_is_a_sentence_with_the_way_to_the_present(
    two: list[str], as_of: str
) -> None:
    page = visit("actions", "fr", as_of=as_of)
    assert two[0] in page.error[0].value and "instantané conservé" in page.error[0].value
    assert "<b>" not in page.error[0].value.replace("\\<b\\>", "")
    page.button(key="replay_leave").click().run()
    assert not page.error and not page.exception


def test_what_is_cited_under_a_chart_leads_to_the_snapshot(two: list[str]) -> None:
    page = visit("overview", as_of="2026-11-05")
    page.session_state["cite_actions_by_edition"] = True
    page.run()
    said = shown(page) + "".join(code.value for code in page.code)
    assert f"/press/actions_by_edition?as_of={two[0]}" in said
    assert f"/embed/actions_by_edition?as_of={two[0]}" in said
    body = Service().answer(b"/press/actions_by_edition", f"as_of={quote(two[0])}".encode()).body
    assert FIRST in body.decode()
