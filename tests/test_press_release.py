"""The facts of the press release that the campaign in Canada began with, as the pages show them."""

from __future__ import annotations

import pytest

from tests.pages import shown, visit


def test_the_edition_of_2020_brought_together_more_than_4496875_actions() -> None:
    assert "at least 4,496,875" in shown(visit("actions", "en", edition="2020"))
    assert "au moins 4 496 875" in shown(visit("actions", "fr", edition="2020"))


def test_127_since_2001_is_shown_with_its_publisher_and_its_caveat() -> None:
    overview, releases = shown(visit("overview")), shown(visit("releases"))
    assert "about 127" in overview
    assert "Amnistie internationale Canada francophone" in overview
    assert "as a count since 2000 out of 169 civil and political cases" in releases
    assert "It says “since 2000” in six of these printings and “since 2001” in two." in releases
    assert "No public list stands behind any of them." in releases
    assert "people released, since 2001" in releases


def test_the_edition_of_2021_began_in_canada_on_22_november_with_ten_cases() -> None:
    text = shown(visit("actions", "en", edition="2021"))
    assert "Canada (francophone). Began: 22 November 2021. Ended: 31 January 2022." in text
    assert "10 cases known by name" in text
    for name in ("Bernardo Caal Xol", "Ciham Ali", "Zhang Zhan"):
        assert name in text
    french = shown(visit("actions", "fr", edition="2021"))
    assert "Canada (francophone). Début : 22 novembre 2021. Fin : 31 janvier 2022." in french


@pytest.mark.parametrize(
    ("case", "then", "became"),
    [
        ("2020-germain-rukuki", "30 June 2021", "reached safety abroad"),
        (
            "2020-gustavo-gatica",
            "suspect charged (21 August 2020)",
            "accused acquitted (13 January 2026)",
        ),
        ("2020-nassima-al-sada", "27 June 2021", "five-year travel ban"),
        ("2020-paing-phyo-min", "17 April 2021", "New Year amnesty"),
        ("2020-khaled-drareni", "19 February 2021", "pending his Supreme Court appeal"),
        ("2020-metu-pride", "8 October 2021", "acquitted the 18 students"),
    ],
)
def test_the_successes_of_2020_are_shown_with_what_became_of_each(
    case: str, then: str, became: str
) -> None:
    text = shown(visit("case", case=case))
    assert then in text
    assert became in text


def test_a_success_that_was_undone_does_not_stand() -> None:
    text = shown(visit("case", case="2020-gustavo-gatica"))
    assert "Reversed" in text
    assert "Achieved" not in text
