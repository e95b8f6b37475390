"""An SVG as a PNG, drawn by a process of its own.

What draws holds the interpreter from beginning to end, a tenth of a second for a picture and two for the largest, and
nobody else is answered meanwhile. This file, run as a script, is that process: it knows nothing of ours and costs
10 MB and 30 ms. A process that publishes has nobody to answer, and draws by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys

_PATIENCE = 60.0  # seconds; the largest picture takes two of a processor


def drawn(svg: str, zoom: float) -> bytes:
    """The picture, `zoom` pixels for each unit. Raises ValueError or `subprocess.SubprocessError` if there is none."""
    if multiprocessing.parent_process():
        return _png(svg, zoom)
    command = [sys.executable, "-I", __file__, str(zoom)]
    done = subprocess.run(
        command, input=svg.encode(), stdout=subprocess.PIPE, timeout=_PATIENCE, check=True
    )
    return done.stdout


def _png(svg: str, zoom: float) -> bytes:
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, skip_system_fonts=True))


def main() -> None:
    """Draw what comes in."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)  # who asks for a number goes first
    svg = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(_png(svg, float(sys.argv[1])))


if __name__ == "__main__":
    main()
