"""A sentence in the other language is read in its own."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.factcheck.text import sentences
from impact.figures.live import State
from impact.i18n.words import Language


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


@pytest.mark.parametrize("lang", [None, "en"])
def test_a_french_line_about_somebody_in_an_english_text_is_checked(
    known: Facts, lang: Language | None
) -> None:
    text = "We wrote for him in 2012. Jabeur Mejri a été gracié en octobre 2015. We write on."
    found = check(text, known, lang)
    assert [(each.text, str(each.verdict)) for each in found.findings] == [("gracié", "wrong")]


def test_an_english_line_in_a_french_text_is_checked(known: Facts) -> None:
    text = "Nous avons écrit pour lui. Jabeur Mejri was pardoned in October 2014. Nous écrivons."
    found = check(text, known, "fr")
    assert [(each.text, str(each.verdict)) for each in found.findings] == [("pardoned", "right")]


def test_a_foreign_name_makes_no_foreign_sentence() -> None:
    told = list(sentences("We wrote to the Guerreras por la Amazonía and to the state.", "en"))
    assert [each.lang for each in told] == ["en"]
