"""Whether the product can do its work where it runs: each setting that cannot be meant is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import secret
from impact.faults import Fault
from impact.press import static_site
from impact.server import checkup, meant
from impact.settings import SETTINGS
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
        ("IMPACT_NEXT_UPDATE", "2020-01-01", "next_update", "which is over"),
        ("IMPACT_NEXT_UPDATE", "20991210", "next_update", "no day"),
        ("IMPACT_EXPORTS", "/nope", "folders", "/nope"),
        ("IMPACT_STORE", "/dev/null/store", "folders", "cannot be written"),
        ("IMPACT_SMALL", "ten", "settings", "“ten”: write a whole number"),
        ("IMPACT_SMALL", "-1", "settings", "“-1”"),
        ("IMPACT_LOG", "xml", "settings", "one of plain, json"),
        ("IMPACT_WEBHOOK", "hooks.example/secret", "settings", "begins with https://"),
        ("IMPACT_WEBHOOK", "http://hooks.example/secret", "settings", "begins with https://"),
        ("IMPACT_WEBHOOK_LANG", "de", "settings", "one of en, fr"),
        ("IMPACT_TAKE_PART", "example.org", "settings", "“example.org”"),
        ("IMPACT_METRICS_TOKEN", "short", "settings", "is not shown"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told(
    name: str, text: str, check: str, said: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv(name, text)
    found = amiss(capsys)
    assert list(found) == [check] and said in found[check][0]
    assert "secret" not in found[check][0].replace("for it is a secret", "")


ROLES = """
[[role]]
role = "staff"
sections = [{sections}]
addresses = [{addresses}]

[[role]]
role = "admin"
addresses = ["boss@gb.example", "Boss@gb.example"]
domains = [{domains}]
"""


@pytest.mark.usefixtures("_well")
@pytest.mark.parametrize(
    ("sections", "addresses", "domains", "said"),
    [
        ('"gb"', "", "", "“gb” is GB"),
        ('"*"', "", "", "no section is called “*”"),
        ('"XX"', "", "", "no section is called “XX”"),
        ('"GB", " "', "", "", "has an entry that is empty"),
        ('"GB"', '"ada@gb.example "', "", "blanks around it"),
        ('"GB"', '"gb.example"', "", "“gb.example” under addresses is no address"),
        ('"GB"', '"BOSS@gb.example"', "", "stands under two roles; the stronger one counts, admin"),
        ('"GB"', "", '"@gb.example"', "“@gb.example” under domains is no domain"),
        ('"GB"', "", '"https://gb.example"', "under domains is no domain"),
        ('"GB"', "", "", "“boss@gb.example” stands twice"),
    ],
)
def test_an_odd_entry_of_a_file_of_roles_is_told(
    sections: str, addresses: str, domains: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    file = tmp_path / "roles.toml"
    file.write_text(ROLES.format(sections=sections, addresses=addresses, domains=domains))
    monkeypatch.setenv("IMPACT_ROLES", str(file))
    monkeypatch.setenv("IMPACT_SERVE", "local")
    told = list(meant.faults("doors"))
    assert any(said in fault.sentence("en") and fault.sentence("fr") for fault in told), told
    refusing = [fault for fault in told if fault.key not in meant.TOLD]
    assert bool(refusing) == ("stands" not in said)


@pytest.mark.usefixtures("_well")
@pytest.mark.parametrize(
    ("name", "text"),
    [("IMPACT_SMALL", "ten"), ("IMPACT_FOUR_EYE", "1"), ("IMPACT_WEBHOOK", "hooks.example"), ("IMPACT_STORE", "/dev/null/x")],
)  # fmt: skip
def test_a_server_for_others_does_not_start_with_a_setting_that_cannot_be_meant(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, text)
    checkup.refuse(serving=True)  # on one's own machine it is told
    monkeypatch.setenv("IMPACT_SERVE", "public")
    monkeypatch.setattr(checkup, "_doors", lambda: iter(()))
    with pytest.raises(Fault, match=name):
        checkup.refuse(serving=True)
    monkeypatch.delenv(name)
    monkeypatch.setenv("IMPACT_NEXT_UPDATE", "2020-01-01")  # it was right when it was written
    checkup.refuse(serving=True)


def test_each_setting_is_of_a_kind_that_has_a_check() -> None:
    assert {setting.kind for setting in SETTINGS} == meant.KINDS.keys()


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


@pytest.mark.usefixtures("_well")
def test_a_lost_secret_and_a_damaged_file_are_told_in_words_of_the_reader(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The code "secret_lost" stood there, and what is wrong in English in French sentences."""
    tally = tmp_path / "tally.csv"
    tally.write_text("Date,Case,Action type,Channel,Number\n2020-12-01,A,letter,offline,30\n")
    assert main(["ingest", str(tally), "--section", "US"]) == 0
    store = Store(folders[1])
    secret.path_of(store).unlink()
    newest = store.newest()
    assert newest is not None
    store.path(newest.files["cases.csv"]).write_bytes(b"")
    capsys.readouterr()
    for command in (["doctor"], ["store", "verify"], ["store", "verify", "--json"]):
        assert main([*command, "--lang", "fr"]) == 2
        said = capsys.readouterr().out
        assert "il manque ou est abîmé" in said and "il a été modifié" in said
        assert "secret_lost" not in said and "it was altered" not in said
        main([*command, "--lang", "en"])
        said = capsys.readouterr().out
        assert "it is missing or damaged" in said and "it was altered" in said
