"""Which case, edition, list and country a row is of: nothing silent, nothing of another edition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from impact.exports import intake, mapping
from impact.exports.intake import Report
from impact.i18n.words import LANGUAGES

TODAY = dt.date(2026, 11, 22)
TALLY = "Date,Case,Action type,Channel,Number,Country"
PEOPLE = "uuid,email,can2_user_tags"


class Known:
    """Knows one name in two editions, as the record would."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int | None]] = []

    def case(self, label: str, edition: int | None) -> tuple[str | None, str]:
        self.asked.append((label, edition))
        if "Ada" in label and edition in (2024, 2025):
            return f"{edition}-ada", ""
        return None, "two_cases" if "Ada" in label and edition == 2023 else "unknown"

    def by_word(self, label: str, case: str) -> bool:
        return label == case

    def names(self, label: str) -> bool:
        return "Ada" in label


def sent(
    folder: Path, header: str, *rows: str, own: str = "", known: Known | None = None
) -> tuple[Report, list[dict[str, Any]]]:
    path = folder / "export.csv"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    (folder / "own.yaml").write_text(f"extends: ours\n{own}", "utf-8")
    report, table = intake.examine(
        path, mapping.load(folder / "own.yaml"), secret=b"k", today=TODAY, recognition=known
    )
    assert table is not None, report.message("en")
    for lang in LANGUAGES:
        report.as_json(lang)
    return report, table.to_pylist()


def day(day: str, case: str, number: int = 1, country: str = "") -> str:
    return f"{day},{case},letter,offline,{number},{country}"


def test_a_name_is_asked_once_in_each_edition_and_means_its_case(tmp_path: Path) -> None:
    known = Known()
    rows = [day("2024-12-10", "Ada"), day("2025-12-10", "Ada"), day("2026-01-10", "Ada"), day("2023-12-10", "Ada"), day("2025-12-10", "Bo")]  # fmt: skip
    report, table = sent(tmp_path, TALLY, *rows, known=known)
    cases = ["2024-ada", "2025-ada", "2025-ada", "unmapped", "unmapped"]
    assert [row["case_id"] for row in table] == cases
    assert sorted(known.asked, key=str) == [("Ada", 2023), ("Ada", 2024), ("Ada", 2025), ("Bo", 2025)]  # fmt: skip
    assert ("unmapped", {"count": 2}) in report.warnings
    assert ("unmapped_two_cases", {"count": 1}) in report.warnings


RULES = "case_map: [{matches: china, case_id: 2025-li}, {matches: chile, case_id: 2025-rojas}, {matches: peru, case_id: 2021-old}]\n"


@pytest.mark.parametrize(
    ("cell", "case", "warning"),
    [
        ("china", "2025-li", None),
        ("china and chile", "unmapped", "unmapped_two_cases"),
        ("peru", "unmapped", "unmapped_other_edition"),
        ("china (not peru)", "2025-li", None),  # the rule of 2021 has no say in 2025
        ("elsewhere", "unmapped", "unmapped"),
    ],
)
def test_a_cell_that_fits_rules_of_two_cases_or_of_another_edition_is_given_to_none(
    cell: str, case: str, warning: str | None, tmp_path: Path
) -> None:
    report, table = sent(tmp_path, TALLY, day("2025-12-10", cell), own=RULES)
    assert [row["case_id"] for row in table] == [case]
    assert warning is None or warning in [key for key, _ in report.warnings]


@pytest.mark.parametrize(
    ("cell", "case"),
    [("china;chile;", "unmapped"), ("china;", "2025-li"), (" china ; ", "2025-li"), (";", "unmapped"), ("china;elsewhere", "unmapped")],
)  # fmt: skip
def test_one_number_for_a_list_of_cases_cannot_be_shared_out(
    cell: str, case: str, tmp_path: Path
) -> None:
    header = (
        "ID,Start time,Completion time,Case,Letters sent,Solidarity messages,Petition signatures"
    )
    report, table = sent(tmp_path, header, f"1,x,12/13/25 10:00,{cell},30,2,", own=RULES)
    assert {row["case_id"] for row in table} == {case}
    several = ("unmapped_several", {"count": 1}) in report.warnings
    assert several is (len([part for part in cell.split(";") if part.strip()]) > 1)


def test_rows_without_a_day_are_of_the_edition_that_their_campaign_names(tmp_path: Path) -> None:
    own = "case_map: [{matches: eri, case_id: 2021-ciham-ali}, {matches: old, case_id: 2019-o}]\n"
    text = mapping.OURS.read_text("utf-8").split("sources:\n")[1].split("  actionkit")[0]
    loose = text[text.index("  action_network") :].replace(r"(?i)^w4r[ _-]?(20)?\d\d[ _-](.*[ _-])?signed", "signed")  # fmt: skip
    own += f"sources:\n{loose}"
    rows = ["1,a@b.org,W4R21_signed_eri", "2,b@b.org,W4R24_signed_eri", "3,c@b.org,signed_old", "4,d@b.org,signed_else"]  # fmt: skip
    report, table = sent(tmp_path, PEOPLE, *rows, own=own)
    assert [(row["edition_year"], row["case_id"]) for row in table] == [
        (2021, "2021-ciham-ali"),
        (2024, "unmapped"),
        (2019, "2019-o"),
        (None, "unmapped"),
    ]
    assert ("no_edition", {"count": 1}) in report.warnings


def test_the_label_is_kept_for_rules_to_come_unless_it_may_be_about_a_person(
    tmp_path: Path,
) -> None:
    cells = ["  Our friend ", "E\u0301rythre\u0301e", "ada@b.org", "5145550199", "+1 514 555 0199", "10.0.0.1", "H2X 1Y4", "x" * 100, ""]  # fmt: skip
    report, table = sent(tmp_path, TALLY, *[day("2025-12-10", cell) for cell in cells])
    assert [row["label"] for row in table] == ["Our friend", "Érythrée", None, None, None, None, None, "x" * 80, None]  # fmt: skip
    assert sum(report.unmapped.values()) == 3


def test_countries_that_are_not_known_are_told_with_names_that_are_no_persons(
    tmp_path: Path,
) -> None:
    rows = [day("2025-12-10", "x", 1, country) for country in ("CA", "Atlantis", "Atlantis", "Atlantis", "Ada Lovelace", "")]  # fmt: skip
    report, table = sent(tmp_path, TALLY, *rows)
    assert [row["country"] for row in table] == ["CA", None, None, None, None, None]
    assert ("countries_unknown", {"count": 4, "names": "Atlantis"}) in report.warnings


def test_a_row_with_several_numbers_is_told_once(tmp_path: Path) -> None:
    header = (
        "ID,Start time,Completion time,Case,Letters sent,Solidarity messages,Petition signatures"
    )
    report, table = sent(tmp_path, header, "1,x,6/13/25 10:00,elsewhere,30,2,4")
    assert len(table) == 3
    told = ("outside_window", {"count": 1, "lines": "2", "edition": "2024"})
    assert told in report.warnings
    assert ("unmapped", {"count": 1}) in report.warnings


@pytest.mark.parametrize(
    "word", ["letter", "Letters", " LETTER ", "lettre", "Lettres", "e-mails", "Text messages"]
)
def test_a_type_of_action_is_known_in_the_plural(word: str, tmp_path: Path) -> None:
    if word.lower().startswith("lettr"):
        header, row = "Date,Cas,Type d’action,Canal,Nombre", "2025-12-10,x,{},hors ligne,5"
    else:
        header, row = "Date,Case,Action type,Channel,Number", "2025-12-10,x,{},offline,5"
    report, _ = sent(tmp_path, header, row.format(word))
    assert (report.actions, report.set_aside) == (5, [])


def test_columns_that_name_a_form_say_which_list_a_row_is_of(tmp_path: Path) -> None:
    own = """
sources:
  forms:
    detect: {all: [Form, Day, Who]}
    grain: action
    newer: days
    stream: {cols: [Form, Site]}
    fields: {when: {cols: [Day], formats: ["%Y-%m-%d"]}, case: {col: Who}, action_type: {const: letter}}
"""
    _, table = sent(tmp_path, "Form,Site,Day,Who", " Spring ,A,2025-12-10,x", ",,2025-12-10,x", own=own)  # fmt: skip
    assert [row["origin"] for row in table] == ["spring / a", None]
    _, table = sent(tmp_path, "Form,Day,Who", "ada@b.org,2025-12-10,x", "2,2025-12-10,x", own=own)
    assert [row["origin"] for row in table] == [None, "2"]
    source = mapping.load(tmp_path / "own.yaml").sources["forms"]
    assert (source.newer, source.reach, source.stream) == ("days", "stream", ("Form", "Site"))


def test_every_mapping_of_ours_says_what_a_newer_file_does() -> None:
    found = {
        name: (source.newer, source.reach)
        for name, source in mapping.load().sources.items()
        if source.grain != "outcome"
    }
    events, versions = ("events", "platform"), ("versions", "stream")
    assert {name for name, each in found.items() if each == versions} == {
        "civicrm_activity_report", "google_forms_fr", "excel_fr_tally", "hand_tally_social",
        "tally", "tally_fr",
    }  # fmt: skip
    assert {name for name, each in found.items() if each == ("events", "stream")} == {
        "ms_forms_group_reports",
        "speakout_signatures",
    }
    assert sum(each == events for each in found.values()) == len(found) - 8


def test_the_campaigns_of_any_year_pass_the_filter_of_engaging_networks() -> None:
    source = mapping.load().sources["engaging_networks_transactions"]
    passes = next(rule.passes for rule in source.keep if rule.column == "Campaign ID")
    for name in ("W4R21 CHN", "w4r 2026", "É24 lettres", "é25-chine", "Écrire ça libère", "Write for Rights 2025", "Briefmarathon"):  # fmt: skip
        assert passes(name), name
    for name in ("Newsletter", "Café 24", "Monthly giving", "Marathon de Paris"):
        assert not passes(name), name


def test_the_schema_of_counts_is_what_others_rely_on() -> None:
    from impact.exports.counted import SCHEMA

    word = pa.dictionary(pa.int32(), pa.string())
    assert [(field.name, field.type) for field in SCHEMA] == [
        ("origin", word), ("edition_year", pa.int16()), ("day", pa.date32()), ("case_id", word),
        ("label", word), ("action_type", word), ("channel", word), ("country", word),
        ("quantity", pa.int64()), ("precision", word), ("key", pa.binary(12)),
    ]  # fmt: skip
