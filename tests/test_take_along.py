"""What people take along: workbooks with types, a CSV that their spreadsheet opens, pictures in a size."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import struct
import zlib
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from impact import briefs, figures, pictures
from impact.dashboard.downloads import only_here
from impact.figures import Figure, cells, figure, workbook
from impact.figures.live import current
from impact.i18n.locales import suffixed
from impact.i18n.words import LANGUAGES, Language, known, say
from impact.presentation import registry
from impact.presentation.view import View
from tests.pages import visit
from tests.test_press import ask

BASE = "/api/v1/figures"


@pytest.fixture
def odd() -> Figure:
    """A figure of one odd row: a formula in each form, a share, a day, a yes, nothing."""
    told = figure(current(), "pace_today", "fr", edition=2025)
    row = {
        "name": "=1+1", "publisher": "\uff1dcmd", "source_name": "-2+3", "share": 1 / 3, "day": dt.date(2026, 11, 28),
        "late": True, "actions": -5, "measured_by": "earlier_editions", "edition_year": 2026, "count": None,
    }  # fmt: skip
    return replace(told, rows=[row], columns=list(row))


def read(data: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_a_french_csv_opens_in_columns_with_its_decimal_mark_and_no_english_word(
    odd: Figure,
) -> None:
    data = cells.csv(odd, odd.rows, "fr").decode("utf-8")
    assert data.startswith("\ufeff")
    _, row = csv.reader(io.StringIO(data.removeprefix("\ufeff")), delimiter=";")
    assert row == [
        "'=1+1", "'\uff1dcmd", "'-2+3", "0,3333", "2026-11-28", "oui", "-5",
        say("fr", "measured_by.earlier_editions"), "2026", "",
    ]  # fmt: skip
    english = cells.csv(odd, odd.rows, "en").decode("utf-8-sig")
    assert next(csv.reader([english.splitlines()[1]]))[3:6] == ["0.3333", "2026-11-28", "yes"]


def test_a_workbook_keeps_types_says_what_it_is_and_runs_nothing(odd: Figure) -> None:
    data = workbook.workbook(odd, odd.rows, "fr")
    (header, row), about = read(data)
    assert header[3] == say("fr", "column.share")
    assert row[:3] == ["=1+1", "\uff1dcmd", "-2+3"]
    assert row[3] == pytest.approx(1 / 3)
    assert row[4:7] == [dt.date(2026, 11, 28), "oui", -5]
    assert row[8] == 2026
    said = {str(line[0]): line[1] for line in about}
    assert said[say("fr", "workbook.definition")] == odd.definition
    assert said[say("fr", "workbook.snapshot")] == odd.snapshot
    assert b"<f>" not in b"".join(_sheets(data))
    assert data == workbook.workbook(odd, odd.rows, "fr")


def _sheets(data: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name) for name in packed.namelist() if "worksheets" in name]


def test_the_csv_of_programs_stays_byte_for_byte_and_for_excel_is_another() -> None:
    plain = ask(f"{BASE}/cases.csv?lang=fr").body
    assert plain == figure(current(), "cases", "fr").as_csv().encode()
    told = figure(current(), "cases", "fr")
    assert ask(f"{BASE}/cases.csv?lang=fr&for=excel").body == cells.csv(told, told.rows, "fr")
    assert ask(f"{BASE}/cases.csv?for=numbers").status == 400
    assert ask(f"{BASE}/cases.json?for=excel").status == 400


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_comes_as_a_workbook_with_all_its_rows(lang: Language) -> None:
    answer = ask(f"{BASE}/cases.xlsx?lang={lang}")
    assert (answer.status, dict(answer.headers)[b"content-type"]) == (200, workbook.MEDIA.encode())
    (rows, *_) = read(answer.body)
    assert len(rows) == 1 + len(figure(current(), "cases", lang).rows)


def test_a_picture_in_a_size_has_its_pixels_and_its_resolution() -> None:
    image = ask(f"{BASE}/actions_by_edition.png?size=2400&shape=tall").body
    chunks = {}
    at = 8
    while at < len(image):
        size, name = struct.unpack(">I4s", image[at : at + 8])
        body = image[at + 8 : at + 8 + size]
        assert (
            zlib.crc32(name + body) == struct.unpack(">I", image[at + 8 + size : at + 12 + size])[0]
        )
        chunks[name] = body
        at += 12 + size
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (2400, 3000)
    across, down, unit = struct.unpack(">IIB", chunks[b"pHYs"])
    assert (across, down, unit) == (round(2400 / 1080 * 96 / 0.0254),) * 2 + (1,)
    assert ask(f"{BASE}/actions_by_edition.png?size=4001").status == 400
    assert ask(f"{BASE}/actions_by_edition.svg?size=2400").status == 400
    assert all(small < large for small, large in pairwise(pictures.WIDTHS))
    assert max(pictures.WIDTHS) == 4000


@pytest.mark.parametrize("name", ["actions_by_edition", "cases_by_country"])
def test_a_chart_is_one_slide_whose_chart_can_be_edited_or_whose_rows_are_a_table(
    name: str,
) -> None:
    deck = Presentation(io.BytesIO(briefs.slide(View(current(), "fr"), name, {})))
    (slide,) = deck.slides
    shown = registry.panel(View(current(), "fr"), name, {})
    assert slide.shapes.title.text_frame.text == shown.headline
    assert any(shape.has_chart or shape.has_table for shape in slide.shapes)
    assert all("/ 3" not in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_press_had_pictures_and_tables_of_a_figure_but_no_slide(lang: Language) -> None:
    asked = f"{BASE}/actions_by_edition.pptx?lang={lang}"
    answer = ask(asked)
    sent = {name.decode(): value.decode() for name, value in answer.headers}
    assert (answer.status, sent["content-type"]) == (200, briefs.mime("pptx"))
    assert sent["content-disposition"].endswith(f'-{current().snapshot}.pptx"')
    (slide,) = Presentation(io.BytesIO(answer.body)).slides
    assert any(shape.has_chart for shape in slide.shapes)
    assert slide.shapes.title.text_frame.text == (
        registry.panel(View(current(), lang), "actions_by_edition", {}).headline
    )
    again = ask(f"{asked}&as_of={current().snapshot}")
    assert again.body == answer.body, "the same snapshot gave other bytes"
    assert ask(f"{asked}&shape=tall").status == 400
    assert ask(f"{BASE}/cases.pptx").status == 404  # which has no chart
    page = ask(f"/press/actions_by_edition?lang={lang}").body.decode()
    assert "/actions_by_edition.pptx?" in page and say(lang, "press.form_pptx") in page
    links = json.loads(ask(f"{BASE}/actions_by_edition.json").body)["metadata"]["links"]
    assert ask(links["pptx"]).status == 200
    assert json.loads(ask(f"{BASE}/cases.json").body)["metadata"]["links"]["pptx"] is None


@pytest.mark.parametrize(
    ("host", "only"),
    [
        ("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", True), (None, True),
        ("impact.example.org", False), ("10.0.0.5", False),
    ],
)  # fmt: skip
def test_no_picture_bears_an_address_that_only_this_machine_knows(
    host: str | None, only: bool
) -> None:
    assert only_here(host) is only


def test_a_page_gives_every_shape_and_size_of_its_chart_once_it_is_asked() -> None:
    test = visit("actions", "fr")
    labels = [each.proto.label for each in test.get("download_button")]
    assert say("fr", "under.xlsx") in labels
    assert "SVG" not in labels  # a closed box draws nothing


def test_every_column_of_every_figure_has_a_heading_in_a_spreadsheet() -> None:
    state = current()
    for name in figures.names():
        for column in figures.columns(state, name):
            if column != "searchable" and not suffixed(column):
                assert known(f"column.{column}"), f"{name}.{column}"
