"""The page of one number that somebody printed: where, and what may be said of it."""

from __future__ import annotations

from impact.i18n.locales import LANGUAGES
from impact.i18n.words import localized, say
from impact.presentation import claims
from impact.presentation.panel import Number
from impact.press import links
from impact.press.pages import base
from impact.press.problems import Problem
from impact.press.query import Query


def page(query: Query, name: str) -> bytes:
    """The page. Raises `Problem` for a claim that the ledger does not have."""
    view, lang = query.view, query.lang
    ledger = view.ask("claims_ledger", {"claim_id": name})
    if not ledger.rows:
        raise Problem("address_unknown")
    row = ledger.rows[0]
    value, about = claims.claim_value(row, view), claims.claim_about(row, view)
    publisher = localized(row, "publisher", lang)
    key = "claims.we_offer" if row["offered"] else "claims.says"
    title = say(lang, key, publisher=publisher, value=value, about=about)
    says = claims.claim_says(row, view)
    by = claims.claim_by(row, view)
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
        title=claims.claim_title(row, view),
        description=say(lang, "claims.told", by=by, value=value, about=about, says=says),
        addresses={code: links.page_of_claim(name, code, query.asked) for code in LANGUAGES},
        linked=base.linked(linked),
        heading=title,
        card=links.card_of_claim(name, lang),
        newer=base.newer(query, ("claims_ledger", {}, {"claim_id": name})),
        now=links.page_of_claim(name, lang),
        number=Number(about, value, by),
        may_say=says,
        dated=base.dated(ledger, lang),
        definition=ledger.definition,
        caveat=ledger.caveat,
        sources=base.sources(ledger, lang),
        snapshot=view.state.snapshot,
        permanent=links.page_of_claim(name, lang, {**query.asked, "as_of": view.state.snapshot}),
    )
