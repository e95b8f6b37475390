"""The cases of editions before 2010 are a sample of what sections featured, and are told as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from impact import figures, talking
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, say
from impact.press.pages import figure
from impact.press.query import Query
from impact.talking import Selection
from tests.conftest import files, lay
from tests.pages import shown, visit

Tiny = Callable[..., State]
EDITIONS = [{"edition_year": 2009}, {"edition_year": 2010}]
OLD: dict[str, Any] = {"case_id": "2009-a", "edition_year": 2009}
NEW: dict[str, Any] = {"case_id": "2010-a", "edition_year": 2010, "name": "B", "country_code": "CN"}
COUNTING = ["cases", "cases_total", "cases_by_country", "cases_by_standing"]


def sentence(lang: Language) -> str:
    return say(lang, "cases.sampled", year="2010")


def rows(*cases: dict[str, Any]) -> dict[str, Any]:
    told = {"case_id": cases[0]["case_id"]}
    count = told | {"edition_year": cases[0]["edition_year"]}
    section = {"edition_year": cases[0]["edition_year"]}
    return {
        "editions": EDITIONS,
        "cases": list(cases),
        "outcomes": [told],
        "case_actions": [count],
        "section_actions": [section],
        "section_dates": [section],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COUNTING)
def test_a_figure_that_counts_cases_of_old_editions_says_that_they_are_a_sample(
    tiny: Tiny, name: str, lang: Language
) -> None:
    assert sentence(lang) in figures.figure(tiny(**rows(OLD, NEW)), name, lang).caveat
    assert sentence(lang) not in figures.figure(tiny(**rows(NEW)), name, lang).caveat


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cases_of_one_edition_are_a_sample_only_where_that_edition_is_old(
    tiny: Tiny, lang: Language
) -> None:
    state = tiny(**rows(OLD, NEW))
    told = {
        year: figures.figure(state, "cases_of_edition", lang, edition=year).caveat
        for year in (2009, 2010)
    }
    assert sentence(lang) in told[2009] and sentence(lang) not in told[2010]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_talking_points_of_an_old_edition_and_of_its_country_say_so(
    tiny: Tiny, lang: Language
) -> None:
    state = tiny(**rows(OLD, NEW))

    def careful(selection: Selection) -> str:
        points = talking.talk(state, selection, lang).points
        return " ".join(" ".join(point.careful) for point in points).lower()

    told = sentence(lang).lower()  # it goes on after "careful:"
    assert told in careful(Selection("country", country="CL"))
    assert told not in careful(Selection("country", country="CN"))
    assert told in careful(Selection("launch", edition=2009))
    assert told not in careful(Selection("launch", edition=2010))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "cases"])
def test_a_page_that_shows_cases_of_old_editions_says_so(
    page: str, lang: Language, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files(**rows(OLD, NEW)))
    assert sentence(lang) in shown(visit(page, lang))


def test_cases_of_newer_editions_alone_are_shown_without_it(folders: tuple[Path, Path]) -> None:
    lay(folders[0], files(**rows(OLD, NEW)))
    found = shown(visit("cases", "en", edition="2010"))
    assert found.count(sentence("en")) == shown(visit("cases", "en")).count(sentence("en")) - 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_press_page_of_the_cases_says_so(tiny: Tiny, lang: Language) -> None:
    state = tiny(**rows(OLD, NEW))
    assert sentence(lang) in figure.page(Query(state, lang), "cases_total").decode()
