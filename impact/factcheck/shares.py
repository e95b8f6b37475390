"""A share: of the cases that ended well, or by how much actions rose or fell."""

from __future__ import annotations

import re

from impact.factcheck import atoms, changes, notes, scope, vocabulary
from impact.factcheck.facts import Facts
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import lazy
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber
from impact.factcheck.text import Sentence
from impact.i18n.words import Language

# The campaign, or its count, spoken of again.
_IT = lazy(
    r"\b(?:it|elle|il|on|la mobilisation|we|nous|that|la progression|the (?:count|total|number|figure|tally|result)|le (?:total|nombre|chiffre|bilan))\b"
)


def _qualifies(verb: re.Match[str], number: NumberInText, flat: str) -> bool:
    """Whether a word of change only qualifies a number: "un peu moins de 10 %"."""
    between = flat[verb.end() : number.start]
    words = verb.group() in (
        "moins",
        "less",
        "fewer",
        "more",
        "below",
        "above",
        "de moins",
        "de plus",
    )
    return words and verb.end() <= number.start and between in (" de ", " d'", " than ", " ")


_WHAT_ROSE = lazy(
    r"\x7f|\d|\b(?:actions?|letters?|lettres?|signatures?|messages?|totals?|totaux|sums?|numbers?|nombres?|figures?|chiffres?|counts?|results?|resultats?|participation|turnout|mobilisation|campaigns?|campagnes?"
    r"|editions?|marathon|year|annee|it|they|we|that|this|which|elles?|ils?|on|nous|ce|cela|qui)\b"
)


def _of_something_else(before: str, lang: Language) -> bool:
    """Whether what rose or fell is named in its clause, and is nothing that we count: "income rose by 3 %"."""
    clause = re.split(r"[.;:,!?)]|\b(?:and|but|while|et|mais)\b", before)[-1]
    place = atoms.read(clause, "fr" if lang == "fr" else "en")
    return bool(place.words) and not _WHAT_ROSE.search(clause)


_ON_THAT = lazy(r" (?:up|down|more|less|lower|higher|above|below) (?:on|than)? ?(?:that|this|it)\b")
_IN_A_YEAR = lazy(r" (?:in|within) (?:a|one) (?:single )?year\b| en une? (?:seule? )?an(?:nee)?\b")


_BESIDE = lazy(
    r" (?:down|up|fewer|less|lower|higher|de moins|de plus)(?: actions| letters| lettres)? (?:on|than|qu[e'])"
)


def judged(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    number = item.number
    beside = _BESIDE.match(
        flat, number.end
    )  # "a fifth down on the year before", whatever else is told
    if not beside and (
        vocabulary.RELEASED[lang].search(flat) or vocabulary.IMPROVED[lang].search(flat)
    ):
        improved = bool(vocabulary.IMPROVED[lang].search(flat))
        about = ("improved_share", "released_or_improved_share") if improved else (
        "released_share", "released_or_improved_share", "released_or_tried_share",
        )  # fmt: skip
        return notes.running(facts, number, about, tell)
    # Of several, the verb beside the number: "fell to …, then rose by 12 %".
    section = scope.section(sentence, place, facts, False, number)
    change = min(
        (
            verb
            for verb in vocabulary.CHANGED[lang].finditer(flat)
            if not _qualifies(verb, number, flat)
        ),
        key=lambda verb: abs(verb.start() - number.start),
        default=None,
    )
    about_us = vocabulary.CAMPAIGN[lang].search(flat) or (place.campaign and _IT.search(flat))
    if change is None or not (about_us or section or place.went_on or place.counting):
        return None
    if change.end() <= number.start and _of_something_else(flat[: change.start()], lang):
        return None
    if _ON_THAT.match(flat, number.end):
        return None  # which edition it is beside the one before is told in words
    base, year = scope.compared(sentence, place)
    if _IN_A_YEAR.match(flat, number.end):
        before = [int(each.group()) for each in place.years if each.end() <= number.start]
        base = before[-1] if before else place.context_year
        year = base + 1 if base else None
    if led := vocabulary.LED_TO[lang].search(flat[number.end : number.end + 80]):
        year = int(led["year"])
    year = year or scope.year_of(number, sentence, place, facts)
    if year is None and base is None and number.spelled and number.value >= 100:
        return None  # "doubled", and from when is not said
    if section is not None and not vocabulary.WORLD[lang].search(flat):
        return changes.changed_in(facts, number, bool(change["up"]), section, year, tell, base)
    return changes.changed(facts, number, bool(change["up"]), year, tell, base)
