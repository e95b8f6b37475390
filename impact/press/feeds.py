"""Feeds: what came, what changed, as Atom and as RSS, dated by events and snapshots, never by the clock.

An entry keeps its identity for ever, so that a reader shows it once; it is derived from what the
entry is about and its language, not from an address that may move.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import format_datetime

from impact import figures, routes
from impact.briefs import digest
from impact.figures import access
from impact.figures.live import State
from impact.i18n.signs import legible
from impact.i18n.words import Language, date, localized, say, term
from impact.presentation.view import View
from impact.press import links, revisions
from impact.press.citation import LICENCE
from impact.press.query import Query, base
from impact.press.rendering import rendered
from impact.press.revisions import Revision
from impact.record.publishers import host
from impact.record.reader import Row
from impact.store import Mark

MEDIA: Mapping[str, str] = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}
_MOST = 100
_DAYS = 7  # of today's feed: each is told of two snapshots
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "write-for-rights-impact")


@dataclass(frozen=True)
class FeedEntry:
    """One entry. `about` is what its identity is derived from. `published`: when what it tells happened;
    `updated`: when the record last told it in another way."""

    about: str
    title: str
    text: str
    link: str
    updated: str
    published: str


def outcomes(query: Query) -> list[FeedEntry]:
    """The events of cases, those first that came into the record or were changed last."""
    state, asked = query.state, query.asked
    held = revisions.history(query.until)
    dated = _dated(query)
    cases = {str(row["case_id"]): row for row in state.record.tables["cases"]}
    found = []
    for row in state.record.tables["outcomes"]:
        case = cases[str(row["case_id"])]
        if asked.get("case", row["case_id"]) != row["case_id"]:
            continue
        if asked.get("edition", str(case["edition_year"])) != str(case["edition_year"]):
            continue
        published, updated = dated.get(str(row["outcome_id"]), _first(state, held))
        day = str(row["event_date"] or "")
        happened = _beginning(day) or published
        found.append((updated, day, _outcome(query, row, case, updated, happened)))
    found.sort(key=lambda item: item[:2], reverse=True)
    return [entry for _, _, entry in found[:_MOST]]


def _beginning(day: str) -> str:
    """The first moment of a day, a month or a year (2025-12-10, 2025-12, 2025) as a time in UTC."""
    return f"{day}{'-01-01'[len(day) - 4 :]}T00:00:00+00:00" if day else ""


def _outcome(query: Query, row: Row, case: Row, updated: str, published: str) -> FeedEntry:
    lang = query.lang
    said = {
        "name": localized(case, "name", lang),
        "outcome": term(lang, "outcome", str(row["outcome_type"])),
        "date": date(lang, str(row["event_date"] or "")),
    }
    return FeedEntry(
        about=f"outcome/{row['outcome_id']}",
        title=say(lang, "feed.outcome", **said),
        text=f"{localized(row, 'summary', lang)} {_source(query, row)}".strip(),
        link=links.page_of_case(str(row["case_id"]), lang),
        updated=updated,
        published=published,
    )


def _source(query: Query, row: Row) -> str:
    """Who reported an event, how strong that is, and where."""
    if not row["source_url"]:
        return ""
    url, source = str(row["source_url"]), figures.published(query.state, row, query.lang)
    strength = say(query.lang, f"strength.{row['source_strength']}")
    parts = ("" if source == host(url) else source, strength, url)
    return say(query.lang, "feed.source", source=", ".join(filter(None, parts)))


def _dated(query: Query) -> dict[str, tuple[str, str]]:
    """When each outcome came into the record, and when it was last changed."""
    found: dict[str, tuple[str, str]] = {}
    before: Mapping[str, int] = {}
    for snapshot, rows in revisions.outcomes(query.until):
        for name, mark in rows.items() if rows is not before else ():
            if name not in before:
                found[name] = (snapshot.made_at, snapshot.made_at)
            elif before[name] != mark:
                found[name] = (found[name][0], snapshot.made_at)
        before = rows
    return found


def changed(query: Query) -> list[FeedEntry]:
    """Every figure each time that rows of it changed, newest first, with what changed of it and why."""
    lang = query.lang
    found = [
        FeedEntry(
            about=f"revision/{items[0].previous}/{snapshot}/{at}/{figure}",
            title=items[0].about(lang)
            if len(items) == 1
            else say(lang, "feed.several", label=items[0].label(lang), count=len(items)),
            text="\n".join(dict.fromkeys(_line(item, lang) for item in items[:_MOST])),
            link=links.page(figure, lang),
            updated=at,
            published=at,
        )
        for (at, snapshot, figure), items in _grouped(query).items()
    ]
    return found[:_MOST]


def _line(item: Revision, lang: Language) -> str:
    why = say(lang, "feed.why", kind=say(lang, f"feed.{item.kind}"), reason=item.reason(lang))
    return f"{item.about(lang)} ({why})"


def new(query: Query) -> list[FeedEntry]:
    """Every figure when it was first told and each time that rows of it changed, newest first."""
    lang, asked = query.lang, query.asked
    found = [
        FeedEntry(
            about=f"figure/{figure}/{snapshot}/{at}",
            title=say(lang, f"metric.{figure}.label"),
            text="\n".join(item.about(lang) for item in items[:_MOST]),
            link=links.page(figure, lang),
            updated=at,
            published=at,
        )
        for (at, snapshot, figure), items in _grouped(query).items()
    ]
    if held := revisions.history(query.until):
        first = {
            figure
            for figure, edition, case in revisions.first()
            if asked.get("edition", edition) == edition and asked.get("case", case) == case
        }
        found += [
            FeedEntry(
                about=f"figure/{figure}/{held[0].id}/{held[0].made_at}",
                title=say(lang, f"metric.{figure}.label"),
                text=say(lang, f"metric.{figure}.definition"),
                link=links.page(figure, lang),
                updated=held[0].made_at,
                published=held[0].made_at,
            )
            for figure in sorted(first)
        ]
    return found[:_MOST]


def days(query: Query) -> list[FeedEntry]:
    """The running edition day by day, newest first: what stood at the end of each of the last days on which
    anything came, beside the end of the one before."""
    lang, held = query.lang, revisions.history(query.until)
    last = {mark.made_at[:10]: mark for mark in held}  # the last of each day
    marks = list(last.values())[-_DAYS - 1 :]
    entries = []
    for before, mark in zip([None, *marks], marks, strict=False):
        if before is None and len(marks) > _DAYS:
            continue  # only there to compare with
        day = dt.date.fromisoformat(mark.made_at[:10])
        then = View(access.at(before.id, ready=False), lang) if before else None
        since = dt.date.fromisoformat(before.made_at[:10]) if before else day - dt.timedelta(1)
        made = digest.digest(View(access.at(mark.id, ready=False), lang), then, since, day)
        entries.append(
            FeedEntry(
                about=f"today/{day}",
                title=made.title,
                text=digest.text(made),
                link=base()
                + routes.asked(routes.PAGE["live"].path, [("as_of", mark.id), ("lang", lang)]),
                updated=mark.made_at,
                published=mark.made_at,
            )
        )
    return entries[::-1]


def _grouped(query: Query) -> dict[tuple[str, str, str], list[Revision]]:
    """The revisions by snapshot and figure, newest first."""
    groups: dict[tuple[str, str, str], list[Revision]] = {}
    kept = query.asked.get("edition", ""), query.asked.get("case", "")
    for item in revisions.revisions(query.until, edition=kept[0], case=kept[1]):
        groups.setdefault((item.at, item.snapshot, item.figure), []).append(item)
    return groups


def _first(state: State, held: list[Mark]) -> tuple[str, str]:
    """When what no snapshot holds was told: the newest snapshot, else the day of the record."""
    at = held[-1].made_at if held else f"{state.as_of}T00:00:00+00:00"
    return at, at


def _identity(about: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, about)}"


_FEEDS: Mapping[str, Callable[[Query], list[FeedEntry]]] = {
    "outcomes": outcomes,
    "figures": new,
    "revisions": changed,
    "today": days,
}


def told() -> list[str]:
    """The feeds that are told to whoever asks: that of today tells counts, lateness and what waits."""
    return [feed for feed in routes.FEEDS if not (feed == "today" and access.public())]


def written(query: Query, name: str, form: str) -> bytes:
    """A feed as `atom` or `rss`."""
    lang, site = query.lang, query.site
    entries = _FEEDS[name](query)
    held = revisions.history(query.until)
    at = held[-1].made_at if held else _first(query.state, held)[0]
    own = routes.asked(
        routes.path(f"feed_{name}", form=form), {**query.asked, "lang": lang}.items()
    )
    return rendered(
        f"feed.{form}",
        lang,
        id=_identity(own),
        title=_text(say(lang, f"feed.{name}")),
        updated=max([at, *(entry.updated for entry in entries)]),
        licence=LICENCE["name"],
        own=site.whole(base() + own),
        home=site.whole(links.start(lang)),
        mail=_as_mail,
        entries=[
            {
                "id": _identity(f"{entry.about}/{lang}"),
                "title": _text(entry.title),
                "text": _text(entry.text),
                "link": site.whole(entry.link),
                "updated": entry.updated,
                "published": entry.published,
            }
            for entry in entries
        ],
    )


def _as_mail(moment: str) -> str:
    """A moment as RSS writes it: Wed, 10 Dec 2025 00:00:00 +0000."""
    return format_datetime(dt.datetime.fromisoformat(moment))


def _text(text: str) -> str:
    """Text without what XML has no place for, not even escaped; its lines stay."""
    return "\n".join(map(legible, text.split("\n")))
