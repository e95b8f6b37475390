"""A figure in the forms that the press takes: JSON, CSV, plain lines, pictures.

Everything in an answer comes from the snapshot, the question and the settings, nothing from the
clock, so that a link to a snapshot gives the same bytes each time.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

from impact import briefs, figures, pictures
from impact.figures import Figure, access, calendar, cells, workbook
from impact.i18n.words import say
from impact.press import lines, links, parameters
from impact.press.citation import LICENCE, citation, named
from impact.press.problems import Problem, as_json
from impact.press.query import Query
from impact.settings import value

log = logging.getLogger(__name__)
MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "txt": "text/plain; charset=utf-8",
    "xlsx": workbook.MEDIA,
    "svg": "image/svg+xml",
    "png": "image/png",
    "pptx": briefs.mime("pptx"),
}
PICTURES, SHOWN = parameters.PICTURES, parameters.SHOWN
FILES = ("csv", "xlsx", "pptx")  # that a browser keeps and does not show


def next_update() -> str | None:
    """The day on which the next figures are expected, or None."""
    text = value("IMPACT_NEXT_UPDATE").strip()
    try:
        return dt.date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        log.warning("IMPACT_NEXT_UPDATE is no day, as 2026-12-10; it is left out")
        return None


def listing(query: Query) -> bytes:
    """Every figure: what it is, what it can be asked, where its forms are."""
    return as_json(
        {
            "as_of": query.state.as_of,
            "snapshot": query.state.snapshot,
            "licence": LICENCE,
            "figures": [_listed(query, name) for name in access.told()],
        }
    )


def _listed(query: Query, name: str) -> dict[str, object]:
    state, lang = query.state, query.lang
    taken = parameters.of_figure(state, name)
    return {
        "name": name,
        "label": say(lang, f"metric.{name}.label"),
        "unit": say(lang, f"metric.{name}.unit"),
        "definition": say(lang, f"metric.{name}.definition"),
        "caveat": figures.caveat(state, name, lang),
        "better": figures.better(name),
        "parameters": list(taken),
        "required": [parameter.name for parameter in taken.values() if parameter.required],
        "links": links.of_figure(query, name),
    }


def figure(query: Query, name: str, form: str) -> bytes:
    """A figure in one form. Raises `Problem` for a figure that has no picture."""
    given, where = parameters.split(name, query.asked)
    if form in SHOWN:
        return _picture(query, name, form, given)
    answer = figures.figure(query.state, name, query.lang, where, **given)
    if form == "csv":
        excel = query.asked.get("for") == "excel"
        return cells.csv(answer, answer.rows, query.lang) if excel else answer.as_csv().encode()
    if form == "xlsx":
        return workbook.workbook(answer, answer.rows, query.lang)
    return (_json if form == "json" else _lines)(query, answer)


def _picture(query: Query, name: str, form: str, given: Mapping[str, str]) -> bytes:
    if name not in pictures.names():
        raise Problem(
            "picture_unknown",
            valid=[each for each in pictures.names() if each in access.told()],
            name=name,
        )
    if form == "pptx":
        return briefs.slide(query.view, name, given)
    shape = parameters.shape(query.asked.get("shape", "wide"))
    picture = pictures.svg(
        query.view,
        name,
        shape=shape,
        dark=query.asked.get("theme") == "dark",
        address=links.of_figure(query, name)["permanent_html"] or "",
        **given,
    )
    if form == "svg":
        return picture.encode()
    size = query.asked.get("size")
    return pictures.sized(picture, shape, int(size)) if size else pictures.png(picture)


def one_of(answer: Figure, column: str) -> str | None:
    """What all rows say in a column, or None if they differ or say nothing."""
    found = {row.get(column) for row in answer.rows}
    return found.pop() if len(found) == 1 else None


def _json(query: Query, answer: Figure) -> bytes:
    values = answer.as_json()
    where = links.of_figure(query, answer.name)
    sources = values["sources"]
    values["metadata"] = {
        "unit": answer.unit,
        "qualifier": one_of(answer, "qualifier"),
        "stage": one_of(answer, "stage"),
        "as_of": answer.as_of,
        "snapshot": answer.snapshot,
        "sources": sources,
        "definition": answer.definition,
        "caveat": answer.caveat,
        "licence": LICENCE,
        "citation": citation(
            answer, query.lang, where["permanent_html"] or "", named(query, answer.name)
        ),
        # What is expected next is no part of a snapshot.
        "next_update": None if query.frozen else calendar.next_of(answer.name) or next_update(),
        "better": figures.better(answer.name),
        "language": query.lang,
        "parameters": {
            key: text for key, text in query.asked.items() if key not in ("lang", "as_of")
        },
        "links": where,
    }
    return as_json(values)


def _lines(query: Query, answer: Figure) -> bytes:
    """What it is, rows, day, sources and citation as plain lines."""
    lang = query.lang
    label = named(query, answer.name)
    text = [say(lang, "press.headline", label=label, unit=answer.unit)]
    if answer.sample:
        text.append(f"{say(lang, 'mark.column')}: {say(lang, 'mark.cell')}")
    text += ["", *(lines.rows(query.view, answer) or [say(lang, "press.no_rows")])]
    text += ["", answer.caveat, "", answer.dated(lang)]
    text.append(say(lang, "press.snapshot", snapshot=answer.snapshot))
    if answer.sources:
        text += ["", say(lang, "press.sources"), *lines.sources(answer, query.view)]
    permanent = links.of_figure(query, answer.name)["permanent_html"] or ""
    text += ["", citation(answer, lang, permanent, label)]
    return ("\n".join(text) + "\n").encode()
