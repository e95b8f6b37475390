"""Sentences made of figures: each picks a template by what the rows say, never free text.

Pure functions of rows and language, so that page, picture and brief say the same and every one is
tested on rows of two lines. They live apart from `words`, which knows no figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from impact import comparing
from impact.contract import OUTCOME_TYPE, STANDING, STATUS
from impact.database import Rows
from impact.figures import localized
from impact.grammar import capital, running
from impact.words import Language, country, date, listing, number, percent, qualified, say, term

# Types whose name says nothing of what happened.
VAGUE = ("other_positive", "other_negative")


def compared(row: Mapping[str, Any], lang: Language) -> str:
    """How a total stands to the one before and to the highest, in words and without an arrow."""
    pair = comparing.newest(row)
    if pair is None:
        return say(lang, "actions.not_comparable")
    text = comparing.short(pair, lang)
    if row["highest_year"] != row["edition_year"]:
        highest = qualified(lang, row["highest_actions"], row["highest_qualifier"])
        year = str(row["highest_year"])
        text += " " + say(lang, "actions.highest", total=highest, year=year)
    return text


def actions_headline(row: Mapping[str, Any] | None, lang: Language) -> str:
    """What the newest total is beside the one before."""
    if row is None:
        return say(lang, "actions.headline_none")
    pair = comparing.newest(row)
    if pair is None:
        return say(lang, "actions.headline_plain", year=str(row["edition_year"]))
    return comparing.headline(pair, lang)


def years_headline(rows: Rows, lang: Language) -> str:
    """What the totals of all editions show: the highest and the newest."""
    totals = [row for row in rows if row["actions"] is not None]
    if not totals:
        return say(lang, "actions.headline_none")
    highest, last = max(totals, key=lambda row: row["actions"]), totals[-1]
    key = "one" if len(totals) == 1 else "newest" if highest is last else "highest"
    return say(
        lang,
        f"actions.years_{key}",
        highest=_floor(highest, lang),
        highest_year=str(highest["edition_year"]),
        last=_floor(last, lang),
        year=str(last["edition_year"]),
    )


def actions_alt(rows: Rows, lang: Language) -> str:
    totals = [row for row in rows if row["actions"] is not None]
    if not totals:
        return say(lang, "actions.headline_none")
    highest = max(totals, key=lambda row: row["actions"])
    first, last = totals[0], totals[-1]
    return say(
        lang,
        "actions.alt",
        count=len(totals),
        first=_floor(first, lang),
        first_year=str(first["edition_year"]),
        highest=_floor(highest, lang),
        highest_year=str(highest["edition_year"]),
        last=_floor(last, lang),
        last_year=str(last["edition_year"]),
    )


def _floor(row: Mapping[str, Any], lang: Language) -> str:
    return qualified(lang, row["actions"], row["qualifier"])


def claims_alt(rows: Rows, lang: Language) -> str:
    if not any(row["subject"] == "people_released" for row in rows):
        return say(lang, "table.empty")
    released = [row for row in rows if row["subject"] == "people_released"]
    publishers = {row["publisher_itself"] for row in rows}
    values = sorted({row["value"] for row in released})
    return say(
        lang,
        "releases.published_alt",
        count=len(rows),
        publishers=len(publishers),
        values=listing(lang, [number(lang, value) for value in values]),
    )


def documented_alt(rows: Rows, lang: Language) -> str:
    dated_rows = [row for row in rows if row["year"] is not None]
    if not dated_rows:
        return say(lang, "table.empty")
    most = max(dated_rows, key=lambda row: row["people"])
    return say(
        lang,
        "releases.documented_alt",
        first=str(dated_rows[0]["year"]),
        last=str(dated_rows[-1]["year"]),
        most=most["people"],
        most_year=str(most["year"]),
    )


def map_headline(rows: Rows, lang: Language) -> str:
    """How many cases stand on the map or have no country, in how many countries."""
    named = sum(bool(row["country_code"]) for row in rows)
    return say(
        lang,
        "cases.map_found",
        cases=say(lang, "cases.found", count=sum(row["cases"] for row in rows)),
        countries=say(lang, "cases.countries", count=named),
    )


def map_alt(rows: Rows, lang: Language) -> str:
    if not any(row["country_code"] for row in rows):
        return say(lang, "table.empty")
    most = [row for row in rows if row["country_code"]][:3]
    named = [f"{country(lang, row['country_code'])} ({number(lang, row['cases'])})" for row in most]
    return say(lang, "cases.map_alt", countries=listing(lang, named))


def standings_headline(row: Mapping[str, Any] | None, lang: Language) -> str:
    """How many cases stand as free, of how many."""
    if row is None:
        return say(lang, "table.empty")
    return say(
        lang, "picture.standing_headline", free=row["cases_free"], cases=row["different_cases"]
    )


def standings_alt(rows: Rows, lang: Language) -> str:
    tracks = []
    for track in dict.fromkeys(row["track"] for row in rows):
        counts = [
            say(
                lang,
                "live.part",
                name=term(lang, track, row["standing"]),
                count=number(lang, row["cases"]),
            )
            for row in rows
            if row["track"] == track
        ]
        standings = listing(lang, counts)
        tracks.append(
            say(
                lang,
                "picture.standing_track",
                track=term(lang, "track", track),
                standings=standings,
            )
        )
    return say(lang, "picture.standing_alt", tracks=" ".join(tracks))


def edition_claims_headline(rows: Rows, year: str, lang: Language) -> str:
    values = [row["actions"] for row in rows]
    if not values:
        return say(lang, "picture.claims_none", year=year)
    lowest, highest = number(lang, min(values)), number(lang, max(values))
    if lowest == highest:
        return say(lang, "picture.claims_same", year=year, count=len(values), value=lowest)
    return say(
        lang,
        "picture.claims_differ",
        year=year,
        count=len(values),
        lowest=lowest,
        highest=highest,
    )


def edition_claims_alt(rows: Rows, year: str, lang: Language) -> str:
    if not rows:
        return say(lang, "picture.claims_none", year=year)
    totals = [
        say(
            lang,
            "picture.claims_point",
            value=qualified(lang, row["actions"], row["qualifier"]),
            date=date(lang, row["printed"]),
        )
        for row in rows
    ]
    return say(lang, "picture.claims_alt", year=year, totals=listing(lang, totals))


# The five numbers that people add up to, each standing in one of them.
NOW = ("free_now", "under_conditions_now", "held_now", "died", "not_known_now")


def now(row: Mapping[str, Any], lang: Language, among: Sequence[str] = NOW) -> str:
    """Where released people stand as last recorded: how many where, without those that are none."""
    return listing(lang, [say(lang, f"now.{key}", count=row[key]) for key in among if row[key]])


def now_and_since(row: Mapping[str, Any], lang: Language) -> str:
    """The same, and apart from it how many were held again at some time, if others than those held now."""
    if row["ever_held_again"] == row["held_now"]:
        return now(row, lang)
    again = say(lang, "now.ever_held_again", count=row["ever_held_again"])
    return say(lang, "now.and_since", now=now(row, lang), again=again)


def documented_headline(row: Mapping[str, Any], lang: Language) -> str:
    """How many people were released, and how many of them are free, as last recorded."""
    if not row["people"]:
        return say(lang, "releases.documented_none")
    free = now(row, lang, NOW[:2]) or now(row, lang)
    return say(lang, "releases.documented_headline", count=row["people"], now=free)


def documented_years_headline(rows: Rows, lang: Language) -> str:
    """The year of the most documented releases: what a chart of years shows and the total does not."""
    dated = [row for row in rows if row["year"] is not None]
    if not dated:
        return say(lang, "table.empty")
    most = max(row["people"] for row in dated)
    years = [str(row["year"]) for row in dated if row["people"] == most]
    return say(lang, "releases.documented_years", years=listing(lang, years), count=most)


def documented_text(row: Mapping[str, Any], lang: Language) -> str:
    if not row["people"]:
        return say(lang, "releases.documented_none")
    return say(lang, "overview.documented_text", now=now_and_since(row, lang))


def since_release(row: Mapping[str, Any], lang: Language) -> str:
    """What became of the people of one release; empty where all are free and none was held again."""
    if row["free_now"] == row["people"] and not row["ever_held_again"]:
        return ""
    if row["people"] > 1:
        return say(lang, "releases.since", now=now_and_since(row, lang))
    text = say(lang, "releases.since", now=term(lang, "standing", row["standing"]))
    if row["ever_held_again"] and not row["held_now"]:
        text += " " + say(lang, "releases.once_held_again")
    return text


def by_number(row: Mapping[str, Any], lang: Language) -> str:
    """How many of a group stand where, as "2 of 3 free, 1 held"; empty where they do not differ."""
    counts = [(key, row[key]) for key in NOW if row.get(key)]
    if len(counts) < 2:
        return ""
    size = sum(count for _, count in counts)
    (_, first), *_ = counts
    parts = [
        f"{number(lang, count)} {say(lang, f'group.{key}', count=count)}" for key, count in counts
    ]
    parts[0] = say(
        lang,
        "group.of",
        some=number(lang, first),
        all=number(lang, size),
        where=say(lang, f"group.{counts[0][0]}", count=first),
    )
    return ", ".join(parts)


def claim_value(row: Mapping[str, Any], lang: Language) -> str:
    """The number that a claim prints, with its qualifier."""
    if row["unit"] == "percent":
        share = percent(lang, row["value"] / 100)
        return say(lang, f"qualified.{row['qualifier'] or 'exact'}", number=share)
    return qualified(lang, row["value"], row["qualifier"])


def claim_about(row: Mapping[str, Any], lang: Language) -> str:
    """What a claim prints a number of."""
    of = say(lang, "claims.of", count=row["of_cases"]) if row["of_cases"] else ""
    since = say(lang, "claims.since", year=str(row["since_year"])) if row["since_year"] else ""
    letters = row["unit"] == "letters"
    what = term(lang, "unit", "letters") if letters else term(lang, "subject", row["subject"])
    parts = [what, of, since, str(row["edition_year"] or "")]
    return " · ".join(filter(None, parts))


def claim_stands(row: Mapping[str, Any], lang: Language) -> list[str]:
    """What may be said of a claim today: why, our own number, what replaced it."""
    found = [localized(row, "reason", lang)] if row["reason"] else []
    if row["our_value"] is not None and not row["offered"]:
        ours = qualified(lang, row["our_value"], row["our_qualifier"] or "exact")
        found.append(say(lang, "claims.ours", value=ours))
    if row["replaced_by"] is not None and row["status"] == "superseded":
        found.append(say(lang, "claims.replaced", value=number(lang, row["replaced_by"])))
    return found


def claim_by(row: Mapping[str, Any], lang: Language) -> str:
    """Who printed the number of a claim, and when."""
    key = "claims.by_us" if row["offered"] else "claims.by"
    publisher = localized(row, "publisher", lang)
    return say(lang, key, publisher=publisher, date=date(lang, row["printed"]))


def claim_says(row: Mapping[str, Any], lang: Language) -> str:
    """What may be said of a claim today, in sentences."""
    status = "offered" if row["offered"] and row["status"] == "current" else row["status"]
    told = [term(lang, "claims.may", status), *claim_stands(row, lang)]
    return " ".join(text if text.endswith((".", "!", "?", "»")) else f"{text}." for text in told)


_TITLE = 70  # letters that a search engine or a message shows of a title


def claim_title(row: Mapping[str, Any], lang: Language) -> str:
    """Who printed what, in as many words as a title has room for; what is left out is on the page."""
    publisher, about = localized(row, "publisher", lang), claim_about(row, lang)
    if row["offered"]:  # the name of the site stands behind every title
        return say(lang, "claims.bare", value=claim_value(row, lang), about=about)
    brief = re.sub(r" \(.*\)$", "", publisher)
    found = ""
    for who, what in ((publisher, about), (brief, about), (brief, about.split(" · ")[0])):
        found = say(lang, "claims.short", publisher=who, value=claim_value(row, lang), about=what)
        if len(found) <= _TITLE:
            return found
    room = len(brief) - (len(found) - _TITLE) - 1
    short = brief[: max(room, 12)].rsplit(" ", 1)[0].rstrip(",") + "…"
    return found.replace(brief, short, 1)


def claim_story(row: Mapping[str, Any], lang: Language) -> str:
    """Where the most printed number of releases comes from, and what else was printed."""
    whole = row["of_cases"] is not None and row["first_since_year"] is not None
    text = say(
        lang,
        "releases.story_first" if whole else "releases.story_plain",
        count=row["times_printed"],
        first=date(lang, row["first_printed"]),
        since_year=row["first_since_year"],
        cases=row["of_cases"],
    )
    if row["since_2001"]:
        text += " " + say(lang, "releases.story_since", date=date(lang, row["since_2001"]))
    text += " " + say(lang, "releases.story_last", date=date(lang, row["last_printed"]))
    if row["highest"] != row["lowest"]:
        text += " " + say(
            lang, "releases.story_others", lowest=row["lowest"], highest=row["highest"]
        )
    return text


def own_first(rows: Rows, most: int) -> tuple[Rows, Rows]:
    """Of the newest outcomes, those of the newest edition's own people, and beside them those of others.

    Of each of its own the newest since the launch that is good or bad and has no weak source, at most half
    of all, who came out before the others; `most` in all.
    """
    since = [
        row
        for row in rows
        if not row["before_launch"]
        and row["direction"] != "none"
        and row["source_strength"] != "weak"
    ]
    newest = max((row["edition_year"] for row in since), default=None)
    own: dict[str, dict[str, Any]] = {}
    for row in since:
        if row["edition_year"] == newest:
            own.setdefault(row["person_id"], row)
    came_out = [row for row in own.values() if OUTCOME_TYPE[row["outcome_type"]].releases]
    first = [*came_out, *(row for row in own.values() if row not in came_out)][: most // 2]
    others = [row for row in rows if row["edition_year"] != newest]
    return first, others[: most - len(first)]


def years_of(rows: Rows) -> list[int]:
    return sorted({int(row["event_date"][:4]) for row in rows if row["event_date"]}, reverse=True)


def fold(text: str) -> str:
    """Lower case without accents, as the query's `searchable` is."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(char)
    )


def matching(rows: Rows, wanted: str, chosen: Mapping[str, Any], lang: Language) -> Rows:
    """Rows that have every chosen value and every word looked for, case and accents ignored."""
    words = fold(wanted).split()
    return [
        row
        for row in rows
        if all(value is None or row[column] == value for column, value in chosen.items())
        and all(
            word in f"{row['searchable']} {fold(country(lang, row['country_code']))}"
            for word in words
        )
    ]


def liberty(row: Mapping[str, Any], lang: Language) -> str:
    """Where people stand as to liberty. Of an evicted community nobody asks if it is free or held."""
    if (
        STANDING[row["liberty_standing"]].said
        or STATUS[row.get("status_at_launch") or "unknown"].asked
    ):
        return term(lang, "liberty", row["liberty_standing"])
    return say(lang, "case.never_held")


def taken_up(case: Mapping[str, Any], lang: Language) -> str:
    """Who somebody was when an edition took up the case, which may be long past."""
    text = running(lang, localized(case, "summary", lang))
    return say(lang, "case.taken_up", year=str(case["edition_year"]), text=text)


def note(case: Mapping[str, Any], track: str, lang: Language) -> str:
    """What the standing of a case on a track means, and when it was checked."""
    stands = case[f"{track}_standing"]
    if stands == "not_asked" and case["demand"] == "unknown":
        stands = "demand_unknown"
    return say(lang, f"{track}_note.{stands}", date=date(lang, case["checked_on"]))


def standing(row: Mapping[str, Any], lang: Language) -> str:
    """Both tracks in words; a track that says nothing is left out."""
    parts = []
    if differ := by_number(row, lang):
        parts.append(differ)
    elif STANDING[row["liberty_standing"]].said:
        parts.append(term(lang, "liberty", row["liberty_standing"]))
    if row["justice_standing"] != "not_asked":
        parts.append(
            say(
                lang,
                "case.justice_is",
                standing=_small(term(lang, "justice", row["justice_standing"])),
            )
        )
    return capital(" · ".join(parts)) or liberty(row, lang)


def story(rows: Rows, lang: Language) -> str:
    """A reversed success told whole: the newest success and what came after it, bad news last."""
    told = [row for row in rows if row["direction"] != "none"]
    good = [index for index, row in enumerate(told) if row["direction"] == "positive"]
    if not good or good[-1] == len(told) - 1:
        return ""
    success, after = told[good[-1]], told[good[-1] + 1 :]
    return say(
        lang,
        "case.story",
        good=_moment(success, lang),
        bad=listing(lang, [_moment(row, lang) for row in after]),
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _moment(row: Mapping[str, Any], lang: Language) -> str:
    """An event in a word or two, and in the record's own where these would only say "bad news"."""
    word = term(lang, "outcome", row["outcome_type"])
    if row["outcome_type"] in VAGUE:
        word = running(lang, localized(row, "summary", lang)).removesuffix(".")
    return f"{word} ({date(lang, row['event_date'])})" if row["event_date"] else word
