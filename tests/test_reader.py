"""What a demanding reader objected to in the record's own sentences: each holds for every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, date
from impact.record.schema import STATUS
from impact.talking.points import frees

Row = Mapping[str, Any]

# Words that point at another sentence, which whoever quotes this one does not have.
_DANGLING = {
    "en": r"\b(that|the same) (conviction|verdict|judgment|sentence|ruling|day)\b|\bof this date\b"
    r"|^(The|After the) (same|acquittals|retrial)\b|\bthe new case\b",
    "fr": r"\b(cette (condamnation|peine|indemnité|date)|ce (verdict|jugement)|le même (jour|jugement|arrêt))\b"
    r"|^Le même\b|\bla nouvelle affaire\b",
}
# That somebody was taken in, or is kept at home.
_TAKEN = r"\b(was|were|being) (detained|arrested|jailed|imprisoned)\b|\badministrative detention\b"
_HELD = r"\b(arrested|detained|jailed|imprisoned|prison)\b"
_AT_HOME = r"\bunder house arrest\b|\bconfined to (his|her|their) home\b"


def events(state: State) -> Iterator[tuple[Row, list[Row]]]:
    """Every event since the launch, with those of the same case before it."""
    for case in state.database.rows("cases"):
        before: list[Row] = []
        for row in state.database.rows("timeline_of_case", case_id=case["case_id"]):
            if not row["before_launch"]:
                yield row, before
                before = [*before, row]


def summary(row: Row, lang: Language) -> str:
    return str(row["summary_fr" if lang == "fr" else "summary"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_names_again_the_day_or_month_that_it_is_told_under(
    shipped: State, lang: Language
) -> None:
    twice = []
    for row, _ in events(shipped):
        iso = row["event_date"] or ""
        whole = date(lang, iso) if len(iso) > 4 else ""
        day = whole.removesuffix(iso[:4]).strip() if len(iso) == 10 else ""
        said = re.sub(r"[\u00a0\u202f]", " ", summary(row, lang))
        twice += [row["outcome_id"] for part in (whole, day) if part and f"{part} " in f"{said} "]
    assert twice == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_can_be_quoted_without_the_one_before(shipped: State, lang: Language) -> None:
    found = [
        row["outcome_id"]
        for row, _ in events(shipped)
        if re.search(_DANGLING[lang], summary(row, lang))
    ]
    assert found == []


def test_no_detention_after_a_release_hides_under_another_name(shipped: State) -> None:
    hidden = [
        row["outcome_id"]
        for row, before in events(shipped)
        if row["direction"] == "negative"
        and row["outcome_type"] != "re_arrested"
        and not row["custody_after"]
        and any(map(frees, before))
        and re.search(_TAKEN, row["summary"])
    ]
    assert hidden == []


def test_nobody_is_arrested_again_of_whom_no_earlier_detention_is_told(shipped: State) -> None:
    """Somebody on trial who was never held before was told to have been "arrested again"."""
    cases = {case["case_id"]: case for case in shipped.database.rows("cases")}
    first = [
        row["outcome_id"]
        for row, before in events(shipped)
        if row["outcome_type"] == "re_arrested"
        and STATUS[cases[row["case_id"]]["status_at_launch"]].custody == "not_known"
        and not any(frees(each) for each in before)
        and not re.search(_HELD, cases[row["case_id"]]["summary"])
    ]
    assert first == []


def test_nobody_who_came_to_be_kept_at_home_is_called_released(shipped: State) -> None:
    called = [
        row["outcome_id"]
        for row, _ in events(shipped)
        if frees(row) and re.search(_AT_HOME, row["summary"])
    ]
    assert called == []


def test_what_is_said_aloud_lost_no_word_by_which_there_is_less(shipped: State) -> None:
    """« moins d’agressions et de mauvais traitements »: she seemed to report ill-treatment, and reported less of it."""
    rows = {row["outcome_id"]: row for row in shipped.record.tables["outcomes"]}
    fewer = re.compile(r"\b(?:moins(?! de (?:\d|quatre|neuf))|fewer|less(?! than))\b")
    lost = [
        said["outcome_id"]
        for said in shipped.record.tables["outcome_grammar"]
        for mine, its in (("said", "summary"), ("said_fr", "summary_fr"))
        if said[mine]
        and len(fewer.findall(str(said[mine])))
        < len(fewer.findall(str(rows[str(said["outcome_id"])][its])))
    ]
    assert lost == []
