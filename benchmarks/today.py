"""What the page of today costs in a large campaign: `python -m benchmarks.today`.

Seventy sections count twelve cases on ninety days, in the running edition and in two before it (seeded), with
what stood yesterday and a week ago. Prints the script's median beside a page of one line in the same run, for
each language, after the first run of each snapshot and of one that everybody sees for the first time. A missed
target is said, not punished.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import logging
import random
import time
from collections.abc import Iterator
from unittest import mock

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from benchmarks.__main__ import Line, table
from benchmarks.pages import _median, _run
from impact.database import Database
from impact.exports import ledger
from impact.exports.ledger import Ledger
from impact.exports.rollup import DELTA
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES
from impact.record.reader import Record, Row, read
from impact.settings import ROOT

SECTIONS, CASES, DAYS = 70, 12, 90
EDITION = 2025
TARGET = 150  # milliseconds
TODAY = dt.date(EDITION, 11, 1) + dt.timedelta(DAYS - 1)


def rows(cases: list[str], until: dt.date) -> Iterator[dict[str, object]]:
    """Counts of three editions, those of the running one up to a day."""
    chance = random.Random(1)
    for edition in (EDITION - 2, EDITION - 1, EDITION):
        for section in range(SECTIONS):
            for case in cases:
                for number in range(DAYS):
                    day = dt.date(edition, 11, 1) + dt.timedelta(number)
                    quantity = chance.randint(1, 200)
                    if edition < EDITION or day <= until:
                        yield {
                            "export_order": 1, "section": f"S{section:02}", "platform": "tally",
                            "grain": "aggregate", "edition_year": edition, "day": day,
                            "case_id": case if edition == EDITION else f"{edition}-{case}",
                            "action_type": "letter", "channel": "offline", "quantity": quantity,
                            "rows": 1, "precision": "exact",
                        }  # fmt: skip


def sent() -> list[dict[str, object]]:
    """Each section's sends, every third day; one in ten fell silent after a month."""
    return [
        {
            "export_order": 1, "section": f"S{section:02}", "editions": [edition], "retracted": False,
            "held": False,
            "received_at": dt.datetime(edition, 11, 1) + dt.timedelta(number),
        }
        for edition in (EDITION - 1, EDITION)
        for section in range(SECTIONS)
        for number in range(0, 30 if section % 10 == 0 else DAYS, 3)
    ]  # fmt: skip


def state(record: Record, name: str, until: dt.date) -> State:
    """A large campaign as it stood at the end of a day, under the name of a snapshot."""
    cases = [
        str(row["case_id"]) for row in record.tables["cases"] if row["edition_year"] == EDITION
    ]
    cases = [*cases, *(f"{EDITION}-further-{place}" for place in range(CASES))][:CASES]
    counted = pa.Table.from_pylist(list(rows(cases, until)), DELTA)
    exports = pa.Table.from_pylist(sent(), ledger.EXPORTS)
    aims: list[Row] = [
        {"edition_year": EDITION, "section": section, "case_id": None, "actions": 100_000}
        for section in (None, *(f"S{number:02}" for number in range(SECTIONS)))
    ]
    database = Database(record, lambda: counted, lambda: exports, aims)
    database.ready()
    return State(
        database,
        name,
        as_of=record.checked_on,
        counted_on=until,
        record=record,
        ledger=Ledger(),
    )


def milliseconds() -> tuple[float, dict[str, float]]:
    """Medians: a page of one line without our frame, and the page of today by language, and when new."""
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True
    record = read(ROOT / "data" / "record")
    states = {days: state(record, f"days{days}", TODAY - dt.timedelta(days)) for days in (0, 1, 7)}
    now = states[0]
    gc.collect()
    gc.freeze()
    empty = AppTest.from_string("import streamlit as st\nst.markdown('.')", default_timeout=60)
    with (
        mock.patch.object(live, "current", side_effect=lambda: now),
        mock.patch.object(live, "made_by", lambda day: states.get((TODAY - day).days)),
        mock.patch("impact.dashboard.visitor.today", return_value=TODAY),
    ):
        found: dict[str, float] = {}
        for lang in LANGUAGES:
            test = AppTest.from_file(
                str(ROOT / "impact" / "dashboard" / "frame.py"), default_timeout=60
            )
            test.query_params["lang"] = lang
            test.switch_page(str(ROOT / "pages" / "live.py"))
            found[lang] = _median(test)
        fresh = []
        for place in range(5):
            now = dataclasses.replace(states[0], snapshot=f"fresh{place}")
            states[0].database.forget()
            started = time.perf_counter()
            _run(test)
            fresh.append((time.perf_counter() - started) * 1000)
        found["first"] = sorted(fresh)[2]
        bare = _median(empty)
    gc.unfreeze()
    return bare, found


def main() -> None:
    bare, found = milliseconds()
    size = f"{SECTIONS} sections x {CASES} cases x {DAYS} days"
    lines = [
        Line(f"today, {size}, {what}", spent, TARGET, "ms", bare, "an empty page")
        for what, spent in found.items()
    ]
    print(table(lines))


if __name__ == "__main__":
    main()
