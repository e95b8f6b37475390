"""The start of the press layer: the numbers that are asked for most, every figure, every case."""

from __future__ import annotations

from impact import pictures, routes
from impact.figures import access
from impact.i18n.locales import LANGUAGES
from impact.i18n.words import say
from impact.presentation import registry
from impact.press import links
from impact.press.pages import base
from impact.press.query import Query

_CARDS = (
    "actions_latest",
    "releases_published_headline",
    "releases_documented_total",
    "cases_total",
)


_PICTURE = "actions_by_edition"


def page(query: Query) -> bytes:
    lang = query.lang
    drawn = _PICTURE in access.told()
    cards = [
        {**vars(number), "href": links.page(name, lang)}
        for name in _CARDS
        if (number := registry.number(query.view, name))
    ]
    listed = [
        {
            "href": links.page(name, lang),
            "label": say(lang, f"metric.{name}.label"),
            "definition": say(lang, f"metric.{name}.definition"),
        }
        for name in access.told()
    ]
    cases = [
        {"href": links.page_of_case(case, lang), "label": label}
        for case, label in base.cases(query.view).items()
    ]
    return base.page(
        "home.html",
        query.site,
        lang,
        title=say(lang, "press.home_title"),
        description=say(lang, "press.home_text"),
        addresses={code: links.start(code) for code in LANGUAGES},
        linked=base.linked(base.dataset(query)),
        card=links.card(routes.PAGES[0].name, lang, {}),
        dated=base.of_record(query),
        image=links.of_figure(query, _PICTURE)["svg"] if drawn else "",
        alt=pictures.alt(query.view, _PICTURE) if drawn else "",
        cards=cards,
        figures=listed,
        cases=cases,
    )
