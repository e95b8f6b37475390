"""How long the slowest picture of the shipped record takes, as SVG and as PNG, beside an empty PNG."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from impact import figures, pictures
from impact.figures import live
from impact.presentation.view import View

TIMES = 7
# What a figure has to be told; the record has rows of both.
GIVEN: dict[str, Any] = {"edition": 2021, "case_id": "2021-zhang-zhan"}
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'


def milliseconds() -> tuple[float, tuple[str, float], tuple[str, float]]:
    """Medians: an empty PNG, and by name the slowest SVG and the slowest PNG made of one."""
    view = View(live.current(), "en")
    counts = [name for name in pictures.names() if "counted" in name or name == "pace"]
    svgs, pngs = {}, {}
    for name in [name for name in pictures.names() if name not in counts]:
        given = {key: GIVEN[key] for key in figures.parameters(name) if key in GIVEN}

        def drawn(name: str = name, given: dict[str, Any] = given) -> str:
            return pictures.svg(view, name, **given)

        svg = drawn()
        svgs[name] = _median(drawn)
        pngs[name] = _median(lambda svg=svg: pictures.png(svg))  # type: ignore[misc]
    slow, slower = max(svgs, key=svgs.__getitem__), max(pngs, key=pngs.__getitem__)
    return _median(lambda: pictures.png(EMPTY)), (slow, svgs[slow]), (slower, pngs[slower])


def _median(make: Callable[[], object]) -> float:
    make()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        make()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)
