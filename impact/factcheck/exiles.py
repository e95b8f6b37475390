"""The country to which somebody went, was taken, or where somebody lives: right by the record's own words, wrong only
where it tells of another and speaks of that one nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from impact.factcheck import notes
from impact.factcheck.appositions import spoken_of
from impact.factcheck.facts import Facts
from impact.factcheck.lifetimes import countries, life_of
from impact.factcheck.lives import Found
from impact.factcheck.patterns import lazy
from impact.factcheck.referents import whose
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import Language, country, country_code

_PLACE = r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: (?:du |of |and |d['’])?[A-ZÀ-Þ][\w’'-]+){0,2})"
_BETWEEN = (
    r"(?:(?!\b(?:after|before|until|après|avant|from|campaign|cell|prison)\b)[a-zà-ÿ’'-]+,? ){0,4}?"
)
_WENT = {
    "en": lazy(
        rf"\b(?:lives?|living|settled|resid(?:es|ing)|refuge|refugee|asylum|exile|moved|emigrated|flown|flew|deported|expelled|taken|sent|put across the border)\b {_BETWEEN}(?:in|to|into) (?:the )?{_PLACE}"
    ),
    "fr": lazy(
        rf"\b(?:vit|vivent|vivait|vivre|réside|établie?s?|installée?s?|réfugiée?s?|exilée?s?|exil|asile|partie?s?|conduite?s?|emmenée?s?|envoyée?s?|expulsée?s?|transférée?s?)\b {_BETWEEN}(?:en|au|aux|vers) (?:la |le |les |l['’])?{_PLACE}"
    ),
}
# "Spain granted her asylum": the country is who did it.
_GAVE = {
    "en": lazy(
        rf"{_PLACE} (?:later |then |had |has )?(?:granted|gave|offered) (?:him|her|them) (?:political )?asylum\b"
    ),
    "fr": lazy(
        rf"(?:\bL['’]|\bLa |\bLe |\bLes )?{_PLACE},?(?: qui)? (?:lui|leur) (?:a|ont|avait|avaient) (?:accordé|donné|offert|octroyé) (?:l['’])?asile\b"
    ),
}
_TELLS = lazy(
    r"\b(?:liv(?:es|ing)|lived|settled|refugee|asylum|exile|moved|flown|flew|flight|returned|deported|expelled|taken|sent|joined|transferred|reached|was in|residency|citizenship|study|fled)\b"
)
_NOT = lazy(
    r"\b(?:not|never|no longer|n'|ne|pas|plus|jamais|wants?|hop\w+|asked|veut|demand\w+|refus\w+|denied)\b[^.;,]{0,40}$"
)


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, the country, what the record says."""
    flat, lang = place.sentence.flat, place.sentence.lang
    if not (place.cases or place.before) or flat.rstrip().endswith("?"):
        return
    spoken: Language = "fr" if lang == "fr" else "en"
    told = [each for by in (_WENT, _GAVE) for each in by[spoken].finditer(place.text)]
    for match in told:
        code = country_code(match["place"])
        if code is None or _NOT.search(flat, max(0, match.start() - 50), match.start()):
            continue
        people = whose(match, flat, lang, place.cases, place.before, place.text)
        if len(people) != 1 or len(people[0].members) > 1:
            continue
        life = life_of(people[0].case_id, "".join(people[0].members), facts)
        rows = [
            row
            for row in (*life.events, *life.looked)
            if _TELLS.search(flatten(row["summary"])) and countries(row)
        ]
        same = [row for row in rows if code in countries(row)]
        own = life.case["country_code"]
        if not same and (not rows or not life.alone or spoken_of(code, own, life.case, facts)):
            continue
        if not same and own in {each for row in rows for each in countries(row)}:
            continue  # sent home, or held at home: of which country the row tells is not sure
        verdict = Verdict.RIGHT if same else Verdict.WRONG
        said = notes.of_row(facts, life.case, (same or rows)[-1], verdict, tell)
        yield *match.span(), FindingKind.PLACE, country(tell, code), said
