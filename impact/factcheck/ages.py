"""How old a text says that somebody was: when they died, were arrested, when a case was taken up.

Right or wrong only of the same event: an age at an arrest says nothing of a death.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import notes
from impact.factcheck.durations import value_in
from impact.factcheck.facts import Facts, Row
from impact.factcheck.lifetimes import life_of
from impact.factcheck.lives import Found
from impact.factcheck.numbers import SPELLED
from impact.factcheck.patterns import lazy
from impact.factcheck.referents import whose
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import Language

_N = {lang: rf"(?:\d{{1,3}}|(?>{SPELLED[lang]}))" for lang in ("en", "fr")}
_ENDS = r"(?=[.,;:)]|$| (?:of|after|while|when|in|from|by|on|and|to|then|at the time|d'une?|des?|apres|alors|dans|en|pour|quand|lorsqu|au moment|a l'epoque|lors|et)\b)"
_AGE = {
    "en": lazy(
        rf"\b(?:(?:at the age of|aged|at age|at) (?P<a>{_N['en']})"
        rf"|(?:was|were|is|being) (?:only |just |then |still |barely )?(?P<when>{_N['en']})(?: years old)?){_ENDS}"
        rf"|\b(?P<b>{_N['en']})[- ]years?[- ]old\b|(?<=[a-z]), (?P<c>\d{{2}}),(?= )"
    ),
    "fr": lazy(
        rf"\b(?:a (?:l'age de )?(?P<a>{_N['fr']}) ans|(?:avait|avaient|ayant) (?:seulement |alors |a peine |tout juste )?(?P<when>{_N['fr']}) ans){_ENDS}"
        rf"|\bagee?s? (?:alors )?de (?P<b>{_N['fr']}) ans\b|, (?P<c>{_N['fr']}) ans,"
    ),
}
_HINT = {
    "en": lazy(r"\b(?:aged?|at|was|were|is|being|years?[- ]old)\b|, \d{2},"),
    "fr": lazy(r"\bans\b"),
}
# What an age is told of; what happened otherwise is nothing that the record has an age for.
_EVENTS = {
    "died": lazy(r"\b(?:died|dead|death|killed|shot|drowned|mort\w*|deced\w*|tuee?s?|abattue?s?|succomb\w*|eteinte?)\b"),
    "held": lazy(r"\b(?:arrest\w*|detained|seized|taken|arret\w*|detenue?s?|interpell\w*|emprisonn\w*|jailed|imprisoned)\b"),
    "deed": lazy(r"\b(?:killing|offence|crime|infraction|faits|meurtre|homicide)\b"),
    "other": lazy(r"\b(?:released|freed|left|sentenced|convicted|acquitted|pardoned|married|born|liber\w+|sorti\w*|condamn\w+|gracie\w*|acquitt\w+|mariee?s?)\b"),
}  # fmt: skip
_KNOWN = lazy(
    rf"\b(?:at|aged|at age|age) (?P<a>{_N['en']}){_ENDS}|^(?P<b>{_N['en']})-year-old|(?<=[a-z]), (?P<c>\d{{2}}),(?= )"
)


def _event(flat: str, last: bool) -> str:
    """Of which event a stretch tells: of the first, or of the last."""
    told = [
        (each.start(), name) for name, words in _EVENTS.items() for each in words.finditer(flat)
    ]
    return (max if last else min)(told)[1] if told else ""


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, the years, what the record says."""
    flat, lang = place.sentence.flat, "fr" if place.sentence.lang == "fr" else "en"
    if not (place.cases or place.before) or flat.endswith("?"):
        return
    plain = flatten(place.text)  # ages are covered for all others
    if not _HINT[lang].search(plain):
        return
    for match in _AGE[lang].finditer(plain):
        group = next(name for name, said in match.groupdict().items() if said)
        age = value_in(match[group], place.text, match.start(group), place.sentence.lang)
        people = whose(match, flat, place.sentence.lang, place.cases, place.before, place.text)
        if age is None or len(people) != 1 or len(people[0].members) > 1:
            continue
        life = life_of(people[0].case_id, "".join(people[0].members), facts)
        behind = re.split(r"[.;:]", plain[match.end() : match.end() + 60])[0]
        event = _event(behind, False) if group == "when" else ""
        if group == "c":  # "Jawad, 75, left prison": of what is told then
            event = _event(behind, False)
        event = event or _event(re.split(r"[;:]", plain[: match.start()])[-1][-90:], True)
        if not event and place.carried is not None and place.carried.kind == "died":
            event = "died"
        known = [
            (years, row)
            for row in (life.case, *life.events)
            for years, of in _ages(row)
            if of == event
        ]
        right = [row for years, row in known if years == age]
        if not known or not life.alone or not (right or event):
            continue
        row = right[0] if right else known[0][1]
        verdict = Verdict.RIGHT if right else Verdict.WRONG
        yield (
            *match.span(),
            FindingKind.AGE,
            age,
            notes.of_row(facts, life.case, row, verdict, tell),
        )


def _ages(row: Row) -> Iterator[tuple[float, str]]:
    """The ages that a row of the record tells, each with what it is told of."""
    summary = str(row["summary"])
    flat = flatten(summary)
    for match in _KNOWN.finditer(flat):
        said = next(name for name, words in match.groupdict().items() if words)
        age = value_in(match[said], summary, match.start(said), "en")
        if age is not None:
            then = _event(flat[match.end() :], False) if said == "c" else ""
            yield age, then or _event(flat[: match.start()], True)
