"""Totals beside each other, editions, standing, times, origins and counts in ordinary words: each true once, untrue once."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


OURS = {
    "en": "Write for Rights is Amnesty International’s letter-writing campaign.\n\n",
    "fr": "Le Marathon des lettres est une campagne d’Amnesty International.\n\n",
}


def told(text: str, known: Facts) -> set[str]:
    french = any(word in text for word in (" le ", "Le ", "é", " en ", "’", " la "))
    return {
        str(each.verdict) for each in check(OURS["fr" if french else "en"] + text, known).findings
    }


# 2018: 5,912,113 actions at least; 2019: 6,609,837; 2020: 4,496,875 at least; 2022: 5,320,261 at least.
PAIRS = (
    ("More actions were taken in {a} than in {b}.", 2019, 2018),
    ("Not as many actions were taken in {b} as in {a}.", 2019, 2018),
    ("The {a} edition of Write for Rights surpassed the {b} one.", 2019, 2018),
    ("{b} did not reach the total of {a}.", 2019, 2018),
    ("Compared with {b}, {a} was a stronger year for Write for Rights.", 2019, 2018),
    ("From {b} to {a}, the number of actions increased.", 2019, 2018),
    ("From {a} to {b}, the number of actions fell.", 2019, 2020),
    ("Turnout was down in {b} compared with {a}.", 2019, 2020),
    ("L’édition {b} n’a pas atteint le niveau de {a}.", 2019, 2018),
    ("Le total de {b} est en deçà de celui de {a}.", 2019, 2018),
    ("Le nombre d’actions était plus élevé en {a} qu’en {b}.", 2019, 2018),
    ("Le nombre d’actions a chuté entre {a} et {b}.", 2019, 2020),
    ("Par rapport à {b}, {a} a été une meilleure année pour le Marathon des lettres.", 2019, 2018),
)


@pytest.mark.parametrize(("text", "a", "b"), PAIRS)
def test_which_of_two_editions_brought_more_was_passed_over(
    known: Facts, text: str, a: int, b: int
) -> None:
    assert told(text.format(a=a, b=b), known) == {"right"}
    assert told(text.format(a=b, b=a), known) == {"wrong"}


@pytest.mark.parametrize("text", [
    "In 2019 there were 6,609,837 actions. That total was exceeded in 2023.",
    "En 2019, il y a eu 6 609 837 actions. Ce total a été dépassé en 2023.",
    "The 2017 marathon (5,500,560 actions) topped that of 2016 by about 840,000.",  # by how much, once
])  # fmt: skip
def test_a_verb_without_an_edition_behind_it_set_none_beside_another(
    known: Facts, text: str
) -> None:
    found = check("Write for Rights.\n\n" + text, known).findings
    assert not [each for each in found if each.text.startswith(("exceeded", "dépassé", "topped"))]


RANKS = (
    ("{y} ranks second among the editions of Write for Rights by number of actions.", 2018, 2022),
    ("The {y} total has yet to be beaten.", 2019, 2018),
    ("Since {y}, no Write for Rights edition has done better.", 2019, 2018),
    ("The year with the most Write for Rights actions is {y}.", 2019, 2018),
    ("The threshold of one million was crossed in {y}.", 2011, 2013),
    ("L’édition {y} occupe la deuxième place en nombre d’actions.", 2018, 2022),
    ("Le record d’actions a été établi en {y}.", 2019, 2018),
    ("L’édition {y} reste inégalée.", 2019, 2018),
    ("Il a fallu attendre {y} pour que le Marathon des lettres dépasse les six millions.", 2019, 2021),
)  # fmt: skip


@pytest.mark.parametrize(("text", "year", "other"), RANKS)
def test_records_and_ranks_without_a_superlative_were_passed_over(
    known: Facts, text: str, year: int, other: int
) -> None:
    assert told(text.format(y=year), known) == {"right"}
    assert "wrong" in told(text.format(y=other), known)


EDITIONS = (
    "In {y}, supporters wrote for Germain Rukuki.",
    "Write for Rights took up the case of Germain Rukuki in {y}.",
    "Germain Rukuki was chosen as a case for Write for Rights {y}.",
    "The {y} cases included Germain Rukuki.",
    "Write for Rights {y}: Germain Rukuki",
    "Le Marathon des lettres {y} portait notamment sur Germain Rukuki.",
    "Germain Rukuki, l’une des dix personnes de {y}, attend toujours.",
    "En {y}, des gens du monde entier ont écrit pour Germain Rukuki.",
)


@pytest.mark.parametrize("text", EDITIONS)
def test_the_edition_of_somebody_was_read_in_a_few_words_only(known: Facts, text: str) -> None:
    assert told(text.format(y=2020), known) == {"right"}
    assert told(text.format(y=2018), known) == {"wrong"}


def test_a_count_for_somebody_is_no_claim_of_its_edition(known: Facts) -> None:
    text = "In Write for Rights 2020, 777,611 actions were taken for Nassima al-Sada."
    assert [str(each.kind) for each in check(text, known).findings] == ["number"]


# Of Ilham Tohti the record has no release; Germain Rukuki came out in 2021.
STANDING = (
    "{} is still being held.", "{} has yet to be released.", "{} still waits for freedom.", "The authorities refuse to release {}.",
    "{} is not out of prison.", "{} is still not free.", "{} attend toujours sa libération.", "Les autorités refusent de libérer {}.",
    "{} n’est pas libre.", "{} se trouve en prison.",
)  # fmt: skip
FREE = (
    "{} is no longer in prison.", "{} is not behind bars any longer.", "{} is at liberty.", "Today, {} lives in freedom.",
    "{} n’est plus en prison.", "{} n’est plus détenu.", "{} a pu sortir de prison.",
)  # fmt: skip


@pytest.mark.parametrize("text", STANDING)
def test_that_somebody_is_held_was_passed_over_or_denied(known: Facts, text: str) -> None:
    assert told(text.format("Ilham Tohti"), known) == {"right"}
    assert told(text.format("Germain Rukuki"), known) <= {"out_of_date", "wrong"}


@pytest.mark.parametrize("text", FREE)
def test_that_somebody_is_held_no_longer_was_read_as_denied(known: Facts, text: str) -> None:
    assert told(text.format("Germain Rukuki"), known) == {"right"}
    assert told(text.format("Ilham Tohti"), known) <= {"out_of_date", "wrong"} - {"right"}


@pytest.mark.parametrize("text", [
    "Others are free, but Ilham Tohti is still in prison.",
    "Neither letters nor appeals freed Ilham Tohti.",
    "There is no sign of the release of Ilham Tohti.",
    "It is not true that Germain Rukuki is still in prison.",
    "Germain Rukuki et Moses Akatugba ont tous deux été libérés.",
])  # fmt: skip
def test_what_is_so_was_called_wrong(known: Facts, text: str) -> None:
    assert "wrong" not in told(text, known)


LIVES = (
    ("Filep Karma was imprisoned for nearly {} years.", "eleven", "three"),
    ("Germain Rukuki's imprisonment lasted {} years.", "four", "nine"),
    ("Il a fallu {} ans pour que Germain Rukuki sorte de prison.", "quatre", "neuf"),
    ("Ahmed Mansoor has been in prison since March {}.", "2017", "2011"),
    ("Depuis {}, Ahmed Mansoor est en prison.", "2017", "2011"),
)


@pytest.mark.parametrize(("text", "so", "not_so"), LIVES)
def test_times_in_prison_were_passed_over_or_taken_for_sentences(
    known: Facts, text: str, so: str, not_so: str
) -> None:
    assert told(text.format(so), known) == {"right"}
    assert told(text.format(not_so), known) == {"wrong"}


def test_a_sentence_without_its_verb_was_called_wrong(known: Facts) -> None:
    text = "Teodora del Carmen Vásquez, {} ans de prison parce que son enfant était mort-né."
    assert told(text.format("trente"), known) == {"right"}
    assert "right" not in told(text.format("douze"), known)


@pytest.mark.parametrize("text", [
    "Germain Rukuki died in 2017.",  # the record tells of 2021 and 2022
    "Germain Rukuki est mort en juillet 2017.",
    "Ilham Tohti was acquitted in 2024.",  # and was still serving a life sentence in 2025
    "Ilham Tohti a été acquitté en 2024.",
])  # fmt: skip
def test_what_later_days_contradict_was_passed_over(known: Facts, text: str) -> None:
    assert told(text, known) == {"wrong"}


@pytest.mark.parametrize(("text", "verdicts"), [
    ("We wrote for Sonia Dahmani, a Kenyan lawyer.", {"wrong"}),
    ("We wrote for the Kenyan lawyer Sonia Dahmani.", {"wrong"}),
    ("Nous pensons à Sonia Dahmani, avocate kényane.", {"wrong"}),
    ("Sonia Dahmani vient du Kenya.", {"wrong"}),
    ("We wrote for Sonia Dahmani, a Tunisian lawyer.", set()),
    ("We wrote for the Bulgarian activist Konstantina Kouneva.", set()),  # held in Greece, of wherever
    ("Nous pensons à Sami al-Haj, journaliste soudanais.", set()),
    ("The Kenyan friends of Sonia Dahmani wrote.", set()),
])  # fmt: skip
def test_a_nationality_that_is_another_was_passed_over(
    known: Facts, text: str, verdicts: set[str]
) -> None:
    assert told(text, known) == verdicts


COUNTS = (
    ("Final count for Write for Rights {y}: 4,496,875.", 2020, {"right"}),
    ("People everywhere sent 4,496,875 messages of support through Write for Rights in {y}.", 2020, {"right"}),
    ("Rien qu’en {y}, le Marathon des lettres a mobilisé 4 496 875 actions.", 2020, {"right"}),
    ("Actions came from 140 countries in {y}.", 2024, {"wrong"}),  # 200
    ("L’édition {y} s’est déroulée dans 56 pays.", 2023, {"wrong"}),  # 66
    ("127 people we campaigned for have been set free since 2001.", 0, {"contested"}),
    ("327 people we campaigned for have been set free since 2001.", 0, {"wrong"}),
    ("The first Write for Rights took place in {y}.", 2001, {"right"}),
    ("The first Write for Rights took place in {y}.", 1998, {"wrong"}),
    ("C’est en {y} qu’est né le Marathon des lettres.", 2001, {"right"}),
    ("C’est en {y} qu’est né le Marathon des lettres.", 1998, {"wrong"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "year", "verdicts"), COUNTS)
def test_what_a_number_or_a_year_counts_was_missed_without_its_noun(
    known: Facts, text: str, year: int, verdicts: set[str]
) -> None:
    assert told(text.format(y=year), known) == verdicts


@pytest.mark.parametrize("text", [
    "In 2010, we wrote for Su Su Nway. In 2011, Su Su Nway was included in the first major prisoner amnesty.",
    "Write for Rights: in 2011, Su Su Nway was chosen by her party.",
    "Trois totaux de 2024 ont été publiés. Le plus bas indique 4 600 000, le plus élevé environ 4 700 000.",
    "Three totals of 2024 were published. The lowest is 4,600,000, the highest about 4,700,000.",
    "Le Marathon des lettres a franchi en 2015 les quatre millions, et une fois, une seule, les six millions.",
])  # fmt: skip
def test_an_amnesty_was_an_edition_once_a_comparison_and_a_range_of_some_totals_one_of_all(
    known: Facts, text: str
) -> None:
    assert "wrong" not in told(text, known)
