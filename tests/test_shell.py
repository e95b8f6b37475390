"""The pages of the dashboard as search engines and sites that show a link get them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from impact import routes
from impact.i18n.words import LANGUAGES, Language, say
from impact.server import html
from tests.test_press_pages import Page, answered

HOST = "http://impact.test"
Folders = tuple[Path, Path]


def read(address: str, accepted: str = "en", host: str = "impact.test") -> Page:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=html.served()))
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            return await client.get(address, headers={"Accept-Language": accepted, "Host": host})

    answer = asyncio.run(run())
    assert answer.status_code == 200
    return Page(answer.text)


def said(page: Page, name: str) -> str:
    (found,) = page.all("meta", property=f"og:{name}")
    return found["content"]


def links(page: Page, rel: str, **wanted: str) -> list[str]:
    return [given["href"] for given in page.all("link", rel=rel, **wanted)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", routes.PAGES, ids=lambda screen: screen.name)
def test_each_page_tells_machines_its_names_its_twin_and_its_feeds(
    screen: routes.Page, lang: Language
) -> None:
    path, name = screen.path[1:], screen.name
    page = read(f"/{path}?lang={lang}")
    here = f"{HOST}/{path}?lang="
    title = f"{say(lang, f'nav.{name}')} · {say(lang, 'site.title')}"
    assert page.lang == lang
    assert page.held["title"] == [title]
    assert said(page, "title") == say(lang, f"nav.{name}")
    assert said(page, "description") == say(lang, f"nav.{name}_help")
    assert said(page, "url") == here + lang == links(page, "canonical")[0]
    assert {code: links(page, "alternate", hreflang=code) for code in LANGUAGES} == {
        code: [here + code] for code in LANGUAGES
    }
    assert said(page, "image") == f"{HOST}/og/{name}.png?lang={lang}"
    feeds = links(page, "alternate", type="application/atom+xml")
    assert len(feeds) == len(routes.FEEDS)
    for place in [*feeds, said(page, "image")]:
        assert answered(place.removeprefix(HOST)), place


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_a_case_bears_its_name_and_shows_its_timeline(lang: Language) -> None:
    page = read("/case?case=2021-zhang-zhan", lang)
    assert page.held["title"] == [f"Zhang Zhan · {say(lang, 'site.title')}"]
    assert said(page, "title") == "Zhang Zhan"
    assert said(page, "url") == f"{HOST}/case?case=2021-zhang-zhan&lang={lang}"
    image = f"{HOST}/og/timeline_of_case.png?case=2021-zhang-zhan&lang={lang}"
    assert said(page, "image") == image
    assert answered(image.removeprefix(HOST))
    for feed in links(page, "alternate", type="application/atom+xml"):
        assert "case=2021-zhang-zhan" in feed and answered(feed.removeprefix(HOST))


@pytest.mark.parametrize(
    "case", ["", "nobody", '"><script>alert(1)</script>', "2021-zhang-zhan'", "x" * 5000]
)
def test_an_unknown_case_gets_the_plain_page_and_is_not_repeated(case: str) -> None:
    plain = html.html("case", "en", HOST)
    assert html.html("case", "en", HOST, case) == plain
    assert html.html("actions", "en", HOST, "2021-zhang-zhan").count("zhang") == 0


def test_a_name_cannot_leave_its_place(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = '</title><script>alert(1)</script>" \\1 &'
    row = {"name": evil, "name_fr": evil, "summary": evil, "summary_fr": evil}
    monkeypatch.setattr(html, "_case", lambda *_: row)
    assert folders
    before, after = Page(html.html("case", "fr", HOST)), Page(html.html("case", "fr", HOST, "a"))
    assert len(after.all("script")) == len(before.all("script"))
    assert said(after, "title") == evil == said(after, "description")
    assert "".join(after.held["title"]).startswith(evil)


def test_without_a_record_the_page_of_a_case_still_opens(folders: Folders) -> None:
    assert folders
    assert read("/case?case=2021-zhang-zhan").held["title"][0].startswith(say("en", "nav.case"))


def test_addresses_begin_with_the_public_one_whatever_host_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert links(read("/about", host='x"><b>'), "canonical") == ["http://localhost/about?lang=en"]
    monkeypatch.setenv("IMPACT_ADDRESS", "https://impact.example/")
    page = read("/about", host="elsewhere.example")
    places = [*links(page, "canonical"), *links(page, "alternate"), said(page, "image")]
    assert {urlsplit(place).netloc for place in places} == {"impact.example"}
