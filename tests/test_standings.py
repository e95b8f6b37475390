"""A standing is declared once: with a row in the contract and its words it passes all faces."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from impact.i18n import words
from impact.i18n.words import LANGUAGES
from impact.record import schema
from impact.settings import ROOT
from tests.conftest import files, lay

MADE_UP = {
    "impact/record/schema.py": (
        "STANDINGS = (\n",
        '    Standing("in_exile", now="under_conditions", rank=45, free=True, out=True, caution="exile"),\n',
    ),
    "impact/i18n/words.toml": (
        "[liberty]\n",
        'in_exile = { en = "In exile, safe", fr = "En exil, à l\'abri" }\n',
    ),
    "impact/i18n/words.toml#": (
        "[liberty_note]\n",
        'in_exile = { en = "Abroad ({date}).", fr = "À l\'étranger ({date})." }\n',
    ),
    "impact/i18n/talking.toml": (
        "[standing]\n",
        'in_exile = { en = "in safe exile", fr = "en exil à l\'abri" }\n',
    ),
    "impact/i18n/talking.toml#": (
        "[careful]\n",
        'exile = { en = "exile is no choice.", fr = "l\'exil n\'est pas un choix." }\n',
    ),
    "impact/i18n/talking.toml##": (
        "[card]\n",
        'never.exile = { en = "Do not say “moved”.", fr = "Ne dites pas « déménagement »." }\n',
    ),
}

# Every face is asked in a process of its own, for the contract is read when it starts.
FACES = """
from impact import figures
from impact.figures import live
from impact.cli.main import main
from impact.press.service import Service
from tests.pages import shown, visit

def ask(*command):
    status = main(list(command))
    assert status in (0, 1), (command, status)

for lang in ("en", "fr"):
    ask("talk", "--occasion", "case", "--case", "2020-a", "--lang", lang)
    ask("talk", "--occasion", "country", "--country", "CL", "--lang", lang)
    ask("talk", "--occasion", "results", "--edition", "2020", "--lang", lang)
    ask("card", "2020-a", "--lang", lang)
    ask("questions", "case", "--param", "case_id=2020-a", "--lang", lang)
    ask("factcheck", "speech.txt", "--lang", lang)
    ask("template", "outcomes", "--lang", lang)
    for page in ("overview", "releases", "cases", "case", "talking"):
        print(shown(visit(page, lang, case="2020-a")))
for path in (
    "/press/cases/2020-a",
    "/fr/presse/cas/2020-a",
    "/api/v1/figures/cases_by_standing.svg",
    "/api/v1/figures/releases_documented.svg",
    "/api/v1/figures/case.txt?case=2020-a",
    "/api/v1/figures/cases.csv?lang=fr",
    "/api/v1/revisions.json",
):
    answer = Service().answer(*(part.encode() for part in (path + "?").split("?")[:2]))
    assert answer.status == 200, path
    print(answer.body.decode())
    (one,) = live.current().database.rows("releases_documented_total")
    assert (one["people"], one["under_conditions_now"]) == (1, 1), one
ask("brief", "--occasion", "case", "--case", "2020-a", "--format", "text", "--out", "briefs")
wrong = [c.name for c in figures.checks(live.current(), "en") if c.severity == "wrong" and c.rows]
assert not wrong, wrong
"""


def test_standings_have_ranks_of_their_own_and_all_their_words() -> None:
    ranks = [standing.rank for standing in schema.STANDINGS]
    assert len(set(ranks)) == len(ranks)
    for standing in schema.STANDINGS:
        wanted = [f"{table}.{standing.name}" for table in ("liberty", "liberty_note", "standing")]
        if standing.caution:
            wanted += [f"careful.{standing.caution}", f"card.never.{standing.caution}"]
        assert [key for key in wanted if not words.known(key)] == []
        assert not standing.again or standing.again in schema.STANDING
        assert not (standing.free and not standing.out), "nobody is free in prison"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project with one standing more: its row and its words, and nothing else."""
    shutil.copytree(
        ROOT / "impact", tmp_path / "impact", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("queries", "pages", "tests", "data", "docs", "app.py", "LICENSE", ".streamlit"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    for name, (after, row) in MADE_UP.items():
        path = tmp_path / name.rstrip("#")
        text = path.read_text("utf-8")
        assert text.count(f"\n{after}") == 1
        path.write_text(text.replace(f"\n{after}", f"\n{after}{row}"), "utf-8")
    record = tmp_path / "record"
    record.mkdir()
    told = {"outcome_type": "released", "custody_after": "in_exile"}
    lay(record, files(cases=[{"name": "Ana Paz", "name_fr": "Ana Paz"}], outcomes=[told]))
    (tmp_path / "speech.txt").write_text("Ana Paz is free. Ana Paz is still in prison.", "utf-8")
    return tmp_path


def test_a_made_up_standing_with_its_words_passes_all_faces(copy: Path) -> None:
    settings = {"IMPACT_RECORD": str(copy / "record"), "IMPACT_STORE": str(copy / "store")}
    ran = subprocess.run(
        [sys.executable, "-c", FACES],
        cwd=copy,
        env={**os.environ, **settings, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    said = ran.stdout
    for lang, word in zip(LANGUAGES, ("In exile, safe", "En exil, à l’abri"), strict=True):
        assert word in said, lang
    assert "exile is no choice" in said and "Do not say “moved”" in said
    assert "1 is free under conditions" in said
