"""The number that a page begins with: what it is, itself with its qualifier, words below, its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from impact import figures, telling
from impact.figures import localized
from impact.live import State
from impact.locales import Language
from impact.words import date, qualified, say


@dataclass(frozen=True)
class Headline:
    """The number a page begins with: what it is, itself with its qualifier, words below, its source."""

    label: str
    value: str
    text: str
    source: str = ""


def row_of(state: State, name: str, lang: Language, **given: object) -> Mapping[str, Any] | None:
    rows = figures.figure(state, name, lang, **given).rows
    return rows[0] if rows else None


def number_of(state: State, name: str, lang: Language) -> Headline | None:
    """The number that a figure is asked for, in the words of the dashboard; None if it has no one."""
    if name.startswith("actions_by_edition") or name == "actions_latest":
        row = row_of(state, "actions_latest", lang)
        return _actions(row, lang) if row else None
    if name.startswith("releases_published"):
        row = row_of(state, "releases_published_headline", lang)
        if row is None:
            return None
        return Headline(
            say(lang, "metric.releases_published_headline.number"),
            qualified(lang, row["value"], row["qualifier"]),
            telling.claim_story(row, lang),
            _source(row, lang),
        )
    if name.startswith("releases_documented"):
        row = row_of(state, "releases_documented_total", lang)
        if row is None:
            return None
        return Headline(
            say(lang, "metric.releases_documented_total.number"),
            qualified(lang, row["people"], "at_least"),
            telling.documented_text(row, lang),
            say(lang, "source.this_record"),
        )
    if name in ("cases", "cases_total", "cases_by_country", "cases_by_standing"):
        row = row_of(state, "cases_total", lang)
        if row is None:
            return None
        return Headline(
            say(lang, "metric.cases_total.number"),
            qualified(lang, row["cases"], "at_least"),
            say(lang, "metric.cases_total.number_text", **row),
            say(lang, "source.this_record"),
        )
    return None


def _actions(row: Mapping[str, Any], lang: Language) -> Headline:
    return Headline(
        say(lang, "metric.actions_latest.number", year=str(row["edition_year"])),
        qualified(lang, row["actions"], row["qualifier"]),
        telling.compared(row, lang),
        _source(row, lang),
    )


def _source(row: Mapping[str, Any], lang: Language) -> str:
    name = localized(row, "publisher" if "publisher" in row else "source_name", lang)
    when = row.get("printed") or row.get("source_date")
    text = say(lang, "source.dated", name=name, date=date(lang, when)) if when else name
    return say(lang, "source.line", text=text)
