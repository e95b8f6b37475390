"""A French page without an English word, and the reverse: every text of every page is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import taking
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.store import Store
from tests.foreign import foreign, only, words
from tests.foreign import proper as names_of
from tests.pages import NAMES, texts, visit
from tests.test_exports import SAMPLES, take


@pytest.fixture(scope="module")
def proper(shipped: State) -> dict[Language, frozenset[str]]:
    return names_of(shipped)


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
    strays = foreign(lang, proper)
    found = {
        word: text
        for text in texts(visit(page, lang, **query))
        for word in words(text) & strays
        if not any(value in text for value in query.values())
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
        main(["retract", taking.entries(Store(folder))[-1].id, "--reason", "2021"])
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
    strays = foreign(lang, proper)
    shown = texts(visit(page, lang))
    assert any("18" in text for text in shown)
    assert not {word: text for text in shown for word in words(text) & strays}


def test_the_reader_of_pages_would_notice_a_foreign_word() -> None:
    assert {"released", "about", "with"} <= only("en")
    assert {"libération", "environ", "avec"} <= only("fr")
