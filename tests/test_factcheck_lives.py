"""What a text tells of people, in the words of journalists: which verbs, when, of whom; and what may not be called wrong.

Each is named after what went wrong before it was read so.
"""

from __future__ import annotations

import datetime as dt

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.days import Day
from impact.factcheck.durations import durations
from impact.factcheck.facts import Facts
from impact.factcheck.moments import moments
from impact.factcheck.text import covered, flatten
from impact.figures.live import State
from impact.i18n.words import Language


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


def verdicts(text: str, known: Facts) -> list[str]:
    return [str(item.verdict) for item in check(text, known).findings]


VERBS = {
    "let go": ("Saber Ragoubi was let go in 2011.", ["right"]),
    "told on by how often": (
        "En 2011, Su Su Nway a été incluse dans une amnistie de prisonniers. Elle a connu deux nouvelles détentions, en 2015.",
        ["right", "right"],
    ),
    "left a prison by its name": ("Paing Phyo Min left Insein prison on 17 April 2021.", ["right"]),
    "handed": ("A judge handed Eren Keskin six years and three months on 15 February 2021.", ["right"]),
    "given another time than it was": ("Mohamed Baker was given seven years on 20 December 2021.", ["wrong"]),
    "écopé d'un autre temps": ("Mohamed Baker a écopé de six ans de prison le 20 décembre 2021.", ["wrong"]),
    "relaxé": ("La justice malaisienne a relaxé Zunar le 30 juillet 2018.", ["right"]),
    "s'est éteint": ("Albert Woodfox s’est éteint le 4 août 2022.", ["right"]),
    "overturned": ("The appeal court overturned the death sentence of Magai Matiop Ngong on 14 July 2020.", ["right"]),
    "peine annulée": ("La peine de mort de Magai Matiop Ngong a été annulée le 14 juillet 2020.", ["right"]),
    "ramenée de … à …": ("La peine d’Amal Fathy a été ramenée de deux ans à un an le 11 janvier 2022.", ["right"]),
    "never detained again": ("Rita Karasartova has never been detained again.", ["wrong"]),
    "out for a day": ("Nasser Zefzafi was let out for one day in September 2025.", ["right"]),
    "n'est sorti": ("Aucun des jeunes de Mother Nature Cambodia n’est sorti.", ["right"]),
}  # fmt: skip
DATES = {
    "far behind its verb, another year": (
        "The acquittal of Sarah Mardini and Seán Binder of all remaining charges at Mytilene on 15 January 2025.",
        ["wrong"],
    ),
    "the next day": ("Mohamed Baker was pardoned on 19 July 2023 and freed the next day.", ["right", "right"]),
    "three days later": ("Mohamed Baker was pardoned on 19 July 2023 and freed three days later.", ["right", "wrong"]),
    "Boxing Day": ("Johan Teterissa was released on Boxing Day 2018.", ["wrong"]),
    "le jour de l'An": ("Neth Nahara a quitté la prison de Viana le jour de l’An 2025.", ["right"]),
    "of the same year": (
        "On 1 January 2025 Neth Nahara left Viana prison; Maryia Kalesnikava was freed on 13 December of the same year.",
        ["right", "right"],
    ),
    "quinze jours plus tard": (
        "Rung Panusaya, incarcérée le 15 novembre 2021, est sortie quinze jours plus tard.", ["right", "right"],
    ),
    "de l'année suivante": (
        "En 2015, Albert Woodfox était en prison. Il en est sorti le 19 février de l’année suivante.", ["right"],
    ),
    "a date without its verb": (
        "Adnan Hajizade was freed on 18 November 2010 and Emin Milli one day after him.", ["right", "right"],
    ),
    "a year that names something else": ("Hakamada Iwao was acquitted in a 1966 murder case.", ["right"]),
}  # fmt: skip
PEOPLE = {
    "one of two": ("Alisher Karamatov was freed on 3 October 2017.", ["wrong"]),
    "the other of two": ("Azam Farmonov was freed on 3 October 2017.", ["right"]),
    "one of thirteen": ("Ebrahim Sharif was freed by royal pardon on 19 June 2015.", ["right"]),
    "without the middle names": ("Teodora Vásquez left prison on 15 February 2018.", ["right"]),
    "in another spelling": ("L’artiste Sasha Skotchilenko a été libérée le 1er août 2024.", ["right"]),
    "by what she is": (
        "Our letters were for Yecenia Armenta. The mother of two was acquitted on 7 June 2016.", ["right"],
    ),
    "by the court's doing": (
        "Chow Hang-tung is a lawyer. The High Court quashed one conviction on 14 December 2022.", ["right"],
    ),
    "by those who are tried": (
        "Gustavo Gatica lost his sight in 2019. In January 2026 a court acquitted the former policeman.", ["right"],
    ),
    "a lawyer of hers": ("Zhang Zhan's lawyer was sentenced to three years in May 2022.", []),
    "sa femme": ("La femme de Raif Badawi a été libérée le 3 mai 2020.", []),
    "a relative": ("Raif Badawi is known. His sister was released in June 2021.", []),
    "somebody whom the record does not know": (
        "Albert Woodfox thanked them. Before Herman Wallace died, he was released on 1 October 2013.", [],
    ),
    "eight of the others": (
        "Taner Kılıç was bailed in August 2018. Eight of the others spent almost four months behind bars.", ["right"],
    ),
}  # fmt: skip
ECHOES = {
    "out of prison, and held at home": (
        "Amal Fathy a quitté la détention provisoire le 27 décembre 2018.", ["right"],
    ),
    "an arrest by its day": ("Halil Savda was put inside on 24 February 2012.", ["right"]),
    "a telephone threat": (
        "En septembre 2024, Jani Silva a encore reçu une menace de mort par téléphone.", ["right"],
    ),
    "asylum": ("Nawal Benaissa was granted asylum in the Netherlands in February 2020.", ["right"]),
    "an appeal, on another day": (
        "The Federal Supreme Court turned down Ahmed Mansoor's appeal on 4 April 2025.", ["wrong"],
    ),
    "a sum": ("The state paid Hakamada Iwao 217 million yen for 17,389 days in custody in March 2025.", ["right"]),
    "another sum": ("A court awarded Hakamada Iwao 600 million yen in March 2025.", []),
    "another place": ("Murat Kurnaz was returned to Turkey on 24 August 2006.", ["wrong"]),
}  # fmt: skip
# The record is silent of these: told wrong once, of true sentences in newspapers and on pages of Amnesty.
SILENT = {
    "a sentence before": "Narges Mohammadi was sentenced in May 2016.",
    "a release before": "Narges Mohammadi was released on bail in July 2010.",
    "an additional sentence": "Narges Mohammadi has been sentenced to an additional 15 months in prison.",
    "a trial before the appeal": "Khaled Drareni avait été condamné, en août 2020, à trois ans de prison ferme.",
    "a second time in prison": "Ales Bialiatski was released after over four years in Belarusian prison.",
    "a part of those for somebody": (
        "More than 777,000 actions were taken for Nassima al-Sada, including nearly 13,000 from Canada."
    ),
    "let out for an hour": "Taner Kılıç was released on 31 January 2018 and re-arrested within hours.",
    "the year of a table": "* 2011 · Liu Xiaobo · Died · died (13 July 2017)",
    "a release after an arrest that is dated": "Nassima al-Sada was freed after her arrest in July 2018.",
}


@pytest.mark.parametrize("name", [*VERBS, *DATES, *PEOPLE, *ECHOES])
def test_what_became_of_somebody_is_read_as_it_is_told(known: Facts, name: str) -> None:
    text, wanted = (VERBS | DATES | PEOPLE | ECHOES)[name]
    assert verdicts(text, known) == wanted, check(text, known).findings


@pytest.mark.parametrize("name", SILENT)
def test_what_the_record_is_silent_of_is_not_wrong(known: Facts, name: str) -> None:
    assert "wrong" not in verdicts(SILENT[name], known), check(SILENT[name], known).findings


TOLD_BY = {
    "released": "was released", "released_conditionally": "was conditionally freed", "pardoned": "was pardoned",
    "acquitted": "was cleared", "died": "passed away", "re_arrested": "was detained again",
    "charges_dropped": "saw the charges dropped",
}  # fmt: skip


def test_no_event_of_the_record_is_wrong_on_its_day_or_right_on_another(known: Facts) -> None:
    for case_id, events in known.events.items():
        days = {str(row["event_date"]) for row in events}
        for row in events:
            date, case = str(row["event_date"]), known.cases[case_id]
            if case["people"] != 1 or len(date) != 10 or row["outcome_type"] not in TOLD_BY:
                continue
            told = dt.date.fromisoformat(date)
            for on in (told, told + dt.timedelta(days=3), told - dt.timedelta(days=366)):
                text = f"{case['name']} {TOLD_BY[row['outcome_type']]} on {on.day} {on:%B %Y}."
                said = set(verdicts(text, known))
                if on == told:
                    assert said and said <= {"right", "out_of_date"}, text
                elif on.isoformat() not in days:
                    assert "right" not in said, text


MOMENTS: dict[tuple[Language, str], Day] = {
    ("en", "on the 30th of the month"): Day(2021, 6, 30),
    ("en", "that April"): Day(2021, 4),
    ("en", "the following March"): Day(2022, 3),
    ("en", "on New Year's Day 2025"): Day(2025, 1, 1),
    ("en", "late 2019"): Day(2019, months=(8, 12), slack=1),
    ("en", "late in May 2019"): Day(2019, 5, of_month=(19, 31), slack=4),
    ("fr", "à la mi-mai 2019"): Day(2019, 5, of_month=(9, 21), slack=4),
    ("en", "eleven days later"): Day(2021, 6, 27),
    ("fr", "dès le lendemain"): Day(2021, 6, 17),
    ("fr", "la veille"): Day(2021, 6, 15),
    ("fr", "le 12 mars de l'année suivante"): Day(2022, 3, 12),
    ("fr", "le dernier jour de février 2024"): Day(2024, 2, 29),
}


@pytest.mark.parametrize(("lang", "text"), MOMENTS)
def test_a_moment_is_counted_from_the_one_told_before(lang: Language, text: str) -> None:
    flat = covered(flatten(text))
    assert [one.day for one in moments(flat, text, lang, Day(2021, 6, 16))] == [MOMENTS[lang, text]]


def test_years_and_months_are_one_time_and_the_years_alone_may_be_known() -> None:
    (told,) = durations("he spent two years and three months in prison", "", "en")
    assert told.first is not None
    assert round(told.in_days - told.first.in_days) == 91


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "In August 2024 Zhang Zhan was detained again, less than four months after her release.",
            ["right"],
        ),
        (
            "Johan Teterissa est mort le 4 décembre 2019, moins d’un an après sa sortie.",
            ["right"],
        ),
        (
            "Johan Teterissa est mort le 4 décembre 2019, trois ans après sa sortie.",
            ["partly"],
        ),
        (
            "Johan Teterissa died on 4 December 2019, three years after his release.",
            ["partly"],
        ),
        (
            "Johan Teterissa died on 4 December 2019, nearly a year after his release.",
            ["right"],
        ),
    ],
)
def test_a_time_from_one_event_to_another_is_counted_between_the_two(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == verdicts
