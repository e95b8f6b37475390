"""Whom a sentence means that names nobody by a full name, and what is said of publishers."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


TOLD = {
    "by its day and its place": (
        "On 22 November 2018 the High Court ruled that no mining licence could be issued in Xolobeni without the consent of "
        "the community.", [],
    ),
    "by its month and its country": ("Au Nicaragua, les poursuites contre les neuf femmes ont été closes en mai 2010.", ["right"]),
    "another country of that day": (
        "Le 14 mars 2019, le président du Kazakhstan a promulgué la loi ratifiant la Convention relative aux droits des "
        "personnes handicapées.", [],
    ),
    "who was named two sentences before": (
        "Chelsea Manning et Magai Matiop Ngong ont-ils été libérés ? Oui : le second a été relâché le 22 mars 2022.", ["right"],
    ),
    "a group by its own name": ("On 14 March 2023 the Supreme Court of India dismissed the petition for Bhopal.", ["right"]),
    "a capital for its state": ("Stockholm paid Ahmed Agiza three million kronor in 2008.", ["right"]),
    "another country that he reached": (
        "Ales Bialiatski and Maryia Kalesnikava left prison on 13 December 2025; she was taken to Poland.", ["right", "right", "wrong"],
    ),
    "a country by another name": ("Shaker Aamer landed in Britain on 30 October 2015.", ["right"]),
    "a ruling upheld, which was set aside": ("En juin 2020, la Cour suprême du Burundi a confirmé la peine de Germain Rukuki.", ["wrong"]),
    "a fine, told as prison": (
        "In Guatemala a man who said he was behind the threats to Norma Cruz went to prison for it on 28 July 2011.", ["wrong"],
    ),
    "an arrest of the year before": ("Germain Rukuki was arrested in July 2016.", ["wrong"]),
    "how long somebody serves": ("Sai Zaw Thaike is serving ten years.", ["wrong"]),
    "cut, where it was raised": (
        "On 27 November 2025 the Tunis Court of Appeal cut Chaïma Issa's sentence from 20 years to 18.", ["wrong"],
    ),
    "ordered on the day of another year": ("Chelsea Manning was jailed. Un juge a ordonné sa libération le 12 mars 2021.", ["wrong"]),
    "never, of who came out": ("Halil Savda n'est jamais ressorti de prison.", ["wrong"]),
    "months, where the record has years": (
        "Germain Rukuki. Le 30 juin 2020, la Cour suprême a annulé l’arrêt confirmant sa peine de 32 mois.", ["wrong"],
    ),
    "less than a time that was more": (
        "Albert Woodfox was released on 19 February 2016, after less than 43 years in solitary confinement.", ["right"],
    ),
    "others who are not counted": ("Nassima al-Sada was released in June 2021, while several activists were arrested.", ["right"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "verdicts"), TOLD.values(), ids=TOLD)
def test_who_is_meant_and_what_is_told_otherwise(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    found = check(text, known).findings
    assert [str(each.verdict) for each in found] == verdicts, found


PRINTED = {
    "as it was": ("In 2013 Amnesty’s French-speaking section in Belgium announced 95 releases of 143 cases.", ["right"]),
    "of other cases": ("En novembre 2020, Amnistie internationale Canada francophone en comptait 127 sur 159 cas.", ["wrong"]),
    "by nobody who is named": ("En 2020, on comptait 127 personnes libérées depuis 2000 par la campagne.", ["contested"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "verdicts"), PRINTED.values(), ids=PRINTED)
def test_what_a_publisher_printed_in_a_year_is_in_the_ledger(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    found = check(f"Write for Rights, Marathon des lettres. {text}", known).findings
    assert [str(each.verdict) for each in found] == verdicts, found


def test_what_is_right_in_one_clause_is_told_once(known: Facts) -> None:
    text = "Albert Woodfox was released on 19 February 2016, after more than 43 years in solitary confinement."
    (only,) = check(text, known).findings
    assert "43 years" in only.text and str(only.verdict) == "right"


def test_what_the_record_has_nothing_of_is_not_checked(known: Facts) -> None:
    told = check("Moses Akatugba was acquitted by a Lagos court in 2016.", known)
    assert not told.findings and [each.text for each in told.unchecked][:1] == ["acquitted"]
