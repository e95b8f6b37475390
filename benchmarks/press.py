"""The press layer under load: requests a second and the slowest of a hundred, one server process.

And what comes before and after it: pictures, the bulletin, the bulletin behind nginx. The load comes from a process of its own, with connections that stay open and one request at a time
on each, written on bare sockets: a client library would be the slower half of what is measured.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from benchmarks.server import HOST, Server, free_port, running
from impact import figures
from impact import pictures as drawings
from impact.figures import live
from impact.presentation.view import View
from impact.press import parameters
from impact.press.static_site import publish
from impact.settings import ROOT

FIGURE = "/api/v1/figures/actions_latest.json?lang=en"
PAGE = "/press/actions_latest"
Made = TypeVar("Made")
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
    """Milliseconds of the first answer of every figure, as a client sees it; the newest edition or case."""
    state = live.current()
    found = {}
    for name in figures.names():
        query = "".join(
            f"&{each.name}={_newest(state, each)}"
            for each in parameters.of_figure(state, name).values()
            if each.required
        )
        started = time.perf_counter()
        with urllib.request.urlopen(
            f"{origin}/api/v1/figures/{name}.json?lang=fr{query}"
        ) as answer:
            answer.read()
        found[name] = (time.perf_counter() - started) * 1000
    return found


def _newest(state: live.State, asked: parameters.Parameter) -> str:
    """Its last value in the record, which the server has too; other stores may have counted more editions."""
    if asked.name == "edition":
        return max(str(row["edition_year"]) for row in state.record.tables["editions"])
    return asked.values[-1]


def pictures() -> tuple[dict[str, float], dict[str, float]]:
    """Milliseconds of the SVG of every figure that has one, and of the PNG made of it, medians of five."""
    state = live.current()
    drawn, painted = {}, {}
    for name in drawings.names():
        wanted: dict[str, Any] = {
            "case_id" if each.name == "case" else each.name: each.values[-1]
            for each in parameters.of_figure(state, name).values()
            if each.required
        }
        drawn[name], svg = _median(partial(drawings.svg, View(state, "fr"), name, **wanted))
        painted[name], _ = _median(partial(drawings.png, svg))
    return drawn, painted


def _median(make: Callable[[], Made]) -> tuple[float, Made]:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        made = make()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), made


def published(folder: Path) -> tuple[float, int]:
    """Seconds in which the whole bulletin is written to a folder, and how many files it has."""
    started = time.perf_counter()
    _, count = publish(folder)
    return time.perf_counter() - started, count


def behind_nginx(bulletin: Path) -> dict[str, str]:
    """What wrk measures of a published figure and a page behind nginx, each in wrk's own words."""
    port = free_port()
    text = (bulletin / "nginx.conf").read_text(encoding="utf-8")
    (bulletin / "own.conf").write_text(text.replace("127.0.0.1:8600", f"{HOST}:{port}"))
    command = ["nginx", "-p", str(bulletin), "-c", "own.conf", "-e", "stderr"]
    nginx = subprocess.Popen([*command, "-g", "user root;"] if os.geteuid() == 0 else command)
    try:
        time.sleep(0.5)
        found = {}
        for path in (FIGURE, PAGE):
            address = f"http://{HOST}:{port}{path}"
            wrk = ["wrk", "-t2", "-c64", "-d4", "--latency", "-H", "Accept-Encoding: gzip", address]
            said = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
            if "Non-2xx" in said:
                raise RuntimeError(said)
            lines = (line.split() for line in said.splitlines())
            found[path] = " ".join(
                f"{line[0]} {line[1]}"
                for line in lines
                if line and line[0] in ("99%", "Requests/sec:")
            )
        return found
    finally:
        nginx.terminate()
        nginx.wait(10)


def change(server: Server, record: Path) -> float:
    """Make a new snapshot, come back when figures are answered from it; the longest answer until then, in ms."""
    before, longest = _snapshot(server), 0.0
    with (record / "record.toml").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    now = before
    while now == before:
        started = time.perf_counter()
        now = _snapshot(server)
        longest = max(longest, (time.perf_counter() - started) * 1000)
        time.sleep(0.02)
    return longest


def _snapshot(server: Server) -> str:
    with urllib.request.urlopen(f"{server.address}/api/v1/figures?lang=en") as answer:
        return str(json.load(answer)["snapshot"])


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
        print(f"first answers after start: {_told(first_answers(server.address))}")
        for _ in range(3):
            print(f"longest answer while a snapshot is made: {change(server, record):.1f} ms")
            print(f"first answers from it: {_told(first_answers(server.address))}")
        for _ in range(3):
            for path in (FIGURE, PAGE, "/_stcore/health"):
                found = load(server.address + path)
                print(
                    f"{path}: {found.per_second:,.0f} requests/s, "
                    f"p99 {found.slowest_of_a_hundred:.1f} ms"
                )
    drawn, painted = pictures()
    print(f"SVG: {_told(drawn)}")
    print(f"PNG of it: {_told(painted)}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        bulletin = Path(folder) / "bulletin"
        seconds, count = published(bulletin)
        print(f"publish: {count:,} files in {seconds:.0f} s")
        missing = [tool for tool in ("nginx", "wrk") if shutil.which(tool) is None]
        if missing:
            print(f"{' and '.join(missing)} not found: the bulletin was not measured behind nginx")
            return
        for _ in range(2):
            for path, said in behind_nginx(bulletin).items():
                print(f"nginx, {path}: {said}")


def _told(times: dict[str, float]) -> str:
    slowest = max(times, key=lambda name: times[name])
    return f"median {statistics.median(times.values()):.1f} ms, slowest {times[slowest]:.1f} ms ({slowest})"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        result = asyncio.run(_load(sys.argv[1], float(sys.argv[2])))
        print(result.per_second, result.slowest_of_a_hundred)
    else:
        main()
