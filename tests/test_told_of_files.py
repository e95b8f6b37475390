"""What is told of files as people send them: a sentence that is true, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import intake
from impact.i18n.words import LANGUAGES, Language, say
from tests.office import CONTROLSHIFT, ENGAGING, reading, sheet

BOTH = pytest.mark.parametrize("lang", LANGUAGES)


# What a rule leaves out


def left_out(folder: Path, lang: Language, header: str, *rows: str) -> list[str]:
    report = reading(folder, "a.csv", sheet(header, *rows))
    return [
        say(lang, "verdict.left_out", why=intake.rule_said(rule, lang), count=times)
        for rule, times in report.filtered_by.items()
    ]


@BOTH
def test_a_deleted_signature_is_not_told_as_if_those_without_a_deletion_were_left_out(
    tmp_path: Path, lang: Language
) -> None:
    rows = (
        "1,7,a@example.org,A,B,,,2025-12-10 10:00:00,,,,,",
        "2,7,b@example.org,A,B,,,2025-12-10 11:00:00,,2025-12-11,,,",
    )
    wanted = {
        "en": "1 row left out, because deleted_at is not empty.",
        "fr": "1 ligne laissée de côté, car deleted_at n’est pas vide.",
    }
    assert left_out(tmp_path, lang, CONTROLSHIFT, *rows) == [wanted[lang]]


@BOTH
def test_donations_are_left_out_because_their_type_is_none_that_counts(
    tmp_path: Path, lang: Language
) -> None:
    rows = ("1,a@e.org,5,FCS,W4R25 Damisoa,2025-12-10,10:00:00,P",) * 2
    (text,) = left_out(tmp_path, lang, ENGAGING, *rows)
    assert text.startswith({"en": "2 rows left out, because Campaign Type is not “PET”", "fr": "2 lignes laissées de côté, car Campaign Type n’est pas «"}[lang])  # fmt: skip
