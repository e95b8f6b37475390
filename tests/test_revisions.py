"""What changed of the published numbers, told as data and as feeds that any reader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest

from impact.cli.main import main
from impact.exports import publishing, taking
from impact.figures import live
from impact.figures.live import State
from impact.press import revisions
from impact.press.responses import Answer
from impact.press.service import Service
from impact.store import Store
from tests.conftest import files, lay, serve_others
from tests.test_amendments import sheet
from tests.test_between import send
from tests.test_press import kept_on

Folders = tuple[Path, Path]


def ask(address: str) -> Answer:
    path, _, query = address.partition("?")
    return Service().answer(path.encode(), query.encode())


def changed(query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ask(f"/api/v1/revisions.json{query}").body)[
        "revisions"
    ]
    return found


def feed(name: str, query: str = "") -> Any:
    answer = ask(f"/feeds/{name}.atom{query}")
    assert answer.status == 200
    read = feedparser.parse(answer.body)
    assert not read.bozo, read.bozo_exception
    assert read.version == "atom10"
    return read


@pytest.fixture
def record(folders: Folders) -> Path:
    """A record in its first snapshot: one edition of 100 actions, one claim, one case, one release."""
    lay(folders[0], files(editions=[{"actions": 100, "actions_qualifier": "exact"}]))
    live.current()
    return folders[0]


def total(record: Path, actions: int, **tables: list[dict[str, Any]]) -> State:
    editions = [{"actions": actions, "actions_qualifier": "exact"}]
    lay(record, files(editions=editions, **tables))
    return live.current()


def of(figure: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in found if item["figure"] == figure]


def test_one_snapshot_has_no_revisions(record: Path) -> None:
    assert record.is_dir()
    assert changed() == []


def test_a_total_that_changed_is_a_correction_with_old_and_new(record: Path) -> None:
    before = live.current().snapshot
    after = total(record, 130).snapshot
    found = {item["figure"]: item for item in changed()}
    # Every figure that shows the total, and no other.
    assert found.keys() == {"actions_by_edition", "actions_latest", "editions", "claims_ledger"}
    item = found["actions_by_edition"]
    assert (item["key"], item["column"]) == ("2020", "actions")
    assert (item["old"], item["new"], item["kind"]) == (100, 130, "correction")
    assert (item["previous"], item["snapshot"]) == (before, after)
    assert item["edition"] == "2020"
    assert item["reason"]


def test_a_claim_that_is_new_is_a_revision_and_one_that_is_gone_a_correction(record: Path) -> None:
    claims: list[dict[str, Any]] = [
        {"edition_year": 2020, "value": 90},
        {"claim_id": "c2", "edition_year": 2020, "value": 95},
    ]
    total(record, 100, claims=claims)
    total(record, 100, claims=claims[1:])
    kinds = {
        (item["key"], item["old"], item["new"]): item["kind"]
        for item in changed()
        if item["figure"] == "actions_claims_of_edition"
    }
    assert kinds["c2", None, 95] == "revision"
    assert kinds["c1", 90, None] == "correction"


def test_a_new_outcome_moves_a_standing_as_a_revision(record: Path) -> None:
    again = {"outcome_id": "o2", "outcome_type": "re_arrested", "direction": "negative"}
    total(record, 100, outcomes=[{}, again | {"event_date": "2022-01-01"}])
    (item,) = of("cases", changed())
    assert (item["old"], item["new"], item["kind"]) == ("free", "held_again", "revision")
    assert item["case"] == "2020-a"


def test_an_outcome_that_an_export_corrects_is_a_correction_with_its_reason(
    folders: Folders, record: Path, tmp_path: Path
) -> None:
    assert record.is_dir()
    row = {"outcome_id": "o1", "outcome_type": "died", "direction": "negative"}
    told = row | {"reason": "the source was misread"}
    assert main(["ingest", str(sheet(tmp_path / "a.csv", told))]) == 1  # another event: it is asked
    (waiting,) = taking.ledger_now(Store(folders[1])).held()
    assert main(["decide", waiting.id, "replace"]) == 0
    live.current()
    (item,) = of("cases", changed())
    assert (item["old"], item["new"], item["kind"]) == ("free", "died", "correction")
    assert item["reason"] == "the source was misread"
    (total,) = of("releases_documented_total", changed())
    assert (total["old"], total["new"], total["kind"]) == (1, 0, "correction")


def test_counts_that_grow_are_revisions_and_those_taken_out_corrections_with_their_reason(
    folders: Folders, tmp_path: Path
) -> None:
    lay(folders[0], files(editions=[{"edition_year": 2021}], cases=[{"edition_year": 2021}],
                          case_actions=[{"edition_year": 2021}], section_dates=[{"edition_year": 2021}],
                          section_actions=[{"edition_year": 2021}]))  # fmt: skip
    live.current()
    send(tmp_path, ("2021-12-01", 10))
    send(tmp_path, ("2021-12-01", 10), ("2021-12-02", 5))
    store = Store(folders[1])
    taking.retract(store, taking.entries(store)[-1].id, "wrong file", public=True)
    live.current()
    found = of("actions_counted", changed())
    assert [(item["old"], item["new"], item["kind"]) for item in found] == [
        (15, 10, "retraction"),
        (10, 15, "revision"),
        (None, 10, "revision"),
    ]
    assert found[0]["reason"] == "wrong file"


def test_signs_that_nobody_reads_stand_in_no_reason_that_is_published(
    folders: Folders, tmp_path: Path
) -> None:
    """A reason is no cell of the record, and came to the page with the signs of a terminal and of direction in it."""
    lay(folders[0], files())
    live.current()
    row = {
        "outcome_id": "o1",
        "event_date": "2021-03-05",
        "reason": "a \u202eslip\u2066",
    }
    assert main(["ingest", str(sheet(tmp_path / "a.csv", row))]) == 0
    live.current()
    send(tmp_path, ("2021-12-01", 10))
    live.current()
    store = Store(folders[1])
    taking.retract(store, taking.entries(store)[-1].id, "a \x1b[31mred\x07 file", public=True)
    live.current()
    assert {item["reason"] for item in changed()} >= {"a slip", "a [31mred file"}
    faces = [ask(path).body.decode() for path in ("/revisions", "/feeds/revisions.atom")]
    assert all("[31mred" in face for face in faces)
    assert [
        sign for sign in "\x1b\x07\u202e\u2066" if sign in "".join([*faces, str(changed())])
    ] == []


def test_the_reason_of_staff_is_not_published_unless_they_say_so(
    folders: Folders, tmp_path: Path
) -> None:
    lay(folders[0], files())
    live.current()
    send(tmp_path, ("2021-12-01", 10))
    store = Store(folders[1])
    taking.retract(store, taking.entries(store)[-1].id, "the group leader asked for it")
    live.current()
    assert "group leader" not in str(changed())
    assert "group leader" not in ask("/feeds/revisions.atom").body.decode()


@pytest.mark.parametrize("public", [True, False])
def test_where_others_are_served_a_reason_is_published_if_staff_said_that_it_may_be(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public: bool
) -> None:
    """It was kept back there whatever was said, though page and help promise it."""
    lay(folders[0], files())
    live.current()
    store = Store(folders[1])
    send(tmp_path, ("2021-12-01", 10))
    publishing.publish(store)
    taking.retract(store, taking.entries(store)[-1].id, "sent twice by mistake", public=public)
    serve_others(monkeypatch)
    assert "by mistake" not in str(changed())  # nothing of it is out yet
    publishing.publish(store)
    live.current()
    assert ("by mistake" in str(changed())) == public
    assert ("by mistake" in ask("/feeds/revisions.atom").body.decode()) == public


def test_revisions_are_told_per_edition_and_per_case(record: Path) -> None:
    outcomes = [{"outcome_type": "died", "direction": "negative"}]
    total(record, 130, outcomes=outcomes)
    assert {item["case"] for item in changed("?case=2020-a")} == {"2020-a"}
    assert {"actions_by_edition", "cases"} <= {item["figure"] for item in changed("?edition=2020")}
    assert "cases_by_standing" not in {item["figure"] for item in changed("?edition=2020")}
    assert json.loads(ask("/api/v1/revisions.json?case=x").body)["valid"] == ["2020-a"]


def test_revisions_as_of_a_snapshot_end_with_it(record: Path) -> None:
    middle = total(record, 130).snapshot
    before = ask(f"/api/v1/revisions.json?as_of={middle}").body
    total(record, 150)
    assert len(of("editions", changed())) == 2
    assert ask(f"/api/v1/revisions.json?as_of={middle}").body == before


def test_contents_that_come_back_are_told_as_two_changes(record: Path) -> None:
    desk = Service()
    assert desk.answer(b"/api/v1/revisions.json", b"").status == 200
    total(record, 130)
    total(record, 100)
    found = json.loads(desk.answer(b"/api/v1/revisions.json", b"").body)["revisions"]
    assert [(item["old"], item["new"]) for item in of("editions", found)] == [
        (130, 100),
        (100, 130),
    ]


def test_a_damaged_snapshot_is_passed_over(
    folders: Folders, record: Path, caplog: pytest.LogCaptureFixture
) -> None:
    middle = total(record, 130).snapshot
    total(record, 150)
    kept = next(item for item in Store(folders[1]).snapshots() if item.id == middle)
    (folders[1] / "contents" / kept.files["editions.csv"]).write_bytes(b"altered")
    revisions._STEPS.clear()
    live._LIVE.clear()
    assert [(item["old"], item["new"]) for item in of("editions", changed())] == [(100, 150)]
    assert middle in caplog.text


def test_a_step_is_compared_once(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    total(record, 130)
    revisions._STEPS.clear()
    revisions.remember()
    assert len(revisions._STEPS) == 2
    monkeypatch.setattr(revisions, "differences", None)  # it would be missed
    assert changed()


# Feeds


def test_the_feed_of_revisions_is_dated_by_snapshots_and_keeps_its_identities(
    folders: Folders, record: Path
) -> None:
    total(record, 130)
    kept_on(folders[1], "2026-11-01", "2026-11-10")
    first = feed("revisions")
    titles = [entry.title for entry in first.entries]
    assert "Actions per edition, 2020: 100 → 130" in titles and len(titles) == 4
    assert first.entries[0].updated == first.feed.updated == "2026-11-10T23:30:00+00:00"
    total(record, 150)
    again = feed("revisions")
    assert [entry.id for entry in again.entries[-4:]] == [entry.id for entry in first.entries]
    assert again.feed.id == first.feed.id
    assert len({entry.id for entry in again.entries}) == 8


def test_the_feed_of_outcomes_tells_the_newest_that_came_first(
    folders: Folders, record: Path
) -> None:
    old = {"outcome_id": "o2", "event_date": "1999-01-01", "summary": "Late & <found>."}
    total(record, 100, outcomes=[{}, old])
    kept_on(folders[1], "2026-11-01", "2026-11-10")
    read = feed("outcomes")
    assert [entry.updated[:10] for entry in read.entries] == ["2026-11-10", "2026-11-01"]
    assert read.entries[0].content[0].value == (
        "Late & <found>. Source: good source, https://example.org/outcome"
    )
    assert read.entries[0].published[:10] == "1999-01-01"
    assert read.entries[0].link == "/press/cases/2020-a"


def test_years_of_news_do_not_arrive_today_and_a_correction_keeps_its_identity(
    folders: Folders, record: Path
) -> None:
    before = feed("outcomes").entries[0]
    total(record, 100, outcomes=[{"summary": "Better told."}])
    kept_on(folders[1], "2026-11-01", "2026-11-10")
    (after,) = feed("outcomes").entries
    assert after.id == before.id
    assert (after.published[:10], after.updated[:10]) == ("2021-05-01", "2026-11-10")
    assert (
        feed("outcomes", "?lang=fr").entries[0].id != after.id
    )  # each language is a text of its own


@pytest.mark.parametrize("name", ["outcomes", "figures", "revisions"])
def test_a_feed_says_the_same_as_rss(record: Path, name: str) -> None:
    total(record, 130)
    atom = feed(name)
    rss = feedparser.parse(ask(f"/feeds/{name}.rss").body)
    assert (rss.bozo, rss.version) == (False, "rss20") and rss.entries
    for one, other in zip(atom.entries, rss.entries, strict=True):
        assert (one.id, one.title, one.link) == (other.id, other.title, other.link)
        assert one.published_parsed == other.published_parsed
        assert one.content[0].value == other.summary
    assert ask(f"/feeds/{name}.xml").status == 404


def test_the_feed_of_figures_tells_each_when_it_came_and_when_it_changed(record: Path) -> None:
    first = {entry.title for entry in feed("figures").entries}
    assert "Actions per edition" in first and "Cases" in first
    total(record, 130)
    newest = {entry.title: entry for entry in feed("figures").entries[:4]}["Actions per edition"]
    assert newest.content[0].value == "Actions per edition, 2020: 100 → 130"


@pytest.mark.parametrize("name", ["outcomes", "figures", "revisions"])
def test_a_feed_is_french_if_asked_and_may_be_of_one_case_or_edition(
    record: Path, name: str
) -> None:
    total(record, 130, outcomes=[{"summary_fr": "Autre."}])
    assert feed(name, "?lang=fr").feed.language == "fr"
    assert "Écrire, ça libère" in feed(name, "?lang=fr").feed.title
    assert feed(name, "?case=2020-a").feed.id != feed(name).feed.id
    assert "edition=2020" in feed(name, "?edition=2020").feed.links[0].href


def test_a_feed_is_the_same_bytes_each_time(record: Path) -> None:
    total(record, 130)
    assert ask("/feeds/revisions.atom").body == ask("/feeds/revisions.atom").body


def test_a_text_with_signs_that_xml_cannot_hold_does_not_break_a_feed(record: Path) -> None:
    total(record, 100, outcomes=[{"summary": "bell\x07 and \x1b[31m"}])
    assert "bell and" in feed("outcomes").entries[0].content[0].value
