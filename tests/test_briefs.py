"""Briefs, read back as their readers open them: a page, slides, a letter, an e-mail."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, NameObject, StreamObject

from impact import briefs, figures, talking
from impact.briefs import content, exhibit
from impact.briefs import slide_text as drawing
from impact.briefs.workbook import workbook
from impact.cli.main import main
from impact.factcheck import checker, facts
from impact.factcheck.rounding import Verdict
from impact.figures import Source, live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, date, say
from impact.presentation import counts
from impact.presentation.view import View
from impact.record.reader import read
from impact.settings import ROOT
from impact.talking import OCCASIONS, HardQuestion, Point, Selection, Talk
from impact.talking.points.spoken import sentences
from tests.wordings import EN

CASE, COUNTRY = "2021-zhang-zhan", "CN"
SELECTIONS = {
    "launch": Selection("launch"),
    "human_rights_day": Selection("human_rights_day"),
    "results": Selection("results"),
    "case": Selection("case", case_id=CASE),
    "country": Selection("country", country=COUNTRY),
}
HOSTILE = "#let a = 1 $x^2$ \\ <script>alert(1)</script> =cmd|' /C calc'!A0 *b* _i_ @ref [z] `c`"
ABROAD = "张展 محمد Łódź"

Made = Callable[..., Any]


@pytest.fixture(scope="module")
def talks(shipped: State) -> Callable[[str, Language], Talk]:
    kept: dict[tuple[str, Language], Talk] = {}

    def talk(name: str, lang: Language) -> Talk:
        if (name, lang) not in kept:
            kept[name, lang] = talking.talk(shipped, SELECTIONS[name], lang)
        return kept[name, lang]

    return talk


@pytest.fixture(scope="module")
def made(shipped: State, talks: Callable[[str, Language], Talk]) -> Made:
    """One form of one brief of the shipped record, made once."""
    kept: dict[tuple[str, Language, briefs.Form], bytes] = {}

    def make(name: str, lang: Language, form: briefs.Form) -> bytes:
        if (name, lang, form) not in kept:
            kept[name, lang, form] = briefs.made(shipped, talks(name, lang), form).data
        return kept[name, lang, form]

    return make


@pytest.fixture(scope="module")
def known(shipped: State) -> facts.Facts:
    return facts.of(shipped)


def by_hand(state: State, lang: Language = "en", **parts: Any) -> Talk:
    """A talk of one point with one source; a test names the parts it is about."""
    source = Source("Somebody", "https://example.org/page", "2024", "good")
    return replace(
        Talk(
            title="A title",
            lang=lang,
            selection=Selection("launch"),
            as_of=dt.date(2026, 11, 22),
            snapshot=state.snapshot,
            dated="Record checked",
            points=(Point("a", "One thing happened.", "cases", sources=(source,)),),
            left_out=(),
            questions=(),
            chart=None,
        ),
        **parts,
    )


@cache
def page_text(data: bytes) -> str:
    """What the one page says. Outlines are left out, since to read them takes longer than to make it."""
    (page,) = PdfReader(io.BytesIO(data)).pages
    whole = page["/Contents"].get_object()
    assert isinstance(whole, StreamObject)
    said = DecodedStreamObject()
    said.set_data(re.sub(rb"(?:-?[\d.]+ )+[mlc](?=\s)", b"", whole.get_data()))
    page[NameObject("/Contents")] = said
    return str(page.extract_text())


def flat(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text)


def slides(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


def slide_text(slide: Any) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def letter_text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def every_text(state: State, talk: Talk) -> dict[str, str]:
    said = briefs.brief(state, talk)
    return {
        "pdf": page_text(briefs.pdf(said)),
        "pptx": "\n".join(
            slide_text(slide) + slide.notes_slide.notes_text_frame.text
            for slide in slides(briefs.pptx(said))
        ),
        "docx": letter_text(briefs.docx(said)),
        "text": briefs.text(said),
    }


# All four say the same


@pytest.mark.parametrize("name", ["launch", "case"])
def test_every_form_has_the_title_the_day_the_snapshot_and_the_first_point(
    name: str, shipped: State, talks: Callable[[str, Language], Talk], made: Made
) -> None:
    talk = talks(name, "fr")
    texts = {
        "pdf": page_text(made(name, "fr", "pdf")),
        "pptx": "\n".join(
            slide_text(slide) + slide.notes_slide.notes_text_frame.text
            for slide in slides(made(name, "fr", "pptx"))
        ),
        "docx": letter_text(made(name, "fr", "docx")),
        "text": made(name, "fr", "text").decode(),
    }
    for form, text in texts.items():
        for part in (talk.title, date("fr", talk.as_of), shipped.snapshot, talk.points[0].sentence):
            assert flat(part) in flat(text), (form, part)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SELECTIONS)
def test_the_checker_of_texts_finds_nothing_wrong_in_a_brief(
    name: str, lang: Language, known: facts.Facts, made: Made
) -> None:
    findings = checker.check(made(name, lang, "text").decode(), known, lang, lang).findings
    bad = {Verdict.WRONG, Verdict.WORDING}
    assert [(each.text, each.note) for each in findings if each.verdict in bad] == []


def test_a_source_keeps_its_number_in_every_form(shipped: State) -> None:
    first, second = (Source(name, f"https://example.org/{name}", "", "good") for name in "ab")
    points = (
        Point("a", "One.", "cases", sources=(first,)),
        Point("b", "Two.", "cases", sources=(second, first)),
    )
    said = briefs.brief(shipped, by_hand(shipped, points=points))
    assert [point.marks for point in said.points] == [(1,), (2, 1)]
    assert "Two.\u00a0[2][1]" in briefs.text(said)
    assert "Two.\u00a0[2][1]" in letter_text(briefs.docx(said))
    assert (
        "[2] b https://example.org/b"
        in slides(briefs.pptx(said))[-1].notes_slide.notes_text_frame.text
    )


def test_sources_of_a_count_of_more_than_three_pages_are_told_of_and_listed_in_the_notes(
    shipped: State,
) -> None:
    sources = tuple(Source(f"s{n}", f"https://example.org/{n}", "", "good") for n in range(7))
    talk = by_hand(shipped, points=(Point("a", "One.", "cases", sources=sources),))
    said = briefs.brief(shipped, talk)
    assert said.points[0].marks == (), "three of seven do not bear it"
    assert said.further == say("en", "brief.further")
    assert said.further in flat(briefs.text(said))
    notes = slides(briefs.pptx(said))[-1].notes_slide.notes_text_frame.text
    assert [f"https://example.org/{n}" in notes for n in range(7)] == [True] * 7


def test_the_day_of_a_country_is_that_of_its_own_cases(tiny: Callable[..., State]) -> None:
    """The notes of a slide bore the day of somebody of another country."""
    at = {"a": ("CL", "2026-11-22"), "b": ("CN", "2026-12-01")}
    checked = {"checked_how": "source_read"}
    cases = [
        {"case_id": f"2020-{key}", "country_code": code, "checked_on": day, **checked}
        for key, (code, day) in at.items()
    ]
    outcomes = [{"outcome_id": "o1", "case_id": "2020-b", "checked_on": "2026-12-01", **checked}]
    view = View(tiny(cases=cases, outcomes=outcomes), "en")
    for code, day in at.values():
        assert view.ask("cases", {"country_code": code}).as_of.isoformat() == day


def test_what_to_be_careful_with_is_said_once(shipped: State) -> None:
    points = tuple(Point(key, "One.", "cases", careful=("mind this.",)) for key in "ab")
    said = briefs.brief(shipped, by_hand(shipped, points=points))
    assert [point.careful for point in said.points] == ["Careful: mind this.", ""]


def test_a_weak_source_of_a_second_point_is_said_too(shipped: State) -> None:
    weak = say("en", "careful.weak", page="A blog")
    points = tuple(Point(key, "One.", "cases", careful=(weak,)) for key in "ab")
    said = briefs.brief(shipped, by_hand(shipped, points=points))
    assert all("weak" in point.careful for point in said.points)


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_tagged_and_says_its_language_and_title(
    lang: Language, talks: Callable[[str, Language], Talk], made: Made
) -> None:
    reader = PdfReader(io.BytesIO(made("launch", lang, "pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"].startswith(lang)
    assert root["/MarkInfo"]["/Marked"] is not None and bool(root["/MarkInfo"]["/Marked"])
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None and reader.metadata.title == talks("launch", lang).title
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    tags = list(walked(root["/StructTreeRoot"]))
    kinds = [tag["/S"] for tag in tags]
    assert kinds.count("/H1") == 1 and "/H2" in kinds and "/L" in kinds and "/Link" in kinds
    drawn = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert [("2024" in str(tag["/Alt"])) for tag in drawn] == [True]


def walked(tag: Any) -> Iterator[Any]:
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object()
        if hasattr(one, "get") and "/S" in one:
            yield one
            yield from walked(one)


def test_french_numbers_keep_their_narrow_spaces(made: Made) -> None:
    assert "4\u202f662\u202f638" in page_text(made("launch", "fr", "pdf"))
    assert "−20\u00a0%" in page_text(made("results", "fr", "pdf")).replace("\u202f%", "\u00a0%")
    cards = "\n".join(map(slide_text, slides(made("launch", "fr", "pptx"))))
    assert "4\u202f662\u202f638" in cards
    assert "4\u202f662\u202f638" in letter_text(made("launch", "fr", "docx"))
    assert "4\u202f662\u202f638" in made("launch", "fr", "text").decode()


def test_an_interview_had_no_name_for_its_files(shipped: State) -> None:
    for lang in LANGUAGES:
        names = set()
        for occasion in OCCASIONS:
            about = Selection(occasion, edition=2025, case_id="2021-zhang-zhan", country="CN")
            talk = by_hand(shipped, lang, selection=about)
            names.add(briefs.named(talk, "pdf"))
        assert len(names) == len(OCCASIONS)


def test_a_very_long_french_brief_is_still_one_page_and_says_what_it_does_not_hold(
    shipped: State,
) -> None:
    lang: Language = "fr"
    sentence = "Une phrase qui n’en finit pas et qui dit toujours la même chose. " * 3
    points = tuple(
        Point(str(n), f"{n}. {sentence}", "cases", careful=(f"{n} {sentence}",)) for n in range(30)
    )
    questions = tuple(HardQuestion(f"{n} {sentence}", sentence, "cases") for n in range(30))
    chart: tuple[str, dict[str, Any]] = ("actions_by_edition", {})
    talk = by_hand(shipped, lang, points=points, questions=questions, chart=chart)
    said = briefs.brief(shipped, talk)
    text = flat(page_text(briefs.pdf(said)))
    held = sum(f" {n}. Une" in text for n in range(30))
    assert 1 < held < 30
    assert say(lang, "brief.first_points", count=held, total=30) in text
    assert say(lang, "brief.more_questions", count=30) in text
    letter = letter_text(briefs.docx(said))
    assert say(lang, "brief.more_questions", count=30) in letter
    notes = slides(briefs.pptx(said))[0].notes_slide.notes_text_frame.text
    assert "29. Une phrase" in notes
    assert "29. Une phrase" in flat(briefs.text(said))


def test_one_text_without_end_is_cut_and_that_is_said(shipped: State) -> None:
    talk = by_hand(shipped, points=(Point("a", "word " * 4000, "cases"),))
    text = flat(page_text(briefs.pdf(briefs.brief(shipped, talk))))
    assert say("en", "brief.cut") in text


def test_a_word_without_end_is_broken(shipped: State) -> None:
    talk = by_hand(shipped, title="W" * 400, points=(Point("a", "N" * 700, "cases"),))
    shown = page_text(briefs.pdf(briefs.brief(shipped, talk))).replace("\u200b", "")
    assert len(re.findall("N", shown)) >= 700
    longest = max(len(line) for line in shown.splitlines())
    assert longest < 150


def test_no_points_are_told_as_such(shipped: State) -> None:
    for form, text in every_text(shipped, by_hand(shipped, points=())).items():
        if form != "text":
            assert say("en", "brief.no_points") in flat(text), form


# The slides


@pytest.mark.parametrize("name", SELECTIONS)
def test_each_slide_has_a_title_notes_day_snapshot_and_its_place(
    name: str, shipped: State, talks: Callable[[str, Language], Talk], made: Made
) -> None:
    deck, day = slides(made(name, "en", "pptx")), date("en", talks(name, "en").as_of)
    for place, slide in enumerate(deck, 1):
        assert say("en", "brief.page_of", number=place, total=len(deck)) in slide_text(slide)
        assert slide.shapes.title.text_frame.text
        assert slide.shapes[0] == slide.shapes.title, "read first"
        assert shipped.snapshot in slide.notes_slide.notes_text_frame.text
        assert day in slide_text(slide) and shipped.snapshot in slide_text(slide)


@pytest.mark.parametrize("name", SELECTIONS)
def test_what_to_be_careful_with_stands_beside_the_number(
    name: str, shipped: State, talks: Callable[[str, Language], Talk], made: Made
) -> None:
    said = briefs.brief(shipped, talks(name, "en"))
    deck = [flat(slide_text(slide)) for slide in slides(made(name, "en", "pptx"))]
    careful = {each.sentence: each.careful for each in said.numbers}
    careful[said.points[0].sentence] = said.points[0].careful
    assert any(careful.values())
    for sentence, text in careful.items():
        told = [*sentences(sentence), text]
        assert any(all(each in slide for each in told) for slide in deck)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_slides_of_results_told_of_one_person_and_of_no_result(
    shipped: State, lang: Language
) -> None:
    """Whoever is told of before the first number has a slide: what happened, large, and who that is."""
    talk = talking.talk(shipped, Selection(occasion="results", edition=2024), lang)
    people = [point for point in talk.points if point.key == "event"]
    deck = slides(briefs.made(shipped, talk, "pptx").data)
    assert len(people) > 1
    for point, slide in zip(people, deck, strict=False):
        assert flat(slide.shapes.title.text_frame.text) in flat(point.sentence)
        (who,) = [
            each.sentence for each in talk.points if each.key == "who" and each.given == point.given
        ]
        assert who in flat(slide_text(slide)) and who in flat(
            slide.notes_slide.notes_text_frame.text
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slide_told_of_a_release_large_and_small_that_it_did_not_last(
    shipped: State, lang: Language
) -> None:
    talk = talking.talk(shipped, Selection(occasion="country", country="CN"), lang)
    but = say(lang, "spoken.but", text="")
    reversed_ = [point.sentence for point in talk.points if f" {but}" in point.sentence]
    titles = [
        flat(slide.shapes.title.text_frame.text)
        for slide in slides(briefs.made(shipped, talk, "pptx").data)
    ]
    assert reversed_
    for sentence in reversed_:
        assert any(title in sentence and but in title for title in titles)


def test_the_newest_event_of_a_country_was_bad_news_and_no_more(tiny: Callable[..., State]) -> None:
    cases = [{"case_id": f"2020-{key}", "country_code": "CL"} for key in "ab"]
    vague = {
        "outcome_type": "other_negative",
        "direction": "negative",
        "summary": "The shop burnt.",
    }
    outcomes = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-05-01", **vague},
        {"outcome_id": "o2", "case_id": "2020-b", "event_date": "2021-05-01"},
    ]  # fmt: skip
    talk = talking.talk(
        tiny(cases=cases, outcomes=outcomes), Selection("country", country="CL"), "en"
    )
    text = briefs.made(tiny(cases=cases, outcomes=outcomes), talk, "text").data.decode()
    assert "The shop burnt (1 May 2021)" in text.replace("\u00a0", " ")
    assert "released (1 May 2021)" in text.replace("\u00a0", " ")


def test_the_last_slide_left_out_sources_that_slides_cite_and_told_two_times_to_be_careful(
    shipped: State,
) -> None:
    """Of fourteen sources it named eight, and said of none that it stood elsewhere."""
    source = [Source(f"Publisher {n}", f"https://example.org/{n}", "2024", "good") for n in range(19)]  # fmt: skip
    for count in (3, 14, 19):
        points = tuple(
            Point("a", f"Thing {n} happened.", "cases", sources=(source[n],), careful=("it may be less",))
            for n in range(count)
        )  # fmt: skip
        (*_, last) = slides(briefs.pptx(briefs.brief(shipped, by_hand(shipped, points=points))))
        text = slide_text(last)
        assert text.count("Publisher") == min(count, 18)
        assert (say("en", "brief.more_on_slide") in text) == (count > 18)
        assert "It may be less" in text
        assert say("en", "talk.careful", text="").strip() not in text


def test_died_stood_large_on_yellow_of_who_was_dead_when_justice_was_asked_for(
    tiny: Callable[..., State],
) -> None:
    """Of a child who had fallen into a pit toilet, below "justice has begun"."""
    case = {"status_at_launch": "dead", "demand": "justice"}
    step = {"outcome_type": "perpetrator_charged", "direction": "positive"}
    state = tiny(cases=[case], outcomes=[step])
    talk = talking.talk(state, Selection("case", case_id="2020-a"), "en")
    large, *_ = briefs.brief(state, talk).numbers
    assert large.digits == "What was asked: under way"


def sizes(shape: Any) -> list[float]:
    return [
        run.font.size.pt
        for line in shape.text_frame.paragraphs
        for run in line.runs
        if run.font.size
    ]


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_slide_held_a_message_and_three_numbers_and_none_was_large(
    name: str, shipped: State, talks: Callable[[str, Language], Talk], made: Made
) -> None:
    said = briefs.brief(shipped, talks(name, "fr"))
    deck = slides(made(name, "fr", "pptx"))
    numbers = [each.sentence for each in said.numbers]
    first = [each.sentence in numbers for each in said.points].index(True)
    people = said.points[:first]
    pairs = sum(a.who and a.case == b.case for a, b in itertools.pairwise(people))
    messages = deck[:-2]  # then a picture, and what to know before speaking
    assert len(messages) == len(people) - pairs + len(numbers)
    for slide in messages:
        shapes = [each for each in slide.shapes if each.has_text_frame and sizes(each)]
        largest = max(shapes, key=lambda shape: max(sizes(shape)))
        number = {each.digits for each in said.numbers}
        assert largest == slide.shapes.title or largest.text_frame.paragraphs[-1].text in number
        # Somebody who was taken in again twice is told with both, and with where they stand: the longest of these stories
        # are set smaller, so that the message is never their release alone, nor their last arrest.
        turned = " Mais " in largest.text_frame.text
        assert max(sizes(largest)) >= (20 if turned else 24)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SELECTIONS)
def test_a_label_of_two_lines_stood_over_the_source_below_it(
    name: str, lang: Language, made: Made
) -> None:
    for slide in slides(made(name, lang, "pptx")):
        texts = [
            each for each in slide.shapes if each.has_text_frame and each.text_frame.text.strip()
        ]
        for above, below in itertools.permutations(texts, 2):
            beside = (
                above.left + above.width <= below.left or below.left + below.width <= above.left
            )
            (line, *more) = above.text_frame.paragraphs
            if beside or more or above.top >= below.top:
                continue
            told = [(line.text, bool(line.runs[0].font.bold))]
            high = drawing.height(told, above.width / 914_400, sizes(above)[0])
            assert above.top / 914_400 + high <= below.top / 914_400 + 0.06, (
                told,
                below.text_frame.text,
            )


def test_the_chart_is_native_and_has_the_figures_values_with_gaps(
    shipped: State, made: Made
) -> None:
    slide = slides(made("launch", "fr", "pptx"))[-2]
    [frame] = [shape for shape in slide.shapes if shape.has_chart]
    rows = figures.figure(shipped, "actions_by_edition", "fr").rows
    plot = frame.chart.plots[0]
    assert list(plot.categories) == [str(row["edition_year"]) for row in rows]
    columns = zip(*(series.values for series in plot.series), strict=True)
    shown = [next((v for v in values if v is not None), None) for values in columns]
    assert shown == [row["actions"] for row in rows]
    assert None in shown
    sheet = openpyxl.load_workbook(
        io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)
    ).active
    assert sheet is not None
    inside = [
        next((cell for cell in row[1:] if cell is not None), None)
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert inside == shown


def test_releases_stand_on_each_other(shipped: State) -> None:
    talk = by_hand(shipped, chart=("releases_documented", {}))
    shown = exhibit.exhibit(View(shipped, talk.lang), talk)
    assert shown is not None and isinstance(shown.body, exhibit.OfficeChart)
    rows = figures.figure(shipped, "releases_documented", "en").rows
    people = {str(row["year"]): row["people"] for row in rows if row["year"]}
    added = [
        sum(v or 0 for v in c) for c in zip(*(s.values for s in shown.body.series), strict=True)
    ]
    assert shown.body.kind == "stacked"
    assert {y: n for y, n in zip(shown.body.categories, added, strict=True) if n} == people


@pytest.mark.parametrize("name", ["case", "country"])
def test_events_and_cases_are_a_native_table_with_a_header(name: str, made: Made) -> None:
    slide = slides(made(name, "fr", "pptx"))[-2]
    [frame] = [shape for shape in slide.shapes if shape.has_table]
    assert frame.table.first_row
    head = [cell.text for cell in frame.table.rows[0].cells]
    assert head[0] == ("Date" if name == "case" else "Édition")
    assert len(frame.table.rows) > 3


def test_everything_on_a_slide_that_is_no_ornament_says_what_it_is(made: Made) -> None:
    for name in SELECTIONS:
        for slide in slides(made(name, "en", "pptx")):
            for shape in slide.shapes:
                told = shape._element.xpath(".//p:cNvPr")[0]
                ornament = "decorative" in "".join(child.tag for child in told.iter())
                assert ornament or told.get("descr") or shape == slide.shapes.title


@pytest.mark.parametrize(("lang", "tag"), [("en", "en-GB"), ("fr", "fr-FR")])
def test_every_run_says_its_language(lang: Language, tag: str, made: Made) -> None:
    with zipfile.ZipFile(io.BytesIO(made("launch", lang, "pptx"))) as parts:
        for name in parts.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml", name):
                xml = parts.read(name).decode()
                assert len(re.findall("<a:r>", xml)) == len(
                    re.findall(f'<a:rPr[^>]*lang="{tag}"', xml)
                )


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    series = exhibit.Series("=1+1", (1.0, None), (False, False))
    plot = exhibit.OfficeChart("bars", ("=cmd|' /C calc'!A0", "@x"), (series,))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(plot, dt.date(2026, 1, 1)))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "s"]


# The letter and the e-mail


def test_the_letter_has_real_styles_links_and_a_described_picture(made: Made) -> None:
    document = Document(io.BytesIO(made("launch", "fr", "docx")))
    styles = {str(p.style.name) for p in document.paragraphs if p.style}
    assert {"Title", "Heading 1", "List Bullet", "Careful"} <= styles
    [picture] = document.inline_shapes
    assert "2024" in picture._inline.docPr.get("descr", "")
    links = [link for p in document.paragraphs for link in p.hyperlinks]
    assert len(links) > 3 and all(link.address.startswith("https://") for link in links)
    assert document.core_properties.language == "fr-FR"
    xml = document.styles.element.xml
    assert 'w:val="fr-FR"' in xml and "en-US" not in re.findall(
        r"<w:lang [^>]*w:val=\"([^\"]*)", xml
    )


@pytest.mark.parametrize("name", SELECTIONS)
def test_the_email_is_72_wide_but_for_addresses(name: str, made: Made) -> None:
    for line in made(name, "fr", "text").decode().splitlines():
        assert len(line) <= 72 or line.strip().startswith("http"), line


# The same everywhere, and always


CHILD = """
import hashlib, json, sys
from impact import briefs, talking
from impact.figures import live
from impact.record.reader import read
from impact.settings import ROOT
from impact.i18n.words import Wording
state = live._state(read(ROOT / "data" / "record"))
talk = talking.talk(state, talking.Selection("launch"), "fr")
said = briefs.brief(state, talk)
print(json.dumps({f: hashlib.sha256(briefs.written(said, f)).hexdigest() for f in briefs.FORMS}))
"""


def test_the_same_talk_gives_the_same_bytes_in_another_process_and_time_zone(made: Made) -> None:
    here = {form: hashlib.sha256(made("launch", "fr", form)).hexdigest() for form in briefs.FORMS}
    env = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LANG": "C"}
    there = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, env=env, capture_output=True, check=True
    )
    assert json.loads(there.stdout) == here


@pytest.mark.parametrize("form", ["pptx", "docx"])
def test_an_office_file_knows_no_hour_but_the_day_of_the_record(
    form: briefs.Form, made: Made
) -> None:
    days = set()
    with zipfile.ZipFile(io.BytesIO(made("launch", "en", form))) as parts:
        for entry in parts.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            data = parts.read(entry)
            if entry.filename.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as inner:
                    assert {e.date_time for e in inner.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                    data = inner.read("docProps/core.xml")
            days |= set(re.findall(rb"20\d\d-\d\d-\d\dT[\d:]+Z", data))
    assert days == {f"{live.current().as_of:%Y-%m-%d}T00:00:00Z".encode()}


@pytest.mark.parametrize("form", ["pptx", "docx"])
def test_an_office_file_says_nothing_of_the_template_it_began_with(
    form: briefs.Form, made: Made
) -> None:
    with zipfile.ZipFile(io.BytesIO(made("launch", "fr", form))) as parts:
        names = parts.namelist()
        assert [name for name in names if "thumbnail" in name or "app.xml" in name] == []
        told = b"".join(parts.read(name) for name in names if name.endswith(".xml"))
    assert b"Click to edit" not in told and b'lang="en-' not in told


# What must never happen


def test_a_sample_says_so_on_everything_and_in_the_name(shipped: State) -> None:
    state = replace(shipped, sample=True)
    talk = talking.talk(state, Selection("launch", length="one_line"), "fr")
    assert talk.sample
    mark = say("fr", "live.sample_chart")
    for form, text in every_text(state, talk).items():
        assert mark in text, form
    deck = slides(briefs.made(state, talk, "pptx").data)
    assert [mark in slide_text(slide) for slide in deck] == [True] * len(deck)
    for form in briefs.FORMS:
        assert briefs.named(talk, form).startswith("SAMPLE-")


def test_hostile_text_is_text_in_every_form(shipped: State) -> None:
    point = Point("a", HOSTILE, "cases", {}, "=1+1", HOSTILE, careful=(HOSTILE,))
    source = Source(HOSTILE, "javascript:alert(1)", "", "good")
    talk = by_hand(
        shipped,
        title=HOSTILE,
        points=(replace(point, sources=(source,)),),
        questions=(HardQuestion(HOSTILE, HOSTILE, "cases"),),
        left_out=(HOSTILE,),
    )
    for form, text in every_text(shipped, talk).items():
        assert flat(text).count(HOSTILE) >= 4, form
    said = briefs.brief(shipped, talk)
    assert said.references[0].url == ""
    letter = Document(io.BytesIO(briefs.docx(said)))
    assert [link for p in letter.paragraphs for link in p.hyperlinks] == []
    assert b"javascript" not in briefs.pdf(said)


def test_letters_that_the_page_does_not_have_are_said_and_stand_in_the_other_forms(
    shipped: State,
) -> None:
    talk = by_hand(shipped, points=(Point("a", f"{ABROAD} was released.", "cases"),))
    texts = every_text(shipped, talk)
    assert re.search(r"\?\? \?\?\?\? Łód\S+ was released\.", texts["pdf"])
    assert say("en", "brief.letters") in flat(texts["pdf"])
    for form in ("pptx", "docx", "text"):
        assert ABROAD in texts[form], form
        assert say("en", "brief.letters") not in flat(texts[form])


def test_signs_that_are_no_text_are_never_kept(shipped: State) -> None:
    talk = by_hand(shipped, points=(Point("a", "a\x00b\x1bc\u202ed\ud800e\x0bf", "cases"),))
    for form, text in every_text(shipped, talk).items():
        assert "abcde f" in text, form


def test_a_name_of_a_file_holds_nothing_but_plain_signs(shipped: State) -> None:
    talk = by_hand(shipped, selection=Selection("case", case_id="../..\\x y/Ł#"))
    assert briefs.named(talk, "pdf") == "write-for-rights-brief-case-x-y-2026-11-22.pdf"


def test_lines_and_lying_bars_become_series_over_the_same_categories() -> None:
    days: Any = [
        {"edition_year": year, "day_of_campaign": day, "cumulative": 10 * day}
        for year, last in ((2024, 3), (2025, 2))
        for day in range(1, last + 1)
    ]
    lines = exhibit.plotted(counts.pace_chart(days, EN, 2025), EN)
    assert lines is not None and lines.kind == "lines"
    assert lines.categories == ("1", "2", "3")
    assert [series.values for series in lines.series] == [(10, 20, 30), (10, 20, None)]
    assert [series.shade for series in lines.series] == ["quiet", "dark"]
    parts: Any = [
        {"section": name, "section_fr": name, "actions": n} for name, n in (("A", 5), ("B", 2))
    ]
    lying = exhibit.plotted(counts.parts_chart(parts, "section", EN), EN)
    assert lying is not None and lying.kind == "lying"
    assert dict(zip(lying.categories, lying.series[0].values, strict=True)) == {"A": 5, "B": 2}


@pytest.mark.parametrize("name", ["releases_published", "cases_by_country", "actions_latest"])
def test_what_is_neither_bars_nor_lines_becomes_a_table(name: str, shipped: State) -> None:
    shown = exhibit.exhibit(View(shipped, "en"), by_hand(shipped, chart=(name, {})))
    assert shown is not None and isinstance(shown.body, exhibit.OfficeTable)
    assert 0 < len(shown.body.rows) <= exhibit.MOST_ROWS


def test_text_is_cleaned_once_and_for_all() -> None:
    assert content.clean(" a\tb\nc\u0301 ") == "a b ć"
    assert content.clean("4\u202f662\u00a0%") == "4\u202f662\u00a0%"


# The command


def run(*arguments: str) -> int:
    try:
        return main(["brief", *arguments])
    except SystemExit as left:
        return int(str(left.code))


def test_the_command_prints_text_and_writes_files_named_in_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--country", "Chine", "--lang", "fr") == 0
    assert "Chine" in capsys.readouterr().out.splitlines()[0]
    out = tmp_path / "new"
    assert run("--case", CASE, "--lang", "fr", "--format", "all", "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    names = sorted(path.name for path in out.iterdir())
    stem = f"ecrire-ca-libere-note-cas-{CASE}-2026-11-22"
    assert names == [f"{stem}.{end}" for end in ("docx", "pdf", "pptx", "txt")]
    assert sorted(Path(item["file"]).name for item in told["files"]) == names


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--case", "nobody"), "nobody"),
        (("--country", "Atlantis"), "ATLANTIS"),
        (("--edition", "1999"), "1999"),
        (("--format", "pdf"), "--out"),
        (("--occasion", "results", "--case", CASE), "--case"),
        (("--occasion", "case", "--case", CASE, "--edition", "2021"), "--edition"),
        (("--occasion", "party"), "party"),
        (("--as-of", "1999-01-01"), "1999-01-01"),
    ],
)
def test_the_command_says_in_a_sentence_what_it_cannot_do(
    arguments: tuple[str, ...], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--lang", "en", *arguments) == 2
    output = capsys.readouterr()
    assert output.out == "" and word in output.err and output.err.count("\n") == 1


def test_an_older_snapshot_gives_the_brief_of_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    state = live.current()
    assert run("--lang", "en", "--as-of", state.snapshot) == 0
    older = capsys.readouterr().out
    assert run("--lang", "en") == 0
    assert older == capsys.readouterr().out
    assert read(ROOT / "data" / "record").checked_on == state.as_of
