"""Nobody holds the server by doing nothing: half requests, unread answers, silent pages, pictures, briefs."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
import xlsxwriter

from impact import briefs, database
from impact.briefs import content
from impact.cli.main import main
from impact.dashboard import spokesperson
from impact.exports import intake, workbooks
from impact.factcheck import checker
from impact.faults import Fault
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, say
from impact.presentation.view import View
from impact.press import asgi
from impact.press.asgi import Press
from impact.server import gate, patience, policy
from impact.server.gate import Gate
from impact.server.patience import Patience
from impact.settings import ROOT
from tests import pages
from tests.conftest import DEFAULTS, files, lay
from tests.office import Office, tally


class Transport:
    """A connection's end as Uvicorn sees it, of which a test says what it does."""

    def __init__(self, protocol: object) -> None:
        self.protocol, self.unread, self.ended = protocol, 0, False

    def is_closing(self) -> bool:
        return self.ended

    def get_protocol(self) -> object:
        return self.protocol

    def get_write_buffer_size(self) -> int:
        return self.unread

    def abort(self) -> None:
        self.ended = True


def connection(cycle: Any = None) -> Any:
    return _Connection(cycle)


class _Connection:
    def __init__(self, cycle: Any) -> None:
        self.cycle, self.transport = cycle, Transport(self)


def cycle(*, sending: bool = False, done: bool = False, length: int = 0) -> Any:
    headers = [(b"content-length", b"%d" % length)]
    return SimpleNamespace(more_body=sending, response_complete=done, scope={"headers": headers})


def test_half_a_head_ends_after_its_time_and_a_new_request_begins_it_anew() -> None:
    watching, one = Patience(10, head=20), connection()
    watching.watch(one, 0)
    assert [watching.look(now) for now in (1, 20)] == [0, 0]
    one.cycle = cycle(done=True)  # a request was answered meanwhile
    assert [watching.look(now) for now in (21, 40)] == [0, 0]
    assert watching.look(42) == 1 and one.transport.ended


def test_a_body_has_longer_the_more_it_says_to_bring_and_no_longer() -> None:
    watching = Patience(10, body=30)
    small, large = (
        connection(cycle(sending=True)),
        connection(cycle(sending=True, length=5_000_000)),
    )
    for each in (small, large):
        watching.watch(each, 0)
    assert [watching.look(now) for now in (1, 32, 100, 132)] == [0, 1, 0, 1]
    assert small.transport.ended and large.transport.ended


def test_who_reads_nothing_is_ended_and_who_waits_for_us_is_not() -> None:
    watching = Patience(10, head=20)
    stalled, waiting = connection(cycle()), connection(cycle())
    stalled.transport.unread = 5_000
    for each in (stalled, waiting):
        watching.watch(each, 0)
    assert [watching.look(now) for now in (1, 22, 1_000)] == [0, 1, 0]
    assert (stalled.transport.ended, waiting.transport.ended) == (True, False)


def test_there_are_no_more_connections_than_the_process_may_open() -> None:
    watching = Patience(2)
    assert [watching.watch(connection(), 0) for _ in range(3)] == [True, True, False]
    assert patience.most() >= 100


def test_a_page_s_connection_is_left_to_the_gate() -> None:
    watching, page = Patience(10, head=1), connection()
    watching.watch(page, 0)
    page.transport.protocol = object()  # it became a websocket
    assert [watching.look(now) for now in (1, 100)] == [0, 0]
    assert not page.transport.ended


@contextmanager
def served(watching: Patience) -> Iterator[int]:
    """A server with one answer, watched as ours is."""

    async def answer(scope: Any, _receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"whole"})

    server = uvicorn.Server(uvicorn.Config(answer, port=0, log_level="error", lifespan="off"))

    async def both() -> None:
        task = asyncio.create_task(patience.run(watching))
        await asyncio.sleep(0)
        await server.serve()
        task.cancel()

    thread = threading.Thread(target=lambda: asyncio.run(both()))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def test_a_real_server_ends_half_a_request_and_answers_a_whole_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "_EVERY", 0.05)
    with served(Patience(10, head=0.3)) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as half:
            half.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-")
            with suppress(ConnectionResetError):
                assert half.recv(100) == b""
        with socket.create_connection(("127.0.0.1", port), timeout=5) as whole:
            whole.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert whole.recv(1000).startswith(b"HTTP/1.1 200")


async def _silent(_scope: Any, receive: Any, send: Any) -> None:
    """An application of a page: it goes when it is told that the page has gone."""
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


def test_a_page_that_was_silent_longest_makes_room_for_one_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(policy, "VISITS", 2)
    monkeypatch.setattr(policy, "IDLE", 0.05)
    scope = {"type": "websocket", "headers": [(b"host", b"127.0.0.1")], "path": "/_stcore/stream"}

    told: list[list[str]] = [[], [], []]

    async def run() -> None:
        door, heard = Gate(_silent, b""), [asyncio.Queue[Any]() for _ in range(3)]

        def open_page(at: int) -> asyncio.Task[None]:
            async def send(message: Any) -> None:
                told[at].append(message["type"])

            return asyncio.create_task(door(scope, heard[at].get, send))

        pages = [open_page(0), open_page(1)]
        await asyncio.sleep(0.06)
        heard[0].put_nowait({"type": "websocket.receive", "bytes": b"x"})  # the second is silent
        await asyncio.sleep(0.01)
        pages.append(open_page(2))
        await asyncio.sleep(0.01)
        for queue in heard:
            queue.put_nowait({"type": "websocket.disconnect"})
        await asyncio.wait_for(asyncio.gather(*pages), 5)

    asyncio.run(run())
    first, second, third = told
    assert first == third == ["websocket.accept"]
    assert second == ["websocket.accept", "websocket.close"]


def test_where_all_pages_are_read_one_more_is_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(policy, "VISITS", 0)
    door = Gate(_silent, b"")
    door._visits[gate.Visiting(None, None, lambda _: None)] = None  # type: ignore[arg-type]
    assert door._room() is False


def test_many_pictures_wait_in_a_line_of_their_own_and_it_has_an_end(
    monkeypatch: pytest.MonkeyPatch, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files())
    live._LIVE.clear()
    monkeypatch.setattr(asgi, "_LINE", 3)
    slow = threading.Event()

    async def run() -> tuple[int, list[int]]:
        press = Press(_silent, lambda _: False)
        answered = press._service.answer

        def answer(path: bytes, *rest: Any) -> Any:
            if path.endswith(b".png"):
                slow.wait(10)
            return answered(path, *rest)

        monkeypatch.setattr(press._service, "answer", answer)

        def ask(path: str, query: str = "") -> Any:
            return press._found((path.encode(), query.encode(), b"", "", ""))

        drawn = [
            asyncio.create_task(ask("/api/v1/figures/cases_by_country.png", f"lang=en&size={n}"))
            for n in range(8)
        ]
        await asyncio.sleep(0.05)
        number = await asyncio.wait_for(ask("/api/v1/figures/cases_total.json"), 5)
        slow.set()
        return number.status, [each.status for each in await asyncio.gather(*drawn)]

    status, drawn = asyncio.run(run())
    assert status == 200
    assert drawn.count(503) == 5


def test_a_brief_that_finds_two_in_the_making_says_so(
    monkeypatch: pytest.MonkeyPatch, tiny: Callable[..., Any]
) -> None:
    said = content.alone(View(tiny(), "en"), "cases_by_country", {})
    monkeypatch.setattr(briefs, "_PATIENCE", 0.01)
    with briefs._AT_ONCE, briefs._AT_ONCE, pytest.raises(Fault, match="Try again"):
        briefs.written(said, "docx")
    assert briefs.written(said, "text")


@pytest.mark.parametrize(
    "key", ["2024 a b", "2024-é", ".hidden", "../x", "unmapped", "x" * 101, "-a"]
)
def test_a_key_that_no_address_takes_is_set_aside_with_its_reason(
    key: str, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    lay(folders[0], files())
    row = DEFAULTS["cases"] | {"case_id": key, "name": "B", "name_fr": "B"}
    sheet = folders[0].parent / "cases.csv"
    names = list(row)
    sheet.write_text(",".join(names) + "\n" + ",".join(f'"{row[name]}"' for name in names) + "\n")
    assert main(["check", str(sheet), "--lang", "en"]) in (1, 2)
    assert "a key has up to 100 letters" in capsys.readouterr().out


def test_cookies_go_over_https_alone_where_the_address_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = [(b"set-cookie", b"_streamlit_user=x; HttpOnly"), (b"Set-Cookie", b"a=b; Secure")]
    monkeypatch.setenv("IMPACT_ADDRESS", "https://example.org")
    assert policy.added("/", given, b"")[:2] == [
        (b"set-cookie", b"_streamlit_user=x; HttpOnly; Secure"),
        given[1],
    ]
    monkeypatch.setenv("IMPACT_ADDRESS", "")
    assert policy.added("/", given, b"")[:2] == given


def test_an_export_of_more_rows_than_are_read_of_one_is_told_to_come_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_ROWS", 2)
    office = Office(tmp_path)
    assert office.send("two.csv", tally("1 Honduras 5", "2 Honduras 6")).verdict == "accepted"
    report = office.send("three.csv", tally("3 Honduras 5", "4 Honduras 6", "5 Honduras 7"))
    assert report.fault is not None
    assert (report.verdict, report.fault.key, office.total) == ("refused", "too_many_rows", 11)
    assert all("2" in report.fault.sentence(lang) for lang in LANGUAGES)


def test_a_mapping_s_file_a_sheet_and_a_question_have_their_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    large = tmp_path / "large.yaml"
    large.write_text("# " + "x" * (1 << 20))
    assert main(["mapping", "check", str(large), "--lang", "en"]) == 2
    book = xlsxwriter.Workbook(tmp_path / "sheet.xlsx")
    sheet = book.add_worksheet()
    for row in range(3):
        sheet.write_row(row, 0, ["Date", "Case", "Number"])
    book.close()
    monkeypatch.setattr(workbooks, "_CELLS", 5)
    assert main(["check", str(tmp_path / "sheet.xlsx"), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert "larger than 1 MB" in told.out and "more cells than are read" in told.out
    limit = database._duckdb().execute("select current_setting('memory_limit')").fetchone()
    assert limit == ("488.2 MiB",)


def test_answers_from_older_snapshots_wait_in_a_line_that_has_an_end(
    monkeypatch: pytest.MonkeyPatch, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files())
    live._LIVE.clear()
    snapshot = live.current().snapshot
    monkeypatch.setattr(asgi, "_LINE", 2)

    async def run() -> list[int]:
        press = Press(_silent, lambda _: False)
        query = f"as_of={snapshot}&lang=".encode()
        asked = [
            press._found((b"/api/v1/figures/cases_total.json", query + lang, b"", str(n), ""))
            for n, lang in enumerate((b"en", b"fr", b"en", b"fr"))
        ]
        return [each.status for each in await asyncio.gather(*asked)]

    assert sorted(asyncio.run(run())) == [200, 200, 503, 503]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_texts_took_all_there_was_and_a_page_s_field_bounded_nobody(
    monkeypatch: pytest.MonkeyPatch, lang: Language
) -> None:
    read: list[int] = []

    def check(text: str, *_: object) -> checker.Checked:
        read.append(len(text))
        return checker.Checked([])

    monkeypatch.setattr(checker, "check", check)
    monkeypatch.setattr(spokesperson, "_PATIENCE", 0.01)
    test = pages.visit("check", lang)

    def sent(text: str) -> None:
        field = test.text_area(key="text")
        field.proto.max_chars = 0  # as for who speaks without the page
        field.set_value(text)
        (button,) = [each for each in test.button if each.label == say(lang, "checker.go")]
        button.click().run()

    with spokesperson._AT_ONCE:
        sent("a " * 150_000)
        assert say(lang, "fault.checker_busy") in [each.value for each in test.error]
        sent("a " * 50)
        assert read == [100]
    sent("a " * 150_000)
    assert read == [100, spokesperson.LONGEST]


def test_a_page_may_send_no_more_at_once_than_its_longest_text() -> None:
    """Streamlit keeps what a page sends for as long as it is open: eight hundred of them 20 GB."""
    shipped = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]
    most = shipped["maxWidgetStateSize"] * 1_000_000
    assert most > 4 * spokesperson.LONGEST and policy.VISITS * most < 2_000_000_000
    for name in ("Dockerfile", "impact.service"):
        text = (ROOT / "deploy" / name).read_text("utf-8")
        (bound,) = re.findall(r"ws-max-size\W+(\d+)", text)
        assert most < int(bound) < 3 * most


def test_two_thousand_findings_were_drawn_on_one_page() -> None:
    test = pages.visit("check")
    test.text_area(key="text").set_value("In 2020, 4.5 million people took action. " * 250)
    test.button[-1].click().run()
    assert not test.exception
    told = say("en", "checker.found", count=250)
    assert told in pages.shown(test)
    assert sum("4.5 million" in each.value for each in test.main.markdown) == 200
