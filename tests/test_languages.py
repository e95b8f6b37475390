"""A French page without an English word, and the reverse: every text of every page is read.

The words looked for are those that the catalogue uses in one language and never in the other.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from impact.cli import main
from impact.exports import ledger
from impact.live import State
from impact.store import Store
from impact.words import LANGUAGES, Language, country, sentences
from tests.pages import NAMES, texts, visit
from tests.test_exports import SAMPLES, take

# Proper names that a record in both languages rightly shows in either.
_NAMES = re.compile(
    r"`[^`]*`|\]\(<[^>]*>\)|https?://\S+|[\w.-]+\.(?:org|com|net|ca|ch|de|be|uk|fr|es|it|social)\b"
)
_OF_BOTH = {"english", "français"}  # the language switch names each language in itself


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", _NAMES.sub(" ", text).lower()))


@cache
def _only(lang: Language) -> frozenset[str]:
    """Words of the catalogue in one language that it never uses in the other."""
    other: Language = "fr" if lang == "en" else "en"
    mine, others = set[str](), set[str]()
    for text in sentences().values():
        mine |= _words(re.sub(r"\{\w+\}", " ", text[lang]))
        others |= _words(re.sub(r"\{\w+\}", " ", text[other]))
    return frozenset(mine - others)


@pytest.fixture(scope="module")
def proper(shipped: State) -> dict[Language, frozenset[str]]:
    """Words of the record in its own language, such as "prison", which may look like words of the other language."""
    found: dict[Language, set[str]] = {lang: set() for lang in LANGUAGES}
    for lang in LANGUAGES:
        end = "_fr" if lang == "fr" else ""
        for row in shipped.database.rows("cases"):
            found[lang] |= _words(row[f"name{end}"]) | _words(country(lang, row["country_code"]))
            found[lang] |= _words(row[f"summary{end}"])
        for row in shipped.database.rows("releases_published"):
            found[lang] |= _words(row[f"publisher{end}"])
        for row in shipped.database.rows("outcomes_newest", limit=1000):
            found[lang] |= _words(row[f"summary{end}"])
        for row in shipped.database.rows("editions"):
            found[lang] |= _words(row[f"source_name{end}"] or "")
            for claim in shipped.database.rows(
                "actions_claims_of_edition", edition=row["edition_year"]
            ):
                found[lang] |= _words(claim[f"publisher{end}"])
    return {lang: frozenset(words) for lang, words in found.items()}


VISITS = [
    *((name, {}) for name in NAMES if name != "case"),
    ("actions", {"edition": "2021"}),
    ("actions", {"edition": "2002"}),
    ("releases", {"view": "added"}),
    ("cases", {"q": "nobody of that name"}),
    ("case", {}),
    ("case", {"case": "2020-gustavo-gatica"}),
    ("case", {"case": "2011-liu-xiaobo"}),
    ("case", {"case": "2013-yorm-bopha"}),
    ("case", {"case": "2019-jose-adrian"}),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "query"), VISITS)
def test_no_word_of_the_other_language_is_on_the_page(
    page: str,
    query: dict[str, str],
    lang: Language,
    proper: dict[Language, frozenset[str]],
) -> None:
    foreign = _only("en" if lang == "fr" else "fr") - proper[lang] - _OF_BOTH
    found = {
        word: text
        for text in texts(visit(page, lang, **query))
        for word in _words(text) & foreign
        if text not in query.values()
    }
    assert not found


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three exports, one of them taken out again."""
    folder = tmp_path_factory.mktemp("sent") / "store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_STORE", str(folder))
        for name in ("actionkit_core_action", "hand_tally_social", "proca_action_list"):
            take(SAMPLES / f"{name}.csv")
        main(["retract", ledger.entries(Store(folder))[-1].id, "--reason", "2021"])
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["live", "exports"])
def test_no_word_of_the_other_language_is_on_a_page_of_counts(
    page: str,
    lang: Language,
    sent: Path,
    proper: dict[Language, frozenset[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(sent))
    foreign = _only("en" if lang == "fr" else "fr") - proper[lang] - _OF_BOTH
    shown = texts(visit(page, lang))
    assert any("18" in text for text in shown)
    assert not {word: text for text in shown for word in _words(text) & foreign}


def test_the_reader_of_pages_would_notice_a_foreign_word() -> None:
    assert {"released", "about", "with"} <= _only("en")
    assert {"libération", "environ", "avec"} <= _only("fr")
