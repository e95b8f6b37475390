"""Staff's rules, held to what is in and to what comes: worked out on a store, by counts that add up by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import TALLY, Office, warned

FOLK = "the riverside folk"  # 40 and 32 actions under a name that nobody knows


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def sheet(*rows: tuple[str, str, int]) -> str:
    """A tally of letters: day in December 2025, name and number."""
    lines = [f'2025-12-{day},"{name}",letter,offline,{number}' for day, name, number in rows]
    return "\n".join([TALLY, *lines, ""])


def test_rows_that_a_rule_gave_to_a_case_are_not_warned_of_as_of_none(office: Office) -> None:
    office.rule("tally", FOLK, 2025, "2025-juan-lopez")
    report = office.check("a.csv", sheet(("10", FOLK, 40), ("11", FOLK, 32), ("12", "else", 5)))
    assert report.by_case == {"2025-juan-lopez": 72, "unmapped": 5}
    assert report.unmapped == {"else": 1}
    assert ("unmapped", {"count": 1}) in report.warnings
    office.rule("tally", "else", 2025, "2025-juan-lopez")
    assert "unmapped" not in warned(office.send("a.csv", sheet(("12", "else", 5))))
    assert office.counts("case_id") == {"2025-juan-lopez": 5}
