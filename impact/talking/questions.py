"""Questions to expect of a figure, each with an honest answer built from its rows and its entry.

Every figure has two: what it counts and what it does not tell, answered by its definition and its
caveat. The hard ones come first; each is asked only where the rows give rise to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from impact import figures
from impact.figures import Figure
from impact.figures.live import State
from impact.i18n.grammar import amount
from impact.i18n.words import Aloud, Language, alternatives, listing, number, qualified, say
from impact.presentation import comparison
from impact.presentation.claims import claim_story
from impact.record.schema import STANDING
from impact.talking import points
from impact.talking.points import Speaker, fates, spoken
from impact.talking.points.releases import counted, ever_held_again
from impact.talking.points.speaker import Row
from impact.talking.selection import HardQuestion, Point, Selection

_Asked = Iterator[tuple[str, str]]
_Maker = Callable[[Speaker, Figure, Mapping[str, Any]], _Asked]
_HARD: dict[str, _Maker] = {}


def of_figure(
    state: State, name: str, lang: Language, given: Mapping[str, Any] | None = None
) -> tuple[HardQuestion, ...]:
    """The questions to expect of one figure. Raises `Fault` as the figure itself does."""
    by = Speaker(state, Selection("case" if "case_id" in (given or {}) else "launch"), lang)
    return tuple(_questions(by, by.ask(name, **(given or {})), given or {}))


def hard(
    state: State, name: str, lang: Language, given: Mapping[str, Any] | None = None
) -> list[HardQuestion]:
    """Those that the figure's own definition and caveat do not answer already."""
    careful = figures.caveat(state, name, lang, (given or {}).get("edition"))
    entry = (say(lang, f"metric.{name}.definition"), careful)
    return [each for each in of_figure(state, name, lang, given) if each.answer not in entry]


def about(by: Speaker, said: Sequence[Point]) -> tuple[HardQuestion, ...]:
    """The questions to expect of what is said, the hard ones of all figures before the plain ones."""
    found: dict[tuple[str, str], tuple[int, HardQuestion]] = {}
    for point in said:
        if not point.figure:
            continue
        figure = by.ask(point.figure, **point.given)
        for question in _questions(by, figure, point.given):
            plain = question.answer in (figure.definition, figure.caveat)
            found.setdefault((question.ask, question.answer), (plain, question))
    return tuple(q for _, q in sorted(found.values(), key=lambda ranked: ranked[0]))


def expected(by: Speaker, said: Sequence[Point]) -> tuple[HardQuestion, ...]:
    """What a speaker will be asked: of a case the five real questions, then the hard ones; no fillers."""
    hard_ones = [
        each
        for each in about(by, said)
        if each.answer
        not in (
            by.ask(each.figure, **_given(said, each.figure)).definition,
            by.ask(each.figure, **_given(said, each.figure)).caveat,
        )
    ]
    case = by.one("case", case_id=by.selection.case_id) if by.selection.case_id else None
    return (*(_five(by, case) if case else ()), *hard_ones)


def _given(said: Sequence[Point], figure: str) -> Mapping[str, Any]:
    return next(point.given for point in said if point.figure == figure)


def _five(by: Speaker, case: Row) -> Iterator[HardQuestion]:
    """Who is it, where now, what do you want, do letters work, what can I do."""
    told = points.to_the_end(case, by.ask("timeline_of_case", case_id=case["case_id"]).rows)
    released = by.one("releases_documented_total")
    works = by.say("question.work.answer")
    if released and released["people"]:
        people = amount(by.lang, released["people"], "at_least", "people")
        counts = (counted(by, released, people), ever_held_again(by, released))
        works = " ".join(filter(None, (works, *counts)))
    answers = {
        "who": _who(by, case, told),
        "where": points.today(by, case, told),
        "want": spoken.asked(by, case) or by.say("question.want.unknown"),
        "work": works,
        "do": next(points.take_part(by)).sentence,
    }
    for key, answer in answers.items():
        yield HardQuestion(spoken.said(by, f"ask.{_asked_of(by, case, key)}", case), answer, "case")


def _who(by: Speaker, case: Row, told: Sequence[Row]) -> str:
    """Who somebody was at the launch, and that they were cleared since: told alone, they would stand convicted."""
    cleared = [row for row in told if row["outcome_type"] in ("acquitted", "charges_dropped")]
    more = [spoken.happened(by, case, row) for row in cleared[-1:]]
    return " ".join([spoken.met(by, case), *more])


def _asked_of(by: Speaker, case: Row, key: str) -> str:
    """A group is asked for by what it is, and those who were never held by how things stand."""
    if key == "who" and spoken.thing(by, case):
        return "what"
    if key == "want" and case["demand"] != "unknown" and spoken.over(by, case):
        return "wanted"
    if key == "where" and not STANDING[case["liberty_standing"]].said and not spoken.lost(by, case):
        return "things"
    return key


def _questions(by: Speaker, figure: Figure, given: Mapping[str, Any]) -> Iterator[HardQuestion]:
    for hard_one in figures.entry(figure.name).get("hard", ()):
        make = _HARD.get(hard_one)
        asked = make(by, figure, given) if make else [_plain(by, hard_one)]
        for ask, answer in asked:
            yield HardQuestion(ask, answer, figure.name)
    means = by.say("question.means.ask", label=figure.label)
    yield HardQuestion(means, figure.definition, figure.name)
    yield HardQuestion(
        by.say("question.misread.ask", label=figure.label), figure.caveat, figure.name
    )


def _plain(by: Speaker, key: str) -> tuple[str, str]:
    """One that has the same answer whatever the rows say."""
    return by.say(f"question.{key}.ask"), by.say(f"question.{key}.answer")


def _hard(make: _Maker) -> _Maker:
    """Make a function a hard question, by the name under which an entry asks it."""
    _HARD[make.__name__.removeprefix("_")] = make
    return make


@_hard
def _fell(by: Speaker, _figure: Figure, _given: Mapping[str, Any]) -> _Asked:
    rows = [row for row in by.ask("actions_by_edition").rows if row["actions"] is not None]
    falls = [
        (row["change"], before, row)
        for before, row in pairwise(rows)
        if row["change"] is not None and row["change"] <= -0.005
    ]
    worst = sorted(falls, key=lambda fall: fall[0])[:1]
    chosen = {fall[2]["edition_year"]: fall for fall in falls[-1:] + worst}
    for _, before, row in sorted(chosen.values(), key=lambda fall: -fall[2]["edition_year"]):
        pair = comparison.of_rows(before, row)
        years = {"year": str(pair.after[0]), "previous_year": str(pair.before[0])}
        answer = by.say(
            "question.fell.answer",
            text=comparison.spoken(pair, by.view),
            before=amount(by.lang, before["actions"], before["qualifier"], "actions"),
            after=amount(by.lang, row["actions"], row["qualifier"], "actions"),
            **years,
        )
        if not pair.exact:
            answer = by.say("question.fell.not_known", answer=answer)
        yield by.say("question.fell.ask", **years), answer


@_hard
def _gaps(by: Speaker, figure: Figure, _given: Mapping[str, Any]) -> _Asked:
    years = [str(row["edition_year"]) for row in figure.rows if row["actions"] is None]
    if years:
        asked = by.say("question.gaps.ask", years=listing(by.lang, years))
        yield asked, by.say("question.gaps.answer", count=len(years))


@_hard
def _other_total(by: Speaker, figure: Figure, given: Mapping[str, Any]) -> _Asked:
    values = sorted({(row["actions"], row["qualifier"] or "") for row in figure.rows})
    if len({value for value, _ in values}) > 1:
        early = any(row["stage"] == "interim" for row in figure.rows)
        yield (
            by.say("question.other_total.ask", year=str(given["edition"])),
            by.say(
                "question.other_total.answer",
                totals=Aloud(len(values)),
                lowest=qualified(by.lang, *values[0]),
                highest=qualified(by.lang, *values[-1]),
                why=by.say(f"question.other_total.{'early' if early else 'no_reason'}"),
            ),
        )


@_hard
def _other_page(by: Speaker, _figure: Figure, _given: Mapping[str, Any]) -> _Asked:
    row = by.one("releases_published_headline")
    if row is None:
        return
    others = [
        number(by.lang, other)
        for other in dict.fromkeys((row["lowest"], row["highest"]))
        if other not in (row["value"], None)
    ]
    if others:
        story = claim_story(row, by.view)
        yield (
            by.say("question.other_page.ask", other=alternatives(by.lang, others)),
            by.say("question.other_page.answer", value=_printed(by, row), story=story),
        )


@_hard
def _two_counts(by: Speaker, _figure: Figure, _given: Mapping[str, Any]) -> _Asked:
    row, ours = by.one("releases_published_headline"), by.one("releases_documented_total")
    if (
        by.selection.occasion != "country"
        and row is not None
        and ours is not None
        and ours["people"]
    ):
        yield (
            by.say("question.two_counts.ask", people=ours["people"], value=_printed(by, row)),
            " ".join(
                filter(
                    None,
                    (by.say("question.two_counts.answer"), figures.unnamed(by.state, by.lang)),
                )
            ),
        )


def _printed(by: Speaker, row: Mapping[str, Any]) -> str:
    return qualified(by.lang, row["value"], row["qualifier"])


@_hard
def _not_lasting(by: Speaker, _figure: Figure, _given: Mapping[str, Any]) -> _Asked:
    row = by.one("releases_documented_total")
    if (
        by.selection.occasion == "country"
    ):  # where "these people" are others than those of all countries
        return
    if row is not None and row["ever_held_again"]:
        yield (
            by.say("question.not_lasting.ask"),
            by.say(
                "question.not_lasting.answer",
                people=row["people"],
                count=Aloud(row["ever_held_again"], feminine=True),
                now=points.stand_now(by, row, points.everybody(by)),
            ),
        )


@_hard
def _of_case(by: Speaker, _figure: Figure, given: Mapping[str, Any]) -> _Asked:
    case = by.one("case", **given) if by.selection.occasion in ("case", "interview") else None
    if case is None:
        return
    rows = by.ask("timeline_of_case", **given).rows
    told = points.to_the_end(case, rows)
    if STANDING[case["liberty_standing"]].held:
        stands = fates.stands(by, case, told)
        story = points.story(by, case, told)
        answer = stands or by.say("question.still.answer", story=story)
        yield spoken.said(by, "ask.still", case), answer
    early = any(row["before_launch"] and points.frees(row) for row in rows)  # and was no result
    if (
        any(row["direction"] == "positive" for row in told)
        and not spoken.lost(by, case)
        and not early
    ):
        story = points.story(by, case, told, points.READ)
        mixed = any(row["direction"] == "negative" for row in told)
        key = "undone" if points.undone(case, told) else "mixed" if mixed else "answer"
        yield spoken.said(by, "ask.success", case), by.say(f"question.success.{key}", story=story)


@_hard
def _final(by: Speaker, figure: Figure, _given: Mapping[str, Any]) -> _Asked:
    yield by.say("question.final.ask"), figure.caveat
