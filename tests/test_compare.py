"""Side by side: what stands there is what the record says, and what cannot be compared is said before it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from impact.figures import cells, live, workbook
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, say, section
from impact.presentation import actions, beside, parts
from impact.presentation.chart import compact
from impact.presentation.view import View
from tests.pages import shown, visit
from tests.test_metrics import Tiny, ask

YEARS: list[dict[str, Any]] = [
    {"edition_year": 2008, "actions": 70, "actions_qualifier": "at_least", "actions_counted": "letters"},
    {"edition_year": 2010, "actions": 90, "actions_qualifier": "exact", "actions_counted": "actions"},
    {"edition_year": 2012},
]  # fmt: skip
CASES = [
    {"case_id": "2008-a", "edition_year": 2008},
    {"case_id": "2010-a", "edition_year": 2010, "demand": "justice"},
    {"case_id": "2010-b", "edition_year": 2010},
]
SECTIONS = [
    {"edition_year": 2008, "section": "Chile", "section_fr": "Chili", "actions": 5},
    {"edition_year": 2010, "section": "Chile", "section_fr": "Chili", "actions": 7, "scope": "schools"},
    {"edition_year": 2010, "section": "Peru", "section_fr": "Pérou", "actions": 9, "qualifier": "about"},
]  # fmt: skip
ELSE: dict[str, Any] = {
    "case_actions": [{"edition_year": 2008, "case_id": "2008-a"}],
    "section_dates": [{"edition_year": 2008}],
}
RELEASED = [{"case_id": "2010-b", "event_date": "2011-05-01"}]


def test_of_two_editions_side_by_side_only_one_bar_had_its_number(shipped: State) -> None:
    view = View(shipped, "en")
    rows = [
        row for row in view.ask("actions_by_edition").rows if row["edition_year"] in (2023, 2024)
    ]
    drawing = actions.editions_chart(rows, view, each=True)
    assert [(note.x, note.lines) for note in drawing.notes] == [
        (row["edition_year"], (compact(view, row["actions"]),)) for row in rows
    ]
    assert all(not note.lifted for note in drawing.notes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_editions_stood_side_by_side(lang: Language, tiny: Tiny) -> None:
    state = tiny(editions=YEARS, cases=CASES, outcomes=RELEASED, section_actions=SECTIONS, **ELSE)
    view = View(state, lang)
    rows: Any = ask(state, "editions")
    first, second, third = beside.editions(view, rows)
    assert first.facts["beside.total"] == view.qualified(70, "at_least")
    assert third.facts["beside.total"] == say(lang, "chart.no_total")
    assert second.facts["beside.free"] == say(lang, "chart.free_of", free=1, cases=2)
    assert [each.facts["beside.sections_told"] for each in (first, second, third)] == [
        "1",
        "2",
        "0",
    ]
    told = beside.of_editions(rows, view)
    assert told[0] == say(lang, "beside.no_total", years="2012")
    assert "2008" in told[1] and view.term("actions_counted", "letters") in told[1]
    assert told[2] == say(lang, "beside.inexact") and len(told) == 4
    assert beside.of_editions(rows[1:2], view) == [say(lang, "beside.longer")]


def test_a_part_of_a_section_is_named_and_stands_in_no_chart_beside_whole_ones(tiny: Tiny) -> None:
    view = View(
        tiny(editions=YEARS, cases=CASES, outcomes=RELEASED, section_actions=SECTIONS, **ELSE), "en"
    )
    found = beside.sections(view, ["Chile", "Peru"])
    assert [row["Chile"] for row in beside.by_year(found, view)] == ["schools: 7", "5"]
    assert [row["Peru"] for row in beside.by_year(found, view)] == ["about 9", "–"]
    chart = beside.sections_chart(found, view)
    assert chart.x.step == 1, "by every second year from 2001 neither had a name"
    drawn: Any = chart.marks
    assert [(mark.name, mark.x, mark.y) for mark in drawn] == [
        ("Chile", [2008], [5]),
        ("Peru", [2010], [9]),
    ]
    assert say("en", "beside.scopes") in beside.of_sections(found, view)
    assert say("en", "beside.scopes") not in beside.of_sections({"Peru": found["Peru"]}, view)


def test_cases_of_other_demands_and_editions_are_not_called_alike(tiny: Tiny) -> None:
    state = tiny(editions=YEARS, cases=CASES, outcomes=RELEASED, section_actions=SECTIONS, **ELSE)
    rows: Any = [ask(state, "case", case_id=case["case_id"])[0] for case in CASES]
    view, alike = View(state, "en"), say("en", "beside.chosen")
    demands, followed = say("en", "beside.demands"), say("en", "beside.followed")
    assert beside.of_cases(rows, view) == [demands, followed, alike]
    assert beside.of_cases(rows[:1], view) == [alike]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_address_carries_what_is_compared_and_five_are_too_many(lang: Language) -> None:
    said = shown(visit("compare", lang, what="cases", cases="2021-zhang-zhan,2025-sonia-dahmani"))
    assert "Zhang Zhan" in said and "Sonia Dahmani" in said
    assert say(lang, "beside.followed").replace("\u00a0", " ") in said
    said = shown(visit("compare", lang, what="sections", sections="Poland,nowhere"))
    assert say(lang, "beside.too_few").replace("\u00a0", " ") in said
    said = shown(visit("compare", lang, editions="2019,2020,2021,2023,2024"))
    assert say(lang, "beside.too_many").replace("\u00a0", " ") in said


def test_which_section_or_case_lags_was_a_sentence_each_and_never_a_table() -> None:
    view = View(live.sample(), "fr")
    year = max(row["edition_year"] for row in view.ask("actions_counted").rows)
    before = {
        r["section"]: r["actions_before"] for r in view.ask("like_for_like", edition=year).rows
    }
    assert before
    for part in ("section", "case"):
        rows = parts.members(view, part, year)
        counted = view.ask(f"counted_by_{part}", edition=year).rows
        assert [row.now for row in rows] == [row["actions"] for row in counted]
        assert all(0 < sum(row.days.values()) <= row.now for row in rows)
        assert len({len(row.days) for row in rows}) == 1
    for row in parts.members(view, "section", year):
        assert row.before == before.get(row.code)
        assert row.name == section("fr", row.code) != row.code  # and no code: "CA-FR"
    goals = {r["section"]: r for r in view.ask("targets", edition=year).rows if not r["case_id"]}
    test = visit("live", "fr", data="sample", split="table")  # and where one looks each day
    [table] = test.dataframe
    assert list(table.value["now"]) == [row.now for row in parts.members(view, "section", year)]
    assert None in list(table.value["target"]) or table.value["target"].isna().any()
    assert table.proto.placeholder == "–", "a section without a target was told to have None"
    told = {r.code: r.target for r in parts.members(view, "section", year) if r.target}
    assert told == {code: goals[code]["target"] for code in told} and told
    # An edition of which nobody set a target, and one that has some.
    for edition in {row["edition_year"] for row in view.ask("actions_counted").rows}:
        for part in ("section", "case"):
            test = visit("actions", "fr", data="sample", edition=str(edition), by=part)
            if str(edition) in test.selectbox(key="edition").options:
                [table] = test.dataframe
                rows = parts.members(view, part, edition)  # type: ignore[arg-type]
                assert list(table.value["now"]) == [row.now for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_table_to_sort_only_the_counts_could_be_taken_along(lang: Language) -> None:
    view = View(live.sample(), lang)
    year = max(row["edition_year"] for row in view.ask("actions_counted").rows)
    rows, figure = (
        parts.members(view, "section", year),
        view.ask("counted_by_section", edition=year),
    )
    more = parts.beside(rows, view)
    heads = [say(lang, f"members.{name}") for name in ("before", "expected", "target", "share")]
    days = [day.isoformat() for day in rows[0].days]
    assert list(more) == [*heads, *days]
    data = workbook.workbook(figure, figure.rows, lang, more)
    header, *found = (
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    )
    assert header[-1 - len(more) : -1] == list(more)  # after them, that it is a sample
    for line, row in zip(found, rows, strict=True):
        told = dict(zip(header, line, strict=True))
        cell = [row.before, row.expected, row.target, row.share]
        assert [told[head] or None for head in heads] == pytest.approx(cell)
        assert [told[day] for day in days] == list(row.days.values())
    text = cells.csv(figure, figure.rows, lang, more).decode("utf-8-sig")
    opened = list(csv.reader(io.StringIO(text), delimiter=";" if lang == "fr" else ","))
    assert opened[0] == header and len(opened) == len(found) + 1
    shares = {line[header.index(heads[-1])] for line in opened[1:]} - {""}
    assert shares and all(("," if lang == "fr" else ".") in share for share in shares)
    cases = parts.members(view, "case", year)
    assert say(lang, "members.before") not in parts.beside(cases, view), (
        "nobody has a number for it"
    )
