"""The command line: answers on standard output, what went wrong on standard error, exit 0 or 2."""

from __future__ import annotations

import argparse
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from impact import figures
from impact.cli.main import ROOMS, main, rooms
from impact.figures.live import current
from impact.store import Store
from tests.conftest import files, lay

Output = pytest.CaptureFixture[str]
Folders = tuple[Path, Path]

KEYS = {"name", "label", "unit", "definition", "caveat", "as_of", "snapshot", "sources", "rows"}


@pytest.fixture
def laid(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Folders with a good record, in an English environment."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    lay(folders[0], files(cases=[{"name": "Ana", "name_fr": "Anne"}]))
    return folders


@pytest.mark.parametrize(("name", "commands"), ROOMS.items())
def test_each_command_is_added_by_the_module_that_is_loaded_for_it(
    name: str, commands: tuple[str, ...]
) -> None:
    added = argparse.ArgumentParser().add_subparsers()
    (room,) = rooms(commands[0])
    room.add(added, argparse.ArgumentParser(add_help=False))
    assert (room.__name__, tuple(added.choices)) == (f"impact.cli.{name}", commands)


def asked(*arguments: str) -> int:
    """The exit status, whether it is returned or raised by the parser of arguments."""
    try:
        return main(["figures", *arguments])
    except SystemExit as left:
        return int(str(left.code))


def answered(capsys: Output, *arguments: str) -> str:
    assert asked(*arguments) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return output.out


def refused(capsys: Output, *arguments: str) -> str:
    """What is said of a request that cannot be answered: one line, and nothing as an answer."""
    assert asked(*arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    return output.err


def as_json(capsys: Output, *arguments: str) -> dict[str, Any]:
    found = json.loads(answered(capsys, *arguments, "--format", "json"))
    assert isinstance(found, dict)
    return found


def test_without_a_name_every_figure_is_listed(capsys: Output) -> None:
    lines = answered(capsys, "--lang", "en").splitlines()
    assert [line.split()[0] for line in lines] == figures.names()
    assert any(line.startswith("cases_of_edition") and line.endswith("edition") for line in lines)


def test_the_list_needs_no_record(folders: Folders, capsys: Output) -> None:
    assert answered(capsys).count("\n") == len(figures.names())
    assert not folders[1].exists()


def test_the_list_as_json_names_the_parameters(capsys: Output) -> None:
    listed = json.loads(answered(capsys, "--format", "json", "--lang", "fr"))
    entry = next(item for item in listed if item["name"] == "actions_of_case")
    assert entry["parameters"] == ["case_id"]
    assert entry["label"] == "Chiffres publiés pour un cas"


def test_the_list_as_csv_has_a_header(capsys: Output) -> None:
    rows = list(csv.reader(io.StringIO(answered(capsys, "--format", "csv", "--lang", "en"))))
    assert rows[0] == ["name", "label", "parameters"]
    assert [row[0] for row in rows[1:]] == figures.names()


@pytest.mark.usefixtures("laid")
def test_json_has_exactly_these_keys_for_every_figure(capsys: Output) -> None:
    given = {"edition": "edition=2020", "case_id": "case_id=2020-a", "limit": "limit=2"}
    for name in figures.names():
        pairs = [given[key] for key in figures.parameters(name) if key in given]
        found = as_json(capsys, name, *(part for pair in pairs for part in ("--param", pair)))
        assert set(found) == KEYS
        assert (found["name"], found["as_of"]) == (name, "2026-11-22")


def test_json_carries_rows_snapshot_and_sources(laid: Folders, capsys: Output) -> None:
    found = as_json(capsys, "cases_of_edition", "--param", "edition=2020")
    assert [row["name"] for row in found["rows"]] == ["Ana"]
    assert found["sources"] == [
        {"name": "example.org", "url": "https://example.org/case", "date": "", "strength": "good"}
    ]
    newest = Store(laid[1]).newest()
    assert newest is not None
    assert found["snapshot"] == newest.id == current().snapshot


@pytest.mark.usefixtures("laid")
def test_dates_are_iso_text_in_json(capsys: Output) -> None:
    found = as_json(capsys, "case", "--param", "case_id=2020-a")
    assert found["rows"][0]["launch_day"] == "2020-11-01"


@pytest.mark.usefixtures("laid")
def test_csv_has_the_column_names_of_the_query(capsys: Output) -> None:
    out = answered(capsys, "cases_by_country", "--format", "csv")
    assert list(csv.reader(io.StringIO(out))) == [
        ["country_code", "cases", "newest_edition"],
        ["CL", "1", "2020"],
    ]


def test_csv_disarms_what_a_spreadsheet_would_run(folders: Folders, capsys: Output) -> None:
    lay(folders[0], files(cases=[{"name": "=1+1"}]))
    out = answered(capsys, "cases_of_edition", "--param", "edition=2020", "--format", "csv")
    assert "'=1+1" in next(csv.reader(io.StringIO(out.splitlines()[1])))


@pytest.mark.usefixtures("laid")
def test_a_table_names_the_figure_its_unit_its_day_and_its_snapshot(capsys: Output) -> None:
    lines = answered(capsys, "cases_by_country").splitlines()
    assert lines[0] == f"Cases by country (cases), 2026-11-22, {current().snapshot}"
    assert [line.split() for line in lines[1:]] == [
        ["country_code", "cases", "newest_edition"],
        ["CL", "1", "2020"],
    ]


def test_a_long_cell_of_a_table_is_cut(folders: Folders, capsys: Output) -> None:
    lay(folders[0], files(cases=[{"name": "N" * 90}]))
    out = answered(capsys, "cases_of_edition", "--param", "edition=2020")
    assert "N" * 43 + "…" in out
    assert "N" * 44 not in out


@pytest.mark.usefixtures("laid")
def test_french_is_spoken_when_asked(capsys: Output) -> None:
    assert as_json(capsys, "cases_by_country", "--lang", "fr")["label"] == "Cas par pays"


@pytest.mark.usefixtures("laid")
def test_the_language_is_that_of_the_environment_unless_asked(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    assert as_json(capsys, "cases_by_country")["unit"] == "cas"
    assert as_json(capsys, "cases_by_country", "--lang", "en")["unit"] == "cases"


def test_a_parameter_with_a_default_may_be_left_out(folders: Folders, capsys: Output) -> None:
    told = [{"outcome_id": f"o{index}"} for index in range(12)]
    lay(folders[0], files(outcomes=told))
    assert len(as_json(capsys, "outcomes_newest")["rows"]) == 10
    assert len(as_json(capsys, "outcomes_newest", "--param", "limit=3")["rows"]) == 3


@pytest.mark.usefixtures("laid")
def test_an_unknown_figure_is_refused_with_the_near_ones(capsys: Output) -> None:
    said = refused(capsys, "actions_by_editoin")
    assert "“actions_by_editoin”" in said
    near = said.split("Near it:")[1].strip(" .\n").split(", ")
    assert near[0] == "actions_by_edition"
    assert len(near) <= 3


@pytest.mark.usefixtures("laid")
def test_an_unknown_figure_near_nothing_lists_them_all(capsys: Output) -> None:
    said = refused(capsys, "zzzz")
    assert all(name in said for name in figures.names())


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (
            ["cases_of_edition"],
            "needs the parameter edition. Give it as --param edition=value.",
            "exige le paramètre edition. Donnez-le par --param edition=valeur.",
        ),
        (
            ["cases_by_country", "--param", "edition=2020"],
            "has no parameter “edition”. It takes: –.",
            "n’a pas de paramètre «\u00a0edition\u00a0». Il accepte\u00a0: –.",
        ),
        (
            ["cases_of_edition", "--param", "year=2020"],
            "has no parameter “year”. It takes: edition.",
            "n’a pas de paramètre «\u00a0year\u00a0». Il accepte\u00a0: edition.",
        ),
        (
            ["cases_of_edition", "--param", "edition=lately"],
            "“lately” does not fit the parameter edition, which is written as 2024.",
            "«\u00a0lately\u00a0» ne convient pas au paramètre edition, qui s’écrit comme 2024.",
        ),
        (
            ["outcomes_newest", "--param", "limit=-1"],
            "“-1” does not fit the parameter limit, which is written as 10.",
            "«\u00a0-1\u00a0» ne convient pas au paramètre limit, qui s’écrit comme 10.",
        ),
        (
            ["outcomes_newest", "--param", "limit=99999999999999999999"],
            "“99999999999999999999” does not fit the parameter limit, which is written as 10.",
            "«\u00a099999999999999999999\u00a0» ne convient pas au paramètre limit, qui s’écrit comme 10.",
        ),
        (
            ["time_to_release", "--param", "region=atlantis"],
            "“atlantis” does not fit the parameter region. It takes: africa, ",
            "«\u00a0atlantis\u00a0» ne convient pas au paramètre region. Il accepte\u00a0: africa, ",
        ),
        (
            ["cases_of_edition", "--param", "edition"],
            "“edition” is not of the form key=value.",
            "«\u00a0edition\u00a0» n’est pas de la forme clé=valeur.",
        ),
    ],
    ids=[
        "missing",
        "takes none",
        "unknown",
        "wrong",
        "negative",
        "too large",
        "no value",
        "malformed",
    ],
)
@pytest.mark.usefixtures("laid")
def test_a_parameter_that_does_not_fit_is_refused_in_one_sentence(
    capsys: Output, arguments: list[str], english: str, french: str
) -> None:
    assert english in refused(capsys, *arguments, "--lang", "en")
    assert french in refused(capsys, *arguments, "--lang", "fr")


@pytest.mark.usefixtures("laid")
def test_a_value_may_hold_an_equals_sign_and_a_quote(capsys: Output) -> None:
    assert as_json(capsys, "case", "--param", "case_id=' or 1=1 --")["rows"] == []


@pytest.mark.parametrize(
    "arguments",
    [["cases", "--format", "xml"], ["cases", "--lang", "de"], ["cases", "--nothing"]],
    ids=["format", "language", "option"],
)
def test_an_unknown_option_is_refused_in_one_line(capsys: Output, arguments: list[str]) -> None:
    assert refused(capsys, *arguments).startswith("python -m impact")


def test_a_broken_record_without_a_snapshot_is_refused_in_one_sentence(
    folders: Folders, capsys: Output
) -> None:
    lay(folders[0], files(cases=[{"people": "1 2O4"}]))
    said = refused(capsys, "cases", "--lang", "en")
    assert said.startswith("cases.csv, line 2, column people: “1 2O4”")


def test_a_broken_record_is_answered_from_the_last_good_one_and_said(
    laid: Folders, capsys: Output
) -> None:
    before = as_json(capsys, "cases")
    lay(laid[0], files(cases=[{"people": "1 2O4"}]))
    assert asked("cases", "--format", "json", "--lang", "en") == 0
    output = capsys.readouterr()
    assert json.loads(output.out) == before
    assert output.err.startswith("Something newer cannot be read")
    assert "cases.csv, line 2, column people" in output.err
    assert output.err.count("\n") == 1


def test_the_store_can_be_named(laid: Folders, capsys: Output, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    snapshot = as_json(capsys, "cases", "--store", str(other))["snapshot"]
    assert [kept.id for kept in Store(other).snapshots()] == [snapshot]
    assert not laid[1].exists()


@pytest.mark.usefixtures("laid")
def test_a_store_that_cannot_be_written_does_not_stop_an_answer(
    capsys: Output, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert len(as_json(capsys, "cases", "--store", str(tmp_path / "file" / "store"))["rows"]) == 1


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["--lang", "en"], "Date,Case,"),
        (["--lang", "fr"], "Date;Cas;"),
        (["--lang", "fr", "--separator", ","], "Date,Cas,"),
        (["--lang", "en", "--separator", "tab"], "Date\tCase\t"),
    ],
)
def test_a_template_divides_its_cells_as_the_spreadsheets_of_its_language_or_as_asked(
    arguments: list[str], start: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["template", "tally", *arguments]) == 0
    assert capfdbinary.readouterr().out.decode("utf-8-sig").startswith(start)


def test_a_template_is_had_as_a_workbook(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["template", "cases", "--format", "xlsx"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"PK")
