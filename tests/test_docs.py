"""The documentation says what is so: commands run, settings are listed, links lead somewhere."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from impact import routes
from impact.cli.main import main
from impact.press import datapackage
from impact.press.parameters import FILTERS
from impact.press.service import Service
from impact.record.reader import read
from impact.record.schema import TABLES
from impact.server import watching
from impact.settings import ROOT, SETTINGS
from tests import house
from tests.pages import shown, visit
from tests.test_shape import RANK

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / name
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/record/README.md")
] + sorted((ROOT / "docs").rglob("*.md"))


def _sessions() -> list[tuple[str, str]]:
    """Commands of this product in the README, each with the output printed under it."""
    blocks = re.findall(r"```console\n\$ (.*?)\n(.*?)```", README, re.S)
    return [(command, output) for command, output in blocks if "impact" in command]


@pytest.mark.parametrize(("command", "output"), _sessions(), ids=lambda text: text[:60])
def test_a_command_of_the_readme_prints_what_the_readme_says(
    command: str,
    output: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Run here: a process of its own takes a second, most of it to import; the first one has it."""
    words = command.split()
    assert words[:3] == ["python", "-m", "impact"]
    if command == _sessions()[0][0]:
        env = {"IMPACT_STORE": str(tmp_path), "LANG": "C.UTF-8", "PATH": ""}
        subprocess.run([sys.executable, *words[1:]], cwd=ROOT, env=env, check=False)
    else:
        for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", "C.UTF-8")
        monkeypatch.setenv("IMPACT_STORE", str(tmp_path))
        monkeypatch.chdir(ROOT)
        main(words[3:])
    said = capfd.readouterr()
    printed = re.sub(r" +", " ", said.out + said.err)
    for line in output.splitlines():
        assert re.sub(r" +", " ", line.rstrip()) in printed


@pytest.mark.parametrize(
    ("address", "answer"), re.findall(r"^GET (\S+)\n(?:\n(HTTP.*?)```)?", README, re.S | re.M)
)
def test_an_address_of_the_readme_answers_what_the_readme_says(address: str, answer: str) -> None:
    path, _, query = address.partition("?")
    found = Service().answer(path.encode(), query.encode())
    assert found.status == (int(answer.split()[1]) if answer else 200)
    for line in answer.splitlines()[1:]:
        assert line in found.body.decode()


def test_the_api_document_names_every_address_and_parameter() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    plain = (each.path for each in routes.ADDRESSES if "{" not in each.path)
    for path in (*plain, *datapackage.FILES, datapackage.ZIP):
        assert path.rpartition("/")[2] in text
    for name in (*FILTERS, "lang", "as_of", "limit", "shape", "theme"):
        assert f"`{name}`" in text


def test_the_readme_lists_every_setting_with_its_default() -> None:
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "–"
        assert f"| `{setting.name}` | {default} | {setting.help} |" in README


def test_the_readme_left_a_page_of_the_dashboard_out() -> None:
    table = README.partition("## What it shows")[2].partition("\n## ")[0]
    paths = [re.sub(r"\?.*", "", cell) for cell in re.findall(r"\| `(/[^`]*)` \|", table)]
    assert sorted(paths) == sorted(page.path for page in routes.PAGES)


def test_the_readme_names_both_commands_before_anything_else() -> None:
    assert (
        0 < README.index("$ make run") < README.index("$ make test") < README.index("pip install")
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_record_ships_with_its_own_readme_that_names_every_file() -> None:
    text = (ROOT / "data" / "record" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "data" / "record").glob("*.csv"):
        assert path.name in text


def test_the_readme_of_the_record_agrees_with_the_contract() -> None:
    text = (ROOT / "data" / "record" / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        rows = len(read(ROOT / "data" / "record").tables[table.name])
        key = ", ".join(f"`{name}`" for name in table.key)
        assert f"| `{table.file}` | {rows} | {table.one_row} | {key} |" in text


def test_the_readme_shows_what_the_page_says_of_the_dropped_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(tmp_path / "store"))
    (tmp_path / "exports").mkdir()
    shutil.copy(
        ROOT / "tests" / "exports" / "samples" / "actionkit_core_action.csv", tmp_path / "exports"
    )
    watch = watching.Watch(tmp_path / "exports", tmp_path / "store")
    assert [report.verdict for time in (0, 10) for report in watch.look(time)] == ["accepted"]
    monkeypatch.setattr(watching, "_WATCH", watch)
    said = shown(visit("exports"))
    told = README[README.index("● actionkit_core_action.csv") :].split("```")[0].splitlines()
    assert len(told) == 4
    assert [line for line in told[1:] if line not in said] == []
    assert "actionkit_core_action.csv" in said and told[0].endswith("· CA-FR")


def test_what_the_architecture_names_is_there_and_its_picture_is_drawn_from_the_house() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(impact\.[\w.]+)`", text))
    assert len(named) > 25
    for name in named:
        module, _, attribute = name.rpartition(".")
        if importlib.util.find_spec(module) is None or not hasattr(
            importlib.import_module(module), attribute
        ):
            assert importlib.util.find_spec(name), name
    for path in re.findall(r"`((?:pages|queries|tests)/[\w/.]+\.\w+)`", text):
        assert "NAME" in path or (ROOT / path).exists(), path
    assert house.PICTURE.read_text(encoding="utf-8") == house.drawn()
    ranks = [
        RANK[room] for _, rooms in house.FLOORS for room in sorted(rooms, key=RANK.__getitem__)
    ]
    assert ranks == sorted(ranks), "each floor stands on those below it"
    assert {room for _, rooms in house.FLOORS for room in rooms} == set(RANK) - {"__main__"}
