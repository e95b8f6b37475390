"""The command line and the drop folder in the name of somebody: no more than that person has on the pages."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import audit, publishing
from impact.exports.ledger import Entry
from impact.figures import live
from impact.server import checkup
from impact.server.watching import Watch
from impact.store import Store
from tests.conftest import files, lay, serve_others
from tests.test_approval import TALLY, outcome
from tests.test_doors import CLOSED, OPEN

BRITISH, SWISS, CHIEF, SPEAKER = "ada@gb.example", "bo@ch.example", "cy@w4r.example", "voice@w4r.example"  # fmt: skip
ROLES = f"""
[[role]]
role = "staff"
sections = ["GB"]
domains = ["gb.example"]
[[role]]
role = "staff"
sections = ["CH"]
addresses = ["Bo@ch.example"]
[[role]]
role = "admin"
addresses = ["{CHIEF}"]
groups = ["w4r-all"]
[[role]]
role = "spokesperson"
addresses = ["{SPEAKER}"]
"""

Output = pytest.CaptureFixture[str]


@pytest.fixture
def store(folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A server for others with an export of each of two sections."""
    lay(folders[0], files())
    live.current()
    serve_others(monkeypatch)
    (tmp_path / "roles.toml").write_text(ROLES)
    monkeypatch.setenv("IMPACT_ROLES", str(tmp_path / "roles.toml"))
    for who, section, count in ((BRITISH, "GB", 5), (SWISS, "CH", 7)):
        assert acted(who, "ingest", "--section", section, str(tally(tmp_path, section, count))) == 0
    return Store(folders[1])


def tally(folder: Path, name: str, count: int, day: str = "03") -> Path:
    path = folder / f"{name}.csv"
    path.write_text(TALLY.format(count).replace("2020-12-03", f"2020-12-{day}"))
    return path


def acted(who: str, *words: str) -> int:
    return main([words[0], "--as", who, "--lang", "en", *words[1:]])


def of(section: str) -> Entry:
    return next(each for each in live.current().ledger.entries.values() if each.section == section)


def test_a_section_s_staff_see_and_move_their_own_exports_alone(
    store: Store, capsys: Output
) -> None:
    capsys.readouterr()
    assert acted(BRITISH, "exports", "--json") == 0
    assert [row["section"] for row in json.loads(capsys.readouterr().out)] == ["GB"]
    for command in ("retract", "restore"):
        assert acted(BRITISH, command, of("CH").id) == 2
        assert "There is no export" in capsys.readouterr().err
    assert of("CH").stands
    assert acted(BRITISH, "retract", of("GB").id, "--reason", "twice") == 0
    last = list(audit.lines(store))[-1]
    assert (last["what"], last["door"], last["who"]) == ("retracted", "command line", BRITISH)
    assert acted(CHIEF, "restore", of("GB").id) == 0 and of("GB").stands


def test_a_section_s_staff_hand_in_for_their_own_alone_and_describe_no_platform(
    store: Store, tmp_path: Path, capsys: Output
) -> None:
    more, before = tally(tmp_path, "more", 9), store.newest()
    own = tmp_path / "own.yaml"
    own.write_text("mappings: {}\n")
    for command in ("check", "ingest"):
        for said in (["--section", "CH"], ["--section", ""], []):
            assert acted(BRITISH, command, *said, str(more)) == 2
            assert BRITISH in capsys.readouterr().err
        told = ["--section", "GB", "--mapping", f"{own}:tally", str(more)]
        assert acted(BRITISH, command, *told) == 2
        assert "needs the role admin" in capsys.readouterr().err
    assert store.newest() == before


def test_rows_of_the_record_wait_for_an_admin_here_too(
    store: Store, tmp_path: Path, capsys: Output
) -> None:
    assert acted(BRITISH, "ingest", "--section", "GB", str(outcome(tmp_path))) == 1
    [held] = live.current().ledger.held()
    capsys.readouterr()
    assert acted(SWISS, "held") == 0  # nothing of theirs
    for who, choice in ((SWISS, "approve"), (BRITISH, "approve"), (BRITISH, "drop")):
        assert acted(who, "decide", held.id, choice) == 2
    assert live.current().ledger.held() == [held]
    assert acted(CHIEF, "decide", held.id, "approve") == 0
    assert list(audit.lines(store))[-1]["who"] == CHIEF
    for words in (("retract",), ("decide", "undo")):
        assert acted(BRITISH, words[0], held.id, *words[1:]) == 2
        assert "needs the role admin" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("who", "words", "needed"),
    [
        (BRITISH, ("rules",), "admin"),
        (BRITISH, ("streams",), "admin"),
        (BRITISH, ("publications", "now"), "admin"),
        (BRITISH, ("publications", "rule", "at once"), "admin"),
        (BRITISH, ("audit",), "admin"),
        (BRITISH, ("backup", "file"), "admin"),
        (BRITISH, ("recover", "file"), "admin"),
        (BRITISH, ("store", "repair"), "admin"),
        (BRITISH, ("publish", "out"), "admin"),
        (BRITISH, ("sample", "out"), "admin"),
        (SPEAKER, ("exports",), "staff"),
        (SPEAKER, ("ingest", "file"), "staff"),
        (SPEAKER, ("publications",), "staff"),
    ],
)
def test_what_needs_another_role_is_refused_in_a_sentence_in_both_languages(
    store: Store, who: str, words: tuple[str, ...], needed: str, capsys: Output
) -> None:
    before = store.newest()
    assert acted(who, *words) == 2
    assert f"needs the role {needed}" in capsys.readouterr().err
    assert main([words[0], "--as", who, "--lang", "fr", *words[1:]]) == 2
    assert f"le rôle {needed}" in capsys.readouterr().err
    assert store.newest() == before


@pytest.mark.usefixtures("store")
def test_who_speaks_is_told_what_was_published_and_no_more(
    store: Store, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_SERVE", "local")  # whoever is named is told no more than others are

    def actions(who: str) -> list[int]:
        capsys.readouterr()
        assert acted(who, "figures", "actions_counted", "--format", "json") == 0
        return [row["actions"] for row in json.loads(capsys.readouterr().out)["rows"]]

    assert actions(BRITISH) == [12] and actions(SPEAKER) == []
    publishing.publish(store)
    assert actions(SPEAKER) == [12]
    assert (
        acted(SPEAKER, "digest") == 0
        and acted(SPEAKER, "talk", "--as-of", str(dt.date.today())) == 0
    )
    capsys.readouterr()
    assert acted(SPEAKER, "figures", "--json") == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)} == {*OPEN, *CLOSED}


@pytest.mark.usefixtures("store")
def test_somebody_whom_no_line_names_is_nobody(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for who in ("x@else.example", "gb.example", "x@notgb.example", "w4r-all"):
        assert acted(who, "figures") == 2
        assert who in capsys.readouterr().err
    monkeypatch.setenv("IMPACT_AS", "x@else.example")
    assert main(["figures"]) == 2
    assert "acting_unknown" in [fault.key for fault in checkup._doors()]  # and no server starts
    assert acted(BRITISH, "exports") == 0  # what is said with the command counts
    monkeypatch.setenv("IMPACT_AS", "ADA@GB.example ")
    assert main(["exports"]) == 0 and main(["rules"]) == 2
    (tmp_path / "roles.toml").unlink()
    assert main(["exports"]) == 2


@pytest.mark.usefixtures("store")
def test_an_empty_name_is_not_whoever_has_the_machine(capsys: Output) -> None:
    for name in ("", " "):
        assert acted(name, "exports") == 2
        assert "--as" in capsys.readouterr().err


@pytest.mark.usefixtures("store")
def test_the_settings_are_looked_at_as_they_are_whoever_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMPACT_SERVE", "local")
    acted(CHIEF, "doctor")
    assert os.environ["IMPACT_SERVE"] == "local"


def test_the_drop_folder_in_somebody_s_name_takes_in_their_sections_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_AS", BRITISH)
    place = tmp_path / "dropped"
    for section, count in (("GB", 50), ("CH", 70)):
        (place / section).mkdir(parents=True)
        tally(place / section, "later", count, "04")
    outcome(place / "GB")
    watch = Watch(place, store.folder)
    told = [report for now in (0.0, 5.0, 10.0) for report in watch.look(now)]
    found = {(each.file, each.verdict): each for each in told}
    assert sorted(each.verdict for each in told) == ["accepted", "held", "refused"]
    assert "CH" in found["later.csv", "refused"].message("fr")
    lines = [line for line in audit.lines(store) if line["door"] == "drop folder"]
    assert {(line["who"], line["section"]) for line in lines} == {(BRITISH, "GB")}


@pytest.mark.usefixtures("store")
def test_staff_who_see_no_file_are_told_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """ "Nothing was taken in yet" stood there, though the world's files were in."""
    other = (
        ROLES.replace('"GB"', '"FR"')
        + '[[role]]\nrole = "staff"\naddresses = ["no@where.example"]\n'
    )
    (tmp_path / "roles.toml").write_text(other)
    monkeypatch.setenv("IMPACT_ROLES", str(tmp_path / "roles.toml"))
    capsys.readouterr()
    for who, said in (
        (BRITISH, "Nothing of your sections"),
        ("no@where.example", "No section is yours"),
    ):
        assert acted(who, "exports") == 0
        assert said in capsys.readouterr().out
