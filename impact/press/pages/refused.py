"""What people are shown where there is no answer. It repeats of the question only what is harmless."""

from __future__ import annotations

from impact.i18n.locales import LANGUAGES, Language
from impact.i18n.words import known, say
from impact.press import links
from impact.press.pages import base
from impact.press.problems import Problem
from impact.press.query import Site
from impact.press.rendering import HTML, rendered
from impact.press.responses import Answer, made


def page(problem: Problem, lang: Language, site: Site) -> bytes:
    """A problem of the press layer as a page."""
    own = f"press.refused_{problem.kind}"  # where programs are told otherwise than people
    detail = say(lang, own if known(own) else f"problem.{problem.kind}.detail", **problem.values)
    unknown = problem.kind in ("figure_unknown", "figure_closed")
    return base.page(
        "refused.html",
        site,
        lang,
        title=say(lang, f"problem.{problem.kind}.title"),
        description=detail,
        addresses={code: links.start(code) for code in LANGUAGES},
        detail=detail,
        valid=[] if unknown else problem.valid[:60],
        figures=[
            (say(lang, f"metric.{name}.label"), links.page(name, lang))
            for name in (problem.valid if unknown else ())
        ],
    )


def not_found(lang: Language, in_files: str = "") -> Answer:
    """The page for an unknown address, of which it repeats nothing.

    `in_files`: the snapshot whose files are all that can be answered.
    """
    told = (
        say(lang, "problem.not_in_files.detail", snapshot=in_files)
        if in_files
        else say(lang, "press.not_found_text")
    )
    others = [(code, say(code, "site.title")) for code in LANGUAGES if code != lang]
    body = rendered("not_found.html", lang, text=told, others=others)
    return made(HTML, body, lang, status=404, cache=b"no-store")
