"""A file that holds other lists: what stands while it stands, and once it is taken out.

Each test is of one trouble that sections may have; what comes out is added up by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import intake, taking
from tests.office import Office, tally


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
