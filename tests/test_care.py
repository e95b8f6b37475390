"""A store that can be trusted: what is not as it was written is noticed, named, and mended where it can be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import care, secret
from impact.faults import Fault
from impact.figures import live
from impact.store import Store
from tests.conftest import files, lay

CASES = [{"case_id": "2025-a", "edition_year": 2025, "name": "Ada Amal", "name_fr": "Ada Amal"}]


def tally(path: Path, *rows: str) -> str:
    path.write_text("Date,Case,Action type,Channel,Number\n" + "\n".join(rows) + "\n")
    return str(path)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record and of a store of ten exports: nine tallies, and one of actions with keys."""
    folder = tmp_path_factory.mktemp("care")
    (folder / "record").mkdir()
    lay(
        folder / "record",
        files(
            editions=[{"edition_year": 2025}],
            cases=CASES,
            outcomes=[{"case_id": "2025-a"}],
            case_actions=[{"edition_year": 2025, "case_id": "2025-a"}],
            section_dates=[{"edition_year": 2025}],
            section_actions=[{"edition_year": 2025}],
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_RECORD", str(folder / "record"))
        patch.setenv("IMPACT_STORE", str(folder / "store"))
        for number in range(1, 10):
            sheet = tally(
                folder / f"list {chr(96 + number)}.csv",
                f"2025-12-{number:02},2025-a,letter,offline,{number}",
            )
            assert main(["ingest", sheet]) == 0
        keyed = folder / "proca.csv"
        keyed.write_text(
            "id,firstname,country,email,widget,type,date,campaign\n"
            "1,A,CA,a@example.org,w,petition,2025-12-20T15:00:00,2025-a\n"
        )
        assert main(["ingest", str(keyed)]) == 0
        assert live.current().database.rows("actions_counted")[0]["actions"] == 46
    return folder


@pytest.fixture
def ten(laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the store, to be broken."""
    shutil.copytree(laid, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("IMPACT_RECORD", str(tmp_path / "record"))
    monkeypatch.setenv("IMPACT_STORE", str(tmp_path / "store"))
    live._LIVE.clear()
    return tmp_path / "store"


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "one bit": flip,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
}


def every(store: Path) -> list[Path]:
    """Every file of a store that holds anything, and its secret."""
    kept = [path for path in store.rglob("*") if path.is_file() and path.stat().st_size]
    return [*sorted(kept), store.parent / f"{store.name}.secret"]


def test_a_store_that_nothing_happened_to_is_whole(ten: Path) -> None:
    assert care.verify(Store(ten)) == []
    assert main(["store", "verify"]) == 0


@pytest.mark.parametrize("kind", DAMAGES)
def test_any_damage_to_any_file_of_a_store_is_noticed(ten: Path, kind: str) -> None:
    missed = []
    for path in every(ten):
        kept = path.read_bytes()
        DAMAGES[kind](path)
        if not care.verify(Store(ten)):
            missed.append(str(path.relative_to(ten.parent)))
        path.write_bytes(kept)
    assert missed == []
    assert care.verify(Store(ten)) == []


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_damage_makes_another_number(ten: Path, kind: str) -> None:
    """Whoever asks is answered with what is true, or told what is broken."""
    wrong = []
    for path in every(ten):
        kept = path.read_bytes()
        DAMAGES[kind](path)
        live._LIVE.clear()
        try:
            found = sum(row["actions"] for row in live.current().database.rows("actions_counted"))
        except Fault:
            found = 46
        if found != 46:
            wrong.append((str(path.relative_to(ten.parent)), found))
        path.write_bytes(kept)
    assert wrong == []


def test_a_damaged_count_is_a_named_fault_at_the_command(
    ten: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = Store(ten).newest()
    assert newest is not None
    piece = next(digest for name, digest in newest.files.items() if name.startswith("rollup/"))
    flip(ten / "contents" / piece)
    assert main(["figures", "actions_counted"]) == 2
    assert "store" in capsys.readouterr().err
    assert main(["store", "verify", "--json"]) == 2


def test_a_running_server_keeps_its_figures_and_tells_the_fault(ten: Path) -> None:
    before = live.current()
    assert before.database.rows("actions_counted")[0]["actions"] == 46
    (ten / "newest.json").write_bytes(b"")
    now = live.current()
    assert now.database.rows("actions_counted")[0]["actions"] == 46
    assert now.fault is not None and now.fault.key == "store_damaged"


def test_a_store_that_is_gone_while_the_server_runs_leaves_the_figures(ten: Path) -> None:
    live.current()
    shutil.rmtree(ten)
    now = live.current()
    assert now.database.rows("actions_counted")[0]["actions"] == 46
    assert now.fault is not None and now.fault.key == "store_gone"


@pytest.mark.parametrize(
    "name", ["newest.json", "newest manifest", "rollup", "sums", "rows", "claims.csv"]
)
def test_what_can_be_had_from_elsewhere_is_mended(
    ten: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(ten)
    newest = store.newest()
    assert newest is not None
    if name == "newest.json":
        path = ten / name
    elif name == "newest manifest":
        path = max((ten / "snapshots").iterdir())
    else:
        digest = next(each for key, each in newest.files.items() if key.startswith(name))
        path = ten / "contents" / digest
    flip(path)
    main(["store", "repair"])
    capsys.readouterr()
    live._LIVE.clear()
    assert live.current().database.rows("actions_counted")[0]["actions"] == 46
    assert main(["ingest", tally(ten.parent / "late.csv", "2025-12-30,2025-a,call,offline,4")]) == 0
    assert live.current().database.rows("actions_counted")[0]["actions"] == 50


def test_one_flipped_bit_of_the_secret_is_refused_and_nothing_counts_twice(ten: Path) -> None:
    flip(ten.parent / f"{ten.name}.secret")
    with pytest.raises(Fault, match="secret"):
        secret.secret(Store(ten))


def test_another_secret_by_setting_is_refused(ten: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_SECRET", "another one altogether")
    with pytest.raises(Fault, match="IMPACT_SECRET"):
        secret.secret(Store(ten))


def test_verify_tells_as_json_what_is_damaged(
    ten: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = Store(ten).newest()
    assert newest is not None
    (ten / "contents" / newest.files["claims.csv"]).unlink()
    assert main(["store", "verify", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["whole"] is False
    assert "claims.csv" in {each["name"] for each in told["damaged"]}
