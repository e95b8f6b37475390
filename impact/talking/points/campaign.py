"""Points of the campaign itself: the day, why people write, thanks, and how to take part."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from impact.figures import Source
from impact.settings import value
from impact.talking.points.speaker import Speaker
from impact.talking.selection import Point


def day(by: Speaker) -> Iterator[Point]:
    """What 10 December is, and the marathon of letters around it."""
    yield _said(by, "day")


def why(by: Speaker) -> Iterator[Point]:
    """Why a letter matters, without a claim of what it causes."""
    yield _said(by, "why")


def thanks(by: Speaker) -> Iterator[Point]:
    yield _said(by, "thanks")


def take_part(by: Speaker) -> Iterator[Point]:
    """How to take part; the address is a setting, because each section has its own."""
    address = value("IMPACT_TAKE_PART").strip()
    host = urlsplit(address).hostname or ""
    key = "take_part" if host else "take_part_anywhere"
    source = Source(host, address, "", "")
    sentence = by.say(f"point.{key}", host=host.removeprefix("www."))
    yield Point(key="take_part", sentence=sentence, figure="", sources=(source,) if host else ())


def _said(by: Speaker, key: str) -> Point:
    return Point(key=key, sentence=by.say(f"point.{key}"), figure="")
