"""The whole in a real Chromium: what a visitor sees, what the address carries, who is asked.

One server and one browser for all tests; each visitor is a browser profile of its own. Fixtures
live as long as this module and not the session: the browser's driver leaves an event loop running
in the thread of the tests, which others should not find there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from benchmarks.server import Server, running
from impact.figures.live import State
from impact.i18n.words import Language, country, say, sentences
from impact.press import citation
from impact.press.service import Service
from tests.browser import ARGUMENTS, REMEDY, find
from tests.test_exports import SAMPLES

pytestmark = pytest.mark.browser

Light = Literal["light", "dark"]
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1000, height=600)
ZHANG = "Zhang Zhan"
ADDRESSES = {
    "overview": "/",
    "actions": "/actions",
    "releases": "/releases",
    "cases": "/cases",
    "case": "/case?case=2021-zhang-zhan",
    "compare": "/compare",
    "about": "/about",
    "claims": "/claims",
    "talking": "/talking",
    "check": "/check",
    "live": "/live?data=sample",
    "enter": "/enter",
    "exports": "/exports",
}
IN_NAVIGATION = [name for name in ADDRESSES if name != "case"]
REDRAWN = ("actions", "releases", "cases")  # the overview has the first of them, small
# Streamlit's own English words that a page can replace by a parameter.
STREAMLIT_SAYS = (
    "Choose an option", "Choose options", "Select...", "Link to heading", "Deploy", "Upload", "per file",
)  # fmt: skip

_PATIENCE = 300_000  # ms: only what never comes fails, however busy the machine
expect.set_options(timeout=_PATIENCE)


def address(page: str, lang: Language) -> str:
    path = ADDRESSES[page]
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def title(page: str, lang: Language) -> str:
    key = {"check": "checker", "compare": "beside"}.get(page, page)
    return ZHANG if page == "case" else say(lang, f"{key}.title")


@dataclass
class Visitor:
    """A browser tab of a profile of its own, and what it should never cause."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    light: Light = "light"

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", lambda socket: self._asked(socket.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.base).netloc:
            self.faults.append(f"asked another host: {url}")

    def open(self, path: str) -> Response:
        """Open an address and wait until its page is there and its script is done."""
        response = self.page.goto(self.base + path)
        assert response is not None
        self.page.wait_for_selector("h1")
        self.settle()
        return response

    def stays_at(self, path: str) -> None:
        """Open an address, unless the tab shows it already: to load a page costs over a second."""
        now, wanted = (urlsplit(url) for url in (self.page.url, self.base + path))
        same = now.netloc == wanted.netloc and now.path == wanted.path
        if not same or parse_qs(now.query) != parse_qs(wanted.query):
            self.open(path)

    def arrives_on(self, screen: ViewportSize, light: Light = "light") -> None:
        """That screen from now on. The page that is open is left, or it would be drawn again."""
        if (self.page.viewport_size, self.light) != (screen, light):
            self.page.goto("about:blank")
            self.takes(screen, light)

    def takes(self, screen: ViewportSize, light: Light = "light") -> None:
        """Another screen for the page that is open. Each change draws its charts again."""
        if self.page.viewport_size != screen:
            self.page.set_viewport_size(screen)
        if self.light != light:
            self.page.emulate_media(color_scheme=light)
            self.light = light

    def fits_a_phone_in_the_dark(self) -> None:
        """Nothing is too wide for the narrow screen that it is on, and it is dark."""
        assert self.page.viewport_size == PHONE
        expect(self.page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
        self.settle()
        self.page.wait_for_timeout(80)
        assert self.page.evaluate(_TOO_WIDE, PHONE["width"]) == []
        app = self.page.get_by_test_id("stApp")
        ground, text = (app.evaluate(_BRIGHTNESS, of) for of in ("backgroundColor", "color"))
        assert ground < 64 < 192 < text
        assert self.page.evaluate(_FAINT) == []
        assert self.page.evaluate(_UNHEARD) == []

    def settle(self) -> None:
        done = '[data-testid="stApp"][data-test-script-state="notRunning"]'
        self.page.wait_for_selector(done, state="attached")

    def asks(self, **query: str | None) -> None:
        """Wait until the address carries these parameters; None is one that it must not carry."""

        def fits(url: str) -> bool:
            found = parse_qs(urlsplit(url).query)
            return all(
                found.get(key) == (None if value is None else [value])
                for key, value in query.items()
            )

        self.page.wait_for_url(fits, wait_until="commit", timeout=_PATIENCE)

    def navigation(self) -> Locator:
        links = self.page.get_by_test_id("stSidebar").get_by_test_id("stPageLink")
        return links.get_by_test_id("stMarkdownContainer")

    def select(self, label: str) -> Locator:
        return self.page.get_by_role("combobox", name=label, exact=True)

    def choose(self, label: str, option: str) -> None:
        self.select(label).click()
        self.select(label).fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def sees_cases(self, count: int, lang: Language) -> None:
        found = say(lang, "cases.found", count=count)
        expect(self.page.get_by_role("heading", name=found, exact=True)).to_have_count(1)
        self.settle()

    def switch_to(self, language: str) -> None:
        """By a click that needs no place on the screen: on a phone the sidebar is closed."""
        switch = self.page.get_by_role("radio", name=language, include_hidden=True)
        switch.dispatch_event("click")

    def sees_charts(self, page: str, record: State) -> None:
        """A bar for each published total, a dot for each country, and nothing left to draw."""
        chart = self.page.locator(".js-plotly-plot")
        bars, dots = chart.locator(".bars .point > path"), chart.locator(".points > path")
        if page in ("overview", "actions"):
            totals = record.database.rows("actions_by_edition")
            of_totals = chart.first.locator(".bars .point > path")
            expect(of_totals).to_have_count(sum(row["actions"] is not None for row in totals))
        elif page == "releases":
            expect(chart.locator(".main-svg:first-child")).to_have_count(3)
            expect(bars.first).to_be_attached()
            expect(dots.first).to_be_attached()
            self.sees_hatches(chart)
        elif page == "cases":
            places = record.database.rows("cases_by_country")
            dots = self.page.locator(".st-key-cases_by_country .scatterlayer .points > path")
            expect(dots).to_have_count(sum(row["country_code"] is not None for row in places))
            land = self.page.locator(".st-key-cases_by_country path.js-fill")
            assert len(land.first.get_attribute("d") or "") > 10_000

    def sees_hatches(self, chart: Locator) -> None:
        """The lines of a hatched bar have another colour than its ground: once they had the same."""
        for _ in range(100):  # while a chart is drawn anew, its parts have no colours
            inks = chart.locator("pattern").evaluate_all(
                """all => all.map(one => ["rect", "path"].map(name => one.querySelector(name)).map(
                     part => part && getComputedStyle(part)[part.nodeName == "rect" ? "fill" : "stroke"]))"""
            )
            if inks and all(ground and lines for ground, lines in inks):
                break
            self.page.wait_for_timeout(100)
        assert inks and all(ground and lines and ground != lines for ground, lines in inks), inks

    def every_word(self) -> str:
        """All that is seen, and what empty fields and readers aloud would say."""
        spoken = self.page.evaluate(
            """() => ["placeholder", "aria-label", "title", "alt"].flatMap(name =>
                 [...document.querySelectorAll(`[${name}]`)].map(part => part.getAttribute(name)))"""
        )
        return "\n".join([self.page.locator("body").inner_text(), *spoken])

    def speaks(self, page: str, lang: Language) -> None:
        """The heading, the navigation and the document are all in one language."""
        expect(self.page.locator("h1")).to_have_text([title(page, lang)])
        expect(self.page.locator("html")).to_have_attribute("lang", lang)
        expect(self.navigation()).to_have_text([say(lang, f"nav.{name}") for name in IN_NAVIGATION])


Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(REMEDY)
    with sync_playwright() as playwright:
        # A page lives for seconds here: to optimise its code would cost more than it saves.
        arguments = [*ARGUMENTS, "--js-flags=--no-opt"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def known(browser: Browser, server: Server) -> Callable[[str], Visitor]:
    """Visitors by language. A tab that returns is twice as fast as a new one."""

    @cache
    def meet(locale: str) -> Visitor:
        context = browser.new_context(locale=locale, viewport=DESK, reduced_motion="reduce")
        context.set_default_timeout(_PATIENCE)
        return Visitor(context.new_page(), server.address)

    return meet


@pytest.fixture
def visit(server: Server, known: Callable[[str], Visitor]) -> Iterator[Visit]:
    """A visitor. At the end no tab and no line of the server's log tells of an error."""
    visitors: list[Visitor] = []
    logged = server.log.stat().st_size

    def arrive(
        locale: str = "fr-CA", screen: ViewportSize = DESK, light: Light = "light"
    ) -> Visitor:
        visitors.append(known(locale))
        visitors[-1].arrives_on(screen, light)
        visitors[-1].faults.clear()
        return visitors[-1]

    yield arrive
    assert [fault for visitor in visitors for fault in visitor.faults] == []
    assert "Traceback" not in server.log.read_text(encoding="utf-8")[logged:]


# The start page comes last, so that the server's first visitor comes by a link to another one.
@pytest.mark.parametrize("page", sorted(ADDRESSES, key="overview".__eq__))
def test_each_page_opened_from_a_link_is_in_its_language_fits_a_phone_and_asks_no_other_host(
    page: str, visit: Visit, shipped: State
) -> None:
    visitor = visit("fr-CA", PHONE, "dark")  # the address wins over the browser
    served = visitor.open(address(page, "en")).text()
    assert '<html lang="en">' in served
    visitor.fits_a_phone_in_the_dark()
    visitor.speaks(page, "en")
    visitor.sees_charts(page, shipped)

    visitor.switch_to("fr")
    visitor.speaks(page, "fr")
    visitor.settle()
    visitor.fits_a_phone_in_the_dark()
    if page in REDRAWN:  # each change of the screen draws all again
        visitor.takes(DESK)
        expect(visitor.page.get_by_test_id("stApp")).to_have_css("color-scheme", "light")
        visitor.sees_charts(page, shipped)
    words = visitor.every_word()
    assert [english for english in STREAMLIT_SAYS if english in words] == []


def test_a_filter_is_a_code_in_the_address_that_shows_others_the_same_in_their_browsers_language(
    visit: Visit, shipped: State
) -> None:
    cases = shipped.database.rows("cases")
    chinese = sum(row["country_code"] == "CN" for row in cases)
    sender = visit("fr-CA")
    assert '<html lang="fr">' in sender.open("/cases").text()
    sender.speaks("cases", "fr")
    sender.sees_cases(len(cases), "fr")
    sender.choose(say("fr", "filter.country"), country("fr", "CN"))
    sender.asks(country="CN")
    sender.sees_cases(chinese, "fr")

    receiver = visit("en-GB")
    link = sender.page.url.removeprefix(sender.base)
    assert "lang" not in link
    assert '<html lang="en">' in receiver.open(link).text()
    receiver.speaks("cases", "en")
    receiver.sees_cases(chinese, "en")
    expect(receiver.select(say("en", "filter.country"))).to_have_value(country("en", "CN"))

    sender.page.go_back()
    sender.asks(country=None)
    sender.sees_cases(len(cases), "fr")
    expect(sender.select(say("fr", "filter.country"))).to_have_value(say("fr", "filter.all"))


def test_readers_aloud_heard_streamlits_english_on_a_french_page(visit: Visit) -> None:
    """ "Collapse sidebar", "Open", "file upload", "Download as CSV", and "6.9KB" beside a file."""
    visitor = visit()
    page = visitor.page
    texts = """() => [...document.querySelectorAll("[aria-label], [title], [placeholder], a[href='#stMain']")].flatMap(
        part => ["aria-label", "title", "placeholder"].map(name => part.getAttribute(name)).concat(part.innerText))"""
    keys = [key for key in sentences() if key.startswith("chrome.")]
    english = tuple(say("en", key).rstrip("…").strip() for key in keys)

    def left() -> list[str]:
        return [text for text in page.evaluate(texts) if text and text.startswith(english)]

    for path in ("/cases?as=table", "/exports", "/compare"):
        visitor.open(f"{path}{'&' if '?' in path else '?'}lang=fr")
        expect(page.get_by_label(say("fr", "chrome.collapse"))).to_be_attached()
        assert left() == [], path
    visitor.switch_to("en")
    expect(page.get_by_label(say("en", "chrome.collapse"))).to_be_attached()


def test_switching_the_language_keeps_the_page_and_its_filters(
    visit: Visit, shipped: State
) -> None:
    visitor = visit("en-GB")
    visitor.stays_at("/cases?country=CN")
    count = sum(row["country_code"] == "CN" for row in shipped.database.rows("cases"))
    visitor.sees_cases(count, "en")
    visitor.switch_to("fr")
    visitor.speaks("cases", "fr")
    visitor.asks(lang="fr", country="CN")
    visitor.sees_cases(count, "fr")
    expect(visitor.select(say("fr", "filter.country"))).to_have_value(country("fr", "CN"))

    visitor.navigation().nth(IN_NAVIGATION.index("about")).click()
    visitor.speaks("about", "fr")
    visitor.asks(country=None)


def test_a_search_without_accents_finds_the_name_and_leads_to_the_case(visit: Visit) -> None:
    visitor = visit()
    visitor.stays_at("/cases")
    box = visitor.page.get_by_role("textbox", name=say("fr", "cases.search"))
    box.fill("sebnem")
    box.press("Enter")
    visitor.asks(q="sebnem")
    visitor.sees_cases(1, "fr")
    visitor.page.get_by_role("link", name="Şebnem Korur Fincancı").click()
    expect(visitor.page.locator("h1")).to_have_text(["Şebnem Korur Fincancı"])
    visitor.asks(case="2024-sebnem-korur-fincanci", q=None)


def test_a_case_tells_the_bad_news_after_the_good_in_both_languages(visit: Visit) -> None:
    visitor = visit()
    visitor.open(address("case", "fr"))
    for lang, switch in (("fr", "fr"), ("en", "en")):
        language: Language = "fr" if lang == "fr" else "en"
        visitor.switch_to(switch)
        visitor.asks(case="2021-zhang-zhan", lang=language)
        heading = say(language, "case.timeline")
        expect(visitor.page.get_by_role("heading", name=heading, exact=True)).to_have_count(1)
        visitor.settle()
        timeline = visitor.page.get_by_test_id("stMain").inner_text().partition(heading)[2]
        good = timeline.index(f"▲ {say(language, 'outcome.released')}")
        assert good < timeline.index(f"▼ {say(language, 'outcome.re_arrested')}")


def test_choosing_an_edition_lands_in_the_address_and_the_back_button_undoes_it(
    visit: Visit, shipped: State
) -> None:
    visitor = visit()
    visitor.open(address("actions", "fr"))
    visitor.sees_charts("actions", shipped)
    label = say("fr", "filter.edition")
    newest = visitor.select(label).input_value()
    visitor.choose(label, "2014")
    visitor.asks(edition="2014", lang="fr")
    total = visitor.page.get_by_test_id("stMetricLabel")
    expect(total).to_have_text([say("fr", "actions.total", year="2014")])
    visitor.settle()
    visitor.page.go_back()
    visitor.asks(edition=None)
    expect(total).to_have_text([say("fr", "actions.total", year=newest)])
    visitor.settle()
    expect(visitor.select(label)).to_have_value(newest)


@pytest.mark.parametrize("page", ["compare", "talking", "exports"])
def test_a_phone_showed_no_picture_of_a_page_of_the_sample_before_it_was_scrolled(
    page: str, visit: Visit
) -> None:
    visitor = visit("fr-CA", PHONE)
    visitor.open(f"{ADDRESSES[page]}?lang=fr&data=sample")
    chart = visitor.page.locator(".js-plotly-plot").first
    bar = chart.locator(".bars .point > path").last
    expect(bar).to_be_attached()
    visitor.settle()
    box = bar.bounding_box()
    assert box is not None
    assert box["y"] < PHONE["height"] - 40, "with what is above it"
    visitor.page.get_by_role(
        "button", name=say("fr", "live.sample_close")
    ).click()  # others share the tab
    visitor.asks(data=None)
    visitor.settle()


def test_legends_lay_over_their_bars_once_a_window_was_widened(visit: Visit) -> None:
    """A phone turned, the sidebar closed: they stayed where the width before had them."""
    visitor = visit("fr-CA", PHONE)
    visitor.open("/cases?lang=fr&country=CN&as=progress")
    visitor.page.locator(".legend").nth(3).wait_for(state="attached")
    wide = ViewportSize(width=1400, height=900)
    for turned in (wide, PHONE, wide):
        before = visitor.page.evaluate(_WIDTH)
        visitor.takes(turned)
        visitor.page.wait_for_function(f"before => ({_WIDTH})() !== before", arg=before)
        visitor.page.wait_for_function(_REDRAWN)
        visitor.settle()
        assert visitor.page.evaluate(_OVERLAID) == []


_WIDTH = """() => document.querySelector(".js-plotly-plot")._fullLayout.width"""
# Every chart has the width that it is given.
_REDRAWN = """() => [...document.querySelectorAll(".js-plotly-plot")].every(
  chart => Math.abs(chart._fullLayout.width - chart.parentElement.clientWidth) < 2)"""
# Charts whose legend lies over the plot.
_OVERLAID = """() => [...document.querySelectorAll(".js-plotly-plot:has(.legend)")].map(chart => {
  const [legend, plot] = [".legend", ".nsewdrag"].map(name => chart.querySelector(name).getBoundingClientRect())
  return Math.min(legend.bottom, plot.bottom) - Math.max(legend.top, plot.top)
}).filter(shared => shared > 1)"""


def test_a_table_opened_on_a_phone_stays_within_the_screen(visit: Visit) -> None:
    visitor = visit()
    visitor.stays_at(address("actions", "fr"))
    visitor.takes(PHONE)
    visitor.page.locator(".st-key-table_actions_by_edition").get_by_role("button").click()
    opened = visitor.page.get_by_test_id("stPopoverBody")
    expect(opened.locator("table")).to_be_visible()
    assert visitor.page.evaluate(_TOO_WIDE, PHONE["width"]) == []
    box = opened.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]


# Whatever can be scrolled sideways, the document first. One pixel is rounding.
_TOO_WIDE = """width => {
  const root = document.documentElement
  const wide = root.scrollWidth > width ? [`document ${root.scrollWidth}`] : []
  for (const part of document.querySelectorAll('[data-testid="stMain"], [data-testid="stMain"] *')) {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(part).overflowX)
    if (part.clientWidth > width || (scrolls && part.scrollWidth > part.clientWidth + 1))
      wide.push(`${part.tagName} ${part.dataset.testid ?? part.className} ${part.scrollWidth}`)
  }
  return wide
}"""

# Words on buttons that are hardly brighter or darker than what they stand on.
_FAINT = """() => {
  const numbers = colour => colour.match(/[0-9.]+/g).map(Number)
  const bright = ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue
  const ground = part => {
    const [red, green, blue, seen = 1] = numbers(getComputedStyle(part).backgroundColor)
    return seen > 0.5 || !part.parentElement ? [red, green, blue] : ground(part.parentElement)
  }
  const buttons = [...document.querySelectorAll('[data-testid="stMain"] button, [data-tag]')]
  return buttons.filter(part => part.innerText.trim()).filter(part => {
    const words = part.querySelector("p") ?? part
    return Math.abs(bright(numbers(getComputedStyle(words).color)) - bright(ground(part))) < 100
  }).map(part => part.innerText)
}"""

# What who hears the page cannot tell what it is: no words that are seen, and no name; a name on what calls itself a
# decoration or has no role; a heading two levels below the one before it.
_UNHEARD = """() => {
  const words = part => [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE
    ? node.nodeValue.trim() && getComputedStyle(part).visibility === "visible" : node.nodeType === Node.ELEMENT_NODE && words(node))
  const name = part => part.ariaLabel || part.title || part.labels?.length || part.getAttribute("aria-labelledby") || words(part)
  const shown = [...document.querySelectorAll("[data-testid=stApp] *")].filter(part => part.checkVisibility())
  const mute = shown.filter(part => part.matches("button, a[href], input, textarea, [role=combobox]") && !name(part))
  const lost = shown.filter(part => part.ariaLabel && (part.role === "presentation" || part.matches("span:not([role]), div:not([role])")))
  const levels = shown.filter(part => /^H[1-6]$/.test(part.tagName)).map(part => [part, Number(part.tagName[1])])
  const deep = levels.filter(([, level], at) => level > (at ? levels[at - 1][1] : 0) + 1).map(([part]) => part)
  return [...mute, ...lost, ...deep].map(part => part.outerHTML.slice(0, 200))
}"""

# How bright a colour is, from 0 to 255.
_BRIGHTNESS = """(part, of) => {
  const [red, green, blue] = getComputedStyle(part)[of].match(/[0-9]+/g).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue
}"""


@pytest.mark.parametrize("way", ["navigation", "card"])
def test_the_back_button_returns_to_the_filtered_list_whichever_way_one_left_it(
    way: str, visit: Visit, shipped: State
) -> None:
    count = sum(row["country_code"] == "CN" for row in shipped.database.rows("cases"))
    visitor = visit()
    visitor.stays_at("/cases?lang=fr&country=CN")
    visitor.sees_cases(count, "fr")
    if way == "navigation":
        visitor.navigation().nth(IN_NAVIGATION.index("about")).click()
        visitor.speaks("about", "fr")
    else:
        visitor.page.get_by_role("link", name=ZHANG).click()
        visitor.speaks("case", "fr")
    visitor.page.go_back()
    visitor.speaks("cases", "fr")
    visitor.sees_cases(count, "fr")
    visitor.asks(lang="fr", country="CN")


def test_a_download_is_a_spreadsheet_file_in_the_visitors_language(
    visit: Visit, shipped: State
) -> None:
    count = sum(row["country_code"] == "CN" for row in shipped.database.rows("cases"))
    visitor = visit()
    visitor.stays_at("/cases?lang=fr&country=CN")
    visitor.sees_cases(count, "fr")
    button = visitor.page.locator(".st-key-csv_cases").get_by_role("button")
    with visitor.page.expect_download(timeout=_PATIENCE) as waiting:
        button.click()
    date = shipped.as_of.isoformat()
    assert (
        waiting.value.suggested_filename == say("fr", "metric.cases.file_name", date=date) + ".csv"
    )
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = content.decode("utf-8-sig").splitlines()
    assert say("fr", "column.country_code") in header
    assert len(rows) == count
    assert all(country("fr", "CN") in row for row in rows)


def test_a_dropped_export_shows_on_an_open_page_without_a_reload_or_a_lost_filter(
    visit: Visit, server: Server
) -> None:
    visitor = visit()
    visitor.stays_at("/cases?lang=fr&country=CN")
    main = visitor.page.get_by_test_id("stMain")
    dated = main.get_by_test_id("stCaptionContainer").first
    before = dated.inner_text()
    main.evaluate("part => part.scrollTo(0, 600)")
    scrolled = main.evaluate("part => part.scrollTop")
    visitor.page.evaluate("() => { window.unbroken = true }")
    shutil.copy(SAMPLES / "actionkit_core_action.csv", server.folder / "exports")
    expect(dated).not_to_have_text(before)
    visitor.settle()
    assert visitor.page.evaluate("() => window.unbroken")
    assert main.evaluate("part => part.scrollTop") == scrolled
    visitor.asks(lang="fr", country="CN")


def test_a_file_is_handed_in_and_counted_in_the_browser(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/exports?lang=fr")
    field = visitor.page.locator('input[type="file"]')
    field.set_input_files(SAMPLES / "proca_action_list.csv")
    message = visitor.page.get_by_text(say("fr", "upload.take_in", count=1), exact=True)
    done = visitor.page.get_by_test_id("stAlert").filter(has_text="proca_action_list.csv")
    message.click()
    for half in range(
        600
    ):  # a press that fell into a run of the page was lost, and the button is still there
        if done.count():
            break
        visitor.page.wait_for_timeout(500)
        if half % 40 == 39 and message.count():
            message.click()
    expect(done).to_have_count(1)
    visitor.settle()
    visitor.navigation().nth(IN_NAVIGATION.index("live")).click()
    counted = visitor.page.get_by_test_id("stMetricLabel").first
    expect(counted).to_have_text(say("fr", "live.counted", year="2021"))


# Elsewhere


def test_a_long_heading_for_the_ear_lay_over_the_picture_of_an_embed(visit: Visit) -> None:
    """Put 99 letters to the left, one of more pixels than that still came in."""
    visitor = visit("fr-CA", PHONE)
    visitor.page.goto(f"{visitor.base}/embed/actions_latest?lang=fr")
    heading = visitor.page.locator("h1")
    assert len(heading.inner_text()) > 100
    box = heading.bounding_box()
    assert box is not None and box["width"] <= 1 and box["height"] <= 1


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("wide", [300, 390, 700])
def test_an_embed_was_560_pixels_high_whatever_it_held(
    wide: int, locked: bool, browser: Browser, server: Server
) -> None:
    """Also in a frame that lets scripts run and nothing else, as WordPress has it."""
    code = citation.frame(f"{server.address}/embed/actions_by_edition?lang=fr", "Actions")
    # The site around it has a policy of its own, which is not what is looked at here.
    page = browser.new_page(
        viewport={"width": wide, "height": 700}, color_scheme="dark", bypass_csp=True
    )
    page.goto(f"{server.address}/robots.txt")  # a site: a page of none may not frame
    page.set_content(
        code.replace(" loading=", ' sandbox="allow-scripts" loading=' * locked or " loading=")
    )
    frame = page.frame_locator("iframe").locator("body")
    expect(frame).to_be_visible()
    page.wait_for_function(
        "document.querySelector('iframe').style.height.length > 0", timeout=_PATIENCE
    )
    held = frame.evaluate("body => body.getBoundingClientRect().height")
    shown = page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().height")
    assert abs(shown - held) <= 1
    assert frame.evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(14, 14, 14)"
    page.close()


def test_a_printed_page_had_the_list_of_pages_on_every_sheet_and_half_of_each_chart(
    visit: Visit,
) -> None:
    """A chart is not drawn anew for paper: what it measures on a large screen has to be made smaller."""
    visitor = visit("en-GB", {"width": 1800, "height": 900})
    visitor.open("/cases")
    page = visitor.page
    page.wait_for_selector(".js-plotly-plot")
    wide = page.locator(".js-plotly-plot").first.evaluate("chart => chart.offsetWidth")
    assert wide > 1000
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.get_by_test_id("stDownloadButton").first.is_visible()
    zooms = [
        float(page.get_by_test_id(part).first.evaluate("part => getComputedStyle(part).zoom"))
        for part in ("stMainBlockContainer", "stPlotlyChart")
    ]
    assert wide * zooms[0] * zooms[1] <= 718  # A4 between a printer's margins
    assert 16 * zooms[0] > 11, "who reads it on paper reads it as in a newspaper"
    page.emulate_media(media="screen")


def test_a_page_for_the_press_is_printed_on_one_sheet_with_the_addresses_of_its_links(
    browser: Browser,
) -> None:
    """A case of six events took two: the addresses of their sources stood there twice, and the events in the picture."""
    for path in (
        b"/press/actions_by_edition", b"/fr/presse/cas/2021-zhang-zhan", b"/fr/presse/cas/2014-chelsea-manning",
    ):  # fmt: skip
        page = browser.new_page()
        page.set_content(Service().answer(path, b"").body.decode())
        sheets = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", sheets)) == 1
        page.emulate_media(media="print")
        shown = page.evaluate(
            "getComputedStyle(document.querySelector('.sources a'), '::after').content"
        )
        assert "attr" in shown or "http" in shown
        assert not page.locator(".take").is_visible()
        page.close()


def test_a_bar_an_event_and_a_lane_led_nowhere_and_a_tall_chart_held_the_finger(
    visit: Visit, shipped: State
) -> None:
    rows = shipped.database.rows("cases")
    visitor = visit()
    page = visitor.page

    def taps(mark: Locator) -> None:
        mark.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        box = mark.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()
        page.mouse.down()
        page.mouse.up()

    visitor.open("/cases?lang=fr&country=IR")
    taps(page.locator(".st-key-cases_by_standing .bars .point > path").first)
    page.wait_for_url("**liberty=*", wait_until="commit", timeout=_PATIENCE)
    stands = parse_qs(urlsplit(page.url).query)["liberty"][0]
    found = [r for r in rows if r["country_code"] == "IR" and r["liberty_standing"] == stands]
    visitor.asks(country="IR", liberty=stands)
    visitor.sees_cases(len(found), "fr")
    page.locator(".st-key-chip_liberty").get_by_role("button").click()
    visitor.asks(country="IR", liberty=None)

    visitor.open("/?lang=fr")  # on the overview a bar leads to its edition's page
    taps(page.locator(".st-key-actions_small .bars .point > path").nth(10))
    page.wait_for_url("**/actions?edition=*", wait_until="commit", timeout=_PATIENCE)
    visitor.asks(lang="fr")
    page.wait_for_selector("h1")
    visitor.settle()

    visitor.open("/cases?lang=fr&country=IR&as=progress")
    lanes = page.locator(".st-key-lanes")
    event = lanes.locator(".scatterlayer .points > path").first
    expect(event).to_be_attached()
    # With a drag mode Plotly keeps every touch to itself, and nobody gets past the chart.
    assert lanes.locator(".js-plotly-plot").evaluate("part => part._fullLayout.dragmode") is False
    taps(event)
    page.wait_for_url("**event=o*", wait_until="commit", timeout=_PATIENCE)
    told = parse_qs(urlsplit(page.url).query)["event"][0]
    row = next(
        r for r in shipped.database.rows("outcomes_newest", limit=9999) if r["outcome_id"] == told
    )
    expect(page.get_by_text(row["summary_fr"]).first).to_be_visible()
    visitor.settle()
    name = lanes.locator(".yaxislayer-above a").first
    case = parse_qs(
        urlsplit(name.get_attribute("xlink:href") or name.get_attribute("href") or "").query
    )["case"][0]
    taps_on = name.bounding_box()
    assert taps_on is not None
    page.mouse.click(taps_on["x"] + 4, taps_on["y"] + 4)
    visitor.asks(case=case, lang="fr")
    page.wait_for_selector("h1")
    visitor.settle()
    page.go_back()
    visitor.asks(country="IR", event=told, **{"as": "progress"})


def test_a_half_typed_form_was_lost_by_a_reload_or_a_link_without_a_word(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.open("/enter?lang=fr&table=case_names")
    asked: list[tuple[str, str]] = []
    answers = iter((False, False, True))

    def answer(dialog: Dialog) -> None:
        asked.append((dialog.type, dialog.message))
        dialog.accept() if next(answers) else dialog.dismiss()

    def until_asked(times: int) -> None:
        for _ in range(240):
            if len(asked) == times:
                break
            page.wait_for_timeout(250)
        assert len(asked) == times

    page.on("dialog", answer)
    page.reload()  # nothing is typed yet
    page.wait_for_selector("h1")
    visitor.settle()
    page.wait_for_selector("body[data-watched]", state="attached", timeout=_PATIENCE)
    assert asked == []
    field = page.get_by_test_id("stForm").get_by_role("textbox").first
    field.fill("Jina Modares")
    page.evaluate("() => void setTimeout(() => location.reload())")
    until_asked(1)
    link = visitor.navigation().nth(1)
    link.click()
    until_asked(2)
    assert [kind for kind, _ in asked] == ["beforeunload", "confirm"]
    assert asked[1][1] == say("fr", "enter.leaving")
    expect(field).to_have_value("Jina Modares")
    link.click()
    page.wait_for_url("**/actions?*", wait_until="commit", timeout=_PATIENCE)
    page.remove_listener("dialog", answer)
    visitor.settle()
    page.reload()  # a page without a form never asks
    page.wait_for_selector("h1")
    visitor.settle()
