"""One figure, one day: every face that shows a figure says the same of it, and that day answers it."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from impact import figures, pictures, talking
from impact.briefs import content, mail
from impact.cli.main import main
from impact.exports import taking
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, Wording, date, say
from impact.presentation import comparison, registry
from impact.presentation.view import View
from impact.press import parameters
from impact.press.service import Service
from impact.store import Store
from impact.talking import Selection
from tests.conftest import OF_COUNTS, files, lay
from tests.test_amendments import sheet

CHECKED, TODAY = dt.date(2026, 11, 22), dt.datetime.now(dt.UTC).date()
CASES = [{}, {"case_id": "2020-b", "name": "B", "name_fr": "B"}]
TWO = [{}, {"outcome_id": "o2", "case_id": "2020-b", "event_date": "2022-01-01"}]


def ask(address: str) -> str:
    path, _, query = address.partition("?")
    answer = Service().answer(path.encode(), query.encode())
    assert answer.status == 200, (address, answer.body[:300])
    return answer.body.decode()


def told(name: str, query: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(f"/api/v1/figures/{name}.json?{query}"))
    return found


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A record of 22 November in a store of today, an event of A that was sent in today, and a tally.

    The folder of both, and its first snapshot, of the record alone.
    """
    assert TODAY > CHECKED
    folder = tmp_path_factory.mktemp("faces")
    (folder / "record").mkdir()
    editions = [{"actions": 100, "actions_qualifier": "at_least"}]
    claims: list[dict[str, Any]] = [{"edition_year": 2020, "value": 100},
              {"claim_id": "c2", "subject": "people_released", "unit": "people", "since_year": 2001, "value": 7}]  # fmt: skip
    lay(folder / "record", files(editions=editions, cases=CASES, outcomes=TWO, claims=claims))
    new = {"outcome_id": "o9", "case_id": "2020-a", "event_date": "2022-05-01", "date_precision": "day",
           "outcome_type": "re_arrested", "direction": "negative", "people": 1, "summary": "What.",
           "summary_fr": "Quoi.", "source_url": "https://example.org/new", "source_strength": "good"}  # fmt: skip
    tally = folder / "tally.csv"
    tally.write_text(
        "Date,Case,Action type,Channel,Number\n2020-12-01,A,letter,offline,3\n", "utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        seen_from(folder, patch)
        first = live.current().snapshot
        assert main(["ingest", str(sheet(folder / "event.csv", new))]) == 0
        assert main(["ingest", str(tally), "--section", "US"]) in (0, 1)
        live.current()
    return folder, first


def seen_from(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("IMPACT_RECORD", str(folder / "record"))
    patch.setenv("IMPACT_STORE", str(folder / "store"))


@pytest.fixture
def world(laid: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The same for whoever changes nothing."""
    seen_from(laid[0], monkeypatch)
    return laid[1]


@pytest.fixture
def own_world(laid: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy that may be changed, in the folder of the test."""
    for name in ("record", "store"):
        shutil.copytree(laid[0] / name, tmp_path / name)
    for secret in laid[0].glob("store.*"):
        shutil.copy(secret, tmp_path)
    seen_from(tmp_path, monkeypatch)
    return laid[1]


def asked() -> Iterator[tuple[str, str]]:
    for name in figures.names():
        match figures.parameters(name):
            case ["edition"]:
                yield name, "edition=2020"
            case ["case_id"]:
                yield from ((name, f"case={case}") for case in ("2020-a", "2020-b"))
            case _:
                yield name, ""


def faces(name: str, query: str, lang: Language) -> Iterator[tuple[str, str]]:
    """What each face of a figure says, by its name."""
    more = f"{query}&lang={lang}".removeprefix("&")
    yield "text", ask(f"/api/v1/figures/{name}.txt?{more}")
    press = "/fr/presse" if lang == "fr" else "/press"
    yield "press page", ask(f"{press}/{name}?{query}")
    yield "embed", ask(f"/embed/{name}?{more}")
    if case := query.removeprefix("case=") if name == "timeline_of_case" else "":
        yield "page of the case", ask(f"{press}/{'cas' if lang == 'fr' else 'cases'}/{case}")
    if name in pictures.names():
        query_of = dict([query.split("=")] if query else [])
        given: dict[str, Any] = {**parameters.split(name, query_of)[0]}
        _, shown = pictures.canvas_of(View(live.current(), lang), name, **given)
        yield "picture", shown.dated  # its letters are drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_face_of_a_figure_bears_the_same_day(world: str, lang: Language) -> None:
    assert world
    for name, query in asked():
        figure = told(name, query)
        day = dt.date.fromisoformat(figure["as_of"])
        assert figure["metadata"]["as_of"] == figure["as_of"]
        kind = "exports" if name in OF_COUNTS else "record"
        expected = say(lang, f"dated.{kind}", date=date(lang, day))
        other = TODAY if day == CHECKED else CHECKED
        for face, text in faces(name, query, lang):
            plain = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).replace(
                "\u00a0", " "
            )
            assert expected.replace("\u00a0", " ") in plain, (name, query, face)
            assert say(lang, f"dated.{kind}", date=date(lang, other)) not in plain, (name, face)


def test_what_was_sent_in_dates_its_own_rows_and_nothing_else(world: str) -> None:
    assert world
    day = {(name, query): told(name, query)["as_of"] for name, query in asked()}
    today, checked = TODAY.isoformat(), CHECKED.isoformat()
    assert day["timeline_of_case", "case=2020-a"] == today
    assert day["timeline_of_case", "case=2020-b"] == checked
    assert day["case", "case=2020-b"] == checked
    assert day["releases_documented_total", ""] == today  # it rests on every event
    assert day["actions_by_edition", ""] == day["releases_published", ""] == checked
    assert day["actions_claims_of_edition", "edition=2020"] == checked
    assert day["counted_by_day", "edition=2020"] == today
    assert live.current().as_of == CHECKED


def test_before_the_first_export_no_count_says_when_one_was_received(
    folders: tuple[Path, Path],
) -> None:
    lay(folders[0], files())
    live.current()
    text = ask("/press/actions_counted")
    assert "received up to" not in text and "Facts checked up to 22 November 2026" in text


def test_the_day_that_a_figure_bears_answers_that_figure(world: str) -> None:
    """Also that of an older state, and of a record that was checked before it was taken in."""
    for snapshot in (world, live.current().snapshot):
        for name, query in asked():
            more = f"{query}&".removeprefix("&")
            figure = told(name, f"{more}as_of={snapshot}")
            again = told(name, f"{more}as_of={figure['as_of']}")
            assert again["rows"] == figure["rows"], (name, query, snapshot)
            assert again["as_of"] == figure["as_of"]


def test_a_day_before_anything_that_a_figure_rests_on_has_no_answer(world: str) -> None:
    assert world
    answer = Service().answer(b"/api/v1/figures/cases_total.json", b"as_of=2026-11-21")
    assert answer.status == 404
    assert world in answer.body.decode()


def test_a_record_that_was_checked_before_it_was_taken_in_answers_its_own_day(
    folders: tuple[Path, Path],
) -> None:
    """The store knows a snapshot of that day, but with the record from before."""
    day = (TODAY - dt.timedelta(days=1)).isoformat()
    lay(folders[0], files(editions=[{"actions": 100, "actions_qualifier": "exact"}]))
    live.current()
    newer = files(editions=[{"actions": 130, "actions_qualifier": "exact", "checked_on": day}])
    lay(folders[0], newer)
    live.current()
    assert told("actions_by_edition", f"as_of={day}")["rows"][0]["actions"] == 130
    assert told("actions_by_edition", f"as_of={CHECKED}")["rows"][0]["actions"] == 100


def test_an_export_that_is_taken_out_takes_its_day_with_it(own_world: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (event,) = [entry for entry in taking.entries(store) if entry.changes]
    taking.retract(store, event.id, "misread")
    live.current()
    assert told("timeline_of_case", "case=2020-a")["as_of"] == CHECKED.isoformat()
    before = told("timeline_of_case", f"case=2020-a&as_of={own_world}")["rows"]
    assert told("timeline_of_case", f"case=2020-a&as_of={CHECKED}")["rows"] == before


def test_an_event_that_was_sent_in_after_the_record_was_checked_is_not_in_the_future(
    own_world: str, tmp_path: Path
) -> None:
    assert own_world
    day = CHECKED + dt.timedelta(days=1)
    late = {"outcome_id": "o10", "case_id": "2020-b", "event_date": day.isoformat(), "date_precision": "day",
            "outcome_type": "released", "direction": "positive", "people": 1, "summary": "What.",
            "summary_fr": "Quoi.", "source_url": "https://example.org/new", "source_strength": "good"}  # fmt: skip
    assert main(["ingest", str(sheet(tmp_path / "late.csv", late))]) == 0
    (check,) = (
        item for item in figures.checks(live.current(), "en") if item.name == "events_in_future"
    )
    assert check.rows == []


def test_what_is_said_of_all_bears_the_day_of_the_newest_that_it_rests_on(world: str) -> None:
    """An event that was sent in today counts in the releases; who spoke of them for the launch was told that all
    was checked days before."""
    assert world
    state, days = live.current(), {}
    for selection in (
        Selection("launch", edition=2020), Selection("results", edition=2020),
        Selection("case", case_id="2020-a"), Selection("case", case_id="2020-b"),
    ):  # fmt: skip
        days[selection.occasion, selection.case_id] = talking.talk(state, selection, "en").as_of
    assert days["launch", None] == days["results", None] == days["case", "2020-a"] == TODAY
    assert days["case", "2020-b"] == CHECKED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_that_is_a_floor_is_one_on_every_face(world: str, lang: Language) -> None:
    """The page said "at least 101", and whoever took the JSON, the table or the text got 101 as if exact."""
    assert world
    view = View(live.current(), lang)
    for name in registry.numbers():
        shown = registry.number(view, name)
        if shown is None or shown.value == "–":
            continue
        figure = told(name, f"lang={lang}")
        qualifier = figure["metadata"]["qualifier"]
        assert qualifier, name
        text = ask(f"/api/v1/figures/{name}.txt?lang={lang}")
        table = ask(f"/api/v1/figures/{name}.csv?lang={lang}")
        assert say(lang, f"qualifier.{qualifier}") in text.replace("\u00a0", " "), name
        assert qualifier in table, name
        if qualifier != "exact":
            assert say(lang, f"qualifier.{qualifier}") in shown.value.replace("\u00a0", " "), name


FLOORS = [
    {"edition_year": 2019, "actions": 200, "actions_qualifier": "at_least", "actions_counted": "actions"},
    {"edition_year": 2020, "actions": 150, "actions_qualifier": "at_least", "actions_counted": "actions"},
]  # fmt: skip


@pytest.fixture
def floors(folders: tuple[Path, Path]) -> None:
    """A record of two totals that are minimums, the newer the lower."""
    lay(folders[0], files(editions=FLOORS))
    live.current()


@pytest.mark.usefixtures("floors")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_face_says_that_actions_fell_where_both_totals_are_minimums(lang: Language) -> None:
    reading = say(lang, "compared.read_both_at_least")
    state = live.current()
    pair = comparison.newest(figures.figure(state, "actions_latest", lang).rows[0])
    assert pair is not None
    exact = comparison.Pair((*pair.before[:2], "exact"), (*pair.after[:2], "exact"))
    never = (
        comparison.headline(exact, Wording(lang)).partition(pair.share(Wording(lang)))[0].casefold()
    )
    pages = [text for name in ("actions_latest", "actions_by_edition")
             for _, text in faces(name, "", lang)]  # fmt: skip
    for occasion in ("launch", "results"):
        talk = talking.talk(state, Selection(occasion), lang)
        pages += [point.sentence for point in talk.points] + [point.label for point in talk.points]
        pages += [f"{question.ask} {question.answer}" for question in talk.questions]
        pages.append(" ".join(mail.text(content.brief(state, talk)).split()))
    assert sum(reading in text for text in pages) >= 5
    columns = say(lang, "column.change")
    for text in pages:
        assert never not in text.casefold()
        stands = columns in text and say(lang, "qualifier.at_least") in text  # a row, cell by cell
        assert pair.share(Wording(lang)) not in text or reading in text or stands, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_figures_share_a_title(shipped: State, lang: Language) -> None:
    given = {**figures.DEFAULTS, "edition": 2024, "case_id": "2021-zhang-zhan"}
    titles = [
        pictures.headline(
            View(shipped, lang), name, **{key: given[key] for key in figures.parameters(name)}
        )
        if name in pictures.names()
        else say(lang, f"metric.{name}.label")
        for name in figures.names()
        if name not in OF_COUNTS
    ]
    assert len(set(titles)) == len(titles)
