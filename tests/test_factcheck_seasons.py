"""What a text says of an edition beside its count: its days, a record that stands, what it lost, how long it grew."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


EDITIONS = {
    "other days": ("La campagne 2013 d’Écrire pour les droits a duré du 7 au 17 décembre.", ["wrong"]),
    "its days": ("The 2014 campaign of Write for Rights ran from 3 to 17 December.", ["right"]),
    "a section begins on a day of its own": ("The 2021 campaign of Write for Rights began on 29 November.", []),
    "a group’s days": ("Our group’s Write for Rights 2014 stand was open from 5 to 9 December.", []),
    "still the record": (
        "Write for Rights counted 5,828,323 actions in 2023, which is still the record.", ["right", "wrong"],
    ),
    "a record told with its number beside another year": (
        "The 2020 campaign of Write for Rights fell short of 2019, which remains the record at 6,609,837.",
        ["right", "right"],
    ),
    "what a year lost is no count of it": (
        "In 2010 the campaign lost nearly 100,000 actions.", ["rounded_fairly"],
    ),
    "lost too much": ("L’année 2024 nous a coûté plus de trois millions d’actions, chez Amnesty.", ["wrong"]),
    "years running": (
        "In 2021 Write for Rights counted 4,657,104 actions, then it grew three years in a row.", ["right", "wrong"],
    ),
    "from the year told before until another": (
        "En 2010 la campagne comptait 636 139 actions. Elle a ensuite doublé en un an et n’a cessé de croître "
        "jusqu’en 2019.", ["right", "rounded_fairly", "right"],
    ),
    "grew after another fall": (
        "The campaign counted 733,120 actions in 2009. It then fell for a year, and after that it grew until 2019.",
        ["right"],
    ),
    "down on that, of an edition told in words": (
        "In 2019 Write for Rights had 6,609,837 actions. The first pandemic edition was about a third down on that.",
        ["right"],
    ),
    "what a section published is not its own count": (
        "Pour 2006, Amnesty Pologne a publié plus de 110 000 actions.", ["contested"],
    ),
    "pour is not per cent": ("Le monde a réuni 3 245 565 actions en 2014, pour treize cas.", ["right", "wrong"]),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITIONS)
def test_what_is_told_of_an_edition_beside_its_count_is_held_too(known: Facts, what: str) -> None:
    text, verdicts = EDITIONS[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts
