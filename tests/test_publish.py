"""The bulletin: the same bytes from files as from the desk, and nothing of anyone else is lost."""

from __future__ import annotations

import gzip
import hashlib
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from impact import live
from impact.cli import main
from impact.faults import Fault, Place
from impact.press import addresses, publish, site
from impact.press.desk import Desk
from tests.conftest import files, lay


def some() -> list[str]:
    """One address in a hundred, and one of each kind at least."""
    found = addresses()
    kinds = {re.sub(r"[^/.]+(?=[.?]|$)", "", address, count=1): address for address in found}
    return list(dict.fromkeys([*found[::100], *kinds.values()]))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bulletin of a tiny record, whose folders stay set."""
    folder = tmp_path_factory.mktemp("bulletin")
    (folder / "record").mkdir()
    lay(folder / "record", files())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_RECORD", str(folder / "record"))
        patch.setenv("IMPACT_STORE", str(folder / "store"))
        # Streamlit's test runner leaves a page as the main module, which new processes would run.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        chosen = some()
        patch.setattr(site, "addresses", lambda *_, **__: chosen)
        publish.publish(folder / "out")
        yield folder / "out"


@pytest.fixture(autouse=True)
def _its_store(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(out.parent / "store"))


def sums(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_file_is_what_the_desk_answers(out: Path) -> None:
    desk = Desk()
    for address in some():
        path, _, query = address.partition("?")
        answer = desk.answer(path.encode(), query.encode(), b"en")
        file = out / "www" / publish.file_of(address)
        assert answer.status == 200, address
        assert file.read_bytes() == answer.body, address
        small = file.with_name(f"{file.name}.gz")
        assert small.is_file() == bool(answer.small)
        assert not answer.small or gzip.decompress(small.read_bytes()) == answer.body


def test_a_bulletin_is_written_again_in_its_place_with_the_same_bytes(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sums(out)
    (out / "www" / "left_over.html").write_text("of an older snapshot")
    monkeypatch.setattr(publish, "_PROCESSES", 1)  # each takes a second to start
    _, count = publish.publish(out)
    assert sums(out) == before
    assert count == len(before)
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_folder_of_someone_else_is_left_alone(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["publish", str(tmp_path), "--lang", lang]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_every_site_has_is_there_too(out: Path) -> None:
    www = out / "www"
    assert site.not_found("fr").body == (www / "fr" / "404.html").read_bytes()
    assert site.not_found("en").body == (www / "404.html").read_bytes()
    assert (www / "robots.txt").is_file() and (www / "sitemap.xml").is_file()


def test_no_two_addresses_share_a_file() -> None:
    found = addresses(all_pictures=True)
    assert len({publish.file_of(address) for address in found}) == len(found)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/press", "press/index.html"),
        ("/fr/presse/pace?edition=2021", "fr/edition=2021/presse/pace/index.html"),
        ("/api/v1/figures?lang=en", "api/v1/figures/index.json"),
        (
            "/api/v1/figures/pace.svg?edition=2021&lang=fr&shape=tall&theme=light",
            "fr/edition=2021/shape=tall/api/v1/figures/pace.svg",
        ),
        ("/data/?lang=fr", "fr/data/index.html"),
        ("/data/SHA256SUMS", "data/SHA256SUMS"),
    ],
)
def test_the_file_of_an_address_is_told_by_one_rule(address: str, file: str) -> None:
    assert publish.file_of(address) == file


@pytest.mark.parametrize("case", ["../../etc", "..", "a%2Fb", "<b>", ".hidden"])
def test_no_key_of_a_case_leads_out_of_the_folder(case: str) -> None:
    with pytest.raises(Fault, match="cannot be a file"):
        publish.file_of(f"/press/cases/{case}")


def test_nginx_looks_for_what_is_there_and_for_nothing_else(out: Path) -> None:
    config = (out / "nginx.conf").read_text(encoding="utf-8")
    rule = re.search(r'"~(\^\(\(lang=.*\$)" 0;', config)
    assert rule is not None
    for address in addresses(all_pictures=True):
        assert re.match(rule[1], address.partition("?")[2]), address
    for query in ("as_of=2026-11-22", "country=CL", "edition=2020&limit=3", "lang=de", "case=../x"):
        assert not re.match(rule[1], query)
    # Parameters stand in the folder's name in the order in which file_of sorts them.
    assert "$in_path$in_case$in_edition$in_shape$in_theme" in config
    assert config.count("{") == config.count("}")
    assert "frame-ancestors *" in config and "stale-while-revalidate" in config


def test_a_fault_comes_back_whole_from_another_process() -> None:
    fault = Fault("not_whole", Place("cases.csv", 3, "people"), found="x")
    again = pickle.loads(pickle.dumps(fault))
    assert again.sentence("fr") == fault.sentence("fr")


def test_an_address_that_fails_leaves_what_was_published(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sums(out)
    monkeypatch.setattr(site, "addresses", lambda *_, **__: ["/press/nothing"])
    with pytest.raises(Fault, match="/press/nothing"):
        publish.publish(out)
    assert sums(out) == before
    assert live.current().snapshot in (out / "published.json").read_text(encoding="utf-8")
