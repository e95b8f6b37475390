"""What a visitor picks among the cases governs all that the page says of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from impact.figures import picking
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, country, say
from tests.pages import shown, visit
from tests.test_metrics import Tiny, ask

CASES = [
    {"case_id": "2020-a", "edition_year": 2020, "country_code": "IR", "country": "Iran"},
    {"case_id": "2021-a", "edition_year": 2021, "country_code": "IR", "country": "Iran"}
    | {"same_people_as": "2020-a"},
    {"case_id": "2021-b", "edition_year": 2021, "country_code": "CN", "country": "China"},
]


def test_of_all_cases_the_picked_come_to_what_the_figures_say(tiny: Tiny, shipped: State) -> None:
    for state in (tiny(editions=[{}, {"edition_year": 2021}], cases=CASES), shipped):
        rows: Any = ask(state, "cases")
        assert picking.standings(rows) == ask(state, "cases_by_standing")
        assert picking.countries(rows) == ask(state, "cases_by_country")
        assert picking.releases(ask(state, "releases_documented_people")) == ask(  # type: ignore[arg-type]
            state, "releases_documented"
        )
        assert picking.by_edition(rows) == ask(state, "standings_by_edition")
        assert picking.by_issue(rows) == ask(state, "results_by_issue")
        assert picking.by_country(rows) == ask(state, "results_by_country")


def test_people_of_two_picked_cases_stand_once_and_of_one_where_that_one_does(tiny: Tiny) -> None:
    rows: Any = ask(tiny(editions=[{}, {"edition_year": 2021}], cases=CASES), "cases")
    of_iran = [row for row in rows if row["country_code"] == "IR"]
    assert sum(row["cases"] for row in picking.standings(of_iran) if row["track"] == "liberty") == 1
    assert picking.countries(of_iran) == [
        {"country_code": "IR", "cases": 2, "newest_edition": 2021}
    ]
    assert not picking.standings([]) and not picking.countries([])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_below_ten_cases_of_iran_stood_how_far_all_had_come(lang: Language, shipped: State) -> None:
    rows = [row for row in ask(shipped, "cases") if row["country_code"] == "IR"]
    whole = len(ask(shipped, "cases"))
    apart = len({row["person_id"] for row in rows if row["liberty_standing"] == "not_asked"})
    people = len({row["person_id"] for row in rows}) - apart
    held = {"held", "held_again", "died", "not_known"}
    free = len(
        {
            row["person_id"]
            for row in rows
            if row["liberty_standing"] not in {*held, "not_asked", "disappeared"}
        }
    )
    said = shown(visit("cases", lang, country="IR"))

    def told(key: str, **given: object) -> str:
        return say(lang, key, **given).replace("\u00a0", " ")

    assert told("metric.cases_by_standing.headline", count=free, free=free, cases=people) in said
    assert told("metric.results_by_issue.headline", count=free, free=free, cases=people) in said
    assert told("cases.found", count=len(rows)) in said
    assert told("cases.countries", count=1) in said
    assert said.count(told("cases.picked", count=len(rows), all=whole)) == 2
    assert told("cases.picked", count=whole, all=whole) not in shown(visit("cases", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_headline_told_of_cases_that_were_picked_without_saying_of_which(lang: Language) -> None:
    """“4 of 10 cases stand as free” was all that the first screen of China said."""
    china = country(lang, "CN")
    searched = f"{say(lang, 'filter.chip_search', words='zhang')}, {china}"
    asia = say(lang, "region.asia_pacific")
    for page, query, of, charts in (
        ("cases", {"country": "CN"}, china, 4),
        ("cases", {"country": "CN", "q": "zhang"}, searched, 4),
        ("releases", {"region": "asia_pacific", "year": "2021"}, asia, 2),
    ):
        test = visit(page, lang, **query)
        titles = [each.value for each in (*test.header, *test.subheader)]
        assert sum(title.endswith(f" · {of}") for title in titles) == charts, titles
    test = visit("cases", lang)
    assert not any(" · " in each.value for each in (*test.header, *test.subheader))


def test_nothing_picked_breaks_nothing_below() -> None:
    for way in ("cards", "table", "progress"):
        said = shown(visit("cases", "en", q="nobody of that name", **{"as": way}))
        assert say("en", "cases.none") in said and say("en", "cases.found", count=0) in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_chosen_was_not_seen_where_the_list_was_read_nor_let_go_there(
    lang: Language,
) -> None:
    test = visit("cases", lang, country="IR", liberty="free", q="hana", edition="2008")
    chips = {
        button.key: button.label for button in test.button if str(button.key).startswith("chip")
    }
    assert set(chips) == {"chip_edition", "chip_country", "chip_liberty", "chip_q", "chip_all"}
    assert "Iran" in chips["chip_country"] and "2008" in chips["chip_edition"]
    assert say(lang, "cases.found", count=1) in shown(test).replace("\u00a0", " ")
    test.button(key="chip_q").click().run()
    assert "q" not in test.query_params and "country" in test.query_params
    test.button(key="chip_all").click().run()
    assert not {"country", "liberty", "edition"} & set(test.query_params)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_with_a_misspelt_choice_showed_something_else_without_a_word(lang: Language) -> None:
    """An edition that there is not, a country of no case, a way to see that is none, an edition among several."""
    for name, asked, key, wish, value in (
        ("cases", {"edition": "1066", "country": "IR"}, "filter.edition", "1066", "filter.all"),
        ("cases", {"as": "a-map"}, "cases.seen_as", "a-map", "cases.as_cards"),
        ("actions", {"edition": "1066"}, "filter.edition", "1066", ""),
        ("compare", {"editions": "2019,1066,2020"}, "beside.editions", "1066", ""),
    ):
        said = shown(visit(name, lang, **asked))
        told = say(
            lang,
            "filter.unknown",
            label=say(lang, key),
            wish=wish,
            shown=say(lang, value) if value else "@",
        )
        assert re.sub(r"[\u00a0\u202f]", " ", told).split("@")[0] in said, (name, asked)
    right = shown(visit("cases", lang, edition="2020", country="IR", **{"as": "table"}))
    assert say(lang, "filter.unknown", label="@", wish="", shown="").split("@")[0] not in right
