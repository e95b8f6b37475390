"""The parts of what is told of somebody: how it happened, for how long, what a court did and its opposite."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


# What went wrong: the text, and the verdicts of its findings in their order.
PARTS = {
    "an exchange that the record does not have": (
        "Saber Ragoubi was freed in 2011, in a prisoner exchange.", [],
    ),
    "an amnesty is a part of its own": (
        "Saber Ragoubi a été libéré en 2011, à la faveur d’une amnistie générale.", ["right"],
    ),
    "publishers call an amnesty a pardon": (
        "Jabbar Savalan fut libéré en décembre 2011 par une grâce présidentielle.", ["right"],
    ),
    "another illness": ("Albert Woodfox est mort le 4 août 2022 d’un cancer du foie.", []),
    "of what somebody died": ("Jai Kishor Labh died on 17 April 2010 of heart failure.", ["right"]),
    "bail where nobody granted it": (
        "Germain Rukuki left Ngozi prison on 30 June 2021 on bail.", [],
    ),
    "life for fourteen years": ("Idris Khattak was sentenced to life in prison in December 2021.", ["wrong"]),
    "life for four years, of two sentences": ("Zhang Zhan was sentenced to life.", []),
    "was serving life": ("Ma Khin Khin Leh was serving a life sentence.", ["right"]),
    "was serving life for ten years": ("Mohammad Sadiq Kabudvand purgeait une peine à perpétuité.", ["wrong"]),
    "firm for suspended": (
        "Chaïma Issa a été condamnée en décembre 2023 à un an de prison ferme.", ["wrong"],
    ),
    "suspended for served": (
        "Mohamed Baker was given a four-year suspended sentence in December 2021.", [],
    ),
    "suspended as it was": (
        "Chaïma Issa was sentenced in December 2023 to one year in prison, suspended.", ["right"],
    ),
    "years from an arrest": (
        "Bernardo Caal Xol left prison in March 2022, nine years after his arrest.", ["right", "wrong"],
    ),
    "years behind a pardon or an acquittal": (
        "Yecenia Armenta was acquitted in June 2016, after nearly four years.", ["right"],
    ),
    "years of a trial are none in prison": (
        "Yecenia Armenta was acquitted in June 2016, after ten years of protests.", ["partly"],
    ),
    "quashed where it was upheld": (
        "An appeal court quashed Nawal Benaissa’s sentence in January 2019.", ["wrong"],
    ),
    "annulled where the record has it confirmed, without a date": (
        "Eren Keskin était avocate. La cour d’appel a annulé la peine d’Eren Keskin.", ["wrong"],
    ),
    "a won appeal of which the record is silent": ("Zunar won his appeal.", []),
    "rejected where it was accepted": (
        "La Cour suprême a rejeté le pourvoi de Khaled Drareni le 25 mars 2021.", ["wrong"],
    ),
    "another appeal on another day": ("On 3 January 2026 Chow Hang-tung won her appeal.", []),
}  # fmt: skip


@pytest.mark.parametrize("what", PARTS)
def test_every_part_of_what_is_told_has_to_be_borne_out(known: Facts, what: str) -> None:
    text, verdicts = PARTS[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts


BESIDE = {
    "another age at the death": ("Albert Woodfox died on 4 August 2022, aged 79.", ["right", "wrong"]),
    "an age in words": ("Johan Teterissa est mort le 4 décembre 2019, à cinquante-huit ans.", ["right"]),
    "an age at the arrest is none at a pardon": ("Moses Akatugba avait seize ans quand il a été gracié.", ["right"]),
    "an age at the arrest": ("Ciham Ali was seventeen when she was arrested.", ["wrong"]),
    "another country of exile": ("Atena Daemi est sortie de prison en janvier 2022. Elle vit en Espagne.", ["right", "wrong"]),
    "the country of exile": ("Amal Fathy lives in Switzerland.", ["right"]),
    "a country of which the record is silent": ("Zunar lives in Japan.", []),
    "the edition in other words": ("Amnesty had written for Jani Silva in the 2018 campaign.", ["wrong"]),
    "an edition counted from another": (
        "Shackelia Jackson was a case of the 2017 campaign, Jani Silva of the one a year later.", ["right", "wrong"],
    ),
    "celle d’une autre année": (
        "Shackelia Jackson figurait dans la campagne de 2017, Atena Daemi dans celle de 2019.", ["right", "wrong"],
    ),
    "the same winter as": ("We wrote for Janna Jihad in 2021, the same year as for Jani Silva.", ["right", "wrong"]),
}  # fmt: skip


@pytest.mark.parametrize("what", BESIDE)
def test_ages_countries_and_editions_told_beside_a_name_are_held_too(
    known: Facts, what: str
) -> None:
    text, verdicts = BESIDE[what]
    assert [str(finding.verdict) for finding in check(text, known).findings] == verdicts
