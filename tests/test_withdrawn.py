"""What a newer export leaves out by a rule counts no more, though an earlier one counted it: signatures that were
deleted, answers that were taken back. What files say otherwise of the same list is asked or told, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import streams, taking, verdicts
from impact.faults import Fault
from impact.i18n.words import LANGUAGES
from tests.office import (
    CONTROLSHIFT,
    ENGAGING,
    SALESFORCE,
    Office,
    form,
    sheet,
    signatures,
    tally,
    warned,
)

DELETED = "2025-12-09 10:00:00 UTC"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def signed(*rows: tuple[int, str]) -> str:
    """Signatures of a ControlShift site: number, when it was deleted."""
    return sheet(
        CONTROLSHIFT,
        *(
            f"{number},7,a{number}@example.org,A,B,,H2X,2025-12-0{number} 10:00:00 UTC,false,{deleted},,,{number}"
            for number, deleted in rows
        ),
    )


def test_a_signature_that_was_deleted_since_counts_no_more(office: Office) -> None:
    office.send("signatures.csv", signed((1, ""), (2, ""), (3, "")))
    now = signed((1, ""), (2, DELETED), (3, DELETED))
    told = office.check("signatures.csv", now)
    report = office.send("signatures.csv", now)
    assert (told.effect, told.struck, office.total) == (report.effect, 2, 1)
    assert "struck" in warned(report)


def test_a_file_in_which_all_that_counted_was_deleted_is_no_file_without_effect(
    office: Office,
) -> None:
    office.send("signatures.csv", signed((1, ""), (2, "")))
    report = office.send("signatures.csv", signed((1, DELETED), (2, DELETED)))
    assert report.effect is not None
    assert "Nothing" not in report.message("en") and "Rien" not in report.message("fr")
    assert (report.effect.sums.before, report.effect.sums.after, office.total) == (2, 0, 0)


def test_what_is_out_is_not_taken_out_again_and_what_is_in_not_put_back(office: Office) -> None:
    report = office.send("signatures.csv", signed((1, ""), (2, "")))
    with pytest.raises(Fault, match="not taken out"):
        taking.restore(office.store, str(report.id))
    taking.retract(office.store, str(report.id), "a test")
    with pytest.raises(Fault, match="out of the counts already"):
        taking.retract(office.store, str(report.id), "another")
    (entry,) = office.entries()
    assert entry.reason == "a test"


def test_a_file_that_counts_again_beside_its_correction_is_told_of_it(office: Office) -> None:
    first = office.send("first.csv", tally("10 Honduras 500", "11 Tunisia 3"))
    taking.retract(office.store, str(first.id), "one zero too many")
    second = office.send("corrected.csv", tally("10 Honduras 50"))
    third = office.send("other.csv", tally("12 Honduras 7"))
    taking.restore(office.store, str(first.id))
    (met,) = taking.met(office.store, str(first.id))
    assert (met.how, met.entry.id, met.actions) == ("meets", second.id, 50)
    for lang in LANGUAGES:
        (told,) = verdicts.met_lines([met], lang)
        assert "corrected.csv" in told and "50 actions" in told
    assert taking.met(office.store, str(third.id)) == []


def test_what_a_decision_put_out_comes_back_by_undoing_the_decision_alone(office: Office) -> None:
    office.send("signatures.csv", many(""))
    held = office.send("signatures.csv", many(DELETED))
    office.decide(held, "drop")
    with pytest.raises(Fault, match="undo"):
        taking.restore(office.store, str(held.id))
    assert office.total == 30


def test_a_signature_comes_back_with_the_file_that_deleted_it_out_and_with_a_newer_one(
    office: Office,
) -> None:
    office.send("signatures.csv", signed((1, ""), (2, "")))
    gone = office.send("signatures.csv", signed((1, ""), (2, DELETED)))
    taking.retract(office.store, str(gone.id), "a test")
    assert office.total == 2
    taking.restore(office.store, str(gone.id))
    assert office.total == 1
    office.send("signatures.csv", signed((2, "")))
    assert office.total == 2


def test_an_earlier_file_that_is_put_back_does_not_bring_back_what_was_deleted_meanwhile(
    office: Office,
) -> None:
    first = office.send("signatures.csv", signed((1, ""), (2, "")))
    taking.retract(office.store, str(first.id), "a test")
    office.send("signatures.csv", signed((2, DELETED), (3, "")))
    taking.restore(office.store, str(first.id))
    assert set(office.counts("day").values()) == {1}
    assert office.total == 2


def test_a_file_that_waits_does_not_bring_back_what_was_deleted_meanwhile(office: Office) -> None:
    office.send("signatures.csv", signed((1, "")), "US")
    held = office.send("signatures.csv", signed((1, "")))
    assert held.verdict == "held"  # the same bytes for another section
    office.send("signatures.csv", signed((1, DELETED), (2, "")))
    office.decide(held, "add")
    assert office.counts("section") == {"US": 1, "CA-FR": 1}


def test_a_deletion_was_asked_about_because_a_file_that_waits_has_another_day(
    office: Office,
) -> None:
    def dated(day: int, deleted: str = "") -> str:
        row = f"1,7,a@example.org,A,B,,H2X,2025-12-{day:02} 10:00:00 UTC,false,{deleted},,,1"
        return sheet(CONTROLSHIFT, row)

    office.send("signatures.csv", dated(1))
    waits = office.send("signatures.csv", dated(2))
    assert waits.question is not None and waits.question.code == "keys_moved"
    report = office.send("signatures.csv", dated(1, DELETED))
    assert report.question is None and office.total == 0


def test_what_was_never_counted_leaves_no_trace_where_it_is_left_out(office: Office) -> None:
    report = office.send("signatures.csv", signed((1, ""), (2, DELETED)))
    (entry,) = office.entries()
    assert (report.struck, entry.parts[0].rows, "struck" in warned(report)) == (0, 1, False)


def test_a_status_that_changed_takes_an_action_back(office: Office) -> None:
    def members(second: str) -> str:
        return sheet(
            SALESFORCE,
            *(
                f'"W4R25 Sonia Dahmani","{status}","003{number}","A","B","a@example.org","Germany","12/1{number}/2025"'
                for number, status in ((4, "Signed"), (5, second))
            ),
        )

    office.send("report.csv", members("Signed"), "US")
    assert office.total == 2
    office.send("report.csv", members("Withdrawn"), "US")
    assert office.total == 1


def test_of_what_a_file_says_twice_what_counts_is_meant(office: Office) -> None:
    row = "1,a@example.org,7,PET,W4R25 Honduras,2025-12-10,10:00:00,"
    office.send("transactions.csv", sheet(ENGAGING, row + "P"))
    before = office.total
    report = office.send("transactions.csv", sheet(ENGAGING, row + "P", row + "R"))
    assert (report.struck, office.total) == (0, before)


def many(deleted: str) -> str:
    """Thirty signatures of one day."""
    return sheet(
        CONTROLSHIFT,
        *(
            f"{number},7,a{number}@example.org,A,B,,H2X,2025-12-05 10:00:00 UTC,false,{deleted},,,{number}"
            for number in range(1, 31)
        ),
    )


def test_many_signatures_that_go_at_once_are_asked_about(office: Office) -> None:
    office.send("signatures.csv", many(""))
    report = office.send("signatures.csv", many(DELETED))
    assert report.question is not None
    assert (report.verdict, report.question.code) == ("held", "withdrawn")
    assert [(each.choice, each.after) for each in report.question.choices] == [
        ("replace", 0),
        ("drop", 30),
    ]
    office.decide(report, "replace")
    assert office.total == 0


def test_what_goes_at_once_is_asked_about_whatever_the_list_is_called(office: Office) -> None:
    """Their ids reach over the lists of a section, so another name shields nothing."""

    office.send("signatures.csv", many(""))
    report = office.send("cleaned.csv", many(DELETED), stream="Cleaned")
    assert report.question is not None
    assert (report.verdict, report.question.code, office.total) == ("held", "withdrawn", 30)
    assert report.question.values == {"count": 30}
    office.decide(report, "replace")
    assert office.total == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [("W4R(1-2).csv", "W4R(1-3).csv"), ("reports (1-27).xlsx", "reports (1-140).xlsx")],
)
def test_the_answers_that_a_form_says_are_in_a_file_are_no_part_of_its_name(
    first: str, second: str
) -> None:
    assert streams.origin(first) == streams.origin(second)


def test_a_form_whose_first_answer_was_corrected_is_a_new_version_under_its_name_and_asked_under_another(
    office: Office,
) -> None:
    before = form((1, "12/14/25", "Honduras", 10), (2, "12/15/25", "Honduras", 20))
    after = form(
        (1, "12/14/25", "Honduras", 12),
        (2, "12/15/25", "Honduras", 20),
        (3, "12/16/25", "Honduras", 5),
    )
    office.send("W4R(1-2).csv", before)
    office.send("W4R(1-3).csv", after)
    assert office.total == 37
    report = office.send("groups.csv", after.replace(",5,0,0", ",6,0,0"))
    assert report.question is not None
    assert report.question.code == "other_list"


def test_a_list_that_an_earlier_version_called_by_its_counter_goes_on_under_that_name(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = streams.origin
    monkeypatch.setattr(streams, "origin", lambda file: "w4r 1 2" if "1-2" in file else now(file))
    office.send("W4R(1-2).csv", form((1, "12/14/25", "Honduras", 10)))
    monkeypatch.setattr(streams, "origin", now)
    report = office.send("W4R(1-3).csv", form((1, "12/14/25", "Honduras", 12)))
    assert (report.stream, office.total) == ("w4r 1 2", 12)


def test_a_list_that_is_named_while_its_file_waits_is_the_answer(office: Office) -> None:
    cork, galway = tally("1 Honduras 50", "2 Honduras 52"), tally("1 Honduras 61", "2 Honduras 17")
    office.send("cork.csv", cork)
    held = office.send("tally.csv", galway)
    assert held.verdict == "held"
    report = office.send("tally.csv", galway, stream="Galway")
    assert (report.verdict, office.total) == ("accepted", 180)
    assert [entry.id for entry in office.entries() if entry.held] == []
    (before,) = (entry for entry in office.entries() if entry.id == held.id)
    assert verdicts.reason_text(before, "en") == "sent again, with its list named"


def test_the_file_whose_place_a_newer_version_takes_is_named(office: Office) -> None:
    office.send("tally.csv", tally("1 Honduras 50", "2 Honduras 52"))
    report = office.send("tally.csv", tally("1 Honduras 51", "2 Honduras 52"))
    assert "in_place" in warned(report)
    assert "in_place" not in warned(office.send("other.csv", tally("9 Honduras 3")))


def test_a_question_that_waits_is_told_with_the_numbers_of_now(office: Office) -> None:
    """Also right after an answer was taken back, when nothing has come since."""
    office.send("tally.csv", tally("1 Honduras 60", "2 Honduras 40"))
    held = office.send("tally.csv", tally("2 Honduras 45", "3 Honduras 30"))
    assert held.question is not None
    assert held.question.values["before"] == 100
    office.send("tally.csv", tally("1 Honduras 60", "2 Honduras 40", "4 Honduras 9"))
    office.decide(held, "replace")
    back = office.decide(held, "undo").question
    with taking.looking(office.store) as visit:
        (entry,) = visit.ledger.held()
        asked = visit.asked_now(entry, None)
    assert {each.choice: each.after for each in asked.choices} == {
        "replace": 109,  # the newer file stands over it
        "days": 109 + 30,
        "add": 109 + 75,
        "drop": 109,
    }
    assert back == asked


def test_a_number_that_another_site_left_out_is_another_signature(office: Office) -> None:
    """SpeakOut's sites each number from 1."""
    office.send("site a.csv", signatures((1, 7, "2025-12-10"), (2, 7, "2025-12-10")))
    left_out = signatures((1, 7, "2025-12-10"), (3, 7, "2025-12-11")).replace('"Y"', '"N"', 1)
    report = office.send("site b.csv", left_out)
    assert (report.struck, report.rows_filtered, office.total) == (0, 1, 3)


@pytest.mark.parametrize(("name", "choice"), [("tally.csv", "days"), ("other.csv", "replace")])
def test_an_answer_that_holds_for_later_files_by_itself_was_said_to_be_of_one_file(
    office: Office, name: str, choice: str
) -> None:
    office.send("tally.csv", tally("1 Honduras 60", "2 Honduras 40"))
    before = () if choice == "days" else ("1 Honduras 60",)
    held = office.send(name, tally(*before, "2 Honduras 45", "3 Honduras 30"))
    with pytest.raises(Fault, match="by itself") as told:
        office.decide(held, choice, always=True)
    assert "de lui-même" in told.value.sentence("fr")
    office.decide(held, choice)
    later = office.send(name, tally(*before, "2 Honduras 45", "3 Honduras 30", "4 Honduras 7"))
    assert later.verdict == "accepted"


def test_an_answer_that_holds_for_one_file_alone_is_not_silently_kept_for_none(
    office: Office,
) -> None:
    office.send("tally.csv", tally("1 Honduras 60", "2 Honduras 40"))
    held = office.send("tally.csv", tally("2 Honduras 45", "3 Honduras 30"))
    with pytest.raises(Fault, match="this one file"):
        office.decide(held, "add", always=True)
