"""The bulletin: the press layer of one snapshot as static files, for any web server.

An address without a query is the file of its path, in English. French is the same path under `fr/`,
and every other parameter is a folder before the path: `PATH?edition=2021&lang=fr` is
`fr/edition=2021/PATH`. The nginx.conf beside the files is written from the same table. Files of
older snapshots stay under `kept/`, so that an address with `as_of` and a snapshot goes on answering.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from urllib.parse import urlsplit

from impact import figures, routes
from impact.exports import audit
from impact.faults import Fault, shown
from impact.figures import access
from impact.figures.live import State
from impact.i18n.locales import FIRST, LANGUAGES, Language, named
from impact.press import sitemap
from impact.press.pages.refused import not_found
from impact.press.parameters import SHAPES, THEMES
from impact.press.problems import MEDIA, Problem
from impact.press.query import base
from impact.press.rendering import rendered
from impact.press.responses import BARE, GUARDS, Answer, made
from impact.press.service import Service
from impact.settings import ROOT, folder
from impact.store import Store

FILES, KEPT = "www", "kept"
_ABOUT = "published.json"  # a folder that holds it was written here and may be written again
_STATIC = ROOT / "impact" / "dashboard" / "static"
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.=-]*")
_UNSAID = {"shape": SHAPES[0], "theme": THEMES[0]}
_PIECE = 40  # addresses that a process takes at once; a few neighbours ask the same rows
_PROCESSES = 2
_PORT = 8600


def publish(out: Path) -> tuple[str, int]:
    """Write all addresses of the current snapshot. Returns the snapshot and how many files there are.

    What was published there before stands until all is written, and is kept if it was of another
    snapshot. Raises `Fault`.
    """
    if not base():
        raise Fault("publish_address")
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and not (out / _ABOUT).is_file():
        raise Fault("publish_full", folder=shown(str(out)))
    state = access.current()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            count = _written(made, state, sitemap.addresses(state))
            made.chmod(0o755)
            if out.exists():
                old = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
                out.replace(old)
                made.replace(out)
                _keep(old, out)
                shutil.rmtree(old)
            else:
                made.replace(out)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise Fault("publish_failed", reason=error.strerror or "?") from None
    audit.note(Store(folder("IMPACT_STORE")), "published", of=state.snapshot)
    return state.snapshot, count


def _keep(old: Path, new: Path) -> None:
    """Move the files of other snapshots over. What is no name of a snapshot was not written here.

    None is kept that was written when other people might be named: what is gone is answered as any address
    that has no file, and the server has it still, without them.
    """
    (before, named), (now, naming) = (_about(folder) for folder in (old, new))
    if named != naming:
        return
    trees = {tree.name: tree for tree in (old / KEPT).glob("*") if tree.is_dir()}
    trees[before] = old / FILES
    for name, tree in trees.items():
        if name != now and re.fullmatch(r"[0-9a-f]{12}", name):
            (new / KEPT).mkdir(exist_ok=True)
            tree.replace(new / KEPT / name)


def _about(folder: Path) -> tuple[str, str]:
    """Which snapshot was published to a folder, and who of it was not named; empty if the file that says so was
    spoilt."""
    try:
        about = json.loads((folder / _ABOUT).read_bytes())
        return str(about["snapshot"]), str(about.get("veil", ""))
    except (ValueError, KeyError, TypeError):
        return "", ""


def _written(out: Path, state: State, addresses: list[str]) -> int:
    www = out / FILES
    pieces = [addresses[start : start + _PIECE] for start in range(0, len(addresses), _PIECE)]
    if len(pieces) == 1:  # done before another process would have started
        _piece(www, state.snapshot, addresses)
    else:
        # Threads would wait for each other: drawing and filling templates is Python.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            _PROCESSES, mp_context=context, initializer=end_with_publisher
        ) as pool:
            list(pool.map(_piece, repeat(www), repeat(state.snapshot), pieces))
    for path in routes.FILES:
        _put(www / path[1:], sitemap.file(path, base(), in_files=True))
    icon = www / routes.ICON[1:]
    icon.parent.mkdir(parents=True, exist_ok=True)
    icon.write_bytes((_STATIC / icon.name).read_bytes())
    for lang in LANGUAGES:
        folder = www / ("" if lang == FIRST else lang)
        _put(folder / "404.html", not_found(lang, state.snapshot))
        problem = Problem("not_in_files", snapshot=state.snapshot)
        _put(folder / "404.problem", made(MEDIA, problem.body(lang, b""), lang))
    (out / "nginx.conf").write_text(_nginx(state.snapshot), encoding="utf-8")
    about = {"snapshot": state.snapshot, "as_of": state.as_of.isoformat(), "veil": state.veil}
    (out / _ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
    return sum(path.is_file() for path in out.rglob("*"))


def end_with_publisher() -> None:
    """End this process with the one that started it: a publisher that is ended would leave it running for ever.

    At its own end it goes at once: taken down piece by piece, DuckDB writes forty lines about what it calls leaks.
    """
    atexit.register(os._exit, 0)
    publisher = multiprocessing.parent_process()
    assert publisher is not None

    def wait() -> None:
        publisher.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _piece(www: Path, snapshot: str, addresses: list[str]) -> None:
    """Write some addresses, as one of several processes may."""
    service, state = Service(in_files=True), access.at(snapshot)
    for address in addresses:
        path, _, query = address.partition("?")
        answer = service.answer(path.encode(), query.encode(), FIRST.encode(), state)
        if answer.status != 200:
            raise Fault("publish_answer", name=address, status=answer.status)
        _put(www / file_of(address), answer)


def _put(file: Path, answer: Answer) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(answer.body)
    for form in answer.packed:
        if form.coding == b"gzip":  # what nginx sends without a module of others
            file.with_name(f"{file.name}.gz").write_bytes(form.body)


def file_of(address: str) -> str:
    """The file of an address. Raises `Fault` if a part of it could not be the name of one."""
    path, _, query = address.partition("?")
    if path in (routes.ICON, *routes.FILES):
        return path[1:]
    found = routes.find(path)
    if found is None:
        raise Fault("publish_name", name=shown(address))
    asked = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    lang = found.lang or named(asked.pop("lang", FIRST)) or FIRST
    folders = [
        f"{name}={value}" for name, value in sorted(asked.items()) if _UNSAID.get(name) != value
    ]
    within = "" if lang == FIRST else lang
    parts = folders + (path.removeprefix(f"/{within}") if found.lang else path).split("/")
    if found.address.name == "figures":
        parts.append("index.json")
    elif found.address.people:
        parts.append("index.html")
    elif found.address.name in ("figure", "problem"):
        parts[-1] += ".json"
    parts = [part for part in (within, *parts) if part]
    if not all(_NAME.fullmatch(part) for part in parts):
        raise Fault("publish_name", name=shown(address))
    return "/".join(parts)


def _translated() -> Iterator[tuple[Language, str, str]]:
    """A language, where an address of another one begins, and how its file's path begins in the first."""
    for address in ("press_case", "press_claim", "press"):
        for code in LANGUAGES:
            here = routes.start(address, code).rstrip("/")
            file = here if code == FIRST else here.removeprefix(f"/{code}")
            for other in LANGUAGES:
                if other != code:
                    yield code, routes.start(address, other).rstrip("/"), file


def _port() -> int:
    """Where nginx listens: at the address itself where that is this machine's, else behind what has the certificate."""
    address = urlsplit(base())
    here = address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")
    return address.port or _PORT if here else _PORT


def _nginx(snapshot: str) -> str:
    """The configuration: the table of addresses, with the headers that the service itself sends."""

    def header(path: str, name: bytes) -> str:
        answer = Service().answer(path.encode(), f"lang={FIRST}".encode())
        return dict(answer.headers)[name].decode()

    changes, embed = routes.path("changes"), routes.path("embed", name="cases_total")
    apart = (routes.path("data"), routes.path("embed", name=""))  # each has lines of its own
    areas = [area for area in routes.PREFIXES.values() if f"{area.start}/" not in apart]
    return rendered(
        "nginx.conf",
        snapshot=snapshot,
        port=_port(),
        guards=[(name.decode(), line.decode()) for name, line in GUARDS],
        bare=BARE.decode(),
        cache=header(changes, b"cache-control"),
        framed=header(embed, b"content-security-policy"),
        closed=header(changes, b"content-security-policy"),
        languages=LANGUAGES,
        first=FIRST,
        shapes=SHAPES,
        themes=THEMES,
        files=[re.escape(path) for path in (routes.ICON, *routes.FILES)],
        start=routes.start,
        strict=routes.start("figures").removesuffix("figures"),
        looked=[routes.start("figure_form"), routes.start("embed")],
        translated=list(_translated()),
        pages=[area.start for area in areas if area.people],
        programs=[area.start for area in areas if not area.people],
        unspoken=[
            area.start
            for area in routes.PREFIXES.values()
            if not area.lang and f"{area.start}/" != routes.path("data")
        ],
        of_case=[name for name in access.told() if "case_id" in figures.parameters(name)],
    ).decode()
