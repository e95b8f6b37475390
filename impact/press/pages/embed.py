"""A figure to be shown inside another site: its picture, its source, nothing else.

Without a shape it has two drawings, of which the width of the frame shows one; without a theme
drawing and page take that of the reader's system together.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from impact import figures, pictures
from impact.i18n.words import say
from impact.presentation import registry
from impact.presentation.panel import Shape
from impact.press import links, parameters
from impact.press.citation import named
from impact.press.query import Query
from impact.press.rendering import rendered
from impact.press.responses import SCRIPT


def page(query: Query, name: str) -> bytes:
    state, lang = query.state, query.lang
    kept = {key: text for key, text in query.asked.items() if key not in ("theme", "shape", "lang")}
    given, _where = parameters.split(name, kept)
    label = headline = named(replace(query, asked=kept), name)
    drawings: list[tuple[str, Markup]] = []
    inks: list[tuple[str, str, str]] = []
    if name in pictures.names():
        headline = pictures.headline(query.view, name, **given)
        for kind, shape in _shapes(query):
            svg = _drawn(query, name, shape, given)
            inks += pictures.inks(svg)
            drawings.append((kind, Markup(pictures.apart(svg, f"{kind}-" if kind else ""))))
    return rendered(
        "embed.html",
        lang,
        title=label if headline in label else f"{headline} · {label}",
        label=label,
        canonical=links.page(name, lang, kept),
        theme=query.asked.get("theme", ""),
        drawings=drawings,
        inks=sorted(set(inks)),
        script=Markup(SCRIPT),
        number=registry.number(query.view, name) if not given else None,
        definition=say(lang, f"metric.{name}.definition"),
        dated=figures.figure(state, name, lang, **given).dated(lang),
    )


def _shapes(query: Query) -> list[tuple[str, Shape]]:
    if "shape" in query.asked:
        return [("", parameters.shape(query.asked["shape"]))]
    return [("roomy", "wide"), ("narrow", "small")]


def _drawn(query: Query, name: str, shape: Shape, given: dict[str, str]) -> str:
    theme = query.asked.get("theme")
    if theme:
        dark = theme == "dark"
        return pictures.svg(query.view, name, shape=shape, dark=dark, **given)
    return pictures.themed(query.view, name, shape=shape, **given)
