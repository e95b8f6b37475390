"""What the command line says of exports: the section that is meant, remedies that are true, tables that can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import mapping
from impact.i18n.words import LANGUAGES
from tests.exports_read import OURS, tally
from tests.office import SALESFORCE

pytestmark = pytest.mark.usefixtures("alone")
ROWS = ("2025-12-03,Sonia Dahmani,letter,offline,40", "2025-12-04,Juan López,letter,offline,30")


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("IMPACT_SECRET", "of-a-test-0123456789abcdef")


def send(folder: Path, name: str, *rows: str) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(tally(*rows), "utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, lang: str = "en") -> str:
    main([arguments[0], "--lang", lang, *arguments[1:]])
    caught = capsys.readouterr()
    return caught.out + caught.err


def test_a_file_of_no_named_section_is_told_whose_it_is_taken_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "W4R_zestawienie.csv", *ROWS)
    first = said(capsys, "check", path).splitlines()[0]
    assert first.endswith("Taken to be of CA-FR, as no --section is given.")
    first = said(capsys, "check", path, lang="fr").splitlines()[0]
    assert first.endswith("Pris comme venant de la section CA-FR, faute de --section.")
    assert "CA-FR" not in said(capsys, "check", path, "--section", "PL").splitlines()[0]


def test_of_files_that_come_together_each_was_looked_at_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newer version of a list, and a sheet that sums it up: what they would do depends on the first."""
    first = send(tmp_path, "lyon.csv", *ROWS)
    more = (f"2025-12-0{day},Sonia Dahmani,letter,offline,5" for day in (5, 6, 7))
    newer = send(tmp_path, "lyon (1).csv", *ROWS, *more)
    total = send(
        tmp_path,
        "total.csv",
        "2025-12-31,Sonia Dahmani,letter,offline,55",
        "2025-12-31,Juan López,letter,offline,30",
    )
    other = send(tmp_path, "other.csv", "2025-12-09,Sonia Dahmani,letter,offline,7")
    told, done = (
        json.loads(said(capsys, command, first, newer, total, other, "--json"))
        for command in ("check", "ingest")
    )
    assert [each["verdict"] for each in told] == ["accepted", "accepted", "held", "accepted"]
    assert [each["effect"]["after"] for each in done if each["effect"]] == [70, 85, 92]
    for name in ("verdict", "effect", "question"):
        assert [each[name] for each in told] == [each[name] for each in done], name


def test_the_help_names_the_section_that_is_meant_without_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["ingest", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert f"without it that of the mappings: {OURS.section.id}" in text


@pytest.mark.parametrize(
    ("command", "empty"),
    [
        ("exports", ("Nothing was taken in yet.", "Rien n’a encore été pris en compte.")),
        ("streams", ("No list has been received yet.", "Aucune liste n’a encore été reçue.")),
        ("rules", ("No rule is kept.", "Aucune règle n’est gardée.")),
        ("snapshots", ("No snapshot is kept yet.", "Aucun instantané n’est encore conservé.")),
    ],
)
def test_a_table_without_rows_says_so(
    command: str, empty: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert tuple(said(capsys, command, lang=lang).strip() for lang in ("en", "fr")) == empty
    assert json.loads(said(capsys, command, "--json")) == []


def test_tables_of_what_is_in_have_names_and_say_what_counts_waits_and_is_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", send(tmp_path, "maraton.csv", *ROWS), "--section", "ES")
    said(capsys, "ingest", send(tmp_path / "b", "maraton.csv", *ROWS), "--section", "PT")
    more = (*ROWS, "2025-12-05,Damisoa,letter,offline,5")
    said(capsys, "ingest", send(tmp_path / "c", "maraton.csv", *more), "--section", "ES")
    head, *lines = said(capsys, "exports").splitlines()
    assert head.split("  ")[0] == "export" and "siphash" not in "\n".join(lines)
    assert [line.rsplit("  ", 1)[1].split(" ")[0] for line in lines] == ["replaced", "waits", "counts"]  # fmt: skip
    head, line = said(capsys, "streams", lang="fr").splitlines()
    assert head.startswith("section  plateforme") and line.startswith("ES")
    rule = "--platform tally --value GRE --edition 2025 --case 2025-sonia-dahmani --by ada"
    said(capsys, "rules", "add", *rule.split())
    head, line = said(capsys, "rules").splitlines()
    assert head.split() == ["platform", "code", "or", "name", "edition", "case", "means", "since", "said", "by"]  # fmt: skip
    assert "Sonia Dahmani" in line and line.endswith("ada")
    assert "fingerprint" in json.loads(said(capsys, "exports", "--json"))[0]


def test_a_move_tells_what_both_sections_then_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", send(tmp_path, "maraton.csv", *ROWS), "--section", "ES")
    held = said(capsys, "ingest", send(tmp_path / "b", "maraton.csv", *ROWS), "--section", "PT")
    assert "This same file is in for the section Spain already" in held
    assert "Its days: 3 December 2025 – 4 December 2025; edition 2025" in held
    name = held.rsplit("decide ", 1)[1].split()[0]
    text = said(capsys, "decide", name, "move")
    assert "(PT), 2025: 0 before, 70 after" in text and "(ES), 2025: 70 before, 0 after" in text


def test_a_file_of_last_year_that_would_take_this_year_away_is_told_with_its_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", send(tmp_path, "brieven.csv", *ROWS, ROWS[0].replace("03", "06")), "--section", "NL")  # fmt: skip
    old = [row.replace("2025", "2024") for row in ROWS]
    path = send(tmp_path / "b", "brieven.csv", *old)
    assert "edition 2024" in said(capsys, "check", path, "--section", "NL")
    french = said(capsys, "check", path, "--section", "NL", lang="fr")
    assert "3 de ses jours, du 3 décembre 2025 au 6 décembre 2025 (110 actions)" in french


def test_a_list_that_was_joined_to_none_is_not_parted_and_a_step_needs_its_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", send(tmp_path, "tally.csv", *ROWS), "--section", "IE")
    of = ("--section", "IE", "--platform", "tally", "--stream", "tally")
    text = said(capsys, "streams", "part", *of, "--name", "Cork")
    assert "never joined" in text and "Settled" not in text
    assert "--name" in said(capsys, "streams", "rename", *of)
    assert "--into" in said(capsys, "streams", "join", *of)


def test_a_question_calls_cases_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was asked of 2025-sonia-dahmani, which is nobody's name."""

    def petition(case: str) -> str:
        row = f'"{case}","Signed","0035e00000AbCdE","A","B","p@example.org","Canada"'
        return f'{SALESFORCE}\n{row},"14/12/2025"\n'

    path = tmp_path / "report.csv"
    path.write_text(petition("W4R25"), "utf-8")
    rule = ("rules", "add", "--platform", "salesforce_campaign_members", "--value", "W4R25")
    said(capsys, *rule, "--edition", "2025", "--case", "2025-sonia-dahmani")
    said(capsys, "ingest", str(path), "--section", "IE")
    path.write_text(petition("W4R25").replace("14/12", "15/12"), "utf-8")
    asked = said(capsys, "ingest", str(path), "--section", "IE")
    assert "14 December 2025, Sonia Dahmani, edition 2025 and is now 15 December 2025" in asked
    assert "14 décembre 2025, Sonia Dahmani, édition 2025" in said(capsys, "held", lang="fr")


def test_a_list_is_joined_once_it_was_told_what_that_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newer of the two would be the only version: the command told that when it was done."""
    said(capsys, "ingest", send(tmp_path, "Cork.csv", *ROWS), "--section", "IE")
    said(
        capsys,
        "ingest",
        send(tmp_path, "Galway.csv", ROWS[0].replace("03", "06")),
        "--section",
        "IE",
    )
    of = ("--section", "IE", "--platform", "tally", "--stream", "Cork", "--into", "Galway")
    for _ in range(2):
        text = said(capsys, "streams", "join", *of)
        assert "Nothing is settled yet" in text and "before, " in text and "Settled" not in text
    assert "Rien n’est encore réglé" in said(capsys, "streams", "join", *of, lang="fr")
    assert main(["streams", "join", *of]) == 1
    capsys.readouterr()
    assert "Settled" in said(capsys, "streams", "join", *of, "--keep")
    assert "Nothing is settled yet" in said(capsys, "streams", "part", *of[:6])
    assert "Settled" in said(capsys, "streams", "part", *of[:6], "--keep")


def test_a_rule_that_moves_nothing_says_what_to_do_for_a_name_that_is_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "tally.csv", ROWS[0].replace("Sonia Dahmani", "Соня"))
    said(capsys, "ingest", path, "--section", "IE")
    rule = (
        "--platform",
        "tally",
        "--value",
        "Соня",
        "--edition",
        "2025",
        "--case",
        "2025-sonia-dahmani",
    )
    assert "take that file out and hand it in again" in said(capsys, "rules", "add", *rule)
    name = said(capsys, "exports").splitlines()[-1].split()[0]
    said(capsys, "retract", name, "--reason", "to be read again")
    assert "Sonia Dahmani: +" in said(capsys, "ingest", path, "--section", "IE")


def test_a_mapping_that_was_named_and_does_not_fit_is_told_with_the_one_that_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was told that no mapping is near to the header, which is that of our own template."""
    path = send(tmp_path, "tally.csv", *ROWS)
    english = said(capsys, "check", path, "--section", "IE", "--mapping", "google_forms_fr")
    assert "google_forms_fr was named for it" in english and "The mapping tally fits" in english
    french = said(
        capsys, "check", path, "--section", "IE", "--mapping", "google_forms_fr", lang="fr"
    )
    assert "La correspondance tally convient" in french
    other = tmp_path / "other.csv"
    other.write_text("a,b,c\n1,2,3\n", "utf-8")
    text = said(capsys, "check", str(other), "--section", "IE", "--mapping", "tally")
    assert "Date, Case, Action type, Channel, Number is missing" in text


def test_a_rule_for_a_mapping_that_there_is_not_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rule = ("--value", "2504", "--edition", "2025", "--case", "2025-sonia-dahmani")
    for step in ("try", "add"):
        text = said(capsys, "rules", step, "--platform", "actionkit_core_actions", *rule)
        assert "Nearest: actionkit_core_action" in text
    assert "2504" not in said(capsys, "rules")


def test_a_list_is_not_settled_where_nothing_is_said_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", send(tmp_path, "tally.csv", *ROWS), "--section", "IE")
    of = ("--section", "IE", "--platform", "tally", "--stream", "tally")
    assert "--newer" in said(capsys, "streams", "set", *of)
    assert "Settled" in said(capsys, "streams", "set", *of, "--keys", "stream")


def test_a_file_that_is_not_there_is_told_as_that_in_each_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = said(capsys, "check", str(tmp_path / "none.csv"))
    french = said(capsys, "check", str(tmp_path / "none.csv"), lang="fr")
    assert "there is no such file" in english and "permissions" not in english
    assert "ce fichier n’existe pas" in french and "No such" not in french
    assert french.startswith("none.csv\u202f:") or french.startswith("none.csv\u00a0:")


PIVOTS = {
    "hr": "Zbroj od Broj,Oznake stupaca,,\nOznake redaka,2025-12-01,2025-12-02,Ukupni zbroj\nSonia Dahmani,10,20,30\n",
    "de": "Summe von Anzahl;Spaltenbeschriftungen;;\nZeilenbeschriftungen;Brief;Petition;Gesamtergebnis\nSonia Dahmani;10;20;30\n",
    "days": "Cas,01/12/2025,02/12/2025,03/12/2025\nSonia Dahmani,1,2,3\nJuan López,4,5,6\n",
    "en": "Sum of Number,Column Labels,\nRow Labels,letter,Grand Total\nSonia Dahmani,1,1\n",
}


@pytest.mark.parametrize("pivot", PIVOTS)
def test_a_pasted_pivot_table_is_called_one(
    pivot: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pivot.csv"
    path.write_text(PIVOTS[pivot], "utf-8")
    assert "pivot table" in said(capsys, "check", str(path))
    assert "tableau croisé" in said(capsys, "check", str(path), lang="fr")


def test_a_list_of_rows_with_several_days_is_no_pivot_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("a,b,c,d\n" + "x,2025-12-01,2025-12-02,2025-12-03\n" * 5, "utf-8")
    text = said(capsys, "check", str(path))
    assert "pivot" not in text and "mapping new" in text


@pytest.mark.parametrize("cell", ["ca. 200", "~200", "'120", "2k", "zweihundert"])
def test_a_number_that_is_none_is_told_with_what_to_write(
    cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "t.csv", ROWS[0], f"2025-12-05,Damisoa,letter,offline,{cell}")
    assert "write it as 200" in said(capsys, "check", path)
    assert "écrivez-le comme 200" in said(capsys, "check", path, lang="fr")


def test_an_unknown_type_of_action_is_told_with_those_that_may_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (ROWS[0], "2025-12-05,Damisoa,lettre / pétition,offline,1", "2025-12-05,Damisoa,lettre,hors ligne,2")  # fmt: skip
    text = said(capsys, "check", send(tmp_path, "t.csv", *rows))
    assert "letter, email, petition, solidarity, social, sms, call, event, other" in text
    assert "42 actions from 2 rows" in text  # French words are read under English names


@pytest.mark.parametrize("command", ["check", "ingest"])
def test_names_without_a_case_are_listed_of_a_file_that_is_in_already(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (*ROWS, "2025-12-05,Juan Lopes,letter,offline,1", "2025-12-05,Somebody,letter,offline,2")
    path = send(tmp_path, "t.csv", *rows)
    said(capsys, "ingest", path, "--section", "FR")
    text = said(capsys, command, path, "--section", "FR", "--unmapped")
    assert "In already" in text and "Somebody: 1" in text
    assert "Somebody" not in said(capsys, command, path, "--section", "FR")
    tree = json.loads(said(capsys, command, path, "--section", "FR", "--unmapped", "--json"))
    assert "Somebody" in tree[0]["unmapped"]


def test_notes_and_totals_leave_nothing_to_be_corrected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (*ROWS, "2025-12-31,Gesamt,letter,offline,70", "checked by the office,,,,")
    path = send(tmp_path, "t.csv", *rows)
    text = said(capsys, "ingest", path, "--section", "DE")
    assert "2 set aside, where nothing is to be corrected" in text and "send the file" not in text
    assert "a note" in text
    path = send(tmp_path / "b", "u.csv", *rows, "soon,Damisoa,letter,offline,5")
    assert "no date can be read here" in said(capsys, "check", path, "--section", "AT")


def test_shares_are_percentages_in_text_and_numbers_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "ingest", send(tmp_path, "t.csv", *ROWS), "--section", "DE")
    figure = ("figures", "counted_by_case", "--param", "edition=2025")
    assert "57.1%" in said(capsys, *figure)
    assert "57,1\u00a0%" in said(capsys, *figure, lang="fr").replace("\u202f", "\u00a0")
    assert '"share": 0.57' in said(capsys, *figure, "--format", "json")


def test_a_name_of_a_tally_that_one_word_gave_to_a_case_is_shown_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "t.csv", "2025-12-03,Dahmani,letter,offline,40")
    text = said(capsys, "check", path)
    assert "Dahmani · tally · 2025 → Sonia Dahmani (40 actions)" in text


def test_a_section_without_a_zone_is_told_how_to_get_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "t.csv", *ROWS)
    for lang, word in (("en", "add a line under zones"), ("fr", "ajouter une ligne sous zones")):
        assert word in said(capsys, "check", path, "--section", "BD", lang=lang)
    for section in ("BR", "CL", "DK", "HU", "TR", "SK", "HR", "KE", "LU"):
        assert section in mapping.load().zones


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_of_a_verdict_speaks_of_bytes(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "t.csv", *ROWS)
    said(capsys, "ingest", path, "--section", "DE")
    text = said(capsys, "ingest", path, "--section", "DE", lang=lang)
    assert "bytes" not in text and "octets" not in text and ("same file" in text or "même fichier" in text)  # fmt: skip
