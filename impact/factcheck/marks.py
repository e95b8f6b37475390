"""Marks that an edition reached, and by how many it was above another: the claims that hold a number of actions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import scope
from impact.factcheck.claims import Claim, Said, span_of, year_meant
from impact.factcheck.facts import Facts
from impact.factcheck.numbers import NumberInText, value_of
from impact.factcheck.patterns import both, lazy
from impact.factcheck.scope import Scope

_MARK = both(r"^[- ](?:actions? )?(?:mark|barrier|milestone|threshold)\b", r"^(?: d'actions)?(?!)")
_MARK_BEFORE = both(
    r"\bthe first $|\b(?:mark|barrier|milestone|threshold) of (?:the )?$",
    r"\b(?:barre|cap|seuil|palier) (?:symbolique )?(?:de |des |du |d')?(?:les )?$|\ble (?:tout )?premier $",
)
_FIRST_TIME = both(
    r"\bfirst (?:been )?(?:pass|topp|cross|exceed|surpass|broke|reach|hit|went (?:past|over|above|beyond))\w*\b|\bfor the (?:very )?first time\b|\b(?:not|only) until\b|\bthe (?:very )?first (?:(?:edition|year|campaign|one) (?:of (?:the )?\x7f+ )?)?(?:with|to (?:have|see|count|bring in|pass|top|reach|exceed|cross|surpass|break|hit|go (?:past|over|above|beyond))|(?:in|during) which|when|that)\b",
    r"\bpour la (?:toute )?premiere fois\b|\bfallu attendre\b|\bce n'est qu'en\b|\bla (?:toute )?premiere (?:(?:edition|annee|campagne) (?:d[ue'] ?\x7f+ )?)?(?:avec|a (?:avoir|compter|reunir|recueillir|depasser|franchir|atteindre|passer|aller au-dela|rassembler)|ou|(?:pendant|durant|lors de|dans) laquelle)\b",
)
_REACHED = both(
    r"\b(?:pass\w*|topp?\w*|cross\w*|exceed\w*|surpass\w*|broke\w*|breaks|reach\w*|hit|hits|break|go|came|reached|went past|gone past|(?:with|have|see|count|bring in|which|when|that|time,?) (?:more than|over|at least))\b",
    r"\b(?:pass\w*|franchi\w*|depass\w*|attein\w*|arriv\w*|aller|(?:avec|avoir|compter|reunir|recueillir|rassembler|ou|laquelle|fois,?) (?:plus de|au moins))\b",
)
# "It crossed three million in 2014 and five million in 2016": what it had not reached before, or what it was above.
_CROSSED = both(
    r"\b(?:cross|pass|topp|surpass|exceed|went past|go past|break|broke|went above|rose above)\w*(?: through)? (?:the )?$",
    r"\b(?:franchi\w*|depass\w*|passe\w* (?:au-dessus des?|le cap des?)|repass\w* au-dessus des?)(?: les| des?)? ?$",
)
_AND_THEN = both(
    r" (?:in|back in) (?:19|20)\d\d,? (?:and|then|and then) (?:the )?",
    r" (?:en|des) (?:19|20)\d\d,? (?:et|puis|et puis) (?:les |des |de )?",
)
_ON = r"(?:[^.;:,\[\d]|\b(?:19|20)\d\d\b){0,70}?"  # a year may stand between
_NONE_EN, _NONE_FR = (
    rf"\b(?:no|not one|none)\b(?: of the)? (?:editions?|years?|campaigns?|totals?|winters?|other){_ON}",
    rf"\baucune? (?:edition|annee|campagne|total|hiver|autre){_ON}",
)
_EACH_EN, _EACH_FR = (
    rf"\b(?:every|each)(?: single| one of the)? (?:editions?|years?|campaigns?|totals?|winters?){_ON}",
    rf"\b(?:chaque (?:edition|annee|campagne)|toutes les (?:editions|campagnes|annees)){_ON}",
)
# "No edition has had fewer than four million", "every edition since 2020 has had more than four million".
_BELOW = both(
    rf"{_NONE_EN}\b(?:fewer|less|below|under|short)(?: than| of)?(?: the)? $|{_EACH_EN}\b(?:more than|over|above|at least|topp\w*|pass\w*|exceed\w*|reach\w*)(?: the)? $|"
    r"\bnever (?:\w+ )?(?:fallen|dropped|gone|dipped|been|sunk|fell) (?:below|under) (?:the )?$",
    rf"{_NONE_FR}\b(?:moins d[e'] ?|sous (?:les )?|en dessous de )$|{_EACH_FR}\b(?:plus de |au moins |depass\w+ (?:les )?|atteint )$|"
    r"\bjamais\b[^.;:\d]{0,40}?(?:(?:re)?(?:descend|pass|tomb)\w+|ete) (?:sous|au-dessous|en dessous) (?:d'|de |des |les |la barre des )*$",
)
# "No edition since 2019 has had more than six million".
_NEVER_OVER = both(
    rf"(?:{_NONE_EN}|\bnever{_ON})\b(?:more than|over|above|topp\w*|pass\w*|exceed\w*|reach\w*|back to|as many as|hit)(?: the)? $",
    rf"(?:{_NONE_FR}|\bjamais{_ON})\b(?:plus de |au-dessus de |depass\w+ (?:les )?|attein\w+ (?:les )?|franchi\w* (?:les )?)$",
)

_BASE = lazy(
    r"(?: (?:than|que|on|par rapport))?(?: (?:in|en|to|a|for|pour|that of|celle de|celui de|the edition of|l'edition(?: de)?|the|l'))* ?"
    r"(?:(?P<base>(?:19|20)\d\d)\b|(?:year|edition|annee|edition) (?:before|precedente|d'avant)|previous (?:year|edition)|in (?:one|a) year|en un an)|qu'en (?P<base2>(?:19|20)\d\d)\b"
)


# "The following edition brought some 870,000 more", « l'édition suivante en a ajouté près d'un million ».
_ADDED = both(
    r"\b(?:the (?:following|next) (?:edition|year|campaign|winter|one)|the (?:edition|year) after) (?:\w+ ){0,2}?(?:brought|added|gained|took)(?: in)? (?:(?:nearly|almost|about|around|some|roughly|more than|over|at least|another|a further) )*$",
    r"\bl'(?:edition|annee) (?:suivante|d'apres) (?:en )?(?:a |avait )?(?:ajout\w+|apport\w+|gagn\w+) (?:(?:pres|plus|environ|quelque|au moins|encore)(?: de| d')? ?|d'|de )*$",
)
_MORE = both(
    r"^ (?:more|on top|extra)\b", r"^ (?:encore|de plus|supplementaires|de mieux)\b|^(?= ?[.,;])"
)
# Behind two counts, by how much the second is above the first.
_ABOVE = both(
    r"^ (?:(?P<up>more|better|higher)|(?P<down>fewer|less|lower))(?= ?(?:[.,;]|$))",
    r"^ (?:(?P<up>de (?:plus|mieux)|en plus|supplementaires)|(?P<down>de moins|en moins))(?= ?(?:[.,;]|$))",
)


def _two_counts(number: NumberInText, place: Scope, found: list[NumberInText]) -> list[int]:
    """The two editions whose counts stand before a number, and nothing else."""
    before = [year for year in place.years if year.end() <= number.start]
    counts = [
        each
        for each in found
        if each.end <= number.start and each.value >= number.value and not each.percent
    ]
    return [int(year.group()) for year in before] if len(before) == len(counts) == 2 else []


def _of_its_year(number: NumberInText, place: Scope) -> int | None:
    """The last year told before a number, or that of the sentence before."""
    before = [int(year.group()) for year in place.years if year.end() <= number.start]
    return before[-1] if before else place.context_year


def differences(place: Scope, _: Facts, found: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    for number in found:
        ahead, behind = (
            flat[max(0, number.start - 90) : number.start],
            flat[number.end : number.end + 24],
        )
        large = not number.percent and number.value >= 1000
        if (
            large
            and place.context_year
            and _ADDED[lang].search(ahead)
            and _MORE[lang].match(behind)
        ):
            yield Claim(
                Said.DIFFERENCE, number.start, number.end, year=place.context_year + 1,
                base=place.context_year, value=number.value, qualifier=number.qualifier,
            )  # fmt: skip
            continue
        lost = scope.LOST[lang].search(ahead) if large else None
        if lost and (year := _of_its_year(number, place)):
            yield Claim(
                Said.DIFFERENCE, number.start, number.end, up=False, year=year, base=year - 1,
                value=number.value, qualifier=number.qualifier,
            )  # fmt: skip
            continue
        above = _ABOVE[lang].match(behind)
        if large and above and len(two := _two_counts(number, place, found)) == 2:
            yield Claim(
                Said.DIFFERENCE, number.start, number.end + above.end(), up=bool(above["up"]), year=two[1],
                base=two[0], value=number.value, qualifier=number.qualifier,
            )  # fmt: skip
            continue
        more = scope.MORE_THAN[lang].match(flat, number.end)
        base = _BASE.match(flat.replace("qu'", "que "), more.end()) if more else None
        if more is None or base is None or number.percent or number.value < 1000:
            continue
        of = base["base"] or base["base2"]
        own = [int(y.group()) for y in place.years if not of or y.group() != of]
        year = own[-1] if own else place.context_year
        if year is None and of is None:
            continue
        year = year or int(of) + 1
        yield Claim(
            Said.DIFFERENCE, number.start, more.end(), up=bool(more["up"]), year=year,
            base=int(of) if of else year - 1, value=number.value, qualifier=number.qualifier,
        )  # fmt: skip


_MILLIONS = "two|three|four|five|six|seven|deux|trois|quatre|cinq|six|sept"
_STEPS = "one|two|three|four|five|six|un|deux|trois|quatre|cinq|six"
_PASSED_MILLIONS = lazy(
    r"\b(?:pass\w*|went past|cross\w*|topp\w*|reach\w*|franchi\w*|depass\w*|attei\w*)\b[^.;]{0,40}\bmillions?\b"
)
# "In 2014 we passed three million; in 2016, five", "two years later past four, then past five in 2017".
_AND_ON = lazy(
    rf"(?:[,;]|\b(?:and|then|et|puis)\b) (?:(?:and|then|et|puis) )*"
    rf"(?:(?:in|en) (?P<year>(?:19|20)\d\d)|(?P<n>{_STEPS}) (?:years? later|ans? plus tard)|(?=past |over |les |the ))"
    rf",? ?(?:(?:past|over|above|the|les) )*(?P<m>{_MILLIONS})(?: millions?)?(?: (?:in|en) (?P<year2>(?:19|20)\d\d))?(?= ?(?:[.,;!]|$| and | et ))"
)
_THE_MILLION = lazy(
    r"\ble million (?:d'actions )?(?:(?:est|fut|etait|a ete|avait ete) )?(?:largement )?(?:depasse|franchi|atteint)\b|\b(?:depass|franchi|attei)\w* le million\b"
)


# "We passed three million in 2014; in 2016, five."
_ALONE = lazy(
    rf"\W*(?:(?:and|then|et|puis) )*(?:in|en) (?P<year>(?:19|20)\d\d),? (?:(?:past|over|above|the|les) )*(?P<m>{_MILLIONS})(?: millions?)?\W*"
)


def passes_a_million(flat: str) -> bool:
    """Whether a sentence tells of a mark of millions that was passed, or goes on of one."""
    return bool(
        _PASSED_MILLIONS.search(flat) or _THE_MILLION.search(flat) or _ALONE.fullmatch(flat)
    )


def gapped(place: Scope) -> Iterator[Claim]:
    """Marks that go on without their noun, and the million that has no number."""
    flat, year = place.sentence.flat, place.context_year
    if (one := _THE_MILLION.search(flat)) and place.campaign:
        told = [
            int(each.group()) for each in place.years if each.start() <= one.end() + len(" en ")
        ]
        if of := (told[-1] if told else year):
            yield Claim(Said.MILESTONE, *one.span(), year=of, value=1_000_000)
    if (alone := _ALONE.fullmatch(flat)) and place.counting:
        value = (value_of(alone["m"]) or 0) * 1_000_000
        yield Claim(Said.MILESTONE, *alone.span(), year=int(alone["year"]), value=value)
    passed = one or _PASSED_MILLIONS.search(flat)
    if not passed or not (place.campaign or place.counting):
        return
    told = [int(each.group()) for each in place.years if each.start() < passed.end()]
    year = told[-1] if told else year
    for found in _AND_ON.finditer(flat, passed.end()):
        said = found["year"] or found["year2"]
        if found["n"] and year:
            year += value_of(found["n"]) or 0
        elif said:
            year = int(said)
        if year and (found["n"] or said):
            value = (value_of(found["m"]) or 0) * 1_000_000
            yield Claim(Said.MILESTONE, *found.span(), year=year, value=value)


def milestones(place: Scope, facts: Facts, found: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    since, until = span_of(flat, lang)
    crossed = 0
    yield from gapped(place)
    for number in found:
        if number.percent or number.value < 50_000:
            continue
        before = flat[max(0, number.start - 60) : number.start]
        ahead = flat[max(0, number.start - 110) : number.start]
        for pattern, up in ((_BELOW, True), (_NEVER_OVER, False)):
            if never := pattern[lang].search(ahead):
                start = number.start - len(ahead) + never.start()
                yield Claim(
                    Said.NEVER_BELOW, start, number.end, up=up, since=since, until=until, value=number.value
                )  # fmt: skip
                break
        else:
            never = None
        if never:
            continue
        clause = flat[max(0, number.start - 110) : number.end + 60]
        marked = _MARK[lang].match(flat[number.end :]) or _MARK_BEFORE[lang].search(before)
        first = bool(marked or _FIRST_TIME[lang].search(clause))
        again = crossed and _AND_THEN[lang].fullmatch(flat, crossed, number.start)
        own = re.match(
            r" (?:(?:d'|de )?(?:actions|letters|lettres|signatures) )?(?:already |deja |back )?(?:in|en|des) (?:19|20)\d\d\b",
            flat[number.end : number.end + 40],
        )
        crossed = number.end if own and (again or _CROSSED[lang].search(before)) else 0
        if not (first and _REACHED[lang].search(clause)) and not crossed:
            continue
        year = year_meant(place, facts, number.start, number.end, found)
        after = [y for y in place.years if y.start() >= number.end]
        if after and re.fullmatch(
            r"[^\d,.;:]{0,50}\b(?:in|en|des|by|back in|(?:was|is|est|fut|etait) (?:that of|the one of|celle d[e']|celui d[e'])) ?",
            flat[number.end : after[0].start()],
        ):
            year = int(
                after[0].group()
            )  # "la barre du million a été franchie en 2011", whatever year is nearer
        if on := scope.years_from(flat, number, lang):  # "l'année suivante, on passait la barre …"
            told = [int(y.group()) for y in place.years if y.end() <= number.start]
            base = told[-1] if told else place.context_year
            year = base + on if base else None
        if year is not None:
            yield Claim(
                Said.MILESTONE, number.start, number.end, year=year, value=number.value, first=first
            )
