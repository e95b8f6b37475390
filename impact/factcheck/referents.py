"""Whom a verb or a number of a sentence is about: by name, by pronoun, by what somebody is.

The clause counts: who is named in it goes before who is named in the one before. What several could be meant by
means nobody.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from impact.factcheck import vocabulary
from impact.factcheck.names import Mention
from impact.factcheck.patterns import lazy
from impact.factcheck.text import flatten
from impact.i18n.words import Language

# What stands between the names of a list: "Zhang Zhan (China), Nasser Zefzafi and Saber Ragoubi".
_LISTED = lazy(
    r"(?: ?\([^)]{0,40}\))?(?:,? (?:and|et|&|as well as|ainsi que|nor|ni)|,)(?: (?:also|both))? "
)
# "Zhang Zhan is held again, and 150 people were freed": a clause of its own, about people who are counted. Behind
# the name alone ("Zhang Zhan and 3 others were freed") the count goes with the name.
_OF_A_COUNT = {
    "en": lazy(
        r"(?: ?\([^)]{0,40}\))?,? ?(?!and\b|as well as\b|along with\b|together with\b)\w.*(?:[,;:–—]| and| but| while| whereas)"
        r" (?:(?:at|least|more|than|over|some|about|nearly|almost|another|the|then|later) ){0,3}"
        r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several|many|most|all)"
        rf"(?: of the| of| other| more)*(?: \w+)? (?:{vocabulary.PEOPLE['en']}|protesters|students|journalists)"
        r"(?: (?:who|that))?(?: (?:was|were|is|are|has|have|had|been|also|then|since))* ?"
    ),
    "fr": lazy(
        r"(?: ?\([^)]{0,40}\))?,? ?(?!et\b|ainsi que\b|avec\b)\w.*(?:[,;:–—]| et| mais| tandis que| alors que)"
        r" (?:(?:au|moins|plus|de|quelque|pres|environ|presque|les|puis|ensuite) ){0,3}"
        r"(?:\d[\d., ]*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|plusieurs|dizaines|centaines|tous|toutes)"
        rf"(?: de| des| d'| les| autres)*(?: \w+)? ?(?:{vocabulary.PEOPLE['fr']}|autres|manifestant\w*|etudiant\w*|journalistes)"
        r"(?: qui)?(?: (?:a|ont|est|sont|etaient|avaient|furent|ete|aussi|depuis))* ?"
    ),
}  # fmt: skip
_BREAK = lazy(
    r"[;:–—]|,? (?:while|whereas|tandis que|alors que) |, (?:and|but|then|et|mais|puis|or) (?!(?:was|were|is|has|a ete|est|sont)\b)"
    r"| (?:and|et) (?=(?:a|an|the|un|une|le|la|l')\s?(?:[\w'-]+ ){1,4}?(?:acquitt|convict|sentenc|freed|releas|clear|condamn|liber|blanchi))"
)
# Relatives and others who belong to somebody: what became of them is not what became of the person.
_KIN = (
    r"(?:mother|father|brother|sister|wife|husband|daughter|lawyer|colleague|friend|widow|family|cousin|nephew|partner|mere|pere"
    r"|frere|soeur|femme|mari|epoux|epouse|fils|fille|avocate?|collegue|amie?|veuve|famille|compagnon)s?"
)
_RELATIVE = lazy(
    rf"(?<!and )(?<!et )(?<!with )(?<!avec )(?:\b(?:his|her|their|whose|son|sa|ses|leurs?|dont (?:le|la))|[a-z]'s|s') (?:\w+ )?{_KIN}"
    r"(?: (?:was|were|is|had|has|been|a|ont|ete|est|fut|also|aussi|later))* ?$"
)
# "X's lawyer was sentenced to three years": nor is what follows.
OF_KIN = lazy(
    rf"(?:\b(?:his|her|their|whose|son|sa|ses|leurs?)|[a-z]'s) (?:\w+ )?{_KIN} (?:was|were|has|had|is|a|est|avait|ont) [^.;]{{0,60}}$"
)
# "La femme de X a été arrêtée": not X.
_KIN_OF = lazy(rf"(?<!et )\b(?:la |le |l'|the ){_KIN} (?:of |de |d')$")
PEOPLE = {
    "en": r"activist|lawyer|defender|journalist|student|teacher|doctor|poet|artist|blogger|priest|mother|father|man|woman|girl|boy|hairdresser|editor|cartoonist"
    r"|engineer|photographer|photojournalist|writer|leader|prisoner|detainee|trade unionist|singer|politician|dissident|researcher|nurse|dentist|whistleblower|volunteer|rescuer|worker|vendor|driver|ceramist|instructor|councillor|elder|sister|brother|couple|pair|trio|two|three|cameraman|professor|scientist|soldier|farmer|campaigner|youth|teenager|laureate",
    "fr": r"militante?|avocate?|defenseure?|defenseuse|journaliste|etudiante?|professeure?|enseignante?|instituteur|institutrice|medecin|poete|artiste|blogueu(?:r|se)|pretre|mere|pere|homme|femme|fille|garcon|jeune"
    r"|coiffeuse|dessinateur|ingenieure?|photographe|photoreporter|ecrivaine?|dirigeante?|prisonni(?:er|ere)|detenue?|syndicaliste|chanteuse?|opposante?|dissidente?|chercheu(?:r|se)|dentiste|lanceuse d'alerte|benevole|secouriste|couple|deux|trois|conseill(?:er|ere)|chauffeur|ouvrier|paysanne?|soeur|frere|cineaste|enseignant|soldate?|laureate?|adolescente?",
}
_DESCRIBED = {
    "en": lazy(rf"\bthe (?:[\w'-]+ ){{0,3}}?(?:{PEOPLE['en']})s?\b"),
    "fr": lazy(rf"(?:\b(?:le|la|les|ce|cet|cette|ces) |\bl')(?:[\w'-]+ ){{0,2}}?(?:{PEOPLE['fr']})s?\b"),
}  # fmt: skip
_PRONOUN = {
    "en": lazy(r"\b(?:he|she|they|him|her|them|his|their|both)\b"),
    "fr": lazy(r"\b(?:il|elle|ils|elles|lui|eux|sa|son|ses|leurs?)\b|\b(?:l'|les )(?:a|ont|avait|avaient|en)\b|\bl'(?=a[a-z])"),
}  # fmt: skip


# Who is tried for what was done to somebody.
_ACCUSED = lazy(
    r"\b(?:(?:police ?)?officers?|police ?m[ae]n|soldiers?|accused|suspects?|killers?|attackers?|perpetrators?|policiers?|militaires?|soldats?|accuse|assassins?|agresseurs?|tortionnaires?|torturers?|(?:two|three|six|five|deux|trois|cinq) (?:men|hommes)|gendarmes?)\b"
)


# "The High Court quashed one conviction", right after a sentence about one person.
_BY_COURTS = (
    "charges_dropped",
    "charged",
    "convicted",
    "acquitted",
    "pardoned",
)
_COURT = lazy(
    r"\b(?:court|judges?|tribunal|jury|magistrate|prosecut\w+|police|governor|president|cour|juges?|justice|parquet|procureure?|gouverneure?)\b"
)
_TIGHT = lazy(r" ?(?:(?:of|to|de|d'|the|le|la|du|against|a|en faveur de|former|ex-) ?){0,3}")


def whose(
    verb: re.Match[str],
    flat: str,
    lang: Language,
    named: Sequence[Mention],
    before: Sequence[Mention],
    text: str = "",
) -> list[Mention]:
    """Who is meant: the names of the clause before a verb, else after it, else whom a pronoun or a description means."""
    lang = "fr" if lang == "fr" else "en"
    start, end = clause(flat, verb.start(), verb.end())
    ahead = flat[start : verb.start()]
    if _RELATIVE.search(ahead):
        return []
    if inside := [name for name in named if verb.start() <= name.start < verb.end()]:
        return listed(flat, inside)
    earlier = [name for name in named if name.end <= verb.start()]
    following = [name for name in named if verb.end() <= name.start]
    tight = following and _TIGHT.fullmatch(flat, verb.end(), following[0].start)
    near = following and following[0].start - verb.end() <= 25
    # "the release of X", "freed X and Y": the names are the verb's own.
    if following and (tight or (near and not earlier)):
        return listed(flat, following)
    if earlier and _OF_A_COUNT[lang].fullmatch(flat, earlier[-1].end, verb.start()):
        return []
    if earlier and _KIN_OF.search(flat, 0, earlier[-1].start):
        return []
    if earlier and earlier[-1].start >= start:
        return listed(flat, earlier[::-1])
    pronoun = _PRONOUN[lang].search(flat, start, min(len(flat), verb.end() + 5))
    if (
        following
        and not pronoun
        and following[0].start < min(end, verb.end() + 90)
        and (ahead.strip(" ,.") or not earlier)
    ):
        return listed(flat, following)
    since = earlier[-1].end if earlier else 0
    if _somebody_else(text, since, verb.start(), named):
        return []
    if earlier:
        return listed(flat, earlier[::-1])
    if named:
        return [min(named, key=lambda name: abs(name.start - verb.start()))]
    if _HEADS.fullmatch(flat, 0, verb.start()) and _DONE_TO.match(flat, verb.start()):
        one = len({name.case_id for name in before}) == 1
        return [*before[:1]] if one else []
    return _meant(verb, flat, lang, start, before)


# "Released on 5 May.", « Amnistié le 17 avril »: who was named before.
_HEADS = lazy(r"[\W\d]*")
_DONE_TO = lazy(
    r"(?:released|freed|pardoned|arrested|sentenced|convicted|acquitted|liberee?s?|graciee?s?|amnistiee?s?|arretee?s?|condamnee?s?|acquittee?s?|relachee?s?)\b"
)

_SOMEBODY = lazy(r"(?<![\w'’-])(?=(?P<who>[A-ZÀ-Þ][a-zà-ÿ'’-]+ [A-ZÀ-Þ][a-zà-ÿ'’-]{2,})(?![\w-]))")
_NOBODY = lazy(
    r"\b(?:court|supreme|high|state|city|district|federal|police|prison|human|rights|international|amnesty|new|year|north|south|east|west|united|president"
    r"|minister|government|council|union|party|war|write|for|nobel|peace|prize|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|cour|haute|conseil|prix|nord|sud|etat|droits|ecrire|the|in|on|at|le|la|les|en|au|after|before|when|el|san|los|new|abu|saudi|hong|sri|costa|burkina|central|appeal|revolutionary|saint|bay|general|house|european|white|day|eve|christmas|week|island|street|river|university)\b"
)


def _somebody_else(text: str, start: int, end: int, named: Sequence[Mention]) -> bool:
    """Whether a person whom the record does not know is named in between, and may be meant instead."""
    return any(
        not _NOBODY.search(flatten(found["who"]))
        and not any(name.start < found.end("who") and found.start() < name.end for name in named)
        for found in _SOMEBODY.finditer(text, start, end)
    )


# "Eight of the others were released": not the person of the sentence before.
COUNTED = lazy(
    r"\W*(?:(?:the|les|at least|more than|some|about|au moins|plus de|another) )*(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several|many|most|some"
    r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|plusieurs|dizaines|certains) (?:\w+ ){0,2}?(?:others?|autres|people|personnes|activists|militante?s|prisoners|prisonniers|defendants|accuses|journalists|journalistes|of the|des)\b"
)


def _meant(
    verb: re.Match[str], flat: str, lang: Language, start: int, before: Sequence[Mention]
) -> list[Mention]:
    """Whom a sentence without a name means, where the one before named one."""
    if len({name.case_id for name in before}) != 1 or COUNTED.match(flat, start):
        return []
    _, end = clause(flat, verb.start(), verb.end())
    clause_of = flat[start:end]
    told = (
        vocabulary.PRONOUN[lang].match(flat)
        or _PRONOUN[lang].search(flat, start, min(len(flat), verb.end() + 5))
        or _DESCRIBED[lang].search(clause_of)
        or _ACCUSED.search(clause_of)
        or (verb.lastgroup in _BY_COURTS and _COURT.search(clause_of))
        or (not flat[: verb.start()].strip(" -–—•\n") and _DESCRIBED[lang].search(flat))
    )
    if not told:
        return []
    members = {name.members for name in before}
    return [before[0]] if len(members) == 1 else [Mention(before[0].case_id, 0, 0)]


def clause(flat: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a stretch of a sentence."""
    first = 0
    for found in _BREAK.finditer(flat, 0, start):
        first = found.end()
    after = _BREAK.search(flat, end)
    return first, after.start() if after else len(flat)


def listed(flat: str, names: Sequence[Mention]) -> list[Mention]:
    """The first of these names, and those that are listed with it, once each."""
    found = [names[0]]
    for one, other in itertools.pairwise(names):
        left, right = sorted((one, other), key=lambda name: name.start)
        if not _LISTED.fullmatch(flat, left.end, right.start):
            break
        found.append(other)
    merged: dict[str, Mention] = {}
    for name in found:
        known = merged.get(name.case_id)
        members = tuple(dict.fromkeys((known.members if known else ()) + name.members))
        whole = known is not None and not (known.members and name.members)
        merged[name.case_id] = Mention(name.case_id, name.start, name.end, () if whole else members)
    return list(merged.values())
