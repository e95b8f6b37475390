"""What pages have in common: their head, their day, what changed since, a table, sources, downloads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from impact import figures, pictures, routes
from impact.figures import Figure, access, calendar
from impact.i18n.locales import LANGUAGES, Language
from impact.i18n.words import date, number, say
from impact.presentation.view import View
from impact.press import datapackage, formats, lines, links, revisions
from impact.press.citation import LICENCE, named
from impact.press.parameters import SHAPES, THEMES
from impact.press.query import Query, Site, base
from impact.press.rendering import rendered
from impact.press.responses import COPIES, sum_of
from impact.settings import value

SIGN = {"positive": "▲", "negative": "▼", "none": "○"}
Shown = tuple[str, Mapping[str, object], Mapping[str, str]]  # a figure, its parameters and filters


def page(
    template: str,
    site: Site,
    lang: Language,
    *,
    title: str,
    description: str,
    addresses: Mapping[Language, str],
    heading: str = "",
    card: str = "",
    oembed: str = "",
    **values: Any,
) -> bytes:
    """A page with what every page has: its names for machines, its other languages, whom to ask.

    `heading`: what it calls itself to readers, who see what stands around it; else its title.
    """
    return rendered(
        template,
        lang,
        title=title,
        heading=heading or title,
        description=description,
        card=site.whole(card),
        oembed=site.whole(oembed),
        canonical=site.whole(addresses[lang]),
        alternates=[(code, site.whole(addresses[code])) for code in LANGUAGES],
        contact=value("IMPACT_PRESS_CONTACT"),
        contact_link=_written_to(value("IMPACT_PRESS_CONTACT")),
        home=links.start(lang),
        in_files=site.in_files,
        copies_sum=sum_of(COPIES),
        **values,
    )


def _written_to(contact: str) -> str:
    """The link of a contact that is an address, of mail or of a page; else empty."""
    if re.fullmatch(r"[^\s@<>\"]+@[\w.-]+\.\w+", contact):
        return f"mailto:{contact}"
    return contact if re.fullmatch(r"https?://[^\s<>\"]+", contact) else ""


def quote(sentence: str, answer: Figure, lang: Language) -> str:
    """A sentence with who says it and when, to be quoted as it is."""
    whole = sentence if sentence.endswith((".", "!", "?", "»", "…")) else f"{sentence}."
    site, day = say(lang, "site.title"), date(lang, answer.as_of)
    return say(lang, "press.quote", sentence=whole, site=site, date=day)


def linked(values: Mapping[str, Any]) -> Markup:
    """JSON-LD for a page: no sign in it can end the script that holds it."""
    text = json.dumps(values, ensure_ascii=False, default=str)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def cases(view: View) -> dict[str, str]:
    """Every case by its key, under the name by which people look for it."""
    return {
        str(row["case_id"]): f"{row['edition_year']} · {view.localized(row, 'name')}"
        for row in view.ask("cases").rows
    }


def dated(answer: Figure, lang: Language) -> str:
    return say(lang, "dated.snapshot", dated=answer.dated(lang), snapshot=answer.snapshot)


def of_record(query: Query) -> str:
    state = query.state
    return say(
        query.lang, "page.dated", date=date(query.lang, state.as_of), snapshot=state.snapshot
    )


def older(query: Query) -> bool:
    """Whether an older state was asked for than the newest."""
    return query.frozen and access.current().snapshot != query.state.snapshot


def newer(query: Query, *shown: Shown) -> str:
    """Whether what a page shows is another now than in its older state, and why; else empty."""
    if not older(query):
        return ""
    veiled = f" {say(query.lang, 'consent.older')}" if query.state.veil else ""
    return _newer(query, *shown) + veiled


def _newer(query: Query, *shown: Shown) -> str:
    for name, given, where in shown:
        if change := revisions.since(query.state, name, figures.typed(name, given), where):
            return say(
                query.lang,
                "press.newer_changed",
                about=change.about(query.lang),
                why=change.reason(query.lang),
            )
    return say(query.lang, "press.newer_same")


def expected(lang: Language, name: str) -> str:
    """When a figure comes out next, else when the next figures are expected, or nothing."""
    if at := calendar.next_of(name):
        return say(lang, "press.next_release", date=date(lang, at[:10]), time=at[11:16])
    when = formats.next_update()
    return say(lang, "press.next", date=date(lang, when)) if when else ""


def table(query: Query, answer: Figure) -> tuple[list[str], list[list[str]]]:
    columns, lang = lines.columns(answer), query.lang
    header = [say(lang, f"column.{column}") for column in columns]
    cells = [[lines.cell(query.view, column, row) for column in columns] for row in answer.rows]
    return header, cells


def sources(answer: Figure, lang: Language) -> list[dict[str, str]]:
    return [
        {
            "name": source.name,
            "url": source.url,
            "date": date(lang, source.date) if source.date else "",
            "strength": say(lang, f"strength.{source.strength}") if source.strength else "",
        }
        for source in answer.sources[:40]
    ]


def downloads(query: Query, name: str, card: str = "") -> list[tuple[str, str]]:
    """The forms of a figure. With a card, that and the SVG are all the pictures there are."""
    lang, found_at = query.lang, links.of_figure(query, name)
    found = [(say(lang, f"press.form_{form}"), found_at[form]) for form in ("xlsx", "csv", "txt")]
    if found_at["xlsx"]:  # there is a server to answer
        joint = "&" if "?" in str(found_at["csv"]) else "?"
        found.insert(1, (say(lang, "press.form_excel"), f"{found_at['csv']}{joint}for=excel"))
    found.append((say(lang, "press.form_json"), found_at["self"]))
    found.append((say(lang, "press.form_pptx"), found_at["pptx"]))
    if card:
        found += [("PNG", card), ("SVG", found_at["svg"])]
    for shape in SHAPES if found_at["png"] else ():
        for theme in THEMES:
            for form in formats.PICTURES[::-1]:
                joint = "&" if "?" in str(found_at[form]) else "?"
                text = say(
                    lang,
                    "press.form_picture",
                    form=form.upper(),
                    shape=say(lang, f"press.shape_{shape}"),
                    theme=say(lang, f"press.theme_{theme}"),
                )
                found.append((text, f"{found_at[form]}{joint}shape={shape}&theme={theme}"))
    if found_at["png"] and not query.site.in_files:
        joint = "&" if "?" in str(found_at["png"]) else "?"
        text = say(lang, "press.form_large", width=number(lang, pictures.WIDTHS[-1]))
        found.append((text, f"{found_at['png']}{joint}size={pictures.WIDTHS[-1]}"))
    return [(text, href) for text, href in found if href]


def oembed_of(query: Query, page: str) -> str:
    """Where a program gets the code to embed what a page shows."""
    given = [("format", "json"), ("url", query.site.whole(page))]
    return base() + routes.asked(routes.path("oembed"), given)


def themed(query: Query, name: str, given: Mapping[str, object]) -> str:
    """The drawing of a figure as a page shows it, in the theme of the reader's system."""
    return pictures.themed(query.view, name, shape="square", **given)


def dataset(query: Query, answer: Figure | None = None) -> dict[str, Any]:
    """schema.org's Dataset: the whole record, or one figure of it as it was asked."""
    state, lang, site = query.state, query.lang, query.site
    now = {key: text for key, text in query.asked.items() if key != "as_of"}
    whole: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": named(query, answer.name) if answer else say(lang, "site.title"),
        "description": f"{answer.definition} {answer.caveat}"
        if answer
        else say(lang, "press.home_text"),
        "inLanguage": lang,
        "license": LICENCE["url"],
        "dateModified": str(answer.as_of if answer else state.as_of),
        "version": state.snapshot,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": say(lang, "site.title")},
        "url": site.whole(links.page(answer.name, lang, now) if answer else links.start(lang)),
    }
    if answer:
        found = links.of_figure(query, answer.name)
        whole["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": found[form]}
            for form, kind in (("csv", "text/csv"), ("self", "application/json"))
        ]
        whole["includedInDataCatalog"] = {"@type": "DataCatalog", "url": links.start(lang)}
    else:
        whole["distribution"] = [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/zip",
                "contentUrl": base() + routes.path("data_file", name=datapackage.ZIP),
            }
        ]
    return whole
