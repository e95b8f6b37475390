"""Where somebody stands, in sentences that can be said: as last reported, and until when nothing later is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from impact.figures import Source
from impact.i18n import grammar
from impact.i18n.grammar import capital
from impact.i18n.words import known, say, term, typeset
from impact.presentation import standings
from impact.record.schema import OUTCOME_TYPE, STANDING
from impact.talking.points import reports
from impact.talking.points.speaker import Row, Speaker
from impact.talking.points.spoken import agreement, differ, fits, happened, lost, said

_FRESH = 3  # years for which an event tells where somebody is today


def partial(case: Row, told: Sequence[Row]) -> bool:
    """Whether the last event of a group is of some of its members, so that nothing can be said of all."""
    touched = told[-1]["people"] if told else None
    return case["people"] != 1 and touched is not None and touched != case["people"]


def _only_free(case: Row) -> bool:
    """Whether all that is known of a group for whom the demand came about is that some are free. To say that
    nobody knows of the others would contradict what was just told of them.
    """
    known_now = [key for key in standings.NOW if case.get(key) and key != "not_known_now"]
    return known_now == ["free_now"] and case["justice_standing"] == "achieved"


def _all_had_come_out(by: Speaker, case: Row) -> bool:
    """Whether every one of a group who is held was released before: of them no release would be a lie."""
    released = by.ask("releases_documented_people").rows
    held = sum(row["held_now"] for row in released if row["case_id"] == case["case_id"])
    return bool(held) and held == case["held_now"]


def stands(by: Speaker, case: Row, told: Sequence[Row], *, dated: bool = True) -> str:
    """Where somebody stands today, as last reported, and on what day that was; empty where nobody can say.

    `dated`: without it that day was said just before.
    """
    standing = STANDING[case["liberty_standing"]]
    if differ(case) and not _only_free(case):
        women = agreement(by, case).startswith("f")
        other = case["people"] == 2 and case.get("not_known_now") == 1
        among = [key for key in standings.NOW if not other or key != "not_known_now"]
        out = _all_had_come_out(by, case)

        def now(kinds: Sequence[str]) -> str:
            return standings.now(case, by.view, kinds, released=out, aloud=True, feminine=women)

        when = reports.when(by, reports.days(by, case))
        if other:
            return said(by, "stands.differ_other", case, now=now(among), when=when)
        whole = said(by, "stands.differ", case, now=now(among), when=when)
        free, rest = case["free_now"] + case["under_conditions_now"], ""
        if not fits(whole) and free:  # in two breaths
            whole = said(by, "stands.differ", case, now=now(among[:2]), when=when)
            rest = by.say("point.now_others", now=now(among[2:]))
        return f"{reports.no_arrest(by, whole, free, [case], alone=not rest and free == case['people'])} {rest}".strip()
    if fate := lost(by, case):
        return _of_lost(by, case, told, fate)
    if standing.said and partial(case, told):
        return ""
    if not standing.said:
        return _justice(by, case, told)
    if not known(f"spoken.stands.{standing.name}.one"):
        return said(by, "stands.any", case, standing=term(by.lang, "standing", standing.name))
    if standing.held:
        whole, none = _and_none(by, case, told, "release", dated=dated)
        return whole if whole and fits(whole) else none
    if standing.caution:
        # Abroad, nobody is under the conditions of the country that was left.
        if told and told[-1]["outcome_type"] in _ABROAD:
            return ""
        whole, none = _and_none(by, case, told, "arrest", dated=dated)
        return whole if whole and fits(whole) else none
    if standing.name == "free":
        last = _last_dated(told)
        if last and last["outcome_type"] in _ABROAD:
            return said(by, "stands.no_further", case, up_to=by.up_to(case))
        whole, none = _and_none(by, case, told, "arrest", dated=dated)
        return whole if fits(whole) else none
    return said(by, f"stands.{standing.name}", case)


def _and_none(
    by: Speaker, case: Row, told: Sequence[Row], of: str, *, dated: bool
) -> tuple[str, str]:
    """Where somebody stood at the last report and that nothing later is known, in one sentence and in two."""
    reported, up_to = _reported(by, case, told, dated=dated), by.up_to(case)
    alone = reported.removesuffix(".")
    whole = said(by, f"stands.and_no_{of}", case, reported=alone, up_to=up_to) if reported else ""
    none = said(by, f"stands.no_{of}", case, up_to=up_to)
    return whole, f"{reported} {none}".strip()


# Whose word it is where somebody is held, if it is that of those who hold them.
_BY_THEM = re.compile(
    r"\b(?:military|authorities|government|police|officials) (?:said|announced|claimed)\b"
)
_FATE = re.compile(r"\bfate\b")  # not known either, by the report on somebody who is missing
_ABROAD = ("left_country_safely", "protection_granted")


def _reported(by: Speaker, case: Row, told: Sequence[Row], *, dated: bool) -> str:
    """Where somebody stood at the last report, which has its day, or when the edition began.

    What is known by the word of those who hold somebody stays their word; empty if it was said just before.
    """
    key = f"stands.{_called(case, told)}"
    if last := last_seen(by, case) or _last_of_liberty(case, told):
        apart = last is not _last_dated(told)
        if _BY_THEM.search(last["summary"]):
            return happened(by, case, last) if dated or apart else ""
        newest = _last_dated(told)
        older = newest is not None and str(newest["event_date"]) > str(last["event_date"])
        if older and STANDING[case["liberty_standing"]].free and (out := _out_since(told)):
            since = grammar.since(by.lang, by.coarse(out))
            return said(by, f"stands.{case['liberty_standing']}_since", case, since=since)
        iso = by.coarse(last["event_date"])
        if not (
            dated or apart
        ):  # the day was said just before; what lies far back has its year all the same
            iso = iso[:4] if iso and long_ago(case, told) else None
        found = said(by, key, case, when=grammar.on(by.lang, iso)).replace(", ,", ",")
        # What was told is newer than that: "at last report" would be false.
        lead = say(by.lang, "spoken.stands.at_last") if older else ""
        return capital(found.removeprefix(typeset(by.lang, lead)).strip())
    return said(by, f"{key}_at_launch", case, year=str(case["edition_year"]))


def _out_since(told: Sequence[Row]) -> str:
    """Since when somebody is out of prison without a break, if they came out by what is told; empty of who is not out.
    Of an arrest that ended by itself no more is known of its end than its year.
    """
    found = ""
    for row in told:
        reached = row["custody_after"] or OUTCOME_TYPE[row["outcome_type"]].custody
        if not reached:
            continue
        day = str(row["event_date"] or "")
        if not STANDING[reached].free:
            found = ""
        elif OUTCOME_TYPE[row["outcome_type"]].releases:
            found = found or day
        elif OUTCOME_TYPE[row["outcome_type"]].custody:
            found = day[:4]
    return found


def _called(case: Row, told: Sequence[Row]) -> str:
    """The name of a standing; who is held under a sentence of death is not said to be in prison and no more."""
    spared = any(
        OUTCOME_TYPE[row["outcome_type"]].achieves for row in told if row["direction"] == "positive"
    )
    doomed = case["status_at_launch"] == "death_row" and case["liberty_standing"] == "held"
    return "death_row" if doomed and not spared else str(case["liberty_standing"])


def last_seen(by: Speaker, case: Row) -> Row | None:
    """The newest row by which somebody was still held or missing, if nothing that happened is newer."""
    if not STANDING[case["liberty_standing"]].held and lost(by, case) != "missing":
        return None
    rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
    dated = [row for row in rows if row["event_date"] and not row["before_launch"]]
    looked = dated and dated[-1]["outcome_type"] == "no_result_found"
    if not looked or not (dated[-1]["custody_after"] or lost(by, case)):
        return None
    found: Row = dated[-1]
    return found


def seen_in(by: Speaker, case: Row) -> tuple[Source, ...]:
    """The page of the newest row by which somebody was still held, if what is said of today rests on it."""
    row = last_seen(by, case)
    return by.source(row) if row else ()


def _last_of_liberty(case: Row, told: Sequence[Row]) -> Row | None:
    """The last event of a day that tells where somebody stands. Of those who are out under conditions a
    judgment of years later tells nothing; whoever is held when one is given is held.
    """
    of_liberty = [
        row for row in told if row["custody_after"] or OUTCOME_TYPE[row["outcome_type"]].custody
    ]
    held = STANDING[case["liberty_standing"]].held and case["people"] is not None
    return _last_dated(told) if held else _last_dated(of_liberty) or _last_dated(told)


def _last_missing(told: Sequence[Row]) -> Row | None:
    """The last event of a day by which somebody was nowhere to be found. A judgment of years later over that tells
    nothing of where they are."""
    return _last_dated(
        [
            row
            for row in told
            if "disappeared" in (row["custody_after"], OUTCOME_TYPE[row["outcome_type"]].custody)
        ]
    )


def _last_dated(told: Sequence[Row]) -> Row | None:
    return next((row for row in reversed(told) if row["event_date"]), None)


def long_ago(case: Row, told: Sequence[Row]) -> bool:
    """Whether the last event lies so far back that nothing can be said of today."""
    last = _last_dated(told)
    year = int(last["event_date"][:4]) if last else case["edition_year"] + 1
    rest = last["event_date"][4:] if last else ""
    return bool(f"{year + _FRESH}{rest}" < str(case["checked_on"]))


def _of_lost(by: Speaker, case: Row, told: Sequence[Row], fate: str) -> str:
    """What is said at the end of the dead and the missing, of whom nobody asks where they stand."""
    if fate == "missing":
        reported = last_seen(by, case) or _last_missing(told)
        when = grammar.on(by.lang, by.coarse(reported["event_date"])) if reported else ""
        key, up_to = "stands.missing_then" if when else "stands.missing", by.up_to(case)
        if reported and _FATE.search(reported["summary"]):
            key = "stands.missing_fate"
        alone = said(by, key, case, when=when, year=str(case["edition_year"]))
        shown = alone.removesuffix(".")
        whole = said(by, f"{key}_since", case, reported=shown, up_to=up_to)
        return (
            whole if fits(whole) else f"{alone} {said(by, 'stands.no_further', case, up_to=up_to)}"
        )
    if fate == "died":
        ended = any(row["outcome_type"] == "died" for row in told)
        return said(by, "stands.not_forgotten" if ended else "stands.died", case)
    if case["justice_standing"] == "nothing_found":
        rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
        early = any(row["before_launch"] and row["direction"] == "positive" for row in rows)
        key = "stands.dead_since" if early else "stands.dead"
        return said(by, key, case, up_to=by.up_to(case), year=str(case["edition_year"]))
    under_way = case["justice_standing"] == "under_way"
    return said(by, "stands.dead_under_way" if under_way else "stands.not_forgotten", case)


def _justice(by: Speaker, case: Row, told: Sequence[Row]) -> str:
    stands = case["justice_standing"]
    # Something did follow, and was just told: it is what is asked for that has not come.
    if stands == "nothing_found" and told and case["demand"] != "unknown":
        return said(by, "stands.not_reached", case, up_to=by.up_to(case))
    if stands == "nothing_found" or not told:
        rows = by.ask("timeline_of_case", case_id=case["case_id"]).rows
        # What came before the launch is told as that, and contradicts "no result".
        early = any(row["before_launch"] and row["direction"] != "none" for row in rows)
        key = "stands.nothing_since" if early else "stands.nothing_found"
        return said(by, key, case, up_to=by.up_to(case))
    return said(by, f"stands.{stands}", case) if known(f"spoken.stands.{stands}") else ""


def last_checked(by: Speaker, case: Row, *, further: bool = False) -> str:
    """That nothing is known, or nothing later than what was told, and up to when that was looked for."""
    if fate := lost(by, case):
        return _of_lost(by, case, (), fate)
    return said(
        by, "stands.no_further" if further else "stands.no_news", case, up_to=by.up_to(case)
    )
