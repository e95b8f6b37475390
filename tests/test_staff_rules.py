"""The page of exports where staff say which case a name means and whose lists are one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from impact.cli.main import main
from impact.exports import taking
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, say, section
from impact.store import Store
from tests.conftest import files, lay
from tests.pages import shown, visit
from tests.test_doors import claims, come, give_roles
from tests.test_staff import counted, hand_in
from tests.test_staff_held import send, tally

CASES: list[dict[str, Any]] = [
    {"case_id": "2020-zhang", "name": "Zhang Zhan", "name_fr": "Zhang Zhan", "country_code": "CN"},
    {"case_id": "2020-river", "name": "River People", "name_fr": "Peuple du fleuve"},
    {"case_id": "2019-old", "edition_year": 2019, "name": "Old Case", "name_fr": "Vieux cas"},
]
EDITIONS = [{"edition_year": 2019}, {"edition_year": 2020}]
LABEL = "the riverside folk"


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    outcomes = [{"case_id": "2020-zhang"}]
    counts = [{"case_id": "2020-zhang"}]
    names = [{"case_id": "2020-zhang", "name": "Z. Z."}]
    lay(
        folders[0],
        files(
            cases=CASES, editions=EDITIONS, outcomes=outcomes, case_actions=counts, case_names=names
        ),
    )
    return Store(folders[1])


@pytest.fixture
def unnamed(store: Store, tmp_path: Path) -> Store:
    """72 actions under a name that no case is known for."""
    rows = ("2020-12-10", 40), ("2020-12-11", 32)
    send(tmp_path, "toronto.csv", tally(*rows, case=LABEL))
    return store


def by_case() -> dict[str, int]:
    table = live.current().database.counted()
    rows = table.group_by("case_id").aggregate([("quantity", "sum")]).to_pylist()
    return {row["case_id"]: row["quantity_sum"] for row in rows if row["quantity_sum"]}


IN = f"in_tally_2020_{LABEL}"


def choose(test: AppTest, case: str) -> AppTest:
    return test.selectbox(key=f"case_{IN}_2020").select(case).run()


@pytest.mark.usefixtures("unnamed")
def test_a_name_offers_the_cases_of_its_edition_the_nearest_first() -> None:
    test = visit("exports")
    box = test.selectbox(key=f"case_{IN}_2020")
    assert box.label == f"{LABEL} · tally · 2020 (72 actions)"
    assert box.options == ["River People", "Zhang Zhan", "no known case"]
    assert box.value is None


def test_a_choice_shows_what_it_would_move_and_keeps_nothing_without_a_click(
    unnamed: Store,
) -> None:
    test = choose(visit("exports"), "2020-zhang")
    assert not test.exception
    assert "Would move 72 actions from no known case to Zhang Zhan" in shown(test)
    assert taking.ledger_now(unnamed).rules == {}
    assert by_case() == {"unmapped": 72}
    test.run()
    assert by_case() == {"unmapped": 72}


def test_a_rule_is_kept_with_who_and_when_changed_and_deleted(unnamed: Store) -> None:
    test = visit("exports")
    test.text_input(key="by").set_value("Ada").run()
    choose(test, "2020-zhang")
    test.button(key=f"keep_{IN}").click().run()
    assert not test.exception
    assert by_case() == {"2020-zhang": 72}
    (rule,) = taking.ledger_now(unnamed).rules.values()
    assert (rule.by, rule.value, rule.edition) == ("Ada", LABEL, 2020)
    assert f"“{LABEL}” · tally · 2020 → Zhang Zhan" in shown(test)
    assert "Ada, " in shown(test)

    key = f"tally_{LABEL}_2020"
    test.session_state[f"rule_{key}"] = True
    test.run()
    assert "Would move 72 actions from Zhang Zhan to no known case" in shown(test)
    test.selectbox(key=f"to_{key}").select("2020-river").run()
    assert "Would move 72 actions from Zhang Zhan to River People" in shown(test)
    assert by_case() == {"2020-zhang": 72}
    test.button(key=f"keep_{key}").click().run()
    assert by_case() == {"2020-river": 72}

    test.session_state[f"rule_{key}"] = True
    test.run()
    test.button(key=f"delete_{key}").click().run()
    assert not test.exception
    assert by_case() == {"unmapped": 72}
    assert taking.ledger_now(unnamed).rules == {}


def test_the_names_of_a_file_show_what_a_rule_would_do_before_it_is_taken_in(store: Store) -> None:
    rows = ("2020-12-10", 40), ("2020-12-11", 32)
    test = hand_in(visit("exports"), ("toronto.csv", tally(*rows, case=LABEL)))
    box = next(each for each in test.selectbox if each.label == f"{LABEL} (2 rows)")
    box.select("2020-zhang").run()
    assert not test.exception
    assert "In this file it would move 72 actions from no known case to Zhang Zhan." in shown(test)
    assert say("en", "rules.moves_nothing") in shown(test)
    assert taking.ledger_now(store).rules == {}
    key = next(str(each.key) for each in test.button if str(each.key).startswith("keep_"))
    test.button(key=key).click().run()
    assert "Zhang Zhan 72" in shown(test)
    test.button(key="take_in").click().run()
    assert by_case() == {"2020-zhang": 72}


@pytest.mark.usefixtures("store")
def test_a_rule_is_made_by_hand_for_a_code_that_no_file_had_yet(store: Store) -> None:
    test = visit("exports")
    test.session_state["rule_add"] = True
    test.run()
    test.selectbox(key="add_platform").select("actionkit_core_action")
    test.text_input(key="add_value").set_value("402").run()
    test.selectbox(key="add_edition").select(2019).run()
    assert test.selectbox(key="add_case_2019").options == ["Old Case", "no known case"]
    test.selectbox(key="add_case_2019").select("2019-old").run()
    assert say("en", "rules.moves_nothing") in shown(test)
    test.button(key="keep_add").click().run()
    (rule,) = taking.ledger_now(store).rules.values()
    assert rule.key == ("actionkit_core_action", "402", 2019)


# What one word of a name took

FAMILY = (("2020-12-10", 40), ("2020-12-11", 32))  # 72 actions under a family name alone
WORD = "word_tally_2020_Zhang"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_one_word_took_in_a_file_is_seen_before_it_is_taken_in(
    store: Store, lang: Language
) -> None:
    test = hand_in(visit("exports", lang), ("toronto.csv", tally(*FAMILY, case="Zhang")))
    assert say(lang, "mapcase.by_word", count=1) in [each.label for each in test.expander]
    box = next(
        each
        for each in test.selectbox
        if each.label == "Zhang · tally · 2020 → Zhang Zhan (72 actions)"
    )
    box.select("2020-river").run()
    assert not test.exception
    river = "River People" if lang == "en" else "Peuple du fleuve"
    said = say(lang, "rules.in_file", count=72, frm="Zhang Zhan", to=river)
    assert said.replace("\u00a0", " ") in shown(test)
    assert taking.ledger_now(store).rules == {}


@pytest.mark.usefixtures("store")
def test_staff_of_a_section_see_what_one_word_took_of_their_file_and_make_no_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_roles(monkeypatch, tmp_path)
    monkeypatch.setenv("IMPACT_SERVE", "public")
    rows = (*FAMILY, ("2020-12-12", 8))
    once = tally(*rows).replace(b",A,letter,offline,8", b",Marie for Zhang,letter,offline,8")
    test = come("exports", claims(groups=["w4r-gb"]))
    hand_in(test, ("leeds.csv", once.replace(b",A,", b",Zhang,")))
    assert "Zhang · tally · 2020 → Zhang Zhan (72 actions)" in shown(test)
    assert "Marie" not in shown(test)
    assert not [each.key for each in test.selectbox if str(each.key).startswith("case_")]


def test_what_one_word_took_of_what_is_in_is_listed_and_given_to_another_case(
    store: Store, tmp_path: Path
) -> None:
    send(tmp_path, "toronto.csv", tally(*FAMILY, case="Zhang"))
    send(tmp_path, "lyon.csv", tally(("2020-12-20", 5), ("2020-12-21", 4), case="Zhang Zhan"))
    test = visit("exports")
    assert WORD not in shown(test)
    test.session_state["by_word"] = True
    test.run()
    box = test.selectbox(key=f"case_{WORD}_2020")
    assert box.label == "Zhang · tally · 2020 → Zhang Zhan (72 actions)"
    box.select("2020-river").run()
    assert "Would move 72 actions from Zhang Zhan to River People" in shown(test)
    assert taking.ledger_now(store).rules == {}
    test.button(key=f"keep_{WORD}").click().run()
    assert not test.exception
    assert by_case() == {"2020-zhang": 9, "2020-river": 72}
    test.session_state["by_word"] = True
    test.run()
    assert say("en", "mapcase.by_word_none") in shown(test)


def test_a_name_taken_by_a_word_is_kept_from_every_case_and_given_back(
    store: Store, tmp_path: Path
) -> None:
    send(tmp_path, "toronto.csv", tally(*FAMILY, case="Zhang"))
    test = visit("exports")
    test.session_state["by_word"] = True
    test.run()
    test.selectbox(key=f"case_{WORD}_2020").select("unmapped").run()
    assert "Would move 72 actions from Zhang Zhan to no known case" in shown(test)
    assert by_case() == {"2020-zhang": 72}
    test.button(key=f"keep_{WORD}").click().run()
    assert not test.exception
    assert by_case() == {"unmapped": 72}
    assert "Kept: “zhang” of tally means no case in the 2020 edition." in shown(test)
    assert "“zhang” · tally · 2020 → no known case" in shown(test)
    assert "case_in_tally_2020_Zhang_2020" not in [each.key for each in test.selectbox]

    key = "tally_zhang_2020"
    test.session_state[f"rule_{key}"] = True
    test.run()
    box = test.selectbox(key=f"to_{key}")
    assert (box.value, box.options[-1]) == ("unmapped", "no known case")
    assert "Would move 72 actions from no known case to Zhang Zhan" in shown(test)
    box.select("2020-river").run()
    assert "Would move 72 actions from no known case to River People" in shown(test)
    test.selectbox(key=f"to_{key}").select("unmapped").run()
    test.button(key=f"delete_{key}").click().run()
    assert not test.exception
    assert by_case() == {"2020-zhang": 72}
    assert taking.ledger_now(store).rules == {}


@pytest.mark.usefixtures("unnamed")
def test_a_name_that_means_no_case_waits_for_one_no_longer() -> None:
    test = choose(visit("exports"), "unmapped")
    assert say("en", "rules.moves_nothing") in shown(test)
    test.button(key=f"keep_{IN}").click().run()
    assert by_case() == {"unmapped": 72}
    assert f"case_{IN}_2020" not in [each.key for each in test.selectbox]


def test_no_case_is_tried_on_a_file_before_it_is_kept(store: Store) -> None:
    test = hand_in(visit("exports"), ("toronto.csv", tally(*FAMILY, case="Zhang")))
    box = next(each for each in test.selectbox if str(each.label).startswith("Zhang · tally"))
    box.select("unmapped").run()
    said = "In this file it would move 72 actions from Zhang Zhan to no known case."
    assert said in shown(test)
    assert taking.ledger_now(store).rules == {}
    key = next(str(each.key) for each in test.button if str(each.key).startswith("keep_"))
    test.button(key=key).click().run()
    assert "no known case 72" in shown(test)
    test.button(key="take_in").click().run()
    assert by_case() == {"unmapped": 72}


# Lists


@pytest.fixture
def lists(store: Store, tmp_path: Path) -> Store:
    """Two lists of one section, of 50 and of 30 actions on different days."""
    send(tmp_path, "group a.csv", tally(("2020-12-09", 8), ("2020-12-10", 42), case="Zhang Zhan"))
    send(tmp_path, "group b.csv", tally(("2020-12-11", 30), case="Zhang Zhan"))
    assert counted() == 80
    return store


def open_list(test: AppTest, name: str, step: str) -> str:
    key = f"CA-FR_tally_{name}"
    test.session_state[f"stream_{key}"] = True
    test.run()
    test.selectbox(key=f"step_{key}").select(step).run()
    assert not test.exception
    return key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("lists")
def test_each_list_says_whose_it_is_and_what_a_newer_file_does(lang: Language) -> None:
    text, sender = shown(visit("exports", lang)), section(lang, "CA-FR")
    assert f"`group a` · {sender} · `tally`" in text
    assert say(lang, "lists.newer.versions") in text
    assert text.index(f"`group b` · {sender}") < text.index(f"`group a` · {sender}"), (
        "the newest comes first"
    )


def test_lists_are_joined_and_parted_with_the_effect_told_before(lists: Store) -> None:
    test = visit("exports")
    key = open_list(test, "group b", "join")
    test.selectbox(key=f"into_{key}").select("group a").run()
    assert "Canada (French-speaking) (CA-FR), 2020: 80 before, 30 after" in shown(test)
    assert counted() == 80
    test.button(key=f"settle_{key}").click().run()
    assert counted() == 30

    key = open_list(test, "group a", "part")
    assert "Canada (French-speaking) (CA-FR), 2020: 30 before, 80 after" in shown(test)
    assert counted() == 30
    test.button(key=f"settle_{key}").click().run()
    assert counted() == 80
    assert not taking.ledger_now(lists).streams["CA-FR", "tally", "group b"].into


def test_a_list_is_not_called_like_another_one_and_the_page_says_why(lists: Store) -> None:
    test = visit("exports")
    key = open_list(test, "group a", "rename")
    test.text_input(key=f"name_{key}").set_value("group b").run()
    assert not test.exception
    assert say("en", "fault.stream_named", name="group b") in shown(test)
    assert f"settle_{key}" not in [each.key for each in test.button]
    assert not taking.ledger_now(lists).streams


def test_a_list_is_renamed_and_no_count_changes(lists: Store) -> None:
    test = visit("exports")
    key = open_list(test, "group a", "rename")
    assert f"settle_{key}" not in [each.key for each in test.button]
    test.text_input(key=f"name_{key}").set_value("Schools of Lyon").run()
    test.button(key=f"settle_{key}").click().run()
    assert not test.exception
    assert "`Schools of Lyon` · Canada (French-speaking) · `tally`" in shown(test)
    assert counted() == 80
    assert lists.newest() is not None


def test_what_a_newer_file_does_is_changed_with_its_effect_told_before(
    lists: Store, tmp_path: Path
) -> None:
    newer = tally(("2020-12-10", 42), ("2020-12-12", 10), case="Zhang Zhan")
    send(tmp_path, "group a.csv", newer)
    assert counted() == 82  # 52 in the place of 50
    test = visit("exports")
    key = open_list(test, "group a", "newer")
    test.radio(key=f"newer_{key}").set_value("days").run()
    assert "Canada (French-speaking) (CA-FR), 2020: 82 before, 90 after" in shown(test)
    test.button(key=f"settle_{key}").click().run()
    assert counted() == 90
    assert taking.ledger_now(lists).streams["CA-FR", "tally", "group a"].newer == "days"
    assert main(["streams", "--json"]) == 0
