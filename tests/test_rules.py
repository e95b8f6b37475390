"""Names that one word gave to a case, and staff's rules of them: on a store, by counts that add up by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import attribution, audit, taking
from impact.exports.labels import Label
from impact.faults import Fault
from impact.figures import changes
from tests.office import TALLY, Office, warned

LOPEZ, DAHMANI = "2025-juan-lopez", "2025-sonia-dahmani"
FOLK = "the riverside folk"  # a name that nobody knows


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def sheet(*rows: tuple[int, str, int]) -> str:
    """A tally of letters: day in December 2025, name and number."""
    lines = [f'2025-12-{day:02},"{name}",letter,offline,{number}' for day, name, number in rows]
    return "\n".join([TALLY, *lines, ""])


def forms(*rows: tuple[int, str]) -> str:
    """Answers to forms of EveryAction, each by its number, of one day."""
    lines = [f"{number},{number},{name},2025-12-10 12:00:00" for number, name in rows]
    return "\n".join(["ContactsOnlineFormID,VanID,OnlineFormName,DateCreated", *lines, ""])


def in_already(office: Office) -> list[Label]:
    assert office.desk.recognition is not None
    return attribution.by_word(office.store, office.desk.mappings, office.desk.recognition)


def test_rows_that_a_rule_gave_to_a_case_are_not_warned_of_as_of_none(office: Office) -> None:
    office.rule("tally", FOLK, 2025, LOPEZ)
    report = office.check("a.csv", sheet((10, FOLK, 40), (11, FOLK, 32), (12, "else", 5)))
    assert report.by_case == {LOPEZ: 72, "unmapped": 5}
    assert report.unmapped == {"else": 1}
    assert ("unmapped", {"count": 1}) in report.warnings
    office.rule("tally", "else", 2025, LOPEZ)
    assert "unmapped" not in warned(office.send("a.csv", sheet((12, "else", 5))))
    assert office.counts("case_id") == {LOPEZ: 5}


# What one word of a name took

SEVERAL = sheet((10, "López", 40), (11, "López", 32), (12, "Juan López", 9), (12, "Honduras", 5), (12, "Guapinol", 3), (12, LOPEZ, 2), (12, "Damisoa", 1), (13, FOLK, 8))  # fmt: skip


def test_only_what_one_word_gave_is_told_and_not_whole_names_ids_or_countries(
    office: Office,
) -> None:
    report = office.check("a.csv", SEVERAL)
    assert report.by_word == [Label("tally", "López", 2025, 72, LOPEZ)]
    assert report.by_case == {LOPEZ: 91, "unmapped": 8, "2025-damisoa": 1}
    office.send("a.csv", SEVERAL)
    assert in_already(office) == report.by_word


def test_a_hashtag_of_a_whole_name_is_no_part_of_it(office: Office) -> None:
    rows = (10, "#FreeSoniaDahmani", 4), (11, "#FreeDahmani", 3)
    report = office.check("a.csv", sheet(*rows))
    assert report.by_word == [Label("tally", "#FreeDahmani", 2025, 3, DAHMANI)]


def test_a_name_that_the_mapping_gives_itself_is_not_told_as_taken_by_a_word(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, f"cases: {{tally: {{López: {LOPEZ}}}}}\n")
    report = office.send("a.csv", sheet((10, "López", 40), (11, "López", 32)))
    assert report.by_case == {LOPEZ: 72}
    assert (report.by_word, in_already(office)) == ([], [])


def test_a_name_that_stands_once_is_told_only_to_who_asks_for_names_as_they_are(
    office: Office,
) -> None:
    """It may be a cell of a person's; its actions are told all the same, and it is not kept."""
    report = office.send("a.csv", sheet((10, "Marie for López", 7), (11, "López", 2), (12, "López", 1)))  # fmt: skip
    plain, asked = report.as_json("en"), report.as_json("en", labels=True)
    assert plain["by_word"]["actions"] == asked["by_word"]["actions"] == 10
    assert [each["name"] for each in plain["by_word"]["names"]] == ["López"]
    assert [each["name"] for each in asked["by_word"]["names"]] == ["Marie for López", "López"]
    assert [each.text for each in in_already(office)] == ["López"]


@pytest.mark.parametrize("cell", ["López marie@example.org", "López 514 555 1234", "López 12345"])
def test_what_may_be_personal_beside_a_word_is_counted_and_never_shown(
    office: Office, cell: str
) -> None:
    report = office.check("a.csv", sheet((10, cell, 7), (11, cell, 2)))
    assert (report.by_word_actions, report.by_word) == (9, [])
    assert cell not in json.dumps(report.as_json("en", labels=True), ensure_ascii=False)


def test_of_what_is_in_only_what_stands_is_told(office: Office) -> None:
    office.send("a.csv", sheet((10, "López", 40), (11, "López", 32)))
    report = office.send("a.csv", sheet((10, "López", 41), (11, "López", 32), (12, "López", 1)))
    other = office.send("b.csv", sheet((20, "Dahmani", 5), (21, "Dahmani", 5)))
    assert report.verdict == other.verdict == "accepted"
    assert in_already(office) == [
        Label("tally", "López", 2025, 74, LOPEZ),
        Label("tally", "Dahmani", 2025, 10, DAHMANI),
    ]


def test_an_answer_sent_again_under_another_name_is_told_once_under_the_newer(
    office: Office,
) -> None:
    office.send("a.csv", forms((1, "W4R25 López"), (2, "W4R25 López"), (3, "W4R25 Juan López")))
    newer = office.send("a.csv", forms((2, "W4R25 Juan López"), (3, "W4R25 López"), (4, "W4R25 López"), (5, "W4R25 Juan López")))  # fmt: skip
    assert newer.verdict == "accepted", newer.message("en")
    assert office.total == 5
    (told,) = in_already(office)
    assert (told.text, told.actions) == ("W4R25 López", 3)  # numbers 1, 3 and 4


def test_what_an_older_reading_gave_by_a_word_is_told_though_it_would_not_be_given_now(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else of the family name was taken for the case, before names beside it were looked at."""
    with monkeypatch.context() as before:
        before.setattr("impact.exports.recognition._of_another", lambda *_: False)
        office.send("a.csv", sheet((10, "Maria López", 40), (11, "Maria López", 32)))
    assert office.counts("case_id") == {LOPEZ: 72}
    assert office.check("b.csv", sheet((20, "Maria López", 1))).by_case == {"unmapped": 1}
    assert in_already(office) == [Label("tally", "Maria López", 2025, 72, LOPEZ)]


def test_a_rule_says_what_a_name_means_so_no_word_of_it_decided(office: Office) -> None:
    rows = sheet((10, "López", 40), (11, "López", 32))
    office.send("a.csv", rows)
    office.rule("tally", "López", 2025, LOPEZ)
    assert in_already(office) == []
    report = office.check("b.csv", rows)
    assert (report.by_word, report.by_word_actions) == ([], 0)


def test_the_commands_list_what_one_word_took(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(office.store.folder))
    path = office.file("a.csv", SEVERAL)
    line = "López · tally · 2025 → Juan López (72 actions)"
    main(["check", str(path), "--lang", "fr"])
    told = capsys.readouterr().out
    assert "Attribuées à un cas d’après un seul mot de son nom\u00a0: 72 actions." in told
    assert line in told
    assert main(["ingest", str(path)]) == 0
    told = capsys.readouterr().out
    assert "Given to a case by one word of its name alone: 72 actions." in told
    assert line in told
    assert main(["rules", "by_word"]) == 0
    assert capsys.readouterr().out.strip() == line
    assert main(["rules", "by_word", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {
        "platform": "tally", "name": "López", "edition_year": 2025, "case_id": LOPEZ, "actions": 72,
    }  # fmt: skip


# A rule that says that a name means no case

WRONG = sheet((10, "López", 40), (11, "López", 32), (12, "Juan López", 9))


def test_a_name_that_a_rule_keeps_from_every_case_is_given_to_one_by_a_word_of_it(
    office: Office,
) -> None:
    office.rule("tally", "LÓPEZ", 2025, "unmapped")
    report = office.check("a.csv", WRONG)
    assert report.by_case == {"unmapped": 72, LOPEZ: 9}
    assert (report.by_word, report.by_word_actions, report.unmapped) == ([], 0, {})
    assert ("unmapped", {"count": 2}) in report.warnings
    assert ("unmapped_ruled_out", {"count": 2}) in report.warnings
    assert report.effect is not None
    assert {cell.case_id: cell.after for cell in report.effect.largest}["unmapped"] in (40, 32)
    office.send("a.csv", WRONG)
    assert office.counts("case_id") == {"unmapped": 72, LOPEZ: 9}


def test_no_case_moves_what_is_in_already_and_deleting_the_rule_brings_it_back(
    office: Office,
) -> None:
    office.send("a.csv", WRONG)
    (effect,) = office.rule("tally", "López", 2025, "unmapped")
    assert (effect.sums.before, effect.sums.added, effect.sums.removed) == (81, 72, 72)
    assert office.counts("case_id") == {"unmapped": 72, LOPEZ: 9}
    assert office.counts("case_id", "label")["unmapped", "López"] == 72
    assert in_already(office) == []
    office.rule("tally", "López", 2025, "unmapped", kept=False)
    assert office.counts("case_id") == {LOPEZ: 81}
    assert in_already(office) == [Label("tally", "López", 2025, 72, LOPEZ)]


@pytest.mark.parametrize("name", ["Juan López", "Honduras", LOPEZ, "Guapinol"])
def test_no_case_is_stronger_than_a_whole_name_an_id_a_country_and_a_further_name(
    office: Office, name: str
) -> None:
    rows = sheet((10, name, 3), (11, name, 4))
    office.send("a.csv", rows)
    assert office.counts("case_id") == {LOPEZ: 7}
    office.rule("tally", name, 2025, "unmapped")
    assert office.counts("case_id") == {"unmapped": 7}


def test_no_case_is_said_of_one_platform_and_edition_alone(office: Office) -> None:
    office.rule("everyaction_online_forms", "López", 2025, "unmapped")
    office.rule("tally", "López", 2024, "unmapped")
    assert office.send("a.csv", WRONG).by_case == {LOPEZ: 81}
    assert office.counts("case_id") == {LOPEZ: 81}


def test_answers_with_numbers_follow_no_case_too(office: Office) -> None:
    name = "W4R25 López"
    office.rule("everyaction_online_forms", name, 2025, "unmapped")
    office.send("a.csv", forms((1, name), (2, name), (3, "W4R25 Juan López")))
    newer = office.send("a.csv", forms((2, "W4R25 Juan López"), (4, name)))
    assert newer.verdict == "accepted", newer.message("en")
    assert office.counts("case_id") == {"unmapped": 2, LOPEZ: 2}


def test_no_case_of_an_edition_that_has_none_is_refused(office: Office) -> None:
    with pytest.raises(Fault) as refused:
        office.rule("tally", "López", 2042, "unmapped")
    assert refused.value.key == "rule_edition"


def test_no_case_is_tried_kept_listed_told_and_deleted_by_command(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(office.store.folder))
    office.send("a.csv", WRONG)
    of = ["--platform", "tally", "--value", "López", "--edition", "2025"]

    def said(step: str, *more: str) -> str:
        assert main(["rules", step, *of, *more]) == 0
        return capsys.readouterr().out

    tried = said("try", "--case", "unmapped")
    assert "Would mean no case: “lópez” of tally in the 2025 edition." in tried
    assert "Would move 72 actions from Juan López to no known case" in tried
    assert office.counts("case_id") == {LOPEZ: 81}
    assert "means no case in the 2025 edition" in said("add", "--case", "unmapped", "--by", "Ada")
    assert office.counts("case_id") == {"unmapped": 72, LOPEZ: 9}
    (line,) = said("list").splitlines()[1:]
    assert line.split("  ")[0] == "tally" and "unmapped" in line and line.endswith("Ada")
    assert "no rule says any more" in said("delete")
    assert office.counts("case_id") == {LOPEZ: 81}
    told = changes.steps(taking.ledger_now(office.store).events[-2:], "en", {})
    assert [each.text for each in told] == [
        "“lópez” (tally) now means no case in the 2025 edition.",
        "No rule says any more that “lópez” (tally) means no case in the 2025 edition.",
    ]
    noted = [act for act in audit.lines(office.store) if act["what"] in ("ruled", "unruled")]
    assert [act["case"] for act in noted] == ["unmapped", "unmapped"]
