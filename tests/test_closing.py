"""Whatever breaks on the way to what others are told, they are told nothing: never what was told before, nor more than
the newest consents allow."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pyarrow as pa
import pytest
from starlette.applications import Starlette

from impact import database, routes, talking
from impact.exports import ledger as ledgers
from impact.exports import taking
from impact.faults import Fault
from impact.figures import (
    access,
    consent,
    cutting,
    live,
    newest_consents,
    publications,
    small,
    veiling,
)
from impact.figures.access import Who
from impact.i18n.words import LANGUAGES, Language, say
from impact.press import asgi, responses
from impact.press.asgi import Press
from impact.record import reader
from impact.server import gate
from impact.settings import ROOT
from impact.store import Damaged, Store
from impact.talking import Selection
from tests.conftest import files, lay, serve_others
from tests.pages import shown
from tests.test_consent import HALF, HIDDEN, NAMED, WITHHELD, rows, told
from tests.test_doors import claims, come, give_roles

Folders = tuple[Path, Path]
ADDRESSES = (
    "/api/v1/figures/cases.json",
    routes.path("press_figure", "en", name="cases"),
    routes.path("press_case", "en", name=HIDDEN),
    "/feeds/outcomes.atom",
)
# Every step on the way from what is newest to what others see of it: of a consent that comes, of an embargo.
STEPS: list[tuple[Any, str]] = [
    (consent, "consents_of"), (consent, "veiled"), (consent, "_renamed"), (consent, "_cut"), (consent, "_plain"),
    (consent, "counts"), (consent, "ledger"), (consent, "mark"), (consent, "_noted"), (consent, "misnamed"),
    (veiling, "_agreed"), (veiling, "_made"), (veiling, "in_steps"), (small, "told"), (small, "ledger"),
    (cutting, "cut"), (cutting, "amended"), (cutting, "_unmarked"), (publications, "now"), (publications, "by"),
    (access, "_told"), (access, "_out_as"), (access, "staff"), (database.Database, "beside"),
    (database.Database, "_make"), (live, "_state"), (live, "_counts"), (live, "parse"), (live, "contents_of"),
    (taking, "keep_record"), (live.Live, "_refresh"), (live.Live, "held"), (Store, "newest"), (Store, "marks"),
    (Store, "contents"), (ledgers, "ledger_of"), (live.Live, "state"),
]  # fmt: skip
BROKEN: list[Exception] = [
    ValueError("Zoltan Varga of Miskolc"), KeyError("Zoltan"), MemoryError(), pa.ArrowInvalid("Szabo"),
    duckdb.Error("Zoltan"), OSError(5, "Input/output error"), Damaged("contents/1", "it is missing"),
    Fault("store_locked", reason="Zoltan"),
]  # fmt: skip


class Asked:
    """A running press layer, asked again and again."""

    def __init__(self) -> None:
        self._app = Press(Starlette(), lambda _: False)

    def all(self) -> dict[str, tuple[int, str]]:
        """The status and text of each address, as they are after a look at what is newest."""

        async def asked() -> dict[str, tuple[int, str]]:
            way = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=way, base_url="http://localhost") as client:
                answers = {each: await client.get(f"{each}?lang=en") for each in ADDRESSES}
                return {each: (got.status_code, got.text) for each, got in answers.items()}

        self._app._looking = None
        return asyncio.run(asked())


@pytest.fixture(name="press", params=["public", "local"])
def running(
    folders: Folders, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Asked]:
    """A server that named everybody, until now."""
    live._LIVE.clear()
    monkeypatch.setattr(asgi, "_LOOK", 0.0)
    monkeypatch.setattr(asgi, "_PATIENCE", None)
    monkeypatch.setattr(live, "_AGAIN", 0.0)
    if request.param == "public":
        serve_others(monkeypatch)
        monkeypatch.setenv("IMPACT_SMALL", "10")
    lay(folders[0], files(**rows()))
    press = Asked()
    assert all(told(text) for status, text in press.all().values() if status == 200)
    assert press.all()[ADDRESSES[0]][0] == 200
    yield press
    live._LIVE.clear()


def withhold(folder: Path) -> None:
    lay(folder, {"consents.csv": files(**rows(**WITHHELD))["consents.csv"]})


def breaking(error: Exception) -> Callable[..., Any]:
    def broken(*_: Any, **__: Any) -> Any:
        raise error

    return broken


def names(answers: dict[str, tuple[int, str]]) -> dict[str, list[str]]:
    return {
        each: found
        for each, (_, text) in answers.items()
        if (found := told(text.replace(HIDDEN, "")))
    }


@pytest.mark.parametrize(
    ("press", "place"),
    [("public", place) for place in range(len(STEPS))] + [("local", place) for place in range(13)],
    indirect=["press"],
    ids=[name for _, name in STEPS] + [f"local {name}" for _, name in STEPS[:13]],
)
def test_whatever_breaks_when_a_consent_comes_nobody_is_told_what_was_told_before(
    folders: Folders, press: Asked, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name = STEPS[place]
    withhold(folders[0])
    with monkeypatch.context() as patch:
        patch.setattr(module, name, breaking(BROKEN[place % len(BROKEN)]))
        answers = press.all()
        assert names(answers) == {}, name
        assert {status for status, _ in answers.values()} <= {200, 404, 500, 503}, answers
    answers = press.all()
    assert names(answers) == {}
    assert answers[ADDRESSES[0]][0] == 200 and "Ana Lima" in answers[ADDRESSES[0]][1]


BREAKS: dict[str, Callable[[Path, Path], object]] = {
    "outcomes": lambda record, _: (record / "outcomes.csv").write_bytes(b"\xff\xfe"),
    "cases": lambda record, _: (record / "cases.csv").unlink(),
    "record.toml": lambda record, _: (record / "record.toml").write_text("checked_on = soon"),
    "store": lambda _, store: shutil.rmtree(store),
    "contents": lambda _, store: shutil.rmtree(store / "contents"),
    "head": lambda _, store: (store / "newest.json").write_text("{"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_consents_are_followed_while_something_else_is_broken(
    folders: Folders, press: Asked, what: str
) -> None:
    """The record's last good state was told with the consents of then."""
    BREAKS[what](*folders)
    press.all()
    withhold(folders[0])
    answers = press.all()
    assert names(answers) == {}
    if what in ("outcomes", "cases", "record.toml"):  # what is known of them is enough to go on
        assert answers[ADDRESSES[0]][0] == 200 and "Ana Lima" in answers[ADDRESSES[0]][1]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"case_id\n", b"\xff\xfe\x00", b'case_id,publish_level,first_name,consent_on,review_on\n"2020',
        f"case_id,publish_level,first_name,consent_on,review_on\n{HIDDEN},witheld,,,\n".encode(),
        b"case_id,publish_level,first_name,consent_on,review_on\n2020-zoltan-vagra,withheld,,,\n",
    ],
)  # fmt: skip
def test_a_file_of_consents_that_cannot_be_read_names_nobody_and_staff_are_told_why(
    folders: Folders, press: Asked, content: bytes
) -> None:
    withhold(folders[0])
    assert names(press.all()) == {}
    (folders[0] / "consents.csv").write_bytes(content)
    answers = press.all()
    assert names(answers) == {}
    if content.strip():  # else the consents of before are known, and hold
        status, text = answers[ADDRESSES[0]]
        assert status == 503 and "What people agreed to" in text
        assert "consents.csv" not in text
        assert (
            answers[ADDRESSES[1]][0] == 503 and "What people agreed to" in answers[ADDRESSES[1]][1]
        )
        with pytest.raises(Fault, match="newest consents"):
            access.current(Who("spokesperson")) if access.public() else access.current()
        with pytest.raises(Fault, match="newest consents"):
            talking.talk(live.current(), Selection("launch"), "en")
    seen = access.current(Who("staff"))
    assert seen.fault is not None and "consents.csv" in seen.fault.sentence("fr")
    assert len(seen.record.tables["cases"]) == 3


def test_a_file_of_consents_that_is_gone_takes_no_consent_back(
    folders: Folders, press: Asked
) -> None:
    """Neither at once, nor after a restart, nor by way of the command line."""
    withhold(folders[0])
    press.all()
    (folders[0] / "consents.csv").unlink()
    assert names(press.all()) == {}
    with pytest.raises(Fault) as lost:
        live.keep_record(Store(folders[1]))
    assert "(2 of them)" in lost.value.sentence("en")
    live._LIVE.clear()
    assert names(Asked().all()) == {}
    header = b"case_id,publish_level,first_name,consent_on,review_on\n"
    (folders[0] / "consents.csv").write_bytes(header)  # this is said on purpose
    assert told(press.all()[ADDRESSES[0]][1])


def test_a_restart_over_a_damaged_newest_snapshot_names_nobody_that_it_withholds(
    folders: Folders, press: Asked
) -> None:
    """The snapshot before it, which is whole, names everybody."""
    withhold(folders[0])
    press.all()
    newest = Store(folders[1]).newest()
    assert newest is not None
    digest = newest.files["consents.csv"]
    for path in (folders[1] / "contents").rglob(f"*{digest}*"):
        path.write_bytes(b"")
    (folders[0] / "outcomes.csv").write_bytes(b"")
    (folders[0] / "consents.csv").write_bytes(b"\xff")
    live._LIVE.clear()
    assert names(Asked().all()) == {}
    withhold(folders[0])
    assert names(Asked().all()) == {}


def test_ready_says_no_where_nothing_may_be_told(folders: Folders, press: Asked) -> None:
    assert gate.readiness()[1]
    (folders[0] / "consents.csv").write_bytes(b"\xff")
    assert gate.readiness() == ("consents_unknown", "")
    assert press.all()[ADDRESSES[0]][0] == 503


def test_what_stands_between_gives_nothing_once_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that answers from its cache while the server says 503 tells what was told before."""
    serve_others(monkeypatch)
    for how_long in (responses.fresh(), responses.lasting()):
        assert b"stale" not in how_long and b"s-maxage=4," in how_long and b"revalidate" in how_long
    proxy = (ROOT / "deploy" / "nginx.conf").read_text()
    lines = [line.strip() for line in proxy.splitlines() if not line.strip().startswith("#")]
    assert not [line for line in lines if line.startswith("proxy_cache_use_stale")]


def test_a_consent_typed_while_the_record_is_broken_is_followed(
    folders: Folders, press: Asked, tmp_path: Path
) -> None:
    """It comes by way of the store, which the last good state knew nothing of."""
    from impact.cli.main import main

    form = tmp_path / "consents.csv"
    form.write_text(
        f"case_id,publish_level,first_name,consent_on,review_on\n{HIDDEN},withheld,,,\n{HALF},withheld,,,\n"
    )
    (folders[0] / "claims.csv").write_bytes(b"")
    press.all()
    good = (folders[0] / "claims.csv"), files(**rows())["claims.csv"]
    good[0].write_bytes(good[1])
    assert main(["ingest", str(form)]) == 0
    good[0].write_bytes(b"")
    assert names(press.all()) == {}
    assert NAMED in press.all()[ADDRESSES[0]][1]


def test_newest_consents_know_a_new_case_whose_file_is_not_right_yet(
    folders: Folders, press: Asked
) -> None:
    """A new edition with a slip in its cases closes nothing: nobody of it was told before."""
    withhold(folders[0])
    press.all()
    (folders[0] / "cases.csv").write_bytes(b"case_id\n2021-new\n")
    with (folders[0] / "consents.csv").open("a") as file:
        file.write("2021-new,withheld,,,\n")
    answers = press.all()
    assert answers[ADDRESSES[0]][0] == 200 and names(answers) == {}
    assert newest_consents.kept(Store(folders[1]))
    assert reader.rows_of(newest_consents._CONSENTS, b"") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("running", [True, False])
def test_a_page_says_that_nothing_is_told_and_staff_are_told_why(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Language, running: bool
) -> None:
    """What is wrong with a file of consents may be a name: the press is not told of it, not even at a start."""
    live._LIVE.clear()
    lay(folders[0], files(**rows()))
    serve_others(monkeypatch)
    give_roles(monkeypatch, tmp_path)
    if running:
        live.current()
    slip = f"case_id,publish_level,first_name,consent_on,review_on\n{HALF},Zoltan Varga,,,\n"
    (folders[0] / "consents.csv").write_text(slip)
    key = "fault.consents_unknown" if running else "problem.closed.detail"
    for name in ("overview", "cases"):
        text = shown(come(name, None, lang))
        assert say(lang, key).split("\xa0")[0] in text.replace("\\", "")
        assert told(text) == [] and "consents.csv" not in text
    staff = shown(come("cases", claims(groups=["w4r-gb"]), lang))
    assert "consents.csv" in staff and ("Ana Lima" in staff) == running
    live._LIVE.clear()
