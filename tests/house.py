"""`python -m tests.house` draws the rooms of the house, floor by floor, from the table of who may import whom."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from impact.settings import ROOT

PICTURE = ROOT / "docs" / "img" / "house.svg"
# What each floor is for, from the ground up, and its rooms: none imports from above.
FLOORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("what all rest on", ("settings", "i18n", "routes", "faults")),
    ("what is known", ("record", "store", "database")),
    ("what sections send", ("exports", "sample")),
    ("numbers", ("figures",)),
    ("sentences and charts", ("presentation",)),
    ("answers", ("factcheck", "talking")),
    ("drawings and papers", ("pictures", "briefs")),
    ("faces", ("press", "dashboard", "server", "cli")),
)
_WIDE, _HIGH, _LEFT, _GAP = 1180, 74, 210, 12


def does(room: str) -> str:
    """What a room is for: the first sentence of its own text."""
    path = ROOT / "impact" / f"{room}.py"
    path = path if path.exists() else ROOT / "impact" / room / "__init__.py"
    found = re.match(r'"""(.*?)(?:\.\s|\.?""")', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, room
    return " ".join(found[1].split())


def _lines(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3]


def drawn() -> str:
    high = len(FLOORS) * (_HIGH + _GAP) + _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img" '
        'font-family="sans-serif" fill="#111111"><title>The rooms of the house, floor by floor</title>',
        f'<rect width="{_WIDE}" height="{high}" fill="#FFFFFF"/>',
    ]
    for index, (floor, rooms) in enumerate(FLOORS):
        top = high - (index + 1) * (_HIGH + _GAP)
        parts.append(f'<text x="12" y="{top + 42}" font-size="15">{escape(floor)}</text>')
        wide = (_WIDE - _LEFT - _GAP * len(rooms)) / len(rooms)
        for place, room in enumerate(rooms):
            left = _LEFT + place * (wide + _GAP)
            parts.append(
                f'<rect x="{left:.0f}" y="{top}" width="{wide:.0f}" height="{_HIGH}" fill="#FFFBB0" '
                'stroke="#111111"/>'
                f'<text x="{left + 10:.0f}" y="{top + 20}" font-size="16" font-weight="bold">{room}</text>'
            )
            parts += [
                f'<text x="{left + 10:.0f}" y="{top + 36 + 14 * row}" font-size="11.5">{escape(line)}</text>'
                for row, line in enumerate(_lines(does(room), int(wide / 7)))
            ]
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    Path(PICTURE).write_text(drawn(), encoding="utf-8")
