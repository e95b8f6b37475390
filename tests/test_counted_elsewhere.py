"""The same actions handed in for two sections, or by two platforms of one: not the same file any more, a few rows
more or fewer, and asked about all the same.

Each test is of one trouble that sections may have; what comes out is added up by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import elsewhere, intake, verdicts
from impact.i18n.words import LANGUAGES
from tests.office import Office, form, proca, tally


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def after(report: intake.Report) -> dict[str, int]:
    assert report.question is not None
    return {each.choice: each.after for each in report.question.choices}


FOUR = ("10 Honduras 31", "11 Honduras 17", "12 Tunisia 44", "13 Tunisia 12")  # 104


def test_a_tally_with_a_row_more_is_not_counted_for_a_second_section(office: Office) -> None:
    office.send("leeds.csv", tally(*FOUR), "GB")
    other = office.send("ours.csv", tally(*FOUR, "14 Tunisia 6"), "IE")
    assert other.question is not None
    assert other.question.code == "same_elsewhere"
    assert after(other) == {"move": 110, "add": 110, "drop": 0}
    assert [verdicts.question_text(other.question, lang) for lang in LANGUAGES] == [
        "In a list that says the very same of them, 104 of the 110 actions of this new one count for the section United"
        " Kingdom already. Whose are they?",
        "Dans une liste qui en dit exactement autant, 104 des 110 actions de cette nouvelle liste comptent déjà"
        " pour la section Royaume-Uni. De quelle section sont-elles\u00a0?",
    ]
    office.decide(other, "move")
    assert office.counts("section") == {"IE": 110}
    office.decide(other, "undo")
    assert office.counts("section") == {"GB": 104}
    office.decide(other, "add")
    assert office.counts("section") == {"GB": 104, "IE": 110}
    newer = office.send("ours.csv", tally(*FOUR, "14 Tunisia 7"), "IE")
    assert newer.verdict == "accepted"  # whose they are was said


def test_a_list_that_has_more_elsewhere_is_not_moved_away(office: Office) -> None:
    office.send("leeds.csv", tally(*FOUR, "15 Tunisia 80"), "GB")
    other = office.send("ours.csv", tally(*FOUR), "IE")
    assert after(other) == {"add": 104, "drop": 0}


def test_numbers_that_sections_have_alike_by_chance_are_not_asked_about(office: Office) -> None:
    """Few of them are large, or they are few of all that both say."""
    office.send(
        "leeds.csv", tally("10 Honduras 5", "11 Honduras 2", "12 Tunisia 4", "13 Tunisia 1"), "GB"
    )
    small = office.send(
        "ours.csv", tally("10 Honduras 5", "11 Honduras 2", "12 Tunisia 4", "14 Tunisia 1"), "IE"
    )
    assert small.verdict == "accepted"
    office.send("york.csv", tally(*FOUR, *(f"{day} Damisoa 9{day}" for day in range(14, 24))), "GB")
    mixed = office.send(
        "more.csv", tally(*FOUR[:3], *(f"{day} Damisoa 8{day}" for day in range(14, 24))), "FR"
    )
    assert (mixed.verdict, office.counts("section")["FR"] > 8000) == ("accepted", True)


def test_files_of_one_snapshot_are_held_against_each_other(office: Office) -> None:
    """Handed in together, the first is not written yet when the second is looked at."""
    first = office.handed("leeds.csv", tally(*FOUR), "GB")
    second = office.handed("ours.csv", tally(*FOUR, "14 Tunisia 6"), "IE")
    reports = office.desk.take_all(office.store, [first, second])
    assert [each.verdict for each in reports] == ["accepted", "held"]


def test_the_account_of_a_section_that_joined_another_is_not_counted_for_both(
    office: Office,
) -> None:
    """The ids are those of one account, and say the same."""
    actions = [(number, f"2025-12-{number:02}", "W4R25 Honduras") for number in range(1, 13)]
    office.send("ireland.csv", proca(*actions[:4]), "IE")
    office.send("ireland.csv", proca(*actions), "IE")
    joined = office.send("account.csv", proca(*actions, (13, "2025-12-13", "W4R25 Tunisia")), "GB")
    assert after(joined) == {"move": 13, "add": 13, "drop": 0}
    office.decide(joined, "move")
    assert office.counts("section") == {"GB": 13}
    office.decide(joined, "undo")
    assert office.counts("section") == {"IE": 12}


def test_a_new_list_is_not_held_against_the_rows_of_years_of_large_sections(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two sections the smaller is looked at, and the larger would make it more than is looked at."""
    monkeypatch.setattr(elsewhere, "_MOST", 15)
    small = [(number, f"2025-12-{number:02}", "W4R25 Honduras") for number in range(1, 13)]
    large = [(number + 50, f"2025-12-{number:02}", "W4R25 Tunisia") for number in range(1, 15)]
    office.send("ireland.csv", proca(*small), "IE")
    office.send("france.csv", proca(*large), "FR")
    assert (
        office.send("one.csv", proca(*small, (99, "2025-12-13", "W4R25 Tunisia")), "GB").verdict
        == "held"
    )
    other = office.send("other.csv", proca(*large, (99, "2025-12-15", "W4R25 Tunisia")), "SE")
    assert other.verdict == "accepted"


def test_two_sections_whose_ids_begin_at_1_are_not_one_account(office: Office) -> None:
    office.send(
        "ireland.csv",
        proca(*((number, f"2025-12-{number:02}", "W4R25 Honduras") for number in range(1, 13))),
        "IE",
    )
    own = office.send(
        "account.csv",
        proca(*((number, f"2025-12-{number + 1:02}", "W4R25 Honduras") for number in range(1, 13))),
        "GB",
    )
    assert (own.verdict, office.total) == ("accepted", 24)


def test_a_quarter_of_the_actions_of_another_section_is_not_counted_for_both_unasked(
    office: Office,
) -> None:
    """Ten of forty numbers of one account came with a file of another section, and say the same there."""
    numbers = [(number, f"2025-12-{number % 7 + 8:02}", "W4R25 Honduras") for number in range(70)]
    office.send("ireland.csv", proca(*numbers[:40]), "IE")
    other = office.send("britain.csv", proca(*numbers[30:]), "GB")
    assert other.question is not None
    assert other.question.code == "same_elsewhere"
    told = verdicts.question_text(other.question, "en")
    assert "10 of the 40 actions" in told
    assert told.endswith("do not count this file, and hand it in again without them.")
    assert after(other) == {"add": 40, "drop": 0}
    assert office.counts("section") == {"IE": 40}
    few = office.send("france.csv", proca(*numbers[:3], *((n, "2025-12-20", "W4R25 Tunisia") for n in range(100, 140))), "FR")  # fmt: skip
    assert few.verdict == "accepted"  # three of 43


TOOK_ALONG = [(13, 4), (14, 5), (15, 6)]


def test_what_a_new_platform_took_along_from_the_old_one_is_asked_about(office: Office) -> None:
    """The last days of the old one are in both; before and after them each has its own."""
    old = [(12, 9), *TOOK_ALONG]
    new = [*TOOK_ALONG, (16, 8)]
    answers = [
        (number, f"12/{day}/25", "Honduras", count) for number, (day, count) in enumerate(old, 1)
    ]
    office.send("form.csv", form(*answers))
    rows = [(day, at) for day, count in new for at in range(count)]
    moved = office.send(
        "proca.csv",
        proca(*((n, f"2025-12-{day:02}", "W4R25 Honduras") for n, (day, _) in enumerate(rows, 1))),
    )
    assert moved.question is not None
    assert (moved.question.code, after(moved)) == ("same_list", {"add": 47, "drop": 24})
    text = verdicts.question_text(moved.question, "en")
    assert "(13 December 2025 – 15 December 2025)" in text and "15 actions" in text
    office.decide(moved, "drop")
    later = [(n, f"2025-12-{day:02}", "W4R25 Honduras") for n, (day, _) in enumerate(rows, 1)]
    rest = office.send("proca.csv", proca(*(each for each in later if each[1] == "2025-12-16")))
    assert (rest.verdict, office.total) == ("accepted", 32)


def test_another_kind_of_action_on_the_same_days_is_no_past_taken_along(office: Office) -> None:
    office.send(
        "form.csv",
        form(*((n, f"12/{day}/25", "Honduras", 4) for n, day in enumerate(range(13, 20), 1))),
    )
    rows = [day for day in range(13, 20) for _ in range(4 if day < 15 else 7)]
    online = office.send(
        "proca.csv",
        proca(*((n, f"2025-12-{day}", "W4R25 Honduras") for n, day in enumerate(rows, 1))),
    )
    assert (online.verdict, office.total) == ("accepted", 28 + 8 + 35)


def test_few_actions_of_one_day_are_alike_by_chance_on_two_platforms(office: Office) -> None:
    cases = ("Honduras", "Tunisia", "Madagascar", "Myanmar")
    office.send("form.csv", form(*((n, "12/13/25", case, 4) for n, case in enumerate(cases, 1))))
    actions = [case for case in cases for _ in range(4)] + ["Tunisia"]
    online = office.send(
        "proca.csv",
        proca(*((n, "2025-12-13", f"W4R25 {case}") for n, case in enumerate(actions, 1))),
    )
    assert (online.verdict, office.total) == ("accepted", 33)


def test_a_platform_that_took_all_of_another_along_can_take_its_place(office: Office) -> None:
    """The old one was left in December, and its signatures brought into the new one under new ids."""
    old = [(12, 9), *TOOK_ALONG]
    answers = [
        (number, f"12/{day}/25", "Honduras", count) for number, (day, count) in enumerate(old, 1)
    ]
    first = office.send("form.csv", form(*answers[:2]))
    second = office.send("form 2.csv", form(*answers), stream="form")
    rows = [(day, at) for day, count in [*old, (16, 8)] for at in range(count)]
    moved = office.send(
        "proca.csv",
        proca(*((n, f"2025-12-{day:02}", "W4R25 Honduras") for n, (day, _) in enumerate(rows, 1))),
    )
    assert moved.question is not None
    assert (moved.question.code, after(moved)) == (
        "same_list",
        {"instead": 32, "add": 56, "drop": 24},
    )
    office.decide(moved, "instead")
    assert office.total == 32
    assert {entry.id for entry in office.entries() if entry.stands} == {moved.id}
    office.decide(moved, "undo")
    assert {entry.id for entry in office.entries() if entry.stands} == {first.id, second.id}
    assert office.total == 24
