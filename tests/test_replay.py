"""A page at a day or a snapshot: the figures of then, said on top, and carried by every link."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from impact.cli.main import main
from impact.exports import publishing
from impact.faults import Fault
from impact.figures import access, live
from impact.i18n.words import Language, say
from impact.press.service import Service
from impact.record.reader import ABOUT
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import files, lay
from tests.pages import shown, visit
from tests.test_press import kept_on

FIRST, LATER = "4,100,000", "4,300,000"


@pytest.fixture
def two(folders: tuple[Path, Path]) -> list[str]:
    """Two snapshots, of the first and the tenth of November, whose newest total differs."""
    return two_on(folders, "2026-11-01", "2026-11-10")


def two_on(folders: tuple[Path, Path], *days: str, checked: str = "2026-11-22") -> list[str]:
    """Two snapshots made on these days, whose newest total differs; the first's record was checked on a day."""
    for total, day in ((FIRST, checked), (LATER, "2026-11-22")):
        row = {"edition_year": 2020, "actions": int(total.replace(",", ""))}
        source = {
            "actions_qualifier": "at_least",
            "actions_source_url": "https://example.org/total",
        }
        about = {ABOUT: f"checked_on = {day}\n".encode()}
        lay(folders[0], files(editions=[row | source]) | about)
        live.current()
    kept_on(folders[1], *days)
    return [item.id for item in live.held()]


def links(test: AppTest) -> list[str]:
    return [element.proto.url for element in test.get("link_button")]


def test_on_a_day_looked_back_at_it_was_the_day_on_which_its_snapshot_was_made(
    folders: tuple[Path, Path],
) -> None:
    """Nobody was late and no edition ran on 5 November, as nothing had been kept since July."""
    two_on(folders, "2026-07-01", "2026-11-10", checked="2026-06-30")
    awaited = say("en", "season.awaited", edition="2026", shown="2020")
    assert awaited in shown(visit("overview", as_of="2026-11-05"))
    assert awaited not in shown(visit("overview", as_of="2026-07-02"))


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


# The record was checked on 22 November; what was entered later leaves that day as it is.

DAY = "2026-11-22"


@pytest.fixture(params=["kept before", "kept only later"])
def entered_later(request: pytest.FixtureRequest, folders: tuple[Path, Path]) -> list[str]:
    """A later total that was entered after the day on which its record was checked."""
    if request.param == "kept before":
        return two_on(folders, "2026-11-20", "2026-11-23", checked="2026-11-10")
    return two_on(folders, "2026-11-23", "2026-11-24")


def test_a_page_of_a_day_does_not_show_what_was_entered_on_a_later_day(
    entered_later: list[str],
) -> None:
    page = visit("overview", as_of=DAY)
    assert FIRST in shown(page) and LATER not in shown(page)
    assert entered_later[0] in page.info[0].value
    assert say("en", "replay.newest") not in page.info[0].value


@pytest.mark.parametrize(
    "command",
    [["talk", "--occasion", "results"], ["brief", "--occasion", "results"], ["card", "2020-a"]],
    ids=lambda c: c[0],
)
def test_no_text_of_a_day_tells_what_was_entered_on_a_later_day(
    command: list[str], entered_later: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--as-of", DAY, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert entered_later[0] in told and entered_later[1] not in told
    assert LATER not in told


@pytest.mark.parametrize(
    "address",
    [
        "/press",
        "/data/",
        "/data/datapackage.json",
        "/api/v1/revisions.json",
        "/revisions",
        "/feeds/revisions.rss",
    ],
)
def test_what_tells_no_single_figure_answers_a_day_as_a_page_does(
    entered_later: list[str], address: str
) -> None:
    def body(as_of: str) -> str:
        answer = Service().answer(address.encode(), f"as_of={as_of}".encode())
        assert answer.status == 200, answer.body
        return answer.body.decode()

    assert entered_later[1] not in body(DAY)
    itself = body(DAY).replace(f"as_of={DAY}", f"as_of={entered_later[0]}")  # a feed's own address
    assert itself == body(entered_later[0])


def test_the_page_of_a_case_of_a_day_has_no_count_that_was_entered_on_a_later_day(
    folders: tuple[Path, Path],
) -> None:
    for count, day in ((111, DAY), (222, "2026-11-24")):
        lay(folders[0], files(case_actions=[{"count": count, "checked_on": day}]))
        live.current()
    first, later = kept_on(folders[1], "2026-11-23", "2026-11-24")
    body = Service().answer(b"/press/cases/2020-a", f"as_of={DAY}".encode()).body.decode()
    assert f"snapshot {first}" in body and later not in body
    assert "111 → 222" in body, "what is newer is said to be"


def test_others_are_shown_no_later_state_on_a_page_of_a_day(
    entered_later: list[str], folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.publish(Store(folders[1]))
    monkeypatch.setenv("IMPACT_SERVE", "public")
    out = [mark.id for mark in access.held(access.PRESS)]
    assert len(out) == 2 and entered_later[0] in out[0]
    state = access.at(access.named(DAY, who=access.PRESS), access.PRESS)
    (row,) = state.database.rows("actions_latest")
    assert (state.snapshot, row["actions"]) == (out[0], 4_100_000)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_day_before_anything_was_kept_is_said_to_be_one(
    folders: tuple[Path, Path], lang: Language
) -> None:
    first, _ = two_on(folders, "2026-11-23", "2026-11-24")
    days = {"en": ("22 November", "23 November"), "fr": ("22 novembre", "23 novembre")}[lang]
    said = visit("overview", lang, as_of=DAY).info[0].value
    assert first in said and all(day in said for day in days)


def test_of_states_made_after_a_day_the_oldest_with_the_record_of_that_day_answers(
    folders: tuple[Path, Path],
) -> None:
    names = two_on(folders, "2026-11-23", "2026-11-24", checked="2026-11-10")
    days = ("2026-11-09", "2026-11-10", "2026-11-21", DAY)
    with pytest.raises(Fault, match="2026-11-23"):
        live.named(days[0])
    assert [live.named(day) for day in days[1:]] == [names[0], names[0], names[1]]
