"""Sentences made of figures: each says what its rows say, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from impact.i18n.words import LANGUAGES, Language, Wording, say
from impact.presentation import actions, cases, claims, comparison, releases, standings
from tests.wordings import EN, FR

Row = Any  # of a type that only tests leave open
# Where no group of unknown size is told, nothing is asked of a snapshot.
VIEW_EN: Any = EN
VIEW_FR: Any = FR

LATEST: Row = {
    "edition_year": 2024,
    "actions": 80,
    "qualifier": "exact",
    "previous_year": 2023,
    "previous_actions": 100,
    "previous_qualifier": "exact",
    "change": -0.2,
    "highest_year": 2019,
    "highest_actions": 6_609_837,
    "highest_qualifier": "exact",
}


def plain(text: str) -> str:
    """The same words with ordinary spaces, for tests that are not about typography."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("total", "english", "french"),
    [
        (80, "20% fewer than in 2023.", "20 % de moins qu’en 2023."),
        (125, "25% more than in 2023.", "25 % de plus qu’en 2023."),
        (None, "Not comparable with the total before it.", "Non comparable au total précédent."),
    ],
)
def test_a_total_is_told_against_the_one_before(
    total: int | None, english: str, french: str
) -> None:
    change = total and total / 100 - 1
    row: Any = {**LATEST, "actions": total, "change": change, "highest_year": 2024}
    assert actions.compared(row, EN) == english
    assert plain(actions.compared(row, FR)) == french


def test_a_total_below_the_highest_names_the_highest() -> None:
    assert actions.compared(LATEST, EN).endswith(
        "The highest published total is 6,609,837, in 2019."
    )
    assert actions.compared(LATEST, FR).endswith("est 6\u202f609\u202f837, en 2019.")


@pytest.mark.parametrize(
    ("row", "english", "french"),
    [
        (LATEST, "Actions fell 20% in 2024", "Les actions ont reculé de 20 % en 2024"),
        (
            {**LATEST, "actions": 150, "change": 0.5},
            "Actions rose 50% in 2024",
            "Les actions ont augmenté de 50 % en 2024",
        ),
        (
            {**LATEST, "change": None},
            "Actions per edition, up to 2024",
            "Actions par édition, jusqu’en 2024",
        ),
        (None, "No published total in this record", "Aucun total publié dans ce registre"),
    ],
)
def test_the_headline_says_what_the_newest_total_did(
    row: Row | None, english: str, french: str
) -> None:
    assert actions.actions_headline(row, EN) == english
    assert plain(actions.actions_headline(row, FR)) == french


def test_the_bars_are_told_by_first_highest_and_last() -> None:
    values = [
        (2001, 2326, "exact"),
        (2002, None, None),
        (2019, 6_609_837, "exact"),
        (2024, 4_662_638, "at_least"),
    ]
    rows: Any = [
        {"edition_year": year, "actions": actions, "qualifier": qualifier}
        for year, actions, qualifier in values
    ]
    assert actions.actions_alt(rows, EN) == (
        "Bar chart of 3 published totals: 2,326 in 2001, the highest 6,609,837 in 2019, "
        "at least 4,662,638 in 2024. Years without a total are gaps."
    )
    assert "4\u202f662\u202f638 en 2024" in actions.actions_alt(rows, FR)


@pytest.mark.parametrize(
    ("before", "after", "english", "french"),
    [
        (
            "at_least",
            "at_least",
            "both are minimums",
            "tous deux sont des minimums",
        ),
        ("about", "about", "both are approximate", "tous deux sont approximatifs"),
        ("exact", "at_least", "the total for 2024 is a minimum", "le total de 2024 est un minimum"),
        ("at_least", "exact", "the total for 2023 is a minimum", "le total de 2023 est un minimum"),
        (
            "about",
            "exact",
            "the total for 2023 is approximate",
            "le total de 2023 est approximatif",
        ),
        ("about", "at_least", "neither is exact", "aucun des deux n’est exact"),
    ],
)
def test_two_floors_do_not_show_that_actions_fell(
    before: str, after: str, english: str, french: str
) -> None:
    row: Any = {**LATEST, "previous_qualifier": before, "qualifier": after}
    said = "The published total for 2024 is 20% below that for 2023"
    assert actions.actions_headline(row, EN) == f"{said}; {english}"
    assert plain(actions.actions_headline(row, FR)) == (
        f"Le total publié de 2024 est inférieur de 20 % à celui de 2023 ; {french}"
    )
    assert actions.compared(row, EN).startswith(
        f"20% below the published total for 2023; {english}."
    )
    rows: Any = [
        {"edition_year": 2023, "actions": 100, "qualifier": before},
        {"edition_year": 2024, "actions": 80, "qualifier": after},
    ]
    pair = comparison.of_rows(rows[0], rows[1])
    assert comparison.told(pair, EN).endswith(f"; {english}")
    assert comparison.label(pair, EN).endswith(f"; {english}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_of_all_editions_and_the_newest_total_do_not_share_a_title(
    lang: Language,
) -> None:
    rows: list[Row] = [
        {"edition_year": 2023, "actions": 100, "qualifier": "at_least"},
        {"edition_year": 2024, "actions": 80, "qualifier": "at_least"},
        {"edition_year": 2025, "actions": None, "qualifier": None},
    ]
    told = actions.years_headline(rows, Wording(lang))
    assert told != actions.actions_headline(LATEST, Wording(lang))
    assert say(lang, "qualified.at_least", number="80") in told
    newest = say(
        lang, "metric.actions_by_edition.headline_newest", last="x", year="2023"
    ).partition("x")[0]
    assert actions.years_headline(rows[:1] * 2, Wording(lang)) != actions.years_headline(
        rows[:1], Wording(lang)
    )
    later: Any = [{**rows[1], "edition_year": 2022}, rows[0]]
    assert actions.years_headline(later, Wording(lang)).startswith(newest)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_years_with_as_many_releases_are_both_named(lang: Language) -> None:
    rows: list[Row] = [
        {"year": 2010, "people": 9},
        {"year": 2019, "people": 9},
        {"year": None, "people": 20},
    ]
    assert "2010" in releases.documented_years_headline(rows, Wording(lang))
    assert "2019" in releases.documented_years_headline(rows, Wording(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bars_without_a_total_are_told_as_none(lang: Language) -> None:
    rows: list[Row] = [{"edition_year": 2025, "actions": None}]
    assert actions.actions_alt(rows, Wording(lang)) == actions.actions_headline(None, Wording(lang))


def test_the_points_are_told_by_publishers_and_by_what_they_printed_of_releases() -> None:
    printed = [("people_released", 128, "A"), ("people_released", 127, "B")]
    rows: Any = [
        {"subject": subject, "value": value, "publisher_itself": publisher}
        for subject, value, publisher in [*printed, ("situations_improved", 112, "B")]
    ]
    assert releases.claims_alt(rows, EN) == (
        "3 dated points, numbers that were printed. Publishers: 2. For people released: 127 and 128."
    )
    assert plain(releases.claims_alt(rows, FR)).endswith("personnes libérées : 127 et 128.")


def test_documented_releases_are_told_by_their_years_and_the_fullest_of_them() -> None:
    rows: list[Row] = [
        {"year": 2010, "people": 1, "died_held": 0},
        {"year": 2021, "people": 9, "died_held": 0},
        {"year": None, "people": 99, "died_held": 0},
    ]
    assert "from 2010 to 2021, most in 2021 (9)" in releases.documented_alt(rows, EN)
    assert "de 2010 à 2021, le plus grand nombre en 2021 (9)" in releases.documented_alt(rows, FR)


def test_releases_without_a_year_are_told_as_nothing_to_draw() -> None:
    rows: list[Row] = [{"year": None, "people": 3}]
    assert releases.documented_alt(rows, EN) == "Nothing in this record."


def test_the_map_is_told_by_its_first_three_known_countries() -> None:
    counted = [("TR", 9), (None, 8), ("CL", 7), ("MM", 6), ("BY", 1)]
    rows: Any = [{"country_code": code, "cases": cases} for code, cases in counted]
    assert cases.map_alt(rows, EN).endswith("Türkiye (9), Chile (7) and Myanmar (6).")
    assert cases.map_alt(rows, FR).endswith("Turquie (9), Chili (7) et Myanmar (6).")


HEADLINE: Row = {
    "value": 127,
    "times_printed": 9,
    "publishers": 2,
    "first_printed": "2020-12-01",
    "first_since_year": 2000,
    "of_cases": 169,
    "as_first": 6,
    "as_since_2001": 2,
    "others_of_publisher": 1,
    "last_printed": "2023-11",
    "lowest": 126,
    "highest": 128,
}


def test_the_most_printed_number_is_told_from_its_first_printing_to_its_last() -> None:
    told = (
        "nine printings of this number",
        "1 December 2020",
        "since 2000",
        "169 civil and political cases",
        "“since 2000” in six of these printings and “since 2001” in two",
        "last of them came in November 2023",
        "from 126 to 128",
        "One of them came from the same publisher",
    )
    text = claims.claim_story(HEADLINE, EN)
    places = [text.find(part) for part in told]
    assert -1 not in places
    assert places == sorted(places)


def test_the_french_story_has_french_dates_and_quotes() -> None:
    text = claims.claim_story(HEADLINE, FR)
    assert "1er décembre 2020" in text
    assert "«\u00a0depuis 2001\u00a0»" in text
    assert "126 à 128" in text


def test_a_number_of_one_publisher_is_told_as_that() -> None:
    row: Any = {**HEADLINE, "publishers": 1}
    assert "All go back to one publisher." in claims.claim_story(row, EN)
    assert "one publisher" not in claims.claim_story(row | {"publishers": 2}, EN)


def test_a_number_that_nobody_contradicted_has_no_others() -> None:
    row: Any = {**HEADLINE, "lowest": 127, "highest": 127, "as_since_2001": 0}
    text = claims.claim_story(row, EN)
    assert "Other numbers" not in text and "same publisher" not in text
    assert "since 2001" not in text
    assert text.endswith("The last of them came in November 2023.")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unknown", ["of_cases", "first_since_year"])
def test_what_a_claim_does_not_say_is_not_told_as_zero(unknown: str, lang: Language) -> None:
    row: Any = {**HEADLINE, unknown: None}
    text = claims.claim_story(row, Wording(lang))
    assert " 0 " not in text
    assert "None" not in text
    assert "169" not in text or unknown != "of_cases"


def test_the_newest_edition_s_own_people_come_first_and_leave_half_to_the_others() -> None:
    def of(edition: int, person: str, *, early: bool = False, **more: str) -> Row:
        return {
            "edition_year": edition,
            "person_id": person,
            "before_launch": early,
            "outcome_type": "other_positive",
            "direction": "positive",
            "source_strength": "fair",
        } | more

    older, ours = [of(2019, "x"), of(2018, "y"), of(2017, "z")], [of(2020, "a"), of(2020, "b")]
    again = of(2020, "a", direction="negative")  # of the same people: the newest are the newest
    assert standings.own_first([older[0], ours[0], again, *older[1:]], 4) == (
        [ours[0], again],
        older[:2],
    )
    assert standings.own_first([*older, *ours], 2) == ([ours[0]], [older[0]])
    not_yet = [
        of(2021, "c", early=True),
        *older,
    ]  # nothing of that edition's people since its launch
    assert standings.own_first(not_yet, 4) == ([older[0]], [not_yet[0], *older[1:]])
    free = of(2020, "c", outcome_type="released")
    assert standings.own_first([*ours, free], 4) == (ours, [])  # none is preferred for being good
    weak, nothing = of(2020, "d", source_strength="weak"), of(2020, "e", direction="none")
    # An older event of the same people would be told as the newest; the page says how strong a source is.
    assert standings.own_first([weak, nothing, ours[0]], 4) == ([weak, ours[0]], [])
    assert standings.own_first([], 4) == ([], [])


def test_years_are_those_of_dated_events_newest_first() -> None:
    rows: Any = [{"event_date": day} for day in ("2021-05-01", None, "2023", "2021-11")]
    assert releases.years_of(rows) == [2023, 2021]


@pytest.mark.parametrize(
    ("text", "folded"), [("Nürcan", "nurcan"), ("ÉCRIVAIN", "ecrivain"), ("Şebnem", "sebnem")]
)
def test_folding_takes_case_and_accents_away(text: str, folded: str) -> None:
    assert cases.fold(text) == folded


def found_case(name: str, code: str | None, edition: int = 2020) -> Row:
    return {"searchable": cases.fold(name), "country_code": code, "edition_year": edition}


FOUND = [found_case("Zhang Zhan", "CN"), found_case("Şebnem", "TR", 2021), found_case("Ana", None)]


@pytest.mark.parametrize(
    ("wanted", "chosen", "names"),
    [
        ("", {}, ["zhang zhan", "sebnem", "ana"]),
        ("ZHANG", {}, ["zhang zhan"]),
        ("zhan china", {}, ["zhang zhan"]),
        ("sebnem", {}, ["sebnem"]),
        ("Türkiye", {}, ["sebnem"]),
        ("turkiye zhang", {}, []),
        ("", {"edition_year": 2021, "country_code": None}, ["sebnem"]),
        ("zhang", {"edition_year": 2021}, []),
    ],
)
def test_a_search_finds_every_word_and_every_choice(
    wanted: str, chosen: Row, names: list[str]
) -> None:
    assert [row["searchable"] for row in cases.matching(FOUND, wanted, chosen, EN)] == names


def test_a_country_is_found_by_its_name_in_the_language_of_the_page() -> None:
    assert [row["searchable"] for row in cases.matching(FOUND, "turquie", {}, FR)] == ["sebnem"]
    assert cases.matching(FOUND, "turquie", {}, EN) == []


@pytest.mark.parametrize(
    ("liberty", "justice", "english", "french"),
    [
        ("held_again", "not_asked", "Held again", "Nouvelle détention"),
        ("free", "achieved", "Free · what was asked: ", "En liberté · ce qui était demandé : "),
        ("not_known", "under_way", "What was asked: ", "Ce qui était demandé : "),
        (
            "not_known",
            "not_asked",
            "Not known whether free or held",
            "Liberté ou détention : situation inconnue",
        ),
    ],
)
def test_a_standing_tells_only_the_tracks_that_say_something(
    liberty: str, justice: str, english: str, french: str
) -> None:
    row: Any = {
        "liberty_standing": liberty,
        "justice_standing": justice,
        "status_at_launch": "detained",
        "free_now": 0,
    }
    assert standings.standing(row, VIEW_EN).startswith(english)
    assert plain(standings.standing(row, VIEW_FR)).startswith(french)


def event(day: str | None, kind: str, direction: str) -> Row:
    return {"event_date": day, "outcome_type": kind, "direction": direction}


CHARGED = event("2020-11-01", "perpetrator_charged", "positive")
RELEASED = event("2024-05-13", "released", "positive")
AGAIN = event("2024-08", "re_arrested", "negative")
SENTENCED = event(None, "sentenced", "negative")
NOTHING = event("2026-11-22", "no_result_found", "none")


def test_a_story_of_a_lost_success_ends_with_the_bad_event() -> None:
    english = standings.story([CHARGED, RELEASED, AGAIN, NOTHING], EN)
    assert english == (
        "Last good news: released (13 May 2024). After it: held again (August 2024)."
    )
    french = plain(standings.story([CHARGED, RELEASED, AGAIN, NOTHING], FR))
    assert french.endswith("libération (13 mai 2024). Ensuite : nouvelle détention (août 2024).")


def test_a_story_names_every_bad_event_since_and_no_date_that_is_not_known() -> None:
    text = standings.story([RELEASED, AGAIN, SENTENCED], EN)
    assert text.endswith("After it: held again (August 2024) and sentenced.")


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [NOTHING],
        [AGAIN],
        [RELEASED],
        [RELEASED, NOTHING],
        [AGAIN, RELEASED],
        [RELEASED, CHARGED],
    ],
    ids=["empty", "nothing", "bad", "good", "good, nothing", "bad, good", "good, good"],
)
def test_without_a_success_that_was_lost_there_is_no_story(rows: list[Row]) -> None:
    assert standings.story(rows, EN) == ""


def of_released(people: int, ever_held_again: int = 0, **where: int) -> Any:
    """Released people and how many of them stand where."""
    row = dict.fromkeys(standings.NOW, 0) | where
    assert sum(row.values()) == people
    return {"people": people, "ever_held_again": ever_held_again, "died_held": 0, **row}


def test_a_headline_of_releases_tells_who_is_free_as_last_recorded() -> None:
    two: Any = of_released(2, free_now=1, under_conditions_now=1)
    assert releases.documented_headline(two, EN) == (
        "At least 2 people were released after their edition had begun; as last recorded, "
        "1 is free and 1 is free under conditions"
    )
    assert "1 est libre et 1 est libre sous conditions" in releases.documented_headline(two, FR)


def test_where_nobody_is_free_any_more_the_headline_tells_what_they_are() -> None:
    row: Any = of_released(3, held_now=2, died=1, ever_held_again=2)
    assert releases.documented_headline(row, EN).endswith("2 are held again and 1 has died")
    assert releases.documented_headline(of_released(0), EN) == (
        "No release after the launch of an edition is in this record."
    )


def test_who_was_ever_held_again_is_told_apart_from_where_they_are_now() -> None:
    row: Any = of_released(6, 3, free_now=3, held_now=1, died=1, not_known_now=1)
    assert standings.now_and_since(row, EN) == (
        "3 are free, 1 is held again, 1 has died and what became of 1 other is not known; "
        "3 were held again at some time after the release"
    )
    assert plain(standings.now_and_since(row, FR)) == (
        "3 sont libres, 1 est de nouveau en détention, 1 est décédée et pour 1 autre, on ignore la suite ; "
        "3 ont été détenues de nouveau à un moment donné après la libération"
    )


def test_those_held_now_are_not_told_twice() -> None:
    row: Any = of_released(2, 1, free_now=1, held_now=1)
    assert standings.now_and_since(row, EN) == "1 is free and 1 is held again"


def test_a_group_whose_members_fare_differently_is_told_by_number() -> None:
    row: Any = {
        "free_now": 2,
        "held_now": 1,
        "liberty_standing": "held",
        "justice_standing": "not_asked",
    }
    assert standings.standing(row, VIEW_EN) == "2 of 3 free, 1 held"
    assert standings.standing(row, VIEW_FR) == "2 sur 3 libres, 1 en détention"
    assert standings.by_number({"free_now": 3}, EN) == "3 of 3 free"
    assert (
        standings.by_number({"held_now": 3}, EN) == standings.by_number({"free_now": 1}, EN) == ""
    )


def test_what_became_of_one_release_is_told_unless_all_are_free() -> None:
    free: Any = of_released(1, free_now=1)
    never: Any = {**free, "standing": "free"}
    assert standings.since_release(never, EN) == ""
    jailed_and_freed: Any = {**free, "ever_held_again": 1, "standing": "free"}
    assert standings.since_release(jailed_and_freed, EN) == (
        "As last recorded: free. Held again at some time after the release."
    )
    held: Any = {**of_released(1, 1, held_now=1), "standing": "held_again"}
    assert standings.since_release(held, EN) == "As last recorded: held again."
    group: Any = {**of_released(3, 1, free_now=2, held_now=1), "standing": "held_again"}
    assert standings.since_release(group, EN) == "As last recorded: 2 are free and 1 is held again."


def test_a_story_does_not_say_bad_news_where_the_record_says_what_happened() -> None:
    gone = event("2024-08", "other_negative", "negative") | {
        "summary": "She went missing.",
        "summary_fr": "Elle a disparu.",
    }
    assert standings.story([RELEASED, gone], EN).endswith(
        "After it: “She went missing” (August 2024)."
    )
    french = standings.story([RELEASED, gone], FR).replace("\u00a0", " ")
    assert french.endswith("Ensuite : « Elle a disparu » (août 2024).")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_somebody_was_is_told_as_of_when_the_case_was_taken_up(lang: Language) -> None:
    case = {"edition_year": 2008, "summary": "Prisoner.", "summary_fr": "Prisonnier."}
    told = standings.taken_up(case, Wording(lang))
    assert (
        told
        == {
            "en": "When the 2008 edition took up the case: Prisoner.",
            "fr": "Quand l’édition 2008 a retenu ce cas\u00a0: Prisonnier.",
        }[lang]
    )  # not first who was cleared since, and then that it was long ago


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_asked_is_never_said_to_be_release_or_not_known(lang: Language) -> None:
    case = {"justice_standing": "not_asked", "demand": "release", "checked_on": "2026-11-22"}
    assert standings.note(case, "justice", Wording(lang)) == say(lang, "justice_note.not_asked")
    unknown = standings.note(case | {"demand": "unknown"}, "justice", Wording(lang))
    assert unknown == say(lang, "justice_note.demand_unknown")
