"""Cases: where they are, how they stand, and which a visitor looks for."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from impact.figures import FigureOf
from impact.figures.rows import Case, Cases, CasesByCountry, CasesByStanding, Editions
from impact.i18n.words import Wording
from impact.presentation.aims import sentence
from impact.presentation.chart import Axis, Bars, Chart, Mark, Note, Outline, Points
from impact.presentation.palette import Role
from impact.presentation.panel import Look, Number, Panel, panel
from impact.presentation.registry import number_of, picture
from impact.presentation.standings import BEYOND, and_apart, drawn
from impact.presentation.view import View
from impact.record.schema import STANDING, STANDINGS


def map_headline(rows: Sequence[CasesByCountry], words: Wording) -> str:
    """How many cases stand on the map or have no country, in how many countries."""
    named = sum(bool(row["country_code"]) for row in rows)
    return words.say(
        "cases.map_found",
        cases=words.say("cases.found", count=sum(row["cases"] for row in rows)),
        countries=words.say("cases.countries", count=named),
    )


def map_alt(rows: Sequence[CasesByCountry], words: Wording) -> str:
    if not any(row["country_code"] for row in rows):
        return words.say("table.empty")
    most = [row for row in rows if row["country_code"]][:3]
    named = [f"{words.country(row['country_code'])} ({words.number(row['cases'])})" for row in most]
    return words.say("metric.cases_by_country.alt", countries=words.listing(named))


@cache
def _world() -> tuple[dict[str, list[list[list[float]]]], dict[str, list[float]]]:
    content = json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))
    return content["shapes"], content["centres"]


@lru_cache(64)
def _outlines(codes: frozenset[str] | None) -> tuple[list[float | None], list[float | None]]:
    """All rings of some countries (of all, for None) as one line with gaps."""
    shapes, _ = _world()
    xs: list[float | None] = []
    ys: list[float | None] = []
    for code in shapes if codes is None else sorted(codes & set(shapes)):
        for ring in shapes[code]:
            xs += [*(point[0] for point in ring), None]
            ys += [*(point[1] for point in ring), None]
    return xs, ys


def map_chart(rows: Sequence[CasesByCountry], words: Wording) -> Chart:
    """A map of flat shapes that we ship: countries with cases darker, a dot as large as their number."""
    known = [row for row in rows if row["country_code"] in _world()[1]]
    land_x, land_y = _outlines(None)
    case_x, case_y = _outlines(frozenset(row["country_code"] for row in known))
    centres = [_world()[1][row["country_code"]] for row in known]
    return Chart(
        marks=[
            Outline(x=land_x, y=land_y, role="land", edge=0.4),
            Outline(x=case_x, y=case_y, role="land_with_cases", edge=0.6),
            Points(
                x=[x for x, _ in centres],
                y=[y for _, y in centres],
                role="loud",
                sizes=[6 + 4 * row["cases"] ** 0.5 for row in known],
                edge=1,
                hover=[
                    (
                        words.country(row["country_code"]),
                        words.say("chart.cases", count=row["cases"]),
                    )
                    for row in known
                ],
                picks=[{"country": row["country_code"]} for row in known],
            ),
        ],
        height=380,
        x=Axis(low=-170, high=191, visible=False),
        y=Axis(low=-57, high=84, visible=False, scale=1.25),
        margins=(0, 0, 0, 0),
    )


def standings_headline(rows: Sequence[CasesByStanding], words: Wording) -> str:
    """How many cases stand as free, of how many about detention, and how many others there are."""
    if not rows:
        return words.say("table.empty")
    liberty = [row for row in rows if row["track"] == "liberty"]
    text = words.say(
        "metric.cases_by_standing.headline",
        count=sum(row["cases"] for row in liberty if STANDING[row["standing"]].free),
        cases=sum(row["cases"] for row in liberty if STANDING[row["standing"]].asked),
    )
    return and_apart(text, liberty, words)


def standings_alt(rows: Sequence[CasesByStanding], words: Wording) -> str:
    tracks = []
    for track in dict.fromkeys(row["track"] for row in rows):
        counts = [
            words.say(
                "live.part",
                name=words.term(track, row["standing"]),
                count=words.number(row["cases"]),
            )
            for row in rows
            if row["track"] == track
        ]
        standings = words.listing(counts)
        tracks.append(
            words.say(
                "metric.cases_by_standing.alt_track",
                track=words.term("track", track),
                standings=standings,
            )
        )
    return words.say("metric.cases_by_standing.alt", tracks=" ".join(tracks))


def standings_chart(rows: Sequence[CasesByStanding], words: Wording) -> Chart:
    """Lying bars of both tracks, each below its name; the free in yellow."""
    free = {standing.name for standing in STANDINGS if standing.free}
    bars: list[tuple[str, int, Role, str]] = []
    heads: list[tuple[int, str]] = []
    for track in dict.fromkeys(row["track"] for row in rows):
        heads.append((len(bars), words.term("track", track)))
        bars.append((" " * (1 + len(heads)), 0, "quiet", ""))
        for row in rows:
            if row["track"] == track:
                name, count = words.term(track, row["standing"]), row["cases"]
                role: Role = "loud" if row["standing"] in free else "quiet"
                bars.append((name, count, role, words.number(count)))
    last = len(bars) - 1
    bars = bars[::-1]  # the first at the top
    values = [count for _, count, *_ in bars]
    mark = Bars(
        at=[name for name, *_ in bars],
        values=values,
        roles=[role for *_, role, _ in bars],
        labels=[label for *_, label in bars],
        lying=True,
    )
    return Chart(
        marks=[mark] if rows else [],
        height=60 + 28 * max(1, len(bars)),
        x=Axis(low=0, high=1.15 * max(values, default=1), visible=False),
        y=Axis(kind="category"),
        notes=[
            Note(lines=(name,), x=0, y=last - index, across="left", size=14, bold=True)
            for index, name in heads
        ],
        gap=0.3,
        margins=(8, 8, 8, 8),
    )


def named_strip(rows: Sequence[Editions], awaited: int, words: Wording) -> tuple[str, Chart]:
    """How many cases of each edition are known by name, up to one of which none is: in words, and as low bars."""
    known = [row for row in rows if row["cases_named"] and row["edition_year"] < awaited]
    years = [row["edition_year"] for row in known]
    at = [*years, awaited]
    counts = [*(row["cases_named"] for row in known), 0]
    told = [words.say("season.none_of", year=str(awaited))]
    if known:
        count = words.number(counts[-2])
        told.insert(0, words.say("season.some_of", year=str(years[-1]), count=count))
    mark = Bars(
        at=at,
        values=counts,
        roles=["loud" if year == awaited else "quiet" for year in at],
        labels=[*[""] * (len(known) - 1), *(words.number(each) for each in counts[-2:])],
    )
    drawing = Chart(
        marks=[mark],
        height=150,
        x=Axis(
            low=at[0] - 0.6,
            high=awaited + 0.6,
            names=[(at[0], str(at[0])), (awaited, str(awaited))],
            grid=False,
        ),
        y=Axis(low=0, high=1.2 * max(counts) or 1, visible=False),
        margins=(8, 16, 8, 26),
    )
    return words.listing(told), drawing


def tracks_chart(rows: Sequence[CasesByStanding], words: Wording) -> Chart:
    """One lying bar a track, made of its cases by where they stand; who asked for no more is in none of the second."""
    marks: list[Mark] = []
    tracks = [track for track in ("liberty", "justice") if any(r["track"] == track for r in rows)]
    for at, track in enumerate(reversed(tracks)):
        counts = {row["standing"]: row["cases"] for row in rows if row["track"] == track}
        looks = {each.name: drawn(each) for each in STANDINGS} if track == "liberty" else BEYOND
        whole = sum(count for name, count in counts.items() if name in looks)
        for name, (role, pattern) in looks.items():
            if count := counts.get(name):
                # Its bar says beyond what; with that before it, a phone cut the number off.
                said = words.term(track, name)
                told = words.say("chart.standing", standing=said, cases=count, all=whole)
                marks.append(
                    Bars(
                        name=words.say("press.pair", name=said, value=words.number(count)),
                        at=[at],
                        values=[count],
                        roles=[role],
                        patterns=[pattern],
                        hover=[(words.term("track", track), told)],
                        picks=[{track: name}],
                        lying=True,
                    )
                )
    return Chart(
        marks=sorted(marks, key=lambda mark: -int(str(getattr(mark, "at", [0])[0]))),
        height=40 + 62 * len(tracks) + 20 * len(marks),
        x=Axis(from_zero=True, visible=False),
        y=Axis(
            names=[(at, words.term("track", each)) for at, each in enumerate(reversed(tracks))],
            grid=False,
        ),
        bars="stack",
        gap=0.5,
        legend="below",  # twelve names before the first bar pushed it off a phone's screen
        margins=(8, 8, 8, 8),
    )


def fold(text: str) -> str:
    """Lower case without accents, as the query's `searchable` is."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(char)
    )


def matching(
    rows: Sequence[Cases], wanted: str, chosen: Mapping[str, Any], words: Wording
) -> list[Cases]:
    """Rows that have every chosen value and every word looked for, case and accents ignored."""
    sought = fold(wanted).split()
    return [
        row
        for row in rows
        if all(value is None or row.get(column) == value for column, value in chosen.items())
        and all(
            word in f"{row['searchable']} {fold(words.country(row['country_code']))}"
            for word in sought
        )
    ]


def counts(view: View, case: Case) -> list[Number]:
    """What exports have brought for a case so far, and what staff aim at for it, where there is either."""
    found = []
    where, year = {"case_id": case["case_id"]}, case["edition_year"]
    counted = view.ask("counted_by_case", where, edition=year)
    for row in counted.rows:
        day = row["last_day"]
        text = view.say("case.counted_text", date=view.date(day)) if day else ""
        found.append(
            Number(
                view.say("case.counted"),
                view.number(row["actions"]),
                text or view.say("case.counted_undated"),
                f"{view.say('live.source')} · {view.dated(counted)}",
            )
        )
    for goal in view.ask("targets", where, edition=year).rows:
        value = view.number(goal["target"])
        found.append(Number(view.say("case.target"), value, sentence(goal, view)))
    return found


@number_of("cases_total")
def number(view: View) -> Number | None:
    """How many cases the record has."""
    row = view.one("cases_total")
    if row is None:
        return None
    return Number(
        view.say("metric.cases_total.number"),
        view.qualified(row["cases"], "at_least"),
        view.say("metric.cases_total.number_text", **row),
        view.say("source.this_record"),
    )


@picture
def cases_by_country(view: View, figure: FigureOf[CasesByCountry], look: Look) -> Panel:
    rows, total = figure.rows, view.one("cases_total")
    return panel(
        view,
        figure,
        map_headline(rows, view)
        if look.shape == "page"
        else view.say("metric.cases_by_country.headline", count=total["countries"] if total else 0),
        view.say("metric.cases_by_country.subtitle"),
        map_alt(rows, view),
        map_chart(rows, view),
        f"{view.say('source.this_record')}. {view.say('cases.map_source')}",
    )


@picture
def cases_by_standing(view: View, figure: FigureOf[CasesByStanding], look: Look) -> Panel:
    rows = figure.rows
    # A card has no room for those of whom nothing was asked.
    told = [row for row in rows if look.shape != "card" or row["standing"] != "not_asked"]
    return panel(
        view,
        figure,
        standings_headline(rows, view),
        view.say("metric.cases_by_standing.subtitle"),
        standings_alt(rows, view),
        tracks_chart(rows, view) if look.shape == "page" else standings_chart(told, view),
        view.say("source.this_record"),
    )
