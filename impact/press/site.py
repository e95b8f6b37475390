"""What a site owes to whoever finds it: a real 404, robots.txt, a map, a list of its addresses."""

from __future__ import annotations

from html import escape

from impact import figures, live
from impact.live import State
from impact.press import answers, package
from impact.press import asked as asking
from impact.press.desk import DASHBOARD, Answer, made
from impact.press.problems import ADDRESS
from impact.words import LANGUAGES, Language, say

FILES = ("/robots.txt", "/sitemap.xml")
FEEDS = ("outcomes", "figures", "revisions")
_PAGES = (
    "/",
    "/actions",
    "/releases",
    "/cases",
    "/about",
    "/live",
    "/claims",
    "/talking",
    "/check",
)
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


def not_found(lang: Language, in_files: str = "") -> Answer:
    """The page for an address that there is not. It repeats nothing of it.

    `in_files`: the snapshot whose files are all that can be answered.
    """
    other: Language = "en" if lang == "fr" else "fr"
    told = (
        say(lang, "problem.not_in_files.detail", snapshot=in_files)
        if in_files
        else say(lang, "press.not_found_text")
    )
    text = _PAGE.format(
        lang=lang,
        other=other,
        title=escape(say(lang, "press.not_found")),
        text=escape(told),
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
    pairs += [*pages(), *pages_of(state)]
    pairs += [(f"{path}?lang=en", f"{path}?lang=fr") for path in ("/revisions", "/data/")]
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


def pages_of(state: State) -> list[tuple[str, str]]:
    """The pages of each case and each claim, in English and in French."""
    found = [
        (f"/press/cases/{case}", f"/fr/presse/cas/{case}") for case in asking.values(state, "case")
    ]
    return found + [
        (f"/press/claims/{claim}", f"/fr/presse/affirmations/{claim}")
        for claim in asking.values(state, "claim")
    ]


def addresses(state: State | None = None) -> list[str]:
    """The public addresses of the press layer that are worth a file, in both languages.

    Every figure in every form and look; where it must be asked for a case or an edition, each that has
    an answer: its page, JSON and CSV, one SVG, the card that sites show of a link, what can be embedded.
    A CSV is the same in both languages. Without the server's name; those of one case stand together.
    """
    state = state or live.current()
    found = [page for pair in pages() for page in pair]
    found += ["/api/v1/openapi.json", f"/data/{package.ZIP}"]
    found += [f"/data/{name}" for name in package.FILES]
    for lang in LANGUAGES:
        said = [("lang", lang)]
        found += [
            asking.address(path, said)
            for path in (answers.BASE, *_DOCUMENTS, f"{ADDRESS}/not_in_files")
        ]
        found += [asking.address(f"/feeds/{feed}.atom", said) for feed in FEEDS]
        found += [asking.address(f"/og/{name}.png", said) for name in DASHBOARD]
        found += [
            asking.address(f"/og/claims/{claim}.png", said)
            for claim in asking.values(state, "claim")
        ]
    wanted = {name: asking.answered(state, name) for name in figures.names()}
    for name in figures.names():
        if not wanted[name]:
            found += _whole(name)
    found += [page for pair in pages_of(state) for page in pair]
    asked = [("case", value) for value in asking.values(state, "case")]
    asked += [("edition", value) for value in asking.values(state, "edition")]
    for key, value in asked:
        for name in figures.names():
            if value in wanted[name].get(key, ()):
                found += _one_of(name, key, value)
    return found


_DOCUMENTS = ("/api/v1/revisions.json", "/revisions", "/data/")


def _whole(name: str) -> list[str]:
    """The addresses of a figure that needs not be asked for anything."""
    found = [asking.address(f"{answers.BASE}/{name}.csv", [("lang", "en")])]
    for lang in LANGUAGES:
        said = [("lang", lang)]
        found += [asking.address(f"{answers.BASE}/{name}.{form}", said) for form in ("json", "txt")]
        found.append(asking.address(f"/embed/{name}", said))
        if name in answers.drawn():
            found.append(asking.address(f"/og/{name}.png", said))
            found += [
                asking.address(f"{answers.BASE}/{name}.{form}", [*said, *look])
                for form in answers.PICTURES
                for look in _LOOKS
            ]
    return found


def _one_of(name: str, key: str, value: str) -> list[str]:
    """The addresses of a figure that is asked for a case or an edition. A case has a page of its own."""
    wanted = (key, value)
    found = [asking.address(f"{answers.BASE}/{name}.csv", [wanted, ("lang", "en")])]
    for lang in LANGUAGES:
        asked = [wanted, ("lang", lang)]
        found.append(asking.address(f"{answers.BASE}/{name}.json", asked))
        if key == "edition":
            start = "/fr/presse" if lang == "fr" else "/press"
            found.append(asking.address(f"{start}/{name}", [wanted]))
        if name in answers.drawn():
            found += [
                asking.address(path, asked)
                for path in (f"{answers.BASE}/{name}.svg", f"/og/{name}.png", f"/embed/{name}")
            ]
    return found


# The ways in which a picture can be asked for.
_LOOKS: list[list[tuple[str, str]]] = [
    [("shape", shape)] * (shape != asking.SHAPES[0])
    + [("theme", theme)] * (theme != asking.THEMES[0])
    for shape in asking.SHAPES
    for theme in asking.THEMES
]
