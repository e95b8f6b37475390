"""Of what somebody was cleared or found guilty, where the court sat, how it happened: parts of an outcome that must be borne out too.

The record tells of one case of somebody; a text may tell of another that was decided on the same day, or by another
court. Words are compared by their stems with the record's own sentences in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from impact.factcheck import manners
from impact.factcheck.facts import Row
from impact.factcheck.lifetimes import Life
from impact.factcheck.tellings import Telling
from impact.factcheck.text import COVER, flatten
from impact.i18n.words import country

_OF_WHAT = ("acquitted", "convicted")
# "Acquitted of …", « acquittée de … »: up to what is told next.
_CHARGE = re.compile(
    rf"^\W*(?:guilty )?(?:\(|of|on (?:a |the )?charges? of|de|du|d'|des) ?(?P<what>[^.,;:()]*?)"
    rf"(?=$|[.,;:()]| (?:on|in|by|le|en|par|after|apres|at|a|when|and|et|but|mais) |{COVER})"
)
_ANY = frozenset(
    (
        "all", "any", "every", "each", "last", "remaining", "those", "these", "charge", "charges", "count", "counts", "wrongdoing", "everything",
        "against", "them", "both", "other", "others", "false", "case", "cases", "crime", "crimes", "offence", "offences", "criminal", "accusation",
        "accusations", "tous", "toutes", "toute", "chefs", "chef", "chacun", "dernier", "derniers", "dernieres", "faits", "poursuites", "autres",
        "this", "that", "nine", "neuf", "trois", "three", "deux", "two", "four", "quatre", "restants", "restantes", "pesant", "contre", "elle",
    )
)  # fmt: skip
_WORD = re.compile(r"[a-z]{4,}")
# A court by its place: "a court in Osh", « un tribunal de Penang », "an Istanbul court".
_COURT = re.compile(
    r"\b(?:[Cc]ourt|[Tt]ribunal|[Jj]udge|[Jj]uge|[Mm]agistrate|[Jj]ury)\s+(?:in|at|of|on|de|du|d['’]|à|au)\s?(?P<place>[A-ZÀ-Þ][\w’'-]+)"
    r"|\b(?:[Aa]n?|[Tt]he)\s+(?P<place2>[A-ZÀ-Þ][\w’'-]+)\s+(?:(?:City|District|High|Regional|Appeals?|Special|Criminal|Military|Central)\s+)*(?:[Cc]ourt|[Tt]ribunal|judge|magistrate|jury)\b"
)
_NO_TOWN = frozenset(
    ("appeal", "appeals", "cassation", "human", "criminal", "final", "supreme", "high", "federal", "first", "appel", "state", "court", "justice",
     "european", "military", "revolutionary", "district", "regional", "constitutional", "grande", "haute", "cour", "police", "city")
)  # fmt: skip


def unproved(told: Telling, life: Life, event: Row) -> str:
    """What part of a telling the record does not bear out: its `charge`, its `court`, `how` it happened; `another` where it has that charge elsewhere."""
    rows = [event, *(row for row in life.events if row["event_date"] == event["event_date"])]
    if told.kind in _OF_WHAT and (charge := _charge(told)) and not charge & _stems(rows):
        elsewhere = [life.case, *(row for row in life.events if row not in rows)]
        names_one = told.kind == "acquitted" and _OF.search(flatten(event["summary"]))
        if names_one and charge <= _stems(elsewhere):
            return "another"
        if names_one or not charge & _stems([life.case]):
            return "charge"
    if told.how_said and manners.borne(told.how_said, told.kind, event, life) is False:
        return "how"
    return "court" if _elsewhere(told, life, rows) else ""


_OF = re.compile(r"\b(?:acquitted|cleared) (?:[\w'-]+ ){0,3}?of (?!(?:all|any|every)\b)")


def _charge(told: Telling) -> frozenset[str]:
    """The stems of the charge that a telling names; none if it names none, or all of them."""
    found = _CHARGE.match(flatten(told.after))
    words = _WORD.findall(found["what"]) if found else []
    return frozenset(word[:5] for word in words if word not in _ANY)


def _stems(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(
        word[:5]
        for row in rows
        for word in _WORD.findall(flatten(f"{row['summary']} {row['summary_fr']}"))
    )


def _elsewhere(told: Telling, life: Life, rows: Iterable[Row]) -> bool:
    """Whether a court is said to sit where nothing that the record tells of the case has a place of that name."""
    known = flatten(
        " ".join(
            f"{row['summary']} {row['summary_fr']}" for row in (*rows, life.case, *life.events)
        )
    )
    known += (
        f" {flatten(life.case['searchable'])} {flatten(country('fr', life.case['country_code']))}"
    )
    return any(
        (place := flatten(found["place"] or found["place2"])) not in _NO_TOWN
        and place[:4] not in known
        for found in _COURT.finditer(told.written)
    )
