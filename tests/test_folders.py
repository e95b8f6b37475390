"""Folders of the drop folder that name a list: many schools' sheets in one, a list's newer files under other names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from impact.exports import intake, verdicts
from impact.i18n.words import LANGUAGES
from impact.server.watching import STILL, Watch
from tests.office import Office, tally


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def put(office: Office, name: str, *rows: str) -> intake.Report:
    """A file as the drop folder hands it in that lies in GB/schools."""
    return office.send(name, tally(*rows), "GB", stream="schools", placed=True)


def after(report: intake.Report) -> dict[str, int]:
    assert report.question is not None
    return {each.choice: each.after for each in report.question.choices}


def test_the_sheet_of_a_second_school_did_not_take_the_place_of_the_first_unasked(
    office: Office,
) -> None:
    put(office, "Aled.csv", "10 Tunisia 2")
    second = put(office, "Bryn.csv", "10 Tunisia 30")
    assert second.question is not None
    assert (second.question.code, office.total) == ("other_name", 2)
    assert after(second) == {"add": 32, "replace": 30, "days": 30, "drop": 2}
    for lang in LANGUAGES:
        told = verdicts.question_text(second.question, lang)
        assert all(each in told for each in ("schools", "2 actions", "Aled.csv", "30 actions"))
    office.decide(second, "add")
    assert office.total == 32
    office.decide(second, "undo")
    assert office.total == 2
    office.decide(second, "add")
    # Each is dropped again, corrected: they are known by their names.
    assert put(office, "Aled.csv", "10 Tunisia 3").verdict == "accepted"
    assert put(office, "Bryn (1).csv", "10 Tunisia 31").verdict == "accepted"
    assert office.total == 34


def test_a_thousand_schools_are_answered_for_with_one_answer(office: Office) -> None:
    """Two of them wrote the very same, which are two sheets and not one."""
    first, *others = [
        put(office, f"{name}.csv", f"10 Tunisia {count}")
        for name, count in (("Aled", 2), ("Bryn", 3), ("Cwm", 3), ("Dyfi", 2), ("Elan", 20))
    ]
    assert first.verdict == "accepted"
    assert [each.verdict for each in others] == ["held"] * 4
    said = office.decide(others[0], "add", always=True)
    assert ("likewise", {"count": 3}) in said.warnings
    assert office.total == 2 + 3 + 3 + 2 + 20
    assert put(office, "Ffair.csv", "10 Tunisia 100").verdict == "accepted"
    assert put(office, "Aled.csv", "10 Tunisia 4").verdict == "accepted"
    assert put(office, "Cwm.csv", "10 Tunisia 3").verdict == "unchanged"
    assert office.total == 4 + 3 + 3 + 2 + 20 + 100


def test_what_was_answered_from_now_on_stayed_when_the_answer_was_taken_back(
    office: Office,
) -> None:
    """The next file of the folder is asked about again."""
    put(office, "Aled.csv", "10 Tunisia 2")
    second = put(office, "Bryn.csv", "10 Tunisia 30")
    office.decide(second, "add", always=True)
    office.decide(second, "undo")
    assert put(office, "Cwm.csv", "10 Tunisia 5").verdict == "held"
    assert office.total == 2


def test_a_list_whose_files_are_called_by_their_week_is_asked_about_once(office: Office) -> None:
    put(office, "week 49.csv", "3 Tunisia 5")
    second = put(office, "week 50.csv", "3 Tunisia 5", "10 Tunisia 6")
    assert office.decide(second, "replace", always=True).verdict == "accepted"
    assert put(office, "week 51.csv", "3 Tunisia 5", "10 Tunisia 6", "17 Tunisia 7").done
    assert office.total == 18


def test_parts_of_a_list_called_by_their_week_are_asked_about_once(office: Office) -> None:
    put(office, "week 49.csv", "3 Tunisia 5")
    office.decide(put(office, "week 50.csv", "10 Tunisia 6"), "days")
    assert put(office, "week 51.csv", "17 Tunisia 7").verdict == "accepted"
    assert office.total == 18
    assert after(put(office, "Bryn.csv", "17 Tunisia 9")) == {"add": 27, "replace": 20, "drop": 18}


def test_a_newer_version_under_the_lists_name_is_not_asked_about(office: Office) -> None:
    put(office, "tally.csv", "10 Tunisia 5")
    assert put(office, "tally 2025-12-11 final.csv", "10 Tunisia 6").verdict == "accepted"
    assert office.total == 6
    assert office.send("other.csv", tally("10 Tunisia 7"), "GB", stream="schools").done
    assert office.total == 7  # by somebody who says whose list it is


def test_what_waits_already_under_another_name_is_told_to_who_sends_it_again(
    office: Office,
) -> None:
    """Two schools that wrote the very same: of the second nothing was said, and it was never counted."""
    office.send("Aled.csv", tally("10 Tunisia 5"), "GB")
    office.send("Bryn.csv", tally("10 Tunisia 7"), "GB")
    third = office.send("Cwm.csv", tally("10 Tunisia 7"), "GB")
    assert (third.verdict, third.warnings) == ("held", [("waits_as", {"file": "Bryn.csv"})])
    assert office.send("Bryn (1).csv", tally("10 Tunisia 7"), "GB").warnings == []


def folder(tmp_path: Path) -> tuple[Path, Watch]:
    (tmp_path / "drop/GB").mkdir(parents=True)
    return tmp_path / "drop", Watch(tmp_path / "drop", tmp_path / "store")


def test_a_copy_that_keeps_size_and_time_was_not_seen(tmp_path: Path) -> None:
    drop, watch = folder(tmp_path)
    (path := drop / "GB/tally.csv").write_text(tally("10 Tunisia 100"))
    os.utime(path, (1_765_000_000, 1_765_000_000))
    watch.look(0)
    assert [each.actions for each in watch.look(STILL)] == [100]
    path.write_text(tally("10 Tunisia 170"))
    os.utime(path, (1_765_000_000, 1_765_000_000))
    watch.look(STILL + 1)
    assert [each.actions for each in watch.look(2 * STILL + 2)] == [170]


def test_files_that_waited_for_the_server_are_taken_in_the_order_of_their_times(
    tmp_path: Path,
) -> None:
    """By their names, the version downloaded last came first, and the one before it was asked about."""
    drop, watch = folder(tmp_path)
    for name, day, rows in (
        ("letters.csv", 10, ["10 Tunisia 100"]),
        ("letters (1).csv", 20, ["10 Tunisia 100", "18 Tunisia 50"]),
    ):
        (drop / "GB" / name).write_text(tally(*rows))
        os.utime(drop / "GB" / name, (1_765_000_000 + day, 1_765_000_000 + day))
    watch.look(0)
    assert [(each.file, each.verdict) for each in watch.look(STILL)] == [
        ("letters.csv", "accepted"),
        ("letters (1).csv", "accepted"),
    ]
