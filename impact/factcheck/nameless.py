"""What happened on a day, told without anybody's name: right where one event of that day is told in its own words.

Only ever right. The country or another place of the event has to be named, and nothing said that the event has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import notes
from impact.factcheck.echoes import agrees, all_there, stems, words_of
from impact.factcheck.facts import Facts
from impact.factcheck.lifetimes import Life, life_of
from impact.factcheck.moments import moments
from impact.factcheck.notes import Judgement
from impact.factcheck.referents import clause
from impact.factcheck.rounding import Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.standing import release_undone
from impact.factcheck.text import COVER, flatten
from impact.i18n.words import Language, country

_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]{3,}")
SHARED = 3  # words that a clause and an event have to share, and half of the clause's own


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[tuple[int, int, str, Judgement]]:
    """Each such clause: where, of what kind the event is, what the record says."""
    flat, lang, text = place.sentence.flat, place.sentence.lang, place.text
    if COVER not in flat or place.cases or flat.rstrip().endswith("?"):
        return
    for moment in place.moments or moments(flat, text, lang):
        day = moment.day
        if not (day.day and day.month and moment.firm):
            continue
        span = clause(flat, moment.start, moment.end)
        words = words_of(flatten(text), span, moment, ())
        own = {word for word, _ in words}
        for case_id in facts.by_day.get(f"{day.year}-{day.month:02}-{day.day:02}", ()):
            life = life_of(case_id, "", facts)
            for row in life.events:
                if not day.borne(row["event_date"]) or str(row["event_date"]) != (
                    f"{day.year}-{day.month:02}-{day.day:02}"
                ):
                    continue
                shared = own & stems(row["summary"], row["summary_fr"])
                if len(shared) < max(SHARED, len(own) / 2) or not _there(text[slice(*span)], life):
                    continue
                if not all_there(flat, text, span, moment, row, life, ()):
                    continue
                if not agrees(flat, span, row, lang) or release_undone(life, row):
                    continue
                spots = [at for word, at in words if word in shared]
                start, end = (
                    min([*spots, moment.start]),
                    max([*(at + 5 for at in spots), moment.end]),
                )
                said = notes.event(facts, life.case, row, Verdict.RIGHT, tell)
                yield start, min(end, len(flat)), row["outcome_type"], said
                break
            else:
                continue
            break


def _there(clause_said: str, life: Life) -> bool:
    """Whether a clause names the country of a case, or a place of its own words."""
    code = life.case["country_code"]
    about = " ".join(
        [country("en", code), country("fr", code), life.case["name"]]
        + [f"{row['summary']} {row['summary_fr']}" for row in (life.case, *life.events)]
    )
    known = {word[:5] for word in (flatten(each) for each in _CAPITAL.findall(about))}
    named = {flatten(word)[:5] for word in _CAPITAL.findall(clause_said)} - _NO_PLACE
    return bool(named & known)


_NO_PLACE = frozenset(
    (
        "court",
        "cour",
        "supre",
        "high",
        "human",
        "right",
        "tribu",
        "parli",
        "parle",
        "conse",
        "polic",
        "they",
        "elle",
        "both",
        "after",
        "europ",
        "amnes",
        "the",
        "minis",
        "gover",
    )
)
