"""The audit log tells who did what, in a chain that shows what was altered; a backup brings all of it back."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from impact.cli.main import main
from impact.exports import audit, backup, secret, taking
from impact.faults import Fault
from impact.figures import live
from impact.press.static_site import publish
from impact.store import Store
from tests.conftest import files, lay

Folders = tuple[Path, Path]


@pytest.fixture
def store(folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three actions of one case in one export, taken in on the command line."""
    monkeypatch.setattr("getpass.getuser", lambda: "kim")
    lay(
        folders[0],
        files(
            editions=[{"edition_year": 2025}],
            cases=[{"case_id": "2025-a", "edition_year": 2025, "name": "Ada", "name_fr": "Ada"}],
            outcomes=[{"case_id": "2025-a"}],
            case_actions=[{"edition_year": 2025, "case_id": "2025-a"}],
            section_dates=[{"edition_year": 2025}],
            section_actions=[{"edition_year": 2025}],
        ),
    )
    sheet = tmp_path / "list.csv"
    sheet.write_text(
        "Date,Case,Action type,Channel,Number\n2025-12-01,2025-a,letter,offline,3\n", "utf-8"
    )
    assert main(["ingest", str(sheet)]) == 0
    return Store(folders[1])


def told(store: Store) -> list[dict[str, Any]]:
    return [dict(line) for line in audit.lines(store)]


def flaws(store: Store) -> list[tuple[int, str]]:
    steps = len(taking.ledger_now(store).events)
    return [(flaw.line, flaw.kind) for flaw in audit.verify(store, steps)]


def export_of(store: Store) -> str:
    return taking.entries(store)[0].id


def test_every_act_is_noted_with_who_through_which_door_and_why(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = export_of(store)
    assert main(["retract", export, "--reason", "sent twice"]) == 0
    audit.act_as("page", "lee@example.org")
    taking.restore(store, export)
    taking.keep_own(store, {"zones": {"FR": "Europe/Paris"}})
    monkeypatch.setattr("impact.press.static_site._written", lambda *_: 0)
    monkeypatch.setenv("IMPACT_ADDRESS", "https://example.org")
    publish(tmp_path / "bulletin")
    acts = [
        (line["door"], line["who"], line["what"], line.get("of"), line.get("why", ""))
        for line in told(store)
        if line["what"] != "record"
    ]
    newest = store.newest()
    assert newest is not None
    assert acts == [
        ("command line", "kim", "taken", export, ""),
        ("command line", "kim", "retracted", export, "sent twice"),
        ("page", "lee@example.org", "restored", export, ""),
        ("page", "lee@example.org", "mapping", newest.id, ""),
        ("page", "lee@example.org", "published", live.current().snapshot, ""),
    ]
    assert flaws(store) == []
    assert audit.path_of(store).stat().st_mode & 0o077 == 0


def test_what_is_only_looked_at_or_fails_is_not_noted(store: Store, tmp_path: Path) -> None:
    before = told(store)
    assert main(["check", str(tmp_path / "list.csv")]) == 0
    assert main(["ingest", str(tmp_path / "list.csv")]) == 0  # it is in already
    assert main(["retract", "nothing-of-this-name"]) == 2
    assert told(store) == before


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda lines: [lines[0].replace(b'"kim"', b'"lee"'), *lines[1:]], [(1, "altered")]),
        (lambda lines: lines[1:], [(1, "follows_not")]),
        (lambda lines: [lines[0], lines[2]], [(2, "follows_not")]),
        (lambda lines: [lines[0], lines[0], *lines[1:]], [(2, "follows_not")]),
        (lambda lines: [lines[0], b"{}", lines[2]], [(2, "unreadable")]),
        (lambda lines: lines[:-1], [(3, "steps_missing")]),
        (lambda _lines: [], [(1, "steps_missing")]),
    ],
    ids=["altered", "first gone", "one gone", "one twice", "no line", "last gone", "all gone"],
)
def test_a_broken_chain_is_named_with_its_line(
    store: Store, capsys: pytest.CaptureFixture[str], change: Any, found: list[tuple[int, str]]
) -> None:
    taking.retract(store, export_of(store), "one")
    taking.restore(store, export_of(store))
    path = audit.path_of(store)
    lines = path.read_bytes().splitlines()
    assert (len(lines), flaws(store)) == (3, [])
    assert main(["audit", "verify"]) == 0
    path.write_bytes(b"".join(line + b"\n" for line in change(lines)))
    assert flaws(store) == found
    capsys.readouterr()
    assert main(["audit", "verify", "--lang", "fr"]) == 2
    assert f"ligne {found[0][0]}" in capsys.readouterr().out


def test_steps_whose_lines_a_kill_lost_are_noted_with_the_next(store: Store) -> None:
    path, export = audit.path_of(store), export_of(store)
    kept = path.read_bytes()
    taking.retract(store, export, "lost")
    path.write_bytes(kept + b'{"number": 2, "at"')  # the writer was stopped within its line
    assert flaws(store) == [(2, "not_whole")]
    taking.restore(store, export)
    assert [(line["door"], line["what"]) for line in told(store)[1:]] == [
        ("earlier", "retracted"),
        (audit.doer().door, "restored"),
    ]
    assert flaws(store) == []


def test_a_log_that_cannot_be_written_undoes_nothing_and_is_not_silent(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    audit.path_of(store).unlink()
    audit.path_of(store).mkdir()
    taking.retract(store, export_of(store), "still done")
    assert taking.entries(store)[0].reason == "still done"
    assert "audit log cannot be written" in caplog.text
    assert main(["audit", "verify"]) == 2


def test_a_backup_brings_back_the_same_figures_snapshots_and_log(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def figures() -> Any:
        live._LIVE.clear()
        state = live.current()
        return state.snapshot, state.database.rows("actions_counted"), live.held()

    before, log = figures(), told(store)
    file, other = tmp_path / "kept.tar.gz", tmp_path / "elsewhere" / "store"
    assert main(["backup", str(file)]) == 0
    assert "store.secret" in capsys.readouterr().out
    assert file.stat().st_mode & 0o077 == 0
    assert main(["recover", str(file), "--store", str(other)]) == 0
    monkeypatch.setenv("IMPACT_STORE", str(other))
    assert figures() == before
    again = told(Store(other))
    assert again[: len(log)] == log
    assert [line["what"] for line in again[len(log) :]] == ["recovered"]
    assert flaws(Store(other)) == []
    with pytest.raises(Fault, match="secret"):
        secret.secret(Store(other))
    # With the secret beside it, the same file is known to be in.
    secret.path_of(store).rename(secret.path_of(Store(other)))
    assert main(["ingest", str(tmp_path / "list.csv"), "--store", str(other)]) == 0
    assert len(taking.entries(Store(other))) == 1


def test_a_backup_with_the_secret_needs_nothing_else(store: Store, tmp_path: Path) -> None:
    file, other = tmp_path / "kept.tar.gz", tmp_path / "elsewhere" / "store"
    assert main(["backup", str(file), "--with-secret"]) == 0
    assert main(["recover", str(file), "--store", str(other)]) == 0
    assert secret.secret(Store(other)) == secret.secret(store)


def test_a_backup_replaces_nothing_and_of_a_damaged_store_none_is_made(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "kept.tar.gz"
    backup.make(store, file)
    with pytest.raises(Fault, match="there already"):
        backup.make(store, file)
    with pytest.raises(Fault, match="only where no store is"):
        backup.recover(file, store.folder)
    newest = store.newest()
    assert newest is not None
    content = store.path(newest.files["cases.csv"])
    content.write_bytes(content.read_bytes()[:-1])
    with pytest.raises(Fault, match=r"cases\.csv"):
        backup.make(store, tmp_path / "other.tar.gz")
    assert sorted(path.name for path in tmp_path.glob("*.tar.gz*")) == ["kept.tar.gz"]


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "store/contents/../../x", "store/x"]
)
def test_a_foreign_or_broken_backup_writes_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_text("x", "utf-8")
    for file, kind in ((tmp_path / "foreign.tar.gz", "foreign"), (tmp_path / "cut.tar.gz", "cut")):
        with tarfile.open(file, "w:gz") as tar:
            tar.add(tmp_path / "x", name)
        if kind == "cut":
            file.write_bytes(file.read_bytes()[:40])
        with pytest.raises(Fault, match="Nothing was recovered"):
            backup.recover(file, tmp_path / "new" / "store")
        assert list((tmp_path / "new").iterdir()) == []
    link = tarfile.TarInfo("store/newest.json")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(tmp_path / "link.tar.gz", "w:gz") as tar:
        tar.addfile(link)
    with pytest.raises(Fault, match="Nothing was recovered"):
        backup.recover(tmp_path / "link.tar.gz", tmp_path / "new" / "store")


def test_the_log_is_listed_for_people_and_for_programs(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["audit"]) == 0
    assert "command line  kim  taken  " in capsys.readouterr().out
    assert main(["audit", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert line["of"] == export_of(store) and len(line["hash"]) == 64
