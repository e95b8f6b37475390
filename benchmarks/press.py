"""The press layer under load: requests a second and the slowest of a hundred, one server process.

The load comes from a process of its own, with connections that stay open and one request at a time
on each, written on bare sockets: a client library would be the slower half of what is measured.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.server import Server, running
from impact import figures
from impact.settings import ROOT

FIGURE = "/api/v1/figures/actions_latest.json?lang=en"
CONNECTIONS = 16
SECONDS = 4.0


@dataclass(frozen=True)
class Load:
    """What one run of load measured."""

    per_second: float
    slowest_of_a_hundred: float  # milliseconds


class _Client(asyncio.Protocol):
    """One connection: asks, reads the answer by its length, asks again until the end."""

    def __init__(self, request: bytes, times: list[float], until: float) -> None:
        self._request = request
        self._times = times
        self._until = until
        self._left = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        if self._asked > self._until:
            self._transport.close()
            self.done.set_result(None)
            return
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._left == 0:
            head, _, body = data.partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head[:80])
            length = head.lower().index(b"content-length:") + 15
            self._left = int(head[length : head.index(b"\r", length)]) - len(body)
        else:
            self._left -= len(data)
        if self._left == 0:
            self._times.append(time.perf_counter() - self._asked)
            self._ask()


async def _load(address: str, seconds: float) -> Load:
    where = urlsplit(address)
    path = f"{where.path}?{where.query}" if where.query else where.path
    lines = [f"GET {path} HTTP/1.1", f"Host: {where.netloc}", "Accept-Encoding: gzip", "", ""]
    request = "\r\n".join(lines).encode()
    loop, times = asyncio.get_running_loop(), list[float]()
    host, port = where.hostname or "", where.port or 80
    until = time.perf_counter() + seconds
    clients = [
        await loop.create_connection(lambda: _Client(request, times, until), host, port)
        for _ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(client.done for _, client in clients))
    slowest = statistics.quantiles(times, n=100)[98]
    return Load(len(times) / seconds, slowest * 1000)


def load(address: str, seconds: float = SECONDS) -> Load:
    """Put load on an address from a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.press", address, str(seconds)],
        capture_output=True,
        text=True,
        check=True,
    )
    per_second, slowest = map(float, run.stdout.split())
    return Load(per_second, slowest)


def first_answers(origin: str) -> dict[str, float]:
    """Milliseconds of the first answer of every figure that needs nothing, as a client sees it."""
    found = {}
    for name in figures.names():
        if set(figures.parameters(name)) <= {"limit"}:
            started = time.perf_counter()
            with urllib.request.urlopen(f"{origin}/api/v1/figures/{name}.json?lang=fr") as answer:
                answer.read()
            found[name] = (time.perf_counter() - started) * 1000
    return found


def change(server: Server, record: Path) -> None:
    """Make a new snapshot, and come back when the server has seen it."""
    before = _snapshot(server)
    with (record / "record.toml").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    while _snapshot(server) == before:
        time.sleep(0.05)


def _snapshot(server: Server) -> bytes:
    with urllib.request.urlopen(f"{server.address}/snapshot") as answer:
        found: bytes = answer.read()
    return found


@contextmanager
def _server() -> Iterator[tuple[Server, Path]]:
    """A server with a record of its own, that can be changed under it."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record"
        shutil.copytree(ROOT / "data" / "record", record)
        with running(Path(folder), IMPACT_RECORD=str(record)) as server:
            yield server, record


def measured() -> tuple[Load, Load, float]:
    """Load on a figure and on Streamlit's health, and the slowest first answer of a new snapshot."""
    with _server() as (server, record):
        first_answers(server.address)
        change(server, record)
        first = max(first_answers(server.address).values())
        return load(server.address + FIGURE), load(f"{server.address}/_stcore/health"), first


def main() -> None:
    """Print what a server of one's own does: three runs, and health beside it for the ratio."""
    with _server() as (server, record):
        for when in ("after start", "after a new snapshot"):
            first = first_answers(server.address)
            slowest = max(first, key=lambda name: first[name])
            middle = statistics.median(first.values())
            print(f"first answers {when}: median {middle:.1f} ms, ", end="")
            print(f"slowest {first[slowest]:.1f} ms ({slowest})")
            change(server, record)
        for _ in range(3):
            for path in (FIGURE, "/_stcore/health"):
                found = load(server.address + path)
                print(
                    f"{path}: {found.per_second:,.0f} requests/s, "
                    f"p99 {found.slowest_of_a_hundred:.1f} ms"
                )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        result = asyncio.run(_load(sys.argv[1], float(sys.argv[2])))
        print(result.per_second, result.slowest_of_a_hundred)
    else:
        main()
