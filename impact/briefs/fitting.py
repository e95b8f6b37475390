"""How a brief comes to fit one page: the settings that are tried, from the most generous on.

Smaller letters and picture come first, then fewer questions, then fewer points. What a page leaves out
it says, by these sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from impact.briefs.content import Brief, Reference

# Letters and picture beside their full size.
_SIZES = (
    (1.3, 1.0),
    (1.2, 1.0),
    (1.12, 1.0),
    (1.06, 1.0),
    (1.0, 1.0),
    (1.0, 0.92),
    (1.0, 0.85),
    (0.95, 0.85),
    (0.95, 0.78),
    (0.92, 0.72),
    (0.9, 0.68),
    (0.88, 0.64),
)
LARGEST = _SIZES[0][0]


Most = tuple[int | None, int | None]  # points and questions, None: as many as there is room for


@dataclass(frozen=True)
class Try:
    """One setting: sizes beside the full ones, and how much of the brief it holds.

    `last`: nothing smaller comes, so it has to do.
    """

    scale: float
    picture: float
    points: int
    questions: int
    last: bool = False


def tries(
    brief: Brief, sizes: Sequence[tuple[float, float]] = _SIZES, most: Most = (None, None)
) -> Iterator[Try]:
    """Every setting in the order in which it is to be tried. `most`: as many points and questions the page holds in
    each language."""
    points, questions = (
        len(every) if limit is None else min(len(every), limit)
        for every, limit in zip((brief.points, brief.questions), most, strict=True)
    )
    for scale, picture in sizes:
        yield Try(scale, picture, points, questions)
    scale, picture = sizes[-1]
    for count in reversed(range(questions)):
        yield Try(scale, picture, points, count)
    for share in (0.85, 0.7):  # what is said matters more than what is drawn
        yield Try(scale, picture * share, points, 0)
    for count in reversed(range(1, points)):
        yield Try(scale, picture * share, count, 0)
    yield Try(0.8, 0, min(1, points), 0, last=True)


def as_many(briefs: Sequence[Brief], held: Callable[[Brief, Most], tuple[int, int]]) -> Most:
    """How many points and questions the page holds in each of its languages, the lower numbers of them all. `held`: how
    many of one there is room for."""
    points, questions = map(min, zip(*(held(each, (None, None)) for each in briefs), strict=True))
    if points < len(briefs[0].points):  # what is left out makes room for questions
        questions = min(held(each, (points, None))[1] for each in briefs)
    return points, questions


def without_points(brief: Brief, held: int) -> str:
    """That the page holds the first points only; empty if it holds all."""
    total = len(brief.points)
    return brief.say("first_points", count=held, total=total) if held < total else ""


def without_questions(brief: Brief, held: int) -> str:
    count = len(brief.questions) - held
    return brief.say("more_questions", count=count) if count else ""


def shown(reference: Reference, line: int) -> str:
    """The address of a source as it is printed: cut where name and address have more signs than a line, for a second one
    would cost what is said its room; the link has all of it."""
    address = reference.url.partition("://")[2].removeprefix("www.").rstrip("/")
    room = line - len(reference.text)
    return address if len(address) <= room else f"{address[: max(room - 1, 20)]}…"


def references_of(brief: Brief, points: int) -> list[Reference]:
    """The references that a page with the first points bears marks of, and no other."""
    shown = [point.marks for point in brief.points[:points]]
    shown += [each.marks for each in brief.numbers]
    cited = {mark for marks in shown for mark in marks}
    return [each for each in brief.references if each.number in cited]
