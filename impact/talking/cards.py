"""A rehearsal card: one case on one page, with what to say of it and what not.

Built from the case's rows alone, so that it changes on the day its timeline does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from impact.faults import Fault
from impact.figures import Source, veiling
from impact.figures.live import State
from impact.i18n.grammar import capital
from impact.i18n.words import Language, apart, date, listing, localized, say, term
from impact.presentation import standings
from impact.record.schema import STANDING
from impact.talking import points, questions
from impact.talking.points import Speaker
from impact.talking.selection import HardQuestion, Selection

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Happened:
    """One event. `sign`: 1 for good, -1 for bad, 0 for neither; `before`: it came before the launch of
    the edition and counts for nothing.
    """

    when: str
    what: str
    sign: int
    summary: str
    sources: tuple[Source, ...]
    before: bool


@dataclass(frozen=True)
class Card:
    """What happened, where it stands, what to say, what not to say."""

    case_id: str
    title: str
    where: str
    lang: Language
    as_of: dt.date
    checked_on: dt.date
    snapshot: str
    dated: str
    happened: tuple[Happened, ...]
    stands: tuple[tuple[str, str, str], ...]
    say: tuple[str, ...]
    not_say: tuple[str, ...]
    questions: tuple[HardQuestion, ...]
    sample: bool = False


def card(state: State, case_id: str, lang: Language) -> Card:
    """The card of one case. Raises `Fault` if there is no such case."""
    by = Speaker(veiling.veiled(state), Selection("case", case_id=case_id), lang)
    case = by.one("case", case_id=case_id[:200])
    if case is None:
        raise Fault("selection_case", found=case_id[:60] or "–", near="–")
    rows = by.ask("timeline_of_case", case_id=case_id).rows
    said = list(points.of_case(by, case))
    return Card(
        case_id=case_id,
        title=localized(case, "name", lang),
        where=points.where(by, case),
        lang=lang,
        as_of=by.as_of,
        checked_on=case["checked_on"],
        snapshot=state.snapshot,
        dated=by.dated,
        happened=tuple(_happened(by, row) for row in rows),
        stands=tuple(_stands(by, case)),
        say=tuple(p.sentence for p in said if p.key != "count"),
        not_say=(*map(capital, by.embargoed()), *_not_say(by, case, rows)),
        questions=questions.about(by, said[:1]),
        sample=state.sample,
    )


def _happened(by: Speaker, row: Row) -> Happened:
    return Happened(
        when=date(by.lang, row["event_date"]),
        what=term(by.lang, "outcome", row["outcome_type"]),
        sign={"positive": 1, "negative": -1}.get(row["direction"], 0),
        summary=localized(row, "summary", by.lang),
        sources=by.source(row),
        before=bool(row["before_launch"]),
    )


def _stands(by: Speaker, case: Row) -> Iterator[tuple[str, str, str]]:
    """Each track that says something: its name, the standing, what that means."""
    for track in ("liberty", "justice"):
        standing = case[f"{track}_standing"]
        said = standing != "not_asked"
        if track == "liberty":  # not known is told where nothing else could be
            said = STANDING[standing].said or case["justice_standing"] == "not_asked"
        differ = standings.by_number(case, by.view) if track == "liberty" else ""
        if said or differ:
            yield (
                say(by.lang, f"track.{track}"),
                differ
                or (
                    standings.liberty(case, by.view)
                    if track == "liberty"
                    else term(by.lang, track, standing)
                ),
                standings.note(case, track, by.view),
            )


def _not_say(by: Speaker, case: Row, rows: Sequence[Row]) -> Iterator[str]:
    told = points.to_the_end(case, rows)
    yield by.say("card.never_cause")
    bad = [points.moment(by, row) for row in told if row["direction"] == "negative"]
    stands = STANDING[case["liberty_standing"]]
    again = [points.moment(by, row) for row in points.taken_again(case, told)]
    if again and not stands.bad and not points.undone(case, told):
        yield by.say("card.never_first", bad=apart(by.lang, again))
    if bad and (stands.bad or points.undone(case, told)):
        won = case["justice_standing"] == "reversed" and not stands.bad
        freed = any(points.frees(row) for row in told)
        key = "never_won" if won else "never_free" if freed else "never_half"
        yield by.say(f"card.{key}", bad=apart(by.lang, bad))
    if stands.caution:
        yield by.say(f"card.never.{stands.caution}", date=by.checked_of(case))
    if not told:
        yield by.say("card.never_nothing", date=by.checked_of(case))
    elif case["justice_standing"] == "nothing_found":
        yield by.say("card.never_in_vain", date=by.checked_of(case))
    early = [points.moment(by, row) for row in rows if row["before_launch"]]
    if early:
        yield by.say("card.never_before", events=listing(by.lang, early))
    if by.ask("actions_of_case", case_id=case["case_id"]).rows:
        yield by.say("card.never_rank")
