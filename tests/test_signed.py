"""What a hostile reader would not have signed: each objection holds for every case, country and edition."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from impact import briefs, talking
from impact.briefs.exhibit import OfficeTable
from impact.briefs.fitting import references_of
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.presentation import actions, claims, lanes, releases, standings
from impact.presentation.view import View
from impact.record.publishers import publisher
from impact.record.schema import STANDING, STANDINGS
from impact.talking.points import spoken
from impact.talking.points.speaker import Row, Speaker
from impact.talking.selection import Point, Selection
from tests.fates import Event
from tests.pages import shown, visit
from tests.test_released_and_then import bad, rows, total
from tests.test_spoken import told_of

Tiny = Callable[..., State]
UNDER_GUARD = (
    Event("2021-06-26", "paroled_under_guard", "none"),
    bad("2021-07-13", "died", after="held"),
)
CUSTODY = {"en": "died in custody", "fr": "est morte en détention"}


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def points(state: State, lang: Language, **chosen: Any) -> tuple[Point, ...]:
    return talking.talk(state, Selection(**chosen), lang).points


def lane(state: State, lang: Language, case_id: str = "2020-a") -> str:
    view = View(state, lang)
    case = view.one("case", case_id=case_id)
    assert case is not None
    return plain(lanes.of_case(view, case)[1])


# Under guard


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_man_who_lay_dying_under_guard_was_free_with_conditions(
    tiny: Tiny, lang: Language
) -> None:
    state = tiny(outcomes=rows(*UNDER_GUARD))
    assert total(state) == {"people": 1, "died": 1}, "he still counts among the released"
    told = lane(state, lang)
    assert {
        "en": "Medical parole, under guard, from 26 June 2021 to 13 July 2021",
        "fr": "Soins hors de prison, sous garde, du 26 juin 2021 au 13 juillet 2021",
    }[lang] in told
    assert not re.search(r"\bFree\b|En liberté|Liberté", told)
    case = View(state, lang).one("case", case_id="2020-a")
    assert case is not None
    drawn = lanes.of_case(View(state, lang), case)[0]
    good = {"en": "good news", "fr": "bonne nouvelle"}[lang]
    assert all(getattr(mark, "name", "") != good for mark in drawn.marks)


def test_nobody_who_died_held_was_free_until_then(shipped: State) -> None:
    """A death "under guard" after a release that says nothing of a guard leaves somebody free who was not."""
    checked = 0
    for case in shipped.database.rows("cases"):
        told = shipped.database.rows("progress_of_edition", edition=case["edition_year"])
        spans = [span["standing"] for span in told if span["case_id"] == case["case_id"]]
        events = shipped.database.rows("timeline_of_case", case_id=case["case_id"])
        held = any(
            row["outcome_type"] == "died" and row["custody_after"] == "held" for row in events
        )
        if case["people"] == 1 and held and spans[-1:] == ["died"]:
            checked += 1
            assert STANDING[spans[-2]].held, case["case_id"]
    assert checked


def test_a_standing_to_come_to_which_is_a_release_is_free_or_under_guard() -> None:
    assert {each.name for each in STANDINGS if each.release} == {
        "free", "free_with_conditions", "under_guard"
    }  # fmt: skip
    assert all(each.release for each in STANDINGS if each.free)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_of_people_released_hid_who_died_in_custody(tiny: Tiny, lang: Language) -> None:
    cases = [{"country_code": "CN"}, {"case_id": "2020-b", "country_code": "CN"}]
    state = tiny(
        cases=cases, outcomes=rows(*UNDER_GUARD, Event("2021-08-01", "released", case="2020-b"))
    )
    view = View(state, lang)
    row = view.one("releases_documented_total")
    assert row is not None and (row["people"], row["died"], row["died_held"]) == (2, 1, 1)
    figure = view.ask("releases_documented")
    said = [
        releases.documented_headline(row, view),
        releases.documented_text(row, view),
        releases.documented_alt(figure.rows, view),
        releases.documented_years_headline(figure.rows, view),
    ]
    for chosen in ({"occasion": "country", "country": "CN"}, {"occasion": "launch"}):
        made = talking.talk(state, Selection(**chosen), lang)  # type: ignore[arg-type]
        (one,) = [each for each in made.points if each.key in ("documented", "in_country_released")]
        said += [one.label, spoken.sentences(one.sentence)[0]]
    said += [
        each.answer
        for each in talking.talk(state, Selection("case", case_id="2020-b"), lang).questions
        if plain(each.ask) in ("Do letters work?", "Les lettres servent-elles à quelque chose ?")
    ]
    assert len(said) == 9
    wanted = {"en": "died in custody|in custody", "fr": "en détention"}[lang]
    assert all(re.search(wanted, plain(text)) for text in said), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_of_released_people_of_the_record_tells_of_those_who_died_in_custody(
    shipped: State, lang: Language
) -> None:
    for audience in ("press", "public"):
        for chosen in ({"occasion": "country", "country": "CN"}, {"occasion": "results"}):
            told = points(shipped, lang, audience=audience, **chosen)
            (one,) = [each for each in told if each.key in ("documented", "in_country_released")]
            first = plain(spoken.sentences(one.sentence)[0])
            assert CUSTODY[lang] in first and CUSTODY[lang] in plain(one.label)
            assert len(first.split()) <= spoken.LONGEST


# The missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_somebody_abducted_was_not_known_whether_free_or_held(tiny: Tiny, lang: Language) -> None:
    gone = [{"status_at_launch": "disappeared", "demand": "release", "people": 1}]
    other = [{"case_id": "2020-b", "name": "Ben"}]
    state = tiny(cases=gone + other, outcomes=rows(Event("2021-05-01", "released", case="2020-b")))
    view = View(state, lang)
    case = view.one("case", case_id="2020-a")
    assert case is not None
    assert standings.standing(case, view) == {"en": "Disappeared", "fr": "Disparition"}[lang]
    assert (case["liberty_standing"], case["not_known_now"]) == ("disappeared", 1)
    asked = [
        each.sentence
        for each in points(state, lang, occasion="case", case_id="2020-a")
        if each.key == "asked"
    ]
    assert asked[0].startswith({"en": "We ask for", "fr": "Nous demandons"}[lang]), "never released"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_release_of_somebody_who_came_out_and_disappeared_is_asked_no_more(
    tiny: Tiny, lang: Language
) -> None:
    told = Event("2021-08-07", "released_conditionally"), bad("2022-08-13", "disappeared")
    state = tiny(cases=[{"demand": "release"}], outcomes=rows(*told))
    said = points(state, lang, occasion="case", case_id="2020-a")
    asked = [each.sentence for each in said if each.key == "asked"]
    assert asked[0].startswith({"en": "We asked for", "fr": "Nous avons demandé"}[lang])
    careful = " ".join(text for each in said for text in each.careful)
    assert not re.search("bad news|mauvaise", careful)
    card = talking.card(state, "2020-a", lang)
    assert [each.what for each in card.happened][-1] == {"en": "disappeared", "fr": "disparition"}[
        lang
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_the_missing_the_newest_report_was_neither_said_nor_cited(
    tiny: Tiny, lang: Language
) -> None:
    looked = Event("2022-01-28", "no_result_found", "none")
    page = {"source_url": "https://example.org/report", "source_date": "2022-01-28"}
    state = tiny(
        cases=[{"status_at_launch": "disappeared", "country_code": "CN"}],
        outcomes=[row | page for row in rows(looked)],
    )
    (one, *_) = points(state, lang, occasion="country", country="CN")
    assert {
        "en": "on 28 January 2022, it was not known where",
        "fr": "le 28 janvier 2022, on ignorait où",
    }[lang] in plain(one.sentence)
    assert page["source_url"] in [source.url for source in one.sources]


# At last report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_free_today_for_nobody_read_the_pages_of_today(
    shipped: State, lang: Language
) -> None:
    by = Speaker(shipped, Selection("case"), lang)
    until = {"en": "no arrest", "fr": "aucune arrestation"}[lang]
    free = 0
    for row in by.ask("cases").rows:
        told = points(shipped, lang, occasion="case", case_id=row["case_id"])
        text = plain(" ".join(each.sentence for each in told))
        assert not re.search(r"\bfree today\b|en liberté aujourd", text), row["case_id"]
        if row["liberty_standing"] == "free" and until in text:
            free += 1
            assert re.search(r"up to (?:\d+ )?\w+ 2026|jusqu’(?:en|au) (?:\d+ )?\w+ 2026", text)
    assert free > 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_somebody_is_now_names_where_they_were_sent(shipped: State, lang: Language) -> None:
    """He was deported, and the answer to where he is was "free"."""
    for case_id, place in (
        ("2012-ales-bialiatski", {"en": "Lithuania", "fr": "Lituanie"}),
        ("2024-maryia-kalesnikava", {"en": "Ukraine", "fr": "Ukraine"}),
    ):
        asked = talking.talk(shipped, Selection("case", case_id=case_id), lang).questions
        (where,) = [each for each in asked if each.ask.startswith(("Where is", "Où se trouve"))]
        assert place[lang] in where.answer


# What belongs to what is told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_sentence_ended_and_nobody_learnt_why(tiny: Tiny, lang: Language) -> None:
    told = told_of(
        tiny,
        lang,
        Event("2021-01-17", "sentence_commuted", after="held"),
        Event("2021-05-17", "released"),
        Event("2022-03-08", "re_arrested", "negative"),
        Event("2023-01-09", "released"),
        Event("2023-05-16", "re_arrested", "negative"),
        Event("2024-03-12", "released"),
    )
    assert " o0." in told and " o1." in told
    assert {"en": "on 17 May that year", "fr": "le 17 mai de la même année"}[lang] in plain(
        told
    ).lower().replace("may", "May")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_after_an_arrest_was_not_among_what_to_say(tiny: Tiny, lang: Language) -> None:
    told = told_of(
        tiny,
        lang,
        Event("2021-06-21", "released"),
        Event("2022-07-14", "re_arrested", "negative"),
        Event("2023-03-03", "sentenced", "negative"),
        Event("2024-12-13", "released"),
    )
    assert all(f" o{at}." in told for at in range(4))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_release_that_was_undone_was_no_caution_of_who_is_free_now(
    tiny: Tiny, lang: Language
) -> None:
    state = tiny(
        outcomes=rows(
            Event("2021-06-21", "released"), bad("2022-07-14"), Event("2024-12-13", "released")
        )
    )
    never = " ".join(talking.card(state, "2020-a", lang).not_say)
    assert {"en": "the first release without what came after", "fr": "la première libération sans"}[
        lang
    ] in never
    careful = [
        text
        for each in points(state, lang, occasion="case", case_id="2020-a")
        for text in each.careful
    ]
    assert any({"en": "what came between", "fr": "entre-temps"}[lang] in text for text in careful)


def test_conditions_that_improve_are_a_step_towards_protection_and_no_more(tiny: Tiny) -> None:
    better = Event("2021-06-21", "conditions_improved")
    for demand, standing in (("protection", "under_way"), ("justice", "nothing_found")):
        state = tiny(cases=[{"demand": demand}], outcomes=rows(better))
        (case,) = state.database.rows("case", case_id="2020-a")
        assert case["justice_standing"] == standing


# Sources


def _cited(brief: Any) -> set[int]:
    return {mark for each in (*brief.points, *brief.numbers) for mark in each.marks}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_listed_sources_of_points_that_it_has_no_room_for(
    shipped: State, lang: Language
) -> None:
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    brief = briefs.brief(shipped, talk)
    for shown_points in range(1, len(brief.points)):
        listed = {each.number for each in references_of(brief, shown_points)}
        marks = {mark for point in brief.points[:shown_points] for mark in point.marks}
        assert listed == marks | {mark for each in brief.numbers for mark in each.marks}
    assert {each.number for each in references_of(brief, len(brief.points))} == _cited(brief)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_of_somebody_was_cited_to_three_of_its_pages(
    shipped: State, lang: Language
) -> None:
    """The last two facts were left to pages of years before."""
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    brief = briefs.brief(shipped, talk)
    of_somebody = [
        (point, said)
        for point, said in zip(talk.points, brief.points, strict=True)
        if point.given.get("case_id")
    ]
    assert any(len(set(point.sources)) > 3 for point, _ in of_somebody)
    assert all(len(said.marks) == len(set(point.sources)) for point, said in of_somebody)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_we_ask_was_sourced_to_an_article_after_the_release(
    shipped: State, lang: Language
) -> None:
    known = shipped.record.publishers
    cited = 0
    for row in shipped.database.rows("cases"):
        for each in points(shipped, lang, occasion="case", case_id=row["case_id"]):
            if each.key == "asked":
                for source in each.sources:
                    found = publisher(source.url, known)
                    assert found is not None and found.own, (row["case_id"], source.url)
                    cited += 1
    assert cited > 50


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_caution_says_which_page_is_weak_and_what_rests_on_it(tiny: Tiny, lang: Language) -> None:
    weak = {"source_strength": "weak", "source_url": "https://blog.example.org/page"}
    freed = rows(Event("2021-06-21", "released"), bad("2022-07-14"))
    state = tiny(cases=[weak], outcomes=[freed[0], freed[1] | weak])
    told = points(state, lang, occasion="case", case_id="2020-a")
    careful = {text for each in told for text in each.careful if "blog.example.org" in text}
    assert any(re.search("took this case up|a présenté ce cas", text) for text in careful)
    assert any(re.search("held again|nouvelle détention", text) for text in careful)
    fair = tiny(cases=[{}], outcomes=freed)
    told = points(fair, lang, occasion="case", case_id="2020-a")
    assert not any(re.search("weak|faible", text) for each in told for text in each.careful)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_years_whose_totals_rest_on_weak_sources_are_told_as_that(
    lang: Language, shipped: State
) -> None:
    view = View(shipped, lang)
    told = view.ask("actions_by_edition").rows
    alt = actions.actions_alt(told, view)
    weak = [row for row in told if row["actions"] and row["source_strength"] == "weak"]
    assert weak and all(str(row["edition_year"]) in alt for row in weak)


# Lists and lanes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_result_stood_under_the_name_of_one_who_was_freed(tiny: Tiny, lang: Language) -> None:
    case = {"people": None, "demand": "law_or_policy_change", "status_at_launch": "unknown"}
    state = tiny(cases=[case], outcomes=rows(Event("2021-06-21", "released", member="Ana")))
    view = View(state, lang)
    row = view.one("case", case_id="2020-a")
    assert row is not None
    words = {
        "en": "1 person released · no result",
        "fr": "1 personne libérée · ce qui était demandé : aucun",
    }
    assert plain(standings.standing(row, view)).startswith(words[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_man_of_two_editions_had_two_lanes_and_conditions_were_called_free(
    shipped: State, lang: Language
) -> None:
    cases = [row for row in shipped.database.rows("cases") if row["country_code"] == "CN"]
    people = {row["person_id"] for row in cases}
    held = {row["person_id"] for row in cases if row["liberty_standing"] != "not_asked"}
    free = {row["person_id"] for row in cases if STANDING[row["liberty_standing"]].free}
    assert len(people) < len(cases)
    text = shown(visit("talking", lang, occasion="country", country="CN"))
    words = {
        "en": f"of {len(held)} about detention, {len(free)} free, or free with conditions",
        "fr": f"sur {len(held)} qui portent sur une détention, {len(free)} en liberté, ou sous conditions",
    }
    assert words[lang] in text
    assert text.count("Liu Xiaobo:") + text.count("Liu Xiaobo :") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_newest_outcomes_say_who_they_are_about(shipped: State, lang: Language) -> None:
    text = shown(visit("overview", lang))
    newest = shipped.database.rows("outcomes_newest", limit=999)
    cases = {row["case_id"]: row for row in shipped.database.rows("cases")}
    column = "summary_fr" if lang == "fr" else "summary"
    told = [row for row in newest if plain(str(row[column])) in text]
    assert len(told) >= 8
    assert all(plain(str(cases[row["case_id"]][column])) in text for row in told)


# Both languages


def _numbers(text: str) -> set[str]:
    text = re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", plain(text))
    return set(re.findall(r"\d+", text))


def _pairs(state: State) -> Iterator[tuple[str, str, str, set[str]]]:
    english, french = (Speaker(state, Selection("case"), lang) for lang in ("en", "fr"))
    for row in english.ask("cases").rows:
        case: Row | None = english.one("case", case_id=row["case_id"])
        assert case is not None
        edition = {str(case["edition_year"])}  # left out for want of breath, in either language
        yield row["case_id"], spoken.met(english, case), spoken.met(french, case), edition
        yield row["case_id"], case["summary"], case["summary_fr"], set()
        for event in english.ask("timeline_of_case", case_id=row["case_id"]).rows:
            key = event["outcome_id"]
            yield key, event["summary"], event["summary_fr"], set()
            if event["outcome_type"] == "no_result_found":  # nothing that happened
                continue
            told = (spoken.happened(by, case, event) for by in (english, french))
            yield key, next(told), next(told), set()


def test_french_says_every_number_that_english_says(shipped: State) -> None:
    """« pour sa détention » for "17,389 days in custody": days, years and counts that one language lacked."""
    # Round the clock is 24 hours of 24, and the Istanbul 10 are les dix d’Istanbul.
    spelt = {"o299", "o218", "2017-istanbul-10-taner-kilic"}
    differ = [
        (key, english, french)
        for key, english, french, apart in _pairs(shipped)
        if (_numbers(english) ^ _numbers(french)) - apart and key not in spelt
    ]
    assert differ == []


# A fourth reader


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_knew_where_somebody_was_whom_the_state_had_taken(
    shipped: State, lang: Language
) -> None:
    """Whoever took them knows; and of the missing nobody heard until when we looked."""
    by, missing = Speaker(shipped, Selection("case"), lang), 0
    for row in by.ask("cases").rows:
        if row["liberty_standing"] != "disappeared":
            continue
        missing += 1
        talk = talking.talk(shipped, Selection("case", case_id=row["case_id"]), lang)
        card = talking.card(shipped, row["case_id"], lang)
        said = plain(" ".join([*(each.sentence for each in talk.points), *card.not_say]))
        assert not re.search("nobody kn|personne ne sa|[Ww]e do not know where", said)
        assert re.search(
            "it was not known where|whereabouts|on ignorait (?:où|le sort|ce qu’)", said
        ), row["case_id"]
        assert re.search("up to May 2026|jusqu’en mai 2026", plain(" ".join(card.say)))
    assert missing > 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_missing_had_no_day_no_end_and_no_caution_in_a_country(
    tiny: Tiny, lang: Language
) -> None:
    gone = [{"status_at_launch": "disappeared", "country_code": "CN"}]
    told = {
        "2021-08-13": rows(Event("2021-08-13", "disappeared")),
        "2021-10-05": rows(
            Event("2021-08-13", "disappeared"), Event("2021-10-05", "no_result_found", "none")
        ),
        "": rows(Event("2021-09-01", "compensation")),  # tells nothing of where they are
    }
    for day, outcomes in told.items():
        state = tiny(cases=gone, outcomes=outcomes)
        one = next(iter(points(state, lang, occasion="country", country="CN")))
        said = plain(one.sentence)
        when = {"en": "When the 2020 edition began", "fr": "Au début de l’édition 2020"}[lang]
        if day:
            shown_day = View(state, lang).date(day)
            when = {"en": f"At last report, on {shown_day}", "fr": f"nouvelles, le {shown_day}"}[
                lang
            ]
        assert f"{plain(when)}, " in said, said
        assert re.search("up to 22 November 2026|jusqu’au 22 novembre 2026", said)
        assert re.search("neither “free” nor|ni « libre » ni", plain(" ".join(one.careful)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_the_newest_outcomes_a_bad_one_was_left_out(shipped: State, lang: Language) -> None:
    text = shown(visit("overview", lang))
    newest = shipped.database.rows("outcomes_newest", limit=999)
    own = [
        row
        for row in newest
        if row["edition_year"] == 2025 and row["direction"] != "none" and not row["before_launch"]
    ]
    column = "summary_fr" if lang == "fr" else "summary"
    told = [plain(str(row[column])) in text for row in own]
    assert any(told)
    assert told == sorted(told, reverse=True), "none is newer than one that is shown"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_became_of_others_was_said_of_the_dead(tiny: Tiny, lang: Language) -> None:
    counts = {"free_now": 2, "died": 3, "died_held": 1, "not_known_now": 2, "people": 7}
    row = dict.fromkeys(standings.NOW, 0) | counts
    view = View(tiny(), lang)
    end = {
        "en": "3 have died, 1 of them in custody, and what became of 2 others is not known",
        "fr": "3 sont décédées, dont 1 en détention, et pour 2 autres, on ignore la suite",
    }[lang]
    assert plain(standings.now(row, view)).endswith(end)
    alone = standings.now(row, view, ["not_known_now"])
    assert not re.search("other|autre", alone)


def test_french_printings_lost_their_noun(shipped: State) -> None:
    view = View(shipped, "fr")
    row = view.one("releases_published_headline")
    assert row is not None
    told = plain(claims.claim_story(row, view))
    assert "Toutes ces parutions remontent à un seul éditeur" in told
    assert "La dernière est parue en" in told
    assert "source" not in told and "Il l’a été" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_civil_and_political_cases_were_told_as_those_of_the_campaign(
    shipped: State, lang: Language
) -> None:
    view = View(shipped, lang)
    row = view.one("releases_published_headline")
    assert row is not None and row["of_cases"] == 169
    kind = {"en": "169 civil and political cases", "fr": "169 cas civils et politiques"}[lang]
    assert kind in plain(claims.claim_story(row, view))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_seven_people_were_counted_and_three_pages_cited(shipped: State, lang: Language) -> None:
    """As if these three bore the number, of which the points have seven."""
    for row in shipped.database.rows("cases"):
        if not row["country_code"]:
            continue
        talk = talking.talk(shipped, Selection("country", country=row["country_code"]), lang)
        brief = briefs.brief(shipped, talk)
        for point, said in zip(talk.points, brief.points, strict=True):
            if point.key == "in_country_released":
                assert len(said.marks) in (0, len(set(point.sources))), row["country_code"]
    china = briefs.brief(shipped, talking.talk(shipped, Selection("country", country="CN"), lang))
    released = china.numbers[-1]
    counted = {"en": "counted from this record", "fr": "compté dans ce registre"}[lang]
    assert not released.marks and counted in released.label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_of_released_people_hid_who_was_held_again(tiny: Tiny, lang: Language) -> None:
    cases = [{"country_code": "CN"}, {"case_id": "2020-b", "country_code": "CN"}]
    free = Event("2021-08-01", "released", case="2020-b")
    told = rows(
        Event("2021-06-21", "released"), bad("2022-07-14"), Event("2023-01-01", "released"), free
    )
    state = tiny(cases=cases, outcomes=told)
    again = {"en": "held again", "fr": "de nouveau détenue"}[lang]
    labels = [
        plain(each.label)
        for chosen in ({"occasion": "country", "country": "CN"}, {"occasion": "launch"})
        for each in points(state, lang, **chosen)
        if each.key in ("documented", "in_country_released")
    ]
    assert len(labels) == 2 and all(
        f"1 {each}" in text
        for text, each in zip(
            labels,
            [{"en": "of whom was held again", "fr": "a été de nouveau détenue"}[lang]] * 2,
            strict=True,
        )
    )
    asked = talking.talk(state, Selection("case", case_id="2020-b"), lang).questions
    (work,) = [
        each.answer
        for each in asked
        if plain(each.ask) in ("Do letters work?", "Les lettres servent-elles à quelque chose ?")
    ]
    assert again in work
    taken = rows(Event("2021-06-21", "released"), bad("2022-07-14"))
    (one,) = [
        each
        for each in points(
            tiny(cases=cases[:1], outcomes=taken), lang, occasion="country", country="CN"
        )
        if each.key == "in_country_released"
    ]
    assert again in plain(one.label)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_weak_page_was_warned_of_and_the_good_one_of_the_same_man_left_out(
    tiny: Tiny, lang: Language
) -> None:
    good, weak = "https://good.example.org/list", "https://blog.example.org/page"
    first = {"source_url": good, "country_code": "CN"}
    second = first | {
        "case_id": "2021-a", "edition_year": 2021, "source_url": weak, "source_strength": "weak",
        "same_people_as": "2020-a",
    }  # fmt: skip
    state = tiny(
        editions=[{"edition_year": year, "launch_day": f"{year}-11-01"} for year in (2020, 2021)],
        cases=[first, second], outcomes=rows(Event("2022-05-01", "no_result_found", "none", case="2021-a")),
    )  # fmt: skip
    one = next(iter(points(state, lang, occasion="country", country="CN")))
    assert {"en": "In 2020 and 2021", "fr": "En 2020 et 2021"}[lang] in one.sentence
    assert [source.url for source in one.sources][:2] == [good, weak]
    (caution,) = [text for text in one.careful if "blog.example.org" in text]
    assert "2021" in caution
    told = points(state, lang, occasion="case", case_id="2021-a")
    (other,) = [each for each in told if each.key == "other_edition"]
    assert [source.url for source in other.sources] == [good]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_that_no_detention_is_about_was_counted_as_not_free(
    tiny: Tiny, lang: Language
) -> None:
    cases = [
        {}, {"case_id": "2020-b", "status_at_launch": "at_risk", "demand": "protection"},
        {"case_id": "2020-c", "status_at_launch": "dead", "demand": "justice"},
    ]  # fmt: skip
    state = tiny(cases=cases, outcomes=rows(Event("2021-06-21", "released")))
    view = View(state, lang)
    found = lanes.lanes(view, view.ask("cases").rows)
    assert (len(found), lanes.asked(found), lanes.free(found)) == (3, 1, 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_somebody_taken_away_was_arrested_again(shipped: State, lang: Language) -> None:
    """No row knows of an arrest of Gao Zhisheng, nor of Chelsea Manning."""
    for case_id in ("2012-gao-zhisheng", "2014-chelsea-manning"):
        card = talking.card(shipped, case_id, lang)
        told = " ".join([*card.say, *card.not_say, *(each.what for each in card.happened)])
        assert re.search("held again|nouvelle détention", told)
        assert not re.search("arrested again|nouvelle arrestation|arrêtée? de nouveau", told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_key_of_a_chart_called_a_time_that_is_over_last_recorded(
    tiny: Tiny, lang: Language
) -> None:
    last = View(tiny(), lang).term("liberty", "held")
    looked = Event("2021-06-21", "no_result_found", "none", after="held")
    for event, there in ((Event("2021-06-21", "released"), False), (looked, True)):
        view = View(tiny(cases=[{}], outcomes=rows(event)), lang)
        case = view.one("case", case_id="2020-a")
        assert case is not None
        names = [getattr(mark, "name", "") for mark in lanes.of_case(view, case)[0].marks]
        assert (last in names) == there and any(name in last for name in names if name), names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_by_whom_she_was_abducted_was_cut(shipped: State, lang: Language) -> None:
    who = points(shipped, lang, occasion="case", case_id="2024-maryia-kalesnikava")[0].sentence
    assert {"en": "abducted by the authorities", "fr": "enlevée par les autorités"}[lang] in who


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_several_arrests_nobody_heard_what_for(tiny: Tiny, lang: Language) -> None:
    """ "Because the grand jury had ended" came after "detained again twice"."""
    told = told_of(
        tiny,
        lang,
        Event("2021-01-17", "sentence_commuted", after="held"),
        Event("2021-05-17", "released"),
        Event("2022-03-08", "re_arrested", "negative"),
        Event("2022-05-09", "released"),
        Event("2022-05-16", "re_arrested", "negative"),
        Event("2024-03-12", "released"),
    )
    assert re.search("twice|à deux reprises", told)
    assert " o4." in told and told.index(" o4.") < told.index(" o5.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_rule_of_a_card_allowed_what_the_next_forbade(shipped: State, lang: Language) -> None:
    for row in shipped.database.rows("cases"):
        rules = [plain(text) for text in talking.card(shipped, row["case_id"], lang).not_say]
        assert not any(re.search("“free” without|« libre » sans", text) for text in rules)
        cut = any(text.endswith("on ignore où") or "on ignore où," in text for text in rules)
        assert not cut, row["case_id"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_report_was_older_than_what_was_just_told(tiny: Tiny, lang: Language) -> None:
    told = rows(Event("2021-09-26", "released"), Event("2022-03-24", "compensation"))
    state = tiny(cases=[{"demand": "release"}], outcomes=told)
    (story,) = [
        plain(each.sentence)
        for each in points(state, lang, occasion="case", case_id="2020-a")
        if each.key == "story"
    ]
    since = {"en": "since 26 September 2021", "fr": "depuis le 26 septembre 2021"}[lang]
    assert since in story and not re.search("At last report|Aux dernières nouvelles", story)


def test_the_french_page_held_two_points_less_than_the_english(shipped: State) -> None:
    for code in ("CN", "IR", "RU", "TR"):
        held = []
        for lang in LANGUAGES:
            talk = talking.talk(shipped, Selection("country", country=code), lang)
            brief = briefs.brief(shipped, talk)
            (page,) = PdfReader(io.BytesIO(briefs.pdf(brief))).pages
            text = plain(page.extract_text())
            (count,) = re.findall(r"first (\d+) points|les (\d+) premiers", text)
            held.append(int(count[0] or count[1]))
        assert abs(held[0] - held[1]) <= 1, (code, held)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_man_of_two_editions_stood_dead_twice_in_the_table_of_his_country(
    shipped: State, lang: Language
) -> None:
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    drawn = briefs.brief(shipped, talk).exhibit
    assert drawn is not None
    table = drawn.body
    assert isinstance(table, OfficeTable)
    his = [row for row in table.rows if row[1] == "Liu Xiaobo"]
    assert [row[0] for row in his] == ["2010, 2011"]
    cases = [row for row in shipped.record.tables["cases"] if row["country_code"] == "CN"]
    assert str(len(cases)) in drawn.headline  # of cases, which he is two of
