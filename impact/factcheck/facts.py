"""What a text is held against: one snapshot's figures and claims, arranged to be found by a text.

Built once for a state; the checking itself asks no database.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from impact import figures
from impact.database import Rows
from impact.factcheck.text import flatten
from impact.figures import veiling
from impact.figures.live import State
from impact.i18n.words import country_names

Row = Mapping[str, Any]
Meaning = TypeVar("Meaning")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Name:
    """One way to name a case. A `short` one counts only where the full name stands in the text too."""

    text: str
    case_id: str
    short: bool = False


class Lexicon(Generic[Meaning]):
    """Names to be found in plain text, the longest first.

    They are looked up by their first word: one pattern of seven hundred names took a second for 1 MB.
    """

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._by_first: dict[str, list[tuple[str, Meaning]]] = {}
        for name in sorted(meanings, key=len, reverse=True):
            first = _WORD.search(name)
            if first and first.start() == 0:
                self._by_first.setdefault(first.group(), []).append((name, meanings[name]))

    def find(self, flat: str) -> Iterator[tuple[int, int, Meaning]]:
        """Each name in a text: start, end, what it means."""
        if self._by_first.keys().isdisjoint(_WORD.findall(flat)):
            return
        reached = 0
        for word in _WORD.finditer(flat):
            if word.start() < reached or flat[word.start() - 1 : word.start()] == "-":
                continue
            for name, meaning in self._by_first.get(word.group(), ()):
                end = word.start() + len(name)
                if flat.startswith(name, word.start()) and not flat[end : end + 1].isalnum():
                    yield word.start(), end, meaning
                    reached = end
                    break


@dataclass(frozen=True)
class Facts:
    """The facts of one snapshot. Events are those of the people, told under any of their cases."""

    as_of: dt.date
    totals: Mapping[int, Row]
    ledger: Rows
    cases: Mapping[str, Row]
    events: Mapping[str, Sequence[Row]]
    counts: Mapping[str, Sequence[Row]]
    sections: Sequence[Row]
    in_all: Row
    documented: Row
    headline: Row | None
    names: Lexicon[Name]
    places: Lexicon[str]

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
    cases = {row["case_id"]: row for row in rows("cases")}
    return Facts(
        as_of=state.record.newest_on,
        totals={row["edition_year"]: row for row in rows("editions")},
        ledger=[row for row in rows("claims_ledger") if not row["offered"]],
        cases=cases,
        events=_events(tables["cases"], tables["outcomes"]),
        counts=_by_case(tables["case_actions"]),
        sections=tables["section_actions"],
        in_all=rows("cases_total")[0],
        documented=rows("releases_documented_total")[0],
        headline=next(iter(rows("releases_published_headline")), None),
        names=Lexicon(_names(cases.values())),
        places=Lexicon(_places(tables["section_actions"])),
    )


def _by_case(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["case_id"], []).append(row)
    return found


def _events(cases: Iterable[Row], outcomes: Iterable[Row]) -> dict[str, list[Row]]:
    """Dated events of each case's people, oldest first; an undated one stays after the one before it."""
    first = {row["case_id"]: row["same_people_as"] or row["case_id"] for row in cases}
    while any(first[known] != known for known in first.values()):
        first = {case: first[known] for case, known in first.items()}
    told: dict[str, list[tuple[str, Row]]] = {}
    for row in outcomes:
        if row["outcome_type"] == "no_result_found":
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


@cache
def lists() -> Mapping[str, Any]:
    """What the file beside this one says of names and of the first section."""
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


def _names(cases: Iterable[Row]) -> dict[str, Name]:
    """Full names of cases and of the people in them, and family names that only one case has."""
    full: dict[str, str] = {}
    for row in cases:  # newest edition first, so that a case that came back is its newest
        for column in ("name", "name_fr"):
            for part in _parts(flatten(row[column])):
                full.setdefault(part, row["case_id"])
    for case in [*full.values()]:
        # The key of a case is a way to name it too: "METU Pride", where the name tells the group's members.
        words = case.split("-")[1:]
        if len(words) > 1:
            full.setdefault(" ".join(words), case)
    people = {row["case_id"]: flatten(row["name"]) for row in cases}
    known = Counter(
        word for text in set(people.values()) for word in set(re.findall(r"[\w-]+", text))
    )
    names = {part: Name(part, case) for part, case in full.items()}
    for part, case in full.items():
        words = part.split()
        if 2 <= len(words) <= 4 and len(words[-1]) >= 5 and known[words[-1]] == 1:
            last = words[-1]
            if last not in lists()["common"]:
                names.setdefault(
                    last, Name(last, case, short=len(last) < 6 or last in lists()["shared"])
                )
    return names


def _parts(name: str) -> list[str]:
    """The names in a name: without brackets, what is in brackets, each of several people."""
    inner = re.findall(r"\(([^)]*)\)", name)
    outer = re.sub(r"\s*\([^)]*\)", "", name).strip()
    found = [outer]
    for text in [outer, *inner]:
        found += [part.strip() for part in re.split(r",| and | et ", text)]
    kept = [part for part in found if len(part) >= 6 and (" " in part or "-" in part)]
    single = [part for part in found[:1] if len(part) >= 5]
    wanted = re.compile(
        r"^(?:her|his|sa|son|others|d'autres|the|les|des|members|nine|neuf|13|women|femmes|girls|filles)\b"
    )
    return [part for part in dict.fromkeys(kept + single) if not wanted.match(part)]


def _places(rows: Iterable[Row]) -> dict[str, str]:
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
                places[f"{part[1]} {part[2]}"] = places[f"{part[2]} {part[1]}"] = row["section"]
    places |= {
        "united states": "USA",
        "uk": "United Kingdom",
        "francophone canada": "Canada (francophone)",
    }
    return places


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
