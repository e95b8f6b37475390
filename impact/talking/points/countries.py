"""Points of a country: each of its cases to its end, how many people came out, where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from impact.i18n import grammar
from impact.i18n.grammar import amount
from impact.i18n.words import Aloud, known, listing, number, qualified, say, term
from impact.presentation import standings
from impact.record.schema import STANDING, STANDINGS
from impact.talking.points import fates, reports, spoken
from impact.talking.points.cases import newest_event, standing_caution, today, who_of_all
from impact.talking.points.releases import since
from impact.talking.points.speaker import Row, Speaker
from impact.talking.selection import Point

_NAMED = 4  # people whom a caution names


def _met(by: Speaker, case: Row, introduced: Point, told: Point) -> Point:
    """Who somebody is and what became of them, in one point."""
    return replace(
        told,
        sentence=spoken.kinder(by, case, f"{introduced.sentence} {told.sentence}"),
        sources=tuple(dict.fromkeys((*introduced.sources, *told.sources))),
        careful=tuple(dict.fromkeys((*introduced.careful, *told.careful))),
    )


def of_country(by: Speaker, cases: Sequence[Row], code: str) -> Iterator[Point]:
    """All that we know of one country: each case to its end, then cases, standings and releases."""
    place = grammar.within(by.lang, code)
    different = list({row["person_id"]: row for row in reversed(cases)}.values())[::-1]
    for row in different:
        editions: list[Row] = [
            by.one("case", case_id=case["case_id"]) or case
            for case in cases
            if case["person_id"] == row["person_id"]
        ]
        events = (list(newest_event(by, each)) for each in editions)
        introduced = who_of_all(by, editions)
        for point in next(filter(None, events), None) or [_no_event(by, row)]:
            yield _met(by, editions[0], introduced, point)
    yield Point(
        key="in_country",
        sentence=by.say(
            "point.in_country"
            if len(different) == len(cases)
            else "point.in_country_people"
            if all(row["people"] == 1 for row in different)
            else "point.in_country_twice",
            cases=amount(by.lang, len(cases), "exact", "cases"),
            count=Aloud(len(different)),
            place=place,
        ),
        figure="cases",
        number=number(by.lang, len(cases)),
        label=say(by.lang, "label.country_cases", count=len(cases), place=place),
        careful=(
            *by.careful("incomplete", "place"),
            *by.sampled(row["edition_year"] for row in cases),
        ),
    )
    released = list(_releases_of_country(by, code, place, cases))
    # A second count beside that of the people released would repeat it, or count groups as one.
    if released or len(different) > 1:  # of one person it was told
        yield from released or _standings_of_country(by, cases, different, place)


def _releases_of_country(
    by: Speaker, code: str, place: str, cases: Sequence[Row]
) -> Iterator[Point]:
    """How many people of a country were released, and where they stand now."""
    people: list[Row] = [
        row for row in by.ask("releases_documented_people").rows if row["country_code"] == code
    ]
    total = {
        column: sum(row[column] for row in people)
        for column in ("people", *standings.NOW, "died_held", "ever_held_again")
    }
    if released := total["people"]:
        shown = amount(by.lang, released, "at_least", "people")
        named = by.say("point.in_country_released", people=shown, count=released, place=place)
        label = say(by.lang, "label.country_released", count=released, place=place)
        yield Point(
            key="in_country_released",
            sentence=standings.released_and(total, by.view, named.removesuffix("."), aloud=True)
            + ". "
            + since(by, total, people),
            figure="releases_documented_people",
            number=qualified(by.lang, released, "at_least"),
            label=standings.released_and(total, by.view, label),
            sources=tuple(dict.fromkeys(source for row in people for source in by.source(row))),
            careful=by.careful("after", "incomplete", *(["parole"] if total["died_held"] else []))
            + _held(by, cases),
        )


def _held(by: Speaker, cases: Sequence[Row]) -> tuple[str, ...]:
    """That of people in prison no more may be said than what was last reported; who is named, with their own day."""
    held = {row["person_id"]: row for row in cases if STANDING[row["liberty_standing"]].held}
    if len(held) > _NAMED:
        return by.careful("held_of_many", date=by.checked_of(*held.values()))
    of_day: dict[str, list[str]] = {}
    for row in held.values():
        of_day.setdefault(by.checked_of(row), []).append(spoken.name(by, row))
    return tuple(
        caution
        for day, names in of_day.items()
        for caution in by.careful("held_of", names=listing(by.lang, names), date=day)
    )


def _standings_of_country(
    by: Speaker, cases: Sequence[Row], different: Sequence[Row], place: str
) -> Iterator[Point]:
    """How many of a country's different cases stand where."""
    found = Counter(row["liberty_standing"] for row in different)
    counts = [
        _counted(by, each.name, found[each.name])
        for each in STANDINGS
        if each.said and found[each.name]  # of the others nobody asks
    ]
    if not counts:
        return
    alive = [row for row in different if row["liberty_standing"] != "died"]
    asked = [row for row in alive if STANDING[row["liberty_standing"]].said]
    free = [row for row in asked if STANDING[row["liberty_standing"]].free]
    told = reports.when(by, [day for row in asked for day in reports.days(by, row)])
    text = by.say(
        "point.in_country_standing" if asked else "point.in_country_dead",
        standings=listing(by.lang, counts), place=place, when=told,
    )  # fmt: skip
    yield Point(
        key="in_country_standing",
        sentence=reports.no_arrest(by, text, len(free), free, alone=len(free) == len(different)),
        figure="cases",
        careful=_held(by, cases),
    )


def _counted(by: Speaker, standing: str, count: int) -> str:
    """How many stand somewhere, in the words of that standing."""
    key = f"spoken.count.{standing}"
    if known(f"{key}.one"):
        return say(by.lang, key, count=Aloud(count))
    return say(
        by.lang,
        "spoken.count.any",
        count=Aloud(count),
        standing=term(by.lang, "standing", standing),
    )


def _no_event(by: Speaker, case: Row) -> Point:
    return Point(
        key="no_event",
        sentence=today(by, case, ()) or fates.last_checked(by, case),
        figure="timeline_of_case",
        given={"case_id": case["case_id"]},
        sources=fates.seen_in(by, case) or by.source(case),
        careful=standing_caution(by, case),
    )
