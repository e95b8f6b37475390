"""The page of one case: who, where it stands, what happened, good and bad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from impact import figures, pictures
from impact.i18n.locales import LANGUAGES
from impact.i18n.words import country, date, localized, say, term
from impact.presentation.panel import Number
from impact.presentation.standings import standing, taken_up
from impact.press import links
from impact.press.citation import citations, frames
from impact.press.pages import base
from impact.press.problems import Problem
from impact.press.query import Query
from impact.talking import Selection, questions
from impact.talking.points import Speaker, in_short

_OF_CASE = ("case", "timeline_of_case", "actions_of_case")
_SHOWN = "timeline_of_case"


def page(query: Query, name: str) -> bytes:
    """The page. Raises `Problem` for a case that the record does not have."""
    state, lang = query.state, query.lang
    view = query.view
    row = view.one("case", case_id=name)
    if row is None:
        raise Problem("address_unknown")
    timeline = figures.figure(state, _SHOWN, lang, case_id=name)
    counts = figures.figure(state, "actions_of_case", lang, case_id=name)
    own = replace(query, asked={**query.asked, "case": name})
    title, summary = localized(row, "name", lang), taken_up(row, query.view)
    place = f"{row['edition_year']} · {country(lang, row['country_code'])}"
    addresses = {code: links.page_of_case(name, code, query.asked) for code in LANGUAGES}
    card = links.card(_SHOWN, lang, {"case": name})
    header, rows = base.table(query, counts)
    picture = base.themed(query, _SHOWN, {"case_id": name}) if timeline.rows else ""
    return base.page(
        "figure.html",
        query.site,
        lang,
        title=f"{title} · {place}",
        description=f"{standing(row, query.view)}. {summary}",
        alt_of_card=pictures.alt(query.view, _SHOWN, case_id=name),
        addresses=addresses,
        heading=title,
        card=card,
        oembed=base.oembed_of(query, addresses[lang]),
        linked=base.linked(base.dataset(own, timeline)),
        newer=base.newer(query, *((each, {"case_id": name}, {}) for each in _OF_CASE)),
        now=links.page_of_case(name, lang),
        number=Number(place, standing(row, query.view), summary),
        dated=base.dated(timeline, lang),
        picture=Markup(picture),
        inks=pictures.inks(picture),
        alt=pictures.alt(query.view, _SHOWN, case_id=name),
        story=[_event(query, event) for event in timeline.rows],
        label=counts.label,
        unit=counts.unit,
        definition=timeline.definition,
        caveat=timeline.caveat,
        header=header,
        rows=rows,
        questions=questions.hard(state, _SHOWN, lang, {"case_id": name}),
        sources=base.sources(timeline, lang),
        downloads=base.downloads(own, _SHOWN, card if query.site.in_files else ""),
        quote=base.quote(in_short(Speaker(state, Selection("case"), lang), row), timeline, lang),
        quote_title=say(lang, "press.quote_of_case"),
        citations=citations(own, _SHOWN),
        frames=frames(query, _SHOWN, {"case": name}, title),
        snapshot=state.snapshot,
        permanent=links.page_of_case(name, lang, {**query.asked, "as_of": state.snapshot}),
    )


def _event(query: Query, event: Mapping[str, Any]) -> dict[str, Any]:
    lang = query.lang
    return {
        "date": date(lang, event["event_date"]),
        "word": f"{base.SIGN[event['direction']]} {term(lang, 'outcome', event['outcome_type'])}",
        "text": localized(event, "summary", lang),
        "source": event["source_url"] or "",
        "host": figures.published(query.state, event, lang),
        "faded": event["before_launch"],
    }
