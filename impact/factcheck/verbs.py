"""The verbs and nouns by which people tell what became of somebody, as patterns over plain letters.

A group is named for what is claimed to have happened. The record's own sentences are read with them too: what an
event is, its type and its words say.
"""

from __future__ import annotations

import re

from impact.factcheck.numbers import SPELLED
from impact.factcheck.patterns import lazy
from impact.factcheck.vocabulary import Patterns

_AGAIN = r"(?:once )?again|once more|anew|a second time"
_JAIL = r"prison|jail|detention|custody|bars|imprisonment"
# "Given", "handed", "got" tell of a court only before a time.
_TERM = {
    "en": rf"(?= (?:[\w'-]+ ){{0,4}}?(?:\d+|(?>{SPELLED['en']})|an?|one)(?: and a half)?[- ](?:more |further |additional )?(?:years?|months?|days?)\b)",
    "fr": rf"(?= (?:[\w'-]+ ){{0,3}}?(?:\d+|(?>{SPELLED['fr']})|une?) (?:ans?|annees?|mois|jours?)\b)",
}
_RULING = (
    r"convictions?|verdicts?|(?:death |prison )?sentences?|rulings?|judge?ments?|guilty finding"
)
_UPSET = r"quash|overturn|annul|set aside|struck down|strik\w+ down|vacat|revers|void|threw out|thrown out"
# Where somebody is who is held.
_INSIDE = {
    "en": r"(?:in (?:(?:[\w'-]+ ){1,3}?(?:prison|jail|custody|detention|cell)|prison|jail|custody|detention)\b|detained|held|imprisoned|behind bars|jailed|locked (?:up|away)|serving|inside|incarcerated|a prisoner)",
    "fr": r"(?:en (?:prison|detention|cellule)\b|detenue?s?|emprisonnee?s?|incarceree?s?|ecrouee?s?|prisonni(?:er|ere)s?|derriere les barreaux|sous les verrous)",
}
# That somebody is held no longer.
_NO_LONGER = {
    "en": rf"(?:is|are) (?:no longer {_INSIDE['en']}|not {_INSIDE['en']}(?: any (?:more|longer))?)|no longer (?:sits?|has to (?:sit|stay|be)) in (?:[\w'-]+ ){{0,3}}?(?:prison|jail|cell)",
    "fr": rf"n'(?:est|sont|etai(?:t|ent)) plus {_INSIDE['fr']}|ne croupi\w+ plus",
}
_WHOM = r"(?:him|her|them|(?:[\w'-]+ ){0,3}[\w'-]+)"  # who, by a name too
_FREED = r"(?:retrouv|recouvr)\w* (?:enfin |aussitot )?(?:la |sa |leur )?liberte"
_EN = {
    "re_arrested": r"re-?arrested|re-?imprisoned|re-?detained|re-?captured"
    rf"|(?:detained|arrested|imprisoned|jailed|held|in prison|behind bars|taken(?: away)?|seized|picked up|locked up) (?:{_AGAIN})"
    rf"|(?:again|once more) (?:detained|arrested|imprisoned|held|jailed|in prison|behind bars)"
    rf"|(?:sent|taken|returned|put|thrown|ordered|hauled|moved) back (?:to|in|into|behind) (?:{_JAIL}|(?:his|her|their|a) cells?)|returned to (?:prison|jail|custody)"
    rf"|back (?:in|behind) (?:{_JAIL}|a cell)|(?:took|taken) {_WHOM} (?:(?:away )?(?:{_AGAIN})|back)|c[ao]me for {_WHOM} again|(?:arrest|detain|imprison|jail)ed {_WHOM} (?:{_AGAIN})|(?:has|have) since been (?:held|detained|jailed|imprisoned)|been (?:back )?in (?:prison|jail|custody) since|seen the inside of a (?:prison|cell)",
    "held": rf"(?:(?:is|are) )?still (?:being )?{_INSIDE['en']}|(?:remain|stay)(?:s|ed)? (?:still )?{_INSIDE['en']}|continues? to be {_INSIDE['en']}|(?:is|are) being held"
    rf"|(?:is|are) (?:currently |today |now )*(?:serving (?:his|her|their|an?|life|[a-z]+ years)|behind bars|in (?:prison|jail|custody|detention)(?! again))|languish(?:es|ing|ed)|(?:sits?|sitting) in (?:[\w'-]+ ){{0,3}}?(?:prison|jail|cell)"
    rf"|(?:has|have) (?:yet|still) to be (?:released|freed|set free)|no release for|still (?:waits?|waiting|longs?) for (?:freedom|(?:his |her |their )?release)|(?:refuse|decline)[sd]? to (?:release|free|let {_WHOM} go)|(?:still|continues? to) (?:hold|detain)s?(?= [a-z\x7f])"
    r"|(?:his|her|their|[a-z]'s?) (?:imprisonment|detention) (?:continues|goes on)|(?:has|have) been (?:in prison|behind bars|imprisoned|detained|held) ever since|(?:is|are) (?:still )?not (?:yet )?out of (?:prison|jail)",
    "at_home": r"(?:(?:is|are|was|were|lives?|remains?|stays?|kept|held) (?:now |still |today )?)?(?:under|in) (?:house|home) arrest",
    "alive": r"(?:is|are) (?:(?:still |now |today )?alive|not dead)|still lives?|lives (?:now |today )?(?:in(?! freedom)|at|with|near)\b",
    "arrested": r"(?:arrested|(?:was|were|been) (?:detained|jailed|imprisoned|locked up|seized|picked up|taken away|taken in|hauled in)|(?:was|were) put (?:inside|in prison|behind bars)"
    r"|(?:picked|locked) (?:him|her|them) up|taken into custody|took (?:him|her|them) away|jailed (?:him|her|them)|taken in again)(?! (?:once )?(?:again|anew|more))(?! and charged)",
    "charged": r"(?:been|was|were|is|are) (?:formally |now )?(?:charged|indicted)|arrested and charged|indicted",
    "charges_dropped": r"(?:charges?|accusations?|proceedings?|prosecution|case) (?:against )?(?:[\w'-]+ ){0,8}?(?:dropped|lifted|withdrawn|closed|dismissed|thrown out|abandoned)"
    r"|(?:dropp|withdr|dismiss|lift|clos|abandon)\w* (?:all |the |all the |every |both )?(?:\w+ )?(?:charges?|proceedings|case against|prosecution)|threw out (?:the )?(?:charges|case)",
    "overturned": rf"(?:{_RULING}) (?:[\w'-]+ ){{0,8}}?(?:quashed|overturned|annulled|set aside|struck down|vacated|reversed|thrown out|voided)"
    rf"|(?:{_UPSET})\w* (?:[\w'-]+ ){{0,4}}?(?:{_RULING})|convictions? quashed",
    "retrial": r"(?:re-?trial|new trial)(?: (?:ordered|granted))?|retried|to be tried again",
    "acquitted": r"acquitted|(?:won|secured|obtained|ended (?:with|in)) (?:an |his |her |their )?acquittal|(?:declared|found) (?:[\w'-]+ ){0,5}?(?:innocent|not guilty)|acquittal of|acquits|(?:his|her|their) acquittal|cleared|exonerated|absolved|found not guilty",
    "convicted": rf"convicted|found (?:[\w'-]+ ){{0,4}}?guilty|sentenced|condemned to|(?:given|handed|got|received|gave|imposed|jailed for|imprisoned for|put away for|sent (?:(?:him|her|them) )?to (?:prison|jail) for){_TERM['en']}",
    "commuted": r"(?:sentences?|terms?) (?:[\w'-]+ ){0,4}?(?:commuted|reduced|halved|shortened|slashed|cut)|commut(?:ed|ing|ation of)"
    r"|(?:reduc|halv|shorten|slash|commut|lower|trimm)(?:ed|ing|es|s) (?:[\w'-]+ ){0,4}?(?:sentences?|terms?)|cut (?:[\w'-]+ ){1,4}?(?:sentences?|term)"
    r"|(?:was|were|been) (?:cut|reduced|shortened|halved)(?: (?:to|by|from)\b)?|(?<=, )(?:later |then |since )?(?:halved|commuted|cut|reduced)(?= (?:by|on appeal|to)\b)",
    "upheld": r"(?:upheld|confirmed)(?= (?:on appeal\b|by (?:an?|the) (?:[\w'-]+ ){0,3}court))|"
    rf"(?:{_RULING}|acquittal) (?:[\w'-]+ ){{0,4}}?(?:upheld|confirmed|reinstated)|(?:upheld|upholding|confirmed|reinstated) (?:[\w'-]+ ){{0,4}}?(?:{_RULING}|acquittal)",
    "rejected": r"(?:appeals?|requests?|petitions?|pleas?|complaints?|bail|applications?) (?:[\w'-]+ ){0,6}?(?:rejected|refused|dismissed|denied|turned down|thrown out)"
    r"|(?:reject|refus|dismiss|den(?:y|ied)|turn(?:ed|s)? down)(?:ed|es|ing|s)? (?:[\w'’-]+ ){0,4}?(?:appeals?|requests?|petitions?|bail|complaints?|applications?)|lost (?:his|her|their) appeal",
    "granted": r"(?:allow|accept|grant|upheld|uphold)(?:ed|ing|s)? (?:[\w'’-]+ ){0,4}?(?:appeals?|requests?|petitions?|claims?|complaints?|applications?)"
    r"|w[oi]ns? (?:his|her|their|the|its) (?:appeal|case|lawsuit)|won on appeal|appeal (?:was|is) (?:allowed|accepted|granted|upheld)",
    "executed": r"executed|put to death|hanged",
    "pardoned": r"pardoned|amnestied|(?:granted|received|given|won|got|issued|obtained|benefited from) (?:[\w'-]+ ){0,5}?(?:a |an )?(?:\w+ )?(?:pardon|clemency)|(?:pardon|clemency) (?:was |were |has been )?(?:granted|given|issued) to|pardon for(?= [^.;,:()]{2,50}? (?:on|in|came) )|(?<!by )(?<!by a )(?<!under a )(?:presidential|royal) pardon(?= (?:on|in|of)\b)",
    "died": r"died|passed away|has died|(?:the )?death of(?! (?:his|her|their|its|an?|the|one)\b)(?= [^.;,:()]{2,50}? (?:on|in) )|lost (?:his|her|their) (?:life|lives)|is dead|(?:is|are) no longer alive|(?:was )?found dead|drowned|the late(?= [a-z-]+ [a-z-]+)",
    "released": r"released|freed|set free|set at liberty|walk(?:s|ed|ing)? (?:free|out(?= on \x7f)|out(?! (?:on|of (?:the )?(?:court|talks|room|school|class|office)))|from (?:prison|jail))"
    r"|(?:c[ao]me|comes|gets?|got|getting) out(?! (?:as|against|in (?:support|favou?r)|to|with)\b)|(?:came|comes|come|went) (?:back )?home|let (?:(?!us |me |you |it |alone )[\w'-]+ ){0,4}(?:out|go)\b(?! of (?:his|her|their|the)\b)|(?:allowed|able) to (?:go|return) home|release of"
    r"|(?:has|have) been (?:an? )?free(?: (?:wo)?m[ae]n| person| people)?|(?:is|are|isn't|aren't|now) (?:(?:still )?not (?:yet )?)?(?:now |today |finally |at last )?(?:an? )?free(?: (?:wo)?m[ae]n| person| people)?"
    r"|(?:(?:has|have|had|is|are) (?:been |now )*)?(?:out|free|at liberty)(?= since\b)|set (?:him|her|them) free(?= (?:on|in)\b)"
    r"|(?:is|are) (?:finally |at last )?out(?= ?(?:[.!]|$))|(?:is|are|was|were) (?:not |finally |at last |now )?out(?= (?:of (?:prison|jail)|on bail|(?:in|by|on|until) (?:\x7f+ ?)?(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)))"
    r"|out of (?:prison|jail)|(?:left|leaves|leaving) (?:the |a )?(?:[\w'-]+ ){0,3}?(?:prison|jail|penitentiary|penal colony|colony|camp|detention(?: cent(?:re|er))?|custody|guantanamo|evin)\b"
    r"|(?:(?:prison|jail) (?:gates?|doors?)|(?:gates?|doors?) of (?:[\w'-]+ ){0,4}(?:prison|jail|detention cent(?:re|er))) (?:finally |at last )?(?:opened|swung open) (?:for|before)|(?:emerg|discharg)\w+ from (?:[\w'-]+ ){0,3}?(?:prison|jail|custody|detention)\b"
    rf"|{_NO_LONGER['en']}|(?:is|are) (?:now |again )?at liberty|liv(?:es?|ing) in freedom|free (?:at last|again)"
    r"|(?:regain|recover)(?:ed|s) (?:his |her |their )?(?:freedom|liberty)|liberated|(?:granted|given|got|released on|out on) (?:\w+ )?bail|bailed|granted (?:provisional|conditional|temporary|medical) (?:release|parole)"
    r"|(?:his|her|their) (?:\w+ )?release|[a-z]'s? release",
}
_FR = {
    "re_arrested": r"(?:(?:de|a) nouveau|une nouvelle fois|encore une fois) (?:ete )?(?:arrete|detenu|emprisonne|incarcere|interpelle|place\w* en detention|en prison|en detention|derriere les barreaux)\w*"
    r"|(?:arrete|detenu|emprisonne|incarcere|interpelle|emmene|place\w* en detention)\w* (?:(?:de|a) nouveau|une nouvelle fois)|re-?arrete\w*|reincarcere\w*|reemprisonne\w*"
    r"|(?:subi|connu|il y a eu) (?:une nouvelle (?:arrestation|detention)|\w+ nouvelles (?:arrestations|detentions))"
    r"|(?:retourne|renvoye|remis|replace|reconduit|ramene)\w* (?:en (?:prison|detention|cellule)|derriere les barreaux)|connu la prison|remis les pieds en prison|revenue?s? (?:le |la |les )?chercher|nouvelle arrestation (?:de|d')|l'(?:a|avait|ont) reprise?\b|a ete reprise?\b",
    "held": rf"(?:toujours|encore) {_INSIDE['fr']}|(?:reste|demeure)(?:nt)? (?:toujours )?{_INSIDE['fr']}|(?:est|sont) (?:toujours )?maintenue?s? en detention|se trouv(?:e|ent) (?:toujours |actuellement |encore )?{_INSIDE['fr']}"
    rf"|(?:purge|purgent) (?:toujours |encore |actuellement )?(?:sa|leur|une) (?:longue )?peines?|croupi\w*|(?:est|sont) (?:actuellement )?{_INSIDE['fr']}(?= (?:a|dans|en|depuis)\b|[.,]|$)"
    r"|attend(?:ent)? (?:toujours |encore )(?:sa|leur|d'etre) liber\w+|pas de liberation pour|refus\w+ (?:toujours )?de (?:le |la |les )?liberer|detention (?:de [^.;,:]{2,50}? )?se (?:poursuit|prolonge)",
    "at_home": r"(?:(?:est|sont|etai(?:t|ent)|vit|vivent|reste|restent) (?:toujours |encore )?)?(?:en residence surveillee|assignee?s? a residence)",
    "alive": r"n'est pas morte?\b|(?:est|sont) (?:toujours |encore )?(?:en vie|vivante?s?)|(?:vit|vivent) (?:toujours|encore|aujourd'hui|maintenant|desormais)(?! en liberte)|(?:vit|vivent) (?:a|au|aux|en(?! liberte)|chez|avec)\b",
    "arrested": r"(?:arret(?:e|ee|es|ees|ait|a)\b|interpell(?:e|ee|es|ees|ait|a)\b|incarceree?s?|emprisonnee?s?|placee?s? en (?:detention|garde a vue)|jetee?s? en prison|ecrouee?s?)(?! (?:(?:de|a) nouveau|une nouvelle fois))",
    "charged": r"inculpee?s?|mise?s? en (?:examen|accusation)|inculpation",
    "charges_dropped": r"(?:charges|accusations|poursuites) (?:[\w'-]+ ){0,8}?(?:abandonnees|levees|retirees|closes|classees)|abandon des (?:charges|poursuites)"
    r"|(?:abandonn|lev|retir)\w* (?:toutes )?les (?:charges|accusations|poursuites)|non-lieu|classee?s? sans suite|affaire contre (?:[\w'-]+ ){1,5}a ete (?:classee|close)",
    "overturned": r"(?:condamnation|peine(?: de mort| capitale)?|verdict|jugement)s? (?:[\w'-]+ ){0,8}?(?:annule|casse|infirme|invalide)\w*"
    r"|(?:annul|cass|infirm|invalid)(?:e|ee|ees|ait|ant|a|er)\b (?:[\w'-]+ ?){0,3}?(?:condamnation|peine|verdict|jugement|arret)",
    "retrial": r"nouveau proces|rejugee?s?",
    "acquitted": r"acquitt(?:e|ee|es|ees|ait|a|aient)\b|(?:conclu|termine|acheve|solde)\w* par un acquittement|acquittement|blanchi(?:e|s|es|t|ssait)?\b|relax(?:e|ee|es|ees|ait|a)\b|innocent(?:e|ee|es|ees)\b(?= (?:par|le|en|de)\b)|mise?s? hors de cause|lavee?s? de|(?:reconnu|declare)e?s? (?:innocente?s?|non coupables?)",
    "convicted": rf"condamn(?:e|ee|es|ees|ait|a|aient)\b|reconnue?s? coupables?|(?:ecop(?:e|ait|a)|inflig(?:e|ee|eait|ea)|recu|donne|prononce)\b{_TERM['fr']}",
    "commuted": r"(?:peines?|condamnations?) (?:\S+ ){0,4}?(?:commuees?|reduites?|ramenees?|allegees?|ecourtees?)|commuee?s?|commutation|commuait"
    r"|(?:commue?|reduit|reduisait|ramene|ramenait|allege) (?:\w+ ){0,3}?(?:sa|la|leur|cette|une)s? (?:peines?|condamnations?)",
    "upheld": r"confirmee?s?(?= en appel\b)|(?:condamnation|peine|verdict|acquittement) (?:[\w'-]+ ){0,5}?confirmee?s?|confirm(?:e|ee|es|ees|er|ait|a|ant)\b (?:[\w'-]+ ?){0,5}?(?:condamnation|peine|verdict|acquittement)",
    "rejected": r"(?:appel|recours|pourvoi|demande|requete|liberation sous caution) (?:[\w'-]+ ){0,5}?(?:rejete|refuse|deboute)e?s?"
    r"|(?:rejet|refus|debout)(?:e|ee|es|ees|ait|a|ant)\b (?:[\w'-]+ ?){0,4}?(?:appel|recours|pourvoi|demande|requete|caution)",
    "granted": r"(?:accept|accueill|admis|fait droit)\w* (?:[\w'-]+ ?){0,4}?(?:appel|recours|pourvoi|demande|requete|plainte)|(?:gagn|remport)\w* (?:son|leur|sa) (?:appel|proces|recours|pourvoi)|(?:gagn\w*|obtenu gain de cause) en appel",
    "executed": r"executee?s?|mise?s? a mort|pendue?s?",
    "pardoned": r"graci(?:e|ee|es|ees|ait|a)\b|amnistiee?s?\b|(?:obtenu|accorde|accordait|beneficie d'|recu) ?(?:une |sa |la )?grace(?: totale| presidentielle| royale)?|grace (?:a ete )?accordee a|la grace (?:de|d')(?= ?[\w'-]+(?: [\w'-]+){0,4} (?:est|a ete|etait|date|remonte)\b)|(?<!par )(?<!par une )grace (?:presidentielle|royale)(?= (?:le|en|du)\b)|a la faveur d'une grace",
    "died": r"(?:est|sont) (?:\w+ )?morte?s?\b|n'(?:est|sont) plus en vie|feue?(?= [a-z-]+ [a-z-]+)|(?:est|sont) decedee?s?|decedee?s?|s'est eteinte?|nous a quittee?s|perdu la vie|la mort (?:de|d')(?! ?(?:son|sa|ses|leurs?|la|l'|un|une)\b)(?= ?[^.;:()]{2,50}? (?:le|en|est survenue) )|a succombe|(?<=, )morte?\b(?= (?:le|en|a|moins|un|une|deux|trois|quelques|peu|noye)\b)",
    "released": r"liber(?:e|ee|es|ees|ait|a|erent)\b|relach(?:e|ee|es|ees|ait|a)\b|obtenu (?:une |sa |leur |la )?liberation|portes (?:de (?:la |sa )?prison|du penitencier|du centre de detention) (?:[\w'-]+ )??(?:se sont (?:enfin )?ouvertes|s'ouvrent|s'ouvraient) (?:pour|devant)|pu (?:enfin )?(?:rentrer|retourner) (?:chez (?:elles?|lui|eux)|a la maison)|quitt\w* (?:[\w'-]+ ){0,4}?(?:prison|detention(?: provisoire)?|cellule|guantanamo|colonie|camp)\b"
    r"|(?:remise?s?|mise?s?|(?:re)?mis(?:e|es)? (?:[\w'-]+ ){1,4}|est|sont)(?<! ) ?en liberte(?: conditionnelle| provisoire| surveillee| sous caution)?|(?:en )?(?:est|sont|etait|etaient|fut) (?:enfin |finalement |alors )?sortie?s?\b(?! (?:du pays|de chez|manifester|dans la rue|de l'isolement|d'isolement|du mitard|de l'hopital|de (?:prison|detention|cellule|geole)))|(?:res)?sort(?:i|ie|is|ies|e|ent)? de (?:prison|detention|cellule|geole)"
    rf"|{_NO_LONGER['fr']}|(?:enfin|desormais|(?:de|a) nouveau|aujourd'hui) libres?|pu (?:enfin )?(?:sortir|quitter) (?:de )?(?:la )?(?:prison|detention|cellule)|vi(?:t|vent) (?:\w+ |aujourd'hui )?en liberte"
    rf"|sortie?s?(?= (?:le|en|libre|apres) )|liberation (?:de|d')|(?:sa|leur|la) (?:remise en )?liberation|{_FREED}|elargie?s?\b|laissee?s? (?:sortir|partir)"
    r"|(?:est|sont) (?:\w+ )?(?:une? (?:homme|femme|personne) )?libres?"
    r"|(?:(?:est|sont|etai(?:t|ent)|fut) )?(?:dehors|hors de prison)(?= depuis\b)|(?:est|sont|etai(?:t|ent)|fut) (?:enfin )?dehors|(?:en liberte (?:provisoire|conditionnelle|surveillee))"
    r"|sortai(?:t|ent)(?= (?:le|libre|de (?:prison|detention|cellule|geole))\b)|(?:est|sont|etai(?:t|ent)|fut) (?:enfin )?(?:rentree?s?|retournee?s?|revenue?s?) (?:chez (?:elles?|lui|eux)|a la maison)(?= (?:le|en|des)\b)",
}


NO_LONGER: Patterns = {"en": lazy(_NO_LONGER["en"]), "fr": lazy(_NO_LONGER["fr"])}


def _pattern(kinds: dict[str, str]) -> re.Pattern[str]:
    return lazy(
        r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in kinds.items()) + r")(?!\w)"
    )


OUTCOME: Patterns = {"en": _pattern(_EN), "fr": _pattern(_FR)}
