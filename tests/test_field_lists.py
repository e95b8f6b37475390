"""Whose list a file is, and what stands when another one comes: troubles that sections have had.

Each test is of one kind of trouble, with files of its own; what comes out is added up by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from impact.cli.main import main
from impact.exports import intake, streams, taking, verdicts
from impact.exports.ledger import Stream
from impact.faults import Fault
from impact.i18n.words import LANGUAGES
from impact.record.corrections import Change, amended
from impact.record.reader import read
from impact.settings import ROOT
from impact.store import Store
from tests.office import (
    NETWORK,
    RECORD,
    SALESFORCE,
    Office,
    form,
    petitions,
    proca,
    sheet,
    signatures,
    tally,
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


# Numbers that begin again


def test_a_second_form_that_numbers_its_answers_from_1_takes_nothing_from_the_first(
    office: Office,
) -> None:
    office.send(
        "Answers 2024.csv", form((1, "12/10/24", "Belarus", 1000), (2, "12/13/24", "Belarus", 500))
    )
    office.send(
        "Schools.csv", form((1, "12/13/25", "Honduras", 40), (2, "12/14/25", "Tunisia", 60))
    )
    assert office.counts("edition_year") == {2024: 1500, 2025: 100}
    third = office.send(
        "Groups.csv", form((1, "12/15/25", "Honduras", 5), (2, "12/16/25", "Tunisia", 6))
    )
    assert third.verdict == "accepted"
    assert office.counts("edition_year") == {2024: 1500, 2025: 111}


def test_a_form_of_the_same_name_that_begins_again_is_held(office: Office) -> None:
    office.send(
        "Answers.csv", form((1, "12/13/24", "Belarus", 1000), (2, "12/14/24", "Belarus", 500))
    )
    again = office.send(
        "Answers.csv", form((1, "12/13/25", "Honduras", 40), (2, "12/14/25", "Tunisia", 60))
    )
    assert again.question is not None
    assert again.question.code == "keys_moved"
    assert {each.choice: each.after for each in again.question.choices} == {
        "replace": 100,
        "add": 1600,
        "drop": 1500,
    }
    assert office.total == 1500
    office.decide(again, "add")
    assert office.counts("edition_year") == {2024: 1500, 2025: 100}


def test_a_form_that_begins_again_and_counts_something_else_is_held(office: Office) -> None:
    """Its first answers have no letters, so their numbers were taken for those of letters taken back."""
    office.send("Answers.csv", form((1, "12/13/24", "Belarus", 20), (2, "12/14/24", "Belarus", 20)))
    messages = form((1, "12/13/25", "Honduras", 0), (2, "12/14/25", "Tunisia", 0))
    again = office.send("Answers.csv", messages.replace(",0,0,0", ",0,30,0"))
    assert again.question is not None
    assert again.question.code == "keys_moved"
    assert {each.choice: each.after for each in again.question.choices} == {
        "replace": 60, "add": 100, "drop": 40,
    }  # fmt: skip
    assert office.total == 40


def test_a_form_that_begins_again_and_brings_more_besides_is_held(office: Office) -> None:
    """One known number with another day is enough to ask: nine new ones beside it do not answer."""
    office.send("Answers.csv", form((1, "12/13/25", "Honduras", 10)))
    rows = [(number, f"12/{13 + number}/25", "Honduras", 1) for number in range(1, 10)]
    again = office.send("Answers.csv", form(*rows))
    assert again.question is not None
    assert again.question.code == "keys_moved"
    assert office.total == 10


def test_two_sites_that_number_their_signatures_from_1_both_count(office: Office) -> None:
    office.rule("speakout_signatures", "3", 2025, "2025-juan-lopez")
    office.send("site one.csv", signatures((1, 3, "2025-12-13"), (2, 3, "2025-12-14")))
    second = office.send("site two.csv", signatures((1, 3, "2025-12-15"), (2, 3, "2025-12-16")))
    assert second.verdict == "accepted"
    assert office.counts("case_id") == {"2025-juan-lopez": 4}


def test_two_sites_under_one_name_are_held_and_can_both_count(office: Office) -> None:
    office.send("signatures.csv", signatures((1, 3, "2025-12-13"), (2, 3, "2025-12-14")))
    second = office.send(
        "signatures (1).csv", signatures((1, 3, "2025-12-15"), (2, 3, "2025-12-16"))
    )
    assert second.question is not None
    assert second.question.code == "keys_moved"
    office.decide(second, "add")
    assert office.total == 4
    office.decide(second, "undo")
    assert office.total == 2


def test_two_accounts_of_a_platform_that_promises_one_numbering_are_held(office: Office) -> None:
    office.send(
        "account a.csv",
        proca((1, "2025-12-13", "W4R25 Honduras"), (2, "2025-12-13", "W4R25 Honduras")),
    )
    second = office.send(
        "account b.csv",
        proca((1, "2025-12-20", "W4R25 Tunisia"), (2, "2025-12-21", "W4R25 Tunisia")),
    )
    assert second.question is not None
    assert second.question.code == "keys_moved"
    office.decide(second, "add")
    assert office.total == 4


FORM_IDS = """
extends: ours
version: 1
sources:
  our_forms:
    detect: {all: [Form, Answer, Day, Case, Letters]}
    grain: aggregate
    newer: events
    keys: stream
    stream: {cols: [Form]}
    dedupe: {by: [Answer]}
    fields:
      when: {cols: [Day], formats: ["%Y-%m-%d"], date_only: true}
      case: {col: Case, via: case_map}
      action_type: {const: letter}
      channel: {const: offline}
      quantity: {col: Letters, number: {group: " ", decimal: "."}}
"""


def test_a_column_that_names_the_form_tells_two_numberings_of_one_file_apart(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, FORM_IDS)
    rows = ("A,1,2025-12-10,Honduras,10", "A,2,2025-12-11,Honduras,20", "B,1,2025-12-12,Tunisia,30")
    first = office.send("all.csv", sheet("Form,Answer,Day,Case,Letters", *rows))
    assert (first.verdict, office.total) == ("accepted", 60)
    second = office.send(
        "new.csv",
        sheet(
            "Form,Answer,Day,Case,Letters", "B,1,2025-12-12,Tunisia,33", "C,1,2025-12-13,Tunisia,5"
        ),
    )
    assert second.verdict == "accepted"
    assert office.total == 10 + 20 + 33 + 5


# Two lists of the same day


def test_the_tallies_of_two_schools_of_one_day_are_asked_about(office: Office) -> None:
    office.send("Lycée Hugo.csv", tally("10 Honduras 50"))
    second = office.send("Collège Zola.csv", tally("10 Honduras 30"))
    assert second.question is not None
    assert second.question.code == "other_list"
    assert {each.choice: each.after for each in second.question.choices} == {
        "add": 80,
        "replace": 30,
        "days": 30,
        "drop": 50,
    }
    assert office.total == 50
    office.decide(second, "add")
    assert office.total == 80
    third = office.send("École Sand.csv", tally("10 Honduras 7", "11 Tunisia 1"))
    if third.question is not None:
        office.decide(third, "add")
    assert office.total == 88


def test_two_schools_that_wrote_exactly_as_many_letters_are_not_one(office: Office) -> None:
    """The files differ in a remark only, or in nothing but their name."""
    office.send("Lycée Hugo.csv", tally("10 Honduras 50") + "\n")
    second = office.send("Collège Zola.csv", tally("10 Honduras 50"))
    assert second.question is not None
    assert office.total == 50
    office.decide(second, "add")
    assert office.total == 100


def test_the_same_bytes_of_another_school_by_name_are_not_unchanged(office: Office) -> None:
    office.send("tally.csv", tally("10 Honduras 50"), stream="Lycée Hugo")
    second = office.send("tally.csv", tally("10 Honduras 50"), stream="Collège Zola")
    assert second.verdict != "unchanged"


@pytest.mark.parametrize("again", ["", "\n"])
def test_a_list_that_is_in_is_not_counted_again_under_a_name_typed_otherwise(
    office: Office, again: str
) -> None:
    whole = tally("10 Honduras 50", "11 Honduras 20", "12 Honduras 9")
    office.send("tally.csv", whole, stream="Lycée Hugo")
    second = office.send("tally.csv", whole + again, stream="Lycee Hugo B")
    assert second.question is not None
    assert (second.question.code, office.total) == ("other_list", 79)
    office.decide(second, "add")
    assert office.total == 158


def test_a_second_tally_under_the_same_name_takes_the_place_and_says_so(office: Office) -> None:
    office.send("tally.csv", tally("10 Honduras 50"))
    second = office.send("tally.csv", tally("10 Honduras 45"))
    assert (second.verdict, office.total) == ("accepted", 45)
    assert second.effect is not None
    assert second.effect.sums.before == 50
    assert second.effect.sums.after == 45


def test_lists_in_two_folders_of_a_section_are_two(office: Office) -> None:
    office.send("tally.csv", tally("10 Honduras 50"), stream="Lycée Hugo")
    second = office.send("tally.csv", tally("11 Honduras 30"), stream="Collège Zola")
    assert (second.verdict, office.total) == ("accepted", 80)


# Parts of one export


def test_an_export_without_ids_in_two_parts_of_other_names_is_asked_about(office: Office) -> None:
    office.send("civi a-m.csv", petitions(("2025-12-15", 50), ("2025-12-16", 5)))
    second = office.send("civi n-z.csv", petitions(("2025-12-15", 40)))
    assert second.question is not None
    assert second.question.code == "other_list"
    office.decide(second, "add")
    assert office.total == 95


def test_a_part_that_would_take_the_place_of_the_first_is_held(office: Office) -> None:
    office.send("civi.csv", petitions(("2025-12-15", 50), ("2025-12-16", 5)))
    second = office.send("civi (1).csv", petitions(("2025-12-17", 30)))
    assert second.question is not None
    assert second.question.code == "takes_away"
    assert {each.choice: each.after for each in second.question.choices} == {
        "replace": 30,
        "days": 85,
        "add": 85,
        "drop": 55,
    }
    office.decide(second, "add")
    assert office.total == 85


def test_a_part_as_large_as_the_first_is_held_though_the_sum_hardly_falls(office: Office) -> None:
    """Second part of an export, of other days: all of the first would go, and the total would not tell."""
    office.send("civi.csv", petitions(("2025-12-15", 50)))
    second = office.send("civi (1).csv", petitions(("2025-12-17", 50)))
    assert second.question is not None
    assert office.total == 50


def daily(first: int, last: int, count: int = 10) -> str:
    """A tally of so many letters on each of some days of December."""
    return tally(*(f"{day} Honduras {count}" for day in range(first, last + 1)))


@pytest.mark.parametrize(("first", "last"), [(3, 13), (3, 30), (8, 14)])
def test_the_days_before_a_weekly_part_do_not_go_because_the_total_rises(
    office: Office, first: int, last: int
) -> None:
    """Under the list's own name; also where the part says the very same of as many days."""
    office.send("lille.csv", daily(1, 7, 15))
    second = office.send("lille.csv", daily(first, last, 15 if first == 8 else 30))
    assert second.question is not None
    assert (second.question.code, office.total) == ("takes_away", 105)
    assert "from 1 December 2025 to" in second.message("en")
    assert "du 1er décembre 2025 au" in second.message("fr")


def test_days_in_the_middle_do_not_go_either(office: Office) -> None:
    office.send("lille.csv", daily(1, 21))
    gap = daily(1, 7, 20) + "\n".join(daily(15, 28, 20).splitlines()[1:]) + "\n"
    second = office.send("lille.csv", gap)
    assert second.question is not None
    assert (second.question.code, office.total) == ("takes_away", 210)
    told = second.message("en")
    assert "7 of its days, from 8 December 2025 to 14 December 2025 (70 actions)" in told
    office.decide(second, "days")
    assert office.total == 21 * 20 + 7 * 10


def test_a_weekly_part_takes_the_place_of_its_own_days_alone_now_and_later(office: Office) -> None:
    office.send("lille.csv", daily(1, 7))
    second = office.send("lille.csv", daily(5, 14, 11))
    assert second.question is not None
    assert {each.choice: each.after for each in second.question.choices} == {
        "replace": 110, "days": 150, "add": 180, "drop": 70,
    }  # fmt: skip
    office.decide(second, "days")
    assert office.total == 4 * 10 + 10 * 11
    third = office.send("lille.csv", daily(14, 16, 12))
    assert (third.verdict, office.total) == ("accepted", 4 * 10 + 9 * 11 + 3 * 12)
    office.decide(second, "undo")
    assert {entry.held for entry in office.entries() if entry.id == second.id} == {True}


def test_a_part_under_another_name_goes_where_it_belongs(office: Office) -> None:
    office.send("week 49.csv", daily(1, 7), stream="Lille")
    second = office.send("lille b.csv", daily(7, 9, 11))
    assert second.question is not None
    assert second.question.code == "other_list"
    office.decide(second, "days")
    assert office.total == 6 * 10 + 3 * 11


def test_a_list_whose_names_are_known_since_was_taken_for_another_part_of_it(
    office: Office,
) -> None:
    """All its actions go from no case to one, on the same days."""
    office.send("lille.csv", tally("10 Southvoice 15", "11 Southvoice 10"))
    name = {"case_id": "2025-damisoa", "name": "Southvoice"}
    known = amended(RECORD, [Change("case_names", "2025-damisoa Southvoice", name)])
    office.desk = taking.Desk(office.desk.mappings, office.desk.secret, known)
    later = office.send(
        "lille.csv", tally("10 Southvoice 15", "11 Southvoice 10", "12 Southvoice 1")
    )
    assert (later.verdict, office.counts("case_id")) == ("accepted", {"2025-damisoa": 26})


def test_a_list_that_was_taken_out_was_told_to_count_beside_one_that_waits(office: Office) -> None:
    first = office.send("a.csv", tally("10 Honduras 50"))
    waits = office.send("b.csv", tally("10 Honduras 30"))
    assert waits.question is not None
    taking.retract(office.store, str(first.id), "wrong")
    with taking.looking(office.store) as visit:
        asked = visit.asked_now(visit.ledger.entry(str(waits.id)), RECORD)
    assert {each.choice: each.after for each in asked.choices} == {
        "add": 30,
        "replace": 30,
        "days": 30,
        "drop": 0,
    }
    for lang, told in (("en", "taken out of the counts since"), ("fr", "retirée des comptes")):
        assert told in verdicts.question_text(asked, lang)  # type: ignore[arg-type]
        assert told not in verdicts.question_text(waits.question, lang)  # type: ignore[arg-type]


def test_a_small_or_a_corrected_day_at_the_edge_is_no_part(office: Office) -> None:
    office.send("lille.csv", daily(1, 3, 20))
    assert office.send("lille.csv", daily(2, 3, 20)).verdict == "accepted"
    moved = office.send("lille.csv", tally("3 Honduras 20", "4 Honduras 20"))
    assert (moved.verdict, office.total) == ("accepted", 40)


def test_a_second_school_with_the_very_same_tally_is_told_how_to_count_as_well(
    office: Office,
) -> None:
    office.send("lycée hugo.csv", tally("10 Honduras 50"))
    again = office.send("lycée moulin.csv", tally("10 Honduras 50"))
    assert again.verdict == "unchanged"
    for lang in LANGUAGES:
        (told,) = intake.warnings(again.warnings, lang)
        assert "lycée hugo.csv" in told and "--stream" in told
    assert office.send("lycée hugo (1).csv", tally("10 Honduras 50")).warnings == []
    office.send("lycée moulin.csv", tally("10 Honduras 50"), stream="lycée moulin")
    assert office.total == 100


def test_lists_that_are_called_final_and_corrected_are_not_one(office: Office) -> None:
    office.send("final.csv", tally("10 Honduras 50"))
    office.send("corrected.csv", tally("11 Honduras 70"))
    assert office.total == 120
    assert streams.origin("lyon final.csv") == streams.origin("lyon corrected.csv") == "lyon"


def test_a_list_is_asked_about_by_the_name_that_staff_gave_it(office: Office) -> None:
    office.send("tally.csv", tally("10 Honduras 50"))
    with taking.changing(office.store) as visit:
        visit.settle_stream(
            Stream(section="CA-FR", platform="tally", origin="tally", name="Lille group")
        )
    second = office.send("other.csv", tally("10 Honduras 30"))
    assert second.question is not None
    for lang in LANGUAGES:
        told = verdicts.question_text(second.question, lang)
        assert "Lille group" in told and "“tally”" not in told and "« tally »" not in told
        assert "Lille group" in verdicts.choice_text(second.question, "replace", lang)


def test_one_row_above_what_any_section_printed_is_asked_about_where_the_section_has_no_past(
    office: Office,
) -> None:
    printed = max(
        int(str(row["actions"] or 0))
        for row in read(ROOT / "data/record").tables["section_actions"]
    )
    assert office.send("a.csv", tally(f"10 Honduras {printed}")).verdict == "accepted"
    second = office.send("b.csv", tally(f"11 Honduras {printed + 1}"))
    assert second.question is not None
    assert second.question.code == "out_of_proportion"


def test_answers_that_were_copied_into_the_template_do_not_count_again(office: Office) -> None:
    office.send("form.csv", form((1, "12/14/25", "Honduras", 28), (2, "12/15/25", "Tunisia", 10)))
    copied = office.send("copied.csv", tally("14 Honduras 28", "15 Tunisia 10"))
    assert copied.question is not None
    assert (copied.question.code, office.total) == ("same_list", 38)
    assert {each.choice: each.after for each in copied.question.choices} == {"add": 76, "drop": 38}
    for lang in LANGUAGES:
        assert "38 actions" in verdicts.question_text(copied.question, lang)
    office.decide(copied, "add")
    assert office.total == 76


def test_what_another_platform_counts_otherwise_on_one_day_or_little_of_is_another_list(
    office: Office,
) -> None:
    office.send("form.csv", form((1, "12/14/25", "Honduras", 28), (2, "12/15/25", "Tunisia", 10)))
    assert office.send("a.csv", tally("14 Honduras 28", "15 Tunisia 11")).verdict == "accepted"
    office.send("form.csv", form((1, "12/14/25", "Honduras", 12)), "US")
    assert office.send("b.csv", tally("14 Honduras 12"), "US").verdict == "accepted"


FORM_OF_SUMS = [
    (1, "12/14/25", "Honduras", 5),
    (2, "12/15/25", "Honduras", 4),
    (3, "12/16/25", "Honduras", 8),
    (4, "12/16/25", "Tunisia", 20),
    (5, "12/17/25", "Honduras", 13),
]


@pytest.mark.parametrize(
    "summary",
    [
        ["31 Honduras 30", "31 Tunisia 20"],
        ["30 Honduras 30"],
        ["30 Sampleland-without-a-case 50"],
        ["16 Tunisia 20", "16 Honduras 17"],
    ],
    ids=["all cases", "one case", "no case", "up to a day"],
)
def test_a_sheet_that_sums_up_what_is_in_does_not_count_again(
    office: Office, summary: list[str]
) -> None:
    """Other days than those of its lists, so no cell is alike."""
    office.send("form.csv", form(*FORM_OF_SUMS))
    asked = office.send("summary.csv", tally(*summary))
    assert asked.question is not None
    assert (asked.question.code, office.total) == ("same_list", 50)
    for lang in LANGUAGES:
        told = verdicts.question_text(asked.question, lang)
        assert f"{asked.actions} actions" in told and "{" not in told and "  " not in told
    office.decide(asked, "add")
    assert office.total == 50 + asked.actions


def test_a_sheet_that_sums_up_the_letters_alone_does_not_count_again(office: Office) -> None:
    """The section counts petitions for the same cases, too, so its totals are others."""
    rows = form(*((n, f"12/{10 + n}/25", "Honduras", 5) for n in range(1, 7)))
    office.send("form.csv", rows.replace(",5,0,0", ",5,0,4"))  # and four signatures
    assert office.total == 6 * 9
    asked = office.send("letters.csv", tally("31 Honduras 30"))
    assert asked.question is not None
    assert (asked.question.code, office.total) == ("same_list", 54)
    office.send("more.csv", tally("30 Honduras 29"))
    assert office.total == 54 + 29


def test_the_details_of_a_sum_that_is_in_do_not_count_again(office: Office) -> None:
    office.send("summary.csv", tally("31 Honduras 30", "31 Tunisia 20"))
    asked = office.send("form.csv", form(*FORM_OF_SUMS))
    assert asked.question is not None
    assert (asked.question.code, office.total) == ("same_list", 50)


def test_a_list_of_one_day_more_or_of_as_many_rows_is_no_sum(office: Office) -> None:
    office.send("form.csv", form(*FORM_OF_SUMS))
    assert office.send("a.csv", tally("31 Honduras 31")).verdict == "accepted"
    office.send("b.csv", tally("14 Honduras 25"), "US")
    assert office.send("c.csv", tally("15 Honduras 25"), "US", stream="c").verdict == "accepted"


# Corrected and sent again

RENAMED = [
    "tally_lyon.csv",
    "tally_lyon (1).csv",
    "tally_lyon(2).csv",
    "Copy of tally_lyon.csv",
    "Copie de tally_lyon.csv",
    "Kopie von tally_lyon.csv",
    "Copia de tally_lyon.csv",
    "tally_lyon - Copy.csv",
    "tally_lyon - Copie (2).csv",
    "tally_lyon - Kopie.csv",
    "tally_lyon copy.csv",
    "tally_lyon copie.csv",
    "tally_lyon copy 3.csv",
    "tally_lyon_v2.csv",
    "tally_lyon v.3.csv",
    "tally_lyon_V2_final.csv",
    "tally_lyon FINAL.csv",
    "tally_lyon_final_final.csv",
    "tally_lyon corrigé.csv",
    "tally_lyon_corrected.csv",
    "tally_lyon_corrige.csv",
    "tally_lyon_2025-12-12.csv",
    "tally_lyon 12.12.2025.csv",
    "20251212_tally_lyon.csv",
    "TALLY_LYON.CSV",
    "Tally Lyon.csv",
    "tally-lyon.csv",
    "tally_lyon.csv.csv",
    "tally_lyon.txt",
    "tally_lyon [1].csv",
    "tally_lyon (003).csv",
    "tally_lyon_new.csv",
    "tally_lyon_updated.csv",
    "tally_lyon_révisé.csv",
    "tally_lyon 12 déc.csv",
    "tally_lyon 12 Dec 2025.csv",
    "RE tally_lyon.csv",
    "FW_ tally_lyon.csv",
    "TR_ tally_lyon.csv",
]


@pytest.mark.parametrize("name", RENAMED)
def test_a_corrected_tally_under_the_name_that_a_program_made_does_not_count_twice(
    name: str,
) -> None:
    """Its day was corrected, so that no cell of it meets the first: only the name tells."""
    assert streams.origin(name) == streams.origin("tally_lyon.csv")


def test_a_tally_whose_day_is_corrected_and_whose_row_is_deleted_counts_once(
    office: Office,
) -> None:
    office.send("tally_lyon.csv", tally("10 Honduras 500", "11 Tunisia 20"))
    moved = office.send("tally_lyon v2.csv", tally("12 Honduras 500", "11 Tunisia 20"))
    if moved.question is not None:
        office.decide(moved, "replace")
    assert office.total == 520
    office.send("tally_lyon (3).csv", tally("12 Honduras 500"))
    assert office.total == 500


@pytest.mark.parametrize("form_of_name", ["NFC", "NFD"])
def test_a_name_with_accents_is_the_same_from_a_mac(
    office: Office, form_of_name: Literal["NFC", "NFD"]
) -> None:
    office.send("pointage béthune.csv", tally("10 Honduras 15"))
    name = unicodedata.normalize(form_of_name, "pointage béthune.csv")
    assert office.send(name, tally("12 Honduras 15")).verdict == "accepted"
    assert office.total == 15


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lycée 1.csv", "Lycée 2.csv"),
        ("group_1.csv", "group_2.csv"),
        ("École 12.csv", "École 13.csv"),
        ("class 3a.csv", "class 3b.csv"),
        ("Groupe 7 Lyon.csv", "Groupe 8 Lyon.csv"),
        ("table 1.csv", "table 2.csv"),
    ],
)
def test_numbered_groups_do_not_take_each_others_place_silently(
    office: Office, one: str, other: str
) -> None:
    """A number at the end may count copies or groups: where it cannot be told, it is asked or both count."""
    office.send(one, tally("10 Honduras 15"))
    second = office.send(other, tally("11 Honduras 15"))
    assert second.question is not None or office.total == 30


# Earlier bytes


def test_a_wrong_correction_is_undone_by_sending_the_first_file_again(office: Office) -> None:
    office.send("ra.csv", tally("10 Honduras 500"))
    wrong = office.send("ra.csv", tally("10 Honduras 50"))
    assert wrong.question is not None
    office.decide(wrong, "replace")
    assert office.total == 50
    back = office.send("ra.csv", tally("10 Honduras 500"))
    assert back.question is not None
    assert back.question.code == "earlier_bytes"
    assert {each.choice: each.after for each in back.question.choices} == {
        "put_back": 500,
        "drop": 50,
    }
    office.decide(back, "put_back")
    assert office.total == 500
    office.decide(back, "undo")
    assert office.total == 50


def test_the_first_of_three_versions_can_be_put_back_under_another_name(office: Office) -> None:
    office.send("ra.csv", tally("10 Honduras 500"))
    office.send("ra.csv", tally("10 Honduras 490"))
    office.send("ra.csv", tally("10 Honduras 480"))
    back = office.send("ra (1).csv", tally("10 Honduras 500"))
    assert back.question is not None
    assert back.question.code == "earlier_bytes"
    office.decide(back, "put_back")
    assert office.total == 500


def test_an_earlier_export_of_actions_whose_keys_came_again_is_asked_about(office: Office) -> None:
    first = proca((1, "2025-12-13", "W4R25 Honduras"), (2, "2025-12-13", "W4R25 Honduras"))
    office.send("a.csv", first)
    moved = office.send("a.csv", proca((1, "2025-12-20", "W4R25 Honduras")))
    assert moved.question is not None
    office.decide(moved, "replace")
    assert office.total == 2
    back = office.send("a.csv", first)
    assert back.question is not None
    office.decide(back, "put_back")
    assert {day.day: count for day, count in office.counts("day").items()} == {13: 2}


def test_the_same_file_again_is_unchanged_and_a_retracted_one_is_not(office: Office) -> None:
    first = office.send("ra.csv", tally("10 Honduras 500"))
    assert office.send("ra.csv", tally("10 Honduras 500")).verdict == "unchanged"
    assert office.check("ra copy.csv", tally("10 Honduras 500")).verdict == "unchanged"
    taking.retract(office.store, str(first.id), "wrong list")
    assert office.total == 0
    again = office.send("ra.csv", tally("10 Honduras 500"))
    assert again.verdict != "unchanged"


# The same file for two sections


def test_one_file_for_two_sections_is_asked_about_and_can_move(office: Office) -> None:
    office.send("same.csv", tally("10 Honduras 36"), "CA-FR")
    second = office.send("same.csv", tally("10 Honduras 36"), "FR")
    assert second.question is not None
    assert second.question.code == "same_bytes"
    assert office.counts("section") == {"CA-FR": 36}
    office.decide(second, "move")
    assert office.counts("section") == {"FR": 36}
    office.decide(second, "undo")
    assert office.counts("section") == {"CA-FR": 36}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + ",,,,\n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace(",", ";"),
        lambda text: text.replace("Number", "number"),
    ],
    ids=["line ends", "mark", "empty line", "no last line end", "separator", "header"],
)
def test_one_list_saved_again_for_another_section_is_asked_about(
    office: Office, change: Callable[[str], str]
) -> None:
    """Excel wrote it anew: not one byte need be the same, the rows are."""
    rows = ("10 Honduras 36", "11 Tunisia 4", "12 Norway 17")
    office.send("same.csv", tally(*rows), "CA-FR")
    second = office.send("same.csv", change(tally(*rows)), "FR")
    assert second.question is not None
    assert office.counts("section") == {"CA-FR": 57}


# People known by another spelling


def network(*people: tuple[str, str]) -> str:
    return sheet(NETWORK, *(f'u,A,B,{mail},1,"{tags}"' for mail, tags in people))


@pytest.mark.parametrize(
    "spelt", ["ADA@Example.org", "ada@example.org ", " Ada@example.org", "ada@example.org\u200b", "\u00a0ada@example.org"]
)  # fmt: skip
def test_an_address_in_other_letters_is_the_same_person(office: Office, spelt: str) -> None:
    office.send(
        "people.csv",
        network(("ada@example.org", "W4R25_signed_HND"), ("bo@example.org", "W4R25_signed_HND")),
    )
    office.send(
        "people.csv", network((spelt, "W4R25_signed_HND"), ("bo@example.org", "W4R25_signed_HND"))
    )
    assert office.total == 2


def test_a_tag_in_other_letters_is_the_same_action(office: Office) -> None:
    office.send("people.csv", network(("ada@example.org", "W4R25_signed_HND")))
    office.send("people.csv", network(("ada@example.org", "w4r25_signed_hnd, other")))
    assert office.total == 1


def members(*rows: tuple[str, str]) -> str:
    return sheet(
        SALESFORCE,
        *(
            f'"W4R25 Honduras","Signed","{key}","A","B","p@example.org","Canada","{day}/12/2025"'
            for key, day in rows
        ),
    )


def test_ids_of_15_and_of_18_signs_are_one(office: Office) -> None:
    """The last three are a checksum of the capitals before them."""
    office.send(
        "long.csv",
        members(
            ("0035e00000AbCdEAAV", "13"), ("0035e00000AbCdFAAV", "14"), ("0035e00000abcdeAAA", "15")
        ),
    )
    office.send(
        "short.csv",
        members(("0035e00000AbCdE", "13"), ("0035e00000AbCdF", "14"), ("0035e00000abcde", "15")),
    )
    assert office.total == 3


def test_ids_that_differ_in_capitals_only_are_two(office: Office) -> None:
    office.send("short.csv", members(("0035e00000AbCdE", "13"), ("0035e00000abcde", "13")))
    assert office.total == 2


# Lists that hold others


def after(report: intake.Report) -> dict[str, int]:
    assert report.question is not None
    return {each.choice: each.after for each in report.question.choices}


def test_a_list_that_holds_two_others_does_not_count_one_of_them_twice(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 30"))
    office.send("Paris.csv", tally("11 Tunisia 40"))
    both = office.send(
        "Lyon and Paris.csv", tally("10 Honduras 30", "11 Tunisia 40", "12 Madagascar 5")
    )
    assert after(both) == {"add": 145, "replace": 115, "all": 75, "days": 115, "drop": 70}
    text = verdicts.question_text(both.question, "en")  # type: ignore[arg-type]
    assert "“Lyon” and “Paris”".casefold() in text.casefold()
    office.decide(both, "all")
    assert office.total == 75
    later = office.send("Paris.csv", tally("11 Tunisia 41"))
    assert later.verdict == "held"  # it is a part of the whole list now
    office.decide(both, "undo")
    assert office.total == 70


def test_a_new_version_of_one_list_that_holds_another_is_asked_about_the_other(
    office: Office,
) -> None:
    office.send("Lyon.csv", tally("10 Honduras 30"))
    office.send("Paris.csv", tally("11 Tunisia 40"))
    both = office.send("Region.csv", tally("10 Honduras 30", "11 Tunisia 40"))
    again = office.decide(both, "replace")
    assert after(again) == {"all": 70, "add": 110, "drop": 70}
    office.decide(both, "all")
    assert office.total == 70


def test_a_version_under_its_own_name_that_takes_over_another_list_is_asked_about_it(
    office: Office,
) -> None:
    office.send("Lyon.csv", tally("10 Honduras 30"))
    office.send("Paris.csv", tally("11 Tunisia 40"))
    second = office.send("Lyon.csv", tally("10 Honduras 30", "11 Tunisia 40"))
    assert after(second) == {"all": 70, "add": 110, "drop": 70}
    office.decide(second, "add")
    assert office.total == 110
    third = office.send("Lyon.csv", tally("10 Honduras 33", "11 Tunisia 40"))
    assert (third.verdict, office.total) == ("accepted", 113)  # it is not asked again


def test_two_schools_that_wrote_as_few_letters_once_are_asked_nothing(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 30"))
    office.send("Paris.csv", tally("11 Tunisia 4"))
    second = office.send("Lyon.csv", tally("10 Honduras 30", "11 Tunisia 4"))
    assert (second.verdict, office.total) == ("accepted", 38)


def test_a_further_part_under_another_name_takes_the_place_of_its_days_whatever_was_answered_before(
    office: Office,
) -> None:
    office.send("Classes.csv", tally("10 Honduras 30", "11 Tunisia 40"))
    part = office.send("Class A.csv", tally("10 Honduras 30"))
    again = office.decide(part, "replace")
    assert after(again) == {"replace": 30, "days": 70, "add": 100, "drop": 70}
    office.decide(part, "days")
    assert office.total == 70


def test_a_version_that_is_decided_of_after_a_newer_one_is_not_told_as_what_counts(
    office: Office,
) -> None:
    office.send("Lyon.csv", tally("10 Honduras 500"))
    second = office.send("Lyon.csv", tally("10 Honduras 100"))
    office.send("Lyon.csv", tally("10 Honduras 510"))
    decided = office.decide(second, "replace")
    assert [key for key, _ in decided.warnings] == ["below"]
    assert office.total == 510


def test_a_list_is_meant_by_what_staff_call_it_and_no_two_are_called_alike(office: Office) -> None:
    office.send("lyon.csv", tally("10 Honduras 30"))
    office.send("paris.csv", tally("11 Tunisia 40"))
    office.say("CA-FR", "tally", "lyon", name="Groups of Lyon")
    office.say("CA-FR", "tally", "Groups of Lyon", newer="days")
    for name in ("paris", "Groups of Lyon"):
        with pytest.raises(Fault) as fault:
            office.say(
                "CA-FR", "tally", "paris", into="paris" if name == "paris" else None, name=name
            )
        assert fault.value.key == ("stream_itself" if name == "paris" else "stream_named")


def test_a_file_that_is_called_as_staff_call_a_list_is_of_that_list(office: Office) -> None:
    """It was asked whether “lyon” is a second list beside “Lyon”."""
    office.send("tally_1b.csv", tally("10 Honduras 30"))
    office.say("CA-FR", "tally", "tally 1b", name="Lyon")
    newer = office.send("Lyon 2025-12-15.csv", tally("10 Honduras 31"))
    assert (newer.verdict, newer.stream, office.total) == ("accepted", "tally 1b", 31)
    third = office.send("tally_1b.csv", tally("10 Honduras 33"))
    assert (third.verdict, office.total) == ("accepted", 33)


# What is shown of a file that waits is what an answer does


def test_a_list_that_came_nearer_was_shown_and_another_one_was_replaced(office: Office) -> None:
    office.send("a.csv", tally("10 Honduras 50", "11 Tunisia 20"))
    second = office.send("b.csv", tally("10 Honduras 40", "11 Tunisia 21", "12 Norway 3"))
    third = office.send("c.csv", tally("10 Honduras 39", "11 Tunisia 22", "12 Norway 4"))
    assert third.question is not None
    assert third.question.values["stream"] == "a"
    office.decide(second, "add")
    with taking.looking(office.store) as visit:
        shown = visit.asked_now(visit.ledger.entry(str(third.id)), RECORD)
    assert shown.values["stream"] == "b"
    told = {each.choice: each.after for each in shown.choices}
    assert told["replace"] == 70 + 65
    office.decide(third, "replace")
    assert office.total == told["replace"]
    assert {entry.file: office_list(office, entry.id) for entry in office.entries()} == {
        "a.csv": "a",
        "b.csv": "b",
        "c.csv": "b",
    }


def office_list(office: Office, name: str) -> str:
    ledger = taking.ledger_now(office.store)
    return ledger.stream_of(ledger.entry(name)).origin


@pytest.mark.parametrize("lost", ["", "W4R25", "Page 77"])
def test_answers_that_lose_their_case_in_a_newer_file_are_asked_about(
    office: Office, lost: str
) -> None:
    office.send("a.csv", proca((1, "2025-12-13", "Honduras"), (2, "2025-12-14", "Tunisia")))
    newer = proca(
        (1, "2025-12-13", lost), (2, "2025-12-14", "Tunisia"), (3, "2025-12-15", "Norway")
    )
    asked = office.send("a.csv", newer)
    assert asked.question is not None
    assert (asked.question.code, asked.question.values["count"]) == ("case_gone", 1)
    assert office.counts("case_id") == {"2025-juan-lopez": 1, "2025-sonia-dahmani": 1}
    office.decide(asked, "replace")
    assert office.counts("case_id")["unmapped"] == 1
    assert office.total == 3
    # What gets a case that it had not is a correction like others.
    assert office.send("a.csv", proca((1, "2025-12-13", "Honduras"))).question is None
    assert "unmapped" not in office.counts("case_id")


def test_answers_that_lose_their_case_and_their_day_are_asked_about_like_others_that_move(
    office: Office,
) -> None:
    office.send("a.csv", proca((1, "2025-12-13", "Honduras"), (2, "2025-12-14", "Tunisia")))
    asked = office.send("a.csv", proca((1, "2025-12-16", ""), (2, "2025-12-14", "")))
    assert asked.question is not None
    assert (asked.question.code, asked.question.values["count"]) == ("keys_moved", 2)


def test_a_newer_file_of_a_list_by_days_was_said_to_take_the_place_of_the_whole_list(
    office: Office,
) -> None:
    office.send("t.csv", tally("1 Honduras 50", "2 Tunisia 20"))
    office.say("CA-FR", "tally", "t", newer="days")
    other = office.send("u.csv", tally("1 Honduras 50", "8 Norway 40"))
    assert other.question is not None
    assert {each.choice: each.after for each in other.question.choices} == {
        "add": 160,
        "days": 110,
        "drop": 70,
    }
    less = office.send("t.csv", tally("1 Honduras 5"))
    assert less.question is not None
    told = verdicts.choice_text(less.question, "replace", "en")
    assert told == "It is right: its days take the place of the same days, all others stay"
    office.decide(less, "replace")
    assert office.total == 25


def test_a_newer_file_of_a_list_by_ids_is_said_to_take_the_place_of_what_it_repeats(
    office: Office,
) -> None:
    ids = range(1, 31)
    office.send("a.csv", proca(*((number, "2025-12-13", "Honduras") for number in ids)))
    again = office.send("b.csv", proca(*((number, "2025-12-13", "Honduras") for number in ids)))
    if again.question is None:  # the same ids and the same contents: nothing changes
        assert office.total == 30
    form_a = office.send(
        "f.csv", form((1, "12/13/25", "Tunisia", 40), (2, "12/14/25", "Tunisia", 60))
    )
    assert form_a.verdict == "accepted"
    fewer = office.send("f.csv", form((1, "12/13/25", "Tunisia", 1)))
    assert fewer.question is not None
    assert verdicts.choice_text(fewer.question, "replace", "en") == (
        "It is right: what it says again takes the place of what was there, all else stays"
    )
    before = office.total
    office.decide(fewer, "replace")
    assert office.total == before - 39


@pytest.mark.usefixtures("folders")
def test_what_taking_an_answer_back_does_to_later_files_was_told_when_it_was_done(
    tmp_path: Path, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def send(*rows: str) -> None:
        path = tmp_path / "t.csv"
        path.write_text(tally(*rows))
        main(["ingest", str(path)])

    def decide(choice: str, *more: str) -> str:
        waiting = taking.entries(Store(folders[1]))[1].id
        assert main(["decide", waiting, choice, *more]) == (choice == "undo")
        return capsys.readouterr().out

    send("1 Honduras 50", "2 Tunisia 20")
    send("8 Honduras 30", "9 Norway 40")
    decide("days")
    # No later file leans on it: it is taken back at once.
    assert "140 before, 70 after" in decide("undo")
    decide("days")
    send("15 Honduras 30", "16 Norway 45")
    told = decide("undo")
    assert "1 file came in since by this answer" in told
    assert "215 before, 75 after" in told
    assert "waits for a decision again" not in told
    assert "215 before, 75 after" in decide("undo", "--keep")
    assert "75 before, 215 after" in decide("days")


# A mark that was lost makes a whole file ten or a thousand times as large


@pytest.mark.parametrize("factor", [10, 100, 1000])
def test_a_version_of_which_every_number_is_a_thousandfold_was_taken(
    office: Office, factor: int
) -> None:
    rows = (("10 Honduras", 50), ("11 Tunisia", 20), ("12 Norway", 30))
    office.send("t.csv", tally(*(f"{row} {count}" for row, count in rows)))
    large = [f"{row} {count * factor}" for row, count in rows]
    asked = office.send("t.csv", tally(*large, "13 Norway 7"))
    assert asked.question is not None
    assert (asked.question.code, asked.question.values["factor"]) == ("scaled", factor)
    assert office.total == 100
    office.decide(asked, "replace")
    assert office.total == 100 * factor + 7


@pytest.mark.parametrize(
    "newer",
    [
        ("10 Honduras 5000", "11 Tunisia 2000", "12 Norway 30"),
        ("10 Honduras 50000", "11 Tunisia 2000", "12 Norway 3000"),
        ("10 Honduras 500000", "11 Tunisia 200000", "12 Norway 300000"),
        ("10 Honduras 550", "11 Tunisia 220", "12 Norway 330"),
    ],
)
def test_a_version_that_grows_otherwise_is_taken(office: Office, newer: tuple[str, ...]) -> None:
    office.send("t.csv", tally("10 Honduras 50", "11 Tunisia 20", "12 Norway 30"))
    assert office.send("t.csv", tally(*newer)).question is None


def test_two_cells_that_are_tenfold_are_so_by_chance(office: Office) -> None:
    office.send("t.csv", tally("10 Honduras 5", "11 Tunisia 3"))
    assert office.send("t.csv", tally("10 Honduras 50", "11 Tunisia 30")).question is None
    assert office.send("t.csv", tally("10 Honduras 50000", "11 Tunisia 30000")).question is not None
