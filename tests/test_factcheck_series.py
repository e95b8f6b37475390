"""Claims that set one edition beside others, and what a text says of a case beside its outcomes.

The totals are made up, few and round, so that each answer can be seen: 2001: 100, 2002: none, 2003: 200,
2004: 100, 2005: 400, 2006: at least 800 (thousand actions each).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State

TOTALS = {2001: 100, 2002: None, 2003: 200, 2004: 100, 2005: 400, 2006: 800}


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


@pytest.fixture(scope="module")
def tiny(known: Facts) -> Facts:
    any_row = known.totals[2019]
    totals = {
        year: {
            **any_row,
            "edition_year": year,
            "actions": thousands and thousands * 1000,
            "qualifier": "at_least" if year == 2006 else "exact",
            "actions_counted": "actions",
        }
        for year, thousands in TOTALS.items()
    }
    return replace(known, totals=totals, ledger=[])


TREND = {
    "The number of actions has grown every year since 2001.": "wrong",
    "From 2004 to 2006 the actions rose every year.": "right",
    "From 2001 to 2003 the actions rose every year.": "not_in_the_record",
    "Actions have not grown every year.": "right",
    "Each edition drew more actions than the one before.": "wrong",
    "Le nombre d’actions augmente chaque année.": "wrong",
    "Entre 2004 et 2006, les actions n’ont cessé d’augmenter.": "right",
    "Les actions n’ont pas augmenté chaque année.": "right",
    "Actions fell in 2004.": "right",
    "Actions rose in 2004 and in 2005.": "wrong",
    "There were fewer actions in 2004 than in 2003.": "right",
    "En 2005, plus d’actions qu’en 2006.": "wrong",
}
EXTREME = {
    "2006 was the best year ever for the number of actions.": "right",
    "2005 was the best year ever for the number of actions.": "wrong",
    "2005 was the best year so far for the number of actions.": "right",
    "The edition of 2005 broke all records with its actions.": "right",
    "Never before had so many actions been taken as in 2003.": "right",
    "Actions peaked in 2005.": "wrong",
    "2005 brought the second-highest total of actions.": "right",
    "2003 brought the second-highest total of actions.": "wrong",
    "2004 saw the fewest actions since 2003.": "right",
    "2005 was not the best year for actions.": "right",
    "2006 est la meilleure année du marathon.": "right",
    "2005 est la troisième meilleure année du marathon.": "wrong",
    "Le total d’actions de 2004 est le plus bas depuis 2003.": "right",
    "En 2005, un nouveau record d’actions.": "right",
    "Aucune autre année n’a fait mieux que 2005 en actions.": "wrong",
}
RATIO = {
    "In 2005 there were twice as many actions as in 2003.": "right",
    "In 2005 there were three times as many actions as in 2003.": "wrong",
    "In 2004, half as many actions as in 2003.": "right",
    "Between 2001 and 2006 the number of actions rose eightfold.": "right",
    "En 2006, deux fois plus d’actions qu’en 2005.": "right",
    "En 2004, deux fois moins d’actions qu’en 2003.": "right",
    "En 2006, quatre fois plus d’actions qu’en 2005.": "wrong",
}
OTHER = {
    "The campaign passed the 300,000 mark for the first time in 2005.": "right",
    "The campaign passed the 300,000 mark for the first time in 2006.": "wrong",
    "Les actions ont dépassé la barre des 300 000 en 2005.": "right",
    "Since 2005 the actions have never fallen below 400,000.": "right",
    "Since 2003 the actions have never fallen below 400,000.": "wrong",
    "The 6th edition took place in 2006.": "right",
    "The fifth edition took place in 2006.": "wrong",
    "La sixième édition a eu lieu en 2006.": "right",
    "The 5th anniversary of the campaign was in 2006.": "right",
    "Together, the editions of 2003 and 2004 brought 300,000 actions.": "right",
    "Together, the editions of 2003 and 2004 brought 500,000 actions.": "wrong",
    "Ensemble, les éditions 2003 et 2005 ont réuni 600 000 actions.": "right",
}


@pytest.mark.parametrize("text", [*TREND, *EXTREME, *RATIO, *OTHER])
def test_an_edition_beside_others_is_held_against_the_totals(tiny: Facts, text: str) -> None:
    wanted = (TREND | EXTREME | RATIO | OTHER)[text]
    found = check(f"Write for Rights, 10 December.\n\n{text}", tiny).findings
    assert [str(item.verdict) for item in found] == [wanted], found


@pytest.mark.parametrize(
    "text",
    [
        "Let us make 2006 the best year ever for actions.",
        "Was 2006 the best year ever for actions?",
        "The school grew every year, and so did its choir.",
        "Write for Rights is the world's largest human rights campaign.",
        "Togo took the most actions ever in 2006.",
        "Faisons de 2006 la meilleure année du marathon.",
        "It is getting colder every year.",
    ],
)
def test_what_is_hoped_asked_or_of_others_is_no_claim_about_the_totals(
    tiny: Facts, text: str
) -> None:
    assert check(text, tiny).findings == []


def test_what_a_text_itself_refutes_is_not_held_against_it(tiny: Facts) -> None:
    (found,) = check("Actions grow every year. That is false.", tiny).findings
    assert found.verdict == "right"


LIVES = {
    "Erkin Musaev was featured in the 2014 edition.": ["right"],
    "Erkin Musaev was featured in the 2016 edition.": ["wrong"],
    "Le cas d’Erkin Musaev faisait partie de l’édition 2014.": ["right"],
    "Erkin Musaev was freed in August 2017 after eleven years in prison.": ["right"],
    "Erkin Musaev was freed in August 2017 after four years in prison.": ["right", "wrong"],
    "Filep Karma a passé près de onze ans en prison.": ["right"],
    "Germain Rukuki, arrested in 2017, was released on 30 June 2021 after almost four years in prison.": ["right", "right"],
    "Zhang Zhan was sentenced to four years in prison in 2020.": ["right"],
    "Zhang Zhan was sentenced to nine years in prison in 2020.": ["wrong"],
    "Erkin Musaev ran a school for eleven years.": [],
}  # fmt: skip


@pytest.mark.parametrize("text", LIVES)
def test_an_edition_of_a_case_and_a_time_in_prison_are_the_record_s(
    known: Facts, text: str
) -> None:
    found = check(text, known).findings
    assert sorted(str(item.verdict) for item in found) == sorted(LIVES[text]), found


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "Write for Rights counts actions. In 2014 we passed three million; in 2016, five.",
            ["rounded_fairly", "wrong"],
        ),
        (
            "Write for Rights counts actions. In 2014 it went past three million for the first time, two years later past four, then past five in 2017.",
            ["right", "right", "right"],
        ),
        (
            "Le Marathon des lettres grandit, en actions. Dès 2011, le million fut dépassé.",
            ["right"],
        ),
    ],
)
def test_a_mark_that_goes_on_without_its_noun_was_not_read(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == verdicts
