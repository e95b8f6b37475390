"""What may be published of whom: a state without what a person did not agree to.

`consents` of the record says of a case whether its people are named, named by a first name alone, or withheld,
when they agreed and when to ask again. The newest level governs every snapshot, so that who takes a consent
back is gone from the old ones too. A withheld case stays in what is counted: the database knows it by a key that
means nothing and gives no row that bears it; the record of the state does not know it at all
(docs/decisions/0030).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import msgspec
import pyarrow as pa

from impact.exports.identities import slug
from impact.exports.ledger import Event, Ledger
from impact.i18n.locales import LANGUAGES, own
from impact.i18n.words import say
from impact.record.agreements import misnamed, names_of
from impact.record.corrections import Change, key_of
from impact.record.reader import Cell, Record, Row
from impact.record.schema import FIRST_NAME, NAMED, PERSON, PUBLISH_LEVELS, TABLES, WITHHELD

_NOBODY = "withheld-case-"  # begins the key of a case that no row may bear


@dataclass(frozen=True)
class Consent:
    """How a case may be published; `shown`: the first name, where that is the level."""

    level: str
    shown: str = ""


Consents = Mapping[str, Consent]  # by case, of those that are not named in full


@dataclass(frozen=True)
class Veiled:
    """A record in its two forms: `counted`, for the database, whose rows that bear a `hidden` key are not
    given, and `told`, without them. `renamed`: the key that each case has in both."""

    counted: Record
    told: Record
    hidden: frozenset[str]
    renamed: Mapping[str, str]


def consents_of(
    record: Record, waiting: Iterable[Change] = (), past: Consents = MappingProxyType({})
) -> Consents:
    """Who may not be named, by the strictest level of any case of the same people. `waiting`: changes of consents that
    nobody approved yet; they take nothing back, but what they withhold is withheld. `past`: what was said last of
    cases that the record has no more.

    What was agreed for a case that left the record for a while holds as withheld until it is back. A first name
    that is none of the case is not told.
    """
    called = names_of(record.tables["cases"], record.tables["case_names"])
    found = {key: Consent(WITHHELD) for table, key in record.left_out if table == "consents"}
    by_person: dict[str, Consent] = {}
    said: list[Mapping[str, object]] = [*record.tables["consents"]]
    said += [each.cells for each in waiting if each.table == "consents" and each.cells]
    for row in said:
        shown = str(row["first_name"] or "")
        level = str(row["publish_level"])
        if level == FIRST_NAME and misnamed(shown, called(str(row["case_id"]))):
            level = WITHHELD
        asked = Consent(level, shown)
        case = str(row["case_id"])
        person = record.persons.get(case, case)
        by_person[person] = max(by_person.get(person, asked), asked, key=_strictness)
    for case, person in record.persons.items():
        if (consent := by_person.get(person, Consent(NAMED))).level != NAMED:
            found[case] = consent
    return {**{case: each for case, each in past.items() if case not in record.editions}, **found}


def _strictness(consent: Consent) -> int:
    return PUBLISH_LEVELS.index(consent.level)


def named_elsewhere(record: Record) -> list[tuple[str, str, str]]:
    """The rows of others in which somebody is named who may not be: table, key, and whose name. They are told."""
    found = []
    for case in consents_of(record):
        person = record.persons.get(case, case)
        own = [row for row in record.tables["cases"] if row["case_id"] == case]
        further = [row for row in record.tables["case_names"] if row["case_id"] == case]
        names = {str(row[column]) for row in own for column in row if column.startswith("name")}
        names |= {str(row["name"]) for row in further}
        for table in TABLES:
            for row in record.tables[table.name]:
                if record.person_of(row) != person and any(_names(row, name) for name in names):
                    found.append((table.name, key_of(table, row), case))
    return found


def _names(row: Row, name: str) -> bool:
    """Whether a cell of a row has a name, as written or in an address; names of other scripts as they are."""
    plain = slug(name)
    for cell in row.values():
        if isinstance(cell, str) and (f"-{plain}-" in f"-{slug(cell)}-" if plain else name in cell):
            return True
    return False


def mark(consents: Consents) -> str:
    """A name for who is veiled how, under which answers may be kept; empty if nobody is."""
    said = sorted((case, each.level, each.shown) for case, each in consents.items())
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12] if said else ""


def veiled(record: Record, consents: Consents) -> Veiled:
    """The record as it may be published. What was agreed, and when, is told to nobody."""
    renamed = _renamed(record, consents)
    hidden = frozenset(key for key in renamed.values() if key.startswith(_NOBODY))
    tables: dict[str, list[Row]] = dict(record.tables) | {"consents": []}
    for table in TABLES:
        names = {column.name for column in table.columns} & {"case_id", "same_people_as"}
        if names and renamed and table.name != "consents":
            tables[table.name] = _cut(table.name, record, consents, renamed)
    tables["consents"] = [_noted(key) for key in sorted(hidden)]
    targets = [_known_as(row, renamed) for row in record.tables.get("targets", [])]
    left_out = tuple(
        (table, key)
        for table, key in record.left_out
        if not consents.keys() & {key, *key.split(" / ")} and table != "consents"
    )
    counted = replace(record, tables=tables | {"targets": targets}, left_out=left_out)
    told = {
        name: [row for row in rows if row.get("case_id") not in hidden]
        for name, rows in counted.tables.items()
    }
    return Veiled(counted, replace(counted, tables=told), hidden, renamed)


def _renamed(record: Record, consents: Consents) -> dict[str, str]:
    """The keys by which veiled cases go: of what is published of them, and so the same in each snapshot."""
    found: dict[str, str] = {}
    taken = Counter[str](str(row["case_id"]) for row in record.tables["cases"])
    for row in sorted(record.tables["cases"], key=lambda row: str(row["case_id"])):
        case = str(row["case_id"])
        consent = consents.get(case)
        if consent is None:
            continue
        if consent.level == WITHHELD:
            found[case] = f"{_NOBODY}{len(found) + 1}"
            continue
        stem = f"{row['edition_year']}-{slug(consent.shown) or 'first-name'}"
        taken[stem] += 1
        found[case] = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
    return found


def _known_as(row: Row, renamed: Mapping[str, str]) -> Row:
    """A row with the keys by which cases go."""
    return row | {
        name: renamed[str(row[name])]
        for name in ("case_id", "same_people_as")
        if name in row and str(row[name]) in renamed
    }


def _cut(name: str, record: Record, consents: Consents, renamed: Mapping[str, str]) -> list[Row]:
    """The rows of a table that speaks of cases, each with as much as may be published of it."""
    rows: list[Row] = []
    # Who is meant goes, and which events are of the same one stays.
    members: dict[tuple[Cell, Cell], str] = {}
    for row in record.tables[name]:
        consent = consents.get(str(row["case_id"]))
        known = _known_as(row, renamed)
        if consent is not None and row.get(PERSON.name):
            who = row["case_id"], row[PERSON.name]
            known |= {PERSON.name: members.setdefault(who, str(len(members) + 1))}
        if name == "outcome_grammar" and consent is not None:
            continue
        if consent is None:
            rows.append(known)
        elif name in ("cases", "outcomes", "case_actions"):
            rows.append(known | _plain(name, known, consent, len(rows)))
        elif name == "case_grammar" and consent.level == FIRST_NAME:
            kept = ("case_id", "pronoun", "agreement_fr")
            rows.append({column: known[column] if column in kept else None for column in known})
    return rows


def _plain(name: str, row: Row, consent: Consent, at: int) -> Row:
    """The cells that would tell who it is, with what may stand there: no text, no page, no key of its own."""
    bare: dict[str, Cell] = {"source_url": None}
    if name == "outcomes":
        bare["outcome_id"] = f"{row['case_id']}-{at}"
        kind = f"outcome.{row['outcome_type']}"
        bare |= {own("summary", lang): f"{_upper(say(lang, kind))}." for lang in LANGUAGES}
    elif name == "cases":
        bare |= {own("name", lang): consent.shown for lang in LANGUAGES}
        bare |= {own("summary", lang): say(lang, "consent.summary") for lang in LANGUAGES}
        if consent.level == WITHHELD:  # the only one of a country would be known by it
            bare |= {"country_code": None, "country": None, "issue": "unknown"}
    return {column: cell for column, cell in bare.items() if column in row}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _noted(key: str) -> Row:
    """That there is a case that is withheld, for who counts them."""
    return {
        "case_id": key, "publish_level": WITHHELD, "first_name": None, "consent_on": None, "review_on": None,
    }  # fmt: skip


def counts(table: Callable[[], pa.Table], renamed: Mapping[str, str]) -> Callable[[], pa.Table]:
    """What was counted, under the keys by which cases go; labels of exports may be names, and are gone."""

    def made() -> pa.Table:
        whole = table()
        if not renamed or "case_id" not in whole.column_names:
            return whole
        cases = whole.column("case_id").to_pylist()
        for name in ("case_id", "label"):
            if name in whole.column_names:
                cells = whole.column(name).to_pylist()
                told = [
                    cell if case not in renamed else renamed[case] if name == "case_id" else None
                    for cell, case in zip(cells, cases, strict=True)
                ]
                place, field = whole.column_names.index(name), whole.schema.field(name)
                # Of a store's files words stand in lists, of sums made here they do not.
                whole = whole.set_column(place, field, pa.array(told, field.type))
        return whole

    return made


def ledger(whole: Ledger, consents: Consents) -> Ledger:
    """The ledger without what its changes of the record say of veiled cases; that something changed stays."""
    if not consents:
        return whole
    of: dict[str, str] = {}  # the case of each outcome that was ever sent in
    for event in whole.events:
        for change in event.entry.changes if event.entry else ():
            case = {**change.before, **(change.cells or {})}.get("case_id", "")
            if case:
                of[change.key] = case

    def told(change: Change) -> Change:
        keys = {change.key, change.key.split(" / ")[0], of.get(change.key, "")}
        silent = change.table == "consents" or keys & consents.keys()
        return Change("consents", "–", None) if silent else change

    def seen(event: Event) -> Event:
        if event.entry is None or not event.entry.changes:
            return event
        changes = [told(change) for change in event.entry.changes]
        entry = msgspec.structs.replace(event.entry, changes=changes, file="–", reason=None)
        return msgspec.structs.replace(event, entry=entry)

    return Ledger(seen(event) for event in whole.events)
