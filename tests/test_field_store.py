"""What staff are told of lists, questions and rules is what the store then holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.faults import Fault
from tests.office import Office, form, signatures, tally


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
    office.send("form.csv", form((1, "12/13/25", "Marie Example", 3), (2, "12/14/25", "Honduras", 4)))
    assert "Marie Example" not in office.counts("label")


def test_what_would_stand_is_told_as_of_now_and_not_of_when_it_was_held(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 50"))
    held = office.send("Nancy.csv", tally("10 Honduras 30"))
    office.send("Metz.csv", tally("12 Honduras 7"))
    from impact.exports import taking

    entry = next(each for each in taking.entries(office.store) if each.held)
    assert entry.question is not None
    told = next(each.after for each in entry.question.choices if each.choice == "add")
    office.decide(held, "add")
    assert office.total == told == 87


def test_two_lists_joined_to_each_other_are_one_or_refused(office: Office) -> None:
    office.send("Lyon.csv", tally("10 Honduras 15"))
    office.send("Nancy.csv", tally("11 Honduras 4"))
    office.say("CA-FR", "tally", "lyon", into="nancy")
    assert office.total == 4
    try:
        office.say("CA-FR", "tally", "nancy", into="lyon")
    except Fault:
        pass
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
    from tests.office import PROCA, sheet

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
