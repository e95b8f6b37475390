"""Feeds: what came, what changed, as Atom, dated by the snapshots and never by the clock.

An entry keeps its identity for ever, so that a reader shows it once; it is derived from what the
entry is about, not from an address that may move.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from impact.figures import localized
from impact.live import State
from impact.press import answers, revisions
from impact.press import asked as asking
from impact.press.revisions import Revision
from impact.record import Row
from impact.store import Mark
from impact.words import Language, date, say, term

MEDIA = "application/atom+xml; charset=utf-8"
_MOST = 100
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "write-for-rights-impact")


@dataclass(frozen=True)
class Entry:
    """One entry. `about` is what its identity is derived from; `link` begins with a slash."""

    about: str
    title: str
    text: str
    link: str
    updated: str
    published: str


def outcomes(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """The events of cases, those first that came into the record or were changed last."""
    held = _held(state, asked)
    dated = _dated(state, asked)
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
        found.append((updated, day, _outcome(row, case, lang, updated, published)))
    found.sort(key=lambda item: item[:2], reverse=True)
    return _atom("outcomes", state, lang, asked, [entry for _, _, entry in found[:_MOST]])


def _outcome(row: Row, case: Row, lang: Language, updated: str, published: str) -> Entry:
    said = {
        "name": localized(case, "name", lang),
        "outcome": term(lang, "outcome", str(row["outcome_type"])),
        "date": date(lang, str(row["event_date"] or "")),
    }
    return Entry(
        about=f"outcome/{row['outcome_id']}",
        title=say(lang, "feed.outcome", **said),
        text=f"{localized(row, 'summary', lang)} {row['source_url'] or ''}".strip(),
        link=answers.page_of_case(str(row["case_id"]), lang).removeprefix(answers.base()),
        updated=updated,
        published=published,
    )


def _dated(state: State, asked: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """When each outcome came into the record, and when it was last changed."""
    found: dict[str, tuple[str, str]] = {}
    before: Mapping[str, int] = {}
    for snapshot, rows in revisions.outcomes(_to(state, asked)):
        for name, mark in rows.items() if rows is not before else ():
            if name not in before:
                found[name] = (snapshot.made_at, snapshot.made_at)
            elif before[name] != mark:
                found[name] = (found[name][0], snapshot.made_at)
        before = rows
    return found


def changed(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """Every figure each time that rows of it changed, newest first, with what changed of it and why."""
    entries = [
        Entry(
            about=f"revision/{items[0].previous}/{snapshot}/{at}/{figure}",
            title=items[0].about(lang)
            if len(items) == 1
            else say(lang, "feed.several", label=items[0].label(lang), count=len(items)),
            text="\n".join(dict.fromkeys(_line(item, lang) for item in items[:_MOST])),
            link=_page(figure, lang),
            updated=at,
            published=at,
        )
        for (at, snapshot, figure), items in _grouped(state, asked).items()
    ]
    return _atom("revisions", state, lang, asked, entries[:_MOST])


def _line(item: Revision, lang: Language) -> str:
    why = say(lang, "feed.why", kind=say(lang, f"feed.{item.kind}"), reason=item.reason(lang))
    return f"{item.about(lang)} ({why})"


def new(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """Every figure when it was first told and each time that rows of it changed, newest first."""
    found = [
        Entry(
            about=f"figure/{figure}/{snapshot}/{at}",
            title=say(lang, f"metric.{figure}.label"),
            text="\n".join(item.about(lang) for item in items[:_MOST]),
            link=_page(figure, lang),
            updated=at,
            published=at,
        )
        for (at, snapshot, figure), items in _grouped(state, asked).items()
    ]
    if held := _held(state, asked):
        first = {
            figure
            for figure, edition, case in revisions.first()
            if asked.get("edition", edition) == edition and asked.get("case", case) == case
        }
        found += [
            Entry(
                about=f"figure/{figure}/{held[0].id}/{held[0].made_at}",
                title=say(lang, f"metric.{figure}.label"),
                text=say(lang, f"metric.{figure}.definition"),
                link=_page(figure, lang),
                updated=held[0].made_at,
                published=held[0].made_at,
            )
            for figure in sorted(first)
        ]
    return _atom("figures", state, lang, asked, found[:_MOST])


def _grouped(state: State, asked: Mapping[str, str]) -> dict[tuple[str, str, str], list[Revision]]:
    """The revisions by snapshot and figure, newest first."""
    groups: dict[tuple[str, str, str], list[Revision]] = {}
    kept = asked.get("edition", ""), asked.get("case", "")
    for item in revisions.revisions(_to(state, asked), edition=kept[0], case=kept[1]):
        groups.setdefault((item.at, item.snapshot, item.figure), []).append(item)
    return groups


def _page(figure: str, lang: Language) -> str:
    return f"/fr/presse/{figure}" if lang == "fr" else f"/press/{figure}"


def _to(state: State, asked: Mapping[str, str]) -> str | None:
    return state.snapshot if "as_of" in asked else None


def _held(state: State, asked: Mapping[str, str]) -> list[Mark]:
    return revisions.history(_to(state, asked))


def _first(state: State, held: list[Mark]) -> tuple[str, str]:
    """When what no snapshot holds was told: the newest snapshot, else the day of the record."""
    at = held[-1].made_at if held else f"{state.as_of}T00:00:00+00:00"
    return at, at


def _identity(about: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, about)}"


def _atom(
    name: str, state: State, lang: Language, asked: Mapping[str, str], entries: list[Entry]
) -> bytes:
    held = _held(state, asked)
    at = held[-1].made_at if held else _first(state, held)[0]
    kept = {key: text for key, text in asked.items() if key != "lang"} | {"lang": lang}
    own = asking.address(f"/feeds/{name}.atom", kept.items())
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">',
        f"<id>{_identity(own)}</id>",
        f"<title>{_text(say(lang, f'feed.{name}'))}</title>",
        f"<updated>{max([at, *(entry.updated for entry in entries)])}</updated>",
        f"<author><name>{_text(say(lang, 'site.title'))}</name></author>",
        f"<rights>{answers.LICENCE['name']}</rights>",
        f'<link rel="self" type="application/atom+xml" href="{_text(answers.base() + own)}"/>',
        f'<link rel="alternate" type="text/html" href="{_text(answers.base())}/?lang={lang}"/>',
    ]
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{_identity(entry.about)}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{entry.updated}</updated>",
            f"<published>{entry.published}</published>",
            f'<link rel="alternate" href="{_text(answers.base() + entry.link)}"/>',
            f'<content type="text">{_text(entry.text)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>\n"]).encode()


def _text(text: str) -> str:
    """Text for XML, which has no place for control characters, not even escaped."""
    return escape(
        "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    )
