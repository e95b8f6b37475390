"""Points made of figures: which template fits what the rows say, and what has to be known with it.

Each function makes one point, or none where the rows do not bear it; what is not said gets a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from impact import figures, grammar, telling
from impact.contract import LIBERTY_STANDINGS
from impact.database import Rows
from impact.figures import Figure, Source, localized
from impact.grammar import Noun, amount, capital
from impact.live import State
from impact.talking.asked import Point, Selection
from impact.words import (
    Language,
    country,
    date,
    known,
    listing,
    number,
    percent,
    qualified,
    say,
    term,
    typeset,
)

Row = Mapping[str, Any]
_NEWEST = 40  # events to look among for news worth a point
_VAGUE = ("other_positive", "other_negative")
_NEWS = 3  # cases told for one occasion
_YEARS = 4  # editions named one by one; more cannot be said aloud


@dataclass
class Speaker:
    """One selection in one language from one snapshot, and what it left out so far."""

    state: State
    selection: Selection
    lang: Language
    left_out: list[str] = field(default_factory=list)
    _asked: dict[tuple[object, ...], Figure] = field(default_factory=dict)

    def ask(self, name: str, **given: object) -> Figure:
        """A figure, asked once for all that is said."""
        key = (name, *sorted(given.items()))
        if key not in self._asked:
            self._asked[key] = figures.figure(self.state, name, self.lang, **given)
        return self._asked[key]

    def one(self, name: str, **given: object) -> Row | None:
        return next(iter(self.ask(name, **given).rows), None)

    def say(self, key: str, **values: object) -> str:
        """The sentence of this audience, if it has its own."""
        own = f"{key}.{self.selection.audience}"
        # Names and sentences of the record come with the apostrophes of a typewriter.
        return capital(typeset(self.lang, say(self.lang, own if known(own) else key, **values)))

    def careful(self, *keys: str, **values: object) -> tuple[str, ...]:
        return tuple(say(self.lang, f"careful.{key}", **values) for key in keys)

    def amount(self, value: int, qualifier: str | None, noun: Noun) -> str:
        """As exact as the audience wants it."""
        spoken = self.selection.audience != "press"
        return amount(self.lang, value, qualifier, noun, spoken=spoken)

    def leave_out(self, key: str, **values: object) -> None:
        self.left_out.append(say(self.lang, f"left_out.{key}", **values))

    @property
    def checked(self) -> str:
        return date(self.lang, self.state.as_of)

    def source(self, row: Row) -> tuple[Source, ...]:
        """Where one row was seen, so that a point names the source of its own number and no other."""
        if not row.get("source_url"):
            return ()
        name = localized(row, "publisher", self.lang) or localized(row, "source_name", self.lang)
        name = name or (urlsplit(row["source_url"]).hostname or "").removeprefix("www.")
        day, strength = row.get("source_date") or "", row.get("source_strength") or ""
        return (Source(name, row["source_url"], day, strength),)

    def weak(self, row: Row) -> tuple[str, ...]:
        return self.careful("weak") if row.get("source_strength") == "weak" else ()


# The published totals


def _noun(row: Row) -> Noun:
    return cast(Noun, row["actions_counted"] or "actions")


def total(by: Speaker, rows: Rows, year: int) -> Iterator[Point]:
    """The published total of one edition."""
    row = next((row for row in rows if row["edition_year"] == year), None)
    if row is None or row["actions"] is None:
        by.leave_out("no_total", year=str(year))
        return
    floor = row["qualifier"] == "at_least"
    yield Point(
        key="total",
        sentence=by.say(
            "point.total",
            year=str(year),
            amount=by.amount(row["actions"], row["qualifier"], _noun(row)),
            publisher=localized(row, "source_name", by.lang),
        ),
        figure="actions_by_edition",
        number=qualified(by.lang, row["actions"], row["qualifier"]),
        label=say(
            by.lang, "label.total", noun=say(by.lang, f"noun.{_noun(row)}.other"), year=str(year)
        ),
        sources=by.source(row),
        careful=by.careful(*(["floor"] if floor else []), "people") + by.weak(row),
    )


def compared(by: Speaker, rows: Rows, year: int) -> Iterator[Point]:
    """How the total of one edition stands to the one before and to the highest."""
    row = next((row for row in rows if row["edition_year"] == year), None)
    if row is not None and row["actions"] is not None:
        yield from _beside_the_one_before(by, rows, row)
        yield from _beside_the_highest(by, rows, row)


def _beside_the_one_before(by: Speaker, rows: Rows, row: Row) -> Iterator[Point]:
    before = _before(rows, row)
    if row["change"] is None or before is None:
        by.leave_out("no_previous")
        return
    word = "same" if abs(row["change"]) < 0.005 else "fell" if row["change"] < 0 else "rose"
    floors = [each for each in (before, row) if each["qualifier"] == "at_least"]
    careful = by.careful("floors") if len(floors) == 2 else ()
    if len(floors) == 1:
        careful = by.careful("one_floor", year=str(floors[0]["edition_year"]))
    yield Point(
        key=word,
        sentence=by.say(
            f"point.{word}",
            share=percent(by.lang, abs(row["change"])),
            year=str(row["edition_year"]),
            previous_year=str(before["edition_year"]),
            before=by.amount(before["actions"], before["qualifier"], _noun(before)),
            after=by.amount(row["actions"], row["qualifier"], _noun(row)),
        ),
        figure="actions_by_edition",
        number=("+" if row["change"] > 0 else "−") + percent(by.lang, abs(row["change"])),
        label=say(
            by.lang,
            "label.compared",
            year=str(row["edition_year"]),
            previous_year=str(before["edition_year"]),
        ),
        sources=by.source(row) + by.source(before),
        careful=careful + by.careful("no_reason"),
    )


def _before(rows: Rows, row: Row) -> Row | None:
    """The edition just before, if it has a total: a gap is not leapt over."""
    wanted = row["edition_year"] - 1
    return next((r for r in rows if r["edition_year"] == wanted and r["actions"] is not None), None)


def _beside_the_highest(by: Speaker, rows: Rows, row: Row) -> Iterator[Point]:
    told = [other for other in rows if other["actions"] is not None]
    highest = max(told, key=lambda other: int(other["actions"]))
    year = str(highest["edition_year"])
    if highest["actions_counted"] != row["actions_counted"]:
        by.leave_out("no_highest", year=str(row["edition_year"]))
        return
    if highest is row:
        sentence = by.say("point.is_highest", year=year)
    else:
        shown = by.amount(highest["actions"], highest["qualifier"], _noun(highest))
        sentence = by.say("point.highest", year=year, amount=shown)
    yield Point(
        key="highest",
        sentence=sentence,
        figure="actions_by_edition",
        number=qualified(by.lang, highest["actions"], highest["qualifier"]),
        label=say(by.lang, "label.highest", year=year),
        sources=by.source(highest),
        careful=by.careful("floor") if highest["qualifier"] == "at_least" else (),
    )


def first(by: Speaker, rows: Rows) -> Iterator[Point]:
    """How it began, with what was counted then."""
    row = next(iter(rows), None)
    if row is None or row["actions"] is None:
        return
    since = next((r["edition_year"] for r in rows if r["actions_counted"] == "actions"), None)
    other = row["actions_counted"] != "actions" and since is not None
    yield Point(
        key="first",
        sentence=by.say(
            "point.first",
            year=str(row["edition_year"]),
            amount=by.amount(row["actions"], row["qualifier"], _noun(row)),
        ),
        figure="actions_by_edition",
        number=qualified(by.lang, row["actions"], row["qualifier"]),
        label=say(by.lang, "label.first", year=str(row["edition_year"])),
        sources=by.source(row),
        careful=by.careful("meaning", year=str(since)) if other else (),
    )


def totals_printed(by: Speaker, year: int) -> Iterator[Point]:
    """Every total printed for one edition, from the lowest to the highest, where they differ."""
    rows = by.ask("actions_claims_of_edition", edition=year).rows
    values = sorted((row["actions"], row["qualifier"]) for row in rows)
    if len({value for value, _ in values}) < 2:
        return
    ends = [row for row in rows if row["actions"] in (values[0][0], values[-1][0])]
    yield Point(
        key="totals_printed",
        sentence=by.say(
            "point.totals_printed",
            year=str(year),
            totals=amount(by.lang, len(rows), "exact", "totals"),
            lowest=qualified(by.lang, *values[0]),
            highest=qualified(by.lang, *values[-1]),
        ),
        figure="actions_claims_of_edition",
        given={"edition": year},
        sources=tuple(dict.fromkeys(source for row in ends for source in by.source(row))),
        careful=by.careful("early"),
    )


# What is counted from exports


def counted(by: Speaker, year: int) -> Iterator[Point]:
    """What the exports of a running edition hold so far, and the same day of the edition before."""
    row = next((r for r in by.ask("actions_counted").rows if r["edition_year"] == year), None)
    if row is None or row["last_day"] is None:
        by.leave_out("no_counts", year=str(year))
        return
    yield Point(
        key="counted",
        sentence=by.say(
            "point.counted",
            sections=amount(by.lang, row["sections"], "exact", "sections"),
            day=date(by.lang, row["last_day"]),
            amount=by.amount(row["actions"], "exact", "actions"),
            year=str(year),
        ),
        figure="actions_counted",
        number=number(by.lang, row["actions"]),
        label=say(by.lang, "label.counted", count=row["actions"], year=str(year)),
        careful=by.careful("only_sent", "people"),
    )
    yield from _same_day(by, year)


def _same_day(by: Speaker, year: int) -> Iterator[Point]:
    rows = by.ask("pace_today", edition=year).rows
    earlier = next((r for r in rows if r["edition_year"] != year and r["ratio"]), None)
    if earlier is None:
        by.leave_out("no_earlier")
        return
    before = int(earlier["edition_year"])
    senders = [
        {row["section"] for row in by.ask("counted_by_section", edition=each).rows}
        for each in (year, before)
    ]
    if senders[0] != senders[1]:
        by.leave_out("other_sections", year=str(before))
        return
    change = float(earlier["ratio"]) - 1
    word = "same" if abs(change) < 0.005 else "more" if change > 0 else "fewer"
    yield Point(
        key="same_day",
        sentence=by.say(
            f"point.same_day_{word}",
            previous_year=str(before),
            before=by.amount(earlier["so_far"], "exact", "actions"),
            year=str(year),
            share=percent(by.lang, abs(change)),
        ),
        figure="pace_today",
        given={"edition": year},
        careful=by.careful("only_sent"),
    )


# Releases


def documented(by: Speaker) -> Iterator[Point]:
    """The releases that this record shows by name, and those that did not last."""
    row = by.one("releases_documented_total")
    if row is None or not row["people"]:
        return
    shown = amount(by.lang, row["people"], "at_least", "people")
    yield Point(
        key="documented",
        sentence=by.say(
            "point.documented",
            of=grammar.of(by.lang, shown),
            lasting=_lasting(by, row["people"], row["people_standing"]),
            date=by.checked,
        ),
        figure="releases_documented_total",
        number=qualified(by.lang, row["people"], "at_least"),
        label=say(by.lang, "label.documented", count=row["people"]),
        careful=by.careful("after", "incomplete"),
    )
    if row["people_held_again"]:
        yield Point(
            key="held_again",
            sentence=by.say("point.held_again", count=row["people_held_again"]),
            figure="releases_documented_total",
            number=number(by.lang, row["people_held_again"]),
            label=say(by.lang, "label.held_again", count=row["people_held_again"]),
            careful=by.careful("reversed"),
        )


def _lasting(by: Speaker, people: int, standing: int) -> str:
    """How many of the releases that a sentence counts were not undone, also where it is all or none."""
    word = "all" if standing == people else "some" if standing else "none"
    return say(by.lang, f"lasting.{word}", standing=standing)


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
        careful=by.careful("contested", story=telling.claim_story(row, by.lang)),
    )


# Cases


def cases_of_edition(by: Speaker, year: int) -> Iterator[Point]:
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
        careful=by.careful("own_cases"),
    )


def news(by: Speaker, *, bad: bool = False) -> Iterator[Point]:
    """The newest outcomes of different cases, each told to its end; `bad`: the bad ones too."""
    told: set[str] = set()
    for row in by.ask("outcomes_newest", limit=_NEWEST).rows:
        if len(told) == _NEWS:
            return
        if row["case_id"] in told or row["source_strength"] == "weak":
            continue
        if row["direction"] != "positive" and not bad:
            continue
        told.add(row["case_id"])
        case = by.one("case", case_id=row["case_id"])
        yield from newest_event(by, case or {})


def newest_event(by: Speaker, case: Row) -> Iterator[Point]:
    """The last success of a case with all that came after it; without one, its last event."""
    rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
    told = to_the_end(case, rows)
    if not told:
        return
    yield Point(
        key="event",
        sentence=event_sentence(by, case, told),
        figure="timeline_of_case",
        given={"case_id": case["case_id"]},
        sources=tuple(dict.fromkeys(source for row in told for source in by.source(row))),
        careful=by.careful("after", *(["reversed"] if undone(case, told) else []))
        + _weakest(by, told),
    )


def event_sentence(by: Speaker, case: Row, told: Sequence[Row]) -> str:
    """Events of a case in the record's own sentences."""
    head, *after = told
    first = by.say(
        "point.event",
        name=localized(case, "name", by.lang),
        where=where(by, case),
        when=grammar.on(by.lang, head["event_date"]) or date(by.lang, None),
        summary=_summary(by, head),
    )
    return " ".join([first, *(_happened(by, row) for row in after)])


def to_the_end(case: Row, rows: Sequence[Row]) -> list[Row]:
    """From the last success on, else the last event; where a success was undone, from that one on, so
    that no reversal is left out even if better news came after it.
    """
    told = [row for row in rows if row["direction"] != "none" and not row["before_launch"]]
    good = [index for index, row in enumerate(told) if row["direction"] == "positive"]
    bad = [index for index, row in enumerate(told) if row["direction"] == "negative"]
    first = good[-1] if good else len(told) - 1
    if bad and (case["justice_standing"] == "reversed" or case["liberty_standing"] == "held_again"):
        undone = max([index for index in good if index < bad[-1]], default=bad[-1])
        first = min(first, undone)
    return told[max(first, 0) :]


def undone(case: Row, told: Sequence[Row]) -> bool:
    """Whether something bad came after the last success. A death does not undo a release."""
    if case["justice_standing"] == "reversed":  # the success may lie before the launch
        return True
    return any(r["direction"] == "negative" and r["outcome_type"] != "died" for r in told[1:])


def where(by: Speaker, case: Row) -> str:
    year = str(case["edition_year"])
    if not case["country_code"]:
        return say(by.lang, "point.where_unknown", year=year)
    return say(by.lang, "point.where", country=country(by.lang, case["country_code"]), year=year)


def _happened(by: Speaker, row: Row) -> str:
    when = grammar.on(by.lang, row["event_date"]) or date(by.lang, None)
    return by.say("point.happened", when=when, summary=_summary(by, row))


def _summary(by: Speaker, row: Row) -> str:
    """The record's own sentence of an event, as it goes on after a colon."""
    return grammar.running(by.lang, localized(row, "summary", by.lang))


def _weakest(by: Speaker, rows: Sequence[Row]) -> tuple[str, ...]:
    return next((by.weak(row) for row in rows if by.weak(row)), ())


def moment(by: Speaker, row: Row) -> str:
    """An event in two words and its date; in the record's own words where two would say nothing."""
    if row["outcome_type"] in _VAGUE:
        told, when = _summary(by, row).removesuffix("."), date(by.lang, row["event_date"])
        return say(by.lang, "point.told", summary=told, when=when)
    word = term(by.lang, "outcome", row["outcome_type"])
    when = grammar.on(by.lang, row["event_date"])
    return say(by.lang, "point.moment", word=word, when=when) if when else word


def of_case(by: Speaker, case: Row) -> Iterator[Point]:
    """One case: how it ended so far, who it is about, what was asked, what happened, what was counted."""
    given = {"case_id": case["case_id"]}
    name, place = localized(case, "name", by.lang), where(by, case)
    rows = by.ask("timeline_of_case", **given).rows
    careful = cautions(by, case, rows)
    told = to_the_end(case, rows)
    yield Point(
        key="story",
        sentence=story(by, case, told),
        figure="timeline_of_case",
        given=given,
        number=term(by.lang, "liberty", case["liberty_standing"])
        if case["liberty_standing"] != "not_known"
        else term(by.lang, "justice", case["justice_standing"]),
        label=name,
        sources=tuple(dict.fromkeys(source for row in told for source in by.source(row))),
        careful=careful,
    )
    yield Point(
        key="who",
        sentence=by.say(
            "point.who", name=name, where=place, summary=localized(case, "summary", by.lang)
        ),
        figure="case",
        given=given,
        sources=by.source(case),
        careful=by.weak(case),
    )
    if case["demand"] != "unknown":
        yield Point(
            key="asked",
            sentence=by.say(
                "point.asked",
                year=str(case["edition_year"]),
                name=name,
                demand=term(by.lang, "asked_for", case["demand"]),
            ),
            figure="case",
            given=given,
            sources=by.source(case),
        )
    whole = told if _in_own_words(told) else []  # the story has said these already
    for row in rows:
        if row["outcome_type"] == "no_result_found" or row["before_launch"]:
            continue
        if row not in whole:
            yield Point(
                key="happened",
                sentence=_happened(by, row),
                figure="timeline_of_case",
                given=given,
                sources=by.source(row),
                careful=by.weak(row),
            )
    for row in by.ask("actions_of_case", **given).rows:
        shown = amount(by.lang, row["count"], row["qualifier"], row["unit"])
        yield Point(
            key="count",
            sentence=by.say("point.count", name=name, amount=shown),
            figure="actions_of_case",
            given=given,
            number=qualified(by.lang, row["count"], row["qualifier"]),
            label=term(by.lang, "unit", row["unit"]),
            sources=by.source(row),
            careful=by.careful("units") + by.weak(row),
        )
    if case["other_edition_year"]:
        yield Point(
            key="other_edition",
            sentence=by.say("point.other_edition", name=name, year=str(case["other_edition_year"])),
            figure="case",
            given=given,
        )


def story(by: Speaker, case: Row, told: Sequence[Row]) -> str:
    """How a case ended so far, in one sentence."""
    name, place = localized(case, "name", by.lang), where(by, case)
    if not told:
        return by.say("point.no_event", name=name, where=place, date=by.checked)
    if _in_own_words(told):
        return event_sentence(by, case, told)
    events = listing(by.lang, [moment(by, row) for row in told])
    return by.say("point.story", name=name, where=place, events=events)


def _in_own_words(told: Sequence[Row]) -> bool:
    """Whether a story takes the record's own sentences: two words alone can be misread, or say little."""
    return len(told) == 1 or any(row["outcome_type"] in _VAGUE for row in told)


def cautions(by: Speaker, case: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    """What has to be known before anything is said of a case."""
    keys = ["after"] if any(row["direction"] == "positive" for row in rows) else []
    if undone(case, to_the_end(case, rows)):
        keys.append("reversed")
    if case["liberty_standing"] == "free_with_conditions":
        keys.append("conditions")
    if case["liberty_standing"] in ("held", "held_again"):
        keys.append("held")
    before = [moment(by, row) for row in rows if row["before_launch"]]
    early = by.careful("before", events=listing(by.lang, before)) if before else ()
    return by.careful(*keys, date=by.checked) + early + _weakest(by, rows)


def _cases_of_country(by: Speaker, cases: Rows, place: str) -> str:
    years = sorted({row["edition_year"] for row in cases})
    shown = amount(by.lang, len(cases), "exact", "cases")
    if len(years) > _YEARS:
        return by.say(
            "point.in_country_many",
            cases=shown,
            place=place,
            editions=len(years),
            first_year=years[0],
            last_year=years[-1],
        )
    key = "point.in_country" if len(years) > 1 else "point.in_country_one"
    said = listing(by.lang, [str(year) for year in years])
    return by.say(key, cases=shown, place=place, years=said)


def of_country(by: Speaker, cases: Rows, code: str) -> Iterator[Point]:
    """All that the record knows of one country: cases, standings, releases, then each case to its end."""
    place = grammar.within(by.lang, code)
    yield Point(
        key="in_country",
        sentence=_cases_of_country(by, cases, place),
        figure="cases",
        number=number(by.lang, len(cases)),
        label=say(by.lang, "label.country_cases", count=len(cases), place=place),
        careful=by.careful("incomplete", "place"),
    )
    people = [
        row for row in by.ask("releases_documented_people").rows if row["country_code"] == code
    ]
    released = sum(row["people"] for row in people)
    if released:
        shown = amount(by.lang, released, "at_least", "people")
        yield Point(
            key="in_country_released",
            sentence=by.say(
                "point.in_country_released",
                of=grammar.of(by.lang, shown),
                place=place,
                lasting=_lasting(by, released, sum(row["people_standing"] for row in people)),
                date=by.checked,
            ),
            figure="releases_documented_people",
            number=qualified(by.lang, released, "at_least"),
            label=say(by.lang, "label.country_released", count=released, place=place),
            sources=tuple(dict.fromkeys(source for row in people for source in by.source(row))),
            careful=by.careful("after", "incomplete"),
        )
    standings = Counter(row["liberty_standing"] for row in cases)
    if set(standings) != {"not_known"}:
        counts = [
            say(
                by.lang,
                "point.standing_part",
                name=term(by.lang, "standing", standing),
                count=standings[standing],
            )
            for standing in LIBERTY_STANDINGS
            if standings[standing]
        ]
        yield Point(
            key="in_country_standing",
            sentence=by.say("point.in_country_standing", standings=listing(by.lang, counts)),
            figure="cases",
            careful=by.careful("held", date=by.checked)
            if standings["held"] or standings["held_again"]
            else (),
        )
    for row in cases:
        told = list(newest_event(by, row))
        if told:
            yield from told
        else:
            yield Point(
                key="no_event",
                sentence=by.say(
                    "point.no_event",
                    name=localized(row, "name", by.lang),
                    where=where(by, row),
                    date=by.checked,
                ),
                figure="timeline_of_case",
                given={"case_id": row["case_id"]},
                sources=by.source(row),
            )
