"""What each address of the table answers: its parameters, and the bytes it makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from impact import pictures, routes
from impact.figures import access
from impact.figures.live import State
from impact.i18n.locales import FIRST, Language
from impact.press import datapackage, feeds, formats, oembed, openapi, parameters, revisions
from impact.press.pages import case, changes, claim, data, embed, figure, home
from impact.press.parameters import AS_OF, LANG, Parameter
from impact.press.problems import KINDS, Problem, as_json, told
from impact.press.query import Query
from impact.press.rendering import HTML
from impact.press.responses import ANYWHERE, COPIES, OWN, PNG

Taken = Callable[[State], Mapping[str, Parameter]]


@dataclass(frozen=True)
class Resource:
    """What one address answers."""

    media: str
    taken: Taken
    make: Callable[[Query], bytes]
    download: str = ""
    historic: bool = False  # depends on other snapshots as well
    figure: str = ""  # that it tells, which a day given as `as_of` is a day of
    beside: tuple[str, ...] = ()  # others of the same parameters, whose days count as well
    about: Mapping[str, str] = field(default_factory=dict)  # what the path says of it
    lang: Language | None = None  # in which it is, whoever asks
    spoken: bool = False  # the path says the language, if nothing else is asked
    negotiated: bool = False  # its form is the one that who asks likes best
    strict: bool = False  # an unknown parameter is told
    shared: bool = False  # but for what other sites add to an address
    headers: tuple[tuple[bytes, bytes], ...] = ()
    without_figures: Callable[[Language], bytes] | None = None  # said even where there are none


def _only(*taken: Parameter) -> Taken:
    return lambda _: {each.name: each for each in taken}


def _told(name: str) -> None:
    """Raises `Problem` for what is no figure, or none that is told to whoever asks."""
    if name not in access.told():
        kind = "figure_closed" if name in access.there() else "figure_unknown"
        raise Problem(kind, valid=access.told(), name=name)


def _pictures() -> list[str]:
    return [name for name in pictures.names() if name in access.told()]


def _figure_form(name: str, form: str) -> Resource:
    _told(name)
    if form not in formats.MEDIA:
        raise Problem("form_unknown", valid=formats.MEDIA, name=form)
    if form in formats.SHOWN and name not in pictures.names():
        raise Problem("picture_unknown", valid=_pictures(), name=name)
    return Resource(
        formats.MEDIA[form],
        lambda state: parameters.of_figure(state, name, form=form),
        lambda query: formats.figure(query, name, form),
        download=f"{name}.{form}" if form in formats.FILES else "",
        figure=name,
    )


def _press_figure(name: str) -> Resource:
    _told(name)
    return Resource(
        HTML,
        lambda state: parameters.of_page(state, name),
        lambda query: figure.page(query, name),
        figure=name,
        headers=OWN,
    )


def _press_case(name: str) -> Resource:
    return Resource(
        HTML,
        _only(AS_OF),
        lambda query: case.page(query, name),
        figure="timeline_of_case",
        beside=("case", "actions_of_case"),
        about={"case": name},
        headers=OWN,
    )


def _press_claim(name: str) -> Resource:
    return Resource(
        HTML,
        _only(AS_OF),
        lambda query: claim.page(query, name),
        figure="claims_ledger",
        headers=OWN,
    )


def _embed(name: str) -> Resource:
    _told(name)
    return Resource(
        HTML,
        lambda state: parameters.of_figure(state, name, form="svg"),
        lambda query: embed.page(query, name),
        headers=ANYWHERE,
        figure=name,
    )


def _card(name: str) -> Resource:
    """What sites show of a link to a figure or to a page of the dashboard."""
    if name in pictures.names() and name in access.there():
        _told(name)
        looks = ("shape", "theme")
        return Resource(
            PNG,
            lambda state: {
                key: each
                for key, each in parameters.of_figure(state, name, form="svg").items()
                if key not in looks
            },
            lambda query: pictures.og(query.view, name, **parameters.split(name, query.asked)[0]),
            figure=name,
        )
    if name not in routes.PAGE:
        valid = [*_pictures(), *routes.PAGE]
        raise Problem("picture_unknown", valid=valid, name=name)
    return Resource(PNG, _only(LANG), lambda query: pictures.og_page(name, query.view))


def _card_claim(name: str) -> Resource:
    def drawn(query: Query) -> bytes:
        if name not in parameters.values(query.state, "claim"):
            raise Problem("address_unknown")
        return pictures.claim(query.view, name)

    return Resource(PNG, _only(LANG, AS_OF), drawn, figure="claims_ledger")


def _problem(kind: str) -> Resource:
    if kind not in KINDS:
        valid = [routes.path("problem", kind=each) for each in KINDS]
        raise Problem("address_unknown", valid=valid)
    return Resource(
        formats.MEDIA["json"],
        _only(LANG),
        lambda query: told(kind, query.lang),
        without_figures=lambda lang: told(kind, lang),
    )


def _data_file(name: str) -> Resource:
    """One file of the whole record, so that the package can be read where it is; or all of them."""
    if name == datapackage.ZIP:
        return Resource(
            "application/zip",
            _only(AS_OF),
            lambda query: datapackage.zipped(query.state),
            download=datapackage.ZIP,
            lang=FIRST,
        )
    if name not in datapackage.FILES:
        raise unknown()
    return Resource(
        datapackage.FILES[name],
        _only(AS_OF),
        lambda query: datapackage.contents(query.state)[name],
        lang=FIRST,
    )


def _feed(name: str, form: str) -> Resource:
    if name not in feeds.told():
        raise Problem("address_closed")
    if form not in feeds.MEDIA:
        raise Problem("form_unknown", valid=feeds.MEDIA, name=form)
    return Resource(
        feeds.MEDIA[form],
        parameters.of_history,
        lambda query: feeds.written(query, name, form),
    )


_JSON = formats.MEDIA["json"]
# By the name of an address, what makes its resource from the parts of its path.
_MAKERS: Mapping[str, Callable[..., Resource]] = {
    "changes": lambda: Resource(HTML, parameters.of_history, changes.page, headers=OWN),
    "oembed": lambda: Resource(
        _JSON, _only(*oembed.TAKEN), lambda query: as_json(oembed.answer(query))
    ),
    "figures": lambda: Resource(_JSON, _only(LANG, AS_OF), formats.listing),
    "openapi": lambda: Resource(_JSON, _only(LANG), openapi.document),
    "revisions": lambda: Resource(
        _JSON,
        parameters.of_history,
        lambda query: revisions.document(query.view, query.asked),
    ),
    **{f"feed_{feed}": partial(_feed, feed) for feed in routes.FEEDS},
    "data": lambda: Resource(HTML, _only(LANG, AS_OF), data.page, headers=OWN),
    "data_file": _data_file,
    "problem": _problem,
    "figure_form": _figure_form,
    "figure": lambda name: replace(_figure_form(name, "json"), negotiated=True),
    "copies": lambda: Resource(
        "text/javascript; charset=utf-8",
        _only(),
        lambda _: COPIES.encode(),
        lang=FIRST,
        without_figures=lambda _: COPIES.encode(),
    ),
    "press": lambda: Resource(HTML, _only(AS_OF), home.page, headers=OWN),
    "press_case": _press_case,
    "press_claim": _press_claim,
    "press_figure": _press_figure,
    "embed": _embed,
    "card_claim": _card_claim,
    "card": _card,
}


def unknown() -> Problem:
    """That there is no such address, with those that are the same for everybody."""
    plain = [
        each.path
        for each in routes.ADDRESSES
        if "{" not in each.path and not each.spoken and each.name != "copies"
    ]
    files = [routes.path("data_file", name=name) for name in (datapackage.ZIP, *datapackage.FILES)]
    some = routes.path("figures") + "/…"
    return Problem("address_unknown", valid=[*plain, *files, some])


# People pass on the address of a picture or a table, and other sites add to it.
_HANDED_ON = (".png", ".svg", ".csv", ".xlsx", ".pptx")


def at(path: str, form: str = "") -> Resource:
    """What an address answers; `form`: of a figure whose address names none. Raises `Problem`."""
    found = routes.find(path)
    if found is None:
        raise unknown()
    made = _MAKERS[found.address.name](**found.parts)
    if form and made.negotiated:
        made = replace(_figure_form(made.figure, form), negotiated=True)
    historic = found.address.history or found.address.spoken
    return replace(
        made,
        spoken=found.address.spoken,
        historic=historic,
        strict=found.address.strict,
        shared=path.endswith(_HANDED_ON),
    )
