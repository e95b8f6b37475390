"""HTML and what else is written by a template. Jinja escapes all that is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from impact import routes
from impact.i18n.locales import ROWS, Language
from impact.i18n.words import say

HTML = "text/html; charset=utf-8"
TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "themes": _themes,
        "style": Markup((TEMPLATES / "style.css").read_text("utf-8")),
        "path": routes.path,
        "asked": lambda path, **given: routes.asked(path, given.items()),
        "icon": routes.ICON,
        "dashboard": routes.PAGES[0].path,
        "languages": ROWS,
    }
    return environment


def _themes(inks: Sequence[tuple[str, str, str]]) -> Markup:
    """The rules that give the inks of drawings their colours in the theme of the reader's system."""
    light, dark = ("".join(f"{pair[0]}:{pair[place]};" for pair in inks) for place in (1, 2))
    rules = f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return Markup(rules) if inks else Markup("")


def rendered(template: str, lang: Language | None = None, **values: Any) -> bytes:
    """A template filled in. In one that is in a language, `t` says a sentence."""

    def t(key: str, **given: Any) -> str:
        assert lang is not None
        return say(lang, key, **given)

    return _environment().get_template(template).render(lang=lang, t=t, **values).encode()
