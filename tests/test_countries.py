"""Countries by name: whoever writes one in a usual way is understood, and what fits two is none."""

from __future__ import annotations

import pytest
from babel import Locale

from impact.i18n import countries
from impact.i18n.words import country_code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((name, "GB") for name in ("UK", "U.K.", "u.k.", "Great Britain", "England", "Scotland", "Cymru", "R.-U.", "the United Kingdom")),
        *((name, "US") for name in ("USA", "U.S.A.", "usa", "United States of America", "EE.UU.", "É.-U.", "les États-Unis", "U S A")),
        *((name, "TR") for name in ("Turkey", "Türkiye", "Turquie", "TÜRKİYE", "Tuerkei", "tu\u0308rkiye")),
        *((name, "CI") for name in ("Côte d'Ivoire", "Côte d’Ivoire", "COTE D'IVOIRE", "Cote d`Ivoire", "Ivory Coast", "Elfenbeinküste")),
        *((name, "CZ") for name in ("Czech Republic", "Czechia", "Česko", "Česká republika", "Tschechien")),
        *((name, "KR") for name in ("South Korea", "Korea, Republic of", "Corée du Sud", "대한민국", "KOR", "Korea (South)")),
        *((name, "KP") for name in ("North Korea", "Korea, Democratic People's Republic of", "DPRK")),
        *((name, "CD") for name in ("DR Congo", "Congo-Kinshasa", "Congo (Kinshasa)", "D.R. Congo", "RDC", "Congo, The Democratic Republic of the", "Demokratische Republik Kongo")),
        *((name, "CG") for name in ("Congo-Brazzaville", "Congo (Brazzaville)", "Congo, Republic of", "Republic of the Congo")),
        *((name, "HK") for name in ("Hong Kong", "Hong Kong SAR", "Hong Kong (China)", "China (Hong Kong)")),
        *((name, "PS") for name in ("Palestine", "State of Palestine", "Palestinian Territories", "OPT")),
        *((name, "MM") for name in ("Burma", "Myanmar (Burma)", "Birmanie", "MMR")),
        *((name, "GM") for name in ("the Gambia", "Gambia, The", "The Gambia")),
        ("S. Korea", "KR"), ("Kyrgyz Republic", "KG"), ("Czech Rep.", "CZ"), ("P.R. China", "CN"), ("CAN - Canada", "CA"), ("Canada (QC)", "CA"), ("Viet Nam", "VN"), ("Macedonia", "MK"), ("Holland", "NL"), ("Netherlands (the)", "NL"), ("Taiwan", "TW"), ("Swaziland", "SZ"), ("Cape Verde", "CV"), ("Georgia", "GE"), ("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("Guinée équatoriale", "GQ"),
        ("Niger", "NE"), ("Nigeria", "NG"), ("Dominica", "DM"), ("Dominican Republic", "DO"), ("Iran (Islamic Republic of)", "IR"), ("Venezuela, Bolivarian Republic of", "VE"), ("Trinidad & Tobago", "TT"), ("Bosnia and Herzegovina", "BA"), ("Bosnie-Herzégovine", "BA"),
        ("St. Lucia", "LC"), ("Saint Lucia", "LC"), ("Österreich", "AT"), ("Oesterreich", "AT"), ("België / Belgique", "BE"), ("England, UK", "GB"), ("Ísland", "IS"), ("日本", "JP"), ("中國", "CN"), ("Ελλάδα", "GR"), ("Россия", "RU"), ("المغرب", "MA"), ("ไทย", "TH"), ("ガボン", "GA"), ("CHE", "CH"), (" fr ", "FR"), ("🇨🇳", "CN"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_the_names_that_people_write(cell: str, code: str) -> None:
    assert country_code(cell) == code


@pytest.mark.parametrize(
    "cell",
    ["Congo", "Kongo", "Korea", "Corée", "Virgin Islands", "Georgia, USA", "France / Belgique", "EU", "ZZ", "XA", "156", "unknown", "N/A", "Machine", "Chine et Cuba", "the", "", " ", "(", "()", "///", "U.", "टोगो x"],
)  # fmt: skip
def test_what_names_no_country_or_two_is_none(cell: str) -> None:
    assert country_code(cell) is None


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "nl", "it", "pt", "pl", "cs", "nb", "sv", "is", "ja", "ca"])  # fmt: skip
def test_every_country_is_known_in_the_language_of_a_section(language: str) -> None:
    for code in {two for two, _, _ in countries._rows()}:
        name = Locale.parse(language).territories[code]
        assert country_code(name) in (code, None), name
        if country_code(name) is None:
            assert countries.key_of(countries.words_of(name)) in countries._TWO, name


def test_the_file_of_names_is_what_babel_has() -> None:
    assert countries._rows() == countries.of_babel()


def test_no_other_name_of_ours_is_given_to_two_countries() -> None:
    seen: dict[str, str] = {}
    for code, names in countries._OTHERS.items():
        for name in names.split("|"):
            assert seen.setdefault(" ".join(countries.words_of(name)), code) == code, name
