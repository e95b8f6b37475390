"""Pages for the press: server-made HTML of every figure and case, that needs no script.

Each says the number first, then what it means and how it misleads, and gives everything to quote it:
sources, downloads, citations, code to embed. Everything comes from figures and pictures; nothing is
typed here. Jinja escapes all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from impact import figures, live
from impact.figures import Figure
from impact.live import State
from impact.presentation import claims, registry
from impact.presentation.panel import Number
from impact.presentation.standings import standing, taken_up
from impact.presentation.view import View
from impact.press import answers, lines, package, revisions
from impact.press import asked as asking
from impact.press.asked import Parameter
from impact.press.problems import Problem
from impact.press.revisions import Revision
from impact.settings import value
from impact.talking import questions
from impact.words import (
    LANGUAGES,
    Language,
    Wording,
    country,
    date,
    known,
    localized,
    number,
    say,
    term,
)

MEDIA = "text/html; charset=utf-8"
TEMPLATES = Path(__file__).with_name("templates")
_ROWS = 60  # rows of a table on a page; the CSV has them all
_HEAVY = 80_000  # bytes from which a drawing is not written into the page
_SIGN = {"positive": "▲", "negative": "▼", "none": "○"}
_CHANGES = 12  # of one figure at one snapshot; the JSON has them all
# What an embed runs: it tells the site around it how tall it is.
SCRIPT = (TEMPLATES / "embed.js").read_text("utf-8")
_TALL = 560  # pixels of a frame whose site is not told: a narrow drawing with its source
# What the code to embed runs in the site that takes it, if that site lets it.
_FITTED = (
    "<script>addEventListener('message',function(e){"
    "document.querySelectorAll('iframe[src*=\"/embed/\"]').forEach(function(f){"
    "if(f.contentWindow===e.source&&e.data.height>0)f.style.height=e.data.height+'px'})})</script>"
)
_OF_CASE = ("case", "timeline_of_case", "actions_of_case")
_Shown = tuple[str, Mapping[str, object], Mapping[str, str]]  # a figure, its parameters and filters


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default_for_string=True, default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["themes"] = _themes
    environment.globals["style"] = Markup((TEMPLATES / "style.css").read_text("utf-8"))
    return environment


def _themes(inks: Sequence[tuple[str, str, str]]) -> Markup:
    """The rules that give the inks of drawings their colours in the theme of the reader's system."""
    light, dark = ("".join(f"{pair[0]}:{pair[place]};" for pair in inks) for place in (1, 2))
    rules = f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return Markup(rules) if inks else Markup("")


def _rendered(template: str, lang: Language, **values: Any) -> bytes:
    def t(key: str, **given: Any) -> str:
        return say(lang, key, **given)

    found = _templates().get_template(template)
    in_files = answers.IN_FILES.get()
    text = found.render(lang=lang, t=t, home=answers.start(lang), in_files=in_files, **values)
    return text.encode()


def _frame(
    title: str, description: str, addresses: Mapping[Language, str], lang: Language, **more: Any
) -> dict[str, Any]:
    """What every page has: its names for machines, its other language, whom to ask.

    `heading`: what it calls itself to readers, who see what stands around it; else its title.
    """
    for key in ("card", "oembed"):
        more[key] = answers.whole(more.get(key, ""))
    return {
        "title": title,
        "heading": title,
        "description": description,
        "canonical": answers.whole(addresses[lang]),
        "alternates": [(code, answers.whole(addresses[code])) for code in LANGUAGES],
        "contact": value("IMPACT_PRESS_CONTACT"),
        **more,
    }


def _linked(values: Mapping[str, Any]) -> Markup:
    """JSON-LD for a page: no sign in it can end the script that holds it."""
    text = json.dumps(values, ensure_ascii=False, default=str)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


# Pages.


def home(state: State, lang: Language, _asked: Mapping[str, str]) -> bytes:
    """The start of the press layer: the four numbers, every figure, every case."""
    cards = []
    for name in (
        "actions_latest",
        "releases_published_headline",
        "releases_documented_total",
        "cases_total",
    ):
        if number := registry.number(View(state, lang), name):
            cards.append({**vars(number), "href": answers.page(name, lang, {})})
    listed = [
        {
            "href": answers.page(name, lang, {}),
            "label": say(lang, f"metric.{name}.label"),
            "definition": say(lang, f"metric.{name}.definition"),
        }
        for name in figures.names()
    ]
    cases = [
        {"href": answers.page_of_case(case, lang), "label": label}
        for case, label in _cases(state, lang).items()
    ]
    title = say(lang, "press.home_title")
    return _rendered(
        "home.html",
        lang,
        **_frame(
            title,
            say(lang, "press.home_text"),
            {code: answers.start(code) for code in LANGUAGES},
            lang,
            linked=_linked(_dataset(state, lang)),
            card=f"{answers.base()}/og/overview.png?lang={lang}",
            dated=_of_record(state, lang),
            cards=cards,
            figures=listed,
            cases=cases,
        ),
    )


def _cases(state: State, lang: Language) -> dict[str, str]:
    """Every case by its key, under the name by which people look for it."""
    return {
        str(row["case_id"]): f"{row['edition_year']} · {localized(row, 'name', lang)}"
        for row in figures.figure(state, "cases", lang).rows
    }


def _dated(answer: Figure, lang: Language) -> str:
    return say(lang, "dated.snapshot", dated=answer.dated(lang), snapshot=answer.snapshot)


def _of_record(state: State, lang: Language) -> str:
    return say(lang, "page.dated", date=date(lang, state.as_of), snapshot=state.snapshot)


def taken(state: State, name: str) -> dict[str, Parameter]:
    """The parameters of a figure's page: those of the figure, none of them needed, no language."""
    found = asking.parameters(state, name)
    return {
        key: Parameter(key, each.values, each.pattern)
        for key, each in found.items()
        if key != "lang"
    }


def figure(state: State, name: str, lang: Language, asked: Mapping[str, str]) -> bytes:
    """The page of one figure. One that has to be asked for an edition or a case offers them."""
    given, where = asking.split(name, asked)
    wanted = [each for each in asking.parameters(state, name).values() if each.required]
    missing = next((each for each in wanted if each.name not in asked), None)
    label = say(lang, f"metric.{name}.label")
    named = answers.named(state, name, lang, asked)
    addresses = {code: answers.page(name, code, asked) for code in LANGUAGES}
    if missing is not None:
        values = missing.values
        if answers.IN_FILES.get():  # what would say nothing has no file
            values = asking.answered(state, name)[missing.name]
        names = _cases(state, lang) if missing.name == "case" else {}
        choices = [
            (names.get(text, text), answers.page(name, lang, {**asked, missing.name: text}))
            for text in values
        ]
        return _rendered(
            "figure.html",
            lang,
            **_frame(label, say(lang, f"metric.{name}.definition"), addresses, lang),
            newer=say(lang, "press.newer") if _older(state, asked) else "",
            now=answers.page(name, lang, {}),
            dated=_of_record(state, lang),
            definition=say(lang, f"metric.{name}.definition"),
            caveat=figures.caveat(state, name, lang),
            choices=choices,
            snapshot=state.snapshot,
            downloads=[],
            citations=[],
        )
    answer = figures.figure(state, name, lang, where, **given)
    where_found = answers.links(state, name, lang, asked)
    module = answers.pictures() if name in answers.drawn() else None
    picture = image = alt = headline = ""
    if module is not None and not where:
        picture = module.themed(state, name, lang, shape="square", **given)
        alt, headline = (
            module.alt(state, name, lang, **given),
            module.headline(state, name, lang, **given),
        )
    if len(picture) > _HEAVY:  # as a picture of its own it need not come before the words
        image = str(where_found["svg"])
    header, rows = _table(state, answer, lang)
    number = None if given or where else registry.number(View(state, lang), name)
    query = {key: text for key, text in asked.items() if key != "as_of"}
    card = _card(name, lang, query) if picture else ""
    return _rendered(
        "figure.html",
        lang,
        **_frame(
            f"{headline} · {named}" if headline not in named else named,
            alt or answer.definition,
            addresses,
            lang,
            card=card,
            oembed=_oembed_of(addresses[lang]) if picture or number else "",
            linked=_linked(_dataset(state, lang, answer, asked)),
            heading=headline or named,
        ),
        newer=_newer(state, lang, asked, (name, given, where)),
        now=answers.page(name, lang, query),
        number=number,
        subtitle=named if headline else "",
        dated=_dated(answer, lang),
        next=_next(lang) if "as_of" not in asked else "",
        picture="" if image else Markup(picture),
        inks=module.inks(picture) if module and not image else [],
        image=image,
        looks=not answers.few(asked),  # else the drawing has one file, wide and light
        alt=alt,
        label=answer.label,
        unit=answer.unit,
        definition=answer.definition,
        caveat=answer.caveat,
        header=header,
        rows=rows[:_ROWS],
        more=say(lang, "press.more_rows", count=len(rows) - _ROWS) if len(rows) > _ROWS else "",
        sources=_sources(answer, lang),
        own_source=figures.own_source(name, lang),
        claims=_claims(answer, lang) if name == "claims_ledger" else [],
        questions=questions.hard(state, name, lang, given),
        downloads=_downloads(where_found, lang, card if answers.few(asked) else ""),
        citations=_citations(state, answer, asked),
        # A frame shows the picture or the number of a whole figure; of picked rows it has neither.
        frames=_frames(state, name, lang, query, headline or named) if picture or number else [],
        snapshot=state.snapshot,
        permanent=answers.page(name, lang, {**query, "as_of": state.snapshot}),
    )


def _claims(ledger: Figure, lang: Language) -> list[tuple[str, str]]:
    """Every claim of the ledger with the page that it can be quoted by."""
    return [
        (
            f"{localized(row, 'publisher', lang)} · {claims.claim_value(row, Wording(lang))}"
            f" · {claims.claim_about(row, Wording(lang))}",
            answers.page_of_claim(row["claim_id"], lang),
        )
        for row in ledger.rows
    ]


def _frames(
    state: State, name: str, lang: Language, query: Mapping[str, str], title: str
) -> list[str]:
    """The code to embed a figure: as it will be, and as it stands in this snapshot."""
    live_one = {**query, "lang": lang}
    return [
        _iframe(
            answers.whole(asking.address(f"{answers.base()}/embed/{name}", each.items())), title
        )
        for each in (live_one, {**live_one, "as_of": state.snapshot})
    ]


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
    query = {key: names[key] for key in asking.parameters(state, answer.name) if key in names}
    here = "" if answers.base() else origin
    links = answers.links(state, answer.name, lang, query)
    label = answers.named(state, answer.name, lang, query)
    frame = asking.address(
        f"{here}{answers.base()}/embed/{answer.name}", {**query, "lang": lang}.items()
    )
    return Quoted(
        f"{here}{links['html']}",
        answers.citation(answer, lang, f"{here}{links['permanent_html']}", label),
        _iframe(frame, label) if answer.name in answers.drawn() else "",
    )


def _oembed_of(page: str) -> str:
    asked = [("format", "json"), ("url", answers.whole(page))]
    return asking.address(f"{answers.base()}/oembed", asked)


def _iframe(address: str, title: str) -> str:
    """A frame and what makes it as tall as what it shows; it works without."""
    return _bare(address, title) + _FITTED


def _bare(address: str, title: str, width: str = "100%", height: int = _TALL) -> str:
    quoted = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    source = address.replace("&", "&amp;")
    return (
        f'<iframe src="{source}" title="{quoted}" width="{width}" height="{height}" '
        'style="border:0" loading="lazy"></iframe>'
    )


def _next(lang: Language) -> str:
    when = answers.next_update()
    return say(lang, "press.next", date=date(lang, when)) if when else ""


def _older(state: State, asked: Mapping[str, str]) -> bool:
    """Whether an older state was asked for than the newest."""
    return "as_of" in asked and live.current().snapshot != state.snapshot


def _newer(state: State, lang: Language, asked: Mapping[str, str], *shown: _Shown) -> str:
    """Whether what a page shows is another now than in its older state, and why; else empty."""
    if not _older(state, asked):
        return ""
    for name, given, where in shown:
        if change := revisions.since(state, name, figures.typed(name, given), where):
            return say(
                lang, "press.newer_changed", about=change.about(lang), why=change.reason(lang)
            )
    return say(lang, "press.newer_same")


def _table(state: State, answer: Figure, lang: Language) -> tuple[list[str], list[list[str]]]:
    columns = lines.columns(answer)
    header = [say(lang, f"column.{column}") for column in columns]
    cells = [[lines.cell(state, column, row, lang) for column in columns] for row in answer.rows]
    return header, cells


def _sources(answer: Figure, lang: Language) -> list[dict[str, str]]:
    return [
        {
            "name": source.name,
            "url": source.url,
            "date": date(lang, source.date) if source.date else "",
            "strength": say(lang, f"strength.{source.strength}") if source.strength else "",
        }
        for source in answer.sources[:40]
    ]


def _card(name: str, lang: Language, query: Mapping[str, str]) -> str:
    """The picture that sites show of a link to a figure's page."""
    return asking.address(f"{answers.base()}/og/{name}.png", {**query, "lang": lang}.items())


def _downloads(
    links: Mapping[str, str | None], lang: Language, card: str = ""
) -> list[tuple[str, str]]:
    """The forms of a figure. With a card, that and the SVG are all the pictures there are."""
    found = [(say(lang, f"press.form_{form}"), links[form]) for form in ("csv", "txt")]
    found.append((say(lang, "press.form_json"), links["self"]))
    if card:
        found += [("PNG", card), ("SVG", links["svg"])]
    for shape in ("wide", "square", "tall") if links["png"] else ():
        for theme in ("light", "dark"):
            for form in ("png", "svg"):
                joint = "&" if "?" in str(links[form]) else "?"
                text = say(
                    lang,
                    "press.form_picture",
                    form=form.upper(),
                    shape=say(lang, f"press.shape_{shape}"),
                    theme=say(lang, f"press.theme_{theme}"),
                )
                found.append((text, f"{links[form]}{joint}shape={shape}&theme={theme}"))
    return [(text, href) for text, href in found if href]


def _citations(
    state: State, answer: Figure, asked: Mapping[str, str]
) -> list[tuple[str, Language]]:
    """How to cite the figure, long and short, in both languages: a click selects each whole."""
    found: list[tuple[str, Language]] = []
    given, where = asking.split(answer.name, asked)
    for lang in LANGUAGES:
        told = figures.figure(state, answer.name, lang, where, **given)
        permanent = answers.links(state, answer.name, lang, asked)["permanent_html"] or ""
        label = answers.named(state, answer.name, lang, asked)
        found.append((answers.citation(told, lang, answers.whole(permanent), label), lang))
        short = say(lang, "press.cite_short", site=say(lang, "site.title"), label=label,
                    date=date(lang, told.as_of), snapshot=told.snapshot)  # fmt: skip
        found.append((short, lang))
    return found


def _dataset(
    state: State,
    lang: Language,
    answer: Figure | None = None,
    asked: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """schema.org's Dataset: the whole record, or one figure of it as it was asked."""
    base = answers.base()
    now = {key: text for key, text in (asked or {}).items() if key != "as_of"}
    whole: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": answers.named(state, answer.name, lang, asked or {})
        if answer
        else say(lang, "site.title"),
        "description": f"{answer.definition} {answer.caveat}"
        if answer
        else say(lang, "press.home_text"),
        "inLanguage": lang,
        "license": answers.LICENCE["url"],
        "dateModified": str(answer.as_of if answer else state.as_of),
        "version": state.snapshot,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": say(lang, "site.title")},
        "url": answers.whole(
            answers.page(answer.name, lang, now) if answer else answers.start(lang)
        ),
    }
    if answer:
        links = answers.links(state, answer.name, lang, asked or {})
        whole["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": links[form]}
            for form, kind in (("csv", "text/csv"), ("self", "application/json"))
        ]
        whole["includedInDataCatalog"] = {"@type": "DataCatalog", "url": answers.start(lang)}
    else:
        whole["distribution"] = [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/zip",
                "contentUrl": f"{base}/data/write-for-rights.zip",
            }
        ]
    return whole


def case(state: State, name: str, lang: Language, asked: Mapping[str, str]) -> bytes:
    """The page of one case: who, where it stands, what happened, good and bad. Raises `Problem`."""
    row = View(state, lang).one("case", case_id=name)
    if row is None:
        raise Problem("address_unknown")
    timeline = figures.figure(state, "timeline_of_case", lang, case_id=name)
    counts = figures.figure(state, "actions_of_case", lang, case_id=name)
    title = localized(row, "name", lang)
    module = answers.pictures()
    addresses = {
        code: asking.address(answers.page_of_case(name, code), asked.items()) for code in LANGUAGES
    }
    links = answers.links(state, "timeline_of_case", lang, {**asked, "case": name})
    card = _card("timeline_of_case", lang, {"case": name})
    place = f"{row['edition_year']} · {country(lang, row['country_code'])}"
    story = [
        {
            "date": date(lang, event["event_date"]),
            "word": f"{_SIGN[event['direction']]} {term(lang, 'outcome', event['outcome_type'])}",
            "text": localized(event, "summary", lang),
            "source": event["source_url"] or "",
            "host": figures.published(state, event, lang),
            "faded": event["before_launch"],
        }
        for event in timeline.rows
    ]
    header, rows = _table(state, counts, lang)
    picture = ""
    if module and timeline.rows:
        picture = module.themed(state, "timeline_of_case", lang, shape="square", case_id=name)
    return _rendered(
        "figure.html",
        lang,
        **_frame(
            f"{title} · {place}",
            taken_up(row, Wording(lang)),
            addresses,
            lang,
            card=card,
            oembed=_oembed_of(addresses[lang]),
            linked=_linked(_dataset(state, lang, timeline, {**asked, "case": name})),
            heading=title,
        ),
        newer=_newer(
            state,
            lang,
            asked,
            *((figure, {"case_id": name}, {}) for figure in _OF_CASE),
        ),
        now=answers.page_of_case(name, lang),
        number=Number(place, standing(row, Wording(lang)), taken_up(row, Wording(lang))),
        dated=_dated(timeline, lang),
        picture=Markup(picture),
        inks=module.inks(picture) if module else [],
        alt=module.alt(state, "timeline_of_case", lang, case_id=name) if module else "",
        story=story,
        label=counts.label,
        unit=counts.unit,
        definition=timeline.definition,
        caveat=timeline.caveat,
        header=header,
        rows=rows,
        questions=questions.hard(state, "timeline_of_case", lang, {"case_id": name}),
        sources=_sources(timeline, lang),
        downloads=_downloads(links, lang, card if answers.IN_FILES.get() else ""),
        citations=_citations(state, timeline, {**asked, "case": name}),
        frames=_frames(state, "timeline_of_case", lang, {"case": name}, title),
        snapshot=state.snapshot,
        permanent=asking.address(
            answers.page_of_case(name, lang), {**asked, "as_of": state.snapshot}.items()
        ),
    )


def claim(state: State, name: str, lang: Language, asked: Mapping[str, str]) -> bytes:
    """One number that somebody printed: where, and what may be said of it. Raises `Problem`."""
    ledger = figures.figure(state, "claims_ledger", lang, {"claim_id": name})
    if not ledger.rows:
        raise Problem("address_unknown")
    row = ledger.rows[0]
    value, about = claims.claim_value(row, Wording(lang)), claims.claim_about(row, Wording(lang))
    publisher = localized(row, "publisher", lang)
    key = "claims.we_offer" if row["offered"] else "claims.says"
    title = say(lang, key, publisher=publisher, value=value, about=about)
    says = claims.claim_says(row, Wording(lang))
    by = claims.claim_by(row, Wording(lang))
    whole = say(lang, "claims.told", by=by, value=value, about=about, says=says)
    addresses = {
        code: asking.address(answers.page_of_claim(name, code), asked.items()) for code in LANGUAGES
    }
    linked = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": answers.whole(answers.page_of_claim(name, lang)),
        "name": title,
        "inLanguage": lang,
        "author": {"@type": "Organization", "name": publisher},
        "datePublished": row["printed"],
        "appearance": {"@type": "CreativeWork", "url": row["source_url"]},
        "description": says,
    }
    return _rendered(
        "figure.html",
        lang,
        **_frame(
            claims.claim_title(row, Wording(lang)),
            whole,
            addresses,
            lang,
            linked=_linked(linked),
            heading=title,
            card=_card(f"claims/{name}", lang, {}),
        ),
        newer=_newer(state, lang, asked, ("claims_ledger", {}, {"claim_id": name})),
        now=answers.page_of_claim(name, lang),
        number=Number(about, value, by),
        may_say=says,
        dated=_dated(ledger, lang),
        definition=ledger.definition,
        caveat=ledger.caveat,
        sources=_sources(ledger, lang),
        snapshot=state.snapshot,
        permanent=asking.address(
            answers.page_of_claim(name, lang), {**asked, "as_of": state.snapshot}.items()
        ),
    )


def embedded(state: State, name: str, lang: Language, asked: Mapping[str, str]) -> bytes:
    """A figure to be shown inside another site: its picture, its source, nothing else.

    Without a shape it has two drawings, of which the width of the frame shows one; without a theme
    drawing and page take that of the reader's system together.
    """
    kept = {key: text for key, text in asked.items() if key not in ("theme", "shape", "lang")}
    given, _where = asking.split(name, kept)
    module = answers.pictures() if name in answers.drawn() else None
    label = answers.named(state, name, lang, kept)
    drawings: list[tuple[str, Markup]] = []
    inks: list[tuple[str, str, str]] = []
    if module:
        theme = asked.get("theme")
        shapes = (
            [("", asked["shape"])] if "shape" in asked else [("roomy", "wide"), ("narrow", "small")]
        )
        for kind, shape in shapes:
            svg = (
                module.svg(state, name, lang, shape=shape, dark=theme == "dark", **given)
                if theme
                else module.themed(state, name, lang, shape=shape, **given)
            )
            inks += module.inks(svg)
            drawings.append((kind, Markup(module.apart(svg, f"{kind}-" if kind else ""))))
    headline = module.headline(state, name, lang, **given) if module else label
    return _rendered(
        "embed.html",
        lang,
        title=label if headline in label else f"{headline} · {label}",
        label=label,
        canonical=answers.page(name, lang, kept),
        theme=asked.get("theme", ""),
        drawings=drawings,
        inks=sorted(set(inks)),
        script=Markup(SCRIPT),
        number=registry.number(View(state, lang), name) if not given else None,
        definition=say(lang, f"metric.{name}.definition"),
        dated=figures.figure(state, name, lang, **given).dated(lang),
    )


def changes(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """Every published number that changed, newest first."""
    found = revisions.revisions(
        state.snapshot if "as_of" in asked else None,
        edition=asked.get("edition", ""),
        case=asked.get("case", ""),
    )
    listed = [
        {
            "at": date(lang, at[:10]),
            "snapshot": snapshot,
            "label": label,
            "reasons": [
                (why, lines[:_CHANGES], _more(lines, lang)) for why, lines in reasons.items()
            ],
        }
        for (at, snapshot, label), reasons in _by_figure(found[:5000], lang).items()
    ]
    addresses = {code: f"{answers.base()}/revisions?lang={code}" for code in LANGUAGES}
    title, text = say(lang, "press.revisions_title"), say(lang, "press.revisions_text")
    return _rendered(
        "revisions.html", lang, **_frame(title, text, addresses, lang), revisions=listed[:500]
    )


def _more(lines: list[str], lang: Language) -> str:
    rest = len(lines) - _CHANGES
    return say(lang, "press.more_changes", count=rest) if rest > 0 else ""


def _by_figure(
    found: list[Revision], lang: Language
) -> dict[tuple[str, str, str], dict[str, list[str]]]:
    """What changed, line by line, by snapshot and figure and then by why; what reads alike stands once."""
    groups: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for item in found:
        kind = say(lang, f"feed.{item.kind}")
        why = say(lang, "feed.why", kind=kind, reason=item.reason(lang))
        lines = groups.setdefault((item.at, item.snapshot, item.label(lang)), {}).setdefault(
            why, []
        )
        if (line := item.about(lang, label=False)) not in lines[-1:]:
            lines.append(line)
    return groups


def data(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """The whole record: its files with sizes and checksums, its licence, how to cite it."""
    kept = [("as_of", state.snapshot)] if "as_of" in asked else []
    addresses = {
        code: answers.base() + asking.address("/data/", [("lang", code), *kept])
        for code in LANGUAGES
    }
    listed = [
        {
            "name": name,
            "href": asking.address(f"/data/{name}", kept),
            "text": package.explained(name, state, lang),
            "size": number(lang, len(body)),
            "digest": package.digest(body),
        }
        for name, body in package.contents(state).items()
    ]
    return _rendered(
        "data.html",
        lang,
        **_frame(
            package.title(state, lang),
            say(lang, "package.about"),
            addresses,
            lang,
            linked=_linked(_dataset(state, lang)),
        ),
        dated=_of_record(state, lang),
        zip=asking.address(f"/data/{package.ZIP}", kept),
        files=listed,
        citations=[(package.citation(state, code), code) for code in LANGUAGES],
        licence=answers.LICENCE,
    )


def refused(problem: Problem, lang: Language) -> bytes:
    """A problem as a page. It repeats of the question only what the problem has made harmless."""
    addresses = {code: answers.start(code) for code in LANGUAGES}
    title = say(lang, f"problem.{problem.kind}.title")
    own = f"press.refused_{problem.kind}"  # where programs are told otherwise than people
    detail = say(lang, own if known(own) else f"problem.{problem.kind}.detail", **problem.values)
    unknown = problem.kind == "figure_unknown"
    return _rendered(
        "refused.html",
        lang,
        **_frame(title, detail, addresses, lang),
        detail=detail,
        valid=[] if unknown else problem.valid[:60],
        figures=[
            (say(lang, f"metric.{name}.label"), answers.page(name, lang, {}))
            for name in (problem.valid if unknown else ())
        ],
    )


_LOOKS = {"lang", "shape", "theme"}


def _page_at(url: str) -> tuple[str, Language, dict[str, str]]:
    """The figure, the language and the parameters that an address of a page of ours names."""
    site, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    # Without a public address there is no telling which host is ours.
    if url.startswith(f"{answers.base()}/"):
        path, slash = url.removeprefix(f"{answers.base()}/"), "/"
    elif answers.base() or site not in ("http", "https") or not host:
        slash = ""
    path, _, text = path.partition("?")
    query = asking.query_of(text.encode())
    for start, cases, lang in _STARTS:
        if slash and path.startswith(start + cases):
            case = path.removeprefix(start + cases)
            return "timeline_of_case", lang, {**query, "case": case}
        if slash and path.removeprefix(start) in figures.names() and path.startswith(start):
            return path.removeprefix(start), lang, query
    raise Problem("value_unknown", name="url", found=url)


_STARTS: tuple[tuple[str, str, Language], ...] = (
    ("press/", "cases/", "en"),
    ("fr/presse/", "cas/", "fr"),
)


def oembed(state: State, asked: Mapping[str, str]) -> dict[str, Any]:
    """oEmbed's answer for the address of a figure's page. Raises `Problem` for any other address."""
    name, of, query = _page_at(asked["url"])
    taken = asking.parameters(state, name, picture=True)
    kept = asking.checked(query, {key: each for key, each in taken.items() if key not in _LOOKS})
    shown = answers.whole(
        asking.address(f"{answers.base()}/embed/{name}", {**kept, "lang": of}.items())
    )
    width = min(800, int(asked.get("maxwidth", "800")))
    fitting = (
        round(width * 0.57) + 60 if width > 560 else _TALL
    )  # as the style of an embed draws it
    height = min(fitting, int(asked.get("maxheight", fitting)))
    title = answers.named(state, name, of, kept)
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": say(of, "site.title"),
        "provider_url": answers.whole(answers.start(of)),
        "cache_age": 300,
        "html": _bare(shown, title, str(width), height),
        "width": width,
        "height": height,
    }
