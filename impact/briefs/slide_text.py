"""How much room text takes on a slide, and the largest size in which it fits.

Measured in letters of ours, because a slide is set by a program that is not here. All lengths in inches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from impact.briefs.content import Brief
from impact.pictures import fonts
from impact.pictures.fonts import Face

Paragraph = tuple[str, bool]  # a text, and whether it is a head
Room = tuple[float, float]  # width and height

GAP = 0.45  # between paragraphs, in lines
READ = (20, 18, 17, 16, 15, 14, 13)  # points of what is read and not shown
# Arial beside our letters: 1.03 to 1.05 times as wide, bold 1.07 to 1.09, in texts of the record.
_WIDER: Mapping[Face, float] = {"regular": 1.06, "bold": 1.1}


def wide(text: str, size: float, *, bold: bool) -> float:
    face: Face = "bold" if bold else "regular"
    return fonts.width(text, size, face) * _WIDER[face] / 72


def height(paragraphs: Sequence[Paragraph], room: float, size: float, gap: float = GAP) -> float:
    lines = 0
    for text, head in paragraphs:
        face: Face = "bold" if head else "regular"
        lines += max(1, len(fonts.wrap(text, room * 72 / _WIDER[face], size, face)))
    return (lines * 1.2 * size + (len(paragraphs) - 1) * gap * size) / 72


def fitting(paragraphs: Sequence[Paragraph], room: Room, sizes: Sequence[float]) -> float:
    """The largest size in which the texts fit, else the smallest."""
    fits = (size for size in sizes if height(paragraphs, room[0], size) <= room[1])
    return next(fits, sizes[-1])


def kept(paragraphs: list[Paragraph], room: Room, size: float, brief: Brief) -> list[Paragraph]:
    """As many texts as fit; where some do not, a last line says where they are."""
    if height(paragraphs, room[0], size) <= room[1]:
        return paragraphs
    more: Paragraph = (brief.say("more_on_slide"), False)
    stay = list(paragraphs)
    while len(stay) > 1 and (stay[-1][1] or height([*stay, more], room[0], size) > room[1]):
        stay.pop()
    text, head = stay[-1]
    while len(text) > 40 and height([*stay[:-1], (text, head), more], room[0], size) > room[1]:
        text = cut(text, len(text) * 4 // 5)
    return [*stay[:-1], (text, head), more]


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def split(
    left: list[Paragraph], right: list[Paragraph], room: Room, between: float
) -> tuple[float, float]:
    """The largest size in which two columns fit, and how wide the first is for it."""
    if not right:
        return fitting(left, room, READ), room[0]
    tried = []
    for share in (0.5, 0.42, 0.35, 0.28, 0.58):
        first = (room[0] - between) * share
        rooms = ((left, first), (right, room[0] - between - first))
        size = min(fitting(column, (each, room[1]), READ) for column, each in rooms)
        over = sum(max(0.0, height(column, each, size) - room[1]) for column, each in rooms)
        tried.append((over == 0, size, -round(over, 1), -abs(share - 0.5), first))
    _, size, *_, first = max(tried)
    return size, first
