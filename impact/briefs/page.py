"""A brief as one A4 page: a tagged PDF that readers for the blind can follow.

The only module that knows Typst. What is said goes to the template as data. Among larger and smaller
settings the template takes the first that fits one page: smaller letters and chart first, then fewer
questions, then fewer points, and the page says what it does not hold.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from impact.briefs.content import Big, Brief, Reference, shares
from impact.briefs.exhibit import Exhibit, OfficeTable
from impact.briefs.fitting import (
    LARGEST,
    Most,
    as_many,
    references_of,
    shown,
    tries,
    without_points,
    without_questions,
)
from impact.i18n.locales import ROWS
from impact.i18n.words import say
from impact.pictures import fonts
from impact.pictures.fonts import Face
from impact.pictures.layout import SHAPES

_TEMPLATE = Path(__file__).with_name("page.typ")
_FAMILIES: Mapping[Face, str] = {
    "regular": "Brief",
    "semibold": "Brief",
    "condensed": "Brief Head",
}
_LINE = 118  # signs of a source that stand on one line
LONGEST = 900  # signs of one text; none of the record comes near
_LOCK = threading.Lock()


def pdf(brief: Brief) -> bytes:
    """The page. The same brief gives the same bytes."""
    midnight = dt.datetime.combine(brief.as_of, dt.time(), dt.UTC)
    return _compiled(brief, pdf_standards=["ua-1"], timestamp=midnight)


def picture(brief: Brief) -> bytes:
    """The same page as a PNG, to be looked at before it is taken."""
    return _compiled(brief, format="png", ppi=110)


def _compiled(brief: Brief, **how: Any) -> bytes:
    with _LOCK:
        files = _fonts()
    given: dict[str, Any] = {
        "root": str(_TEMPLATE.parent), "font_paths": files, "ignore_system_fonts": True,
    }  # fmt: skip

    def held(each: Brief, most: Most) -> tuple[int, int]:
        found = typst.query(
            str(_TEMPLATE), "<held>", field="value", one=True, **given, **_inputs(each, most)
        )
        points, questions = json.loads(found)
        return points, questions

    most = as_many((brief, *brief.others()), held) if brief.points else (None, None)
    made: bytes = typst.compile(str(_TEMPLATE), **given, **_inputs(brief, most), **how)
    return made


def _inputs(brief: Brief, most: Most) -> dict[str, Any]:
    return {"sys_inputs": {"brief": json.dumps(_data(brief, most), ensure_ascii=False)}}


_KEPT: list[
    tempfile.TemporaryDirectory[str]
] = []  # until the process ends, when they go by themselves


@cache
def _fonts() -> typst.Fonts:
    """The fonts that ship, as files: Typst takes no others. Made once; it takes 0.3 s."""
    kept = tempfile.TemporaryDirectory(prefix="brief-")
    _KEPT.append(kept)
    folder = Path(kept.name)
    for face, family in _FAMILIES.items():
        for part, name in zip(fonts.PARTS, (family, f"{family} Ext"), strict=True):
            (folder / f"{face}-{part}.ttf").write_bytes(fonts.truetype(face, part, name))
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[kept.name]
    )


class _Letters:
    """Texts in letters that the fonts have; remembers whether any had to be changed or cut."""

    def __init__(self) -> None:
        self.changed = self.cut = False

    def __call__(self, text: str) -> str:
        shown = fonts.readable(text)
        self.changed = self.changed or shown != text
        if len(shown) > LONGEST:
            self.cut = True
            shown = shown[: LONGEST - 1].rstrip() + "…"
        return shown


def _data(brief: Brief, most: Most) -> dict[str, Any]:
    letters = _Letters()
    drawn = brief.exhibit
    points = [_point(brief, index, letters) for index in range(len(brief.points))]
    data = {
        "name": brief.title,
        "author": say(brief.lang, "package.author"),
        "alt": drawn.alt if drawn else brief.title,
        "lang": brief.lang,
        "region": ROWS[brief.lang].region,
        "day": [brief.as_of.year, brief.as_of.month, brief.as_of.day],
        "kicker": letters(brief.kicker),
        "sample": letters(brief.sample),
        "title": letters(brief.title),
        "dated": letters(brief.dated),
        "numbers": [_big(each, letters, len(brief.numbers)) for each in brief.numbers],
        "points": points,
        "held": [without_points(brief, count) for count in range(len(points) + 1)],
        "svg": drawn.svg if drawn else "",
        "shape": SHAPES["wide"][1] / SHAPES["wide"][0],
        "table": _table(drawn, letters),
        "questions": [
            {"ask": letters(each.ask), "answer": letters(each.answer)} for each in brief.questions
        ],
        "unasked": [without_questions(brief, count) for count in range(len(brief.questions) + 1)],
        "left_out": [letters(text) for text in brief.left_out],
        "references": [_reference(each, letters) for each in brief.references[: brief.marked]],
        "words": {
            key: brief.say(key)
            for key in ("points", "no_points", "questions", "left_out", "sources")
        },
        "tries": [asdict(each) for each in tries(brief, most=most)],
        "cut": letters.cut,
        "cut_text": brief.say("cut"),
        "cut_address": brief.say("cut_address"),
    }
    notes = [brief.further] if brief.further else []
    notes += [brief.say("letters")] if letters.changed else []
    return data | {"notes": notes}


def _point(brief: Brief, index: int, letters: _Letters) -> dict[str, Any]:
    """A point, and whether it had to be cut: of one that the page does not hold, it must not say so."""
    point, own = brief.points[index], _Letters()
    told = {
        "sentence": own(point.sentence),
        "marks": point.marks,
        "careful": own(point.careful),
        "cited": [each.number for each in references_of(brief, index + 1)],
    }
    letters.changed = letters.changed or own.changed
    return told | {"cut": own.cut}


def _big(each: Big, letters: _Letters, among: int) -> dict[str, Any]:
    """A number as large as it has room for beside the others."""
    digits = letters(each.digits)
    room = 480 / max(1, among) - 30  # points of the page's width
    wide = fonts.width(digits, 2.5 * 10.5 * LARGEST, "condensed")
    return {
        "qualifier": letters(each.qualifier),
        "digits": digits,
        "label": letters(each.label),
        "marks": each.marks,
        "shrunk": max(0.55, min(1.0, room / wide))
        if wide
        else 1.0,  # words wrap, digits never have to
    }


def _reference(each: Reference, letters: _Letters) -> dict[str, Any]:
    return {
        "number": each.number,
        "text": letters(each.text),
        "url": each.url,
        "shown": letters(shown(each, _LINE)),
    }


def _table(drawn: Exhibit | None, letters: _Letters) -> dict[str, Any] | None:
    if drawn is None or drawn.svg or not isinstance(drawn.body, OfficeTable):
        return None
    table = drawn.body
    return {
        "headline": letters(drawn.headline),
        "subtitle": letters(drawn.subtitle),
        "source": letters(drawn.source),
        "header": [letters(text) for text in table.header],
        "rows": [[letters(text) for text in row] for row in table.rows],
        "more": letters(table.more),
        "widths": shares([table.header, *table.rows]),
    }
