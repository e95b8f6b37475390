"""Counts of national sections, of the world and of years, told without the noun, the verb or the name again."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


COUNTS = {
    "whatever the verb": (
        "Write for Rights in 2016. Poland had 356,645, Iceland 62,698, Japan not quite ten thousand.",
        ["right", "right", "rounded_fairly"],
    ),
    "quel que soit le verbe": ("Marathon des lettres 2019. Le Portugal en a eu 133 944.", ["right"]),
    "a count that is not the section's": (
        "Write for Rights in 2016. Poland had 346,645, Iceland 62,698.", ["wrong", "right"],
    ),
    "from one year to another": (
        "Marathon des lettres. Côté chiffres, les Tchèques sont passés de 14 032 actions en 2013 à 22 435 en 2021.",
        ["right", "right"],
    ),
    "that year, before another year of its own": (
        "Write for Rights 2016. Portugal alone sent in 265,665 that year, and in 2020 the Czechs managed about 8,000.",
        ["right", "right"],
    ),
    "the part of a country by its language": (
        "Write for Rights. About 85,000 actions were taken in French-speaking Canada in 2018.", ["right"],
    ),
    "une région": ("Marathon des lettres. La Flandre en a compté 111 597 en 2017.", ["right"]),
    "a question for a name": ("Marathon des lettres. Le Canada francophone ? Environ 40 000 en 2015.", ["right"]),
    "its very count of another year": ("Marathon des lettres. Le Portugal en a compté 128 991 en 2020.", ["wrong"]),
    "a part of a year contradicts no whole": ("Write for Rights. Mali counted 45,000 actions in 2023.", ["not_in_the_record"]),
    "goes on of the section of the paragraph": (
        "Marathon des lettres. La section islandaise étonne. On en relève 70 405 en 2020, 66 180 l’année suivante et 59 038 en 2024.",
        ["right", "right", "wrong"],
    ),
    "messages of a section": (
        "Write for Rights. The United Kingdom counted at least 80,000 messages of solidarity in 2016.", ["right"],
    ),
    "a total without a noun": ("Write for Rights. All of us together in 2013: 2,373,422.", ["right"]),
    "the same number of something else": ("Write for Rights. In 2013 the budget was 2,373,422.", []),
    "of the world, without a noun": ("Write for Rights 2016. Worldwide it came to 4.66 million.", ["rounded_fairly"]),
    "inhabitants": ("Write for Rights. In 2014 the country had 3.2 million inhabitants, and in 2019 it was 6.6 million.", []),
    "what the sentence before counted": (
        "Write for Rights. How many countries run it? In 2002 there were nineteen. In 2023 there were 66.",
        ["right", "right"],
    ),
    "ce que comptait la phrase d'avant": (
        "Marathon des lettres. Les cas de 2024 étaient neuf. En 2025, huit. Il y en avait trente en 2001.",
        ["right", "right", "right"],
    ),
    "nothing of it where it does not fit": (
        "Write for Rights. How many countries run it? In 2002 there were ninety.", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", COUNTS)
def test_a_count_is_known_by_its_section_and_its_year(known: Facts, what: str) -> None:
    text, verdicts = COUNTS[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts
