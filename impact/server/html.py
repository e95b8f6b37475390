"""The page that a browser gets before Streamlit starts: its language, its title, its own address.

Streamlit serves one HTML file for every path, in English, titled "Streamlit". Here each page of
ours gets that file with its language, title and description, with what search engines and sites
that show a link read, and with the address of the server written in, so that the browser does not
guess it from the path and log failed requests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Match, Route

from impact import figures, routes
from impact.faults import Fault
from impact.figures import access
from impact.i18n.locales import LANGUAGES, Language, choose, named
from impact.i18n.words import localized, say
from impact.press import feeds
from impact.press.asgi import Press, origin_of
from impact.press.parameters import values
from impact.press.rendering import rendered
from impact.server.assets import Scripts
from impact.server.gate import Gate
from impact.server.login import Uploads
from impact.server.policy import page_policy

_BY_PATH = {screen.path: screen for screen in routes.PAGES}

_ADDRESS = """<script>
      window.__streamlit = { BACKEND_BASE_URL: new URL(".", window.location.href).href }
    </script>
    <script>"""


@cache
def shell() -> str:
    """Streamlit's own page with the address of the server and our icon."""
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    text = text.replace("./favicon.png", f".{routes.ICON}")
    return re.sub(r"<script>", lambda _: _ADDRESS, text, count=1)


def html(page: str, lang: Language, origin: str = "", case: str = "") -> str:
    """Streamlit's own page with what it leaves out. `page` is the name of a screen.

    `origin` begins every address that others read; `case` is the one that the page of a case shows.
    """
    text = shell().replace('<html lang="en">', f'<html lang="{lang}">')
    return text.replace("<title>Streamlit</title>", _head(page, lang, origin, case))


def _head(page: str, lang: Language, origin: str, case: str) -> str:
    """Title, description, card, the same page in every language, feeds."""
    title, description = say(lang, f"nav.{page}"), say(lang, f"nav.{page}_help")
    query, card = {}, page
    if row := _case(case, lang) if page == "case" else None:
        title, description = localized(row, "name", lang), localized(row, "summary", lang)
        query, card = {"case": case}, "timeline_of_case"

    def at(path: str, language: Language = lang) -> str:
        return origin + routes.asked(path, {**query, "lang": language}.items())

    path = routes.PAGE[page].path
    head = rendered(
        "head.html",
        lang,
        title=title,
        description=description,
        here=at(path),
        card=at(routes.path("card", name=card)),
        alternates=[(each, at(path, each)) for each in LANGUAGES],
        feeds=[
            (say(lang, f"feed.{feed}"), at(routes.path(f"feed_{feed}", form="atom")))
            for feed in feeds.told()
        ],
    )
    return head.decode().replace("\n", "\n    ")


def _case(case: str, lang: Language) -> Mapping[str, Any] | None:
    """The case of that key, or None: then its page is served without a name, and says why."""
    try:
        now = access.current()
        if case not in values(now, "case"):
            return None
        row: Mapping[str, Any] = figures.figure(now, "case", lang, case_id=case).rows[0]
        return row
    except Fault:
        return None


def wanted(request: Request) -> Language:
    """The language that the address asks for, else the browser's first."""
    wish = request.query_params.get("lang")
    return named(wish) or choose(request.headers.get("accept-language"))


def _serve(request: Request) -> HTMLResponse:
    """The page, made beside the server's loop: a case is looked up in the database."""
    page, case = (
        _BY_PATH[request.url.path.rstrip("/") or "/"].name,
        request.query_params.get("case", ""),
    )
    text = html(page, wanted(request), origin_of(request.scope), case)
    return HTMLResponse(text, headers={"Cache-Control": "no-cache"})


def _snapshot(_request: Request) -> PlainTextResponse:
    """Which snapshot is answered from now. Every open page asks; the answer is a few bytes."""
    try:
        now = access.current().snapshot
    except Fault:
        now = ""
    return PlainTextResponse(now, headers={"Cache-Control": "no-store"})


def served() -> list[Route]:
    return [*(Route(path, _serve) for path in _BY_PATH), Route(routes.SNAPSHOT, _snapshot)]


# The first parts of the paths that Streamlit answers itself, and its files; to all others, among them
# a script that is not there, it would answer its page.
_STREAMLITS = {"_stcore", "app", "auth", "component", "healthz", "media", "oauth2callback"}
_ITS = Path(streamlit.__file__).parent / "static"
_ITS_FILES = {f"/{path.relative_to(_ITS).as_posix()}" for path in _ITS.rglob("*") if path.is_file()}


def known(scope: MutableMapping[str, Any]) -> bool:
    """Whether a request is for a page or route of ours or for something of Streamlit's own."""
    path = scope["path"].rstrip("/") or "/"
    if path.split("/")[1] in _STREAMLITS or path in _ITS_FILES:
        return True
    asked = {**scope, "path": path}
    return any(route.matches(asked)[0] is not Match.NONE for route in _ROUTES)


_ROUTES = served()


def middleware() -> list[Middleware]:
    """The gate; the press layer, which also answers what nobody knows; then scripts, and who may hand in."""
    return [
        Middleware(Gate, page=page_policy(shell())),
        Middleware(Press, known=known),
        Middleware(Scripts),
        Middleware(Uploads),
    ]
