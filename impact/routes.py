"""The table of addresses: each path of the product is spelt here, and nowhere else.

From it come what answers a request, the map of the site, the description for programs, the files of the
bulletin and what nginx says of them, the links of pages and feeds, the navigation of the dashboard and the
other languages of an address. Starlette's routes do the matching and the filling in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.routing import Match, Route

from impact.i18n.locales import FIRST, LANGUAGES, ROWS, Language


class _Some(PathConvertor):
    """Whatever there is, if there is anything."""

    regex = ".+"


class _Stem(PathConvertor):
    """A name before its suffix."""

    regex = "[^.]*"


register_url_convertor("some", _Some())
register_url_convertor("stem", _Stem())


Role = Literal["press", "spokesperson", "staff", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


@dataclass(frozen=True)
class Address:
    """A path, or a pattern of paths as Starlette writes them, in the first language.

    `spoken`: each language has a path of its own. `people`: an error is told on a page, not to a program.
    `placeless`: the answer does not say where the server is. `history`: it is told from all snapshots.
    `indexed`: search engines are told of it.
    """

    name: str
    path: str
    spoken: bool = False
    people: bool = False
    placeless: bool = False
    history: bool = False
    indexed: bool = False

    @property
    def strict(self) -> bool:
        """Whether who asks is a program, and an unknown parameter is told instead of passed over."""
        return self.path.startswith("/api/")

    def in_language(self, lang: Language) -> str:
        if not self.spoken or lang == FIRST:
            return self.path
        segments = ROWS[lang].segments
        return "/".join(
            ["", lang, *(segments.get(part, part) for part in self.path.split("/")[1:])]
        )


@dataclass(frozen=True)
class Page:
    """A page of the dashboard: its path, its icon, and under which heading it is listed, if it is."""

    name: str
    path: str
    icon: str
    section: str
    listed: bool = True
    indexed: bool = True
    role: Role = "press"  # who may see it, at least, where others are served


FEEDS = ("outcomes", "figures", "revisions", "today")
FEED_FORMS = ("atom", "rss")
ADDRESSES = (
    Address("changes", "/revisions", people=True, history=True, indexed=True),
    Address("oembed", "/oembed"),
    Address("figures", "/api/v1/figures", placeless=True),
    Address("openapi", "/api/v1/openapi.json", placeless=True),
    Address("revisions", "/api/v1/revisions.json", placeless=True, history=True),
    *(Address(f"feed_{feed}", f"/feeds/{feed}.{{form:stem}}", history=True) for feed in FEEDS),
    Address("data", "/data/", people=True, indexed=True),
    Address("data_file", "/data/{name:path}"),
    Address("problem", "/api/v1/problems/{kind:some}", placeless=True),
    Address("figure_form", "/api/v1/figures/{name:stem}.{form:path}", placeless=True),
    Address("figure", "/api/v1/figures/{name:stem}", placeless=True),
    Address("copies", "/copy.js", placeless=True),
    Address("press", "/press", spoken=True, people=True, indexed=True),
    Address("press_case", "/press/cases/{name:some}", spoken=True, people=True, indexed=True),
    Address("press_claim", "/press/claims/{name:some}", spoken=True, people=True, indexed=True),
    Address("press_figure", "/press/{name:path}", spoken=True, people=True, indexed=True),
    Address("embed", "/embed/{name:path}", people=True, placeless=True),
    Address("card_claim", "/og/claims/{name:some}.png", placeless=True),
    Address("card", "/og/{name:path}.png", placeless=True),
)
PAGES = (
    Page("overview", "/", "finance_mode", "figures"),
    Page("actions", "/actions", "bar_chart", "figures"),
    Page("releases", "/releases", "lock_open", "figures"),
    Page("cases", "/cases", "groups", "figures"),
    Page("case", "/case", "person", "figures", listed=False, indexed=False),
    Page("compare", "/compare", "compare_arrows", "figures"),
    Page("about", "/about", "fact_check", "figures"),
    Page("claims", "/claims", "balance", "use"),
    Page("talking", "/talking", "record_voice_over", "use"),
    Page("check", "/check", "spellcheck", "use"),
    Page("live", "/live", "monitoring", "staff", role="spokesperson"),
    Page("enter", "/enter", "edit_note", "staff", indexed=False, role="staff"),
    Page("exports", "/exports", "upload_file", "staff", indexed=False, role="staff"),
)
PAGE: Mapping[str, Page] = {page.name: page for page in PAGES}
# What a site owes to machines that find it, what an open page asks, and what Streamlit serves as files.
ROBOTS, SITEMAP = "/robots.txt", "/sitemap.xml"
SNAPSHOT = "/snapshot"
# What those ask who run the server: whether it lives, whether it can answer, what it measured.
ALIVE, READY, MEASURES = "/healthz", "/readyz", "/metrics"
ICON = "/app/static/favicon.png"


@dataclass(frozen=True)
class Located:
    """What an address is: its line of the table, the language that it says, the parts that vary."""

    address: Address
    lang: Language | None
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Prefix:
    """A beginning of paths that is ours. What it says holds for addresses that are not there too."""

    start: str
    lang: Language | None
    people: bool
    placeless: bool


def _endpoint() -> None:
    """Stands in a route for what answers, which who asks the table knows."""


def _routes() -> Iterable[tuple[Address, Language | None, Route]]:
    for address in ADDRESSES:
        for lang in LANGUAGES if address.spoken else (None,):
            path = address.in_language(lang or FIRST)
            yield address, lang, Route(path, _endpoint, name=address.name, methods=["GET"])


_ROUTES = tuple(_routes())
_BY_NAME = {(address.name, lang): route for address, lang, route in _ROUTES}
ADDRESS: Mapping[str, Address] = {address.name: address for address in ADDRESSES}


def _prefixes() -> dict[str, Prefix]:
    """The areas by the part of a path that tells them, which after a language is two."""
    found: dict[str, Prefix] = {}
    for address, lang, route in _ROUTES:
        start = "/".join(route.path.split("/")[: 2 + (lang not in (None, FIRST))])
        one = found.setdefault(start, Prefix(start, lang, address.people, address.placeless))
        # Of files and of their list nobody expects a page.
        people = one.people and address.people
        found[start] = Prefix(start, lang, people, one.placeless and address.placeless)
    return found


PREFIXES = _prefixes()
FILES = (ROBOTS, SITEMAP)


def prefix_of(path: str) -> Prefix | None:
    """The area that a path lies in, or None if it is not ours to answer."""
    parts = path.split("/", 3)
    return PREFIXES.get(f"/{parts[1]}" if len(parts) > 1 else "") or PREFIXES.get(
        "/".join(parts[:3])
    )


def find(path: str) -> Located | None:
    """What a path is, or None if there is no such address. Pages may end with slashes."""
    within = prefix_of(path)
    if within and within.lang:
        path = path.rstrip("/")
    asked = {"type": "http", "method": "GET", "path": path}
    for address, lang, route in _ROUTES:
        match, scope = route.matches(asked)
        if match is Match.FULL:
            return Located(address, lang, scope["path_params"])
    return None


def path(name: str, lang: Language = FIRST, /, **parts: str) -> str:
    """The path of an address of the table, in a language if it is spoken."""
    route = _BY_NAME[name, lang if ADDRESS[name].spoken else None]
    return str(route.url_path_for(name, **parts))


def start(name: str, lang: Language = FIRST, /) -> str:
    """What the path of an address begins with before its parts."""
    return _BY_NAME[name, lang if ADDRESS[name].spoken else None].path.partition("{")[0]


def pattern(name: str, /, **parts: str) -> str:
    """The path of an address with the names of its parts in braces, but for those that are given."""
    return _BY_NAME[name, None].path_format.format_map(_Braces(parts))


class _Braces(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def asked(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """A path with its parameters, always in one order, so that one answer has one address."""
    query = urlencode(sorted(parameters))
    return f"{path}?{query}" if query else path
