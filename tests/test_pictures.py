"""Pictures: the same bytes each time, every word whole and in its language, nothing left out in silence."""

from __future__ import annotations

import datetime as dt
import re
import struct
import subprocess
import threading
import time
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact import figures, pictures, routes
from impact.faults import Fault
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, NARROW, Language, Wording, say
from impact.pictures import fonts, layout, plot
from impact.pictures.svg import Canvas
from impact.presentation import actions, cases, counts, releases, waterfall
from impact.presentation import chart as charts
from impact.presentation.chart import Bars, Chart, Points
from impact.presentation.palette import LIGHT
from impact.presentation.panel import Panel, Shape, TimelineEvent
from impact.presentation.view import View
from tests import pictures as tiny
from tests.foreign import foreign, words
from tests.pages import shown, visit
from tests.test_charts import CLAIMS, COUNTRIES, RELEASES, TOTALS
from tests.test_languages import proper  # noqa: F401  (a fixture)
from tests.wordings import EN, FR

SVG = "{http://www.w3.org/2000/svg}"
PARAMETERS: dict[str, dict[str, Any]] = {
    "actions_claims_of_edition": {"edition": 2021},
    "progress_of_edition": {"edition": 2011},  # the one with most cases
    "timeline_of_case": {"case_id": "2012-narges-mohammadi"},
}
OF_THE_RECORD = [name for name in pictures.names() if not figures.of_counts(name)]


# The same bytes


def test_a_picture_of_the_same_rows_is_the_same_bytes_in_every_process() -> None:
    # The hashes were written by another process; `python -m tests.pictures FOLDER` writes them anew.
    kept = dict(line.split() for line in tiny.HASHES.read_text(encoding="utf-8").splitlines())
    assert {key: tiny.hashed(svg) for key, svg in tiny.drawn().items()} == kept


def test_every_figure_that_has_a_picture_is_among_the_hashed() -> None:
    assert {name for name, *_ in tiny.WANTED} == set(pictures.names())
    assert set(pictures.names()) <= set(figures.names())


def test_a_picture_asks_nobody_and_needs_no_font() -> None:
    for svg in tiny.drawn().values():
        assert "<text" not in svg and "font" not in svg and "<image" not in svg
        assert all(use.get("href", "#").startswith("#") for use in ET.fromstring(svg).iter())


# Every word whole


@pytest.mark.parametrize("shape", list(layout.SHAPES))
@pytest.mark.parametrize("name", OF_THE_RECORD)
def test_no_text_leaves_the_picture_or_lies_on_another(
    name: str, shape: Shape, shipped: State
) -> None:
    for lang in LANGUAGES:
        canvas, _ = pictures.canvas_of(
            View(shipped, lang),
            name,
            shape=shape,
            address="https://example.org/press/" + 8 * "long-",
            **PARAMETERS.get(name, {}),
        )
        assert not layout.outside(canvas)
        assert not layout.overlaps(canvas)


@pytest.mark.parametrize("shape", list(layout.SHAPES))
def test_no_label_of_a_point_is_lost_where_points_are_many(shape: Shape, shipped: State) -> None:
    canvas, what = pictures.canvas_of(View(shipped, "fr"), "releases_published", shape=shape)
    assert isinstance(what.body, Chart)
    points = [mark for mark in what.body.marks if isinstance(mark, Points)]
    labels = Counter(text for mark in points for text in mark.labels if text)
    assert len(labels) > 8
    assert labels <= Counter(box.text for box in canvas.boxes)


def test_no_text_of_the_hand_made_pictures_leaves_them_or_lies_on_another() -> None:
    for name, shape, lang, _, asked in tiny.WANTED:
        canvas, _ = pictures.canvas_of(View(tiny.tiny(), lang), name, shape=shape, **asked)
        assert not layout.outside(canvas), name
        assert not layout.overlaps(canvas), name


def test_texts_that_lie_on_each_other_or_leave_would_be_noticed() -> None:
    canvas = Canvas(100, 100)
    canvas.text((10, 50), "one", 20, "#111111")
    assert not layout.overlaps(canvas) and not layout.outside(canvas)
    canvas.text((12, 55), "two", 20, "#111111")
    canvas.text((90, 90), "three", 20, "#111111")
    assert [(a.text, b.text) for a, b in layout.overlaps(canvas)] == [("one", "two")]
    assert [box.text for box in layout.outside(canvas)] == ["three"]


@pytest.mark.parametrize("shape", ["wide", "square", "tall"])
def test_what_makes_a_number_quotable_is_inside_the_picture(shape: Shape, shipped: State) -> None:
    canvas, what = pictures.canvas_of(
        View(shipped, "en"), "actions_by_edition", shape=shape, address="https://example.org/a"
    )
    text = " ".join(box.text for box in canvas.boxes)
    for part in (what.headline, what.subtitle, what.source, what.dated, "example.org/a"):
        assert part in text
    assert shipped.snapshot in what.dated and "28 November 2026" in what.dated


def test_an_address_without_end_is_cut_and_its_host_kept() -> None:
    canvas, _ = pictures.canvas_of(
        View(tiny.tiny(), "en"), "actions_latest", address=f"https://example.org/{300 * 'x'}"
    )
    cut = next(box.text for box in canvas.boxes if box.text.startswith("example.org/"))
    assert cut.endswith("…")
    assert not layout.outside(canvas)


def test_a_timeline_that_has_no_room_keeps_the_newest_and_says_what_is_missing() -> None:
    canvas = Canvas(1200, 675)
    events = tuple(TimelineEvent(str(year), f"event {year}", -1) for year in range(2001, 2026))
    layout._events(canvas, events, EN, LIGHT, (40, 40, 1160, 400), 1)
    texts = [box.text for box in canvas.boxes]
    assert "event 2025" in texts and "event 2001" not in texts
    left_out = len(events) - sum(text.startswith("event") for text in texts)
    assert say("en", "picture.earlier", count=left_out) in texts


# Languages, a sample's mark, hostile text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_other_language_is_in_a_picture(
    lang: Language,
    shipped: State,
    proper: dict[Language, frozenset[str]],  # noqa: F811
) -> None:
    strays = foreign(lang, proper)
    for name in OF_THE_RECORD:
        canvas, what = pictures.canvas_of(View(shipped, lang), name, **PARAMETERS.get(name, {}))
        for text in [what.headline, what.alt, *(box.text for box in canvas.boxes)]:
            assert not words(text) & strays, (name, text)
    for name, shape, _, _, asked in tiny.WANTED:
        canvas, what = pictures.canvas_of(View(tiny.tiny(), lang), name, shape=shape, **asked)
        found = {word for box in canvas.boxes for word in words(box.text)} | words(what.alt)
        assert not found & strays - words(tiny.EVIL), name


def test_french_keeps_its_narrow_spaces_and_they_are_narrow() -> None:
    canvas, _ = pictures.canvas_of(View(tiny.tiny(), "fr"), "actions_latest")
    assert any(f"4{NARROW}662{NARROW}638" in box.text for box in canvas.boxes)
    assert 0 < fonts.width(NARROW, 20) < fonts.width(" ", 20)


def test_a_picture_of_the_sample_says_so_in_its_corner_across_it_and_in_words() -> None:
    state = replace(tiny.tiny(), sample=True)
    for name, lang in (("actions_by_edition", "en"), ("actions_latest", "fr")):
        mark = say("en" if lang == "en" else "fr", "live.sample_chart")
        canvas, what = pictures.canvas_of(View(state, "en" if lang == "en" else "fr"), name)
        assert [box.text for box in canvas.boxes].count(mark) == 3
        assert what.alt.startswith(mark)


def test_hostile_names_are_text_and_nothing_else() -> None:
    svg = pictures.svg(View(tiny.tiny(), "en"), "timeline_of_case", case_id="2020-c")
    root = ET.fromstring(svg)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == tiny.EVIL
    assert description is not None and tiny.EVIL in (description.text or "")
    assert root.get("role") == "img"
    assert "<script" not in svg


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("no_such", {}, "unknown_figure"),
        ("editions", {}, "unknown_figure"),
        ("pace", {}, "parameter_missing"),
        ("pace", {"edition": "20x0"}, "parameter_wrong"),
        ("actions_latest", {"view": "added"}, "parameter_unknown"),
        ("releases_documented", {"view": "<b>"}, "value_unknown"),
        ("timeline_of_case", {"case_id": "<script>"}, "parameter_wrong"),
    ],
)
def test_what_has_no_picture_is_refused_in_words(
    name: str, asked: dict[str, Any], code: str
) -> None:
    with pytest.raises(Fault) as raised:
        pictures.svg(View(tiny.tiny(), "fr"), name, **asked)
    assert raised.value.key == code


# The page and the picture


@pytest.mark.parametrize(
    ("page", "name"),
    [("actions", "actions_by_edition"), ("releases", "releases_documented")],
)
def test_page_and_picture_say_the_same_and_the_page_hands_it_out(
    page: str, name: str, shipped: State
) -> None:
    test = visit(page, "en")
    assert pictures.headline(View(shipped, "en"), name) in shown(test)
    assert pictures.alt(View(shipped, "en"), name) in shown(test)
    assert say("en", "picture.download") in shown(test)


@pytest.mark.parametrize("shape", list(layout.SHAPES))
def test_many_parts_fit_because_the_smallest_are_added_up_and_the_unmapped_stay(
    shape: Shape,
) -> None:
    rows: Any = [
        {"case_id": f"c{n}", "name": None, "actions": 100 - n, "unmapped": False} for n in range(40)
    ]
    rows.append({"case_id": "unmapped", "name": None, "actions": 7, "unmapped": True})
    most = counts._PARTS[shape]
    chart = counts.parts_chart(rows, "case", EN, most=most)
    (bars,) = chart.marks
    assert isinstance(bars, Bars) and len(bars.at) == most
    assert sum(bars.values) == sum(row["actions"] for row in rows)
    assert bars.at[0] == say("en", "live.unmapped")
    drawn = Panel("Headline", 22 * "subtitle ", "", "Source", "Dated", chart)
    canvas = layout.drawn(drawn, EN, LIGHT, shape)
    assert not layout.overlaps(canvas) and not layout.outside(canvas)


COUNTED: Any = [
    {"day": dt.date(2021, 11, day), "actions": 5 * day, "day_of_campaign": day} for day in (1, 2, 9)
]
PARTS: Any = [{"section": "FR", "actions": 3}, {"section": "CH", "actions": 2}]
CHANGED = [("new", 30), ("retracted", -12)]
DRAWN: dict[str, list[Chart]] = {
    "cases.tracks_chart": [],  # hashed, as cases_by_standing
    "actions.editions_chart": [
        actions.editions_chart(TOTALS, EN),
        actions.editions_chart(TOTALS, FR, small=True),
    ],
    "releases.published_chart": [releases.published_chart(CLAIMS, FR)],
    "releases.documented_chart": [
        releases.documented_chart(RELEASES, EN, added_up=added) for added in (True, False)
    ],
    "cases.map_chart": [
        cases.map_chart(COUNTRIES, EN),
        charts.marked(cases.map_chart([], EN), "a mark"),
    ],
    "counts.days_chart": [counts.days_chart(COUNTED, EN)],
    "counts.days_strip": [counts.days_strip(COUNTED)],
    "counts.parts_chart": [counts.parts_chart(PARTS, "section", FR)],
    "waterfall.changes": [waterfall.changes(CHANGED, 100, 118, FR)],
    # Those that are among the hashed.
    "actions.edition_claims_chart": [],
    "cases.standings_chart": [],
    "counts.pace_chart": [],
}


def test_every_chart_that_the_product_has_is_drawn_here_or_among_the_hashed() -> None:
    made = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (actions, cases, counts, releases, waterfall)
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
        and getattr(value, "__annotations__", {}).get("return") == "Chart"
        and not name.startswith("_")
    }
    assert made == set(DRAWN)
    hashed = {name for name, *_ in tiny.WANTED}
    assert {"actions_claims_of_edition", "cases_by_standing", "pace"} <= hashed


@pytest.mark.parametrize("name", [name for name, found in DRAWN.items() if found])
def test_every_chart_of_the_pages_can_be_a_picture(name: str) -> None:
    for chart in DRAWN[name]:
        canvas = Canvas(1100, 500)
        plot.draw(canvas, chart, (0, 0, 1100, 500), LIGHT, EN, 1.5)
        svg = canvas.svg("", "", "en")
        assert len(ET.fromstring(svg)) > 3 or not chart.marks
        written = {box.text for box in canvas.boxes}
        assert {line for note in chart.notes for line in note.lines} <= written


# Pixels


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def test_a_png_is_as_large_as_its_shape() -> None:
    assert _size(pictures.png(pictures.svg(View(tiny.tiny(), "en"), "actions_latest"))) == (
        1200,
        675,
    )
    assert _size(pictures.og(View(tiny.tiny(), "fr"), "actions_latest")) == (1200, 630)


def test_nobody_else_went_on_while_a_picture_was_drawn() -> None:
    drawing, went_on = pictures.svg(View(tiny.tiny(), "en"), "actions_latest"), 0
    drawer = threading.Thread(target=pictures.sized, args=(drawing, "wide", 4000))
    drawer.start()
    while drawer.is_alive():
        time.sleep(0.001)
        went_on += 1
    assert went_on > 20


def test_a_picture_that_cannot_be_drawn_says_so() -> None:
    with pytest.raises(subprocess.SubprocessError):
        pictures.png("<svg")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_a_cover_with_its_name_and_no_number(lang: Language) -> None:
    for page in routes.PAGE:
        canvas = layout.cover(page, Wording(lang))
        assert not layout.outside(canvas) and not layout.overlaps(canvas)
        text = " ".join(box.text for box in canvas.boxes)
        assert all(part in text for part in layout.cover_words(page, Wording(lang)))
        assert not any(char.isdigit() for char in text.replace("2001", ""))
    assert _size(pictures.og_page("overview", Wording(lang))) == (1200, 630)


# Letters


def test_pairs_of_letters_stand_as_the_font_says() -> None:
    apart = fonts.width("A", 100) + fonts.width("V", 100)
    assert fonts.width("AV", 100) < apart
    assert fonts.width("HH", 100) == 2 * fonts.width("H", 100)


def test_a_letter_we_do_not_have_loses_its_accent_or_is_a_question_mark() -> None:
    assert fonts.readable("Şahin Ñandú œuvre – « ş »") == "Şahin Ñandú œuvre – « ş »"
    assert fonts.readable("e\u0301\u1e17\u0000\u200b 文") == "ée ?"


def test_every_name_of_the_record_has_its_letters(shipped: State) -> None:
    for row in shipped.database.rows("cases"):
        assert "?" not in fonts.readable(row["name"] + row["name_fr"])


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aW é\u202f文-", max_size=40), st.floats(60, 400))
def test_wrapped_lines_fit_and_lose_no_word(text: str, room: float) -> None:
    lines = fonts.wrap(text, room, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(fonts.width(line, 20) <= room for line in lines)
    assert fonts.width(fonts.cut(text, room, 20), 20) <= room


# In a narrow frame


@pytest.mark.parametrize("name", OF_THE_RECORD)
def test_no_letter_of_an_embed_is_smaller_than_seven_pixels_in_a_frame_of_300(
    name: str, shipped: State
) -> None:
    """The wide drawing has letters of four there."""
    wide = layout.SHAPES["small"][0]
    for lang in LANGUAGES:
        canvas, _ = pictures.canvas_of(
            View(shipped, lang), name, shape="small", **PARAMETERS.get(name, {})
        )
        for box in canvas.boxes:
            across = min(box.bottom - box.top, box.right - box.left)  # some stand upright
            high = max(across, 0 if len(box.text) > 2 else box.bottom - box.top)
            assert high / (fonts.ASCENT + fonts.DESCENT) * 284 / wide >= 7, box.text


def test_bars_of_standings_were_squeezed_away_by_the_name_of_their_track(shipped: State) -> None:
    """The longest bar takes a fifth of the narrow drawing at least."""
    canvas, _ = pictures.canvas_of(View(shipped, "fr"), "cases_by_standing", shape="small")
    wide = max(
        float(found[1])
        for shape in canvas._shapes
        if (found := re.match(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"', shape))
        and float(found[1]) < canvas.width
    )
    assert wide > canvas.width / 5


def test_a_drawing_in_both_themes_is_the_light_one_and_the_dark_one() -> None:
    for name, shape, lang, _, asked in tiny.WANTED:
        both = pictures.themed(View(tiny.tiny(), lang), name, shape=shape, **asked)
        for place, dark in ((1, False), (2, True)):
            inked = both
            for ink in pictures.inks(both):
                inked = inked.replace(f"var({ink[0]})", ink[place])
            own = pictures.svg(View(tiny.tiny(), lang), name, shape=shape, dark=dark, **asked)
            assert _inks(inked) == _inks(own), name
            if not dark and "<pattern" not in own:
                assert inked == own


def _inks(svg: str) -> list[str]:
    """The inks of a drawing in order, patterns aside, which are named after theirs."""
    return re.findall(r'(?:fill|stroke)="(#[0-9A-Fa-f]{6})"', svg.partition("</defs>")[2])
