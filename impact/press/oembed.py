"""oEmbed: the code that shows a figure on another site, for the address of its page."""

from __future__ import annotations

from typing import Any

from impact import routes
from impact.figures import access
from impact.i18n.locales import Language
from impact.i18n.words import say
from impact.press import links, parameters
from impact.press.citation import TALL, bare, named
from impact.press.parameters import LANG, Parameter
from impact.press.problems import Problem
from impact.press.query import Query, base, given_of, said

TAKEN = (
    LANG,
    Parameter("url", pattern=r".{1,600}", required=True),
    Parameter("format", ("json",)),
    Parameter("maxwidth", pattern=r"[1-9]\d{1,4}"),
    Parameter("maxheight", pattern=r"[1-9]\d{1,4}"),
)
_LOOKS = {"lang", "shape", "theme"}
_ROOMY = 560  # pixels from which an embed shows its wide drawing, as its style says


def answer(query: Query) -> dict[str, Any]:
    """The answer for the address of a figure's page. Raises `Problem` for any other address."""
    asked = query.asked
    name, lang, given = _page_at(asked["url"], query)
    taken = parameters.of_figure(query.state, name, form="svg")
    meant = {key: each for key, each in taken.items() if key not in _LOOKS}
    kept = parameters.checked(
        {key: given[key] for key in given if not parameters.foreign(key, meant)}, meant
    )
    width = min(800, int(asked.get("maxwidth", "800")))
    fitting = round(width * 0.57) + 60 if width > _ROOMY else TALL
    height = min(fitting, int(asked.get("maxheight", fitting)))
    title = named(Query(query.state, lang, kept), name)
    shown = query.site.whole(links.embed(name, lang, kept))
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": say(lang, "site.title"),
        "provider_url": query.site.whole(links.start(lang)),
        "cache_age": 300,
        "html": bare(shown, title, str(width), height),
        "width": width,
        "height": height,
    }


def _page_at(url: str, query: Query) -> tuple[str, Language, dict[str, str]]:
    """The figure, the language and the parameters that an address of a page of ours names."""
    path, _, text = _path_of(url).partition("?")
    asked = given_of(text.encode(), parameters.foreign)
    found = routes.find(path)
    lang = found and (said(text.encode()) or found.lang)
    if found and lang and found.address.name == "press_case":
        return "timeline_of_case", lang, {**asked, "case": found.parts["name"]}
    if found and lang and found.address.name == "press_figure":
        name = found.parts["name"]
        if name in access.told():
            return name, lang, asked
        if name in access.there():
            raise Problem("figure_closed", valid=access.told(), name=name)
    here = (routes.path("press_figure", query.lang, name=each) for each in access.told())
    raise Problem("value_unknown", valid=map(query.site.whole, here), name="url", found=url)


def _path_of(url: str) -> str:
    """The path and the query of an address of ours; nothing of any other."""
    if url.startswith(f"{base()}/"):
        return url.removeprefix(base())
    site, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    # Without a public address there is no telling which host is ours.
    ours = not base() and site in ("http", "https") and host and slash
    return f"/{path}" if ours else ""
