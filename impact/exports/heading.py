"""The header of a file: the one delimiter under which all required names stand proves the dialect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from impact.exports.opening import Opened
from impact.exports.records import DELIMITERS, SPANNED, record_at
from impact.exports.text import fold
from impact.faults import Fault, Place

_HEADER_WITHIN = 40  # records that may stand before the header


@dataclass(frozen=True)
class Head:
    """A header that was found: its names, delimiter, the line after it, what stood before it."""

    names: list[str]
    delimiter: str
    next_line: int
    before: int
    spaced: bool = False  # blanks follow the delimiter


def find_header(opened: Opened, wanted: Sequence[str], *, plainly: bool = False) -> Head | None:
    """The header under which all wanted names stand, or None; where none has them as they are, one that has them with
    marks behind, unless `plainly`. Raises `Fault` on a name twice."""
    found = _found(opened, wanted, bare=False)
    return found if found or plainly else _found(opened, wanted, bare=True)


def _found(opened: Opened, wanted: Sequence[str], *, bare: bool) -> Head | None:
    lines = opened.head[: _HEADER_WITHIN * 4 + SPANNED]
    names = [fold(name) for name in wanted]
    # A hint that is no delimiter is a line before the header like any other.
    if match := re.fullmatch(r'"?sep=([\t !#-/:-@[-^`{-~])"?', lines[0].strip() or lines[0], re.I):
        hinted = _header_under(opened, lines, 1, (match.group(1),), wanted, names, bare)
        # Where nothing fits under the hint it is wrong, and the header proves the delimiter.
        return hinted or _header_under(opened, lines, 1, DELIMITERS, wanted, names, bare)
    return _header_under(opened, lines, 0, DELIMITERS, wanted, names, bare)


def _header_under(
    opened: Opened,
    lines: list[str],
    start: int,
    delimiters: tuple[str, ...],
    wanted: Sequence[str],
    names: list[str],
    bare: bool,
) -> Head | None:
    before = 0
    index = start
    while index < len(lines) and before < _HEADER_WITHIN:
        for delimiter in delimiters if _may_hold(lines, index, names) else ():
            key = index, delimiter  # every mapping asks for the same few records
            if key not in opened.records:
                record, after = record_at(lines, index, delimiter)
                opened.records[key] = record, [fold(cell) for cell in record or ()], after
            record, folded, after = opened.records[key]
            if record is not None and bare:
                record = [undecorated(cell) for cell in record]
                folded = [fold(cell) for cell in record]
            if record is not None and all(name in folded for name in names):
                _refuse_twice(opened.path.name, folded, wanted, opened.row(index + 1))
                spaced = len(record) > 1 and _spaced(lines[index], delimiter)
                if spaced:
                    record = [cell.strip() for cell in record]
                return Head(record, delimiter, after + 1, before, spaced)
        before += bool(lines[index].strip())
        index += 1
    return None


# What forms put behind a name that has to be filled in, and sheets and reports behind one that is sorted or filtered by.
_DECORATION = re.compile(r"[\s*:\u2191\u2193\u21c5\u25b2-\u25bf\u2b06\u2b07\u25c6\u2605]+$")


def undecorated(name: str) -> str:
    """The name of a column without the marks behind it, such as "Date *" and "Campaign Name ↑"."""
    return _DECORATION.sub("", name) or name


def _spaced(line: str, delimiter: str) -> bool:
    """Whether a blank follows every delimiter of a header, or stands between one and a quote."""
    if delimiter == " ":
        return False
    outside = re.sub(r'"[^"]*"', '""', line)
    parts = outside.split(delimiter)[1:]
    return all(part.startswith(" ") for part in parts) or bool(
        re.search(rf'{re.escape(delimiter)} +"|" +{re.escape(delimiter)}', outside)
    )


def _may_hold(lines: list[str], index: int, names: list[str]) -> bool:
    """Whether all names stand in a line at all: saves cutting and folding it for every delimiter."""
    text = lines[index]
    if '"' in text:  # a name may go on in the lines below, or have doubled quotes in it
        return True
    folded = _folded(text)
    return all(name in folded for name in names)


_folded = lru_cache(128)(fold)  # of the first lines of a file, for which every mapping asks


def _refuse_twice(name: str, folded: list[str], wanted: Sequence[str], line: int) -> None:
    for column in wanted:
        if folded.count(fold(column)) > 1:
            raise Fault("column_twice", Place(name, line, column))
