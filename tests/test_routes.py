"""The table of addresses: each path is spelt once, and all that names addresses follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from impact import routes
from impact.i18n.locales import LANGUAGES
from impact.i18n.words import known
from impact.press import resources
from impact.press.problems import Problem
from impact.press.static_site import file_of
from impact.routes import ADDRESSES, FILES, PAGES, PREFIXES, Address
from impact.settings import ROOT
from tests.test_press import ask, visit

# What each part of a path may be, to ask each address once.
PARTS = {
    "data_file": {"name": "editions.csv"},
    "problem": {"kind": "busy"},
    "figure_form": {"name": "cases", "form": "txt"},
    "press_case": {"name": "2021-zhang-zhan"},
    "press_claim": {"name": "c208"},
    "card_claim": {"name": "c208"},
}


def parts(address: Address) -> dict[str, str]:
    return PARTS.get(
        address.name,
        {"form": "atom"}
        if "{form:stem}" in address.path
        else {"name": "actions_by_edition"}
        if "{" in address.path
        else {},
    )


def everywhere() -> Iterator[tuple[Path, str]]:
    for path in (ROOT / "impact").rglob("*"):
        code = path.suffix in (".py", ".toml", ".html", ".conf", ".txt", ".xml")
        if code and path.name not in ("routes.py", "OFL.txt"):
            yield path, path.read_text(encoding="utf-8")


def test_no_path_is_spelt_outside_the_table() -> None:
    starts = {re.escape(area.start) for area in PREFIXES.values()} | {
        re.escape(path) for path in FILES
    }
    spelt = re.compile(rf"""["'`(}}]({"|".join(sorted(starts))})(?=[/"'`?)#]|$)""", re.MULTILINE)
    found = {
        f"{path.name}: {match[1]}" for path, text in everywhere() for match in spelt.finditer(text)
    }
    assert found == set()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_each_address_is_found_by_its_path_and_answered_in_each_language(address: Address) -> None:
    for lang in LANGUAGES:
        path = routes.path(address.name, lang, **parts(address))
        found = routes.find(path)
        assert found is not None and found.address is address
        assert found.parts == parts(address)
        assert found.lang == (lang if address.spoken else None)
        assert resources.at(path).lang in (None, lang, LANGUAGES[0])
        assert routes.prefix_of(path) is not None


def test_each_address_has_a_resource_and_no_resource_is_left_over() -> None:
    assert set(resources._MAKERS) == {address.name for address in ADDRESSES}


def test_no_two_addresses_share_a_name_or_a_path() -> None:
    assert len({address.name for address in ADDRESSES}) == len(ADDRESSES)
    assert len({screen.path for screen in PAGES}) == len({screen.name for screen in PAGES})
    assert not {area.start for area in PREFIXES.values()} & {screen.path for screen in PAGES}


def test_a_script_among_the_pages_made_files_of_them_all() -> None:
    """An area with a file in it is one of files, and what is not there is told to programs."""
    own = {routes.path("press", lang) for lang in LANGUAGES}
    assert {area.start for area in PREFIXES.values() if area.people} >= own


def test_the_screens_are_the_pages_of_the_dashboard_each_with_its_words() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert files == set(routes.PAGE)
    for screen in PAGES:
        assert known(f"nav.{screen.name}") and known(f"nav.{screen.name}_help")
        assert known(f"nav.{screen.section}")


@pytest.mark.parametrize("path", ["/api", "/feeds", "/og", "/data", "/oembed/x", "/revisions/x"])
def test_a_path_that_only_begins_as_ours_do_is_a_404_of_the_press_layer(path: str) -> None:
    (answer,) = visit(("GET", path, {}))
    assert answer.status_code == 404 and answer.headers["cache-control"] == "no-store"
    kind = "text/html" if path.startswith("/revisions") else "application/problem+json"
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("path", ["/pressx", "/fr/pressex", "/revisionsx", "/oembedx"])
def test_a_path_that_goes_on_after_one_of_ours_is_not_taken_for_it(path: str) -> None:
    assert routes.prefix_of(path) is None
    with pytest.raises(Problem):
        resources.at(path)


@pytest.mark.parametrize("path", [*FILES, "/press", "/api/v1/figures"])
def test_robots_and_the_map_once_took_whatever_was_sent_to_them(path: str) -> None:
    refused, allowed = visit(("POST", path, {}), ("OPTIONS", path, {}))
    assert refused.status_code == 405 and refused.headers["allow"] == "GET, HEAD, OPTIONS"
    assert allowed.status_code == 204 and allowed.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_page_may_end_with_a_slash_and_data_must() -> None:
    assert routes.find("/press/cases_total/") == routes.find("/press/cases_total")
    assert routes.find("/data") is None and routes.find("/data/") is not None
    assert ask("/api/v1/figures/").status == 404


def test_a_page_and_its_twin_have_one_file_each_in_a_folder_of_their_language() -> None:
    for address in ADDRESSES:
        if address.name == "oembed":
            continue
        files = [file_of(routes.path(address.name, lang, **parts(address))) for lang in LANGUAGES]
        assert len(set(files)) == (len(LANGUAGES) if address.spoken else 1)
