"""Streamlit's own scripts and styles, compressed: 8 MB become 2.5 MB on a phone's first visit.

Streamlit sends them as they are. Each is packed once, when it is first asked for, and kept in memory:
their names hold their contents' hash, so that what was packed never ages.
"""

from __future__ import annotations

import asyncio
import gzip
from functools import lru_cache
from pathlib import Path

import brotli
import streamlit
from starlette.types import ASGIApp, Receive, Scope, Send

# Resolved, as what is asked for is: else nothing lies in an environment that is reached by a link.
_STATIC = (Path(streamlit.__file__).parent / "static").resolve()
_TYPES = {".js": b"text/javascript; charset=utf-8", ".css": b"text/css; charset=utf-8"}


@lru_cache(256)
def packed(path: str, coding: str) -> bytes | None:
    """The file of a path under /static/ in a coding; None if there is no such script or style."""
    file = (_STATIC / path.lstrip("/")).resolve()
    if file.suffix not in _TYPES or _STATIC not in file.parents or not file.is_file():
        return None
    content = file.read_bytes()
    if coding == "br":
        return bytes(brotli.compress(content, quality=5))
    return gzip.compress(content, 6, mtime=0)


class Scripts:
    """ASGI: answers for Streamlit's scripts and styles where the browser takes them compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(scope) if scope["type"] == "http" else None
        if answer is None:
            await self._app(scope, receive, send)
            return
        body, headers = answer
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(
            {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body}
        )

    async def _answer(self, scope: Scope) -> tuple[bytes, list[tuple[bytes, bytes]]] | None:
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD") or not path.startswith("/static/"):
            return None
        accepted = dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1")
        codings = {part.split(";")[0].strip() for part in accepted.split(",") if "q=0" not in part}
        coding = next((each for each in ("br", "gzip") if each in codings), None)
        body = await asyncio.to_thread(packed, path, coding) if coding else None
        if body is None or coding is None:
            return None
        return body, [
            (b"content-type", _TYPES[Path(path).suffix]),
            (b"content-encoding", coding.encode()),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"public, max-age=31536000, immutable"),
            (b"vary", b"Accept-Encoding"),
        ]
