"""A server of one's own: on a free port of this machine only, with its own store, ended by its id.

The benchmarks measure it and the browser tests visit it; neither starts a server elsewhere.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from impact.settings import ROOT

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A server that answers. `seconds` from its start to its first healthy answer."""

    folder: Path
    address: str
    pid: int
    log: Path
    seconds: float

    def resident(self) -> float | None:
        """Resident memory in MB, or None where the system does not tell."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        lines = status.read_text(encoding="ascii").splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
        return int(kilobytes) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def healthy(port: int) -> bool:
    """Asked without urllib, which would send the question to a proxy if one is set."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def running(folder: Path, *, patience: float = 60, **settings: str) -> Iterator[Server]:
    """Start the product; its store and its log lie in `folder`. Raises RuntimeError if it fails.

    `settings` are environment variables of its own.
    """
    port = free_port()
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    command += [f"--server.address={HOST}", "--server.headless=true"]
    drop = folder / "exports"
    drop.mkdir()
    environment = os.environ | {
        "IMPACT_STORE": str(folder / "store"),
        "IMPACT_EXPORTS": str(drop),
        **settings,
    }
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            while not healthy(port):
                if process.poll() is not None or time.perf_counter() - started > patience:
                    text = log.read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"the server did not start:\n{text}")
                time.sleep(0.01)
            seconds = time.perf_counter() - started
            yield Server(folder, f"http://{HOST}:{port}", process.pid, log, seconds)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
