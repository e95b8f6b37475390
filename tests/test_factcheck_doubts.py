"""The last word over *wrong*: what may be meant otherwise, or counts something else, is not checked."""

from __future__ import annotations

import pytest

from impact.factcheck import facts
from impact.factcheck.checker import check
from impact.factcheck.facts import Facts
from impact.figures.live import State


@pytest.fixture(scope="module")
def known(shipped: State) -> Facts:
    return facts.of(shipped)


# True, or of something else; each was called wrong.
CALLED_WRONG = {
    "a laureate, held against a place": (
        "On 13 December 2025 Belarus released 123 prisoners, the Nobel laureate Ales Bialiatski among them.", ["right"],
    ),
    "the million, of the year that stands behind it": (
        "Le Marathon comptait 636 139 actions en 2010. Le million a été dépassé en 2011, les trois millions en 2014.",
        ["right", "right", "right"],
    ),
    "a total of the other year of its sentence": (
        "Write for Rights 2024 was about a fifth down on the 2023 campaign, when the tally went past 5.8 million.",
        ["right", "rounded_fairly"],
    ),
    "the other cases": ("They were in the 2024 campaign, alongside eight other cases.", []),
    "where the actions came from, read as what they fell from": (
        "The 2024 campaign brought in more than 4.6 million actions, and they came from 200 countries.",
        ["rounded_fairly", "right"],
    ),
    "from one count to another, read as a range": (
        "Between 2009 and 2019 the number of actions rose ninefold, from 733,120 to 6,609,837.", ["right"],
    ),
    "the second count of a rise, held against the first year": (
        "Depuis 2010, la campagne grandit. Elle est passée de 636 139 actions à plus de 6,6 millions en neuf ans.", ["right"],
    ),
    "income, of a section that was counted": (
        "In Portugal 72,336 actions were counted in 2023 for Write for Rights. Membership income of the section rose by 3.1%.",
        ["right"],
    ),
    "not guilty, read as denied": (
        "Rita Karasartova of Kyrgyzstan was found not guilty in June 2024, and at Christmas 2025 she was home.", ["right"],
    ),
    "the world's total, with a section in another clause": (
        "L’édition 2018 du Marathon ? Plus de cinq millions neuf cent mille actions, et le Canada francophone en a fait 85 000.",
        ["rounded_fairly"],
    ),
}  # fmt: skip
# Each was called right, and is not, or not all of it.
CALLED_RIGHT = {
    "up from a higher count": (
        "In Portugal 72,336 actions were counted in the 2023 edition, up from 111,199 a year earlier.", ["right", "wrong"],
    ),
    "one of ten cases, of twelve": ("Zunar was one of ten cases in the 2015 edition.", ["wrong"]),
    "with others, of whom another of her cases tells": (
        "Ma Khin Khin Leh a été libérée en février 2009, avec 44 autres prisonniers politiques.", ["partly"],
    ),
    "with others, counted by the years of a sentence": ("Germain Rukuki and 3 others were released on 30 June 2021.", ["partly"]),
    "a court of the capital, of one elsewhere": (
        "Şebnem Korur Fincancı was cleared of insulting the state by an Ankara court on 20 February 2025.", ["partly"],
    ),
    "years after a release, which is told by the way": (
        "Johan Teterissa died on 4 December 2019, three years after his release.", ["partly"],
    ),
    "the amnesty of a year without any": ("Su Su Nway was freed in the amnesty of 2012.", ["partly"]),
}  # fmt: skip
# Nothing of ours is claimed, or nothing that the record can tell.
TOLD_TOO_MUCH: dict[str, tuple[str, list[str]]] = {
    "cards of a group for somebody": ("Our Tuesday group sent 63 postcards for the women of Pussy Riot.", []),
    "in other words, which may mean something else": (
        "Germain Rukuki a été libéré le 30 juin 2021 sous les applaudissements.", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "verdicts"), [
    pytest.param(*case, id=name) for cases in (CALLED_WRONG, CALLED_RIGHT, TOLD_TOO_MUCH) for name, case in cases.items()
])  # fmt: skip
def test_what_has_not_been_read_whole_is_neither_right_nor_wrong(
    known: Facts, text: str, verdicts: list[str]
) -> None:
    found = check(text, known).findings
    assert [str(each.verdict) for each in found] == verdicts, found


def test_an_event_told_with_its_date_stays_true_and_what_undid_it_is_told(known: Facts) -> None:
    (finding,) = check("Rita Karasartova was acquitted in June 2024.", known).findings
    assert finding.verdict == "right"
    assert "14 April 2025" in finding.note
