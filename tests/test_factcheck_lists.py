"""Counts in lists and tables, and words that set one edition beside others: by section, by case, by year."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


LISTS = {
    "a section's years": (
        "Actions by country\n• Iceland: 94,546 in 2017, 70,405 in 2020; by 2024, 49,038\n• Portugal: 111,199 in 2021",
        ["right", "right", "right", "wrong"],
    ),
    "years in brackets": ("Actions:\n- Iceland: 94,546 (2017), 49,038 (2024)", ["right", "right"]),
    "a year a line": (
        "Actions menées :\n2019 : 6 609 837\n2017 : 5 500 560\n2016 : 5 500 560", ["right", "right", "wrong"],
    ),
    "what stands under a list is no line of it": (
        "Actions :\n- 2012 : environ 1,9 million\n- 2016 : 4 660 774\nSoit plus du double entre 2012 et 2016.",
        ["right", "right", "rounded_fairly"],
    ),
    "a case a line": (
        "The biggest cases, by actions taken:\n– Nassima al-Sada (2020): 777,611\n– Jani Silva (2019): at least 415,363",
        ["right", "wrong"],
    ),
    "a case a clause": (
        "Actions taken in the 2020 campaign: Germain Rukuki, more than 436,000; Jani Silva, at least 415,363.",
        ["right", "right"],
    ),
    "a section behind a section": (
        "Write for Rights in the Netherlands: around 167,000 actions in 2018. Czech Republic: 22,435 in 2021.",
        ["right", "right"],
    ),
    "three places of one sentence": (
        "La Belgique a recueilli environ 350 000 actions en 2018, l’Italie 183 380, les Pays-Bas environ 120 000.",
        ["right", "right", "wrong"],
    ),
    "lines of something else": (
        "Actions speak louder than words.\n- 2020: 4,200 visitors\n- 2021: 9,000", [],
    ),
    "inhabitants": (
        "Write for Rights is ours. In 2017 the city had 5.5 million inhabitants, and in 2019 it passed six million.", [],
    ),
    "countries that go on": (
        "La campagne se déroulait dans 34 pays en 2004, dans 51 en 2010.", ["right", "right"],
    ),
    "people and groups": ("Nine people and groups were in the 2024 campaign.", ["right"]),
    "an item that only tells of a number": (
        "Actions:\n- The totals of 2006 and 2007 are disputed: Amnesty Poland printed more than 110,000 for 2006.", [],
    ),
}  # fmt: skip
BESIDE = {
    "two years later": ("In 2017 there were 5,500,560 actions; two years later, 6,609,837.", ["right", "right"]),
    "a decade later": ("2,326 letters in 2001, 1.3 million actions a decade later.", ["right", "rounded_fairly"]),
    "the year after, behind its number": (
        "Write for Rights: over 4.4 million actions in 2020, more than 4.6 million the year after, 5.3 million in 2022.",
        ["rounded_fairly", "rounded_fairly", "rounded_fairly"],
    ),
    "by how much": ("L’édition 2023 du Marathon compte un demi-million d’actions de plus que celle de 2022.", ["rounded_fairly"]),
    "by how much, far off": ("The 2023 edition of Write for Rights drew two million more actions than that of 2022.", ["wrong"]),
    "beat them all": ("Write for Rights: in 2023 the campaign beat all previous editions.", ["wrong"]),
    "aucune édition": ("Aucune édition du Marathon des lettres n’a réuni plus d’actions que celle de 2019.", ["right"]),
    "topped": ("Write for Rights: in 2019 the campaign topped seven million actions.", ["wrong"]),
    "the record, of another year": (
        "The edition of 2020 brought 4,496,875 actions, fewer than the record of 6,609,837.", ["right", "right"],
    ),
    "a section's rise": (
        "Belgique francophone : 182 411 actions en 2022, 282 609 en 2023, soit une hausse de près de 55 %.",
        ["right", "right", "rounded_fairly"],
    ),
    "up on a year without a total": ("Last winter, 2025? Write for Rights was 12% up on 2024.", ["not_in_the_record"]),
}  # fmt: skip


@pytest.mark.parametrize("name", [*LISTS, *BESIDE])
def test_a_count_is_of_its_line_and_of_its_year(known: Facts, name: str) -> None:
    text, wanted = (LISTS | BESIDE)[name]
    found = check(text, known).findings
    assert [str(item.verdict) for item in found] == wanted, found


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "Du côté de la Belgique francophone, le Marathon des lettres se porte bien. La section y a compté "
            "282 609 actions en 2023. En 2022, elle en était à 182 411.",
            ["right", "right"],
        ),
        (
            "Amnesty Iceland keeps writing. The section counted 49,038 actions in 2024.",
            ["right"],
        ),
        (
            "Moses Akatugba a été gracié en mai 2015. L'édition 2013 avait réuni environ 800 000 actions pour lui.",
            ["right", "wrong"],
        ),
        (
            "Le conseil municipal a voté un vœu demandant la libération de Manahel al-Otaibi.",
            [],
        ),
    ],
    ids=["the section", "the section in English", "a count in another edition", "a demand"],
)
def test_the_section_is_the_one_named_before_and_a_count_is_of_its_edition(
    text: str, verdicts: list[str], known: Facts
) -> None:
    found = check(text, known, None, "en").findings
    assert [finding.verdict for finding in found] == verdicts
