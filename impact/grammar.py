"""What a sentence needs around its values: amounts with their noun, places, dates and names in it.

French elides (`d'actions`, `d'Ahmed`), contracts (`aux États-Unis`) and takes `de` after a million;
English puts `the` before some countries. Numbers said aloud are rounded, never upwards across a
qualifier.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from impact.words import Language, country, date, number, say, typeset

Noun = Literal[
    "actions", "cases", "countries", "letters", "letters_and_petitions", "people", "sections",
    "signatures", "totals",
]  # fmt: skip


def amount(
    lang: Language, value: int, qualifier: str | None, noun: Noun, *, spoken: bool = False
) -> str:
    """A number with its qualifier and its noun: "at least 4,662,638 actions", "1 case".

    `spoken`: as a person says it, with two figures, and "more than" where that leaves some out.
    """
    shown, qualifier, millions = number(lang, value), qualifier or "exact", False
    if spoken and value >= 10_000:
        step = int(10 ** (len(str(value)) - 2))
        # "About" has two sides; every other number may only be said too low.
        kept = round(value / step) * step if qualifier == "about" else value // step * step
        if kept != value and qualifier != "about":
            qualifier = "more_than"
        shown, millions = number(lang, kept), kept >= 1_000_000
        if millions:
            key = "amount.million" if kept < 2_000_000 else "amount.millions"
            shown = say(lang, key, number=number(lang, kept / 1_000_000))
    form = "one" if value == 1 or (lang == "fr" and value == 0) else "other"
    word = say(lang, f"noun.{noun}.{form}")
    if lang == "fr" and millions:
        word = of(lang, word)
    return say(lang, f"amount.{qualifier}", text=typeset(lang, f"{shown} {word}"))


def capital(text: str) -> str:
    """A sentence's first letter."""
    return text[:1].upper() + text[1:]


def of(lang: Language, name: str) -> str:
    """ "of" a name or a noun: "d'Ahmed", "de Zhang Zhan", "des résidents de …"."""
    if lang == "en":
        return f"of {name}"
    for article, joined in (("les ", "des "), ("le ", "du "), ("la ", "de la "), ("l’", "de l’")):
        if name.lower().startswith(article):
            return joined + name[len(article) :]
    return f"d’{name}" if _plain(name)[:1] in _VOWELS else f"de {name}"


def running(lang: Language, text: str) -> str:
    """A whole sentence as it goes on after a colon: a first word that cannot be a name loses its
    capital.
    """
    first = re.split(r"[ '’]", text)[0]
    return text[:1].lower() + text[1:] if first in _SMALL[lang] else text


def on(lang: Language, iso: str | None) -> str:
    """When something happened, inside a sentence, as precise as it is known; empty if it is not."""
    if not iso:
        return ""
    return say(lang, "when.day" if len(iso) == 10 else "when.longer", date=date(lang, iso))


def within(lang: Language, code: str | None) -> str:
    """Where something happened, inside a sentence; empty if the country is not known."""
    if not code:
        return ""
    name = country(lang, code)
    if lang == "en":
        return f"in the {name}" if code in _THE else f"in {name}"
    if code in _AUX:
        return f"aux {name}"
    if code in _NO_ARTICLE:
        return f"à {name}"
    first = re.split(r"[ ’-]", _plain(name))[0]
    feminine = first.endswith("e") and code not in _MASCULINE
    return f"{'en' if feminine or first[0] in _VOWELS or code in _EN else 'au'} {name}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.lower())


# What the record's sentences begin with and what begins no name.
_SMALL = {
    "en": frozenset([
        "A", "About", "After", "All", "An", "At", "Authorities", "Both", "Construction", "Eight",
        "He", "Her", "His", "Houses", "In", "It", "Its", "Last", "No", "On", "One", "Parliament",
        "Police", "Prosecutors", "Rights", "Seven", "She", "Ten", "The", "Their", "They",
        "Three", "Two",
    ]),
    "fr": frozenset([
        "Après", "Au", "Aucun", "Aucune", "Avant", "Dans", "Dernières", "Des", "Deux", "Dix", "Elle",
        "Elles", "Environ", "Huit", "Il", "Ils", "L", "La", "Le", "Les", "Leur", "Leurs", "Lors", "Lui",
        "On", "Quelques", "Sa", "Selon", "Sept", "Ses", "Son", "Sur", "Tous", "Toutes", "Trois",
        "Un", "Une", "À",
    ]),
}  # fmt: skip
_VOWELS = tuple("aeiouœ")
_THE = frozenset((
    "AE", "BS", "CD", "CF", "DO", "GB", "GM", "KM", "KY", "MH", "MP", "MV", "NL", "PH",
    "SB", "TC", "US", "VA", "VG", "VI",
))  # fmt: skip
# Which take aux or à in French, au in spite of their e, en in spite of their ending.
_AUX = frozenset((
    "AE", "BS", "FJ", "FK", "FO", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "PN", "SB",
    "SC", "TC", "TF", "UM", "US", "VG", "VI",
))  # fmt: skip
_NO_ARTICLE = frozenset((
    "AG", "BB", "BH", "BL", "BM", "CU", "CW", "CY", "DJ", "DM", "GD", "GG", "GI", "GU",
    "HK", "JE", "KN", "LC", "MC", "MF", "MG", "MO", "MT", "MU", "NR", "NU", "OM", "PM",
    "PR", "RE", "SG", "SH", "SM", "ST", "SX", "TO", "TT", "TW", "VC", "WF", "YT",
))  # fmt: skip
_MASCULINE = frozenset((
    "BZ", "GB", "KH", "LK", "MX", "MZ", "SR", "ZW",
))  # fmt: skip
_EN = frozenset(("HT", "SL"))
