"""Nothing is right in whole where a word, a number, a name or a day beside it is not the record's."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


# What went wrong: the text, and what has to be said of it.
TOLD = {
    "a holiday that was another day": (
        "Johan Teterissa est mort le 4 décembre 2019, moins d'un an après avoir retrouvé la liberté, le jour de l'An.",
        ["right", "wrong"],
    ),
    "an amnesty of another year": (
        "Su Su Nway was freed in the amnesty of 2012.", ["partly"],
    ),
    "a thing beside it that the record does not have": (
        "Germain Rukuki a été libéré le 30 juin 2021 sur un voilier.", [],
    ),
    "a time behind a colon": (
        "Mao Hengfeng. Et le 30 octobre 2012, de nouveau, la rééducation par le travail : deux ans !", ["partly"],
    ),
    "a count of another marathon than the case's": (
        "More than 100,000 actions had been taken for Muhammad Bekzhanov, in the 2013 marathon.", ["wrong", "wrong"],
    ),
    "a mark that was never passed": (
        "Le Marathon des lettres en Suisse n'a jamais dépassé 30 000 lettres.", [],
    ),
    "from ten to seven years, which were five": (
        "Cameroon's Supreme Court cut the sentence of Fomusoh Ivo Feh and his two friends from ten to seven years.",
        ["partly"],
    ),
    "the day of another one of two": (
        "Valentina Rosendo Cantú : des excuses publiques du gouvernement le 6 mars 2012.", ["wrong"],
    ),
    "policemen, who were soldiers": (
        "Miriam López a été enlevée et violée par des policiers en février 2011.", ["wrong"],
    ),
    "another place, told without a digit": (
        "Igor Koktysh was released on 2 February 2010. In November police picked him up in Odesa with his wife.",
        ["right", "wrong"],
    ),
    "for twenty years, which are thirty": (
        "Grassy Narrows, au Canada. Le 26 juillet 2021, il ajoute 68,9 millions pour le faire vivre vingt ans.", ["wrong"],
    ),
    "detained arbitrarily, of a detention that was called arbitrary": (
        "The UN Working Group on Arbitrary Detention found in June 2016 that Walid Yunis Ahmad was arbitrarily detained.",
        ["right"],
    ),
    "a day that was undone later": ("Paing Phyo Min was let go on 17 April 2021.", ["right"]),
    "the answer to a question": (
        "Write for Rights. How many cases did the campaign of 2020 have? Twelve.", ["wrong"],
    ),
    "who is spoken of in a dialogue": (
        "— Commençons par Yecenia Armenta.\n— Acquittée le 7 juin 2016, après presque quatre ans de prison.", ["right"],
    ),
    "hours counted from the day before": (
        "Mao Hengfeng a été libérée le 22 février 2011, reprise par la police quarante-huit heures après.", ["right", "right"],
    ),
    "is serving ten years, of twenty": ("Sai Zaw Thaike is serving ten years.", ["wrong"]),
    "found for them, who were dismissed": (
        "The court in Eldoret found for the Sengwer on 13 May 2020.", ["wrong"],
    ),
    "one edition that did better": (
        "Write for Rights: the 2009 edition came to 733,120 actions, and 2010 did better still.", ["right", "wrong"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TOLD)
def test_a_claim_is_right_only_where_all_of_it_is_borne_out(known: Facts, what: str) -> None:
    text, verdicts = TOLD[what]
    found = check(text, known).findings
    assert [item.verdict for item in found] == verdicts, found


def test_what_undid_an_event_since_stands_in_its_note(known: Facts) -> None:
    found = check("Paing Phyo Min left Insein prison on 17 April 2021.", known).findings
    assert "since then: held again (9 October 2024)" in found[0].note
