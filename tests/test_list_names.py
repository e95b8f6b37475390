"""Lists are named by people: the same name is typed in many ways, and written in many scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import intake, streams, taking
from impact.i18n.words import LANGUAGES
from tests.office import TALLY, Office, sheet


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def tally(*rows: tuple[int, int]) -> str:
    return sheet(TALLY, *(f"2025-12-{day},Juan López,letter,offline,{n}" for day, n in rows))


@pytest.mark.parametrize(
    "again",
    [
        "oxford schools",
        "Oxford  Schools ",
        "Oxford\u00a0Schools",
        "Oxford_Schools",
        "Óxford schools",
        "O\u0308xford schools",
    ],
)
def test_a_list_whose_name_was_typed_otherwise_did_not_count_twice(
    office: Office, again: str
) -> None:
    office.send("a.csv", tally((10, 50)), stream="Oxford Schools")
    report = office.send("b.csv", tally((10, 50), (11, 5)), stream=again)
    assert (report.stream, office.total) == ("Oxford Schools", 55)


def test_a_list_that_staff_call_otherwise_is_meant_by_that_name(office: Office) -> None:
    office.send("a.csv", tally((10, 50)))
    office.say("CA-FR", "tally", "a", name="Écoles de Liège")
    report = office.send("b.csv", tally((10, 55)), stream="ecoles de liege")
    assert (report.stream, office.total) == ("a", 55)


def test_a_file_whose_name_is_that_of_a_list_in_other_letters_is_of_that_list(
    office: Office,
) -> None:
    office.send("x.csv", tally((10, 50)), stream="Écoles Liège")
    report = office.send("ecoles liege 12.12.2025.csv", tally((10, 50), (12, 1)))
    assert (report.stream, office.total) == ("Écoles Liège", 51)


def test_a_name_of_nothing_but_blanks_names_no_list(office: Office) -> None:
    assert office.send("hull.csv", tally((10, 50)), stream="  ").stream == "hull"


def test_names_that_vowel_signs_alone_tell_apart_are_two(office: Office) -> None:
    """Two words of Hindi, which differ in a sign that is no letter by itself."""
    office.send("काल.csv", tally((10, 50)))
    office.send("किल.csv", tally((11, 30)))
    assert office.total == 80
    assert streams.folded("काल") != streams.folded("कल")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("手紙 2025年12月24日.csv", "手紙 2025年12月31日.csv"),
        ("手紙2025年12月3日.csv", "手紙.csv"),
        ("편지 2025년 12월 3일.csv", "편지 2025년 12월 10일.csv"),
    ],
)
def test_a_date_in_chinese_or_korean_signs_is_no_part_of_a_name(first: str, second: str) -> None:
    assert streams.origin(first) == streams.origin(second)


@pytest.mark.parametrize("former", ["क ल", "काल 2025年12月3日"])
def test_a_list_that_an_earlier_version_named_otherwise_goes_on_under_that_name(
    office: Office, monkeypatch: pytest.MonkeyPatch, former: str
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(streams, "origin", lambda _: former)
        office.send("काल 2025年12月3日.csv", tally((10, 50)))
    report = office.send("काल 2025年12月4日.csv", tally((10, 52)))
    assert (report.stream, office.total) == (former, 52)


NAMES = "case_id,further_name,status,reason\n{},{},,\n"


@pytest.mark.parametrize(
    ("case", "name", "actions"),
    [
        ("2025-damisoa", "southvoice", 25),
        ("2024-neth-nahara", "Southvoice", 0),  # of another edition
        ("2025-damisoa", "Northvoice", 0),
    ],
)
def test_actions_that_are_in_under_a_name_that_comes_later_waited_without_a_word(
    office: Office, case: str, name: str, actions: int
) -> None:
    rows = (f"2025-12-{day},Southvoice,letter,offline,{n}" for day, n in ((10, 15), (11, 10)))
    office.send("a.csv", sheet(TALLY, *rows))
    report = office.send("names.csv", NAMES.format(case, name))
    assert report.warnings == ([("named_since", {"count": actions})] if actions else [])
    for lang in LANGUAGES:
        assert all(str(actions) in told for told in intake.warnings(report.warnings, lang))
    if actions:
        office.rule("tally", "Southvoice", 2025, case)
        assert office.counts("case_id") == {case: 25}


@pytest.mark.parametrize(
    "name",
    [
        "relevé lyon のコピー", "relevé lyon - コピー (2)", "relevé lyon 副本", "relevé lyon 사본",
        "relevé lyon kopyası", "Копия relevé lyon", "relevé lyon_v3_FINAL_final2",
        "relevé lyon 10-12-25", "relevé lyon 12.31.25", "25-12-10 relevé lyon",
        "relevé lyon_aktualisiert", "relevé lyon bereinigt2", "relevé lyon actualizado",
        "relevé lyon stand 10.12.", "relevé lyon état au 10.12", "relevé lyon poprawiony",
        "relevé lyon (entwurf)", "relevé lyon draft 2",
    ],
)  # fmt: skip
def test_a_copy_that_a_system_of_another_language_named_was_a_second_list(name: str) -> None:
    assert streams.origin(f"{name}.csv").removesuffix(" 2") == "relevé lyon"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("groupe 1-2-3", "groupe 1 2 3"),
        ("salle 10-12", "salle 10 12"),
        ("redraft lyon", "redraft lyon"),
        ("classes KW50", "classes kw50"),
        ("draft", "draft"),
        ("集計 10-12-2025", "集計"),
    ],
)
def test_what_is_no_date_and_no_word_of_a_copy_stays_in_a_name(name: str, told: str) -> None:
    assert streams.origin(f"{name}.csv") == told


def test_a_list_that_was_called_by_such_a_word_before_it_was_known_goes_on(office: Office) -> None:
    office.send("lyon.csv", tally((10, 50)))
    office.send("lyon entwurf.csv", tally((12, 20)), stream="lyon entwurf")
    again = office.send("Lyon Entwurf.csv", tally((12, 25)))
    assert again.stream == "lyon entwurf"
    assert office.total == 75


def test_a_name_of_several_lines_broke_the_table_of_lists(office: Office) -> None:
    office.send("a.csv", tally((10, 50)))
    office.say("CA-FR", "tally", "a", name="Hill\n School\t2")
    with taking.looking(office.store) as visit:
        assert [row["name"] for row in streams.listed(visit.ledger)] == ["Hill School 2"]
