"""What the checker once told wrongly: each text, named after what went wrong, with the verdicts that are true."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.days import Borne, Day, days
from impact.factcheck.facts import Facts
from impact.factcheck.text import covered, flatten
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


# Wrong, and told right.
TOLD_RIGHT = {
    "a count of others beside a name": (
        "Zhang Zhan was detained again in August 2024, and 12 other people were freed.", ["right"],
    ),
    "un nombre d'autres à côté d'un nom": (
        "Zhang Zhan est libre depuis 2024, et douze autres personnes ont été arrêtées, puis 12 femmes libérées.",
        ["out_of_date", "not_in_the_record", "not_in_the_record"],
    ),
    "the arrest of somebody else": ("Zhang Zhan is free. Gao Zhisheng was arrested again.", ["out_of_date", "right"]),
    "in one sentence": ("Zhang Zhan is free and Gao Zhisheng was arrested again.", ["out_of_date", "right"]),
    "l'arrestation d'une autre": (
        "Zhang Zhan est libre. Aung San Suu Kyi a de nouveau été arrêtée.", ["out_of_date", "right"],
    ),
    "the other of two": ("Majid Tavakkoli is free. Bahareh Hedayat is in prison.", ["out_of_date"]),
    "somebody else in between": (
        "Zhang Zhan was released. Gao Zhisheng is missing. Zhang Zhan was arrested again.", ["right", "right"],
    ),
    "several of others": ("Nassima al-Sada was released in June 2021, while several activists were arrested.", ["right"]),
    "one of many": ("Zhang Zhan, a lawyer, was one of many people who were released.", ["out_of_date"]),
    "a count that goes with a name": ("Zhang Zhan and 3 others were released in May 2024.", ["out_of_date"]),
    "another day of the month": ("Nassima al-Sada was released on 3 June 2021.", ["wrong"]),
    "another day, American": ("Nassima al-Sada was freed on June 3, 2021.", ["wrong"]),
    "another day, French": ("Nassima al-Sada a été libérée le 3 juin 2021.", ["wrong"]),
    "the very day": ("Nassima al-Sada was freed on June 27, 2021.", ["right"]),
    "a day that only the month bears out": ("Erkin Musaev was released on 3 August 2017.", ["partly"]),
    "exactly, of a floor": ("In 2023, exactly 5,828,323 actions were taken.", ["not_in_the_record"]),
    "exactement, of a floor": ("En 2023, exactement 5 828 323 actions.", ["not_in_the_record"]),
    "a missing man is free": ("Gao Zhisheng is free.", ["out_of_date"]),
    "a list of names": (
        "Zhang Zhan, Nasser Zefzafi and Saber Ragoubi have been released.",
        ["out_of_date", "right", "wrong"],
    ),
    "a list of names after the verb": (
        "The release of Saber Ragoubi and Nasser Zefzafi moved us.", ["right", "wrong"],
    ),
    "a floor far below": ("More than 100,000 actions in 2019.", ["not_in_the_record"]),
    "un plancher bien en dessous": (
        "Depuis 2020, au moins 4 662 638 actions ont été menées.", ["not_in_the_record"],
    ),
    "what came after, of who is free again": ("Ales Bialiatski was released in June 2014.", ["right"]),
    "what came after, told": (
        "Ales Bialiatski was released in June 2014, and imprisoned again in 2021.", ["right", "right"],
    ),
    "all years as one": ("127 people were released in 2024 alone.", ["wrong"]),
    "by somebody else": (
        "Chelsea Manning had her sentence commuted by President Trump in January 2017.", [],
    ),
    "by whom it was": (
        "Chelsea Manning had her sentence commuted by President Obama in January 2017.", ["right"],
    ),
    "an execution": ("Rocky Myers was executed in February 2025.", ["wrong"]),
    "only to be detained again": (
        "Zhang Zhan was released in May 2024, only to be detained again in August.", ["right", "right"],
    ),
    "a free woman since": ("Zhang Zhan has been a free woman since May 2024.", ["out_of_date"]),
    "a quitté la prison": (
        "Nasser Zefzafi a quitté définitivement sa prison en septembre 2025.", ["wrong"],
    ),
    "unconditionally": ("Sonia Dahmani was released unconditionally in November 2025.", ["wrong"]),
    "sans condition": ("Sonia Dahmani a été libérée sans condition en novembre 2025.", ["wrong"]),
    "une exécution": ("Moses Akatugba a été exécuté.", ["wrong"]),
}  # fmt: skip
# Right, and told wrong.
TOLD_WRONG = {
    "a footnote between two sentences": (
        "By 2007 there were over 200,000 letters from 41 countries.[3] By 2024, 217 cases had been presented.",
        ["right", "contested", "contested"],
    ),
    "than the year before": (
        "The 2020 edition drew just under 4.5 million actions, a third fewer than the year before.",
        ["rounded_fairly", "rounded_fairly"],
    ),
    "what it fell from": (
        "Write for Rights actions fell by a fifth in 2024, to 4.66 million from 5.8 million.",
        ["right", "rounded_fairly", "rounded_fairly"],
    ),
    "a year in a relative clause": (
        "The total of 2024 is higher than that of 2012, when 1.9 million actions were counted.", ["rounded_fairly"],
    ),
    "la première année": (
        "Le Marathon des lettres réunit 2 326 lettres la première année, 295 000 lettres en 2008.",
        ["right", "right"],
    ),
    "n’est pas libre": ("Rocky Myers n’est pas libre.", ["right"]),
    "a quotation in the other language": (
        "Le mot-clic explose : « more than 5 million actions in 2022 », dit le communiqué.", ["rounded_fairly"],
    ),
    "signatures that are not ours": (
        "Julian Assange a été libéré en juin 2024. Une pétition d’Amnesty avait réuni 700 000 signatures pour lui.",
        ["not_in_the_record"],
    ),
    "a change is no range": (
        "Between 2009 and 2019 the number of actions grew, from 733,120 in 2009 to 6,609,837 in 2019.", ["right", "right"],
    ),
    "an early count": ("In December 2024, 1.5 million actions had been taken.", ["not_in_the_record"]),
    "who demanded a release are not who was released": (
        "Albert Woodfox was freed in February 2016. More than 300,000 of you demanded his release.",
        ["right", "not_in_the_record"],
    ),
    "letters that a person received are not the edition's": (
        "Filep Karma was released in 2015. Featured in Write for Rights 2011, he received 65,000 letters.",
        ["right", "rounded_fairly"],
    ),
    "countries that wrote for one person are not the edition's": (
        "Paraskevi Kokoni has 82,000 signatures from 111 countries, March 2015.", ["right", "not_in_the_record"],
    ),
    "a section behind another number has that one": (
        "En 2015, plus de 3,7 millions d’actions ont été menées, dont 600 000 en France.", ["rounded_fairly", "rounded_fairly"],
    ),
    "last year, of a year that is told": (
        "In December 2013, more than 2.3 million letters were sent in the Write for Rights campaign, beating last "
        "year’s record of 1.9 million actions.", ["rounded_fairly", "rounded_fairly"],
    ),
    "activists in the campaign, released by nobody said": (
        "A number of activists featured in the campaign have been released from prison.", [],
    ),
    "a section's number of the edition just told": (
        "Supporters wrote 3.7 million letters in Write for Rights 2015. We at Amnesty International USA generated "
        "312,205 of those actions.", ["right", "rounded_fairly"],
    ),
    "a section's actions by its people": (
        "In 2021, Write for Rights turned 20. A total of 275,000 actions were taken by 103,000 people in Australia alone.",
        ["rounded_fairly"],
    ),
    "only two cases have": (
        "In Write for Rights history, only two cases have been featured twice since 2016.", [],
    ),
    "non moins de": (
        "En 2016, vous avez rédigé non moins de 4 660 774 lettres et courriels.", ["rounded_fairly"],
    ),
    "another person of the same family name": (
        "On June 27, 2021, another defender, Samar Badawi, was released from prison.", [],
    ),
    "he, in the middle of a sentence": (
        "Bernardo Caal Xol defended a river. Many actions were taken for him and in March 2022 he was released.",
        ["right"],
    ),
    "une grâce totale": (
        "Le gouverneur a accordé une grâce totale à Moses Akatugba.", ["right"],
    ),
    "granted a full pardon": (
        "In May 2015 the Governor granted a full pardon to Moses Akatugba.", ["right"],
    ),
    "our own talking point": (
        "We can name at least 101 people who were released after people had begun to write for them.", ["right"],
    ),
    "notre propre élément": (
        "Nous pouvons nommer au moins 101 personnes qui ont été libérées.", ["right"],
    ),
    "ni … ni": (
        "Ni Zeynab Jalalian ni Ilham Tohti n’ont été libérés.", ["right", "right"],
    ),
    "neither … nor": (
        "Neither Zeynab Jalalian nor Ilham Tohti has been released.", ["right", "right"],
    ),
    "by how many two differ": (
        "The 2017 marathon (5,500,560 actions) topped that of 2016 by about 840,000.", ["right"],
    ),
    "passant de … à": (
        "Le nombre d’actions a doublé entre 2013 et 2017, passant de 2,37 à 5,5 millions.",
        ["rounded_fairly", "rounded_fairly", "wrong"],
    ),
    "somebody else's number before ours": (
        "Unlike the Red Cross, which reaches 160 million people, Write for Rights only asks people to write.", [],
    ),
    "est sortie le": ("Teodora del Carmen Vásquez est sortie le 15 février 2018.", ["right"]),
}  # fmt: skip


@pytest.mark.parametrize("what", [*TOLD_RIGHT, *TOLD_WRONG])
def test_what_was_told_wrongly_is_told_as_it_is(known: Facts, what: str) -> None:
    text, verdicts = (TOLD_RIGHT | TOLD_WRONG)[what]
    found = check(text, known).findings
    kept = [item for item in found if item.kind in ("number", "percent", "outcome")]
    assert sorted(item.verdict for item in kept) == sorted(verdicts), found


# Each kind of finding, of what was called right and was not, wrong and was not, or not told.
OF_ANY_KIND = {
    "a word that turns the event round": (
        "Costas and his partner: Greece rejected civil partnerships of same-sex couples in December 2015.", [],
    ),
    "un adjectif qui retourne l'arrêt": (
        "La Cour européenne des droits de l'homme a jugé en janvier 2024 que le procès d'Emin Milli et Adnan Hajizade avait été équitable.", [],
    ),
    "a ruling that was set aside is not upheld": (
        "En juin 2020, la Cour suprême du Burundi a confirmé la peine de Germain Rukuki.", ["wrong"],
    ),
    "what became of one of seven": ("Taner Kılıç was acquitted in July 2020.", ["partly"]),
    "what became of one who is named": ("Taner Kılıç was acquitted on 6 June 2023.", ["right"]),
    "free since before the arrest": ("Ebrahim Sharif has been free without interruption since 2011.", ["wrong"]),
    "an arrest of long ago, as of its month": ("Ebrahim Sharif was rearrested in July 2015 over a speech.", ["right"]),
    "home, of who was taken abroad": (
        "Maryia Kalesnikava was freed in December 2025 and went home to Minsk.", ["right"],
    ),
    "en liberté provisoire, de la même sortie": (
        "Jabeur Mejri a quitté la prison le 4 mars 2014, en liberté provisoire.", ["right"],
    ),
    "a retrial that was lost": ("Hakamada Iwao lost his retrial in September 2024.", []),
    "none below": ("Since 2020 no edition has had fewer than four million actions.", ["right"]),
    "none below, denied": ("Depuis 2017, aucune édition n'a compté moins de cinq millions d'actions.", ["wrong"]),
    "each above": ("Every edition since 2014 has had more than three million actions.", ["right"]),
    "none as high": ("No edition since 2020 has reached six million actions.", ["right"]),
    "none as high, denied": ("No edition since 2020 has reached five million actions.", ["wrong"]),
    "more than the one before, since a year": ("Every edition since 2015 has had more actions than the one before.", ["wrong"]),
    "cases in as many countries": (
        "Write for Rights 2024 features nine cases in nine countries.", ["right", "right"],
    ),
    "des cas dans moins de pays": (
        "L'édition 2024 portait sur neuf cas dans quatre pays.", ["wrong"],
    ),
    "a section by the adjective of its country": ("Write for Rights: the Dutch section reported more than 300,000 actions in 2023.", ["right"]),
    "une section par son adjectif": (
        "Écrire, ça libère : la section néerlandaise a annoncé au moins 300 000 actions en 2023.", ["right"],
    ),
    "a record that another edition holds": (
        "L'édition 2023 d'Écrire, ça libère détient le record avec 5 828 323 actions.", ["wrong", "right"],
    ),
    "lower than that of a year": ("Write for Rights: the total of 2020 was lower than that of 2019.", ["right"]),
    "inférieur, et ne l'est pas": ("Écrire, ça libère : le total de 2020 est supérieur à celui de 2019.", ["wrong"]),
    "twice the year before": (
        "In 2015 Write for Rights brought in 3,714,141 actions, twice as many as the year before.", ["right", "wrong"],
    ),
    "the first with more than a mark": ("Write for Rights: the 2014 edition was the first with more than three million actions.", ["right"]),
    "not the first with more than a mark": ("Write for Rights: the 2015 edition was the first with more than three million actions.", ["wrong"]),
    "more than forty years, of forty-three": (
        "Albert Woodfox est sorti de prison en février 2016 après plus de quarante ans à l'isolement.", ["right"],
    ),
    "the first to pass a mark, and it was": ("The 2017 edition was the first to pass five million actions.", ["right"]),
    "la première à dépasser un seuil, et ce ne l'est pas": (
        "L'édition 2015 a été la première à dépasser trois millions d'actions.", ["wrong"],
    ),
    "the first year in which, and it was not": (
        "Write for Rights: 2015 was the first year in which more than three million actions were taken.", ["wrong"],
    ),
    "pour la première fois, plus de": (
        "Écrire, ça libère : en 2019, pour la première fois, plus de six millions d'actions ont été menées.", ["right"],
    ),
    "the first edition, named behind the mark": (
        "The first edition of Write for Rights to go beyond four million actions was that of 2016.", ["right"],
    ),
    "more people than were convicted": (
        "A Dhaka tribunal convicted eight men of the murder of Xulhaz Mannan in August 2021.", ["wrong"],
    ),
    "as many as were convicted": (
        "A Dhaka tribunal convicted six men of the murder of Xulhaz Mannan in August 2021.", ["right"],
    ),
    "how many were acquitted, and not convicted": (
        "Six people were acquitted in the killing of Xulhaz Mannan.", ["wrong"],
    ),
    "the two who were acquitted": ("Two people were acquitted in the killing of Xulhaz Mannan.", ["right"]),
    "fewer than were convicted": (
        "In February 2026 Brazil's Supreme Court convicted three men over the killing of Marielle Franco.", ["partly"],
    ),
    "plus de policiers qu'il n'en fut inculpé": (
        "Cinq hommes ont été inculpés en octobre 2024 pour le meurtre de Juan López.", ["wrong"],
    ),
    "tous les onze, et ils étaient sept": ("Le 3 juillet 2020, les onze accusés d'Istanbul ont tous été acquittés.", []),
    "sept des onze": ("Le 3 juillet 2020, sept des onze accusés d'Istanbul ont été acquittés.", ["right"]),
    "a mother of two is one": (
        "Our letters were for Yecenia Armenta. The mother of two was acquitted on 7 June 2016.", ["right"],
    ),
    "for another time than the event's": ("Geraldine Chacón's travel ban was suspended for two years in August 2019.", ["wrong"]),
    "for the event's time": ("Geraldine Chacón's travel ban was suspended for a year in August 2019.", ["right"]),
    "avant la fin d'une peine, d'un autre temps": (
        "Mao Hengfeng a été libérée en juillet 2011, un an avant la fin de sa peine.", ["partly"],
    ),
    "before the end of a term": (
        "Mao Hengfeng was released in July 2011, one month before the end of her term.", ["right"],
    ),
    "from ten years to another number, far behind the verb": (
        "Cameroon's Supreme Court cut the sentence of Fomusoh Ivo Feh and his two friends from ten to seven years.",
        ["partly"],
    ),
    "de dix à cinq ans": (
        "La Cour suprême a réduit la peine de Fomusoh Ivo Feh, Afuh Nivelle Nfor et Azah Levis Gob de dix à cinq ans.", ["right"],
    ),
    "sorti de l'isolement, et non de prison": (
        "Vahid Afkari est sorti de l'isolement en avril 2025, après 1 679 jours.", ["right"],
    ),
    "prison, of who got probation": (
        "A Bishkek court gave Rita Karasartova five years in prison in September 2025.", ["wrong"],
    ),
    "probation, of who got probation": (
        "A Bishkek court gave Rita Karasartova five years' probation in September 2025.", ["right"],
    ),
    "la peine de l'autre condamné": (
        "Ronnie Lessa a été condamné à environ 59 ans de prison pour le meurtre de Marielle Franco.", ["wrong"],
    ),
    "la peine de celui-ci": (
        "Ronnie Lessa a été condamné à environ 78 ans de prison pour le meurtre de Marielle Franco.", ["right"],
    ),
    "died a free man, and was held": ("Liu Xiaobo died in July 2017, a free man.", ["right", "wrong"]),
    "mort libre, et ne l'était pas": ("Liu Xiaobo est mort libre en juillet 2017.", ["wrong"]),
    "out of a prison of another town": (
        "Ahmed Agiza was released from prison in Stockholm in August 2011.", ["wrong"],
    ),
    "de la prison d'une ville qui est la sienne": ("Ahmed Agiza est sorti de la prison de Tora en août 2011.", ["right"]),
    "taken to another country": (
        "Maryia Kalesnikava was freed on 13 December 2025 and taken to Lithuania.", ["right", "wrong"],
    ),
    "but the other was not": (
        "Yves Makwambala was freed in August 2016, but Fred Bauma was not.", ["right"],
    ),
    "the other not yet": ("Kamiar Alaei was released in October 2010, but Arash was not.", ["right"]),
    "mais pas son frère": (
        "Kamiar Alaei a été libéré en octobre 2010, mais pas son frère Arash.", ["right"],
    ),
    "denied on the very day": ("Shaker Aamer was not released from Guantánamo in October 2015.", ["wrong"]),
    "convicted on the day of the acquittal": (
        "Hakamada Iwao was convicted again in his retrial in September 2024.", ["wrong"],
    ),
    "condamnée quand les charges furent abandonnées": (
        "Serkalem Fasil a été condamnée en avril 2007 par un tribunal d'Addis-Abeba.", ["wrong"],
    ),
    "the one acquitted, the other convicted": (
        "Sarah Mardini was acquitted in January 2026; Seán Binder was convicted.", ["right"],
    ),
    "another district court": (
        "Hakamada Iwao was acquitted in September 2024 by the Osaka District Court.", ["partly"],
    ),
    "none, left out": ("The Wet'suwet'en land defenders went to jail in October 2025.", []),
    "three members, of whom two were freed": (
        "Three members of Pussy Riot were freed in December 2013 under an amnesty.", ["wrong"],
    ),
    "avec plus d'autres": (
        "Ma Khin Khin Leh a été libérée en février 2009, avec 44 autres prisonniers politiques.", ["partly"],
    ),
    "à la fin d'une peine, de qui fut gracié": (
        "Mohamed Baker a été libéré en juillet 2023 à la fin de sa peine.", [],
    ),
    "mort en liberté, et en prison": ("Aleksandr Rafalski est mort en liberté en octobre 2016.", []),
    "one of so many people": (
        "Zmitser Dashkevich was among 52 people freed in September 2025.", ["right"],
    ),
    "not among those who were": (
        "On 20 January 2021 Edward Snowden was not among the people pardoned by President Trump.", ["right"],
    ),
    "the day after a pardon is that of the pardon": (
        "On 20 July 2023 Mohamed Baker was freed, the day after a presidential pardon.", ["right", "right"],
    ),
    "upheld, a conviction of another day": (
        "On 11 December 2025 the Bishkek City Court upheld Rita Karasartova's conviction of 18 September 2025.", ["right"],
    ),
    "the year of a vigil": (
        "On 14 December 2022 the High Court quashed Chow Hang-tung's conviction for inciting others to join the banned 2021 vigil.",
        ["right"],
    ),
    "commuted, setting the release for a day": (
        "On 17 January 2017 President Obama commuted Chelsea Manning's sentence, setting release for 17 May 2017.", ["right"],
    ),
    "adopted on one day, in force from another": (
        "John Jeanette Solstad Remø: on 6 June 2016 the parliament adopted a law allowing change of legal gender, in force from 1 July 2016.",
        ["right"],
    ),
    "a release that was ordered and not done": (
        "Oqba Hashad: after a judge had ordered his release on 20 February 2024, prosecutors detained him again in March 2024.",
        ["right"],
    ),
    "a section beside itself is not the world": (
        "Write for Rights: Iceland's section took more actions in 2021 than in 2016.", [],
    ),
    "first passed, in another year": (
        "Write for Rights first passed five million actions in 2018.", ["wrong"],
    ),
    "no officer ever": (
        "No police officer was ever convicted of torturing Jerryme Corre.", ["out_of_date"],
    ),
    "an age between commas": (
        "Mohammed Hassan Jawad, 65, left prison in April 2021.", ["wrong", "right"],
    ),
    "the age that is theirs, between commas": (
        "Mohammed Hassan Jawad, 75, left prison in April 2021.", ["right"],
    ),
    "not freed on the day, of who is held today": (
        "On 13 November 2010 Aung San Suu Kyi was not freed from house arrest.", ["wrong"],
    ),
    "not conditionally released, and was": (
        "On 19 January 2015 Dr Tun Aung was not conditionally released.", ["wrong"],
    ),
    "after the end of a term, and it was before": (
        "On 28 July 2011 Mao Hengfeng was released one month after the end of her term.", ["partly"],
    ),
    "upheld, a sentence of another length": (
        "In December 2017 a court in San Salvador upheld Teodora del Carmen Vásquez's 37-year sentence.", ["wrong"],
    ),
    "detained in another country": (
        "On 12 December 2025 Narges Mohammadi was detained in Paraguay at a memorial ceremony.", ["wrong"],
    ),
    "returned to another country": (
        "Murat Kurnaz was released from Guantánamo in August 2006 and returned to Paraguay.",
        ["right", "wrong"],
    ),
    "a number in the record's own words": (
        "Edward Snowden was not pardoned, whatever the petitions with a million signatures asked.", ["right"],
    ),
    "the count of schools, told of groups": (
        "Marathon des lettres. L’Allemagne a compté 303 034 actions en 2019, dont 147 839 dans les groupes locaux.", ["right", "wrong"],
    ),
    "a time in a prison of another country": (
        "Bernardo Caal Xol est sorti le 24 mars 2022, au bout de quatre ans passés dans une prison du Honduras.",
        ["right", "wrong"],
    ),
    "a sentence of another year": ("Mohamed Baker avait été condamné à quatre ans en décembre 2020.", ["wrong"]),
    "a halved sentence for the time that was served": (
        "Fomusoh Ivo Feh, Afuh Nivelle Nfor et Azah Levis Gob sont sortis après environ cinq ans de détention.",
        ["partly"],
    ),
    "people of another edition": ("About 65,000 people took part in the action for Filep Karma in the 2012 edition.", ["wrong", "wrong"]),
    "a count with another year behind it": ("Pour Nassima al-Sada, il y a eu 777 611 actions en 2021.", ["wrong"]),
    "on his behalf, before somebody else": (
        "Moses Akatugba was pardoned. In the 2014 campaign around 800,000 actions had been taken on his behalf, and 82,000 on behalf of Paraskevi Kokoni.",
        ["right", "right", "right"],
    ),
    "each of two who were convicted": (
        "Two brothers ordered the killing of Marielle Franco. The brothers got 76 years and three months apiece.", ["right", "right"],
    ),
    "who is told to have come out first": (
        "Des deux défenseurs Azam Farmonov et Alisher Karamatov, c’est Azam Farmonov qui est sorti le premier.", ["wrong"],
    ),
    "one of more prisoners": (
        "Ma Khin Khin Leh was released in February 2009 as one of 31 political prisoners.", ["right", "wrong"],
    ),
    "les quatre avocats, et ils étaient deux": (
        "Le 25 avril 2007, Hassiba Boumerdesi et Amine Siodhoum : les charges contre les quatre avocats ont été levées.", ["wrong"],
    ),
    "a day and a name before a colon": (
        "On 14 June 2024, Rita Karasartova: a Bishkek court convicted her for lack of a crime.", ["wrong"],
    ),
    "the same, as it was": ("On 14 June 2024, Rita Karasartova: a Bishkek court acquitted her.", ["right"]),
    "pas libérée, après qu'un tribunal": (
        "Le 9 novembre 2007, Magdalena García Durán n'a pas été libérée après qu'un tribunal s'est prononcé.", ["wrong"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OF_ANY_KIND)
def test_what_nobody_had_thought_of_is_told_as_it_is(known: Facts, what: str) -> None:
    text, verdicts = OF_ANY_KIND[what]
    found = check(text, known).findings
    assert [item.verdict for item in found] == verdicts, found


def test_the_months_of_years_and_months_are_no_time_of_their_own(known: Facts) -> None:
    text = "Albert Woodfox spent 43 years and 10 months in solitary confinement in prison."
    assert [(item.text, item.verdict) for item in check(text, known).findings] == [
        ("43 years", "right")
    ]


def test_a_part_that_is_not_borne_out_is_named_and_so_is_what_holds(known: Facts) -> None:
    (finding,) = check("Erkin Musaev was released on 3 August 2017.", known).findings
    assert "released (August 2017)" in finding.note
    assert "that much holds" in finding.note


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("freed on 3 June 2021", Day(2021, 6, 3)),
        ("freed on June 3rd, 2021", Day(2021, 6, 3)),
        ("libéré le 1er août 2021", Day(2021, 8, 1)),
        ("libéré en août 2021", Day(2021, 8)),
        ("freed (2021-06-30)", Day(2021, 6, 30)),
        ("freed 30/06/2021", Day(2021, 6, 30)),
        ("freed 3/6/2021", Day(2021)),
        ("freed in 2021", Day(2021)),
        ("freed in prison 2021", Day(2021)),
    ],
)
def test_a_date_is_read_to_its_day(text: str, day: Day) -> None:
    flat = covered(flatten(text))
    assert [found for _, _, found in days(flat, text, 0, len(flat))] == [day]


def test_a_date_is_borne_out_by_one_as_exact_and_in_part_by_one_that_is_less() -> None:
    day = Day(2021, 6, 30)
    told = {date: day.borne(date) for date in ("2021-06-30", "2021-06", "2021", "", "2021-06-29")}
    assert [*told.values()] == [Borne.OUT, Borne.IN_PART, Borne.IN_PART, Borne.IN_PART, Borne.NOT]
    assert Day(2021).borne("2021-06-30") is Borne.OUT


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Aung San Suu Kyi lives under house arrest.", ["right"]),
        ("Aung San Suu Kyi est toujours en résidence surveillée.", ["right"]),
        ("Zhang Zhan is under house arrest.", []),
        (
            "Aung San Suu Kyi was freed in November 2010. At last report, she was under house arrest.",
            ["right", "right"],
        ),
    ],
)
def test_a_talk_that_ended_under_house_arrest_was_out_of_date(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == verdicts


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Chelsea Manning was freed in May 2017 and has been free ever since.", ["right", "wrong"]),
        ("Chelsea Manning a été libérée en mai 2017 et est libre depuis.", ["right", "wrong"]),
        (
            "Chelsea Manning was freed in March 2020 and has been free ever since.",
            ["right"],
        ),
        ("Chelsea Manning was freed in May 2017 and has been free since 2020.", ["right", "right"]),
    ],
)
def test_somebody_held_in_between_was_free_ever_since(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == verdicts


@pytest.mark.parametrize(
    "text",
    [
        "María Teresa Rivera received asylum in Sweden after prosecutors appealed against her release.",
        "La libération conditionnelle de Mao Hengfeng pour raisons médicales a été révoquée.",
        "Un tribunal a rejeté la plainte d’Emil Ostrovko, que l’on avait exclu de l’amnistie de 2019.",
        "Zhang Zhan’s release was refused.",
    ],
)
def test_a_release_that_was_fought_refused_or_revoked_was_a_release_that_never_came(
    known: Facts, text: str
) -> None:
    assert not {str(each.verdict) for each in check(text, known).findings} & {
        "wrong",
        "out_of_date",
    }


def test_bail_was_denied_to_somebody_whose_appeal_was_rejected(known: Facts) -> None:
    assert check("The court denied bail to Ahmed Mansoor.", known).findings == []
    (found,) = check("The court rejected the appeal of Ahmed Mansoor.", known).findings
    assert str(found.verdict) == "right"


@pytest.mark.parametrize(
    "text",
    ["Mahmoud Hussein (Egypt) was bailed out.", "Hussein Mohamed a été libéré sous caution."],
)
def test_somebody_else_whose_name_has_the_same_consonants_is_nobody_of_ours(
    known: Facts, text: str
) -> None:
    assert check(text, known).findings == []
