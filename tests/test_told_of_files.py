"""What is told of files as people send them: a sentence that is true, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import intake
from impact.exports.intake import Report
from impact.i18n.words import LANGUAGES, Language, say
from tests.office import (
    CONTROLSHIFT,
    ENGAGING,
    GOOGLE,
    SALESFORCE,
    Office,
    reading,
    reasons,
    sheet,
    tally,
    warned,
)

BOTH = pytest.mark.parametrize("lang", LANGUAGES)


def told(report: Report, lang: Language) -> list[dict[str, str]]:
    return intake.asides(report.set_aside, lang, report.kinds)


# The section that is meant


@pytest.mark.parametrize("typed", ["FR", "fr", "FR ", "Fr", " be_fr", "be-FR"])
def test_a_code_of_a_section_is_read_in_any_letter_case(typed: str, tmp_path: Path) -> None:
    report = reading(tmp_path, "a.csv", tally("10 Damisoa 5"), section=typed)
    assert report.actions == 5


@BOTH
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UK", "GB"),
        ("France", "FR"),
        ("Switzerland", "CH"),
        ("Amnesty International Belgique", "BE-FR, BE-NL"),
        ("CA", "CA-EN, CA-FR"),
        ("CAFR", "CA-FR"),
    ],
)
def test_a_country_typed_for_its_section_is_refused_with_the_code_that_is_meant(
    typed: str, meant: str, lang: Language, tmp_path: Path
) -> None:
    fault = reading(tmp_path, "a.csv", tally("10 Damisoa 5"), section=typed).fault
    assert fault is not None
    assert meant in fault.sentence(lang)
    assert "yaml" not in fault.sentence(lang)


@BOTH
def test_a_word_that_is_no_section_does_not_send_anybody_to_edit_the_mappings(
    lang: Language, tmp_path: Path
) -> None:
    fault = reading(tmp_path, "a.csv", tally("10 Damisoa 5"), section="headquarters").fault
    assert fault is not None
    assert "CA-FR" in fault.sentence(lang)
    assert "yaml" not in fault.sentence(lang)


def test_a_section_typed_in_lower_case_is_no_other_section(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.send("a.csv", tally("10 Damisoa 5"), section="fr")
    assert office.send("a.csv", tally("10 Damisoa 6"), section="FR").effect is not None
    assert office.counts("section") == {"FR": 6}


# What a rule leaves out


def left_out(folder: Path, lang: Language, header: str, *rows: str) -> list[str]:
    report = reading(folder, "a.csv", sheet(header, *rows))
    return [
        say(lang, "verdict.left_out", why=intake.rule_said(rule, lang), count=times)
        for rule, times in report.filtered_by.items()
    ]


@BOTH
def test_a_deleted_signature_is_not_told_as_if_those_without_a_deletion_were_left_out(
    tmp_path: Path, lang: Language
) -> None:
    rows = (
        "1,7,a@example.org,A,B,,,2025-12-10 10:00:00,,,,,",
        "2,7,b@example.org,A,B,,,2025-12-10 11:00:00,,2025-12-11,,,",
    )
    wanted = {
        "en": "1 row left out, because deleted_at is not empty.",
        "fr": "1 ligne laissée de côté, car deleted_at n’est pas vide.",
    }
    assert left_out(tmp_path, lang, CONTROLSHIFT, *rows) == [wanted[lang]]


@BOTH
def test_donations_are_left_out_because_their_type_is_none_that_counts(
    tmp_path: Path, lang: Language
) -> None:
    rows = ("1,a@e.org,5,FCS,W4R25 Damisoa,2025-12-10,10:00:00,P",) * 2
    (text,) = left_out(tmp_path, lang, ENGAGING, *rows)
    assert text.startswith({"en": "2 rows left out, because Campaign Type is not “PET”", "fr": "2 lignes laissées de côté, car Campaign Type n’est pas «"}[lang])  # fmt: skip


# Days and numbers that are none


@BOTH
def test_a_date_without_its_year_or_a_month_is_told_as_that(tmp_path: Path, lang: Language) -> None:
    cells = ("Dec 10", "10.12.", "W50", "2025-11", "Q4 2025")
    rows = [f"{cell},Damisoa,letter,offline,5" for cell in (*cells, "2025-12-10")]
    report = reading(tmp_path, "a.csv", sheet(TYPES, *rows))
    said = [row["reason"] for row in told(report, lang)]
    no_year, week, month = {
        "en": ("the year is missing", "a week and no day", "a month or more and no day"),
        "fr": ("l’année manque", "une semaine et non un jour", "un mois ou plus et non un jour"),
    }[lang]
    for text, word in zip(said, (no_year, no_year, week, month, month), strict=True):
        assert word in text


def test_a_month_above_its_rows_is_a_note(tmp_path: Path) -> None:
    report = reading(tmp_path, "a.csv", sheet(TYPES, "December 2025,,,,", "2025-12-10,Damisoa,letter,offline,5"))  # fmt: skip
    assert reasons(report) == {2: "note_row"}


@BOTH
def test_a_merged_date_and_a_formula_without_its_result_are_not_told_as_missing(
    tmp_path: Path, lang: Language
) -> None:
    rows = ("2025-12-10,Damisoa,letter,offline,5", ",Sonia Dahmani,letter,offline,6", "2025-12-11,Damisoa,letter,offline,")  # fmt: skip
    for row in told(reading(tmp_path, "a.csv", sheet(TYPES, *rows)), lang):
        assert {"en": "merged", "fr": "fusionnées"}[lang] in row["reason"]
        assert {"en": "a formula", "fr": "une formule"}[lang] in row["reason"]


@BOTH
def test_a_number_below_zero_or_a_percentage_is_told_what_to_write(
    tmp_path: Path, lang: Language
) -> None:
    rows = [f"2025-12-10,Damisoa,letter,offline,{cell}" for cell in ("-5", "(12)", "0.45", "a dozen")]  # fmt: skip
    below, brackets, share, words = (
        row["reason"] for row in told(reading(tmp_path, "a.csv", sheet(TYPES, *rows)), lang)
    )
    assert below == brackets
    assert {"en": "send the whole list again", "fr": "renvoyez toute la liste"}[lang] in below
    assert "45" in share
    assert "apostroph" not in words


# Numbers that count before they should


def warnings(report: Report, lang: Language) -> str:
    return " ".join(intake.warnings(report.warnings, lang)).replace("\u202f", " ")


@BOTH
def test_totals_so_far_of_several_cases_that_are_added_up_are_told(
    tmp_path: Path, lang: Language
) -> None:
    rows = ("1 Honduras 100", "1 Tunisia 40", "8 Honduras 250", "8 Tunisia 90", "15 Honduras 400", "15 Tunisia 160")  # fmt: skip
    report = reading(tmp_path, "a.csv", tally(*rows))
    assert report.actions == 1040
    text = warnings(report, lang)
    assert {"en": "total so far", "fr": "total cumulé"}[lang] in text
    assert "560" in text


@pytest.mark.parametrize(
    "rows",
    [
        ("1 Honduras 100", "1 Tunisia 40", "8 Honduras 250", "8 Tunisia 90"),
        ("1 Honduras 100", "1 Tunisia 90", "8 Honduras 250", "8 Tunisia 40", "15 Honduras 400", "15 Tunisia 160", "15 Norway 3"),
        ("1 Honduras 1", "1 Tunisia 2", "8 Honduras 3", "8 Tunisia 3", "15 Honduras 4", "15 Tunisia 5"),
        ("1 Honduras 100", "1 Tunisia 100", "8 Honduras 110", "8 Tunisia 103", "15 Honduras 120", "15 Tunisia 105"),
    ],
)  # fmt: skip
def test_numbers_that_may_well_rise_by_themselves_are_not_told(
    rows: tuple[str, ...], tmp_path: Path
) -> None:
    assert warned(reading(tmp_path, "a.csv", tally(*rows))) == set()


@BOTH
def test_rows_that_say_that_they_are_a_test_are_told_with_what_they_count(
    tmp_path: Path, lang: Language
) -> None:
    rows = ("Sonia Dahmani,50", "TEST - do not count,9", "essai Sonia Dahmani,8", "Sonia Dahmani (prueba),7", "Contest for Damisoa,5")  # fmt: skip
    report = reading(tmp_path, "a.csv", sheet(TYPES, *(f"2025-12-10,{row.split(',')[0]},letter,offline,{row.split(',')[1]}" for row in rows)))  # fmt: skip
    text = warnings(report, lang)
    assert {"en": "lines 3, 4, 5", "fr": "lignes 3, 4, 5"}[lang] in text
    assert {"en": "count: 24 actions", "fr": "comptent : 24 actions"}[lang] in text.replace("\u00a0", " ")  # fmt: skip


def test_a_test_by_the_name_of_its_group_is_told_though_no_mapping_reads_the_group(
    tmp_path: Path,
) -> None:
    rows = ("24/11/2025 10:58:54,a@ex.org,TEST,Damisoa,9999,0,", "25/11/2025 10:58:54,b@ex.org,Attestation,Sonia Dahmani,10,0,")  # fmt: skip
    report = reading(tmp_path, "a.csv", sheet(GOOGLE, *rows))
    assert [values for key, values in report.warnings if key == "tests"] == [{"count": 1, "lines": "2", "actions": 9999}]  # fmt: skip


def test_a_test_that_a_rule_leaves_out_is_not_told(tmp_path: Path) -> None:
    row = "{},a@e.org,5,{},W4R25 {},2025-12-10,10:00:00,P"
    rows = (row.format(1, "FCS", "test"), row.format(2, "PET", "Damisoa"))
    assert "tests_of_events" not in warned(reading(tmp_path, "a.csv", sheet(ENGAGING, *rows)))
    rows = (row.format(1, "PET", "test"), row.format(2, "PET", "Damisoa"))
    assert "tests_of_events" in warned(reading(tmp_path, "b.csv", sheet(ENGAGING, *rows)))


@BOTH
@pytest.mark.parametrize("column", ["Section", "Pays de la section", "Sección"])
def test_rows_of_other_sections_are_told_with_what_counts_for_the_one_named(
    column: str, tmp_path: Path, lang: Language
) -> None:
    rows = [
        f"{code},2025-12-10,Damisoa,letter,offline,{count}"
        for code, count in (("FR", 100), ("be-fr", 40), ("Suisse", 9), ("", 3), ("Lille", 2))
    ]
    report = reading(tmp_path, "a.csv", sheet(f"{column},{TYPES}", *rows), section="FR")
    assert report.actions == 154
    text = warnings(report, lang)
    assert "BE-FR (40), CH (9)" in text
    assert {"en": "49 actions in all", "fr": "49 actions en tout"}[lang] in text


def test_rows_of_the_section_itself_are_not_told(tmp_path: Path) -> None:
    rows = [f"{code},2025-12-10,Damisoa,letter,offline,5" for code in ("BE-FR", "Belgique", "BE")]
    report = reading(tmp_path, "a.csv", sheet(f"Section,{TYPES}", *rows), section="BE-FR")
    assert warned(report) == {"repeats"}


def test_each_dated_subtotal_of_all_cases_is_taken_for_a_total(tmp_path: Path) -> None:
    rows = ("10 Honduras 10", "10 Tunisia 20", "10 ALL 30", "11 Honduras 1", "11 Tunisia 2", "11 ALL 3")  # fmt: skip
    report = reading(tmp_path, "a.csv", tally(*rows).replace("ALL", "Tous les cas"))
    assert report.actions == 33
    assert reasons(report) == {4: "totals_named", 7: "totals_named"}


def test_the_subtotal_of_a_day_with_one_case_is_one_like_those_of_the_others(
    tmp_path: Path,
) -> None:
    rows = ("10 Honduras 30", "10 ALL 30", "11 Honduras 10", "11 Tunisia 20", "11 ALL 30")
    for word, reason in (("", "totals_sum"), ("All cases", "totals_named")):
        report = reading(tmp_path, "a.csv", tally(*rows).replace("ALL", word))
        assert report.actions == 60
        assert reasons(report) == {3: reason, 6: reason}
    above = ("10 ALL 30", "10 Honduras 30", "11 ALL 30", "11 Honduras 10", "11 Tunisia 20")
    assert reading(tmp_path, "b.csv", tally(*above).replace("ALL", "")).actions == 60


def test_what_has_no_case_counts_where_it_is_no_sum_of_each_day(tmp_path: Path) -> None:
    rows = ("10 Honduras 30", "10 ALL 30", "11 Honduras 10", "11 Tunisia 20", "11 ALL 7")
    report = reading(tmp_path, "a.csv", tally(*rows).replace("ALL", ""))
    assert (report.actions, reasons(report)) == (97, {})
    few = ("10 Honduras 1", "10 ALL 1", "11 Tunisia 2", "11 ALL 3")
    assert reading(tmp_path, "b.csv", tally(*few).replace("ALL", "")).actions == 7
    lone = ("10 Honduras 30", "10 ALL 30", "11 Honduras 10", "11 ALL 10")
    assert reading(tmp_path, "b.csv", tally(*lone).replace("ALL", "")).actions == 40


def test_a_table_below_with_its_columns_in_another_order_is_told_as_one(tmp_path: Path) -> None:
    text = tally("10 Honduras 30", "11 Tunisia 40")
    below = "Date,Number,Case,Action type,Channel\n2025-12-12,5,Damisoa,letter,offline\n"
    report = reading(tmp_path, "a.csv", text + below)
    assert (report.actions, reasons(report)) == (70, {4: "second_table", 5: "second_table"})


def test_a_date_under_another_day_of_the_week_is_asked_for_again(tmp_path: Path) -> None:
    text = tally("10 Honduras 30", "11 Tunisia 40", "12 Damisoa 5")
    for day, words in (
        (10, "Wednesday, 10 December 2025"),
        (11, "vendredi 11 décembre 2025"),
        (12, "vr 12 dec 2025"),
    ):
        text = text.replace(f"2025-12-{day}", f'"{words}"')
    report = reading(tmp_path, "a.csv", text)
    assert (report.actions, reasons(report)) == (35, {3: "date_weekday"})


@BOTH
def test_rows_under_a_name_that_stands_once_for_all_are_told_as_nameless(
    tmp_path: Path, lang: Language
) -> None:
    rows = tally("10 Honduras 30", "11 NONE 40", "12 NONE 5", "13 Elsewhere 1").replace("NONE", "")
    report = reading(tmp_path, "a.csv", rows)
    assert report.actions == 76
    assert [value for value in report.warnings if value[0].startswith("unmapped")] == [
        ("unmapped", {"count": 3}), ("unmapped_nameless", {"count": 2}),
    ]  # fmt: skip
    assert {"en": "merged cells", "fr": "cellules fusionnées"}[lang] in warnings(report, lang)


def test_a_minus_behind_the_number_is_told_as_one(tmp_path: Path) -> None:
    rows = tally("10 Honduras 30", "11 Tunisia 40").replace(",40", ",20-")
    assert reasons(reading(tmp_path, "a.csv", rows)) == {3: "count_negative"}


def test_what_was_done_for_all_cases_and_sums_up_nothing_counts(tmp_path: Path) -> None:
    report = reading(
        tmp_path,
        "a.csv",
        tally("10 Honduras 10", "10 Tunisia 20", "10 ALL 7").replace("ALL", "All cases"),
    )
    assert report.actions == 37


@BOTH
def test_every_dated_subtotal_under_a_name_of_its_own_is_told_with_its_line(
    tmp_path: Path, lang: Language
) -> None:
    rows = (
        "10 Honduras 10", "10 Tunisia 20", "10 Lille 30", "11 Honduras 1", "11 Tunisia 2", "11 Lille 3",
        "12 Honduras 4", "12 Tunisia 1", "12 Lille 5", "12 Lille 38",
    )  # fmt: skip
    report = reading(tmp_path, "a.csv", tally(*rows))
    assert "4, 7, 10, 11" in warnings(report, lang)


def test_a_campaign_whose_first_number_is_a_sum_by_chance_is_told_once(tmp_path: Path) -> None:
    rows = ("10 Honduras 10", "10 Tunisia 20", "10 Lille 30", "11 Honduras 1", "11 Lille 8", "12 Tunisia 2", "12 Lille 2")  # fmt: skip
    report = reading(tmp_path, "a.csv", tally(*rows))
    assert [values for key, values in report.warnings if key == "sums_up"] == [{"count": 1, "lines": "4"}]  # fmt: skip


# Headers that no mapping fits


@BOTH
@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Email,Mailing,Sent,Opened,Clicked,Date", "Opened"),
        ("Donation ID,Amount,Currency,Date,Campaign,Email", "Donation ID"),
        ("email,first_name,unsubscribed_at,reason", "unsubscribed_at"),
        ("Email Address,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON", "UNSUB_TIME"),
    ],
)
def test_opens_donations_and_unsubscriptions_are_not_told_to_rename_a_column(
    header: str, column: str, lang: Language, tmp_path: Path
) -> None:
    fault = reading(tmp_path, "a.csv", sheet(header, ",".join("x" for _ in header.split(",")))).fault  # fmt: skip
    assert fault is not None
    text = fault.sentence(lang)
    assert f"({ {'en': 'column', 'fr': 'colonne'}[lang] } {column})" in text
    assert "can2_user_tags" not in text


@BOTH
def test_totals_so_far_are_not_told_to_be_renamed_to_numbers(
    tmp_path: Path, lang: Language
) -> None:
    header = TYPES.replace("Number", "Number (cumulative)")
    fault = reading(tmp_path, "a.csv", sheet(header, "2025-12-01,Damisoa,letter,offline,5")).fault
    assert fault is not None
    assert {"en": "Do not rename it", "fr": "Ne la renommez pas"}[lang] in fault.sentence(lang)


# Rows that nobody can correct


MEMBERS = (
    '"W4R 2025 - Sonia Dahmani","Signed","0035e0000000001AAA","A","B","a@ex.org","France","13/12/2025"',
    '"W4R 2025 - Sonia Dahmani","Signed","0035e0000000001AAA","A","B","a@ex.org","France","15/12/2025"',
    '"W4R 2025 - Sonia Dahmani","Signed","","","","","France","13/12/2025"',
)


@BOTH
def test_a_person_added_twice_and_one_without_an_id_are_not_to_be_corrected(
    tmp_path: Path, lang: Language
) -> None:
    report = Office(tmp_path).send("a.csv", sheet(SALESFORCE, *MEMBERS))
    message = report.message(lang)
    assert {"en": "send the file again", "fr": "renvoyez"}[lang] not in message
    twice, nobody = (row["reason"] for row in told(report, lang))
    assert {"en": "line 2 has the same key", "fr": "la ligne 2 a la même clé"}[lang] in twice
    assert "template tally" in nobody


# Types of action in words of every day

TYPES = "Date,Case,Action type,Channel,Number"


def typed(folder: Path, *words: str) -> Report:
    rows = [f"2025-12-10,Sonia Dahmani,{word},offline,{2**at}" for at, word in enumerate(words)]
    return reading(folder, "a.csv", sheet(TYPES, *rows))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("letter", "letters|Postcard|postcards|cartes postales|Briefe|cartas|Lettere|listy|letters & postcards"),
        ("petition", "signature|Signatures|Unterschriften|firmas|assinaturas|handtekeningen|podpisy"),
        ("email", "e-mails|courriels|E-Mail|correos electrónicos"),
        ("solidarity", "solidarity cards|cards of solidarity|messages de soutien|Solidaritätsbotschaften"),
        ("social", "tweets|social media posts|redes sociales"),
        ("call", "phone calls|appels téléphoniques|Anrufe|llamadas"),
    ],
)  # fmt: skip
def test_a_postcard_is_a_letter_and_a_signature_is_of_a_petition(
    kind: str, words: str, tmp_path: Path
) -> None:
    report = typed(tmp_path, *words.split("|"))
    assert (report.set_aside, list(report.by_type)) == ([], [kind])


@pytest.mark.parametrize("word", ["cards", "mail", "video messages", "letter/e-mail"])
def test_a_word_that_means_two_types_or_none_is_not_guessed(word: str, tmp_path: Path) -> None:
    assert list(reasons(typed(tmp_path, "letter", word)).values()) == ["type_unknown"]


def test_what_a_platform_calls_a_type_means_what_its_mapping_says(tmp_path: Path) -> None:
    report = reading(tmp_path, "a.csv", sheet(ENGAGING, "1,a@e.org,5,FIRMA,W4R25 Damisoa,2025-12-10,10:00:00,P"))  # fmt: skip
    assert report.actions == 0


@BOTH
def test_a_type_that_is_not_known_is_quoted_and_one_that_is_missing_is_told_as_missing(
    tmp_path: Path, lang: Language
) -> None:
    report = typed(tmp_path, "letter", "video messages", "", "a.b@example.org")
    unknown, missing, other = (row["reason"] for row in told(report, lang))
    assert "video messages" in unknown
    assert {"en": "is missing", "fr": "manque"}[lang] in missing
    assert "example" not in other
    for text in (unknown, missing, other):
        assert "letter, email, petition" in text
