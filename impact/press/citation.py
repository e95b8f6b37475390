"""How a figure is quoted: what it is called, how it is cited, the code that shows it on another site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from impact import figures, pictures
from impact.figures import Figure
from impact.figures.live import State
from impact.i18n.locales import LANGUAGES, Language
from impact.i18n.words import Wording, country, date, say
from impact.presentation import waiting
from impact.press import lines, links, parameters
from impact.press.query import Query, Site, base
from impact.press.rendering import rendered

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
TALL = 560  # pixels of a frame whose site is not told: a narrow drawing with its source


def named(query: Query, name: str) -> str:
    """The label of a figure with what it was asked for: whose timeline, of which edition."""
    lang, asked = query.lang, query.asked
    of = [
        lines.name_of(query.view, asked["case"]) if "case" in asked else "",
        say(lang, "picture.edition", year=asked["edition"]) if "edition" in asked else "",
        country(lang, asked["country"]) if "country" in asked else "",
        asked.get("publisher", ""),
        waiting.among(asked, Wording(lang)),
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


def citations(query: Query, name: str) -> list[tuple[str, Language]]:
    """How to cite a figure, long and short, in every language: a click selects each whole."""
    found: list[tuple[str, Language]] = []
    given, where = parameters.split(name, query.asked)
    for lang in LANGUAGES:
        other = replace(query, lang=lang)
        told = figures.figure(query.state, name, lang, where, **given)
        permanent = links.of_figure(other, name)["permanent_html"] or ""
        label = named(other, name)
        found.append((citation(told, lang, query.site.whole(permanent), label), lang))
        short = say(lang, "press.cite_short", site=say(lang, "site.title"), label=label,
                    date=date(lang, told.as_of), snapshot=told.snapshot)  # fmt: skip
        found.append((short, lang))
    return found


@dataclass(frozen=True)
class Quoted:
    """What is needed to quote a figure elsewhere: its page, how to cite it, the code to embed it.

    Without a picture there is nothing to embed, and no code.
    """

    page: str
    citation: str
    frame: str


def quoted(
    state: State, answer: Figure, lang: Language, given: Mapping[str, object], origin: str
) -> Quoted:
    """How to quote a figure. `given` is what its query was asked.

    Without a public address, addresses begin with `origin`: a relative one leads nowhere elsewhere.
    """
    names = {"case" if key == "case_id" else key: str(text) for key, text in given.items()}
    taken = parameters.of_figure(state, answer.name)
    asked = {key: names[key] for key in taken if key in names}
    query = Query(state, lang, asked, Site("" if base() else origin))
    found = links.of_figure(query, answer.name)
    label = named(query, answer.name)
    return Quoted(
        query.site.whole(str(found["html"])),
        citation(answer, lang, query.site.whole(str(found["permanent_html"])), label),
        frame(query.site.whole(links.embed(answer.name, lang, asked)), label)
        if answer.name in pictures.names()
        else "",
    )


def frames(query: Query, name: str, asked: Mapping[str, str], title: str) -> list[str]:
    """The code to embed a figure: as it will be, and as it stands in this snapshot."""
    return [
        frame(query.site.whole(links.embed(name, query.lang, each)), title)
        for each in (asked, {**asked, "as_of": query.state.snapshot})
    ]


def frame(address: str, title: str) -> str:
    """A frame and what makes it as tall as what it shows; it works without."""
    return bare(address, title) + rendered("fitted.html").decode()


def bare(address: str, title: str, width: str = "100%", height: int = TALL) -> str:
    """A frame alone."""
    return rendered(
        "iframe.html", address=address, title=title, width=width, height=height
    ).decode()
