"""Exports in, end to end: every sample comes out as its true totals say, every defect is noticed."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from impact.cli.main import main
from impact.exports import intake, mapping, opening, rules, taking
from impact.exports.intake import Report
from impact.exports.screen import Screen
from impact.faults import Fault
from impact.figures import live
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import files, lay, record

HERE = Path(__file__).parent / "exports"
SAMPLES = HERE / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
WHOLE = {
    name: item
    for name, item in EXPECTED.items()
    if "/" not in name and item.get("grain") != "outcome"
}
BROKEN = {name: item for name, item in EXPECTED.items() if "/" in name}
TODAY = dt.date(2026, 11, 22)
OURS = mapping.load(HERE / "cases_2021.yaml")
TORTURE = mapping.load(HERE / "mappings.example.yaml")
COLUMNS = ["date", "case", "type", "count"]


def examined(path: Path, *, broken: bool = False) -> Report:
    report, _table = intake.examine(
        path,
        TORTURE if broken else OURS,
        name="torture_basic" if broken else None,
        secret=b"k" * 32,
        today=TODAY,
    )
    return report


def adds_up(report: Report) -> bool:
    return report.rows_read == report.rows_counted + report.rows_filtered + len(report.set_aside)


@pytest.mark.parametrize("name", WHOLE)
def test_a_sample_of_a_platform_comes_out_as_its_true_totals_say(name: str) -> None:
    report, wanted = examined(SAMPLES / name), WHOLE[name]
    assert report.mapping == wanted["mapping"]
    assert report.rows_read == wanted["records"]
    assert report.actions == wanted["actions"]
    assert dict(report.by_case) == wanted["by_case"]
    assert dict(report.by_type) == wanted["by_type"]
    assert str(report.first_day) == str(wanted["first"])
    assert str(report.last_day) == str(wanted["last"])
    assert [row.line for row in report.set_aside] == wanted.get("reject_lines", [])
    assert adds_up(report)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_read_right_flagged_or_refused_and_never_wrong_in_silence(
    name: str,
) -> None:
    report, wanted = examined(SAMPLES / name, broken=True), BROKEN[name]
    if wanted["expect"] == "refuse":
        assert report.verdict == "refused"
        assert report.actions == 0
        return
    assert report.verdict != "refused"
    assert adds_up(report)
    if wanted["expect"] == "flag":
        assert report.set_aside or report.warnings
    if "total" in wanted:
        assert report.actions == wanted["total"]
        assert report.rows_counted == wanted["rows"]


def row(count: object = 3, note: str = "") -> str:
    return f"2021-12-01,W4R21-ERI,letter,{count},{note}"


HEADER = "date,case,type,count,note"


def written(folder: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def screened(path: Path) -> tuple[list[list[str]], list[tuple[int, str]]]:
    screen = Screen(path, COLUMNS)
    rows = [
        list(cells)
        for batch in screen.batches()
        for cells in zip(*(column.to_pylist() for column in batch.table.columns), strict=True)
    ]
    return rows, [(aside.line, aside.reason) for aside in screen.result.set_aside]


PLAIN = [row(number) for number in range(1, 21)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2021-12-01,W4R21,ERI,letter,3,", "width"),
        ("2021-12-01,W4R21-ERI,letter,3", "width"),
        ('2021-12-01,W4R21-ERI,letter,3,dit "oui"', "stray_quote"),
        ('2021-12-01,W4R21-ERI,letter,3,"abc"d', "stray_quote"),
        ('2021-12-01,W4R21-ERI,letter,3,"oops', "open_quote"),
        ("2021-12-01;W4R21-ERI;letter;3;", "width"),
        ("2021-12-01,'W4R21-ERI',letter,3,", "other_quotes"),
        ("2021-12-01,W4R21-ERI,letter,2.12E+11,", "ruined_number"),
        ("2021-12-01,Ã‰rythrÃ©e,letter,3,", "encoded_twice"),
        ("Total,,,60,", "totals_row"),
        (HEADER, "header_again"),
        ("when,which,what,how many,", "header_like"),
        ("2021-12-01,W4R21\0ERI,letter,3,", "broken_text"),
    ],
)
@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
def test_an_odd_row_is_set_aside_with_its_line_and_all_others_are_kept(
    line: str, reason: str, quoted: bool, tmp_path: Path
) -> None:
    others = [row(number, '"a, b"') for number in range(1, 21)] if quoted else PLAIN
    path = written(tmp_path, HEADER, *others[:10], line, *others[10:])
    rows, aside = screened(path)
    assert aside == [(12, reason)]
    assert [int(cells[3]) for cells in rows] == list(range(1, 21))


def test_a_row_that_fills_the_column_without_a_name_is_shifted(tmp_path: Path) -> None:
    lines = [f"{line}," for line in PLAIN]
    lines[3] = "2021-12-01,W4R21,ERI,letter,4,note"
    rows, aside = screened(written(tmp_path, f"{HEADER},", *lines))
    assert aside == [(5, "shifted")]
    assert len(rows) == 19


def test_a_cell_may_span_lines_and_double_its_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, row(1, '"she said ""yes""\nand left"'), row(2))
    assert [cells[3] for cells in screened(path)[0]] == ["1", "2"]
    assert screened(path)[1] == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_header_proves_the_dialect(
    end: str, delimiter: str, encoding: str, tmp_path: Path
) -> None:
    lines = [line.replace(",", delimiter) for line in (HEADER, row(5, "été"), row(7))]
    rows, aside = screened(written(tmp_path, *lines, end=end, encoding=encoding))
    assert [cells[3] for cells in rows] == ["5", "7"]
    assert aside == []


def test_what_stands_below_a_blank_line_and_is_another_table_is_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, *PLAIN, "", "channel,count,a,b,c", "x,1,,,", "y,2,,,")
    rows, aside = screened(path)
    assert len(rows) == 20
    assert [reason for _, reason in aside] == ["header_like", "second_table", "second_table"]


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("empty.csv", b"  \n ", "export_empty"),
        ("mark.csv", b"\xef\xbb\xbf", "export_empty"),
        ("page.csv", b"<!DOCTYPE html><html>", "foreign.html"),
        ("book.csv", b"PK\x03\x04xl/", "workbook_damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook_damaged"),
        ("paper.csv", b"%PDF-1.7", "foreign.pdf"),
        ("noise.csv", bytes(range(256)) * 4, "export_binary"),
        ("other.csv", b"a,b,c\n1,2,3\n", "mapping_unlike"),
    ],
)
def test_what_is_no_export_is_refused_with_one_sentence(
    name: str, content: bytes, key: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    report = examined(tmp_path / name)
    assert report.verdict == "refused"
    assert report.fault is not None
    assert report.fault.key == key
    assert name in report.message("fr")


def test_a_compressed_file_is_read_and_a_bomb_is_not(tmp_path: Path) -> None:
    text = ("\n".join([HEADER, *PLAIN]) + "\n").encode()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.csv", text)
    for name in ("a.csv.gz", "a.zip"):
        assert len(screened(tmp_path / name)[0]) == 20
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * (30 << 20)))
    with pytest.raises(Fault, match="far more than any export"):
        Screen(tmp_path / "bomb.gz", COLUMNS)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.writestr("a.csv", text)
        packed.writestr("b.csv", text)
    with pytest.raises(Fault, match="2 files"):
        Screen(tmp_path / "two.zip", COLUMNS)


def test_a_mapping_that_is_wrong_is_refused_by_the_name_of_its_key(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    text = "sources:\n  mine:\n    detect: {all: [a]}\n    grain: actions\n"
    path.write_text(text, "utf-8")
    with pytest.raises(Fault, match=r"sources\.mine\.grain"):
        mapping.load(path)
    path.write_text(text.replace("actions", "action") + "    feilds: {}\n", "utf-8")
    with pytest.raises(Fault, match=r"sources\.mine\.feilds"):
        mapping.load(path)
    path.write_text("sources: [", "utf-8")
    with pytest.raises(Fault, match=r"own\.yaml, line 1"):
        mapping.load(path)


def own_mappings(folder: Path, text: str) -> mapping.Mappings:
    (folder / "own.yaml").write_text(text, "utf-8")
    return mapping.load(folder / "own.yaml")


def by_case(
    folder: Path, mappings: mapping.Mappings, *cells: str, cases: Any = (), day: str = "2021-12-04"
) -> Any:
    """Actions by case of a tally with these cells, one action more in each row."""
    lines = [f"{day},{cell},Twitter,{n},x," for n, cell in enumerate(cells, 1)]
    path = folder / "tally.csv"
    path.write_text("\n".join(["date,case,channel,count,how counted,link", *lines, ""]), "utf-8")
    rows = [{"case_id": case} for case in ("2020-a", *cases)]
    known = record(cases=rows) if cases else None
    report, _ = intake.examine(path, mappings, secret=b"k", today=TODAY, record=known)
    return dict(report.by_case)


def test_a_cell_that_is_the_id_of_a_case_needs_no_rule(tmp_path: Path) -> None:
    cells = ("2021-zhang-zhan", " 2021-Zhang-ZHAN ", "2021-zhang", "W4R21-GTM")
    assert by_case(tmp_path, OURS, *cells, cases=["2021-zhang-zhan"]) == {
        "2021-zhang-zhan": 3,
        "unmapped": 3,
        "2021-bernardo-caal-xol": 4,
    }
    assert by_case(tmp_path, mapping.load(), "2021-zhang-zhan") == {"unmapped": 1}


def test_the_id_of_a_case_is_not_read_as_a_word_of_another(tmp_path: Path) -> None:
    cases = ["2021-somebody-in-china"]
    assert by_case(tmp_path, OURS, *cases, cases=cases) == {cases[0]: 1}


def test_a_rule_or_an_id_never_gives_a_row_to_a_case_of_another_edition(tmp_path: Path) -> None:
    cells = ("W4R21-GTM", "2021-zhang-zhan")
    known = ["2021-zhang-zhan"]
    assert by_case(tmp_path, OURS, *cells, cases=known, day="2024-12-04") == {"unmapped": 3}


def test_the_mappings_that_are_shipped_know_no_case_and_no_page() -> None:
    text = mapping.OURS.read_text("utf-8")
    assert re.findall(r"\b20\d\d-[a-z]", text.split("version: 1")[1]) == []
    assert mapping.load().cases == {}
    for source in mapping.load().sources.values():
        assert source.cases("W4R21 China") == ()


def test_mappings_that_extend_ours_bring_their_own_cases(tmp_path: Path) -> None:
    own = own_mappings(
        tmp_path, "extends: ours\ncase_map: [{matches: neth, case_id: 2024-neth-nahara}]\n"
    )
    assert by_case(tmp_path, own, "W4R24 neth", "W4R21-GTM", day="2024-12-04") == {
        "unmapped": 2,
        "2024-neth-nahara": 1,
    }
    assert own.sources.keys() == OURS.sources.keys()
    assert own.zones == OURS.zones


def test_mappings_can_extend_ours_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"own\.yaml.*extends"):
        own_mappings(tmp_path, "extends: theirs\n")


@pytest.mark.usefixtures("taken")
def test_ingest_knows_the_cases_of_the_record_and_does_without_a_broken_one(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    path = tmp_path / "tally.csv"
    text = "date,case,channel,count,how counted,link\n2020-12-04,2020-A,Twitter,7,x,\n"
    path.write_text(text, "utf-8")
    assert take(path) == 0
    assert live.current().database.counted()["case_id"].to_pylist() == ["2020-a"]
    (folders[0] / "cases.csv").write_text("broken", "utf-8")
    path.write_text(text.replace("2020-12-04", "2020-12-05"), "utf-8")
    assert take(path, "--section", "FR") == 0
    lay(folders[0], files())
    assert counted() == 14


# What is kept of them.


@pytest.fixture
def taken(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    return Store(folders[1])


def take(*arguments: str | Path) -> int:
    return main(["ingest", *map(str, arguments)])


def counted() -> int:
    return sum(row["actions"] for row in live.current().database.rows("actions_counted"))


def test_the_same_bytes_again_change_nothing(
    taken: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    path = SAMPLES / "actionkit_core_action.csv"
    assert take(path) == 0
    before = taken.newest()
    capsys.readouterr()
    assert take(path, "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["verdict"] == "unchanged"
    assert taken.newest() == before
    assert counted() == 36


@pytest.mark.usefixtures("taken")
def test_an_action_sent_twice_in_overlapping_exports_counts_once(
    tmp_path: Path,
) -> None:
    lines = (SAMPLES / "actionkit_core_action.csv").read_text("utf-8").splitlines()
    (tmp_path / "first.csv").write_text("\n".join(lines[:30]) + "\n", "utf-8")
    (tmp_path / "second.csv").write_text("\n".join([lines[0], *lines[10:]]) + "\n", "utf-8")
    take(tmp_path / "first.csv", tmp_path / "second.csv")
    assert counted() == 36


def tally(folder: Path, name: str, number: int) -> Path:
    header = "date,case,channel,count,how counted,link"
    path = folder / name
    path.write_text(f"{header}\n2021-12-04,W4R21-GTM,Twitter,{number},TweetDeck,\n", "utf-8")
    return path


def test_a_newer_tally_stands_for_the_older_and_a_retraction_brings_that_one_back(
    taken: Store, tmp_path: Path
) -> None:
    take(tally(tmp_path, "tally 2021-12-05.csv", 10))
    assert counted() == 10
    take(tally(tmp_path, "tally 2021-12-06.csv", 7))
    assert counted() == 7
    newest = taking.entries(taken)[-1].id
    assert main(["retract", newest, "--reason", "wrong file"]) == 0
    assert counted() == 10
    assert main(["restore", newest]) == 0
    assert counted() == 7


@pytest.mark.parametrize(("choice", "stands"), [("replace", 7), ("add", 17), ("drop", 10)])
def test_a_tally_of_another_name_with_the_same_cells_is_held_until_somebody_says_whose_it_is(
    choice: str, stands: int, taken: Store, tmp_path: Path
) -> None:
    take(tally(tmp_path, "first.csv", 10))
    assert take(tally(tmp_path, "second.csv", 7)) == 1
    assert counted() == 10
    (held,) = taking.ledger_now(taken).held()
    assert held.question is not None
    assert held.question.code == "other_list"
    assert {each.choice: each.after for each in held.question.choices}[choice] == stands
    main(["decide", held.id, choice])
    assert counted() == stands
    main(["decide", held.id, "undo"])
    assert counted() == 10


@pytest.mark.usefixtures("taken")
def test_an_action_of_january_belongs_to_the_edition_that_began_before(
    tmp_path: Path,
) -> None:
    text = "date,case,channel,count,how counted,link\n2022-01-31,W4R21-GTM,Twitter,4,x,\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    take(tmp_path / "a.csv")
    rows = live.current().database.rows("actions_counted")
    assert [(row["edition_year"], row["actions"]) for row in rows] == [(2021, 4)]
    assert {type(value) for value in rows[0].values()} == {int, dt.date}


@pytest.mark.parametrize(
    ("names", "stands"),
    [
        (("letters 2021-12-28.csv", "letters 2021-12-29.csv"), 30),
        (("letters.csv", "solidarity.csv"), 29 + 30),
    ],
    ids=["one form", "two forms"],
)
def test_a_report_sent_again_with_another_number_counts_with_the_newest_of_its_form(
    names: tuple[str, str], stands: int, taken: Store, tmp_path: Path
) -> None:
    """Each form numbers its answers from 1, so the same number of another form is another answer."""
    sample = (SAMPLES / "ms_forms_group_reports_cp1252.csv").read_text("cp1252").splitlines()
    header = sample[0]
    for name, letters in zip(names, (29, 30), strict=True):
        text = f"{header}\n2,12/27/21 4:38,12/27/21 4:42,anonymous,,,G,Eritrea,{letters},,\n"
        (tmp_path / name).write_text(text, "cp1252")
        take(tmp_path / name)
    assert counted() == stands
    assert len(taking.entries(taken)) == 2


def test_a_rule_of_staffs_reaches_every_piece_of_a_large_file(
    taken: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of each piece are coded for themselves, and were not known to be the same."""
    monkeypatch.setattr(opening, "CHUNK", 1 << 20)
    names = [f"Free them all {number}" for number in range(40)]
    lines = [
        f"2021-12-{1 + index % 30:02},{names[index * 7 % 40]},Twitter,1,{index},{'x' * 60}"
        for index in range(40_000)
    ]
    path = tmp_path / "large.csv"
    path.write_text("\n".join(["date,case,channel,count,how counted,link", *lines, ""]), "utf-8")
    assert path.stat().st_size > opening.CHUNK
    with taking.changing(taken) as visit:
        rule = rules.made(
            platform="hand_tally_social",
            value="free them ALL 7",
            edition=2021,
            case_id="2021-ada",
            record=None,
        )
        visit.set_rule(rule, kept=True)
    for command in ("check", "ingest"):
        assert main([command, str(path)]) == 0
    rows = live.current().database.rows("counted_by_case", edition=2021)
    assert {row["case_id"]: row["actions"] for row in rows} == {
        "unmapped": 39_000,
        "2021-ada": 1000,
    }


def test_a_large_export_that_is_in_already_is_told_so_though_it_is_marked_while_it_is_read(
    taken: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(taking, "_LARGE", 0)
    path = SAMPLES / "actionkit_core_action.csv"
    take(path)
    stands = counted()
    capsys.readouterr()
    assert take("--json", path) == 0
    assert [each["verdict"] for each in json.loads(capsys.readouterr().out)] == ["unchanged"]
    assert (counted(), len(taking.entries(taken))) == (stands, 1)


def test_an_export_that_is_in_already_is_not_read_again(taken: Store) -> None:
    told: list[int] = []
    desk = taking.Desk(taking.mappings(taken), b"k" * 32, progress=told.append)
    handed = taking.Handed(SAMPLES / "actionkit_core_action.csv")
    assert desk.take(taken, handed).verdict == "accepted"
    assert told
    told.clear()
    assert (desk.take(taken, handed).verdict, told) == ("unchanged", [])


def test_a_large_export_that_waits_is_known_though_its_mark_is_made_later_than_it_is_read(
    taken: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = taking.Desk(taking.mappings(taken), b"k" * 32)
    handed = taking.Handed(SAMPLES / "actionkit_core_action.csv")
    desk.take(taken, taking.Handed(handed.path, "US"))
    waits = desk.take(taken, handed)
    assert waits.verdict == "held"  # the same bytes for another section
    read, mark, readings = Event(), intake.fingerprint, taking.Desk._readings

    def late(path: Path) -> str:
        read.wait(60)
        return mark(path)

    def noted(*arguments: Any) -> Any:
        try:
            return readings(*arguments)
        finally:
            read.set()

    monkeypatch.setattr(taking, "_LARGE", 0)
    monkeypatch.setattr(intake, "fingerprint", late)
    monkeypatch.setattr(taking.Desk, "_readings", noted)
    again = desk.take(taken, handed)
    assert (again.verdict, again.id) == ("held", waits.id)
    assert len(taking.entries(taken)) == 2


def test_check_stores_nothing(taken: Store) -> None:
    assert main(["check", str(SAMPLES / "actionkit_core_action.csv")]) == 0
    assert not (taken.folder / "snapshots").exists()


def test_the_exit_status_is_the_worst_verdict(taken: Store, tmp_path: Path) -> None:
    assert take(SAMPLES / "civicrm_activity_report.csv") == 0
    assert take(SAMPLES / "hand_tally_social.csv") == 1
    (tmp_path / "empty.csv").write_bytes(b"")
    assert take(SAMPLES / "proca_action_list.csv", tmp_path / "empty.csv") == 2
    assert [entry.platform for entry in taking.entries(taken)][-1] == "proca_action_list"


def test_a_folder_without_exports_is_said_and_not_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "There is no export in" in capsys.readouterr().err


def test_a_store_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    status = take(SAMPLES / "proca_action_list.csv", "--store", tmp_path / "file" / "store")
    assert status == 2
    assert "Nothing was taken in" in capsys.readouterr().err


def test_screen_answers_one_object_a_line_with_the_kept_rows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = SAMPLES / "broken" / "16_stray_quote.csv"
    status = main(["screen", str(path), str(path), "--columns", "count,date", "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert len(lines) == 2
    assert set(lines[0]) == {"file", "verdict", "header", "rows", "set_aside", "warnings"}
    assert lines[0]["rows"][0] == ["3", "2021-12-01"]
    assert lines[0]["set_aside"][0]["line"] == 13


def test_a_terminal_sees_how_far_and_how_fast_a_large_file_is_read(tmp_path: Path) -> None:
    header, *rows = (SAMPLES / "engaging_networks_transactions.csv").read_text("utf-8").splitlines()
    path = tmp_path / "large.csv"
    path.write_text("\n".join([header, *rows * 4000, ""]), "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "impact", "check", str(path), "--lang", "en"]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=ROOT) as run:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while piece := os.read(ours, 1 << 16):
                said += piece
        run.wait()
    os.close(ours)
    assert re.search(rb"1/1: +\d+%.*B/s", said)
    assert b"large.csv: Would be accepted: 25 actions" in said
