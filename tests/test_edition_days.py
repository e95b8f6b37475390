"""Which edition the days beside a campaign are of: the section's own first day, what a name states, else as before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from impact.exports import edition_days, intake
from impact.exports.edition_days import EditionDays
from impact.exports.intake import Report
from impact.exports.recognition import Recognition
from impact.figures import live
from impact.record.reader import Record
from tests.exports_read import HEADER, OURS, TODAY, shipped, tally

CIVI = "Activity Type,Subject,Activity Date,Activity Details"
WINDOW = ("11-01", "03-31")


def read(
    folder: Path,
    section: str,
    *rows: str,
    header: str = HEADER,
    record: Record | None = None,
) -> tuple[Report, list[tuple[int | None, str]]]:
    path = folder / "export.csv"
    path.write_text(tally(*rows, header=header), "utf-8")
    known, recognition = shipped()
    if record is not None:
        recognition = Recognition(record.tables["cases"], record.tables["case_names"])
    report, table = intake.examine(
        path,
        OURS,
        section=section,
        secret=b"k" * 32,
        today=TODAY,
        record=record or known,
        recognition=recognition,
    )
    assert table is not None
    told = table.select(["edition_year", "case_id"]).to_pylist()
    return report, [(row["edition_year"], row["case_id"]) for row in told]


def day(text: str, case: str, count: int = 10) -> str:
    return f"{text},{case},letter,offline,{count}"


def outside(report: Report) -> list[dict[str, int | str]]:
    return [values for key, values in report.warnings if key == "outside_window"]


def test_a_section_that_began_in_october_has_these_days_in_its_edition(tmp_path: Path) -> None:
    rows = [day("2025-10-20", "Sonia Dahmani"), day("2025-10-25", "Juan López", 20), day("2025-10-15", "Damisoa", 5)]  # fmt: skip
    report, found = read(tmp_path, "PT", *rows)
    assert found == [(2025, "2025-sonia-dahmani"), (2025, "2025-juan-lopez"), (2024, "unmapped")]
    assert outside(report) == [{"count": 1, "lines": "4", "edition": "2024"}]
    assert ("unmapped_other_edition", {"count": 1}) in report.warnings


def test_the_first_day_of_one_section_says_nothing_of_another(tmp_path: Path) -> None:
    rows = [day("2025-10-20", "Sonia Dahmani"), day("2025-10-31", "Damisoa"), day("2025-11-01", "Damisoa")]  # fmt: skip
    report, found = read(tmp_path, "NL", *rows)
    assert [year for year, _ in found] == [2024, 2024, 2025]
    assert outside(report) == [{"count": 2, "lines": "2, 3", "edition": "2024"}]
    assert ("unmapped_other_edition", {"count": 2}) in report.warnings


@pytest.mark.parametrize(
    ("moment", "subject", "edition"),
    [
        ("2025-10-26 02:30", "W4R25 Sonia Dahmani", 2025),
        ("2025-10-26 02:30", "W4R24 Sonia Dahmani", 2024),
        ("2025-04-20 10:00", "Write for Rights 2025: Sonia Dahmani", 2025),
        ("2026-04-20 10:00", "W4R25 Sonia Dahmani", 2025),
        ("2026-10-20 10:00", "Sonia Dahmani", 2025),
        ("2025-10-26 02:30", "Sonia Dahmani", 2024),
        ("2025-12-10 09:15", "W4R24 Sonia Dahmani", 2025),
    ],
)
def test_outside_of_every_edition_s_days_the_campaign_s_name_says_the_edition(
    moment: str, subject: str, edition: int, tmp_path: Path
) -> None:
    _, found = read(tmp_path, "NL", f"Petition,{subject},{moment},", header=CIVI)
    assert [year for year, _ in found] == [edition]


def test_a_name_that_states_its_edition_before_november_is_its_case(tmp_path: Path) -> None:
    rows = ["Petition,W4R25 Sonia Dahmani,2025-10-26 02:30,x", "Petition,W4R25 Sonia Dahmani,2025-12-10 09:15,y"]  # fmt: skip
    report, found = read(tmp_path, "NL", *rows, header=CIVI)
    assert found == [(2025, "2025-sonia-dahmani")] * 2
    assert outside(report) == [{"count": 1, "lines": "2", "edition": "2025"}]


def test_a_first_day_that_is_typed_for_the_world_holds_for_every_section(tmp_path: Path) -> None:
    record = live.record_as_it_stands()
    rows = [
        {**row, "starts_on": dt.date(2025, 10, 27)} if row["edition_year"] == 2025 else row
        for row in record.tables["editions"]
    ]
    record = replace(record, tables={**record.tables, "editions": rows})
    rows_sent = [day("2025-10-26", "Damisoa"), day("2025-10-27", "Damisoa")]
    _, found = read(tmp_path, "NL", *rows_sent, record=record)
    assert found == [(2024, "unmapped"), (2025, "2025-damisoa")]


def test_the_day_of_a_section_is_the_one_that_its_own_clock_had(tmp_path: Path) -> None:
    header = "id,petition_id,email,first_name,last_name,phone_number,postcode,created_at,join_organisation,deleted_at"
    rows = [f"{number},71,p@example.org,A,B,,1,{moment} UTC,false," for number, moment in enumerate(("2025-10-19 22:30:00", "2025-10-19 23:30:00"))]  # fmt: skip
    _, found = read(tmp_path, "PT", *rows, header=header)
    assert [year for year, _ in found] == [2024, 2025]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("Portugal", "PT"), ("PT", "PT"), ("Canada (francophone)", "CA-FR"), ("Canada (English-speaking)", "CA-EN"),
        ("Belgium (Dutch-speaking)", "BE-NL"), ("Belgique (néerlandophone)", "BE-NL"), ("Suisse", "CH"),
        ("Canada", None), ("Nowhere", None),
    ],
)  # fmt: skip
def test_a_section_of_the_record_has_the_code_that_exports_have(
    named: str, code: str | None
) -> None:
    assert edition_days.code_of({"section": named, "section_fr": named}, OURS.sections) == code


def test_a_later_first_day_than_the_window_s_moves_nothing() -> None:
    late = EditionDays(WINDOW, {})
    assert late.edition(dt.date(2025, 11, 1)) == 2025
    record = live.record_as_it_stands()
    assert edition_days.of_section("PL", WINDOW, record, OURS.sections).begun == {}
    assert edition_days.of_section("CA-FR", WINDOW, record, OURS.sections).begun == {
        2023: dt.date(2023, 10, 30)
    }
