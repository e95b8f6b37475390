"""A text made ready for patterns: plain letters of the same length, and what claims nothing covered.

`flat` has the length of the text, so that an offset in one is an offset in the other: accents and
case are gone, every kind of space is a plain one, and what only looks like a claim (a phone number,
a date's day, code, a tag) is covered with `COVER`. Sentences are cut at `LONGEST` characters, which
keeps every search inside one linear, whatever is pasted.
"""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from impact.factcheck.patterns import lazy
from impact.i18n.signs import freed
from impact.i18n.words import Language, language, listing, say

# The languages whose sentences are understood. A text said to be in another is read as what it is most like.
READ: tuple[Language, ...] = ("en", "fr")
COVER = "\x7f"
LONGEST = 800


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text: where it starts, its plain letters, its language, its paragraph."""

    start: int
    flat: str
    lang: Language
    paragraph: int
    item: bool = False  # whether its paragraph is a line of a list or a row of a table


@cache
def _plain() -> dict[int, int]:
    """Every letter with an accent to the letter without, every space and apostrophe to one kind."""
    plain: dict[int, int] = {}
    for code in range(0x80, min(0x2FFF, sys.maxunicode)):
        first = unicodedata.normalize("NFKD", chr(code))[0]
        if first != chr(code) and first.isalpha() and first.isascii():
            plain[code] = ord(first)
    # Digits of every script, and the signs that group them where they are written so.
    for code in range(0x80, 0x10000):
        if chr(code).isdecimal():
            plain[code] = ord("0") + unicodedata.decimal(chr(code))
        elif 0xFF01 <= code <= 0xFF5E:
            plain[code] = code - 0xFEE0
    plain |= {0x66C: ord(","), 0x66B: ord("."), 0x60C: ord(",")}
    for sign in "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\r\u3000":
        plain[ord(sign)] = ord(" ")
    for sign in "’‘ʼ´":
        plain[ord(sign)] = ord("'")
    for sign in "‐‑":
        plain[ord(sign)] = ord("-")
    for sign, letter in {
        "ı": "i",
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "œ": "o",
    }.items():
        plain[ord(sign)] = ord(letter)
    return plain


# Tags that end what is before them; all others stand inside a sentence.
_BLOCK_TAG = lazy(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|br|hr|section|article|header|footer|title|blockquote|body|html)\b"
    r"[^<>]{0,500}>",
    re.IGNORECASE,
)
_TAG = lazy(r"</?[a-zA-Z!][^<>]{0,500}>")
_UNSEEN = lazy(r"<(script|style)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
BREAK = "\v"


def normal(text: str) -> str:
    """The text as offsets count in it: composed letters that are seen, HTML without its tags and entities."""
    if "<" in text and _TAG.search(text):
        text = _UNSEEN.sub(lambda found: "\n" * found.group().count("\n"), text)
        text = _BLOCK_TAG.sub(lambda found: BREAK + "\n" * found.group().count("\n"), text)
        text = html.unescape(_TAG.sub(lambda found: "\n" * found.group().count("\n"), text))
    return unicodedata.normalize("NFC", freed(text))


def flatten(text: str) -> str:
    """Plain lower-case letters, one for each character of the text."""
    flat = text.translate(_plain())
    lower = flat.lower()
    return lower if len(lower) == len(flat) else "".join(sign.lower()[0] for sign in flat)


_MONTH = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|fevrier|mar(?:ch|s)|apr(?:il)?|avril|may|mai|june?|juin|july"
    r"|juillet|aug(?:ust)?|aout|sep(?:t(?:ember|embre)?)?|oct(?:ober|obre)?|nov(?:ember|embre)?"
    r"|dec(?:ember|embre)?)"
)
_MONEY = r"(?:euros?|dollars?|naira|pounds?|livres?|wons?|francs?)"
_CODE = lazy(r"```.*?(?:```|\Z)", re.DOTALL)
# What holds digits or words of cause and claims nothing; a group named `covered` is only that part of it.
_COVERED = [
    lazy(pattern)
    for pattern in (
        r"`[^`]{1,200}`",
        r"\b(?:https?://|www\.)[^\s<>\")]{1,500}",
        r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}",
        r"\]\([^()\s]{1,300}\)",
        r"\becrire,? ca libere\b|\bwrite ?(?:for|4) ?rights\b|\bmarathon (?:des|de) (?:lettres|signatures)\b",
        # dates, but for their month and year
        rf"\b\d{{1,2}}(?:st|nd|rd|th|er|e)?(?:\s?(?:-|to|and|au|et)\s?\d{{1,2}})?(?= (?:of )?{_MONTH}\b)",
        rf"\b{_MONTH}(?P<covered> \d{{1,2}}(?:st|nd|rd|th)?)\b(?! ?\d)",
        r"\b(?:19|20)\d\d(?P<covered>-\d\d-\d\d)\b",
        r"\b\d{1,2}[/.]\d{1,2}[/.](?=(?:19|20)\d\d\b)",
        # hours
        r"\b\d{1,2}(?::\d\d)(?: ?[ap]\.?m\b)?|\b\d{1,2} ?[ap]\.?m\b|\b\d{1,2} ?h(?: ?\d\d)?\b",
        # telephones and postcodes
        r"\b0\d(?:[ .-]\d\d){4}\b|\b\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}\b|\+\d{1,3}(?:[ .-]\d{1,4}){2,6}\b",
        r"\b[a-z]\d[a-z] ?\d[a-z]\d\b",
        # what is numbered, not counted
        r"\b(?:articles?|art\.|p\.? ?o\.? box|box|b\.?p\.?|room|salle|pages?|pp?\.|no\.|n°|chapter|chapitre|line"
        r"|ligne|version|python|figure|tableau|act|rule|regle|day(?! (?:19|20)\d\d\b)|jour) ?\d[\d.,]{0,12}(?: ?(?:-|to|a) ?\d+)?",
        r"\[\^?\d{1,3}\]|\(\d{1,2}\)|[\u00b9\u00b2\u00b3\u2070-\u2079]+",
        # money and ages
        rf"[$€£] ?\d[\d.,]{{0,15}}(?: ?(?:million|billion|m|k))?\b|\b\d[\d., ]{{0,15}}(?: ?millions?)?(?: d)?[ '](?:{_MONEY}\b|[€£$](?! ?\d))",
        r"\baged \d{1,3}\b|\b\d{1,3}[- ]years?[- ]old\b|\bage\w{0,2} de \d{1,3} ans\b",
        r"\b\d+(?:\.\d+){2,5}\b(?![\d,])(?<!\d\.\d\d\d\.\d\d\d)",
    )
]


def _covered(found: re.Match[str]) -> str:
    if found.re.groups and found.group("covered"):
        kept = found.start("covered") - found.start()
        return found.group()[:kept] + COVER * (len(found.group()) - kept)
    return re.sub(r"[^\n]", COVER, found.group())


def covered(flat: str) -> str:
    """A plain sentence with everything covered that claims nothing."""
    for pattern in _COVERED:
        flat = pattern.sub(_covered, flat)
    return flat


# The end of a block of HTML, a blank line, a heading, an item of a list or a row of a table ends what is before it.
_PARAGRAPH = lazy(
    r"\v|(?:\n[ \t]*){2,}|\n[ \t]*(?=[-–—*#|>•]|\d{1,2}[.)] |(?:19|20)\d\d ?[:=–—-] )|(?<=\|)\n"
)
_LINE = lazy(r"(?<=\S)\n(?=[a-z])")
_ITEM = lazy(r"\s*(?:[-–—*|•]|\d{1,2}[.)] |(?:19|20)\d\d ?[:=–—-] )")
# A footnote's mark may stand between the stop and the space: "from 41 countries.[3] By 2024".
_END = lazy(
    r"[.!?…]+[\"')\]»”\x7f]*(?:\[\^?\w{1,12}\]|[\u00b9\u00b2\u00b3\u2070-\u2079])*(?=\s|$)|;(?=\s)|\n(?=#)"
)
_ABBREVIATION = lazy(r"\b(?:mr|mrs|ms|dr|st|no|m|mme|vol|al|etc|vs|e\.g|i\.e|p\. ex|approx|env)\.$")


def sentences(text: str, lang: Language | None) -> Iterator[Sentence]:
    """The sentences of a text, in order; in the language asked for, else each paragraph's own, or clearly the other one."""
    flat = _CODE.sub(_covered, flatten(text))
    lang = lang if lang in READ else None
    whole = lang or detected(flat[:20_000], "en")
    start = 0
    cuts = [found.start() for found in _PARAGRAPH.finditer(flat)] + [len(flat)]
    for number, cut in enumerate(cuts):
        paragraph = flat[start:cut]
        if paragraph.strip():
            spoken = lang or detected(paragraph[:5_000], whole)
            item = _ITEM.match(paragraph) is not None
            line = _LINE.search(paragraph, 1) if item else None
            for first, piece in _pieces(paragraph[: line.start()] if line else paragraph):
                yield Sentence(start + first, piece, _spoken(piece, spoken), number, item)
            if line:  # what stands under a list is no line of it
                for first, piece in _pieces(paragraph[line.start() :]):
                    said = _spoken(piece, spoken)
                    yield Sentence(start + line.start() + first, piece, said, number)
        start = cut


FOREIGN = 3  # small words of the other language, and none or a third as many of its paragraph's


def _spoken(sentence: str, around: Language) -> Language:
    """The language of a sentence: its paragraph's, unless its small words are clearly those of the other one."""
    english, french = len(_ENGLISH.findall(sentence)), len(_FRENCH.findall(sentence))
    other, own = (english, french) if around == "fr" else (french, english)
    clearly = other >= (FOREIGN if own else 2) and own * 3 <= other
    return ("en" if around == "fr" else "fr") if clearly and around in READ else around


def _pieces(paragraph: str) -> Iterator[tuple[int, str]]:
    start = 0
    for found in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph, max(0, found.start() - 8), found.start() + 1):
            continue
        yield from _cut(start, paragraph[start : found.end()])
        start = found.end()
    yield from _cut(start, paragraph[start:])


def _cut(start: int, piece: str) -> Iterator[tuple[int, str]]:
    while len(piece) > LONGEST:
        space = piece.rfind(" ", LONGEST // 2, LONGEST)
        end = space if space > 0 else LONGEST
        yield start, piece[:end].replace("\n", " ")
        start, piece = start + end, piece[end:]
    if piece.strip():
        yield start, piece.replace("\n", " ")


def unread(lang: Language) -> str:
    """What is said, in a language, if its sentences are not understood yet; else nothing."""
    if lang in READ:
        return ""
    read = listing(lang, [language(lang, each) for each in READ])
    return say(lang, "factcheck.unread", language=language(lang, lang), read=read)


_ENGLISH = lazy(
    r"\b(?:the|of|and|to|is|are|was|were|have|has|been|with|since|by|for|we|in|this|that|your|our|he|she|you|they|it|from)\b"
)
_FRENCH = lazy(
    r"\b(?:le|la|les|des|et|une?|du|est|sont|ont|ete|dans|pour|que|qui|sur|avec|depuis|nous|en|d'|l'|au|aux|de|vos|nos|il|elle|vous|ces|leurs?|par)\b"
)


def detected(flat: str, otherwise: Language) -> Language:
    """The language whose small words the text has more of."""
    english, french = len(_ENGLISH.findall(flat)), len(_FRENCH.findall(flat))
    if english == french:
        return otherwise
    return "fr" if french > english else "en"
