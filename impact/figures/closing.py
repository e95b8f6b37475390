"""What holds where something breaks on the way to what others are told: nothing is told, never what was told before.

Each step from a snapshot to what others see of it runs inside `closing`, so that whatever breaks in it is a `Fault`
with a true sentence, which every face shows in place of figures.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow as pa

from impact.faults import Fault

log = logging.getLogger(__name__)
# The faults that mean that it is not certain what may be told, whatever there is to be read.
CLOSING = ("consents_unknown", "untold", "state_unbuilt")


@contextmanager
def closing(key: str = "untold") -> Iterator[None]:
    """Whatever breaks in here is a `Fault`; it is logged without what it says, which may be somebody's name."""
    try:
        yield
    except Fault:
        raise
    except Exception as error:
        raise broken(key, error) from None


def broken(key: str, error: Exception) -> Fault:
    """The fault of a defect that nobody expected, which is logged with where it happened."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("nothing is told (%s):\n%s", type(error).__name__, where)
    return Fault(key, kind=type(error).__name__)


def table(made: Callable[[], pa.Table]) -> Callable[[], pa.Table]:
    """A table that is made when it is first needed, whatever breaks then as a `Fault`."""

    def closed() -> pa.Table:
        with closing():
            return made()

    return closed
