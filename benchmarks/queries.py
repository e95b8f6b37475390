"""How long each metric takes on the shipped record."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from impact import figures, live

TIMES = 20
# Values that every parameter of a metric accepts, with rows behind them.
GIVEN = {"edition": 2021, "case_id": "2021-zhang-zhan", "limit": 10}


def milliseconds() -> tuple[float, dict[str, float]]:
    """Medians: `select 1` on the same connection, and each metric with its rows fetched."""
    database = live.current().database

    def least() -> None:
        with database._connection.cursor() as cursor:
            cursor.execute("select 1").fetchall()

    def ask(name: str) -> Callable[[], object]:
        given = {key: GIVEN[key] for key in figures.parameters(name)}
        return lambda: database.rows(name, **given)

    return _median(least), {name: _median(ask(name)) for name in figures.names()}


def _median(ask: Callable[[], object]) -> float:
    ask()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)
