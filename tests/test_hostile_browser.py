"""A record and files that say ill things, in a real browser: nothing is fetched, drawn, run or turned around."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from benchmarks.server import Server, running
from tests.conftest import files, lay
from tests.hostile import HOSTILE
from tests.test_legible import unread

# Each field says all that would fetch, lead away, run, typeset, colour or turn a line around.
ILL = " ".join(
    HOSTILE[name].strip()
    for name in (
        "md_image", "md_link", "md_autolink", "html_img", "html_script", "html_svg", "md_latex", "st_icon", "st_colour",
        "md_code", "bidi_rlo", "bidi_marks", "ansi", "csv_eq", "md_table", "html_a",
    )
).replace("\n", " ")  # fmt: skip
FIRST = "![a](https://foreign.example/p.png)"
CASE = "2025-ill"
PAGES = (
    "/", "/actions", "/releases", "/cases", "/claims", "/live", "/exports", "/about", f"/case?case={CASE}", "/check",
    "/talking?occasion=results", f"/talking?occasion=case&case={CASE}", "/enter?table=outcomes",
    f"/case?case={quote(ILL[:90])}", f"/cases?q={quote(FIRST)}", f"/compare?what=cases&cases={CASE}",
)  # fmt: skip
PRESS = (
    "/press", "/press/cases", "/press/claims_ledger", "/press/outcomes_newest", "/changes", "/data/",
    f"/press/cases/{CASE}", "/press/claims/c1", "/embed/cases", "/press/editions",
)  # fmt: skip
_LOOK = """() => ({
  ran: window.owned ?? null,
  away: [...document.querySelectorAll('a,img,iframe,form,image')]
    .map(each => each.href?.baseVal || each.href || each.src || each.action || '')
    .filter(url => url.includes('foreign.example') && !url.includes(location.host)),
  drawn: document.querySelectorAll('.katex, [data-testid=stException]').length,
  text: document.body.innerText,
})"""


def record() -> dict[str, bytes]:
    told = {"name": ILL, "name_fr": ILL, "summary": ILL, "summary_fr": ILL, "country": ILL}
    return files(
        editions=[
            {
                "edition_year": 2025, "starts_on": "2025-11-01", "actions": 5, "actions_qualifier": "exact",
                "source_name": ILL, "source_name_fr": ILL, "source_url": "https://example.org/total",
            }
        ],
        cases=[{"case_id": CASE, "edition_year": 2025, **told}],
        outcomes=[{"case_id": CASE, "summary": ILL, "summary_fr": ILL, "event_date": "2026-05-01"}],
        claims=[{"edition_year": 2025, "publisher": ILL, "publisher_fr": ILL, "value": 5}],
        case_actions=[{"edition_year": 2025, "case_id": CASE}],
        section_dates=[{"edition_year": 2025, "section": ILL, "section_fr": ILL}],
        section_actions=[{"edition_year": 2025, "section": ILL, "section_fr": ILL}],
        claim_status=[{"reason": ILL, "reason_fr": ILL}],
        publishers=[{"publisher": ILL, "publisher_fr": ILL}],
        case_names=[{"case_id": CASE, "name": ILL}],
    )  # fmt: skip


def sent(folder: Path) -> None:
    """A file whose name and campaign say the same."""
    cell = ILL.replace('"', '""')
    (folder / f"{FIRST.replace('/', ':')}.csv").write_text(
        "Date,Case,Action type,Channel,Number,Precision,Country\n"
        f'2025-12-10,"{cell}",letter,paper,5,exact,GB\n',
        "utf-8",
    )


@pytest.mark.browser
def test_no_page_fetches_runs_draws_or_turns_what_a_record_or_a_file_says(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import find

    (tmp_path / "record").mkdir()
    lay(tmp_path / "record", record())
    foreign: list[str] = []
    wrong: list[tuple[str, object]] = []
    with (
        running(tmp_path, IMPACT_RECORD=str(tmp_path / "record")) as server,
        sync_playwright() as play,
    ):
        sent(tmp_path / "exports")
        browser = play.chromium.launch(executable_path=find())
        page = browser.new_page()
        page.on("request", lambda asked: foreign.append(asked.url))
        for at in (*PAGES, *PRESS):
            page.goto(server.address + at)
            if at in PAGES:
                page.get_by_test_id("stHeading").first.wait_for(timeout=60_000)
                page.get_by_test_id("stStatusWidget").wait_for(state="detached", timeout=60_000)
            look = page.evaluate(_LOOK)
            if (
                look["ran"]
                or look["away"]
                or look["drawn"]
                or unread(look["text"].replace("\u2060", ""))
            ):
                wrong.append((at, {**look, "text": unread(look["text"])}))
        browser.close()
    assert wrong == []
    assert [url for url in foreign if not _ours(url, server)] == []


def _ours(url: str, server: Server) -> bool:
    host = server.address.removeprefix("http")
    return url.startswith((f"http{host}", f"ws{host}", "data:", "blob:"))
