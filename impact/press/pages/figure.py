"""The page of one figure. One that has to be asked for an edition or a case offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from impact import figures, pictures
from impact.figures import Figure, FigureOf, calendar
from impact.figures.rows import ClaimsLedger
from impact.i18n.locales import LANGUAGES
from impact.i18n.words import say
from impact.presentation import claims, registry
from impact.presentation.panel import Number
from impact.presentation.view import View
from impact.press import links, parameters
from impact.press.citation import citations, frames, named
from impact.press.pages import base
from impact.press.parameters import Parameter
from impact.press.query import Query
from impact.talking import questions

_ROWS = 60  # rows of a table on a page; the CSV has them all
_HEAVY = 80_000  # bytes from which a drawing is not written into the page


def page(query: Query, name: str) -> bytes:
    taken = parameters.of_figure(query.state, name).values()
    missing = next((each for each in taken if each.required and each.name not in query.asked), None)
    return _choice(query, name, missing) if missing else _whole(query, name)


def _choice(query: Query, name: str, missing: Parameter) -> bytes:
    """What a figure is, and the values of a parameter that it has to be asked for."""
    state, lang = query.state, query.lang
    definition = say(lang, f"metric.{name}.definition")
    values = missing.values
    if query.site.in_files:  # what would say nothing has no file
        values = parameters.answered(state, name)[missing.name]
    names = base.cases(query.view) if missing.name == "case" else {}
    choices = [
        (names.get(text, text), links.page(name, lang, {**query.asked, missing.name: text}))
        for text in values
    ]
    return base.page(
        "figure.html",
        query.site,
        lang,
        title=say(lang, f"metric.{name}.label"),
        description=definition,
        addresses={code: links.page(name, code, query.asked) for code in LANGUAGES},
        newer=say(lang, "press.newer") if base.older(query) else "",
        now=links.page(name, lang),
        dated=base.of_record(query),
        definition=definition,
        caveat=figures.caveat(state, name, lang),
        choices=choices,
        snapshot=state.snapshot,
    )


@dataclass(frozen=True)
class _Picture:
    """What a page shows of a figure's picture: the drawing itself, or its address if it is heavy."""

    drawing: str = ""
    address: str = ""
    alt: str = ""
    headline: str = ""

    def __bool__(self) -> bool:
        return bool(self.drawing)


def _picture(
    query: Query, name: str, given: Mapping[str, Any], where: Mapping[str, str]
) -> _Picture:
    """The picture of a figure; none of one that has none, or whose rows were picked."""
    if where or name not in pictures.names():
        return _Picture()
    drawing = base.themed(query, name, given)
    address = ""
    if len(drawing) > _HEAVY:  # as a picture of its own it need not come before the words
        address = str(links.of_figure(query, name)["svg"])
    what = registry.panel(query.view, name, given)
    return _Picture(drawing, address, what.alt, what.headline)


def _whole(query: Query, name: str) -> bytes:
    state, lang, asked = query.state, query.lang, query.asked
    given, where = parameters.split(name, asked)
    label = named(query, name)
    addresses = {code: links.page(name, code, asked) for code in LANGUAGES}
    answer = figures.figure(state, name, lang, where, **given)
    picture = _picture(query, name, given, where)
    header, rows = base.table(query, answer)
    number = None if given or where else registry.number(query.view, name)
    now = {key: text for key, text in asked.items() if key != "as_of"}
    card = links.card(name, lang, now) if picture else ""
    shown = picture or number
    return base.page(
        "figure.html",
        query.site,
        lang,
        title=f"{picture.headline} · {label}" if picture.headline not in label else label,
        description=picture.alt or answer.definition,
        addresses=addresses,
        heading=label,  # the headline stands in the picture
        card=card,
        oembed=base.oembed_of(query, addresses[lang]) if shown else "",
        linked=base.linked(base.dataset(query, answer)),
        newer=base.newer(query, (name, given, where)),
        now=links.page(name, lang, now),
        number=number,
        dated=base.dated(answer, lang),
        next="" if query.frozen else base.expected(lang, name),
        sees_before=calendar.sees_before(lang),
        picture="" if picture.address else Markup(picture.drawing),
        inks=pictures.inks(picture.drawing) if picture and not picture.address else [],
        image=picture.address,
        looks=not links.few(query),  # else the drawing has one file, wide and light
        alt=picture.alt,
        label=answer.label,
        unit=answer.unit,
        definition=answer.definition,
        caveat=answer.caveat,
        header=header,
        rows=rows[:_ROWS],
        more=say(lang, "press.more_rows", count=len(rows) - _ROWS) if len(rows) > _ROWS else "",
        sources=base.sources(answer, lang),
        own_source=figures.own_source(name, lang),
        claims=_claims(answer, query.view) if name == "claims_ledger" else [],
        questions=questions.hard(state, name, lang, given),
        downloads=base.downloads(query, name, card if links.few(query) else ""),
        quote=_quote(query, answer, picture, number),
        citations=citations(query, name),
        # A frame shows the picture or the number of a whole figure; of picked rows it has neither.
        frames=frames(query, name, now, picture.headline or label) if shown else [],
        snapshot=state.snapshot,
        permanent=links.page(name, lang, {**now, "as_of": state.snapshot}),
    )


def _quote(query: Query, answer: Figure, picture: _Picture, number: Number | None) -> str:
    """A sentence of a figure to be quoted; none of one that is but a table."""
    if picture:  # the headline of one case is its name
        sentence = picture.alt if "case" in query.asked else picture.headline
    elif number:
        sentence = query.view.say("press.pair", name=number.label, value=number.value)
    else:
        return ""
    return base.quote(sentence, answer, query.lang)


def _claims(ledger: FigureOf[ClaimsLedger], view: View) -> list[tuple[str, str]]:
    """Every claim of the ledger with the page that it can be quoted by."""
    return [
        (
            f"{view.localized(row, 'publisher')} · {claims.claim_value(row, view)}"
            f" · {claims.claim_about(row, view)}",
            links.page_of_claim(row["claim_id"], view.lang),
        )
        for row in ledger.rows
    ]
