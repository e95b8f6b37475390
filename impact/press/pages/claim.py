"""The page of one number that somebody printed: where, and what may be said of it."""

from __future__ import annotations

from impact import figures, telling
from impact.figures import localized
from impact.locales import LANGUAGES
from impact.press import links
from impact.press.pages import base
from impact.press.pages.number import Headline
from impact.press.problems import Problem
from impact.press.query import Query
from impact.words import say


def page(query: Query, name: str) -> bytes:
    """The page. Raises `Problem` for a claim that the ledger does not have."""
    state, lang = query.state, query.lang
    ledger = figures.figure(state, "claims_ledger", lang, {"claim_id": name})
    if not ledger.rows:
        raise Problem("address_unknown")
    row = ledger.rows[0]
    value, about = telling.claim_value(row, lang), telling.claim_about(row, lang)
    publisher = localized(row, "publisher", lang)
    key = "claims.we_offer" if row["offered"] else "claims.says"
    title = say(lang, key, publisher=publisher, value=value, about=about)
    says = telling.claim_says(row, lang)
    by = telling.claim_by(row, lang)
    linked = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": query.site.whole(links.page_of_claim(name, lang)),
        "name": title,
        "inLanguage": lang,
        "author": {"@type": "Organization", "name": publisher},
        "datePublished": row["printed"],
        "appearance": {"@type": "CreativeWork", "url": row["source_url"]},
        "description": says,
    }
    return base.page(
        "figure.html",
        query.site,
        lang,
        title=telling.claim_title(row, lang),
        description=say(lang, "claims.told", by=by, value=value, about=about, says=says),
        addresses={code: links.page_of_claim(name, code, query.asked) for code in LANGUAGES},
        linked=base.linked(linked),
        heading=title,
        card=links.card_of_claim(name, lang),
        newer=base.newer(query, ("claims_ledger", {}, {"claim_id": name})),
        now=links.page_of_claim(name, lang),
        number=Headline(about, value, by),
        may_say=says,
        dated=base.dated(ledger, lang),
        definition=ledger.definition,
        caveat=ledger.caveat,
        sources=base.sources(ledger, lang),
        snapshot=state.snapshot,
        permanent=links.page_of_claim(name, lang, {**query.asked, "as_of": state.snapshot}),
    )
