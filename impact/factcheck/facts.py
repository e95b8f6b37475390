"""What a text is held against: one snapshot's figures and claims, arranged to be found by a text.

Built once for a state; the checking itself asks no database.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from impact import figures
from impact.database import Rows
from impact.factcheck import names
from impact.factcheck.names import Lexicon, Names
from impact.factcheck.patterns import lazy
from impact.factcheck.text import flatten
from impact.figures import veiling
from impact.figures.live import State
from impact.i18n.locales import FIRST
from impact.i18n.words import country_names, say

Row = Mapping[str, Any]


class Places(Lexicon[str]):
    """Countries, and the sections that the record counts: their names in the record, else empty."""

    def heading(self, flat: str) -> str:
        """The section whose name heads a paragraph: "Belgium (francophone): …"."""
        for start, end, section in self.find(flat[:60]):
            if not flat[:start].strip(" -–—*•|#>") and _HEADS.match(flat, end):
                return section
            break
        return ""


_HEADS = lazy(r"(?: ?\([^)]{0,30}\))? ?[:=|–—]")


@dataclass(frozen=True)
class Facts:
    """The facts of one snapshot. Events are those of the people, told under any of their cases."""

    as_of: dt.date
    totals: Mapping[int, Row]
    ledger: Rows
    cases: Mapping[str, Row]
    events: Mapping[str, Sequence[Row]]
    looked: Mapping[
        str, Sequence[Row]
    ]  # when somebody looked and found no result: how things stood then
    counts: Mapping[str, Sequence[Row]]
    sections: Sequence[Row]
    in_all: Row
    documented: Row
    headline: Row | None
    names: Names
    places: Places
    by_day: Mapping[str, Sequence[str]]  # the cases of which the record tells an event of a day
    agreement: Mapping[str, str]  # how French words agree with the people of a case: m, f, mp, fp

    def claims(self, *subjects: str, edition: int | None = None) -> Rows:
        """Claims about these subjects, of one edition or of none."""
        return [
            row
            for row in self.ledger
            if row["subject"] in subjects and row["edition_year"] == edition
        ]

    def newest_total(self) -> Row | None:
        told = [row for row in self.totals.values() if row["actions"] is not None]
        return max(told, key=lambda row: int(row["edition_year"]), default=None)

    def told_of(self, case_id: str, member: str) -> Sequence[Row]:
        """The events of a case that may be told of one of its people; all of them if no one is meant."""
        events = self.events[case_id]
        if not member:
            return events
        return names.of_member(events, member, self.names.members.get(case_id, ()))

    def added_up(self, since: int, until: int = 9999) -> int:
        return sum(
            row["actions"] or 0 for year, row in self.totals.items() if since <= year <= until
        )


def of(state: State) -> Facts:
    """The facts of a state, without those that are not told outside: an answer may be handed on."""
    state = veiling.veiled(state)

    def rows(name: str, **given: object) -> Rows:
        return figures.figure(state, name, "en", **given).rows

    tables = state.record.tables
    by_day: dict[str, list[str]] = {}
    for row in tables["outcomes"]:
        by_day.setdefault(str(row["event_date"] or ""), []).append(str(row["case_id"]))
    cases = {row["case_id"]: row for row in rows("cases")}
    # A first name alone is everybody's who bears it, and a family name beside it is not ours to confirm.
    untold = say(FIRST, "consent.summary")
    half = {row["case_id"] for row in tables["cases"] if row["summary"] == untold}
    return Facts(
        as_of=state.record.newest_on,
        totals={row["edition_year"]: row for row in rows("editions")},
        ledger=[row for row in rows("claims_ledger") if not row["offered"]],
        cases=cases,
        events=_events(tables["cases"], tables["outcomes"], False),
        looked=_events(tables["cases"], tables["outcomes"], True),
        counts=_by_case(tables["case_actions"]),
        sections=tables["section_actions"],
        in_all=rows("cases_total")[0],
        documented=rows("releases_documented_total")[0],
        headline=next(iter(rows("releases_published_headline")), None),
        names=Names(
            [row for key, row in cases.items() if key not in half],
            tables["case_names"],
            tables["outcomes"],
        ),
        places=Places(_places(tables["section_actions"])),
        by_day=by_day,
        agreement={
            str(row["case_id"]): str(row["agreement_fr"]) for row in tables.get("case_grammar", ())
        },
    )


def _by_case(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["case_id"], []).append(row)
    return found


def _events(cases: Iterable[Row], outcomes: Iterable[Row], looked: bool) -> dict[str, list[Row]]:
    """Dated events of each case's people, oldest first; an undated one stays after the one before it.

    `looked`: not the events, but the days on which no result was found.
    """
    first = {row["case_id"]: row["same_people_as"] or row["case_id"] for row in cases}
    while any(first[known] != known for known in first.values()):
        first = {case: first[known] for case, known in first.items()}
    told: dict[str, list[tuple[str, Row]]] = {}
    for row in outcomes:
        if (row["outcome_type"] == "no_result_found") != looked:
            continue
        events = told.setdefault(first[row["case_id"]], [])
        after = str(row["event_date"] or (events[-1][0] if events else ""))
        # The same event told under two cases of the same people is one event.
        if not any(
            event["event_date"] == row["event_date"] and event["summary"] == row["summary"]
            for _, event in events
        ):
            events.append((after, row))
    ordered = {
        case: [row for _, row in sorted(rows, key=lambda item: item[0])]
        for case, rows in told.items()
    }
    return {case: ordered.get(known, []) for case, known in first.items()}


def _places(rows: Sequence[Row]) -> dict[str, str]:
    """Places by their plain name: sections as the record names them, other countries as none."""
    places = {
        flatten(name): "" for name in country_names() if len(name) > 3 and name not in _NO_PLACE
    }
    for row in rows:
        for column in ("section", "section_fr"):
            name = flatten(row[column])
            places[name] = row["section"]
            # "Belgium (francophone)" is written as "francophone Belgium" or "Belgique francophone".
            if part := re.fullmatch(r"(.+) \((.+)\)", name):
                for half in (part[2], *_HALVES.get(part[2], ())):
                    places[f"{part[1]} {half}"] = places[f"{half} {part[1]}"] = row["section"]
                if len(part[2]) > 5 and part[2] not in _HALVES:
                    places[part[2]] = row["section"]  # Flanders
    # "The Icelanders", « les Néo-Zélandais »: a section by its people.
    own = {row["section"] for row in rows}
    places |= {people: name for people, name in names.lists()["peoples"].items() if name in own}
    called = {each: name for each, name in names.lists()["adjectives"].items() if name in own}
    for each, name in called.items():
        places |= {f"{each} section": name, f"section {each}": name, f"{each} branch": name}
    places |= {
        "united states": "USA",
        "uk": "United Kingdom",
        "francophone canada": "Canada (francophone)",
    }
    return places


# The part of a country that speaks a language, by other words for it.
_HALVES = {
    "francophone": ("french-speaking", "french"),
    "english-speaking": ("anglophone", "english"),
    "anglophone": ("english-speaking",),
}
_NO_PLACE = {
    "world",
    "monde",
    "jersey",
    "mali",
    "niger",
    "georgia",
    "jordan",
    "chad",
    "tchad",
    "guernesey",
}
