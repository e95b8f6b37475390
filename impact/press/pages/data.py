"""The page of the whole record: its files with sizes and checksums, its licence, how to cite it."""

from __future__ import annotations

from impact import routes
from impact.i18n.locales import LANGUAGES
from impact.i18n.words import number, say
from impact.presentation.view import View
from impact.press import datapackage
from impact.press.citation import LICENCE
from impact.press.pages import base
from impact.press.query import Query
from impact.press.query import base as public


def page(query: Query) -> bytes:
    state, lang = query.state, query.lang
    kept = [("as_of", state.snapshot)] if query.frozen else []

    def at(name: str) -> str:
        return routes.asked(routes.path("data_file", name=name), kept)

    listed = [
        {
            "name": name,
            "href": at(name),
            "text": datapackage.explained(name, query.view),
            "size": number(lang, len(body)),
            "digest": datapackage.digest(body),
        }
        for name, body in datapackage.contents(state).items()
    ]
    return base.page(
        "data.html",
        query.site,
        lang,
        title=datapackage.title(query.view),
        description=say(lang, "package.about"),
        addresses={
            code: public() + routes.asked(routes.path("data"), [("lang", code), *kept])
            for code in LANGUAGES
        },
        linked=base.linked(base.dataset(query)),
        dated=base.of_record(query),
        zip=at(datapackage.ZIP),
        files=listed,
        citations=[(datapackage.citation(View(state, code)), code) for code in LANGUAGES],
        licence=LICENCE,
    )
