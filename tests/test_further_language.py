"""A third language: one row and one file of words, which may lack nearly all of them.

The language is invented and added before anything else is loaded, as its row in the table would be, so each
question is asked in a process of its own.
"""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from typing import Any, get_args

import pytest

from impact.i18n.locales import FIRST, LANGUAGES, ROWS, Language
from impact.i18n.words import read, sentences
from impact.settings import ROOT

_ADDED = """
import json, sys
from babel import Locale
from impact.i18n import locales

locales.ROWS["es"] = locales.Rules(
    name="Inventado", babel=Locale("es", "ES"), card="es_ES", of="de {}".format,
    within=lambda code, name: f"en {name}", segments={"press": "prensa", "cases": "casos"},
)
locales.LANGUAGES = tuple(locales.ROWS)
from impact.i18n import words

read = words.read
own = {"site": {"title": "Escribe"}, "metric": {"cases_total": {"label": "Casos"}}}
words.read = lambda name: own if name == "words.es.toml" else read(name)

import datetime as dt
from impact import routes, talking
from impact.figures import live
from impact.server import html
from impact.cli.main import main
from impact.press import parameters, sitemap, static_site
from impact.press.service import Service

def ask(address, accepted=b"en"):
    path, _, query = address.partition("?")
    answer = Service().answer(path.encode(), query.encode(), accepted, None, "http://press.test")
    said = dict(answer.headers)[b"content-language"].decode()
    return answer.status, said, answer.body.decode("utf-8", "replace")
"""


# What each test asks there, by name: all in one process, for to start one and read the record takes longer than most.
_ASKED = {
    "answers": """
made = {address: ask(address) for address in (
    "/api/v1/figures/cases_total.json?lang=es", "/api/v1/figures?lang=xx", "/es/prensa",
    "/es/prensa/cases_total", "/es/prensa/casos/2021-zhang-zhan", "/es/prensa/claims/c208",
    "/es/prensa/nada", "/es/press", "/embed/cases_by_standing?lang=es", "/feeds/outcomes.atom?lang=es",
    "/revisions?lang=es", "/data/?lang=es", "/api/v1/openapi.json?lang=es", "/og/actions.png?lang=es",
    "/api/v1/figures/actions_by_edition.svg?lang=es", "/api/v1/figures/cases.txt?lang=es",
)}
made["accepted"] = ask("/api/v1/figures", b"es-MX,en;q=0.5")
""",
    "files": """
made = {
    "map": sitemap.file("/sitemap.xml", "http://h").body.decode(),
    "files": [static_site.file_of(address) for address in sitemap.addresses()],
    "nginx": static_site._nginx("0123456789ab"),
    "head": html.html("cases", "es", "http://h"),
}
""",
    "talks": """
import contextlib, io, tempfile
talks = [
    talking.talk(live.current(), talking.Selection(occasion, **more), "es", today=dt.date(2026, 12, 1)).title
    for occasion, more in (("launch", {}), ("results", {}), ("country", {"country": "CN"}))
]
with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
    file.write("In 2021 at least 4,662,638 actions were taken.")
    file.flush()
    said, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        status = main(["factcheck", "--lang", "es", file.name])
made = {"talks": talks, "status": status, "said": said.getvalue(), "told": told.getvalue()}
""",
    "pages": """
from streamlit.testing.v1 import AppTest
from impact.settings import ROOT
from tests import pages  # looks for components once

wrong = {}
for name in routes.PAGE:
    test = AppTest.from_file(str(ROOT / "impact" / "dashboard" / "frame.py"), default_timeout=300)
    test.query_params["lang"] = "es"
    test.switch_page(str(ROOT / "pages" / f"{name}.py"))
    test.run()
    if test.exception or test.error:
        wrong[name] = [each.message for each in test.exception] + [each.value for each in test.error]
    if name == "check":
        told = [each.value for each in test.info]
made = {"wrong": wrong, "told": told}
""",
}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What was made of each question where the language is there."""
    code = "".join(f"{text}\nfound[{name!r}] = made\n" for name, text in _ASKED.items())
    run = subprocess.run(
        [sys.executable, "-c", f"{_ADDED}\nfound = {{}}\n{code}\nprint(json.dumps(found))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return dict(json.loads(run.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def answers(found: dict[str, Any]) -> dict[str, Any]:
    return dict(found["answers"])


def test_every_face_answers_in_it_and_says_so(answers: dict[str, Any]) -> None:
    refused = {"/api/v1/figures?lang=xx": 400, "/es/prensa/nada": 404, "/es/press": 404}
    for address, (status, lang, _) in answers.items():
        assert status == refused.get(address, 200), address
        assert lang == ("en" if address in ("/api/v1/figures?lang=xx", "/es/press") else "es")


def test_what_it_has_is_said_in_it_and_what_it_lacks_in_english_with_a_mark(
    answers: dict[str, Any],
) -> None:
    page = answers["/es/prensa/cases_total"][2]
    assert '<html lang="es">' in page and "<title>Casos · Escribe</title>" in page
    assert "What it means [en]" in page and "<h1>Casos</h1>" in page
    figure = json.loads(answers["/api/v1/figures/cases_total.json?lang=es"][2])
    assert figure["label"] == "Casos" and figure["definition"].endswith(" [en]")


def test_an_unknown_language_is_refused_and_the_known_ones_are_named(
    answers: dict[str, Any],
) -> None:
    problem = json.loads(answers["/api/v1/figures?lang=xx"][2])
    assert problem["valid"] == ["en", "fr", "es"]
    described = json.loads(answers["/api/v1/openapi.json?lang=es"][2])
    assert described["components"]["parameters"]["lang"]["schema"]["enum"] == ["en", "fr", "es"]


def test_pages_name_each_other_in_all_languages(answers: dict[str, Any]) -> None:
    page = answers["/es/prensa/casos/2021-zhang-zhan"][2]
    for lang, path in (
        ("en", "/press/cases"),
        ("fr", "/fr/presse/cas"),
        ("es", "/es/prensa/casos"),
    ):
        link = f'hreflang="{lang}" href="http://press.test{path}/2021-zhang-zhan"'
        assert link in page


def test_the_map_the_files_and_nginx_have_it_too(found: dict[str, Any]) -> None:
    made = found["files"]
    assert "<loc>http://h/es/prensa/pace</loc>" in made["map"]
    assert "es/edition=2021/prensa/actions_claims_of_edition/index.html" in made["files"]
    assert len(made["files"]) == len(set(made["files"]))
    assert '"~^[^:]*:/es/prensa(/|$)" /es;' in made["nginx"] and "lang=(en|fr|es)" in made["nginx"]
    assert '<html lang="es">' in made["head"] and "lang=es" in made["head"]


def test_talks_do_not_die_and_the_checker_says_that_it_does_not_read_it_yet(
    found: dict[str, Any],
) -> None:
    made = found["talks"]
    assert len(made["talks"]) == 3 and all(made["talks"])
    assert "does not read español yet" in made["told"] and made["status"] in (0, 1)


def test_every_page_of_the_dashboard_runs_in_it(found: dict[str, Any]) -> None:
    made = found["pages"]
    assert made["wrong"] == {}
    assert any("does not read español yet" in text for text in made["told"])


def test_the_type_the_table_and_the_files_of_words_know_the_same_languages() -> None:
    assert get_args(Language) == tuple(ROWS) == LANGUAGES
    for file in (ROOT / "impact" / "i18n").glob("words.*.toml"):
        assert file.name.split(".")[1] in ROWS
    for row in ROWS.values():
        assert {field.name for field in dataclasses.fields(row)} and row.tag


def _places(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)", text))


def test_every_sentence_fills_the_same_places_in_every_language_that_has_it() -> None:
    for key, said in sentences().items():
        for lang, text in said.items():
            if not key.endswith(".one"):  # which may say the number in words
                found, first = _places(text), _places(said[FIRST])
                if key.startswith("spoken."):  # "of a name" is one word in one, two in the other
                    found, first = (
                        {p.replace("of", "name") for p in each} for each in (found, first)
                    )
                assert found == first, f"{key} in {lang}"
        if not read(f"words.{LANGUAGES[-1]}.toml"):
            assert tuple(said) == LANGUAGES, key
