"""Points of how many people were released: shown by name, and printed by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from impact.i18n import grammar
from impact.i18n.grammar import amount
from impact.i18n.words import Aloud, localized, qualified, say
from impact.presentation.claims import claim_story
from impact.presentation.standings import NOW, now, released_and
from impact.talking.points.speaker import Speaker
from impact.talking.selection import Point

_ONE_BREATH = 3  # standings that are told in one sentence


def documented(by: Speaker) -> Iterator[Point]:
    """The releases that this record shows by name, where these people are now, and who was held again."""
    row = by.one("releases_documented_total")
    if row is None or not row["people"]:
        return
    shown = amount(by.lang, row["people"], "at_least", "people")
    yield Point(
        key="documented",
        sentence=f"{counted(by, row, shown)} {since(by, row)}",
        figure="releases_documented_total",
        number=qualified(by.lang, row["people"], "at_least"),
        label=released_and(row, by.view, say(by.lang, "label.documented", count=row["people"])),
        careful=by.careful("after", "incomplete", *(["parole"] if row["died_held"] else [])),
    )


def counted(by: Speaker, row: Mapping[str, Any], people: str) -> str:
    """How many people we can name who were released, in a sentence that can be quoted alone."""
    whole = by.say("point.documented", people=people).removesuffix(".")
    return f"{released_and(row, by.view, whole, aloud=True)}."


def since(by: Speaker, row: Mapping[str, Any]) -> str:
    """Where released people are now, and who was held again, in sentences."""
    again = ever_held_again(by, row) if row["ever_held_again"] != row["held_now"] else ""
    return f"{stand_now(by, row)} {again}".strip()


def ever_held_again(by: Speaker, row: Mapping[str, Any]) -> str:
    """How many of the released were held again at some time, in a sentence; empty if nobody was."""
    count = row["ever_held_again"]
    return by.say("point.ever_held_again", count=Aloud(count, feminine=True)) if count else ""


def stand_now(by: Speaker, row: Mapping[str, Any]) -> str:
    """Where released people are now, in sentences."""
    if sum(bool(row[key]) for key in NOW) <= _ONE_BREATH:
        return by.say("point.now", now=now(row, by.view, aloud=True))
    parts = {"point.now": NOW[:2], "point.now_others": NOW[2:]}
    return " ".join(
        by.say(key, now=now(row, by.view, part, aloud=True))
        for key, part in parts.items()
        if any(row[each] for each in part)
    )


def published(by: Speaker) -> Iterator[Point]:
    """The number of releases that is printed most often: for the press, and with its story."""
    row = by.one("releases_published_headline")
    if row is None:
        return
    if by.selection.audience != "press":
        by.leave_out("contested")
        return
    yield Point(
        key="published",
        sentence=by.say(
            "point.published",
            publisher=localized(row, "publisher", by.lang),
            amount=qualified(by.lang, row["value"], row["qualifier"]),
            when=grammar.on(by.lang, row["last_printed"]),
        ),
        figure="releases_published_headline",
        number=qualified(by.lang, row["value"], row["qualifier"]),
        label=say(by.lang, "label.published"),
        sources=by.source(row),
        careful=by.careful("contested", story=claim_story(row, by.view)),
    )
