"""What stands in front of the server, deploy/nginx.conf, run as it is before a server of a few lines."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.server import HOST, free_port
from impact.press.responses import GUARDS as SAID
from impact.settings import ROOT
from tests.test_login_browser import certificate

NGINX = shutil.which("nginx") or ""
GUARDS = {
    *(name.decode() for name, _ in SAID),
    "content-security-policy", "strict-transport-security",
}  # fmt: skip


class Behind(BaseHTTPRequestHandler):
    """A server that takes its time, and guards its answers as the real one does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(0.5)  # so that all who ask at once are there at once
        self.send_response(200)
        for name in GUARDS:
            self.send_header(name, "its own")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Crowd(ThreadingHTTPServer):
    request_queue_size = 500
    daemon_threads = True


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The ports of nginx, with its certificate and without, with the shipped file but for its places and ports."""
    if not NGINX:
        pytest.skip("nginx is not installed")
    folder: Path = tmp_path_factory.mktemp("front")
    certificate(folder)
    server = Crowd((HOST, 0), Behind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, plain_port = free_port(), free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for shipped, here in (
        (r"/etc/nginx/tls/\w+\.pem", f"{folder}/both.pem"), ("/var/cache/nginx", str(folder)),
        ("/dev/stdout bare", "off"), (r"include .*?;", ""), (r"listen 80(?=[ ;])", f"listen {HOST}:{plain_port}"),
        ("listen 443 ", f"listen {HOST}:{port} "), (r"172\.30\.0\.3:8501", f"{HOST}:{server.server_port}"),
    ):  # fmt: skip
        assert re.search(shipped, text), shipped
        text = re.sub(shipped, here, text)
    (folder / "own.conf").write_text(f"pid {folder}/pid; daemon off;\n{text}", "utf-8")
    command = [NGINX, "-p", str(folder), "-c", "own.conf", "-e", "stderr"]
    command += ["-g", "user root;"] * (os.geteuid() == 0)  # else it would read as nobody
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(500):
            try:
                http.client.HTTPConnection(HOST, port).connect()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.02)
        yield port, plain_port
    finally:
        process.terminate()
        process.wait(10)
        server.shutdown()


@pytest.fixture
def front(ports: tuple[int, int]) -> int:
    return ports[0]


def ask(port: int, path: str, method: str = "GET") -> tuple[int, list[tuple[str, str]]]:
    connection = http.client.HTTPSConnection(
        HOST, port, timeout=60, context=ssl._create_unverified_context()
    )
    connection.putrequest(method, path)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, [(name.lower(), value) for name, value in answer.getheaders()]


def test_none_of_the_scripts_that_a_page_asks_for_at_once_is_refused(front: int) -> None:
    with ThreadPoolExecutor(150) as crowd:
        answers = Counter(crowd.map(lambda n: ask(front, f"/static/js/{n}.js")[0], range(150)))
    assert answers == {200: 150}


def test_a_visitor_holds_sixty_connections_of_pages_and_no_more(front: int) -> None:
    with ThreadPoolExecutor(150) as crowd:
        answers = Counter(crowd.map(lambda n: ask(front, f"/cases?q={n}")[0], range(150)))
    assert set(answers) == {200, 429}
    assert answers[200] >= 60


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/healthz", "GET", 404), ("/%00", "GET", 400), ("/", "TRACE", 405), ("/", "BREW", 501)],
)
def test_what_the_proxy_answers_itself_is_guarded_too(
    front: int, path: str, method: str, status: int
) -> None:
    found, headers = ask(front, path, method)
    assert found == status
    assert {name for name, _ in headers} >= GUARDS


def test_what_the_server_says_of_itself_is_not_said_twice(front: int) -> None:
    _, headers = ask(front, "/")
    assert Counter(name for name, value in headers if name in GUARDS) == dict.fromkeys(GUARDS, 1)
    assert {value for name, value in headers if name in GUARDS} == {"its own"}


@pytest.mark.parametrize(
    ("host", "leads"),
    [
        ("impact.example.org", "https://impact.example.org/cases?q=a"),
        ("IMPACT.example.org:80", "https://impact.example.org/cases?q=a"),
        ("evil.example", None),
        ("impact.example.org.evil.example", None),
        ("impact.example.org@evil.example", None),
        (HOST, None),
    ],
)
def test_whoever_followed_a_link_under_another_name_was_sent_to_that_other(
    ports: tuple[int, int], host: str, leads: str | None
) -> None:
    connection = http.client.HTTPConnection(HOST, ports[1], timeout=60)
    connection.request("GET", "/cases?q=a", headers={"Host": host})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("location")) == (301 if leads else 421, leads)


def test_the_name_that_nginx_has_is_that_of_the_settings_that_are_shipped() -> None:
    settings = (ROOT / "deploy" / "impact.env.example").read_text("utf-8")
    names = re.findall(r"server_name (\S+);", (ROOT / "deploy" / "nginx.conf").read_text("utf-8"))
    assert names == re.findall(r"IMPACT_ADDRESS=https://(\S+)", settings)
