"""How long each metric takes on the shipped record with the sample of exports."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from impact import figures
from impact.cli.main import main
from impact.figures import live

TIMES = 20
# Values that every parameter of a metric accepts; the record has rows of 2021, the sample of 2026.
GIVEN = {"case_id": "2021-zhang-zhan", "limit": 10}
EDITIONS = (2021, 2026)


def milliseconds(folder: Path) -> tuple[float, dict[str, float]]:
    """Medians: `select 1` on the same connection, and each metric with its rows fetched.

    Takes the sample into the store of the settings, so nothing else is measured after it.
    """
    with contextlib.redirect_stdout(io.StringIO()):
        main(["sample", str(folder / "sample"), "--ingest"])
    database = live.current().database

    def least() -> None:
        database.ready()
        with database._cursor() as cursor:
            cursor.execute("select 1").fetchall()

    def ask(name: str, edition: int) -> Callable[[], object]:
        values = {**figures.DEFAULTS, **GIVEN, "edition": edition}
        given = {key: values[key] for key in figures.parameters(name)}

        def afresh() -> object:
            database.forget()  # what a query takes, not what it takes to remember it
            return database.rows(name, **given)

        return afresh

    return _median(least), {
        name: max(_median(ask(name, edition)) for edition in EDITIONS) for name in figures.names()
    }


def _median(ask: Callable[[], object]) -> float:
    ask()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)
