"""Columns that no mapping reads: what they say of the counts is told, and nothing of them counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from impact.exports.intake import Report
from impact.i18n.words import say
from tests.office import ACTIONKIT, FORMS, GOOGLE, TALLY, reading, sheet, tally, warned

TOLD = {"numbers_beside", "days_beside", "void", "void_of_events"}


def values(report: Report, key: str) -> dict[str, Any]:
    return next(values for told, values in report.warnings if told == key)


def test_a_question_of_a_form_that_counts_something_else_is_told(tmp_path: Path) -> None:
    """`Postcards sent` was asked for later, and no mapping knows it."""
    form = sheet(
        FORMS + ",Postcards sent",
        "1,12/13/25 10:00,12/13/25 10:05,anonymous,,Sonia Dahmani,10,1,5,100",
        "2,12/14/25 10:00,12/14/25 10:05,anonymous,,Juan López,20,2,5,200",
    )
    report = reading(tmp_path, "form.csv", form)
    assert report.actions == 43
    assert values(report, "numbers_beside") == {"count": 1, "named": "Postcards sent (300)"}
    for lang in ("en", "fr"):
        assert "Postcards sent (300)" in say(
            lang, "warning.numbers_beside", **values(report, "numbers_beside")
        )


def test_a_household_that_signs_once_for_all_is_told(tmp_path: Path) -> None:
    rows = [
        f"{n},2025-12-03 15:00:00,,1,,501,,website,,1,1,complete,{signed}"
        for n, signed in ((1, 4), (2, 2), (3, 5))
    ]
    report = reading(tmp_path, "a.csv", sheet(ACTIONKIT + ",number_of_signatures", *rows))
    assert report.actions == 3
    assert values(report, "numbers_beside")["named"] == "number_of_signatures (11)"
    ones = [row.rpartition(",")[0] + ",1" for row in rows]  # a mark that somebody signed
    once = reading(tmp_path, "b.csv", sheet(ACTIONKIT + ",number_of_signatures", *ones))
    assert not warned(once) & TOLD


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Total", ("15", "4")),  # what is counted, once more
        ("Heures bénévoles", ("3", "2")),
        ("Phone number", ("5145550000", "5145550001")),
        ("Letters", ("some", "none yet")),
        ("taf_emails_sent", ("3", "4")),
        ("Date of birth", ("1990-01-02", "1991-02-03")),
        ("Last activity date", ("2024-01-02", "2024-02-03")),
        ("Date of event", ("2025-12-10", "11/12/2025")),  # the days that are counted
        ("Date of event", ("", "")),
        ("Status", ("confirmed", "to be checked")),
        ("Notes", ("we cancelled the second evening", "")),
    ],
)
def test_a_column_that_says_nothing_else_is_no_alarm(
    tmp_path: Path, header: str, cells: tuple[str, str]
) -> None:
    lines = tally("10 Honduras 15", "11 Tunisia 4").splitlines()
    rows = [f"{row},{cell}" for row, cell in zip(lines[1:], cells, strict=True)]
    assert not warned(reading(tmp_path, "a.csv", sheet(f"{lines[0]},{header}", *rows))) & TOLD


def test_the_day_of_an_evening_that_was_entered_later_is_told(tmp_path: Path) -> None:
    """Its answer came a year after the evening, and counts for another edition."""
    form = sheet(
        GOOGLE + ",Date de l'activité",
        "13/01/2026 10:00:00,a@example.org,G1,Sonia Dahmani,30,,,10/12/2024",
        "14/01/2026 10:00:00,b@example.org,G2,Juan López,20,,,14/01/2026",
    )
    report = reading(tmp_path, "form.csv", form)
    assert report.actions == 50
    assert values(report, "days_beside") == {
        "count": 1, "column": "Date de l'activité", "counted": "Horodateur", "lines": "2",
    }  # fmt: skip


def test_a_row_that_somebody_marked_as_cancelled_is_told_by_its_line(tmp_path: Path) -> None:
    rows = (
        "2025-12-10,Honduras,letter,offline,15,confirmé,",
        "2025-12-11,Tunisia,letter,offline,100,Annulé.,",
        "2025-12-12,Norway,letter,offline,7,confirmé,doublon",
    )
    report = reading(tmp_path, "a.csv", sheet(f"{TALLY},Statut,Remarques", *rows))
    assert report.actions == 122
    assert values(report, "void") == {"count": 2, "lines": "3, 4", "actions": 107}


def test_numbers_of_rows_that_are_set_aside_are_not_added_up(tmp_path: Path) -> None:
    rows = ("2025-12-10,Honduras,letter,offline,15,2", "2025-12-11,Tunisia,letter,offline,x,400")
    report = reading(tmp_path, "a.csv", sheet(f"{TALLY},Corrected number", *rows))
    assert values(report, "numbers_beside")["named"] == "Corrected number (2)"
