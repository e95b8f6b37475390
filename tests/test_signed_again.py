"""What a further reader would not have signed: each objection holds for every case, country and edition."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from impact import briefs, talking
from impact.briefs.exhibit import OfficeTable
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.presentation import claims, lanes, registry, standings
from impact.presentation.view import View
from impact.talking.selection import Selection, Talk
from tests.fates import Event
from tests.test_released_and_then import bad, rows
from tests.test_signed import plain, points

Tiny = Callable[..., State]


def _talks(state: State, lang: Language) -> Iterator[Talk]:
    """A talk of each kind: countries with many cases, editions, people of each standing."""
    for country in ("CN", "IR", "KH", "RU", "TR"):
        yield talking.talk(state, Selection("country", country=country), lang)
    for year in (2025, 2024, 2016):
        yield talking.talk(state, Selection("results", edition=year), lang)
    for case_id in ("2021-zhang-zhan", "2012-gao-zhisheng", "2025-sonia-dahmani"):
        yield talking.talk(state, Selection("case", case_id=case_id), lang)


# Cautions


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_caution_on_the_last_slide_was_of_nobody(shipped: State, lang: Language) -> None:
    """ "It did not last" and "this case" could be laid on anybody; "all that follows" stood where nothing follows."""
    names = {row["case_id"]: row for row in shipped.database.rows("cases")}
    found = 0
    for talk in _talks(shipped, lang):
        told = [plain(text) for text in briefs.brief(shipped, talk).careful]
        assert not any(re.search("follows:|qui suit", text) for text in told)
        for point in talk.points:
            case = names.get(str(point.given.get("case_id")))
            for caution in map(plain, point.careful if case else ()):
                assert case is not None
                name = plain(str(case["name_fr" if lang == "fr" else "name"] or case["name"]))
                (text,) = [each for each in told if caution[1:] in each and name in each]
                assert name in text.partition(":")[0], text
                found += 1
        for text in told[1:]:
            if re.match("[Tt]his|[Cc]ela|[Ii]t |[Aa] release|[Uu]ne libération n", text):
                raise AssertionError(text)
    assert found > 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_caution_of_several_people_names_them_all_once(tiny: Tiny, lang: Language) -> None:
    gone = {"status_at_launch": "disappeared", "country_code": "CN", "people": 1}
    other = gone | {"case_id": "2020-b", "name": "Ben", "name_fr": "Ben"}
    events = Event("2021-08-13", "disappeared"), Event("2021-08-14", "disappeared", case="2020-b")
    state = tiny(cases=[gone | {"name": "Ana", "name_fr": "Ana"}, other], outcomes=rows(*events))
    talk = talking.talk(state, Selection("country", country="CN"), lang)
    told = [plain(text) for text in briefs.brief(state, talk).careful]
    start = {"en": "Ana, Ben: say neither", "fr": "Ana, Ben : ne dites ni"}[lang]
    assert len([text for text in told if text.startswith(start)]) == 1, "\n".join(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_rests_on_a_weak_page_was_called_this(tiny: Tiny, lang: Language) -> None:
    weak = {"source_strength": "weak", "source_url": "https://blog.example.org/page"}
    state = tiny(cases=[{}], outcomes=[rows(Event("2021-06-21", "released"))[0] | weak])
    said = [
        text
        for each in points(state, lang, occasion="case", case_id="2020-a")
        for text in each.careful
        if "blog.example.org" in text
    ]
    when = {"en": "released on 21 June 2021", "fr": "libération le 21 juin 2021"}[lang]
    assert said and all(when in plain(text) for text in said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_still_detained_was_forbidden_of_nobody(shipped: State, lang: Language) -> None:
    told = points(shipped, lang, occasion="country", country="CN")
    (one,) = [each for each in told if each.key == "in_country_released"]
    held = [text for text in one.careful if re.search("still detained|toujours en", text)]
    assert len(held) == 2 and "Zhang Zhan" in held[0] and "Ilham Tohti" in held[1]


# At last report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_country_three_are_free_and_nobody_knew_since_when(tiny: Tiny, lang: Language) -> None:
    """Each was reported free on a day of its own, and nobody read the pages of today."""
    ids = ["2020-a", "2020-b", "2020-c"]
    cases = [{"case_id": each, "country_code": "CN", "people": 1} for each in ids]
    told = rows(
        Event("2021-07-18", "released"),
        Event("2022-08-23", "released", case="2020-b"),
        Event("2021-02-01", "released", case="2020-c"),
        Event("2023-02-08", "released_conditionally", case="2020-c"),
    )
    state = tiny(cases=cases, outcomes=told)
    (one,) = [
        plain(each.sentence)
        for each in points(state, lang, occasion="country", country="CN")
        if each.key == "in_country_released"
    ]
    wanted = {
        "en": "At last report, between 2021 and 2023, two were free and one was free under conditions. "
        "We know of no arrest since of those who were free, up to 22 November 2026.",
        "fr": "Aux dernières nouvelles, entre 2021 et 2023, deux étaient libres et une était libre sous conditions.",
    }[lang]
    assert wanted in one, one
    assert re.search("no arrest since|aucune arrestation", one)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_one_person_the_last_report_has_its_day(tiny: Tiny, lang: Language) -> None:
    told = rows(Event("2021-06-21", "released"), bad("2022-07-14"), Event("2023-01-05", "released"))
    state = tiny(cases=[{"country_code": "CN", "people": 1}], outcomes=told)
    for chosen in ({"occasion": "country", "country": "CN"}, {"occasion": "launch"}):
        said = " ".join(plain(each.sentence) for each in points(state, lang, **chosen))
        day = {"en": "At last report, on 5 January 2023, one was free", "fr": "le 5 janvier 2023, une était libre"}  # fmt: skip
        assert day[lang] in said, said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_free_in_the_present(shipped: State, lang: Language) -> None:
    present = r"\b(?:is|are) (?:free|held again|under conditions)\b|\b(?:est|sont) (?:libres?|en liberté|de nouveau en)\b"
    codes = {row["country_code"] for row in shipped.database.rows("cases")} - {None}
    chosen: list[dict[str, Any]] = [{"occasion": "country", "country": each} for each in codes]
    chosen += [{"occasion": "results", "edition": year} for year in (2025, 2024, 2013)]
    groups = [row["case_id"] for row in shipped.database.rows("cases") if row["people"] != 1]
    chosen += [{"occasion": "case", "case_id": each} for each in groups]
    for each in chosen:
        for point in points(shipped, lang, **each):
            said = plain(point.sentence)
            assert not re.search(present, said), (each, said)
            if point.key == "in_country_released" and re.search("(?:was|were) free|libre", said):
                assert re.search("no arrest|aucune arrestation", said), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_who_is_free_under_conditions_no_arrest_is_known(tiny: Tiny, lang: Language) -> None:
    told = rows(Event("2021-06-21", "released_conditionally"))
    state = tiny(cases=[{"demand": "release", "people": 1}], outcomes=told)
    said = plain(
        " ".join(p.sentence for p in points(state, lang, occasion="case", case_id="2020-a"))
    )
    wanted = {"en": "no arrest since, up to", "fr": "aucune arrestation depuis, jusqu"}[lang]
    assert wanted in said, said


# One page


def _held(text: str, total: int) -> int:
    found = re.findall(
        r"holds the first (\d+) points|contient les (\d+) premiers|(holds the first point|contient le premier)",
        plain(text),
    )
    return int(found[0][0] or found[0][1] or 1) if found else total


def test_the_page_and_the_letter_of_one_language_held_more_points(shipped: State) -> None:
    codes = {row["country_code"] for row in shipped.database.rows("cases")} - {None}
    chosen = [Selection("country", country=code) for code in sorted(codes)]
    chosen += [Selection("results", edition=year) for year in talking.editions(shipped)]
    chosen += [Selection("launch", edition=year) for year in (2025, 2024)]
    fewer = 0
    for each in chosen:
        held: dict[str, list[int]] = {"page": [], "letter": []}
        for lang in LANGUAGES:
            brief = briefs.brief(shipped, talking.talk(shipped, each, lang))
            total = len(brief.points)
            (page,) = PdfReader(io.BytesIO(briefs.pdf(brief))).pages
            letter = Document(io.BytesIO(briefs.docx(brief)))
            held["page"].append(_held(" ".join(page.extract_text().split()), total))
            held["letter"].append(_held(" ".join(p.text for p in letter.paragraphs), total))
        assert all(len(set(counts)) == 1 for counts in held.values()), (each, held)
        fewer += any(counts[0] < total for counts in held.values())
    assert fewer > 3, "some are too long for one page"


# Free, of whom and of how many


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_headline_counted_as_not_free_whom_no_detention_is_about(
    tiny: Tiny, lang: Language
) -> None:
    other = {"case_id": "2020-b", "status_at_launch": "at_risk", "demand": "protection"}
    for cases, apart in ([{}, other], True), ([{}], False):
        state = tiny(cases=cases, outcomes=rows(Event("2021-06-21", "released")))
        view = View(state, lang)
        for name in (
            "results_by_issue",
            "results_by_country",
            "standings_by_edition",
            "cases_by_standing",
        ):
            shown = plain(registry.panel(view, name, {}).headline)
            assert re.search({"en": "1 of 1", "fr": "1 (?:cas )?sur 1"}[lang], shown), shown
            assert bool(re.search("1 other is not|1 autre est sans", shown)) == apart, shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_of_a_band_were_free_and_the_band_was(tiny: Tiny, lang: Language) -> None:
    """Under the name of all who are known by it stood "Free", of two who had been in prison."""
    told = rows(Event("2021-06-21", "released", people=2))
    state = tiny(cases=[{"people": 2}], outcomes=told)
    view = View(state, lang)
    case = view.one("case", case_id="2020-a")
    assert case is not None
    assert standings.standing(case, view) == {"en": "2 of 2 free", "fr": "2 sur 2 libres"}[lang]


# For the ear


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_full_name_stood_in_every_sentence_of_a_point(shipped: State, lang: Language) -> None:
    told = points(shipped, lang, occasion="case", case_id="2012-ales-bialiatski")
    said = [plain(each.sentence) for each in told]
    assert not any(re.search(r"Ales Bialiatski\. Ales", text) for text in said)
    first = {"en": "He received the Nobel Peace Prize", "fr": "Il a reçu le prix Nobel"}
    assert any(first[lang] in text for text in said)
    # A court that stands between is nobody, but who comes after it has a name.
    told = points(shipped, lang, occasion="country", country="CN")
    zhang = plain(told[0].sentence)
    assert {"en": "in August that year, she was detained", "fr": "même année, elle a"}[
        lang
    ] in zhang
    assert {"en": "At last report, Zhang Zhan", "fr": "nouvelles, Zhang Zhan"}[lang] in zhang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_and_somebody_of_unknown_gender_keep_the_name(tiny: Tiny, lang: Language) -> None:
    told = rows(Event("2021-06-21", "released"), bad("2021-07-14"), Event("2021-10-01", "released"))
    state = tiny(cases=[{"country_code": "CN", "people": 1}], outcomes=told)
    said = plain(points(state, lang, occasion="country", country="CN")[0].sentence)
    assert not re.search(r", (?:she|he|elle|il) ", said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_weighed_most_stood_in_small_print(shipped: State, lang: Language) -> None:
    """Police took him away, and that was below the large letters."""
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    deck = Presentation(io.BytesIO(briefs.pptx(briefs.brief(shipped, talk))))
    (title,) = [
        plain(slide.shapes.title.text_frame.text)
        for slide in deck.slides
        if slide.shapes.title.text_frame.text.count("Gao Zhisheng") > 1
    ]
    assert {"en": "took him away", "fr": "l’a emmené"}[lang] in title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fate_that_was_not_known_became_a_place(shipped: State, lang: Language) -> None:
    told = points(shipped, lang, occasion="case", case_id="2019-yiliyasijiang-reheman")
    said = plain(" ".join(each.sentence for each in told))
    assert {"en": "fate and whereabouts", "fr": "on ignorait ce qu’était devenu"}[lang] in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_a_country_hid_that_a_page_is_weak(shipped: State, lang: Language) -> None:
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    drawn = briefs.brief(shipped, talk).exhibit
    assert drawn is not None and isinstance(drawn.body, OfficeTable)
    weak = {"en": "weak source", "fr": "source faible"}[lang]
    marked = [row[1] for row in drawn.body.rows if weak in plain(" ".join(row))]
    assert marked == ["Ni Yulan"]


# What somebody hears of a number


@pytest.mark.parametrize("lang", LANGUAGES)
def test_those_held_again_were_heard_as_the_others(tiny: Tiny, lang: Language) -> None:
    """After "of the others, one was in custody again" came "three of them": of whom was left to guess."""
    ids = ["2020-a", "2020-b"]
    cases = [{"case_id": each, "country_code": "CN", "people": 1} for each in ids]
    told = rows(
        Event("2021-06-21", "released"),
        bad("2021-07-14"),
        Event("2021-10-01", "released"),
        Event("2021-02-01", "released", case="2020-b"),
    )
    state = tiny(cases=cases, outcomes=told)
    said = " ".join(
        plain(p.sentence) for p in points(state, lang, occasion="country", country="CN")
    )
    wanted = {
        "en": "Of the two people released, one was held again at some point.",
        "fr": "Sur les deux personnes libérées, une a été de nouveau détenue à un moment donné.",
    }[lang]
    assert wanted in said, said
    assert "of them was" not in said and "de ces personnes" not in said
    alone = tiny(cases=cases[:1], outcomes=told[:3])
    said = " ".join(
        plain(p.sentence) for p in points(alone, lang, occasion="country", country="CN")
    )
    assert {"en": "this person was held again", "fr": "cette personne a été de nouveau"}[
        lang
    ] in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_were_released_after_people_wrote_to_nobody(shipped: State, lang: Language) -> None:
    (one,) = [
        plain(each.sentence)
        for each in points(shipped, lang, occasion="country", country="CN")
        if each.key == "in_country_released"
    ]
    assert {"en": "begun to write for them,", "fr": "commencé à écrire pour elles,"}[lang] in one


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_two_people_in_prison_one_day_of_checking_was_given(tiny: Tiny, lang: Language) -> None:
    days = {"Zoe": "2026-11-22", "Ana": "2026-11-20", "Ben": "2026-11-28", "Cem": "2026-11-28"}
    cases = [
        {"case_id": f"2020-{letter}", "name": name, "name_fr": name, "checked_on": days[name]}
        for letter, name in zip("abcd", days, strict=True)
    ]
    state = tiny(
        cases=[each | {"country_code": "CN", "people": 1} for each in cases],
        outcomes=rows(Event("2021-06-21", "released")),
    )
    told = points(state, lang, occasion="country", country="CN")
    careful = [plain(text) for point in told for text in point.careful]
    held = [text for text in careful if re.search("still detained|toujours en", text)]
    (ana,) = [text for text in held if "Ana" in text]
    (others,) = [text for text in held if "Ben" in text]
    assert re.search("20 nov", ana, re.I) and "Cem" not in ana
    assert re.search("28 nov", others, re.I) and "Cem" in others


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_headline_counted_cases_over_a_table_of_people(shipped: State, lang: Language) -> None:
    for code in ("CN", "IR", "MM", "RU"):
        cases = [row for row in shipped.database.rows("cases") if row["country_code"] == code]
        people = {row["person_id"] for row in cases}
        talk = talking.talk(shipped, Selection("country", country=code), lang)
        drawn = briefs.brief(shipped, talk).exhibit
        assert drawn is not None
        headline = plain(drawn.headline)
        more = re.search(r"(?:, of |, de |, d’)(\w+) (?:people|personne)", headline)
        assert bool(more) == (len(people) < len(cases)), headline
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    told = plain(" ".join(each.sentence for each in talk.points))
    assert {"en": "of ten different people.", "fr": "de dix personnes différentes."}[lang] in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_died_in_custody_had_only_died(tiny: Tiny, lang: Language) -> None:
    """The label beside the name said that he died; that he died a prisoner stood elsewhere, of nobody by name."""
    ids = ["2020-a", "2020-b", "2020-c"]
    cases = [{"case_id": each, "country_code": "CN", "people": 1} for each in ids]
    told = rows(
        Event("2021-07-13", "died", after="held"),
        Event("2021-07-13", "released", case="2020-b"),
        Event("2022-07-13", "died", case="2020-b"),
        Event("2021-07-13", "died", case="2020-c"),
    )
    state = tiny(cases=cases, outcomes=told)
    view = View(state, lang)
    found = {row["case_id"]: plain(standings.standing(row, view)) for row in view.ask("cases").rows}
    died = {"en": "Died", "fr": "Décès"}[lang]
    held = {"en": "Died in custody", "fr": "Décès en détention"}[lang]
    assert found == {"2020-a": held, "2020-b": died, "2020-c": died}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_of_two_editions_were_said_to_be_counted_once_in_every_number(
    shipped: State, lang: Language
) -> None:
    """Above it stands how many cases have a name, and there they count once an edition."""
    (row,) = shipped.database.rows("cases_total")
    told = plain(View(shipped, lang).say("metric.cases_total.number_text", **row))
    once = {
        "en": "in these two numbers, who was in two editions",
        "fr": "dans ces deux nombres, qui",
    }
    assert once[lang] in told, told
    assert {"en": "where they stand is not known", "fr": "leur situation n’est pas connue"}[
        lang
    ] in told


# Since when


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_was_out_for_ten_years_was_free_on_the_day_of_the_judgment(
    tiny: Tiny, lang: Language
) -> None:
    """ "On 26 September 2024 he was free", after money of 2025: as if he had come out that day."""
    told = rows(
        Event("2021-03-27", "released_conditionally"),
        Event("2024-09-26", "acquitted", after="free"),
        Event("2025-03-24", "compensation"),
    )
    state = tiny(cases=[{"status_at_launch": "death_row", "people": 1}], outcomes=told)
    (said,) = [
        plain(each.sentence)
        for each in points(state, lang, occasion="case", case_id="2020-a")
        if each.key == "story"
    ]
    wanted = {
        "en": "had been out of prison since 27 March 2021, and we know of no arrest since",
        "fr": "n’était plus en prison depuis le 27 mars 2021, et nous n’avons",
    }[lang]
    assert wanted in said, said
    # An arrest of days, of whose end no day is known, ends what was before.
    told = rows(
        Event("2021-03-27", "released_conditionally"),
        bad("2022-03-07", after="free"),
        Event("2025-03-24", "compensation"),
    )
    state = tiny(cases=[{"people": 1}], outcomes=told)
    said = " ".join(
        plain(p.sentence) for p in points(state, lang, occasion="case", case_id="2020-a")
    )
    since = {"en": "out of prison since 2022,", "fr": "plus en prison depuis 2022,"}[lang]
    assert since in said, said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_assumed_day_was_heard_as_the_launch(tiny: Tiny, lang: Language) -> None:
    """In the text of a chart; where cases of several editions stand in it, one day was given as the launch of all."""
    told = rows(Event("2021-06-21", "released"))
    edition = {"edition_year": 2020}
    taken = {"en": "taken as the launch", "fr": "date supposée du lancement"}[lang]
    for starts_on, assumed in ((None, True), ("2020-11-20", False)):
        state = tiny(editions=[edition | {"starts_on": starts_on}], cases=[{}], outcomes=told)
        view = View(state, lang)
        case = view.one("case", case_id="2020-a")
        assert case is not None
        assert (taken in plain(lanes.of_case(view, case)[1])) == assumed
    other = {"case_id": "2021-b", "edition_year": 2021}
    both = [edition, {"edition_year": 2021, "starts_on": "2021-11-20"}]
    view = View(tiny(editions=both, cases=[{}, other], outcomes=told), lang)
    said = plain(lanes.alt(lanes.lanes(view, view.ask("cases").rows), view))
    each = {"en": "each from the launch of its edition, or from 1 November", "fr": "chacune depuis"}
    assert each[lang] in said, said


# In French


def test_a_relative_clause_was_a_subject_in_french(shipped: State) -> None:
    for talk in _talks(shipped, "fr"):
        for point in talk.points:
            for text in map(plain, point.careful):
                assert not text.startswith("que "), text
                assert "de qui il s’agit, repose" not in text
    talk = talking.talk(shipped, Selection("country", country="CN"), "fr")
    told = [plain(text) for point in talk.points for text in point.careful]
    assert any(text.startswith("seule une source faible (") for text in told)


def test_a_missing_man_was_this_person_in_french(shipped: State) -> None:
    said = {
        case_id: plain(
            " ".join(p.sentence for p in points(shipped, "fr", occasion="case", case_id=case_id))
        )
        for case_id in ("2019-yiliyasijiang-reheman", "2012-gao-zhisheng")
    }
    assert (
        "on ignorait ce qu’était devenu Yiliyasijiang Reheman et où il se trouvait"
        in said["2019-yiliyasijiang-reheman"]
    )
    assert "n’avons trouvé aucune nouvelle depuis, jusqu’en" in said["2012-gao-zhisheng"]
    for text in said.values():
        assert not re.search(r"n’avons (?:pas d’autres|aucune) nouvelles?\b.*jusqu", text), text


def test_an_execution_for_which_no_day_was_set_was_not_to_take_place(shipped: State) -> None:
    agrees = {"m": "exécuté.", "f": "exécutée."}
    grammar = {
        str(row["case_id"]): str(row["agreement_fr"])
        for row in shipped.record.tables["case_grammar"]
    }
    found = 0
    for row in shipped.database.rows("cases"):
        if row["demand"] == "no_execution":
            told = points(shipped, "fr", occasion="case", case_id=row["case_id"])
            (asked,) = [plain(each.sentence) for each in told if each.key == "asked"]
            assert f"ne soit pas {agrees[grammar[str(row['case_id'])]]}" in asked, asked
            found += 1
    assert found > 3


def test_care_under_guard_began_with_a_release_in_french(shipped: State) -> None:
    view = View(shipped, "fr")
    (row,) = [each for each in view.ask("cases").rows if each["case_id"] == "2010-liu-xiaobo"]
    told = plain(lanes.alt(lanes.lanes(view, [row]), view))
    assert "sous garde, du" in told and "Libération" not in told, told


# Where the end is seen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_large_letters_left_in_prison_who_had_come_out(shipped: State, lang: Language) -> None:
    """ "But she was detained again" stood large, and small below it that she left."""
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    deck = Presentation(io.BytesIO(briefs.pptx(briefs.brief(shipped, talk))))
    seen = 0
    for slide in deck.slides:
        title = plain(slide.shapes.title.text_frame.text)
        notes = plain(slide.notes_slide.notes_text_frame.text)
        if {"en": " But ", "fr": " Mais "}[lang] in title:
            last = next(
                line for point in talk.points
                if (line := plain(point.sentence)) and line.startswith(title[:60])
            )  # fmt: skip
            assert title.endswith(last[-60:]), title
            assert last in notes or seen == 0
            seen += 1
    assert seen >= 3


def test_the_letter_of_one_language_held_the_question(shipped: State) -> None:
    codes = {row["country_code"] for row in shipped.database.rows("cases")} - {None}
    chosen = [Selection("country", country=code) for code in sorted(codes)][::3]
    chosen += [Selection("country", country="CN"), Selection("results", edition=2024)]
    for each in chosen:
        held: dict[str, list[int]] = {"page": [], "letter": []}
        for lang in LANGUAGES:
            brief = briefs.brief(shipped, talking.talk(shipped, each, lang))
            (page,) = PdfReader(io.BytesIO(briefs.pdf(brief))).pages
            letter = Document(io.BytesIO(briefs.docx(brief)))
            texts = {
                "page": plain(" ".join(page.extract_text().split())),
                "letter": plain(" ".join(paragraph.text for paragraph in letter.paragraphs)),
            }
            for kind, text in texts.items():
                asked = [plain(question.ask) in text for question in brief.questions]
                held[kind].append(sum(asked))
        assert all(len(set(counts)) == 1 for counts in held.values()), (each, held)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_addresses_were_cut_without_a_word_and_another_text_was_said_to_be(
    shipped: State, lang: Language
) -> None:
    """A text that the page does not hold was called cut; addresses were cut, and in the letter there was none."""
    talk = talking.talk(shipped, Selection("country", country="CN"), lang)
    brief = briefs.brief(shipped, talk)
    (page,) = PdfReader(io.BytesIO(briefs.pdf(brief))).pages
    letter = Document(io.BytesIO(briefs.docx(brief)))
    printed = page.extract_text()
    assert "\u200b" not in printed.partition("thegeneral.")[2], "copied, it would be broken"
    whole = "thegeneral.herkimer.edu/november-update-from-amnesty-international-join-the-petition"
    assert whole in " ".join(printed.split())
    texts = plain(" ".join(printed.split())), plain(" ".join(p.text for p in letter.paragraphs))
    for text in texts:
        assert "thegeneral.herkimer.edu/november-update" in text
        assert plain(brief.say("cut_address")) in text
        assert plain(brief.say("cut")) not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_news_of_somebody_was_an_event_of_its_year(shipped: State, lang: Language) -> None:
    """Whoever reported it knew only until when there had been news: said as an event, there was none ever after."""
    column = "summary_fr" if lang == "fr" else "summary"
    for row in shipped.record.tables["outcomes"]:
        told = plain(str(row[column]))
        assert not re.search(r"\blast news\b|ses dernières nouvelles", told), row["outcome_id"]
    said = plain(
        " ".join(
            p.sentence for p in points(shipped, lang, occasion="case", case_id="2016-ilham-tohti")
        )
    )
    assert {"en": "no news of him since 2017", "fr": "sans nouvelles de lui depuis 2017"}[
        lang
    ] in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_release_was_said_not_to_last_where_two_did_not(tiny: Tiny, lang: Language) -> None:
    first = Event("2021-02-22", "released"), bad("2021-02-24"), Event("2021-07-28", "released")
    second = bad("2022-09-30"), Event("2023-02-08", "released")
    several = {
        "en": "more than one release did not last",
        "fr": "plus d’une libération n’a pas duré",
    }
    for events, more in ((first, False), ((*first, *second), True)):
        state = tiny(cases=[{"people": 1}], outcomes=rows(*events))
        told = points(state, lang, occasion="case", case_id="2020-a")
        careful = [plain(text) for point in told for text in point.careful]
        assert any(re.search("not last|pas duré", text) for text in careful)
        assert any(text.startswith(several[lang]) for text in careful) == more


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_a_missing_man_is_was_told_in_the_present_of_this_person(
    tiny: Tiny, lang: Language
) -> None:
    """As last recorded nobody reads the pages of today."""
    for status, stands in (("disappeared", "disappeared"), ("on_trial", "not_known")):
        case = {"status_at_launch": status, "people": 1, "name": "Ana", "name_fr": "Ana"}
        event = rows(Event("2021-06-21", "other_positive"))
        view = View(tiny(cases=[case], outcomes=event), lang)
        row = view.one("case", case_id="2020-a")
        assert row is not None and row["liberty_standing"] == stands
        told = plain(standings.note(row, "liberty", view))
        assert "Ana" in told and not re.search(r" is |this person|ignore |cette personne", told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printings_that_nobody_counted_were_numbered(shipped: State, lang: Language) -> None:
    """It may have been printed a hundred times: the record holds so many."""
    (row,) = shipped.database.rows("releases_published_headline")
    told = plain(claims.claim_story(row, View(shipped, lang)))  # type: ignore[arg-type]
    start = {"en": "This record holds nine printings", "fr": "Ce registre contient neuf parutions"}
    assert told.startswith(start[lang])
    assert not re.search("was (?:last )?printed|a été publié", told), told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_was_given_without_who_died(shipped: State, lang: Language) -> None:
    told = points(shipped, lang, occasion="country", country="CN")
    (one,) = [each for each in told if each.key == "in_country_released"]
    said = {"en": "without saying who died in custody", "fr": "sans dire qui est mort"}[lang]
    assert any(said in plain(text) for text in one.careful)


def test_a_refusal_of_bail_was_a_denouement_in_french(shipped: State) -> None:
    view = View(shipped, "fr")
    assert plain(view.say("overview.newest")) == "Dernières nouvelles, bonnes et mauvaises"
    # The same form as where it is under way: a bare "no result of" was no French.
    assert plain(view.term("justice", "nothing_found")).startswith("Ce qui était demandé : ")
