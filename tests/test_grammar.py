"""Amounts, places, dates and names inside a sentence, as each language wants them."""

from __future__ import annotations

import pytest

from impact.figures.live import State
from impact.i18n import grammar
from impact.i18n.grammar import Noun
from impact.i18n.words import LANGUAGES, Language


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "qualifier", "noun", "english", "french"),
    [
        (1, "exact", "actions", "one action", "une action"),
        (0, "exact", "cases", "0 cases", "0 cas"),
        (2326, "exact", "letters", "2,326 letters", "2 326 lettres"),
        (1, "at_least", "people", "at least one person", "au moins une personne"),
        (87, "at_least", "people", "at least 87 people", "au moins 87 personnes"),
        (127, "about", "people", "about 127 people", "environ 127 personnes"),
    ],
)
def test_an_amount_is_exact_with_its_noun(
    value: int, qualifier: str, noun: Noun, english: str, french: str
) -> None:
    assert grammar.amount("en", value, qualifier, noun) == english
    assert plain(grammar.amount("fr", value, qualifier, noun)) == french


@pytest.mark.parametrize(
    ("value", "qualifier", "english", "french"),
    [
        (4_662_638, "at_least", "more than 4.6 million actions", "plus de 4,6 millions d’actions"),
        (4_600_000, "at_least", "at least 4.6 million actions", "au moins 4,6 millions d’actions"),
        (4_600_000, "exact", "4.6 million actions", "4,6 millions d’actions"),
        (1_954_321, "exact", "more than 1.9 million actions", "plus de 1,9 million d’actions"),
        (1_999_999, "about", "about 2 million actions", "environ 2 millions d’actions"),
        (654_321, "exact", "more than 650,000 actions", "plus de 650 000 actions"),
        (9_999, "exact", "9,999 actions", "9 999 actions"),
        (12_345_678, "exact", "more than 12 million actions", "plus de 12 millions d’actions"),
    ],
)
def test_what_is_said_aloud_is_never_rounded_up_across_its_qualifier(
    value: int, qualifier: str, english: str, french: str
) -> None:
    assert grammar.amount("en", value, qualifier, "actions", spoken=True) == english
    assert plain(grammar.amount("fr", value, qualifier, "actions", spoken=True)) == french


def test_no_million_takes_de_alone_before_a_consonant() -> None:
    assert plain(grammar.amount("fr", 2_000_000, "exact", "letters", spoken=True)) == (
        "2 millions de lettres"
    )


@pytest.mark.parametrize(
    ("name", "french"),
    [
        ("Ahmed Mansoor", "d’Ahmed Mansoor"),
        ("Zhang Zhan", "de Zhang Zhan"),
        ("Édith", "d’Édith"),
        ("Hakamada", "de Hakamada"),
        ("Les résidents de Toomos", "des résidents de Toomos"),
        ("au moins 87 personnes", "d’au moins 87 personnes"),
    ],
)
def test_french_elides_and_contracts(name: str, french: str) -> None:
    assert grammar.of("fr", name) == french
    assert grammar.of("en", name) == f"of {name}"


@pytest.mark.parametrize(
    ("iso", "english", "french"),
    [
        ("2024-05-13", "on 13 May 2024", "le 13 mai 2024"),
        ("2024-08", "in August 2024", "en août 2024"),
        ("2026", "in 2026", "en 2026"),
        ("2022-12-01", "on 1 December 2022", "le 1er décembre 2022"),
        (None, "", ""),
    ],
)
def test_a_day_has_its_preposition(iso: str | None, english: str, french: str) -> None:
    assert (grammar.on("en", iso), grammar.on("fr", iso)) == (english, french)


# Every country of the record, as a French reader expects it.
_PREPOSITIONS = {
    "en": "AO AR AU AZ CD CN CO DO DZ EC EG ER ET FI FR GM GR ID IN IQ IR JM KP KR LY MD MY NO PL PS "
    "RO RU SA SY SZ TH TN TR UA UZ ZA",
    "au": "BD BF BI BR BY CA CL CM GT HN JP KE KG KH KZ LK MA MM MW MX NG NI NP PE PK PY SD SS SV TD "
    "VE VN YE ZW",
    "aux": "AE MV PH US",
    "à": "BH CU HK MG MT TW",
}


def test_every_country_of_the_record_has_its_french_preposition(shipped: State) -> None:
    expected = {code: word for word, codes in _PREPOSITIONS.items() for code in codes.split()}
    codes = {r["country_code"] for r in shipped.database.rows("cases") if r["country_code"]}
    assert {code: grammar.within("fr", code).split()[0] for code in codes} == {
        code: expected[code] for code in codes
    }


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("US", "in the United States"),
        ("PH", "in the Philippines"),
        ("CD", "in the Democratic Republic of the Congo"),
        ("CN", "in China"),
        (None, ""),
    ],
)
def test_english_puts_the_before_some_countries(code: str | None, english: str) -> None:
    assert grammar.within("en", code) == english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_the_first_letter_is_raised(lang: Language) -> None:
    assert grammar.capital("at least 4 AM") == "At least 4 AM"
    assert grammar.capital("") == ""
    assert grammar.capital(grammar.amount(lang, 11, "exact", "cases"))[0] == "1"


@pytest.mark.parametrize(
    ("lang", "text", "running"),
    [
        ("en", "The Supreme Court convicted five men.", "the Supreme Court convicted five men."),
        ("en", "Amnesty said so.", "Amnesty said so."),
        ("en", "Ana's sentence ended.", "Ana's sentence ended."),
        ("fr", "L’État a payé.", "l’État a payé."),
        ("fr", "À Lagos, une cour a tranché.", "à Lagos, une cour a tranché."),
        ("fr", "Lagos a payé.", "Lagos a payé."),
        ("fr", "", ""),
    ],
)
def test_a_sentence_after_a_colon_loses_its_capital_where_it_cannot_be_a_name(
    lang: Language, text: str, running: str
) -> None:
    assert grammar.running(lang, text) == running
