"""What a server says of itself tells of a broken file where it is broken, and not what stands there."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from impact.faults import Fault, Place
from impact.server.journal import JsonLine, PlainLine, unquoted

CELL = "A name that may not be told yet"
BROKEN = Fault("not_date", Place("outcomes.csv", 7, "event_date"), found=CELL)


def lines(formatter: logging.Formatter, *, traced: bool) -> str:
    """What a log with this formatter holds of the broken cell."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    handler.addFilter(unquoted)
    record = logging.LogRecord("impact", logging.ERROR, "", 0, "it failed", (), None)
    if traced:
        try:
            raise BROKEN
        except Fault:
            record.exc_info = sys.exc_info()
    else:
        record.msg, record.args = "the record cannot be used: %s", (BROKEN,)
    handler.handle(record)
    return written.getvalue()


@pytest.mark.parametrize("traced", [False, True])
@pytest.mark.parametrize("formatter", [PlainLine("%(message)s"), JsonLine()])
def test_the_log_of_a_broken_record_quoted_the_cell(
    formatter: logging.Formatter, traced: bool
) -> None:
    told = lines(formatter, traced=traced)
    assert CELL in str(BROKEN)
    assert CELL not in told
    assert "outcomes.csv" in told and "7" in told
