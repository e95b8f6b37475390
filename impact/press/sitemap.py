"""What a site owes to machines that find it: robots.txt, a map, a list of its addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from impact import figures, pictures, routes
from impact.figures import access
from impact.figures.live import State
from impact.i18n.locales import FIRST, LANGUAGES, Language
from impact.press import datapackage, feeds, formats, parameters
from impact.press.rendering import rendered
from impact.press.responses import Answer, made

Pages = dict[Language, str]  # one page by its languages


def file(path: str, origin: str, *, in_files: bool = False) -> Answer:
    """robots.txt or the map, with whole addresses, which both need. `in_files`: beside files alone."""
    if path == routes.ROBOTS:
        text = rendered("robots.txt", origin=origin, sitemap=routes.SITEMAP)
        return made("text/plain; charset=utf-8", text, FIRST)
    return made("application/xml; charset=utf-8", _sitemap(origin, in_files=in_files), FIRST)


def _sitemap(origin: str, *, in_files: bool) -> bytes:
    """Every page in every language with its day, each with the addresses of the others.

    The pages of the dashboard are no files.
    """
    state = access.current()
    newest = max(filter(None, (state.as_of, state.counted_on)))
    found: list[tuple[Pages, str, dt.date]] = []  # with the one for any language, and the day

    def add(pages: Iterable[Pages], day: dt.date) -> None:
        found.extend((each, each[FIRST], day) for each in pages)

    if not in_files:
        shown: list[tuple[str, dict[str, str]]] = [
            (each.path, {})
            for each in routes.PAGES
            if each.indexed and access.unknown().may(each.role)
        ]
        shown += [
            (routes.PAGE["case"].path, {"case": name}) for name in parameters.values(state, "case")
        ]
        for path, given in shown:
            of_all = routes.asked(path, given.items())
            found.append((_asked(path, **given), of_all, _day(state, "case", given) or newest))
    add([_spoken("press")], newest)
    for name in access.told():
        add([_spoken("press_figure", name=name)], _day(state, name, {}) or newest)
    for case in parameters.values(state, "case"):
        day = _day(state, "timeline_of_case", {"case": case})
        add([_spoken("press_case", name=case)], day or newest)
    claims = _day(state, "claims_ledger", {}) or newest
    add([_spoken("press_claim", name=name) for name in parameters.values(state, "claim")], claims)
    for address in routes.ADDRESSES:
        if address.indexed and not address.spoken:
            found.append((_asked(address.path), address.path, newest))
    return rendered("sitemap.xml", pages=found, origin=origin)


def _day(state: State, name: str, asked: Mapping[str, str]) -> dt.date | None:
    """The day of what a page rests on; None of one that has to be asked for something first."""
    given, where = parameters.split(name, asked)
    if any(each.required for each in parameters.of_figure(state, name).values()) and not given:
        return None
    return figures.day(state, name, given, where)[0]


def _asked(path: str, **parameters: str) -> Pages:
    """A page that says its language by a parameter."""
    return {lang: routes.asked(path, {**parameters, "lang": lang}.items()) for lang in LANGUAGES}


def _spoken(address: str, **parts: str) -> Pages:
    """A page of the press layer that says its language by its path."""
    return {lang: routes.path(address, lang, **parts) for lang in LANGUAGES}


def pages() -> list[Pages]:
    """The pages of the press layer."""
    return [_spoken("press"), *(_spoken("press_figure", name=name) for name in access.told())]


def pages_of(state: State) -> list[Pages]:
    """The pages of each case and each claim."""
    return [
        *(_spoken("press_case", name=case) for case in parameters.values(state, "case")),
        *(_spoken("press_claim", name=claim) for claim in parameters.values(state, "claim")),
    ]


def addresses(state: State | None = None) -> list[str]:
    """The public addresses of the press layer that are worth a file, in both languages.

    Every figure in every form and look; where it must be asked for a case or an edition, each that has
    an answer: its page, JSON and CSV, one SVG, the card that sites show of a link, what can be embedded.
    A CSV is the same in both languages. Without the server's name; those of one case stand together.
    """
    state = state or access.current()
    found = [page for each in pages() for page in each.values()]
    found += [routes.path("openapi"), routes.path("copies")]
    files = (datapackage.ZIP, *datapackage.FILES)
    found += [routes.path("data_file", name=name) for name in files]
    for lang in LANGUAGES:
        said = [("lang", lang)]
        found += [
            routes.asked(path, said)
            for path in (*map(routes.path, _DOCUMENTS), routes.path("problem", kind="not_in_files"))
        ]
        found += [
            routes.asked(routes.path(f"feed_{feed}", form=form), said)
            for feed in feeds.told()
            for form in routes.FEED_FORMS
        ]
        found += [routes.asked(routes.path("card", name=name), said) for name in routes.PAGE]
        found += [
            routes.asked(routes.path("card_claim", name=claim), said)
            for claim in parameters.values(state, "claim")
        ]
    wanted = {name: parameters.answered(state, name) for name in access.told()}
    for name in access.told():
        if not wanted[name]:
            found += _whole(name)
    found += [page for each in pages_of(state) for page in each.values()]
    asked = [("case", value) for value in parameters.values(state, "case")]
    asked += [("edition", value) for value in parameters.values(state, "edition")]
    for key, value in asked:
        for name in access.told():
            if value in wanted[name].get(key, ()):
                found += _one_of(name, key, value)
    return found


_DOCUMENTS = ("figures", "revisions", "changes", "data")


def _form(name: str, form: str, asked: Iterable[tuple[str, str]]) -> str:
    return routes.asked(routes.path("figure_form", name=name, form=form), asked)


def _shown(address: str, name: str, asked: Iterable[tuple[str, str]]) -> str:
    return routes.asked(routes.path(address, name=name), asked)


def _whole(name: str) -> list[str]:
    """The addresses of a figure that needs not be asked for anything."""
    found = [_form(name, "csv", [("lang", FIRST)])]
    for lang in LANGUAGES:
        said = [("lang", lang)]
        found += [_form(name, form, said) for form in ("json", "txt")]
        found.append(_shown("embed", name, said))
        if name in pictures.names():
            found.append(_shown("card", name, said))
            found += [
                _form(name, form, [*said, *look]) for form in formats.PICTURES for look in _LOOKS
            ]
    return found


def _one_of(name: str, key: str, value: str) -> list[str]:
    """The addresses of a figure that is asked for a case or an edition. A case has a page of its own."""
    wanted = (key, value)
    found = [_form(name, "csv", [wanted, ("lang", FIRST)])]
    for lang in LANGUAGES:
        asked = [wanted, ("lang", lang)]
        found.append(_form(name, "json", asked))
        if key == "edition":
            found.append(routes.asked(routes.path("press_figure", lang, name=name), [wanted]))
        if name in pictures.names():
            found.append(_form(name, "svg", asked))
            found += [_shown(address, name, asked) for address in ("card", "embed")]
    return found


# The ways in which a picture can be asked for.
_LOOKS: list[list[tuple[str, str]]] = [
    [("shape", shape)] * (shape != parameters.SHAPES[0])
    + [("theme", theme)] * (theme != parameters.THEMES[0])
    for shape in parameters.SHAPES
    for theme in parameters.THEMES
]
