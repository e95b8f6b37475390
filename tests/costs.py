"""What work costs, told without a clock's help: how it grows with its size, and its calls by number.

A number of seconds measures the machine and whatever else it does. Four times the work takes four
times as long on each, sixteen times if each part looks at all others; a call is a call everywhere.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

TIMES = 4  # the large is as many times the small
LINEAR = 9.0  # growth of what is linear stays below: 4 is linear, 16 is square, noise is between
_TRIES = 8


def growth(of: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times what it costs at a quarter of a size a work costs at the size.

    `of` prepares the work of a size, which is then done several times, small and large in turn. The
    quickest of each counts: others only make it slower. What is clear after two turns is told then.
    """
    small, large = of(size // TIMES), of(size)
    quickest = [float("inf"), float("inf")]
    ratio = float("inf")
    for turn in range(_TRIES):
        for at, work in enumerate((small, large)):
            quickest[at] = min(quickest[at], _taken(work))
        ratio = quickest[1] / max(quickest[0], 1e-6)
        if turn and not LINEAR <= ratio < 4 * LINEAR:
            break
    return ratio


def _taken(work: Callable[[], object]) -> float:
    gc.disable()  # what it would clear away is for the most part others'
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, a work calls in this thread."""
    found = 0

    def note(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return found
