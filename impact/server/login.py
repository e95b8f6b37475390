"""The login: whether it is set up, and who sends a request that is no run of a page.

Streamlit's own login (OpenID Connect, by Authlib) keeps who logged in in a signed cookie, which also
comes with the requests beside its pages. Here such a request is looked at in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from impact.faults import Fault, shown
from impact.figures import access, roles
from impact.figures.access import Who
from impact.settings import ROOT, value

SECRETS = ROOT / ".streamlit" / "secrets.toml"
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_SHORTEST = 32  # characters of what signs the cookies
_UPLOADS = "/_stcore/upload_file"
STAFF = "staff"  # what a visit remembers once the password was given


def faults(address: str) -> Iterator[Fault]:
    """What stands in the way of a login at a public address."""
    given: Mapping[str, Any] = get_secrets_auth_section() or {}
    if missing := [name for name in _NEEDED if not str(given.get(name, "")).strip()]:
        yield Fault("serve_login", missing=", ".join(missing), file=SECRETS.name)
        return
    wanted = address.rstrip("/") + _CALLBACK
    if given["redirect_uri"] != wanted:
        yield Fault("serve_redirect", found=shown(str(given["redirect_uri"])), wanted=wanted)
    if (length := len(str(given["cookie_secret"]))) < _SHORTEST:
        yield Fault("serve_secret", found=str(length))


def who(headers: Mapping[bytes, bytes]) -> Who:
    """Who sends a request, by its cookie; where that is none of ours, whoever is unknown."""
    if not access.public():
        return access.OWNER
    cookies = cookie_parser(headers.get(b"cookie", b"").decode("latin-1"))

    def signed(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(get_cookie_secret(), name, value) if value else None

    try:
        claims: Any = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
        return roles.who(claims) if isinstance(claims, dict) else access.PRESS
    except (Fault, ValueError):
        return access.PRESS


class Uploads:
    """ASGI: takes files from staff alone, before Streamlit reads a byte of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = scope["type"] == "http" and _UPLOADS in scope["path"]
        if upload and scope["method"] != "OPTIONS" and (why := _refused(scope)):
            await PlainTextResponse(why, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _refused(scope: Scope) -> str:
    """Why a file is not taken from who sends it, or out of what another handed in; empty if it is. Streamlit asks for
    no more than the id of the page."""
    asks = who(dict(scope["headers"]))
    if not asks.may("staff"):
        return "Log in to hand in files."
    page = scope["path"].partition(f"{_UPLOADS}/")[2].partition("/")[0]
    server = runtime.get_instance() if runtime.exists() else None
    session = server.get_app_session(page) if server else None
    client = server.get_client(page) if server else None
    if session is None or client is None or client.client_context is None:
        return ""  # Streamlit says that there is no such page
    if not access.public():
        given = not value("IMPACT_STAFF_PASSWORD") or STAFF in session.session_state
        return "" if given else "Give the password of the staff to hand in files."
    opened = {
        name.lower().encode(): text.encode("latin-1")
        for name, text in client.client_context.headers
    }
    return "" if who(opened).name == asks.name else "This page is somebody else's."


def alone(page: str) -> None:
    """From now on nobody goes on with a page who knows its id and no more."""
    if runtime.exists():
        runtime.get_instance().mark_session_nonresumable(page)
