"""The ledger of claims: each status by its rule on rows of two lines, then the shipped story of the 127."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from impact.database import Rows
from impact.faults import Fault
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, say
from impact.presentation.claims import claim_stands
from impact.presentation.view import View
from impact.record.reader import parse
from tests.conftest import files

Tiny = Callable[..., State]


def claims(*told: dict[str, Any]) -> list[dict[str, Any]]:
    """Claims about people released, each by another publisher unless it says so."""
    shape = {"subject": "people_released", "unit": "people"}
    return [
        shape | {"claim_id": f"c{index}", "publisher": f"P{index}", "publisher_fr": "P"} | claim
        for index, claim in enumerate(told, 1)
    ]


def printed(state: State) -> Rows:
    """What others printed."""
    return [row for row in state.database.rows("claims_ledger") if not row["offered"]]


def statuses(state: State) -> dict[str, str]:
    return {row["claim_id"]: row["status"] for row in printed(state)}


def test_what_we_offer_is_in_the_ledger_as_our_own(tiny: Tiny) -> None:
    state = tiny(
        editions=[*TOTAL, {"edition_year": 2021}],
        outcomes=[{"people": 1}, {"outcome_id": "o2", "outcome_type": "re_arrested",
                                  "direction": "negative", "event_date": "2022-01-01"}],
    )  # fmt: skip
    rows = [row for row in state.database.rows("claims_ledger") if row["offered"]]
    assert [(r["claim_id"], r["value"], r["qualifier"], r["status"]) for r in rows] == [
        ("ours-people_documented", 1, "at_least", "current"),
        ("ours-actions-2020", 100_000, "at_least", "current"),
    ]
    assert {row["publisher"] for row in rows} == {"Write for Rights: the figures"}


ACTIONS = {"subject": "actions", "edition_year": 2020, "unit": "count"}
TOTAL = [{"actions": 100_000, "actions_qualifier": "at_least"}]


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ({"value": 100_000}, "current"),
        ({"value": 90_000, "qualifier": "at_least"}, "current"),
        ({"value": 104_000, "qualifier": "about"}, "current"),
        ({"value": 106_000, "qualifier": "about"}, "do_not_say"),
        ({"value": 100_001, "qualifier": "at_least"}, "do_not_say"),
        ({"value": 99_999}, "do_not_say"),
        ({"value": 40_000, "stage": "interim"}, "superseded"),
    ],
)
def test_a_total_is_held_against_the_recommended_one(
    tiny: Tiny, claim: dict[str, Any], status: str
) -> None:
    state = tiny(editions=TOTAL, claims=claims(ACTIONS | claim))
    assert statuses(state) == {"c1": status}
    row = printed(state)[0]
    assert (row["our_value"], row["our_qualifier"]) == (100_000, "at_least")
    assert row["our_figure"] == "actions_by_edition"


def test_a_publisher_s_older_number_is_superseded_by_its_newest(tiny: Tiny) -> None:
    state = tiny(
        claims=claims(
            {"value": 95, "as_of": "2013", "publisher": "P"},
            {"value": 120, "as_of": "2017-12", "publisher": "P (via a paper)"},
        )
    )
    assert statuses(state) == {"c1": "superseded", "c2": "cannot_be_checked"}
    assert printed(state)[0]["replaced_by"] == 120


def test_a_number_that_came_back_is_not_superseded(tiny: Tiny) -> None:
    told = [("127", "2020"), ("128", "2022"), ("127", "2023")]
    state = tiny(claims=claims(*({"value": v, "as_of": d, "publisher": "P"} for v, d in told)))
    assert [*statuses(state).values()] == ["cannot_be_checked", "superseded", "cannot_be_checked"]


def test_numbers_of_one_year_that_cannot_both_be_true_are_disputed(tiny: Tiny) -> None:
    state = tiny(
        claims=claims({"value": 126, "as_of": "2022-03"}, {"value": 128, "as_of": "2022-11"})
    )
    assert set(statuses(state).values()) == {"disputed"}


def test_a_running_total_may_grow_but_not_fall(tiny: Tiny) -> None:
    grown = tiny(claims=claims({"value": 95, "as_of": "2013"}, {"value": 120, "as_of": "2017"}))
    assert set(statuses(grown).values()) == {"cannot_be_checked"}
    fallen = tiny(claims=claims({"value": 120, "as_of": "2013"}, {"value": 95, "as_of": "2017"}))
    assert set(statuses(fallen).values()) == {"disputed"}


def test_a_share_that_fell_in_later_years_is_not_called_disputed(tiny: Tiny) -> None:
    share = {"subject": "released_share", "unit": "percent"}
    earlier, later = share | {"value": 76, "as_of": "2016"}, share | {"value": 75, "as_of": "2025"}
    assert set(statuses(tiny(claims=claims(earlier, later))).values()) == {"cannot_be_checked"}


def test_a_number_of_releases_below_those_that_we_can_name_is_not_to_be_said(tiny: Tiny) -> None:
    state = tiny(
        cases=[{"people": 3}],
        outcomes=[{"people": 3}],
        claims=claims(
            {"value": 2, "since_year": 2001, "as_of": "2021-06"},
            {"value": 2, "since_year": 2001, "as_of": "2021-04", "publisher": "Before"},
            {"value": 2, "since_year": 2001, "as_of": "2021-06", "qualifier": "at_least"},
        ),
    )
    rows = {row["claim_id"]: row for row in printed(state)}
    assert rows["c1"]["status"] == "do_not_say"
    assert rows["c1"]["our_value"] == 3
    assert rows["c2"]["status"] == rows["c3"]["status"] == "cannot_be_checked"
    assert rows["c2"]["our_value"] is None


def test_a_status_of_ours_stands_over_the_rule_s_with_its_reason(tiny: Tiny) -> None:
    state = tiny(
        editions=TOTAL,
        claims=claims(ACTIONS | {"value": 100_000}),
        claim_status=[{"status": "disputed"}],
    )
    (row,) = printed(state)
    assert (row["rule"], row["status"], row["reason"]) == ("current", "disputed", "Why.")
    assert row["reason_fr"] == "Pourquoi."


def test_a_record_may_do_without_statuses_of_ours(tiny: Tiny) -> None:
    contents = files()
    assert "claim_status.csv" not in contents
    assert parse(contents).tables["claim_status"] == []
    assert tiny().database.rows("claims_ledger")[0]["reason"] is None


def test_a_status_for_a_claim_that_is_not_there_is_refused() -> None:
    with pytest.raises(Fault, match=r"claim_status\.csv, line 2.*claims\.csv"):
        parse(files(claim_status=[{"claim_id": "c9"}]))


def test_every_claim_stands_in_the_ledger_once(shipped: State) -> None:
    rows = printed(shipped)
    assert len({row["claim_id"] for row in rows}) == len(rows) == 256


def test_the_127_tells_its_whole_story_in_the_order_in_which_it_was_printed(shipped: State) -> None:
    rows = [row for row in printed(shipped) if row["family"] == "releases"]
    told = [
        (row["printed"], row["value"], row["of_cases"], row["status"])
        for row in rows
        if row["claim_id"]
        in ["c179", "c182", "c184", "c187", "c228", "c196", "c200", "c229", "c208", "c217", "c221"]
    ]
    assert told == [
        ("2013", 95, 143, "cannot_be_checked"),
        ("2015-12", 98, 147, "superseded"),
        ("2017-11-10", 48, None, "cannot_be_checked"),
        ("2017-12", 120, 158, "superseded"),
        ("2018-11", 121, None, "superseded"),
        ("2020-11-12", 127, 169, "disputed"),
        ("2021-11", 127, None, "disputed"),
        ("2022-11-13", 126, None, "disputed"),
        ("2022-11", 128, None, "disputed"),
        ("2024", 112, 217, "cannot_be_checked"),
        ("2025", 127, None, "disputed"),
    ]
    since = {row["claim_id"]: row["since_year"] for row in rows}
    assert (since["c196"], since["c200"]) == (2000, 2001)


def test_the_rule_alone_finds_the_127_disputed(shipped: State) -> None:
    rules = {row["claim_id"]: row["rule"] for row in printed(shipped)}
    assert {rules[claim] for claim in ("c196", "c200", "c209", "c211", "c229")} == {"disputed"}
    assert rules["c208"] == "superseded"  # the same publisher printed 127 again


def test_what_the_international_secretariat_overstated_is_not_to_be_said(shipped: State) -> None:
    assert statuses(shipped)["c164"] == "do_not_say"  # at least 6 million in 2023


@pytest.mark.usefixtures("folders")
def test_a_status_taken_away_is_gone_from_the_next_snapshot(folders: Any) -> None:
    told = files(claim_status=[{}])
    for name, data in told.items():
        (folders[0] / name).write_bytes(data)
    assert live.current().database.rows("claims_ledger")[0]["status"] == "do_not_say"
    (folders[0] / "claim_status.csv").unlink()
    assert live.current().database.rows("claims_ledger")[0]["reason"] is None


def test_our_number_of_then_was_told_as_our_number(tiny: Tiny) -> None:
    """Beside a claim of 2021 stood "our own number: at least 1", and two had come out since."""
    state = tiny(
        claims=claims({"value": 7, "since_year": 2001, "as_of": "2021-11"}),
        cases=[{"people": 2}],
        outcomes=[
            {"people": 1, "event_date": "2021-05-01"},
            {"outcome_id": "o2", "people": 1, "event_date": "2023-05-01"},
        ],
    )
    (row,) = printed(state)
    (total,) = state.database.rows("releases_documented_total")
    assert (row["our_value"], total["people"]) == (1, 2)
    for lang in LANGUAGES:
        view = View(state, lang)
        stands = " ".join(claim_stands(row, view))  # type: ignore[arg-type]
        assert say(lang, "claims.ours_then", value=view.qualified(1, "at_least")) in stands
