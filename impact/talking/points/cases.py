"""Points of cases: an edition's, the news of all, one case from launch to now, a country's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile
from typing import cast

from impact.figures import Source
from impact.i18n import grammar
from impact.i18n.grammar import Noun, amount
from impact.i18n.words import (
    country,
    date,
    listing,
    localized,
    qualified,
    say,
    term,
    typeset,
)
from impact.presentation import standings
from impact.record.schema import OUTCOME_TYPE, STANDING, STRENGTHS
from impact.talking.points import arrests, fates, spoken
from impact.talking.points.arrests import of_some
from impact.talking.points.speaker import Row, Speaker
from impact.talking.selection import Point

_STORY = 3  # events that a story can hold when it is heard once
READ = 5  # and when it is read
_CARRIED_OUT = 7  # days within which a release carries out what was decided
_NEITHER = ("guard", "home", "missing")
_MONTH = 31  # days: a release that lasted no longer is never told without its end


def newest_event(by: Speaker, case: Row) -> Iterator[Point]:
    """The last success of a case with all that came after it; without one, its last event."""
    rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
    told = to_the_end(case, rows)
    if not told:
        return
    yield Point(
        key="event",
        sentence=story(by, case, told),
        figure="timeline_of_case",
        given={"case_id": case["case_id"]},
        sources=_sources(by, case, told),
        careful=by.careful("after", *_turned(case, told))
        + standing_caution(by, case)
        + _weakest(by, carrying(case, told)),
    )


def standing_caution(by: Speaker, case: Row) -> tuple[str, ...]:
    """What to say of somebody who is neither free nor in prison, wherever they are told of."""
    caution = STANDING[case["liberty_standing"]].caution
    return by.careful(caution, date=by.checked_of(case)) if caution in _NEITHER else ()


def _sources(by: Speaker, case: Row, told: Sequence[Row]) -> tuple[Source, ...]:
    """The pages of what is told, and of the row by which somebody was still held after it."""
    pages = [source for row in told for source in by.source(row)]
    return tuple(dict.fromkeys((*pages, *fates.seen_in(by, case))))


def to_the_end(case: Row, rows: Sequence[Row]) -> list[Row]:
    """What a story has to tell, to its end.

    Somebody who came out is told from that release on, and from what was decided for them just before: else
    money awarded later would hide that they are free, and the last of several releases that they were held again
    between them. Anybody else from the first setback on, or the last success, else by the last event.
    """
    told = _since_launch(rows)
    good = [index for index, row in enumerate(told) if row["direction"] == "positive"]
    bad = [index for index, row in enumerate(told) if row["direction"] == "negative"]
    first = max(good or bad, default=len(told) - 1)
    if bad and (case["justice_standing"] == "reversed" or STANDING[case["liberty_standing"]].bad):
        undone = max([index for index in good if index < bad[-1]], default=bad[-1])
        first = min(first, undone)
    while first > 0 and told[first]["event_date"] and _same_day_good(told[first - 1], told[first]):
        first -= 1
    freed = [index for index, row in enumerate(told) if frees(row)]
    first = min([first, *freed])
    while first in freed and first > 0 and _leads(told[first - 1]):
        first -= 1
    if (
        good and bad and not freed
    ):  # a success that frees nobody leaves standing what was decided before
        first = min(first, bad[0])
    kept = told[max(first, 0) :]
    return [row for row in kept if not _carried_out(row, kept)]


def _since_launch(rows: Sequence[Row]) -> list[Row]:
    """What happened since the launch, without that nothing did, and without what is no longer awaited."""
    happened = [
        row for row in rows if row["outcome_type"] != "no_result_found" and not row["before_launch"]
    ]
    return [
        row for row in happened if row["outcome_type"] != "result_awaited" or row is happened[-1]
    ]


def _leads(row: Row) -> bool:
    """Whether somebody decided what a release right after it carries out: a pardon, a shorter sentence."""
    return row["direction"] == "positive" and OUTCOME_TYPE[row["outcome_type"]].decides


def _same_day_good(before: Row, row: Row) -> bool:
    """Whether one more success is of the same day, as a judgment and the money it awards."""
    return bool(before["direction"] == "positive" and before["event_date"] == row["event_date"])


def frees(row: Row) -> bool:
    """Whether somebody comes out by this event."""
    custody = OUTCOME_TYPE[row["outcome_type"]].custody
    reached = custody if custody == "died" else row["custody_after"] or custody
    return bool(reached) and STANDING[reached].release


def _carried_out(decision: Row, rows: Sequence[Row]) -> bool:
    """Whether a release of the same days carries out what was decided: that release is the news. A pardon
    of which it does not tell is told, for it is the cause that is documented."""
    pardon = decision["outcome_type"] == "pardoned"
    return (
        OUTCOME_TYPE[decision["outcome_type"]].decides
        and decision["event_date"] is not None
        and any(
            OUTCOME_TYPE[row["outcome_type"]].releases
            and not OUTCOME_TYPE[row["outcome_type"]].decides
            and _soon(decision, row, _CARRIED_OUT)
            and row["people"] == decision["people"]
            and not (pardon and "pardon" not in row["summary"])
            for row in rows
        )
    )


def _soon(before: Row, after: Row, days: int = _MONTH) -> bool:
    """Whether the day of one event is that of another, or follows it within so many days."""
    first, came = before["event_date"], after["event_date"]
    if first == came:
        return True
    if not first or not came or len(first) < 10 or len(came) < 10:
        return False
    return 0 <= (dt.date.fromisoformat(came) - dt.date.fromisoformat(first)).days <= days


def undone(case: Row, told: Sequence[Row]) -> bool:
    """Whether something bad came after the last success. A death does not undo a release."""
    if case["justice_standing"] == "reversed":  # the success may lie before the launch
        return True
    good = [index for index, row in enumerate(told) if row["direction"] == "positive"]
    since = 1 if STANDING[case["liberty_standing"]].bad else max(good, default=0) + 1
    return any(r["direction"] == "negative" and r["outcome_type"] != "died" for r in told[since:])


def _turned(case: Row, told: Sequence[Row]) -> list[str]:
    """What has to be known of good news that was not the end: it did not last, or bad news came beside it."""
    if undone(case, told):
        bad = STANDING[case["liberty_standing"]].bad or case["justice_standing"] == "reversed"
        return ["reversed"] if bad else ["mixed"]
    again = taken_again(case, told)
    return [f"undone_between{'_more' if _ended(told, again) > 1 else ''}"] if again else []


def taken_again(case: Row, told: Sequence[Row]) -> list[Row]:
    """The events by which somebody was taken in again after a release that is told, also if they came out since."""
    since = list(dropwhile(lambda row: not frees(row), told))
    return [row for row in arrests.taken_in(since) if not of_some(case, row)] if since else []


def _ended(told: Sequence[Row], again: Sequence[Row]) -> int:
    """How many releases ended when somebody was taken in again."""
    count, out = 0, False
    for row in told:
        if out and row in again:
            count, out = count + 1, False
        out = out or frees(row)
    return count


def where(by: Speaker, case: Row) -> str:
    year = str(case["edition_year"])
    if not case["country_code"]:
        return say(by.lang, "point.where_unknown", year=year)
    return say(by.lang, "point.where", country=country(by.lang, case["country_code"]), year=year)


def _weakest(by: Speaker, told: Sequence[Row]) -> tuple[str, ...]:
    """What of that which is told rests on a weak page, and on which."""
    parts = (by.weak(row, "weak_among", what=moment(by, row)) for row in told if by.weak(row))
    return tuple(dict.fromkeys(caution for part in parts for caution in part))


def moment(by: Speaker, row: Row) -> str:
    """An event in two words and its date; in the record's own words where two would say nothing."""
    if row["outcome_type"] in standings.VAGUE:
        told = grammar.running(by.lang, localized(row, "summary", by.lang)).removesuffix(".")
        return say(by.lang, "point.told", summary=told, when=date(by.lang, row["event_date"]))
    word = term(by.lang, "outcome", row["outcome_type"])
    when = grammar.on(by.lang, row["event_date"])
    return say(by.lang, "point.moment", word=word, when=when) if when else word


def of_case(by: Speaker, case: Row) -> Iterator[Point]:
    """One case: who it is about, what happened, where it stands today, what was asked, what was counted."""
    given = {"case_id": case["case_id"]}
    rows = by.ask("timeline_of_case", **given).rows
    told = to_the_end(case, rows)
    kept = carrying(case, rows)
    first = next((str(row["event_date"] or "")[:4] for row in kept), "")
    yield who(by, case, year=first != str(case["edition_year"]))
    paragraphs = spoken.tell(by, case, kept, told)
    more = len(_since_launch(rows)) - sum(len(events) for events, _ in paragraphs)
    if more:
        by.leave_out("events", count=more)
    for events, sentence in paragraphs:
        yield Point(
            key="happened",
            sentence=sentence,
            figure="timeline_of_case",
            given=given,
            sources=tuple(dict.fromkeys(each for row in events for each in by.source(row))),
            careful=_weakest(by, events),
            detail=typeset(by.lang, " ".join(localized(row, "summary", by.lang) for row in events)),
        )
    # Of a death that was told, though before the last success, it is not said once more.
    ends = [*kept, *told] if any(row["outcome_type"] == "died" for row in kept) else told
    alone = by.selection.length == "one_line"
    stands = fates.stands(by, case, ends, dated=alone or not _just_said(kept, told))
    yield Point(
        key="story",
        sentence=stands
        or fates.last_checked(by, case, further=bool(kept)),  # each event is told above
        figure="timeline_of_case",
        given=given,
        number=standings.liberty(case, by.view)
        if standings.of_liberty(case)
        else standings.said_beyond(case["justice_standing"], by.view),
        label=localized(case, "name", by.lang),
        sources=_sources(by, case, told),
        careful=cautions(by, case, rows),
    )
    yield from asked(by, case)
    yield from _counts_of_case(by, case)
    if case["other_edition_year"]:
        name, year = spoken.name(by, case), str(case["other_edition_year"])
        yield Point(
            key="other_edition",
            sentence=by.say("point.other_edition", name=name, year=year),
            figure="case",
            given=given,
            sources=by.source(by.one("case", case_id=case["other_case_id"]) or case),
        )


def bridges(by: Speaker, case: Row) -> Iterator[Point]:
    """From any question of an interview back to the person: who, where today, what is asked."""
    rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
    told = to_the_end(case, rows)
    for key, sentence in (
        ("bridge_person", spoken.met(by, case)),
        ("bridge_today", today(by, case, told)),
        ("bridge_asked" if spoken.over(by, case) else "bridge_asks", spoken.asked(by, case)),
    ):
        if sentence:
            yield Point(
                key=key,
                sentence=f"{spoken.said(by, key, case)} {sentence}",
                figure="timeline_of_case",
                given={"case_id": case["case_id"]},
                sources=(fates.seen_in(by, case) if key == "bridge_today" else ())
                or by.source(told[-1] if key == "bridge_today" and told else case),
                careful=cautions(by, case, rows) if key == "bridge_today" else (),
            )


def carrying(case: Row, rows: Sequence[Row], most: int = _STORY) -> list[Row]:
    """The events that carry a story, no more than that: the turn, what undid it, and the last.

    Where nothing was undone, the first that struck somebody; that a release was undone is never left out.
    """
    rows = _since_launch(rows)
    rows = [row for row in rows if not _carried_out(row, rows)]
    if len(rows) <= most:
        return rows
    told = to_the_end(case, rows)
    struck = [
        row for row in rows if row["direction"] == "negative" and not _quashed(case, row, rows)
    ]
    undoing = [row for row in told[1:-1] if row in struck]
    chosen = [
        *rows[-1:],
        *([row for row in told if frees(row)] or told)[:1],
        *[row for row in rows if _achieved(case, row)][-1:],
        *(row for row in rows if row["outcome_type"] == "died"),
        *(row for row in undoing[::-1] if row["outcome_type"] == "re_arrested"),
        *undoing[::-1],
        *told[:1],
        *struck[:1],
        *rows[::-1],
    ]
    keys = list(dict.fromkeys(str(row["outcome_id"]) for row in chosen))[:most]
    if most > _STORY or case["people"] != 1:
        keys += _out_again(rows, keys)
    elif not any(of_some(case, row) for row in rows):
        keys += _belonging(case, rows, keys)
    return [row for row in rows if row["outcome_id"] in keys]


def _achieved(case: Row, row: Row) -> bool:
    """Whether an event brought about what was asked beyond release, and it stands."""
    achieves = OUTCOME_TYPE[str(row["outcome_type"])].achieves
    return case["justice_standing"] == "achieved" and str(case["demand"]) in achieves


def _belonging(case: Row, rows: Sequence[Row], keys: Sequence[str]) -> list[str]:
    """What an event that is told would mislead without: what was decided before a release, by which a long sentence ended
    early; the sentence that followed an arrest; what stood in the way of what was asked, last, before it came; and all
    of custody where a release lasted no month."""
    found: list[Row] = []
    told = [at for at, row in enumerate(rows) if row["outcome_id"] in keys]
    first = next((at for at in told if frees(rows[at])), 0)
    found += takewhile(_leads, rows[:first][::-1])
    for at in told:
        row, later = rows[at], rows[at + 1 :]
        if frees(row) and any(_soon(row, each) for each in arrests.taken_in([row, *later])):
            custody = [each for each in rows if frees(each)] + arrests.taken_in(rows)
            found += custody if len(custody) <= READ else []
        if _achieved(case, row):
            between = rows[told[0] + 1 : at]
            found += [each for each in between if each["direction"] == "negative"][-1:]
        if row["outcome_type"] == "re_arrested":
            inside = takewhile(lambda each: not frees(each), later)
            found += [each for each in inside if each["outcome_type"] == "sentenced"][-1:]
    return [str(row["outcome_id"]) for row in found]


def _out_again(rows: Sequence[Row], keys: Sequence[str]) -> list[str]:
    """The releases between arrests that are told, and after the last: else somebody is taken twice, or left in prison
    of whom the record has that they came out."""
    taken = [
        at
        for at, row in enumerate(rows)
        if row["outcome_type"] == "re_arrested" and row["outcome_id"] in keys
    ]
    found = []
    for at, after in pairwise([*taken, len(rows)]):
        between = [
            row
            for row in rows[at + 1 : after]
            if frees(row) and row["people"] == rows[at]["people"]
        ]
        found += [str(row["outcome_id"]) for row in between[-1:]]
    return found


def _quashed(case: Row, row: Row, rows: Sequence[Row]) -> bool:
    """Whether a judgment on some of a group was undone by the acquittal of as many: told without it, they would
    stand convicted."""
    later = rows[rows.index(row) + 1 :]
    return (
        row["outcome_type"] in ("convicted", "sentenced")
        and of_some(case, row)
        and any(
            each["outcome_type"] == "acquitted" and each["people"] == row["people"]
            for each in later
        )
    )


def _just_said(kept: Sequence[Row], told: Sequence[Row]) -> bool:
    """Whether the day of the last report was the last that was told."""
    dated = [row for row in told if row["event_date"]]
    return bool(kept and dated) and kept[-1]["event_date"] == dated[-1]["event_date"]


def who(
    by: Speaker, case: Row, *, now: bool = False, year: bool = True, also: bool = False
) -> Point:
    """Who a case is about."""
    return Point(
        key="who",
        sentence=spoken.met(by, case, now=now, year=year, also=also),
        figure="case",
        given={"case_id": case["case_id"]},
        sources=by.source(case),
        careful=by.weak(case, "weak_case"),
        detail=typeset(by.lang, localized(case, "summary", by.lang)),
    )


def who_of_all(by: Speaker, editions: Sequence[Row]) -> Point:
    """Who somebody is whom several editions were about: by the row of the strongest page, newest first, with the pages of
    all; a weak one bears its own year and no more."""
    strongest = min(editions, key=lambda case: STRENGTHS.index(case["source_strength"]))
    introduced = who(by, strongest)
    if len(editions) == 1:
        return introduced
    others = sorted((case for case in editions if case is not strongest), key=_year)
    weak = (by.weak(case, "weak_year", year=str(_year(case))) for case in others)
    return replace(
        introduced,
        sentence=spoken.met(by, strongest, years=sorted(map(_year, editions))),
        sources=tuple(
            dict.fromkeys(each for case in (strongest, *others) for each in by.source(case))
        ),
        careful=introduced.careful + tuple(caution for part in weak for caution in part),
    )


def _year(case: Row) -> int:
    return int(case["edition_year"])


def asked(by: Speaker, case: Row) -> Iterator[Point]:
    """What is asked for somebody; of officials, that they raise it."""
    sentence = spoken.asked(by, case)
    if sentence and by.selection.audience == "officials" and not spoken.over(by, case):
        sentence = f"{spoken.said(by, 'raise', case)} {sentence}"
    if sentence:
        yield Point(
            key="asked",
            sentence=sentence,
            figure="case",
            given={"case_id": case["case_id"]},
            sources=by.source(case) if by.of_amnesty(case) else (),
        )


def _counts_of_case(by: Speaker, case: Row) -> Iterator[Point]:
    """What was counted for a case, each in its own unit."""
    given, name = {"case_id": case["case_id"]}, spoken.name(by, case)
    for count in by.ask("actions_of_case", **given).rows:
        unit = cast(Noun, count["unit"])
        shown = amount(by.lang, count["count"], count["qualifier"], unit)
        yield Point(
            key="count",
            sentence=by.say(
                "point.count_people" if unit == "people" else "point.count", name=name, amount=shown
            ),
            figure="actions_of_case",
            given=given,
            number=qualified(by.lang, count["count"], count["qualifier"]),
            label=term(by.lang, "unit", count["unit"]),
            sources=by.source(count),
            careful=by.careful("units") + by.weak(count),
        )


def story(by: Speaker, case: Row, told: Sequence[Row], most: int = _STORY) -> str:
    """How a case went, to its end, in the events that carry it."""
    if not told:
        return fates.last_checked(by, case)
    kept = carrying(case, told, most)
    said = [paragraph for _, paragraph in spoken.tell(by, case, kept, told)]
    stands = STANDING[case["liberty_standing"]]
    if stands.held or stands.caution or spoken.differ(case) or spoken.lost(by, case) == "missing":
        said.append(fates.stands(by, case, told, dated=not _just_said(kept, told)))
    return spoken.kinder(by, case, " ".join(dict.fromkeys(filter(None, said))))


def in_short(by: Speaker, case: Row) -> str:
    """Who somebody is, what happened and where they stand, to be quoted alone: without how they came out, who
    was cleared would be told of as a convict."""
    told = to_the_end(case, by.ask("timeline_of_case", case_id=case["case_id"]).rows)
    kept = carrying(case, told, READ)
    stands = fates.stands(by, case, told, dated=not _just_said(kept, told))
    paragraphs = [paragraph for _, paragraph in spoken.tell(by, case, kept, told)]
    last = stands or ("" if told else fates.last_checked(by, case))
    said = " ".join(filter(None, (spoken.met(by, case), *paragraphs, last)))
    return spoken.kinder(by, case, said)


def today(by: Speaker, case: Row, told: Sequence[Row]) -> str:
    """Where somebody stands; of the dead, the missing and the free, who may have been expelled, what happened
    and what is said at its end."""
    free = case["liberty_standing"] == "free" and bool(told)
    kept = carrying(case, told) if told else ()
    stands = fates.stands(by, case, told, dated=not (free and _just_said(kept, told)))
    if not spoken.lost(by, case) and not free:
        return stands or story(by, case, told)
    before = story(by, case, told).removesuffix(stands).rstrip() if told else ""
    if spoken.lost(by, case) == "died" and all(row["outcome_type"] != "died" for row in told):
        return f"{stands} {before}".rstrip()
    return f"{before} {stands}".strip()


def cautions(by: Speaker, case: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    """What has to be known before anything is said of a case."""
    keys = ["after"] if any(row["direction"] == "positive" for row in rows) else []
    told = to_the_end(case, rows)
    keys += _turned(case, told)
    if caution := STANDING[case["liberty_standing"]].caution:
        keys.append(caution)
    before = [moment(by, row) for row in rows if row["before_launch"]]
    early = by.careful("before", events=listing(by.lang, before)) if before else ()
    return by.careful(*keys, date=by.checked_of(case)) + early + _weakest(by, carrying(case, told))
