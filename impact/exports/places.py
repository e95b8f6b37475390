"""Countries in the text of a cell: by the names of all languages we know, or by a code in a code's place.

Beside `impact.i18n.countries`, which reads a cell that holds a country and nothing else: here a country
stands among other words, where "in", "no" and "it" are words and "Guinea-Bissau" is not Guinea.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from impact.i18n import countries

SHORTEST = 4  # letters of a word that may decide alone

# Codes that are words too, of running text, of a language or of a calendar: a country only where
# nothing else can be meant.
_WORDLIKE = frozenset(
    """
    AI AL AM AR AS AT BE BY CA CH DE DO EC EG ES ET FM FR HR ID IN IR IS IT KG LA MA MC ME MG MM MY NE NL NO OM
    PA PM PR PS PT SA SE SI SO SR TO TV US AGO ALB AND ARE ARM BEN CAN CHE COM DOM EST FIN GIN GUY HUN JAM KEN
    LIE MAR NOR PAN PER ROM SEN SUR TON VAT
    """.split()  # noqa: SIM905
)
_PAGES_IN = frozenset(("FR",))  # "W4R22-FR" is the page in French before it is the case in France

_CODE = re.compile(r"(?<![^\W_])(?:[A-Z]{2,3}|[a-z]{2,3})(?![^\W_])")
# Codes of something else: CA-FR, a section; UA 45/21, an urgent action; the end of an address.
_NO_CASE = re.compile(
    r"\b(?:BE|CA|CH|LU)-(?:EN|FR|NL|DE|IT)\b|\bUA:?\s*\d+/\d+|\b(?:[\w-]+\.)+[a-z]{2,6}(?=[/:?\s]|$)"
)
_CAMPAIGN_BEFORE = re.compile(r"(?:w4r|wfr)[\s_-]*(?:20)?\d{0,2}[\s_–:|-]*$", re.IGNORECASE)
# A tag of nothing but the campaign, a code and what was done: there the code has any letter case, and any sign
# stands between.
_MARK = r"(?:w4r|wfr)[\s_'’.-]*(?:(?:20)?\d\d)?"
_DONE = (
    r"(?:sign(?:ed|ers?|atures?)?|signée?s?|petitions?|pétitions?|e-?mail(?:s|ed)?|letters?|lettres?|actions?|taken|cards?"
    r"|solidarity|tweets?|calls?|firmad[oa]s?|firmas?|unterschrieben|getekend|podpis(?:ane)?|assinad[oa]s?)"
)
_TAG = re.compile(
    r"\s*(?:{mark}{sep}(?P<before>{code}){sep}{done}|{mark}{sep}{done}{sep}(?P<after>{code})"
    r"|{done}{sep}{mark}{sep}(?P<last>{code})|(?P<first>{code}){sep}{mark}{sep}{done}"
    r"|{mark}{sep}(?P<alone>{code})|(?P<begins>{code}){sep}{mark})\s*".format(
        mark=_MARK, sep=r"[\s_–—:|/.-]+", done=_DONE, code=r"[a-z]{2,3}"
    ),
    re.IGNORECASE,
)
# Scripts that put no space between words: a name is looked for as it is.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@cache
def country_words() -> frozenset[str]:
    return frozenset(word for name in countries.by_name() for word in name.split())


@cache
def place_names() -> Mapping[str, list[tuple[tuple[str, ...], str | None]]]:
    """Countries' names as rows of words, under their first, the longest first; None fits two.

    Of single words those too short to be sure are left out, and those that mean something else.
    """
    found: dict[str, list[tuple[tuple[str, ...], str | None]]] = defaultdict(list)
    for name, place in countries.by_name().items():
        words = tuple(name.split())
        if len(words) > 1 or (len(name) >= SHORTEST and name not in _NO_PLACE) or name in _SHORT:
            found[words[0]].append((words, place))
    for other in _ELSEWHERE:
        found[other.split()[0]].append((tuple(other.split()), None))
    for names in found.values():
        names.sort(key=lambda each: -len(each[0]))
    return dict(found)


_SHORT = ("usa", "uae", "uk", "drc", "rdc", "ksa", "rsa")
_NO_PLACE = ("island", "reunion", "mauricio", "maurice", "viro", "jersey")
_ELSEWHERE = ("new mexico", "nouveau mexique", "new england", "new south wales", "inner mongolia")


@cache
def unspaced_names() -> list[tuple[str, str]]:
    """Countries' names in scripts without spaces."""
    return [(name, place) for name, place in countries.by_name().items() if UNSPACED.search(name)]


def places(words: list[str]) -> set[str]:
    """The countries that words name: the longest name counts, so Guinea-Bissau is not Guinea."""
    key = countries.key_of(words)
    if (len(key) >= SHORTEST or key in _SHORT) and (alone := countries.by_name().get(key)):
        return {alone}
    words = key.split()
    found = set()
    names = place_names()
    at = 0
    while at < len(words):
        step = 1
        for name, place in names.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                if place:
                    found.add(place)
                step = len(name)
                break
        at += step
    return found


def codes(text: str) -> set[str]:
    """The countries whose codes stand where a code stands: W4R21_signed_ERI, w4r-cn-petition, (CN)."""
    known = countries.codes()
    alone = text.strip()
    if alone.upper() in known and (alone.isupper() or alone.upper() not in _WORDLIKE):
        return {known[alone.upper()]}
    if tag := _TAG.fullmatch(text):
        code = next(filter(None, tag.groups())).upper()
        sure = tag["alone"] is None and tag["begins"] is None
        if code in known and code not in _PAGES_IN and (sure or code not in _WORDLIKE):
            return {known[code]}
    text = _NO_CASE.sub(" ", text)
    slug = not re.search(r"\s", text.strip())
    shouted = not slug and len(re.findall(r"[^\W\d_]{4,}", text)) > 1 and text == text.upper()
    found = set()
    for match in _CODE.finditer(text):
        token = match.group()
        place = known.get(token.upper())
        if place is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        left = not before.strip() or before[-1] in "_-/:.|(["
        right = not after.strip() or after[0] in "_-/:.|)]"
        bracketed = before[-1:] in ("(", "[") and after[:1] in (")", "]")
        campaign = _CAMPAIGN_BEFORE.search(before) is not None
        wordlike = token.upper() in _WORDLIKE
        if bracketed:
            pass
        elif token.upper() in _PAGES_IN:
            continue
        elif token.islower():
            if wordlike or not (slug and left and right):
                continue
        elif wordlike and len(token) == 3 and campaign and not shouted:
            if re.match(r"[\s_-]*\d", after):  # W4R22 MAR 12
                continue
        elif wordlike or shouted:
            if not ((left or campaign) and (right or (campaign and not wordlike))):
                continue
        elif len(token) == 2 and not (left or right or campaign):
            continue
        found.add(place)
    return found
