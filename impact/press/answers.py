"""A figure in the forms that the press takes: JSON, CSV, plain lines, pictures.

Everything in an answer comes from the snapshot, the question and the settings, nothing from the
clock, so that a link to a snapshot gives the same bytes each time.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import logging
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol, cast

from impact import figures
from impact.figures import Figure
from impact.live import State
from impact.press import asked as asking
from impact.press import lines
from impact.press.problems import Problem, as_json
from impact.settings import value
from impact.words import Language, country, date, known, number, say, term

log = logging.getLogger(__name__)
# Set while answers are made to be files: they then name nothing that only a server can answer.
IN_FILES: ContextVar[bool] = ContextVar("in_files", default=False)
# The server as it was asked, for pages where no public address is set; what is copied from a page or
# read by a search engine has to be a whole address.
ORIGIN: ContextVar[str] = ContextVar("origin", default="")
BASE = "/api/v1/figures"
MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
PICTURES = ("svg", "png")
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


class Pictures(Protocol):
    """What draws figures; it is asked for only when a picture is."""

    def names(self) -> list[str]: ...

    def svg(self, state: State, name: str, lang: Language, **how: Any) -> str: ...

    def themed(self, state: State, name: str, lang: Language, **how: Any) -> str: ...

    def apart(self, svg: str, prefix: str) -> str: ...

    def inks(self, *drawings: str) -> list[tuple[str, str, str]]: ...

    def png(self, svg: str) -> bytes: ...

    def alt(self, state: State, name: str, lang: Language, **parameters: Any) -> str: ...

    def headline(self, state: State, name: str, lang: Language, **parameters: Any) -> str: ...

    def og(self, state: State, name: str, lang: Language, **parameters: Any) -> bytes: ...

    def claim(self, state: State, key: str, lang: Language) -> bytes: ...

    def og_page(self, page: str, lang: Language) -> bytes: ...


@cache
def pictures() -> Pictures | None:
    """The module that draws, which costs 0.1 s to load; None where there is none."""
    if importlib.util.find_spec("impact.pictures") is None:
        return None
    return cast(Pictures, importlib.import_module("impact.pictures"))


def drawn() -> list[str]:
    """The figures that have a picture."""
    module = pictures()
    return module.names() if module else []


def base() -> str:
    """The public address without a slash at its end; empty if links are to begin with one."""
    return value("IMPACT_ADDRESS").strip().rstrip("/")


def whole(address: str) -> str:
    """An address that can be used elsewhere, as far as it is known where the server is."""
    return ORIGIN.get() + address if address.startswith("/") else address


def next_update() -> str | None:
    """The day on which the next figures are expected, or None."""
    text = value("IMPACT_NEXT_UPDATE").strip()
    try:
        return dt.date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        log.warning("IMPACT_NEXT_UPDATE is no day, as 2026-12-10; it is left out")
        return None


def listing(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """Every figure: what it is, what it can be asked, where its forms are."""
    return as_json(
        {
            "as_of": state.as_of,
            "snapshot": state.snapshot,
            "licence": LICENCE,
            "figures": [_listed(state, name, lang, asked) for name in figures.names()],
        }
    )


def _listed(state: State, name: str, lang: Language, asked: Mapping[str, str]) -> dict[str, object]:
    taken = asking.parameters(state, name)
    return {
        "name": name,
        "label": say(lang, f"metric.{name}.label"),
        "unit": say(lang, f"metric.{name}.unit"),
        "definition": say(lang, f"metric.{name}.definition"),
        "caveat": figures.caveat(state, name, lang),
        "better": figures.better(name),
        "parameters": list(taken),
        "required": [parameter.name for parameter in taken.values() if parameter.required],
        "links": links(state, name, lang, asked),
    }


def figure(state: State, name: str, form: str, lang: Language, asked: Mapping[str, str]) -> bytes:
    """A figure in one form. Raises `Problem` for a figure that has no picture."""
    given, where = asking.split(name, asked)
    if form in PICTURES:
        return _picture(state, name, form, lang, asked, given)
    answer = figures.figure(state, name, lang, where, **given)
    if form == "csv":
        return answer.as_csv().encode()
    return (_json if form == "json" else _lines)(state, answer, lang, asked)


def _picture(
    state: State,
    name: str,
    form: str,
    lang: Language,
    asked: Mapping[str, str],
    given: Mapping[str, str],
) -> bytes:
    module = pictures()
    if module is None or name not in module.names():
        raise Problem("picture_unknown", valid=drawn(), name=name)
    picture = module.svg(
        state,
        name,
        lang,
        shape=asked.get("shape", "wide"),
        dark=asked.get("theme") == "dark",
        address=links(state, name, lang, asked)["permanent_html"] or "",
        **given,
    )
    return picture.encode() if form == "svg" else module.png(picture)


def links(
    state: State, name: str, lang: Language, asked: Mapping[str, str]
) -> dict[str, str | None]:
    """Where a figure is found, now and as it stands in this snapshot, with what was asked.

    Every link of an answer to an `as_of` holds the snapshot, whichever day was asked.
    """
    kept = {key: text for key, text in asked.items() if key in asking.FILTERS or key == "limit"}
    now = kept | {"lang": lang} | ({"as_of": state.snapshot} if "as_of" in asked else {})
    then = now | {"as_of": state.snapshot}
    drawing = {key: text for key, text in now.items() if key not in _only_rows(name)}

    def to(form: str, query: Mapping[str, str]) -> str:
        return base() + asking.address(f"{BASE}/{name}.{form}", query.items())

    has_picture = name in drawn()
    return {
        "self": to("json", now),
        "permanent": to("json", then),
        "csv": to("csv", now),
        "svg": to("svg", drawing) if has_picture else None,
        "png": to("png", drawing) if has_picture and not few(asked) else None,
        "txt": None if few(asked) else to("txt", now),
        "html": page(name, lang, now),
        "permanent_html": page(name, lang, then),
    }


def few(asked: Mapping[str, str]) -> bool:
    """Whether only the few forms of a single case or edition are to be named that have a file."""
    return IN_FILES.get() and not asked.keys().isdisjoint(("case", "edition"))


def start(lang: Language) -> str:
    """Where the pages of the press layer begin, in a language."""
    return base() + ("/fr/presse" if lang == "fr" else "/press")


def page_of_case(case: str, lang: Language) -> str:
    return f"{start(lang)}/{'cas' if lang == 'fr' else 'cases'}/{case}"


def page_of_claim(claim: str, lang: Language) -> str:
    return f"{start(lang)}/{'affirmations' if lang == 'fr' else 'claims'}/{claim}"


def page(name: str, lang: Language, asked: Mapping[str, str]) -> str:
    """The page of a figure as it was asked; what is told of one case stands on that case's page."""
    query = {key: text for key, text in asked.items() if key != "lang"}
    if "case" in query and "case_id" in figures.parameters(name):
        return asking.address(page_of_case(query.pop("case"), lang), query.items())
    return asking.address(f"{start(lang)}/{name}", query.items())


@cache
def _only_rows(name: str) -> frozenset[str]:
    """The parameters that keep rows of a table and mean nothing to a picture."""
    takes = {"case" if key == "case_id" else key for key in figures.parameters(name)}
    return frozenset(set(asking.FILTERS) - takes)


def shown(lang: Language, value: int | str | None) -> str:
    """A number grouped, a standing in words, and a word for none."""
    if value is None:
        return say(lang, "feed.nothing")
    if isinstance(value, int):
        return number(lang, value)
    track = "liberty" if known(f"liberty.{value}") else "justice"
    return term(lang, track, value)


def one_of(answer: Figure, column: str) -> str | None:
    """What all rows say in a column, or None if they differ or say nothing."""
    found = {row.get(column) for row in answer.rows}
    return found.pop() if len(found) == 1 else None


def named(state: State, name: str, lang: Language, asked: Mapping[str, str]) -> str:
    """The label of a figure with what it was asked for: whose timeline, of which edition."""
    of = [
        lines.name_of(state, asked["case"], lang) if "case" in asked else "",
        say(lang, "picture.edition", year=asked["edition"]) if "edition" in asked else "",
        country(lang, asked["country"]) if "country" in asked else "",
        asked.get("publisher", ""),
    ]
    label = say(lang, f"metric.{name}.label")
    about = ", ".join(filter(None, of))
    return say(lang, "press.named", label=label, about=about) if about else label


def citation(answer: Figure, lang: Language, permanent: str, label: str) -> str:
    """How to cite a figure; `label`: what it is called with what it was asked for."""
    return say(
        lang,
        "press.citation",
        site=say(lang, "site.title"),
        label=label,
        date=date(lang, answer.as_of),
        snapshot=answer.snapshot,
        licence=LICENCE["name"],
        address=permanent,
    )


def _json(state: State, answer: Figure, lang: Language, asked: Mapping[str, str]) -> bytes:
    values = answer.as_json()
    where = links(state, answer.name, lang, asked)
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
            answer,
            lang,
            where["permanent_html"] or "",
            named(state, answer.name, lang, asked),
        ),
        # What is expected next is no part of a snapshot.
        "next_update": None if "as_of" in asked else next_update(),
        "better": figures.better(answer.name),
        "language": lang,
        "parameters": {key: text for key, text in asked.items() if key not in ("lang", "as_of")},
        "links": where,
    }
    return as_json(values)


def _lines(state: State, answer: Figure, lang: Language, asked: Mapping[str, str]) -> bytes:
    """What it is, rows, day, sources and citation as plain lines."""
    label = named(state, answer.name, lang, asked)
    text = [say(lang, "press.headline", label=label, unit=answer.unit)]
    if answer.sample:
        text.append(f"{say(lang, 'mark.column')}: {say(lang, 'mark.cell')}")
    text += ["", *(lines.rows(state, answer, lang) or [say(lang, "press.no_rows")])]
    text += ["", answer.caveat, "", answer.dated(lang)]
    text.append(say(lang, "press.snapshot", snapshot=answer.snapshot))
    if answer.sources:
        text += ["", say(lang, "press.sources"), *lines.sources(answer, lang)]
    permanent = links(state, answer.name, lang, asked)["permanent_html"] or ""
    text += ["", citation(answer, lang, permanent, label)]
    return ("\n".join(text) + "\n").encode()
