"""The press layer over HTTP, in front of Streamlit.

It is the outermost layer of the server, because a ready-made answer needs none of what Streamlit
does to a request: sessions, routing, compressing the same bytes each time.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from impact import routes
from impact.faults import Fault
from impact.figures import access, calendar, closing
from impact.figures.live import State
from impact.i18n.locales import FIRST
from impact.press import sitemap
from impact.press.pages.refused import not_found
from impact.press.problems import Problem
from impact.press.query import Site, base, language
from impact.press.responses import Answer
from impact.press.service import Service, form_of, language_of, refused
from impact.routes import Prefix
from impact.store.memory import Memory

_LOOK = 0.05  # seconds for which a snapshot is taken for the current one, unlooked
_PATIENCE = 0.03  # seconds for which one who looks waits for a new state; building takes 0.2 to 0.5
# What has to be built from older snapshots, and what has to be drawn, waits each in a line of its own, so that
# nobody who asks for a number waits behind it. Who would come last in a full line is told to come back.
_BUILDERS, _LINE = 1, 16
_DRAWN = re.compile(rb"\.(?:png|svg|pptx|xlsx|zip)$|^/(?:embed|og)/")
_READY = 2048  # questions whose answers are found without reading the question
_READING = ("GET", "HEAD")
# Path, query, languages that are accepted, where the server is, the form that is wanted.
Question = tuple[bytes, bytes, bytes, str, str]
_ALLOWED = [
    (b"allow", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]


class _Queue:
    """Answers that are made one after the other, apart from all others."""

    def __init__(self, name: str) -> None:
        self._makers = ThreadPoolExecutor(_BUILDERS, thread_name_prefix=name)
        self.waiting = 0

    async def answered(self, ask: Callable[[], Answer]) -> Answer:
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._makers, ask)
        finally:
            self.waiting -= 1


class Press:
    """ASGI: answers the press layer's addresses, and hands all others on to `app`."""

    def __init__(self, app: ASGIApp, known: Callable[[Scope], bool]) -> None:
        """`known` says of a request whether `app` has an answer of its own to it."""
        self._app = app
        self._known = known
        self._service = Service()
        self._ready: Memory[Question, Answer] = Memory(_READY)
        self._state: State | None = None
        self._told: object = None
        self._older, self._drawing = _Queue("older"), _Queue("drawing")
        self._looking: asyncio.Task[None] | None = None
        self._looked = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif area := routes.prefix_of(scope["path"]):
            await self._answer(scope, send, area)
        elif scope["path"] in routes.FILES:
            await self._file(scope, send)
        elif self._known(scope):
            await self._app(scope, receive, send)
        else:
            accepted = dict(scope["headers"]).get(b"accept-language", b"")
            answer = not_found(language(scope["query_string"], accepted))
            await _send(send, 404, answer.headers, _body(scope, answer.body))

    async def _file(self, scope: Scope, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        if method == "OPTIONS":
            await _send(send, 204, _ALLOWED, b"")
        elif method not in _READING:
            answer = refused(_method(method), path.encode(), FIRST, Site())
            await _send(send, answer.status, answer.headers, answer.body)
        else:
            answer = await asyncio.to_thread(sitemap.file, path, origin_of(scope))
            await _send(send, 200, answer.headers, _body(scope, answer.body))

    async def _answer(self, scope: Scope, send: Send, area: Prefix) -> None:
        path = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"]
        accepted = encodings = known = since = wanted = b""
        for name, value in scope["headers"]:
            if name == b"accept-language":
                accepted = value
            elif name == b"accept-encoding":
                encodings = value
            elif name == b"if-none-match":
                known = value
            elif name == b"if-modified-since":
                since = value
            elif name == b"accept":
                wanted = value
        method = scope["method"]
        if method == "OPTIONS":
            await _send(send, 204, _ALLOWED, b"")
            return
        if method not in _READING:
            answer = refused(_method(method), path, area.lang or language(query, accepted), Site())
        else:
            # Data are the same from wherever they are asked; pages say where they are.
            origin = "" if area.placeless or base() else origin_of(scope)
            answer = await self._found((path, query, accepted, origin, form_of(path, wanted)))
        form = answer.taken(encodings)
        if answer.status == 200 and (
            _matches(known, answer) if known else since and since == answer.changed
        ):
            await _send(send, 304, form.unchanged, b"")
        else:
            await _send(send, answer.status, form.headers, _body(scope, form.body))

    async def _found(self, question: Question) -> Answer:
        await self._look()
        ready = self._ready  # an answer made before a change must not be found after it
        if (answer := ready.get(question)) is not None:
            return answer
        path, query, accepted, origin, form = question
        ask = partial(self._service.answer, path, query, accepted, self._state, origin, form)
        line = self._line(path, query)
        if line is None:
            answer = await asyncio.to_thread(ask)
        elif line.waiting >= _LINE:
            return refused(Problem("busy"), path, language_of(path, query, accepted), Site(origin))
        else:
            answer = await line.answered(ask)
        if answer.status == 200:
            ready.keep(question, answer)
        return answer

    def _line(self, path: bytes, query: bytes) -> _Queue | None:
        """Where an answer waits that takes longer than a number."""
        if _builds(path, query):
            return self._older
        return self._drawing if _DRAWN.search(path) else None

    async def _look(self) -> None:
        """See whether another snapshot is the current one.

        Only who looks waits, hardly longer than a look takes: while one is built, everybody is answered
        from what was current until now.
        """
        now = asyncio.get_running_loop().time()
        if self._looking is None or (self._looking.done() and now - self._looked > _LOOK):
            self._looked = now
            self._looking = asyncio.create_task(asyncio.to_thread(self._see))
            await asyncio.wait({self._looking}, timeout=_PATIENCE if self._state else None)
        elif self._state is None and not self._looking.done():
            await asyncio.wait({self._looking})

    def _see(self) -> None:
        state: State | None = None
        told: object = None
        # It was logged when it was found, and the service tells it to who asks; but nobody is answered any more
        # from what stood before.
        with contextlib.suppress(Fault), closing.closing():
            now = access.current()
            now.database.ready()  # before anybody is answered from it
            state, told = now, (now.key, calendar.mark())
        before, self._told = self._told, told
        self._state = state
        if told is None or before != told:
            self._ready = Memory(_READY)


def _builds(path: bytes, query: bytes) -> bool:
    """Whether an answer may need a state that is not the current one."""
    found = routes.find(unquote(path.decode("latin-1")))
    return b"as_of" in query or bool(found and found.address.history)


def _matches(known: bytes, answer: Answer) -> bool:
    """Whether If-None-Match names what would be sent, in either of its forms."""
    tags = {tag.strip().removeprefix(b"W/") for tag in known.split(b",")}
    return bool(tags & {b"*", *(form.etag for form in answer.forms)})


def _method(name: str) -> Problem:
    return Problem("method_unknown", valid=(*_READING, "OPTIONS"), name=name)


def _body(scope: Scope, body: bytes) -> bytes:
    return b"" if scope["method"] == "HEAD" else body


def origin_of(scope: Scope) -> str:
    """The public address; without one, scheme and host as asked for, or this machine's name."""
    if public := base():
        return public
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    fits = re.fullmatch(r"[A-Za-z0-9.-]{1,200}(:\d{1,5})?|\[[0-9a-f:]{2,40}\](:\d{1,5})?", host)
    return f"{scope['scheme']}://{host if fits else 'localhost'}"


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
