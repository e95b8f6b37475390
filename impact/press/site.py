"""What a site owes to whoever finds it: a real 404, robots.txt, a map, a list of its addresses."""

from __future__ import annotations

from html import escape

from impact import figures, live
from impact.live import State
from impact.press import answers, package
from impact.press import asked as asking
from impact.press.desk import DASHBOARD, Answer, made
from impact.words import LANGUAGES, Language, say

FILES = ("/robots.txt", "/sitemap.xml")
FEEDS = ("outcomes", "figures", "revisions")
_PAGES = ("/", "/actions", "/releases", "/cases", "/about", "/live")
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {site}</title>
<style>
body {{ font: 1.125rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1rem;
  color: #111; background: #fff }}
h1 {{ line-height: 1.2 }}
a {{ color: inherit }}
@media (prefers-color-scheme: dark) {{ body {{ color: #f5f5f5; background: #111 }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
<p><a href="/?lang={lang}">{site}</a></p>
<p lang="{other}"><a href="/?lang={other}">{elsewhere}</a></p>
</main>
</body>
</html>
"""


def not_found(lang: Language) -> Answer:
    """The page for an address that there is not. It repeats nothing of it."""
    other: Language = "en" if lang == "fr" else "fr"
    text = _PAGE.format(
        lang=lang,
        other=other,
        title=escape(say(lang, "press.not_found")),
        text=escape(say(lang, "press.not_found_text")),
        site=escape(say(lang, "site.title")),
        elsewhere=escape(say(other, "site.title")),
    )
    return made("text/html; charset=utf-8", text.encode(), lang, status=404, cache=b"no-store")


def file(path: str, origin: str) -> Answer:
    """robots.txt or sitemap.xml, with whole addresses, which both need."""
    if path == "/robots.txt":
        text = f"User-agent: *\nAllow: /\nDisallow: /_stcore/\nSitemap: {origin}/sitemap.xml\n"
        return made("text/plain; charset=utf-8", text.encode(), "en")
    return made("application/xml; charset=utf-8", _sitemap(origin).encode(), "en")


def _sitemap(origin: str) -> str:
    """Every page in both languages, each with the address of the other."""
    state = live.current()
    pairs = [(f"{page}?lang=en", f"{page}?lang=fr") for page in _PAGES]
    pairs += [
        (f"/case?case={case}&lang=en", f"/case?case={case}&lang=fr")
        for case in asking.values(state, "case")
    ]
    pairs += pages()
    lines = [
        f"<url><loc>{escape(origin + here)}</loc>"
        + "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(origin + there)}"/>'
            for lang, there in zip(LANGUAGES, pair, strict=True)
        )
        + "</url>"
        for pair in pairs
        for here in pair
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:xhtml="http://www.w3.org/1999/xhtml">',
            *lines,
            "</urlset>\n",
        ]
    )


def pages() -> list[tuple[str, str]]:
    """The pages of the press layer, each in English and in French."""
    return [("/press", "/fr/presse")] + [
        (f"/press/{name}", f"/fr/presse/{name}") for name in figures.names()
    ]


def addresses(state: State | None = None, *, all_pictures: bool = False) -> list[str]:
    """Every public address of the press layer, in both languages, without the server's name.

    A figure that must be asked for an edition or a case has an address for each of them. Its pictures
    have one shape in light unless `all_pictures`: with all, they would be most of all addresses.
    """
    state = state or live.current()
    found = [page for pair in pages() for page in pair]
    for case in asking.values(state, "case"):
        found += [f"/press/cases/{case}", f"/fr/presse/cas/{case}"]
    found += ["/api/v1/openapi.json", f"/data/{package.ZIP}"]
    found += [f"/data/{name}" for name in package.FILES]
    for lang in LANGUAGES:
        said = [("lang", lang)]
        start = "/fr/presse" if lang == "fr" else "/press"
        found += [
            asking.address(path, said)
            for path in (answers.BASE, "/api/v1/revisions.json", "/revisions", "/data/")
        ]
        found += [asking.address(f"/feeds/{feed}.atom", said) for feed in FEEDS]
        found += [asking.address(f"/og/{name}.png", said) for name in DASHBOARD]
        for name in figures.names():
            drawn = name in answers.drawn()
            for wanted in _required(state, name):
                found += [
                    asking.address(f"{answers.BASE}/{name}.{form}", [*wanted, *said])
                    for form in answers.MEDIA
                    if form not in answers.PICTURES
                ]
                found.append(asking.address(f"/embed/{name}", [*wanted, *said]))
                if wanted:
                    found.append(asking.address(f"{start}/{name}", wanted))
                if drawn:
                    found.append(asking.address(f"/og/{name}.png", [*wanted, *said]))
                    found += [
                        asking.address(f"{answers.BASE}/{name}.{form}", [*wanted, *said, *look])
                        for form in answers.PICTURES
                        for look in (_LOOKS if all_pictures or not wanted else _LOOKS[:1])
                    ]
    return found


# The ways in which a picture can be asked for; the first is how it comes unasked.
_LOOKS: list[list[tuple[str, str]]] = [
    [("shape", shape)] * (shape != asking.SHAPES[0])
    + [("theme", theme)] * (theme != asking.THEMES[0])
    for shape in asking.SHAPES
    for theme in asking.THEMES
]


def _required(state: State, name: str) -> list[list[tuple[str, str]]]:
    """Every way to ask a figure what it must be asked; one empty way if that is nothing."""
    for parameter in asking.parameters(state, name).values():
        if parameter.required:
            return [[(parameter.name, value)] for value in parameter.values]
    return [[]]
