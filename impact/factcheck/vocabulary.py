"""The words by which a text speaks of our subjects, as patterns over plain letters, in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from impact.factcheck.patterns import both, lazy
from impact.i18n.words import Language

Patterns = Mapping[Language, re.Pattern[str]]


# What stands between a number and the noun that it counts.
_FILL = {
    "en": r"(?: (?:\x7f+|of|the|these|those|such|more|new|all|different|individual|written|handwritten|personal|online"
    r"|solidarity|brave|innocent|unjustly|wrongly|imprisoned|detained|political|human|rights|published|documented"
    r"|named|featured|presented|civil|and|amazing|incredible|powerful|further|other|global|worldwide|national"
    r"|participating|separate|urgent|letter-writing|of these|whose))",
    "fr": r"(?: (?:\x7f+|de|d'|des|du|les|ces|ses|nos|vos|autres|nouvelles|nouveaux|belles|grandes|telles|quelque|differentes"
    r"|differents|veritables))",
}
_NOUNS = {
    "actions": (
        r"actions?|letters?|signatures?|messages?|appeals?|petitions?|postcards?|cards|e-?mails?|gestures",
        r"actions?|lettres?|signatures?|messages?|gestes?|appels?|petitions?|cartes?|courriels?",
    ),
    "people": (
        r"people|persons?|individuals?|men|women|supporters?|activists?|prisoners?|detainees?|defenders?|citizens"
        r"|participants?|human beings|writers|letter-writers|of you|others",
        r"personnes?|gens|prisonniers?|prisonnieres?|detenue?s?|militante?s?|hommes|femmes|participante?s?"
        r"|citoyens|individus|defenseure?s?|sympathisante?s?|d'entre vous|a (?:signer|ecrire|agir|participer)",
    ),
    "releases": (r"releases", r"liberations"),
    "cases": (r"cases?", r"cas|dossiers"),
    "countries": (r"countries|nations|territories", r"pays(?!-b)|territoires"),
    "sections": (r"(?:national )?sections", r"sections"),
    "editions": (r"editions?", r"editions?"),
    "situations": (r"situations|lives|positive outcomes", r"situations|vies|denouements positifs"),
}  # fmt: skip


def _noun(lang: Language) -> str:
    index = 0 if lang == "en" else 1
    return "|".join(f"(?P<{name}>{words[index]})" for name, words in _NOUNS.items())


PEOPLE: dict[Language, str] = dict(zip(("en", "fr"), _NOUNS["people"], strict=True))

# French elides: "4,5 millions d'actions". Signs of emphasis may end the number: "**127** people".
_JOINT = {
    "en": rf"{_FILL['en']}{{0,4}}? ",
    "fr": rf"(?:{_FILL['fr']}{{0,4}}? |{_FILL['fr']}{{0,3}} d')",
}
_BOTH: tuple[Language, ...] = ("en", "fr")
NOUN: Patterns = {lang: lazy(rf"[*\"”»]{{0,3}}{_JOINT[lang]}(?:{_noun(lang)})\b") for lang in _BOTH}
ANY_NOUN: Patterns = {lang: lazy(rf"\b(?:{_noun(lang)})\b") for lang in _BOTH}
# How the words begin without one of which a sentence counts nothing of ours; a test holds them to the nouns.
SUBJECT_BEGINNINGS = frozenset(
    (
        "acti", "agir", "amel", "appe", "camp", "card", "cart", "cas", "case", "citi", "cito", "cont", "coun",
        "cour", "defe", "othe", "deno", "deta", "dete", "doss", "ecri", "edit", "emai", "femm", "free",
        "gens", "gest", "homm", "huma", "impr", "indi", "lett", "libe", "live", "mail", "mara", "men",
        "mess", "mili", "nati", "part", "pays", "peop", "pers", "peti", "posi", "post", "pres",
        "pris", "rele", "righ", "sect", "sign", "situ", "supp", "symp", "terr", "vies", "vous", "wome",
        "writ", "you",
    )
)  # fmt: skip
SOLIDARITY = both(
    r"\bsolidarity messages|messages of (?:solidarity|support)|solidarity cards",
    r"messages de (?:solidarite|soutien)|cartes de solidarite",
)
# What makes a bare number at its end count what was named before: "actions: 4,496,875".
LINK = both(
    r"(?:\b(?:is|are|was|were|be|to|at|reach(?:ed|ing)?|total(?:s|led|ling|ed)?|numbered|counts?|counted|hit|then|than|not|and|but|against|versus|compared (?:to|with))|[:=(|])"
    r" *(?:more than|over|at least|nearly|almost|about|around|some|up to|close to|just under|a|the)? *$",
    r"(?:\b(?:est|sont|etait|etaient|a|au nombre de|atteint|atteignent|atteignait|compte|comptait|puis|que|et|mais|non pas|pas|contre|par rapport a)|[:=(|])"
    r" *(?:plus de|au moins|pres de|presque|environ|quelque|jusqu'a|les|a)? *$",
)
# After such a number nothing follows that it could count instead.
BARE = both(
    r"^ *(?:$|[.,;:!?)|]|\((?:19|20)\d\d\)|(?:times|followed|or more|two|three|five|ten|a decade|in|for|by|on|from|since|last|this|over|and|worldwide|then|during|across|but|people in|to(?= \d)|that (?:year|winter)|(?:was|were|had been) (?:counted|recorded|sent|taken|written|signed|collected|reported)|the (?:year|edition) (?:before|after)|the previous|the following|a year)\b)",
    r"^ *(?:$|[.,;:!?)|]|\((?:19|20)\d\d\)|(?:fois|suivirent|ont suivi|ou plus|deux|trois|cinq|dix|de (?=(?:19|20)\d\d\b)|en|pour|depuis|dans|au|lors|contre|et|puis|a travers|l'an|cette|mais|durant|a(?= \d)|(?:ont|avaient) ete (?:comptee?s|recueillie?s|menee?s|envoyee?s)|l'annee|l'edition|un an)\b)",
)
HANDED_ON = both(
    r"^,? (?:but|and|or|then|to)\b[^\d.;]{0,20}$", r"^,? (?:mais|et|ou|puis|a)\b[^\d.;]{0,20}$"
)

# What may stand between one count of actions and the next, for the next to count actions too: "in 2015
# they sent 3,714,141", "on en comptait 5 320 261".
_GOING_ON = {
    "en": r"in|and|then|but|by|of|there|to|at|a|an|the|they|we|it|people|supporters|figures?|totals?|tally|count|sum|number|result"
    r"|that|this|year|years|edition|later|was|were|is|stood|had|has|have|sent|took|wrote|collected|gathered|reached"
    r"|rose|fell|dropped|climbed|grew|jumped|went|up|down|from|only|just|even|already|more|than|nearly|almost|over"
    r"|about|around|some|least|record|whopping|staggering|impressive|following|next|one|two|three|ten|twenty|decades?"
    r"|after|before|as|still|again|earlier|on|world|worldwide|globally|across|closed|ended|finished|came|under|past|brought|passed|topped|well|world's",
    "fr": r"en|et|puis|mais|precedente|auparavant|tot|de|du|a|au|un|une|le|la|les|ils|elles|on|nous|il|elle|y|c'etait|chiffres?|total|totaux"
    r"|bilan|nombre|resultat|compteur|cette|annee|an|ans|edition|plus|tard|etait|sont|est|avait|ont|a|envoye|recueilli|rassemble"
    r"|ecrit|comptait|comptaient|atteint|atteignait|passe|grimpe|monte|chute|tombe|jusqu'a|pres|presque|environ|quelque"
    r"|que|moins|seulement|deja|meme|record|suivante?|apres|dix|vingt|deux|encore|s'elevait|s'etablissait|dans|monde|mondial\w*|denombr\w+|compt\w+|repass\w*|au-dessus|sous|les|des",
}
GOING_ON: Patterns = {
    # Possessive: what was read is not read another way, so a long run of small words costs one pass.
    lang: lazy(rf"(?:(?:{_GOING_ON[lang]}|(?:19|20)\d\d)(?![\w'])|[dl]'|[ ,:;()\x7f]+)*+")
    for lang in _BOTH
}

RELEASED = both(
    r"\b(?:released?|releases|releasing|freed|free|freedom|liberated|(?:come|came|gone|went|returned|back) home|out of prison|left prison|at liberty|pardoned|(?:gates?|doors?) (?:swing )?open\w*)\b",
    r"\b(?:liber(?:e|er|ee|es|ees|ation|ations)|relache\w*|liberte|sortie?s? de prison|graciee?s?|libres?|prison s'ouvrir|(?:rentre|revenu|retourne)e?s? chez (?:eux|elles?|lui))\b",
)
IMPROVED = both(
    r"\b(?:improv\w*|positive outcomes?|better)\b", r"\b(?:amelior\w*|positifs?|positives?|mieux)\b"
)
ACTED = both(
    r"\b(?:wrote|written|write|writing|acted|act|demand(?:ed|s)?|called for|campaigned|took action|taken action|take action|signed|sent|mobili[sz]ed"
    r"|participated|took part|taken part|joined|spoke (?:out|up)|stood up|tak(?:en|e|ing) up (?:their|a) pens?|took up (?:their|a) pens?|tak(?:en|e|ing) up (?:his|her|their) case|took up (?:his|her|their) case|put pen to paper|put their names?|(?:lent|raised) their voices?)\b",
    r"\b(?:ecrire|signer|ecrit|ecrivent|agi|(?:ont|a|avez|avons) (?:demande|exige|reclame)|agissent|signe|signent|envoye|mobilisee?s?|participe|pris part|pris (?:la|leur) plume|saisi (?:la|leur) plume|eleve la voix|passees a l'action)\b",
)  # fmt: skip
CAMPAIGN = both(
    r"\x7f{12}|\b(?:campaigns?|letters|actions|signatures|editions?|letter-writing|amnesty|since (?:it|the campaign) began)\b",
    r"\x7f{12}|\b(?:campagnes?|lettres|actions|signatures|editions?|marathon|amnistie|amnesty)\b",
)
# The campaign itself, by name, and not only what anybody may write or sign.
CAMPAIGN_ITSELF = both(
    r"\x7f{12}|\b(?:campaign|editions?|letter-writing marathon)\b",
    r"\x7f{12}|\b(?:campagne|editions?|marathon)\b",
)
# Whether a text speaks of the campaign at all, in either language.
OURS = lazy(
    r"write ?(?:for|4) ?rights|w4r\b|letter[- ]writing marathon|ecrire,? ca libere|marathon ?des? ?(?:lettres|signatures)"
    r"|\bamnest\w+|\bamnistie|\b(?:actions|letters|lettres|signatures)\b"
)
DOCUMENTED = both(
    r"\b(?:documented|by name|record|named|we can name|we know of)\b",
    r"\b(?:documente\w*|par (?:leur )?nom|registre|nommee?s|nous pouvons (?:nommer|citer)|nous connaissons)\b",
)
# That nothing was laid upon somebody who came out.
UNCONDITIONAL = lazy(
    r"\b(?:unconditional(?:ly)?|without (?:any )?conditions?|sans (?:aucune )?conditions?|inconditionnel\w*)\b"
)
TAKES_PART = both(
    r"\b(?:took part|take part|taking part|participat\w*|running|runs?|ran|campaign\w*|actions?|letters|editions?|cases?|appeals|signed|wrote)\b",
    r"\b(?:particip\w*|pris part|prennent part|campagnes?|actions?|lettres|editions?|cas|appels|signe|ecrit)\b",
)
WORLD = both(
    r"\b(?:worldwide|world|globally|global)\b", r"\b(?:monde|mondiale?s?|mondialement|planete)\b"
)
PRESENTED = both(
    r"\b(?:featured|features?|presented|presents?|selected|highlighted|profiled|taken up)\b",
    r"\b(?:present\w+|mise?s? en avant|a l'affiche|selectionn\w+|defendu\w*)\b",
)
CHANGED = both(
    r"\b(?:(?P<up>doubled|rose|risen|grew|grown|increas\w+|up|more|higher|above|jump\w*|growth|rise|rebound\w*|recover(?:ed|y)|gained|won back)"
    r"|(?P<down>lost|lose|loses|losing|shed|fell|fallen|drop\w*|declin\w+|decreas\w+|down|fewer|less|lower|below|shrank|fall))\b",
    r"\b(?:(?P<up>doubl\w+|augment\w+|hausse|progress\w+|cru|croissance|grimp\w+|bondi|remont\w+|rebond\w*|de plus|superieure?s?|gagn(?:a|e|ait))"
    r"|(?P<down>perd(?:it|u|ait|ent|irent)?|recul\w*|baiss\w+|diminu\w+|chut\w+|de moins|moins|inferieure?s?))\b",
)
_BEFORE_IT = {
    "en": r"(?:the |a )?(?:year|edition|winter) (?:before|earlier)|(?:the )?previous (?:year|edition)",
    "fr": r"(?:l')?(?:annee|edition) (?:precedente|d'avant)|(?:un )?an (?:plus tot|auparavant)",
}
_EDITION = r"(?:the |that of |l'annee |l'edition |celle de |celui de |edition (?:of |de )?)*"
# The edition that a change is measured from.
COMPARED = both(
    rf"\b(?:since|from|between|than (?:in|for)?|(?<=\d )on|(?<=up )on|(?<=down )on|(?<=per cent )on|(?<=half )on|(?<=third )on|(?<=fifth )on|(?<=quarter )on|(?<=% )on|below|above|compared (?:with|to)|relative to|against|versus|vs\.?|as in|that of) ?{_EDITION}"
    rf"(?:(?P<base>(?:19|20)\d\d)\b|(?:(?<=than )|(?<= on ))(?:in )?{_BEFORE_IT['en']})",
    rf"(?:\b(?:depuis|entre|de|par rapport a|compare a|face a|contre|celui de|celle de)|\bqu(?:'|e )(?:en|a|lors de)?) ?{_EDITION}"
    rf"(?:(?P<base>(?:19|20)\d\d)\b|(?:(?<=qu')|(?<=que )){_BEFORE_IT['fr']}|(?<=rapport a ){_BEFORE_IT['fr']})",
)
# "20 % below that for 2023": it is the last year, whatever stands before it.
BESIDE = both(
    rf"\b(?:below|above) (?:that|the (?:published )?total) (?:for|of) {_EDITION}(?P<base>(?:19|20)\d\d)\b",
    rf"\b(?:a celui|au total(?: publie)?) (?:de|pour) {_EDITION}(?P<base>(?:19|20)\d\d)\b",
)
# "Fell by 20 % to 4,662,638 in 2024": the year stands behind the number that it led to.
LED_TO = both(
    r"^,? (?:to|at|reaching) (?:[^.;]|\.(?=\d)){0,40}?\bin (?P<year>(?:19|20)\d\d)\b",
    r"^,? (?:a|pour atteindre|pour s'etablir a) (?:[^.;]|\.(?=\d)){0,40}?\ben (?P<year>(?:19|20)\d\d)\b",
)
SINCE = both(
    r"\bsince (?:(?P<year>(?:19|20)\d\d)|(?:the|its) (?:very )?first\b|it (?:began|started)|(?:the|its) (?:start|beginning|launch|campaign)|the campaign)"
    r"|\bfrom (?P<year2>(?:19|20)\d\d) (?:to|until|till) (?:today|now|this day|the present)\b|\b(?:all[- ]time|in all|of all time|over the years)\b",
    r"\bdepuis (?:(?P<year>(?:19|20)\d\d)|(?:la|le|sa|son) (?:toute )?premiere?\b|(?:le|son|ses) (?:debut|lancement|creation|debuts)|(?:sa|leur) creation|qu'elle)"
    r"|\b(?:de|entre) (?P<year2>(?:19|20)\d\d) (?:a|et) (?:aujourd'hui|maintenant|nos jours|ce jour)\b|\b(?:en tout|de tous les temps|au fil des ans)\b",
)
BETWEEN = both(
    r"\b(?:between|from) (?P<a>(?:19|20)\d\d) (?:and|to|until|till|through) (?P<b>(?:19|20)\d\d)\b|\b(?P<c>(?:19|20)\d\d) ?[-–] ?(?P<d>(?:19|20)\d\d)\b",
    r"\b(?:entre|de) (?P<a>(?:19|20)\d\d) (?:et|a|jusqu'en) (?P<b>(?:19|20)\d\d)\b|\b(?P<c>(?:19|20)\d\d) ?[-–] ?(?P<d>(?:19|20)\d\d)\b",
)
FEW = {
    "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10,
}  # fmt: skip
LATELY = both(
    r"\b(?:last|past) (?P<n>two|three|four|five|ten|\d{1,2}) (?:years|editions|winters)\b",
    r"\b(?P<n>deux|trois|quatre|cinq|dix|\d{1,2}) (?:dernieres (?:annees|editions)|derniers hivers)\b",
)
TOGETHER = both(
    r"\b(?:together|combined|altogether|in (?:total|all)|add(?:ed|s|ing)? up|sum|both (?:years|editions)|between them|cumulative)\b",
    r"\b(?:ensemble|au total|en tout|cumul\w*|additionn\w+|somme|reuni(?:e|es|s)|a (?:elles|eux) (?:deux|trois))\b",
)
SUPERLATIVE = lazy(
    r"\b(?:best|highest|largest|biggest|lowest|weakest|worst|smallest|fewest|plus \w+|meilleure?|pire|moins bonne?)(?: \w+)? $"
)
YEAR = lazy(r"(?<![\w/.,-])(?:19|20)\d\d(?![\w]|[.,]\d)")
LAST_YEAR = both(
    r"\b(?:last (?:year|winter|edition)|the past year|previous year)(?:'s)?\b",
    r"\b(?:l'an dernier|l'annee derniere|l'an passe|l'annee passee|l'hiver dernier|la derniere edition)\b",
)
THIS_YEAR = both(
    r"\bthis (?:year|winter|autumn|season)(?:'s)?\b",
    r"\bcette (?:annee|saison)\b|\bcet (?:hiver|automne)\b|\bl'annee en cours\b",
)
YEAR_BEFORE = both(
    r"^[^\d.;,]{0,25}\b(?:the (?:year|edition) before|the previous (?:year|edition)|a year earlier)\b",
    r"^[^\d.;,]{0,25}(?:\bl'(?:annee|edition) (?:precedente|d'avant)|\bun an plus tot)\b",
)
FIRST_YEAR = both(
    r"\b(?:the|its|our) (?:very )?first (?:year|edition|marathon|winter)\b",
    r"\b(?:la|sa|notre) (?:toute )?premiere (?:annee|edition)\b",
)
# What a number fell or rose from.
CHANGED_FROM = both(
    r"\bfrom (?:(?:at least|more than|over|nearly|almost|about|around|some|the|a|record) )*$",
    r"\b(?:contre|apres|partant de|passant de|passe[es]* de|partie?s? de) (?:(?:au moins|plus de|pres de|environ|quelque|les) ?)*$",
)
# A campaign "against torture" or "for clean water" is another one.
_OF_ITS_OWN = {
    "en": r"(?! (?:against|for|to|on|of)\b)",
    "fr": r"(?! (?:contre|pour|sur|de|du|des)\b| d')",
}
_SOMEWHERE = {
    "en": r"(?: (?:in|by) [a-z]+(?: [a-z]+)?)?",
    "fr": r"(?: (?:en|a|au|par) [a-z'-]+(?: [a-z]+)?)?",
}
# "The year before, 4,496,875": said before the number.
YEAR_EARLIER = both(
    r"(?<!with )(?<!to )(?<!than )(?<!than in )\b(?:the (?:year|edition) before|the previous (?:year|edition)|a year earlier)\b[^\d.;]{0,30}$",
    r"(?<!a )(?<!qu')\b(?:l'(?:annee|edition) (?:precedente|d'avant)|un an plus tot|un an auparavant)\b[^\d.;]{0,30}$",
)
YEAR_LATER = both(
    r"\b(?:the (?:following|next) (?:year|edition)|the (?:year|edition) after|(?:a|one) year later)\b[^\d.;]{0,30}$",
    r"\b(?:l'(?:annee|edition) (?:suivante|d'apres)|un an plus tard|un an apres)\b[^\d.;]{0,30}$",
)
# A country that acts itself: "Germany alone sent …".
SENDS = both(
    r" (?:alone |has |have )*(?:wrote|written|sent|collected|gathered|contributed|took|taken|counted|recorded|delivered|added)\b",
    r" (?:a elle seule |a lui seul )?(?:a|ont) (?:ecrit|envoye|recueilli|rassemble|compte|mene|ajoute|fourni)",
)
_ONE_OF_OURS = {
    "en": r"(?:\x7f{12,}|(?:letter-writing )?(?:edition|marathon|campaign)(?: of (?:the )?\x7f+)?)",
    "fr": r"(?:\x7f{12,}|(?:edition|marathon|campagne)(?: d(?:u|e) \x7f+)?)",
}
BEGAN = both(
    r"\x7f{12}[^.;]{0,60}\b(?:began|begun|started|launched|founded|born|exists? since|been running since|first held)\b[^.;\d]{0,30}(?P<year>(?:19|20)\d\d)"
    rf"|(?<!\d )\bcampaign\b{_OF_ITS_OWN['en']}[^.;\d]{{0,40}}\b(?:began|started|(?:was )?(?:launched|founded|born)){_SOMEWHERE['en']}(?: back)? in (?P<year2>(?:19|20)\d\d)"
    # "It all started in 2001", "the first one took place in 2001", "held every winter since 2001"
    r"|\b(?:the whole (?:thing|campaign)|it all) (?:started|began|goes back|dates back)(?: back)? (?:in|to) (?P<year4>(?:19|20)\d\d)"
    r"|\bthe (?:very )?first (?:one|edition|marathon|campaign)? ?(?:took place|was held|was|dates from|dates back to|goes back to)(?: back)? (?:in )?(?P<year5>(?:19|20)\d\d)\b(?!,)"
    r"|(?:\x7f{12}|\b(?:campaign|marathon|it)) (?:has been|is|was|have been) (?:held|run|organi[sz]ed|repeated|going)(?: on)? (?:every|each) (?:year|winter|december|autumn) since (?P<year6>(?:19|20)\d\d)"
    # "Launched in Poland in 2001, the campaign …", "since its beginnings in 2001, Write for Rights …"
    rf"|^\W*(?:first )?(?:launched|born|founded|started|created|since its (?:beginnings?|start|launch|birth|creation)){_SOMEWHERE['en']} in (?P<year3>(?:19|20)\d\d)[^.;\d]{{0,40}}, (?:the campaign\b{_OF_ITS_OWN['en']}|(?:[a-z'-]+ ){{0,5}}\x7f{{12}})"
    r"|\x7f{12}[^.;]{0,40}\b(?:dates? back|goes back|(?:has|have) existed|came into being)\b[^.;\d]{0,20}(?P<year7>(?:19|20)\d\d)|\bhistory of (?:the )?\x7f+ (?:begins|began|starts|started) in (?P<year8>(?:19|20)\d\d)"
    rf"|\bthe (?:very )?first {_ONE_OF_OURS['en']} (?:took place|was held|was|happened|ran)[^.;\d]{{0,20}}\bin (?P<year9>(?:19|20)\d\d)"
    rf"|\bin (?P<year10>(?:19|20)\d\d),? (?:\w+ ){{0,2}}the (?:very )?first {_ONE_OF_OURS['en']}|\b(?P<year11>(?:19|20)\d\d) was the (?:very )?first (?:year|edition) of (?:the )?(?:\x7f{{12}}|campaign\b|marathon\b)"
    rf"|\bit all (?:started|began){_SOMEWHERE['en']} in (?P<year14>(?:19|20)\d\d)"
    r"|\b(?:every|each) (?:year|winter|december) since (?P<year12>(?:19|20)\d\d),? \x7f{12,} (?:has taken place|has been held|takes place)|\bsince (?P<year13>(?:19|20)\d\d),? people have (?:written|been writing)[^.;\d]{0,40}\x7f{12}",
    r"\x7f{12}[^.;]{0,60}\b(?:commence|debute|lancee?|nee?|creee?|fondee?|existe(?:nt)? depuis)\b[^.;\d]{0,30}(?P<year>(?:19|20)\d\d)"
    rf"|\b(?:campagne|marathon)\b{_OF_ITS_OWN['fr']}[^.;\d]{{0,40}}\b(?:a commence|a debute|lancee?|nee?|creee?|fondee?){_SOMEWHERE['fr']} (?:des |en |l'annee )*(?P<year2>(?:19|20)\d\d)"
    rf"|^\W*(?:lancee?|nee?|creee?|fondee?|depuis (?:ses debuts|sa creation|son lancement|sa naissance)){_SOMEWHERE['fr']} (?:des |en |l'annee )+(?P<year3>(?:19|20)\d\d)[^.;\d]{{0,40}}, (?:la campagne\b{_OF_ITS_OWN['fr']}|(?:[a-z'-]+ ){{0,5}}\x7f{{12}})"
    r"|\btout (?:a commence|a debute|commenca|commence) (?:en|des) (?P<year4>(?:19|20)\d\d)"
    r"|\bla (?:toute )?premiere(?: edition)? (?:remonte a|date de|eut lieu en|a eu lieu en|s'est tenue en|fut organisee en) (?P<year5>(?:19|20)\d\d)"
    r"|(?:\x7f{12}|\b(?:campagne|marathon|elle|il)) (?:a lieu|se tient|revient|est organisee?|est menee?) (?:chaque|tous les) (?:annee|ans|hivers?|decembre|automne) depuis (?P<year6>(?:19|20)\d\d)"
    r"|\bcampagne mondiale, (?:lancee|nee|creee) en (?P<year7>(?:19|20)\d\d)|\bhistoire d(?:u|e|') ?\x7f+ (?:debute|commence) en (?P<year8>(?:19|20)\d\d)"
    rf"|\b(?:le|la) (?:tou(?:t|te) )?premi(?:er|ere) {_ONE_OF_OURS['fr']} (?:remonte a|date de|eut lieu en|a eu lieu en|s'est tenue? en) (?P<year9>(?:19|20)\d\d)"
    rf"|\bc'est en (?P<year10>(?:19|20)\d\d) qu(?:'est|e fut|'a ete) (?:nee?|lancee?|creee?|fondee?) (?:le |la )?{_ONE_OF_OURS['fr']}|\btout a (?:commence|debute) en (?P<year11>(?:19|20)\d\d){_SOMEWHERE['fr']}"
    r"|\bchaque annee depuis (?P<year12>(?:19|20)\d\d),? le \x7f{12,} (?:a lieu|se tient)|\bdepuis (?P<year13>(?:19|20)\d\d),? (?:on|nous) ecri\w+ chaque (?:annee|hiver|decembre)[^.;\d]{0,20}\x7f{12}",
)

# Who or what is said to be the cause.
_OURS_EN = (
    r"(?:(?:\d[\d.,]*|million|more|than|over|nearly|almost|these|those|your|our|their|the|his|her|all|every|each|such|thousands of|millions of|so many|many|people's|this|it"
    r"|of|international|global|worldwide|public|letter-writing|letter|writing|amnesty'?s?|write|for|rights|\x7f+|and|support|collective|combined) )*"
    r"(?:actions?|letters?|signatures?|messages?|petitions?|campaigns?|campaigning|pressure|mobili[sz]ation|supporters?|everyone|everybody|those|people|all"
    r"|pens?|voices?|e-?mails?|postcards?|tweets?|activists?|you|solidarity|support|writers?|amnesty(?: international)?|work|efforts?|words|people power|\x7f{12,})(?!\w)"
)
_OURS_FR = (
    r"(?:(?:\d[\d.,]*|(?:de )?plus de|pres de|ces|vos|nos|leurs|leur|votre|notre|la|le|les|cette|toutes|tous|des|milliers de|millions de|une?|l'|d'|de|internationale?|mondiale?|publique|collective|tou[st]e?s?) ?)*"
    r"(?:actions?|lettres?|signatures?|messages?|petitions?|campagnes?|pression|mobilisation|sympathisante?s?|militante?s?|celles|ceux|personnes|gens"
    r"|plumes?|stylos?|voix|courriels?|cartes?|engagement|generosite"
    r"|vous|solidarite|soutien|appui|amnesty|amnistie|travail|efforts?|mots|\x7f{12,})(?!\w)"
)
# What we send, told as what moved a gate: "your letters opened the gate", « nos cartes l'ont sortie de là ».
_MINE = {"en": r"\b(?:your|our|my|these|those)", "fr": r"\b(?:vos|nos|mes|ces|votre|notre)"}
_WORDS = {
    "en": r"(?:\w+ )?(?:letters?|cards|postcards|signatures?|messages|e-?mails|pens?|words|actions|envelopes|stamps|voices)",
    "fr": r"(?:lettres?|cartes|cartes postales|signatures?|messages|courriels|courrier|stylos?|plumes?|mots|actions|enveloppes|timbres|voix)",
}
ATTRIBUTION = both(
    rf"\b(?:thanks to|because of|due to|owing to|as a result of|by virtue of|through the power of) {_OURS_EN}"
    r"|\bbecause (?:you|we|they|people|supporters|so many|(?:thousands|millions|hundreds)(?: of (?:people|you|us))?)(?: have| all| of you)* (?:wrote|written|signed|acted|cared|spoke)\b"
    rf"|\b(?:freed|released|liberated|saved|acquitted) by {_OURS_EN}"
    r"|\b(?:we|you) (?:have |'ve |all )?(?:freed|released|liberated|saved|got \w+ (?:\w+ )?(?:out|released|freed)|won the (?:release|freedom)|secured the release|helped (?:to )?(?:free|release|save|liberate|secure|win))\b"
    r"|(?:\b(?:letters?|actions?|signatures?|messages?|campaign|pressure|petitions?|supporters?|amnesty|mobilisation)|\x7f{12,})(?: \w+){0,3}? (?:(?:have|has|had|already|also|directly) )*(?:led to|freed|liberated|brought about|forced|made possible|resulted in|saved|changed (?:everything|the (?:fate|course)|(?:his|her|their) li(?:fe|ves))|turned the tide|persuaded|convinced|compelled|helped (?:to )?(?:free|release|save|liberate|secure|win))\b"
    rf"|{_MINE['en']} {_WORDS['en']} (?:\w+ ){{0,2}}?(?:opened|unlocked|unbolted|flung open|threw open|broke|smashed|unbarred) (?:\w+ ){{0,3}}?(?:gates?|doors?|cells?|locks?|chains?|bars|prisons?|jails?)\b"
    rf"|{_MINE['en']} {_WORDS['en']} (?:\w+ ){{0,2}}?(?:got|brought|set|pulled|sprang|took|have|carried) (?:[\w\x7f'-]+ ){{1,4}}?(?:out of (?:prison|jail|there|a cell|(?:his|her|their) cells?)|free|home|out of it)\b"
    rf"|\b(?:it (?:was|is)|these were) {_MINE['en']} {_WORDS['en']} (?:that|which|who) (?:\w+ ){{0,2}}?(?:set|got|brought|pulled|sprang|took|carried|broke)\b[^.;,]{{0,30}}?\b(?:free|out|home|chains?|locks?)\b"
    r"|(?:(?<!in the )(?<!in our )(?<!in this )\bcampaign|(?<!in )\x7f{12,}) (?:have|has|had) (?:\w+ )?released\b"
    rf"|\bit (?:is|was) (?:not only |only )?{_OURS_EN} (?:that|which|who) (?:\w+ ){{0,2}}?(?:open|free|release|sav|got|brought|made|forc|chang|won|secur|led)\w*"
    rf"|\bow(?:es?|ed) (?:his|her|their) (?:freedom|release|life|lives|liberty)\b"
    r"|\b(?:led to|secured|brought about|won|obtained) (?:the|his|her|their) (?:release|acquittal|freedom)\b",
    rf"\b(?:grace a|grace aux|a cause de|a cause des|en raison de|du fait de|par la force de|sous l'effet de|grace au) ?{_OURS_FR}|\bgrace aux {_OURS_FR}"
    r"|\bparce qu(?:e |')(?:vous|nous|ils|elles|on|des (?:milliers|millions|centaines) de (?:personnes|gens)|tant de gens)(?: avez| avons| ont| a)+ (?:tous |toutes )?(?:ecrit|signe|agi|parle)\b"
    rf"|\b(?:liberee?s?|relachee?s?|sauvee?s?|acquittee?s?) par {_OURS_FR}"
    r"|\b(?:nous|vous) (?:avons|avez) (?:\w+ ){0,2}?(?:libere|fait liberer|sauve|obtenu la liberation|permis la liberation|(?:contribue|aide) a (?:(?:faire )?liberer|sauver|la liberation))\b"
    r"|(?:\b(?:lettres?|actions?|signatures?|messages?|campagne|pression|petitions?|mobilisation|soutien|appels)|\x7f{12,})(?: \w+){0,3}? (?:ont|a|avaient|aura|auront) (?:\w+ )?(?:conduit a|contribue a (?:la liberation|(?:faire )?liberer)|mene a|libere|fait liberer|abouti a|provoque|entraine|force|sauve|tout change|change (?:la vie|le (?:sort|destin|cours))|convaincu|contraint)(?: (?:la|sa|leur) (?:liberation|acquittement))?\b"
    rf"|{_MINE['fr']} {_WORDS['fr']} (?:ont |a |avaient )?(?:\w+ )?(?:ouvert|ouvraient|ouvrirent|force|brise|fait sauter|deverrouille)\w* (?:\w+[ ']){{0,3}}?(?:portes?|grilles?|cellules?|verrous?|chaines|barreaux|prisons?)\b"
    rf"|{_MINE['fr']} {_WORDS['fr']} (?:l'|les )?(?:ont|a|avaient) (?:\w+ )?(?:sortie?s?|tiree?s?|fait sortir|ramenee?s?) (?:[\w\x7f'-]+ ){{0,4}}?(?:de (?:la|prison|sa cellule|leurs? cellules?)|chez (?:elles?|lui|eux)|a la maison)\b"
    rf"|\b(?:c'est|ce sont) {_MINE['fr']} {_WORDS['fr']} qui (?:l'|les )?(?:ont|a) (?:\w+ )?(?:sorti|tire|ramene|brise|fait sauter)\w*"
    rf"|\b(?:c'est|ce sont) {_OURS_FR} qui (?:\w+ ){{0,2}}?(?:ouvert|libere|fait|sauve|permis|force|change|obtenu)\w*"
    r"|\bdoi(?:t|vent) (?:sa|leur|la) (?:liberte|liberation|vie)\b"
    r"|\bce que (?:vos|nos) (?:lettres|actions|signatures|messages) ont (?:obtenu|permis|fait|rendu possible)\b|\b(?:a|ont) (?:permis|obtenu|entraine|conduit a|mene a|abouti a) (?:d'obtenir |de faire )?(?:(?:la|sa|leur|de|l') ?)?(?:liberation|liberer|acquittement|sauver)\b",
)
NOT_SO = both(
    r"\b(?:not|never|nor|n't|neither|none|instead of|say|says|than)\W+(?:(?:one |a single |any )?(?:of )?\w+\W+)?$",
    r"\b(?:pas|jamais|non|ni|aucune?|plutot que|dire)\W+(?:(?:une? seule? )?(?:de )?\w+\W+)?$",
)

# « Ni A ni B n'ont été libérés » denies without « pas ».
NEGATED = both(
    r"\b(?:not|never|yet to be|isn't|wasn't|hasn't|haven't|weren't|aren't)(?: (?:yet|been|be|being|then|also|[a-z]+ly))* $"
    r"|\b(?:neither|nor|none of|nobody|no one)\b[^.;]{0,36}? (?:was|were|is|are|has|have)(?: (?:yet|ever|been))* $|\bneither\b[^.;,]{1,40}\bnor\b[^.;,]{1,40} $"
    r"|\bno (?:[\w'-]+ ){1,4}?(?:was|were|is|are|has|have)(?: (?:yet|ever|been))* $"
    r"|\bnot among (?:the |those |[\w'-]+ ){1,4}(?:who (?:was|were|had been) )?$",
    r"\b(?:pas|jamais|point|plus)(?: (?:encore|ete|etre|toujours))* $|\bpas parmi (?:les |[\w'-]+ ){1,4}$"
    r"|\bn(?:e |')(?:en )?(?:(?:a|ont|est|sont|avai(?:t|ent)|etai(?:t|ent)|fut|furent)(?: (?:encore|ete|toujours))* )?$",
)
# A demand, a wish or a condition claims nothing.
WISHED = both(
    r"\b(?:must|should|shall|demands?|demanded|demanding|calls? (?:for|on)|called (?:for|on)|calling (?:for|on)|urg(?:e|es|ed|ing)"
    r"|asks?|asked|asking|wants?|wanted|until|unless|if|whether|petition|appeals? (?:for|to)|hopes?|hoping|know\s+of\s+no|sign for|write for|insist\w*|would|could|might|until)\b"
    r"|\b(?:to be|be|will be|for (?:the|his|her|their)(?: \w+){0,2}|to|please) *$",
    r"\b(?:demand(?:e|es|ent|ons|ez|er|ions|ant|ait|aient)|connaissons\s+(?:\w+\s+)?aucune?|exige\w*|reclam\w*|appel(?:le|ons|ez|lent|er|lant)\w* a|doi(?:t|vent)|devrai\w*|jusqu'a|tant que|pour que|afin"
    r"|esper\w*|veut|veulent|voulons|soient|soit|seront|sera|serai\w*|signez|si|insist\w*)\b|\bpour (?:la|sa|leur|une?)(?: \w+)? *$|\b(?:de|etre) *$",
)
# Before these the next word is told, not wished.
TOLD_ALL_THE_SAME = lazy(
    r"\b(?:avant d'|avant de |apres avoir |apres |before |after |until |only to )(?:ete |etre |be |being |having been )?$"
)
# What a sentence says of itself that makes its count an early one.
INTERIM = both(
    r"\b(?:so far|already|by (?:then|now|mid-?\w*|the end of)|had (?:already )?been|were already|to date|provisional|preliminary|early count)\b",
    r"\b(?:deja|jusqu'ici|a ce jour|a cette date|avaient (?:deja )?ete|provisoires?|premier decompte)\b",
)
ALONE = both(
    r"\b(?:in|during) (?:19|20)\d\d alone\b|\bin (?:just |only )?(?:one|a single) year\b|\bjust in (?:19|20)\d\d\b",
    r"\b(?:rien qu'en|pour la seule annee|durant la seule annee) ?(?:19|20)\d\d\b|\ben (?:19|20)\d\d seulement\b|\ben une seule annee\b",
)
# A participle may stand before it: « Incarcérée de nouveau en 2019, elle est libre … ».
PRONOUN = both(
    r"^\W*(?:[a-z-]+ed\b[^,.;]{0,60}, )?(?:he|she|they|the (?:activist|lawyer|defender|journalist|student))\b",
    r"^\W*(?:[a-z-]+(?:e|i|u)e?s?\b[^,.;]{0,60}, )?(?:ils?|elles?)\b",
)
FEATURED = both(
    r"\b(?:featured|presented|edition|campaign|taken up)\b", r"\b(?:presente\w*|edition|campagne)\b"
)

# For whom, said by a pronoun: the case that the sentence before named.
FOR_THEM = both(
    r"\b(?:on (?:his|her|their) behalf|up (?:his|her|their) case|for (?:him|her|them)\b(?! (?!in\b|on\b|by\b|and\b|during\b|at\b|since\b|from\b|last\b|this\b)\w)|in (?:his|her|their) (?:support|favou?r|name)|(?:he|she|they) (?:has |have |had )?(?:received|got))\b",
    r"\b(?:en (?:sa|leur) faveur|pour (?:lui|elle|eux|elles)|en (?:son|leur) nom|(?:ils?|elles?) (?:a|ont|avait|avaient) recu)\b",
)
# A year that another is compared with is not what goes on from there: "up from 5.3 million in 2022".
COMPARISON = lazy(
    r"\b(?:(?:up|down) (?:on|from)|compared (?:with|to)|against|versus|than|unlike|contrary to|contre|par rapport a|contrairement a|a la difference de|(?<!rien )qu'(?:en|a)|au lieu de)\b[^,;]{0,40}$"
    r"|\b(?:half|third|quarter|twice|double|moitie|tiers) (?:of |de )?(?:the |that of |celui de |celle de |total de )?$"
)
# The year right before a number is its own, whatever stands before: "…, and in 2024, when 4,662,638".
ITS_OWN_YEAR = lazy(
    r"(?:19|20)\d\d,? ?(?:\(|(?:when|where|quand|lorsque|ou|avec|with) )[^\d.;()]{0,20}$"
    r"|(?:19|20)\d\d (?:campaign|edition|marathon),? (?:when|where) [^\d.;()]{0,45}$"
)
# A number that is hoped for, or of what might be, is no count.
PLANNED = both(
    r"\b(?:if|imagine|picture|what if|still need|missing|short of|would|could|let us|let's|aim(?:s|ing)? (?:for|at|to)|goal|target|hopes?|hoping|wants?|plans?"
    r"|pledged?|will (?:send|write|take|collect|gather|reach))\b[^.;]*$",
    r"\b(?:si|s'ils?|manquent?|imagine[zr]|imaginons|objectif|cible|visons|vise|viser|esper\w+|veut|voulons|veulent"
    r"|pourr(?:ait|ions|aient)|enverr\w+|faudrait|ecrir(?:ons|ions|ait|ont))\b[^.;]*$",
)
# A school or a town counts its own, which is no count of ours.
LOCAL = both(
    r"\b(?:schools?|class|classes|classroom|our section|(?:local|student|youth) group|(?:our|my|the) (?:\w+ )?group|group in|clubs?|choir|church|parish"
    r"|students|pupils|town|village|city|university|college|library|branch|stall|team|family|teachers?|neighbou?rs)\b",
    r"\b(?:ecoles?|(?<!se )classes?|notre section|(?:notre|mon|le|un) groupe|clubs?|chorale|eglise|paroisse|(?<!plus )(?<!moins )(?<!aussi )eleves?|etudiante?s?|ville|village"
    r"|universite|college|lycee|cegep|bibliotheque|equipe|famille|kiosque|enseignante?s?|voisine?s?)\b",
)
# Others who collect signatures and count people.
OTHERS = lazy(
    r"\b(?:greenpeace|oxfam|avaaz|change\.org|wwf|world wildlife fund|unicef|unhcr|unesco|red cross|croix-rouge|human rights watch"
    r"|medecins sans frontieres|doctors without borders|msf|reporters (?:without borders|sans frontieres)|rsf|save the children"
    r"|front line defenders|pen international|pen america|united nations|nations unies|un refugee agency|haut-commissariat"
    r"|european union|union europeenne|world bank|banque mondiale|amazon watch|sierra club|care international|handicap international)\b"
)
# "The petition of the …": a name with a capital has it as its own.
ITS_PETITION = lazy(
    r"\b[Pp][eé]tition (?:(?:of|by|from|run by|launched by|lancée par|du|des|de) |d['’])"
    r"(?:the |la |le |les |l['’])?(?P<whose>[A-ZÉ]\w+)"
)
# And so has one that is not said to be ours: "signed a petition to save the library".
A_PETITION = lazy(r"\b(?:a|another|une) petition\b")
# A place by its capital, as it was written: "in Lagos", "au Québec"; not a month, nor ourselves.
SOMEWHERE = lazy(
    r"\b(?:in|at|from|[Aa]ux?|[àÀ]|de|du|d['’])\s+(?:the |la |l['’])?"
    r"(?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Write|WRITE|Amn|Écrire|I\b)(?=[A-ZÉÎ]\w)"
)
# Some of the editions, not all of them.
SOME_OF = both(
    r"\b(?:last|past|previous|first|next|only|just) $",
    r"\b(?:derniere?|premiere?|prochaine?|seule?)s $",
)
# A publisher named as the source is not where the actions were counted.
SOURCE = lazy(
    r"\b(?:according to|sources?|figures(?: (?:of|by|from)|:)|numbers from|selon|d'apres|chiffres(?: (?:de|du|des|d')| ?:)) ?[^.;]{0,40}$"
)
# How many years after another edition one is: "two years later", "the year before".
COUNT_OF_YEARS = r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|\d{1,2})"
YEARS_FROM = lazy(
    rf"\b(?:{COUNT_OF_YEARS} (?:years?|ans?|editions?|(?P<decade>decades?|decennies?)) (?P<way>later|on\b|after|earlier|before|plus tard|apres|plus tot|auparavant|avant)"
    r"|(?P<next>(?:the )?(?:year|edition) after|(?:the )?(?:following|next) (?:year|edition)|l'(?:annee|edition) (?:suivante|d'apres))"
    r"|(?P<last>(?:the )?(?:year|edition) before|(?:the )?previous (?:year|edition)|l'(?:annee|edition) (?:precedente|d'avant)))"
)

# What is told of every edition.
EACH = lazy(r"\b(?:each|every|chaque)\b")
