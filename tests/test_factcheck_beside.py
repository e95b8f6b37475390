"""What stands beside a name, how somebody came out in whatever words, and numbers that go on: named after what is told.

The pairs are what was told wrongly, or not at all, and the nearest text of which nothing may be said.
"""

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
    "in brackets": ("Erkin Musaev (Write for Rights 2014).", ["right"]),
    "in brackets, another": ("Raif Badawi (Write for Rights 2016).", ["wrong"]),
    "behind a comma": ("Ales Bialiatski, Write for Rights 2012.", ["right"]),
    "édition": ("Yasaman Aryani, édition 2018, a reçu des lettres.", ["wrong"]),
    "on a list": ("Pavitri Manjhi, on our list of 2019, lives in Chhattisgarh.", ["wrong"]),
    "put on it": ("Amnesty put Hakan Yaman on its Write for Rights list in 2014.", ["wrong"]),
    "for whom": ("Shackelia Jackson, for whom people wrote in 2017, still asks.", ["right"]),
    "pour qui": ("Marielle Franco, pour qui l’on écrivait en 2018, avait été abattue.", ["right"]),
    "before a name": ("Un nom de la campagne 2021 : Ciham Ali.", ["right"]),
    "the day of what happened is no edition's": ("Liu Ping, a case of the campaign, left on 27 October 2019.", []),
}  # fmt: skip
COUNTRIES = {
    "in brackets": ("Jani Silva (Pérou) protège la forêt.", ["wrong"]),
    "a line of a list": ("• Annie Alfred, Mozambique: at risk", ["wrong"]),
    "the right one is no claim": ("Jani Silva (Colombia) protects the forest.", []),
    "where somebody lives now": ("Atena Daemi, Canada, spoke by video.", []),
    "a list of countries": ("For Jani Silva, Peru and Chile were far away.", []),
    "as an event has another": (
        "María Teresa Rivera and her son received asylum in Norway in March 2017.", ["wrong"],
    ),
    "beside a name, of no event": (
        "Edward Snowden (Canada) got Russian citizenship on 26 September 2022.", ["wrong", "right"],
    ),
    "as the event has it": ("Nawal Benaissa was granted asylum in the Netherlands in February 2020.", ["right"]),
}  # fmt: skip
COMING_OUT = {
    "out since": ("Mahdi Abu Dheeb: out since 5 April 2016.", ["right"]),
    "out since another day": ("Hanan Badr el-Din: out since 12 March 2020.", ["wrong"]),
    "dehors depuis": ("Mahadine est dehors depuis le 5 juin 2018.", ["wrong"]),
    "stepped out": ("On 17 April 2021 the poet Paing Phyo Min stepped out of it.", ["right"]),
    "left by a name": ("Shaker Aamer left Guantánamo on 30 October 2015.", ["right"]),
    "quittait": ("Le 30 juin 2021, Germain Rukuki quittait Ngozi.", ["right"]),
    "somebody of theirs": ("On 4 March 2019 Shawkan's father left the courtroom.", []),
    "another place": ("Mahadine left the hearing on 5 April 2018 in tears.", []),
    "denied": ("On 23 August 2013 Shi Tao still had not walked home.", []),
    "why somebody was taken up": ("Thulani Maseko was shot dead at his home on 21 January 2023.", ["right"]),
    "on another day": ("Juan López was shot dead on 14 October 2024.", []),
}  # fmt: skip
HARM = {
    "free today": ("Zhang Zhan is free. She got four years for filming in Wuhan.", ["out_of_date"]),
    "since a day that was undone": ("Since 9 May 2019 Chelsea Manning is free.", ["out_of_date"]),
    "a pardon stays one": ("Bayram Mammadov was pardoned in March 2019 and died in Istanbul on 2 May 2021.", ["right", "right"]),
    "acquitted of what another case was about": (
        "Şebnem Korur Fincancı was acquitted of terrorist propaganda on 20 February 2025.", [],
    ),
    "acquitted of what the record does not tell": ("Zunar was acquitted of blasphemy on 30 July 2018.", []),
    "by a court elsewhere": ("On 30 July 2018 a court in Penang acquitted Zunar.", ["wrong"]),
    "acquitted of it": ("Zunar was cleared of nine sedition charges on 30 July 2018.", ["right"]),
    "a sentence that was cut later": ("Germain Rukuki avait pris trente-deux ans de prison.", ["right"]),
    "a sentence in whole years": (
        "Two soldiers were sentenced to 19 years on 1 June 2018 for the rape of Valentina Rosendo Cantú.", ["right"],
    ),
    "what others got": ("Taner Kılıç was tried; the court convicted three others, sentencing each to 25 months.", []),
    "countries of another count": ("Amnesty recorded 1,518 executions in fifteen countries for 2024.", []),
    "from one number to another": (
        "Entre 2019 et 2020, le Marathon des lettres est passé de quelque 6,6 millions d’actions à 4 496 875.",
        ["rounded_fairly", "right"],
    ),
    "a winter over New Year": (
        "Write for Rights, the 19th edition, was launched on 1 November 2019 and ran until 31 January 2020.", ["right"],
    ),
    "a section that counts from when it joined": (
        "Amnistie internationale lance la 20e édition d’Écrire, ça libère, le 22 novembre 2021.", ["not_in_the_record"],
    ),
    "some of an edition's people": ("Three of the prisoners featured in Write for Rights 2013 were named.", []),
    "a record of a part": (
        "In 2023 Write for Rights took 5,828,323 actions; online it took 1.2 million, the highest number so far.", ["right"],
    ),
    "where a choir began": ("Our choir sang for Write for Rights; it all started in 1998 with four singers.", []),
}  # fmt: skip
NUMBERS = {
    "crossed, and then": (
        "The campaign's actions crossed two million in 2013 and five million in 2016.", ["right", "wrong"],
    ),
    "a year, then its figure": ("Write for Rights is counted. In 2010 the figure rose once more.", ["wrong"]),
    "how much an edition added": (
        "Write for Rights took 2,373,422 actions in 2013. The following edition brought some 870,000 more.",
        ["right", "rounded_fairly"],
    ),
    "a fifth down": ("Write for Rights took 4,662,638 actions in 2024. That is a fifth down on 2023.", ["right", "right"]),
    "early editions": (
        "The first Write-a-thon, in 2001, produced 2,326 letters; by 2004 there were more than 60,000.", ["right", "right"],
    ),
    "a section by its people": ("Write for Rights: New Zealanders put in 17,222 in 2021.", ["right"]),
    "compared with, and not of": ("Write for Rights 2025. It was 5.2 million, 12% up on 2024.", ["not_in_the_record"]),
}  # fmt: skip
CAUSES = {
    "a gate": ("Your letters opened the gate of Insein prison.", ["wording"]),
    "it was": ("It was our cards that set her free.", ["wording"]),
    "sortie de là": ("Nos lettres l’ont sortie de là !", ["wording"]),
    "many eyes": ("Your letters opened many eyes in our town.", []),
    "un débat": ("Vos lettres ont ouvert un débat au village.", []),
    "it all started": ("You know Write for Rights? It all started back in 2001.", ["right"]),
}
GROUPS = (EDITIONS, COUNTRIES, COMING_OUT, HARM, NUMBERS, CAUSES)
CASES = [pytest.param(*told, id=name) for group in GROUPS for name, told in group.items()]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_text_is_answered_as_the_record_has_it(
    known: Facts, text: str, wanted: list[str]
) -> None:
    found = check(text, known).findings
    assert [str(item.verdict) for item in found] == wanted, found
