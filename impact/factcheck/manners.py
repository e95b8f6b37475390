"""How somebody came out or died, told behind the verb: under an amnesty, in an exchange of prisoners, of an illness.

It is a part of what is told: where the record's own words have it, it is right by itself; where they do not, the
whole is not borne out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from impact.factcheck.facts import Row
from impact.factcheck.lifetimes import Life
from impact.factcheck.text import flatten
from impact.i18n.words import country

_OUT = ("released", "pardoned")
_HOW = re.compile(
    r"\b(?:under|in|through|by|thanks to|as part of|following|on|with|lors d[e']|lors du|dans|dans le cadre d[e']|a la faveur d[e']|grace a|par|en vertu d[e']|au titre d[e']|contre) ?"
    r"(?:(?!\b(?:campaign|campagne|in|on|by|en|le)\b)[\w'-]+[ '](?:\x7f+ )?){0,7}?"
    r"(?P<key>(?P<amnesty>amnesty|amnistie)|(?P<pardon>pardon|grace)|(?P<exchange>exchange|swap|echange)|(?P<bail>bail|caution|bond))\b"
    r"(?: (?:of|de) (?:prisoners|prisonniers|detenus)|(?:'s)? (?:decree|law)| (?:presidentielle|royale|generale|collective|du nouvel an))*"
    r"(?: (?:of|declared (?:after|by)|de|decretee? (?:apres|par)) (?:[\w'-]+ ?){1,7}(?=[.,;()]|$))?"
)
_OF = re.compile(
    r"(?:^|(?:19|20)\d\d|\)|,)(?P<phrase> (?:of|from|d'|de|des suites d[e'u]) ?(?P<cause>[^.,;()\x7f]{3,60}?))(?=[.,;()\x7f]|$| (?:at|in|on|after|while|when|a|apres|en|le|alors) )"
)
_SAID = {
    "amnesty": ("amnes", "amnis"),
    "pardon": ("pardo", "grace", "graci"),
    "exchange": ("excha", "swap", "echan"),
    "bail": ("bail", "cauti", "bond"),
}
_EITHER = ("amnesty", "pardon")
# Whose amnesty or pardon it was is a part of it too.
_WHOSE = re.compile(r"presidenti|royal|general")
_WORD = re.compile(r"[a-z]{4,}")
_SMALL = frozenset(
    ("under", "with", "through", "thanks", "part", "following", "lors", "dans", "cadre", "faveur", "grace", "vertu", "titre", "contre",
     "from", "suites", "that", "cette", "prisoner", "prisoners", "linked", "related", "liees", "liee", "declared", "decretee", "apres", "after")
)  # fmt: skip


def told(flat: str, text: str, start: int, until: int, kind: str) -> tuple[int, int] | None:
    """Where a clause tells how somebody came out or of what somebody died; nothing if it does not."""
    if kind == "died":
        cause = _OF.search(flat, start, until)
        return cause.span("phrase") if cause else None
    if kind not in _OUT:
        return None
    for how in _HOW.finditer(flat, start, until):
        if text[how.start("key")].islower():  # not by Amnesty
            return how.span()
    return None


def borne(said: str, kind: str, event: Row, life: Life) -> bool | None:
    """Whether the record has how it happened: all of it, no more than that nothing is against it (None), or not."""
    rows = [event, *(row for row in life.events if row["event_date"] == event["event_date"])]
    known = _stems(f"{row['summary']} {row['summary_fr']}" for row in rows)
    flat = flatten(said)
    words = {word[:5] for word in _WORD.findall(flat) if word not in _SMALL}
    code = life.case["country_code"]
    about = known | _stems([life.case["searchable"], country("fr", code), country("en", code)])
    if kind == "died":
        return words <= about
    found = _HOW.search(flat)
    if found is None:
        return None
    key = next(name for name in _SAID if found[name])
    typed = key == "pardon" and any(row["outcome_type"] == "pardoned" for row in rows)
    whose = {each.group()[:5] for each in _WHOSE.finditer(flat)}
    exact = bool(typed or known & set(_SAID[key]))
    # Publishers call an amnesty a pardon, and a pardon an amnesty.
    near = key in _EITHER and any(known & set(_SAID[other]) for other in _EITHER)
    if not (exact or near) or not whose <= known:
        return False
    return True if exact and words <= about else None


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:5] for text in texts for word in _WORD.findall(flatten(text)))
