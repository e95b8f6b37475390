"""Points of how many people were released: shown by name, and printed by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from impact.i18n import grammar
from impact.i18n.grammar import amount, capital
from impact.i18n.words import Aloud, localized, qualified, say
from impact.presentation.claims import claim_story
from impact.presentation.standings import NOW, now, released_and
from impact.talking.points import reports
from impact.talking.points.speaker import Row, Speaker
from impact.talking.points.spoken import fits
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
        sentence=f"{counted(by, row, shown)} {since(by, row, everybody(by))}",
        figure="releases_documented_total",
        number=qualified(by.lang, row["people"], "at_least"),
        label=released_and(row, by.view, say(by.lang, "label.documented", count=row["people"])),
        careful=by.careful("after", "incomplete", *(["parole"] if row["died_held"] else [])),
    )


def counted(by: Speaker, row: Mapping[str, Any], people: str) -> str:
    """How many people we can name who were released, in a sentence that can be quoted alone."""
    whole = by.say("point.documented", people=people).removesuffix(".")
    return f"{released_and(row, by.view, whole, aloud=True)}."


def everybody(by: Speaker) -> Sequence[Row]:
    """The rows of all releases that are counted."""
    return by.ask("releases_documented_people").rows


def since(by: Speaker, row: Row, released: Sequence[Row]) -> str:
    """Where released people were at last report, and who was held again, in sentences. `released`: their rows."""
    again = ever_held_again(by, row) if row["ever_held_again"] != row["held_now"] else ""
    return f"{stand_now(by, row, released)} {again}".strip()


def ever_held_again(by: Speaker, row: Mapping[str, Any]) -> str:
    """How many of the released were held again at some time, in a sentence; empty if nobody was."""
    people, count = row["people"], row["ever_held_again"]
    if not count:
        return ""
    if people == 1:
        return by.say("point.ever_held_again_alone")
    again = Aloud(count, feminine=True)
    return by.say("point.ever_held_again", people=Aloud(people, feminine=True), count=again)


def stand_now(by: Speaker, row: Row, released: Sequence[Row]) -> str:
    """Where released people were at last report, when that was, and until when no arrest is known of those who were free."""
    missing = sum(
        each["people"]
        for each in released
        if each["standing"] == "disappeared" and each["people"] == 1
    )
    row = {**row, "missing": missing, "not_known_now": row["not_known_now"] - missing}
    kinds = (*NOW[:-1], "missing", NOW[-1])
    few = sum(bool(row[key]) for key in kinds) <= _ONE_BREATH
    first = kinds if few else NOW[:2] if any(row[key] for key in NOW[:2]) else kinds
    told = reports.of_released(by, released, NOW if few else NOW[:2])
    text = by.say(
        "point.now", now=now(row, by.view, first, aloud=True), when=reports.when(by, told)
    )
    ids = {each["case_id"] for each in released if any(each[key] for key in NOW[:2])}
    cases = [case for case in by.ask("cases").rows if case["case_id"] in ids]
    free = row["free_now"] + row["under_conditions_now"]
    alone = first == NOW[:2] or free == row["people"]
    text = reports.no_arrest(by, text, free, cases, alone=alone)
    others = now(row, by.view, kinds[2:], aloud=True) if first == NOW[:2] else ""
    more = by.say("point.now_others", now=others) if others else ""
    if not fits(more):  # in two breaths
        last = now(row, by.view, kinds[4:], aloud=True)
        others = now({**row, "missing": 0, "not_known_now": 0}, by.view, kinds[2:], aloud=True)
        more = f"{by.say('point.now_others', now=others)} {capital(last)}."
    return f"{text} {more}".strip()


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
