"""Where something happened, how long before a term ended, and whether who died was free: parts of an outcome that must be borne out too.

A place that nothing in the record of a case has is not borne out; a time, a person's own sentence or a freedom that
the event has otherwise is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from impact.factcheck.days import MONTHS
from impact.factcheck.facts import Row
from impact.factcheck.lifetimes import Life, countries, custody
from impact.factcheck.numbers import value_of
from impact.factcheck.tellings import Telling
from impact.factcheck.text import flatten
from impact.i18n.words import country, country_code
from impact.record.schema import STANDING


def unproved(told: Telling, life: Life, event: Row) -> str:
    """What part the record does not bear out: `where`, `before`; `another` where it has it otherwise."""
    rows = [event, *(row for row in life.events if row["event_date"] == event["event_date"])]
    if told.kind == "died" and _FREE.search(flatten(told.after)) and _held(event):
        return "another"
    if said := _before_the_end(told.clause):
        known = set().union(*(_before_the_end(_both(row)) for row in rows))
        if not said <= known:
            return "another" if known and life.alone else "before"
    if told.kind == "convicted" and _of_the_other(told, life.events):
        return "another"
    if told.kind in ("released", "pardoned") and not _term_and_company(told, rows):
        return "how"
    return "where" if _elsewhere(told, life) else ""


# At the end of a sentence, and together with how many others: ways in which somebody came out.
_AT_THE_END = re.compile(
    r"\b(?:at the end of|after serving|having served|a la fin d[e']|au terme d[e']|apres avoir purge|a l'issue d[e']) ?(?:(?:the|his|her|their|a|sa|son|la|le|leur|toute|full|whole|entire|[a-z]+-(?:year|month)) ?)*(?:sentences?|terms?|peines?)\b"
)
_ENDED = re.compile(r"\b(?:end of|expir\w+|serv(?:ed|ing)|completed)\b")
_COMPANY = re.compile(
    r"\b(?:with|among|alongside|one of|l'une? des|une? des|avec|parmi|aux cotes d[e']) ?(?:(?:the|les|more than|over|about|some|nearly|at least|plus de|quelque|environ|au moins|another) ?)*(?P<n>\d[\d,. ]*|[a-z]+) (?:[a-z]+ )?(?:others?|autres|prisoners|prisonniers|people|personnes|detainees|detenus)\b"
)


def _term_and_company(told: Telling, rows: Sequence[Row]) -> bool:
    """Whether a release is told to be at the end of a term, or with others, only where the record says so."""
    said, known = flatten(told.after), " ".join(_both(row) for row in rows)
    if _AT_THE_END.search(said) and not _ENDED.search(known):
        return False
    for found in _COMPANY.finditer(said):
        digits = re.sub(r"\D", "", found["n"])
        count = int(digits) if digits else value_of(found["n"])
        numbers = {int(re.sub(r"\D", "", each)) for each in re.findall(r"\d[\d,]*", known)}
        numbers |= {value for word in re.findall(r"[a-z-]+", known) if (value := value_of(word))}
        if count is not None and not numbers & {count - 1, count, count + 1}:
            return False
    return True


_FREE = re.compile(
    r"^[^.;]{0,32}?[ ,](?:an? free (?:wo)?m[ae]n|free|at liberty|at (?:his |her )?home|libre|en liberte|chez (?:lui|elle)|une? (?:homme|femme) libre)(?! (?:of|from|de)\b)\b"
)


def _held(event: Row) -> bool:
    name = custody(event)
    return (bool(name) and STANDING[name].held) or _INSIDE.search(
        flatten(event["summary"])
    ) is not None


_INSIDE = re.compile(r"\b(?:in (?:[\w'-]+ ){0,3}?(?:prison|jail|custody|detention)|under guard)\b")


def _both(row: Row) -> str:
    return flatten(f"{row['summary']} | {row['summary_fr']}")


# "One month before the end of her term", « un mois avant la fin de sa peine ».
_BEFORE_THE_END = re.compile(
    r"\b(?P<n>\d{1,4}|[a-z]+)(?: more| full)? (?P<unit>year|month|week|day|an|annee|mois|semaine|jour)s? (?P<way>before|ahead of|avant|after|apres) (?:(?:the|la|le|son|sa|leur|his|her|their|a|one|une?|of|de|d') ?)*"
    r"(?:end|expiry|terms?|sentences?|release date|fin|terme|echeance|peine)\b|\b(?P<n2>\d{1,4}|[a-z]+) (?P<unit2>year|month|week|day|an|annee|mois|semaine|jour)s? (?:early\b|plus tot que prevu)"
)
_UNIT = {"an": "year", "annee": "year", "mois": "month", "moi": "month", "semaine": "week", "jour": "day"}  # fmt: skip


def _before_the_end(flat: str) -> set[tuple[int, str]]:
    """How long before the end of a term something is said to have happened, in units that both languages share."""
    return {
        (time[0], f"{time[1]} after" if match["way"] in ("after", "apres") else time[1])
        for match in _BEFORE_THE_END.finditer(flat)
        if (time := _time(match))
    }


def same_unit(word: str) -> str:
    """The unit of time that a word names, the same in both languages; empty if it names none."""
    one = word if word == "mois" else word.removesuffix("s")
    return _UNIT.get(one, one if one in _UNIT.values() else "")


def times_said(flat: str) -> set[tuple[int, str]]:
    """Every time that a plain stretch names in whole units, in both languages alike."""
    return {time for match in _ANY_TIME.finditer(flat) if (time := _time(match))}


_ANY_TIME = re.compile(
    r"(?<![\w-])(?P<n>\d{1,4}|[a-z]+(?:-[a-z]+)*?)[ -](?P<unit>year|month|week|day|an|annee|mois|semaine|jour)s?\b(?P<n2>(?!))?(?P<unit2>(?!))?"
)


def _time(match: re.Match[str]) -> tuple[int, str] | None:
    said, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
    one = said in ("a", "an", "un", "une", "one")
    count = int(said) if said.isdigit() else 1 if one else value_of(said)
    return (count, _UNIT.get(unit, unit)) if count is not None else None


# "Lessa and Queiroz, who received about 78 and 59 years": each has his own.
_PAIRED = re.compile(
    r"(?P<a>[A-ZÀ-Þ][\w’-]+) and (?P<b>[A-ZÀ-Þ][\w’-]+)[^.;]*?\b(?P<x>\d+) and (?P<y>\d+) (?:years|months|days)"
)
_LAST_NAME = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’-]+)(?: (?:was|has been|a été|fut|est|got|received|a))+ *$"
)


def _of_the_other(told: Telling, events: Sequence[Row]) -> bool:
    """Whether somebody is told to have the sentence of the one who is named beside them."""
    before = told.written[: max(0, len(told.written) - len(told.after) - len(told.said))]
    subject = _LAST_NAME.search(before)
    if subject is None or len(told.terms) != 1:
        return False
    for row in events:
        for pair in _PAIRED.finditer(row["summary"]):
            terms = {flatten(pair["a"]): int(pair["x"]), flatten(pair["b"]): int(pair["y"])}
            own = terms.get(flatten(subject["name"]))
            if own is not None:
                return told.terms[0].value != own
    return False


_NAME = r"(?P<place>[A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+)*)"
_HOUSE = r"(?:prison|jail|colony|camp|hospital|detention cent(?:re|er)|custody|colonie|hôpital|centre de détention)"
# Where somebody came out, was taken or died. Not "of Belarus" behind a name, and not whose campaign it was.
_WHERE = re.compile(
    rf"\b{_HOUSE}\s+(?:in|at|of|de|du|d['’]|à|en|au)\s?(?:the |la |le |l['’])?{_NAME}"
    rf"|\b(?:taken|returned|rentrée?s?|revenue?s?|flown|flew|sent|moved|deported|transferred|brought|expelled|conduite?s?|emmenée?s?|envoyée?s?|transférée?s?|expulsée?s?)\s+(?:\w+ )?(?:to|into|à|en|au|aux|vers)\s(?:the |la |le |l['’])?{_NAME.replace('place', 'place2')}"
    rf"|^\s?(?:in|by|from|à|en|au|par)\s(?:the |la |le |l['’])?{_NAME.replace('place', 'place3')}"
)
_NO_PLACE = frozenset(("write", "rights", "marathon", "amnesty", "amnistie", "ecrire", "christmas", "new", "ramadan", "noel", "president", "presidential"))  # fmt: skip


# What is told of somebody else begins there.
_ANOTHER_NAME = re.compile(r"[,;] (?:and |et |but |mais )?(?=[A-ZÀ-Þ][\w’-]+ )")


def _elsewhere(told: Telling, life: Life) -> bool:
    """Whether a place is named of which nothing that the record tells of a case has a word."""
    rows = [life.case, *life.group, *life.events, *life.looked]
    code = life.case["country_code"]
    known = " ".join(_both(row) for row in rows)
    known = flatten(
        f"{known} {life.case['name']} {life.case['searchable']} {country('fr', code)} {country('en', code)}"
    )
    codes = {code}.union(*(countries(row) for row in rows))
    for found in _WHERE.finditer(_ANOTHER_NAME.split(told.after)[0]):
        name = next(each for each in (found["place"], found["place2"], found["place3"]) if each)
        words = [flatten(word) for word in re.findall(r"[\wÀ-ÿ]{3,}", name)]
        words = [word for word in words if word not in MONTHS and word not in _NO_PLACE]
        if (
            words
            and country_code(name) not in codes
            and not any(word[:5] in known for word in words)
        ):
            return True
    return False
