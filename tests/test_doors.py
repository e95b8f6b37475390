"""Who sees what where others are served: nothing of staff is on any public address, and local is as before."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from impact import figures, routes
from impact.exports import publishing, taking
from impact.faults import Fault
from impact.figures import access, live, roles
from impact.i18n.words import LANGUAGES, Language, say
from impact.presentation.view import View
from impact.press.service import Service
from impact.server import checkup, login
from impact.settings import ROOT, folder
from impact.store import Store
from tests.conftest import files, lay
from tests.pages import NAMES, shown
from tests.test_exports import take
from tests.test_press import visit

CLOSED = sorted(name for name in figures.names() if figures.closed(name))
OPEN = sorted(set(figures.names()) - set(CLOSED))
TALLY = "date,case,channel,count,how counted,link\n2020-12-{},{},Stall,{},counted,\n"
# What is planted, and what of it nobody may read who did not log in.
PLANTED = {
    "count of a section": r"73[,\s]?519",
    "count of a section that was taken out": r"41[,\s]?287",
    "total of both": r"114[,\s]?806",
    "target": r"987[,\s]?643",
    "name of a file": r"planted[-_ ]name",
    "label of an export": r"planted[-_ ]label",
    "reason of a retraction": r"planted[-_ ]reason",
    "reason of a section": r"Stall",
}


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of a server for others: two exports, of which one was taken out for a reason that is public,
    and a target. Whoever looks changes nothing, so it is laid once."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "record").mkdir()
    lay(folder / "record", files())
    (folder / "targets.csv").write_text("edition_year,section,case_id,actions\n2020,,,987643\n")
    first, second = folder / "planted-name-1.csv", folder / "planted-name-2.csv"
    first.write_text(TALLY.format("03", "planted-label", 73519))
    second.write_text(TALLY.format("04", "planted-label", 41287))
    settings = {
        "IMPACT_RECORD": str(folder / "record"),
        "IMPACT_STORE": str(folder / "store"),
        "IMPACT_TARGETS": str(folder / "targets.csv"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        live.current()
        assert take("--section", "GB", first) == take("--section", "CH", second) == 0
        entries = live.current().ledger.entries.values()
        gone = next(each for each in entries if each.file == second.name)
        taking.retract(Store(folder / "store"), gone.id, "planted-reason", public=True)
    return settings | {"IMPACT_ADDRESS": "https://w4r.example", "IMPACT_SERVE": "public"}


@pytest.fixture
def planted(laid: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in laid.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def own_planted(laid: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the planted world, for what publishes in it."""
    store = Path(laid["IMPACT_STORE"])
    shutil.copytree(store.parent, tmp_path / "world")
    for name, value in (laid | {"IMPACT_STORE": str(tmp_path / "world" / store.name)}).items():
        monkeypatch.setenv(name, value)


# What is looked at behind the first two signs is looked at where they stand, and not at every sign of a text.
_PLANTED = {
    name: re.compile(rf"{form[:2]}(?<![\d.]{form[:2]}){form[2:]}")
    for name, form in ((name, form.lower()) for name, form in PLANTED.items())
}


def leaks(text: str) -> list[str]:
    text = text.replace("\\u00a0", " ").replace("\\u202f", " ").lower()
    return [name for name, form in _PLANTED.items() if form.search(text)]


def unpacked(body: bytes) -> str:
    """An answer as text: of workbooks and archives, every file in them."""
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return " ".join(archive.read(name).decode("latin-1") for name in archive.namelist())


@pytest.mark.usefixtures("planted")
def test_the_same_is_found_where_everything_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The secrets are there to be found: else that none is found would prove nothing."""
    monkeypatch.setenv("IMPACT_SERVE", "local")
    text = "".join(
        Service().answer(path.encode(), b"lang=en").body.decode()
        for path in ("/api/v1/figures/counted_by_section.json", "/api/v1/figures/targets.json")
        for path in (path, "/api/v1/revisions.json")
    )
    assert {"total of both", "reason of a retraction"} <= set(leaks(text))


@pytest.mark.usefixtures("planted")
def test_a_raw_client_gets_neither_figures_nor_snapshots_nor_a_way_to_hand_in() -> None:
    names = [mark.id for mark in live.held()]
    assert len(names) > 2
    answers = visit(
        ("GET", "/sitemap.xml", {}), ("GET", "/robots.txt", {}),
        ("GET", "/feeds/today.atom", {}), ("GET", "/api/v1/openapi.json", {}),
        ("GET", f"/embed/{CLOSED[0]}", {}), ("GET", "/og/targets.png", {}),
    )  # fmt: skip
    assert [each.status_code for each in answers] == [200, 200, 403, 200, 403, 403]
    listed = answers[0].text + answers[3].text
    assert not any(f"/{name}" in listed for name in [*CLOSED, *_staff_pages()])
    assert all(f"/{name}" in listed for name in OPEN)
    early = Service().answer(b"/api/v1/figures/cases.json", b"as_of=1999-01-01").body.decode()
    assert names[0] in early and not any(name in early for name in names[1:])
    # Neither a snapshot nor an ETag tells that something was handed in.
    assert access.current().snapshot == names[0] != live.current().snapshot
    assert [mark.id for mark in access.held()] == names[:1]


def _staff_pages() -> list[str]:
    return [page.name for page in routes.PAGES if page.role != "press"]


@pytest.mark.usefixtures("own_planted")
def test_a_view_gives_less_to_who_may_see_less() -> None:
    state = live.current()
    for view in (View(state, "en"), View(state, "en", access.PRESS)):
        assert view.state.record.tables["targets"] == [] and view.state.ledger.entries == {}
        assert view.state.counted_on is None
        assert view.state.database.rows("actions_counted") == []
        assert view.ask("cases_total").rows[0]["cases"] == 1
        for name in CLOSED:
            with pytest.raises(Fault) as refused:
                view.ask(name)
            assert refused.value.key == "figure_closed"
    speaks = access.Who("spokesperson")
    assert View(state, "en", speaks).state.database.rows("actions_counted") == []
    assert View(state, "en", access.OWNER).ask("actions_counted").rows[0]["actions"] == 73519
    publishing.publish(Store(folder("IMPACT_STORE")))
    state = live.current()
    # To the press in packets of ten: no difference of two days is one action.
    for who, told in ((access.PRESS, 73510), (speaks, 73519)):
        assert View(state, "en", who).ask("actions_counted").rows[0]["actions"] == told
    assert View(state, "en", speaks).ask("targets", edition=2020).rows[0]["target"] == 987643


# The file of roles

ROLES = """
[[role]]
role = "spokesperson"
domains = ["Example.org"]
[[role]]
role = "staff"
sections = ["GB"]
groups = ["w4r-gb"]
[[role]]
role = "staff"
sections = ["CH"]
addresses = ["Ada@example.net"]
[[role]]
role = "admin"
groups = ["w4r-all"]
"""
NOW = 1_800_000_000


def give_roles(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Let a server, at an address of its own, tell people apart by `ROLES`; returns their file."""
    path = folder / "roles.toml"
    path.write_text(ROLES)
    monkeypatch.setenv("IMPACT_ROLES", str(path))
    monkeypatch.setenv("IMPACT_ADDRESS", "https://w4r.example")
    return path


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return give_roles(monkeypatch, tmp_path)


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("claims", "role", "sections"),
    [
        ({"groups": ["w4r-gb"]}, "staff", {"GB"}),
        ({"groups": "w4r-gb", "email": "ada@example.net"}, "staff", {"GB", "CH"}),
        ({"groups": ["w4r-gb", "w4r-all"]}, "admin", {"GB"}),
        ({"email": "who@EXAMPLE.org"}, "spokesperson", set()),
        ({"email": "ada@example.net", "email_verified": False}, "press", set()),
        ({"email": "ada@example.net", "email_verified": None}, "press", set()),
        ({"email": "ada@example.net", "email_verified": "true"}, "press", set()),
        ({"email": "who@notexample.org"}, "press", set()),
        ({"email": "a@b@example.org"}, "press", set()),
        ({"email": "@example.org"}, "press", set()),
        ({"email": ["ada@example.net"]}, "press", set()),
        ({"groups": ["W4R-ALL", "w4r", ""]}, "press", set()),
        ({"groups": {"w4r-all": 1}}, "press", set()),
        ({"groups": ["w4r-all"], "is_logged_in": False}, "press", set()),
        ({"groups": ["w4r-all"], "iat": NOW - 12 * 3600}, "press", set()),
        ({"groups": ["w4r-all"], "iat": NOW + 3600}, "press", set()),
        ({"groups": ["w4r-all"], "iat": str(NOW)}, "press", set()),
    ],
)
def test_a_role_follows_from_what_the_provider_vouches_for(
    claims: dict[str, Any], role: str, sections: set[str]
) -> None:
    whole = {"is_logged_in": True, "iat": NOW - 60, "email_verified": True} | claims
    found = roles.who(whole, NOW)
    assert (found.role, set(found.sections)) == (role, sections)


@pytest.mark.parametrize("text", ['role = "admin"', '[[role]]\nrole = "boss"', "[[role", '[[role]]\nrole = "staff"\nsection = ["GB"]'])  # fmt: skip
def test_a_file_of_roles_that_cannot_be_meant_lets_nobody_in(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(Fault) as refused:
        roles.who({"is_logged_in": True, "iat": NOW, "groups": ["w4r-all"]}, NOW)
    assert refused.value.key == "roles_unread"
    file.unlink()
    with pytest.raises(Fault):
        roles.read()


# The pages


def come(name: str, user: dict[str, object] | None, lang: str = "en") -> AppTest:
    test = AppTest.from_file(str(ROOT / "impact" / "dashboard" / "frame.py"), default_timeout=300)
    test.context = {"locale": "en-GB"}
    test.query_params["lang"] = lang
    test.user = {"is_logged_in": False} if user is None else {"is_logged_in": True, **user}
    if name != "overview":
        test.switch_page(str(ROOT / "pages" / f"{name}.py"))
    test.run()
    assert not test.exception, test.exception[0].message
    return test


def buttons(test: AppTest) -> list[str]:
    return [button.key for button in test.button if button.key]


@pytest.mark.usefixtures("planted", "file")
@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_the_press_no_secret_and_one_for_staff_a_login_and_nothing_else(
    name: str,
) -> None:
    test = come(name, None)
    text = shown(test)
    assert leaks(text) == []
    assert say("en", "fault.title") not in text
    closed = name in _staff_pages()
    assert ("log_in" in buttons(test)) == closed
    if closed:
        assert [each.value for each in test.main.markdown] == [say("en", "door.closed")]
        assert not test.main.get("plotly_chart") and not test.get("file_uploader")


def claims(**more: object) -> dict[str, object]:
    """What a provider says of somebody who has just logged in."""
    return {"iat": time.time() - 60, "email_verified": True, **more}


@pytest.mark.usefixtures("planted", "file")
def test_staff_of_a_section_see_their_own_files_and_admins_all() -> None:
    own = come("exports", claims(groups=["w4r-gb"]))
    assert own.selectbox(key="section").options == ["United Kingdom (GB)"]
    text = shown(own)
    assert "planted-name-1" in text
    assert "planted-name-2" not in text and "planted-reason" not in text
    assert say("en", "history.title") not in text
    assert say("en", "drop.title") not in text  # where it lies on the server
    whole = come("exports", claims(groups=["w4r-all"]))
    text = shown(whole)
    assert "planted-name-1" in text and "planted-name-2" in text and "planted-reason" in text
    assert {"Switzerland (CH)", "United Kingdom (GB)"} <= set(
        whole.selectbox(key="section").options
    )
    none = come("exports", claims(email="ada@example.net", groups=[]))
    assert none.selectbox(key="section").options == ["Switzerland (CH)"]


@pytest.mark.usefixtures("own_planted", "file")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_speaks_sees_the_published_counts_and_nobody_else_hands_in(lang: Language) -> None:
    speaks = claims(email="who@example.org")
    assert "count of a section" not in leaks(shown(come("live", speaks, lang)))
    publishing.publish(Store(folder("IMPACT_STORE")))
    assert "count of a section" in leaks(shown(come("live", speaks, lang)))
    refused = come("exports", speaks, lang)
    assert say(lang, "door.not_yours") in shown(refused) and not refused.get("file_uploader")
    assert leaks(shown(refused)) == []
    old = come("live", {**speaks, "iat": time.time() - 13 * 3600}, lang)
    assert "log_in" in buttons(old) and leaks(shown(old)) == []


@pytest.mark.usefixtures("planted", "file")
def test_who_is_logged_in_was_asked_for_a_name_and_could_give_anothers() -> None:
    for name in ("enter", "exports"):
        test = come(name, claims(email="ada@example.net", groups=["w4r-all"]))
        assert say("en", "rules.by") not in {field.label for field in test.text_input}
    test = come("enter", claims(email="ada@example.net", groups=["w4r-all"]))
    (look,) = [each for each in test.button if each.label == say("en", "enter.look")]
    look.click().run()
    assert test.session_state["draft"].by == "ada@example.net"


@pytest.mark.usefixtures("planted", "file")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_logged_in_and_has_no_role_saw_no_sign_of_it_and_no_way_out(lang: Language) -> None:
    """The provider sends everybody back to the overview, where nothing had changed."""
    test = come("overview", claims(email="eve@example.com"), lang)
    told = say(lang, "door.no_role", name="eve@example.com").replace("\u00a0", " ")
    assert told in shown(test)
    assert {"leave", "come_in"} & set(buttons(test)) == {"leave"}
    assert leaks(shown(test)) == []


@pytest.mark.usefixtures("planted")
def test_on_ones_own_machine_everything_is_open_and_staff_are_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMPACT_SERVE", "local")
    text = shown(come("exports", None))
    assert say("en", "door.local") in text and "planted-reason" in text
    assert say("en", "door.local") not in shown(come("about", None))
    monkeypatch.setenv("IMPACT_STAFF_PASSWORD", "a long enough word of staff")
    text = shown(come("exports", None))
    assert say("en", "door.local_guarded") in text and say("en", "door.local") not in text


# The server

AUTH = """[auth]
redirect_uri = "https://w4r.example/oauth2callback"
cookie_secret = "{secret}"
client_id = "w4r"
client_secret = "of the client"
server_metadata_url = "https://login.example/.well-known/openid-configuration"
"""
SECRET = "a secret of the tests that is long enough"


@pytest.fixture
def secrets(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "secrets.toml"
    path.write_text(AUTH.format(secret=SECRET))
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    secrets_singleton._reset()
    yield path
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


@pytest.mark.usefixtures("planted", "file")
def test_a_server_for_others_does_not_start_half_closed(
    secrets: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkup.refuse(serving=True)

    def refused() -> str:
        secrets_singleton._reset()
        with pytest.raises(Fault) as fault:
            checkup.refuse(serving=True)
        assert str(fault.value) and fault.value.sentence("fr")
        return fault.value.key

    file.rename(file.with_suffix(".gone"))
    assert refused() == "roles_unread"
    file.with_suffix(".gone").rename(file)
    secrets.write_text(AUTH.format(secret="short"))
    assert refused() == "serve_secret"
    secrets.write_text(AUTH.format(secret=SECRET).replace("client_secret", "client_sekret"))
    assert refused() == "serve_login"
    secrets.write_text(AUTH.format(secret=SECRET).replace("https://w4r", "http://w4r"))
    assert refused() == "serve_redirect"
    secrets.unlink()
    assert refused() == "serve_login"
    for address in ("", "http://w4r.example"):
        monkeypatch.setenv("IMPACT_ADDRESS", address)
        assert refused() == "serve_address"
    for serve in ("Public", "open", ""):
        monkeypatch.setenv("IMPACT_SERVE", serve)
        assert refused() == "serve_unknown"
    monkeypatch.delenv("IMPACT_SERVE")  # as where its name is misspelt
    assert refused() == "serve_unsaid"


def test_a_server_with_a_public_address_was_open_to_everybody_without_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("IMPACT_SERVE", raising=False)
    for address in ("", "http://localhost:8501", "http://127.0.0.1:8501"):
        monkeypatch.setenv("IMPACT_ADDRESS", address)
        assert list(checkup.open_to_all()) == []
    for address in ("https://w4r.example", "http://192.0.2.7:8501"):
        monkeypatch.setenv("IMPACT_ADDRESS", address)
        (fault,) = checkup.open_to_all()
        assert fault.key == "serve_open" and address in fault.sentence("fr")
        doors = next(each for each in checkup.looked() if each.check == "doors")
        assert "serve_open" in [each.key for each in doors.faults]
        checkup.refuse(serving=True)  # links have it on one's own machine, too
        monkeypatch.setenv("IMPACT_SERVE", "local")  # it is meant so
        assert list(checkup.open_to_all()) == []
        monkeypatch.delenv("IMPACT_SERVE")


@pytest.mark.usefixtures("planted", "file", "secrets")
def test_files_are_taken_from_staff_alone_whatever_the_cookie_pretends() -> None:
    def cookie(secret: str = SECRET, name: str = "_streamlit_user", **more: object) -> str:
        said = {"is_logged_in": True, **claims(groups=["w4r-gb"]), **more}
        return f"_streamlit_user={create_signed_value(secret, name, json.dumps(said)).decode()}"

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("taken", 204)(scope, receive, send)

    path = "/_stcore/upload_file/session/file"
    mine = cookie()
    asked: dict[str, int] = {
        "": 403, "_streamlit_user=x": 403, cookie("another secret"): 403,
        cookie(name="another_cookie"): 403, cookie(groups=[], email="who@example.org"): 403,
        cookie(iat=0): 403, cookie(is_logged_in=False): 403, mine[:-2]: 403, mine: 204,
    }  # fmt: skip

    async def run() -> list[int]:
        transport = httpx.ASGITransport(app=login.Uploads(behind))
        async with httpx.AsyncClient(transport=transport, base_url="http://w4r.test") as client:
            return [
                (await client.put(path, content=b"x", headers={"cookie": each})).status_code
                for each in asked
            ]

    assert asyncio.run(run()) == list(asked.values())
