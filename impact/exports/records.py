"""Records of a text: their cells, where one begins that spans lines, where to cut between two."""

from __future__ import annotations

import re

DELIMITERS = (",", ";", "\t", "|", "^", "~", " ", ":")
SPANNED = 5000  # lines that a header may span
JOINED = 20_000  # lines that one quoted cell may span
# A quoted cell. Nothing in it is ever given back, so that a quote left open is told at once.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')


def cells(text: str, delimiter: str, *, spaced: bool = False) -> list[str] | None:
    """The cells of one record; None if a quote is still open. Raises ValueError on a stray quote.

    `spaced`: blanks may stand around a cell, before its quote and after it. A cell guarded for
    Excel, `="2025-12-10"`, is a quoted one.
    """
    if '"' not in text:
        found = text.split(delimiter)
        return [cell.lstrip(" ") for cell in found] if spaced else found
    found = []
    position = 0
    while True:
        if spaced:
            while text.startswith(" ", position):
                position += 1
        if text.startswith('="', position):
            position += 1
        if text.startswith('"', position):
            quoted = _QUOTED.match(text, position)
            if quoted is None:
                return None
            found.append(quoted.group(1).replace('""', '"'))
            position = quoted.end()
            if spaced:
                while text.startswith(" ", position) and delimiter != " ":
                    position += 1
            if position == len(text):
                return found
            if not text.startswith(delimiter, position):
                raise ValueError("text after a closing quote")
            position += len(delimiter)
        else:
            end = text.find(delimiter, position)
            cell = text[position:] if end < 0 else text[position:end]
            if '"' in cell:
                raise ValueError("a quote inside a cell")
            found.append(cell)
            if end < 0:
                return found
            position = end + len(delimiter)


def still_open(line: str, delimiter: str, *, spaced: bool) -> bool:
    """Whether a cell that was open before a line is, or another, after it. Raises ValueError."""
    position = 0
    while True:
        quote = line.find('"', position)
        if quote < 0:
            return True
        if line.startswith('"', quote + 1):
            position = quote + 2
            continue
        rest = line[quote + 1 :].lstrip(" ") if spaced else line[quote + 1 :]
        if rest and not rest.startswith(delimiter):
            raise ValueError("text after a closing quote")
        return bool(rest) and cells(rest[len(delimiter) :], delimiter, spaced=spaced) is None


def record_at(lines: list[str], index: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The record that starts on a line (it may span more), and the index after it."""
    quotes = 0
    last = min(len(lines), index + SPANNED)
    for after in range(index + 1, last + 1):
        quotes += lines[after - 1].count('"')
        if quotes % 2 and after < last:
            continue  # one is open still
        text = "\n".join(lines[index:after])
        try:
            found = cells(text, delimiter)
        except ValueError:
            try:
                found = None if delimiter == " " else cells(text, delimiter, spaced=True)
            except ValueError:
                return None, index + 1
        return (None, index + 1) if found is None else (found, after)
    return None, index + 1


def last_record(chunk: bytes) -> int:
    """Where to cut a chunk so that no cell goes on past it: before a record whose quote is open.

    The whole chunk, if its quotes are so odd that no such place is near its end.
    """
    if b'"' not in chunk or not chunk.endswith(b"\n") or chunk.count(b'"') % 2 == 0:
        return len(chunk)
    end = len(chunk)
    for _ in range(JOINED):
        start = chunk.rfind(b"\n", 0, end - 1) + 1
        if chunk.count(b'"', start, end) % 2:
            return start or len(chunk)
        end = start
        if end == 0:
            break
    return len(chunk)


def eighths(chunk: bytes) -> list[bytes]:
    """A chunk in about eight pieces that end with a record."""
    pieces = []
    start = 0
    while start < len(chunk):
        end = chunk.find(b"\n", start + len(chunk) // 8) + 1 or len(chunk)
        piece = chunk[start:end]
        pieces.append(piece[: last_record(piece)])
        start += len(pieces[-1])
    return pieces
