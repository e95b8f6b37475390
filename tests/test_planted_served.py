"""Sixty secrets planted by the real commands and a form, looked for from outside at a server that runs: by a stranger
and by two people with the lowest of logins, over its websocket and all its addresses, with a client of one's own.

`tests/test_planted.py` looks within one process, where every address can be asked; here is what only a server has: the
pages as they go over the wire, the files that they offer, its log.
"""

from __future__ import annotations

import asyncio
import csv
import http.client
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from benchmarks.server import Server, running
from impact import routes
from impact.figures import live
from impact.i18n.words import LANGUAGES
from tests.conftest import DEFAULTS, files, lay
from tests.test_acting import acted
from tests.test_doors import claims, come, unpacked
from tests.test_forms import fill
from tests.test_planted import addresses
from tests.test_provider import ADDRESS, HOST, Visitor, opened, provided

ADA, DIRK, CHIEF, SECOND, VOICE = (
    "ada@gb.example", "dirk@de.example", "cy@w4r.example", "di@w4r.example", "voice@w4r.example",
)  # fmt: skip
ROLES = f"""
[[role]]
role = "staff"
sections = ["GB"]
addresses = ["{ADA}"]
[[role]]
role = "staff"
sections = ["DE"]
addresses = ["{DIRK}"]
[[role]]
role = "admin"
addresses = ["{CHIEF}", "{SECOND}"]
[[role]]
role = "spokesperson"
addresses = ["{VOICE}"]
"""
SOON = "2031-03-10T10:00:00+01:00"
HIDDEN, HALF = "2020-zqwithheld01", "2020-half"
# The secrets, and to whom of the three who look each is none: all, or only some.
PRESS, VOICES, STAFF = "press", "voice", "staff"
OUTSIDE, EVERYBODY = {PRESS, VOICES}, {PRESS, VOICES, STAFF}
KINDS: list[tuple[str, list[str], set[str]]] = [
    ("withheld", [f"zqwithheld{n:02}" for n in range(1, 11)], OUTSIDE),
    ("embargoed", [*(f"zqembargo{n:02}" for n in range(1, 9)), "733,001", "2031-03-10"], OUTSIDE),
    ("draft", [*(f"zqdraft{n:02}" for n in range(1, 9)), "717,003", "1,222,154"], OUTSIDE),
    ("personal", [*(f"zqperson{n:02}" for n in range(1, 9)), "555 0177", "Z9Z"], EVERYBODY),
    ("file of another section", ["zqfile02", "zqfile03", "zqfile05", "zqlabel02", "zqlabel03", "41,287"], EVERYBODY),
    ("own file", ["zqfile01", "zqfile04", "zqlabel04"], OUTSIDE),
    ("reason of another section", ["zqreason01", "zqreason02", "zqreason03"], EVERYBODY),
    ("reason of admins", ["zqreason04", "zqreason05"], EVERYBODY),
    ("person of staff", [DIRK, CHIEF], EVERYBODY),
    ("target", ["911,001", "911,002"], {PRESS}),
    ("exact count", ["505,151"], {PRESS}),
    ("where it stands", ["w4r-store-folder"], EVERYBODY),
]  # fmt: skip
OPEN = "zqopen01"


def _form(secret: str) -> str:
    """A number however its digits are grouped."""
    if re.fullmatch(r"[\d,]+", secret):
        return "[,.\\s\u00a0\u202f\u2009]?".join(secret.split(","))
    return re.escape(secret)


FORMS = {each: _form(each) for _, found, _ in KINDS for each in found}
ANY = re.compile("(?<![\\d.])(?:" + "|".join(FORMS.values()) + ")", re.I)


def leaks(text: str, whose: str) -> set[str]:
    """The secrets of `whose` that stand in a text."""
    text = text.replace("\\u00a0", " ").replace("\\u202f", " ")
    if not ANY.search(text):
        return set()
    theirs = [each for _, found, from_ in KINDS if whose in from_ for each in found]
    return {each for each in theirs if re.search(f"(?<![\\d.]){FORMS[each]}", text, re.I)}


# The world


def _row(folder: Path, table: str, **cells: object) -> Path:
    row = {
        "further_name" if (table, key) == ("case_names", "name") else key: text
        for key, text in (DEFAULTS[table] | cells).items()
    }
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, row)
    writer.writeheader()
    writer.writerow(row)
    path = folder / f"{table}.csv"
    path.write_text(buffer.getvalue())
    return path


def _tally(folder: Path, name: str, count: object, label: str, day: str = "2020-12-03") -> Path:
    path = folder / f"{name}.csv"
    path.write_text(
        f"date,case,channel,count,how counted,link\n{day},{label},Stall,{count},counted,\n"
    )
    return path


def _record() -> dict[str, bytes]:
    def case(key: str, n: int, **more: Any) -> dict[str, Any]:
        name = f"zqwithheld{n:02}"
        return {"case_id": key, "name": name, "name_fr": name, "summary": f"{name}.", "summary_fr": f"{name}.",
                "country_code": "HU", "country": "Hungary", "source_url": f"https://zqwithheld{n + 1:02}.example/", **more}  # fmt: skip

    return files(
        editions=[{}, {"edition_year": 2021}],
        cases=[{}, case(HIDDEN, 2), case(HALF, 4, name="Zqopenname zqwithheld04", name_fr="Zqopenname zqwithheld04")],
        outcomes=[
            {},
            {"outcome_id": "h1", "case_id": HIDDEN, "summary": "zqwithheld06", "summary_fr": "zqwithheld06",
             "person": "zqwithheld07"},
            {"outcome_id": "h2", "case_id": HALF, "summary": "zqwithheld08", "summary_fr": "zqwithheld08"},
        ],
        case_names=[{}, {"case_id": HIDDEN, "name": "zqwithheld09"}],
        case_grammar=[{"case_id": HIDDEN, "who": "of zqwithheld10"}],
    )  # fmt: skip


class Hands:
    """Who hands in, decides and publishes, by the commands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def did(self, who: str, *words: object, status: int = 0) -> None:
        assert acted(who, *map(str, words)) == status, words

    def row(self, who: str, table: str, *, status: int = 0, **cells: object) -> None:
        path = _row(self._folder, table, **cells)
        self.did(who, "ingest", "--mapping", table, "--section", "DE", path, status=status)

    def count(
        self, who: str, name: str, count: object, label: str, day: str, status: int = 0
    ) -> None:
        section = {ADA: "GB", DIRK: "DE"}[who]
        path = _tally(self._folder, name, count, label, day)
        self.did(who, "ingest", "--section", section, path, status=status)


def _published(hands: Hands) -> None:
    """What goes out, and what of it comes later or never."""
    later: dict[str, Any] = {
        "event_date": "2022-07-03",
        "outcome_type": "compensation",
        "people": "",
        "publish_at": SOON,
    }
    open_: dict[str, Any] = {
        "event_date": "2021-06-02",
        "outcome_type": "law_or_policy_change",
        "people": "",
    }
    hands.count(ADA, "zqfile01", 505151, "A. A.", "2020-12-03")
    hands.row(
        CHIEF, "outcomes", outcome_id="o2", summary="zqopen01", summary_fr="zqopen01", **open_
    )
    hands.row(CHIEF, "outcomes", outcome_id="zqembargo01", summary="zqembargo02", summary_fr="zqembargo03",
              source_url="https://zqembargo04.example/", **later)  # fmt: skip
    hands.row(CHIEF, "cases", case_id="2020-zqembargo05", name="zqembargo06", name_fr="zqembargo06", publish_at=SOON,
              country_code="NZ", country="New Zealand", summary="zqembargo07")  # fmt: skip
    hands.row(CHIEF, "claims", claim_id="zqembargo08", subject="people_released", unit="people", value=733001,
              publish_at=SOON)  # fmt: skip
    hands.row(CHIEF, "consents", case_id=HIDDEN)
    hands.row(CHIEF, "consents", case_id=HALF, publish_level="first_name", first_name="Zqopenname")
    hands.did(CHIEF, "publications", "now", "--why", "zqreason04")


def _drafts(hands: Hands, folder: Path) -> None:
    """What came since: counts, rows that wait for an approval, and requests that wait for a second admin."""
    hands.count(DIRK, "zqfile02", 717003, "zqlabel02", "2020-12-03")
    hands.count(DIRK, "zqfile03", 41287, "zqlabel03", "2020-12-04")
    hands.count(DIRK, "zqfile05", "zqperson07", "zqlabel03", "2020-12-05", status=1)
    hands.count(ADA, "zqfile04", 29, "zqlabel04", "2020-12-06")
    people = folder / "zqfile06.csv"
    people.write_text(
        "uuid,first_name,last_name,email,zip_code,can2_user_city,can2_state_abbreviated,can2_county,can2_phone,"
        "can2_user_tags,can2_subscription_status,can2_sms_status,can2_subscription_date\n"
        "bd0e9d6f-0000-4000-8000-000000000000,zqperson01,zqperson02,zqperson03@zqperson04.example,Z9Z 9Z9,zqperson05,"
        'QC,zqperson06,+1 514 555 0177,"W4R20_signed_A, zqperson08",subscribed,,2020-12-05\n'
    )
    hands.did(DIRK, "ingest", "--section", "DE", people)
    [gone] = [
        each.id for each in live.current().ledger.entries.values() if each.file == "zqfile03.csv"
    ]
    hands.did(DIRK, "retract", gone, "--reason", "zqreason01", "--public")
    hands.row(DIRK, "outcomes", status=1, outcome_id="zqdraft01", event_date="2023-02-05", people="", summary="zqdraft02",
              outcome_type="conditions_improved", summary_fr="zqdraft02", source_url="https://zqdraft03.example/")  # fmt: skip
    hands.row(DIRK, "cases", status=1, case_id="2020-zqdraft04", name="zqdraft05", name_fr="zqdraft05",
              reason="zqreason02")  # fmt: skip
    hands.did(CHIEF, "decide", live.current().ledger.held()[0].id, "approve")
    hands.did(CHIEF, "publications", "now", "--why", "zqreason05", status=1)
    hands.row(CHIEF, "outcomes", status=1, outcome_id="o2", event_date="2021-06-02", people="", summary="zqdraft06",
              outcome_type="law_or_policy_change", summary_fr="zqdraft06", reason="zqreason03")  # fmt: skip
    form = come("enter", claims(email=CHIEF))
    form.query_params["table"] = "outcomes"
    form.run()
    typed = {"case_id": "2020-a", "event_date": "2026-05-01", "outcome_type": "re_arrested", "direction": "negative",
             "people": "1", "summary": "zqdraft07", "summary_fr": "zqdraft08", "source_strength": "good",
             "source_url": "https://example.org/again"}  # fmt: skip
    fill(form, "outcomes", typed).button(key="enter_keep").click().run()
    assert not form.exception


def plant(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Everything is handed in, decided and published as people do, by the commands and in one form."""
    lay(folder / "record", _record())
    (folder / "targets.csv").write_text(
        "edition_year,section,case_id,actions\n2020,,,911001\n2020,GB,,911002\n"
    )
    live.current()
    hands = Hands(folder)
    _published(hands)
    patch.setenv("IMPACT_FOUR_EYES", "1")
    _drafts(hands, folder)
    assert sum(len(found) for _, found, _ in KINDS) == 60


@dataclass
class World:
    """A server, who visits it, and the settings that the commands beside it have."""

    server: Server
    people: Mapping[str, Visitor]
    given: Mapping[str, str]

    @contextmanager
    def settings(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.given.items():
                patch.setenv(name, value)
            yield


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("served") / "w4r-store-folder"
    (folder / "record").mkdir(parents=True)
    settings = {
        "IMPACT_RECORD": str(folder / "record"), "IMPACT_STORE": str(folder / "store"),
        "IMPACT_TARGETS": str(folder / "targets.csv"),
    }  # fmt: skip
    named = {STAFF: ADA, VOICES: VOICE}
    people = {name: {"email": email, "email_verified": True} for name, email in named.items()}
    with pytest.MonkeyPatch.context() as patch, provided(folder, ROLES, people) as (_, login):
        settings |= login
        for name, value in settings.items():
            patch.setenv(name, value)
        plant(folder, patch)
        with running(folder, patience=120, **settings, IMPACT_FOUR_EYES="1") as server:
            (folder / "exports" / "members.csv").write_text("zqperson08,zqperson01\n1,2\n")
            found = {name: Visitor(server.address) for name in (PRESS, VOICES, STAFF)}
            for name in named:
                found[name].log_in(name)
            for each in found.values():
                each.ask(
                    "/_stcore/health"
                )  # gives the token, without which a login counts for nothing
            yield World(server, found, settings)


# Who looks


def visits(snapshots: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Every page; then visits that look back, ask for what nobody should know, and pretend to be staff."""
    every = [(page.path[1:], f"lang={LANGUAGES[at % 2]}") for at, page in enumerate(routes.PAGES)]
    asked = [
        (page, query)
        for case in (HIDDEN, HALF, "2020-zqembargo05", "2020-zqdraft04")
        for page, query in (("case", f"case={case}"), ("talking", f"occasion=case&case={case}"))
    ]
    asked += [("cases", "q=zqwith&country=HU"), ("cases", "country=NZ"), ("compare", f"cases={HIDDEN},2020-a"),
              ("enter", f"table=cases&row={HIDDEN}"), ("live", "data=sample")]  # fmt: skip
    back = [[(page, f"as_of={name}") for page in ("cases", "exports")] for name in snapshots]
    return [every, asked, *back, [(page, "as_of=press@2031-03-11T00:00Z") for page in ("live", "cases")]]  # fmt: skip


async def seen(visitor: Visitor, asked: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What pages tell a client of its own making, with the files that they offer."""
    found = {}
    async with opened(visitor) as raw:
        for page, query in asked:
            text = (await raw.asks(page, query)).decode("utf-8", "replace")
            for path in sorted(set(re.findall(r"/media/[0-9a-f]{20,}\.\w+", text))):
                text += readable(visitor.ask(path).content)
            found[f"{page}?{query}"] = text
    return found


def readable(content: bytes) -> str:
    return unpacked(content) if content[:2] == b"PK" else content.decode("utf-8", "replace")


def kept(world: World) -> list[str]:
    """The names of all states that the store keeps, newest last, drafts among them."""
    with world.settings():
        return [mark.id for mark in live.held()]


@pytest.mark.parametrize("whose", [PRESS, VOICES, STAFF])
def test_no_page_tells_who_asks_past_its_links_what_is_not_theirs(world: World, whose: str) -> None:
    found: dict[str, set[str]] = {}
    told = ""
    names = kept(world)
    for visit in visits([names[1], names[-1]]):
        for asked, text in asyncio.run(seen(world.people[whose], visit)).items():
            told += text
            # What was asked for is said again by who does not know it.
            if leaked := leaks(text, whose) - leaks(asked, whose):
                found[asked] = leaked
    assert found == {}
    assert OPEN in told
    own = {PRESS: set(), VOICES: {"911,001"}, STAFF: {"zqfile01", "zqdraft02"}}[whose]
    assert all(re.search(_form(each), told) for each in own)  # the search can find


ODD = (
    "/robots.txt", "/sitemap.xml", "/snapshot", "/metrics", "/_stcore/metrics", "/_stcore/host-config", "/healthz", "/readyz",
    "/_stcore/script-health-check", "/data/..%2f..%2fstore.secret", "/.streamlit/secrets.toml", "/app/static/../../roles.toml",
    f"/press/cases/{HIDDEN}", f"/oembed?url={ADDRESS}/press/cases/{HIDDEN}", "/auth/login", "/oauth2callback?error=zq", "/nowhere",
)  # fmt: skip


def test_no_address_header_or_line_of_the_log_tells_a_stranger(world: World) -> None:
    with world.settings():
        asked = [*list(addresses())[::7], *ODD]
    found: dict[str, set[str]] = {}
    told = ""
    for path in asked:
        answer = world.people[PRESS].ask(path)
        assert answer.status_code < 500 or path == "/readyz"
        text = f"{answer.headers!r} {readable(answer.content)}"
        told += text
        if leaked := leaks(text, PRESS) - leaks(path, PRESS):
            found[path] = leaked
    log = world.server.log.read_text("utf-8", "replace")
    assert "members.csv" in log  # what lay in the drop folder was looked at
    assert leaks(log, PRESS) == set()
    assert found == {}
    assert OPEN in told and "505150" in told


@pytest.mark.parametrize("path", ["/static/", "/static/js/", "/app/static/", "/media/", "/component/", "/_stcore/", "/app/"])  # fmt: skip
def test_no_folder_is_told_by_its_list(world: World, path: str) -> None:
    answer = world.people[PRESS].ask(path)
    assert answer.status_code in (301, 307, 404), answer.text[:200]
    assert not re.search(r"\.(?:js|png|woff2|py|csv)\b", answer.text)


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/%2f/evil.example/", "/%5cevil.example/", "//evil.example/%2e%2e/"])  # fmt: skip
def test_no_path_leads_from_our_server_to_another(world: World, path: str) -> None:
    link = urlsplit(world.server.address)
    connection = http.client.HTTPConnection(str(link.hostname), link.port)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", HOST)
    connection.endheaders()
    answer = connection.getresponse()
    leads = urljoin(f"{ADDRESS}/", answer.getheader("location") or "/").replace("\\", "/")
    assert answer.status < 500 and leads.startswith(f"{ADDRESS}/") and "//evil" not in leads
