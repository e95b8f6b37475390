"""Charts as pure functions: two or three rows in, marks out, and the plain figure that a page draws of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from impact import figures
from impact.dashboard.prepared import PreparedFigure
from impact.database import Rows
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, Wording
from impact.presentation import (
    actions,
    cases,
    counts,
    lanes,
    plotly,
    registry,
    releases,
    standings,
    strengths,
    tallies,
)
from impact.presentation import chart as charts
from impact.presentation.chart import Bars, Chart, Points, Spans
from impact.presentation.palette import DARK, LIGHT, Palette
from impact.presentation.plotly import Drawn
from impact.presentation.tallies import Tally
from impact.presentation.view import View
from impact.record.schema import STANDINGS
from tests.wordings import EN, FR

Row = Any  # of a type that only tests leave open

EVIL = "<script>alert('x')</script> & co"


def total(year: int, actions: int | None, **more: Any) -> Row:
    row: Any = {
        "edition_year": year,
        "actions": actions,
        "qualifier": None if actions is None else "exact",
        "actions_counted": "actions",
        "change": None,
        "is_highest": False,
        "meaning_changed": False,
        "source_name": "Someone",
        "source_name_fr": "Une personne",
        "source_url": "https://example.org",
        "source_date": "2021-05",
        "source_strength": "good",
    }
    return {**row, **more}


TOTALS = [
    total(2018, 100, actions_counted="letters"),
    total(2019, None),
    total(2020, 4_662_638, qualifier="at_least", is_highest=True, meaning_changed=True),
    total(2021, 300, qualifier="about"),
]


def claim(subject: str, value: int, day: dt.date | None, **more: Any) -> Row:
    row: Any = {
        "subject": subject,
        "value": value,
        "unit": "people",
        "qualifier": "exact",
        "printed": day and day.isoformat(),
        "printed_by": day,
        "since_year": 2001,
        "of_cases": None,
        "publisher": "Amnesty Canada",
        "publisher_fr": "Amnistie Canada",
        "publisher_itself": "Amnesty Canada",
        "publisher_itself_fr": "Amnistie Canada",
    }
    return {**row, **more}


OTHER = {"publisher_itself": "Belgium", "publisher_itself_fr": "Belgique"}
CLAIMS = [
    claim("people_released", 127, dt.date(2020, 11, 5), of_cases=169),
    claim("people_released", 127, dt.date(2021, 11, 22)),
    claim("people_released", 4_662, dt.date(2022, 11, 1)),
    claim("situations_improved", 112, dt.date(2024, 1, 31), qualifier="at_least", **OTHER),
]


def released(year: int | None, people: int, out: int, to_date: int, out_to_date: int) -> Row:
    return {
        "year": year,
        "people": people,
        "free_now": out - 1,
        "under_conditions_now": 1,
        "held_now": people - out,
        "to_date": to_date,
        "out_to_date": out_to_date,
    }


RELEASES = [released(2019, 3, 2, 3, 2), released(2021, 2, 2, 5, 4), released(None, 1, 1, 0, 0)]

COUNTRIES: Any = [
    {"country_code": "TR", "cases": 9, "newest_edition": 2020},
    {"country_code": "CL", "cases": 1, "newest_edition": 2021},
    {"country_code": None, "cases": 4, "newest_edition": 2020},
]


def by_edition(rows: Any = TOTALS, lang: Language = "en", palette: Palette = LIGHT) -> Drawn:
    return plotly.drawn(actions.editions_chart(rows, Wording(lang)), palette, Wording(lang))


def published(rows: Any = CLAIMS, lang: Language = "en") -> Drawn:
    return plotly.drawn(releases.published_chart(rows, Wording(lang)), LIGHT, Wording(lang))


def documented(rows: Any = RELEASES, lang: Language = "en", *, added_up: bool = False) -> Drawn:
    chart = releases.documented_chart(rows, Wording(lang), added_up=added_up)
    return plotly.drawn(chart, LIGHT, Wording(lang))


def on_map(rows: Any = COUNTRIES, lang: Language = "en") -> Drawn:
    return plotly.drawn(cases.map_chart(rows, Wording(lang)), LIGHT, Wording(lang))


def colour_of(chart: Drawn, year: int) -> str:
    for trace in chart["data"]:
        colours = trace["marker"]["color"]
        if isinstance(colours, str):
            colours = [colours] * len(trace["x"])
        for x, colour in zip(trace["x"], colours, strict=True):
            if x == year:
                return str(colour)
    raise AssertionError(year)


def pattern_of(chart: Drawn, year: int) -> str:
    (trace,) = (trace for trace in chart["data"] if year in trace["x"])
    shapes = trace["marker"].get("pattern", {"shape": [""] * len(trace["x"])})["shape"]
    return str(shapes[trace["x"].index(year)])


def labels(chart: Drawn) -> list[str]:
    return [str(note["text"]).replace("<br>", " ") for note in chart["layout"]["annotations"]]


def hovers(chart: Drawn) -> list[str]:
    return [text for trace in chart["data"] for text in trace.get("hovertext", ())]


ALL: dict[str, tuple[Callable[[Rows, Language], Drawn], Rows]] = {
    "actions_by_edition": (by_edition, TOTALS),
    "releases_published": (published, CLAIMS),
    "releases_documented": (documented, RELEASES),
    "cases_by_country": (on_map, COUNTRIES),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 4])
@pytest.mark.parametrize("name", ALL)
def test_plotly_accepts_every_chart_of_any_number_of_rows(
    name: str, count: int, lang: Language
) -> None:
    draw, rows = ALL[name]
    chart = draw(rows[:count], lang)
    figure = go.Figure(chart)
    assert len(figure.data) == len(chart["data"])
    assert json.loads(figure.to_json())["layout"]["separators"] == chart["layout"]["separators"]


@pytest.mark.parametrize("name", ALL)
def test_no_row_is_no_mark_and_no_number(name: str) -> None:
    draw, _ = ALL[name]
    assert hovers(draw([], "en")) == []
    assert draw([], "en")["layout"].get("annotations", []) == []


@pytest.mark.parametrize("name", ALL)
def test_a_chart_of_undated_or_unknown_rows_alone_draws_no_mark(name: str) -> None:
    draw, _ = ALL[name]
    rows: dict[str, Rows] = {
        "actions_by_edition": [total(2020, None)],
        "releases_published": [claim("people_released", 5, None)],
        "releases_documented": [released(None, 1, 1, 0, 0)],
        "cases_by_country": [{"country_code": None, "cases": 4, "newest_edition": 2020}],
    }
    assert hovers(draw(rows[name], "en")) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_a_chart_speaks_of_each_mark_in_a_hover_text(name: str, lang: Language) -> None:
    draw, rows = ALL[name]
    for trace in draw(rows, lang)["data"]:
        if trace.get("hoverinfo") == "skip":
            continue
        assert trace["hoverinfo"] == "text"
        assert len(trace["hovertext"]) == len(trace["x"]) == len(trace["y"]) > 0


def test_a_missing_total_is_absent_and_not_zero() -> None:
    chart = by_edition()
    years = [year for trace in chart["data"] for year in trace["x"]]
    assert sorted(years) == [2018, 2020, 2021]
    assert 0 not in [value for trace in chart["data"] for value in trace["y"]]


def test_a_gap_is_named_at_its_place() -> None:
    notes = by_edition()["layout"]["annotations"]
    assert [note["x"] for note in notes if note["text"] == "no total"] == [2019]
    assert "sans total" in labels(by_edition(lang="fr"))


def test_a_gap_at_either_end_keeps_its_room_on_the_axis() -> None:
    low, high = by_edition([total(2001, None), total(2002, 5)])["layout"]["xaxis"]["range"]
    assert low < 2001
    assert high > 2002


def test_patterns_tell_the_qualifiers_apart() -> None:
    patterns = [pattern_of(by_edition(), year) for year in (2018, 2020, 2021)]
    assert patterns[0] == ""
    assert len(set(patterns)) == 3


def test_the_legend_names_the_qualifiers_where_there_are_several() -> None:
    chart = by_edition()
    assert [trace["name"] for trace in chart["data"]] == ["exact", "at least", "about"]
    assert chart["layout"]["showlegend"] is True
    assert by_edition(TOTALS[:1])["layout"]["showlegend"] is False


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_names_on_an_axis_and_numbers_beside_bars_were_too_faint_to_be_read(
    palette: Palette,
) -> None:
    """The theme's grey on white: 3.7 to 1."""
    counted = plotly.drawn(tallies.chart([Tally("current", 3, loud=True)], EN), palette, EN)
    for chart in (by_edition(palette=palette), counted):
        inks = {chart["layout"][axis]["tickfont"]["color"] for axis in ("xaxis", "yaxis")}
        inks |= {trace["outsidetextfont"]["color"] for trace in chart["data"] if trace.get("text")}
        assert all(_contrast(ink, palette.ground) >= 4.5 for ink in inks)


def _contrast(ink: str, ground: str) -> float:
    """As WCAG has it, of two colours in hex code."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    brighter, darker = sorted((light(ink), light(ground)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_only_the_newest_total_is_in_the_loud_colour(palette: Palette) -> None:
    chart = by_edition(palette=palette)
    assert colour_of(chart, 2021) == palette.loud
    assert {colour_of(chart, year) for year in (2018, 2020)} == {palette.quiet}


def test_a_newest_edition_without_a_total_leaves_the_last_total_loud() -> None:
    chart = by_edition([total(2020, 5), total(2021, None)])
    assert colour_of(chart, 2020) == LIGHT.loud


def test_a_mark_stands_before_the_edition_that_is_counted_otherwise() -> None:
    chart = by_edition()
    assert [(shape["x0"], shape["x1"]) for shape in chart["layout"]["shapes"]] == [(2019.5, 2019.5)]
    assert chart["layout"]["shapes"][0]["line"]["dash"] == "dot"
    assert any(text.startswith("From 2020:") for text in labels(chart))
    assert any(text.startswith("Dès 2020\u00a0:") for text in labels(by_edition(lang="fr")))


def test_no_mark_stands_where_all_were_counted_alike() -> None:
    assert by_edition([total(2020, 5), total(2021, 6)])["layout"]["shapes"] == []


def test_a_dotted_line_on_the_first_page_did_not_say_what_it_parts() -> None:
    chart = plotly.drawn(actions.editions_chart(TOTALS, EN, small=True), LIGHT, EN)
    assert len(chart["layout"]["shapes"]) == 1
    assert any("From 2020" in text for text in labels(chart))
    assert chart["layout"]["showlegend"] is False


def test_the_highest_and_the_newest_total_are_labelled() -> None:
    texts = labels(by_edition())
    assert "4.66\u00a0M" in texts
    assert "300" in texts
    assert "100" not in texts


def test_a_newest_total_that_is_the_highest_is_labelled_once() -> None:
    chart = by_edition([total(2020, 5), total(2021, 7, is_highest=True)])
    assert labels(chart).count("7") == 1


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (999_999, "999,999", "999\u202f999"),
        (4_662_638, "4.66 M", "4,66"),
        (6_609_837, "6.6 M", "6,6"),
        (1_999_999, "1.99 M", "1,99"),
    ],
)
def test_a_large_number_is_cut_and_never_rounded_up(value: int, english: str, french: str) -> None:
    assert charts.compact(EN, value).replace("\u00a0", " ") == english
    assert charts.compact(FR, value).startswith(french)


def test_a_bar_tells_its_number_with_its_qualifier_its_measure_and_its_source() -> None:
    text = next(text for text in hovers(by_edition()) if "2020" in text)
    assert text == "<b>2020</b><br>at least 4,662,638<br>all actions<br>Someone, May 2021"


def test_french_numbers_have_narrow_no_break_spaces() -> None:
    chart = by_edition(lang="fr")
    assert any("au moins 4\u202f662\u202f638" in text for text in hovers(chart))
    assert any("Une personne, mai 2021" in text for text in hovers(chart))
    assert chart["layout"]["separators"] == ",\u202f"
    assert any("4\u202f662" in text for text in hovers(published(lang="fr")))
    assert "4\u202f662" in [
        text for trace in published(lang="fr")["data"] for text in trace["text"]
    ]


def test_the_toolbar_is_gone_and_french_axes_group_as_french_does() -> None:
    french = plotly.config(FR)
    assert french["displayModeBar"] is False
    assert french["locales"]["fr"]["format"] == {"decimal": ",", "thousands": "\u202f"}
    assert plotly.config(EN)["locales"] == {}


@pytest.mark.parametrize(
    "chart",
    [
        by_edition([total(2020, 5, source_name=EVIL)]),
        published([claim("people_released", 5, dt.date(2020, 1, 1), publisher=EVIL)]),
        published([claim("people_released", 5, dt.date(2020, 1, 1), publisher_itself=EVIL)]),
    ],
    ids=["source", "publisher", "publisher on the axis"],
)
def test_text_of_the_record_is_escaped_wherever_a_chart_shows_it(chart: Drawn) -> None:
    shown = json.dumps(chart)
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown.replace("<br>", " ")
    assert "&amp;" in shown


def test_a_long_hover_text_is_broken_between_words() -> None:
    text = hovers(by_edition([total(2020, 5, source_name="word " * 20)]))[0]
    assert max(len(line) for line in text.split("<br>")) <= 50
    assert text.count("word") == 20


def test_published_numbers_are_points_and_never_a_line() -> None:
    assert {trace["mode"] for trace in published()["data"]} == {"markers+text"}


def test_every_scope_has_a_symbol_of_its_own_and_only_releases_are_loud() -> None:
    improved = claim("positive_outcomes", 9, dt.date(2024, 5, 1))
    traces = published([*CLAIMS, improved])["data"]
    assert len({trace["marker"]["symbol"] for trace in traces}) == 3
    assert [trace["marker"]["color"] for trace in traces] == [LIGHT.loud, LIGHT.quiet, LIGHT.quiet]
    assert [trace["name"] for trace in traces] == [
        "people released",
        "situations improved",
        "positive outcomes",
    ]


def test_shares_are_not_drawn_among_numbers() -> None:
    share = claim("released_share", 75, dt.date(2020, 1, 1), unit="percent")
    assert published([*CLAIMS, share])["data"] == published()["data"]


def test_a_number_that_is_repeated_is_written_once() -> None:
    assert published()["data"][0]["text"] == ["127", "", "4,662"]


def test_every_publisher_has_a_height_of_its_own_the_most_printed_on_top() -> None:
    chart = published()
    notes = {note["text"]: note["y"] for note in chart["layout"]["annotations"]}
    assert notes == {"Amnesty Canada": 2, "Belgium": 1}
    assert [set(trace["y"]) for trace in chart["data"]] == [{2}, {1}]
    assert "Belgique" in labels(published(lang="fr"))


def test_a_point_tells_what_it_counts_since_when_and_of_how_many() -> None:
    text = hovers(published())[0].replace("<br>", " ")
    assert text == (
        "<b>127</b> people released, since 2001, of 169 cases presented Amnesty Canada, 5 November 2020"
    )


def test_those_who_are_not_free_stand_on_top_of_those_who_are_and_look_different() -> None:
    out, others = documented()["data"]
    assert (out["x"], out["y"]) == ([2019, 2021], [2, 2])
    assert (others["x"], others["y"]) == ([2019, 2021], [1, 0])
    assert "pattern" not in out["marker"] and others["marker"]["pattern"]["shape"] == ["x", "x"]
    assert out["marker"]["color"] == [LIGHT.loud] * 2
    assert others["marker"]["color"] == LIGHT.ground
    assert others["marker"]["pattern"]["fillmode"] == "overlay", (
        "else its lines had the bar's own colour"
    )
    assert documented()["layout"]["barmode"] == "stack"


def test_releases_added_up_are_those_of_the_columns_to_date() -> None:
    out, others = documented(added_up=True)["data"]
    assert (out["y"], others["y"]) == ([2, 4], [1, 1])


def test_a_year_without_a_release_and_releases_without_a_year_are_not_drawn() -> None:
    assert [trace["x"] for trace in documented()["data"]] == [[2019, 2021], [2019, 2021]]


def test_one_person_is_spoken_of_in_the_singular() -> None:
    texts = [text.replace("<br>", " ") for text in hovers(documented())]
    assert "<b>2019</b> 1 person, held again, died or not known as last recorded" in texts
    assert "<b>2019</b> 2 people, free or under conditions as last recorded" in texts


def test_the_map_has_a_dot_for_each_known_country_as_large_as_its_cases() -> None:
    dots = on_map()["data"][-1]
    assert len(dots["x"]) == len(dots["y"]) == 2
    sizes = dots["marker"]["size"]
    assert sizes[0] > sizes[1]
    assert [text.replace("<br>", " ") for text in dots["hovertext"]] == [
        "<b>Türkiye</b> 9 cases",
        "<b>Chile</b> 1 case",
    ]


def test_the_map_shades_the_countries_with_cases_alone() -> None:
    land, shaded, _ = on_map()["data"]
    assert 0 < len(shaded["x"]) < len(land["x"])
    assert on_map([])["data"][1]["x"] == []


def test_what_a_chart_says_is_read_out_without_markup() -> None:
    said = list(charts.said(actions.editions_chart(TOTALS, EN)))
    assert "exact" in said
    assert any("at least 4,662,638" in text for text in said)
    assert not any("<" in text for text in said)


# Lanes


def test_the_lane_with_the_newest_news_is_on_top_and_what_came_before_the_launch_is_no_news(
    tiny: Callable[..., State],
) -> None:
    cases = [
        {"case_id": f"2020-{key}", "name": key.upper(), "name_fr": key.upper()} for key in "abc"
    ]
    told = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-05-01"},
        {"outcome_id": "o2", "case_id": "2020-c", "event_date": "2022"}
        | {"date_precision": "year"},
        {"outcome_id": "o3", "case_id": "2020-b", "event_date": "2020-10-01"},
    ]
    view = View(tiny(cases=cases, outcomes=told), "en")
    found = lanes.lanes(view, view.ask("cases_of_edition", edition=2020).rows)
    assert [(lane.name, lane.newest) for lane in found] == [
        ("C", "2022"),
        ("A", "2021-05-01"),
        ("B", ""),
    ]
    drawing = lanes.chart(found, view)
    bands = {mark.name: mark for mark in drawing.marks if isinstance(mark, Spans)}
    assert bands["Free"].starts == ["2021-05-01", "2022-12-31"]  # from the bottom up
    assert bands["Free"].lanes == [1, 2]
    early = next(m for m in drawing.marks if isinstance(m, Points) and m.role == "quiet")
    assert (early.x, early.name) == (["2020-10-01"], "before the launch")


def test_plotly_itself_finds_nothing_wrong_in_what_a_page_gives_it_unchecked(
    shipped: State,
) -> None:
    view = View(shipped, "fr")
    asked = {**figures.DEFAULTS, "edition": 2024, "case_id": "2012-gao-zhisheng"}
    drawings = 0
    for name in registry.pictures():
        given = {each: asked[each] for each in figures.parameters(name) if each in asked}
        if isinstance(body := registry.panel(view, name, given, shape="page").body, Chart):
            drawn = plotly.drawn(body, DARK, view, str)
            checked = go.Figure(drawn).to_dict()
            assert checked["data"] == PreparedFigure(drawn).to_dict()["data"]
            drawings += 1
    assert drawings > 10
    with pytest.raises(ValueError, match="nothing_of_plotlys"):
        go.Figure({"data": [{"type": "bar", "nothing_of_plotlys": 1}]})


def test_an_axis_of_three_weeks_named_one_month_four_times(tiny: Callable[..., State]) -> None:
    """ "11/2026 11/2026 11/2026 11/2026" under the lanes of an edition that had just begun."""
    view = View(tiny(), "fr")
    (lane,) = lanes.lanes(view, view.ask("cases_of_edition", edition=2020).rows)
    for last, form, step in (
        ("2020-12-11", "day", None),
        ("2021-01-31", "month", "M1"),
        ("2022-11-20", "month", "M6"),
    ):
        span = lane.spans[0] | {
            "from_day": dt.date(2020, 11, 20),
            "to_day": dt.date.fromisoformat(last),
        }
        drawing = lanes.chart([replace(lane, spans=[span])], view)
        assert drawing.x.form == form
        axis = plotly.drawn(drawing, LIGHT, view)["layout"]["xaxis"]
        assert axis.get("dtick") == step, "one month has one label"


def test_the_dead_were_dead_as_far_as_is_known_and_a_time_that_is_over_was_recorded_last(
    tiny: Callable[..., State],
) -> None:
    outcomes = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-05-01"},
        {"outcome_id": "o2", "case_id": "2020-a", "event_date": "2022-05-01", "outcome_type": "died",
         "direction": "negative"},
    ]  # fmt: skip
    view = View(tiny(outcomes=outcomes), "en")
    case = view.one("case", case_id="2020-a")
    assert case is not None
    _, told = lanes.of_case(view, case)
    assert "as far as is known" not in told and "as last recorded" not in told
    assert "Held, from" in told and "Died" in told


def test_ten_names_of_a_legend_pushed_the_first_lane_off_a_phone(
    tiny: Callable[..., State],
) -> None:
    cases = [{"case_id": f"2020-{key}", "name": key} for key in "abcdef"]
    view = View(tiny(cases=cases), "en")
    found = lanes.lanes(view, view.ask("cases_of_edition", edition=2020).rows)
    few, many = (lanes.chart(found[:count], view) for count in (4, 6))
    assert (few.legend, many.legend) == ("above", "below")
    assert many.margins[2] < few.margins[2], "nothing is kept free above the first lane"
    named = {mark.name for mark in many.marks if getattr(mark, "name", "")}  # type: ignore[union-attr]
    assert many.height >= 6 * 44 + 16 * len(named), "and each name has its line below the last"


def test_a_lane_of_two_years_did_not_say_each_year_twice(tiny: Callable[..., State]) -> None:
    """Six labels of two years are months, whose year alone is half of what they say."""
    view = View(tiny(), "en")
    (lane,) = lanes.lanes(view, view.ask("cases_of_edition", edition=2020).rows)
    for last, form in (("2022-11-20", "month"), ("2026-11-20", "year")):
        span = lane.spans[0] | {
            "from_day": dt.date(2020, 11, 20),
            "to_day": dt.date.fromisoformat(last),
        }
        assert lanes.chart([replace(lane, spans=[span])], view).x.form == form


def test_an_axis_named_every_fifth_month() -> None:
    """“01/2025, 06/2025, 11/2025, 04/2026” is read by nobody."""
    first = dt.date(2020, 11, 1)
    steps = {charts.days_axis([first, first + dt.timedelta(days)]).step for days in range(62, 1278)}
    assert steps == {1, 2, 3, 4, 6, 12}


def test_rows_of_each_file_are_stacked_by_how_strong_their_sources_are() -> None:
    rows: Any = [
        {"file": "cases", "good": 3, "fair": 2, "weak": 0, "without": 0},
        {"file": "outcomes", "good": 4, "fair": 0, "weak": 1, "without": 0},
    ]
    drawing = strengths.strengths_chart(rows, EN)
    assert [
        (bars.name, list(bars.at), list(bars.values))
        for bars in drawing.marks
        if isinstance(bars, Bars)
    ] == [("Good", [0, 1], [4, 3]), ("Fair", [1], [2]), ("Weak", [0], [1])]
    assert drawing.y.names == [(0, "Outcomes"), (1, "Cases")]


def test_two_standings_were_drawn_alike_in_one_bar() -> None:
    """The disappeared as those of whom nothing is known, and who was held under guard as who was at home."""
    looks = [standings.drawn(each) for each in STANDINGS]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_lines_over_yellow_were_pale_in_the_dark(palette: Palette) -> None:
    """White at half its strength on yellow was seen by nobody; and a legend had another ink than its bars."""
    at: Any = [0]
    loud: Any = ["loud"]
    quiet: Any = ["quiet"]
    bars = Bars(at=at, values=[2], roles=loud, patterns=["/"])
    others = Bars(at=at, values=[1], roles=quiet, patterns=["/"])
    spans = Spans(lanes=at, starts=[0], ends=[1], role="loud", pattern="/")
    drawn = plotly.drawn(Chart(marks=[bars, others, spans], height=99), palette, EN)["data"]
    inks = [trace["marker"]["pattern"]["fgcolor"] for trace in drawn]
    assert inks == [palette.outline, palette.text, palette.outline]
    assert int(palette.outline[1:3], 16) < 32  # dark in either theme
    # Of a colour a bar Plotly draws lines in an ink of its own.
    assert [trace["marker"]["color"] for trace in drawn[:2]] == [palette.loud, palette.quiet]


def test_triangles_were_seen_through_and_so_olive_on_black() -> None:
    """Sizes in a list are bubbles to Plotly, at seven tenths of their colour; only those of unlike sizes are any."""
    alike = Points(x=[1, 2], y=[1, 1], role="loud", sizes=[12, 12], symbol="up")
    unlike = Points(x=[1, 2], y=[1, 1], role="loud", sizes=[12, 30])
    drawn = plotly.drawn(Chart(marks=[alike, unlike], height=99), DARK, EN)["data"]
    assert [trace["marker"]["opacity"] for trace in drawn] == [1, 0.7]


def test_parts_of_a_strip_went_without_a_name_where_a_phone_had_no_room_below_them() -> None:
    rows: Any = [
        {"file": "cases", "good": 30, "fair": 20, "weak": 0, "without": 0},
        {"file": "outcomes", "good": 40, "fair": 0, "weak": 9, "without": 1},
    ]
    count, told, drawing = strengths.strip(rows, EN)
    assert (count, told) == (100, "Good 70, Fair 20, Weak 9 and Without 1")
    assert [list(bars.values) for bars in drawing.marks if isinstance(bars, Bars)] == [
        [70], [20], [9], [1],
    ]  # fmt: skip
    assert [note.lines for note in drawing.notes] == [("Good 70 · Fair 20 · Weak 9 · Without 1",)]
    assert not drawing.x.names


def test_two_high_bars_hid_that_a_chart_of_the_sample_is_invented() -> None:
    """The mark lay below what is drawn; two bars that fill a chart covered both of it."""
    rows: Any = [{"file": "cases", "good": 3, "fair": 2, "weak": 0, "without": 0}]
    for drawing in (strengths.strengths_chart(rows, EN), strengths.strip(rows, EN)[2]):
        plain = plotly.drawn(drawing, LIGHT, EN)
        tagged = plotly.stamped(plain, "SAMPLE, invented")
        tag = tagged["layout"]["annotations"][-1]
        margin, before = tagged["layout"]["margin"], plain["layout"]["margin"]
        assert "SAMPLE, invented" in tag["text"] and tag["bgcolor"] == LIGHT.loud
        if tag["textangle"]:  # at the right of the plot and of all that stood there before
            assert (tag["x"], tag["xanchor"]) == (1, "left") and tag["xshift"] > before["r"]
            assert margin["r"] - tag["xshift"] >= 24
        else:  # below a low one
            assert (tag["y"], tag["yanchor"]) == (0, "top") and -tag["yshift"] > before["b"]
            assert margin["b"] + tag["yshift"] >= 24
            assert tagged["layout"]["height"] > plain["layout"]["height"]
        assert plotly.drawn(drawing, LIGHT, EN) == plain  # and the chart itself has none


def test_the_strength_of_sources_is_said_of_all_rows(tiny: Callable[..., State]) -> None:
    for lang in LANGUAGES:
        view = View(tiny(), lang)
        shown = registry.panel(view, "sources_by_strength", {})
        rows = view.ask("sources_by_strength").rows
        good = sum(row["good"] for row in rows)
        every = sum(row[name] for row in rows for name in ("good", "fair", "weak", "without"))
        assert shown.headline.startswith(str(good)) and f" {every} " in shown.headline


def test_lines_that_end_near_each_other_had_their_years_over_each_other() -> None:
    rows: Any = [
        {"edition_year": year, "day_of_campaign": 21, "cumulative": count}
        for year, count in ((2024, 5_100), (2025, 5_300), (2026, 7_200))
    ]
    notes = counts.pace_chart(rows, FR, 2026).notes
    heights = sorted(float(note.y) for note in notes)
    assert heights[0] == 5_100 and heights[-1] == 7_200
    assert all(high - low >= 0.07 * 7_200 for low, high in pairwise(heights))


def test_an_axis_of_what_was_printed_named_the_same_year_five_times() -> None:
    days = [dt.date(2025, 9, 30), dt.date(2026, 3, 31), dt.date(2026, 8, 1)]
    rows: Any = [
        {
            "subject": "people_released", "printed_by": day, "publisher_itself": "A",
            "publisher_itself_fr": "A", "value": at, "qualifier": "exact", "unit": "people", "since_year": None,
            "edition_year": None, "of_cases": None, "publisher": "A", "publisher_fr": "A", "source_date": None,
            "source_url": "", "source_strength": "good", "printed": "2026",
        }
        for at, day in enumerate(days)
    ]  # fmt: skip
    assert releases.published_chart(rows, FR).x.form == "month"


def test_one_case_of_fourteen_stood_in_the_plural() -> None:
    def said(free: int, lang: Language = "en") -> str:
        rows: Any = [
            {"track": "liberty", "standing": standing, "cases": count}
            for standing, count in (("free", free), ("held", 13))
        ]
        return cases.standings_headline(rows, Wording(lang)).replace("\u00a0", " ")

    assert said(1) == "1 of 14 cases stands as free or freed with conditions"
    assert said(2) == "2 of 15 cases stand as free or freed with conditions"
    assert said(1, "fr").startswith("Dans 1 cas sur 14,")


def test_twelve_names_of_a_legend_pushed_the_first_bar_off_a_phone() -> None:
    rows: Any = [
        {"track": track, "standing": standing, "cases": 3}
        for track, standing in (("liberty", "free"), ("liberty", "held"), ("justice", "achieved"))
    ]
    drawing = cases.tracks_chart(rows, EN)
    legend = plotly.drawn(drawing, LIGHT, EN)["layout"]["legend"]
    assert (legend["y"], legend["yanchor"]) == (0, "bottom"), "below the bars"
    assert legend["traceorder"] == "normal", "in the order of the bars, not the other way round"
    assert legend["maxheight"] == 1, "whole, without a bar to scroll it"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_cut_the_number_off_the_longest_name_of_a_legend(
    lang: Language, shipped: State
) -> None:
    rows: Any = shipped.database.rows("cases_by_standing")
    names = [getattr(mark, "name", "") for mark in cases.tracks_chart(rows, Wording(lang)).marks]
    assert len(names) > 8 and len(set(names)) == len(names)
    assert max(map(len, names)) <= 50  # letters beside a sign, of 390 pixels
