"""Who publishes a page, and the strength that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from impact import figures
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.record.publishers import publisher
from impact.record.schema import PUBLISHER_CLASSES
from tests.conftest import DEFAULTS, files, lay
from tests.pages import shown, visit
from tests.test_amendments import ingest, sheet

Tiny = Callable[..., State]
PAPER = {"host": "example.org", "publisher": "The Paper", "publisher_fr": "Le Journal"}
SHARED = [
    {"host": "shared.org", "publisher": "Shared", "class": "mirror"},
    {
        "host": "shared.org/amnesty",
        "publisher": "Amnesty",
        "class": "amnesty",
        "reason": "Its own.",
    },
]


def differing(state: State) -> list[Any]:
    return [row["key"] for row in state.database.rows("strengths_differ", "checks")]


@pytest.mark.parametrize("kind", PUBLISHER_CLASSES, ids=lambda kind: kind.name)
def test_the_strength_of_a_source_is_that_of_its_publisher_s_class(tiny: Tiny, kind: Any) -> None:
    listed = [PAPER | {"class": kind.name}]
    rows = {
        "outcomes": [{"source_strength": kind.strength}],
        "cases": [{"source_strength": kind.strength}],
    }
    others = {
        name: [{"source_strength": kind.strength}]
        for name in ("claims", "case_actions", "section_actions", "section_dates")
    }
    assert differing(tiny(publishers=listed, **rows, **others)) == []
    wrong = {"good": "weak", "fair": "good", "weak": "fair"}[kind.strength]
    rows["outcomes"] = [{"source_strength": wrong}]
    assert differing(tiny(publishers=listed, **rows, **others)) == ["o1"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.shared.org/amnesty/docs/1?e=2", "Amnesty"),
        ("http://shared.org/amnestyx", "Shared"),
        ("https://shared.org", "Shared"),
        ("https://pre.shared.org/amnesty", None),
    ],
)
def test_the_longest_part_of_an_address_that_is_listed_names_its_publisher(
    tiny: Tiny, url: str, name: str | None
) -> None:
    state = tiny(publishers=[PAPER | row for row in SHARED], outcomes=[{"source_url": url}])
    found = publisher(url, state.record.publishers)
    assert (found.name if found else None) == name
    weak = {"Amnesty": [], "Shared": ["o1"], None: []}[name]  # as good as its row says
    assert [key for key in differing(state) if key == "o1"] == weak


def test_every_page_that_the_shipped_record_cites_has_a_publisher(shipped: State) -> None:
    cited = {
        str(row["source_url"])
        for rows in shipped.record.tables.values()
        for row in rows
        if row.get("source_url")
    }
    assert [url for url in sorted(cited) if not publisher(url, shipped.record.publishers)] == []


def test_what_a_producer_would_laugh_at_is_weak(shipped: State) -> None:
    for url in (
        "https://wikisum.wiki/x",
        "https://www.historygreatest.com/x",
        "http://rationalreview.com/x",
        "https://thegeneral.herkimer.edu/x",
        "https://www-pre.swissinfo.ch/x",
        "https://test.amnesty.is/x",
    ):
        found = publisher(url, shipped.record.publishers)
        assert found and found.strength == "weak", url


def test_a_part_of_a_host_that_has_a_class_of_its_own_has_a_reason(shipped: State) -> None:
    for row in shipped.record.tables["publishers"]:
        assert bool(row["reason"]) == bool(row["reason_fr"]) == ("/" in str(row["host"]))


def test_a_source_is_named_by_its_publisher_and_not_only_by_its_host(tiny: Tiny) -> None:
    state = tiny(publishers=[PAPER])
    for lang, name in zip(LANGUAGES, ("The Paper", "Le Journal"), strict=True):
        (source,) = figures.figure(state, "timeline_of_case", lang, case_id="2020-a").sources
        assert source.name == name
    (source,) = figures.figure(tiny(), "timeline_of_case", "en", case_id="2020-a").sources
    assert source.name == "example.org"


@pytest.mark.parametrize(("lang", "name"), [("en", "The Paper"), ("fr", "Le Journal")])
def test_the_page_of_a_case_names_the_publisher(
    lang: Language, name: str, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files(publishers=[PAPER]))
    assert name in shown(visit("case", lang, case="2020-a"))


def test_a_row_that_is_sent_in_gets_the_strength_of_its_publisher(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files(publishers=[PAPER | {"class": "private_blog"}]))
    sent = DEFAULTS["outcomes"] | {
        "outcome_id": "new",
        "event_date": "2022-05-01",
        "source_strength": "good",
    }
    assert ingest(sheet(tmp_path / "a.csv", sent)) == 0
    rows = {row["outcome_id"]: row for row in live.current().record.tables["outcomes"]}
    assert rows["new"]["source_strength"] == "weak"
