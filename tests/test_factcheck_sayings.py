"""What is said of somebody by any verb and with or without a date, held against the record part by part."""

from __future__ import annotations

import pytest

from impact.factcheck import atoms, facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State
from impact.i18n.words import Language


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


SAID = {
    "before the edition, by another verb": (
        "Jerryme Corre, tortured by police in the Philippines after his arrest in January 2012, is well.", ["right"],
    ),
    "another month": ("Jerryme Corre, tortured by police after his arrest in March 2012, is well.", []),
    "without a date": (
        "In Bangladesh, the High Court has suspended the trial of Shahnewaz Chowdhury.", ["right"],
    ),
    "of a group, in other words": (
        "Des dirigeants de Tawargha et de Misrata ont signé un accord sur le retour le 19 juin 2017.", ["right"],
    ),
    "what was refused, told as done": (
        "Les trois d’El Hiblu sont à Malte. En janvier 2025, la Cour d’appel a mis fin à la procédure.", ["wrong"],
    ),
    "what was refused": (
        "Les trois d’El Hiblu sont à Malte. En janvier 2025, la Cour d’appel a refusé de mettre fin à la procédure.",
        ["right"],
    ),
    "another number of the same": (
        "Sakris Kupila : le 2 février 2023, le Parlement finlandais a voté, par 113 voix contre 79, une loi autorisant "
        "les adultes à changer de genre.", ["right", "wrong", "right"],
    ),
    "another place of the same": (
        "The Women's Rehabilitation Centre was attacked at its Kathmandu office in June 2024.", ["wrong"],
    ),
    "who somebody is, which is no event": ("Zhang Zhan, a citizen journalist, is from China.", []),
    "what is denied": ("Luis Manuel Otero Alcántara: on 7 February 2024 a court did not reject his request for parole.", ["wrong"]),
    "a demand": ("Jerryme Corre must not be tortured by police.", []),
    "a part of what is denied is not told by itself": (
        "Thulani Maseko : le 28 mars 2024, sa veuve, qui milite pour la justice, n’a pas été brièvement détenue à son retour.",
        ["wrong"],
    ),
    "a ruling by what it ruled": (
        "In Australia the Federal Court ruled in July 2025 in favour of Uncle Pabai and Uncle Paul.", ["wrong"],
    ),
    "another year of the same month": (
        "Chow Hang-tung is in custody. The Court of Final Appeal reinstated a conviction in January 2023.",
        ["right", "wrong"],
    ),
    "one year for two": (
        "Germain Rukuki was jailed. In June 2021 an appeal court cut his term to two years.", ["wrong"],
    ),
    "guilty, of who pleaded not guilty": (
        "Chow Hang-tung: her trial for inciting subversion opened on 22 January 2026, and she pleaded guilty.",
        ["right", "wrong"],
    ),
    "most, of who could not": (
        "Tawargha : en janvier 2019, Human Rights Watch rapportait que la plupart des 48 000 habitants étaient rentrés.",
        ["wrong"],
    ),
    "held today, of who is free": ("Germain Rukuki is serving a 32-year sentence.", ["out_of_date", "right"]),
    "a cell of a table": ("| Yorm Bopha (2013) | held | was on bail |", []),
    "an age beside a count of cases": (
        "Write for Rights 2015. Among its twelve cases was Saman Naseem, sentenced to death for an offence at 17.",
        ["right", "right"],
    ),
    "two of whom a text speaks": ("Before Write for Rights, Amnesty looks back at two cases.", []),
    "arrested, on the day of a release": ("Majid Tavakkoli: on 10 May 2015 he was arrested from prison.", []),
    "held today in other words, of who is out": ("Sonia Dahmani is held in a Tunisian prison.", ["out_of_date"]),
    "a sum of money": ("Sergueï Gourgourov, en Moldavie, avait obtenu 45 000 euros en 2009.", ["right"]),
    "another sum": ("Sergueï Gourgourov, en Moldavie, avait obtenu 65 000 euros en 2009.", ["wrong"]),
    "a name in full": (
        "Chelsea Manning a quitté Fort Leavenworth, après la décision de Barack Obama de commuer sa peine.", ["right"],
    ),
    "the world's count beside one for somebody": (
        "In 2021 the whole world took at least 4,657,104 actions, and about 528,000 were taken for Marinel Ubaldo in 2019.",
        ["right", "right"],
    ),
    "one of ten cases of another edition": ("Janna Jihad was one of ten cases in 2020.", ["wrong"]),
    "two things in one sentence, each told by itself": (
        "Serkalem Fasil was arrested in November 2005 and gave birth in prison.", ["right", "right"],
    ),
    "arrested, beside the day of a release": (
        "Khaled Drareni, arrêté en mars 2020, est sorti le 19 février 2021 après plus de onze mois.", ["right", "right"],
    ),
    "both eyes, of who lost one": ("Hakan Yaman, a bus driver in Istanbul, lost both eyes.", ["wrong"]),
    "still held in a month, which is one word": (
        "Waleed Abu al-Khair est avocat ; en avril 2025 il était encore enfermé.", ["right"],
    ),
    "settled, told as refused": (
        "Dans la vallée de la rivière de la Paix, les Premières Nations de West Moberly avaient refusé tout règlement en juin 2022.", ["wrong"],
    ),
    "a law by who signed it": (
        "Gulzar Duishenova : le 14 mars 2019, le président a promulgué la loi.", ["right"],
    ),
    "pardoned by somebody of another office": ("Moses Akatugba: on 28 May 2015 the President pardoned him.", ["wrong"]),
    "guilty, of whom the charges were dropped": (
        "Serkalem Fasil: in April 2007 a court in Addis Ababa found her guilty.", ["wrong"],
    ),
    "one of more prisoners than were freed": (
        "On 11 September 2025 Zmitser Dashkevich was among 123 prisoners freed.", ["not_in_the_record", "wrong"],
    ),
    "the year of a thing": (
        "Chow Hang-tung: on 14 December 2022 the High Court quashed her conviction over inciting others to join the banned 2019 vigil.",
        [],
    ),
    "acquitted by a group's judgment, of one of them": ("Taner Kılıç was acquitted in July 2020.", ["partly"]),
    "money for others than had it": ("Bodo: Shell paid £55 million to 15,600 residents.", []),
    "prison, of who had a suspended sentence": (
        "Paraskevi Kokoni is a Roma woman. The three men who had attacked her went to prison for eight months.", ["wrong"],
    ),
    "asylum, by the country that gave it": (
        "María Teresa Rivera a été libérée en mai 2016. L’Espagne lui a accordé l’asile.", ["right", "wrong"],
    ),
    "six of more charges than there were": (
        "Issa Amro: on 6 January 2021 an Israeli military court convicted Issa Amro on six of 39 charges.", ["wrong"],
    ),
    "the protest of another year": (
        "Kyung Seok Park: in March 2025 the Supreme Court upheld a four-month suspended sentence over a 2019 bus protest.",
        ["wrong"],
    ),
    "what goes on behind a verb of ours": (
        "Emin Milli and Adnan Hajizade: Milli followed on 19 November 2010, with the remaining 14 months of his sentence suspended.",
        ["right"],
    ),
    "free of conditions that there were": (
        "Mahmoud Abu Zeid (Shawkan) quitte sa cellule le 4 mars 2019, libre de toute obligation.", ["right", "wrong"],
    ),
    "the year before, and another day": ("Ma Khin Khin Leh had got out the year before, on 12 February 2009.", ["wrong"]),
    "nobody was acquitted": ("In August 2021 a Dhaka court acquitted no one of the murder of Xulhaz Mannan.", ["wrong"]),
    "the only one of several": ("On 14 February 2018 Eskinder Nega was the only one pardoned.", []),
    "not among those who were pardoned": (
        "Abdulhadi al-Khawaja a été gracié en décembre 2021.", ["wrong"],
    ),
    "a place behind a comma": (
        "Narges Mohammadi was arrested again on 16 November 2021, in Isfahan, at a memorial.", ["wrong", "wrong"],
    ),
    "out before another member": ("Kamiar et Arash Alaei : Arash est sorti de prison avant Kamiar.", ["wrong"]),
    "a death sentence upheld, of who had it commuted": (
        "Saman Naseem: the death sentence was confirmed in January 2018.", ["wrong"],
    ),
    "the first of two, who was the second": (
        "Inés Fernández Ortega et Valentina Rosendo Cantú : en décembre 2011, le ministre de l’Intérieur a présenté ses excuses à la première.",
        [],
    ),
    "until somebody is free": ("We will not rest until Ahmed Mansoor is free.", []),
    "who did it, told before": ("C’est le président Trump qui a commué la peine de Chelsea Manning, le 17 janvier 2017.", []),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_a_saying_is_held_against_each_part_of_a_row(known: Facts, what: str) -> None:
    text, verdicts = SAID[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts


def test_a_sentence_to_death_is_no_death() -> None:
    assert "die" not in atoms.read("She was on death row.", "en").keys
    assert "die" in atoms.read("She met her death in May.", "en").keys


def test_not_until_denies_nothing() -> None:
    told = atoms.read("Il n'est sorti que tard, et n'a pas fui.", "fr")
    assert [word.denied for word in told.words if word.key in ("free", "leave")] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "In 2018, Ni Yulan reported fewer assaults and less abuse by police.",
        "En 2018, Ni Yulan a fait état de moins d’agressions et de moins de mauvais traitements par la police.",
    ],
)
def test_a_name_that_is_a_word_of_denial_denied_what_she_said(known: Facts, text: str) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == ["right"]


def test_what_is_done_without_something_is_not_denied() -> None:
    told = atoms.read("Une loi, sans diagnostic pour changer de genre.", "fr")
    assert [word.key for word in told.words if word.denied] == ["diagn"]


@pytest.mark.parametrize(
    "text",
    ["She was let out in May.", "Elle a retrouvé les siens en mai.", "He left the prison in May."],
)
def test_what_is_said_in_several_words_means_one_thing(text: str) -> None:
    lang: Language = "fr" if text.startswith("Elle") else "en"
    assert "free" in atoms.read(text, lang).keys


def test_a_first_word_is_no_name_for_its_capital() -> None:
    assert atoms.read(" Building work began in a field.", "en").capitals == ()


def test_a_given_name_that_two_have_is_that_of_whom_the_text_names(known: Facts) -> None:
    text = "Issa Amro was convicted on 6 January 2021. In November 2022 Issa was detained after filming a soldier."
    assert [str(each.verdict) for each in check(text, known).findings] == ["right", "right"]
