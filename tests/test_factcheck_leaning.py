"""What leans on the sentence before: months without a year, who followed, for whom one had to wait, whom a pronoun means."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


LEANING = {
    "not until is no denial": (
        "Bernardo Caal Xol was jailed. He did not get out until March 2022.", ["right"],
    ),
    "not until another year": (
        "Chelsea Manning was jailed again in May 2019 and did not get out until March 2021.", ["right", "wrong"],
    ),
    "ne que is no denial": ("Saber Ragoubi n’a été libéré qu’en 2011.", ["right"]),
    "it was not until": ("It was not until March 2023 that Bernardo Caal Xol was released.", ["wrong"]),
    "ce n’est qu’en": ("Ce n’est qu’en mars 2023 que Magai Matiop Ngong a été libéré.", ["wrong"]),
    "il a fallu attendre is no wish": (
        "Il a fallu attendre le 3 octobre 2017 pour qu’Azam Farmonov soit libéré.", ["right"],
    ),
    "a month without its year": (
        "Zhang Zhan was released on 13 May 2024 and detained again in August.", ["right", "right"],
    ),
    "a day outside is no release": (
        "Nasser Zefzafi est en prison ; on l’a laissé sortir une journée pour des obsèques.", [],
    ),
    "the other year of charges dropped with a release": (
        "Phyoe Phyoe Aung was released in April 2015.", ["wrong"],
    ),
    "who followed": (
        "Vladimir Akimenkov was freed in December 2013. Artiom Saviolov followed on 31 December 2014.",
        ["right", "right"],
    ),
    "who followed the next day": (
        "Adnan Hajizade was released on 18 November 2010, and Emin Milli followed the next day.", ["right", "right"],
    ),
    "for whom one had to wait": (
        "Shi Tao was released on 23 August 2013. For Liu Ping we had to wait until 27 October 2018.",
        ["right", "wrong"],
    ),
    "pour qui il a fallu attendre": (
        "Shi Tao a été libéré le 23 août 2013. Pour Liu Ping, il a fallu attendre le 27 octobre 2019.",
        ["right", "right"],
    ),
    "who followed into something else": (
        "Shi Tao was released on 23 August 2013. Liu Ping followed the trial in October 2019.", ["right"],
    ),
    "two who followed in one sentence": (
        "Bekzhanov left prison in February 2017. Erkin Musaev, once of the United Nations, followed in August, and "
        "Azam Farmonov on 3 October.", ["right", "right", "right"],
    ),
    "a holiday of that year": (
        "Jabbar Savalan was tried in May 2011 and released on Boxing Day of that year.", ["right"],
    ),
    "how many wrote for the one named before": (
        "Mahadine est sorti de prison en avril 2018. Au moins 690 000 personnes avaient agi pour le cyberactiviste.",
        ["right", "right"],
    ),
    "others are counted in another clause": (
        "Moses Akatugba is free. Eight hundred thousand people wrote, and on 28 May 2015 he was pardoned, after ten years.",
        ["right", "wording", "right"],
    ),
    "whether she is aware that": (
        "Ahmed Mansoor is still in prison. Whether she is aware that the Federal Supreme Court allowed his appeal on 4 March 2025.",
        ["right", "wrong"],
    ),
    "releases told again without their noun": (
        "127 personnes ont été libérées depuis 2001, lit-on partout. En novembre 2022 le même éditeur écrit 128.",
        ["contested", "contested"],
    ),
    "a year that is compared with, before with": (
        "In 2024 there were 4,662,638 actions, more than in 2022, with some 380,000 messages of solidarity.",
        ["right", "wrong", "right"],
    ),
    "that same year, of another section": (
        "Write for Rights: Iceland took 70,405 actions in 2020. Togo, that same year, came in at about 170,000.",
        ["right", "right"],
    ),
    "a country without counts behind a section": (
        "Write for Rights: in 2020 Togo took about 170,000 actions, and Sweden some 90,000.", ["right", "not_in_the_record"],
    ),
    "elle, behind a section": (
        "En 2017, la Belgique francophone a remis quelque 380 000 lettres. Elle a compté 182 411 actions en 2022.",
        ["right", "right"],
    ),
    "a section that is told by an adjective": (
        "La section islandaise étonne. Partie de 800 lettres en 2007, elle a réuni 94 546 actions dix ans plus tard.",
        ["rounded_fairly", "right"],
    ),
    "prison for probation": (
        "Rita Karasartova was acquitted in June 2024. On 18 September 2025 a court sent her to prison for five years.",
        ["right", "wrong"],
    ),
    "a trial without a result": (
        "Le procès de la communauté de Bodo s’est conclu à Londres, en juin 2025, par un jugement en faveur des habitants.",
        [],
    ),
    "both, and one of them was not": (
        "Sonia Dahmani est sortie de prison le 27 novembre 2025. La police arrêtait Chaïma Issa. "
        "Toutes deux étaient à l’affiche de l’édition 2023.", ["right", "wrong"],
    ),
    "he is not the woman of the sentence before": (
        "Mohamed Baker a été gracié. Nassima al-Sada était détenue. Il est sorti de prison le 20 juillet 2023.",
        ["right", "right"],
    ),
    "she is not the man of the sentence before": (
        "Nassima al-Sada était détenue. Mohamed Baker aussi. Elle est sortie de prison en juin 2021.", ["right"],
    ),
    "as many as are said": (
        "Fomusoh Ivo Feh et ses deux camarades sont sortis le 27 décembre 2021. Dorgelesse Nguessan a été libérée. "
        "Les trois étudiants figuraient dans la campagne de 2016.",
        ["right", "right", "right"],
    ),
    "nobody who agrees": ("Máxima Acuña farms in Peru. He was convicted in May 2017 and released.", []),
    "an impersonal il": (
        "Nassima al-Sada était détenue. Il a fallu attendre juin 2021 pour qu’elle soit libérée.", ["right"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", LEANING)
def test_what_leans_on_the_sentence_before_is_read_with_it(known: Facts, what: str) -> None:
    text, verdicts = LEANING[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts


NAMELESS = {
    "an event without a name": (
        "A court in Mytilene acquitted all the defendants of every remaining charge on 15 January 2026.", ["right"],
    ),
    "no licence": (
        "On 22 November 2018 the High Court ruled that no mining licence could be issued in Xolobeni without the consent "
        "of the community.", [],
    ),
    "a licence": (
        "On 22 November 2018 the High Court ruled that a mining licence could be issued in Xolobeni without the consent "
        "of the community.", [],
    ),
    "another country on that day": (
        "Le 14 mars 2019, le président du Kazakhstan a promulgué la loi ratifiant la Convention relative aux droits des "
        "personnes handicapées.", [],
    ),
    "something else on that day": ("Le 8 avril 2016, notre section a fêté ses trente ans au Myanmar.", []),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMELESS)
def test_an_event_without_a_name_is_known_by_its_day_and_its_words(known: Facts, what: str) -> None:
    text, verdicts = NAMELESS[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts
