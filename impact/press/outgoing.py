"""What a publication would change of what the press sees, told before it is made."""

from __future__ import annotations

from impact.exports import taking
from impact.exports.ledger import Effect, Request
from impact.faults import Fault
from impact.figures import access, live
from impact.figures.live import State
from impact.i18n.words import Language, say
from impact.press.revisions import between
from impact.store import Store

_MOST = 40


def asked_for(store: Store, request: Request, lang: Language) -> tuple[list[str], list[Effect]]:
    """What a request would change: for the press, of a publication, in lines; in the counts, of an export.
    Raises `Fault` if the snapshot is not kept."""
    if request.what == "publishing":
        return [], []
    if request.what == "published":
        names = {str(mark.number): mark.id for mark in live.held()}
        if request.of not in names:
            raise Fault("snapshot_unknown", name=request.of)
        found = changes(*access.now_and_then(names[request.of]), lang)
        return found or [say(lang, "publishing.nothing")], []
    with taking.looking(store) as visit:
        effect = visit.grant(request)
    return [], [effect] if effect else []


def changes(before: State, after: State, lang: Language) -> list[str]:
    """A line for each row of a figure that would differ, old and new, one a figure where many do."""
    groups: dict[str, list[str]] = {}
    for item in between(before, after):
        groups.setdefault(item.label(lang), []).append(item.about(lang))
    lines = [
        texts[0]
        if len(texts) == 1
        else say(lang, "publishing.several", label=label, count=len(texts), first=texts[0])
        for label, texts in groups.items()
    ]
    more = len(lines) - _MOST
    return lines[:_MOST] + ([say(lang, "publishing.more", count=more)] if more > 0 else [])
