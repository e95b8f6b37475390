"""Pictures of a few hand-made rows, and the hashes of their SVG: `python -m tests.pictures FOLDER`.

The command draws them into a folder and rewrites the file of hashes. A hash says that a picture
changed, not that it is good: look at every picture that changed before its hash is committed.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from impact import figures, pictures
from impact.database import Database
from impact.exports.ledger import EXPORTS, Ledger
from impact.exports.rollup import DELTA
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import Language
from impact.presentation.panel import Shape
from impact.presentation.view import View
from impact.record.reader import parse
from impact.settings import ROOT
from tests.conftest import files
from tests.test_counts import done

HASHES = ROOT / "tests" / "picture_hashes.txt"
EVIL = "</title><script>alert('x')</script> & co"

# Who is asked how: each shape, theme and language more than once; what is not named, wide and plain.
WANTED: list[tuple[str, Shape, Language, bool, dict[str, Any]]] = [
    ("actions_by_edition", "wide", "en", False, {}),
    ("actions_by_edition", "tall", "fr", True, {}),
    ("actions_claims_of_edition", "square", "en", True, {"edition": 2020}),
    ("actions_latest", "wide", "fr", False, {}),
    ("cases_by_country", "wide", "en", True, {}),
    ("cases_by_standing", "square", "fr", False, {}),
    ("counted_by_case", "wide", "en", False, {"edition": 2020}),
    ("counted_by_channel", "tall", "fr", False, {"edition": 2020}),
    ("counted_by_day", "wide", "fr", True, {"edition": 2020}),
    ("counted_by_section", "square", "en", True, {"edition": 2020}),
    ("counted_by_type", "card", "fr", False, {"edition": 2020}),
    ("pace", "wide", "fr", False, {"edition": 2020}),
    ("releases_documented", "card", "en", False, {"view": "added"}),
    ("releases_documented_total", "square", "fr", True, {}),
    ("releases_published", "wide", "fr", False, {}),
    ("releases_published", "tall", "en", True, {}),
    ("releases_published_headline", "small", "fr", False, {}),
    ("timeline_of_case", "square", "en", False, {"case_id": "2020-a"}),
]
ASKED = {**figures.DEFAULTS, "edition": 2020, "case_id": "2020-a"}
WANTED += [
    (name, "wide", "en", False, {key: ASKED[key] for key in figures.parameters(name)})
    for name in pictures.names()
    if name not in {named for named, *_ in WANTED}
]


@cache
def tiny() -> State:
    """Three editions, four cases, five events and some counts."""
    totals: list[dict[str, Any]] = [
        {"edition_year": 2018, "actions": 90, "actions_counted": "letters"},
        {"edition_year": 2019},
        {"edition_year": 2020, "actions": 4_662_638, "actions_qualifier": "at_least"},
    ]
    more = {"source_name": "Someone", "source_name_fr": "Une personne"}
    seen = {"source_url": "https://example.org/e", "source_strength": "good"}
    editions: list[dict[str, Any]] = [
        {"actions_qualifier": "exact", "actions_counted": "actions", **row, **more, **seen}
        if row.get("actions")
        else row
        for row in totals
    ]
    claims = [
        {"claim_id": "r1", "subject": "people_released", "value": 127, "unit": "people"}
        | {"source_date": "2020-11-05", "since_year": 2001},
        {"claim_id": "r2", "subject": "situations_improved", "value": 112, "unit": "people"}
        | {"source_date": "2022-01", "publisher": "Elsewhere", "publisher_fr": "Ailleurs"},
        {"claim_id": "a1", "edition_year": 2020, "value": 4_600_000, "stage": "interim"}
        | {"source_date": "2020-12-20", "qualifier": "about"},
        {"claim_id": "a2", "edition_year": 2020, "value": 4_662_638, "stage": "final"}
        | {"source_date": "2021-05", "qualifier": "at_least"},
    ]
    cases: list[dict[str, Any]] = [
        {"case_id": "2020-a", "name": "Ana Ñandú", "name_fr": "Ana Ñandú"},
        {"case_id": "2020-b", "country_code": "TR", "country": "Türkiye"},
        {"case_id": "2020-c", "country_code": "TR", "country": "Türkiye", "name": EVIL},
        {"case_id": "2018-d", "edition_year": 2018, "country_code": "CD", "demand": "justice"},
    ]
    outcomes = [
        {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-05-01"},
        {"outcome_id": "o2", "case_id": "2020-a", "event_date": "2021-09"}
        | {"date_precision": "month", "outcome_type": "re_arrested", "direction": "negative"},
        {"outcome_id": "o3", "case_id": "2020-b", "event_date": "2022-02-01"},
    ]
    record = parse(files(editions=editions, claims=claims, cases=cases, outcomes=outcomes))
    counted = [
        done(f"2020-11-{day:02}", 100 + 37 * (day % 5), case_id=case, section=section)
        for day in range(2, 29)
        for case, section in (("2020-a", "FR"), ("2020-b", "CA-FR"))
    ]
    counted += [done(f"2018-11-{day:02}", 90, edition=2018) for day in range(2, 20)]
    counted += [done(None, 55, action_type="petition", channel="online", case_id="unmapped")]
    plain = live._state(record)
    return State(
        database=Database(
            record,
            lambda: pa.Table.from_pylist(counted, DELTA),
            lambda: pa.Table.from_pylist([], EXPORTS),
        ),
        snapshot=plain.snapshot,
        as_of=plain.as_of,
        counted_on=plain.as_of,
        record=record,
        ledger=Ledger(),
    )


@cache
def drawn() -> dict[str, str]:
    """Each picture's SVG by its name."""
    found = {}
    for name, shape, lang, dark, given in WANTED:
        key = f"{name}-{shape}-{lang}-{'dark' if dark else 'light'}"
        address = f"https://example.org/press/{name}?snapshot={tiny().snapshot}"
        found[key] = pictures.svg(
            View(tiny(), lang), name, shape=shape, dark=dark, address=address, **given
        )
    return found


def hashed(svg: str) -> str:
    return hashlib.sha256(svg.encode()).hexdigest()[:16]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for key, svg in drawn().items():
        (folder / f"{key}.png").write_bytes(pictures.png(svg))
        lines.append(f"{key} {hashed(svg)}\n")
    HASHES.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} pictures to look at in {folder}, their hashes in {HASHES.name}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
