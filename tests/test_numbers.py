"""What a cell that holds a count means: no number is ever shortened to a thousandth of itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from impact.exports import intake, mapping
from impact.exports.numbers import MarksNeeded, marks, whole_number
from impact.exports.sources import NumberForm

ENGLISH = NumberForm(" ,\u00a0\u202f", ".")
FRENCH = NumberForm(" \u00a0\u202f", ",")
NONE = NumberForm()
HAND = NumberForm(" ,\u00a0\u202f", ".", approx=True)


def column(form: NumberForm, *cells: str) -> list[int | str]:
    """A column of cells as it is read: numbers, or why they are none."""
    proven = marks(cells)
    found = [whole_number(cell, form, 5_000_000, proven) for cell in cells]
    return [answer if isinstance(answer, str) else answer[0] for answer in found]


AMBIGUOUS = "count_ambiguous"


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        (ENGLISH, ["1.000", "12.000"]),
        (ENGLISH, ["2.500"]),
        (FRENCH, ["1,000", "12,000"]),
        (NONE, ["1.000"]),
        (NONE, ["2,500"]),
        (HAND, ["~1.000", "12.000"]),
        (ENGLISH, ["1,250", "1.250"]),
        (FRENCH, ["1,250", "1.250"]),
        (ENGLISH, ["1.0000"]),
    ],
)
def test_a_mark_before_three_digits_that_may_be_either_is_set_aside(
    form: NumberForm, cells: list[str]
) -> None:
    assert column(form, *cells) == [AMBIGUOUS] * len(cells)


@pytest.mark.parametrize(
    ("form", "cells", "wanted"),
    [
        (ENGLISH, ["2.000", "1.250.000"], [2000, 1_250_000]),
        (FRENCH, ["2.000", "1.234,00"], [2000, 1234]),
        (FRENCH, ["2,000", "1,234.00"], [2000, 1234]),
        (FRENCH, ["1,250", "12.0"], [1250, 12]),
        (ENGLISH, ["1,200", "3"], [1200, 3]),
        (ENGLISH, ["5.000", "1234.000", "0.000"], [5, 1234, 0]),
        (ENGLISH, ["2.000", "6.0"], [AMBIGUOUS, 6]),
        (ENGLISH, ["1.250.000", "1,250,000", "2.000"], [1_250_000, 1_250_000, AMBIGUOUS]),
    ],
)
def test_the_other_cells_of_a_column_prove_what_a_mark_is(
    form: NumberForm, cells: list[str], wanted: list[int | str]
) -> None:
    assert column(form, *cells) == wanted


@pytest.mark.parametrize("form", [ENGLISH, FRENCH, NONE])
@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("1,25,000", 125_000),
        ("44,96,875", 4_496_875),
        ("1'250", 1250),
        ("1\u2019250", 1250),
        ("1 250 000", 1_250_000),
        ("1\u00a0250", 1250),
        ("1\u202f250", 1250),
        ("1\u2009250", 1250),
        ("１２３", 123),
        ("1 250,00", 1250),
        ("12.0", 12),
        ("12,50", "count_not_whole"),
        ("(12)", "count_negative"),
        ("12 34", "count_not_number"),
        ("1 25", "count_not_number"),
        ("1,,000", "count_not_number"),
        ("٢٠٠٠", "count_not_number"),
        ("२०००", "count_not_number"),
        ("9,00001E+14", "ruined_number"),
        ("1.2E+5", "ruined_number"),
    ],
)
def test_a_cell_with_one_meaning_is_read_the_same_by_every_mapping(
    form: NumberForm, cell: str, wanted: int | str
) -> None:
    assert column(form, cell) == [wanted]


def test_a_cell_with_two_meanings_asks_for_its_column() -> None:
    with pytest.raises(MarksNeeded):
        whole_number("2.000", ENGLISH, 9999, None)


def test_thousands_that_another_locale_wrote_are_never_counted_as_ones(tmp_path: Path) -> None:
    path = tmp_path / "tally.csv"
    rows = [f"2025-12-1{index},Somebody,letter,offline,{cell}" for index, cell in enumerate(("1.000", "12.000", "7"))]  # fmt: skip
    path.write_text("\n".join(["Date,Case,Action type,Channel,Number", *rows, ""]), "utf-8")
    today = dt.date(2026, 11, 22)
    report, _ = intake.examine(path, mapping.load(), secret=b"k", today=today)
    assert (report.actions, [row.reason for row in report.set_aside]) == (7, [AMBIGUOUS] * 2)
    path.write_text(path.read_text("utf-8").replace(",7\n", ",1.000.007\n"), "utf-8")
    report, _ = intake.examine(path, mapping.load(), secret=b"k", today=today)
    assert (report.actions, report.set_aside) == (1_013_007, [])
