"""Two editions set beside each other: which of them is said to have brought more actions.

A comparison is a word of more or less and what stands behind its "than"; a verb between two years; or a movement,
told by a verb or a noun, in one year or from one to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck.claims import Claim, Said, is_denied
from impact.factcheck.facts import Facts
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import both, lazy
from impact.factcheck.scope import Scope

_YEAR = r"(?:19|20)\d\d"
# What may stand between "than" and the year, or the words that stand for the one before.
_BASE = {
    "en": r"(?:(?: |-|'s)(?:in|that|those|of|the|for|from|during|editions?|campaigns?|marathons?|totals?|figures?|results?|levels?|numbers?|counts?|tally|actions|letters"
    r"|they|it|we|people|had|has|did|do|was|were|been|took|taken|wrote|done|one|ones|year|winter|any|\x7f+))*?"
    rf"[ -](?:(?P<base>{_YEAR})\b|(?P<ago>a year (?:earlier|before)|the (?:year|edition|one|winter|campaign) before|(?:the |its |in |that of )*(?:previous|preceding|last|prior)(?: one| year| edition| winter| campaign)?|(?:its|their) predecessor)\b)",
    "fr": r"(?:(?:en|celui|celle|ceux|celles|de|du|lors|des?|la|le|l'|les|d'|edition|editions|campagne|marathon|annee|total|niveau|chiffre|score|resultat|bilan|pour|pendant|actions|lettres|au|a|aux|\x7f+)(?: |(?<=')))*?"
    rf"(?:\b(?P<base>{_YEAR})\b|(?P<ago>(?:l'annee|l'edition|l'hiver|la|le|celle|celui|un an)(?: de l'annee| de l'edition)? ?(?:precedente?|d'avant|passee|plus tot|auparavant))\b)",
}
_ON = r"[^.;:?!]"  # within one clause
# "More … than", "not as many … as", « moins … qu'en », « supérieur à celui de ».
_BESIDE = {
    "en": lazy(
        r"\b(?:(?P<less>(?:not|nor|n't)(?: \w+){0,4}? (?:as|so) (?:many|much|high|large|big|strong|good|well|successful)\b"
        r"|fewer|less|lower|smaller|weaker|worse|poorer)|(?P<more>more|higher|greater|bigger|larger|stronger|better))\b"
        rf"(?:[^.;:?!\d]|{_YEAR}){{0,70}}?\b(?:than|as|compared (?:with|to))(?={_BASE['en']})"
    ),
    "fr": lazy(
        r"\b(?:(?P<less>moins|inferieure?s?|pires?|en deca|en dessous|au-dessous)|(?P<more>plus|davantage|superieure?s?|mieux|meilleure?s?|au-dessus))\b"
        rf"(?:[^.;:?!\d]|{_YEAR}){{0,70}}?(?: que|\bqu'|(?<=superieur) a|(?<=superieure) a|(?<=inferieur) a|(?<=inferieure) a|(?<=deca) de|(?<=dessous) de|(?<=dessus) de)(?= ?{_BASE['fr']})"
    ),
}
_VERBS = {
    "en": lazy(
        r"\b(?:(?P<less>(?:fell|falls|fallen|came|stayed|remained) (?:short of|below|behind|under)|trail\w*|lagg\w+ behind|(?:did not|didn't|does not|failed to|could not|couldn't|never) (?:quite )?(?:reach|match|equal|attain|come close to))"
        r"|(?P<more>surpass\w*|exceed\w*|outd(?:id|oes?|one|oing)|beats?|beaten|topp?(?:ed|s|ing)|outnumber\w*|outperform\w*|overt(?:ook|akes?|aken)|eclips\w+|outstripp\w*|(?:was|is|were|went|came in|ended|finished|stood) (?:up on|above|ahead of|over))"
        rf"|(?P<down>(?:was|is|were|came in|ended|finished|stood) (?:down on|below|behind|under))|(?P<up>(?!)))(?={_BASE['en']})"
    ),
    "fr": lazy(
        r"(?:\b(?P<less>n'(?:a|avait|ont) pas (?:atteint|egale|retrouve|rattrape)(?: (?:le niveau|le total|le score|le resultat|le chiffre))?|n'atteint pas|reste en retrait)"
        r"|\b(?P<more>(?:depass\w+|surpass\w+|devanc\w+|battu|bat|batt\w+|eclips\w+))"
        r"|\b(?P<down>(?:est|etait|reste|restait|a ete|fut) (?:en baisse|en recul|en retrait) (?:par rapport a|sur))|\b(?P<up>(?:est|etait|a ete|fut) en hausse (?:par rapport a|sur)))"
        rf"(?= ?{_BASE['fr']})"
    ),
}
# "Compared with 2018, 2019 was better", « par rapport à 2018, … ».
_COMPARED = both(
    rf"\b(?:compared (?:with|to)|versus|against|in comparison (?:with|to)|next to|relative to)(?={_BASE['en']})",
    rf"\b(?:par rapport a|compare a|contre|face a|a cote de|en comparaison (?:de|avec))(?= ?{_BASE['fr']})",
)
_DEGREE = both(
    r"\b(?:(?P<less>fewer|less|lower|smaller|weaker|worse|poorer)|(?P<more>more|higher|greater|bigger|larger|stronger|better))\b",
    r"\b(?:(?P<less>moins|inferieure?s?|pires?)|(?P<more>plus|davantage|superieure?s?|mieux|meilleure?s?))\b",
)
_ROSE = {
    "en": r"grows?|grew|grown|r(?:ose|isen|ises?)|increas(?:ed?|es)|climb(?:ed|s)?|expand(?:ed|s)?|jump(?:ed|s)?|soar(?:ed|s)?|surged|rebounded|recovered|picked up|(?:went|gone|was|were|is|are) (?:back )?up|gain(?:ed|s) ground|improved",
    "fr": r"augment(?:e|ent|er)|progress(?:e|ent|er)|grimp(?:e|ent|er)|(?:ac)?cru|grandi|mont(?:e|ent|er)|remont(?:e|ent|er)|bondi|gagn(?:e|er) du terrain|(?:re)?part(?:ie?s?|ent)? a la hausse|en (?:nette |forte |legere )?(?:hausse|progression|augmentation)",
}
_FELL = {
    "en": r"fell|falls?|fallen|drop(?:ped|s)?|declin(?:ed?|es)|decreas(?:ed?|es)|dipp?(?:ed|s)?|shrank|shrunk|slipped|sank|sunk|plunged|plummeted|(?:went|gone|was|were|is|are) (?:back )?down|los(?:t|es) ground|collapsed",
    "fr": r"baiss(?:e|ent|er)|diminu(?:e|ent|er)|recul(?:e|ent|er)|chut(?:e|ent|er)|flechi|dimin\w+|retomb(?:ee?s?|ent|er)|tomb(?:ee?s?)|redescend(?:ue?s?|ent)?|perdu du terrain|(?:re)?part(?:ie?s?|ent)? a la baisse|en (?:nette |forte |legere )?(?:baisse|recul|diminution)",
}
_RISE = {
    "en": r"increases?|rises?|growth|gains?|upturn|upswing|jump|surge|rebound|recovery",
    "fr": r"hausses?|augmentations?|progressions?|croissance|bond|rebond|remontee",
}
_DROP = {
    "en": r"declines?|drops?|fall|dips?|decreases?|downturn|slump|setback",
    "fr": r"baisses?|reculs?|diminutions?|chutes?|repli|flechissement",
}
_COUNTED = {
    "en": r"(?:\x7f{12,}|\b(?:(?:number|numbers|total|totals|count|figures?|tally|participation|turnout|mobilisation|volume)(?: of (?:the )?(?:actions?|letters|signatures|\x7f+))?|actions|letters|signatures|campaign|marathon|edition)\b)",
    "fr": r"(?:\x7f{12,}|\b(?:(?:nombre|chiffres?|total|totaux|bilan|participation|mobilisation|volume)(?: (?:d'|de |des |du )(?:actions|lettres|signatures|marathon|\x7f+))?|actions|lettres|signatures|campagne|marathon|edition)\b)",
}
# Behind a verb, what others hold against the figures: by how much, how many times, for the how many-th time.
_HOW_FAR = r" (?:(?:to|by|from|a|de|jusqu'a|vers|pour|for) |d')?(?:\w+ ){0,3}?(?:(?!(?:19|20)\d\d\b)\d|\w*millions?\b|\w+fold\b|second|deuxieme|third|troisieme|fois\b|times\b)"
_MOVED = {
    lang: lazy(
        rf"(?:{_COUNTED[lang]}|\b(?:it|we|il|elle|on|nous)\b)(?:[^.;:?!,](?!\b(?:who|which|qui|and|et|but|mais)\b)){{0,40}}? (?:(?P<more>{_ROSE[lang]})|(?P<less>{_FELL[lang]}))(?!\w)(?!{_HOW_FAR})"
        rf"|\b(?:(?P<rise>{_RISE[lang]})|(?P<drop>{_DROP[lang]})) (?:(?:in|of|for|de|des|du|dans) |d')?(?:(?:the|its|our|la|le|les) |l')?{_COUNTED[lang]}"
        rf"|{_COUNTED[lang]}{_ON}{{0,12}}? (?:saw|had|knew|a vu|a connu|connait) (?:an?|une?|its|the|le|la)? ?(?:(?P<rise2>{_RISE[lang]})|(?P<drop2>{_DROP[lang]}))(?!\w)"
        rf"|\b{_YEAR} (?:saw|brought|marked|a vu|a connu|a marque|a apporte|(?:a ete )?marquee? par) (?:an?|une?|the|la|le)? ?(?:(?:new|further|slight|sharp|clear|nouvelle?|nette?|legere?|forte?) )?(?:(?P<rise3>{_RISE[lang]})|(?P<drop3>{_DROP[lang]}))(?!\w)"
    )
    for lang in ("en", "fr")
}
# "From 2018 to 2019", « entre 2018 et 2019 ».
_SPAN = lazy(
    rf"\b(?:from|between|de|entre|d') ?(?P<base>{_YEAR}) (?:to|and|a|et|until|jusqu'en)(?: en)? (?P<year>{_YEAR})\b"
)
_FROM = lazy(
    rf"\b(?:after|following|compared (?:with|to)|than(?: in)?|apres|par rapport a|on|since|depuis|qu'en|sur|over) (?P<base>{_YEAR})\b"
)
_ALWAYS = lazy(
    r"\b(?:every|each|always|never|steadily|chaque|toujours|jamais|constamment|since|depuis|until|jusqu'en|sans cesse)\b"
)
# What is a share, a ratio or another number: told by others.
_BY_HOW_MUCH = lazy(
    r"(?:\d|%|\bmillions?|\bthousand|\bmille|\bpercent|\bper cent|\bpour cent|\btimes|\btwice|\bfois|\bhalf|\bthe|\bles)(?: d'actions| de lettres)? (?:as |de )?$"
)


_SINCE = lazy(r"\b(?:since|depuis) $")
# "Was exceeded in 2016" tells when, and not of which.
_PASSIVE = lazy(r"\b(?:been|be|was|were|is|ete|est|fut|soit)(?: [a-z]+)? $")
_WHEN = lazy(r" ?(?:in|en|on|during|lors|apres|after|des)\b")
_FURTHER = lazy(r" (?:by|de|d') ?(?:\w+ ){0,3}?\d")
_OWN_NOT = lazy(r"(?:not|nor|n't|did|does|failed|could|never|n'a)\b")
# "Fell in 2010, in 2020 and in 2024".
_LISTED = lazy(
    rf"(?: [a-z]+){{0,2}} (?:in|en) {_YEAR}(?:(?:,| and| et| puis|, then)+(?: in| en)? {_YEAR})+\b"
)
_BEHIND = {lang: lazy(" ?" + text) for lang, text in _BASE.items()}


def compared(place: Scope, _: Facts, found: list[NumberInText]) -> Iterator[Claim]:
    """One edition that is said to have brought more or less than another."""
    flat, lang = place.sentence.flat, place.sentence.lang
    shares = [number for number in found if number.percent]  # by how much is held already
    for match in _BESIDE[lang].finditer(flat):
        share = any(0 <= match.start() - number.end < 40 for number in shares)
        if not share and not _BY_HOW_MUCH.search(flat, 0, match.start()):
            base, end = _base(match, place)
            year = _other(match.end(), place, base)
            yield from _claim(match, year, base, match["less"] is None, place, end)
    if shares:
        return
    for match in _VERBS[lang].finditer(flat):
        base, end = _base(match, place)
        passive = _PASSIVE.search(flat, 0, match.start()) or _WHEN.match(flat, match.end())
        if not passive and not _FURTHER.match(flat, end):
            year = _other(match.start(), place, base, before=True)
            yield from _claim(match, year, base, bool(match["more"] or match["up"]), place, end)
    for match in _COMPARED[lang].finditer(flat):
        degree = _DEGREE[lang].search(flat, match.end()) or _DEGREE[lang].search(flat)
        base, _end = _base(match, place)
        if degree and not _BY_HOW_MUCH.search(flat, 0, degree.start()):
            year = _other(match.start(), place, base)
            yield from _claim(degree, year, base, degree["less"] is None, place)
    yield from _moved(place)


def _base(match: re.Match[str], place: Scope) -> tuple[int | None, int]:
    """The year behind a "than", 0 where it is the one before, None where there is none; and where it ends."""
    at = _BEHIND[place.sentence.lang].match(place.sentence.flat, match.end())
    if at is None:
        return None, match.end()
    return (int(at["base"]) if at["base"] else 0), at.end()


def _other(at: int, place: Scope, base: int | None, before: bool = False) -> int | None:
    """The edition that is set beside a base: the last told before it, else the first behind, else that of the context."""
    flat = place.sentence.flat
    years = [
        year
        for year in place.years
        if int(year.group()) != base and not _SINCE.search(flat, 0, year.start())
    ]
    ahead = [int(year.group()) for year in years if year.end() <= at]
    if ahead:
        return ahead[-1]
    behind = [] if before else [int(year.group()) for year in years]
    return behind[0] if behind else place.context_year


def _claim(
    match: re.Match[str], year: int | None, base: int | None, up: bool, place: Scope,
    end: int = 0, also: tuple[int, ...] = (),
) -> Iterator[Claim]:  # fmt: skip
    flat, lang = place.sentence.flat, place.sentence.lang
    if base == 0 and year:
        base = year - 1
    if year and base and year != base:
        own = _OWN_NOT.match(match.group()) is not None
        denied = not own and is_denied(flat, lang, match.start(), match.end())
        yield Claim(
            Said.DIRECTION, match.start(), max(end, match.end()), up=up, year=year, base=base, also=also,
            denied=denied,
        )  # fmt: skip


def _moved(place: Scope) -> Iterator[Claim]:
    """A total that rose or fell in a year, or from one to another."""
    flat, lang = place.sentence.flat, place.sentence.lang
    match = _MOVED[lang].search(flat)
    if match is None or _ALWAYS.search(flat):
        return
    up = any(match[name] for name in ("more", "rise", "rise2", "rise3"))
    years = {int(year.group()) for year in place.years}
    span, since = _SPAN.search(flat), _FROM.search(flat)
    if listed := _LISTED.match(flat, match.end()):
        first, *also = [int(year) for year in re.findall(_YEAR, listed.group())]
        yield from _claim(match, first, 0, up, place, listed.end(), tuple(also))
    elif span:
        if years == {int(span["base"]), int(span["year"])}:
            yield from _claim(match, int(span["year"]), int(span["base"]), up, place)
    elif since and len(years) == 2:
        base = int(since["base"])
        yield from _claim(match, (years - {base}).pop(), base, up, place)
    elif since and len(years) == 1 and since.group().startswith(("after", "following", "apres")):
        base = int(since["base"])
        yield from _claim(match, base + 1, base, up, place)
    elif len(years) == 1:
        yield from _claim(match, min(years), 0, up, place)
