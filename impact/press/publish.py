"""The bulletin: the press layer of one snapshot as static files, for any web server.

An address without a query is the file of its path, in English. French is the same path under `fr/`,
and every other parameter is a folder before the path: `/api/v1/figures/pace.json?edition=2021&lang=fr`
is `fr/edition=2021/api/v1/figures/pace.json`. The nginx.conf beside the files says the same.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from impact import live
from impact.faults import Fault, shown
from impact.live import State
from impact.press import answers, site
from impact.press.asked import SHAPES, THEMES
from impact.press.desk import Answer, Desk
from impact.words import LANGUAGES

FILES = "www"
_ABOUT = "published.json"  # a folder that holds it was written here and may be written again
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.=-]*")
_UNSAID = {("shape", SHAPES[0]), ("theme", THEMES[0]), ("lang", "en")}
_PIECE = 100  # addresses that a process takes at once
_PROCESSES = 2


def publish(out: Path, *, all_pictures: bool = False) -> tuple[str, int]:
    """Write all addresses of the current snapshot. Returns the snapshot and how many files there are.

    What was published there before stands until all is written. Raises `Fault`.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and not (out / _ABOUT).is_file():
        raise Fault("publish_full", folder=shown(str(out)))
    state = live.current()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            count = _written(made, state, site.addresses(state, all_pictures=all_pictures))
            made.chmod(0o755)
            if out.exists():
                old = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
                out.replace(old)
                made.replace(out)
                shutil.rmtree(old)
            else:
                made.replace(out)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise Fault("publish_failed", reason=error.strerror or "?") from None
    return state.snapshot, count


def _written(out: Path, state: State, addresses: list[str]) -> int:
    www = out / FILES
    pieces = [addresses[start : start + _PIECE] for start in range(0, len(addresses), _PIECE)]
    # Threads would wait for each other: drawing and filling templates is Python.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=context) as pool:
        list(pool.map(_piece, repeat(www), repeat(state.snapshot), pieces))
    origin = answers.base() or "http://127.0.0.1:8600"
    for path in site.FILES:
        _put(www / path[1:], site.file(path, origin))
    for lang in LANGUAGES:
        _put(www / ("fr" if lang == "fr" else "") / "404.html", site.not_found(lang))
    (out / "nginx.conf").write_text(_nginx(), encoding="utf-8")
    about = {"snapshot": state.snapshot, "as_of": state.as_of.isoformat()}
    (out / _ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
    return sum(path.is_file() for path in out.rglob("*"))


def _piece(www: Path, snapshot: str, addresses: list[str]) -> None:
    """Write some addresses, in a process of its own."""
    desk, state = Desk(), live.at(snapshot)
    for address in addresses:
        path, _, query = address.partition("?")
        answer = desk.answer(path.encode(), query.encode(), b"en", state)
        if answer.status != 200:
            raise Fault("publish_answer", name=address, status=answer.status)
        _put(www / file_of(address), answer)


def _put(file: Path, answer: Answer) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(answer.body)
    if answer.small:
        file.with_name(f"{file.name}.gz").write_bytes(answer.small)


def file_of(address: str) -> str:
    """The file of an address. Raises `Fault` if a part of it could not be the name of one."""
    path, _, query = address.partition("?")
    asked = sorted(tuple(pair.split("=", 1)) for pair in query.split("&") if pair)
    folders = [f"{name}={value}" for name, value in asked if (name, value) not in _UNSAID]
    french = ("lang", "fr") in asked or path.startswith("/fr/")
    parts = [part for part in folders if part != "lang=fr"] + path.removeprefix("/fr/").split("/")
    bare = "." not in parts[-1] and not path.startswith((answers.BASE, "/data/"))
    if path == answers.BASE:
        parts.append("index.json")
    elif bare or path.endswith("/"):
        parts.append("index.html")
    parts = [part for part in parts if part]
    if not all(_NAME.fullmatch(part) for part in parts):
        raise Fault("publish_name", name=shown(address))
    return "/".join(["fr", *parts] if french else parts)


def _nginx() -> str:
    """The configuration, with the headers that the desk itself sends."""

    def header(address: str, name: bytes) -> str:
        return dict(Desk().answer(address.encode(), b"lang=en").headers)[name].decode()

    return (
        _NGINX.replace("CACHE", header("/revisions", b"cache-control"))
        .replace("FRAMED", header("/embed/cases_total", b"content-security-policy"))
        .replace("CLOSED", header("/revisions", b"content-security-policy"))
    )


_NGINX = r"""# nginx -p THIS_FOLDER -c nginx.conf
worker_processes auto;
daemon off;
error_log stderr;
pid /tmp/write-for-rights.pid;
events { worker_connections 4096; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000;
    open_file_cache max=20000 inactive=60s;
    client_body_temp_path /tmp/write-for-rights-body;
    proxy_temp_path /tmp/write-for-rights-proxy;
    fastcgi_temp_path /tmp/write-for-rights-fastcgi;
    uwsgi_temp_path /tmp/write-for-rights-uwsgi;
    scgi_temp_path /tmp/write-for-rights-scgi;
    types {
        text/html html;
        text/csv csv;
        text/markdown md;
        text/plain txt cff;
        application/json json;
        application/xml xml;
        application/atom+xml atom;
        application/zip zip;
        image/svg+xml svg;
        image/png png;
    }
    default_type text/plain;
    charset utf-8;
    charset_types text/html text/csv text/markdown text/plain application/xml application/atom+xml;
    gzip_static on;

    # A query is a folder: first the language, then the others by name. What comes unasked has none.
    map $arg_lang $in_lang { default ""; fr /fr; }
    map $arg_case $in_case { default ""; "~^[A-Za-z0-9_-]+$" /case=$arg_case; }
    map $arg_edition $in_edition { default ""; "~^[0-9]+$" /edition=$arg_edition; }
    map $arg_shape $in_shape { default ""; square /shape=square; tall /shape=tall; }
    map $arg_theme $in_theme { default ""; dark /theme=dark; }
    map $uri $path { default $uri; "~^/fr(?<rest>/presse.*)$" $rest; }
    map $uri $in_path { default $in_lang; "~^/fr/presse" /fr; }
    # Whatever else is asked, or asked wrongly, is not in these files and must not be answered by others.
    map $args $odd {
        default 1;
        "~^((lang=(en|fr)|case=[A-Za-z0-9_-]+|edition=[0-9]+|shape=(wide|square|tall)|theme=(light|dark))(&|$))*$" 0;
    }
    map $in_path $language { default en; /fr fr; }
    map $uri $attached { default ""; "~\.(csv|zip)$" attachment; }
    map $uri $policy {
        default "";
        "~^/embed/" "FRAMED";
        "~^/(press|fr/presse|revisions|data/$)" "CLOSED";
    }
    map $in_lang $start { default /press; /fr /fr/presse; }

    server {
        listen 127.0.0.1:8600 reuseport;
        root www;
        error_page 404 $in_path/404.html;
        add_header Cache-Control "CACHE";
        add_header Access-Control-Allow-Origin "*";
        add_header X-Content-Type-Options nosniff;
        add_header Content-Language $language;
        add_header Content-Disposition $attached;
        add_header Content-Security-Policy $policy;
        location = / { return 302 $start; }
        location / {
            if ($odd) { return 404; }
            set $base $in_path$in_case$in_edition$in_shape$in_theme;
            try_files $base$path $base$path/index.html $base$path/index.json $base$path.json =404;
        }
    }
}
"""
