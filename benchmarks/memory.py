"""How much memory a server holds once every page was visited in both languages by a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.pages import CASE
from benchmarks.server import Server, running
from impact.i18n.words import LANGUAGES
from impact.routes import PAGES
from tests.browser import ARGUMENTS, find


def megabytes(folder: Path) -> tuple[float | None, float | None]:
    """Resident memory before the first visitor and after the last page; None if not measurable."""
    place = folder / "memory"
    place.mkdir()
    browser = find()
    with running(place) as server:
        before = server.resident()
        if browser is None or before is None:
            return before, None
        _visit(server, browser)
        return before, server.resident()


def _visit(server: Server, browser: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        page = chromium.new_page()
        for lang in LANGUAGES:
            for screen in PAGES:
                page.goto(f"{server.address}{screen.path}?lang={lang}&case={CASE}")
                page.wait_for_selector("h1")
                page.wait_for_selector(
                    '[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached"
                )
        chromium.close()
