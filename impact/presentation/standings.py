"""Where people stand, and what became of those who were released, as last recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from impact.figures import FigureOf
from impact.figures.rows import (
    OutcomesNewest,
    ReleasesDocumentedPeople,
    StandingsByEdition,
    TimelineOfCase,
)
from impact.i18n.grammar import capital, up_to
from impact.i18n.words import Aloud, Wording
from impact.presentation.chart import Bars, Chart, Pick, counts_axis, years_axis
from impact.presentation.palette import Role
from impact.presentation.panel import Look, Panel, panel
from impact.presentation.registry import picture
from impact.presentation.view import View
from impact.record.schema import STANDING, STANDINGS, Standing

# Types whose name says nothing of what happened.
VAGUE = ("other_positive", "other_negative")


# The five numbers that people add up to, each standing in one of them.
NOW = ("free_now", "under_conditions_now", "held_now", "died", "not_known_now")


def now(
    row: Mapping[str, Any],
    words: Wording,
    among: Sequence[str] = NOW,
    *,
    released: bool = True,
    aloud: bool = False,
    feminine: bool = True,
) -> str:
    """Where people stand as last recorded: how many where, without those that are none.

    `released`: all of them were, so that who is held is held again; of a group some may never have come out.
    `aloud`: with small numbers in words, of the gender of those who are counted, and as of the last report: nobody read
    the pages of today.
    """
    counts = {
        key: Aloud(row[key], feminine=feminine) if aloud else row[key]
        for key in among
        if row.get(key)
    }
    tense = "then" if aloud else "now"
    held = "held_now" if released else "held"
    said: list[str] = []
    for key, count in counts.items():
        of_kind = held if key == "held_now" else key
        if key == "died":
            of_kind += "" if feminine else "_masculine"
        elif key == "not_known_now" and said:
            of_kind = "not_known_others"
        text = words.say(f"{tense}.{of_kind}", count=count)
        if key == "died":
            text = _in_custody(row, words, text, aloud=aloud)
            # What follows is of others; without a comma it would be of the dead.
            text += "," if "," in text and list(counts)[-2:-1] == [key] else ""
        said.append(text)
    return words.listing(said)


def _in_custody(row: Mapping[str, Any], words: Wording, text: str, *, aloud: bool) -> str:
    """How many have died, and of how many the record tells that they were held when they did."""
    held = row.get("died_held")
    if not held:
        return text
    if held == row["died"]:
        return words.say("now.died_all_held", died=text)
    count = Aloud(held, feminine=True) if aloud else held
    return words.say("now.died_some_held", died=text, count=count)


def released_and(row: Mapping[str, Any], words: Wording, text: str, *, aloud: bool = False) -> str:
    """A number of people released, with how many of them were held again and died while they were held: alone it would
    hide that. `aloud`: a sentence beside it says who was held again.
    """
    found: list[str] = []
    kinds = (
        {"died": "died_held"} if aloud else {"held_again": "ever_held_again", "died": "died_held"}
    )
    for kind, column in kinds.items():
        count = row[column]
        if count and count == row["people"]:
            text = words.say(f"now.released_all_{kind}", text=text, count=count)
        elif count:
            shown = Aloud(count, feminine=True) if aloud else count
            found.append(words.say(f"now.released_some_{kind}", count=shown))
    return words.say("now.of_whom", text=text, parts=words.listing(found)) if found else text


def now_and_since(row: Mapping[str, Any], words: Wording) -> str:
    """The same, and apart from it how many were held again at some time, if others than those held now."""
    if row["ever_held_again"] == row["held_now"]:
        return now(row, words)
    again = words.say("now.ever_held_again", count=row["ever_held_again"])
    return words.say("now.and_since", now=now(row, words), again=again)


def by_number(row: Mapping[str, Any], words: Wording) -> str:
    """How many of a group stand where, as "2 of 3 free, 1 held"; empty where they do not differ, but of those who are out:
    a bare "free" would be taken to be of all who bear the group's name.
    """
    counts = [(key, row[key]) for key in NOW if row.get(key)]
    size = sum(count for _, count in counts)
    if len(counts) < 2 and (size < 2 or counts[0][0] not in NOW[:2]):
        return ""
    (_, first), *_ = counts
    parts = [
        f"{words.number(count)} {words.say(f'group.{key}', count=count)}" for key, count in counts
    ]
    parts[0] = words.say(
        "group.of",
        some=words.number(first),
        all=words.number(size),
        where=words.say(f"group.{counts[0][0]}", count=first),
    )
    return ", ".join(parts)


def since_release(row: ReleasesDocumentedPeople, words: Wording) -> str:
    """What became of the people of one release; empty where all are free and none was held again."""
    if row["free_now"] == row["people"] and not row["ever_held_again"]:
        return ""
    if row["people"] > 1:
        return words.say("releases.since", now=now_and_since(row, words))
    text = words.say("releases.since", now=words.term("standing", row["standing"]))
    if row["ever_held_again"] and not row["held_now"]:
        text += " " + words.say("releases.once_held_again")
    return text


def liberty(row: Mapping[str, Any], view: View) -> str:
    """Where people stand as to liberty. Of an evicted community nobody asks if it is free or held. Of one person who died
    while held it says so: a bare "died" beside those who are free hides it.
    """
    if row["liberty_standing"] == "died" and row["died"] == 1:
        for event in view.ask("timeline_of_case", case_id=row["case_id"]).rows:
            after = event["custody_after"]
            if event["outcome_type"] == "died" and after and STANDING[after].held:
                return view.say("liberty.died_held")
    return view.term("liberty", row["liberty_standing"])


def taken_up(case: Mapping[str, Any], words: Wording) -> str:
    """Who somebody was when an edition took up the case, which may be long past."""
    return words.say(
        "case.taken_up", year=str(case["edition_year"]), text=words.localized(case, "summary")
    )


def checked(case: Mapping[str, Any], words: Wording) -> str:
    """The day on which a case was checked, and in what: pages that end before that day know nothing of since."""
    day = words.date(case["checked_on"])
    until = case.get("read_until")
    if not until:
        return day
    return words.say("checked.pages", date=day, up_to=up_to(words.lang, until))


def justice(case: Mapping[str, Any], words: Wording) -> str:
    """Where a case stands as to what was asked beyond release, under a heading that says that it is of that."""
    return words.term("justice", _asked(case) or case["justice_standing"])


def _asked(case: Mapping[str, Any]) -> str:
    """Whether the record does not say what was asked: "none" would claim that nothing was."""
    unknown = case["justice_standing"] == "not_asked" and case["demand"] == "unknown"
    return "demand_unknown" if unknown else ""


def note(case: Mapping[str, Any], track: str, words: Wording) -> str:
    """What the standing of a case on a track means, and when it was checked."""
    stands = case[f"{track}_standing"]
    if track == "justice":
        stands = _asked(case) or stands
    elif stands in ("held", "not_known", "disappeared") and case["people"] == 1:
        stands += "_one"
    name = words.localized(case, "name")
    return words.say(f"{track}_note.{stands}", date=checked(case, words), name=name)


def of_liberty(row: Mapping[str, Any]) -> bool:
    """Whether where a case stands as to liberty says something; it does not of who was dead when justice was asked for:
    beside "died", "achieved" would be said of the death."""
    beyond = row["justice_standing"] != "not_asked"
    long_dead = beyond and row.get("status_at_launch") == "dead"
    return STANDING[row["liberty_standing"]].said and not long_dead


def standing(row: Mapping[str, Any], view: View) -> str:
    """Both tracks in words; a track that says nothing is left out. Of a group of unknown size of whom some came out,
    how many: under the name of one who is free "no result" would deny it."""
    parts = []
    beyond = row["justice_standing"] != "not_asked"
    if differ := by_number(row, view):
        parts.append(differ)
    elif of_liberty(row):
        parts.append(liberty(row, view))
    elif row.get("free_now") is None and (out := _came_out(row, view)):
        parts.append(view.say("case.some_released", count=out))
    if beyond:
        parts.append(_small(said_beyond(row["justice_standing"], view)))
    return capital(" · ".join(parts)) or liberty(row, view)


def _came_out(row: Mapping[str, Any], view: View) -> int:
    """How many people of a case were released."""
    released = view.ask("releases_documented_people").rows
    return sum(each["people"] for each in released if each["case_id"] == row["case_id"])


def story(rows: Sequence[TimelineOfCase], words: Wording) -> str:
    """A reversed success told whole: the newest success and what came after it, bad news last."""
    told = [row for row in rows if row["direction"] != "none"]
    good = [index for index, row in enumerate(told) if row["direction"] == "positive"]
    if not good or good[-1] == len(told) - 1:
        return ""
    success, after = told[good[-1]], told[good[-1] + 1 :]
    return words.say(
        "case.story",
        good=_moment(success, words),
        bad=words.listing([_moment(row, words) for row in after]),
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _moment(row: TimelineOfCase, words: Wording) -> str:
    """An event in a word or two, and in the record's own where these would only say "bad news"."""
    word = words.term("outcome", row["outcome_type"])
    if row["outcome_type"] in VAGUE:
        word = words.say("case.quoted", text=words.localized(row, "summary").removesuffix("."))
    return f"{word} ({words.date(row['event_date'])})" if row["event_date"] else word


def own_first(
    rows: Sequence[OutcomesNewest], most: int
) -> tuple[list[OutcomesNewest], list[OutcomesNewest]]:
    """Of the newest outcomes, those of the newest edition's own people, and beside them those of others.

    Of its own the newest since the launch that are good or bad, at most half of all: none is left out for being bad, or for
    being of somebody who is told of already. `most` in all.
    """
    since = [row for row in rows if not row["before_launch"] and row["direction"] != "none"]
    newest = max((row["edition_year"] for row in since), default=None)
    first = [row for row in since if row["edition_year"] == newest][: most // 2]
    others = [row for row in rows if row["edition_year"] != newest]
    return first, others[: most - len(first)]


# How each of the five is drawn, bottom up: the free in yellow, nothing where nothing is known.
_DRAWN: Mapping[str, tuple[Role, str]] = {
    "free": ("loud", ""),
    "under_conditions": ("loud", "/"),
    "held": ("text", ""),
    "died": ("quiet", "x"),
    "not_known": ("empty", ""),
}


# The same of what was asked beyond release: dotted or hatched, as none of liberty is beside them.
BEYOND: Mapping[str, tuple[Role, str]] = {
    "achieved": ("loud", "."),
    "under_way": ("empty", "/"),
    "reversed": ("quiet", "."),
    "nothing_found": ("empty", "."),
    "not_known": ("empty", ""),
}


def said_beyond(standing: str, words: Wording) -> str:
    """Where a case stands as to what was asked beyond release, where it is not said that it is of that."""
    said = words.term("justice", standing)
    if standing == "nothing_found":  # says itself of what
        return said
    return capital(words.say("case.justice_is", standing=_small(said)))


# The same where what they are called says more: held outside a prison or again after a success, or disappeared.
_DRAWN_AS: Mapping[str, tuple[Role, str]] = {
    "under_guard": ("quiet", "."),
    "house_arrest": ("quiet", ""),
    "held_again": ("quiet", "/"),
    "disappeared": ("empty", "x"),
    "not_asked": ("empty", "."),
}


def drawn(standing: Standing) -> tuple[Role, str]:
    """How a standing looks; no two are drawn alike."""
    return _DRAWN_AS.get(standing.name) or _DRAWN[standing.now]


def series(
    counts: Mapping[tuple[int, str], int],
    name: Callable[[int], str],
    words: Wording,
    *,
    lying: bool = False,
    pick: Callable[[int], Pick] | None = None,
) -> list[Bars]:
    """Bars made of cases by where they stand, one series a standing.

    `counts`: by place on the axis and standing; `name`: what stands at a place, and `pick` as an address says it.
    """
    whole = Counter[int]()
    for (place, _), count in counts.items():
        whole[place] += count
    marks = []
    for standing in sorted(STANDINGS, key=lambda each: list(_DRAWN).index(each.now)):
        here = [place for place in whole if (place, standing.name) in counts]
        if here:
            role, pattern = drawn(standing)
            called = words.term("liberty", standing.name)
            values = [counts[place, standing.name] for place in here]
            said = [
                words.say("chart.standing", standing=called, cases=value, all=whole[place])
                for place, value in zip(here, values, strict=True)
            ]
            marks.append(
                Bars(
                    name=called,
                    at=here,
                    values=values,
                    roles=[role] * len(here),
                    patterns=[pattern] * len(here),
                    hover=[(name(place), text) for place, text in zip(here, said, strict=True)],
                    picks=[{**pick(place), "liberty": standing.name} for place in here]
                    if pick
                    else (),
                    lying=lying,
                )
            )
    return marks


def editions_chart(rows: Sequence[StandingsByEdition], words: Wording) -> Chart:
    """One bar an edition, made of its cases by where they stand."""
    counts = {(row["edition_year"], row["standing"]): row["cases"] for row in rows}
    of_year = Counter[int]()
    for (year, _), cases in counts.items():
        of_year[year] += cases
    return Chart(
        marks=series(counts, str, words, pick=lambda year: {"edition": str(year)}),
        height=420,
        x=years_axis([year for year, _ in counts]),
        y=counts_axis(max(of_year.values(), default=0)),
        bars="stack",
        gap=0.25,
        legend="above",
        margins=(8, 8, 72, 8),
    )


def editions_headline(rows: Sequence[StandingsByEdition], words: Wording) -> str:
    """How many of the newest edition's cases stand as free, and how many are not about detention."""
    newest = max((row["edition_year"] for row in rows), default=None)
    if newest is None:
        return words.say("metric.standings_by_edition.headline_none")
    own = [row for row in rows if row["edition_year"] == newest]
    text = words.say(
        "metric.standings_by_edition.headline",
        year=str(newest),
        free=sum(row["cases"] for row in own if STANDING[row["standing"]].free),
        cases=sum(row["cases"] for row in own if STANDING[row["standing"]].asked),
    )
    return and_apart(text, own, words)


def and_apart(text: str, rows: Sequence[Mapping[str, Any]], words: Wording) -> str:
    """A headline of cases about detention, and how many others there are, if any."""
    count = sum(row["cases"] for row in rows if not STANDING[row["standing"]].asked)
    return words.say("chart.apart", text=text, count=count) if count else text


def editions_alt(rows: Sequence[StandingsByEdition], words: Wording) -> str:
    if not rows:
        return words.say("table.empty")
    sums = Counter[str]()
    for row in rows:
        sums[row["standing"]] += row["cases"]
    told = [
        words.say(
            "live.part",
            name=words.term("liberty", standing.name),
            count=words.number(sums[standing.name]),
        )
        for standing in STANDINGS
        if sums[standing.name]
    ]
    return words.say(
        "metric.standings_by_edition.alt",
        first=str(min(row["edition_year"] for row in rows)),
        last=str(max(row["edition_year"] for row in rows)),
        standings=words.listing(told),
    )


@picture
def standings_by_edition(view: View, figure: FigureOf[StandingsByEdition], _look: Look) -> Panel:
    return panel(
        view,
        figure,
        editions_headline(figure.rows, view),
        view.say("metric.standings_by_edition.subtitle"),
        editions_alt(figure.rows, view),
        editions_chart(figure.rows, view),
        view.say("source.this_record"),
    )
