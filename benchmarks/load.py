"""What others notice of those who mean ill: the press layer's p95 alone, and beside each kind of them.

`python -m benchmarks.load` starts a server of its own and asks it one figure after the other, first alone, then beside 500
pages that say nothing, beside 50 uploads that come a byte at a time, beside 200 heads that never end, beside
eight who ask for one new picture after the other, a hundred new pictures a second, eight who have long texts checked and eight who look back. Each line is told as a ratio to the same run's first.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.server import HOST, running
from impact import figures, pictures
from impact.cli.main import main as cli
from impact.figures import live
from impact.i18n.words import LANGUAGES

_ASKED = 300  # questions of one run
_PAGES, _UPLOADS, _HEADS, _DRAWERS, _CHECKERS, _LOOKERS, _SNAPSHOTS = 500, 50, 200, 8, 8, 8, 8
_A_SECOND = 100  # pictures that are asked for in a second
_EDITIONS = range(2024, 2001, -1)
_CLAIM = "In 2020, 4.5 million people took action for Zhang Zhan. "
_TWICE = 2.0
_FIGURES = ("cases_total", "actions_latest", "cases_by_country", "releases_documented_total")
_UPGRADE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Protocol: streamlit\r\n\r\n"
)
Beside = Callable[[int], contextlib.AbstractAsyncContextManager[int]]


async def _asked(port: int, path: str) -> tuple[float, int]:
    """Milliseconds and status of one answer, over a connection of its own, as a new visitor has it."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode()
    )
    answer = await reader.read()
    writer.close()
    return 1000 * (time.perf_counter() - begun), int(answer[9:12] or 0)


async def _slowest(port: int) -> tuple[float, int]:
    """The p95 of answers in milliseconds, and how many were no answer."""
    times, failed = [], 0
    for at in range(_ASKED):
        name = _FIGURES[at % len(_FIGURES)]
        taken, status = await _asked(port, f"/api/v1/figures/{name}.json?lang=en")
        times.append(taken)
        failed += status != 200
    return statistics.quantiles(times, n=20)[-1], failed


async def _held(port: int, begun: bytes, count: int) -> list[asyncio.StreamWriter]:
    found = []
    for _ in range(count):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(HOST, port)
            writer.write(begun)
            found.append(writer)
    return found


@contextlib.asynccontextmanager
async def _pages(port: int) -> AsyncIterator[int]:
    open_ = await _held(port, _UPGRADE.format(host=f"{HOST}:{port}").encode(), _PAGES)
    await asyncio.sleep(2)
    yield len(open_)
    for writer in open_:
        writer.close()


@contextlib.asynccontextmanager
async def _heads(port: int) -> AsyncIterator[int]:
    open_ = await _held(port, b"GET / HTTP/1.1\r\nHost: x\r\nX-", _HEADS)
    yield len(open_)
    for writer in open_:
        writer.close()


@contextlib.asynccontextmanager
async def _uploads(port: int) -> AsyncIterator[int]:
    head = (
        f"PUT /_stcore/upload_file/{'0' * 8}/x HTTP/1.1\r\nHost: {HOST}:{port}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n"
    )
    open_ = await _held(port, head.encode(), _UPLOADS)

    async def trickle() -> None:
        while True:
            for writer in open_:
                writer.write(b"x")
            await asyncio.sleep(0.2)

    task = asyncio.create_task(trickle())
    yield len(open_)
    task.cancel()
    for writer in open_:
        writer.close()


def distinct() -> Iterator[str]:
    """Addresses of pictures, none twice, the large ones among them."""
    names = [name for name in pictures.names() if "edition" in figures.parameters(name)]
    sizes = ("", *(f"&size={width}" for width in pictures.WIDTHS))
    for year in _EDITIONS:
        for lang, theme, size, shape, name in itertools.product(
            LANGUAGES, ("light", "dark"), sizes, ("wide", "square", "tall"), names
        ):
            yield f"/api/v1/figures/{name}.png?edition={year}&shape={shape}&theme={theme}&lang={lang}{size}"


_PICTURES = distinct()  # for a whole run, so that none is ready-made


@contextlib.asynccontextmanager
async def _drawers(port: int) -> AsyncIterator[int]:
    async def draw() -> None:
        for path in _PICTURES:
            await _asked(port, path)

    tasks = [asyncio.create_task(draw()) for _ in range(_DRAWERS)]
    yield len(tasks)
    for task in tasks:
        task.cancel()


@contextlib.asynccontextmanager
async def _flood(port: int) -> AsyncIterator[int]:
    """A hundred pictures a second, whether those before were answered or not."""
    tasks: set[asyncio.Task[tuple[float, int]]] = set()

    async def flood() -> None:
        for path in _PICTURES:
            tasks.add(task := asyncio.create_task(_asked(port, path)))
            task.add_done_callback(tasks.discard)
            await asyncio.sleep(1 / _A_SECOND)

    begun = asyncio.create_task(flood())
    yield _A_SECOND
    begun.cancel()
    for task in list(tasks):
        task.cancel()


@contextlib.asynccontextmanager
async def _checkers(port: int) -> AsyncIterator[int]:
    """Who have one long text after the other checked."""
    address = f"http://{HOST}:{port}"

    async def check() -> None:
        async with connect(
            f"ws://{HOST}:{port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], origin=Origin(address), max_size=None,
        ) as socket:  # fmt: skip
            field = ""
            for count in itertools.count():
                asked = BackMsg()
                asked.rerun_script.page_name = "check"
                if field:
                    typed = asked.rerun_script.widget_states.widgets.add()
                    typed.id, typed.string_value = field, f"{count} " + _CLAIM * (190_000 // len(_CLAIM))  # fmt: skip
                await socket.send(asked.SerializeToString())
                told = ForwardMsg()
                while told.WhichOneof("type") != "script_finished":
                    told = ForwardMsg.FromString(bytes(await socket.recv(decode=False)))
                    if told.delta.new_element.HasField("text_area"):
                        field = told.delta.new_element.text_area.id

    tasks = [asyncio.create_task(check()) for _ in range(_CHECKERS)]
    await asyncio.sleep(2)
    yield len(tasks)
    for task in tasks:
        task.cancel()


@contextlib.asynccontextmanager
async def _lookers_back(port: int) -> AsyncIterator[int]:
    """Who ask for one snapshot after the other and for nothing twice, so that each is built anew."""
    names = [mark.id for mark in live.held()]
    asked = iter(
        f"/api/v1/figures/{figure}.json?as_of={name}&lang={lang}"
        for figure in figures.names()
        for lang in LANGUAGES
        for name in names
    )

    async def look() -> None:
        for path in asked:
            await _asked(port, path)

    tasks = [asyncio.create_task(look()) for _ in range(_LOOKERS)]
    yield len(tasks)
    for task in tasks:
        task.cancel()


_KINDS: dict[str, Beside] = {
    "silent pages": _pages,
    "uploads of a byte at a time": _uploads,
    "heads that never end": _heads,
    "who draw picture after picture": _drawers,
    "pictures a second": _flood,
    "who have long texts checked": _checkers,
    "who look back at one snapshot after another": _lookers_back,
}


async def _measured(port: int) -> None:
    await _slowest(port)  # so that nothing is asked for the first time
    for name, beside in _KINDS.items():
        alone, _ = await _slowest(port)  # anew, for the machine has others to work for too
        async with beside(port) as count:
            slowest, failed = await _slowest(port)
        verdict = "met" if slowest <= _TWICE * alone and not failed else "MISSED"
        print(
            f"beside {count} {name}: p95 {slowest:.1f} ms, {slowest / alone:.1f} times {alone:.1f} alone, "
            f"{failed} unanswered: {verdict}"
        )


def _laid(folder: Path) -> None:
    """A store with some snapshots, made by the command."""
    os.environ["IMPACT_STORE"] = str(folder / "store")
    for day in range(1, _SNAPSHOTS + 1):
        tally = folder / f"day-{day}.csv"
        tally.write_text(
            f"Date,Case,Action type,Channel,Number\n2025-12-0{day},x,letter,offline,30\n"
        )
        if cli(["ingest", "--section", "GB", str(tally)]):
            raise RuntimeError(tally.name)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        _laid(Path(name))
        _beside(Path(name))


def _beside(folder: Path) -> None:
    with running(folder) as server:
        port = urlsplit(server.address).port
        assert port is not None
        asyncio.run(_measured(port))


if __name__ == "__main__":
    main()
