"""Words that only one language uses, to find those that strayed onto a page of the other.

The words looked for are those that the catalogue uses in one language and never in the other.
"""

from __future__ import annotations

import re
from functools import cache

from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, country, sentences

# Proper names that a record in both languages rightly shows in either.
_NAMES = re.compile(
    r"`[^`]*`|\bdata/\w+|\]\(<[^>]*>\)|https?://\S+|[\w.-]+\.(?:org|com|net|ca|ch|de|be|uk|fr|es|it|social)\b"
)
_OF_BOTH = {"english", "français"}  # the language switch names each language in itself


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", _NAMES.sub(" ", text).lower()))


@cache
def only(lang: Language) -> frozenset[str]:
    """Words of the catalogue in one language that it never uses in the other."""
    other: Language = "fr" if lang == "en" else "en"
    mine, others = set[str](), set[str]()
    for text in sentences().values():
        mine |= words(re.sub(r"\{\w+\}", " ", text[lang]))
        others |= words(re.sub(r"\{\w+\}", " ", text[other]))
    return frozenset(mine - others)


def proper(shipped: State) -> dict[Language, frozenset[str]]:
    """Words of the record in its own language, such as "prison", which may look like words of the other language."""
    found: dict[Language, set[str]] = {lang: set() for lang in LANGUAGES}
    for lang in LANGUAGES:
        end = "_fr" if lang == "fr" else ""
        for row in shipped.database.rows("cases"):
            found[lang] |= words(row[f"name{end}"]) | words(country(lang, row["country_code"]))
            found[lang] |= words(row[f"summary{end}"])
        for row in shipped.database.rows("claims_ledger"):
            found[lang] |= words(row[f"publisher{end}"])
        for publisher in shipped.record.tables["publishers"]:
            found[lang] |= words(str(publisher[f"publisher{end}"]))
        for row in shipped.database.rows("outcomes_newest", limit=1000):
            found[lang] |= words(row[f"summary{end}"])
        for publisher in shipped.record.tables["publishers"]:
            found[lang] |= words(str(publisher[f"publisher{end}"] or publisher["publisher"]))
        for row in shipped.database.rows("editions"):
            found[lang] |= words(row[f"source_name{end}"] or "")
            for claim in shipped.database.rows(
                "actions_claims_of_edition", edition=row["edition_year"]
            ):
                found[lang] |= words(claim[f"publisher{end}"])
    return {lang: frozenset(words) for lang, words in found.items()}


def foreign(lang: Language, names: dict[Language, frozenset[str]]) -> frozenset[str]:
    """The words that a page in this language must not show."""
    return only("en" if lang == "fr" else "fr") - names[lang] - _OF_BOTH
