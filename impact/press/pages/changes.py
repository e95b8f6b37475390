"""The page of every published number that changed, newest first."""

from __future__ import annotations

from impact import routes
from impact.i18n.locales import LANGUAGES, Language
from impact.i18n.words import date, say
from impact.press import revisions
from impact.press.pages import base
from impact.press.query import Query
from impact.press.query import base as public
from impact.press.revisions import Revision

_CHANGES = 12  # of one figure at one snapshot; the JSON has them all


def page(query: Query) -> bytes:
    lang = query.lang
    found = revisions.revisions(
        query.until,
        edition=query.asked.get("edition", ""),
        case=query.asked.get("case", ""),
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
    before = revisions.earlier(query.until)
    return base.page(
        "revisions.html",
        query.site,
        lang,
        title=say(lang, "press.revisions_title"),
        description=say(lang, "press.revisions_text"),
        addresses={
            code: public() + routes.asked(routes.path("changes"), [("lang", code)])
            for code in LANGUAGES
        },
        revisions=listed[:500],
        earlier={"at": date(lang, before.made_at[:10]), "snapshot": before.id} if before else None,
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
