"""The gate: whoever runs the server is told how it is, and nobody else; and it stops without loss."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from impact.server import gate, html, policy
from impact.server.gate import Gate
from impact.settings import ROOT

SECRET = "jane@example.org"  # stands for whatever a visitor types into an address


async def _behind(scope: Any, _receive: Any, send: Any) -> None:
    """What stands behind the gate: it says that a page is there, or breaks."""
    if scope["path"] == "/broken":
        raise ValueError("broken")
    headers = [(b"content-type", b"text/html; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"page"})


def ask(
    path: str,
    *before: str,
    client: str = "127.0.0.1",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """The answer to a path, asked by `client` after the paths `before`."""

    async def run() -> httpx.Response:
        door = Gate(_behind, b"default-src 'self'")
        for each in (*before, path):
            transport = httpx.ASGITransport(door, raise_app_exceptions=False, client=(client, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as asker:
                answer = await asker.get(each, headers=headers)
        return answer

    return asyncio.run(run())


def test_it_lives_and_is_ready_with_the_snapshot_that_is_answered_from() -> None:
    assert (ask("/healthz").status_code, ask("/healthz").text) == (200, "alive\n")
    ready = ask("/readyz")
    assert ready.status_code == 200
    assert ready.json()["ready"] is True and len(ready.json()["snapshot"]) == 12
    assert ready.headers["cache-control"] == "no-store"


def test_it_is_not_ready_without_a_record_and_says_only_the_kind_of_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IMPACT_RECORD", str(tmp_path / "gone"))
    monkeypatch.setenv("IMPACT_STORE", str(tmp_path / "store"))
    answer = ask("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "snapshot": "", "fault": "missing_file"}
    assert str(tmp_path) not in answer.text
    assert ask("/healthz").status_code == 200
    assert "impact_ready 0.0" in ask("/metrics").text


def test_requests_are_counted_by_route_and_status_and_no_address_is_kept() -> None:
    text = ask("/metrics", f"/case?case={SECRET}", f"/press/{SECRET}", "/broken", f"/{SECRET}").text
    assert 'impact_requests_total{route="/case",status="200"} 1.0' in text
    assert 'impact_requests_total{route="/press",status="200"} 1.0' in text
    assert 'impact_requests_total{route="other",status="500"} 1.0' in text
    assert 'impact_requests_total{route="other",status="200"} 1.0' in text
    assert 'impact_request_seconds_bucket{le="+Inf",route="/press"} 1.0' in text
    for name in ("impact_snapshot ", "impact_exports ", "impact_visits ", "impact_ready 1.0"):
        assert f"\n{name}" in text
    assert SECRET not in text


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),  # somebody behind a proxy
        ("127.0.0.1", {"Via": "1.1 cache"}, 404),
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}, 404),
        ("127.0.0.1", {"X-Forwarded-Host": "w4r.example"}, 404),
        ("127.0.0.1", {"CF-Connecting-IP": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Host": "w4r.example"}, 404),
        ("127.0.0.1", {"Host": "192.0.2.1:8501"}, 404),
        ("127.0.0.1", {"Host": "localhost:8501"}, 200),
        ("127.0.0.1", {"Via": "1.1 cache", "Authorization": "Bearer right"}, 200),
        ("", {}, 404),  # a socket of the file system
        ("192.0.2.7", {"Authorization": "Bearer right"}, 200),
        ("192.0.2.7", {"Authorization": "Bearer wrong"}, 404),
        ("192.0.2.7", {"Authorization": "Bearer "}, 404),
    ],
)
def test_what_was_measured_is_told_to_this_machine_or_to_who_has_the_token(
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    client: str,
    headers: Mapping[str, str],
    status: int,
) -> None:
    monkeypatch.setenv("IMPACT_METRICS_TOKEN", "right")
    assert ask(path, client=client, headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_a_server_for_others_measures_for_the_token_alone(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy on this machine that adds nothing to a request looks as who sits at the machine."""
    monkeypatch.setenv("IMPACT_SERVE", "public")
    monkeypatch.setenv("IMPACT_METRICS_TOKEN", "right")
    assert ask(path).status_code == 404
    assert ask(path, headers={"Authorization": "Bearer right"}).status_code == 200


def test_without_a_token_an_empty_one_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_METRICS_TOKEN", "")
    answer = ask("/metrics", client="192.0.2.7", headers={"Authorization": "Bearer "})
    assert answer.status_code == 404


def test_every_route_has_one_of_few_names() -> None:
    paths = ["/", "/case", "/fr/presse/x", "/_stcore/upload_file/id/1", "/../etc", "/x/y/z"]
    named = [gate.route_of(path) for path in paths]
    assert named == ["/", "/case", "/fr/presse", "/_stcore/", "other", "other"]


def test_every_answer_tells_the_browser_what_it_may_do_and_keeps_what_was_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for path in ("/", "/healthz", "/_stcore/health", "/nothing", "/api/v1/figures"):
        given = ask(path).headers
        assert given["x-content-type-options"] == "nosniff"
        assert given["referrer-policy"] == "same-origin"
        assert "camera=()" in given["permissions-policy"]
        policy = "default-src 'none'" if path.startswith("/api") else "default-src 'self'"
        assert given["content-security-policy"].startswith(policy)
        assert "strict-transport-security" not in given
    monkeypatch.setenv("IMPACT_ADDRESS", "https://example.org")
    assert "max-age" in ask("/").headers["strict-transport-security"]


def test_the_policy_of_pages_lets_run_only_what_lies_in_the_page() -> None:
    text = policy.page_policy(html.shell()).decode()
    runs = next(part for part in text.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in runs and "http" not in text
    assert runs.count("sha256-") == html.shell().count("<script>") == 2
    assert "frame-ancestors 'self'" in text and "object-src 'none'" in text


@pytest.mark.parametrize(
    ("host", "origin", "public", "let_in"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501", "", True),
        ("localhost:8501", "http://localhost:8501", "", True),
        ("[::1]:8501", None, "", True),
        ("127.0.0.1:8501", "https://evil.example", "", False),
        ("127.0.0.1:8501", "null", "", False),
        ("127.0.0.1:8501", "http://127.0.0.1:8502", "", False),
        ("evil.example:8501", "http://evil.example:8501", "", False),  # its name leads here
        ("127.0.0.1@evil.example", None, "", False),
        ("", None, "", False),
        ("example.org", "https://example.org", "https://example.org", True),
        ("127.0.0.1:8501", "https://example.org", "https://example.org", True),  # behind a proxy
        ("example.org", "https://example.org.evil", "https://example.org", False),
        ("evil.example", "https://evil.example", "https://example.org", False),
    ],
)
def test_a_page_of_another_site_is_refused_before_streamlit_hears_of_it(
    monkeypatch: pytest.MonkeyPatch, host: str, origin: str | None, public: str, let_in: bool
) -> None:
    monkeypatch.setenv("IMPACT_ADDRESS", public)
    reached: list[str] = []
    sent: list[Any] = []

    async def behind(scope: Any, _receive: Any, _send: Any) -> None:
        reached.append(dict(scope["headers"])[b"host"].decode())

    async def run() -> None:
        headers = [(b"host", host.encode())]
        headers += [(b"origin", origin.encode())] if origin else []
        scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}

        async def receive() -> Any:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await Gate(behind, b"")(scope, receive, send)

    asyncio.run(run())
    assert bool(reached) is let_in
    if let_in and origin:  # Streamlit is told one name, and so asks nobody
        assert reached == [origin.partition("//")[2]]
    assert [message["code"] for message in sent] == ([] if let_in else [1008])


def test_pages_are_not_shown_under_a_foreign_name_and_the_press_layer_is() -> None:
    foreign = {"Host": "evil.example"}
    assert ask("/", headers=foreign).status_code == 421
    assert "IMPACT_ADDRESS" in ask("/exports", headers=foreign).text
    for path in ("/press", "/robots.txt", "/api/v1/figures", "/healthz"):
        assert ask(path, headers=foreign).status_code == 200


@pytest.mark.parametrize(
    ("held", "length", "status"),
    [
        ({}, b"1000", 0),
        ({}, None, 411),
        ({}, b"-1", 411),
        ({}, b"%d" % (policy.LARGEST + 2**21), 413),
        ({"me": [policy.PER_VISIT - 10]}, b"11", 413),
        ({"me": [policy.PER_VISIT - 10]}, b"10", 0),
        ({"me": [1] * policy.FILES}, b"10", 429),
        ({"you": [1] * policy.FILES}, b"10", 0),
        ({"you": [policy.IN_ALL - 10]}, b"11", 503),
    ],
)
def test_uploads_have_a_bound_by_file_by_visit_and_in_all(
    monkeypatch: pytest.MonkeyPatch, held: Any, length: bytes | None, status: int
) -> None:
    monkeypatch.setattr(policy, "_held", lambda: held)
    assert policy.refused_upload(f"{policy.UPLOADS}me/1", length) == status
    coming = [(visit, size) for visit, sizes in held.items() for size in sizes]  # not there yet
    monkeypatch.setattr(policy, "_held", dict)
    assert policy.refused_upload(f"{policy.UPLOADS}me/1", length, coming) == status


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server of its own under plain uvicorn, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    drop = tmp_path / "drop"
    drop.mkdir()
    settings = {"IMPACT_STORE": str(tmp_path / "store"), "IMPACT_EXPORTS": str(drop)}
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **settings, "IMPACT_LOG": "json"},
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process, port
    process.kill()
    process.wait()


def until(question: Any) -> None:
    for _ in range(600):
        try:
            if question():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come")


def test_under_plain_uvicorn_it_speaks_in_json_without_addresses_and_stops_when_told(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = served
    host = f"http://127.0.0.1:{port}"
    until(lambda: httpx.get(f"{host}/readyz").status_code == 200)
    httpx.get(f"{host}/press?x={SECRET}", headers={"User-Agent": SECRET})
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate()
    lines = [json.loads(line) for line in told.splitlines() if line.startswith('{"at"')]
    assert [
        line["text"].partition(";")[0] for line in lines if line["from"].endswith("lifespan")
    ] == [
        "figures are served",
        "stopped",
    ]
    (asked,) = [line for line in lines if line.get("route") == "/press"]
    assert asked["status"] == 200 and asked["bytes"] > 1000 and asked["method"] == "GET"
    assert SECRET not in told and "127.0.0.1" not in "".join(map(json.dumps, lines))
