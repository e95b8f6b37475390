"""What a spokesperson asks for and gets: the selection, and the points made for it.

Plain values, so that page, command, brief and API take the same and say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from impact.figures import Source
from impact.i18n.words import Language

Occasion = Literal["launch", "human_rights_day", "results", "case", "country", "interview"]
Audience = Literal["press", "public", "supporters", "officials"]
Length = Literal["one_line", "thirty_seconds", "one_page"]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
LENGTHS: tuple[Length, ...] = get_args(Length)


@dataclass(frozen=True)
class Selection:
    """Which points are wanted. `edition`: none for the newest; `case_id` and `country` (an ISO code)
    belong to the occasions of their name.
    """

    occasion: Occasion = "launch"
    audience: Audience = "press"
    length: Length = "one_page"
    edition: int | None = None
    case_id: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Point:
    """One thing to say, with all that makes it true.

    `sentence` is what is said: one whole sentence or a few, with number, qualifier and safe verb. `detail` is
    the record's own wording, to read and not to say, where it says more. `number` and `label` are the same number
    alone, for a slide; empty where the point has none. `figure` and `given` say which metric it was
    built from, `careful` what has to be known before it is said.
    """

    key: str
    sentence: str
    figure: str
    given: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    label: str = ""
    sources: tuple[Source, ...] = ()
    careful: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True)
class HardQuestion:
    """A hard question and its honest answer, built from definitions, caveats and rows of `figure`."""

    ask: str
    answer: str
    figure: str


@dataclass(frozen=True)
class Talk:
    """Everything for one selection, in one language, from one snapshot.

    `left_out`: comparisons that are not made here, each with why. `chart`: the figure to be drawn
    beside it and its parameters. `sample`: all of it is invented and has to say so. `awaited`: of which
    newer editions nothing can be said yet, so that an older one is told; its title says so too. `careful`: what
    holds of all that is said, once; a point has only what it would be false without.
    """

    title: str
    lang: Language
    selection: Selection
    as_of: dt.date
    snapshot: str
    dated: str
    points: tuple[Point, ...]
    left_out: tuple[str, ...]
    questions: tuple[HardQuestion, ...]
    chart: tuple[str, Mapping[str, Any]] | None
    sample: bool = False
    awaited: str = ""
    careful: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The distinct sources of all points, in the order in which they are said."""
        return tuple(dict.fromkeys(source for point in self.points for source in point.sources))
