"""An embargo: before its second a row is not there, or still what it was, for press and spokespersons, on any face."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import audit, publishing
from impact.faults import Fault, Place
from impact.figures import access, live
from impact.figures.access import Who
from impact.press import revisions, sitemap
from impact.press.service import Service
from impact.record.reader import cell
from impact.record.schema import EMBARGO, TABLE
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import DEFAULTS, At, files, lay, serve_others
from tests.pages import shown
from tests.test_doors import claims, come, give_roles
from tests.test_exports import take

AT = "2031-03-10T09:00:00+00:00"
OUT = dt.datetime.fromisoformat(AT)
SECOND = dt.timedelta(seconds=1)
SPEAKS = Who("spokesperson")


@pytest.fixture
def serving(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    """A server for others, whose record has a case and a released outcome."""
    lay(folders[0], files())
    live.current()
    serve_others(monkeypatch)
    return Store(folders[1])


def hand_in(tmp_path: Path, table: str, **cells: object) -> int:
    """Hand in one row of a table, in its template."""
    row = {
        name: value
        for name, value in (DEFAULTS[table] | cells).items()
        if name in {column.name for column in TABLE[table].asked} | {"reason"}
    }
    file = tmp_path / f"{table}.csv"
    text = ",".join(row) + "\n" + ",".join("" if v is None else str(v) for v in row.values()) + "\n"
    file.write_text(text)
    return take("--mapping", table, file)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2031-03-10T10:00:00+01:00", AT), ("2031-03-10T09:00Z", AT), ("2031-03-10 10:00 Europe/Brussels", AT),
        ("2031-03-10 10:00:00 Europe/Brussels", AT), ("2031-07-10 11:00 Europe/Brussels", "2031-07-10T09:00:00+00:00"),
    ],
)  # fmt: skip
def test_a_moment_is_the_same_however_its_zone_is_said(text: str, moment: str) -> None:
    assert cell(EMBARGO, text, Place("x")) == moment


@pytest.mark.parametrize("text", ["2031-03-10 10:00", "2031-03-10", "2031-03-10T10:00 CEST time", "2031-02-30T10:00Z", "2031-03-10 10:00 Europe/Brusels", "2031-03-10 10:00 Europe", "tomorrow"])  # fmt: skip
def test_a_moment_without_a_zone_is_refused_with_the_words_that_mend_it(text: str) -> None:
    with pytest.raises(Fault) as refused:
        cell(EMBARGO, text, Place("x"))
    assert refused.value.key == "not_moment"
    assert all("Europe/Brussels" in refused.value.sentence(lang) for lang in ("en", "fr"))


def get(path: str, service: Service | None = None) -> tuple[int, str, bytes]:
    path, _, query = path.partition("?")
    answer = (service or Service()).answer(path.encode(), query.encode(), b"en")
    return answer.status, answer.body.decode("utf-8", "replace"), answer.plain.etag


def test_a_new_outcome_is_out_at_its_second_in_every_cache_and_not_before(
    serving: Store, tmp_path: Path, at: At
) -> None:
    cells = {"outcome_id": "o2", "event_date": "2022-01-01", "outcome_type": "re_arrested",
             "direction": "negative", "summary": "Embargoed-words.", "publish_at": "2031-03-10 10:00 Europe/Brussels"}  # fmt: skip
    assert hand_in(tmp_path, "outcomes", **cells) == 0
    publishing.publish(serving)
    services = Service(), Service()
    paths = (
        "/api/v1/figures/timeline_of_case.json?case=2020-a", "/feeds/outcomes.atom", "/api/v1/revisions.json",
        "/press/cases/2020-a", "/data/outcomes.csv",
    )  # fmt: skip
    found: dict[dt.datetime, list[tuple[int, str, bytes]]] = {}
    for moment in (OUT - SECOND, OUT, OUT + SECOND):
        at(moment)
        found[moment] = [get(path, each) for path in paths for each in services]
        for who in (access.PRESS, SPEAKS):
            state = access.current(who)
            rows = state.record.tables["outcomes"]
            assert ("o2" in {row["outcome_id"] for row in rows}) == (moment >= OUT)
            assert bool(state.ledger.changes()) == (
                moment >= OUT
            )  # nor by the steps that led to it
    before, then, after = found.values()
    assert not any("Embargoed" in body or "re_arrested" in body for _, body, _ in before)
    assert all("Embargoed" in body or "re_arrested" in body for _, body, _ in then)
    assert then == after
    answer = Service().answer(b"/api/v1/figures/cases.json", b"")
    kept = dict(answer.headers)[b"cache-control"].decode()
    assert max(int(each) for each in re.findall(r"age=(\d+)", kept)) < 5 and "stale" not in kept
    assert {tag for _, _, tag in before}.isdisjoint(tag for _, _, tag in then)
    assert not any("2031" in body for status, body, _ in before)
    state = live.current()
    assert "o2" in {row["outcome_id"] for row in state.record.tables["outcomes"]}  # staff see it
    assert [line["embargo"] for line in audit.lines(serving) if "embargo" in line] == [AT]


def test_a_row_that_was_out_stays_what_it_was_until_its_correction_may_be_told(
    serving: Store, tmp_path: Path, at: At
) -> None:
    assert (
        hand_in(tmp_path, "outcomes", summary="Other words.", publish_at=AT, reason="Secret reason")
        == 0
    )
    publishing.publish(serving)
    at(OUT - SECOND)
    assert access.current().record.tables["outcomes"][0]["summary"] == "What."
    assert "reason" not in json.dumps(json.loads(get("/api/v1/revisions.json")[1])["revisions"])
    at(OUT)
    row = access.current().record.tables["outcomes"][0]
    assert row["summary"] == "Other words." and row["publish_at"] is None
    told = json.loads(get("/api/v1/revisions.json")[1])["revisions"]
    assert {each["kind"] for each in told} == {"correction"} and told[0]["at"] == AT


def test_an_embargoed_case_answers_as_one_that_nobody_knows_and_its_counts_as_of_no_case(
    serving: Store, tmp_path: Path, at: At
) -> None:
    hidden = {"case_id": "2020-hidden", "name": "Hidden", "name_fr": "Cachée", "publish_at": AT}
    assert hand_in(tmp_path, "cases", **hidden) == 0
    assert hand_in(tmp_path, "outcomes", outcome_id="o3", case_id="2020-hidden") == 0
    tally = tmp_path / "tally.csv"
    tally.write_text(
        "date,case,channel,count,how counted,link\n2020-12-03,Hidden,Stall,77,counted,\n"
    )
    assert take("--section", "GB", tally) == 0
    publishing.publish(serving)
    at(OUT - SECOND)
    path = "/api/v1/figures/timeline_of_case.json?case={}&lang=en"
    unknown, embargoed = (get(path.format(case)) for case in ("2020-nobody", "2020-hidden"))
    assert (embargoed[0], embargoed[1].replace("hidden", "nobody")) == unknown[:2]
    assert get("/press/cases/2020-hidden")[0] == get("/press/cases/2020-nobody")[0] == 404
    assert not any("hidden" in each for each in sitemap.addresses())
    for who in (access.PRESS, SPEAKS):
        state = access.current(who)
        assert state.record.left_out == ()
        assert [row["outcome_id"] for row in state.record.tables["outcomes"]] == ["o1"]
        counts = {
            row["case_id"]: row["actions"]
            for row in state.database.rows("counted_by_case", edition=2020)
        }
        assert counts == {"unmapped": 77}
    at(OUT)
    assert get("/press/cases/2020-hidden")[0] == 200
    rows = access.current().database.rows("counted_by_case", edition=2020)
    assert {row["case_id"]: row["actions"] for row in rows} == {"2020-hidden": 77}


def test_a_total_waits_for_the_claim_that_carries_it(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, at: At
) -> None:
    """Also one of the record's own files, where the edition has the total already."""
    claim = {"edition_year": 2020, "value": 918273, "publish_at": AT}
    lay(
        folders[0],
        files(editions=[{"actions": 918273, "actions_qualifier": "exact"}], claims=[claim]),
    )
    live.current()
    serve_others(monkeypatch)
    at(OUT - SECOND)
    assert access.current().record.tables["editions"][0]["actions"] is None
    assert access.current().record.tables["claims"] == []
    assert not any("918273" in get(path)[1] for path in ("/api/v1/figures/actions_by_edition.json", "/data/editions.csv", "/data/claims.csv"))  # fmt: skip
    at(OUT)
    assert access.current().record.tables["editions"][0]["actions"] == 918273
    assert access.held()[-1].made_at == AT and len(access.held()) == 2


def test_another_process_names_the_same_state_at_the_same_second(
    serving: Store, tmp_path: Path, at: At
) -> None:
    assert (
        hand_in(tmp_path, "outcomes", outcome_id="o2", event_date="2022-05-01", publish_at=AT) == 0
    )
    publishing.publish(serving)
    program = (
        "import datetime as dt, sys\n"
        "from impact.figures import access, publications\n"
        "from impact.press.service import Service\n"
        "for text in sys.argv[1:]:\n"
        "    publications.clock = lambda: dt.datetime.fromisoformat(text)\n"
        "    answer = Service().answer(b'/feeds/outcomes.atom', b'lang=en')\n"
        "    print(access.current().snapshot, answer.plain.etag.decode())\n"
    )
    moments = [OUT - SECOND, OUT, OUT + SECOND]
    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, moments)], cwd=ROOT, env=os.environ,
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    mine = []
    for moment in moments:
        at(moment)
        tag = get("/feeds/outcomes.atom?lang=en")[2].decode()
        mine.append(f"{access.current().snapshot} {tag}")
    assert ran.stdout.splitlines() == mine and len(set(mine)) == 2


def test_an_older_state_stays_what_it_was_after_the_embargo(
    serving: Store, tmp_path: Path, at: At
) -> None:
    assert (
        hand_in(tmp_path, "outcomes", outcome_id="o2", event_date="2022-05-01", publish_at=AT) == 0
    )
    publishing.publish(serving)
    at(OUT - SECOND)
    path = f"/api/v1/figures/timeline_of_case.json?case=2020-a&as_of={access.current().snapshot}"
    before = get(path)
    assert before[0] == 200
    at(OUT + SECOND)
    assert get(path) == before
    whole = live.held()[-2].id  # the last one is of the publication
    assert access.current().snapshot == whole
    rows = [
        len(json.loads(get(each)[1])["rows"]) for each in (path, path.replace(path[-12:], whole))
    ]
    assert rows == [1, 2]


def test_a_file_of_the_record_needs_no_column_of_embargoes() -> None:
    text = (ROOT / "data" / "record" / "outcomes.csv").read_text(encoding="utf-8")
    assert EMBARGO.name not in text.splitlines()[0]
    assert EMBARGO.name not in [column.name for column in TABLE["outcomes"].told]


def test_staff_are_told_what_comes_out_by_itself_and_what_only_once_it_is_published(
    serving: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_roles(monkeypatch, tmp_path)
    assert (
        hand_in(tmp_path, "outcomes", outcome_id="o2", event_date="2022-05-01", publish_at=AT) == 0
    )
    publishing.publish(serving)
    assert (
        hand_in(
            tmp_path,
            "outcomes",
            outcome_id="o2",
            event_date="2022-05-01",
            publish_at="2031-04-10T09:00Z",
        )
        == 0
    )
    text = shown(come("exports", claims(groups=["w4r-gb"])))
    assert "o2, until 10 March 2031, 09:00 UTC; then it is out by itself" in text
    assert "o2, until 10 April 2031, 09:00 UTC, once it is published" in text


def test_what_comes_out_soon_is_compared_before_and_told_to_nobody(
    serving: Store, tmp_path: Path, at: At
) -> None:
    assert (
        hand_in(tmp_path, "outcomes", outcome_id="o2", event_date="2022-05-01", publish_at=AT) == 0
    )
    publishing.publish(serving)
    at(OUT - 10 * SECOND)
    assert access.coming(5 * SECOND) is None
    ahead = access.coming(10 * SECOND)
    assert ahead is not None and ahead.made_at == AT
    before = get("/api/v1/revisions.json")
    revisions.remember(ahead)
    assert get("/api/v1/revisions.json") == before and ahead.id not in before[1]
    compared = len(revisions._STEPS)
    at(OUT)
    assert ahead.id in get("/api/v1/revisions.json")[1] and len(revisions._STEPS) == compared


def test_what_is_prepared_to_be_said_bears_the_embargo_of_what_nobody_may_say_yet(
    serving: Store, tmp_path: Path, at: At, capsys: pytest.CaptureFixture[str]
) -> None:
    """Staff see the row before its time, and so do the talk and the card that they take along."""
    at(OUT - SECOND)
    assert (
        hand_in(
            tmp_path,
            "outcomes",
            outcome_id="o9",
            event_date="2022-05-01",
            publish_at=AT,
            reason="court",
        )
        == 0
    )
    publishing.publish(serving)
    case = str(DEFAULTS["outcomes"]["case_id"])
    for command in (["talk", "--case", case], ["card", case]):
        for moment, told in ((OUT - SECOND, True), (OUT, False)):
            at(moment)
            for lang, words in (
                ("en", "nder embargo until 10 March 2031"),
                ("fr", "ous embargo jusqu"),
            ):
                capsys.readouterr()
                assert main([command[0], "--lang", lang, *command[1:]]) == 0
                assert (words in capsys.readouterr().out) == told
