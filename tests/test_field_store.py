"""What staff are told of lists, questions and rules is what the store then holds."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from impact.exports import taking
from impact.faults import Fault
from tests.office import PROCA, TALLY, Office, form, sheet, signatures, tally


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_bytes_that_count_in_full_are_in_already_whatever_came_since(office: Office) -> None:
    """Under another name, after a file of another list: nothing stands over them."""
    office.send("Lyon.csv", tally("10 Honduras 15"))
    office.send("Nancy.csv", tally("11 Honduras 4"))
    again = office.send("Copy for Marie.csv", tally("10 Honduras 15"))
    if again.question is not None:
        assert again.question.code == "other_list"
    else:
        assert again.verdict == "unchanged"
    assert office.total == 19


def test_a_rule_reaches_the_only_row_of_its_code(office: Office) -> None:
    office.rule("speakout_signatures", "3", 2025, "2025-juan-lopez")
    report = office.send("site.csv", signatures((1, 3, "2025-12-13")))
    assert dict(report.by_case) == {"2025-juan-lopez": 1}
    assert office.counts("case_id") == {"2025-juan-lopez": 1}


def test_a_cell_that_stands_once_in_a_form_is_not_kept(office: Office) -> None:
    """It may be a person's, slipped into the column: one answer is one row, whatever it counts."""
    office.send(
        "form.csv", form((1, "12/13/25", "Marie Example", 3), (2, "12/14/25", "Honduras", 4))
    )
    assert "Marie Example" not in office.counts("label")


def test_what_would_stand_is_told_as_of_now_and_not_of_when_it_was_held(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 50"))
    held = office.send("Nancy.csv", tally("10 Honduras 30"))
    office.send("Metz.csv", tally("12 Honduras 7"))
    with taking.looking(office.store) as visit:
        question = visit.asked_now(visit.ledger.held()[0], None)
    told = next(each.after for each in question.choices if each.choice == "add")
    office.decide(held, "add")
    assert office.total == told == 87


def test_an_export_decided_after_newer_ones_counts_and_can_be_retracted(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 50"))
    held = office.send("Nancy.csv", tally("10 Honduras 30"))
    office.send("Metz.csv", tally("12 Honduras 7"))
    report = office.decide(held, "add")
    assert report.effect is not None
    assert (report.effect.sums.before, report.effect.sums.after, office.total) == (57, 87, 87)
    taking.retract(office.store, str(held.id), "wrong list")
    assert office.total == 57


def test_an_export_decided_again_after_its_rows_were_merged_lies_there_once(office: Office) -> None:
    """Eight files of rows become one; the export's are among them."""
    office.send("Lyon.csv", tally("10 Honduras 50"))
    held = office.send("Nancy.csv", tally("10 Honduras 30"))
    office.decide(held, "add")
    for day in range(11, 20):
        office.send(f"list {chr(86 + day)}.csv", tally(f"{day} Honduras 1"))
    office.decide(held, "undo")
    office.decide(held, "add")
    assert office.total == 89
    taking.retract(office.store, str(held.id), "wrong list")
    assert office.total == 59
    taking.restore(office.store, str(held.id))
    office.send("Nancy.csv", tally("10 Honduras 31"))
    assert office.total == 90


def test_a_decision_that_is_late_is_taken_back_whole(office: Office) -> None:
    """Which number of a date is its day was asked; another file came in between."""
    held = office.send("Lyon.csv", sheet(TALLY, "05/12/2025,Honduras,letter,offline,30"))
    office.send("Nancy.csv", tally("20 Honduras 2"))
    office.decide(held, "day_first")
    assert office.total == 32
    office.decide(held, "undo")
    assert [day.day for day in office.counts("day")] == [20]
    office.decide(held, "month_first")
    assert {(day.month, day.day): count for day, count in office.counts("day").items()} == {
        (5, 12): 30,
        (12, 20): 2,
    }


def test_what_waits_in_a_third_section_waits_on_when_the_second_has_decided(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 15"), "FR")
    swiss = office.send("Lyon.csv", tally("10 Honduras 15"), "CH")
    british = office.send("Lyon.csv", tally("10 Honduras 15"), "GB")
    office.decide(swiss, "move")
    assert office.counts("section") == {"CH": 15}
    assert [entry.id for entry in office.entries() if entry.held] == [british.id]


def test_one_row_above_the_whole_edition_before_is_held(office: Office) -> None:
    office.send("before.csv", sheet(TALLY, "2024-12-10,Belarus,letter,offline,5000"))
    report = office.send("Lyon.csv", tally("10 Honduras 500000"))
    assert report.question is not None
    assert report.question.code == "out_of_proportion"
    assert office.total == 5000


def test_a_sheet_that_goes_on_is_held_against_the_edition_before_in_it(office: Office) -> None:
    """All editions are in one sheet, so none of what the section counted was held against its rows."""
    past = "2024-12-10,Belarus,letter,offline,5000"
    office.send("all.csv", sheet(TALLY, past))
    report = office.send("all.csv", sheet(TALLY, past, "2025-12-10,Honduras,letter,offline,50000"))
    assert report.question is not None
    assert (report.question.code, office.total) == ("out_of_proportion", 5000)
    usual = office.send("all.csv", sheet(TALLY, past, "2025-12-10,Honduras,letter,offline,500"))
    assert (usual.verdict, office.total) == ("accepted", 5500)


PEOPLE = """
extends: ours
version: 1
sources:
  people:
    detect: {all: [Mail, Campaign]}
    grain: supporter
    newer: events
    keys: platform
    dedupe: {by: [Mail, Campaign]}
    fields: {when: {undated: true}, case: {col: Campaign, via: case_map}, action_type: {const: petition}, channel: {const: online}, quantity: {const: 1}}
"""


def test_people_without_a_day_are_of_the_cases_of_the_edition_that_is_answered(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, PEOPLE)
    rows = ("a@example.org,Honduras", "b@example.org,Honduras", "c@example.org,Juan López")
    held = office.send("people.csv", sheet("Mail,Campaign", *rows))
    assert held.question is not None
    assert held.question.code == "edition"
    office.decide(held, "2025")
    assert office.counts("edition_year", "case_id") == {(2025, "2025-juan-lopez"): 3}


def test_two_lists_joined_to_each_other_are_one_or_refused(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 15"))
    office.send("Nancy.csv", tally("11 Honduras 4"))
    office.say("CA-FR", "tally", "lyon", into="nancy")
    assert office.total == 4
    with contextlib.suppress(Fault):
        office.say("CA-FR", "tally", "nancy", into="lyon")
    assert office.total == 4


def test_a_list_without_keys_is_not_told_to_go_by_keys(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 15", "11 Honduras 4"))
    with pytest.raises(Fault):
        office.say("CA-FR", "tally", "lyon", newer="events")


def test_undo_of_a_joined_version_parts_what_came_since(office: Office) -> None:
    """Nancy was taken for a new version of Lyon; a second Nancy came; then the decision is taken back."""
    office.send("Lyon.csv", tally("10 Honduras 15"))
    held = office.send("Nancy.csv", tally("10 Honduras 16"))
    office.decide(held, "replace")
    office.send("Nancy (1).csv", tally("10 Honduras 17"))
    assert office.total == 17
    office.decide(held, "undo")
    # The second Nancy is a list of its own again, and Lyon stands beside it.
    assert office.total == 32


def test_a_key_that_comes_again_with_another_type_replaces_its_row(office: Office) -> None:
    row = "1,A,CA,a@example.org,w,{},2025-12-13T15:00:00,W4R25 Honduras"
    office.send("a.csv", sheet(PROCA, row.format("petition")))
    office.send("a.csv", sheet(PROCA, row.format("mail2target")))
    assert office.counts("action_type") == {"email": 1}


def test_an_export_decided_after_a_newer_one_stands_below_it(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 100"))
    held = office.send("Lyon.csv", tally("10 Honduras 30"))
    office.send("Lyon.csv", tally("10 Honduras 101"))
    office.decide(held, "replace")
    assert office.total == 101
