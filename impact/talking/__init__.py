"""Talking points, questions to expect and rehearsal cards: sentences built from figures, never free text.

`selection` holds what is asked for and what one gets, `points` makes the points, `questions` the hard
questions, `cards` one card per case. Templates are data: `impact/i18n/talking.toml`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from impact import figures
from impact.exports import season
from impact.faults import Fault
from impact.figures import veiling
from impact.figures.live import State
from impact.i18n.locales import FIRST
from impact.i18n.words import Language, country, listing, localized, say
from impact.presentation.cases import fold
from impact.talking import points, questions
from impact.talking.cards import Card, card
from impact.talking.points import Speaker
from impact.talking.selection import (
    AUDIENCES,
    LENGTHS,
    OCCASIONS,
    Audience,
    HardQuestion,
    Length,
    Occasion,
    Point,
    Selection,
    Talk,
)

__all__ = [
    "AUDIENCES",
    "LENGTHS",
    "OCCASIONS",
    "Audience",
    "Card",
    "HardQuestion",
    "Length",
    "Occasion",
    "Point",
    "Selection",
    "Talk",
    "card",
    "case_named",
    "editions",
    "fold",
    "newest",
    "talk",
]

# Spoken at some 160 words a minute, slower than news on the radio.
_WORDS_IN_THIRTY_SECONDS = 80
_MOST_POINTS = 16
_NEAR = 4  # cases that are named where none fits
# The occasions that are of the campaign that runs; results are of one that is over.
_OF_A_SEASON = ("launch", "human_rights_day")


def talk(
    state: State, selection: Selection, lang: Language, *, today: dt.date | None = None
) -> Talk:
    """The points for one selection. Raises `Fault` where a choice leaves nothing to say, naming it.

    `today`: the day on which it is asked, so that an older edition is not taken for the newest one.
    """
    by = Speaker(veiling.veiled(state), selection, lang)
    if selection.occasion in ("case", "interview"):
        title, made, chart = _of_case(by)
    elif selection.occasion == "country":
        title, made, chart = _of_country(by)
    else:
        title, made, chart = _of_edition(by)
    if awaited := _awaited(by, today):
        title = say(lang, "talk.awaited_title", title=title, awaited=awaited)
    every = [*made, *points.take_part(by)]
    kept = _cut(every, selection.length, selection.occasion)
    if len(kept) < len(every):
        key = "more" if selection.length == "one_page" else "shorter"
        by.leave_out(key, count=len(every) - len(kept))
    careful = (*by.embargoed(), *_of_all(by, kept))
    return Talk(
        title=title,
        lang=lang,
        selection=selection,
        as_of=by.as_of,
        snapshot=state.snapshot,
        dated=by.dated,
        points=tuple(_without(point, careful) for point in kept),
        left_out=tuple(by.left_out),
        questions=questions.expected(by, kept),
        chart=chart,
        sample=state.sample,
        awaited=awaited,
        careful=careful,
    )


# What holds of everything that is said, and is said once; the other cautions belong to one point.
_GENERAL = (
    "after",
    "people",
    "incomplete",
    "no_reason",
    "own_cases",
    "place",
    "units",
    "early",
    "only_sent",
)


def _of_all(by: Speaker, said: Sequence[Point]) -> tuple[str, ...]:
    """The general cautions that some point has, each once."""
    general = by.careful(*_GENERAL)
    found = {text for point in said for text in point.careful}
    return tuple(text for text in general if text in found)


def _without(point: Point, careful: tuple[str, ...]) -> Point:
    return replace(point, careful=tuple(text for text in point.careful if text not in careful))


_Made = tuple[str, Iterator[Point], tuple[str, Mapping[str, Any]] | None]


def editions(state: State) -> list[int]:
    """The editions that can be chosen, newest first."""
    rows = figures.figure(state, "editions", "en").rows
    return sorted((row["edition_year"] for row in rows), reverse=True)


def newest(state: State, occasion: Occasion) -> int | None:
    """The edition that an occasion is about if none is asked for: results need a total."""
    rows = figures.figure(state, "actions_by_edition", "en").rows
    told = [row["edition_year"] for row in rows if row["actions"] is not None]
    every = [row["edition_year"] for row in rows]
    return max(told if occasion == "results" and told else every, default=None)


def _of_edition(by: Speaker) -> _Made:
    rows = by.ask("actions_by_edition").rows
    known = editions(by.state)
    with_total = [row["edition_year"] for row in rows if row["actions"] is not None]
    occasion = by.selection.occasion
    year = by.selection.edition or newest(by.state, occasion)
    if year is None or year not in known:
        raise Fault("selection_edition", found=str(year or "–")[:10], known=_span(known))

    last = _last_total(by, with_total, year) if occasion != "results" else year
    # A person first, what happened and where it stands; then numbers; then what is asked.
    made = itertools.chain.from_iterable(_ORDERS[occasion](by, year, last, rows))
    opening = _OPENINGS.get(by.selection.audience)
    made = itertools.chain(opening(by) if opening else (), made)
    title = say(by.lang, f"talk.{occasion}", year=str(year))
    return title, made, ("actions_by_edition", {})


_Said = Iterator[Iterator[Point]]


def _launch(by: Speaker, year: int, last: int, rows: points.Totals) -> _Said:
    yield points.people_of_edition(by, year)
    yield points.cases_of_edition(by, year)
    yield points.total(by, rows, last)
    yield points.documented(by)
    yield points.ask_of_edition(by, year)
    yield points.compared(by, rows, last)
    if last != next(
        (row["edition_year"] for row in rows), None
    ):  # else it was told as the last total
        yield points.first(by, rows)
    yield points.news(by, year)
    yield points.published(by)


def _human_rights_day(by: Speaker, year: int, last: int, rows: points.Totals) -> _Said:
    yield points.day(by)
    yield points.people_of_edition(by, year, "news")
    if by.selection.audience != "public":  # who has heard it already
        yield points.why(by)
    yield points.counted(by, year)
    yield points.total(by, rows, last)
    yield points.documented(by)
    yield points.people_of_edition(by, year, "others")
    yield points.ask_of_edition(by, year)
    yield points.cases_of_edition(by, year)
    yield points.compared(by, rows, last)
    yield points.news(by, year)
    yield points.published(by)


def _results(by: Speaker, year: int, _last: int, rows: points.Totals) -> _Said:
    yield points.people_of_edition(by, year, "news", bad=True)
    yield points.others_of_edition(by, year)
    yield points.total(by, rows, year)
    yield points.compared(by, rows, year)
    yield points.documented(by)
    yield points.news(by, year, bad=True)
    yield points.totals_printed(by, year)
    yield points.published(by)


_ORDERS: Mapping[str, Callable[[Speaker, int, int, points.Totals], _Said]] = {
    "launch": _launch,
    "human_rights_day": _human_rights_day,
    "results": _results,
}
# What an audience hears first: people who write are thanked, and a room is told why it matters.
_OPENINGS: Mapping[str, Callable[[Speaker], Iterator[Point]]] = {
    "public": points.why,
    "supporters": points.thanks,
}


def _awaited(by: Speaker, today: dt.date | None) -> str:
    """What nobody can say yet of a newer edition than the one that is told; empty if none was meant.

    Of the one that is running, where the record has no case of it; of results, every one that has begun
    and has no total.
    """
    occasion = by.selection.occasion
    if today is None or by.selection.edition or occasion not in (*_OF_A_SEASON, "results"):
        return ""
    shown = newest(by.state, occasion) or today.year
    if occasion == "results":
        begun = season.begun(today, season.WINDOW)
        years = [str(year) for year in range(shown + 1, begun + 1)]
    else:
        missing = season.missing(today, season.WINDOW, by.state.record)
        years = [str(missing)] if missing else []
    if not years:
        return ""
    key = "awaited_total" if occasion == "results" else "awaited"
    said = {"count": len(years), "year": listing(by.lang, years)}
    by.leave_out(key, **said, shown=str(shown))
    return say(by.lang, f"talk.{key}", **said)


def _last_total(by: Speaker, with_total: list[int], year: int) -> int:
    """The newest edition with a total, not after the one asked for; that it is another is said."""
    told = max((each for each in with_total if each <= year), default=year)
    if told != year:
        by.leave_out("no_total", year=str(year))
    return told


def _span(years: list[int]) -> str:
    return f"{min(years)}–{max(years)}" if years else "–"


def _of_case(by: Speaker) -> _Made:
    case_id = by.selection.case_id or ""
    case = by.one("case", case_id=case_id[:200])
    if case is None:
        if not case_id.strip():
            raise Fault("selection_case_missing")
        raise Fault("selection_case", found=case_id[:60], near=_nearest(by, case_id))
    occasion = by.selection.occasion
    title = say(by.lang, f"talk.{occasion}", name=localized(case, "name", by.lang))
    made = points.bridges(by, case) if occasion == "interview" else points.of_case(by, case)
    if occasion == "case" and by.selection.audience == "officials":
        made = iter(sorted(made, key=lambda point: point.key != "asked"))
    return title, made, ("timeline_of_case", {"case_id": case_id})


def case_named(state: State, text: str) -> str:
    """The key of the case that a text names: by its key, or by words of its names; the newest of one person.

    Raises `Fault` with the nearest names if it fits none, or several people.
    """
    state = veiling.veiled(state)
    rows = figures.figure(state, "cases", FIRST).rows
    if any(row["case_id"] == text for row in rows):
        return text
    further: dict[str, str] = {}
    for row in state.record.tables["case_names"]:
        case = str(row["case_id"])
        further[case] = f"{further.get(case, '')} {row['name']}"
    wanted = fold(text).split()
    found = [
        row
        for row in rows
        if wanted
        and all(
            word in fold(f"{row['searchable']} {row['case_id']} {further.get(row['case_id'], '')}")
            for word in wanted
        )
    ]
    if len({row["person_id"] for row in found}) == 1:
        return str(max(found, key=lambda row: row["edition_year"])["case_id"])
    by = Speaker(state, Selection("case"), FIRST)
    near = ", ".join(row["case_id"] for row in found[:_NEAR]) or _nearest(by, text)
    raise Fault("selection_case", found=text[:60] or "–", near=near)


def _nearest(by: Speaker, text: str) -> str:
    """The keys of the cases that have a name most like each word of a text, however it is written in our letters."""
    wanted = [_written(word) for word in fold(text).replace("-", " ").split()]
    near: dict[str, float] = {}
    for row in by.ask("cases").rows if wanted else ():
        own = [
            _written(word)
            for word in fold(f"{row['name']} {row['case_id']}").replace("-", " ").split()
        ]
        best = [max(SequenceMatcher(None, word, each).ratio() for each in own) for word in wanted]
        near[row["case_id"]] = sum(best) / len(best)
    least = max([_LIKE, *(likeness - _APART for likeness in near.values())])
    first = sorted((case for case in near if near[case] >= least), key=lambda case: -near[case])
    return ", ".join(first[:_NEAR]) or "–"


# What one language writes otherwise than another: Bjaljazki, Bialiatski; Tschernobyl, Chornobyl.
_LETTERS = (
    ("tsch", "sh"), ("tch", "sh"), ("sch", "sh"), ("zh", "sh"), ("ch", "sh"), ("ts", "s"), ("tz", "s"), ("ph", "f"),
    ("ou", "u"), ("kh", "h"), ("j", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("c", "k"), ("z", "s"), ("x", "ks"),
)  # fmt: skip
_LIKE, _APART = 0.6, 0.2  # how like a name has to be, and how much less than the likest


def _written(word: str) -> str:
    """A plain word as all would write it: by its sounds, no letter twice."""
    for letters, one in _LETTERS:
        word = word.replace(letters, one)
    return "".join(each for each, _ in itertools.groupby(word))


def _of_country(by: Speaker) -> _Made:
    code = (by.selection.country or "").upper()
    every = by.ask("cases").rows
    cases = [row for row in every if row["country_code"] and row["country_code"] == code]
    if not cases:
        raise Fault("selection_country", found=code[:60] or "–")
    title = say(by.lang, "talk.country", name=country(by.lang, code))
    return title, points.of_country(by, cases, code), None


def _cut(every: list[Point], length: Length, occasion: Occasion) -> list[Point]:
    """As many points as the time holds, at least one, in their order."""
    if (
        length == "one_line"
    ):  # of a case where it stands, which tells its end; of results what happened
        told = [point for point in every if point.key == "story"]
        news = [point for point in every if point.key == "event"] if occasion == "results" else []
        return told[:1] or news[:1] or every[:1]
    if length == "one_page":
        return [*every[:-1][: _MOST_POINTS - 1], every[-1]]  # the last tells how to take part
    return _fitting(every, occasion)


# What thirty seconds hold, the most needed first: somebody, how it ends and opens, a number, what is asked.
# Of one case, where it stands before all: what was cut must never be how it ended.
_NEEDED = ("people", "take_part", "why", "thanks", "day", "total", "in_country_released", "asked")
_NEEDED_OF_CASE = ("story", "bridge_today", "who", "happened", "asked", "bridge_asks", "take_part")


def _fitting(every: Sequence[Point], occasion: Occasion) -> list[Point]:
    """The points for thirty seconds, in the order of speech. Who somebody is never stands without what
    happened to them since."""
    of_case = occasion in ("case", "interview")
    parts: list[list[Point]] = []
    for point in every:
        last = parts[-1][-1] if parts else point
        same = last.given.get("case_id") == point.given.get("case_id") and bool(point.given)
        if parts and (last.key == point.key == "happened" if of_case else same):
            parts[-1].append(point)
        else:
            parts.append([point])
    first = next((part for part in parts if "case_id" in part[0].given), None)

    def needed(part: Sequence[Point]) -> int:
        order = _NEEDED_OF_CASE if of_case else _NEEDED
        key = "people" if part is first and not of_case else part[0].key
        return order.index(key) if key in order else len(order)

    kept: list[Point] = []
    room = _WORDS_IN_THIRTY_SECONDS
    for part in sorted(parts, key=needed):
        words = sum(len(point.sentence.split()) for point in part)
        if words <= room or not kept:
            kept += part
            room -= words
    return [point for point in every if point in kept]
