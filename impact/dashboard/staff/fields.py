"""A field of a form for each kind of column: a list of allowed words with what they mean, a case by its name,
a day, a number, a text.

What is typed stays text until the gate of all files reads it, so that nothing is refused here by other rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from impact.dashboard import staff
from impact.dashboard.ui import lang, t
from impact.exports import forms, verdicts
from impact.exports.meanings import meaning as meaning_of
from impact.i18n.words import date, localized, number, section, term, territories
from impact.record.corrections import key_of
from impact.record.reader import Record, Row
from impact.record.schema import TABLE, Column, Kind

# Columns that are told in more than a line.
_LONG = ("summary", "summary_fr")
_TERMS = {
    "actions_qualifier": "qualifier",
    "actions_counted": "actions_counted",
    "custody_after": "liberty",
    "date_precision": "precision",
    "demand": "demand",
    "direction": "direction",
    "issue": "issue",
    "outcome_type": "outcome",
    "qualifier": "qualifier",
    "source_strength": "strength_word",
    "stage": "stage",
    "status_at_launch": "status",
    "subject": "subject",
    "publish_level": "publish_level",
    "unit": "unit",
}


def label(column: Column, table: str) -> str:
    """What a column is called above its field and in what would change."""
    return forms.called(table, column.name, lang())


def field(column: Column, table: str, value: str, key: str, record: Record, place: Any) -> str:
    """Ask for one cell. `value` is what it holds now."""
    name = label(column, table)
    if needed(column, table):
        name = t("enter.needed", field=name)
    if options := choices(column, table, record):
        said = labels(column, options, record)
        if not value and column.required and column.refers_to == "editions":
            value = options[0]  # the newest: what is entered is mostly of it
        if value and value not in options:
            options = [value, *options]
        return str(
            place.selectbox(
                name,
                options,
                index=options.index(value) if value in options else None,
                format_func=lambda each: said.get(each, each),
                key=key,
                placeholder=t("enter.choose"),
                filter_mode="contains",
                accept_new_options=column.name == "section",
            )
            or ""
        )
    if column.name in _LONG:
        return str(place.text_area(name, value, key=key, max_chars=1000, height=100))
    hint = {
        Kind.DATE: "2026-11-28",
        Kind.PARTIAL_DATE: t("enter.partial"),
        Kind.URL: "https://",
        Kind.MOMENT: "2026-12-10 09:00 Europe/Brussels",
    }
    return str(
        place.text_input(name, value, key=key, max_chars=500, placeholder=hint.get(column.kind, ""))
    )


def needed(column: Column, table: str) -> bool:
    """Whether a field must be filled in; the source of what is printed always."""
    return column.required or (table == "claims" and column.name == "source_url")


def choices(column: Column, table: str, record: Record) -> list[str]:
    """The values that a field offers; empty for one that is typed."""
    if column.vocabulary:
        return list(column.vocabulary)
    if column.refers_to == "cases":
        return [str(row["case_id"]) for row in record.tables["cases"]][::-1]
    if column.refers_to == "editions":
        return [str(row["edition_year"]) for row in record.tables["editions"]][::-1]
    if column.name == "country_code":
        return list(territories(lang()))
    if column.name == "section":
        if table == "targets":
            mappings = staff.mappings()
            return sorted(mappings.sections if mappings else [], key=partial(section, lang()))
        return sorted({str(row["section"]) for row in record.tables["section_dates"]})
    return []


def labels(column: Column, options: Sequence[str], record: Record) -> Mapping[str, str]:
    """What each value is called, and what it means."""
    if column.refers_to == "cases":
        return {
            str(row["case_id"]): t(
                "enter.case", name=localized(row, "name", lang()), year=str(row["edition_year"])
            )
            for row in record.tables["cases"]
        }
    if column.name == "country_code":
        return territories(lang())
    if column.name == "section":
        return {each: verdicts.called(each, lang()) for each in options}
    words = _TERMS.get(column.name)
    if words is None:
        return {}
    found = {each: term(lang(), words, each) for each in options}
    return {
        each: t("enter.meaning", word=word, meaning=meaning)
        if (meaning := meaning_of(column.name, each, lang()))
        else word
        for each, word in found.items()
    }


def spoken(column: Column, text: str) -> str:
    """A cell as it is read: a date in words, by which a day is told from a month, and a number grouped."""
    if column.kind in (Kind.DATE, Kind.PARTIAL_DATE):
        return date(lang(), text) if text else ""
    if column.kind == Kind.WHOLE and text.isdecimal():
        return number(lang(), int(text))
    return text


def row_name(table: str, record: Record) -> Callable[[str], str]:
    """What a row that stands in the record is called in a list, by its key."""
    cases = {str(row["case_id"]): localized(row, "name", lang()) for row in record.tables["cases"]}
    found = {}
    for row in record.tables[table]:
        parts = [
            cases.get(str(row.get("case_id")), ""),
            *(_told(name, row) for name in _TOLD[table] if row.get(name) not in (None, "")),
        ]
        found[key_of(TABLE[table], row)] = " · ".join(filter(None, parts))
    return lambda key: found.get(key, key)


def _told(column: str, row: Row) -> str:
    if column == "section":
        return verdicts.called(str(row[column]), lang())
    if column in _TERMS:
        return term(lang(), _TERMS[column], str(row[column]))
    if column in ("actions", "value"):
        return number(lang(), int(str(row[column])))
    if column == "event_date":
        return date(lang(), str(row[column]))
    return localized(row, column, lang()) if column == "publisher" else str(row[column])


_TOLD = {
    "editions": ("edition_year",),
    "cases": ("edition_year",),
    "case_names": ("name",),
    "consents": ("publish_level",),
    "targets": ("edition_year", "section", "actions"),
    "section_dates": ("edition_year", "section"),
    "outcomes": ("event_date", "outcome_type"),
    "claims": ("edition_year", "subject", "value", "publisher"),
}
