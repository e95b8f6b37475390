"""What tells one action from another: one person has one key, and no two persons share one."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from impact.exports import counting, intake, keys, mapping, opening, siphash
from impact.exports.intake import Report

TODAY = dt.date(2026, 11, 22)
ACTIONS = "id,created_at,user_id,page_id,status,created_user"
PEOPLE = "uuid,email,can2_user_tags"
MEMBERS = "Campaign Name,Member Status,Contact ID,Member First Associated Date"
REPORTS = "ID,Start time,Completion time,Case,Letters sent,Solidarity messages,Petition signatures"


def sent(folder: Path, header: str, *rows: str) -> tuple[Report, pa.Table]:
    path = folder / "export.csv"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    report, table = intake.examine(path, mapping.load(), secret=b"k", today=TODAY)
    assert table is not None, report.message("en")
    return report, table


def reasons(report: Report) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in report.set_aside]


def one_key(folder: Path, header: str, first: str, second: str) -> bool:
    """Whether two exports of one row each hold the same action."""
    tables = [sent(folder, header, row)[1] for row in (first, second)]
    return bool(tables[0]["key"][0] == tables[1]["key"][0])


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        ("Ada@example.org", "ada@example.org"),
        ("ada@example.org ", "ada@example.org"),
        ("ADA@EXAMPLE.ORG", "ada@example.org"),
        ("\u00a0ada@example.org", "ada@example.org"),
        ("Zoë@example.org", "ZOË@example.org"),
    ],
)
def test_an_address_in_other_letters_is_the_same_person(
    cell: str, other: str, tmp_path: Path
) -> None:
    assert one_key(tmp_path, PEOPLE, f"u,{cell},W4R21_signed_ERI", f"u,{other},W4R21_signed_ERI")


def test_names_that_are_no_addresses_keep_their_letters(tmp_path: Path) -> None:
    row = "W4R CHN,Signed,{},13/12/2025"
    assert not one_key(
        tmp_path, MEMBERS, row.format("0035e0000000abc"), row.format("0035e0000000ABC")
    )


@pytest.mark.parametrize(
    ("long", "short", "same"),
    [
        ("0035e0000000000AAA", "0035e0000000000", True),
        ("001D000000IRt53IAD", "001D000000IRt53", True),
        ("001D000000IRt53IAD ", "001D000000IRt53", True),
        ("001D000000IRt53IAX", "001D000000IRt53", False),  # its check letters are of another id
        ("001D000000IRt53IAD", "001d000000irt53", False),
    ],
)
def test_a_salesforce_id_of_eighteen_signs_is_the_one_of_fifteen(
    long: str, short: str, same: bool, tmp_path: Path
) -> None:
    row = "W4R CHN,Signed,{},13/12/2025"
    assert one_key(tmp_path, MEMBERS, row.format(long), row.format(short)) is same


@pytest.mark.parametrize(
    "cell", ["9.00001E+14", '"9,00001E+14"', "9E+14", '"1,2e+5"', "9.00001e+14", " 9.00001E+14"]
)
def test_ids_that_became_powers_of_ten_are_never_one_person(cell: str, tmp_path: Path) -> None:
    rows = [f"{cell},2025-12-10 10:00:0{second},5{second},401,complete,0" for second in range(3)]
    report, table = sent(tmp_path, ACTIONS, *rows)
    assert table.num_rows == 0
    assert [reason for _, reason in reasons(report)] == ["ruined_number"] * 3


@pytest.mark.parametrize("cell", ["1784140000000012000", "1234567890123450", "900001000000000"])
def test_ids_that_were_rounded_to_zeros_are_never_one_person(cell: str, tmp_path: Path) -> None:
    rows = [f"{cell},2025-12-10 10:00:0{second},5,401,complete,0" for second in range(3)]
    whole = "17841400000000120,2025-12-10 10:00:00,5,401,complete,0"
    report, table = sent(tmp_path, ACTIONS, *rows, whole)
    assert reasons(report) == [(line, "ruined_number") for line in (2, 3, 4)]
    assert table.num_rows == 1
    report, table = sent(tmp_path, ACTIONS, rows[0], rows[0])  # the very same row, sent twice
    assert (table.num_rows, report.filtered_by) == (1, {"same_action": 1})


def test_a_key_that_stands_twice_with_another_day_case_or_number_is_set_aside(
    tmp_path: Path,
) -> None:
    rows = ["7,2025-12-10 10:00:00,5,401,complete,0", "7,2025-12-10 11:00:00,5,401,complete,0",
            "7,2025-12-11 10:00:00,5,401,complete,0", "7,2025-12-10 10:00:00,5,402,complete,0"]  # fmt: skip
    report, table = sent(tmp_path, ACTIONS, *rows)
    assert table.num_rows == 1
    assert reasons(report) == [(4, "key_twice_differs")]  # both pages have no case here
    assert report.filtered_by == {"same_action": 2}
    rows = ["1,x,12/13/25 10:00,Somebody,10,2,", "1,x,12/13/25 10:00,Somebody,11,2,",
            "2,x,12/13/25 10:00,Somebody,5,,", "2,x,12/13/25 10:00,Somebody,5,,"]  # fmt: skip
    report, table = sent(tmp_path, REPORTS, *rows)
    assert report.actions == 10 + 2 + 5
    assert reasons(report) == [(3, "key_twice_differs")]
    assert report.filtered_by == {"same_action": 1}
    assert report.rows_read == report.rows_counted + report.rows_filtered + len(report.set_aside)


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        (ACTIONS, "{},2025-12-10 10:00:00,5,401,complete,0", "id"),
        (PEOPLE, "u,{},W4R21_signed_ERI", "email"),
        (MEMBERS, "W4R CHN,Signed,{},13/12/2025", "Contact ID"),
        (REPORTS, "{},x,12/13/25 10:00,Somebody,10,,", "ID"),
        (PEOPLE, "u, {} ,W4R21_signed_ERI", "email"),
    ],
)
def test_rows_that_nothing_tells_apart_are_set_aside_and_not_taken_for_one(
    header: str, row: str, column: str, tmp_path: Path
) -> None:
    report, table = sent(tmp_path, header, row.format(""), row.format(""), row.format("77"))
    assert reasons(report) == [(2, "key_empty"), (3, "key_empty")]
    assert table.num_rows == 1
    assert {row.column for row in report.set_aside} == {column}


def test_rows_that_are_pasted_twice_into_a_file_without_keys_are_told(tmp_path: Path) -> None:
    header = "Date,Case,Action type,Channel,Number"
    row = "2025-12-10,Somebody,letter,offline,50"
    report, _ = sent(tmp_path, header, row, row, row, row.replace("50", "51"))
    assert report.actions == 201
    assert ("repeats", {"count": 2}) in report.warnings


def test_a_platform_whose_keys_were_made_before_goes_on_with_the_hash_of_then() -> None:
    columns = [pa.array(["900001", "900002"])]
    found = keys.hashes(columns, b"s" * 64, "actionkit_core_action", "", "blake2b")
    text = b"actionkit_core_action\x1f\x1f900001"
    assert found[0].as_py() == hashlib.blake2b(text, key=b"s" * 64, digest_size=12).digest()
    found = keys.hashes(columns, b"s" * 64, "actionkit_core_action", "", "sha256")
    assert found[0].as_py() == hashlib.sha256(b"s" * 64 + text).digest()[:12]


def test_keys_are_made_alike_one_by_one_and_many_at_once_whatever_their_lengths() -> None:
    cells = ["é" * (number % 40) + str(number) for number in range(40_000)]
    many = keys.hashes([pa.array(cells)], b"s" * 64, "a", "letter").to_pylist()
    shown = [*range(99), *range(16_380, 16_390), 39_999]
    few = [
        keys.hashes([pa.array([cells[number]])], b"s" * 64, "a", "letter")[0].as_py()
        for number in shown
    ]
    assert [many[number] for number in shown] == few
    assert len(set(many)) == 40_000
    part = keys.hashes([pa.array(cells).slice(7, 9)], b"s" * 64, "a", "letter").to_pylist()
    assert part == many[7:16]


def test_the_keyed_hash_is_that_of_its_inventors() -> None:
    """The first bytes of all lengths that they printed, under the key 00 01 … 0f."""
    printed = {
        0: "a3817f04ba25a8e66df67214c7550293",
        8: "3b62a9ba6258f5610f83e264f31497b4",
        15: "5493e99933b0a8117e08ec0f97cfc3d9",
        63: "5150d1772f50834a503e069a973fbd7c",
    }
    texts = pa.array([bytes(range(length)) for length in printed], pa.binary())
    found = siphash.hashes(bytes(range(16)), texts)
    assert [row.tobytes().hex() for row in found] == [*printed.values()]


def test_another_secret_source_or_type_makes_other_keys() -> None:
    cells = [pa.array(["900001"])]
    made = {
        keys.hashes(cells, *named)[0].as_py()
        for named in (
            (b"s" * 64, "a", ""),
            (b"t" * 64, "a", ""),
            (b"s" * 64, "b", ""),
            (b"s" * 64, "a", "letter"),
        )
    }
    assert len(made) == 4


def test_no_more_than_a_few_chunks_wait_for_their_keys_however_slow_these_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: set[object] = set()
    most = 0

    class Late:
        """What is made no sooner than somebody needs it."""

        def __init__(self, *asked: Any) -> None:
            self._asked = asked
            waiting.add(self)

        def result(self) -> pa.Array:
            nonlocal most
            most = max(most, len(waiting))
            waiting.discard(self)
            return self._asked[0](*self._asked[1:])

    monkeypatch.setattr(counting._HASHER, "submit", Late)
    monkeypatch.setattr(opening, "CHUNK", 400)
    rows = [f"{900_001 + number},2025-12-10,{number},1,complete,1" for number in range(999)]
    report, _ = sent(tmp_path, ACTIONS, *rows)
    assert report.rows_read == 999
    assert 1 < most <= counting._HASHED_AHEAD + 1


def test_canonical_cells_are_made_at_once_and_alone_alike() -> None:
    cells = ["Ada@b.org", " 12 ", "0035e0000000000AAA", "a@b@C", "x", "0035e0000000000AAB"]
    together = keys.canonical(pa.array(cells)).to_pylist()
    alone = [keys.canonical(pa.array([cell]))[0].as_py() for cell in cells]
    assert together == alone
    assert together == ["ada@b.org", "12", "0035e0000000000", "a@b@C", "x", "0035e0000000000AAB"]
