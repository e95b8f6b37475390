"""A login with a real provider of OpenID Connect: one server, one provider, and people of all kinds."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import oidc_provider_mock
import pytest
from streamlit import config
from streamlit.auth_util import encode_provider_token
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_media_file_storage import _calculate_file_id
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.server import Server, running
from impact.cli.main import main
from tests.test_legible import unread

ADDRESS, HOST = "https://w4r.example", "w4r.example"
SECRET = "a secret of the tests that is long enough"
USER = "_streamlit_user"
ROLES = """
[[role]]
role = "staff"
sections = ["GB"]
groups = ["w4r-gb"]

[[role]]
role = "staff"
sections = ["US"]
groups = ["w4r-usa"]

[[role]]
role = "spokesperson"
domains = ["amnesty.example"]
"""
PEOPLE = {
    "staff": {"email": "who@else.example", "email_verified": True, "groups": ["w4r-gb"]},
    "other": {"email": "us@else.example", "email_verified": True, "groups": ["w4r-usa"]},
    "speaker": {"email": "voice@amnesty.example", "email_verified": True, "groups": ["others"]},
    "claimant": {"email": "voice@amnesty.example", "email_verified": False, "groups": ["w4r-us"]},
}


PLANTED = "planted-name"
TALLY = "date,case,channel,count,how counted,link\n2021-12-04,Zhang Zhan,street,73519,by hand,\n"
PAGES = ("", "actions", "live", "exports", "enter")


class Raw:
    """A page's connection, spoken by a client of its own making, which asks past every link and button."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.page = ""  # Streamlit's id of it
        self._fields: list[str] = []

    async def asks(self, page: str, query: str = "", **typed: str) -> bytes:
        """All that it is told until its run ends. `typed`: what stands in fields, by their keys."""
        asked, heard = BackMsg(), b""
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        for key, text in typed.items():
            widget = asked.rerun_script.widget_states.widgets.add()
            widget.id = next(each for each in self._fields if each.endswith(f"-{key}"))
            widget.string_value = text
        await self._socket.send(asked.SerializeToString())
        while True:
            message = bytes(await self._socket.recv(decode=False))
            heard += message
            told = ForwardMsg.FromString(message)
            if told.WhichOneof("type") == "new_session":
                self.page = told.new_session.initialize.session_id
            if told.delta.new_element.HasField("text_input"):
                self._fields.append(told.delta.new_element.text_input.id)
            if told.WhichOneof("type") == "script_finished" and (
                told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return heard


@asynccontextmanager
async def opened(visitor: Visitor, resumes: str = "", origin: str = ADDRESS) -> AsyncIterator[Raw]:
    """A page of a visitor's; `resumes`: as if it had been open before under that id."""
    link = urlsplit(visitor.server)
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    headers = {"X-Forwarded-Proto": "https"} | ({"Cookie": cookie} if cookie else {})
    own = visitor.cookies.get("_streamlit_xsrf", "")  # said twice, else a login counts for nothing
    async with connect(
        f"ws://{urlsplit(origin).netloc}/_stcore/stream", host=link.hostname, port=link.port, max_size=None,
        subprotocols=[Subprotocol(each) for each in ("streamlit", own, resumes) if each],
        origin=Origin(origin), additional_headers=headers,
    ) as socket:  # fmt: skip
        yield Raw(socket)


async def told(visitor: Visitor, pages: Sequence[str]) -> bytes:
    """All that the server tells of pages."""
    async with opened(visitor) as raw:
        return b"".join([await raw.asks(page) for page in pages])


@dataclass
class Visitor:
    """Somebody's browser behind the proxy: it asks by our name, and keeps its cookies."""

    server: str
    cookies: dict[str, str] = field(default_factory=dict)
    name: str = HOST  # by which the server is asked
    flags: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, method: str = "GET", token: str | None = None, **more: Any
    ) -> httpx.Response:
        headers = {"host": self.name, "x-forwarded-proto": "https"}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            own = self.cookies.get("_streamlit_xsrf", "")  # what Streamlit's script says once more
            headers["x-xsrftoken"] = own if token is None else token
        answer = httpx.request(method, f"{self.server}{path}", headers=headers, timeout=30, **more)
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.flags[name] = line
                if morsel.value and "1970" not in line and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return answer

    def log_in(self, subject: str) -> str:
        """Log in as somebody, through the provider's own form. Returns the address that it led back to."""
        to = self.ask(f"/auth/login?provider={encode_provider_token('default')}").headers[
            "location"
        ]
        back = httpx.post(to, data={"sub": subject}, timeout=30).headers["location"]
        assert back.startswith(f"{ADDRESS}/oauth2callback?")
        self.ask(back.removeprefix(ADDRESS))
        return back.removeprefix(ADDRESS)

    def hands_in(self) -> bool:
        """Whether Streamlit is asked to take a file, which it refuses for want of its own token."""
        answer = self.ask("/_stcore/upload_file/session/file", "PUT")
        assert answer.status_code == 403
        return "Log in" not in answer.text

    def claims(self) -> dict[str, object]:
        signed = decode_signed_value(SECRET, USER, self.cookies[USER])
        assert signed is not None
        found: dict[str, object] = json.loads(signed)
        return found


@contextmanager
def provided(
    folder: Path, roles: str, people: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """A provider that knows people by what it says of them: its address, and the settings of a server for others."""
    known = [oidc_provider_mock.User(sub=name, claims=dict(said)) for name, said in people.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=known) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        (folder / "secrets.toml").write_text(
            f'[auth]\nredirect_uri = "{ADDRESS}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
            'client_id = "w4r"\nclient_secret = "of the client"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        )
        (folder / "roles.toml").write_text(roles)
        before = config.get_option("secrets.files")
        config.set_option("secrets.files", [str(folder / "secrets.toml")])
        secrets_singleton._reset()
        yield issuer, {
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"), "IMPACT_SERVE": "public",
            "IMPACT_ADDRESS": ADDRESS, "IMPACT_ROLES": str(folder / "roles.toml"),
        }  # fmt: skip
        config.set_option("secrets.files", before)
        secrets_singleton._reset()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    folder: Path = tmp_path_factory.mktemp("provider")
    with provided(folder, ROLES, PEOPLE) as (issuer, settings):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("IMPACT_STORE", str(folder / "store"))
            (folder / f"{PLANTED}.csv").write_text(TALLY)
            assert main(["ingest", "--section", "GB", str(folder / f"{PLANTED}.csv")]) == 0
        with running(folder, patience=60, **settings) as server:
            yield server, issuer


@pytest.fixture
def visitor(served: tuple[Server, str]) -> Visitor:
    return Visitor(served[0].address)


def test_a_raw_client_that_asks_for_staffs_pages_is_told_what_the_press_is(
    visitor: Visitor,
) -> None:
    secrets = (PLANTED.encode(), b"73,519")
    heard = asyncio.run(told(visitor, PAGES))
    assert len(heard) > 10_000 and not any(secret in heard for secret in secrets)
    visitor.log_in("staff")
    visitor.ask("/_stcore/health")  # gives the token
    heard = asyncio.run(told(visitor, PAGES))  # else that nothing is found would prove nothing
    assert all(secret in heard for secret in secrets)


def test_staff_put_a_file_into_the_open_page_of_anothers_whose_id_they_knew(
    visitor: Visitor,
) -> None:
    other = Visitor(visitor.server)
    for each, name in ((visitor, "staff"), (other, "other")):
        each.log_in(name)
        each.ask("/_stcore/health")  # gives the token

    async def tried() -> list[int]:
        async with opened(visitor) as raw:
            await raw.asks("exports")
            path = f"/_stcore/upload_file/{raw.page}/file"
            return [
                each.ask(path, method, files={"file": ("a.csv", b"x")}).status_code
                for each in (other, visitor)
                for method in ("PUT", "DELETE")
            ]

    assert asyncio.run(tried()) == [403, 403, 204, 204]


def test_who_guessed_the_bytes_of_a_file_found_out_that_somebody_had_it_open(
    visitor: Visitor,
) -> None:
    stranger = Visitor(visitor.server)
    visitor.log_in("staff")
    visitor.ask("/_stcore/health")

    async def tried() -> tuple[str, list[int]]:
        async with opened(visitor) as raw:
            heard = (await raw.asks("exports")).decode("utf-8", "replace")
            offered = re.findall(r"/media/[0-9a-f]{20,}\.\w+", heard)[0]
            file, ending = visitor.ask(offered), Path(offered).suffix
            worked_out = _calculate_file_id(file.content, file.headers["content-type"])
            return offered, [
                stranger.ask(f"/media/{worked_out}{ending}").status_code, file.status_code,
            ]  # fmt: skip

    offered, statuses = asyncio.run(tried())
    assert statuses == [404, 200], offered
    assert visitor.ask(offered).headers["cache-control"] == "no-store"


def test_a_form_of_another_site_sends_the_cookies_and_not_what_the_script_says_twice(
    visitor: Visitor,
) -> None:
    visitor.log_in("staff")
    visitor.ask("/_stcore/health")

    async def tried() -> int:
        async with opened(visitor) as raw:
            await raw.asks("exports")
            path, sent = f"/_stcore/upload_file/{raw.page}/file", {"file": ("a.csv", b"x")}
            return visitor.ask(path, "PUT", token="", files=sent).status_code

    assert asyncio.run(tried()) == 403


def test_a_cookie_that_was_there_before_a_login_is_not_kept(visitor: Visitor) -> None:
    visitor.cookies[USER] = "planted"
    visitor.log_in("staff")
    first = visitor.cookies[USER]
    visitor.log_in("staff")
    assert "planted" != first != visitor.cookies[USER]


def test_the_id_of_an_open_page_is_worth_nothing_to_who_is_somebody_else(visitor: Visitor) -> None:
    stranger = Visitor(visitor.server)
    visitor.log_in("staff")
    for each in (visitor, stranger):
        each.ask("/_stcore/health")

    async def tried() -> list[bytes]:
        async with opened(visitor) as raw:
            own = await raw.asks("exports")
            async with opened(stranger, raw.page) as taken:
                found = [own, await taken.asks("exports")]
        async with opened(stranger, raw.page) as taken:  # its owner has left
            return [*found, await taken.asks("exports")]

    assert [PLANTED.encode() in each for each in asyncio.run(tried())] == [True, False, False]


def test_staff_who_log_in_hand_in_and_do_so_after_a_reload(visitor: Visitor) -> None:
    assert not visitor.hands_in()
    visitor.log_in("staff")
    assert visitor.claims()["groups"] == ["w4r-gb"]
    assert visitor.hands_in()
    assert visitor.ask("/").status_code == 200  # a reload brings the same cookie
    assert visitor.hands_in()


@pytest.mark.parametrize("subject", ["speaker", "claimant", "nobody-we-know"])
def test_who_is_in_none_of_our_groups_logs_in_and_hands_nothing_in(
    visitor: Visitor, subject: str
) -> None:
    visitor.log_in(subject)
    assert visitor.claims()["is_logged_in"] is True
    assert not visitor.hands_in()


def test_a_cookie_of_a_login_is_for_https_alone_and_for_no_script(visitor: Visitor) -> None:
    visitor.log_in("staff")
    for flag in ("Secure", "HttpOnly", "SameSite=lax"):
        assert flag in visitor.flags[USER]


def test_a_login_ends_with_a_logout(visitor: Visitor) -> None:
    visitor.log_in("staff")
    visitor.ask("/auth/logout")
    assert USER not in visitor.cookies
    assert not visitor.hands_in()


def test_a_login_ends_after_twelve_hours_by_the_provider_s_time(visitor: Visitor) -> None:
    visitor.log_in("staff")
    said = visitor.claims() | {"iat": time.time() - 12 * 3600 - 1}
    visitor.cookies[USER] = create_signed_value(SECRET, USER, json.dumps(said)).decode()
    assert not visitor.hands_in()


def test_a_forged_cookie_is_nobody_s(visitor: Visitor) -> None:
    visitor.log_in("claimant")
    said = visitor.claims() | {"groups": ["w4r-gb"]}
    visitor.cookies[USER] = create_signed_value("another secret", USER, json.dumps(said)).decode()
    assert not visitor.hands_in()


def test_an_answer_of_the_provider_lets_in_once_and_only_who_asked_for_it(visitor: Visitor) -> None:
    back = visitor.log_in("staff")
    other = Visitor(visitor.server)
    other.ask(back)  # the address was seen by somebody else
    assert USER not in other.cookies and not other.hands_in()
    again = Visitor(visitor.server, dict(visitor.cookies))
    again.cookies.pop(USER)
    again.ask(back)  # the same browser, a second time
    assert USER not in again.cookies and not again.hands_in()


def test_a_code_or_state_that_the_provider_never_gave_lets_nobody_in(visitor: Visitor) -> None:
    to = visitor.ask(f"/auth/login?provider={encode_provider_token('default')}").headers["location"]
    state = parse_qs(urlsplit(to).query)["state"][0]
    for forged in (
        f"code=never&state={state}",
        "code=never&state=never",
        f"state={state}",
        "error=no",
    ):
        visitor.ask(f"/oauth2callback?{forged}")
        assert USER not in visitor.cookies
    assert not visitor.hands_in()


def test_a_stranger_wrote_signs_of_a_terminal_and_as_much_as_they_wanted_into_the_log(
    served: tuple[Server, str], visitor: Visitor
) -> None:
    """Streamlit logs what an answer pretends of the provider's error."""
    signs = "\x1b[2Jzqlogged\u202e\u2028\x85 2026 INFO all is well"
    visitor.ask(f"/oauth2callback?{urlencode({'error': signs, 'error_description': 'x' * 9000})}")
    log = served[0].log.read_text("utf-8")
    assert "zqlogged" in log and unread(log) <= {"\n"}
    assert "x" * 1000 not in log


def test_the_way_to_the_provider_leads_back_to_us_and_nowhere_else(
    served: tuple[Server, str], visitor: Visitor
) -> None:
    to = visitor.ask(f"/auth/login?provider={encode_provider_token('default')}").headers["location"]
    assert to.startswith(served[1])
    assert parse_qs(urlsplit(to).query)["redirect_uri"] == [f"{ADDRESS}/oauth2callback"]
    assert re.search(r"[?&]nonce=", to)
    assert visitor.ask("/auth/login?provider=forged").headers.get("location", "/") == "/"
