"""Whether the product can do its work where it runs: each setting that cannot be meant is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.faults import Fault
from impact.press import static_site
from impact.server import checkup
from impact.store import Store

Folders = tuple[Path, Path]


def amiss(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """The checks of `doctor` that found something, with what they say."""
    status = main(["doctor", "--json"])
    tree = json.loads(capsys.readouterr().out)
    found = {each["check"]: each["faults"] for each in tree["checks"] if each["faults"]}
    assert (status, tree["well"]) == ((2, False) if found else (0, True))
    return found


@pytest.fixture
def _well(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.conftest import files, lay

    lay(folders[0], files())
    monkeypatch.setenv("IMPACT_STORE", str(folders[1]))


@pytest.mark.usefixtures("_well")
def test_all_is_well_where_nothing_is_amiss(capsys: pytest.CaptureFixture[str]) -> None:
    assert amiss(capsys) == {}


@pytest.mark.usefixtures("_well")
@pytest.mark.parametrize(
    ("name", "text", "check", "said"),
    [
        ("IMPACT_ADRESS", "https://x.org", "settings", "Is IMPACT_ADDRESS meant?"),
        ("IMPACT_COLOUR", "blue", "settings", "IMPACT_COLOUR is no setting"),
        ("IMPACT_ADDRESS", "example.org", "address", "as https://example.org"),
        ("IMPACT_ADDRESS", "//example.org", "address", "“//example.org”"),
        ("IMPACT_ADDRESS", "https://exa mple.org", "address", "no address"),
        ("IMPACT_NEXT_UPDATE", "soon", "next_update", "“soon”"),
        ("IMPACT_EXPORTS", "/nope", "folders", "/nope"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told(
    name: str, text: str, check: str, said: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv(name, text)
    found = amiss(capsys)
    assert list(found) == [check] and said in found[check][0]


@pytest.mark.usefixtures("_well")
def test_a_store_that_was_damaged_and_a_clock_that_went_back_are_told(
    folders: Folders, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(folders[1])
    made = store.keep({"a.csv": b"a,b\n1,2\n"})
    with monkeypatch.context() as patch:
        patch.setattr("impact.store._now", lambda: "2999-01-01T00:00:00+00:00")
        store.keep({"a.csv": b"a,b\n1,3\n"})
    assert "2999-01-01" in amiss(capsys)["clock"][0]
    store.path(made.files["a.csv"]).write_bytes(b"")
    assert "it was altered" in amiss(capsys)["store"][0]


@pytest.mark.parametrize(
    "address", ["https://w4r.example", "http://127.0.0.1:8600", "http://[::1]:80/a/b"]
)
def test_an_address_with_its_scheme_is_taken(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_ADDRESS", address)
    checkup.refuse()


def test_links_that_would_lead_nowhere_are_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Fault, match="--address"):
        static_site.publish(tmp_path / "out")
    monkeypatch.setenv("IMPACT_ADDRESS", "example.org")
    for command in (["figures", "cases_total"], ["publish", str(tmp_path / "out")]):
        assert main(command) == 2
        assert "https://example.org" in capsys.readouterr().err
    monkeypatch.delenv("IMPACT_ADDRESS")
    assert main(["publish", str(tmp_path / "out"), "--address", "example.org"]) == 2
    assert not (tmp_path / "out").exists()
