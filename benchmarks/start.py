"""How long the server takes from its start to its first healthy answer."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.server import running

TIMES = 3


def seconds(folder: Path) -> tuple[float, float]:
    """Medians: the product's start, and a bare Python that imports Streamlit and ends."""
    return (
        median(_start(folder / f"start_{index}") for index in range(TIMES)),
        median(_bare() for _ in range(TIMES)),
    )


def _start(folder: Path) -> float:
    folder.mkdir()
    with running(folder) as server:
        return server.seconds


def _bare() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import streamlit"], check=True)
    return time.perf_counter() - started
