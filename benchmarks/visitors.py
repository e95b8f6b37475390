"""Fifty visitors who change filters: `python -m benchmarks.visitors --visitors 50 --changes 10`.

Each holds a websocket of their own, as a browser does, and waits for a page to be drawn, then some seconds, before the
next change. How long a change takes is told beside a plain page of pandas and Plotly Express over the same cases in
the same run; only the ratio travels to another machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.server import HOST, free_port, healthy, running
from impact.settings import ROOT

FILTERS = (
    "", "issue=death_penalty", "issue=freedom_of_expression", "edition=2019", "edition=2024", "country=CN", "country=IR",
)  # fmt: skip
_PAUSE = (2.0, 4.0)  # seconds in which a visitor looks at what came
_SEED = 1
PLAIN = """
import pandas, plotly.express, streamlit
cases = pandas.read_csv({cases!r})
for key, column in (("issue", "issue"), ("edition", "edition_year"), ("country", "country_code")):
    if wish := streamlit.query_params.get(key):
        cases = cases[cases[column].astype(str) == wish]
streamlit.title(f"{{len(cases)}} cases")
streamlit.plotly_chart(plotly.express.bar(cases.groupby("edition_year").size()))
streamlit.plotly_chart(plotly.express.bar(cases.groupby("issue").size()))
streamlit.dataframe(cases)
"""


async def change(socket: ClientConnection, page: str, query: str) -> float:
    """Seconds from a change to the end of the page's run."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    started = time.perf_counter()
    await socket.send(asked.SerializeToString())
    while True:
        told = ForwardMsg.FromString(bytes(await socket.recv(decode=False)))
        if told.WhichOneof("type") == "script_finished" and (
            told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return time.perf_counter() - started


async def visitor(address: str, page: str, changes: int, seed: int) -> list[float]:
    """The seconds of each change of one visitor; the first sight of the page is not among them."""
    chance = random.Random(seed)
    link = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(
        link, subprotocols=[Subprotocol("streamlit")], origin=Origin(address), max_size=None
    ) as socket:
        await asyncio.sleep(chance.uniform(0, _PAUSE[1]))
        await change(socket, page, "")
        took = []
        for _ in range(changes):
            await asyncio.sleep(chance.uniform(*_PAUSE))
            took.append(await change(socket, page, chance.choice(FILTERS)))
        return took


async def crowd(address: str, page: str, visitors: int, changes: int) -> list[float]:
    found = await asyncio.gather(
        *(visitor(address, page, changes, _SEED + each) for each in range(visitors))
    )
    return [seconds for of_one in found for seconds in of_one]


@contextmanager
def plain(folder: Path) -> Iterator[str]:
    """The address of the plain page."""
    script, port = folder / "plain.py", free_port()
    script.write_text(PLAIN.format(cases=str(ROOT / "data" / "record" / "cases.csv")), "utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += [
        f"--server.address={HOST}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
    ]
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        while not healthy(port):
            if process.poll() is not None:
                raise RuntimeError("the plain page did not start")
            time.sleep(0.05)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait()


def told(name: str, took: list[float]) -> float:
    """Print the median and the slowest twentieth, in milliseconds; that of the latter is given back."""
    cuts = quantiles(took, n=20)
    print(
        f"{name}: median {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms, {len(took)} changes"
    )
    return cuts[18]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--visitors", type=int, default=50)
    asked.add_argument("--changes", type=int, default=10)
    asked.add_argument("--page", default="cases")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(folder) as server:
            ours = asyncio.run(crowd(server.address, given.page, given.visitors, given.changes))
        with plain(folder) as address:
            others = asyncio.run(crowd(address, "", given.visitors, given.changes))
    p95 = told(f"/{given.page}", ours)
    print(f"p95 {p95 / told('plain page', others):.1f} x that of the plain page")


if __name__ == "__main__":
    main()
