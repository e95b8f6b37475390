"""What stands right beside a name and claims something of it: the edition that took somebody up, the country.

"Ales Bialiatski, Write for Rights 2012", "Jani Silva (Colombia)", « Yasaman Aryani, édition 2019 ». Only what is bound
to the name so closely that it can be of nobody else is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from impact.factcheck import nationality, notes
from impact.factcheck.facts import Facts, Row
from impact.factcheck.lives import Found, edition_of
from impact.factcheck.names import Mention
from impact.factcheck.notes import Judgement
from impact.factcheck.patterns import lazy
from impact.factcheck.referents import listed
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import Language, country, country_code, localized


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, its value, what the record says."""
    if place.sentence.flat.rstrip().endswith("?") and not place.sentence.item:
        return
    yield from _editions(place, facts, tell)
    yield from _countries(place, facts, tell)


# Editions

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_NAMES_IT = r"(?:\x7f{12,}|#?w4r|(?:letter |letter-writing |writing )?marathon(?: d'ecriture)?|campaign|campagne|edition|list|liste|write-?a-?thon)"
_OF = r"(?: (?:of|for|in|from|de|d'amnesty|d'amnesty de|pour))*"
_EDITION = rf"(?:(?:the |our |its |this |la |l'|notre |cette |amnesty's |son |le )?(?:\x7f{{12,}} )?{_NAMES_IT}{_OF},? {_YEAR}|(?:the |our |its |amnesty's )?{_YEAR.replace('year', 'year2')}(?:'s)? (?:\x7f{{12,}} )?{_NAMES_IT})"
# Behind a name. What may stand between holds no event: a date in it would be that of what happened.
_ROLE = r"(?:(?!\b(?:after|before|since|until|during|end|start|freed|releas\w+|died|left|arrest\w+|apres|avant|depuis|lors|liber\w+|mort\w*|sorti\w*|arret\w+|contre|against)\b)[\w'-]+,? ){0,6}?"
_BEHIND = {
    "en": (
        lazy(rf" ?\((?:{_ROLE})?{_EDITION}\)"),
        lazy(rf"(?: ?\([^)]{{0,30}}\))?, {_EDITION}"),
        lazy(
            rf"(?: ?\([^)]{{0,30}}\))?,? (?:{_ROLE})(?:on|from|of|in|part of) {_EDITION}"
        ),
        lazy(
            rf",? (?:for|to|about) whom (?:{_ROLE})(?:wrote|written|writing|campaigned|took up (?:[a-z]+ ){{1,3}}|spoke up) (?:(?:letters|for|again|back|first|already) )*in {_YEAR}"
        ),
    ),
    "fr": (
        lazy(rf" ?\((?:{_ROLE})?{_EDITION}\)"),
        lazy(rf"(?: ?\([^)]{{0,30}}\))?, {_EDITION}"),
        lazy(
            rf",? (?:{_ROLE})(?:inscrite?s?|soutenue?s?|presentee?s?|defendue?s?|retenue?s?|choisie?s?) (?:en|a|sur|par|lors de|pour) (?:{_EDITION}|{_YEAR.replace('year', 'year3')})"
        ),
        lazy(rf",? (?:{_ROLE})(?:sur|de|dans|parmi|a|au) {_EDITION}"),
        lazy(rf",? dont le nom (?:figurait|figure|etait|est) (?:parmi ceux de |sur |dans |a |en )*(?:{_EDITION}|{_YEAR.replace('year', 'year3')})"),
        lazy(
            rf",? (?:a|pour) (?:qui|lequel|laquelle|lesquels|lesquelles) (?:{_ROLE})(?:ecriv\w+|ecrit|mobilis\w+|plaid\w+) (?:(?:deja|des lettres) )*en {_YEAR}"
        ),
        lazy(rf",? que (?:nous|l'on|on|amnesty|la campagne) (?:soutenions|soutenait|defendions|defendait|avions soutenue?s?) (?:deja )?(?:en|depuis) {_YEAR}"),
        lazy(rf" (?:reste|est|demeure) (?:lie|attache|associe)e?s? (?:a|au) {_EDITION}"),
    ),
}  # fmt: skip
# Before a name, or before the first of a list of names.
_AHEAD = {
    "en": (
        lazy(rf"\b(?:names?|faces?|cases?|people|one) (?:of|from|in|on) {_EDITION} ?[:,–—] ?$"),
        lazy(rf"{_EDITION},? (?:we |they |people )?(?:also |then )?(?:wrote|stood up|spoke up|campaigned|wrote letters) for $"),
        lazy(rf"\bof (?:those|the people) (?:we|people|they|supporters|amnesty) (?:wrote|campaigned) for in {_YEAR}, $"),
    ),
    "fr": (
        lazy(rf"\b(?:noms?|visages?|cas|figures?) (?:de|du) {_EDITION} ?[:,–—] ?$"),
        lazy(rf"{_EDITION} ?[:,]? (?:on y |y |a |avait |defendait|nous y )*(?:ecriv\w+|ecrit|mobilis\w+|plaid\w+|milit\w+)? ?(?:pour )?(?<=pour )$"),
    ),
}  # fmt: skip
# "Amnesty put X on its list in 2019", "had put the pair on its Write for Rights list in 2020".
_PUT = lazy(
    r"\b(?:put|placed|included|named|chose) (?P<who>(?:the (?:pair|two|three|couple|trio|duo)|him|her|them|both)|(?P<name>\S[^,.;]{2,60}?)) (?:on|in|among) (?:its|the|our) "
    rf"(?:\x7f{{12,}} |letter-writing )?(?:list|campaign|edition|marathon|\x7f{{12,}})(?: (?:in|of|for))* {_YEAR}"
)


def _year(match: re.Match[str]) -> int:
    return next(
        int(value) for name, value in match.groupdict().items() if name.startswith("year") and value
    )


def _editions(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    flat, lang = place.sentence.flat, "fr" if place.sentence.lang == "fr" else "en"
    taken: list[tuple[int, int]] = []
    for index, name in enumerate(place.cases):
        for pattern in _BEHIND[lang]:
            match = pattern.match(flat, name.end)
            if match and not _dated(match):
                taken.append((name.start, match.end()))
                yield from _held(name, (name.start, match.end()), match, facts, tell)
                break
        ahead = flat[max(0, name.start - 110) : name.start]
        for pattern in _AHEAD[lang]:
            if match := pattern.search(ahead):
                start = name.start - len(ahead) + match.start()
                for each in listed(flat, place.cases[index:]):
                    yield from _held(each, (min(start, each.start), each.end), match, facts, tell)
                break
    for match in _PUT.finditer(flat):
        for who in _put(match, place):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                yield from _held(who, match.span(), match, facts, tell)


def _dated(match: re.Match[str]) -> bool:
    """Whether a year is that of a whole date, which an edition has not."""
    return re.search(r"\x7f (?:of )?[a-z]{3,9}\.? (?:19|20)\d\d$", match.group()) is not None


def _put(match: re.Match[str], place: Scope) -> Sequence[Mention]:
    if match["name"]:
        return [name for name in place.cases if match.start("who") <= name.start < match.end("who")]
    earlier = [name for name in place.cases if name.end <= match.start()] or place.before
    return earlier[:1] if len({name.case_id for name in earlier}) == 1 else []


def _held(
    name: Mention, span: tuple[int, int], match: re.Match[str], facts: Facts, tell: Language
) -> Iterator[Found]:
    year = _year(match)
    yield *span, FindingKind.EDITION, year, edition_of(name.case_id, year, facts, tell)


# Countries

_PLACE = r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: (?:du |of |and |et |the |d['’])?[A-ZÀ-Þ][\w’'-]+){0,3})"
_BESIDE = (
    lazy(rf" ?\({_PLACE}\)"),
    lazy(rf", {_PLACE}(?= ?(?:[;:.)–—]|$|, (?![A-ZÀ-Þ])|,? (?:and|et) (?P<next>[A-ZÀ-Þ])))"),
    lazy(rf" of {_PLACE}(?= (?:was|is|has|had|were)\b)"),
    lazy(
        rf",? (?:(?:who )?(?:is|was|comes|came) |(?:the|an?) (?:[\w’'-]+ ){{1,4}}?)?from (?:the )?{_PLACE}"
    ),
    lazy(
        rf"(?:,? (?:(?:qui )?(?:vient|est originaire)|originaire) (?:du |de la |de |des |d['’])| [–—] |,? (?:[^,.;]{{2,40}}, )?(?:au|en|aux) ){_PLACE}(?= ?[,.;)]|$)"
    ),
)
# Who is of one may be told of the other, by whoever counts them as one.
_TANGLED = (
    {"HK", "CN", "TW", "MO"}, {"PS", "IL"}, {"CD", "CG"}, {"KP", "KR"}, {"MA", "EH"}, {"RU", "UA"}, {"US", "CU"}, {"RS", "XK"},
)  # fmt: skip


def _countries(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    for name in place.cases:
        for start, end, codes in nationality.told(name, place):
            case = facts.cases[name.case_id]
            rows = [case, *facts.events[name.case_id], *facts.looked[name.case_id]]
            answers = [_country(name, code, facts, tell) for code in sorted(codes)]
            wrong = [each for each in answers if each is not None]
            if nationality.at_home(case, rows) and len(wrong) == len(codes):
                span = min(start, name.start), max(end, name.end)
                yield *span, FindingKind.PLACE, country(tell, min(codes)), wrong[0]
        for pattern in _BESIDE:
            match = pattern.match(place.text, name.end)
            code = country_code(match["place"]) if match else None
            if match is None or code is None:
                continue
            follows = match.start("next") if match.groupdict().get("next") else None
            if follows is not None and not any(each.start == follows for each in place.cases):
                continue  # "for Jani Silva, Peru and Chile …"
            if said := _country(name, code, facts, tell):
                yield name.start, match.end(), FindingKind.PLACE, country(tell, code), said
            break


def _country(name: Mention, code: str, facts: Facts, tell: Language) -> Judgement | None:
    """What the record says where somebody is given another country than its own, and it speaks of that one nowhere.

    The right country beside a name only tells who is meant, and is no claim.
    """
    case = facts.cases[name.case_id]
    own = case["country_code"]
    if own in (None, code) or spoken_of(code, own, case, facts):
        return None
    return Judgement(
        Verdict.WRONG,
        "cases",
        country(tell, own),
        notes.source(case, tell),
        notes.note(
            facts, tell, "country_of_case", of=case, name=localized(case, "name", tell),
            country=country(tell, own),
        ),
    )  # fmt: skip


def spoken_of(code: str, own: str, case: Row, facts: Facts) -> bool:
    """Whether the record tells of a country anywhere that it tells of a case, or counts it as the case's own."""
    if any({code, own} <= pair for pair in _TANGLED):
        return True
    rows = [case, *facts.events[case["case_id"]], *facts.looked[case["case_id"]]]
    told = flatten(" ".join(f"{row['summary']} {row['summary_fr']}" for row in rows))
    told += flatten(f" {case['name']} {case['name_fr']} {case['searchable']}")
    return any(flatten(country(lang, code))[:5] in told for lang in ("en", "fr"))
