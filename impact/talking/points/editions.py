"""Points of an edition: for whom it is, what became of them, what is asked, and the news of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from impact.exports import season
from impact.i18n.grammar import amount
from impact.i18n.words import listing, number, say
from impact.record.schema import OUTCOME_TYPES, STANDING
from impact.talking.points import fates, spoken
from impact.talking.points.cases import newest_event, to_the_end, who
from impact.talking.points.speaker import Row, Speaker
from impact.talking.selection import Point

_NEWEST = 40  # events to look among for news worth a point
_NEWS = 3  # cases told for one occasion
_ASKED = 2  # demands said at the end of an edition’s points
_IN_ONE_BREATH = 4  # people named in a sentence that tells more than their names
_NAMED = 12  # people of an edition who can be named in one sentence
_TOLD = ("mixed_news_of", "good_news_of", "bad_news_of", "no_news_of")
_RELEASES = {kind.name for kind in OUTCOME_TYPES if kind.releases}


def cases_of_edition(by: Speaker, year: int) -> Iterator[Point]:
    """For how many an edition is, and in how many countries."""
    rows = by.ask("cases_of_edition", edition=year).rows
    if not rows:
        return
    cases = amount(by.lang, len(rows), "exact", "cases")
    countries = {row["country_code"] for row in rows}
    if None not in countries:  # with one unknown, any number of countries would be a guess
        cases = say(
            by.lang,
            "point.cases_placed",
            cases=cases,
            countries=amount(by.lang, len(countries), "exact", "countries"),
        )
    edition = next(row for row in by.ask("editions").rows if row["edition_year"] == year)
    whole = edition["cases_featured"] == len(rows)
    yield Point(
        key="cases_of_edition",
        sentence=by.say(
            "point.cases_featured" if whole else "point.cases_of_edition",
            cases=cases,
            year=str(year),
        ),
        figure="cases_of_edition",
        given={"edition": year},
        number=number(by.lang, len(rows)),
        label=say(by.lang, "label.cases", count=len(rows), year=str(year)),
        sources=by.source(edition) if whole else (),
        careful=(*by.careful("own_cases"), *by.sampled([year])),
    )


def people_of_edition(
    by: Speaker, year: int, part: Literal["all", "news", "others"] = "all", *, bad: bool = False
) -> Iterator[Point]:
    """Whom an edition is for, each in a sentence, and at once what became of those of whom there is news.

    `part`: only those of whom there is news, or only the others. `bad`: bad news are told, too. Officials
    hear with each person what is asked of them, and first of those for whom it is still asked.
    """
    heard = [row["case_id"] for row in _told_of(by, year, bad=bad)]
    rows = by.ask("cases_of_edition", edition=year).rows
    order = list(
        dict.fromkeys([*heard, *(row["case_id"] for row in _with_news(by, year, bad=True))])
    )
    rows = sorted(
        rows,
        key=lambda row: (
            order.index(row["case_id"]) if row["case_id"] in order else len(order), row["name"]
        ),
    )  # fmt: skip
    if len(rows) > _NAMED:  # so many that only those of whom there is news are named
        part = "others" if part == "others" else "news"
    named = len(rows) <= _NAMED
    if part != "all":
        rows = [
            row for row in rows if (row["case_id"] in heard) == (part == "news") and (named or part == "news")
        ]  # fmt: skip
    cases = [by.one("case", case_id=row["case_id"]) or row for row in rows]
    officials = by.selection.audience == "officials"
    runs = season.begun(by.as_of, season.WINDOW) == year  # else it is told as what was
    if officials:
        cases.sort(key=lambda case: spoken.over(by, case))
    for at, case in enumerate(cases):
        fresh = runs and not spoken.over(by, case)
        introduced = who(by, case, now=fresh, also=at > 0 or part == "others")
        if case["case_id"] not in heard:
            introduced = _with_prison(by, case, introduced)
        if officials and not spoken.over(by, case):
            introduced = _with_ask(by, case, introduced, again=at > 0 or part == "others")
        yield introduced
        if case["case_id"] in heard:
            yield from newest_event(by, case)


def _with_prison(by: Speaker, case: Row, introduced: Point) -> Point:
    """Who somebody is and, of those who are held, that they are: whether they are out is what everybody asks."""
    if not STANDING[case["liberty_standing"]].held:
        return introduced
    told = to_the_end(case, by.ask("timeline_of_case", case_id=case["case_id"]).rows)
    said = f"{introduced.sentence} {fates.stands(by, case, told)}"
    pages = (*introduced.sources, *fates.seen_in(by, case))
    return replace(introduced, sentence=said.strip(), sources=tuple(dict.fromkeys(pages)))


def _with_ask(by: Speaker, case: Row, introduced: Point, *, again: bool) -> Point:
    """Who somebody is and what is asked for them, in one point; that it be raised is said once. Justice for
    the dead was asked for as it was said who they were."""
    said = [introduced.sentence]
    if not again and spoken.asked(by, case):
        said.append(spoken.said(by, "raise", case))
    if not (spoken.lost(by, case) and case["demand"] == "justice"):
        said.append(spoken.asked(by, case))
    return replace(introduced, sentence=" ".join(filter(None, said)))


def others_of_edition(by: Speaker, year: int) -> Iterator[Point]:
    """For whom of an edition the news is bad, and of whom none is known: results are not the good ones alone."""
    heard = {row["case_id"] for row in _told_of(by, year, bad=True)}
    cases = [
        by.one("case", case_id=row["case_id"]) or row
        for row in by.ask("cases_of_edition", edition=year).rows
        if row["case_id"] not in heard
    ]
    if len(cases) > _NAMED:
        return
    told: dict[str, list[tuple[Row, Row]]] = {}
    for case in cases:
        rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
        since = [row for row in rows if not row["before_launch"]]
        told.setdefault(_way(since), []).append((case, since[-1] if since else case))
    for key, of_them in sorted(told.items(), key=lambda each: _TOLD.index(each[0])):
        for at in range(0, len(of_them), _IN_ONE_BREATH):
            part = of_them[at : at + _IN_ONE_BREATH]
            seen = min((case for case, _ in part), key=lambda case: str(case["checked_on"]))
            names = listing(by.lang, [spoken.name(by, case) for case, _ in part])
            yield Point(
                key=key,
                sentence=by.say(f"point.{key}", names=names, up_to=by.up_to(seen)),
                figure="cases_of_edition",
                given={"edition": year},
                sources=tuple(dict.fromkeys(each for _, row in part for each in by.source(row))),
            )


def _way(rows: Sequence[Row]) -> str:
    """Whether the news among some events is good, bad, both or none, as the key of what is said of it."""
    ways = {row["direction"] for row in rows if row["source_strength"] != "weak"} - {"none"}
    if len(ways) == 1:
        return "good_news_of" if "positive" in ways else "bad_news_of"
    return "mixed_news_of" if ways else "no_news_of"


def ask_of_edition(by: Speaker, year: int) -> Iterator[Point]:
    """What is asked today for the people of an edition who were told of first, before how to take part."""
    if by.selection.audience == "officials":  # who heard it with each of them
        return
    rows = by.ask("cases_of_edition", edition=year).rows
    order = [row["case_id"] for row in _with_news(by, year, bad=True)]
    rows = sorted(
        rows, key=lambda row: order.index(row["case_id"]) if row["case_id"] in order else len(order)
    )
    found = [by.one("case", case_id=row["case_id"]) or row for row in rows]
    open_ones = [case for case in found if not spoken.over(by, case) and spoken.asked(by, case)]
    told = open_ones[:_ASKED]
    if told:
        yield Point(
            key="asked",
            sentence=" ".join(spoken.asked(by, case) for case in told),
            figure="cases_of_edition",
            given={"edition": year},
            sources=tuple(dict.fromkeys(each for case in told for each in by.source(case))),
        )


def news(by: Speaker, year: int, *, bad: bool = False) -> Iterator[Point]:
    """The newest outcomes of people of other editions, each told to its end, where an edition's own leave
    room; `bad`: the bad ones too."""
    told = {row["person_id"] for row in by.ask("cases").rows if row["edition_year"] == year}
    most = len(told) + _NEWS - len(_told_of(by, year, bad=bad))
    for row in by.ask("outcomes_newest", limit=_NEWEST).rows:
        if len(told) == most:
            return
        if row["person_id"] in told or not _is_news(row, bad=bad):
            continue
        told.add(row["person_id"])
        case = by.one("case", case_id=row["case_id"])
        yield from newest_event(by, case or {})


def _told_of(by: Speaker, year: int, *, bad: bool) -> list[Row]:
    """The cases of an edition whose news is told, newest first: where there is more than is told, nobody is left out
    who came out for somebody who did not."""
    found = _with_news(by, year, bad=bad)
    freed = [case for case in found if _came_out(by, case)]
    kept = [*freed, *(case for case in found if case not in freed)][:_NEWS]
    return [case for case in found if case in kept]


def _came_out(by: Speaker, case: Row) -> bool:
    rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
    return any(row["outcome_type"] in _RELEASES and not row["before_launch"] for row in rows)


def _with_news(by: Speaker, year: int, *, bad: bool) -> list[Row]:
    """The cases of an edition of which there is news since its launch, newest first."""
    found: list[tuple[str, Row]] = []
    for case in by.ask("cases").rows:
        if case["edition_year"] != year:
            continue
        rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
        events = [row for row in rows if not row["before_launch"] and _is_news(row, bad=bad)]
        if events:
            found.append((max(row["event_date"] or "" for row in events), case))
    return [case for _, case in sorted(found, key=lambda each: each[0], reverse=True)]


def _is_news(row: Row, *, bad: bool) -> bool:
    """Whether an event is worth a point of its own: from no weak source, and good unless `bad`."""
    if row["source_strength"] == "weak" or row["direction"] == "none":
        return False
    return bad or row["direction"] == "positive"
