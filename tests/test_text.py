"""The text of cells: one spelling, and what was encoded twice told from what only looks so."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from impact.exports.text import clean, encoded_twice, fold
from tests.exports_read import read_text, reasons, row, tally

AS_THEY_ARE = (
    "IRÃ - Narges", "AMANHÃ China", "ĐÃ China", "China: A «MANHû", "IRû", "IRÃ…", "(IRÃ)", "NÃO",
    "LIBERTAÇÃO – ÁFRICA", "SÃO PAULO", "São Paulo", "CORAÇÃO’", "MAÇÃ® x", "Größe", "Žižek",
    "OBĚŤ", "ŻÓŁĆ Łódź", "ÚŽAS", "MĂŞTI", "ÎNTREBĂRI", "Гость", "Гість", "ПРИВЕТ «Ы»", "España",
    "ESPAÑA «Ñ»", "Père Noël", "É21 – Écrire", "¿Qué?", "Đặng Đình Bách", "张展", "Çağla Ağırgöl",
    "ÅÄÖ", "1º de mayo", "ΕΛΛΆΔΑ", "עברית", "한국어", "日本語", "ÞÓRÐUR", "militant·e·s", "L’été à Noël",
)  # fmt: skip
WORDS = (
    "Érythrée", "Écrire ça libère", "été", "L’été", "Zhang – China", "São Paulo", "IRÃ", "Łódź",
    "Dvořák", "Česká", "Père à Noël", "张展", "Павел", "ΕΛ", "محمد", "naïve", "Straße", "ÉTÉ",
    "Ñandú", "€ 5", "às",
)  # fmt: skip


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_words_of_many_languages_are_not_taken_for_text_encoded_twice(text: str) -> None:
    assert not encoded_twice(text)


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850", "cp437", "cp1250", "cp1251"])
@pytest.mark.parametrize("word", WORDS)
def test_utf8_read_as_another_encoding_is_recognised(word: str, codec: str) -> None:
    try:
        ruined = word.encode().decode(codec)
    except UnicodeError:
        pytest.skip("the encoding has no sign for one of the bytes")
    assert encoded_twice(ruined)


def test_a_word_encoded_twice_is_recognised_beside_words_that_are_not() -> None:
    assert encoded_twice("É21 – Ã©crire")
    assert encoded_twice("Ã©crire Ã  Zhang")  # the second half of à became a plain space


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("e\u0301te\u0301", "été"),
        ("&eacute;t&#233;", "été"),
        ("&amp;eacute;t&amp;eacute;", "été"),
        ("Smith &amp; Co", "Smith & Co"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("\u00a0a b\u202f", "a b"),
        (" a ", " a "),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ('="5"', "5"),
        ('="say ""x"""', 'say "x"'),
        ("=1+1", "=1+1"),
    ],
)
def test_one_text_has_one_spelling(cell: str, wanted: str) -> None:
    assert clean(cell) == wanted
    assert clean(wanted) == wanted


@pytest.mark.parametrize(
    "word", ["NULL", "null", r"\N", "nan", "NaN", "N/A", "n/a", "#N/A", "None", "-", "--", "(null)", " NULL ", "–"]
)  # fmt: skip
def test_words_for_nothing_are_empty(word: str) -> None:
    assert clean(word) == ""


@pytest.mark.parametrize(
    "word", ["NA", "Nan Goldin", "nullify", "-5", "- Nord", "None of them", "0"]
)
def test_words_that_only_look_like_nothing_stay(word: str) -> None:
    assert clean(word) == word


def test_names_are_compared_without_signs_that_nobody_sees() -> None:
    assert fold("\ufeffDa\u200bte\u00ad") == fold(" date ")
    assert fold(unicodedata.normalize("NFD", "Précision")) == fold("précision")


EN = "Supporter ID,Campaign Number,Campaign Type,Campaign ID,Campaign Date,Campaign Time,Campaign Status"


@pytest.mark.parametrize("form", ["NFC", "NFD", "entities", "numbers"])
def test_a_rule_of_a_mapping_sees_the_same_text_however_it_is_written(
    form: str, tmp_path: Path
) -> None:
    name = "É21 – Écrire"
    if form == "entities":
        name = name.replace("É", "&Eacute;")
    elif form == "numbers":
        name = name.replace("É", "&#201;")
    else:
        name = unicodedata.normalize("NFC" if form == "NFC" else "NFD", name)
    rows = [f"{n},1,PET,{name},2021-12-0{n},10:00:00,P" for n in range(1, 6)]
    report = read_text(tmp_path, "\n".join([EN, *rows]) + "\n")
    assert report.actions == 5


@pytest.mark.parametrize("word", ["NULL", r"\N", "nan", "N/A", "-", ""])
def test_a_filter_takes_words_for_nothing_as_empty(word: str, tmp_path: Path) -> None:
    header = (
        "id,petition_id,email,first_name,last_name,phone_number,postcode,created_at,"
        "join_organisation,deleted_at,unsubscribe_at,external_constituent_id,member_id"
    )
    rows = [f"{n},71,a@b.c,x,y,1,z,2021-12-0{n}T10:00:00Z,f,{word},,,{n}" for n in range(1, 6)]
    report = read_text(tmp_path, "\n".join([header, *rows]) + "\n")
    assert report.rows_read == 5
    assert report.rows_filtered == 0


def test_an_error_of_a_sheet_is_set_aside_as_one(tmp_path: Path) -> None:
    errors = ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502")
    report = read_text(tmp_path, tally(*(row(n, error) for n, error in enumerate(errors, 1))))
    assert reasons(report) == [(line, "formula_error") for line in range(2, 7)]
