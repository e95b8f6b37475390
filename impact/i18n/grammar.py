"""What a sentence needs around its values: amounts with their noun, places, dates and names in it.

How a language puts a name after "of" or "in" is a rule of its row in `locales`. Numbers said aloud are
rounded, never upwards across a qualifier.
"""

from __future__ import annotations

import re
from typing import Literal

from impact.i18n.locales import ROWS
from impact.i18n.words import Aloud, Language, aloud, country, date, number, say, typeset

Noun = Literal[
    "actions", "cases", "countries", "letters", "letters_and_petitions", "people", "sections",
    "signatures",
]  # fmt: skip


_FEMININE: frozenset[Noun] = frozenset(
    ("actions", "letters", "letters_and_petitions", "people", "sections", "signatures")
)


def amount(
    lang: Language, value: int, qualifier: str | None, noun: Noun, *, spoken: bool = False
) -> str:
    """A number with its qualifier and its noun: "at least 4,662,638 actions", "one case".

    `spoken`: as a person says it, with two figures, and "more than" where that leaves some out.
    """
    shown = aloud(lang, Aloud(value, feminine=noun in _FEMININE))
    qualifier, millions = qualifier or "exact", False
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
    word = say(lang, f"noun.{noun}.{'one' if ROWS[lang].one(value) else 'other'}")
    if ROWS[lang].of_millions and millions:
        word = of(lang, word)
    return say(lang, f"amount.{qualifier}", text=typeset(lang, f"{shown} {word}"))


def capital(text: str) -> str:
    """A sentence's first letter."""
    return text[:1].upper() + text[1:]


def of(lang: Language, name: str) -> str:
    """ "of" a name or a noun: "d'Ahmed", "de Zhang Zhan", "des résidents de …"."""
    return ROWS[lang].of(name)


def running(lang: Language, text: str) -> str:
    """A whole sentence as it goes on after a colon: a first word that cannot be a name loses its
    capital.
    """
    first = re.split(r"[ '’]", text)[0]
    return text[:1].lower() + text[1:] if first in ROWS[lang].small else text


def then(lang: Language, text: str) -> str:
    """Words for somebody that were true when they were written, as of that time: "then serving six years"."""
    for pattern, instead in ROWS[lang].past:
        text = re.sub(pattern, instead, text)
    return text


def on(lang: Language, iso: str | None) -> str:
    """When something happened, inside a sentence, as precise as it is known; empty if it is not."""
    return _when(lang, iso, "when.day", "when.longer")


def since(lang: Language, iso: str | None) -> str:
    """The time from then on, inside a sentence; empty if that is not known."""
    return _when(lang, iso, "when.since_day", "when.since_longer")


def up_to(lang: Language, iso: str) -> str:
    """Until when something is known, inside a sentence."""
    return _when(lang, iso, "when.up_to_day", "when.up_to_longer")


def _when(lang: Language, iso: str | None, day: str, longer: str) -> str:
    return say(lang, day if len(iso) == 10 else longer, date=date(lang, iso)) if iso else ""


def within(lang: Language, code: str | None) -> str:
    """Where something happened, inside a sentence; empty if the country is not known."""
    if not code:
        return ""
    return ROWS[lang].within(code, country(lang, code))
