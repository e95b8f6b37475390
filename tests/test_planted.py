"""Sixty secrets are planted in a server for others, and looked for on every address, page, header, log and file.

Drafts, embargoed rows, running counts, other sections' files, reasons, targets and the names of what was not
published. The same search finds what was published, so that it can fail.
"""

from __future__ import annotations

import asyncio
import csv
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from impact import figures, routes
from impact.exports import audit, mapping, publishing, secret, taking
from impact.exports.taking import Desk, Handed
from impact.figures import access, live
from impact.i18n.words import LANGUAGES
from impact.press import sitemap, static_site
from impact.press.service import Service
from impact.server import html
from impact.store import Store
from tests.conftest import DEFAULTS, files, lay, serve_others
from tests.pages import json_of, shown
from tests.test_doors import claims, come, give_roles, unpacked

SOON = "2031-03-10T10:00:00+01:00"
TARGETS = [911001, 911002, 911003, 911004]
EMBARGOED = [f"zqembargo{place:02}" for place in range(1, 13)]
EMBARGOED_NUMBERS = [733001, 733002]
DRAFTS = [f"zqdraft{place:02}" for place in range(1, 15)]
DRAFT_COUNTS = [717001, 717002, 717003, 717005]
RUNNING = [
    505151 + 717002 + 717003,
    717002 + 717003,
]  # with the section that was taken out and without
FILES = [f"zqfile{place:02}" for place in range(1, 9)]
LABELS = [f"zqlabel{place:02}" for place in range(1, 5)]
REASONS = [f"zqreason{place:02}" for place in range(1, 7)]
PEOPLE = ["zqinitials", "zqsender"]
OPEN = ["505151", "zqopen01", "zqopen02"]  # what was published


class Staff:
    """Who hands things in, through the door of the page."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._names = iter(FILES)

    def rows(self, table: str, *, unapproved: bool = False, **cells: object) -> None:
        row = {
            "further_name" if (table, key) == ("case_names", "name") else key: text
            for key, text in (DEFAULTS[table] | cells).items()
        }
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, row)
        writer.writeheader()
        writer.writerow(row)
        self._hand_in(f"{table}.csv", buffer.getvalue(), "GB", table, unapproved=unapproved)

    def count(self, section: str, number: int, label: str) -> None:
        text = f"date,case,channel,count,how counted,link\n2020-12-03,{label},Stall,{number},counted,\n"
        self._hand_in(f"{next(self._names)}.csv", text, section, None)

    def _hand_in(
        self, name: str, text: str, section: str, table: str | None, *, unapproved: bool = False
    ) -> None:
        audit.act_as("page", "zqsender@example.org")
        path = self._folder / name
        path.write_text(text)
        desk = Desk(mapping.load(), secret.secret(self._store), live.record_as_it_stands())
        handed = Handed(path, section, table, by="zqinitials", unapproved=unapproved)
        report = desk.take(self._store, handed)
        assert report.fault is None and not report.set_aside, report.message("en")
        if report.question and not unapproved:
            with taking.changing(self._store) as visit:
                visit.decide(report.id or "", report.question.choices[0].choice, None)


@pytest.fixture
def secrets(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The secrets by their kind and place, as patterns."""
    targets = [(2020, "", "", 911001), (2020, "GB", "", 911002), (2020, "CH", "", 911003), (2020, "", "2020-a", 911004)]  # fmt: skip
    path = tmp_path / "targets.csv"
    path.write_text("edition_year,section,case_id,actions\n" + "".join(f"{y},{s},{c},{n}\n" for y, s, c, n in targets))  # fmt: skip
    monkeypatch.setenv("IMPACT_TARGETS", str(path))
    lay(folders[0], files(editions=[{}, {"edition_year": 2021}]))
    live.current()
    store = Store(folders[1])
    staff = Staff(store, tmp_path)

    staff.count("GB", 505151, LABELS[0])
    staff.rows("outcomes", outcome_id="o2", summary="zqopen01", summary_fr="zqopen01")
    staff.rows("cases", case_id="2020-open", name="zqopen02", name_fr="zqopen02")
    staff.rows("outcomes", outcome_id="zqembargo01", summary="zqembargo02", summary_fr="zqembargo03",
               source_url="https://zqembargo04.example/", publish_at=SOON)  # fmt: skip
    staff.rows("cases", case_id="2020-zqembargo05", name="zqembargo06", name_fr="zqembargo07", country_code="NZ",
               country="New Zealand", summary="zqembargo08", publish_at=SOON)  # fmt: skip
    staff.rows("case_names", case_id="2020-zqembargo05", name="zqembargo09")
    staff.rows("claims", claim_id="zqembargo10", edition_year=2020, subject="people_released", unit="people",
               value=733001, publisher="zqembargo11", publish_at=SOON)  # fmt: skip
    staff.rows("claims", claim_id="c3", edition_year=2021, value=733002, publish_at=SOON)
    staff.rows(
        "editions",
        edition_year=2021,
        starts_on="2021-11-01",
        ends_on="2022-01-31",
        actions=733002,
        actions_qualifier="exact",
        reason="",
    )
    staff.rows("outcomes", summary="zqembargo12", publish_at=SOON, reason=REASONS[0])
    publishing.publish(store, why=REASONS[1])
    published = len(store.marks()) - 1

    staff.count("CH", 717001, LABELS[1])
    staff.count("DE", 717002, LABELS[2])
    staff.count("FR", 717003, LABELS[3])
    gone = next(each for each in live.current().ledger.entries.values() if each.section == "CH")
    taking.retract(store, gone.id, REASONS[2], public=True)
    staff.rows("outcomes", outcome_id="zqdraft01", summary="zqdraft02", summary_fr="zqdraft03")
    staff.rows(
        "cases",
        case_id="2020-zqdraft04",
        name="zqdraft05",
        name_fr="zqdraft11",
        summary="zqdraft06",
    )
    staff.rows(
        "claims",
        claim_id="zqdraft07",
        value=717005,
        publisher="zqdraft08",
        publisher_fr="zqdraft12",
        source_url="https://zqdraft13.example/",
    )
    staff.rows(
        "outcomes", outcome_id="o2", summary="zqdraft09", summary_fr="zqdraft14", reason=REASONS[3]
    )
    staff.rows("outcomes", outcome_id="o9", summary="zqdraft10", unapproved=True, reason=REASONS[4])
    gone = next(each for each in live.current().ledger.entries.values() if each.section == "DE")
    taking.retract(store, gone.id, REASONS[5])
    taking.restore(store, gone.id)
    drafts = [mark.id for mark in live.held() if mark.number > published][:4]

    numbers = [*TARGETS, *EMBARGOED_NUMBERS, *DRAFT_COUNTS, *RUNNING]
    texts = [
        *EMBARGOED,
        *DRAFTS,
        *FILES[:4],
        *LABELS,
        *REASONS,
        *PEOPLE,
        "Stall",
        "2031-03-10",
        *drafts,
    ]
    found = {str(each): _number(each) for each in numbers} | {
        each: re.escape(each) for each in texts
    }
    give_roles(monkeypatch, tmp_path)
    serve_others(monkeypatch)
    return found


def _number(number: int) -> str:
    """A number however its digits are grouped."""
    return "[,.\\s\u00a0\u202f]?".join(f"{number:,}".split(","))


def in_text(text: str, secrets: dict[str, str]) -> set[str]:
    """The secrets that a text has; each by itself only where any is there."""
    text = text.replace("\\u00a0", " ").replace("\\u202f", " ")
    if not re.search(f"(?<![\\d.])(?:{'|'.join(secrets.values())})", text, re.I):
        return set()
    return {name for name, form in secrets.items() if re.search(rf"(?<![\d.]){form}", text, re.I)}


def addresses() -> Iterator[str]:
    """Every address of the press layer, also of older states, of what is not there, and asked wrongly."""
    yield from (each for each in sitemap.addresses() if ".png" not in each)
    for name in figures.names():
        for asked in (
            "",
            "?edition=2020",
            "?case=2020-zqnobody",
            "?edition=1066",
            "?as_of=2020-01-01",
            "?lang=fr",
        ):
            yield f"/api/v1/figures/{name}.json{asked}"
        yield f"/api/v1/figures/{name}.xlsx?edition=2020"
        yield f"/api/v1/figures/{name}.pptx?edition=2020"
        yield f"/press/{name}?edition=2020"
        yield f"/og/{name}.png?edition=1066"
    for mark in live.held():
        for path in ("/revisions", "/press", "/data/", "/api/v1/figures", "/api/v1/revisions.json",
                     "/api/v1/figures/actions_counted.json", "/feeds/outcomes.atom", "/data/outcomes.csv"):  # fmt: skip
            yield f"{path}?as_of={mark.id}"
    yield from ("/feeds/today.atom", "/feeds/today.rss", "/nowhere", "/api/v1/figures/nothing.json", "/data/w4r-record.zip")  # fmt: skip


def asked_raw(paths: list[str]) -> str:
    """What a raw client gets of the server's own stack, in front of Streamlit: all headers and bodies."""
    app = Starlette(routes=html.served(), middleware=html.middleware())

    async def run() -> str:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.9", 1))
        async with httpx.AsyncClient(transport=transport, base_url="https://w4r.example") as client:
            found = []
            for path in paths:
                for method in ("GET", "HEAD", "OPTIONS", "POST"):
                    answer = await client.request(method, path)
                    found.append(f"{answer.headers!r} {unpacked(answer.content)}")
        return " ".join(found)

    return asyncio.run(run())


def test_of_sixty_planted_secrets_none_is_found_on_any_face(
    secrets: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert len(secrets) == 60
    caplog.clear()
    caplog.set_level(logging.INFO)
    found: dict[str, set[str]] = {}
    everything: list[str] = []

    def look(where: str, text: str, passing: frozenset[str] = frozenset()) -> None:
        everything.append(text)
        # What was asked for is said again by who does not know it.
        if leaks := in_text(text, secrets) - passing:
            found[where] = leaks

    service, refused = Service(), 0
    for address in addresses():
        path, _, query = address.partition("?")
        answer = service.answer(path.encode(), query.encode(), b"en")
        assert answer.status < 500, address
        refused += answer.status == 403
        asked = frozenset(in_text(address, secrets))
        look(address, f"{answer.headers!r} {unpacked(answer.body)}", asked)
    assert refused > sum(map(figures.closed, figures.names()))
    plain = [routes.ROBOTS, routes.SITEMAP, routes.SNAPSHOT, routes.ALIVE, routes.READY, routes.MEASURES,
             *(f"{page.path}?lang={lang}" for page in routes.PAGES for lang in LANGUAGES),
             "/case?case=2020-a", "/press", "/feeds/outcomes.atom", "/api/v1/revisions.json"]  # fmt: skip
    look("raw", asked_raw(plain))
    for place, page in enumerate(routes.PAGES):
        test = come(page.name, None, LANGUAGES[place % 2])
        look(f"page {page.name}", f"{shown(test)} {json_of(test)}")
    chosen = [each for each in sitemap.addresses() if ".png" not in each][::9]
    monkeypatch.setattr(sitemap, "addresses", lambda _state=None: chosen)
    monkeypatch.setattr(static_site, "_PIECE", len(chosen))
    static_site.publish(tmp_path / "bulletin")
    for file in (tmp_path / "bulletin").rglob("*"):
        if file.is_file() and file.suffix not in (".png", ".gz", ".br", ".woff2"):
            look(file.name, f"{file} {unpacked(file.read_bytes())}")
    look("log", caplog.text)
    assert found == {}
    told = " ".join(everything)
    assert in_text(told, {each: each for each in OPEN}) == set(OPEN)  # the search can find

    plans = frozenset(map(str, TARGETS))
    for name in ("live", "case", "talking"):
        text = shown(come(name, claims(email="who@example.org")))
        assert in_text(text, secrets) - plans - {"Stall", *LABELS[:1], *FILES[:1]} == set(), name
    publishing.publish(Store(live._live()._store.folder))  # in the open
    body = service.answer(b"/api/v1/figures/actions_counted.json", b"").body.decode()
    assert str(RUNNING[0]) in in_text(body, secrets)
    assert access.current().snapshot != access.held()[0].id
