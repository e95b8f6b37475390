"""What a sentence tells of somebody, parsed: what happened, to whom, when, by whom, for how long.

One `Telling` a verb; `outcomes` holds it against the record. Demands, wishes and questions tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from impact.factcheck import referents, verbs, vocabulary
from impact.factcheck.durations import Duration, sentences
from impact.factcheck.moments import Moment
from impact.factcheck.names import Mention
from impact.factcheck.patterns import lazy
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import Language


@dataclass(frozen=True)
class Telling:
    """One verb of an outcome, as its sentence tells it."""

    start: int
    end: int
    kind: str
    said: str  # the verb as it is told
    people: Sequence[Mention]
    moment: Moment | None
    doubtful: bool  # whether the moment may be of something else in the clause
    negated: bool
    now: bool
    by: str  # who is said to have done it, where a person is named
    freely: bool  # whether it is said to be without conditions
    terms: Sequence[Duration]  # for how long a court sentenced somebody
    bound: bool  # whether the verb says nothing without that time: "handed ten years"
    undone: bool  # whether the next verb tells of the same person held again
    later: Sequence[str]  # what the text goes on to tell
    clause: str = ""  # the plain words from the verb to the end of its clause, and those before it
    written: str = ""  # all of them as they are written
    after: str = ""  # those after the verb, as they are written
    ahead: str = ""  # the plain words right before the verb


_BEFORE_VERB = lazy(
    r",? (?:(?:he|she|they|il|elle|ils|elles) )?(?:(?:was|were|has|have|had|been|a|ont|ete|est|sont|fut|furent) )*"
)
_OFFICE = (
    r"(?:(?:U\.?S\.?\s+)?(?:[Pp]r[eé]sident\w*|[Kk]ing|[Gg]overnor|[Mm]inister|[Rr]oi|[Gg]ouverneure?|[Mm]inistre)\s+)"
    r"(?P<who>[A-ZÉ][\w’'-]+(?:\s+[A-ZÉ][\w’'-]+)*)"
)
# By whom, where a person is named: "commuted by President Trump", « le président Trump qui a commué ».
_BY_WHOM = lazy(
    rf"^[^.;:]{{0,30}}?\b(?:by|par)\s+(?:the\s+|le\s+|la\s+)?(?:then\s+|former\s+)?{_OFFICE}"
)
_WHO_DID = lazy(
    rf"\b{_OFFICE}\s+(?:qui\s+|who\s+)?(?:has\s+|had\s+|a\s+|avait\s+|then\s+|later\s+)*$"
)
_BOUND = lazy(
    r"given|handed|sent\b|got|received|gave|imposed|jailed|imprisoned|put|ecop|inflig|recu|donne|prononce"
)
_NOW = lazy(
    r"(?:(?:is|are|now|has been|have been)|(?:est|sont)(?! (?:\w+ )?(?:sorti|mort|decede))) "
)
_NO = lazy(r"(?: not|n't| pas| plus| jamais) ")
# What stands between a verb and a date that is of something else: "freed after his arrest in 2017".
_STEALS = lazy(
    r"\b(?:after (?:his|her|their|the|a|an|being|having|police)|since|until|who|whose|which|where|when|for (?:having|taking|joining|writing)|over (?:a|an|his|her|the)|born"
    r"|arrest\w*|detained|detention|protest\w*|demonstrat\w*|campaign|edition|published|depuis|apres (?:son|sa|leur|le|la|une?|avoir|qu')|jusqu'|qui|dont|pour avoir|lors d|arrete\w*|nee?|manif\w*|(?<!year )(?<!day )(?<!month )before|(?<!d')avant|setting)\b"
)
# "Upheld her conviction of 18 September".
_OF_A_RULING = lazy(
    r"\b(?:conviction|sentence|judge?ment|ruling|verdict|condamnation|jugement|arret|peine)s? (?:(?:of|from|du|de) |d')$"
)
# "The banned 2021 vigil": a year of something else.
_YEAR_OF_A_THING = lazy(r"\b(?:the|an?|his|her|their) (?:[a-z-]+ )?$")
_BUT_ORDERED = lazy(r"\b(?:order\w*|ordonn\w*) [^.;,]{0,12}$")
_SUBJECT = lazy(
    r", (?:the|a|an|la|le|les|un|une|l')\s?(?:[\w'-]+ ){1,4}?(?:has|had|have|was|were|a|ont|l'a|l'ont|avait|[a-z]{3,}ed)\b"
)
_ADJECTIVE = lazy(
    r",? (?:(?:was|were|are|is|has|have|had|been|ont|a|ete|etaient|sont|est|furent|then|finally|enfin) ?)*"
)
# Out for a day is not out.
_FOR_A_DAY = lazy(
    r"^ (?:one day|une journee|un jour|quelques heures)\b|^[^.;]{0,20}?\b(?:for|pour|qu'|que) ?(?:a|one|only one|a single|une?|une? seule?|quelques|a few|three|two|deux|trois) (?:days?|journees?|jours?|hours?|heures|weeks?|semaines?)\b"
)
_OTHERS_AFTER = lazy(
    r" (?:the |les |aussi |also )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs) (?:other|others|autres)\b"
)
# "Detained again four months after being freed": the order is turned round.
_AFTER_THAT = lazy(
    r"\b(?:after|since|following|apres) (?:being |having been |his |her |their |avoir ete |sa |leur )?$"
)
_THEN = lazy(r"\b(?:had|avai(?:en)?t) ")
_IN = lazy(r"\b(?:in|by|en|fin|debut|early|late|since|depuis|of|de) ?$")
_SINCE_THEN = lazy(r",? (?:ever )?(?:since|depuis|des) (?:the |le |early |late |debut |fin )?")
_LEADS = lazy(
    r"\W*(?:(?:and|but|then|finally|et|mais|puis|enfin|on|in|by|le|en|au|la|early|late|since|depuis|c'est) ?)*"
)


# "On 14 June 2024, Rita Karasartova: a court …"
_HEADED = lazy(r",? [^,.;:]{2,60}: ?")
_NOUN = lazy(r"\b(?:release|liberation|acquittement|acquittal|inculpation|abandon|proces)\b")


_GOES_ON = ("released", "pardoned", "acquitted", "died")


def tellings(place: Scope) -> list[Telling]:
    """What a sentence tells of the people whom it names or means."""
    told = list(_told(place))
    told += _gapped(told, place)
    kept = [one for one in told if one.kind in _GOES_ON and not one.negated and one.moment]
    if kept:
        place.carried = kept[-1]
    elif any(not _THEN.search(f"{one.clause} ") for one in told):
        place.carried = None  # something else was told last, and not of the time before
    return told


# What is held against the record part by part alone (`sayings`): what a court did to a ruling, and an arrest.
BY_PARTS = ("arrested", "commuted", "granted", "overturned", "rejected", "retrial", "upheld")


def _told(place: Scope) -> Iterator[Telling]:
    flat, lang = place.sentence.flat, place.sentence.lang
    found = [verb for verb in verbs.OUTCOME[lang].finditer(flat) if verb.lastgroup not in BY_PARTS]
    if not found or (flat.rstrip().endswith("?") and not AWARE.search(flat)):
        return
    terms = sentences(flat, place.text, lang)
    for index, verb in enumerate(found):
        people = referents.whose(verb, flat, lang, place.cases, place.before, place.text)
        others = _OTHERS_AFTER.match(flat, verb.end())  # "convicted three other activists"
        awaited = _awaited(verb, found[:index], place)
        if not people or others or (not awaited and _wished(flat, verb.start(), lang)):
            continue
        negated = vocabulary.NEGATED[lang].search(flat, max(0, verb.start() - 40), verb.start())
        not_until = negated and _NOT_UNTIL.match(flat, verb.end())
        if not_until:
            negated = None
        if _no_event(index, found, negated, flat):
            continue
        start, end = referents.clause(flat, verb.start(), verb.end())
        until = min(end, found[index + 1].start() if index + 1 < len(found) else len(flat))
        by = _BY_WHOM.search(place.text[verb.end() : verb.end() + 80]) or _WHO_DID.search(
            place.text[max(0, verb.start() - 60) : verb.start()]
        )
        moment, doubtful = (awaited, False) if awaited else _moment_of(verb, until, place)
        doubtful = doubtful and not not_until
        kind = str(verb.lastgroup)
        yield Telling(
            negated.start() if negated else verb.start(),
            verb.end(),
            kind,
            verb.group(),
            people,
            moment,
            doubtful,
            _denied(negated, verb, start, place),
            _NOW.match(verb.group()) is not None,
            by["who"] if by else "",
            vocabulary.UNCONDITIONAL.search(flat, max(0, verb.start() - 30), until) is not None,
            [one for one in terms if verb.start() - 2 <= one.start < until],
            _BOUND.match(verb.group()) is not None,
            _held_again(found[index + 1 : index + 2], verb, place),
            goes_on(verb.end(), people, place) + _turned_round(found[:index], verb, flat),
            flat[start:until],
            place.text[start:until],
            place.text[verb.end() : until],
            flat[max(0, verb.start() - 40) : verb.start()],
        )


# "It is not true that she is still in prison".
_UNTRUE = lazy(
    r"\b(?:it (?:is|was) (?:not true|not the case|untrue|false|wrong|a myth) that|il (?:est|etait) (?:faux|inexact) (?:de dire )?(?:que|qu')|(?:il n'est|ce n'est) pas vrai (?:que|qu'))"
)


def _denied(negated: re.Match[str] | None, verb: re.Match[str], start: int, place: Scope) -> bool:
    """Whether what a verb tells is denied, by a word before it, within it, or by its whole clause."""
    flat, lang = place.sentence.flat, place.sentence.lang
    within = verb.lastgroup != "acquitted" and _NO.search(verb.group()) is not None
    within = (
        within
        and verb.lastgroup in ("released", "pardoned")
        and not verbs.NO_LONGER[lang].match(verb.group())
    )
    untrue = _UNTRUE.search(flat, start, verb.start()) is not None
    return (negated is not None or within) != untrue


def _no_event(
    index: int, found: Sequence[re.Match[str]], negated: re.Match[str] | None, flat: str
) -> bool:
    """Whether a verb tells nothing that happened to somebody by itself."""
    verb, kind = found[index], found[index].lastgroup
    before, after = found[index - 1 : index], found[index + 1 : index + 2]
    if kind == "held" and after and _ADJECTIVE.fullmatch(flat, verb.end(), after[0].start()):
        return True  # "the two still held were freed"
    if (
        before
        and _ON_TERMS.fullmatch(verb.group())
        and _GOES_WITH.fullmatch(flat, before[0].end(), verb.start())
    ):
        return True  # "a quitté la prison le 4 mars, en liberté provisoire": how, not what
    if _COUNTED_FROM.search(flat, max(0, verb.start() - 30), verb.start()):
        return True  # "three years after his release" tells of something else
    if negated and _THEN.search(flat[max(0, negated.start() - 12) : negated.end()]):
        return True  # "had not yet been convicted" tells of then, not of today
    return kind == "released" and _FOR_A_DAY.match(flat[verb.end() : verb.end() + 60]) is not None


# "Did not get out until May", « n'a été libéré qu'en mai »: told, and not denied.
_NOT_UNTIL = lazy(
    r" (?:(?!apres )[\w'-]+ ){0,3}?(?:until|till|before (?=(?:\x7f|january|february|march|april|may|june|july|august|september|october|november|december|19|20))|qu'(?:en|a|au|apres|a la|une?|fin|debut)\b|que (?=le \x7f|fin|debut|deux|trois|quatre|plus tard|des annees))"
)
_COUNTED_FROM = lazy(
    r"\b(?:years?|months?|weeks?|days?|ans?|annees?|mois|semaines?|jours?) (?:after|before|apres|avant) (?:(?:his|her|their|the|being|etre|sa|son|leur|la|le) |l'|d'etre )?$"
)
_ON_TERMS = lazy(r"en liberte (?:provisoire|conditionnelle|surveillee)")
_GOES_WITH = lazy(r"[^,.;:]{0,40},? ")
# "It was not until May that she was freed", « il a fallu attendre mai pour que … ».
_AT_LAST = lazy(
    r"\b(?:(?:was|is|were) (?:not|only) (?:until|in|on)|(?:had|have|has|having) to wait (?:until|till)|waited until|took until|fallu attendre|falloir attendre|(?:du|doit) attendre) (?:le |the |la fin d[e'] ?)?$"
    r"|\bce (?:n'est|n'etait|ne fut|ne sera) (?:que |qu')(?:en |le |au |fin |debut )?$"
)


def _awaited(verb: re.Match[str], before: Sequence[re.Match[str]], place: Scope) -> Moment | None:
    """The moment that somebody is told to have waited for, where nothing else happened between it and the verb."""
    flat = place.sentence.flat
    for moment in place.moments:
        since = max([0, moment.start - 70, *(each.end() for each in before)])
        if moment.start < since or moment.end > verb.start():
            continue
        if _AT_LAST.search(flat, since, moment.start):
            return moment
    return None


def _turned_round(before: Sequence[re.Match[str]], verb: re.Match[str], flat: str) -> list[str]:
    """The arrest that stands before a release and came after it: "detained again four months after being freed"."""
    turned = _AFTER_THAT.search(flat, max(0, verb.start() - 30), verb.start())
    return [str(each.lastgroup) for each in before if turned and each.lastgroup == "re_arrested"]


def _held_again(then: Sequence[re.Match[str]], verb: re.Match[str], place: Scope) -> bool:
    """Whether the next verb of a sentence is that the same person was held again."""
    return any(
        each.lastgroup == "re_arrested"
        and not any(verb.end() <= name.start < each.start() for name in place.cases)
        for each in then
    )


def _gapped(told: Sequence[Telling], place: Scope) -> Iterator[Telling]:
    """What is told of a second person with the verb of the first: "X was freed in May, and Y a year after him"."""
    flat, lang = place.sentence.flat, place.sentence.lang
    mine = [(one.start, name) for one in told for name in one.people]
    last: Telling | None = None
    for moment in place.moments:
        ahead = [name for name in place.cases if name.end <= moment.start]
        if not ahead or moment in [one.moment for one in told]:
            continue
        name = ahead[-1]
        between = flat[name.end : moment.start]
        first = [one for one in told if one.end <= name.start and not one.negated]
        if not first and last is not None:
            first = [last]
        elif not first and (carried := _carried(place, name, moment)):
            first, between = [carried], ""
        if not first or any((one, name) in mine for one, _ in mine if one > name.start):
            continue
        again = _ELIDED.fullmatch(between) or _FOLLOWS.fullmatch(between)
        if again and not verbs.OUTCOME[lang].search(flat, name.start, moment.end):
            verb = first[-1]
            last = replace(
                verb, start=name.start, end=moment.end, people=[name], moment=moment, doubtful=False,
                by="", terms=[], now=False,
            )  # fmt: skip
            yield last


_ITS_TURN = lazy(
    r"(?:\W*(?:then |and |but |et |puis |mais |quant a |ensuite )*|.*\b(?:turn of |le tour d[e'] ?))(?P<before>for |pour )?"
)
_FOLLOWS = lazy(
    r"(?: ?\([^)]{0,30}\))?(?:, [^,.;]{2,60},)?,? ?(?:himself |herself |elle |lui |too )?,? ?(?:has |had |a |avait |l'a |les a |lui a )?(?:follow\w*|came next|suivi\w*|suit|(?:had|have) to wait until|a du attendre|dut attendre)(?: (?:him|her|them|suit))?,? ?(?:in|on|le|en|au|until)? ?"
)
_WAITED = lazy(
    r",? ?(?:(?:we|they|people|it|on|il|nous) )?(?:had to wait until|took until|waited until|(?:nous )?a(?:vons)? (?:fallu|du) attendre|dut attendre|fallut attendre) ?(?:le|en|on|in)? ?"
)


def _carried(place: Scope, name: Mention, moment: Moment) -> Telling | None:
    """What the sentence before told last, where this one goes on with it: "Y followed in May", "for Y we had to wait until May"."""
    flat, last = place.sentence.flat, place.carried
    if last is None or verbs.OUTCOME[place.sentence.lang].search(flat, 0, moment.end):
        return None
    ahead = _ITS_TURN.fullmatch(flat, 0, name.start)
    between = flat[name.end : moment.start]
    if ahead is None or not re.match(r" ?(?:[,.;]|$)", flat[moment.end :]):
        return None
    if ahead["before"]:
        said = _WAITED.fullmatch(between)
    else:
        said = _FOLLOWS.fullmatch(between) or _ELIDED.fullmatch(between)
    return last if said else None


# What may stand between a name and its date where the verb is not said again.
_ELIDED = lazy(
    r"(?: ?\([^)]{0,30}\))?,? ?(?:(?:in|on|le|en|exactly|just|only|then|a|his friend|about|some|puis|quant a (?:lui|elle)|himself|herself) ?)*"
)


# That a sentence is another than the one that somebody has come out from: "she got four years" tells what was before.
_ANEW = lazy(
    r"\b(?:again|another|further|second|new|later|then|since|afterwards|reinstated|additional|subsequently|nouve\w+|encore|autre|depuis|ensuite|puis|deuxieme|seconde?|plus tard|retabli\w*)\b"
)


def goes_on(start: int, people: Sequence[Mention], place: Scope) -> list[str]:
    """What the text goes on to tell of the same people: not what it tells of somebody else whom it names then."""
    flat, lang = place.sentence.flat, place.sentence.lang
    for name in place.cases:
        if name.start >= start and name.another(people) and _SUBJECT_OF.match(flat, name.end):
            flat = flat[: name.start]
            break
    after = _of_the_same(people, place)
    ordered = ["released"] if _ORDERED.search(flat, start) or _ORDERED.search(after) else []
    return told_on(flat, start, lang) + told_on(after, 0, lang) + ordered


def _of_the_same(people: Sequence[Mention], place: Scope) -> str:
    """The sentences that follow without those of somebody else: from their name to that of these people."""
    after, theirs, kept = flatten(place.after), True, list[str]()
    ends = [*(end.end() for end in _ENDS.finditer(after)), len(after)]
    for start, end in pairwise([0, *ends]):
        named = [name for name in place.named_after if start <= name.start < end]
        until = end
        if any(not name.another(people) for name in named):
            theirs = True
        elif named and theirs and _OF_THEM.match(after, start):
            until = named[0].start
        elif named:
            theirs = False
        kept += [after[start:until]] if theirs else []
    return " ".join(kept)


# "A federal judge ordered her release", « a ordonné sa libération ».
_ORDERED = lazy(r"\bordered [^.;]{0,60}\brelease\b|\bordonne [^.;]{0,60}\bliberation\b")
_ENDS = lazy(r"[.!?;\n]\s*")
_OF_THEM = lazy(r"\W*(?:he|she|they|both|il|elle|ils|elles)\b")
_SUBJECT_OF = lazy(
    r",? (?:was|were|has|have|had|is|are|remains?|a|ont|avait|est|sont|etait|etaient|fut|reste)\b"
)


def told_on(flat: str, start: int, lang: Language) -> list[str]:
    """What is told from there on, without what is denied: "and has not been detained again"."""
    told = [
        verb
        for verb in verbs.OUTCOME[lang].finditer(flat, start)
        if not vocabulary.NEGATED[lang].search(flat, max(0, verb.start() - 40), verb.start())
        or _NOT_UNTIL.match(flat, verb.end())
    ]
    anew = [
        "convicted_anew"
        for verb in told
        if verb.lastgroup == "convicted"
        and _ANEW.search(flat, max(0, verb.start() - 60), verb.end() + 40)
    ]
    return [str(verb.lastgroup) for verb in told] + anew


# "Whether she is aware that the court allowed his appeal" tells that it did.
AWARE = lazy(
    r"\b(?:aware (?:that|of)|the fact that|sait que|(?:connaissance|conscience) (?:de ce que|du fait que))\b"
)


def _wished(flat: str, start: int, lang: Language) -> bool:
    """Whether the clause before a verb makes it a demand, a wish or a condition."""
    clause = re.split(r"[,:]| and | et | but | mais ", flat[max(0, start - 90) : start])[-1]
    if vocabulary.TOLD_ALL_THE_SAME.search(clause) or AWARE.search(clause):
        return False  # "avant d'être libérée"
    return bool(vocabulary.WISHED[lang].search(clause))


def _moment_of(verb: re.Match[str], until: int, place: Scope) -> tuple[Moment | None, bool]:
    """When a verb happened: after it in its clause, or at the clause's head; and whether that is doubtful."""
    flat, lang = place.sentence.flat, place.sentence.lang
    behind = [
        one
        for one in place.moments
        if verb.end() <= one.start < until
        and not (
            one.day.month is None
            and _YEAR_OF_A_THING.search(flat, 0, one.start)
            and re.match(r" [a-z]", flat[one.end :])
        )
    ]
    after = behind[0] if behind else None
    if after and len(behind) > 1 and behind[1].start - after.end <= 12 and not after.day.day:
        after = behind[1]  # "three months before him, on 11 September"
    if after and not vocabulary.FEATURED[lang].search(flat, verb.end(), after.start):
        between = flat[verb.end() : after.start]
        if _SUBJECT.search(between):
            return None, False  # another clause, of somebody else's doing
        own = (
            _SINCE_THEN.fullmatch(between) is not None
        )  # "out since 12 March": the day is that of the verb
        ordered = verb.lastgroup == "released" and _BUT_ORDERED.search(flat, 0, verb.start())
        ordered = ordered or _OF_A_RULING.search(flat, verb.start(), after.start)
        stolen = bool(_STEALS.search(between)) or len(between) > 140 or bool(ordered)
        return after, not own and stolen
    ahead = [one for one in place.moments if one.end <= verb.start()]
    if not ahead:
        return None, False
    last = ahead[-1]
    if last.day.month is None and last.firm and not _IN.search(flat[: last.start]):
        return None, False  # "2011 · Liu Xiaobo · died": the year of a table
    between = flat[last.end : verb.start()]
    # "…, and on 28 May 2015 he was pardoned": nothing but the verb's own words between.
    if _BEFORE_VERB.fullmatch(between):
        return last, False
    start, _ = referents.clause(flat, verb.start(), verb.end())
    heads = last.start >= start and _LEADS.fullmatch(flat, start, last.start) is not None
    alone = verbs.OUTCOME[lang].search(flat, last.end, verb.start()) is None
    headed = _HEADED.fullmatch(flat, last.end, start) and any(
        last.end <= name.start and name.end <= start for name in place.cases
    )
    headed = headed and not _NOUN.search(verb.group())
    heads = heads or bool(headed and _LEADS.fullmatch(flat, 0, last.start))
    if heads and alone and not vocabulary.FEATURED[lang].search(flat, last.end, verb.start()):
        return last, bool(_STEALS.search(between))
    return None, False
