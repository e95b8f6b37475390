"""Which case a cell means: tried with the record's own cases, and with small ones made up for it."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

import pytest

from impact.exports.recognition import Recognition, edition_in
from impact.record.reader import Row, read
from impact.settings import ROOT
from tests.costs import calls

RECORD = read(ROOT / "data" / "record").tables
KNOWN = Recognition(RECORD["cases"], RECORD["case_names"])


def case(case_id: str, name: str, country: str | None = None, name_fr: str | None = None) -> Row:
    return {
        "case_id": case_id,
        "edition_year": int(case_id[:4]),
        "name": name,
        "name_fr": name_fr or name,
        "country_code": country,
    }


@pytest.mark.parametrize(
    ("label", "edition", "found"),
    [
        # by id
        ("2021-zhang-zhan", 2021, "2021-zhang-zhan"),
        ("2024-joel-paredes-petition", 2024, "2024-joel-paredes"),
        # by name, in any order of its words and however it is written
        *((label, 2021, "2021-zhang-zhan") for label in ("Zhang Zhan", "ZHAN Zhang", "Zhang, Zhan", "zhang\u00a0zhan", "W4R21 – Petition for Zhang Zhan (CN)", "w4r21_zhang_zhan", "ZhangZhan_petition", "#FreeZhangZhan", "freezhangzhan", "Zhang Zhan’s case", "张展", "支持张展的请愿", "Zhang")),
        *((label, 2024, "2024-sebnem-korur-fincanci") for label in ("Sebnem Korur Fincanci", "ŞEBNEM KORUR FİNCANCI", "Fincancı", "S\u0327ebnem", "Turquie", "Türkiye", "TÜRKİYE", "[TUR] W4R24", "W4R24 TR")),
        *((label, 2024, "2024-wetsuweten-land-defenders") for label in ("Wet'suwet'en land defenders", "Wet’suwet’en", "Wetsuweten", "WET`SUWET`EN", "Défenseurs de la terre wet’suwet’en")),
        *((label, 2024, "2024-maryia-kalesnikava") for label in ("Maria Kolesnikova", "Колесникова", "МАРЫЯ КАЛЕСНІКАВА", "Belarus", "Biélorussie", "Weißrussland")),
        *((label, 2024, "2024-kyung-seok-park") for label in ("Park Kyung-seok", "박경석님", "South Korea", "Korea, South", "대한민국", "韓国", "W4R-24-KOR")),
        *((label, 2023, "2023-ahmed-mansoor") for label in ("أحمد منصور", "احمد منصور", "UAE", "Émirats arabes unis", "Mansoor")),
        *((label, 2022, "2022-mamombe-chimbiri-marova") for label in ("Netsai Marova", "Mamombe", "Chimbiri, Mamombe and Marova", "Zimbabwe")),
        ("Sasha Skochilenko", 2022, "2022-aleksandra-skochilenko"), ("Neth", 2024, "2024-neth-nahara"), ("Rung", 2021, "2021-rung-panusaya"), ("Jöel Paredés", 2024, "2024-joel-paredes"), ("J. Paredes", 2024, "2024-joel-paredes"), ("Yren and Mariana", 2022, "2022-yren-rotela-mariana-sepulveda"), ("MNC", 2025, "2025-mother-nature-cambodia"), ("Hong Kong, China", 2022, "2022-chow-hang-tung"), ("Manahel Al Otaibi", 2024, "2024-manahel-al-otaibi"), ("Wydrzynska", 2023, "2023-justyna-wydrzynska"),
        # by country
        *((label, 2021, "2021-zhang-zhan") for label in ("Chine", "CHINE", "КИТАЙ", "Čína", "中国", "W4R21 CHN journalist", "w4r-cn-petition", "CA-FR W4R21 Chine", "China;", "China; Chine", "W4R21-CN-EN", "UA 45/21 Zhang Zhan")),
        ("W4R21_signed_ERI", 2021, "2021-ciham-ali"), ("W4R21-GTM", 2021, "2021-bernardo-caal-xol"), ("Nigeria – sign", 2021, "2021-imoleayo-michael"), ("W4R22 MAR leader", 2022, "2022-nasser-zefzafi"), ("W4R25 NO", 2025, "2025-ellinor-guttorm-utsi"), ("États-Unis", 2023, "2023-rocky-myers"),
        # the name says more than a country does
        ("Canada: Zhang Zhan", 2021, "2021-zhang-zhan"), ("Guatemala – Zhang Zhan", 2021, "2021-zhang-zhan"), ("Canada – Joel Paredes", 2024, "2024-joel-paredes"),
    ],
)  # fmt: skip
def test_a_case_is_recognised_by_id_name_and_country(label: str, edition: int, found: str) -> None:
    assert KNOWN.case(label, edition) == (found, "")


@pytest.mark.parametrize(
    ("label", "edition", "why"),
    [
        # words are words, not parts of them
        *((label, 2021, "unknown") for label in ("Machine à écrire", "Niger", "Guinea-Bissau", "Dominican Republic", "Congo", "New Mexico", "Trinidad & Tobago", "women defenders", "March", "Urgent action UA 12/21", "", " ", "W4R21", "-", "Michael's School", "Ali")),
        *((label, 2024, "unknown") for label in ("North Korea", "Korea", "Park", "Nature", "Mother Nature")),
        *((label, 2025, "unknown") for label in ("Say NO to torture", "say it in no time at all, be so", "SAY NO TO TORTURE IN W4R", "W4R NO to torture", "no", "so-be-it-no-more", "Nature")),
        ("12 MAR 2022", 2022, "unknown"), ("W4R22-FR", 2022, "unknown"), ("Paul", 2023, "unknown"), ("vs", 2023, "unknown"),
        # somebody else of the same given or family name
        *((label, 2025, "unknown") for label in ("Maria López", "maria lopez", "Sonia Smith", "Petition for Sonia Smith")),
        # a list of cases and one number
        *((label, 2021, "several") for label in ("China;Guatemala;Eritrea;", "China\nGuatemala", "Guatemala/Chine", "China | Guatemala", "Chine et Guatemala", "Zhang Zhan & Ciham Ali", "2021-zhang-zhan;2021-ciham-ali", "Zhang Zhan, Guatemala", "China;Canada;", "Zhang Zhan; Joel Paredes")),
        # both in one breath
        *((label, 2021, "two_cases") for label in ("Guatemala – Chine", "Zhang Zhan Ciham Ali")),
        # of another edition
        *((label, 2024, "other_edition") for label in ("2021-zhang-zhan", "Zhang Zhan", "W4R21 – China", "W4R21 – Belarus")),
        ("Sonia Dahmani", 2023, "other_edition"), ("Chaïma Issa, Tunisia", 2025, "other_edition"), ("W4R24 – Petition for Zhang Zhan", 2021, "other_edition"),
    ],
)  # fmt: skip
def test_what_fits_no_case_or_two_is_none_with_the_reason(
    label: str, edition: int, why: str
) -> None:
    assert KNOWN.case(label, edition) == (None, why)


def test_without_an_edition_a_cell_must_state_one() -> None:
    assert KNOWN.case("Zhang Zhan", None) == (None, "unknown")
    assert KNOWN.case("W4R21 Zhang Zhan", None) == ("2021-zhang-zhan", "")
    assert KNOWN.case("É24 | Bélarus", None) == ("2024-maryia-kalesnikava", "")
    assert KNOWN.case("É21 | Bélarus", None) == ("2021-mikita-zalatarou", "")
    assert KNOWN.case("2021-zhang-zhan", None) == ("2021-zhang-zhan", "")


@pytest.mark.parametrize(
    ("label", "edition"),
    [
        ("W4R24", 2024), ("w4r-2024", 2024), ("W4R 2024 – China", 2024), ("W4R24/25", 2024), ("w4r24_cn", 2024), ("WfR '24", 2024), ("W4R 24: China", 2024), ("É24", 2024), ("E\u030124 – Chine", 2024), ("Write for Rights 2024", 2024), ("Écrire pour les droits 2024", 2024), ("ÉCRIRE, ÇA LIBÈRE 2024", 2024), ("Briefmarathon 2024", 2024), ("2024 Briefmarathon", 2024), ("Maratón de cartas 2024", 2024), ("2024", 2024),
        ("W4R23 and W4R24", None), ("Tiananmen 1989", None), ("W4R 12 people", None), ("W4R 100", None), ("2024 signatures", None), ("12/2024", None), ("Caf\u00e924x", None), ("", None),
    ],
)  # fmt: skip
def test_an_edition_is_read_beside_the_name_of_the_campaign(
    label: str, edition: int | None
) -> None:
    assert edition_in(label) == edition


def test_a_country_with_two_cases_decides_for_neither() -> None:
    known = Recognition([case("2020-a", "Ada Bee", "CL"), case("2020-b", "Cid Dee", "CL")])
    assert known.case("Chile", 2020) == (None, "two_cases")
    assert known.case("Chile: Cid Dee", 2020) == ("2020-b", "")


def test_a_word_that_two_names_have_decides_for_neither() -> None:
    known = Recognition([case("2020-a", "Ada Quill"), case("2020-b", "Bea Quill"), case("2021-c", "Cid Quill")])  # fmt: skip
    assert known.case("Quill", 2020) == (None, "unknown")
    assert known.case("Quill", 2021) == ("2021-c", "")


def test_a_word_of_a_description_decides_nothing_but_its_name_does() -> None:
    known = Recognition([case("2020-a", "Evicted people of Bodo", None, "Les expulsés de Bodo")])
    assert known.case("Evicted", 2020) == (None, "unknown")
    assert known.case("Bodo", 2020) == ("2020-a", "")
    assert known.case("LES EXPULSÉS DE BODO", 2020) == ("2020-a", "")


def test_of_names_within_one_another_the_longest_counts() -> None:
    known = Recognition([case("2020-a", "Juan Bee"), case("2020-b", "Juan Bee Cee")])
    assert known.case("Juan Bee Cee", 2020) == ("2020-b", "")
    assert known.case("Juan Bee", 2020) == ("2020-a", "")


def test_two_who_are_printed_alike_in_brackets_are_told_apart() -> None:
    known = Recognition([case("2020-a", "Sample A (invented)"), case("2020-b", "Sample B (invented)")])  # fmt: skip
    assert known.case("Sample B (invented)", 2020) == ("2020-b", "")
    assert known.case("invented", 2020) == (None, "two_cases")


def test_who_is_featured_again_is_recognised_in_each_edition() -> None:
    known = Recognition([case("2020-a", "Ada Quill"), case("2024-a", "Ada Quill")])
    assert known.case("Ada Quill", 2020) == ("2020-a", "")
    assert known.case("Ada Quill", 2024) == ("2024-a", "")
    assert known.case("Ada Quill", 2022) == (None, "other_edition")


def test_further_names_of_the_record_are_known() -> None:
    names: list[Row] = [{"case_id": "2020-a", "name": "Ada the Writer"}, {"case_id": "2020-a", "name": "AQL"}]  # fmt: skip
    known = Recognition([case("2020-a", "Ada Quill"), case("2020-b", "Bea Quill")], names)
    assert known.case("W4R20: AQL", 2020) == ("2020-a", "")
    assert known.case("writer, the Ada", 2020) == ("2020-a", "")
    assert known.case("the writer", 2020) == (None, "unknown")


def test_every_case_of_the_record_is_recognised_by_its_own_names_and_id() -> None:
    wrong = [
        (label, row["case_id"], found)
        for row in RECORD["cases"]
        for label in (str(row["case_id"]), str(row["name"]), str(row["name_fr"]).upper())
        if (found := KNOWN.case(label, int(str(row["edition_year"])))) != (row["case_id"], "")
    ]
    assert wrong == []


def test_each_further_name_of_the_record_is_recognised_and_belongs_to_one_case() -> None:
    edition = {row["case_id"]: int(str(row["edition_year"])) for row in RECORD["cases"]}
    for row in RECORD["case_names"]:
        assert KNOWN.case(str(row["name"]), edition[row["case_id"]]) == (row["case_id"], "")


def test_nearest_offers_cases_of_the_edition_and_the_likeliest_first() -> None:
    assert KNOWN.nearest("Zang Zhann", 2021)[0] == "2021-zhang-zhan"
    assert KNOWN.nearest("petition Belarus", 2024)[0] == "2024-maryia-kalesnikava"
    assert KNOWN.nearest("Kalesnikova M.", 2024)[0] == "2024-maryia-kalesnikava"
    for label in ("", "xx", "中"):
        offered = KNOWN.nearest(label, 2025)
        assert len(offered) == len(set(offered)) == 5
        assert all(each.startswith("2025-") for each in offered)
    assert KNOWN.nearest("Zhang Zhan", 1999) == []


def test_a_cell_costs_the_same_among_ten_cases_and_among_thousands() -> None:
    costs: dict[int, int] = defaultdict(int)
    for many in (10, 4000):
        known = Recognition(case(f"2020-{at}", f"Ada{at} Quill{at}", "CL") for at in range(many))
        known.case("first", 2020)
        for label in ("Petition for the rights of Quill7 in Montreal", "nobody at all", "W4R20 x"):
            costs[many] += calls(partial(known.case, label, 2020))
    assert costs[4000] <= costs[10] + 5


@pytest.mark.parametrize("label", ["a" * 80, "-" * 80, "(" * 80, "w4r" * 26, "2021-" * 16, "; " * 40, "A-" * 40, "marathon " * 8, "\u0301" * 80, "\ud83d", "🇨🇳", "\0", "中" * 80])  # fmt: skip
def test_whatever_a_cell_holds_has_an_answer(label: str) -> None:
    for edition in (None, 1900, 2021):
        found, why = KNOWN.case(label, edition)
        assert (found is None) == (why != "")
    assert isinstance(KNOWN.nearest(label, 2021), list)
