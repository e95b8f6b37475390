"""The whole record at once: an independent reader reads it, and it is the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from frictionless import Package

from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES
from impact.press import datapackage
from impact.press.responses import Answer
from impact.press.service import Service
from impact.record.reader import parse
from impact.record.schema import TOLD
from impact.settings import ROOT
from tests.conftest import files, lay

Folders = tuple[Path, Path]


def ask(address: str) -> Answer:
    path, _, query = address.partition("?")
    return Service().answer(path.encode(), query.encode(), b"en")


def inside(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_frictionless_finds_nothing_wrong_with_the_package(shipped: State, tmp_path: Path) -> None:
    lay(tmp_path, inside(datapackage.zipped(shipped)))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert report.stats["tasks"] == len(TOLD)


def test_the_schema_refuses_what_the_contract_refuses(
    tiny: Callable[..., State], tmp_path: Path
) -> None:
    contents = datapackage.contents(tiny())
    described = json.loads(contents["datapackage.json"])
    for resource in described["resources"]:  # what is changed is the table, not its checksum
        del resource["hash"], resource["bytes"]
    contents["datapackage.json"] = json.dumps(described).encode()
    lay(tmp_path, contents)
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
    for table, before, after in (
        ("outcomes", ",released,", ",unheard_of,"),
        ("outcomes", ",2020-a,", ",2020-b,"),
        ("editions", "2020,", ","),
        ("case_actions", ",10,", ",ten,"),
    ):
        text = contents[f"{table}.csv"].decode()
        assert before in text
        (tmp_path / f"{table}.csv").write_text(text.replace(before, after, 1), encoding="utf-8")
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid, (table, after)
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")


def test_the_rows_are_those_of_the_record(shipped: State) -> None:
    about = (ROOT / "data" / "record" / "record.toml").read_bytes()
    read_back = parse({**datapackage.contents(shipped), "record.toml": about})
    assert read_back.tables == shipped.record.tables


def test_cells_stand_as_they_are_but_what_a_spreadsheet_would_run(
    tiny: Callable[..., State],
) -> None:
    state = tiny(cases=[{"name": "=cmd", "summary": 'a, "b"\nc'}])
    text = datapackage.contents(state)["cases.csv"].decode()
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert (row["name"], row["summary"]) == ("'=cmd", 'a, "b" c')


def test_a_snapshot_has_the_same_bytes_in_every_process() -> None:
    snapshot = live.current().snapshot
    code = (
        "import hashlib; from impact.figures import live; from impact.press import datapackage; "
        f"print(hashlib.sha256(datapackage.zipped(live.at('{snapshot}'))).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    here = ask(f"/data/{datapackage.ZIP}").body
    assert other.stdout.decode().strip() == hashlib.sha256(here).hexdigest()
    assert here == ask(f"/data/{datapackage.ZIP}?as_of={snapshot}").body


def test_the_address_of_the_server_is_no_part_of_the_package(
    shipped: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = datapackage.zipped(shipped)
    monkeypatch.setenv("IMPACT_ADDRESS", "https://example.org")
    assert datapackage.zipped(shipped) == before


def test_an_older_snapshot_is_replayed(folders: Folders) -> None:
    lay(folders[0], files(editions=[{"actions": 100, "actions_qualifier": "exact"}]))
    first, before = live.current().snapshot, ask(f"/data/{datapackage.ZIP}").body
    lay(folders[0], files(editions=[{"actions": 130, "actions_qualifier": "exact"}]))
    assert ask(f"/data/{datapackage.ZIP}").body != before
    assert ask(f"/data/{datapackage.ZIP}?as_of={first}").body == before
    assert b"2020,,,100," in ask(f"/data/editions.csv?as_of={first}").body
    page = ask(f"/data/?lang=en&as_of={first}").body.decode()
    assert f"/data/editions.csv?as_of={first}" in page


def test_every_file_is_summed_dated_by_its_snapshot_and_answered_on_its_own(
    shipped: State,
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(datapackage.zipped(shipped)))
    day = shipped.as_of
    assert {entry.date_time for entry in archive.infolist()} == {
        (day.year, day.month, day.day, 0, 0, 0)
    }
    contents = inside(ask(f"/data/{datapackage.ZIP}").body)
    lines = contents[datapackage.SUMS].decode().splitlines()
    sums = {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}
    assert sums.keys() == contents.keys() - {datapackage.SUMS}
    for name, body in contents.items():
        assert ask(f"/data/{name}").body == body
        assert name == datapackage.SUMS or sums[name] == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_every_file_with_its_checksum(lang: str) -> None:
    page = ask(f"/data/?lang={lang}").body.decode()
    for name, body in datapackage.contents(live.current()).items():
        assert f'href="/data/{name}"' in page
        assert hashlib.sha256(body).hexdigest() in page
    assert f'lang="{lang}"' in page and datapackage.ZIP in page


def test_the_package_is_named_after_its_snapshot_and_narrows_nothing() -> None:
    answer = ask(f"/data/{datapackage.ZIP}")
    wanted = f'attachment; filename="write-for-rights-{live.current().snapshot}.zip"'
    assert dict(answer.headers)[b"content-disposition"].decode() == wanted
    assert dict(answer.headers)[b"content-type"] == b"application/zip"
    assert ask(f"/data/{datapackage.ZIP}?edition=2020").status == 400
    assert ask("/data/nothing").status == 404


def test_what_exports_of_the_sample_changed_is_marked() -> None:
    contents = datapackage.contents(live.sample())
    for name in ("README.md", "datapackage.json", "CITATION.cff"):
        assert b"SAMPLE" in contents[name]


def test_the_record_and_the_project_say_how_to_cite_them(shipped: State) -> None:
    of_record = yaml.safe_load(datapackage.contents(shipped)["CITATION.cff"])
    assert of_record["version"] == shipped.snapshot
    assert of_record["date-released"] == shipped.as_of
    of_project = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert of_project["version"] == project["version"]
    assert of_project["preferred-citation"]["title"] == of_record["title"]


def test_csv_on_the_web_describes_the_columns_in_order(shipped: State) -> None:
    contents = datapackage.contents(shipped)
    for table in json.loads(contents["csv-metadata.json"])["tables"]:
        header = contents[table["url"]].decode().split("\n")[0].split(",")
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header
