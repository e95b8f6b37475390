"""The gate of the server, in front of all else: it measures what is answered, and answers those who run it.

`/healthz` says that the process lives, `/readyz` that figures can be answered, `/metrics` what was measured,
to this machine or to who has the token. To all others the last one is not there, nor is Streamlit's own.
Who asks by a foreign name, from a foreign page or for more room than there is, is refused before anybody
behind the gate hears of it (`impact.server.policy`).
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from impact import routes
from impact.faults import Fault
from impact.figures import access, live
from impact.server import hosts, journal, measures, policy
from impact.server.measures import Measures
from impact.settings import value

# What proxies say of themselves: whoever comes through any is from elsewhere, whatever address the proxy has.
_PROXIED = re.compile(
    rb"via|forwarded.*|x-forwarded.*|x-real-ip|x-original-.*|x-client-ip|x-cluster-client-ip|true-client-ip"
    rb"|client-ip|cf-.*|fastly-.*|x-envoy-.*|x-amzn-.*|x-azure-.*|cdn-loop|max-forwards|x-proxy.*|proxy-connection"
)
_STREAMLITS_MEASURES = "/_stcore/metrics"
_PAGES = {page.path for page in routes.PAGES}
_STREAMLITS = ("/_stcore/", "/static/", "/app/", "/media/", "/component/")
_JSON = "application/json"
_WHY = {
    411: b"The length of an upload has to be said before it.\n",
    413: b"This is too much: a file may have 200 MB, all files of one visit 400 MB.\n",
    421: b"This server is not known by that name. Whoever runs it names it in IMPACT_ADDRESS.\n",
    429: b"There are too many files in this visit. Reload the page and go on with fewer.\n",
    503: b"All room for uploads is taken at the moment. Try again in some minutes.\n",
}
log = logging.getLogger(__name__)


class Visiting:
    """A page's connection, which may have to make room: then its application is told that it is gone."""

    def __init__(self, receive: Receive, send: Send, spoke: Callable[[Visiting], None]) -> None:
        self._receive, self._send, self._spoke = receive, send, spoke
        self.gone, self.heard = asyncio.Event(), time.monotonic()

    async def receive(self) -> Message:
        """What the page says next, or that it is gone."""
        hearing = asyncio.ensure_future(self._receive())
        leaving = asyncio.ensure_future(self.gone.wait())
        try:
            await asyncio.wait((hearing, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not hearing.done():
                await self._send({"type": "websocket.close", "code": 1013})
                return {"type": "websocket.disconnect", "code": 1013}
            self.heard = time.monotonic()
            if not self.gone.is_set():
                self._spoke(self)
            return hearing.result()
        finally:
            hearing.cancel()
            leaving.cancel()

    async def send(self, message: Message) -> None:
        """Say something to the page, as long as it is there."""
        if not self.gone.is_set():
            await self._send(message)


class Gate:
    """ASGI: measures the answers of `app`, and answers in its place what is asked about the server."""

    def __init__(self, app: ASGIApp, page: bytes) -> None:
        """`page` is the content security policy of pages."""
        self._app, self._page = app, page
        self._visits: dict[Visiting, None] = {}  # who spoke last stands last
        self._coming: list[tuple[str, int]] = []  # uploads under way
        self._measures = Measures()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._measured(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._visited(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _visited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page's connection. Streamlit would ask another site where we are, if the origin were foreign."""
        host = policy.own_page(dict(scope["headers"]))
        why = "origin" if host is None else "" if self._room() else "visits"
        if host is None or why:
            self._measures.refused(why)
            log.warning("a page's connection was refused (%s)", why)
            await receive()
            await send({"type": "websocket.close", "code": 1013 if why == "visits" else 1008})
            return
        headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
        headers.append((b"host", host.encode("latin-1")))
        visiting = Visiting(receive, send, self._spoke)
        self._spoke(visiting)
        try:
            with self._measures.visits.track_inprogress():
                await self._app({**scope, "headers": headers}, visiting.receive, visiting.send)
        finally:
            self._visits.pop(visiting, None)

    def _spoke(self, visiting: Visiting) -> None:
        """Note that a page said something: all others have been silent for longer."""
        self._visits.pop(visiting, None)
        self._visits[visiting] = None

    def _room(self) -> bool:
        """Whether there is room for one more page. Where there is none, the one that was silent longest makes room."""
        if len(self._visits) < policy.VISITS:
            return True
        longest = next(iter(self._visits))
        if time.monotonic() - longest.heard < policy.IDLE:
            return False
        del self._visits[longest]
        longest.gone.set()
        return True

    async def _measured(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, status, size = time.perf_counter(), 500, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = policy.added(scope["path"], list(message.get("headers", [])), self._page)
                message = {**message, "headers": headers}
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._answered(scope, receive, counted)
        finally:
            seconds, route = time.perf_counter() - begun, route_of(scope["path"])
            self._measures.answered(route, status, seconds)
            journal.answered(scope["method"], route, status, seconds, size)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path == routes.ALIVE:
            await _tell(send, 200, b"alive\n")
        elif path == routes.READY:
            fault, snapshot = await asyncio.to_thread(readiness)
            body = json.dumps({"ready": bool(snapshot), "snapshot": snapshot, "fault": fault})
            await _tell(send, 200 if snapshot else 503, body.encode() + b"\n", _JSON)
        elif path in (routes.MEASURES, _STREAMLITS_MEASURES) and not _may_measure(scope):
            await _tell(send, 404, b"not found\n")
        elif path == routes.MEASURES:
            text = await asyncio.to_thread(self._measures.text)
            await _tell(send, 200, text, measures.MEDIA)
        elif refused := self._refusal(scope):
            self._measures.refused(str(refused))
            await _tell(send, refused, _WHY[refused])
        elif _uploads(scope):
            size = int(dict(scope["headers"])[b"content-length"])
            self._coming.append(one := (policy.visit_of(path), size))
            try:
                await self._app(scope, receive, send)
            finally:
                self._coming.remove(one)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> int:
        """The status with which a request is refused, or 0."""
        given = dict(scope["headers"])
        if not policy.known_host(given.get(b"host", b"").decode("latin-1")):
            return 0 if scope["method"] in ("GET", "HEAD", "OPTIONS") and _open(scope) else 421
        if _uploads(scope):
            length = given.get(b"content-length")
            return policy.refused_upload(scope["path"], length, self._coming)
        return 0


def _uploads(scope: Scope) -> bool:
    path: str = scope["path"]
    return bool(scope["method"] == "PUT") and path.startswith(policy.UPLOADS)


def _open(scope: Scope) -> bool:
    """Whether an address is of the press layer, which answers the same to everybody and knows no visitor."""
    return scope["path"] in routes.FILES or routes.prefix_of(scope["path"]) is not None


def readiness() -> tuple[str, str]:
    """What is amiss, by the kind of its fault, and the snapshot that is answered from; empty if there is none.

    Both are there if something newer cannot be read and what stood before is answered.
    """
    try:
        state = live.current()
        state.database.ready()
        told = access.current().snapshot
    except Fault as fault:
        return fault.key, ""
    return state.fault.key if state.fault else "", told


def route_of(path: str) -> str:
    """What an address belongs to, as one of few names: it holds nothing of what was asked."""
    if path in _PAGES or path in (routes.ALIVE, routes.READY, routes.MEASURES, routes.SNAPSHOT):
        return path
    if area := routes.prefix_of(path):
        return area.start
    return next((start for start in _STREAMLITS if path.startswith(start)), "other")


def _may_measure(scope: Scope) -> bool:
    """Whether who asks has the token; or, where nobody else is served, is on this machine and behind no proxy, by what
    it says of itself and the name that it asks for. A proxy on this machine that says nothing cannot be told from
    who sits at it, so a server for others asks for the token."""
    given = dict(scope["headers"])
    token = value("IMPACT_METRICS_TOKEN").strip()
    bearer = given.get(b"authorization", b"")
    if token and hmac.compare_digest(bearer, b"Bearer " + token.encode()):
        return True
    if access.public():
        return False
    host = given.get(b"host", b"").decode("latin-1")
    proxied = any(_PROXIED.fullmatch(name) for name in given)
    return not proxied and hosts.own_machine(host) and _on_this_machine(scope)


def _on_this_machine(scope: Scope) -> bool:
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:  # a socket of the file system, behind which a proxy stands
        return False


async def _tell(
    send: Send, status: int, body: bytes, media: str = "text/plain; charset=utf-8"
) -> None:
    headers: Iterable[tuple[bytes, bytes]] = [
        (b"content-type", media.encode()),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
