"""A standing is declared once: with a row in the contract and its words it passes all faces."""

from __future__ import annotations

from pathlib import Path

from impact.i18n import words
from impact.i18n.words import LANGUAGES
from impact.record import schema
from tests.conftest import files
from tests.copies import copied, said

MADE_UP = {
    "impact/record/schema.py": (
        "STANDINGS = (\n",
        '    Standing("in_exile", now="under_conditions", rank=45, free=True, out=True, caution="exile", release=True),\n',
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


def test_a_made_up_standing_with_its_words_passes_all_faces(tmp_path: Path) -> None:
    outcome = {"outcome_type": "released", "custody_after": "in_exile"}
    record = files(cases=[{"name": "Ana Paz", "name_fr": "Ana Paz"}], outcomes=[outcome])
    (tmp_path / "speech.txt").write_text("Ana Paz is free. Ana Paz is still in prison.", "utf-8")
    told = said(copied(tmp_path, record=record, more=MADE_UP), FACES)
    for lang, word in zip(LANGUAGES, ("In exile, safe", "En exil, à l’abri"), strict=True):
        assert word in told, lang
    assert "exile is no choice" in told and "Do not say “moved”" in told
    assert "1 is free under conditions" in told
