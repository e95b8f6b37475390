"""A file that holds other lists: what stands while it stands, and once it is taken out.

Each test is of one trouble that sections may have; what comes out is added up by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import intake, taking, verdicts
from tests.office import NETWORK, SALESFORCE, Office, form, proca, sheet, tally


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def after(report: intake.Report) -> dict[str, int]:
    assert report.question is not None
    return {each.choice: each.after for each in report.question.choices}


def joined(office: Office) -> intake.Report:
    """Two lists, and a third file that is both."""
    office.send("Lyon.csv", tally("10 Honduras 30"))
    office.send("Paris.csv", tally("11 Tunisia 40"))
    both = office.send("Both.csv", tally("10 Honduras 30", "11 Tunisia 40", "12 Madagascar 5"))
    return office.decide(both, "all")


def test_all_lists_that_a_file_held_stand_again_once_it_is_taken_out(office: Office) -> None:
    both = joined(office)
    assert office.total == 75
    taking.retract(office.store, str(both.id), "it was a draft")
    assert office.counts("case_id") == {"2025-juan-lopez": 30, "2025-sonia-dahmani": 40}
    taking.restore(office.store, str(both.id))
    assert office.total == 75
    ledger = taking.ledger_now(office.store)
    holders = {each.file: ledger.gives_way(each) for each in ledger.standing()}
    assert {name: each and each.file for name, each in holders.items()} == {
        "Lyon.csv": "Both.csv",
        "Paris.csv": "Both.csv",
        "Both.csv": None,
    }


def test_a_newer_version_of_the_file_goes_on_holding_them(office: Office) -> None:
    both = joined(office)
    newer = office.send(
        "Both.csv", tally("10 Honduras 31", "11 Tunisia 40", "12 Madagascar 5", "13 Tunisia 1")
    )
    assert (newer.verdict, office.total) == ("accepted", 77)
    taking.retract(office.store, str(both.id), "the newer one says it all")
    assert office.total == 77
    taking.retract(office.store, str(newer.id), "a draft too")
    assert office.total == 70


def test_a_newer_version_that_comes_while_the_first_is_out_holds_them_again(
    office: Office,
) -> None:
    both = joined(office)
    taking.retract(office.store, str(both.id), "a draft")
    newer = office.send("Both.csv", tally("10 Honduras 32", "11 Tunisia 40"))
    assert (newer.verdict, office.total) == ("accepted", 72)


def test_a_version_that_would_take_the_held_lists_away_is_asked_about(office: Office) -> None:
    both = joined(office)
    taking.retract(office.store, str(both.id), "a draft")
    newer = office.send("Both.csv", tally("10 Honduras 32"))
    assert after(newer)["replace"] == 32
    assert office.total == 70


def test_a_version_that_took_another_list_over_gives_it_back_when_it_is_taken_out(
    office: Office,
) -> None:
    """The earlier version, which stands again, is newer than that list and yet holds nothing of it."""
    office.send("Paris.csv", tally("11 Tunisia 40"))
    office.send("Lyon.csv", tally("10 Honduras 30"))
    second = office.send("Lyon.csv", tally("10 Honduras 35", "11 Tunisia 40"))
    assert after(second) == {"all": 75, "add": 115, "drop": 70}
    office.decide(second, "all")
    assert office.total == 75
    taking.retract(office.store, str(second.id), "wrong")
    assert office.total == 70
    third = office.send("Paris.csv", tally("11 Tunisia 44"))
    assert (third.verdict, office.total) == ("accepted", 74)  # a list by itself, as it was


# Numbered anew

A = [("12/13/25", "Honduras", 30), ("12/14/25", "Honduras", 7), ("12/15/25", "Tunisia", 40)]
B = [("12/15/25", "Tunisia", 5), ("12/20/25", "Honduras", 9)]


def numbered(*answers: tuple[str, str, int]) -> str:
    return form(*((number, *each) for number, each in enumerate(answers, 1)))


@pytest.mark.parametrize(
    "merged", [[*A, *B], [*B, *A], [A[2], B[1], A[0], B[0], A[1]]], ids=["after", "before", "mixed"]
)
def test_forms_that_were_merged_and_numbered_anew_can_take_the_place_of_both(
    office: Office, merged: list[tuple[str, str, int]]
) -> None:
    office.send("Form A.csv", numbered(*A))
    office.send("Form B.csv", numbered(*B))
    assert office.total == 91
    both = office.send("All answers.csv", numbered(*merged, ("12/21/25", "Tunisia", 2)))
    assert both.question is not None
    assert office.total == 91
    text = verdicts.question_text(both.question, "en")
    assert "“form a” and “form b”" in text
    choice = next(
        each for each in after(both) if each in ("all", "replace") and after(both)[each] == 93
    )
    office.decide(both, choice)
    assert office.total == 93
    newer = office.send("All answers.csv", numbered(*merged, ("12/21/25", "Tunisia", 3)))
    assert (newer.verdict, office.total) == ("accepted", 94)
    for each in (newer, both):
        taking.retract(office.store, str(each.id), "a test")
    assert office.total == 91


def test_a_second_form_is_not_asked_about_because_it_counts_as_much_on_some_days(
    office: Office,
) -> None:
    """One form's few answers fit into many of another one by chance, if they are not its own numbers."""
    office.send("Small.csv", numbered(*((f"12/{day}/25", "Honduras", 5) for day in range(10, 14))))
    large = office.send(
        "Large.csv", numbered(*((f"12/{day}/25", "Honduras", 40 + day) for day in range(10, 20)))
    )
    assert (large.verdict, office.total) == (
        "accepted",
        20 + sum(40 + day for day in range(10, 20)),
    )


def test_two_hours_that_brought_as_much_are_not_the_same_actions(office: Office) -> None:
    """Each file is a list by its name, and no id of it is known."""
    cases = ("Honduras", "Tunisia", "Madagascar", "Myanmar", "Ecuador")
    for hour, each in enumerate((3, 5, 3, 3)):
        actions = [case for case in cases for _ in range(each)]
        rows = ((100 * hour + at, "2025-12-13", f"W4R25 {case}") for at, case in enumerate(actions))
        report = office.send(f"actions {hour + 10}h.csv", proca(*rows))
        assert (report.verdict, report.stream) == ("accepted", f"actions {hour + 10}h")
    assert office.total == 70


def test_two_lists_of_one_day_fit_into_a_file_only_together(office: Office) -> None:
    """Each alone has no more than the file, and both have as much or more."""
    days = ("12/13/25", "12/14/25", "12/15/25")
    rows = [(day, "Honduras", 20) for day in days]
    office.send("First.csv", numbered(*rows))
    office.decide(office.send("Second.csv", numbered(*reversed(rows))), "add")
    assert office.total == 120
    less = office.check("Third.csv", numbered(*((day, "Honduras", 30) for day in days)))
    assert less.verdict == "accepted"
    both = office.check("Third.csv", numbered(*((day, "Honduras", 40) for day in days)))
    assert after(both) == {"replace": 120, "add": 240, "drop": 120}
    assert both.question is not None
    assert "“first” and “second”" in verdicts.question_text(both.question, "en")


def members(name: str, *days: int) -> str:
    return sheet(
        SALESFORCE,
        *(
            f'"{name}","Signed","0035e0000{number:06}","A","B","p@example.org","Canada","{day}/12/2025"'
            for number, day in enumerate(days)
        ),
    )


def test_a_campaign_that_was_renamed_does_not_bring_its_signatures_twice(office: Office) -> None:
    """The name is part of the key, so not one of them is known under the new one."""
    office.send("report1.csv", members("W4R25 Honduras", *[14] * 12))
    second = office.send("report2.csv", members("W4R25 Juan López", *[14] * 12, *[20] * 3))
    assert after(second) == {"replace": 15, "add": 27, "drop": 12}
    office.decide(second, "replace")
    assert office.total == 15
    third = office.send("report3.csv", members("W4R25 Juan López", *[14] * 12, *[20] * 4))
    assert (third.verdict, office.total) == ("accepted", 16)
    office.decide(second, "undo")
    assert office.total == 28  # the first report and the third, of which nobody has said anything


def test_the_sentence_of_unknown_ids_tells_how_many_of_the_file_are_meant(office: Office) -> None:
    office.send("report1.csv", members("W4R25 Honduras", 10, *[14] * 12))
    second = office.send("report2.csv", members("W4R25 Juan López", *[14] * 12, *[20] * 3))
    assert after(second) == {"add": 28, "drop": 13}  # it has not all that the first has
    assert second.question is not None
    assert "for 12 of its 15 actions." in verdicts.question_text(second.question, "en")


def test_a_form_that_began_again_under_its_name_goes_on_as_the_list_that_it_became(
    office: Office,
) -> None:
    old = [(f"12/{day}/25", "Honduras", 10) for day in range(13, 18)]
    new = [(f"01/{day}/26", "Honduras", 10) for day in range(13, 19)]
    office.send("Answers.csv", numbered(*old))
    office.decide(office.send("Answers.csv", numbered(*new[:3])), "add")
    assert office.total == 80
    later = office.send("Answers.csv", numbered(*new))
    assert after(later) == {"replace": 90, "further": 110, "add": 140, "drop": 80}
    done = office.decide(later, "further")
    assert (done.verdict, office.total) == ("accepted", 110)
    office.decide(later, "undo")
    assert office.total == 80


def network(*people: tuple[str, str]) -> str:
    return sheet(NETWORK, *(f'u,A,B,{mail},1,"{tags}"' for mail, tags in people))


def test_a_tag_that_was_renamed_does_not_make_new_people_of_the_old(office: Office) -> None:
    """People have no days, and three are new: their number is no more the same."""
    people = [f"p{number}@example.org" for number in range(15)]
    office.send("people.csv", network(*((each, "W4R25_signed_HND") for each in people[:12])))
    renamed = office.send("people.csv", network(*((each, "W4R25_signed_Lopez") for each in people)))
    assert after(renamed) == {"replace": 15, "add": 27, "drop": 12}
    more = office.send("new people.csv", network(("q@example.org", "W4R25_signed_HND")))
    assert (more.verdict, office.total) == ("accepted", 13)  # fewer than were there are others


def test_a_file_saved_again_under_another_name_has_no_other_ids(office: Office) -> None:
    """All of it is in under the same ids, and two answers more are new."""
    rows = [(n, f"2025-12-{10 + n % 5}", "W4R25 Honduras") for n in range(1, 41)]
    office.send("actions.csv", proca(*rows))
    saved = office.send("copied by hand.csv", proca(*rows) + "\n")
    assert (saved.verdict, office.total) == ("accepted", 40)
    more = [*rows, (41, "2025-12-16", "W4R25 Honduras"), (42, "2025-12-16", "W4R25 Honduras")]
    assert (office.send("again.csv", proca(*more)).verdict, office.total) == ("accepted", 42)
