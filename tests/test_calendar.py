"""The calendar of releases: public, but for figures that are not there before their moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from impact.faults import Fault
from impact.figures import access, calendar, live
from impact.figures.access import Who
from impact.i18n.words import say
from impact.presentation.view import View
from impact.press import sitemap
from impact.press.service import Service
from impact.server import checkup
from tests.conftest import At, files, lay, serve_others
from tests.pages import shown
from tests.test_doors import come

OUT = dt.datetime(2031, 3, 10, 9, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
FILE = """
[[access]]
en = "The press office"
fr = "Le service de presse"
[[release]]
figure = "standings_by_edition"
publish_at = 2031-03-10T10:00:00+01:00
new = true
[[release]]
figure = "actions_by_edition"
publish_at = 2031-03-10T10:00:00+01:00
"""
Write = Callable[[str], None]


@pytest.fixture
def write(folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    lay(folders[0], files())
    live.current()
    serve_others(monkeypatch)
    path = tmp_path / "releases.toml"
    monkeypatch.setenv("IMPACT_RELEASES", str(path))

    def written(text: str) -> None:
        path.write_text(text)

    written(FILE)
    return written


def get(service: Service, path: str) -> tuple[int, str]:
    path, _, query = path.partition("?")
    answer = service.answer(path.encode(), query.encode(), b"en")
    return answer.status, answer.body.decode("utf-8", "replace")


@pytest.mark.usefixtures("write")
def test_a_new_figure_is_out_at_its_second_and_before_it_answers_as_one_that_nobody_made(
    at: At,
) -> None:
    kept = Service()
    name, nobody = "standings_by_edition", "standings_by_editiom"
    paths = (
        "/api/v1/figures/{}.json?lang=en", "/api/v1/figures/{}.svg?lang=en", "/press/{}", "/embed/{}?lang=en",
        "/og/{}.png?lang=en", "/oembed?url=http%3A%2F%2Fx.example%2Fpress%2F{}&lang=en",
    )  # fmt: skip
    at(OUT - SECOND)
    for path in paths:
        hidden, unknown = (get(kept, path.format(each)) for each in (name, nobody))
        assert (hidden[0], hidden[1].replace(name, nobody)) == unknown, path
    lists = (
        "/api/v1/figures?lang=en",
        "/api/v1/openapi.json?lang=en",
        "/press",
        "/feeds/figures.atom?lang=en",
    )
    assert not any(f"/{name}" in get(kept, path)[1] for path in lists)
    assert not any(name in each for each in sitemap.addresses())
    for who in (access.PRESS, Who("spokesperson")):
        with pytest.raises(Fault) as refused:
            View(live.current(), "en", who).ask(name)
        assert refused.value.key == "unknown_figure" and name not in str(
            refused.value.values["near"]
        )
    assert View(live.current(), "en", access.OWNER).ask(name).name == name
    at(OUT)
    for service in (kept, Service()):
        assert [get(service, path.format(name))[0] for path in paths[:2]] == [200, 200]
        assert all(f"/{name}" in get(service, path)[1] for path in lists)


@pytest.mark.usefixtures("write")
def test_the_page_of_a_figure_says_its_next_release_and_who_sees_it_before(at: At) -> None:
    service = Service()
    at(OUT - SECOND)
    status, text = get(service, "/press/actions_by_edition")
    assert status == 200  # it is not new: it stays
    assert "next release on 10 March 2031, 09:00 UTC" in text and "The press office" in text
    assert "Le service de presse" in get(service, "/fr/presse/actions_by_edition")[1]
    assert (
        '"next_update": "2031-03-10T09:00:00+00:00"'
        in get(service, "/api/v1/figures/actions_by_edition.json")[1]
    )
    at(OUT)
    assert "next release" not in get(service, "/press/actions_by_edition")[1]


@pytest.mark.usefixtures("write")
def test_the_dashboard_tells_nothing_of_a_figure_that_is_not_there(at: At) -> None:
    at(OUT - SECOND)
    test = come("cases", None)  # where its chart would stand
    assert say("en", "fault.title") not in shown(test)
    assert "standings_by_edition" not in shown(come("about", None))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[release", "releases_unread"), ('[[release]]\nfigure = "x"', "releases_unread"),
        ('[[release]]\nfigure = "nothing"\npublish_at = 2031-03-10T10:00:00Z', "releases_figure"),
        ('[[release]]\nfigure = "pace"\npublish_at = 2031-03-10T10:00:00', "releases_zone"),
        ('[[access]]\nfr = "nous"', "releases_unread"), ("[[relase]]", "releases_unread"),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_meant_lets_no_figure_out(
    write: Write, text: str, key: str
) -> None:
    write(text)
    with pytest.raises(Fault) as refused:
        calendar.read()
    assert refused.value.key == key and refused.value.sentence("fr")
    assert get(Service(), "/api/v1/figures/cases.json")[0] == 503
    assert key in [fault.key for each in checkup.looked() for fault in each.faults]
