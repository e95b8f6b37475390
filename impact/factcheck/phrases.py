"""What a sentence says of the editions' totals beside each other, parsed: a trend, a record, a rank, a ratio …

One `Claim` for every such phrase; `series` holds it against the figures. Whether somebody speaks of our totals
at all is asked first: many things grow every year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from impact.factcheck import pairs, scope, vocabulary
from impact.factcheck.claims import (
    Claim,
    Said,
    is_denied,
    leaning_span,
    span_of,
    year_meant,
)
from impact.factcheck.facts import Facts
from impact.factcheck.marks import differences, milestones, passes_a_million
from impact.factcheck.numbers import SPELLED, NumberInText, numbers, ordinal, times
from impact.factcheck.patterns import both, lazy
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten


def claims(place: Scope, facts: Facts, ours: Callable[[], bool]) -> Iterator[Claim]:
    """The claims of a sentence. `ours` tells whether the text speaks of the campaign anywhere."""
    flat, lang = place.sentence.flat, place.sentence.lang
    hinted = place.years or _HINT[lang].search(flat) or passes_a_million(flat)
    if not hinted or flat.rstrip().endswith("?"):
        return
    if not _about_us(place, facts, ours):
        return
    found = numbers(flat, place.text, lang)
    taken: list[tuple[int, int]] = []
    refuted = _REFUTED[lang].match(flatten(place.after[:60])) is not None
    for read in (
        _ordinals,
        differences,
        milestones,
        _ratios,
        _trends,
        _extremes,
        _directions,
        pairs.compared,
    ):
        for claim in read(place, facts, found):
            if any(claim.start < end and start < claim.end for start, end in taken):
                continue
            if _HOPED[lang].search(flat, max(0, claim.start - 60), claim.start):
                continue
            taken.append((claim.start, claim.end))
            yield replace(claim, denied=True) if refuted else claim


# Without one of these a sentence sets no edition beside another; looked for first, for speed.
_HINT = both(
    r"\b(?:every|each|year after|year (?:on|by|over)|never|records?|best|biggest|busiest|largest|highest|greatest|strongest|most|worst|smallest|lowest"
    r"|weakest|fewest|peak\w*|more|fewer|less|no other|twice|double\w*|triple\w*|times|\w+-?fold|half|halved|first|mark|barrier|milestone|threshold|steadily"
    r"|without|editions?|previous|below|above|behind|ahead|beat|beaten|outdid|anniversary|fell|fallen|dropped|declined|shrank|grew|grown|rose|higher|lower|unprecedented|surpassed|quadrupled|tenfold|past|pass\w*|topp\w*|reach\w*|cross\w*|figure|total|curve|better|worse|brought|added|lost|cost|following|next|\d+(?:st|nd|rd|th))\b",
    r"\b(?:chaque|annee|ans|jamais|records?|meilleure?s?|plus|moins|pire|sommet|pic|apogee|aucune|fois|double\w*|triple\w*|moitie|premiere?|barre|cap|seuil"
    r"|palier|editions?|bat\w*|anniversaire|baisse\w*|recul\w*|chut\w*|augment\w*|progress\w*|cesse|sans|quadruple\w*|multiplie\w*|divise\w*|mieux|pire|franchi\w*|depass\w*|repass\w*|courbe|redescend\w*|remont\w*|mont\w*|superieure?s?|inferieure?s?|suivante|perdu|coute|\d+(?:e|eme))\b",
)
_SUBJECT = both(
    r"\x7f{12}|\b(?:actions|letters|signatures|numbers?|totals?|figures?|participation|turnout|campaign|editions?|marathon|write-?a-?thon|supporters|participants|tally|count|curve)\b",
    r"\x7f{12}|\b(?:actions|lettres|signatures|nombres?|chiffres?|total|totaux|participation|mobilisation|campagne|editions?|marathon|bilan|sympathisant\w*|participant\w*|compteur|courbe)\b",
)
_IT = both(
    r"^\W*(?:it|we|they|that|this|and|never|no other|but|every|each|the (?:first|second|best))\b",
    r"^\W*(?:c'|elle|il|ce|on|nous|et|jamais|aucune|mais|chaque|la|le)",
)
_HOPED = both(
    r"\b(?:will|would|could|can|may|might|let's|let us|hopes?|hoping|aim\w*|wants?|make (?:this|it)|help (?:us )?|if|goal|target|to be|want)\b[^.;,]{0,50}$",
    r"\b(?:sera|seront|pourrait|pourra|faisons|esper\w*|voulons|voudrions|visons|objectif|si|aidez|(?<!\d )pour que|rendons)\b[^.;,]{0,50}$",
)
# What is said and then refuted: "It grows every year. That is false."
_REFUTED = both(
    r"^\W*(?:but )?(?:that|this|it)(?:'s| is| was) (?:simply |just )?(?:not (?:so|true|the case)|false|untrue|wrong|a myth)\b",
    r"^\W*(?:mais )?(?:c'est|cela est) (?:faux|inexact|un mythe)\b|^\W*(?:mais )?ce n'est pas (?:vrai|le cas|exact)\b",
)
_UP = {
    "en": r"(?:grows?|grew|grown|growing|ris(?:es?|en|ing)|rose|increas\w+|climb\w*|expand\w*|gone up|went up)",
    "fr": r"(?:augment\w*|croi(?:t|ssent|tre)|cru|grandi\w*|progress\w*|grimp\w*|mont(?:e|ent|er))",
}
_DOWN = {
    "en": r"(?:shr[aiu]nks?|fall(?:s|en|ing)?|fell|drop\w*|declin\w+|decreas\w+|dipp?\w*|gone down|went down)",
    "fr": r"(?:baiss\w*|diminu\w*|recul\w*|chut\w*|flechi\w*|tomb\w*)",
}
_ALWAYS = {
    "en": r"(?:(?:every|each)(?: single| passing)? (?:year|edition|winter|time)|year (?:after|on|by|over) year|from (?:year|edition) to (?:year|edition)"
    r"|without (?:interruption|fail|a break|pause|exception)|steadily|continuously|constantly|uninterrupted(?:ly)?|consistently|non-?stop)",
    "fr": r"(?:(?:chaque|toutes les|tous les) (?:annees?|editions?|ans|hivers?)|d'annee en annee|d'une (?:annee|edition) (?:a|sur) l'autre|d'edition en edition"
    r"|annee apres annee|sans (?:interruption|relache|cesse|discontinuer|exception)|constamment|continuellement|regulierement)",
}
_THAN_BEFORE = {
    "en": r"than (?:in )?(?:the )?(?:one|year|edition|last|previous|preceding|winter)",
    "fr": r"(?:precedente?s?|d'avant|anterieure?)",
}
_YEARS_TOO = r"(?:[^.;\d]|\b(?:19|20)\d\d\b){0,60}?"  # "every edition since 2015 had …"
_TREND_UP = both(
    rf"\b{_UP['en']}\b[^.;\d]{{0,40}}?\b{_ALWAYS['en']}\b"
    rf"|\b{_ALWAYS['en']}{_YEARS_TOO}\b(?:more|bigger|larger|better|higher|greater)\b[^.;\d]{{0,40}}?{_THAN_BEFORE['en']}\b[^.;,]{{0,10}}"
    rf"|\b{_ALWAYS['en']},? (?:\w+ ){{0,4}}?{_UP['en']}\b(?! (?:to|by|from)\b)"
    r"|\bnever (?:once |yet |ever )?(?:fallen|fell|dropped|declined|shrunk|decreased|dipped|gone down)\b(?! (?:below|under|to))"
    r"|\b(?:only|always) (?:ever )?(?:gone up|grown|risen|increased)\b"
    rf"|\b(?:{_UP['en']}|recovered)\b(?: [a-z]+){{0,2}} (?:until|up to|till|(?:two|three|four|five|six|seven|eight|nine|ten) (?:years|editions|winters|times) (?:running|in a row|in succession))\b",
    rf"\b{_UP['fr']}\b[^.;\d]{{0,40}}?\b{_ALWAYS['fr']}\b"
    rf"|\b{_ALWAYS['fr']}{_YEARS_TOO}\b(?:mieux|plus|davantage|depass\w*|superieure?s?|bat)\b[^.;\d]{{0,40}}?\b{_THAN_BEFORE['fr']}\b"
    rf"|\b{_ALWAYS['fr']},? (?:\S+ ){{0,4}}?{_UP['fr']}\b"
    r"|\bcesse (?:de (?:croitre|grandir|progresser|grimper|monter)|d'augmenter)\b"
    r"|\bjamais (?:baisse|recule|diminue|chute|flechi)\b(?! (?:sous|en dessous))|\btoujours (?:augmente|progresse|cru|grandi)\b"
    rf"|\b(?:{_UP['fr']}|relevee?s?|remont\w+)(?: [a-z]+){{0,2}} (?:jusqu'en|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:ans|annees|editions|hivers|fois) (?:de suite|d'affilee|consecuti\w+|durant))",
)
_TREND_DOWN = both(
    rf"\b{_DOWN['en']}\b[^.;\d]{{0,40}}?\b{_ALWAYS['en']}\b"
    rf"|\b{_ALWAYS['en']}{_YEARS_TOO}\b(?:fewer|smaller|lower|less)\b[^.;\d]{{0,40}}?{_THAN_BEFORE['en']}\b",
    rf"\b{_DOWN['fr']}\b[^.;\d]{{0,40}}?\b{_ALWAYS['fr']}\b"
    rf"|\b{_ALWAYS['fr']}{_YEARS_TOO}\bmoins\b[^.;\d]{{0,40}}?\b{_THAN_BEFORE['fr']}\b",
)
# Superlatives; a rank may stand before them.
_OF_WHAT = {
    "en": r"(?:year|edition|total|number|result|figure|turnout|participation|count|marathon|level|mark|\x7f{12,}|ever\b|yet\b|so far|of all time|on record|in (?:its|the campaign's|our|the) history|since\b)",
    "fr": r"(?:annee|edition|total|nombre|resultat|chiffre|participation|mobilisation|bilan|marathon|score|niveau|marque|\x7f{12,})",
}
_RANK = {
    "en": r"(?P<rank{0}>(?:second|third|fourth|fifth|2nd|3rd|4th|5th)[- ])?",
    "fr": r"(?P<rank{0}>(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|[2-5]e(?:me)?) )?",
}
# The rank alone: "ranks second", "in third place", « au deuxième rang ».
_NTH = {
    "en": r"(?P<rank{0}>first|second|third|fourth|fifth|sixth|[1-6](?:st|nd|rd|th))",
    "fr": r"(?P<rank{0}>premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|[1-6](?:ere?|e|eme))",
}
_HIGHEST = both(
    r"\b(?:broke|breaks?|breaking|broken|beats?|smash\w*|shatter\w*|sets?|setting)\b[^.;\d]{0,20}?\brecords?\b"
    r"|\b(?:a|an|new|all-time|absolute|another)(?: new| all-time| absolute)* record\b(?! of what|s? (?:of|in) (?!(?:actions|letters|participation|\d)))"
    r"|\b(?:holds?|held|has) the (?:all-time |current )?record\b|\bthe record (?:dates (?:from|back to)|is from|was set in|goes back to|stands from)\b"
    r"|\b(?:is|remains|stays|still|stands as) (?:still )?(?:the|our|its) record\b(?! of what|s? (?:of|in) (?!(?:actions|letters|participation|\d)))"
    r"|\brecord(?:[- ](?:year|edition|total|number|high|participation|turnout|breaking))"
    rf"|\b{_RANK['en'].format(1)}(?:best|biggest|largest|highest|greatest|strongest|busiest|most successful) (?:\w+ ){{0,2}}?{_OF_WHAT['en']}"
    rf"|\b{_RANK['en'].format(2)}most (?:actions|letters|signatures)\b[^.;]{{0,20}}?\b(?:ever|yet|of any|in (?:its|the|our)|of all)\b"
    r"|\b(?:peak(?:ed)?|high point|all-time high|pinnacle|high-water mark)\b"
    r"|\bnever (?:before )?(?:had|have|has|did|were)?\b[^.;\d]{0,30}?\b(?:so|as) many\b|\bmore (?:actions |letters )?than ever\b|\bunprecedented (?:number|total|year)"
    r"|\bno (?:other )?(?:\x7f+ )?(?:year|edition|campaign|winter|marathon)\b[^.;]{0,60}?\b(?:more|better|surpass\w*|match\w*|beat\w*|exceed\w*|higher|as many|close)\b"
    r"|\b(?:beat|beats|beaten|outdid|surpass\w*|topp\w*|exceed\w*|outstripp\w*|eclips\w*) (?:all|every|each|any)(?: (?:of )?(?:the|other|previous|earlier|past|one|single|our|its))* (?:editions?|years?|campaigns?|marathons?|winters?)\b"
    r"|\bnever (?:been )?(?:surpassed|beaten|equalled|matched|exceeded)\b|\bnever\b[^.;\d]{0,20}?\bmore (?:actions|letters|signatures)\b[^.;\d]{0,30}?\bthan\b"
    r"|\b(?:the|its|our) record\b(?: (?:of|for)[^.;,\d]{0,40})?,? (?:was |is |has been )?(?:set|established|held|reached)\b"
    r"|\b(?:yet|still) to be (?:beaten|surpassed|equalled|matched)\b|\b(?:nobody|no one|nothing) (?:has |had )?(?:ever )?(?:topp|beat|surpass|exceed|match)\w*\b|\bun(?:beaten|matched|surpassed|equalled|rivalled)\b|\bwith the most\b"
    rf"|\b(?:ranks?|ranked|comes?|came|stands?|finishe[sd]|placed) (?:in )?{_NTH['en'].format(3)}(?= (?:place|position|among|in|by|of|for|on)\b| ?[.,;]|$)|\b{_NTH['en'].format(4)} (?:place|position|rank|spot)\b",
    r"\b(?:bat\w*|etabli\w*|pulveris\w*|explos\w*)\b[^.;\d]{0,20}?\brecords?\b"
    r"|\b(?:detient|detenait|garde|conserve) (?:toujours )?le record\b|\ble record (?:date de|remonte a|est celui de|a ete etabli en)\b"
    r"|\b(?:reste|est|demeure|etait|restait)(?: encore| toujours)? (?:le|notre|son) record\b"
    r"|\b(?:un|nouveau|notre)(?: nouveau)? record\b|\b(?:annee|edition|nombre|chiffre|total|participation) record\b|\brecord (?:absolu|historique|de tous les temps)"
    rf"|(?<!\bune )\b{_RANK['fr'].format(1)}(?:meilleure?|plus (?:grande?|gros(?:se)?|haute?|forte?|faste|importante?|elevee?)) (?:\w+ ){{0,2}}?{_OF_WHAT['fr']}"
    rf"|\b{_OF_WHAT['fr']}(?: d'actions| de lettres)? (?:la|le) plus (?:grande?|haute?|forte?|faste|importante?|elevee?)\b|\ble plus (?:haut|eleve)\b"
    r"|\b(?:sommet|pic|apogee)\b"
    r"|\bjamais\b[^.;\d]{0,60}?\b(?:autant|aussi (?:nombreu\w+|forte?))\b|\bplus que jamais\b|\b(?:nombre|total|annee) sans precedent"
    r"|\baucune (?:autre )?(?:annee|edition)\b[^.;]{0,60}?\b(?:depass\w*|egal\w*|fait mieux|plus|autant|davantage|battu\w*)\b"
    r"|\b(?:bat\w*|depass\w*|surpass\w*|eclips\w*|fait mieux que) (?:toutes les|tous les|chacune des|l'ensemble des)(?: autres)? (?:editions?|annees?|marathons?|campagnes?)\b"
    r"|\bjamais (?:ete )?(?:depasse|egale|battu)\w*|\binegalee?\b|\bimbattue?\b|\ble plus d(?:'actions|e lettres|e signatures)\b"
    r"|\b(?:le|son|notre) record\b(?: (?:du|de|d')[^.;,\d]{0,40})?,? (?:a ete |est |fut )?(?:etabli|atteint|detenu|date|remonte)\b"
    r"|\bedition (?:la )?plus suivie\b|\bla plus grande edition\b"
    rf"|\b(?:se classe|arrive|figure|se place|pointe|vient|est) (?:en |au |a la )?{_NTH['fr'].format(3)}(?= (?:place|position|rang|par|en|pour|des|du|parmi)\b| ?[.,;]|$)|\b{_NTH['fr'].format(4)} (?:place|position|rang)\b",
)
_LOWEST = both(
    rf"\b{_RANK['en'].format(1)}(?:worst|smallest|lowest|weakest|poorest|fewest) (?:\w+ ){{0,2}}?{_OF_WHAT['en']}"
    r"|\b(?:all-time low|low point)\b",
    rf"\b{_RANK['fr'].format(1)}(?:pire|moins bonne?|plus (?:petite?|basse?|bas|faible|mauvaise?)) (?:\w+ ){{0,3}}?{_OF_WHAT['fr']}"
    rf"|\b{_OF_WHAT['fr']}(?: d'actions| de lettres)? (?:la|le) plus (?:petite?|basse?|bas|faible)\b|\ble plus (?:bas|faible)\b|\bla moins suivie\b",
)
# Only what came before is meant, not what came after.
_THEN = both(
    r"\b(?:until then|up to then|at the time|so far|yet(?! to be)|before it|(?:broke|beat|set|smashed|shattered)\b.{0,30}records?|never before(?! or since)|new record|previous|earlier|gone before|before it|that came before|past)\b",
    r"\b(?:jusque-la|jusqu'alors|a l'epoque|jusqu'ici|bat\w* .{0,20}records?|nouveau record|precedente?s?|anterieure?s?|d'avant)\b",
)
_ORDINAL = both(
    r"\b(?P<nth>\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?(?:th|nd|rd|st)) (?:annual |consecutive |global )?(?:(?P<kind>editions?|marathon|campaign|\x7f{12,})|(?P<birth>anniversary|birthday))(?!\w)",
    r"\b(?P<nth>\d{1,2}(?:e|eme)|[a-z]+(?:-[a-z]+)*ieme) (?:(?P<kind>edition|marathon|campagne|\x7f{12,})|(?P<birth>anniversaire))(?!\w)",
)
_RATIO = both(
    r"\b(?:(?P<word>twice|double|triple|half|doubled|tripled|quadrupled|halved|(?:[a-z]+|\d[\d,]*)[- ]?fold)"
    rf"|(?P<times>(?>{SPELLED['en']})|\d[\d.,]*) times)\b"
    r"(?=(?: (?:as (?:many|much)|that of|that for|the (?:number|total|figure|actions|letters|level|count)|the(?= \d)|what (?:it|they|there) was|more|higher|larger|fewer|lower|of (?:that|those|the)|those of|compared|between|from|in|over)\b|[,.]|$))",
    r"\b(?:(?P<word>(?:le )?(?:double|triple|quadruple)|(?:la )?moitie)|(?!une fois(?:[,.]|$))(?P<times>"
    rf"(?>{SPELLED['fr']})|\d[\d.,]*) fois|"
    r"(?P<by>multipli\w+ par (?:[a-z]+|\d+)|divis\w+ par (?:[a-z]+|\d+)))\b"
    r"(?=(?: (?:plus|moins|autant|superieure?s?|celui|celle|ceux|celles|qu'|de (?:celui|celle|celles|moins|plus)|du (?:total|nombre)|d'actions|en|entre|par rapport|depuis)|[,.]| de|$))",
)
_LESS = both(r"^ (?:fewer|lower|less|smaller)", r"^ (?:moins|de moins|inferieur)")
_QUALIFIED = both(
    r"(?:(?P<above>nearly|almost|close to|just under|not quite)|(?P<more>more than|over|well over)|(?P<floor>at least)|(?P<about>about|around|roughly|some))(?: (?:to|the|a))* $",
    r"(?:(?P<above>presque|pres de|pres du|quasiment)|(?P<more>plus d[eu]|plus que)|(?P<floor>au moins)|(?P<about>environ|quelque))(?: (?:le|la))* $",
)
_BASE = {
    "en": r"(?: (?:still|yet|again))?(?: than (?:(?:in )?(?P<base>(?:19|20)\d\d)|(?P<ago>(?:in )?the (?:year|edition|one) before|the previous (?:year|edition))))?",
    "fr": r"(?: encore)?(?: (?:que|qu') ?(?:en )?(?:(?:celle de |l'edition )?(?P<base>(?:19|20)\d\d)|(?P<ago>l'annee (?:precedente|d'avant)|l'edition precedente)))?",
}
# "2010 did better still", "we did worse than the year before", « l'année 2024, elle, a fait mieux que 2023 ».
_DID = both(
    r"\b(?:(?P<year>(?:19|20)\d\d)|(?P<next>the (?:next|following) (?:year|edition)|the year after)|we|it|they|the (?:campaign|marathon|edition)),? (?:had |has |have )?(?:did|done|fared|went) (?:even |much |slightly |a little )?(?:(?P<up>better|more)|(?P<down>worse|less well|less))"
    + _BASE["en"]
    + r"(?=\W|$)",
    r"\b(?:(?P<year>(?:19|20)\d\d)|(?P<next>l'(?:annee|edition) (?:suivante|d'apres))|nous|on|elle|la campagne|le marathon|l'edition),?(?: elle,?)? (?:avions |avait |a |avons |ont )?(?:fait|fit) (?:bien |encore |un peu )?(?:(?P<up>mieux|davantage)|(?P<down>moins bien|pire|moins))"
    + _BASE["fr"]
    + r"(?=\W|$)",
)


# "In 2010 the figure rose once more", « 2024 : la courbe redescend ».
_YEAR_MOVED = both(
    rf"(?:^\W*|[,;:] )(?:in |and in |but in )?(?P<year>(?:19|20)\d\d)(?:,| ?:| saw)? (?:the |a |its |our )?(?:world |worldwide |global )?(?:figure|total|tally|count|number of (?:actions|letters)|curve|number|campaign|we|it)s? (?:had |has |have )?(?:(?:slightly|sharply|again|further|barely) )?(?:(?P<up>{_UP['en']})|(?P<down>{_DOWN['en']}))(?: (?:again|once more|slightly|sharply|back|further))*(?=[.,;!]|$| and\b| but\b)",
    rf"(?:^\W*|[,;:] )(?:en |et en |mais en )?(?P<year>(?:19|20)\d\d)(?:,| ?:)? (?:la courbe|le total|le chiffre|le nombre|le compteur|la mobilisation|la campagne|on|nous|elle) (?:avions |avait |a |avons )?(?:(?:legerement|fortement|nettement|un peu|encore|a peine) )?(?:re)?(?:(?P<up>{_UP['fr']})|(?P<down>{_DOWN['fr']}|descend\w*))(?: (?:encore|a nouveau|de nouveau|legerement|fortement|un peu))*(?= ?[.,;:!]|$| et\b| mais\b)",
)


_MARKS = lazy(r"\brecord\b|\bmillion\b")


def _about_us(place: Scope, facts: Facts, ours: Callable[[], bool]) -> bool:
    flat, lang = place.sentence.flat, place.sentence.lang
    if scope.of_others(flat, place, facts) or place.cases:
        return False
    spoken_of = _SUBJECT[lang].search(flat) or _IT[lang].search(flat) or place.counting
    spoken_of = spoken_of or (
        place.campaign
        and (passes_a_million(flat) or (_DID[lang].search(flat) or _MARKS.search(flat)) is not None)
    )
    if not spoken_of or not ours():
        return False
    if vocabulary.WORLD[lang].search(flat):
        return True
    if place.of_section is not None:
        return False
    return (
        not vocabulary.LOCAL[lang].search(flat)
        and scope.section(place.sentence, place, facts, True) is None
        and not any(
            _ITS_OWN.match(flat, end) or _SECTION_OF.search(flat, 0, start)
            for start, end, _ in place.places or ()
        )
    )


# "Iceland's section took more actions", « la section d'Islande a mené plus d'actions ».
_ITS_OWN = lazy(
    r"'s? (?:[a-z]+ )?(?:section|supporters|members|activists|actions|total|count|figure)"
)
_SECTION_OF = lazy(
    r"\b(?:sections?|amnesty|amnesty international|amnistie|membres) (?:of |in |en |au |aux |de |du |d')?(?:the |la |l')?$"
)


_DOWN_WORD = {lang: lazy(rf"\b{_DOWN[lang]}\b") for lang in ("en", "fr")}


def _trends(place: Scope, _facts: Facts, _: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    since, until = span_of(flat, lang)
    leaning = leaning_span(place) if since is None else None
    if leaning is not None:
        since, until = leaning
        if since is None:
            return  # from when on is not said
    for pattern, up in ((_TREND_UP, True), (_TREND_DOWN, False)):
        for match in pattern[lang].finditer(flat):
            never = re.match(r"never|jamais|cesse", match.group()) is not None
            denied = not never and is_denied(flat, lang, match.start(), match.end())
            told = any(each.end() <= match.start() for each in place.years)
            if leaning and not told and _DOWN_WORD[lang].search(flat, 0, match.start()):
                continue  # "it fell for a year, and after that it grew": from another year on
            yield Claim(Said.TREND, *match.span(), up=up, since=since, until=until, denied=denied)


# "The lowest is 4,600,000, the highest 4,700,000": of some totals that were told before, not of all editions.
_OF_A_RANGE = lazy(
    r"\bthe +lowest +(?:is|was|at|says)\b.*\bthe +highest\b|\ble +plus +bas +(?:est|indique|dit|etait)\b.*\ble +plus +(?:eleve|haut)\b"
)


def _extremes(place: Scope, facts: Facts, found: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    for pattern, up in ((_HIGHEST, True), (_LOWEST, False)):
        for match in pattern[lang].finditer(flat):
            if re.search(
                r"world'?s |\bdu monde\b", flat[max(0, match.start() - 12) : match.end() + 12]
            ):
                continue  # "the world's largest human rights campaign" is beside others
            if _of_a_part(match, flat, found) or _OF_A_RANGE.search(flat):
                continue
            year = year_meant(place, facts, *match.span(), found)
            none = _NONE.match(match.group())
            than = _THAN.search(flat, match.start()) if none else None
            year = int(than["year"]) if than else year
            if year is None and none and (after := span_of(flat, lang)[0]):
                year = after  # "since 2019 no edition has done better"
            if _STILL_IT.match(
                match.group()
            ):  # "…, and in 2019 it reached 6,609,837, which is still the record"
                year = _year_before(match, place, facts, found)
            if year is None:
                continue
            rank = next(
                (
                    value
                    for name, value in match.groupdict().items()
                    if name.startswith("rank") and value
                ),
                "",
            )
            since, until = span_of(flat, lang)
            if none and since == year:
                since = None
            elif since is not None and until is None:
                since, until = (
                    since + 1,
                    year,
                )  # "the lowest since 2020": 2020 itself may have been lower
            elif _THEN[lang].search(flat):
                until = year
            inside = _NONE.match(match.group()) is not None
            denied = not inside and is_denied(flat, lang, match.start(), match.end())
            end = match.end()
            if _STILL_IT.match(match.group()):  # "remains the record at 6,609,837"
                end = next((each.end for each in found if 0 < each.start - end < 8), end)
            yield Claim(
                Said.EXTREME, match.start(), end, up=up, year=year, since=since, until=until,
                value=ordinal(rank.strip(" -"), lang) or 1, denied=denied,
            )  # fmt: skip


_STILL_IT = lazy(r"(?:is|remains|stays|still|stands|reste|est|demeure|etait|restait)\b.*\brecord")


def _year_before(
    match: re.Match[str], place: Scope, facts: Facts, found: list[NumberInText]
) -> int | None:
    """The edition that is said to be the record still: by its total beside it, else the last year before."""
    highest = max(facts.totals.values(), key=lambda row: row["actions"] or 0)
    if any(number.value == highest["actions"] for number in found):
        return int(highest["edition_year"])
    before = [int(year.group()) for year in place.years if year.end() <= match.start()]
    return before[-1] if before else place.context_year


def _of_a_part(match: re.Match[str], flat: str, found: list[NumberInText]) -> bool:
    """Whether a record is that of a number beside it which no edition is as small as: of a town, of what was sent online."""
    return any(
        not number.percent
        and number.value < LEAST
        and (
            re.fullmatch(
                r"[^.;:\d]{0,24}, (?:the|its|our|la|le|leur|notre) ?(?:(?:best|plus) )?",
                flat[number.end : match.start()],
            )
            or re.fullmatch(r" ?(?:of|at|de|a|d')? ?(?:\w+ )?", flat[match.end() : number.start])
        )
        for number in found
    )


LEAST = 1_500_000  # an edition that is the highest of any
_NONE = lazy(r"no |never|aucune|jamais")
_THAN = lazy(
    r"\b(?:than|que|qu'en)(?: (?:in|that of|celle de|celui de|en|the edition of|l'edition(?: de)?))? ?(?P<year>(?:19|20)\d\d)\b"
)


def _did(place: Scope) -> Iterator[Claim]:
    """One edition that did better or worse than another, or than the one before."""
    flat, lang = place.sentence.flat, place.sentence.lang
    for match in _DID[lang].finditer(flat):
        told = [int(year.group()) for year in place.years if year.end() <= match.start()]
        last = told[-1] if told else place.context_year
        year = int(match["year"]) if match["year"] else last and last + bool(match["next"])
        base = int(match["base"]) if match["base"] else year and year - 1
        if year and base and year != base:
            yield Claim(
                Said.DIRECTION, *match.span(), up=bool(match["up"]), year=year, base=base,
                denied=is_denied(flat, lang, match.start(), match.end()),
            )  # fmt: skip


def _directions(place: Scope, _: Facts, found: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    if any(number.percent for number in found):
        return  # by how much is held against the figures already
    yield from _did(place)
    for match in _YEAR_MOVED[lang].finditer(flat):
        year = int(match["year"])
        yield Claim(
            Said.DIRECTION, match.start("year"), match.end(), up=bool(match["up"]), year=year, base=year - 1,
            denied=is_denied(flat, lang, match.start(), match.end()),
        )  # fmt: skip


_TIMES_COUNT = lazy(
    r" (?:the|les|des|de|de ces|of the) ?\d[\d.,  ]* (?:of|in|for|de|en|counted in) (?P<base>(?:19|20)\d\d)\b"
)


def _ratios(place: Scope, facts: Facts, found: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    if any(name for _, _, name in facts.places.find(flat)) and not vocabulary.WORLD[lang].search(
        flat
    ):
        return  # of a section beside its own count of another year
    for match in _RATIO[lang].finditer(flat):
        start = match.start()
        value = times(match.group(), lang)
        if value is None or any(
            n.percent and n.start < match.end() and start < n.end for n in found
        ):
            continue
        less = _LESS[lang].search(flat[match.end() :]) is not None
        qualified = _QUALIFIED[lang].search(flat[max(0, start - 16) : start])
        qualifier = str(qualified.lastgroup) if qualified else "exactly"
        base, year = _pair(place, facts, match, found)
        if beside := _TIMES_COUNT.match(flat, match.end()):  # "twice the 636,139 of 2010"
            base = int(beside["base"])
            told = [int(y.group()) for y in place.years if y.end() <= start]
            year = told[-1] if told else place.context_year
        if base is None or year is None or base == year:
            continue
        yield Claim(
            Said.RATIO, start, match.end(), year=year, base=base,
            value=1 / value if less and value > 1 else value, qualifier=qualifier,
        )  # fmt: skip


_ONE_BEFORE = lazy(
    r"\b(?:the (?:year|edition|one|winter) before|the (?:previous|preceding) (?:year|edition|one)|a year earlier|l'(?:annee|edition) (?:precedente|d'avant)|un an plus tot)\b"
)


_BEHIND_ITS_COUNT = lazy(
    r"\d,? (?:actions |lettres |letters )?(?:(?:soit|that is|or|so|c'est|presque|nearly|plus|more|du|de|than|le|la|just|over|about|environ) )*$"
)


def _pair(
    place: Scope, facts: Facts, match: re.Match[str], found: list[NumberInText]
) -> tuple[int | None, int | None]:
    """The edition that a ratio is measured from, and the one that it leads to."""
    flat, lang = place.sentence.flat, place.sentence.lang
    since, until = span_of(flat, lang)
    if since is not None and until is not None:
        return since, until
    rest = flat[match.end() : match.end() + 60]
    if vocabulary.FIRST_YEAR[lang].search(rest.split(",")[0]):
        return min(facts.totals), year_meant(place, facts, *match.span(), found)
    told = [int(each.group()) for each in place.years if each.end() <= match.start()]
    if told and _ONE_BEFORE.search(rest.split(",")[0]):
        return told[-1] - 1, told[-1]
    base, year = scope.compared(replace(place.sentence, flat=flat[match.start() :]), place)
    if base is None:
        # "2013: 2,373,422. 2016: 4,660,774, more than double": beside the count before.
        listed = (
            len(told) == 1
            and place.context_year
            and _BEHIND_ITS_COUNT.search(flat, 0, match.start())
        )
        return (place.context_year, told[0]) if listed and place.counting else (None, None)
    others = [
        int(y.group()) for y in place.years if int(y.group()) != base and y.end() <= match.start()
    ]
    return base, others[
        -1
    ] if others else place.context_year if place.context_year != base else year


_A_SECTION = lazy(
    r"\b(?:amnesty international|amnistie internationale)(?: [a-z]+)?\b|\b(?:section|invites?|launch\w*|invite|lance|organisee? par)\b"
)
_SPRING = lazy(r"\b(?:january|february|march|april|janvier|fevrier|mars|avril)(?: \x7f+,?)? $")


def _ordinals(place: Scope, facts: Facts, _: list[NumberInText]) -> Iterator[Claim]:
    flat, lang = place.sentence.flat, place.sentence.lang
    for match in _ORDINAL[lang].finditer(flat):
        value = ordinal(match["nth"], lang)
        if value is None or value < 2:
            continue
        year = year_meant(place, facts, *match.span(), [])
        if year is None:
            continue
        # "Launches the 23rd edition on 30 October 2023, until 31 January 2024": the winter is that of its autumn.
        winters = {
            int(each.group()) - (_SPRING.search(flat, 0, each.start()) is not None)
            for each in place.years
        }
        if fitting := [
            each for each in winters if each - min(facts.totals) + 1 == value and not match["birth"]
        ]:
            year = fitting[0]
        said = Said.ANNIVERSARY if match["birth"] else Said.ORDINAL
        if said is Said.ANNIVERSARY and not vocabulary.CAMPAIGN[lang].search(flat):
            continue
        joined = _A_SECTION.search(flat) is not None and "2001" not in flat
        yield Claim(said, *match.span(), year=year, value=value, of_others=joined)
