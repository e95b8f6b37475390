"""What is said of a finding: verdict, figure, source, one sentence of note and one to say instead.

Every sentence is a template of `words.toml`; here is only which one, and with what numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from impact.factcheck.facts import Facts, Row
from impact.factcheck.numbers import NumberInText
from impact.factcheck.rounding import Verdict, judge
from impact.i18n.words import (
    Language,
    date,
    listing,
    localized,
    number,
    percent,
    qualified,
    say,
    term,
)
from impact.record.publishers import host

Value = float | int | str | None
# Of several counts that may be meant, the one that fits best is held to have been.
BEST_FIRST = (
    Verdict.RIGHT,
    Verdict.ROUNDED_FAIRLY,
    Verdict.NOT_IN_THE_RECORD,
    Verdict.WRONG,
)


@dataclass(frozen=True)
class Judgement:
    """A verdict with all that makes it checkable; `figure` and `expected` are empty where nothing is known."""

    verdict: Verdict
    figure: str = ""
    expected: Value = None
    source: str = ""
    note: str = ""
    suggestion: str = ""
    nothing: bool = (
        False  # whether the record has nothing of it by these words, and may have it by others
    )
    row: Row | None = field(default=None, compare=False, repr=False)  # of the record, that tells it


def note(facts: Facts, tell: Language, key: str, *, of: Row | None = None, **values: object) -> str:
    """A note with the day on which it holds: that of a case, where it is told of one."""
    day = of["checked_on"] if of else facts.as_of
    return say(tell, f"factcheck.note.{key}", date=date(tell, day), **values)


def source(row: Row, tell: Language) -> str:
    column = "publisher" if "publisher" in row else "source_name" if "source_name" in row else ""
    page = str(row.get("source_url") or "")
    parts = [
        localized(row, column, tell) if column else host(page),
        date(tell, row["source_date"]) if row.get("source_date") else "",
        page,
    ]
    return ", ".join(part for part in parts if part)


def unknown(facts: Facts, tell: Language) -> Judgement:
    said = note(facts, tell, "unknown")
    return Judgement(Verdict.NOT_IN_THE_RECORD, note=said, nothing=True)


def cause(facts: Facts, tell: Language) -> Judgement:
    return Judgement(
        Verdict.WORDING,
        note=note(facts, tell, "cause"),
        suggestion=say(tell, "factcheck.say.cause"),
    )


def people(facts: Facts, total: int | None, tell: Language, year: int | None = None) -> Judgement:
    """People called what are actions."""
    row = facts.totals[year] if year else None
    return Judgement(
        Verdict.WORDING,
        "actions_by_edition" if row else "actions_of_case" if total else "",
        total,
        source(row, tell) if row else "",
        note(facts, tell, "people"),
        _actions_of(row, tell) if row else "",
    )


def _actions_of(row: Row, tell: Language) -> str:
    told = qualified(tell, row["actions"], row["qualifier"])
    text = say(tell, "factcheck.say.actions", number=told, year=str(row["edition_year"]))
    return text[:1].upper() + text[1:]


def began(facts: Facts, year: int, tell: Language) -> Judgement:
    first = min(facts.totals)
    row = facts.totals[first]
    return Judgement(
        Verdict.RIGHT if year == first else Verdict.WRONG,
        "editions",
        first,
        source(row, tell),
        note(facts, tell, "began", year=str(first)),
    )


def plain(
    facts: Facts, found: NumberInText, truth: int, figure: str, key: str, tell: Language,
    year: int | None = None,
) -> Judgement:  # fmt: skip
    """A count of this record itself; of one edition if `year` is given."""
    verdict = judge(found, truth, "at_least" if key == "documented" else "exact")
    said = note(facts, tell, key, count=truth, year=str(year))
    return Judgement(verdict, figure, truth, "", said)


def of_edition(
    facts: Facts, found: NumberInText, year: int | None, tell: Language, early: bool = False
) -> Judgement:
    """A number of actions, held against the total of its edition.

    `early`: the text says that the count was not over, and no final count contradicts an early one.
    """
    if year is None:
        return _without_year(facts, found, tell)
    row = facts.totals.get(year)
    if row is None or row["actions"] is None:
        return Judgement(
            Verdict.NOT_IN_THE_RECORD,
            "actions_by_edition" if row else "",
            note=note(facts, tell, "edition_none", year=str(year)),
        )
    verdict = judge(found, row["actions"], row["qualifier"])
    key = "edition"
    if verdict is Verdict.NOT_IN_THE_RECORD:
        key = "edition_unproved"
    if verdict is Verdict.WRONG or (
        # A floor far below was true of an early count; it is not wrong, but no longer worth saying.
        found.floors and found.value < 0.8 * row["actions"]
    ):
        older = [
            claim
            for claim in facts.claims("actions", edition=year)
            if claim["rule"] == "superseded" and claim["value"] == found.value
        ]
        if older:
            verdict, key = Verdict.OUT_OF_DATE, "edition_older"
        elif early and found.value < row["actions"]:
            verdict, key = Verdict.NOT_IN_THE_RECORD, "edition_early"
    return Judgement(
        verdict,
        "actions_by_edition",
        row["actions"],
        source(row, tell),
        note(
            facts,
            tell,
            key,
            year=str(year),
            number=qualified(tell, row["actions"], row["qualifier"]),
            publisher=localized(row, "source_name", tell),
        ),
        _actions_of(row, tell),
    )


def _without_year(facts: Facts, found: NumberInText, tell: Language) -> Judgement:
    """Without an edition only an exact total tells which it is; the newest is the one meant by "now"."""
    newest = facts.newest_total()
    for row in facts.totals.values():
        if (
            row["actions"]
            and found.unit == 1
            and judge(found, row["actions"], row["qualifier"]) is Verdict.RIGHT
        ):
            return of_edition(facts, found, int(row["edition_year"]), tell)
    if (
        newest
        and judge(found, newest["actions"], newest["qualifier"]) is not Verdict.WRONG
        and (found.value >= 0.95 * newest["actions"])
    ):
        return of_edition(facts, found, int(newest["edition_year"]), tell)
    return Judgement(Verdict.NOT_IN_THE_RECORD, note=note(facts, tell, "no_year"))


def all_time(facts: Facts, found: NumberInText, since: int, tell: Language) -> Judgement:
    """A number of actions of all editions since a year."""
    total = facts.added_up(since)
    printed = [
        claim
        for claim in facts.claims("actions")
        if claim["value"] == found.value
        and claim["status"] == "current"
        and found.floors
        and since in (2001, claim["since_year"])
    ]
    verdict = Verdict.RIGHT if printed else judge(found, total, "at_least")
    return Judgement(
        verdict,
        "actions_by_edition",
        printed[0]["value"] if printed else total,
        source(printed[0], tell) if printed else "",
        note(facts, tell, "all_time", year=str(since), number=number(tell, total)),
    )


def sum_of(facts: Facts, found: NumberInText, years: Sequence[int], tell: Language) -> Judgement:
    """A number of actions of several editions, held against their totals added up; without one, at least that."""
    rows = [facts.totals.get(year) for year in years]
    told = [row for row in rows if row is not None and row["actions"] is not None]
    total = sum(row["actions"] for row in told)
    whole = len(told) == len(years) and all(row["qualifier"] == "exact" for row in told)
    qualifier = "exact" if whole else "at_least"
    verdict = judge(found, total, qualifier)
    if verdict is Verdict.WRONG and found.value > total and len(told) < len(years):
        verdict = Verdict.NOT_IN_THE_RECORD
    return Judgement(
        verdict,
        "actions_by_edition",
        total,
        "",
        note(
            facts, tell, "sum_of", number=qualified(tell, total, qualifier),
            years=listing(tell, [str(row["edition_year"]) for row in told]),
        ),
    )  # fmt: skip


def released(facts: Facts, found: NumberInText, running: bool, tell: Language) -> Judgement:
    """A number of people released, held against all that publishers printed."""
    claims = [row for row in facts.claims("people_released") if row["value"] >= 20]
    exact = [row for row in claims if row["value"] == found.value]
    highest = max((row["value"] for row in claims), default=0)
    if exact and found.of is not None:
        exact = [row for row in exact if row["of_cases"] in (found.of, None)]
        bases = {
            row["of_cases"] for row in claims if row["value"] == found.value and row["of_cases"]
        }
        if bases and found.of not in bases:
            return _releases(facts, Verdict.WRONG, None, tell)
    if exact:
        disputed = any(row["status"] in ("disputed", "cannot_be_checked") for row in exact)
        if disputed:
            return _releases(facts, Verdict.CONTESTED, exact[-1], tell)
        row = exact[-1]
        return Judgement(
            Verdict.OUT_OF_DATE,
            "claims_ledger",
            row["replaced_by"],
            source(row, tell),
            note(
                facts,
                tell,
                "releases_old",
                number=number(tell, row["value"]),
                printed=date(tell, row["printed"]),
                publisher=localized(row, "publisher_itself", tell),
                newer=number(tell, row["replaced_by"]),
            ),
        )
    floor = (
        found.floors or found.qualifier in ("above", "about")
    ) and found.value <= highest * 1.05
    if running and floor and found.value >= 0.5 * highest:
        return _releases(facts, Verdict.CONTESTED, None, tell)
    if running and found.value > highest * 1.05 and claims:
        return _releases(facts, Verdict.WRONG, None, tell)
    return unknown(facts, tell)


def released_in_one_year(facts: Facts, found: NumberInText, tell: Language) -> Judgement:
    """A number of people released in one year alone: more than were ever printed for all years is wrong."""
    printed = [row["value"] for row in facts.claims("people_released")]
    # A running total that is told as one year's is as wrong as a number above all of them.
    if found.value in printed or found.value > max(printed, default=found.value):
        return _releases(facts, Verdict.WRONG, None, tell)
    return unknown(facts, tell)


def _releases(facts: Facts, verdict: Verdict, row: Row | None, tell: Language) -> Judgement:
    """The story of the number that was printed most: where it began, what it became, what others say."""
    headline = facts.headline
    if headline is None:
        return unknown(facts, tell)
    others = sorted(
        {
            claim["value"]
            for claim in facts.claims("people_released")
            if claim["status"] == "disputed" and claim["value"] != headline["value"]
        }
    )
    return Judgement(
        verdict,
        "releases_published_headline",
        headline["value"],
        source(row or headline, tell),
        note(
            facts,
            tell,
            "releases",
            value=headline["value"],
            publisher=localized(headline, "publisher", tell),
            first=date(tell, headline["first_printed"]),
            since_year=headline["first_since_year"],
            cases=headline["of_cases"] or 0,
            since_2001=date(tell, headline["since_2001"]),
            others=listing(tell, [number(tell, value) for value in others]),
            people=facts.documented["people"],
        ),
        say(
            tell,
            "factcheck.say.releases",
            publisher=localized(headline, "publisher", tell),
            value=headline["value"],
            count=facts.documented["people"],
        ),
    )


def running(
    facts: Facts, found: NumberInText, subjects: Sequence[str], tell: Language
) -> Judgement:
    """A running total or share that only publishers give: contested at best, for no list bears it."""
    exact = [
        row
        for row in facts.claims(*subjects)
        if abs(row["value"] - found.value) < 0.5
        and not (found.of and row["of_cases"] and row["of_cases"] != found.of)
        and (row["qualifier"] != "exact" or found.qualifier in ("exactly", "about", "above"))
    ]
    if not exact:
        return unknown(facts, tell)
    replaced = [row for row in exact if row["status"] == "superseded"]
    old = len(replaced) == len(exact)
    row = exact[-1]
    unit = (
        percent(tell, row["value"] / 100)
        if row["unit"] == "percent"
        else number(tell, row["value"])
    )
    return Judgement(
        Verdict.OUT_OF_DATE if old else Verdict.CONTESTED,
        "claims_ledger",
        row["replaced_by"] if old else row["value"],
        source(row, tell),
        note(
            facts,
            tell,
            "running_old" if old else "running",
            publisher=localized(row, "publisher_itself", tell),
            number=unit,
            subject=term(tell, "subject", row["subject"]),
            printed=date(tell, row["printed"]),
        ),
    )


def printed(
    facts: Facts, found: NumberInText, subjects: Sequence[str], year: int | None, tell: Language
) -> Judgement:
    """A count of one edition that only publishers give."""
    if year is None:
        return unknown(facts, tell)
    claims = [row for row in facts.claims(*subjects, edition=year) if row["rule"] != "superseded"]
    early = [row for row in facts.claims(*subjects, edition=year) if row["rule"] == "superseded"]
    verdicts = [(judge(found, row["value"], row["qualifier"]), row) for row in claims]
    good = [pair for pair in verdicts if pair[0] is not Verdict.WRONG]
    if not claims or (not good and any(row["value"] == found.value for row in early)):
        old = [row for row in early if row["value"] == found.value]
        if not old:
            return unknown(facts, tell)
        return printed_as(facts, Verdict.OUT_OF_DATE, old[-1], year, tell)
    if not good:
        return printed_as(facts, Verdict.WRONG, claims[-1], year, tell)
    verdict, row = min(good, key=lambda pair: pair[0] is not Verdict.RIGHT)
    if row["rule"] == "disputed" or any(
        claim["rule"] == "disputed" and claim["subject"] == row["subject"] for claim in claims
    ):
        verdict = Verdict.CONTESTED
    return printed_as(facts, verdict, row, year, tell)


def printed_as(facts: Facts, verdict: Verdict, row: Row, year: int, tell: Language) -> Judgement:
    return Judgement(
        verdict,
        "claims_ledger",
        row["value"],
        source(row, tell),
        note(
            facts,
            tell,
            "printed",
            publisher=localized(row, "publisher_itself", tell),
            number=qualified(tell, row["value"], row["qualifier"]),
            subject=term(tell, "subject", row["subject"]),
            year=str(year),
        ),
    )


def cases_of(facts: Facts, found: NumberInText, year: int, tell: Language) -> Judgement:
    """How many cases an edition presented."""
    row = facts.totals[year]
    truth = row["cases_featured"]
    if truth is None:
        return printed(facts, found, ("cases_featured",), year, tell)
    verdict = judge(found, truth, "exact")
    others = [
        claim
        for claim in facts.claims("cases_featured", edition=year)
        if claim["value"] == found.value != truth
    ]
    if verdict is Verdict.WRONG and others:
        return printed_as(facts, Verdict.CONTESTED, others[-1], year, tell)
    return Judgement(
        verdict,
        "editions",
        truth,
        source(row, tell),
        note(facts, tell, "cases_of", year=str(year), count=truth),
    )


def of_case(
    facts: Facts, case_id: str, found: NumberInText, counts: Sequence[Row], tell: Language
) -> Judgement:
    """A count for one case, held against those that were published for it."""
    name = localized(facts.cases[case_id], "name", tell)
    if not counts:
        return Judgement(
            Verdict.NOT_IN_THE_RECORD,
            "actions_of_case",
            note=note(facts, tell, "case_none", name=name),
        )
    judged = [(judge(found, row["count"], row["qualifier"]), row) for row in counts]
    verdict, row = min(judged, key=lambda pair: BEST_FIRST.index(pair[0]))
    told = [
        say(tell, "factcheck.counted", number=qualified(tell, item["count"], item["qualifier"]), unit=term(tell, "unit", item["unit"]))
        for item in counts
    ]  # fmt: skip
    return Judgement(
        verdict,
        "actions_of_case",
        row["count"],
        source(row, tell),
        note(facts, tell, "case", name=name, numbers=listing(tell, told)),
    )


def of_section(
    facts: Facts, section: str, year: int | None, found: NumberInText, tell: Language
) -> Judgement:
    """A count of one national section; without a year any of its years may be meant."""
    counts = [
        row
        for row in facts.sections
        if section and row["section"] == section and year in (None, row["edition_year"])
    ]
    judged = [(judge(found, row["actions"], row["qualifier"]), row) for row in counts]
    good = [pair for pair in judged if pair[0] is not Verdict.WRONG]
    if year is None and not any(verdict is Verdict.RIGHT for verdict, _ in judged):
        good, judged = [], []
    if not good:
        # Its very count of another year, to the last digit; but no part of a year's contradicts the whole.
        of_world = any(row["actions"] == found.value for row in facts.totals.values())
        judged = [pair for pair in judged if of_world or pair[1]["scope"] == "whole_section"] or [
            (Verdict.WRONG, row)
            for row in facts.sections
            if section and row["section"] == section and row["actions"] == found.value
            if year is not None and found.unit < 1000
        ]
    if not judged:
        return unknown(facts, tell)
    verdict, row = min(good or judged, key=lambda pair: BEST_FIRST.index(pair[0]))
    return Judgement(
        verdict,
        "actions_by_section",
        row["actions"],
        source(row, tell),
        of_count(facts, row, tell),
        row=row,
    )


def of_count(facts: Facts, row: Row, tell: Language) -> str:
    """What is said of a count of a section."""
    return note(
        facts,
        tell,
        "section",
        section=localized(row, "section", tell),
        year=str(row["edition_year"]),
        number=qualified(tell, row["actions"], row["qualifier"]),
        scope=term(tell, "scope", row["scope"]),
    )


def event(
    facts: Facts,
    case: Row,
    row: Row | None,
    verdict: Verdict,
    tell: Language,
    undone: Row | None = None,
) -> Judgement:
    """What the record tells of a case: its newest event, or the one that a text means."""
    name = localized(case, "name", tell)
    if row is None:
        return Judgement(
            verdict, "timeline_of_case", note=note(facts, tell, "event_none", of=case, name=name)
        )
    told = say(
        tell,
        "factcheck.event",
        event=term(tell, "outcome", row["outcome_type"]),
        when=date(tell, row["event_date"]),
    )
    suggestion = ""
    if verdict in (Verdict.OUT_OF_DATE, Verdict.WRONG):
        events = list(facts.events[case["case_id"]])
        told_on = events[events.index(undone) :] if undone else [row]
        suggestion = say(
            tell,
            "factcheck.say.events",
            name=name,
            events=listing(tell, [_moment(item, tell) for item in told_on]),
        )
    return Judgement(
        verdict,
        "timeline_of_case",
        " ".join(part for part in (row["outcome_type"], row["event_date"] or "") if part),
        source(row, tell),
        note(facts, tell, "event", of=case, name=name, event=told),
        suggestion,
        row=row,
    )


def event_since(facts: Facts, case: Row, row: Row, tell: Language) -> Judgement:
    """An event told of its very day, with what came after it and undid it."""
    events = list(facts.events[case["case_id"]])
    later = [_moment(each, tell) for each in events[events.index(row) + 1 :]]
    said = event(facts, case, row, Verdict.RIGHT, tell)
    told = say(tell, "factcheck.since", note=said.note.rstrip("."), events=listing(tell, later))
    return replace(said, note=told)


def of_row(facts: Facts, case: Row, row: Row, verdict: Verdict, tell: Language) -> Judgement:
    """What the record says of a case in the words of one of its rows, of the case itself or of an event."""
    summary = localized(row, "summary", tell).rstrip(".")
    told = note(
        facts, tell, "duration", of=case, name=localized(case, "name", tell), summary=summary
    )
    figure = "cases" if row is case else "timeline_of_case"
    return Judgement(verdict, figure, None, source(row, tell), told, row=row)


def event_in_part(facts: Facts, case: Row, row: Row, unproved: str, tell: Language) -> Judgement:
    """An event that the record has, told with a part (`day`, `by`, `who`) that the record does not bear out."""
    said = event(facts, case, row, Verdict.PARTLY, tell)
    missing = say(tell, f"factcheck.unproved.{unproved}")
    return replace(
        said, note=say(tell, "factcheck.in_part", note=said.note.rstrip("."), missing=missing)
    )


def _moment(row: Row, tell: Language) -> str:
    return say(
        tell,
        "factcheck.event",
        event=term(tell, "outcome", row["outcome_type"]),
        when=date(tell, row["event_date"]),
    )
