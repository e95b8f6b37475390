"""Codes and names of cases in any letter case, with any sign between, on every platform alike."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from impact.exports import intake
from impact.exports.intake import Report
from impact.exports.recognition import Recognition, edition_in
from tests.exports_read import OURS, shipped, tally

SAMPLES = Path("tests/exports/samples")
TODAY = dt.date(2026, 11, 22)


def known() -> Recognition:
    return shipped()[1]


def read(path: Path) -> Report:
    record, recognition = shipped()
    report, _ = intake.examine(
        path, OURS, secret=b"k" * 32, today=TODAY, record=record, recognition=recognition
    )
    return report


def test_a_code_beside_the_campaign_is_one_in_any_letter_case_with_any_sign_between() -> None:
    recognition = known()
    for mark, sep, code, done in itertools.product(
        ("W4R25", "w4r25", "w4r 25", "W4R-2025", "W4R_25"),
        (" ", "_", "-", " - ", "/"),
        ("TUN", "tun", "Tun", "TN", "tn"),
        ("signed", "SIGNED", "petition", "Email"),
    ):
        for text in (f"{mark}{sep}{code}{sep}{done}", f"{mark}{sep}{done}{sep}{code}", f"{mark}{sep}{code}"):  # fmt: skip
            assert recognition.case(text, 2025)[0] == "2025-sonia-dahmani", text
        assert edition_in(f"{mark}{sep}{code}{sep}signed") == 2025


@pytest.mark.parametrize(
    "name",
    [
        "sonia_dahmani", "SONIA-DAHMANI", "w4r25_sonia_dahmani", "W4R25 SONIA DAHMANI SIGNED", "soniadahmani",
        "w4r25.sonia.dahmani", "Sonia/Dahmani", "DAHMANI_SONIA", "w4r25 dahmani signed", "#FreeSoniaDahmani",
    ],
)  # fmt: skip
def test_a_name_is_one_in_any_letter_case_with_any_sign_between(name: str) -> None:
    assert known().case(name, 2025)[0] == "2025-sonia-dahmani"


@pytest.mark.parametrize(
    "text",
    ["W4R25 was tun", "w4r25 in progress", "w4r25 to signed off", "w4r25 fr", "w4r25-fr signed", "w4r25 no", "w4r25 signed"],
)  # fmt: skip
def test_a_word_that_is_no_code_there_is_none(text: str) -> None:
    assert known().case(text, 2025)[0] is None


def test_a_code_that_is_a_word_too_is_one_beside_what_was_done() -> None:
    recognition = known()
    honduras = recognition.case("w4r25_hn_signed", 2025)
    assert honduras == recognition.case("W4R25 HND signed", 2025) == ("2025-juan-lopez", "")
    assert recognition.case("w4r24 ar signed", 2024) == recognition.case("W4R24_ARG_signed", 2024)


TAGS = ["w4r25 tun signed", "W4R25_signed_TUN", "w4r25-signed-tun", "W4R25 Tun Signed", "w4r25_TUN_signed"]  # fmt: skip
HEADERS = {
    "nationbuilder_id,tag_list,created_at": '{n},"membre, {tag}",12/01/2025',
    "email,can2_user_tags": 'p{n}@example.org,"2025 newsletter, {tag}"',
    "id,type,date,campaign,widget,country": "{n},petition,2025-12-01T10:00:00,{tag},x,GB",
    "Activity Type,Subject,Activity Date,Activity Details": "Petition,{tag},2025-12-01 10:0{n},",
    "VanID,OnlineFormName,DateCreated,ContactsOnlineFormID": "{n},{tag},2025-12-01T10:00:00,{n}",
    "Campaign Name,Member Status,Member First Associated Date,Contact ID,Mailing Country": "{tag},Signed,2025-12-01,003e{n:014},GB",
    "Date,Case,Action type,Channel,Number": "2025-12-01,{tag},letter,offline,1",
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_every_platform_knows_a_tag_however_it_is_written(header: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = [HEADERS[header].format(n=n, tag=tag) for n, tag in enumerate(TAGS)]
    path.write_text(tally(*rows, header=header), "utf-8")
    assert dict(read(path).by_case) == {"2025-sonia-dahmani": len(TAGS)}


def test_the_sample_of_people_with_tags_adds_up_by_case() -> None:
    report = read(SAMPLES / "nationbuilder_people.csv")
    assert dict(report.by_case) == {
        "2021-zhang-zhan": 8,
        "2021-ciham-ali": 8,
        "2021-bernardo-caal-xol": 8,
    }
