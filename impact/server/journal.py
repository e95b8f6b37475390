"""What the server says of itself while it runs: plain lines for a person, or one JSON object a line.

Streamlit hushes uvicorn and leaves our own loggers without a voice; `speak` gives them one. No line holds
an address of a visitor, a query string, a text that somebody typed or what stands in a cell of a broken file.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import textwrap
from typing import Any

from impact.faults import Fault
from impact.i18n.signs import legible, printed
from impact.settings import value

_OURS = logging.getLogger("impact")
_ACCESS = logging.getLogger("impact.access")
_LONGEST = 500  # signs of a text in a line that is not ours


def unquoted(record: logging.LogRecord) -> bool:
    """Let a line through, with its faults as they may be told of outside their file."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            each.unquoted() if isinstance(each, Fault) else each for each in record.args
        )
    kind, error, trace = record.exc_info or (None, None, None)
    if kind is not None and isinstance(error, Fault):
        record.exc_info = kind, error.unquoted(), trace
    return True


class PlainLine(logging.Formatter):
    """One line for a person. A text that was given cannot begin another one, nor colour a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = legible(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return textwrap.indent(printed(super().formatException(ei)), "  ")


class JsonLine(logging.Formatter):
    """One line as JSON: `at` in UTC, `level`, `from`, `text`, and what else the line was given."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at,
            "level": record.levelname.lower(),
            "from": record.name,
            "text": record.getMessage(),
            **getattr(record, "said", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


class Legible(logging.LogRecord):
    """A line of whoever else logs here: Streamlit has texts of strangers in its own, and takes line breaks alone out."""

    def __init__(self, name: str, *rest: Any, **more: Any) -> None:
        super().__init__(name, *rest, **more)
        if not name.startswith(_OURS.name) and isinstance(self.args, tuple):
            self.args = tuple(
                legible(each)[:_LONGEST] if isinstance(each, str) else each for each in self.args
            )


def speak() -> None:
    """Give our loggers a voice, unless whoever runs the server gave them one, and hold all others to one line."""
    logging.setLogRecordFactory(Legible)
    if _OURS.hasHandlers():
        return
    handler = logging.StreamHandler()
    if _json():
        handler.setFormatter(JsonLine())
    else:
        handler.setFormatter(PlainLine("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(unquoted)
    _OURS.addHandler(handler)
    _OURS.setLevel(logging.INFO)
    _ACCESS.setLevel(logging.INFO if _json() else logging.WARNING)


def answered(method: str, route: str, status: int, seconds: float, size: int) -> None:
    """One request that was answered, by its route and not by its address."""
    if _ACCESS.isEnabledFor(logging.INFO):
        said = {"method": method, "route": route, "status": status}
        said |= {"ms": round(1000 * seconds, 1), "bytes": size}
        _ACCESS.info("answered", extra={"said": said})


def _json() -> bool:
    return value("IMPACT_LOG").strip().lower() == "json"
