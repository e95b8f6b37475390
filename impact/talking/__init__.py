"""Talking points, questions to expect and rehearsal cards: sentences built from figures, never free text.

`asked` holds what is asked for and what one gets, `points` makes the points, `questions` the hard
questions, `cards` one card per case. Templates are data: `impact/i18n/talking.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from impact import figures
from impact.exports import season
from impact.faults import Fault
from impact.figures.live import State
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
    "editions",
    "fold",
    "newest",
    "talk",
]

# Spoken at some 150 words a minute.
_WORDS_IN_THIRTY_SECONDS = 75
_MOST_POINTS = 14
# The occasions that are of the campaign that runs; results are of one that is over.
_OF_A_SEASON = ("launch", "human_rights_day")


def talk(
    state: State, selection: Selection, lang: Language, *, today: dt.date | None = None
) -> Talk:
    """The points for one selection. Raises `Fault` where a choice leaves nothing to say, naming it.

    `today`: the day on which it is asked, so that an older edition is not taken for the newest one.
    """
    by = Speaker(state, selection, lang)
    if selection.occasion == "case":
        title, made, chart = _of_case(by)
    elif selection.occasion == "country":
        title, made, chart = _of_country(by)
    else:
        title, made, chart = _of_edition(by)
    if awaited := _awaited(by, today):
        title = say(lang, "talk.awaited_title", title=title, awaited=awaited)
    every = list(made)
    kept = _cut(every, selection.length)
    if len(kept) < len(every):
        key = "more" if selection.length == "one_page" else "shorter"
        by.leave_out(key, count=len(every) - len(kept))
    return Talk(
        title=title,
        lang=lang,
        selection=selection,
        as_of=by.as_of,
        snapshot=state.snapshot,
        dated=by.dated,
        points=tuple(kept),
        left_out=tuple(by.left_out),
        questions=questions.about(by, kept),
        chart=chart,
        sample=state.sample,
        awaited=awaited,
    )


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

    def made() -> Iterator[Point]:
        # People come before comparisons of totals, and the edition's own before all others.
        if occasion == "launch":
            last = _last_total(by, with_total, year)
            yield from points.cases_of_edition(by, year)
            yield from points.people_of_edition(by, year)
            yield from points.news_of_edition(by, year)
            yield from points.total(by, rows, last)
            yield from points.documented(by)
            yield from points.compared(by, rows, last)
            yield from points.first(by, rows)
            yield from points.news(by, year)
        elif occasion == "human_rights_day":
            last = _last_total(by, with_total, year)
            yield from points.counted(by, year)
            yield from points.total(by, rows, last)
            yield from points.documented(by)
            yield from points.news_of_edition(by, year)
            yield from points.news(by, year)
            yield from points.cases_of_edition(by, year)
            yield from points.people_of_edition(by, year)
            yield from points.compared(by, rows, last)
        else:
            yield from points.total(by, rows, year)
            yield from points.news_of_edition(by, year, bad=True)
            yield from points.compared(by, rows, year)
            yield from points.totals_printed(by, year)
            yield from points.documented(by)
            yield from points.news(by, year, bad=True)
        yield from points.published(by)

    title = say(by.lang, f"talk.{occasion}", year=str(year))
    return title, made(), ("actions_by_edition", {})


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
        raise Fault("selection_case", found=case_id[:60] or "–")
    title = say(by.lang, "talk.case", name=localized(case, "name", by.lang))
    return title, points.of_case(by, case), ("timeline_of_case", {"case_id": case_id})


def _of_country(by: Speaker) -> _Made:
    code = (by.selection.country or "").upper()
    every = by.ask("cases").rows
    cases = [row for row in every if row["country_code"] and row["country_code"] == code]
    if not cases:
        raise Fault("selection_country", found=code[:60] or "–")
    title = say(by.lang, "talk.country", name=country(by.lang, code))
    return title, points.of_country(by, cases, code), None


def _cut(every: list[Point], length: Length) -> list[Point]:
    """As many points as the time holds, at least one, in their order."""
    if length == "one_line":
        return every[:1]
    if length == "one_page":
        return every[:_MOST_POINTS]
    kept: list[Point] = []
    words = 0
    for point in every:
        words += len(point.sentence.split())
        if kept and words > _WORDS_IN_THIRTY_SECONDS:
            break
        kept.append(point)
    return kept
