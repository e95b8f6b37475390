"""A file that no mapping knows: what its columns are guessed to be, and that none of it is shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import drafting, intake, mapping, wizard
from impact.exports.drafting import Guess
from impact.faults import Fault
from impact.i18n.words import LANGUAGES, Language
from tests.test_exports import SAMPLES

TODAY = dt.date(2026, 11, 22)


def written(folder: Path, text: str) -> Path:
    path = folder / "new file.csv"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "When;Campaign;How many\n2021-12-04;W4R21-GTM;12\n2021-12-05;Secret Name;30\n",
            Guess("When", "%Y-%m-%d", "Campaign", "How many"),
        ),
        (
            "id,email,DateCreated,Page\n1,a@b.org,2021-12-04 10:00:00,ERI\n2,b@b.org,2021-12-05 11:00:00,ERI\n",
            Guess("DateCreated", "%Y-%m-%d %H:%M:%S", "Page", None, ("id",)),
        ),
        (
            "Jour,Personne défendue,Lettres,Commentaire\n25/12/2025,Ada,3,x\n01/02/2026,Bo,4,y\n",
            Guess("Jour", "%d/%m/%Y", "Personne défendue", "Lettres"),
        ),
        (
            "Birth date,Signed on date,Case\n1980-01-01,12/25/2025 10:00,Ada\n1990-01-01,01/02/2026 11:00,Ada\n",
            Guess("Signed on date", "%m/%d/%Y %H:%M", "Case"),
        ),
        (
            "Date,Case,Number\n01/02/2026,Ada,3\n03/04/2026,Bo,5\n",
            Guess("Date", None, "Case", "Number"),  # the order of its dates is for a person to say
        ),
    ],
)
def test_columns_are_guessed_from_names_and_shapes(
    text: str, wanted: Guess, tmp_path: Path
) -> None:
    about = drafting.sheet(written(tmp_path, text))
    assert about is not None
    assert about.guess == wanted


@pytest.mark.parametrize(
    "text",
    [
        "ada@b.org,Ada,Lovelace,2025-12-10\nbo@b.org,Bo,Li,2025-12-11\n",
        "Ada,Lovelace,12/10/2025\nBo,Li,12/11/2025\n",
        "1,2,3\n4,5,6\n",
        "Ada,+1 514 555 0199,Paris\nBo,+1 514 555 0100,Lyon\n",
        "Ada,Lovelace,Paris\nBo,Li,Paris\n",
        "Ada,10.0.0.1,yes\nBo,10.0.0.2,no\n",
    ],
)
def test_a_file_without_a_header_line_is_refused_and_nothing_of_it_is_said(
    text: str, tmp_path: Path
) -> None:
    with pytest.raises(Fault) as raised:
        drafting.sheet(written(tmp_path, text))
    assert raised.value.key == "no_header_line"
    assert "Ada" not in raised.value.sentence("en")
    with pytest.raises(Fault, match="header line"):
        mapping.draft(written(tmp_path, text))


def test_no_cell_is_shown_of_a_column_that_nobody_confirmed(tmp_path: Path) -> None:
    path = written(tmp_path, "Day,Who,Number\n2025-12-10,Ada Lovelace,12\n")
    about = drafting.sheet(path)
    assert about is not None
    assert about.masked == [["·", "·", "·"]]
    confirmed = drafting.sheet(path, harmless={"Day", "Number"})
    assert confirmed is not None
    assert confirmed.masked == [["0000-00-00", "·", "00"]]


def test_a_name_of_a_column_that_may_be_a_person_is_neither_shown_nor_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "Day,Case,asked by 5145550199\n2025-12-10,x,1\n")
    about = drafting.sheet(path)
    assert about is not None
    assert about.header == ["Day", "Case"]
    assert "5145550199" not in mapping.draft(path)


PEOPLE = "supporter_id,email,petition,signed_at\n1,a@ex.org,Sonia Dahmani,2025-12-10\n1,a@ex.org,Damisoa,2025-12-10\n2,b@ex.org,Damisoa,2025-12-11\n"  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_without_a_key_says_so_and_what_this_means(
    lang: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, PEOPLE)
    word = {"en": "counts twice", "fr": "compte deux fois"}[lang]
    main(["mapping", "--lang", lang, "new", str(path)])
    drafted = capsys.readouterr()
    assert word in " ".join(drafted.out.replace("\n# ", " ").split()) and word in drafted.err
    own = tmp_path / "own.yaml"
    own.write_text(drafted.out, "utf-8")
    assert mapping.check(own) == []
    main(["mapping", "--lang", lang, "check", str(own)])
    assert word in capsys.readouterr().out.replace("\u00a0", " ")


def test_a_draft_with_a_key_has_nothing_to_say_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, PEOPLE.replace("1,a@ex.org,Damisoa", "3,c@ex.org,Damisoa"))
    main(["mapping", "new", str(path)])
    drafted = capsys.readouterr()
    assert "dedupe:" in drafted.out and not drafted.err


def answers(**more: object) -> wizard.Answers:
    said = {"name": "mine", "day": "Day", "form": "%d/%m/%Y", "case": "Case", "kind": "letter",
            "channel": "offline", "count": "Number", "keys": ()}  # fmt: skip
    return wizard.Answers(**{**said, **more})  # type: ignore[arg-type]


SHEET = "Day,Case,Number,Consent,Note\n01/02/2026,Ada,5,yes,x\n03/02/2026,Ada,7,no,y\n01/12/2025,Ada,1,yes,z\n"


def test_a_file_is_known_again_when_a_column_that_is_not_needed_is_renamed(tmp_path: Path) -> None:
    path = written(tmp_path, SHEET)
    about = wizard.sheet(path)
    assert about is not None
    tree = wizard.mapping(about, answers(without=("Consent", ("no",))))
    mappings = mapping.load(own=mapping.added(None, tree))
    report, table = intake.examine(path, mappings, secret=b"k", today=TODAY)
    assert (report.actions, report.filtered_by) == (6, {"Consent ≠ no": 1})
    assert table is not None
    assert wizard.preview(table) == wizard.Preview(
        dt.date(2025, 12, 1), dt.date(2026, 2, 1), [(2025, 12, 1), (2026, 2, 5)]
    )
    path.write_text(SHEET.replace("Note", "Remark"), "utf-8")
    assert intake.examine(path, mappings, secret=b"k", today=TODAY)[0].mapping == "mine"


def test_values_to_leave_rows_out_by_are_offered_only_where_they_are_nobodys(
    tmp_path: Path,
) -> None:
    text = "Consent,Who\n" + "".join(f"{'yes' if n % 2 else 'no'},person{n}@b.org\n" for n in range(9))  # fmt: skip
    path = written(tmp_path, text)
    assert wizard.harmless_values(path, "Consent") == ["no", "yes"]
    assert wizard.harmless_values(path, "Who") == []
    assert wizard.harmless_values(path, "Elsewhere") == []


@pytest.mark.parametrize("name", ["hand_tally_social.csv", "proca_action_list.csv", "google_forms_fr.csv"])  # fmt: skip
def test_a_draft_is_a_mapping_that_counts_its_file(name: str, tmp_path: Path) -> None:
    own = tmp_path / "draft.yaml"
    own.write_text(mapping.draft(SAMPLES / name), "utf-8")
    assert mapping.check(own) == []
    (drafted,) = mapping.load(own).sources.keys() - mapping.load().sources.keys() or {name[:-4]}
    report, _ = intake.examine(SAMPLES / name, mapping.load(own), name=drafted, secret=b"k", today=TODAY)  # fmt: skip
    assert report.fault is None
    assert report.rows_counted > 25
