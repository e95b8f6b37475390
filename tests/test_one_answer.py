"""Every face of a figure gives one answer: number, qualifier, edition and standing, in both languages.

The shipped record, through every door: JSON, CSV, plain lines, press page, embed, picture, talking points,
card, brief and checker. What day each bears is asked in `test_faces`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest

from impact import figures, pictures, talking
from impact.briefs import exhibit
from impact.factcheck import checker, facts
from impact.factcheck.rounding import Verdict
from impact.figures import cells
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, country, localized, number, qualified, term
from impact.presentation import registry
from impact.presentation.view import View
from impact.press.service import Service
from impact.record.schema import STANDING
from impact.talking.selection import Selection
from tests.pages import shown, visit

# Of each number that a figure is asked for: the figure that has it, its column, and its qualifier's.
NUMBERS = {
    "actions_latest": ("actions", "qualifier"),
    "releases_documented_total": ("people", ""),
    "releases_published_headline": ("value", "qualifier"),
    "cases_total": ("cases", ""),
}
CASES = (
    "2024-maryia-kalesnikava", "2021-zhang-zhan", "2012-gao-zhisheng", "2011-liu-xiaobo", "2020-gustavo-gatica",
    "2012-ales-bialiatski", "2014-chelsea-manning", "2008-hakamada-iwao", "2019-yiliyasijiang-reheman",
)  # fmt: skip


@cache
def ask(address: str) -> str:
    path, _, query = address.partition("?")
    answer = Service().answer(path.encode(), query.encode())
    assert answer.status == 200, address
    return answer.body.decode()


def plain(text: str) -> str:
    """The words of a page: no tags, every space alike."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def press(lang: Language, rest: str) -> str:
    return f"/fr/presse/{rest}" if lang == "fr" else f"/press/{rest}"


def given() -> Iterator[tuple[str, str]]:
    """Every figure with what it is asked for: two editions, two cases."""
    for name in figures.names():
        match figures.parameters(name):
            case ["edition"]:
                yield from ((name, f"edition={year}") for year in (2020, 2024))
            case ["case_id"]:
                yield from ((name, f"case={case}") for case in CASES[:2])
            case _:
                yield name, ""


def rows_of(name: str, query: str, lang: Language = "en") -> list[dict[str, Any]]:
    found = json.loads(ask(f"/api/v1/figures/{name}.json?{query}&lang={lang}".replace("?&", "?")))
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def test_the_csv_has_the_rows_of_the_json(shipped: State) -> None:
    assert shipped
    for name, query in given():
        rows = rows_of(name, query)
        read = list(csv.DictReader(io.StringIO(ask(f"/api/v1/figures/{name}.csv?{query}"))))
        assert len(read) == len(rows), name
        for plain_row, row in zip(read, rows, strict=True):
            for column, value in row.items():
                shown = plain_row[column]
                if isinstance(value, bool) or value is None:
                    assert shown in ({True: "True", False: "False", None: ""}[value],), (
                        name,
                        column,
                    )
                elif isinstance(value, int | float):
                    assert float(shown) == value, (name, column)
                else:
                    assert shown.lstrip("'") == str(value).lstrip("'"), (name, column)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_page_and_embed_say_the_values_of_the_rows_in_words(
    shipped: State, lang: Language
) -> None:
    """The column that a row is told for, with its qualifier where it has one, in the first rows."""
    for name, query in given():
        rows = figures.figure(shipped, name, lang, **typed(query)).rows[:5]
        text = plain(ask(f"/api/v1/figures/{name}.txt?{query}&lang={lang}".replace("?&", "?")))
        page = plain(ask(f"{press(lang, name)}?{query}"))
        for row in rows:
            for column in (figures.value(name), "qualifier", "edition_year"):
                if row.get(column) is None:
                    continue
                shown = " ".join(cells.cell(column, row, lang).split())
                assert shown in text, (name, column, shown)
                assert shown in page, (name, column, shown)


def typed(query: str) -> dict[str, Any]:
    key, _, value = query.partition("=")
    return {} if not key else {"edition": int(value)} if key == "edition" else {"case_id": value}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", list(NUMBERS))
def test_the_number_of_a_figure_is_one_with_its_qualifier_on_every_face(
    shipped: State, name: str, lang: Language
) -> None:
    column, qualifier = NUMBERS[name]
    (row,) = rows_of(name, "")
    word = qualified(lang, row[column], row[qualifier] if qualifier else "at_least")
    shown = " ".join(word.split())
    own = registry.number(View(shipped, lang), name)
    assert own is not None and own.value == word
    faces = {
        "press page": ask(press(lang, name)),
        "embed": ask(f"/embed/{name}?lang={lang}"),
        "start of the press pages": ask(press(lang, "").rstrip("/")),
    }
    if name in pictures.names():
        faces["picture"] = pictures.alt(View(shipped, lang), name)
    for face, text in faces.items():
        assert shown in plain(text), (face, shown)


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, Language], str]:
    """What the pages of the dashboard show, as they open."""
    names = ("overview", "actions", "releases", "cases", "case")
    return {
        (name, lang): plain(shown(visit(name, lang, case="2021-zhang-zhan")))
        for name in names
        for lang in LANGUAGES
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_overview_has_the_number_of_each_figure_in_the_words_of_all_faces(
    shipped: State, pages: dict[tuple[str, Language], str], lang: Language
) -> None:
    for name in NUMBERS:
        own = registry.number(View(shipped, lang), name)
        assert own is not None
        for text in (own.label, own.value, own.text):
            assert plain(text) in pages["overview", lang], (name, text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_of_its_charts_what_their_pictures_say(
    shipped: State, pages: dict[tuple[str, Language], str], lang: Language
) -> None:
    drawn = {
        "actions": ["actions_by_edition"],
        "releases": ["releases_published", "releases_documented"],
        "cases": ["standings_by_edition"],
    }
    for page, names in drawn.items():
        for name in names:
            panel = registry.panel(View(shipped, lang), name, {})
            day = figures.figure(shipped, name, lang).dated(lang)
            for text in (panel.headline, panel.subtitle, panel.alt, day):
                assert plain(text) in pages[page, lang], (name, text)


def talks(state: State, lang: Language) -> Iterator[talking.Talk]:
    for selection in (
        Selection("results", edition=2024),
        Selection("launch", edition=2024),
        Selection("results", edition=2020, audience="public"),
        Selection("launch", edition=2024, audience="supporters"),
        Selection("country", country="CN"),
    ):
        yield talking.talk(state, selection, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_aloud_never_has_the_number_without_its_qualifier(
    shipped: State, lang: Language
) -> None:
    """4,662,638 is a floor, 127 is about, 101 a floor: wherever the digits stand, the word stands before."""
    wanted = {}
    for name, (column, qualifier) in NUMBERS.items():
        (row,) = rows_of(name, "")
        word = row[qualifier] if qualifier else "at_least"
        wanted[number(lang, row[column])] = " ".join(qualified(lang, row[column], word).split())
    said = 0
    for talk in talks(shipped, lang):
        drawn = exhibit.exhibit(View(shipped, talk.lang), talk)
        beside = [drawn.headline, drawn.subtitle, drawn.alt] if drawn else []
        for text in (*(point.sentence for point in talk.points), *beside):
            words = plain(text)
            for digits, whole in wanted.items():
                bare = " ".join(digits.split())
                for found in re.finditer(
                    rf"(?<![\d,\u202f]){re.escape(bare)}(?![\d,\u202f])", words
                ):
                    before = words[: found.end()]
                    said += 1
                    known = tuple(
                        f"{start} {bare}" for start in ("of the", "sur les")
                    )  # these very ones
                    assert before.lower().endswith((whole.lower(), *known)), before[-80:]
    assert said > 5


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_case_stands_alike_on_every_face(shipped: State, case: str, lang: Language) -> None:
    (row,) = rows_of("case", f"case={case}", lang)
    (listed,) = (each for each in rows_of("cases", "") if each["case_id"] == case)
    assert listed["liberty_standing"] == row["liberty_standing"]
    assert listed["justice_standing"] == row["justice_standing"]
    (of_edition,) = (
        each
        for each in rows_of("cases_of_edition", f"edition={row['edition_year']}")
        if each["case_id"] == case
    )
    assert of_edition["liberty_standing"] == row["liberty_standing"]
    track = "liberty" if STANDING[row["liberty_standing"]].said else "justice"
    if row["justice_standing"] == "not_asked":
        track = "liberty"
    standing = term(lang, track, row[f"{track}_standing"])
    kind = "cas" if lang == "fr" else "cases"
    card = talking.card(shipped, case, lang)
    stands = " ".join(part for each in card.stands for part in each)
    faces = {
        "page of the case": ask(press(lang, f"{kind}/{case}")),
        "page of the figure": ask(f"{press(lang, 'case')}?case={case}"),
        "lines": ask(f"/api/v1/figures/case.txt?case={case}&lang={lang}"),
        "list of the edition": ask(
            f"{press(lang, 'cases_of_edition')}?edition={row['edition_year']}"
        ),
        "card": stands,
    }
    name = localized(row, "name", lang)
    for face, text in faces.items():
        assert " ".join(standing.split()).lower() in plain(text).lower(), (face, standing)
        if face != "card":
            assert " ".join(name.split()) in plain(text), (face, name)
    assert country(lang, row["country_code"]) in plain(faces["page of the case"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_checker_calls_right_what_the_figures_say_and_wrong_what_they_do_not(
    shipped: State, lang: Language
) -> None:
    (latest,) = rows_of("actions_latest", "")
    year, actions = latest["edition_year"], latest["actions"]
    known = facts.of(shipped)
    if lang == "en":
        text = f"In {year}, Write for Rights brought together at least {number(lang, actions)} actions."
        off = text.replace(number(lang, actions), number(lang, actions + 1_000_000))
    else:
        text = f"En {year}, Écrire, ça libère a réuni au moins {number(lang, actions)} actions."
        off = text.replace(number(lang, actions), number(lang, actions + 1_000_000))
    right, wrong = (checker.check(each, known, lang, lang).findings for each in (text, off))
    assert [finding.verdict for finding in right] == [Verdict.RIGHT]
    assert Verdict.RIGHT not in [finding.verdict for finding in wrong]


def test_the_record_is_of_one_day(shipped: State) -> None:
    """No face can be newer than what it rests on, nor the record than today."""
    days = [
        day
        for table in shipped.record.tables.values()
        for row in table
        if isinstance(day := row.get("checked_on"), dt.date)
    ]
    assert max(days) == shipped.as_of
