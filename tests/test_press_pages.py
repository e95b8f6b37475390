"""Every page for the press as a newsroom gets it: whole, in one language, and every link answers."""

from __future__ import annotations

import base64
import hashlib
import inspect
import json
import re
from collections.abc import Callable
from functools import cache, wraps
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from impact import figures, pictures, routes
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, Wording, localized, qualified, say
from impact.presentation import claims
from impact.presentation.view import View
from impact.press import links, parameters, resources, sitemap
from impact.press.query import given_of
from impact.press.responses import Answer
from impact.press.service import Service
from impact.server import html
from tests.conftest import files, lay
from tests.foreign import foreign, proper, words
from tests.test_press import kept_on, visit

_DESK = Service()
_CASES = ("2021-zhang-zhan", "2020-gustavo-gatica", "2011-liu-xiaobo")
_CLAIMS = ("c226",)
_ASKED = (
    "pace?edition=2021",
    "actions_claims_of_edition?edition=2020",
    "cases_of_edition?edition=2002",
    "timeline_of_case?case=2021-zhang-zhan",
    "cases?country=CN",
)
PAGES: list[tuple[str, Language]] = [
    *((path, lang) for page in sitemap.pages() for lang, path in page.items()),
    *((f"/press/{asked}", "en") for asked in _ASKED),
    *((f"/fr/presse/{asked}", "fr") for asked in _ASKED),
    *((f"/press/cases/{case}", "en") for case in _CASES),
    *((f"/fr/presse/cas/{case}", "fr") for case in _CASES),
    *((f"/press/claims/{claim}", "en") for claim in _CLAIMS),
    *((f"/fr/presse/affirmations/{claim}", "fr") for claim in _CLAIMS),
    ("/revisions?lang=en", "en"),
    ("/revisions?lang=fr", "fr"),
]
_NO_END = {"meta", "link", "img", "br", "input", "hr"}


class Page(HTMLParser):
    """What of a page can be seen, and the tags that say something about it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []  # visible, in the page's own language
        self.held: dict[str, list[str]] = {}  # what stands inside tags of a name
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in _NO_END:
            self._open.append((tag, given.get("lang", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._open or not data.strip():
            return
        self.held.setdefault(self._open[-1][0], []).append(data)
        elsewhere = any(lang != self.lang for _, lang in self._open if lang)
        if not elsewhere and not {tag for tag, _ in self._open} & {"script", "style", "code"}:
            self.said.append(data)

    @property
    def lang(self) -> str:
        return self.all("html")[0]["lang"]

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            given for name, given in self.tags if name == tag and wanted.items() <= given.items()
        ]


def ask(address: str) -> Answer:
    path, _, query = address.partition("?")
    return _DESK.answer(path.encode(), query.encode())


def fresh(address: str) -> Page:
    answer = ask(address)
    assert answer.status == 200, address
    return Page(answer.body.decode())


page = cache(fresh)  # of the shipped record


def header(answer: Answer, name: str) -> str:
    return dict(answer.headers).get(name.encode(), b"").decode()


def answered(address: str) -> bool:
    """Whether an address of ours gives an answer, without drawing the picture it may lead to."""
    parts = urlsplit(address)
    scope = {"type": "http", "method": "GET", "path": parts.path, "headers": []}
    if not routes.prefix_of(parts.path):
        return html.known(scope)
    taken = resources.at(parts.path).taken(live.current())
    given = given_of(parts.query.encode())
    return parameters.checked(given, taken).keys() == given.keys()


def every_page(holds: Callable[..., None]) -> Callable[..., None]:
    """Hold each page to a rule: one test, since a hundred of them cost more than what they look at."""

    @wraps(holds)
    def test(**fixtures: object) -> None:
        for address, lang in PAGES:
            try:
                holds(address=address, lang=lang, **fixtures)
            except BaseException as error:
                error.add_note(f"The page is {address}.")
                raise

    asked = inspect.signature(holds)
    kept = [each for name, each in asked.parameters.items() if name not in ("address", "lang")]
    test.__signature__ = asked.replace(parameters=kept)  # type: ignore[attr-defined]
    return test


@every_page
def test_a_page_says_to_machines_what_it_is(address: str, lang: Language) -> None:
    read = page(address)
    assert read.lang == lang
    assert len(read.all("h1")) == 1
    assert say(lang, "site.title") in read.held["title"][0]
    assert read.all("meta", name="description")[0]["content"].strip()
    assert header(ask(address), "content-language") == lang
    canonical = read.all("link", rel="canonical")[0]["href"]
    pair = {given["hreflang"]: given["href"] for given in read.all("link", rel="alternate") if "hreflang" in given}  # fmt: skip
    assert set(pair) == set(LANGUAGES) and pair[lang] == canonical
    other = page(pair["en" if lang == "fr" else "fr"])
    assert {
        given["href"] for given in other.all("link", rel="alternate") if "hreflang" in given
    } == set(pair.values())
    assert page(canonical).all("link", rel="canonical")[0]["href"] == canonical


@every_page
def test_a_page_runs_nothing_but_what_copies_and_its_linked_data_can_be_read(
    address: str, lang: Language
) -> None:
    read = page(address)
    runs = [given for given in read.all("script") if given != {"type": "application/ld+json"}]
    copied = [given for tag in ("p", "code") for given in read.all(tag) if "data-copy" in given]
    assert bool(runs) == bool(copied)
    for given in runs:
        script = ask(given["src"]).body
        known = f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"
        assert given["integrity"] == known
        assert f"script-src '{known}'" in header(ask(address), "content-security-policy")
    assert all(given["data-copy"] == say(lang, "press.copy") for given in copied)
    for text in read.held.get("script", []):
        linked = json.loads(text)
        assert linked["@type"] in ("Dataset", "Claim") and linked["inLanguage"] == lang
        assert linked["name"] and linked["description"]


@every_page
def test_ids_stand_once_pictures_have_words_and_headings_leave_no_step_out(
    address: str, lang: Language
) -> None:
    assert lang
    read = page(address)
    ids = [given["id"] for _, given in read.tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert all(given.get("alt", "").strip() for given in read.all("img"))
    assert all(given["width"] and given["height"] for given in read.all("img")), "else words jump"
    drawn = read.all("svg")
    assert len(read.held["title"]) == 1 + len(drawn) == 1 + len(read.held.get("desc", []))
    assert all(given["role"] == "img" for given in drawn)
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_said_the_name_of_the_site_twice_and_began_without_a_picture(
    lang: Language,
) -> None:
    read = page(links.start(lang))
    assert say(lang, "site.title").split(":")[0].strip() not in read.held["h1"][0]
    tags = [tag for tag, _ in read.tags]
    assert tags.index("h1") < tags.index("img") < tags.index("section")
    (image,) = read.all("img")
    assert image["alt"] == pictures.alt(View(live.current(), lang), "actions_by_edition")
    # On a phone, whose screen is no wider than 560 pixels, the square one.
    assert {given["media"][:17] for given in read.all("source") if "shape=square" in given["srcset"]} == {"(max-width:560px)"}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headline_of_a_figure_stood_above_its_picture_as_well_as_in_it(lang: Language) -> None:
    view = View(live.current(), lang)
    for name in ("actions_by_edition", "cases_by_standing"):
        read = page(links.page(name, lang))
        assert read.held["h1"] == [say(lang, f"metric.{name}.label")]
        headline = pictures.headline(view, name)
        assert headline in read.held["title"][0] and headline not in read.held.get("p", [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_embed_had_no_heading(lang: Language) -> None:
    for name in ("actions_by_edition", "cases_by_standing", "actions_latest"):
        assert len(page(f"/embed/{name}?lang={lang}").all("h1")) == 1


@every_page
def test_a_page_is_light(address: str, lang: Language) -> None:
    assert lang
    assert max(len(one.body) for one in ask(address).packed) <= 30_000


@every_page
def test_every_address_of_ours_on_a_page_answers(address: str, lang: Language) -> None:
    assert lang
    read = page(address)
    ids = {given["id"] for _, given in read.tags if "id" in given}
    places = {given[name] for _, given in read.tags for name in ("href", "src") if name in given}
    places |= {given["content"] for given in read.all("meta", property="og:image")}
    assert "" not in places
    for place in places:
        if place.startswith("#"):
            assert place[1:] in ids
        else:
            assert place.startswith(("https://", "http://")) or answered(place), place


@pytest.fixture(scope="module")
def strays(shipped: live.State) -> dict[Language, frozenset[str]]:
    names = proper(shipped)
    return {lang: foreign(lang, names) for lang in LANGUAGES}


# Addresses, keys of cases and hosts are the same in both languages.
_KEYS = re.compile(r"(?<!\w)/\w[^\s]*|\b\d{4}-[a-z][\w-]*|\b[\w-]+(?:\.[\w-]+)+")


@every_page
def test_no_word_of_the_other_language_is_on_a_page(
    address: str, lang: Language, strays: dict[Language, frozenset[str]]
) -> None:
    read = [_KEYS.sub(" ", text) for text in page(address).said]
    assert not {word: text for text in read for word in words(text) & strays[lang]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_four_numbers_come_before_all_else(lang: Language) -> None:
    state = live.current()
    for name, column in {
        "actions_latest": "actions",
        "releases_published_headline": "value",
        "releases_documented_total": "people",
        "cases_total": "cases",
    }.items():
        (row,) = figures.figure(state, name, lang).rows
        number = qualified(lang, row[column], row.get("qualifier", "at_least"))
        start = "/fr/presse" if lang == "fr" else "/press"
        said = " ".join(page(f"{start}/{name}").said)
        assert number in said[said.index(say(lang, "press.skip")) :][:1200], name


@pytest.mark.parametrize("name", figures.names())
def test_a_figure_that_must_be_asked_for_something_offers_it(name: str) -> None:
    wanted = [each for each in parameters.of_figure(live.current(), name).values() if each.required]
    read = page(f"/press/{name}")
    offered = [given["href"] for given in read.all("a") if f"/press/{name}?" in given["href"]]
    if not wanted:
        assert all("as_of=" in href for href in offered)
    elif wanted[0].name == "case":
        cases = {given["href"] for given in read.all("a") if "/press/cases/" in given["href"]}
        assert cases == {f"/press/cases/{case}" for case in wanted[0].values}
    else:
        years = [parse_qs(urlsplit(href).query)["edition"][0] for href in offered]
        assert years == list(wanted[0].values)


def test_without_a_public_address_a_page_names_the_server_as_it_was_asked() -> None:
    """What is read by search engines or copied into another site leads nowhere without a host."""
    asked, here = (
        ("GET", "/fr/presse/cases_by_country", {"Host": "press.test:81"}),
        "http://press.test:81/",
    )
    (answer,) = visit(asked)
    read = Page(answer.text)
    said = [
        given["href"] for given in read.all("link") if given["rel"] in ("canonical", "alternate")
    ]
    said = [address for address in said if "/feeds/" not in address]
    said += [given["content"] for given in read.all("meta", property="og:image")] + framed(read)
    assert len(said) == 7 and all(address.startswith(here) for address in said)
    (oembed,) = visit(("GET", read.all("link", type="application/json+oembed")[0]["href"], {}))
    assert f'src="{here}embed/' in oembed.json()["html"]
    assert "connect-src 'self'" in answer.headers["content-security-policy"]


def test_a_claim_has_a_page_that_says_who_printed_it_where_and_what_may_be_said() -> None:
    for row in figures.figure(live.current(), "claims_ledger", "fr").rows[:3]:
        read = page(f"/fr/presse/affirmations/{row['claim_id']}")
        linked = json.loads(read.held["script"][0])
        assert linked["@type"] == "Claim" and linked["author"]["name"] == row["publisher_fr"]
        assert linked["appearance"]["url"] == row["source_url"]
        assert linked["datePublished"] == row["printed"]
        assert say("fr", f"claim_status.{row['status']}") in linked["description"]
        assert f"/fr/presse/affirmations/{row['claim_id']}" in {
            given["href"] for given in page("/fr/presse/claims_ledger").all("a")
        }
    assert ask("/press/claims/none").status == 404
    offered = {given["href"] for given in Page(ask("/fr/presse/rien").body.decode()).all("a")}
    assert {f"/fr/presse/{name}" for name in figures.names()} <= offered, "who errs finds them all"


def test_a_year_in_a_table_is_no_number_of_thousands() -> None:
    cells = page("/press/cases_by_country").held["td"]
    assert "2021" in cells and "2,021" not in cells


# Embeds


def framed(read: Page) -> list[str]:
    """The addresses in the code that a page gives to embed."""
    found = [re.search(r'<iframe src="([^"]+)"', text) for text in read.held.get("code", [])]
    return [match[1].replace("&amp;", "&") for match in found if match]


@every_page
def test_the_code_to_embed_leads_to_what_any_site_may_frame(address: str, lang: Language) -> None:
    own = header(ask(address), "content-security-policy")
    assert own.endswith("frame-ancestors 'self'")
    places = framed(page(address))
    read = page(address)
    cited = say(lang, "press.cite") in read.held.get("h2", [])
    shows = read.all("figure") or read.all("p", **{"class": "number"})
    assert len(places) == (2 if cited and shows else 0), "a frame without either would be empty"
    assert all(f"lang={lang}" in place and answered(place) for place in places)
    for place in places[:1]:  # the frozen one is drawn alike
        frame = ask(place)
        assert frame.status == 200
        assert header(frame, "content-security-policy").endswith("frame-ancestors *")
        assert Page(frame.body.decode()).lang == lang


def test_of_rows_picked_out_of_a_figure_no_frame_is_offered() -> None:
    read = page("/press/cases?country=CN")
    assert framed(read) == [] and not read.all("link", type="application/json+oembed")
    assert len(framed(page("/press/cases"))) == 2


def embedded(url: str) -> Any:
    answer = ask("/oembed?" + urlencode({"url": url, "format": "json"}))
    return answer.status, json.loads(answer.body)


@every_page
def test_what_a_page_says_of_its_oembed_is_answered(address: str, lang: Language) -> None:
    for given in page(address).all("link", type="application/json+oembed"):
        answer = ask(given["href"])
        found = json.loads(answer.body)
        assert answer.status == 200
        assert (found["version"], found["type"]) == ("1.0", "rich")
        assert isinstance(found["width"], int) and isinstance(found["height"], int)
        place = re.search(r'src="([^"]+)"', found["html"])
        assert place and f"lang={lang}" in place[1]
        assert ask(place[1].replace("&amp;", "&")).status == 200


def test_oembed_knows_the_pages_of_its_own_host_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedded("https://any.example/press/cases_total")[0] == 200
    monkeypatch.setenv("IMPACT_ADDRESS", "https://impact.example/")
    status, found = embedded("https://impact.example/fr/presse/cases_total")
    assert status == 200 and "https://impact.example/embed/cases_total?lang=fr" in found["html"]
    assert embedded("https://impact.example/press/cases/2021-zhang-zhan")[0] == 200
    for url in (
        "https://elsewhere.example/press/cases_total",
        "https://impact.example.org/press/cases_total",
        "https://elsewhere.example/https://impact.example/press/cases_total",
        "https://impact.example/blog/press/cases_total",
        "https://impact.example/press/pace",
        "https://impact.example/press/pace?edition=1066",
        "https://impact.example/press/cases?country=CN",
        "https://impact.example/press/cases/nobody",
        "javascript:alert(1)//press/cases_total",
    ):
        assert embedded(url)[0] == 400, url


def test_oembed_names_the_pages_that_it_would_have_answered() -> None:
    answer = ask("/oembed?url=https%3A%2F%2Felsewhere.example%2Fx")
    valid = json.loads(answer.body)["valid"]
    assert answer.status == 400 and any(each.endswith("/press/cases_total") for each in valid)


def test_oembed_keeps_to_the_room_it_is_given() -> None:
    answer = ask("/oembed?maxwidth=300&maxheight=200&url=/press/cases_total")
    found = json.loads(answer.body)
    assert (found["width"], found["height"]) == (300, 200)
    assert 'width="300" height="200"' in found["html"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_embed_was_dark_around_a_light_drawing_whatever_it_was_asked(lang: Language) -> None:
    """With a theme page and drawing are of it; without one the same rule gives both their colours."""
    address = f"/embed/cases_by_standing?lang={lang}"
    for theme in ("light", "dark"):
        text = ask(f"{address}&theme={theme}").body.decode()
        assert Page(text).all("html")[0]["class"] == theme and "var(--c" not in text
        assert f":root.{theme}{{color-scheme:{theme}" in text
        ground = "#FFFFFF" if theme == "light" else "#0E0E0E"
        assert (
            f'fill="{ground}"' in text
            and f'fill="{"#0E0E0E" if theme == "light" else "#FFFFFF"}"' not in text
        )
    text = ask(address).body.decode()
    assert "class" not in Page(text).all("html")[0]
    assert 'fill="var(--cFFFFFF-0E0E0E)"' in text
    assert "--cFFFFFF-0E0E0E:#FFFFFF;" in text
    dark = text[text.rindex("@media (prefers-color-scheme:dark)") :]
    assert "--cFFFFFF-0E0E0E:#0E0E0E;" in dark


@every_page
def test_the_drawing_of_a_page_has_the_colours_of_the_page(address: str, lang: Language) -> None:
    assert lang
    text = ask(address).body.decode()
    style = text[text.index("<style>") : text.index("</style>")]
    assert all(f"{ink}:" in style for ink in re.findall(r"var\((--c\w+-\w+)\)", text))
    assert 'fill="#FFFFFF"' not in text, "a white sheet on a dark page"


def test_a_narrow_frame_gets_a_narrow_drawing_and_each_has_its_own_names() -> None:
    read = fresh("/embed/releases_published?lang=fr")
    shown = [given["class"] for given in read.all("div")]
    assert shown == ["picture roomy", "picture narrow"]
    assert [given["width"] for given in read.all("svg")] == ["1200", "600"]
    ids = [given["id"] for _, given in read.tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert len(fresh("/embed/releases_published?shape=square").all("svg")) == 1


def test_a_link_in_an_embed_took_the_place_of_the_article() -> None:
    for address in ("/embed/cases_total?lang=fr", "/embed/actions_by_edition", "/embed/editions"):
        for given in fresh(address).all("a"):
            assert given["target"] == "_blank" and given["rel"] == "noopener"


def test_the_one_script_of_an_embed_is_the_one_that_its_policy_lets_run() -> None:
    answer = ask("/embed/cases_total")
    (script,) = Page(answer.body.decode()).held["script"]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in header(answer, "content-security-policy")
    assert "postMessage" in script
    assert digest not in header(ask("/press"), "content-security-policy")


@every_page
def test_no_two_pages_have_one_title(address: str, lang: Language) -> None:
    title = page(address).held["title"][0]
    same = [other for other, _ in PAGES if page(other).held["title"][0] == title]
    canonical = {page(other).all("link", rel="canonical")[0]["href"] for other in same}
    assert lang and len(canonical) == 1, title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_to_quote_did_not_tell_of_the_release(lang: Language) -> None:
    """Serving 35 years, and then "no new arrest since 12 March 2020": nobody who quotes that says she came out."""
    start = "/fr/presse/cas" if lang == "fr" else "/press/cases"
    met = {"en": "we wrote for Chelsea Manning", "fr": "nous avons écrit pour Chelsea Manning"}[
        lang
    ]
    came_out = {"en": "left the military prison", "fr": "sortie de la prison militaire"}[lang]
    held = page(f"{start}/2014-chelsea-manning").held
    quoted = [text for texts in held.values() for text in texts if met in text]
    assert quoted and all(came_out in text for text in quoted), quoted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_to_who_was_cleared_showed_a_convict(lang: Language) -> None:
    """The preview and the picture in it said how the case stood at its launch, and no more."""
    start = "/fr/presse/cas" if lang == "fr" else "/press/cases"
    shown = page(f"{start}/2008-hakamada-iwao")
    (preview,) = [each["content"] for each in shown.all("meta", property="og:description")]
    (picture,) = [each["content"] for each in shown.all("meta", property="og:image:alt")]
    assert preview.startswith({"en": "Free", "fr": "En liberté"}[lang])
    assert {"en": "acquitted", "fr": "acquittement"}[lang] in picture


def test_a_figure_of_one_country_was_told_under_the_sources_of_all() -> None:
    sources = figures.figure(
        live.current(), "results_by_country", "en", {"country_code": "CN"}
    ).sources
    every = figures.figure(live.current(), "results_by_country", "en").sources
    assert 0 < len(sources) < len(every) / 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_quoted_of_a_case_named_nobody(lang: Language) -> None:
    start = "/fr/presse/cas" if lang == "fr" else "/press/cases"
    for case in _CASES:
        name = named(case, lang)
        read = page(f"{start}/{case}")
        linked = json.loads(read.held["script"][0])
        assert name in linked["name"] and linked["url"] == f"{start}/{case}"
        cited = [text for text in read.held["p"] if case in text and "CC BY" in text]
        assert len(cited) == 2 and all(name in text for text in cited if start in text)
        found = json.loads(ask(f"/api/v1/figures/timeline_of_case?case={case}&lang={lang}").body)
        assert name in found["metadata"]["citation"]


def named(case: str, lang: Language) -> str:
    (row,) = figures.figure(live.current(), "case", lang, case_id=case).rows
    return localized(row, "name", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_to_a_claim_showed_no_picture_a_word_and_a_title_without_end(lang: Language) -> None:
    start = "/fr/presse/affirmations" if lang == "fr" else "/press/claims"
    for row in figures.figure(live.current(), "claims_ledger", lang).rows[::8]:
        read = fresh(f"{start}/{row['claim_id']}")
        (title,) = (given["content"] for given in read.all("meta", property="og:title"))
        (told,) = (given["content"] for given in read.all("meta", property="og:description"))
        (image,) = (given["content"] for given in read.all("meta", property="og:image"))
        assert len(title) <= 72, title
        assert claims.claim_value(row, Wording(lang)) in title
        assert claims.claim_says(row, Wording(lang)) in told and len(told) > 60
        assert claims.claim_says(row, Wording(lang)) in " ".join(read.said)
        assert answered(image)
    card = ask(f"/og/claims/c208.png?lang={lang}")
    assert card.status == 200 and card.body.startswith(b"\x89PNG")
    assert ask("/og/claims/none.png").status == 404


def test_the_number_most_asked_for_has_a_picture() -> None:
    for address in ("/press/releases_published_headline", "/fr/presse/releases_published_headline"):
        assert page(address).all("meta", property="og:image") and page(address).all("figure")


# What there is not


@pytest.mark.parametrize(
    "name",
    ["nothing", "<script>alert(1)</script>", "%3Cimg%20src=x%20onerror=alert(1)%3E", "..%2f..", '"><b>'],
)  # fmt: skip
@pytest.mark.parametrize("start", ["/press", "/fr/presse", "/press/cases", "/fr/presse/cas", "/embed"])  # fmt: skip
def test_an_unknown_name_is_a_404_in_words_that_repeats_no_markup(start: str, name: str) -> None:
    answer = ask(f"{start}/{name}")
    text = answer.body.decode()
    assert answer.status == 404
    assert Page(text).lang == ("fr" if start.startswith("/fr") else "en")
    assert len(Page(text).all("h1")) == 1
    assert not Page(text).all("script") and not Page(text).all("img") and "<b>" not in text


# An older state


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_an_older_snapshot_says_what_changed_and_why(
    lang: Language, folders: tuple[Path, Path]
) -> None:
    for total, people in ((100, 1), (130, 2)):
        editions = [{"actions": total, "actions_qualifier": "exact"}]
        lay(folders[0], files(editions=editions, outcomes=[{"people": people}]))
        live.current()
    old, new = kept_on(folders[1], "2026-11-01", "2026-11-10")
    start = "/fr/presse" if lang == "fr" else "/press"
    then = fresh(f"{start}/actions_by_edition?as_of={old}")
    said = " ".join(then.said)
    assert say(lang, "press.newer") in said and "100 → 130" in said
    assert say(lang, "feed.correction_of_record") in said
    assert f"{start}/actions_by_edition" in {given["href"] for given in then.all("a")}
    same = " ".join(fresh(f"{start}/cases_total?as_of={old}").said)
    assert say(lang, "press.newer_same") in same
    for address in (f"actions_by_edition?as_of={new}", "actions_by_edition"):
        assert say(lang, "press.newer") not in " ".join(fresh(f"{start}/{address}").said)
    case = f"{start}/{'cas' if lang == 'fr' else 'cases'}/2020-a"
    assert say(lang, "press.newer") in " ".join(fresh(f"{case}?as_of={old}").said)
