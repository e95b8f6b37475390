"""In which edition somebody is said to have been, by whatever words: campaign or case, year and name in one clause.

A clause is read only where it has one year, tells of nothing that happened to somebody, and either sets the year
right beside the campaign ("Write for Rights 2020", « les cas de 2020 ») or says by its verb that people wrote.
"""

from __future__ import annotations

from collections.abc import Iterator

from impact.factcheck.facts import Facts
from impact.factcheck.lives import Found, edition_of
from impact.factcheck.patterns import both, lazy
from impact.factcheck.rounding import FindingKind
from impact.factcheck.scope import Scope
from impact.i18n.words import Language

_YEAR = r"(?:19|20)\d\d(?!\d)"
_CLAUSE = lazy(r"[^.;?!]+")
# What happened to somebody, or was done by them: a year in its clause may be that of the event.
_EVENT = lazy(
    r"\b(?:freed|releas\w+|(?:re)?arrest\w+|sentenc\w+|convict\w+|died|dead|death|jailed|imprison\w+|detain\w+|held|born|left|out of|acquitt\w+|pardon\w+|execut\w+|charg\w+|tried|trial|"
    r"abduct\w+|kidnapp\w+|disappear\w+|fled|shot|killed|tortur\w+|moved|awarded|won|received|founded|since|until|after|before|from (?:19|20)\d\d|between|as of|back|"
    r"dehors|sorti\w*|liber\w+|liberte|arret\w+|condamn\w+|mort\w*|nee?|incarcer\w+|emprisonn\w+|deten\w+|acquitt\w+|graci\w+|execut\w+|inculp\w+|juge\w*|proces|"
    r"enlev\w+|dispar\w+|fui|tue\w*|tortur\w+|recu|fonde\w*|depuis|jusqu'en|jusque|apres|(?<!en )avant|entre|perdu)\b"
)
_NOT = lazy(
    r"\b(?:not|never|n't|nor|neither|no|pas|jamais|ni|aucune?|will|would|if|si|sera|serait|pourrait)\b"
)
_COUNT = lazy(r"\d[ .,]?\d{3}(?!\d)(?<!\b\d{4})|\bmillions?\b")  # its year is held with it
# The campaign right beside its year.
_OF_THE_YEAR = both(
    rf"\x7f{{12,}},? (?:(?:in|of|for|edition|campaign|,) )*{_YEAR}|\b(?:edition|campaign|cases?|list|marathon|faces?|people|letters) (?:(?:of|in|for|from) )+{_YEAR}"
    rf"|\b{_YEAR}(?:'s)? (?:\x7f{{12,}} )?(?:edition|campaign|cases?|list|marathon|faces?|letters)\b|\bedition {_YEAR}",
    rf"(?:\x7f{{12,}}|\b(?:editions?|campagne|cas|liste|marathon|visages?|personnes|lettres|ceux|celles)),? (?:(?:de|en|du|des|pour|soutenues|defendues|presentees) |d')*{_YEAR}",
)
_TAKES = both(
    r"\b(?:featur\w+|present\w*|profil\w+|highlight\w*|spotlight|includ\w+|chose|chosen|picked|select\w+|support\w*|defend\w*|t(?:aken|ook|akes?|aking) up|joined|adopted|story|stories|told|focus\w*|about"
    r"|among|part|one|case|cases|faces?|appeared|campaign\w*|wrote|writ\w+|letters|stood|spoke|acted|action|call\w+|list\w*|named|put|for)\b|:",
    r"\b(?:present\w+|mettait|mise?s? en|mit|figur\w+|choisi\w*|retenu\w*|partie|affiche|cas|parmi|portait|portaient|soutenai\w+|soutenu\w*|soutien|defend\w+|coeur|cour|visages?|compt\w+|histoire|racont\w+"
    r"|ecri\w+|mobilis\w+|lettres|agir|agi|appel\w+|consacr\w+|campagne|une?|pour|inclu\w+|defense|personnes)\b|:",
)
# That we wrote for somebody, in a year that stands anywhere in the clause.
_WE = r"(?:we|supporters|people|activists|the (?:whole )?world|everyone|thousands|millions|letters|members|amnesty|\x7f{12,}|campaign|marathon|edition)"
_NOUS = r"(?:nous|on|l'on|sympathisant\w*|gens|personnes|militant\w*|monde|milliers|millions|lettres|membres|amnesty|amnistie|\x7f{12,}|campagne|marathon|edition)"
# Who was included in an amnesty, or chosen by a party, was not chosen by us.
_OURS = r"(?=(?: [\w'-]+){0,4}? (?:\x7f{12,}|campaigns?|editions?|marathon|list|cases?|people|faces?|supporters|us|amnesty(?!$|[,.;])|letters?|\d\d?|ten|twelve|nine|eight)\b)"
_WROTE = both(
    rf"{_WE}(?:[^.;:]{{0,40}}?) (?:wrote|write|writing|written|campaigned|mobili[sz]ed|stood up|spoke up|called|took (?:up|action)|(?:shone|shines?|put) (?:a|the) (?:spot)?light on|(?:was |were )?chose|picked|featured|presented|highlighted|profiled|supported|included|told)\b"
    rf"|\b(?:featured|presented|profiled|highlighted|taken up|(?:chosen|picked|selected|included|supported|adopted|listed) (?:as|by|in|for|among){_OURS}|(?:one of|among|part of|joined) (?:the|our|those)(?: \w+){0, 3}? (?:people|cases|faces|list|campaign|wrote|\x7f{(12,)})|for whom (?:we|people|the world|supporters))",
    rf"{_NOUS}(?:[^.;:]{{0,40}}?) (?:ecri\w+|mobilis\w+|agi|agissai\w+|present\w+|soutenai\w+|soutenu|defend\w+|(?:mis|mettait|mettaient) en avant|(?:a )?pris (?:la|sa) defense|choisi|retenu)\b"
    r"|\b(?:presentee?s?|retenue?s?|choisie?s?|mise?s? en avant|soutenue?s?|defendue?s?|(?:une?|des) des (?:\w+ ){0,2}(?:personnes|cas|visages)|figur\w+ (?:parmi|au nombre|dans)|compt\w+ parmi|(?:fait|faisait|faisaient|fit) partie|pour (?:qui|lequel|laquelle|lesquels|lesquelles) (?:nous|on|le monde))\b",
)
_WHOLE_DATE = lazy(
    rf"(?<!\x7f)\x7f{{1,4}} (?:of )?[a-z]{{3,9}}\.? {_YEAR}$|\b[a-z]{{3,9}} \x7f{{1,4}},? {_YEAR}$"
)


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, its year, what the record says."""
    flat, lang = place.sentence.flat, place.sentence.lang
    if not place.campaign or flat.rstrip().endswith("?"):
        return
    for part in _CLAUSE.finditer(flat):
        years = [year for year in place.years if part.start() <= year.start() < part.end()]
        if len({year.group() for year in years}) != 1 or _WHOLE_DATE.search(
            flat, 0, years[0].end()
        ):
            continue
        words = flat[part.start() : part.end()]
        if _EVENT.search(words) or _NOT.search(words) or _COUNT.search(words):
            continue
        beside = _OF_THE_YEAR[lang].search(words)
        says = _TAKES[lang].search(words) if beside else _WROTE[lang].search(words)
        if says is None:
            continue
        year = int(years[0].group())
        named = {
            name.case_id: name
            for name in place.cases[::-1]
            if part.start() <= name.start < part.end()
        }
        for name in named.values():
            start = min(name.start, years[0].start())
            end = max(name.end, years[0].end())
            yield start, end, FindingKind.EDITION, year, edition_of(name.case_id, year, facts, tell)
