"""The page that a browser gets before Streamlit starts: its language, its title, its own address.

Streamlit serves one HTML file for every path, in English, titled "Streamlit". Here each page of
ours gets that file with its language, title and description, and with the address of the server
written in, so that the browser does not guess it from the path and log failed requests.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Match, Route

from impact import live
from impact.faults import Fault
from impact.press.door import Door
from impact.scripts import Scripts
from impact.words import LANGUAGES, Language, choose, say

# The address of a page is one segment; the start page has none.
PAGES = {
    "": "overview",
    "actions": "actions",
    "releases": "releases",
    "cases": "cases",
    "case": "case",
    "about": "about",
    "claims": "claims",
    "check": "check",
    "live": "live",
    "exports": "exports",
}

_ADDRESS = """<script>
      window.__streamlit = { BACKEND_BASE_URL: new URL(".", window.location.href).href }
    </script>
    <script>"""


@cache
def html(page: str, lang: Language) -> str:
    """Streamlit's own page with what it leaves out. `page` is a name of `PAGES`."""
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    title = f"{say(lang, f'nav.{page}')} · {say(lang, 'site.title')}"
    description = say(lang, f"nav.{page}_help")
    text = text.replace('<html lang="en">', f'<html lang="{lang}">')
    text = text.replace(
        "<title>Streamlit</title>",
        f'<title>{escape(title)}</title>\n    <meta name="description" content="{escape(description)}" />',
    )
    text = text.replace("./favicon.png", "./app/static/favicon.png")
    return re.sub(r"<script>", lambda _: _ADDRESS, text, count=1)


def wanted(request: Request) -> Language:
    """The language that the address asks for, else the browser's first."""
    wish = request.query_params.get("lang")
    if wish in LANGUAGES:
        return "fr" if wish == "fr" else "en"
    return choose(request.headers.get("accept-language"))


async def _serve(request: Request) -> HTMLResponse:
    page = PAGES[request.url.path.strip("/")]
    return HTMLResponse(html(page, wanted(request)), headers={"Cache-Control": "no-cache"})


def _snapshot(_request: Request) -> PlainTextResponse:
    """Which snapshot is answered from now. Every open page asks; the answer is a few bytes."""
    try:
        now = live.current().snapshot
    except Fault:
        now = ""
    return PlainTextResponse(now, headers={"Cache-Control": "no-store"})


def routes() -> list[Route]:
    return [*(Route(f"/{path}", _serve) for path in PAGES), Route("/snapshot", _snapshot)]


# The first parts of the paths that Streamlit answers itself; to all others it would answer its page.
_STREAMLITS = {"_stcore", "app", "auth", "component", "healthz", "media", "oauth2callback"} | {
    path.name for path in (Path(streamlit.__file__).parent / "static").iterdir()
}


def known(scope: MutableMapping[str, Any]) -> bool:
    """Whether a request is for a page or route of ours or for something of Streamlit's own."""
    path = scope["path"].rstrip("/") or "/"
    if path.split("/")[1] in _STREAMLITS:
        return True
    asked = {**scope, "path": path}
    return any(route.matches(asked)[0] is not Match.NONE for route in _ROUTES)


_ROUTES = routes()


def middleware() -> list[Middleware]:
    """The press layer in front of everything, which also answers what nobody knows; then scripts."""
    return [Middleware(Door, known=known), Middleware(Scripts)]
