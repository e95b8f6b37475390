"""The bulletin: the bytes of the desk as files, which lead nowhere else, and nothing of anyone is lost."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import pickle
import re
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.server import HOST, free_port
from impact import routes
from impact.cli.main import main
from impact.faults import Fault, Place
from impact.figures import live
from impact.i18n.words import say
from impact.press import responses, sitemap, static_site
from impact.press.pages import figure
from impact.press.pages.refused import not_found
from impact.press.service import Service
from impact.press.sitemap import addresses
from impact.settings import ROOT
from tests.conftest import files, lay
from tests.test_press_pages import Page

_LINKS = ("href", "src", "srcset")


def some() -> list[str]:
    """One address in a hundred, and one of each kind at least."""
    found = addresses()
    kinds = {kind(address): address for address in found}
    return list(dict.fromkeys([*found[::100], *kinds.values(), "/data/editions.csv"]))


def kind(address: str) -> str:
    """An address without what it is about. Paintings are one kind: they take longer than all others."""
    bare = re.sub(r"[^/.]+(?=[.?]|$)", "", address, count=1)
    return re.sub(r"\.png.*", ".png", bare)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bulletin of a tiny record, whose folders stay set."""
    folder = tmp_path_factory.mktemp("bulletin")
    (folder / "record").mkdir()
    lay(folder / "record", files())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_RECORD", str(folder / "record"))
        patch.setenv("IMPACT_STORE", str(folder / "store"))
        patch.setenv("IMPACT_ADDRESS", "https://figures.example")
        # Streamlit's test runner leaves a page as the main module, which new processes would run.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        chosen = some()
        patch.setattr(sitemap, "addresses", lambda *_, **__: chosen)
        patch.setattr(static_site, "_PIECE", len(chosen))
        static_site.publish(folder / "out")
        yield folder / "out"


@pytest.fixture(autouse=True)
def _its_store(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(out.parent / "store"))


def sums(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_file_is_what_the_desk_answers(out: Path) -> None:
    desk = Service(in_files=True)
    for address in some():
        path, _, query = address.partition("?")
        answer = desk.answer(path.encode(), query.encode(), b"en")
        file = out / "www" / static_site.file_of(address)
        assert answer.status == 200, address
        assert file.read_bytes() == answer.body, address
        small = file.with_name(f"{file.name}.gz")
        assert small.is_file() == bool(answer.packed)
        assert not answer.packed or gzip.decompress(small.read_bytes()) == answer.body


def test_a_bulletin_is_written_again_in_its_place_with_the_same_bytes(
    out: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sums(out)
    (out / "www" / "left_over.html").write_text("of an older snapshot")
    older = out / static_site.KEPT / "0123456789ab" / "press.html"
    older.parent.mkdir(parents=True)
    older.write_text("as it was")
    monkeypatch.setattr(static_site, "_PIECE", 40)  # by other processes this time
    monkeypatch.setattr(static_site, "_PROCESSES", 1)  # each takes a second to start
    capfd.readouterr()
    _, count = static_site.publish(out)
    assert "leaked" not in capfd.readouterr().err, "a publisher read forty lines of DuckDB's ends"
    assert older.read_text() == "as it was"
    shutil.rmtree(out / static_site.KEPT)
    assert sums(out) == before
    assert count == len(before)
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("http://127.0.0.1:18830", 18830),
        ("http://localhost:9000/", 9000),
        ("http://127.0.0.1", 8600),
        ("https://impact.example", 8600),  # whose certificate is somebody's in front
        ("https://impact.example:8443", 8600),
    ],
)
def test_nobody_answered_at_the_address_of_this_machine_that_was_published_for(
    address: str, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_ADDRESS", address)
    (listens,) = re.findall(r"listen (\S+)", static_site._nginx("0123456789ab"))
    assert listens == f"127.0.0.1:{port}"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_folder_of_someone_else_is_left_alone(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["publish", str(tmp_path), "--lang", lang]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_every_site_has_is_there_too(out: Path) -> None:
    www = out / "www"
    now = live.current().snapshot
    assert not_found("fr", now).body == (www / "fr" / "404.html").read_bytes()
    assert not_found("en", now).body == (www / "404.html").read_bytes()
    assert now in (www / "404.html").read_text(encoding="utf-8")
    assert (www / "robots.txt").is_file() and (www / "sitemap.xml").is_file()


def test_no_two_addresses_share_a_file() -> None:
    found = addresses()
    assert len({static_site.file_of(address) for address in found}) == len(found)


@pytest.mark.parametrize("heavy", [figure._HEAVY, 0], ids=["drawn", "linked"])
def test_every_link_of_a_page_in_files_has_a_file(
    out: Path, heavy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a drawing is too heavy to stand in the page, and is named as a file of its own."""
    monkeypatch.setattr(figure, "_HEAVY", heavy)
    assert out.is_dir()
    there = {static_site.file_of(address) for address in addresses()}
    there |= {path[1:] for path in routes.FILES} | {routes.ICON[1:]}
    desk, now = Service(in_files=True), live.current().snapshot
    for address in addresses():
        path, _, query = address.partition("?")
        if "." in path or path.startswith("/api/"):
            continue
        answer = desk.answer(path.encode(), query.encode())
        read = Page(answer.body.decode())
        links = {given[key] for _, given in read.tags for key in _LINKS if key in given}
        links |= {given["content"] for given in read.all("meta", property="og:image")}
        for link in sorted(links):
            # nginx answers the start and the published snapshot from the files that are there.
            kept = re.sub(rf"as_of={now}&?", "", link).rstrip("?&")
            if ".csv" in kept:  # the same in both languages
                kept = kept.replace("lang=fr", "lang=en")
            if link.startswith("/") and not link.startswith(("/?", "//")):
                assert static_site.file_of(kept) in there, f"{link} on {address}"


def test_a_page_in_files_says_what_only_the_server_answers() -> None:
    body = Service(in_files=True).answer(b"/fr/presse/cases_total", b"").body.decode()
    assert say("fr", "press.in_files") in body and "oembed?" not in body
    assert (
        say("fr", "press.in_files")
        not in Service().answer(b"/fr/presse/cases_total", b"").body.decode()
    )


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/press", "press/index.html"),
        ("/fr/presse/pace?edition=2021", "fr/edition=2021/presse/pace/index.html"),
        ("/api/v1/figures?lang=en", "api/v1/figures/index.json"),
        (
            "/api/v1/figures/pace.svg?edition=2021&lang=fr&shape=tall&theme=light",
            "fr/edition=2021/shape=tall/api/v1/figures/pace.svg",
        ),
        (  # in whichever order they are asked for: nginx looks in one folder only
            "/api/v1/figures/pace.svg?shape=tall&lang=fr&edition=2021",
            "fr/edition=2021/shape=tall/api/v1/figures/pace.svg",
        ),
        ("/data/?lang=fr", "fr/data/index.html"),
        ("/data/SHA256SUMS", "data/SHA256SUMS"),
    ],
)
def test_the_file_of_an_address_is_told_by_one_rule(address: str, file: str) -> None:
    assert static_site.file_of(address) == file


@pytest.mark.parametrize("case", ["../../etc", "..", "a%2Fb", "<b>", ".hidden"])
def test_no_key_of_a_case_leads_out_of_the_folder(case: str) -> None:
    with pytest.raises(Fault, match="cannot be a file"):
        static_site.file_of(f"/press/cases/{case}")


def test_nginx_looks_for_what_is_there_and_for_nothing_else(out: Path) -> None:
    config = (out / "nginx.conf").read_text(encoding="utf-8")
    rule = re.search(r'"~(\^/api/v1/\S+\$)" 0;', config)
    assert rule is not None
    for address in addresses():
        path, _, query = address.partition("?")
        assert re.match(rule[1], f"/api/v1{path}?{query}"), address
    for query in (
        "as_of=2026-11-22",
        "country=CL",
        "edition=2020&limit=3",
        "lang=de",
        "case=../x",
        "fbclid=1",
    ):
        assert not re.match(rule[1], f"/api/v1/figures?{query}")
    # Parameters stand in the folder's name in the order in which file_of sorts them.
    assert "$in_lang$in_case$in_edition$in_shape$in_theme" in config
    assert config.count("{") - config.count("{12}") == config.count("}") - config.count("{12}")
    assert "frame-ancestors *" in config and "stale-while-revalidate" in config
    assert live.current().snapshot in config and "SNAPSHOT" not in config


NGINX = shutil.which("nginx") or ""


def nginx(out: Path, port: int) -> list[str]:
    """How nginx is started on a bulletin, on a port of its own; as root it would serve as nobody."""
    text = (out / "nginx.conf").read_text(encoding="utf-8")
    (out / "own.conf").write_text(text.replace("127.0.0.1:8600", f"{HOST}:{port}"))
    return [
        NGINX,
        "-p",
        str(out),
        "-c",
        "own.conf",
        "-e",
        "stderr",
        *["-g", "user root;"] * (os.geteuid() == 0),
    ]


@pytest.fixture(scope="module")
def served(out: Path) -> Iterator[http.client.HTTPConnection | None]:
    """The bulletin behind nginx; None where it is not installed, and the files alone are looked at."""
    if not NGINX:
        warnings.warn("nginx is not installed: its configuration was read, not run", stacklevel=1)
        yield None
        return
    port = free_port()
    process = subprocess.Popen(nginx(out, port), stderr=subprocess.PIPE)
    connection = http.client.HTTPConnection(HOST, port, timeout=300)
    try:
        for _ in range(3000):
            try:
                connection.connect()
                break
            except OSError:
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.02)
        yield connection
    finally:
        process.terminate()
        process.wait(10)


# What is asked, in which language a browser would have it, and the start of what is sent back.
_ASKED = [
    ("/press", "", 200, "text/html; charset=utf-8", "www/press/index.html"),
    ("/fr/presse", "", 200, "text/html; charset=utf-8", "www/fr/presse/index.html"),
    ("/revisions", "fr-CA,en", 200, "text/html; charset=utf-8", "www/fr/revisions/index.html"),
    ("/press", "fr", 200, "text/html; charset=utf-8", "www/press/index.html"),
    ("/api/v1/figures?lang=fr", "", 200, "application/json", "www/fr/api/v1/figures/index.json"),
    ("/data/editions.csv", "fr", 200, "text/csv; header=present; charset=utf-8", "www/data/editions.csv"),
    ("/robots.txt", "fr", 200, "text/plain; charset=utf-8", "www/robots.txt"),
    ("/press?as_of=NOW", "", 200, "text/html; charset=utf-8", "www/press/index.html"),
    ("/press?as_of=2026-11-22", "", 404, "text/html; charset=utf-8", "www/404.html"),
    ("/press/cases?country=CL", "", 404, "text/html; charset=utf-8", "www/404.html"),
    ("/press?fbclid=a1%zz&utm_source=b&utm_source=c", "", 200, "text/html; charset=utf-8", "www/press/index.html"),
    ("/press?lang=fr&mc_cid=1", "", 200, "text/html; charset=utf-8", "www/fr/presse/index.html"),
    ("/fr/presse?theme=dark&lang=en", "", 200, "text/html; charset=utf-8", "www/press/index.html"),
    ("/data/editions.csv?utm_medium=x", "fr", 200, "text/csv; header=present; charset=utf-8", "www/data/editions.csv"),
    ("/api/v1/figures?lang=fr&fbclid=1", "", 404, "application/problem+json", "www/fr/404.problem"),
    ("/api/v1/figures/time_to_release.csv?utm_source=x", "", 200, "text/csv; header=present; charset=utf-8", "www/api/v1/figures/time_to_release.csv"),
    ("/revisions?case=../../x&lang=fr", "", 404, "text/html; charset=utf-8", "www/fr/404.html"),
    ("/api/v1/figures/cases.json?country=CL&lang=fr", "", 404, "application/problem+json", "www/fr/404.problem"),
    ("/oembed?url=x", "", 404, "application/problem+json", "www/404.problem"),
    ("/nginx.conf", "", 404, "text/html; charset=utf-8", "www/404.html"),
    ("/api/", "", 404, "application/problem+json", "www/404.problem"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "accepted", "status", "media", "file"), _ASKED)
def test_nginx_sends_the_file_in_its_language_with_its_type_or_says_plainly_that_there_is_none(
    served: http.client.HTTPConnection | None, out: Path, address: str, accepted: str,
    status: int, media: str, file: str,
) -> None:  # fmt: skip
    body = (out / file).read_bytes()
    if served is None:  # the configuration itself was looked at above
        assert body
        return
    address = address.replace("NOW", live.current().snapshot)
    served.request("GET", address, headers={"Accept-Language": accepted})
    answer = served.getresponse()
    assert (answer.read(), answer.status) == (body, status)
    assert answer.headers["content-type"] == media
    assert answer.headers["content-language"] == ("fr" if "/fr/" in file else "en")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert ("no-store" in answer.headers["cache-control"]) == (status == 404)
    if status == 200 and "accept-language" not in address and media.startswith("text/html"):
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 302), ("GET", "/press", 200), ("GET", "/api/v1/figures?lang=fr", 200), ("GET", "/data/editions.csv", 200),
        ("GET", "/nothing", 404), ("GET", "/api/", 404), ("GET", "/press/%00", 400), ("POST", "/press", 405),
        ("OPTIONS", "/press", 204),
    ],
)  # fmt: skip
def test_each_answer_of_the_bulletin_is_guarded_as_the_servers_are(
    served: http.client.HTTPConnection | None, method: str, address: str, status: int
) -> None:
    if served is None:
        pytest.skip("nginx is not installed")
    served.request(method, address)
    answer = served.getresponse()
    answer.read()
    assert answer.status == status
    for name, value in responses.GUARDS:
        assert answer.headers.get_all(name.decode()) == [value.decode()]
    policy = answer.headers.get_all("content-security-policy") or []
    assert len(policy) == 1 and policy[0].startswith("default-src 'none'")


def test_nginx_sends_what_was_compressed_once_and_nothing_that_is_known(
    served: http.client.HTTPConnection | None, out: Path
) -> None:
    small = (out / "www" / "press" / "index.html.gz").read_bytes()
    if served is None:
        assert gzip.decompress(small) == (out / "www" / "press" / "index.html").read_bytes()
        return
    served.request("GET", "/press", headers={"Accept-Encoding": "gzip"})
    answer = served.getresponse()
    assert answer.read() == small and "Accept-Encoding" in answer.headers["vary"]
    known = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": "gzip"}
    for method, headers, status in (("GET", known, 304), ("HEAD", {}, 200), ("OPTIONS", {}, 204)):
        served.request(method, "/press", headers=headers)
        answer = served.getresponse()
        assert (answer.read(), answer.status) == (b"", status)


def test_nginx_answers_from_the_files_of_an_older_snapshot_and_says_where_it_stands_now(
    served: http.client.HTTPConnection | None, out: Path
) -> None:
    kept = out / static_site.KEPT / "0123456789ab" / "press"
    kept.mkdir(parents=True)
    (kept / "index.html").write_text("as it was")
    if served is None:
        assert "/kept/$arg_as_of" in (out / "nginx.conf").read_text(encoding="utf-8")
    else:
        served.request("GET", "/press?as_of=0123456789ab")
        answer = served.getresponse()
        assert answer.read() == b"as it was"
        assert answer.headers["link"] == '</press?>; rel="latest-version"'
    shutil.rmtree(out / static_site.KEPT)


def test_what_was_published_is_kept_when_another_snapshot_takes_its_place(tmp_path: Path) -> None:
    for name, snapshot in (("old", "a" * 12), ("new", "b" * 12)):
        (tmp_path / name / "www").mkdir(parents=True)
        (tmp_path / name / "published.json").write_text(f'{{"snapshot": "{snapshot}"}}')
    static_site._keep(tmp_path / "old", tmp_path / "new")
    assert (tmp_path / "new" / static_site.KEPT / ("a" * 12)).is_dir()
    assert not (tmp_path / "old" / "www").exists()


def test_a_fault_comes_back_whole_from_another_process() -> None:
    fault = Fault("not_whole", Place("cases.csv", 3, "people"), found="x")
    again = pickle.loads(pickle.dumps(fault))
    assert again.sentence("fr") == fault.sentence("fr")


def test_an_address_that_fails_leaves_what_was_published(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sums(out)
    monkeypatch.setattr(sitemap, "addresses", lambda *_, **__: ["/press/nothing"])
    with pytest.raises(Fault, match="/press/nothing"):
        static_site.publish(out)
    assert sums(out) == before
    assert live.current().snapshot in (out / "published.json").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="tells processes by /proc")
def test_a_publisher_that_was_ended_left_its_processes_running() -> None:
    started = subprocess.Popen([sys.executable, "-c", _PUBLISHER], stdout=subprocess.PIPE, cwd=ROOT)
    assert started.stdout is not None
    writer = Path(f"/proc/{int(started.stdout.readline())}/stat")

    def runs() -> bool:
        try:
            return writer.read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    assert runs()
    started.terminate()
    started.wait()
    for _ in range(1200):
        if not runs():
            break
        time.sleep(0.05)
    assert not runs()


_PUBLISHER = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from impact.press.static_site import end_with_publisher
if __name__ == "__main__":
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawning, initializer=end_with_publisher) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 3600).result()
"""
