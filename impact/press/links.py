"""Where a figure is found: its forms and its page, now and as it stands in a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from impact import figures, pictures, routes
from impact.i18n.locales import Language
from impact.press.parameters import FILTERS, OPTIONAL
from impact.press.query import Query, base


def of_figure(query: Query, name: str) -> dict[str, str | None]:
    """Where a figure is found, now and as it stands in this snapshot, with what was asked.

    Every link of an answer to an `as_of` holds the snapshot, whichever day was asked.
    """
    asked, snapshot = query.asked, query.state.snapshot
    kept = {
        key: text
        for key, text in asked.items()
        if key in FILTERS or key in {each.name for each in OPTIONAL}
    }
    now = kept | {"lang": query.lang} | ({"as_of": snapshot} if query.frozen else {})
    then = now | {"as_of": snapshot}
    drawing = {key: text for key, text in now.items() if key not in _only_rows(name)}

    def to(form: str, given: Mapping[str, str]) -> str:
        return base() + routes.asked(
            routes.path("figure_form", name=name, form=form), given.items()
        )

    has_picture = name in pictures.names()
    return {
        "self": to("json", now),
        "permanent": to("json", then),
        "csv": to("csv", now),
        "xlsx": None if query.site.in_files else to("xlsx", now),
        "svg": to("svg", drawing) if has_picture else None,
        "png": to("png", drawing) if has_picture and not few(query) else None,
        "pptx": to("pptx", drawing) if has_picture and not query.site.in_files else None,
        "txt": None if few(query) else to("txt", now),
        "html": page(name, query.lang, now),
        "permanent_html": page(name, query.lang, then),
    }


def few(query: Query) -> bool:
    """Whether only the few forms of a single case or edition are to be named that have a file."""
    return query.site.in_files and not query.asked.keys().isdisjoint(("case", "edition"))


def start(lang: Language) -> str:
    """Where the pages of the press layer begin, in a language."""
    return base() + routes.path("press", lang)


def page_of_case(case: str, lang: Language, asked: Mapping[str, str] | None = None) -> str:
    return base() + routes.asked(routes.path("press_case", lang, name=case), (asked or {}).items())


def page_of_claim(claim: str, lang: Language, asked: Mapping[str, str] | None = None) -> str:
    path = routes.path("press_claim", lang, name=claim)
    return base() + routes.asked(path, (asked or {}).items())


def page(name: str, lang: Language, asked: Mapping[str, str] | None = None) -> str:
    """The page of a figure as it was asked; what is told of one case stands on that case's page."""
    query = {key: text for key, text in (asked or {}).items() if key != "lang"}
    if "case" in query and "case_id" in figures.parameters(name):
        return page_of_case(query.pop("case"), lang, query)
    return base() + routes.asked(routes.path("press_figure", lang, name=name), query.items())


def card(name: str, lang: Language, asked: Mapping[str, str]) -> str:
    """The picture that sites show of a link to a figure's page."""
    return base() + routes.asked(routes.path("card", name=name), {**asked, "lang": lang}.items())


def card_of_claim(claim: str, lang: Language) -> str:
    return base() + routes.asked(routes.path("card_claim", name=claim), [("lang", lang)])


def embed(name: str, lang: Language, asked: Mapping[str, str]) -> str:
    return base() + routes.asked(routes.path("embed", name=name), {**asked, "lang": lang}.items())


@cache
def _only_rows(name: str) -> frozenset[str]:
    """The parameters that keep rows of a table and mean nothing to a picture."""
    takes = {"case" if key == "case_id" else key for key in figures.parameters(name)}
    return frozenset(set(FILTERS) - takes)
