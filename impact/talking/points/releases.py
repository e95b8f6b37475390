"""Points of how many people were released: shown by name, and printed by others."""

from __future__ import annotations

from collections.abc import Iterator

from impact.i18n import grammar
from impact.i18n.grammar import amount
from impact.i18n.words import localized, qualified, say
from impact.presentation.claims import claim_story
from impact.presentation.standings import now_and_since
from impact.talking.points.speaker import Speaker
from impact.talking.selection import Point


def documented(by: Speaker) -> Iterator[Point]:
    """The releases that this record shows by name, where these people are now, and who was held again."""
    row = by.one("releases_documented_total")
    if row is None or not row["people"]:
        return
    shown = amount(by.lang, row["people"], "at_least", "people")
    yield Point(
        key="documented",
        sentence=by.say(
            "point.documented",
            of=grammar.of(by.lang, shown),
            now=now_and_since(row, by.view),
            date=by.checked,
        ),
        figure="releases_documented_total",
        number=qualified(by.lang, row["people"], "at_least"),
        label=say(by.lang, "label.documented", count=row["people"]),
        careful=by.careful("after", "incomplete"),
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
            of=grammar.of(by.lang, qualified(by.lang, row["value"], row["qualifier"])),
            when=grammar.on(by.lang, row["last_printed"]),
        ),
        figure="releases_published_headline",
        number=qualified(by.lang, row["value"], row["qualifier"]),
        label=say(by.lang, "label.published"),
        sources=by.source(row),
        careful=by.careful("contested", story=claim_story(row, by.view)),
    )
