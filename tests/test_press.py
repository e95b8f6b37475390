"""The press layer: what is quoted stays quotable, what cannot be answered says so, and how fast."""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import json
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import Match
from starlette.types import Message, Receive, Send

from impact import figures, pictures
from impact.faults import Fault
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, known, say
from impact.presentation.view import View
from impact.press import formats, lines, parameters
from impact.press.asgi import Press
from impact.press.problems import KINDS
from impact.press.responses import Answer
from impact.press.service import Service
from impact.press.sitemap import addresses
from impact.server import html
from impact.server.gate import Gate
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import files, lay

Folders = tuple[Path, Path]
BASE = "/api/v1/figures"
ADDRESS = "/api/v1/problems"


def ask(address: str, accepted: str = "en", desk: Service | None = None) -> Answer:
    path, _, query = address.partition("?")
    return (desk or Service()).answer(path.encode(), query.encode(), accepted.encode())


def told(address: str, accepted: str = "en") -> Any:
    return json.loads(ask(address, accepted).body)


def header(answer: Answer, name: str) -> str:
    return dict(answer.headers).get(name.encode(), b"").decode()


def kept_on(store: Path, *days: str) -> list[str]:
    """Make the snapshots of a store again, each on its day, and tell their identities."""
    kept = Store(store).snapshots()
    shutil.rmtree(store / "snapshots")
    (store / "newest.json").unlink()
    before = None
    for snapshot, day in zip(kept, days, strict=True):
        with pytest.MonkeyPatch.context() as clock:
            clock.setattr("impact.store._now", lambda day=day: f"{day}T23:30:00+00:00")
            before = Store(store).commit(before, snapshot.files)
    return [snapshot.id for snapshot in kept]


@pytest.fixture
def two(folders: Folders) -> list[str]:
    """Two snapshots, of 1 and of 10 November 2026, the second with a corrected total."""
    for total in (100, 130):
        lay(folders[0], files(editions=[{"actions": total, "actions_qualifier": "exact"}]))
        live.current()
    return kept_on(folders[1], "2026-11-01", "2026-11-10")


# A day, a snapshot


@pytest.mark.parametrize(
    ("as_of", "total"),
    [("2026-11-01", 100), ("2026-11-09", 100), ("2026-11-10", 130), ("2026-11-15", 130)],
)
def test_a_day_is_answered_by_the_newest_snapshot_made_by_its_end(
    two: list[str], as_of: str, total: int
) -> None:
    assert told(f"{BASE}/actions_by_edition?as_of={as_of}")["rows"][0]["actions"] == total
    assert live.named(as_of) == two[total == 130]


def test_a_snapshot_is_answered_as_it_was(two: list[str]) -> None:
    rows = [told(f"{BASE}/actions_by_edition?as_of={name}")["rows"][0] for name in two]
    assert [row["actions"] for row in rows] == [100, 130]


@pytest.mark.parametrize("as_of", ["2026-10-31", "2999-01-01", "000000000000"])
def test_what_is_not_kept_is_told_with_the_first_and_the_newest(two: list[str], as_of: str) -> None:
    problem = told(f"{BASE}/actions_by_edition?as_of={as_of}")
    assert problem["status"] == 404
    assert problem["valid"] == ["2026-11-01", two[0], "2026-11-10", two[1]]
    assert "2026-11-01" in problem["detail"] and two[1] in problem["detail"]


def test_a_snapshot_without_a_record_stands_for_no_day(folders: Folders) -> None:
    Store(folders[1]).keep({"exports.json": b"[]"})
    lay(folders[0], files())
    live.current()
    kept_on(folders[1], "2026-11-01", "2026-11-10")
    with pytest.raises(Fault, match="2026-11-10"):
        live.named("2026-11-05")


def test_a_link_to_a_snapshot_gives_the_same_bytes_after_the_figures_moved_on(
    folders: Folders, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [
        f"{BASE}/{name}.{form}" for name in ("editions", "cases") for form in ("json", "csv", "txt")
    ]
    before = [ask(f"{form}?as_of={two[0]}").body for form in forms]
    lay(folders[0], files(editions=[{"actions": 500, "actions_qualifier": "about"}]))
    live.current()
    monkeypatch.setenv("IMPACT_NEXT_UPDATE", "2026-12-10")
    live._LIVE.clear()  # as another server would answer, years later
    assert [ask(f"{form}?as_of={two[0]}").body for form in forms] == before
    assert [ask(f"{form}?as_of=2026-11-05").body for form in forms] == before


def test_every_link_of_an_answer_to_a_snapshot_leads_to_that_snapshot(two: list[str]) -> None:
    links = told(f"{BASE}/editions?as_of=2026-11-05")["metadata"]["links"]
    assert {link.partition("as_of=")[2][:12] for link in links.values() if link} == {two[0]}
    assert links["self"] == links["permanent"]


def test_the_present_has_a_name_even_if_the_store_keeps_nothing(folders: Folders) -> None:
    folders[1].write_text("a file where the store should be")
    lay(folders[0], files())
    now = told(f"{BASE}/editions")
    again = told(f"{BASE}/editions?as_of={now['snapshot']}")
    assert again["rows"] == now["rows"]
    assert told(f"{BASE}/editions?as_of=2026-11-01")["type"] == f"{ADDRESS}/as_of_none"


# A figure


def test_a_figure_says_all_that_makes_it_quotable() -> None:
    figure = told(f"{BASE}/actions_latest.json?lang=en")
    assert figure["rows"][0]["actions"] == 4662638
    metadata = figure["metadata"]
    assert metadata["qualifier"] == "at_least"
    assert metadata["stage"] is None
    assert metadata["licence"]["name"] == "CC BY 4.0"
    assert metadata["links"]["permanent_html"] in metadata["citation"], "a page, which people read"
    for link in ("permanent", "permanent_html"):
        assert metadata["snapshot"] in metadata["links"][link]
    assert metadata["sources"] == figure["sources"] != []


def test_the_qualifier_of_a_figure_with_several_stands_in_its_rows() -> None:
    figure = told(f"{BASE}/actions_by_edition")
    assert figure["metadata"]["qualifier"] is None
    assert {row["qualifier"] for row in figure["rows"]} >= {"at_least", "about"}


def test_one_reader_fits_the_api_and_the_command_line() -> None:
    printed = figures.figure(live.current(), "actions_latest", "en").as_json()
    answered = told(f"{BASE}/actions_latest")
    assert json.loads(json.dumps(printed, default=str)) == {
        key: value for key, value in answered.items() if key != "metadata"
    }


@pytest.mark.parametrize("text", ["2026-12-10", "soon", ""])
def test_the_next_update_is_a_day_or_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_NEXT_UPDATE", text)
    expected = text if text[:1] == "2" else None
    assert told(f"{BASE}/editions")["metadata"]["next_update"] == expected


def test_links_begin_with_the_public_address_if_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMPACT_ADDRESS", "https://example.org/")
    links = told(f"{BASE}/editions")["metadata"]["links"]
    assert {link[:24] for link in links.values() if link} <= {
        "https://example.org/api/",
        "https://example.org/pres",
    }


def test_the_french_figure_is_french() -> None:
    answer = ask(f"{BASE}/editions", "fr-CA,fr;q=0.9,en;q=0.5")
    assert json.loads(answer.body)["label"] == say("fr", "metric.editions.label")
    assert header(answer, "content-language") == "fr"


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("en-US,fr;q=0.3", "en"),
        ("de, fr;q=0.5, en;q=0.2", "fr"),
        ("de", "en"),
        ("fr;q=0", "en"),
        ("", "en"),
    ],
)
def test_the_browser_is_answered_in_the_language_it_likes_best(accepted: str, lang: str) -> None:
    assert header(ask(BASE, accepted), "content-language") == lang


def test_the_language_of_the_address_goes_before_that_of_the_browser() -> None:
    assert header(ask(f"{BASE}?lang=en", "fr"), "content-language") == "en"


def test_a_csv_is_read_by_any_reader_and_runs_no_formula(folders: Folders) -> None:
    lay(folders[0], files(cases=[{"name": "=cmd|' /C calc'!A0", "summary": 'a, "b"\nc'}]))
    rows = list(csv.DictReader(io.StringIO(ask(f"{BASE}/cases.csv").body.decode(), newline="")))
    assert rows[0]["name"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["summary"] == 'a, "b" c'


def test_a_csv_is_named_after_its_snapshot() -> None:
    answer = ask(f"{BASE}/editions.csv")
    name = f'attachment; filename="editions-{live.current().snapshot}.csv"'
    assert header(answer, "content-disposition") == name


def test_plain_lines_hold_number_qualifier_day_source_and_citation() -> None:
    text = ask(f"{BASE}/actions_latest.txt?lang=fr").body.decode()
    assert "Actions\u00a0: 4\u202f662\u202f638\u00a0; Précision\u00a0: au moins" in text
    assert "Faits vérifiés jusqu’au 28 novembre 2026" in text
    assert "https://www.amnesty.or.jp/" in text
    assert "CC BY 4.0" in text


@pytest.mark.parametrize(
    ("address", "column", "found"),
    [
        (f"{BASE}/cases?country=CN", "country_code", {"CN"}),
        (f"{BASE}/actions_by_edition?edition=2020", "edition_year", {2020}),
        (f"{BASE}/timeline_of_case?case=2021-zhang-zhan", "case_id", {"2021-zhang-zhan"}),
        (
            f"{BASE}/releases_published?publisher=Amnesty+International+USA",
            "publisher",
            {"Amnesty International USA"},
        ),
    ],
)
def test_a_parameter_keeps_the_rows_it_names(address: str, column: str, found: set[object]) -> None:
    answered = told(address)
    assert {row[column] for row in answered["rows"]} == found
    assert {source["url"] for source in answered["sources"]} == {
        row["source_url"] for row in answered["rows"]
    }


def test_a_value_that_fits_but_is_not_among_the_rows_leaves_none() -> None:
    publisher = "Amnesty+International+USA"
    address = f"{BASE}/actions_claims_of_edition?edition=2001&publisher={publisher}"
    assert told(address)["rows"] == []


def test_the_list_names_every_figure_with_what_it_takes() -> None:
    listed = {item["name"]: item for item in told(BASE)["figures"]}
    assert sorted(listed) == figures.names()
    assert listed["pace"]["required"] == ["edition"]
    assert listed["timeline_of_case"]["parameters"] == ["lang", "as_of", "case"]
    assert "limit" in listed["outcomes_newest"]["parameters"]


def test_every_address_worth_a_file_is_listed_once_and_the_data_answer(
    folders: Folders,
) -> None:
    lay(folders[0], files())  # of one case: each case of the record would be asked of every figure
    found = addresses()
    assert len(found) == len(set(found))
    desk, seen = Service(), set()
    for address in found:
        path = address.partition("?")[0]
        if path.startswith(BASE) and path not in seen:
            seen.add(path)
            if not path.endswith(".png"):  # painted of the SVG, each for longer than all the others
                assert ask(address, desk=desk).status == 200, address
    named = {path.removeprefix(f"{BASE}/").partition(".")[0] for path in seen}
    now = live.current()
    for name in set(figures.names()) - named:  # each value it can be asked for has nothing to say
        assert not any(parameters.answered(now, name).values()) and parameters.answered(now, name)


def test_every_column_of_every_figure_has_a_word_for_plain_lines(shipped: State) -> None:
    for name in figures.names():
        for column in figures.columns(shipped, name):
            if not column.endswith("_fr") and not column.startswith(lines._NOT_SHOWN):
                assert known(f"column.{column}"), column


def test_a_sample_in_the_store_is_marked_in_every_form(monkeypatch: pytest.MonkeyPatch) -> None:
    invented = live.sample()
    monkeypatch.setattr(live, "current", lambda: invented)
    assert told(f"{BASE}/cases_total")["sample"] is True
    for form in ("csv", "txt"):
        assert "SAMPLE" in ask(f"{BASE}/cases_total.{form}").body.decode()


class _Drawing:
    """Stands in for what draws: one figure has a picture that says how it was asked for."""

    def names(self) -> list[str]:
        return ["actions_by_edition", "pace"]

    def svg(self, view: View, name: str, **how: Any) -> str:
        asked = json.dumps(how, sort_keys=True)
        return f"<svg>{name} {view.lang} {view.state.snapshot} {asked}</svg>"

    def png(self, svg: str) -> bytes:
        return b"\x89PNG" + svg.encode()


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("names", "svg", "png"):
        monkeypatch.setattr(pictures, name, getattr(_Drawing(), name))


@pytest.mark.usefixtures("drawing")
def test_a_picture_is_drawn_in_the_shape_the_theme_and_the_language_asked_for() -> None:
    answer = ask(f"{BASE}/actions_by_edition.svg?lang=fr&shape=tall&theme=dark")
    text = answer.body.decode()
    assert header(answer, "content-type") == "image/svg+xml"
    assert text.startswith("<svg>actions_by_edition fr ")
    assert '"dark": true' in text and '"shape": "tall"' in text
    assert f"as_of={live.current().snapshot}" in text


@pytest.mark.usefixtures("drawing")
def test_a_picture_takes_what_its_figure_needs_and_nothing_that_only_keeps_rows() -> None:
    assert '"edition": "2021"' in ask(f"{BASE}/pace.svg?edition=2021").body.decode()
    assert ask(f"{BASE}/pace.png?edition=2021").body.startswith(b"\x89PNG<svg>pace")
    refused = told(f"{BASE}/actions_by_edition.svg?edition=2021")
    assert refused["valid"] == ["as_of", "lang", "shape", "theme"]


@pytest.mark.usefixtures("drawing")
def test_a_figure_without_a_picture_says_which_have_one() -> None:
    problem = told(f"{BASE}/cases_total.png")
    assert problem["status"] == 404
    assert problem["valid"] == ["actions_by_edition", "pace"]
    assert told(f"{BASE}/cases_total")["metadata"]["links"]["png"] is None


# What cannot be answered


@pytest.mark.parametrize(
    ("address", "status", "valid"),
    [
        (f"{BASE}/actions_by_editon", 404, "actions_by_edition"),
        (f"{BASE}/actions_by_edition.xls", 404, "csv"),
        (f"{BASE}/actions_by_edition?foo=1", 400, "as_of"),
        (f"{BASE}/cases_total?edition=2021", 400, "lang"),
        (f"{BASE}/pace", 400, "2021"),
        (f"{BASE}/pace?edition=1066", 400, "2021"),
        (f"{BASE}/pace?edition=", 400, "2021"),
        (f"{BASE}/cases?country=XX", 400, "CN"),
        (f"{BASE}?lang=de", 400, "fr"),
        ("/api/v1/nothing", 404, BASE),
        ("/api/v1/problems/nothing", 404, f"{ADDRESS}/too_long"),
    ],
)
def test_a_problem_lists_what_could_have_been_asked(address: str, status: int, valid: str) -> None:
    answer = ask(address)
    problem = json.loads(answer.body)
    assert header(answer, "content-type") == "application/problem+json"
    assert (answer.status, problem["status"]) == (status, status)
    assert valid in problem["valid"]
    assert set(problem) == {"type", "title", "status", "detail", "instance", "valid"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_type_of_every_problem_can_be_looked_up(kind: str, lang: str) -> None:
    answer = ask(f"{ADDRESS}/{kind}", lang)
    assert answer.status == 200
    assert json.loads(answer.body)["title"] == say(
        "fr" if lang == "fr" else "en", f"problem.{kind}.title"
    )


def test_a_problem_is_told_in_the_language_asked_for() -> None:
    assert told(f"{BASE}/pace?lang=fr")["title"] == "Il manque un paramètre"
    assert told(f"{BASE}/pace", "fr")["title"] == "Il manque un paramètre"


HOSTILE = [
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "<img/src=x onerror=alert(1)>",
    "=cmd|'/C calc'!A0",
    "../../../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "%00",
    "%zz",
    "%ff%fe",
    "'; drop table editions; --",
    "{lang.__class__}",
    "%E2%80%AE%E2%80%AE",
    "a" * 3000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
@pytest.mark.parametrize(
    "place",
    ["{base}/{text}", "{base}/pace?edition={text}", "{base}/cases?{text}=1", "{base}?as_of={text}"],
)
def test_hostile_text_is_refused_briefly_and_never_given_back_as_it_came(
    text: str, place: str
) -> None:
    answer = ask(place.replace("{base}", BASE).replace("{text}", text))
    said = answer.body.decode()
    assert answer.status in (400, 404)
    assert "<" not in said and "\x00" not in said and "\u202e" not in said
    assert "a" * 81 not in said and "Traceback" not in said
    assert len(json.loads(said)["instance"]) <= 80


@pytest.mark.parametrize("size", [5000, 1_000_000])
def test_an_address_of_a_megabyte_is_too_long(size: int) -> None:
    assert ask(f"{BASE}?lang={'e' * size}").status == 414
    assert ask(f"{BASE}/{'e' * size}").status == 414


def test_a_parameter_that_stands_twice_is_refused_even_if_both_say_the_same() -> None:
    assert told(f"{BASE}?lang=en&lang=en")["type"] == f"{ADDRESS}/parameter_repeated"


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_whatever_are_answered_with_a_defect(path: bytes, query: bytes) -> None:
    desk = _DESK
    for raw in (path, f"{BASE}/".encode() + path, f"{BASE}/pace".encode()):
        answer = desk.answer(raw, query, query)
        assert answer.status in (200, 400, 404, 414)
        if header(answer, "content-type").startswith("text/html"):
            assert b"</html>" in answer.body
        else:
            json.loads(answer.body)


_DESK = Service()


def test_without_a_record_the_api_says_that_it_cannot_answer_now(folders: Folders) -> None:
    assert folders
    answer = ask(f"{BASE}/editions", "fr")
    assert answer.status == 503
    assert header(answer, "retry-after") == "30"
    assert "csv" not in answer.body.decode()


def test_a_defect_of_ours_is_told_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(formats, "figure", broken)
    answer = ask(f"{BASE}/editions")
    assert answer.status == 500
    assert b"secret" not in answer.body and b"Zero" not in answer.body


# HTTP


async def _behind(scope: Message, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http", receive
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"Streamlit"})


def visit(
    *asked: tuple[str, str, dict[str, str]], door: Press | None = None
) -> list[httpx.Response]:
    """Ask the door one thing after the other, as one client of one server."""
    door = door or Press(_behind, html.known)

    async def run() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=door)
        async with httpx.AsyncClient(transport=transport, base_url="http://press.test") as client:
            return [
                await client.request(method, address, headers=headers)
                for method, address, headers in asked
            ]

    return asyncio.run(run())


FIGURE = f"{BASE}/actions_by_edition"


def test_an_answer_that_is_known_is_not_sent_again() -> None:
    first, again = visit(("GET", FIGURE, {}), ("GET", FIGURE, {}))
    assert first.content == again.content
    tag = first.headers["etag"]
    assert tag == again.headers["etag"] and not tag.startswith("W/")
    for known_as in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        (unchanged,) = visit(("GET", FIGURE, {"If-None-Match": known_as}))
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == tag
    (other,) = visit(("GET", FIGURE, {"If-None-Match": '"other"'}))
    assert other.status_code == 200


def test_what_is_compressed_has_an_etag_of_its_own_and_says_what_it_depends_on() -> None:
    plain, small, smaller, refused = visit(
        ("GET", FIGURE, {"Accept-Encoding": "identity"}),
        ("GET", FIGURE, {"Accept-Encoding": "gzip"}),
        ("GET", FIGURE, {"Accept-Encoding": "gzip, deflate, br, zstd"}),
        ("GET", FIGURE, {"Accept-Encoding": "br;q=0, gzip"}),
    )
    assert (small.headers["content-encoding"], refused.headers["content-encoding"]) == (
        "gzip",
        "gzip",
    )
    assert smaller.headers["content-encoding"] == "br"
    assert "content-encoding" not in plain.headers
    lengths = [int(one.headers["content-length"]) for one in (plain, small, smaller)]
    assert lengths[0] / 3 > lengths[1] > lengths[2]
    assert len({one.headers["etag"] for one in (plain, small, smaller)}) == 3
    assert plain.headers["vary"] == "Accept-Encoding, Accept-Language, Accept"
    bodies = [one.body for one in ask(FIGURE).packed]
    assert brotli.decompress(bodies[0]) == gzip.decompress(bodies[1]) == plain.content


@pytest.mark.usefixtures("two")
def test_a_reader_without_etag_does_not_load_the_same_again() -> None:
    (first,) = visit(("GET", FIGURE, {}))
    when = first.headers["last-modified"]
    again, other, tagged = visit(
        ("GET", FIGURE, {"If-Modified-Since": when}),
        ("GET", FIGURE, {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        ("GET", FIGURE, {"If-Modified-Since": when, "If-None-Match": '"another"'}),
    )
    assert (again.status_code, other.status_code, tagged.status_code) == (304, 200, 200)
    assert again.headers["last-modified"] == when


def test_a_figure_is_given_in_the_form_that_a_program_accepts() -> None:
    bare = FIGURE.removesuffix(".json")
    found = visit(
        *(
            ("GET", bare, {"Accept": wanted})
            for wanted in (
                "*/*", "text/csv", "text/html, text/csv;q=0.8, application/json;q=0.9",
                "image/svg+xml", "audio/ogg",
            )
        )
    )  # fmt: skip
    assert [one.headers["content-type"].partition(";")[0] for one in found] == [
        "application/json", "text/csv", "application/json", "image/svg+xml", "application/json",
    ]  # fmt: skip
    assert all("Accept" in one.headers["vary"].split(", ") for one in found)
    (said,) = visit(("GET", f"{bare}.json", {"Accept": "text/csv"}))  # the address goes before
    assert said.headers["content-type"] == "application/json"
    assert "Accept" not in said.headers["vary"].split(", ")


def test_how_long_an_answer_may_be_kept_depends_on_whether_it_can_change(two: list[str]) -> None:
    now, day, then = visit(
        ("GET", FIGURE, {}),
        ("GET", f"{FIGURE}?as_of=2026-11-05", {}),
        ("GET", f"{FIGURE}?as_of={two[0]}", {}),
    )
    fresh = "public, max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400"
    assert now.headers["cache-control"] == day.headers["cache-control"] == fresh
    assert then.headers["cache-control"] == "public, max-age=86400, stale-if-error=86400"


def test_a_problem_is_kept_by_nobody() -> None:
    (problem,) = visit(("GET", f"{FIGURE}?foo=1", {}))
    assert problem.headers["cache-control"] == "no-store"


def test_every_site_may_read() -> None:
    read, asked = visit(("GET", FIGURE, {"Origin": "https://example.org"}), ("OPTIONS", FIGURE, {}))
    assert read.headers["access-control-allow-origin"] == "*"
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


def test_head_tells_what_get_would_send() -> None:
    full, head = visit(("GET", FIGURE, {}), ("HEAD", FIGURE, {}))
    assert head.content == b""
    assert dict(head.headers) == dict(full.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_written(method: str) -> None:
    (refused,) = visit((method, FIGURE, {"Accept-Language": "fr"}))
    assert refused.status_code == 405
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS"
    assert refused.json()["title"] == "Seule la lecture est possible"


def test_a_new_snapshot_is_answered_from_without_a_restart(folders: Folders) -> None:
    door = Press(_behind, html.known)
    totals: list[int] = []
    for total in (100, 130):
        lay(folders[0], files(editions=[{"actions": total, "actions_qualifier": "exact"}]))
        until = time.monotonic() + 300
        while totals[-1:] != [total] and time.monotonic() < until:
            door._looked = float("-inf")
            (answer,) = visit(("GET", FIGURE, {}), door=door)
            totals.append(answer.json()["rows"][0]["actions"])
    assert list(dict.fromkeys(totals)) == [100, 130], "the old one until the new one is made"


def test_nobody_waits_while_a_new_snapshot_is_built(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files(editions=[{"actions": 100, "actions_qualifier": "exact"}]))
    door, building = Press(_behind, html.known), threading.Event()
    before = live.current()
    door._state = before

    def slow() -> State:
        building.wait(5)
        return before

    async def run() -> list[Answer]:
        try:
            return [
                await asyncio.wait_for(door._found((FIGURE.encode(), query, b"", "", "")), 2)
                for query in (b"lang=en", b"lang=fr")
            ]
        finally:
            building.set()

    monkeypatch.setattr(live, "current", slow)
    assert [answer.status for answer in asyncio.run(run())] == [200, 200]


def test_what_is_kept_ready_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("impact.press.service._ROOM", 50_000)
    desk = Service()
    for name in ("editions", "actions_by_edition", "cases_by_standing", "missing"):
        ask(f"{BASE}/{name}", desk=desk)
    assert 0 < desk._kept.held <= 50_000


# Everything else


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_that_nobody_knows_is_a_real_404_in_the_language_asked_for(lang: str) -> None:
    for path in ("/nothing", "/actions/nothing", "/wp-login.php", "/%3Cscript%3E"):
        (page,) = visit(("GET", path, {"Accept-Language": lang}))
        assert page.status_code == 404
        assert f'<html lang="{lang}">' in page.text
        assert "script" not in page.text and "wp-login" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/actions",
        "/actions/",
        "/snapshot",
        "/_stcore/health",
        sorted(html._ITS_FILES)[-1],
        "/favicon.png",
        "/media/x",
        "/app/static/favicon.png",
    ],
)
def test_what_streamlit_and_the_pages_answer_is_left_to_them(path: str) -> None:
    (page,) = visit(("GET", path, {}))
    assert (page.status_code, page.text) == (200, "Streamlit")


def test_a_script_that_is_not_there_is_a_real_404() -> None:
    answers = visit(("GET", "/static/js/nothing.js", {}), ("GET", "/static/", {}))
    assert [answer.status_code for answer in answers] == [404, 404]


def test_every_route_of_the_pages_is_known() -> None:
    for route in html.served():
        scope = {"type": "http", "method": "GET", "path": route.path, "headers": []}
        assert route.matches(scope)[0] is Match.FULL and html.known(scope)


def test_a_crawler_finds_a_map_with_whole_addresses_in_both_languages() -> None:
    robots, plan = visit(("GET", "/robots.txt", {}), ("GET", "/sitemap.xml", {}))
    assert "Sitemap: http://press.test/sitemap.xml" in robots.text
    assert plan.headers["content-type"].startswith("application/xml")
    assert "<loc>http://press.test/press/actions_by_edition</loc>" in plan.text
    assert 'hreflang="fr" href="http://press.test/fr/presse/actions_by_edition"' in plan.text
    assert "case=2021-zhang-zhan&amp;lang=fr" in plan.text
    for page in ("/fr/presse/cas/2021-zhang-zhan", "/press/claims/c226", "/data/?lang=fr"):
        assert f"<loc>http://press.test{page}</loc>" in plan.text


def test_a_host_that_is_no_host_is_not_repeated() -> None:
    (robots,) = visit(("GET", "/robots.txt", {"Host": 'x"><script>'}))
    assert "script" not in robots.text and "http://localhost/sitemap.xml" in robots.text


def test_the_server_has_the_door_in_front() -> None:
    assert "middleware=html.middleware()" in (ROOT / "app.py").read_text(encoding="utf-8")
    assert [str(each.cls) for each in html.middleware()][:2] == [str(Gate), str(Press)]


@pytest.mark.parametrize("path", ["/api/v1/figures/time_to_release.json", "/press/time_to_release"])
def test_a_period_that_ends_before_it_begins_is_the_askers_mistake(path: str) -> None:
    """It was answered with no rows, as if nobody had been held; inside the figure it would be ours."""
    statuses = [
        Service().answer(path.encode(), query).status
        for query in (b"period=2010-2005", b"period=2005-2010")
    ]
    assert statuses == [400, 200]


@pytest.mark.parametrize(
    "address",
    [
        "/press/actions_by_edition",
        "/fr/presse/cas/2022-nasser-zefzafi",
        "/embed/actions_by_edition?theme=dark",
        "/feeds/outcomes.atom?lang=fr",
        "/revisions",
        "/data/",
        "/data/cases.csv",
        "/og/actions_by_edition.png",
        "/api/v1/figures/actions_by_edition.svg?theme=dark",
        "/api/v1/figures/cases_total.csv",
        "/oembed?url=https%3A%2F%2Fx.org%2Fpress%2Fcases_total%3Futm_source%3Da",
    ],
)
def test_a_link_that_was_shared_lives_on_with_what_other_sites_added_to_it(address: str) -> None:
    joint = "&" if "?" in address else "?"
    foreign = "fbclid=IwAR0&utm_source=a&utm_source=b&dnt=true&mc_cid=%zz&%ff=1&q"
    plain = ask(address)
    shared = ask(f"{address}{joint}{foreign}")
    assert (shared.status, shared.body) == (200, plain.body)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/figures/cases_total?fbclid=1",  # a program is told of each
        "/embed/actions_by_edition?thme=dark",  # ours, misspelt
        "/press/cases_total?edition=2020",  # would show something else than it says
        "/press/cases?country=CL&country=CN",
    ],
)
def test_what_is_ours_is_told_and_never_passed_over(address: str) -> None:
    assert ask(address).status == 400


def test_any_page_can_be_asked_for_in_a_language() -> None:
    french = ask("/fr/presse/cas/2022-nasser-zefzafi")
    assert ask("/press/cases/2022-nasser-zefzafi?lang=fr").body == french.body
    assert (
        ask("/fr/presse/cas/2022-nasser-zefzafi?lang=en").body
        == ask("/press/cases/2022-nasser-zefzafi").body
    )
    assert header(ask("/data/cases.csv?lang=fr"), "content-language") == "en"
    code = told("/oembed?url=https%3A%2F%2Fx.org%2Fpress%2Fcases_total%3Flang%3Dfr")["html"]
    assert "lang=fr" in code
