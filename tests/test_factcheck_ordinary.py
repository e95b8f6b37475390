"""Ordinary ways of telling what happened, and parts of months: each true of one day, and untrue of another."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


# Germain Rukuki was released on 30 June 2021, Sonia Dahmani on 27 November 2025.
PARTS = {
    "Germain Rukuki was released in late June 2021.": "right",
    "Germain Rukuki was released at the end of June 2021.": "right",
    "Germain Rukuki was released in the last days of June 2021.": "right",
    "Germain Rukuki was released in the second half of June 2021.": "right",
    "Germain Rukuki was released in the first half of 2021.": "right",
    "Germain Rukuki was released in the summer of 2021.": "right",
    "Germain Rukuki was released in early June 2021.": "wrong",
    "Germain Rukuki was released in mid-June 2021.": "wrong",
    "Germain Rukuki was released in late 2021.": "wrong",
    "Germain Rukuki was released in autumn 2021.": "partly",  # of the north; nobody says of which
    "Germain Rukuki was released in the second half of 2021.": "partly",  # a day beside it
    "Sonia Dahmani est sortie de prison fin novembre 2025.": "right",
    "Sonia Dahmani est sortie de prison à la fin du mois de novembre 2025.": "right",
    "Sonia Dahmani est sortie de prison dans la seconde moitié de novembre 2025.": "right",
    "Sonia Dahmani est sortie de prison fin 2025.": "right",
    "Sonia Dahmani est sortie de prison dans les derniers jours du mois de novembre 2025.": "right",
    "Sonia Dahmani est sortie de prison au milieu du novembre 2025.": "wrong",  # which ended the check
    "Sonia Dahmani est sortie de prison à la mi-novembre 2025.": "wrong",
    "Sonia Dahmani est sortie de prison début novembre 2025.": "wrong",
}


@pytest.mark.parametrize("text", PARTS)
def test_the_end_of_a_month_was_its_last_day_and_its_middle_any_day(
    known: Facts, text: str
) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == [PARTS[text]]


TOLD = (
    ("They let Sami al-Haj go on 1 May {}.", 2008),
    ("Judges let Ales Bialiatski go on 13 December {}.", 2025),
    ("The prison doors opened for Sonia Dahmani on 27 November {}.", 2025),
    ("The gates of Ngozi prison opened for Germain Rukuki on 30 June {}.", 2021),
    ("Hanan Badr el-Din was allowed to go home in April {}.", 2019),
    ("Germain Rukuki regained freedom in June {}.", 2021),
    ("Germain Rukuki emerged from prison on 30 June {}.", 2021),
    ("The pardon for Neth Nahara came on 1 January {}.", 2025),
    ("Neth Nahara was granted clemency on 1 January {}.", 2025),
    ("A court declared Hakamada Iwao innocent on 26 September {}.", 2024),
    ("They arrested Chelsea Manning again on 16 May {}.", 2019),
    ("They detained Rita Karasartova again in April {}.", 2025),
    ("The death of Liu Xiaobo came on 13 July {}.", 2017),
    ("Les portes de la prison se sont ouvertes pour Sonia Dahmani le 27 novembre {}.", 2025),
    ("Germain Rukuki a pu rentrer chez lui le 30 juin {}.", 2021),
    ("La libération de Germain Rukuki est intervenue en juin {}.", 2021),
    ("La justice a acquitté Hakamada Iwao le 26 septembre {}.", 2024),
    ("Hakamada Iwao a été reconnu non coupable en septembre {}.", 2024),
    ("La mort de Liu Xiaobo est survenue le 13 juillet {}.", 2017),
    ("Chelsea Manning a été de nouveau placée en détention le 16 mai {}.", 2019),
)


@pytest.mark.parametrize(("text", "year"), TOLD)
def test_what_happened_was_passed_over_where_a_name_stands_within_the_words(
    known: Facts, text: str, year: int
) -> None:
    told = [str(each.verdict) for each in check(text.format(year), known).findings]
    untrue = [str(each.verdict) for each in check(text.format(year - 3), known).findings]
    assert told == ["right"] and "right" not in untrue


@pytest.mark.parametrize("text", [
    "We could not let the matter of Zhang Zhan go.",
    "Let us not let Zhang Zhan go unheard.",
    "Doors opened for the film about Zhang Zhan.",
    "We call for a pardon for Ilham Tohti.",
    "The death of his mother in 2010 broke Femi Peters.",
    "Added since: the death of Femi Peters (The Standard), read up to May 2026.",
    "La peine de mort de Hakamada Iwao a été annulée.",
    "Nous demandons la grâce de Hakamada Iwao.",
])  # fmt: skip
def test_what_tells_of_no_release_pardon_or_death_is_no_claim(known: Facts, text: str) -> None:
    assert not check(text, known).findings


@pytest.mark.parametrize(("text", "verdicts"), [
    ("Albert Woodfox lives with his brother in Houston.", ["wrong"]),
    ("Filep Karma est toujours en vie.", ["wrong"]),
    ("Filep Karma, lui aussi libéré en 2015, vit toujours à Jayapura.", ["right", "wrong"]),
    ("Albert Woodfox is no longer alive.", ["right"]),
    ("The memory of Liu Xiaobo lives on.", []),
    ("Hakamada Iwao vit chez sa sœur.", []),
    ("We wrote for Liu Xiaobo. It is said how many of them\n  died in custody.", []),
    ("Nous écrivions pour Liu Xiaobo ; combien d’entre eux sont morts ?", []),
])  # fmt: skip
def test_the_dead_were_let_live(known: Facts, text: str, verdicts: list[str]) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == verdicts


@pytest.mark.parametrize(("text", "verdicts"), [
    ("Since his release in 2021, Germain Rukuki has lived in Ghent.", ["right"]),
    ("Depuis sa libération en 2021, Germain Rukuki vit à Gand.", ["right"]),
    ("In 2014, after his release, Shi Tao gave an interview.", []),
    ("Shi Tao a retrouvé les siens en août 2014, après sa libération.", []),
    ("After his release in 2015, Shi Tao lived quietly.", ["wrong"]),
])  # fmt: skip
def test_where_somebody_lives_and_what_came_after_was_held_against_the_release(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    assert [str(each.verdict) for each in check(text, known).findings] == verdicts
