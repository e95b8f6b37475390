"""Streamlit's scripts go out compressed, as they are, and nothing beside them does."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
import streamlit

from impact.server.assets import Scripts

STATIC = Path(streamlit.__file__).parent / "static"
SCRIPT = next(path for path in sorted((STATIC / "static" / "js").glob("*.js")))


async def _behind(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def asked(path: str, coding: str) -> tuple[httpx.Response, bytes]:
    """The answer with its body as it was sent."""

    async def ask() -> tuple[httpx.Response, bytes]:
        transport = httpx.ASGITransport(Scripts(_behind))
        headers = {"accept-encoding": coding}
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://here") as client,
            client.stream("GET", path, headers=headers) as answer,
        ):
            return answer, b"".join([piece async for piece in answer.aiter_raw()])

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("coding", "sent", "unpack"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_a_script_is_sent_compressed_and_is_the_same(
    coding: str, sent: str, unpack: Callable[[bytes], bytes]
) -> None:
    answer, body = asked(f"/static/js/{SCRIPT.name}", coding)
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == sent
    assert "immutable" in answer.headers["cache-control"]
    assert unpack(body) == SCRIPT.read_bytes()


@pytest.mark.parametrize(
    ("path", "coding"),
    [
        (f"/static/js/{SCRIPT.name}", "identity"),
        (f"/static/js/{SCRIPT.name}", "br;q=0"),
        ("/static/js/none.js", "gzip"),
        ("/static/../streamlit/__init__.py", "gzip"),
        ("/static/%2e%2e/%2e%2e/__init__.py", "gzip"),
        ("/", "gzip"),
    ],
)
def test_everything_else_is_streamlits_to_answer(path: str, coding: str) -> None:
    assert asked(path, coding)[0].status_code == 418
